/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-http.h"

G_BEGIN_DECLS

/**
 * CommsCard:
 * @uri: the link
 * @title: of the page; its host where it has none
 * @description: of the page, or ""
 * @thumb: a small picture, or NULL
 * @mime: of @thumb, a constant
 *
 * What stands for a link below a post. Networks that make it themselves need none.
 */
typedef struct
{
  char *uri;
  char *title;
  char *description;
  GBytes *thumb;
  const char *mime;
} CommsCard;

void        comms_card_free         (CommsCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsCard, comms_card_free)

/* Reads the page behind @uri, without any token, and its picture, at most @thumb_bytes large. What
 * cannot be had is left out: a link is no worse for it. */
void        comms_card_fetch_async  (const char *uri, gint64 thumb_bytes, guint timeout,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Never NULL. (transfer full) */
CommsCard * comms_card_fetch_finish (GAsyncResult *result);

G_END_DECLS
