/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-document-private.h"

#include <cmark.h>
#include <string.h>

#include "comms-fit.h"

/* CommonMark, with the head that site generators put before it. */

#define FRONT_MATTER_MAX 8192

/* Where the text begins behind a head between two lines of "---"; takes its title. */
static const char *
skip_front_matter (const char *markdown, char **title)
{
  const char *end;
  g_autofree char *head = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_str_has_prefix (markdown, "---\n"))
    return markdown;
  end = strstr (markdown + 3, "\n---\n");
  if (end == NULL || end - markdown > FRONT_MATTER_MAX)
    return markdown;
  head = g_strndup (markdown + 4, MAX (end - markdown - 4, 0));
  lines = g_strsplit (head, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *title == NULL; i++)
    if (g_str_has_prefix (lines[i], "title:"))
      {
        *title = comms_text_clean_line (lines[i] + strlen ("title:"));
        if (**title == '"' && strlen (*title) > 1 && g_str_has_suffix (*title, "\""))
          {
            (*title)[strlen (*title) - 1] = '\0';
            memmove (*title, *title + 1, strlen (*title));
          }
      }
  return end + strlen ("\n---\n");
}

typedef struct
{
  CommsBlockBuilder *builder;
  int n_quotes;
  int n_items;
} Markdown;

static void
enter (Markdown *self, cmark_node *node)
{
  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_BLOCK_QUOTE:
      self->n_quotes++;
      break;
    case CMARK_NODE_ITEM:
      self->n_items++;
      break;
    case CMARK_NODE_HEADING:
      comms_block_builder_begin (self->builder, COMMS_BLOCK_HEADING,
                                 cmark_node_get_heading_level (node));
      break;
    case CMARK_NODE_PARAGRAPH:
      comms_block_builder_begin (self->builder,
                                 self->n_quotes > 0  ? COMMS_BLOCK_QUOTE
                                 : self->n_items > 0 ? COMMS_BLOCK_ITEM
                                                     : COMMS_BLOCK_PARAGRAPH,
                                 self->n_quotes > 0 ? 0 : self->n_items);
      break;
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
      comms_block_builder_add (self->builder, cmark_node_get_literal (node), -1);
      break;
    case CMARK_NODE_SOFTBREAK:
      comms_block_builder_add (self->builder, " ", 1);
      break;
    case CMARK_NODE_LINEBREAK:
      comms_block_builder_add (self->builder, "\n", 1);
      break;
    case CMARK_NODE_LINK:
      comms_block_builder_add_link (self->builder, cmark_node_get_url (node));
      break;
    default:
      break;
    }
}

void
comms_document_read_markdown (const char *markdown, CommsBlockBuilder *builder, char **title)
{
  const char *text = skip_front_matter (markdown, title);
  cmark_node *root =
    cmark_parse_document (text, strlen (text), CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
  cmark_iter *iter = cmark_iter_new (root);
  Markdown self = { .builder = builder };
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);

      if (event == CMARK_EVENT_ENTER)
        enter (&self, node);
      else if (cmark_node_get_type (node) == CMARK_NODE_BLOCK_QUOTE)
        self.n_quotes--;
      else if (cmark_node_get_type (node) == CMARK_NODE_ITEM)
        self.n_items--;
    }
  cmark_iter_free (iter);
  cmark_node_free (root);
}
