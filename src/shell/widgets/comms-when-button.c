/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "comms-when-button.h"

#include "comms-marks.h"
#include "comms-template.h"
#include "comms-zone.h"

struct _CommsWhenButton
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkImage *image;
  GtkLabel *label;
  GtkPopover *popover;
  GtkCalendar *calendar;
  GtkEntry *time_entry;
  GtkDropDown *zone_drop;
  GtkLabel *hint_label;
  GtkButton *none_button;

  GPtrArray *zones; /* of IANA names, the desk's own first */
  char *none_label;
  char *wall;
  char *zone;
  gint64 today;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CommsWhenButton, comms_when_button, GTK_TYPE_WIDGET)

enum
{
  PROP_ICON_NAME = 1,
  PROP_NONE_LABEL,
  N_PROPERTIES,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

void
comms_menu_button_fill (GtkMenuButton *button)
{
  GtkWidget *child;
  GtkWidget *toggle;

  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  toggle = gtk_widget_get_first_child (GTK_WIDGET (button));
  child = gtk_menu_button_get_child (button);
  for (GtkWidget *widget = child; widget != NULL && widget != toggle;
       widget = gtk_widget_get_parent (widget))
    {
      gtk_widget_set_halign (widget, GTK_ALIGN_FILL);
      gtk_widget_set_hexpand (widget, TRUE);
    }
}

static const char *
own_zone (CommsWhenButton *self)
{
  return self->zones->len > 0 ? g_ptr_array_index (self->zones, 0) : "UTC";
}

/* "Thu 10 Dec, 15:00", with the city where the zone is not the desk's own. */
static char *
dup_words (CommsWhenButton *self)
{
  gint64 instant = comms_when_button_get_instant (self);
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;
  g_autofree char *city = NULL;

  if (instant == 0)
    return g_strdup (self->none_label);

  day = comms_format_day_short (self->zone, instant);
  time = comms_format_time (self->zone, instant);
  if (g_strcmp0 (self->zone, own_zone (self)) == 0)
    /* Translators: day and time of day */
    return g_strdup_printf (C_ ("planned time", "%s, %s"), day, time);
  city = comms_zone_dup_city (self->zone);
  /* Translators: day, time of day, city */
  return g_strdup_printf (C_ ("planned time", "%s, %s %s"), day, time, city);
}

static void
update_button (CommsWhenButton *self)
{
  g_autofree char *words = dup_words (self);

  gtk_label_set_label (self->label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->none_button), self->wall != NULL);
  gtk_button_set_label (self->none_button, self->none_label != NULL ? self->none_label : "");
}

static void
set_hint (CommsWhenButton *self, const char *hint)
{
  gtk_label_set_label (self->hint_label, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), hint != NULL);
}

/* Reads "9", "9:30", "0930" and "21.15"; FALSE where it is no time of day. */
static gboolean
parse_time (const char *text, int *hour, int *minute)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gsize colon = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        g_string_append_c (digits, (char) ('0' + g_unichar_digit_value (c)));
      else if ((c == ':' || c == '.') && colon == 0)
        colon = digits->len;
      else if (!g_unichar_isspace (c))
        return FALSE;
    }
  if (digits->len == 0 || digits->len > 4)
    return FALSE;
  if (colon == 0)
    colon = digits->len > 2 ? digits->len - 2 : digits->len;
  *minute = colon < digits->len ? atoi (digits->str + colon) : 0;
  g_string_truncate (digits, colon);
  *hour = atoi (digits->str);
  return *hour < 24 && *minute < 60;
}

static void
take_plan (CommsWhenButton *self, char *wall, const char *zone)
{
  g_autofree char *new_wall = wall;
  g_autofree char *new_zone = NULL;

  if (g_strcmp0 (self->wall, new_wall) == 0 && g_strcmp0 (self->zone, zone) == 0)
    return;
  new_zone = g_strdup (zone);
  g_free (self->wall);
  self->wall = g_steal_pointer (&new_wall);
  g_free (self->zone);
  self->zone = g_steal_pointer (&new_zone);
  update_button (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Takes what the popover says, if it makes a time. */
static void
read_popover (CommsWhenButton *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  const char *zone = g_ptr_array_index (self->zones, gtk_drop_down_get_selected (self->zone_drop));
  g_autofree char *wall = NULL;
  CommsWallFit fit;
  gint64 instant;
  int hour, minute;

  if (!parse_time (gtk_editable_get_text (GTK_EDITABLE (self->time_entry)), &hour, &minute))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->time_entry), "error");
      set_hint (self, C_ ("planned time", "Write the time as hours and minutes, such as 15:00."));
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->time_entry), "error");
  wall = g_strdup_printf ("%04d-%02d-%02dT%02d:%02d", g_date_time_get_year (date),
                          g_date_time_get_month (date), g_date_time_get_day_of_month (date), hour,
                          minute);
  if (!comms_zone_to_instant (zone, wall, &instant, &fit, NULL))
    return;
  set_hint (self, fit == COMMS_WALL_GAP
                    ? C_ ("planned time",
                          "The clocks skip this time on that day; an hour later is taken.")
                  : fit == COMMS_WALL_FOLD
                    ? C_ ("planned time", "This time comes twice on that day; the first is taken.")
                    : NULL);
  take_plan (self, g_steal_pointer (&wall), zone);
}

static void
add_zone (CommsWhenButton *self, const char *zone)
{
  g_autofree char *city = NULL;

  if (zone == NULL || *zone == '\0' ||
      g_ptr_array_find_with_equal_func (self->zones, zone, g_str_equal, NULL))
    return;
  city = comms_zone_dup_city (zone);
  g_ptr_array_add (self->zones, g_strdup (zone));
  gtk_string_list_append (GTK_STRING_LIST (gtk_drop_down_get_model (self->zone_drop)), city);
}

static void
fill_popover (CommsWhenButton *self)
{
  const char *zone = self->zone != NULL ? self->zone : own_zone (self);
  gint64 instant = comms_when_button_get_instant (self);
  g_autoptr (GDateTime) date = comms_zone_date_time (zone, instant != 0 ? instant : self->today);
  g_autofree char *time = g_date_time_format (date, "%H:%M");
  guint position = 0;

  self->filling = TRUE;
  gtk_calendar_select_day (self->calendar, date);
  gtk_editable_set_text (GTK_EDITABLE (self->time_entry), instant != 0 ? time : "");
  g_ptr_array_find_with_equal_func (self->zones, zone, g_str_equal, &position);
  gtk_drop_down_set_selected (self->zone_drop, position);
  gtk_widget_remove_css_class (GTK_WIDGET (self->time_entry), "error");
  set_hint (self,
            instant != 0 ? NULL : C_ ("planned time", "Choose a day and write the time of day."));
  self->filling = FALSE;
}

static void
popover_show_cb (CommsWhenButton *self)
{
  g_assert (COMMS_IS_WHEN_BUTTON (self));

  fill_popover (self);
}

static void
date_changed_cb (CommsWhenButton *self)
{
  g_assert (COMMS_IS_WHEN_BUTTON (self));

  if (self->filling)
    return;
  if (*gtk_editable_get_text (GTK_EDITABLE (self->time_entry)) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->time_entry));
  else
    read_popover (self);
}

static void
time_changed_cb (CommsWhenButton *self)
{
  g_assert (COMMS_IS_WHEN_BUTTON (self));

  /* "1" is on its way to "15:00": take only what is complete. */
  if (!self->filling &&
      g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (self->time_entry)), -1) >= 4)
    read_popover (self);
}

static void
time_activate_cb (CommsWhenButton *self)
{
  g_assert (COMMS_IS_WHEN_BUTTON (self));

  read_popover (self);
  if (self->wall != NULL && !gtk_widget_has_css_class (GTK_WIDGET (self->time_entry), "error"))
    gtk_popover_popdown (self->popover);
}

static void
zone_changed_cb (CommsWhenButton *self)
{
  g_assert (COMMS_IS_WHEN_BUTTON (self));

  if (!self->filling && self->wall != NULL)
    read_popover (self);
}

static void
none_clicked_cb (CommsWhenButton *self)
{
  g_assert (COMMS_IS_WHEN_BUTTON (self));

  gtk_popover_popdown (self->popover);
  take_plan (self, NULL, self->zone);
}

static void
comms_when_button_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CommsWhenButton *self = COMMS_WHEN_BUTTON (object);

  switch (prop_id)
    {
    case PROP_ICON_NAME:
      g_value_set_string (value, gtk_image_get_icon_name (self->image));
      break;
    case PROP_NONE_LABEL:
      g_value_set_string (value, self->none_label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_when_button_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  CommsWhenButton *self = COMMS_WHEN_BUTTON (object);

  switch (prop_id)
    {
    case PROP_ICON_NAME:
      gtk_image_set_from_icon_name (self->image, g_value_get_string (value));
      break;
    case PROP_NONE_LABEL:
      g_free (self->none_label);
      self->none_label = g_value_dup_string (value);
      update_button (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_when_button_dispose (GObject *object)
{
  comms_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_WHEN_BUTTON);

  G_OBJECT_CLASS (comms_when_button_parent_class)->dispose (object);
}

static void
comms_when_button_finalize (GObject *object)
{
  CommsWhenButton *self = COMMS_WHEN_BUTTON (object);

  g_clear_pointer (&self->zones, g_ptr_array_unref);
  g_clear_pointer (&self->none_label, g_free);
  g_clear_pointer (&self->wall, g_free);
  g_clear_pointer (&self->zone, g_free);

  G_OBJECT_CLASS (comms_when_button_parent_class)->finalize (object);
}

static void
comms_when_button_class_init (CommsWhenButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = comms_when_button_get_property;
  object_class->set_property = comms_when_button_set_property;
  object_class->dispose = comms_when_button_dispose;
  object_class->finalize = comms_when_button_finalize;

  properties[PROP_ICON_NAME] =
    g_param_spec_string ("icon-name", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NONE_LABEL] = g_param_spec_string ("none-label", NULL, NULL, NULL,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-when-button.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsWhenButton, button);
  gtk_widget_class_bind_template_child (widget_class, CommsWhenButton, image);
  gtk_widget_class_bind_template_child (widget_class, CommsWhenButton, label);
  gtk_widget_class_bind_template_child (widget_class, CommsWhenButton, popover);
  gtk_widget_class_bind_template_child (widget_class, CommsWhenButton, calendar);
  gtk_widget_class_bind_template_child (widget_class, CommsWhenButton, time_entry);
  gtk_widget_class_bind_template_child (widget_class, CommsWhenButton, zone_drop);
  gtk_widget_class_bind_template_child (widget_class, CommsWhenButton, hint_label);
  gtk_widget_class_bind_template_child (widget_class, CommsWhenButton, none_button);
  gtk_widget_class_bind_template_callback (widget_class, popover_show_cb);
  gtk_widget_class_bind_template_callback (widget_class, date_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, time_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, time_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, zone_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, none_clicked_cb);
}

static void
comms_when_button_init (CommsWhenButton *self)
{
  g_autoptr (GtkStringList) cities = gtk_string_list_new (NULL);

  self->zones = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = TRUE;
  gtk_drop_down_set_model (self->zone_drop, G_LIST_MODEL (cities));
  self->filling = FALSE;
  comms_menu_button_fill (self->button);
  /* What fills the button is no reason for the button to grow. */
  gtk_widget_set_hexpand (GTK_WIDGET (self->button), FALSE);
  update_button (self);
}

void
comms_when_button_set_zones (CommsWhenButton *self, const char *own, const char *const *others)
{
  g_autoptr (GtkStringList) cities = NULL;

  g_return_if_fail (COMMS_IS_WHEN_BUTTON (self));
  g_return_if_fail (own != NULL);

  self->filling = TRUE;
  g_ptr_array_set_size (self->zones, 0);
  cities = gtk_string_list_new (NULL);
  gtk_drop_down_set_model (self->zone_drop, G_LIST_MODEL (cities));
  add_zone (self, own);
  for (guint i = 0; others != NULL && others[i] != NULL; i++)
    add_zone (self, others[i]);
  add_zone (self, self->zone);
  self->filling = FALSE;
  update_button (self);
}

void
comms_when_button_set_plan (CommsWhenButton *self, const char *wall, const char *zone)
{
  g_autofree char *new_wall = NULL;
  g_autofree char *new_zone = NULL;

  g_return_if_fail (COMMS_IS_WHEN_BUTTON (self));

  new_wall = wall != NULL && *wall != '\0' ? g_strdup (wall) : NULL;
  new_zone = g_strdup (zone != NULL ? zone : own_zone (self));
  g_free (self->wall);
  self->wall = g_steal_pointer (&new_wall);
  g_free (self->zone);
  self->zone = g_steal_pointer (&new_zone);
  self->filling = TRUE;
  add_zone (self, self->zone);
  self->filling = FALSE;
  update_button (self);
}

const char *
comms_when_button_get_wall (CommsWhenButton *self)
{
  g_return_val_if_fail (COMMS_IS_WHEN_BUTTON (self), NULL);

  return self->wall;
}

const char *
comms_when_button_get_zone (CommsWhenButton *self)
{
  g_return_val_if_fail (COMMS_IS_WHEN_BUTTON (self), NULL);

  return self->zone != NULL ? self->zone : own_zone (self);
}

gint64
comms_when_button_get_instant (CommsWhenButton *self)
{
  gint64 instant;

  g_return_val_if_fail (COMMS_IS_WHEN_BUTTON (self), 0);

  if (self->wall == NULL ||
      !comms_zone_to_instant (comms_when_button_get_zone (self), self->wall, &instant, NULL, NULL))
    return 0;
  return instant;
}

void
comms_when_button_set_today (CommsWhenButton *self, gint64 now)
{
  g_return_if_fail (COMMS_IS_WHEN_BUTTON (self));

  self->today = now;
}
