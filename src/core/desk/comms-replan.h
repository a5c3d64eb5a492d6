/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"

G_BEGIN_DECLS

/* CommsTxFunc, without data: a plan is its wall time and its zone, and the instant follows from
 * them (design, decision 2). Where a government has changed its clocks since a post or a release
 * was planned, computes what lies ahead anew, and writes it into the log. */
gpointer comms_replan (CommsTx *tx, gpointer unused, GError **error);

G_END_DECLS
