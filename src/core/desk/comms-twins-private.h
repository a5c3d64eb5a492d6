/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-post.h"
#include "comms-twins.h"

G_BEGIN_DECLS

/* Inside the folder only. */

/* The other of the two, where each names the other and neither is in the bin; NULL where there is
 * none. FALSE for an error. @record: a CommsPost or CommsRelease; @twin: (out) (transfer full) */
gboolean comms_twins_find     (CommsTx *tx, gpointer record, gpointer *twin, GError **error);

/* For whoever has just saved other words, pictures or parts of @record: makes its twin stale. */
gboolean comms_twins_changed  (CommsTx *tx, gpointer record, GError **error);

/* Whether what a reader sees differs: what makes a twin stale. */
gboolean comms_twins_say_same (CommsPost *a, CommsPost *b);

G_END_DECLS
