/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-backup.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "comms-schema.h"

#define N_DAYS 7
#define N_WEEKS 4
#define N_MONTHS 12

#define STAMP_FORMAT "%Y%m%dT%H%M%SZ"
#define STAMP_LENGTH 16

/* A copy that another process is still writing is never this old. */
#define STALE_PART_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

typedef struct
{
  char *path;
  gint64 at;
  int version;
} CommsBackup;

static void
backup_free (CommsBackup *backup)
{
  g_free (backup->path);
  g_free (backup);
}

/* Names */

static char *
dup_folder (const char *path)
{
  g_autofree char *beside = g_path_get_dirname (path);

  return g_build_filename (beside, "backups", NULL);
}

/* "desk" and ".db" of "desk.db". */
static void
split_name (const char *path, char **stem, char **extension)
{
  g_autofree char *name = g_path_get_basename (path);
  const char *dot = strrchr (name, '.');

  if (dot == NULL || dot == name)
    dot = name + strlen (name);
  *stem = g_strndup (name, (gsize) (dot - name));
  *extension = g_strdup (dot);
}

static char *
dup_stamp (gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at / 1000);

  return g_date_time_format (time, STAMP_FORMAT);
}

static gboolean
parse_stamp (const char *stamp, gint64 *at)
{
  g_autofree char *text = g_strndup (stamp, STAMP_LENGTH);
  g_autofree char *again = NULL;
  g_autoptr (GDateTime) time = NULL;

  time = g_date_time_new_from_iso8601 (text, NULL);
  if (time == NULL)
    return FALSE;

  *at = g_date_time_to_unix (time) * 1000;
  again = dup_stamp (*at);
  return g_str_equal (again, text);
}

static char *
dup_backup_path (const char *path, gint64 at, int version)
{
  g_autofree char *folder = dup_folder (path);
  g_autofree char *stamp = dup_stamp (at);
  g_autofree char *stem = NULL;
  g_autofree char *extension = NULL;
  g_autofree char *label = version > 0 ? g_strdup_printf ("-v%d", version) : g_strdup ("");
  g_autofree char *name = NULL;

  split_name (path, &stem, &extension);
  name = g_strconcat (stem, "-", stamp, label, extension, NULL);
  return g_build_filename (folder, name, NULL);
}

/* Whether @name is that of a copy, and of when; what follows the stamp is left in @rest. */
static gboolean
parse_name (const char *name, const char *stem, gint64 *at, const char **rest)
{
  gsize length = strlen (stem);

  if (!g_str_has_prefix (name, stem) || name[length] != '-' || !parse_stamp (name + length + 1, at))
    return FALSE;
  *rest = name + length + 1 + STAMP_LENGTH;
  return TRUE;
}

static CommsBackup *
backup_new (const char *folder, const char *name, const char *stem, const char *extension)
{
  CommsBackup *backup;
  const char *rest;
  gint64 at;
  int version = 0;

  if (!parse_name (name, stem, &at, &rest))
    return NULL;
  if (g_str_has_prefix (rest, "-v"))
    {
      char *end;

      version = (int) g_ascii_strtoll (rest + 2, &end, 10);
      rest = end;
    }
  if (!g_str_equal (rest, extension))
    return NULL;

  backup = g_new0 (CommsBackup, 1);
  backup->path = g_build_filename (folder, name, NULL);
  backup->at = at;
  backup->version = version;
  return backup;
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  const CommsBackup *p = *(const CommsBackup *const *) a;
  const CommsBackup *q = *(const CommsBackup *const *) b;

  if (p->at != q->at)
    return p->at < q->at ? 1 : -1;
  return strcmp (p->path, q->path);
}

/* (element-type CommsBackup), the newest first; empty where there is no folder. */
static GPtrArray *
list_backups (const char *path)
{
  g_autofree char *folder = dup_folder (path);
  g_autofree char *stem = NULL;
  g_autofree char *extension = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *backups = g_ptr_array_new_with_free_func ((GDestroyNotify) backup_free);
  const char *name;

  split_name (path, &stem, &extension);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      CommsBackup *backup = backup_new (folder, name, stem, extension);

      if (backup != NULL)
        g_ptr_array_add (backups, backup);
    }
  g_ptr_array_sort (backups, newest_first);
  return backups;
}

/* Rotation */

static gint64
day_of (gint64 at)
{
  return at / (G_GINT64_CONSTANT (24) * 60 * 60 * 1000);
}

/* The first of January 1970 was a Thursday, and a week begins on Monday. */
static gint64
week_of (gint64 at)
{
  return (day_of (at) + 3) / 7;
}

static gint64
month_of (gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at / 1000);

  return g_date_time_get_year (time) * 12 + g_date_time_get_month (time);
}

typedef struct
{
  gint64 (*period_of) (gint64 at);
  int n_left;
  gint64 last;
} CommsRotation;

/* The newest copy of a period stays as long as the period counts. */
static gboolean
rotation_keeps (CommsRotation *rotation, gint64 at)
{
  gint64 period = rotation->period_of (at);

  if (rotation->n_left == 0 || period == rotation->last)
    return FALSE;
  rotation->last = period;
  rotation->n_left--;
  return TRUE;
}

/* What a process that was killed left half written. */
static void
remove_stale_parts (const char *path, gint64 newest)
{
  g_autofree char *folder = dup_folder (path);
  g_autofree char *stem = NULL;
  g_autofree char *extension = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  split_name (path, &stem, &extension);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *part = g_build_filename (folder, name, NULL);
      const char *rest;
      gint64 at;

      if (parse_name (name, stem, &at, &rest) && g_str_has_suffix (rest, ".part") &&
          at + STALE_PART_MS < newest)
        g_unlink (part);
    }
}

void
comms_backup_rotate (const char *path)
{
  g_autoptr (GPtrArray) backups = NULL;
  CommsRotation rotations[] = {
    { day_of, N_DAYS, G_MININT64 },
    { week_of, N_WEEKS, G_MININT64 },
    { month_of, N_MONTHS, G_MININT64 },
  };

  g_return_if_fail (path != NULL);

  backups = list_backups (path);
  for (guint i = 0; i < backups->len; i++)
    {
      CommsBackup *backup = g_ptr_array_index (backups, i);
      gboolean keep = backup->version > 0;

      for (gsize j = 0; backup->version == 0 && j < G_N_ELEMENTS (rotations); j++)
        keep |= rotation_keeps (&rotations[j], backup->at);
      if (!keep)
        g_unlink (backup->path);
    }
  if (backups->len > 0)
    remove_stale_parts (path, ((CommsBackup *) g_ptr_array_index (backups, 0))->at);
}

static void
remove_older_of_version (const char *path, int version, const char *newest)
{
  g_autoptr (GPtrArray) backups = list_backups (path);

  for (guint i = 0; i < backups->len; i++)
    {
      CommsBackup *backup = g_ptr_array_index (backups, i);

      if (backup->version == version && !g_str_equal (backup->path, newest))
        g_unlink (backup->path);
    }
}

/* Making and finding */

gboolean
comms_backup_make (CommsDb *db, gint64 now, int version, GError **error)
{
  const char *path = comms_db_get_path (db);
  g_autofree char *backup = dup_backup_path (path, now, version);

  if (!comms_db_copy_to (db, backup, error))
    return FALSE;
  if (version > 0)
    remove_older_of_version (path, version, backup);
  return TRUE;
}

gboolean
comms_backup_is_due (const char *path, gint64 now)
{
  g_autoptr (GPtrArray) backups = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  backups = list_backups (path);
  for (guint i = 0; i < backups->len; i++)
    {
      CommsBackup *backup = g_ptr_array_index (backups, i);

      if (backup->version == 0 && day_of (backup->at) == day_of (now))
        return FALSE;
    }
  return TRUE;
}

/* Whether it is a whole desk that this version of the program can open. */
static CommsDb *
open_good_backup (const char *path, GError **error)
{
  g_autoptr (CommsDb) db = comms_db_open_to_read (path, error);
  gint64 version;

  if (db == NULL ||
      !comms_schema_check (db, g_strv_length ((char **) comms_schema_steps ()), &version, error) ||
      !comms_db_check (db, error))
    return NULL;
  return g_steal_pointer (&db);
}

char *
comms_backup_find (const char *path, gint64 *at, GError **error)
{
  g_autoptr (GPtrArray) backups = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  backups = list_backups (path);
  for (guint i = 0; i < backups->len; i++)
    {
      CommsBackup *backup = g_ptr_array_index (backups, i);
      g_autoptr (CommsDb) db = open_good_backup (backup->path, NULL);

      if (db == NULL)
        continue;
      if (at != NULL)
        *at = backup->at;
      return g_steal_pointer (&backup->path);
    }

  g_set_error_literal (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_MISSING,
                       C_ ("error",
                           "This desk has no backup that can be opened. Look for a copy on "
                           "another disk."));
  return NULL;
}

/* Restoring */

static gboolean
fail_restore (const char *path, int reason, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_FAILED,
               /* Translators: the second %s is the system's reason, such as "Permission denied". */
               C_ ("error",
                   "The backup could not be put in the place of the desk “%s”: %s. The desk "
                   "is as it was."),
               name, g_strerror (reason));
  return FALSE;
}

/* The desk and its log get a second name before the first is given away, so that the place of
 * the desk is never empty, not even when the power fails between two lines. */
static gboolean
keep_damaged (const char *path, gint64 now, GError **error)
{
  g_autofree char *stamp = dup_stamp (now);
  g_autofree char *kept = g_strdup_printf ("%s-damaged-%s", path, stamp);
  const char *const logs[] = { "-wal", "-shm" };

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  g_unlink (kept);
  if (link (path, kept) != 0 && g_rename (path, kept) != 0)
    return fail_restore (path, errno, error);

  for (gsize i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autofree char *log = g_strconcat (path, logs[i], NULL);
      g_autofree char *kept_log = g_strconcat (kept, logs[i], NULL);

      if (g_rename (log, kept_log) != 0 && errno != ENOENT)
        return fail_restore (path, errno, error);
    }
  return TRUE;
}

gboolean
comms_backup_restore (const char *path, const char *backup, gint64 now, GError **error)
{
  g_autoptr (CommsDb) db = NULL;
  g_autofree char *restored = NULL;

  g_return_val_if_fail (path != NULL && backup != NULL, FALSE);

  db = open_good_backup (backup, error);
  restored = g_strconcat (path, ".restored", NULL);
  if (db == NULL || !comms_db_copy_to (db, restored, error))
    return FALSE;

  if (!keep_damaged (path, now, error))
    {
      g_unlink (restored);
      return FALSE;
    }
  if (g_rename (restored, path) != 0)
    return fail_restore (path, errno, error);
  comms_db_sync_folder (path);
  return TRUE;
}
