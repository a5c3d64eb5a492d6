/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-compose-data.h"

#include "comms-accounts.h"
#include "comms-carry.h"
#include "comms-cascade.h"
#include "comms-fit.h"
#include "comms-log.h"
#include "comms-media-desk.h"
#include "comms-network.h"
#include "comms-outlook.h"
#include "comms-post-group.h"
#include "comms-posts.h"
#include "comms-marks.h"
#include "comms-threads.h"

typedef struct
{
  gint64 id;
  CommsPost *draft;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_object (&request->draft);
  g_free (request);
}

void
comms_compose_data_free (CommsComposeData *data)
{
  g_clear_object (&data->post);
  g_clear_pointer (&data->context, comms_post_context_free);
  g_clear_pointer (&data->accounts, g_ptr_array_unref);
  g_clear_pointer (&data->people, g_ptr_array_unref);
  g_clear_pointer (&data->coverage, g_ptr_array_unref);
  g_clear_pointer (&data->twin, comms_twin_free);
  g_clear_pointer (&data->media, g_ptr_array_unref);
  g_clear_pointer (&data->group, g_ptr_array_unref);
  g_clear_pointer (&data->thread, g_ptr_array_unref);
  g_clear_pointer (&data->tariffs, g_ptr_array_unref);
  g_clear_pointer (&data->why_not, g_hash_table_unref);
  g_free (data->obstacle);
  g_free (data->carried);
  g_free (data->clash);
  g_free (data);
}

static GHashTable *
load_why_not (CommsTx *tx, CommsPost *post)
{
  static const char *const verbs[] = { "edit",   "submit",       "approve", "return",
                                       "queue",  "send",         "unqueue", "cancel",
                                       "reopen", "bin",          "settle",  "withdraw",
                                       "review", "ask-withdraw", "keep",    "submit-urgent",
                                       "by-hand" };
  GHashTable *why_not = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      char *sentence = comms_posts_why_not (tx, post, verbs[i]);

      if (sentence != NULL)
        g_hash_table_insert (why_not, (gpointer) verbs[i], sentence);
    }
  return why_not;
}

/* What stands beside it; a post that was never saved has only itself. */
static gboolean
load_around (CommsTx *tx, CommsComposeData *data, gint64 id, GError **error)
{
  data->tariffs = comms_tariffs_list (tx, error);
  if (data->tariffs == NULL || !comms_cost_forecast (tx, data->post, &data->cost, error))
    return FALSE;
  if (id == 0)
    {
      data->media = g_ptr_array_new ();
      data->group = g_ptr_array_new ();
      data->thread = g_ptr_array_new ();
      return TRUE;
    }
  data->media = comms_media_of_post (tx, id, FALSE, error);
  if (data->media == NULL)
    return FALSE;
  data->group = comms_post_group_list (tx, id, error);
  if (data->group == NULL)
    return FALSE;
  data->thread = comms_threads_list (tx, id, error);
  return data->thread != NULL;
}

CommsComposeData *
comms_compose_data_load (CommsTx *tx, gint64 id, CommsPost *draft, GError **error)
{
  g_autoptr (CommsComposeData) data = g_new0 (CommsComposeData, 1);

  data->post = id != 0 ? comms_posts_load (tx, id, error) : g_object_ref (draft);
  if (data->post == NULL)
    return NULL;
  data->context = comms_post_context_load (tx, data->post, error);
  if (data->context == NULL)
    return NULL;
  data->accounts = comms_accounts_list (tx, error);
  if (data->accounts == NULL)
    return NULL;
  data->people = comms_people_list (tx, error);
  if (data->people == NULL)
    return NULL;
  if (!comms_twins_load (tx, data->post, &data->twin, error))
    return NULL;
  if (data->post->release_id != 0)
    {
      data->coverage = comms_cascade_coverage (tx, data->post->release_id, error);
      if (data->coverage == NULL)
        return NULL;
    }
  if (!load_around (tx, data, id, error))
    return NULL;
  data->why_not = load_why_not (tx, data->post);
  if (data->post->state == COMMS_POST_STATE_QUEUED && data->context->account != NULL &&
      (data->post->due_at <= tx->stamp.now || data->post->problem != NULL))
    data->obstacle = comms_outlook_dup_sentence (tx, data->post, data->context->account);
  if (data->post->state == COMMS_POST_STATE_QUEUED && data->context->account != NULL &&
      data->obstacle == NULL &&
      !comms_outlook_find_wait (tx, data->post, data->context->account, &data->obstacle, error))
    return NULL;
  data->changed_by = comms_log_last_actor (tx, COMMS_SUBJECT_POST, id, data->post->updated_at,
                                           data->post->author_id);
  data->carried = id != 0 ? comms_posts_dup_carried (tx, id) : NULL;
  return g_steal_pointer (&data);
}

static gpointer
load (CommsTx *tx, gpointer user_data, GError **error)
{
  Request *request = user_data;
  g_autoptr (CommsPost) draft = g_steal_pointer (&request->draft);

  return comms_compose_data_load (tx, request->id, draft, error);
}

void
comms_compose_data_load_async (CommsDesk *desk,
                               gint64 id,
                               CommsPost *draft,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Request *request;

  g_return_if_fail (COMMS_IS_DESK (desk));
  g_return_if_fail (id != 0 || COMMS_IS_POST (draft));

  request = g_new0 (Request, 1);
  request->id = id;
  if (id == 0)
    request->draft = comms_record_copy (draft);
  comms_desk_run_async (desk, load, request, request_free, (GDestroyNotify) comms_compose_data_free,
                        cancellable, callback, user_data);
  comms_likeness_catch_up (desk);
}

CommsComposeData *
comms_compose_data_load_finish (CommsDesk *desk, GAsyncResult *result, GError **error)
{
  return comms_desk_run_finish (desk, result, error);
}

const char *
comms_compose_data_why_not (CommsComposeData *data, const char *verb)
{
  g_return_val_if_fail (data != NULL, NULL);

  return g_hash_table_lookup (data->why_not, verb);
}

CommsAccount *
comms_compose_data_account (CommsComposeData *data, gint64 id)
{
  g_return_val_if_fail (data != NULL, NULL);

  for (guint i = 0; i < data->accounts->len; i++)
    if (comms_record_get_id (g_ptr_array_index (data->accounts, i)) == id)
      return g_ptr_array_index (data->accounts, i);
  return NULL;
}

const char *
comms_compose_data_person (CommsComposeData *data, gint64 id)
{
  g_return_val_if_fail (data != NULL, NULL);

  for (guint i = 0; i < data->people->len; i++)
    {
      CommsPerson *person = g_ptr_array_index (data->people, i);

      if (comms_record_get_id (COMMS_RECORD (person)) == id)
        return person->name;
    }
  return NULL;
}

char *
comms_compose_data_dup_source (CommsComposeData *data)
{
  CommsRelease *release;
  g_autofree char *part = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (data != NULL, NULL);

  release = data->context->release;
  if (release == NULL)
    return g_strdup (C_ ("post", "Not from a release"));

  title = comms_text_excerpt (release->title != NULL      ? release->title
                              : release->headline != NULL ? release->headline
                                                          : "",
                              40);
  if (data->post->part == COMMS_PART_NONE)
    /* Translators: %s is the title of a release */
    return g_strdup_printf (C_ ("post", "From “%s”"), title);
  part = comms_format_part (data->post->part, (int) data->post->part_index);
  /* Translators: a part of a release, such as "Lede", and the release's title */
  return g_strdup_printf (C_ ("post", "%s of “%s”"), part, title);
}

char *
comms_account_dup_subtitle (CommsAccount *account)
{
  const CommsNetworkInfo *info;

  g_return_val_if_fail (COMMS_IS_ACCOUNT (account), NULL);

  info = comms_network_info (account->network);
  /* Translators: the network and the desk's name of an account: "X · Ministry, English" */
  return g_strdup_printf (C_ ("account", "%s · %s"), info != NULL ? info->name : account->network,
                          account->name != NULL ? account->name : "");
}
