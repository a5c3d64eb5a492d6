/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-post.h"

G_BEGIN_DECLS

/* What stands on a post beside its words and pictures, and which not every network knows. Each sets
 * a field of @post, which is saved by comms_posts_save(), for a post that goes out from @account;
 * the sentence of COMMS_ERROR_INVALID says why it cannot stand there, and what to do instead. */

/* Makes it an answer to the post at that web address, or with that id, on the account's network;
 * NULL or "" makes it answer none. */
gboolean comms_post_set_reply_to (CommsPost *post,
                                  CommsAccount *account,
                                  const char *reference,
                                  GError **error);

/* What stands before its text until a reader opens it; NULL or "" for nothing. */
gboolean comms_post_set_content_warning (CommsPost *post,
                                         CommsAccount *account,
                                         const char *text,
                                         GError **error);

/* Who may answer it. */
gboolean comms_post_set_repliers (CommsPost *post,
                                  CommsAccount *account,
                                  CommsRepliers repliers,
                                  GError **error);

/* Who may answer it; everyone where nothing else is said. */
CommsRepliers comms_post_get_repliers (CommsPost *post);

/* What that is called where it is chosen, and the sentence that says it. (transfer none) */
const char * comms_repliers_label    (CommsRepliers repliers);
const char * comms_repliers_sentence (CommsRepliers repliers);

/* The same for what stands on a post already: another account was chosen for it, or what a person
 * typed was kept as it is until they mend it. No post goes on to its reviewer or out without it. */
gboolean comms_post_check_settings      (CommsPost    *post,
                                         CommsAccount *account,
                                         GError      **error);

/* Whether the account's network has content warnings, and whether it lets a post say who may
 * answer: for a piece that goes out on several. */
gboolean comms_account_has_warnings (CommsAccount *account);
gboolean comms_account_has_repliers (CommsAccount *account);

G_END_DECLS
