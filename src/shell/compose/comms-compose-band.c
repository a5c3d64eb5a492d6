/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-compose-pane-private.h"

#include "comms-marks.h"
#include "comms-network.h"
#include "comms-post-group.h"
#include "comms-posts.h"
#include "comms-undo.h"

static void
fill_band (CommsComposePane *self)
{
  CommsAccount *account = comms_compose_data_account (self->data, self->post->account_id);
  g_autofree char *handle = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *badge = NULL;
  g_autofree char *name = NULL;

  if (account == NULL)
    {
      gtk_label_set_label (self->handle_label, C_ ("post", "Choose an Account"));
      gtk_label_set_label (self->account_label, "");
      gtk_widget_set_visible (GTK_WIDGET (self->account_badge), FALSE);
      comms_widget_set_account (GTK_WIDGET (self->account_button), 6);
      return;
    }
  handle = g_strconcat ("@", account->handle, NULL);
  subtitle = comms_account_dup_subtitle (account);
  badge = g_ascii_strup (account->language != NULL ? account->language : "", 2);
  /* Translators: the account that a post goes out from; %s is its handle and name */
  name = g_strdup_printf (C_ ("post", "Account: %s, %s"), handle, subtitle);
  gtk_label_set_label (self->handle_label, handle);
  gtk_label_set_label (self->account_label, subtitle);
  gtk_label_set_label (self->account_badge, badge);
  gtk_widget_set_visible (GTK_WIDGET (self->account_badge), *badge != '\0');
  comms_widget_set_account (GTK_WIDGET (self->account_button), account->colour);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->account_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
new_account_row (CommsAccount *account)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *handle = g_strconcat ("@", account->handle, NULL);
  g_autofree char *subtitle = comms_account_dup_subtitle (account);
  GtkWidget *first = gtk_label_new (handle);
  GtkWidget *second = gtk_label_new (subtitle);

  gtk_label_set_xalign (GTK_LABEL (first), 0);
  gtk_label_set_xalign (GTK_LABEL (second), 0);
  gtk_widget_add_css_class (second, "caption");
  gtk_widget_add_css_class (second, "secondary");
  gtk_box_append (GTK_BOX (names), first);
  gtk_box_append (GTK_BOX (names), second);
  gtk_box_append (GTK_BOX (box), comms_swatch_new (account->colour, 12));
  gtk_box_append (GTK_BOX (box), names);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "account", g_object_ref (account), g_object_unref);
  return row;
}

/* --- further accounts --- */

static gpointer
post_of (CommsComposePane *self, gint64 account_id)
{
  for (guint i = 0; i < self->data->group->len; i++)
    {
      CommsPost *post = g_ptr_array_index (self->data->group, i);

      if (post->account_id == account_id && post->deleted_at == 0)
        return post;
    }
  return NULL;
}

/* What the piece goes out from as it stands on screen. */
static GPtrArray *
accounts_of_piece (CommsComposePane *self)
{
  GPtrArray *accounts = g_ptr_array_new ();
  CommsAccount *own = comms_compose_data_account (self->data, self->post->account_id);

  if (own != NULL)
    g_ptr_array_add (accounts, own);
  for (guint i = 0; i < self->data->group->len; i++)
    {
      CommsPost *post = g_ptr_array_index (self->data->group, i);
      CommsAccount *account = comms_compose_data_account (self->data, post->account_id);

      if (comms_record_get_id (COMMS_RECORD (post)) !=
            comms_record_get_id (COMMS_RECORD (self->post)) &&
          account != NULL)
        g_ptr_array_add (accounts, account);
    }
  return accounts;
}

typedef struct
{
  CommsComposePane *pane;
  gint64 id;
  gint64 account_id;
  gint64 added;
  gboolean own;
  gboolean open;
} Errand;

static Errand *
errand_new (CommsComposePane *pane, gint64 id)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->pane = g_object_ref (pane);
  errand->id = id;
  return errand;
}

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_object_unref (errand->pane);
  g_free (errand);
}

static void fill_also (CommsComposePane *self);

/* A box that was ticked in vain goes back, also in a popover that is open. */
static void
take_refusal (CommsComposePane *self, const GError *error)
{
  comms_undo_show_error (error);
  if (self->data != NULL)
    fill_also (self);
}

static gboolean
add_account (CommsTx *tx, gpointer record, gpointer data, GError **error)
{
  Errand *errand = data;

  return comms_post_group_add (tx, comms_record_get_id (record), errand->account_id, &errand->added,
                               error);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Errand *errand = user_data;
  g_autoptr (CommsComposePane) self = g_object_ref (errand->pane);
  g_autoptr (GError) error = NULL;

  if (!comms_saver_run_finish (COMMS_SAVER (source), result, &error))
    take_refusal (self, error);
  else
    comms_compose_undo_push_id (self, C_ ("post group", "Goes out there as well."), comms_posts_bin,
                                comms_posts_unbin, errand->added);
}

static void
taken_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Errand *errand = user_data;
  g_autoptr (CommsComposePane) self = g_object_ref (errand->pane);
  g_autoptr (GError) error = NULL;

  if (!comms_desk_run_id_finish (COMMS_DESK (source), result, &error))
    take_refusal (self, error);
  else
    comms_compose_undo_push_id (self, C_ ("post group", "Does not go out there any more."),
                                comms_posts_unbin, comms_posts_bin, errand->id);
  errand_free (errand);
}

static void
also_toggled_cb (CommsComposePane *self, GtkCheckButton *button)
{
  CommsAccount *account = g_object_get_data (G_OBJECT (button), "account");
  CommsPost *post = post_of (self, comms_record_get_id (COMMS_RECORD (account)));
  Errand *errand;

  g_assert (COMMS_IS_COMPOSE_PANE (self));

  if (gtk_check_button_get_active (button) == (post != NULL))
    return;
  if (post == NULL)
    {
      errand = errand_new (self, 0);
      errand->account_id = comms_record_get_id (COMMS_RECORD (account));
      comms_saver_run_async (self->saver, add_account, errand, errand_free, added_cb, errand);
      return;
    }
  errand = errand_new (self, comms_record_get_id (COMMS_RECORD (post)));
  comms_desk_run_id_async (comms_page_get_desk (COMMS_PAGE (self)), comms_posts_bin, errand->id,
                           NULL, taken_out_cb, errand);
}

static GtkWidget *
new_also_button (CommsComposePane *self, CommsAccount *account, gboolean active, char *refusal)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autofree char *handle = g_strconcat ("@", account->handle, NULL);

  gtk_box_append (GTK_BOX (box), comms_swatch_new (account->colour, 12));
  gtk_box_append (GTK_BOX (box), gtk_label_new (handle));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), active);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, handle,
                                  -1);
  gtk_widget_set_sensitive (button, refusal == NULL);
  gtk_widget_set_tooltip_text (button, refusal);
  g_object_set_data_full (G_OBJECT (button), "account", g_object_ref (account), g_object_unref);
  g_signal_connect_object (button, "toggled", G_CALLBACK (also_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

/* The other accounts, each with a box to tick; why one cannot be ticked stands below. */
static void
fill_also (CommsComposePane *self)
{
  g_autoptr (GPtrArray) taken = accounts_of_piece (self);
  g_autofree char *why = NULL;
  GtkWidget *child;
  gboolean any = FALSE;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->also_box))) != NULL)
    gtk_box_remove (self->also_box, child);
  for (guint i = 0; i < self->data->accounts->len; i++)
    {
      CommsAccount *account = g_ptr_array_index (self->data->accounts, i);
      gboolean active = post_of (self, comms_record_get_id (COMMS_RECORD (account))) != NULL;
      g_autofree char *refusal = NULL;

      if (comms_record_get_id (COMMS_RECORD (account)) == self->post->account_id)
        continue;
      any = TRUE;
      refusal = active ? NULL : comms_post_group_dup_refusal (taken, account);
      gtk_box_append (self->also_box, new_also_button (self, account, active, refusal));
      if (why == NULL)
        why = g_steal_pointer (&refusal);
    }
  gtk_label_set_label (self->also_reason, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->also_reason), why != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->also_part), any && self->post->lead_id == 0);
}

static void
fill_accounts (CommsComposePane *self)
{
  GtkListBoxRow *row;

  /* A popover that is open is not pulled away from under the pointer. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self->account_popover)))
    return;
  while ((row = gtk_list_box_get_row_at_index (self->account_list, 0)) != NULL)
    gtk_list_box_remove (self->account_list, GTK_WIDGET (row));
  for (guint i = 0; i < self->data->accounts->len; i++)
    gtk_list_box_append (self->account_list,
                         new_account_row (g_ptr_array_index (self->data->accounts, i)));
  fill_also (self);
}

/* --- wordings --- */

static gboolean
set_shared (CommsTx *tx, gint64 id, GError **error)
{
  return comms_post_group_set_own (tx, id, FALSE, error);
}

static gboolean
set_own (CommsTx *tx, gint64 id, GError **error)
{
  return comms_post_group_set_own (tx, id, TRUE, error);
}

/* The post on screen may be the one that it is done to: its row is read again with it. */
static gboolean
change_wording (CommsTx *tx, gpointer record, gpointer data, GError **error)
{
  Errand *errand = data;
  g_autoptr (CommsPost) row = NULL;

  if (!comms_post_group_set_own (tx, errand->id, errand->own, error))
    return FALSE;
  row = comms_posts_load (tx, comms_record_get_id (record), error);
  if (row == NULL)
    return FALSE;
  comms_record_assign (record, row);
  return TRUE;
}

static void
wording_changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Errand *errand = user_data;
  g_autoptr (CommsComposePane) self = g_object_ref (errand->pane);
  g_autoptr (GError) error = NULL;
  gint64 id = errand->id;

  if (!comms_saver_run_finish (COMMS_SAVER (source), result, &error))
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  if (errand->own)
    comms_compose_undo_push_id (self, C_ ("post group", "It has words of its own now."), set_shared,
                                set_own, id);
  else
    comms_compose_undo_push_id (self, C_ ("post group", "The same words again."), set_own,
                                set_shared, id);
  if (errand->open)
    comms_compose_pane_open (self, id);
}

static void
start_wording (CommsComposePane *self, gint64 id, gboolean own, gboolean open)
{
  Errand *errand = errand_new (self, id);

  errand->own = own;
  errand->open = open;
  comms_saver_run_async (self->saver, change_wording, errand, errand_free, wording_changed_cb,
                         errand);
}

static void
own_clicked_cb (CommsComposePane *self, GtkButton *button)
{
  start_wording (self, *(gint64 *) g_object_get_data (G_OBJECT (button), "id"), TRUE, TRUE);
}

static void
same_clicked_cb (CommsComposePane *self, GtkButton *button)
{
  start_wording (self, comms_record_get_id (COMMS_RECORD (self->post)), FALSE, FALSE);
}

static void
tab_clicked_cb (CommsComposePane *self, GtkButton *button)
{
  comms_compose_pane_open (self, *(gint64 *) g_object_get_data (G_OBJECT (button), "id"));
}

static void
set_id (GtkWidget *widget, CommsPost *post)
{
  gint64 id = comms_record_get_id (COMMS_RECORD (post));

  g_object_set_data_full (G_OBJECT (widget), "id", g_memdup2 (&id, sizeof id), g_free);
}

/* A wording of its own is a tab. */
static GtkWidget *
new_tab (CommsComposePane *self, CommsPost *post)
{
  CommsAccount *account = comms_compose_data_account (self->data, post->account_id);
  const CommsNetworkInfo *info = account != NULL ? comms_network_info (account->network) : NULL;
  gboolean here =
    comms_record_get_id (COMMS_RECORD (post)) == comms_record_get_id (COMMS_RECORD (self->post));
  GtkWidget *tab = gtk_toggle_button_new_with_label (info != NULL      ? info->name
                                                     : account != NULL ? account->network
                                                                       : "");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), here);
  gtk_widget_set_hexpand (tab, TRUE);
  gtk_widget_set_tooltip_text (tab, account != NULL ? account->handle : NULL);
  set_id (tab, post);
  if (!here)
    g_signal_connect_object (tab, "clicked", G_CALLBACK (tab_clicked_cb), self, G_CONNECT_SWAPPED);
  return tab;
}

/* How long the words are there, where they do not fit. */
static char *
dup_follower_line (CommsComposePane *self, CommsAccount *account)
{
  g_auto (CommsTextCheck) check = { 0 };
  CommsTextOptions options = { .limit = (int) account->character_limit,
                               .url_length = (int) account->url_length };
  CommsTextRule rule = COMMS_TEXT_RULE_X;
  g_autofree char *over = NULL;

  comms_text_rule_from_nick (account->network, &rule);
  comms_text_check (self->post->text, rule, &options, &check);
  if (check.length <= check.limit)
    /* Translators: %s is the handle of an account */
    return g_strdup_printf (C_ ("post group", "Same words on @%s"), account->handle);
  over = comms_format_number (check.length - check.limit);
  /* Translators: the handle of an account, then a number of characters */
  return g_strdup_printf (C_ ("post group", "Same words on @%s, there %s too long"),
                          account->handle, over);
}

static GtkWidget *
new_follower_row (CommsComposePane *self, CommsPost *post, CommsAccount *account)
{
  g_autofree char *line = dup_follower_line (self, account);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (line);
  GtkWidget *button = gtk_button_new_with_label (C_ ("post group", "Own Words"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (button, "part-chip");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, comms_post_state_is_open (post->state));
  set_id (button, post);
  g_signal_connect_object (button, "clicked", G_CALLBACK (own_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), comms_swatch_new (account->colour, 10));
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), button);
  return row;
}

static void
empty_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
new_same_button (CommsComposePane *self, CommsPost *lead)
{
  CommsAccount *account = comms_compose_data_account (self->data, lead->account_id);
  /* Translators: %s is the handle of an account */
  g_autofree char *label = g_strdup_printf (C_ ("post group", "Same Words as @%s"),
                                            account != NULL ? account->handle : "");
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "part-chip");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (same_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

/* Tabs where wordings differ, and a line for each account that takes the words of another. */
void
comms_compose_band_fill_wordings (CommsComposePane *self)
{
  GPtrArray *group = self->data->group;
  CommsPost *lead = group->len > 0 ? g_ptr_array_index (group, 0) : NULL;
  gboolean differ = FALSE;

  gtk_widget_set_visible (GTK_WIDGET (self->wording_box), group->len > 1);
  empty_box (self->wording_tabs);
  empty_box (self->wording_rows);
  if (group->len < 2)
    return;
  for (guint i = 0; i < group->len; i++)
    {
      CommsPost *post = g_ptr_array_index (group, i);
      CommsAccount *account = comms_compose_data_account (self->data, post->account_id);

      differ = differ || post->own_wording;
      if (i == 0 || post->own_wording)
        gtk_box_append (self->wording_tabs, new_tab (self, post));
      else if (account != NULL && self->post->lead_id == 0)
        gtk_box_append (self->wording_rows, new_follower_row (self, post, account));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->wording_tabs), differ);
  if (self->post->lead_id != 0 && self->post->own_wording)
    gtk_box_append (self->wording_rows, new_same_button (self, lead));
}

void
comms_compose_band_fill (CommsComposePane *self)
{
  fill_band (self);
  fill_accounts (self);
  comms_compose_band_fill_wordings (self);
}

static void
activated_cb (CommsComposePane *self, GtkListBoxRow *row)
{
  CommsAccount *account = g_object_get_data (G_OBJECT (row), "account");
  gint64 id = comms_record_get_id (COMMS_RECORD (account));
  g_autoptr (GPtrArray) others = NULL;
  CommsAccount *old;
  g_autofree char *refusal = NULL;

  g_assert (COMMS_IS_COMPOSE_PANE (self));

  gtk_popover_popdown (self->account_popover);
  if (self->data == NULL || self->post->account_id == id)
    return;
  old = comms_compose_data_account (self->data, self->post->account_id);
  others = accounts_of_piece (self);
  g_ptr_array_remove (others, old);
  refusal = comms_post_group_dup_refusal (others, account);
  /* An id that is being typed counts as well. */
  comms_settings_box_commit (self->settings);
  if (refusal == NULL && old != NULL)
    refusal = comms_post_group_dup_move_refusal (self->post, self->data->thread, old, account);
  if (refusal != NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s", refusal);
      return;
    }
  g_object_set (self->post, "account-id", id, NULL);
  g_set_object (&self->data->context->account, account);
  g_ptr_array_set_size (self->data->context->others, 0);
  comms_compose_pane_fill (self);
  comms_compose_pane_touch (self);
  /* What else stands on the new account is read after the save, or now for a draft without one. */
  if (comms_record_get_id (COMMS_RECORD (self->post)) == 0)
    comms_compose_pane_reload (self);
  else
    comms_saver_flush (self->saver);
}

void
comms_compose_band_init (CommsComposePane *self)
{
  g_signal_connect_object (self->account_list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
}
