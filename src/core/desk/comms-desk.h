/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-clock.h"
#include "comms-person.h"
#include "comms-policy.h"
#include "comms-record.h"
#include "comms-secrets.h"
#include "comms-stamp.h"
#include "comms-store.h"

G_BEGIN_DECLS

/**
 * CommsDesk:
 *
 * An open desk: the store, the keyring, the clock and the person who acts. What can be done at
 * the desk stands in the other headers of this folder as plain functions on a #CommsTx; they
 * run on the store's thread, one transaction each, through the runners below.
 *
 * Properties: "person" (CommsPerson), "policy" (CommsPolicy), both refreshed from the store.
 * Signal "changed" (CommsSubject) as the store's. A few in a row are told at once, as many as a
 * person's work makes; what comes faster, such as the outcomes of posts that leave together, is
 * told together four times a second, so that whoever reads again does not read for every one.
 */
#define COMMS_TYPE_DESK (comms_desk_get_type ())
G_DECLARE_FINAL_TYPE (CommsDesk, comms_desk, COMMS, DESK, GObject)

/* comms-likeness.h */
typedef struct _CommsLikeness CommsLikeness;

/**
 * CommsTx:
 * @db: the connection, inside a transaction
 * @stamp: who acts, and when
 * @person: the acting person, NULL for the desk itself
 * @policy: the rules in force, as read in this transaction
 * @practice: whether this is a practice desk
 * @likeness: the wording of the desk's posts
 *
 * One piece of work at the desk. Nothing of it outlives the call.
 */
typedef struct
{
  CommsDb *db;
  CommsStamp stamp;
  CommsPerson *person;
  CommsPolicy *policy;
  gboolean practice;
  CommsLikeness *likeness;
} CommsTx;

typedef gpointer (*CommsTxFunc)     (CommsTx *tx, gpointer data, GError **error);
typedef gboolean (*CommsIdFunc)     (CommsTx *tx, gint64 id, GError **error);
typedef gboolean (*CommsRecordFunc) (CommsTx *tx, gpointer record, GError **error);

/* Opens the desk at @path. With @create, a new empty desk with the account of the operating
 * system as its one person and manager. A practice desk keeps its made-up tokens in memory, and
 * never uses @secrets. */
CommsDesk    * comms_desk_open             (const char *path, gboolean create, CommsClock *clock,
                                            CommsSecrets *secrets, GError **error);
void           comms_desk_open_async       (const char *path, gboolean create, CommsClock *clock,
                                            CommsSecrets *secrets, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
CommsDesk    * comms_desk_open_finish      (GAsyncResult *result, GError **error);

/* Where the user's own desk and practice desk are. (transfer full) */
char         * comms_desk_default_path     (gboolean practice);

/* Tells at once what has changed and is still to be told. */
void           comms_desk_tell             (CommsDesk *self);

CommsStore   * comms_desk_get_store        (CommsDesk *self);
CommsSecrets * comms_desk_get_secrets      (CommsDesk *self);
CommsClock   * comms_desk_get_clock        (CommsDesk *self);
gint64         comms_desk_now              (CommsDesk *self);
gboolean       comms_desk_is_practice      (CommsDesk *self);
CommsPerson  * comms_desk_get_person       (CommsDesk *self);
CommsPolicy  * comms_desk_get_policy       (CommsDesk *self);

/* Acts as another of the desk's people; COMMS_RULE_PRACTICE unless it is a practice desk. */
gboolean       comms_desk_act_as           (CommsDesk *self, gint64 person_id, GError **error);

/* Runs @func with @data. @result_free frees a result that nobody takes. */
void           comms_desk_run_async        (CommsDesk *self, CommsTxFunc func, gpointer data,
                                            GDestroyNotify data_free, GDestroyNotify result_free,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
gpointer       comms_desk_run_finish       (CommsDesk *self, GAsyncResult *result, GError **error);
/* Whether the call was given up while it ran. What was committed is reported all the same, and two
 * calls may report in either order: whoever asks again and again looks here first. */
gboolean       comms_desk_run_is_stale     (GAsyncResult *result);
gpointer       comms_desk_run_sync         (CommsDesk *self, CommsTxFunc func, gpointer data,
                                            GError **error);

/* The same for the two commonest shapes: something done to the row with an id, and a record
 * saved. The record is copied first; its new id is set on @record when the work is done. */
void           comms_desk_run_id_async     (CommsDesk *self, CommsIdFunc func, gint64 id,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean       comms_desk_run_id_finish    (CommsDesk *self, GAsyncResult *result, GError **error);
gboolean       comms_desk_run_id_sync      (CommsDesk *self, CommsIdFunc func, gint64 id,
                                            GError **error);
void           comms_desk_run_record_async (CommsDesk *self, CommsRecordFunc func, gpointer record,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean       comms_desk_run_record_finish(CommsDesk *self, GAsyncResult *result,
                                            GError **error);
gboolean       comms_desk_run_record_sync  (CommsDesk *self, CommsRecordFunc func, gpointer record,
                                            GError **error);

G_END_DECLS
