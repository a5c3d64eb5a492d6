/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-cadence-bar.h"
#include "comms-compose-pane.h"
#include "comms-db.h"
#include "comms-posts.h"
#include "comms-record-table.h"
#include "comms-shell-test.h"
#include "comms-today-data.h"
#include "comms-today-page.h"
#include "comms-today-row.h"

static GtkWidget *
today_page (CommsShellTest *test)
{
  return GTK_WIDGET (comms_window_get_page (test->window, "today"));
}

static CommsTodayData *
read_today (CommsShellTest *test)
{
  g_autoptr (GError) error = NULL;
  CommsTodayData *data = comms_desk_run_sync (test->desk, comms_today_data_load, NULL, &error);

  g_assert_no_error (error);
  return data;
}

/* The first post of that state in a list; 0 where there is none. */
static gint64
find_post (GPtrArray      *posts,
           CommsPostState  state)
{
  for (guint i = 0; i < posts->len; i++)
    {
      CommsTodayPost *post = g_ptr_array_index (posts, i);

      if (post->post->state == state)
        return comms_record_get_id (COMMS_RECORD (post->post));
    }
  return 0;
}

static gint64
decision (CommsShellTest *test,
          CommsPostState  state)
{
  g_autoptr (CommsTodayData) data = read_today (test);
  gint64 id = find_post (data->decisions, state);

  g_assert_cmpint (id, !=, 0);
  return id;
}

static gpointer
load_post (CommsTx  *tx,
           gpointer  id,
           GError  **error)
{
  return comms_posts_load (tx, *(gint64 *) id, error);
}

static CommsPostState
state_of (CommsShellTest *test,
          gint64          id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsPost) post = comms_desk_run_sync (test->desk, load_post, &id, &error);

  g_assert_no_error (error);
  return post->state;
}

/* The row of that post on screen, or NULL. */
static GtkWidget *
find_row (GtkWidget *root,
          gint64     id)
{
  if (COMMS_IS_TODAY_ROW (root))
    return comms_today_row_get_id (COMMS_TODAY_ROW (root)) == id ? root : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = find_row (child, id);

      if (row != NULL)
        return row;
    }
  return NULL;
}

static guint
count_class (GtkWidget  *root,
             const char *name)
{
  guint n = gtk_widget_get_mapped (root) && gtk_widget_has_css_class (root, name);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_class (child, name);
  return n;
}

static gpointer
load_people (CommsTx  *tx,
             gpointer  unused,
             GError  **error)
{
  return comms_people_list (tx, error);
}

static void
act_as (CommsShellTest *test,
        CommsRole       role)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people =
    comms_desk_run_sync (test->desk, load_people, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < people->len; i++)
    {
      CommsPerson *person = g_ptr_array_index (people, i);

      if (person->role != role)
        continue;
      comms_desk_act_as (test->desk, comms_record_get_id (COMMS_RECORD (person)), &error);
      g_assert_no_error (error);
      comms_shell_test_settle (test);
      return;
    }
  g_assert_not_reached ();
}

static void
do_action (CommsShellTest *test,
           const char     *name)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), name, NULL));
  comms_shell_test_settle (test);
}

static void
test_shows_what_the_desk_holds (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsTodayData) data = NULL;
  guint count;

  comms_shell_test_open (&test, "today", 1280, 800);
  data = read_today (&test);
  g_assert_cmpuint (data->decisions->len, >, 0);
  g_assert_cmpuint (data->waiting->len, >, 0);
  for (guint i = 0; i < data->decisions->len; i++)
    {
      CommsTodayPost *post = g_ptr_array_index (data->decisions, i);

      g_assert_nonnull (
        find_row (today_page (&test), comms_record_get_id (COMMS_RECORD (post->post))));
    }
  g_object_get (today_page (&test), "count", &count, NULL);
  g_assert_cmpuint (count, ==, data->decisions->len + data->waiting->len);
  g_assert_cmpuint (count_class (today_page (&test), "suggested-action"), ==, 1);
  gtk_test_accessible_assert_role (
    comms_shell_test_find (today_page (&test), COMMS_TYPE_CADENCE_BAR, NULL),
    GTK_ACCESSIBLE_ROLE_METER);
  comms_shell_test_shot (GTK_WIDGET (test.window), "today");
  comms_shell_test_close (&test);
}

/* A manager is asked to review what others wrote; an officer is not. */
static void
test_review_waits_for_managers (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsTodayData) officer = NULL;
  g_autoptr (CommsTodayData) manager = NULL;
  CommsTodayPost *last;
  g_autofree char *more = NULL;
  GtkWidget *label;
  gint64 id;

  comms_shell_test_open (&test, "today", 1280, 800);
  act_as (&test, COMMS_ROLE_OFFICER);
  officer = read_today (&test);
  g_assert_cmpint (find_post (officer->waiting, COMMS_POST_STATE_IN_REVIEW), ==, 0);

  act_as (&test, COMMS_ROLE_MANAGER);
  manager = read_today (&test);
  id = find_post (manager->waiting, COMMS_POST_STATE_IN_REVIEW);
  g_assert_cmpint (id, !=, 0);
  comms_shell_test_shot (GTK_WIDGET (test.window), "today-manager");

  /* A long list shows its first rows, and all of them when asked. */
  last = g_ptr_array_index (manager->waiting, manager->waiting->len - 1);
  id = comms_record_get_id (COMMS_RECORD (last->post));
  g_assert_null (find_row (today_page (&test), id));
  more = g_strdup_printf ("Show %u More", manager->waiting->len - 6);
  label = comms_shell_test_find (today_page (&test), GTK_TYPE_LABEL, more);
  gtk_widget_activate (gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW));
  comms_shell_test_settle (&test);
  g_assert_nonnull (find_row (today_page (&test), id));
  comms_shell_test_close (&test);
}

static void
test_let_go_and_undo (void)
{
  CommsShellTest test = { 0 };
  gint64 id;

  comms_shell_test_open (&test, "today", 1280, 800);
  id = decision (&test, COMMS_POST_STATE_MISSED);
  comms_shell_test_click (find_row (today_page (&test), id), "Let It Go");
  comms_shell_test_settle (&test);
  g_assert_cmpint (state_of (&test, id), ==, COMMS_POST_STATE_CANCELLED);
  g_assert_null (find_row (today_page (&test), id));
  do_action (&test, "win.undo");
  g_assert_cmpint (state_of (&test, id), ==, COMMS_POST_STATE_DRAFT);
  comms_shell_test_close (&test);
}

/* Today's last post of the ministry's account, whose sign-in has ended. */
static gpointer
queue_behind_sign_in (CommsTx  *tx,
                      gpointer  id,
                      GError  **error)
{
  g_autoptr (GPtrArray) accounts = comms_accounts_list (tx, error);
  CommsAccount *account = g_ptr_array_index (accounts, 0);
  g_autoptr (CommsPost) post =
    g_object_new (COMMS_TYPE_POST, "text", "Behind a closed door", "language", "en", "account-id",
                  comms_record_get_id (COMMS_RECORD (account)), "due-wall", "2026-12-09T23:30",
                  "due-zone", "Asia/Karachi", NULL);

  g_object_set (tx->policy, "single-person", TRUE, NULL);
  if (!comms_record_table_save (tx->db, COMMS_RECORD (tx->policy), error) ||
      !comms_posts_save (tx, post, error) ||
      !comms_posts_queue (tx, comms_record_get_id (COMMS_RECORD (post)), FALSE, error))
    return NULL;
  g_object_set (account, "state", COMMS_ACCOUNT_STATE_SIGN_IN, NULL);
  *(gint64 *) id = comms_record_get_id (COMMS_RECORD (post));
  return GINT_TO_POINTER (comms_record_table_save (tx->db, COMMS_RECORD (account), error));
}

/* What will not go out as things are says so before its time (G9). */
static void
test_outlook (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsTodayData) data = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  comms_shell_test_open (&test, "today", 1280, 800);
  comms_desk_run_sync (test.desk, queue_behind_sign_in, &id, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&test);
  g_assert_nonnull (find_row (today_page (&test), id));
  data = read_today (&test);
  g_assert_cmpint (find_post (data->decisions, COMMS_POST_STATE_QUEUED), ==, id);
  comms_shell_test_shot (GTK_WIDGET (test.window), "today-outlook");
  comms_shell_test_close (&test);
}

/* Beside a post that will not go out there is a Mastodon account that could. */
static gpointer
queue_beside_mastodon (CommsTx  *tx,
                       gpointer  id,
                       GError  **error)
{
  g_autoptr (CommsAccount) other = g_object_new (
    COMMS_TYPE_ACCOUNT, "network", "mastodon", "name", "Social", "handle", "mohr_social",
    "user-id", "77", "state", COMMS_ACCOUNT_STATE_READY, "character-limit", G_GINT64_CONSTANT (500),
    NULL);

  return comms_record_table_save (tx->db, COMMS_RECORD (other), error)
           ? queue_behind_sign_in (tx, id, error)
           : NULL;
}

typedef struct
{
  CommsShellTest *test;
  gint64 id;
  gboolean carried;
} Carried;

static gboolean
is_carried (gpointer data)
{
  Carried *wanted = data;
  g_autoptr (CommsTodayData) today = read_today (wanted->test);

  for (guint i = 0; i < today->decisions->len; i++)
    {
      CommsTodayPost *post = g_ptr_array_index (today->decisions, i);

      if (comms_record_get_id (COMMS_RECORD (post->post)) == wanted->id)
        return (post->others == NULL) == wanted->carried &&
               (strstr (post->obstacle, "A draft for @mohr_social is to carry it.") != NULL) ==
                 wanted->carried;
    }
  return FALSE;
}

static gboolean
says_in (GtkWidget *widget, const char *words)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says_in (child, words))
      return TRUE;
  return FALSE;
}

/* The sentence of the compose pane, not the row's. */
static gboolean
says_carried (gpointer data)
{
  CommsShellTest *test = data;

  return says_in (GTK_WIDGET (test->window),
                  "it is missed and stays here. A draft for @mohr_social is to carry it.");
}

/* One press makes the draft for the other network and opens it; the row says so; Undo takes it back. */
static void
test_carry (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (GError) error = NULL;
  Carried wanted = { &test, 0, TRUE };

  comms_shell_test_open (&test, "today", 1280, 800);
  comms_desk_run_sync (test.desk, queue_beside_mastodon, &wanted.id, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "today-carry");
  comms_shell_test_click (find_row (today_page (&test), wanted.id), "Write for @mohr_social");
  comms_shell_test_wait (is_carried, &wanted);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "today-carried");
  g_assert_null (comms_shell_test_find (find_row (today_page (&test), wanted.id), GTK_TYPE_BUTTON,
                                        "Write for @mohr_social"));
  /* The post itself says so too, wherever it is opened. */
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.open-post", "x", wanted.id);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "today-original");
  comms_shell_test_wait (says_carried, &test);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.undo", NULL);
  wanted.carried = FALSE;
  comms_shell_test_wait (is_carried, &wanted);
  comms_shell_test_close (&test);
}

static void
test_edit_refused (void)
{
  CommsShellTest test = { 0 };
  gint64 id;

  comms_shell_test_open (&test, "today", 1280, 800);
  id = decision (&test, COMMS_POST_STATE_REFUSED);
  comms_shell_test_click (find_row (today_page (&test), id), "Edit");
  comms_shell_test_settle (&test);
  g_assert_cmpint (state_of (&test, id), ==, COMMS_POST_STATE_DRAFT);
  comms_shell_test_close (&test);
}

static gpointer
refuse_reply (CommsTx *tx, gpointer id, GError **error)
{
  return GINT_TO_POINTER (comms_db_exec (tx->db, error,
                                         "UPDATE post SET problem_code = 'reply' WHERE id = ?", "i",
                                         *(gint64 *) id));
}

/* A refused reply is opened, and stays as it was approved: it may be given by hand (G3). */
static void
test_refused_reply (void)
{
  CommsShellTest test = { 0 };
  gint64 id;
  GtkWidget *row;

  comms_shell_test_open (&test, "today", 1280, 800);
  id = decision (&test, COMMS_POST_STATE_REFUSED);
  comms_desk_run_sync (test.desk, refuse_reply, &id, NULL);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.act-as", "x", G_GINT64_CONSTANT (2));
  comms_shell_test_settle (&test);
  row = find_row (today_page (&test), id);
  g_assert_null (comms_shell_test_find (row, GTK_TYPE_BUTTON, "Edit"));
  comms_shell_test_click (row, "Open");
  comms_shell_test_settle (&test);
  g_assert_cmpint (state_of (&test, id), ==, COMMS_POST_STATE_REFUSED);
  g_assert_cmpint (comms_compose_pane_get_id (
                     COMMS_COMPOSE_PANE (comms_window_get_page (test.window, "compose"))),
                   ==, id);
  comms_shell_test_close (&test);
}

static void
test_decide_not_out (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *row, *button;
  gint64 id;

  comms_shell_test_open (&test, "today", 1280, 800);
  id = decision (&test, COMMS_POST_STATE_UNKNOWN);
  row = find_row (today_page (&test), id);
  comms_today_row_do_first (COMMS_TODAY_ROW (row));
  comms_shell_test_settle (&test);
  button = comms_shell_test_find (row, GTK_TYPE_MENU_BUTTON, NULL);
  comms_shell_test_shot (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))),
                         "today-decide");
  comms_shell_test_click (
    GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), "It Is Not Out");
  comms_shell_test_settle (&test);
  g_assert_cmpint (state_of (&test, id), ==, COMMS_POST_STATE_DRAFT);
  g_assert_null (find_row (today_page (&test), id));
  comms_shell_test_close (&test);
}

static void
test_decide_out (void)
{
  CommsShellTest test = { 0 };
  gint64 id;

  comms_shell_test_open (&test, "today", 1280, 800);
  id = decision (&test, COMMS_POST_STATE_UNKNOWN);
  gtk_widget_activate_action (today_page (&test), "today.settle-posted", "(xs)", id,
                              "https://x.com/mohr_example/status/1234");
  comms_shell_test_settle (&test);
  g_assert_cmpint (state_of (&test, id), ==, COMMS_POST_STATE_POSTED);
  comms_shell_test_close (&test);
}

static void
test_pause_and_resume (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *resume;

  comms_shell_test_open (&test, "today", 1280, 800);
  act_as (&test, COMMS_ROLE_OFFICER);
  gtk_widget_activate_action (today_page (&test), "win.pause-because", "s", "wrong picture");
  comms_shell_test_settle (&test);
  g_assert_cmpstr (comms_desk_get_policy (test.desk)->paused_reason, ==, "wrong picture");
  resume = comms_shell_test_find (today_page (&test), GTK_TYPE_BUTTON, "Resume");
  g_assert_nonnull (resume);
  g_assert_false (gtk_widget_is_sensitive (resume));
  g_assert_nonnull (
    comms_shell_test_find (today_page (&test), GTK_TYPE_LABEL, "Only a manager lets it go on."));
  comms_shell_test_shot (GTK_WIDGET (test.window), "today-paused");

  act_as (&test, COMMS_ROLE_MANAGER);
  comms_shell_test_click (today_page (&test), "Resume");
  comms_shell_test_settle (&test);
  g_assert_null (comms_desk_get_policy (test.desk)->paused_reason);
  comms_shell_test_close (&test);
}

/* When a row goes away under the focus, the next one has it. */
static void
test_focus_stays_in_the_list (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *focus;
  gint64 id;

  comms_shell_test_open (&test, "today", 1280, 800);
  id = decision (&test, COMMS_POST_STATE_MISSED);
  gtk_widget_grab_focus (find_row (today_page (&test), id));
  gtk_widget_activate_action (today_page (&test), "today.let-go", "x", id);
  comms_shell_test_settle (&test);
  focus = gtk_root_get_focus (GTK_ROOT (test.window));
  g_assert_true (COMMS_IS_TODAY_ROW (focus));
  comms_shell_test_close (&test);
}

static void
test_narrow (void)
{
  CommsShellTest test = { 0 };
  int minimum;

  comms_shell_test_open (&test, "today", 400, 800);
  g_assert_true (comms_page_get_folded (COMMS_PAGE (today_page (&test))));
  gtk_widget_measure (today_page (&test), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);
  comms_shell_test_shot (GTK_WIDGET (test.window), "today-narrow");
  comms_shell_test_close (&test);
}

/* The row's own label of that name. */
static GtkLabel *
label_of (GtkWidget  *row,
          const char *name)
{
  return GTK_LABEL (gtk_widget_get_template_child (row, COMMS_TYPE_TODAY_ROW, name));
}

/* Wherever the columns stand, beside each other or stacked, there is room for the words of a row
 * beside its buttons. */
static void
test_room (gconstpointer data)
{
  CommsShellTest test = { 0 };
  GtkWidget *row;

  comms_shell_test_open (&test, "today", GPOINTER_TO_INT (data), 800);
  row = find_row (today_page (&test), decision (&test, COMMS_POST_STATE_MISSED));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (label_of (row, "facts"))), >=, 120);
  comms_shell_test_close (&test);
}

/* In a window that runs the other way a title, and a reason that was noted in English, are cut off
 * at their own end, not at their beginning. */
static void
test_title_direction (void)
{
  GtkTextDirection direction = gtk_widget_get_default_direction ();
  CommsShellTest test = { 0 };
  gint64 id;
  GtkLabel *title;

  /* Starting the program sets the direction of its language. */
  comms_shell_test_application ();
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  comms_shell_test_open (&test, "today", 1280, 800);
  id = decision (&test, COMMS_POST_STATE_MISSED);
  title = label_of (find_row (today_page (&test), id), "title");
  g_assert_true (g_str_has_prefix (gtk_label_get_text (title), "“Complaint forms"));
  g_assert_cmpint (pango_layout_get_direction (gtk_label_get_layout (title), 0), ==,
                   PANGO_DIRECTION_LTR);
  title = label_of (find_row (today_page (&test), id), "facts");
  g_assert_nonnull (strstr (gtk_label_get_text (title), "The computer was asleep"));
  g_assert_cmpint (pango_layout_get_direction (gtk_label_get_layout (title), 0), ==,
                   PANGO_DIRECTION_LTR);
  comms_shell_test_close (&test);
  gtk_widget_set_default_direction (direction);
}

/* A desk with nothing in it says so, and how to begin. */
static void
test_empty_desk (void)
{
  g_autofree char *folder = g_dir_make_tmp ("comms-shell-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "empty.desk", NULL);
  g_autoptr (CommsClock) clock = comms_fixed_clock_new (G_GINT64_CONSTANT (1796806920000));
  g_autoptr (CommsSecrets) secrets = comms_memory_secrets_new ();
  g_autoptr (GError) error = NULL;
  CommsShellTest test = { .desk = comms_desk_open (path, TRUE, clock, secrets, &error) };

  g_assert_no_error (error);
  test.window = comms_window_new (GTK_APPLICATION (comms_shell_test_application ()), test.desk);
  comms_window_show_page (test.window, "today");
  gtk_window_present (GTK_WINDOW (test.window));
  comms_shell_test_settle (&test);
  g_assert_nonnull (
    comms_shell_test_find (today_page (&test), ADW_TYPE_STATUS_PAGE, "All Is Done"));
  g_assert_true (gtk_widget_get_mapped (
    comms_shell_test_find (today_page (&test), ADW_TYPE_STATUS_PAGE, NULL)));
  comms_shell_test_shot (GTK_WIDGET (test.window), "today-empty");

  test.folder = g_steal_pointer (&folder);
  test.path = g_steal_pointer (&path);
  test.clock = g_steal_pointer (&clock);
  test.secrets = g_steal_pointer (&secrets);
  comms_shell_test_close (&test);
}

int
main (int   argc,
      char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/today/shows-what-the-desk-holds", test_shows_what_the_desk_holds);
  g_test_add_func ("/today/review-waits-for-managers", test_review_waits_for_managers);
  g_test_add_func ("/today/let-go-and-undo", test_let_go_and_undo);
  g_test_add_func ("/today/outlook", test_outlook);
  g_test_add_func ("/today/carry", test_carry);
  g_test_add_func ("/today/edit-refused", test_edit_refused);
  g_test_add_func ("/today/refused-reply", test_refused_reply);
  g_test_add_func ("/today/decide/not-out", test_decide_not_out);
  g_test_add_func ("/today/decide/out", test_decide_out);
  g_test_add_func ("/today/pause-and-resume", test_pause_and_resume);
  g_test_add_func ("/today/focus-stays", test_focus_stays_in_the_list);
  g_test_add_func ("/today/narrow", test_narrow);
  g_test_add_data_func ("/today/room/stacked", GINT_TO_POINTER (900), test_room);
  g_test_add_data_func ("/today/room/columns", GINT_TO_POINTER (1120), test_room);
  g_test_add_func ("/today/title-direction", test_title_direction);
  g_test_add_func ("/today/empty-desk", test_empty_desk);

  return g_test_run ();
}
