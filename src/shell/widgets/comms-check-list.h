/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-checks.h"

G_BEGIN_DECLS

/**
 * CommsCheckList:
 *
 * Checks as a boxed list: shape, sentence, and the remedy as a button. Rows that stay as they are
 * are kept, so that the focus stays where it is while a person types.
 *
 * Properties: "boxes": a release's list, with boxes that are ticked when something is in order.
 * Signals, with which of the checks it is: "fix" (guint CommsCheckKind, guint CommsFix, guint index);
 * "dismiss" (guint index): a person decides against it, or takes that back; "compare" (guint index):
 * with the post that it is about besides.
 */
#define COMMS_TYPE_CHECK_LIST (comms_check_list_get_type ())
G_DECLARE_FINAL_TYPE (CommsCheckList, comms_check_list, COMMS, CHECK_LIST, GtkWidget)

/* Shows these (element-type CommsCheck). @fixable: whether the remedies are offered. */
void     comms_check_list_set_checks  (CommsCheckList *self,
                                       GPtrArray      *checks,
                                       gboolean        fixable);

/* "3 to look at, nothing blocks": how many of what in words. (transfer full) */
char   * comms_checks_dup_summary     (GPtrArray      *checks);

/* The icon of a level, and the CSS class that colours it. Not owned. */
const char * comms_check_icon_name    (CommsCheckLevel level);
const char * comms_check_css_class    (CommsCheckLevel level);

G_END_DECLS
