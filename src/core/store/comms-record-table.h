/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-db.h"
#include "comms-record.h"

G_BEGIN_DECLS

/* Rows to records and back, by the record's table of fields: a table of the schema has the
 * columns "id" and one for each field, with "_" for "-". Lists are kept one item a line,
 * enumerations by nick, "never" and "none" as 0.
 *
 * Plain synchronous functions, for the store's thread. */

/* The row with that id, COMMS_ERROR_NOT_FOUND where there is none. (transfer full) */
gpointer    comms_record_table_load   (CommsDb       *db,
                                       GType          type,
                                       gint64         id,
                                       GError       **error);

/* The same, for what is read all the time: kept until its table changes, and shared with others on
 * the store's thread, so neither to be changed nor to be handed to another thread. (transfer full) */
gpointer    comms_record_table_share  (CommsDb       *db,
                                       GType          type,
                                       gint64         id,
                                       GError       **error);

/* The rows that "SELECT ... FROM table @tail" finds: @tail is "WHERE ... ORDER BY ...", or
 * empty. Values as for comms_db_query(). (transfer full) (element-type CommsRecord) */
GPtrArray * comms_record_table_select (CommsDb       *db,
                                       GType          type,
                                       GError       **error,
                                       const char    *tail,
                                       const char    *types,
                                       ...);

/* The same with the values in an array. */
GPtrArray * comms_record_table_select_values (CommsDb          *db,
                                              GType             type,
                                              const char       *tail,
                                              const CommsValue *values,
                                              guint             n_values,
                                              GError          **error);

/* Inserts the record and sets its id, or updates the row with its id. Marks the kind changed and
 * keeps what is searched in step; writes no audit entry. Of a post it only inserts: what becomes
 * of it is for comms-post-table.h. */
gboolean    comms_record_table_save   (CommsDb       *db,
                                       CommsRecord   *record,
                                       GError       **error);

G_END_DECLS
