/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-document-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-error.h"

/* One in so many bytes, at most, may be a zero. */
#define ZEROS_SHARE 32

/* As far as a page says which encoding it has. */
#define CHARSET_WITHIN 2048

/* From so many letters beyond ASCII in a hundred on, a text of single bytes is in Arabic script. */
#define ARABIC_PER_CENT 30

static char *
convert (const char *data, gsize size, const char *charset)
{
  return g_convert_with_fallback (data, (gssize) size, "UTF-8", charset, "?", NULL, NULL, NULL);
}

/* The encoding that a page names, or NULL. (transfer full) */
static char *
find_charset (const char *data, gsize size)
{
  g_autofree char *head = g_strndup (data, MIN (size, CHARSET_WITHIN));
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *start = strstr (lower, "charset=");
  gsize length;

  if (start == NULL)
    return NULL;
  start += strlen ("charset=");
  start += strspn (start, "\"' ");
  length = strspn (start, "abcdefghijklmnopqrstuvwxyz0123456789_-");
  return length > 0 ? g_strndup (start, length) : NULL;
}

static gboolean
is_arabic (const guchar *data, gsize size)
{
  gsize n_high = 0, n_letters = 0;

  for (gsize i = 0; i < size; i++)
    {
      n_high += data[i] >= 0xc0;
      n_letters += data[i] >= 0xc0 || g_ascii_isalpha (data[i]);
    }
  return n_high * 100 >= n_letters * ARABIC_PER_CENT && n_high > 0;
}

static char *
decode_single_bytes (const char *data, gsize size, char **note)
{
  gboolean arabic = is_arabic ((const guchar *) data, size);

  *note = g_strdup (
    arabic ? C_ ("document", "The file does not say how it is encoded. It was read as Windows-1256 "
                             "(Arabic script); look through its letters.")
           : C_ ("document", "The file does not say how it is encoded. It was read as Windows-1252 "
                             "(Western European); look through its quotation marks and accents."));
  return convert (data, size, arabic ? "WINDOWS-1256" : "WINDOWS-1252");
}

/* Zeros are what other files than texts are full of; one that slipped into a paste is left out.
 * NULL for what is no text. (transfer full) */
static char *
dup_without_zeros (const char *data, gsize *size)
{
  g_autoptr (GString) kept = g_string_sized_new (*size);
  gsize n_zeros;

  for (gsize i = 0; i < *size; i++)
    if (data[i] != '\0')
      g_string_append_c (kept, data[i]);
  n_zeros = *size - kept->len;
  if (n_zeros > *size / ZEROS_SHARE)
    return NULL;
  *size = kept->len;
  return g_string_free (g_steal_pointer (&kept), FALSE);
}

static char *
decode (const char *data, gsize size, char **note)
{
  const guchar *bytes = (const guchar *) data;
  g_autofree char *charset = NULL;
  g_autofree char *clean = NULL;
  char *text = NULL;

  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    return g_utf8_make_valid (data + 3, (gssize) size - 3);
  if (size >= 2 && bytes[0] == 0xff && bytes[1] == 0xfe)
    return convert (data + 2, (size - 2) / 2 * 2, "UTF-16LE");
  if (size >= 2 && bytes[0] == 0xfe && bytes[1] == 0xff)
    return convert (data + 2, (size - 2) / 2 * 2, "UTF-16BE");
  if (memchr (data, '\0', size) != NULL)
    {
      clean = dup_without_zeros (data, &size);
      if (clean == NULL)
        return NULL;
      data = clean;
    }
  if (g_utf8_validate_len (data, size, NULL))
    return g_strndup (data, size);
  charset = find_charset (data, size);
  if (charset != NULL && g_ascii_strncasecmp (charset, "utf-8", 5) != 0)
    text = convert (data, size, charset);
  return text != NULL ? text : decode_single_bytes (data, size, note);
}

char *
comms_document_decode (GBytes *bytes, char **note, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = decode (data != NULL ? data : "", size, note);

  if (text != NULL && g_utf8_validate (text, -1, NULL))
    return g_steal_pointer (&text);

  g_clear_pointer (note, g_free);
  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                       C_ ("document", "This is no text. Choose a file of Word (.docx), "
                                       "OpenDocument (.odt), a web page, Markdown or plain text."));
  return NULL;
}
