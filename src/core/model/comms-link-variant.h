/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A link that the posts of a release carry in place of its own within some hours of the day: a
 * light page by day, a film in the evening (R70). The record keeps each as one line, which is what
 * `comms release set --variant` takes too: "17:00-24:00 video https://example.org/film". */

/**
 * CommsLinkVariant:
 * @from: the hour of the desk's zone that its window begins with, 0 to 23
 * @until: the hour that the window ends before, 1 to 24; where it is not after @from, the window
 *   passes midnight
 * @label: what it is for a person, such as "video"; "" where nobody said
 * @link: the page
 */
typedef struct
{
  int from;
  int until;
  char *label;
  char *link;
} CommsLinkVariant;

/**
 * comms_link_variant_parse:
 * @line: "FROM-UNTIL [LABEL] LINK"; an hour is "9", "09" or "09:00"
 * @error: COMMS_ERROR_INVALID with what is wrong and how to write it
 *
 * Returns: (transfer full) (nullable): what it says
 */
CommsLinkVariant *comms_link_variant_parse (const char *line, GError **error);

/**
 * comms_link_variant_format:
 * @self: a variant; white space in its label becomes single spaces
 *
 * Returns: (transfer full): the one line that comms_link_variant_parse() reads back
 */
char *comms_link_variant_format (const CommsLinkVariant *self);

void comms_link_variant_free (CommsLinkVariant *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsLinkVariant, comms_link_variant_free)

/**
 * comms_link_variant_age:
 * @self: a variant
 * @hour: an hour of the day, 0 to 23
 *
 * Returns: the hours since its window began, where it is open at @hour; else -1
 */
int comms_link_variant_age (const CommsLinkVariant *self, int hour);

G_END_DECLS
