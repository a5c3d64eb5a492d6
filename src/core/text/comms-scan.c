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

/* Where the next unit goes; a copy of what the scan has, which the compiler keeps in registers. */
typedef struct
{
  guint16 *units;
  guint16 *classes;
  guint32 *marks;
  gsize length;
  gsize n_marks;
  guint seen;
} Writer;

static Writer
begin_writing (const CommsScan *scan)
{
  return (Writer){ .units = scan->units, .classes = scan->classes, .marks = scan->marks };
}

/* Writes @unit, which is of @class, without a branch. */
static inline void
write_unit (Writer *writer,
            guint16 unit,
            guint   class)
{
  writer->units[writer->length] = unit;
  writer->classes[writer->length] = (guint16) class;
  writer->marks[writer->n_marks] = (guint32) writer->length;
  writer->n_marks += (class / COMMS_UNIT_MARK) & 1;
  writer->seen |= class;
  writer->length++;
}

static void
end_writing (const Writer *writer,
             CommsScan    *scan)
{
  scan->length = writer->length;
  scan->n_marks = writer->n_marks;
  scan->seen = writer->seen;
  memset (scan->units + scan->length, 0, PADDING * sizeof *scan->units);
  memset (scan->classes + scan->length, 0, PADDING * sizeof *scan->classes);
}

/* Looks up what the units are that stand there already. */
static void
classify (CommsScan *scan)
{
  Writer writer = begin_writing (scan);

  while (writer.length < scan->length)
    write_unit (&writer, scan->units[writer.length], comms_unit_class (scan->units[writer.length]));
  end_writing (&writer, scan);
}

/* Whether the byte goes on with a character. */
static inline gboolean
is_rest (guint8 byte)
{
  return (byte & 0xc0) == 0x80;
}

/* Writes the character of three or four bytes at @p, before @end, or a "?" for the one byte there
 * where it is no UTF-8. Returns where the next starts. */
static inline const guint8 *
take_wide (const guint8 *p,
           const guint8 *end,
           Writer       *writer,
           CommsScan    *scan)
{
  gsize left = (gsize) (end - p);
  gunichar c;

  if (p[0] >= 0xe0 && p[0] < 0xf0 && left > 2 && is_rest (p[1]) && is_rest (p[2]))
    {
      c = ((p[0] & 0xfu) << 12) | ((p[1] & 0x3fu) << 6) | (p[2] & 0x3fu);
      if (G_LIKELY (c >= 0x800 && (c & 0xf800) != 0xd800))
        {
          write_unit (writer, (guint16) c, comms_unit_class ((guint16) c));
          return p + 3;
        }
    }
  else if (p[0] >= 0xf0 && left > 3 && is_rest (p[1]) && is_rest (p[2]) && is_rest (p[3]))
    {
      c = ((p[0] & 0xfu) << 18) | ((p[1] & 0x3fu) << 12) | ((p[2] & 0x3fu) << 6) | (p[3] & 0x3fu);
      if (G_LIKELY (c >= 0x10000 && c <= 0x10ffff))
        {
          guint16 high = (guint16) (0xd7c0 + (c >> 10)), low = (guint16) (0xdc00 + (c & 0x3ff));

          write_unit (writer, high, comms_unit_class (high));
          write_unit (writer, low, comms_unit_class (low));
          return p + 4;
        }
    }
  scan->damaged = TRUE;
  write_unit (writer, '?', comms_unit_low_class ('?'));
  return p + 1;
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
  Writer writer;

  g_assert ((gsize) (end - p) < G_MAXUINT32 - PADDING);

  reserve (scan, (gsize) (end - p));
  scan->bytes = (gsize) (end - p);
  writer = begin_writing (scan);
  while (p < end)
    {
      /* Letters of one length mostly follow each other. */
      for (; p < end && *p < 0x80; p++)
        write_unit (&writer, *p, comms_unit_low_class (*p));
      for (; end - p > 1 && *p >= 0xc2 && *p < 0xe0 && is_rest (p[1]); p += 2)
        {
          guint c = ((p[0] & 0x1fu) << 6) | (p[1] & 0x3fu);

          write_unit (&writer, (guint16) c, comms_unit_low_class (c));
        }
      if (p < end && *p >= 0x80)
        p = take_wide (p, end, &writer, scan);
    }
  end_writing (&writer, scan);
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

gboolean
comms_scan_is_blank (const CommsScan *scan)
{
  gsize at = 0;

  while (at < scan->length && (scan->classes[at] & COMMS_UNIT_SPACE) != 0)
    at++;
  return at == scan->length;
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
