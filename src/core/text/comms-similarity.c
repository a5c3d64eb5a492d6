/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-count.h"
#include "comms-fit.h"

#include <math.h>
#include <string.h>

/* The text without its links and hashtags, which the posts of a day share by intent. */
static char *
drop_entities (const char *text)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text);
  GString *rest = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      if (entity->kind != COMMS_ENTITY_URL && entity->kind != COMMS_ENTITY_HASHTAG)
        continue;
      g_string_append_len (rest, text + at, entity->start - at);
      g_string_append_c (rest, ' ');
      at = entity->end;
    }
  g_string_append (rest, text + at);
  return g_string_free (rest, FALSE);
}

static void
count_term (GHashTable *terms,
            char       *term)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (terms, term));

  g_hash_table_insert (terms, term, GUINT_TO_POINTER (n + 1));
}

/* Counts the words and the pairs of neighbours: words alone say what a text is about, the
 * pairs how it says it. */
static GHashTable *
count_terms (const char *text)
{
  GHashTable *terms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *rest = drop_entities (text);
  g_autofree char *folded = comms_text_fold (rest);
  g_autofree char *before = NULL;
  const char *p = folded;

  while (*p != '\0')
    {
      const char *start;
      g_autofree char *word = NULL;

      while (*p != '\0' && !g_unichar_isalnum (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      for (start = p; *p != '\0' && g_unichar_isalnum (g_utf8_get_char (p));)
        p = g_utf8_next_char (p);
      if (p == start)
        break;
      word = g_strndup (start, p - start);
      count_term (terms, g_strdup (word));
      if (before != NULL)
        count_term (terms, g_strconcat (before, " ", word, NULL));
      g_free (before);
      before = g_steal_pointer (&word);
    }
  return terms;
}

static double
multiply (GHashTable *a,
          GHashTable *b)
{
  GHashTableIter iter;
  gpointer term, n;
  double sum = 0.0;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &term, &n))
    sum += (double) GPOINTER_TO_UINT (n) * GPOINTER_TO_UINT (g_hash_table_lookup (b, term));
  return sum;
}

/**
 * comms_text_similarity:
 * @a: (nullable): a text
 * @b: (nullable): another
 *
 * The cosine between the counts of their words and pairs of words. It does not change with the
 * order of the two, nor much with their length, and words left as they were weigh more than
 * words moved about. Texts without a word are alike only if they are equal.
 */
double
comms_text_similarity (const char *a,
                       const char *b)
{
  g_autofree char *clean_a = comms_text_clean_line (a);
  g_autofree char *clean_b = comms_text_clean_line (b);
  g_autoptr (GHashTable) terms_a = count_terms (clean_a);
  g_autoptr (GHashTable) terms_b = count_terms (clean_b);
  double norm = sqrt (multiply (terms_a, terms_a) * multiply (terms_b, terms_b));

  if (strcmp (clean_a, clean_b) == 0)
    return 1.0;
  return norm > 0.0 ? CLAMP (multiply (terms_a, terms_b) / norm, 0.0, 1.0) : 0.0;
}
