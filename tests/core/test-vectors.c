/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "comms-text-check.h"

/* The vectors that twitter-text publishes, from tests/fixtures/twitter-text. */

/* Those that do not hold here, as they do not in npm twitter-text 3.1.0 either. */
static const struct
{
  const char *group;
  const char *start; /* of the text */
} exceptions[] = {
  /* This group is of configuration version 2, where an emoji of several characters weighs as all
   * of them do. X uses version 3; the group for that has the same texts. */
  { "WeightedTweetsCounterTest", "H🐱☺👨" },
  { "WeightedTweetsCounterTest", "🙋🏽👨" },
  /* The expression for top-level domains in JavaScript refuses a "-" after them. */
  { "urls", "text http://domain.com-that-you-should" },
};

/* Cut between characters, as TAP wants its lines. */
static void
say (const char *text)
{
  g_autofree char *shown = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), 100));

  g_test_message ("%s", shown);
}

static gboolean
is_exception (const char *group,
              const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (exceptions); i++)
    if (g_str_equal (exceptions[i].group, group) && g_str_has_prefix (text, exceptions[i].start))
      return TRUE;
  return FALSE;
}

static JsonArray *
load (JsonParser *parser,
      const char *member)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "twitter-text", "vectors.json", NULL);
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), member);
}

static glong
count_utf16 (const char *text,
             gsize       size)
{
  glong n = 0;

  for (const char *p = text; p < text + size; p = g_utf8_next_char (p))
    n += g_utf8_get_char (p) >= 0x10000 ? 2 : 1;
  return n;
}

static gboolean
has_problem (const CommsTextCheck *check,
             const char           *code)
{
  for (guint i = 0; i < check->problems->len; i++)
    if (g_str_equal (g_array_index (check->problems, CommsTextProblem, i).code, code))
      return TRUE;
  return FALSE;
}

static void
check_weight (JsonObject     *vector,
              CommsTextCheck *check)
{
  const char *text = json_object_get_string_member (vector, "text");

  comms_text_check (text, COMMS_TEXT_RULE_X, NULL, check);
  g_assert_cmpint (check->length, ==, json_object_get_int_member (vector, "weightedLength"));
  g_assert_cmpint (check->valid, ==, json_object_get_boolean_member (vector, "valid"));
  g_assert_cmpint (check->length * 1000 / check->limit, ==, json_object_get_int_member (vector, "permillage"));
  /* twitter-text ends what is valid also before a character that is refused; here it is named. */
  if (!has_problem (check, "characters"))
    g_assert_cmpint (count_utf16 (text, check->fits) - 1, ==,
                     json_object_get_int_member (vector, "validRangeEnd"));
  g_assert_cmpint (comms_text_count (text, 280).weight, ==, check->length);
}

static void
test_weighted (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *vectors = load (parser, "weighted");
  g_auto (CommsTextCheck) check = { 0 };

  g_assert_cmpuint (json_array_get_length (vectors), ==, 43);
  for (guint i = 0; i < json_array_get_length (vectors); i++)
    {
      JsonObject *vector = json_array_get_object_element (vectors, i);
      const char *text = json_object_get_string_member (vector, "text");

      if (is_exception (json_object_get_string_member (vector, "group"), text))
        continue;
      say (text);
      check_weight (vector, &check);
    }
}

static gboolean
is_of_kind (const CommsEntity *entity,
            const char        *kind)
{
  static const char *const kinds[COMMS_N_ENTITY_KINDS] = {
    [COMMS_ENTITY_MENTION] = "mentions", [COMMS_ENTITY_HASHTAG] = "hashtags",
    [COMMS_ENTITY_CASHTAG] = "cashtags", [COMMS_ENTITY_URL] = "urls",
    [COMMS_ENTITY_LIST] = "mentions_or_lists",
  };

  return g_str_equal (kinds[entity->kind], kind)
         || (entity->kind == COMMS_ENTITY_MENTION && g_str_equal (kind, "mentions_or_lists"));
}

static void
check_entity (const char        *text,
              const CommsEntity *entity,
              JsonObject        *vector,
              guint              i)
{
  JsonArray *expected = json_object_get_array_member (vector, "expected");
  const char *start = text + entity->start;
  g_autofree char *found = NULL;

  if (entity->kind != COMMS_ENTITY_URL)
    start = g_utf8_next_char (start);
  found = g_strndup (start, (gsize) (text + entity->end - start));
  g_assert_cmpuint (i, <, json_array_get_length (expected));
  g_assert_cmpstr (found, ==, json_array_get_string_element (expected, i));
  if (json_object_has_member (vector, "indices"))
    {
      JsonArray *place = json_array_get_array_element (json_object_get_array_member (vector, "indices"), i);

      g_assert_cmpint ((gint64) entity->char_start, ==, json_array_get_int_element (place, 0));
      g_assert_cmpint ((gint64) entity->char_end, ==, json_array_get_int_element (place, 1));
    }
}

static void
check_extract (JsonObject *vector)
{
  const char *text = json_object_get_string_member (vector, "text");
  const char *kind = json_object_get_string_member (vector, "kind");
  g_autoptr (GArray) entities = comms_text_find_entities (text);
  guint n = 0;

  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      if (is_of_kind (entity, kind))
        check_entity (text, entity, vector, n++);
    }
  g_assert_cmpuint (n, ==, json_array_get_length (json_object_get_array_member (vector, "expected")));
}

static void
test_extract (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *vectors = load (parser, "extract");

  g_assert_cmpuint (json_array_get_length (vectors), ==, 223);
  for (guint i = 0; i < json_array_get_length (vectors); i++)
    {
      JsonObject *vector = json_array_get_object_element (vectors, i);
      const char *text = json_object_get_string_member (vector, "text");

      if (is_exception (json_object_get_string_member (vector, "kind"), text))
        continue;
      say (text);
      check_extract (vector);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vectors/weighted", test_weighted);
  g_test_add_func ("/vectors/extract", test_extract);
  return g_test_run ();
}
