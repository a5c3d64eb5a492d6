/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "comms-split.h"

G_BEGIN_DECLS

/* Documents as offices keep them, read into blocks. Pure functions that may take a while: call
 * them on a thread of their own. */

/* No file that is longer is read. */
#define COMMS_DOCUMENT_SIZE_MAX (20 * 1024 * 1024)

typedef enum
{
  COMMS_DOCUMENT_AUTO, /* by its content, and by its name where that does not say */
  COMMS_DOCUMENT_TEXT,
  COMMS_DOCUMENT_MARKDOWN,
  COMMS_DOCUMENT_HTML,
  COMMS_DOCUMENT_DOCX,
  COMMS_DOCUMENT_ODT,
} CommsDocumentType;

/**
 * CommsDocument:
 * @type: what it was read as
 * @title: (nullable): the title that the document gives itself, aside from its text
 * @language: "en", "ur" or "ar", by its letters
 * @blocks: (element-type CommsBlock): its text; at least one
 * @note: (nullable): a sentence about how it was read, for the person who chose it
 */
typedef struct
{
  CommsDocumentType type;
  char *title;
  char *language;
  GPtrArray *blocks;
  char *note;
} CommsDocument;

/* Reads the document in @bytes. @name may be NULL; it helps to tell Markdown from text.
 * COMMS_ERROR_INVALID says in one sentence what is wrong with it. (transfer full) */
CommsDocument * comms_document_load_bytes (GBytes             *bytes,
                                           CommsDocumentType   type,
                                           const char         *name,
                                           GError            **error);

/* The same of a file. Also a GIOError, where it cannot be read. (transfer full) */
CommsDocument * comms_document_load       (GFile              *file,
                                           CommsDocumentType   type,
                                           GCancellable       *cancellable,
                                           GError            **error);

void            comms_document_free       (CommsDocument      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsDocument, comms_document_free)

/* "txt", "md", "html", "docx" or "odt", with or without the dot; AUTO for anything else. */
CommsDocumentType comms_document_type_from_suffix (const char *suffix);
const char      * comms_document_type_to_suffix   (CommsDocumentType type);

/* For a file chooser: the patterns of the names that can be read, ended by NULL. */
extern const char *const comms_document_patterns[];

G_END_DECLS
