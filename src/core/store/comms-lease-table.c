/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-lease-table.h"

/* A lease that ends later than one that begins now is of a time before the clock was set back: its
 * holder would keep the account silent until then. A little is what clocks are put right by. */
#define CLOCK_SLACK_MS (60 * G_GINT64_CONSTANT (1000))

/* The transaction that this runs in may write from its beginning, so that no two processes can
 * both see the lease free. */
gboolean
comms_lease_table_take (CommsDb *db,
                        gint64 account_id,
                        const char *holder,
                        gint64 now,
                        gint64 until,
                        gboolean *held,
                        GError **error)
{
  g_return_val_if_fail (holder != NULL && held != NULL, FALSE);
  g_return_val_if_fail (until > now, FALSE);

  if (!comms_db_exec (db, error,
                      "INSERT INTO lease (account_id, holder, until) VALUES (?, ?, ?)"
                      " ON CONFLICT (account_id) DO UPDATE"
                      " SET holder = excluded.holder, until = excluded.until"
                      " WHERE lease.holder = excluded.holder OR lease.until <= ?"
                      " OR lease.until > ?",
                      "isiii", account_id, holder, until, now, until + CLOCK_SLACK_MS))
    return FALSE;

  *held = comms_db_n_changed (db) > 0;
  return TRUE;
}

gboolean
comms_lease_table_give_up (CommsDb *db, gint64 account_id, const char *holder, GError **error)
{
  g_return_val_if_fail (holder != NULL, FALSE);

  return comms_db_exec (db, error, "DELETE FROM lease WHERE account_id = ? AND holder = ?", "is",
                        account_id, holder);
}
