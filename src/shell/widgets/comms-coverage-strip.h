/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsCoverageStrip:
 *
 * Which parts of a release are used (R2): a cell for each, with the tint of its account and the
 * shape of its state; an unused part is outlined. A cell opens its post.
 */
#define COMMS_TYPE_COVERAGE_STRIP (comms_coverage_strip_get_type ())
G_DECLARE_FINAL_TYPE (CommsCoverageStrip, comms_coverage_strip, COMMS, COVERAGE_STRIP, GtkWidget)

/* @coverage (element-type CommsCoverage), @accounts (element-type CommsAccount). */
void   comms_coverage_strip_set    (CommsCoverageStrip *self,
                                    GPtrArray          *coverage,
                                    GPtrArray          *accounts);

/* "5 of 6 parts, one unused". (transfer full) */
char * comms_coverage_dup_summary  (GPtrArray          *coverage);

G_END_DECLS
