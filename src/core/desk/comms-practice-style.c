/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-practice-private.h"

#include "comms-abbreviation.h"
#include "comms-approved-line.h"
#include "comms-hashtag.h"
#include "comms-house-style.h"
#include "comms-protected-name.h"
#include "comms-record-table.h"
#include "comms-voice-card.h"

/* The practice desk's house style: data/practice/house-style.json. */

/* A property, and the member that says when or who. */
typedef struct
{
  const char *property;
  const char *member;
} Link;

static const struct
{
  const char *member;
  GType (*type) (void);
  Link times[3];
  Link person;
  Link account;
} lists[] = {
  { "hashtags", comms_hashtag_get_type, { { "checked-at", "checked" } }, { 0 }, { 0 } },
  { "abbreviations", comms_abbreviation_get_type, { { 0 } }, { 0 }, { 0 } },
  { "lines",
    comms_approved_line_get_type,
    { { "approved-at", "approved" }, { "created-at", "approved" }, { "valid-until", "valid" } },
    { "approver-id", "approver" },
    { 0 } },
  { "voices", comms_voice_card_get_type, { { 0 } }, { 0 }, { "account-id", "account" } },
  { "names", comms_protected_name_get_type, { { "created-at", "created" } }, { 0 }, { 0 } },
};

static gboolean
fill_record (CommsPracticeFill *self, guint list, JsonObject *object, GError **error)
{
  g_autoptr (CommsRecord) record = g_object_new (lists[list].type (), NULL);

  comms_practice_set_fields (record, object);
  for (guint i = 0; i < G_N_ELEMENTS (lists[list].times); i++)
    {
      const Link *link = &lists[list].times[i];

      if (link->member != NULL && json_object_has_member (object, link->member))
        g_object_set (record, link->property,
                      comms_practice_time (self,
                                           json_object_get_object_member (object, link->member)),
                      NULL);
    }
  if (lists[list].person.member != NULL)
    g_object_set (record, lists[list].person.property,
                  comms_practice_id (self->people,
                                     comms_practice_get (object, lists[list].person.member)),
                  NULL);
  if (lists[list].account.member != NULL)
    g_object_set (record, lists[list].account.property,
                  comms_practice_id (self->accounts,
                                     comms_practice_get (object, lists[list].account.member)),
                  NULL);
  return comms_record_table_save (self->tx.db, record, error);
}

gboolean
comms_practice_fill_style (CommsPracticeFill *self, GError **error)
{
  g_autoptr (JsonNode) root = comms_practice_load ("house-style.json");

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    {
      JsonArray *array =
        json_object_get_array_member (json_node_get_object (root), lists[l].member);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (!fill_record (self, l, json_array_get_object_element (array, i), error))
          return FALSE;
    }
  return comms_house_style_seed (&self->tx, error);
}
