/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "comms-enum-types.h"
#include "comms-words.h"

/* Through one type, so that a table can hold them all. */
#define WORD(function, name) \
  static const char *function (int value) \
  { \
    return name (value); \
  }

WORD (post_state, comms_post_state_word)
WORD (release_kind, comms_release_kind_word)
WORD (release_stage, comms_release_stage_word)
WORD (target_kind, comms_target_kind_word)
WORD (posture, comms_posture_word)
WORD (channel, comms_channel_word)
WORD (engagement_kind, comms_engagement_kind_word)
WORD (outcome, comms_outcome_word)
WORD (review, comms_review_word)
WORD (role, comms_role_word)
WORD (account_state, comms_account_state_word)
WORD (scope, comms_scope_word)

static void
test_every_value_has_its_word (void)
{
  const struct
  {
    GType type;
    const char *(*word) (int value);
  } rows[] = {
    { COMMS_TYPE_POST_STATE, post_state },       { COMMS_TYPE_RELEASE_KIND, release_kind },
    { COMMS_TYPE_RELEASE_STAGE, release_stage }, { COMMS_TYPE_TARGET_KIND, target_kind },
    { COMMS_TYPE_POSTURE, posture },             { COMMS_TYPE_CHANNEL, channel },
    { COMMS_TYPE_ENGAGEMENT_KIND, engagement_kind }, { COMMS_TYPE_OUTCOME, outcome },
    { COMMS_TYPE_REVIEW, review },               { COMMS_TYPE_ROLE, role },
    { COMMS_TYPE_ACCOUNT_STATE, account_state }, { COMMS_TYPE_SCOPE, scope },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GEnumClass) klass = g_type_class_ref (rows[i].type);
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint j = 0; j < klass->n_values; j++)
        {
          const char *word = rows[i].word (klass->values[j].value);

          g_assert_cmpstr (word, !=, "");
          g_assert_true (g_hash_table_add (seen, (gpointer) word));
        }
    }
}

/* The pictures of the finished desk fix these. */
static void
test_exact_words (void)
{
  static const char *const states[]
    = { "Draft",  "In review", "Approved", "Queued", "Sending",
        "Posted", "Refused",   "Unknown",  "Missed", "Cancelled" };
  static const char *const kinds[] = { "Press release", "Op-ed", "Report", "Letter", "Statement" };
  static const char *const targets[] = { "Journalist", "Decision maker", "Policy maker", "Peer" };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    g_assert_cmpstr (comms_post_state_word (i), ==, states[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpstr (comms_release_kind_word (i), ==, kinds[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    g_assert_cmpstr (comms_target_kind_word (i), ==, targets[i]);
}

static void
test_parts (void)
{
  static const struct
  {
    CommsPart part;
    int index;
    const char *word;
  } rows[] = {
    { COMMS_PART_HEADLINE, 0, "Headline" }, { COMMS_PART_SUBHEAD, 0, "Subhead" },
    { COMMS_PART_LEDE, 0, "Lede" },         { COMMS_PART_QUOTE, 0, "Quote 1" },
    { COMMS_PART_QUOTE, 1, "Quote 2" },     { COMMS_PART_CONCLUSION, 0, "Conclusion" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *word = comms_part_dup_word (rows[i].part, rows[i].index);

      g_assert_cmpstr (word, ==, rows[i].word);
    }
}

static void
test_languages (void)
{
  static const struct
  {
    const char *tag;
    const char *word;
  } rows[] = {
    { "en", "English" }, { "ur", "Urdu" },   { "ur-PK", "Urdu" },   { "EN_gb", "English" },
    { "tlh", "tlh" },    { "", "Not known" }, { NULL, "Not known" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *word = comms_language_dup_word (rows[i].tag);

      g_assert_cmpstr (word, ==, rows[i].word);
    }
}

static void
test_nicks (void)
{
  int value = -1;

  g_assert_cmpstr (comms_enum_nick (COMMS_TYPE_POST_STATE, COMMS_POST_STATE_IN_REVIEW), ==,
                   "in-review");
  g_assert_null (comms_enum_nick (COMMS_TYPE_POST_STATE, 99));
  g_assert_true (comms_enum_from_nick (COMMS_TYPE_POST_STATE, "in-review", &value));
  g_assert_cmpint (value, ==, COMMS_POST_STATE_IN_REVIEW);
  g_assert_false (comms_enum_from_nick (COMMS_TYPE_POST_STATE, "In review", &value));
  g_assert_false (comms_enum_from_nick (COMMS_TYPE_POST_STATE, NULL, &value));
  g_assert_cmpint (value, ==, COMMS_POST_STATE_IN_REVIEW);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/every-value-has-its-word", test_every_value_has_its_word);
  g_test_add_func ("/words/exact", test_exact_words);
  g_test_add_func ("/words/parts", test_parts);
  g_test_add_func ("/words/languages", test_languages);
  g_test_add_func ("/words/nicks", test_nicks);
  return g_test_run ();
}
