/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-network.h"

#include "comms-error.h"
#include "comms-fit.h"
#include "comms-network-ask.h"
#include "comms-network-jobs.h"
#include "comms-network-private.h"

/* What the desk does on a network besides posting, each of it for one post or one person, and only
 * because a person said so (G4). Not every network does all of it. */

#define MAX_PAGES 50
#define MAX_TEXT 500

void
comms_notice_free (CommsNotice *notice)
{
  if (notice == NULL)
    return;

  g_free (notice->handle);
  g_free (notice->link);
  g_free (notice->text);
  g_free (notice);
}

void
comms_act_free (CommsAct *act)
{
  if (act == NULL)
    return;

  g_free (act->remote_id);
  g_free (act->undo_id);
  g_free (act->handle);
  g_free (act);
}

/* What a network does not support. */

static const struct
{
  CommsNetworkSupports what;
  const char *sentence;
} cannot_rows[] = {
  /* Translators: {network} is the name of a network, such as “X”. Leave it as it is. */
  { COMMS_NETWORK_SUPPORTS_NOTICES,
    NC_ ("network",
         "The desk does not read mentions on {network}, where each one that is read costs money. "
         "Look at them on {network} itself, and enter in the log what matters.") },
  { COMMS_NETWORK_SUPPORTS_LIKES,
    NC_ ("network",
         "The desk does not like posts on {network}, which lets few programs do that. Like it on "
         "{network} itself, and enter it in the log.") },
  { COMMS_NETWORK_SUPPORTS_LISTS,
    NC_ ("network",
         "The desk does not keep lists on {network}, which is strict with programs that put people "
         "on them. Do it on {network} itself, and enter it in the log.") },
  { COMMS_NETWORK_SUPPORTS_CONTENT_WARNING,
    NC_ ("network",
         "There are no content warnings on {network}. Leave it out, or say it at the "
         "beginning of the text.") },
  { COMMS_NETWORK_SUPPORTS_REPLY_SETTINGS,
    NC_ ("network",
         "The desk cannot say on {network} who may reply. Leave that to everyone, or "
         "post it from an account on X.") },
};

char *
comms_network_dup_why_cannot (const char *key, CommsNetworkSupports what)
{
  const CommsNetworkInfo *info = comms_network_info (key);
  GString *sentence;

  g_return_val_if_fail (info != NULL, NULL);

  if ((info->supports & what) != 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (cannot_rows); i++)
    {
      if (cannot_rows[i].what != what)
        continue;
      sentence = g_string_new (g_dpgettext2 (GETTEXT_PACKAGE, "network", cannot_rows[i].sentence));
      g_string_replace (sentence, "{network}", info->name, 0);
      return g_string_free (sentence, FALSE);
    }
  g_return_val_if_reached (NULL);
}

/* The acts. */

/* NULL after the call has ended, because the network does not do that. */
static GTask *
act_new (CommsNetwork *self,
         CommsNetworkSupports what,
         gpointer tag,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer user_data)
{
  g_autofree char *why_not =
    comms_network_dup_why_cannot (comms_network_get_asker (self)->network, what);
  g_autoptr (GTask) task = comms_network_job_new (self, tag, cancellable, callback, user_data);

  if (why_not == NULL)
    return g_steal_pointer (&task);

  g_task_return_new_error (task, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED, "%s", why_not);
  return NULL;
}

void
comms_network_notices_async (CommsNetwork *self,
                             guint limit,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (COMMS_IS_NETWORK (self));
  g_return_if_fail (limit > 0);

  task = act_new (self, COMMS_NETWORK_SUPPORTS_NOTICES, comms_network_notices_async, cancellable,
                  callback, user_data);
  if (task != NULL)
    COMMS_NETWORK_GET_CLASS (self)->notices (self, task, limit);
}

GPtrArray *
comms_network_notices_finish (CommsNetwork *self, GAsyncResult *result, GError **error)
{
  return comms_network_job_finish (self, comms_network_notices_async, result, error);
}

void
comms_network_like_async (CommsNetwork *self,
                          const char *remote_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (COMMS_IS_NETWORK (self));
  g_return_if_fail (remote_id != NULL);

  task = act_new (self, COMMS_NETWORK_SUPPORTS_LIKES, comms_network_act_finish, cancellable,
                  callback, user_data);
  if (task != NULL)
    COMMS_NETWORK_GET_CLASS (self)->like (self, task, remote_id);
}

void
comms_network_unlike_async (CommsNetwork *self,
                            const char *remote_id,
                            const char *undo_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (COMMS_IS_NETWORK (self));
  g_return_if_fail (remote_id != NULL);

  task = act_new (self, COMMS_NETWORK_SUPPORTS_LIKES, comms_network_act_finish, cancellable,
                  callback, user_data);
  if (task != NULL)
    COMMS_NETWORK_GET_CLASS (self)->unlike (self, task, remote_id, undo_id);
}

void
comms_network_list_add_async (CommsNetwork *self,
                              const char *list,
                              const char *handle,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (COMMS_IS_NETWORK (self));
  g_return_if_fail (list != NULL && handle != NULL);

  task = act_new (self, COMMS_NETWORK_SUPPORTS_LISTS, comms_network_act_finish, cancellable,
                  callback, user_data);
  if (task != NULL)
    COMMS_NETWORK_GET_CLASS (self)->list_add (self, task, list,
                                              *handle == '@' ? handle + 1 : handle);
}

CommsAct *
comms_network_act_finish (CommsNetwork *self, GAsyncResult *result, GError **error)
{
  return comms_network_job_finish (self, comms_network_act_finish, result, error);
}

/* For the subclasses. */

void
comms_network_return_act (
  GTask *task, const char *remote_id, const char *undo_id, const char *handle, gboolean already)
{
  CommsAct *act = g_new0 (CommsAct, 1);

  act->remote_id = g_strdup (remote_id);
  act->undo_id = g_strdup (undo_id);
  act->handle = handle != NULL ? comms_text_clean_line (handle) : NULL;
  act->already = already;
  g_task_return_pointer (task, act, (GDestroyNotify) comms_act_free);
}

void
comms_network_return_no_list (GTask *task, const char *list)
{
  CommsNetwork *self = g_task_get_source_object (task);

  g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                           /* Translators: the handle of an account, then the name of a list. */
                           C_ ("network", "@%s has no list “%s”. Look how it is spelt, or make it "
                                          "on the network itself first."),
                           comms_network_get_handle (self), list);
}

static void
page_cb (CommsNetwork *self, GTask *task, CommsHttpReply *http)
{
  CommsPager *pager = g_task_get_task_data (task);
  g_autofree char *next = NULL;
  GError *error = NULL;

  if (!comms_network_check_before (task, http))
    return;
  if (!pager->read_page (self, task, http, &next))
    {
      comms_problem_set_unclear (self, &error);
      error->code = COMMS_NET_ERROR_LIMITED;
      g_task_return_error (task, error);
      return;
    }
  pager->n_pages++;
  if (next != NULL && pager->n_pages < MAX_PAGES)
    comms_network_ask (task, &(CommsAsk){ .path = next }, page_cb);
  else
    pager->done (self, task);
}

void
comms_network_ask_pages (GTask *task, const char *path)
{
  CommsPager *pager = g_task_get_task_data (task);

  pager->n_pages = 0;
  comms_network_ask (task, &(CommsAsk){ .path = path }, page_cb);
}

static void
notices_free (CommsNotices *notices)
{
  g_ptr_array_unref (notices->found);
  g_free (notices);
}

static void
return_notices (CommsNetwork *self, GTask *task)
{
  CommsNotices *notices = g_task_get_task_data (task);

  g_task_return_pointer (task, g_ptr_array_ref (notices->found),
                         (GDestroyNotify) g_ptr_array_unref);
}

void
comms_network_read_notices (
  GTask *task,
  const char *path,
  guint limit,
  gboolean (*read_page) (CommsNetwork *self, GTask *task, CommsHttpReply *http, char **next))
{
  CommsNotices *notices = g_new0 (CommsNotices, 1);

  notices->pager.read_page = read_page;
  notices->pager.done = return_notices;
  notices->found = g_ptr_array_new_with_free_func ((GDestroyNotify) comms_notice_free);
  notices->limit = limit;
  g_task_set_task_data (task, notices, (GDestroyNotify) notices_free);
  comms_network_ask_pages (task, path);
}

gboolean
comms_notices_are_full (CommsNotices *notices)
{
  return notices->found->len >= notices->limit;
}

void
comms_notices_add (CommsNotices *notices,
                   CommsNoticeKind kind,
                   gint64 at,
                   const char *handle,
                   char *link,
                   const char *text)
{
  g_autofree char *owned_link = link;
  g_autofree char *line = comms_text_clean_line (text != NULL ? text : "");
  CommsNotice *notice;

  if (comms_notices_are_full (notices) || handle == NULL)
    return;
  notice = g_new0 (CommsNotice, 1);
  notice->kind = kind;
  notice->at = at;
  notice->handle = comms_text_clean_line (handle);
  notice->link = owned_link != NULL ? comms_text_clean_line (owned_link) : NULL;
  notice->text = comms_text_excerpt (line, MAX_TEXT);
  g_ptr_array_add (notices->found, notice);
}
