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

/* Whether a character may follow the one that ends a sentence: quotation marks and brackets. */
gboolean    comms_char_closes   (gunichar    c);

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

/* The same for the first one of at least @n_words words: fewer under quotation marks name a thing
 * and quote nobody. */
gboolean    comms_find_long_quotation (const char     *text,
                                       guint           n_words,
                                       CommsQuotation *quotation);

/* How many words stand between two bytes of the text. */
guint       comms_count_words    (const char *text,
                                  gsize       start,
                                  gsize       end);

/* Whether the sentence says by itself whom and what it is about: it does not begin with "He",
 * "This", "However", "انہوں", "یہ". */
gboolean    comms_sentence_stands_alone (const char *sentence);

/* The mark that closes what @mark opens in a text of that direction, or 0. */
gunichar    comms_closing_mark   (gunichar        mark,
                                  gboolean        rtl);

G_END_DECLS
