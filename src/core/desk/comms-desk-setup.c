/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <string.h>

#include "comms-desk-private.h"
#include "comms-meta-table.h"
#include "comms-house-style.h"
#include "comms-occasions.h"
#include "comms-record-table.h"
#include "comms-zone.h"

/* The desk's home where the computer does not know where it stands. */
#define FALLBACK_ZONE "Asia/Karachi"

/* A place, not a computer that was left at UTC. */
static gboolean
is_place (const char *zone)
{
  return zone != NULL && strchr (zone, '/') != NULL && !g_str_has_prefix (zone, "Etc/") &&
         comms_zone_exists (zone);
}

CommsPolicy *
comms_desk_default_policy (const char *local_zone)
{
  const char *const audiences[] = { "Europe/Zurich", "Europe/London", "America/New_York", NULL };
  const char *const slots[] = { "10:00", "12:30", "15:00", "18:00", "21:00", NULL };

  return g_object_new (COMMS_TYPE_POLICY, "zone",
                       is_place (local_zone) ? local_zone : FALLBACK_ZONE, "audience-zones",
                       audiences, "slots", slots, "single-person", TRUE, "approvals",
                       G_GINT64_CONSTANT (1), "hold-seconds", G_GINT64_CONSTANT (30),
                       "grace-minutes", G_GINT64_CONSTANT (20), "posts-low", G_GINT64_CONSTANT (3),
                       "posts-high", G_GINT64_CONSTANT (5), "link-uses", G_GINT64_CONSTANT (3),
                       "hashtags-high", G_GINT64_CONSTANT (2), NULL);
}

static CommsPerson *
add_person (CommsTx *tx, const CommsDeskOwner *owner, CommsRole role, GError **error)
{
  g_autoptr (CommsPerson) person = g_object_new (COMMS_TYPE_PERSON, "name", owner->name, "login",
                                                 owner->login, "role", role, "active", TRUE, NULL);

  if (!comms_record_table_save (tx->db, COMMS_RECORD (person), error) ||
      !comms_tx_audit (tx, COMMS_SUBJECT_PERSON, comms_record_get_id (COMMS_RECORD (person)), "add",
                       NULL, role == COMMS_ROLE_MANAGER ? "manager" : "officer", owner->name,
                       error))
    return NULL;
  return g_steal_pointer (&person);
}

static gboolean
fill_new_desk (CommsTx *tx, const CommsDeskOwner *owner, GError **error)
{
  g_autoptr (CommsPolicy) policy = comms_desk_default_policy (owner->zone);
  g_autoptr (CommsPerson) person = NULL;

  if (!comms_record_table_save (tx->db, COMMS_RECORD (policy), error) ||
      !comms_tx_audit (tx, COMMS_SUBJECT_DESK, 0, "create", NULL, NULL, NULL, error))
    return FALSE;

  person = add_person (tx, owner, COMMS_ROLE_MANAGER, error);
  return person != NULL && comms_occasions_seed (tx, error) && comms_house_style_seed (tx, error);
}

static gboolean
is_new (CommsDb *db, gboolean *result, GError **error)
{
  gint64 n_policies;

  if (!comms_db_query_int (db, &n_policies, 0, error, "SELECT count(*) FROM policy", ""))
    return FALSE;
  *result = n_policies == 0;
  return TRUE;
}

static gboolean
is_practice (CommsDb *db, gboolean *result, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *value = comms_meta_table_get (db, "practice", &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *result = g_strcmp0 (value, "1") == 0;
  return TRUE;
}

/* The people of a practice desk are made up: whoever has no row among them acts as the first. */
static CommsPerson *
find_person (CommsTx *tx, const CommsDeskOwner *owner, GError **error)
{
  g_autoptr (GPtrArray) people = NULL;

  people = comms_record_table_select (tx->db, COMMS_TYPE_PERSON, error,
                                      "WHERE login = ? ORDER BY active DESC, id LIMIT 1", "s",
                                      owner->login);
  if (people == NULL)
    return NULL;
  if (people->len == 0 && tx->practice)
    {
      g_clear_pointer (&people, g_ptr_array_unref);
      people = comms_record_table_select (tx->db, COMMS_TYPE_PERSON, error,
                                          "ORDER BY active DESC, id LIMIT 1", "");
      if (people == NULL)
        return NULL;
    }
  if (people->len == 0)
    return add_person (tx, owner, COMMS_ROLE_OFFICER, error);
  return g_object_ref (g_ptr_array_index (people, 0));
}

gboolean
comms_desk_set_up (
  CommsDb *db, const CommsDeskOwner *owner, gint64 now, CommsDeskSetup *setup, GError **error)
{
  CommsTx tx = { .db = db, .stamp = { 0, "Comms Desk", now } };
  g_autoptr (CommsPerson) person = NULL;
  gboolean new_desk;

  if (!is_new (db, &new_desk, error))
    return FALSE;
  if (new_desk && !fill_new_desk (&tx, owner, error))
    return FALSE;
  if (!is_practice (db, &tx.practice, error))
    return FALSE;
  person = find_person (&tx, owner, error);
  if (person == NULL)
    return FALSE;

  setup->person_id = comms_record_get_id (COMMS_RECORD (person));
  setup->practice = tx.practice;
  return TRUE;
}
