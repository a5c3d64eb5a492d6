/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-desk.h"
#include "comms-post.h"
#include "comms-tariff.h"

G_BEGIN_DECLS

/* What posts cost on networks that ask for money (G2). Prices are rows of a dated, editable table.
 * All amounts are in micros, millionths of a US dollar. The network's month is reckoned in UTC. */

/**
 * CommsCost:
 * @post: this post alone; 0 on a network that asks for nothing
 * @day: with the account's other posts of its day in the desk's zone, posted and planned
 * @month_spent: what was spent in its month, on all accounts: for posts and for reading
 * @month_read: how much of that was for reading figures
 * @month_planned: what else is planned for that month, this post counted in
 * @cap: what a month may cost, or 0 for no cap
 */
typedef struct
{
  gint64 post;
  gint64 day;
  gint64 month_spent;
  gint64 month_read;
  gint64 month_planned;
  gint64 cap;
} CommsCost;

/* The table, the newest price of each item first. (transfer full) (element-type CommsTariff) */
GPtrArray *comms_tariffs_list (CommsTx *tx, GError **error);

/* A new price from a day on; the old ones stay, for what was sent under them. CommsRecordFunc of a
 * CommsTariff. COMMS_RULE_ROLE for anyone but a manager. */
gboolean comms_tariffs_add (CommsTx *tx, gpointer tariff, GError **error);

/* What sending @post at @at costs. @tariffs is of comms_tariffs_list(), @n_pictures those that
 * carry words. */
gint64 comms_cost_of_post (
  GPtrArray *tariffs, CommsPost *post, CommsAccount *account, guint n_pictures, gint64 at);

/* The forecast for @post, which need not be saved; by its due time, or now while it has none. */
gboolean comms_cost_forecast (CommsTx *tx, CommsPost *post, CommsCost *cost, GError **error);

/* COMMS_RULE_LIMIT where @post would take its month above the cap. */
gboolean comms_cost_check_cap (CommsTx *tx, CommsPost *post, GError **error);

/* The same at the moment of sending: what else is queued for that month does not count yet, for it
 * is asked when its own time has come. */
gboolean comms_cost_check_cap_to_leave (CommsTx *tx, CommsPost *post, GError **error);

/* What reading the figures of one post costs on @account at @at. */
gint64 comms_cost_of_reading (GPtrArray *tariffs, CommsAccount *account, gint64 at);

/* What is left of the cap of the month that holds @at once everything in the queue has gone out;
 * G_MAXINT64 without a cap. */
gboolean comms_cost_left (CommsTx *tx, gint64 at, gint64 *left, GError **error);

/* Writes down on a post that the network took what it cost, at the price of "posted-at"; the
 * caller saves it. One that a person posted by hand cost nothing. */
gboolean comms_cost_book (CommsTx *tx, CommsPost *post, GError **error);

/* What was spent and is planned in the UTC month that holds @at, and its cap; "post" and "day" are
 * 0. */
gboolean comms_cost_month (CommsTx *tx, gint64 at, CommsCost *cost, GError **error);

/* What to say at four fifths of the month's cap, and what can be done once it is passed; NULL under
 * that, and without a cap. (transfer full) */
char *comms_cost_dup_cap_warning (const CommsCost *cost);

/* "$0.20" or, under a dollar, "$0.015", for a person. (transfer full) */
char *comms_cost_dup_words (gint64 micros);

G_END_DECLS
