/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"

G_BEGIN_DECLS

/* Inside the folder only. */

/* What a desk is made of before anything is in it. */
typedef struct
{
  const char *login;    /* of the operating system */
  const char *name;     /* the real name, or the login */
  const char *zone;     /* of this computer */
} CommsDeskOwner;

typedef struct
{
  gint64 person_id;     /* who acts */
  gboolean practice;
} CommsDeskSetup;

/* Fills a new desk, and finds the owner among its people: on a real desk an account that it does
 * not know yet becomes an officer; on a practice desk the first of its people acts. */
gboolean comms_desk_set_up       (CommsDb *db, const CommsDeskOwner *owner, gint64 now,
                                  CommsDeskSetup *setup, GError **error);

/* The rules that a desk begins with. A @zone that is no place is taken for Pakistan's. */
CommsPolicy * comms_desk_default_policy (const char *zone);

/* As comms_desk_run_async(), with nobody acting: what the desk does by itself. */
void     comms_desk_run_unattended_async (CommsDesk *self, CommsTxFunc func, gpointer data,
                                          GDestroyNotify data_free, GDestroyNotify result_free,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);

/* As comms_desk_run_sync(), with that person acting, or nobody for 0. */
gpointer comms_desk_run_as_sync  (CommsDesk *self, gint64 person_id, CommsTxFunc func,
                                  gpointer data, GError **error);

CommsLikeness * comms_desk_get_likeness (CommsDesk *self);

/* Refuses with COMMS_RULE_ROLE someone who no longer works here. */
gboolean comms_tx_check_active   (CommsTx *tx, GError **error);

/* Refuses with COMMS_RULE_ROLE anyone but a manager; the desk itself may. */
gboolean comms_tx_check_manager  (CommsTx *tx, GError **error);

/* Whether a task may go from the person @before to that one, 0 for nobody: to somebody who is there
 * to do it. Whoever has one and left keeps nothing else from being changed. */
gboolean comms_people_check_named (CommsTx *tx, gint64 before, gint64 person_id, GError **error);

/* An entry in the audit log by who acts. */
gboolean comms_tx_audit          (CommsTx *tx, CommsSubject subject, gint64 subject_id,
                                  const char *action, const char *from_value,
                                  const char *to_value, const char *note, GError **error);

G_END_DECLS
