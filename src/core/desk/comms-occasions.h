/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"

G_BEGIN_DECLS

/* Puts the national and United Nations days that the program knows into a new desk (R8, R66). */
gboolean comms_occasions_seed (CommsTx *tx, GError **error);

G_END_DECLS
