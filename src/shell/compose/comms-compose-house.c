/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-compose-pane-private.h"

#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-rows.h"

/* What helps with writing: completion, spelling, the voice of the account, approved lines, and the
 * text for other channels. */

/* --- approved lines --- */

static GtkWidget *
new_line_row (CommsComposePane *self, CommsApprovedLine *line)
{
  gint64 now = self->data->context->now;
  gboolean over = line->valid_until != 0 && line->valid_until <= now;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *topic = gtk_label_new (line->topic);
  GtkWidget *text = gtk_label_new (line->text);

  gtk_label_set_xalign (GTK_LABEL (topic), 0);
  gtk_widget_add_css_class (topic, "caption-heading");
  gtk_label_set_xalign (GTK_LABEL (text), comms_text_is_rtl (line->text) ? 1 : 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 38);
  gtk_box_append (GTK_BOX (box), topic);
  gtk_box_append (GTK_BOX (box), text);
  if (line->valid_until != 0)
    {
      g_autofree char *day =
        comms_format_day_short (self->data->context->policy->zone, line->valid_until);
      g_autofree char *note = g_strdup_printf (
        /* Translators: %s is a day */
        over ? C_ ("approved line", "Was cleared until %s: ask again before it is used")
             : C_ ("approved line", "Cleared until %s"),
        day);
      GtkWidget *label = gtk_label_new (note);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, over ? "state-missed" : "secondary");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "line", g_object_ref (line), g_object_unref);
  return row;
}

static void
fill_lines (CommsComposePane *self, gboolean open)
{
  GPtrArray *lines = self->data->context->style != NULL ? self->data->context->style->lines : NULL;
  guint n = 0;

  if (gtk_widget_get_mapped (GTK_WIDGET (self->lines_list)))
    return;
  comms_list_box_empty (self->lines_list);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      CommsApprovedLine *line = g_ptr_array_index (lines, i);

      if (g_strcmp0 (line->language, self->post->language) != 0)
        continue;
      gtk_list_box_append (self->lines_list, new_line_row (self, line));
      n++;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->lines_button), open && n > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->lines_button),
                               n > 0 ? C_ ("post", "Approved Lines")
                                     : C_ ("post", "No approved line in this language yet"));
}

/* The post keeps which line it was made from (R34). */
static void
line_activated_cb (CommsComposePane *self, GtkListBoxRow *row)
{
  CommsApprovedLine *line = g_object_get_data (G_OBJECT (row), "line");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  g_autoptr (CommsPost) before = comms_record_copy (self->post);

  g_assert (COMMS_IS_COMPOSE_PANE (self));

  gtk_menu_button_popdown (self->lines_button);
  g_object_set (self->post, "line-id", comms_record_get_id (COMMS_RECORD (line)), NULL);
  g_set_object (&self->data->context->line, line);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, FALSE, TRUE);
  gtk_text_buffer_insert_at_cursor (buffer, line->text, -1);
  gtk_text_buffer_end_user_action (buffer);
  comms_compose_undo_push_edit (self, C_ ("approved line", "Approved line inserted."), before);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

/* --- the voice --- */

static void
add_words (GtkBox *box, const char *title, const char *words)
{
  GtkWidget *heading;
  GtkWidget *label;

  if (words == NULL || *words == '\0')
    return;
  heading = gtk_label_new (title);
  label = gtk_label_new (words);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "caption-heading");
  gtk_label_set_xalign (GTK_LABEL (label), comms_text_is_rtl (words) ? 1 : 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (box, heading);
  gtk_box_append (box, label);
}

/* Another account or language has another card (R104). */
static void
fill_voice (CommsComposePane *self)
{
  CommsPostContext *context = self->data->context;
  CommsVoiceCard *card = NULL;
  g_autofree char *label = NULL;
  GtkWidget *child;

  if (context->style != NULL && context->account != NULL && self->post->language != NULL)
    card = comms_house_style_voice (context->style, self->post->account_id, self->post->language);
  gtk_widget_set_visible (GTK_WIDGET (self->voice_fold), card != NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->voice_box))) != NULL)
    gtk_box_remove (self->voice_box, child);
  if (card == NULL)
    return;
  /* Translators: how an account writes; %s is its handle */
  label = g_strdup_printf (C_ ("voice", "Voice of @%s"), context->account->handle);
  gtk_expander_set_label (self->voice_fold, label);
  add_words (self->voice_box, C_ ("voice", "Tone"), card->tone);
  add_words (self->voice_box, C_ ("voice", "Says"), card->says);
  add_words (self->voice_box, C_ ("voice", "Avoids"), card->avoids);
}

/* --- other channels --- */

/* What it takes as a text message, 160 letters of the GSM alphabet or 70 of others (R71). */
void
comms_compose_house_update (CommsComposePane *self)
{
  const char *text = self->post->text != NULL ? self->post->text : "";
  g_auto (CommsTextCheck) check = { 0 };
  g_autofree char *parts = NULL;
  g_autofree char *length = NULL;
  g_autofree char *most = NULL;
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->sms_fold), *text != '\0');
  if (*text == '\0' || !gtk_expander_get_expanded (self->sms_fold))
    return;
  comms_text_check (text, COMMS_TEXT_RULE_SMS, NULL, &check);
  parts = comms_format_number (check.parts);
  length = comms_format_number (check.length);
  most = comms_format_number (check.unicode ? (check.parts > 1 ? 67 : 70)
                                            : (check.parts > 1 ? 153 : 160));
  label = g_strdup_printf (
    /* Translators: a number of text messages, characters, and how many a message holds */
    ngettext ("%s text message: %s characters, %s in each",
              "%s text messages: %s characters, %s in each", (gulong) check.parts),
    parts, length, most);
  gtk_label_set_label (self->sms_label, label);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          self->post != NULL && self->post->text != NULL ? self->post->text : "");
  gtk_widget_activate_action (widget, "win.notify", "s",
                              C_ ("post", "Copied, for other channels."));
}

static void
emoji_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  g_signal_emit_by_name (self->text, "insert-emoji");
}

/* --- the whole --- */

static void
fill_spelling (CommsComposePane *self)
{
  gboolean known = comms_spelling_set_language (self->spelling, self->post->language);

  gtk_widget_set_visible (GTK_WIDGET (self->spelling_label),
                          !known && self->post->language != NULL);
}

void
comms_compose_house_fill (CommsComposePane *self, gboolean open)
{
  CommsPostContext *context = self->data->context;

  if (self->completion == NULL)
    self->completion =
      comms_completion_new (GTK_TEXT_VIEW (self->text), comms_page_get_desk (COMMS_PAGE (self)));
  comms_completion_set_context (self->completion, context->account, self->data->accounts,
                                self->post->language, open ? context->style : NULL, context->now);
  fill_spelling (self);
  fill_lines (self, open);
  fill_voice (self);
  comms_compose_house_update (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "post.emoji", open);
}

void
comms_compose_house_forget (CommsComposePane *self)
{
  if (self->completion != NULL)
    comms_completion_set_context (self->completion, NULL, NULL, NULL, NULL, 0);
}

void
comms_compose_house_init (CommsComposePane *self)
{
  self->spelling = comms_spelling_new (GTK_TEXT_VIEW (self->text));
  g_signal_connect_object (self->lines_list, "row-activated", G_CALLBACK (line_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sms_fold, "notify::expanded",
                           G_CALLBACK (comms_compose_house_update), self, G_CONNECT_SWAPPED);
}

void
comms_compose_house_dispose (CommsComposePane *self)
{
  if (self->completion != NULL)
    comms_completion_close (self->completion);
  g_clear_object (&self->completion);
  if (self->spelling != NULL)
    g_object_run_dispose (G_OBJECT (self->spelling));
  g_clear_object (&self->spelling);
}

void
comms_compose_house_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "post.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "post.emoji", NULL, emoji_action);
}
