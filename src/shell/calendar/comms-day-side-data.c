/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-day-side-data.h"

#include "comms-accounts.h"
#include "comms-calendar-item.h"
#include "comms-cost.h"
#include "comms-count.h"
#include "comms-fit.h"
#include "comms-posts.h"
#include "comms-release-links.h"
#include "comms-releases.h"

void
comms_day_side_data_free (CommsDaySideData *self)
{
  g_clear_object (&self->release);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->link_uses, g_array_unref);
  g_clear_pointer (&self->coverage, g_ptr_array_unref);
  g_clear_pointer (&self->plan, g_ptr_array_unref);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_free (self->owner);
  g_free (self->zone);
  g_free (self);
}

CommsCascadeRow *
comms_day_side_data_plan (CommsDaySideData *self, CommsPart part, int index)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; self->plan != NULL && i < self->plan->len; i++)
    {
      CommsCascadeRow *row = g_ptr_array_index (self->plan, i);

      if (row->part == part && row->part_index == index)
        return row;
    }
  return NULL;
}

static char *
dup_owner (CommsTx *tx, gint64 id)
{
  g_autoptr (GPtrArray) people = comms_people_list (tx, NULL);

  for (guint i = 0; people != NULL && i < people->len; i++)
    if (comms_record_get_id (g_ptr_array_index (people, i)) == id)
      return g_strdup (((CommsPerson *) g_ptr_array_index (people, i))->name);
  return NULL;
}

/* The account of its posts, else the first that speaks its language. */
static gint64
find_account (CommsDaySideData *self)
{
  for (guint i = 0; i < self->coverage->len; i++)
    {
      CommsPost *post = ((CommsCoverage *) g_ptr_array_index (self->coverage, i))->post;

      if (post != NULL)
        return post->account_id;
    }
  for (guint i = 0; i < self->accounts->len; i++)
    {
      CommsAccount *account = g_ptr_array_index (self->accounts, i);

      if (g_strcmp0 (account->language, self->release->language) == 0)
        return comms_record_get_id (COMMS_RECORD (account));
    }
  return self->accounts->len > 0 ? comms_record_get_id (g_ptr_array_index (self->accounts, 0)) : 0;
}

static gboolean
has_link (CommsPost *post, const char *link)
{
  return link != NULL && *link != '\0' && post->text != NULL &&
         comms_text_has_link (post->text, link);
}

static void
note_closest (CommsDaySideData *self)
{
  self->closest = -1;
  for (guint i = 0; i < self->coverage->len; i++)
    for (guint k = i + 1; k < self->coverage->len; k++)
      {
        CommsPost *a = ((CommsCoverage *) g_ptr_array_index (self->coverage, i))->post;
        CommsPost *b = ((CommsCoverage *) g_ptr_array_index (self->coverage, k))->post;

        if (a != NULL && b != NULL && a->text != NULL && b->text != NULL)
          self->closest = MAX (self->closest, comms_text_similarity (a->text, b->text));
      }
}

/* Counts what the account says that day, of this release or not. */
static gboolean
count_day (CommsTx *tx, CommsDaySideData *self, guint day, GError **error)
{
  CommsPostQuery query = { .due_from = comms_calendar_day_start (self->zone, day),
                           .due_until = comms_calendar_day_start (self->zone, day + 1),
                           .account_id = self->account_id };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);
  CommsPost *any = NULL;
  CommsCost cost = { 0 };

  if (posts == NULL)
    return FALSE;
  for (guint i = 0; i < posts->len; i++)
    {
      CommsPost *post = g_ptr_array_index (posts, i);

      if (post->state == COMMS_POST_STATE_CANCELLED)
        continue;
      for (guint k = 0; k < self->links->len; k++)
        g_array_index (self->link_uses, guint, k) +=
          has_link (post, g_ptr_array_index (self->links, k));
      any = post;
    }
  if (any != NULL && !comms_cost_forecast (tx, any, &cost, error))
    return FALSE;
  self->cost = cost.day;
  return TRUE;
}

/* A plan that cannot be made is no reason to show nothing. */
static GPtrArray *
plan_further (CommsTx *tx, CommsDaySideData *self, guint day)
{
  CommsCascadeRequest request = { .release_id = comms_record_get_id (COMMS_RECORD (self->release)),
                                  .account_id = self->account_id };
  GDate date;

  if (self->account_id == 0)
    return NULL;
  g_date_set_julian (&date, day);
  request.year = g_date_get_year (&date);
  request.month = (int) g_date_get_month (&date);
  request.day = g_date_get_day (&date);
  return comms_cascade_plan (tx, &request, NULL);
}

gpointer
comms_day_side_data_load (CommsTx *tx, gpointer data, GError **error)
{
  const CommsDaySideRequest *request = data;
  g_autoptr (CommsDaySideData) self = g_new0 (CommsDaySideData, 1);

  self->zone = g_strdup (tx->policy->zone);
  self->now = tx->stamp.now;
  self->link_uses_max = (guint) tx->policy->link_uses;
  self->release = comms_releases_load (tx, request->release_id, error);
  if (self->release == NULL)
    return NULL;
  self->coverage = comms_cascade_coverage (tx, request->release_id, error);
  self->accounts = self->coverage != NULL ? comms_accounts_list (tx, error) : NULL;
  if (self->accounts == NULL)
    return NULL;
  self->owner = dup_owner (tx, self->release->owner_id);
  self->account_id = find_account (self);
  note_closest (self);
  self->links = comms_release_links (self->release);
  self->link_uses = g_array_sized_new (FALSE, TRUE, sizeof (guint), self->links->len);
  g_array_set_size (self->link_uses, self->links->len);
  if (self->account_id != 0 && !count_day (tx, self, request->day, error))
    return NULL;
  self->plan = plan_further (tx, self, request->day);
  return g_steal_pointer (&self);
}
