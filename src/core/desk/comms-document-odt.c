/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-document-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-error.h"

/* OpenDocument texts (OASIS OpenDocument 1.3, part 3, section 5). */

typedef struct
{
  CommsBlockBuilder *builder;
  GHashTable *parents; /* a style of this document -> the named one it is made from */
  int depth;           /* of lists */
} Odt;

static GHashTable *
load_parents (xmlNode *root)
{
  GHashTable *parents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (xmlNode *node = root; node != NULL; node = comms_xml_step (node, root, TRUE, NULL, NULL))
    {
      char *name, *parent;

      if (!comms_xml_is (node, "style"))
        continue;
      name = comms_xml_dup_attribute (node, "name");
      parent = comms_xml_dup_attribute (node, "parent-style-name");
      if (name != NULL && parent != NULL)
        g_hash_table_insert (parents, name, parent);
      else
        {
          g_free (name);
          g_free (parent);
        }
    }
  return parents;
}

static void
begin_paragraph (Odt *odt, xmlNode *node)
{
  g_autofree char *name = comms_xml_dup_attribute (node, "style-name");
  const char *style = name != NULL ? g_hash_table_lookup (odt->parents, name) : NULL;

  if (style == NULL)
    style = name != NULL ? name : "";
  if (strcmp (style, "Title") == 0)
    comms_block_builder_begin (odt->builder, COMMS_BLOCK_HEADING, 1);
  else if (strcmp (style, "Subtitle") == 0)
    comms_block_builder_begin (odt->builder, COMMS_BLOCK_HEADING, 2);
  else if (strcmp (style, "Quotations") == 0)
    comms_block_builder_begin (odt->builder, COMMS_BLOCK_QUOTE, 0);
  else if (odt->depth > 0)
    comms_block_builder_begin (odt->builder, COMMS_BLOCK_ITEM, odt->depth);
  else
    comms_block_builder_begin (odt->builder, COMMS_BLOCK_PARAGRAPH, 0);
}

static void
begin_heading (Odt *odt, xmlNode *node)
{
  g_autofree char *level = comms_xml_dup_attribute (node, "outline-level");
  int number = level != NULL ? atoi (level) : 1;

  comms_block_builder_begin (odt->builder, COMMS_BLOCK_HEADING, CLAMP (number, 1, 6));
}

static void
take_link (Odt *odt, xmlNode *node)
{
  g_autofree char *url = comms_xml_dup_attribute (node, "href");

  if (url != NULL)
    comms_block_builder_add_link (odt->builder, url);
}

/* Whether the text stands in a paragraph or heading, and not between them. */
static gboolean
is_in_paragraph (xmlNode *node)
{
  for (node = node->parent; node != NULL; node = node->parent)
    if (comms_xml_is (node, "p") || comms_xml_is (node, "h"))
      return TRUE;
  return FALSE;
}

static gboolean
enter (Odt *odt, xmlNode *node)
{
  if (node->type == XML_TEXT_NODE)
    {
      /* Line ends in the file are only white space. */
      g_autofree char *text = g_strdelimit (g_strdup ((const char *) node->content), "\r\n", ' ');

      if (is_in_paragraph (node))
        comms_block_builder_add (odt->builder, text, -1);
      return TRUE;
    }
  if (comms_xml_is (node, "h"))
    begin_heading (odt, node);
  else if (comms_xml_is (node, "p"))
    begin_paragraph (odt, node);
  else if (comms_xml_is (node, "list"))
    odt->depth++;
  else if (comms_xml_is (node, "a"))
    take_link (odt, node);
  else if (comms_xml_is (node, "s") || comms_xml_is (node, "tab"))
    comms_block_builder_add (odt->builder, " ", 1);
  else if (comms_xml_is (node, "line-break"))
    comms_block_builder_add (odt->builder, "\n", 1);
  return !comms_xml_is (node, "note") && !comms_xml_is (node, "annotation") &&
         !comms_xml_is (node, "tracked-changes") && !comms_xml_is (node, "frame") &&
         !comms_xml_is (node, "table-of-content");
}

static void
leave_cb (xmlNode *node, gpointer user_data)
{
  Odt *odt = user_data;

  if (comms_xml_is (node, "list"))
    odt->depth--;
}

/* A document with a password keeps its files in the container under their names, but unreadable. */
static gboolean
is_protected (GBytes *bytes)
{
  g_autofree char *manifest = comms_document_read_member (bytes, "META-INF/manifest.xml", NULL, NULL);

  return manifest != NULL && strstr (manifest, "encryption-data") != NULL;
}

gboolean
comms_document_read_odt (GBytes *bytes, CommsBlockBuilder *builder, char **title, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (xmlDoc) doc = NULL;
  g_autoptr (GHashTable) parents = NULL;
  Odt odt = { .builder = builder };
  xmlNode *body;

  if (is_protected (bytes))
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("document", "The file is protected with a password. Save a copy "
                                           "without it and choose that."));
      return FALSE;
    }
  doc = comms_document_read_xml (bytes, "content.xml", &failure);
  body = doc != NULL ? comms_xml_find (xmlDocGetRootElement (doc), "text") : NULL;
  if (body == NULL)
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        comms_document_set_damaged (error);
      return FALSE;
    }

  odt.parents = parents = load_parents (xmlDocGetRootElement (doc));
  for (xmlNode *node = body; node != NULL;)
    node = comms_xml_step (node, body, enter (&odt, node), leave_cb, &odt);
  *title = comms_document_dup_property (bytes, "meta.xml", "title");
  return TRUE;
}
