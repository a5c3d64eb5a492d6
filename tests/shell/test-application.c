/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>
#include <libsoup/soup.h>

#include "comms-compose-pane.h"
#include "comms-accounts.h"
#include "comms-fold-bin.h"
#include "comms-notices.h"
#include "comms-posts.h"
#include "comms-practice-bar.h"
#include "comms-practice-server.h"
#include "comms-practice.h"
#include "comms-shell-test.h"
#include "comms-record-table.h"
#include "comms-trouble.h"
#include "comms-welcome.h"
#include "comms-zone.h"

/* Programs as a person starts them: what they find, and what they are told. */

static CommsWindow *
only_window (void)
{
  GList *windows =
    gtk_application_get_windows (GTK_APPLICATION (comms_shell_test_application ()));

  g_assert_cmpuint (g_list_length (windows), ==, 1);
  return COMMS_WINDOW (windows->data);
}

static gboolean
has_window (gpointer unused)
{
  GList *windows =
    gtk_application_get_windows (GTK_APPLICATION (comms_shell_test_application ()));

  return windows != NULL && gtk_widget_get_mapped (windows->data);
}

static gboolean
has_desk (gpointer unused)
{
  return has_window (NULL) && comms_window_get_desk (only_window ()) != NULL;
}

static gboolean
has_no_window (gpointer unused)
{
  return gtk_application_get_windows (GTK_APPLICATION (comms_shell_test_application ())) == NULL;
}

static gboolean
offers_backup (gpointer unused)
{
  return comms_shell_test_find (GTK_WIDGET (only_window ()), GTK_TYPE_BUTTON, "Use the _Backup") !=
         NULL;
}

static void
activate (const char *action,
          GVariant   *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (comms_shell_test_application ()), action,
                                  parameter);
}

static void
close_all (void)
{
  activate ("quit", NULL);
  comms_shell_test_wait (has_no_window, NULL);
}

/* A desk with one backup, in a folder of its own. */
static char *
make_desk (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("comms-app-XXXXXX", &error);
  char *path = g_build_filename (folder, "ministry.desk", NULL);
  g_autoptr (CommsClock) clock = comms_system_clock_new ();
  g_autoptr (CommsSecrets) secrets = comms_memory_secrets_new ();
  g_autoptr (CommsDesk) desk = comms_desk_open (path, TRUE, clock, secrets, &error);

  g_assert_no_error (error);
  comms_store_close (comms_desk_get_store (desk));
  g_clear_object (&desk);
  /* The day's backup is made when a desk with something in it is opened. */
  desk = comms_desk_open (path, FALSE, clock, secrets, &error);
  g_assert_no_error (error);
  comms_store_close (comms_desk_get_store (desk));
  return path;
}

static void
test_welcome (void)
{
  g_application_activate (G_APPLICATION (comms_shell_test_application ()));
  comms_shell_test_wait (has_window, NULL);
  g_assert_nonnull (
    comms_shell_test_find (GTK_WIDGET (only_window ()), COMMS_TYPE_WELCOME, NULL));
  comms_shell_test_click (GTK_WIDGET (only_window ()), "Practise");
  comms_shell_test_wait (has_desk, NULL);
  g_assert_true (comms_desk_is_practice (comms_window_get_desk (only_window ())));
  close_all ();
}

static void
test_open_twice (void)
{
  g_autofree char *path = make_desk ();
  CommsWindow *window;

  activate ("open", g_variant_new_bytestring (path));
  comms_shell_test_wait (has_desk, NULL);
  window = only_window ();
  activate ("open", g_variant_new_bytestring (path));
  g_assert_true (only_window () == window);
  close_all ();
}

static void
test_damaged (void)
{
  g_autofree char *path = make_desk ();
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "This is not a desk.", -1, &error);
  g_assert_no_error (error);
  activate ("open", g_variant_new_bytestring (path));
  comms_shell_test_wait (has_window, NULL);
  g_assert_nonnull (
    comms_shell_test_find (GTK_WIDGET (only_window ()), COMMS_TYPE_TROUBLE, NULL));
  comms_shell_test_wait (offers_backup, NULL);
  comms_shell_test_shot (GTK_WIDGET (only_window ()), "damaged");
  comms_shell_test_click (GTK_WIDGET (only_window ()), "Use the _Backup");
  comms_shell_test_wait (has_desk, NULL);
  close_all ();
}

static void
test_missing (void)
{
  activate ("open", g_variant_new_bytestring ("/nowhere/at/all.desk"));
  comms_shell_test_wait (has_window, NULL);
  g_assert_nonnull (
    comms_shell_test_find (GTK_WIDGET (only_window ()), COMMS_TYPE_TROUBLE, NULL));
  g_assert_null (
    comms_shell_test_find (GTK_WIDGET (only_window ()), GTK_TYPE_BUTTON, "Use the _Backup"));
  close_all ();
}

/* The same desk at the same page, mirrored, and back. */
static void
test_language (void)
{
  g_autofree char *path = make_desk ();
  const char *const languages[] = { "ur", "en" };

  activate ("open", g_variant_new_bytestring (path));
  comms_shell_test_wait (has_desk, NULL);
  comms_window_show_page (only_window (), "log");
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      CommsDesk *desk = comms_window_get_desk (only_window ());

      activate ("language", g_variant_new_string (languages[i]));
      comms_shell_test_wait (has_desk, NULL);
      g_assert_true (comms_window_get_desk (only_window ()) == desk);
      g_assert_cmpstr (comms_window_get_page_key (only_window ()), ==, "log");
      g_assert_cmpint (gtk_widget_get_direction (GTK_WIDGET (only_window ())), ==,
                       i == 0 ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
    }
  close_all ();
}

static gboolean
has_server (gpointer path)
{
  g_autofree char *uri = comms_practice_server_running_at (path);

  return uri != NULL;
}

/* Chooses what the practice network does next as another program would, without waiting for its
 * answer: it is served by this thread. */
static SoupSession *
choose_fault (const char *state_path,
              const char *nick)
{
  g_autofree char *uri = comms_practice_server_running_at (state_path);
  g_autofree char *url = g_strconcat (uri, "/practice/fault", NULL);
  g_autofree char *text = g_strdup_printf ("{\"fault\":\"%s\",\"rate\":\"once\"}", nick);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  SoupSession *session = soup_session_new ();

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  return session;
}

static gboolean
shows_drop (gpointer bar)
{
  return comms_shell_test_find (bar, GTK_TYPE_LABEL, "Next post: connection drops") != NULL;
}

/* What is chosen in the menu is what the network does, and who is chosen is who acts. */
static void
test_practice (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *window;
  GtkWidget *bar;
  g_autoptr (SoupSession) session = NULL;
  g_autofree char *state_path = NULL;

  comms_shell_test_open (&test, NULL, 1280, 800);
  window = GTK_WIDGET (test.window);
  state_path = comms_practice_state_path (test.path);
  comms_shell_test_wait (has_server, state_path);
  bar = comms_shell_test_find (window, COMMS_TYPE_PRACTICE_BAR, NULL);
  g_assert_nonnull (bar);
  gtk_widget_activate_action (window, "win.practice-fault", NULL);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (comms_shell_test_find (bar, GTK_TYPE_POPOVER, NULL), "practice");
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (gtk_widget_get_ancestor (
      comms_shell_test_find (bar, GTK_TYPE_LABEL, "Slow answer"), GTK_TYPE_CHECK_BUTTON)),
    TRUE);
  g_assert_nonnull (comms_shell_test_find (bar, GTK_TYPE_LABEL, "Next post: slow answer"));

  /* What is over, or was chosen over the control path, is seen as well. */
  session = choose_fault (state_path, "drop");
  comms_shell_test_wait (shows_drop, bar);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (gtk_widget_get_ancestor (
    comms_shell_test_find (bar, GTK_TYPE_LABEL, "Connection drops"), GTK_TYPE_CHECK_BUTTON))));
  comms_shell_test_close (&test);
}

/* The only post of a desk with one person, queued for tomorrow. */
static gpointer
queue_post (CommsTx  *tx,
            gpointer  data,
            GError  **error)
{
  g_autofree char *wall = comms_zone_to_wall (tx->policy->zone, tx->stamp.now + 24 * 3600 * 1000);
  g_autoptr (CommsAccount) account =
    g_object_new (COMMS_TYPE_ACCOUNT, "network", "x", "handle", "own_example", "user-id", "1",
                  "api-base", "http://127.0.0.1:9", "character-limit", (gint64) 280, NULL);
  g_autoptr (CommsPost) post = g_object_new (COMMS_TYPE_POST, "text", "Tomorrow", "language", "en",
                                             "due-wall", wall, "due-zone", tx->policy->zone, NULL);
  gint64 *id = data;

  if (!comms_record_table_save (tx->db, COMMS_RECORD (account), error))
    return NULL;
  g_object_set (post, "account-id", comms_record_get_id (COMMS_RECORD (account)), NULL);
  if (!comms_posts_save (tx, post, error))
    return NULL;
  *id = comms_record_get_id (COMMS_RECORD (post));
  return GINT_TO_POINTER (comms_posts_queue (tx, *id, FALSE, error));
}

static gboolean
goes_on (gpointer unused)
{
  return has_no_window (NULL) && comms_application_n_background (comms_shell_test_application ()) == 1;
}

static gboolean
is_over (gpointer unused)
{
  return comms_application_n_background (comms_shell_test_application ()) == 0;
}

/* A desk goes on without its window while something is queued, and no longer. */
static void
test_background (void)
{
  g_autofree char *path = make_desk ();
  g_autoptr (CommsDesk) desk = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  activate ("open", g_variant_new_bytestring (path));
  comms_shell_test_wait (has_desk, NULL);
  desk = g_object_ref (comms_window_get_desk (only_window ()));
  gtk_window_close (GTK_WINDOW (only_window ()));
  comms_shell_test_wait (is_over, NULL);

  activate ("open", g_variant_new_bytestring (path));
  comms_shell_test_wait (has_desk, NULL);
  g_set_object (&desk, comms_window_get_desk (only_window ()));
  comms_desk_run_sync (desk, queue_post, &id, &error);
  g_assert_no_error (error);
  gtk_window_close (GTK_WINDOW (only_window ()));
  comms_shell_test_wait (goes_on, NULL);

  /* A window takes over, and leaves it behind again. */
  activate ("open", g_variant_new_bytestring (path));
  comms_shell_test_wait (has_desk, NULL);
  g_assert_true (is_over (NULL));
  g_set_object (&desk, comms_window_get_desk (only_window ()));
  gtk_window_close (GTK_WINDOW (only_window ()));
  comms_shell_test_wait (goes_on, NULL);
  comms_desk_run_id_sync (desk, comms_posts_cancel, id, &error);
  g_assert_no_error (error);
  comms_shell_test_wait (is_over, NULL);
}

static gboolean
shows_post (gpointer unused)
{
  GtkWidget *view = has_desk (NULL) ? comms_shell_test_find (GTK_WIDGET (only_window ()),
                                                             GTK_TYPE_TEXT_VIEW, NULL)
                                    : NULL;
  g_autofree char *text = NULL;

  if (view == NULL)
    return FALSE;
  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &text, NULL);
  return g_str_equal (text, "Tomorrow");
}

/* What a notice of the desktop does. */
static void
test_open_post (void)
{
  g_autofree char *path = make_desk ();
  gint64 id = 0;

  activate ("open", g_variant_new_bytestring (path));
  comms_shell_test_wait (has_desk, NULL);
  comms_desk_run_sync (comms_window_get_desk (only_window ()), queue_post, &id, NULL);
  close_all ();
  activate ("open-post", g_variant_new ("(^ayx)", path, id));
  comms_shell_test_wait (shows_post, NULL);
  close_all ();
}

static CommsWindow *
window_of (const char *path)
{
  GList *windows =
    gtk_application_get_windows (GTK_APPLICATION (comms_shell_test_application ()));

  for (; windows != NULL; windows = windows->next)
    {
      CommsDesk *desk = comms_window_get_desk (windows->data);

      if (desk != NULL &&
          g_strcmp0 (comms_store_get_path (comms_desk_get_store (desk)), path) == 0)
        return windows->data;
    }
  return NULL;
}

static gint64
open_id (const char *path)
{
  return comms_compose_pane_get_id (
    COMMS_COMPOSE_PANE (comms_window_get_page (window_of (path), "compose")));
}

typedef struct
{
  const char *path;
  gint64 id;
} Shown;

static gboolean
is_open (gpointer data)
{
  Shown *shown = data;

  return open_id (shown->path) == shown->id;
}

static gboolean
are_open (gpointer data)
{
  char **paths = data;

  return window_of (paths[0]) != NULL && window_of (paths[1]) != NULL &&
         gtk_widget_get_mapped (GTK_WIDGET (window_of (paths[0]))) &&
         gtk_widget_get_mapped (GTK_WIDGET (window_of (paths[1])));
}

/* While another desk opens, a notice's post waits for the window of its own. */
static void
test_open_post_of_another (void)
{
  g_autofree char *other = make_desk ();
  g_autofree char *path = make_desk ();
  char *paths[] = { other, path };
  gint64 id = 0;
  Shown shown = { path, 0 };

  activate ("open", g_variant_new_bytestring (path));
  comms_shell_test_wait (has_desk, NULL);
  comms_desk_run_sync (comms_window_get_desk (only_window ()), queue_post, &id, NULL);
  close_all ();
  activate ("open", g_variant_new_bytestring (other));
  activate ("open-post", g_variant_new ("(^ayx)", path, id));
  comms_shell_test_wait (are_open, paths);
  shown.id = id;
  comms_shell_test_wait (is_open, &shown);
  g_assert_cmpint (open_id (other), ==, 0);
  close_all ();
}

static void
test_notice (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = g_object_new (COMMS_TYPE_POST, "text", "Words", NULL);

  comms_shell_test_open (&test, NULL, 1280, 800);
  for (CommsPostState state = COMMS_POST_STATE_DRAFT; state <= COMMS_POST_STATE_CANCELLED; state++)
    {
      g_autoptr (GNotification) notice = NULL;

      g_object_set (post, "state", state, NULL);
      notice = comms_notice_of_post (test.desk, post, "mohr_example");
      g_assert_cmpint (notice != NULL, ==,
                       state == COMMS_POST_STATE_POSTED || state == COMMS_POST_STATE_REFUSED ||
                         state == COMMS_POST_STATE_UNKNOWN || state == COMMS_POST_STATE_MISSED);
    }
  comms_shell_test_close (&test);
}

/* --- the end of the program --- */

/* This program again, as one that is started by a person. */
#define PROGRAM "--program"

/* A disk that answers once the program has begun to end. */
static GMutex disk_mutex;
static GCond disk_cond;
static gboolean disk_answers;

static gpointer
wait_for_disk (CommsTx  *tx,
               gpointer  data,
               GError  **error)
{
  g_mutex_lock (&disk_mutex);
  while (!disk_answers)
    g_cond_wait (&disk_cond, &disk_mutex);
  g_mutex_unlock (&disk_mutex);
  return NULL;
}

static gboolean
disk_answers_cb (gpointer unused)
{
  g_mutex_lock (&disk_mutex);
  disk_answers = TRUE;
  g_cond_broadcast (&disk_cond);
  g_mutex_unlock (&disk_mutex);
  return G_SOURCE_REMOVE;
}

static void
window_removed_cb (GtkApplication *application)
{
  g_idle_add_full (G_PRIORITY_LOW, disk_answers_cb, NULL, NULL);
}

/* Types behind a slow job, and ends the program in the way that it was asked for. */
static gboolean
write_and_end_cb (gpointer user_data)
{
  GApplication *application = user_data;
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (application));
  CommsWindow *window = windows != NULL ? COMMS_WINDOW (windows->data) : NULL;
  const char *way = g_getenv ("COMMS_TEST_WAY");
  GtkWidget *view;

  if (window == NULL || !gtk_widget_get_mapped (GTK_WIDGET (window)) ||
      comms_window_get_desk (window) == NULL)
    return G_SOURCE_CONTINUE;
  view = comms_shell_test_find (GTK_WIDGET (window), GTK_TYPE_TEXT_VIEW, NULL);
  if (view == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.open-post", "x", (gint64) 1);
      return G_SOURCE_CONTINUE;
    }
  if (!gtk_text_view_get_editable (GTK_TEXT_VIEW (view)) ||
      gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))) == 0)
    return G_SOURCE_CONTINUE;

  comms_desk_run_async (comms_window_get_desk (window), wait_for_disk, NULL, NULL, NULL, NULL, NULL,
                        NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "Last words", -1);
  g_signal_connect (application, "window-removed", G_CALLBACK (window_removed_cb), NULL);
  if (g_str_equal (way, "quit"))
    g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);
  else if (g_str_equal (way, "close"))
    gtk_window_close (GTK_WINDOW (window));
  else if (g_str_equal (way, "term"))
    kill (getpid (), SIGTERM);
  else
    g_application_quit (application);
  return G_SOURCE_REMOVE;
}

static int
run_program (int   argc,
             char *argv[])
{
  g_autoptr (CommsApplication) application = comms_application_new ();

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE |
                                                          G_APPLICATION_HANDLES_COMMAND_LINE);
  g_timeout_add (20, write_and_end_cb, application);
  return g_application_run (G_APPLICATION (application), argc, argv);
}

static gpointer
add_post (CommsTx  *tx,
          gpointer  data,
          GError  **error)
{
  g_autoptr (CommsPost) post =
    g_object_new (COMMS_TYPE_POST, "text", "First words", "language", "en", NULL);

  return GINT_TO_POINTER (comms_posts_save (tx, post, error));
}

static gpointer
dup_text (CommsTx  *tx,
          gpointer  data,
          GError  **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, 1, error);

  return post != NULL ? g_strdup (post->text) : NULL;
}

/* What was written last is in the file, whatever ends the program. */
static void
test_closing (gconstpointer way)
{
  g_autofree char *path = make_desk ();
  g_autofree char *option = g_strconcat ("--desk=", path, NULL);
  char *argv[] = { (char *) "/proc/self/exe", (char *) PROGRAM, option, NULL };
  int status = 0;
  g_autoptr (CommsClock) clock = comms_system_clock_new ();
  g_autoptr (CommsSecrets) secrets = comms_memory_secrets_new ();
  g_autoptr (CommsDesk) desk = comms_desk_open (path, FALSE, clock, secrets, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (desk, add_post, NULL, &error);
  g_assert_no_error (error);
  comms_store_close (comms_desk_get_store (desk));
  g_clear_object (&desk);

  g_setenv ("COMMS_TEST_WAY", way, TRUE);
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);

  desk = comms_desk_open (path, FALSE, clock, secrets, &error);
  g_assert_no_error (error);
  text = comms_desk_run_sync (desk, dup_text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "Last words");
  comms_store_close (comms_desk_get_store (desk));
}

int
main (int   argc,
      char *argv[])
{
  comms_shell_test_init (&argc, &argv);
  if (argc > 1 && g_str_equal (argv[1], PROGRAM))
    return run_program (argc - 1, argv + 1);

  g_test_add_func ("/application/welcome", test_welcome);
  g_test_add_func ("/application/open-twice", test_open_twice);
  g_test_add_func ("/application/damaged", test_damaged);
  g_test_add_func ("/application/missing", test_missing);
  g_test_add_func ("/application/language", test_language);
  g_test_add_func ("/application/practice", test_practice);
  g_test_add_func ("/application/background", test_background);
  g_test_add_func ("/application/open-post", test_open_post);
  g_test_add_func ("/application/open-post-of-another", test_open_post_of_another);
  g_test_add_func ("/application/notice", test_notice);

  g_test_add_data_func ("/application/closing/quit", "quit", test_closing);
  g_test_add_data_func ("/application/closing/close", "close", test_closing);
  g_test_add_data_func ("/application/closing/term", "term", test_closing);
  g_test_add_data_func ("/application/closing/session", "session", test_closing);

  return g_test_run ();
}
