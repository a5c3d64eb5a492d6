/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-twins-private.h"

#include <glib/gi18n-lib.h>

#include "comms-audit-words.h"
#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-fit.h"
#include "comms-post-table.h"
#include "comms-posts-private.h"
#include "comms-record-table.h"
#include "comms-release.h"
#include "comms-words.h"
#include "comms-zone.h"

/* What both kinds of twins have. */
typedef struct
{
  gint64 id;
  gint64 twin_id;
  gint64 stale_since;
  gint64 deleted_at;
  const char *language;
} Half;

static Half
half_of (gpointer record)
{
  const gint64 id = comms_record_get_id (COMMS_RECORD (record));

  if (COMMS_IS_POST (record))
    {
      CommsPost *post = record;

      return (Half){ id, post->twin_id, post->stale_since, post->deleted_at, post->language };
    }
  CommsRelease *release = COMMS_RELEASE (record);

  return (Half){ id, release->twin_id, release->stale_since, release->deleted_at,
                 release->language };
}

static CommsSubject
subject_of (gpointer record)
{
  return COMMS_IS_POST (record) ? COMMS_SUBJECT_POST : COMMS_SUBJECT_RELEASE;
}

static gpointer
load_row (CommsTx *tx, CommsSubject subject, gint64 id, GError **error)
{
  GType type = subject == COMMS_SUBJECT_POST ? COMMS_TYPE_POST : COMMS_TYPE_RELEASE;

  g_return_val_if_fail (subject == COMMS_SUBJECT_POST || subject == COMMS_SUBJECT_RELEASE, NULL);

  return comms_record_table_load (tx->db, type, id, error);
}

/* What has left stays as it is. */
static gboolean
is_open (gpointer record)
{
  return !COMMS_IS_POST (record) || comms_post_state_is_open (COMMS_POST (record)->state);
}

static char *
dup_note (CommsTx *tx, gpointer record)
{
  CommsRelease *release;

  if (COMMS_IS_POST (record))
    return comms_posts_dup_note (tx, record, NULL);
  release = record;
  return comms_audit_dup_note (release->title != NULL ? release->title : release->headline, NULL,
                               NULL);
}

/* Writes the row and the entry about it; of one that has left only the entry is refused to nobody.
 */
static gboolean
save (CommsTx *tx, gpointer record, const char *action, GError **error)
{
  g_autofree char *note = dup_note (tx, record);

  if (!(COMMS_IS_POST (record) ? comms_post_table_save (tx->db, record, error)
                               : comms_record_table_save (tx->db, record, error)))
    return FALSE;
  return comms_tx_audit (tx, subject_of (record), comms_record_get_id (record), action, NULL, NULL,
                         note, error);
}

gboolean
comms_twins_find (CommsTx *tx, gpointer record, gpointer *twin, GError **error)
{
  const Half half = half_of (record);
  g_autoptr (GPtrArray) found = NULL;

  *twin = NULL;
  if (half.twin_id == 0)
    return TRUE;
  found = comms_record_table_select (tx->db, G_OBJECT_TYPE (record), error,
                                     "WHERE id = ? AND twin_id = ? AND deleted_at = 0", "ii",
                                     half.twin_id, half.id);
  if (found == NULL)
    return FALSE;
  if (found->len > 0)
    *twin = g_object_ref (g_ptr_array_index (found, 0));
  return TRUE;
}

gboolean
comms_twins_say_same (CommsPost *a, CommsPost *b)
{
  return g_strcmp0 (a->text, b->text) == 0 && g_strcmp0 (a->media_hash, b->media_hash) == 0 &&
         g_strcmp0 (a->content_warning, b->content_warning) == 0;
}

gboolean
comms_twins_changed (CommsTx *tx, gpointer record, GError **error)
{
  g_autoptr (GObject) twin = NULL;

  /* Who changes a stale one catches up with its twin. */
  if (half_of (record).stale_since != 0)
    return TRUE;
  if (!comms_twins_find (tx, record, (gpointer *) &twin, error))
    return FALSE;
  if (twin == NULL || half_of (twin).stale_since != 0 || !is_open (twin))
    return TRUE;
  g_object_set (twin, "stale-since", tx->stamp.now, NULL);
  return save (tx, twin, "stale", error);
}

/* --- tying --- */

static gboolean
check_free (CommsTx *tx, gpointer record, GError **error)
{
  g_autoptr (GObject) twin = NULL;
  const char *sentence = NULL;

  if (!comms_twins_find (tx, record, (gpointer *) &twin, error))
    return FALSE;
  if (twin != NULL)
    sentence = C_ ("twin rule", "One of the two has a twin already; untie it from that one first.");
  else if (half_of (record).deleted_at != 0)
    sentence = C_ ("twin rule", "One of the two is in the bin; take it out of the bin first.");
  else if (!is_open (record))
    sentence = C_ ("twin rule", "One of the two is out already and stays as it is; only posts that "
                                "have not left can be tied.");
  if (sentence != NULL)
    g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_STATE, sentence);
  return sentence == NULL;
}

static gboolean
check_languages (gpointer a, gpointer b, GError **error)
{
  if (g_strcmp0 (half_of (a).language, half_of (b).language) != 0)
    return TRUE;
  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                       C_ ("twin rule", "Twins are in two languages, and these two are in one; set "
                                        "the language of one of them."));
  return FALSE;
}

static gboolean
set_twin (CommsTx *tx, gpointer record, gint64 twin_id, const char *action, GError **error)
{
  g_object_set (record, "twin-id", twin_id, "stale-since", G_GINT64_CONSTANT (0), NULL);
  return save (tx, record, action, error);
}

gboolean
comms_twins_tie (CommsTx *tx, CommsSubject subject, gint64 id, gint64 twin_id, GError **error)
{
  g_autoptr (GObject) record = NULL;
  g_autoptr (GObject) twin = NULL;

  if (!comms_tx_check_active (tx, error))
    return FALSE;
  record = load_row (tx, subject, id, error);
  twin = record != NULL ? load_row (tx, subject, twin_id, error) : NULL;
  if (twin == NULL)
    return FALSE;
  if (half_of (record).twin_id == twin_id && half_of (twin).twin_id == id)
    return TRUE;
  return check_languages (record, twin, error) && check_free (tx, record, error) &&
         check_free (tx, twin, error) && set_twin (tx, record, twin_id, "tie", error) &&
         set_twin (tx, twin, id, "tie", error);
}

gboolean
comms_twins_untie (CommsTx *tx, CommsSubject subject, gint64 id, GError **error)
{
  g_autoptr (GObject) record = NULL;
  g_autoptr (GObject) twin = NULL;

  if (!comms_tx_check_active (tx, error))
    return FALSE;
  record = load_row (tx, subject, id, error);
  if (record == NULL || !comms_twins_find (tx, record, (gpointer *) &twin, error))
    return FALSE;
  if (is_open (record) && half_of (record).twin_id != 0 &&
      !set_twin (tx, record, 0, "untie", error))
    return FALSE;
  return twin == NULL || !is_open (twin) || set_twin (tx, twin, 0, "untie", error);
}

/* --- staleness --- */

static gboolean
set_stale (
  CommsTx *tx, CommsSubject subject, gint64 id, gint64 since, const char *action, GError **error)
{
  g_autoptr (GObject) record = NULL;

  if (!comms_tx_check_active (tx, error))
    return FALSE;
  record = load_row (tx, subject, id, error);
  if (record == NULL)
    return FALSE;
  if (half_of (record).stale_since == since)
    return TRUE;
  g_object_set (record, "stale-since", since, NULL);
  return save (tx, record, action, error);
}

gboolean
comms_twins_still_right (CommsTx *tx, CommsSubject subject, gint64 id, GError **error)
{
  return set_stale (tx, subject, id, 0, "still-right", error);
}

gboolean
comms_twins_stale_again (CommsTx *tx, CommsSubject subject, gint64 id, gint64 since, GError **error)
{
  g_return_val_if_fail (since > 0, FALSE);

  return set_stale (tx, subject, id, since, "stale-again", error);
}

/* --- what there is to say of them --- */

static void
append_text (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, "\n\n");
  g_string_append (text, part);
}

static char *
dup_release_text (CommsRelease *release)
{
  GString *text = g_string_new (NULL);

  append_text (text, release->headline);
  append_text (text, release->subhead);
  append_text (text, release->lede);
  append_text (text, release->body);
  for (guint i = 0; release->quotes != NULL && release->quotes[i] != NULL; i++)
    append_text (text, release->quotes[i]);
  append_text (text, release->conclusion);
  return g_string_free (text, FALSE);
}

static char *
dup_text (gpointer record)
{
  if (COMMS_IS_POST (record))
    return g_strdup (COMMS_POST (record)->text != NULL ? COMMS_POST (record)->text : "");
  return dup_release_text (record);
}

gboolean
comms_twins_load (CommsTx *tx, gpointer record, CommsTwin **twin, GError **error)
{
  g_autoptr (GObject) other = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (COMMS_IS_POST (record) || COMMS_IS_RELEASE (record), FALSE);

  *twin = NULL;
  if (!comms_twins_find (tx, record, (gpointer *) &other, error))
    return FALSE;
  if (other == NULL)
    return TRUE;
  *twin = g_new0 (CommsTwin, 1);
  (*twin)->subject = subject_of (record);
  (*twin)->id = half_of (other).id;
  (*twin)->own_language = g_strdup (half_of (record).language);
  (*twin)->language = g_strdup (half_of (other).language);
  (*twin)->text = dup_text (other);
  (*twin)->stale_since = half_of (record).stale_since;
  (*twin)->twin_stale_since = half_of (other).stale_since;
  text = dup_text (record);
  comms_twin_compare (*twin, text);
  return TRUE;
}

void
comms_twin_free (CommsTwin *twin)
{
  if (twin == NULL)
    return;
  g_free (twin->own_language);
  g_free (twin->language);
  g_free (twin->text);
  g_clear_pointer (&twin->differences, g_ptr_array_unref);
  g_free (twin);
}

void
comms_twin_compare (CommsTwin *twin, const char *text)
{
  g_return_if_fail (twin != NULL);

  g_clear_pointer (&twin->differences, g_ptr_array_unref);
  twin->differences = comms_figures_compare (text, twin->text);
}

char *
comms_twin_dup_stale (gint64 since, const char *zone, gint64 now)
{
  g_autoptr (GDateTime) time = comms_zone_date_time (zone, since);

  if (comms_zone_day_start (zone, since, 0) == comms_zone_day_start (zone, now, 0))
    /* Translators: of a post whose twin in the other language was changed; %H:%M is the time, as
     * for strftime */
    return g_date_time_format (time, C_ ("twin", "Stale since %H:%M"));
  /* Translators: of a post whose twin in the other language was changed; a date and time, as for
   * strftime: "Thu 10 Dec, 15:00" */
  return g_date_time_format (time, C_ ("twin", "Stale since %a %-d %b, %H:%M"));
}

/* Isolated, for a figure of the other direction stands within the sentence. (transfer full) */
static char *
dup_isolated (const char *text)
{
  return g_strconcat ("\u2068", text, "\u2069", NULL);
}

static char *
dup_sentence (CommsTwin *twin, const CommsFigureDifference *difference)
{
  g_autofree char *own_language = comms_language_dup_word (twin->own_language);
  g_autofree char *language = comms_language_dup_word (twin->language);
  g_autofree char *a = difference->a != NULL ? dup_isolated (difference->a) : NULL;
  g_autofree char *b = difference->b != NULL ? dup_isolated (difference->b) : NULL;

  if (a != NULL && b != NULL)
    /* Translators: a figure or date and its language, twice: "1,200 in English, 1,250 in Urdu" */
    return g_strdup_printf (C_ ("twin", "%s in %s, %s in %s"), a, own_language, b, language);
  /* Translators: a figure or date, and the one language in which it stands */
  return g_strdup_printf (C_ ("twin", "%s in %s only"), a != NULL ? a : b,
                          a != NULL ? own_language : language);
}

/* It runs in the direction of the language that it is written in, whatever figure it begins with.
 */
char *
comms_twin_dup_difference (CommsTwin *twin, const CommsFigureDifference *difference)
{
  g_autofree char *language = NULL;
  g_autofree char *sentence = NULL;

  g_return_val_if_fail (twin != NULL && difference != NULL, NULL);

  language = comms_language_dup_word (twin->language);
  sentence = dup_sentence (twin, difference);
  return g_strconcat (comms_text_is_rtl (language) ? "\u200f" : "\u200e", sentence, NULL);
}

char *
comms_twin_dup_differences (CommsTwin *twin, guint first, guint n)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (twin != NULL, NULL);

  for (guint i = first; i < twin->differences->len && i - first < n; i++)
    g_ptr_array_add (lines,
                     comms_twin_dup_difference (twin, g_ptr_array_index (twin->differences, i)));
  if (lines->len == 0)
    return NULL;
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}
