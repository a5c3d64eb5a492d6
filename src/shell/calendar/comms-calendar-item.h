/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-metric.h"
#include "comms-policy.h"
#include "comms-post.h"
#include "comms-release.h"

G_BEGIN_DECLS

/**
 * CommsCalendarItem:
 * @post: the post, or NULL for a release
 * @release: the release itself, or the one that the post comes from, or NULL
 * @account: the account of the post, or NULL
 * @metric: what became of the post, as it was last read, or NULL
 * @zone: the desk's zone, in which the rest is reckoned
 * @at: the instant that places it, or 0 for an undated one
 * @day: its date as a Julian day number, or 0
 * @minute: minutes of the wall clock since midnight
 * @number: which post of that day it is, from 1; 0 for a release
 * @total: how many posts that day has
 * @line: the first line of its text
 * @rtl: whether that line runs from right to left
 *
 * What one card of the calendar shows. Never changes once it is made, so that views may hold it
 * and compare by pointer.
 */
#define COMMS_TYPE_CALENDAR_ITEM (comms_calendar_item_get_type ())
G_DECLARE_FINAL_TYPE (CommsCalendarItem, comms_calendar_item, COMMS, CALENDAR_ITEM, GObject)

struct _CommsCalendarItem
{
  GObject parent_instance;

  CommsPost *post;
  CommsRelease *release;
  CommsAccount *account;
  CommsMetric *metric;
  char *zone;
  gint64 at;
  guint day;
  guint minute;
  guint number;
  guint total;
  char *line;
  gboolean rtl;
};

CommsCalendarItem * comms_calendar_item_new_post       (CommsPost          *post,
                                                        CommsRelease       *release,
                                                        CommsAccount       *account,
                                                        CommsMetric        *metric,
                                                        const char         *zone);
CommsCalendarItem * comms_calendar_item_new_release    (CommsRelease       *release,
                                                        const char         *zone);

/* Whether both stand for the same row of the store. */
gboolean            comms_calendar_item_is_same        (CommsCalendarItem  *self,
                                                        CommsCalendarItem  *other);

/* Whether both show the same, so that a card of the one needs no change for the other. */
gboolean            comms_calendar_item_equal          (CommsCalendarItem  *self,
                                                        CommsCalendarItem  *other);

/* Earlier first; at one time releases first. For g_ptr_array_sort(). */
int                 comms_calendar_item_compare        (gconstpointer       a,
                                                        gconstpointer       b);

/* When the embargo that it stands under lifts, or 0 where there is none any more. */
gint64              comms_calendar_item_embargo        (CommsCalendarItem  *self,
                                                        gint64              now);

/* Whether a person may still move it, by its state alone. */
gboolean            comms_calendar_item_can_move       (CommsCalendarItem  *self);

/* What a screen reader says: "Thursday 10 December, 15:00, draft, at mohr_example, 2 of 5".
 * (transfer full) */
char              * comms_calendar_item_dup_spoken     (CommsCalendarItem  *self);

/* The name of the account as written on cards: "@mohr_example". (transfer full) */
char              * comms_calendar_item_dup_handle     (CommsCalendarItem  *self);

/* The date of an instant in the zone as a Julian day number, and minutes since its midnight
 * (NULL: not wanted). */
guint               comms_calendar_day_of              (const char         *zone,
                                                        gint64              at,
                                                        guint              *minute);

/* The instant of a wall clock's minute of that day; 0 where the zone is not known. */
gint64              comms_calendar_instant             (const char         *zone,
                                                        guint               day,
                                                        int                 minute);

/* First instant of that day in the zone. */
gint64              comms_calendar_day_start           (const char         *zone,
                                                        guint               day);

G_END_DECLS
