/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-document.h"
#include "comms-error.h"
#include "comms-test-zip.h"

/* The blocks, one a line: h1, p, q or i1, the text, and its links. */
static char *
show (CommsDocument *document)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < document->blocks->len; i++)
    {
      CommsBlock *block = g_ptr_array_index (document->blocks, i);

      g_string_append_c (out, "phqi"[block->kind]);
      if (block->level > 0)
        g_string_append_printf (out, "%d", block->level);
      g_string_append_printf (out, " %s", block->text);
      for (guint j = 0; block->links != NULL && block->links[j] != NULL; j++)
        g_string_append_printf (out, " <%s>", block->links[j]);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

static CommsDocument *
load (GBytes *bytes, const char *name)
{
  g_autoptr (GError) error = NULL;
  CommsDocument *document = comms_document_load_bytes (bytes, COMMS_DOCUMENT_AUTO, name, &error);

  g_assert_no_error (error);
  return document;
}

#define assert_blocks(document, expected)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *shown = show (document);                                                      \
    g_assert_cmpstr (shown, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static void
test_docx (void)
{
  g_autoptr (GBytes) bytes = comms_test_docx (
    "<w:p><w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr><w:r><w:t>A head</w:t></w:r>"
    "<w:r><w:t xml:space=\"preserve\">line </w:t></w:r></w:p>"
    "<w:p><w:pPr><w:pStyle w:val=\"Subtitle\"/></w:pPr><w:r><w:t>Below it</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>The </w:t></w:r><w:hyperlink r:id=\"rId4\"><w:r><w:t>scorecard</w:t></w:r>"
    "</w:hyperlink><w:r><w:tab/><w:t>is out &amp; open.</w:t></w:r>"
    "<w:hyperlink r:id=\"rId5\"><w:r><w:t> Write.</w:t></w:r></w:hyperlink></w:p>"
    "<w:p/><w:p><w:r><w:t>One line,</w:t><w:br/><w:t>goes on.</w:t><w:br/><w:t>Two.</w:t></w:r></w:p>"
    "<w:p><w:pPr><w:pStyle w:val=\"Zitat\"/></w:pPr><w:r><w:t>“Words.”</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Item</w:t></w:r></w:p></w:tc></w:tr>"
    "</w:tbl>"
    "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>came</w:t></w:r>"
    "</w:ins><w:r><mc:AlternateContent><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:AlternateContent></w:r>"
    "<w:r><w:instrText> HYPERLINK \"https://a.org/x\" </w:instrText></w:r></w:p>");
  g_autoptr (CommsDocument) document = load (bytes, "release.docx");

  assert_blocks (document, "h1 A headline\n"
                           "h2 Below it\n"
                           "p The scorecard is out & open. Write. <https://mohr.example.org/scorecard>\n"
                           "p One line, goes on.\n"
                           "p Two.\n"
                           "q “Words.”\n"
                           "i1 Item\n"
                           "p came <https://a.org/x>\n");
  g_assert_cmpstr (document->title, ==, "The title");
  g_assert_cmpstr (document->language, ==, "en");
  g_assert_cmpint (document->type, ==, COMMS_DOCUMENT_DOCX);
  g_assert_null (document->note);
}

static void
test_odt (void)
{
  g_autoptr (GBytes) bytes = comms_test_odt (
    "<text:p text:style-name=\"P2\">پہلا ضلعی اسکور کارڈ</text:p>"
    "<text:h text:outline-level=\"2\">دو</text:h>\n"
    "<text:p>سیکرٹری<text:s text:c=\"2\"/>نے\n<text:a xlink:href=\"https://mohr.example.org/u\">کہا</text:a>"
    "<text:note><text:note-body><text:p>حاشیہ</text:p></text:note-body></text:note>۔</text:p>"
    "<text:p text:style-name=\"P1\">”لفظ۔“</text:p>"
    "<text:list><text:list-item><text:p>ایک</text:p><text:list><text:list-item><text:p>دو</text:p>"
    "</text:list-item></text:list></text:list-item></text:list>"
    "<text:p>پہلی<text:line-break/>دوسری<draw:frame><text:p>ڈبہ</text:p></draw:frame></text:p>");
  g_autoptr (CommsDocument) document = load (bytes, NULL);

  assert_blocks (document, "h1 پہلا ضلعی اسکور کارڈ\n"
                           "h2 دو\n"
                           "p سیکرٹری نے کہا۔ <https://mohr.example.org/u>\n"
                           "q ”لفظ۔“\n"
                           "i1 ایک\n"
                           "i2 دو\n"
                           "p پہلی\n"
                           "p دوسری\n");
  g_assert_cmpstr (document->title, ==, "The title");
  g_assert_cmpstr (document->language, ==, "ur");
}

static void
test_texts (void)
{
  static const struct
  {
    const char *name;
    const char *bytes;
    gssize length;
    const char *blocks;
    const char *title;
    gboolean noted;
  } rows[] = {
    { "a.txt", "Head\n\nA lede.\n\n* One\n* Two\n", -1, "p Head\np A lede.\ni1 One\ni1 Two\n", NULL },
    { NULL, "\xef\xbb\xbfHead\r\n\r\nA lede.", -1, "p Head\np A lede.\n", NULL },
    { "a.txt", "\xff\xfeH\0i\0\n\0\n\0\x33\x06\x86\x06", 14, "p Hi\np سچ\n", NULL },
    { "a.txt", "\xfe\xff\0H\0i", 6, "p Hi\n", NULL },
    { "a.txt", "\x93Quote\x94 caf\xe9", -1, "p “Quote” café\n", NULL, TRUE },
    { "a.txt", "\xe6\xd2\xc7\xd1\xca \xe4\xff", -1, "p وزارت نے\n", NULL, TRUE },
    { "a.md", "# Head\n\nText with a [link](https://a.org/x)\nand *more*.\n\n> A quote.\n\n- One\n"
              "- Two\n  1. Three\n\n<b>raw</b>\n",
      -1, "h1 Head\np Text with a link and more. <https://a.org/x>\nq A quote.\ni1 One\ni1 Two\n"
          "i2 Three\np raw\n", NULL },
    { "a.md", "---\ntitle: \"A title\"\ndate: x\n---\n\n## Head\n", -1, "h2 Head\n", "A title" },
    { "a.markdown", "Line\\\nnext\\\nThird\n", -1, "p Line next\np Third\n", NULL },
    { "a.html",
      "<html><head><title> A\n title</title><style>p{}</style></head><body><nav>Menu</nav>"
      "<h1>Head</h1><p>One <b>bold</b>\nword &amp; <a href='https://a.org/x'>link</a>.<p>Two"
      "<blockquote><p>Words</p></blockquote><ul><li>One<li><p>Two</p></ul>a<br>b<br>C"
      "<script>evil()</script><footer>Foot</footer></body></html>",
      -1, "h1 Head\np One bold word & link. <https://a.org/x>\np Two\nq Words\ni1 One\ni1 Two\np a b\n"
          "p C\n", "A title" },
    { "a.html", "<div>Around<article><h2>In</h2>Text</article></div>", -1, "h2 In\np Text\n", NULL },
    { "a.html", "<meta charset=\"windows-1256\"><p>\xe6\xd2\xc7\xd1\xca", -1, "p وزارت\n", NULL },
    { NULL, "<!DOCTYPE html><p>By its content", -1, "p By its content\n", NULL },
    { "a.html", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><p>A &e; b", -1,
      "p ]>\np A &e; b\n", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize length = rows[i].length < 0 ? strlen (rows[i].bytes) : (gsize) rows[i].length;
      g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i].bytes, length);
      g_autoptr (CommsDocument) document = NULL;

      g_test_message ("%" G_GSIZE_FORMAT, i);
      document = load (bytes, rows[i].name);
      assert_blocks (document, rows[i].blocks);
      g_assert_cmpstr (document->title, ==, rows[i].title);
      g_assert_cmpint (document->note != NULL, ==, rows[i].noted);
    }
}

static void
assert_refused (GBytes *bytes, CommsDocumentType type, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (comms_document_load_bytes (bytes, type, NULL, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *word;
  } rows[] = {
    { "", 0, "no text" },
    { " \n \n", 4, "no text" },
    { "%PDF-1.7 ...", 12, "PDF" },
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "old Word" },
    { "{\\rtf1 text}", 12, "Rich Text" },
    { "\x89PNG\r\n", 6, "picture" },
    { "a\0b\0\0\0c", 7, "no text" },
    { "PK\x03\x04" "broken", 10, "damaged" },
    { "\x7f" "ELF\x02\x01\0\0", 8, "no text" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i].bytes, rows[i].length);

      assert_refused (bytes, COMMS_DOCUMENT_AUTO, rows[i].word);
    }
}

static void
test_containers_refused (void)
{
  g_autoptr (GBytes) other = comms_test_zip ("xl/workbook.xml", "<x/>", NULL);
  g_autoptr (GBytes) no_xml = comms_test_zip ("word/document.xml", "<w:document", NULL);
  g_autoptr (GBytes) entity = comms_test_zip (
    "word/document.xml",
    "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><d><p><t>&b;</t></p></d>", NULL);
  g_autoptr (GBytes) fetched = comms_test_zip (
    "content.xml", "<!DOCTYPE d SYSTEM \"http://127.0.0.1:1/x\"><d><text/></d>", NULL);
  g_autoptr (GBytes) locked = comms_test_zip ("META-INF/manifest.xml", "<m:encryption-data/>",
                                              "content.xml", "\x01\x02\x03", NULL);
  g_autoptr (GBytes) zip_locked = comms_test_zip_locked ("word/document.xml", "<w:document/>");
  g_autoptr (GBytes) empty = comms_test_docx ("<w:p/>");
  g_autoptr (GBytes) bomb = comms_test_zip_bomb ("word/document.xml", 20 * 1024 * 1024);
  g_autoptr (GBytes) whole = comms_test_docx ("<w:p><w:r><w:t>Head</w:t></w:r></w:p>");

  assert_refused (other, COMMS_DOCUMENT_AUTO, "damaged");
  assert_refused (no_xml, COMMS_DOCUMENT_AUTO, "damaged");
  assert_refused (entity, COMMS_DOCUMENT_AUTO, "damaged");
  assert_refused (fetched, COMMS_DOCUMENT_AUTO, "damaged");
  assert_refused (locked, COMMS_DOCUMENT_ODT, "password");
  assert_refused (zip_locked, COMMS_DOCUMENT_AUTO, "password");
  assert_refused (empty, COMMS_DOCUMENT_AUTO, "no text");
  assert_refused (bomb, COMMS_DOCUMENT_DOCX, "unpack");

  /* Cut short anywhere, it is read or refused, and neither crashes nor hangs. */
  for (gsize size = 4; size < g_bytes_get_size (whole); size += 7)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, 0, size);
      g_autoptr (GError) error = NULL;
      g_autoptr (CommsDocument) document =
        comms_document_load_bytes (part, COMMS_DOCUMENT_DOCX, NULL, &error);

      g_assert_true ((document == NULL) == (error != NULL));
    }
}

static void
test_too_large (void)
{
  g_autofree char *text = g_malloc (COMMS_DOCUMENT_SIZE_MAX + 1);
  g_autoptr (GBytes) large = NULL;
  g_autoptr (GBytes) book = NULL;

  for (gsize i = 0; i <= COMMS_DOCUMENT_SIZE_MAX; i++)
    text[i] = i % 80 == 79 ? '\n' : i % 7 == 0 ? ' ' : 'a';
  large = g_bytes_new_static (text, COMMS_DOCUMENT_SIZE_MAX + 1);
  assert_refused (large, COMMS_DOCUMENT_AUTO, "too large");
  book = g_bytes_new_static (text, COMMS_DOCUMENT_SIZE_MAX / 10);
  assert_refused (book, COMMS_DOCUMENT_AUTO, "book");
}

/* A tree of any depth is walked. */
static void
test_deep (void)
{
  g_autoptr (GString) html = g_string_new ("<html><body>");
  g_autoptr (GString) markdown = g_string_new (NULL);
  g_autoptr (GBytes) page = NULL;
  g_autoptr (GBytes) nested = NULL;
  g_autoptr (CommsDocument) document = NULL;
  g_autoptr (CommsDocument) other = NULL;

  for (int i = 0; i < 100000; i++)
    g_string_append (html, "<b>");
  g_string_append (html, "Deep");
  for (int i = 0; i < 20000; i++)
    g_string_append (markdown, "> ");
  g_string_append (markdown, "Deep");
  page = g_bytes_new_static (html->str, html->len);
  nested = g_bytes_new_static (markdown->str, markdown->len);
  document = comms_document_load_bytes (page, COMMS_DOCUMENT_HTML, NULL, NULL);
  other = comms_document_load_bytes (nested, COMMS_DOCUMENT_MARKDOWN, NULL, NULL);
  g_assert_nonnull (other);
}

static void
test_file (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "comms-test-document.md", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsDocument) document = NULL;

  g_assert_true (g_file_set_contents (path, "# Head\n", -1, &error));
  document = comms_document_load (file, COMMS_DOCUMENT_AUTO, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (document->type, ==, COMMS_DOCUMENT_MARKDOWN);
  g_assert_true (g_file_delete (file, NULL, NULL));
  g_assert_null (comms_document_load (file, COMMS_DOCUMENT_AUTO, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  g_assert_cmpint (comms_document_type_from_suffix (".DOCX"), ==, COMMS_DOCUMENT_DOCX);
  g_assert_cmpint (comms_document_type_from_suffix ("pdf"), ==, COMMS_DOCUMENT_AUTO);
  g_assert_cmpstr (comms_document_type_to_suffix (COMMS_DOCUMENT_HTML), ==, "html");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/docx", test_docx);
  g_test_add_func ("/document/odt", test_odt);
  g_test_add_func ("/document/texts", test_texts);
  g_test_add_func ("/document/refused", test_refused);
  g_test_add_func ("/document/containers-refused", test_containers_refused);
  g_test_add_func ("/document/too-large", test_too_large);
  g_test_add_func ("/document/deep", test_deep);
  g_test_add_func ("/document/file", test_file);
  return g_test_run ();
}
