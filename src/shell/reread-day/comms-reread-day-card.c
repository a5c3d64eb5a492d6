/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-reread-day-card.h"

#include "comms-check-list.h"
#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-paint.h"
#include "comms-post-body.h"
#include "comms-post-pictures.h"
#include "comms-template.h"
#include "comms-wrap-layout.h"
#include "comms-zone.h"

/* Slate, as where no account is chosen. */
#define NO_COLOUR 6

struct _CommsRereadDayCard
{
  GtkWidget parent_instance;

  gboolean rtl;

  GtkBox *zones;
  GtkLabel *time_label;
  GtkLabel *handle_label;
  GtkLabel *part_label;
  GtkLabel *thread_label;
  CommsStateLabel *state_label;
  GtkButton *change_button;
  CommsPostBody *body;
  GtkBox *alt_box;
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
comms_reread_day_card_class_init (CommsRereadDayCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_reread_day_card_dispose;

  g_type_ensure (COMMS_TYPE_POST_BODY);
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
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayCard, thread_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayCard, body);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayCard, alt_box);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayCard, notes);
}

static void
comms_reread_day_card_init (CommsRereadDayCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* --- filling --- */

static void
empty (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* Whoever approves a part of a thread signs its place as well. */
static void
fill_place (CommsRereadDayCard *self, CommsPost *post)
{
  g_autofree char *number = comms_format_number (post->thread_position);
  /* Translators: %s is the number of a part of a thread */
  g_autofree char *place = g_strdup_printf (C_ ("re-read", "Part %s of its thread"), number);

  gtk_label_set_label (self->thread_label, place);
  gtk_widget_set_visible (GTK_WIDGET (self->thread_label), post->thread_position > 0);
}

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
  fill_place (self, post);
  empty (self->zones);
  for (guint i = 0; post->due_at != 0 && zones != NULL && zones[i] != NULL; i++)
    if (!g_str_equal (zones[i], day->policy->zone))
      gtk_box_append (self->zones,
                      comms_elsewhere_label_new (zones[i], day->policy->zone, post->due_at));
  gtk_widget_set_visible (GTK_WIDGET (self->zones),
                          gtk_widget_get_first_child (GTK_WIDGET (self->zones)) != NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->change_button), "x",
                                    comms_record_get_id (COMMS_RECORD (post)));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->change_button), "win.open-post");
  comms_widget_set_account (GTK_WIDGET (self), account != NULL ? account->colour : NO_COLOUR);
  comms_widget_set_network (GTK_WIDGET (self), account != NULL ? account->network : NULL);
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
  empty (self->notes);
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
  g_return_if_fail (COMMS_IS_REREAD_DAY_CARD (self));

  comms_post_body_restyle (self->body, self->rtl);
}

void
comms_reread_day_card_set_post (CommsRereadDayCard *self,
                                CommsDayPost *item,
                                CommsDay *day,
                                gboolean joins)
{
  g_return_if_fail (COMMS_IS_REREAD_DAY_CARD (self));
  g_return_if_fail (item != NULL && day != NULL);

  self->rtl = comms_text_is_rtl (item->post->text != NULL ? item->post->text : "");
  fill_head (self, item, day);
  comms_post_body_set_post (self->body, item->post, item->context->account, item->media);
  comms_post_pictures_fill_alts (self->alt_box, item->media);
  fill_notes (self, item, joins);
  comms_reread_day_card_recolour (self);
}

GtkWidget *
comms_reread_day_card_new (void)
{
  return g_object_new (COMMS_TYPE_REREAD_DAY_CARD, NULL);
}
