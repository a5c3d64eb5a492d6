/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"

#include "comms-audit-words.h"
#include "comms-desk-private.h"
#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-fit.h"
#include "comms-record-table.h"
#include "comms-words.h"

/* The people who work at the desk. */

GPtrArray *
comms_people_list (CommsTx *tx, GError **error)
{
  return comms_record_table_select (tx->db, COMMS_TYPE_PERSON, error,
                                    "ORDER BY active DESC, name, id", "");
}

static gboolean
check_name (CommsTx *tx, CommsPerson *person, GError **error)
{
  g_autofree char *name = comms_text_clean_line (person->name != NULL ? person->name : "");

  if (*name != '\0')
    {
      g_object_set (person, "name", name, NULL);
      return TRUE;
    }
  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                       C_ ("person", "This person has no name; write it as they write it."));
  return FALSE;
}

static gboolean
check_login (CommsTx *tx, CommsPerson *person, GError **error)
{
  gint64 n_same;

  if (person->login == NULL || *person->login == '\0')
    {
      g_object_set (person, "login", NULL, NULL);
      return TRUE;
    }
  if (!comms_db_query_int (tx->db, &n_same, 0, error,
                           "SELECT count(*) FROM person WHERE login = ? AND id <> ?", "si",
                           person->login, comms_record_get_id (COMMS_RECORD (person))))
    return FALSE;
  if (n_same == 0)
    return TRUE;

  g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
               /* Translators: %s is the name of an account of the computer */
               C_ ("person", "Someone else at this desk signs in to the computer as “%s”; write "
                             "another account name, or none."),
               person->login);
  return FALSE;
}

/* Somebody has to be left who can approve, and who can make others managers. */
static gboolean
check_manager_left (CommsTx *tx, CommsPerson *person, GError **error)
{
  gint64 n_managers;

  if (person->role == COMMS_ROLE_MANAGER && person->active)
    return TRUE;
  if (!comms_db_query_int (tx->db, &n_managers, 0, error,
                           "SELECT count(*) FROM person WHERE role = 'manager' AND active <> 0 "
                           "AND id <> ?",
                           "i", comms_record_get_id (COMMS_RECORD (person))))
    return FALSE;
  if (n_managers > 0)
    return TRUE;

  g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_ROLE,
               /* Translators: %s is a person's name */
               C_ ("person", "%s is the desk’s only manager; make another person a manager first."),
               person->name);
  return FALSE;
}

gboolean
comms_people_save (CommsTx *tx, gpointer record, GError **error)
{
  CommsPerson *person = record;
  g_autoptr (CommsPerson) before = NULL;
  g_autofree char *note = NULL;
  const gint64 id = comms_record_get_id (record);

  g_return_val_if_fail (COMMS_IS_PERSON (record), FALSE);

  if (!comms_tx_check_manager (tx, error) || !check_name (tx, person, error) ||
      !check_login (tx, person, error) || !check_manager_left (tx, person, error))
    return FALSE;
  if (id != 0)
    {
      before = comms_record_table_load (tx->db, COMMS_TYPE_PERSON, id, error);
      if (before == NULL)
        return FALSE;
      if (comms_record_equal (before, person))
        return TRUE;
    }
  if (!comms_record_table_save (tx->db, record, error))
    return FALSE;

  note = comms_audit_dup_note (person->name, NULL, NULL);
  return comms_tx_audit (tx, COMMS_SUBJECT_PERSON, comms_record_get_id (record),
                         before == NULL ? "add" : "edit",
                         before != NULL ? comms_enum_nick (COMMS_TYPE_ROLE, before->role) : NULL,
                         comms_enum_nick (COMMS_TYPE_ROLE, person->role), note, error);
}
