/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "comms-text-check.h"

static void
test_presentation_forms (void)
{
  static const struct
  {
    const char *text;
    gboolean phrases;
    const char *letters;
    guint n_changed;
    int saved;
  } rows[] = {
    { "Human rights", FALSE, "Human rights", 0, 0 },
    { "", FALSE, "", 0, 0 },
    { NULL, FALSE, "", 0, 0 },
    { "ﭘﺎﮐﺴﺘﺎﻥ", FALSE, "پاکستان", 7, 7 },
    { "ﻻ", FALSE, "لا", 1, 0 },
    { "ﷺ", FALSE, "ﷺ", 0, 0 },
    { "ﷺ", TRUE, "صلى الله عليه وسلم", 1, -16 },
    { "۵۰ ﷼", FALSE, "۵۰ ﷼", 0, 0 },
    { "﴿ﺁ﴾", FALSE, "﴿آ﴾", 1, 1 },
    /* A mark of its own goes to the letter before it. */
    { "ﺏﹶ", FALSE, "ب\u064e", 2, 2 },
    { "﷐", TRUE, "﷐", 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint n_changed = 99;
      int saved = 99;
      g_autofree char *letters
        = comms_text_normalise_presentation_forms (rows[i].text, rows[i].phrases, &n_changed, &saved);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (letters, ==, rows[i].letters);
      g_assert_cmpuint (n_changed, ==, rows[i].n_changed);
      g_assert_cmpint (saved, ==, rows[i].saved);
    }
}

static void
test_direction_marks (void)
{
  static const struct
  {
    const char *text;
    const char *stripped;
    guint n_changed;
    int saved;
  } rows[] = {
    { "plain", "plain", 0, 0 },
    { NULL, "", 0, 0 },
    { "\u202bوزارت\u202c\u200f", "وزارت", 3, 6 },
    { "\u2068@name\u2069", "@name", 2, 4 },
    { "می\u200cخواہم", "می\u200cخواہم", 0, 0 },
    { "\u061cا", "ا", 1, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint n_changed = 99;
      int saved = 99;
      g_autofree char *stripped
        = comms_text_strip_direction_marks (rows[i].text, &n_changed, &saved);

      g_assert_cmpstr (stripped, ==, rows[i].stripped);
      g_assert_cmpuint (n_changed, ==, rows[i].n_changed);
      g_assert_cmpint (saved, ==, rows[i].saved);
    }
}

static char *
repeat (const char *text, guint n)
{
  GString *out = g_string_new (NULL);

  while (n-- > 0)
    g_string_append (out, text);
  return g_string_free (out, FALSE);
}

static void
test_sms (void)
{
  static const struct
  {
    const char *text;
    guint times;
    int length;
    int parts;
    gboolean unicode;
    int limit;
  } rows[] = {
    { "a", 160, 160, 1, FALSE, 160 },
    { "a", 161, 161, 2, FALSE, 306 },
    { "a", 306, 306, 2, FALSE, 306 },
    { "a", 307, 307, 3, FALSE, 459 },
    { "€", 80, 160, 1, FALSE, 160 },
    /* 153 is odd: an escaped character does not go over the border. */
    { "€", 153, 306, 3, FALSE, 459 },
    { "[~]{}|^\\\f", 1, 18, 1, FALSE, 160 },
    { "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà", 1, 44, 1, FALSE, 160 },
    { "ب", 70, 70, 1, TRUE, 70 },
    { "ب", 71, 71, 2, TRUE, 134 },
    { "ب", 135, 135, 3, TRUE, 201 },
    { "`", 1, 1, 1, TRUE, 70 },
    { "ç", 1, 1, 1, TRUE, 70 },
    { "😀", 35, 70, 1, TRUE, 70 },
    { "😀", 67, 134, 3, TRUE, 201 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = repeat (rows[i].text, rows[i].times);
      g_auto (CommsTextCheck) check = { 0 };

      comms_text_check (text, COMMS_TEXT_RULE_SMS, NULL, &check);
      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (check.length, ==, rows[i].length);
      g_assert_cmpint (check.parts, ==, rows[i].parts);
      g_assert_cmpint (check.unicode, ==, rows[i].unicode);
      g_assert_cmpint (check.limit, ==, rows[i].limit);
      g_assert_cmpuint (check.fits, ==, strlen (text));
      g_assert_true (check.valid);
    }
}

typedef struct
{
  const char *text;
  int length;
  const char *entities;
} Row;

static void
check_rows (const Row *rows, gsize n, CommsTextRule rule, const CommsTextOptions *options)
{
  static const char *const signs[] = { "m:", "h:", "c:", "u:", "l:" };
  g_auto (CommsTextCheck) check = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GString) found = g_string_new (NULL);
      gsize last = 0;

      comms_text_check (rows[i].text, rule, options, &check);
      for (guint j = 0; j < check.entities->len; j++)
        {
          const CommsEntity *entity = &g_array_index (check.entities, CommsEntity, j);

          g_assert_cmpuint (entity->start, >=, last);
          g_assert_cmpint (g_utf8_strlen (rows[i].text, (gssize) entity->start), ==,
                           (glong) entity->char_start);
          g_assert_cmpint (g_utf8_strlen (rows[i].text, (gssize) entity->end), ==,
                           (glong) entity->char_end);
          last = entity->end;
          g_string_append_printf (found, "%s%s%.*s", j > 0 ? " " : "", signs[entity->kind],
                                  (int) (entity->end - entity->start), rows[i].text + entity->start);
        }
      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (found->str, ==, rows[i].entities);
      g_assert_cmpint (check.length, ==, rows[i].length);
      g_assert_cmpuint (check.fits, <=, strlen (rows[i].text));
      if (check.length <= check.limit)
        g_assert_cmpuint (check.fits, ==, strlen (rows[i].text));
    }
}

static void
test_mastodon (void)
{
  static const CommsTextOptions warned = { .warning = "انتباہ", .url_length = 30 };
  static const Row rows[] = {
    { "", 0, "" },
    { "e\u0301 👨‍👩‍👧‍👦🇵🇰", 4, "" },
    { "https://example.org/a/very/long/path?with=a&query=too", 23,
      "u:https://example.org/a/very/long/path?with=a&query=too" },
    { "See (https://example.org/a_(b)).", 30, "u:https://example.org/a_(b)" },
    { "https://example.org/اردو، x", 25, "u:https://example.org/اردو،" },
    /* Without a scheme it is no link. */
    { "example.org/a", 13, "" },
    { "@name", 5, "m:@name" },
    { "Hi @name@mastodon.example.org!", 9, "m:@name@mastodon.example.org" },
    { "name@example.org", 16, "" },
    { "https://example.org/@name", 23, "u:https://example.org/@name" },
    { "#انسانی_حقوق #12 #a_ x#y", 24, "h:#انسانی_حقوق h:#a_" },
    { "$PKR", 4, "" },
  };
  static const Row with_warning[] = { { "x https://example.org", 6 + 2 + 30, "u:https://example.org" } };

  check_rows (rows, G_N_ELEMENTS (rows), COMMS_TEXT_RULE_MASTODON, NULL);
  check_rows (with_warning, G_N_ELEMENTS (with_warning), COMMS_TEXT_RULE_MASTODON, &warned);
}

static void
test_bluesky (void)
{
  static const Row rows[] = {
    { "👨‍👩‍👧‍👦 a", 3, "" },
    { "✨ example mentioning @atproto.com ✨", 35, "m:@atproto.com" },
    { "@handle.test (@name.bsky.social) x@name.bsky.social @nowhere", 60,
      "m:@handle.test m:@name.bsky.social" },
    { "@name.bsky.social.", 18, "m:@name.bsky.social" },
    { "https://example.org/a.", 22, "u:https://example.org/a" },
    { "(https://example.org/a) (example.org/a_(b))", 43,
      "u:https://example.org/a u:example.org/a_(b))" },
    { "urdu.music a.notatld", 20, "u:urdu.music" },
    { "see foo.bad e.g. 1.5 example.org!", 33, "u:example.org" },
    { "#tag, #۱۴اگست۔ #12 x#y (#z #a#b", 31, "h:#tag h:#۱۴اگست h:#a#b" },
  };
  g_autofree char *long_tag = repeat ("t", 65);
  g_autofree char *tag = g_strconcat ("#", long_tag, NULL);
  const Row long_row = { tag, 66, "" };

  check_rows (rows, G_N_ELEMENTS (rows), COMMS_TEXT_RULE_BLUESKY, NULL);
  check_rows (&long_row, 1, COMMS_TEXT_RULE_BLUESKY, NULL);
}

static void
test_bluesky_bytes (void)
{
  g_autofree char *families = repeat ("👨‍👩‍👧‍👦", 121);
  g_auto (CommsTextCheck) check = { 0 };

  comms_text_check (families, COMMS_TEXT_RULE_BLUESKY, NULL, &check);
  g_assert_cmpint (check.length, ==, 121);
  g_assert_false (check.valid);
  g_assert_cmpuint (check.fits, ==, 3000);
  g_assert_cmpstr (g_array_index (check.problems, CommsTextProblem, 0).code, ==, "too-many-bytes");
}

static void
test_problems (void)
{
  static const struct
  {
    const char *text;
    CommsTextRule rule;
    int limit;
    const char *code;
  } rows[] = {
    { NULL, COMMS_TEXT_RULE_X, 0, "empty" },
    { " \n", COMMS_TEXT_RULE_SMS, 0, "empty" },
    { "abc", COMMS_TEXT_RULE_X, 2, "too-long" },
    { "bad \xff", COMMS_TEXT_RULE_MASTODON, 0, "encoding" },
    { "mark \ufeff", COMMS_TEXT_RULE_X, 0, "characters" },
  };
  g_auto (CommsTextCheck) check = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CommsTextOptions options = { .limit = rows[i].limit };

      comms_text_check (rows[i].text, rows[i].rule, &options, &check);
      g_assert_false (check.valid);
      g_assert_cmpuint (check.problems->len, ==, 1);
      g_assert_cmpstr (g_array_index (check.problems, CommsTextProblem, 0).code, ==, rows[i].code);
    }
}

/* A keystroke in the longest text that X takes (issue of the numbers: 10 ms). */
static void
test_is_fast (void)
{
  g_autofree char *text = repeat ("انسانی حقوق https://mohr.gov.pk/a @name #tag 人权 👍🏽 cafe\u0301. ", 417);
  g_auto (CommsTextCheck) check = { 0 };
  gint64 best = G_MAXINT64;

  for (guint rule = 0; rule < COMMS_TEXT_N_RULES; rule++)
    for (guint i = 0; i < 5; i++)
      {
        gint64 start = g_get_monotonic_time ();

        comms_text_check (text, rule, NULL, &check);
        best = MIN (best, g_get_monotonic_time () - start);
        g_test_message ("%s: %" G_GINT64_FORMAT " µs", comms_text_rule_to_nick (rule),
                        g_get_monotonic_time () - start);
      }
  g_assert_cmpint (best, <, 10 * G_TIME_SPAN_MILLISECOND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-check/presentation-forms", test_presentation_forms);
  g_test_add_func ("/text-check/direction-marks", test_direction_marks);
  g_test_add_func ("/text-check/sms", test_sms);
  g_test_add_func ("/text-check/mastodon", test_mastodon);
  g_test_add_func ("/text-check/bluesky", test_bluesky);
  g_test_add_func ("/text-check/bluesky-bytes", test_bluesky_bytes);
  g_test_add_func ("/text-check/problems", test_problems);
  g_test_add_func ("/text-check/is-fast", test_is_fast);
  return g_test_run ();
}
