/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-page.h"

G_BEGIN_DECLS

/**
 * CommsPageItem:
 * @count: of the page, for its pill
 * @urgent: whether the pill is in the accent colour
 *
 * A page of the navigation, as its row and its button in the narrow switcher show it. It exists
 * before the page does.
 */
#define COMMS_TYPE_PAGE_ITEM (comms_page_item_get_type ())
G_DECLARE_FINAL_TYPE (CommsPageItem, comms_page_item, COMMS, PAGE_ITEM, GObject)

struct _CommsPageItem
{
  GObject parent_instance;

  const CommsPageInfo *info;
  CommsPage *page; /* weak; once there is one */
  guint count;
  gboolean urgent;
};

CommsPageItem * comms_page_item_new       (const CommsPageInfo *info);
/* The title of the page in the interface's language. */
const char    * comms_page_item_get_title (CommsPageItem       *self);
/* Counts what needs a person, for as long as there is no page to do so. */
void            comms_page_item_recount   (CommsPageItem       *self,
                                           CommsDesk           *desk,
                                           GCancellable        *cancellable);
/* From now on @page counts. */
void            comms_page_item_set_page  (CommsPageItem       *self,
                                           CommsPage           *page);
/* A label that shows the count, hidden while it is zero. (transfer floating) */
GtkWidget     * comms_page_item_new_pill  (CommsPageItem       *self);

G_END_DECLS
