/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-connect-assistant.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "comms-account-row.h"
#include "comms-accounts.h"
#include "comms-error.h"
#include "comms-fit.h"
#include "comms-page.h"
#include "comms-prefs-rows.h"
#include "comms-secret-row.h"

struct _CommsConnectAssistant
{
  GtkBox parent_instance;

  CommsDesk *desk;
  CommsAccount *account; /* that is signed in again, or was connected; NULL before */
  gboolean again;
  gboolean adopting; /* the desk is taking the grant */
  const CommsNetworkInfo *network;
  char *server_uri;
  char *uri;
  CommsSignIn *sign_in;
  GCancellable *trip_cancellable;
  GCancellable *cancellable;
  CommsGrant *grant;
  GPtrArray *people;

  AdwWindowTitle *title;
  GtkLabel *problem;
  GtkStack *stack;
  AdwPreferencesGroup *networks;
  GtkWidget *network_row; /* the one that was chosen */
  GtkLabel *explanation;
  GtkWidget *need_group;
  GtkWidget *client_id;
  AdwActionRow *addresses;
  GtkWidget *server;
  GtkWidget *handle;
  CommsSecretRow *password;
  GtkWidget *keep_row;
  GtkSwitch *keep;
  GtkWidget *by_hand_row;
  GtkSwitch *by_hand;
  GtkWidget *sign_in_button;
  GtkLabel *waiting;
  GtkWidget *trip;
  GtkWidget *code;
  GtkWidget *cancel;
  GtkLabel *whose;
  GtkCheckButton *official;
  GtkWidget *name;
  GtkWidget *choices;
  GtkWidget *colour;
  AdwComboRow *owner;
  AdwComboRow *profile;
  GtkWidget *reading;
  GtkLabel *why_not;
  GtkWidget *connect_button;
  GtkLabel *connected;
  AdwActionRow *test_row;
  GtkWidget *test_button;
  GtkWidget *done_button;
};

G_DEFINE_FINAL_TYPE (CommsConnectAssistant, comms_connect_assistant, GTK_TYPE_BOX)

/* What a sign-in to each network takes, for a person. */
static const struct
{
  const char *network;
  const char *summary;
  const char *explanation;
} words[] = {
  { "x", NC_ ("account", "You sign in at X in the browser"),
    NC_ ("account",
         "A browser opens at X. Sign in there as the ministry’s account and allow the desk to "
         "post; then come back. The desk never sees the password. If the browser shows another "
         "account, sign out of that one first.") },
  { "mastodon", NC_ ("account", "You sign in at your server in the browser"),
    NC_ ("account",
         "A browser opens at the server of the account. Sign in there as the ministry’s account "
         "and allow the desk to post; then come back. The desk never sees the password.") },
  { "bluesky", NC_ ("account", "You need an app password, made on Bluesky"),
    NC_ ("account",
         "On Bluesky, open Settings, Privacy and Security, App Passwords, and make one for the "
         "desk. Do not use the account’s main password.") },
};

static gboolean
is_network (CommsConnectAssistant *self,
            const char            *key)
{
  return self->network != NULL && g_str_equal (self->network->key, key);
}

static void
show_page (CommsConnectAssistant *self,
           const char            *name,
           GtkWidget             *focus)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_stack_set_visible_child_name (self->stack, name);
  if (focus != NULL)
    gtk_widget_grab_focus (focus);
}

/* A sign-in that is not used does not stay behind at the network. */
static void
drop_grant (CommsConnectAssistant *self)
{
  if (self->grant != NULL)
    comms_grant_discard_async (self->grant, NULL, NULL);
  g_clear_pointer (&self->grant, comms_grant_unref);
}

static void
show_problem (CommsConnectAssistant *self,
              const char            *sentence)
{
  gtk_label_set_text (self->problem, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static char *
dup_line (GtkWidget *entry)
{
  return comms_text_clean_line (gtk_editable_get_text (GTK_EDITABLE (entry)));
}

/* Done */

static void
show_done (CommsConnectAssistant *self,
           CommsAccount          *account)
{
  g_autofree char *sentence = NULL;

  /* Translators: %s is a handle */
  sentence = g_strdup_printf (self->again ? C_("account", "@%s is signed in again.")
                                          : C_("account", "@%s is connected."),
                              account->handle);
  g_set_object (&self->account, account);
  gtk_label_set_text (self->connected, sentence);
  show_page (self, "done", self->done_button);
}

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CommsConnectAssistant) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsIdentity) identity =
    comms_accounts_test_finish (COMMS_DESK (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->test_button, TRUE);
  if (identity != NULL)
    sentence = g_strdup_printf (C_("account", "Works: the network knows it as @%s."),
                                identity->handle);
  adw_action_row_set_subtitle (self->test_row, identity != NULL ? sentence : error->message);
}

static void
test_clicked_cb (CommsConnectAssistant *self)
{
  g_assert (COMMS_IS_CONNECT_ASSISTANT (self));

  gtk_widget_set_sensitive (self->test_button, FALSE);
  adw_action_row_set_subtitle (self->test_row,
                               C_("account", "Asking the network whose sign-in it is…"));
  comms_accounts_test_async (self->desk, comms_record_get_id (COMMS_RECORD (self->account)),
                             self->cancellable, tested_cb, g_object_ref (self));
}

/* Whose account it is */

static void
official_toggled_cb (CommsConnectAssistant *self)
{
  const gboolean official = gtk_check_button_get_active (self->official);

  g_assert (COMMS_IS_CONNECT_ASSISTANT (self));

  gtk_widget_set_sensitive (self->connect_button, official);
  gtk_widget_set_visible (GTK_WIDGET (self->why_not), !official);
}

static void
show_account (CommsConnectAssistant *self)
{
  const CommsIdentity *identity = comms_grant_get_identity (self->grant);
  g_autofree char *sentence = NULL;

  /* Translators: the name that an account shows, and its handle */
  sentence = g_strdup_printf (C_("account", "You are signed in as “%s”, @%s."),
                              identity->display_name != NULL ? identity->display_name
                                                             : identity->handle,
                              identity->handle);
  gtk_label_set_text (self->whose, sentence);
  gtk_editable_set_text (GTK_EDITABLE (self->name), identity->handle);
  gtk_check_button_set_active (self->official, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->profile), is_network (self, "x"));
  gtk_widget_set_visible (self->reading, is_network (self, "x"));
  show_page (self, "account", GTK_WIDGET (self->official));
}

static void
adopted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CommsConnectAssistant) self = user_data;
  g_autoptr (GError) error = NULL;

  const gboolean adopted = comms_accounts_adopt_finish (COMMS_DESK (source), result, &error);

  self->adopting = FALSE;
  if (self->desk == NULL)
    return;
  if (adopted)
    {
      g_clear_pointer (&self->grant, comms_grant_unref);
      show_done (self, self->account);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      gtk_widget_set_sensitive (self->connect_button, TRUE);
      show_problem (self, error->message);
    }
}

static CommsAccount *
dup_account (CommsConnectAssistant *self)
{
  CommsAccount *account = comms_account_new ();
  const guint owner = adw_combo_row_get_selected (self->owner);
  g_autofree char *name = dup_line (self->name);
  g_autofree char *reading = dup_line (self->reading);

  g_object_set (account,
                "name", name,
                "colour", (gint64) adw_combo_row_get_selected (ADW_COMBO_ROW (self->colour)) + 1,
                "official-confirmed-by", comms_desk_get_person (self->desk)->name,
                "profile",
                adw_combo_row_get_selected (self->profile) == 1 ? "enterprise" : "self-serve",
                "reading-confirmed-by",
                is_network (self, "x") && *reading != '\0' ? reading : NULL,
                NULL);
  if (self->people != NULL && owner < self->people->len)
    g_object_set (account, "owner-id",
                  comms_record_get_id (g_ptr_array_index (self->people, owner)), NULL);
  return account;
}

static void
connect_clicked_cb (CommsConnectAssistant *self)
{
  g_assert (COMMS_IS_CONNECT_ASSISTANT (self));

  gtk_widget_set_sensitive (self->connect_button, FALSE);
  self->adopting = TRUE;
  g_clear_object (&self->account);
  self->account = dup_account (self);
  comms_accounts_adopt_async (self->desk, self->account, self->grant, self->cancellable, adopted_cb,
                              g_object_ref (self));
}

static void
people_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CommsConnectAssistant) self = user_data;
  g_autoptr (GPtrArray) people = comms_desk_run_finish (COMMS_DESK (source), result, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  if (people == NULL || self->desk == NULL)
    return;
  for (guint i = 0; i < people->len; i++)
    {
      CommsPerson *person = g_ptr_array_index (people, i);

      gtk_string_list_append (names, person->name);
      if (comms_record_get_id (COMMS_RECORD (person)) ==
          comms_record_get_id (COMMS_RECORD (comms_desk_get_person (self->desk))))
        selected = i;
    }
  self->people = g_steal_pointer (&people);
  adw_combo_row_set_model (self->owner, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->owner, selected);
}

static gpointer
list_people (CommsTx  *tx,
             gpointer  data,
             GError  **error)
{
  return comms_people_list (tx, error);
}

static gpointer
list_accounts (CommsTx  *tx,
               gpointer  data,
               GError  **error)
{
  return comms_accounts_list (tx, error);
}

/* The first colour that no account has. */
static void
accounts_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (CommsConnectAssistant) self = user_data;
  g_autoptr (GPtrArray) accounts = comms_desk_run_finish (COMMS_DESK (source), result, NULL);
  guint colour = 0;

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    if (((CommsAccount *) g_ptr_array_index (accounts, i))->colour == (gint64) colour + 1)
      {
        colour++;
        i = G_MAXUINT; /* from the first one again */
      }
  if (accounts != NULL && self->desk != NULL)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->colour), MIN (colour, 5));
}

/* The sign-in */

static void
renewed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CommsConnectAssistant) self = user_data;
  g_autoptr (GError) error = NULL;

  const gboolean renewed = comms_accounts_renew_finish (COMMS_DESK (source), result, &error);

  self->adopting = FALSE;
  /* It was another account's. */
  if (g_error_matches (error, COMMS_ERROR, COMMS_ERROR_INVALID))
    drop_grant (self);
  g_clear_pointer (&self->grant, comms_grant_unref);
  if (self->desk == NULL)
    return;
  if (renewed)
    show_done (self, self->account);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_page (self, "need", self->sign_in_button);
      show_problem (self, error->message);
    }
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (CommsConnectAssistant) self = user_data;
  g_autoptr (GError) error = NULL;
  CommsGrant *grant = comms_sign_in_run_finish (COMMS_SIGN_IN (source), result, &error);

  g_clear_object (&self->sign_in);
  drop_grant (self);
  self->grant = grant;
  if (self->desk == NULL)
    {
      drop_grant (self);
      return;
    }
  self->adopting = grant != NULL && self->again;
  if (self->adopting)
    comms_accounts_renew_async (self->desk, comms_record_get_id (COMMS_RECORD (self->account)),
                                grant, self->cancellable, renewed_cb, g_object_ref (self));
  else if (grant != NULL)
    show_account (self);
  else
    {
      show_page (self, "need", self->sign_in_button);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_problem (self, error->message);
    }
}

static void
uri_shown_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (CommsConnectAssistant) self = user_data;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, NULL) && self->sign_in != NULL)
    show_problem (self, C_("account", "No browser could be opened here. Copy the address and open "
                                      "it in one."));
}

static void
browse_cb (CommsConnectAssistant *self,
           const char            *uri,
           gboolean               by_hand)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_assert (COMMS_IS_CONNECT_ASSISTANT (self));

  g_free (self->uri);
  self->uri = g_strdup (uri);
  gtk_editable_set_text (GTK_EDITABLE (self->code), "");
  adw_preferences_row_set_title (
    ADW_PREFERENCES_ROW (self->code),
    by_hand ? C_("account", "The code that the browser shows")
            : C_("account", "The address that the browser ended at, if it is elsewhere"));
  gtk_label_set_text (self->waiting, C_("account", "Sign in in the browser, then come back here."));
  gtk_widget_set_visible (self->trip, TRUE);
  show_page (self, "wait", by_hand ? self->code : self->cancel);
  if (GTK_IS_WINDOW (root))
    gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, self->trip_cancellable,
                       uri_shown_cb, g_object_ref (self));
}

static void
copy_clicked_cb (CommsConnectAssistant *self)
{
  g_assert (COMMS_IS_CONNECT_ASSISTANT (self));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->uri);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s",
                              C_("account", "The address is copied."));
}

static void
code_applied_cb (CommsConnectAssistant *self)
{
  g_assert (COMMS_IS_CONNECT_ASSISTANT (self));

  if (self->sign_in != NULL)
    comms_sign_in_paste (self->sign_in, gtk_editable_get_text (GTK_EDITABLE (self->code)));
  gtk_editable_set_text (GTK_EDITABLE (self->code), "");
}

/* What is entered here once is the desk's from then on. */
static void
keep_client_id (CommsConnectAssistant *self,
                const char            *client_id)
{
  GValue value = G_VALUE_INIT;

  if (!is_network (self, "x") || *client_id == '\0' ||
      g_strcmp0 (client_id, comms_desk_get_policy (self->desk)->x_client_id) == 0)
    return;
  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, client_id);
  comms_prefs_set_policy (GTK_WIDGET (self), self->desk, "x-client-id", &value, NULL);
}

static const char *
choose_server (CommsConnectAssistant *self,
               const char            *server)
{
  if (self->server_uri != NULL)
    return self->server_uri;
  if (self->again)
    return self->account->api_base;
  return is_network (self, "mastodon") ? server : NULL;
}

/* To the first of what has to be written that is still empty. */
static void
focus_missing (CommsConnectAssistant *self)
{
  GtkWidget *const entries[] = { self->client_id, self->server, self->handle,
                                 GTK_WIDGET (self->password) };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (gtk_widget_get_visible (entries[i]) &&
        *gtk_editable_get_text (GTK_EDITABLE (entries[i])) == '\0')
      {
        gtk_widget_grab_focus (entries[i]);
        return;
      }
}

static void
sign_in_clicked_cb (CommsConnectAssistant *self)
{
  g_autofree char *client_id = dup_line (self->client_id);
  g_autofree char *server = dup_line (self->server);
  g_autofree char *handle = dup_line (self->handle);
  char *password = comms_secret_row_dup_secret (self->password);
  const CommsSignInRequest request = {
    .network = self->network->key,
    .server = choose_server (self, server),
    .client_id = client_id,
    .handle = self->again ? self->account->user_id : handle,
    .password = password,
    .keep_password = gtk_switch_get_active (self->keep),
    .by_hand = gtk_switch_get_active (self->by_hand),
    .another = !self->again,
  };
  g_autoptr (GError) error = NULL;

  g_assert (COMMS_IS_CONNECT_ASSISTANT (self));

  g_clear_object (&self->sign_in);
  self->sign_in = comms_accounts_sign_in_new (self->desk, &request, &error);
  comms_secret_free (password);
  if (self->sign_in == NULL)
    {
      show_problem (self, error->message);
      focus_missing (self);
      return;
    }
  keep_client_id (self, client_id);
  g_clear_pointer (&self->uri, g_free);
  gtk_editable_set_text (GTK_EDITABLE (self->password), "");
  g_clear_object (&self->trip_cancellable);
  self->trip_cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->trip, FALSE);
  gtk_label_set_text (self->waiting, C_("account", "Asking the network…"));
  show_page (self, "wait", self->cancel);
  g_signal_connect_object (self->sign_in, "browse", G_CALLBACK (browse_cb), self,
                           G_CONNECT_SWAPPED);
  comms_sign_in_run_async (self->sign_in, self->trip_cancellable, signed_in_cb,
                           g_object_ref (self));
}

/* What it needs, and which network */

static void
show_need (CommsConnectAssistant  *self,
           const CommsNetworkInfo *network)
{
  const gboolean x = g_str_equal (network->key, "x");
  const gboolean mastodon = g_str_equal (network->key, "mastodon");
  const gboolean bluesky = g_str_equal (network->key, "bluesky");
  const char *client_id = comms_desk_get_policy (self->desk)->x_client_id;

  self->network = network;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].network, network->key))
      gtk_label_set_text (self->explanation,
                          g_dpgettext2 (GETTEXT_PACKAGE, "account", words[i].explanation));
  adw_window_title_set_subtitle (self->title, network->name);
  gtk_widget_set_visible (self->client_id, x);
  gtk_widget_set_visible (GTK_WIDGET (self->addresses), x);
  gtk_editable_set_text (GTK_EDITABLE (self->client_id), client_id != NULL ? client_id : "");
  gtk_widget_set_visible (self->server, mastodon && !self->again);
  gtk_widget_set_visible (self->handle, bluesky && !self->again);
  gtk_widget_set_visible (GTK_WIDGET (self->password), bluesky);
  gtk_widget_set_visible (self->keep_row, bluesky);
  gtk_widget_set_visible (self->by_hand_row, mastodon);
  show_page (self, "need", self->sign_in_button);
  if (!self->again && mastodon)
    gtk_widget_grab_focus (self->server);
  else if (bluesky)
    gtk_widget_grab_focus (self->again ? GTK_WIDGET (self->password) : self->handle);
  else if (x && client_id == NULL)
    gtk_widget_grab_focus (self->client_id);
}

static void
network_activated_cb (CommsConnectAssistant *self,
                      GtkWidget             *row)
{
  g_assert (COMMS_IS_CONNECT_ASSISTANT (self));

  self->network_row = row;
  show_need (self, g_object_get_data (G_OBJECT (row), "comms-network"));
}

static void
add_networks (CommsConnectAssistant *self)
{
  guint n_networks;
  const CommsNetworkInfo *networks = comms_networks (&n_networks);

  for (guint i = 0; i < n_networks; i++)
    for (guint at = 0; at < G_N_ELEMENTS (words); at++)
      {
        GtkWidget *row;

        if (!g_str_equal (words[at].network, networks[i].key))
          continue;
        row = comms_prefs_row (networks[i].name,
                               g_dpgettext2 (GETTEXT_PACKAGE, "account", words[at].summary),
                               gtk_image_new_from_icon_name ("go-next-symbolic"));
        gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
        g_object_set_data (G_OBJECT (row), "comms-network", (gpointer) &networks[i]);
        g_signal_connect_object (row, "activated", G_CALLBACK (network_activated_cb), self,
                                 G_CONNECT_SWAPPED);
        adw_preferences_group_add (self->networks, row);
      }
}

/* Back: out of the sign-in, to the page before, and out. */
static void
back_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  CommsConnectAssistant *self = COMMS_CONNECT_ASSISTANT (widget);
  const char *page = gtk_stack_get_visible_child_name (self->stack);

  if (g_str_equal (page, "wait") && self->sign_in != NULL)
    g_cancellable_cancel (self->trip_cancellable);
  else if (self->adopting)
    return; /* it is as good as done */
  else if (g_str_equal (page, "account"))
    {
      drop_grant (self);
      show_page (self, "need", self->sign_in_button);
    }
  else if (g_str_equal (page, "need") && !self->again)
    {
      adw_window_title_set_subtitle (self->title, "");
      show_page (self, "networks", self->network_row);
    }
  else
    gtk_widget_activate_action (widget, "prefs.back", NULL);
}

static void
comms_connect_assistant_dispose (GObject *object)
{
  CommsConnectAssistant *self = COMMS_CONNECT_ASSISTANT (object);

  g_cancellable_cancel (self->cancellable);
  if (self->trip_cancellable != NULL)
    g_cancellable_cancel (self->trip_cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->account);
  if (!self->adopting)
    drop_grant (self);
  g_clear_pointer (&self->grant, comms_grant_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_CONNECT_ASSISTANT);

  G_OBJECT_CLASS (comms_connect_assistant_parent_class)->dispose (object);
}

static void
comms_connect_assistant_finalize (GObject *object)
{
  CommsConnectAssistant *self = COMMS_CONNECT_ASSISTANT (object);

  g_clear_object (&self->sign_in);
  g_clear_object (&self->trip_cancellable);
  g_clear_object (&self->cancellable);
  g_free (self->server_uri);
  g_free (self->uri);

  G_OBJECT_CLASS (comms_connect_assistant_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CommsConnectAssistant, child)

static void
bind_children (GtkWidgetClass *widget_class)
{
  BIND (title);
  BIND (problem);
  BIND (stack);
  BIND (networks);
  BIND (explanation);
  BIND (need_group);
  BIND (client_id);
  BIND (addresses);
  BIND (server);
  BIND (handle);
  BIND (password);
  BIND (keep_row);
  BIND (keep);
  BIND (by_hand_row);
  BIND (by_hand);
  BIND (sign_in_button);
  BIND (waiting);
  BIND (trip);
  BIND (code);
  BIND (cancel);
  BIND (whose);
  BIND (official);
  BIND (name);
  BIND (choices);
  BIND (owner);
  BIND (profile);
  BIND (reading);
  BIND (why_not);
  BIND (connect_button);
  BIND (connected);
  BIND (test_row);
  BIND (test_button);
  BIND (done_button);
}

static void
comms_connect_assistant_class_init (CommsConnectAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_connect_assistant_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_connect_assistant_finalize;
  g_type_ensure (COMMS_TYPE_SECRET_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/mohr/CommsDesk/ui/comms-connect-assistant.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, code_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, official_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_clicked_cb);
  gtk_widget_class_install_action (widget_class, "connect.back", NULL, back_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "connect.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "connect.back",
                                       NULL);
}

static void
comms_connect_assistant_init (CommsConnectAssistant *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->colour = comms_account_colour_row ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->choices), self->colour);
  adw_action_row_set_subtitle (self->addresses,
                               COMMS_SIGN_IN_REDIRECT_URI (23971) "\n"
                               COMMS_SIGN_IN_REDIRECT_URI (26683) "\n"
                               COMMS_SIGN_IN_REDIRECT_URI (28657));
}

GtkWidget *
comms_connect_assistant_new (CommsDesk    *desk,
                             CommsAccount *account)
{
  CommsConnectAssistant *self = g_object_new (COMMS_TYPE_CONNECT_ASSISTANT, NULL);

  g_return_val_if_fail (COMMS_IS_DESK (desk), NULL);

  self->desk = g_object_ref (desk);
  self->account = account != NULL ? comms_record_copy (account) : NULL;
  self->again = account != NULL;
  adw_window_title_set_title (self->title, self->again ? C_("account", "Sign in again")
                                                       : C_("account", "Connect an account"));
  add_networks (self);
  if (self->again)
    show_need (self, comms_network_info (account->network));
  comms_desk_run_async (desk, list_people, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                        self->cancellable, people_cb, g_object_ref (self));
  comms_desk_run_async (desk, list_accounts, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                        self->cancellable, accounts_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

void
comms_connect_assistant_set_server (CommsConnectAssistant *self,
                                    const char            *server)
{
  g_return_if_fail (COMMS_IS_CONNECT_ASSISTANT (self));

  g_free (self->server_uri);
  self->server_uri = g_strdup (server);
}

const char *
comms_connect_assistant_get_uri (CommsConnectAssistant *self)
{
  g_return_val_if_fail (COMMS_IS_CONNECT_ASSISTANT (self), NULL);

  return self->uri;
}
