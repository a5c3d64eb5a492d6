/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-language.h"
#include "comms-marks.h"
#include "comms-shell-test.h"

/* Numbers are written as the interface's language does; what stands in Latin letters is not. */
static void
test_digits (void)
{
  static const struct
  {
    const char *text;
    const char *urdu;
  } rows[] = {
    { "", "" },
    { "15:00", "۱۵:۰۰" },
    { "280 میں سے 123 حروف", "۲۸۰ میں سے ۱۲۳ حروف" },
    { "  7  8", "  ۷  ۸" },
    { "\u2068@mohr_2026\u2069 کی 3", "\u2068@mohr_2026\u2069 کی ۳" },
    { "https://mohr.example.org/118 118", "https://mohr.example.org/118 ۱۱۸" },
    { "”\u20681,200 in 2025\u2069“ سے 3", "”\u20681,200 in 2025\u2069“ سے ۳" },
    { "\u20662026-12-31\u2069 یا 4", "\u20662026-12-31\u2069 یا ۴" },
    { "5\u2069 6", "۵\u2069 ۶" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *urdu = NULL;
      g_autofree char *english = NULL;

      comms_language_use ("ur");
      urdu = comms_format_digits (rows[i].text);
      g_assert_cmpstr (urdu, ==, rows[i].urdu);
      comms_language_use ("en");
      english = comms_format_digits (rows[i].text);
      g_assert_cmpstr (english, ==, rows[i].text);
    }
}

static void
test_part (void)
{
  g_autofree char *urdu = NULL;
  g_autofree char *english = NULL;

  comms_language_use ("ur");
  urdu = comms_format_part (COMMS_PART_QUOTE, 1);
  g_assert_cmpstr (urdu, ==, "اقتباس ۲");
  comms_language_use ("en");
  english = comms_format_part (COMMS_PART_QUOTE, 1);
  g_assert_cmpstr (english, ==, "Quote 2");
}

/* Where a line begins with a moment, so does its capital letter. */
static void
test_moment_first (void)
{
  const gint64 now = G_GINT64_CONSTANT (1796806920000); /* 9 December 2026, 14:02 in Islamabad */
  g_autofree char *english = NULL;
  g_autofree char *far = NULL;
  g_autofree char *urdu = NULL;

  comms_language_use ("en");
  english = comms_format_moment_first ("Asia/Karachi", now, now);
  g_assert_cmpstr (english, ==, "Today 14:02");
  far = comms_format_moment_first ("Asia/Karachi", now - 7 * G_TIME_SPAN_DAY / 1000, now);
  g_assert_cmpstr (far, ==, "Wed 2 Dec, 14:02");
  comms_language_use ("ur");
  urdu = comms_format_moment_first ("Asia/Karachi", now, now);
  g_assert_true (g_str_has_prefix (urdu, "آج"));
  comms_language_use ("en");
}

int
main (int   argc,
      char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/format/digits", test_digits);
  g_test_add_func ("/format/part", test_part);
  g_test_add_func ("/format/moment-first", test_moment_first);

  return g_test_run ();
}
