/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include <string.h>

#include "comms-thread-text.h"

#include "comms-sentences.h"

/* What the splitting goes by, and its one checker: starting one anew for each try costs more than
 * the counting. */
typedef struct
{
  CommsTextRule rule;
  const CommsTextOptions *options;
  gboolean numbered;
  guint n_parts; /* as guessed: decides how long the number is */
  CommsTextCheck check;
} Splitter;

/* "2/4" at the end of a text: where it begins with the white space before it, or the length. */
static gsize
number_start (const char *text)
{
  gsize length = strlen (text);
  gsize at = length;
  gsize n;

  for (n = 0; at > 0 && g_ascii_isdigit (text[at - 1]) && n < 3; n++)
    at--;
  if (n == 0 || at == 0 || text[at - 1] != '/')
    return length;
  at--;
  for (n = 0; at > 0 && g_ascii_isdigit (text[at - 1]) && n < 3; n++)
    at--;
  if (n == 0 || (at > 0 && !g_ascii_isspace (text[at - 1])))
    return length;
  while (at > 0 && g_ascii_isspace (text[at - 1]))
    at--;
  return at;
}

gboolean
comms_thread_text_is_numbered (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return text[number_start (text)] != '\0';
}

char *
comms_thread_text_strip (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return g_strndup (text, number_start (text));
}

char *
comms_thread_text_number (const char *text, guint position, guint n_parts)
{
  g_autofree char *bare = comms_thread_text_strip (text);

  /* Of a part that is still empty, too: what is written before the number is apart from it. */
  return g_strdup_printf ("%s %u/%u", bare, position, n_parts);
}

/* How many bytes of @piece fit, its number counted in. */
static gsize
fits (Splitter *self, const char *piece)
{
  g_autofree char *numbered = NULL;

  if (self->numbered)
    numbered = comms_thread_text_number (piece, self->n_parts, self->n_parts);
  comms_text_check (numbered != NULL ? numbered : piece, self->rule, self->options, &self->check);
  if (self->check.length <= self->check.limit)
    return strlen (piece);
  return MIN (self->check.fits, strlen (piece) - 1);
}

static gboolean
fits_whole (Splitter *self, const char *text, gsize start, gsize end)
{
  g_autofree char *piece = g_strndup (text + start, end - start);

  return fits (self, piece) == end - start;
}

/* The end of as many whole sentences from @start on as fit, or @start. */
static gsize
end_of_sentences (Splitter *self, const char *text, gsize start)
{
  gsize best = start;

  for (gsize at = start; text[at] != '\0';)
    {
      gsize end = comms_sentence_end (text, at);

      if (end <= at || !fits_whole (self, text, start, end))
        break;
      best = end;
      at = comms_skip_space (text, end);
    }
  return best;
}

static gsize
end_of_word (const char *text, gsize at)
{
  const char *p = text + at;

  while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return (gsize) (p - text);
}

static gsize
end_of_words (Splitter *self, const char *text, gsize start)
{
  gsize best = start;

  for (gsize at = start; text[at] != '\0';)
    {
      gsize end = end_of_word (text, at);

      if (!fits_whole (self, text, start, end))
        break;
      best = end;
      at = comms_skip_space (text, end);
    }
  return best;
}

/* A word longer than a post: as much of it as there is room for, never half a character. */
static gsize
end_of_letters (Splitter *self, const char *text, gsize start)
{
  gsize length = end_of_word (text, start) - start;

  while (length > 0)
    {
      g_autofree char *piece = g_strndup (text + start, length);
      gsize room = fits (self, piece);

      if (room == length)
        break;
      length = room;
      while (length > 0 && ((guchar) text[start + length] & 0xc0) == 0x80)
        length--;
    }
  if (length == 0)
    return (gsize) (g_utf8_next_char (text + start) - text);
  return start + length;
}

static gsize
end_of_part (Splitter *self, const char *text, gsize start)
{
  gsize end = end_of_sentences (self, text, start);

  if (end == start)
    end = end_of_words (self, text, start);
  if (end == start)
    end = end_of_letters (self, text, start);
  return end;
}

static GPtrArray *
split (Splitter *self, const char *text)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  gsize start = comms_skip_space (text, 0);

  while (text[start] != '\0')
    {
      gsize end = end_of_part (self, text, start);

      g_ptr_array_add (parts, g_strndup (text + start, end - start));
      start = comms_skip_space (text, end);
    }
  return parts;
}

/* The number of parts decides how much room their numbers take, and that again how many there are:
 * more never become fewer, so this ends. */
static GPtrArray *
split_numbered (Splitter *self, const char *text)
{
  GPtrArray *parts = NULL;

  self->n_parts = 9;
  for (;;)
    {
      parts = split (self, text);
      if (parts->len <= self->n_parts)
        break;
      self->n_parts = parts->len <= 99 ? 99 : 999;
      if (parts->len > 999)
        break;
      g_ptr_array_unref (parts);
    }
  return parts;
}

char **
comms_thread_text_split (const char *text,
                         CommsTextRule rule,
                         const CommsTextOptions *options,
                         gboolean numbered)
{
  Splitter self = { .rule = rule, .options = options };
  g_autoptr (GPtrArray) parts = NULL;
  g_autofree char *bare = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  parts = split (&self, text);
  if (numbered && parts->len > 1)
    {
      self.numbered = TRUE;
      g_ptr_array_unref (parts);
      bare = comms_thread_text_strip (text);
      parts = split_numbered (&self, bare);
      for (guint i = 0; i < parts->len; i++)
        {
          g_autofree char *part = parts->pdata[i];

          parts->pdata[i] = comms_thread_text_number (part, i + 1, parts->len);
        }
    }
  comms_text_check_clear (&self.check);
  g_ptr_array_add (parts, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&parts), FALSE);
}
