/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-release.h"

G_BEGIN_DECLS

/* The links of a release, by the hour that a post leaves at (R70). Hours are those of the desk: a
 * post goes to readers in many zones at once, and the plan of the day is laid out in the desk's. */

/**
 * comms_release_link_at:
 * @release: a release
 * @zone: the desk's zone
 * @at: when the post leaves, in UTC milliseconds; 0 where that is not known
 *
 * Returns: (transfer none) (nullable): the variant whose window is open then, of several the one
 * that began last; else the release's link, NULL where it has none
 */
const char *comms_release_link_at (CommsRelease *release, const char *zone, gint64 at);

/* What a link of the release is called, such as "video" or, without a word, "17:00 to 24:00"; NULL
 * for its own link and for what is none of its links. (transfer full) */
char *comms_release_dup_link_word (CommsRelease *release, const char *link);

/* Each of its links once, its own first. (transfer full) (element-type utf8) */
GPtrArray *comms_release_links (CommsRelease *release);

/* Whether it is one of them; @link may be NULL. */
gboolean comms_release_has_link (CommsRelease *release, const char *link);

/* Writes the variants as they are kept, without empty ones and doubles. COMMS_ERROR_INVALID where
 * one cannot be read. */
gboolean comms_release_clean_links (CommsRelease *release, GError **error);

G_END_DECLS
