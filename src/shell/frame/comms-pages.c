/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-page.h"

#include <glib/gi18n-lib.h>

#include "comms-calendar-page.h"
#include "comms-compose-pane.h"
#include "comms-contact-page.h"
#include "comms-directory-page.h"
#include "comms-log-page.h"
#include "comms-release-page.h"
#include "comms-reread-day-page.h"
#include "comms-reread-page.h"
#include "comms-review-page.h"
#include "comms-today-page.h"

/* What a post beside the column of its checks and people needs, which a pane may take from it. */
#define TWO_COLUMNS 860
/* The list of people at its width, and a person's page that need not break their name. */
#define LIST_AND_PERSON 760
/* What the buttons of Today's header need beside the title. */
#define TODAY_HEADER 720

/* What the parts of a release beside their checks need, so that the fields above show what they
 * hold. */
#define TEXT_AND_SIDE 800

/* The table of pages, those of the navigation first and in its order. A new page is a row here,
 * and the actions that lead to it are rows of the table of routes. */
static const CommsPageInfo pages[] = {
  { "today", NC_ ("navigation", "Today"), "page-today-symbolic", comms_today_page_get_type,
    COMMS_PLACE_NAVIGATION, comms_today_page_count, TODAY_HEADER },
  { "calendar", NC_ ("navigation", "Calendar"), "page-calendar-symbolic",
    comms_calendar_page_get_type, COMMS_PLACE_NAVIGATION, NULL },
  { "directory", NC_ ("navigation", "Directory"), "page-directory-symbolic",
    comms_directory_page_get_type, COMMS_PLACE_NAVIGATION, NULL, LIST_AND_PERSON },
  { "log", NC_ ("navigation", "Log"), "page-log-symbolic", comms_log_page_get_type,
    COMMS_PLACE_NAVIGATION, comms_log_page_count },
  { "contact", NC_ ("navigation", "Log a Contact"), NULL, comms_contact_page_get_type,
    COMMS_PLACE_PUSHED, NULL },
  { "release", NC_ ("navigation", "Release"), NULL, comms_release_page_get_type,
    COMMS_PLACE_PUSHED, NULL, TEXT_AND_SIDE },
  { "reread", NC_ ("navigation", "Re-read"), NULL, comms_reread_page_get_type,
    COMMS_PLACE_PUSHED, NULL, TWO_COLUMNS },
  { "reread-day", NC_ ("navigation", "Re-read All"), NULL, comms_reread_day_page_get_type,
    COMMS_PLACE_PUSHED, NULL },
  { "review", NC_ ("navigation", "Review"), NULL, comms_review_page_get_type,
    COMMS_PLACE_PUSHED, NULL, TWO_COLUMNS },
  { "compose", NC_ ("navigation", "Post"), NULL, comms_compose_pane_get_type, COMMS_PLACE_PANE,
    NULL },
};

static void
open_post (CommsPage *page,
           GVariant  *parameter)
{
  comms_compose_pane_open (COMMS_COMPOSE_PANE (page), g_variant_get_int64 (parameter));
}

static void
withdraw_post (CommsPage *page,
               GVariant  *parameter)
{
  comms_compose_pane_open_withdraw (COMMS_COMPOSE_PANE (page), g_variant_get_int64 (parameter));
}

static void
new_post (CommsPage *page,
          GVariant  *parameter)
{
  comms_compose_pane_open_new (COMMS_COMPOSE_PANE (page), g_variant_get_string (parameter, NULL));
}

static void
reread (CommsPage *page,
        GVariant  *parameter)
{
  comms_reread_page_open (COMMS_REREAD_PAGE (page), g_variant_get_int64 (parameter), FALSE);
}

static void
reread_now (CommsPage *page,
            GVariant  *parameter)
{
  comms_reread_page_open (COMMS_REREAD_PAGE (page), g_variant_get_int64 (parameter), TRUE);
}

static void
reread_day (CommsPage *page,
            GVariant  *parameter)
{
  gsize n_ids;
  const gint64 *ids = g_variant_get_fixed_array (parameter, &n_ids, sizeof (gint64));

  comms_reread_day_page_open (COMMS_REREAD_DAY_PAGE (page), ids, n_ids);
}

static void
review (CommsPage *page,
        GVariant  *parameter)
{
  comms_review_page_open (COMMS_REVIEW_PAGE (page), g_variant_get_int64 (parameter));
}

static void
open_release (CommsPage *page,
              GVariant  *parameter)
{
  comms_release_page_open (COMMS_RELEASE_PAGE (page),
                           parameter != NULL ? g_variant_get_int64 (parameter) : 0);
}

static void
import_release (CommsPage *page,
                GVariant  *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  comms_release_page_open_file (COMMS_RELEASE_PAGE (page), file);
}

static void
open_target (CommsPage *page,
             GVariant  *parameter)
{
  comms_directory_page_open (COMMS_DIRECTORY_PAGE (page),
                             parameter != NULL ? g_variant_get_int64 (parameter) : 0);
}

static void
open_entry (CommsPage *page,
            GVariant  *parameter)
{
  comms_log_page_open (COMMS_LOG_PAGE (page), g_variant_get_int64 (parameter));
}

static void
log_contact (CommsPage *page,
             GVariant  *parameter)
{
  comms_contact_page_open (COMMS_CONTACT_PAGE (page), g_variant_get_int64 (parameter));
}

static const CommsRoute routes[] = {
  { "open-post", "x", "compose", open_post },
  { "withdraw-post", "x", "compose", withdraw_post },
  { "new-post", "s", "compose", new_post },
  { "reread", "x", "reread", reread },
  { "reread-now", "x", "reread", reread_now },
  { "reread-day", "ax", "reread-day", reread_day },
  { "review", "x", "review", review },
  { "open-release", "x", "release", open_release },
  { "import-release", "s", "release", import_release },
  { "new-release", NULL, "release", open_release },
  { "open-target", "x", "directory", open_target },
  { "new-target", NULL, "directory", open_target },
  { "open-entry", "x", "log", open_entry },
  { "log-contact", "x", "contact", log_contact },
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
