/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* X's rules are written for UTF-16 units, and see the halves of a surrogate pair as two
 * characters. So does everything here, or the two would part where it is hardest to see. */

/* What a unit may be. In the order of tests/text/make-classes.js, which makes the table. */
typedef enum
{
  COMMS_UNIT_LIGHT = 1 << 0,        /* weighs one, not two; halves of a pair weigh one each */
  COMMS_UNIT_HOST = 1 << 1,         /* may stand in the name of a host */
  COMMS_UNIT_LATIN_HOST = 1 << 2,   /* the same where there is no scheme */
  COMMS_UNIT_PATH = 1 << 3,         /* may stand in a path */
  COMMS_UNIT_PATH_END = 1 << 4,     /* and may be its last */
  COMMS_UNIT_BEFORE_URL = 1 << 5,   /* a link may follow */
  COMMS_UNIT_TAG = 1 << 6,          /* may stand in a hashtag */
  COMMS_UNIT_TAG_LETTER = 1 << 7,   /* and makes one of it */
  COMMS_UNIT_LATIN = 1 << 8,        /* accented Latin */
  COMMS_UNIT_SPACE = 1 << 9,
  COMMS_UNIT_REFUSED = 1 << 10,     /* no text with it is valid */
  COMMS_UNIT_MARK = 1 << 11,        /* something may start or end here */
  COMMS_UNIT_EXTENDER = 1 << 12,    /* makes one emoji of several characters */
  COMMS_UNIT_NORMALISES = 1 << 13,  /* NFC may change it, or what stands before it */
  COMMS_UNIT_PLAIN = 1 << 14,       /* never joins another unit like it to one character */
} CommsUnitClass;

extern const guint16 comms_unit_pages[2048];
extern const guint16 comms_unit_classes[];

/* Characters beyond the 16 bits that may stand in a hashtag, in order. */
typedef struct
{
  gunichar first;
  gunichar last;
  guint classes;
} CommsUnitRange;

extern const CommsUnitRange comms_unit_astral_tags[];
extern const gsize comms_unit_n_astral_tags;

/* The units below this one have their classes in order at the start of the table. */
#define COMMS_UNIT_LOW_END 0x800

/* The same as comms_unit_class(), of a unit below COMMS_UNIT_LOW_END. */
static inline guint16
comms_unit_low_class (guint unit)
{
  return comms_unit_classes[unit];
}

static inline guint16
comms_unit_class (guint16 unit)
{
  return comms_unit_classes[comms_unit_pages[unit >> 5] * 32 + (unit & 31)];
}

static inline gboolean
comms_unit_is_high (guint16 unit)
{
  return (unit & 0xfc00) == 0xd800;
}

static inline gboolean
comms_unit_is_low (guint16 unit)
{
  return (unit & 0xfc00) == 0xdc00;
}

static inline gboolean
comms_unit_is_alnum (guint16 unit)
{
  return unit < 0x80 && g_ascii_isalnum ((char) unit);
}

static inline gboolean
comms_unit_is_word (guint16 unit)
{
  return comms_unit_is_alnum (unit) || unit == '_';
}

G_END_DECLS
