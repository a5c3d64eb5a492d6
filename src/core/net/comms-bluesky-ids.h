/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The names that Bluesky gives to things, which a client computes by itself (AT Protocol,
 * "Record Key", "AT URI Scheme" and "Data Model"). */

/* A record key for a time, UTC microseconds, and one of 1024 clocks: 13 letters that sort as the
 * times do. (transfer full) */
char   * comms_bluesky_dup_tid   (gint64 microseconds, guint clock);
/* A record key for now that this process has not given out yet. (transfer full) */
char   * comms_bluesky_next_tid  (gint64 now_ms);
gboolean comms_bluesky_is_tid    (const char *text);

/* The CID of a file: version 1, raw, SHA-256, base 32. (transfer full) */
char   * comms_bluesky_dup_cid   (GBytes *bytes);

gboolean comms_bluesky_is_did    (const char *text);

/* "at://DID/COLLECTION/KEY". (transfer full) */
char   * comms_bluesky_dup_uri   (const char *repo, const char *key);
/* Takes the address of a post apart. @repo may be a handle. FALSE where it is none. */
gboolean comms_bluesky_parse_uri (const char *uri, char **repo, char **key);
/* The same for a record of any kind. Whatever is not wanted of it may be NULL. */
gboolean comms_bluesky_parse_record_uri (const char *uri, const char *collection, char **repo,
                                         char **key);
gboolean comms_bluesky_is_uri    (const char *uri);

G_END_DECLS
