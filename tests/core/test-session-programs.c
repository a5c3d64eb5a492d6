/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "comms-fake-network.h"
#include "comms-file-lock.h"
#include "comms-file-secrets.h"
#include "comms-network.h"
#include "comms-test-async.h"
#include "comms-test-network.h"

/* The sign-in of an account that several programs use: one renewal at a time among all of them. */

#define NOW G_GINT64_CONSTANT (1796806920000)

static void
keep (CommsSecrets *secrets, const CommsSecretKey *key, const char *json)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_secrets_store_async (secrets, key, "Test", json, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  g_assert_true (comms_secrets_store_finish (secrets, result, NULL));
}

static char *
look_up (CommsSecrets *secrets, const CommsSecretKey *key)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_secrets_lookup_async (secrets, key, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_secrets_lookup_finish (secrets, result, NULL);
}

/* The locks stay, empty. */
static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_folder (child);
    }
  g_remove (path);
}

/* What two programs share is the lock; it ends with its holder. */
static int
take_lock (const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_file_lock_take_async (name, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_file_lock_take_finish (result, error);
}

static void
test_lock (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  char ready = 0;
  int pipes[2];
  pid_t child;
  int lock;

  g_assert_cmpint (pipe (pipes), ==, 0);
  child = fork ();
  if (child == 0)
    {
      lock = take_lock ("test-lock", NULL);
      if (write (pipes[1], "r", 1) != 1 || lock < 0)
        _exit (1);
      pause ();
      _exit (1);
    }
  g_assert_cmpint (read (pipes[0], &ready, 1), ==, 1);
  comms_file_lock_take_async ("test-lock", cancellable, comms_test_result_cb, &result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (result); /* the other one has it */

  kill (child, SIGKILL); /* and a dead one has nothing */
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  result = comms_test_wait (&result);
  lock = comms_file_lock_take_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (lock, >=, 0);
  comms_file_lock_release (lock);
  close (pipes[0]);
  close (pipes[1]);
}

/* Two programs with one keyring find out at the same time that a sign-in has ended. Each is this
 * one again: it sends a post, and ends well where that is out. */

enum
{
  ARG_SENDER = 1,
  ARG_NETWORK,
  ARG_USER,
  ARG_URI,
  ARG_KEYRING,
  ARG_TEXT,
  N_ARGS,
};

static int
send_one (char *argv[])
{
  g_autoptr (CommsSecrets) secrets = comms_file_secrets_new (argv[ARG_KEYRING]);
  g_autoptr (CommsAccount) account =
    comms_test_account_on (argv[ARG_NETWORK], argv[ARG_USER], argv[ARG_URI]);
  g_autoptr (CommsClock) clock = comms_fixed_clock_new (NOW);
  g_autoptr (CommsNetwork) network = comms_network_new (account, secrets, FALSE, NULL);
  g_autofree char *body = NULL;
  g_autoptr (CommsReply) reply = NULL;

  comms_network_set_clock (network, clock);
  body = comms_test_freeze (network, argv[ARG_TEXT], NULL);
  reply = comms_test_create (network, body);
  return reply->verdict == COMMS_VERDICT_POSTED ? 0 : 1;
}

typedef struct
{
  const char *network;
  const char *create;
  const char *renewal;
} Shared;

static const Shared shared[] = {
  { "x", "POST /2/tweets", "POST /2/oauth2/token" },
  { "bluesky", "POST /xrpc/com.atproto.repo.putRecord",
    "POST /xrpc/com.atproto.server.refreshSession" },
};

static GSubprocess *
start_sender (const Shared *kind, CommsFakeNetwork *server, const char *keyring, const char *text)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *sender = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--sender",
                                          kind->network, comms_fake_network_get_user (server),
                                          comms_fake_network_get_uri (server), keyring, text, NULL);

  g_assert_no_error (error);
  return sender;
}

static void
assert_ends_well (GSubprocess *sender)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_async (sender, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  g_subprocess_wait_check_finish (sender, result, &error);
  g_assert_no_error (error);
}

static void
test_two_programs (gconstpointer data)
{
  const Shared *kind = data;
  g_autoptr (CommsFakeNetwork) server = comms_fake_network_new (kind->network);
  g_autoptr (CommsClock) clock = comms_fixed_clock_new (NOW);
  g_autofree char *keyring = g_dir_make_tmp ("comms-keyring-XXXXXX", NULL);
  g_autoptr (CommsSecrets) secrets = comms_file_secrets_new (keyring);
  g_autoptr (CommsAccount) account = NULL;
  g_autofree char *sign_in = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *flat = NULL;
  g_autofree char *name = NULL;
  g_autofree char *host = NULL;
  g_autoptr (GSubprocess) one = NULL;
  g_autoptr (GSubprocess) other = NULL;
  CommsSecretKey key;
  int lock;

  comms_fake_network_set_clock (server, clock);
  account = comms_test_account_on (kind->network, comms_fake_network_get_user (server),
                                   comms_fake_network_get_uri (server));
  sign_in = comms_fake_network_dup_sign_in (server);
  comms_network_session_key (account, &key, &host);
  keep (secrets, &key, sign_in);
  comms_fake_network_end_session (server, FALSE);

  /* Nobody renews before both have heard that it has ended. */
  flat = g_strjoin ("\n", key.network, key.host, key.account, NULL);
  name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, flat, -1);
  lock = take_lock (name, NULL);
  g_assert_cmpint (lock, >=, 0);
  one = start_sender (kind, server, keyring, "Good morning");
  other = start_sender (kind, server, keyring, "Good evening");
  while (comms_fake_network_n_asked (server, kind->create) < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (comms_fake_network_n_asked (server, kind->renewal), ==, 0);
  comms_file_lock_release (lock);

  assert_ends_well (one);
  assert_ends_well (other);
  g_assert_cmpuint (comms_fake_network_n_asked (server, kind->renewal), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_posts (server), ==, 2);
  g_assert_cmpuint (comms_fake_network_n_asked (server, kind->create), ==, 4);
  /* The one that waited has used the new pair; the keyring has it, and it can be renewed. */
  for (guint i = 0; i < 4; i++)
    {
      const char *token = comms_fake_network_asked (server, kind->create, i)->authorization;

      g_assert_true (g_str_has_prefix (token, i < 2 ? "Bearer access-1-" : "Bearer access-2-"));
    }
  kept = look_up (secrets, &key);
  g_assert_nonnull (strstr (kept, "\"access-2-"));
  g_assert_true (comms_fake_network_can_renew (server, kept));
  remove_folder (keyring);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  int code;

  if (argc == N_ARGS && g_str_equal (argv[ARG_SENDER], "--sender"))
    return send_one (argv);

  folder = g_dir_make_tmp ("comms-session-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-programs/lock", test_lock);
  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    {
      g_autofree char *path = g_strconcat ("/session-programs/", shared[i].network, NULL);

      g_test_add_data_func (path, &shared[i], test_two_programs);
    }
  code = g_test_run ();
  remove_folder (folder);
  return code;
}
