/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-today-data.h"

G_BEGIN_DECLS

/* The sentences of the page Today. All are (transfer full). Handles and first lines stand in them
 * with their own direction, and the whole in that of the interface. */

/* "@mohr_example", kept left to right within other writing. */
char * comms_today_handle          (CommsAccount             *account);
/* Two facts in a row: "@mohr_example · goes 15:00". Either may be NULL. */
char * comms_today_join            (const char               *first,
                                    const char               *second);
/* The first line in quotation marks, in the direction that it runs. */
char * comms_today_post_title      (const CommsTodayPost     *post);
/* Its time where that is today, else its day; NULL where it has none. */
char * comms_today_post_time       (const CommsTodayPost     *post,
                                    const CommsTodayData     *data);
char * comms_today_post_facts      (const CommsTodayPost     *post,
                                    const CommsTodayData     *data,
                                    gboolean                  narrow);
/* "2 posted, 2 planned: good". */
char * comms_today_cadence_words   (const CommsTodayCadence  *cadence,
                                    const CommsTodayData     *data);
char * comms_today_deadline_title  (const CommsTodayDeadline *deadline);
char * comms_today_deadline_facts  (const CommsTodayDeadline *deadline,
                                    const CommsTodayData     *data);
char * comms_today_occasion_facts  (const CommsTodayOccasion *occasion,
                                    const CommsTodayData     *data);
/* Whole days from today to @at. */
guint  comms_today_days_until      (const CommsTodayData     *data,
                                    gint64                    at);

G_END_DECLS
