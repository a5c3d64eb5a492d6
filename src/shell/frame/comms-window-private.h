/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-fold-bin.h"
#include "comms-foot-line.h"
#include "comms-navigation.h"
#include "comms-notices.h"
#include "comms-publisher.h"
#include "comms-record-list.h"
#include "comms-switcher.h"
#include "comms-window.h"

G_BEGIN_DECLS

struct _CommsWindow
{
  AdwApplicationWindow parent_instance;

  CommsDesk *desk;
  CommsHistory *history;
  CommsPublisher *publisher;
  CommsNotices *notices;
  GListStore *items;         /* of CommsPageItem */
  CommsRecordList *accounts; /* of CommsAccount */
  CommsAccount *account;     /* that new posts use */
  GCancellable *cancellable;
  GHashTable *pages;         /* key to CommsPage */
  GPtrArray *trail;          /* of CommsPageInfo: from the navigation's page to what is on screen */
  GtkWidget *notice;         /* the practice bar */
  GtkWidget *trouble;        /* the bar about what went wrong in the background */
  AdwToast *undo_toast;
  guint start_source;
  guint count_source;
  gboolean painted;       /* once */
  const char *first_page; /* key of the page that is shown then */

  AdwToastOverlay *toasts;
  GtkStack *mode;
  CommsFoldBin *fold;
  GtkBox *body;
  GtkPaned *columns;
  CommsFoldBin *page_fold;
  CommsNavigation *navigation;
  GtkStack *stack;
  GtkWidget *blank;          /* stands in the stack until there is a page */
  GtkWidget *pane;
  CommsSwitcher *switcher;
  CommsFootLine *foot_line;
  GtkWidget *pause_popover; /* a child of @toasts, made when it is first asked for */
};

/* comms-window.c */
void        comms_window_set_account     (CommsWindow  *self,
                                          CommsAccount *account);

/* comms-window-actions.c */
void        comms_window_add_actions     (CommsWindow  *self);
void        comms_window_update_actions  (CommsWindow  *self);

/* comms-window-drop.c */
void        comms_window_add_drop        (CommsWindow  *self);

/* comms-window-trouble.c */
void        comms_window_watch_trouble   (CommsWindow  *self);

/* comms-window-pages.c */
CommsPage * comms_window_visible_page    (CommsWindow  *self);
void        comms_window_open_page       (CommsWindow  *self,
                                          const char   *key);
void        comms_window_close_pane      (CommsWindow  *self);
gboolean    comms_window_can_go_back     (CommsWindow  *self);
gboolean    comms_window_back            (CommsWindow  *self);
void        comms_window_layout          (CommsWindow  *self);

G_END_DECLS
