/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-calendar-data.h"

G_BEGIN_DECLS

/**
 * CommsMoveKind:
 * @COMMS_MOVE_TO_DAY: to another day, at the same time of day; an undated one at the first free
 *   slot of the day
 * @COMMS_MOVE_TO_MINUTE: to a day and a minute of it
 * @COMMS_MOVE_BY_DAYS: so many days on
 * @COMMS_MOVE_BY_MINUTES: so many minutes on
 * @COMMS_MOVE_UNDATE: to the undated ones
 */
typedef enum
{
  COMMS_MOVE_TO_DAY,
  COMMS_MOVE_TO_MINUTE,
  COMMS_MOVE_BY_DAYS,
  COMMS_MOVE_BY_MINUTES,
  COMMS_MOVE_UNDATE,
} CommsMoveKind;

/**
 * CommsMove:
 * @kind: what is meant
 * @day: for TO_DAY and TO_MINUTE: the day
 * @amount: for TO_MINUTE the minute of the day, for the BY ones how many
 *
 * A move of a post or of a release in the calendar, by key, menu or drag. By-moves are reckoned from where the
 * post stands when the move is made, so that quick key presses add up.
 */
typedef struct
{
  CommsMoveKind kind;
  guint day;
  int amount;
} CommsMove;

/* Where the move would put a post that stands at @at (0: undated), or 0 for the undated ones.
 * @earliest: an undated one goes into no slot before. */
gint64   comms_move_target       (const CommsMove         *move,
                                  const char              *zone,
                                  const char *const       *slots,
                                  gint64                   at,
                                  gint64                   earliest);

/* The first slot at or after @earliest at which no post of the account stands. */
gint64   comms_move_first_free   (const CommsCalendarData *data,
                                  gint64                   account_id,
                                  gint64                   earliest);

/* Why the item may not go there, as a sentence that names the first free time, or NULL where it
 * may. (transfer full) */
char   * comms_move_dup_refusal  (const CommsMove         *move,
                                  CommsCalendarItem       *item,
                                  const CommsCalendarData *data,
                                  gint64                   now);

/* It stands there now; -1 where it could not be moved. */
typedef void (*CommsMovedFunc)   (GtkWidget               *widget,
                                  gint64                   at);

/* Does it, and pushes it to the history of the window. @widget is within the page: errors are
 * shown from there. @moved is called when it is done. */
void     comms_calendar_move     (GtkWidget               *widget,
                                  CommsDesk               *desk,
                                  CommsCalendarItem       *item,
                                  const CommsMove         *move,
                                  CommsMovedFunc           moved);

/* Puts it into the bin, with undo. */
void     comms_calendar_bin      (GtkWidget               *widget,
                                  CommsDesk               *desk,
                                  CommsCalendarItem       *item);

G_END_DECLS
