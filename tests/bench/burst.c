/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "burst.h"

#include "comms-accounts.h"
#include "comms-network.h"
#include "comms-posts.h"

/* The server. */

char *
burst_dup_token (guint n)
{
  return g_strdup_printf ("token-of-%u", n);
}

GSubprocess *
burst_start_server (guint delay, char **uri)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *milliseconds = g_strdup_printf ("%u", delay);
  GSubprocess *server =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, program, "serve", milliseconds, NULL);
  g_autoptr (GDataInputStream) lines =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));

  *uri = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  g_assert_nonnull (*uri);
  return server;
}

char *
burst_dup_text (guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (n + 1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (text, "w%x ", g_rand_int_range (rand, 0x10000, 0xfffff));
  return g_string_free (text, FALSE);
}

/* The desk. */

void
burst_keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

GAsyncResult *
burst_wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static gpointer
add_account_run (CommsTx *tx, gpointer account, GError **error)
{
  return GINT_TO_POINTER (comms_accounts_save (tx, account, error));
}

static void
add_account (BurstDesk *self, guint n, const char *uri)
{
  g_autofree char *user_id = g_strdup_printf ("%u", n + 1);
  g_autofree char *handle = g_strdup_printf ("mohr_%u", n);
  g_autofree char *token = burst_dup_token (n);
  g_autofree char *secret = comms_network_session_secret (token);
  g_autofree char *host = NULL;
  g_autoptr (CommsAccount) account =
    g_object_new (COMMS_TYPE_ACCOUNT, "network", "x", "name", handle, "handle", handle, "user-id",
                  user_id, "api-base", uri, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CommsSecretKey key;

  comms_desk_run_sync (self->desk, add_account_run, account, &error);
  g_assert_no_error (error);
  comms_network_session_key (account, &key, &host);
  comms_secrets_store_async (comms_desk_get_secrets (self->desk), &key, "bench", secret, NULL,
                             burst_keep_result_cb, &result);
  comms_secrets_store_finish (comms_desk_get_secrets (self->desk), burst_wait_for (&result),
                              &error);
  g_assert_no_error (error);
  self->accounts[n] = comms_record_get_id (COMMS_RECORD (account));
}

static gpointer
load_policy_run (CommsTx *tx, gpointer data, GError **error)
{
  return comms_record_copy (tx->policy);
}

void
burst_desk_open (BurstDesk *self, CommsClock *clock, const char *uri)
{
  g_autoptr (CommsSecrets) secrets = comms_memory_secrets_new ();
  g_autofree char *path = NULL;
  g_autoptr (CommsPolicy) policy = NULL;

  self->folder = g_dir_make_tmp ("comms-bench-XXXXXX", NULL);
  path = g_build_filename (self->folder, "bench.desk", NULL);
  self->desk = comms_desk_open (path, TRUE, clock, secrets, NULL);
  policy = comms_desk_run_sync (self->desk, load_policy_run, NULL, NULL);
  g_object_set (policy, "hold-seconds", G_GINT64_CONSTANT (0), NULL);
  comms_desk_run_record_sync (self->desk, comms_policy_save, policy, NULL);
  for (guint i = 0; i < BURST_N_ACCOUNTS; i++)
    add_account (self, i, uri);
}

void
burst_desk_close (BurstDesk *self)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", self->folder);

  g_clear_object (&self->desk);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
  g_free (self->folder);
}

static gpointer
queue_posts_run (CommsTx *tx, gpointer data, GError **error)
{
  BurstDesk *self = data;

  for (guint i = 0; i < self->n_posts; i++)
    {
      g_autofree char *text = burst_dup_text (i);
      g_autoptr (CommsPost) post =
        g_object_new (COMMS_TYPE_POST, "account-id", self->accounts[i % BURST_N_ACCOUNTS], "text",
                      text, "language", "en", "due-at", self->due_at, NULL);

      if (!comms_posts_save (tx, post, error) ||
          !comms_posts_queue (tx, comms_record_get_id (COMMS_RECORD (post)), self->due_at == 0,
                              error))
        return NULL;
    }
  return self;
}

void
burst_desk_queue (BurstDesk *self, guint n_posts, gint64 due_at)
{
  g_autoptr (GError) error = NULL;

  self->n_posts = n_posts;
  self->due_at = due_at;
  comms_desk_run_sync (self->desk, queue_posts_run, self, &error);
  g_assert_no_error (error);
}
