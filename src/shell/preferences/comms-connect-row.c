/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-connect-row.h"

#include <glib/gi18n-lib.h>

#include "comms-account-row.h"
#include "comms-accounts.h"
#include "comms-fit.h"
#include "comms-language-drop.h"
#include "comms-page.h"
#include "comms-prefs-rows.h"

struct _CommsConnectRow
{
  AdwExpanderRow parent_instance;

  CommsDesk *desk;
  CommsAccount *account; /* that is being connected */
  GCancellable *cancellable;

  GtkWidget *network;
  GtkWidget *handle;
  GtkWidget *user_id;
  GtkWidget *token;
  GtkWidget *name;
  GtkWidget *colour;
  GtkWidget *language;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (CommsConnectRow, comms_connect_row, ADW_TYPE_EXPANDER_ROW)

static char *
entry_dup_line (GtkWidget *entry)
{
  return comms_text_clean_line (gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static void
comms_connect_row_clear (CommsConnectRow *self)
{
  GtkWidget *entries[] = { self->handle, self->user_id, self->token, self->name };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_editable_set_text (GTK_EDITABLE (entries[i]), "");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
}

/* A token of another account would post from the wrong one: the network is asked at once, and where
 * it says no, the account waits for another token. */
static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CommsConnectRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsIdentity) identity =
    comms_accounts_test_finish (COMMS_DESK (source), result, &error);

  if (g_error_matches (error, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN))
    comms_show_error (GTK_WIDGET (self), error);
  else if (identity != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s",
                                C_("account", "The account is connected, and the network knows its "
                                              "token."));
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (CommsConnectRow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean connected = comms_accounts_connect_finish (COMMS_DESK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->button, TRUE);
  if (!connected)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  comms_connect_row_clear (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s",
                              C_("account", "The account is connected. Its token is in the "
                                            "keyring."));
  comms_accounts_test_async (self->desk, comms_record_get_id (COMMS_RECORD (self->account)),
                             self->cancellable, tested_cb, g_object_ref (self));
}

static CommsAccount *
comms_connect_row_dup_account (CommsConnectRow *self)
{
  guint n_networks;
  const CommsNetworkInfo *networks = comms_networks (&n_networks);
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (self->network));
  const CommsNetworkInfo *network = &networks[MIN (chosen, n_networks - 1)];
  g_autofree char *line = entry_dup_line (self->handle);
  const char *handle = *line == '@' ? line + 1 : line;
  g_autofree char *user_id = entry_dup_line (self->user_id);
  g_autofree char *name = entry_dup_line (self->name);
  CommsAccount *account = comms_account_new ();

  g_object_set (account,
                "network", network->key,
                "api-base", network->api_base,
                "character-limit", (gint64) network->character_limit,
                "handle", handle,
                "user-id", user_id,
                "name", *name != '\0' ? name : handle,
                "colour", (gint64) adw_combo_row_get_selected (ADW_COMBO_ROW (self->colour)) + 1,
                "language",
                comms_language_drop_get_language (COMMS_LANGUAGE_DROP (self->language)),
                "profile", "self-serve",
                NULL);
  return account;
}

static void
connect_clicked_cb (CommsConnectRow *self)
{
  char *token = entry_dup_line (self->token);

  g_assert (COMMS_IS_CONNECT_ROW (self));

  gtk_widget_set_sensitive (self->button, FALSE);
  g_clear_object (&self->account);
  self->account = comms_connect_row_dup_account (self);
  comms_accounts_connect_async (self->desk, self->account, token, self->cancellable, connected_cb,
                                g_object_ref (self));
  comms_secret_free (token);
}

static void
comms_connect_row_dispose (GObject *object)
{
  CommsConnectRow *self = COMMS_CONNECT_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (comms_connect_row_parent_class)->dispose (object);
}

static void
comms_connect_row_finalize (GObject *object)
{
  g_clear_object (&COMMS_CONNECT_ROW (object)->cancellable);

  G_OBJECT_CLASS (comms_connect_row_parent_class)->finalize (object);
}

static void
comms_connect_row_class_init (CommsConnectRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_connect_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_connect_row_finalize;
}

static GtkWidget *
add_entry (CommsConnectRow *self,
           GtkWidget       *entry,
           const char      *title)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), entry);
  return entry;
}

static GtkWidget *
network_row_new (void)
{
  GtkWidget *row = adw_combo_row_new ();
  guint n_networks;
  const CommsNetworkInfo *networks = comms_networks (&n_networks);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_networks; i++)
    gtk_string_list_append (names, networks[i].name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), C_("account", "Network"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  gtk_widget_set_visible (row, n_networks > 1);
  return row;
}

static void
comms_connect_row_init (CommsConnectRow *self)
{
  self->cancellable = g_cancellable_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), C_("account", "Connect an account"));
  self->network = network_row_new ();
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->network);
  self->handle = add_entry (self, adw_entry_row_new (), C_("account", "Handle, such as @ministry"));
  self->user_id = add_entry (self, adw_entry_row_new (),
                             C_("account", "User number, from the network’s developer page"));
  self->token = add_entry (self, adw_password_entry_row_new (), C_("account", "Access token"));
  self->name = add_entry (self, adw_entry_row_new (), C_("account", "What the desk calls it"));
  self->colour = comms_account_colour_row ();
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->colour);
  self->language = g_object_new (COMMS_TYPE_LANGUAGE_DROP, NULL);
  adw_expander_row_add_row (
    ADW_EXPANDER_ROW (self),
    comms_prefs_row (C_("account", "Usual language"), NULL, self->language));
  self->button = gtk_button_new_with_label (C_("account", "Connect"));
  gtk_widget_add_css_class (self->button, "suggested-action");
  adw_expander_row_add_row (
    ADW_EXPANDER_ROW (self),
    comms_prefs_row (C_("account", "Nothing is posted"),
                     C_("account", "The token goes into this computer’s keyring and nowhere else"),
                     self->button));
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (connect_clicked_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * comms_connect_row_new:
 *
 * Returns: (transfer floating): a row that connects another account
 */
GtkWidget *
comms_connect_row_new (CommsDesk *desk)
{
  CommsConnectRow *self = g_object_new (COMMS_TYPE_CONNECT_ROW, NULL);

  self->desk = g_object_ref (desk);
  if (comms_desk_is_practice (desk))
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                     C_("account", "A practice desk has only its own accounts."));
    }
  return GTK_WIDGET (self);
}
