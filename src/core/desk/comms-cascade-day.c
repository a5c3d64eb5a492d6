/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-cascade-day.h"

#include "comms-count.h"
#include "comms-posts.h"
#include "comms-zone.h"

#define MINUTE G_GINT64_CONSTANT (60000)

/* Times are planned to five minutes; a draft needs that long to be re-read. */
#define GRID (5 * MINUTE)
/* Two posts of an account stand at least so far apart. */
#define SPACING (20 * MINUTE)
/* Outside these hours nobody is there to answer. */
#define FIRST_WALL "08:00"
#define LAST_WALL "22:00"
/* The hours of the audience, in its own zones (R4). */
#define AWAKE_FROM 7
#define AWAKE_UNTIL 22

/* What the account says that day, or has said. */
#define SPOKEN_STATES                                                                              \
  (1u << COMMS_POST_STATE_DRAFT | 1u << COMMS_POST_STATE_IN_REVIEW |                               \
   1u << COMMS_POST_STATE_APPROVED | 1u << COMMS_POST_STATE_QUEUED |                               \
   1u << COMMS_POST_STATE_SENDING | 1u << COMMS_POST_STATE_POSTED |                                \
   1u << COMMS_POST_STATE_UNKNOWN)

static gint64
next_on_grid (gint64 instant)
{
  return (instant + GRID - 1) / GRID * GRID;
}

static gboolean
wall_instant (CommsTx *tx, CommsCascadeDay *self, const char *time, gint64 *instant, GError **error)
{
  g_autofree char *wall =
    g_strdup_printf ("%04d-%02d-%02dT%s", self->year, self->month, self->day, time);

  return comms_zone_to_instant (tx->policy->zone, wall, instant, NULL, error);
}

static gboolean
is_free (CommsCascadeDay *self, gint64 instant)
{
  for (guint i = 0; i < self->taken->len; i++)
    if (ABS (g_array_index (self->taken, gint64, i) - instant) < SPACING)
      return FALSE;

  return TRUE;
}

static gboolean
load_posts (CommsTx *tx, CommsCascadeDay *self, gint64 start, gint64 end, GError **error)
{
  const CommsPostQuery query = {
    .account_id = self->account_id,
    .due_from = start,
    .due_until = end,
    .states = SPOKEN_STATES,
  };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);

  if (posts == NULL)
    return FALSE;
  for (guint i = 0; i < posts->len; i++)
    {
      CommsPost *post = g_ptr_array_index (posts, i);
      gint64 at = post->posted_at != 0 ? post->posted_at : post->due_at;

      if (at < start || at >= end)
        continue;
      self->n_posts++;
      g_ptr_array_add (self->texts, g_strdup (post->text != NULL ? post->text : ""));
      g_array_append_val (self->taken, at);
    }

  return TRUE;
}

static gboolean
load_slots (CommsTx *tx, CommsCascadeDay *self, gint64 end, GError **error)
{
  for (guint i = 0; tx->policy->slots != NULL && tx->policy->slots[i] != NULL; i++)
    {
      gint64 instant;

      if (!wall_instant (tx, self, tx->policy->slots[i], &instant, error))
        return FALSE;
      if (instant >= self->earliest && instant < end && is_free (self, instant))
        g_array_append_val (self->slots, instant);
    }

  return TRUE;
}

/* Whether a slot of the day that begins at @start comes after @earliest. */
static gboolean
has_slot (CommsPolicy *policy, gint64 start, gint64 earliest)
{
  g_autofree char *day = comms_zone_to_wall (policy->zone, start);

  /* Only the date of it. */
  *strchr (day, 'T') = '\0';
  for (guint i = 0; policy->slots != NULL && policy->slots[i] != NULL; i++)
    {
      g_autofree char *wall = g_strdup_printf ("%sT%s", day, policy->slots[i]);
      gint64 instant;

      if (comms_zone_to_instant (policy->zone, wall, &instant, NULL, NULL) && instant > earliest)
        return TRUE;
    }
  return FALSE;
}

gint64
comms_cascade_first_day (CommsPolicy *policy, gint64 earliest)
{
  gint64 start = comms_zone_day_start (policy->zone, earliest, 0);

  g_return_val_if_fail (COMMS_IS_POLICY (policy), 0);

  if (policy->slots == NULL || policy->slots[0] == NULL || has_slot (policy, start, earliest))
    return start;
  return comms_zone_day_start (policy->zone, earliest, 1);
}

CommsCascadeDay *
comms_cascade_day_load (CommsTx *tx,
                        CommsRelease *release,
                        const CommsCascadeRequest *request,
                        GError **error)
{
  CommsCascadeDay *self = g_new0 (CommsCascadeDay, 1);
  gint64 start =
    comms_zone_date_start (tx->policy->zone, request->year, request->month, request->day);
  gint64 end = comms_zone_day_start (tx->policy->zone, start, 1);
  gint64 earliest = MAX (MAX (release->embargo_at, release->publish_at), start);

  self->release = g_object_ref (release);
  self->account_id = request->account_id;
  self->zones = request->zones;
  self->year = request->year;
  self->month = request->month;
  self->day = request->day;
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->taken = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->slots = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->earliest = next_on_grid (MAX (earliest, tx->stamp.now + GRID));

  if (!wall_instant (tx, self, FIRST_WALL, &self->first, error) ||
      !wall_instant (tx, self, LAST_WALL, &self->latest, error) ||
      !load_posts (tx, self, start, end, error) || !load_slots (tx, self, end, error))
    g_clear_pointer (&self, comms_cascade_day_free);
  return self;
}

void
comms_cascade_day_free (CommsCascadeDay *self)
{
  g_object_unref (self->release);
  g_ptr_array_unref (self->texts);
  g_array_unref (self->taken);
  g_array_unref (self->slots);
  g_free (self);
}

/* From @ideal on, the first time that is far enough from all others. */
static gint64
first_free (CommsCascadeDay *self, gint64 ideal)
{
  gint64 instant = next_on_grid (ideal);

  while (!is_free (self, instant))
    instant += GRID;
  return instant;
}

/* In how many of the audience's zones people are awake then. */
static guint
count_awake (CommsCascadeDay *self, gint64 instant)
{
  guint n = 0;

  for (guint i = 0; self->zones != NULL && self->zones[i] != NULL; i++)
    {
      g_autoptr (GDateTime) there = comms_zone_date_time (self->zones[i], instant);
      int hour = g_date_time_get_hour (there);

      n += hour >= AWAKE_FROM && hour < AWAKE_UNTIL;
    }
  return n;
}

/* The span of the day in which most of the audience is awake, as long as it has room for @n posts:
 * else the longest part of the day that has. */
static void
find_span (CommsCascadeDay *self, guint n, gint64 *from, gint64 *until)
{
  const gint64 first = *from, last = *until, wanted = (gint64) (MAX (n, 1) - 1) * SPACING;
  guint n_zones = self->zones != NULL ? g_strv_length ((char **) self->zones) : 0;

  for (guint n_awake = n_zones; n_awake > 0; n_awake--)
    {
      gint64 start = 0, best = -1;

      for (gint64 at = next_on_grid (first); at <= last + GRID; at += GRID)
        {
          gboolean awake = at <= last && count_awake (self, at) >= n_awake;

          if (awake && start == 0)
            start = at;
          if (awake || start == 0)
            continue;
          if (at - GRID - start > best)
            {
              best = at - GRID - start;
              *from = start;
              *until = at - GRID;
            }
          start = 0;
        }
      if (best >= wanted)
        return;
    }
  *from = first;
  *until = last;
}

static GArray *
spread (CommsCascadeDay *self, guint n)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 from = MAX (self->earliest, self->first), until = self->latest;
  gint64 step, ideal;

  find_span (self, n, &from, &until);
  step = MAX ((until - from) / MAX (n, 1), SPACING);
  ideal = from;
  for (guint i = 0; i < n; i++)
    {
      gint64 instant = first_free (self, ideal);

      if (instant > self->latest)
        break;
      g_array_append_val (times, instant);
      /* It keeps its distance from those that follow, too. */
      g_array_append_val (self->taken, instant);
      ideal = MAX (ideal + step, instant + SPACING);
    }

  return times;
}

/* The @n free slots at which most of the audience is awake, in order. */
static GArray *
choose_slots (CommsCascadeDay *self, guint n)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n_awake = self->zones != NULL ? g_strv_length ((char **) self->zones) : 0;
  guint n_enough = 0, n_better = 0;

  /* How many zones a slot needs to be among the best. */
  for (;; n_awake--)
    {
      n_better = n_enough;
      n_enough = 0;
      for (guint i = 0; i < self->slots->len; i++)
        n_enough += count_awake (self, g_array_index (self->slots, gint64, i)) >= n_awake;
      if (n_enough >= n || n_awake == 0)
        break;
    }
  /* Of those that only just do, the earliest. */
  n -= n_better;
  for (guint i = 0; i < self->slots->len; i++)
    {
      gint64 slot = g_array_index (self->slots, gint64, i);
      guint awake = count_awake (self, slot);

      if (awake < n_awake || (awake == n_awake && n == 0))
        continue;
      n -= awake == n_awake;
      g_array_append_val (times, slot);
    }
  return times;
}

GArray *
comms_cascade_day_find_times (CommsCascadeDay *self, guint n)
{
  return self->slots->len < n ? spread (self, n) : choose_slots (self, n);
}

CommsCascadeDay *
comms_cascade_day_load_next (CommsTx *tx, CommsCascadeDay *self, GError **error)
{
  GDate date;
  CommsCascadeRequest request = { .account_id = self->account_id, .zones = self->zones };

  g_date_set_dmy (&date, (GDateDay) self->day, self->month, (GDateYear) self->year);
  g_date_add_days (&date, 1);
  request.year = g_date_get_year (&date);
  request.month = (int) g_date_get_month (&date);
  request.day = g_date_get_day (&date);
  return comms_cascade_day_load (tx, self->release, &request, error);
}

guint
comms_cascade_day_count_link (CommsCascadeDay *self, const char *link)
{
  guint n = 0;

  for (guint i = 0; i < self->texts->len; i++)
    n += comms_text_has_link (g_ptr_array_index (self->texts, i), link);
  return n;
}
