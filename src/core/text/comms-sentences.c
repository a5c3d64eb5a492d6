/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-fit.h"
#include "comms-sentences.h"

#include <string.h>

/* Short forms whose full stop ends no sentence. */
static const char *const titles[] = { "Mr",  "Mrs",  "Ms",  "Dr",   "Prof", "Hon", "Gen",
                                      "Col", "Maj",  "Capt", "Lt",  "Sgt",  "Brig", "Gov",
                                      "Sen", "Rep",  "St",  "Messrs", "Amb", "vs" };

/* Short forms that a number follows. */
static const char *const numbered[] = { "No", "Nos", "Rs", "Art", "Arts", "Sec", "p", "pp",
                                        "para", "paras", "vol", "ch", "fig" };

gboolean
comms_char_ends (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x6d4 || c == 0x61f
         || c == 0x203c || c == 0x2047;
}

gboolean
comms_char_closes (gunichar c)
{
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0xbb || c == 0xab
         || (c >= 0x2018 && c <= 0x201f);
}

static gboolean
is_in_list (const char        *word,
            gsize              length,
            const char *const *list,
            gsize              n)
{
  for (gsize i = 0; i < n; i++)
    if (strlen (list[i]) == length && strncmp (list[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

/* Whether the full stop at @stop belongs to a short form; @next is what follows the space. */
static gboolean
is_short_form (const char *start,
               const char *stop,
               gunichar    next)
{
  const char *word = stop;
  gsize length;

  while (word > start && (g_ascii_isalpha (word[-1]) || (guchar) word[-1] >= 0x80))
    word--;
  length = stop - word;
  /* An initial, as in "A. Zarvan", or letters parted by dots, as in "U.N." */
  if (length == 1 && g_ascii_isupper (*word))
    return TRUE;
  if (is_in_list (word, length, titles, G_N_ELEMENTS (titles)))
    return TRUE;
  return g_unichar_isdigit (next) && is_in_list (word, length, numbered, G_N_ELEMENTS (numbered));
}

gsize
comms_skip_space (const char *text,
                  gsize       at)
{
  const char *p = text + at;

  while (*p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p - text;
}

/* Where the marks after the one at @p end. */
static const char *
skip_marks (const char *p)
{
  while (*p != '\0'
         && (comms_char_ends (g_utf8_get_char (p)) || comms_char_closes (g_utf8_get_char (p))))
    p = g_utf8_next_char (p);
  return p;
}

static gboolean
starts_paragraph (const char *space)
{
  guint n_lines = 0;

  for (; *space == ' ' || *space == '\t' || *space == '\n'; space++)
    n_lines += *space == '\n';
  return n_lines > 1;
}

gsize
comms_sentence_end (const char *text,
                    gsize       start)
{
  const char *p = text + start;

  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *after;
      gunichar next;

      if (*p == '\n' && starts_paragraph (p))
        return p - text;
      if (!comms_char_ends (g_utf8_get_char (p)))
        continue;
      after = skip_marks (p);
      if (*after != '\0' && !g_unichar_isspace (g_utf8_get_char (after)))
        {
          p = g_utf8_prev_char (after);
          continue;
        }
      next = g_utf8_get_char (text + comms_skip_space (text, after - text));
      if (*after == '\0' || starts_paragraph (after)
          || !(g_unichar_islower (next)
               || (*p == '.' && after == p + 1 && is_short_form (text + start, p, next))))
        return after - text;
      p = g_utf8_prev_char (after);
    }
  return p - text;
}

gunichar
comms_closing_mark (gunichar mark,
                    gboolean rtl)
{
  switch (mark)
    {
    case 0x201c:
      return 0x201d;
    case 0x201d:
      return rtl ? 0x201c : 0;
    case 0x201e:
      return 0x201c;
    case 0xab:
      return 0xbb;
    case 0xbb:
      return rtl ? 0xab : 0;
    case '"':
      return '"';
    default:
      return 0;
    }
}

gboolean
comms_find_quotation (const char     *text,
                      gsize           from,
                      CommsQuotation *quotation)
{
  gboolean rtl = comms_text_is_rtl (text);
  gunichar close = 0;

  for (const char *p = text + from; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (close != 0 && c == close)
        {
          quotation->end = g_utf8_next_char (p) - text;
          quotation->open = FALSE;
          return TRUE;
        }
      if (close == 0 && (close = comms_closing_mark (c, rtl)) != 0)
        quotation->start = p - text;
    }
  if (close != 0)
    {
      quotation->end = strlen (text);
      quotation->open = TRUE;
    }
  return close != 0;
}

guint
comms_count_words (const char *text,
                   gsize       start,
                   gsize       end)
{
  guint n = 0;
  gboolean within = FALSE;

  for (const char *p = text + start; p < text + end; p = g_utf8_next_char (p))
    {
      gboolean space = g_unichar_isspace (g_utf8_get_char (p));

      n += !space && !within;
      within = !space;
    }
  return n;
}

gboolean
comms_find_long_quotation (const char     *text,
                           guint           n_words,
                           CommsQuotation *quotation)
{
  gsize from = 0;

  while (comms_find_quotation (text, from, quotation))
    {
      if (comms_count_words (text, quotation->start, quotation->end) >= n_words)
        return TRUE;
      from = quotation->end;
    }
  return FALSE;
}

gboolean
comms_sentence_stands_alone (const char *sentence)
{
  /* As comms_text_fold() leaves them. */
  static const char *const leaning[]
    = { "he",     "she",     "it",       "they",      "this",     "that",    "these",   "those",
        "his",    "her",     "its",      "their",     "but",      "and",     "however", "also",
        "moreover", "furthermore", "similarly", "therefore", "thus", "such", "so",      "or",
        "here",   "there",   "then",     "meanwhile", "consequently", "both", "likewise",
        "انہوں",  "اس",      "ان",       "یہ",        "وہ",       "لیکن",    "تاہم",    "مزید",
        "جبکہ",   "نیز",     "جس",       "جن",        "اسی",      "انہی",    "اور",     "مگر",
        "چنانچہ", "لہذا",    "ایسے",     "وہاں",      "یہاں",     "بلکہ",    "البتہ",   "دریں" };
  g_autofree char *folded = comms_text_fold (sentence);
  const char *start = folded, *end;

  while (*start != '\0' && !g_unichar_isalnum (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  for (end = start; *end != '\0' && g_unichar_isalnum (g_utf8_get_char (end));)
    end = g_utf8_next_char (end);
  return !is_in_list (start, (gsize) (end - start), leaning, G_N_ELEMENTS (leaning));
}
