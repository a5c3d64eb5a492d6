/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-compose-pane-private.h"

#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-paint.h"
#include "comms-posts.h"
#include "comms-thread-text.h"
#include "comms-words.h"
#include "comms-zone.h"

#define WIDTH 364

G_DEFINE_FINAL_TYPE (CommsComposePane, comms_compose_pane, COMMS_TYPE_PAGE)

enum
{
  CLOSE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- times --- */

static void
fill_zones (CommsComposePane *self)
{
  CommsPolicy *policy = self->data->context->policy;
  g_autoptr (GString) zones = g_string_new (NULL);

  for (guint i = 0; policy->audience_zones != NULL && policy->audience_zones[i] != NULL; i++)
    {
      g_autofree char *elsewhere =
        comms_format_elsewhere (policy->audience_zones[i], policy->zone, self->post->due_at);
      g_autoptr (GString) place = g_string_new (elsewhere);

      if (g_str_equal (policy->audience_zones[i], policy->zone))
        continue;
      /* A city stays in a line with its time. */
      g_string_replace (place, " ", "\u00a0", 0);
      g_string_append_printf (zones, zones->len > 0 ? "   %s" : "%s", place->str);
    }
  gtk_label_set_label (self->zones_label, self->post->due_at != 0 ? zones->str : "");
}

static void
fill_embargo (CommsComposePane *self)
{
  CommsRelease *release = self->data->context->release;
  const char *zone = self->data->context->policy->zone;
  gint64 now = self->data->context->now;
  g_autofree char *lift = NULL;
  g_autofree char *text = NULL;
  gboolean same_day;

  gtk_widget_set_visible (GTK_WIDGET (self->embargo_box),
                          release != NULL && release->embargo_at > now);
  gtk_widget_set_visible (GTK_WIDGET (self->times_box),
                          self->post->due_at != 0 ||
                            gtk_widget_get_visible (GTK_WIDGET (self->embargo_box)));
  if (release == NULL || release->embargo_at == 0)
    return;
  same_day = comms_zone_day_start (zone, release->embargo_at, 0) ==
             comms_zone_day_start (zone, self->post->due_at, 0);
  lift = same_day ? comms_format_time (zone, release->embargo_at)
                  : comms_format_moment (zone, release->embargo_at, now);
  /* Translators: how long an embargo holds; %s is a time, or a day and time */
  text = g_strdup_printf (C_ ("embargo", "until %s"), lift);
  gtk_label_set_label (self->embargo_label, text);
}

/* --- the whole --- */

static void
fill_titles (CommsComposePane *self)
{
  g_autofree char *source = comms_compose_data_dup_source (self->data);

  comms_page_set_title (COMMS_PAGE (self),
                        comms_record_get_id (COMMS_RECORD (self->post)) != 0
                          ? C_ ("post", "Post")
                          : C_ ("post", "New Post"),
                        source);
}

static void
set_text_face (CommsComposePane *self)
{
  if (g_strcmp0 (self->post->language, "ur") == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->text), "urdu");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->text), "urdu");
  comms_widget_toggle_class (GTK_WIDGET (self->text), "withdrawn", self->post->withdrawn_at != 0);
}

gboolean
comms_compose_pane_is_open (CommsComposePane *self)
{
  return comms_compose_data_why_not (self->data, "edit") == NULL &&
         self->post->state != COMMS_POST_STATE_IN_REVIEW;
}

void
comms_compose_pane_fill (CommsComposePane *self)
{
  CommsPolicy *policy = self->data->context->policy;
  gboolean open = comms_compose_pane_is_open (self);

  self->filling = TRUE;
  fill_titles (self);
  comms_compose_band_fill (self);
  comms_post_status_set (self->status, comms_page_get_desk (COMMS_PAGE (self)), self->data);
  comms_language_drop_set_language (self->language_drop, self->post->language);
  comms_when_button_set_today (self->when_button, self->data->context->now);
  comms_when_button_set_zones (self->when_button, policy->zone,
                               (const char *const *) policy->audience_zones);
  comms_when_button_set_plan (self->when_button, self->post->due_wall, self->post->due_zone);
  fill_zones (self);
  fill_embargo (self);
  comms_part_chips_set (self->part_chips, self->data, open);
  comms_twin_bar_set (self->twin_bar, comms_page_get_desk (COMMS_PAGE (self)),
                      comms_record_get_id (COMMS_RECORD (self->post)), self->data->twin,
                      self->data->context->now);
  comms_compose_facts_set_rule (self);
  comms_post_text_set_text (self->text, self->post->text, FALSE);
  set_text_face (self);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->text), open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->account_button), open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->language_drop), open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->when_button), open);
  comms_compose_media_fill (self, open);
  comms_compose_settings_fill (self, open);
  comms_compose_house_fill (self, open);
  comms_compose_thread_fill (self, open);
  comms_compose_wording_fill (self, open);
  comms_compose_facts_update (self);
  comms_compose_actions_update (self);
  self->filling = FALSE;
}

static gboolean
says_something (CommsPost *post)
{
  g_autofree char *line = comms_text_clean_line (post->text != NULL ? post->text : "");

  return *line != '\0';
}

void
comms_compose_pane_touch (CommsComposePane *self)
{
  comms_compose_facts_update (self);
  comms_compose_house_update (self);
  comms_compose_actions_update (self);
  if (comms_record_get_id (COMMS_RECORD (self->post)) != 0 || says_something (self->post))
    comms_saver_touch (self->saver);
}

/* To the end of the text; where the part of a thread ends in its number, before that. */
static void
start_writing (CommsComposePane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  g_autofree char *bare = NULL;
  GtkTextIter end;

  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  if (self->post->text == NULL || !comms_thread_text_is_numbered (self->post->text))
    return;
  bare = comms_thread_text_strip (self->post->text);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) g_utf8_strlen (bare, -1));
  gtk_text_buffer_place_cursor (buffer, &end);
}

static void
take_data (CommsComposePane *self, CommsComposeData *data)
{
  g_autoptr (CommsComposeData) old = NULL;

  comms_compose_clash_take (self, data->post);
  /* Kept until all that shows it has the new: what is offered while somebody writes stays open. */
  old = g_steal_pointer (&self->data);
  self->data = data;
  self->data->clash = comms_compose_clash_dup_sentence (self);
  comms_compose_pane_fill (self);
  comms_compose_facts_look (self);
  /* What was typed into a new one before it was there. */
  if (comms_record_get_id (COMMS_RECORD (data->post)) == 0 && says_something (self->post))
    comms_compose_pane_touch (self);
  if (self->fresh)
    start_writing (self);
  self->fresh = FALSE;
  if (self->asks_withdraw && comms_compose_data_why_not (self->data, "withdraw") == NULL)
    comms_post_status_ask (self->status, "withdraw");
  self->asks_withdraw = FALSE;
}

/* A part of the same thread that is still there, or 0. */
static gint64
other_part (CommsComposeData *data)
{
  for (guint i = 0; i < data->thread->len; i++)
    {
      CommsPost *post = g_ptr_array_index (data->thread, i);

      if (post->deleted_at == 0)
        return comms_record_get_id (COMMS_RECORD (post));
    }
  return 0;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsComposePane) self = user_data;
  g_autoptr (CommsComposeData) data = NULL;
  g_autoptr (GError) error = NULL;

  data = comms_compose_data_load_finish (COMMS_DESK (source), result, &error);
  if (data == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  /* Another post, or the same one anew, may have been asked for meanwhile. */
  if (self->post == NULL || comms_record_get_id (COMMS_RECORD (self->post)) !=
                              comms_record_get_id (COMMS_RECORD (data->post)))
    return;
  if (data->post->deleted_at != 0)
    {
      gint64 other = other_part (data);

      /* A part that was taken out of a thread: another one is shown. */
      if (other != 0)
        {
          comms_compose_pane_open (self, other);
          return;
        }
      comms_compose_pane_forget (self);
      comms_compose_pane_close (self);
      return;
    }
  take_data (self, g_steal_pointer (&data));
}

void
comms_compose_pane_reload (CommsComposePane *self)
{
  if (self->post == NULL)
    return;
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  comms_compose_data_load_async (comms_page_get_desk (COMMS_PAGE (self)),
                                 comms_record_get_id (COMMS_RECORD (self->post)), self->post,
                                 self->loading, loaded_cb, g_object_ref (self));
}

/* What is there is on its way to the store when the pane shows something else. */
static void
flush (CommsComposePane *self)
{
  if (self->saver == NULL)
    return;
  comms_settings_box_commit (self->settings);
  comms_compose_media_flush (self);
  comms_saver_flush (self->saver);
}

void
comms_compose_pane_forget (CommsComposePane *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  /* What was typed into a new one before it was there. */
  if (self->post != NULL && self->data == NULL &&
      comms_record_get_id (COMMS_RECORD (self->post)) == 0 && says_something (self->post))
    comms_saver_touch (self->saver);
  flush (self);
  comms_compose_clash_leave (self);
  comms_compose_media_forget (self);
  comms_compose_undo_forget (self);
  comms_settings_box_forget (self->settings);
  comms_saved_label_follow (self->saved_label, NULL);
  comms_compose_house_forget (self);
  g_clear_handle_id (&self->split_source, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self->compare_box), FALSE);
  g_clear_object (&self->saver);
  g_clear_object (&self->post);
  g_clear_pointer (&self->data, comms_compose_data_free);
  comms_compose_actions_update (self);
}

void
comms_compose_pane_close (CommsComposePane *self)
{
  flush (self);
  g_signal_emit (self, signals[CLOSE], 0);
}

/* What was new has an id now, and with it things around it that can be read. What was refused
 * because somebody else has saved something is looked at again with that. */
static void
saver_state_cb (CommsComposePane *self)
{
  g_assert (COMMS_IS_COMPOSE_PANE (self));

  /* It may be that of a post that was left. */
  if (self->saver == NULL)
    return;
  if (comms_saver_get_state (self->saver) == COMMS_SAVE_FAILED &&
      g_error_matches (comms_saver_get_error (self->saver), COMMS_STORE_ERROR,
                       COMMS_STORE_ERROR_STALE))
    comms_compose_pane_reload (self);
  if (self->data != NULL && comms_saver_get_state (self->saver) == COMMS_SAVE_SAVED &&
      comms_record_get_id (COMMS_RECORD (self->data->post)) !=
        comms_record_get_id (COMMS_RECORD (self->post)))
    comms_compose_pane_reload (self);
}

/* Takes @post. */
static void
begin (CommsComposePane *self, CommsPost *post)
{
  CommsDesk *desk = comms_page_get_desk (COMMS_PAGE (self));
  gboolean is_new = comms_record_get_id (COMMS_RECORD (post)) == 0;

  comms_compose_pane_forget (self);
  self->post = post;
  self->saver = comms_saver_new (desk, comms_posts_save, post);
  g_signal_connect_object (self->saver, "state", G_CALLBACK (saver_state_cb), self,
                           G_CONNECT_SWAPPED);
  comms_saved_label_follow (self->saved_label, self->saver);
  if (is_new)
    self->base = comms_record_copy (post);
  comms_compose_clash_come_back (self);
  comms_post_status_close (self->status);
  self->filling = TRUE;
  comms_post_text_set_text (self->text, post->text, FALSE);
  self->filling = FALSE;
  self->fresh = TRUE;
  /* Letters that follow at once are the first of a new one; of another, nothing is there yet. */
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->text), is_new);
  if (is_new)
    gtk_widget_grab_focus (GTK_WIDGET (self->text));
  comms_compose_pane_reload (self);
}

/* --- callbacks --- */

static void
text_changed_cb (CommsComposePane *self)
{
  g_autofree char *text = NULL;

  g_assert (COMMS_IS_COMPOSE_PANE (self));

  if (self->filling || self->post == NULL)
    return;
  text = comms_post_text_dup_text (self->text);
  g_object_set (self->post, "text", text, NULL);
  if (self->data != NULL)
    comms_compose_pane_touch (self);
}

static void
language_changed_cb (CommsComposePane *self)
{
  g_assert (COMMS_IS_COMPOSE_PANE (self));

  if (self->filling || self->data == NULL)
    return;
  g_object_set (self->post, "language", comms_language_drop_get_language (self->language_drop),
                NULL);
  set_text_face (self);
  comms_compose_pane_touch (self);
}

/* The sentence that forbids the post's time, or NULL. (transfer full) */
static char *
dup_time_problem (CommsPost *post, CommsPostContext *context)
{
  g_autoptr (GPtrArray) checks = comms_checks_of_post (post, context);

  for (guint i = 0; post->due_at != 0 && i < checks->len; i++)
    {
      CommsCheck *check = g_ptr_array_index (checks, i);

      if (check->fix == COMMS_FIX_TIME)
        return comms_format_digits (check->sentence);
    }
  return NULL;
}

/* A time that the rules forbid is not taken: it says why, and the old one stays. */
static void
when_changed_cb (CommsComposePane *self)
{
  g_autoptr (CommsPost) planned = NULL;
  g_autofree char *problem = NULL;
  const char *wall = comms_when_button_get_wall (self->when_button);

  g_assert (COMMS_IS_COMPOSE_PANE (self));

  if (self->filling || self->data == NULL)
    return;
  planned = comms_record_copy (self->post);
  g_object_set (planned, "due-wall", wall, "due-zone",
                wall != NULL ? comms_when_button_get_zone (self->when_button) : NULL, "due-at",
                comms_when_button_get_instant (self->when_button), NULL);
  problem = dup_time_problem (planned, self->data->context);
  if (problem != NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s", problem);
      self->filling = TRUE;
      comms_when_button_set_plan (self->when_button, self->post->due_wall, self->post->due_zone);
      self->filling = FALSE;
      return;
    }
  comms_record_assign (self->post, planned);
  fill_zones (self);
  fill_embargo (self);
  comms_compose_pane_touch (self);
}

static void
fix_cb (CommsComposePane *self, guint kind, guint fix, guint index)
{
  g_assert (COMMS_IS_COMPOSE_PANE (self));

  comms_compose_actions_fix (self, fix, index);
}

static void
act_cb (CommsComposePane *self, const char *verb, const char *words)
{
  g_assert (COMMS_IS_COMPOSE_PANE (self));

  comms_compose_actions_act (self, verb, words);
}

static void
folded_cb (CommsComposePane *self)
{
  g_assert (COMMS_IS_COMPOSE_PANE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->close_button),
                          !comms_page_get_folded (COMMS_PAGE (self)));
}

/* --- size --- */

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* However long its text is, beside a page it is no wider than it must be. */
static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, WIDTH);
}

static void
allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (widget)), width, height, baseline, NULL);
}

/* --- overrides --- */

static void
comms_compose_pane_changed (CommsPage *page, CommsSubject subject)
{
  if (subject == COMMS_SUBJECT_TARGET || subject == COMMS_SUBJECT_ENGAGEMENT ||
      subject == COMMS_SUBJECT_OCCASION)
    return;
  comms_compose_pane_reload (COMMS_COMPOSE_PANE (page));
}

static void
comms_compose_pane_unmap (GtkWidget *widget)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (widget);

  flush (self);
  GTK_WIDGET_CLASS (comms_compose_pane_parent_class)->unmap (widget);
}

/* Another person may do other things. */
static void
comms_compose_pane_constructed (GObject *object)
{
  CommsDesk *desk = comms_page_get_desk (COMMS_PAGE (object));

  G_OBJECT_CLASS (comms_compose_pane_parent_class)->constructed (object);
  g_signal_connect_object (desk, "notify::person", G_CALLBACK (comms_compose_pane_reload), object,
                           G_CONNECT_SWAPPED);
}

static void
comms_compose_pane_dispose (GObject *object)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (object);

  if (self->text != NULL)
    comms_compose_pane_forget (self);
  comms_compose_house_dispose (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_COMPOSE_PANE);

  G_OBJECT_CLASS (comms_compose_pane_parent_class)->dispose (object);
}

static void
comms_compose_pane_finalize (GObject *object)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (object);

  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->block, g_free);
  g_clear_pointer (&self->left, g_hash_table_unref);
  g_clear_pointer (&self->asked_links, g_hash_table_unref);
  g_clear_pointer (&self->done_at, g_ptr_array_unref);
  g_clear_pointer (&self->undone_at, g_ptr_array_unref);

  G_OBJECT_CLASS (comms_compose_pane_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, close_button);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, account_button);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, account_badge);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, handle_label);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, account_label);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, account_popover);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, account_list);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, also_part);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, also_box);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, also_reason);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, scroller);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, status);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, language_drop);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, when_button);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, times_box);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, zones_label);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, embargo_box);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, embargo_label);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, part_chips);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, thread_box);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, thread_chips);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, twin_bar);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, wording_box);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, wording_tabs);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, wording_rows);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, text);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, wording_button);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, wording_list);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, wording_none);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, lines_button);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, lines_list);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, spelling_label);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, split_box);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, split_button);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, number_check);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, counter_bar);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, counter_label);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, hashtags_label);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, link_label);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, posts_box);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, posts_label);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, cost_box);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, cost_label);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, month_box);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, month_name_label);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, month_label);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, tray);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, checks_box);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, checks_label);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, check_list);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, compare_box);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, compare_label);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, compare_button);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, voice_fold);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, voice_box);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, sms_fold);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, sms_label);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, action_bar);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, saved_label);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, reread_button);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, reason_label);
  gtk_widget_class_bind_template_callback (widget_class, language_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, when_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, fix_cb);
}

static void
comms_compose_pane_class_init (CommsComposePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = comms_compose_pane_constructed;
  G_OBJECT_CLASS (klass)->dispose = comms_compose_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_compose_pane_finalize;
  widget_class->unmap = comms_compose_pane_unmap;
  COMMS_PAGE_CLASS (klass)->changed = comms_compose_pane_changed;

  signals[CLOSE] = g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (COMMS_TYPE_CHECK_LIST);
  g_type_ensure (COMMS_TYPE_TWIN_BAR);
  g_type_ensure (COMMS_TYPE_LANGUAGE_DROP);
  g_type_ensure (COMMS_TYPE_PART_CHIPS);
  g_type_ensure (COMMS_TYPE_PICTURE_TRAY);
  g_type_ensure (COMMS_TYPE_POST_STATUS);
  g_type_ensure (COMMS_TYPE_POST_TEXT);
  g_type_ensure (COMMS_TYPE_SAVED_LABEL);
  g_type_ensure (COMMS_TYPE_SETTINGS_BOX);
  g_type_ensure (COMMS_TYPE_WHEN_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-compose-pane.ui");
  bind_template (widget_class);
  comms_compose_actions_init (widget_class);
  comms_compose_house_class_init (widget_class);
  comms_compose_settings_class_init (widget_class);
  comms_compose_thread_class_init (widget_class);
  comms_compose_wording_class_init (widget_class);
  comms_compose_undo_init (widget_class);
}

static void
comms_compose_pane_init (CommsComposePane *self)
{
  self->left = comms_compose_clash_new_left ();
  self->asked_links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->done_at = comms_compose_undo_new_marks ();
  self->undone_at = comms_compose_undo_new_marks ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self),
                                 gtk_custom_layout_new (get_request_mode, measure, allocate));
  comms_menu_button_fill (self->account_button);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), "changed",
                           G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  comms_compose_band_init (self);
  comms_compose_house_init (self);
  comms_compose_media_init (self);
  comms_compose_settings_init (self);
  comms_compose_thread_init (self);
  comms_compose_wording_init (self);
  g_signal_connect_object (self->check_list, "dismiss", G_CALLBACK (comms_compose_actions_dismiss),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->check_list, "compare", G_CALLBACK (comms_compose_actions_compare),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->status, "act", G_CALLBACK (act_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::folded", G_CALLBACK (folded_cb), NULL);
  comms_compose_actions_update (self);
}

/* --- public --- */

void
comms_compose_pane_open (CommsComposePane *self, gint64 id)
{
  CommsPost *post;

  g_return_if_fail (COMMS_IS_COMPOSE_PANE (self));
  g_return_if_fail (id > 0);

  if (self->post != NULL && comms_record_get_id (COMMS_RECORD (self->post)) == id)
    {
      self->fresh = TRUE;
      comms_compose_pane_reload (self);
      return;
    }
  post = comms_post_new ();
  comms_record_set_id (COMMS_RECORD (post), id);
  begin (self, post);
}

void
comms_compose_pane_open_withdraw (CommsComposePane *self, gint64 id)
{
  comms_compose_pane_open (self, id);
  self->asks_withdraw = TRUE;
}

void
comms_compose_pane_open_new (CommsComposePane *self, const char *wall)
{
  CommsDesk *desk;
  CommsAccount *account;
  CommsPost *post;
  const char *zone;
  gint64 due = 0;

  g_return_if_fail (COMMS_IS_COMPOSE_PANE (self));
  g_return_if_fail (wall != NULL);

  desk = comms_page_get_desk (COMMS_PAGE (self));
  account = comms_page_get_account (COMMS_PAGE (self));
  zone = comms_desk_get_policy (desk)->zone;
  post = comms_post_new ();
  if (*wall != '\0' && comms_zone_to_instant (zone, wall, &due, NULL, NULL))
    g_object_set (post, "due-wall", wall, "due-zone", zone, "due-at", due, NULL);
  g_object_set (post, "language", account != NULL ? account->language : "en", "account-id",
                account != NULL ? comms_record_get_id (COMMS_RECORD (account)) : 0, "text", "",
                NULL);
  begin (self, post);
}

gint64
comms_compose_pane_get_id (CommsComposePane *self)
{
  g_return_val_if_fail (COMMS_IS_COMPOSE_PANE (self), 0);

  return self->post != NULL ? comms_record_get_id (COMMS_RECORD (self->post)) : 0;
}
