/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-post-pictures.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "comms-media-desk.h"
#include "comms-paint.h"

#define MAX_PICTURES 4
#define GAP 2

/* The proportions of the whole. */
#define WIDE 16
#define HIGH 9

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

/* As wide as there is room, and as high as that asks for in a page that gives what is natural. */
static GtkSizeRequestMode
frame_request_mode (GtkWidget *frame)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
frame_measure (GtkWidget *frame,
               GtkOrientation orientation,
               int for_size,
               int *minimum,
               int *natural,
               int *minimum_baseline,
               int *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (frame), orientation, -1, minimum, natural, NULL,
                      NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size > 0)
    *natural = MAX (*minimum, for_size * HIGH / WIDE);
}

static void
frame_allocate (GtkWidget *frame, int width, int height, int baseline)
{
  gtk_widget_allocate (gtk_widget_get_first_child (frame), width, height, baseline, NULL);
}

GtkWidget *
comms_post_pictures_new (GPtrArray *media)
{
  /* Column, row, columns and rows of each picture, by how many there are. */
  static const int places[MAX_PICTURES][MAX_PICTURES][4] = {
    { { 0, 0, 2, 2 } },
    { { 0, 0, 1, 2 }, { 1, 0, 1, 2 } },
    { { 0, 0, 1, 2 }, { 1, 0, 1, 1 }, { 1, 1, 1, 1 } },
    { { 0, 0, 1, 1 }, { 1, 0, 1, 1 }, { 0, 1, 1, 1 }, { 1, 1, 1, 1 } },
  };
  GtkWidget *frame = adw_bin_new ();
  GtkWidget *grid = gtk_grid_new ();
  guint n = MIN (media->len, MAX_PICTURES);

  gtk_widget_set_layout_manager (
    frame, gtk_custom_layout_new (frame_request_mode, frame_measure, frame_allocate));
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
  adw_bin_set_child (ADW_BIN (frame), grid);
  return frame;
}

/* What a screen reader says of a picture. */
static void
add_alt (GtkBox *list, CommsMedia *item, guint nth, guint n)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = gtk_image_new_from_icon_name (item->alt != NULL && *item->alt != '\0'
                                                     ? "image-x-generic-symbolic"
                                                     : "dialog-warning-symbolic");
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *sentence = NULL;

  if (item->alt == NULL || *item->alt == '\0')
    sentence = g_strdup (C_ ("re-read", "A picture has no alt text yet; write it in the draft."));
  else if (n == 1)
    /* Translators: %s is what a picture shows, in words */
    sentence = g_strdup_printf (C_ ("re-read", "Read aloud as: “%s”"), item->alt);
  else
    /* Translators: the number of a picture, then what it shows, in words */
    sentence =
      g_strdup_printf (C_ ("re-read", "Picture %d, read aloud as: “%s”"), (int) nth, item->alt);
  gtk_label_set_label (GTK_LABEL (label), sentence);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  comms_widget_toggle_class (box, "desk-warning", item->alt == NULL || *item->alt == '\0');
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "secondary");
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (list, box);
}

void
comms_post_pictures_fill_alts (GtkBox *box, GPtrArray *media)
{
  GtkWidget *child;

  g_return_if_fail (GTK_IS_BOX (box));
  g_return_if_fail (media != NULL);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  gtk_widget_set_visible (GTK_WIDGET (box), media->len > 0);
  for (guint i = 0; i < media->len; i++)
    add_alt (box, g_ptr_array_index (media, i), i + 1, media->len);
}
