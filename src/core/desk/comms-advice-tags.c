/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-advice-private.h"

#include "comms-accounts.h"
#include "comms-fit.h"
#include "comms-occasion.h"

/* Hashtags: how many, which the day has, what the bank says of them; and mentions. */

static gboolean
same_folded (const char *a, const char *b)
{
  g_autofree char *first = comms_text_fold (a);
  g_autofree char *second = comms_text_fold (b);

  return g_str_equal (first, second);
}

static gboolean
has_tag (const CommsLook *look, const char *tag)
{
  for (guint i = 0; i < look->counted.entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (look->counted.entities, CommsEntity, i);
      g_autofree char *text = NULL;

      if (entity->kind != COMMS_ENTITY_HASHTAG)
        continue;
      text = comms_look_dup_entity (look, entity);
      if (same_folded (text, tag))
        return TRUE;
    }
  return FALSE;
}

static guint
count_tags (const CommsLook *look)
{
  guint n = 0;

  for (guint i = 0; i < look->counted.entities->len; i++)
    n += g_array_index (look->counted.entities, CommsEntity, i).kind == COMMS_ENTITY_HASHTAG;
  return n;
}

static void
tell_too_many (CommsLook *look, guint n)
{
  if (n > look->context->policy->hashtags_high)
    comms_look_add (look, COMMS_CHECK_HASHTAGS, COMMS_FIX_FEWER_HASHTAGS,
                    g_strdup_printf (ngettext ("%u hashtag. One or two are read better.",
                                               "%u hashtags. One or two are read better.", n),
                                     n));
}

/* --- the day --- */

/* On the day itself only: what comes before it is for the calendar (R8). */
static gboolean
is_today (const CommsLook *look, CommsOccasion *occasion)
{
  gint64 day = comms_look_day (look->post, look->context, 0);

  return comms_occasion_next (occasion, look->context->policy->zone, day) == day;
}

/* Two days of a day may have one hashtag, such as one of the desk's own beside one of the world. */
static gboolean
is_told (const CommsLook *look, const char *tag)
{
  for (guint i = 0; i < look->checks->len; i++)
    {
      const CommsCheck *check = g_ptr_array_index (look->checks, i);

      if (check->kind == COMMS_CHECK_OCCASION && check->replacement != NULL &&
          same_folded (check->replacement, tag))
        return TRUE;
    }
  return FALSE;
}

static void
tell_occasion (CommsLook *look, CommsOccasion *occasion, guint n_tags)
{
  gboolean urdu = g_strcmp0 (look->post->language, "ur") == 0;
  const char *tag = urdu && occasion->hashtag_ur != NULL ? occasion->hashtag_ur : occasion->hashtag;
  const char *name = urdu && occasion->name_ur != NULL ? occasion->name_ur : occasion->name;
  CommsCheck *check;

  if (tag == NULL || has_tag (look, tag) || is_told (look, tag) ||
      (occasion->hashtag != NULL && has_tag (look, occasion->hashtag)) ||
      (occasion->hashtag_ur != NULL && has_tag (look, occasion->hashtag_ur)))
    return;
  check =
    comms_look_add (look, COMMS_CHECK_OCCASION,
                    n_tags < look->context->policy->hashtags_high ? COMMS_FIX_ADD_HASHTAG
                                                                  : COMMS_FIX_NONE,
                    look->post->due_at == 0
                      /* Translators: a day such as “Human Rights Day”, and its hashtag */
                      ? g_strdup_printf (C_ ("check", "Today is %s; its hashtag is %s."), name, tag)
                      /* Translators: a day such as “Human Rights Day”, and its hashtag */
                      : g_strdup_printf (C_ ("check",
                                             "The day it leaves is %s; its hashtag is %s."),
                                         name, tag));
  check->replacement = g_strdup (tag);
}

static void
look_at_occasions (CommsLook *look, guint n_tags)
{
  GPtrArray *occasions = look->context->style->occasions;

  if (*look->text == '\0' || !comms_look_wants (look, COMMS_CHECK_OCCASION))
    return;
  for (guint i = 0; i < occasions->len; i++)
    if (is_today (look, g_ptr_array_index (occasions, i)))
      tell_occasion (look, g_ptr_array_index (occasions, i), n_tags);
}

/* --- the bank --- */

static void
tell_twin (CommsLook *look, const CommsEntity *entity, const char *text, CommsHashtag *hashtag)
{
  gboolean is_twin = hashtag->twin != NULL && same_folded (text, hashtag->twin);
  const char *other = is_twin ? hashtag->tag : hashtag->twin;
  gboolean rtl = comms_text_is_rtl (text + 1);
  CommsCheck *check;

  /* The other one is offered where this one is of another script than the post. */
  if (other == NULL || look->post->language == NULL ||
      rtl == g_str_equal (look->post->language, "ur") || has_tag (look, other) ||
      comms_text_is_rtl (other + 1) == rtl)
    return;
  check =
    comms_look_add (look, COMMS_CHECK_HASHTAG_TWIN, COMMS_FIX_REPLACE,
                    /* Translators: two hashtags that mean the same */
                    g_strdup_printf (C_ ("check", "In this language, %s is %s."), text, other));
  check->replacement = g_strdup (other);
  comms_check_set_span (check, entity->start, entity->end);
}

static void
tell_old (CommsLook *look, const CommsEntity *entity, CommsHashtag *hashtag)
{
  CommsCheck *check;

  if (!comms_hashtag_is_old (hashtag, look->context->now))
    return;
  check = comms_look_add (look, COMMS_CHECK_HASHTAG_OLD, COMMS_FIX_NONE,
                          g_strdup_printf (C_ ("check", "Nobody looked for 90 days at what is said "
                                                        "under %s. Look before it is used."),
                                           hashtag->tag));
  comms_check_set_span (check, entity->start, entity->end);
}

static void
look_at_bank (CommsLook *look)
{
  for (guint i = 0; i < look->counted.entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (look->counted.entities, CommsEntity, i);
      g_autofree char *text = NULL;
      CommsHashtag *hashtag;

      if (entity->kind != COMMS_ENTITY_HASHTAG)
        continue;
      text = comms_look_dup_entity (look, entity);
      hashtag = comms_house_style_find_tag (look->context->style, text);
      if (hashtag == NULL)
        continue;
      tell_twin (look, entity, text, hashtag);
      tell_old (look, entity, hashtag);
    }
}

void
comms_look_at_tags (CommsLook *look)
{
  guint n = count_tags (look);

  tell_too_many (look, n);
  if (look->context->style == NULL)
    return;
  look_at_occasions (look, n);
  look_at_bank (look);
}

/* --- mentions --- */

static CommsTarget *
find_careful (const CommsLook *look, const char *mention)
{
  CommsAccount *account = look->context->account;
  g_autofree char *folded = comms_text_fold (mention + strlen ("@"));
  g_autofree char *key =
    g_strconcat (account != NULL && account->network != NULL ? account->network : "x", ":", folded,
                 NULL);

  return g_hash_table_lookup (look->context->style->careful, key);
}

static void
tell_mention (CommsLook *look, const CommsEntity *entity, CommsTarget *target)
{
  CommsCheck *check;

  if (target->do_not_contact)
    check = comms_look_add (look, COMMS_CHECK_NO_CONTACT, COMMS_FIX_NONE,
                            target->permission != NULL
                              /* Translators: a person, and what they said about being contacted */
                              ? g_strdup_printf (C_ ("check", "%s asked not to be contacted: %s"),
                                                 target->name, target->permission)
                              : g_strdup_printf (C_ ("check", "%s asked not to be contacted."),
                                                 target->name));
  else
    check = comms_look_add (look, COMMS_CHECK_LURKER, COMMS_FIX_NONE,
                            g_strdup_printf (C_ ("check", "%s only reads here. Write for them, "
                                                          "without naming them."),
                                             target->name));
  comms_check_set_span (check, entity->start, entity->end);
}

/* What begins with a mention is shown only to those who follow both, as an answer is. A thread's
 * later parts and answers are meant so. */
static void
look_at_beginning (CommsLook *look)
{
  const CommsEntity *first;
  CommsCheck *check;
  gsize i = 0;

  if (look->counted.entities->len == 0 || look->post->reply_to != NULL ||
      look->post->thread_position > 1)
    return;
  first = &g_array_index (look->counted.entities, CommsEntity, 0);
  while (g_ascii_isspace (look->text[i]))
    i++;
  if (first->kind != COMMS_ENTITY_MENTION || first->start != i)
    return;
  check =
    comms_look_add (look, COMMS_CHECK_REPLY, COMMS_FIX_REPLACE,
                    g_strdup (C_ ("check", "It begins with a mention and reads as an answer to "
                                           "nobody. Begin with another word, or a full "
                                           "stop.")));
  comms_check_set_span (check, first->start, first->start);
  check->replacement = g_strdup (".");
}

void
comms_look_at_mentions (CommsLook *look)
{
  look_at_beginning (look);
  if (look->context->style == NULL)
    return;
  for (guint i = 0; i < look->counted.entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (look->counted.entities, CommsEntity, i);
      g_autofree char *text = NULL;
      CommsTarget *target;

      if (entity->kind != COMMS_ENTITY_MENTION)
        continue;
      text = comms_look_dup_entity (look, entity);
      target = find_careful (look, text);
      if (target != NULL)
        tell_mention (look, entity, target);
    }
}
