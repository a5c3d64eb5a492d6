/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-advice-private.h"

#include "comms-fit.h"
#include "comms-link-check.h"
#include "comms-release-links.h"

/* What the account says besides: the same words, the same link, too many on one day; and where the
 * links lead. */

static gboolean
counts_as_said (CommsPost *post)
{
  return post->deleted_at == 0 && post->state != COMMS_POST_STATE_CANCELLED &&
         post->state != COMMS_POST_STATE_REFUSED && post->text != NULL;
}

typedef struct
{
  gint64 from;
  gint64 until;
} Day;

static Day
day_of (CommsPost *post, const CommsPostContext *context)
{
  return (Day){ comms_look_day (post, context, 0), comms_look_day (post, context, 1) };
}

static gboolean
said_on (CommsPost *other, const Day *day)
{
  gint64 at = other->posted_at != 0 ? other->posted_at : other->due_at;

  return at >= day->from && at < day->until && counts_as_said (other);
}

guint
comms_checks_posts_that_day (CommsPost *post, const CommsPostContext *context)
{
  Day day;
  guint n = 1;

  if (post->due_at == 0 || context->account == NULL)
    return 0;
  day = day_of (post, context);
  for (guint i = 0; i < context->others->len; i++)
    n += said_on (g_ptr_array_index (context->others, i), &day);
  return n;
}

/* The first link in the text, or NULL. (transfer full) */
static char *
dup_first_link (const char *text, GArray *entities)
{
  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      if (entity->kind == COMMS_ENTITY_URL)
        return g_strndup (text + entity->start, entity->end - entity->start);
    }
  return NULL;
}

/* How often the account's other posts of that day have the link. */
static guint
count_other_uses (CommsPost *post, const CommsPostContext *context, const char *link)
{
  Day day = day_of (post, context);
  guint n = 0;

  for (guint i = 0; i < context->others->len; i++)
    {
      CommsPost *other = g_ptr_array_index (context->others, i);

      n += said_on (other, &day) && comms_text_has_link (other->text, link);
    }
  return n;
}

static guint
count_link_uses (CommsPost *post, const CommsPostContext *context, GArray *entities)
{
  g_autofree char *own = dup_first_link (post->text != NULL ? post->text : "", entities);
  const char *link = own;

  if (link == NULL && context->release != NULL)
    link = comms_release_link_at (context->release, context->policy->zone, post->due_at);
  return link != NULL ? (own != NULL) + count_other_uses (post, context, link) : 0;
}

guint
comms_checks_link_uses (CommsPost *post, const CommsPostContext *context)
{
  g_autoptr (GArray) entities = comms_text_find_entities (post->text != NULL ? post->text : "");

  return count_link_uses (post, context, entities);
}

/* --- the same words --- */

/* Whether the network knows it, or will soon. */
static gboolean
is_on_its_way (CommsPostState state)
{
  return state == COMMS_POST_STATE_QUEUED || state == COMMS_POST_STATE_SENDING ||
         state == COMMS_POST_STATE_POSTED || state == COMMS_POST_STATE_UNKNOWN;
}

static void
tell_same (CommsLook *look, const CommsLikeliest *twin)
{
  g_autofree char *moment = comms_look_dup_moment (look->context, twin->at);
  char *sentence = twin->at == 0
                     ? g_strdup (C_ ("check", "An undated draft of the account says exactly this."))
                     : g_strdup_printf (C_ ("check", "The account’s post of %s says exactly this. "
                                                     "The same text is refused the second time."),
                                        moment);
  CommsCheck *check = is_on_its_way (twin->state)
                        ? comms_look_add (look, COMMS_CHECK_SAME, COMMS_FIX_NONE, sentence)
                        : comms_look_add_at_most (look, COMMS_CHECK_SAME, COMMS_CHECK_WARNS,
                                                  COMMS_FIX_NONE, sentence);

  check->twin_id = twin->id;
}

static void
tell_alike (CommsLook *look, const CommsLikeliest *twin)
{
  g_autofree char *moment = comms_look_dup_moment (look->context, twin->at);
  int per_cent = (int) (twin->likeness * 100), limit = (int) (COMMS_TEXT_ALIKE * 100);
  CommsCheck *check = comms_look_add (
    look, COMMS_CHECK_ALIKE, COMMS_FIX_NONE,
    twin->at == 0
      /* Translators: numbers of per cent */
      ? g_strdup_printf (C_ ("check", "Wording is %d%% like an undated draft of the account. The "
                                      "limit is %d%%."),
                         per_cent, limit)
      /* Translators: a number of per cent, a day and time, a number of per cent */
      : g_strdup_printf (C_ ("check", "Wording is %d%% like the post of %s. The limit is %d%%."),
                         per_cent, moment, limit));

  check->twin_id = twin->id;
}

static void
look_elsewhere (CommsLook *look)
{
  const CommsPostContext *context = look->context;
  CommsLikeliest twin;
  CommsCheck *check;

  if (context->x_accounts == NULL || context->x_accounts->len == 0 ||
      !comms_look_wants (look, COMMS_CHECK_ALIKE_ELSEWHERE))
    return;
  twin =
    comms_likeness_find (context->likeness, &look->wording, (gint64 *) context->x_accounts->data,
                         context->x_accounts->len, 0, COMMS_TEXT_ALIKE);
  if (twin.id == 0)
    return;
  check = comms_look_add (look, COMMS_CHECK_ALIKE_ELSEWHERE, COMMS_FIX_NONE,
                          g_strdup (C_ ("check", "Another account of the desk says nearly the same "
                                                 "on X, which X forbids. Repost it from there "
                                                 "instead.")));
  check->twin_id = twin.id;
}

void
comms_look_at_likeness (CommsLook *look)
{
  const CommsPostContext *context = look->context;
  gint64 account = look->post->account_id;
  CommsLikeliest twin;

  if (context->account == NULL || context->likeness == NULL || *look->text == '\0')
    return;
  comms_wording_init_read (&look->wording, look->text, look->tokens, look->counted.entities);
  twin = comms_likeness_find (context->likeness, &look->wording, &account, 1,
                              comms_record_get_id (COMMS_RECORD (look->post)), COMMS_TEXT_ALIKE);
  if (twin.same)
    tell_same (look, &twin);
  else if (twin.id != 0)
    tell_alike (look, &twin);
  else
    comms_look_add_fine (look, COMMS_CHECK_ALIKE, COMMS_FIX_NONE,
                         g_strdup (C_ ("check", "Nothing like it on this account.")));
  look_elsewhere (look);
}

/* --- links --- */

/* What the release has for the hour of the post (R70), or NULL. */
static const char *
link_of_hour (const CommsLook *look)
{
  const CommsPostContext *context = look->context;

  return context->release != NULL
           ? comms_release_link_at (context->release, context->policy->zone, look->post->due_at)
           : NULL;
}

static void
tell_missing_link (CommsLook *look)
{
  gboolean has_source = link_of_hour (look) != NULL;
  CommsCheck *check;

  if (look->post->no_link)
    {
      comms_look_add_fine (look, COMMS_CHECK_LINK, has_source ? COMMS_FIX_ADD_LINK : COMMS_FIX_NONE,
                           g_strdup (C_ ("check", "No link, on purpose.")));
      return;
    }
  check =
    has_source
      ? comms_look_add (look, COMMS_CHECK_LINK, COMMS_FIX_ADD_LINK,
                        g_strdup (C_ ("check", "It has no link to the release.")))
      : comms_look_add_at_most (look, COMMS_CHECK_LINK, COMMS_CHECK_HINTS, COMMS_FIX_NONE,
                                g_strdup (C_ ("check", "It has no link, so nobody can read on.")));
  check->other_fix = COMMS_FIX_LEAVE_LINK;
}

static gboolean
has_room (const CommsLook *look, const char *link)
{
  return (int) count_other_uses (look->post, look->context, link) <
         (int) look->context->policy->link_uses;
}

/* Another link of the release that may still stand that day: that of the hour, else the first; NULL
 * where there is none. (transfer full) */
static char *
dup_other_link (const CommsLook *look, const char *link)
{
  const char *of_hour = link_of_hour (look);
  g_autoptr (GPtrArray) links = NULL;

  if (of_hour == NULL)
    return NULL;
  if (!g_str_equal (of_hour, link) && has_room (look, of_hour))
    return g_strdup (of_hour);
  links = comms_release_links (look->context->release);
  for (guint i = 0; i < links->len; i++)
    {
      const char *other = g_ptr_array_index (links, i);

      if (!g_str_equal (other, link) && has_room (look, other))
        return g_strdup (other);
    }
  return NULL;
}

/* Lets the check put @other, which it takes, in the place of the text's first link. */
static void
offer_other_link (CommsLook *look, CommsCheck *check, char *other)
{
  for (guint i = 0; i < look->counted.entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (look->counted.entities, CommsEntity, i);

      if (entity->kind != COMMS_ENTITY_URL)
        continue;
      comms_check_set_span (check, entity->start, entity->end);
      check->replacement = other;
      return;
    }
  g_free (other);
}

/* A part more takes another link of the release, or none (design, decision 13). */
static void
tell_too_many_uses (CommsLook *look, const char *link, guint uses, int most)
{
  g_autofree char *other = dup_other_link (look, link);
  CommsCheck *check =
    comms_look_add (look, COMMS_CHECK_LINK_USES,
                    other != NULL ? COMMS_FIX_OTHER_LINK : COMMS_FIX_LEAVE_LINK,
                    /* Translators: how often, and how often at most */
                    g_strdup_printf (C_ ("check", "The link stands %u times that day on this "
                                                  "account; %d is enough."),
                                     uses, most));

  if (other == NULL)
    return;
  check->other_fix = COMMS_FIX_LEAVE_LINK;
  offer_other_link (look, check, g_steal_pointer (&other));
}

static void
tell_link_uses (CommsLook *look)
{
  int most = (int) look->context->policy->link_uses;
  guint uses = count_link_uses (look->post, look->context, look->counted.entities);
  g_autofree char *link = dup_first_link (look->text, look->counted.entities);

  if ((int) uses > most)
    tell_too_many_uses (look, link, uses, most);
  else
    comms_look_add_fine (look, COMMS_CHECK_LINK_USES, COMMS_FIX_NONE,
                         /* Translators: how often, and how often at most */
                         g_strdup_printf (C_ ("check", "The link stands %u of %d times that day."),
                                          uses, most));
}

/* A post that was moved to another hour has the link of the one before (R70). */
static void
tell_hour_of_link (CommsLook *look)
{
  const char *of_hour = link_of_hour (look);
  g_autofree char *link = dup_first_link (look->text, look->counted.entities);
  g_autofree char *moment = NULL;
  g_autofree char *word = NULL;
  CommsCheck *check;

  if (of_hour == NULL || look->post->due_at == 0 || g_str_equal (of_hour, link) ||
      !comms_release_has_link (look->context->release, link) || !has_room (look, of_hour))
    return;
  moment = comms_look_dup_moment (look->context, look->post->due_at);
  word = comms_release_dup_link_word (look->context->release, of_hour);
  check =
    comms_look_add (look, COMMS_CHECK_LINK_HOUR, COMMS_FIX_OTHER_LINK,
                    word != NULL
                      /* Translators: a day and time, and what a link is called, such as "video" */
                      ? g_strdup_printf (C_ ("check", "For %s the release has another link: %s."),
                                         moment, word)
                      /* Translators: a day and time */
                      : g_strdup_printf (C_ ("check", "For %s the release’s own link is meant."),
                                         moment));
  offer_other_link (look, check, g_strdup (of_hour));
}

/* Whether a link was looked at before its page was due: a document's own page often appears with it
 * only. */
static gboolean
is_page_to_come (const CommsLook *look, CommsLinkCheck *seen)
{
  CommsRelease *release = look->context->release;
  gint64 due = release != NULL ? MAX (release->embargo_at, release->publish_at) : 0;

  if (release == NULL || !comms_release_has_link (release, seen->url))
    return FALSE;
  return due != 0 ? seen->checked_at < due : release->stage < COMMS_RELEASE_STAGE_PUBLISHED;
}

/* What says that there is no such page; a server that is out of order may come back. */
static void
tell_dead_link (CommsLook *look, const CommsEntity *entity, const char *url)
{
  CommsLinkCheck *seen = g_hash_table_lookup (look->context->link_checks, url);
  CommsCheck *check;

  if (seen == NULL || seen->status == 0 || seen->status < 400)
    return;
  if ((seen->status == 404 || seen->status == 410) && is_page_to_come (look, seen))
    check = comms_look_add_at_most (look, COMMS_CHECK_LINK_DEAD, COMMS_CHECK_WARNS, COMMS_FIX_NONE,
                                    g_strdup_printf (C_ ("check", "There is no page at %s yet. It "
                                                                  "has to be there when this "
                                                                  "leaves."),
                                                     url));
  else if (seen->status == 404 || seen->status == 410)
    check = comms_look_add (look, COMMS_CHECK_LINK_DEAD, COMMS_FIX_NONE,
                            g_strdup_printf (C_ ("check", "There is no page at %s."), url));
  else if (seen->status >= 500)
    check =
      comms_look_add_at_most (look, COMMS_CHECK_LINK_DEAD, COMMS_CHECK_WARNS, COMMS_FIX_NONE,
                              g_strdup_printf (C_ ("check",
                                                   "%s did not open when the desk last looked."),
                                               url));
  else
    return;
  comms_check_set_span (check, entity->start, entity->end);
}

static void
look_at_targets (CommsLook *look)
{
  if (look->context->link_checks == NULL)
    return;
  for (guint i = 0; i < look->counted.entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (look->counted.entities, CommsEntity, i);
      g_autofree char *url = NULL;

      if (entity->kind != COMMS_ENTITY_URL)
        continue;
      url = comms_look_dup_entity (look, entity);
      tell_dead_link (look, entity, url);
    }
}

/* A reader of a thread's further parts has the link of the first (R69). */
static gboolean
has_link_before (CommsPost *post)
{
  return post->thread_position > 1 && post->no_link;
}

void
comms_look_at_links (CommsLook *look)
{
  if (*look->text == '\0')
    return;
  if (look->n_links == 0)
    tell_missing_link (look);
  else
    {
      tell_link_uses (look);
      tell_hour_of_link (look);
    }
  if (look->post->legal && look->n_links == 0 && !has_link_before (look->post))
    comms_look_add (look, COMMS_CHECK_LEGAL_LINK,
                    link_of_hour (look) != NULL ? COMMS_FIX_ADD_LINK : COMMS_FIX_NONE,
                    g_strdup (C_ ("check", "It is about the law: link to the full text.")));
  look_at_targets (look);
}
