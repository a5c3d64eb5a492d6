/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-record-table.h"

G_BEGIN_DECLS

/* What comms_record_table_save() does, for the tables whose own rules have been looked at. */
gboolean comms_record_table_write (CommsDb      *db,
                                   CommsRecord  *record,
                                   GError      **error);

/* The same for the row that @before was read from in this transaction: writes only what differs
 * from it, and so touches no index of what does not. */
gboolean comms_record_table_write_changes (CommsDb       *db,
                                           gconstpointer  before,
                                           CommsRecord   *record,
                                           GError       **error);

G_END_DECLS
