/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-document-private.h"

#include <string.h>

static void
block_free_cb (gpointer block)
{
  comms_block_free (block);
}

void
comms_block_builder_init (CommsBlockBuilder *self)
{
  *self = (CommsBlockBuilder) {
    .blocks = g_ptr_array_new_with_free_func (block_free_cb),
    .text = g_string_new (NULL),
    .links = g_ptr_array_new_with_free_func (g_free),
  };
}

void
comms_block_builder_clear (CommsBlockBuilder *self)
{
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  if (self->text != NULL)
    g_string_free (g_steal_pointer (&self->text), TRUE);
}

/* Adds a block of @text, or goes on with the last one from @start on where it goes on small. */
static void
add_block (CommsBlockBuilder *self, guint start, const char *text)
{
  g_autoptr (CommsBlock) block = comms_block_new (self->kind, self->level, text);
  CommsBlock *last;

  if (*block->text == '\0')
    return;
  if (self->blocks->len == start || !g_unichar_islower (g_utf8_get_char (block->text)))
    {
      g_ptr_array_add (self->blocks, g_steal_pointer (&block));
      return;
    }
  last = g_ptr_array_index (self->blocks, self->blocks->len - 1);
  text = last->text;
  last->text = g_strconcat (text, " ", block->text, NULL);
  g_free ((char *) text);
}

static void
end_block (CommsBlockBuilder *self)
{
  const guint start = self->blocks->len;
  g_auto (GStrv) lines = g_strsplit (self->text->str, "\n", -1);
  CommsBlock *last;

  for (guint i = 0; lines[i] != NULL; i++)
    add_block (self, start, lines[i]);
  g_string_truncate (self->text, 0);
  if (self->blocks->len > start && self->links->len > 0)
    {
      last = g_ptr_array_index (self->blocks, self->blocks->len - 1);
      g_ptr_array_add (self->links, NULL);
      last->links = g_strdupv ((char **) self->links->pdata);
    }
  g_ptr_array_set_size (self->links, 0);
}

void
comms_block_builder_begin (CommsBlockBuilder *self, CommsBlockKind kind, int level)
{
  end_block (self);
  self->kind = kind;
  self->level = level;
}

void
comms_block_builder_add (CommsBlockBuilder *self, const char *text, gssize length)
{
  g_string_append_len (self->text, text, length);
}

void
comms_block_builder_add_link (CommsBlockBuilder *self, const char *url)
{
  if (g_str_has_prefix (url, "http://") || g_str_has_prefix (url, "https://"))
    g_ptr_array_add (self->links, g_utf8_make_valid (url, -1));
}

GPtrArray *
comms_block_builder_steal (CommsBlockBuilder *self)
{
  end_block (self);
  return g_steal_pointer (&self->blocks);
}
