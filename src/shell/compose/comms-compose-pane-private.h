/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-check-list.h"
#include "comms-compose-data.h"
#include "comms-compose-pane.h"
#include "comms-language-drop.h"
#include "comms-part-chips.h"
#include "comms-post-status.h"
#include "comms-post-text.h"
#include "comms-saver.h"
#include "comms-when-button.h"

G_BEGIN_DECLS

/* The pane itself, for its own files: comms-compose-pane.c shows and reads the post,
 * comms-compose-actions.c does things with it. */
struct _CommsComposePane
{
  CommsPage parent_instance;

  GtkMenuButton *menu_button;
  GtkButton *close_button;
  GtkMenuButton *account_button;
  GtkLabel *account_badge;
  GtkLabel *handle_label;
  GtkLabel *account_label;
  GtkPopover *account_popover;
  GtkListBox *account_list;
  GtkScrolledWindow *scroller;
  CommsPostStatus *status;
  CommsLanguageDrop *language_drop;
  CommsWhenButton *when_button;
  GtkBox *times_box;
  GtkLabel *zones_label;
  GtkBox *embargo_box;
  GtkLabel *embargo_label;
  CommsPartChips *part_chips;
  CommsPostText *text;
  GtkLevelBar *counter_bar;
  GtkLabel *counter_label;
  GtkLabel *hashtags_label;
  GtkLabel *link_label;
  GtkLabel *posts_label;
  GtkBox *checks_box;
  GtkLabel *checks_label;
  CommsCheckList *check_list;
  GtkBox *action_bar;
  CommsSavedLabel *saved_label;
  AdwSplitButton *reread_button;
  GtkLabel *reason_label;

  CommsPost *post;        /* as it is on screen */
  CommsComposeData *data; /* as it was read last; NULL while loading */
  CommsSaver *saver;
  GCancellable *loading;
  gboolean fresh;         /* was just opened: the focus goes into its text */
  gboolean filling;       /* the widgets are being set, not used */
};

/* The post on screen has changed: checks it anew and saves it soon. */
void comms_compose_pane_touch        (CommsComposePane *self);
/* Puts the post's fields into the widgets. */
void comms_compose_pane_fill         (CommsComposePane *self);
/* Reads the post and what is around it from the desk again. */
void comms_compose_pane_reload       (CommsComposePane *self);
/* Saves, and lets the window hide it. */
void comms_compose_pane_close        (CommsComposePane *self);
/* Shows nothing more, after saving what is there. */
void comms_compose_pane_forget       (CommsComposePane *self);

void comms_compose_actions_init      (GtkWidgetClass   *widget_class);
/* Which actions are on, and why not. */
void comms_compose_actions_update    (CommsComposePane *self);
void comms_compose_actions_fix       (CommsComposePane *self,
                                      CommsFix          fix);
void comms_compose_actions_act       (CommsComposePane *self,
                                      const char       *verb,
                                      const char       *words);

G_END_DECLS
