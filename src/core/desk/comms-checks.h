/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-desk.h"
#include "comms-post.h"
#include "comms-release.h"

G_BEGIN_DECLS

/* What the desk notices in a post or a release while it is written: sentences with a remedy. They
 * help the writer; the rules themselves are held by comms-posts.h and the store. */

typedef enum
{
  COMMS_CHECK_BLOCKS, /* it cannot go out like this */
  COMMS_CHECK_WARNS,  /* it can, and a person should look */
  COMMS_CHECK_HINTS,  /* it might be better */
  COMMS_CHECK_FINE,   /* looked at, in order */
} CommsCheckLevel;

typedef enum
{
  COMMS_CHECK_ACCOUNT,
  COMMS_CHECK_TEXT,
  COMMS_CHECK_LENGTH,
  COMMS_CHECK_CONTROL,
  COMMS_CHECK_EMBARGO,
  COMMS_CHECK_TIME,
  COMMS_CHECK_SAME,
  COMMS_CHECK_LINK,
  COMMS_CHECK_HASHTAGS,
  COMMS_CHECK_CADENCE,
  COMMS_CHECK_LANGUAGE,
  COMMS_CHECK_HEADLINE,
  COMMS_CHECK_QUOTES,
  COMMS_CHECK_HANDLE,
  COMMS_CHECK_CONTACT,
} CommsCheckKind;

typedef enum
{
  COMMS_FIX_NONE,
  COMMS_FIX_SHORTEN,        /* whole words that fit, with the links and hashtags kept */
  COMMS_FIX_CLEAN,          /* without control characters */
  COMMS_FIX_TIME,           /* the first time that is allowed */
  COMMS_FIX_ADD_LINK,       /* the release's link */
  COMMS_FIX_LEAVE_LINK,     /* no link, on purpose (R5) */
  COMMS_FIX_FEWER_HASHTAGS, /* the first ones only */
  COMMS_FIX_LANGUAGE,       /* the language that the text is written in */
  COMMS_FIX_WRITE,          /* a person has to write something: put the cursor there */
  COMMS_FIX_ADD_HANDLE,     /* the desk's handle, at the end of the release's body */
} CommsFix;

/**
 * CommsCheck:
 * @kind: what was looked at
 * @level: how bad it is
 * @sentence: for a person, translated
 * @fix: what mends it
 * @other_fix: another way, where there is a choice
 */
typedef struct
{
  CommsCheckKind kind;
  CommsCheckLevel level;
  char *sentence;
  CommsFix fix;
  CommsFix other_fix;
} CommsCheck;

void               comms_check_free          (CommsCheck *check);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsCheck, comms_check_free)

/* The label of the button that does it, translated; NULL for COMMS_FIX_NONE. Not owned. */
const char       * comms_fix_label           (CommsFix fix);

/**
 * CommsPostContext:
 * @account: that it goes out from, or NULL
 * @release: that it comes from, or NULL
 * @policy: the desk's rules
 * @others: the account's other posts a month around it (element-type CommsPost)
 * @now: the time that the check is made at
 *
 * What a post is checked against. Loaded once, it serves every key press.
 */
typedef struct
{
  CommsAccount *account;
  CommsRelease *release;
  CommsPolicy *policy;
  GPtrArray *others;
  gint64 now;
} CommsPostContext;

CommsPostContext * comms_post_context_load   (CommsTx *tx, CommsPost *post, GError **error);
void               comms_post_context_free   (CommsPostContext *context);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsPostContext, comms_post_context_free)

/* The worst first. (transfer full) (element-type CommsCheck) */
GPtrArray        * comms_checks_of_post      (CommsPost *post, const CommsPostContext *context);

/* Mends @post; the caller saves it. FALSE where there was nothing to mend. */
gboolean           comms_fix_post            (CommsFix fix, CommsPost *post,
                                              const CommsPostContext *context);

/* How often the post's link, or else its release's, stands on the account that day, this post
 * counted in where it has it. */
guint              comms_checks_link_uses    (CommsPost *post, const CommsPostContext *context);

/* How many posts the account has on the post's day, this one counted in; 0 for an undated one. */
guint              comms_checks_posts_that_day (CommsPost *post, const CommsPostContext *context);

/* What a release needs before it goes out; @handles are those of the desk's accounts.
 * (transfer full) (element-type CommsCheck) */
GPtrArray        * comms_checks_of_release   (CommsRelease *release, CommsPolicy *policy,
                                              const char *const *handles, int limit);

/* The number of entities of that kind in a text. */
guint              comms_checks_count        (const char *text, int entity_kind);

G_END_DECLS
