/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsRecordList:
 *
 * A #GListModel of records that is refilled by what a query found. What is in both the old and
 * the new result, by id, keeps its place and its object: the fields that differ are set on it
 * with notification, and no item is reported changed. So a bound list keeps its focus and its
 * scroll position, and a row shows a change by listening to its record's notify.
 */
#define COMMS_TYPE_RECORD_LIST (comms_record_list_get_type ())
G_DECLARE_FINAL_TYPE (CommsRecordList, comms_record_list, COMMS, RECORD_LIST, GObject)

CommsRecordList * comms_record_list_new    (GType            item_type);

/* Takes over the order and the content of @records, saved records of the item type, each with
 * an id of its own. The list keeps references to those that are new to it. */
void              comms_record_list_refill (CommsRecordList *self,
                                            GPtrArray       *records);

/* The record with that id, and where it stands; NULL where it is not in the list.
 * @position may be NULL. (transfer none) */
gpointer          comms_record_list_find   (CommsRecordList *self,
                                            gint64           id,
                                            guint           *position);

G_END_DECLS
