/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-agenda-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "comms-calendar-input.h"
#include "comms-card-pool.h"
#include "comms-marks.h"
#include "comms-paint.h"
#include "comms-template.h"

struct _CommsAgendaView
{
  GtkWidget parent_instance;

  CommsCardPool *pool;
  GPtrArray *headings;    /* labels, used again; children of the box */
  guint n_headings;
  guint target;           /* the day to scroll to, once the sizes are known */
  guint scroll_id;

  GtkScrolledWindow *scroller;
  GtkBox *box;
  GtkWidget *empty;
};

G_DEFINE_FINAL_TYPE (CommsAgendaView, comms_agenda_view, GTK_TYPE_WIDGET)

static void
put_after (CommsAgendaView *self,
           GtkWidget       *widget,
           GtkWidget      **last)
{
  if (gtk_widget_get_parent (widget) == NULL)
    gtk_box_insert_child_after (self->box, widget, *last);
  else
    gtk_box_reorder_child_after (self->box, widget, *last);
  *last = widget;
}

static char *
heading_dup_text (CommsCalendarData *data,
                  guint              day)
{
  CommsOccasion *occasion = comms_calendar_data_occasion (data, day);
  g_autofree char *date = comms_format_day (data->zone,
                                            comms_calendar_day_start (data->zone, day));

  if (occasion == NULL)
    return g_steal_pointer (&date);
  /* Translators: a day and the occasion that falls on it: Thursday 10 December, Human Rights Day */
  return g_strdup_printf (C_("calendar", "%s, %s"), date, comms_calendar_occasion_name (occasion));
}

static GtkWidget *
next_heading (CommsAgendaView   *self,
              CommsCalendarData *data,
              guint              day)
{
  g_autofree char *text = heading_dup_text (data, day);
  GtkWidget *label;

  if (self->n_headings == self->headings->len)
    {
      label = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_set_margin_top (label, 12);
      gtk_widget_add_css_class (label, "heading");
      g_ptr_array_add (self->headings, label);
    }
  label = g_ptr_array_index (self->headings, self->n_headings++);
  gtk_label_set_text (GTK_LABEL (label), text);
  comms_widget_toggle_class (label, "today",
                             day == comms_calendar_day_of (data->zone, data->now, NULL));
  g_object_set_data (G_OBJECT (label), "day", GUINT_TO_POINTER (day));
  gtk_widget_set_visible (label, TRUE);
  return label;
}

static void
comms_agenda_view_dispose (GObject *object)
{
  CommsAgendaView *self = COMMS_AGENDA_VIEW (object);

  g_clear_handle_id (&self->scroll_id, g_source_remove);
  g_clear_pointer (&self->pool, comms_card_pool_free);
  g_clear_pointer (&self->headings, g_ptr_array_unref);
  comms_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_AGENDA_VIEW);
  G_OBJECT_CLASS (comms_agenda_view_parent_class)->dispose (object);
}

static void
comms_agenda_view_class_init (CommsAgendaViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_agenda_view_dispose;

  g_type_ensure (ADW_TYPE_CLAMP);
  gtk_widget_class_set_css_name (widget_class, "agenda");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-agenda-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsAgendaView, scroller);
  gtk_widget_class_bind_template_child (widget_class, CommsAgendaView, box);
  gtk_widget_class_bind_template_child (widget_class, CommsAgendaView, empty);
}

static void
comms_agenda_view_init (CommsAgendaView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->pool = comms_card_pool_new (COMMS_CARD_WIDE);
  self->headings = g_ptr_array_new ();
  comms_calendar_input_attach (GTK_WIDGET (self));
}

void
comms_agenda_view_fill (CommsAgendaView   *self,
                        CommsCalendarData *data,
                        GPtrArray         *items,
                        CommsCalendarRange range)
{
  g_autoptr (CommsCalendarItem) focused = NULL;
  GtkWidget *last = self->empty;
  guint day = 0;

  g_return_if_fail (COMMS_IS_AGENDA_VIEW (self));

  focused = comms_card_pool_dup_focused (self->pool);
  self->n_headings = 0;
  comms_card_pool_begin (self->pool);
  for (guint i = 0; i < items->len; i++)
    {
      CommsCalendarItem *item = g_ptr_array_index (items, i);

      if (item->day < range.first || item->day >= range.first + range.n_days)
        continue;
      if (item->day != day)
        put_after (self, next_heading (self, data, item->day), &last);
      day = item->day;
      put_after (self, comms_card_pool_next (self->pool, item, data->now), &last);
    }
  comms_card_pool_end (self->pool);
  for (guint i = self->n_headings; i < self->headings->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->headings, i), FALSE);
  gtk_widget_set_visible (self->empty, comms_card_pool_n_cards (self->pool) == 0);
  if (focused != NULL)
    comms_agenda_view_focus_item (self, focused);
}

gboolean
comms_agenda_view_focus_item (CommsAgendaView   *self,
                              CommsCalendarItem *item)
{
  GtkWidget *card;

  g_return_val_if_fail (COMMS_IS_AGENDA_VIEW (self), FALSE);

  card = comms_card_pool_find (self->pool, item);
  return card != NULL && gtk_widget_grab_focus (card);
}

static gboolean
scroll_cb (gpointer data)
{
  CommsAgendaView *self = data;
  graphene_point_t point;

  self->scroll_id = 0;
  for (guint i = 0; i < self->n_headings; i++)
    {
      GtkWidget *label = g_ptr_array_index (self->headings, i);

      if (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (label), "day")) < self->target)
        continue;
      if (gtk_widget_compute_point (label, GTK_WIDGET (self->box), &GRAPHENE_POINT_INIT (0, 0),
                                    &point))
        gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller),
                                  (double) point.y);
      break;
    }
  return G_SOURCE_REMOVE;
}

void
comms_agenda_view_show_day (CommsAgendaView *self,
                            guint            day)
{
  g_return_if_fail (COMMS_IS_AGENDA_VIEW (self));

  self->target = day;
  if (self->scroll_id == 0)
    self->scroll_id = g_idle_add_full (G_PRIORITY_LOW, scroll_cb, self, NULL);
}
