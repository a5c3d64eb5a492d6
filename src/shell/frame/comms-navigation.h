/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-page.h"

G_BEGIN_DECLS

/**
 * CommsNavigation:
 *
 * The column at the start of the window: the pages, the accounts, the acting person. Asks for
 * win.show-page and win.use-account.
 */
#define COMMS_TYPE_NAVIGATION (comms_navigation_get_type ())
G_DECLARE_FINAL_TYPE (CommsNavigation, comms_navigation, COMMS, NAVIGATION, AdwBin)

/* @items: of CommsPageItem. */
void comms_navigation_bind        (CommsNavigation *self,
                                   CommsDesk       *desk,
                                   GListModel      *items);
/* @accounts: of CommsAccount. They and the acting person can come after the window. */
void comms_navigation_fill        (CommsNavigation *self,
                                   GListModel      *accounts);
/* Marks the row of the page with that key; NULL for none. */
void comms_navigation_select_page (CommsNavigation *self,
                                   const char      *key);
/* Marks the account that new posts use. */
void comms_navigation_select_account (CommsNavigation *self,
                                      CommsAccount    *account);

G_END_DECLS
