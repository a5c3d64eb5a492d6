/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-advice-private.h"

/* Names that may not appear, and names beside words that say who is at risk (R87, R92). What is no
 * list is a guess, told as a question. */

/* Words between a name and what makes it one at risk. */
#define REACH 8
#define REACH_OF_CHILD 3

/* --- protected names --- */

/* The name itself stands in no sentence: it would be read aloud by whoever reads the screen. */
static void
tell_name (CommsLook *look, CommsProtectedName *name, guint first, guint n)
{
  CommsCheck *check =
    comms_look_add (look, COMMS_CHECK_PROTECTED_NAME, COMMS_FIX_WRITE,
                    name->reason != NULL
                      /* Translators: %s is why, in the words of whoever put the name on the list */
                      ? g_strdup_printf (C_ ("check", "It has a name that may not appear: %s"),
                                         name->reason)
                      : g_strdup (C_ ("check", "It has a name that may not appear.")));

  comms_check_set_span (check, comms_tokens_get (look->tokens, first)->start,
                        comms_tokens_get (look->tokens, first + n - 1)->end);
}

/* The Latin words of the text by their sounds, each a word; of those that are no name, none. */
static CommsTokens *
sounds_of (const CommsLook *look, GArray *places)
{
  g_autoptr (GString) sounds = g_string_new (NULL);

  for (guint i = 0; i < look->tokens->words->len; i++)
    {
      const CommsToken *word = comms_tokens_get (look->tokens, i);
      g_autofree char *sound = NULL;

      if (word->latin && word->first_upper)
        sound = comms_name_dup_sound (comms_tokens_word (look->tokens, i));
      g_string_append (sounds, sound != NULL && *sound != '\0' ? sound : "0");
      g_string_append_c (sounds, ' ');
      g_array_append_val (places, i);
    }
  return comms_tokens_new (sounds->str);
}

static void
look_at_sounds (CommsLook *look)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (CommsTokens) sounds = sounds_of (look, places);
  gconstpointer data;

  for (guint i = 0; i < sounds->words->len; i++)
    {
      guint n = comms_phrases_find (look->context->style->sounds, sounds, i, &data);

      /* What is spelt as on the list was told before. */
      if (n > 0 && comms_phrases_find (look->context->style->spellings, look->tokens,
                                       g_array_index (places, guint, i), NULL) == 0)
        tell_name (look, (CommsProtectedName *) data, g_array_index (places, guint, i), n);
    }
}

static void
look_at_list (CommsLook *look)
{
  gconstpointer data;

  for (guint i = 0, n; i < look->tokens->words->len; i += MAX (n, 1))
    {
      n = comms_phrases_find (look->context->style->spellings, look->tokens, i, &data);
      if (n > 0)
        tell_name (look, (CommsProtectedName *) data, i, n);
    }
  look_at_sounds (look);
}

/* --- who is at risk --- */

typedef enum
{
  WORD_RISK,    /* whoever is named beside it is at risk */
  WORD_CHILD,   /* likewise, where the name follows at once */
  WORD_NAMED,   /* the word after it is a name */
  WORD_NO_NAME, /* a word of the names of offices, laws and places */
} WordKind;

static const struct
{
  WordKind kind;
  const char *words;
} word_lists[] = {
  { WORD_RISK, "victim|victims|survivor|survivors|minor|juvenile|underage|raped|molested|abducted|"
               "kidnapped|trafficked|abused|assaulted|orphan|orphaned|witness|complainant|"
               "acid attack|forced marriage|child marriage|blasphemy|honour killing" },
  { WORD_RISK, "متاثرہ|متاثرین|کمسن|کم سن|نابالغ|زیادتی|اغوا|مغوی|لاپتہ|گواہ|یتیم|مظلومہ|"
               "جبری شادی|کم عمری کی شادی|تیزاب گردی" },
  { WORD_CHILD, "girl|boy|child|daughter|son|baby|infant|toddler|بچی|بچہ|لڑکی|لڑکا" },
  { WORD_NAMED, "named|called|daughter of|son of|wife of|widow of|d o|s o|w o|نامی|ولد|بنت|دختر|"
                "زوجہ|مسماۃ|مسماة|مسمی" },
  { WORD_NO_NAME,
    "ministry|minister|commission|commissioner|committee|court|courts|act|bill|law|laws|ordinance|"
    "day|rights|right|human|national|international|pakistan|pakistani|police|bureau|protection|"
    "welfare|women|woman|children|child|supreme|high|federal|provincial|united|nations|district|"
    "secretary|convention|policy|centre|center|unit|fund|week|government|university|school|"
    "hospital|islamabad|punjab|sindh|balochistan|karachi|lahore|peshawar|quetta|khyber|"
    "pakhtunkhwa|gilgit|baltistan|kashmir|parliament|assembly|senate|department|authority|"
    "council|programme|program|project|report|plan|office|desk|helpline|cell|prime|president|"
    "chief|justice|judge|alert|new|world|global|south|north|east|west|asia|january|february|"
    "march|april|may|june|july|august|september|october|november|december|monday|tuesday|"
    "wednesday|thursday|friday|saturday|sunday|islam|muslim|christian|hindu|sikh|the|our|every|"
    "each|this|these|those|we|no|all|in|on|of|for|and|a|an|it|its|they|their|he|she|his|her|"
    "when|where|if|as|at|to|by|from|with|today|read|how|why|what|who|victim|victims|survivor|"
    "survivors|witness|orphan|girl|boy|mr|mrs|ms|miss|dr|support|safety|family|civil|society" },
};

static const CommsPhrases *
words_of (WordKind kind)
{
  static gsize made[WORD_NO_NAME + 1];

  if (g_once_init_enter (&made[kind]))
    {
      CommsPhrases *phrases = comms_phrases_new ();

      for (guint i = 0; i < G_N_ELEMENTS (word_lists); i++)
        {
          g_auto (GStrv) words = g_strsplit (word_lists[i].words, "|", 0);

          for (guint w = 0; word_lists[i].kind == kind && words[w] != NULL; w++)
            comms_phrases_add (phrases, words[w], phrases);
        }
      g_once_init_leave (&made[kind], (gsize) phrases);
    }
  return (const CommsPhrases *) made[kind];
}

static gboolean
is_word (const CommsLook *look, WordKind kind, guint i)
{
  return comms_phrases_find (words_of (kind), look->tokens, i, NULL) > 0;
}

/* Whether nothing but a space stands between word @i and the next. */
static gboolean
is_next (const CommsLook *look, guint i)
{
  const CommsToken *word = comms_tokens_get (look->tokens, i);

  return i + 1 < look->tokens->words->len && look->text[word->end] == ' ' &&
         comms_tokens_get (look->tokens, i + 1)->start == word->end + 1;
}

static gboolean
may_be_name (const CommsLook *look, guint i)
{
  const CommsToken *word = comms_tokens_get (look->tokens, i);

  return word->latin && word->first_upper && !word->all_upper && !is_word (look, WORD_NO_NAME, i) &&
         !comms_look_in_entity (look, word->start, word->end);
}

static const char *const titles[] = { "mr", "mrs", "ms", "miss", "baby", NULL };

/* How many words from @i on are a name, or 0. */
static guint
name_at (const CommsLook *look, guint i)
{
  guint named = comms_phrases_find (words_of (WORD_NAMED), look->tokens, i, NULL);
  guint n = 0;

  if (named > 0 && i + named < look->tokens->words->len)
    {
      const CommsToken *next = comms_tokens_get (look->tokens, i + named);

      return !next->latin || next->first_upper ? named + 1 : 0;
    }
  if (g_strv_contains (titles, comms_tokens_word (look->tokens, i)) &&
      i + 1 < look->tokens->words->len)
    return may_be_name (look, i + 1) ? 2 : 0;
  while (i + n < look->tokens->words->len && may_be_name (look, i + n))
    {
      n++;
      if (!is_next (look, i + n - 1))
        break;
    }
  return n >= 2 ? n : 0;
}

static const char *const age_before[] = { "aged", "age", "عمر", NULL };
static const char *const age_after[] = { "سالہ", "yo", NULL };

static gboolean
is_age_word (const CommsLook *look, const char *const *words, guint i)
{
  return i < look->tokens->words->len &&
         g_strv_contains (words, comms_tokens_word (look->tokens, i));
}

/* “14-year-old”, “aged 9”, “۱۲ سالہ”. */
static gboolean
is_age_of_child (const CommsLook *look, guint i)
{
  const char *word = comms_tokens_word (look->tokens, i);
  gint64 years;

  if (!comms_tokens_get (look->tokens, i)->digits || strlen (word) > 2)
    return FALSE;
  years = g_ascii_strtoll (word, NULL, 10);
  if (years >= 18)
    return FALSE;
  return (i > 0 && is_age_word (look, age_before, i - 1)) || is_age_word (look, age_after, i + 1) ||
         (i + 2 < look->tokens->words->len &&
          g_str_has_prefix (comms_tokens_word (look->tokens, i + 1), "year") &&
          g_str_equal (comms_tokens_word (look->tokens, i + 2), "old"));
}

/* How far from word @i on a name is one at risk; 0 where the word says nothing of the kind. */
static guint
reach_of (const CommsLook *look, guint i)
{
  if (is_word (look, WORD_RISK, i) || is_age_of_child (look, i))
    return REACH;
  return is_word (look, WORD_CHILD, i) ? REACH_OF_CHILD : 0;
}

/* Whether a sentence ends somewhere between two words. */
static gboolean
is_parted (const CommsLook *look, guint i, guint j)
{
  const char *p = look->text + comms_tokens_get (look->tokens, i)->end;
  const char *end = look->text + comms_tokens_get (look->tokens, j)->start;

  for (; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == '!' || c == '?' || c == 0x6d4 || c == 0x61f ||
          (c == '.' && g_ascii_isspace (p[1])))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_near_risk (const CommsLook *look, guint first, guint n)
{
  guint from = first > REACH ? first - REACH : 0;
  guint until = MIN (first + n + REACH, look->tokens->words->len);

  for (guint i = from; i < until; i++)
    {
      guint reach = reach_of (look, i);
      guint distance = i < first ? first - i : i >= first + n ? i - (first + n - 1) : 0;

      if (reach > 0 && distance <= reach &&
          !is_parted (look, MIN (i, first), MAX (i, first + n - 1)))
        return TRUE;
    }
  return FALSE;
}

static void
look_at_risk (CommsLook *look)
{
  for (guint i = 0, n; i < look->tokens->words->len; i += MAX (n, 1))
    {
      CommsCheck *check;

      n = name_at (look, i);
      if (n == 0 || !is_near_risk (look, i, n))
        continue;
      check = comms_look_add (look, COMMS_CHECK_AT_RISK, COMMS_FIX_WRITE,
                              g_strdup (C_ ("check", "Is this the name of a child, a victim or a "
                                                     "witness? Then it does not belong here.")));
      comms_check_set_span (check, comms_tokens_get (look->tokens, i)->start,
                            comms_tokens_get (look->tokens, i + n - 1)->end);
    }
}

void
comms_look_at_names (CommsLook *look)
{
  if (look->context->style != NULL && look->context->style->names->len > 0 &&
      comms_look_wants (look, COMMS_CHECK_PROTECTED_NAME))
    look_at_list (look);
  if (comms_look_wants (look, COMMS_CHECK_AT_RISK))
    look_at_risk (look);
}
