/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-account.h"
#include "comms-post.h"
#include "comms-target.h"

G_BEGIN_DECLS

/* How states, classes and accounts look, in one place (mock-ups, "States of a post"): a shape, a
 * word and a colour, never the colour alone. */

/* Symbolic icon, and the CSS class that colours it ("state-draft" ...). Not owned. */
const char * comms_state_icon_name      (CommsPostState   state);
const char * comms_state_css_class      (CommsPostState   state);
const char * comms_target_kind_icon    (CommsTargetKind kind);
const char * comms_target_kind_css     (CommsTargetKind kind);

/* "account-1" ... "account-6": sets the colour of swatch, stripe, tint and band (style.css). */
const char * comms_account_css_class    (gint64           colour);

/* Replaces whichever of the account classes @widget has. */
void         comms_widget_set_account   (GtkWidget       *widget,
                                         gint64           colour);

/**
 * CommsStateLabel:
 *
 * A post's state as shape and word. Properties: "state", "word" (overrides the state's word).
 */
#define COMMS_TYPE_STATE_LABEL (comms_state_label_get_type ())
G_DECLARE_FINAL_TYPE (CommsStateLabel, comms_state_label, COMMS, STATE_LABEL, GtkWidget)
GtkWidget  * comms_state_label_new       (CommsPostState   state);
void         comms_state_label_set_state (CommsStateLabel *self,
                                          CommsPostState   state);
void comms_state_label_set_post (CommsStateLabel *self, CommsPost *post);

/* The square of an account's colour, @size pixels; its name is always written beside it. */
GtkWidget  * comms_swatch_new            (gint64           colour,
                                          int              size);

/* The class of a target as shape and word. */
GtkWidget  * comms_kind_label_new       (CommsTargetKind kind);

/* How an exchange looks: the icon of its kind, what came of it as shape and word (@word instead of
 * the outcome's own, or NULL). */
const char * comms_engagement_icon_name (CommsEngagementKind kind);
void         comms_outcome_show        (CommsStateLabel *label,
                                        CommsOutcome     outcome,
                                        const char      *word);

/* Digits that stand in columns. */
void         comms_label_set_tabular     (GtkLabel        *label);

/* What comms_format_elsewhere() says, small. */
GtkWidget  * comms_elsewhere_label_new   (const char      *zone,
                                          const char      *own,
                                          gint64           instant);

/* Times and dates as a person reads them, in the interface's language. (transfer full) */
char       * comms_format_time           (const char      *zone,
                                          gint64           instant); /* 15:00 */
char       * comms_format_day            (const char      *zone,
                                          gint64           instant); /* Thursday 10 December */
char       * comms_format_day_short      (const char      *zone,
                                          gint64           instant); /* Thu 10 Dec */
char       * comms_format_planned        (const char      *zone,
                                          gint64           instant); /* Thu 10 Dec, 15:00 */
char       * comms_format_elsewhere      (const char      *zone,
                                          const char      *own,
                                          gint64           instant); /* Geneva 06:00 */
char       * comms_format_moment         (const char      *zone,
                                          gint64           instant,
                                          gint64           now);     /* today 15:00, Thu 10 Dec, 15:00 */
char       * comms_format_moment_first   (const char      *zone,
                                          gint64           instant,
                                          gint64           now);     /* Today 15:00 */
char       * comms_format_span           (gint64           milliseconds); /* 58 min, 22 h 20 min */

/* As g_date_time_format(), with the names of days and months and the digits of the interface's
 * language. @pattern is a translated string of context "date". (transfer full) */
char       * comms_format_date           (const char      *pattern,
                                          const char      *zone,
                                          gint64           instant);

/* @text with its ASCII digits as those of the interface's language, but not those of words with
 * Latin letters, such as handles. (transfer full) */
char       * comms_format_digits         (const char      *text);

/* The name of a part of a release, with its number in those digits. (transfer full) */
char       * comms_format_part           (CommsPart        part,
                                          int              index);

/* A number in the digits of the interface's language. (transfer full) */
char       * comms_format_number         (gint64           number);

G_END_DECLS
