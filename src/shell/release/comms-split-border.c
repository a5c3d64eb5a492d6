/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-split-border.h"

#include "comms-paint.h"

#define HEIGHT 13
#define HANDLE_WIDTH 36
#define HANDLE_HEIGHT 5

struct _CommsSplitBorder
{
  GtkWidget parent_instance;

  guint index;
};

G_DEFINE_FINAL_TYPE (CommsSplitBorder, comms_split_border, GTK_TYPE_WIDGET)

enum
{
  MOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
move_cb (GtkWidget *widget, GVariant *amount, gpointer user_data)
{
  g_signal_emit (widget, signals[MOVE], 0, g_variant_get_int32 (amount));
  return TRUE;
}

static void
comms_split_border_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : HANDLE_WIDTH;
}

static void
comms_split_border_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  float width = (float) gtk_widget_get_width (widget);
  float middle = (float) gtk_widget_get_height (widget) / 2;
  graphene_rect_t line = GRAPHENE_RECT_INIT (0, middle - 0.5f, width, 1);
  graphene_rect_t handle =
    GRAPHENE_RECT_INIT ((width - HANDLE_WIDTH) / 2, middle - HANDLE_HEIGHT / 2.0f, HANDLE_WIDTH,
                        HANDLE_HEIGHT);
  gboolean focused = gtk_widget_has_visible_focus (widget);
  GskRoundedRect rounded;
  GdkRGBA colour;

  if (focused)
    comms_widget_lookup_colour (widget, "accent_color", &colour);
  else
    comms_widget_get_colour (widget, &colour);
  comms_colour_fade (&colour, focused ? 1.0f : 0.35f);
  gtk_snapshot_append_color (snapshot, &colour, &line);
  comms_colour_fade (&colour, focused ? 1.0f : 1.6f);
  gsk_rounded_rect_init_from_rect (&rounded, &handle, HANDLE_HEIGHT / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, &colour, &handle);
  gtk_snapshot_pop (snapshot);
}

static void
comms_split_border_class_init (CommsSplitBorderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = comms_split_border_measure;
  widget_class->snapshot = comms_split_border_snapshot;

  signals[MOVE] = g_signal_new ("move", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_css_name (widget_class, "splitborder");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEPARATOR);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, move_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, move_cb, "i", 1);
}

static void
comms_split_border_init (CommsSplitBorder *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "ns-resize");
}

GtkWidget *
comms_split_border_new (guint index)
{
  CommsSplitBorder *self = g_object_new (COMMS_TYPE_SPLIT_BORDER, NULL);

  self->index = index;
  return GTK_WIDGET (self);
}

guint
comms_split_border_get_index (CommsSplitBorder *self)
{
  g_return_val_if_fail (COMMS_IS_SPLIT_BORDER (self), 0);

  return self->index;
}

void
comms_split_border_set_names (CommsSplitBorder *self, const char *above, const char *below)
{
  g_autofree char *label = NULL;

  g_return_if_fail (COMMS_IS_SPLIT_BORDER (self));

  /* Translators: two parts of a release, such as "Headline" and "Subhead" */
  label = g_strdup_printf (C_ ("split", "Border between %s and %s; Alt+Up and Alt+Down move it"),
                           above, below);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               C_ ("split", "Drag, or press Alt+Up or Alt+Down"));
}
