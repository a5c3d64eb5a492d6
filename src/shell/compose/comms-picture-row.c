/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-picture-row.h"

#include "comms-check-list.h"
#include "comms-marks.h"
#include "comms-rows.h"
#include "comms-template.h"

struct _CommsPictureRow
{
  GtkWidget parent_instance;

  GtkBox *box;
  GtkPicture *picture;
  GtkLabel *name;
  GtkLabel *size;
  GtkMenuButton *menu_button;
  GtkButton *remove_button;
  GtkTextView *alt;
  GtkImage *mark;
  GtkLabel *note;

  CommsMedia *media;
  guint alt_max;
  guint place;
  guint n_places;
  gboolean editable;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CommsPictureRow, comms_picture_row, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  REMOVE,
  MOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
dup_count (CommsPictureRow *self, glong length)
{
  g_autofree char *used = comms_format_number (length);
  g_autofree char *most = comms_format_number (self->alt_max);

  if (length == 0)
    return g_strdup (C_ ("picture", "Alt text is missing: say what it shows"));
  if (length > (glong) self->alt_max)
    {
      g_autofree char *over = comms_format_number (length - (glong) self->alt_max);

      /* Translators: so many characters too long, of so many allowed */
      return g_strdup_printf (C_ ("picture", "Alt text %s too long, the limit is %s"), over, most);
    }
  /* Translators: characters used, characters allowed */
  return g_strdup_printf (C_ ("picture", "Alt text, %s of %s"), used, most);
}

static void
show_note (CommsPictureRow *self)
{
  glong length = self->media->alt != NULL ? g_utf8_strlen (self->media->alt, -1) : 0;
  g_autofree char *count = dup_count (self, length);
  g_autofree char *whole = NULL;
  CommsCheckLevel level =
    length == 0 || length > (glong) self->alt_max ? COMMS_CHECK_BLOCKS : COMMS_CHECK_FINE;

  if (self->media->has_position)
    /* Translators: %s is “Alt text, 71 of 1,000”; in Urdu with the comma "، " */
    whole = g_strdup_printf (C_ ("picture", "%s · the place where it was taken is removed"), count);
  gtk_label_set_label (self->note, whole != NULL ? whole : count);
  gtk_image_set_from_icon_name (self->mark, comms_check_icon_name (level));
  gtk_widget_remove_css_class (GTK_WIDGET (self->mark), comms_check_css_class (COMMS_CHECK_FINE));
  gtk_widget_remove_css_class (GTK_WIDGET (self->mark), comms_check_css_class (COMMS_CHECK_BLOCKS));
  gtk_widget_add_css_class (GTK_WIDGET (self->mark), comms_check_css_class (level));
}

static void
alt_changed_cb (CommsPictureRow *self)
{
  g_autofree char *text = NULL;

  g_assert (COMMS_IS_PICTURE_ROW (self));

  if (self->filling || self->media == NULL)
    return;
  text = comms_buffer_dup_text (gtk_text_view_get_buffer (self->alt));
  g_object_set (self->media, "alt", *text != '\0' ? text : NULL, NULL);
  show_note (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_size (CommsPictureRow *self, gint64 original)
{
  g_autofree char *size = g_format_size ((guint64) self->media->size);
  g_autofree char *before = original > 0 ? g_format_size ((guint64) original) : NULL;
  g_autofree char *both = NULL;

  if (before != NULL && !g_str_equal (before, size))
    /* Translators: the size of a picture's file as it was, then as it will be sent */
    both = g_strdup_printf (C_ ("picture size", "%s → %s"), before, size);
  gtk_label_set_label (self->size, both != NULL ? both : size);
}

void
comms_picture_row_set (
  CommsPictureRow *self, CommsMedia *media, guint alt_max, gint64 original, gboolean editable)
{
  GtkTextBuffer *buffer;
  g_autofree char *old = NULL;

  g_return_if_fail (COMMS_IS_PICTURE_ROW (self));
  g_return_if_fail (COMMS_IS_MEDIA (media));

  g_set_object (&self->media, media);
  self->alt_max = alt_max;
  self->editable = editable;
  gtk_label_set_label (self->name, media->name != NULL ? media->name : "");
  show_size (self, original);
  buffer = gtk_text_view_get_buffer (self->alt);
  old = comms_buffer_dup_text (buffer);
  self->filling = TRUE;
  if (g_strcmp0 (old, media->alt != NULL ? media->alt : "") != 0)
    gtk_text_buffer_set_text (buffer, media->alt != NULL ? media->alt : "", -1);
  self->filling = FALSE;
  gtk_text_view_set_editable (self->alt, editable);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), editable);
  gtk_widget_set_visible (GTK_WIDGET (self->remove_button), editable);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  media->alt != NULL ? media->alt : "", -1);
  show_note (self);
}

void
comms_picture_row_set_place (CommsPictureRow *self, guint place, guint n_places)
{
  g_return_if_fail (COMMS_IS_PICTURE_ROW (self));

  self->place = place;
  self->n_places = n_places;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "picture.up", self->editable && place > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "picture.down",
                                 self->editable && place + 1 < n_places);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "picture.remove", self->editable);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), self->editable && n_places > 1);
}

void
comms_picture_row_set_texture (CommsPictureRow *self, GdkPaintable *picture)
{
  g_return_if_fail (COMMS_IS_PICTURE_ROW (self));

  gtk_picture_set_paintable (self->picture, picture);
}

void
comms_picture_row_write (CommsPictureRow *self)
{
  g_return_if_fail (COMMS_IS_PICTURE_ROW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->alt));
}

/* --- moving --- */

static void
up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVE], 0, -1);
}

static void
down_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVE], 0, 1);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[REMOVE], 0);
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, CommsPictureRow *self)
{
  g_assert (COMMS_IS_PICTURE_ROW (self));

  if (!self->editable || self->n_places < 2)
    return NULL;
  return gdk_content_provider_new_typed (COMMS_TYPE_PICTURE_ROW, self);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, CommsPictureRow *self)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->picture));

  gtk_drag_source_set_icon (source, paintable, 0, 0);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CommsPictureRow *self)
{
  CommsPictureRow *other = g_value_get_object (value);

  g_assert (COMMS_IS_PICTURE_ROW (self));

  if (other == self ||
      gtk_widget_get_parent (GTK_WIDGET (other)) != gtk_widget_get_parent (GTK_WIDGET (self)))
    return FALSE;
  g_signal_emit (other, signals[MOVE], 0, (int) self->place - (int) other->place);
  return TRUE;
}

static void
comms_picture_row_dispose (GObject *object)
{
  comms_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_PICTURE_ROW);
  g_clear_object (&COMMS_PICTURE_ROW (object)->media);

  G_OBJECT_CLASS (comms_picture_row_parent_class)->dispose (object);
}

static void
comms_picture_row_class_init (CommsPictureRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_picture_row_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVE] = g_signal_new ("move", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-picture-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsPictureRow, box);
  gtk_widget_class_bind_template_child (widget_class, CommsPictureRow, picture);
  gtk_widget_class_bind_template_child (widget_class, CommsPictureRow, name);
  gtk_widget_class_bind_template_child (widget_class, CommsPictureRow, size);
  gtk_widget_class_bind_template_child (widget_class, CommsPictureRow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CommsPictureRow, remove_button);
  gtk_widget_class_bind_template_child (widget_class, CommsPictureRow, alt);
  gtk_widget_class_bind_template_child (widget_class, CommsPictureRow, mark);
  gtk_widget_class_bind_template_child (widget_class, CommsPictureRow, note);

  gtk_widget_class_install_action (widget_class, "picture.up", NULL, up_action);
  gtk_widget_class_install_action (widget_class, "picture.down", NULL, down_action);
  gtk_widget_class_install_action (widget_class, "picture.remove", NULL, remove_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "picture.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "picture.down",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "picture.remove", NULL);
}

static void
comms_picture_row_init (CommsPictureRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (COMMS_TYPE_PICTURE_ROW, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->alt), "changed",
                           G_CALLBACK (alt_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->picture), GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
comms_picture_row_new (void)
{
  return g_object_new (COMMS_TYPE_PICTURE_ROW, NULL);
}
