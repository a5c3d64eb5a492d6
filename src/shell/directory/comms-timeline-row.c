/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-timeline-row.h"

#include <glib/gi18n-lib.h>

#include "comms-marks.h"
#include "comms-words.h"

static char *
dup_heading (CommsEngagement *engagement,
             const char      *zone,
             gint64           now)
{
  g_autofree char *moment = comms_format_moment_first (zone, engagement->at, now);

  /* Translators: when, what kind of exchange, by which way: "today 11:40 · Question · E-mail" */
  return g_strdup_printf (C_ ("timeline", "%s · %s · %s"), moment,
                          comms_engagement_kind_word (engagement->kind),
                          comms_channel_word (engagement->channel));
}

/* What there is to say besides the outcome's own word. */
static char *
dup_outcome (CommsEngagement *engagement,
             const char      *zone,
             gint64           now)
{
  if (engagement->outcome == COMMS_OUTCOME_OPEN && engagement->deadline_at != 0)
    {
      g_autofree char *moment = comms_format_moment (zone, engagement->deadline_at, now);

      /* Translators: an answer is due by then */
      return g_strdup_printf (C_ ("timeline", "Answer by %s"), moment);
    }
  if (engagement->outcome == COMMS_OUTCOME_LEFT && engagement->reason != NULL)
    /* Translators: left unanswered on purpose, and why */
    return g_strdup_printf (C_ ("timeline", "Left on purpose: %s"), engagement->reason);
  return NULL;
}

GtkWidget *
comms_timeline_row_new (CommsEngagement *engagement,
                        const char      *zone,
                        gint64           now)
{
  g_autoptr (GtkBuilder) builder = NULL;
  g_autofree char *heading = dup_heading (engagement, zone, now);
  g_autofree char *outcome = dup_outcome (engagement, zone, now);
  GtkWidget *label, *row;

  g_return_val_if_fail (COMMS_IS_ENGAGEMENT (engagement), NULL);

  g_type_ensure (COMMS_TYPE_STATE_LABEL);
  builder = gtk_builder_new_from_resource ("/org/mohr/CommsDesk/ui/comms-timeline-row.ui");
  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_builder_get_object (builder, "icon")),
                                comms_engagement_icon_name (engagement->kind));
  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "heading")), heading);
  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "summary")),
                       engagement->summary != NULL ? engagement->summary : "");
  label = GTK_WIDGET (gtk_builder_get_object (builder, "outcome"));
  comms_outcome_show (COMMS_STATE_LABEL (label), engagement->outcome, outcome);
  gtk_widget_set_visible (label, engagement->outcome != COMMS_OUTCOME_NOTED);
  row = GTK_WIDGET (gtk_builder_get_object (builder, "row"));
  return g_object_ref (row);
}
