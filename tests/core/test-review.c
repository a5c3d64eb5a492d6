/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-accounts.h"
#include "comms-approval.h"
#include "comms-comment.h"
#include "comms-error.h"
#include "comms-posts.h"
#include "desk-fixture.h"

/* Reviews by more than one: two managers, the legal reviewer, the duty officer. */

typedef struct
{
  DeskFixture desk;
  gint64 account;
  gint64 officer;
  gint64 manager;
  gint64 second;
  gint64 lawyer;
} Fixture;

static void
set_up (Fixture *f, gconstpointer unused)
{
  desk_fixture_open (&f->desk, TRUE);
  desk_fixture_need_approval (&f->desk);
  f->account =
    desk_fixture_add_account (&f->desk, "mohr_example", "1001", "http://127.0.0.1:9", "t");
  f->officer = desk_fixture_add_person (&f->desk, "Omar", COMMS_ROLE_OFFICER);
  f->manager = desk_fixture_add_person (&f->desk, "Mina", COMMS_ROLE_MANAGER);
  f->second = desk_fixture_add_person (&f->desk, "Saad", COMMS_ROLE_MANAGER);
  f->lawyer = desk_fixture_add_person (&f->desk, "Laila", COMMS_ROLE_OFFICER);
  desk_fixture_act_as (&f->desk, f->officer);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  desk_fixture_close (&f->desk);
}

static void
set_policy (Fixture *f, const char *column, gint64 value)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE policy SET %s = %" G_GINT64_FORMAT, column, value);

  desk_fixture_execute (&f->desk, sql);
}

static gint64
add_post (Fixture *f)
{
  return desk_fixture_add_post (&f->desk, f->account, "The inquiry begins on Monday.",
                                "2026-12-10T15:00");
}

static void
mark_legal (Fixture *f, gint64 id)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (&f->desk, id);

  g_object_set (post, "legal", TRUE, "text",
                "The inquiry begins on Monday. https://mohr.example.org/order", NULL);
  desk_fixture_save (&f->desk, comms_posts_save, post);
}

/* COMMS_RULE_*, or -1 where it worked. */
static int
do_as (Fixture *f, gint64 person, CommsIdFunc func, gint64 id)
{
  g_autoptr (GError) error = NULL;

  desk_fixture_act_as (&f->desk, person);
  if (comms_desk_run_id_sync (f->desk.desk, func, id, &error))
    return -1;
  g_test_message ("%s", error->message);
  g_assert_cmpuint (error->domain, ==, COMMS_RULE_ERROR);
  return error->code;
}

#define assert_may(f, person, func, id) g_assert_cmpint (do_as (f, person, func, id), ==, -1)
#define assert_may_not(f, person, func, id, rule)                                                  \
  g_assert_cmpint (do_as (f, person, func, id), ==, rule)
#define assert_state(f, id, nick)                                                                  \
  g_assert_cmpint (desk_fixture_state (&(f)->desk, id), ==, COMMS_POST_STATE_##nick)

static gboolean
queue (CommsTx *tx, gint64 id, GError **error)
{
  return comms_posts_queue (tx, id, FALSE, error);
}

static gboolean
submit_urgent (CommsTx *tx, gint64 id, GError **error)
{
  return comms_posts_submit_urgent (tx, id, "Flood in the north", error);
}

static gboolean
ask_for_a_change (CommsTx *tx, gint64 id, GError **error)
{
  return comms_posts_return (tx, id, "Name the commission", error);
}

static void
test_two (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f);

  set_policy (f, "approvals", 2);
  assert_may (f, f->officer, comms_posts_submit, id);
  assert_may_not (f, f->officer, comms_posts_approve, id, COMMS_RULE_ROLE);
  assert_may (f, f->manager, comms_posts_approve, id);
  assert_state (f, id, IN_REVIEW);
  assert_may_not (f, f->manager, comms_posts_approve, id, COMMS_RULE_APPROVAL);
  assert_may_not (f, f->officer, queue, id, COMMS_RULE_APPROVAL);
  assert_may (f, f->second, comms_posts_approve, id);
  assert_state (f, id, APPROVED);
  assert_may (f, f->officer, queue, id);
  assert_state (f, id, QUEUED);
}

/* What was signed by one and then taken back is not half approved. */
static void
test_return_takes_all_back (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f);

  set_policy (f, "approvals", 2);
  assert_may (f, f->officer, comms_posts_submit, id);
  assert_may (f, f->manager, comms_posts_approve, id);
  assert_may (f, f->second, ask_for_a_change, id);
  assert_state (f, id, DRAFT);
  assert_may (f, f->officer, comms_posts_submit, id);
  assert_may (f, f->second, comms_posts_approve, id);
  assert_state (f, id, IN_REVIEW);
  assert_may (f, f->manager, comms_posts_approve, id);
  assert_state (f, id, APPROVED);
}

static void
test_legal (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f);

  mark_legal (f, id);
  assert_may_not (f, f->officer, comms_posts_submit, id, COMMS_RULE_APPROVAL);
  set_policy (f, "legal_reviewer_id", f->lawyer);
  assert_may (f, f->officer, comms_posts_submit, id);
  assert_may (f, f->manager, comms_posts_approve, id);
  assert_state (f, id, IN_REVIEW);
  assert_may (f, f->lawyer, comms_posts_approve, id);
  assert_state (f, id, APPROVED);
}

/* Whoever takes the mark off, or puts it on, takes back what was signed before. */
static void
test_legal_changed (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f);
  g_autoptr (CommsPost) post = NULL;

  mark_legal (f, id);
  set_policy (f, "legal_reviewer_id", f->lawyer);
  assert_may (f, f->officer, comms_posts_submit, id);
  assert_may (f, f->manager, comms_posts_approve, id);
  desk_fixture_act_as (&f->desk, f->officer);
  post = desk_fixture_load_post (&f->desk, id);
  g_object_set (post, "legal", FALSE, NULL);
  desk_fixture_save (&f->desk, comms_posts_save, post);
  assert_state (f, id, DRAFT);
  assert_may_not (f, f->officer, queue, id, COMMS_RULE_APPROVAL);

  assert_may (f, f->officer, comms_posts_submit, id);
  assert_may (f, f->manager, comms_posts_approve, id);
  assert_may (f, f->officer, queue, id);
  g_clear_object (&post);
  post = desk_fixture_load_post (&f->desk, id);
  g_object_set (post, "legal", TRUE, NULL);
  desk_fixture_save (&f->desk, comms_posts_save, post);
  assert_state (f, id, DRAFT);
}

/* Nor does a desk with one person approve by itself what is legal. */
static void
test_legal_alone (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f);

  mark_legal (f, id);
  set_policy (f, "legal_reviewer_id", f->lawyer);
  set_policy (f, "single_person", 1);
  assert_may_not (f, f->officer, queue, id, COMMS_RULE_APPROVAL);
  assert_may (f, f->lawyer, comms_posts_approve, id);
  assert_may (f, f->officer, queue, id);
}

static void
test_urgent (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f);

  set_policy (f, "approvals", 2);
  assert_may_not (f, f->officer, submit_urgent, id, COMMS_RULE_ROLE);
  set_policy (f, "duty_officer_id", f->lawyer);
  assert_may (f, f->officer, submit_urgent, id);
  assert_may (f, f->lawyer, comms_posts_approve, id);
  assert_state (f, id, APPROVED);
  assert_may (f, f->officer, queue, id);
  g_assert_cmpint (desk_fixture_count (&f->desk, "audit_entry WHERE action IN"
                                                 " ('submit-urgent', 'approve-urgent')"),
                   ==, 2);
}

static gboolean
is_urgent (Fixture *f, gint64 id)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (&f->desk, id);

  return post->urgent;
}

/* The urgent lane ends with its round: the next one is an ordinary one, however the last ended. */
static void
test_urgent_ends (Fixture *f, gconstpointer unused)
{
  gint64 edited = add_post (f);
  gint64 let_go =
    desk_fixture_add_post (&f->desk, f->account, "The hearing is open to all.", "2026-12-10T11:00");
  gint64 returned = desk_fixture_add_post (&f->desk, f->account, "Where to ask.", NULL);
  g_autoptr (CommsPost) post = NULL;

  set_policy (f, "duty_officer_id", f->lawyer);
  assert_may (f, f->officer, submit_urgent, edited);
  assert_may (f, f->officer, submit_urgent, let_go);
  assert_may (f, f->officer, submit_urgent, returned);
  g_assert_true (is_urgent (f, edited));

  post = desk_fixture_load_post (&f->desk, edited);
  g_object_set (post, "text", "The inquiry begins on Tuesday.", NULL);
  desk_fixture_save (&f->desk, comms_posts_save, post);
  assert_may (f, f->officer, comms_posts_submit, edited);
  g_assert_false (is_urgent (f, edited));
  assert_may_not (f, f->lawyer, comms_posts_approve, edited, COMMS_RULE_ROLE);

  assert_may (f, f->officer, comms_posts_cancel, let_go);
  g_assert_false (is_urgent (f, let_go));
  assert_may (f, f->officer, comms_posts_reopen, let_go);
  assert_may (f, f->officer, comms_posts_submit, let_go);
  assert_may_not (f, f->lawyer, comms_posts_approve, let_go, COMMS_RULE_ROLE);

  assert_may (f, f->manager, ask_for_a_change, returned);
  g_assert_false (is_urgent (f, returned));
}

/* One who has both tasks does both with one signature. */
static void
test_urgent_and_legal (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f);

  mark_legal (f, id);
  set_policy (f, "approvals", 2);
  set_policy (f, "duty_officer_id", f->lawyer);
  set_policy (f, "legal_reviewer_id", f->lawyer);
  assert_may (f, f->officer, submit_urgent, id);
  assert_may (f, f->lawyer, comms_posts_approve, id);
  assert_state (f, id, APPROVED);
  g_assert_cmpint (desk_fixture_count (&f->desk, "audit_entry WHERE action = 'approve-urgent'"), ==,
                   1);
  assert_may (f, f->officer, queue, id);

  /* The duty officer alone is not the lawyer. */
  assert_may (f, f->officer, comms_posts_cancel, id);
  id = desk_fixture_add_post (&f->desk, f->account, "Where to ask.", "2026-12-10T16:00");
  mark_legal (f, id);
  set_policy (f, "duty_officer_id", f->second);
  assert_may (f, f->officer, submit_urgent, id);
  assert_may (f, f->second, comms_posts_approve, id);
  assert_state (f, id, IN_REVIEW);
}

/* Whoever left has no task any more. */
static void
test_left (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f);
  gint64 other = desk_fixture_add_post (&f->desk, f->account, "Where to ask.", NULL);

  set_policy (f, "duty_officer_id", f->lawyer);
  set_policy (f, "legal_reviewer_id", f->lawyer);
  desk_fixture_execute (&f->desk, "UPDATE person SET active = 0 WHERE name = 'Laila'");
  assert_may_not (f, f->officer, submit_urgent, other, COMMS_RULE_ROLE);
  mark_legal (f, id);
  assert_may_not (f, f->officer, comms_posts_submit, id, COMMS_RULE_APPROVAL);
}

/* What the legal reviewer signed holds, also when they left since; words that are new need another.
 */
static void
test_left_after_signing (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f);
  g_autoptr (CommsPost) post = NULL;

  set_policy (f, "legal_reviewer_id", f->lawyer);
  mark_legal (f, id);
  assert_may (f, f->officer, comms_posts_submit, id);
  assert_may (f, f->lawyer, comms_posts_approve, id);
  assert_state (f, id, IN_REVIEW);
  desk_fixture_execute (&f->desk, "UPDATE person SET active = 0 WHERE name = 'Laila'");
  assert_may (f, f->manager, comms_posts_approve, id);
  assert_state (f, id, APPROVED);

  desk_fixture_act_as (&f->desk, f->officer);
  post = desk_fixture_load_post (&f->desk, id);
  g_object_set (post, "text", "The inquiry begins on Tuesday.", NULL);
  desk_fixture_save (&f->desk, comms_posts_save, post);
  assert_may_not (f, f->manager, comms_posts_approve, id, COMMS_RULE_APPROVAL);
}

static gpointer
to_review (CommsTx *tx, gpointer unused, GError **error)
{
  return comms_posts_to_review (tx, error);
}

static void
assert_waiting (Fixture *f, gint64 person, guint n, gint64 first)
{
  g_autoptr (GPtrArray) posts = NULL;

  desk_fixture_act_as (&f->desk, person);
  posts = comms_desk_run_sync (f->desk.desk, to_review, NULL, NULL);
  g_assert_cmpuint (posts->len, ==, n);
  if (n > 0)
    g_assert_cmpint (comms_record_get_id (g_ptr_array_index (posts, 0)), ==, first);
}

/* What waits for whom: never the author's own, nor what they have signed. */
static void
test_waiting (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f);
  gint64 sooner =
    desk_fixture_add_post (&f->desk, f->account, "The hearing is open to all.", "2026-12-10T11:00");
  gint64 undated = desk_fixture_add_post (&f->desk, f->account, "Where to ask.", NULL);

  set_policy (f, "approvals", 2);
  assert_may (f, f->officer, comms_posts_submit, undated);
  assert_may (f, f->officer, comms_posts_submit, id);
  assert_may (f, f->officer, comms_posts_submit, sooner);
  assert_waiting (f, f->officer, 0, 0);
  assert_waiting (f, f->manager, 3, sooner);
  assert_may (f, f->manager, comms_posts_approve, sooner);
  assert_waiting (f, f->manager, 2, id);
  assert_waiting (f, f->second, 3, sooner);
}

static gpointer
comments_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_posts_comments (tx, *(gint64 *) data, error);
}

static void
test_comments (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f);
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (CommsPost) post = NULL;

  assert_may (f, f->officer, comms_posts_submit, id);
  assert_may (f, f->manager, ask_for_a_change, id);
  comments = comms_desk_run_sync (f->desk.desk, comments_func, &id, NULL);
  g_assert_cmpuint (comments->len, ==, 1);
  g_assert_cmpstr (((CommsComment *) g_ptr_array_index (comments, 0))->text, ==,
                   "Name the commission");

  /* What the reviewer saw is kept, for the difference. */
  post = desk_fixture_load_post (&f->desk, id);
  g_assert_cmpstr (post->reviewed_text, ==, "The inquiry begins on Monday.");
  g_assert_cmpint (post->reviewed_version, ==, post->version);
}

static gboolean
freeze (CommsTx *tx, gint64 unused, GError **error)
{
  return comms_policy_pause (tx, "A day of mourning", error);
}

/* From the first step on, and whoever wants it. */
static void
test_freeze (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f);

  assert_may (f, f->officer, comms_posts_submit, id);
  assert_may (f, f->manager, freeze, 0);
  assert_may_not (f, f->manager, comms_posts_approve, id, COMMS_RULE_PAUSED);
  desk_fixture_execute (&f->desk, "UPDATE policy SET paused_reason = NULL, paused_at = 0");
  assert_may (f, f->manager, comms_posts_approve, id);
  assert_may (f, f->manager, freeze, 0);
  assert_may_not (f, f->officer, queue, id, COMMS_RULE_PAUSED);
  /* Going back is always allowed. */
  assert_may (f, f->officer, ask_for_a_change, id);
}

/* What a manager lets block stops whoever asks, until it is decided against. */
static void
test_advice (Fixture *f, gconstpointer unused)
{
  gint64 id = desk_fixture_add_post (&f->desk, f->account, "Her card is 35202-1234567-1.",
                                     "2026-12-10T15:00");

  assert_may_not (f, f->officer, comms_posts_submit, id, COMMS_RULE_ADVICE);
  desk_fixture_execute (&f->desk,
                        "INSERT INTO advice_rule (code, level) VALUES ('id-card', 'warn')");
  assert_may (f, f->officer, comms_posts_submit, id);
  assert_may (f, f->manager, comms_posts_approve, id);
  desk_fixture_execute (&f->desk, "UPDATE advice_rule SET level = 'block'");
  assert_may_not (f, f->officer, queue, id, COMMS_RULE_ADVICE);
  desk_fixture_execute (&f->desk, "UPDATE post SET dismissed = 'id-card'");
  assert_may (f, f->officer, queue, id);
}

/* Undo takes back what one did oneself, as long as nobody did anything with it since. */
static void
test_undo_submit (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f);

  assert_may (f, f->officer, comms_posts_submit, id);
  assert_may (f, f->officer, comms_posts_undo_submit, id);
  assert_state (f, id, DRAFT);
  assert_may_not (f, f->officer, comms_posts_undo_submit, id, COMMS_RULE_STATE);

  assert_may (f, f->officer, comms_posts_submit, id);
  assert_may_not (f, f->manager, comms_posts_undo_submit, id, COMMS_RULE_STATE);
  assert_may (f, f->manager, comms_posts_approve, id);
  assert_may_not (f, f->officer, comms_posts_undo_submit, id, COMMS_RULE_STATE);
  assert_state (f, id, APPROVED);

  /* Nor is half of an approval lost. */
  set_policy (f, "approvals", 2);
  assert_may (f, f->manager, ask_for_a_change, id);
  assert_may (f, f->officer, comms_posts_submit, id);
  assert_may (f, f->manager, comms_posts_approve, id);
  assert_may_not (f, f->officer, comms_posts_undo_submit, id, COMMS_RULE_STATE);
  assert_may (f, f->second, comms_posts_approve, id);
  assert_state (f, id, APPROVED);
}

static gboolean
move_on (CommsTx *tx, gint64 id, GError **error)
{
  return comms_posts_move (tx, id, "2026-12-10T16:30", "Asia/Karachi", error);
}

static gboolean
move_back (CommsTx *tx, gint64 id, GError **error)
{
  return comms_posts_move (tx, id, "2026-12-10T15:00", "Asia/Karachi", error);
}

/* Undo takes back nothing that somebody else binned or planned anew since. */
static void
test_undo_after_another (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f);
  gint64 binned = desk_fixture_add_post (&f->desk, f->account, "Where to ask.", NULL);

  assert_may (f, f->officer, comms_posts_submit, binned);
  assert_may (f, f->second, comms_posts_bin, binned);
  assert_may_not (f, f->officer, comms_posts_undo_submit, binned, COMMS_RULE_STATE);
  assert_state (f, binned, IN_REVIEW);

  assert_may (f, f->manager, comms_posts_approve, id);
  assert_may (f, f->officer, queue, id);
  assert_may (f, f->second, move_on, id);
  assert_may_not (f, f->officer, comms_posts_undo_queue, id, COMMS_RULE_STATE);
  assert_state (f, id, QUEUED);

  /* One's own plan is no reason. */
  assert_may (f, f->second, comms_posts_unqueue, id);
  assert_may (f, f->officer, queue, id);
  assert_may (f, f->officer, move_back, id);
  assert_may (f, f->officer, comms_posts_undo_queue, id);
  assert_state (f, id, APPROVED);
}

static void
test_undo_queue (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f);

  assert_may (f, f->manager, comms_posts_approve, id);
  assert_may (f, f->officer, queue, id);
  assert_may (f, f->officer, comms_posts_undo_queue, id);
  assert_state (f, id, APPROVED);
  /* The foot line may have been quicker. */
  assert_may (f, f->officer, comms_posts_undo_queue, id);

  assert_may (f, f->officer, queue, id);
  assert_may (f, f->second, comms_posts_unqueue, id);
  assert_may (f, f->second, queue, id);
  assert_may_not (f, f->officer, comms_posts_undo_queue, id, COMMS_RULE_STATE);
  assert_state (f, id, QUEUED);
}

static void
test_undo_cancel (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f);

  assert_may (f, f->officer, comms_posts_cancel, id);
  assert_may (f, f->officer, comms_posts_undo_cancel, id);
  assert_state (f, id, DRAFT);
  assert_may (f, f->officer, comms_posts_submit, id);
  assert_may_not (f, f->officer, comms_posts_undo_cancel, id, COMMS_RULE_STATE);
  assert_may (f, f->officer, comms_posts_cancel, id);
  assert_may (f, f->second, comms_posts_reopen, id);
  assert_may (f, f->second, comms_posts_cancel, id);
  assert_may_not (f, f->officer, comms_posts_undo_cancel, id, COMMS_RULE_STATE);
  assert_state (f, id, CANCELLED);
}

/* Signatures are only added, and taken back once. */
static void
test_signatures_stay (Fixture *f, gconstpointer unused)
{
  gint64 id = add_post (f);

  assert_may (f, f->officer, comms_posts_submit, id);
  assert_may (f, f->manager, comms_posts_approve, id);
  assert_may (f, f->officer, ask_for_a_change, id);
  g_assert_cmpint (desk_fixture_count (&f->desk, "approval WHERE voided_at <> 0"), ==, 1);
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/review/two", test_two);
  add ("/review/return-takes-all-back", test_return_takes_all_back);
  add ("/review/legal", test_legal);
  add ("/review/legal-changed", test_legal_changed);
  add ("/review/legal-alone", test_legal_alone);
  add ("/review/urgent", test_urgent);
  add ("/review/urgent-ends", test_urgent_ends);
  add ("/review/urgent-and-legal", test_urgent_and_legal);
  add ("/review/left", test_left);
  add ("/review/left-after-signing", test_left_after_signing);
  add ("/review/advice", test_advice);
  add ("/review/waiting", test_waiting);
  add ("/review/comments", test_comments);
  add ("/review/freeze", test_freeze);
  add ("/review/undo-submit", test_undo_submit);
  add ("/review/undo-queue", test_undo_queue);
  add ("/review/undo-after-another", test_undo_after_another);
  add ("/review/undo-cancel", test_undo_cancel);
  add ("/review/signatures-stay", test_signatures_stay);
  return g_test_run ();
}
