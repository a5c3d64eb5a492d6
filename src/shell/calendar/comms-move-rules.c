/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-calendar-move.h"

#include <glib/gi18n-lib.h>

#include "comms-marks.h"
#include "comms-zone.h"

/* How far ahead a free slot is looked for. */
#define MAX_DAYS_AHEAD 60
#define MINUTE ((gint64) 60 * 1000)
#define QUARTER (15 * MINUTE)

/* "10:00" as a minute of the day; -1 where it is none. */
static int
minute_of_slot (const char *slot)
{
  int hours, minutes;

  if (sscanf (slot, "%2d:%2d", &hours, &minutes) != 2 || hours > 23 || minutes > 59)
    return -1;
  return hours * 60 + minutes;
}

/* The first slot of the day that is not before @earliest; where all are over, the first one. */
static gint64
slot_of_day (const char        *zone,
             const char *const *slots,
             guint              day,
             gint64             earliest)
{
  gint64 first = 0;

  for (guint i = 0; slots != NULL && slots[i] != NULL; i++)
    {
      int minute = minute_of_slot (slots[i]);
      gint64 at = minute < 0 ? 0 : comms_calendar_instant (zone, day, minute);

      if (at != 0 && at >= earliest)
        return at;
      if (first == 0)
        first = at;
    }
  return first != 0 ? first : comms_calendar_instant (zone, day, 10 * 60);
}

gint64
comms_move_target (const CommsMove   *move,
                   const char        *zone,
                   const char *const *slots,
                   gint64             at,
                   gint64             earliest)
{
  guint minute = 0;
  guint day = at != 0 ? comms_calendar_day_of (zone, at, &minute) : 0;

  switch (move->kind)
    {
    case COMMS_MOVE_TO_MINUTE:
      return comms_calendar_instant (zone, move->day, CLAMP (move->amount, 0, 24 * 60 - 1));
    case COMMS_MOVE_TO_DAY:
      return at != 0 ? comms_calendar_instant (zone, move->day, (int) minute)
                     : slot_of_day (zone, slots, move->day, earliest);
    case COMMS_MOVE_BY_DAYS:
      return at != 0 ? comms_calendar_instant (zone, (guint) ((int) day + move->amount), (int) minute) : 0;
    case COMMS_MOVE_BY_MINUTES:
      return at != 0 ? at + move->amount * MINUTE : 0;
    case COMMS_MOVE_UNDATE:
    default:
      return 0;
    }
}

static gboolean
is_taken (const CommsCalendarData *data,
          gint64                   account_id,
          gint64                   at)
{
  for (guint i = 0; i < data->items->len; i++)
    {
      CommsCalendarItem *item = g_ptr_array_index (data->items, i);

      if (item->post != NULL && item->post->account_id == account_id &&
          ABS (item->at - at) < QUARTER)
        return TRUE;
    }
  return FALSE;
}

gint64
comms_move_first_free (const CommsCalendarData *data,
                       gint64                   account_id,
                       gint64                   earliest)
{
  guint day = comms_calendar_day_of (data->zone, earliest, NULL);

  for (guint ahead = 0; ahead < MAX_DAYS_AHEAD; ahead++)
    for (guint i = 0; data->slots != NULL && data->slots[i] != NULL; i++)
      {
        int minute = minute_of_slot (data->slots[i]);
        gint64 at = minute < 0 ? 0 : comms_calendar_instant (data->zone, day + ahead, minute);

        if (at >= earliest && at != 0 && !is_taken (data, account_id, at))
          return at;
      }
  return (earliest + QUARTER - 1) / QUARTER * QUARTER;
}

static char *
refusal_by_state (CommsCalendarItem *item)
{
  if (item->post == NULL)
    return g_strdup (C_("move refused", "It has appeared already and stays on its day."));
  if (item->post->state == COMMS_POST_STATE_UNKNOWN)
    return g_strdup (C_("move refused", "It may be out already. Decide about it on the page "
                                         "Today before you move it."));
  if (item->post->state == COMMS_POST_STATE_CANCELLED)
    return g_strdup (C_("move refused", "It was let go. Open it and make it a draft again before "
                                        "you move it."));
  return g_strdup (C_("move refused", "It has left already. What is published stays where it "
                                       "is."));
}

/* Why a release may not appear then. (transfer full) */
static char *
refusal_of_release (CommsCalendarItem       *item,
                    const CommsCalendarData *data,
                    gint64                   target,
                    gint64                   now)
{
  gint64 embargo = comms_calendar_item_embargo (item, now);
  g_autofree char *lift = NULL;

  if (target == 0)
    return g_strdup (C_("move refused", "Only posts stand there without a time. The date of a "
                                         "release is taken away on its own page."));
  if (target < now)
    return g_strdup (C_("move refused", "That time is over. A release appears now or later."));
  if (target >= embargo)
    return NULL;
  lift = comms_format_moment (data->zone, embargo, now);
  /* Translators: a time, such as “tomorrow 10:00” */
  return g_strdup_printf (C_("move refused", "Its embargo lifts %s and does not move with it. "
                                              "Change the embargo first, on its page."), lift);
}

char *
comms_move_dup_refusal (const CommsMove         *move,
                        CommsCalendarItem       *item,
                        const CommsCalendarData *data,
                        gint64                   now)
{
  gint64 embargo = comms_calendar_item_embargo (item, now);
  gint64 earliest = MAX (now, embargo);
  gint64 target;
  g_autofree char *free_time = NULL;

  if (!comms_calendar_item_can_move (item))
    return refusal_by_state (item);
  target = comms_move_target (move, data->zone, (const char *const *) data->slots, item->at,
                              earliest);
  if (item->post == NULL)
    return refusal_of_release (item, data, target, now);
  if (target == 0 || target >= earliest)
    return NULL;

  free_time = comms_format_moment (data->zone,
                                   comms_move_first_free (data, item->post->account_id, earliest),
                                   now);
  if (target >= now)
    {
      g_autofree char *lift = comms_format_moment (data->zone, embargo, now);

      /* Translators: both are times, such as “tomorrow 10:00” */
      return g_strdup_printf (C_("move refused", "The embargo lifts %s. The first free time is "
                                                  "%s."), lift, free_time);
    }
  /* Translators: a time, such as “tomorrow 10:00” */
  return g_strdup_printf (C_("move refused", "That time is over. The first free time is %s."),
                          free_time);
}
