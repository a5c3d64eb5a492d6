/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsToday"

#include "config.h"

#include "comms-coming-row.h"

#include <glib/gi18n-lib.h>

#include "comms-marks.h"
#include "comms-today-words.h"
#include "comms-zone.h"

struct _CommsComingRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *figure;
  GtkLabel *unit;
  GtkLabel *title;
  GtkLabel *facts;
  GtkImage *icon;
};

G_DEFINE_FINAL_TYPE (CommsComingRow, comms_coming_row, GTK_TYPE_LIST_BOX_ROW)

static void
comms_coming_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_COMING_ROW);
  G_OBJECT_CLASS (comms_coming_row_parent_class)->dispose (object);
}

static void
comms_coming_row_class_init (CommsComingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_coming_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-coming-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsComingRow, figure);
  gtk_widget_class_bind_template_child (widget_class, CommsComingRow, unit);
  gtk_widget_class_bind_template_child (widget_class, CommsComingRow, title);
  gtk_widget_class_bind_template_child (widget_class, CommsComingRow, facts);
  gtk_widget_class_bind_template_child (widget_class, CommsComingRow, icon);
}

static void
comms_coming_row_init (CommsComingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A time and "today" or "tomorrow" where it is so near, else a date. */
static void
fill_moment (CommsComingRow         *self,
             const CommsTodayData *data,
             gint64                at)
{
  guint days = comms_today_days_until (data, at);
  gboolean past = at < comms_zone_day_start (data->zone, data->now, 0);
  g_autofree char *figure = NULL;
  g_autofree char *unit = NULL;

  if (!past && days <= 1)
    {
      figure = comms_format_time (data->zone, at);
      unit = g_strdup (days == 0 ? C_("today", "today") : C_("today", "tomorrow"));
    }
  else
    {
      figure = comms_format_date ("%-e", data->zone, at);
      /* Translators: the month and the weekday under the number of a day: Dec, Sat */
      unit = comms_format_date (C_("date", "%b, %a"), data->zone, at);
    }
  gtk_label_set_text (self->figure, figure);
  gtk_label_set_text (self->unit, unit);
}

static void
fill_words (CommsComingRow *self,
            const char   *title,
            const char   *facts)
{
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->facts, facts);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), *facts != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
}

/* A row leads to the person who asked, or to the release. */
static void
set_action (CommsComingRow             *self,
            const CommsTodayDeadline *deadline)
{
  gint64 id = deadline->release_id != 0 ? deadline->release_id : deadline->target_id;

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), id != 0);
  if (id == 0)
    return;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "x", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), deadline->release_id != 0
                                                           ? "win.open-release"
                                                           : "win.open-target");
}

GtkWidget *
comms_coming_row_new_deadline (const CommsTodayDeadline *deadline,
                             const CommsTodayData     *data)
{
  CommsComingRow *self = g_object_new (COMMS_TYPE_COMING_ROW, NULL);
  g_autofree char *title = comms_today_deadline_title (deadline);
  g_autofree char *facts = comms_today_deadline_facts (deadline, data);

  fill_moment (self, data, deadline->at);
  fill_words (self, title, facts);
  if (deadline->release_id != 0)
    gtk_image_set_from_icon_name (self->icon, "embargo-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (self->icon), deadline->release_id != 0);
  if (deadline->at < data->now)
    gtk_widget_add_css_class (GTK_WIDGET (self), "overdue");
  set_action (self, deadline);
  return GTK_WIDGET (self);
}

GtkWidget *
comms_coming_row_new_occasion (const CommsTodayOccasion *occasion,
                             const CommsTodayData     *data)
{
  CommsComingRow *self = g_object_new (COMMS_TYPE_COMING_ROW, NULL);
  guint days = comms_today_days_until (data, occasion->at);
  const char *language = pango_language_to_string (pango_language_get_default ());
  gboolean urdu = g_str_has_prefix (language, "ur") && occasion->occasion->name_ur != NULL;
  g_autofree char *facts = comms_today_occasion_facts (occasion, data);
  g_autofree char *figure = comms_format_number (days);

  gtk_label_set_text (self->figure, days > 0 ? figure : C_("today", "Today"));
  /* Translators: under the number of days until something */
  gtk_label_set_text (self->unit, ngettext ("day", "days", days));
  gtk_widget_set_visible (GTK_WIDGET (self->unit), days > 0);
  fill_words (self, urdu ? occasion->occasion->name_ur : occasion->occasion->name, facts);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  return GTK_WIDGET (self);
}
