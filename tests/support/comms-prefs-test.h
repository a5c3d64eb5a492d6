/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-connect-assistant.h"
#include "comms-fake-x.h"
#include "comms-shell-test.h"

G_BEGIN_DECLS

/* The preferences, and the assistant that connects an account, as a person uses them. */

/* The window of that type that is open, or NULL. */
GtkWidget             * comms_prefs_test_find_toplevel (GType type);
/* Opens the preferences at @page and waits until they are drawn. */
GtkWidget             * comms_prefs_test_open          (CommsShellTest *test, const char *page);

/* Begins to connect an account at @server, or to sign in again to the one with @id. */
CommsConnectAssistant * comms_prefs_test_connect       (GtkWidget *window, CommsFakeX *server,
                                                        gint64 id);
/* Waits until the person is sent to the browser, goes where it would go, and comes back with
 * @answer, such as "code=1". */
void                    comms_prefs_test_come_back     (CommsConnectAssistant *assistant,
                                                        const char *answer);
/* Enters @text in the row called @row. */
void                    comms_prefs_test_type          (GtkWidget *window, const char *row,
                                                        const char *text);
/* Waits for a label that says @text. */
void                    comms_prefs_test_wait_for      (GtkWidget *window, const char *text);

G_END_DECLS
