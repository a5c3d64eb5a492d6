/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-advice.h"
#include "comms-approved-line.h"
#include "comms-desk.h"
#include "comms-house-style.h"
#include "comms-likeness.h"
#include "comms-post.h"
#include "comms-release.h"

G_BEGIN_DECLS

/* What the desk notices in a post or a release while it is written: sentences with a remedy. They
 * help the writer; the rules themselves are held by comms-posts.h and the store. What there is to
 * notice is the table of comms-advice.h. */

typedef enum
{
  COMMS_FIX_NONE,
  COMMS_FIX_SHORTEN,        /* whole words that fit, with the links and hashtags kept */
  COMMS_FIX_CLEAN,          /* without control characters */
  COMMS_FIX_TIME,           /* the first time that is allowed */
  COMMS_FIX_ADD_LINK,       /* the release's link for its hour (R70) */
  COMMS_FIX_LEAVE_LINK,     /* no link, on purpose (R5) */
  COMMS_FIX_OTHER_LINK,     /* the check's replacement, another of the release's links, in its span */
  COMMS_FIX_FEWER_HASHTAGS, /* the first ones only */
  COMMS_FIX_LANGUAGE,       /* the language that the text is written in */
  COMMS_FIX_WRITE,          /* a person has to write something: put the cursor there */
  COMMS_FIX_ADD_HANDLE,     /* the desk's handle, at the end of the release's body */
  COMMS_FIX_REPLACE,        /* the check's replacement in place of its span */
  COMMS_FIX_ADD_HASHTAG,    /* the check's replacement, a hashtag, at the end */
  COMMS_FIX_LETTERS,        /* letters for presentation forms (G11) */
  COMMS_FIX_MARKS,          /* without direction marks (G11) */
  COMMS_FIX_CASE,           /* small letters for a text that is all in capitals */
} CommsFix;

/**
 * CommsCheck:
 * @kind: what was looked at: a row of the table of advice
 * @code: of that row, such as "id-card"; not owned
 * @source: the requirement behind it, such as "R87"; not owned
 * @level: how bad it is
 * @sentence: for a person, translated
 * @start: byte of the post's text where the span begins that it is about
 * @end: where that span ends; equal to @start where it is about no span
 * @twin_id: the post that it is about besides this one, or 0: the earlier one that says the same,
 *   or the twin in the other language
 * @replacement: for COMMS_FIX_REPLACE, COMMS_FIX_OTHER_LINK and COMMS_FIX_ADD_HASHTAG, or NULL
 * @fix: what mends it
 * @other_fix: another way, where there is a choice
 * @may_dismiss: a person may decide against it, with comms_advice_dismiss()
 * @dismissed: a person did, for this text; its level is then COMMS_CHECK_FINE
 */
typedef struct
{
  CommsCheckKind kind;
  const char *code;
  const char *source;
  CommsCheckLevel level;
  char *sentence;
  gsize start;
  gsize end;
  gint64 twin_id;
  char *replacement;
  CommsFix fix;
  CommsFix other_fix;
  gboolean may_dismiss;
  gboolean dismissed;
} CommsCheck;

void               comms_check_free          (CommsCheck *check);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsCheck, comms_check_free)

/* The label of the button that does it, translated; NULL for COMMS_FIX_NONE. Not owned. */
const char       * comms_fix_label           (CommsFix fix);

/* The sentence of the toast after it was done, translated. Not owned. */
const char       * comms_fix_done            (CommsFix fix);

/**
 * CommsPostContext:
 * @account: that it goes out from, or NULL
 * @release: that it comes from, or NULL
 * @policy: the desk's rules
 * @others: the account's other posts a month around it (element-type CommsPost)
 * @now: the time that the check is made at
 * @advice: the levels that a manager set, or NULL for those of the table
 * @style: hashtags, abbreviations, protected names and whom not to mention; or NULL
 * @likeness: the wording of all posts of the desk; or NULL. Catches up behind the context's back
 * @x_accounts: ids of the desk's other accounts on X (gint64), where @account is on X too; or NULL
 * @link_checks: what was last seen at links: URL to CommsLinkCheck; or NULL
 * @media: the post's pictures (element-type CommsMedia); or NULL
 * @line: the approved line that it was made from; or NULL
 * @twin: the same post in the other language; or NULL
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
  CommsAdviceLevels *advice;
  CommsHouseStyle *style;
  CommsLikeness *likeness;
  GArray *x_accounts;
  GHashTable *link_checks;
  GPtrArray *media;
  CommsApprovedLine *line;
  CommsPost *twin;
} CommsPostContext;

CommsPostContext * comms_post_context_load   (CommsTx *tx, CommsPost *post, GError **error);
void               comms_post_context_free   (CommsPostContext *context);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsPostContext, comms_post_context_free)

/* The worst first; what a person decided against stands among what is fine. (transfer full)
 * (element-type CommsCheck) */
GPtrArray        * comms_checks_of_post      (CommsPost *post, const CommsPostContext *context);

/* Does @fix, which is @check's fix or other fix, to @post; the caller saves it. FALSE where there
 * was nothing to mend. */
gboolean           comms_fix_check           (const CommsCheck *check, CommsFix fix,
                                              CommsPost *post, const CommsPostContext *context);

/* The same for the fixes that need nothing of the check: not COMMS_FIX_REPLACE,
 * COMMS_FIX_OTHER_LINK or COMMS_FIX_ADD_HASHTAG. */
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
