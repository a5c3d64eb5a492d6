/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-wrap-layout.h"

#define SPACING 6

struct _CommsWrapLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (CommsWrapLayout, comms_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Where the next child goes. */
typedef struct
{
  int width;
  int x;
  int y;
  int line; /* height of the line */
} Pen;

/* Moves the pen past a child; returns where the child begins in its line. */
static int
place (Pen                  *pen,
       const GtkRequisition *size)
{
  int x;

  if (pen->x > 0 && pen->x + size->width > pen->width)
    {
      pen->x = 0;
      pen->y += pen->line + SPACING;
      pen->line = 0;
    }
  x = pen->x;
  pen->x += size->width + SPACING;
  pen->line = MAX (pen->line, size->height);
  return x;
}

static GtkWidget *
next_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static void
measure_width (GtkWidget *widget,
               int       *minimum,
               int       *natural)
{
  GtkWidget *child = next_shown (gtk_widget_get_first_child (widget));

  while (child != NULL)
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL,
                          NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural;
      child = next_shown (gtk_widget_get_next_sibling (child));
      *natural += child != NULL ? SPACING : 0;
    }
}

static int
height_for (GtkWidget *widget,
            int        width)
{
  Pen pen = { .width = width };

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    {
      GtkRequisition size;

      gtk_widget_get_preferred_size (child, NULL, &size);
      place (&pen, &size);
    }
  return pen.y + pen.line;
}

static void
comms_wrap_layout_measure (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           GtkOrientation    orientation,
                           int               for_size,
                           int              *minimum,
                           int              *natural,
                           int              *minimum_baseline,
                           int              *natural_baseline)
{
  *minimum = 0;
  *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    *minimum = *natural = height_for (widget, for_size >= 0 ? for_size : G_MAXINT);
}

/* A child and where it stands. */
typedef struct
{
  GtkWidget *widget;
  GtkAllocation place;
} Placed;

/* Puts those of one line, from @first on, into its middle. */
static void
allocate_line (GArray *placed,
               guint   first,
               int     line)
{
  for (guint i = first; i < placed->len; i++)
    {
      Placed *child = &g_array_index (placed, Placed, i);

      child->place.y += (line - child->place.height) / 2;
      gtk_widget_size_allocate (child->widget, &child->place, -1);
    }
}

static void
comms_wrap_layout_allocate (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            int               width,
                            int               height,
                            int               baseline)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (Placed));
  Pen pen = { .width = width };
  int y = 0, line = 0;
  guint first = 0;

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    {
      Placed next = { .widget = child };
      GtkRequisition size;
      int x;

      gtk_widget_get_preferred_size (child, NULL, &size);
      size.width = MIN (size.width, width);
      x = place (&pen, &size);
      if (pen.y != y)
        {
          allocate_line (placed, first, line);
          first = placed->len;
        }
      y = pen.y;
      line = pen.line;
      next.place =
        (GtkAllocation){ mirrored ? width - x - size.width : x, y, size.width, size.height };
      g_array_append_val (placed, next);
    }
  allocate_line (placed, first, line);
}

static GtkSizeRequestMode
comms_wrap_layout_get_request_mode (GtkLayoutManager *manager,
                                    GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
comms_wrap_layout_class_init (CommsWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->measure = comms_wrap_layout_measure;
  layout_class->allocate = comms_wrap_layout_allocate;
  layout_class->get_request_mode = comms_wrap_layout_get_request_mode;
}

static void
comms_wrap_layout_init (CommsWrapLayout *self)
{
}
