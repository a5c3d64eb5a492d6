/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accessibility.h"
#include "comms-posts.h"
#include "comms-preferences.h"
#include "comms-prefs-test.h"
#include "comms-publisher.h"
#include "comms-test-async.h"

/* Planted secrets in the real window: each network's go through signing in, testing and sending, at
 * a server that says them back. Looked through are everything that the accessibility bus is told,
 * what is logged for debugging, all files, and the arguments and surroundings of this program and
 * of the browser that it starts. Each of these is seen to hold something else that must be in it.
 */

#define JSON "application/json"
#define PLANTED "planted-"
#define PASSWORD PLANTED "b-app-password"
#define DID "did:plc:z72i7hdynmk6r22z27h6tvur"
/* What a server makes of a request that it does not like, and a word to find it by. */
#define SAID "it-was-said"
#define ECHO(secret)                                                                               \
  "{\"error\":\"" SAID "\",\"message\":\"" SAID ": Bearer " secret "\",\"detail\":\"" SAID         \
  ": Bearer " secret "\",\"error_description\":\"" secret "\"}"
#define ECHO_HEADERS(secret)                                                                       \
  "x-request-id: " SAID " " secret "\nx-transaction-id: " SAID " " secret "\nx-echo: " secret

typedef struct
{
  CommsShellTest test;
  CommsAccessibility *accessibility;
  CommsFakeX *server;
  GtkWidget *window;
  CommsConnectAssistant *assistant;
} Fixture;

static GString *logged;
static char *home;
static char *browser_record;

static GLogWriterOutput
log_writer (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  g_autofree char *line = g_log_writer_format_fields (level, fields, n_fields, FALSE);

  g_string_append_printf (logged, "%s\n", line);
  /* The rest of it is not for who reads the results. */
  if ((level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO)) != 0)
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, user_data);
}

/* What was looked through must hold @control, where that is not NULL, and nothing planted. */
static void
check_text (const char *text, gsize size, const char *control)
{
  const char *found = memmem (text, size, PLANTED, strlen (PLANTED));

  if (found != NULL)
    g_error ("A secret is out: %.60s", found);
  if (control != NULL && memmem (text, size, control, strlen (control)) == NULL)
    g_error ("“%s” was to be found, too", control);
}

static void
check_bus (Fixture *f, const char *control)
{
  g_autofree char *tree = NULL;
  g_autofree char *events = NULL;

  comms_shell_test_settle (&f->test);
  tree = comms_accessibility_dup_tree (f->accessibility);
  events = comms_accessibility_dup_events (f->accessibility);
  check_text (tree, strlen (tree), control);
  check_text (events, strlen (events), NULL);
}

/* Whether any file in @path holds @control. */
static gboolean
check_files (const char *path, const char *control)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autofree char *text = NULL;
  const char *name;
  gsize size = 0;
  gboolean found = FALSE;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (!g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        found |= check_files (child, control);
    }
  if (folder != NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR) ||
      !g_file_get_contents (path, &text, &size, NULL))
    return found;
  check_text (text, size, NULL);
  return memmem (text, size, control, strlen (control)) != NULL;
}

static void
check_file (const char *path, const char *control)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  check_text (text, size, control);
}

static void
check_all (Fixture *f)
{
  check_file ("/proc/self/cmdline", "secrets");
  check_file ("/proc/self/environ", "HOME=");
  g_debug ("The log is read.");
  check_text (logged->str, logged->len, "The log is read.");
  g_assert_true (check_files (f->test.folder, SAID));
  check_files (home, SAID);
}

/* The steps. */

static void
set_up (Fixture *f, gconstpointer network)
{
  comms_shell_test_open_empty (&f->test, NULL, 1280, 800);
  f->accessibility = comms_accessibility_new ();
  f->server = comms_fake_x_new ();
  f->window = comms_prefs_test_open (&f->test, "accounts");
  f->assistant = comms_prefs_test_connect (f->window, f->server, 0);
  comms_shell_test_settle (&f->test);
  gtk_widget_activate (comms_shell_test_find (f->window, ADW_TYPE_ACTION_ROW, network));
  comms_shell_test_settle (&f->test);
}

static void
tear_down (Fixture *f, gconstpointer network)
{
  comms_accessibility_free (f->accessibility);
  comms_shell_test_close (&f->test);
  comms_fake_x_free (f->server);
}

static void
answer (Fixture *f, guint status, const char *body)
{
  comms_fake_x_answer (f->server, status, JSON, NULL, body);
}

static gboolean
is_sensitive (gpointer data)
{
  return gtk_widget_is_sensitive (data);
}

/* The account is connected, and tested at a server that says @secret back. */
static void
connect_and_test (Fixture *f, const char *name, const char *whose, const char *secret)
{
  g_autofree char *signed_in = g_strdup_printf ("You are signed in as “%s”, @%s.", name, whose);
  g_autofree char *connected = g_strdup_printf ("@%s is connected.", whose);
  g_autofree char *echo = g_strdup_printf (ECHO ("%s"), secret, secret, secret);
  g_autofree char *headers = g_strdup_printf (ECHO_HEADERS ("%s"), secret, secret, secret);

  comms_prefs_test_wait_for (f->window, signed_in);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (comms_shell_test_find (GTK_WIDGET (f->assistant),
                                                                        GTK_TYPE_CHECK_BUTTON,
                                                                        NULL)),
                               TRUE);
  comms_shell_test_click (f->window, "Connect");
  comms_prefs_test_wait_for (f->window, connected);
  comms_fake_x_answer (f->server, 403, JSON, headers, echo);
  comms_shell_test_click (f->window, "Test");
  comms_shell_test_wait (is_sensitive, comms_shell_test_find (f->window, GTK_TYPE_BUTTON, "Test"));
  check_bus (f, whose);
  comms_shell_test_click (f->window, "Done");
  check_bus (f, whose);
}

static gpointer
send_run (CommsTx *tx, gpointer data, GError **error)
{
  CommsPost *post = data;

  return GINT_TO_POINTER (
    comms_posts_save (tx, COMMS_RECORD (post), error) &&
    comms_posts_queue (tx, comms_record_get_id (COMMS_RECORD (post)), TRUE, error));
}

/* A post is not taken by a server that says @secret back. */
static void
send_post (Fixture *f, const char *secret)
{
  g_autoptr (CommsPost) post = g_object_new (COMMS_TYPE_POST, "account-id", G_GINT64_CONSTANT (1),
                                             "text", "One in four", "language", "en", NULL);
  g_autoptr (CommsPublisher) publisher = comms_publisher_new (f->test.desk);
  g_autofree char *echo = g_strdup_printf (ECHO ("%s"), secret, secret, secret);
  g_autofree char *headers = g_strdup_printf (ECHO_HEADERS ("%s"), secret, secret, secret);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (f->test.desk, send_run, post, &error);
  g_assert_no_error (error);
  /* The seconds in which it could have been taken back. */
  comms_fixed_clock_advance (COMMS_FIXED_CLOCK (f->test.clock), 60 * 1000);
  comms_fake_x_answer (f->server, 403, JSON, headers, echo);
  comms_publisher_send_due_async (publisher, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  g_assert_cmpuint (comms_publisher_send_due_finish (publisher, result, &error), ==, 1);
  g_assert_no_error (error);
  gtk_window_destroy (GTK_WINDOW (f->window));
  check_bus (f, "One in four");
  check_all (f);
}

/* Every page of the window, where the post that was not taken stands as well. */
static void
look_around (Fixture *f)
{
  guint n_pages;
  const CommsPageInfo *pages = comms_pages (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      comms_window_show_page (f->test.window, pages[i].key);
      check_bus (f, pages[0].title);
    }
}

/* The networks. */

static gboolean
has_record (gpointer data)
{
  return g_file_test (browser_record, G_FILE_TEST_EXISTS);
}

G_GNUC_UNUSED static void
test_x (Fixture *f, gconstpointer data)
{
  comms_prefs_test_type (f->window, "The ministry’s client id at X", "ministry-client");
  comms_shell_test_click (f->window, "Sign In");
  answer (f, 400, ECHO (PLANTED "x-code"));
  comms_prefs_test_come_back (f->assistant, "code=" PLANTED "x-code");
  comms_shell_test_wait (has_record, NULL);
  check_file (browser_record, "client_id=ministry-client");
  comms_prefs_test_wait_for (f->window,
                             "X did not accept the sign-in; what the browser brings back is good "
                             "for thirty seconds only. Start again.");
  check_bus (f, "ministry-client");

  answer (f, 200,
          "{\"access_token\":\"" PLANTED "x-access\",\"refresh_token\":\"" PLANTED
          "x-refresh\",\"expires_in\":7200}");
  answer (f, 200, "{\"data\":{\"id\":\"77\",\"username\":\"mohr_x\",\"name\":\"Ministry\"}}");
  comms_shell_test_click (f->window, "Sign In");
  comms_prefs_test_come_back (f->assistant, "code=" PLANTED "x-code");
  connect_and_test (f, "Ministry", "mohr_x", PLANTED "x-access");
  send_post (f, PLANTED "x-access");
  look_around (f);
}

G_GNUC_UNUSED static void
test_mastodon (Fixture *f, gconstpointer data)
{
  static const char limits[] = "{\"configuration\":{\"statuses\":{\"max_characters\":5000}}}";
  const char *host = comms_fake_x_get_uri (f->server) + strlen ("http://");
  g_autofree char *whose = g_strconcat ("mohr@", host, NULL);
  g_autofree char *refusal =
    g_strconcat (host,
                 " did not accept the sign-in; a code works once, and only for a few minutes. "
                 "Start again.",
                 NULL);

  answer (f, 404, "{}");
  answer (f, 200, "{\"client_id\":\"app\",\"client_secret\":\"" PLANTED "m-secret\"}");
  answer (f, 401, ECHO (PLANTED "m-secret"));
  comms_shell_test_click (f->window, "Sign In");
  comms_prefs_test_come_back (f->assistant, "code=" PLANTED "m-code");
  comms_prefs_test_wait_for (f->window, refusal);
  check_bus (f, refusal);

  answer (f, 404, "{}");
  answer (f, 200, "{\"access_token\":\"" PLANTED "m-access\",\"scope\":\"read write\"}");
  answer (f, 200, "{\"id\":\"109\",\"username\":\"mohr\",\"display_name\":\"Ministry\"}");
  comms_shell_test_click (f->window, "Sign In");
  comms_prefs_test_come_back (f->assistant, "code=" PLANTED "m-code");
  answer (f, 200, limits);
  connect_and_test (f, "Ministry", whose, PLANTED "m-access");
  send_post (f, PLANTED "m-access");
}

static void
find_account (Fixture *f)
{
  g_autofree char *document =
    g_strdup_printf ("{\"id\":\"" DID "\",\"service\":[{\"id\":\"#atproto_pds\","
                     "\"serviceEndpoint\":\"%s\"}]}",
                     comms_fake_x_get_uri (f->server));

  answer (f, 200, "{\"did\":\"" DID "\"}");
  answer (f, 200, document);
}

static void
enter_password (Fixture *f)
{
  comms_prefs_test_type (f->window, "Handle, such as ministry.bsky.social", "mohr.example");
  comms_prefs_test_type (f->window, "App password", PASSWORD);
}

/* What is in an entry of GTK, and what is being typed there, is told to everybody. */
static void
check_entering (Fixture *f)
{
  static const char dots[] = "\xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2";
  g_autofree char *tree = NULL;
  g_autofree char *events = NULL;

  enter_password (f);
  comms_shell_test_settle (&f->test);
  tree = comms_accessibility_dup_tree (f->accessibility);
  events = comms_accessibility_dup_events (f->accessibility);
  check_text (tree, strlen (tree), "mohr.example");
  check_text (tree, strlen (tree), dots);
  check_text (events, strlen (events), "mohr.example");
  check_text (events, strlen (events), dots);
}

G_GNUC_UNUSED static void
test_bluesky (Fixture *f, gconstpointer data)
{
  check_entering (f);
  find_account (f);
  comms_fake_x_answer (f->server, 401, JSON, ECHO_HEADERS (PASSWORD), ECHO (PASSWORD));
  comms_shell_test_click (f->window, "Sign In");
  comms_prefs_test_wait_for (f->window, "Bluesky does not accept this password for @mohr.example. "
                                        "Make a new app password there and use that.");
  check_bus (f, "Make a new app password");
  g_assert_cmpstr (comms_fake_x_request (f->server, 2)->body, ==,
                   "{\"identifier\":\"" DID "\",\"password\":\"" PASSWORD "\"}");

  enter_password (f);
  find_account (f);
  answer (f, 200,
          "{\"accessJwt\":\"" PLANTED "b-access\",\"refreshJwt\":\"" PLANTED
          "b-refresh\",\"did\":\"" DID "\",\"handle\":\"mohr.example\"}");
  comms_shell_test_click (f->window, "Sign In");
  connect_and_test (f, "mohr.example", "mohr.example", PLANTED "b-access");
  send_post (f, PLANTED "b-access");
}

/* What is taken out of the middle, put there, and pasted over is what is sent. */
static void
test_password_editing (Fixture *f, gconstpointer data)
{
  GtkEditable *row =
    GTK_EDITABLE (comms_shell_test_find (f->window, ADW_TYPE_ENTRY_ROW, "App password"));
  int position = 2;

  gtk_editable_set_text (row, "abü\xf0\x9f\x92\xa7z");
  gtk_editable_delete_text (row, 1, 3);
  position = 1;
  gtk_editable_insert_text (row, "123", -1, &position);
  g_assert_cmpint (position, ==, 4);
  g_assert_cmpint (g_utf8_strlen (gtk_editable_get_text (row), -1), ==, 6);
  comms_prefs_test_type (f->window, "Handle, such as ministry.bsky.social", "mohr.example");
  find_account (f);
  answer (f, 401, "{}");
  comms_shell_test_click (f->window, "Sign In");
  comms_prefs_test_wait_for (f->window, "Bluesky does not accept this password for @mohr.example. "
                                        "Make a new app password there and use that.");
  g_assert_nonnull (
    strstr (comms_fake_x_request (f->server, 2)->body, "\"a123\xf0\x9f\x92\xa7z\""));
  /* It is kept no longer than it is needed. */
  g_assert_cmpstr (gtk_editable_get_text (row), ==, "");
  gtk_window_destroy (GTK_WINDOW (f->window));
}

/* A browser that writes down with what it was started. */
static void
install_browser (void)
{
  g_autofree char *data = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char *entry_path = g_build_filename (data, "browser.desktop", NULL);
  g_autofree char *script_path = g_build_filename (home, "browser", NULL);
  g_autofree char *list_path = g_build_filename (g_get_user_config_dir (), "mimeapps.list", NULL);
  g_autofree char *entry =
    g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Browser\nExec=sh %s %%u\n",
                     script_path);
  g_autofree char *script =
    g_strdup_printf ("{ echo \"$@\"; tr '\\0' '\\n' </proc/$$/environ; } >%s.part\n"
                     "mv %s.part %s\n",
                     browser_record, browser_record, browser_record);

  g_mkdir_with_parents (data, 0700);
  g_mkdir_with_parents (g_get_user_config_dir (), 0700);
  g_assert_true (g_file_set_contents (entry_path, entry, -1, NULL));
  g_assert_true (g_file_set_contents (script_path, script, -1, NULL));
  g_assert_true (
    g_file_set_contents (list_path,
                         "[Default Applications]\nx-scheme-handler/http=browser.desktop\n", -1,
                         NULL));
}

int
main (int argc, char *argv[])
{
  int code;

  home = g_strdup (g_getenv ("HOME"));
  browser_record = g_build_filename (home, "browser-record", NULL);
  logged = g_string_new (NULL);
  install_browser ();
  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  g_setenv ("GTK_A11Y", "atspi", TRUE);
  g_log_set_writer_func (log_writer, NULL, NULL);
  comms_shell_test_init (&argc, &argv);
  /* A newer GLib's tests write what is logged for debugging by themselves. */
  g_log_set_default_handler (g_log_default_handler, NULL);

#ifndef __SANITIZE_ADDRESS__
  /* Looking at thousands of widgets over and over takes minutes under the sanitizers, and they
   * find nothing there that the tests of these windows do not show them. */
  g_test_add ("/secrets/x", Fixture, "X", set_up, test_x, tear_down);
  g_test_add ("/secrets/mastodon", Fixture, "Mastodon", set_up, test_mastodon, tear_down);
  g_test_add ("/secrets/bluesky", Fixture, "Bluesky", set_up, test_bluesky, tear_down);
#endif
  g_test_add ("/secrets/password-editing", Fixture, "Bluesky", set_up, test_password_editing,
              tear_down);
  code = g_test_run ();
  g_string_free (logged, TRUE);
  g_free (browser_record);
  g_free (home);
  return code;
}
