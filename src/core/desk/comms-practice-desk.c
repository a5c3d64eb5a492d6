/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-practice-private.h"

#include "comms-account.h"
#include "comms-audit-words.h"
#include "comms-enum-types.h"
#include "comms-person.h"
#include "comms-record-table.h"
#include "comms-release-version.h"
#include "comms-release.h"
#include "comms-releases-private.h"
#include "comms-words.h"
#include "comms-zone.h"

/* The practice desk's people, accounts and releases: data/practice/desk.json. */

#define HOUR (60 * 60 * G_GINT64_CONSTANT (1000))

typedef gboolean (*FillFunc) (CommsPracticeFill *self, JsonObject *object, GError **error);

static gboolean
fill_each (
  CommsPracticeFill *self, JsonObject *root, const char *member, FillFunc func, GError **error)
{
  JsonArray *array = json_object_get_array_member (root, member);

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!func (self, json_array_get_object_element (array, i), error))
      return FALSE;

  return TRUE;
}

static void
keep (GHashTable *records, JsonObject *object, gpointer record)
{
  g_hash_table_insert (records, g_strdup (comms_practice_get (object, "key")), record);
}

static gboolean
fill_person (CommsPracticeFill *self, JsonObject *object, GError **error)
{
  CommsPerson *person = g_object_new (COMMS_TYPE_PERSON, "active", TRUE, NULL);

  comms_practice_set_fields (person, object);
  keep (self->people, object, person);
  return comms_record_table_save (self->tx.db, COMMS_RECORD (person), error);
}

static gboolean
fill_account (CommsPracticeFill *self, JsonObject *object, GError **error)
{
  CommsAccount *account =
    g_object_new (COMMS_TYPE_ACCOUNT, "network", "x", "api-base", "http://127.0.0.1:0",
                  "character-limit", G_GINT64_CONSTANT (280), "profile", "self-serve", "state",
                  COMMS_ACCOUNT_STATE_READY, "reading-confirmed-by", "Hira Manzar", "checked-at",
                  self->now - HOUR, "created-at", self->now - 20 * 24 * HOUR, "owner-id",
                  comms_practice_id (self->people, comms_practice_get (object, "owner")), NULL);

  comms_practice_set_fields (account, object);
  keep (self->accounts, object, account);
  return comms_record_table_save (self->tx.db, COMMS_RECORD (account), error);
}

/* Releases. */

static void
set_plan (CommsPracticeFill *self,
          CommsRelease *release,
          gint64 instant,
          const char *at,
          const char *wall,
          const char *zone)
{
  g_autofree char *time = comms_zone_to_wall (self->tx.policy->zone, instant);

  g_object_set (release, at, instant, wall, time, zone, self->tx.policy->zone, NULL);
}

static void
set_plans (CommsPracticeFill *self, CommsRelease *release, JsonObject *object)
{
  JsonNode *publish = json_object_get_member (object, "publish");

  set_plan (self, release,
            JSON_NODE_HOLDS_OBJECT (publish)
              ? comms_practice_time (self, json_node_get_object (publish))
              : comms_practice_launch_time (self),
            "publish-at", "publish-wall", "publish-zone");
  if (json_object_has_member (object, "embargo"))
    set_plan (self, release,
              comms_practice_time (self, json_object_get_object_member (object, "embargo")),
              "embargo-at", "embargo-wall", "embargo-zone");
}

static void
note_release (CommsPracticeFill *self,
              CommsRelease *release,
              gint64 at,
              const char *actor,
              const char *action,
              const char *from,
              const char *to,
              const char *why)
{
  comms_practice_note (self, at, actor, COMMS_SUBJECT_RELEASE,
                       comms_record_get_id (COMMS_RECORD (release)), action, from, to,
                       comms_audit_dup_note (release->title, NULL, why));
}

/* From the idea to its present stage, a step every few hours. */
static void
note_stages (CommsPracticeFill *self, CommsRelease *release, const char *owner)
{
  gint64 end =
    release->stage == COMMS_RELEASE_STAGE_PUBLISHED ? release->publish_at : self->now - 5 * HOUR;
  gint64 step = MAX ((end - release->created_at) / MAX ((int) release->stage, 1), 0);

  for (int stage = 1; stage <= (int) release->stage; stage++)
    note_release (self, release, release->created_at + stage * step,
                  stage >= COMMS_RELEASE_STAGE_APPROVED ? "hira" : owner, "stage",
                  comms_enum_nick (COMMS_TYPE_RELEASE_STAGE, stage - 1),
                  comms_enum_nick (COMMS_TYPE_RELEASE_STAGE, stage), NULL);
}

static gboolean
save_version (
  CommsPracticeFill *self, CommsRelease *release, JsonObject *object, gint64 number, GError **error)
{
  const char *author = comms_practice_get (object, "by");
  gint64 at = self->now - json_object_get_int_member (object, "hours") * HOUR;
  g_autoptr (CommsRelease) then = comms_record_copy (release);
  g_autoptr (CommsReleaseVersion) version = NULL;
  g_autofree char *content = NULL;

  comms_practice_set_fields (then, object);
  content = comms_release_dup_content (then);
  version = g_object_new (COMMS_TYPE_RELEASE_VERSION, "release-id",
                          comms_record_get_id (COMMS_RECORD (release)), "number", number, "at", at,
                          "person-id", comms_practice_id (self->people, author), "summary",
                          comms_practice_get (object, "summary"), "content", content, NULL);
  if (number > 1)
    note_release (self, release, at, author, "edit", NULL, NULL,
                  comms_practice_get (object, "summary"));
  return comms_record_table_save (self->tx.db, COMMS_RECORD (version), error);
}

static gboolean
fill_versions (CommsPracticeFill *self, CommsRelease *release, JsonObject *object, GError **error)
{
  JsonArray *versions = json_object_get_array_member (object, "versions");

  for (guint i = 0; i < json_array_get_length (versions); i++)
    if (!save_version (self, release, json_array_get_object_element (versions, i), i + 1, error))
      return FALSE;

  return TRUE;
}

static gboolean
fill_release (CommsPracticeFill *self, JsonObject *object, GError **error)
{
  const char *owner = comms_practice_get (object, "owner");
  JsonArray *versions = json_object_has_member (object, "versions")
                          ? json_object_get_array_member (object, "versions")
                          : NULL;
  gint64 created_at = comms_practice_time (self, json_object_get_object_member (object, "created"));
  gint64 n_versions = versions != NULL ? json_array_get_length (versions) : 1;
  CommsRelease *release =
    g_object_new (COMMS_TYPE_RELEASE, "created-at", created_at, "updated-at", created_at, "version",
                  n_versions, "owner-id", comms_practice_id (self->people, owner), NULL);

  comms_practice_set_fields (release, object);
  set_plans (self, release, object);
  keep (self->releases, object, release);
  if (!comms_record_table_save (self->tx.db, COMMS_RECORD (release), error))
    return FALSE;

  note_release (self, release, created_at, owner, "add", NULL, "idea", NULL);
  note_stages (self, release, owner);
  if (release->embargo_at != 0)
    note_release (self, release, created_at + HOUR, owner, "embargo", NULL, release->embargo_wall,
                  NULL);
  return versions == NULL || fill_versions (self, release, object, error);
}

/* A twin can only be named once both are there. */
static gboolean
fill_twin (CommsPracticeFill *self, JsonObject *object, GError **error)
{
  CommsRelease *release = g_hash_table_lookup (self->releases, comms_practice_get (object, "key"));
  gint64 twin_id = comms_practice_id (self->releases, comms_practice_get (object, "twin"));

  if (twin_id == 0)
    return TRUE;
  g_object_set (release, "twin-id", twin_id, NULL);
  return comms_record_table_save (self->tx.db, COMMS_RECORD (release), error);
}

gboolean
comms_practice_fill_desk (CommsPracticeFill *self, GError **error)
{
  g_autoptr (JsonNode) root = comms_practice_load ("desk.json");
  JsonObject *object = json_node_get_object (root);

  return fill_each (self, object, "people", fill_person, error) &&
         fill_each (self, object, "accounts", fill_account, error) &&
         fill_each (self, object, "releases", fill_release, error) &&
         fill_each (self, object, "releases", fill_twin, error);
}
