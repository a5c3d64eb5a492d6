/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-document-private.h"

#include <libxml/parser.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-error.h"

/* More text than this is a book, and not the document that a day of posts is made of. */
#define TEXT_SIZE_MAX (512 * 1024)

const char *const comms_document_patterns[] = { "*.docx", "*.odt", "*.html", "*.htm",
                                                "*.md",   "*.txt", NULL };

static const struct
{
  const char *suffix;
  CommsDocumentType type;
} suffixes[] = {
  { "txt", COMMS_DOCUMENT_TEXT },  { "md", COMMS_DOCUMENT_MARKDOWN },
  { "html", COMMS_DOCUMENT_HTML }, { "docx", COMMS_DOCUMENT_DOCX },
  { "odt", COMMS_DOCUMENT_ODT },   { "htm", COMMS_DOCUMENT_HTML },
  { "xhtml", COMMS_DOCUMENT_HTML }, { "markdown", COMMS_DOCUMENT_MARKDOWN },
  { "text", COMMS_DOCUMENT_TEXT },
};

/* How files begin that are no documents of ours, and what to do about them. */
static const struct
{
  const char *start;
  gsize length;
  const char *sentence;
} strangers[] = {
  { "%PDF", 4,
    NC_ ("document", "This is a PDF, which does not keep its paragraphs. Choose the document that "
                     "it was made from, or copy its text and paste it.") },
  { "\xd0\xcf\x11\xe0", 4,
    NC_ ("document", "This is an old Word document (.doc), or one with a password. Save it as "
                     ".docx without a password and choose that.") },
  { "{\\rtf", 5,
    NC_ ("document", "This is a document in Rich Text Format. Save it as .docx or .odt and choose "
                     "that.") },
  { "\x89PNG", 4, NC_ ("document", "This is a picture. Choose the document that has the text.") },
  { "\xff\xd8\xff", 3,
    NC_ ("document", "This is a picture. Choose the document that has the text.") },
};

CommsDocumentType
comms_document_type_from_suffix (const char *suffix)
{
  if (suffix == NULL)
    return COMMS_DOCUMENT_AUTO;
  if (*suffix == '.')
    suffix++;
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_ascii_strcasecmp (suffixes[i].suffix, suffix) == 0)
      return suffixes[i].type;
  return COMMS_DOCUMENT_AUTO;
}

const char *
comms_document_type_to_suffix (CommsDocumentType type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (suffixes[i].type == type)
      return suffixes[i].suffix;
  return NULL;
}

void
comms_document_free (CommsDocument *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->language);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_free (self->note);
  g_free (self);
}

static gboolean
starts_with (GBytes *bytes, const char *start, gsize length)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size >= length && memcmp (data, start, length) == 0;
}

static gboolean
has_member (GBytes *bytes, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *member = comms_document_read_member (bytes, name, NULL, &error);

  return member != NULL;
}

/* The kind of container; AUTO where it is none of ours. */
static CommsDocumentType
find_container_type (GBytes *bytes)
{
  if (has_member (bytes, "word/document.xml"))
    return COMMS_DOCUMENT_DOCX;
  return has_member (bytes, "content.xml") ? COMMS_DOCUMENT_ODT : COMMS_DOCUMENT_AUTO;
}

static gboolean
looks_like_html (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *head = g_strndup (data != NULL ? data : "", MIN (size, 512));
  g_autofree char *lower = g_ascii_strdown (head, -1);

  return strstr (lower, "<!doctype html") != NULL || strstr (lower, "<html") != NULL;
}

static CommsDocumentType
type_of_name (const char *name)
{
  const char *dot = name != NULL ? strrchr (name, '.') : NULL;

  return comms_document_type_from_suffix (dot);
}

/* What the document is by its content; its name says only which kind of text a text is. */
static CommsDocumentType
find_type (GBytes *bytes, CommsDocumentType type, const char *name)
{
  CommsDocumentType named = type_of_name (name);

  if (starts_with (bytes, "PK\x03\x04", 4) || starts_with (bytes, "PK\x05\x06", 4))
    {
      CommsDocumentType found = find_container_type (bytes);

      /* A damaged one is said to be so by the reader of what it calls itself. */
      if (found != COMMS_DOCUMENT_AUTO)
        return found;
      named = type != COMMS_DOCUMENT_AUTO ? type : named;
      return named == COMMS_DOCUMENT_ODT ? COMMS_DOCUMENT_ODT : COMMS_DOCUMENT_DOCX;
    }
  if (type != COMMS_DOCUMENT_AUTO)
    return type;
  if (named == COMMS_DOCUMENT_AUTO)
    return looks_like_html (bytes) ? COMMS_DOCUMENT_HTML : COMMS_DOCUMENT_TEXT;
  return named;
}

static gboolean
check_file (GBytes *bytes, GError **error)
{
  if (g_bytes_get_size (bytes) > COMMS_DOCUMENT_SIZE_MAX)
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   C_ ("document", "The file is over %d MB, which is too large for a document of "
                                   "text. Take its pictures out, or copy the text and paste it."),
                   COMMS_DOCUMENT_SIZE_MAX / (1024 * 1024));
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (strangers); i++)
    if (starts_with (bytes, strangers[i].start, strangers[i].length))
      {
        g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                             g_dpgettext2 (NULL, "document", strangers[i].sentence));
        return FALSE;
      }
  return TRUE;
}

/* Text in one of three forms. */
static gboolean
read_text (CommsDocument *self, GBytes *bytes, CommsBlockBuilder *builder, GError **error)
{
  g_autofree char *text = comms_document_decode (bytes, &self->note, error);

  if (text == NULL)
    return FALSE;
  if (self->type == COMMS_DOCUMENT_HTML)
    return comms_document_read_html (text, builder, &self->title, error);
  if (self->type == COMMS_DOCUMENT_MARKDOWN)
    comms_document_read_markdown (text, builder, &self->title);
  else if (strlen (text) <= TEXT_SIZE_MAX)
    self->blocks = comms_blocks_from_text (text);
  else
    comms_block_builder_add (builder, text, -1);
  return TRUE;
}

static gboolean
read_blocks (CommsDocument *self, GBytes *bytes, GError **error)
{
  g_auto (CommsBlockBuilder) builder = { 0 };
  gboolean read;

  comms_block_builder_init (&builder);
  if (self->type == COMMS_DOCUMENT_DOCX)
    read = comms_document_read_docx (bytes, &builder, &self->title, error);
  else if (self->type == COMMS_DOCUMENT_ODT)
    read = comms_document_read_odt (bytes, &builder, &self->title, error);
  else
    read = read_text (self, bytes, &builder, error);
  if (read && self->blocks == NULL)
    self->blocks = comms_block_builder_steal (&builder);
  return read;
}

/* Refuses what nothing can be made of; else sees which language it is. */
static gboolean
check_text (CommsDocument *self, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->blocks->len; i++)
    g_string_append (text, ((CommsBlock *) g_ptr_array_index (self->blocks, i))->text);
  if (text->len == 0)
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("document", "There is no text in this file. Where it has a scan, "
                                           "type the text or paste it."));
      return FALSE;
    }
  if (text->len > TEXT_SIZE_MAX)
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("document", "There is more text in this file than in a book. Choose "
                                           "the release, or paste the part that posts are made of."));
      return FALSE;
    }
  self->language = g_strdup (comms_text_guess_language (text->str));
  return TRUE;
}

CommsDocument *
comms_document_load_bytes (GBytes *bytes, CommsDocumentType type, const char *name, GError **error)
{
  static gsize once;
  g_autoptr (CommsDocument) self = g_new0 (CommsDocument, 1);

  g_return_val_if_fail (bytes != NULL, NULL);

  /* Threads may read documents at a time, but libxml2 is to be set up by one. */
  if (g_once_init_enter (&once))
    {
      xmlInitParser ();
      g_once_init_leave (&once, 1);
    }
  if (!check_file (bytes, error))
    return NULL;
  self->type = find_type (bytes, type, name);
  if (!read_blocks (self, bytes, error) || !check_text (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* The file, and one byte more than may be where it is longer. */
static GBytes *
read_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guchar buffer[65536];
  gssize n;

  if (stream == NULL)
    return NULL;
  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, sizeof buffer, cancellable,
                                   error)) > 0 &&
         data->len <= COMMS_DOCUMENT_SIZE_MAX)
    g_byte_array_append (data, buffer, (guint) n);
  return n < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

CommsDocument *
comms_document_load (GFile *file, CommsDocumentType type, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  bytes = read_file (file, cancellable, error);
  name = g_file_get_basename (file);
  return bytes != NULL ? comms_document_load_bytes (bytes, type, name, error) : NULL;
}
