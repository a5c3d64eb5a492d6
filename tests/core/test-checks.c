/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-checks.h"
#include "comms-count.h"

#define NOW G_GINT64_CONSTANT (1796806920000) /* 2026-12-09 14:02 in Asia/Karachi */
#define HOUR (3600 * G_GINT64_CONSTANT (1000))

/* An account with 280 characters, a release with a link, and no other post. */
static CommsPostContext *
context_new (void)
{
  CommsPostContext *context = g_new0 (CommsPostContext, 1);

  context->now = NOW;
  context->account =
    g_object_new (COMMS_TYPE_ACCOUNT, "network", "x", "handle", "mohr_example", "character-limit",
                  G_GINT64_CONSTANT (280), "language", "en", NULL);
  context->release = g_object_new (COMMS_TYPE_RELEASE, "link", "https://example.org/a", NULL);
  context->policy =
    g_object_new (COMMS_TYPE_POLICY, "zone", "Asia/Karachi", "posts-high", G_GINT64_CONSTANT (5),
                  "link-uses", G_GINT64_CONSTANT (3), "hashtags-high", G_GINT64_CONSTANT (2), NULL);
  context->others = g_ptr_array_new_with_free_func (g_object_unref);
  context->likeness = comms_likeness_new ();
  return context;
}

static CommsPost *
post_new (const char *text, gint64 due)
{
  return g_object_new (COMMS_TYPE_POST, "text", text, "language", "en", "release-id",
                       G_GINT64_CONSTANT (1), "account-id", G_GINT64_CONSTANT (1), "due-at", due,
                       NULL);
}

static CommsCheck *
find (GPtrArray *checks, CommsCheckKind kind)
{
  for (guint i = 0; i < checks->len; i++)
    if (((CommsCheck *) g_ptr_array_index (checks, i))->kind == kind)
      return g_ptr_array_index (checks, i);
  return NULL;
}

typedef struct
{
  const char *name;
  const char *text;
  CommsCheckKind kind;
  CommsCheckLevel level;
  CommsFix fix;
  const char *mended; /* what the fix makes of the text, NULL where there is none */
} Row;

static const Row rows[] = {
  { "empty", "", COMMS_CHECK_TEXT, COMMS_CHECK_BLOCKS, COMMS_FIX_NONE, NULL },
  { "fits", "A child who is counted. https://example.org/a", COMMS_CHECK_LENGTH, COMMS_CHECK_FINE,
    COMMS_FIX_NONE, NULL },
  { "control", "A child\a who is counted", COMMS_CHECK_CONTROL, COMMS_CHECK_BLOCKS, COMMS_FIX_CLEAN,
    "A child who is counted" },
  { "no-link", "A child who is counted", COMMS_CHECK_LINK, COMMS_CHECK_WARNS, COMMS_FIX_ADD_LINK,
    "A child who is counted\nhttps://example.org/a" },
  { "link-before-hashtags", "A child who is counted\n#Rights #Pakistan", COMMS_CHECK_LINK,
    COMMS_CHECK_WARNS, COMMS_FIX_ADD_LINK,
    "A child who is counted\nhttps://example.org/a\n#Rights #Pakistan" },
  { "link", "Counted. https://example.org/a", COMMS_CHECK_LINK_USES, COMMS_CHECK_FINE,
    COMMS_FIX_NONE, NULL },
  { "hashtags", "Counted https://example.org/a #One #Two #Three", COMMS_CHECK_HASHTAGS,
    COMMS_CHECK_WARNS, COMMS_FIX_FEWER_HASHTAGS, "Counted https://example.org/a #One #Two" },
  { "hashtags-within", "#One of #Two and #Three things. https://example.org/a",
    COMMS_CHECK_HASHTAGS, COMMS_CHECK_WARNS, COMMS_FIX_FEWER_HASHTAGS,
    "#One of #Two and Three things. https://example.org/a" },
  { "urdu", "ہر شکایت کو نمبر ملتا ہے", COMMS_CHECK_LANGUAGE, COMMS_CHECK_HINTS, COMMS_FIX_LANGUAGE,
    "ہر شکایت کو نمبر ملتا ہے" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (CommsPostContext) context = context_new ();
  g_autoptr (CommsPost) post = post_new (row->text, NOW + HOUR);
  g_autoptr (GPtrArray) checks = comms_checks_of_post (post, context);
  CommsCheck *check = find (checks, row->kind);

  g_assert_nonnull (check);
  g_assert_cmpint (check->level, ==, row->level);
  g_assert_cmpint (check->fix, ==, row->fix);
  g_assert_cmpstr (check->sentence, !=, "");
  if (row->mended == NULL)
    return;
  g_assert_nonnull (comms_fix_label (check->fix));
  g_assert_true (comms_fix_post (check->fix, post, context));
  g_assert_cmpstr (post->text, ==, row->mended);
}

/* Too long by a sentence: shortened by whole words, with link and hashtag kept. */
static void
test_shorten (void)
{
  g_autoptr (CommsPostContext) context = context_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GPtrArray) checks = NULL;
  g_autoptr (GPtrArray) after = NULL;

  for (int i = 0; i < 60; i++)
    g_string_append (text, "children ");
  g_string_append (text, "https://example.org/a #Rights");
  post = post_new (text->str, NOW + HOUR);
  checks = comms_checks_of_post (post, context);
  g_assert_cmpint (find (checks, COMMS_CHECK_LENGTH)->level, ==, COMMS_CHECK_BLOCKS);
  /* What blocks stands first. */
  g_assert_cmpint (((CommsCheck *) g_ptr_array_index (checks, 0))->level, ==, COMMS_CHECK_BLOCKS);

  g_assert_true (comms_fix_post (COMMS_FIX_SHORTEN, post, context));
  after = comms_checks_of_post (post, context);
  g_assert_cmpint (find (after, COMMS_CHECK_LENGTH)->level, ==, COMMS_CHECK_FINE);
  g_assert_true (g_str_has_suffix (post->text, "#Rights"));
  g_assert_nonnull (strstr (post->text, "https://example.org/a"));
}

static void
test_no_link_on_purpose (void)
{
  g_autoptr (CommsPostContext) context = context_new ();
  g_autoptr (CommsPost) post = post_new ("Counted https://example.org/a #One", NOW + HOUR);
  g_autoptr (GPtrArray) checks = NULL;

  g_assert_true (comms_fix_post (COMMS_FIX_LEAVE_LINK, post, context));
  g_assert_cmpstr (post->text, ==, "Counted #One");
  g_assert_true (post->no_link);
  checks = comms_checks_of_post (post, context);
  g_assert_cmpint (find (checks, COMMS_CHECK_LINK)->level, ==, COMMS_CHECK_FINE);

  g_assert_true (comms_fix_post (COMMS_FIX_ADD_LINK, post, context));
  g_assert_false (post->no_link);
}

/* Before the embargo, or in the past: moved to the first time that is allowed. */
static void
test_time (void)
{
  g_autoptr (CommsPostContext) context = context_new ();
  g_autoptr (CommsPost) past = post_new ("Counted https://example.org/a", NOW - HOUR);
  g_autoptr (CommsPost) early = post_new ("Counted https://example.org/a", NOW + HOUR);
  g_autoptr (CommsPost) undated = post_new ("Counted https://example.org/a", 0);
  g_autoptr (GPtrArray) of_past = comms_checks_of_post (past, context);
  g_autoptr (GPtrArray) of_early = NULL;
  g_autoptr (GPtrArray) of_undated = comms_checks_of_post (undated, context);

  g_assert_cmpint (find (of_past, COMMS_CHECK_TIME)->level, ==, COMMS_CHECK_WARNS);
  g_assert_cmpint (find (of_undated, COMMS_CHECK_TIME)->level, ==, COMMS_CHECK_HINTS);
  g_assert_true (comms_fix_post (COMMS_FIX_TIME, past, context));
  g_assert_cmpint (past->due_at, >, NOW);
  g_assert_nonnull (past->due_wall);

  g_object_set (context->release, "embargo-at", NOW + 20 * HOUR, NULL);
  of_early = comms_checks_of_post (early, context);
  g_assert_cmpint (find (of_early, COMMS_CHECK_EMBARGO)->level, ==, COMMS_CHECK_BLOCKS);
  g_assert_true (comms_fix_post (COMMS_FIX_TIME, early, context));
  g_assert_cmpint (early->due_at, >=, NOW + 20 * HOUR);
}

static void
add_other (CommsPostContext *context, const char *text, gint64 due, CommsPostState state)
{
  CommsPost *other = g_object_new (COMMS_TYPE_POST, "text", text, "due-at", due, "state", state,
                                   "account-id", G_GINT64_CONSTANT (1), NULL);

  comms_record_set_id (COMMS_RECORD (other), 100 + context->others->len);
  g_ptr_array_add (context->others, other);
  comms_likeness_put (context->likeness, other);
}

static void
test_same_text (void)
{
  g_autoptr (CommsPostContext) context = context_new ();
  g_autoptr (CommsPost) post = post_new ("Counted https://example.org/a", NOW + HOUR);
  g_autoptr (GPtrArray) planned = NULL;
  g_autoptr (GPtrArray) posted = NULL;

  add_other (context, post->text, NOW + 2 * HOUR, COMMS_POST_STATE_DRAFT);
  planned = comms_checks_of_post (post, context);
  g_assert_cmpint (find (planned, COMMS_CHECK_SAME)->level, ==, COMMS_CHECK_WARNS);

  add_other (context, post->text, NOW - HOUR, COMMS_POST_STATE_POSTED);
  posted = comms_checks_of_post (post, context);
  g_assert_cmpint (find (posted, COMMS_CHECK_SAME)->level, ==, COMMS_CHECK_BLOCKS);
}

static void
test_counts_of_the_day (void)
{
  g_autoptr (CommsPostContext) context = context_new ();
  g_autoptr (CommsPost) post = post_new ("Counted https://example.org/a", NOW + HOUR);
  g_autoptr (GPtrArray) checks = NULL;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *text = g_strdup_printf ("Wording %d https://example.org/a", i);

      add_other (context, text, NOW + 2 * HOUR, COMMS_POST_STATE_DRAFT);
    }
  /* Neither another day nor what was let go counts. */
  add_other (context, "Other https://example.org/a", NOW + 48 * HOUR, COMMS_POST_STATE_DRAFT);
  add_other (context, "Gone https://example.org/a", NOW + 2 * HOUR, COMMS_POST_STATE_CANCELLED);

  g_assert_cmpuint (comms_checks_link_uses (post, context), ==, 6);
  g_assert_cmpuint (comms_checks_posts_that_day (post, context), ==, 6);
  checks = comms_checks_of_post (post, context);
  g_assert_cmpint (find (checks, COMMS_CHECK_LINK_USES)->level, ==, COMMS_CHECK_WARNS);
  g_assert_cmpint (find (checks, COMMS_CHECK_LINK_USES)->fix, ==, COMMS_FIX_LEAVE_LINK);
  g_assert_cmpint (find (checks, COMMS_CHECK_CADENCE)->level, ==, COMMS_CHECK_WARNS);
}

/* Decision 13: what stands too often gives way to another link of the release, as long as that has
 * room; then there is none. */
static void
test_other_link (void)
{
  const char *const variants[] = { "17-24 video https://example.org/film", NULL };
  g_autoptr (CommsPostContext) context = context_new ();
  g_autoptr (CommsPost) post = post_new ("Counted https://example.org/a #One", NOW + HOUR);
  g_autoptr (GPtrArray) checks = NULL;
  g_autoptr (GPtrArray) full = NULL;
  CommsCheck *check;

  g_object_set (context->release, "link-variants", variants, NULL);
  for (int i = 0; i < 3; i++)
    add_other (context, "Wording https://example.org/a", NOW + 2 * HOUR, COMMS_POST_STATE_DRAFT);
  checks = comms_checks_of_post (post, context);
  check = find (checks, COMMS_CHECK_LINK_USES);
  g_assert_cmpint (check->level, ==, COMMS_CHECK_WARNS);
  g_assert_cmpint (check->fix, ==, COMMS_FIX_OTHER_LINK);
  g_assert_cmpint (check->other_fix, ==, COMMS_FIX_LEAVE_LINK);
  for (int i = 0; i < 3; i++)
    add_other (context, "Film https://example.org/film", NOW + 2 * HOUR, COMMS_POST_STATE_DRAFT);
  full = comms_checks_of_post (post, context);
  g_assert_cmpint (find (full, COMMS_CHECK_LINK_USES)->fix, ==, COMMS_FIX_LEAVE_LINK);
  g_assert_true (comms_fix_check (check, check->fix, post, context));
  g_assert_cmpstr (post->text, ==, "Counted https://example.org/film #One");
}

/* R70: a post that is moved into the evening is offered the link of that hour, and back. */
static void
test_link_of_the_hour (void)
{
  const char *const variants[] = { "17-24 video https://example.org/film", NULL };
  g_autoptr (CommsPostContext) context = context_new ();
  g_autoptr (CommsPost) post = post_new ("Counted https://example.org/a", NOW + HOUR);
  g_autoptr (CommsPost) bare = post_new ("Counted", NOW + 4 * HOUR);
  g_autoptr (GPtrArray) afternoon = NULL;
  g_autoptr (GPtrArray) evening = NULL;
  g_autoptr (GPtrArray) back = NULL;
  CommsCheck *check;

  g_object_set (context->release, "link-variants", variants, NULL);
  afternoon = comms_checks_of_post (post, context);
  g_assert_null (find (afternoon, COMMS_CHECK_LINK_HOUR));
  g_object_set (post, "due-at", NOW + 4 * HOUR, NULL);
  evening = comms_checks_of_post (post, context);
  check = find (evening, COMMS_CHECK_LINK_HOUR);
  g_assert_cmpint (check->level, ==, COMMS_CHECK_HINTS);
  g_assert_true (comms_fix_check (check, check->fix, post, context));
  g_assert_cmpstr (post->text, ==, "Counted https://example.org/film");
  g_object_set (post, "due-at", NOW + HOUR, NULL);
  back = comms_checks_of_post (post, context);
  check = find (back, COMMS_CHECK_LINK_HOUR);
  g_assert_true (comms_fix_check (check, check->fix, post, context));
  g_assert_cmpstr (post->text, ==, "Counted https://example.org/a");
  /* What has none gets that of the hour. */
  g_assert_true (comms_fix_post (COMMS_FIX_ADD_LINK, bare, context));
  g_assert_cmpstr (bare->text, ==, "Counted\nhttps://example.org/film");
}

static void
test_release (void)
{
  static const char *const handles[] = { "mohr_example", NULL };
  g_autoptr (CommsPostContext) context = context_new ();
  CommsRelease *release = context->release;
  g_autoptr (GPtrArray) bare = NULL;
  g_autoptr (GPtrArray) full = NULL;

  g_object_set (release, "link", "not an address", NULL);
  bare = comms_checks_of_release (release, context->policy, handles, 280);
  for (guint i = 0; i < bare->len; i++)
    {
      CommsCheck *check = g_ptr_array_index (bare, i);

      g_assert_cmpint (check->level, !=, COMMS_CHECK_FINE);
      g_assert_cmpint (check->fix, !=, COMMS_FIX_NONE);
    }

  g_object_set (release, "link", "https://example.org/a", "headline", "Who is counted", "body",
                "On X: @mohr_example\n\nPress: press@example.org", "hashtags",
                (const char *[]){ "#Rights", NULL }, "quotes", (const char *[]){ "“So.”", NULL },
                NULL);
  full = comms_checks_of_release (release, context->policy, handles, 280);
  for (guint i = 0; i < full->len; i++)
    g_assert_cmpint (((CommsCheck *) g_ptr_array_index (full, i))->level, ==, COMMS_CHECK_FINE);
}

static gboolean
says (CommsPostContext *context, CommsPost *post, const char *sentence)
{
  g_autoptr (GPtrArray) checks = comms_checks_of_post (post, context);

  for (guint i = 0; i < checks->len; i++)
    if (strstr (((CommsCheck *) g_ptr_array_index (checks, i))->sentence, sentence) != NULL)
      return TRUE;
  return FALSE;
}

/* What is left of a limit is told while it is little, to whatever would feel it (R80). */
static void
test_rate (void)
{
  g_autoptr (CommsPostContext) context = context_new ();
  g_autoptr (CommsPost) post = post_new ("Counted. https://example.org/a", NOW + HOUR / 2);
  g_autoptr (CommsPost) later = post_new ("Counted. https://example.org/a", NOW + 2 * HOUR);

  g_object_set (context->account, "rate-limit", G_GINT64_CONSTANT (100), "rate-remaining",
                G_GINT64_CONSTANT (11), "rate-reset-at", NOW + HOUR, NULL);
  g_assert_false (says (context, post, "left for @mohr_example"));
  g_object_set (context->account, "rate-remaining", G_GINT64_CONSTANT (10), NULL);
  g_assert_true (
    says (context, post, "10 posts are left for @mohr_example until Wed 9 Dec, 15:02."));
  g_assert_false (says (context, later, "left for @mohr_example"));
  g_object_set (context->account, "rate-remaining", G_GINT64_CONSTANT (1), NULL);
  g_assert_true (says (context, post, "1 post is left for @mohr_example"));
  g_object_set (context->account, "rate-remaining", G_GINT64_CONSTANT (0), NULL);
  g_assert_true (says (context, post, "No post is left for @mohr_example"));
  /* The window is over, and with it what was said of it. */
  context->now = NOW + HOUR;
  g_object_set (post, "due-at", NOW + HOUR + HOUR / 2, NULL);
  g_assert_false (says (context, post, "left for @mohr_example"));
}

/* A clock that is a little off is told while everything still leaves. */
static void
test_clock (void)
{
  g_autoptr (CommsPostContext) context = context_new ();
  g_autoptr (CommsPost) post = post_new ("Counted. https://example.org/a", NOW + HOUR);

  g_object_set (context->account, "clock-skew", G_GINT64_CONSTANT (50000), NULL);
  g_assert_false (says (context, post, "This computer’s clock"));
  g_object_set (context->account, "clock-skew", G_GINT64_CONSTANT (120000), NULL);
  g_assert_true (says (context, post, "This computer’s clock is 2 minutes behind that of X"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/checks/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/checks/shorten", test_shorten);
  g_test_add_func ("/checks/no-link-on-purpose", test_no_link_on_purpose);
  g_test_add_func ("/checks/time", test_time);
  g_test_add_func ("/checks/same-text", test_same_text);
  g_test_add_func ("/checks/counts-of-the-day", test_counts_of_the_day);
  g_test_add_func ("/checks/other-link", test_other_link);
  g_test_add_func ("/checks/link-of-the-hour", test_link_of_the_hour);
  g_test_add_func ("/checks/release", test_release);

  g_test_add_func ("/checks/rate", test_rate);
  g_test_add_func ("/checks/clock", test_clock);

  return g_test_run ();
}
