/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-fit.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

/* Letters that people type for one another: Arabic for Urdu ones as keyboards have them, and
 * Latin ones whose stroke Unicode does not take for a diacritic. */
static const struct
{
  gunichar from;
  gunichar to;
} alike[] = {
  { 0xf8, 'o' },     /* o with stroke */
  { 0x111, 'd' },    /* d with stroke */
  { 0x127, 'h' },    /* h with stroke */
  { 0x131, 'i' },    /* dotless i */
  { 0x142, 'l' },    /* l with stroke */
  { 0x629, 0x6c1 },  /* teh marbuta */
  { 0x643, 0x6a9 },  /* Arabic kaf */
  { 0x647, 0x6c1 },  /* Arabic heh */
  { 0x649, 0x6cc },  /* alef maksura */
  { 0x64a, 0x6cc },  /* Arabic yeh */
  { 0x671, 0x627 },  /* alef wasla */
  { 0x6aa, 0x6a9 },  /* swash kaf */
  { 0x6be, 0x6c1 },  /* two-eyed heh, which many write for the other */
  { 0x6c3, 0x6c1 },  /* teh marbuta goal */
  { 0x6cd, 0x6cc },  /* yeh with tail */
  { 0x6d5, 0x6c1 },  /* ae */
  { 0x2010, '-' },   { 0x2011, '-' },  { 0x2013, '-' },  { 0x2014, '-' },
  { 0x2018, '\'' },  { 0x2019, '\'' }, { 0x201c, '"' },  { 0x201d, '"' },
  { 0x6d4, '.' },    /* Urdu full stop */
  { 0x60c, ',' },    /* Arabic comma */
  { 0x61b, ';' },    /* Arabic semicolon */
  { 0x61f, '?' },    /* Arabic question mark */
};

static gunichar
replace_alike (gunichar c)
{
  int digit;

  if (c < 0x80)
    return c;
  for (gsize i = 0; i < G_N_ELEMENTS (alike); i++)
    if (alike[i].from == c)
      return alike[i].to;
  digit = g_unichar_digit_value (c);
  return digit >= 0 ? (gunichar) ('0' + digit) : c;
}

/* Vowel signs, accents, the stretching dash, joiners and direction marks. */
static gboolean
is_dropped (gunichar c)
{
  return g_unichar_type (c) == G_UNICODE_NON_SPACING_MARK
         || g_unichar_type (c) == G_UNICODE_ENCLOSING_MARK
         || g_unichar_type (c) == G_UNICODE_FORMAT || c == 0x640;
}

/**
 * comms_text_fold:
 * @text: (nullable): a text
 *
 * Two texts that a reader would take for the same word fold to the same bytes.
 */
char *
comms_text_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *out = g_string_new (NULL);
  gsize n = 0;
  uint8_t *folded = u8_casefold ((const uint8_t *) valid, strlen (valid), NULL, UNINORM_NFKD, NULL,
                                 &n);

  for (const char *p = (const char *) folded; p != NULL && p < (const char *) folded + n;
       p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!is_dropped (c))
        g_string_append_unichar (out, replace_alike (c));
    }
  free (folded);
  return g_string_free (out, FALSE);
}
