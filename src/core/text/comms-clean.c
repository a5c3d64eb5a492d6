/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-fit.h"

#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>

#define REPLACEMENT 0xfffd

/* The byte that U+0300, the first combining mark, begins with: below it every character is in NFC,
 * alone and beside any other, and what follows its own first byte is less as well. */
#define FIRST_COMBINING 0xcc

/* What a paste brings along that nobody sees: controls, marks that set a direction for what
 * follows, placeholders of pictures, and what X refuses outright. */
static gboolean
is_unwanted (gunichar c)
{
  if (c == '\t' || c == '\n' || (c >= ' ' && c < 0x7f))
    return FALSE;
  return g_unichar_iscntrl (c) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
         (c >= 0xfff9 && c <= 0xfffc) || c == 0xfeff || (c & 0xfffe) == 0xfffe ||
         (c >= 0xfdd0 && c <= 0xfdef);
}

static gboolean
is_line_end (gunichar c)
{
  return c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Decodes one character, however broken; a bad byte is one U+FFFD. */
static gunichar
take_char (const char **p, const char *end)
{
  gunichar c;

  if ((guchar) * *p < 0x80)
    return (guchar) * (*p)++;
  c = g_utf8_get_char_validated (*p, end - *p);
  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      (*p)++;
      return REPLACEMENT;
    }
  *p = g_utf8_next_char (*p);
  return c;
}

/* The end of what is plain ASCII from @p on, and may stay as it is. */
static const char *
skip_plain (const char *p, const char *end)
{
  while (p < end && ((*p >= ' ' && *p < 0x7f) || *p == '\n' || *p == '\t'))
    p++;
  return p;
}

/* The dashes, the quotation marks and the ellipsis, from U+2010 to U+203F: nearly every text has
 * some, and none of them changes. */
static gboolean
is_typographic (const char *p)
{
  return g_str_has_prefix (p, "\xe2\x80") && (guchar) p[2] >= 0x90;
}

static gboolean
is_composed (const char *text)
{
  while (*text != '\0' && ((guchar) *text < FIRST_COMBINING || is_typographic (text)))
    text = g_utf8_next_char (text);
  return *text == '\0';
}

/* NFC of a valid text. */
static char *
compose (const char *text, gsize length)
{
  gsize n = 0;
  g_autofree char *copy = NULL;
  uint8_t *composed;

  if (is_composed (text))
    return g_strndup (text, length);
  composed = u8_normalize (UNINORM_NFC, (const uint8_t *) text, length, NULL, &n);
  if (composed != NULL)
    copy = g_strndup ((const char *) composed, n);
  free (composed);
  return g_steal_pointer (&copy);
}

/**
 * comms_text_clean:
 * @text: (nullable): bytes as they came
 * @length: how many, or -1 where a zero ends them
 * @n_removed: (out) (optional): how many characters were dropped
 *
 * Joiners stay, because Urdu is spelt with them, and so do presentation forms, because turning
 * them into letters may change what is said.
 */
char *
comms_text_clean (const char *text, gssize length, guint *n_removed)
{
  g_autoptr (GString) out = NULL;
  const char *p = text != NULL ? text : "";
  const char *end = p + (text == NULL ? 0 : length < 0 ? strlen (text) : (gsize) length);
  guint removed = 0;

  out = g_string_sized_new (end - p);
  while (p < end)
    {
      const char *plain = p;
      gunichar c;

      p = skip_plain (p, end);
      g_string_append_len (out, plain, p - plain);
      if (p == end)
        break;
      c = take_char (&p, end);
      if (c == '\r' && p < end && *p == '\n')
        continue;
      if (is_line_end (c))
        g_string_append_c (out, '\n');
      else if (is_unwanted (c))
        removed++;
      else
        g_string_append_unichar (out, c);
    }
  if (n_removed != NULL)
    *n_removed = removed;
  return compose (out->str, out->len);
}

/**
 * comms_text_is_clean:
 * @text: (nullable): valid UTF-8
 */
gboolean
comms_text_is_clean (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if ((c < ' ' || c >= 0x7f) && (is_unwanted (c) || is_line_end (c)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_space (const char *p)
{
  return (guchar) *p < 0x80 ? g_ascii_isspace (*p) : g_unichar_isspace (g_utf8_get_char (p));
}

/**
 * comms_text_clean_line:
 * @text: (nullable): a text
 */
char *
comms_text_clean_line (const char *text)
{
  const char *p = text != NULL ? text : "";
  const char *end = p + strlen (p);
  GString *line = g_string_sized_new (end - p);
  g_autofree char *clean = NULL;

  /* What is plain, as nearly every line is, need not be copied to be clean. */
  if (skip_plain (p, end) < end)
    p = clean = comms_text_clean (text, -1, NULL);

  while (*p != '\0')
    {
      const char *word;

      while (*p != '\0' && is_space (p))
        p = g_utf8_next_char (p);
      word = p;
      while (*p != '\0' && !is_space (p))
        p = g_utf8_next_char (p);
      if (line->len > 0 && p > word)
        g_string_append_c (line, ' ');
      g_string_append_len (line, word, p - word);
    }
  return g_string_free (line, FALSE);
}

/**
 * comms_text_is_rtl:
 * @text: (nullable): a text
 */
gboolean
comms_text_is_rtl (const char *text)
{
  const char *p = text != NULL ? text : "";
  const char *end = p + strlen (p);

  while (p < end)
    {
      int category = uc_bidi_category (take_char (&p, end));

      if (category == UC_BIDI_L)
        return FALSE;
      if (category == UC_BIDI_R || category == UC_BIDI_AL)
        return TRUE;
    }
  return FALSE;
}

/* The last place in bytes up to @limit where a word ends, or @limit where there is only one. */
static gsize
find_word_end (const char *text, gsize limit)
{
  const char *at = text + limit;

  while (at > text && !g_unichar_isspace (g_utf8_get_char (at)))
    at = g_utf8_prev_char (at);
  while (at > text && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (at))))
    at = g_utf8_prev_char (at);
  return at > text ? (gsize) (at - text) : limit;
}

/* Whether @line begins with that many letters of ASCII, each of which a reader counts. */
static gboolean
begins_plain (const char *line, guint n_letters)
{
  while (n_letters > 0 && *line != '\0' && (guchar) *line < 0x80)
    {
      line++;
      n_letters--;
    }
  return n_letters == 0;
}

/* Where the last of @max_characters begins in @line, in bytes; -1 where it has no more than that.
 */
static gssize
find_last_character (const char *line, guint max_characters)
{
  const gsize length = strlen (line);
  g_autofree char *breaks = NULL;
  gssize last = 0;
  guint n = 0;

  if (length <= max_characters)
    return -1;
  if (begins_plain (line, max_characters + 1))
    return MAX ((gssize) max_characters - 1, 0);
  breaks = g_new0 (char, length + 1);
  u8_grapheme_breaks ((const uint8_t *) line, length, breaks);
  for (gsize i = 0; i < length && n <= max_characters; i++)
    if (breaks[i] && ++n == max_characters)
      last = (gssize) i;
  return n > max_characters ? last : -1;
}

/* Before an ellipsis a comma or a full stop says nothing, nor a space. */
static gsize
without_pause (const char *line, gsize length)
{
  while (length > 0)
    {
      const char *last = g_utf8_find_prev_char (line, line + length);

      if (last == NULL || g_utf8_strchr (" ,;:.،؛۔", -1, g_utf8_get_char (last)) == NULL)
        break;
      length = (gsize) (last - line);
    }
  return length;
}

/**
 * comms_text_excerpt:
 * @text: (nullable): a text
 * @max_characters: the most that may stand, the ellipsis included; characters as a reader
 *   counts them
 */
char *
comms_text_excerpt (const char *text, guint max_characters)
{
  g_autofree char *line = comms_text_clean_line (text);
  gssize cut = find_last_character (line, max_characters);

  if (cut < 0)
    return g_steal_pointer (&line);
  if (max_characters == 0)
    return g_strdup ("");
  if (cut > 0)
    cut = (gssize) find_word_end (line, (gsize) cut);
  line[without_pause (line, (gsize) cut)] = '\0';
  return g_strconcat (line, "…", NULL);
}
