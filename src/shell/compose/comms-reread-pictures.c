/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-reread-pictures.h"

#include <glib/gi18n-lib.h>

#include "comms-media-desk.h"

#define MAX_PICTURES 4
#define GAP 2

static void
decode_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  GdkTexture *texture = gdk_texture_new_from_bytes (data, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture != NULL)
    gtk_picture_set_paintable (GTK_PICTURE (source), GDK_PAINTABLE (texture));
}

static void
decode (GtkWidget *picture, GBytes *bytes)
{
  g_autoptr (GTask) task = g_task_new (picture, NULL, decoded_cb, NULL);

  g_task_set_source_tag (task, decode);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, decode_thread);
}

/* What cannot be shown stands as its name. */
static GtkWidget *
new_video (CommsMedia *item)
{
  GtkWidget *label = gtk_label_new (item->name != NULL ? item->name : "");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (label, "reread-video");
  return label;
}

static GtkWidget *
new_picture (CommsMedia *item)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *picture = gtk_picture_new ();
  /* Translators: stands on a picture that has words for those who do not see it */
  GtkWidget *badge = gtk_label_new (C_ ("picture", "ALT"));
  gboolean has_words = item->alt != NULL && *item->alt != '\0';

  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_COVER);
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), has_words ? item->alt : NULL);
  gtk_widget_set_tooltip_text (picture, has_words ? item->alt : NULL);
  if (comms_media_is_video (item))
    gtk_overlay_set_child (GTK_OVERLAY (overlay), new_video (item));
  else
    gtk_overlay_set_child (GTK_OVERLAY (overlay), picture);
  if (item->bytes != NULL && !comms_media_is_video (item))
    decode (picture, item->bytes);
  gtk_widget_add_css_class (badge, "reread-alt");
  gtk_widget_set_halign (badge, GTK_ALIGN_START);
  gtk_widget_set_valign (badge, GTK_ALIGN_END);
  gtk_widget_set_visible (badge, has_words);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), badge);
  gtk_widget_set_overflow (overlay, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (overlay, "reread-picture");
  return overlay;
}

GtkWidget *
comms_reread_pictures_new (GPtrArray *media)
{
  /* Column, row, columns and rows of each picture, by how many there are. */
  static const int places[MAX_PICTURES][MAX_PICTURES][4] = {
    { { 0, 0, 2, 2 } },
    { { 0, 0, 1, 2 }, { 1, 0, 1, 2 } },
    { { 0, 0, 1, 2 }, { 1, 0, 1, 1 }, { 1, 1, 1, 1 } },
    { { 0, 0, 1, 1 }, { 1, 0, 1, 1 }, { 0, 1, 1, 1 }, { 1, 1, 1, 1 } },
  };
  GtkWidget *frame = gtk_aspect_frame_new (.5f, .5f, 16.f / 9.f, FALSE);
  GtkWidget *grid = gtk_grid_new ();
  guint n = MIN (media->len, MAX_PICTURES);

  gtk_grid_set_row_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (grid), GAP);
  gtk_grid_set_column_spacing (GTK_GRID (grid), GAP);
  for (guint i = 0; i < n; i++)
    {
      const int *place = places[n - 1][i];

      gtk_grid_attach (GTK_GRID (grid), new_picture (g_ptr_array_index (media, i)), place[0],
                       place[1], place[2], place[3]);
    }
  gtk_widget_set_overflow (grid, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (grid, "reread-pictures");
  gtk_aspect_frame_set_child (GTK_ASPECT_FRAME (frame), grid);
  return frame;
}
