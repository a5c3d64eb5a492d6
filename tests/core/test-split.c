/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "comms-fit.h"

/* A release as an office pastes it. */
static const char english[]
  = "PRESS RELEASE\r\n"
    "\r\n"
    "First district scorecard on child protection shows where a child is safest\r\n"
    "136 districts, 22 indicators, every figure open to the public\r\n"
    "\r\n"
    "Islamabad, 10 December. Two years ago, 41 districts had a child-protection\r\n"
    "unit. Today it is 97 of 136, according to the scorecard.\r\n"
    "\r\n"
    "“A child who is counted is a child who can be protected,” the Secretary said.\r\n"
    "\r\n"
    "The scorecard covers registration at birth and shelters. It is at\r\n"
    "https://mohr.example.org/scorecard for everyone.\r\n"
    "\r\n"
    "The method is open. Dr. A. Zarvan added: “In the 39 districts that remain, we have eighteen "
    "months.” Data are free to reuse.\r\n"
    "\r\n"
    "The next edition appears on 8 March.\r\n"
    "\r\n"
    "#HumanRightsDay #Pakistan #humanrightsday\r\n"
    "\r\n"
    "ENDS\r\n"
    "\r\n"
    "About the Ministry: www.mohr.example.org says “who we are and what we do”.\r\n";

static const char urdu[]
  = "پریس ریلیز\n"
    "\n"
    "بچوں کے تحفظ کا پہلا ضلعی اسکور کارڈ جاری\n"
    "\n"
    "۱۳۶ اضلاع، ۲۲ اشاریے\n"
    "\n"
    "اسلام آباد: دو سال پہلے ۴۱ اضلاع میں تحفظِ اطفال کے یونٹ تھے۔ آج یہ ۹۷ ہیں۔\n"
    "\n"
    "سیکرٹری نے کہا: ”جو بچہ گنا جاتا ہے وہی محفوظ رہ سکتا ہے۔“ انہوں نے شکریہ ادا کیا۔\n"
    "\n"
    "اگلا شمارہ ۸ مارچ کو آئے گا۔\n"
    "\n"
    "رابطہ: دفترِ اطلاعات\n";

static void
test_english (void)
{
  g_autoptr (CommsTextParts) parts = comms_text_split_release (english);

  g_assert_cmpstr (parts->headline, ==,
                   "First district scorecard on child protection shows where a child is safest");
  g_assert_cmpstr (parts->subhead, ==,
                   "136 districts, 22 indicators, every figure open to the public");
  g_assert_cmpstr (parts->lede, ==,
                   "Islamabad, 10 December. Two years ago, 41 districts had a child-protection "
                   "unit. Today it is 97 of 136, according to the scorecard.");
  g_assert_cmpuint (g_strv_length (parts->quotes), ==, 2);
  g_assert_cmpstr (parts->quotes[0], ==,
                   "“A child who is counted is a child who can be protected,” the Secretary said.");
  g_assert_cmpstr (parts->quotes[1], ==,
                   "Dr. A. Zarvan added: “In the 39 districts that remain, we have eighteen "
                   "months.”");
  g_assert_cmpstr (parts->conclusion, ==, "The next edition appears on 8 March.");
  g_assert_cmpstr (parts->link, ==, "https://mohr.example.org/scorecard");
  g_assert_cmpuint (g_strv_length (parts->hashtags), ==, 2);
  g_assert_cmpstr (parts->hashtags[0], ==, "#HumanRightsDay");
  g_assert_true (g_str_has_prefix (parts->body, "The scorecard covers"));
  g_assert_nonnull (strstr (parts->body, "\n\nThe method is open."));
  g_assert_nonnull (strstr (parts->body, "About the Ministry"));
  g_assert_null (strstr (parts->body, "#Pakistan"));
}

static void
test_urdu (void)
{
  g_autoptr (CommsTextParts) parts = comms_text_split_release (urdu);

  g_assert_cmpstr (parts->headline, ==, "بچوں کے تحفظ کا پہلا ضلعی اسکور کارڈ جاری");
  g_assert_cmpstr (parts->subhead, ==, "۱۳۶ اضلاع، ۲۲ اشاریے");
  g_assert_true (g_str_has_prefix (parts->lede, "اسلام آباد:"));
  g_assert_cmpuint (g_strv_length (parts->quotes), ==, 1);
  g_assert_cmpstr (parts->quotes[0], ==,
                   "سیکرٹری نے کہا: ”جو بچہ گنا جاتا ہے وہی محفوظ رہ سکتا ہے۔“");
  g_assert_cmpstr (parts->conclusion, ==, "اگلا شمارہ ۸ مارچ کو آئے گا۔");
  g_assert_null (parts->link);
  g_assert_nonnull (strstr (parts->body, "رابطہ: دفترِ اطلاعات"));
}

static void
test_shapes (void)
{
  static const struct
  {
    const char *text;
    const char *headline;
    const char *subhead;
    const char *lede;
    const char *body;
    const char *conclusion;
    const char *link;
  } rows[] = {
    { "", "", "", "", "", "", NULL },
    { NULL, "", "", "", "", "", NULL },
    { "Only a headline", "Only a headline", "", "", "", "", NULL },
    { "Press release", "Press release", "", "", "", "", NULL },
    { "Headline\n\nA lede that ends.", "Headline", "", "A lede that ends.", "", "", NULL },
    { "Headline\nA lede that ends.", "Headline", "", "A lede that ends.", "", "", NULL },
    { "Headline\nA lede that ends.\n\nEnd.", "Headline", "", "A lede that ends.", "", "End.", NULL },
    { "A headline over\ntwo lines\n\nLede.", "A headline over two lines", "", "Lede.", "", "",
      NULL },
    { "Headline\nSub\nLede.\nBody.\nEnd.", "Headline", "Sub", "Lede.", "Body.", "End.", NULL },
    { "Headline\n\nLede.\n\nmohr.gov.pk/a", "Headline", "", "Lede.", "", "",
      "https://mohr.gov.pk/a" },
    { "Headline\n\nLede.\n\nhttps://a.org/1\n\nhttps://a.org/2\n\nEnd.", "Headline", "", "Lede.",
      "https://a.org/2", "End.", "https://a.org/1" },
    { "Headline\n\nLede.\n\nBody mohr.gov.pk one.\n\nSee http://b.org/x now.", "Headline", "",
      "Lede.", "Body mohr.gov.pk one.", "See http://b.org/x now.", "http://b.org/x" },
    { "Headline\n\nLede.\n\nEnd.\n\n###\n\nContact: x", "Headline", "", "Lede.",
      "###\n\nContact: x", "End.", NULL },
    /* Numbers and dates are kept, without being taken for the matter. */
    { "Press Release No. 118\n\nHeadline\n\nIslamabad, 10 December 2026\n\nLede.\n\nEnd.",
      "Headline", "", "Lede.", "Press Release No. 118\n\nIslamabad, 10 December 2026", "End.", NULL },
    { "Headline\nSub\nاسلام آباد، ۱۰ دسمبر ۲۰۲۶\nLede.\nEnd.", "Headline", "Sub", "Lede.",
      "اسلام آباد، ۱۰ دسمبر ۲۰۲۶", "End.", NULL },
    /* What only starts like a closing is text. */
    { "Headline\n\nLede.\n\nAbout the new law the Minister said that it would be read out in "
      "every district of the country.\n\nEnds of justice are met.",
      "Headline", "", "Lede.",
      "About the new law the Minister said that it would be read out in every district of the "
      "country.",
      "Ends of justice are met.", NULL },
    { "Headline\n\nLede.\n\nEnd.\n\nAbout the Ministry: we are the office that counts every child "
      "in every district.",
      "Headline", "", "Lede.",
      "About the Ministry: we are the office that counts every child in every district.", "End.",
      NULL },
    /* A word or two under quotation marks is no quotation. */
    { "Headline\n\nLede.\n\nThe “open data” page.\n\nEnd.", "Headline", "", "Lede.",
      "The “open data” page.", "End.", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CommsTextParts) parts = comms_text_split_release (rows[i].text);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (parts->headline, ==, rows[i].headline);
      g_assert_cmpstr (parts->subhead, ==, rows[i].subhead);
      g_assert_cmpstr (parts->lede, ==, rows[i].lede);
      g_assert_cmpstr (parts->body, ==, rows[i].body);
      g_assert_cmpstr (parts->conclusion, ==, rows[i].conclusion);
      g_assert_cmpstr (parts->link, ==, rows[i].link);
      g_assert_nonnull (parts->quotes);
      g_assert_nonnull (parts->hashtags);
    }
}

/* A text without any line end still has a headline that is one. */
static void
test_long_paragraph (void)
{
  GString *text = g_string_new ("The first sentence is short.");
  g_autoptr (CommsTextParts) parts = NULL;

  for (int i = 0; i < 20; i++)
    g_string_append (text, " Another sentence follows it here.");
  parts = comms_text_split_release (text->str);
  g_assert_cmpstr (parts->headline, ==, "The first sentence is short.");
  g_assert_true (g_str_has_prefix (parts->lede, "Another sentence"));
  g_string_free (text, TRUE);
}

static void
test_dirty_paste (void)
{
  g_autoptr (CommsTextParts) parts
    = comms_text_split_release ("\xef\xbb\xbfHead\001line \xff\r\n\r\n\u202eLede\u202c.\f");

  g_assert_cmpstr (parts->headline, ==, "Headline \ufffd");
  g_assert_cmpstr (parts->lede, ==, "Lede.");
}

/* The pieces, as [-removed-] and {+added+}. */
static char *
show_diff (GPtrArray *pieces)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < pieces->len; i++)
    {
      const CommsDiff *piece = g_ptr_array_index (pieces, i);

      switch (piece->kind)
        {
        case COMMS_DIFF_SAME:
          g_string_append (out, piece->text);
          break;
        case COMMS_DIFF_REMOVED:
          g_string_append_printf (out, "[-%s-]", piece->text);
          break;
        case COMMS_DIFF_ADDED:
          g_string_append_printf (out, "{+%s+}", piece->text);
          break;
        default:
          g_assert_not_reached ();
        }
    }
  return g_string_free (out, FALSE);
}

static void
check_diff_whole (const char *before,
                  const char *after)
{
  g_autoptr (GPtrArray) pieces = comms_text_diff (before, after);
  g_autoptr (GString) old = g_string_new (NULL);
  g_autoptr (GString) new = g_string_new (NULL);

  for (guint i = 0; i < pieces->len; i++)
    {
      const CommsDiff *piece = g_ptr_array_index (pieces, i);

      g_assert_cmpstr (piece->text, !=, "");
      if (piece->kind != COMMS_DIFF_ADDED)
        g_string_append (old, piece->text);
      if (piece->kind != COMMS_DIFF_REMOVED)
        g_string_append (new, piece->text);
    }
  g_assert_cmpstr (old->str, ==, before);
  g_assert_cmpstr (new->str, ==, after);
}

static void
test_diff (void)
{
  static const char *const rows[][3] = {
    { "", "", "" },
    { "same words", "same words", "same words" },
    { "", "new", "{+new+}" },
    { "old", "", "[-old-]" },
    { "Today it is 95 of 136", "Today it is 97 of 136", "Today it is [-95-]{+97+} of 136" },
    { "one two three", "one three", "one [-two -]three" },
    { "one three", "one two three", "one {+two +}three" },
    { "the old first words here", "the new other words here",
      "the [-old first-]{+new other+} words here" },
    { "وزارت نے رپورٹ دی", "وزارت نے خط دیا", "وزارت نے [-رپورٹ دی-]{+خط دیا+}" },
    { "a\n\nb", "a b", "a[-\n\n-]{+ +}b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) pieces = comms_text_diff (rows[i][0], rows[i][1]);
      g_autofree char *shown = show_diff (pieces);

      g_test_message ("%s -> %s", rows[i][0], rows[i][1]);
      g_assert_cmpstr (shown, ==, rows[i][2]);
      check_diff_whole (rows[i][0], rows[i][1]);
    }
}

static char *
random_words (GRand *random,
              guint  n,
              int    n_kinds)
{
  GString *text = g_string_new (NULL);

  while (n-- > 0)
    g_string_append_printf (text, "w%d%s", g_rand_int_range (random, 0, n_kinds),
                            g_rand_boolean (random) ? " " : "\n");
  return g_string_free (text, FALSE);
}

/* Small texts of few words have every kind of difference; large ones must not take long. */
static void
test_diff_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (42);

  for (int i = 0; i < 300; i++)
    {
      g_autofree char *before = random_words (random, g_rand_int_range (random, 0, 30), 4);
      g_autofree char *after = random_words (random, g_rand_int_range (random, 0, 30), 4);

      check_diff_whole (before, after);
    }
  for (int n_kinds = 5; n_kinds <= 50000; n_kinds *= 100)
    {
      g_autofree char *before = random_words (random, 20000, n_kinds);
      g_autofree char *after = random_words (random, 20000, n_kinds);

      check_diff_whole (before, after);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/split/english", test_english);
  g_test_add_func ("/split/urdu", test_urdu);
  g_test_add_func ("/split/shapes", test_shapes);
  g_test_add_func ("/split/long-paragraph", test_long_paragraph);
  g_test_add_func ("/split/dirty-paste", test_dirty_paste);
  g_test_add_func ("/diff/diff", test_diff);
  g_test_add_func ("/diff/random", test_diff_random);
  return g_test_run ();
}
