/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "comms-test-zip.h"
#include "run-document.h"

#define RUNS 1500

static const char *const pieces[] = {
  " ",     "\n",    "\n\n",    "word ",   "A sentence. ", "وزارت ",  "۔ ",      "“Quote,” ",  "he said. ",
  "<p>",   "</p>",  "<h1>",    "</h1>",   "<br>",         "<ul>",   "<li>",    "</ul>",     "<article>",
  "<a href=\"https://a.org\">", "</a>",   "<blockquote>", "&amp;",  "&#x6d4;", "&bogus;",   "<!--",
  "-->",   "<![CDATA[", "]]>", "<w:p>",   "</w:p>",       "<w:r>",  "</w:r>",  "<w:t>",     "</w:t>",
  "<w:br/>", "<w:pPr><w:pStyle w:val=\"Title\"/></w:pPr>",  "<text:p>", "</text:p>", "<text:h>",
  "</text:h>", "<text:s/>", "<text:list>", "</text:list>", "# ",    "> ",      "- ",        "1. ",
  "---\n", "title: x\n", "[a](b)", "```\n", "***",        "\xff\xfe", "\xfe\xff", "\xef\xbb\xbf",
  "\x93",  "\xc7\xe1", "PK\x03\x04", "<!ENTITY x \"y\">", "charset=utf-7 ", "charset=windows-1256 ",
  "\x01",  "FOR IMMEDIATE RELEASE\n", "###\n", "Islamabad: ", "9 December 2026 ",
};

static void
test_random_pieces (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1949);

  for (int run = 0; run < RUNS; run++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      g_string_append_c (text, (char) ('0' + run % 8));
      for (int n = g_rand_int_range (random, 0, 80); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      run_document_readers ((const guint8 *) text->str, text->len);
    }
}

/* A container with some of its bytes changed. */
static void
test_broken_containers (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1948);
  GBytes *whole[] = {
    comms_test_docx ("<w:p><w:r><w:t>A headline</w:t></w:r></w:p>"),
    comms_test_odt ("<text:p>A headline</text:p>"),
  };

  for (int run = 0; run < RUNS; run++)
    {
      GBytes *bytes = whole[run % 2];
      gsize size = g_bytes_get_size (bytes);
      g_autofree guint8 *copy = g_malloc (size + 1);

      copy[0] = '0';
      memcpy (copy + 1, g_bytes_get_data (bytes, NULL), size);
      for (int n = g_rand_int_range (random, 1, 6); n > 0; n--)
        copy[g_rand_int_range (random, 1, (int) size + 1)] =
          (guint8) g_rand_int_range (random, 0, 256);
      run_document_readers (copy, size + 1);
    }
  g_bytes_unref (whole[0]);
  g_bytes_unref (whole[1]);
}

static void
test_edges (void)
{
  run_document_readers ((const guint8 *) "", 0);
  for (char way = 0; way < 8; way++)
    {
      run_document_readers ((const guint8 *) &way, 1);
      for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
        {
          g_autofree char *text = g_strdup_printf ("%c%s", '0' + way, pieces[i]);

          run_document_readers ((const guint8 *) text, strlen (text));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/robust-documents/edges", test_edges);
  g_test_add_func ("/robust-documents/random-pieces", test_random_pieces);
  g_test_add_func ("/robust-documents/broken-containers", test_broken_containers);
  return g_test_run ();
}
