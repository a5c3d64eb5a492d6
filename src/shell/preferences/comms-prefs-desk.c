/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-prefs-desk.h"

#include <glib/gi18n-lib.h>

#include "comms-prefs-rows.h"
#include "comms-zone-drop.h"
#include "comms-zone.h"

/* Translators: the numbers of the desk's rules: title, what it means. */
static const struct
{
  const char *property;
  const char *title;
  const char *subtitle;
  int lower;
  int upper;
} numbers[] = {
  { "hold-seconds", NC_ ("preferences", "Hold before sending"),
    NC_ ("preferences", "Seconds in which a sent post can still be taken back"), 0, 3600 },
  { "grace-minutes", NC_ ("preferences", "Grace"),
    NC_ ("preferences", "A post later than this many minutes is missed and waits for a person"), 0,
    1440 },
  { "spacing-seconds", NC_ ("preferences", "Least time between two posts"),
    NC_ ("preferences", "Seconds, on each account; the later one waits"), 0, 3600 },
  { "posts-low", NC_ ("preferences", "Fewest posts a day"),
    NC_ ("preferences", "On each account; fewer are marked amber"), 0, 24 },
  { "posts-high", NC_ ("preferences", "Most posts a day"),
    NC_ ("preferences", "Making the day’s posts never goes over it"), 1, 24 },
  { "link-uses", NC_ ("preferences", "Uses of one link a day"),
    NC_ ("preferences", "On each account"), 1, 24 },
  { "hashtags-high", NC_ ("preferences", "Most hashtags in a post"), NULL, 0, 10 },
};

struct _CommsPrefsDesk
{
  AdwPreferencesPage parent_instance;

  CommsDesk *desk;
  gboolean filling;

  GtkWidget *zone;
  AdwPreferencesGroup *audiences;
  GPtrArray *audience_rows;
  GtkWidget *slots;
  GtkWidget *spins[G_N_ELEMENTS (numbers)];
  GPtrArray *groups;
};

G_DEFINE_FINAL_TYPE (CommsPrefsDesk, comms_prefs_desk, ADW_TYPE_PREFERENCES_PAGE)

static void comms_prefs_desk_fill (CommsPrefsDesk *self);

static void
fill_again (gpointer page)
{
  comms_prefs_desk_fill (page);
}

static void
set_policy (CommsPrefsDesk *self,
            const char     *property,
            GValue         *value)
{
  comms_prefs_set_policy (GTK_WIDGET (self), self->desk, property, value, fill_again);
}

static void
set_list (CommsPrefsDesk *self,
          const char     *property,
          char          **list)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRV);
  g_value_take_boxed (&value, list);
  set_policy (self, property, &value);
}

static void
zone_chosen_cb (CommsPrefsDesk *self)
{
  const char *zone = comms_zone_drop_get_zone (COMMS_ZONE_DROP (self->zone));
  GValue value = G_VALUE_INIT;

  g_assert (COMMS_IS_PREFS_DESK (self));

  if (self->filling || zone == NULL)
    return;
  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, zone);
  set_policy (self, "zone", &value);
}

static void
number_changed_cb (CommsPrefsDesk *self,
                   GtkSpinButton  *spin)
{
  GValue value = G_VALUE_INIT;

  g_assert (COMMS_IS_PREFS_DESK (self));

  if (self->filling)
    return;
  g_value_init (&value, G_TYPE_INT64);
  g_value_set_int64 (&value, gtk_spin_button_get_value_as_int (spin));
  set_policy (self, g_object_get_data (G_OBJECT (spin), "property"), &value);
}

static void
slots_applied_cb (CommsPrefsDesk *self)
{
  g_auto (GStrv) words =
    g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (self->slots)), " ,;\t", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_assert (COMMS_IS_PREFS_DESK (self));

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_strv_builder_add (builder, *word);
  set_list (self, "slots", g_strv_builder_end (builder));
}

/* The zones of the audiences, without @leave_out, and with @add. */
static char **
dup_audiences (CommsPrefsDesk *self,
               const char     *leave_out,
               const char     *add)
{
  char **zones = comms_desk_get_policy (self->desk)->audience_zones;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (; zones != NULL && *zones != NULL; zones++)
    if (g_strcmp0 (*zones, leave_out) != 0 && g_strcmp0 (*zones, add) != 0)
      g_strv_builder_add (builder, *zones);
  if (add != NULL)
    g_strv_builder_add (builder, add);
  return g_strv_builder_end (builder);
}

static void
audience_removed_cb (CommsPrefsDesk *self,
                     GtkWidget      *button)
{
  g_assert (COMMS_IS_PREFS_DESK (self));

  set_list (self, "audience-zones",
            dup_audiences (self, g_object_get_data (G_OBJECT (button), "zone"), NULL));
}

static void
audience_added_cb (CommsPrefsDesk *self,
                   CommsZoneDrop  *drop)
{
  g_assert (COMMS_IS_PREFS_DESK (self));

  if (!self->filling && comms_zone_drop_get_zone (drop) != NULL)
    set_list (self, "audience-zones",
              dup_audiences (self, NULL, comms_zone_drop_get_zone (drop)));
}

static void
add_audience_row (CommsPrefsDesk *self,
                  GtkWidget      *row)
{
  adw_preferences_group_add (self->audiences, row);
  g_ptr_array_add (self->audience_rows, row);
}

static GtkWidget *
audience_row_new (CommsPrefsDesk *self,
                  const char     *zone)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *city = comms_zone_dup_city (zone);
  GtkWidget *row = comms_prefs_row (city, zone, button);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, C_("preferences", "Remove"));
  g_object_set_data_full (G_OBJECT (button), "zone", g_strdup (zone), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (audience_removed_cb), self,
                           G_CONNECT_SWAPPED);
  return row;
}

static void
fill_audiences (CommsPrefsDesk *self)
{
  char **zones = comms_desk_get_policy (self->desk)->audience_zones;
  GtkWidget *drop = comms_zone_drop_new (NULL);

  for (guint i = 0; i < self->audience_rows->len; i++)
    adw_preferences_group_remove (self->audiences, g_ptr_array_index (self->audience_rows, i));
  g_ptr_array_set_size (self->audience_rows, 0);
  for (; zones != NULL && *zones != NULL; zones++)
    add_audience_row (self, audience_row_new (self, *zones));
  g_signal_connect_object (drop, "chosen", G_CALLBACK (audience_added_cb), self,
                           G_CONNECT_SWAPPED);
  add_audience_row (self, comms_prefs_row (C_("preferences", "Add an audience"), NULL, drop));
}

static void
comms_prefs_desk_fill (CommsPrefsDesk *self)
{
  CommsPolicy *policy = comms_desk_get_policy (self->desk);
  g_autofree char *slots = policy->slots != NULL ? g_strjoinv (" ", policy->slots) : g_strdup ("");

  g_assert (COMMS_IS_PREFS_DESK (self));

  self->filling = TRUE;
  comms_zone_drop_set_zone (COMMS_ZONE_DROP (self->zone), policy->zone);
  fill_audiences (self);
  comms_prefs_entry_fill (self->slots, slots);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      gint64 value;

      g_object_get (policy, numbers[i].property, &value, NULL);
      comms_prefs_spin_fill (self->spins[i], (double) value);
    }
  self->filling = FALSE;
}

/* What is off says why. */
static void
comms_prefs_desk_allow (CommsPrefsDesk *self)
{
  const char *why_not = comms_prefs_why_not (self->desk);

  for (guint i = 0; i < self->groups->len; i++)
    {
      AdwPreferencesGroup *group = g_ptr_array_index (self->groups, i);

      gtk_widget_set_sensitive (GTK_WIDGET (group), why_not == NULL);
    }
  adw_preferences_group_set_description (g_ptr_array_index (self->groups, 0), why_not);
}

static AdwPreferencesGroup *
add_group (CommsPrefsDesk *self,
           const char     *title)
{
  AdwPreferencesGroup *group = comms_prefs_group (GTK_WIDGET (self), title, NULL);

  g_ptr_array_add (self->groups, group);
  return group;
}

static void
add_numbers (CommsPrefsDesk *self)
{
  AdwPreferencesGroup *group = add_group (self, C_("preferences", "Limits"));

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      const char *subtitle = numbers[i].subtitle;

      self->spins[i] = comms_prefs_spin_new (numbers[i].lower, numbers[i].upper, 0);
      g_object_set_data (G_OBJECT (self->spins[i]), "property", (gpointer) numbers[i].property);
      adw_preferences_group_add (
        group,
        comms_prefs_row (
          g_dpgettext2 (GETTEXT_PACKAGE, "preferences", numbers[i].title),
          subtitle != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, "preferences", subtitle) : NULL,
          self->spins[i]));
      g_signal_connect_object (self->spins[i], "value-changed", G_CALLBACK (number_changed_cb),
                               self, G_CONNECT_SWAPPED);
    }
}

static void
comms_prefs_desk_dispose (GObject *object)
{
  CommsPrefsDesk *self = COMMS_PREFS_DESK (object);

  g_clear_object (&self->desk);

  G_OBJECT_CLASS (comms_prefs_desk_parent_class)->dispose (object);
}

static void
comms_prefs_desk_finalize (GObject *object)
{
  CommsPrefsDesk *self = COMMS_PREFS_DESK (object);

  g_clear_pointer (&self->audience_rows, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);

  G_OBJECT_CLASS (comms_prefs_desk_parent_class)->finalize (object);
}

static void
comms_prefs_desk_class_init (CommsPrefsDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_prefs_desk_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_prefs_desk_finalize;
}

static void
comms_prefs_desk_init (CommsPrefsDesk *self)
{
  AdwPreferencesGroup *day;

  self->audience_rows = g_ptr_array_new ();
  self->groups = g_ptr_array_new ();
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), C_("preferences", "Desk"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "page-today-symbolic");

  day = add_group (self, C_("preferences", "The desk’s day"));
  self->zone = comms_zone_drop_new (NULL);
  adw_preferences_group_add (
    day, comms_prefs_row (C_("preferences", "Time zone"),
                          C_("preferences", "Its days and times are the desk’s own"), self->zone));
  self->slots = comms_prefs_entry_row (C_("preferences", "Times of a day’s posts"), NULL);
  adw_preferences_group_add (day, self->slots);
  self->audiences = add_group (self, C_("preferences", "Audiences, whose time is shown beside it"));
  add_numbers (self);
  g_signal_connect_object (self->zone, "chosen", G_CALLBACK (zone_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->slots, "apply", G_CALLBACK (slots_applied_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * comms_prefs_desk_new:
 *
 * Returns: (transfer floating): the page of the desk's day
 */
GtkWidget *
comms_prefs_desk_new (CommsDesk *desk)
{
  CommsPrefsDesk *self = g_object_new (COMMS_TYPE_PREFS_DESK, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "notify::policy", G_CALLBACK (comms_prefs_desk_fill), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::person", G_CALLBACK (comms_prefs_desk_allow), self,
                           G_CONNECT_SWAPPED);
  comms_prefs_desk_fill (self);
  comms_prefs_desk_allow (self);
  return GTK_WIDGET (self);
}
