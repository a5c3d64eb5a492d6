/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "comms-fit.h"
#include "comms-split.h"

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

#define assert_part(split, part, index, expected)                                                  \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *part_text = comms_split_dup_part (split, part, index);                        \
    g_assert_cmpstr (part_text, ==, expected);                                                     \
  }                                                                                                \
  G_STMT_END

static CommsSplitRow *
row_at (CommsSplit *split,
        guint       index)
{
  g_assert_cmpuint (index, <, split->rows->len);
  return g_ptr_array_index (split->rows, index);
}

static void
test_english (void)
{
  g_autoptr (CommsSplit) split = comms_split_propose_text (english);
  g_autofree char *body = comms_split_dup_part (split, COMMS_SPLIT_BODY, 0);
  g_autofree char *left_out = comms_split_dup_part (split, COMMS_SPLIT_LEFT_OUT, 0);

  assert_part (split, COMMS_SPLIT_HEADLINE, 0,
               "First district scorecard on child protection shows where a child is safest");
  assert_part (split, COMMS_SPLIT_SUBHEAD, 0,
               "136 districts, 22 indicators, every figure open to the public");
  assert_part (split, COMMS_SPLIT_LEDE, 0,
               "Two years ago, 41 districts had a child-protection unit. Today it is 97 of 136, "
               "according to the scorecard.");
  g_assert_cmpuint (comms_split_count (split, COMMS_SPLIT_QUOTE), ==, 2);
  assert_part (split, COMMS_SPLIT_QUOTE, 0,
               "“A child who is counted is a child who can be protected,” the Secretary said.");
  assert_part (split, COMMS_SPLIT_QUOTE, 1,
               "Dr. A. Zarvan added: “In the 39 districts that remain, we have eighteen months.”");
  assert_part (split, COMMS_SPLIT_CONCLUSION, 0, "The next edition appears on 8 March.");
  g_assert_cmpstr (split->link, ==, "https://mohr.example.org/scorecard");
  g_assert_cmpuint (g_strv_length (split->hashtags), ==, 2);
  g_assert_cmpstr (split->hashtags[0], ==, "#HumanRightsDay");
  g_assert_true (g_str_has_prefix (body, "The scorecard covers"));
  g_assert_nonnull (strstr (body, "\n\nThe method is open."));
  g_assert_true (g_str_has_prefix (left_out, "PRESS RELEASE\n\nIslamabad, 10 December.\n\n"));
  g_assert_nonnull (strstr (left_out, "About the Ministry"));
}

static void
test_urdu (void)
{
  g_autoptr (CommsSplit) split = comms_split_propose_text (urdu);

  assert_part (split, COMMS_SPLIT_HEADLINE, 0, "بچوں کے تحفظ کا پہلا ضلعی اسکور کارڈ جاری");
  assert_part (split, COMMS_SPLIT_SUBHEAD, 0, "۱۳۶ اضلاع، ۲۲ اشاریے");
  assert_part (split, COMMS_SPLIT_LEDE, 0,
               "دو سال پہلے ۴۱ اضلاع میں تحفظِ اطفال کے یونٹ تھے۔ آج یہ ۹۷ ہیں۔");
  g_assert_cmpuint (comms_split_count (split, COMMS_SPLIT_QUOTE), ==, 1);
  assert_part (split, COMMS_SPLIT_QUOTE, 0,
               "سیکرٹری نے کہا: ”جو بچہ گنا جاتا ہے وہی محفوظ رہ سکتا ہے۔“");
  assert_part (split, COMMS_SPLIT_CONCLUSION, 0, "اگلا شمارہ ۸ مارچ کو آئے گا۔");
  g_assert_null (split->link);
  assert_part (split, COMMS_SPLIT_LEFT_OUT, 0, "پریس ریلیز\n\nاسلام آباد:\n\nرابطہ: دفترِ اطلاعات");
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
    const char *left_out;
    const char *link;
  } rows[] = {
    { "", NULL },
    { NULL, NULL },
    { "Only a headline", "Only a headline" },
    { "Press release", "Press release" },
    { "Headline\n\nA lede that ends.", "Headline", NULL, "A lede that ends." },
    { "Headline\nA lede that ends.", "Headline", NULL, "A lede that ends." },
    { "Headline\nA lede that ends.\n\nEnd.", "Headline", NULL, "A lede that ends.", NULL, "End." },
    { "A headline over\ntwo lines\n\nLede.", "A headline over two lines", NULL, "Lede." },
    { "Headline\nSub\nLede.\nBody.\nEnd.", "Headline", "Sub", "Lede.", "Body.", "End." },
    { "Headline\n\nLede.\n\nmohr.gov.pk/a", "Headline", NULL, "Lede.", NULL, NULL, "mohr.gov.pk/a",
      "https://mohr.gov.pk/a" },
    { "Headline\n\nLede.\n\nhttps://a.org/1\n\nhttps://a.org/2\n\nEnd.", "Headline", NULL, "Lede.",
      NULL, "End.", "https://a.org/1\n\nhttps://a.org/2", "https://a.org/1" },
    { "Headline\n\nLede.\n\nBody mohr.gov.pk one.\n\nSee http://b.org/x now.", "Headline", NULL,
      "Lede.", "Body mohr.gov.pk one.", "See http://b.org/x now.", NULL, "http://b.org/x" },
    { "Headline\n\nLede.\n\nEnd.\n\n###\n\nContact: x", "Headline", NULL, "Lede.", NULL, "End.",
      "###\n\nContact: x" },
    /* Numbers and dates are not the matter. */
    { "Press Release No. 118\n\nHeadline\n\nIslamabad, 10 December 2026\n\nLede.\n\nEnd.",
      "Headline", NULL, "Lede.", NULL, "End.",
      "Press Release No. 118\n\nIslamabad, 10 December 2026" },
    { "Headline\nSub\nاسلام آباد، ۱۰ دسمبر ۲۰۲۶\nLede.\nEnd.", "Headline", "Sub", "Lede.", NULL,
      "End.", "اسلام آباد، ۱۰ دسمبر ۲۰۲۶" },
    { "GOVERNMENT OF PAKISTAN\nMinistry of Human Rights\n\nMinistry opens a centre\n\nLede.",
      "Ministry opens a centre", NULL, "Lede.", NULL, NULL,
      "GOVERNMENT OF PAKISTAN\n\nMinistry of Human Rights" },
    { "PRESS RELEASE: Ministry opens a centre\n\nLAHORE: Lede.", "Ministry opens a centre", NULL,
      "Lede.", NULL, NULL, "PRESS RELEASE:\n\nLAHORE:" },
    { "From: Media wing\nSubject: Ministry opens a centre in Multan\n\nOn 9 December, a lede.",
      "Ministry opens a centre in Multan", NULL, "On 9 December, a lede.", NULL, NULL,
      "From: Media wing\n\nSubject:" },
    { "Headline\n\nLede.\n\nA last paragraph that ends.\n\nHira Manzar\nDirector Media\n"
      "Tel: 051-9200000",
      "Headline", NULL, "Lede.", NULL, "A last paragraph that ends.",
      "Hira Manzar Director Media Tel: 051-9200000" },
    /* What only starts like a closing is text. */
    { "Headline\n\nLede.\n\nAbout the new law the Minister said that it would be read out in "
      "every district of the country.\n\nEnds of justice are met everywhere.",
      "Headline", NULL, "Lede.",
      "About the new law the Minister said that it would be read out in every district of the "
      "country.",
      "Ends of justice are met everywhere." },
    { "Headline\n\nLede.\n\nEnd.\n\nAbout the Ministry: we are the office that counts every child "
      "in every district.",
      "Headline", NULL, "Lede.", NULL, "End.",
      "About the Ministry: we are the office that counts every child in every district." },
    /* A word or two under quotation marks is no quotation. */
    { "Headline\n\nLede.\n\nThe “open data” page.\n\nThat is the end of it.", "Headline", NULL,
      "Lede.", "The “open data” page.", "That is the end of it." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CommsSplit) split = comms_split_propose_text (rows[i].text);

      g_test_message ("%s", rows[i].text);
      assert_part (split, COMMS_SPLIT_HEADLINE, 0, rows[i].headline);
      assert_part (split, COMMS_SPLIT_SUBHEAD, 0, rows[i].subhead);
      assert_part (split, COMMS_SPLIT_LEDE, 0, rows[i].lede);
      assert_part (split, COMMS_SPLIT_BODY, 0, rows[i].body);
      assert_part (split, COMMS_SPLIT_CONCLUSION, 0, rows[i].conclusion);
      assert_part (split, COMMS_SPLIT_LEFT_OUT, 0, rows[i].left_out);
      g_assert_cmpstr (split->link, ==, rows[i].link);
      g_assert_nonnull (split->hashtags);
    }
}

/* A text without any line end still has a headline that is one. */
static void
test_long_paragraph (void)
{
  GString *text = g_string_new ("The first sentence is short.");
  g_autoptr (CommsSplit) split = NULL;
  g_autofree char *lede = NULL;

  for (int i = 0; i < 20; i++)
    g_string_append (text, " Another sentence follows it here.");
  split = comms_split_propose_text (text->str);
  assert_part (split, COMMS_SPLIT_HEADLINE, 0, "The first sentence is short.");
  lede = comms_split_dup_part (split, COMMS_SPLIT_LEDE, 0);
  g_assert_true (g_str_has_prefix (lede, "Another sentence"));
  g_string_free (text, TRUE);
}

static void
test_dirty_paste (void)
{
  g_autoptr (CommsSplit) split
    = comms_split_propose_text ("\xef\xbb\xbfHead\001line \xff\r\n\r\n\u202eLede\u202c.\f");

  assert_part (split, COMMS_SPLIT_HEADLINE, 0, "Headline \ufffd");
  assert_part (split, COMMS_SPLIT_LEDE, 0, "Lede.");
}

/* The parts as letters: h, s, l, b, c, q and - for what is left out. */
static char *
letters (CommsSplit *split)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < split->rows->len; i++)
    g_string_append_c (out, "hslbcq-"[row_at (split, i)->part]);
  return g_string_free (out, FALSE);
}

static CommsSplit *
from_letters (const char *parts)
{
  CommsSplit *split = comms_split_new ();

  for (; *parts != '\0'; parts++)
    comms_split_add (split, (CommsSplitPart) (strchr ("hslbcq-", *parts) - "hslbcq-"), "Two words");
  return split;
}

/* However a row is taken, the parts stay in their order. */
static void
test_assign (void)
{
  static const struct
  {
    const char *before;
    guint index;
    char part;
    const char *after;
  } rows[] = {
    { "hslbbc", 3, 'l', "hsllbc" }, { "hslbbc", 4, 'l', "hslllc" }, { "hslbbc", 2, 'h', "hhhbbc" },
    { "hslbbc", 0, 'l', "lllbbc" }, { "hslbbc", 5, 'h', "hhhhhh" }, { "hslbbc", 3, 'q', "hslqbc" },
    { "hslqbc", 4, 'l', "hslqlc" }, { "hslqbc", 3, 'b', "hslbbc" }, { "hslbbc", 1, '-', "h-lbbc" },
    { "-hlbbc", 0, 'c', "cccccc" }, { "hlbb--", 4, 'c', "hlbbc-" }, { "hslbbc", 2, 'l', NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CommsSplit) split = from_letters (rows[i].before);
      CommsSplitPart part = (CommsSplitPart) (strchr ("hslbcq-", rows[i].part) - "hslbcq-");
      gboolean changed = comms_split_assign (split, rows[i].index, part);
      g_autofree char *after = letters (split);

      g_assert_cmpstr (after, ==, rows[i].after != NULL ? rows[i].after : rows[i].before);
      g_assert_cmpint (changed, ==, rows[i].after != NULL);
    }
}

static void
test_move_border (void)
{
  static const struct
  {
    const char *before;
    guint index;
    int n_rows;
    const char *after;
  } rows[] = {
    { "hslbbc", 3, 1, "hsllbc" },  { "hslbbc", 3, 2, "hslllc" },  { "hslbbc", 3, 9, "hsllll" },
    { "hslbbc", 3, -1, "hsbbbc" }, { "hslbbc", 3, -9, "bbbbbc" }, { "hslbbc", 5, -1, "hslbcc" },
    { "hslbbc", 4, 1, NULL },      { "hslbbc", 0, 1, NULL },      { "hslbbc", 3, 0, NULL },
    { "hlqbc", 3, -1, "hlbbc" },   { "hlqbc", 3, 1, "hlqqc" },    { "hlqqc", 3, 1, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CommsSplit) split = from_letters (rows[i].before);
      gboolean changed = comms_split_move_border (split, rows[i].index, rows[i].n_rows);
      g_autofree char *after = letters (split);

      g_assert_cmpstr (after, ==, rows[i].after != NULL ? rows[i].after : rows[i].before);
      g_assert_cmpint (changed, ==, rows[i].after != NULL);
    }
}

static void
test_cut_and_join (void)
{
  g_autoptr (CommsSplit) split = comms_split_new ();
  g_autoptr (CommsSplit) before = NULL;

  comms_split_add (split, COMMS_SPLIT_LEDE, "One sentence. Another one.");
  comms_split_add (split, COMMS_SPLIT_QUOTE, "“A quote,” she said.")->pulled = TRUE;
  before = comms_split_copy (split);
  g_assert_false (comms_split_cut (split, 0, 0));
  g_assert_false (comms_split_cut (split, 0, 26));
  g_assert_false (comms_split_cut (split, 0, 1000));
  g_assert_false (comms_split_cut (split, 1, 1)); /* within a character */
  g_assert_true (comms_split_cut (split, 0, 13));
  g_assert_cmpstr (row_at (split, 0)->text, ==, "One sentence.");
  g_assert_cmpstr (row_at (split, 1)->text, ==, "Another one.");
  g_assert_cmpint (row_at (split, 1)->part, ==, COMMS_SPLIT_LEDE);
  g_assert_false (comms_split_equal (split, before));
  g_assert_false (comms_split_join (split, 1));
  g_assert_true (comms_split_join (split, 0));
  g_assert_true (comms_split_equal (split, before));

  /* What was pulled is a copy: it is a quote or nothing. */
  g_assert_false (comms_split_may_assign (split, 1, COMMS_SPLIT_BODY));
  g_assert_true (comms_split_assign (split, 1, COMMS_SPLIT_LEFT_OUT));
  assert_part (split, COMMS_SPLIT_LEFT_OUT, 0, NULL);
  g_assert_cmpuint (comms_split_count (split, COMMS_SPLIT_QUOTE), ==, 0);
}

static void
test_language (void)
{
  static const char *const rows[][2] = {
    { NULL, "en" },
    { "", "en" },
    { "The Ministry", "en" },
    { "وزارت نے رپورٹ جاری کی", "ur" },
    { "أصدرت الوزارة التقرير اليوم", "ar" },
    { "MoHR: وزارتِ انسانی حقوق نے رپورٹ جاری کی", "ur" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (comms_text_guess_language (rows[i][0]), ==, rows[i][1]);
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
  g_test_add_func ("/split/assign", test_assign);
  g_test_add_func ("/split/move-border", test_move_border);
  g_test_add_func ("/split/cut-and-join", test_cut_and_join);
  g_test_add_func ("/split/language", test_language);
  g_test_add_func ("/diff/diff", test_diff);
  g_test_add_func ("/diff/random", test_diff_random);
  return g_test_run ();
}
