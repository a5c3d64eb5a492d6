/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-day-column.h"

#include <glib/gi18n-lib.h>

#include "comms-calendar-input.h"
#include "comms-calendar-move.h"
#include "comms-card-pool.h"
#include "comms-marks.h"
#include "comms-paint.h"
#include "comms-zone-bands.h"
#include "comms-zone.h"

#define HOURS 24
#define MARGIN 14
#define LANE_GAP 6
#define LEAST_HEIGHT 44
/* As many cards side by side as can still be told apart. */
#define MAX_LANES 24
#define SNAP 15
#define WORK_BEGINS (8 * 60)

struct _CommsDayColumn
{
  GtkWidget parent_instance;

  CommsCalendarData *data;
  guint day;
  CommsCardPool *pool;
  GPtrArray *more;        /* labels, used again: how many posts have no card there */
  guint n_more;
  GtkWidget *embargo;     /* a lock, and what is under embargo until when */
  GtkLabel *embargo_label;
  int lift;               /* minute at which it lifts, or -1 */
};

G_DEFINE_FINAL_TYPE (CommsDayColumn, comms_day_column, GTK_TYPE_WIDGET)

enum
{
  HINT,
  AIM,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static float
y_of (int minute)
{
  return (float) minute * COMMS_HOUR_HEIGHT / 60.f;
}

/* Where a card stands: its lane of how many. */
typedef struct
{
  int top;
  int height;
  int lane;
  int n_lanes;
} Place;

static void
close_cluster (Place *places,
               guint  from,
               guint  until,
               int    n_lanes)
{
  for (guint i = from; i < until; i++)
    places[i].n_lanes = n_lanes;
}

/* Cards that would cover each other stand side by side. The cards are in order of time, so a
 * cluster ends where one begins below everything before it. */
static Place *
find_places (CommsDayColumn *self,
             guint           n)
{
  Place *places = g_new0 (Place, n);
  int ends[MAX_LANES] = { 0 };
  int n_lanes = 0, bottom = 0;
  guint cluster = 0;

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *card = comms_card_pool_get (self->pool, i);
      CommsCalendarItem *item = comms_calendar_card_get_item (COMMS_CALENDAR_CARD (card));
      int natural, lane = 0;

      gtk_widget_measure (card, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
      places[i].top = (int) y_of ((int) item->minute) + 1;
      places[i].height = MAX (natural, LEAST_HEIGHT);
      if (places[i].top >= bottom)
        {
          close_cluster (places, cluster, i, n_lanes);
          cluster = i;
          n_lanes = 0;
        }
      while (lane < n_lanes && lane < MAX_LANES - 1 && ends[lane] > places[i].top)
        lane++;
      n_lanes = MAX (n_lanes, lane + 1);
      places[i].lane = lane;
      ends[lane] = places[i].top + places[i].height;
      bottom = MAX (bottom, ends[lane]);
    }
  close_cluster (places, cluster, n, n_lanes);
  return places;
}

static int
more_minute (GtkWidget *label)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (label), "minute"));
}

/* What stands for the posts without a card stands at the end; the width that it takes. */
static int
allocate_more (CommsDayColumn *self,
               int             width)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int widest = 0;

  for (guint i = 0; i < self->n_more; i++)
    {
      GtkWidget *label = g_ptr_array_index (self->more, i);
      int natural_width, natural_height;

      gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural_width, NULL, NULL);
      gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural_height, NULL, NULL);
      gtk_widget_size_allocate (label,
                                &(GtkAllocation){ rtl ? MARGIN : width - MARGIN - natural_width,
                                                  (int) y_of (more_minute (label)) + 1,
                                                  natural_width, natural_height },
                                -1);
      widest = MAX (widest, natural_width + LANE_GAP);
    }
  return widest;
}

static void
comms_day_column_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  CommsDayColumn *self = COMMS_DAY_COLUMN (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint n = comms_card_pool_n_cards (self->pool);
  g_autofree Place *places = find_places (self, n);
  int room = MAX (width - 2 * MARGIN, 1);
  int more = allocate_more (self, width);
  int natural;

  gtk_widget_measure (self->embargo, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
  if (gtk_widget_get_visible (self->embargo))
    gtk_widget_size_allocate (self->embargo,
                              &(GtkAllocation){ MARGIN,
                                                MAX ((int) y_of (self->lift) - natural - 4, 0),
                                                room, natural },
                              -1);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *card = comms_card_pool_get (self->pool, i);
      int lane_width = (room - more - (places[i].n_lanes - 1) * LANE_GAP) / places[i].n_lanes;
      int x = MARGIN + places[i].lane * (lane_width + LANE_GAP);
      int y = MIN (places[i].top, height - places[i].height);

      if (rtl)
        x = width - x - lane_width;
      gtk_widget_size_allocate (card, &(GtkAllocation){ x, y, lane_width, places[i].height }, -1);
    }
}

static void
comms_day_column_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = HOURS * COMMS_HOUR_HEIGHT;
  else
    {
      *minimum = 160;
      *natural = 480;
    }
}

/* Stripes at 45 degrees from the top of the day to the lift. */
static void
draw_hatching (CommsDayColumn *self,
               GtkSnapshot    *snapshot,
               float           width)
{
  GdkRGBA colour, clear = { 0, 0, 0, 0 };
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, width, y_of (self->lift));
  graphene_rect_t line = GRAPHENE_RECT_INIT (0, y_of (self->lift) - 1, width, 2);
  GdkRGBA strong;

  comms_widget_get_colour (GTK_WIDGET (self), &colour);
  strong = colour;
  comms_colour_fade (&colour, .08f);
  gtk_snapshot_append_repeating_linear_gradient (
    snapshot, &area, &GRAPHENE_POINT_INIT (0, 0), &GRAPHENE_POINT_INIT (11, 11),
    (GskColorStop[]){ { 0, clear }, { .5f, clear }, { .5f, colour }, { 1, colour } }, 4);
  comms_colour_fade (&strong, .6f);
  gtk_snapshot_append_color (snapshot, &strong, &line);
}

static void
draw_now (CommsDayColumn *self,
          GtkSnapshot    *snapshot,
          float           width)
{
  GdkRGBA colour;
  guint minute;

  if (comms_calendar_day_of (self->data->zone, comms_clock_now (self->data->clock), &minute) !=
      self->day)
    return;
  comms_widget_lookup_colour (GTK_WIDGET (self), "accent_color", &colour);
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (0, y_of ((int) minute), width, 2));
}

/* The cards are tinted glass: what runs under them would show. */
static void
draw_grounds (CommsDayColumn *self,
              GtkSnapshot    *snapshot)
{
  GdkRGBA ground;

  comms_widget_lookup_colour (GTK_WIDGET (self), "view_bg_color", &ground);
  for (guint i = 0; i < comms_card_pool_n_cards (self->pool); i++)
    {
      GskRoundedRect shape;
      graphene_rect_t bounds;

      if (!gtk_widget_compute_bounds (comms_card_pool_get (self->pool, i), GTK_WIDGET (self),
                                      &bounds))
        continue;
      gsk_rounded_rect_init_from_rect (&shape, &bounds, 6);
      gtk_snapshot_push_rounded_clip (snapshot, &shape);
      gtk_snapshot_append_color (snapshot, &ground, &bounds);
      gtk_snapshot_pop (snapshot);
    }
}

static void
comms_day_column_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  CommsDayColumn *self = COMMS_DAY_COLUMN (widget);
  float width = (float) gtk_widget_get_width (widget);
  GdkRGBA line;

  comms_widget_get_colour (widget, &line);
  comms_colour_fade (&line, .1f);
  for (int hour = 0; hour < HOURS; hour++)
    gtk_snapshot_append_color (snapshot, &line,
                               &GRAPHENE_RECT_INIT (0, y_of (hour * 60), width, 1));
  if (self->lift > 0)
    draw_hatching (self, snapshot, width);
  if (self->data != NULL)
    draw_now (self, snapshot, width);
  draw_grounds (self, snapshot);
  GTK_WIDGET_CLASS (comms_day_column_parent_class)->snapshot (widget, snapshot);
}

/* Drops */

static int
minute_at (double y)
{
  int minute = (int) (y * 60 / COMMS_HOUR_HEIGHT);

  return CLAMP ((minute + SNAP / 2) / SNAP * SNAP, 0, HOURS * 60 - SNAP);
}

static CommsMove
move_to (CommsDayColumn *self,
         double          y)
{
  return (CommsMove){ COMMS_MOVE_TO_MINUTE, self->day, minute_at (y) };
}

static GdkDragAction
drop_motion_cb (GtkDropTarget  *target,
                double          x,
                double          y,
                CommsDayColumn *self)
{
  const GValue *value = gtk_drop_target_get_value (target);
  CommsMove move = move_to (self, y);
  g_autofree char *refusal = NULL;

  if (value != NULL && self->data != NULL)
    refusal = comms_move_dup_refusal (&move, g_value_get_object (value), self->data,
                                      comms_clock_now (self->data->clock));
  g_signal_emit (self, signals[HINT], 0, refusal);
  g_signal_emit (self, signals[AIM], 0, move.amount, refusal == NULL);
  return refusal == NULL ? GDK_ACTION_MOVE : 0;
}

static void
drop_leave_cb (GtkDropTarget  *target,
               CommsDayColumn *self)
{
  g_signal_emit (self, signals[HINT], 0, NULL);
  g_signal_emit (self, signals[AIM], 0, -1, TRUE);
}

static gboolean
drop_cb (GtkDropTarget  *target,
         const GValue   *value,
         double          x,
         double          y,
         CommsDayColumn *self)
{
  CommsMove move = move_to (self, y);

  drop_leave_cb (target, self);
  return comms_calendar_input_drop (GTK_WIDGET (self), g_value_get_object (value), &move);
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            CommsDayColumn  *self)
{
  if (n_press == 2 && comms_calendar_card_at (GTK_WIDGET (self), x, y) == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.new-at", "i", minute_at (y));
}

static void
comms_day_column_dispose (GObject *object)
{
  CommsDayColumn *self = COMMS_DAY_COLUMN (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->pool, comms_card_pool_free);
  g_clear_pointer (&self->more, g_ptr_array_unref);
  g_clear_pointer (&self->data, comms_calendar_data_unref);
  G_OBJECT_CLASS (comms_day_column_parent_class)->dispose (object);
}

static void
comms_day_column_class_init (CommsDayColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_day_column_dispose;
  widget_class->measure = comms_day_column_measure;
  widget_class->size_allocate = comms_day_column_size_allocate;
  widget_class->snapshot = comms_day_column_snapshot;

  signals[HINT] = g_signal_new ("hint", COMMS_TYPE_DAY_COLUMN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[AIM] = g_signal_new ("aim", COMMS_TYPE_DAY_COLUMN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_BOOLEAN);
  gtk_widget_class_set_css_name (widget_class, "daycolumn");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_embargo (CommsDayColumn *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  self->embargo = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->embargo_label = GTK_LABEL (label);
  gtk_label_set_ellipsize (self->embargo_label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (self->embargo), gtk_image_new_from_icon_name ("embargo-symbolic"));
  gtk_box_append (GTK_BOX (self->embargo), label);
  gtk_widget_set_parent (self->embargo, GTK_WIDGET (self));
}

static void
comms_day_column_init (CommsDayColumn *self)
{
  GtkDropTarget *target = gtk_drop_target_new (COMMS_TYPE_CALENDAR_ITEM, GDK_ACTION_MOVE);
  GtkGesture *click = gtk_gesture_click_new ();

  self->lift = -1;
  self->pool = comms_card_pool_new (COMMS_CARD_WIDE);
  self->more = g_ptr_array_new ();
  add_embargo (self);

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

/* "Embargo until 10:00 Islamabad, 06:00 Geneva: District scorecard" */
static char *
embargo_dup_text (CommsCalendarData *data,
                  CommsRelease      *release)
{
  const char *there = data->zones != NULL ? data->zones[0] : NULL;
  const char *title = release->title != NULL ? release->title : "";
  g_autofree char *time = comms_format_time (data->zone, release->embargo_at);
  g_autofree char *city = comms_zone_dup_city (data->zone);
  g_autofree char *there_time = NULL;
  g_autofree char *there_city = NULL;

  if (there == NULL)
    /* Translators: a time, its city, the title of a release */
    return g_strdup_printf (C_("calendar", "Embargo until %s %s: %s"), time, city, title);
  there_time = comms_format_time (there, release->embargo_at);
  there_city = comms_zone_dup_city (there);
  /* Translators: a time, its city, the same in another zone, the title of a release */
  return g_strdup_printf (C_("calendar", "Embargo until %s %s, %s %s: %s"), time, city, there_time,
                          there_city, title);
}

/* The embargo that lifts last on that day. */
static void
fill_embargo (CommsDayColumn *self,
              GPtrArray      *items)
{
  CommsRelease *release = NULL;
  guint minute;

  for (guint i = 0; i < items->len; i++)
    {
      CommsCalendarItem *item = g_ptr_array_index (items, i);
      gint64 lift = comms_calendar_item_embargo (item, self->data->now);

      if (lift != 0 && comms_calendar_day_of (self->data->zone, lift, NULL) == self->day &&
          (release == NULL || lift > release->embargo_at))
        release = item->release;
    }
  self->lift = -1;
  gtk_widget_set_visible (self->embargo, release != NULL);
  if (release != NULL)
    {
      g_autofree char *text = embargo_dup_text (self->data, release);

      comms_calendar_day_of (self->data->zone, release->embargo_at, &minute);
      self->lift = (int) minute;
      gtk_label_set_text (self->embargo_label, text);
    }
}

static int
compare_minutes (gconstpointer a,
                 gconstpointer b)
{
  const CommsCalendarItem *one = *(CommsCalendarItem *const *) a;
  const CommsCalendarItem *two = *(CommsCalendarItem *const *) b;

  return (int) one->minute - (int) two->minute;
}

/* Those of the day by their time alone, as the lanes need them. */
static GPtrArray *
items_of_day (GPtrArray *items,
              guint      day)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    if (((CommsCalendarItem *) g_ptr_array_index (items, i))->day == day)
      g_ptr_array_add (chosen, g_ptr_array_index (items, i));
  g_ptr_array_sort (chosen, compare_minutes);
  return chosen;
}

static void
add_more (CommsDayColumn *self,
          guint           minute,
          guint           n)
{
  g_autofree char *number = comms_format_number (n);
  /* As in a square of the month */
  g_autofree char *text = g_strdup_printf (C_("month", "\u200e+%s"), number);
  GtkWidget *label;

  if (self->n_more == self->more->len)
    {
      label = gtk_label_new (NULL);
      gtk_widget_add_css_class (label, "secondary");
      gtk_widget_set_parent (label, GTK_WIDGET (self));
      g_ptr_array_add (self->more, label);
    }
  label = g_ptr_array_index (self->more, self->n_more++);
  gtk_label_set_text (GTK_LABEL (label), text);
  g_object_set_data (G_OBJECT (label), "minute", GUINT_TO_POINTER (minute));
  gtk_widget_set_visible (label, TRUE);
}

static guint
minute_of (GPtrArray *items,
           guint      index)
{
  return ((CommsCalendarItem *) g_ptr_array_index (items, index))->minute;
}

/* Leaves those that there is a lane for, and says of the others how many they are: a card for each
 * of a thousand at one minute would be no wider than a line, and the window would stand still. */
static void
keep_lanes (CommsDayColumn *self,
            GPtrArray      *items)
{
  guint n = items->len, n_kept = 0, first = 0;

  self->n_more = 0;
  for (guint i = 0; i < n;)
    {
      guint minute = minute_of (items, i), n_left_out = 0;

      for (; i < n && minute_of (items, i) == minute; i++)
        {
          while (first < n_kept &&
                 y_of ((int) minute_of (items, first)) + LEAST_HEIGHT <= y_of ((int) minute))
            first++;
          if (n_kept - first < MAX_LANES)
            items->pdata[n_kept++] = items->pdata[i];
          else
            n_left_out++;
        }
      if (n_left_out > 0)
        add_more (self, minute, n_left_out);
    }
  g_ptr_array_set_size (items, (int) n_kept);
  for (guint i = self->n_more; i < self->more->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->more, i), FALSE);
}

void
comms_day_column_fill (CommsDayColumn    *self,
                       CommsCalendarData *data,
                       GPtrArray         *items,
                       guint              day)
{
  g_autoptr (CommsCalendarItem) focused = NULL;
  g_autoptr (GPtrArray) chosen = NULL;

  g_return_if_fail (COMMS_IS_DAY_COLUMN (self));

  chosen = items_of_day (items, day);
  focused = comms_card_pool_dup_focused (self->pool);
  comms_calendar_data_ref (data);
  g_clear_pointer (&self->data, comms_calendar_data_unref);
  self->data = data;
  self->day = day;
  fill_embargo (self, chosen);
  keep_lanes (self, chosen);
  comms_card_pool_begin (self->pool);
  for (guint i = 0; i < chosen->len; i++)
    {
      GtkWidget *card = comms_card_pool_next (self->pool, g_ptr_array_index (chosen, i), data->now);

      if (gtk_widget_get_parent (card) == NULL)
        gtk_widget_set_parent (card, GTK_WIDGET (self));
    }
  comms_card_pool_end (self->pool);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (focused != NULL)
    comms_day_column_focus_item (self, focused);
}

gboolean
comms_day_column_focus_item (CommsDayColumn    *self,
                             CommsCalendarItem *item)
{
  GtkWidget *card;

  g_return_val_if_fail (COMMS_IS_DAY_COLUMN (self), FALSE);

  card = comms_card_pool_find (self->pool, item);
  return card != NULL && gtk_widget_grab_focus (card);
}

int
comms_day_column_first (CommsDayColumn *self)
{
  int first = WORK_BEGINS;

  g_return_val_if_fail (COMMS_IS_DAY_COLUMN (self), 0);

  for (guint i = 0; i < comms_card_pool_n_cards (self->pool); i++)
    {
      GtkWidget *card = comms_card_pool_get (self->pool, i);

      first = MIN (first, (int) comms_calendar_card_get_item (COMMS_CALENDAR_CARD (card))->minute);
    }
  return first;
}
