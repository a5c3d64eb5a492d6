/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-document-private.h"

#include <string.h>

/* Office Open XML text documents (ECMA-376 part 1, section 17). */

typedef struct
{
  CommsBlockBuilder *builder;
  GHashTable *styles; /* style id -> name, in small letters */
  GHashTable *links;  /* relationship id -> address */
} Docx;

/* A table of one attribute by another, of all elements of a name. */
static GHashTable *
load_table (GBytes *bytes, const char *member, const char *element, const char *key)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (xmlDoc) doc = comms_document_read_xml (bytes, member, NULL);
  xmlNode *root = doc != NULL ? xmlDocGetRootElement (doc) : NULL;

  for (xmlNode *node = root; node != NULL; node = comms_xml_step (node, root, TRUE, NULL, NULL))
    {
      char *id = comms_xml_is (node, element) ? comms_xml_dup_attribute (node, key) : NULL;
      char *value = NULL;

      if (id == NULL)
        continue;
      value = comms_xml_dup_attribute (node, "Target");
      for (xmlNode *child = node->children; child != NULL && value == NULL; child = child->next)
        if (comms_xml_is (child, "name"))
          value = comms_xml_dup_attribute (child, "val");
      g_hash_table_insert (table, id, value != NULL ? value : g_strdup (""));
    }
  return table;
}

static gboolean
contains (const char *style, const char *word)
{
  return style != NULL && strstr (style, word) != NULL;
}

/* What the paragraph is by its style, whose built-in names are English in every language. */
static void
begin_paragraph (Docx *docx, xmlNode *paragraph)
{
  xmlNode *properties = paragraph->children;
  g_autofree char *style = NULL;
  gboolean numbered = FALSE;

  while (properties != NULL && !comms_xml_is (properties, "pPr"))
    properties = properties->next;
  for (xmlNode *node = properties != NULL ? properties->children : NULL; node != NULL;
       node = node->next)
    {
      if (comms_xml_is (node, "pStyle") && style == NULL)
        {
          g_autofree char *id = comms_xml_dup_attribute (node, "val");
          const char *name = id != NULL ? g_hash_table_lookup (docx->styles, id) : NULL;

          style = g_ascii_strdown (name != NULL ? name : id != NULL ? id : "", -1);
        }
      numbered = numbered || comms_xml_is (node, "numPr");
    }

  if (contains (style, "subtitle"))
    comms_block_builder_begin (docx->builder, COMMS_BLOCK_HEADING, 2);
  else if (contains (style, "title"))
    comms_block_builder_begin (docx->builder, COMMS_BLOCK_HEADING, 1);
  else if (contains (style, "heading"))
    {
      char last = style[strlen (style) - 1];

      comms_block_builder_begin (docx->builder, COMMS_BLOCK_HEADING,
                                 g_ascii_isdigit (last) ? last - '0' : 1);
    }
  else if (contains (style, "quote"))
    comms_block_builder_begin (docx->builder, COMMS_BLOCK_QUOTE, 0);
  else if (numbered || contains (style, "list bullet"))
    comms_block_builder_begin (docx->builder, COMMS_BLOCK_ITEM, 1);
  else
    comms_block_builder_begin (docx->builder, COMMS_BLOCK_PARAGRAPH, 0);
}

/* A field that is a link: HYPERLINK "https://..." */
static void
take_field (Docx *docx, xmlNode *node)
{
  xmlChar *content = xmlNodeGetContent (node);
  const char *start = strstr ((const char *) content, "HYPERLINK \"");
  const char *end = start != NULL ? strchr (start + strlen ("HYPERLINK \""), '"') : NULL;

  if (end != NULL)
    {
      g_autofree char *url =
        g_strndup (start + strlen ("HYPERLINK \""), end - start - strlen ("HYPERLINK \""));

      comms_block_builder_add_link (docx->builder, url);
    }
  xmlFree (content);
}

static void
take_hyperlink (Docx *docx, xmlNode *node)
{
  g_autofree char *id = comms_xml_dup_attribute (node, "id");
  const char *url = id != NULL ? g_hash_table_lookup (docx->links, id) : NULL;

  if (url != NULL)
    comms_block_builder_add_link (docx->builder, url);
}

/* Takes what the node says; FALSE where nothing under it is text of the document. */
static gboolean
enter (Docx *docx, xmlNode *node)
{
  if (node->type == XML_TEXT_NODE)
    {
      if (node->parent != NULL && comms_xml_is (node->parent, "t"))
        comms_block_builder_add (docx->builder, (const char *) node->content, -1);
      return TRUE;
    }
  if (comms_xml_is (node, "p"))
    begin_paragraph (docx, node);
  else if (comms_xml_is (node, "tab"))
    comms_block_builder_add (docx->builder, " ", 1);
  else if (comms_xml_is (node, "br") || comms_xml_is (node, "cr"))
    comms_block_builder_add (docx->builder, "\n", 1);
  else if (comms_xml_is (node, "noBreakHyphen"))
    comms_block_builder_add (docx->builder, "-", 1);
  else if (comms_xml_is (node, "hyperlink"))
    take_hyperlink (docx, node);
  else if (comms_xml_is (node, "instrText"))
    take_field (docx, node);
  return !comms_xml_is (node, "pPr") && !comms_xml_is (node, "rPr") &&
         !comms_xml_is (node, "drawing") && !comms_xml_is (node, "pict") &&
         !comms_xml_is (node, "AlternateContent") && !comms_xml_is (node, "del") &&
         !comms_xml_is (node, "moveFrom");
}

gboolean
comms_document_read_docx (GBytes *bytes, CommsBlockBuilder *builder, char **title, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (xmlDoc) doc = comms_document_read_xml (bytes, "word/document.xml", &failure);
  g_autoptr (GHashTable) styles = NULL;
  g_autoptr (GHashTable) links = NULL;
  Docx docx = { .builder = builder };
  xmlNode *root;

  if (doc == NULL)
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        comms_document_set_damaged (error);
      return FALSE;
    }

  docx.styles = styles = load_table (bytes, "word/styles.xml", "style", "styleId");
  docx.links = links = load_table (bytes, "word/_rels/document.xml.rels", "Relationship", "Id");
  root = xmlDocGetRootElement (doc);
  for (xmlNode *node = root; node != NULL;)
    node = comms_xml_step (node, root, enter (&docx, node), NULL, NULL);
  *title = comms_document_dup_property (bytes, "docProps/core.xml", "title");
  return TRUE;
}
