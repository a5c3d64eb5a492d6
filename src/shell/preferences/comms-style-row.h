/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-desk.h"

G_BEGIN_DECLS

typedef enum
{
  COMMS_STYLE_HASHTAGS,
  COMMS_STYLE_ABBREVIATIONS,
  COMMS_STYLE_LINES,
  COMMS_STYLE_VOICES,
  COMMS_STYLE_NAMES,
  COMMS_STYLE_N_KINDS,
} CommsStyleList;

/* What the list is called, what it is for, and what it says while it is empty. Not owned. */
GType        comms_style_list_type        (CommsStyleList list);
const char * comms_style_list_title       (CommsStyleList list);
const char * comms_style_list_description (CommsStyleList list);
const char * comms_style_list_empty       (CommsStyleList list);
/* Only a manager may change it. */
gboolean     comms_style_list_is_managed  (CommsStyleList list);

/**
 * CommsStyleRow:
 *
 * One record of the house style, with its fields inside.
 */
#define COMMS_TYPE_STYLE_ROW (comms_style_row_get_type ())
G_DECLARE_FINAL_TYPE (CommsStyleRow, comms_style_row, COMMS, STYLE_ROW, AdwExpanderRow)

/* @record may be NULL: then it is the row of a new one. @accounts are the desk's (element-type
 * CommsAccount). (transfer floating) */
GtkWidget  * comms_style_row_new          (CommsDesk *desk, CommsStyleList list, gpointer record,
                                           GPtrArray *accounts);

/* Whether any of its words begins with what was folded for search. */
gboolean     comms_style_row_matches      (CommsStyleRow *self, const char *folded);

G_END_DECLS
