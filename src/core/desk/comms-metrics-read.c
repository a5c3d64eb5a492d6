/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-metrics.h"

#include "comms-desk-private.h"
#include "comms-network.h"

/* Reading: find, ask, write down, and again until nothing is left. It takes no lease and has a
 * connection of its own, so that no send ever waits for it. */

typedef struct
{
  CommsMetricsStep *step;
  gssize n_read;
  GError *error; /* the first */
} Reading;

static void
reading_free (Reading *reading)
{
  comms_metrics_step_free (reading->step);
  g_clear_error (&reading->error);
  g_free (reading);
}

static void find_next (GTask *task);

static void
finish (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  if (reading->error != NULL)
    g_task_return_error (task, g_steal_pointer (&reading->error));
  else
    g_task_return_int (task, reading->n_read);
  g_object_unref (task);
}

static void
note_error (Reading *reading, GError *error)
{
  if (reading->error == NULL)
    reading->error = error;
  else
    g_error_free (error);
}

/* The others are read all the same. */
static void
skip_account (GTask *task, GError *error)
{
  Reading *reading = g_task_get_task_data (task);
  gint64 id = comms_record_get_id (COMMS_RECORD (reading->step->account));

  note_error (reading, error);
  if (reading->step->post_id != 0 || reading->step->account_id != 0 ||
      g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      finish (task);
      return;
    }
  g_hash_table_add (reading->step->skip, g_memdup2 (&id, sizeof id));
  find_next (task);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  if (comms_desk_run_finish (COMMS_DESK (source), result, &error) == NULL)
    {
      note_error (reading, error);
      finish (task);
      return;
    }
  reading->n_read += reading->step->found->len;
  if (reading->step->post_id != 0)
    finish (task);
  else
    find_next (task);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  reading->step->found = comms_network_metrics_finish (COMMS_NETWORK (source), result, &error);
  if (reading->step->found == NULL)
    skip_account (task, error);
  else
    comms_desk_run_unattended_async (g_task_get_source_object (task), comms_metrics_end,
                                     reading->step, NULL, NULL, NULL, written_cb, task);
}

static void
ask (GTask *task)
{
  CommsDesk *desk = g_task_get_source_object (task);
  CommsMetricsStep *step = ((Reading *) g_task_get_task_data (task))->step;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (CommsNetwork) network = NULL;
  GError *error = NULL;

  network = comms_network_new (step->account, comms_desk_get_secrets (desk),
                               comms_desk_is_practice (desk), &error);
  if (network == NULL)
    {
      skip_account (task, error);
      return;
    }
  comms_network_set_clock (network, comms_desk_get_clock (desk));
  for (guint i = 0; i < step->posts->len; i++)
    g_ptr_array_add (ids, ((CommsPost *) g_ptr_array_index (step->posts, i))->remote_id);
  g_ptr_array_add (ids, NULL);
  comms_network_metrics_async (network, (const char *const *) ids->pdata,
                               g_task_get_cancellable (task), asked_cb, task);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  if (comms_desk_run_finish (COMMS_DESK (source), result, &error) != NULL)
    {
      if (reading->step->account != NULL)
        ask (task);
      else
        finish (task);
      return;
    }
  if (reading->step->account != NULL)
    {
      skip_account (task, error);
      return;
    }
  note_error (reading, error);
  finish (task);
}

static void
find_next (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  comms_desk_run_unattended_async (g_task_get_source_object (task), comms_metrics_begin,
                                   reading->step, NULL, NULL, NULL, found_cb, task);
}

void
comms_metrics_read_async (CommsDesk *desk,
                          gint64 account_id,
                          gint64 post_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;
  Reading *reading;

  g_return_if_fail (COMMS_IS_DESK (desk));

  task = g_task_new (desk, cancellable, callback, user_data);
  g_task_set_source_tag (task, comms_metrics_read_async);
  /* What was read is told, also where it was cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  reading = g_new0 (Reading, 1);
  reading->step = comms_metrics_step_new (account_id, post_id);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  find_next (task);
}

gssize
comms_metrics_read_finish (CommsDesk *desk, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, desk), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
