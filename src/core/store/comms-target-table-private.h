/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-db.h"
#include "comms-record.h"

G_BEGIN_DECLS

/* Keeps the words that are searched and the order of names in step. */
gboolean comms_target_table_after_save (CommsDb *db, CommsRecord *target, GError **error);

G_END_DECLS
