/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-cascade.h"
#include "comms-fit.h"

G_BEGIN_DECLS

/* The words of a cascade. Inside the folder only. */

/* How an account says what a release has. Borrows the release. */
typedef struct
{
  CommsRelease *release;
  CommsTextMeasure measure;
  guint max_hashtags;
} CommsCascadeVoice;

void        comms_cascade_voice_init (CommsCascadeVoice *self,
                                      CommsTx           *tx,
                                      CommsRelease      *release,
                                      CommsAccount      *account);

/* The words as a post of the account. @link may be NULL. (transfer full) */
char      * comms_cascade_voice_fit  (const CommsCascadeVoice *self,
                                      const char              *text,
                                      const char              *link);

/* The ways to say a part in its own words, the plainest first; not fitted, without link and hashtags.
 * (transfer full) (element-type CommsVariant) */
GPtrArray * comms_cascade_wordings   (CommsRelease      *release,
                                      CommsPart          part,
                                      int                part_index);

/* Sentences of the lede and the body that say a part's matter, the nearest first, in the same way.
 * (transfer full) (element-type CommsVariant) */
GPtrArray * comms_cascade_neighbours (CommsRelease      *release,
                                      CommsPart          part,
                                      int                part_index);

/* Whether one of the texts (element-type utf8) is as like @text as @limit says. */
gboolean    comms_cascade_is_said    (GPtrArray         *said,
                                      const char        *text,
                                      double             limit);

/* The release's posts, cancelled ones aside, on whatever account. (transfer full) */
GPtrArray * comms_cascade_load_posts (CommsTx           *tx,
                                      gint64             release_id,
                                      GError           **error);

G_END_DECLS
