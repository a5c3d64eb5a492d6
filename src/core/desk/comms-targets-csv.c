/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-targets.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-csv.h"
#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-fit.h"
#include "comms-record-table.h"
#include "comms-target-table.h"
#include "comms-targets-columns.h"
#include "comms-zone.h"

/* Somebody who is known, from the directory or from an earlier line of the file: the last of those
 * is "line". */
typedef struct
{
  gint64 id;
  guint line;
} Known;

typedef struct
{
  CommsTx *tx;
  CommsCsvReader *reader;
  CommsImportReport *report;
  CommsColumn *columns; /* what stands in each column of the file */
  guint n_columns;
  GPtrArray *people; /* Known */
  GHashTable *known; /* key to Known, which is not owned */
  char *source;      /* for those whose line names none */
} Import;

static void
import_clear (Import *import)
{
  g_clear_pointer (&import->reader, comms_csv_reader_free);
  g_clear_pointer (&import->report, comms_import_report_free);
  g_clear_pointer (&import->columns, g_free);
  g_clear_pointer (&import->known, g_hash_table_unref);
  g_clear_pointer (&import->people, g_ptr_array_unref);
  g_clear_pointer (&import->source, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

static void
problem_free (gpointer data)
{
  CommsImportProblem *problem = data;

  g_free (problem->sentence);
  g_free (problem);
}

void
comms_import_report_free (CommsImportReport *report)
{
  g_ptr_array_unref (report->problems);
  g_ptr_array_unref (report->targets);
  g_strfreev (report->ignored);
  g_free (report);
}

static void
add_problem (Import *import, char *sentence)
{
  CommsImportProblem *problem = g_new0 (CommsImportProblem, 1);

  problem->line = comms_csv_reader_get_line (import->reader);
  problem->sentence = sentence;
  g_ptr_array_add (import->report->problems, problem);
}

/* What people are recognised by. */

static char *
dup_key (char prefix, const char *a, const char *b)
{
  g_autofree char *both = g_strconcat (a, b != NULL ? "\n" : NULL, b, NULL);
  g_autofree char *folded = comms_text_fold (both);

  return g_strdup_printf ("%c%s", prefix, folded);
}

#define N_KEYS 3

typedef char *Keys[N_KEYS];

static void
fill_keys (
  Keys keys, const char *name, const char *organisation, const char *x_handle, const char *email)
{
  guint n = 0;

  memset (keys, 0, sizeof (Keys));
  if (email != NULL && *email != '\0')
    keys[n++] = dup_key ('e', email, NULL);
  if (x_handle != NULL && *x_handle != '\0')
    keys[n++] = dup_key ('x', x_handle, NULL);
  if (name != NULL && *name != '\0')
    keys[n++] = dup_key ('n', name, organisation != NULL ? organisation : "");
}

static void
free_keys (Keys keys)
{
  for (guint i = 0; i < N_KEYS; i++)
    g_free (keys[i]);
}

/* Takes the keys. Who came first keeps a key that two share. */
static void
remember (Import *import, Keys keys, gint64 id, guint line)
{
  Known *known = g_new (Known, 1);

  known->id = id;
  known->line = line;
  g_ptr_array_add (import->people, known);
  for (guint i = 0; i < N_KEYS; i++)
    if (keys[i] != NULL && !g_hash_table_contains (import->known, keys[i]))
      g_hash_table_insert (import->known, keys[i], known);
    else
      g_free (keys[i]);
}

static void
remember_known_cb (gint64 id,
                   const char *name,
                   const char *organisation,
                   const char *x_handle,
                   const char *email,
                   gpointer user_data)
{
  Keys keys;

  fill_keys (keys, name, organisation, x_handle, email);
  remember (user_data, keys, id, 0);
}

static Known *
recognise (Import *import, Keys keys)
{
  Known *known = NULL;

  for (guint i = 0; i < N_KEYS && known == NULL && keys[i] != NULL; i++)
    known = g_hash_table_lookup (import->known, keys[i]);

  return known;
}

/* The first line. */

static char *
dup_headings (Import *import)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < comms_csv_reader_get_width (import->reader); i++)
    {
      g_autofree char *heading =
        comms_text_clean_line (comms_csv_reader_get_cell (import->reader, i));
      g_autofree char *excerpt = comms_text_excerpt (heading, 30);

      /* Translators: stands between the items of a list: "headline, lede". */
      g_string_append_printf (all, "%s%s", all->len > 0 ? C_ ("between items of a list", ", ") : "",
                              excerpt);
    }

  return g_string_free (g_steal_pointer (&all), FALSE);
}

static char *
dup_column_names (void)
{
  return g_strjoinv (C_ ("between items of a list", ", "), (char **) comms_targets_csv_columns ());
}

static gboolean
has_column (Import *import, CommsColumn column)
{
  for (guint i = 0; i < import->n_columns; i++)
    if (import->columns[i] == column)
      return TRUE;

  return FALSE;
}

static gboolean
check_columns (Import *import, GError **error)
{
  g_autofree char *found = NULL;
  g_autofree char *wanted = NULL;

  if (has_column (import, COMMS_COLUMN_NAME) && has_column (import, COMMS_COLUMN_CLASS))
    return TRUE;

  found = dup_headings (import);
  wanted = dup_column_names ();
  g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
               /* Translators: two lists of names of columns */
               C_ ("import", "The first line has to name the columns, with at least “name” and "
                             "“class”. It says: %s. The desk knows: %s."),
               found, wanted);
  return FALSE;
}

static gboolean
read_heading (Import *import, guint i, GPtrArray *ignored, GError **error)
{
  g_autofree char *heading = comms_text_clean_line (comms_csv_reader_get_cell (import->reader, i));

  import->columns[i] = comms_column_find (heading);
  if (import->columns[i] != COMMS_N_COLUMNS)
    {
      import->n_columns = i;
      if (has_column (import, import->columns[i]))
        {
          g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                       C_ ("import",
                           "The column “%s” stands in the file twice. Take one of the two "
                           "out and read it again."),
                       comms_column_name (import->columns[i]));
          return FALSE;
        }
      return TRUE;
    }
  if (comms_column_is_forbidden (heading))
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   C_ ("import", "The column “%s” is about something that the desk must not keep "
                                 "about a person: belief, origin, politics, health, sexuality, "
                                 "union or crime. Take it out of the file and read it again."),
                   heading);
      return FALSE;
    }
  if (*heading != '\0')
    g_ptr_array_add (ignored, g_steal_pointer (&heading));
  return TRUE;
}

static gboolean
read_headings (Import *import, GError **error)
{
  g_autoptr (GPtrArray) ignored = g_ptr_array_new_with_free_func (g_free);
  guint width;

  switch (comms_csv_reader_next (import->reader))
    {
    case COMMS_CSV_ROW:
      break;
    case COMMS_CSV_END:
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("import", "The file is empty. Choose a CSV file whose first line "
                                         "names the columns."));
      return FALSE;
    case COMMS_CSV_QUOTE:
    case COMMS_CSV_WIDTH:
    case COMMS_CSV_ENCODING:
    default:
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("import",
                               "The first line of the file, which names the columns, is "
                               "broken. Save the list as CSV in UTF-8 and read it again."));
      return FALSE;
    }

  width = comms_csv_reader_get_width (import->reader);
  import->columns = g_new (CommsColumn, width);
  for (guint i = 0; i < width; i++)
    if (!read_heading (import, i, ignored, error))
      return FALSE;
  import->n_columns = width;
  if (!check_columns (import, error))
    return FALSE;

  if (ignored->len > 0)
    {
      g_ptr_array_add (ignored, NULL);
      import->report->ignored = (char **) g_ptr_array_free (g_steal_pointer (&ignored), FALSE);
    }
  return TRUE;
}

/* The other lines. */

static gboolean
is_blank (const char *cell)
{
  return cell[strspn (cell, " \t\r\n")] == '\0';
}

/* An empty cell changes nothing. */
static gboolean
read_cells (Import *import, CommsTarget *target)
{
  for (guint i = 0; i < import->n_columns; i++)
    {
      const char *cell = comms_csv_reader_get_cell (import->reader, i);
      char *problem = NULL;

      if (import->columns[i] == COMMS_N_COLUMNS || is_blank (cell))
        continue;
      if (!comms_column_read (import->columns[i], target, cell, &problem))
        {
          add_problem (import, problem);
          return FALSE;
        }
    }

  return TRUE;
}

static const char *
cell_of (Import *import, CommsColumn column)
{
  for (guint i = 0; i < import->n_columns; i++)
    if (import->columns[i] == column)
      return comms_csv_reader_get_cell (import->reader, i);

  return "";
}

static void
take_new (Import *import, CommsTarget *target)
{
  if (is_blank (cell_of (import, COMMS_COLUMN_CLASS)))
    {
      add_problem (import, g_strdup_printf (C_ ("import", "%s has no class. Write journalist, "
                                                          "decision-maker, policy-maker or peer."),
                                            target->name));
      return;
    }
  if (target->source == NULL)
    g_object_set (target, "source", import->source, NULL);
  import->report->n_new++;
  g_ptr_array_add (import->report->targets, g_object_ref (target));
}

static gboolean
take_known (Import *import, gint64 id, GError **error)
{
  g_autoptr (CommsTarget) before = comms_targets_load (import->tx, id, error);
  g_autoptr (CommsTarget) target = NULL;

  if (before == NULL)
    return FALSE;
  target = comms_record_copy (before);
  if (!read_cells (import, target))
    return TRUE;
  if (comms_record_equal (before, target))
    {
      import->report->n_same++;
      return TRUE;
    }
  import->report->n_changed++;
  g_ptr_array_add (import->report->targets, g_steal_pointer (&target));
  return TRUE;
}

/* FALSE only where the store could not be read. */
static gboolean
take_row (Import *import, GError **error)
{
  g_autoptr (CommsTarget) target = comms_target_new ();
  Known *known;
  Keys keys;

  if (!read_cells (import, target))
    return TRUE;
  if (target->name == NULL)
    {
      add_problem (import, g_strdup (C_ ("import", "This line has no name.")));
      return TRUE;
    }

  fill_keys (keys, target->name, target->organisation, target->x_handle, target->email);
  known = recognise (import, keys);
  if (known != NULL && known->line != 0)
    {
      add_problem (import,
                   /* Translators: a person, and a number */
                   g_strdup_printf (C_ ("import", "%s stands in the file already, on line %u."),
                                    target->name, known->line));
      free_keys (keys);
      return TRUE;
    }
  if (known != NULL)
    {
      gint64 id = known->id;

      free_keys (keys);
      /* A second line about them would undo the first. */
      known->line = comms_csv_reader_get_line (import->reader);
      return take_known (import, id, error);
    }
  remember (import, keys, 0, comms_csv_reader_get_line (import->reader));
  take_new (import, target);
  return TRUE;
}

static void
report_broken (Import *import, CommsCsvResult result)
{
  switch (result)
    {
    case COMMS_CSV_QUOTE:
      add_problem (import, g_strdup (C_ ("import", "A quotation mark on this line is not closed "
                                                   "where a cell ends. Close it or take it out.")));
      break;
    case COMMS_CSV_WIDTH:
      /* Translators: %u are the numbers of cells that the line has and should have. */
      add_problem (import, g_strdup_printf (C_ ("import", "The number of cells on this line is %u "
                                                          "instead of %u. Put quotation marks "
                                                          "around a cell that has a comma in it."),
                                            comms_csv_reader_get_width (import->reader),
                                            import->n_columns));
      break;
    case COMMS_CSV_ENCODING:
      add_problem (import,
                   g_strdup (C_ ("import", "This line is not written in the encoding of the "
                                           "rest of the file. Save the whole list as "
                                           "UTF-8.")));
      break;
    case COMMS_CSV_ROW:
    case COMMS_CSV_END:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
read_rows (Import *import, GError **error)
{
  CommsCsvResult result;

  while ((result = comms_csv_reader_next (import->reader)) != COMMS_CSV_END)
    if (result != COMMS_CSV_ROW)
      report_broken (import, result);
    else if (!take_row (import, error))
      return FALSE;

  return TRUE;
}

static char *
dup_source (CommsTx *tx)
{
  g_autoptr (GDateTime) now = comms_zone_date_time (tx->policy->zone, tx->stamp.now);
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");

  /* Translators: the source of the facts about someone in the directory; %s is a date. */
  return g_strdup_printf (C_ ("directory", "Imported from a file, %s"), date);
}

CommsImportReport *
comms_targets_read_csv (CommsTx *tx, GBytes *csv, GError **error)
{
  g_auto (Import) import = { .tx = tx };

  g_return_val_if_fail (csv != NULL, NULL);

  import.report = g_new0 (CommsImportReport, 1);
  import.report->problems = g_ptr_array_new_with_free_func (problem_free);
  import.report->targets = g_ptr_array_new_with_free_func (g_object_unref);
  import.people = g_ptr_array_new_with_free_func (g_free);
  import.known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  import.source = dup_source (tx);
  import.reader = comms_csv_reader_new (csv, error);

  if (import.reader == NULL || !read_headings (&import, error) ||
      !comms_target_table_each_key (tx->db, remember_known_cb, &import, error) ||
      !read_rows (&import, error))
    return NULL;

  return g_steal_pointer (&import.report);
}

static gboolean
check_unchanged (CommsTx *tx, CommsTarget *target, GError **error)
{
  g_autoptr (CommsTarget) now =
    comms_targets_load (tx, comms_record_get_id (COMMS_RECORD (target)), error);

  if (now == NULL)
    return FALSE;
  if (now->updated_at == target->updated_at && now->deleted_at == target->deleted_at)
    return TRUE;

  g_set_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE,
               C_ ("import", "Someone has changed %s since the file was read. Read it again to see "
                             "what it would change now."),
               now->name);
  return FALSE;
}

static gboolean
write_target (CommsTx *tx, CommsTarget *target, GError **error)
{
  if (comms_record_get_id (COMMS_RECORD (target)) == 0)
    g_object_set (target, "created-at", tx->stamp.now, NULL);
  else if (!check_unchanged (tx, target, error))
    return FALSE;

  g_object_set (target, "updated-at", tx->stamp.now, NULL);
  return comms_record_table_save (tx->db, COMMS_RECORD (target), error);
}

gboolean
comms_targets_import (CommsTx *tx, CommsImportReport *report, GError **error)
{
  g_autofree char *n_new = g_strdup_printf ("%u", report->n_new);
  g_autofree char *n_changed = g_strdup_printf ("%u", report->n_changed);

  if (!comms_tx_check_active (tx, error))
    return FALSE;
  if (report->targets->len == 0)
    return TRUE;

  for (guint i = 0; i < report->targets->len; i++)
    if (!write_target (tx, g_ptr_array_index (report->targets, i), error))
      return FALSE;

  return comms_tx_audit (tx, COMMS_SUBJECT_TARGET, 0, "import", n_changed, n_new, NULL, error);
}

const char *const *
comms_targets_csv_columns (void)
{
  static const char *names[COMMS_N_COLUMNS + 1];
  static gsize filled;

  if (g_once_init_enter (&filled))
    {
      for (guint i = 0; i < COMMS_N_COLUMNS; i++)
        names[i] = comms_column_name (i);
      g_once_init_leave (&filled, 1);
    }
  return names;
}

static void
append_target (GString *csv, CommsTarget *target)
{
  char *cells[COMMS_N_COLUMNS];

  for (guint i = 0; i < COMMS_N_COLUMNS; i++)
    cells[i] = comms_column_write (i, target);
  comms_csv_append_row (csv, (const char *const *) cells, COMMS_N_COLUMNS);
  for (guint i = 0; i < COMMS_N_COLUMNS; i++)
    g_free (cells[i]);
}

char *
comms_targets_export_csv (CommsTx *tx, const CommsTargetQuery *query, GError **error)
{
  g_autoptr (GPtrArray) targets = comms_targets_list (tx, query, error);
  g_autoptr (GString) csv = g_string_new (NULL);

  if (targets == NULL)
    return NULL;
  comms_csv_append_row (csv, comms_targets_csv_columns (), COMMS_N_COLUMNS);
  for (guint i = 0; i < targets->len; i++)
    append_target (csv, g_ptr_array_index (targets, i));

  return g_string_free (g_steal_pointer (&csv), FALSE);
}
