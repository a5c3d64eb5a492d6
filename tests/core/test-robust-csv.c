/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "run-csv.h"

#define RUNS 400

static const char *const pieces[] = {
  ",",      ",",        ";",         "\t",       "\n",      "\r\n",      "\r",        "\"",
  "\"\"",   "name",     "class",     "email",    "نام",     "languages", "journalist", "a@b.org",
  "@name",  "https://", "x.com/",    "yes",      "en ur",   "انگریزی",   "=1+1",      "'",
  "'=",     " ",        "-5",        "\xef\xbb\xbf", "\xff\xfe", "\xfe\xff", "\xe9",  "\x81",
  "\x93",   "ثنا",      "religion",  "x",        "\u200f",  "\u202e",    "\x01",      "PK\003\004",
};

static void
test_random_pieces (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1950);

  for (int run = 0; run < RUNS; run++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int n = g_rand_int_range (random, 0, 40); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      run_csv ((const guint8 *) text->str, text->len);
    }
}

/* Units of UTF-16, most of them letters, some of them zeros and halves of pairs. */
static void
test_random_utf16 (void)
{
  static const guint8 units[][2] = {
    { 'a', 0 }, { ',', 0 }, { '"', 0 }, { '\n', 0 }, { '=', 0 },
    { 'y', 0 }, { 0x27, 6 }, { 0, 0 },  { 0, 0xd8 }, { 0x3d, 0xd8 },
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (1951);

  for (int run = 0; run < RUNS; run++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      const int kinds = run % 2 == 0 ? G_N_ELEMENTS (units) : 7;

      g_byte_array_append (bytes, (const guint8 *) "\xff\xfe", 2);
      for (int n = g_rand_int_range (random, 0, 30); n > 0; n--)
        g_byte_array_append (bytes, units[g_rand_int_range (random, 0, kinds)], 2);
      run_csv (bytes->data, bytes->len);
    }
}

static void
test_edges (void)
{
  run_csv ((const guint8 *) "", 0);
  run_csv ((const guint8 *) "\0", 1);
  run_csv ((const guint8 *) "\x15'\x15@a,@@,@www.,'\t'@", 19);
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    run_csv ((const guint8 *) pieces[i], strlen (pieces[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/robust-csv/edges", test_edges);
  g_test_add_func ("/robust-csv/random-pieces", test_random_pieces);
  g_test_add_func ("/robust-csv/random-utf16", test_random_utf16);
  return g_test_run ();
}
