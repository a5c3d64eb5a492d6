/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-calendar-page-private.h"

#include <glib/gi18n-lib.h>

#include "comms-application.h"
#include "comms-marks.h"

G_DEFINE_FINAL_TYPE (CommsCalendarPage, comms_calendar_page, COMMS_TYPE_PAGE)

enum
{
  PROP_VIEW = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const char *const views[] = { "month", "week", "day", "agenda", NULL };

static gboolean
shows (CommsCalendarPage *self,
       const char        *view)
{
  return g_str_equal (self->view, view);
}

/* The grid shows the month, or a week of it. */
static gboolean
shows_grid (CommsCalendarPage *self)
{
  return shows (self, "month") || shows (self, "week");
}

static void
set_period (CommsCalendarPage *self)
{
  gboolean week = shows (self, "week");

  comms_month_grid_set_period (self->grid, week ? self->day : self->month, week);
  comms_month_grid_set_day (self->grid, self->day, FALSE);
}

static void
update_period (CommsCalendarPage *self)
{
  gboolean day = shows (self, "day");
  gint64 at = comms_calendar_instant ("UTC", day ? self->day : self->month, 12 * 60);
  /* Translators: a date in full, Thursday 10 December 2026, or a month, December 2026 */
  const char *pattern = day ? C_("date", "%A %-e %B %Y") : C_("date", "%B %Y");
  /* Translators: the same in short for a narrow window: Thu 10 Dec, or Dec 2026 */
  const char *narrow_pattern = day ? C_("date", "%a %-e %b") : C_("date", "%b %Y");
  g_autofree char *text = comms_format_date (pattern, "UTC", at);
  g_autofree char *narrow = comms_format_date (narrow_pattern, "UTC", at);

  /* A date in full is longer than the name of a month. */
  gtk_label_set_text (self->period,
                      day && comms_fold_bin_get_folded (self->date_room) ? narrow : text);
  gtk_label_set_text (self->narrow_period, narrow);
}

/* Filling: only what can be seen is filled. */

static void
fill_day_list (CommsCalendarPage *self,
               GPtrArray         *items)
{
  CommsCalendarRange one = { comms_month_grid_get_day (self->grid), 1 };

  comms_agenda_view_fill (self->day_list, self->data, items, one);
}

static CommsCalendarRange
month_range (guint day)
{
  CommsCalendarRange range;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  g_date_set_day (&date, 1);
  range.first = g_date_get_julian (&date);
  range.n_days = g_date_get_days_in_month (g_date_get_month (&date), g_date_get_year (&date));
  return range;
}

static void
fill_view (CommsCalendarPage *self,
           GPtrArray         *items)
{
  if (shows (self, "day"))
    comms_day_view_fill (self->day_view, self->data, items, self->day);
  else if (shows (self, "agenda"))
    comms_agenda_view_fill (self->agenda, self->data, items, month_range (self->month));
  else
    {
      comms_month_grid_fill (self->grid, self->data, items);
      if (comms_page_get_folded (COMMS_PAGE (self)))
        fill_day_list (self, items);
    }
}

static void
fill_nothing (CommsCalendarPage *self,
              guint              n_shown)
{
  const CommsCalendarFilter *filter = comms_filter_chips_get (self->chips);
  gboolean filtered = filter->kind != COMMS_CALENDAR_ALL || filter->account_id != 0 ||
                      filter->search != NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->nothing, filtered && n_shown == 0);
  /* Translators: what was searched for, or the label of a filter, such as “In review” */
  text = g_strdup_printf (C_("calendar", "Nothing here matches “%s”."),
                          filter->search != NULL ? filter->search
                                                 : comms_filter_chips_word (self->chips));
  gtk_label_set_text (self->nothing_label, text);
}

static gboolean
focus_item (CommsCalendarPage *self,
            CommsCalendarItem *item)
{
  if (comms_undated_tray_focus_item (self->tray, item))
    return TRUE;
  if (shows (self, "day"))
    return comms_day_view_focus_item (self->day_view, item);
  if (shows (self, "agenda"))
    return comms_agenda_view_focus_item (self->agenda, item);
  if (comms_page_get_folded (COMMS_PAGE (self)))
    return comms_agenda_view_focus_item (self->day_list, item);
  return comms_month_grid_focus_item (self->grid, item);
}

/* What has the focus is what the keys and the menu mean. A menu that is open keeps it, and so does
 * whatever lies beside the page. */
static void
focus_widget_cb (CommsCalendarPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  CommsCalendarCard *card;
  CommsCalendarItem *item;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ||
      gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return;
  card = comms_calendar_card_focused (GTK_WIDGET (self));
  item = card != NULL ? comms_calendar_card_get_item (card) : NULL;
  g_set_object (&self->current, item);
  if (self->current != NULL && self->current->day != 0 && !self->grab)
    self->day = self->current->day;
}

/* After a move the focus goes with the post; after a change of period, to the day. */
static void
settle_focus (CommsCalendarPage *self)
{
  if (self->follow != NULL && focus_item (self, self->follow))
    self->grab = FALSE;
  if (self->grab && shows_grid (self))
    comms_month_grid_set_day (self->grid, self->day, TRUE);
  self->grab = FALSE;
}

static void
fill (CommsCalendarPage *self)
{
  const CommsCalendarFilter *filter = comms_filter_chips_get (self->chips);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) undated = NULL;

  if (self->data == NULL)
    return;
  items = comms_calendar_filter_apply (filter, self->data->items);
  undated = comms_calendar_filter_apply (filter, self->data->undated);
  comms_filter_chips_update (self->chips, self->data);
  fill_view (self, items);
  comms_undated_tray_fill (self->tray, self->data, undated);
  fill_nothing (self, items->len + undated->len);
  settle_focus (self);
  focus_widget_cb (self);
}

/* Reading */

static gboolean
is_known (CommsCalendarPage *self)
{
  CommsCalendarRange range = comms_month_grid_range (self->month);

  return self->data != NULL && self->data->range.first == range.first &&
         self->data->range.n_days == range.n_days;
}

static void load (CommsCalendarPage *self);

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CommsCalendarPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsCalendarData) data = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  self->loading = FALSE;
  if (data == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  data->clock = g_object_ref (comms_desk_get_clock (COMMS_DESK (source)));
  g_clear_pointer (&self->data, comms_calendar_data_unref);
  self->data = g_steal_pointer (&data);
  if (is_known (self))
    fill (self);
  if (self->follow_done)
    g_clear_object (&self->follow);
  if (self->load_again)
    load (self);
}

/* One reading at a time; what is asked for meanwhile is read right after. */
static void
load (CommsCalendarPage *self)
{
  CommsCalendarRange range = comms_month_grid_range (self->month);

  self->load_again = self->loading;
  if (self->loading)
    return;
  self->loading = TRUE;
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), comms_calendar_data_load,
                        g_memdup2 (&range, sizeof range), g_free,
                        (GDestroyNotify) comms_calendar_data_unref,
                        comms_page_get_cancellable (COMMS_PAGE (self)), loaded_cb,
                        g_object_ref (self));
}

/* Callbacks of the template */

static void
filter_changed_cb (CommsCalendarPage *self)
{
  fill (self);
}

static void
grid_leave_cb (CommsCalendarPage *self,
               guint              day)
{
  comms_calendar_page_set_day (self, day, TRUE);
}

static void
grid_day_cb (CommsCalendarPage *self)
{
  g_autoptr (GPtrArray) items = NULL;

  /* A day that is about to get the focus stays the one that is meant, wherever the focus goes
   * while the cells are moved to another month. */
  if (!self->grab)
    self->day = comms_month_grid_get_day (self->grid);
  if (self->data == NULL || !comms_page_get_folded (COMMS_PAGE (self)))
    return;
  items = comms_calendar_filter_apply (comms_filter_chips_get (self->chips), self->data->items);
  fill_day_list (self, items);
}

static void
hint_cb (CommsCalendarPage *self,
         const char        *hint)
{
  gtk_label_set_text (self->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL);
}

static void
folded_cb (CommsCalendarPage *self)
{
  gboolean folded = comms_page_get_folded (COMMS_PAGE (self));

  comms_month_grid_set_compact (self->grid, folded);
  gtk_widget_set_vexpand (GTK_WIDGET (self->grid), !folded);
  comms_day_view_set_narrow (self->day_view, folded);
  fill (self);
}

static void
comms_calendar_page_root (GtkWidget *widget)
{
  CommsCalendarPage *self = COMMS_CALENDAR_PAGE (widget);

  GTK_WIDGET_CLASS (comms_calendar_page_parent_class)->root (widget);
  self->focus_handler = g_signal_connect_swapped (gtk_widget_get_root (widget),
                                                  "notify::focus-widget",
                                                  G_CALLBACK (focus_widget_cb), self);
}

static void
comms_calendar_page_unroot (GtkWidget *widget)
{
  CommsCalendarPage *self = COMMS_CALENDAR_PAGE (widget);

  g_clear_signal_handler (&self->focus_handler, gtk_widget_get_root (widget));
  GTK_WIDGET_CLASS (comms_calendar_page_parent_class)->unroot (widget);
}

static gboolean
comms_calendar_page_search (CommsPage *page)
{
  comms_filter_chips_search (COMMS_CALENDAR_PAGE (page)->chips);
  return TRUE;
}

/* Back from the compose pane: to where the person was. */
static gboolean
comms_calendar_page_grab_focus (GtkWidget *widget)
{
  CommsCalendarPage *self = COMMS_CALENDAR_PAGE (widget);

  if (self->current != NULL && focus_item (self, self->current))
    return TRUE;
  if (shows_grid (self))
    return gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  return GTK_WIDGET_CLASS (comms_calendar_page_parent_class)->grab_focus (widget);
}

static void
comms_calendar_page_changed (CommsPage    *page,
                             CommsSubject  subject)
{
  switch (subject)
    {
    case COMMS_SUBJECT_POST:
    case COMMS_SUBJECT_RELEASE:
    case COMMS_SUBJECT_ACCOUNT:
    case COMMS_SUBJECT_OCCASION:
    case COMMS_SUBJECT_POLICY:
    case COMMS_SUBJECT_METRIC:
      load (COMMS_CALENDAR_PAGE (page));
      break;
    case COMMS_SUBJECT_DESK:
    case COMMS_SUBJECT_TARGET:
    case COMMS_SUBJECT_ENGAGEMENT:
    case COMMS_SUBJECT_PERSON:
    default:
      break;
    }
}

/* Today may have become another day while the page was away. */
static void
comms_calendar_page_shown (CommsPage *page)
{
  CommsCalendarPage *self = COMMS_CALENDAR_PAGE (page);
  gint64 now = comms_desk_now (comms_page_get_desk (page));

  if (self->data != NULL && comms_calendar_day_of (self->data->zone, now, NULL) !=
                              comms_calendar_day_of (self->data->zone, self->data->now, NULL))
    load (self);
}

static void
comms_calendar_page_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VIEW:
      g_value_set_string (value, COMMS_CALENDAR_PAGE (object)->view);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_calendar_page_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_VIEW:
      comms_calendar_page_set_view (COMMS_CALENDAR_PAGE (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* The view and the tray are as they were left; the date is always that of today. */
static void
bind_settings (CommsCalendarPage *self)
{
  GApplication *application = g_application_get_default ();
  GSettings *settings = NULL;

  if (COMMS_IS_APPLICATION (application))
    settings = comms_application_settings (COMMS_APPLICATION (application));
  if (settings == NULL)
    return;
  g_settings_bind (settings, "calendar-view", self, "view", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "calendar-tray", self->tray, "unfolded", G_SETTINGS_BIND_DEFAULT);
}

static void
comms_calendar_page_constructed (GObject *object)
{
  CommsCalendarPage *self = COMMS_CALENDAR_PAGE (object);
  CommsDesk *desk = comms_page_get_desk (COMMS_PAGE (self));

  G_OBJECT_CLASS (comms_calendar_page_parent_class)->constructed (object);

  g_signal_connect (self, "notify::folded", G_CALLBACK (folded_cb), NULL);
  comms_calendar_page_set_day (self,
                               comms_calendar_day_of (comms_desk_get_policy (desk)->zone,
                                                      comms_desk_now (desk), NULL),
                               FALSE);
  bind_settings (self);
}

static void
comms_calendar_page_dispose (GObject *object)
{
  CommsCalendarPage *self = COMMS_CALENDAR_PAGE (object);

  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  g_clear_object (&self->card_menu);
  g_clear_object (&self->current);
  g_clear_object (&self->follow);
  g_clear_pointer (&self->data, comms_calendar_data_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_CALENDAR_PAGE);
  G_OBJECT_CLASS (comms_calendar_page_parent_class)->dispose (object);
}

static void
comms_calendar_page_finalize (GObject *object)
{
  g_free (COMMS_CALENDAR_PAGE (object)->view);
  G_OBJECT_CLASS (comms_calendar_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (COMMS_TYPE_AGENDA_VIEW);
  g_type_ensure (COMMS_TYPE_DAY_VIEW);
  g_type_ensure (COMMS_TYPE_FILTER_CHIPS);
  g_type_ensure (COMMS_TYPE_FOLD_BIN);
  g_type_ensure (COMMS_TYPE_MONTH_GRID);
  g_type_ensure (COMMS_TYPE_UNDATED_TRAY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-calendar-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarPage, date_room);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarPage, period);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarPage, narrow_period);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarPage, chips);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarPage, month_box);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarPage, grid);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarPage, day_list);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarPage, day_view);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarPage, agenda);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarPage, hint);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarPage, nothing_label);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarPage, tray);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarPage, card_menu);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, grid_leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, grid_day_cb);
  gtk_widget_class_bind_template_callback (widget_class, hint_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_period);
}

static void
comms_calendar_page_class_init (CommsCalendarPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CommsPageClass *page_class = COMMS_PAGE_CLASS (klass);

  object_class->constructed = comms_calendar_page_constructed;
  object_class->get_property = comms_calendar_page_get_property;
  object_class->set_property = comms_calendar_page_set_property;
  object_class->dispose = comms_calendar_page_dispose;
  object_class->finalize = comms_calendar_page_finalize;
  widget_class->root = comms_calendar_page_root;
  widget_class->unroot = comms_calendar_page_unroot;
  widget_class->grab_focus = comms_calendar_page_grab_focus;
  page_class->changed = comms_calendar_page_changed;
  page_class->shown = comms_calendar_page_shown;
  page_class->search = comms_calendar_page_search;

  properties[PROP_VIEW] =
    g_param_spec_string ("view", NULL, NULL, "month",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  bind_template (widget_class);
  comms_calendar_page_class_actions (klass);
}

static void
comms_calendar_page_init (CommsCalendarPage *self)
{
  self->view = g_strdup ("month");
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_ref (self->card_menu);
}

void
comms_calendar_page_set_view (CommsCalendarPage *self,
                              const char        *view)
{
  if (view == NULL || !g_strv_contains (views, view) || shows (self, view))
    return;
  g_free (self->view);
  self->view = g_strdup (view);
  gtk_stack_set_visible_child_name (self->stack, shows_grid (self) ? "month" : view);
  if (shows_grid (self))
    set_period (self);
  update_period (self);
  fill (self);
  if (shows (self, "agenda"))
    comms_agenda_view_show_day (self->agenda, self->day);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

void
comms_calendar_page_set_day (CommsCalendarPage *self,
                             guint              day,
                             gboolean           grab)
{
  self->day = day;
  self->month = day;
  self->grab = grab;
  update_period (self);
  set_period (self);
  if (is_known (self))
    fill (self);
  else
    load (self);
}

void
comms_calendar_page_say (CommsCalendarPage *self,
                         const char        *sentence)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s", sentence);
}

void
comms_calendar_page_show_day (CommsCalendarPage *self,
                              guint              day)
{
  g_return_if_fail (COMMS_IS_CALENDAR_PAGE (self));

  comms_calendar_page_set_day (self, day, FALSE);
}
