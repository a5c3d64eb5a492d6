/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-metrics.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-cost.h"
#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-network.h"
#include "comms-posts.h"
#include "comms-record-table.h"

#define HOUR_MS (G_GINT64_CONSTANT (60) * 60 * 1000)
#define DAY_MS (24 * HOUR_MS)
#define QUARTER_MS (HOUR_MS / 4)

/* X answers a hundred ids at once; the others make several requests of it (networks, 1.4, 3.3). */
#define BATCH 100

/* After that, X tells less (networks, section 1.6), and the last reading is made up for no more. */
#define LAST_MS (30 * DAY_MS)

/* The rule. */

static const gint64 steps[] = { HOUR_MS, DAY_MS, 7 * DAY_MS, 28 * DAY_MS };

gint64
comms_metrics_next_due (gint64 posted_at, gint64 read_at)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      gint64 due = posted_at + steps[i];

      due += (QUARTER_MS - due % QUARTER_MS) % QUARTER_MS;
      if (due > read_at)
        return due;
    }
  return 0;
}

static gboolean
may_read (CommsAccount *account)
{
  return account->reading_confirmed_by != NULL && *account->reading_confirmed_by != '\0' &&
         account->state != COMMS_ACCOUNT_STATE_REMOVED;
}

char *
comms_metrics_dup_why_not (CommsAccount *account)
{
  const CommsNetworkInfo *info;

  g_return_val_if_fail (COMMS_IS_ACCOUNT (account), NULL);

  if (may_read (account))
    return NULL;
  info = comms_network_info (account->network);
  if (info != NULL && (info->supports & COMMS_NETWORK_SUPPORTS_PAID_READING) != 0)
    /* Translators: %1$s is a network, %2$s the handle of an account */
    return g_strdup_printf (C_ ("figures", "Reading from %1$s is off for @%2$s: the network has "
                                           "to allow it first. A manager records that in "
                                           "Preferences, Accounts."),
                            info->name, account->handle);
  /* Translators: %s is the handle of an account */
  return g_strdup_printf (C_ ("figures", "Reading is off for @%s. A manager switches it on in "
                                         "Preferences, Accounts."),
                          account->handle);
}

/* The series. */

GPtrArray *
comms_metrics_list (CommsTx *tx, gint64 post_id, GError **error)
{
  return comms_record_table_select (tx->db, COMMS_TYPE_METRIC, error,
                                    "WHERE post_id = ? ORDER BY at, id", "i", post_id);
}

GHashTable *
comms_metrics_last (CommsTx *tx, gint64 from, gint64 until, GError **error)
{
  g_autoptr (GHashTable) last =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
  g_autoptr (GPtrArray) metrics =
    comms_record_table_select (tx->db, COMMS_TYPE_METRIC, error,
                               "WHERE post_id IN (SELECT id FROM post"
                               "  WHERE posted_at >= ? AND posted_at < ?) ORDER BY at, id",
                               "ii", from, until);

  for (guint i = 0; metrics != NULL && i < metrics->len; i++)
    {
      CommsMetric *metric = g_ptr_array_index (metrics, i);

      /* The key stands in the value: both are replaced together. */
      g_hash_table_replace (last, &metric->post_id, g_object_ref (metric));
    }
  return metrics != NULL ? g_steal_pointer (&last) : NULL;
}

static void add_words (GPtrArray *words, gint64 n, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* Nothing for what the network does not tell. */
static void
add_words (GPtrArray *words, gint64 n, const char *format, ...)
{
  va_list arguments;

  if (n < 0)
    return;
  va_start (arguments, format);
  g_ptr_array_add (words, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

char *
comms_metrics_dup_words (CommsMetric *metric)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  const long likes = (long) metric->likes;
  const long reposts = (long) metric->reposts;
  const long replies = (long) metric->replies;
  const long quotes = (long) metric->quotes;
  const long bookmarks = (long) metric->bookmarks;
  const long views = (long) metric->impressions;

  if (metric->gone)
    return g_strdup (C_ ("figures", "Not there any more"));
  add_words (words, likes, ngettext ("%ld like", "%ld likes", (gulong) likes), likes);
  add_words (words, reposts, ngettext ("%ld repost", "%ld reposts", (gulong) reposts), reposts);
  add_words (words, replies, ngettext ("%ld reply", "%ld replies", (gulong) replies), replies);
  add_words (words, quotes, ngettext ("%ld quote", "%ld quotes", (gulong) quotes), quotes);
  add_words (words, bookmarks, ngettext ("%ld bookmark", "%ld bookmarks", (gulong) bookmarks),
             bookmarks);
  add_words (words, views, ngettext ("%ld view", "%ld views", (gulong) views), views);
  if (words->len == 0)
    return g_strdup (C_ ("figures", "The network told nothing"));
  g_ptr_array_add (words, NULL);
  /* Translators: what stands between the figures of a post */
  return g_strjoinv (C_ ("between figures", ", "), (char **) words->pdata);
}

/* What is due. */

/* The posts whose figures may still be read, the newest first. What was taken off, or was seen to
 * be gone, is not asked for again. Told by their time alone: nearly all posts of a desk are posted,
 * and SQLite would go through them by the index of the states. */
static GPtrArray *
load_candidates (CommsTx *tx, gint64 account_id, GError **error)
{
  return comms_record_table_select (
    tx->db, COMMS_TYPE_POST, error,
    "WHERE posted_at > ? AND state || '' = 'posted' AND withdrawn_at = 0 AND remote_id <> ''"
    " AND account_id + 0 IN (SELECT id FROM account WHERE reading_confirmed_by <> ''"
    "  AND state IN ('ready', 'paused')) AND (? = 0 OR account_id = ?)"
    " AND id NOT IN (SELECT post_id FROM metric WHERE gone <> 0)"
    " ORDER BY posted_at DESC, id DESC",
    "iii", tx->stamp.now - LAST_MS, account_id, account_id);
}

static gint64
next_due_of (GHashTable *last, CommsPost *post)
{
  gint64 id = comms_record_get_id (COMMS_RECORD (post));
  CommsMetric *metric = g_hash_table_lookup (last, &id);

  return comms_metrics_next_due (post->posted_at, metric != NULL ? metric->at : 0);
}

/* Steps. */

CommsMetricsStep *
comms_metrics_step_new (gint64 account_id, gint64 post_id)
{
  CommsMetricsStep *step = g_new0 (CommsMetricsStep, 1);

  step->account_id = account_id;
  step->post_id = post_id;
  step->skip = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return step;
}

static void
step_reset (CommsMetricsStep *step)
{
  g_clear_object (&step->account);
  g_clear_pointer (&step->posts, g_ptr_array_unref);
  g_clear_pointer (&step->found, g_ptr_array_unref);
}

void
comms_metrics_step_free (CommsMetricsStep *step)
{
  step_reset (step);
  g_hash_table_unref (step->skip);
  g_free (step);
}

static gboolean
check_may_read (CommsAccount *account, GError **error)
{
  g_autofree char *why_not = comms_metrics_dup_why_not (account);

  if (why_not == NULL)
    return TRUE;
  g_set_error_literal (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED, why_not);
  return FALSE;
}

static gboolean
begin_post (CommsTx *tx, CommsMetricsStep *step, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, step->post_id, error);

  if (post == NULL)
    return FALSE;
  if (post->state != COMMS_POST_STATE_POSTED || post->withdrawn_at != 0 ||
      post->remote_id == NULL || *post->remote_id == '\0')
    {
      g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_STATE,
                           C_ ("figures", "Only a post that stands on its network has figures; "
                                          "this one does not, or the desk does not know its "
                                          "address."));
      return FALSE;
    }
  step->account = comms_accounts_load (tx, post->account_id, error);
  if (step->account == NULL || !check_may_read (step->account, error))
    return FALSE;
  g_ptr_array_add (step->posts, g_steal_pointer (&post));
  return TRUE;
}

/* What is due on the first account that has something and was not tried yet. */
static gboolean
begin_due (CommsTx *tx, CommsMetricsStep *step, GError **error)
{
  g_autoptr (GPtrArray) posts = load_candidates (tx, step->account_id, error);
  g_autoptr (GHashTable) last = NULL;
  gint64 account_id = 0;

  last = posts != NULL
           ? comms_metrics_last (tx, tx->stamp.now - LAST_MS, tx->stamp.now + 1, error)
           : NULL;
  if (last == NULL)
    return FALSE;
  for (guint i = 0; i < posts->len && step->posts->len < BATCH; i++)
    {
      CommsPost *post = g_ptr_array_index (posts, i);
      gint64 due = next_due_of (last, post);

      if (due == 0 || due > tx->stamp.now || g_hash_table_contains (step->skip, &post->account_id))
        continue;
      if (account_id == 0)
        account_id = post->account_id;
      if (post->account_id == account_id)
        g_ptr_array_add (step->posts, g_object_ref (post));
    }
  if (account_id == 0)
    return TRUE;
  step->account = comms_accounts_load (tx, account_id, error);
  return step->account != NULL;
}

/* Leaves out, from the oldest on, what the cap has no room for. */
static gboolean
fit_cap (CommsTx *tx, CommsMetricsStep *step, GError **error)
{
  g_autoptr (GPtrArray) tariffs = comms_tariffs_list (tx, error);
  g_autofree char *cap = NULL;
  gint64 price;
  gint64 left;

  if (tariffs == NULL)
    return FALSE;
  price = comms_cost_of_reading (tariffs, step->account, tx->stamp.now);
  if (price == 0)
    return TRUE;
  if (!comms_cost_left (tx, tx->stamp.now, &left, error))
    return FALSE;
  if (left / price < step->posts->len)
    g_ptr_array_set_size (step->posts, (int) (left / price));
  if (step->posts->len > 0)
    return TRUE;
  cap = comms_cost_dup_words (tx->policy->x_cap_micros);
  g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_LIMIT,
               /* Translators: %s is a sum of money */
               C_ ("figures", "Reading would take the month above its cap of %s. Wait for the next "
                              "month, or ask a manager to raise the cap."),
               cap);
  return FALSE;
}

gpointer
comms_metrics_begin (CommsTx *tx, gpointer data, GError **error)
{
  CommsMetricsStep *step = data;
  gboolean done;

  step_reset (step);
  step->posts = g_ptr_array_new_with_free_func (g_object_unref);
  if (step->account_id != 0)
    {
      g_autoptr (CommsAccount) account = comms_accounts_load (tx, step->account_id, error);

      if (account == NULL || !check_may_read (account, error))
        return NULL;
    }
  done = step->post_id != 0 ? begin_post (tx, step, error) : begin_due (tx, step, error);
  return done && (step->account == NULL || fit_cap (tx, step, error)) ? step : NULL;
}

static CommsMetrics *
find_answer (CommsMetricsStep *step, CommsPost *post)
{
  for (guint i = 0; i < step->found->len; i++)
    {
      CommsMetrics *metrics = g_ptr_array_index (step->found, i);

      if (g_strcmp0 (metrics->remote_id, post->remote_id) == 0)
        return metrics;
    }
  return NULL;
}

/* A row also for a post that the network said nothing of: it was asked, and is not due again. Only
 * what came back is billed. X bills a post that is read twice in one day once, but does not promise
 * it, so each reading counts. */
static CommsMetric *
make_row (CommsPost *post, const CommsMetrics *metrics, gint64 at, gint64 price)
{
  const CommsMetrics nothing = { NULL, -1, -1, -1, -1, -1, -1, FALSE };
  const gboolean billed = metrics != NULL && !metrics->gone;
  const CommsMetrics *told = metrics != NULL ? metrics : &nothing;

  return g_object_new (COMMS_TYPE_METRIC, "post-id", comms_record_get_id (COMMS_RECORD (post)),
                       "at", at, "likes", told->likes, "reposts", told->reposts, "replies",
                       told->replies, "quotes", told->quotes, "bookmarks", told->bookmarks,
                       "impressions", told->impressions, "gone", told->gone, "cost-micros",
                       billed ? price : (gint64) 0, NULL);
}

gpointer
comms_metrics_end (CommsTx *tx, gpointer data, GError **error)
{
  CommsMetricsStep *step = data;
  g_autoptr (GPtrArray) tariffs = comms_tariffs_list (tx, error);
  gint64 price;

  if (tariffs == NULL)
    return NULL;
  price = comms_cost_of_reading (tariffs, step->account, tx->stamp.now);
  for (guint i = 0; i < step->posts->len; i++)
    {
      CommsPost *post = g_ptr_array_index (step->posts, i);
      g_autoptr (CommsMetric) row =
        make_row (post, find_answer (step, post), tx->stamp.now, price);

      if (!comms_record_table_save (tx->db, COMMS_RECORD (row), error))
        return NULL;
    }
  return step;
}
