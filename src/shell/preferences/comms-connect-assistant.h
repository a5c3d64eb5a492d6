/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-account.h"
#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsConnectAssistant:
 *
 * Connects an account, page by page: which network, what it needs, the sign-in, whose account it
 * is, done. It activates "prefs.back" when it is over.
 */
#define COMMS_TYPE_CONNECT_ASSISTANT (comms_connect_assistant_get_type ())
G_DECLARE_FINAL_TYPE (CommsConnectAssistant, comms_connect_assistant, COMMS, CONNECT_ASSISTANT,
                      GtkBox)

/* @account is what is to be signed in again, or NULL for a new one. (transfer floating) */
GtkWidget  * comms_connect_assistant_new        (CommsDesk             *desk,
                                                 CommsAccount          *account);

/* Where the network is instead of its usual address; for a server on this computer. */
void         comms_connect_assistant_set_server (CommsConnectAssistant *self,
                                                 const char            *server);
/* Where the person was last sent in the browser, or NULL. */
const char * comms_connect_assistant_get_uri    (CommsConnectAssistant *self);

G_END_DECLS
