/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"
#include "comms-enums.h"
#include "comms-figures.h"

G_BEGIN_DECLS

/* Twins: the same post, or the same document, in two languages (part D, 9). A change in one makes
 * the other stale until a person says that it is still right; a stale post is neither scheduled nor
 * sent. What is said of one that is stale already is catching up, and makes the other no staler.
 * Each is approved by itself. @subject is COMMS_SUBJECT_POST or COMMS_SUBJECT_RELEASE. */

/* Ties two that are in two languages, and says so in the log. Who ties them says that they say the
 * same. COMMS_ERROR_INVALID for two of one language, COMMS_RULE_STATE where one of them has a twin,
 * is in the bin, or has left. */
gboolean   comms_twins_tie           (CommsTx *tx, CommsSubject subject, gint64 id, gint64 twin_id,
                                      GError **error);

/* Lets them go their own ways; neither is stale then. */
gboolean   comms_twins_untie         (CommsTx *tx, CommsSubject subject, gint64 id, GError **error);

/* A person has looked, and it says the same as its twin: goes into the log with their name. */
gboolean   comms_twins_still_right   (CommsTx *tx, CommsSubject subject, gint64 id, GError **error);

/* Undo of the last one. @since: as it was before. */
gboolean   comms_twins_stale_again   (CommsTx *tx, CommsSubject subject, gint64 id, gint64 since,
                                      GError **error);

/* The draft of a post in another language, @language or NULL for the other one of English and
 * Urdu: with the same part of the document's twin where there is one, else empty; from the account
 * of that language on the same network, where there is one; at the same time, if that is to come.
 * It is stale until a person says that it says the same. (transfer none): its id, or 0 */
gint64     comms_twins_make_post     (CommsTx *tx, gint64 id, const char *language, GError **error);

/**
 * CommsTwin:
 * @subject: what they are
 * @id: of the twin
 * @own_language: BCP 47 tag
 * @language: of the twin
 * @text: of the twin: of a document its parts, parted by an empty line
 * @stale_since: since when this one is stale, or 0
 * @twin_stale_since: since when the twin is, or 0
 * @differences: the figures and dates that the two do not both say (element-type
 *   CommsFigureDifference); "a" is this one's
 *
 * What there is to say of one about its twin.
 */
typedef struct
{
  CommsSubject subject;
  gint64 id;
  char *own_language;
  char *language;
  char *text;
  gint64 stale_since;
  gint64 twin_stale_since;
  GPtrArray *differences;
} CommsTwin;

/* Of a CommsPost or CommsRelease; sets @twin to NULL where it has none. FALSE for an error. */
gboolean   comms_twins_load          (CommsTx *tx, gpointer record, CommsTwin **twin,
                                      GError **error);
void       comms_twin_free           (CommsTwin *twin);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsTwin, comms_twin_free)

/* Compares again what is being written; @text: as the one stands in the editor. */
void       comms_twin_compare        (CommsTwin *twin, const char *text);

/* "Stale since 14:02", with the day where that is not today. @since, @now: instants.
 * (transfer full) */
char     * comms_twin_dup_stale      (gint64 since, const char *zone, gint64 now);

/* "1,200 in English, ۱٬۲۵۰ in Urdu". (transfer full) */
char     * comms_twin_dup_difference (CommsTwin *twin, const CommsFigureDifference *difference);

/* Of them @n from the @first on, counted from 0, or as many as there are, a line each; NULL without
 * any. (transfer full) */
char     * comms_twin_dup_differences(CommsTwin *twin, guint first, guint n);

G_END_DECLS
