/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "run-lines.h"
#include "run-text.h"

#define RUNS 1000

/* What random bytes hardly ever make: whole pieces of real texts, and of hostile ones. */
static const char *const pieces[] = {
  " ", "\n", "\n\n", "\r\n", ".", ". ", "…", "۔ ", "؟", "!", "“", "”", "\"", "«", "»", "(", ")",
  "a", "A", "word", "Sentence", "é", "e\xcc\x81", "\xcc\x81", "ß", "İ", "ﬃ", "ﷺ", "ﻻ", "﷽",
  "پاکستان", "انسانی", "\u200c", "\u200d", "\u202e", "\u2066", "\ufeff", "\uffff", "\u0640",
  "http://", "https://a.org/x", "mohr.gov.pk", "t.co/", "xn--", "://", "/(", "?", "@", "@name",
  "#", "#tag", "#انسانی_حقوق", "$", "$PKR", "😀", "👨‍👩‍👧‍👦", "🇵", "🇵🇰", "🏽", "1️⃣", "\u20e3",
  "\ufe0f", "🏴\U000e0067\U000e0062", "Press release", "###", "Contact:", "Dr.", "No. 5", "۱۲۳",
  "\xff", "\xc3", "\xe2\x80", "\xf0\x9f", "\xed\xa0\x80", "ᄀ", "ᅡ", "ᆨ", "க்ஷ", "กำ", "한",
};

static void
test_random_bytes (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2026);

  for (int run = 0; run < RUNS; run++)
    {
      guint8 bytes[200];
      gsize size = g_rand_int_range (random, 0, sizeof bytes);

      for (gsize i = 0; i < size; i++)
        bytes[i] = (guint8) g_rand_int_range (random, 0, 256);
      run_text_functions (bytes, size);
    }
}

static void
test_random_pieces (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1948);

  for (int run = 0; run < RUNS; run++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int n = g_rand_int_range (random, 0, 60); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      run_text_functions ((const guint8 *) text->str, text->len);
    }
}

static void
test_edges (void)
{
  run_text_functions ((const guint8 *) "", 0);
  run_text_functions ((const guint8 *) "\0a\0", 3);
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    run_text_functions ((const guint8 *) pieces[i], strlen (pieces[i]));
}

/* Lines of JSON and what is nearly one, from pieces in a fixed order of chance. */
static void
test_random_lines (void)
{
  static const char *const parts[] = {
    "{",   "}",      "[",        "\"text\"",          ":",      "\"",    "\\",   "\\u", "\\ud83d",
    "\\ude00", "\\u0000", "\n", " ", ",", "1", "null", "{\"text\":\"", "\"}\n", "@name",
    "#tag", "https://example.org/", "انسانی", "👍🏽", "\xff", "\t",
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (gint32 n = g_rand_int_range (random, 0, 24); n > 0; n--)
        g_string_append (text, parts[g_rand_int_range (random, 0, G_N_ELEMENTS (parts))]);
      run_lines ((const guint8 *) text->str, text->len);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/robust/edges", test_edges);
  g_test_add_func ("/robust/random-bytes", test_random_bytes);
  g_test_add_func ("/robust/random-pieces", test_random_pieces);
  g_test_add_func ("/robust/random-lines", test_random_lines);
  return g_test_run ();
}
