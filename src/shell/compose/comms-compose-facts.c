/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-compose-pane-private.h"

#include "comms-cost-words.h"
#include "comms-link-checks.h"
#include "comms-marks.h"

static void
set_counter (CommsComposePane *self, int weight, int limit)
{
  static const char *const classes[] = { "plenty", "few", "over" };
  g_autofree char *used = comms_format_number (weight);
  g_autofree char *most = comms_format_number (limit);
  g_autofree char *left = comms_format_number (ABS (limit - weight));
  g_autofree char *markup = NULL;
  guint now = weight > limit ? 2 : limit - weight < 20 ? 1 : 0;

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (i == now)
      gtk_widget_add_css_class (GTK_WIDGET (self->counter_bar), classes[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self->counter_bar), classes[i]);
  gtk_level_bar_set_value (self->counter_bar, limit > 0 ? MIN (1.0, (double) weight / limit) : 0);
  if (weight > limit)
    markup = g_strdup_printf (
      /* Translators: %s is a number of characters; <b> is bold */
      ngettext ("<b>%s too long</b>", "<b>%s too long</b>", (gulong) (weight - limit)), left);
  else
    /* Translators: characters used, characters allowed, characters left; <b> is bold */
    markup = g_strdup_printf (C_ ("counter", "<b>%s</b> of %s, <b>%s</b> left"), used, most, left);
  gtk_label_set_markup (self->counter_label, markup);
  gtk_widget_set_visible (GTK_WIDGET (self->counter_bar), limit > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->counter_label), limit > 0);
}

static void
set_fact (GtkLabel *label, guint n, gint64 most)
{
  g_autofree char *number = comms_format_number (n);
  g_autofree char *limit = comms_format_number (most);
  /* Translators: so many of so many, such as "2 of 3" */
  g_autofree char *text = g_strdup_printf (C_ ("fact", "%s of %s"), number, limit);

  gtk_label_set_label (label, text);
  if (n > most)
    gtk_widget_add_css_class (GTK_WIDGET (label), "state-missed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "state-missed");
}

/* The facts say these already when they are in order. */
static gboolean
is_told_elsewhere (const CommsCheck *check)
{
  return check->level == COMMS_CHECK_FINE && check->fix == COMMS_FIX_NONE &&
         (check->kind == COMMS_CHECK_LENGTH || check->kind == COMMS_CHECK_LINK_USES);
}

/* A fresh draft is not scolded for being empty. */
static gboolean
is_obvious (CommsComposePane *self, const CommsCheck *check)
{
  return check->kind == COMMS_CHECK_TEXT && comms_record_get_id (COMMS_RECORD (self->post)) == 0;
}

/* --- what the network counts --- */

void
comms_compose_facts_set_rule (CommsComposePane *self)
{
  CommsAccount *account = self->data->context->account;
  CommsTextOptions options = { 0 };
  CommsTextRule rule = COMMS_TEXT_RULE_X;

  if (account == NULL)
    {
      comms_post_text_set_limit (self->text, 0);
      return;
    }
  comms_text_rule_from_nick (account->network, &rule);
  options.limit = (int) account->character_limit;
  options.url_length = (int) account->url_length;
  options.warning = self->post->content_warning;
  comms_post_text_set_rule (self->text, rule, &options);
}

static void
update_counter (CommsComposePane *self)
{
  const CommsTextCheck *check = comms_post_text_get_check (self->text);

  set_counter (self, check->length, self->data->context->account != NULL ? check->limit : 0);
}

static guint
count_hashtags (CommsComposePane *self)
{
  GArray *entities = comms_post_text_get_check (self->text)->entities;
  guint n = 0;

  for (guint i = 0; entities != NULL && i < entities->len; i++)
    n += g_array_index (entities, CommsEntity, i).kind == COMMS_ENTITY_HASHTAG ? 1 : 0;
  return n;
}

/* --- money --- */

static guint
count_with_words (GPtrArray *media)
{
  guint n = 0;

  for (guint i = 0; i < media->len; i++)
    {
      CommsMedia *item = g_ptr_array_index (media, i);

      n += item->alt != NULL && *item->alt != '\0' ? 1 : 0;
    }
  return n;
}

/* "$0.20": as short as the room is. */
static char *
dup_dollars (gint64 micros)
{
  g_autofree char *sum =
    g_strdup_printf (micros % 10000 == 0 ? "%.2f" : "%.3f", (double) micros / 1e6);
  /* Translators: a sum of US dollars where there is little room */
  g_autofree char *text = g_strdup_printf (C_ ("fact", "$%s"), sum);

  return comms_format_digits (text);
}

/* "20", or "0.50" where it is no whole number of dollars. */
static char *
dup_cap (gint64 micros)
{
  g_autofree char *sum = g_strdup_printf ("%.2f", (double) micros / 1e6);

  return micros % 1000000 == 0 ? comms_format_number (micros / 1000000) : comms_format_digits (sum);
}

/* "$11.40 of 20", with this post as it stands now in place of what it cost when it was
 * read. */
static char *
dup_month (const CommsCost *cost, gint64 now)
{
  g_autofree char *sum = NULL;
  g_autofree char *cap = NULL;

  /* Whole cents are enough for a month. */
  sum = dup_dollars ((cost->month_spent + cost->month_planned + now - cost->post + 5000) / 10000 *
                     10000);
  if (cost->cap == 0)
    return g_steal_pointer (&sum);
  cap = dup_cap (cost->cap);
  /* Translators: what a month costs, of what it may cost in US dollars */
  return g_strdup_printf (C_ ("fact cost", "%s of %s"), sum, cap);
}

/* What it costs follows the text: a link makes it dearer. Where the network asks for nothing, how
 * many posts the day has stands there instead. */
static void
update_cost (CommsComposePane *self)
{
  const CommsCost *cost = &self->data->cost;
  CommsPostContext *context = self->data->context;
  gint64 at = self->post->due_at != 0 ? self->post->due_at : context->now;
  gint64 now = 0;
  g_autofree char *price = NULL;
  g_autofree char *whole_price = NULL;
  g_autofree char *month = NULL;
  g_autofree char *name = NULL;

  if (context->account != NULL)
    now = comms_cost_of_post (self->data->tariffs, self->post, context->account,
                              count_with_words (self->data->media), at);
  gtk_widget_set_visible (GTK_WIDGET (self->cost_box), now > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->month_box), now > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->posts_box), now == 0);
  if (now == 0)
    return;
  whole_price = comms_format_money (now);
  price = dup_dollars (now);
  month = dup_month (cost, now);
  /* Translators: the name of a month alone, as for strftime */
  name = comms_format_date (C_ ("date", "%B"), "UTC", at);
  gtk_label_set_label (self->cost_label, price);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->cost_label), whole_price);
  gtk_label_set_label (self->month_label, month);
  gtk_label_set_label (self->month_name_label, name);
}

/* --- checks --- */

/* What advice is about is marked where it stands. */
static void
show_spans (CommsComposePane *self, GPtrArray *checks)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (CommsTextSpan));

  for (guint i = 0; i < checks->len; i++)
    {
      const CommsCheck *check = g_ptr_array_index (checks, i);
      const CommsTextSpan span = { check->start, check->end, check->level == COMMS_CHECK_BLOCKS };

      if (check->end > check->start && check->level <= COMMS_CHECK_WARNS &&
          check->kind != COMMS_CHECK_LENGTH)
        g_array_append_val (spans, span);
    }
  comms_post_text_set_spans (self->text, (const CommsTextSpan *) (gpointer) spans->data,
                             spans->len);
}

void
comms_compose_facts_update (CommsComposePane *self)
{
  CommsPostContext *context = self->data->context;
  g_autoptr (GPtrArray) checks = comms_checks_of_post (self->post, context);
  g_autofree char *summary = NULL;
  gboolean open = comms_post_state_is_open (self->post->state);

  g_clear_pointer (&self->block, g_free);
  if (checks->len > 0 && ((CommsCheck *) checks->pdata[0])->level == COMMS_CHECK_BLOCKS)
    self->block = g_strdup (((CommsCheck *) checks->pdata[0])->sentence);
  for (guint i = checks->len; i > 0; i--)
    if (is_told_elsewhere (g_ptr_array_index (checks, i - 1)) ||
        is_obvious (self, g_ptr_array_index (checks, i - 1)))
      g_ptr_array_remove_index (checks, i - 1);
  summary = comms_checks_dup_summary (checks);
  gtk_label_set_label (self->checks_label, summary);
  comms_check_list_set_checks (self->check_list, checks, comms_compose_pane_is_open (self));
  show_spans (self, checks);
  gtk_widget_set_visible (GTK_WIDGET (self->checks_box), open);
  gtk_widget_set_visible (GTK_WIDGET (self->check_list), open);
  gtk_widget_set_visible (GTK_WIDGET (self->action_bar), open);
  update_counter (self);
  update_cost (self);
  comms_compose_thread_offer (self);
  set_fact (self->hashtags_label, count_hashtags (self), context->policy->hashtags_high);
  set_fact (self->link_label, comms_checks_link_uses (self->post, context),
            context->policy->link_uses);
  set_fact (self->posts_label, comms_checks_posts_that_day (self->post, context),
            context->policy->posts_high);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  self->checks = g_steal_pointer (&checks);
}

void
comms_compose_facts_look (CommsComposePane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  const char *text = self->post->text != NULL ? self->post->text : "";
  gssize typing = -1;
  GtkTextIter cursor;

  if (self->fresh)
    g_hash_table_remove_all (self->asked_links);
  else
    {
      gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
      typing = g_utf8_offset_to_pointer (text, MIN (gtk_text_iter_get_offset (&cursor),
                                                    g_utf8_strlen (text, -1))) -
               text;
    }
  comms_links_look (comms_page_get_desk (COMMS_PAGE (self)), text, typing, self->asked_links,
                    comms_page_get_cancellable (COMMS_PAGE (self)));
}
