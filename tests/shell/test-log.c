/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-accounts.h"
#include "comms-chips.h"
#include "comms-contact-page.h"
#include "comms-db.h"
#include "comms-engagement.h"
#include "comms-entry-view.h"
#include "comms-log-list.h"
#include "comms-log-page.h"
#include "comms-posts.h"
#include "comms-shell-test.h"

static GtkWidget *
page_of (CommsShellTest *test,
         const char     *key)
{
  return GTK_WIDGET (comms_window_get_page (test->window, key));
}

/* A part of the template of the log page. */
static gpointer
part (CommsShellTest *test,
      const char     *name)
{
  GObject *child = gtk_widget_get_template_child (page_of (test, "log"), COMMS_TYPE_LOG_PAGE, name);

  g_assert_nonnull (child);
  return child;
}

static GtkWidget *
find (CommsShellTest *test,
      GType           type,
      const char     *label)
{
  return comms_shell_test_find (page_of (test, "log"), type, label);
}

static void
click (CommsShellTest *test,
       const char     *label)
{
  comms_shell_test_click (page_of (test, "log"), label);
  comms_shell_test_settle (test);
}

static GListModel *
entries (CommsShellTest *test)
{
  return G_LIST_MODEL (part (test, "selection"));
}

static guint
count_entries (CommsShellTest *test)
{
  return g_list_model_get_n_items (entries (test));
}

static void
select_nth (CommsShellTest *test,
            guint           n)
{
  gtk_single_selection_set_selected (part (test, "selection"), n);
  comms_shell_test_settle (test);
}

static void
shoot (CommsShellTest *test,
       const char     *name)
{
  comms_shell_test_shot (GTK_WIDGET (test->window), name);
}

static void
assert_focus_in (CommsShellTest *test,
                 gpointer        widget)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (test->window));

  g_assert_nonnull (focus);
  g_assert_true (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
search_for (CommsShellTest *test,
            const char     *words)
{
  gtk_editable_set_text (part (test, "search"), words);
  g_signal_emit_by_name (part (test, "search"), "search-changed");
  comms_shell_test_settle (test);
}

static gpointer
find_person (CommsTx   *tx,
             gpointer   data,
             GError   **error)
{
  g_autoptr (GPtrArray) people = comms_people_list (tx, error);
  CommsRole role = GPOINTER_TO_INT (data);

  for (guint i = 0; people != NULL && i < people->len; i++)
    if (COMMS_PERSON (people->pdata[i])->role == role)
      return g_object_ref (people->pdata[i]);
  return NULL;
}

static void
act_as (CommsShellTest *test,
        CommsRole       role)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsPerson) person =
    comms_desk_run_sync (test->desk, find_person, GINT_TO_POINTER (role), &error);

  g_assert_no_error (error);
  g_assert_nonnull (person);
  comms_desk_act_as (test->desk, comms_record_get_id (COMMS_RECORD (person)), &error);
  g_assert_no_error (error);
  comms_shell_test_settle (test);
}

static const char *
nth_subject (CommsShellTest *test,
             guint           n)
{
  g_autoptr (CommsLogRow) row = g_list_model_get_item (entries (test), n);
  CommsAuditEntry *entry = comms_log_row_get_entry (row);

  return entry != NULL && entry->subject == COMMS_SUBJECT_ENGAGEMENT ? "engagement" : "other";
}

/* Chips, search and Show All; what is open, and Esc. */
static void
test_list (void)
{
  CommsShellTest test = { 0 };
  guint n_all;

  comms_shell_test_open (&test, "log", 1280, 800);
  n_all = count_entries (&test);
  g_assert_cmpuint (n_all, >, 100);
  shoot (&test, "log-list");
  click (&test, "Engagements");
  g_assert_cmpuint (count_entries (&test), <, n_all);
  g_assert_cmpstr (nth_subject (&test, 0), ==, "engagement");
  search_for (&test, "psychologist");
  g_assert_cmpuint (count_entries (&test), >=, 1);
  search_for (&test, "zzzzz");
  g_assert_cmpuint (count_entries (&test), ==, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (part (&test, "stack")), ==, "no-match");
  shoot (&test, "log-no-match");
  click (&test, "_Show All");
  g_assert_cmpuint (count_entries (&test), ==, n_all);

  assert_focus_in (&test, part (&test, "search"));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Down, 0));
  assert_focus_in (&test, part (&test, "list"));
  select_nth (&test, 1);
  g_assert_true (gtk_revealer_get_reveal_child (part (&test, "detail")));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Escape, 0));
  g_assert_false (gtk_revealer_get_reveal_child (part (&test, "detail")));
  assert_focus_in (&test, part (&test, "list"));
  comms_shell_test_close (&test);
}

static gpointer
find_draft (CommsTx   *tx,
            gpointer   data,
            GError   **error)
{
  CommsPostQuery query = { .states = 1u << COMMS_POST_STATE_DRAFT };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    if (COMMS_POST (posts->pdata[i])->author_id != tx->stamp.actor_id)
      return g_object_ref (posts->pdata[i]);
  return NULL;
}

/* A text that someone else changed is shown word by word, in the light and the dark style. */
static void
test_words (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsPost) post = NULL;
  GtkLabel *words;

  comms_shell_test_open (&test, "log", 1280, 800);
  act_as (&test, COMMS_ROLE_MANAGER);
  post = comms_desk_run_sync (test.desk, find_draft, NULL, &error);
  g_assert_nonnull (post);
  g_object_set (post, "text", "Today it is 97 of 136 districts", NULL);
  comms_desk_run_record_sync (test.desk, comms_posts_save, post, &error);
  g_assert_no_error (error);
  g_object_set (post, "text", "Today it is 98 of 136 districts", NULL);
  comms_desk_run_record_sync (test.desk, comms_posts_save, post, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&test);

  select_nth (&test, 0);
  words = GTK_LABEL (gtk_widget_get_template_child (
    part (&test, "entry"), G_OBJECT_TYPE (part (&test, "entry")), "words"));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (words)));
  g_assert_cmpstr (gtk_label_get_text (words), ==, "Today it is 97\u200998 of 136 districts");
  g_assert_nonnull (find (&test, GTK_TYPE_BUTTON, "Open Post"));
  shoot (&test, "log-words");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  comms_shell_test_settle (&test);
  shoot (&test, "log-words-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  comms_shell_test_close (&test);
}

/* Changes an entry behind the back of the desk. */
static gpointer
forge (CommsTx   *tx,
       gpointer   data,
       GError   **error)
{
  return GINT_TO_POINTER (
    comms_db_exec_script (tx->db,
                          "DROP TRIGGER audit_entry_never_changes;"
                          "UPDATE audit_entry SET note = 'forged' WHERE id = 7",
                          error));
}

static void
test_verify (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (GError) error = NULL;
  GtkWidget *bar;

  comms_shell_test_open (&test, "log", 1280, 800);
  bar = part (&test, "verdict_bar");
  g_assert_false (gtk_widget_has_css_class (bar, "unbroken"));
  click (&test, "_Verify Now");
  g_assert_true (gtk_widget_has_css_class (bar, "unbroken"));
  g_assert_true (g_str_has_prefix (gtk_label_get_text (part (&test, "verdict")), "Unbroken: "));
  g_assert_false (gtk_widget_get_visible (part (&test, "show_broken")));
  shoot (&test, "log-unbroken");

  comms_desk_run_sync (test.desk, forge, NULL, &error);
  g_assert_no_error (error);
  click (&test, "_Verify Now");
  g_assert_true (gtk_widget_has_css_class (bar, "broken"));
  g_assert_false (gtk_widget_has_css_class (bar, "unbroken"));
  g_assert_true (
    g_str_has_prefix (gtk_label_get_text (part (&test, "verdict")), "Broken at entry 7: "));
  click (&test, "_Show");
  g_assert_true (gtk_revealer_get_reveal_child (part (&test, "detail")));
  shoot (&test, "log-broken");
  comms_shell_test_close (&test);
}

static int
count_cards (CommsShellTest *test)
{
  guint count;

  g_object_get (part (test, "review"), "count", &count, NULL);
  return (int) count;
}

static GtkListBox *
cards (CommsShellTest *test)
{
  return GTK_LIST_BOX (gtk_widget_get_template_child (
    part (test, "review"), G_OBJECT_TYPE (part (test, "review")), "list"));
}

/* Only a manager has the queue; A signs off, C comments, a return needs a comment, N goes on. */
static void
test_review (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *entry;
  int n;

  comms_shell_test_open (&test, "log", 1280, 800);
  act_as (&test, COMMS_ROLE_OFFICER);
  g_assert_false (gtk_widget_get_visible (part (&test, "review_side")));
  act_as (&test, COMMS_ROLE_MANAGER);
  g_assert_true (gtk_widget_get_visible (part (&test, "review_side")));
  n = count_cards (&test);
  g_assert_cmpint (n, >=, 2);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (cards (&test), 0)));
  comms_shell_test_settle (&test);
  shoot (&test, "log-review");

  g_assert_true (comms_shell_test_key (&test, GDK_KEY_n, 0));
  assert_focus_in (&test, gtk_list_box_get_row_at_index (cards (&test), 1));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_a, 0));
  comms_shell_test_settle (&test);
  g_assert_cmpint (count_cards (&test), ==, n - 1);
  assert_focus_in (&test, part (&test, "review"));

  g_assert_true (comms_shell_test_key (&test, GDK_KEY_c, 0));
  entry = gtk_root_get_focus (GTK_ROOT (test.window));
  g_assert_true (GTK_IS_TEXT (entry));
  g_assert_false (comms_shell_test_key (&test, GDK_KEY_a, 0));
  g_assert_false (
    gtk_widget_get_sensitive (comms_shell_test_find (part (&test, "review"), GTK_TYPE_BUTTON, "_Return")));
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_parent (entry)), "Name the source");
  comms_shell_test_click (part (&test, "review"), "_Return");
  comms_shell_test_settle (&test);
  g_assert_cmpint (count_cards (&test), ==, n - 2);
  g_assert_nonnull (gtk_root_get_focus (GTK_ROOT (test.window)));
  comms_shell_test_close (&test);
}

static gpointer
part_of_contact (CommsShellTest *test,
                 const char     *name)
{
  return gtk_widget_get_template_child (page_of (test, "contact"), COMMS_TYPE_CONTACT_PAGE, name);
}

/* A name brings up who is meant; a sentence is needed; and the log shows it at once. */
static void
test_contact (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *contact;
  GtkListBoxRow *row;
  guint n;

  comms_shell_test_open (&test, "log", 1280, 800);
  n = count_entries (&test);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.log-contact", "x", G_GINT64_CONSTANT (0));
  comms_shell_test_settle (&test);
  contact = page_of (&test, "contact");
  assert_focus_in (&test, part_of_contact (&test, "who"));
  g_assert_false (
    gtk_widget_get_sensitive (comms_shell_test_find (contact, GTK_TYPE_BUTTON, "_Write into the Log")));

  gtk_editable_set_text (part_of_contact (&test, "who"), "zoy");
  comms_shell_test_settle (&test);
  row = gtk_list_box_get_row_at_index (part_of_contact (&test, "proposals"), 0);
  g_assert_nonnull (row);
  shoot (&test, "contact");
  g_signal_emit_by_name (part_of_contact (&test, "proposals"), "row-activated", row);
  g_assert_cmpstr (gtk_editable_get_text (part_of_contact (&test, "who")), ==, "Zoya Paras");
  assert_focus_in (&test, part_of_contact (&test, "text"));

  gtk_text_buffer_set_text (part_of_contact (&test, "summary"), "Asked for the method note.", -1);
  adw_combo_row_set_selected (part_of_contact (&test, "outcome"), COMMS_OUTCOME_LEFT);
  g_assert_false (
    gtk_widget_get_sensitive (comms_shell_test_find (contact, GTK_TYPE_BUTTON, "_Write into the Log")));
  adw_combo_row_set_selected (part_of_contact (&test, "outcome"), COMMS_OUTCOME_ANSWERED);
  comms_shell_test_click (contact, "_Write into the Log");
  comms_shell_test_settle (&test);

  g_assert_cmpuint (count_entries (&test), ==, n + 1);
  g_assert_nonnull (
    find (&test, GTK_TYPE_LABEL, "spoke with Zoya Paras: Asked for the method note."));
  shoot (&test, "log-contact");
  comms_shell_test_close (&test);
}

/* Whoever switched them off in the preferences has no keys of one letter (WCAG 2.1.4). */
static void
test_single_keys (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (GSimpleAction) off =
    g_simple_action_new_stateful ("single-keys", NULL, g_variant_new_boolean (FALSE));
  g_autoptr (GAction) before = NULL;
  GActionMap *application = G_ACTION_MAP (comms_shell_test_application ());

  if (g_action_map_lookup_action (application, "single-keys") != NULL)
    before = g_object_ref (g_action_map_lookup_action (application, "single-keys"));
  comms_shell_test_open (&test, "log", 1280, 800);
  act_as (&test, COMMS_ROLE_MANAGER);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (cards (&test), 0)));
  comms_shell_test_settle (&test);
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_n, 0));
  g_action_map_add_action (application, G_ACTION (off));
  g_assert_false (comms_shell_test_key (&test, GDK_KEY_n, 0));
  comms_shell_test_close (&test);
  g_action_map_remove_action (application, "single-keys");
  if (before != NULL)
    g_action_map_add_action (application, before);
}

static char *
dup_summary (CommsShellTest *test)
{
  GtkTextBuffer *summary = part_of_contact (test, "summary");
  char *text;

  g_object_get (summary, "text", &text, NULL);
  return text;
}

static void
open_contact (CommsShellTest *test,
              gint64          target)
{
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.log-contact", "x", target);
  comms_shell_test_settle (test);
}

/* What was begun is there again when the form is, and not for another person. */
static void
test_contact_begun (void)
{
  CommsShellTest test = { 0 };
  g_autofree char *other = NULL;
  g_autofree char *again = NULL;
  g_autofree char *done = NULL;

  comms_shell_test_open (&test, "log", 1280, 800);
  open_contact (&test, 0);
  gtk_editable_set_text (part_of_contact (&test, "who"), "Zoya");
  gtk_text_buffer_set_text (part_of_contact (&test, "summary"), "Asked for the method note.", -1);
  adw_combo_row_set_selected (part_of_contact (&test, "outcome"), COMMS_OUTCOME_ANSWERED);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.back", NULL);
  comms_shell_test_settle (&test);
  open_contact (&test, 1);
  other = dup_summary (&test);
  g_assert_cmpstr (other, ==, "");
  open_contact (&test, 0);
  again = dup_summary (&test);
  g_assert_cmpstr (again, ==, "Asked for the method note.");
  g_assert_cmpstr (gtk_editable_get_text (part_of_contact (&test, "who")), ==, "Zoya");
  g_assert_cmpuint (adw_combo_row_get_selected (part_of_contact (&test, "outcome")), ==,
                    COMMS_OUTCOME_ANSWERED);
  gtk_widget_activate_action (page_of (&test, "contact"), "contact.save", NULL);
  comms_shell_test_settle (&test);
  open_contact (&test, 0);
  done = dup_summary (&test);
  g_assert_cmpstr (done, ==, "");
  comms_shell_test_close (&test);
}

/* A save that comes back late empties the form that it was of, and nobody else's. */
static void
test_contact_late (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page;
  g_autofree char *other = NULL;
  g_autofree char *done = NULL;

  comms_shell_test_open (&test, "log", 1280, 800);
  open_contact (&test, 1);
  page = page_of (&test, "contact");
  gtk_text_buffer_set_text (part_of_contact (&test, "summary"), "Asked for the method note.", -1);
  /* Nothing comes back before the loop turns. */
  gtk_widget_activate_action (page, "contact.save", NULL);
  comms_contact_page_open (COMMS_CONTACT_PAGE (page), 2);
  gtk_text_buffer_set_text (part_of_contact (&test, "summary"), "Wants the figures.", -1);
  comms_shell_test_settle (&test);
  other = dup_summary (&test);
  g_assert_cmpstr (other, ==, "Wants the figures.");
  g_assert_true (gtk_widget_get_mapped (page));
  open_contact (&test, 1);
  done = dup_summary (&test);
  g_assert_cmpstr (done, ==, "");
  comms_shell_test_close (&test);
}

/* Where the queue would leave the log too little, it waits behind its button. */
static void
test_room (void)
{
  CommsShellTest test = { 0 };

  comms_shell_test_open (&test, "log", 900, 800);
  act_as (&test, COMMS_ROLE_MANAGER);
  comms_shell_test_settle (&test);
  g_assert_true (gtk_widget_get_visible (part (&test, "log_side")));
  g_assert_false (gtk_widget_get_visible (part (&test, "review_side")));
  gtk_toggle_button_set_active (part (&test, "review_toggle"), TRUE);
  comms_shell_test_settle (&test);
  g_assert_true (gtk_widget_get_visible (part (&test, "review_side")));
  g_assert_false (gtk_widget_get_visible (part (&test, "log_side")));
  comms_shell_test_close (&test);
}

static gpointer
pause_for_long (CommsTx *tx, gpointer reason, GError **error)
{
  return GINT_TO_POINTER (comms_policy_pause (tx, reason, error));
}

/* The label that says @words, among others. */
static GtkLabel *
label_saying (GtkWidget *root, const char *words)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_label (GTK_LABEL (root)), words) != NULL)
    return GTK_LABEL (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkLabel *found = label_saying (child, words);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* An English sentence is read from its left, also at the end of an Urdu line: what does not fit is
 * cut at its right. */
static void
test_ellipsis (void)
{
  CommsShellTest test = { 0 };
  g_autofree char *reason = g_strnfill (600, 'x');
  PangoLayout *layout;
  PangoRectangle first, last;
  GtkLabel *label;
  const char *text;
  g_autoptr (GError) error = NULL;

  memcpy (reason, "Begun ", strlen ("Begun "));
  reason[599] = '.';
  comms_shell_test_open (&test, "log", 900, 800);
  comms_desk_run_sync (test.desk, pause_for_long, reason, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&test);
  shoot (&test, "log-ellipsis");
  label = label_saying (part (&test, "list"), "Begun ");
  g_assert_nonnull (label);
  layout = gtk_label_get_layout (label);
  text = pango_layout_get_text (layout);
  g_assert_true (pango_layout_is_ellipsized (layout));
  pango_layout_index_to_pos (layout, (int) (strstr (text, "Begun ") - text), &first);
  pango_layout_index_to_pos (layout, (int) (strchr (text, '.') - text), &last);
  g_assert_cmpint (first.x, <, last.x);
  comms_shell_test_close (&test);
}

/* The chips stand in one line, also in a wide face and beside the review queue. */
static void
test_filters (gconstpointer data)
{
  CommsShellTest test = { 0 };
  g_autofree char *name = g_strdup_printf ("log-filters-%d", GPOINTER_TO_INT (data));
  GtkWidget *first;

  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Noto Sans 11", NULL);
  comms_shell_test_open (&test, "log", GPOINTER_TO_INT (data), 800);
  act_as (&test, COMMS_ROLE_MANAGER);
  comms_shell_test_settle (&test);
  shoot (&test, name);
  first = gtk_widget_get_first_child (part (&test, "chips"));
  g_assert_cmpint (gtk_widget_get_height (part (&test, "chips")), ==,
                   gtk_widget_get_height (first));
  comms_shell_test_close (&test);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-font-name");
}

/* Narrow, a line is two lines, the queue takes the place of the log, and nothing scrolls sideways. */
static void
test_narrow (void)
{
  CommsShellTest test = { 0 };
  int least;

  comms_shell_test_open (&test, "log", 400, 800);
  act_as (&test, COMMS_ROLE_MANAGER);
  shoot (&test, "log-narrow");
  select_nth (&test, 0);
  shoot (&test, "log-narrow-entry");
  g_assert_cmpint (
    gtk_orientable_get_orientation (GTK_ORIENTABLE (gtk_widget_get_template_child (
      part (&test, "entry"), COMMS_TYPE_ENTRY_VIEW, "head"))), ==, GTK_ORIENTATION_VERTICAL);
  gtk_widget_measure (page_of (&test, "log"), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
  gtk_toggle_button_set_active (part (&test, "review_toggle"), TRUE);
  comms_shell_test_settle (&test);
  g_assert_true (gtk_widget_get_visible (part (&test, "review_side")));
  g_assert_false (gtk_widget_get_visible (part (&test, "log_side")));
  shoot (&test, "log-narrow-review");
  gtk_widget_measure (page_of (&test, "log"), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);

  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.log-contact", "x", G_GINT64_CONSTANT (0));
  comms_shell_test_settle (&test);
  shoot (&test, "contact-narrow");
  gtk_widget_measure (page_of (&test, "contact"), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                      NULL);
  g_assert_cmpint (least, <=, 360);
  comms_shell_test_close (&test);
}

int
main (int   argc,
      char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/log/list", test_list);
  g_test_add_func ("/log/words", test_words);
  g_test_add_func ("/log/verify", test_verify);
  g_test_add_func ("/log/review", test_review);
  g_test_add_func ("/log/contact-begun", test_contact_begun);
  g_test_add_func ("/log/contact-late", test_contact_late);
  g_test_add_func ("/log/single-keys", test_single_keys);
  g_test_add_func ("/log/contact", test_contact);
  g_test_add_func ("/log/room", test_room);
  g_test_add_data_func ("/log/filters/900", GINT_TO_POINTER (900), test_filters);
  g_test_add_data_func ("/log/filters/1280", GINT_TO_POINTER (1280), test_filters);
  g_test_add_func ("/log/any/ellipsis", test_ellipsis);
  g_test_add_func ("/log/narrow", test_narrow);

  return g_test_run ();
}
