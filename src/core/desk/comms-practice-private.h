/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "comms-desk.h"
#include "comms-post.h"

G_BEGIN_DECLS

/* Making a practice desk. Inside the folder only. */

/**
 * CommsPracticeFill:
 *
 * A practice desk while it is filled from data/practice: what was made so far, by its key in
 * those files, and what will stand in the log.
 */
typedef struct
{
  CommsTx tx;           /* by whoever acts at the moment */
  gint64 now;
  GHashTable *people;   /* key to record; the same for the others */
  GHashTable *accounts;
  GHashTable *releases;
  GHashTable *targets;
  GPtrArray *events;    /* of the log, in no order yet */
  JsonBuilder *network; /* what the practice network has, see comms_practice_network_begin() */
} CommsPracticeFill;

/* Content: each reads one file and writes its rows. */
gboolean comms_practice_fill_desk        (CommsPracticeFill *self, GError **error);
gboolean comms_practice_fill_style       (CommsPracticeFill *self, GError **error);
gboolean comms_practice_fill_posts       (CommsPracticeFill *self, GError **error);
gboolean comms_practice_fill_targets     (CommsPracticeFill *self, GError **error);
gboolean comms_practice_fill_engagements (CommsPracticeFill *self, GError **error);

/* The root of one of the files, which are part of the program. (transfer full) */
JsonNode   * comms_practice_load         (const char *name);
/* A member, or NULL. */
const char * comms_practice_get          (JsonObject *object, const char *member);
/* Sets every field of @record that @object has a member for, with "_" for "-"; an array for a
 * text is its paragraphs. */
void         comms_practice_set_fields   (gpointer record, JsonObject *object);
/* The id of the record with that key, 0 for none. */
gint64       comms_practice_id           (GHashTable *records, const char *key);

/* Time. {"day":N,"time":"10:00"} is a wall time N working days from today, {"ago":N} and
 * {"in":N} are minutes from now, moved to the next waking hour. */
gint64       comms_practice_time         (CommsPracticeFill *self, JsonObject *when);
/* The day on which the practice release appears: today while there is a day left to post on. */
gint64       comms_practice_launch_time  (CommsPracticeFill *self);

/* Notes an entry for the log. @actor is NULL for the desk itself. */
void         comms_practice_note         (CommsPracticeFill *self, gint64 at, const char *actor,
                                          CommsSubject subject, gint64 subject_id,
                                          const char *action, const char *from_value,
                                          const char *to_value, char *note);
/* Writes all that was noted, in order of time. */
gboolean     comms_practice_write_log    (CommsPracticeFill *self, GError **error);

/* The practice network's own record: the accounts with their made-up tokens, and the posts. */
void         comms_practice_network_begin (CommsPracticeFill *self);
void         comms_practice_network_add  (CommsPracticeFill *self, CommsPost *post,
                                          const char *remote_id, gint64 at);
char       * comms_practice_network_end  (CommsPracticeFill *self);
char       * comms_practice_dup_token    (const char *user_id);

G_END_DECLS
