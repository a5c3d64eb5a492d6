/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run-document.h"

#include <string.h>

#include "comms-document.h"
#include "comms-error.h"
#include "comms-test-zip.h"

static void
check_blocks (GPtrArray *blocks)
{
  g_assert_cmpuint (blocks->len, >, 0);
  for (guint i = 0; i < blocks->len; i++)
    {
      CommsBlock *block = g_ptr_array_index (blocks, i);

      g_assert_cmpstr (block->text, !=, "");
      g_assert_true (g_utf8_validate (block->text, -1, NULL));
      g_assert_null (strchr (block->text, '\n'));
      for (guint j = 0; block->links != NULL && block->links[j] != NULL; j++)
        g_assert_true (g_utf8_validate (block->links[j], -1, NULL));
    }
}

static void
run_as (GBytes *bytes, CommsDocumentType type)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsDocument) document = comms_document_load_bytes (bytes, type, NULL, &error);
  g_autoptr (CommsSplit) split = NULL;

  if (document == NULL)
    {
      g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
      return;
    }
  g_assert_no_error (error);
  check_blocks (document->blocks);
  g_assert_true (document->title == NULL || g_utf8_validate (document->title, -1, NULL));
  g_assert_nonnull (document->language);
  split = comms_split_propose (document->blocks);
  g_assert_cmpuint (split->rows->len, >=, document->blocks->len);
}

void
run_document_readers (const guint8 *data, gsize size)
{
  static const CommsDocumentType types[] = {
    COMMS_DOCUMENT_AUTO, COMMS_DOCUMENT_TEXT, COMMS_DOCUMENT_MARKDOWN,
    COMMS_DOCUMENT_HTML, COMMS_DOCUMENT_DOCX, COMMS_DOCUMENT_ODT,
  };
  const guint way = size > 0 ? data[0] % (G_N_ELEMENTS (types) + 2) : 0;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *body = NULL;

  if (way < G_N_ELEMENTS (types))
    bytes = g_bytes_new (size > 0 ? data + 1 : data, size > 0 ? size - 1 : 0);
  else
    {
      /* What is in a container is not reached by breaking the container. */
      body = g_strndup ((const char *) data + 1, size - 1);
      bytes = way == G_N_ELEMENTS (types) ? comms_test_docx (body) : comms_test_odt (body);
    }
  run_as (bytes, way < G_N_ELEMENTS (types) ? types[way] : COMMS_DOCUMENT_AUTO);
}
