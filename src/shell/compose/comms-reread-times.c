/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-reread-page-private.h"

#include "comms-marks.h"
#include "comms-rows.h"
#include "comms-zone.h"

#define MINUTE (60 * 1000LL)

/* "4 h earlier": how another zone's clock stands to the desk's own. (transfer full) */
static char *
dup_difference (const char *own, const char *other, gint64 at)
{
  int minutes = comms_zone_offset (other, at) - comms_zone_offset (own, at);
  g_autofree char *span = comms_format_span (ABS (minutes) * MINUTE);

  if (minutes == 0)
    return g_strdup (C_ ("time elsewhere", "the same time"));
  if (minutes < 0)
    /* Translators: %s is a span of time such as "4 h" */
    return g_strdup_printf (C_ ("time elsewhere", "%s earlier"), span);
  /* Translators: %s is a span of time such as "4 h" */
  return g_strdup_printf (C_ ("time elsewhere", "%s later"), span);
}

static void
add_time (CommsRereadPage *self, const char *zone, const char *own, gint64 at)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *city = comms_zone_dup_city (zone);
  g_autofree char *day = comms_format_day_short (zone, at);
  g_autofree char *own_day = comms_format_day_short (own, at);
  g_autofree char *difference = dup_difference (own, zone, at);
  g_autofree char *time = comms_format_time (zone, at);
  g_autofree char *fact = NULL;
  GtkWidget *labels[3];

  if (g_str_equal (zone, own))
    fact = g_strdup (day);
  else if (g_str_equal (day, own_day))
    fact = g_strdup (difference);
  else
    /* Translators: a day, and "4 h earlier" */
    fact = g_strdup_printf (C_ ("time elsewhere", "%s, %s"), day, difference);
  labels[0] = gtk_label_new (city);
  labels[1] = gtk_label_new (fact);
  labels[2] = gtk_label_new (time);
  gtk_label_set_xalign (GTK_LABEL (labels[0]), 0);
  gtk_widget_set_hexpand (labels[0], TRUE);
  gtk_widget_add_css_class (labels[1], "caption");
  gtk_widget_add_css_class (labels[1], "secondary");
  gtk_widget_add_css_class (labels[2], g_str_equal (zone, own) ? "title-4" : "heading");
  if (g_str_equal (zone, own))
    gtk_widget_add_css_class (labels[0], "heading");
  comms_label_set_tabular (GTK_LABEL (labels[2]));
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    gtk_box_append (GTK_BOX (box), labels[i]);
  gtk_widget_add_css_class (box, "fact-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->times_list, row);
}

void
comms_reread_fill_times (CommsRereadPage *self)
{
  CommsPolicy *policy = self->data->context->policy;
  gint64 at = self->now ? self->data->context->now : self->data->post->due_at;

  comms_list_box_empty (self->times_list);
  add_time (self, policy->zone, policy->zone, at);
  for (guint i = 0; policy->audience_zones != NULL && policy->audience_zones[i] != NULL; i++)
    if (!g_str_equal (policy->audience_zones[i], policy->zone))
      add_time (self, policy->audience_zones[i], policy->zone, at);
}
