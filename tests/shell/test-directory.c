/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-directory-page.h"
#include "comms-log.h"
#include "comms-person-view.h"
#include "comms-shell-test.h"
#include "comms-target-row.h"
#include "comms-targets.h"

/* A part of the page's template. */
static gpointer
part (CommsShellTest *test,
      const char     *name)
{
  GtkWidget *page = GTK_WIDGET (comms_window_get_page (test->window, "directory"));
  GObject *child = gtk_widget_get_template_child (page, COMMS_TYPE_DIRECTORY_PAGE, name);

  g_assert_nonnull (child);
  return child;
}

static void
open_directory (CommsShellTest *test,
                int             width,
                int             height)
{
  comms_shell_test_open (test, "directory", width, height);
}

/* As typed: the list is asked once the search says so. */
static void
search_for (CommsShellTest *test,
            const char     *words)
{
  GtkWidget *search = part (test, "search");

  gtk_editable_set_text (GTK_EDITABLE (search), words);
  g_signal_emit_by_name (search, "search-changed");
  comms_shell_test_settle (test);
}

static CommsTarget *
nth_person (CommsShellTest *test,
            int             n)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (part (test, "list"), n);

  return row != NULL ? comms_target_row_get_target (COMMS_TARGET_ROW (row)) : NULL;
}

static guint
count_rows (CommsShellTest *test)
{
  guint n = 0;

  while (nth_person (test, (int) n) != NULL)
    n++;
  return n;
}

static const char *
shown_in (CommsShellTest *test,
          const char     *stack)
{
  return gtk_stack_get_visible_child_name (part (test, stack));
}

static GtkWidget *
focus_of (CommsShellTest *test)
{
  return gtk_root_get_focus (GTK_ROOT (test->window));
}

static void
assert_focus_in (CommsShellTest *test,
                 gpointer        widget)
{
  GtkWidget *focus = focus_of (test);

  g_assert_nonnull (focus);
  g_assert_true (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static GtkWidget *
find (CommsShellTest *test,
      GType           type,
      const char     *label)
{
  return comms_shell_test_find (GTK_WIDGET (comms_window_get_page (test->window, "directory")), type,
                                label);
}

static void
click (CommsShellTest *test,
       const char     *label)
{
  comms_shell_test_click (GTK_WIDGET (comms_window_get_page (test->window, "directory")), label);
  comms_shell_test_settle (test);
}

static void
open_person (CommsShellTest *test,
             const char     *name)
{
  search_for (test, name);
  g_assert_cmpuint (count_rows (test), >=, 1);
  g_assert_cmpstr (nth_person (test, 0)->name, ==, name);
  g_signal_emit_by_name (part (test, "search"), "activate");
  comms_shell_test_settle (test);
}

static void
shoot (CommsShellTest *test,
       const char     *name)
{
  comms_shell_test_shot (GTK_WIDGET (test->window), name);
}

/* Whoever is looked for is there after a few letters, with the keyboard alone. */
static void
test_search (void)
{
  CommsShellTest test = { 0 };

  open_directory (&test, 1280, 800);
  assert_focus_in (&test, part (&test, "search"));
  g_assert_cmpuint (count_rows (&test), ==, 40);
  g_assert_cmpstr (shown_in (&test, "person_stack"), ==, "none");

  search_for (&test, "zoy");
  g_assert_cmpuint (count_rows (&test), ==, 1);
  g_assert_cmpstr (nth_person (&test, 0)->name, ==, "Zoya Paras");
  assert_focus_in (&test, part (&test, "search"));

  /* Down goes into the list, and whom it comes to is shown; Up goes back. */
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Down, 0));
  comms_shell_test_settle (&test);
  assert_focus_in (&test, part (&test, "list"));
  g_assert_cmpstr (shown_in (&test, "person_stack"), ==, "person");
  g_assert_nonnull (find (&test, GTK_TYPE_LABEL, "Zoya Paras"));
  shoot (&test, "directory-person");

  /* What goes out of the list leaves the person where they are. */
  search_for (&test, "");
  g_assert_cmpuint (count_rows (&test), ==, 40);
  g_assert_cmpstr (shown_in (&test, "person_stack"), ==, "person");
  shoot (&test, "directory-list");
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Down, 0));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Up, 0));
  comms_shell_test_close (&test);
}

static void
test_no_match (void)
{
  CommsShellTest test = { 0 };

  open_directory (&test, 1280, 800);
  click (&test, "Peer");
  g_assert_cmpuint (count_rows (&test), ==, 8);
  search_for (&test, "zoya");
  g_assert_cmpstr (shown_in (&test, "list_stack"), ==, "no-match");
  g_assert_cmpstr (gtk_label_get_text (part (&test, "no_match")), ==,
                   "No one matches; Peer and zoya hide 1 person.");
  shoot (&test, "directory-no-match");
  g_assert_null (find (&test, GTK_TYPE_LABEL, "Choose Someone"));
  search_for (&test, "zzzz");
  g_assert_cmpstr (gtk_label_get_text (part (&test, "no_match")), ==, "No one matches zzzz.");
  click (&test, "_Show All");
  g_assert_cmpuint (count_rows (&test), ==, 40);
  g_assert_nonnull (find (&test, GTK_TYPE_LABEL, "Choose Someone"));
  assert_focus_in (&test, part (&test, "search"));
  comms_shell_test_close (&test);
}

/* The classes add up; All lets go of them. */
static void
test_chips (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *all;

  open_directory (&test, 1280, 800);
  all = gtk_widget_get_ancestor (find (&test, GTK_TYPE_LABEL, "All"), GTK_TYPE_TOGGLE_BUTTON);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (all)));
  click (&test, "Peer");
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (all)));
  g_assert_cmpuint (count_rows (&test), ==, 8);
  click (&test, "Journalist");
  g_assert_cmpuint (count_rows (&test), ==, 22);
  click (&test, "All");
  g_assert_cmpuint (count_rows (&test), ==, 40);
  click (&test, "Peer");
  click (&test, "Peer");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (all)));
  g_assert_cmpuint (count_rows (&test), ==, 40);
  comms_shell_test_close (&test);
}

static void
set_entry (CommsShellTest *test,
           const char     *title,
           const char     *text)
{
  GtkWidget *row = find (test, ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static gpointer
load_by_name (CommsTx   *tx,
              gpointer   name,
              GError   **error)
{
  CommsTargetQuery query = { .search = name };
  g_autoptr (GPtrArray) found = comms_targets_list (tx, &query, error);

  return found != NULL && found->len > 0 ? g_object_ref (found->pdata[0]) : NULL;
}

static CommsTarget *
dup_person (CommsShellTest *test,
            const char     *name)
{
  g_autoptr (GError) error = NULL;
  CommsTarget *target = comms_desk_run_sync (test->desk, load_by_name, (gpointer) name, &error);

  g_assert_no_error (error);
  return target;
}

static void
undo (CommsShellTest *test)
{
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.undo", NULL);
  comms_shell_test_settle (test);
}

static void
test_edit (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsTarget) changed = NULL;
  g_autoptr (CommsTarget) restored = NULL;

  open_directory (&test, 1280, 800);
  open_person (&test, "Zoya Paras");
  g_signal_emit_by_name (part (&test, "person"), "edit");
  comms_shell_test_settle (&test);
  g_assert_cmpstr (shown_in (&test, "person_stack"), ==, "editor");
  shoot (&test, "directory-editor");
  set_entry (&test, "City", "Murree");
  click (&test, "_Done");
  g_assert_cmpstr (shown_in (&test, "person_stack"), ==, "person");
  changed = dup_person (&test, "Zoya");
  g_assert_cmpstr (changed->city, ==, "Murree");
  g_assert_nonnull (find (&test, GTK_TYPE_LABEL, "Murree"));
  g_assert_nonnull (focus_of (&test));

  undo (&test);
  restored = dup_person (&test, "Zoya");
  g_assert_cmpstr (restored->city, !=, "Murree");
  g_assert_null (find (&test, GTK_TYPE_LABEL, "Murree"));
  comms_shell_test_close (&test);
}

/* A form that is left by going elsewhere keeps what it says, too; without a name it stays. */
static void
test_new_person (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsTarget) added = NULL;
  g_autoptr (CommsTarget) gone = NULL;

  open_directory (&test, 1280, 800);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.new-target", NULL);
  comms_shell_test_settle (&test);
  assert_focus_in (&test, find (&test, ADW_TYPE_ENTRY_ROW, "Name"));
  set_entry (&test, "City", "Gilgit");
  click (&test, "_Done");
  g_assert_cmpstr (shown_in (&test, "person_stack"), ==, "editor");

  set_entry (&test, "Name", "Naveed Example");
  comms_window_show_page (test.window, "log");
  comms_shell_test_settle (&test);
  added = dup_person (&test, "Naveed");
  g_assert_nonnull (added);
  g_assert_cmpstr (added->city, ==, "Gilgit");

  comms_window_show_page (test.window, "directory");
  comms_shell_test_settle (&test);
  g_assert_cmpuint (count_rows (&test), ==, 41);
  undo (&test);
  gone = dup_person (&test, "Naveed");
  g_assert_null (gone);
  g_assert_cmpuint (count_rows (&test), ==, 40);
  g_assert_nonnull (focus_of (&test));
  comms_shell_test_close (&test);
}

static void
test_bin (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsTarget) person = NULL;
  gint64 id;

  open_directory (&test, 1280, 800);
  person = dup_person (&test, "Zoya");
  id = comms_record_get_id (COMMS_RECORD (person));
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.open-target", "x", id);
  comms_shell_test_settle (&test);
  g_signal_emit_by_name (part (&test, "person"), "edit");
  comms_shell_test_settle (&test);
  click (&test, "Put into the _Bin");
  g_assert_cmpuint (count_rows (&test), ==, 39);
  g_assert_cmpstr (shown_in (&test, "person_stack"), ==, "none");
  assert_focus_in (&test, part (&test, "search"));
  undo (&test);
  g_assert_cmpuint (count_rows (&test), ==, 40);
  comms_shell_test_close (&test);
}

static GFile *
write_file (CommsShellTest *test,
            const char     *text)
{
  g_autofree char *path = g_build_filename (test->folder, "people.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static gboolean
is_read (gpointer data)
{
  CommsShellTest *test = data;
  GtkWidget *view = part (test, "import_view");

  return g_strcmp0 (shown_in (test, "stack"), "import") != 0 ||
         comms_shell_test_find (view, GTK_TYPE_BUTTON, "_Leave It") != NULL;
}

static void
import_file (CommsShellTest *test,
             const char     *text)
{
  g_autoptr (GFile) file = write_file (test, text);
  CommsPage *page = comms_window_get_page (test->window, "directory");

  comms_directory_page_import (COMMS_DIRECTORY_PAGE (page), file);
  comms_shell_test_wait (is_read, test);
  comms_shell_test_settle (test);
}

/* The dry run names the broken line and changes nothing; Import writes the rest. */
static void
test_import (void)
{
  static const char csv[] = "name,kind,organisation,email,shoe size\n"
                            "Gul Example,journalist,Daily Example,gul@example.org,40\n"
                            ",journalist,Daily Example,nobody@example.org,41\n"
                            "Mir Example,peer,Think Example,mir@example.org,42\n";
  CommsShellTest test = { 0 };

  open_directory (&test, 1280, 800);
  import_file (&test, csv);
  shoot (&test, "directory-import");
  g_assert_cmpstr (shown_in (&test, "stack"), ==, "import");
  g_assert_nonnull (find (&test, GTK_TYPE_LABEL, "1 line is left out"));
  g_assert_nonnull (find (&test, ADW_TYPE_ACTION_ROW, "Line 3"));
  g_assert_nonnull (
    find (&test, GTK_TYPE_LABEL, "The desk has no place for these columns: shoe size."));
  click (&test, "_Leave It");
  g_assert_cmpuint (count_rows (&test), ==, 40);
  assert_focus_in (&test, part (&test, "search"));

  import_file (&test, csv);
  click (&test, "_Import");
  g_assert_cmpstr (shown_in (&test, "stack"), ==, "people");
  g_assert_cmpuint (count_rows (&test), ==, 42);

  /* A second time there is nothing to change. */
  import_file (&test, csv);
  g_assert_false (gtk_widget_get_sensitive (find (&test, GTK_TYPE_BUTTON, "_Import")));
  click (&test, "_Leave It");

  /* What is no table of people is answered with a sentence, and the list comes back. */
  import_file (&test, "\xff\xfe\x00");
  g_assert_cmpstr (shown_in (&test, "stack"), ==, "people");
  g_assert_cmpuint (count_rows (&test), ==, 42);
  comms_shell_test_close (&test);
}

static gboolean
is_there (gpointer file)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, NULL);

  return info != NULL && g_file_info_get_size (info) > 0;
}

/* What is exported is what the chips leave. */
static void
test_export (void)
{
  CommsShellTest test = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  open_directory (&test, 1280, 800);
  path = g_build_filename (test.folder, "out.csv", NULL);
  file = g_file_new_for_path (path);
  search_for (&test, "zoya");
  comms_directory_page_export (
    COMMS_DIRECTORY_PAGE (comms_window_get_page (test.window, "directory")), file);
  comms_shell_test_wait (is_there, file);
  comms_shell_test_settle (&test);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "Zoya Paras"));
  g_assert_null (strstr (text, "Marcel"));
  comms_shell_test_close (&test);
}

static gboolean
add_many (CommsTx  *tx,
          gint64    n,
          GError  **error)
{
  for (gint64 i = 0; i < n; i++)
    {
      g_autoptr (CommsTarget) target = comms_target_new ();
      g_autofree char *name = g_strdup_printf ("Person %03d", (int) i);

      g_object_set (target, "name", name, NULL);
      if (!comms_targets_save (tx, target, error))
        return FALSE;
    }
  return TRUE;
}

/* A hundred at a time. */
static void
test_more (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (GError) error = NULL;
  GtkWidget *more;

  open_directory (&test, 1280, 800);
  more = part (&test, "more");
  g_assert_false (gtk_widget_get_visible (more));
  comms_desk_run_id_sync (test.desk, add_many, 120, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&test);
  g_assert_cmpuint (count_rows (&test), ==, 100);
  g_assert_true (gtk_widget_get_visible (more));
  g_signal_emit_by_name (more, "clicked");
  comms_shell_test_settle (&test);
  g_assert_cmpuint (count_rows (&test), ==, 160);
  g_assert_false (gtk_widget_get_visible (more));
  comms_shell_test_close (&test);
}

static void
test_empty (void)
{
  CommsShellTest test = { 0 };

  comms_shell_test_open_empty (&test, "directory", 1280, 800);
  g_assert_false (comms_desk_is_practice (test.desk));
  g_assert_cmpstr (shown_in (&test, "list_stack"), ==, "empty");
  shoot (&test, "directory-empty");
  comms_shell_test_close (&test);
}

/* With room for both sides the person stands beside the list, their facts stacked where they have
 * too little; with less than that one side is there. */
static void
test_room (void)
{
  CommsShellTest test = { 0 };
  GObject *columns;

  open_directory (&test, 1000, 800);
  open_person (&test, "Zoya Paras");
  comms_shell_test_settle (&test);
  columns = gtk_widget_get_template_child (part (&test, "person"), COMMS_TYPE_PERSON_VIEW, "columns");
  g_assert_true (gtk_widget_get_visible (part (&test, "list_side")));
  g_assert_cmpint (gtk_orientable_get_orientation (GTK_ORIENTABLE (columns)), ==,
                   GTK_ORIENTATION_VERTICAL);
  comms_shell_test_close (&test);

  open_directory (&test, 860, 800);
  open_person (&test, "Zoya Paras");
  comms_shell_test_settle (&test);
  g_assert_false (gtk_widget_get_visible (part (&test, "list_side")));
  comms_shell_test_close (&test);
}

/* Narrow, the list or the person, and nothing scrolls sideways. */
static void
test_narrow (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page;
  static const char *const steps[] = { "list", "person", "editor" };

  open_directory (&test, 400, 800);
  page = GTK_WIDGET (comms_window_get_page (test.window, "directory"));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *name = g_strconcat ("directory-narrow-", steps[i], NULL);
      int least;

      if (i == 1)
        open_person (&test, "Zoya Paras");
      if (i == 2)
        g_signal_emit_by_name (part (&test, "person"), "edit");
      comms_shell_test_settle (&test);
      shoot (&test, name);
      g_assert_true (gtk_widget_get_visible (part (&test, "list_side")) == (i == 0));
      gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      g_assert_cmpint (least, <=, 360);
    }
  click (&test, "_Done");
  g_assert_cmpstr (shown_in (&test, "person_stack"), ==, "person");
  g_signal_emit_by_name (part (&test, "person_back"), "clicked");
  comms_shell_test_settle (&test);
  g_assert_true (gtk_widget_get_visible (part (&test, "list_side")));
  g_assert_nonnull (focus_of (&test));
  comms_shell_test_close (&test);
}

int
main (int   argc,
      char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/directory/search", test_search);
  g_test_add_func ("/directory/no-match", test_no_match);
  g_test_add_func ("/directory/chips", test_chips);
  g_test_add_func ("/directory/edit", test_edit);
  g_test_add_func ("/directory/new-person", test_new_person);
  g_test_add_func ("/directory/bin", test_bin);
  g_test_add_func ("/directory/import", test_import);
  g_test_add_func ("/directory/export", test_export);
  g_test_add_func ("/directory/more", test_more);
  g_test_add_func ("/directory/empty", test_empty);
  g_test_add_func ("/directory/room", test_room);
  g_test_add_func ("/directory/narrow", test_narrow);

  return g_test_run ();
}
