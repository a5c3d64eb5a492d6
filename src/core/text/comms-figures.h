/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The figures and dates of a text, in digits of any script and in the words of English and Urdu:
 * what must be the same in a post and its twin, and in a post and its document (part D, 9). */

typedef enum
{
  COMMS_FIGURE_NUMBER,
  COMMS_FIGURE_ORDINAL, /* 41st, fifth */
  COMMS_FIGURE_PERCENT,
  COMMS_FIGURE_MONEY,
  COMMS_FIGURE_DATE,    /* a day, a month with or without its year, or a day of the week */
  COMMS_FIGURE_TIME,    /* a time of day */
} CommsFigureKind;

/**
 * CommsFigure:
 * @kind: what it is
 * @start: its first byte in the text
 * @end: the byte after it
 * @sure: it can be nothing else; what may be another word as well ("May", "second") is not
 * @digits: of all but dates: its value is @digits times ten to the power of @power; @digits does
 *   not end in 0 unless it is 0. Of a time: the minutes since midnight, with @power 0
 * @power: see there
 * @half_known: of a time: whether it says which half of the day
 * @currency: of money: ISO 4217 code, such as "PKR"
 * @year: of a date: year, or 0 where it says none
 * @month: of a date: 1 to 12, or 0
 * @day: of a date: 1 to 31, or 0
 * @weekday: of a date: 1 for Monday to 7 for Sunday, or 0
 */
typedef struct
{
  CommsFigureKind kind;
  gsize start;
  gsize end;
  gboolean sure;
  gint64 digits;
  int power;
  gboolean half_known;
  char currency[4];
  guint16 year;
  guint8 month;
  guint8 day;
  guint8 weekday;
} CommsFigure;

/**
 * CommsFigureDifference:
 * @a: as it stands in the first text, or NULL
 * @b: as it stands in the second text, or NULL
 * @in_a: where; all 0 where @a is NULL
 * @in_b: where; all 0 where @b is NULL
 *
 * What two texts say differently, or only one of them says.
 */
typedef struct
{
  char *a;
  char *b;
  CommsFigure in_a;
  CommsFigure in_b;
} CommsFigureDifference;

/* The figures and dates that are surely such, in the order of @text, which may be NULL; none within
 * links, handles and hashtags. (transfer full): GArray of CommsFigure */
GArray    * comms_figures_find            (const char *text);
/* The same for a text whose entities are known. (element-type CommsEntity) */
GArray    * comms_figures_find_read       (const char *text, GArray *entities);

/* Whether two figures say the same as far as both say it: "10 December" is 10 December 2026, and
 * 3 o'clock is 15:00. */
gboolean    comms_figures_equal           (const CommsFigure *a, const CommsFigure *b);

/* What the two texts do not both say, either of which may be NULL: in pairs where a figure of the
 * one stands where the other has another of its kind, the rest alone. A figure of the one that
 * stands anywhere in the other, in digits or words, is no difference. For a part against its whole
 * look at those that have an @a. (transfer full) (element-type CommsFigureDifference) */
GPtrArray * comms_figures_compare         (const char *a, const char *b);

void        comms_figure_difference_free  (CommsFigureDifference *difference);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsFigureDifference, comms_figure_difference_free)

G_END_DECLS
