/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-calendar-page-private.h"

#include <glib/gi18n-lib.h>

#include "comms-single-keys.h"
#include "comms-twin-acts.h"
#include "comms-zone.h"

#define MINUTES_A_STEP 15

static gint64
now_of (CommsCalendarPage *self)
{
  return comms_desk_now (comms_page_get_desk (COMMS_PAGE (self)));
}

static const char *
zone_of (CommsCalendarPage *self)
{
  return comms_desk_get_policy (comms_page_get_desk (COMMS_PAGE (self)))->zone;
}

/* What an action is about, or NULL after having said that there is nothing. */
static CommsCalendarItem *
chosen (CommsCalendarPage *self)
{
  if (self->current == NULL)
    comms_calendar_page_say (self, C_("calendar", "Choose a post first: click it, or go to it "
                                                  "with the arrow keys."));
  return self->current;
}

/* Going through time */

static guint
months_on (guint day,
           int   months)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  if (months > 0)
    g_date_add_months (&date, (guint) months);
  else
    g_date_subtract_months (&date, (guint) -months);
  return g_date_get_julian (&date);
}

static gboolean
same_month (guint one,
            guint two)
{
  CommsCalendarRange first = comms_month_grid_range (one);
  CommsCalendarRange second = comms_month_grid_range (two);

  return first.first == second.first && first.n_days == second.n_days;
}

/* By days, weeks or months, as the view has them. */
static guint
day_after (CommsCalendarPage *self,
           int                steps)
{
  if (g_str_equal (self->view, "day"))
    return (guint) ((int) self->day + steps);
  if (g_str_equal (self->view, "week"))
    return (guint) ((int) self->day + 7 * steps);
  return months_on (same_month (self->day, self->month) ? self->day : self->month, steps);
}

static void
step (CommsCalendarPage *self,
      int                steps)
{
  gboolean inside = gtk_widget_get_focus_child (GTK_WIDGET (self->grid)) != NULL;

  comms_calendar_page_set_day (self, day_after (self, steps), inside);
}

static void
previous_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  step (COMMS_CALENDAR_PAGE (widget), -1);
}

static void
next_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  step (COMMS_CALENDAR_PAGE (widget), 1);
}

static void
today_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  CommsCalendarPage *self = COMMS_CALENDAR_PAGE (widget);

  comms_calendar_page_set_day (self, comms_calendar_day_of (zone_of (self), now_of (self), NULL),
                               TRUE);
}

static void
show_day (CommsCalendarPage *self,
          guint              day)
{
  comms_calendar_page_set_day (self, day, FALSE);
  comms_calendar_page_set_view (self, "day");
}

static void
show_day_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  show_day (COMMS_CALENDAR_PAGE (widget), g_variant_get_uint32 (parameter));
}

static void
show_all_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  comms_filter_chips_choose (COMMS_CALENDAR_PAGE (widget)->chips, COMMS_CALENDAR_ALL, 0);
}

/* Opening */

static void
open_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  CommsCalendarPage *self = COMMS_CALENDAR_PAGE (widget);

  if (self->current == NULL)
    {
      show_day (self, self->day);
      return;
    }
  if (self->current->post != NULL)
    gtk_widget_activate_action (widget, "win.open-post", "x",
                                comms_record_get_id (COMMS_RECORD (self->current->post)));
  else
    gtk_widget_activate_action (widget, "win.open-release", "x",
                                comms_record_get_id (COMMS_RECORD (self->current->release)));
}

static void
reread_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  CommsCalendarPage *self = COMMS_CALENDAR_PAGE (widget);
  CommsCalendarItem *item = chosen (self);

  if (item == NULL)
    return;
  if (item->post == NULL)
    comms_calendar_page_say (self, C_("calendar", "Only a post is re-read; open the release to "
                                                  "see its posts."));
  else
    gtk_widget_activate_action (
      widget, item->post->state == COMMS_POST_STATE_IN_REVIEW ? "win.review" : "win.reread", "x",
                                comms_record_get_id (COMMS_RECORD (item->post)));
}

static void
twin_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsCalendarPage *self = COMMS_CALENDAR_PAGE (widget);
  CommsCalendarItem *item = chosen (self);

  if (item == NULL)
    return;
  if (item->post == NULL)
    comms_calendar_page_say (self, C_ ("calendar", "Only a post gets its twin here; open the "
                                                   "release to see its posts."));
  else
    comms_twin_acts_make (widget, comms_page_get_desk (COMMS_PAGE (self)),
                          comms_record_get_id (COMMS_RECORD (item->post)));
}

static void
new_post (CommsCalendarPage *self,
          gint64             at)
{
  g_autofree char *wall = at != 0 ? comms_zone_to_wall (zone_of (self), at) : g_strdup ("");

  gtk_widget_activate_action (GTK_WIDGET (self), "win.new-post", "s", wall);
}

/* A new post at the first free slot of the day; undated where the day is over. */
static void
new_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  CommsCalendarPage *self = COMMS_CALENDAR_PAGE (widget);
  CommsAccount *account = comms_page_get_account (COMMS_PAGE (self));
  gint64 earliest = MAX (now_of (self), comms_calendar_day_start (zone_of (self), self->day));
  gint64 at = 0;

  if (self->data != NULL)
    at = comms_move_first_free (self->data,
                                account != NULL ? comms_record_get_id (COMMS_RECORD (account)) : 0,
                                earliest);
  if (at != 0 && comms_calendar_day_of (zone_of (self), at, NULL) != self->day)
    at = 0;
  new_post (self, at);
}

static void
new_at_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  CommsCalendarPage *self = COMMS_CALENDAR_PAGE (widget);
  gint64 at = comms_calendar_instant (zone_of (self), self->day, g_variant_get_int32 (parameter));

  new_post (self, at >= now_of (self) ? at : 0);
}

/* Moving */

static void
move_chosen (CommsCalendarPage *self,
             CommsMove          move)
{
  CommsCalendarItem *item = chosen (self);

  if (item != NULL)
    comms_calendar_page_move (self, item, &move);
}

static void
move_days_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  move_chosen (COMMS_CALENDAR_PAGE (widget),
               (CommsMove){ COMMS_MOVE_BY_DAYS, 0, g_variant_get_int32 (parameter) });
}

static void
move_minutes_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  move_chosen (COMMS_CALENDAR_PAGE (widget),
               (CommsMove){ COMMS_MOVE_BY_MINUTES, 0, g_variant_get_int32 (parameter) });
}

static void
date_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  CommsCalendarPage *self = COMMS_CALENDAR_PAGE (widget);

  move_chosen (self, (CommsMove){ COMMS_MOVE_TO_DAY, self->day, 0 });
}

static void
undate_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  move_chosen (COMMS_CALENDAR_PAGE (widget), (CommsMove){ COMMS_MOVE_UNDATE, 0, 0 });
}

static void
bin_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  CommsCalendarPage *self = COMMS_CALENDAR_PAGE (widget);
  CommsCalendarItem *item = chosen (self);

  if (item != NULL)
    comms_calendar_bin (widget, comms_page_get_desk (COMMS_PAGE (self)), item);
}

/* Keys */

/* Alt and an arrow across: towards the end of the line is later, in either direction. */
static gboolean
key_across_cb (GtkWidget *widget,
               GVariant  *args,
               gpointer   unused)
{
  int days = g_variant_get_int32 (args);

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    days = -days;
  gtk_widget_activate_action (widget, "calendar.move-days", "i", days);
  return TRUE;
}

/* Alt and an arrow down: a week in the month and the agenda, a quarter of an hour in the day. */
static gboolean
key_down_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   unused)
{
  CommsCalendarPage *self = COMMS_CALENDAR_PAGE (widget);
  int steps = g_variant_get_int32 (args);

  if (g_str_equal (self->view, "day"))
    gtk_widget_activate_action (widget, "calendar.move-minutes", "i", steps * MINUTES_A_STEP);
  else
    gtk_widget_activate_action (widget, "calendar.move-days", "i", steps * 7);
  return TRUE;
}

static gboolean
key_menu_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   unused)
{
  CommsCalendarPage *self = COMMS_CALENDAR_PAGE (widget);
  CommsCalendarCard *card = comms_calendar_card_focused (widget);
  double x = 0, y = 0;

  if (card == NULL)
    return FALSE;
  gtk_widget_translate_coordinates (GTK_WIDGET (card), widget,
                                    gtk_widget_get_width (GTK_WIDGET (card)) / 2.,
                                    gtk_widget_get_height (GTK_WIDGET (card)), &x, &y);
  comms_calendar_page_popup (self, x, y);
  return TRUE;
}

/* One row an action that takes no parameter, with its keys; a menu shows the last one. */
static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc activate;
  guint keys[3];
} plain_actions[] = {
  { "calendar.previous", previous_cb, { GDK_KEY_KP_Page_Up, GDK_KEY_Page_Up } },
  { "calendar.next", next_cb, { GDK_KEY_KP_Page_Down, GDK_KEY_Page_Down } },
  { "calendar.today", today_cb, { GDK_KEY_t } },
  { "calendar.open", open_cb, { GDK_KEY_KP_Enter, GDK_KEY_Return } },
  { "calendar.reread", reread_cb, { 0 } },
  { "calendar.twin", twin_cb, { GDK_KEY_w } },
  { "calendar.new", new_cb, { GDK_KEY_n } },
  { "calendar.date", date_cb, { GDK_KEY_d } },
  { "calendar.undate", undate_cb, { 0 } },
  { "calendar.bin", bin_cb, { GDK_KEY_KP_Delete, GDK_KEY_Delete } },
  { "calendar.show-all", show_all_cb, { 0 } },
};

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    guint keypad_key;
    GtkShortcutFunc callback;
    int step;
  } arrows[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, key_across_cb, -1 },
    { GDK_KEY_Right, GDK_KEY_KP_Right, key_across_cb, 1 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, key_down_cb, -1 },
    { GDK_KEY_Down, GDK_KEY_KP_Down, key_down_cb, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      gtk_widget_class_add_binding (widget_class, arrows[i].key, GDK_ALT_MASK, arrows[i].callback,
                                    "i", arrows[i].step);
      gtk_widget_class_add_binding (widget_class, arrows[i].keypad_key, GDK_ALT_MASK,
                                    arrows[i].callback, "i", arrows[i].step);
    }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, key_menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, key_menu_cb, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_u, GDK_ALT_MASK, "calendar.undate",
                                       NULL);
}

/* A letter alone, as long as such are wanted. */
static gboolean
letter_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  const char *action;

  if (!comms_single_keys_are_on ())
    return GDK_EVENT_PROPAGATE;
  g_variant_get (args, "(&s)", &action);
  return gtk_widget_activate_action (widget, action, NULL);
}

static void
add_key (GtkWidgetClass *widget_class,
         guint           key,
         const char     *action)
{
  if (key >= GDK_KEY_a && key <= GDK_KEY_z)
    gtk_widget_class_add_binding (widget_class, key, 0, letter_cb, "(s)", action);
  else
    gtk_widget_class_add_binding_action (widget_class, key, 0, action, NULL);
}

void
comms_calendar_page_class_actions (CommsCalendarPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  for (guint i = 0; i < G_N_ELEMENTS (plain_actions); i++)
    {
      gtk_widget_class_install_action (widget_class, plain_actions[i].name, NULL,
                                       plain_actions[i].activate);
      for (guint k = 0; plain_actions[i].keys[k] != 0; k++)
        add_key (widget_class, plain_actions[i].keys[k], plain_actions[i].name);
    }
  gtk_widget_class_install_action (widget_class, "calendar.show-day", "u", show_day_cb);
  gtk_widget_class_install_action (widget_class, "calendar.new-at", "i", new_at_cb);
  gtk_widget_class_install_action (widget_class, "calendar.move-days", "i", move_days_cb);
  gtk_widget_class_install_action (widget_class, "calendar.move-minutes", "i", move_minutes_cb);
  gtk_widget_class_install_property_action (widget_class, "calendar.view", "view");
  add_keys (widget_class);
}

/* Whether that day is on screen; the day's own view follows in any case. */
static gboolean
is_on_screen (CommsCalendarPage *self,
              guint              day)
{
  CommsCalendarRange range = comms_month_grid_range (self->month);

  if (g_str_equal (self->view, "day"))
    return FALSE;
  if (g_str_equal (self->view, "week"))
    return comms_month_grid_get_cell (self->grid, day) != NULL;
  return day >= range.first && day < range.first + range.n_days;
}

/* The post has arrived: a month that it left the view for is shown. */
static void
moved_cb (GtkWidget *widget,
          gint64     at)
{
  CommsCalendarPage *self = COMMS_CALENDAR_PAGE (widget);
  guint day = at > 0 ? comms_calendar_day_of (zone_of (self), at, NULL) : 0;

  if (at < 0)
    {
      g_clear_object (&self->follow);
      return;
    }
  self->follow_done = TRUE;
  if (day != 0 && !is_on_screen (self, day))
    comms_calendar_page_set_day (self, day, FALSE);
}

gboolean
comms_calendar_page_move (CommsCalendarPage *self,
                          CommsCalendarItem *item,
                          const CommsMove   *move)
{
  g_autofree char *refusal = NULL;

  g_return_val_if_fail (COMMS_IS_CALENDAR_PAGE (self), FALSE);
  g_return_val_if_fail (COMMS_IS_CALENDAR_ITEM (item), FALSE);

  if (self->data == NULL)
    return FALSE;
  refusal = comms_move_dup_refusal (move, item, self->data, now_of (self));
  if (refusal != NULL)
    {
      comms_calendar_page_say (self, refusal);
      return FALSE;
    }
  g_set_object (&self->follow, item);
  self->follow_done = FALSE;
  comms_calendar_move (GTK_WIDGET (self), comms_page_get_desk (COMMS_PAGE (self)), item, move,
                       moved_cb);
  return TRUE;
}

void
comms_calendar_page_popup (CommsCalendarPage *self,
                           double             x,
                           double             y)
{
  g_return_if_fail (COMMS_IS_CALENDAR_PAGE (self));

  if (self->popover == NULL)
    {
      self->popover = GTK_POPOVER (gtk_popover_menu_new_from_model (self->card_menu));
      gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
      gtk_popover_set_has_arrow (self->popover, FALSE);
      gtk_widget_set_halign (GTK_WIDGET (self->popover), GTK_ALIGN_START);
    }
  gtk_popover_set_pointing_to (self->popover, &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (self->popover);
}
