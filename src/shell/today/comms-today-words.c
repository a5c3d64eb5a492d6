/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsToday"

#include "config.h"

#include "comms-today-words.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <string.h>

#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-zone.h"

#define TITLE_CHARACTERS 60
#define DAY ((gint64) 24 * 60 * 60 * 1000)

/* Whether there are words in @text and all of them run from left to right. */
static gboolean
is_wholly_ltr (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (comms_text_is_rtl (words[i]))
      return FALSE;
  return words[0] != NULL;
}

/* Takes the text; puts the direction of the interface in front, as its first letter may be of
 * another. What a network said in English runs as English, or it would be cut off at its
 * beginning. */
static char *
directed (char       *text,
          const char *words)
{
  g_autofree char *plain = text;
  gboolean rtl =
    gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL && !is_wholly_ltr (words);

  return g_strconcat (rtl ? "\u200f" : "\u200e", plain, NULL);
}

char *
comms_today_handle (CommsAccount *account)
{
  const char *handle;

  if (account == NULL)
    return NULL;
  handle = account->handle;
  if (handle == NULL || *handle == '\0')
    return g_strdup (account->name);
  /* Left-to-right isolate and its end: the at sign stays in front. */
  return g_strdup_printf ("\u2066@%s\u2069", handle);
}

char *
comms_today_join (const char *first,
                  const char *second)
{
  if (first == NULL || *first == '\0')
    return g_strdup (second != NULL ? second : "");
  if (second == NULL || *second == '\0')
    return g_strdup (first);
  /* Translators: two facts in a row. In Urdu take a comma: the dot reads as a zero. */
  return g_strdup_printf (C_("facts", "%s · %s"), first, second);
}

static char *
first_line (const char *text,
            guint       max_characters)
{
  const char *end;
  g_autofree char *line = NULL;
  g_autofree char *clean = NULL;

  if (text == NULL)
    return g_strdup ("");
  end = strpbrk (text, "\r\n");
  line = end != NULL ? g_strndup (text, (gsize) (end - text)) : g_strdup (text);
  clean = comms_text_clean_line (line);
  return comms_text_excerpt (clean, max_characters);
}

/* The time where it is today, else the day. */
static char *
short_time (const CommsTodayData *data,
            gint64                at)
{
  if (at >= comms_zone_day_start (data->zone, data->now, 0) &&
      at < comms_zone_day_start (data->zone, data->now, 1))
    return comms_format_time (data->zone, at);
  return comms_format_day_short (data->zone, at);
}

char *
comms_today_post_title (const CommsTodayPost *post)
{
  g_autofree char *line = first_line (post->post->text, TITLE_CHARACTERS);
  gboolean rtl = comms_text_is_rtl (line);

  /* A title runs as its own text does, or it would be cut off at its beginning; so do its marks,
   * where that is not how the interface runs. */
  if (rtl != (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL))
    return g_strdup_printf (rtl ? "”%s“" : "“%s”", line);
  /* Translators: the first line of a post in your quotation marks. The invisible characters
   * around it keep its own direction; leave them. */
  return g_strdup_printf (C_("post", "“\u2068%s\u2069”"), line);
}

char *
comms_today_post_time (const CommsTodayPost *post,
                       const CommsTodayData *data)
{
  return post->post->due_at != 0 ? short_time (data, post->post->due_at) : NULL;
}

static char *
approved_words (const CommsTodayPost *post,
                const CommsTodayData *data)
{
  g_autofree char *time = NULL;

  if (post->post->due_at == 0)
    return g_strdup (C_("today", "has no time yet, re-read by nobody yet"));
  time = comms_format_moment (data->zone, post->post->due_at, data->now);
  if (post->post->due_at < data->now)
    /* Translators: a time, such as “today 15:00” */
    return g_strdup_printf (C_("today", "was to go %s, re-read by nobody"), time);
  /* Translators: a time, such as “today 15:00” */
  return g_strdup_printf (C_("today", "goes %s, re-read by nobody yet"), time);
}

static char *
state_words (const CommsTodayPost *post,
             const CommsTodayData *data)
{
  g_autofree char *number = NULL;
  g_autofree char *time = NULL;

  switch ((int) post->post->state)
    {
    case COMMS_POST_STATE_APPROVED:
      return approved_words (post, data);
    case COMMS_POST_STATE_IN_REVIEW:
      number = comms_format_number (post->post->version);
      if (post->author == NULL)
        /* Translators: the version of a post */
        return g_strdup_printf (C_("today", "version %s"), number);
      if (post->post->urgent)
        /* Translators: who wrote a post, and its version */
        return g_strdup_printf (C_ ("today", "urgent, %s, version %s"), post->author, number);
      /* Translators: who wrote a post, and its version */
      return g_strdup_printf (C_("today", "%s, version %s"), post->author, number);
    case COMMS_POST_STATE_POSTED:
      /* Translators: who asks to withdraw a post that is out, and why */
      return g_strdup_printf (C_("today", "%s asks to withdraw it: “%s”"), post->asker,
                              post->post->withdraw_reason);
    case COMMS_POST_STATE_DRAFT:
      if (post->commented)
        return g_strdup (C_("today", "your draft, with a comment that waits for you"));
      time = comms_format_time (data->zone, post->post->due_at);
      /* Translators: a time of today */
      return g_strdup_printf (C_("today", "your draft for %s"), time);
    default:
      if (post->carried != NULL && post->post->problem != NULL)
        return g_strconcat (post->post->problem, " ", post->carried, NULL);
      return g_strdup (post->obstacle != NULL ? post->obstacle : post->post->problem);
    }
}

char *
comms_today_post_facts (const CommsTodayPost *post,
                        const CommsTodayData *data,
                        gboolean              narrow)
{
  g_autofree char *handle = comms_today_handle (post->account);
  g_autofree char *words = state_words (post, data);
  g_autofree char *time = NULL;

  if (!narrow)
    return directed (comms_today_join (handle, words), words);
  if (post->post->due_at == 0 || post->post->state == COMMS_POST_STATE_APPROVED ||
      post->post->state == COMMS_POST_STATE_DRAFT)
    return g_strdup (words != NULL ? words : "");
  time = short_time (data, post->post->due_at);
  return comms_today_join (time, words);
}

/* How many there are, in either state that has some. */
static char *
cadence_sum (const CommsTodayCadence *cadence)
{
  g_autofree char *posted = comms_format_number (cadence->n_posted);
  g_autofree char *planned = comms_format_number (cadence->n_planned);

  if (cadence->n_posted > 0 && cadence->n_planned > 0)
    /* Translators: how many posts of a day are out and how many are still to come */
    return g_strdup_printf (C_("cadence", "%s posted, %s planned"), posted, planned);
  if (cadence->n_posted > 0)
    /* Translators: how many posts of a day are out */
    return g_strdup_printf (C_("cadence", "%s posted"), posted);
  if (cadence->n_planned > 0)
    /* Translators: how many posts of a day are still to come */
    return g_strdup_printf (C_("cadence", "%s planned"), planned);
  return g_strdup (C_("cadence", "nothing planned"));
}

static char *
cadence_verdict (guint sum,
                 guint low,
                 guint high)
{
  g_autofree char *by = NULL;
  g_autofree char *goal = NULL;

  if (sum >= low && sum <= high)
    return g_strdup (C_("cadence", "good"));
  by = comms_format_number (sum < low ? low - sum : sum - high);
  goal = comms_format_number (sum < low ? low : high);
  if (sum < low)
    /* Translators: so many posts are missing, of so many that are wanted: “2 short of 3” */
    return g_strdup_printf (C_("cadence", "%s short of %s"), by, goal);
  /* Translators: so many posts are too many, for so many that are wanted: “1 over 5” */
  return g_strdup_printf (C_("cadence", "%s over %s"), by, goal);
}

char *
comms_today_cadence_words (const CommsTodayCadence *cadence,
                           const CommsTodayData    *data)
{
  g_autofree char *sum = cadence_sum (cadence);
  g_autofree char *verdict = cadence_verdict (cadence->n_posted + cadence->n_planned,
                                              data->posts_low, data->posts_high);

  /* Translators: how many posts there are today, then whether that is enough: “2 posted, 2
   * planned: good” */
  return g_strdup_printf (C_("cadence", "%s: %s"), sum, verdict);
}

char *
comms_today_deadline_title (const CommsTodayDeadline *deadline)
{
  const char *title = deadline->title != NULL ? deadline->title : "";

  if (deadline->release_id == 0)
    return g_strdup (title);
  /* Translators: the title of a release */
  return g_strdup_printf (C_("today", "Embargo lifts: %s"), title);
}

static char *
posts_words (guint n)
{
  g_autofree char *number = comms_format_number (n);

  return g_strdup_printf (ngettext ("%s post", "%s posts", n), number);
}

static char *
embargo_facts (const CommsTodayDeadline *deadline,
               const CommsTodayData     *data)
{
  g_autofree char *posts = deadline->n_posts > 0 ? posts_words (deadline->n_posts) : NULL;
  g_autofree char *city = NULL;
  g_autofree char *time = NULL;
  g_autofree char *there = NULL;

  if (data->elsewhere == NULL)
    return g_strdup (posts != NULL ? posts : "");
  city = comms_zone_dup_city (data->elsewhere);
  time = comms_format_time (data->elsewhere, deadline->at);
  /* Translators: a city and the time there: Geneva 06:00 */
  there = g_strdup_printf (C_("zone", "%s %s"), city, time);
  return comms_today_join (there, posts);
}

char *
comms_today_deadline_facts (const CommsTodayDeadline *deadline,
                            const CommsTodayData     *data)
{
  g_autofree char *span = NULL;
  g_autofree char *words = NULL;
  g_autofree char *with = NULL;

  if (deadline->release_id != 0)
    return embargo_facts (deadline, data);
  span = comms_format_span (ABS (deadline->at - data->now));
  if (deadline->at < data->now)
    /* Translators: how long ago an answer was due: 2 h 58 min */
    words = g_strdup_printf (C_("today", "overdue by %s"), span);
  else
    /* Translators: how long it is until an answer is due: 2 h 58 min */
    words = g_strdup_printf (C_("today", "in %s"), span);
  if (deadline->who != NULL)
    /* Translators: who of the desk has taken it on */
    with = g_strdup_printf (C_("today", "with %s"), deadline->who);
  return comms_today_join (words, with);
}

char *
comms_today_occasion_facts (const CommsTodayOccasion *occasion,
                            const CommsTodayData     *data)
{
  /* Translators: a day of the year: 10 December */
  g_autofree char *day = comms_format_date (C_("date", "%-e %B"), data->zone, occasion->at);
  g_autofree char *tag = NULL;
  g_autofree char *posts = NULL;
  g_autofree char *rest = NULL;

  if (occasion->occasion->hashtag != NULL)
    tag = g_strdup_printf ("\u2066%s\u2069", occasion->occasion->hashtag);
  posts = occasion->n_posts > 0 ? posts_words (occasion->n_posts)
                                : g_strdup (C_("today", "no post yet"));
  rest = comms_today_join (tag, posts);
  return comms_today_join (day, rest);
}

guint
comms_today_days_until (const CommsTodayData *data,
                        gint64                at)
{
  gint64 start = comms_zone_day_start (data->zone, data->now, 0);
  gint64 end = comms_zone_day_start (data->zone, at, 0);

  /* Half a day more: a change of the clocks makes a day an hour shorter. */
  return (guint) ((end - start + DAY / 2) / DAY);
}
