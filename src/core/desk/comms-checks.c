/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-accounts.h"
#include "comms-checks.h"

#include "comms-advice-private.h"
#include "comms-fit.h"
#include "comms-network.h"
#include "comms-zone.h"

void
comms_check_free (CommsCheck *check)
{
  g_free (check->sentence);
  g_free (check->replacement);
  g_free (check);
}

/* --- telling --- */

static CommsCheckLevel
level_of (const CommsLook *look, CommsCheckKind kind)
{
  return look->context->advice != NULL ? look->context->advice->levels[kind]
                                       : comms_advice_get (kind)->level;
}

gboolean
comms_look_wants (const CommsLook *look, CommsCheckKind kind)
{
  return level_of (look, kind) != COMMS_CHECK_OFF;
}

static CommsCheck *
add (CommsLook *look, CommsCheckKind kind, CommsCheckLevel level, CommsFix fix, char *sentence)
{
  const CommsAdvice *advice = comms_advice_get (kind);
  CommsCheck *check = g_new0 (CommsCheck, 1);

  check->kind = kind;
  check->code = advice->code;
  check->source = advice->source;
  check->level = level;
  check->fix = fix;
  check->sentence = sentence;
  check->may_dismiss = !advice->is_rule && level != COMMS_CHECK_FINE;
  check->dismissed = check->may_dismiss && look->post->dismissed != NULL &&
                     g_strv_contains ((const char *const *) look->post->dismissed, advice->code);
  if (check->dismissed)
    check->level = COMMS_CHECK_FINE;
  g_ptr_array_add (look->checks, check);
  return check;
}

CommsCheck *
comms_look_add (CommsLook *look, CommsCheckKind kind, CommsFix fix, char *sentence)
{
  return add (look, kind, level_of (look, kind), fix, sentence);
}

CommsCheck *
comms_look_add_at_most (
  CommsLook *look, CommsCheckKind kind, CommsCheckLevel level, CommsFix fix, char *sentence)
{
  return add (look, kind, MAX (level, level_of (look, kind)), fix, sentence);
}

CommsCheck *
comms_look_add_fine (CommsLook *look, CommsCheckKind kind, CommsFix fix, char *sentence)
{
  return add (look, kind, COMMS_CHECK_FINE, fix, sentence);
}

void
comms_check_set_span (CommsCheck *check, gsize start, gsize end)
{
  check->start = start;
  check->end = end;
}

/* --- what the rows share --- */

gboolean
comms_look_in_entity (const CommsLook *look, gsize start, gsize end)
{
  for (guint i = 0; i < look->counted.entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (look->counted.entities, CommsEntity, i);

      if (entity->start < end && start < entity->end)
        return TRUE;
    }
  return FALSE;
}

char *
comms_look_dup_entity (const CommsLook *look, const CommsEntity *entity)
{
  return g_strndup (look->text + entity->start, entity->end - entity->start);
}

char *
comms_look_dup_moment (const CommsPostContext *context, gint64 instant)
{
  g_autoptr (GDateTime) time = comms_zone_date_time (context->policy->zone, instant);

  /* Translators: a time within a sentence, as g_date_time_format() takes it: "10 December, 15:00"
   */
  return g_date_time_format (time, C_ ("time in a sentence", "%-e %B, %H:%M"));
}

gint64
comms_look_day (CommsPost *post, const CommsPostContext *context, int after)
{
  return comms_zone_day_start (context->policy->zone,
                               post->due_at != 0 ? post->due_at : context->now, after);
}

/* The worst first; within a level in the order in which they were found, which is that of the
 * table. */
static int
compare_level (gconstpointer a, gconstpointer b)
{
  const CommsCheck *first = *(CommsCheck *const *) a;
  const CommsCheck *second = *(CommsCheck *const *) b;

  if (first->level != second->level)
    return (int) first->level - (int) second->level;
  if (first->kind != second->kind)
    return (int) first->kind - (int) second->kind;
  return (first->start > second->start) - (first->start < second->start);
}

/* --- the account, the length and the time --- */

static void
look_at_account (CommsLook *look)
{
  CommsAccount *account = look->context->account;

  if (account == NULL)
    comms_look_add (look, COMMS_CHECK_ACCOUNT, COMMS_FIX_NONE,
                    g_strdup (C_ ("check", "Choose the account that it goes out from.")));
  else if (account->state == COMMS_ACCOUNT_STATE_REMOVED)
    comms_look_add (look, COMMS_CHECK_ACCOUNT, COMMS_FIX_NONE,
                    g_strdup_printf (C_ ("check",
                                         "@%s was removed from the desk. Choose another account."),
                                     account->handle));
  else if (account->state == COMMS_ACCOUNT_STATE_SIGN_IN)
    comms_look_add_at_most (look, COMMS_CHECK_ACCOUNT, COMMS_CHECK_WARNS, COMMS_FIX_NONE,
                            g_strdup_printf (C_ ("check",
                                                 "@%s must be connected again before it can send."),
                                             account->handle));
  else if (look->context->policy->paused_reason != NULL)
    comms_look_add_at_most (look, COMMS_CHECK_ACCOUNT, COMMS_CHECK_WARNS, COMMS_FIX_NONE,
                            g_strdup_printf (C_ ("check", "All sending is paused: %s"),
                                             look->context->policy->paused_reason));
}

/* What the network said last about the account and this computer's clock, where a post that leaves
 * before that is over would feel it (R80). */
static void
look_at_limits (CommsLook *look)
{
  const CommsPostContext *context = look->context;
  CommsAccount *account = context->account;
  g_autofree char *clock = NULL;
  g_autofree char *rate = NULL;

  if (account == NULL || !comms_post_state_is_open (look->post->state))
    return;
  clock = comms_account_dup_clock_warning (account);
  if (look->post->due_at < account->rate_reset_at)
    rate = comms_account_dup_rate_warning (account, context->now, context->policy->zone);
  if (clock != NULL)
    comms_look_add_at_most (look, COMMS_CHECK_ACCOUNT, COMMS_CHECK_WARNS, COMMS_FIX_NONE,
                            g_steal_pointer (&clock));
  if (rate != NULL)
    comms_look_add_at_most (look, COMMS_CHECK_ACCOUNT, COMMS_CHECK_HINTS, COMMS_FIX_NONE,
                            g_steal_pointer (&rate));
}

static void
look_at_length (CommsLook *look)
{
  int length = look->counted.length, limit = look->counted.limit;
  CommsCheck *check;

  if (*look->text == '\0')
    {
      comms_look_add (look, COMMS_CHECK_TEXT, COMMS_FIX_NONE,
                      g_strdup (C_ ("check", "There is no text yet.")));
      return;
    }
  if (look->context->account == NULL)
    return;

  if (length > limit)
    {
      check = comms_look_add (look, COMMS_CHECK_LENGTH, COMMS_FIX_SHORTEN,
                              g_strdup_printf (ngettext ("It is %d character too long.",
                                                         "It is %d characters too long.",
                                                         (gulong) (length - limit)),
                                               length - limit));
      comms_check_set_span (check, look->counted.fits, strlen (look->text));
    }
  else
    comms_look_add_fine (look, COMMS_CHECK_LENGTH, COMMS_FIX_NONE,
                         /* Translators: how long a text is, and how long it may be */
                         g_strdup_printf (C_ ("check", "%d of %d characters"), length, limit));
}

static void
look_at_control (CommsLook *look)
{
  guint n = 0;
  g_autofree char *clean = NULL;

  if (comms_text_is_clean (look->text))
    return;
  clean = comms_text_clean (look->text, -1, &n);
  if (n > 0)
    comms_look_add (look, COMMS_CHECK_CONTROL, COMMS_FIX_CLEAN,
                    g_strdup_printf (ngettext ("It has %u invisible control character.",
                                               "It has %u invisible control characters.", n),
                                     n));
}

static void
look_at_embargo (CommsLook *look)
{
  CommsRelease *release = look->context->release;
  gint64 due = look->post->due_at != 0 ? look->post->due_at : look->context->now;
  g_autofree char *lift = NULL;

  if (release == NULL || release->embargo_at == 0)
    return;

  lift = comms_look_dup_moment (look->context, release->embargo_at);
  if (due < release->embargo_at)
    comms_look_add (look, COMMS_CHECK_EMBARGO, COMMS_FIX_TIME,
                    g_strdup_printf (look->post->due_at != 0
                                       ? C_ ("check",
                                             "It would leave before the embargo lifts on %s.")
                                       : C_ ("check",
                                             "It cannot leave before the embargo lifts on %s."),
                                     lift));
  else
    comms_look_add_fine (look, COMMS_CHECK_EMBARGO, COMMS_FIX_NONE,
                         g_strdup_printf (C_ ("check",
                                              "The embargo lifts on %s, before it leaves."),
                                          lift));
}

static void
look_at_time (CommsLook *look)
{
  gint64 due = look->post->due_at;
  g_autofree char *moment = NULL;

  if (!comms_post_state_is_open (look->post->state))
    return;
  if (due == 0)
    {
      comms_look_add_at_most (look, COMMS_CHECK_TIME, COMMS_CHECK_HINTS, COMMS_FIX_NONE,
                              g_strdup (
                                C_ ("check",
                                    "It has no time yet: it can be sent, but not scheduled.")));
      return;
    }
  moment = comms_look_dup_moment (look->context, due);
  if (due < look->context->now)
    comms_look_add (look, COMMS_CHECK_TIME, COMMS_FIX_TIME,
                    g_strdup_printf (C_ ("check", "Its time, %s, is over."), moment));
}

static void
look_at_cadence (CommsLook *look)
{
  gint64 most = look->context->policy->posts_high;
  guint n = comms_checks_posts_that_day (look->post, look->context);

  if (n > most)
    comms_look_add (look, COMMS_CHECK_CADENCE, COMMS_FIX_NONE,
                    /* Translators: which post of the day it is, and how many are enough */
                    g_strdup_printf (C_ ("check", "It would be post %u of the day on this account; "
                                                  "%d a day are enough."),
                                     n, (int) most));
}

static void
look_at_language (CommsLook *look)
{
  gboolean marked_rtl = g_strcmp0 (look->post->language, "ur") == 0;

  if (*look->text == '\0' || look->post->language == NULL)
    return;
  if (marked_rtl && !comms_text_is_rtl (look->text))
    comms_look_add (look, COMMS_CHECK_LANGUAGE, COMMS_FIX_LANGUAGE,
                    g_strdup (C_ ("check", "It is marked as Urdu, but not written in it.")));
  else if (comms_text_is_rtl (look->text) && g_strcmp0 (look->post->language, "en") == 0)
    comms_look_add (look, COMMS_CHECK_LANGUAGE, COMMS_FIX_LANGUAGE,
                    g_strdup (C_ ("check", "It is marked as English, but not written in it.")));
}

/* Which of the two languages the account has does not bind a post that answers or quotes. */
static void
look_at_account_language (CommsLook *look)
{
  CommsAccount *account = look->context->account;
  gboolean rtl;

  if (*look->text == '\0' || account == NULL || account->language == NULL ||
      look->tokens->words->len == 0)
    return;
  rtl = comms_text_is_rtl (look->text);
  if (rtl && g_str_equal (account->language, "en"))
    comms_look_add (look, COMMS_CHECK_ACCOUNT_LANGUAGE, COMMS_FIX_NONE,
                    g_strdup_printf (C_ ("check", "@%s speaks English; this is not."),
                                     account->handle));
  else if (!rtl && g_str_equal (account->language, "ur"))
    comms_look_add (look, COMMS_CHECK_ACCOUNT_LANGUAGE, COMMS_FIX_NONE,
                    g_strdup_printf (C_ ("check", "@%s speaks Urdu; this is not."),
                                     account->handle));
}

/* --- the whole --- */

/* Rows that are told by one function, in the order in which they are looked at. A function runs
 * where one of its rows, @first to @last, is wanted. */
static const struct
{
  CommsLookFunc look;
  CommsCheckKind first;
  CommsCheckKind last;
} looks[] = {
  { look_at_account, COMMS_CHECK_ACCOUNT, COMMS_CHECK_ACCOUNT },
  { look_at_limits, COMMS_CHECK_ACCOUNT, COMMS_CHECK_ACCOUNT },
  { look_at_length, COMMS_CHECK_TEXT, COMMS_CHECK_LENGTH },
  { look_at_control, COMMS_CHECK_CONTROL, COMMS_CHECK_CONTROL },
  { look_at_embargo, COMMS_CHECK_EMBARGO, COMMS_CHECK_EMBARGO },
  { look_at_time, COMMS_CHECK_TIME, COMMS_CHECK_TIME },
  { comms_look_at_likeness, COMMS_CHECK_SAME, COMMS_CHECK_ALIKE_ELSEWHERE },
  { comms_look_at_links, COMMS_CHECK_LINK, COMMS_CHECK_LEGAL_LINK },
  { comms_look_at_tags, COMMS_CHECK_HASHTAGS, COMMS_CHECK_HASHTAG_OLD },
  { look_at_cadence, COMMS_CHECK_CADENCE, COMMS_CHECK_CADENCE },
  { look_at_language, COMMS_CHECK_LANGUAGE, COMMS_CHECK_LANGUAGE },
  { look_at_account_language, COMMS_CHECK_ACCOUNT_LANGUAGE, COMMS_CHECK_ACCOUNT_LANGUAGE },
  { comms_look_at_figures, COMMS_CHECK_FIGURES, COMMS_CHECK_LINE_EXPIRED },
  { comms_look_at_mentions, COMMS_CHECK_LURKER, COMMS_CHECK_REPLY },
  { comms_look_at_numbers, COMMS_CHECK_ID_CARD, COMMS_CHECK_CASE_NUMBER },
  { comms_look_at_names, COMMS_CHECK_PROTECTED_NAME, COMMS_CHECK_AT_RISK },
  { comms_look_at_media, COMMS_CHECK_PICTURE_POSITION, COMMS_CHECK_ALT_TEXT },
  { comms_look_at_letters, COMMS_CHECK_FORMS, COMMS_CHECK_CAPITALS },
  { comms_look_at_house, COMMS_CHECK_SHORTER, COMMS_CHECK_DROP },
};

static void
count (CommsLook *look)
{
  CommsAccount *account = look->context->account;
  CommsTextOptions options = { 0 };
  CommsTextRule rule = COMMS_TEXT_RULE_X;

  if (account != NULL)
    {
      comms_text_rule_from_nick (account->network, &rule);
      options.limit = (int) account->character_limit;
      options.url_length = (int) account->url_length;
      options.warning = look->post->content_warning;
    }
  comms_text_check (look->text, rule, &options, &look->counted);
}

GPtrArray *
comms_checks_of_post (CommsPost *post, const CommsPostContext *context)
{
  CommsLook look = { .post = post, .context = context };

  g_return_val_if_fail (COMMS_IS_POST (post), NULL);
  g_return_val_if_fail (context != NULL && context->policy != NULL, NULL);

  look.checks = g_ptr_array_new_with_free_func ((GDestroyNotify) comms_check_free);
  look.text = post->text != NULL ? post->text : "";
  look.tokens = comms_tokens_new (look.text);
  count (&look);
  for (guint i = 0; i < look.counted.entities->len; i++)
    look.n_links += g_array_index (look.counted.entities, CommsEntity, i).kind == COMMS_ENTITY_URL;
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      gboolean wanted = FALSE;

      for (CommsCheckKind kind = looks[i].first; kind <= looks[i].last; kind++)
        wanted = wanted || comms_look_wants (&look, kind);
      if (wanted)
        looks[i].look (&look);
    }
  comms_tokens_free (look.tokens);
  comms_wording_clear (&look.wording);
  comms_text_check_clear (&look.counted);
  for (guint i = look.checks->len; i > 0; i--)
    if (((CommsCheck *) g_ptr_array_index (look.checks, i - 1))->level == COMMS_CHECK_OFF)
      g_ptr_array_remove_index (look.checks, i - 1);
  g_ptr_array_sort (look.checks, compare_level);
  return look.checks;
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
