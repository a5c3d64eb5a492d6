/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-scan.h"

#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>

/* Units of zeros after the end, so that a sequence can be read without asking for the end. */
#define PADDING 16

gboolean
comms_char_is_direction (gunichar c)
{
  return c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x2066 && c <= 0x2069);
}

static void
reserve (CommsScan *scan,
         gsize      length)
{
  if (scan->size < length + PADDING)
    {
      scan->size = MAX (length + PADDING, 2 * scan->size);
      scan->units = g_renew (guint16, scan->units, scan->size);
      scan->classes = g_renew (guint16, scan->classes, scan->size);
      scan->marks = g_renew (guint32, scan->marks, scan->size);
      g_clear_pointer (&scan->hosts, g_free);
      g_clear_pointer (&scan->places, g_free);
    }
  scan->length = 0;
  scan->damaged = FALSE;
}

/* Looks up what each of the units is, without a branch. */
static void
classify (CommsScan *scan)
{
  const guint16 *units = scan->units;
  guint16 *classes = scan->classes;
  guint32 *marks = scan->marks;
  gsize length = scan->length, n_marks = 0;
  guint seen = 0, every = G_MAXUINT16;

  for (gsize i = 0; i < length; i++)
    {
      guint class = comms_unit_class (units[i]);

      classes[i] = (guint16) class;
      marks[n_marks] = (guint32) i;
      n_marks += (class / COMMS_UNIT_MARK) & 1;
      seen |= class;
      every &= class;
    }
  scan->n_marks = n_marks;
  scan->seen = seen;
  scan->every = every;
  memset (scan->units + length, 0, PADDING * sizeof *scan->units);
  memset (scan->classes + length, 0, PADDING * sizeof *scan->classes);
}

/* How many bytes at @p, before @end, are one character beyond ASCII, and in @c which; 0 where
 * they are no UTF-8. */
static inline guint
decode (const guint8 *p,
        const guint8 *end,
        gunichar     *c)
{
  gsize left = (gsize) (end - p);

  if (p[0] >= 0xc2 && p[0] < 0xe0 && left > 1 && (p[1] & 0xc0) == 0x80)
    {
      *c = ((p[0] & 0x1fu) << 6) | (p[1] & 0x3fu);
      return 2;
    }
  if (p[0] >= 0xe0 && p[0] < 0xf0 && left > 2 && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80)
    {
      *c = ((p[0] & 0xfu) << 12) | ((p[1] & 0x3fu) << 6) | (p[2] & 0x3fu);
      return *c >= 0x800 && (*c & 0xf800) != 0xd800 ? 3 : 0;
    }
  if (p[0] >= 0xf0 && p[0] < 0xf5 && left > 3 && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80
      && (p[3] & 0xc0) == 0x80)
    {
      *c = ((p[0] & 7u) << 18) | ((p[1] & 0x3fu) << 12) | ((p[2] & 0x3fu) << 6) | (p[3] & 0x3fu);
      return *c >= 0x10000 && *c <= 0x10ffff ? 4 : 0;
    }
  return 0;
}

/**
 * comms_scan_take:
 * @scan: zeros, or what an earlier text left
 * @text: a text, however broken
 * @size: its bytes, or -1 where a zero ends it
 */
void
comms_scan_take (CommsScan  *scan,
                 const char *text,
                 gssize      size)
{
  const guint8 *p = (const guint8 *) text;
  const guint8 *end = p + (size < 0 ? strlen (text) : (gsize) size);
  guint16 *unit;

  g_assert ((gsize) (end - p) < G_MAXUINT32 - PADDING);

  reserve (scan, (gsize) (end - p));
  scan->bytes = (gsize) (end - p);
  unit = scan->units;
  while (p < end)
    {
      gunichar c;
      guint n;

      if (*p < 0x80)
        {
          *unit++ = *p++;
          continue;
        }
      n = decode (p, end, &c);
      if (G_UNLIKELY (n == 0))
        {
          scan->damaged = TRUE;
          c = '?';
          n = 1;
        }
      p += n;
      if (c < 0x10000)
        {
          *unit++ = (guint16) c;
          continue;
        }
      *unit++ = (guint16) (0xd7c0 + (c >> 10));
      *unit++ = (guint16) (0xdc00 + (c & 0x3ff));
    }
  scan->length = (gsize) (unit - scan->units);
  classify (scan);
}

void
comms_scan_clear (CommsScan *scan)
{
  g_clear_pointer (&scan->units, g_free);
  g_clear_pointer (&scan->classes, g_free);
  g_clear_pointer (&scan->marks, g_free);
  g_clear_pointer (&scan->hosts, g_free);
  g_clear_pointer (&scan->places, g_free);
  scan->size = 0;
}

static gunichar
char_at (const CommsScan *scan,
         gsize            at,
         gsize           *length)
{
  const guint16 *units = scan->units + at;

  *length = 1;
  if (!comms_unit_is_high (units[0]) || !comms_unit_is_low (units[1]))
    return units[0];
  *length = 2;
  return 0x10000 + (((gunichar) units[0] - 0xd800) << 10) + (units[1] - 0xdc00u);
}

static gboolean
is_composite (gunichar c)
{
  return uc_canonical_decomposition (c, (ucs4_t[UC_DECOMPOSITION_MAX_LENGTH]){ 0 }) >= 0;
}

/* Whether normalisation would keep @c, of the combining class @class, which stands after @starter
 * and marks that keep their order. Says no too often rather than too rarely: a mark may go in
 * between what a composite is made of. */
static gboolean
stays (gunichar starter,
       gunichar c,
       int      class)
{
  return !is_composite (c) && uc_composition (starter, c) == 0
         && (class == 0 || starter < 0xc0 || !is_composite (starter));
}

/* Where the first part starts that may not be in NFC, or the length of the scan. */
static gsize
find_uncomposed (const CommsScan *scan)
{
  gunichar starter = 0;
  gsize starter_at = 0;
  int last_class = 0;

  for (gsize at = 0, n; at < scan->length; at += n)
    {
      gunichar c = char_at (scan, at, &n);
      int class;

      if ((scan->classes[at] & COMMS_UNIT_NORMALISES) == 0)
        {
          starter = c;
          starter_at = at;
          last_class = 0;
          continue;
        }
      class = uc_combining_class (c);
      if ((class != 0 && class < last_class) || !stays (starter, c, class))
        return starter_at;
      if (class == 0)
        {
          starter = c;
          starter_at = at;
        }
      last_class = class;
    }
  return scan->length;
}

/* Appends @n units that stand for those from @place on. */
static void
append_units (CommsScan     *scan,
              const guint16 *units,
              gsize          n,
              gsize          place)
{
  if (scan->size < scan->length + n + PADDING)
    {
      scan->size = 2 * (scan->length + n + PADDING);
      scan->units = g_renew (guint16, scan->units, scan->size);
      scan->classes = g_renew (guint16, scan->classes, scan->size);
      scan->marks = g_renew (guint32, scan->marks, scan->size);
      scan->places = g_renew (guint32, scan->places, scan->size);
      g_clear_pointer (&scan->hosts, g_free);
    }
  for (gsize i = 0; i < n; i++)
    {
      scan->places[scan->length] = (guint32) place;
      scan->units[scan->length++] = units[i];
    }
}

/* Normalises the part from @start to @end, at neither of which composition goes on. */
static void
append_composed (CommsScan       *composed,
                 const CommsScan *scan,
                 gsize            start,
                 gsize            end)
{
  guint16 buffer[64];
  gsize n = G_N_ELEMENTS (buffer);
  guint16 *units = u16_normalize (UNINORM_NFC, scan->units + start, end - start, buffer, &n);

  if (units != NULL)
    append_units (composed, units, n, start);
  if (units != buffer)
    free (units);
}

/**
 * comms_scan_compose:
 * @scan: a text
 * @composed: zeros, or what an earlier text left
 *
 * Goes from one character that composition cannot change to the next, so that each unit keeps a
 * place in the text as given.
 */
gboolean
comms_scan_compose (const CommsScan *scan,
                    CommsScan       *composed)
{
  gsize n;

  if ((scan->seen & COMMS_UNIT_NORMALISES) == 0 || find_uncomposed (scan) == scan->length)
    return FALSE;

  reserve (composed, scan->length);
  if (composed->places == NULL)
    composed->places = g_new (guint32, composed->size);
  for (gsize start = 0, end; start < scan->length; start = end)
    {
      char_at (scan, start, &n);
      for (end = start + n;
           end < scan->length && (scan->classes[end] & COMMS_UNIT_NORMALISES) != 0; end += n)
        char_at (scan, end, &n);
      if (end == start + 1 && (scan->classes[start] & COMMS_UNIT_NORMALISES) == 0)
        append_units (composed, scan->units + start, 1, start);
      else
        append_composed (composed, scan, start, end);
    }
  composed->damaged = scan->damaged;
  classify (composed);
  return TRUE;
}

gsize
comms_scan_floor (const CommsScan *scan,
                  gsize            at)
{
  g_autofree char *breaks = NULL;
  gsize from = at, to = MIN (at + 2, scan->length);

  if (at == 0 || at >= scan->length)
    return MIN (at, scan->length);
  while (from > 0 && (scan->classes[from] & scan->classes[from - 1] & COMMS_UNIT_PLAIN) == 0)
    from--;
  if (from == at)
    return at;

  breaks = g_new0 (char, to - from);
  u16_grapheme_breaks (scan->units + from, to - from, breaks);
  while (at > from && !breaks[at - from])
    at--;
  return at;
}

char *
comms_scan_dup_breaks (const CommsScan *scan)
{
  char *breaks = g_new0 (char, scan->length + 1);

  u16_grapheme_breaks (scan->units, scan->length, breaks);
  return breaks;
}

int
comms_scan_count_graphemes (const CommsScan *scan)
{
  g_autofree char *breaks = comms_scan_dup_breaks (scan);
  int n = 0;

  for (gsize i = 0; i < scan->length; i++)
    n += breaks[i] != 0;
  return n;
}

/* Units that are counted at once, in numbers of 16 bits: the compiler then takes many in a step. */
#define STEP 8192

int
comms_scan_weigh (const CommsScan *scan,
                  gsize            start,
                  gsize            end)
{
  gsize light = 0;

  for (gsize at = start; at < end; at += STEP)
    {
      gsize step_end = MIN (end, at + STEP);
      guint16 n = 0;

      for (gsize i = at; i < step_end; i++)
        n += scan->classes[i] & COMMS_UNIT_LIGHT;
      light += n;
    }
  return (int) (2 * (end - start) - light);
}

void
comms_scan_measure (const CommsScan *scan,
                    gsize            start,
                    gsize            end,
                    gsize           *bytes,
                    gsize           *points)
{
  gsize more = 0, halves = 0;

  for (gsize at = start; at < end; at += STEP)
    {
      gsize step_end = MIN (end, at + STEP);
      guint16 step_more = 0, step_halves = 0;

      for (gsize i = at; i < step_end; i++)
        {
          guint16 unit = scan->units[i];

          step_more += (guint16) ((unit >= 0x80) + (unit >= 0x800));
          step_halves += (unit & 0xf800) == 0xd800;
        }
      more += step_more;
      halves += step_halves;
    }
  *bytes = end - start + more - halves;
  *points = end - start - halves / 2;
}
