/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-figures.h"

/* Each figure as "kind:value", with the currency, as said in the text. */
static char *
dup_spelled (const char *text, const CommsFigure *figure)
{
  static const char *const kinds[] = { "n", "o", "%", "m", "d", "t" };
  g_autofree char *said = g_strndup (text + figure->start, figure->end - figure->start);

  if (figure->kind == COMMS_FIGURE_DATE)
    return g_strdup_printf ("d:%d-%d-%d/%d[%s]", figure->year, figure->month, figure->day,
                            figure->weekday, said);
  if (figure->kind == COMMS_FIGURE_TIME)
    return g_strdup_printf ("t:%d:%02d%s[%s]", (int) figure->digits / 60, (int) figure->digits % 60,
                            figure->half_known ? "" : "?", said);
  return g_strdup_printf ("%s:%s%" G_GINT64_FORMAT "e%d[%s]", kinds[figure->kind], figure->currency,
                          figure->digits, figure->power, said);
}

static char *
dup_figures (const char *text)
{
  g_autoptr (GArray) figures = comms_figures_find (text);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < figures->len; i++)
    g_ptr_array_add (words, dup_spelled (text, &g_array_index (figures, CommsFigure, i)));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" ", (char **) words->pdata);
}

static const struct
{
  const char *text;
  const char *figures;
} finds[] = {
  { "", "" },
  { "No figure here.", "" },
  { "Today it is 97 of 136.", "n:97e0[97] n:136e0[136]" },
  { "1,200 cases", "n:12e2[1,200]" },
  { "1,50,000 homes", "n:15e4[1,50,000]" },
  { "12, 13 and 14", "n:12e0[12] n:13e0[13] n:14e0[14]" },
  { "2,5", "n:2e0[2] n:5e0[5]" },
  { "3.14", "n:314e-2[3.14]" },
  { "It was 7.", "n:7e0[7]" },
  { "۱٬۲۰۰ مقدمات", "n:12e2[۱٬۲۰۰]" },
  { "۱،۲۰۰ مقدمات", "n:12e2[۱،۲۰۰]" },
  { "٣٫١٤", "n:314e-2[٣٫١٤]" },
  { "१२३ ৪৫", "n:123e0[१२३] n:45e0[৪৫]" },
  { "１２", "n:12e0[１２]" },
  { "40%, 41 per cent, 42 percent", "%:4e1[40%] %:41e0[41 per cent] %:42e0[42 percent]" },
  { "۴۰ فیصد، ۴۱٪", "%:4e1[۴۰ فیصد] %:41e0[۴۱٪]" },
  { "twenty-five people, two hundred and fifty homes",
    "n:25e0[twenty-five] n:25e1[two hundred and fifty]" },
  { "one of them, no one", "" },
  { "one million rupees", "m:PKR1e6[one million rupees]" },
  { "پچیس افراد", "n:25e0[پچیس]" },
  { "بہتر کام اسی طرح", "" },
  { "بہتر فیصد", "%:72e0[بہتر فیصد]" },
  { "ساڑھے تین لاکھ", "n:35e4[ساڑھے تین لاکھ]" },
  { "ڈیڑھ کروڑ روپے", "m:PKR15e6[ڈیڑھ کروڑ روپے]" },
  { "دو سو پچاس", "n:25e1[دو سو پچاس]" },
  { "2 crore 50 lakh", "n:25e6[2 crore 50 lakh]" },
  { "۲ کروڑ ۵۰ لاکھ", "n:25e6[۲ کروڑ ۵۰ لاکھ]" },
  { "2 million 30 people", "n:2e6[2 million] n:3e1[30]" },
  { "1.5 billion", "n:15e8[1.5 billion]" },
  { "Rs 5,000 and Rs. 300", "m:PKR5e3[Rs 5,000] m:PKR3e2[Rs. 300]" },
  { "$20 and 30 dollars", "m:USD2e1[$20] m:USD3e1[30 dollars]" },
  { "the 41st, the fifth, a second", "o:41e0[41st] o:5e0[fifth]" },
  { "۵ویں، پانچویں", "o:5e0[۵ویں] o:5e0[پانچویں]" },
  { "10 December 2026", "d:2026-12-10/0[10 December 2026]" },
  { "the 10th of December", "d:0-12-10/0[10th of December]" },
  { "December 10, 2026", "d:2026-12-10/0[December 10, 2026]" },
  { "in December", "d:0-12-0/0[December]" },
  { "You may march in May", "" },
  { "3 May", "d:0-5-3/0[3 May]" },
  { "10 Dec", "d:0-12-10/0[10 Dec]" },
  { "2026-12-10", "d:2026-12-10/0[2026-12-10]" },
  { "10/12/2026 and 12/31/2026", "d:2026-12-10/0[10/12/2026] d:2026-12-31/0[12/31/2026]" },
  { "۱۰ دسمبر ۲۰۲۶ء", "d:2026-12-10/0[۱۰ دسمبر ۲۰۲۶]" },
  { "Thursday, 10 December", "d:0-0-0/4[Thursday] d:0-12-10/0[10 December]" },
  { "جمعرات ۱۰ دسمبر", "d:0-0-0/4[جمعرات] d:0-12-10/0[۱۰ دسمبر]" },
  { "at 15:00", "t:15:00[15:00]" },
  { "at 10:30", "t:10:30?[10:30]" },
  { "3 pm, 3:30 p.m., 12 am", "t:15:00[3 pm] t:15:30[3:30 p.m] t:0:00[12 am]" },
  { "سہ پہر ۳ بجے", "t:15:00[۳ بجے]" },
  { "۱۱ بجے", "t:11:00?[۱۱ بجے]" },
  { "See https://mohr.example.org/2026/41 @mohr41 #Day10", "" },
  { "G20 and COVID19", "" },
  { "COVID-19", "n:19e0[19]" },
  { "1234567890123456789012", "" },
  { "3520212345671", "n:3520212345671e0[3520212345671]" },
  { "a bad \xff byte, 5", "n:5e0[5]" },
};

static void
test_find (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (finds); i++)
    {
      g_autofree char *figures = dup_figures (finds[i].text);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (figures, ==, finds[i].figures);
    }
}

/* What the two say differently, each as "a|b". */
static const struct
{
  const char *a;
  const char *b;
  const char *differences;
} pairs[] = {
  { NULL, NULL, "" },
  { "1,200 cases in 41 districts", "۴۱ اضلاع میں ۱٬۲۰۰ مقدمات", "" },
  { "1,200 cases in 41 districts", "۴۱ اضلاع میں ۱٬۲۵۰ مقدمات", "1,200|۱٬۲۵۰" },
  { "1.5 million", "۱۵ لاکھ", "" },
  { "1.5 million", "پندرہ لاکھ", "" },
  { "Rs 5 billion", "۵ ارب روپے", "" },
  { "Rs 5 billion", "۵ ارب ڈالر", "Rs 5 billion|۵ ارب ڈالر" },
  { "40%", "چالیس فیصد", "" },
  { "40%", "۴۰ روپے", "40%|- -|۴۰ روپے" },
  { "one child in three", "تین میں سے ایک بچہ", "" },
  { "1 child", "ایک بچہ", "" },
  { "72 schools", "بہتر سکول", "" },
  { "the 2nd report", "دوسری رپورٹ", "" },
  { "10 December", "۱۰ دسمبر ۲۰۲۶", "" },
  { "10 December 2026", "۱۱ دسمبر ۲۰۲۶", "10 December 2026|۱۱ دسمبر ۲۰۲۶" },
  { "Thursday", "جمعہ", "Thursday|جمعہ" },
  { "Monday", "پیر", "" },
  { "3 pm", "سہ پہر ۳ بجے", "" },
  { "15:00", "۳ بجے", "" },
  { "3 pm", "صبح ۳ بجے", "3 pm|۳ بجے" },
  { "97 and 97", "۹۷", "" },
  { "5 and 6", "۵", "6|-" },
};

static void
test_compare (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (GPtrArray) differences = comms_figures_compare (pairs[i].a, pairs[i].b);
      g_autoptr (GString) said = g_string_new (NULL);

      for (guint j = 0; j < differences->len; j++)
        {
          CommsFigureDifference *difference = g_ptr_array_index (differences, j);

          g_string_append_printf (said, "%s%s|%s", j > 0 ? " " : "",
                                  difference->a != NULL ? difference->a : "-",
                                  difference->b != NULL ? difference->b : "-");
        }
      g_test_message ("%s / %s", pairs[i].a, pairs[i].b);
      g_assert_cmpstr (said->str, ==, pairs[i].differences);
    }
}

/* The same number in the digits of every script that has its own. */
static void
test_every_script (void)
{
  guint n = 0;

  for (gunichar c = 0x660; c < 0x1fbfa; c++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *figures = NULL;
      g_autofree char *expected = NULL;

      if (g_unichar_digit_value (c) != 0 || !g_unichar_isdefined (c))
        continue;
      g_string_append_unichar (text, c + 4);
      g_string_append_unichar (text, c + 1);
      figures = dup_figures (text->str);
      expected = g_strdup_printf ("n:41e0[%s]", text->str);
      g_assert_cmpstr (figures, ==, expected);
      n++;
    }
  g_assert_cmpuint (n, >, 30);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figures/find", test_find);
  g_test_add_func ("/figures/compare", test_compare);
  g_test_add_func ("/figures/every-script", test_every_script);
  return g_test_run ();
}
