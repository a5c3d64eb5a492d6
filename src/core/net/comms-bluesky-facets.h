/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Bluesky detects nothing in a text by itself: each link, name and hashtag is said beside it, by
 * its place in UTF-8 bytes (networks, section 3.2). */

/* The handles that @text names, each once, without "@"; ended by NULL. (transfer full) */
char     ** comms_bluesky_find_handles (const char *text);

/* @dids: handle to DID; a name that is not in it stays a mere text. (transfer full) */
JsonArray * comms_bluesky_facets_new   (const char *text, GHashTable *dids);

/* The first link of @text, with its scheme, or NULL. (transfer full) */
char      * comms_bluesky_find_link    (const char *text);

G_END_DECLS
