/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What X makes of a character among emoji. In the order of tests/text/make-emoji.js. */
typedef enum
{
  COMMS_EMOJI_ALONE = 1 << 0,
  COMMS_EMOJI_STYLE = 1 << 1,        /* takes U+FE0F */
  COMMS_EMOJI_ALWAYS = 1 << 2,       /* stays one before U+FE0E */
  COMMS_EMOJI_TONE = 1 << 3,         /* takes a skin tone */
  COMMS_EMOJI_STYLE_TONE = 1 << 4,   /* takes both */
  COMMS_EMOJI_GENDER = 1 << 5,       /* takes a gender, toned or not */
  COMMS_EMOJI_STYLE_GENDER = 1 << 6, /* takes a gender after a style or a tone */
} CommsEmojiClass;

typedef struct
{
  gunichar first;
  gunichar last;
  guint classes;
} CommsEmojiRange;

/* The tables: by code point, and sequences in UTF-16, longer ones first, ended by NULL. */
extern const CommsEmojiRange comms_emoji_ranges[];
extern const gsize comms_emoji_n_ranges;
extern const guint16 *const comms_emoji_sequences[];
extern const guint16 *const comms_emoji_objects[];
extern const guint32 comms_emoji_flags[26];

/* How many of @units, which end in a zero, are one emoji, or 0 where they are none or nothing is
 * joined to it, which comes to the same: it weighs two. Keycaps and the signs that are
 * emoji only in emoji style are not looked for: see comms_emoji_length_before(). */
gsize comms_emoji_length        (const guint16 *units);

/* How many units before @at, which is U+FE0F or U+20E3, make one emoji with it, or 0. */
gsize comms_emoji_length_before (const guint16 *units,
                                 gsize          at);

G_END_DECLS
