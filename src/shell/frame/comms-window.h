/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-history.h"
#include "comms-page.h"

G_BEGIN_DECLS

/**
 * CommsWindow:
 * @desk: what it shows; without one, whatever comms_window_show() was given
 *
 * The window: navigation, pages, compose pane, foot line. It owns the history and the publisher
 * of its desk, and the actions that pages ask for (comms-page.h).
 */
#define COMMS_TYPE_WINDOW (comms_window_get_type ())
G_DECLARE_FINAL_TYPE (CommsWindow, comms_window, COMMS, WINDOW, AdwApplicationWindow)

CommsWindow  * comms_window_new         (GtkApplication *application,
                                         CommsDesk      *desk);
CommsDesk    * comms_window_get_desk    (CommsWindow    *self);
CommsHistory * comms_window_get_history (CommsWindow    *self);

/* Before there is a desk: welcome, or what is wrong with the desk. Takes the place of what was
 * shown. */
void           comms_window_show        (CommsWindow    *self,
                                         GtkWidget      *widget);

/* The page with that key; made where it does not exist yet. NULL for an unknown key. */
CommsPage    * comms_window_get_page    (CommsWindow    *self,
                                         const char     *key);
/* Key of the page of the navigation that is on screen, or under what is. */
const char   * comms_window_get_page_key (CommsWindow   *self);
void           comms_window_show_page   (CommsWindow    *self,
                                         const char     *key);
/* Ends what works in the background: the publisher, the practice network. Before it goes. */
void           comms_window_stop        (CommsWindow    *self);
/* A sentence in a toast. */
void           comms_window_notify      (CommsWindow    *self,
                                         const char     *sentence);

G_END_DECLS
