/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-document.h"

#include <libxml/tree.h>

G_BEGIN_DECLS

/* Inside the folder only: what the readers of each kind of document share. */

/* Collects the blocks of a document, in order. A line end within a block starts another one of its
 * kind, unless what follows goes on in small letters. */
typedef struct
{
  GPtrArray *blocks; /* element-type CommsBlock */
  GString *text;
  GPtrArray *links;
  CommsBlockKind kind;
  int level;
} CommsBlockBuilder;

void        comms_block_builder_init     (CommsBlockBuilder *self);
void        comms_block_builder_clear    (CommsBlockBuilder *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CommsBlockBuilder, comms_block_builder_clear)

/* Ends the block so far, and what comes is of that kind. */
void        comms_block_builder_begin    (CommsBlockBuilder *self,
                                          CommsBlockKind     kind,
                                          int                level);
void        comms_block_builder_add      (CommsBlockBuilder *self,
                                          const char        *text,
                                          gssize             length);
void        comms_block_builder_add_link (CommsBlockBuilder *self,
                                          const char        *url);
/* Ends the last block. (transfer full) */
GPtrArray * comms_block_builder_steal    (CommsBlockBuilder *self);

/* One file of a zip container; NULL without an error where it has none of that name. Bounded in its
 * size, and in how much larger it is than the container. (transfer full), ended by NUL */
char      * comms_document_read_member   (GBytes      *container,
                                          const char  *name,
                                          gsize       *length,
                                          GError     **error);

/* A member as XML: nothing is fetched, no entity is expanded, and none may be declared. NULL
 * without an error where there is none of that name. (transfer full) */
xmlDoc    * comms_document_read_xml      (GBytes      *container,
                                          const char  *name,
                                          GError     **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

/* Whether the node is an element of that name, in whatever namespace. */
gboolean    comms_xml_is                 (const xmlNode *node,
                                          const char    *name);
/* An attribute by its name in whatever namespace. (transfer full) (nullable) */
char      * comms_xml_dup_attribute      (const xmlNode *node,
                                          const char    *name);
/* The first element of that name in the tree. */
xmlNode   * comms_xml_find               (xmlNode       *root,
                                          const char    *name);
/* What comes after the node in the order of the text, within @root: its first child if @into, else
 * what follows it. @leave, which may be NULL, is called for each element that is left on the way. */
typedef void (*CommsXmlLeaveFunc) (xmlNode *node, gpointer user_data);
xmlNode   * comms_xml_step               (xmlNode           *node,
                                          xmlNode           *root,
                                          gboolean           into,
                                          CommsXmlLeaveFunc  leave,
                                          gpointer           user_data);
/* The text of the first element of that name in a member: a document's title. (transfer full) */
char      * comms_document_dup_property  (GBytes      *container,
                                          const char  *member,
                                          const char  *element);

/* "It is damaged", as one sentence. */
void        comms_document_set_damaged   (GError     **error);

/* The text in whatever encoding, as UTF-8 with "\n"; @note says where that was guessed.
 * (transfer full) */
char      * comms_document_decode        (GBytes      *bytes,
                                          char       **note,
                                          GError     **error);

/* The readers. Each adds to @builder and may set @title. */
gboolean    comms_document_read_docx     (GBytes            *bytes,
                                          CommsBlockBuilder *builder,
                                          char             **title,
                                          GError           **error);
gboolean    comms_document_read_odt      (GBytes            *bytes,
                                          CommsBlockBuilder *builder,
                                          char             **title,
                                          GError           **error);
gboolean    comms_document_read_html     (const char        *html,
                                          CommsBlockBuilder *builder,
                                          char             **title,
                                          GError           **error);
void        comms_document_read_markdown (const char        *markdown,
                                          CommsBlockBuilder *builder,
                                          char             **title);

G_END_DECLS
