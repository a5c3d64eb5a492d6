/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands in a release around its matter, by the looks of a line, in English and Urdu. */

/* Whether the text ends as a sentence does, closing marks aside. */
gboolean comms_line_ends_sentence (const char *line);

/* Whether @n digits stand together, of whatever script. */
gboolean comms_line_has_number    (const char *line,
                                   gsize       n);

/* "FOR IMMEDIATE RELEASE", "Press Release No. 118", "پریس ریلیز". */
gboolean comms_line_is_label      (const char *line);

/* How many bytes of "PRESS RELEASE: Scorecard shows ..." are label; 0 where none, or all. */
gsize    comms_line_label_length  (const char *line);

/* "Islamabad, 10 December 2026". */
gboolean comms_line_is_date       (const char *line);

/* "GOVERNMENT OF PAKISTAN", "Ministry of Human Rights", "حکومتِ پاکستان". */
gboolean comms_line_is_letterhead (const char *line);

/* "Tel: 051-9200000", "From: ...", "Page 2 of 3", "(more)". */
gboolean comms_line_is_office     (const char *line);

/* Any of the above, or a city alone: it stands above the headline or under it. */
gboolean comms_line_is_head       (const char *line);

/* "###", "ENDS", "Notes to editors", "Media contact: ...", "About the Ministry": from here on there
 * is no matter. */
gboolean comms_line_is_closing    (const char *line);

/* "###" or "ENDS" alone, or a label without a number: nobody misses it. */
gboolean comms_line_is_mere_label (const char *line);

/* How many bytes of the opening paragraph say where and when, as in "ISLAMABAD, 9 December: The
 * Ministry ..."; 0 where none, and all of them where it says no more. */
gsize    comms_line_dateline_length (const char *line);

G_END_DECLS
