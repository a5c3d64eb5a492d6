/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the sentence that starts at byte @start of a valid text ends: after its closing
 * quotation marks, before the white space. Urdu and English alike. */
gsize       comms_sentence_end  (const char *text,
                                 gsize       start);

/* The first byte from @at on that is no white space. */
gsize       comms_skip_space    (const char *text,
                                 gsize       at);

/* Whether a character can end a sentence. */
gboolean    comms_char_ends     (gunichar    c);

/* A quotation within a text, marks included, in bytes. */
typedef struct
{
  gsize start;
  gsize end;      /* after the closing mark, or the end of the text where it stays open */
  gboolean open;  /* it is never closed */
} CommsQuotation;

/* The first quotation that starts at or after byte @from; FALSE where there is none. Knows
 * “ ”, the Urdu order ” “, « », and straight marks. */
gboolean    comms_find_quotation (const char     *text,
                                  gsize           from,
                                  CommsQuotation *quotation);

/* The mark that closes what @mark opens in a text of that direction, or 0. */
gunichar    comms_closing_mark   (gunichar        mark,
                                  gboolean        rtl);

G_END_DECLS
