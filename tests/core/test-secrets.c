/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "comms-secrets.h"

#include "comms-test-async.h"

#define SECRET "{\"access_token\":\"Zm9yLXRlc3RzLW9ubHk\"}"
#define OTHER_SECRET "{\"access_token\":\"bmV3ZXI\"}"
#define PASSWORD "opens the test keyring"
#define SECRETS_NAME "org.freedesktop.secrets"
#define PATIENCE 30 /* seconds */

/* Where this program is. */
static const char *program;

static const CommsSecretKey key = { "x", "api.x.com", "2244994945", "session" };
static const CommsSecretKey other_key = { "x", "api.x.com", "17", "session" };

static gboolean
store (CommsSecrets *secrets, const CommsSecretKey *at, const char *secret, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_secrets_store_async (secrets, at, "Comms Desk: test", secret, NULL, comms_test_result_cb,
                             &result);
  result = comms_test_wait (&result);
  return comms_secrets_store_finish (secrets, result, error);
}

static char *
look_up (CommsSecrets *secrets, const CommsSecretKey *at, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_secrets_lookup_async (secrets, at, cancellable, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_secrets_lookup_finish (secrets, result, error);
}

static gboolean
discard (CommsSecrets *secrets, const CommsSecretKey *at, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_secrets_remove_async (secrets, at, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_secrets_remove_finish (secrets, result, error);
}

static void
assert_holds (CommsSecrets *secrets, const CommsSecretKey *at, const char *secret)
{
  g_autoptr (GError) error = NULL;
  char *found = look_up (secrets, at, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, secret);
  comms_secret_free (found);
}

/* A sentence for a person: whole, and without what must not be in it. */
static void
assert_error (GError *error, CommsSecretsError code)
{
  g_assert_error (error, COMMS_SECRETS_ERROR, (int) code);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (strstr (error->message, "token"));
  g_assert_null (strstr (error->message, "GDBus"));
}

static void
assert_missing (CommsSecrets *secrets, const CommsSecretKey *at)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (look_up (secrets, at, NULL, &error));
  assert_error (error, COMMS_SECRETS_ERROR_MISSING);
}

static void
check_round (CommsSecrets *secrets)
{
  g_autoptr (GError) error = NULL;

  assert_missing (secrets, &key);
  store (secrets, &key, SECRET, &error);
  g_assert_no_error (error);
  assert_holds (secrets, &key, SECRET);
  assert_missing (secrets, &other_key);

  store (secrets, &key, OTHER_SECRET, &error);
  g_assert_no_error (error);
  assert_holds (secrets, &key, OTHER_SECRET);
  discard (secrets, &key, &error);
  g_assert_no_error (error);
  assert_missing (secrets, &key);
  discard (secrets, &key, &error);
  g_assert_no_error (error);
}

static void
check_cancelled (CommsSecrets *secrets)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (look_up (secrets, &key, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
check_fails (CommsSecrets *secrets, CommsSecretsError code)
{
  g_autoptr (GError) store_error = NULL;
  g_autoptr (GError) lookup_error = NULL;
  g_autoptr (GError) remove_error = NULL;

  g_assert_false (store (secrets, &other_key, SECRET, &store_error));
  assert_error (store_error, code);
  g_assert_null (look_up (secrets, &key, NULL, &lookup_error));
  assert_error (lookup_error, code);
  g_assert_false (discard (secrets, &key, &remove_error));
  assert_error (remove_error, code);
}

static void
test_memory (void)
{
  g_autoptr (CommsSecrets) secrets = comms_memory_secrets_new ();

  check_round (secrets);
  check_cancelled (secrets);
}

/* What the test's children do, each on a bus of its own. */

static void
name_appeared_cb (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* Starts a keyring, an unlocked one with @password. The program returns when its daemon is ready,
 * which ends with the bus. */
static void
start_keyring (const char *password)
{
  g_autoptr (GError) error = NULL;
  gboolean appeared = FALSE;
  guint watch;
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                               G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) keyring = NULL;

  /* The keyring has warnings of its own. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  keyring = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--daemonize",
                                         "--components=secrets",
                                         password != NULL ? "--unlock" : NULL, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (keyring, password != NULL ? password : "", NULL, NULL, NULL, NULL);
  watch = g_bus_watch_name (G_BUS_TYPE_SESSION, SECRETS_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                            name_appeared_cb, NULL, &appeared, NULL);
  while (!appeared)
    g_main_context_iteration (NULL, TRUE);
  g_bus_unwatch_name (watch);
}

static void
play_unlocked (void)
{
  g_autoptr (CommsSecrets) secrets = comms_secret_service_new ();
  g_autoptr (GError) error = NULL;

  start_keyring (PASSWORD);
  check_round (secrets);
  check_cancelled (secrets);
  /* For the next child, which finds it behind a lock. */
  store (secrets, &key, SECRET, &error);
  g_assert_no_error (error);
}

static void
play_locked (void)
{
  g_autoptr (CommsSecrets) secrets = comms_secret_service_new ();

  start_keyring (NULL);
  check_fails (secrets, COMMS_SECRETS_ERROR_LOCKED);
}

static void
play_none (void)
{
  g_autoptr (CommsSecrets) secrets = comms_secret_service_new ();

  check_fails (secrets, COMMS_SECRETS_ERROR_NONE);
  check_cancelled (secrets);
}

static const struct
{
  const char *name;
  void (*play) (void);
} scenes[] = {
  { "unlocked", play_unlocked },
  { "locked", play_locked },
  { "none", play_none },
};

static int
play (const char *name)
{
  /* A prompt that nobody sees must not hold up the tests. */
  alarm (PATIENCE);
  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      if (g_str_equal (scenes[i].name, name))
        scenes[i].play ();
    }
  return 0;
}

/* A home and a bus on which nothing starts by itself. */
typedef struct
{
  char *home;
  char *config;
} Place;

static const char bus_config[] =
  "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\"\n"
  " \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
  "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>"
  "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
  "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>\n";

static void
set_up (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  place->home = g_dir_make_tmp ("comms-secrets-XXXXXX", &error);
  g_assert_no_error (error);
  place->config = g_build_filename (place->home, "bus.conf", NULL);
  g_file_set_contents (place->config, bus_config, -1, &error);
  g_assert_no_error (error);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_remove (child);
    }
  g_rmdir (path);
}

static void
tear_down (Place *place, gconstpointer data)
{
  remove_tree (place->home);
  g_free (place->home);
  g_free (place->config);
}

static GSubprocessLauncher *
create_launcher (Place *place)
{
  static const char *const homes[] = { "HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME",
                                       "XDG_CONFIG_HOME", "XDG_CACHE_HOME" };
  static const char *const unset[] = { "DISPLAY", "WAYLAND_DISPLAY", "SECRET_BACKEND",
                                       "GNOME_KEYRING_CONTROL" };
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);

  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    g_subprocess_launcher_setenv (launcher, homes[i], place->home, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (unset); i++)
    g_subprocess_launcher_unsetenv (launcher, unset[i]);
  return launcher;
}

/* Plays a scene in a child on a bus of its own. */
static void
run_on_bus (Place *place, const char *scene)
{
  g_autoptr (GSubprocessLauncher) launcher = create_launcher (place);
  g_autofree char *config = g_strconcat ("--config-file=", place->config, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child =
    g_subprocess_launcher_spawn (launcher, &error, "dbus-run-session", config, "--", program,
                                 "--scene", scene, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (child, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
has_programs (const char *first, const char *second)
{
  g_autofree char *first_path = g_find_program_in_path (first);
  g_autofree char *second_path = second != NULL ? g_find_program_in_path (second) : NULL;

  if (first_path != NULL && (second == NULL || second_path != NULL))
    return TRUE;
  g_test_skip ("dbus-run-session or gnome-keyring-daemon is not installed");
  return FALSE;
}

static void
test_keyring (Place *place, gconstpointer data)
{
  if (!has_programs ("dbus-run-session", "gnome-keyring-daemon"))
    return;

  run_on_bus (place, "unlocked");
  run_on_bus (place, "locked");
}

static void
test_no_service (Place *place, gconstpointer data)
{
  if (has_programs ("dbus-run-session", NULL))
    run_on_bus (place, "none");
}

static void
test_no_bus (Place *place, gconstpointer data)
{
  g_autoptr (GSubprocessLauncher) launcher = create_launcher (place);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", TRUE);
  child = g_subprocess_launcher_spawn (launcher, &error, program, "--scene", "none", NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (child, NULL, &error);
  g_assert_no_error (error);
}

/* As where nobody has logged in: no address, and none to be had. */
static void
test_no_session (Place *place, gconstpointer data)
{
  g_autoptr (GSubprocessLauncher) launcher = create_launcher (place);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_unsetenv (launcher, "DBUS_SESSION_BUS_ADDRESS");
  child = g_subprocess_launcher_spawn (launcher, &error, program, "--scene", "none", NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (child, NULL, &error);
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--scene"))
    return play (argv[2]);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secrets/memory", test_memory);
  g_test_add ("/secrets/keyring", Place, NULL, set_up, test_keyring, tear_down);
  g_test_add ("/secrets/no-service", Place, NULL, set_up, test_no_service, tear_down);
  g_test_add ("/secrets/no-bus", Place, NULL, set_up, test_no_bus, tear_down);
  g_test_add ("/secrets/no-session", Place, NULL, set_up, test_no_session, tear_down);
  return g_test_run ();
}
