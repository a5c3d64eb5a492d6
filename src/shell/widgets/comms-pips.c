/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-pips.h"

#include "comms-paint.h"

/* More than this many bars say no more than the number beside them. */
#define MAX_PIPS 6
#define PIP_WIDTH 5
#define PIP_HEIGHT 9
#define PIP_GAP 1

struct _CommsPips
{
  GtkWidget parent_instance;

  guint count;
};

G_DEFINE_FINAL_TYPE (CommsPips, comms_pips, GTK_TYPE_WIDGET)

static int
width_of (guint count)
{
  guint shown = MIN (count, MAX_PIPS);

  return shown == 0 ? 0 : (int) (shown * (PIP_WIDTH + PIP_GAP)) - PIP_GAP;
}

static void
comms_pips_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  CommsPips *self = COMMS_PIPS (widget);

  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? width_of (self->count) : PIP_HEIGHT;
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 0 : PIP_HEIGHT;
}

static void
comms_pips_snapshot (GtkWidget   *widget,
                     GtkSnapshot *snapshot)
{
  CommsPips *self = COMMS_PIPS (widget);
  guint room = (guint) (gtk_widget_get_width (widget) + PIP_GAP) / (PIP_WIDTH + PIP_GAP);
  float top = (float) (gtk_widget_get_height (widget) - PIP_HEIGHT) / 2.f;
  GdkRGBA colour;

  comms_widget_get_colour (widget, &colour);
  for (guint i = 0; i < MIN (MIN (self->count, MAX_PIPS), room); i++)
    gtk_snapshot_append_color (snapshot, &colour,
                               &GRAPHENE_RECT_INIT ((float) i * (PIP_WIDTH + PIP_GAP), top,
                                                    PIP_WIDTH, PIP_HEIGHT));
}

static void
comms_pips_class_init (CommsPipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = comms_pips_measure;
  widget_class->snapshot = comms_pips_snapshot;
  gtk_widget_class_set_css_name (widget_class, "pips");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
comms_pips_init (CommsPips *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
comms_pips_new (void)
{
  return g_object_new (COMMS_TYPE_PIPS, NULL);
}

void
comms_pips_set (CommsPips *self,
                guint      count,
                guint      low)
{
  g_return_if_fail (COMMS_IS_PIPS (self));

  if (count < low)
    gtk_widget_add_css_class (GTK_WIDGET (self), "low");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "low");
  if (self->count == count)
    return;
  self->count = count;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
