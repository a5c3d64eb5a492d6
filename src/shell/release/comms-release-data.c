/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-release-data.h"

#include "comms-accounts.h"
#include "comms-releases.h"

typedef struct
{
  gint64 id;
  CommsRelease *draft;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_object (&request->draft);
  g_free (request);
}

void
comms_release_data_free (CommsReleaseData *data)
{
  g_clear_object (&data->release);
  g_clear_object (&data->policy);
  g_clear_pointer (&data->accounts, g_ptr_array_unref);
  g_clear_pointer (&data->people, g_ptr_array_unref);
  g_clear_pointer (&data->coverage, g_ptr_array_unref);
  g_clear_pointer (&data->twin, comms_twin_free);
  g_clear_pointer (&data->versions, g_ptr_array_unref);
  g_free (data);
}

static gboolean
load_stored (CommsTx *tx, CommsReleaseData *data, gint64 id, GError **error)
{
  data->release = comms_releases_load (tx, id, error);
  if (data->release == NULL)
    return FALSE;
  if (!comms_twins_load (tx, data->release, &data->twin, error))
    return FALSE;
  data->coverage = comms_cascade_coverage (tx, id, error);
  if (data->coverage == NULL)
    return FALSE;
  data->versions = comms_releases_versions (tx, id, error);
  return data->versions != NULL;
}

static gpointer
load (CommsTx *tx, gpointer user_data, GError **error)
{
  Request *request = user_data;
  g_autoptr (CommsReleaseData) data = g_new0 (CommsReleaseData, 1);

  data->now = tx->stamp.now;
  data->policy = comms_record_copy (tx->policy);
  if (request->id != 0 && !load_stored (tx, data, request->id, error))
    return NULL;
  if (request->id == 0)
    {
      data->release = g_steal_pointer (&request->draft);
      data->coverage = g_ptr_array_new ();
      data->versions = g_ptr_array_new ();
    }
  data->accounts = comms_accounts_list (tx, error);
  if (data->accounts == NULL)
    return NULL;
  data->people = comms_people_list (tx, error);
  if (data->people == NULL)
    return NULL;
  return g_steal_pointer (&data);
}

void
comms_release_data_load_async (CommsDesk *desk,
                               gint64 id,
                               CommsRelease *draft,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Request *request;

  g_return_if_fail (COMMS_IS_DESK (desk));
  g_return_if_fail (id != 0 || COMMS_IS_RELEASE (draft));

  request = g_new0 (Request, 1);
  request->id = id;
  if (id == 0)
    request->draft = comms_record_copy (draft);
  comms_desk_run_async (desk, load, request, request_free, (GDestroyNotify) comms_release_data_free,
                        cancellable, callback, user_data);
}

CommsReleaseData *
comms_release_data_load_finish (CommsDesk *desk, GAsyncResult *result, GError **error)
{
  return comms_desk_run_finish (desk, result, error);
}

const char *
comms_release_data_person (CommsReleaseData *data, gint64 id)
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

CommsPost *
comms_release_data_post (CommsReleaseData *data, CommsPart part, int index)
{
  g_return_val_if_fail (data != NULL, NULL);

  for (guint i = 0; i < data->coverage->len; i++)
    {
      CommsCoverage *coverage = g_ptr_array_index (data->coverage, i);

      if (coverage->part == part && coverage->part_index == index)
        return coverage->post;
    }
  return NULL;
}

CommsAccount *
comms_release_data_account (CommsReleaseData *data)
{
  g_return_val_if_fail (data != NULL, NULL);

  for (guint i = 0; i < data->accounts->len; i++)
    {
      CommsAccount *account = g_ptr_array_index (data->accounts, i);

      if (g_strcmp0 (account->language, data->release->language) == 0)
        return account;
    }
  return data->accounts->len > 0 ? g_ptr_array_index (data->accounts, 0) : NULL;
}

static void
append_part (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, "\n\n");
  g_string_append (text, part);
}

char *
comms_release_dup_plain_text (CommsRelease *release)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *hashtags = NULL;

  g_return_val_if_fail (COMMS_IS_RELEASE (release), NULL);

  append_part (text, release->number);
  append_part (text, release->headline);
  append_part (text, release->subhead);
  append_part (text, release->lede);
  append_part (text, release->body);
  for (guint i = 0; release->quotes != NULL && release->quotes[i] != NULL; i++)
    append_part (text, release->quotes[i]);
  append_part (text, release->conclusion);
  append_part (text, release->link);
  if (release->hashtags != NULL)
    hashtags = g_strjoinv (" ", release->hashtags);
  append_part (text, hashtags);
  g_string_append_c (text, '\n');
  return g_string_free (g_steal_pointer (&text), FALSE);
}
