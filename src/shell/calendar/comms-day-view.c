/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-day-view.h"

#include <glib/gi18n-lib.h>

#include "comms-day-column.h"
#include "comms-day-side.h"
#include "comms-fold-bin.h"
#include "comms-marks.h"
#include "comms-page.h"
#include "comms-template.h"
#include "comms-zone-bands.h"
#include "comms-zone.h"

/* Bands beyond this many leave no room for the posts. */
#define MAX_ZONES 4

struct _CommsDayView
{
  GtkWidget parent_instance;

  CommsCalendarData *data;
  guint day;
  gboolean narrow;
  gboolean has_release;
  guint scroll_id;

  CommsFoldBin *fold;
  CommsDaySide *side;
  GtkBox *cities;
  GtkLabel *occasion;
  GtkLabel *hashtag;
  GtkLabel *sum;
  GtkScrolledWindow *scroller;
  CommsZoneBands *bands;
  CommsDayColumn *column;
};

G_DEFINE_FINAL_TYPE (CommsDayView, comms_day_view, GTK_TYPE_WIDGET)

enum
{
  HINT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
aim_cb (CommsDayView *self,
        int           minute,
        gboolean      legal)
{
  comms_zone_bands_set_pill (self->bands, minute, legal);
}

static void
hint_cb (CommsDayView *self,
         const char   *hint)
{
  g_signal_emit (self, signals[HINT], 0, hint);
}

/* The side stands there where the day has a release, and room for it. */
static void
folded_cb (CommsDayView *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->side),
                          self->has_release && !comms_fold_bin_get_folded (self->fold));
}

static void
fill_side (CommsDayView *self,
           GPtrArray    *items)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), COMMS_TYPE_PAGE);

  if (page == NULL)
    return;
  self->has_release =
    comms_day_side_fill (self->side, comms_page_get_desk (COMMS_PAGE (page)), items, self->day);
  folded_cb (self);
}

/* The desk's own zone, then the audiences' other ones. (transfer container) */
static GPtrArray *
zones_of (CommsDayView *self)
{
  GPtrArray *zones = g_ptr_array_new ();

  g_ptr_array_add (zones, self->data->zone);
  for (guint i = 0; !self->narrow && self->data->zones != NULL && self->data->zones[i] != NULL; i++)
    if (zones->len < MAX_ZONES && !g_str_equal (self->data->zones[i], self->data->zone))
      g_ptr_array_add (zones, self->data->zones[i]);
  g_ptr_array_add (zones, NULL);
  return zones;
}

/* "UTC+5", "UTC+5:30", "UTC−5", "UTC±0" */
static char *
offset_dup_text (int minutes)
{
  const char *sign = minutes < 0 ? "\u2212" : minutes > 0 ? "+" : "\u00b1";
  int size = ABS (minutes);
  g_autofree char *text = NULL;

  if (size % 60 == 0)
    text = g_strdup_printf ("UTC%s%d", sign, size / 60);
  else
    text = g_strdup_printf ("UTC%s%d:%02d", sign, size / 60, size % 60);
  return comms_format_digits (text);
}

static GtkWidget *
city_new (const char *zone,
          gint64      noon)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *city = comms_zone_dup_city (zone);
  g_autofree char *offset = offset_dup_text (comms_zone_offset (zone, noon));
  GtkWidget *name = gtk_label_new (city);
  GtkWidget *line = gtk_label_new (offset);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (line), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  /* All at one height, however tall the letters of a name are. */
  gtk_widget_set_valign (line, GTK_ALIGN_END);
  gtk_widget_set_vexpand (line, TRUE);
  gtk_widget_set_vexpand (box, FALSE);
  gtk_widget_add_css_class (name, "caption-heading");
  gtk_widget_add_css_class (line, "caption");
  gtk_widget_add_css_class (line, "secondary");
  gtk_widget_set_size_request (box, COMMS_BAND_WIDTH, -1);
  gtk_widget_add_css_class (box, "city");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), line);
  return box;
}

static void
fill_zones (CommsDayView *self)
{
  g_autoptr (GPtrArray) zones = zones_of (self);
  gint64 noon = comms_calendar_instant (self->data->zone, self->day, 12 * 60);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cities))) != NULL)
    gtk_box_remove (self->cities, child);
  for (guint i = 0; i + 1 < zones->len; i++)
    gtk_box_append (self->cities, city_new (g_ptr_array_index (zones, i), noon));
  comms_zone_bands_set_day (self->bands, (const char *const *) zones->pdata, self->day);
}

static void
fill_head (CommsDayView *self,
           GPtrArray    *items)
{
  CommsOccasion *occasion = comms_calendar_data_occasion (self->data, self->day);
  gboolean has_tag = occasion != NULL && occasion->hashtag != NULL && *occasion->hashtag != '\0';
  guint n = 0;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      CommsCalendarItem *item = g_ptr_array_index (items, i);

      n += item->day == self->day && item->post != NULL;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->occasion), occasion != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->hashtag), has_tag);
  if (occasion != NULL)
    gtk_label_set_text (self->occasion, comms_calendar_occasion_name (occasion));
  if (has_tag)
    gtk_label_set_text (self->hashtag, occasion->hashtag);
  number = comms_format_number (n);
  text = g_strdup_printf (ngettext ("%s post", "%s posts", n), number);
  gtk_label_set_text (self->sum, text);
}

static gboolean
scroll_cb (gpointer data)
{
  CommsDayView *self = data;
  int hour = MAX (comms_day_column_first (self->column) / 60 - 1, 0);

  self->scroll_id = 0;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller),
                            hour * COMMS_HOUR_HEIGHT);
  return G_SOURCE_REMOVE;
}

static void
comms_day_view_dispose (GObject *object)
{
  CommsDayView *self = COMMS_DAY_VIEW (object);

  g_clear_handle_id (&self->scroll_id, g_source_remove);
  g_clear_pointer (&self->data, comms_calendar_data_unref);
  comms_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_DAY_VIEW);
  G_OBJECT_CLASS (comms_day_view_parent_class)->dispose (object);
}

static void
comms_day_view_class_init (CommsDayViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_day_view_dispose;

  signals[HINT] = g_signal_new ("hint", COMMS_TYPE_DAY_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (COMMS_TYPE_ZONE_BANDS);
  g_type_ensure (COMMS_TYPE_DAY_COLUMN);
  g_type_ensure (COMMS_TYPE_DAY_SIDE);
  g_type_ensure (COMMS_TYPE_FOLD_BIN);
  gtk_widget_class_set_css_name (widget_class, "dayview");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-day-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsDayView, fold);
  gtk_widget_class_bind_template_child (widget_class, CommsDayView, side);
  gtk_widget_class_bind_template_child (widget_class, CommsDayView, cities);
  gtk_widget_class_bind_template_child (widget_class, CommsDayView, occasion);
  gtk_widget_class_bind_template_child (widget_class, CommsDayView, hashtag);
  gtk_widget_class_bind_template_child (widget_class, CommsDayView, sum);
  gtk_widget_class_bind_template_child (widget_class, CommsDayView, scroller);
  gtk_widget_class_bind_template_child (widget_class, CommsDayView, bands);
  gtk_widget_class_bind_template_child (widget_class, CommsDayView, column);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, aim_cb);
  gtk_widget_class_bind_template_callback (widget_class, hint_cb);
}

static void
comms_day_view_init (CommsDayView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
comms_day_view_fill (CommsDayView      *self,
                     CommsCalendarData *data,
                     GPtrArray         *items,
                     guint              day)
{
  gboolean other_day;

  g_return_if_fail (COMMS_IS_DAY_VIEW (self));

  other_day = self->day != day;
  comms_calendar_data_ref (data);
  g_clear_pointer (&self->data, comms_calendar_data_unref);
  self->data = data;
  self->day = day;
  fill_zones (self);
  fill_head (self, items);
  comms_day_column_fill (self->column, data, items, day);
  fill_side (self, items);
  /* Once the sizes are known: the scrolled window has no range before. */
  if (other_day && self->scroll_id == 0)
    self->scroll_id = g_idle_add_full (G_PRIORITY_LOW, scroll_cb, self, NULL);
}

gboolean
comms_day_view_focus_item (CommsDayView      *self,
                           CommsCalendarItem *item)
{
  g_return_val_if_fail (COMMS_IS_DAY_VIEW (self), FALSE);

  return comms_day_column_focus_item (self->column, item);
}

void
comms_day_view_set_narrow (CommsDayView *self,
                           gboolean      narrow)
{
  g_return_if_fail (COMMS_IS_DAY_VIEW (self));

  self->narrow = narrow;
  if (self->data != NULL)
    fill_zones (self);
}
