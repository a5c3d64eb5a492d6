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

CommsCascadeDay *
comms_cascade_day_load (CommsTx *tx,
                        CommsRelease *release,
                        gint64 account_id,
                        int year,
                        int month,
                        int day,
                        GError **error)
{
  CommsCascadeDay *self = g_new0 (CommsCascadeDay, 1);
  gint64 start = comms_zone_date_start (tx->policy->zone, year, month, day);
  gint64 end = comms_zone_day_start (tx->policy->zone, start, 1);
  gint64 earliest = MAX (MAX (release->embargo_at, release->publish_at), start);

  self->release = g_object_ref (release);
  self->account_id = account_id;
  self->year = year;
  self->month = month;
  self->day = day;
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

static GArray *
spread (CommsCascadeDay *self, guint n)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 from = MAX (self->earliest, self->first);
  gint64 step = MAX ((self->latest - from) / MAX (n, 1), SPACING);
  gint64 ideal = from;

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

GArray *
comms_cascade_day_find_times (CommsCascadeDay *self, guint n)
{
  GArray *times;

  if (self->slots->len < n)
    return spread (self, n);

  times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (times, self->slots->data, n);
  return times;
}

CommsCascadeDay *
comms_cascade_day_load_next (CommsTx *tx, CommsCascadeDay *self, GError **error)
{
  GDate date;

  g_date_set_dmy (&date, (GDateDay) self->day, self->month, (GDateYear) self->year);
  g_date_add_days (&date, 1);
  return comms_cascade_day_load (tx, self->release, self->account_id, g_date_get_year (&date),
                                 (int) g_date_get_month (&date), g_date_get_day (&date), error);
}

guint
comms_cascade_day_count_link (CommsCascadeDay *self, const char *link)
{
  guint n = 0;

  for (guint i = 0; i < self->texts->len; i++)
    n += comms_text_has_link (g_ptr_array_index (self->texts, i), link);
  return n;
}
