/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-advice-private.h"

/* What could harm a person: the numbers that belong to one (R87). Digits of every script are the
 * same here. */

#define MOST_DIGITS 16

/* Digits in pieces, from word @first of the text on. */
typedef struct
{
  char digits[MOST_DIGITS + 1];
  guint lengths[MOST_DIGITS];
  guint n_pieces;
  guint n_digits;
} Run;

/* Between the pieces of one number stand a hyphen, a space or a bracket or two. */
static gboolean
is_joint (const char *from, const char *to)
{
  guint n = 0;

  for (; from < to; from = g_utf8_next_char (from), n++)
    {
      gunichar c = g_utf8_get_char (from);

      if (!(c == '-' || c == ' ' || c == '.' || c == '(' || c == ')' || c == '/' ||
            (c >= 0x2010 && c <= 0x2015) || c == 0xa0 || c == 0x200e || c == 0x200f))
        return FALSE;
    }
  return n > 0 && n <= 3;
}

static gboolean
add_piece (const CommsLook *look, Run *run, guint i)
{
  const char *word = comms_tokens_word (look->tokens, i);
  gsize length = strlen (word);

  if (!comms_tokens_get (look->tokens, i)->digits || run->n_digits + length > MOST_DIGITS)
    return FALSE;
  memcpy (run->digits + run->n_digits, word, length + 1);
  run->n_digits += (guint) length;
  run->lengths[run->n_pieces++] = (guint) length;
  return TRUE;
}

static gboolean
joins (const CommsLook *look, guint i)
{
  return i + 1 < look->tokens->words->len &&
         is_joint (look->text + comms_tokens_get (look->tokens, i)->end,
                   look->text + comms_tokens_get (look->tokens, i + 1)->start);
}

/* The char before word @i, or 0. */
static gunichar
char_before (const CommsLook *look, guint i)
{
  const char *start = look->text + comms_tokens_get (look->tokens, i)->start;

  return start > look->text ? g_utf8_get_char (g_utf8_prev_char (start)) : 0;
}

/* --- identity cards --- */

/* Five, seven and one digit, however parted; in one piece the first two must be a province and a
 * division as the registration authority numbers them. */
static gboolean
is_id_card (const Run *run)
{
  if (run->n_digits != 13)
    return FALSE;
  if (run->n_pieces == 3)
    return run->lengths[0] == 5 && run->lengths[1] == 7;
  if (run->n_pieces == 2)
    return run->lengths[0] == 5 || run->lengths[0] == 12;
  return run->n_pieces == 1 && run->digits[0] >= '1' && run->digits[0] <= '8' &&
         run->digits[1] != '0';
}

/* --- telephones --- */

/* Numbers that one calls for help or at a public office belong to nobody. */
static gboolean
is_public_number (const char *digits)
{
  return g_str_has_prefix (digits, "0800") || g_str_has_prefix (digits, "0900");
}

static gboolean
is_telephone (const Run *run, gboolean plus)
{
  guint n = run->n_digits;

  if (plus)
    return n >= 9 && n <= 15;
  if (is_public_number (run->digits))
    return FALSE;
  if (g_str_has_prefix (run->digits, "00"))
    return n >= 11 && n <= 16 && run->digits[2] != '0';
  if (g_str_has_prefix (run->digits, "923"))
    return n == 12;
  if (g_str_has_prefix (run->digits, "03"))
    return n == 11 && run->lengths[0] >= 4;
  /* An area code has three digits at least: two are a day. */
  return run->digits[0] == '0' && (n == 10 || n == 11) && run->lengths[0] >= 3;
}

/* --- both --- */

static void
tell_number (CommsLook *look, CommsCheckKind kind, guint first, guint last, char *sentence)
{
  CommsCheck *check;

  if (!comms_look_wants (look, kind))
    {
      g_free (sentence);
      return;
    }
  check = comms_look_add (look, kind, COMMS_FIX_WRITE, sentence);
  comms_check_set_span (check, comms_tokens_get (look->tokens, first)->start,
                        comms_tokens_get (look->tokens, last)->end);
}

/* Looks at the number that begins with word @i, and says how many words it has, or 0. */
static guint
look_at_number (CommsLook *look, guint i)
{
  Run run = { 0 };
  gunichar before = char_before (look, i);
  guint telephone = 0;

  for (guint at = i; add_piece (look, &run, at); at++)
    {
      if (is_id_card (&run) && before != '+' &&
          !(run.n_pieces == 1 && joins (look, at) &&
            comms_tokens_get (look->tokens, at + 1)->digits))
        {
          tell_number (look, COMMS_CHECK_ID_CARD, i, at,
                       g_strdup (C_ ("check", "It has an identity card number. Take it out.")));
          return at - i + 1;
        }
      if (is_telephone (&run, before == '+' || before == 0xff0b))
        telephone = at - i + 1;
      if (!joins (look, at))
        break;
    }
  if (telephone > 0)
    tell_number (look, COMMS_CHECK_TELEPHONE, i, i + telephone - 1,
                 g_strdup (C_ ("check", "It has a telephone number. Is it a public one?")));
  return telephone;
}

/* --- case numbers --- */

/* What a number of a case follows. Those that are words of every day need a “No.” between. */
typedef struct
{
  const char *phrase;
  gboolean needs_no;
} Case;

static const Case cases[] = {
  { "FIR", FALSE },
  { "F.I.R.", FALSE },
  { "W.P.", FALSE },
  { "WP", FALSE },
  { "Writ Petition", FALSE },
  { "Crl. Appeal", FALSE },
  { "Criminal Appeal", FALSE },
  { "Civil Appeal", FALSE },
  { "Constitution Petition", FALSE },
  { "C.P.", FALSE },
  { "Crl.A.", FALSE },
  { "Cr.A.", FALSE },
  { "Suit", TRUE },
  { "Case", TRUE },
  { "Complaint", TRUE },
  { "Petition", TRUE },
  { "Appeal", TRUE },
  { "Reference", TRUE },
  { "Application", TRUE },
  { "Diary", TRUE },
  { "ایف آئی آر", FALSE },
  { "رٹ پٹیشن", FALSE },
  { "پٹیشن", TRUE },
  { "مقدمہ", TRUE },
  { "کیس", TRUE },
  { "درخواست", TRUE },
  { "شکایت", TRUE },
  { "اپیل", TRUE },
  { "استغاثہ", TRUE },
  { "ریفرنس", TRUE },
  { "ڈائری", TRUE },
};

static const char *const number_words[] = { "no", "nos", "number", "num", "نمبر", "نمبرز", NULL };

static const CommsPhrases *
case_phrases (void)
{
  static gsize phrases;

  if (g_once_init_enter (&phrases))
    {
      CommsPhrases *made = comms_phrases_new ();

      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        comms_phrases_add (made, cases[i].phrase, &cases[i]);
      g_once_init_leave (&phrases, (gsize) made);
    }
  return (const CommsPhrases *) phrases;
}

/* Whether a sentence ends between two words. */
static gboolean
is_parted (const CommsLook *look, guint i, guint j)
{
  const char *p = look->text + comms_tokens_get (look->tokens, i)->end;
  const char *end = look->text + comms_tokens_get (look->tokens, j)->start;

  for (; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == '!' || c == '?' || c == 0x6d4 || c == 0x61f)
        return TRUE;
      /* A full stop after one letter or “No” is no end. */
      if (c == '.' && p + 1 < end &&
          comms_tokens_get (look->tokens, i)->end - comms_tokens_get (look->tokens, i)->start > 3)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_number_word (const CommsLook *look, guint i)
{
  return g_strv_contains (number_words, comms_tokens_word (look->tokens, i));
}

static guint
look_at_case (CommsLook *look, guint i)
{
  guint n_words = look->tokens->words->len;
  gconstpointer data = NULL;
  guint n = comms_phrases_find (case_phrases (), look->tokens, i, &data);
  gboolean numbered = FALSE;
  guint at = i + n;

  if (n == 0)
    return 0;
  for (; at < n_words && is_number_word (look, at); at++)
    numbered = TRUE;
  if (at >= n_words || !g_ascii_isdigit (*comms_tokens_word (look->tokens, at)) ||
      is_parted (look, at - 1, at) || (!numbered && ((const Case *) data)->needs_no))
    return 0;
  while (at + 1 < n_words && comms_tokens_get (look->tokens, at + 1)->digits && joins (look, at))
    at++;
  tell_number (look, COMMS_CHECK_CASE_NUMBER, i, at,
               g_strdup (C_ ("check", "It has the number of a case, by which people in it can be "
                                      "found.")));
  return at - i + 1;
}

/* --- e-mail addresses --- */

/* Before the “@” of an office's address. */
static const char *const offices[] = {
  "info",      "press",    "media",       "contact",  "office",    "comms", "pr",
  "helpline",  "help",     "support",     "news",     "webmaster", "admin", "complaints",
  "complaint", "feedback", "secretariat", "registry", "enquiries", "mail",  NULL
};

static gboolean
is_address_char (char c)
{
  return g_ascii_isalnum (c) || strchr ("._%+-", c) != NULL;
}

static gboolean
is_of_office (const char *start, gsize length)
{
  g_autofree char *local = g_ascii_strdown (start, (gssize) length);
  g_auto (GStrv) parts = g_strsplit_set (local, "._+-", 0);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_strv_contains (offices, parts[i]))
      return TRUE;
  return FALSE;
}

static void
look_at_addresses (CommsLook *look)
{
  for (const char *at = strchr (look->text, '@'); at != NULL; at = strchr (at + 1, '@'))
    {
      const char *start = at, *end = at + 1, *dot = NULL;
      CommsCheck *check;

      while (start > look->text && start[-1] != '\0' && is_address_char (start[-1]))
        start--;
      for (; g_ascii_isalnum (*end) || *end == '-' || (*end == '.' && g_ascii_isalnum (end[1]));
           end++)
        if (*end == '.')
          dot = end;
      if (start == at || dot == NULL || is_of_office (start, (gsize) (at - start)) ||
          !comms_look_wants (look, COMMS_CHECK_EMAIL))
        continue;
      check = comms_look_add (look, COMMS_CHECK_EMAIL, COMMS_FIX_WRITE,
                              g_strdup (C_ ("check", "It has a person’s email address. Use the "
                                                     "office’s.")));
      comms_check_set_span (check, (gsize) (start - look->text), (gsize) (end - look->text));
    }
}

static gboolean
is_link (const CommsLook *look, const CommsToken *word)
{
  for (guint i = 0; i < look->counted.entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (look->counted.entities, CommsEntity, i);

      if (entity->kind == COMMS_ENTITY_URL && entity->start < word->end &&
          word->start < entity->end)
        return TRUE;
    }
  return FALSE;
}

void
comms_look_at_numbers (CommsLook *look)
{
  for (guint i = 0, n; i < look->tokens->words->len; i += MAX (n, 1))
    {
      const CommsToken *word = comms_tokens_get (look->tokens, i);

      n = 0;
      if (word->digits && !is_link (look, word))
        n = look_at_number (look, i);
      else if (!word->digits && comms_look_wants (look, COMMS_CHECK_CASE_NUMBER))
        n = look_at_case (look, i);
    }
  look_at_addresses (look);
}
