/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-page.h"

#include <glib/gi18n-lib.h>

/* The table of pages, in the order of the navigation. A new page is a row here, and the actions
 * that lead to it are rows below. */
static const CommsPageInfo pages[] = {
};

static const CommsRoute routes[] = {
};

/**
 * comms_pages:
 *
 * Returns: (transfer none): the table of pages
 */
const CommsPageInfo *
comms_pages (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);
  return pages;
}

/**
 * comms_routes:
 *
 * Returns: (transfer none): the actions that lead to a page
 */
const CommsRoute *
comms_routes (guint *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}
