/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <string.h>

#include "comms-likeness.h"

#include "comms-db.h"
#include "comms-enum-types.h"
#include "comms-words.h"

/* Posts that are read in one piece of work: some ten milliseconds. */
#define PIECE 1000

/* What was changed in this time before it was read may have had company that was not there yet. */
#define SETTLED (60 * 1000)

/* Of so many whose signs are nearest, the wording itself is compared. */
#define NEAREST 16

/* One post. The wording's terms are the entry's own. */
typedef struct
{
  gint64 id;
  gint64 account_id;
  gint64 at;
  CommsPostState state;
  CommsWording wording;
} Entry;

struct _CommsLikeness
{
  GRWLock lock;
  GArray *entries;   /* of Entry, in no order */
  GHashTable *by_id; /* id to index, counted from 1 */
  gint64 read_until; /* the last change that was read */
  gint64 read_id;    /* and the post that it was made to */
  gboolean midway;   /* there is more to read from there on */
};

static void
entry_clear (gpointer data)
{
  comms_wording_clear (&((Entry *) data)->wording);
}

CommsLikeness *
comms_likeness_new (void)
{
  CommsLikeness *self = g_atomic_rc_box_new0 (CommsLikeness);

  g_rw_lock_init (&self->lock);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, entry_clear);
  self->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

CommsLikeness *
comms_likeness_ref (CommsLikeness *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
likeness_clear (gpointer data)
{
  CommsLikeness *self = data;

  g_array_unref (self->entries);
  g_hash_table_unref (self->by_id);
  g_rw_lock_clear (&self->lock);
}

void
comms_likeness_unref (CommsLikeness *self)
{
  g_atomic_rc_box_release_full (self, likeness_clear);
}

/* --- putting in --- */

/* The last one takes the place of the one that goes. */
static void
remove_locked (CommsLikeness *self, gint64 id)
{
  guint at = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, &id));

  if (at == 0)
    return;
  g_hash_table_remove (self->by_id, &id);
  g_array_remove_index_fast (self->entries, at - 1);
  if (at - 1 < self->entries->len)
    g_hash_table_insert (self->by_id,
                         g_memdup2 (&g_array_index (self->entries, Entry, at - 1).id, sizeof id),
                         GUINT_TO_POINTER (at));
}

/* Takes the wording. */
static void
put (CommsLikeness *self, Entry *entry)
{
  g_rw_lock_writer_lock (&self->lock);
  remove_locked (self, entry->id);
  g_array_append_vals (self->entries, entry, 1);
  g_hash_table_insert (self->by_id, g_memdup2 (&entry->id, sizeof entry->id),
                       GUINT_TO_POINTER (self->entries->len));
  g_rw_lock_writer_unlock (&self->lock);
}

static void
drop (CommsLikeness *self, gint64 id)
{
  g_rw_lock_writer_lock (&self->lock);
  remove_locked (self, id);
  g_rw_lock_writer_unlock (&self->lock);
}

static void
put_text (CommsLikeness *self, Entry *entry, gint64 deleted_at, const char *text)
{
  gboolean counts = deleted_at == 0 && entry->state != COMMS_POST_STATE_CANCELLED &&
                    entry->state != COMMS_POST_STATE_REFUSED && text != NULL && *text != '\0' &&
                    entry->account_id != 0;

  if (!counts)
    {
      drop (self, entry->id);
      return;
    }
  comms_wording_init (&entry->wording, text);
  put (self, entry);
}

void
comms_likeness_put (CommsLikeness *self, CommsPost *post)
{
  Entry entry = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (COMMS_IS_POST (post));

  entry.id = comms_record_get_id (COMMS_RECORD (post));
  entry.account_id = post->account_id;
  entry.at = post->posted_at != 0 ? post->posted_at : post->due_at;
  entry.state = post->state;
  put_text (self, &entry, post->deleted_at, post->text);
}

/* --- reading --- */

static void
put_row (CommsLikeness *self, CommsRows *rows)
{
  Entry entry = { 0 };
  gint64 posted_at = comms_rows_get_int (rows, 4);
  int state = COMMS_POST_STATE_DRAFT;

  entry.id = comms_rows_get_int (rows, 0);
  entry.account_id = comms_rows_get_int (rows, 2);
  entry.at = posted_at != 0 ? posted_at : comms_rows_get_int (rows, 3);
  comms_enum_from_nick (COMMS_TYPE_POST_STATE, comms_rows_get_text (rows, 5), &state);
  entry.state = (CommsPostState) state;
  put_text (self, &entry, comms_rows_get_int (rows, 6), comms_rows_get_text (rows, 7));
  self->read_until = comms_rows_get_int (rows, 1);
  self->read_id = entry.id;
}

gboolean
comms_likeness_read (CommsLikeness *self, CommsTx *tx, guint most, gboolean *more, GError **error)
{
  g_autoptr (CommsRows) rows = NULL;
  g_autoptr (GError) own_error = NULL;
  gint64 from, after;
  guint n = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  /* Two changes may bear one time; what is new is therefore read again. */
  from = self->midway ? self->read_until : MIN (self->read_until, tx->stamp.now - SETTLED);
  after = from == self->read_until ? self->read_id : 0;
  rows = comms_db_query (tx->db, error,
                         "SELECT id, updated_at, account_id, due_at, posted_at, state, deleted_at, "
                         "text FROM post WHERE (updated_at, id) > (?, ?) ORDER BY updated_at, id "
                         "LIMIT ?",
                         "iii", from, after, (gint64) most);
  if (rows == NULL)
    return FALSE;
  while (comms_rows_next (rows, &own_error))
    {
      put_row (self, rows);
      n++;
    }
  if (own_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return FALSE;
    }
  self->midway = n == most;
  if (more != NULL)
    *more = self->midway;
  return TRUE;
}

static gpointer
read_piece (CommsTx *tx, gpointer unused, GError **error)
{
  gboolean more = FALSE;

  if (!comms_likeness_read (tx->likeness, tx, PIECE, &more, error))
    return NULL;
  return GINT_TO_POINTER (more ? 2 : 1);
}

static void
piece_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  int answer = GPOINTER_TO_INT (comms_desk_run_finish (COMMS_DESK (source), result, &error));

  if (error != NULL)
    g_debug ("The wording of the posts was not read: %s", error->message);
  else if (answer == 2)
    comms_likeness_catch_up (COMMS_DESK (source));
}

void
comms_likeness_catch_up (CommsDesk *desk)
{
  g_return_if_fail (COMMS_IS_DESK (desk));

  comms_desk_run_async (desk, read_piece, NULL, NULL, NULL, NULL, piece_read_cb, NULL);
}

/* --- asking --- */

static gboolean
is_of (const Entry *entry, const gint64 *accounts, guint n_accounts)
{
  for (guint i = 0; i < n_accounts; i++)
    if (accounts[i] == entry->account_id)
      return TRUE;
  return FALSE;
}

/* Whether the network knows it, or will soon. */
static gboolean
is_on_its_way (CommsPostState state)
{
  return state == COMMS_POST_STATE_QUEUED || state == COMMS_POST_STATE_SENDING ||
         state == COMMS_POST_STATE_POSTED || state == COMMS_POST_STATE_UNKNOWN;
}

/* The same words before those that are like them, and what left before what may still change. */
static gboolean
is_better (const CommsLikeliest *found, const Entry *entry, double likeness, gboolean same)
{
  if (found->id == 0 || found->same != same)
    return found->id == 0 || same;
  if (likeness != found->likeness)
    return likeness > found->likeness;
  return is_on_its_way (entry->state) && !is_on_its_way (found->state);
}

static CommsLikeliest
describe (const Entry *entry, double likeness, gboolean same)
{
  return (CommsLikeliest){ entry->id, entry->account_id, entry->at, entry->state, likeness, same };
}

/* The entries whose signs are nearest, the nearest first. */
typedef struct
{
  const Entry *entries[NEAREST];
  guint distances[NEAREST];
  guint n;
  guint reach; /* what is farther is not wanted */
} Nearest;

static void
nearest_add (Nearest *self, const Entry *entry, guint distance)
{
  guint at = self->n < NEAREST ? self->n++ : NEAREST - 1;

  for (; at > 0 && self->distances[at - 1] > distance; at--)
    {
      self->entries[at] = self->entries[at - 1];
      self->distances[at] = self->distances[at - 1];
    }
  self->entries[at] = entry;
  self->distances[at] = distance;
  /* From now on, only what is nearer than the last. */
  if (self->n == NEAREST)
    self->reach =
      MIN (self->reach, self->distances[NEAREST - 1] - (self->distances[NEAREST - 1] > 0));
}

CommsLikeliest
comms_likeness_find (CommsLikeness *self,
                     const CommsWording *wording,
                     const gint64 *accounts,
                     guint n_accounts,
                     gint64 except,
                     double least)
{
  CommsLikeliest found = { 0 };
  Nearest nearest = { .reach = comms_wording_reach (least) };

  g_return_val_if_fail (self != NULL, found);

  g_rw_lock_reader_lock (&self->lock);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      gboolean same = entry->wording.exact == wording->exact;
      guint distance = same ? 0 : comms_wording_distance (&entry->wording, wording);

      if ((!same && distance > nearest.reach) || entry->id == except ||
          !is_of (entry, accounts, n_accounts))
        continue;
      if (!same)
        nearest_add (&nearest, entry, distance);
      else if (is_better (&found, entry, 1.0, TRUE))
        found = describe (entry, 1.0, TRUE);
    }
  for (guint i = 0; i < nearest.n && !found.same; i++)
    {
      double likeness = comms_wording_likeness (&nearest.entries[i]->wording, wording);

      if (likeness >= least && is_better (&found, nearest.entries[i], likeness, FALSE))
        found = describe (nearest.entries[i], likeness, FALSE);
    }
  g_rw_lock_reader_unlock (&self->lock);
  return found;
}
