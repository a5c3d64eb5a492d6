/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-calendar-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-words.h"
#include "comms-zone.h"

G_DEFINE_FINAL_TYPE (CommsCalendarItem, comms_calendar_item, G_TYPE_OBJECT)

static void
take_line (CommsCalendarItem *self,
           const char        *text)
{
  const char *start = text != NULL ? text : "";
  const char *end;
  g_autofree char *first = NULL;

  while (g_ascii_isspace (*start))
    start++;
  end = strpbrk (start, "\r\n");
  first = end != NULL ? g_strndup (start, (gsize) (end - start)) : g_strdup (start);
  self->line = comms_text_clean_line (first);
  self->rtl = comms_text_is_rtl (self->line);
}

static void
place (CommsCalendarItem *self,
       const char        *zone,
       gint64             at)
{
  self->zone = g_strdup (zone);
  self->at = at;
  if (at != 0)
    self->day = comms_calendar_day_of (zone, at, &self->minute);
}

static void
comms_calendar_item_finalize (GObject *object)
{
  CommsCalendarItem *self = COMMS_CALENDAR_ITEM (object);

  g_clear_object (&self->post);
  g_clear_object (&self->release);
  g_clear_object (&self->account);
  g_clear_object (&self->metric);
  g_clear_pointer (&self->zone, g_free);
  g_clear_pointer (&self->line, g_free);
  G_OBJECT_CLASS (comms_calendar_item_parent_class)->finalize (object);
}

static void
comms_calendar_item_class_init (CommsCalendarItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = comms_calendar_item_finalize;
}

static void
comms_calendar_item_init (CommsCalendarItem *self)
{
}

/**
 * comms_calendar_item_new_post:
 * @release: (nullable): the release that the post comes from
 * @account: (nullable): the account that it goes out from
 * @metric: (nullable): what became of it, as it was last read
 * @zone: the desk's zone
 */
CommsCalendarItem *
comms_calendar_item_new_post (CommsPost    *post,
                              CommsRelease *release,
                              CommsAccount *account,
                              CommsMetric  *metric,
                              const char   *zone)
{
  CommsCalendarItem *self;

  g_return_val_if_fail (COMMS_IS_POST (post), NULL);

  self = g_object_new (COMMS_TYPE_CALENDAR_ITEM, NULL);
  g_set_object (&self->post, post);
  g_set_object (&self->release, release);
  g_set_object (&self->account, account);
  g_set_object (&self->metric, metric);
  take_line (self, post->text);
  place (self, zone, post->posted_at != 0 ? post->posted_at : post->due_at);
  return self;
}

/* A release stands on the day it appears; one without that, on the day its embargo lifts. */
CommsCalendarItem *
comms_calendar_item_new_release (CommsRelease *release,
                                 const char   *zone)
{
  CommsCalendarItem *self;
  gint64 at;

  g_return_val_if_fail (COMMS_IS_RELEASE (release), NULL);

  at = release->publish_at != 0 ? release->publish_at : release->embargo_at;
  self = g_object_new (COMMS_TYPE_CALENDAR_ITEM, NULL);
  g_set_object (&self->release, release);
  take_line (self, release->title != NULL ? release->title : release->headline);
  place (self, zone, at != 0 ? at : release->created_at);
  return self;
}

gboolean
comms_calendar_item_is_same (CommsCalendarItem *self,
                             CommsCalendarItem *other)
{
  g_return_val_if_fail (COMMS_IS_CALENDAR_ITEM (self), FALSE);

  if (other == NULL || (self->post == NULL) != (other->post == NULL))
    return FALSE;
  if (self->post != NULL)
    return comms_record_get_id (COMMS_RECORD (self->post)) ==
           comms_record_get_id (COMMS_RECORD (other->post));
  return comms_record_get_id (COMMS_RECORD (self->release)) ==
         comms_record_get_id (COMMS_RECORD (other->release));
}

static gboolean
same_record (gconstpointer one,
             gconstpointer two)
{
  if (one == NULL || two == NULL)
    return one == two;
  return comms_record_equal (one, two);
}

gboolean
comms_calendar_item_equal (CommsCalendarItem *self,
                           CommsCalendarItem *other)
{
  g_return_val_if_fail (COMMS_IS_CALENDAR_ITEM (self), FALSE);

  return other != NULL && self->at == other->at && self->number == other->number &&
         self->total == other->total && g_str_equal (self->zone, other->zone) &&
         same_record (self->post, other->post) && same_record (self->release, other->release) &&
         same_record (self->account, other->account) && same_record (self->metric, other->metric);
}

/* Within a day releases lead, as the reason for the posts under them. */
int
comms_calendar_item_compare (gconstpointer a,
                             gconstpointer b)
{
  const CommsCalendarItem *one = *(CommsCalendarItem *const *) a;
  const CommsCalendarItem *two = *(CommsCalendarItem *const *) b;

  if (one->day != two->day)
    return one->day < two->day ? -1 : 1;
  if ((one->post == NULL) != (two->post == NULL))
    return one->post == NULL ? -1 : 1;
  if (one->at != two->at)
    return one->at < two->at ? -1 : 1;
  return 0;
}

gint64
comms_calendar_item_embargo (CommsCalendarItem *self,
                             gint64             now)
{
  g_return_val_if_fail (COMMS_IS_CALENDAR_ITEM (self), 0);

  return self->release != NULL && self->release->embargo_at > now ? self->release->embargo_at : 0;
}

gboolean
comms_calendar_item_can_move (CommsCalendarItem *self)
{
  g_return_val_if_fail (COMMS_IS_CALENDAR_ITEM (self), FALSE);

  if (self->post == NULL)
    return self->release->stage < COMMS_RELEASE_STAGE_PUBLISHED;
  return comms_post_state_is_open (self->post->state) &&
         self->post->state != COMMS_POST_STATE_CANCELLED;
}

char *
comms_calendar_item_dup_handle (CommsCalendarItem *self)
{
  g_return_val_if_fail (COMMS_IS_CALENDAR_ITEM (self), NULL);

  if (self->account == NULL)
    return g_strdup ("");
  if (self->account->handle == NULL || *self->account->handle == '\0')
    return g_strdup (self->account->name != NULL ? self->account->name : "");
  return g_strconcat ("@", self->account->handle, NULL);
}

static char *
spoken_release (CommsCalendarItem *self)
{
  g_autofree char *day = comms_format_day (self->zone, self->at);

  /* Translators: what a screen reader says of a release in the calendar: the day, what it is
   * (“press release”), its title */
  return g_strdup_printf (C_("spoken card", "%s, %s, %s"), day,
                          comms_release_kind_word (self->release->kind), self->line);
}

static char *
spoken_post (CommsCalendarItem *self)
{
  g_autofree char *word = g_utf8_strdown (comms_post_word (self->post), -1);
  const char *handle = self->account != NULL && self->account->handle != NULL
                         ? self->account->handle
                         : "";
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  if (self->at == 0)
    /* Translators: what a screen reader says of a post without a time: its state, its account */
    return g_strdup_printf (C_("spoken card", "Undated, %s, at %s"), word, handle);

  day = comms_format_day (self->zone, self->at);
  time = comms_format_time (self->zone, self->at);
  /* Translators: what a screen reader says of a post in the calendar: “Thursday 10 December,
   * 15:00, draft, at mohr_example, 2 of 5”. The numbers count the posts of that day. */
  text = g_strdup_printf (C_("spoken card", "%s, %s, %s, at %s, %u of %u"), day, time, word,
                          handle, self->number, self->total);
  return comms_format_digits (text);
}

char *
comms_calendar_item_dup_spoken (CommsCalendarItem *self)
{
  g_autofree char *spoken = NULL;

  g_return_val_if_fail (COMMS_IS_CALENDAR_ITEM (self), NULL);

  spoken = self->post != NULL ? spoken_post (self) : spoken_release (self);
  if (self->post == NULL || self->post->stale_since == 0)
    return g_steal_pointer (&spoken);
  /* Translators: what is said of a post in the calendar whose twin was changed after it */
  return g_strdup_printf (C_ ("spoken card", "%s, stale: its twin says something else"), spoken);
}

/**
 * comms_calendar_day_of:
 * @minute: (out) (optional): minutes of the wall clock since midnight
 *
 * Returns: the date of @at in @zone as a Julian day number
 */
guint
comms_calendar_day_of (const char *zone,
                       gint64      at,
                       guint      *minute)
{
  g_autoptr (GDateTime) local = comms_zone_date_time (zone, at);
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (local),
                  (GDateMonth) g_date_time_get_month (local),
                  (GDateYear) g_date_time_get_year (local));
  if (minute != NULL)
    *minute = (guint) (g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local));
  return g_date_get_julian (&date);
}

gint64
comms_calendar_instant (const char *zone,
                        guint       day,
                        int         minute)
{
  GDate date;
  g_autofree char *wall = NULL;
  gint64 instant = 0;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  wall = g_strdup_printf ("%04u-%02d-%02uT%02d:%02d", g_date_get_year (&date),
                          (int) g_date_get_month (&date), g_date_get_day (&date), minute / 60,
                          minute % 60);
  comms_zone_to_instant (zone, wall, &instant, NULL, NULL);
  return instant;
}

gint64
comms_calendar_day_start (const char *zone,
                          guint       day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  return comms_zone_date_start (zone, g_date_get_year (&date), (int) g_date_get_month (&date),
                                g_date_get_day (&date));
}
