/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "desk-fixture.h"

#include "comms-accounts.h"
#include "comms-file-secrets.h"
#include "comms-meta-table.h"
#include "comms-posts.h"
#include "comms-practice.h"
#include "comms-test-async.h"

#define NOW G_GINT64_CONSTANT (1796806920000)

static void
open_desk (DeskFixture *self)
{
  g_autoptr (GError) error = NULL;

  self->desk = comms_desk_open (self->path, TRUE, self->clock, self->secrets, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->desk);
}

static gpointer
mark_practice_run (CommsTx *tx, gpointer data, GError **error)
{
  return GINT_TO_POINTER (comms_meta_table_set (tx->db, "practice", "1", error));
}

static void
make_surroundings (DeskFixture *self, gint64 now)
{
  g_autofree char *keyring = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("comms-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "test.desk", NULL);
  self->clock = comms_fixed_clock_new (now);
  keyring = g_build_filename (self->folder, "keyring", NULL);
  self->secrets = comms_file_secrets_new (keyring);
}

void
desk_fixture_open (DeskFixture *self, gboolean practice)
{
  g_autoptr (GError) error = NULL;

  make_surroundings (self, NOW);
  open_desk (self);
  if (!practice)
    return;
  comms_desk_run_sync (self->desk, mark_practice_run, NULL, &error);
  g_assert_no_error (error);
  desk_fixture_reopen (self);
}

void
desk_fixture_open_practice (DeskFixture *self, gint64 now)
{
  g_autoptr (GError) error = NULL;

  make_surroundings (self, now != 0 ? now : NOW);
  self->desk = comms_practice_create (self->path, self->clock, self->secrets, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->desk);
}

/* What is still on its way back from the store's thread holds a reference for a moment. */
static void
close_desk (DeskFixture *self)
{
  gpointer desk = self->desk;

  g_object_add_weak_pointer (desk, &desk);
  g_clear_object (&self->desk);
  while (desk != NULL)
    g_main_context_iteration (NULL, TRUE);
}

void
desk_fixture_reopen (DeskFixture *self)
{
  close_desk (self);
  open_desk (self);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_remove (path);
    }
  g_rmdir (folder);
}

void
desk_fixture_close (DeskFixture *self)
{
  close_desk (self);
  remove_folder (self->folder);
  g_clear_object (&self->clock);
  g_clear_object (&self->secrets);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->folder, g_free);
}

void
desk_fixture_advance (DeskFixture *self, int seconds)
{
  comms_fixed_clock_advance (COMMS_FIXED_CLOCK (self->clock), seconds * G_GINT64_CONSTANT (1000));
}

static gpointer
execute_run (CommsTx *tx, gpointer sql, GError **error)
{
  return GINT_TO_POINTER (comms_db_exec (tx->db, error, sql, ""));
}

void
desk_fixture_execute (DeskFixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (self->desk, execute_run, (gpointer) sql, &error);
  g_assert_no_error (error);
}

void
desk_fixture_save (DeskFixture *self, CommsRecordFunc func, gpointer record)
{
  g_autoptr (GError) error = NULL;
  const gboolean saved = comms_desk_run_record_sync (self->desk, func, record, &error);

  g_assert_no_error (error);
  g_assert_true (saved);
}

void
desk_fixture_need_approval (DeskFixture *self)
{
  g_autoptr (CommsPolicy) policy = comms_record_copy (comms_desk_get_policy (self->desk));

  g_object_set (policy, "single-person", FALSE, "approvals", G_GINT64_CONSTANT (1), NULL);
  desk_fixture_save (self, comms_policy_save, policy);
}

gint64
desk_fixture_add_person (DeskFixture *self, const char *name, CommsRole role)
{
  g_autoptr (CommsPerson) person =
    g_object_new (COMMS_TYPE_PERSON, "name", name, "role", role, "active", TRUE, NULL);

  desk_fixture_save (self, comms_people_save, person);
  return comms_record_get_id (COMMS_RECORD (person));
}

void
desk_fixture_act_as (DeskFixture *self, gint64 person_id)
{
  g_autoptr (GError) error = NULL;

  comms_desk_act_as (self->desk, person_id, &error);
  g_assert_no_error (error);
}

gint64
desk_fixture_add_account_on (DeskFixture *self,
                             const char *network,
                             const char *handle,
                             const char *user_id,
                             const char *api_base,
                             const char *token)
{
  g_autoptr (CommsAccount) account =
    g_object_new (COMMS_TYPE_ACCOUNT, "network", network, "handle", handle, "user-id", user_id,
                  "api-base", api_base, NULL);
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  comms_accounts_connect_async (self->desk, account, token, NULL, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  comms_accounts_connect_finish (self->desk, result, &error);
  g_assert_no_error (error);
  return comms_record_get_id (COMMS_RECORD (account));
}

gint64
desk_fixture_add_account (DeskFixture *self,
                          const char *handle,
                          const char *user_id,
                          const char *api_base,
                          const char *token)
{
  return desk_fixture_add_account_on (self, "x", handle, user_id, api_base, token);
}

gint64
desk_fixture_add_post (DeskFixture *self, gint64 account_id, const char *text, const char *wall)
{
  g_autoptr (CommsPost) post = g_object_new (COMMS_TYPE_POST, "account-id", account_id, "text",
                                             text, "language", "en", "due-wall", wall, NULL);

  desk_fixture_save (self, comms_posts_save, post);
  return comms_record_get_id (COMMS_RECORD (post));
}

static gpointer
load_post_run (CommsTx *tx, gpointer data, GError **error)
{
  return comms_posts_load (tx, *(gint64 *) data, error);
}

CommsPost *
desk_fixture_load_post (DeskFixture *self, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CommsPost *post = comms_desk_run_sync (self->desk, load_post_run, &id, &error);

  g_assert_no_error (error);
  return post;
}

static gpointer
load_account_run (CommsTx *tx, gpointer data, GError **error)
{
  return comms_accounts_load (tx, *(gint64 *) data, error);
}

CommsAccount *
desk_fixture_load_account (DeskFixture *self, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CommsAccount *account = comms_desk_run_sync (self->desk, load_account_run, &id, &error);

  g_assert_no_error (error);
  return account;
}

static gboolean
queue_func (CommsTx *tx, gint64 id, GError **error)
{
  return comms_posts_queue (tx, id, FALSE, error);
}

gboolean
desk_fixture_try_queue (DeskFixture *self, gint64 id, GError **error)
{
  return comms_desk_run_id_sync (self->desk, queue_func, id, error);
}

void
desk_fixture_queue (DeskFixture *self, gint64 id)
{
  g_autoptr (GError) error = NULL;

  desk_fixture_try_queue (self, id, &error);
  g_assert_no_error (error);
}

CommsPostState
desk_fixture_state (DeskFixture *self, gint64 id)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (self, id);

  return post->state;
}

typedef struct
{
  const char *tail;
  gint64 count;
} Count;

static gpointer
count_run (CommsTx *tx, gpointer data, GError **error)
{
  Count *count = data;
  g_autofree char *sql = g_strconcat ("SELECT count(*) FROM ", count->tail, NULL);

  return GINT_TO_POINTER (comms_db_query_int (tx->db, &count->count, 0, error, sql, ""));
}

gint64
desk_fixture_count (DeskFixture *self, const char *tail)
{
  g_autoptr (GError) error = NULL;
  Count count = { tail, 0 };

  comms_desk_run_sync (self->desk, count_run, &count, &error);
  g_assert_no_error (error);
  return count.count;
}

void
desk_fixture_wait (gboolean *flag)
{
  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
}
