/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-review-page-private.h"

#include "comms-comment.h"
#include "comms-marks.h"
#include "comms-reread-rows.h"
#include "comms-rows.h"

/* --- who signed, and who has to --- */

static void
add_waiting (CommsReviewPage *self, gint64 person_id, const char *nobody, const char *detail)
{
  g_autofree char *name =
    person_id != 0 ? comms_reread_dup_person (self->data, person_id) : g_strdup (nobody);

  comms_reread_add_person (self->people_list, comms_state_label_new (COMMS_POST_STATE_IN_REVIEW),
                           name, detail);
}

/* Those who have to sign by name come first. */
static void
add_missing (CommsReviewPage *self, const CommsSigning *signing)
{
  CommsPolicy *policy = self->data->context->policy;
  guint n_managers = signing->n_needed - signing->n_signed;
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;

  if (signing->lacks_duty)
    add_waiting (self, policy->duty_officer_id, C_ ("review", "The duty officer"),
                 signing->lacks_legal
                   ? C_ ("review", "duty officer: this approval stands for the managers’")
                   : C_ ("review", "duty officer: this approval alone is enough"));
  if (signing->lacks_legal)
    add_waiting (self, policy->legal_reviewer_id, C_ ("review", "A legal reviewer"),
                 C_ ("review", "has to approve it as legal reviewer"));
  n_managers -= (guint) signing->lacks_legal + (guint) signing->lacks_duty;
  if (n_managers == 0)
    return;
  number = comms_format_number (n_managers);
  /* Translators: %s is how many */
  words = g_strdup_printf (ngettext ("%s more manager", "%s more managers", n_managers), number);
  add_waiting (self, 0, words, C_ ("review", "who did not write it"));
}

void
comms_review_fill_people (CommsReviewPage *self)
{
  const CommsSigning *signing = &self->review->all->own->signing;
  g_autofree char *author = comms_reread_dup_person (self->data, self->data->post->author_id);
  g_autofree char *have = comms_format_number (signing->n_signed);
  g_autofree char *need = comms_format_number (signing->n_needed);
  /* Translators: how many have signed a post, and how many have to: “1 of 2” */
  g_autofree char *sum = g_strdup_printf (C_ ("review", "%s of %s"), have, need);

  gtk_label_set_label (self->signed_label, sum);
  comms_list_box_empty (self->people_list);
  comms_reread_add_approvals (self->people_list, self->data, self->review->all->approvals);
  if (self->data->post->state == COMMS_POST_STATE_IN_REVIEW && !signing->done)
    add_missing (self, signing);
  comms_reread_add_person (self->people_list,
                           comms_reread_role_label_new (C_ ("re-read", "Drafted by")), author,
                           NULL);
}

/* --- what was said --- */

/* Who said it, when and about which version. (transfer full) */
static char *
dup_about (CommsReviewPage *self, CommsComment *comment)
{
  const char *zone = self->data->context->policy->zone;
  const char *name = comms_compose_data_person (self->data, comment->person_id);
  g_autofree char *at = comms_format_moment (zone, comment->at, self->data->context->now);
  g_autofree char *version = comms_format_number (comment->version);

  /* Translators: who made a comment, when, and about which version of the post */
  return g_strdup_printf (C_ ("review", "%s, %s, on version %s"),
                          name != NULL ? name : C_ ("person", "nobody"), at, version);
}

static GtkWidget *
settle_button_new (CommsComment *comment)
{
  GtkWidget *button = gtk_button_new_with_label (
    comment->settled_at == 0 ? C_ ("review", "Settle") : C_ ("review", "Open Again"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x",
                                    comms_record_get_id (COMMS_RECORD (comment)));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "review.settle");
  return button;
}

static GtkWidget *
comment_label_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_comment (CommsReviewPage *self, CommsComment *comment)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *about = dup_about (self, comment);
  GtkWidget *about_label = comment_label_new (about, "caption");

  gtk_widget_add_css_class (about_label, "secondary");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), comment_label_new (comment->text, NULL));
  gtk_box_append (GTK_BOX (words), about_label);
  if (comment->settled_at != 0)
    gtk_box_append (GTK_BOX (words), comment_label_new (C_ ("review", "settled"), "caption"));
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), settle_button_new (comment));
  gtk_widget_add_css_class (box, "fact-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->comments_list, row);
}

void
comms_review_fill_comments (CommsReviewPage *self)
{
  GPtrArray *comments = self->review->comments;

  comms_list_box_empty (self->comments_list);
  for (guint i = 0; i < comments->len; i++)
    add_comment (self, g_ptr_array_index (comments, i));
  gtk_widget_set_visible (GTK_WIDGET (self->comments_list), comments->len > 0);
}
