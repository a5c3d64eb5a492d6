/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-targets.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-audit-words.h"
#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-fit.h"
#include "comms-record-table.h"
#include "comms-target-table.h"
#include "comms-targets-private.h"

static gint64
target_id (CommsTarget *target)
{
  return comms_record_get_id (COMMS_RECORD (target));
}

static gboolean
audit (CommsTx *tx, CommsTarget *target, const char *action, GError **error)
{
  g_autofree char *note = comms_audit_dup_note (target->name, target->organisation, NULL);

  return comms_tx_audit (tx, COMMS_SUBJECT_TARGET, target_id (target), action, NULL, NULL, note,
                         error);
}

char *
comms_target_dup_handle (const char *text)
{
  static const char *const prefixes[] = {
    "https://", "http://", "www.", "x.com/", "twitter.com/", "bsky.app/profile/", "@",
  };
  g_autofree char *clean = comms_text_clean_line (text);
  const char *handle = clean;
  const char *before;

  /* In whatever order: what is left is a handle, and that of itself. */
  do
    {
      before = handle;
      for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
        if (g_ascii_strncasecmp (handle, prefixes[i], strlen (prefixes[i])) == 0)
          handle += strlen (prefixes[i]);
    }
  while (handle != before);
  if (handle == clean)
    return g_steal_pointer (&clean);

  return g_strndup (handle, strcspn (handle, "/?"));
}

static void
clean_property (CommsTarget *target, const char *property, char *(*clean_func) (const char *) )
{
  g_autofree char *text = NULL;
  g_autofree char *clean = NULL;

  g_object_get (target, property, &text, NULL);
  if (text == NULL)
    return;
  clean = clean_func (text);
  if (!g_str_equal (clean, text))
    g_object_set (target, property, *clean != '\0' ? clean : NULL, NULL);
}

static char *
clean_paragraphs (const char *text)
{
  return comms_text_clean (text, -1, NULL);
}

static void
clean_facts (CommsTarget *target)
{
  static const char *const lines[] = { "name",      "organisation", "role",  "beat",  "city",
                                       "telephone", "deadline",     "email", "source" };
  static const char *const handles[] = { "x-handle", "mastodon-handle", "bluesky-handle" };
  static const char *const texts[] = { "permission", "notes" };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    clean_property (target, lines[i], comms_text_clean_line);
  for (gsize i = 0; i < G_N_ELEMENTS (handles); i++)
    clean_property (target, handles[i], comms_target_dup_handle);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    clean_property (target, texts[i], clean_paragraphs);
}

gboolean
comms_target_complete (CommsTx *tx, CommsTarget *target, GError **error)
{
  clean_facts (target);
  if (target->name == NULL)
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("directory", "Someone in the directory needs a name. Write the name "
                                            "of the person or of the office."));
      return FALSE;
    }
  if (target->source == NULL)
    {
      /* Translators: the source of the facts about someone in the directory; %s is a name. */
      g_autofree char *source = g_strdup_printf (C_ ("directory", "Entered by %s"),
                                                 tx->stamp.actor != NULL ? tx->stamp.actor : "");

      g_object_set (target, "source", source, NULL);
    }
  return TRUE;
}

static gboolean
save_new (CommsTx *tx, CommsTarget *target, GError **error)
{
  g_object_set (target, "created-at", tx->stamp.now, "updated-at", tx->stamp.now, NULL);
  return comms_record_table_save (tx->db, COMMS_RECORD (target), error) &&
         audit (tx, target, "add", error);
}

gboolean
comms_targets_save (CommsTx *tx, gpointer target_record, GError **error)
{
  CommsTarget *target = target_record;
  g_autoptr (CommsTarget) before = NULL;

  g_return_val_if_fail (COMMS_IS_TARGET (target), FALSE);

  if (!comms_tx_check_active (tx, error) || !comms_target_complete (tx, target, error))
    return FALSE;
  if (target_id (target) == 0)
    return save_new (tx, target, error);

  before = comms_targets_load (tx, target_id (target), error);
  if (before == NULL)
    return FALSE;
  /* These are the desk's own to change. */
  g_object_set (target, "contacted-at", before->contacted_at, "created-at", before->created_at,
                "updated-at", before->updated_at, "deleted-at", before->deleted_at, NULL);
  if (comms_record_equal (before, target))
    return TRUE;

  g_object_set (target, "updated-at", tx->stamp.now, NULL);
  return comms_record_table_save (tx->db, COMMS_RECORD (target), error) &&
         audit (tx, target, "edit", error);
}

gboolean
comms_targets_find_handle (
  CommsTx *tx, CommsChannel channel, const char *handle, CommsTarget **target, GError **error)
{
  static const char *const columns[] = {
    [COMMS_CHANNEL_X] = "x_handle",
    [COMMS_CHANNEL_MASTODON] = "mastodon_handle",
    [COMMS_CHANNEL_BLUESKY] = "bluesky_handle",
  };
  g_autofree char *tail = NULL;
  g_autoptr (GPtrArray) found = NULL;

  g_return_val_if_fail (channel < G_N_ELEMENTS (columns), FALSE);

  tail = g_strdup_printf ("WHERE deleted_at = 0 AND lower(%s) = lower(?) ORDER BY id LIMIT 1",
                          columns[channel]);
  found = comms_record_table_select (tx->db, COMMS_TYPE_TARGET, error, tail, "s", handle);
  *target = found != NULL && found->len > 0 ? g_object_ref (g_ptr_array_index (found, 0)) : NULL;
  return found != NULL;
}

CommsTarget *
comms_targets_load (CommsTx *tx, gint64 id, GError **error)
{
  return comms_record_table_load (tx->db, COMMS_TYPE_TARGET, id, error);
}

static gboolean
set_deleted (CommsTx *tx, gint64 id, gint64 deleted_at, const char *action, GError **error)
{
  g_autoptr (CommsTarget) target = NULL;

  if (!comms_tx_check_active (tx, error))
    return FALSE;
  target = comms_targets_load (tx, id, error);
  if (target == NULL)
    return FALSE;
  if ((target->deleted_at != 0) == (deleted_at != 0))
    return TRUE;

  g_object_set (target, "deleted-at", deleted_at, NULL);
  return comms_record_table_save (tx->db, COMMS_RECORD (target), error) &&
         audit (tx, target, action, error);
}

gboolean
comms_targets_bin (CommsTx *tx, gint64 id, GError **error)
{
  return set_deleted (tx, id, tx->stamp.now, "bin", error);
}

gboolean
comms_targets_unbin (CommsTx *tx, gint64 id, GError **error)
{
  return set_deleted (tx, id, 0, "unbin", error);
}

GPtrArray *
comms_targets_list (CommsTx *tx, const CommsTargetQuery *query, GError **error)
{
  return comms_target_table_find (tx->db, query->search, query->classes,
                                  query->order == COMMS_TARGET_ORDER_LAST_CONTACT, query->limit,
                                  error);
}

gboolean
comms_targets_count (CommsTx *tx, const char *search, guint counts[4], GError **error)
{
  return comms_target_table_count (tx->db, search, counts, error);
}
