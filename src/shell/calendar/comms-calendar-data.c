/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-calendar-data.h"

#include <glib/gi18n-lib.h>
#include <pango/pango.h>
#include <string.h>

#include "comms-fit.h"
#include "comms-metrics.h"
#include "comms-posts.h"
#include "comms-releases.h"

#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

/* As many undated drafts as a tray can sensibly show. */
#define MAX_UNDATED 60

/* What waits in the tray: nothing that has ended. */
#define OPEN_STATES                                                                               \
  ((1u << COMMS_POST_STATE_DRAFT) | (1u << COMMS_POST_STATE_IN_REVIEW) |                          \
   (1u << COMMS_POST_STATE_APPROVED))

static GHashTable *
index_by_id (GPtrArray *records)
{
  GHashTable *index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);

  for (guint i = 0; i < records->len; i++)
    {
      CommsRecord *record = g_ptr_array_index (records, i);
      gint64 id = comms_record_get_id (record);

      g_hash_table_insert (index, g_memdup2 (&id, sizeof id), g_object_ref (record));
    }
  return index;
}

/* The release of a post: those of the range are known, any other is fetched once. */
static CommsRelease *
release_of (CommsTx    *tx,
            GHashTable *releases,
            gint64      id)
{
  CommsRelease *release;

  if (id == 0)
    return NULL;
  release = g_hash_table_lookup (releases, &id);
  if (release == NULL && (release = comms_releases_load (tx, id, NULL)) != NULL)
    g_hash_table_insert (releases, g_memdup2 (&id, sizeof id), release);
  return release;
}

static GPtrArray *
items_of_posts (CommsTx              *tx,
                const CommsPostQuery *query,
                GHashTable           *releases,
                GHashTable           *accounts,
                GHashTable           *metrics,
                GError              **error)
{
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, query, error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  if (posts == NULL)
    return NULL;
  for (guint i = 0; i < posts->len; i++)
    {
      CommsPost *post = g_ptr_array_index (posts, i);
      gint64 id = comms_record_get_id (COMMS_RECORD (post));

      g_ptr_array_add (items, comms_calendar_item_new_post (
                                post, release_of (tx, releases, post->release_id),
                                g_hash_table_lookup (accounts, &post->account_id),
                                g_hash_table_lookup (metrics, &id), tx->policy->zone));
    }
  return g_steal_pointer (&items);
}

/* Within each day, which post of how many. */
static void
number_posts (GPtrArray *items)
{
  guint start = 0;

  while (start < items->len)
    {
      guint day = ((CommsCalendarItem *) g_ptr_array_index (items, start))->day;
      guint end, total = 0, number = 0;

      for (end = start; end < items->len; end++)
        {
          CommsCalendarItem *item = g_ptr_array_index (items, end);

          if (item->day != day)
            break;
          if (item->post != NULL)
            item->number = ++total;
        }
      for (number = start; number < end; number++)
        ((CommsCalendarItem *) g_ptr_array_index (items, number))->total = total;
      start = end;
    }
}

static gboolean
load_items (CommsTx           *tx,
            CommsCalendarData *self,
            GPtrArray         *releases,
            GError           **error)
{
  g_autoptr (GHashTable) release_index = index_by_id (releases);
  g_autoptr (GHashTable) account_index = index_by_id (self->accounts);
  g_autoptr (GHashTable) metrics = NULL;
  CommsPostQuery dated = {
    .due_from = comms_calendar_day_start (self->zone, self->range.first),
    .due_until = comms_calendar_day_start (self->zone, self->range.first + self->range.n_days),
  };
  CommsPostQuery undated = { .undated = TRUE, .states = OPEN_STATES, .limit = MAX_UNDATED };

  /* A post goes out within a day of its time, or it is missed. */
  metrics = comms_metrics_last (tx, dated.due_from, dated.due_until + DAY_MS, error);
  if (metrics == NULL)
    return FALSE;
  self->items = items_of_posts (tx, &dated, release_index, account_index, metrics, error);
  if (self->items == NULL)
    return FALSE;
  for (guint i = 0; i < releases->len; i++)
    g_ptr_array_add (self->items, comms_calendar_item_new_release (g_ptr_array_index (releases, i),
                                                                   self->zone));
  g_ptr_array_sort (self->items, comms_calendar_item_compare);
  number_posts (self->items);

  self->undated = items_of_posts (tx, &undated, release_index, account_index, metrics, error);
  return self->undated != NULL;
}

/**
 * comms_calendar_data_load:
 * @data: a #CommsCalendarRange
 *
 * Returns: (transfer full): a #CommsCalendarData, or NULL with @error set
 */
gpointer
comms_calendar_data_load (CommsTx  *tx,
                          gpointer  data,
                          GError  **error)
{
  const CommsCalendarRange *range = data;
  g_autoptr (CommsCalendarData) self = g_atomic_rc_box_new0 (CommsCalendarData);
  g_autoptr (GPtrArray) releases = NULL;

  self->range = *range;
  self->zone = g_strdup (tx->policy->zone);
  self->zones = g_strdupv (tx->policy->audience_zones);
  self->slots = g_strdupv (tx->policy->slots);
  self->posts_low = (guint) tx->policy->posts_low;
  self->now = tx->stamp.now;

  self->accounts = comms_accounts_list (tx, error);
  if (self->accounts == NULL)
    return NULL;
  self->occasions = comms_occasions_list (tx, error);
  if (self->occasions == NULL)
    return NULL;
  releases = comms_releases_list (tx, comms_calendar_day_start (self->zone, range->first),
                                  comms_calendar_day_start (self->zone,
                                                            range->first + range->n_days),
                                  NULL, error);
  if (releases == NULL || !load_items (tx, self, releases, error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
clear_data (gpointer data)
{
  CommsCalendarData *self = data;

  g_free (self->zone);
  g_strfreev (self->zones);
  g_strfreev (self->slots);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->undated, g_ptr_array_unref);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->occasions, g_ptr_array_unref);
}

CommsCalendarData *
comms_calendar_data_ref (CommsCalendarData *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
comms_calendar_data_unref (CommsCalendarData *self)
{
  g_atomic_rc_box_release_full (self, clear_data);
}

static int
weight_of (CommsOccasion *occasion)
{
  switch (occasion->scope)
    {
    case COMMS_SCOPE_OWN:
      return 3;
    case COMMS_SCOPE_NATIONAL:
      return 2;
    case COMMS_SCOPE_UNITED_NATIONS:
    default:
      return 1;
    }
}

CommsOccasion *
comms_calendar_data_occasion (const CommsCalendarData *self,
                              guint                    day)
{
  CommsOccasion *found = NULL;
  GDate date;

  g_return_val_if_fail (self != NULL, NULL);

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  for (guint i = 0; i < self->occasions->len; i++)
    {
      CommsOccasion *occasion = g_ptr_array_index (self->occasions, i);

      if (occasion->month != (gint64) g_date_get_month (&date) ||
          occasion->day != g_date_get_day (&date) ||
          (occasion->year != 0 && occasion->year != g_date_get_year (&date)))
        continue;
      if (found == NULL || weight_of (occasion) > weight_of (found))
        found = occasion;
    }
  return found;
}

const char *
comms_calendar_occasion_name (CommsOccasion *occasion)
{
  const char *language = pango_language_to_string (pango_language_get_default ());

  if (g_str_has_prefix (language, "ur") && occasion->name_ur != NULL && *occasion->name_ur != '\0')
    return occasion->name_ur;
  return occasion->name != NULL ? occasion->name : "";
}

static gboolean
is_urdu (CommsCalendarItem *item)
{
  const char *language = item->post != NULL ? item->post->language : item->release->language;

  return language != NULL && g_str_has_prefix (language, "ur");
}

static gboolean
kind_matches (CommsCalendarKind  kind,
              CommsCalendarItem *item)
{
  gboolean op_ed = item->post == NULL && item->release->kind == COMMS_RELEASE_KIND_OP_ED;

  switch (kind)
    {
    case COMMS_CALENDAR_POSTS:
      return item->post != NULL;
    case COMMS_CALENDAR_RELEASES:
      return item->post == NULL && !op_ed;
    case COMMS_CALENDAR_OP_EDS:
      return op_ed;
    case COMMS_CALENDAR_IN_REVIEW:
      return item->post != NULL ? item->post->state == COMMS_POST_STATE_IN_REVIEW
                                : item->release->stage == COMMS_RELEASE_STAGE_REVIEW;
    case COMMS_CALENDAR_URDU:
      return is_urdu (item);
    case COMMS_CALENDAR_ALL:
    default:
      return TRUE;
    }
}

/* Whether every word stands somewhere in the text, whatever its case and letter forms. */
static gboolean
search_matches (const char        *search,
                CommsCalendarItem *item)
{
  const char *text = item->post != NULL ? item->post->text : item->line;
  g_autofree char *folded = comms_text_fold (text != NULL ? text : "");
  g_auto (GStrv) words = g_strsplit (search, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

gboolean
comms_calendar_filter_matches (const CommsCalendarFilter *filter,
                               CommsCalendarItem         *item)
{
  if (filter->account_id != 0 &&
      (item->post == NULL || item->post->account_id != filter->account_id))
    return FALSE;
  return kind_matches (filter->kind, item) &&
         (filter->search == NULL || search_matches (filter->search, item));
}

GPtrArray *
comms_calendar_filter_apply (const CommsCalendarFilter *filter,
                             GPtrArray                 *items)
{
  GPtrArray *matching = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    {
      CommsCalendarItem *item = g_ptr_array_index (items, i);

      if (comms_calendar_filter_matches (filter, item))
        g_ptr_array_add (matching, g_object_ref (item));
    }
  return matching;
}

static void
count_items (const CommsCalendarFilter *filter,
             GPtrArray                 *items,
             guint                      counts[COMMS_N_CALENDAR_KINDS])
{
  for (guint i = 0; i < items->len; i++)
    for (int kind = 0; kind < COMMS_N_CALENDAR_KINDS; kind++)
      {
        CommsCalendarFilter one = { .kind = kind, .account_id = filter->account_id,
                                    .search = filter->search };

        if (comms_calendar_filter_matches (&one, g_ptr_array_index (items, i)))
          counts[kind]++;
      }
}

void
comms_calendar_filter_count (const CommsCalendarFilter *filter,
                             const CommsCalendarData   *data,
                             guint                      counts[COMMS_N_CALENDAR_KINDS])
{
  memset (counts, 0, sizeof *counts * COMMS_N_CALENDAR_KINDS);
  count_items (filter, data->items, counts);
  count_items (filter, data->undated, counts);
}
