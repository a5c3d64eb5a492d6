/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CommsWelcome:
 *
 * What a new user sees first: practise, start, or open. Asks for app.practice, app.empty,
 * app.open and app.language.
 */
#define COMMS_TYPE_WELCOME (comms_welcome_get_type ())
G_DECLARE_FINAL_TYPE (CommsWelcome, comms_welcome, COMMS, WELCOME, AdwBin)

GtkWidget * comms_welcome_new (void);

G_END_DECLS
