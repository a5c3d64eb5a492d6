/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsToday"

#include "config.h"

#include "comms-week-strip.h"

#include <glib/gi18n-lib.h>

#include "comms-marks.h"
#include "comms-paint.h"
#include "comms-pips.h"

typedef struct
{
  GtkWidget *box;
  GtkLabel *day;
  GtkLabel *count;
  CommsPips *pips;
  GtkLabel *word;
} Day;

struct _CommsWeekStrip
{
  GtkWidget parent_instance;

  Day days[COMMS_TODAY_DAYS];
};

G_DEFINE_FINAL_TYPE (CommsWeekStrip, comms_week_strip, GTK_TYPE_WIDGET)

static void
comms_week_strip_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (comms_week_strip_parent_class)->dispose (object);
}

static void
comms_week_strip_class_init (CommsWeekStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_week_strip_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "weekstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static GtkLabel *
append_label (GtkWidget  *box,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
add_day (CommsWeekStrip *self,
         Day            *day)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);

  day->box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL,
                           "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, "spacing", 2, NULL);
  gtk_widget_add_css_class (day->box, "day");
  day->day = append_label (day->box, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (day->day), "secondary");
  gtk_box_append (GTK_BOX (day->box), line);
  day->count = append_label (line, "heading");
  gtk_label_set_ellipsize (day->count, PANGO_ELLIPSIZE_NONE);
  day->pips = COMMS_PIPS (comms_pips_new ());
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (day->pips));
  day->word = append_label (day->box, "caption");
  gtk_widget_set_parent (day->box, GTK_WIDGET (self));
}

static void
comms_week_strip_init (CommsWeekStrip *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (layout), TRUE);
  for (int i = 0; i < COMMS_TODAY_DAYS; i++)
    add_day (self, &self->days[i]);
}

static const char *
verdict_of (guint n_posts,
            guint low)
{
  if (n_posts == 0)
    return C_("posts of a day", "none");
  return n_posts < low ? C_("posts of a day", "low") : C_("posts of a day", "good");
}

void
comms_week_strip_fill (CommsWeekStrip       *self,
                       const CommsTodayData *data)
{
  g_return_if_fail (COMMS_IS_WEEK_STRIP (self));

  for (int i = 0; i < COMMS_TODAY_DAYS; i++)
    {
      Day *day = &self->days[i];
      guint n = data->day_posts[i];
      const char *verdict = verdict_of (n, data->posts_low);
      /* Translators: a weekday and its number: Thu 10 */
      g_autofree char *name = comms_format_date (C_("date", "%a %-e"), data->zone,
                                                 data->day_starts[i]);
      g_autofree char *number = comms_format_number (n);
      /* Translators: what a screen reader says of a day to come: Thu 10: 5 posts, good */
      g_autofree char *spoken = g_strdup_printf (ngettext ("%s: %s post, %s", "%s: %s posts, %s", n),
                                                 name, number, verdict);

      gtk_label_set_text (day->day, name);
      gtk_label_set_text (day->count, number);
      gtk_label_set_text (day->word, verdict);
      comms_pips_set (day->pips, n, data->posts_low);
      comms_widget_toggle_class (GTK_WIDGET (day->word), "low", n < data->posts_low);
      gtk_accessible_update_property (GTK_ACCESSIBLE (day->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      spoken, -1);
    }
}
