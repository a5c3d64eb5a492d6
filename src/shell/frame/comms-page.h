/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsPage:
 * @desk: the desk that it shows; set once, at construction
 * @count: how many things on it need a person, for the pill in the navigation
 * @urgent: whether that pill is in the accent colour
 * @folded: whether the window is narrow; bound by the window
 *
 * A page of the window: a column with its own header bar. A page knows nothing of the window or
 * of other pages; it asks for things by action name, and meets them in the desk:
 *
 *   win.show-page (s)        a page of the table, by key
 *   win.open-release (x)     the release page; win.new-release
 *   win.open-post (x)        the compose pane; win.new-post (s): wall time "2026-12-10T15:00" or ""
 *   win.reread (x)           the re-read page of a post, to go at its planned time
 *   win.reread-now (x)       the same, to go as soon as the hold is over
 *   win.act-as (x)           on a practice desk: act as the person with that id
 *   win.open-target (x)      the person in the directory; win.new-target
 *   win.log-contact (x)      a new engagement with a target, 0 for none
 *   win.open-entry (x)       an entry of the log
 *   win.back  win.undo  win.redo  win.search  win.pause
 *   win.notify (s)           a sentence in a toast
 */
#define COMMS_TYPE_PAGE (comms_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (CommsPage, comms_page, COMMS, PAGE, AdwBin)

struct _CommsPageClass
{
  AdwBinClass parent_class;

  /* Something of that kind has changed; requery what is shown. Only called while the page is on
   * screen; what changed meanwhile is told when it comes back. */
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

/* Shows the sentence of an error in a toast, unless it was a cancellation. From any widget
 * within the window. */
void           comms_show_error           (GtkWidget    *widget,
                                           const GError *error);

/* One row of the table of pages (comms-pages.c). */
typedef struct
{
  const char *key;
  const char *title;      /* translatable, with context "navigation" */
  const char *icon_name;
  GType (*type) (void);
} CommsPageInfo;

const CommsPageInfo * comms_pages (guint *n_pages);

G_END_DECLS
