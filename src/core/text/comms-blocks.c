/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-fit.h"
#include "comms-sentences.h"
#include "comms-split-lines.h"
#include "comms-split.h"

#include <string.h>

/* Lines of such a length were broken by a program that puts a line end after so many characters;
 * longer ones are paragraphs, shorter ones verses. */
#define WRAPPED_LENGTH_MIN 50
#define WRAPPED_LENGTH_MAX 110

/* A line is full, and the next one goes on with it, from this part of the longest one on. */
#define FULL_LINE 0.75

CommsBlock *
comms_block_new (CommsBlockKind kind,
                 int            level,
                 const char    *text)
{
  CommsBlock *self = g_new0 (CommsBlock, 1);

  self->kind = kind;
  self->level = level;
  self->text = comms_text_clean_line (text);
  return self;
}

void
comms_block_free (CommsBlock *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_strfreev (self->links);
  g_free (self);
}

static void
block_free_cb (gpointer block)
{
  comms_block_free (block);
}

/* How many bytes of the line are its bullet, its number, or the mark of a mail program; 0 where
 * it has none. */
static gsize
bullet_length (const char *line)
{
  static gsize once;
  g_autoptr (GMatchInfo) match = NULL;
  int end = 0;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) g_regex_new ("^(?:[•·▪◦‣●○■▸➢✓*–-]|\\(?[0-9۰-۹]{1,2}[.)۔]"
                                                   "|\\(?[a-z]\\))[ \\t]+(?=\\S)",
                                                   0, 0, NULL));
  if (comms_line_is_closing (line)
      || !g_regex_match ((GRegex *) once, line, 0, &match)
      || !g_match_info_fetch_pos (match, 0, NULL, &end))
    return 0;
  return (gsize) end;
}

static void
add_line (GPtrArray  *blocks,
          const char *line)
{
  gsize bullet = bullet_length (line);

  if (*line == '\0')
    return;
  g_ptr_array_add (blocks, bullet > 0 ? comms_block_new (COMMS_BLOCK_ITEM, 1, line + bullet)
                                      : comms_block_new (COMMS_BLOCK_PARAGRAPH, 0, line));
}

static void
append_to_last (GPtrArray  *blocks,
                const char *line)
{
  CommsBlock *last = g_ptr_array_index (blocks, blocks->len - 1);
  char *text = g_strconcat (last->text, " ", line, NULL);

  g_free (last->text);
  last->text = text;
}

typedef struct
{
  gboolean by_line;   /* no empty line parts the paragraphs */
  gsize longest;      /* of the lines that follow the headline */
  gboolean has_headline;
} Paste;

static gsize
count_chars (const char *text)
{
  return (gsize) g_utf8_strlen (text, -1);
}

/* Whether @line goes on with the one before it, which is @before as it stood. */
static gboolean
goes_on (const Paste *paste,
         const char  *before,
         const char  *line)
{
  if (bullet_length (line) > 0)
    return FALSE;
  if (g_unichar_islower (g_utf8_get_char (line)))
    return TRUE;
  if (!paste->has_headline || paste->longest > WRAPPED_LENGTH_MAX)
    return FALSE;
  if (!paste->by_line)
    return TRUE;
  return paste->longest >= WRAPPED_LENGTH_MIN
         && count_chars (before) >= FULL_LINE * (double) paste->longest
         && !comms_line_ends_sentence (before);
}

/* Takes the lines of a piece of the text that no empty line parts. Those of the piece with the
 * headline stand for themselves: a subhead or the lede may follow it. */
static void
take_lines (GPtrArray *blocks,
            Paste     *paste,
            char     **lines)
{
  const guint start = blocks->len;
  const char *before = "";
  guint n_matter = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] == '\0')
        continue;
      if (blocks->len > start && goes_on (paste, before, lines[i]))
        append_to_last (blocks, lines[i]);
      else
        add_line (blocks, lines[i]);
      before = lines[i];
      n_matter += !comms_line_is_head (before);
      /* Without empty lines, the second line may still be a subhead. */
      paste->has_headline = paste->has_headline || (paste->by_line && n_matter > 1);
    }
  paste->has_headline = paste->has_headline || n_matter > 0;
}

/* Each line clean, without what a mail program puts before quoted ones. */
static char **
dup_lines (const char *piece)
{
  char **lines = g_strsplit (piece, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = comms_text_clean_line (lines[i] + strspn (lines[i], "> \t"));

      g_free (lines[i]);
      lines[i] = line;
    }
  return lines;
}

static gsize
longest_line (char **lines)
{
  gsize longest = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    longest = MAX (longest, count_chars (lines[i]));
  return longest;
}

/**
 * comms_blocks_from_text:
 * @text: (nullable): a text as it was pasted
 */
GPtrArray *
comms_blocks_from_text (const char *text)
{
  g_autofree char *clean = g_strstrip (comms_text_clean (text, -1, NULL));
  g_autoptr (GRegex) gap = g_regex_new ("\\n[> \\t\\x{a0}]*(?:\\n[> \\t\\x{a0}]*)+", 0, 0, NULL);
  g_auto (GStrv) pieces = g_regex_split (gap, clean, 0);
  GPtrArray *blocks = g_ptr_array_new_with_free_func (block_free_cb);
  Paste paste = { .by_line = g_strv_length (pieces) < 2 };

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      g_auto (GStrv) lines = dup_lines (pieces[i]);

      paste.longest = longest_line (lines);
      take_lines (blocks, &paste, lines);
    }
  return blocks;
}

/**
 * comms_text_guess_language:
 * @text: (nullable): a text
 *
 * By the letters that only Urdu has, and by those of Arabic script as a whole; every other
 * script is taken for English.
 */
const char *
comms_text_guess_language (const char *text)
{
  guint n_latin = 0, n_arabic = 0, n_urdu = 0;

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalpha (c))
        continue;
      if (g_unichar_get_script (c) != G_UNICODE_SCRIPT_ARABIC)
        {
          n_latin++;
          continue;
        }
      n_arabic++;
      n_urdu += g_utf8_strchr ("ٹڈڑںےہھگچپیک", -1, c) != NULL;
    }
  if (n_arabic <= n_latin)
    return "en";
  return n_urdu * 20 >= n_arabic ? "ur" : "ar";
}
