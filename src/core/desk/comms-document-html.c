/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-document-private.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "comms-fit.h"

/* Web pages, and what word processors save as such. */

static gboolean
is_one_of (const xmlNode *node, const char *const *names)
{
  return node->type == XML_ELEMENT_NODE && g_strv_contains (names, (const char *) node->name);
}

static gboolean
is_skipped (const xmlNode *node)
{
  static const char *const names[] = { "script", "style",  "head",   "nav",      "footer", "aside",
                                       "form",   "button", "select", "noscript", "template",
                                       "svg",    "iframe", "object", "figcaption", NULL };

  return is_one_of (node, names);
}

/* Elements before and after which a new paragraph begins. */
static gboolean
is_block (const xmlNode *node)
{
  static const char *const names[] = { "p",       "div",     "section", "article", "main", "header",
                                       "table",   "tr",      "td",      "th",      "ul",   "ol",
                                       "dl",      "dt",      "dd",      "pre",     "hr",   "figure",
                                       "address", "caption", "body",    "center",  NULL };

  return is_one_of (node, names);
}

static int
heading_level (const xmlNode *node)
{
  const char *name = (const char *) node->name;

  return node->type == XML_ELEMENT_NODE && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' &&
             name[2] == '\0'
           ? name[1] - '0'
           : 0;
}

typedef struct
{
  CommsBlockBuilder *builder;
  int n_quotes; /* block quotations that are open */
  int n_lists;
} Html;

static void
begin_paragraph (Html *html)
{
  comms_block_builder_begin (html->builder,
                             html->n_quotes > 0 ? COMMS_BLOCK_QUOTE : COMMS_BLOCK_PARAGRAPH, 0);
}

static void
add_text (Html *html, const char *content)
{
  g_autofree char *text = g_strdelimit (g_strdup (content), "\r\n", ' ');

  comms_block_builder_add (html->builder, text, -1);
}

static gboolean
enter (Html *html, xmlNode *node)
{
  int level = heading_level (node);

  if (node->type == XML_TEXT_NODE)
    add_text (html, (const char *) node->content);
  else if (level > 0)
    comms_block_builder_begin (html->builder, COMMS_BLOCK_HEADING, level);
  else if (comms_xml_is (node, "li"))
    comms_block_builder_begin (html->builder, COMMS_BLOCK_ITEM, MAX (html->n_lists, 1));
  else if (comms_xml_is (node, "br"))
    comms_block_builder_add (html->builder, "\n", 1);
  else if (comms_xml_is (node, "a"))
    {
      g_autofree char *url = comms_xml_dup_attribute (node, "href");

      if (url != NULL)
        comms_block_builder_add_link (html->builder, url);
    }
  html->n_quotes += comms_xml_is (node, "blockquote");
  html->n_lists += comms_xml_is (node, "ul") || comms_xml_is (node, "ol");
  /* A paragraph within a list item stays one of the list. */
  if ((is_block (node) || comms_xml_is (node, "blockquote")) &&
      !(node->parent != NULL && comms_xml_is (node->parent, "li")))
    begin_paragraph (html);
  return !is_skipped (node);
}

static void
leave_cb (xmlNode *node, gpointer user_data)
{
  Html *html = user_data;

  html->n_quotes -= comms_xml_is (node, "blockquote");
  html->n_lists -= comms_xml_is (node, "ul") || comms_xml_is (node, "ol");
  if (is_block (node) || heading_level (node) > 0 || comms_xml_is (node, "li") ||
      comms_xml_is (node, "blockquote"))
    begin_paragraph (html);
}

/* The part of a page that it marks as its matter; a page with several articles has none. */
static xmlNode *
find_matter (xmlNode *root)
{
  xmlNode *main_node = comms_xml_find (root, "main");
  xmlNode *article = comms_xml_find (main_node != NULL ? main_node : root, "article");
  guint n_articles = 0;

  for (xmlNode *node = root; node != NULL; node = comms_xml_step (node, root, TRUE, NULL, NULL))
    n_articles += comms_xml_is (node, "article");
  if (article != NULL && n_articles == 1)
    return article;
  return main_node != NULL ? main_node : root;
}

gboolean
comms_document_read_html (const char *text, CommsBlockBuilder *builder, char **title, GError **error)
{
  g_autoptr (xmlDoc) doc =
    htmlReadMemory (text, (int) strlen (text), NULL, "UTF-8",
                    HTML_PARSE_NONET | HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                      HTML_PARSE_NOWARNING | HTML_PARSE_COMPACT);
  Html html = { .builder = builder };
  xmlNode *root = doc != NULL ? xmlDocGetRootElement (doc) : NULL;
  xmlNode *matter, *title_node;

  if (root == NULL)
    {
      comms_document_set_damaged (error);
      return FALSE;
    }

  matter = find_matter (root);
  for (xmlNode *node = matter; node != NULL;)
    node = comms_xml_step (node, matter, enter (&html, node), leave_cb, &html);
  title_node = comms_xml_find (root, "title");
  if (title_node != NULL)
    {
      xmlChar *content = xmlNodeGetContent (title_node);

      *title = comms_text_clean_line ((const char *) content);
      xmlFree (content);
    }
  return TRUE;
}
