/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-cascade.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-audit-words.h"
#include "comms-cascade-day.h"
#include "comms-cascade-text.h"
#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-fit.h"
#include "comms-posts.h"
#include "comms-release-links.h"
#include "comms-releases.h"
#include "comms-zone.h"

/* What the plan is made from. */
typedef struct
{
  CommsTx *tx;
  CommsRelease *release;
  CommsAccount *account;
  GPtrArray *posts;   /* of the release, on whatever account */
  GPtrArray *said;    /* what the account says of it or on these days, or is to say */
  GPtrArray *sources; /* for each row, the words that its text is made from; NULL where used */
  CommsCascadeDay *day;
  CommsCascadeDay *next_day;
  CommsCascadeVoice voice;
} Plan;

static void
plan_clear (Plan *plan)
{
  g_clear_object (&plan->release);
  g_clear_object (&plan->account);
  g_clear_pointer (&plan->posts, g_ptr_array_unref);
  g_clear_pointer (&plan->said, g_ptr_array_unref);
  g_clear_pointer (&plan->sources, g_ptr_array_unref);
  g_clear_pointer (&plan->day, comms_cascade_day_free);
  g_clear_pointer (&plan->next_day, comms_cascade_day_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

typedef void (*PartFunc) (CommsPart part, int part_index, gpointer user_data);

/* Calls @func for each part that the release has, in the order of the cascade. */
static void
each_part (CommsRelease *release, PartFunc func, gpointer user_data)
{
  static const CommsPart order[] = { COMMS_PART_HEADLINE, COMMS_PART_SUBHEAD, COMMS_PART_LEDE,
                                     COMMS_PART_QUOTE, COMMS_PART_CONCLUSION };

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      guint n = order[i] == COMMS_PART_QUOTE && release->quotes != NULL
                  ? g_strv_length (release->quotes)
                  : 1;

      for (guint index = 0; index < n; index++)
        if (comms_release_part_text (release, order[i], (int) index) != NULL)
          func (order[i], (int) index, user_data);
    }
}

/* The post of a part that is furthest on its way; @account_id 0 for any account. */
static CommsPost *
find_post (GPtrArray *posts, CommsPart part, int part_index, gint64 account_id)
{
  /* The later in this list, the further. */
  static const CommsPostState progress[] = {
    COMMS_POST_STATE_MISSED,    COMMS_POST_STATE_REFUSED,  COMMS_POST_STATE_DRAFT,
    COMMS_POST_STATE_IN_REVIEW, COMMS_POST_STATE_APPROVED, COMMS_POST_STATE_QUEUED,
    COMMS_POST_STATE_UNKNOWN,   COMMS_POST_STATE_SENDING,  COMMS_POST_STATE_POSTED,
  };

  for (gsize step = G_N_ELEMENTS (progress); step > 0; step--)
    for (guint i = 0; i < posts->len; i++)
      {
        CommsPost *post = g_ptr_array_index (posts, i);

        if (post->state == progress[step - 1] && post->part == part &&
            post->part_index == part_index && (account_id == 0 || post->account_id == account_id))
          return post;
      }

  return NULL;
}

/* How often words were cut in the text. */
static guint
count_ellipses (const char *text)
{
  guint n = 0;

  while ((text = strstr (text, "…")) != NULL)
    {
      text += strlen ("…");
      n++;
    }
  return n;
}

/* The words for a part: its own as it begins, or the next way to say it where the account says that
 * already (R3), or where only so no sentence has to be cut. NULL where all are said. (transfer
 * full) */
static char *
choose_words (Plan *plan, CommsPart part, int part_index)
{
  g_autoptr (GPtrArray) wordings = comms_cascade_wordings (plan->release, part, part_index);
  g_autofree char *best = NULL;
  CommsVariant *chosen = NULL;

  for (guint i = 0; i < wordings->len; i++)
    {
      CommsVariant *wording = g_ptr_array_index (wordings, i);
      g_autofree char *text =
        comms_cascade_voice_fit (&plan->voice, wording->text, plan->release->link);
      gboolean whole = count_ellipses (text) <= count_ellipses (wording->text);

      if (*text == '\0' || (chosen != NULL && !whole) ||
          comms_cascade_is_said (plan->said, wording->text, COMMS_TEXT_ALIKE) ||
          comms_cascade_is_said (plan->said, text, COMMS_TEXT_ALIKE))
        continue;
      g_free (best);
      best = g_steal_pointer (&text);
      chosen = wording;
      if (whole)
        break;
    }
  if (chosen == NULL)
    return NULL;
  g_ptr_array_add (plan->said, g_steal_pointer (&best));
  return g_steal_pointer (&chosen->text);
}

static void
set_due (Plan *plan, CommsCascadeRow *row, gint64 due_at)
{
  row->due_at = due_at;
  row->due_wall = comms_zone_to_wall (plan->tx->policy->zone, due_at);
}

typedef struct
{
  Plan *plan;
  GPtrArray *rows;
} AddPart;

/* What can be said of a part without knowing the time. */
static void
add_part_cb (CommsPart part, int part_index, gpointer user_data)
{
  AddPart *work = user_data;
  Plan *plan = work->plan;
  g_autofree char *words = NULL;
  CommsCascadeRow *row = g_new0 (CommsCascadeRow, 1);
  CommsPost *post =
    find_post (plan->posts, part, part_index, comms_record_get_id (COMMS_RECORD (plan->account)));

  row->part = part;
  row->part_index = part_index;
  if (post != NULL)
    {
      row->verdict = COMMS_CASCADE_USED;
      row->post_id = comms_record_get_id (COMMS_RECORD (post));
      row->text = g_strdup (post->text);
      row->due_at = post->due_at;
      row->due_wall = g_strdup (post->due_wall);
    }
  else
    {
      words = choose_words (plan, part, part_index);
      row->verdict = words != NULL ? COMMS_CASCADE_DRAFT : COMMS_CASCADE_TOO_ALIKE;
      row->text = g_strdup (comms_release_part_text (plan->release, part, part_index));
    }
  g_ptr_array_add (plan->sources, g_steal_pointer (&words));
  g_ptr_array_add (work->rows, row);
}

/* Used parts are said already, also where an earlier part says the same. */
static void
note_used_cb (CommsPart part, int part_index, gpointer user_data)
{
  Plan *plan = user_data;

  if (find_post (plan->posts, part, part_index,
                 comms_record_get_id (COMMS_RECORD (plan->account))) != NULL)
    g_ptr_array_add (plan->said,
                     g_strdup (comms_release_part_text (plan->release, part, part_index)));
}

static guint
count_drafts (GPtrArray *rows)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    if (((CommsCascadeRow *) g_ptr_array_index (rows, i))->verdict == COMMS_CASCADE_DRAFT)
      n++;

  return n;
}

/* A day with the times that are free on it, taken one after the other. */
typedef struct
{
  CommsCascadeDay *day; /* not owned */
  GArray *times;
  guint n_taken;
} Room;

static Room
room_of (Plan *plan, CommsCascadeDay *day, guint n_wanted)
{
  const gint64 n_free = MAX (plan->tx->policy->posts_high - day->n_posts, 0);
  const guint n = (guint) MIN (n_free, n_wanted);

  return (Room){ day, comms_cascade_day_find_times (day, n), 0 };
}

static void
room_clear (Room *room)
{
  g_clear_pointer (&room->times, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Room, room_clear)

static gboolean
may_link (Plan *plan, Room *room, const char *link)
{
  return comms_cascade_day_count_link (room->day, link) < plan->tx->policy->link_uses;
}

/* The link for the next time of the room: the one for its hour, else another one that does not
 * stand too often that day yet (R3, R70). FALSE where the release has links and all do. (transfer
 * full) */
static gboolean
choose_link (Plan *plan, Room *room, char **link)
{
  gint64 due_at = g_array_index (room->times, gint64, room->n_taken);
  const char *first = comms_release_link_at (plan->release, plan->tx->policy->zone, due_at);
  g_autoptr (GPtrArray) links = NULL;

  *link = NULL;
  if (first == NULL)
    return TRUE;
  if (may_link (plan, room, first))
    {
      *link = g_strdup (first);
      return TRUE;
    }
  links = comms_release_links (plan->release);
  for (guint i = 0; *link == NULL && i < links->len; i++)
    if (may_link (plan, room, g_ptr_array_index (links, i)))
      *link = g_strdup (g_ptr_array_index (links, i));
  return *link != NULL;
}

/* Makes the row a draft of @words at the next time of the room; FALSE where it has no time or no
 * link left. */
static gboolean
place_row (Plan *plan, Room *room, CommsCascadeRow *row, const char *words)
{
  g_autofree char *link = NULL;

  if (room->n_taken >= room->times->len || !choose_link (plan, room, &link))
    return FALSE;

  g_free (row->text);
  row->text = comms_cascade_voice_fit (&plan->voice, words, link);
  row->link_word = comms_release_dup_link_word (plan->release, link);
  set_due (plan, row, g_array_index (room->times, gint64, room->n_taken++));
  g_ptr_array_add (room->day->texts, g_strdup (row->text));
  return TRUE;
}

/* Why the day has no place for a part, where it is not for its link. */
static CommsCascadeVerdict
why_no_place (Plan *plan, Room *room, guint n_wanted)
{
  return plan->day->earliest >= plan->day->latest || room->times->len < n_wanted
           ? COMMS_CASCADE_NO_TIME
           : COMMS_CASCADE_DAY_FULL;
}

/* Gives the drafts of the plan their times, in order, as far as the day has room and time. What
 * the link keeps from it goes on the day after; what would be a sixth post is proposed for it. */
static void
place_rows (Plan *plan, GPtrArray *rows)
{
  const guint n_drafts = count_drafts (rows);
  const guint n_room = (guint) MAX (plan->tx->policy->posts_high - plan->day->n_posts, 0);
  g_auto (Room) room = room_of (plan, plan->day, n_drafts);
  g_auto (Room) next = room_of (plan, plan->next_day, n_drafts);

  for (guint i = 0; i < rows->len; i++)
    {
      CommsCascadeRow *row = g_ptr_array_index (rows, i);
      const char *words = g_ptr_array_index (plan->sources, i);
      gboolean has_time = room.n_taken < room.times->len;

      if (row->verdict != COMMS_CASCADE_DRAFT || place_row (plan, &room, row, words))
        continue;
      row->next_day = has_time;
      if (!has_time)
        row->verdict = why_no_place (plan, &room, MIN (n_room, n_drafts));
      if (row->verdict == COMMS_CASCADE_NO_TIME || place_row (plan, &next, row, words))
        continue;
      row->verdict = COMMS_CASCADE_DAY_FULL;
    }
}

/* What the account says on the two days, or said of the release whenever. */
static void
note_said (Plan *plan)
{
  const gint64 account_id = comms_record_get_id (COMMS_RECORD (plan->account));
  GPtrArray *days[] = { plan->day->texts, plan->next_day->texts };

  plan->said = g_ptr_array_new_with_free_func (g_free);
  plan->sources = g_ptr_array_new_with_free_func (g_free);
  for (gsize day = 0; day < G_N_ELEMENTS (days); day++)
    for (guint i = 0; i < days[day]->len; i++)
      g_ptr_array_add (plan->said, g_strdup (g_ptr_array_index (days[day], i)));
  for (guint i = 0; i < plan->posts->len; i++)
    {
      CommsPost *post = g_ptr_array_index (plan->posts, i);

      if (post->account_id == account_id && post->text != NULL)
        g_ptr_array_add (plan->said, g_strdup (post->text));
    }
}

static gboolean
load_plan (Plan *plan, const CommsCascadeRequest *request, GError **error)
{
  CommsTx *tx = plan->tx;

  plan->release = comms_releases_load (tx, request->release_id, error);
  if (plan->release == NULL)
    return FALSE;
  plan->account = comms_accounts_load (tx, request->account_id, error);
  if (plan->account == NULL)
    return FALSE;
  if (plan->release->deleted_at != 0)
    {
      g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE,
                   C_ ("cascade", "“%s” is in the bin. Take it out before you make posts of it."),
                   plan->release->title);
      return FALSE;
    }
  if (plan->account->state == COMMS_ACCOUNT_STATE_REMOVED)
    {
      g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE,
                   C_ ("cascade",
                       "“%s” is signed out. Connect it again or choose another account."),
                   plan->account->name);
      return FALSE;
    }

  comms_cascade_voice_init (&plan->voice, tx, plan->release, plan->account);
  plan->posts = comms_cascade_load_posts (tx, request->release_id, error);
  if (plan->posts == NULL)
    return FALSE;
  plan->day = comms_cascade_day_load (tx, plan->release, request, error);
  if (plan->day == NULL)
    return FALSE;
  plan->next_day = comms_cascade_day_load_next (tx, plan->day, error);
  if (plan->next_day == NULL)
    return FALSE;
  note_said (plan);
  return TRUE;
}

static void
cascade_row_free_cb (gpointer row)
{
  comms_cascade_row_free (row);
}

static GPtrArray *
make_rows (Plan *plan, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (cascade_row_free_cb);
  AddPart work = { plan, rows };

  each_part (plan->release, note_used_cb, plan);
  each_part (plan->release, add_part_cb, &work);
  if (rows->len == 0)
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   C_ ("cascade", "“%s” has no parts yet to make posts of. Write its headline, "
                                  "subhead, lede, quotes or conclusion first."),
                   plan->release->title);
      return NULL;
    }
  place_rows (plan, rows);
  return g_steal_pointer (&rows);
}

void
comms_cascade_row_free (CommsCascadeRow *row)
{
  g_free (row->text);
  g_free (row->due_wall);
  g_free (row->link_word);
  g_free (row);
}

GPtrArray *
comms_cascade_plan (CommsTx *tx, const CommsCascadeRequest *request, GError **error)
{
  g_auto (Plan) plan = { .tx = tx };

  return load_plan (&plan, request, error) ? make_rows (&plan, error) : NULL;
}

static gboolean
make_draft (Plan *plan, CommsCascadeRow *row, GError **error)
{
  g_autoptr (CommsPost) post =
    g_object_new (COMMS_TYPE_POST, "release-id", comms_record_get_id (COMMS_RECORD (plan->release)),
                  "part", row->part, "part-index", (gint64) row->part_index, "account-id",
                  comms_record_get_id (COMMS_RECORD (plan->account)), "language",
                  plan->release->language, "text", row->text, "due-wall", row->due_wall, "due-zone",
                  plan->tx->policy->zone, "due-at", row->due_at, "author-id",
                  plan->tx->stamp.actor_id, NULL);

  if (!comms_posts_save (plan->tx, post, error))
    return FALSE;
  row->post_id = comms_record_get_id (COMMS_RECORD (post));
  return TRUE;
}

static gboolean
audit_run (Plan *plan, GError **error)
{
  g_autofree char *where = g_strconcat ("@", plan->account->handle, NULL);
  g_autofree char *note = comms_audit_dup_note (plan->release->title, where, NULL);

  return comms_tx_audit (plan->tx, COMMS_SUBJECT_RELEASE,
                         comms_record_get_id (COMMS_RECORD (plan->release)), "cascade", NULL, NULL,
                         note, error);
}

/* The choice of that row; NULL where there is none. */
static const CommsCascadeChoice *
find_choice (GPtrArray *choices, const CommsCascadeRow *row)
{
  for (guint i = 0; i < choices->len; i++)
    {
      const CommsCascadeChoice *choice = g_ptr_array_index (choices, i);

      if (choice->part == row->part && choice->part_index == row->part_index)
        return choice;
    }
  return NULL;
}

/* Whether the row is to be made, in the wording that was chosen. */
static gboolean
take_choice (GPtrArray *choices, CommsCascadeRow *row)
{
  const CommsCascadeChoice *choice;

  if (row->verdict != COMMS_CASCADE_DRAFT)
    return FALSE;
  if (choices == NULL)
    return TRUE;
  choice = find_choice (choices, row);
  if (choice == NULL)
    return FALSE;
  if (choice->text != NULL)
    {
      g_free (row->text);
      row->text = g_strdup (choice->text);
    }
  return TRUE;
}

void
comms_cascade_choice_free (CommsCascadeChoice *choice)
{
  g_free (choice->text);
  g_free (choice);
}

GPtrArray *
comms_cascade_make (CommsTx *tx,
                    const CommsCascadeRequest *request,
                    GPtrArray *choices,
                    GError **error)
{
  g_auto (Plan) plan = { .tx = tx };
  g_autoptr (GPtrArray) rows = NULL;
  gboolean made = FALSE;

  if (!comms_tx_check_active (tx, error) || !load_plan (&plan, request, error))
    return NULL;
  rows = make_rows (&plan, error);
  if (rows == NULL)
    return NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      CommsCascadeRow *row = g_ptr_array_index (rows, i);

      if (!take_choice (choices, row))
        continue;
      if (!make_draft (&plan, row, error))
        return NULL;
      made = TRUE;
    }
  if (made && !audit_run (&plan, error))
    return NULL;
  return g_steal_pointer (&rows);
}

GPtrArray *
comms_cascade_run (CommsTx *tx, const CommsCascadeRequest *request, GError **error)
{
  return comms_cascade_make (tx, request, NULL, error);
}

void
comms_coverage_free (CommsCoverage *coverage)
{
  g_clear_object (&coverage->post);
  g_free (coverage);
}

static void
coverage_free_cb (gpointer coverage)
{
  comms_coverage_free (coverage);
}

typedef struct
{
  GPtrArray *posts;
  GPtrArray *coverage;
} AddCoverage;

static void
add_coverage_cb (CommsPart part, int part_index, gpointer user_data)
{
  AddCoverage *work = user_data;
  CommsCoverage *coverage = g_new0 (CommsCoverage, 1);
  CommsPost *post = find_post (work->posts, part, part_index, 0);

  coverage->part = part;
  coverage->part_index = part_index;
  coverage->post = post != NULL ? g_object_ref (post) : NULL;
  g_ptr_array_add (work->coverage, coverage);
}

GPtrArray *
comms_cascade_coverage (CommsTx *tx, gint64 release_id, GError **error)
{
  g_autoptr (CommsRelease) release = comms_releases_load (tx, release_id, error);
  g_autoptr (GPtrArray) posts = NULL;
  AddCoverage work = { 0 };

  if (release == NULL)
    return NULL;
  posts = comms_cascade_load_posts (tx, release_id, error);
  if (posts == NULL)
    return NULL;

  work.posts = posts;
  work.coverage = g_ptr_array_new_with_free_func (coverage_free_cb);
  each_part (release, add_coverage_cb, &work);
  return work.coverage;
}
