/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "comms-lease-table.h"

/* A lease that ends later than one that begins now is of a time before the clock was set back: its
 * holder would keep the account silent until then. A little is what clocks are put right by. */
#define CLOCK_SLACK_MS (60 * G_GINT64_CONSTANT (1000))

/* A holder's name is "BOOT PIDS PID START UUID": which start of which computer, which table of
 * processes (a sandbox has its own), the process, and when that began, since numbers come again. */
enum
{
  NAME_BOOT,
  NAME_PIDS,
  NAME_PID,
  NAME_START,
  NAME_UUID,
  N_NAME_PARTS,
};

/* Field 22 of the line, in ticks since the computer started; NULL where the process has ended. Its
 * second field is the name of the program, in brackets, with whatever that has in it. */
static char *
dup_process_start (const char *pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/stat", pid);
  g_autofree char *line = NULL;
  g_auto (GStrv) fields = NULL;
  const char *after;

  if (!g_file_get_contents (path, &line, NULL, NULL))
    return NULL;
  after = strrchr (line, ')');
  if (after == NULL || after[1] != ' ' || after[2] == 'Z' || after[2] == 'X')
    return NULL;
  fields = g_strsplit (after + 2, " ", -1);
  return g_strv_length (fields) > 19 ? g_strdup (fields[19]) : NULL;
}

static char *
dup_boot (void)
{
  g_autofree char *boot = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL))
    return g_strdup ("-");
  return g_strdup (g_strstrip (boot));
}

static char *
dup_pids (void)
{
  char *pids = g_file_read_link ("/proc/self/ns/pid", NULL);

  return pids != NULL ? pids : g_strdup ("-");
}

char *
comms_lease_table_dup_holder (void)
{
  g_autofree char *boot = dup_boot ();
  g_autofree char *pids = dup_pids ();
  g_autofree char *pid = g_strdup_printf ("%d", (int) getpid ());
  g_autofree char *start = dup_process_start (pid);
  g_autofree char *uuid = g_uuid_string_random ();

  return g_strjoin (" ", boot, pids, pid, start != NULL ? start : "-", uuid, NULL);
}

/* Whether @holder is known to be of this computer, and its process to be gone. A name of another
 * kind is never known to be dead. */
static gboolean
is_dead (const char *holder)
{
  g_auto (GStrv) parts = g_strsplit (holder, " ", -1);
  g_autofree char *boot = dup_boot ();
  g_autofree char *pids = dup_pids ();
  g_autofree char *start = NULL;

  if (g_strv_length (parts) != N_NAME_PARTS || g_str_equal (boot, "-") || g_str_equal (pids, "-") ||
      g_str_equal (parts[NAME_START], "-") || !g_str_equal (parts[NAME_BOOT], boot) ||
      !g_str_equal (parts[NAME_PIDS], pids) ||
      !g_ascii_string_to_unsigned (parts[NAME_PID], 10, 1, G_MAXINT32, NULL, NULL))
    return FALSE;
  start = dup_process_start (parts[NAME_PID]);
  return g_strcmp0 (start, parts[NAME_START]) != 0;
}

static gboolean
dup_holder_of (CommsDb *db, gint64 account_id, char **holder, GError **error)
{
  g_autoptr (CommsRows) rows =
    comms_db_query (db, error, "SELECT holder FROM lease WHERE account_id = ?", "i", account_id);
  GError *local_error = NULL;

  if (rows == NULL)
    return FALSE;
  if (comms_rows_next (rows, &local_error))
    *holder = g_strdup (comms_rows_get_text (rows, 0));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

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
  g_autofree char *other = NULL;

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
  if (*held)
    return TRUE;
  if (!dup_holder_of (db, account_id, &other, error))
    return FALSE;
  if (other == NULL || !is_dead (other))
    return TRUE;
  *held = TRUE;
  return comms_db_exec (db, error, "UPDATE lease SET holder = ?, until = ? WHERE account_id = ?",
                        "sii", holder, until, account_id);
}

gboolean
comms_lease_table_is_held (CommsDb *db,
                           gint64 account_id,
                           const char *holder,
                           gint64 now,
                           gboolean *held,
                           GError **error)
{
  gint64 n_leases;

  if (!comms_db_query_int (db, &n_leases, 0, error,
                           "SELECT count(*) FROM lease"
                           " WHERE account_id = ? AND holder = ? AND until > ?",
                           "isi", account_id, holder, now))
    return FALSE;
  *held = n_leases > 0;
  return TRUE;
}

gboolean
comms_lease_table_give_up (CommsDb *db, gint64 account_id, const char *holder, GError **error)
{
  g_return_val_if_fail (holder != NULL, FALSE);

  return comms_db_exec (db, error, "DELETE FROM lease WHERE account_id = ? AND holder = ?", "is",
                        account_id, holder);
}
