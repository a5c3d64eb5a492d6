/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-reread-page-private.h"

#include "comms-cascade.h"
#include "comms-count.h"
#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-post-markup.h"
#include "comms-words.h"
#include "comms-zone.h"

#define MINUTE (60 * 1000LL)

G_DEFINE_FINAL_TYPE (CommsRereadPage, comms_reread_page, COMMS_TYPE_PAGE)

/* --- the text, as the network will show it --- */

static void
fill_text (CommsRereadPage *self)
{
  g_autofree char *markup = comms_post_dup_markup (
    GTK_WIDGET (self), self->data->post->text, gtk_toggle_button_get_active (self->rtl_button));

  gtk_label_set_markup (self->text_label, markup);
}

static void
fill_card (CommsRereadPage *self)
{
  CommsAccount *account = self->data->context->account;
  const char *name = account->display_name != NULL ? account->display_name : account->name;
  g_autofree char *handle = g_strconcat ("@", account->handle, NULL);
  /* What stands in brackets has no initial. */
  g_autofree char *plain_name = g_strndup (name, strcspn (name, "("));
  gboolean rtl = comms_text_is_rtl (self->data->post->text != NULL ? self->data->post->text : "");

  adw_avatar_set_text (self->avatar, plain_name);
  gtk_label_set_label (self->display_name_label, name);
  gtk_label_set_label (self->small_handle_label, handle);
  gtk_toggle_button_set_active (rtl ? self->rtl_button : self->ltr_button, TRUE);
  if (g_strcmp0 (self->data->post->language, "ur") == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->text_label), "urdu");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->text_label), "urdu");
  fill_text (self);
}

/* The first link, and what the desk knows of the page behind it. */
static void
fill_link (CommsRereadPage *self)
{
  const char *text = self->data->post->text != NULL ? self->data->post->text : "";
  CommsRelease *release = self->data->context->release;
  g_autoptr (GArray) entities = comms_text_find_entities (text);
  g_autofree char *title = NULL;

  g_clear_pointer (&self->link, g_free);
  for (guint i = 0; i < entities->len && self->link == NULL; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      if (entity->kind == COMMS_ENTITY_URL)
        self->link = g_strndup (text + entity->start, entity->end - entity->start);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->link_box), self->link != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reread.open-link", self->link != NULL);
  if (self->link == NULL)
    return;
  if (release != NULL && (g_strcmp0 (release->link, self->link) == 0 ||
                          g_strcmp0 (release->evening_link, self->link) == 0))
    /* Translators: %s is the title of a release */
    title = g_strdup_printf (C_ ("re-read", "The link leads to “%s”"),
                             release->title != NULL ? release->title : release->headline);
  else
    title = g_strdup (release != NULL
                        ? C_ ("re-read", "The link leads to another page than the release’s")
                        : C_ ("re-read", "The link leads here:"));
  gtk_label_set_label (self->link_title_label, title);
  gtk_label_set_label (self->link_label, self->link);
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

/* --- times --- */

/* "4 h earlier": how another zone's clock stands to the desk's own. (transfer full) */
static char *
dup_difference (const char *own, const char *other, gint64 at)
{
  int minutes = comms_zone_offset (other, at) - comms_zone_offset (own, at);
  g_autofree char *span = comms_format_span (ABS (minutes) * MINUTE);

  if (minutes == 0)
    return g_strdup (C_ ("time elsewhere", "the same time"));
  if (minutes < 0)
    /* Translators: %s is a span of time such as "4 h" */
    return g_strdup_printf (C_ ("time elsewhere", "%s earlier"), span);
  /* Translators: %s is a span of time such as "4 h" */
  return g_strdup_printf (C_ ("time elsewhere", "%s later"), span);
}

static void
add_time (CommsRereadPage *self, const char *zone, const char *own, gint64 at)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *city = comms_zone_dup_city (zone);
  g_autofree char *day = comms_format_day_short (zone, at);
  g_autofree char *own_day = comms_format_day_short (own, at);
  g_autofree char *difference = dup_difference (own, zone, at);
  g_autofree char *time = comms_format_time (zone, at);
  g_autofree char *fact = NULL;
  GtkWidget *labels[3];

  if (g_str_equal (zone, own))
    fact = g_strdup (day);
  else if (g_str_equal (day, own_day))
    fact = g_strdup (difference);
  else
    /* Translators: a day, and "4 h earlier" */
    fact = g_strdup_printf (C_ ("time elsewhere", "%s, %s"), day, difference);
  labels[0] = gtk_label_new (city);
  labels[1] = gtk_label_new (fact);
  labels[2] = gtk_label_new (time);
  gtk_label_set_xalign (GTK_LABEL (labels[0]), 0);
  gtk_widget_set_hexpand (labels[0], TRUE);
  gtk_widget_add_css_class (labels[1], "caption");
  gtk_widget_add_css_class (labels[1], "secondary");
  gtk_widget_add_css_class (labels[2], g_str_equal (zone, own) ? "title-4" : "heading");
  if (g_str_equal (zone, own))
    gtk_widget_add_css_class (labels[0], "heading");
  comms_label_set_tabular (GTK_LABEL (labels[2]));
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    gtk_box_append (GTK_BOX (box), labels[i]);
  gtk_widget_add_css_class (box, "fact-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->times_list, row);
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
fill_times (CommsRereadPage *self)
{
  CommsPolicy *policy = self->data->context->policy;
  gint64 at = self->now ? self->data->context->now : self->data->post->due_at;

  clear_list (self->times_list);
  add_time (self, policy->zone, policy->zone, at);
  for (guint i = 0; policy->audience_zones != NULL && policy->audience_zones[i] != NULL; i++)
    if (!g_str_equal (policy->audience_zones[i], policy->zone))
      add_time (self, policy->audience_zones[i], policy->zone, at);
}

/* --- people --- */

static void
add_person (CommsRereadPage *self, GtkWidget *first, const char *name, const char *detail)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name_label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (name_label), 0);
  gtk_label_set_wrap (GTK_LABEL (name_label), TRUE);
  gtk_box_append (GTK_BOX (names), name_label);
  gtk_widget_set_valign (names, GTK_ALIGN_CENTER);
  if (detail != NULL)
    {
      GtkWidget *detail_label = gtk_label_new (detail);

      gtk_label_set_xalign (GTK_LABEL (detail_label), 0);
      gtk_label_set_wrap (GTK_LABEL (detail_label), TRUE);
      gtk_widget_add_css_class (detail_label, "caption");
      gtk_widget_add_css_class (detail_label, "secondary");
      gtk_box_append (GTK_BOX (names), detail_label);
      gtk_widget_add_css_class (name_label, "heading");
    }
  gtk_widget_set_size_request (first, 84, -1);
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), names);
  gtk_widget_add_css_class (box, "fact-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->people_list, row);
}

static GtkWidget *
new_role_label (const char *role)
{
  GtkWidget *label = gtk_label_new (role);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "secondary");
  return label;
}

/* "Hira Manzar, Manager". (transfer full) */
static char *
dup_person (CommsComposeData *data, gint64 id)
{
  for (guint i = 0; i < data->people->len; i++)
    {
      CommsPerson *person = g_ptr_array_index (data->people, i);

      if (comms_record_get_id (COMMS_RECORD (person)) == id)
        /* Translators: a person and their role */
        return g_strdup_printf (C_ ("person", "%s, %s"), person->name,
                                comms_role_word (person->role));
    }
  return g_strdup (C_ ("person", "nobody"));
}

static void
add_approval (CommsRereadPage *self)
{
  CommsPost *post = self->data->post;
  CommsPolicy *policy = self->data->context->policy;
  g_autofree char *name = dup_person (self->data, post->reviewer_id);
  g_autofree char *at =
    comms_format_moment (policy->zone, post->approved_at, self->data->context->now);
  g_autofree char *version = comms_format_number (post->version);
  g_autofree char *detail = NULL;

  if (post->approved_hash != NULL)
    {
      /* Translators: the number of the post's version, a day and time */
      detail = g_strdup_printf (C_ ("re-read", "version %s, %s · this text and time"), version, at);
      add_person (self, comms_state_label_new (COMMS_POST_STATE_APPROVED), name, detail);
      return;
    }
  if (policy->single_person || policy->approvals == 0)
    return;
  add_person (self, comms_state_label_new (post->state), C_ ("re-read", "Not approved yet"),
              C_ ("re-read", "a manager who did not write it approves it"));
}

static void
fill_people (CommsRereadPage *self)
{
  CommsPost *post = self->data->post;
  CommsPerson *person = comms_desk_get_person (comms_page_get_desk (COMMS_PAGE (self)));
  g_autofree char *author = dup_person (self->data, post->author_id);
  g_autofree char *reader =
    dup_person (self->data, person != NULL ? comms_record_get_id (COMMS_RECORD (person)) : 0);
  /* Translators: %s is a person and their role */
  g_autofree char *now = g_strdup_printf (C_ ("re-read", "%s, now"), reader);

  clear_list (self->people_list);
  add_approval (self);
  add_person (self, new_role_label (C_ ("re-read", "Drafted by")), author, NULL);
  add_person (self, new_role_label (C_ ("re-read", "Re-reading")), now, NULL);
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
      fill_card (self);
      fill_link (self);
      fill_times (self);
      fill_people (self);
    }
  gtk_label_set_label (self->checks_label, summary);
  comms_check_list_set_checks (self->check_list, checks, FALSE);
  comms_reread_update_actions (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsRereadPage) self = user_data;
  g_autoptr (CommsComposeData) data = NULL;
  g_autoptr (GError) error = NULL;

  data = comms_compose_data_load_finish (COMMS_DESK (source), result, &error);
  if (data == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  if (comms_record_get_id (COMMS_RECORD (data->post)) != self->id)
    return;
  /* Who ticked has read other words than these. */
  if (self->read_text != NULL && g_strcmp0 (self->read_text, data->post->text) != 0)
    gtk_check_button_set_active (self->read_check, FALSE);
  g_clear_pointer (&self->data, comms_compose_data_free);
  self->data = g_steal_pointer (&data);
  if (self->data->post->due_at == 0)
    self->now = TRUE;
  fill (self);
}

static void
reload (CommsRereadPage *self)
{
  if (self->id != 0)
    comms_compose_data_load_async (comms_page_get_desk (COMMS_PAGE (self)), self->id, NULL,
                                   comms_page_get_cancellable (COMMS_PAGE (self)), loaded_cb,
                                   g_object_ref (self));
}

/* --- callbacks --- */

static void
direction_cb (CommsRereadPage *self)
{
  g_assert (COMMS_IS_REREAD_PAGE (self));

  if (self->data != NULL)
    fill_text (self);
}

static void
read_cb (CommsRereadPage *self)
{
  g_assert (COMMS_IS_REREAD_PAGE (self));

  g_clear_pointer (&self->read_text, g_free);
  if (self->data != NULL && gtk_check_button_get_active (self->read_check))
    self->read_text = g_strdup (self->data->post->text != NULL ? self->data->post->text : "");
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
  gtk_widget_set_size_request (GTK_WIDGET (self->side), folded ? -1 : 480, -1);
  gtk_widget_set_margin_start (GTK_WIDGET (self->columns), folded ? 12 : 24);
  gtk_widget_set_margin_end (GTK_WIDGET (self->columns), folded ? 12 : 16);
}

static gboolean
colours_cb (gpointer user_data)
{
  CommsRereadPage *self = user_data;

  self->colours_source = 0;
  if (self->data != NULL)
    fill_text (self);
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

  g_clear_pointer (&self->data, comms_compose_data_free);
  g_clear_pointer (&self->read_text, g_free);
  g_clear_pointer (&self->link, g_free);

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
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, display_name_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, small_handle_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, ltr_button);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, rtl_button);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, text_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, link_box);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, link_title_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, link_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, return_revealer);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, return_entry);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, return_button);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, return_hint);
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
  gtk_widget_class_bind_template_callback (widget_class, direction_cb);
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
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-reread-page.ui");
  bind_template (widget_class);
  comms_reread_actions_init (widget_class);
}

static void
comms_reread_page_init (CommsRereadPage *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

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
  g_clear_pointer (&self->data, comms_compose_data_free);
  g_clear_pointer (&self->read_text, g_free);
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
