/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-checks.h"

#include "comms-accounts.h"
#include "comms-count.h"
#include "comms-fit.h"
#include "comms-posts.h"
#include "comms-releases.h"
#include "comms-words.h"
#include "comms-zone.h"

#define MINUTE (60 * 1000LL)
#define DAY (24 * 60 * MINUTE)

/* Alike beyond this, two posts of one account say the same thing (R3, G4). */

typedef struct
{
  CommsPost *post;
  const CommsPostContext *context;
  const char *text; /* never NULL */
  guint n_hashtags;
  guint n_links;
  guint link_uses;
} Look;

void
comms_check_free (CommsCheck *check)
{
  g_free (check->sentence);
  g_free (check);
}

/* Takes @sentence. */
static CommsCheck *
add (GPtrArray *checks, CommsCheckKind kind, CommsCheckLevel level, CommsFix fix, char *sentence)
{
  CommsCheck *check = g_new0 (CommsCheck, 1);

  check->kind = kind;
  check->level = level;
  check->fix = fix;
  check->sentence = sentence;
  g_ptr_array_add (checks, check);
  return check;
}

const char *
comms_fix_label (CommsFix fix)
{
  static const char *const labels[] = {
    [COMMS_FIX_NONE] = NULL,
    [COMMS_FIX_SHORTEN] = NC_ ("fix", "Shorten"),
    [COMMS_FIX_CLEAN] = NC_ ("fix", "Remove"),
    [COMMS_FIX_TIME] = NC_ ("fix", "Move"),
    [COMMS_FIX_ADD_LINK] = NC_ ("fix", "Add Link"),
    /* Translators: a post without a link, on purpose */
    [COMMS_FIX_LEAVE_LINK] = NC_ ("fix", "No Link"),
    [COMMS_FIX_FEWER_HASHTAGS] = NC_ ("fix", "Use Fewer"),
    [COMMS_FIX_LANGUAGE] = NC_ ("fix", "Change"),
    [COMMS_FIX_WRITE] = NC_ ("fix", "Write"),
    [COMMS_FIX_ADD_HANDLE] = NC_ ("fix", "Insert"),
  };

  g_return_val_if_fail ((guint) fix < G_N_ELEMENTS (labels), NULL);

  return labels[fix] != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, "fix", labels[fix]) : NULL;
}

guint
comms_checks_count (const char *text, int entity_kind)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text != NULL ? text : "");
  guint n = 0;

  for (guint i = 0; i < entities->len; i++)
    n += (int) g_array_index (entities, CommsEntity, i).kind == entity_kind;
  return n;
}

/* The first link in the text, or NULL. */
static char *
dup_first_link (const char *text)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text);

  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      if (entity->kind == COMMS_ENTITY_URL)
        return g_strndup (text + entity->start, entity->end - entity->start);
    }
  return NULL;
}

static gboolean
counts_as_said (CommsPost *post)
{
  return post->deleted_at == 0 && post->state != COMMS_POST_STATE_CANCELLED &&
         post->state != COMMS_POST_STATE_REFUSED && post->text != NULL;
}

static gint64
said_at (CommsPost *post)
{
  return post->posted_at != 0 ? post->posted_at : post->due_at;
}

static gboolean
same_day (CommsPost *post, CommsPost *other, const CommsPostContext *context)
{
  gint64 at = post->due_at != 0 ? post->due_at : context->now;
  gint64 start = comms_zone_day_start (context->policy->zone, at, 0);
  gint64 end = comms_zone_day_start (context->policy->zone, at, 1);

  return said_at (other) >= start && said_at (other) < end;
}

guint
comms_checks_link_uses (CommsPost *post, const CommsPostContext *context)
{
  const char *text = post->text != NULL ? post->text : "";
  g_autofree char *own = dup_first_link (text);
  const char *link = own;
  guint n = own != NULL;

  if (link == NULL && context->release != NULL)
    link = context->release->link;
  if (link == NULL || *link == '\0')
    return 0;

  for (guint i = 0; i < context->others->len; i++)
    {
      CommsPost *other = g_ptr_array_index (context->others, i);

      n += counts_as_said (other) && same_day (post, other, context) &&
           comms_text_has_link (other->text, link);
    }
  return n;
}

guint
comms_checks_posts_that_day (CommsPost *post, const CommsPostContext *context)
{
  guint n = 1;

  if (post->due_at == 0 || context->account == NULL)
    return 0;
  for (guint i = 0; i < context->others->len; i++)
    {
      CommsPost *other = g_ptr_array_index (context->others, i);

      n += counts_as_said (other) && same_day (post, other, context);
    }
  return n;
}

static char *
dup_moment (const CommsPostContext *context, gint64 instant)
{
  g_autoptr (GDateTime) time = comms_zone_date_time (context->policy->zone, instant);

  /* Translators: a time within a sentence, as g_date_time_format() takes it: "10 December, 15:00"
   */
  return g_date_time_format (time, C_ ("time in a sentence", "%-e %B, %H:%M"));
}

/* --- posts --- */

static void
look_at_account (const Look *look, GPtrArray *checks)
{
  CommsAccount *account = look->context->account;

  if (account == NULL)
    add (checks, COMMS_CHECK_ACCOUNT, COMMS_CHECK_BLOCKS, COMMS_FIX_NONE,
         g_strdup (C_ ("check", "Choose the account that it goes out from.")));
  else if (account->state == COMMS_ACCOUNT_STATE_REMOVED)
    add (checks, COMMS_CHECK_ACCOUNT, COMMS_CHECK_BLOCKS, COMMS_FIX_NONE,
         g_strdup_printf (C_ ("check", "@%s was removed from the desk. Choose another account."),
                          account->handle));
  else if (account->state == COMMS_ACCOUNT_STATE_SIGN_IN)
    add (checks, COMMS_CHECK_ACCOUNT, COMMS_CHECK_WARNS, COMMS_FIX_NONE,
         g_strdup_printf (C_ ("check", "@%s must be connected again before it can send."),
                          account->handle));
  else if (look->context->policy->paused_reason != NULL)
    add (checks, COMMS_CHECK_ACCOUNT, COMMS_CHECK_WARNS, COMMS_FIX_NONE,
         g_strdup_printf (C_ ("check", "All sending is paused: %s"),
                          look->context->policy->paused_reason));
}

static void
look_at_length (const Look *look, GPtrArray *checks)
{
  CommsAccount *account = look->context->account;
  int limit = account != NULL ? (int) account->character_limit : 0;
  CommsCount count;

  if (*look->text == '\0')
    {
      add (checks, COMMS_CHECK_TEXT, COMMS_CHECK_BLOCKS, COMMS_FIX_NONE,
           g_strdup (C_ ("check", "There is no text yet.")));
      return;
    }
  if (limit <= 0)
    return;

  count = comms_text_count (look->text, limit);
  if (count.weight > limit)
    add (checks, COMMS_CHECK_LENGTH, COMMS_CHECK_BLOCKS, COMMS_FIX_SHORTEN,
         g_strdup_printf (ngettext ("It is %d character too long.", "It is %d characters too long.",
                                    (gulong) (count.weight - limit)),
                          count.weight - limit));
  else
    add (checks, COMMS_CHECK_LENGTH, COMMS_CHECK_FINE, COMMS_FIX_NONE,
         g_strdup_printf (C_ ("check", "%d of %d characters"), count.weight, limit));
}

static void
look_at_control (const Look *look, GPtrArray *checks)
{
  guint n = 0;
  g_autofree char *clean = comms_text_clean (look->text, -1, &n);

  if (n > 0)
    add (checks, COMMS_CHECK_CONTROL, COMMS_CHECK_BLOCKS, COMMS_FIX_CLEAN,
         g_strdup_printf (ngettext ("It has %u invisible control character.",
                                    "It has %u invisible control characters.", n),
                          n));
}

static void
look_at_embargo (const Look *look, GPtrArray *checks)
{
  CommsRelease *release = look->context->release;
  gint64 due = look->post->due_at != 0 ? look->post->due_at : look->context->now;
  g_autofree char *lift = NULL;

  if (release == NULL || release->embargo_at == 0)
    return;

  lift = dup_moment (look->context, release->embargo_at);
  if (due < release->embargo_at)
    add (checks, COMMS_CHECK_EMBARGO, COMMS_CHECK_BLOCKS, COMMS_FIX_TIME,
         g_strdup_printf (look->post->due_at != 0
                            ? C_ ("check", "It would leave before the embargo lifts on %s.")
                            : C_ ("check", "It cannot leave before the embargo lifts on %s."),
                          lift));
  else
    add (checks, COMMS_CHECK_EMBARGO, COMMS_CHECK_FINE, COMMS_FIX_NONE,
         g_strdup_printf (C_ ("check", "The embargo lifts on %s, before it leaves."), lift));
}

static void
look_at_time (const Look *look, GPtrArray *checks)
{
  gint64 due = look->post->due_at;
  g_autofree char *moment = NULL;

  if (due == 0)
    {
      add (checks, COMMS_CHECK_TIME, COMMS_CHECK_HINTS, COMMS_FIX_NONE,
           g_strdup (C_ ("check", "It has no time yet: it can be sent, but not scheduled.")));
      return;
    }
  moment = dup_moment (look->context, due);
  if (due < look->context->now)
    add (checks, COMMS_CHECK_TIME, COMMS_CHECK_WARNS, COMMS_FIX_TIME,
         g_strdup_printf (C_ ("check", "Its time, %s, is over."), moment));
}

/* Whether the network knows it, or will soon. */
static gboolean
is_on_its_way (CommsPost *post)
{
  return post->state == COMMS_POST_STATE_QUEUED || post->state == COMMS_POST_STATE_SENDING ||
         post->state == COMMS_POST_STATE_POSTED || post->state == COMMS_POST_STATE_UNKNOWN;
}

/* The account's post that is most like this one; @alike says how much. */
static CommsPost *
find_most_alike (const Look *look, double *alike)
{
  CommsPost *found = NULL;

  *alike = 0;
  for (guint i = 0; i < look->context->others->len; i++)
    {
      CommsPost *other = g_ptr_array_index (look->context->others, i);
      double likeness;

      if (!counts_as_said (other))
        continue;
      likeness =
        strcmp (other->text, look->text) == 0 ? 2 : comms_text_similarity (other->text, look->text);
      if (likeness <= *alike)
        continue;
      *alike = likeness;
      found = other;
    }
  return found;
}

static void
look_at_sameness (const Look *look, GPtrArray *checks)
{
  double alike;
  CommsPost *other;
  g_autofree char *moment = NULL;

  if (look->context->account == NULL || *look->text == '\0')
    return;

  other = find_most_alike (look, &alike);
  if (other != NULL)
    moment = dup_moment (look->context, said_at (other));
  if (alike > 1)
    add (checks, COMMS_CHECK_SAME, is_on_its_way (other) ? COMMS_CHECK_BLOCKS : COMMS_CHECK_WARNS,
         COMMS_FIX_NONE,
         said_at (other) == 0
           ? g_strdup (C_ ("check", "An undated draft of the account says exactly this."))
           : g_strdup_printf (C_ ("check", "The account’s post of %s says exactly this. "
                                           "The same text is refused the second time."),
                              moment));
  else if (alike >= COMMS_TEXT_ALIKE && said_at (other) != 0)
    add (checks, COMMS_CHECK_SAME, COMMS_CHECK_WARNS, COMMS_FIX_NONE,
         /* Translators: %d is a number of per cent */
         g_strdup_printf (C_ ("check", "Wording is %d%% like the post of %s. The limit is %d%%."),
                          (int) (alike * 100), moment, (int) (COMMS_TEXT_ALIKE * 100)));
  else
    add (checks, COMMS_CHECK_SAME, COMMS_CHECK_FINE, COMMS_FIX_NONE,
         g_strdup (C_ ("check", "Nothing like it on this account.")));
}

static void
look_at_missing_link (const Look *look, GPtrArray *checks)
{
  CommsRelease *release = look->context->release;
  gboolean has_source = release != NULL && release->link != NULL && *release->link != '\0';
  CommsCheck *check;

  if (look->post->no_link)
    {
      add (checks, COMMS_CHECK_LINK, COMMS_CHECK_FINE,
           has_source ? COMMS_FIX_ADD_LINK : COMMS_FIX_NONE,
           g_strdup (C_ ("check", "No link, on purpose.")));
      return;
    }
  check = has_source ? add (checks, COMMS_CHECK_LINK, COMMS_CHECK_WARNS, COMMS_FIX_ADD_LINK,
                            g_strdup (C_ ("check", "It has no link to the release.")))
                     : add (checks, COMMS_CHECK_LINK, COMMS_CHECK_HINTS, COMMS_FIX_NONE,
                            g_strdup (C_ ("check", "It has no link, so nobody can read on.")));
  check->other_fix = COMMS_FIX_LEAVE_LINK;
}

static void
look_at_link (const Look *look, GPtrArray *checks)
{
  int most = (int) look->context->policy->link_uses;

  if (*look->text == '\0')
    return;
  if (look->n_links == 0)
    {
      look_at_missing_link (look, checks);
      return;
    }
  if ((int) look->link_uses > most)
    add (checks, COMMS_CHECK_LINK, COMMS_CHECK_WARNS, COMMS_FIX_LEAVE_LINK,
         g_strdup_printf (C_ ("check",
                              "The link stands %u times that day on this account; %d is enough."),
                          look->link_uses, most));
  else
    add (checks, COMMS_CHECK_LINK, COMMS_CHECK_FINE, COMMS_FIX_NONE,
         g_strdup_printf (C_ ("check", "The link stands %u of %d times that day."), look->link_uses,
                          most));
}

static void
look_at_hashtags (const Look *look, GPtrArray *checks)
{
  int most = (int) look->context->policy->hashtags_high;

  if ((int) look->n_hashtags > most)
    add (checks, COMMS_CHECK_HASHTAGS, COMMS_CHECK_WARNS, COMMS_FIX_FEWER_HASHTAGS,
         g_strdup_printf (ngettext ("%u hashtag. One or two are read better.",
                                    "%u hashtags. One or two are read better.", look->n_hashtags),
                          look->n_hashtags));
}

static void
look_at_cadence (const Look *look, GPtrArray *checks)
{
  gint64 most = look->context->policy->posts_high;
  guint n = comms_checks_posts_that_day (look->post, look->context);

  if (n > most)
    add (checks, COMMS_CHECK_CADENCE, COMMS_CHECK_WARNS, COMMS_FIX_NONE,
         g_strdup_printf (C_ ("check", "It would be post %u of the day on this account; "
                                       "%d a day are enough."),
                          n, (int) most));
}

static void
look_at_language (const Look *look, GPtrArray *checks)
{
  gboolean marked_rtl = g_strcmp0 (look->post->language, "ur") == 0;

  if (*look->text == '\0' || look->post->language == NULL)
    return;
  if (marked_rtl && !comms_text_is_rtl (look->text))
    add (checks, COMMS_CHECK_LANGUAGE, COMMS_CHECK_HINTS, COMMS_FIX_LANGUAGE,
         g_strdup (C_ ("check", "It is marked as Urdu, but not written in it.")));
  else if (comms_text_is_rtl (look->text) && g_strcmp0 (look->post->language, "en") == 0)
    add (checks, COMMS_CHECK_LANGUAGE, COMMS_CHECK_HINTS, COMMS_FIX_LANGUAGE,
         g_strdup (C_ ("check", "It is marked as English, but not written in it.")));
}

static int
compare_level (gconstpointer a, gconstpointer b)
{
  const CommsCheck *first = *(CommsCheck *const *) a;
  const CommsCheck *second = *(CommsCheck *const *) b;

  if (first->level != second->level)
    return (int) first->level - (int) second->level;
  return (int) first->kind - (int) second->kind;
}

GPtrArray *
comms_checks_of_post (CommsPost *post, const CommsPostContext *context)
{
  static void (*const looks[]) (const Look *, GPtrArray *) = {
    look_at_account,  look_at_length, look_at_control,  look_at_embargo, look_at_time,
    look_at_sameness, look_at_link,   look_at_hashtags, look_at_cadence, look_at_language,
  };
  g_autoptr (GPtrArray) checks = NULL;
  Look look = { .post = post, .context = context };

  g_return_val_if_fail (COMMS_IS_POST (post), NULL);
  g_return_val_if_fail (context != NULL && context->policy != NULL, NULL);

  checks = g_ptr_array_new_with_free_func ((GDestroyNotify) comms_check_free);
  look.text = post->text != NULL ? post->text : "";
  look.n_hashtags = comms_checks_count (look.text, COMMS_ENTITY_HASHTAG);
  look.n_links = comms_checks_count (look.text, COMMS_ENTITY_URL);
  look.link_uses = comms_checks_link_uses (post, context);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    looks[i](&look, checks);
  g_ptr_array_sort (checks, compare_level);
  return g_steal_pointer (&checks);
}

CommsPostContext *
comms_post_context_load (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (CommsPostContext) context = g_new0 (CommsPostContext, 1);
  CommsPostQuery query = { .account_id = post->account_id };
  gint64 due;

  context->now = tx->stamp.now;
  context->policy = comms_record_copy (tx->policy);
  context->others = g_ptr_array_new_with_free_func (g_object_unref);
  due = post->due_at != 0 ? post->due_at : context->now;
  query.due_from = MIN (due, context->now) - 30 * DAY;
  query.due_until = MAX (due, context->now) + 30 * DAY;

  if (post->release_id != 0)
    {
      context->release = comms_releases_load (tx, post->release_id, error);
      if (context->release == NULL)
        return NULL;
    }
  if (post->account_id == 0)
    return g_steal_pointer (&context);

  context->account = comms_accounts_load (tx, post->account_id, error);
  if (context->account == NULL)
    return NULL;
  g_ptr_array_unref (context->others);
  context->others = comms_posts_list (tx, &query, error);
  if (context->others == NULL)
    return NULL;
  for (guint i = context->others->len; i > 0; i--)
    if (comms_record_get_id (g_ptr_array_index (context->others, i - 1)) ==
        comms_record_get_id (COMMS_RECORD (post)))
      g_ptr_array_remove_index (context->others, i - 1);
  return g_steal_pointer (&context);
}

void
comms_post_context_free (CommsPostContext *context)
{
  g_clear_object (&context->account);
  g_clear_object (&context->release);
  g_clear_object (&context->policy);
  g_clear_pointer (&context->others, g_ptr_array_unref);
  g_free (context);
}
