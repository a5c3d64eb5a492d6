/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-review-card.h"

#include <glib/gi18n-lib.h>

#include "comms-marks.h"
#include "comms-words.h"

struct _CommsReviewCard
{
  GtkListBoxRow parent_instance;

  CommsEngagement *engagement;

  GtkImage *kind;
  GtkLabel *who;
  GtkLabel *moment;
  GtkLabel *summary;
  CommsStateLabel *outcome;
  GtkWidget *decision;
  GtkEntry *comment;
  GtkButton *give_back;
};

enum
{
  DECIDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CommsReviewCard, comms_review_card, GTK_TYPE_LIST_BOX_ROW)

static void
sign_off_cb (CommsReviewCard *self)
{
  g_signal_emit (self, signals[DECIDED], 0, comms_record_get_id (COMMS_RECORD (self->engagement)), TRUE, NULL);
}

static void
return_cb (CommsReviewCard *self)
{
  const char *comment = gtk_editable_get_text (GTK_EDITABLE (self->comment));

  if (*comment != '\0')
    g_signal_emit (self, signals[DECIDED], 0, comms_record_get_id (COMMS_RECORD (self->engagement)), FALSE, comment);
}

static void
comment_changed_cb (CommsReviewCard *self)
{
  gboolean said = *gtk_editable_get_text (GTK_EDITABLE (self->comment)) != '\0';

  gtk_widget_set_sensitive (GTK_WIDGET (self->give_back), said);
}

static void
focus_in_cb (CommsReviewCard *self)
{
  comms_review_card_open (self);
}

static void
comms_review_card_dispose (GObject *object)
{
  g_clear_object (&COMMS_REVIEW_CARD (object)->engagement);
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_REVIEW_CARD);

  G_OBJECT_CLASS (comms_review_card_parent_class)->dispose (object);
}

static void
comms_review_card_class_init (CommsReviewCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_review_card_dispose;

  signals[DECIDED] = g_signal_new ("decided", COMMS_TYPE_REVIEW_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_BOOLEAN, G_TYPE_STRING);

  g_type_ensure (COMMS_TYPE_STATE_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-review-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsReviewCard, kind);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewCard, who);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewCard, moment);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewCard, summary);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewCard, outcome);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewCard, decision);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewCard, comment);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewCard, give_back);
  gtk_widget_class_bind_template_callback (widget_class, sign_off_cb);
  gtk_widget_class_bind_template_callback (widget_class, return_cb);
  gtk_widget_class_bind_template_callback (widget_class, comment_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_in_cb);
}

static void
comms_review_card_init (CommsReviewCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_target (CommsReviewCard *self,
             CommsTarget     *target)
{
  if (target == NULL)
    {
      gtk_image_set_from_icon_name (self->kind, comms_engagement_icon_name (self->engagement->kind));
      gtk_label_set_label (self->who, comms_engagement_kind_word (self->engagement->kind));
      return;
    }
  gtk_image_set_from_icon_name (self->kind, comms_target_kind_icon (target->kind));
  gtk_widget_add_css_class (GTK_WIDGET (self->kind), comms_target_kind_css (target->kind));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->kind), comms_target_kind_word (target->kind));
  gtk_label_set_label (self->who, target->name);
}

GtkWidget *
comms_review_card_new (CommsEngagement *engagement,
                       CommsTarget     *target,
                       CommsDesk       *desk)
{
  CommsReviewCard *self = g_object_new (COMMS_TYPE_REVIEW_CARD, NULL);
  g_autofree char *moment = NULL;
  g_autofree char *left = NULL;

  self->engagement = g_object_ref (engagement);
  moment = comms_format_moment_first (comms_desk_get_policy (desk)->zone, engagement->at,
                                      comms_desk_now (desk));
  if (engagement->outcome == COMMS_OUTCOME_LEFT && engagement->reason != NULL)
    /* Translators: left unanswered on purpose, and why */
    left = g_strdup_printf (C_ ("timeline", "Left on purpose: %s"), engagement->reason);
  show_target (self, target);
  gtk_label_set_label (self->moment, moment);
  gtk_label_set_label (self->summary, engagement->summary != NULL ? engagement->summary : "");
  comms_outcome_show (self->outcome, engagement->outcome, left);
  return GTK_WIDGET (self);
}

void
comms_review_card_open (CommsReviewCard *self)
{
  g_return_if_fail (COMMS_IS_REVIEW_CARD (self));

  for (GtkWidget *card = gtk_widget_get_first_child (gtk_widget_get_parent (GTK_WIDGET (self)));
       card != NULL; card = gtk_widget_get_next_sibling (card))
    gtk_widget_set_visible (COMMS_REVIEW_CARD (card)->decision, card == GTK_WIDGET (self));
}

void
comms_review_card_sign_off (CommsReviewCard *self)
{
  g_return_if_fail (COMMS_IS_REVIEW_CARD (self));

  sign_off_cb (self);
}

void
comms_review_card_comment (CommsReviewCard *self)
{
  g_return_if_fail (COMMS_IS_REVIEW_CARD (self));

  comms_review_card_open (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->comment));
}
