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

  gint64 engagement_id;

  GtkLabel *who;
  GtkLabel *moment;
  GtkLabel *summary;
  GtkLabel *outcome;
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
  g_signal_emit (self, signals[DECIDED], 0, self->engagement_id, TRUE, NULL);
}

static void
return_cb (CommsReviewCard *self)
{
  const char *comment = gtk_editable_get_text (GTK_EDITABLE (self->comment));

  if (*comment != '\0')
    g_signal_emit (self, signals[DECIDED], 0, self->engagement_id, FALSE, comment);
}

static void
comment_changed_cb (CommsReviewCard *self)
{
  gboolean said = *gtk_editable_get_text (GTK_EDITABLE (self->comment)) != '\0';

  gtk_widget_set_sensitive (GTK_WIDGET (self->give_back), said);
}

static void
comms_review_card_dispose (GObject *object)
{
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

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-review-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsReviewCard, who);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewCard, moment);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewCard, summary);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewCard, outcome);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewCard, comment);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewCard, give_back);
  gtk_widget_class_bind_template_callback (widget_class, sign_off_cb);
  gtk_widget_class_bind_template_callback (widget_class, return_cb);
  gtk_widget_class_bind_template_callback (widget_class, comment_changed_cb);
}

static void
comms_review_card_init (CommsReviewCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
comms_review_card_new (CommsEngagement *engagement,
                       const char      *who,
                       CommsDesk       *desk)
{
  CommsReviewCard *self = g_object_new (COMMS_TYPE_REVIEW_CARD, NULL);
  g_autofree char *moment = NULL;

  self->engagement_id = comms_record_get_id (COMMS_RECORD (engagement));
  moment = comms_format_moment (comms_desk_get_policy (desk)->zone, engagement->at,
                                comms_desk_now (desk));
  gtk_label_set_label (self->who, who != NULL ? who : comms_engagement_kind_word (engagement->kind));
  gtk_label_set_label (self->moment, moment);
  gtk_label_set_label (self->summary, engagement->summary != NULL ? engagement->summary : "");
  gtk_label_set_label (self->outcome, comms_outcome_word (engagement->outcome));
  return GTK_WIDGET (self);
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

  gtk_widget_grab_focus (GTK_WIDGET (self->comment));
}
