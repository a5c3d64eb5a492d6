/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CommsTrouble:
 *
 * A desk that could not be opened: what is wrong in one sentence, and what can be done. For a
 * damaged one it offers the newest backup that is whole.
 */
#define COMMS_TYPE_TROUBLE (comms_trouble_get_type ())
G_DECLARE_FINAL_TYPE (CommsTrouble, comms_trouble, COMMS, TROUBLE, AdwBin)

GtkWidget * comms_trouble_new (const char   *path,
                               const GError *error);

G_END_DECLS
