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

/* A picture of one colour. (transfer full) */
static GFile *
new_picture (Fixture *f, const char *name, guint colour)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 64, 48);
  g_autofree char *path = g_build_filename (f->shell.folder, name, NULL);
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (pixbuf, colour);
  gdk_pixbuf_save (pixbuf, path, "png", &error, NULL);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static void
drop_file (Fixture *f, GFile *file)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (f->pane);
  g_auto (GValue) value = G_VALUE_INIT;
  GSList files = { file, NULL };
  gboolean taken = FALSE;

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

static void
drop_picture (Fixture *f, const char *name, guint colour)
{
  g_autoptr (GFile) file = new_picture (f, name, colour);

  drop_file (f, file);
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

static guint
count_rows (Fixture *f)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (f->tray); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;
  return n;
}

static gpointer
add_draft (CommsTx *tx, gpointer data, GError **error)
{
  CommsPost *post = g_object_new (COMMS_TYPE_POST, "text", "Another one", "language", "en",
                                  "account-id", G_GINT64_CONSTANT (1), NULL);

  if (comms_posts_save (tx, post, error))
    return post;
  g_object_unref (post);
  return NULL;
}

/* Opens a post that has no pictures. */
static void
open_new (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsPost) post = comms_desk_run_sync (f->shell.desk, add_draft, NULL, &error);

  g_assert_no_error (error);
  f->id = comms_record_get_id (COMMS_RECORD (post));
  gtk_widget_activate_action (GTK_WIDGET (f->shell.window), "win.open-post", "x", f->id);
  comms_shell_test_settle (&f->shell);
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

/* What was written of a picture since it was moved is not lost to Undo; nor is a picture that it
 * would take away. */
static void
test_described_since (void)
{
  Fixture f;

  set_up (&f);
  drop_picture (&f, "one.png", 0xf6d32dff);
  wait_for (&f, "one.png=");
  drop_picture (&f, "two.png", 0x3584e4ff);
  wait_for (&f, "one.png=|two.png=");
  gtk_widget_grab_focus (row_at (&f, 1));
  g_assert_true (comms_shell_test_key (&f.shell, GDK_KEY_Up, GDK_ALT_MASK));
  wait_for (&f, "two.png=|one.png=");
  describe (&f, 0, "A window");
  describe (&f, 1, "A door");
  wait_for (&f, "two.png=A window|one.png=A door");

  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.undo", NULL);
  wait_for (&f, "one.png=A door|two.png=A window");
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.undo", NULL);
  comms_shell_test_settle (&f.shell);
  wait_for (&f, "one.png=A door|two.png=A window");
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

/* --- a file on a disk that is slow to answer --- */

typedef struct
{
  GObject parent_instance;

  GFile *file;
  GMutex mutex;
  GCond cond;
  gboolean answers;
} SlowFile;
typedef GObjectClass SlowFileClass;

GType slow_file_get_type (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlowFile, g_object_unref)

static void
wait_for_disk (SlowFile *self)
{
  g_mutex_lock (&self->mutex);
  while (!self->answers)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

static void
answer (SlowFile *self)
{
  g_mutex_lock (&self->mutex);
  self->answers = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static GFile *
slow_file_dup (GFile *file)
{
  return g_object_ref (file);
}

static char *
slow_file_get_basename (GFile *file)
{
  return g_file_get_basename (((SlowFile *) file)->file);
}

static gboolean
slow_file_has_uri_scheme (GFile *file, const char *scheme)
{
  return g_file_has_uri_scheme (((SlowFile *) file)->file, scheme);
}

static GFileInfo *
slow_file_query_info (GFile *file,
                      const char *attributes,
                      GFileQueryInfoFlags flags,
                      GCancellable *cancellable,
                      GError **error)
{
  wait_for_disk ((SlowFile *) file);
  return g_file_query_info (((SlowFile *) file)->file, attributes, flags, NULL, error);
}

static GFileInputStream *
slow_file_read (GFile *file, GCancellable *cancellable, GError **error)
{
  return g_file_read (((SlowFile *) file)->file, NULL, error);
}

static void
slow_file_iface_init (GFileIface *iface)
{
  iface->dup = slow_file_dup;
  iface->get_basename = slow_file_get_basename;
  iface->has_uri_scheme = slow_file_has_uri_scheme;
  iface->query_info = slow_file_query_info;
  iface->read_fn = slow_file_read;
}

G_DEFINE_TYPE_WITH_CODE (SlowFile,
                         slow_file,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_FILE, slow_file_iface_init))

static void
slow_file_finalize (GObject *object)
{
  SlowFile *self = (SlowFile *) object;

  g_object_unref (self->file);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);

  G_OBJECT_CLASS (slow_file_parent_class)->finalize (object);
}

static void
slow_file_class_init (SlowFileClass *klass)
{
  klass->finalize = slow_file_finalize;
}

static void
slow_file_init (SlowFile *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
}

static gboolean
says_it_was_left (gpointer window)
{
  return comms_shell_test_find (window, GTK_TYPE_LABEL,
                                "The picture was not added: its post was left before it had "
                                "loaded. Open that post and "
                                "add it again.") != NULL;
}

static void
open_post (Fixture *f, gint64 id)
{
  gtk_widget_activate_action (GTK_WIDGET (f->shell.window), "win.open-post", "x", id);
  comms_shell_test_settle (&f->shell);
}

/* A picture belongs to the post that it was dropped on, however long its disk takes. */
static void
test_late (void)
{
  Fixture f;
  g_autoptr (SlowFile) slow = NULL;
  gint64 first;
  gint64 second;

  set_up (&f);
  first = f.id;
  drop_picture (&f, "one.png", 0xf6d32dff);
  wait_for (&f, "one.png=");
  open_new (&f);
  second = f.id;
  drop_picture (&f, "two.png", 0x3584e4ff);
  wait_for (&f, "two.png=");

  slow = g_object_new (slow_file_get_type (), NULL);
  slow->file = new_picture (&f, "late.png", 0x33d17aff);
  open_post (&f, first);
  drop_file (&f, G_FILE (slow));
  open_post (&f, second);
  g_assert_cmpuint (count_rows (&f), ==, 1);
  answer (slow);
  comms_shell_test_wait (says_it_was_left, f.shell.window);
  wait_for (&f, "two.png=");
  describe (&f, 0, "A window");
  wait_for (&f, "two.png=A window");
  f.id = first;
  wait_for (&f, "one.png=");
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/compose-pictures/needs-words", test_needs_words);
  g_test_add_func ("/compose-pictures/moves", test_moves);
  g_test_add_func ("/compose-pictures/described-since", test_described_since);
  g_test_add_func ("/compose-pictures/refuses", test_refuses);
  g_test_add_func ("/compose-pictures/kept-when-closed", test_kept_when_closed);
  g_test_add_func ("/compose-pictures/late", test_late);

  return g_test_run ();
}
