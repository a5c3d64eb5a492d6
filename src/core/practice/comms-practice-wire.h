/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-practice-state.h"

G_BEGIN_DECLS

/* What the practice network says, in X's words: bodies of answers. All (transfer full). */

char * comms_practice_wire_problem  (guint status, const char *title, const char *type,
                                     const char *detail);
char * comms_practice_wire_invalid  (const char *parameter, const char *detail);
char * comms_practice_wire_created  (CommsPracticePost *post);
char * comms_practice_wire_deleted  (void);
char * comms_practice_wire_user     (CommsPracticeAccount *account);

/* One page of the posts of @user_id, newest first, with ids above @since and below @until, 0
 * for no bound. @new_names: after 2026 (networks, section 1.5). */
char * comms_practice_wire_timeline (CommsPracticeState *state, const char *user_id,
                                     guint64 since, guint64 until, guint max_results,
                                     gboolean new_names);

/* The posts with @ids and what became of them by @now, made up from the id and the age, so that
 * the figures of a post only ever grow; those that are gone are among the errors. */
char * comms_practice_wire_posts    (CommsPracticeState *state, const char *const *ids,
                                     gint64 now, gboolean new_names);

/* The answer of the control path. */
char * comms_practice_wire_state    (CommsPracticeState *state, guint n_requests,
                                     guint n_creates, const char *fault, const char *rate);

/* A page for a person who follows a post's address. */
char * comms_practice_wire_page     (CommsPracticeAccount *account, CommsPracticePost *post);

G_END_DECLS
