/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <libsoup/soup.h>

#include "comms-multipart.h"

GBytes *
comms_multipart (
  const char *const *fields, const char *file_field, const char *mime, GBytes *bytes, char **type)
{
  SoupMultipart *form = soup_multipart_new (SOUP_FORM_MIME_TYPE_MULTIPART);
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  GBytes *body = NULL;

  for (guint i = 0; fields[i] != NULL; i += 2)
    soup_multipart_append_form_string (form, fields[i], fields[i + 1]);
  soup_multipart_append_form_file (form, file_field, "file", mime, bytes);
  soup_multipart_to_message (form, headers, &body);
  *type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  soup_message_headers_unref (headers);
  soup_multipart_free (form);
  return body;
}
