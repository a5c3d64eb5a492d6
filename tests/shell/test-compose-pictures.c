/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-compose-pane.h"
#include "comms-media-desk.h"
#include "comms-posts.h"
#include "comms-shell-test.h"

/* Pictures in the compose pane: added, described, moved, removed, taken back. */

typedef struct
{
  CommsShellTest shell;
  GtkWidget *pane;
  GtkWidget *tray;
  gint64 id;
} Fixture;

static gpointer
find_draft (CommsTx *tx, gpointer data, GError **error)
{
  CommsPostQuery query = { .states = 1u << COMMS_POST_STATE_DRAFT, .account_id = 1, .limit = 1 };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);

  return posts != NULL && posts->len > 0 ? g_object_ref (g_ptr_array_index (posts, 0)) : NULL;
}

static void
set_up (Fixture *f)
{
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;

  memset (f, 0, sizeof *f);
  comms_shell_test_open (&f->shell, "calendar", 1280, 800);
  post = comms_desk_run_sync (f->shell.desk, find_draft, NULL, &error);
  g_assert_no_error (error);
  f->id = comms_record_get_id (COMMS_RECORD (post));
  gtk_widget_activate_action (GTK_WIDGET (f->shell.window), "win.open-post", "x", f->id);
  comms_shell_test_settle (&f->shell);
  f->pane = GTK_WIDGET (comms_window_get_page (f->shell.window, "compose"));
  f->tray = GTK_WIDGET (gtk_widget_get_template_child (f->pane, COMMS_TYPE_COMPOSE_PANE, "tray"));
}

static void
tear_down (Fixture *f)
{
  comms_shell_test_close (&f->shell);
}

/* A picture of one colour, dropped as a file is. */
static void
drop_picture (Fixture *f, const char *name, guint colour)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 64, 48);
  g_autofree char *path = g_build_filename (f->shell.folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (f->pane);
  g_auto (GValue) value = G_VALUE_INIT;
  GSList files = { file, NULL };
  g_autoptr (GError) error = NULL;
  gboolean taken = FALSE;

  gdk_pixbuf_fill (pixbuf, colour);
  gdk_pixbuf_save (pixbuf, path, "png", &error, NULL);
  g_assert_no_error (error);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, &files);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 1.0, 1.0, &taken);
    }
  g_assert_true (taken);
}

static gpointer
list_media (CommsTx *tx, gpointer data, GError **error)
{
  return comms_media_of_post (tx, *(gint64 *) data, FALSE, error);
}

/* "one.png=A door|two.png=": what is in the store. */
static char *
dup_stored (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) media = comms_desk_run_sync (f->shell.desk, list_media, &f->id, &error);
  GString *said = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < media->len; i++)
    {
      CommsMedia *item = g_ptr_array_index (media, i);

      g_string_append_printf (said, "%s%s=%s", i > 0 ? "|" : "", item->name,
                              item->alt != NULL ? item->alt : "");
    }
  return g_string_free (said, FALSE);
}

typedef struct
{
  Fixture *f;
  const char *stored;
} Wanted;

static gboolean
is_stored (gpointer data)
{
  Wanted *wanted = data;
  g_autofree char *stored = dup_stored (wanted->f);

  return g_str_equal (stored, wanted->stored);
}

static void
wait_for (Fixture *f, const char *stored)
{
  Wanted wanted = { f, stored };

  comms_shell_test_wait (is_stored, &wanted);
  comms_shell_test_settle (&f->shell);
}

static GtkWidget *
row_at (Fixture *f, guint place)
{
  GtkWidget *row = gtk_widget_get_first_child (f->tray);

  for (guint i = 0; i < place; i++)
    row = gtk_widget_get_next_sibling (row);
  g_assert_nonnull (row);
  return row;
}

static void
describe (Fixture *f, guint place, const char *words)
{
  GtkWidget *view = comms_shell_test_find (row_at (f, place), GTK_TYPE_TEXT_VIEW, NULL);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), words, -1);
}

static gboolean
goes_on (Fixture *f)
{
  GtkWidget *button =
    GTK_WIDGET (gtk_widget_get_template_child (f->pane, COMMS_TYPE_COMPOSE_PANE, "reread_button"));

  return gtk_widget_is_sensitive (comms_shell_test_find (button, GTK_TYPE_BUTTON, NULL));
}

/* In the store at once, with no way on before it has words; the words are kept by themselves. */
static void
test_needs_words (void)
{
  Fixture f;

  set_up (&f);
  drop_picture (&f, "one.png", 0xf6d32dff);
  wait_for (&f, "one.png=");
  g_assert_false (goes_on (&f));
  describe (&f, 0, "A yellow door");
  wait_for (&f, "one.png=A yellow door");
  g_assert_true (goes_on (&f));
  comms_shell_test_shot (f.pane, "compose-picture");
  tear_down (&f);
}

/* Moved by its menu and keys, removed, and all of it taken back in order. */
static void
test_moves (void)
{
  Fixture f;

  set_up (&f);
  drop_picture (&f, "one.png", 0xf6d32dff);
  wait_for (&f, "one.png=");
  describe (&f, 0, "A door");
  wait_for (&f, "one.png=A door");
  drop_picture (&f, "two.png", 0x3584e4ff);
  wait_for (&f, "one.png=A door|two.png=");
  describe (&f, 1, "A window");
  wait_for (&f, "one.png=A door|two.png=A window");
  comms_shell_test_shot (f.pane, "compose-pictures");

  gtk_widget_grab_focus (row_at (&f, 1));
  g_assert_true (comms_shell_test_key (&f.shell, GDK_KEY_Up, GDK_ALT_MASK));
  wait_for (&f, "two.png=A window|one.png=A door");
  gtk_widget_activate_action (row_at (&f, 0), "picture.remove", NULL);
  wait_for (&f, "one.png=A door");
  gtk_widget_activate_action (f.pane, "post.undo", NULL);
  wait_for (&f, "two.png=A window|one.png=A door");
  gtk_widget_activate_action (f.pane, "post.undo", NULL);
  wait_for (&f, "one.png=A door|two.png=A window");
  gtk_widget_activate_action (f.pane, "post.redo", NULL);
  wait_for (&f, "two.png=A window|one.png=A door");
  tear_down (&f);
}

/* A fifth picture on X is refused in a sentence; what is no picture, too. */
static void
test_refuses (void)
{
  static const char *const names[] = { "1.png", "2.png", "3.png", "4.png" };
  g_autoptr (GString) stored = g_string_new (NULL);
  Fixture f;

  set_up (&f);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      drop_picture (&f, names[i], 0x101010ff * (i + 1));
      g_string_append_printf (stored, "%s%s=", i > 0 ? "|" : "", names[i]);
      wait_for (&f, stored->str);
    }
  drop_picture (&f, "5.png", 0xa0a0a0ff);
  comms_shell_test_settle (&f.shell);
  wait_for (&f, stored->str);
  tear_down (&f);
}

/* What was written of a picture in the second before the pane closes is kept as well. */
static void
test_kept_when_closed (void)
{
  Fixture f;

  set_up (&f);
  drop_picture (&f, "one.png", 0xf6d32dff);
  wait_for (&f, "one.png=");
  describe (&f, 0, "Last words");
  gtk_widget_activate_action (f.pane, "post.close", NULL);
  wait_for (&f, "one.png=Last words");
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/compose-pictures/needs-words", test_needs_words);
  g_test_add_func ("/compose-pictures/moves", test_moves);
  g_test_add_func ("/compose-pictures/refuses", test_refuses);
  g_test_add_func ("/compose-pictures/kept-when-closed", test_kept_when_closed);

  return g_test_run ();
}
