/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CSV as RFC 4180 has it, and as spreadsheets write it. */

/**
 * CommsCsvResult:
 * @COMMS_CSV_ROW: a row was read
 * @COMMS_CSV_END: there are no more
 * @COMMS_CSV_QUOTE: a quotation mark is opened and not closed, or closed within a cell
 * @COMMS_CSV_WIDTH: the row has more or fewer cells than the first one
 * @COMMS_CSV_ENCODING: the row is not in the encoding of the rest of the file
 *
 * What became of a row. After a broken one the reader goes on with the line after the one on
 * which it began, so that one stray quotation mark does not swallow the file.
 */
typedef enum
{
  COMMS_CSV_ROW,
  COMMS_CSV_END,
  COMMS_CSV_QUOTE,
  COMMS_CSV_WIDTH,
  COMMS_CSV_ENCODING,
} CommsCsvResult;

typedef struct _CommsCsvReader CommsCsvReader;

/* Finds out the encoding (UTF-8, UTF-16 with or without a byte-order mark, else Windows-1252) and
 * the delimiter (comma, semicolon or tab). COMMS_ERROR_INVALID where it is no text at all. */
CommsCsvReader    * comms_csv_reader_new        (GBytes         *csv,
                                                 GError        **error);
void                comms_csv_reader_free       (CommsCsvReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsCsvReader, comms_csv_reader_free)

/* Reads the next row that is not empty. */
CommsCsvResult      comms_csv_reader_next       (CommsCsvReader *self);

/* The cells of the row, valid UTF-8; until the next call. */
guint               comms_csv_reader_get_width  (CommsCsvReader *self);
const char        * comms_csv_reader_get_cell   (CommsCsvReader *self,
                                                 guint           index);

/* The line on which the row began, from 1. */
guint               comms_csv_reader_get_line   (CommsCsvReader *self);

/* Appends a row, quoted where it must be. A cell that a spreadsheet would take for a formula gets
 * an apostrophe before it; comms_csv_dup_plain() takes it away again. */
void                comms_csv_append_row        (GString           *csv,
                                                 const char *const *cells,
                                                 guint              n_cells);
char              * comms_csv_dup_plain         (const char        *cell);

G_END_DECLS
