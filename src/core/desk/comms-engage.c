/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-engage.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts-private.h"
#include "comms-accounts.h"
#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-log.h"
#include "comms-metrics.h"
#include "comms-network.h"
#include "comms-record-table.h"
#include "comms-targets-private.h"

typedef enum
{
  ENGAGE_LIKE,
  ENGAGE_UNLIKE,
  ENGAGE_LIST,
  ENGAGE_READ,
} EngageVerb;

/* What each of them needs of the network, and is in the log. */
static const struct
{
  CommsNetworkSupports needs;
  CommsEngagementKind kind;
} verbs[] = {
  [ENGAGE_LIKE] = { COMMS_NETWORK_SUPPORTS_LIKES, COMMS_ENGAGEMENT_KIND_LIKE },
  [ENGAGE_UNLIKE] = { COMMS_NETWORK_SUPPORTS_LIKES, COMMS_ENGAGEMENT_KIND_LIKE },
  [ENGAGE_LIST] = { COMMS_NETWORK_SUPPORTS_LISTS, COMMS_ENGAGEMENT_KIND_LISTING },
  [ENGAGE_READ] = { COMMS_NETWORK_SUPPORTS_NOTICES, COMMS_ENGAGEMENT_KIND_CONTACT },
};

/* One of them on its way, handed to one thread after the other. */
typedef struct
{
  EngageVerb verb;
  gint64 account_id;
  guint limit;
  char *link;
  char *list;
  char *handle; /* as the person wrote it, or else as the network does */

  CommsAccount *account;
  CommsNetwork *network;
  char *remote_id;
  char *undo_id;
  gboolean already;
  GError *doubt; /* it may be done: what is known of that */
} Engage;

static void
engage_free (Engage *engage)
{
  g_free (engage->link);
  g_free (engage->list);
  g_free (engage->handle);
  g_clear_object (&engage->account);
  g_clear_object (&engage->network);
  g_free (engage->remote_id);
  g_free (engage->undo_id);
  g_clear_error (&engage->doubt);
  g_free (engage);
}

/* May it be? */

static gboolean refuse (GError **error, CommsRuleError rule, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

static gboolean
refuse (GError **error, CommsRuleError rule, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (COMMS_RULE_ERROR, (int) rule, format, arguments));
  va_end (arguments);
  return FALSE;
}

static gboolean
check_signed_in (CommsAccount *account, GError **error)
{
  if (account->state != COMMS_ACCOUNT_STATE_SIGN_IN &&
      account->state != COMMS_ACCOUNT_STATE_REMOVED)
    return TRUE;
  /* Translators: %s is a handle */
  return refuse (error, COMMS_RULE_STATE,
                 C_ ("account", "@%s is not signed in; sign it in again under Accounts."),
                 account->handle);
}

/* What is paused does nothing in public. */
static gboolean
check_not_paused (CommsTx *tx, CommsAccount *account, GError **error)
{
  if (tx->policy->paused_reason != NULL)
    return refuse (error, COMMS_RULE_PAUSED,
                   /* Translators: %s is the reason that a person gave */
                   C_ ("engage", "All sending is paused (“%s”), so no account does anything now. "
                                 "Let it go on first."),
                   tx->policy->paused_reason);
  if (account->state == COMMS_ACCOUNT_STATE_PAUSED &&
      (comms_accounts_is_paused_by_person (account) || account->paused_until > tx->stamp.now))
    return refuse (error, COMMS_RULE_PAUSED,
                   /* Translators: a handle, then why it is paused */
                   C_ ("engage", "@%s is paused (“%s”), so it does nothing now. Let it go on "
                                 "first."),
                   account->handle, account->pause_reason != NULL ? account->pause_reason : "");
  return TRUE;
}

static gboolean
check_contact (CommsTx *tx, Engage *engage, GError **error)
{
  g_autoptr (CommsTarget) target = NULL;
  const CommsNetworkInfo *info = comms_network_info (engage->account->network);

  if (engage->verb != ENGAGE_LIST)
    return TRUE;
  if (!comms_targets_find_handle (tx, info->channel, engage->handle, &target, error))
    return FALSE;
  if (target == NULL || !target->do_not_contact)
    return TRUE;
  return refuse (error, COMMS_RULE_STATE,
                 /* Translators: %s is a person */
                 C_ ("engage", "%s asked not to be contacted, and is put on no list. The "
                               "directory has who said so and when."),
                 target->name);
}

static gboolean
check_network (Engage *engage, GError **error)
{
  g_autofree char *why_not =
    comms_network_dup_why_cannot (engage->account->network, verbs[engage->verb].needs);

  if (why_not == NULL && engage->verb == ENGAGE_READ)
    why_not = comms_metrics_dup_why_not (engage->account);
  if (why_not == NULL)
    return TRUE;
  g_set_error_literal (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED, why_not);
  return FALSE;
}

static gpointer
begin_run (CommsTx *tx, gpointer data, GError **error)
{
  Engage *engage = data;

  if (!comms_tx_check_active (tx, error))
    return NULL;
  engage->account = comms_accounts_load (tx, engage->account_id, error);
  if (engage->account == NULL || !check_network (engage, error) ||
      !check_signed_in (engage->account, error) || !check_contact (tx, engage, error))
    return NULL;
  return engage->verb == ENGAGE_READ || check_not_paused (tx, engage->account, error) ? engage
                                                                                      : NULL;
}

/* What the log has of it. */

/* What the account did, in a sentence; whose post it was where that is known. (transfer full) */
static char *
dup_summary (Engage *engage)
{
  const char *own = engage->account->handle;

  switch (engage->verb)
    {
    case ENGAGE_LIST:
      /* Translators: the handle of the ministry's account, that of somebody else, and the name of
       * a list. */
      return g_strdup_printf (C_ ("engage", "@%s put @%s on its list “%s”"), own, engage->handle,
                              engage->list);
    case ENGAGE_UNLIKE:
      /* Translators: the handle of the ministry's account. */
      return g_strdup_printf (C_ ("engage", "@%s took back its like of a post"), own);
    case ENGAGE_LIKE:
    case ENGAGE_READ:
    default:
      return engage->handle != NULL
               /* Translators: the handle of the ministry's account, then that of somebody else. */
               ? g_strdup_printf (C_ ("engage", "@%s likes a post of @%s"), own, engage->handle)
               /* Translators: the handle of the ministry's account. */
               : g_strdup_printf (C_ ("engage", "@%s likes a post"), own);
    }
}

/* The entry that stands for it and was not taken back: by what the network calls it, or, where
 * that had no clear answer, by what it says. NULL where there is none. */
static gboolean
find_entry (CommsTx *tx, Engage *engage, CommsEngagement **entry, GError **error)
{
  g_autofree char *summary = dup_summary (engage);
  const char *kind = verbs[engage->verb].kind == COMMS_ENGAGEMENT_KIND_LIKE ? "like" : "listing";
  g_autoptr (GPtrArray) found =
    comms_record_table_select (tx->db, COMMS_TYPE_ENGAGEMENT, error,
                               "WHERE account_id = ? AND kind = ? AND undone_at = 0"
                               " AND (remote_id = ? OR (remote_id IS NULL AND summary = ?))"
                               " ORDER BY id DESC LIMIT 1",
                               "isss", engage->account_id, kind,
                               engage->remote_id != NULL ? engage->remote_id : "", summary);

  *entry = found != NULL && found->len > 0 ? g_object_ref (g_ptr_array_index (found, 0)) : NULL;
  return found != NULL;
}

static gpointer
look_run (CommsTx *tx, gpointer data, GError **error)
{
  Engage *engage = data;
  g_autoptr (CommsEngagement) entry = NULL;

  if (!find_entry (tx, engage, &entry, error))
    return NULL;
  engage->undo_id = entry != NULL ? g_strdup (entry->undo_id) : NULL;
  return engage;
}

static CommsEngagement *
entry_new (CommsTx *tx, Engage *engage, GError **error)
{
  const CommsNetworkInfo *info = comms_network_info (engage->account->network);
  g_autoptr (CommsTarget) target = NULL;
  g_autofree char *summary = dup_summary (engage);

  if (engage->handle != NULL &&
      !comms_targets_find_handle (tx, info->channel, engage->handle, &target, error))
    return NULL;
  return g_object_new (COMMS_TYPE_ENGAGEMENT, "kind", verbs[engage->verb].kind, "channel",
                       info->channel, "target-id",
                       target != NULL ? comms_record_get_id (COMMS_RECORD (target)) : (gint64) 0,
                       "account-id", engage->account_id, "link", engage->link, "summary", summary,
                       NULL);
}

/* What was not clear is open, with why; what is done is noted. */
static gboolean
save_entry (CommsTx *tx, Engage *engage, CommsEngagement *entry, GError **error)
{
  const gboolean open = engage->doubt != NULL;

  g_object_set (entry, "remote-id", engage->remote_id, "undo-id", engage->undo_id, "outcome",
                open ? COMMS_OUTCOME_OPEN : COMMS_OUTCOME_NOTED, "reason",
                open ? engage->doubt->message : NULL, NULL);
  return comms_log_save_engagement (tx, entry, error);
}

/* A like that this desk did not give leaves only that it was taken back. */
static gboolean
take_back (CommsTx *tx, Engage *engage, CommsEngagement *entry, GError **error)
{
  if (comms_record_get_id (COMMS_RECORD (entry)) != 0)
    return comms_log_take_back (tx, entry, error);
  if (engage->already)
    return refuse (error, COMMS_RULE_STATE,
                   /* Translators: %s is a handle */
                   C_ ("engage", "@%s does not like this post, so there is nothing to take back."),
                   engage->account->handle);
  g_object_set (entry, "undone-at", tx->stamp.now, NULL);
  return save_entry (tx, engage, entry, error);
}

static gpointer
end_run (CommsTx *tx, gpointer data, GError **error)
{
  Engage *engage = data;
  g_autoptr (CommsEngagement) entry = NULL;

  if (!find_entry (tx, engage, &entry, error))
    return NULL;
  if (entry == NULL)
    entry = entry_new (tx, engage, error);
  /* What was certain before is not made uncertain by a second try. */
  if (entry == NULL || (engage->doubt != NULL && comms_record_get_id (COMMS_RECORD (entry)) != 0))
    return g_steal_pointer (&entry);
  if (engage->verb == ENGAGE_UNLIKE ? !take_back (tx, engage, entry, error)
                                    : !save_entry (tx, engage, entry, error))
    return NULL;
  return g_steal_pointer (&entry);
}

/* The way of it: may it be, which post is it, what has the log, the network, the log. */

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Engage *engage = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CommsEngagement) entry = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (entry == NULL)
    g_task_return_error (task, error);
  else if (engage->doubt != NULL)
    g_task_return_error (task, g_steal_pointer (&engage->doubt));
  else
    g_task_return_pointer (task, g_steal_pointer (&entry), g_object_unref);
}

static void
end (GTask *task)
{
  comms_desk_run_async (g_task_get_source_object (task), end_run, g_task_get_task_data (task), NULL,
                        g_object_unref, NULL, ended_cb, task);
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Engage *engage = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CommsAct) act = comms_network_act_finish (COMMS_NETWORK (source), result, &error);

  if (act != NULL)
    {
      g_free (engage->remote_id);
      engage->remote_id = g_strdup (act->remote_id);
      g_free (engage->undo_id);
      engage->undo_id = g_strdup (act->undo_id);
      engage->already = act->already;
      if (engage->verb != ENGAGE_LIST && act->handle != NULL)
        {
          g_free (engage->handle);
          engage->handle = g_strdup (act->handle);
        }
      end (task);
    }
  else if (engage->verb != ENGAGE_UNLIKE &&
           g_error_matches (error, COMMS_NET_ERROR, COMMS_NET_ERROR_UNCLEAR))
    {
      engage->doubt = error;
      end (task);
    }
  else
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Engage *engage = g_task_get_task_data (task);
  GError *error = NULL;

  if (comms_desk_run_finish (COMMS_DESK (source), result, &error) == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  comms_network_unlike_async (engage->network, engage->remote_id, engage->undo_id,
                              g_task_get_cancellable (task), acted_cb, task);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Engage *engage = g_task_get_task_data (task);
  GError *error = NULL;

  engage->remote_id = comms_network_find_post_finish (COMMS_NETWORK (source), result, &error);
  if (engage->remote_id == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else if (engage->verb == ENGAGE_UNLIKE)
    comms_desk_run_async (g_task_get_source_object (task), look_run, engage, NULL, NULL, NULL,
                          looked_cb, task);
  else
    comms_network_like_async (engage->network, engage->remote_id, g_task_get_cancellable (task),
                              acted_cb, task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *notices = comms_network_notices_finish (COMMS_NETWORK (source), result, &error);

  if (notices != NULL)
    g_task_return_pointer (task, notices, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CommsDesk *desk = COMMS_DESK (source);
  Engage *engage = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (comms_desk_run_finish (desk, result, &error) != NULL)
    engage->network = comms_network_new (engage->account, comms_desk_get_secrets (desk),
                                         comms_desk_is_practice (desk), &error);
  if (engage->network == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  comms_network_set_clock (engage->network, comms_desk_get_clock (desk));
  if (engage->verb == ENGAGE_READ)
    comms_network_notices_async (engage->network, engage->limit, cancellable, read_cb, task);
  else if (engage->verb == ENGAGE_LIST)
    comms_network_list_add_async (engage->network, engage->list, engage->handle, cancellable,
                                  acted_cb, task);
  else
    comms_network_find_post_async (engage->network, engage->link, cancellable, found_cb, task);
}

/* Takes over @engage. */
static void
begin (CommsDesk *desk,
       Engage *engage,
       gpointer tag,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (desk, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  /* What was done is told, also where it was cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, engage, (GDestroyNotify) engage_free);
  comms_desk_run_async (desk, begin_run, engage, NULL, NULL, cancellable, begun_cb, task);
}

static Engage *
engage_new (EngageVerb verb, gint64 account_id)
{
  Engage *engage = g_new0 (Engage, 1);

  engage->verb = verb;
  engage->account_id = account_id;
  return engage;
}

static void
begin_on_post (CommsDesk *desk,
               EngageVerb verb,
               gint64 account_id,
               const char *link,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  Engage *engage = engage_new (verb, account_id);

  engage->link = g_strstrip (g_strdup (link));
  begin (desk, engage, comms_engage_finish, cancellable, callback, user_data);
}

void
comms_engage_like_async (CommsDesk *desk,
                         gint64 account_id,
                         const char *link,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (COMMS_IS_DESK (desk));
  g_return_if_fail (link != NULL);

  begin_on_post (desk, ENGAGE_LIKE, account_id, link, cancellable, callback, user_data);
}

void
comms_engage_unlike_async (CommsDesk *desk,
                           gint64 account_id,
                           const char *link,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (COMMS_IS_DESK (desk));
  g_return_if_fail (link != NULL);

  begin_on_post (desk, ENGAGE_UNLIKE, account_id, link, cancellable, callback, user_data);
}

void
comms_engage_list_add_async (CommsDesk *desk,
                             gint64 account_id,
                             const char *list,
                             const char *handle,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Engage *engage;

  g_return_if_fail (COMMS_IS_DESK (desk));
  g_return_if_fail (list != NULL && handle != NULL);

  engage = engage_new (ENGAGE_LIST, account_id);
  engage->list = g_strdup (list);
  engage->handle = comms_target_dup_handle (handle);
  begin (desk, engage, comms_engage_finish, cancellable, callback, user_data);
}

CommsEngagement *
comms_engage_finish (CommsDesk *desk, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, desk), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, comms_engage_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
comms_engage_mentions_async (CommsDesk *desk,
                             gint64 account_id,
                             guint limit,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Engage *engage;

  g_return_if_fail (COMMS_IS_DESK (desk));
  g_return_if_fail (limit > 0);

  engage = engage_new (ENGAGE_READ, account_id);
  engage->limit = limit;
  begin (desk, engage, comms_engage_mentions_async, cancellable, callback, user_data);
}

GPtrArray *
comms_engage_mentions_finish (CommsDesk *desk, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, desk), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, comms_engage_mentions_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
