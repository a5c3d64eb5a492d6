/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <string.h>

#include "comms-house-style.h"

#include "comms-accounts.h"
#include "comms-fit.h"
#include "comms-occasion.h"
#include "comms-record-table.h"

/* The house style, made ready for checking texts. */

#define DAY (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/* Looked at longer ago than this, a hashtag may mean something else by now (R9). */
#define CHECK_DAYS 90

gboolean
comms_hashtag_is_old (CommsHashtag *hashtag, gint64 now)
{
  g_return_val_if_fail (COMMS_IS_HASHTAG (hashtag), FALSE);

  return now - hashtag->checked_at > CHECK_DAYS * DAY;
}

/* --- names --- */

static char
sound_of (char c)
{
  switch (c)
    {
    case 'q':
    case 'c':
      return 'k';
    case 'w':
      return 'v';
    case 'z':
      return 's';
    default:
      return c;
    }
}

char *
comms_name_dup_sound (const char *word)
{
  GString *sound = g_string_new (NULL);

  for (; word != NULL && *word != '\0'; word++)
    {
      char c = sound_of (g_ascii_tolower (*word));

      if (!g_ascii_isalpha (c) || strchr ("aeiouy", c) != NULL || (c == 'h' && word[1] == '\0'))
        continue;
      if (sound->len == 0 || sound->str[sound->len - 1] != c)
        g_string_append_c (sound, c);
    }
  return g_string_free (sound, FALSE);
}

/* A name of two Latin words and more by its sounds, where those are enough to tell it from others;
 * a spelling that is another word with as few consonants is left to a person's list. */
static void
add_sounds (CommsPhrases *sounds, const char *spelling, gconstpointer data)
{
  g_autoptr (CommsTokens) tokens = comms_tokens_new (spelling);
  g_autoptr (GString) all = g_string_new (NULL);
  gsize n_letters = 0;

  for (guint i = 0; i < tokens->words->len; i++)
    {
      g_autofree char *sound = comms_name_dup_sound (comms_tokens_word (tokens, i));

      if (!comms_tokens_get (tokens, i)->latin || *sound == '\0')
        return;
      n_letters += strlen (sound);
      g_string_append (all, sound);
      g_string_append_c (all, ' ');
    }
  if (tokens->words->len >= 2 && n_letters >= 3)
    comms_phrases_add (sounds, all->str, data);
}

/* "Ali Raza" also as "AliRaza", as a hashtag has it. */
static void
add_spelling (CommsHouseStyle *self, const char *spelling, gconstpointer data)
{
  g_autoptr (CommsTokens) tokens = comms_tokens_new (spelling);
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < tokens->words->len; i++)
    g_string_append (joined, comms_tokens_word (tokens, i));
  comms_phrases_add (self->spellings, spelling, data);
  if (tokens->words->len >= 2)
    comms_phrases_add (self->spellings, joined->str, data);
  add_sounds (self->sounds, spelling, data);
}

static void
prepare_names (CommsHouseStyle *self)
{
  self->spellings = comms_phrases_new ();
  self->sounds = comms_phrases_new ();
  for (guint i = 0; i < self->names->len; i++)
    {
      CommsProtectedName *name = g_ptr_array_index (self->names, i);

      add_spelling (self, name->name, name);
      for (guint f = 0; name->other_forms != NULL && name->other_forms[f] != NULL; f++)
        add_spelling (self, name->other_forms[f], name);
    }
}

/* --- hashtags and abbreviations --- */

static void
add_tag (CommsHouseStyle *self, const char *tag, CommsHashtag *hashtag)
{
  char *key = tag != NULL ? comms_text_fold (tag) : NULL;

  if (key != NULL && !g_hash_table_contains (self->by_tag, key))
    g_hash_table_insert (self->by_tag, key, hashtag);
  else
    g_free (key);
}

static void
prepare_tags (CommsHouseStyle *self)
{
  self->by_tag = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->hashtags->len; i++)
    {
      CommsHashtag *hashtag = g_ptr_array_index (self->hashtags, i);

      add_tag (self, hashtag->tag, hashtag);
    }
  for (guint i = 0; i < self->hashtags->len; i++)
    {
      CommsHashtag *hashtag = g_ptr_array_index (self->hashtags, i);

      add_tag (self, hashtag->twin, hashtag);
    }
}

static void
prepare_abbreviations (CommsHouseStyle *self)
{
  self->shorter = comms_phrases_new ();
  for (guint i = 0; i < self->abbreviations->len; i++)
    {
      CommsAbbreviation *abbreviation = g_ptr_array_index (self->abbreviations, i);

      comms_phrases_add (self->shorter, abbreviation->long_form, abbreviation);
    }
}

/* --- whom not to mention --- */

static void
add_handle (CommsHouseStyle *self, const char *network, const char *handle, CommsTarget *target)
{
  g_autofree char *folded = NULL;

  if (handle == NULL || *handle == '\0')
    return;
  folded = comms_text_fold (handle);
  g_hash_table_insert (self->careful, g_strconcat (network, ":", folded, NULL),
                       g_object_ref (target));
}

static gboolean
load_careful (CommsHouseStyle *self, CommsTx *tx, GError **error)
{
  g_autoptr (GPtrArray) targets = comms_record_table_select (
    tx->db, COMMS_TYPE_TARGET, error,
    "WHERE deleted_at = 0 AND (do_not_contact <> 0 OR posture = 'lurker')", "");

  if (targets == NULL)
    return FALSE;
  self->careful = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  for (guint i = 0; i < targets->len; i++)
    {
      CommsTarget *target = g_ptr_array_index (targets, i);

      add_handle (self, "x", target->x_handle, target);
      add_handle (self, "mastodon", target->mastodon_handle, target);
      add_handle (self, "bluesky", target->bluesky_handle, target);
    }
  return TRUE;
}

/* --- the whole --- */

static gboolean
load_lists (CommsHouseStyle *self, CommsTx *tx, GError **error)
{
  const struct
  {
    GType type;
    GPtrArray **list;
  } lists[] = {
    { COMMS_TYPE_HASHTAG, &self->hashtags },     { COMMS_TYPE_ABBREVIATION, &self->abbreviations },
    { COMMS_TYPE_VOICE_CARD, &self->voices },    { COMMS_TYPE_APPROVED_LINE, &self->lines },
    { COMMS_TYPE_PROTECTED_NAME, &self->names },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      *lists[i].list = comms_house_style_list (tx, lists[i].type, error);
      if (*lists[i].list == NULL)
        return FALSE;
    }
  self->occasions = comms_occasions_list (tx, error);
  return self->occasions != NULL;
}

CommsHouseStyle *
comms_house_style_load (CommsTx *tx, GError **error)
{
  g_autoptr (CommsHouseStyle) self = g_new0 (CommsHouseStyle, 1);

  if (!load_lists (self, tx, error) || !load_careful (self, tx, error))
    return NULL;
  prepare_names (self);
  prepare_tags (self);
  prepare_abbreviations (self);
  return g_steal_pointer (&self);
}

void
comms_house_style_free (CommsHouseStyle *self)
{
  g_clear_pointer (&self->by_tag, g_hash_table_unref);
  g_clear_pointer (&self->shorter, comms_phrases_free);
  g_clear_pointer (&self->spellings, comms_phrases_free);
  g_clear_pointer (&self->sounds, comms_phrases_free);
  g_clear_pointer (&self->careful, g_hash_table_unref);
  g_clear_pointer (&self->hashtags, g_ptr_array_unref);
  g_clear_pointer (&self->abbreviations, g_ptr_array_unref);
  g_clear_pointer (&self->voices, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->occasions, g_ptr_array_unref);
  g_free (self);
}

CommsVoiceCard *
comms_house_style_voice (const CommsHouseStyle *self, gint64 account_id, const char *language)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->voices->len; i++)
    {
      CommsVoiceCard *card = g_ptr_array_index (self->voices, i);

      if (card->account_id == account_id && g_strcmp0 (card->language, language) == 0)
        return card;
    }
  return NULL;
}

CommsHashtag *
comms_house_style_find_tag (const CommsHouseStyle *self, const char *tag)
{
  g_autofree char *key = comms_text_fold (tag);

  g_return_val_if_fail (self != NULL, NULL);

  return g_hash_table_lookup (self->by_tag, key);
}
