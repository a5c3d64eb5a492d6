/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-accounts.h"
#include "comms-calendar-item.h"
#include "comms-desk.h"
#include "comms-occasion.h"

G_BEGIN_DECLS

/**
 * CommsCalendarRange:
 * @first: the first day, as a Julian day number in the desk's zone
 * @n_days: how many days from there
 *
 * Which days are shown.
 */
typedef struct
{
  guint first;
  guint n_days;
} CommsCalendarRange;

/**
 * CommsCalendarData:
 * @range: the days
 * @zone: the desk's zone
 * @zones: the audiences' zones
 * @slots: wall times of a day's posts
 * @clock: the desk's; set by whoever takes the data over
 * @now: when it was read
 * @posts_low: fewer posts a day than this is too few
 * @items: what stands on those days, in order (element-type CommsCalendarItem)
 * @undated: drafts without a time (element-type CommsCalendarItem)
 * @accounts: (element-type CommsAccount)
 * @occasions: all that are known (element-type CommsOccasion)
 *
 * What the store holds of a stretch of days; read in one transaction, never changed afterwards.
 */
typedef struct
{
  CommsCalendarRange range;
  char *zone;
  char **zones;
  char **slots;
  CommsClock *clock;
  gint64 now;
  guint posts_low;
  GPtrArray *items;
  GPtrArray *undated;
  GPtrArray *accounts;
  GPtrArray *occasions;
} CommsCalendarData;

/* CommsTxFunc; @data is a CommsCalendarRange. The result belongs to the caller. */
gpointer        comms_calendar_data_load     (CommsTx                 *tx,
                                              gpointer                 data,
                                              GError                 **error);
CommsCalendarData * comms_calendar_data_ref  (CommsCalendarData       *self);
void            comms_calendar_data_unref    (CommsCalendarData       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsCalendarData, comms_calendar_data_unref)

/* The occasion of that day, or NULL. Where several fall on one day the desk's own leads, then the
 * national one. */
CommsOccasion * comms_calendar_data_occasion (const CommsCalendarData *self,
                                              guint                    day);

/* The occasion's name in the language of the interface. Not owned. */
const char    * comms_calendar_occasion_name (CommsOccasion           *occasion);

/**
 * CommsCalendarKind:
 *
 * The filter chips: one holds at a time.
 */
typedef enum
{
  COMMS_CALENDAR_ALL,
  COMMS_CALENDAR_POSTS,
  COMMS_CALENDAR_RELEASES,
  COMMS_CALENDAR_OP_EDS,
  COMMS_CALENDAR_IN_REVIEW,
  COMMS_CALENDAR_URDU,
} CommsCalendarKind;
#define COMMS_N_CALENDAR_KINDS (COMMS_CALENDAR_URDU + 1)

typedef struct
{
  CommsCalendarKind kind;
  gint64 account_id;      /* 0 for all */
  char *search;           /* words as comms_text_fold() makes them, or NULL */
} CommsCalendarFilter;

gboolean        comms_calendar_filter_matches (const CommsCalendarFilter *filter,
                                               CommsCalendarItem         *item);

/* Those of @items that match. (transfer full) (element-type CommsCalendarItem) */
GPtrArray     * comms_calendar_filter_apply   (const CommsCalendarFilter *filter,
                                               GPtrArray                 *items);

/* How many each chip would show, with the filter's account. */
void            comms_calendar_filter_count   (const CommsCalendarFilter *filter,
                                               const CommsCalendarData   *data,
                                               guint                      counts[COMMS_N_CALENDAR_KINDS]);

G_END_DECLS
