/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-count.h"
#include "comms-units.h"

G_BEGIN_DECLS

/**
 * CommsScan:
 * @units: the text in UTF-16, as X's rules see it, with zeros after its end
 * @classes: CommsUnitClass of each, 0 after the end
 * @marks: where something may start or end, by COMMS_UNIT_MARK
 * @hosts: for each unit, where a host that starts here ends, or 0; made by comms_scan_find_urls()
 * @places: of a composed text: for each unit, the one of the text as given
 * @bytes: of the text as it was taken
 * @seen: classes that any unit has
 * @damaged: the text was no UTF-8; each bad byte stands as a "?"
 *
 * A text taken apart for counting, in buffers that grow and are used again.
 */
typedef struct
{
  guint16 *units;
  guint16 *classes;
  guint32 *marks;
  guint32 *hosts;
  guint32 *places;
  gsize length;
  gsize bytes;
  gsize n_marks;
  gsize size;
  guint seen;
  gboolean damaged;
} CommsScan;

/* A piece of a scan, in units. */
typedef struct
{
  guint32 start;
  guint32 end;
  guint32 skipped; /* units that count as the link; not always those between, see comms-urls.c */
  CommsEntityKind kind;
} CommsSpan;

/* @size is in bytes, or -1 where a zero ends the text. */
void     comms_scan_take      (CommsScan       *scan,
                               const char      *text,
                               gssize           size);
void     comms_scan_clear     (CommsScan       *scan);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CommsScan, comms_scan_clear)

/* Fills @composed with the text in NFC. FALSE where it already is: @composed stays as it was. */
gboolean comms_scan_compose   (const CommsScan *scan,
                               CommsScan       *composed);

/* Whether there is nothing but white space. */
gboolean comms_scan_is_blank  (const CommsScan *scan);

/* The last place up to @at that cuts no character in two, as readers see them. */
gsize    comms_scan_floor     (const CommsScan *scan,
                               gsize            at);

/* For each unit, whether a character as readers see it starts there, and how many there are. */
char   * comms_scan_dup_breaks      (const CommsScan *scan);
int      comms_scan_count_graphemes (const CommsScan *scan);

/* Bytes of UTF-8, and code points, from @start to @end. */
void     comms_scan_measure   (const CommsScan *scan,
                               gsize            start,
                               gsize            end,
                               gsize           *bytes,
                               gsize           *points);

/* The weight of the units, links and emoji not considered. */
int      comms_scan_weigh     (const CommsScan *scan,
                               gsize            start,
                               gsize            end);

/* Appends the links as CommsSpan, in order. */
void     comms_scan_find_urls (CommsScan       *scan,
                               GArray          *urls);

/* Appends to @spans mentions, lists, hashtags and cashtags among the links, in the order of the
 * text, not overlapping. */
void     comms_scan_find_entities
                              (const CommsScan *scan,
                               const GArray    *urls,
                               GArray          *spans);

/* Marks that only set the direction of writing. */
gboolean comms_char_is_direction (gunichar c);

G_END_DECLS
