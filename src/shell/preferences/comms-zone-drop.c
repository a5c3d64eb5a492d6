/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-zone-drop.h"

#include <glib/gi18n-lib.h>

#define ZONE_TABLE "/usr/share/zoneinfo/zone1970.tab"
#define COLUMN_ZONE 2

struct _CommsZoneDrop
{
  GtkWidget parent_instance;

  GtkWidget *drop;
  GtkStringList *words; /* what is shown; the first asks to choose */
  GPtrArray *zones;     /* the names, at the same places */
  char *zone;
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (CommsZoneDrop, comms_zone_drop, GTK_TYPE_WIDGET)

static guint chosen_signal;

/* The city first, so that the search finds it: "Karachi, Asia". */
static char *
zone_dup_words (const char *zone)
{
  const char *slash = strrchr (zone, '/');
  g_autofree char *area = NULL;
  g_autofree char *words = NULL;

  if (slash == NULL)
    return g_strdup (zone);
  area = g_strndup (zone, (gsize) (slash - zone));
  words = g_strdup_printf ("%s, %s", slash + 1, area);
  return g_strdelimit (g_steal_pointer (&words), "_", ' ');
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  g_autofree char *p = zone_dup_words (*(const char *const *) a);
  g_autofree char *q = zone_dup_words (*(const char *const *) b);

  return g_strcmp0 (p, q);
}

/* The names of the computer's table, by city. One without the table knows UTC. */
static GPtrArray *
read_zones (void)
{
  GPtrArray *zones = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *table = NULL;
  g_auto (GStrv) lines = NULL;

  if (g_file_get_contents (ZONE_TABLE, &table, NULL, NULL))
    lines = g_strsplit (table, "\n", -1);
  for (char **line = lines; line != NULL && *line != NULL; line++)
    {
      g_auto (GStrv) columns = g_strsplit (*line, "\t", -1);

      if (**line != '#' && g_strv_length (columns) > COLUMN_ZONE)
        g_ptr_array_add (zones, g_strdup (columns[COLUMN_ZONE]));
    }
  g_ptr_array_add (zones, g_strdup ("UTC"));
  g_ptr_array_sort (zones, compare_words);
  return zones;
}

static guint
find_position (CommsZoneDrop *self,
               const char    *zone)
{
  guint position;

  if (zone != NULL && g_ptr_array_find_with_equal_func (self->zones, zone, g_str_equal, &position))
    return position;
  return 0;
}

static void
append_zone (CommsZoneDrop *self,
             const char    *zone)
{
  g_autofree char *words = zone_dup_words (zone);

  g_ptr_array_add (self->zones, g_strdup (zone));
  gtk_string_list_append (self->words, words);
}

static void
selected_cb (CommsZoneDrop *self)
{
  guint position = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop));

  g_assert (COMMS_IS_ZONE_DROP (self));

  if (self->setting || position == 0 || position == GTK_INVALID_LIST_POSITION)
    return;
  g_free (self->zone);
  self->zone = g_strdup (g_ptr_array_index (self->zones, position));
  g_signal_emit (self, chosen_signal, 0);
}

static void
comms_zone_drop_dispose (GObject *object)
{
  CommsZoneDrop *self = COMMS_ZONE_DROP (object);

  g_clear_pointer (&self->drop, gtk_widget_unparent);
  g_clear_pointer (&self->zone, g_free);
  g_clear_pointer (&self->zones, g_ptr_array_unref);

  G_OBJECT_CLASS (comms_zone_drop_parent_class)->dispose (object);
}

static void
comms_zone_drop_class_init (CommsZoneDropClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_zone_drop_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  chosen_signal = g_signal_new ("chosen", COMMS_TYPE_ZONE_DROP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
comms_zone_drop_init (CommsZoneDrop *self)
{
  GtkExpression *expression =
    gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  g_autoptr (GPtrArray) zones = read_zones ();

  self->words = gtk_string_list_new (NULL);
  self->zones = g_ptr_array_new_with_free_func (g_free);
  gtk_string_list_append (self->words, C_("preferences", "Choose…"));
  g_ptr_array_add (self->zones, g_strdup (""));
  for (guint i = 0; i < zones->len; i++)
    append_zone (self, g_ptr_array_index (zones, i));
  self->drop = gtk_drop_down_new (G_LIST_MODEL (self->words), expression);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->drop), TRUE);
  gtk_widget_set_parent (self->drop, GTK_WIDGET (self));
  g_signal_connect_object (self->drop, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * comms_zone_drop_new:
 * @zone: (nullable): that it shows; %NULL asks to choose one
 *
 * Returns: (transfer floating): a choice of time zones
 */
GtkWidget *
comms_zone_drop_new (const char *zone)
{
  CommsZoneDrop *self = g_object_new (COMMS_TYPE_ZONE_DROP, NULL);

  comms_zone_drop_set_zone (self, zone);
  return GTK_WIDGET (self);
}

/**
 * comms_zone_drop_get_zone:
 *
 * Returns: (transfer none) (nullable): the zone that it shows
 */
const char *
comms_zone_drop_get_zone (CommsZoneDrop *self)
{
  g_return_val_if_fail (COMMS_IS_ZONE_DROP (self), NULL);

  return self->zone;
}

/**
 * comms_zone_drop_set_zone:
 * @zone: (nullable): that it shows; one that the table has not is added to it
 */
void
comms_zone_drop_set_zone (CommsZoneDrop *self,
                          const char    *zone)
{
  guint position;

  g_return_if_fail (COMMS_IS_ZONE_DROP (self));

  if (zone != NULL && g_strcmp0 (self->zone, zone) != 0)
    {
      g_free (self->zone);
      self->zone = g_strdup (zone);
    }
  position = find_position (self, zone);
  if (position == 0 && zone != NULL)
    {
      append_zone (self, zone);
      position = find_position (self, zone);
    }
  self->setting = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop), position);
  self->setting = FALSE;
}
