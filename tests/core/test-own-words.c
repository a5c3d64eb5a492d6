/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-carry.h"
#include "comms-error.h"
#include "comms-media-desk.h"
#include "comms-media.h"
#include "comms-post-group.h"
#include "comms-posts.h"
#include "comms-threads.h"
#include "comms-withdrawals.h"
#include "desk-fixture.h"

/* Nobody approves their own words, whoever began the post that they stand in. */

#define WALL "2026-12-10T15:00"

typedef struct
{
  DeskFixture desk;
  gint64 account;
  gint64 other;  /* the same network */
  gint64 social; /* another network */
  gint64 officer;
  gint64 manager;
  gint64 second;
} Fixture;

static void
set_up (Fixture *f, gconstpointer unused)
{
  desk_fixture_open (&f->desk, TRUE);
  desk_fixture_need_approval (&f->desk);
  f->account =
    desk_fixture_add_account (&f->desk, "mohr_example", "1001", "http://127.0.0.1:9", "t");
  f->other = desk_fixture_add_account (&f->desk, "mohr_urdu", "1002", "http://127.0.0.1:9", "t");
  f->social = desk_fixture_add_account_on (&f->desk, "mastodon", "mohr_social", "1003",
                                           "http://127.0.0.1:9", "t");
  f->officer = desk_fixture_add_person (&f->desk, "Omar", COMMS_ROLE_OFFICER);
  f->manager = desk_fixture_add_person (&f->desk, "Mina", COMMS_ROLE_MANAGER);
  f->second = desk_fixture_add_person (&f->desk, "Saad", COMMS_ROLE_MANAGER);
  desk_fixture_act_as (&f->desk, f->officer);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  desk_fixture_close (&f->desk);
}

static gint64
add_post (Fixture *f, gint64 person)
{
  desk_fixture_act_as (&f->desk, person);
  return desk_fixture_add_post (&f->desk, f->account, "The inquiry begins on Monday.", WALL);
}

/* What a person does in the editor. */
static void
change (Fixture *f, gint64 person, gint64 id, const char *property, const char *value)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (&f->desk, id);

  desk_fixture_act_as (&f->desk, person);
  g_object_set (post, property, value, NULL);
  desk_fixture_save (&f->desk, comms_posts_save, post);
}

static void
choose_account (Fixture *f, gint64 person, gint64 id)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (&f->desk, id);

  desk_fixture_act_as (&f->desk, person);
  g_object_set (post, "account-id", f->other, NULL);
  desk_fixture_save (&f->desk, comms_posts_save, post);
}

/* What there is to say against it, or NULL. */
static char *
dup_refusal (Fixture *f, gint64 person, CommsIdFunc func, gint64 id)
{
  g_autoptr (GError) error = NULL;

  desk_fixture_act_as (&f->desk, person);
  if (comms_desk_run_id_sync (f->desk.desk, func, id, &error))
    return NULL;
  g_assert_cmpuint (error->domain, ==, COMMS_RULE_ERROR);
  return g_strdup (error->message);
}

#define assert_may(f, person, func, id) g_assert_null (dup_refusal (f, person, func, id))

static void
assert_own_words (Fixture *f, gint64 person, gint64 id)
{
  g_autofree char *refusal = dup_refusal (f, person, comms_posts_approve, id);

  g_assert_nonnull (refusal);
  g_assert_nonnull (strstr (refusal, "your own words"));
}

static gboolean
queue (CommsTx *tx, gint64 id, GError **error)
{
  return comms_posts_queue (tx, id, FALSE, error);
}

static gint64
writer_of (Fixture *f, gint64 id)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (&f->desk, id);

  return post->writer_id;
}

static void
test_manager_rewrites (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f, f->officer);

  change (f, f->manager, id, "text", "The inquiry begins on Tuesday.");
  assert_own_words (f, f->manager, id);
  assert_may (f, f->officer, comms_posts_submit, id);
  assert_own_words (f, f->manager, id);
  assert_may (f, f->second, comms_posts_approve, id);
  assert_may (f, f->officer, queue, id);
}

/* The author is refused as ever, and may approve nothing by letting another one change it. */
static void
test_author (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f, f->manager);
  g_autofree char *refusal = NULL;

  change (f, f->second, id, "text", "The inquiry begins on Tuesday.");
  refusal = dup_refusal (f, f->manager, comms_posts_approve, id);
  g_assert_nonnull (strstr (refusal, "You wrote this post"));
  assert_own_words (f, f->second, id);
}

/* Who takes the words up again answers for them. */
static void
test_taken_up_again (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f, f->officer);

  change (f, f->manager, id, "text", "The inquiry begins on Tuesday.");
  change (f, f->officer, id, "text", "The inquiry begins on Wednesday.");
  assert_may (f, f->manager, comms_posts_approve, id);
}

/* When it leaves is no part of what is said; where it leaves from, and what it answers, is. */
static void
test_what_counts (Fixture *f, gconstpointer unused)
{
  gint64 moved = add_post (f, f->officer);
  gint64 elsewhere = add_post (f, f->officer);
  gint64 answer = add_post (f, f->officer);

  change (f, f->manager, moved, "due-wall", "2026-12-10T16:30");
  assert_may (f, f->manager, comms_posts_approve, moved);

  choose_account (f, f->manager, elsewhere);
  assert_own_words (f, f->manager, elsewhere);

  change (f, f->manager, answer, "reply-to", "1900000000000000001");
  assert_own_words (f, f->manager, answer);
}

typedef struct
{
  gint64 id;
  GPtrArray *media;
} Pictures;

static gpointer
set_pictures (CommsTx *tx, gpointer data, GError **error)
{
  Pictures *pictures = data;
  g_autoptr (CommsPost) post = comms_posts_load (tx, pictures->id, error);

  return GINT_TO_POINTER (post != NULL && comms_media_set (tx, post, pictures->media, error));
}

/* A picture that shows @alt in words. */
static void
give_picture (Fixture *f, gint64 person, gint64 id, const char *alt)
{
  g_autoptr (GPtrArray) media = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a picture", 9);
  CommsMedia *item = comms_media_new ();
  g_autoptr (GError) error = NULL;
  Pictures pictures = { id, media };

  comms_media_set_bytes (item, bytes);
  g_object_set (item, "name", "gate.jpg", "mime", "image/jpeg", "alt", alt, NULL);
  g_ptr_array_add (media, item);
  desk_fixture_act_as (&f->desk, person);
  comms_desk_run_sync (f->desk.desk, set_pictures, &pictures, &error);
  g_assert_no_error (error);
}

static void
test_words_of_a_picture (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f, f->officer);

  give_picture (f, f->officer, id, "Families");
  give_picture (f, f->manager, id, "Families at the gate");
  assert_own_words (f, f->manager, id);
  assert_may (f, f->second, comms_posts_approve, id);
}

/* On a desk where two sign, the one whose words it is is none of them, in the store neither. */
static void
test_two (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f, f->officer);
  g_autofree char *sql = NULL;
  g_autofree char *refusal = NULL;

  desk_fixture_execute (&f->desk, "UPDATE policy SET approvals = 2");
  assert_may (f, f->manager, comms_posts_approve, id);
  assert_may (f, f->second, comms_posts_approve, id);
  sql = g_strdup_printf ("UPDATE post SET writer_id = %" G_GINT64_FORMAT, f->second);
  desk_fixture_execute (&f->desk, sql);
  refusal = dup_refusal (f, f->officer, queue, id);
  g_assert_nonnull (strstr (refusal, "one more person"));
}

typedef struct
{
  gint64 id;
  gint64 account_id;
  gint64 added;
} Joining;

static gpointer
join_run (CommsTx *tx, gpointer data, GError **error)
{
  Joining *joining = data;

  return GINT_TO_POINTER (
    comms_post_group_add (tx, joining->id, joining->account_id, &joining->added, error));
}

static gpointer
carry_run (CommsTx *tx, gpointer data, GError **error)
{
  Joining *joining = data;

  return GINT_TO_POINTER (
    comms_posts_carry (tx, joining->id, joining->account_id, &joining->added, error));
}

static gint64
join (Fixture *f, gint64 person, CommsTxFunc func, gint64 id, gint64 account_id)
{
  Joining joining = { id, account_id, 0 };
  g_autoptr (GError) error = NULL;

  desk_fixture_act_as (&f->desk, person);
  comms_desk_run_sync (f->desk.desk, func, &joining, &error);
  g_assert_no_error (error);
  return joining.added;
}

static gboolean
take_leads_words (CommsTx *tx, gint64 id, GError **error)
{
  return comms_post_group_set_own (tx, id, FALSE, error);
}

/* What takes the lead's words has them of whoever wrote them there, now and later. */
static void
test_follower (Fixture *f, gconstpointer unused)
{
  gint64 lead = add_post (f, f->manager);
  gint64 id;

  give_picture (f, f->manager, lead, "Families at the gate");
  id = join (f, f->officer, join_run, lead, f->social);
  assert_own_words (f, f->manager, id);
  change (f, f->second, lead, "text", "The inquiry begins on Tuesday.");
  assert_own_words (f, f->second, id);

  change (f, f->officer, id, "text", "Tuesday: the inquiry begins.");
  assert_may (f, f->manager, comms_posts_approve, id);
  assert_may (f, f->officer, take_leads_words, id);
  assert_own_words (f, f->second, id);
}

/* Whoever changes the lead takes it from nobody whose words it was, in what follows it neither. */
static void
test_follower_changed (Fixture *f, gconstpointer unused)
{
  gint64 lead = add_post (f, f->manager);
  gint64 id = join (f, f->officer, join_run, lead, f->social);

  change (f, f->officer, lead, "text", "The inquiry begins, on Monday.");
  assert_own_words (f, f->manager, id);
  give_picture (f, f->officer, lead, "Families at the gate");
  g_assert_cmpint (writer_of (f, id), ==, f->manager);
  assert_own_words (f, f->manager, id);

  /* Another time is nobody's words, and leaves them whose they are. */
  change (f, f->second, id, "reply-to", "1900000000000000001");
  change (f, f->officer, lead, "due-wall", "2026-12-10T16:30");
  assert_own_words (f, f->second, id);
}

/* The same words may be somebody else's now: who signed them before did so for other ones. */
static void
test_same_words_again (Fixture *f, gconstpointer unused)
{
  gint64 lead = add_post (f, f->officer);
  gint64 id = join (f, f->officer, join_run, lead, f->social);

  change (f, f->officer, id, "text", "Monday: the inquiry begins.");
  change (f, f->officer, id, "text", "The inquiry begins on Monday.");
  assert_may (f, f->manager, comms_posts_approve, id);
  assert_may (f, f->officer, queue, id);
  change (f, f->manager, lead, "text", "The inquiry begins on Tuesday.");
  change (f, f->manager, lead, "text", "The inquiry begins on Monday.");
  g_assert_cmpint (desk_fixture_state (&f->desk, id), ==, COMMS_POST_STATE_QUEUED);

  assert_may (f, f->officer, take_leads_words, id);
  g_assert_cmpint (desk_fixture_state (&f->desk, id), ==, COMMS_POST_STATE_DRAFT);
  g_assert_cmpint (desk_fixture_count (&f->desk, "approval WHERE voided_at = 0"), ==, 0);
  assert_own_words (f, f->manager, id);
  assert_may (f, f->second, comms_posts_approve, id);
  assert_may (f, f->officer, queue, id);
}

static void
test_carried (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f, f->manager);
  gint64 carrier;

  assert_may (f, f->second, comms_posts_approve, id);
  assert_may (f, f->officer, queue, id);
  carrier = join (f, f->officer, carry_run, id, f->social);
  g_assert_cmpint (writer_of (f, carrier), ==, f->manager);
  assert_own_words (f, f->manager, carrier);
}

static gpointer
split_run (CommsTx *tx, gpointer data, GError **error)
{
  const gint64 id = *(gint64 *) data;
  g_autoptr (GPtrArray) parts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) comms_thread_part_free);
  g_autoptr (GPtrArray) thread = NULL;

  g_ptr_array_add (parts, comms_thread_part_new (id, "The inquiry"));
  g_ptr_array_add (parts, comms_thread_part_new (0, "begins on Monday."));
  if (!comms_threads_set (tx, id, parts, error))
    return NULL;
  thread = comms_threads_list (tx, id, error);
  return thread != NULL ? g_object_ref (g_ptr_array_index (thread, 1)) : NULL;
}

/* What is taken out of a post into a further part of its thread stays whose it was. */
static void
test_thread (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f, f->officer);
  g_autoptr (CommsPost) part = NULL;
  g_autoptr (GError) error = NULL;

  change (f, f->manager, id, "text", "The inquiry begins on Tuesday.");
  desk_fixture_act_as (&f->desk, f->officer);
  part = comms_desk_run_sync (f->desk.desk, split_run, &id, &error);
  g_assert_no_error (error);
  assert_own_words (f, f->manager, comms_record_get_id (COMMS_RECORD (part)));
}

typedef struct
{
  gint64 ids[3];
  const char *texts[3];
  guint n;
} Thread;

static gpointer
thread_run (CommsTx *tx, gpointer data, GError **error)
{
  Thread *thread = data;
  g_autoptr (GPtrArray) parts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) comms_thread_part_free);

  for (guint i = 0; i < thread->n; i++)
    g_ptr_array_add (parts, comms_thread_part_new (thread->ids[i], thread->texts[i]));
  if (!comms_threads_set (tx, thread->ids[0], parts, error))
    return NULL;
  for (guint i = 0; i < thread->n; i++)
    thread->ids[i] = ((CommsThreadPart *) g_ptr_array_index (parts, i))->id;
  return thread;
}

static void
set_thread (Fixture *f, gint64 person, Thread *thread)
{
  g_autoptr (GError) error = NULL;

  desk_fixture_act_as (&f->desk, person);
  comms_desk_run_sync (f->desk.desk, thread_run, thread, &error);
  g_assert_no_error (error);
}

/* Neither another number behind them nor another account for the whole thread makes them other
 * words. */
static void
test_thread_goes_on (Fixture *f, gconstpointer unused)
{
  Thread thread = { { add_post (f, f->officer), 0, 0 },
                    { "The inquiry 1/2", "begins on Monday. 2/2", NULL },
                    2 };

  set_thread (f, f->officer, &thread);
  change (f, f->manager, thread.ids[1], "text", "begins on Tuesday. 2/2");
  g_assert_cmpint (writer_of (f, thread.ids[1]), ==, f->manager);

  thread = (Thread){ { thread.ids[0], thread.ids[1], 0 },
                     { "The inquiry 1/3", "begins on Tuesday. 2/3", "All may come. 3/3" },
                     3 };
  set_thread (f, f->officer, &thread);
  assert_own_words (f, f->manager, thread.ids[1]);
  choose_account (f, f->officer, thread.ids[0]);
  assert_own_words (f, f->manager, thread.ids[1]);

  /* Whoever writes it anew has. */
  thread.texts[1] = "begins on Wednesday. 2/3";
  set_thread (f, f->officer, &thread);
  assert_may (f, f->manager, comms_posts_approve, thread.ids[1]);
}

/* Nor are they those of who adds to the thread; where a part leaves from is theirs who chose it. */
static void
test_thread_of_another (Fixture *f, gconstpointer unused)
{
  Thread thread = { { add_post (f, f->officer), 0, 0 },
                    { "The inquiry 1/2", "begins on Monday. 2/2", NULL },
                    2 };

  set_thread (f, f->officer, &thread);
  thread = (Thread){ { thread.ids[0], thread.ids[1], 0 },
                     { "The inquiry 1/3", "begins on Monday. 2/3", "All may come. 3/3" },
                     3 };
  set_thread (f, f->manager, &thread);
  assert_may (f, f->manager, comms_posts_approve, thread.ids[1]);

  choose_account (f, f->manager, thread.ids[0]);
  assert_own_words (f, f->manager, thread.ids[1]);
}

static gpointer
correct_run (CommsTx *tx, gpointer data, GError **error)
{
  const gint64 id = comms_withdrawals_correct (tx, *(gint64 *) data, error);

  return id != 0 ? g_memdup2 (&id, sizeof id) : NULL;
}

static void
test_correction (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f, f->manager);
  g_autofree gint64 *correction = NULL;
  g_autoptr (GError) error = NULL;

  desk_fixture_execute (&f->desk, "UPDATE post SET state = 'posted'");
  desk_fixture_act_as (&f->desk, f->officer);
  correction = comms_desk_run_sync (f->desk.desk, correct_run, &id, &error);
  g_assert_no_error (error);
  assert_own_words (f, f->manager, *correction);
}

/* A desk with one person has nobody else. */
static void
test_alone (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f, f->officer);

  desk_fixture_execute (&f->desk, "UPDATE policy SET single_person = 1, approvals = 0");
  change (f, f->manager, id, "text", "The inquiry begins on Tuesday.");
  assert_may (f, f->manager, queue, id);
}

static gboolean
submit_urgent (CommsTx *tx, gint64 id, GError **error)
{
  return comms_posts_submit_urgent (tx, id, "Flood in the north", error);
}

/* Whoever has a task with a post has it with the words of others. */
static void
test_tasks (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f, f->officer);
  g_autofree char *sql = g_strdup_printf ("UPDATE policy SET duty_officer_id = %" G_GINT64_FORMAT
                                          ", legal_reviewer_id = %" G_GINT64_FORMAT,
                                          f->manager, f->second);
  g_autofree char *urgent = NULL;
  g_autofree char *legal = NULL;

  desk_fixture_execute (&f->desk, sql);
  change (f, f->manager, id, "text", "The inquiry begins on Tuesday.");
  urgent = dup_refusal (f, f->officer, submit_urgent, id);
  g_assert_nonnull (strstr (urgent, "duty officer’s own words"));

  change (f, f->second, id, "text", "The inquiry begins on Wednesday.");
  desk_fixture_execute (&f->desk, "UPDATE post SET legal = 1");
  legal = dup_refusal (f, f->officer, comms_posts_submit, id);
  g_assert_nonnull (strstr (legal, "legal reviewer’s own words"));
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/own-words/manager-rewrites", test_manager_rewrites);
  add ("/own-words/author", test_author);
  add ("/own-words/taken-up-again", test_taken_up_again);
  add ("/own-words/what-counts", test_what_counts);
  add ("/own-words/words-of-a-picture", test_words_of_a_picture);
  add ("/own-words/two", test_two);
  add ("/own-words/follower", test_follower);
  add ("/own-words/follower-changed", test_follower_changed);
  add ("/own-words/same-words-again", test_same_words_again);
  add ("/own-words/carried", test_carried);
  add ("/own-words/thread", test_thread);
  add ("/own-words/thread-goes-on", test_thread_goes_on);
  add ("/own-words/thread-of-another", test_thread_of_another);
  add ("/own-words/correction", test_correction);
  add ("/own-words/alone", test_alone);
  add ("/own-words/tasks", test_tasks);
  return g_test_run ();
}
