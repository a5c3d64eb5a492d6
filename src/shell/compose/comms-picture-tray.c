/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-picture-tray.h"

#include "comms-dialogs.h"
#include "comms-page.h"
#include "comms-picture-load.h"
#include "comms-picture-row.h"

#define SMALL 156 /* twice the 78 pixels that are shown, for sharp screens */

struct _CommsPictureTray
{
  GtkWidget parent_instance;

  CommsDesk *desk;
  CommsAccount *account;
  CommsMediaLimits limits;
  GPtrArray *media;          /* of CommsMedia, in order */
  GHashTable *small;         /* of SHA-256: GdkTexture */
  GHashTable *originals;     /* of SHA-256: the size of the file, gint64 */
  GCancellable *cancellable; /* of the tray */
  GCancellable *adding;      /* of the post that it shows */
  gboolean editable;
  guint n_loading;
};

G_DEFINE_FINAL_TYPE (CommsPictureTray, comms_picture_tray, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  WRITTEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void fill (CommsPictureTray *self);

static CommsPictureRow *
row_at (CommsPictureTray *self, guint place)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  for (guint i = 0; child != NULL && i < place; i++)
    child = gtk_widget_get_next_sibling (child);
  return child != NULL ? COMMS_PICTURE_ROW (child) : NULL;
}

static guint
place_of (CommsPictureTray *self, CommsPictureRow *row)
{
  guint place = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));
       child != NULL && child != GTK_WIDGET (row); child = gtk_widget_get_next_sibling (child))
    place++;
  return place;
}

/* --- small pictures --- */

typedef struct
{
  CommsPictureTray *tray;
  char *sha256;
} Wanted;

static Wanted *
wanted_new (CommsPictureTray *tray, const char *sha256)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->tray = g_object_ref (tray);
  wanted->sha256 = g_strdup (sha256);
  return wanted;
}

static void
wanted_free (Wanted *wanted)
{
  g_object_unref (wanted->tray);
  g_free (wanted->sha256);
  g_free (wanted);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wanted, wanted_free)

/* What cannot be drawn, such as a video, has an icon. */
static void
small_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wanted) wanted = user_data;
  g_autoptr (GdkTexture) texture = comms_picture_small_finish (result, NULL);

  if (texture == NULL)
    return;
  g_hash_table_insert (wanted->tray->small, g_strdup (wanted->sha256), g_object_ref (texture));
  fill (wanted->tray);
}

static void
bytes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wanted) wanted = user_data;
  g_autoptr (GBytes) bytes = comms_desk_run_finish (COMMS_DESK (source), result, NULL);
  CommsPictureTray *tray = wanted->tray;

  if (bytes != NULL)
    comms_picture_small_async (bytes, SMALL, tray->cancellable, small_cb,
                               g_steal_pointer (&wanted));
}

static gpointer
load_bytes (CommsTx *tx, gpointer data, GError **error)
{
  return comms_media_bytes (tx, data, error);
}

static void
want_small (CommsPictureTray *self, CommsMedia *media)
{
  if (comms_media_is_video (media) || g_hash_table_contains (self->small, media->sha256))
    return;
  /* Once, also while it is on its way. */
  g_hash_table_insert (self->small, g_strdup (media->sha256), NULL);
  if (media->bytes != NULL)
    comms_picture_small_async (media->bytes, SMALL, self->cancellable, small_cb,
                               wanted_new (self, media->sha256));
  else
    comms_desk_run_async (self->desk, load_bytes, g_strdup (media->sha256), g_free,
                          (GDestroyNotify) g_bytes_unref, self->cancellable, bytes_cb,
                          wanted_new (self, media->sha256));
}

static void
show_small (CommsPictureTray *self, CommsPictureRow *row, CommsMedia *media)
{
  g_autoptr (GtkIconPaintable) icon = NULL;
  GdkTexture *texture = g_hash_table_lookup (self->small, media->sha256);
  GtkIconTheme *theme;

  if (texture != NULL)
    {
      comms_picture_row_set_texture (row, GDK_PAINTABLE (texture));
      return;
    }
  theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  icon = gtk_icon_theme_lookup_icon (theme,
                                     comms_media_is_video (media) ? "video-x-generic-symbolic"
                                                                  : "image-x-generic-symbolic",
                                     NULL, 32, 1, gtk_widget_get_direction (GTK_WIDGET (self)), 0);
  comms_picture_row_set_texture (row, GDK_PAINTABLE (icon));
}

/* --- changes --- */

static void
row_written_cb (CommsPictureTray *self)
{
  g_signal_emit (self, signals[WRITTEN], 0);
}

static void
row_remove_cb (CommsPictureTray *self, CommsPictureRow *row)
{
  g_ptr_array_remove_index (self->media, place_of (self, row));
  fill (self);
  g_signal_emit (self, signals[CHANGED], 0, C_ ("media", "Picture removed."));
}

static void
row_move_cb (CommsPictureRow *row, int by, CommsPictureTray *self)
{
  int from = (int) place_of (self, row);
  int to = CLAMP (from + by, 0, (int) self->media->len - 1);
  gpointer item;

  if (from == to)
    return;
  item = g_ptr_array_steal_index (self->media, (guint) from);
  g_ptr_array_insert (self->media, to, item);
  fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (row_at (self, (guint) to)));
  g_signal_emit (self, signals[CHANGED], 0, C_ ("media", "Picture moved."));
}

static CommsPictureRow *
add_row (CommsPictureTray *self)
{
  GtkWidget *row = comms_picture_row_new ();

  gtk_widget_set_parent (row, GTK_WIDGET (self));
  g_signal_connect_object (row, "changed", G_CALLBACK (row_written_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (row_remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "move", G_CALLBACK (row_move_cb), self, 0);
  return COMMS_PICTURE_ROW (row);
}

/* Rows are filled again rather than made anew, so that a cursor in one of them stays. */
static void
fill (CommsPictureTray *self)
{
  CommsPictureRow *row;

  for (guint i = 0; i < self->media->len; i++)
    {
      CommsMedia *media = g_ptr_array_index (self->media, i);
      gint64 *original = g_hash_table_lookup (self->originals, media->sha256);

      row = row_at (self, i);
      if (row == NULL)
        row = add_row (self);
      comms_picture_row_set (row, media, self->limits.alt_max, original != NULL ? *original : 0,
                             self->editable);
      comms_picture_row_set_place (row, i, self->media->len);
      want_small (self, media);
      show_small (self, row, media);
    }
  while ((row = row_at (self, self->media->len)) != NULL)
    gtk_widget_unparent (GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self), self->media->len > 0);
}

/* --- adding --- */

static void
tell (CommsPictureTray *self, const char *sentence)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s", sentence);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPictureTray) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 original = 0;
  g_autoptr (CommsMedia) media = comms_picture_load_finish (result, &original, &error);
  g_autofree char *refusal = NULL;
  CommsPictureRow *row;

  /* It belongs to a post that is not shown any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
        tell (self,
              C_ ("media", "The picture was not added: its post was left before it had loaded. "
                           "Open that post and add it again."));
      return;
    }
  self->n_loading--;
  if (media == NULL)
    {
      tell (self, error->message);
      return;
    }
  refusal = comms_media_dup_refusal (self->media, media, self->account);
  if (refusal != NULL)
    {
      tell (self, refusal);
      return;
    }
  if (original > 0)
    g_hash_table_insert (self->originals, g_strdup (media->sha256),
                         g_memdup2 (&original, sizeof original));
  g_ptr_array_add (self->media, g_object_ref (media));
  fill (self);
  row = row_at (self, self->media->len - 1);
  comms_picture_row_write (row);
  g_signal_emit (self, signals[CHANGED], 0,
                 media->has_position
                   ? C_ ("media", "Picture added. The place where it was taken was removed.")
                   : C_ ("media", "Picture added."));
}

void
comms_picture_tray_add_file (CommsPictureTray *self, GFile *file)
{
  g_return_if_fail (COMMS_IS_PICTURE_TRAY (self));
  g_return_if_fail (G_IS_FILE (file));

  if (!self->editable)
    return;
  self->n_loading++;
  comms_picture_load_async (file, &self->limits, self->adding, loaded_cb, g_object_ref (self));
}

void
comms_picture_tray_add_texture (CommsPictureTray *self, GdkTexture *texture)
{
  g_return_if_fail (COMMS_IS_PICTURE_TRAY (self));
  g_return_if_fail (GDK_IS_TEXTURE (texture));

  if (!self->editable)
    return;
  self->n_loading++;
  comms_picture_take_async (texture, &self->limits, self->adding, loaded_cb, g_object_ref (self));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPictureTray) self = user_data;
  g_autoptr (GFile) file = comms_dialogs_file_finish (result, NULL);

  if (file != NULL)
    comms_picture_tray_add_file (self, file);
}

void
comms_picture_tray_ask (CommsPictureTray *self)
{
  g_return_if_fail (COMMS_IS_PICTURE_TRAY (self));

  comms_dialogs_open_file_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 C_ ("media", "Add a Picture or a Video"), NULL, NULL, self->adding,
                                 chosen_cb, g_object_ref (self));
}

/* Whether something that could be added came with @value. */
static gboolean
take_value (CommsPictureTray *self, const GValue *value)
{
  GSList *files;

  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    {
      comms_picture_tray_add_texture (self, g_value_get_object (value));
      return TRUE;
    }
  if (!G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    return FALSE;
  files = g_value_get_boxed (value);
  for (GSList *link = files; link != NULL; link = link->next)
    comms_picture_tray_add_file (self, link->data);
  return files != NULL;
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CommsPictureTray *self)
{
  return self->editable && take_value (self, value);
}

void
comms_picture_tray_accept_on (CommsPictureTray *self, GtkWidget *widget)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target;

  g_return_if_fail (COMMS_IS_PICTURE_TRAY (self));

  target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  /* Before the text view, which would write the name of the file. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPictureTray) self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value != NULL)
    take_value (self, value);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell (self, error->message);
}

gboolean
comms_picture_tray_paste (CommsPictureTray *self, GdkClipboard *clipboard)
{
  GdkContentFormats *formats;
  GType type;

  g_return_val_if_fail (COMMS_IS_PICTURE_TRAY (self), FALSE);

  formats = gdk_clipboard_get_formats (clipboard);
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    type = GDK_TYPE_FILE_LIST;
  else if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) &&
           !gdk_content_formats_contain_gtype (formats, G_TYPE_STRING))
    type = GDK_TYPE_TEXTURE;
  else
    return FALSE;
  if (self->editable)
    gdk_clipboard_read_value_async (clipboard, type, G_PRIORITY_DEFAULT, self->adding, pasted_cb,
                                    g_object_ref (self));
  return TRUE;
}

/* --- the whole --- */

/* Bytes that were here before are not read again for a list that came without. */
static void
keep_bytes (GPtrArray *old, GPtrArray *media)
{
  for (guint i = 0; i < media->len; i++)
    for (guint j = 0; j < old->len; j++)
      {
        CommsMedia *item = g_ptr_array_index (media, i);
        CommsMedia *before = g_ptr_array_index (old, j);

        if (item->bytes == NULL && before->bytes != NULL &&
            g_strcmp0 (item->sha256, before->sha256) == 0)
          comms_media_set_bytes (item, before->bytes);
      }
}

static GPtrArray *
copy_media (GPtrArray *media)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < media->len; i++)
    {
      CommsMedia *item = g_ptr_array_index (media, i);
      CommsMedia *own = comms_record_copy (item);

      if (item->bytes != NULL)
        comms_media_set_bytes (own, item->bytes);
      g_ptr_array_add (copy, own);
    }
  return copy;
}

void
comms_picture_tray_set (CommsPictureTray *self,
                        CommsDesk *desk,
                        GPtrArray *media,
                        CommsAccount *account,
                        gboolean editable)
{
  GPtrArray *old;

  g_return_if_fail (COMMS_IS_PICTURE_TRAY (self));
  g_return_if_fail (COMMS_IS_DESK (desk));
  g_return_if_fail (media != NULL);

  g_set_object (&self->desk, desk);
  g_set_object (&self->account, account);
  self->limits = comms_media_limits (account);
  self->editable = editable;
  old = self->media;
  self->media = copy_media (media);
  keep_bytes (old, self->media);
  g_ptr_array_unref (old);
  fill (self);
}

void
comms_picture_tray_forget (CommsPictureTray *self)
{
  g_return_if_fail (COMMS_IS_PICTURE_TRAY (self));

  g_cancellable_cancel (self->adding);
  g_clear_object (&self->adding);
  self->adding = g_cancellable_new ();
  self->n_loading = 0;
  self->editable = FALSE;
  g_ptr_array_set_size (self->media, 0);
  fill (self);
}

GPtrArray *
comms_picture_tray_dup_media (CommsPictureTray *self)
{
  g_return_val_if_fail (COMMS_IS_PICTURE_TRAY (self), NULL);

  return copy_media (self->media);
}

gboolean
comms_picture_tray_is_busy (CommsPictureTray *self)
{
  g_return_val_if_fail (COMMS_IS_PICTURE_TRAY (self), FALSE);

  return self->n_loading > 0;
}

void
comms_picture_tray_write (CommsPictureTray *self)
{
  g_return_if_fail (COMMS_IS_PICTURE_TRAY (self));

  for (guint i = 0; i < self->media->len; i++)
    {
      CommsMedia *media = g_ptr_array_index (self->media, i);

      if (media->alt == NULL || *media->alt == '\0')
        {
          comms_picture_row_write (row_at (self, i));
          return;
        }
    }
}

static void
comms_picture_tray_dispose (GObject *object)
{
  CommsPictureTray *self = COMMS_PICTURE_TRAY (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->adding);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (comms_picture_tray_parent_class)->dispose (object);
}

static void
comms_picture_tray_finalize (GObject *object)
{
  CommsPictureTray *self = COMMS_PICTURE_TRAY (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->account);
  g_clear_pointer (&self->media, g_ptr_array_unref);
  g_clear_pointer (&self->small, g_hash_table_unref);
  g_clear_pointer (&self->originals, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->adding);

  G_OBJECT_CLASS (comms_picture_tray_parent_class)->finalize (object);
}

static void
comms_picture_tray_class_init (CommsPictureTrayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = comms_picture_tray_dispose;
  object_class->finalize = comms_picture_tray_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[WRITTEN] = g_signal_new ("written", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
unref_if_any (gpointer object)
{
  g_clear_object (&object);
}

static void
comms_picture_tray_init (CommsPictureTray *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->media = g_ptr_array_new_with_free_func (g_object_unref);
  self->small = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_if_any);
  self->originals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->cancellable = g_cancellable_new ();
  self->adding = g_cancellable_new ();
  self->limits = comms_media_limits (NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
