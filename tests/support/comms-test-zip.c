/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "comms-test-zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

typedef struct
{
  struct archive *archive;
  GByteArray *data;
} Zip;

static la_ssize_t
write_cb (struct archive *archive, void *user_data, const void *buffer, size_t length)
{
  g_byte_array_append (user_data, buffer, (guint) length);
  return (la_ssize_t) length;
}

/* @password may be NULL. */
static Zip
zip_open (const char *password)
{
  Zip zip = { archive_write_new (), g_byte_array_new () };

  archive_write_set_format_zip (zip.archive);
  if (password != NULL)
    {
      g_assert_cmpint (archive_write_set_options (zip.archive, "zip:encryption=traditional"), ==,
                       ARCHIVE_OK);
      g_assert_cmpint (archive_write_set_passphrase (zip.archive, password), ==, ARCHIVE_OK);
    }
  archive_write_set_bytes_in_last_block (zip.archive, 1);
  g_assert_cmpint (archive_write_open (zip.archive, zip.data, NULL, write_cb, NULL), ==,
                   ARCHIVE_OK);
  return zip;
}

static void
zip_add (Zip *zip, const char *name, const void *data, gsize size)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert_cmpint (archive_write_header (zip->archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (zip->archive, data, size), ==, (la_ssize_t) size);
  archive_entry_free (entry);
}

static GBytes *
zip_close (Zip *zip)
{
  g_assert_cmpint (archive_write_close (zip->archive), ==, ARCHIVE_OK);
  archive_write_free (zip->archive);
  return g_byte_array_free_to_bytes (zip->data);
}

GBytes *
comms_test_zip (const char *name, ...)
{
  Zip zip = zip_open (NULL);
  va_list args;

  va_start (args, name);
  for (; name != NULL; name = va_arg (args, const char *))
    {
      const char *text = va_arg (args, const char *);

      zip_add (&zip, name, text, strlen (text));
    }
  va_end (args);
  return zip_close (&zip);
}

GBytes *
comms_test_zip_locked (const char *name, const char *text)
{
  Zip zip = zip_open ("a password");

  zip_add (&zip, name, text, strlen (text));
  return zip_close (&zip);
}

GBytes *
comms_test_zip_bomb (const char *name, gsize size)
{
  Zip zip = zip_open (NULL);
  g_autofree char *zeros = g_malloc0 (size);

  zip_add (&zip, name, zeros, size);
  return zip_close (&zip);
}

GBytes *
comms_test_docx (const char *body)
{
  g_autofree char *document = g_strdup_printf (
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
    "<w:body>%s</w:body></w:document>",
    body);

  return comms_test_zip (
    "[Content_Types].xml", "<Types/>", "word/document.xml", document, "word/styles.xml",
    "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading "
    "1\"/></w:style>"
    "<w:style w:styleId=\"Zitat\"><w:name w:val=\"Quote\"/></w:style></w:styles>",
    "word/_rels/document.xml.rels",
    "<Relationships><Relationship Id=\"rId4\" Target=\"https://mohr.example.org/scorecard\"/>"
    "<Relationship Id=\"rId5\" Target=\"mailto:media@mohr.example.org\"/></Relationships>",
    "docProps/core.xml", "<cp xmlns:dc=\"dc\"><dc:title> The  title </dc:title></cp>", NULL);
}

GBytes *
comms_test_odt (const char *body)
{
  g_autofree char *content = g_strdup_printf (
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"o\" "
    "xmlns:text=\"t\" xmlns:style=\"s\" xmlns:xlink=\"x\" "
    "xmlns:draw=\"d\"><office:automatic-styles>"
    "<style:style style:name=\"P1\" style:parent-style-name=\"Quotations\"/>"
    "<style:style style:name=\"P2\" style:parent-style-name=\"Title\"/>"
    "</office:automatic-styles><office:body><office:text>%s</office:text></office:body>"
    "</office:document-content>",
    body);

  return comms_test_zip ("mimetype", "application/vnd.oasis.opendocument.text", "content.xml",
                         content, "meta.xml",
                         "<m xmlns:dc=\"dc\"><dc:title>The title</dc:title></m>", NULL);
}
