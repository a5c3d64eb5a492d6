/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-practice.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "comms-accounts.h"
#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-meta-table.h"
#include "comms-network.h"
#include "comms-occasions.h"
#include "comms-practice-private.h"
#include "comms-record-table.h"

#define DAY (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/* When the practice desk's story begins. */
#define DESK_AGE (21 * DAY)

static CommsPolicy *
practice_policy (void)
{
  CommsPolicy *policy = comms_desk_default_policy ("Asia/Karachi");

  g_object_set (policy, "single-person", FALSE, NULL);
  return policy;
}

static GHashTable *
records_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

static void
fill_clear (CommsPracticeFill *fill)
{
  g_clear_object (&fill->tx.policy);
  g_clear_pointer (&fill->people, g_hash_table_unref);
  g_clear_pointer (&fill->accounts, g_hash_table_unref);
  g_clear_pointer (&fill->releases, g_hash_table_unref);
  g_clear_pointer (&fill->targets, g_hash_table_unref);
  g_clear_pointer (&fill->events, g_ptr_array_unref);
  g_clear_object (&fill->network);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CommsPracticeFill, fill_clear)

static void
note_people (CommsPracticeFill *fill)
{
  GHashTableIter iter;
  gpointer value;

  comms_practice_note (fill, fill->now - DESK_AGE, NULL, COMMS_SUBJECT_DESK, 0, "create", NULL,
                       NULL, NULL);
  g_hash_table_iter_init (&iter, fill->people);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      CommsPerson *person = value;

      comms_practice_note (fill, fill->now - DESK_AGE + comms_record_get_id (value) * 1000, NULL,
                           COMMS_SUBJECT_PERSON, comms_record_get_id (value), "add", NULL,
                           person->role == COMMS_ROLE_MANAGER   ? "manager"
                           : person->role == COMMS_ROLE_OFFICER ? "officer"
                                                                : "translator",
                           g_strdup (person->name));
    }
}

static void
note_accounts (CommsPracticeFill *fill)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, fill->accounts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      CommsAccount *account = value;

      comms_practice_note (fill, account->created_at + comms_record_get_id (value) * 1000, "hira",
                           COMMS_SUBJECT_ACCOUNT, comms_record_get_id (value), "add", NULL, NULL,
                           g_strdup_printf ("%s\n@%s", account->name, account->handle));
    }
}

static gboolean
fill_all (CommsPracticeFill *fill, GError **error)
{
  if (!comms_record_table_save (fill->tx.db, COMMS_RECORD (fill->tx.policy), error) ||
      !comms_meta_table_set (fill->tx.db, "practice", "1", error) ||
      !comms_occasions_seed (&fill->tx, error) || !comms_practice_fill_desk (fill, error) ||
      !comms_practice_fill_style (fill, error))
    return FALSE;

  note_people (fill);
  note_accounts (fill);
  comms_practice_network_begin (fill);
  return comms_practice_fill_targets (fill, error) && comms_practice_fill_posts (fill, error) &&
         comms_practice_fill_engagements (fill, error) && comms_practice_write_log (fill, error);
}

/* On the store's thread; the result is the practice network's file. */
static gpointer
fill_func (CommsDb *db, gpointer data, GError **error)
{
  g_auto (CommsPracticeFill) fill = {
    .tx = { .db = db, .practice = TRUE, .policy = practice_policy () },
    .now = *(gint64 *) data,
    .people = records_new (),
    .accounts = records_new (),
    .releases = records_new (),
    .targets = records_new (),
  };

  fill.tx.stamp = (CommsStamp){ 0, "Comms Desk", fill.now };
  return fill_all (&fill, error) ? comms_practice_network_end (&fill) : NULL;
}

static gboolean
fill_file (const char *path, CommsClock *clock, GError **error)
{
  g_autoptr (CommsStore) store = comms_store_open (path, TRUE, clock, error);
  g_autofree char *network_path = comms_practice_state_path (path);
  g_autofree char *network = NULL;
  gint64 now = comms_clock_now (clock);

  if (store == NULL)
    return FALSE;
  network = comms_store_run_sync (store, fill_func, &now, error);
  comms_store_close (store);
  return network != NULL && g_file_set_contents_full (network_path, network, -1,
                                                      G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static void
remove_desk (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
}

CommsDesk *
comms_practice_create (const char *path, CommsClock *clock, CommsSecrets *secrets, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (COMMS_IS_CLOCK (clock), NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   /* Translators: %s is the path of a file */
                   C_ ("desk", "There is a file at “%s” already; choose another place for the "
                               "practice desk, or open the one that is there."),
                   path);
      return NULL;
    }
  if (!fill_file (path, clock, error))
    {
      /* Half a practice desk is none: the next try begins anew. */
      remove_desk (path);
      return NULL;
    }
  return comms_desk_open (path, FALSE, clock, secrets, error);
}

char *
comms_practice_state_path (const char *path)
{
  return g_strconcat (path, ".network.json", NULL);
}

/* Attaching. */

static gpointer
attach_func (CommsTx *tx, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) accounts = comms_accounts_list (tx, error);

  if (accounts == NULL)
    return NULL;
  for (guint i = 0; i < accounts->len; i++)
    {
      CommsAccount *account = g_ptr_array_index (accounts, i);

      g_object_set (account, "api-base", data, NULL);
      if (!comms_record_table_save (tx->db, COMMS_RECORD (account), error))
        return NULL;
    }

  return g_steal_pointer (&accounts);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **stored = user_data;

  *stored = g_object_ref (result);
}

static gboolean
store_token (CommsSecrets *secrets, CommsAccount *account, GMainContext *context, GError **error)
{
  g_autofree char *token = comms_practice_dup_token (account->user_id);
  g_autofree char *secret = comms_network_session_secret (token);
  g_autofree char *host = NULL;
  g_autoptr (GAsyncResult) stored = NULL;
  CommsSecretKey key;

  comms_network_session_key (account, &key, &host);
  comms_secrets_store_async (secrets, &key, account->name, secret, NULL, stored_cb, &stored);
  while (stored == NULL)
    g_main_context_iteration (context, TRUE);

  return comms_secrets_store_finish (secrets, stored, error);
}

/* A practice desk's secrets are in memory, so that this waits for no one. */
static gboolean
store_tokens (CommsSecrets *secrets, GPtrArray *accounts, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  gboolean fine = TRUE;

  g_main_context_push_thread_default (context);
  for (guint i = 0; fine && i < accounts->len; i++)
    fine = store_token (secrets, g_ptr_array_index (accounts, i), context, error);
  g_main_context_pop_thread_default (context);
  return fine;
}

gboolean
comms_practice_attach (CommsDesk *desk, const char *uri, GError **error)
{
  g_autoptr (GPtrArray) accounts = NULL;

  g_return_val_if_fail (COMMS_IS_DESK (desk), FALSE);
  g_return_val_if_fail (uri != NULL, FALSE);

  if (!comms_desk_is_practice (desk) || !comms_uri_is_loopback (uri))
    {
      g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_PRACTICE,
                           C_ ("desk", "Only a practice desk uses the practice network, and only "
                                       "on this computer. Open the practice desk first."));
      return FALSE;
    }
  accounts = comms_desk_run_sync (desk, attach_func, (gpointer) uri, error);
  return accounts != NULL && store_tokens (comms_desk_get_secrets (desk), accounts, error);
}
