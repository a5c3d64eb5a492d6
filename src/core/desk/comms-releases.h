/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"
#include "comms-post.h"
#include "comms-release.h"
#include "comms-split.h"

G_BEGIN_DECLS

/* Saves a release: CommsRecordFunc. Changed parts make a new version; what one person goes on
 * changing without a pause of five minutes is one version and one entry in the log. Its stage
 * stays what it is, but changed parts take an approved one back to review. */
gboolean       comms_releases_save     (CommsTx *tx, gpointer release, GError **error);
CommsRelease * comms_releases_load     (CommsTx *tx, gint64 id, GError **error);
gboolean       comms_releases_bin      (CommsTx *tx, gint64 id, GError **error);
gboolean       comms_releases_unbin    (CommsTx *tx, gint64 id, GError **error);

/* Lets it appear at another time, wall "2026-12-10T15:00" in @zone; NULL takes the date away. Not in
 * the past, not before its embargo lifts, which stays where it is, and not once it has appeared. */
gboolean       comms_releases_move     (CommsTx *tx, gint64 id, const char *wall, const char *zone,
                                        GError **error);

/* Sets stage; needs the manager for "approved" and later. */
gboolean       comms_releases_set_stage(CommsTx *tx, gint64 id, CommsReleaseStage stage,
                                        GError **error);

/* Releases that appear within the time (by publish_at, else embargo_at, else created_at), all
 * where both are 0. (transfer full) (element-type CommsRelease) */
GPtrArray    * comms_releases_list     (CommsTx *tx, gint64 from, gint64 until,
                                        const char *search, GError **error);

/* Newest first; the first is what it says now. (transfer full) (element-type CommsReleaseVersion) */
GPtrArray    * comms_releases_versions (CommsTx *tx, gint64 id, GError **error);

/* Puts the parts of an earlier version back, as a new version. */
gboolean       comms_releases_revert   (CommsTx *tx, gint64 id, gint64 number, GError **error);

/* A new release from a split that was proposed for a document or a text, and perhaps corrected.
 * COMMS_ERROR_INVALID where it has no text. @title may be NULL. (transfer full) */
CommsRelease * comms_releases_from_split(CommsTx *tx, CommsReleaseKind kind, const char *language,
                                         const char *title, const CommsSplit *split,
                                         GError **error);

/* The text of one part, NULL where the release has none. (transfer none) */
const char   * comms_release_part_text (CommsRelease *release, CommsPart part, int index);

G_END_DECLS
