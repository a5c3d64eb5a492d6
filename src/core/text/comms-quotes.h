/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CommsQuote:
 * @before: what stands before it in its sentence: "The Secretary said: "
 * @open: the opening mark
 * @inner: what is between the marks
 * @close: the closing mark
 * @after: what follows in its sentence, up to a further quotation: " said the Secretary."
 * @breaks_off: a further quotation of the sentence was cut off behind @after
 * @rtl: it runs from right to left
 *
 * The first quotation of a text, taken apart with who said it.
 */
typedef struct
{
  char *before;
  char *open;
  char *inner;
  char *close;
  char *after;
  gboolean breaks_off;
  gboolean rtl;
} CommsQuote;

/* NULL where the text has no quotation of several words, or one that is never closed, or sentences
 * before it. (transfer full) */
CommsQuote * comms_quote_parse    (const char       *text);
void         comms_quote_free     (CommsQuote       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsQuote, comms_quote_free)

/* The quotation put together again with other words in its marks and after them: a full stop
 * within becomes a comma where the sentence goes on. (transfer full) */
char       * comms_quote_format   (const CommsQuote *self,
                                   const char       *inner,
                                   const char       *after);

/* Who says it, without the word for saying; NULL where that is no plain name or office.
 * (transfer full) */
char       * comms_quote_dup_who  (const CommsQuote *self);

/* The same quotation the other way round: "The Secretary: “...”" for one that is followed by who
 * said it, "“...” — The Secretary" for one that is introduced. NULL where the name is not plain.
 * (transfer full) */
char       * comms_quote_dup_turned (const CommsQuote *self);

/* Where the sentence ends that follows a quotation that ends at byte @at, if it does no more than say
 * who said it, as in ”...۔“ وزیر نے کہا۔; else @at. */
gsize        comms_quote_saying_end (const char     *text,
                                     gsize           at);

/* Whether the text says around its quotations who said them, by more than "he" or "she", of whom a
 * post knows nothing. */
gboolean     comms_quote_is_attributed (const char  *text);

G_END_DECLS
