/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-scan.h"

G_BEGIN_DECLS

/**
 * CommsTextScratch:
 * @scan: the text as given
 * @composed: the text in NFC, where it is not
 * @urls: CommsSpan of the text as given
 * @composed_urls: CommsSpan of the text in NFC
 * @spans: CommsSpan of all kinds
 *
 * What checking a text needs, kept from one to the next.
 */
typedef struct
{
  CommsScan scan;
  CommsScan composed;
  GArray *urls;
  GArray *composed_urls;
  GArray *spans;
} CommsTextScratch;

/* Makes of zeros what the others need; keeps what is there already. */
void        comms_text_scratch_init  (CommsTextScratch *scratch);
void        comms_text_scratch_clear (CommsTextScratch *scratch);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CommsTextScratch, comms_text_scratch_clear)

/* Takes a text, and finds its links. @size is in bytes, or -1 where a zero ends it. */
void        comms_text_scratch_take  (CommsTextScratch *scratch,
                                      const char       *text,
                                      gssize            size);

/* X's weighted length of the text, links counting @url_length, or 23 where that is 0. */
CommsCount  comms_text_weigh         (CommsTextScratch *scratch,
                                      int               limit,
                                      int               url_length);

/* Appends CommsEntity for the spans. */
void        comms_text_place_spans   (const CommsScan  *scan,
                                      const GArray     *spans,
                                      GArray           *entities);

G_END_DECLS
