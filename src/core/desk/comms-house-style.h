/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-abbreviation.h"
#include "comms-approved-line.h"
#include "comms-desk.h"
#include "comms-hashtag.h"
#include "comms-protected-name.h"
#include "comms-target.h"
#include "comms-tokens.h"
#include "comms-voice-card.h"

G_BEGIN_DECLS

/* How the house writes: its hashtags, abbreviations, approved lines, the voices of its accounts,
 * and the names that may not appear. Each is a record; the functions here take any of them. */

/* What is there of @type: CommsHashtag, CommsAbbreviation, CommsApprovedLine, CommsVoiceCard or
 * CommsProtectedName, without what was removed. (transfer full) (element-type CommsRecord) */
GPtrArray * comms_house_style_list     (CommsTx *tx, GType type, GError **error);
/* CommsRecordFunc. Anyone who works here may save hashtags, abbreviations, voices and protected
 * names; a manager clears lines. COMMS_ERROR_INVALID where something is missing, or there already. */
gboolean    comms_house_style_save     (CommsTx *tx, gpointer record, GError **error);
/* CommsRecordFunc. As for saving, but a protected name is only taken off by a manager. */
gboolean    comms_house_style_remove   (CommsTx *tx, gpointer record, GError **error);
/* CommsRecordFunc. Puts back what was just removed; one whose row is gone gets a new id. */
gboolean    comms_house_style_put_back (CommsTx *tx, gpointer record, GError **error);
/* CommsRecordFunc of a CommsHashtag: a person looked at what is said under it today (R9). */
gboolean    comms_house_style_checked  (CommsTx *tx, gpointer hashtag, GError **error);

/* Common English and Urdu abbreviations for an empty desk (R14). */
gboolean    comms_house_style_seed     (CommsTx *tx, GError **error);

/* What stands for the record in a list or the log: the tag, the long form, the topic, the name.
 * (transfer full) */
char      * comms_house_style_dup_title (gpointer record);

/**
 * CommsHouseStyle:
 * @hashtags: the bank (element-type CommsHashtag)
 * @by_tag: folded tag or twin, with "#", to CommsHashtag
 * @abbreviations: (element-type CommsAbbreviation)
 * @shorter: the long forms, data CommsAbbreviation
 * @voices: (element-type CommsVoiceCard)
 * @lines: (element-type CommsApprovedLine)
 * @names: (element-type CommsProtectedName)
 * @spellings: the names as written, data CommsProtectedName
 * @sounds: Latin names of two words and more by their consonants, likewise
 * @occasions: (element-type CommsOccasion)
 * @careful: folded handle, with "x:", "mastodon:" or "bluesky:" before it, to a CommsTarget who is
 *   not to be mentioned lightly (R27, R35)
 *
 * All of it, made ready for checking texts.
 */
typedef struct
{
  GPtrArray *hashtags;
  GHashTable *by_tag;
  GPtrArray *abbreviations;
  CommsPhrases *shorter;
  GPtrArray *voices;
  GPtrArray *lines;
  GPtrArray *names;
  CommsPhrases *spellings;
  CommsPhrases *sounds;
  GPtrArray *occasions;
  GHashTable *careful;
} CommsHouseStyle;

CommsHouseStyle  * comms_house_style_load  (CommsTx *tx, GError **error);
void               comms_house_style_free  (CommsHouseStyle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsHouseStyle, comms_house_style_free)

/* The voice of an account in a language (R104), or NULL. Not owned. */
CommsVoiceCard   * comms_house_style_voice (const CommsHouseStyle *self, gint64 account_id,
                                            const char *language);

/* An entry of the bank by its tag or its twin, however spelt, or NULL. Not owned. */
CommsHashtag     * comms_house_style_find_tag (const CommsHouseStyle *self, const char *tag);

/* Whether it was not looked at for 90 days (R9). */
gboolean           comms_hashtag_is_old    (CommsHashtag *hashtag, gint64 now);

/* The consonants of a Latin word as it sounds, so that Aisha and Ayesha, Qazi and Kazi are one.
 * (transfer full) */
char             * comms_name_dup_sound    (const char *word);

G_END_DECLS
