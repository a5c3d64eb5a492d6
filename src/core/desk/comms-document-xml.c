/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-document-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-error.h"
#include "comms-fit.h"

/* Containers of zip, and the XML in them. */

/* The text of a book is far below this; a file that is so much larger than the container around
 * it was made to fill the memory. */
#define MEMBER_SIZE_MAX (32 * 1024 * 1024)
#define MEMBER_RATIO_MAX 100
#define MEMBER_RATIO_FROM (1024 * 1024)
#define MEMBERS_MAX 10000

typedef struct archive Archive;

static void
archive_free_reader (Archive *archive)
{
  archive_read_free (archive);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_free_reader)

void
comms_document_set_damaged (GError **error)
{
  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                       C_ ("document", "The file is damaged or incomplete. Open it in the program "
                                       "that made it and save it again."));
}

static void
set_bomb (GError **error)
{
  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                       C_ ("document", "The file would unpack to far more than a document holds, "
                                       "and was not read."));
}

static void
set_protected (GError **error)
{
  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                       C_ ("document", "The file is protected with a password. Save a copy without "
                                       "it and choose that."));
}

/* All of the entry that the reader stands at. */
static char *
read_entry (Archive *archive, gsize container_size, gsize *length, GError **error)
{
  g_autoptr (GString) data = g_string_new (NULL);
  char buffer[16384];
  la_ssize_t n;

  while ((n = archive_read_data (archive, buffer, sizeof buffer)) > 0)
    {
      g_string_append_len (data, buffer, n);
      if (data->len > MEMBER_SIZE_MAX ||
          (data->len > MEMBER_RATIO_FROM && data->len / MEMBER_RATIO_MAX > container_size))
        {
          set_bomb (error);
          return NULL;
        }
    }
  if (n < 0)
    {
      comms_document_set_damaged (error);
      return NULL;
    }
  if (length != NULL)
    *length = data->len;
  return g_string_free (g_steal_pointer (&data), FALSE);
}

char *
comms_document_read_member (GBytes *container, const char *name, gsize *length, GError **error)
{
  g_autoptr (Archive) archive = archive_read_new ();
  struct archive_entry *entry;
  gsize size;
  gconstpointer data = g_bytes_get_data (container, &size);
  int status;

  archive_read_support_format_zip (archive);
  if (archive_read_open_memory (archive, data, size) != ARCHIVE_OK)
    {
      comms_document_set_damaged (error);
      return NULL;
    }
  for (guint i = 0; i < MEMBERS_MAX; i++)
    {
      const char *path;

      status = archive_read_next_header (archive, &entry);
      if (status == ARCHIVE_EOF)
        return NULL;
      if (status < ARCHIVE_WARN)
        break;
      path = archive_entry_pathname (entry);
      if (path == NULL || strcmp (path, name) != 0)
        continue;
      if (archive_entry_is_encrypted (entry))
        {
          set_protected (error);
          return NULL;
        }
      return read_entry (archive, size, length, error);
    }
  comms_document_set_damaged (error);
  return NULL;
}

xmlDoc *
comms_document_read_xml (GBytes *container, const char *name, GError **error)
{
  gsize length = 0;
  g_autoptr (GError) failure = NULL;
  g_autofree char *text = comms_document_read_member (container, name, &length, &failure);
  g_autoptr (xmlDoc) doc = NULL;

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  if (text == NULL)
    return NULL;

  /* Neither format declares entities; whoever does wants something else. */
  if (memmem (text, length, "<!ENTITY", strlen ("<!ENTITY")) == NULL)
    doc = xmlReadMemory (text, (int) length, NULL, NULL,
                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                           XML_PARSE_NOCDATA);
  if (doc == NULL || doc->intSubset != NULL || xmlDocGetRootElement (doc) == NULL)
    {
      comms_document_set_damaged (error);
      return NULL;
    }
  return g_steal_pointer (&doc);
}

gboolean
comms_xml_is (const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, name) == 0;
}

char *
comms_xml_dup_attribute (const xmlNode *node, const char *name)
{
  for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    if (strcmp ((const char *) attribute->name, name) == 0)
      {
        xmlChar *value = xmlNodeListGetString (node->doc, attribute->children, 1);
        char *copy = g_strdup (value != NULL ? (const char *) value : "");

        xmlFree (value);
        return copy;
      }
  return NULL;
}

/* Without recursion: a tree may be as deep as its file is long. */
xmlNode *
comms_xml_step (xmlNode *node,
                xmlNode *root,
                gboolean into,
                CommsXmlLeaveFunc leave,
                gpointer user_data)
{
  if (into && node->type == XML_ELEMENT_NODE && node->children != NULL)
    return node->children;
  for (;;)
    {
      if (leave != NULL && node->type == XML_ELEMENT_NODE)
        leave (node, user_data);
      if (node == root)
        return NULL;
      if (node->next != NULL)
        return node->next;
      node = node->parent;
      if (node == NULL)
        return NULL;
    }
}

xmlNode *
comms_xml_find (xmlNode *root, const char *name)
{
  for (xmlNode *node = root; node != NULL; node = comms_xml_step (node, root, TRUE, NULL, NULL))
    if (comms_xml_is (node, name))
      return node;
  return NULL;
}

char *
comms_document_dup_property (GBytes *container, const char *member, const char *element)
{
  g_autoptr (xmlDoc) doc = comms_document_read_xml (container, member, NULL);
  xmlNode *node = doc != NULL ? comms_xml_find (xmlDocGetRootElement (doc), element) : NULL;
  xmlChar *content = node != NULL ? xmlNodeGetContent (node) : NULL;
  g_autofree char *text = comms_text_clean_line ((const char *) content);

  xmlFree (content);
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}
