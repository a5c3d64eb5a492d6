/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-scan.h"

#include <string.h>
#include <unictype.h>

/* X weighs a whole emoji sequence as one. Which sequences there are is Unicode's list of
 * recommended ones; what joins them follows a few patterns, which stand here in its place. */

#define ZERO_WIDTH_JOINER 0x200d
#define EMOJI_STYLE 0xfe0f
#define TEXT_STYLE 0xfe0e
#define KEYCAP 0x20e3
#define BLACK_FLAG 0x1f3f4
#define TAG_END 0xe007f
#define HEART 0x2764
#define KISS 0x1f48b
#define HANDSHAKE 0x1f91d
#define RIGHT_ARROW 0x27a1

/* Codes whose two regional indicators have a flag. */
static const char flags[] =
  "AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ "
  "BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CP CQ CR CU CV CW CX CY CZ DE DG DJ "
  "DK DM DO DZ EA EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP "
  "GQ GR GS GT GU GW GY HK HM HN HR HT HU IC ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH "
  "KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
  "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL "
  "PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV "
  "SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM UN US UY UZ VA VC VE VG "
  "VI VN VU WF WS XK YE YT ZA ZM ZW ";

/* What a person holds, works at or looks like. */
static const gunichar person_objects[] = {
  0x2695,  0x2696,  0x2708,  0x1f33e, 0x1f373, 0x1f37c, 0x1f384, 0x1f393, 0x1f3a4,
  0x1f3a8, 0x1f3eb, 0x1f3ed, 0x1f4bb, 0x1f4bc, 0x1f527, 0x1f52c, 0x1f680, 0x1f692,
  0x1f9af, 0x1f9b0, 0x1f9b1, 0x1f9b2, 0x1f9b3, 0x1f9bc, 0x1f9bd,
};

/* Sequences of their own. */
static const gunichar pairs[][2] = {
  { 0x1f441, 0x1f5e8 }, /* eye in a speech bubble */
  { 0x1f3f3, 0x1f308 }, /* rainbow flag */
  { 0x1f3f3, 0x26a7 },  /* transgender flag */
  { 0x1f3f4, 0x2620 },  /* pirate flag */
  { 0x1f415, 0x1f9ba }, /* service dog */
  { 0x1f408, 0x2b1b },  /* black cat */
  { 0x1f43b, 0x2744 },  /* polar bear */
  { 0x1f426, 0x2b1b },  /* black bird */
  { 0x1f426, 0x1f525 }, /* phoenix */
  { 0x1f62e, 0x1f4a8 }, /* face exhaling */
  { 0x1f635, 0x1f4ab }, /* face with spiral eyes */
  { 0x1f636, 0x1f32b }, /* face in clouds */
  { 0x1f642, 0x2194 },  /* head shaking */
  { 0x1f642, 0x2195 },  /* head nodding */
  { 0x2764, 0x1f525 },  /* heart on fire */
  { 0x2764, 0x1fa79 },  /* mending heart */
  { 0x1f34b, 0x1f7e9 }, /* lime */
  { 0x1f344, 0x1f7eb }, /* brown mushroom */
  { 0x26d3, 0x1f4a5 },  /* broken chain */
  { 0x1faf1, 0x1faf2 }, /* handshake of two skin tones */
};

/* The tags of England, Scotland and Wales. */
static const char *const regions[] = { "gbeng", "gbsct", "gbwls" };

static gboolean
is_regional (gunichar c)
{
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

static gboolean
is_tone (gunichar c)
{
  return c >= 0x1f3fb && c <= 0x1f3ff;
}

static gboolean
is_person (gunichar c)
{
  return c == 0x1f468 || c == 0x1f469 || c == 0x1f9d1;
}

static gboolean
is_child (gunichar c)
{
  return c == 0x1f466 || c == 0x1f467 || c == 0x1f9d2;
}

static gboolean
is_gender (gunichar c)
{
  return c == 0x2640 || c == 0x2642;
}

static gboolean
is_person_object (gunichar c)
{
  for (gsize i = 0; i < G_N_ELEMENTS (person_objects); i++)
    if (person_objects[i] == c)
      return TRUE;
  return FALSE;
}

/* People whose emoji comes in two genders. */
static gboolean
has_gender (gunichar c)
{
  return uc_is_property_emoji_modifier_base (c) || c == 0x1f46f || c == 0x1f93c || c == 0x1f9de
         || c == 0x1f9df;
}

static gboolean
is_pair (gunichar left,
         gunichar right)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i][0] == left && pairs[i][1] == right)
      return TRUE;
  return FALSE;
}

/* Whether a joiner makes one emoji of the two. */
static gboolean
joins (gunichar left,
       gunichar right)
{
  if (is_person (left))
    return is_person (right) || is_child (right) || is_person_object (right) || right == HEART
           || right == HANDSHAKE;
  if (is_child (left))
    return is_child (right);
  if (is_person (right))
    return left == HEART || left == KISS || left == HANDSHAKE;
  if (is_gender (right))
    return has_gender (left);
  if (right == RIGHT_ARROW)
    return has_gender (left) || is_gender (left) || is_person_object (left);
  return (left == HEART && right == KISS) || is_pair (left, right);
}

static gsize
keycap_length (const gunichar *chars,
               gsize           length)
{
  gsize styled = length > 1 && chars[1] == EMOJI_STYLE ? 2 : 1;

  if (!(chars[0] == '#' || chars[0] == '*' || (chars[0] >= '0' && chars[0] <= '9')))
    return 0;
  return length > styled && chars[styled] == KEYCAP ? styled + 1 : 0;
}

static gsize
flag_length (const gunichar *chars,
             gsize           length)
{
  char code[4] = { 0 };

  if (length < 2 || !is_regional (chars[1]))
    return 1;
  code[0] = (char) ('A' + (chars[0] - 0x1f1e6));
  code[1] = (char) ('A' + (chars[1] - 0x1f1e6));
  code[2] = ' ';
  return strstr (flags, code) != NULL ? 2 : 1;
}

static gsize
region_length (const gunichar *chars,
               gsize           length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (regions); i++)
    {
      gsize n = strlen (regions[i]);
      gsize matched = 0;

      if (length < n + 2 || chars[n + 1] != TAG_END)
        continue;
      while (matched < n && chars[matched + 1] == 0xe0000 + (gunichar) regions[i][matched])
        matched++;
      if (matched == n)
        return n + 2;
    }
  return 0;
}

/* One emoji with its skin tone or style, before any joiner. */
static gsize
element_length (const gunichar *chars,
                gsize           length)
{
  gunichar next = length > 1 ? chars[1] : 0;

  if (chars[0] < 0x80 || !uc_is_property_emoji (chars[0]))
    return 0;
  /* Signs that are plain text unless their style says otherwise. */
  if (chars[0] == 0xa9 || chars[0] == 0xae || chars[0] == 0x2122 || chars[0] == 0x265f)
    return next == EMOJI_STYLE ? 2 : 0;
  if (next == TEXT_STYLE)
    return 0;
  if (next == EMOJI_STYLE)
    return 2;
  return is_tone (next) && uc_is_property_emoji_modifier_base (chars[0]) ? 2 : 1;
}

gsize
comms_emoji_length (const gunichar *chars,
                    gsize           length)
{
  gsize end, last = 0;

  if (length == 0)
    return 0;
  if (chars[0] < 0x80)
    return keycap_length (chars, length);
  if (is_regional (chars[0]))
    return flag_length (chars, length);
  if (chars[0] == BLACK_FLAG && (end = region_length (chars, length)) > 0)
    return end;

  end = element_length (chars, length);
  while (end > 0 && end + 1 < length && chars[end] == ZERO_WIDTH_JOINER)
    {
      gsize next = element_length (chars + end + 1, length - end - 1);

      if (next == 0 || !joins (chars[last], chars[end + 1]))
        break;
      last = end + 1;
      end += 1 + next;
    }
  return end;
}
