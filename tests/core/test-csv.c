/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-csv.h"
#include "comms-error.h"

/* What a file says, row by row: cells parted by "|", rows by a new line, "!" and the line for one
 * that is broken. */
static char *
read_all (const char *text, gssize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsCsvReader) reader = comms_csv_reader_new (bytes, &error);
  g_autoptr (GString) all = g_string_new (NULL);
  CommsCsvResult result;

  if (reader == NULL)
    {
      g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
      return g_strdup ("INVALID");
    }
  while ((result = comms_csv_reader_next (reader)) != COMMS_CSV_END)
    {
      static const char marks[] = "\0\0QWE";

      if (all->len > 0)
        g_string_append_c (all, '\n');
      if (result != COMMS_CSV_ROW)
        {
          g_string_append_printf (all, "!%c%u", marks[result], comms_csv_reader_get_line (reader));
          continue;
        }
      for (guint i = 0; i < comms_csv_reader_get_width (reader); i++)
        g_string_append_printf (all, "%s%s", i > 0 ? "|" : "",
                                comms_csv_reader_get_cell (reader, i));
    }

  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
test_rows (void)
{
  static const struct
  {
    const char *csv;
    const char *rows;
  } cases[] = {
    { "", "" },
    { "a,b\n1,2\n", "a|b\n1|2" },
    { "a,b\n1,2", "a|b\n1|2" },
    { "a,b\r\n1,2\r\n", "a|b\n1|2" },
    { "a,b\r1,2\r", "a|b\n1|2" },
    { "a;b\n1,5;2\n", "a|b\n1,5|2" },
    { "a\tb\n1;x\t2\n", "a|b\n1;x|2" },
    { "\"a;b;c\",b\n1,2\n", "a;b;c|b\n1|2" },
    { "a,b\n\"x, y\",\"say \"\"no\"\"\"\n", "a|b\nx, y|say \"no\"" },
    { "a,b\n\"two\nlines\",2\n3,4\n", "a|b\ntwo\nlines|2\n3|4" },
    { "a,b\n,\n\n   \n1,2\n", "a|b\n1|2" },
    { "a,b\n1,\n,2\n", "a|b\n1|\n|2" },
    { "\xef\xbb\xbf"
      "a,b\n1,2\n",
      "a|b\n1|2" },
    { "نام,شہر\nثنا,لاہور\n", "نام|شہر\nثنا|لاہور" },
    /* A cell that begins with a letter may have quotation marks in it. */
    { "a,b\nthe \"Star\",2\n", "a|b\nthe \"Star\"|2" },
    /* Broken lines: the rest is read. */
    { "a,b\n1,2,3\n4,5\n", "a|b\n!W2\n4|5" },
    { "a,b\n1\n4,5\n", "a|b\n!W2\n4|5" },
    { "a,b\n\"1,2\n3,4\n5,6\n", "a|b\n!Q2\n3|4\n5|6" },
    { "a,b\n\"1,2\n\"3\",4\n5,6\n", "a|b\n!Q2\n3|4\n5|6" },
    { "a,b\n\"1\"x,2\n3,4\n", "a|b\n!Q2\n3|4" },
    { "a,b\n\"1,2\n3\",4,5\n6,7\n", "a|b\n!W2\n!W3\n6|7" },
    { "a,b\n1,2\n\"", "a|b\n1|2\n!Q3" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rows = read_all (cases[i].csv, -1);

      g_test_message ("%s", cases[i].csv);
      g_assert_cmpstr (rows, ==, cases[i].rows);
    }
}

static void
test_line_numbers (void)
{
  static const char csv[] = "a,b\n\"one\ntwo\nthree\",2\nx,y\n";
  static const guint lines[] = { 1, 2, 5 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (csv, strlen (csv));
  g_autoptr (CommsCsvReader) reader = comms_csv_reader_new (bytes, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_assert_cmpint (comms_csv_reader_next (reader), ==, COMMS_CSV_ROW);
      g_assert_cmpuint (comms_csv_reader_get_line (reader), ==, lines[i]);
    }
  g_assert_cmpint (comms_csv_reader_next (reader), ==, COMMS_CSV_END);
}

static void
check_encoded (const char *charset, const char *prefix, gsize prefix_length)
{
  static const char text[] = "نام,city\nثنا مہراب,Zürich\n";
  gsize length;
  g_autofree char *encoded = g_convert (text, -1, charset, "UTF-8", NULL, &length, NULL);
  g_autoptr (GString) file = g_string_new_len (prefix, (gssize) prefix_length);
  g_autofree char *rows = NULL;

  g_string_append_len (file, encoded, (gssize) length);
  rows = read_all (file->str, (gssize) file->len);
  g_test_message ("%s", charset);
  g_assert_cmpstr (rows, ==, "نام|city\nثنا مہراب|Zürich");
}

static void
test_encodings (void)
{
  g_autofree char *rows = NULL;

  check_encoded ("UTF-8", "", 0);
  check_encoded ("UTF-8", "\xef\xbb\xbf", 3);
  check_encoded ("UTF-16LE", "\xff\xfe", 2);
  check_encoded ("UTF-16BE", "\xfe\xff", 2);

  rows = read_all ("name,city\nJos\xe9,Z\xfcrich\n\x93Zoya\x94,Lahore\n", -1);
  g_assert_cmpstr (rows, ==, "name|city\nJosé|Zürich\n“Zoya”|Lahore");
}

/* Two files pasted together: the lines that could be anything are named, the others are read. */
static void
test_mixed_encodings (void)
{
  g_autofree char *rows = read_all ("name,city\nثنا,لاہور\nJos\xe9,Lima\nAda,London\n", -1);
  g_autofree char *hole = read_all ("name,city\nJos\xe9,Lima\n\x81,London\n", -1);

  g_assert_cmpstr (rows, ==, "name|city\nثنا|لاہور\n!E3\nAda|London");
  g_assert_cmpstr (hole, ==, "name|city\nJosé|Lima\n!E3");
}

static void
test_no_text (void)
{
  static const char zip[] = "PK\003\004\024\000\006\000";
  static const char binary[] = "name\001\002,\000\377x";
  static const char zeros[] = "\377\376a\000\000\000,\000b\000";
  static const char torn[] = "\377\376n\000a\000m\000e\000,\000\000\330";
  g_autofree char *a = read_all (zip, sizeof zip - 1);
  g_autofree char *b = read_all (binary, sizeof binary - 1);
  g_autofree char *c = read_all (torn, sizeof torn - 1);
  g_autofree char *d = read_all (zeros, sizeof zeros - 1);

  g_assert_cmpstr (a, ==, "INVALID");
  g_assert_cmpstr (b, ==, "INVALID");
  g_assert_cmpstr (c, ==, "INVALID");
  g_assert_cmpstr (d, ==, "INVALID");
}

static void
test_write (void)
{
  const char *const cells[] = { "plain", "a, b", "say \"no\"", "two\nlines", NULL,
                                "=1+1",  "+92",  "-5",         "@home",      "ثنا" };
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autofree char *back = NULL;

  comms_csv_append_row (csv, cells, G_N_ELEMENTS (cells));
  g_assert_cmpstr (csv->str, ==,
                   "plain,\"a, b\",\"say \"\"no\"\"\",\"two\nlines\",,'=1+1,'+92,'-5,'@home,ثنا"
                   "\r\n");
  back = read_all (csv->str, -1);
  g_assert_cmpstr (back, ==, "plain|a, b|say \"no\"|two\nlines||'=1+1|'+92|'-5|'@home|ثنا");
}

static void
test_plain (void)
{
  static const struct
  {
    const char *cell;
    const char *plain;
  } cases[] = {
    { "'=1+1", "=1+1" }, { "'+92", "+92" }, { "'tis", "'tis" }, { "'", "'" }, { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = comms_csv_dup_plain (cases[i].cell);

      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
}

/* Every line with its own stray quotation mark must not take the square of their number. */
static void
test_many_broken_lines (void)
{
  g_autoptr (GString) csv = g_string_new ("a,b\n");
  g_autofree char *rows = NULL;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 20000; i++)
    g_string_append (csv, "\"x,y\n");
  rows = read_all (csv->str, -1);
  g_assert_true (g_str_has_suffix (rows, "!Q20001"));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/rows", test_rows);
  g_test_add_func ("/csv/line-numbers", test_line_numbers);
  g_test_add_func ("/csv/encodings", test_encodings);
  g_test_add_func ("/csv/mixed-encodings", test_mixed_encodings);
  g_test_add_func ("/csv/no-text", test_no_text);
  g_test_add_func ("/csv/write", test_write);
  g_test_add_func ("/csv/plain", test_plain);
  g_test_add_func ("/csv/many-broken-lines", test_many_broken_lines);
  return g_test_run ();
}
