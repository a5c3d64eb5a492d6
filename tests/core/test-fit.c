/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "comms-count.h"
#include "comms-fit.h"

#define LINK "https://mohr.example.org/scorecard"

static const char *const hashtags[] = { "#HumanRightsDay", "#Pakistan", "#Third", NULL };

static void
test_fit (void)
{
  static const struct
  {
    const char *text;
    const char *link;
    guint max_hashtags;
    int limit;
    const char *post;
  } rows[] = {
    /* As the picture of the compose pane has it. */
    { "Two years ago, 41 districts had a child-protection unit. Today it is 97 of 136, and each "
      "one is on the map, says @example_secretary: name, address, hours.",
      LINK, 2, 280,
      "Two years ago, 41 districts had a child-protection unit. Today it is 97 of 136, and each "
      "one is on the map, says @example_secretary: name, address, hours.\n" LINK
      "\n#HumanRightsDay #Pakistan" },
    { "Text", NULL, 0, 280, "Text" },
    { "  Text\r\n", NULL, 1, 280, "Text\n#HumanRightsDay" },
    { "", LINK, 1, 280, LINK "\n#HumanRightsDay" },
    { NULL, NULL, 0, 280, "" },
    /* What stands in the text is not said twice. */
    { "The page " LINK " is new", LINK, 0, 280, "The page " LINK " is new" },
    { "On #humanrightsday we count", NULL, 2, 280, "On #humanrightsday we count\n#Pakistan" },
    { "On #One #Two we count", NULL, 2, 280, "On #One #Two we count" },
    /* Whole sentences. */
    { "First sentence here. Second sentence here. Third one.", NULL, 0, 45,
      "First sentence here. Second sentence here." },
    { "First sentence here. Second sentence here. Third one.", NULL, 0, 41, "First sentence here." },
    { "Dr. A. Zarvan met No. 5 of the U.N. office. More followed.", NULL, 0, 50,
      "Dr. A. Zarvan met No. 5 of the U.N. office." },
    { "“Why now?” he asked. Nobody knew the answer.", NULL, 0, 40, "“Why now?” he asked." },
    { "پہلا جملہ یہاں ہے۔ دوسرا جملہ یہاں ہے۔ تیسرا۔", NULL, 0, 40,
      "پہلا جملہ یہاں ہے۔ دوسرا جملہ یہاں ہے۔" },
    /* Whole words and an ellipsis, which weighs two. */
    { "One two three four five", NULL, 0, 22, "One two three four…" },
    { "One two three four five", NULL, 0, 20, "One two three four…" },
    { "One two three four five", NULL, 0, 19, "One two three…" },
    { "One two, three four five", NULL, 0, 12, "One two…" },
    { "No. Then comes a sentence that is much too long for it", NULL, 0, 30,
      "No. Then comes a sentence…" },
    { "انسانی حقوق کا عالمی دن ہر سال منایا جاتا ہے", NULL, 0, 20, "انسانی حقوق کا…" },
    { "Incomprehensibilities", NULL, 0, 10, "Incompre…" },
    { "See https://mohr.example.org/a/very/long/path/indeed now", NULL, 0, 26, "See…" },
    /* Quotations are closed. */
    { "He said “one two three four five six seven” then", NULL, 0, 30, "He said “one two three four…”" },
    { "He said: “Count them. Name them. Then protect every one of them.” So it was.", NULL, 0, 40,
      "He said: “Count them. Name them.”" },
    { "اس نے کہا ”ہر بچہ گنا جائے اور ہر بچہ محفوظ ہو“ پھر", NULL, 0, 32,
      "اس نے کہا ”ہر بچہ گنا جائے…“" },
    /* Who said it stays. */
    { "“A child who is counted is a child who can be protected in every district,” the Secretary "
      "said.",
      NULL, 0, 60, "“A child who is counted is a child…” the Secretary said." },
    { "“We count them. We name them. We protect every one of them,” said Hira Manzar.", NULL, 0, 55,
      "“We count them. We name them,” said Hira Manzar." },
    { "“A long quotation that does not fit into this room” — Hira Manzar", NULL, 0, 50,
      "“A long quotation that does not…” — Hira Manzar" },
    /* Too small for all: hashtags go first, then the link. */
    { "A headline of some length for the day", LINK, 2, 65,
      "A headline of some length for the day\n" LINK },
    { "Word", LINK, 0, 10, "Word" },
    { "Word", LINK, 2, 1, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const CommsTextMeasure measure = { COMMS_TEXT_RULE_X, { .limit = rows[i].limit } };
      g_autofree char *post = comms_text_fit (rows[i].text, rows[i].link, hashtags,
                                              rows[i].max_hashtags, &measure);

      g_test_message ("%s in %d", rows[i].text, rows[i].limit);
      g_assert_cmpstr (post, ==, rows[i].post);
    }
}

/* Whatever the limit is, it is kept, and a longer one never gives a worse fit than nothing. */
static void
test_fit_keeps_limit (void)
{
  static const char *const texts[] = {
    "“A child who is counted is a child who can be protected,” the Secretary said at the launch. "
    "“These are not our figures alone; the districts sent them and signed them.”",
    "وزارتِ انسانی حقوق نے آج پہلا ضلعی اسکور کارڈ جاری کیا۔ سیکرٹری نے کہا: ”جو بچہ گنا جاتا ہے "
    "وہی محفوظ رہتا ہے۔“ یہ اعداد و شمار سب کے لیے کھلے ہیں۔",
    "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦 e\xcc\x81" "e\xcc\x81 ﷺ mohr.gov.pk/a?b=c. "
    "See www.example.com/x_(y) and #tag @name $PKR (open “quote",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    for (int limit = 1; limit < 300; limit++)
      for (guint n = 0; n < 3; n++)
        {
          const CommsTextMeasure measure = { COMMS_TEXT_RULE_X, { .limit = limit } };
          g_autofree char *post
            = comms_text_fit (texts[i], n == 1 ? NULL : LINK, hashtags, n, &measure);

          g_assert_cmpint (comms_text_count (post, limit).weight, <=, MAX (limit, 0));
          g_assert_true (g_utf8_validate (post, -1, NULL));
          if (limit >= 60)
            g_assert_cmpuint (strlen (post), >, 30);
        }
}

static void
test_clean (void)
{
  static const struct
  {
    const char *bytes;
    gssize length;
    const char *text;
    guint removed;
  } rows[] = {
    { "plain", -1, "plain", 0 },
    { "a\r\nb\rc\nd", -1, "a\nb\nc\nd", 0 },
    { "a\u2028b\u2029c\x0b" "d\x0c" "e\xc2\x85" "f", -1, "a\nb\nc\nd\ne\nf", 0 },
    { "a\tb", -1, "a\tb", 0 },
    { "a\001\033[1mb\x7f", -1, "a[1mb", 3 },
    { "a\0b", 3, "ab", 1 },
    { "\u202eevil\u202c \u202a\u202b\u202d", -1, "evil ", 5 },
    { "\u2066a\u2067b\u2068c\u2069", -1, "abc", 4 },
    { "می\u200cخواہم \u200d", -1, "می\u200cخواہم \u200d", 0 },
    { "\u200eleft\u200f", -1, "\u200eleft\u200f", 0 },
    { "\ufeffmark", -1, "mark", 1 },
    { "picture \ufffc here", -1, "picture  here", 1 },
    { "bad \xff\xc3 byte \xe2\x80", -1, "bad \ufffd\ufffd byte \ufffd\ufffd", 0 },
    { "e\xcc\x81", -1, "é", 0 },
    { "ا\u0653", -1, "آ", 0 },
    { "صلی ﷺ ﻻ", -1, "صلی ﷺ ﻻ", 0 },
    { "cut here", 3, "cut", 0 },
    { "", -1, "", 0 },
    { NULL, -1, "", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint removed = 99;
      g_autofree char *text = comms_text_clean (rows[i].bytes, rows[i].length, &removed);
      g_autofree char *again = comms_text_clean (text, -1, NULL);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (text, ==, rows[i].text);
      g_assert_cmpuint (removed, ==, rows[i].removed);
      g_assert_cmpstr (again, ==, text);
    }
}

static void
test_clean_line (void)
{
  static const char *const rows[][2] = {
    { "  one \t two\r\n\r\nthree\u00a0 ", "one two three" },
    { "\n", "" },
    { "", "" },
    { "a\u2003b", "a b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *line = comms_text_clean_line (rows[i][0]);

      g_assert_cmpstr (line, ==, rows[i][1]);
    }
}

/* Each row: what a person types, and what it must find. */
static void
test_fold (void)
{
  static const char *const equal[][2] = {
    { "ZÜRICH", "zurich" },
    { "São Paulo", "SAO PAULO" },
    { "Straße", "STRASSE" },
    { "Łódź", "lodz" },
    { "O’Brien", "O'Brien" },
    { "علي", "علی" },
    { "علىٰ", "علی" },
    { "كراچى", "کراچی" },
    { "وزارة", "وزارہ" },
    { "ھے", "ہے" },
    { "إنسان أنسان", "انسان انسان" },
    { "آزادی", "ازادی" },
    { "پاکِستانؔ", "پاکستان" },
    { "ﭘﺎﮐﺴﺘﺎﻥ", "پاکستان" },
    { "ﻻہور", "لاہور" },
    { "ســـلام", "سلام" },
    { "می\u200cخواہم", "میخواہم" },
    { "۱۴ اگست ١٩٤٧", "14 اگست 1947" },
    { "مسئلہ", "مسیلہ" },
    { "ﬁle", "file" },
    { "１２３", "123" },
    { "Журнал", "журнал" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (equal); i++)
    {
      g_autofree char *a = comms_text_fold (equal[i][0]);
      g_autofree char *b = comms_text_fold (equal[i][1]);
      g_autofree char *again = comms_text_fold (a);

      g_assert_cmpstr (a, ==, b);
      g_assert_cmpstr (a, ==, again);
    }

}

static void
test_is_rtl (void)
{
  g_assert_true (comms_text_is_rtl ("پاکستان"));
  g_assert_true (comms_text_is_rtl ("“۱۲۳ (پاکستان) and"));
  g_assert_true (comms_text_is_rtl ("שלום"));
  g_assert_false (comms_text_is_rtl ("Pakistan پاکستان"));
  g_assert_false (comms_text_is_rtl ("123 …"));
  g_assert_false (comms_text_is_rtl (""));
  g_assert_false (comms_text_is_rtl (NULL));
}

static void
test_excerpt (void)
{
  static const struct
  {
    const char *text;
    guint max;
    const char *excerpt;
  } rows[] = {
    { "One two three", 13, "One two three" },
    { "One two three", 12, "One two…" },
    { "One two three", 8, "One two…" },
    { "One two three", 7, "One…" },
    { "One two three", 2, "O…" },
    { "One two three", 1, "…" },
    { "One two three", 0, "" },
    { "One\n\ntwo", 20, "One two" },
    { "One, two. Three", 10, "One, two…" },
    { "Who is missing? Three", 16, "Who is missing?…" },
    { ". . three", 4, "…" },
    { "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 2, "👨‍👩‍👧‍👦…" },
    { "انسانی حقوق کا دن", 12, "انسانی حقوق…" },
    { NULL, 5, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *excerpt = comms_text_excerpt (rows[i].text, rows[i].max);

      g_assert_cmpstr (excerpt, ==, rows[i].excerpt);
    }
}

static void
test_similarity (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    double low;
    double high;
  } rows[] = {
    { "Every district is on the map", "Every district is on the map", 1.0, 1.0 },
    { "Every district is on the map", "EVERY district, is on the map! #New " LINK, 0.999, 1.0 },
    { "Every district is on the map", "The map is on every district", 0.5, 0.9 },
    { "Every district is on the map", "Every district of ours is on the public map", 0.55, 0.9 },
    { "Every district is on the map", "Helpline answers calls day and night", 0.0, 0.1 },
    { "وزارت نے رپورٹ جاری کی", "وزارت نے رپورٹ جارى كى۔", 0.999, 1.0 },
    { "وزارت نے رپورٹ جاری کی", "ہیلپ لائن دن رات کھلی ہے", 0.0, 0.1 },
    { "", "", 1.0, 1.0 },
    { NULL, "words", 0.0, 0.0 },
    { LINK, LINK " #Pakistan", 0.0, 0.0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      double one = comms_text_similarity (rows[i].a, rows[i].b);
      double other = comms_text_similarity (rows[i].b, rows[i].a);

      g_test_message ("%s | %s: %.3f", rows[i].a, rows[i].b, one);
      g_assert_cmpfloat (one, >=, rows[i].low);
      g_assert_cmpfloat (one, <=, rows[i].high);
      g_assert_cmpfloat_with_epsilon (one, other, 1e-9);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fit/fit", test_fit);
  g_test_add_func ("/fit/keeps-limit", test_fit_keeps_limit);
  g_test_add_func ("/fit/clean", test_clean);
  g_test_add_func ("/fit/clean-line", test_clean_line);
  g_test_add_func ("/fit/fold", test_fold);
  g_test_add_func ("/fit/is-rtl", test_is_rtl);
  g_test_add_func ("/fit/excerpt", test_excerpt);
  g_test_add_func ("/fit/similarity", test_similarity);
  return g_test_run ();
}
