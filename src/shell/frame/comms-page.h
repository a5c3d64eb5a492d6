/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-account.h"
#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsPage:
 * @desk: the desk that it shows; set once, at construction
 * @title: of the header bar
 * @subtitle: of the header bar
 * @account: the account that a new post would use; kept by the window
 * @count: how many things on it need a person, for the pill in the navigation
 * @urgent: whether that pill is in the accent colour
 * @folded: whether the window is narrow; kept by the window
 * @band: whether the account's colour stands under the header bar (it does unless told)
 *
 * A page of the window: a column with its own header bar, which the base class makes. It puts
 * the primary menu (when narrow) and the Back button (of a page that was pushed) at the bar's
 * start, and the account band and the practice bar under it. A template adds to them by the
 * type of the child:
 *
 * |[
 *   <template class="CommsToday" parent="CommsPage">
 *     <property name="title" translatable="yes">Today</property>
 *     <child type="start"><object class="GtkButton"/></child>
 *     <child type="end"><object class="GtkMenuButton"/></child>
 *     <child><object class="GtkScrolledWindow"/></child>
 *   </template>
 * ]|
 *
 * A child of type "title" stands in the place of title and subtitle. "end" children are added
 * from the edge inwards. A button with an AdwButtonContent shows only its icon when narrow.
 *
 * A page knows nothing of the window or of other pages; it asks for things by action name, and
 * meets them in the desk:
 *
 *   win.show-page (s)        a page of the table, by key
 *   win.open-release (x)     the release page; win.new-release
 *   win.import-release (s)   a new release from the file at that URI
 *   win.open-post (x)        the compose pane; win.new-post (s): wall time "2026-12-10T15:00" or ""
 *   win.withdraw-post (x)    the compose pane, at what follows from withdrawing the post
 *   win.reread (x)           the re-read page of a post, to go at its planned time
 *   win.reread-now (x)       the same, to go as soon as the hold is over
 *   win.reread-day (ax)      several posts one under the other, each to go at its planned time
 *   win.review (x)           the review of a post: approve it, or ask for a change
 *   win.act-as (x)           on a practice desk: act as the person with that id
 *   win.open-target (x)      the person in the directory; win.new-target
 *   win.log-contact (x)      a new engagement with a target, 0 for none
 *   win.open-entry (x)       an entry of the log
 *   win.back  win.undo  win.redo  win.search  win.pause
 *   win.use-account (x)      the account that new posts use from now on
 *   win.notify (s)           a sentence in a toast
 *   app.preferences (s)      the preferences, at "desk", "accounts", "people", "approval", "cost" or
 *                            "program"; app.help (s): a page of the help, or ""
 */
#define COMMS_TYPE_PAGE (comms_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (CommsPage, comms_page, COMMS, PAGE, AdwBin)

struct _CommsPageClass
{
  AdwBinClass parent_class;

  /* Something of that kind has changed; requery what is shown. Only called while the page is on
   * screen, or has a count; what changed meanwhile is told when it comes back. The first query
   * is the page's own affair, in constructed. */
  void (*changed) (CommsPage *self, CommsSubject subject);
  /* It has come on screen: the time may have moved on. */
  void (*shown)   (CommsPage *self);
  /* Ctrl+F: put the focus into its search; FALSE where it has none. */
  gboolean (*search) (CommsPage *self);
};

CommsDesk    * comms_page_get_desk        (CommsPage    *self);
/* Cancelled when the page is disposed of: pass it to every asynchronous call. */
GCancellable * comms_page_get_cancellable (CommsPage    *self);
void           comms_page_set_count       (CommsPage    *self,
                                           guint         count,
                                           gboolean      urgent);
gboolean       comms_page_get_folded      (CommsPage    *self);
void           comms_page_set_title       (CommsPage    *self,
                                           const char   *title,
                                           const char   *subtitle);
/* The account that a new post would use, NULL while the desk has none. */
CommsAccount * comms_page_get_account     (CommsPage    *self);

/* For the window. Whether its header bar is the first and the last of the window; what the Back
 * button says, NULL for no button; the bar that marks a practice desk. */
void           comms_page_set_edges       (CommsPage    *self,
                                           gboolean      first,
                                           gboolean      last);
void           comms_page_set_back        (CommsPage    *self,
                                           const char   *title);
void           comms_page_set_notice      (CommsPage    *self,
                                           GtkWidget    *notice);
gboolean       comms_page_search          (CommsPage    *self);

/* Shows the sentence of an error in a toast, unless it was a cancellation. From any widget
 * within the window. */
void           comms_show_error           (GtkWidget    *widget,
                                           const GError *error);

/**
 * CommsPlace:
 * @COMMS_PLACE_NAVIGATION: a row of the navigation
 * @COMMS_PLACE_PUSHED: on top of another page, with Back
 * @COMMS_PLACE_PANE: beside the page; its signal "close" hides it
 */
typedef enum
{
  COMMS_PLACE_NAVIGATION,
  COMMS_PLACE_PUSHED,
  COMMS_PLACE_PANE,
} CommsPlace;

/* How many things on a page need a person, and whether one of them cannot wait. */
typedef struct
{
  guint n;
  gboolean urgent;
} CommsPageCount;

/* One row of the table of pages (comms-pages.c). */
typedef struct
{
  const char *key;
  const char *title;      /* translatable, with context "navigation" */
  const char *icon_name;
  GType (*type) (void);
  CommsPlace place;
  CommsTxFunc count;      /* the CommsPageCount of its pill while there is no page yet, or NULL */
  int fold_width;         /* it folds where it has less than this, in px; 0 for what most need */
} CommsPageInfo;

const CommsPageInfo * comms_pages (guint *n_pages);

/* One row of the table of routes (comms-pages.c): the action that brings up a page, and what is
 * then done with it. */
typedef struct
{
  const char *action;         /* of the window */
  const char *parameter_type; /* GVariant's, or NULL */
  const char *page;           /* key of the page */
  void (*open) (CommsPage *page, GVariant *parameter);
} CommsRoute;

const CommsRoute * comms_routes (guint *n_routes);

G_END_DECLS
