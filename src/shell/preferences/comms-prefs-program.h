/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The page where the program's language is chosen, at once. (transfer floating) */
GtkWidget * comms_prefs_program_new (void);

G_END_DECLS
