/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-fit.h"
#include "comms-quotes.h"
#include "comms-sentences.h"

#include <string.h>

#define WORDS_MIN 3

/* A name or an office is no longer than this. */
#define WHO_LENGTH_MAX 80

#define SAID_ENGLISH                                                                               \
  "(?:further |also |has |had )?(?:said|says|added|noted|stated|remarked|stressed|explained|"      \
  "observed|emphasi[sz]ed|maintained|declared)"
#define SAID_URDU "(?:نے مزید کہا|نے کہا|کا کہنا تھا|کا کہنا ہے|نے بتایا|نے زور دیا)(?: کہ| ہے| تھا)?"

/* What a name or an office does not have: a clause of its own. */
#define NO_CLAUSE                                                                                  \
  "(?!.*\\b(?:while|when|that|during|at|as|in|after|before|who|on)\\b)(?!.*[:;“”\"])"

gsize
comms_quote_saying_end (const char *text,
                        gsize       at)
{
  static gsize once;
  gsize start = comms_skip_space (text, at), end;
  g_autofree char *sentence = NULL;

  if (text[start] == '\0')
    return at;
  end = comms_sentence_end (text, start);
  sentence = g_strndup (text + start, end - start);
  if (g_once_init_enter (&once))
    g_once_init_leave (&once,
                       (gsize) g_regex_new ("^[^”“\"]{2,60} (?:" SAID_ENGLISH
                                            "|نے (?:[^۔]{1,50} )?(?:کہا|بتایا)|کا کہنا (?:تھا|ہے))[.۔]?$"
                                            "|^" SAID_ENGLISH " [^”“\"]{2,80}$",
                                            0, 0, NULL));
  return g_regex_match ((GRegex *) once, sentence, 0, NULL) ? end : at;
}

CommsQuote *
comms_quote_parse (const char *text)
{
  CommsQuotation found, next;
  g_autoptr (CommsQuote) self = g_new0 (CommsQuote, 1);
  gsize start, end;
  const char *inner, *inner_end;
  char *after;

  if (!comms_find_long_quotation (text, WORDS_MIN, &found) || found.open)
    return NULL;
  start = comms_skip_space (text, 0);
  /* A sentence that ends before it is none of its own. */
  if (comms_sentence_end (text, start) <= found.start)
    return NULL;

  inner = g_utf8_next_char (text + found.start);
  inner_end = g_utf8_prev_char (text + found.end);
  end = MAX (comms_sentence_end (text, start), found.end);
  if (end <= found.end)
    {
      gsize next_word = comms_skip_space (text, found.end);

      /* “Why?” he asked: the sentence goes on small after a mark that ends one. */
      if (g_unichar_islower (g_utf8_get_char (text + next_word)))
        end = comms_sentence_end (text, next_word);
      else if (found.start == start)
        end = comms_quote_saying_end (text, found.end);
    }
  if (comms_find_quotation (text, found.end, &next))
    end = MIN (end, next.start);
  self->rtl = comms_text_is_rtl (text);
  self->before = g_strndup (text + start, found.start - start);
  self->open = g_strndup (text + found.start, inner - (text + found.start));
  self->inner = g_strndup (inner, inner_end - inner);
  self->close = g_strndup (inner_end, text + found.end - inner_end);
  self->after = g_strchomp (g_strndup (text + found.end, end - found.end));
  self->breaks_off = g_str_has_suffix (self->after, ",") || g_str_has_suffix (self->after, "،");
  if (self->breaks_off)
    {
      self->after[g_utf8_prev_char (self->after + strlen (self->after)) - self->after] = '\0';
      after = g_strconcat (self->after, self->rtl ? "۔" : ".", NULL);
      g_free (self->after);
      self->after = after;
    }
  return g_steal_pointer (&self);
}

void
comms_quote_free (CommsQuote *self)
{
  if (self == NULL)
    return;
  g_free (self->before);
  g_free (self->open);
  g_free (self->inner);
  g_free (self->close);
  g_free (self->after);
  g_free (self);
}

/* Whether the sentence goes on after the quotation, as in "...," the Secretary said. */
static gboolean
goes_on_small (const char *after)
{
  return g_unichar_islower (g_utf8_get_char (after + comms_skip_space (after, 0)));
}

char *
comms_quote_format (const CommsQuote *self,
                    const char       *inner,
                    const char       *after)
{
  g_autofree char *words = g_strdup (inner);

  if (g_str_has_suffix (words, ".") && goes_on_small (after))
    words[strlen (words) - 1] = ',';
  return g_strconcat (self->before, self->open, words, self->close, after, NULL);
}

/* The words that @pattern has in its first group, if it is the whole text. */
static char *
match_group (gsize      *once,
             const char *pattern,
             const char *text)
{
  g_autoptr (GMatchInfo) match = NULL;

  if (g_once_init_enter (once))
    g_once_init_leave (once, (gsize) g_regex_new (pattern, 0, 0, NULL));
  if (!g_regex_match ((GRegex *) *once, text, 0, &match))
    return NULL;
  return g_match_info_fetch (match, 1);
}

static char *
capitalise (const char *text)
{
  GString *out = g_string_new (NULL);

  g_string_append_unichar (out, g_unichar_toupper (g_utf8_get_char (text)));
  g_string_append (out, g_utf8_next_char (text));
  return g_string_free (out, FALSE);
}

char *
comms_quote_dup_who (const CommsQuote *self)
{
  static gsize name_said, said_name, urdu;
  const gboolean leads = *self->before == '\0';
  g_autofree char *text = g_strstrip (g_strdup (leads ? self->after : self->before));
  g_autofree char *who = NULL;

  while (*text != '\0')
    {
      char *last = g_utf8_prev_char (text + strlen (text));

      if (g_utf8_strchr (":,.،۔ ", -1, g_utf8_get_char (last)) == NULL)
        break;
      *last = '\0';
    }
  if (!leads && *self->after != '\0' && g_utf8_strlen (self->after, -1) > 1)
    return NULL;
  who = match_group (&name_said, "^[,]?\\s*" NO_CLAUSE "(.+?) " SAID_ENGLISH "$", text);
  if (who == NULL)
    who = match_group (&said_name, "^[,]?\\s*" SAID_ENGLISH " " NO_CLAUSE "(.+)$", text);
  if (who == NULL)
    who = match_group (&urdu, "^(?!.*[:؛“”\"])(.+?) " SAID_URDU "$", text);
  if (who == NULL || g_utf8_strlen (who, -1) > WHO_LENGTH_MAX
      || !comms_sentence_stands_alone (who))
    return NULL;
  return capitalise (who);
}

/* The words as a sentence of their own. */
static char *
dup_as_sentence (const CommsQuote *self)
{
  gsize length = strlen (self->inner);
  gunichar last = length > 0 ? g_utf8_get_char (g_utf8_prev_char (self->inner + length)) : 0;

  if (last == ',' || last == 0x60c)
    {
      g_autofree char *words = g_strndup (
        self->inner, g_utf8_prev_char (self->inner + length) - self->inner);

      return g_strconcat (words, self->rtl ? "۔" : ".", NULL);
    }
  return g_strdup (self->inner);
}

char *
comms_quote_dup_turned (const CommsQuote *self)
{
  g_autofree char *who = comms_quote_dup_who (self);
  g_autofree char *words = dup_as_sentence (self);

  if (who == NULL)
    return NULL;
  if (*self->before == '\0')
    return g_strconcat (who, ": ", self->open, words, self->close, NULL);
  return g_strconcat (self->open, words, self->close, " — ", who, NULL);
}

/* The text without its quotations, which is who said it. (transfer full) */
static char *
dup_attribution (const char *text)
{
  GString *rest = g_string_new (NULL);
  CommsQuotation quotation;
  gsize at = 0;

  while (comms_find_quotation (text, at, &quotation))
    {
      g_string_append_len (rest, text + at, (gssize) (quotation.start - at));
      g_string_append_c (rest, ' ');
      at = quotation.end;
    }
  g_string_append (rest, text + at);
  return g_string_free (rest, FALSE);
}

gboolean
comms_quote_is_attributed (const char *text)
{
  static gsize once;
  g_autofree char *rest = dup_attribution (text);
  g_autofree char *folded = comms_text_fold (rest);

  if (comms_count_words (rest, 0, strlen (rest)) < 2)
    return FALSE;
  if (g_once_init_enter (&once))
    g_once_init_leave (
      &once,
      (gsize) g_regex_new ("^\\W*(?:(?:and )?(?:he|she|they) (?:\\w+ )?(?:said|added|noted|stated|"
                           "remarked|stressed|explained|continued|observed|concluded|told)"
                           "|(?:said|added|noted|stated) (?:he|she|they)\\b"
                           "|(?:انہوں|اس|ان) (?:نے|کا)\\b)",
                           0, 0, NULL));
  return !g_regex_match ((GRegex *) once, folded, 0, NULL);
}
