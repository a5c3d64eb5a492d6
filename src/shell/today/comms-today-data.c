/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsToday"

#include "config.h"

#include "comms-today-data.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-log.h"
#include "comms-carry.h"
#include "comms-outlook.h"
#include "comms-posts.h"
#include "comms-releases.h"
#include "comms-withdrawals.h"
#include "comms-zone.h"

#define STATE(nick) (1u << COMMS_POST_STATE_##nick)
#define MAX_POSTS 200
#define MAX_DEADLINES 4
#define MAX_OCCASIONS 3
/* How far ahead an embargo is of interest. */
#define EMBARGO_DAYS 60

/* What counts as planned: it will go out, or is meant to. */
#define PLANNED_STATES                                                                             \
  (STATE (DRAFT) | STATE (IN_REVIEW) | STATE (APPROVED) | STATE (QUEUED) | STATE (SENDING) |       \
   STATE (POSTED))

static void
post_free (gpointer data)
{
  CommsTodayPost *self = data;

  g_clear_object (&self->post);
  g_clear_object (&self->account);
  g_free (self->author);
  g_free (self->asker);
  g_free (self->obstacle);
  g_free (self->carried);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_free (self);
}

static void
cadence_free (gpointer data)
{
  CommsTodayCadence *self = data;

  g_clear_object (&self->account);
  g_free (self);
}

static void
deadline_free (gpointer data)
{
  CommsTodayDeadline *self = data;

  g_free (self->title);
  g_free (self->who);
  g_free (self);
}

static void
occasion_free (gpointer data)
{
  CommsTodayOccasion *self = data;

  g_clear_object (&self->occasion);
  g_free (self);
}

/* What the lists are made from. */
typedef struct
{
  CommsTx *tx;
  GPtrArray *accounts;
  GPtrArray *people;
} Reading;

static gpointer
find_record (GPtrArray *records,
             gint64     id)
{
  for (guint i = 0; i < records->len; i++)
    if (comms_record_get_id (g_ptr_array_index (records, i)) == id)
      return g_ptr_array_index (records, i);
  return NULL;
}

static CommsTodayPost *
today_post_new (const Reading *reading,
                CommsPost     *post)
{
  CommsTodayPost *self = g_new0 (CommsTodayPost, 1);
  CommsPerson *author = find_record (reading->people, post->author_id);
  CommsPerson *asker = find_record (reading->people, post->withdraw_asked_by);

  self->post = g_object_ref (post);
  g_set_object (&self->account, find_record (reading->accounts, post->account_id));
  self->author = g_strdup (author != NULL ? author->name : NULL);
  if (asker != NULL && post->withdrawn_at == 0)
    self->asker = g_strdup (asker->name);
  return self;
}

static int
rank_of (const CommsTodayPost *self)
{
  switch ((int) self->post->state)
    {
    case COMMS_POST_STATE_UNKNOWN:
      return 0;
    case COMMS_POST_STATE_MISSED:
      return 1;
    case COMMS_POST_STATE_POSTED:
      return 3;
    default:
      return 2;
    }
}

static int
compare_decisions (gconstpointer a,
                   gconstpointer b)
{
  const CommsTodayPost *one = *(CommsTodayPost *const *) a;
  const CommsTodayPost *two = *(CommsTodayPost *const *) b;

  if (rank_of (one) != rank_of (two))
    return rank_of (one) - rank_of (two);
  return one->post->due_at < two->post->due_at ? -1 : one->post->due_at > two->post->due_at;
}

/* Submitted as urgent, and waiting for an approval (R84). */
static gboolean
is_pressing (const CommsTodayPost *post)
{
  return post->post->urgent && post->post->state == COMMS_POST_STATE_IN_REVIEW;
}

/* What is urgent first, then sooner first; what has no time comes last. */
static int
compare_waiting (gconstpointer a,
                 gconstpointer b)
{
  const CommsTodayPost *one = *(CommsTodayPost *const *) a;
  const CommsTodayPost *two = *(CommsTodayPost *const *) b;
  gint64 first = one->post->due_at != 0 ? one->post->due_at : G_MAXINT64;
  gint64 second = two->post->due_at != 0 ? two->post->due_at : G_MAXINT64;

  if (is_pressing (one) != is_pressing (two))
    return is_pressing (one) ? -1 : 1;
  return first < second ? -1 : first > second;
}

static gboolean
is_listed (GPtrArray *posts,
           gint64     id)
{
  for (guint i = 0; i < posts->len; i++)
    {
      CommsTodayPost *post = g_ptr_array_index (posts, i);

      if (comms_record_get_id (COMMS_RECORD (post->post)) == id)
        return TRUE;
    }
  return FALSE;
}

/* Why it will not go out, and who else could carry it: both are whole sentences. (transfer full) */
static char *
obstacle_of (const CommsOutlook *outlook)
{
  g_autofree char *other = NULL;

  if (outlook->carried != NULL)
    return g_strconcat (outlook->sentence, " ", outlook->carried, NULL);
  if (outlook->others->len == 0)
    return g_strdup (outlook->sentence);
  /* Translators: %s is the handle of an account on another network */
  other = g_strdup_printf (C_("today", "@%s could carry it instead."),
                           ((CommsAccount *) g_ptr_array_index (outlook->others, 0))->handle);
  return g_strconcat (outlook->sentence, " ", other, NULL);
}

/* While all sending is paused, the page says so once for all of them. */
static gboolean
load_outlook (const Reading  *reading,
              CommsTodayData *self,
              GError        **error)
{
  g_autoptr (GPtrArray) outlook = NULL;

  if (reading->tx->policy->paused_reason != NULL)
    return TRUE;
  outlook = comms_publisher_outlook (reading->tx, error);
  if (outlook == NULL)
    return FALSE;
  for (guint i = 0; i < outlook->len; i++)
    {
      CommsOutlook *one = g_ptr_array_index (outlook, i);
      CommsTodayPost *post;

      if (is_listed (self->decisions, comms_record_get_id (COMMS_RECORD (one->post))))
        continue;
      post = today_post_new (reading, one->post);
      post->obstacle = obstacle_of (one);
      if (one->others->len > 0)
        post->others = g_ptr_array_ref (one->others);
      g_ptr_array_add (self->decisions, post);
    }
  return TRUE;
}

/* A withdrawal takes a second person. */
static gboolean
load_withdrawals (const Reading  *reading,
                  CommsTodayData *self,
                  GError        **error)
{
  g_autoptr (GPtrArray) posts = comms_withdrawals_list (reading->tx, error);

  if (posts == NULL)
    return FALSE;
  for (guint i = 0; i < posts->len; i++)
    {
      CommsPost *post = g_ptr_array_index (posts, i);
      g_autofree char *why_not = comms_posts_why_not (reading->tx, post, "withdraw");

      if (why_not == NULL)
        g_ptr_array_add (self->decisions, today_post_new (reading, post));
    }
  return TRUE;
}

static gboolean
load_decisions (const Reading  *reading,
                CommsTodayData *self,
                GError        **error)
{
  CommsPostQuery query = {
    .states = STATE (UNKNOWN) | STATE (MISSED) | STATE (REFUSED),
    .limit = MAX_POSTS,
  };
  /* What is in the queue and stale does not leave by itself. */
  CommsPostQuery stale = { .states = STATE (QUEUED), .stale = TRUE, .limit = MAX_POSTS };

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) posts =
        comms_posts_list (reading->tx, i == 0 ? &query : &stale, error);

      if (posts == NULL)
        return FALSE;
      for (guint k = 0; k < posts->len; k++)
        {
          CommsTodayPost *post = today_post_new (reading, g_ptr_array_index (posts, k));

          post->carried =
            comms_posts_dup_carried (reading->tx, comms_record_get_id (COMMS_RECORD (post->post)));
          g_ptr_array_add (self->decisions, post);
        }
    }
  if (!load_outlook (reading, self, error) || !load_withdrawals (reading, self, error))
    return FALSE;
  g_ptr_array_sort (self->decisions, compare_decisions);
  return TRUE;
}

/* Whether it is the acting person who has to do something about it. Approved posts wait for
 * whoever re-reads them, a week ahead; drafts for their author on their day. */
static gboolean
waits (const Reading        *reading,
       const CommsTodayData *self,
       CommsPost            *post)
{
  CommsTx *tx = reading->tx;
  gboolean mine = post->author_id == tx->stamp.actor_id;

  switch ((int) post->state)
    {
    case COMMS_POST_STATE_APPROVED:
      return post->due_at < comms_zone_day_start (self->zone, self->now, COMMS_TODAY_DAYS + 1);
    case COMMS_POST_STATE_DRAFT:
      return mine && post->due_at >= comms_zone_day_start (self->zone, self->now, 0) &&
             post->due_at < comms_zone_day_start (self->zone, self->now, 1);
    default:
      return FALSE;
    }
}

/* What was returned to the acting person, or spoken of. */
static gboolean
load_commented (const Reading  *reading,
                CommsTodayData *self,
                GError        **error)
{
  g_autoptr (GPtrArray) posts = comms_posts_commented (reading->tx, error);

  if (posts == NULL)
    return FALSE;
  for (guint i = 0; i < posts->len; i++)
    {
      CommsTodayPost *post = today_post_new (reading, g_ptr_array_index (posts, i));

      post->commented = TRUE;
      g_ptr_array_add (self->waiting, post);
    }
  return TRUE;
}

static gboolean
load_waiting (const Reading  *reading,
              CommsTodayData *self,
              GError        **error)
{
  CommsPostQuery query = {
    .states = STATE (APPROVED) | STATE (DRAFT),
    .due_until = comms_zone_day_start (self->zone, self->now, 60),
    .due_from = 1,
  };
  CommsPostQuery undated = { .states = STATE (APPROVED), .undated = TRUE, .limit = MAX_POSTS };
  g_autoptr (GPtrArray) to_review = comms_posts_to_review (reading->tx, error);

  if (to_review == NULL)
    return FALSE;
  for (guint i = 0; i < to_review->len; i++)
    g_ptr_array_add (self->waiting, today_post_new (reading, g_ptr_array_index (to_review, i)));
  if (!load_commented (reading, self, error))
    return FALSE;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) posts = comms_posts_list (reading->tx, i == 0 ? &query : &undated,
                                                      error);

      if (posts == NULL)
        return FALSE;
      for (guint k = 0; k < posts->len; k++)
        if (waits (reading, self, g_ptr_array_index (posts, k)) &&
            !is_listed (self->waiting, comms_record_get_id (g_ptr_array_index (posts, k))))
          g_ptr_array_add (self->waiting, today_post_new (reading, g_ptr_array_index (posts, k)));
    }
  g_ptr_array_sort (self->waiting, compare_waiting);
  return TRUE;
}

static gboolean
load_cadence (const Reading  *reading,
              CommsTodayData *self,
              GError        **error)
{
  gint64 start = comms_zone_day_start (self->zone, self->now, 0);
  gint64 end = comms_zone_day_start (self->zone, self->now, 1);

  for (guint i = 0; i < reading->accounts->len; i++)
    {
      CommsTodayCadence *cadence = g_new0 (CommsTodayCadence, 1);

      cadence->account = g_object_ref (g_ptr_array_index (reading->accounts, i));
      g_ptr_array_add (self->cadence, cadence);
      if (!comms_posts_count_day (reading->tx,
                                  comms_record_get_id (COMMS_RECORD (cadence->account)), start,
                                  end, &cadence->n_posted, &cadence->n_planned, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_days (const Reading  *reading,
           CommsTodayData *self,
           GError        **error)
{
  CommsPostQuery query = {
    .due_from = comms_zone_day_start (self->zone, self->now, 1),
    .due_until = comms_zone_day_start (self->zone, self->now, COMMS_TODAY_DAYS + 1),
    .states = PLANNED_STATES,
  };
  g_autoptr (GPtrArray) posts = comms_posts_list (reading->tx, &query, error);

  if (posts == NULL)
    return FALSE;
  for (int day = 0; day < COMMS_TODAY_DAYS; day++)
    {
      gint64 end = comms_zone_day_start (self->zone, self->now, day + 2);

      self->day_starts[day] = comms_zone_day_start (self->zone, self->now, day + 1);
      for (guint i = 0; i < posts->len; i++)
        {
          gint64 at = ((CommsPost *) g_ptr_array_index (posts, i))->due_at;

          self->day_posts[day] += at >= self->day_starts[day] && at < end;
        }
    }
  return TRUE;
}

static gboolean
load_answers (const Reading  *reading,
              CommsTodayData *self,
              GError        **error)
{
  g_autoptr (GPtrArray) open = comms_log_deadlines (reading->tx, MAX_DEADLINES, error);

  if (open == NULL)
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    {
      CommsEngagement *engagement = g_ptr_array_index (open, i);
      CommsTodayDeadline *deadline = g_new0 (CommsTodayDeadline, 1);
      CommsPerson *person = find_record (reading->people, engagement->person_id);

      deadline->at = engagement->deadline_at;
      deadline->title = g_strdup (engagement->summary);
      deadline->who = g_strdup (person != NULL ? person->name : NULL);
      deadline->target_id = engagement->target_id;
      g_ptr_array_add (self->deadlines, deadline);
    }
  return TRUE;
}

static gboolean
load_embargoes (const Reading  *reading,
                CommsTodayData *self,
                GError        **error)
{
  gint64 until = comms_zone_day_start (self->zone, self->now, EMBARGO_DAYS);
  g_autoptr (GPtrArray) releases = comms_releases_list (reading->tx, self->now, until, NULL, error);

  if (releases == NULL)
    return FALSE;
  for (guint i = 0; i < releases->len; i++)
    {
      CommsRelease *release = g_ptr_array_index (releases, i);
      CommsPostQuery query = { .release_id = comms_record_get_id (COMMS_RECORD (release)),
                               .states = PLANNED_STATES };
      g_autoptr (GPtrArray) posts = NULL;
      CommsTodayDeadline *deadline;

      if (release->embargo_at <= self->now)
        continue;
      posts = comms_posts_list (reading->tx, &query, error);
      if (posts == NULL)
        return FALSE;
      deadline = g_new0 (CommsTodayDeadline, 1);
      deadline->at = release->embargo_at;
      deadline->title = g_strdup (release->title != NULL ? release->title : release->headline);
      deadline->release_id = query.release_id;
      deadline->n_posts = posts->len;
      g_ptr_array_add (self->deadlines, deadline);
    }
  return TRUE;
}

static int
compare_deadlines (gconstpointer a,
                   gconstpointer b)
{
  const CommsTodayDeadline *one = *(CommsTodayDeadline *const *) a;
  const CommsTodayDeadline *two = *(CommsTodayDeadline *const *) b;

  return one->at < two->at ? -1 : one->at > two->at;
}

static int
compare_occasions (gconstpointer a,
                   gconstpointer b)
{
  const CommsTodayOccasion *one = *(CommsTodayOccasion *const *) a;
  const CommsTodayOccasion *two = *(CommsTodayOccasion *const *) b;

  return one->at < two->at ? -1 : one->at > two->at;
}

/* The occasions that come next, today's first. */
static gboolean
load_occasions (const Reading  *reading,
                CommsTodayData *self,
                GError        **error)
{
  g_autoptr (GPtrArray) all = comms_occasions_list (reading->tx, error);

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      CommsOccasion *occasion = g_ptr_array_index (all, i);
      gint64 at = comms_occasion_next (occasion, self->zone, self->now);
      CommsTodayOccasion *coming;

      if (at == 0)
        continue;
      coming = g_new0 (CommsTodayOccasion, 1);
      coming->occasion = g_object_ref (occasion);
      coming->at = at;
      g_ptr_array_add (self->occasions, coming);
    }
  g_ptr_array_sort (self->occasions, compare_occasions);
  if (self->occasions->len > MAX_OCCASIONS)
    g_ptr_array_set_size (self->occasions, MAX_OCCASIONS);
  for (guint i = 0; i < self->occasions->len; i++)
    {
      CommsTodayOccasion *coming = g_ptr_array_index (self->occasions, i);
      CommsPostQuery query = { .due_from = coming->at,
                               .due_until = comms_zone_day_start (self->zone, coming->at, 1),
                               .states = PLANNED_STATES };
      g_autoptr (GPtrArray) posts = comms_posts_list (reading->tx, &query, error);

      if (posts == NULL)
        return FALSE;
      coming->n_posts = posts->len;
    }
  return TRUE;
}

static CommsTodayData *
data_new (CommsTx *tx)
{
  CommsTodayData *self = g_new0 (CommsTodayData, 1);
  CommsPolicy *policy = tx->policy;

  self->now = tx->stamp.now;
  self->zone = g_strdup (policy->zone);
  if (policy->audience_zones != NULL)
    for (guint i = 0; self->elsewhere == NULL && policy->audience_zones[i] != NULL; i++)
      if (!g_str_equal (policy->audience_zones[i], policy->zone))
        self->elsewhere = g_strdup (policy->audience_zones[i]);
  self->posts_low = (guint) policy->posts_low;
  self->posts_high = (guint) policy->posts_high;
  self->paused_reason = g_strdup (policy->paused_reason);
  self->paused_at = policy->paused_at;
  self->may_resume = policy->single_person ||
                     (tx->person != NULL && tx->person->role == COMMS_ROLE_MANAGER);
  self->decisions = g_ptr_array_new_with_free_func (post_free);
  self->waiting = g_ptr_array_new_with_free_func (post_free);
  self->cadence = g_ptr_array_new_with_free_func (cadence_free);
  self->deadlines = g_ptr_array_new_with_free_func (deadline_free);
  self->occasions = g_ptr_array_new_with_free_func (occasion_free);
  return self;
}

/**
 * comms_today_data_load:
 *
 * Returns: (transfer full): a #CommsTodayData, or NULL with @error set
 */
gpointer
comms_today_data_load (CommsTx  *tx,
                       gpointer  unused,
                       GError  **error)
{
  g_autoptr (CommsTodayData) self = data_new (tx);
  g_autoptr (GPtrArray) accounts = comms_accounts_list (tx, error);
  g_autoptr (GPtrArray) people = accounts != NULL ? comms_people_list (tx, error) : NULL;
  Reading reading = { tx, accounts, people };

  if (people == NULL || !comms_cost_month (tx, self->now, &self->cost, error) ||
      !load_decisions (&reading, self, error) ||
      !load_waiting (&reading, self, error) || !load_cadence (&reading, self, error) ||
      !load_days (&reading, self, error) || !load_answers (&reading, self, error) ||
      !load_embargoes (&reading, self, error) || !load_occasions (&reading, self, error))
    return NULL;
  g_ptr_array_sort (self->deadlines, compare_deadlines);
  if (self->deadlines->len > MAX_DEADLINES)
    g_ptr_array_set_size (self->deadlines, MAX_DEADLINES);
  return g_steal_pointer (&self);
}

void
comms_today_data_free (CommsTodayData *self)
{
  g_free (self->zone);
  g_free (self->elsewhere);
  g_free (self->paused_reason);
  g_ptr_array_unref (self->decisions);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->cadence);
  g_ptr_array_unref (self->deadlines);
  g_ptr_array_unref (self->occasions);
  g_free (self);
}

CommsTodayPost *
comms_today_data_urgent (CommsTodayData *self)
{
  gint64 midnight = comms_zone_day_start (self->zone, self->now, 1);

  if (self->waiting->len > 0 && is_pressing (g_ptr_array_index (self->waiting, 0)))
    return g_ptr_array_index (self->waiting, 0);
  for (guint i = 0; i < self->waiting->len; i++)
    {
      CommsTodayPost *waiting = g_ptr_array_index (self->waiting, i);

      if (waiting->post->state == COMMS_POST_STATE_APPROVED && waiting->post->due_at > self->now &&
          waiting->post->due_at < midnight)
        return waiting;
    }
  if (self->decisions->len > 0)
    return g_ptr_array_index (self->decisions, 0);
  return self->waiting->len > 0 ? g_ptr_array_index (self->waiting, 0) : NULL;
}
