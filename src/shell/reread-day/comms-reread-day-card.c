/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-reread-day-card.h"

#include "comms-check-list.h"
#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-paint.h"
#include "comms-post-markup.h"
#include "comms-template.h"
#include "comms-wrap-layout.h"
#include "comms-zone.h"

struct _CommsRereadDayCard
{
  GtkWidget parent_instance;

  char *text;

  GtkBox *zones;
  GtkLabel *time_label;
  GtkLabel *handle_label;
  GtkLabel *part_label;
  CommsStateLabel *state_label;
  GtkButton *change_button;
  GtkLabel *text_label;
  GtkBox *notes;
};

G_DEFINE_FINAL_TYPE (CommsRereadDayCard, comms_reread_day_card, GTK_TYPE_WIDGET)

static void
comms_reread_day_card_dispose (GObject *object)
{
  comms_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_REREAD_DAY_CARD);

  G_OBJECT_CLASS (comms_reread_day_card_parent_class)->dispose (object);
}

static void
comms_reread_day_card_finalize (GObject *object)
{
  g_free (COMMS_REREAD_DAY_CARD (object)->text);

  G_OBJECT_CLASS (comms_reread_day_card_parent_class)->finalize (object);
}

static void
comms_reread_day_card_class_init (CommsRereadDayCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_reread_day_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_reread_day_card_finalize;

  g_type_ensure (COMMS_TYPE_WRAP_LAYOUT);
  g_type_ensure (COMMS_TYPE_STATE_LABEL);
  gtk_widget_class_set_css_name (widget_class, "rereadcard");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-reread-day-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayCard, zones);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayCard, time_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayCard, handle_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayCard, part_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayCard, state_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayCard, change_button);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayCard, text_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayCard, notes);
}

static void
comms_reread_day_card_init (CommsRereadDayCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* --- filling --- */

static void
fill_head (CommsRereadDayCard *self, CommsDayPost *item, CommsDay *day)
{
  CommsPost *post = item->post;
  CommsAccount *account = item->context->account;
  char **zones = day->policy->audience_zones;
  g_autofree char *time = comms_format_planned (day->policy->zone, post->due_at);
  g_autofree char *handle = g_strconcat ("@", account != NULL ? account->handle : "", NULL);
  g_autofree char *part = comms_format_part (post->part, (int) post->part_index);

  gtk_label_set_label (self->time_label, post->due_at != 0 ? time : C_ ("re-read", "No time yet"));
  gtk_label_set_label (self->handle_label, handle);
  gtk_label_set_label (self->part_label, part);
  gtk_widget_set_visible (GTK_WIDGET (self->part_label), post->part != COMMS_PART_NONE);
  comms_state_label_set_state (self->state_label, post->state);
  for (guint i = 0; post->due_at != 0 && zones != NULL && zones[i] != NULL; i++)
    if (!g_str_equal (zones[i], day->policy->zone))
      gtk_box_append (self->zones,
                      comms_elsewhere_label_new (zones[i], day->policy->zone, post->due_at));
  gtk_widget_set_visible (GTK_WIDGET (self->zones),
                          gtk_widget_get_first_child (GTK_WIDGET (self->zones)) != NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->change_button), "x",
                                    comms_record_get_id (COMMS_RECORD (post)));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->change_button), "win.open-post");
  if (account != NULL)
    comms_widget_set_account (GTK_WIDGET (self), account->colour);
}

static void
add_note (CommsRereadDayCard *self, CommsCheckLevel level, const char *sentence)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = gtk_image_new_from_icon_name (comms_check_icon_name (level));
  GtkWidget *label = gtk_label_new (sentence);

  gtk_widget_add_css_class (image, comms_check_css_class (level));
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->notes, box);
}

/* Whether a check before says the same. */
static gboolean
is_said (CommsDayPost *item, guint index)
{
  const CommsCheck *check = g_ptr_array_index (item->checks, index);

  for (guint i = 0; i < index; i++)
    if (g_strcmp0 (((CommsCheck *) g_ptr_array_index (item->checks, i))->sentence,
                   check->sentence) == 0)
      return TRUE;
  return FALSE;
}

static void
fill_notes (CommsRereadDayCard *self, CommsDayPost *item, gboolean joins)
{
  if (!joins && item->why_not != NULL)
    add_note (self, COMMS_CHECK_BLOCKS, item->why_not);
  for (guint i = 0; i < item->checks->len; i++)
    {
      const CommsCheck *check = g_ptr_array_index (item->checks, i);

      if (check->level != COMMS_CHECK_FINE && g_strcmp0 (check->sentence, item->why_not) != 0 &&
          !is_said (item, i))
        add_note (self, check->level, check->sentence);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->notes),
                          gtk_widget_get_first_child (GTK_WIDGET (self->notes)) != NULL);
}

void
comms_reread_day_card_recolour (CommsRereadDayCard *self)
{
  g_autofree char *markup = NULL;

  g_return_if_fail (COMMS_IS_REREAD_DAY_CARD (self));

  markup = comms_post_dup_markup (GTK_WIDGET (self), self->text, comms_text_is_rtl (self->text));
  gtk_label_set_markup (self->text_label, markup);
  comms_label_follow_text (self->text_label, self->text);
}

GtkWidget *
comms_reread_day_card_new (CommsDayPost *item, CommsDay *day, gboolean joins)
{
  CommsRereadDayCard *self = g_object_new (COMMS_TYPE_REREAD_DAY_CARD, NULL);

  self->text = g_strdup (item->post->text != NULL ? item->post->text : "");
  fill_head (self, item, day);
  comms_widget_toggle_class (GTK_WIDGET (self->text_label), "urdu",
                             g_strcmp0 (item->post->language, "ur") == 0);
  fill_notes (self, item, joins);
  return GTK_WIDGET (self);
}
