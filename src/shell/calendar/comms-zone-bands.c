/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-zone-bands.h"

#include <glib/gi18n-lib.h>

#include "comms-calendar-item.h"
#include "comms-marks.h"
#include "comms-paint.h"
#include "comms-zone.h"

#define HOURS 24
#define PADDING 8

#define WORK_FROM 8
#define WORK_UNTIL 18
#define EDGE_FROM 6
#define EDGE_UNTIL 22

struct _CommsZoneBands
{
  GtkWidget parent_instance;

  char **zones;
  guint day;
  int pill;
  gboolean legal;
};

G_DEFINE_FINAL_TYPE (CommsZoneBands, comms_zone_bands, GTK_TYPE_WIDGET)

static guint
n_zones (CommsZoneBands *self)
{
  return self->zones != NULL ? g_strv_length (self->zones) : 0;
}

/* The name of the tone of an hour: a colour of the style. */
static const char *
tone_of (int hour)
{
  if (hour >= WORK_FROM && hour < WORK_UNTIL)
    return "zone_work";
  return hour >= EDGE_FROM && hour < EDGE_UNTIL ? "zone_edge" : "zone_night";
}

/* @alignment as for text from left to right; the times are digits in either direction. */
static void
draw_text (GtkWidget      *widget,
           GtkSnapshot    *snapshot,
           const char     *text,
           float           x,
           float           y,
           PangoAlignment  alignment,
           const GdkRGBA  *colour)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);

  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_width (layout, (COMMS_BAND_WIDTH - 2 * PADDING) * PANGO_SCALE);
  pango_layout_set_alignment (layout, alignment);
  x += PADDING;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

/* "06:00", with the day where it is not the one that is shown. */
static char *
hour_dup_text (CommsZoneBands *self,
               const char     *zone,
               gint64          at)
{
  guint day = comms_calendar_day_of (zone, at, NULL);

  return day == self->day ? comms_format_time (zone, at)
                          /* Translators: in the band of a zone where it is another day */
                          : comms_format_date (C_("date", "%H:%M %a"), zone, at);
}

static void
draw_band (CommsZoneBands *self,
           GtkSnapshot    *snapshot,
           const char     *zone,
           float           x)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRGBA line, text, night_text;

  comms_widget_get_colour (widget, &text);
  comms_widget_lookup_colour (widget, "zone_night_text", &night_text);
  line = text;
  comms_colour_fade (&line, .12f);

  for (int i = 0; i < HOURS; i++)
    {
      gint64 at = comms_calendar_instant (self->zones[0], self->day, i * 60);
      g_autoptr (GDateTime) local = comms_zone_date_time (zone, at);
      g_autofree char *words = hour_dup_text (self, zone, at);
      const char *tone = tone_of (g_date_time_get_hour (local));
      float y = (float) i * COMMS_HOUR_HEIGHT;
      GdkRGBA ground;

      comms_widget_lookup_colour (widget, tone, &ground);
      gtk_snapshot_append_color (snapshot, &ground,
                                 &GRAPHENE_RECT_INIT (x, y, COMMS_BAND_WIDTH, COMMS_HOUR_HEIGHT));
      gtk_snapshot_append_color (snapshot, &line,
                                 &GRAPHENE_RECT_INIT (x, y, COMMS_BAND_WIDTH, 1));
      draw_text (widget, snapshot, words, x, y + 2, PANGO_ALIGN_LEFT,
                 g_str_equal (tone, "zone_night") ? &night_text : &text);
    }
  gtk_snapshot_append_color (snapshot, &line,
                             &GRAPHENE_RECT_INIT (x, 0, 1, HOURS * COMMS_HOUR_HEIGHT));
}

static void
draw_pill (CommsZoneBands *self,
           GtkSnapshot    *snapshot,
           const char     *zone,
           float           x)
{
  const float height = 20;
  float y = (float) self->pill * COMMS_HOUR_HEIGHT / 60.f - height / 2.f;
  g_autofree char *words =
    comms_format_time (zone, comms_calendar_instant (self->zones[0], self->day, self->pill));
  GskRoundedRect shape;
  GdkRGBA ground, text;

  comms_widget_lookup_colour (GTK_WIDGET (self),
                              self->legal ? "accent_bg_color" : "error_bg_color", &ground);
  comms_widget_lookup_colour (GTK_WIDGET (self),
                              self->legal ? "accent_fg_color" : "error_fg_color", &text);
  gsk_rounded_rect_init_from_rect (
    &shape, &GRAPHENE_RECT_INIT (x + 4, MAX (0, y), COMMS_BAND_WIDTH - 8, height), height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &ground, &shape.bounds);
  gtk_snapshot_pop (snapshot);
  draw_text (GTK_WIDGET (self), snapshot, words, x, MAX (0, y) + 2, PANGO_ALIGN_CENTER, &text);
}

static void
comms_zone_bands_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  CommsZoneBands *self = COMMS_ZONE_BANDS (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint n = n_zones (self);

  for (guint i = 0; i < n; i++)
    draw_band (self, snapshot, self->zones[i],
               (float) ((rtl ? n - 1 - i : i) * COMMS_BAND_WIDTH));
  for (guint i = 0; self->pill >= 0 && i < n; i++)
    draw_pill (self, snapshot, self->zones[i],
               (float) ((rtl ? n - 1 - i : i) * COMMS_BAND_WIDTH));
}

static void
comms_zone_bands_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                          ? (int) n_zones (COMMS_ZONE_BANDS (widget)) * COMMS_BAND_WIDTH
                          : HOURS * COMMS_HOUR_HEIGHT;
}

static void
comms_zone_bands_finalize (GObject *object)
{
  CommsZoneBands *self = COMMS_ZONE_BANDS (object);

  g_clear_pointer (&self->zones, g_strfreev);
  G_OBJECT_CLASS (comms_zone_bands_parent_class)->finalize (object);
}

static void
comms_zone_bands_class_init (CommsZoneBandsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = comms_zone_bands_finalize;
  widget_class->measure = comms_zone_bands_measure;
  widget_class->snapshot = comms_zone_bands_snapshot;
  gtk_widget_class_set_css_name (widget_class, "zonebands");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
comms_zone_bands_init (CommsZoneBands *self)
{
  self->pill = -1;
}

void
comms_zone_bands_set_day (CommsZoneBands    *self,
                          const char *const *zones,
                          guint              day)
{
  g_return_if_fail (COMMS_IS_ZONE_BANDS (self));
  g_return_if_fail (zones != NULL && zones[0] != NULL);

  g_strfreev (self->zones);
  self->zones = g_strdupv ((char **) zones);
  self->day = day;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
comms_zone_bands_set_pill (CommsZoneBands *self,
                           int             minute,
                           gboolean        legal)
{
  g_return_if_fail (COMMS_IS_ZONE_BANDS (self));

  if (self->pill == minute && self->legal == legal)
    return;
  self->pill = minute;
  self->legal = legal;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
