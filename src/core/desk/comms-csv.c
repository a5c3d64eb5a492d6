/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-csv.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-error.h"

/* A cell that is longer has lost its closing quotation mark. */
#define MAX_CELL_LINES 200

struct _CommsCsvReader
{
  char *text;
  const char *at;
  const char *end;
  guint next_line;
  guint line;
  guint expected_width; /* 0 until the first row was read */
  char delimiter;
  gboolean check_encoding;
  gboolean mixed;  /* some lines are UTF-8 beyond ASCII, and others are not UTF-8 */
  GString *cells;  /* one after the other, each ended by a NUL */
  GArray *offsets; /* gsize, into the cells */
};

static gboolean
is_utf16 (const guchar *data, gsize length, const char **charset)
{
  if (length >= 2 && data[0] == 0xff && data[1] == 0xfe)
    *charset = "UTF-16";
  else if (length >= 2 && data[0] == 0xfe && data[1] == 0xff)
    *charset = "UTF-16";
  else if (length >= 2 && data[0] != 0 && data[1] == 0)
    *charset = "UTF-16LE";
  else if (length >= 2 && data[0] == 0 && data[1] != 0)
    *charset = "UTF-16BE";
  else
    return FALSE;

  return TRUE;
}

/* A zero is nobody's list, in whatever encoding it is written. */
static gboolean
check_text (const char *text, gsize length, GError **error)
{
  if (length == 0 || memchr (text, 0, length) == NULL)
    return TRUE;
  g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
               C_ ("import", "The file is not text. Save the list as CSV in UTF-8 and read that "
                             "file."));
  return FALSE;
}

static char *
dup_utf16 (const char *data, gsize size, const char *charset, gsize *length, GError **error)
{
  g_autofree char *text = g_convert (data, (gssize) size, "UTF-8", charset, NULL, length, NULL);

  if (text == NULL)
    g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                 C_ ("import", "The file begins as UTF-16 but is broken further on. Save it "
                               "as CSV in UTF-8 and read it again."));
  else if (check_text (text, *length, error))
    return g_steal_pointer (&text);
  return NULL;
}

/* The file as bytes of an encoding that has ASCII in it, without a byte-order mark. */
static char *
dup_text (GBytes *csv, gsize *length, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (csv, &size);
  const char *charset;

  if (is_utf16 ((const guchar *) data, size, &charset))
    return dup_utf16 (data, size, charset, length, error);

  if (size >= 4 && memcmp (data, "PK\003\004", 4) == 0)
    g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                 C_ ("import", "The file is a spreadsheet, not CSV. Open it in the spreadsheet "
                               "program, save it as CSV in UTF-8 and read that file."));
  else if (check_text (data, size, error))
    {
      gsize skip = size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

      *length = size - skip;
      return size > 0 ? g_strndup (data + skip, size - skip) : g_strdup ("");
    }

  return NULL;
}

static gboolean
has_high_byte (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return TRUE;

  return FALSE;
}

/* Where not all is UTF-8, either all of it is Windows-1252 or someone has pasted two files
 * together; in the latter case the lines that are not UTF-8 could be anything. */
static void
find_encoding (CommsCsvReader *self)
{
  if (g_utf8_validate (self->text, self->end - self->text, NULL))
    return;

  self->check_encoding = TRUE;
  for (const char *line = self->text; line < self->end && !self->mixed;)
    {
      const char *stop = memchr (line, '\n', self->end - line);
      gsize length = (stop != NULL ? stop : self->end) - line;

      self->mixed = has_high_byte (line, length) && g_utf8_validate (line, (gssize) length, NULL);
      line += length + 1;
    }
}

/* The one that the first line has most of, outside quotation marks. */
static void
find_delimiter (CommsCsvReader *self)
{
  static const char delimiters[] = ",;\t";
  guint counts[] = { 0, 0, 0 };
  guint best = 0;
  gboolean quoted = FALSE;

  for (const char *p = self->text; p < self->end && (quoted || (*p != '\n' && *p != '\r')); p++)
    {
      const char *found;

      if (*p == '"')
        quoted = !quoted;
      else if (!quoted && (found = strchr (delimiters, *p)) != NULL)
        counts[found - delimiters]++;
    }
  for (guint i = 1; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] > counts[best])
      best = i;
  self->delimiter = delimiters[best];
}

CommsCsvReader *
comms_csv_reader_new (GBytes *csv, GError **error)
{
  g_autoptr (CommsCsvReader) self = g_new0 (CommsCsvReader, 1);
  gsize length = 0;

  g_return_val_if_fail (csv != NULL, NULL);

  self->text = dup_text (csv, &length, error);
  if (self->text == NULL)
    return NULL;
  self->at = self->text;
  self->end = self->text + length;
  self->next_line = 1;
  self->cells = g_string_new (NULL);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  find_encoding (self);
  find_delimiter (self);
  return g_steal_pointer (&self);
}

void
comms_csv_reader_free (CommsCsvReader *self)
{
  g_free (self->text);
  if (self->cells != NULL)
    g_string_free (self->cells, TRUE);
  g_clear_pointer (&self->offsets, g_array_unref);
  g_free (self);
}

static gboolean
at_line_end (CommsCsvReader *self)
{
  return self->at == self->end || *self->at == '\n' || *self->at == '\r';
}

static void
skip_line_end (CommsCsvReader *self)
{
  if (self->at == self->end)
    return;
  if (*self->at == '\r' && self->at + 1 < self->end && self->at[1] == '\n')
    self->at++;
  self->at++;
  self->next_line++;
}

/* After the opening quotation mark, up to and over the closing one. */
static gboolean
read_quoted (CommsCsvReader *self)
{
  guint n_lines = 0;

  while (self->at < self->end && n_lines < MAX_CELL_LINES)
    {
      if (at_line_end (self))
        {
          const char *from = self->at;

          skip_line_end (self);
          g_string_append_len (self->cells, from, self->at - from);
          n_lines++;
          continue;
        }
      if (*self->at == '"')
        {
          self->at++;
          if (self->at == self->end || *self->at != '"')
            return at_line_end (self) || *self->at == self->delimiter;
        }
      g_string_append_c (self->cells, *self->at++);
    }

  return FALSE;
}

static gboolean
read_cell (CommsCsvReader *self)
{
  gboolean fine = TRUE;

  g_array_append_val (self->offsets, self->cells->len);
  if (self->at < self->end && *self->at == '"')
    {
      self->at++;
      fine = read_quoted (self);
    }
  else
    {
      const char *from = self->at;

      while (!at_line_end (self) && *self->at != self->delimiter)
        self->at++;
      g_string_append_len (self->cells, from, self->at - from);
    }
  g_string_append_c (self->cells, '\0');
  return fine;
}

static gboolean
read_cells (CommsCsvReader *self)
{
  g_string_truncate (self->cells, 0);
  g_array_set_size (self->offsets, 0);
  for (;;)
    {
      if (!read_cell (self))
        return FALSE;
      if (at_line_end (self))
        break;
      self->at++;
    }
  skip_line_end (self);
  return TRUE;
}

/* Windows-1252 to UTF-8, cells and their ends together. FALSE for one of its five holes. */
static gboolean
convert_cells (CommsCsvReader *self)
{
  guint width = self->offsets->len;
  gsize length = 0;
  gsize offset = 0;
  g_autofree char *text = g_convert (self->cells->str, (gssize) self->cells->len, "UTF-8",
                                     "WINDOWS-1252", NULL, &length, NULL);

  if (text == NULL)
    return FALSE;

  g_string_truncate (self->cells, 0);
  g_string_append_len (self->cells, text, (gssize) length);
  g_array_set_size (self->offsets, 0);
  for (guint i = 0; i < width; i++)
    {
      g_array_append_val (self->offsets, offset);
      offset += strlen (self->cells->str + offset) + 1;
    }
  return TRUE;
}

static gboolean
is_empty (CommsCsvReader *self)
{
  for (gsize i = 0; i < self->cells->len; i++)
    if (self->cells->str[i] != '\0' && self->cells->str[i] != ' ')
      return FALSE;

  return TRUE;
}

static CommsCsvResult
judge_row (CommsCsvReader *self, const char *from)
{
  gsize length = self->at - from;

  if (self->check_encoding && !g_utf8_validate (from, (gssize) length, NULL) &&
      (self->mixed || !convert_cells (self)))
    return COMMS_CSV_ENCODING;
  if (self->expected_width == 0)
    self->expected_width = self->offsets->len;
  return self->offsets->len == self->expected_width ? COMMS_CSV_ROW : COMMS_CSV_WIDTH;
}

CommsCsvResult
comms_csv_reader_next (CommsCsvReader *self)
{
  CommsCsvResult result;
  const char *from;

  g_return_val_if_fail (self != NULL, COMMS_CSV_END);

  do
    {
      if (self->at == self->end)
        return COMMS_CSV_END;
      from = self->at;
      self->line = self->next_line;
      result = read_cells (self) ? judge_row (self, from) : COMMS_CSV_QUOTE;
    }
  while (result != COMMS_CSV_QUOTE && is_empty (self));

  if (result == COMMS_CSV_QUOTE || result == COMMS_CSV_WIDTH)
    {
      self->at = from;
      self->next_line = self->line;
      while (!at_line_end (self))
        self->at++;
      skip_line_end (self);
    }
  return result;
}

guint
comms_csv_reader_get_width (CommsCsvReader *self)
{
  return self->offsets->len;
}

const char *
comms_csv_reader_get_cell (CommsCsvReader *self, guint index)
{
  g_return_val_if_fail (index < self->offsets->len, NULL);

  return self->cells->str + g_array_index (self->offsets, gsize, index);
}

guint
comms_csv_reader_get_line (CommsCsvReader *self)
{
  return self->line;
}

static gboolean
is_formula (const char *cell)
{
  return *cell != '\0' && strchr ("=+-@\t\r", *cell) != NULL;
}

void
comms_csv_append_row (GString *csv, const char *const *cells, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    {
      const char *cell = cells[i] != NULL ? cells[i] : "";
      gboolean quoted = strpbrk (cell, ",;\t\"\r\n") != NULL;

      if (i > 0)
        g_string_append_c (csv, ',');
      if (quoted)
        g_string_append_c (csv, '"');
      if (is_formula (cell))
        g_string_append_c (csv, '\'');
      for (const char *p = cell; *p != '\0'; p++)
        {
          if (*p == '"')
            g_string_append_c (csv, '"');
          g_string_append_c (csv, *p);
        }
      if (quoted)
        g_string_append_c (csv, '"');
    }
  g_string_append (csv, "\r\n");
}

char *
comms_csv_dup_plain (const char *cell)
{
  return g_strdup (cell[0] == '\'' && is_formula (cell + 1) ? cell + 1 : cell);
}
