/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-check-list.h"
#include "comms-fold-bin.h"
#include "comms-read-check.h"
#include "comms-reread-band.h"
#include "comms-reread-cards.h"
#include "comms-reread-data.h"
#include "comms-reread-page.h"
#include "comms-twin-bar.h"

G_BEGIN_DECLS

/* What the suggested button does. */
typedef enum
{
  COMMS_REREAD_QUEUE,             /* schedule it, or send it */
  COMMS_REREAD_APPROVE_AND_QUEUE, /* a manager, who did not write it */
  COMMS_REREAD_APPROVE,           /* the same, where others have to sign it as well */
  COMMS_REREAD_SUBMIT,            /* the approval of someone else is missing */
  COMMS_REREAD_NOTHING,           /* and the page says why */
} CommsRereadWay;

/* The page itself, for its own files: comms-reread-page.c shows the posts, comms-reread-times.c,
 * comms-reread-people.c and comms-reread-twin.c what stands beside them, comms-reread-actions.c
 * does what a person decides. */
struct _CommsRereadPage
{
  CommsPage parent_instance;

  CommsRereadBand *band;
  GtkBox *columns;
  GtkBox *cards;
  CommsTwinBar *twin_bar;
  GtkBox *diff_box;
  GtkLabel *diff_title;
  GtkLabel *diff_label;
  AdwClamp *side_clamp;
  GtkBox *side;
  GtkLabel *times_title;
  GtkListBox *times_list;
  GtkLabel *checks_label;
  CommsCheckList *check_list;
  GtkListBox *people_list;
  GtkBox *practice_box;
  GtkWidget *practice_icon;
  GtkScrolledWindow *scroller;
  GtkLabel *practice_label;
  GtkButton *practice_button;
  CommsFoldBin *actions_fold;
  GtkBox *actions;
  CommsReadCheck *read_check;
  GtkLabel *hint_label;
  GtkBox *buttons;
  GtkButton *change_button;
  GtkButton *go_button;
  GtkLabel *go_label;
  GtkLabel *key_label;

  gint64 id;
  gboolean now;           /* to leave as soon as the hold is over */
  CommsRereadData *all;   /* NULL while loading */
  CommsComposeData *data; /* of the post that was asked for, in @all */
  gboolean busy;
  GHashTable *asked_links; /* those of the posts that were looked at since it opened */
};

void comms_reread_fill_times (CommsRereadPage *self);
void comms_reread_fill_people (CommsRereadPage *self);
void comms_reread_fill_diff (CommsRereadPage *self);

/* The bottom line: which buttons there are, which are on, and why not. */
void comms_reread_update_actions (CommsRereadPage *self);
void comms_reread_actions_init (GtkWidgetClass *widget_class);

G_END_DECLS
