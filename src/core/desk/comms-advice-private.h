/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-checks.h"
#include "comms-count.h"
#include "comms-text-check.h"
#include "comms-tokens.h"

G_BEGIN_DECLS

/* Inside the folder only: what the rows of the table of advice look at, and how they tell. */

/**
 * CommsLook:
 * @post: the post
 * @context: what it is checked against
 * @text: its text, never NULL
 * @counted: what the account's network makes of it
 * @tokens: its words
 * @wording: how it says it, once comms_look_at_likeness() was there
 * @n_links: links in it
 * @checks: what was found (element-type CommsCheck)
 *
 * One look at a post: everything that several rows need, worked out once.
 */
typedef struct
{
  CommsPost *post;
  const CommsPostContext *context;
  const char *text;
  CommsTextCheck counted;
  CommsTokens *tokens;
  CommsWording wording;
  guint n_links;
  GPtrArray *checks;
} CommsLook;

typedef void (*CommsLookFunc) (CommsLook *look);

/* What is wrong, at the row's level. Takes @sentence. The check belongs to the look. */
CommsCheck * comms_look_add        (CommsLook *look, CommsCheckKind kind, CommsFix fix,
                                    char *sentence);
/* The same, no worse than @level. */
CommsCheck * comms_look_add_at_most (CommsLook *look, CommsCheckKind kind, CommsCheckLevel level,
                                     CommsFix fix, char *sentence);
/* What is in order. */
CommsCheck * comms_look_add_fine   (CommsLook *look, CommsCheckKind kind, CommsFix fix,
                                    char *sentence);
/* Of which bytes it speaks. */
void         comms_check_set_span  (CommsCheck *check, gsize start, gsize end);

/* Whether the row is to be looked at. */
gboolean     comms_look_wants      (const CommsLook *look, CommsCheckKind kind);

/* Whether bytes lie in a link, a mention or a hashtag. */
gboolean     comms_look_in_entity  (const CommsLook *look, gsize start, gsize end);

/* The text of an entity. (transfer full) */
char       * comms_look_dup_entity (const CommsLook *look, const CommsEntity *entity);

/* "10 December, 15:00" in the desk's zone. (transfer full) */
char       * comms_look_dup_moment (const CommsPostContext *context, gint64 instant);

/* The first instant of the post's day in the desk's zone, or of today for an undated one. */
gint64       comms_look_day        (CommsPost *post, const CommsPostContext *context, int after);

/* The rows, by file. */
void         comms_look_at_likeness (CommsLook *look);
void         comms_look_at_links    (CommsLook *look);
void         comms_look_at_tags     (CommsLook *look);
void         comms_look_at_figures  (CommsLook *look);
void         comms_look_at_mentions (CommsLook *look);
void         comms_look_at_numbers  (CommsLook *look);
void         comms_look_at_names    (CommsLook *look);
void         comms_look_at_media    (CommsLook *look);
void         comms_look_at_letters  (CommsLook *look);
void         comms_look_at_house    (CommsLook *look);

G_END_DECLS
