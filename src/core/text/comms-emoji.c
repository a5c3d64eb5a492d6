/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-emoji.h"

#include <string.h>

#include "comms-units.h"

/* X weighs a whole emoji sequence as one: those of the expression of twemoji-parser 11, and no
 * newer ones. The alternatives stand here in its order, since the first that fits wins. */

#define ZERO_WIDTH_JOINER 0x200d
#define EMOJI_STYLE 0xfe0f
#define KEYCAP 0x20e3

static gunichar
decode (const guint16 *units,
        gsize         *length)
{
  *length = 1;
  if (!comms_unit_is_high (units[0]) || !comms_unit_is_low (units[1]))
    return units[0];
  *length = 2;
  return 0x10000 + (((gunichar) units[0] - 0xd800) << 10) + (units[1] - 0xdc00u);
}

static guint
find_classes (gunichar c)
{
  gsize first = 0, last = comms_emoji_n_ranges;

  while (first < last)
    {
      gsize middle = (first + last) / 2;

      if (c > comms_emoji_ranges[middle].last)
        first = middle + 1;
      else
        last = middle;
    }
  return first < comms_emoji_n_ranges && c >= comms_emoji_ranges[first].first
           ? comms_emoji_ranges[first].classes
           : 0;
}

/* The length of the first of @sequences that @units start with, or 0. All of these are longer than
 * @telling, the unit by which most can be told apart. */
static gsize
match_any (const guint16        *units,
           const guint16 *const *sequences,
           gsize                 telling)
{
  for (; *sequences != NULL; sequences++)
    {
      gsize n = 0;

      if ((*sequences)[telling] != units[telling])
        continue;
      while ((*sequences)[n] != 0 && units[n] == (*sequences)[n])
        n++;
      if ((*sequences)[n] == 0)
        return n;
    }
  return 0;
}

static gsize
tone_length (const guint16 *units)
{
  return units[0] == 0xd83c && units[1] >= 0xdffb && units[1] <= 0xdfff ? 2 : 0;
}

/* A joiner, a sign of gender, and its style. */
static gsize
gender_length (const guint16 *units)
{
  return units[0] == ZERO_WIDTH_JOINER && (units[1] == 0x2640 || units[1] == 0x2642)
             && units[2] == EMOJI_STYLE
           ? 3
           : 0;
}

/* What a person, @toned units long with the skin tone, is joined with. */
static gsize
object_length (const guint16 *units)
{
  gsize object = units[0] == ZERO_WIDTH_JOINER ? match_any (units + 1, comms_emoji_objects, 1) : 0;

  return object > 0 ? object + 1 : 0;
}

/* Where @base units are a character of @classes: its length with all that is joined to it, or 0. */
static gsize
joined_length (const guint16 *units,
               gsize          base,
               gunichar       c,
               guint          classes)
{
  gsize toned = base + tone_length (units + base);
  gsize styled = units[base] == EMOJI_STYLE ? base + 1 : toned;
  gsize joined = 0;

  if (c == 0x1f468 || c == 0x1f469)
    joined = object_length (units + toned);
  if (joined > 0)
    return toned + joined;
  if ((classes & COMMS_EMOJI_STYLE_GENDER) != 0 && styled > base)
    joined = gender_length (units + styled);
  if (joined > 0)
    return styled + joined;
  if ((classes & COMMS_EMOJI_GENDER) != 0)
    joined = gender_length (units + toned);
  if (joined > 0)
    return toned + joined;
  /* Every sequence has a joiner after its first character, or after the style of that. */
  if (units[base] != ZERO_WIDTH_JOINER && units[base + 1] != ZERO_WIDTH_JOINER)
    return 0;
  return match_any (units, comms_emoji_sequences, 4);
}

/* Two regional indicators that are a flag. */
static gsize
flag_length (const guint16 *units)
{
  if (units[2] != 0xd83c || units[3] < 0xdde6 || units[3] > 0xddff)
    return 2;
  return (comms_emoji_flags[units[1] - 0xdde6] >> (units[3] - 0xdde6)) & 1 ? 4 : 2;
}

/* The flags of England, Scotland and Wales, spelt in tags. */
static gsize
region_length (const guint16 *units)
{
  static const char *const regions[] = { "gbeng", "gbsct", "gbwls" };

  for (gsize i = 0; i < G_N_ELEMENTS (regions); i++)
    {
      gsize n = 0;

      while (n < 5 && units[2 + 2 * n] == 0xdb40 && units[3 + 2 * n] == 0xdc00 + regions[i][n])
        n++;
      if (n == 5 && units[12] == 0xdb40 && units[13] == 0xdc7f)
        return 14;
    }
  return 0;
}

/* One character with its style and skin tone. */
static gsize
single_length (const guint16 *units,
               gsize          base,
               guint          classes)
{
  gboolean styled = (classes & COMMS_EMOJI_STYLE) != 0 && units[base] == EMOJI_STYLE;
  gsize length = base + (styled ? 1 : 0);

  if (!styled && (classes & COMMS_EMOJI_ALONE) == 0)
    return 0;
  if ((classes & (styled ? COMMS_EMOJI_STYLE_TONE : COMMS_EMOJI_TONE)) != 0)
    length += tone_length (units + length);
  return length;
}

gsize
comms_emoji_length (const guint16 *units)
{
  gsize base, joined;
  gunichar c = decode (units, &base);
  guint classes;

  /* One that nothing is joined to weighs as it does anyway. */
  if (units[base] != ZERO_WIDTH_JOINER && units[base] != EMOJI_STYLE && units[base] != 0xd83c
      && units[base] != 0xdb40)
    return 0;
  classes = find_classes (c);
  if (classes == 0)
    return 0;
  if (c >= 0x1f1e6 && c <= 0x1f1ff)
    return flag_length (units);

  joined = joined_length (units, base, c, classes);
  if (joined == 0 && c == 0x1f3f4)
    joined = region_length (units);
  return joined > 0 ? joined : single_length (units, base, classes);
}

gsize
comms_emoji_length_before (const guint16 *units,
                           gsize          at)
{
  gsize before = 1;

  if (at == 0)
    return 0;
  if (units[at] == EMOJI_STYLE)
    return units[at - 1] == 0xa9 || units[at - 1] == 0xae ? 1 : 0;
  if (units[at - 1] == EMOJI_STYLE && at > 1)
    before = 2;
  return units[at - before] == '#' || units[at - before] == '*'
             || (units[at - before] >= '0' && units[at - before] <= '9')
           ? before
           : 0;
}
