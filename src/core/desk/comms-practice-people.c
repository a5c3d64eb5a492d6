/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-practice-private.h"

#include "comms-audit-words.h"
#include "comms-engagement.h"
#include "comms-enum-types.h"
#include "comms-record-table.h"
#include "comms-target-table.h"
#include "comms-target.h"
#include "comms-words.h"

/* The practice desk's directory and what passed with the people in it: data/practice/targets.json
 * and engagements.json. */

#define MINUTE G_GINT64_CONSTANT (60000)
#define DAY (24 * 60 * MINUTE)

/* The directory was there before the month began. */
#define TARGETS_AGE (18 * DAY)

gboolean
comms_practice_fill_targets (CommsPracticeFill *self, GError **error)
{
  g_autoptr (JsonNode) root = comms_practice_load ("targets.json");
  JsonArray *array = json_object_get_array_member (json_node_get_object (root), "targets");

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      gint64 at = self->now - TARGETS_AGE + i * MINUTE;
      CommsTarget *target =
        g_object_new (COMMS_TYPE_TARGET, "created-at", at, "updated-at", at, NULL);

      comms_practice_set_fields (target, object);
      g_hash_table_insert (self->targets, g_strdup (comms_practice_get (object, "key")), target);
      if (!comms_record_table_save (self->tx.db, COMMS_RECORD (target), error))
        return FALSE;
      comms_practice_note (self, at, "bilal", COMMS_SUBJECT_TARGET,
                           comms_record_get_id (COMMS_RECORD (target)), "add", NULL, NULL,
                           comms_audit_dup_note (target->name, target->organisation, NULL));
    }

  return TRUE;
}

static void
note_engagement (CommsPracticeFill *self,
                 CommsEngagement *engagement,
                 gint64 at,
                 const char *actor,
                 const char *action,
                 CommsTarget *target,
                 const char *why)
{
  comms_practice_note (self, at, actor, COMMS_SUBJECT_ENGAGEMENT,
                       comms_record_get_id (COMMS_RECORD (engagement)), g_intern_string (action),
                       NULL, comms_enum_nick (COMMS_TYPE_OUTCOME, engagement->outcome),
                       comms_audit_dup_note (engagement->summary,
                                             target != NULL ? target->name : NULL, why));
}

static CommsEngagement *
read_engagement (CommsPracticeFill *self, JsonObject *object)
{
  gint64 at = comms_practice_time (self, json_object_get_object_member (object, "when"));
  CommsEngagement *engagement =
    g_object_new (COMMS_TYPE_ENGAGEMENT, "at", at, "created-at", MIN (at + 10 * MINUTE, self->now),
                  "target-id",
                  comms_practice_id (self->targets, comms_practice_get (object, "target")),
                  "person-id",
                  comms_practice_id (self->people, comms_practice_get (object, "person")),
                  "release-id",
                  comms_practice_id (self->releases, comms_practice_get (object, "release")),
                  "reviewer-id",
                  comms_practice_id (self->people, comms_practice_get (object, "reviewer")),
                  "review-comment", comms_practice_get (object, "comment"), NULL);

  comms_practice_set_fields (engagement, object);
  if (json_object_has_member (object, "deadline"))
    g_object_set (engagement, "deadline-at",
                  comms_practice_time (self, json_object_get_object_member (object, "deadline")),
                  NULL);
  return engagement;
}

static gboolean
fill_engagement (CommsPracticeFill *self, JsonObject *object, GError **error)
{
  g_autoptr (CommsEngagement) engagement = read_engagement (self, object);
  const char *target_key = comms_practice_get (object, "target");
  CommsTarget *target = target_key != NULL ? g_hash_table_lookup (self->targets, target_key) : NULL;
  g_autofree char *action = g_strconcat ("log-", comms_practice_get (object, "kind"), NULL);

  if (!comms_record_table_save (self->tx.db, COMMS_RECORD (engagement), error))
    return FALSE;
  note_engagement (self, engagement, engagement->created_at, comms_practice_get (object, "person"),
                   action, target, engagement->reason);
  if (engagement->review != COMMS_REVIEW_WAITING)
    note_engagement (self, engagement, engagement->created_at + 3 * 60 * MINUTE, "hira",
                     engagement->review == COMMS_REVIEW_RETURNED ? "return" : "sign-off", target,
                     engagement->review_comment);
  if (target == NULL || engagement->kind == COMMS_ENGAGEMENT_KIND_COVERAGE)
    return TRUE;
  return comms_target_table_touch (self->tx.db, engagement->target_id, engagement->at, error);
}

gboolean
comms_practice_fill_engagements (CommsPracticeFill *self, GError **error)
{
  g_autoptr (JsonNode) root = comms_practice_load ("engagements.json");
  JsonArray *array = json_object_get_array_member (json_node_get_object (root), "engagements");

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!fill_engagement (self, json_array_get_object_element (array, i), error))
      return FALSE;

  return TRUE;
}
