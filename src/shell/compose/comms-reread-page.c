/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-reread-page-private.h"

#include "comms-cascade.h"
#include "comms-fit.h"
#include "comms-link-checks.h"
#include "comms-marks.h"
#include "comms-zone.h"

/* Of the column beside the posts, in pixels. */
#define SIDE_WIDTH 484

G_DEFINE_FINAL_TYPE (CommsRereadPage, comms_reread_page, COMMS_TYPE_PAGE)

/* --- the cards --- */

/* What it is among several, or NULL where it stands alone. (transfer full) */
static char *
dup_heading (CommsRereadPage *self, CommsRereadPost *post)
{
  CommsAccount *account = post->data->context->account;
  g_autofree char *subtitle = NULL;

  if (post->part > 0)
    /* Translators: the number of a part of a thread, and of how many */
    return g_strdup_printf (C_ ("re-read", "Part %d of %d"), (int) post->part, (int) post->n_parts);
  if (self->all->posts->len == 1)
    return NULL;
  subtitle = comms_account_dup_subtitle (account);
  if (post->data->post->lead_id == 0)
    return g_steal_pointer (&subtitle);
  return g_strdup_printf (post->data->post->own_wording
                            /* Translators: the network and name of an account */
                            ? C_ ("re-read", "%s, in words of its own")
                            /* Translators: the network and name of an account */
                            : C_ ("re-read", "%s, in the same words"),
                          subtitle);
}

/* The pair of toggles on the first turns them all. */
static void
direction_cb (CommsRereadCard *card, GParamSpec *pspec, CommsRereadPage *self)
{
  gboolean rtl;

  g_object_get (card, "rtl", &rtl, NULL);
  for (GtkWidget *other = gtk_widget_get_next_sibling (GTK_WIDGET (card)); other != NULL;
       other = gtk_widget_get_next_sibling (other))
    g_object_set (other, "rtl", rtl, NULL);
}

static void
open_link_cb (CommsRereadPage *self, const char *link)
{
  g_assert (COMMS_IS_REREAD_PAGE (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "reread.open-link", "s", link);
}

static GtkWidget *
add_card (CommsRereadPage *self)
{
  GtkWidget *card = comms_reread_card_new ();
  gboolean first = gtk_widget_get_first_child (GTK_WIDGET (self->cards)) == NULL;

  g_object_set (card, "toggles", first, NULL);
  g_signal_connect_swapped (card, "open-link", G_CALLBACK (open_link_cb), self);
  if (first)
    g_signal_connect (card, "notify::rtl", G_CALLBACK (direction_cb), self);
  gtk_box_append (self->cards, card);
  return card;
}

/* Cards that are there are kept, with the focus that may be in one of them. */
static void
fill_cards (CommsRereadPage *self)
{
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards));

  for (guint i = 0; i < self->all->posts->len; i++)
    {
      CommsRereadPost *post = g_ptr_array_index (self->all->posts, i);
      g_autofree char *heading = NULL;

      if (post->data->context->account == NULL)
        continue;
      if (card == NULL)
        card = add_card (self);
      heading = dup_heading (self, post);
      comms_reread_card_set_post (COMMS_REREAD_CARD (card), post, heading);
      card = gtk_widget_get_next_sibling (card);
    }
  while (card != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (card);

      gtk_box_remove (self->cards, card);
      card = next;
    }
}

/* --- the band --- */

static void
fill_when (CommsRereadPage *self)
{
  CommsPost *post = self->data->post;
  CommsPolicy *policy = self->data->context->policy;
  g_autofree char *day = comms_format_day (policy->zone, post->due_at);
  g_autofree char *time = comms_format_time (policy->zone, post->due_at);
  g_autofree char *city = comms_zone_dup_city (policy->zone);
  g_autofree char *span = comms_format_span (MAX (post->due_at - self->data->context->now, 0));
  g_autofree char *when = NULL;
  g_autofree char *until = NULL;

  if (self->now)
    {
      g_autofree char *seconds = comms_format_number (policy->hold_seconds);

      when = g_strdup (C_ ("re-read", "Now"));
      /* Translators: %s is a number of seconds */
      until = g_strdup_printf (ngettext ("after %s second on hold", "after %s seconds on hold",
                                         (gulong) policy->hold_seconds),
                               seconds);
    }
  else
    {
      /* Translators: a day, and a time of day */
      when = g_strdup_printf (C_ ("re-read", "%s, %s"), day, time);
      /* Translators: a city, and a span of time such as "22 h 20 min" */
      until = g_strdup_printf (C_ ("re-read", "%s · in %s"), city, span);
    }
  gtk_label_set_label (self->when_label, when);
  gtk_label_set_label (self->until_label, until);
}

static void
fill_band (CommsRereadPage *self)
{
  CommsAccount *account = self->data->context->account;
  g_autofree char *handle = g_strconcat ("@", account->handle, NULL);
  g_autofree char *badge = g_ascii_strup (account->language != NULL ? account->language : "", 2);
  g_autofree char *subtitle = comms_account_dup_subtitle (account);
  /* Translators: the network and name of an account */
  g_autofree char *whole = g_strdup_printf (C_ ("re-read", "%s · public, to everyone"), subtitle);

  comms_widget_set_account (GTK_WIDGET (self->band), account->colour);
  gtk_label_set_label (self->handle_label, handle);
  gtk_label_set_label (self->account_label, whole);
  gtk_label_set_label (self->badge_label, badge);
  gtk_widget_set_visible (GTK_WIDGET (self->badge_label), *badge != '\0');
  fill_when (self);
}

/* --- the whole --- */

/* "Post 3 of 5 from “District scorecard”". (transfer full) */
static char *
dup_subtitle (CommsComposeData *data)
{
  guint n_posts = 0;
  guint own = 0;
  CommsRelease *release = data->context->release;
  g_autofree char *title = NULL;
  g_autofree char *nth = NULL;
  g_autofree char *n = NULL;

  for (guint i = 0; data->coverage != NULL && i < data->coverage->len; i++)
    {
      CommsCoverage *part = g_ptr_array_index (data->coverage, i);

      n_posts += part->post != NULL;
      if (part->part == data->post->part && part->part_index == data->post->part_index)
        own = n_posts;
    }
  if (own == 0)
    return comms_compose_data_dup_source (data);
  title = comms_text_excerpt (release->title != NULL ? release->title : "", 40);
  nth = comms_format_number (own);
  n = comms_format_number (n_posts);
  /* Translators: the post's number, the number of posts, the title of their release */
  return g_strdup_printf (C_ ("re-read", "Post %s of %s from “%s”"), nth, n, title);
}

static void
fill (CommsRereadPage *self)
{
  g_autofree char *subtitle = dup_subtitle (self->data);
  g_autoptr (GPtrArray) checks = comms_checks_of_post (self->data->post, self->data->context);
  g_autofree char *summary = comms_checks_dup_summary (checks);

  comms_page_set_title (COMMS_PAGE (self), C_ ("post", "Re-read"), subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->columns), self->data->context->account != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->band), self->data->context->account != NULL);
  if (self->data->context->account != NULL)
    {
      fill_band (self);
      fill_cards (self);
      comms_twin_bar_set (self->twin_bar, comms_page_get_desk (COMMS_PAGE (self)), self->id,
                          self->data->twin, self->data->context->now);
      comms_reread_fill_times (self);
      comms_reread_fill_people (self);
    }
  gtk_label_set_label (self->checks_label, summary);
  comms_check_list_set_checks (self->check_list, checks, FALSE);
  comms_reread_update_actions (self);
}

/* What is seen there changes the desk, and then this page. */
static void
look_at_links (CommsRereadPage *self)
{
  for (guint i = 0; i < self->all->posts->len; i++)
    {
      CommsRereadPost *post = g_ptr_array_index (self->all->posts, i);

      comms_links_look (comms_page_get_desk (COMMS_PAGE (self)), post->data->post->text, -1,
                        self->asked_links, comms_page_get_cancellable (COMMS_PAGE (self)));
    }
}

/* Who ticked has read other words than these. */
static void
check_read (CommsRereadPage *self, CommsRereadData *data)
{
  g_autofree char *seen = comms_reread_data_dup_seen (data);

  if (self->read_text != NULL && !g_str_equal (self->read_text, seen))
    gtk_check_button_set_active (self->read_check, FALSE);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsRereadPage) self = user_data;
  g_autoptr (CommsRereadData) data = NULL;
  g_autoptr (GError) error = NULL;

  data = comms_reread_data_load_finish (COMMS_DESK (source), result, &error);
  if (data == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  if (comms_record_get_id (COMMS_RECORD (data->own->data->post)) != self->id)
    return;
  check_read (self, data);
  g_clear_pointer (&self->all, comms_reread_data_free);
  self->all = g_steal_pointer (&data);
  self->data = self->all->own->data;
  if (self->data->post->due_at == 0)
    self->now = TRUE;
  fill (self);
  look_at_links (self);
}

static void
reload (CommsRereadPage *self)
{
  if (self->id != 0)
    comms_reread_data_load_async (comms_page_get_desk (COMMS_PAGE (self)), self->id,
                                  comms_page_get_cancellable (COMMS_PAGE (self)), loaded_cb,
                                  g_object_ref (self));
}

/* --- callbacks --- */

static void
read_cb (CommsRereadPage *self)
{
  g_assert (COMMS_IS_REREAD_PAGE (self));

  g_clear_pointer (&self->read_text, g_free);
  if (self->data != NULL && gtk_check_button_get_active (self->read_check))
    self->read_text = comms_reread_data_dup_seen (self->all);
  if (self->data != NULL)
    comms_reread_update_actions (self);
}

static void
return_changed_cb (CommsRereadPage *self)
{
  g_autofree char *comment =
    comms_text_clean_line (gtk_editable_get_text (GTK_EDITABLE (self->return_entry)));

  g_assert (COMMS_IS_REREAD_PAGE (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->return_button), *comment != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->return_hint), *comment == '\0');
}

static void
return_do_cb (CommsRereadPage *self)
{
  g_assert (COMMS_IS_REREAD_PAGE (self));

  if (gtk_widget_get_sensitive (GTK_WIDGET (self->return_button)))
    comms_reread_return (self);
}

static void
folded_cb (CommsRereadPage *self)
{
  gboolean folded = comms_page_get_folded (COMMS_PAGE (self));
  GtkOrientation orientation = folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  g_assert (COMMS_IS_REREAD_PAGE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->actions), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->band), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->practice_box), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons), orientation);
  gtk_widget_set_halign (GTK_WIDGET (self->buttons), folded ? GTK_ALIGN_FILL : GTK_ALIGN_END);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->when_box), folded ? 9 : 0);
  gtk_label_set_xalign (self->when_label, folded ? 0 : 1);
  gtk_label_set_xalign (self->until_label, folded ? 0 : 1);
  gtk_label_set_xalign (self->hint_label, folded ? 0 : 1);
  gtk_widget_set_visible (GTK_WIDGET (self->key_label), !folded);
  /* A long handle is not broken where it can stand in one line. */
  gtk_widget_remove_css_class (GTK_WIDGET (self->handle_label), folded ? "title-1" : "title-2");
  gtk_widget_add_css_class (GTK_WIDGET (self->handle_label), folded ? "title-2" : "title-1");
  gtk_widget_set_size_request (GTK_WIDGET (self->side), folded ? -1 : SIDE_WIDTH, -1);
  adw_clamp_set_maximum_size (self->side_clamp, folded ? G_MAXINT : SIDE_WIDTH);
  gtk_widget_set_margin_start (GTK_WIDGET (self->columns), folded ? 12 : 24);
  gtk_widget_set_margin_end (GTK_WIDGET (self->columns), folded ? 12 : 16);
}

static gboolean
colours_cb (gpointer user_data)
{
  CommsRereadPage *self = user_data;

  self->colours_source = 0;
  if (self->data == NULL)
    return G_SOURCE_REMOVE;
  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards)); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    comms_reread_card_restyle (COMMS_REREAD_CARD (card));
  comms_reread_fill_diff (self);
  return G_SOURCE_REMOVE;
}

/* The style manager tells before the style sheets are loaded anew. */
static void
style_changed_cb (CommsRereadPage *self)
{
  g_assert (COMMS_IS_REREAD_PAGE (self));

  if (self->colours_source == 0)
    self->colours_source = g_idle_add (colours_cb, self);
}

/* --- overrides --- */

static void
comms_reread_page_changed (CommsPage *page, CommsSubject subject)
{
  reload (COMMS_REREAD_PAGE (page));
}

/* Time has gone on: what was fine may be over. */
static void
comms_reread_page_shown (CommsPage *page)
{
  reload (COMMS_REREAD_PAGE (page));
}

/* Another person may do other things. */
static void
comms_reread_page_constructed (GObject *object)
{
  CommsDesk *desk = comms_page_get_desk (COMMS_PAGE (object));

  G_OBJECT_CLASS (comms_reread_page_parent_class)->constructed (object);
  g_signal_connect_object (desk, "notify::person", G_CALLBACK (reload), object, G_CONNECT_SWAPPED);
}

static void
comms_reread_page_dispose (GObject *object)
{
  CommsRereadPage *self = COMMS_REREAD_PAGE (object);

  g_clear_handle_id (&self->colours_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_REREAD_PAGE);

  G_OBJECT_CLASS (comms_reread_page_parent_class)->dispose (object);
}

static void
comms_reread_page_finalize (GObject *object)
{
  CommsRereadPage *self = COMMS_REREAD_PAGE (object);

  self->data = NULL;
  g_clear_pointer (&self->all, comms_reread_data_free);
  g_clear_pointer (&self->read_text, g_free);
  g_clear_pointer (&self->asked_links, g_hash_table_unref);

  G_OBJECT_CLASS (comms_reread_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, band);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, badge_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, handle_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, account_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, when_box);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, when_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, until_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, columns);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, cards);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, twin_bar);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, diff_box);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, diff_title);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, diff_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, return_revealer);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, return_entry);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, return_button);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, return_hint);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, side_clamp);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, side);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, times_title);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, times_list);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, checks_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, check_list);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, people_list);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, practice_box);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, practice_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, practice_button);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, actions);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, read_check);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, hint_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, change_button);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, return_open_button);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, approve_button);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, go_button);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, go_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, key_label);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
  gtk_widget_class_bind_template_callback (widget_class, return_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, return_do_cb);
}

static void
comms_reread_page_class_init (CommsRereadPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = comms_reread_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = comms_reread_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_reread_page_finalize;
  COMMS_PAGE_CLASS (klass)->changed = comms_reread_page_changed;
  COMMS_PAGE_CLASS (klass)->shown = comms_reread_page_shown;

  g_type_ensure (COMMS_TYPE_CHECK_LIST);
  g_type_ensure (COMMS_TYPE_TWIN_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-reread-page.ui");
  bind_template (widget_class);
  comms_reread_actions_init (widget_class);
}

static void
comms_reread_page_init (CommsRereadPage *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->asked_links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::folded", G_CALLBACK (folded_cb), NULL);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return_changed_cb (self);
  folded_cb (self);
}

/* --- public --- */

void
comms_reread_page_open (CommsRereadPage *self, gint64 id, gboolean now)
{
  g_return_if_fail (COMMS_IS_REREAD_PAGE (self));
  g_return_if_fail (id > 0);

  self->id = id;
  self->now = now;
  self->busy = FALSE;
  self->data = NULL;
  g_clear_pointer (&self->all, comms_reread_data_free);
  g_clear_pointer (&self->read_text, g_free);
  g_hash_table_remove_all (self->asked_links);
  gtk_check_button_set_active (self->read_check, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->return_entry), "");
  gtk_revealer_set_reveal_child (self->return_revealer, FALSE);
  comms_reread_update_actions (self);
  reload (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->read_check));
}

gint64
comms_reread_page_get_id (CommsRereadPage *self)
{
  g_return_val_if_fail (COMMS_IS_REREAD_PAGE (self), 0);

  return self->id;
}
