/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-month-grid.h"

#include <glib/gi18n-lib.h>

#include "comms-calendar-input.h"
#include "comms-calendar-move.h"
#include "comms-marks.h"
#include "comms-paint.h"

#define DAYS 7
#define MAX_WEEKS 6

struct _CommsMonthGrid
{
  GtkWidget parent_instance;

  CommsCalendarData *data;
  guint first;            /* the day of the first cell */
  guint n_weeks;
  guint day;              /* where the focus is, or was */
  gboolean compact;

  GtkWidget *names[DAYS];
  CommsMonthCell *cells[DAYS * MAX_WEEKS];
  CommsMonthCell *under_drag;
};

G_DEFINE_FINAL_TYPE (CommsMonthGrid, comms_month_grid, GTK_TYPE_WIDGET)

enum
{
  PROP_DAY = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  LEAVE,
  HINT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* 1 for Monday to 7 for Sunday. */
static guint
first_weekday (void)
{
  /* Translators: the day that a week begins with: 1 for Monday to 7 for Sunday, in ASCII. */
  int weekday = g_ascii_digit_value (*C_("first day of the week", "1"));

  return weekday >= 1 && weekday <= DAYS ? (guint) weekday : 1;
}

static guint
n_cells (CommsMonthGrid *self)
{
  return self->n_weeks * DAYS;
}

static void
set_day (CommsMonthGrid *self,
         guint           day)
{
  CommsMonthCell *cell;

  if (self->day == day)
    return;
  cell = comms_month_grid_get_cell (self, self->day);
  if (cell != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (cell), "selected");
  self->day = day;
  cell = comms_month_grid_get_cell (self, day);
  if (cell != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (cell), "selected");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAY]);
}

static CommsMonthCell *
cell_at (CommsMonthGrid *self,
         double          x,
         double          y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = NULL;

  if (picked != NULL)
    cell = gtk_widget_get_ancestor (picked, COMMS_TYPE_MONTH_CELL);
  return cell != NULL ? COMMS_MONTH_CELL (cell) : NULL;
}

/* Focus */

static void
focus_day (CommsMonthGrid *self,
           guint           day,
           int             index)
{
  CommsMonthCell *cell = comms_month_grid_get_cell (self, day);

  if (cell == NULL)
    g_signal_emit (self, signals[LEAVE], 0, day);
  else
    comms_month_cell_focus_item (cell, index);
}

/* To the day so many days on, at the same place in its list of cards. */
static gboolean
step_days (CommsMonthGrid *self,
           int             days)
{
  CommsMonthCell *cell = comms_month_grid_get_cell (self, self->day);
  int index = cell != NULL ? comms_month_cell_get_focused (cell) : -1;

  focus_day (self, (guint) ((int) self->day + days), MAX (index, 0));
  return TRUE;
}

static gboolean
step_across_cb (GtkWidget *widget,
                GVariant  *args,
                gpointer   unused)
{
  int days = g_variant_get_int32 (args);

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    days = -days;
  return step_days (COMMS_MONTH_GRID (widget), days);
}

/* Up and down go through the cards of the day, then to the week above or below. */
static gboolean
step_down_cb (GtkWidget *widget,
              GVariant  *args,
              gpointer   unused)
{
  CommsMonthGrid *self = COMMS_MONTH_GRID (widget);
  CommsMonthCell *cell = comms_month_grid_get_cell (self, self->day);
  int step = g_variant_get_int32 (args);
  int index = cell != NULL ? comms_month_cell_get_focused (cell) : -1;
  int n = cell != NULL && !self->compact ? (int) comms_month_cell_n_items (cell) : 0;
  int next = index + step;

  if (index == -1 && step < 0)
    next = -1;
  if (next >= 0 && next < n)
    comms_month_cell_focus_item (cell, next);
  else
    focus_day (self, (guint) ((int) self->day + step * DAYS), step > 0 ? 0 : G_MAXINT);
  return TRUE;
}

/* To the first or the last day of the week. */
static gboolean
step_edge_cb (GtkWidget *widget,
              GVariant  *args,
              gpointer   unused)
{
  CommsMonthGrid *self = COMMS_MONTH_GRID (widget);
  int place = (int) ((self->day - self->first) % DAYS);

  return step_days (self, g_variant_get_int32 (args) < 0 ? -place : DAYS - 1 - place);
}

static gboolean
comms_month_grid_focus (GtkWidget        *widget,
                        GtkDirectionType  direction)
{
  CommsMonthGrid *self = COMMS_MONTH_GRID (widget);

  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  if (comms_month_grid_get_cell (self, self->day) == NULL)
    set_day (self, self->first);
  focus_day (self, self->day, 0);
  return TRUE;
}

static gboolean
comms_month_grid_grab_focus (GtkWidget *widget)
{
  return comms_month_grid_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
comms_month_grid_set_focus_child (GtkWidget *widget,
                                  GtkWidget *child)
{
  GTK_WIDGET_CLASS (comms_month_grid_parent_class)->set_focus_child (widget, child);
  if (COMMS_IS_MONTH_CELL (child))
    set_day (COMMS_MONTH_GRID (widget), comms_month_cell_get_day (COMMS_MONTH_CELL (child)));
}

/* Presses: what lies on a card is the affair of comms-calendar-input.c */

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            CommsMonthGrid  *self)
{
  CommsMonthCell *cell = cell_at (self, x, y);
  double cell_x, cell_y;

  if (cell == NULL || comms_calendar_card_at (GTK_WIDGET (self), x, y) != NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (cell));
  gtk_widget_translate_coordinates (GTK_WIDGET (self), GTK_WIDGET (cell), x, y, &cell_x, &cell_y);
  if (self->compact)
    return;
  if (n_press == 1 && comms_month_cell_in_head (cell, cell_y) &&
      comms_month_cell_n_items (cell) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.show-day", "u",
                                comms_month_cell_get_day (cell));
  else if (n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.new", NULL);
}

/* Drops */

static void
set_under_drag (CommsMonthGrid *self,
                CommsMonthCell *cell,
                const char     *refusal)
{
  if (self->under_drag != NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->under_drag), "drop");
      gtk_widget_remove_css_class (GTK_WIDGET (self->under_drag), "refused");
    }
  self->under_drag = cell;
  if (cell != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (cell), "drop");
      comms_widget_toggle_class (GTK_WIDGET (cell), "refused", refusal != NULL);
    }
  g_signal_emit (self, signals[HINT], 0, refusal);
}

static GdkDragAction
drop_motion_cb (GtkDropTarget  *target,
                double          x,
                double          y,
                CommsMonthGrid *self)
{
  const GValue *value = gtk_drop_target_get_value (target);
  CommsMonthCell *cell = cell_at (self, x, y);
  g_autofree char *refusal = NULL;

  if (cell != NULL && value != NULL && self->data != NULL)
    {
      CommsMove move = { COMMS_MOVE_TO_DAY, comms_month_cell_get_day (cell), 0 };

      refusal = comms_move_dup_refusal (&move, g_value_get_object (value), self->data,
                                        comms_clock_now (self->data->clock));
    }
  set_under_drag (self, cell, refusal);
  return cell != NULL && refusal == NULL ? GDK_ACTION_MOVE : 0;
}

static void
drop_leave_cb (GtkDropTarget  *target,
               CommsMonthGrid *self)
{
  set_under_drag (self, NULL, NULL);
}

static gboolean
drop_cb (GtkDropTarget  *target,
         const GValue   *value,
         double          x,
         double          y,
         CommsMonthGrid *self)
{
  CommsMonthCell *cell = cell_at (self, x, y);

  set_under_drag (self, NULL, NULL);
  return cell != NULL &&
         comms_calendar_input_drop (GTK_WIDGET (self), g_value_get_object (value),
                                    &(CommsMove){ COMMS_MOVE_TO_DAY,
                                                  comms_month_cell_get_day (cell), 0 });
}

static void
add_controllers (CommsMonthGrid *self)
{
  GtkDropTarget *target = gtk_drop_target_new (COMMS_TYPE_CALENDAR_ITEM, GDK_ACTION_MOVE);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "enter", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect (target, "motion", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (drop_leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  comms_calendar_input_attach (GTK_WIDGET (self));
}

/* Layout */

static int
names_height (CommsMonthGrid *self)
{
  int height;

  gtk_widget_measure (self->names[0], GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  return height;
}

static void
comms_month_grid_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  CommsMonthGrid *self = COMMS_MONTH_GRID (widget);
  int cell_minimum, cell_natural;
  int n = orientation == GTK_ORIENTATION_HORIZONTAL ? DAYS : (int) self->n_weeks;

  gtk_widget_measure (GTK_WIDGET (self->cells[0]), orientation, -1, &cell_minimum, &cell_natural,
                      NULL, NULL);
  *minimum = n * cell_minimum;
  *natural = n * cell_natural;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum += names_height (self);
      *natural += names_height (self);
    }
}

/* Sizes are shared out so that no line is lost to rounding. */
static void
comms_month_grid_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  CommsMonthGrid *self = COMMS_MONTH_GRID (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int top = names_height (self);
  int rest = height - top;

  for (int column = 0; column < DAYS; column++)
    {
      int place = rtl ? DAYS - 1 - column : column;
      int x = place * width / DAYS;
      int cell_width = (place + 1) * width / DAYS - x;

      gtk_widget_size_allocate (self->names[column],
                                &(GtkAllocation){ x, 0, cell_width, top }, -1);
      for (int week = 0; week < (int) self->n_weeks; week++)
        {
          int y = week * rest / (int) self->n_weeks;
          int cell_height = (week + 1) * rest / (int) self->n_weeks - y;

          gtk_widget_size_allocate (GTK_WIDGET (self->cells[week * DAYS + column]),
                                    &(GtkAllocation){ x, top + y, cell_width, cell_height }, -1);
        }
    }
}

static void
comms_month_grid_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_DAY:
      g_value_set_uint (value, COMMS_MONTH_GRID (object)->day);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_month_grid_dispose (GObject *object)
{
  CommsMonthGrid *self = COMMS_MONTH_GRID (object);
  GtkWidget *child;

  self->under_drag = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->data, comms_calendar_data_unref);
  G_OBJECT_CLASS (comms_month_grid_parent_class)->dispose (object);
}

static void
add_arrow (GtkWidgetClass  *widget_class,
           guint            key,
           guint            keypad_key,
           GtkShortcutFunc  callback,
           int              step)
{
  gtk_widget_class_add_binding (widget_class, key, 0, callback, "i", step);
  gtk_widget_class_add_binding (widget_class, keypad_key, 0, callback, "i", step);
}

static void
comms_month_grid_class_init (CommsMonthGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = comms_month_grid_dispose;
  object_class->get_property = comms_month_grid_get_property;
  widget_class->measure = comms_month_grid_measure;
  widget_class->size_allocate = comms_month_grid_size_allocate;
  widget_class->focus = comms_month_grid_focus;
  widget_class->grab_focus = comms_month_grid_grab_focus;
  widget_class->set_focus_child = comms_month_grid_set_focus_child;

  properties[PROP_DAY] =
    g_param_spec_uint ("day", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[LEAVE] = g_signal_new ("leave", COMMS_TYPE_MONTH_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[HINT] = g_signal_new ("hint", COMMS_TYPE_MONTH_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  add_arrow (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, step_across_cb, -1);
  add_arrow (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, step_across_cb, 1);
  add_arrow (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, step_down_cb, -1);
  add_arrow (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, step_down_cb, 1);
  add_arrow (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, step_edge_cb, -1);
  add_arrow (widget_class, GDK_KEY_End, GDK_KEY_KP_End, step_edge_cb, 1);
  gtk_widget_class_set_css_name (widget_class, "monthgrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
comms_month_grid_init (CommsMonthGrid *self)
{
  /* 3 January 2000 was a Monday. */
  GDate monday;
  guint first = first_weekday ();

  g_date_clear (&monday, 1);
  g_date_set_dmy (&monday, 3, G_DATE_JANUARY, 2000);
  for (guint i = 0; i < DAYS; i++)
    {
      guint day = g_date_get_julian (&monday) + first - 1 + i;
      g_autofree char *name = comms_format_date ("%a", "UTC",
                                                 comms_calendar_day_start ("UTC", day));

      self->names[i] = gtk_label_new (name);
      gtk_label_set_xalign (GTK_LABEL (self->names[i]), 0);
      gtk_widget_add_css_class (self->names[i], "weekday");
      gtk_widget_set_parent (self->names[i], GTK_WIDGET (self));
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    {
      self->cells[i] = COMMS_MONTH_CELL (comms_month_cell_new ());
      gtk_widget_set_parent (GTK_WIDGET (self->cells[i]), GTK_WIDGET (self));
    }
  self->n_weeks = MAX_WEEKS;
  add_controllers (self);
}

static guint
days_before (GDate *first_of_month)
{
  return ((guint) g_date_get_weekday (first_of_month) + DAYS - first_weekday ()) % DAYS;
}

CommsCalendarRange
comms_month_grid_range (guint day)
{
  CommsCalendarRange range;
  GDate date;
  guint n_days, before;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  g_date_set_day (&date, 1);
  n_days = g_date_get_days_in_month (g_date_get_month (&date), g_date_get_year (&date));
  before = days_before (&date);
  range.first = g_date_get_julian (&date) - before;
  range.n_days = (before + n_days + DAYS - 1) / DAYS * DAYS;
  return range;
}

void
comms_month_grid_set_period (CommsMonthGrid *self,
                             guint           day,
                             gboolean        week)
{
  CommsCalendarRange range = comms_month_grid_range (day);
  GDate date;

  g_return_if_fail (COMMS_IS_MONTH_GRID (self));

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  self->first = week ? day - (day - range.first) % DAYS : range.first;
  self->n_weeks = week ? 1 : range.n_days / DAYS;
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->cells[i]), i < n_cells (self));
      /* The days of another month are paler; a week has none. */
      if (week)
        g_date_set_julian (&date, self->first + i);
      comms_month_cell_set_day (self->cells[i], self->first + i, g_date_get_month (&date), i == 0);
      comms_widget_toggle_class (GTK_WIDGET (self->cells[i]), "selected",
                                 self->first + i == self->day);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
comms_month_grid_fill (CommsMonthGrid    *self,
                       CommsCalendarData *data,
                       GPtrArray         *items)
{
  CommsCalendarCard *focused;
  g_autoptr (CommsCalendarItem) item = NULL;
  guint today, start = 0;

  g_return_if_fail (COMMS_IS_MONTH_GRID (self));

  focused = comms_calendar_card_focused (GTK_WIDGET (self));
  if (focused != NULL)
    g_set_object (&item, comms_calendar_card_get_item (focused));

  comms_calendar_data_ref (data);
  g_clear_pointer (&self->data, comms_calendar_data_unref);
  self->data = data;
  today = comms_calendar_day_of (data->zone, data->now, NULL);
  for (guint i = 0; i < n_cells (self); i++)
    {
      start = comms_month_cell_fill (self->cells[i], data, items, start);
      comms_month_cell_set_today (self->cells[i], self->first + i == today);
    }
  if (item != NULL && !comms_month_grid_focus_item (self, item))
    focus_day (self, self->day, 0);
}

void
comms_month_grid_set_compact (CommsMonthGrid *self,
                              gboolean        compact)
{
  g_return_if_fail (COMMS_IS_MONTH_GRID (self));

  self->compact = compact;
  comms_widget_toggle_class (GTK_WIDGET (self), "compact", compact);
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    comms_month_cell_set_compact (self->cells[i], compact);
}

guint
comms_month_grid_get_day (CommsMonthGrid *self)
{
  g_return_val_if_fail (COMMS_IS_MONTH_GRID (self), 0);

  return self->day;
}

void
comms_month_grid_set_day (CommsMonthGrid *self,
                          guint           day,
                          gboolean        grab)
{
  g_return_if_fail (COMMS_IS_MONTH_GRID (self));

  set_day (self, day);
  if (grab && comms_month_grid_get_cell (self, day) != NULL)
    focus_day (self, day, 0);
}

gboolean
comms_month_grid_focus_item (CommsMonthGrid    *self,
                             CommsCalendarItem *item)
{
  g_return_val_if_fail (COMMS_IS_MONTH_GRID (self), FALSE);

  for (guint i = 0; i < n_cells (self); i++)
    for (guint k = 0; k < comms_month_cell_n_items (self->cells[i]); k++)
      if (comms_calendar_item_is_same (item, comms_month_cell_get_item (self->cells[i], k)))
        {
          comms_month_cell_focus_item (self->cells[i], (int) k);
          return TRUE;
        }
  return FALSE;
}

CommsMonthCell *
comms_month_grid_get_cell (CommsMonthGrid *self,
                           guint           day)
{
  g_return_val_if_fail (COMMS_IS_MONTH_GRID (self), NULL);

  if (day < self->first || day >= self->first + n_cells (self))
    return NULL;
  return self->cells[day - self->first];
}
