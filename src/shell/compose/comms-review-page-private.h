/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-check-list.h"
#include "comms-fold-bin.h"
#include "comms-reread-band.h"
#include "comms-reread-cards.h"
#include "comms-review-data.h"
#include "comms-review-page.h"
#include "comms-twin-bar.h"

G_BEGIN_DECLS

/* The page itself, for its own files: comms-review-page.c shows the post, comms-review-people.c who
 * signed and what was said, comms-review-actions.c does what a person decides. */
struct _CommsReviewPage
{
  CommsPage parent_instance;

  CommsRereadBand *band;
  GtkScrolledWindow *scroller;
  GtkBox *columns;
  GtkBox *diff_box;
  GtkLabel *diff_title;
  GtkLabel *diff_label;
  GtkBox *cards;
  CommsTwinBar *twin_bar;
  GtkBox *source_box;
  GtkLabel *source_label;
  GtkLabel *source_text;
  GtkBox *side;
  AdwClamp *side_clamp;
  GtkLabel *signed_label;
  GtkListBox *people_list;
  GtkLabel *checks_label;
  CommsCheckList *check_list;
  GtkListBox *comments_list;
  GtkEntry *comment_entry;
  GtkButton *comment_button;
  GtkLabel *comment_hint;
  CommsFoldBin *actions_fold;
  GtkBox *actions;
  GtkLabel *state_label;
  GtkLabel *hint_label;
  GtkBox *buttons;
  GtkButton *approve_button;
  GtkButton *ask_button;
  GtkLabel *ask_label;
  GtkButton *next_button;

  gint64 id;
  CommsReviewData *review; /* NULL while loading */
  CommsComposeData *data;  /* of the post that was asked for, in @review */
  gboolean busy;
  gboolean fresh;          /* was just opened: the focus goes into it */
  GHashTable *begun;       /* of gint64 id: the comment that was begun there and is not kept yet */
  GHashTable *asked_links; /* those of the posts that were looked at since it opened */
};

void comms_review_fill_people    (CommsReviewPage *self);
void comms_review_fill_comments  (CommsReviewPage *self);
void comms_review_page_reload    (CommsReviewPage *self);

/* The comment that is being written, clean. (transfer full) */
char * comms_review_dup_comment  (CommsReviewPage *self);

/* The bottom line: what is on, and why not. */
void comms_review_update_actions (CommsReviewPage *self);
void comms_review_actions_init   (GtkWidgetClass  *widget_class);

G_END_DECLS
