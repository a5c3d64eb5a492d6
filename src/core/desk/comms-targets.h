/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"
#include "comms-target.h"

G_BEGIN_DECLS

gboolean      comms_targets_save   (CommsTx *tx, gpointer target, GError **error);
CommsTarget * comms_targets_load   (CommsTx *tx, gint64 id, GError **error);
gboolean      comms_targets_bin    (CommsTx *tx, gint64 id, GError **error);
gboolean      comms_targets_unbin  (CommsTx *tx, gint64 id, GError **error);

typedef enum
{
  COMMS_TARGET_ORDER_NAME,
  COMMS_TARGET_ORDER_LAST_CONTACT,
} CommsTargetOrder;

typedef struct
{
  const char *search;    /* words, each a prefix, over name, organisation, beat, city, handles */
  guint classes;         /* set of 1 << CommsTargetKind, 0 for all */
  CommsTargetOrder order;
  guint limit;           /* 0 for no limit */
} CommsTargetQuery;

/* (transfer full) (element-type CommsTarget) */
GPtrArray   * comms_targets_list   (CommsTx *tx, const CommsTargetQuery *query, GError **error);

/* How many match the search, by class: @counts has room for every class. */
gboolean      comms_targets_count  (CommsTx *tx, const char *search, guint counts[4],
                                    GError **error);

/* CSV, RFC 4180, UTF-8 (a byte-order mark, UTF-16 and Windows-1252 are recognised; comma,
 * semicolon or tab). The first line names the columns; comms_targets_csv_columns() lists them. */
const char *const * comms_targets_csv_columns  (void);

typedef struct
{
  guint line;      /* in the file, from 1 */
  char *sentence;  /* what is wrong and what to do */
} CommsImportProblem;

typedef struct
{
  guint n_new;
  guint n_changed;
  guint n_same;
  GPtrArray *problems; /* (element-type CommsImportProblem); those lines are left out */
  GPtrArray *targets;  /* what would be written; ids set for changed ones */
  char **ignored;      /* columns that the desk has no place for; NULL where there are none */
} CommsImportReport;

void                comms_import_report_free   (CommsImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsImportReport, comms_import_report_free)

/* Reads the file without changing anything: the dry run. COMMS_ERROR_INVALID where its columns
 * make no sense, or one of them is about what the desk may not keep (G7); a broken line is a
 * problem in the report and the rest is read. Someone who is in the directory already, by e-mail
 * address, handle, or name and organisation, is changed; an empty cell changes nothing. */
CommsImportReport * comms_targets_read_csv     (CommsTx *tx, GBytes *csv, GError **error);

/* Writes what the report says, all or nothing. COMMS_STORE_ERROR_STALE where someone changed one
 * of the people since. */
gboolean            comms_targets_import       (CommsTx *tx, CommsImportReport *report,
                                                GError **error);

/* UTF-8 with no byte-order mark; a file that is meant for a spreadsheet program begins with one
 * ("\357\273\277"), or Urdu is read wrongly. (transfer full) */
char              * comms_targets_export_csv   (CommsTx *tx, const CommsTargetQuery *query,
                                                GError **error);

G_END_DECLS
