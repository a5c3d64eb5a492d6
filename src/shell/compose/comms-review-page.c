/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-review-page-private.h"

#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-posts.h"
#include "comms-reread-columns.h"
#include "comms-reread-rows.h"
#include "comms-restyle.h"

#define SOURCE_CHARACTERS 600

G_DEFINE_FINAL_TYPE (CommsReviewPage, comms_review_page, COMMS_TYPE_PAGE)

/* "2 of 3 that wait for you", or where the post comes from. (transfer full) */
static char *
dup_subtitle (CommsReviewPage *self)
{
  const guint position = comms_review_data_position (self->review);
  g_autofree char *nth = comms_format_number (position);
  g_autofree char *n = comms_format_number (self->review->queue->len);

  if (position == 0)
    return comms_compose_data_dup_source (self->data);
  /* Translators: the number of a post among those that wait for the person, and how many do */
  return g_strdup_printf (C_ ("review", "%s of %s that wait for you"), nth, n);
}

/* What its document says first, beside what the post makes of it. */
static void
fill_source (CommsReviewPage *self)
{
  CommsRelease *release = self->data->context->release;
  g_autofree char *name = NULL;
  g_autofree char *clean = NULL;
  g_autofree char *excerpt = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->source_box), release != NULL);
  if (release == NULL)
    return;
  name = comms_compose_data_dup_source (self->data);
  clean = comms_text_clean_line (release->body != NULL ? release->body : "");
  excerpt = comms_text_excerpt (clean, SOURCE_CHARACTERS);
  gtk_label_set_label (self->source_label, name);
  gtk_label_set_label (self->source_text, excerpt);
  gtk_widget_set_visible (GTK_WIDGET (self->source_text), *excerpt != '\0');
}

static void
fill_diff (CommsReviewPage *self)
{
  comms_reread_show_diff (GTK_WIDGET (self->diff_box), self->diff_title, self->diff_label,
                          self->data->post);
}

static void
fill (CommsReviewPage *self)
{
  g_autofree char *subtitle = dup_subtitle (self);
  g_autoptr (GPtrArray) checks = comms_checks_of_post (self->data->post, self->data->context);
  g_autofree char *summary = comms_checks_dup_summary (checks);

  comms_page_set_title (COMMS_PAGE (self), C_ ("review", "Review"), subtitle);
  comms_reread_band_set (self->band, self->data, FALSE);
  comms_reread_cards_fill (self->cards, self->review->all);
  comms_twin_bar_set (self->twin_bar, comms_page_get_desk (COMMS_PAGE (self)), self->id,
                      self->data->twin, self->data->context->now);
  fill_diff (self);
  fill_source (self);
  comms_review_fill_people (self);
  comms_review_fill_comments (self);
  gtk_label_set_label (self->checks_label, summary);
  comms_check_list_set_checks (self->check_list, checks, FALSE);
  comms_review_update_actions (self);
}

/* --- reading --- */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsReviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsReviewData) review = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (review == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  if (comms_record_get_id (COMMS_RECORD (review->all->own->data->post)) != self->id)
    return;
  g_clear_pointer (&self->review, comms_review_data_free);
  self->review = g_steal_pointer (&review);
  self->data = self->review->all->own->data;
  fill (self);
  comms_reread_data_look (self->review->all, comms_page_get_desk (COMMS_PAGE (self)),
                          self->asked_links, comms_page_get_cancellable (COMMS_PAGE (self)));
  if (self->fresh)
    /* Where Page Down reads on and no Enter decides anything. */
    gtk_widget_grab_focus (GTK_WIDGET (self->scroller));
  self->fresh = FALSE;
}

void
comms_review_page_reload (CommsReviewPage *self)
{
  if (self->id != 0)
    comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), comms_review_data_load,
                          g_memdup2 (&self->id, sizeof self->id), g_free,
                          (GDestroyNotify) comms_review_data_free,
                          comms_page_get_cancellable (COMMS_PAGE (self)), loaded_cb,
                          g_object_ref (self));
}

/* --- callbacks --- */

static void
comment_changed_cb (CommsReviewPage *self)
{
  g_assert (COMMS_IS_REVIEW_PAGE (self));

  comms_review_update_actions (self);
}

/* Enter in the entry says it and decides nothing. */
static void
comment_do_cb (CommsReviewPage *self)
{
  g_assert (COMMS_IS_REVIEW_PAGE (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "review.comment", NULL);
}

static void
folded_cb (CommsReviewPage *self)
{
  gboolean folded = comms_page_get_folded (COMMS_PAGE (self));

  g_assert (COMMS_IS_REVIEW_PAGE (self));

  comms_reread_band_set_folded (self->band, folded);
  comms_reread_columns_fold (self->columns, self->side_clamp, GTK_WIDGET (self->side), folded);
}

/* One column is still wide enough for a line with the buttons. */
static void
narrow_cb (CommsReviewPage *self)
{
  gboolean narrow = comms_fold_bin_get_folded (self->actions_fold);

  g_assert (COMMS_IS_REVIEW_PAGE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->actions),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (GTK_WIDGET (self->buttons), narrow ? GTK_ALIGN_FILL : GTK_ALIGN_END);
}

static void
colours_cb (gpointer widget)
{
  CommsReviewPage *self = widget;

  if (self->data == NULL)
    return;
  comms_reread_cards_restyle (self->cards);
  fill_diff (self);
}

/* --- overrides --- */

static void
comms_review_page_changed (CommsPage *page, CommsSubject subject)
{
  comms_review_page_reload (COMMS_REVIEW_PAGE (page));
}

static void
comms_review_page_shown (CommsPage *page)
{
  comms_review_page_reload (COMMS_REVIEW_PAGE (page));
}

/* Another person may do other things. */
static void
comms_review_page_constructed (GObject *object)
{
  CommsDesk *desk = comms_page_get_desk (COMMS_PAGE (object));

  G_OBJECT_CLASS (comms_review_page_parent_class)->constructed (object);
  g_signal_connect_object (desk, "notify::person", G_CALLBACK (comms_review_page_reload), object,
                           G_CONNECT_SWAPPED);
}

static void
comms_review_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_REVIEW_PAGE);

  G_OBJECT_CLASS (comms_review_page_parent_class)->dispose (object);
}

static void
comms_review_page_finalize (GObject *object)
{
  CommsReviewPage *self = COMMS_REVIEW_PAGE (object);

  self->data = NULL;
  g_clear_pointer (&self->review, comms_review_data_free);
  g_clear_pointer (&self->asked_links, g_hash_table_unref);
  g_clear_pointer (&self->begun, g_hash_table_unref);

  G_OBJECT_CLASS (comms_review_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, band);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, columns);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, diff_box);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, diff_title);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, diff_label);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, cards);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, twin_bar);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, source_box);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, source_label);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, source_text);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, side);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, side_clamp);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, signed_label);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, people_list);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, checks_label);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, check_list);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, comments_list);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, comment_entry);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, comment_button);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, comment_hint);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, actions_fold);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, actions);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, hint_label);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, approve_button);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, ask_button);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, ask_label);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewPage, next_button);
  gtk_widget_class_bind_template_callback (widget_class, comment_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, comment_do_cb);
}

static void
comms_review_page_class_init (CommsReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = comms_review_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = comms_review_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_review_page_finalize;
  COMMS_PAGE_CLASS (klass)->changed = comms_review_page_changed;
  COMMS_PAGE_CLASS (klass)->shown = comms_review_page_shown;

  g_type_ensure (COMMS_TYPE_CHECK_LIST);
  g_type_ensure (COMMS_TYPE_FOLD_BIN);
  g_type_ensure (COMMS_TYPE_REREAD_BAND);
  g_type_ensure (COMMS_TYPE_TWIN_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-review-page.ui");
  bind_template (widget_class);
  comms_review_actions_init (widget_class);
}

static void
comms_review_page_init (CommsReviewPage *self)
{
  self->begun = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->asked_links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::folded", G_CALLBACK (folded_cb), NULL);
  comms_widget_follow_style (GTK_WIDGET (self), colours_cb);
  folded_cb (self);
  narrow_cb (self);
}

/* --- public --- */

/* A comment that was begun is there again when the person comes back to its post. */
static void
keep_comment (CommsReviewPage *self)
{
  const char *written = gtk_editable_get_text (GTK_EDITABLE (self->comment_entry));

  if (self->id == 0)
    return;
  if (*written == '\0')
    g_hash_table_remove (self->begun, &self->id);
  else
    g_hash_table_replace (self->begun, g_memdup2 (&self->id, sizeof self->id), g_strdup (written));
}

void
comms_review_page_open (CommsReviewPage *self, gint64 id)
{
  const char *begun;

  g_return_if_fail (COMMS_IS_REVIEW_PAGE (self));
  g_return_if_fail (id > 0);

  keep_comment (self);
  self->id = id;
  self->busy = FALSE;
  self->fresh = TRUE;
  self->data = NULL;
  g_hash_table_remove_all (self->asked_links);
  g_clear_pointer (&self->review, comms_review_data_free);
  begun = g_hash_table_lookup (self->begun, &id);
  gtk_editable_set_text (GTK_EDITABLE (self->comment_entry), begun != NULL ? begun : "");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  comms_review_update_actions (self);
  comms_review_page_reload (self);
}

gint64
comms_review_page_get_id (CommsReviewPage *self)
{
  g_return_val_if_fail (COMMS_IS_REVIEW_PAGE (self), 0);

  return self->id;
}
