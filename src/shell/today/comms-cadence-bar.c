/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsToday"

#include "config.h"

#include "comms-cadence-bar.h"

#include "comms-paint.h"

#define CELL_HEIGHT 9
#define CELL_GAP 3
#define LINE_GAP 2
#define LINE_HEIGHT 2
#define RADIUS 1.5f
#define MAX_CELLS 12

struct _CommsCadenceBar
{
  GtkWidget parent_instance;

  guint n_posted;
  guint n_planned;
  guint low;
  guint high;
};

G_DEFINE_FINAL_TYPE (CommsCadenceBar, comms_cadence_bar, GTK_TYPE_WIDGET)

/* One cell more than is good, so that there is room to see that a day is full. */
static guint
n_cells (CommsCadenceBar *self)
{
  guint sum = self->n_posted + self->n_planned;

  return MIN (MAX (self->high + 1, sum), MAX_CELLS);
}

static graphene_rect_t
cell_rect (CommsCadenceBar *self,
           guint            cell)
{
  guint n = n_cells (self);
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float step = (width + CELL_GAP) / (float) n;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  return GRAPHENE_RECT_INIT ((float) (rtl ? n - 1 - cell : cell) * step, 0, step - CELL_GAP,
                             CELL_HEIGHT);
}

static void
draw_cell (CommsCadenceBar *self,
           GtkSnapshot     *snapshot,
           guint            cell)
{
  graphene_rect_t bounds = cell_rect (self, cell);
  GskRoundedRect shape;
  GdkRGBA colour, fill;
  gboolean solid = cell < self->n_posted;
  gboolean outlined = !solid && cell < self->n_posted + self->n_planned;

  comms_widget_get_colour (GTK_WIDGET (self), &colour);
  if (!solid && !outlined)
    comms_widget_lookup_colour (GTK_WIDGET (self), "window_fg_color", &colour);
  fill = colour;
  comms_colour_fade (&fill, solid ? 1.f : outlined ? .25f : .09f);
  gsk_rounded_rect_init_from_rect (&shape, &bounds, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &fill, &bounds);
  gtk_snapshot_pop (snapshot);
  if (outlined)
    gtk_snapshot_append_border (snapshot, &shape, (float[4]){ 1.5f, 1.5f, 1.5f, 1.5f },
                                (GdkRGBA[4]){ colour, colour, colour, colour });
}

static void
draw_goal (CommsCadenceBar *self,
           GtkSnapshot     *snapshot)
{
  graphene_rect_t first, last, line;
  GdkRGBA colour;

  if (self->low == 0 || self->high > n_cells (self))
    return;
  first = cell_rect (self, self->low - 1);
  last = cell_rect (self, self->high - 1);
  graphene_rect_union (&first, &last, &line);
  line.origin.y = CELL_HEIGHT + LINE_GAP;
  line.size.height = LINE_HEIGHT;
  comms_widget_lookup_colour (GTK_WIDGET (self), "pips_good", &colour);
  gtk_snapshot_append_color (snapshot, &colour, &line);
}

static void
comms_cadence_bar_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  CommsCadenceBar *self = COMMS_CADENCE_BAR (widget);

  for (guint cell = 0; cell < n_cells (self); cell++)
    draw_cell (self, snapshot, cell);
  draw_goal (self, snapshot);
}

static void
comms_cadence_bar_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = CELL_HEIGHT + LINE_GAP + LINE_HEIGHT;
  else
    {
      *minimum = 90;
      *natural = 240;
    }
}

static void
comms_cadence_bar_class_init (CommsCadenceBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = comms_cadence_bar_measure;
  widget_class->snapshot = comms_cadence_bar_snapshot;
  gtk_widget_class_set_css_name (widget_class, "cadence");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
comms_cadence_bar_init (CommsCadenceBar *self)
{
  self->low = 3;
  self->high = 5;
}

void
comms_cadence_bar_set (CommsCadenceBar *self,
                       guint            n_posted,
                       guint            n_planned,
                       guint            low,
                       guint            high,
                       const char      *words)
{
  g_return_if_fail (COMMS_IS_CADENCE_BAR (self));

  self->n_posted = n_posted;
  self->n_planned = n_planned;
  self->low = low;
  self->high = high;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) n_cells (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) n_posted + n_planned,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
