/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-error.h"
#include "comms-lease-table.h"
#include "comms-post-table.h"
#include "comms-posts.h"
#include "comms-releases.h"
#include "comms-record-table.h"
#include "comms-release.h"
#include "comms-zone.h"
#include "desk-fixture.h"

/* The fixture's now is Wednesday 9 December 2026, 14:02. */
#define TODAY "2026-12-09T18:00"
#define LATER_TODAY "2026-12-09T21:00"
#define TOMORROW "2026-12-10T10:00"
#define PAST "2026-12-09T10:00"
#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))

typedef struct
{
  DeskFixture desk;
  gint64 account_id;
  gint64 manager; /* opened the desk */
  gint64 second;  /* another manager */
  gint64 officer;
} Fixture;

static void
set_up (Fixture *f, gboolean need_approval)
{
  memset (f, 0, sizeof *f);
  desk_fixture_open (&f->desk, TRUE);
  f->account_id =
    desk_fixture_add_account (&f->desk, "mohr_example", "1001", "http://127.0.0.1:1", "token");
  f->manager = comms_record_get_id (COMMS_RECORD (comms_desk_get_person (f->desk.desk)));
  f->second = desk_fixture_add_person (&f->desk, "Bilal Ahmed", COMMS_ROLE_MANAGER);
  f->officer = desk_fixture_add_person (&f->desk, "Sana Tariq", COMMS_ROLE_OFFICER);
  if (need_approval)
    desk_fixture_need_approval (&f->desk);
}

static void
tear_down (Fixture *f)
{
  desk_fixture_close (&f->desk);
}

/* Things done to posts, by name. */

typedef enum
{
  SUBMIT,
  APPROVE,
  APPROVE_FOR_NOW,
  RETURN,
  QUEUE,
  SEND,
  UNQUEUE,
  END_HOLD,
  MOVE_TODAY,
  MOVE_TOMORROW,
  MOVE_PAST,
  MOVE_OUT,
  CANCEL,
  REOPEN,
  BIN,
  UNBIN,
  SETTLE_POSTED,
  SETTLE_NOT,
} Act;

static const struct
{
  const char *verb; /* as comms_posts_why_not() calls it, or NULL */
} acts[] = {
  [SUBMIT] = { "submit" },    [APPROVE] = { "approve" },   [RETURN] = { "return" },
  [QUEUE] = { "queue" },      [SEND] = { "send" },         [UNQUEUE] = { "unqueue" },
  [END_HOLD] = { NULL },      [MOVE_TODAY] = { NULL },     [MOVE_TOMORROW] = { NULL },
  [MOVE_PAST] = { NULL },     [MOVE_OUT] = { "move" },     [CANCEL] = { "cancel" },
  [REOPEN] = { "reopen" },    [BIN] = { "bin" },           [UNBIN] = { NULL },
  [APPROVE_FOR_NOW] = { "approve" },
  [SETTLE_POSTED] = { NULL }, [SETTLE_NOT] = { "settle" },
};

typedef struct
{
  gint64 id;
  Act act;
} ActWork;

static gboolean
act (CommsTx *tx, gint64 id, Act what, GError **error)
{
  switch (what)
    {
    case SUBMIT:
      return comms_posts_submit (tx, id, error);
    case APPROVE:
      return comms_posts_approve (tx, id, error);
    case APPROVE_FOR_NOW:
      return comms_posts_approve_for_now (tx, id, error);
    case RETURN:
      return comms_posts_return (tx, id, "Say who", error);
    case QUEUE:
    case SEND:
      return comms_posts_queue (tx, id, what == SEND, error);
    case UNQUEUE:
      return comms_posts_unqueue (tx, id, error);
    case END_HOLD:
      return comms_posts_end_hold (tx, id, error);
    case MOVE_TODAY:
      return comms_posts_move (tx, id, LATER_TODAY, "Asia/Karachi", error);
    case MOVE_TOMORROW:
      return comms_posts_move (tx, id, TOMORROW, "Asia/Karachi", error);
    case MOVE_PAST:
      return comms_posts_move (tx, id, PAST, "Asia/Karachi", error);
    case MOVE_OUT:
      return comms_posts_move (tx, id, NULL, NULL, error);
    case CANCEL:
      return comms_posts_cancel (tx, id, error);
    case REOPEN:
      return comms_posts_reopen (tx, id, error);
    case BIN:
      return comms_posts_bin (tx, id, error);
    case UNBIN:
      return comms_posts_unbin (tx, id, error);
    case SETTLE_POSTED:
      return comms_posts_settle_posted (tx, id, "https://x.com/mohr_example/status/77", error);
    case SETTLE_NOT:
      return comms_posts_settle_not (tx, id, error);
    default:
      g_assert_not_reached ();
    }
}

static gpointer
act_run (CommsTx *tx, gpointer data, GError **error)
{
  ActWork *work = data;

  return GINT_TO_POINTER (act (tx, work->id, work->act, error));
}

static void
try (Fixture *f, gint64 id, Act what, GError **error)
{
  ActWork work = { id, what };

  comms_desk_run_sync (f->desk.desk, act_run, &work, error);
}

static void
must (Fixture *f, gint64 id, Act what)
{
  g_autoptr (GError) error = NULL;

  try (f, id, what, &error);
  g_assert_no_error (error);
}

static gpointer
why_not_run (CommsTx *tx, gpointer data, GError **error)
{
  ActWork *work = data;
  g_autoptr (CommsPost) post = comms_posts_load (tx, work->id, error);

  return post != NULL ? comms_posts_why_not (tx, post, acts[work->act].verb) : NULL;
}

static char *
why_not (Fixture *f, gint64 id, Act what)
{
  ActWork work = { id, what };
  g_autoptr (GError) error = NULL;
  char *sentence = comms_desk_run_sync (f->desk.desk, why_not_run, &work, &error);

  g_assert_no_error (error);
  return sentence;
}

/* Refused, with a sentence, and said beforehand in the same words. */
static void
must_not (Fixture *f, gint64 id, Act what, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = acts[what].verb != NULL ? why_not (f, id, what) : NULL;

  try (f, id, what, &error);
  g_assert_error (error, domain, code);
  g_assert_true (g_str_has_suffix (error->message, "."));
  if (acts[what].verb != NULL)
    g_assert_cmpstr (sentence, ==, error->message);
}

static void
must_be (Fixture *f, gint64 id, CommsPostState state)
{
  g_assert_cmpint (desk_fixture_state (&f->desk, id), ==, state);
}

static gint64
count_audit (Fixture *f, gint64 id, const char *action)
{
  g_autofree char *tail =
    g_strdup_printf ("audit_entry WHERE subject = 'post' AND subject_id = %" G_GINT64_FORMAT
                     " AND action = '%s'",
                     id, action);

  return desk_fixture_count (&f->desk, tail);
}

static gint64
draft (Fixture *f, const char *text, const char *wall)
{
  return desk_fixture_add_post (&f->desk, f->account_id, text, wall);
}

/* Takes a queued post to a state that the network or the time gives it. */
static gpointer
outcome_run (CommsTx *tx, gpointer data, GError **error)
{
  CommsPost *post = data;
  g_autoptr (CommsAttempt) attempt = NULL;
  const CommsPostState to = post->state;
  gboolean held;

  g_object_set (post, "state", COMMS_POST_STATE_QUEUED, NULL);
  if (to == COMMS_POST_STATE_MISSED)
    return GINT_TO_POINTER (
      comms_post_table_set_state (tx->db, &tx->stamp, post, to, "missed", NULL, error));
  if (!comms_lease_table_take (tx->db, post->account_id, "test", tx->stamp.now,
                               tx->stamp.now + MINUTE_MS, &held, error))
    return NULL;
  attempt = comms_post_table_begin_attempt (tx->db, &tx->stamp, post, "test", "{}", NULL, error);
  if (attempt == NULL)
    return NULL;
  return GINT_TO_POINTER (
    comms_post_table_end_attempt (tx->db, &tx->stamp, post, attempt, to, "posted", NULL, error));
}

static gint64
post_in (Fixture *f, const char *text, CommsPostState state)
{
  const gint64 id = draft (f, text, TODAY);
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;

  must (f, id, SEND);
  must (f, id, END_HOLD);
  post = desk_fixture_load_post (&f->desk, id);
  g_object_set (post, "state", state, NULL);
  comms_desk_run_sync (f->desk.desk, outcome_run, post, &error);
  g_assert_no_error (error);
  return id;
}

/* The tests. */

static void
test_one_person (void)
{
  Fixture f;
  gint64 id;
  g_autoptr (CommsPost) post = NULL;

  set_up (&f, FALSE);
  id = draft (&f, "One in four children", TODAY);
  must (&f, id, QUEUE);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_QUEUED);
  g_assert_cmpint (post->rereader_id, ==, f.manager);
  g_assert_cmpint (post->reviewer_id, ==, f.manager);
  g_assert_cmpint (post->hold_until, ==, comms_desk_now (f.desk.desk) + 30000);
  g_assert_nonnull (post->network_key);
  g_assert_cmpint (count_audit (&f, id, "approve"), ==, 1);
  g_assert_cmpint (count_audit (&f, id, "queue"), ==, 1);

  /* Undo brings the draft back, not something approved. */
  must (&f, id, UNQUEUE);
  must_be (&f, id, COMMS_POST_STATE_DRAFT);

  /* What was approved before stays approved. */
  must (&f, id, APPROVE);
  desk_fixture_advance (&f.desk, 60);
  must (&f, id, QUEUE);
  must (&f, id, UNQUEUE);
  must_be (&f, id, COMMS_POST_STATE_APPROVED);
  tear_down (&f);
}

/* The key is that of what is sent: the mark of the law is not, and other words are. */
static void
test_network_key (void)
{
  Fixture f;
  gint64 id;
  g_autofree char *key = NULL;
  g_autoptr (CommsPost) post = NULL;

  set_up (&f, FALSE);
  id = draft (&f, "One in four children", TODAY);
  must (&f, id, QUEUE);
  post = desk_fixture_load_post (&f.desk, id);
  key = g_strdup (post->network_key);
  g_object_set (post, "legal", TRUE, NULL);
  desk_fixture_save (&f.desk, comms_posts_save, post);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_DRAFT);
  g_assert_cmpstr (post->network_key, ==, key);

  g_object_set (post, "text", "One in five children", NULL);
  desk_fixture_save (&f.desk, comms_posts_save, post);
  g_assert_null (post->network_key);
  tear_down (&f);
}

static void
test_send_now_and_undo (void)
{
  Fixture f;
  gint64 id;
  gint64 undated;
  gint64 planned;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsPost) undone = NULL;
  g_autoptr (CommsPost) undated_undone = NULL;

  set_up (&f, FALSE);
  id = draft (&f, "One in four children", TOMORROW);
  planned = comms_zone_date_start ("Asia/Karachi", 2026, 12, 10) + 10 * 60 * MINUTE_MS;
  must (&f, id, SEND);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->due_at, ==, comms_desk_now (f.desk.desk));
  must (&f, id, UNQUEUE);
  undone = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (undone->due_at, ==, planned);

  undated = draft (&f, "Another text", NULL);
  must (&f, undated, SEND);
  must (&f, undated, UNQUEUE);
  undated_undone = desk_fixture_load_post (&f.desk, undated);
  g_assert_cmpint (undated_undone->due_at, ==, 0);
  tear_down (&f);
}

static void
test_approval_needs_another_manager (void)
{
  Fixture f;
  gint64 id;
  g_autoptr (CommsPost) post = NULL;

  set_up (&f, TRUE);
  id = draft (&f, "One in four children", TODAY);
  must_not (&f, id, QUEUE, COMMS_RULE_ERROR, COMMS_RULE_APPROVAL);
  must_not (&f, id, SEND, COMMS_RULE_ERROR, COMMS_RULE_APPROVAL);
  must (&f, id, SUBMIT);
  must_not (&f, id, APPROVE, COMMS_RULE_ERROR, COMMS_RULE_APPROVAL);
  desk_fixture_act_as (&f.desk, f.officer);
  must_not (&f, id, APPROVE, COMMS_RULE_ERROR, COMMS_RULE_ROLE);
  must_not (&f, id, RETURN, COMMS_RULE_ERROR, COMMS_RULE_ROLE);
  desk_fixture_act_as (&f.desk, f.second);
  must (&f, id, APPROVE);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->reviewer_id, ==, f.second);
  g_assert_cmpint (post->approved_from, ==, comms_zone_date_start ("Asia/Karachi", 2026, 12, 9));
  g_assert_cmpint (post->approved_until, ==, comms_zone_date_start ("Asia/Karachi", 2026, 12, 10));

  /* Anyone may re-read and schedule what is approved. */
  desk_fixture_act_as (&f.desk, f.officer);
  must (&f, id, QUEUE);
  must (&f, id, UNQUEUE);
  must_be (&f, id, COMMS_POST_STATE_APPROVED);
  desk_fixture_act_as (&f.desk, f.second);
  must (&f, id, RETURN);
  must_be (&f, id, COMMS_POST_STATE_DRAFT);
  must_not (&f, id, QUEUE, COMMS_RULE_ERROR, COMMS_RULE_APPROVAL);
  tear_down (&f);
}

/* What is planned for tomorrow and approved for then does not leave today, unless it is approved
 * for that; taken back, it is a draft for tomorrow again. */
static void
test_approval_for_now (void)
{
  Fixture f;
  gint64 id;
  gint64 planned = comms_zone_date_start ("Asia/Karachi", 2026, 12, 10) + 10 * 60 * MINUTE_MS;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsPost) undone = NULL;

  set_up (&f, TRUE);
  id = draft (&f, "One in four children", TOMORROW);
  desk_fixture_act_as (&f.desk, f.second);
  must (&f, id, APPROVE);
  must_not (&f, id, SEND, COMMS_RULE_ERROR, COMMS_RULE_APPROVAL);
  must (&f, id, RETURN);
  must (&f, id, APPROVE_FOR_NOW);
  must (&f, id, SEND);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_QUEUED);
  g_assert_cmpint (post->approved_until, ==, comms_zone_date_start ("Asia/Karachi", 2026, 12, 10));

  must (&f, id, UNQUEUE);
  undone = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (undone->state, ==, COMMS_POST_STATE_DRAFT);
  g_assert_cmpint (undone->due_at, ==, planned);
  tear_down (&f);
}

static void
test_who_left_may_only_read (void)
{
  Fixture f;
  gint64 id;
  g_autoptr (CommsPerson) person = NULL;

  set_up (&f, FALSE);
  id = draft (&f, "One in four children", TODAY);
  person = g_object_new (COMMS_TYPE_PERSON, "name", "Gone", "role", COMMS_ROLE_OFFICER, NULL);
  desk_fixture_save (&f.desk, comms_people_save, person);
  desk_fixture_act_as (&f.desk, comms_record_get_id (COMMS_RECORD (person)));
  must_not (&f, id, QUEUE, COMMS_RULE_ERROR, COMMS_RULE_ROLE);
  must_not (&f, id, CANCEL, COMMS_RULE_ERROR, COMMS_RULE_ROLE);
  tear_down (&f);
}

static void
test_changes_and_approval (void)
{
  const struct
  {
    const char *property;
    const char *text;
    gint64 number;
    gboolean voids;
  } changes[] = {
    { "text", "Other words", 0, TRUE }, { "language", "ur", 0, TRUE },
    { "reply-to", "17", 0, TRUE },      { "thread-position", NULL, 1, TRUE },
    { "due-wall", TOMORROW, 0, TRUE },  { "due-wall", LATER_TODAY, 0, FALSE },
    { "part-index", NULL, 1, FALSE },
    { "release-id", NULL, 1, TRUE },
  };
  g_autoptr (CommsRelease) release = g_object_new (COMMS_TYPE_RELEASE, "headline", "Another", NULL);
  Fixture f;

  set_up (&f, FALSE);
  desk_fixture_save (&f.desk, comms_releases_save, release);
  for (gsize i = 0; i < G_N_ELEMENTS (changes) * 2; i++)
    {
      const gsize which = i / 2;
      const CommsPostState before = i % 2 ? COMMS_POST_STATE_QUEUED : COMMS_POST_STATE_APPROVED;
      g_autofree char *text = g_strdup_printf ("Post number %" G_GSIZE_FORMAT, i);
      const gint64 id = draft (&f, text, TODAY);
      g_autoptr (CommsPost) post = NULL;

      g_test_message ("%s from state %d", changes[which].property, before);
      must (&f, id, APPROVE);
      if (before == COMMS_POST_STATE_QUEUED)
        must (&f, id, QUEUE);
      post = desk_fixture_load_post (&f.desk, id);
      if (changes[which].text != NULL)
        g_object_set (post, changes[which].property, changes[which].text, NULL);
      else
        g_object_set (post, changes[which].property, changes[which].number, NULL);
      desk_fixture_save (&f.desk, comms_posts_save, post);

      /* The caller's object says what became of it. */
      g_assert_cmpint (post->state, ==, changes[which].voids ? COMMS_POST_STATE_DRAFT : before);
      must_be (&f, id, post->state);
      g_assert_cmpint (count_audit (&f, id, "void"), ==, changes[which].voids ? 1 : 0);
      g_assert_true ((post->approved_hash == NULL) == changes[which].voids);
    }
  tear_down (&f);
}

/* Nobody decides on words that they have not seen. */
static gpointer
check_read_func (CommsTx *tx, gpointer data, GError **error)
{
  CommsPost *post = data;

  return GINT_TO_POINTER (comms_posts_check_read (tx, comms_record_get_id (COMMS_RECORD (post)),
                                                  post->version, error));
}

static void
test_decide_on_what_was_read (void)
{
  Fixture f;
  gint64 id;
  g_autoptr (CommsPost) read = NULL;
  g_autoptr (CommsPost) other = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&f, FALSE);
  id = draft (&f, "One in four children", TODAY);
  read = desk_fixture_load_post (&f.desk, id);
  g_assert_nonnull (comms_desk_run_sync (f.desk.desk, check_read_func, read, &error));
  g_assert_no_error (error);

  other = desk_fixture_load_post (&f.desk, id);
  g_object_set (other, "text", "Other words", NULL);
  desk_fixture_save (&f.desk, comms_posts_save, other);
  g_assert_null (comms_desk_run_sync (f.desk.desk, check_read_func, read, &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE);
  tear_down (&f);
}

/* What loses its time leaves the queue: without one it would go out at once. */
static void
test_move_out_of_the_queue (void)
{
  Fixture f;
  gint64 moved;
  gint64 saved;
  g_autoptr (CommsPost) post = NULL;

  set_up (&f, FALSE);
  moved = draft (&f, "One in four children", TODAY);
  must (&f, moved, APPROVE);
  desk_fixture_advance (&f.desk, 1);
  must (&f, moved, QUEUE);
  must (&f, moved, MOVE_OUT);
  must_be (&f, moved, COMMS_POST_STATE_APPROVED);

  saved = draft (&f, "Three in four children", TODAY);
  must (&f, saved, QUEUE);
  post = desk_fixture_load_post (&f.desk, saved);
  g_object_set (post, "due-wall", NULL, "due-at", G_GINT64_CONSTANT (0), NULL);
  desk_fixture_save (&f.desk, comms_posts_save, post);
  /* Nobody had approved it but by queueing it. */
  must_be (&f, saved, COMMS_POST_STATE_DRAFT);
  tear_down (&f);
}

static void
test_move (void)
{
  Fixture f;
  gint64 id;
  g_autoptr (CommsPost) post = NULL;

  set_up (&f, FALSE);
  id = draft (&f, "One in four children", TODAY);
  must (&f, id, QUEUE);
  must (&f, id, MOVE_TODAY);
  must_be (&f, id, COMMS_POST_STATE_QUEUED);
  must (&f, id, MOVE_TOMORROW);
  must_be (&f, id, COMMS_POST_STATE_DRAFT);
  g_assert_cmpint (count_audit (&f, id, "void"), ==, 1);
  g_assert_cmpint (count_audit (&f, id, "move"), ==, 2);
  must_not (&f, id, MOVE_PAST, COMMS_RULE_ERROR, COMMS_RULE_TIME);
  must (&f, id, MOVE_OUT);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->due_at, ==, 0);
  g_assert_null (post->due_wall);
  must_not (&f, id, QUEUE, COMMS_RULE_ERROR, COMMS_RULE_TIME);
  tear_down (&f);
}

static gpointer
save_release_run (CommsTx *tx, gpointer data, GError **error)
{
  return GINT_TO_POINTER (comms_record_table_save (tx->db, data, error));
}

static gint64
add_release (Fixture *f, const char *title, gint64 embargo_at)
{
  g_autoptr (CommsRelease) release = g_object_new (COMMS_TYPE_RELEASE, "title", title, "language",
                                                   "en", "embargo-at", embargo_at, NULL);
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (f->desk.desk, save_release_run, release, &error);
  g_assert_no_error (error);
  return comms_record_get_id (COMMS_RECORD (release));
}

static void
test_embargo (void)
{
  Fixture f;
  gint64 release_id;
  gint64 id;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&f, FALSE);
  release_id = add_release (&f, "The report", comms_zone_date_start ("Asia/Karachi", 2026, 12, 10));
  post = g_object_new (COMMS_TYPE_POST, "account-id", f.account_id, "text", "The report says",
                       "release-id", release_id, "due-wall", TODAY, NULL);
  /* Planning, approving and sending each stop at it. */
  g_assert_false (comms_desk_run_record_sync (f.desk.desk, comms_posts_save, post, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_EMBARGO);
  g_assert_nonnull (strstr (error->message, "Thu 10 Dec, 00:00"));
  g_object_set (post, "due-wall", TOMORROW, NULL);
  desk_fixture_save (&f.desk, comms_posts_save, post);
  id = comms_record_get_id (COMMS_RECORD (post));
  must_not (&f, id, MOVE_TODAY, COMMS_RULE_ERROR, COMMS_RULE_EMBARGO);
  must_not (&f, id, SEND, COMMS_RULE_ERROR, COMMS_RULE_EMBARGO);
  must (&f, id, QUEUE);
  tear_down (&f);
}

static void
test_refusals (void)
{
  Fixture f;
  g_autofree char *long_text = g_strnfill (281, 'a');
  g_autofree char *just_fits = g_strnfill (280, 'b');
  gint64 id;
  gint64 twin;

  set_up (&f, FALSE);
  id = draft (&f, " \n ", TODAY);
  must_not (&f, id, SUBMIT, COMMS_ERROR, COMMS_ERROR_INVALID);
  must_not (&f, id, QUEUE, COMMS_ERROR, COMMS_ERROR_INVALID);
  id = draft (&f, long_text, TODAY);
  must_not (&f, id, SUBMIT, COMMS_RULE_ERROR, COMMS_RULE_LIMIT);
  must_not (&f, id, APPROVE, COMMS_RULE_ERROR, COMMS_RULE_LIMIT);
  must_not (&f, id, QUEUE, COMMS_RULE_ERROR, COMMS_RULE_LIMIT);
  id = draft (&f, just_fits, TODAY);
  must (&f, id, QUEUE);

  id = desk_fixture_add_post (&f.desk, 0, "No account", TODAY);
  must_not (&f, id, QUEUE, COMMS_ERROR, COMMS_ERROR_INVALID);

  id = draft (&f, "Said once", TODAY);
  must (&f, id, QUEUE);
  twin = draft (&f, "Said once ", LATER_TODAY);
  must_not (&f, twin, QUEUE, COMMS_RULE_ERROR, COMMS_RULE_DUPLICATE);
  must (&f, id, UNQUEUE);
  must (&f, id, CANCEL);
  must (&f, twin, QUEUE);

  id = draft (&f, "Planned too early", TODAY);
  desk_fixture_advance (&f.desk, 5 * 60 * 60);
  must_not (&f, id, QUEUE, COMMS_RULE_ERROR, COMMS_RULE_TIME);
  must (&f, id, SEND);
  tear_down (&f);
}

/* For each state: what must not be done to a post in it. */
static void
test_states (void)
{
  const struct
  {
    CommsPostState state;
    guint refused;
  } cases[] = {
    { COMMS_POST_STATE_POSTED, ~0u },
    { COMMS_POST_STATE_UNKNOWN, ~(1u << SETTLE_POSTED | 1u << SETTLE_NOT) },
    { COMMS_POST_STATE_REFUSED,
      1u << SUBMIT | 1u << APPROVE | 1u << QUEUE | 1u << SEND | 1u << UNQUEUE | 1u << SETTLE_NOT },
    { COMMS_POST_STATE_MISSED, 1u << SUBMIT | 1u << APPROVE | 1u << UNQUEUE | 1u << SETTLE_NOT },
  };
  Fixture f;

  set_up (&f, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("Post number %" G_GSIZE_FORMAT, i);
      const gint64 id = post_in (&f, text, cases[i].state);

      for (Act what = SUBMIT; what <= SETTLE_NOT; what++)
        if ((cases[i].refused & (1u << what)) != 0 && what != UNBIN)
          must_not (&f, id, what, COMMS_RULE_ERROR, COMMS_RULE_STATE);
    }
  tear_down (&f);
}

static void
test_after_a_miss (void)
{
  Fixture f;
  gint64 id;

  set_up (&f, FALSE);
  id = post_in (&f, "Missed one", COMMS_POST_STATE_MISSED);
  must (&f, id, SEND);
  must_be (&f, id, COMMS_POST_STATE_QUEUED);

  id = post_in (&f, "Missed two", COMMS_POST_STATE_MISSED);
  must (&f, id, MOVE_TODAY);
  must_be (&f, id, COMMS_POST_STATE_APPROVED);

  id = post_in (&f, "Missed three", COMMS_POST_STATE_MISSED);
  must (&f, id, MOVE_TOMORROW);
  must_be (&f, id, COMMS_POST_STATE_DRAFT);

  id = post_in (&f, "Refused", COMMS_POST_STATE_REFUSED);
  must (&f, id, REOPEN);
  must_be (&f, id, COMMS_POST_STATE_DRAFT);
  tear_down (&f);
}

static void
test_a_person_settles (void)
{
  Fixture f;
  gint64 id;
  g_autoptr (CommsPost) post = NULL;

  set_up (&f, FALSE);
  id = post_in (&f, "It is out", COMMS_POST_STATE_UNKNOWN);
  must (&f, id, SETTLE_POSTED);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_POSTED);
  g_assert_cmpstr (post->remote_id, ==, "77");
  g_assert_cmpint (post->posted_at, !=, 0);
  g_assert_cmpint (desk_fixture_count (&f.desk, "engagement WHERE kind = 'post'"), ==, 1);

  id = post_in (&f, "It is not", COMMS_POST_STATE_UNKNOWN);
  must (&f, id, SETTLE_NOT);
  must_be (&f, id, COMMS_POST_STATE_DRAFT);

  /* Anyone at the desk may; who did stands in the log. */
  g_assert_cmpint (desk_fixture_count (&f.desk,
                                       "audit_entry WHERE action IN ('settle-posted', 'settle-not')"
                                       " AND actor_id <> 0 AND actor <> ''"),
                   ==, 2);
  tear_down (&f);
}

static void
test_bin (void)
{
  Fixture f;
  gint64 id;
  gint64 unknown;

  set_up (&f, FALSE);
  id = draft (&f, "One in four children", TODAY);
  must (&f, id, BIN);
  must_not (&f, id, QUEUE, COMMS_RULE_ERROR, COMMS_RULE_STATE);
  must (&f, id, UNBIN);
  must (&f, id, QUEUE);
  must_not (&f, id, BIN, COMMS_RULE_ERROR, COMMS_RULE_STATE);

  /* What once was on its way stays in the record. */
  unknown = post_in (&f, "It was sent", COMMS_POST_STATE_UNKNOWN);
  must (&f, unknown, SETTLE_NOT);
  must_not (&f, unknown, BIN, COMMS_RULE_ERROR, COMMS_RULE_STATE);
  must (&f, unknown, CANCEL);
  tear_down (&f);
}

static void
test_saving (void)
{
  Fixture f;
  gint64 id;
  gint64 n_entries;
  g_autoptr (CommsPost) mine = NULL;
  g_autoptr (CommsPost) theirs = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&f, TRUE);
  id = draft (&f, "First words", TODAY);
  n_entries = desk_fixture_count (&f.desk, "audit_entry");
  mine = desk_fixture_load_post (&f.desk, id);
  theirs = desk_fixture_load_post (&f.desk, id);

  /* A draft that saves itself is no news, and its object keeps up. */
  g_object_set (mine, "text", "Better words", NULL);
  desk_fixture_save (&f.desk, comms_posts_save, mine);
  g_object_set (mine, "text", "The best words", NULL);
  desk_fixture_save (&f.desk, comms_posts_save, mine);
  g_assert_cmpint (mine->version, ==, 3);
  g_assert_cmpint (desk_fixture_count (&f.desk, "audit_entry"), ==, n_entries);

  /* Nobody overwrites what they have not seen. */
  desk_fixture_act_as (&f.desk, f.officer);
  g_object_set (theirs, "text", "Other words", NULL);
  g_assert_false (comms_desk_run_record_sync (f.desk.desk, comms_posts_save, theirs, &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE);

  /* Another person's change is. */
  g_object_set (mine, "text", "An officer’s words", NULL);
  desk_fixture_save (&f.desk, comms_posts_save, mine);
  g_assert_cmpint (count_audit (&f, id, "edit"), ==, 1);

  /* A row never takes its way through the outbox from who saves. */
  g_object_set (mine, "state", COMMS_POST_STATE_POSTED, "text", "Trick", NULL);
  desk_fixture_save (&f.desk, comms_posts_save, mine);
  must_be (&f, id, COMMS_POST_STATE_DRAFT);

  /* Editing during the review ends it, for whoever knows of it. */
  must (&f, id, SUBMIT);
  g_object_set (mine, "text", "Words again", NULL);
  g_clear_error (&error);
  g_assert_false (comms_desk_run_record_sync (f.desk.desk, comms_posts_save, mine, &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE);
  must_be (&f, id, COMMS_POST_STATE_IN_REVIEW);
  g_object_set (mine, "state", COMMS_POST_STATE_IN_REVIEW, NULL);
  desk_fixture_save (&f.desk, comms_posts_save, mine);
  must_be (&f, id, COMMS_POST_STATE_DRAFT);
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/posts/one-person", test_one_person);
  g_test_add_func ("/posts/network-key", test_network_key);
  g_test_add_func ("/posts/send-now-and-undo", test_send_now_and_undo);
  g_test_add_func ("/posts/approval-needs-another-manager", test_approval_needs_another_manager);
  g_test_add_func ("/posts/approval-for-now", test_approval_for_now);
  g_test_add_func ("/posts/who-left-may-only-read", test_who_left_may_only_read);
  g_test_add_func ("/posts/changes-and-approval", test_changes_and_approval);
  g_test_add_func ("/posts/decide-on-what-was-read", test_decide_on_what_was_read);
  g_test_add_func ("/posts/move", test_move);
  g_test_add_func ("/posts/move-out-of-the-queue", test_move_out_of_the_queue);
  g_test_add_func ("/posts/embargo", test_embargo);
  g_test_add_func ("/posts/refusals", test_refusals);
  g_test_add_func ("/posts/states", test_states);
  g_test_add_func ("/posts/after-a-miss", test_after_a_miss);
  g_test_add_func ("/posts/a-person-settles", test_a_person_settles);
  g_test_add_func ("/posts/bin", test_bin);
  g_test_add_func ("/posts/saving", test_saving);
  return g_test_run ();
}
