/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-tokens.h"

#include <string.h>

#include "comms-fold-private.h"

/* FNV-1a. */
static guint32
hash_word (const char *word)
{
  guint32 hash = 2166136261u;

  for (; *word != '\0'; word++)
    hash = (hash ^ (guint8) *word) * 16777619u;
  return hash;
}

static void
end_word (CommsTokens *self,
          CommsToken  *word)
{
  g_string_append_c (self->folded, '\0');
  word->hash = hash_word (self->folded->str + word->at);
  g_array_append_val (self->words, *word);
}

/* Reads the word at @p, of which the first character is one of a word. */
static const char *
read_word (CommsTokens *self,
           const char  *text,
           const char  *p)
{
  CommsToken word = { .start = (gsize) (p - text), .at = (guint32) self->folded->len };
  gboolean first = TRUE;
  gboolean lower = FALSE, upper = FALSE;

  word.digits = word.latin = TRUE;
  while (*p != '\0')
    {
      const CommsFolded *c = comms_folded_get (g_utf8_get_char (p));

      if (!c->word && (c->one != 0 || c->several != NULL))
        break;
      p = g_utf8_next_char (p);
      if (!c->word)
        continue;
      comms_folded_append (c, self->folded);
      word.end = (gsize) (p - text);
      word.first_upper = first ? c->upper : word.first_upper;
      word.digits = word.digits && c->digit;
      word.latin = word.latin && c->latin;
      upper = upper || c->upper;
      lower = lower || c->lower;
      first = FALSE;
    }
  word.all_upper = upper && !lower;
  end_word (self, &word);
  return p;
}

/**
 * comms_tokens_new:
 * @text: (nullable): valid UTF-8
 *
 * Returns: (transfer full): its words
 */
CommsTokens *
comms_tokens_new (const char *text)
{
  CommsTokens *self = g_new (CommsTokens, 1);
  const char *p = text != NULL ? text : "";
  gsize length = strlen (p);

  self->words = g_array_sized_new (FALSE, FALSE, sizeof (CommsToken), (guint) (length / 6 + 4));
  self->folded = g_string_sized_new (length + 16);
  while (*p != '\0')
    {
      if (comms_folded_get (g_utf8_get_char (p))->word)
        p = read_word (self, text, p);
      else
        p = g_utf8_next_char (p);
    }
  return self;
}

void
comms_tokens_free (CommsTokens *self)
{
  g_array_unref (self->words);
  g_string_free (self->folded, TRUE);
  g_free (self);
}

/* --- phrases --- */

typedef struct
{
  CommsTokens *tokens;
  gconstpointer data;
} CommsPhrase;

struct _CommsPhrases
{
  GHashTable *by_first; /* hash of the first word: GPtrArray of CommsPhrase, the longest first */
};

static void
phrase_free (gpointer data)
{
  CommsPhrase *phrase = data;

  comms_tokens_free (phrase->tokens);
  g_free (phrase);
}

CommsPhrases *
comms_phrases_new (void)
{
  CommsPhrases *self = g_new (CommsPhrases, 1);

  self->by_first = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
comms_phrases_free (CommsPhrases *self)
{
  g_hash_table_unref (self->by_first);
  g_free (self);
}

static int
compare_longest_first (gconstpointer a,
                       gconstpointer b)
{
  const CommsPhrase *first = *(CommsPhrase *const *) a;
  const CommsPhrase *second = *(CommsPhrase *const *) b;

  return (int) second->tokens->words->len - (int) first->tokens->words->len;
}

/**
 * comms_phrases_add:
 * @phrase: (nullable): one or more words
 * @data: what comms_phrases_find() gives back
 */
void
comms_phrases_add (CommsPhrases  *self,
                   const char    *phrase,
                   gconstpointer  data)
{
  g_autoptr (CommsTokens) tokens = comms_tokens_new (phrase);
  CommsPhrase *added;
  GPtrArray *phrases;
  gpointer key;

  g_return_if_fail (self != NULL);

  if (tokens->words->len == 0)
    return;
  key = GUINT_TO_POINTER (comms_tokens_get (tokens, 0)->hash);
  phrases = g_hash_table_lookup (self->by_first, key);
  if (phrases == NULL)
    {
      phrases = g_ptr_array_new_with_free_func (phrase_free);
      g_hash_table_insert (self->by_first, key, phrases);
    }
  added = g_new (CommsPhrase, 1);
  added->tokens = g_steal_pointer (&tokens);
  added->data = data;
  g_ptr_array_add (phrases, added);
  g_ptr_array_sort (phrases, compare_longest_first);
}

static gboolean
stands_at (const CommsPhrase *phrase,
           const CommsTokens *tokens,
           guint              at)
{
  guint n = phrase->tokens->words->len;

  if (at + n > tokens->words->len)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (comms_tokens_get (phrase->tokens, i)->hash != comms_tokens_get (tokens, at + i)->hash ||
        strcmp (comms_tokens_word (phrase->tokens, i), comms_tokens_word (tokens, at + i)) != 0)
      return FALSE;
  return TRUE;
}

/**
 * comms_phrases_find:
 * @tokens: of the text
 * @i: which word of it
 * @data: (out) (optional): of the phrase
 *
 * Returns: how many words the phrase has, 0 where none begins there
 */
guint
comms_phrases_find (const CommsPhrases *self,
                    const CommsTokens  *tokens,
                    guint               i,
                    gconstpointer      *data)
{
  GPtrArray *phrases;

  g_return_val_if_fail (self != NULL, 0);

  phrases =
    g_hash_table_lookup (self->by_first, GUINT_TO_POINTER (comms_tokens_get (tokens, i)->hash));
  for (guint p = 0; phrases != NULL && p < phrases->len; p++)
    {
      const CommsPhrase *phrase = g_ptr_array_index (phrases, p);

      if (!stands_at (phrase, tokens, i))
        continue;
      if (data != NULL)
        *data = phrase->data;
      return phrase->tokens->words->len;
    }
  return 0;
}
