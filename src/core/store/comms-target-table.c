/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-target-table.h"

#include "comms-enum-types.h"
#include "comms-fit.h"
#include "comms-record-table.h"
#include "comms-search-index.h"
#include "comms-store.h"
#include "comms-target-table-private.h"
#include "comms-target.h"
#include "comms-words.h"

#define N_CLASSES 4

/* A word that nobody types stands for the class, so that the full-text table answers for a class
 * without a look at the rows. */
static char *
dup_class_word (CommsTargetKind kind)
{
  return g_strdup_printf ("xclass%d", (int) kind);
}

static gboolean
index_words (CommsDb      *db,
             CommsTarget  *target,
             gint64        id,
             GError      **error)
{
  g_autofree char *class_word = dup_class_word (target->kind);
  const char *const words[] = { class_word, target->name, target->organisation, target->role,
                                target->beat, target->city, target->x_handle,
                                target->mastodon_handle, target->bluesky_handle };

  if (target->deleted_at != 0)
    return comms_search_index_remove (db, "target", id, error);
  return comms_search_index_put (db, "target", id, words, G_N_ELEMENTS (words), error);
}

gboolean
comms_target_table_after_save (CommsDb      *db,
                               CommsRecord  *record,
                               GError      **error)
{
  CommsTarget *target = COMMS_TARGET (record);
  gint64 id = comms_record_get_id (record);
  g_autofree char *key = comms_text_fold (target->name != NULL ? target->name : "");

  return comms_db_exec (db, error, "UPDATE target SET sort_key = ? WHERE id = ?", "si", key, id) &&
         index_words (db, target, id, error);
}
