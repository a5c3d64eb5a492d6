/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-fit.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "comms-fold-private.h"

#define BLOCK 256
#define N_BLOCKS (0x110000 / BLOCK)

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

/* Through Unicode's tables. (transfer full) */
static char *
fold_slowly (const char *text)
{
  GString *out = g_string_new (NULL);
  gsize n = 0;
  uint8_t *folded =
    u8_casefold ((const uint8_t *) text, strlen (text), NULL, UNINORM_NFKD, NULL, &n);

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

/* A block of characters is looked up there once. Never freed. */
static const CommsFolded *
load_block (guint block)
{
  CommsFolded *folded = g_new0 (CommsFolded, BLOCK);

  for (guint i = 0; i < BLOCK; i++)
    {
      gunichar c = block * BLOCK + i;
      char utf8[7] = { 0 };
      g_autofree char *text = NULL;

      if (c == 0 || !g_unichar_validate (c))
        continue;
      g_unichar_to_utf8 (c, utf8);
      text = fold_slowly (utf8);
      folded[i].one = g_utf8_get_char (text);
      folded[i].word = *text != '\0' && g_unichar_isalnum (folded[i].one);
      folded[i].upper = g_unichar_isupper (c) || g_unichar_istitle (c);
      folded[i].lower = g_unichar_islower (c);
      folded[i].digit = g_ascii_isdigit (*text) && text[1] == '\0';
      folded[i].latin = g_ascii_isalpha (*text) && text[1] == '\0';
      if (*text != '\0' && *g_utf8_next_char (text) != '\0')
        folded[i].several = g_steal_pointer (&text);
    }
  return folded;
}

const CommsFolded *
comms_folded_get (gunichar c)
{
  static gsize blocks[N_BLOCKS];
  guint block = MIN (c, 0x10ffff) / BLOCK;

  if (g_once_init_enter (&blocks[block]))
    g_once_init_leave (&blocks[block], (gsize) load_block (block));
  return &((const CommsFolded *) blocks[block])[c % BLOCK];
}

void
comms_folded_append (const CommsFolded *self,
                     GString           *text)
{
  if (self->several != NULL)
    g_string_append (text, self->several);
  else if (self->one != 0 && self->one < 0x80)
    g_string_append_c (text, (char) self->one);
  else if (self->one != 0)
    g_string_append_unichar (text, self->one);
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
  g_autofree char *valid = NULL;
  GString *out;

  text = text != NULL ? text : "";
  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  out = g_string_sized_new (strlen (text));
  for (; *text != '\0'; text = g_utf8_next_char (text))
    comms_folded_append (comms_folded_get (g_utf8_get_char (text)), out);
  return g_string_free (out, FALSE);
}
