/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A desk of the size that a ministry reaches after years:
 *
 *   large-desk fill DESK TARGETS ENTRIES    adds made-up people and log entries
 *   large-desk search DESK                  prints the slowest directory search, in milliseconds
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "comms-db.h"
#include "comms-desk.h"
#include "comms-record-table.h"
#include "comms-targets.h"

/* So many rows are written in one transaction. */
#define BATCH 50000

static const char *const given[] = { "Zoya", "Idris", "Farida", "Haroon", "Marcel", "Sadia", "Tomas",
                                     "Amna", "Kamil", "Bilal", "Nadia", "Yusuf", "Rehana", "Omar" };
static const char *const family[] = { "Paras", "Mahwash", "Tal", "Ondret", "Kohsar", "Verhagen",
                                      "Zarvan", "Rustani", "Oreshi", "Mehrab", "Sattar", "Nawan" };
static const char *const beats[] = { "child protection, courts", "health, budgets", "labour",
                                     "education", "disability", "prisons, bail", "minorities" };
static const char *const cities[] = { "Islamabad", "Lahore", "Karachi", "Quetta", "Peshawar", "Geneva" };

typedef struct
{
  guint from;
  guint until;
} Range;

static CommsTarget *
nth_target (guint n)
{
  CommsTarget *target = comms_target_new ();
  g_autofree char *name = g_strdup_printf ("%s %s %u", given[n % G_N_ELEMENTS (given)],
                                           family[n / 7 % G_N_ELEMENTS (family)], n);
  g_autofree char *outlet = g_strdup_printf ("Daily %s %u", family[n % G_N_ELEMENTS (family)], n % 997);
  g_autofree char *handle = g_strdup_printf ("example_%u", n);

  g_object_set (target, "name", name, "kind", (int) (n % 4), "organisation", outlet, "beat",
                beats[n % G_N_ELEMENTS (beats)], "city", cities[n / 3 % G_N_ELEMENTS (cities)],
                "x-handle", handle, "source", "made up for measuring", NULL);
  return target;
}

static gpointer
add_targets (CommsTx  *tx,
             gpointer  data,
             GError  **error)
{
  Range *range = data;

  for (guint n = range->from; n < range->until; n++)
    {
      g_autoptr (CommsTarget) target = nth_target (n);

      if (!comms_record_table_save (tx->db, COMMS_RECORD (target), error))
        return NULL;
    }
  return range;
}

/* A million entries one by one would take longer than all that is measured. These are in the order
 * of the log and can be found, which is what counts here; nobody verifies their chain. */
static gpointer
add_entries (CommsTx  *tx,
             gpointer  data,
             GError  **error)
{
  Range *range = data;
  gint64 last;

  if (!comms_db_query_int (tx->db, &last, 0, error, "SELECT max (id) FROM audit_entry", "") ||
      !comms_db_exec (tx->db, error,
                      "WITH RECURSIVE n (i) AS"
                      " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                      " INSERT INTO audit_entry (id, at, actor_id, actor, subject, subject_id,"
                      " action, to_value, note, hash)"
                      " SELECT ? + i, ?, ?, ?, 'engagement', 1 + i % 1000, 'log-contact', 'noted',"
                      " 'Spoke about case ' || (i % 997) || ', ' || (i % 13), hex (randomblob (32))"
                      " FROM n",
                      "iiiis", (gint64) (range->until - range->from), last, tx->stamp.now,
                      tx->stamp.actor_id, tx->stamp.actor) ||
      !comms_db_exec (tx->db, error,
                      "INSERT INTO audit_search (rowid, words)"
                      " SELECT id, lower (note || ' ' || actor) FROM audit_entry WHERE id >"
                      " (SELECT coalesce (max (rowid), 0) FROM audit_search)",
                      ""))
    return NULL;
  return range;
}

static void
in_batches (CommsDesk  *desk,
            CommsTxFunc func,
            guint       n)
{
  for (guint from = 0; from < n; from += BATCH)
    {
      g_autoptr (GError) error = NULL;
      Range range = { from, MIN (from + BATCH, n) };

      if (comms_desk_run_sync (desk, func, &range, &error) == NULL)
        g_error ("%s", error->message);
    }
}

static gpointer
search (CommsTx  *tx,
        gpointer  words,
        GError  **error)
{
  CommsTargetQuery query = { .search = words, .limit = 100 };

  return comms_targets_list (tx, &query, error);
}

/* The people that the directory shows at each keystroke. */
static void
time_searches (CommsDesk *desk)
{
  static const char *const searches[] = { "z",          "zo",     "zoya",        "zoya par", "daily",
                                          "lahore lab", "exampl", "example_999", "nobody" };
  double slowest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      double best = G_MAXDOUBLE;

      for (guint run = 0; run < 5; run++)
        {
          gint64 started = g_get_monotonic_time ();
          g_autoptr (GPtrArray) found = comms_desk_run_sync (desk, search, (gpointer) searches[i], NULL);

          best = MIN (best, (double) (g_get_monotonic_time () - started) / 1000.0);
        }
      slowest = MAX (slowest, best);
    }
  printf ("%.2f\n", slowest);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (CommsClock) clock = comms_system_clock_new ();
  g_autoptr (CommsSecrets) secrets = comms_memory_secrets_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsDesk) desk = NULL;

  if (argc < 3)
    return 2;
  desk = comms_desk_open (argv[2], FALSE, clock, secrets, &error);
  if (desk == NULL)
    g_error ("%s", error->message);

  if (g_str_equal (argv[1], "search"))
    time_searches (desk);
  else if (argc == 5)
    {
      in_batches (desk, add_targets, (guint) atoi (argv[3]));
      in_batches (desk, add_entries, (guint) atoi (argv[4]));
    }
  return 0;
}
