/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "comms-post.h"
#include "comms-release.h"

static void
test_copy_equals (void)
{
  const char *const hashtags[] = { "#HumanRightsDay", "#Pakistan", NULL };
  g_autoptr (CommsRelease) release = comms_release_new ();
  g_autoptr (CommsRelease) copy = NULL;

  g_object_set (release, "id", G_GINT64_CONSTANT (7), "kind", COMMS_RELEASE_KIND_OP_ED, "headline",
                "Who is missing", "hashtags", hashtags, NULL);
  copy = comms_record_copy (release);
  g_assert_true (comms_record_equal (release, copy));
  g_assert_cmpstr (copy->headline, ==, "Who is missing");
  g_assert_cmpstrv (copy->hashtags, hashtags);
  g_assert_cmpint (comms_record_get_id (COMMS_RECORD (copy)), ==, 7);

  g_object_set (copy, "headline", "Who is counted", NULL);
  g_assert_false (comms_record_equal (release, copy));
}

static void
test_set_to_itself (void)
{
  const char *const hashtags[] = { "#HumanRightsDay", NULL };
  g_autoptr (CommsRelease) release = comms_release_new ();

  g_object_set (release, "headline", "Who is missing", "hashtags", hashtags, NULL);
  g_object_set (release, "headline", release->headline, "hashtags", release->hashtags, NULL);
  g_assert_cmpstr (release->headline, ==, "Who is missing");
  g_assert_cmpstrv (release->hashtags, hashtags);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  (*(guint *) user_data)++;
}

static void
test_assign_notifies_what_differs (void)
{
  g_autoptr (CommsPost) post = comms_post_new ();
  g_autoptr (CommsPost) other = comms_post_new ();
  guint n_notified = 0;

  g_object_set (other, "text", "New words", "due-at", G_GINT64_CONSTANT (1000), NULL);
  g_signal_connect (post, "notify", G_CALLBACK (count_cb), &n_notified);
  comms_record_assign (post, other);
  g_assert_cmpuint (n_notified, ==, 2);
  comms_record_assign (post, other);
  g_assert_cmpuint (n_notified, ==, 2);
}

static void
test_merge_keeps_what_was_typed (void)
{
  g_autoptr (CommsPost) post = comms_post_new ();
  g_autoptr (CommsPost) before = NULL;
  g_autoptr (CommsPost) after = NULL;

  g_object_set (post, "text", "First words", NULL);
  before = comms_record_copy (post);
  after = comms_record_copy (post);
  g_object_set (after, "id", G_GINT64_CONSTANT (5), "text", "First words.", "version",
                G_GINT64_CONSTANT (2), NULL);
  g_object_set (post, "text", "First words and more", NULL);

  comms_record_merge (post, before, after);
  g_assert_cmpstr (post->text, ==, "First words and more");
  g_assert_cmpint (post->version, ==, 2);
  g_assert_cmpint (comms_record_get_id (COMMS_RECORD (post)), ==, 5);
}

static void
test_hash_binds_what_was_approved (void)
{
  g_autoptr (CommsPost) post = comms_post_new ();
  g_autofree char *signed_hash = NULL;
  const struct
  {
    const char *property;
    const char *text;
    gint64 number;
  } changes[] = {
    { "text", "Other words", 0 },  { "language", "ur", 0 },
    { "reply-to", "17", 0 },       { "account-id", NULL, 2 },
    { "thread-id", NULL, 3 },      { "thread-position", NULL, 1 },
  };

  g_object_set (post, "text", "The words", "language", "en", "account-id", G_GINT64_CONSTANT (1),
                NULL);
  signed_hash = comms_post_dup_hash (post, 100, 200);
  g_assert_cmpuint (strlen (signed_hash), ==, 64);

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (CommsPost) changed = comms_record_copy (post);
      g_autofree char *hash = NULL;

      if (changes[i].text != NULL)
        g_object_set (changed, changes[i].property, changes[i].text, NULL);
      else
        g_object_set (changed, changes[i].property, changes[i].number, NULL);
      hash = comms_post_dup_hash (changed, 100, 200);
      g_test_message ("%s", changes[i].property);
      g_assert_cmpstr (hash, !=, signed_hash);
    }
}

static void
test_states (void)
{
  g_assert_true (comms_post_state_may_become (COMMS_POST_STATE_APPROVED, COMMS_POST_STATE_QUEUED));
  g_assert_false (comms_post_state_may_become (COMMS_POST_STATE_DRAFT, COMMS_POST_STATE_SENDING));
  g_assert_false (comms_post_state_may_become (COMMS_POST_STATE_DRAFT, COMMS_POST_STATE_QUEUED));
  g_assert_false (comms_post_state_may_become (COMMS_POST_STATE_UNKNOWN, COMMS_POST_STATE_SENDING));
  for (CommsPostState to = COMMS_POST_STATE_DRAFT; to <= COMMS_POST_STATE_CANCELLED; to++)
    g_assert_false (comms_post_state_may_become (COMMS_POST_STATE_POSTED, to));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/copy-equals", test_copy_equals);
  g_test_add_func ("/record/set-to-itself", test_set_to_itself);
  g_test_add_func ("/record/assign-notifies-what-differs", test_assign_notifies_what_differs);
  g_test_add_func ("/record/merge-keeps-what-was-typed", test_merge_keeps_what_was_typed);
  g_test_add_func ("/post/hash-binds-what-was-approved", test_hash_binds_what_was_approved);
  g_test_add_func ("/post/states", test_states);
  return g_test_run ();
}
