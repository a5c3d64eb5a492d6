/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-network.h"

#include "comms-error.h"

#include "comms-net-json.h"
#include "comms-network-ask.h"
#include "comms-network-jobs.h"
#include "comms-network-private.h"
#include "comms-problem.h"

/* The jobs of a network: each is a task that the subclass does. */

GTask *
comms_network_job_new (CommsNetwork *self,
                       gpointer tag,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  /* Once something was written, a cancelled job still has an outcome that must be heard. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

gpointer
comms_network_job_finish (CommsNetwork *self, gpointer tag, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
comms_network_freeze_async (CommsNetwork *self,
                            CommsPost *post,
                            GPtrArray *media,
                            const char *reply_to,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (COMMS_IS_NETWORK (self));
  g_return_if_fail (COMMS_IS_POST (post));

  task = comms_network_job_new (self, comms_network_freeze_async, cancellable, callback, user_data);
  if (post->media_hash != NULL && (media == NULL || media->len == 0))
    g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                             C_ ("sending", "A picture of this post is missing in the desk. Add it "
                                            "again."));
  else
    COMMS_NETWORK_GET_CLASS (self)->freeze (self, task, post, media, reply_to);
}

char *
comms_network_freeze_finish (CommsNetwork *self, GAsyncResult *result, GError **error)
{
  return comms_network_job_finish (self, comms_network_freeze_async, result, error);
}

void
comms_network_create_async (CommsNetwork *self,
                            const char *body,
                            GPtrArray *media,
                            const char *key,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (COMMS_IS_NETWORK (self));
  g_return_if_fail (body != NULL);

  task = comms_network_job_new (self, comms_network_create_async, cancellable, callback, user_data);
  COMMS_NETWORK_GET_CLASS (self)->create (self, task, body, media, key);
}

CommsReply *
comms_network_create_finish (CommsNetwork *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) problem = NULL;
  CommsReply *reply = comms_network_job_finish (self, comms_network_create_async, result, &problem);

  if (reply != NULL)
    return reply;
  if (!g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return comms_problem_reply_of_error (self, problem);

  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

void
comms_network_reconcile_async (CommsNetwork *self,
                               const char *body,
                               const char *key,
                               gint64 started_at,
                               const char *const *bound_ids,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (COMMS_IS_NETWORK (self));
  g_return_if_fail (body != NULL);

  task =
    comms_network_job_new (self, comms_network_reconcile_async, cancellable, callback, user_data);
  COMMS_NETWORK_GET_CLASS (self)->reconcile (self, task, body, key, started_at, bound_ids);
}

CommsReply *
comms_network_reconcile_finish (CommsNetwork *self, GAsyncResult *result, GError **error)
{
  return comms_network_job_finish (self, comms_network_reconcile_async, result, error);
}

void
comms_network_withdraw_async (CommsNetwork *self,
                              const char *remote_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (COMMS_IS_NETWORK (self));
  g_return_if_fail (remote_id != NULL);

  task =
    comms_network_job_new (self, comms_network_withdraw_async, cancellable, callback, user_data);
  COMMS_NETWORK_GET_CLASS (self)->withdraw (self, task, remote_id);
}

gboolean
comms_network_withdraw_finish (CommsNetwork *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, comms_network_withdraw_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
comms_network_identify_async (CommsNetwork *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (COMMS_IS_NETWORK (self));

  task =
    comms_network_job_new (self, comms_network_identify_async, cancellable, callback, user_data);
  COMMS_NETWORK_GET_CLASS (self)->identify (self, task);
}

CommsIdentity *
comms_network_identify_finish (CommsNetwork *self, GAsyncResult *result, GError **error)
{
  return comms_network_job_finish (self, comms_network_identify_async, result, error);
}

void
comms_network_metrics_async (CommsNetwork *self,
                             const char *const *remote_ids,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (COMMS_IS_NETWORK (self));
  g_return_if_fail (remote_ids != NULL);

  task =
    comms_network_job_new (self, comms_network_metrics_async, cancellable, callback, user_data);
  COMMS_NETWORK_GET_CLASS (self)->metrics (self, task, remote_ids);
}

GPtrArray *
comms_network_metrics_finish (CommsNetwork *self, GAsyncResult *result, GError **error)
{
  return comms_network_job_finish (self, comms_network_metrics_async, result, error);
}

void
comms_network_limits_async (CommsNetwork *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (COMMS_IS_NETWORK (self));

  task = comms_network_job_new (self, comms_network_limits_async, cancellable, callback, user_data);
  COMMS_NETWORK_GET_CLASS (self)->limits (self, task);
}

CommsNetworkLimits *
comms_network_limits_finish (CommsNetwork *self, GAsyncResult *result, GError **error)
{
  return comms_network_job_finish (self, comms_network_limits_async, result, error);
}

void
comms_network_find_post_async (CommsNetwork *self,
                               const char *url,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *reference = NULL;
  GError *error = NULL;

  g_return_if_fail (COMMS_IS_NETWORK (self));
  g_return_if_fail (url != NULL);

  task =
    comms_network_job_new (self, comms_network_find_post_async, cancellable, callback, user_data);
  reference = comms_network_parse_post_url (comms_network_get_asker (self)->network, url, &error);
  if (reference == NULL)
    g_task_return_error (task, error);
  else
    COMMS_NETWORK_GET_CLASS (self)->find_post (self, task, reference);
}

char *
comms_network_find_post_finish (CommsNetwork *self, GAsyncResult *result, GError **error)
{
  return comms_network_job_finish (self, comms_network_find_post_async, result, error);
}

char *
comms_network_dup_post_url (CommsNetwork *self, const char *remote_id)
{
  g_return_val_if_fail (COMMS_IS_NETWORK (self), NULL);
  g_return_val_if_fail (remote_id != NULL, NULL);

  return COMMS_NETWORK_GET_CLASS (self)->dup_post_url (self, remote_id);
}

JsonNode *
comms_network_parse_frozen (const char *body)
{
  g_autoptr (JsonNode) root = comms_net_json_parse_to_change (body, -1);

  return comms_net_json_root (root) != NULL ? g_steal_pointer (&root)
                                            : json_from_string ("{}", NULL);
}

gboolean
comms_network_check (GTask *task, CommsHttpReply *http)
{
  GError *error = NULL;

  if (comms_problem_check (g_task_get_source_object (task), http, &error))
    return TRUE;

  g_task_return_error (task, error);
  return FALSE;
}

gboolean
comms_network_check_before (GTask *task, CommsHttpReply *http)
{
  GError *error = NULL;

  if (comms_problem_check (g_task_get_source_object (task), http, &error))
    return TRUE;

  if (g_error_matches (error, COMMS_NET_ERROR, COMMS_NET_ERROR_UNCLEAR))
    error->code = COMMS_NET_ERROR_LIMITED;
  g_task_return_error (task, error);
  return FALSE;
}

void
comms_network_return_unclear (GTask *task)
{
  GError *error = NULL;

  comms_problem_set_unclear (g_task_get_source_object (task), &error);
  g_task_return_error (task, error);
}

void
comms_network_return_identity (GTask *task, const char *id, const char *handle, const char *name)
{
  CommsIdentity *identity;

  if (id == NULL || handle == NULL)
    {
      comms_network_return_unclear (task);
      return;
    }

  identity = g_new0 (CommsIdentity, 1);
  identity->user_id = g_strdup (id);
  identity->handle = g_utf8_make_valid (handle, -1);
  identity->display_name =
    name != NULL && *name != '\0' ? g_utf8_make_valid (name, -1) : g_strdup (identity->handle);
  g_task_return_pointer (task, identity, (GDestroyNotify) comms_identity_free);
}

void
comms_network_return_reply (GTask *task, CommsReply *reply)
{
  g_task_return_pointer (task, reply, (GDestroyNotify) comms_reply_free);
}
