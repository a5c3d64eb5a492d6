/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run-csv.h"

#include <string.h>

#include "comms-csv.h"
#include "comms-error.h"
#include "comms-target.h"
#include "comms-targets-columns.h"

/* What was written is accepted, and written the same way once more. */
static void
check_written (CommsColumn column, CommsTarget *target)
{
  g_autoptr (CommsTarget) other = comms_target_new ();
  g_autofree char *problem = NULL;
  g_autofree char *written = comms_column_write (column, target);
  g_autofree char *again = NULL;

  g_assert_true (g_utf8_validate (written, -1, NULL));
  if (*written == '\0')
    return;
  g_assert_true (comms_column_read (column, other, written, &problem));
  g_assert_null (problem);
  again = comms_column_write (column, other);
  g_assert_true (g_utf8_validate (again, -1, NULL));
}

static void
check_cell (const char *cell)
{
  g_assert_true (g_utf8_validate (cell, -1, NULL));
  g_assert_cmpuint (comms_column_find (cell), <=, COMMS_N_COLUMNS);
  comms_column_is_forbidden (cell);
  if (*cell == '\0')
    return;
  for (guint column = 0; column < COMMS_N_COLUMNS; column++)
    {
      g_autoptr (CommsTarget) target = comms_target_new ();
      g_autofree char *problem = NULL;

      if (comms_column_read (column, target, cell, &problem))
        {
          g_assert_null (problem);
          check_written (column, target);
        }
      else
        g_assert_true (g_utf8_validate (problem, -1, NULL));
    }
}

static gboolean
is_blank (const char *const *cells, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    if (cells[i][strspn (cells[i], " ")] != '\0')
      return FALSE;

  return TRUE;
}

/* A row as the desk writes it, below one of headings. */
static void
check_row (const char *const *cells, guint n_cells)
{
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CommsCsvReader) reader = NULL;

  for (guint i = 0; i < n_cells; i++)
    g_string_append (csv, i > 0 ? ",x" : "x");
  g_string_append (csv, "\r\n");
  comms_csv_append_row (csv, cells, n_cells);
  bytes = g_bytes_new (csv->str, csv->len);
  reader = comms_csv_reader_new (bytes, NULL);
  g_assert_nonnull (reader);
  g_assert_cmpint (comms_csv_reader_next (reader), ==, COMMS_CSV_ROW);
  if (is_blank (cells, n_cells))
    return;
  g_assert_cmpint (comms_csv_reader_next (reader), ==, COMMS_CSV_ROW);
  g_assert_cmpuint (comms_csv_reader_get_width (reader), ==, n_cells);
  for (guint i = 0; i < n_cells; i++)
    {
      const char *cell = comms_csv_reader_get_cell (reader, i);

      g_assert_cmpstr (cell + (*cell == '\'' && *cells[i] != '\''), ==, cells[i]);
    }
  g_assert_cmpint (comms_csv_reader_next (reader), ==, COMMS_CSV_END);
}

void
run_csv (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsCsvReader) reader = comms_csv_reader_new (bytes, &error);
  CommsCsvResult result;
  guint line = 0;

  if (reader == NULL)
    {
      g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
      return;
    }
  g_assert_no_error (error);
  while ((result = comms_csv_reader_next (reader)) != COMMS_CSV_END)
    {
      const guint width = comms_csv_reader_get_width (reader);
      g_autofree const char **cells = g_new (const char *, width);

      g_assert_cmpuint (comms_csv_reader_get_line (reader), >, line);
      line = comms_csv_reader_get_line (reader);
      if (result != COMMS_CSV_ROW)
        continue;
      for (guint i = 0; i < width; i++)
        {
          cells[i] = comms_csv_reader_get_cell (reader, i);
          check_cell (cells[i]);
        }
      check_row (cells, width);
    }
}
