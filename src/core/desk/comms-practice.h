/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"

G_BEGIN_DECLS

/* Makes a practice desk at @path with a month of made-up work around the clock's now: people,
 * accounts, releases, posts in every state, targets, engagements, occasions. Fails where a file
 * is there already. */
CommsDesk * comms_practice_create       (const char *path, CommsClock *clock,
                                         CommsSecrets *secrets, GError **error);

/* The practice network's file of posts for the desk at @path. (transfer full) */
char      * comms_practice_state_path   (const char *path);

/* Tells the desk's accounts where the practice network is, and puts their made-up tokens into
 * the desk's secrets; COMMS_RULE_PRACTICE unless it is a practice desk and @uri loopback. */
gboolean    comms_practice_attach       (CommsDesk *desk, const char *uri, GError **error);

G_END_DECLS
