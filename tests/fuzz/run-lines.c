/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run-lines.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "comms-check-lines.h"

static char *
answer (const char *data,
        gsize       size,
        gsize       border)
{
  static const CommsTextOptions options = { 0 };
  g_autoptr (CommsCheckLines) lines = comms_check_lines_new (COMMS_TEXT_RULE_X, &options);
  GString *out = g_string_new (NULL);

  comms_check_lines_feed (lines, data, border, out);
  comms_check_lines_feed (lines, data + border, size - border, out);
  comms_check_lines_end (lines, out);
  return g_string_free (out, FALSE);
}

static guint
count_lines (const char *data,
             gsize       size)
{
  guint n = 0;

  for (gsize i = 0; i < size; i++)
    n += data[i] == '\n';
  return n + (size > 0 && data[size - 1] != '\n');
}

void
run_lines (const guint8 *data,
           gsize         size)
{
  g_autofree char *whole = answer ((const char *) data, size, 0);
  g_autofree char *pieces = answer ((const char *) data, size, size / 2);
  g_auto (GStrv) answers = g_strsplit (whole, "\n", -1);

  g_assert_cmpstr (whole, ==, pieces);
  g_assert_true (g_utf8_validate (whole, -1, NULL));
  g_assert_cmpuint (count_lines (whole, strlen (whole)), ==, count_lines ((const char *) data, size));
  for (guint i = 0; answers[i] != NULL && *answers[i] != '\0'; i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();

      g_assert_true (json_parser_load_from_data (parser, answers[i], -1, NULL));
    }
}
