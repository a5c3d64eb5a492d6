/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "comms-fit.h"
#include "comms-quotes.h"

static void
test_turned (void)
{
  static const struct
  {
    const char *text;
    const char *turned;
  } rows[] = {
    { "“A ramp is not a favour. It is the front door,” the Minister said. “For fifty years.”",
      "The Minister: “A ramp is not a favour. It is the front door.”" },
    { "“A child who is counted can be protected,” said Hira Manzar, Secretary.",
      "Hira Manzar, Secretary: “A child who is counted can be protected.”" },
    { "Dr. A. Zarvan added: “In 39 districts we have eighteen months.”",
      "“In 39 districts we have eighteen months.” — Dr. A. Zarvan" },
    { "\"We count all of them,\" Hira Manzar further stated.", "Hira Manzar: \"We count all of them.\"" },
    { "سیکرٹری نے کہا: ”جو بچہ گنا جاتا ہے وہی محفوظ ہے۔“", "”جو بچہ گنا جاتا ہے وہی محفوظ ہے۔“ — سیکرٹری" },
    { "”جو بچہ گنا جاتا ہے وہی محفوظ ہے،“ سیکرٹری نے کہا۔", "سیکرٹری: ”جو بچہ گنا جاتا ہے وہی محفوظ ہے۔“" },
    /* No plain name. */
    { "“We count all of them,” she said.", NULL },
    { "“We count all of them,” said the Minister while opening a centre in Multan.", NULL },
    { "Asked about it, the Minister said: “We count all of them,” and left.", NULL },
    { "No quotation at all.", NULL },
    { "The “open data” page.", NULL },
    { "A sentence. “We count all of them,” said Hira Manzar.", NULL },
    { "“Never closed by anybody, said Hira Manzar.", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CommsQuote) quote = comms_quote_parse (rows[i].text);
      g_autofree char *turned = quote != NULL ? comms_quote_dup_turned (quote) : NULL;

      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (turned, ==, rows[i].turned);
    }
}

static void
test_attributed (void)
{
  static const struct
  {
    const char *text;
    gboolean attributed;
  } rows[] = {
    { "“We count all of them,” the Minister said.", TRUE },
    { "“We count all of them,” he said.", FALSE },
    { "“We count all of them,” she further added.", FALSE },
    { "“We count all of them.”", FALSE },
    { "He said: “We count all of them.”", FALSE },
    { "Hira Manzar said: “We count all of them.”", TRUE },
    { "انہوں نے کہا: ”ہم سب کو گنتے ہیں۔“", FALSE },
    { "وزیر نے کہا: ”ہم سب کو گنتے ہیں۔“", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (comms_quote_is_attributed (rows[i].text), ==, rows[i].attributed);
    }
}

/* Who said it is never cut off: the quotation is shortened instead. */
static void
test_fitted (void)
{
  static const struct
  {
    const char *text;
    int limit;
    const char *fitted;
  } rows[] = {
    { "“We count them. We name them. We protect every one,” said Hira Manzar. “That is all.”", 75,
      "“We count them. We name them. We protect every one,” said Hira Manzar." },
    { "“We count them. We name them. We protect every one,” said Hira Manzar. “That is all.”", 50,
      "“We count them. We name them,” said Hira Manzar." },
    { "“We count them,” said Hira Manzar, “and we name every one of them in public.”", 60,
      "“We count them,” said Hira Manzar." },
    /* A long office gives way before the quotation does. */
    { "“We count all of them,” said Hira Manzar, Federal Secretary for Human Rights, at a "
      "ceremony in Islamabad.",
      70, "“We count all of them,” said Hira Manzar." },
    { "”ہم سب کو گنتے ہیں۔ ہم سب کے نام لکھتے ہیں۔ ہم سب کو بچاتے ہیں۔“ وزیر نے کہا۔", 50,
      "”ہم سب کو گنتے ہیں۔“ وزیر نے کہا۔" },
    { "The Minister said: “We count them. We name them. We protect every one of them.”", 55,
      "The Minister said: “We count them. We name them.”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const CommsTextMeasure measure = { COMMS_TEXT_RULE_X, { .limit = rows[i].limit } };
      g_autofree char *fitted = comms_text_fit (rows[i].text, NULL, NULL, 0, &measure);

      g_test_message ("%s in %d", rows[i].text, rows[i].limit);
      g_assert_cmpstr (fitted, ==, rows[i].fitted);
    }
}

/* Each network counts in its own way. */
static void
test_networks (void)
{
  static const char link[]
    = "https://mohr.example.org/a/link/that/is/much/longer/than/what/most/networks/count/for/one";
  static const char text[]
    = "First sentence of some length here. Second sentence of some length here. Third sentence.";
  static const struct
  {
    CommsTextRule rule;
    int limit;
    const char *words;
  } rows[] = {
    { COMMS_TEXT_RULE_X, 100, "First sentence of some length here. Second sentence of some length here." },
    { COMMS_TEXT_RULE_MASTODON, 100,
      "First sentence of some length here. Second sentence of some length here." },
    { COMMS_TEXT_RULE_BLUESKY, 300, text },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const CommsTextMeasure measure = { rows[i].rule, { .limit = rows[i].limit } };
      g_autofree char *fitted = comms_text_fit (text, link, NULL, 0, &measure);
      g_autofree char *expected = g_strconcat (rows[i].words, "\n", link, NULL);

      g_assert_cmpstr (fitted, ==, expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quotes/turned", test_turned);
  g_test_add_func ("/quotes/attributed", test_attributed);
  g_test_add_func ("/quotes/fitted", test_fitted);
  g_test_add_func ("/quotes/networks", test_networks);
  return g_test_run ();
}
