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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-check/presentation-forms", test_presentation_forms);
  g_test_add_func ("/text-check/direction-marks", test_direction_marks);
  g_test_add_func ("/text-check/sms", test_sms);
  return g_test_run ();
}
