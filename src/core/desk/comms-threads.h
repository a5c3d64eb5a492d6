/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-posts.h"

G_BEGIN_DECLS

/**
 * CommsThreadPart:
 * @id: its post, or 0 for one that is new
 * @text: what it says
 * @was: what it said before the step; NULL where @text is put there whatever it says now
 */
typedef struct
{
  gint64 id;
  char *text;
  char *was;
} CommsThreadPart;

CommsThreadPart * comms_thread_part_new  (gint64 id, const char *text);
CommsThreadPart * comms_thread_part_copy (const CommsThreadPart *part);
void              comms_thread_part_free (CommsThreadPart *part);

/* The thread that the post is in, in order; the post alone where it is in none. (transfer full)
 * (element-type CommsPost) */
GPtrArray       * comms_threads_list     (CommsTx *tx, gint64 id, GError **error);

/* Makes @parts, in that order, the thread that the post is in (element-type CommsThreadPart). A new
 * part gets the account, language, document and time of the first; a binned one comes back; one
 * that is left out goes to the bin; with a single part there is no thread any more. Sets the ids
 * of new parts in @parts. A part that has left cannot change: COMMS_RULE_STATE. Of a part that somebody
 * has written anew since @was, the words stay where the step changes none but its number;
 * COMMS_STORE_ERROR_STALE where it changes them. */
gboolean          comms_threads_set      (CommsTx *tx, gint64 id, GPtrArray *parts,
                                          GError **error);

G_END_DECLS
