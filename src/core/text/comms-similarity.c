/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-wording.h"

#include <math.h>
#include <string.h>

#include "comms-count.h"
#include "comms-fit.h"

/* Bits of a counter of how many terms lie on one side: enough for the longest text. */
#define PLANES 16

/* --- terms --- */

static guint32
mix_pair (guint32 first,
          guint32 second)
{
  guint64 mixed = ((guint64) first << 32 | second) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return (guint32) (mixed >> 32);
}

/* Whether the word lies in a link or a hashtag. @next is where to look on. */
static gboolean
is_left_out (const CommsToken *word,
             GArray           *entities,
             guint            *next)
{
  while (*next < entities->len && g_array_index (entities, CommsEntity, *next).end <= word->start)
    (*next)++;
  for (guint i = *next; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      if (entity->start >= word->end)
        return FALSE;
      if (entity->kind == COMMS_ENTITY_URL || entity->kind == COMMS_ENTITY_HASHTAG)
        return TRUE;
    }
  return FALSE;
}

/* The words, then the pairs. */
static void
collect_terms (CommsWording      *self,
               const CommsTokens *tokens,
               GArray            *entities)
{
  guint next = 0, n = 0;

  self->terms = g_new (guint32, 2 * tokens->words->len + 1);
  for (guint i = 0; i < tokens->words->len; i++)
    if (!is_left_out (comms_tokens_get (tokens, i), entities, &next))
      self->terms[n++] = comms_tokens_get (tokens, i)->hash;
  self->n_terms = n > 0 ? 2 * n - 1 : 0;
  for (guint i = 1; i < n; i++)
    self->terms[n + i - 1] = mix_pair (self->terms[i - 1], self->terms[i]);
}

static int
compare_terms (gconstpointer a,
               gconstpointer b)
{
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return (first > second) - (first < second);
}

/* How many times the term at @i stands; they are in order. */
static guint
run_length (const CommsWording *self,
            guint               i)
{
  guint n = 1;

  while (i + n < self->n_terms && self->terms[i + n] == self->terms[i])
    n++;
  return n;
}

static double
count_norm (const CommsWording *self)
{
  double sum = 0.0;

  for (guint i = 0, n; i < self->n_terms; i += n)
    {
      n = run_length (self, i);
      sum += (double) n * n;
    }
  return sqrt (sum);
}

/* --- signs --- */

static guint64
scramble (guint64 x)
{
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

/* Adds one to the counters of which @bits has the bit: bit i of all planes is counter i. */
static void
count_bits (guint64 planes[PLANES],
            guint64 bits)
{
  for (guint p = 0; p < PLANES && bits != 0; p++)
    {
      guint64 carry = planes[p] & bits;

      planes[p] ^= bits;
      bits = carry;
    }
}

/* The counters that are above @half. */
static guint64
above (const guint64 planes[PLANES],
       guint         half)
{
  guint64 greater = 0, equal = G_MAXUINT64;

  for (guint p = PLANES; p > 0; p--)
    {
      guint64 limit = (half >> (p - 1)) & 1 ? G_MAXUINT64 : 0;

      greater |= equal & planes[p - 1] & ~limit;
      equal &= ~(planes[p - 1] ^ limit);
    }
  return greater;
}

/* A sign is the majority of the terms' own random bits. */
static void
sign (CommsWording *self)
{
  guint n = MIN (self->n_terms, (1u << PLANES) - 1);

  for (guint s = 0; s < COMMS_WORDING_SIGNS; s++)
    {
      guint64 planes[PLANES] = { 0 };

      for (guint i = 0; i < n; i++)
        count_bits (planes, scramble (self->terms[i] + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) *
                                                         (s + 1)));
      self->signs[s] = above (planes, n / 2);
    }
}

/* --- the whole --- */

/* Runs of white space count as one space, at the ends as none. */
static guint64
hash_exact (const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);
  gboolean space = FALSE, any = FALSE;

  for (; *text != '\0'; text++)
    {
      if (g_ascii_isspace (*text))
        {
          space = any;
          continue;
        }
      if (space)
        hash = (hash ^ ' ') * G_GUINT64_CONSTANT (1099511628211);
      hash = (hash ^ (guint8) *text) * G_GUINT64_CONSTANT (1099511628211);
      space = FALSE;
      any = TRUE;
    }
  return hash;
}

/**
 * comms_wording_init:
 * @self: (out caller-allocates): cleared by the caller
 * @text: (nullable): valid UTF-8
 */
void
comms_wording_init (CommsWording *self,
                    const char   *text)
{
  g_autoptr (CommsTokens) tokens = comms_tokens_new (text);
  g_autoptr (GArray) entities = comms_text_find_entities (text != NULL ? text : "");

  comms_wording_init_read (self, text != NULL ? text : "", tokens, entities);
}

/**
 * comms_wording_init_read:
 * @self: (out caller-allocates): cleared by the caller
 * @text: valid UTF-8
 * @tokens: its words
 * @entities: its entities
 */
void
comms_wording_init_read (CommsWording      *self,
                         const char        *text,
                         const CommsTokens *tokens,
                         GArray            *entities)
{
  collect_terms (self, tokens, entities);
  qsort (self->terms, self->n_terms, sizeof (guint32), compare_terms);
  self->norm = count_norm (self);
  self->exact = hash_exact (text);
  sign (self);
}

void
comms_wording_clear (CommsWording *self)
{
  g_clear_pointer (&self->terms, g_free);
  self->n_terms = 0;
}

/**
 * comms_wording_likeness:
 *
 * It does not change with the order of the two, nor much with their length, and words left as they
 * were weigh more than words moved about. Texts without a word are alike only if they are equal.
 */
double
comms_wording_likeness (const CommsWording *a,
                        const CommsWording *b)
{
  double sum = 0.0;
  double norm = a->norm * b->norm;
  guint i = 0, j = 0;

  if (a->exact == b->exact)
    return 1.0;
  while (i < a->n_terms && j < b->n_terms)
    {
      guint32 first = a->terms[i], second = b->terms[j];
      guint n = run_length (a, i), m = run_length (b, j);

      if (first == second)
        sum += (double) n * m;
      if (first <= second)
        i += n;
      if (second <= first)
        j += m;
    }
  return norm > 0.0 ? CLAMP (sum / norm, 0.0, 1.0) : 0.0;
}

/* The number of bits that are set. */
static guint
count_set (guint64 x)
{
  x -= (x >> 1) & G_GUINT64_CONSTANT (0x5555555555555555);
  x = (x & G_GUINT64_CONSTANT (0x3333333333333333)) +
      ((x >> 2) & G_GUINT64_CONSTANT (0x3333333333333333));
  x = (x + (x >> 4)) & G_GUINT64_CONSTANT (0x0f0f0f0f0f0f0f0f);
  return (guint) ((x * G_GUINT64_CONSTANT (0x0101010101010101)) >> 56);
}

guint
comms_wording_distance (const CommsWording *a,
                        const CommsWording *b)
{
  guint distance = 0;

  for (guint s = 0; s < COMMS_WORDING_SIGNS; s++)
    distance += count_set (a->signs[s] ^ b->signs[s]);
  return distance;
}

/* A sign differs with the chance angle / pi; beyond that, four and a quarter deviations. */
guint
comms_wording_reach (double likeness)
{
  double n = 64.0 * COMMS_WORDING_SIGNS;
  double chance = acos (CLAMP (likeness, 0.0, 1.0)) / G_PI;

  return (guint) ceil (n * chance + 4.25 * sqrt (n * chance * (1.0 - chance)));
}

/**
 * comms_text_similarity:
 * @a: (nullable): a text
 * @b: (nullable): another
 */
double
comms_text_similarity (const char *a,
                       const char *b)
{
  g_auto (CommsWording) first = { 0 };
  g_auto (CommsWording) second = { 0 };
  g_autofree char *clean_a = comms_text_clean_line (a);
  g_autofree char *clean_b = comms_text_clean_line (b);

  comms_wording_init (&first, clean_a);
  comms_wording_init (&second, clean_b);
  return comms_wording_likeness (&first, &second);
}
