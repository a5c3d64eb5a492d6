/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-error.h"
#include "comms-media-desk.h"
#include "comms-post-group.h"
#include "comms-record-table.h"
#include "comms-thread-text.h"
#include "comms-threads.h"
#include "desk-fixture.h"

/* One piece in several posts: on several networks, and as a thread. */

#define TOMORROW "2026-12-10T10:00"
#define THE_DAY_AFTER "2026-12-11T10:00"

typedef struct
{
  DeskFixture desk;
  gint64 x;
  gint64 second_x;
  gint64 mastodon;
  gint64 lead;
} Fixture;

static gint64
add_account (Fixture *f, const char *network, const char *handle, const char *user_id)
{
  gint64 id = desk_fixture_add_account (&f->desk, handle, user_id, "http://127.0.0.1:1", "token");
  g_autofree char *sql =
    g_strdup_printf ("UPDATE account SET network = '%s' WHERE id = %d", network, (int) id);

  desk_fixture_execute (&f->desk, sql);
  return id;
}

static void
set_up (Fixture *f)
{
  memset (f, 0, sizeof *f);
  desk_fixture_open (&f->desk, TRUE);
  f->x = add_account (f, "x", "mohr_example", "1001");
  f->second_x = add_account (f, "x", "mohr_second", "1002");
  f->mastodon = add_account (f, "mastodon", "mohr@social.example", "1003");
  f->lead = desk_fixture_add_post (&f->desk, f->x, "First words.", TOMORROW);
}

typedef struct
{
  gint64 id;
  gint64 account_id;
  gboolean own;
  gint64 added;
  GPtrArray *parts;
} Work;

static gpointer
add (CommsTx *tx, gpointer data, GError **error)
{
  Work *work = data;

  return GINT_TO_POINTER (
    comms_post_group_add (tx, work->id, work->account_id, &work->added, error));
}

static gpointer
set_own (CommsTx *tx, gpointer data, GError **error)
{
  Work *work = data;

  return GINT_TO_POINTER (comms_post_group_set_own (tx, work->id, work->own, error));
}

static gpointer
list_group (CommsTx *tx, gpointer data, GError **error)
{
  return comms_post_group_list (tx, *(gint64 *) data, error);
}

static gint64
add_to (Fixture *f, gint64 account_id)
{
  Work work = { .id = f->lead, .account_id = account_id };
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (f->desk.desk, add, &work, &error);
  g_assert_no_error (error);
  return work.added;
}

static void
write_text (Fixture *f, gint64 id, const char *text)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (&f->desk, id);

  g_object_set (post, "text", text, NULL);
  desk_fixture_save (&f->desk, comms_posts_save, post);
}

static void
assert_says (Fixture *f, gint64 id, const char *text)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (&f->desk, id);

  g_assert_cmpstr (post->text, ==, text);
}

/* The follower says what its lead says, and a change of that takes it out of the queue. */
static void
test_follows (void)
{
  Fixture f;
  gint64 follower;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  follower = add_to (&f, f.mastodon);
  assert_says (&f, follower, "First words.");
  g_assert_true (desk_fixture_try_queue (&f.desk, follower, &error));
  g_assert_no_error (error);
  write_text (&f, f.lead, "Other words.");
  assert_says (&f, follower, "Other words.");
  g_assert_cmpint (desk_fixture_state (&f.desk, follower), ==, COMMS_POST_STATE_DRAFT);

  post = desk_fixture_load_post (&f.desk, f.lead);
  g_object_set (post, "due-wall", THE_DAY_AFTER, NULL);
  desk_fixture_save (&f.desk, comms_posts_save, post);
  g_clear_object (&post);
  post = desk_fixture_load_post (&f.desk, follower);
  g_assert_cmpstr (post->due_wall, ==, THE_DAY_AFTER);
  desk_fixture_close (&f.desk);
}

/* What is marked as legal is so on every network (R69). */
static void
test_legal (void)
{
  Fixture f;
  gint64 follower;
  g_autoptr (CommsPost) lead = NULL;
  g_autoptr (CommsPost) before = NULL;
  g_autoptr (CommsPost) after = NULL;

  set_up (&f);
  lead = desk_fixture_load_post (&f.desk, f.lead);
  g_object_set (lead, "legal", TRUE, NULL);
  desk_fixture_save (&f.desk, comms_posts_save, lead);
  follower = add_to (&f, f.mastodon);
  before = desk_fixture_load_post (&f.desk, follower);
  g_assert_true (before->legal);
  g_object_set (lead, "legal", FALSE, NULL);
  desk_fixture_save (&f.desk, comms_posts_save, lead);
  after = desk_fixture_load_post (&f.desk, follower);
  g_assert_false (after->legal);
  /* The log names who marked it, and who took the mark off it and its follower. */
  g_assert_cmpint (desk_fixture_count (&f.desk, "audit_entry WHERE action = 'legal'"), ==, 1);
  g_assert_cmpint (desk_fixture_count (&f.desk, "audit_entry WHERE action = 'not-legal'"), ==, 2);
  desk_fixture_close (&f.desk);
}

/* What stands on a post for one network keeps it from leaving on another, which would drop it. */
static void
test_settings_of_another (void)
{
  Fixture f;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  post = desk_fixture_load_post (&f.desk, f.lead);
  g_object_set (post, "reply-settings", "mentionedUsers", "account-id", f.mastodon, NULL);
  desk_fixture_save (&f.desk, comms_posts_save, post);
  g_assert_false (desk_fixture_try_queue (&f.desk, f.lead, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_clear_error (&error);

  g_object_set (post, "account-id", f.x, NULL);
  desk_fixture_save (&f.desk, comms_posts_save, post);
  g_assert_true (desk_fixture_try_queue (&f.desk, f.lead, &error));
  g_assert_no_error (error);
  desk_fixture_close (&f.desk);
}

/* What is marked on one network alone stays marked when the words of all change (R69). */
static void
test_legal_follower (void)
{
  Fixture f;
  Work work = { 0 };
  g_autoptr (CommsPost) follower = NULL;
  g_autoptr (CommsPost) changed = NULL;
  g_autoptr (CommsPost) taken = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  work.id = add_to (&f, f.mastodon);
  follower = desk_fixture_load_post (&f.desk, work.id);
  g_object_set (follower, "legal", TRUE, NULL);
  desk_fixture_save (&f.desk, comms_posts_save, follower);
  write_text (&f, f.lead, "Other words.");
  assert_says (&f, work.id, "Other words.");
  changed = desk_fixture_load_post (&f.desk, work.id);
  g_assert_true (changed->legal);

  write_text (&f, work.id, "Words of its own.");
  comms_desk_run_sync (f.desk.desk, set_own, &work, &error);
  g_assert_no_error (error);
  assert_says (&f, work.id, "Other words.");
  taken = desk_fixture_load_post (&f.desk, work.id);
  g_assert_true (taken->legal);
  desk_fixture_close (&f.desk);
}

/* Nor do words of its own go round the lawyer. */
static void
test_legal_own_wording (void)
{
  Fixture f;
  gint64 follower;
  g_autoptr (CommsPost) lead = NULL;
  g_autoptr (CommsPost) post = NULL;

  set_up (&f);
  follower = add_to (&f, f.mastodon);
  write_text (&f, follower, "Words of its own.");
  lead = desk_fixture_load_post (&f.desk, f.lead);
  g_object_set (lead, "legal", TRUE, NULL);
  desk_fixture_save (&f.desk, comms_posts_save, lead);
  post = desk_fixture_load_post (&f.desk, follower);
  g_assert_true (post->legal);
  g_assert_cmpstr (post->text, ==, "Words of its own.");
  desk_fixture_close (&f.desk);
}

/* What was let go, missed or refused is marked as well, and stays what it is. */
static void
test_legal_over (void)
{
  static const char *const states[] = { "cancelled", "missed", "refused" };
  Fixture f;
  gint64 follower;
  g_autoptr (CommsPost) lead = NULL;

  set_up (&f);
  follower = add_to (&f, f.mastodon);
  lead = desk_fixture_load_post (&f.desk, f.lead);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("UPDATE post SET legal = 0, own_wording = 1, state = '%s' WHERE id = %d",
                         states[i], (int) follower);
      g_autofree char *marked =
        g_strdup_printf ("post WHERE legal = 1 AND state = '%s' AND id = %d", states[i],
                         (int) follower);
      g_autofree char *entries =
        g_strdup_printf ("audit_entry WHERE action = 'legal' AND subject_id = %d", (int) follower);

      desk_fixture_execute (&f.desk, sql);
      g_object_set (lead, "legal", FALSE, NULL);
      desk_fixture_save (&f.desk, comms_posts_save, lead);
      g_object_set (lead, "legal", TRUE, NULL);
      desk_fixture_save (&f.desk, comms_posts_save, lead);
      g_assert_cmpint (desk_fixture_count (&f.desk, marked), ==, 1);
      g_assert_cmpint (desk_fixture_count (&f.desk, entries), ==, i + 1);
    }
  desk_fixture_close (&f.desk);
}

/* What was let go stays so when the words of its lead change; it says what they are once it is a
 * draft again. */
static void
test_let_go (void)
{
  Fixture f;
  gint64 follower;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  follower = add_to (&f, f.mastodon);
  g_assert_true (comms_desk_run_id_sync (f.desk.desk, comms_posts_cancel, follower, &error));
  write_text (&f, f.lead, "Other words.");
  g_assert_cmpint (desk_fixture_state (&f.desk, follower), ==, COMMS_POST_STATE_CANCELLED);
  assert_says (&f, follower, "First words.");

  g_assert_true (comms_desk_run_id_sync (f.desk.desk, comms_posts_reopen, follower, &error));
  g_assert_cmpint (desk_fixture_state (&f.desk, follower), ==, COMMS_POST_STATE_DRAFT);
  assert_says (&f, follower, "Other words.");
  desk_fixture_close (&f.desk);
}

/* Words of its own are left alone until it takes the lead's again. */
static void
test_own_wording (void)
{
  Fixture f;
  Work work = { 0 };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  work.id = add_to (&f, f.mastodon);
  write_text (&f, work.id, "Longer words for Mastodon.");
  post = desk_fixture_load_post (&f.desk, work.id);
  g_assert_true (post->own_wording);
  write_text (&f, f.lead, "Other words.");
  assert_says (&f, work.id, "Longer words for Mastodon.");
  comms_desk_run_sync (f.desk.desk, set_own, &work, &error);
  g_assert_no_error (error);
  assert_says (&f, work.id, "Other words.");
  write_text (&f, f.lead, "Last words.");
  assert_says (&f, work.id, "Last words.");
  desk_fixture_close (&f.desk);
}

/* Never two accounts of one network (G4). */
static void
test_one_of_a_network (void)
{
  Fixture f;
  Work work = { 0 };
  g_autoptr (GError) error = NULL;

  set_up (&f);
  work.id = f.lead;
  work.account_id = f.second_x;
  comms_desk_run_sync (f.desk.desk, add, &work, &error);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_DUPLICATE);
  g_assert_nonnull (strstr (error->message, "@mohr_example"));
  desk_fixture_close (&f.desk);
}

/* Not by changing the account of one of them either. */
static void
test_changed_account (void)
{
  Fixture f;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;
  gint64 follower;

  set_up (&f);
  follower = add_to (&f, f.mastodon);
  post = desk_fixture_load_post (&f.desk, follower);
  g_object_set (post, "account-id", f.second_x, NULL);
  g_assert_false (comms_desk_run_record_sync (f.desk.desk, comms_posts_save, post, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_DUPLICATE);
  g_clear_error (&error);
  /* The lead may go to another account of its own network. */
  g_clear_object (&post);
  post = desk_fixture_load_post (&f.desk, f.lead);
  g_object_set (post, "account-id", f.second_x, NULL);
  g_assert_true (comms_desk_run_record_sync (f.desk.desk, comms_posts_save, post, &error));
  g_assert_no_error (error);
  desk_fixture_close (&f.desk);
}

/* One that was taken out and is added again is the same post. */
static void
test_added_again (void)
{
  Fixture f;
  gint64 follower;
  g_autoptr (GPtrArray) group = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  follower = add_to (&f, f.mastodon);
  g_assert_true (comms_desk_run_id_sync (f.desk.desk, comms_posts_bin, follower, &error));
  write_text (&f, f.lead, "Meanwhile.");
  g_assert_cmpint (add_to (&f, f.mastodon), ==, follower);
  assert_says (&f, follower, "Meanwhile.");
  group = comms_desk_run_sync (f.desk.desk, list_group, &follower, &error);
  g_assert_cmpuint (group->len, ==, 2);
  g_assert_cmpint (comms_record_get_id (g_ptr_array_index (group, 0)), ==, f.lead);
  desk_fixture_close (&f.desk);
}

static gpointer
set_pictures (CommsTx *tx, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (CommsPost) post = comms_posts_load (tx, work->id, error);

  return GINT_TO_POINTER (comms_media_set (tx, post, work->parts, error));
}

static void
assert_leads (Fixture *f, gint64 lead, gint64 id)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (&f->desk, id);

  g_assert_cmpint (post->lead_id, ==, lead);
  g_assert_false (post->own_wording);
}

/* What a lead leaves behind stays a piece, and the lead comes back as a part of it. */
static void
test_lead_binned (void)
{
  Fixture f;
  gint64 heir;
  gint64 follower;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  heir = add_to (&f, f.mastodon);
  follower = add_to (&f, add_account (&f, "bluesky", "mohr.example", "1004"));
  g_assert_true (comms_desk_run_id_sync (f.desk.desk, comms_posts_bin, f.lead, &error));
  assert_leads (&f, 0, heir);
  assert_leads (&f, heir, follower);
  write_text (&f, heir, "Second words.");
  assert_says (&f, follower, "Second words.");

  g_assert_true (comms_desk_run_id_sync (f.desk.desk, comms_posts_unbin, f.lead, &error));
  assert_leads (&f, heir, f.lead);
  desk_fixture_close (&f.desk);
}

static void
test_pictures_follow (void)
{
  Fixture f;
  Work work = { 0 };
  g_autoptr (GPtrArray) media = g_ptr_array_new_with_free_func (g_object_unref);
  CommsMedia *item = g_object_new (COMMS_TYPE_MEDIA, "name", "a.png", "alt", "A", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("png", 3);
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;
  gint64 follower;

  set_up (&f);
  follower = add_to (&f, f.mastodon);
  comms_media_set_bytes (item, bytes);
  g_ptr_array_add (media, item);
  work.id = f.lead;
  work.parts = media;
  comms_desk_run_sync (f.desk.desk, set_pictures, &work, &error);
  g_assert_no_error (error);
  post = desk_fixture_load_post (&f.desk, follower);
  g_assert_nonnull (post->media_hash);
  g_assert_cmpint (desk_fixture_count (&f.desk, "media"), ==, 2);
  g_assert_cmpint (desk_fixture_count (&f.desk, "media_bytes"), ==, 1);
  desk_fixture_close (&f.desk);
}

/* Threads. */

static gpointer
set_thread (CommsTx *tx, gpointer data, GError **error)
{
  Work *work = data;

  return GINT_TO_POINTER (comms_threads_set (tx, work->id, work->parts, error));
}

static gpointer
list_thread (CommsTx *tx, gpointer data, GError **error)
{
  return comms_threads_list (tx, *(gint64 *) data, error);
}

static GPtrArray *
new_parts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) comms_thread_part_free);
}

static void
make_thread (Fixture *f, GPtrArray *parts)
{
  Work work = { .id = f->lead, .parts = parts };
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (f->desk.desk, set_thread, &work, &error);
  g_assert_no_error (error);
}

static void
assert_thread (Fixture *f, gint64 id, const char *joined)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) posts = comms_desk_run_sync (f->desk.desk, list_thread, &id, &error);
  g_autoptr (GString) said = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < posts->len; i++)
    {
      CommsPost *post = g_ptr_array_index (posts, i);

      g_string_append_printf (said, "%s%s", i > 0 ? "|" : "", post->text);
      g_assert_cmpint (post->thread_position, ==, posts->len > 1 ? i + 1 : 0);
    }
  g_assert_cmpstr (said->str, ==, joined);
}

/* A part that is added to what is marked as legal is so, too (R69). */
static void
test_legal_thread (void)
{
  Fixture f;
  g_autoptr (GPtrArray) parts = new_parts ();
  g_autoptr (CommsPost) second = NULL;

  set_up (&f);
  desk_fixture_execute (&f.desk, "UPDATE post SET legal = 1");
  g_ptr_array_add (parts, comms_thread_part_new (f.lead, "One https://example.org/a"));
  g_ptr_array_add (parts, comms_thread_part_new (0, "Two."));
  make_thread (&f, parts);
  second = desk_fixture_load_post (&f.desk, ((CommsThreadPart *) parts->pdata[1])->id);
  g_assert_true (second->legal);
  desk_fixture_close (&f.desk);
}

/* So is each part that is there when the first, or any other, is marked; each is let go by itself.
 */
static void
test_thread_marked_later (void)
{
  Fixture f;
  g_autoptr (GPtrArray) parts = new_parts ();
  g_autoptr (CommsPost) first = NULL;
  g_autoptr (CommsPost) second = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  set_up (&f);
  g_ptr_array_add (parts, comms_thread_part_new (f.lead, "One https://example.org/a"));
  g_ptr_array_add (parts, comms_thread_part_new (0, "Two."));
  make_thread (&f, parts);
  id = ((CommsThreadPart *) parts->pdata[1])->id;
  g_assert_true (desk_fixture_try_queue (&f.desk, id, &error));
  g_assert_no_error (error);

  first = desk_fixture_load_post (&f.desk, f.lead);
  g_object_set (first, "legal", TRUE, NULL);
  desk_fixture_save (&f.desk, comms_posts_save, first);
  second = desk_fixture_load_post (&f.desk, id);
  g_assert_true (second->legal);
  g_assert_cmpint (second->state, ==, COMMS_POST_STATE_DRAFT);

  g_object_set (first, "legal", FALSE, NULL);
  desk_fixture_save (&f.desk, comms_posts_save, first);
  g_clear_object (&second);
  second = desk_fixture_load_post (&f.desk, id);
  g_assert_true (second->legal);
  desk_fixture_close (&f.desk);
}

/* Made, put in another order, made shorter, and taken back to one post. */
static void
test_thread (void)
{
  Fixture f;
  g_autoptr (GPtrArray) parts = new_parts ();
  g_autoptr (CommsPost) second = NULL;
  gpointer moved;

  set_up (&f);
  g_ptr_array_add (parts, comms_thread_part_new (f.lead, "One."));
  g_ptr_array_add (parts, comms_thread_part_new (0, "Two."));
  g_ptr_array_add (parts, comms_thread_part_new (0, "Three https://example.org/a"));
  make_thread (&f, parts);
  assert_thread (&f, f.lead, "One.|Two.|Three https://example.org/a");
  second = desk_fixture_load_post (&f.desk, ((CommsThreadPart *) parts->pdata[1])->id);
  g_assert_cmpint (second->account_id, ==, f.x);
  g_assert_cmpstr (second->due_wall, ==, TOMORROW);
  g_assert_true (second->no_link);

  moved = g_ptr_array_steal_index (parts, 0);
  g_ptr_array_insert (parts, 1, moved);
  make_thread (&f, parts);
  assert_thread (&f, f.lead, "Two.|One.|Three https://example.org/a");
  g_ptr_array_remove_index (parts, 0);
  make_thread (&f, parts);
  assert_thread (&f, f.lead, "One.|Three https://example.org/a");
  g_ptr_array_set_size (parts, 1);
  make_thread (&f, parts);
  assert_thread (&f, f.lead, "One.");
  desk_fixture_close (&f.desk);
}

/* The accounts of a thread. */

static gint64
make_pair (Fixture *f)
{
  g_autoptr (GPtrArray) parts = new_parts ();

  g_ptr_array_add (parts, comms_thread_part_new (f->lead, "One https://example.org/a"));
  g_ptr_array_add (parts, comms_thread_part_new (0, "Two."));
  make_thread (f, parts);
  return ((CommsThreadPart *) parts->pdata[1])->id;
}

static gboolean
choose_account (Fixture *f, gint64 id, gint64 account_id, GError **error)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (&f->desk, id);

  g_object_set (post, "account-id", account_id, NULL);
  return comms_desk_run_record_sync (f->desk.desk, comms_posts_save, post, error);
}

static void
assert_on (Fixture *f, gint64 id, gint64 account_id, CommsPostState state)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (&f->desk, id);

  g_assert_cmpint (post->account_id, ==, account_id);
  g_assert_cmpint (post->state, ==, state);
}

/* Whichever part another account is chosen for, the others go along, and are looked at again. */
static void
test_thread_account (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  gint64 second;

  set_up (&f);
  second = make_pair (&f);
  g_assert_true (desk_fixture_try_queue (&f.desk, second, &error));
  g_assert_true (choose_account (&f, f.lead, f.mastodon, &error));
  g_assert_no_error (error);
  assert_on (&f, second, f.mastodon, COMMS_POST_STATE_DRAFT);
  g_assert_true (choose_account (&f, second, f.second_x, &error));
  assert_on (&f, f.lead, f.second_x, COMMS_POST_STATE_DRAFT);

  /* So does what was let go, and what is in the bin. */
  g_assert_true (comms_desk_run_id_sync (f.desk.desk, comms_posts_cancel, second, &error));
  g_assert_true (choose_account (&f, f.lead, f.mastodon, &error));
  assert_on (&f, second, f.mastodon, COMMS_POST_STATE_CANCELLED);
  g_assert_true (comms_desk_run_id_sync (f.desk.desk, comms_posts_bin, second, &error));
  g_assert_true (choose_account (&f, f.lead, f.x, &error));
  g_assert_no_error (error);
  g_assert_true (comms_desk_run_id_sync (f.desk.desk, comms_posts_unbin, second, &error));
  assert_on (&f, second, f.x, COMMS_POST_STATE_CANCELLED);
  desk_fixture_close (&f.desk);
}

/* The rest does not leave where the first part did not. */
static void
test_thread_account_stays (void)
{
  static const char *const states[] = { "sending", "unknown", "posted" };
  Fixture f;
  gint64 second;

  set_up (&f);
  second = make_pair (&f);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE post SET state = '%s', attempt = attempt + "
                                              "1, approved_hash = 'a' WHERE id = %d",
                                              states[i], (int) f.lead);
      g_autoptr (GError) error = NULL;

      desk_fixture_execute (&f.desk, "UPDATE post SET state = 'queued' WHERE state = 'draft'");
      desk_fixture_execute (&f.desk, sql);
      g_assert_false (choose_account (&f, second, f.second_x, &error));
      g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE);
      assert_on (&f, second, f.x, COMMS_POST_STATE_QUEUED);
    }
  desk_fixture_close (&f.desk);
}

/* A part that comes back to a thread goes where that goes meanwhile. */
static void
test_thread_part_back (void)
{
  Fixture f;
  g_autoptr (GPtrArray) parts = new_parts ();
  g_autoptr (GError) error = NULL;
  gint64 second;

  set_up (&f);
  second = make_pair (&f);
  g_ptr_array_add (parts, comms_thread_part_new (f.lead, "One https://example.org/a"));
  make_thread (&f, parts);
  g_assert_true (choose_account (&f, f.lead, f.mastodon, &error));
  g_assert_no_error (error);
  g_ptr_array_add (parts, comms_thread_part_new (second, "Two."));
  make_thread (&f, parts);
  assert_on (&f, second, f.mastodon, COMMS_POST_STATE_DRAFT);
  desk_fixture_close (&f.desk);
}

static void
set_server (Fixture *f, gint64 account_id, const char *api_base)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE account SET api_base = '%s' WHERE id = %d",
                                          api_base, (int) account_id);

  desk_fixture_execute (&f->desk, sql);
}

static void
answer (Fixture *f, gint64 id, const char *reference)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (&f->desk, id);

  g_object_set (post, "reply-to", reference, NULL);
  desk_fixture_save (&f->desk, comms_posts_save, post);
}

/* An id means another post on another network, or server; an address does not. */
static void
test_reply_moves (void)
{
  Fixture f;
  gint64 other_server;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  other_server = add_account (&f, "mastodon", "mohr@other.example", "1004");
  set_server (&f, other_server, "http://127.0.0.1:2");
  answer (&f, f.lead, "77");
  g_assert_true (choose_account (&f, f.lead, f.second_x, &error));
  g_assert_false (choose_account (&f, f.lead, f.mastodon, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "77"));
  g_clear_error (&error);

  answer (&f, f.lead, NULL);
  g_assert_true (choose_account (&f, f.lead, f.mastodon, &error));
  answer (&f, f.lead, "77");
  g_assert_false (choose_account (&f, f.lead, other_server, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_clear_error (&error);
  answer (&f, f.lead, "https://social.example/@daily/77");
  g_assert_true (choose_account (&f, f.lead, other_server, &error));
  g_assert_no_error (error);
  desk_fixture_close (&f.desk);
}

/* The first part holds the others back; what a further one answered once is shown nowhere, and does
 * not come back as another post's. */
static void
test_reply_moves_in_thread (void)
{
  Fixture f;
  gint64 second;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  second = make_pair (&f);
  answer (&f, f.lead, "77");
  answer (&f, second, "78");
  g_assert_false (choose_account (&f, second, f.mastodon, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "77"));
  g_clear_error (&error);

  answer (&f, f.lead, NULL);
  g_assert_true (choose_account (&f, f.lead, f.mastodon, &error));
  g_assert_no_error (error);
  post = desk_fixture_load_post (&f.desk, second);
  g_assert_null (post->reply_to);
  desk_fixture_close (&f.desk);
}

static const struct
{
  const char *text;
  CommsTextRule rule;
  int limit;
  gboolean numbered;
  const char *parts; /* joined with "|" */
} splits[] = {
  { "Short.", COMMS_TEXT_RULE_X, 280, TRUE, "Short." },
  { "First sentence. Second one. Third.", COMMS_TEXT_RULE_X, 28, FALSE,
    "First sentence. Second one.|Third." },
  { "First sentence. Second one. Third.", COMMS_TEXT_RULE_X, 28, TRUE,
    "First sentence. 1/2|Second one. Third. 2/2" },
  { "one two three four five", COMMS_TEXT_RULE_X, 10, FALSE, "one two|three four|five" },
  { "abcdefghijklmnopqrstuvwxyz", COMMS_TEXT_RULE_MASTODON, 10, FALSE,
    "abcdefghij|klmnopqrst|uvwxyz" },
  { "پہلا جملہ۔ دوسرا جملہ۔", COMMS_TEXT_RULE_BLUESKY, 14, FALSE, "پہلا جملہ۔|دوسرا جملہ۔" },
  { "See https://example.org/a/very/long/address/indeed now.", COMMS_TEXT_RULE_X, 30, FALSE,
    "See https://example.org/a/very/long/address/indeed|now." },
  { "One. Two. 1/2", COMMS_TEXT_RULE_X, 9, TRUE, "One. 1/2|Two. 2/2" },
};

static void
test_split (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (splits); i++)
    {
      CommsTextOptions options = { .limit = splits[i].limit };
      g_auto (GStrv) parts =
        comms_thread_text_split (splits[i].text, splits[i].rule, &options, splits[i].numbered);
      g_autofree char *joined = g_strjoinv ("|", parts);

      g_assert_cmpstr (joined, ==, splits[i].parts);
    }
}

/* However long, every part fits and no word is lost. */
static void
test_split_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) parts = NULL;
  g_auto (CommsTextCheck) check = { 0 };
  g_autoptr (GString) back = g_string_new (NULL);

  for (int i = 0; i < 900; i++)
    g_string_append_printf (text, "%sWord %d stands here and says so.", i > 0 ? " " : "", i);
  parts = comms_thread_text_split (text->str, COMMS_TEXT_RULE_X, NULL, TRUE);
  g_assert_cmpuint (g_strv_length (parts), >, 99);
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *bare = comms_thread_text_strip (parts[i]);

      comms_text_check (parts[i], COMMS_TEXT_RULE_X, NULL, &check);
      g_assert_true (check.valid);
      g_string_append_printf (back, "%s%s", i > 0 ? " " : "", bare);
    }
  g_assert_cmpstr (back->str, ==, text->str);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pieces/follows", test_follows);
  g_test_add_func ("/pieces/legal", test_legal);
  g_test_add_func ("/pieces/settings-of-another", test_settings_of_another);
  g_test_add_func ("/pieces/legal-follower", test_legal_follower);
  g_test_add_func ("/pieces/legal-own-wording", test_legal_own_wording);
  g_test_add_func ("/pieces/legal-over", test_legal_over);
  g_test_add_func ("/pieces/let-go", test_let_go);
  g_test_add_func ("/pieces/own-wording", test_own_wording);
  g_test_add_func ("/pieces/one-of-a-network", test_one_of_a_network);
  g_test_add_func ("/pieces/changed-account", test_changed_account);
  g_test_add_func ("/pieces/added-again", test_added_again);
  g_test_add_func ("/pieces/pictures-follow", test_pictures_follow);
  g_test_add_func ("/pieces/lead-binned", test_lead_binned);
  g_test_add_func ("/pieces/thread", test_thread);
  g_test_add_func ("/pieces/legal-thread", test_legal_thread);
  g_test_add_func ("/pieces/thread-marked-later", test_thread_marked_later);
  g_test_add_func ("/pieces/thread-account", test_thread_account);
  g_test_add_func ("/pieces/thread-account-stays", test_thread_account_stays);
  g_test_add_func ("/pieces/thread-part-back", test_thread_part_back);
  g_test_add_func ("/pieces/reply-moves", test_reply_moves);
  g_test_add_func ("/pieces/reply-moves-in-thread", test_reply_moves_in_thread);
  g_test_add_func ("/pieces/split", test_split);
  g_test_add_func ("/pieces/split-long", test_split_long);

  return g_test_run ();
}
