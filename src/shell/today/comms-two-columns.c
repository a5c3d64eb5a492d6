/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsToday"

#include "config.h"

#include "comms-two-columns.h"

#define RATIO 1.62
#define GAP 24
#define STACKED_GAP 16

/* What both columns need for a row with two buttons to show the words beside them. */
#define LEAST_WIDTH 860

struct _CommsTwoColumns
{
  GtkWidget parent_instance;

  GtkWidget *first;
  GtkWidget *second;
};

static void comms_two_columns_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CommsTwoColumns, comms_two_columns, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      comms_two_columns_buildable_init))

static GtkBuildableIface *parent_buildable;

static gboolean
is_stacked (int width)
{
  return width < LEAST_WIDTH;
}

static int
first_width (int width)
{
  return (int) ((width - GAP) * RATIO / (RATIO + 1));
}

static int
measured (GtkWidget      *child,
          GtkOrientation  orientation,
          int             for_size,
          int            *minimum)
{
  int natural;

  gtk_widget_measure (child, orientation, for_size, minimum, &natural, NULL, NULL);
  return natural;
}

static void
measure_width (CommsTwoColumns *self,
               int             *minimum,
               int             *natural)
{
  int first, second;
  int first_natural = measured (self->first, GTK_ORIENTATION_HORIZONTAL, -1, &first);
  int second_natural = measured (self->second, GTK_ORIENTATION_HORIZONTAL, -1, &second);

  /* One above the other they need no more than the wider of them. */
  *minimum = MAX (first, second);
  *natural = MAX (LEAST_WIDTH, first_natural + second_natural + GAP);
}

static void
comms_two_columns_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  CommsTwoColumns *self = COMMS_TWO_COLUMNS (widget);
  int first, second, width;
  gboolean stacked;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, minimum, natural);
      return;
    }
  if (for_size < 0)
    measure_width (self, &for_size, &width);
  stacked = is_stacked (for_size);
  width = stacked ? for_size : first_width (for_size);
  measured (self->first, orientation, width, &first);
  measured (self->second, orientation, stacked ? for_size : for_size - GAP - width, &second);
  *minimum = *natural = stacked ? first + STACKED_GAP + second : MAX (first, second);
}

static void
comms_two_columns_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  CommsTwoColumns *self = COMMS_TWO_COLUMNS (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int first = first_width (width);
  int second = width - GAP - first;
  int top;

  if (is_stacked (width))
    {
      measured (self->first, GTK_ORIENTATION_VERTICAL, width, &top);
      gtk_widget_size_allocate (self->first, &(GtkAllocation){ 0, 0, width, top }, -1);
      gtk_widget_size_allocate (self->second,
                                &(GtkAllocation){ 0, top + STACKED_GAP, width,
                                                  height - top - STACKED_GAP },
                                -1);
      return;
    }
  gtk_widget_size_allocate (self->first,
                            &(GtkAllocation){ rtl ? second + GAP : 0, 0, first, height }, -1);
  gtk_widget_size_allocate (self->second,
                            &(GtkAllocation){ rtl ? 0 : first + GAP, 0, second, height }, -1);
}

static GtkSizeRequestMode
comms_two_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
comms_two_columns_add_child (GtkBuildable *buildable,
                             GtkBuilder   *builder,
                             GObject      *child,
                             const char   *type)
{
  CommsTwoColumns *self = COMMS_TWO_COLUMNS (buildable);

  if (!GTK_IS_WIDGET (child))
    {
      parent_buildable->add_child (buildable, builder, child, type);
      return;
    }
  gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (self));
  if (self->first == NULL)
    self->first = GTK_WIDGET (child);
  else
    self->second = GTK_WIDGET (child);
}

static void
comms_two_columns_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = comms_two_columns_add_child;
}

static void
comms_two_columns_dispose (GObject *object)
{
  CommsTwoColumns *self = COMMS_TWO_COLUMNS (object);

  g_clear_pointer (&self->first, gtk_widget_unparent);
  g_clear_pointer (&self->second, gtk_widget_unparent);
  G_OBJECT_CLASS (comms_two_columns_parent_class)->dispose (object);
}

static void
comms_two_columns_class_init (CommsTwoColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = comms_two_columns_dispose;
  widget_class->measure = comms_two_columns_measure;
  widget_class->size_allocate = comms_two_columns_size_allocate;
  widget_class->get_request_mode = comms_two_columns_get_request_mode;
}

static void
comms_two_columns_init (CommsTwoColumns *self)
{
}
