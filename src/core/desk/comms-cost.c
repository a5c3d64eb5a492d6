/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-cost.h"

#include <glib/gi18n-lib.h>

#include "comms-count.h"
#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-media-table.h"
#include "comms-post-rules.h"
#include "comms-record-table.h"
#include "comms-zone.h"

#define MICROS 1000000
#define MICROS_PER_CENT 10000

/* Still to go, or gone: what counts against a month. */
#define PLANNED_STATES "('draft', 'in-review', 'approved', 'queued', 'sending', 'unknown')"

/* The table. */

GPtrArray *
comms_tariffs_list (CommsTx *tx, GError **error)
{
  return comms_record_table_select (tx->db, COMMS_TYPE_TARIFF, error,
                                    "ORDER BY network, item, valid_from DESC, id DESC", "");
}

/* What has no price yet is nothing that the desk ever asks the price of. */
static gboolean
check_item (CommsTx *tx, CommsTariff *tariff, GError **error)
{
  gint64 n_prices;

  if (!comms_db_query_int (tx->db, &n_prices, 0, error,
                           "SELECT count(*) FROM tariff WHERE network = ? AND item = ?", "ss",
                           tariff->network, tariff->item))
    return FALSE;
  if (n_prices > 0)
    return TRUE;

  g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
               /* Translators: what a network asks money for, such as post-with-link, and a network
                */
               C_ ("cost", "“%s” of “%s” is nothing that has a price here; choose a network and an "
                           "item out of the list of prices."),
               tariff->item != NULL ? tariff->item : "",
               tariff->network != NULL ? tariff->network : "");
  return FALSE;
}

gboolean
comms_tariffs_add (CommsTx *tx, gpointer record, GError **error)
{
  CommsTariff *tariff = record;
  g_autofree char *price = NULL;

  g_return_val_if_fail (COMMS_IS_TARIFF (tariff), FALSE);

  if (!comms_tx_check_manager (tx, error))
    return FALSE;
  if (tariff->micros < 0 || tariff->micros > 1000 * (gint64) MICROS)
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("cost", "A price is between nothing and a thousand dollars; write "
                                       "it in dollars, such as 0.015."));
      return FALSE;
    }
  if (!check_item (tx, tariff, error))
    return FALSE;
  price = comms_cost_dup_words (tariff->micros);
  return comms_record_table_save (tx->db, record, error) &&
         comms_tx_audit (tx, COMMS_SUBJECT_POLICY, 1, "tariff", NULL, price, tariff->item, error);
}

static gint64
price_of (GPtrArray *tariffs, const char *network, const char *item, gint64 at)
{
  /* The newest stands first. */
  for (guint i = 0; i < tariffs->len; i++)
    {
      CommsTariff *tariff = g_ptr_array_index (tariffs, i);

      if (tariff->valid_from <= at && g_strcmp0 (tariff->network, network) == 0 &&
          g_strcmp0 (tariff->item, item) == 0)
        return tariff->micros;
    }
  return 0;
}

static gboolean
has_link (const char *text)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text != NULL ? text : "");

  for (guint i = 0; i < entities->len; i++)
    if (g_array_index (entities, CommsEntity, i).kind == COMMS_ENTITY_URL)
      return TRUE;
  return FALSE;
}

gint64
comms_cost_of_post (
  GPtrArray *tariffs, CommsPost *post, CommsAccount *account, guint n_pictures, gint64 at)
{
  const char *item = has_link (post->text) ? "post-with-link" : "post";

  return price_of (tariffs, account->network, item, at) +
         n_pictures * price_of (tariffs, account->network, "media-text", at);
}

/* The forecast. */

/* The first instant of the UTC month that holds @at, or of the one @months later. */
static gint64
month_start (gint64 at, int months)
{
  g_autoptr (GDateTime) time = comms_zone_date_time ("UTC", at);
  g_autoptr (GDateTime) moved = g_date_time_add_months (time, months);

  return comms_zone_date_start ("UTC", g_date_time_get_year (moved), g_date_time_get_month (moved),
                                1);
}

static gboolean
price_row (CommsTx *tx,
           GPtrArray *tariffs,
           CommsPost *post,
           CommsAccount *account,
           gint64 at,
           gint64 *micros,
           GError **error)
{
  gint64 id = comms_record_get_id (COMMS_RECORD (post));
  g_autoptr (GPtrArray) media = NULL;

  if (id != 0 && post->media_hash != NULL)
    {
      media = comms_media_table_list (tx->db, id, FALSE, error);
      if (media == NULL)
        return FALSE;
    }
  *micros = comms_cost_of_post (tariffs, post, account, media != NULL ? media->len : 0, at);
  return TRUE;
}

/* Adds up what is planned from @from until @until on networks with a price, @but left out. With
 * @account_id only that account's. */
static gboolean
add_planned (CommsTx *tx,
             GPtrArray *tariffs,
             gint64 account_id,
             gint64 from,
             gint64 until,
             gint64 but,
             gint64 *sum,
             GError **error)
{
  g_autoptr (GPtrArray) posts = NULL;

  posts =
    comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                               "WHERE due_at >= ? AND due_at < ? AND id <> ? AND deleted_at = 0"
                               " AND state IN " PLANNED_STATES " AND (? = 0 OR account_id = ?)"
                               " AND account_id IN (SELECT id FROM account"
                               "  WHERE network IN (SELECT network FROM tariff))",
                               "iiiii", from, until, but, account_id, account_id);
  for (guint i = 0; posts != NULL && i < posts->len; i++)
    {
      CommsPost *post = g_ptr_array_index (posts, i);
      g_autoptr (CommsAccount) account = comms_post_rules_account (tx, post, error);
      gint64 micros;

      if (account == NULL || !price_row (tx, tariffs, post, account, post->due_at, &micros, error))
        return FALSE;
      *sum += micros;
    }
  return posts != NULL;
}

/* Adds up what was sent from the account, at the price of its day. */
static gboolean
add_spent (CommsTx *tx,
           gint64 account_id,
           gint64 from,
           gint64 until,
           gint64 but,
           gint64 *sum,
           GError **error)
{
  gint64 micros;

  if (!comms_db_query_int (tx->db, &micros, 0, error,
                           "SELECT coalesce(sum(cost_micros), 0) FROM post"
                           " WHERE posted_at >= ? AND posted_at < ? AND id <> ?"
                           " AND account_id = ?",
                           "iiii", from, until, but, account_id))
    return FALSE;
  *sum += micros;
  return TRUE;
}

/* Adds up what reading the account’s posts cost. */
static gboolean
add_read (CommsTx *tx, gint64 account_id, gint64 from, gint64 until, gint64 *sum, GError **error)
{
  gint64 micros;

  if (!comms_db_query_int (tx->db, &micros, 0, error,
                           "SELECT coalesce(sum(cost_micros), 0) FROM metric"
                           " WHERE at >= ? AND at < ? AND cost_micros <> 0 AND post_id IN"
                           "  (SELECT id FROM post WHERE account_id = ?)",
                           "iii", from, until, account_id))
    return FALSE;
  *sum += micros;
  return TRUE;
}

/* What was spent in the month that holds @at, on whatever, the post @but left out. The sums are
 * kept by the store (schema/007.sql), so that a month of many posts is read as fast as one of few.
 */
static gboolean
add_month (CommsTx *tx, gint64 at, gint64 but, CommsCost *cost, GError **error)
{
  g_autoptr (GDateTime) time = comms_zone_date_time ("UTC", at);
  g_autofree char *month = g_date_time_format (time, "%Y-%m");
  gint64 posts;
  gint64 own;

  if (!comms_db_query_int (tx->db, &cost->month_read, 0, error,
                           "SELECT reading_micros FROM month_cost WHERE month = ?", "s", month) ||
      !comms_db_query_int (tx->db, &posts, 0, error,
                           "SELECT posts_micros FROM month_cost WHERE month = ?", "s", month) ||
      !comms_db_query_int (tx->db, &own, 0, error,
                           "SELECT cost_micros FROM post"
                           " WHERE id = ? AND posted_at >= ? AND posted_at < ?",
                           "iii", but, month_start (at, 0), month_start (at, 1)))
    return FALSE;
  cost->month_spent += cost->month_read + posts - own;
  return TRUE;
}

gint64
comms_cost_of_reading (GPtrArray *tariffs, CommsAccount *account, gint64 at)
{
  /* The price of a post that is asked for by its id. That of "read-own" is for the account's own
   * timeline, and only where the account owns the app (networks, section 1.9). */
  return price_of (tariffs, account->network, "read", at);
}

gboolean
comms_cost_month (CommsTx *tx, gint64 at, CommsCost *cost, GError **error)
{
  gint64 from = month_start (at, 0);
  gint64 until = month_start (at, 1);
  g_autoptr (GPtrArray) tariffs = comms_tariffs_list (tx, error);

  *cost = (CommsCost){ .cap = tx->policy->x_cap_micros };
  return tariffs != NULL && add_month (tx, at, 0, cost, error) &&
         add_planned (tx, tariffs, 0, from, until, 0, &cost->month_planned, error);
}

gboolean
comms_cost_forecast (CommsTx *tx, CommsPost *post, CommsCost *cost, GError **error)
{
  gint64 at = post->due_at != 0 ? post->due_at : tx->stamp.now;
  gint64 id = comms_record_get_id (COMMS_RECORD (post));
  gint64 day_from = comms_zone_day_start (tx->policy->zone, at, 0);
  gint64 day_until = comms_zone_day_start (tx->policy->zone, at, 1);
  g_autoptr (GPtrArray) tariffs = comms_tariffs_list (tx, error);
  g_autoptr (CommsAccount) account = NULL;

  *cost = (CommsCost){ .cap = tx->policy->x_cap_micros };
  if (tariffs == NULL)
    return FALSE;
  if (post->account_id == 0)
    return TRUE;
  account = comms_post_rules_account (tx, post, error);
  if (account == NULL || !price_row (tx, tariffs, post, account, at, &cost->post, error))
    return FALSE;

  cost->day = cost->month_planned = cost->post;
  return add_spent (tx, post->account_id, day_from, day_until, id, &cost->day, error) &&
         add_planned (tx, tariffs, post->account_id, day_from, day_until, id, &cost->day, error) &&
         add_read (tx, post->account_id, day_from, day_until, &cost->day, error) &&
         add_month (tx, at, id, cost, error) &&
         add_planned (tx, tariffs, 0, month_start (at, 0), month_start (at, 1), id,
                      &cost->month_planned, error);
}

/* Only what was sent and what is on its way counts against the cap: a draft may still change. */
static gboolean
add_under_way (CommsTx *tx,
               GPtrArray *tariffs,
               gint64 at,
               gint64 but,
               gboolean queued,
               gint64 *sum,
               GError **error)
{
  g_autoptr (GPtrArray) posts = NULL;

  /* By the index of states: the many that are posted are not looked at. */
  posts = comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                                     "WHERE state IN ('sending', 'unknown', ?)"
                                     " AND due_at >= ? AND due_at < ? AND id <> ?"
                                     " AND deleted_at = 0",
                                     "siii", queued ? "queued" : "sending", month_start (at, 0),
                                     month_start (at, 1), but);
  for (guint i = 0; posts != NULL && i < posts->len; i++)
    {
      CommsPost *post = g_ptr_array_index (posts, i);
      g_autoptr (CommsAccount) account = comms_post_rules_account (tx, post, error);
      gint64 micros;

      if (account == NULL || !price_row (tx, tariffs, post, account, post->due_at, &micros, error))
        return FALSE;
      *sum += micros;
    }
  return posts != NULL;
}

/* What the month that holds @at is sure to cost, without the post @but. */
static gboolean
add_committed (CommsTx *tx,
               GPtrArray *tariffs,
               gint64 at,
               gint64 but,
               gboolean queued,
               gint64 *sum,
               GError **error)
{
  CommsCost month = { 0 };

  if (!add_month (tx, at, but, &month, error) ||
      !add_under_way (tx, tariffs, at, but, queued, sum, error))
    return FALSE;
  *sum += month.month_spent;
  return TRUE;
}

gboolean
comms_cost_left (CommsTx *tx, gint64 at, gint64 *left, GError **error)
{
  g_autoptr (GPtrArray) tariffs = NULL;
  gint64 sum = 0;

  *left = G_MAXINT64;
  if (tx->policy->x_cap_micros == 0)
    return TRUE;
  tariffs = comms_tariffs_list (tx, error);
  if (tariffs == NULL || !add_committed (tx, tariffs, at, 0, TRUE, &sum, error))
    return FALSE;
  *left = MAX (tx->policy->x_cap_micros - sum, 0);
  return TRUE;
}

static gboolean
check_cap (CommsTx *tx, CommsPost *post, gboolean queued, GError **error)
{
  gint64 at = post->due_at != 0 ? post->due_at : tx->stamp.now;
  gint64 id = comms_record_get_id (COMMS_RECORD (post));
  g_autoptr (GPtrArray) tariffs = NULL;
  g_autoptr (CommsAccount) account = NULL;
  g_autofree char *cap = NULL;
  g_autofree char *price = NULL;
  gint64 own;
  gint64 sum;

  if (tx->policy->x_cap_micros == 0 || post->account_id == 0)
    return TRUE;
  tariffs = comms_tariffs_list (tx, error);
  account = tariffs != NULL ? comms_post_rules_account (tx, post, error) : NULL;
  if (account == NULL || !price_row (tx, tariffs, post, account, at, &own, error))
    return FALSE;

  sum = own;
  if (!add_committed (tx, tariffs, at, id, queued, &sum, error))
    return FALSE;
  if (own == 0 || sum <= tx->policy->x_cap_micros)
    return TRUE;

  cap = comms_cost_dup_words (tx->policy->x_cap_micros);
  price = comms_cost_dup_words (own);
  g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_LIMIT,
               /* Translators: two sums of money: the cap of the month, and what this post costs */
               C_ ("cost", "This post would take the month above its cap of %s; it costs %s. Leave "
                           "its link out, plan it for the next month, or ask a manager to raise "
                           "the cap."),
               cap, price);
  return FALSE;
}

gboolean
comms_cost_check_cap (CommsTx *tx, CommsPost *post, GError **error)
{
  return check_cap (tx, post, TRUE, error);
}

gboolean
comms_cost_check_cap_to_leave (CommsTx *tx, CommsPost *post, GError **error)
{
  return check_cap (tx, post, FALSE, error);
}

gboolean
comms_cost_book (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (GPtrArray) tariffs = comms_tariffs_list (tx, error);
  g_autoptr (CommsAccount) account = NULL;
  gint64 micros = 0;

  account = tariffs != NULL ? comms_post_rules_account (tx, post, error) : NULL;
  if (account == NULL ||
      (!post->by_hand && !price_row (tx, tariffs, post, account, post->posted_at, &micros, error)))
    return FALSE;
  g_object_set (post, "cost-micros", micros, NULL);
  return TRUE;
}

char *
comms_cost_dup_words (gint64 micros)
{
  double dollars = (double) micros / MICROS;
  /* A tenth of a cent counts in the price of a post, and not in a month's. */
  gboolean exact = micros % MICROS_PER_CENT != 0 && micros < MICROS;
  g_autofree char *sum = g_strdup_printf (exact ? "%.3f" : "%.2f", dollars);

  /* Translators: a sum of money in US dollars, such as 0.20 */
  return g_strdup_printf (C_ ("cost", "$%s"), sum);
}

char *
comms_cost_dup_cap_warning (const CommsCost *cost)
{
  g_autofree char *whole = NULL;
  g_autofree char *cap = NULL;
  gint64 sum;

  g_return_val_if_fail (cost != NULL, NULL);

  sum = cost->month_spent + cost->month_planned;
  if (cost->cap == 0 || sum < cost->cap / 5 * 4)
    return NULL;
  whole = comms_cost_dup_words (sum);
  cap = comms_cost_dup_words (cost->cap);
  if (sum <= cost->cap)
    /* Translators: two sums of money: what is spent and planned, and the cap */
    return g_strdup_printf (C_ ("cost", "X takes %s of the month’s cap of %s."), whole, cap);
  /* Translators: two sums of money: what is spent and planned, and the cap */
  return g_strdup_printf (C_ ("cost",
                              "X would take %s, above the month’s cap of %s: raise the cap, "
                              "leave links out, or plan for the next month."),
                          whole, cap);
}
