/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-figures-private.h"

#include <string.h>

#include "comms-count.h"
#include "comms-fit.h"

/* As many digits as a gint64 surely holds; what is longer is no figure that anybody reads. */
#define MAX_DIGITS 18

typedef enum
{
  TOKEN_NUMERAL,
  TOKEN_WORD,
  TOKEN_MARK,
  TOKEN_BARRIER, /* a link, a handle, a hashtag */
} TokenKind;

/* A decimal number: digits times ten to the power. */
typedef struct
{
  gint64 digits;
  int power;
} Decimal;

typedef struct
{
  TokenKind kind;
  gsize start;
  gsize end;
  gboolean glued; /* to the one before */
  Decimal value;  /* of a numeral */
  guint n_digits; /* of a numeral without separators; 0 of one with them */
  gunichar mark;
  gboolean capital;
  const CommsFigureWord *word; /* or NULL */
} Token;

/* --- decimals --- */

static Decimal
normal (Decimal value)
{
  while (value.digits != 0 && value.digits % 10 == 0)
    {
      value.digits /= 10;
      value.power++;
    }
  if (value.digits == 0)
    value.power = 0;
  return value;
}

/* @value as a number of the power @power, which is not above its own. FALSE where it is too long.
 */
static gboolean
spread (Decimal value, int power, gint64 *digits)
{
  *digits = value.digits;
  for (int i = power; i < value.power; i++)
    if (__builtin_mul_overflow (*digits, 10, digits))
      return FALSE;
  return TRUE;
}

static gboolean
add (Decimal *sum, Decimal value)
{
  int power = MIN (sum->power, value.power);
  gint64 a;
  gint64 b;

  if (!spread (*sum, power, &a) || !spread (value, power, &b) || __builtin_add_overflow (a, b, &a))
    return FALSE;
  *sum = normal ((Decimal){ a, power });
  return TRUE;
}

/* --- tokens --- */

static gunichar
char_at (const char *text, gsize at, gsize length, gsize *next)
{
  gunichar c = at < length ? g_utf8_get_char_validated (text + at, (gssize) (length - at)) : 0;

  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      *next = at + 1;
      return 0xfffd;
    }
  *next = at < length ? (gsize) (g_utf8_next_char (text + at) - text) : at;
  return c;
}

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_ismark (c) || c == 0x200c || c == 0x200d || c == 0x640;
}

/* The commas and thin spaces that people put between groups of digits. */
static gboolean
is_group_separator (gunichar c)
{
  return c == ',' || c == 0x60c || c == 0x66c || c == 0xa0 || c == 0x202f || c == 0x2009 ||
         c == 0x2019;
}

/* Reads a run of digits. */
static guint
read_run (const char *text, gsize length, gsize *at, gint64 *digits)
{
  guint n = 0;
  gsize next;
  int digit;

  while ((digit = g_unichar_digit_value (char_at (text, *at, length, &next))) >= 0 && *at < length)
    {
      if (++n <= MAX_DIGITS)
        *digits = *digits * 10 + digit;
      *at = next;
    }
  return n;
}

/* Groups of three, or, as in "1,50,000", of two before the last three. The end of the numeral is
 * that of the last good group. */
static guint
read_groups (const char *text, gsize length, gsize *end, gint64 *digits)
{
  gsize at = *end;
  gint64 value = *digits;
  gunichar separator = 0;
  guint n_groups = 0;

  for (;;)
    {
      gsize next;
      gunichar c = char_at (text, at, length, &next);
      gint64 group = 0;
      guint n;

      if (!is_group_separator (c) || (separator != 0 && c != separator))
        break;
      separator = c;
      at = next;
      n = read_run (text, length, &at, &group);
      if ((n != 2 && n != 3) || value > G_MAXINT64 / 1000 - 1)
        break;
      value = value * (n == 3 ? 1000 : 100) + group;
      n_groups++;
      if (n == 2)
        continue;
      *end = at;
      *digits = value;
    }
  return n_groups;
}

static void
read_fraction (const char *text, gsize length, Token *token)
{
  gsize at;
  gunichar c = char_at (text, token->end, length, &at);
  gsize next;
  gint64 fraction = token->value.digits;
  guint n;

  if (c != '.' && c != 0x66b)
    return;
  n = read_run (text, length, &at, &fraction);
  /* A date or a version has more dots. */
  if (n == 0 || n > 9 || fraction > G_MAXINT64 / 10 ||
      (char_at (text, at, length, &next) == '.' &&
       g_unichar_digit_value (char_at (text, next, length, &next)) >= 0))
    return;
  token->value = (Decimal){ fraction, -(int) n };
  token->n_digits = 0;
  token->end = at;
}

static void
read_numeral (const char *text, gsize length, Token *token)
{
  gint64 digits = 0;
  guint n = read_run (text, length, &token->end, &digits);

  token->kind = n <= MAX_DIGITS ? TOKEN_NUMERAL : TOKEN_BARRIER;
  token->n_digits = n;
  if (n <= 3)
    {
      gsize end = token->end;

      read_groups (text, length, &end, &digits);
      if (end != token->end)
        token->n_digits = 0;
      token->end = end;
    }
  token->value = (Decimal){ digits, 0 };
  if (n <= MAX_DIGITS - 9)
    read_fraction (text, length, token);
  token->value = normal (token->value);
}

/* The word, with the next one where the two make one: "per cent". */
static void
read_word (const char *text, gsize length, Token *token)
{
  gsize next;
  g_autofree char *word = NULL;
  g_autofree char *folded = NULL;

  token->kind = TOKEN_WORD;
  token->capital = g_unichar_isupper (char_at (text, token->start, length, &next));
  while (token->end < length && is_word_char (char_at (text, token->end, length, &next)))
    token->end = next;
  word = g_strndup (text + token->start, token->end - token->start);
  folded = comms_text_fold (word);
  token->word = comms_figure_word (folded);
}

static void
join_two_words (const char *text, GArray *tokens)
{
  for (guint i = 0; i + 1 < tokens->len; i++)
    {
      Token *token = &g_array_index (tokens, Token, i);
      Token *after = &g_array_index (tokens, Token, i + 1);
      g_autofree char *words = NULL;
      g_autofree char *folded = NULL;
      const CommsFigureWord *word;

      if (token->kind != TOKEN_WORD || after->kind != TOKEN_WORD || token->word != NULL)
        continue;
      words = g_strndup (text + token->start, after->end - token->start);
      folded = comms_text_fold (words);
      word = comms_figure_word (folded);
      if (word == NULL)
        continue;
      token->word = word;
      token->end = after->end;
      g_array_remove_index (tokens, i + 1);
    }
}

/* The end of the entity that begins at @at, or @at. */
static gsize
entity_end (GArray *entities, gsize at)
{
  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      if (entity->start == at && entity->kind != COMMS_ENTITY_CASHTAG)
        return entity->end;
    }
  return at;
}

static GArray *
read_tokens (const char *text, GArray *entities)
{
  GArray *tokens = g_array_new (FALSE, TRUE, sizeof (Token));
  gsize length = strlen (text);
  gsize at = 0;
  gsize last_end = G_MAXSIZE;

  while (at < length)
    {
      Token token = { .start = at, .end = at, .glued = at == last_end };
      gsize next;
      gunichar c = char_at (text, at, length, &next);

      token.end = entity_end (entities, at);
      if (token.end > at)
        token.kind = TOKEN_BARRIER;
      else if (g_unichar_digit_value (c) >= 0)
        read_numeral (text, length, &token);
      else if (is_word_char (c))
        read_word (text, length, &token);
      else
        {
          token.kind = TOKEN_MARK;
          token.mark = c;
          token.end = next;
        }
      at = token.end;
      if (token.kind == TOKEN_MARK &&
          (g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_FORMAT))
        continue;
      last_end = token.end;
      g_array_append_val (tokens, token);
    }
  join_two_words (text, tokens);
  return tokens;
}

/* --- what a token is --- */

static const Token *
token_at (GArray *tokens, guint i)
{
  static const Token none = { .kind = TOKEN_BARRIER };

  return i < tokens->len ? &g_array_index (tokens, Token, i) : &none;
}

static gboolean
is_word (const Token *token, CommsFigureWordKind kind)
{
  return token->kind == TOKEN_WORD && token->word != NULL && token->word->kind == kind;
}

static gboolean
is_mark (const Token *token, gunichar mark)
{
  return token->kind == TOKEN_MARK && token->mark == mark;
}

/* A whole number between the two in digits alone, or 0. */
static int
small_number (const Token *token, int least, int most)
{
  gint64 value;

  if (token->kind != TOKEN_NUMERAL || token->n_digits == 0 || token->n_digits > 4 ||
      !spread (token->value, 0, &value) || value < least || value > most)
    return 0;
  return (int) value;
}

/* "G20" and "COVID19" are names; Urdu words stand close to their figures. */
static gboolean
is_part_of_name (const char *text, GArray *tokens, guint i)
{
  const Token *token = token_at (tokens, i);

  return token->glued && i > 0 && token_at (tokens, i - 1)->kind == TOKEN_WORD &&
         g_ascii_isalpha (text[token_at (tokens, i - 1)->end - 1]);
}

/* --- numbers --- */

typedef struct
{
  Decimal total;
  Decimal current;
  int last_scale;
  gboolean any;     /* of the current group */
  gboolean hundred; /* the last word was one */
  gboolean sure;
  gboolean words;
  gboolean half;
} Sum;

/* Takes a scale into the sum: hundreds stay in the group, the others close it. */
static gboolean
take_scale (Sum *sum, const CommsFigureWord *word)
{
  if (!sum->any || (word->value != 2 && word->value >= sum->last_scale))
    return FALSE;
  sum->current.power += word->value;
  sum->current = normal (sum->current);
  sum->hundred = word->value == 2;
  if (sum->hundred)
    return TRUE;
  if (!add (&sum->total, sum->current))
    return FALSE;
  sum->current = (Decimal){ 0, 0 };
  sum->any = FALSE;
  sum->half = FALSE;
  sum->last_scale = word->value;
  return TRUE;
}

static gboolean
take_unit (Sum *sum, const CommsFigureWord *word)
{
  gint64 current;
  gboolean tens = FALSE;

  if (sum->any)
    {
      if (!spread (sum->current, 0, &current))
        return FALSE;
      tens = current >= 20 && current < 100 && current % 10 == 0 && word->value < 100;
      if (!sum->hundred && !tens)
        return FALSE;
    }
  if (!add (&sum->current, normal ((Decimal){ word->value + (sum->half ? 5 : 0), -1 })))
    return FALSE;
  sum->any = TRUE;
  sum->hundred = FALSE;
  sum->words = TRUE;
  /* What may be another word is none once a scale or another number follows. */
  sum->sure = sum->sure && (word->doubt == COMMS_FIGURE_SURE || tens);
  return TRUE;
}

/* Digits begin a number, or, before a smaller scale, go on with one: "2 crore 50 lakh". */
static gboolean
take_numeral (Sum *sum, GArray *tokens, guint i)
{
  const Token *after = token_at (tokens, i + 1);

  if (sum->any)
    return FALSE;
  if (sum->last_scale < G_MAXINT &&
      !(is_word (after, COMMS_FIGURE_WORD_SCALE) && after->word->value < sum->last_scale))
    return FALSE;
  sum->current = token_at (tokens, i)->value;
  sum->any = TRUE;
  sum->hundred = FALSE;
  return TRUE;
}

/* "two hundred and fifty", "twenty-five": whether @i stands between two words of one number. */
static gboolean
is_between (Sum *sum, GArray *tokens, guint i)
{
  const Token *token = token_at (tokens, i);
  const Token *after = token_at (tokens, i + 1);

  if (!sum->words || !is_word (after, COMMS_FIGURE_WORD_UNIT))
    return FALSE;
  if (is_word (token, COMMS_FIGURE_WORD_AND))
    return sum->hundred;
  return is_mark (token, '-') && token->glued && after->glued && sum->any;
}

static gboolean
take_word (Sum *sum, GArray *tokens, guint i)
{
  const Token *token = token_at (tokens, i);

  if (token->kind == TOKEN_NUMERAL)
    return take_numeral (sum, tokens, i);
  if (is_word (token, COMMS_FIGURE_WORD_UNIT))
    return take_unit (sum, token->word);
  if (is_word (token, COMMS_FIGURE_WORD_SCALE) &&
      !(token->word->doubt == COMMS_FIGURE_BESIDE && g_ascii_isalpha (*token->word->word) &&
        !token->glued && sum->words))
    {
      /* "one million" is no pronoun. */
      sum->sure = sum->sure || sum->any;
      return take_scale (sum, token->word);
    }
  if (is_word (token, COMMS_FIGURE_WORD_HALF) && !sum->any &&
      is_word (token_at (tokens, i + 1), COMMS_FIGURE_WORD_UNIT))
    {
      sum->half = TRUE;
      return TRUE;
    }
  return is_between (sum, tokens, i);
}

/* A number from token @i on; the token after it, or @i where there is none. */
static guint
read_number (const char *text, GArray *tokens, guint i, CommsFigure *figure)
{
  Sum sum = { .last_scale = G_MAXINT, .sure = TRUE };
  guint at = i;

  while (at < tokens->len && token_at (tokens, at)->kind != TOKEN_BARRIER &&
         take_word (&sum, tokens, at))
    at++;
  if (at == i || (!sum.any && sum.last_scale == G_MAXINT) || !add (&sum.total, sum.current) ||
      is_part_of_name (text, tokens, i))
    return i;
  figure->kind = COMMS_FIGURE_NUMBER;
  figure->start = token_at (tokens, i)->start;
  figure->end = token_at (tokens, at - 1)->end;
  figure->digits = sum.total.digits;
  figure->power = sum.total.power;
  figure->sure = sum.sure;
  return at;
}

/* --- dates and times --- */

static guint
read_year (GArray *tokens, guint i, CommsFigure *figure)
{
  guint at = i;
  int year;

  if (is_mark (token_at (tokens, at), ',') || is_mark (token_at (tokens, at), 0x60c))
    at++;
  year =
    token_at (tokens, at)->n_digits == 4 ? small_number (token_at (tokens, at), 1800, 2200) : 0;
  if (year == 0)
    return i;
  figure->year = (guint16) year;
  return at + 1;
}

/* "10 December 2026", "10th of December", "December 10, 2026", "December 2026", "December". */
static guint
read_named_date (const char *text, GArray *tokens, guint i, CommsFigure *figure)
{
  guint at = i;
  int day = small_number (token_at (tokens, at), 1, 31);
  const Token *month;
  gboolean latin;

  if (day != 0)
    {
      at++;
      if (is_word (token_at (tokens, at), COMMS_FIGURE_WORD_SUFFIX))
        at++;
      if (token_at (tokens, at)->kind == TOKEN_WORD &&
          strncmp (text + token_at (tokens, at)->start, "of ", 3) == 0)
        at++;
    }
  month = token_at (tokens, at);
  latin = month->kind == TOKEN_WORD && g_ascii_isalpha (text[month->start]);
  if (!is_word (month, COMMS_FIGURE_WORD_MONTH) || (latin && !month->capital))
    return i;
  at++;
  if (day == 0 && (day = small_number (token_at (tokens, at), 1, 31)) != 0)
    {
      at++;
      if (is_word (token_at (tokens, at), COMMS_FIGURE_WORD_SUFFIX))
        at++;
    }
  at = read_year (tokens, at, figure);
  if (day == 0 && figure->year == 0 && month->word->doubt == COMMS_FIGURE_BESIDE)
    return i;
  figure->sure = day != 0 || figure->year != 0 || month->word->doubt == COMMS_FIGURE_SURE;
  figure->day = (guint8) day;
  figure->month = (guint8) month->word->value;
  return at;
}

/* "2026-12-10", "10/12/2026", "10.12.2026": the day before the month, as in Pakistan, unless that
 * cannot be. */
static guint
read_numeric_date (GArray *tokens, guint i, CommsFigure *figure)
{
  const Token *parts[3] = { token_at (tokens, i), token_at (tokens, i + 2),
                            token_at (tokens, i + 4) };
  const Token *mark = token_at (tokens, i + 1);
  gboolean year_first = small_number (parts[0], 1800, 2200) != 0;
  const Token *last = year_first ? parts[2] : parts[0];
  int year = small_number (year_first ? parts[0] : parts[2], 1800, 2200);
  int month = small_number (parts[1], 1, 31);
  int day = small_number (last, 1, 31);

  if (mark->kind != TOKEN_MARK || !(mark->mark == '-' || mark->mark == '/' || mark->mark == '.') ||
      !is_mark (token_at (tokens, i + 3), mark->mark) || year == 0 || month == 0 || day == 0 ||
      (month > 12 && day > 12))
    return i;
  figure->sure = TRUE;
  figure->year = (guint16) year;
  figure->month = (guint8) (month > 12 ? day : month);
  figure->day = (guint8) (month > 12 ? month : day);
  return i + 5;
}

static guint
read_weekday (const char *text, GArray *tokens, guint i, CommsFigure *figure)
{
  const Token *token = token_at (tokens, i);

  if (!is_word (token, COMMS_FIGURE_WORD_WEEKDAY) ||
      (g_ascii_isalpha (text[token->start]) && !token->capital))
    return i;
  figure->sure = token->word->doubt == COMMS_FIGURE_SURE;
  figure->weekday = (guint8) token->word->value;
  return i + 1;
}

static guint
read_date (const char *text, GArray *tokens, guint i, CommsFigure *figure)
{
  guint at = read_numeric_date (tokens, i, figure);

  if (at == i)
    at = read_named_date (text, tokens, i, figure);
  if (at == i)
    at = read_weekday (text, tokens, i, figure);
  if (at == i)
    {
      memset (figure, 0, sizeof *figure);
      return i;
    }
  figure->kind = COMMS_FIGURE_DATE;
  figure->start = token_at (tokens, i)->start;
  figure->end = token_at (tokens, at - 1)->end;
  return at;
}

/* "a.m." is two letters with dots. */
static guint
read_half (const char *text, GArray *tokens, guint i, CommsFigure *figure, gboolean *evening)
{
  const Token *token = token_at (tokens, i);

  if (is_word (token, COMMS_FIGURE_WORD_MORNING) || is_word (token, COMMS_FIGURE_WORD_EVENING))
    {
      figure->half_known = TRUE;
      *evening = token->word->kind == COMMS_FIGURE_WORD_EVENING;
      return i + 1;
    }
  if (token->kind != TOKEN_WORD || !is_mark (token_at (tokens, i + 1), '.') ||
      (g_ascii_strncasecmp (text + token->start, "a.m", 3) != 0 &&
       g_ascii_strncasecmp (text + token->start, "p.m", 3) != 0))
    return i;
  figure->half_known = TRUE;
  *evening = g_ascii_tolower (text[token->start]) == 'p';
  return i + 3;
}

/* "15:00", "3 pm", "3:30 p.m.", "5 o'clock", "3 baje", with its part of the day before it in Urdu.
 */
static guint
read_time (const char *text, GArray *tokens, guint i, CommsFigure *figure)
{
  const Token *minutes = token_at (tokens, i + 2);
  gboolean has_minutes = is_mark (token_at (tokens, i + 1), ':') && minutes->n_digits == 2 &&
                         minutes->glued && small_number (minutes, 0, 59) >= 0 &&
                         minutes->value.digits < 60;
  gint64 hour = 0;
  gint64 minute = 0;
  gboolean evening = FALSE;
  guint at = i + (has_minutes ? 3 : 1);
  guint after;

  if (token_at (tokens, i)->kind != TOKEN_NUMERAL || token_at (tokens, i)->n_digits == 0 ||
      token_at (tokens, i)->n_digits > 2 || !spread (token_at (tokens, i)->value, 0, &hour) ||
      hour > 23 || (has_minutes && !spread (minutes->value, 0, &minute)))
    return i;
  after = read_half (text, tokens, at, figure, &evening);
  if (after == at && is_word (token_at (tokens, at), COMMS_FIGURE_WORD_CLOCK))
    {
      after++;
      if (i > 0)
        read_half (text, tokens, i - 1, figure, &evening);
    }
  if (!has_minutes && after == at)
    return i;
  figure->half_known = figure->half_known || hour > 12 || hour == 0;
  if (figure->half_known && hour <= 12 && hour > 0)
    hour = hour % 12 + (evening ? 12 : 0);
  figure->kind = COMMS_FIGURE_TIME;
  figure->sure = TRUE;
  figure->digits = hour * 60 + minute;
  figure->start = token_at (tokens, i)->start;
  figure->end = token_at (tokens, after - 1)->end;
  return after;
}

/* --- what stands beside a number --- */

static int
currency_of (const Token *token)
{
  if (is_word (token, COMMS_FIGURE_WORD_MONEY))
    return token->word->value;
  if (token->kind != TOKEN_MARK)
    return -1;
  switch (token->mark)
    {
    case 0x20a8: /* the sign of the rupee */
      return 0;
    case '$':
      return 1;
    case 0x20ac: /* of the euro */
      return 2;
    case 0xa3: /* of the pound */
      return 3;
    default:
      return -1;
    }
}

static void
set_money (CommsFigure *figure, int currency)
{
  figure->kind = COMMS_FIGURE_MONEY;
  figure->sure = TRUE;
  g_strlcpy (figure->currency, comms_figure_currency (currency), sizeof figure->currency);
}

/* The token after what belongs to the number that ends before @at. */
static guint
read_beside (GArray *tokens, guint i, guint at, CommsFigure *figure)
{
  const Token *after = token_at (tokens, at);
  guint before = i > 1 && is_mark (token_at (tokens, i - 1), '.') ? i - 2 : i - 1;

  if (is_mark (after, '%') || is_mark (after, 0x66a) || is_word (after, COMMS_FIGURE_WORD_PERCENT))
    {
      figure->kind = COMMS_FIGURE_PERCENT;
      figure->sure = TRUE;
    }
  else if (is_word (after, COMMS_FIGURE_WORD_SUFFIX) && after->glued)
    figure->kind = COMMS_FIGURE_ORDINAL;
  else if (currency_of (after) >= 0 && after->kind == TOKEN_WORD)
    set_money (figure, currency_of (after));
  else
    {
      if (i > 0 && currency_of (token_at (tokens, before)) >= 0)
        {
          figure->start = token_at (tokens, before)->start;
          set_money (figure, currency_of (token_at (tokens, before)));
        }
      return at;
    }
  figure->end = after->end;
  return at + 1;
}

static guint
read_ordinal (GArray *tokens, guint i, CommsFigure *figure)
{
  const Token *token = token_at (tokens, i);
  Decimal value;

  if (!is_word (token, COMMS_FIGURE_WORD_ORDINAL))
    return i;
  value = normal ((Decimal){ token->word->value, 0 });
  figure->kind = COMMS_FIGURE_ORDINAL;
  figure->sure = token->word->doubt == COMMS_FIGURE_SURE;
  figure->digits = value.digits;
  figure->power = value.power;
  figure->start = token->start;
  figure->end = token->end;
  return i + 1;
}

/* One figure from token @i on; the token after it, or @i where there is none. */
static guint
read_figure (const char *text, GArray *tokens, guint i, CommsFigure *figure)
{
  guint at = read_date (text, tokens, i, figure);

  if (at == i)
    at = read_time (text, tokens, i, figure);
  if (at == i)
    {
      memset (figure, 0, sizeof *figure);
      at = read_number (text, tokens, i, figure);
      if (at != i)
        return read_beside (tokens, i, at, figure);
    }
  return at == i ? read_ordinal (tokens, i, figure) : at;
}

static GArray *
find_all (const char *text, GArray *entities)
{
  GArray *figures = g_array_new (FALSE, TRUE, sizeof (CommsFigure));
  g_autoptr (GArray) tokens = read_tokens (text, entities);

  for (guint i = 0; i < tokens->len;)
    {
      CommsFigure figure = { 0 };
      guint after = read_figure (text, tokens, i, &figure);

      if (after > i)
        g_array_append_val (figures, figure);
      i = MAX (after, i + 1);
    }
  return figures;
}

GArray *
comms_figures_find_all (const char *text)
{
  g_autoptr (GArray) entities = NULL;

  text = text != NULL ? text : "";
  entities = comms_text_find_entities (text);
  return find_all (text, entities);
}

GArray *
comms_figures_find_read (const char *text, GArray *entities)
{
  GArray *figures = find_all (text, entities);

  for (guint i = figures->len; i > 0; i--)
    if (!g_array_index (figures, CommsFigure, i - 1).sure)
      g_array_remove_index (figures, i - 1);
  return figures;
}

GArray *
comms_figures_find (const char *text)
{
  g_autoptr (GArray) entities = NULL;

  text = text != NULL ? text : "";
  entities = comms_text_find_entities (text);
  return comms_figures_find_read (text, entities);
}
