/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-text-check.h"

#include <string.h>
#include <uninorm.h>

#include "comms-scan.h"

static gboolean
is_presentation_form (gunichar c)
{
  return (c >= 0xfb50 && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefc);
}

/* A whole phrase in one sign: said with another intent, and much longer, in letters. */
static gboolean
is_phrase (gunichar c)
{
  return c >= 0xfdf0 && c <= 0xfdfd;
}

/* Appends the letters that the form shows. A mark that stands alone is decomposed onto a space,
 * which would part it from its letter: the space is left out. */
static gboolean
append_letters (GString *out,
                gunichar form)
{
  ucs4_t in = form;
  guint32 letters[32];
  size_t n = G_N_ELEMENTS (letters);

  if (u32_normalize (UNINORM_NFKC, &in, 1, letters, &n) != letters || (n == 1 && letters[0] == form))
    return FALSE;
  for (size_t i = 0; i < n; i++)
    if (!(i == 0 && n > 1 && letters[0] == ' '))
      g_string_append_unichar (out, letters[i]);
  return TRUE;
}

static int
weigh (const char *text)
{
  return comms_text_count (text, G_MAXINT).weight;
}

/* Hands over @out, and tells what changed. */
static char *
finish (GString    *out,
        const char *text,
        guint       changed,
        guint      *n_changed,
        int        *saved)
{
  if (n_changed != NULL)
    *n_changed = changed;
  if (saved != NULL)
    *saved = changed > 0 ? weigh (text) - weigh (out->str) : 0;
  return g_string_free (out, FALSE);
}

/**
 * comms_text_normalise_presentation_forms:
 * @text: (nullable): a text in valid UTF-8
 * @phrases: also the signs that stand for a whole phrase
 * @n_changed: (out) (optional): how many characters were replaced
 * @saved: (out) (optional): weighted characters that X counts less
 */
char *
comms_text_normalise_presentation_forms (const char *text,
                                         gboolean    phrases,
                                         guint      *n_changed,
                                         int        *saved)
{
  const char *from = text != NULL ? text : "";
  GString *out = g_string_sized_new (strlen (from));
  guint changed = 0;

  for (const char *p = from; *p != '\0';)
    {
      const char *next = g_utf8_next_char (p);
      gunichar c = g_utf8_get_char (p);

      if (is_presentation_form (c) && (phrases || !is_phrase (c)) && append_letters (out, c))
        changed++;
      else
        g_string_append_len (out, p, next - p);
      p = next;
    }
  return finish (out, from, changed, n_changed, saved);
}

/**
 * comms_text_strip_direction_marks:
 * @text: (nullable): a text in valid UTF-8
 * @n_changed: (out) (optional): how many marks were dropped
 * @saved: (out) (optional): weighted characters that X counts less
 */
char *
comms_text_strip_direction_marks (const char *text,
                                  guint      *n_changed,
                                  int        *saved)
{
  const char *from = text != NULL ? text : "";
  GString *out = g_string_sized_new (strlen (from));
  guint changed = 0;

  for (const char *p = from; *p != '\0';)
    {
      const char *next = g_utf8_next_char (p);

      if (comms_char_is_direction (g_utf8_get_char (p)))
        changed++;
      else
        g_string_append_len (out, p, next - p);
      p = next;
    }
  return finish (out, from, changed, n_changed, saved);
}
