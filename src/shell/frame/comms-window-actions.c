/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-window-private.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-backup-dialog.h"
#include "comms-pause-popover.h"
#include "comms-practice-bar.h"
#include "comms-store-error.h"

/* Of the header bars. */
#define HEADER_HEIGHT 47

static void
show_page_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  comms_window_show_page (user_data, g_variant_get_string (parameter, NULL));
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  comms_window_back (user_data);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CommsWindow *self = user_data;

  if (self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
  if (comms_history_can_undo (self->history))
    comms_history_undo (self->history);
  else if (!comms_foot_line_undo (self->foot_line))
    comms_window_notify (self, C_ ("undo", "There is nothing to undo."));
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CommsWindow *self = user_data;

  if (comms_history_can_redo (self->history))
    comms_history_redo (self->history);
  else
    comms_window_notify (self, C_ ("undo", "There is nothing to do again."));
}

/* A page without a search of its own leads to the directory, where everyone is found. */
static void
search_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CommsWindow *self = user_data;
  CommsPage *page = comms_window_visible_page (self);

  if (page != NULL && comms_page_search (page))
    return;
  comms_window_show_page (self, "directory");
  page = comms_window_get_page (self, "directory");
  if (page != NULL)
    comms_page_search (page);
}

static void
notify_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  comms_window_notify (user_data, g_variant_get_string (parameter, NULL));
}

static void
use_account_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CommsWindow *self = user_data;
  CommsAccount *account =
    comms_record_list_find (self->accounts, g_variant_get_int64 (parameter), NULL);

  if (account != NULL)
    comms_window_set_account (self, account);
}

static void
act_as_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CommsWindow *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!comms_desk_act_as (self->desk, g_variant_get_int64 (parameter), &error))
    comms_show_error (GTK_WIDGET (self), error);
}

static gpointer
pause_sending (CommsTx *tx, gpointer reason, GError **error)
{
  comms_policy_pause (tx, reason, error);
  return NULL;
}

/* Of the pause with that @reason: one that another person has made since is not let go unseen. */
static gpointer
resume_sending (CommsTx *tx, gpointer reason, GError **error)
{
  if (tx->policy->paused_reason == NULL || g_str_equal (tx->policy->paused_reason, reason))
    comms_policy_pause (tx, NULL, error);
  else
    g_set_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE,
                 /* Translators: %s is the reason that a person gave */
                 C_ ("window", "Somebody else has paused all sending since: “%s”. Look at that "
                               "before you let it go on."),
                 tx->policy->paused_reason);
  return NULL;
}

static void
paused_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  comms_desk_run_finish (COMMS_DESK (source), result, &error);
  if (error != NULL)
    comms_show_error (GTK_WIDGET (self), error);
}

static void
run_pause (CommsWindow *self, CommsTxFunc func, GVariant *reason)
{
  /* A brake that was pulled is not let go because the window closes. */
  comms_desk_run_async (self->desk, func, g_variant_dup_string (reason, NULL), g_free, NULL, NULL,
                        paused_cb, g_object_ref (self));
}

static void
pause_because_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  run_pause (user_data, pause_sending, parameter);
}

static void
resume_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  run_pause (user_data, resume_sending, parameter);
}

/* Under the middle of the header bars, wherever the keys or the menu were pressed. */
static void
ask_about_pause (CommsWindow *self)
{
  GtkWidget *parent = GTK_WIDGET (self->toasts);
  CommsPerson *person = comms_desk_get_person (self->desk);
  const GdkRectangle middle = { gtk_widget_get_width (parent) / 2, HEADER_HEIGHT, 1, 1 };

  if (self->pause_popover == NULL)
    {
      self->pause_popover = comms_pause_popover_new ();
      gtk_popover_set_has_arrow (GTK_POPOVER (self->pause_popover), FALSE);
      gtk_widget_set_parent (self->pause_popover, parent);
    }
  comms_pause_popover_set_paused (COMMS_PAUSE_POPOVER (self->pause_popover),
                                  comms_desk_get_policy (self->desk)->paused_reason,
                                  person != NULL && person->role == COMMS_ROLE_MANAGER);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->pause_popover), &middle);
  gtk_popover_popup (GTK_POPOVER (self->pause_popover));
}

static void
pause_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask_about_pause (user_data);
}

static void
fault_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CommsWindow *self = user_data;

  if (self->notice != NULL)
    comms_practice_bar_popup (COMMS_PRACTICE_BAR (self->notice));
}

static void
backup_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CommsWindow *self = user_data;

  comms_backup_dialog_ask (GTK_WINDOW (self), self->desk);
}

static const GActionEntry entries[] = {
  { "show-page", show_page_cb, "s" },
  { "back", back_cb },
  { "undo", undo_cb },
  { "redo", redo_cb },
  { "search", search_cb },
  { "use-account", use_account_cb, "x" },
  { "act-as", act_as_cb, "x" },
  { "pause", pause_cb, NULL, "false" },
  { "pause-because", pause_because_cb, "s" },
  { "resume", resume_cb, "s" },
  { "practice-fault", fault_cb },
  { "backup", backup_cb },
};

/* Those that need no desk. */
static const GActionEntry bare_entries[] = {
  { "notify", notify_cb, "s" },
};

static void
route_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CommsWindow *self = user_data;
  guint n_routes;
  const CommsRoute *routes = comms_routes (&n_routes);
  const char *name = g_action_get_name (G_ACTION (action));

  for (guint i = 0; i < n_routes; i++)
    if (strcmp (routes[i].action, name) == 0)
      {
        CommsPage *page = comms_window_get_page (self, routes[i].page);

        comms_window_open_page (self, routes[i].page);
        routes[i].open (page, parameter);
        return;
      }
}

static void
add_routes (CommsWindow *self)
{
  guint n_routes;
  const CommsRoute *routes = comms_routes (&n_routes);

  for (guint i = 0; i < n_routes; i++)
    {
      GActionEntry entry = { routes[i].action, route_cb, routes[i].parameter_type };

      g_action_map_add_action_entries (G_ACTION_MAP (self), &entry, 1, self);
    }
}

/**
 * comms_window_add_actions:
 *
 * Adds what pages and menus ask for.
 */
void
comms_window_add_actions (CommsWindow *self)
{
  g_assert (COMMS_IS_WINDOW (self));

  g_action_map_add_action_entries (G_ACTION_MAP (self), bare_entries, G_N_ELEMENTS (bare_entries),
                                   self);
  if (self->desk == NULL)
    return;
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  add_routes (self);
}

static void
set_enabled (CommsWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/**
 * comms_window_update_actions:
 *
 * Switches off what cannot be done now.
 */
void
comms_window_update_actions (CommsWindow *self)
{
  GAction *pause = g_action_map_lookup_action (G_ACTION_MAP (self), "pause");
  gboolean paused = comms_desk_get_policy (self->desk)->paused_reason != NULL;

  set_enabled (self, "practice-fault", self->notice != NULL);
  /* Off, it leaves Alt+Left to the calendar, where it moves a post. */
  set_enabled (self, "back", comms_window_can_go_back (self));
  g_simple_action_set_state (G_SIMPLE_ACTION (pause), g_variant_new_boolean (paused));
}
