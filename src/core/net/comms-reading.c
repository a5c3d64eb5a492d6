/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include "comms-reading.h"

#include "comms-net-json.h"

struct _CommsReading
{
  const CommsReadingKind *kind;
  char **ids;
  guint n_ids;
  guint at; /* of the batch, then of the single one, that is asked for */
  gboolean singly;
  GPtrArray *found;
};

static void
reading_free (CommsReading *reading)
{
  g_strfreev (reading->ids);
  g_ptr_array_unref (reading->found);
  g_free (reading);
}

CommsMetrics *
comms_reading_add (CommsReading *reading, const char *id)
{
  CommsMetrics *metrics = g_new (CommsMetrics, 1);

  *metrics = (CommsMetrics){ g_strdup (id), -1, -1, -1, -1, -1, -1, FALSE };
  g_ptr_array_add (reading->found, metrics);
  return metrics;
}

gint64
comms_reading_count (JsonObject *counts, const char *name, const char *other_name)
{
  if (comms_net_json_has (counts, name))
    return comms_net_json_int (counts, name);
  if (other_name != NULL && comms_net_json_has (counts, other_name))
    return comms_net_json_int (counts, other_name);
  return -1;
}

static gboolean
has_found (CommsReading *reading, const char *id)
{
  for (guint i = 0; i < reading->found->len; i++)
    {
      CommsMetrics *metrics = g_ptr_array_index (reading->found, i);

      if (g_str_equal (metrics->remote_id, id))
        return TRUE;
    }
  return FALSE;
}

static void ask_next (GTask *task);

static void
fail (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  if (comms_network_check (task, http))
    comms_network_return_unclear (task);
}

static void
single_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  CommsReading *reading = g_task_get_task_data (task);

  if (!reading->kind->read_single (reading, reading->ids[reading->at], http))
    {
      fail (network, task, http);
      return;
    }
  reading->at++;
  ask_next (task);
}

static void
batch_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  CommsReading *reading = g_task_get_task_data (task);
  const CommsReadingKind *kind = reading->kind;
  g_autoptr (JsonNode) root = NULL;

  if (kind->ask_again != NULL && kind->ask_again (network, http))
    {
      ask_next (task);
      return;
    }
  if (kind->has_batches != NULL && !kind->has_batches (http))
    {
      reading->at = reading->n_ids;
      ask_next (task);
      return;
    }

  comms_network_parse (http, &root);
  if (comms_problem_find (comms_network_get_answers (network), http, COMMS_STAGE_ASK) !=
        COMMS_PROBLEM_NONE ||
      !kind->read_batch (reading, root))
    {
      fail (network, task, http);
      return;
    }
  reading->at += kind->batch;
  ask_next (task);
}

static void
ask_next_single (GTask *task)
{
  CommsReading *reading = g_task_get_task_data (task);
  g_autofree char *path = NULL;

  while (reading->at < reading->n_ids && has_found (reading, reading->ids[reading->at]))
    reading->at++;
  if (reading->at >= reading->n_ids)
    {
      g_task_return_pointer (task, g_ptr_array_ref (reading->found),
                             (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  path =
    reading->kind->dup_single_path (g_task_get_source_object (task), reading->ids[reading->at]);
  comms_network_ask (task, &(CommsAsk){ .path = path }, single_cb);
}

static void
ask_next (GTask *task)
{
  CommsReading *reading = g_task_get_task_data (task);
  const CommsReadingKind *kind = reading->kind;
  g_autofree char *path = NULL;

  if (!reading->singly && reading->at >= reading->n_ids)
    {
      reading->singly = TRUE;
      reading->at = kind->dup_single_path != NULL ? 0 : reading->n_ids;
    }
  if (reading->singly)
    {
      ask_next_single (task);
      return;
    }
  path = kind->dup_batch_path (g_task_get_source_object (task), reading->ids + reading->at,
                               MIN (kind->batch, reading->n_ids - reading->at));
  comms_network_ask (task, &(CommsAsk){ .path = path }, batch_cb);
}

void
comms_reading_start (GTask *task, const CommsReadingKind *kind, const char *const *remote_ids)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  CommsReading *reading = g_new0 (CommsReading, 1);

  for (guint i = 0; remote_ids[i] != NULL; i++)
    {
      if (kind->is_id (remote_ids[i]))
        g_strv_builder_add (builder, remote_ids[i]);
    }
  reading->kind = kind;
  reading->ids = g_strv_builder_end (builder);
  reading->n_ids = g_strv_length (reading->ids);
  reading->found = g_ptr_array_new_with_free_func ((GDestroyNotify) comms_metrics_free);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  ask_next (task);
}
