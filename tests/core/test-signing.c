/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-posts.h"
#include "comms-signing.h"
#include "desk-fixture.h"

/* How far an approval has come: what the windows say of it is what the store holds. */

typedef struct
{
  DeskFixture desk;
  gint64 officer;
  gint64 manager;
  gint64 second;
  gint64 lawyer;
  gint64 post;
} Fixture;

static void
set_policy (Fixture *f, const char *column, gint64 value)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE policy SET %s = %" G_GINT64_FORMAT, column, value);

  desk_fixture_execute (&f->desk, sql);
}

static void
set_up (Fixture *f, gconstpointer unused)
{
  gint64 account;

  desk_fixture_open (&f->desk, TRUE);
  desk_fixture_need_approval (&f->desk);
  account = desk_fixture_add_account (&f->desk, "mohr_example", "1001", "http://127.0.0.1:9", "t");
  f->officer = desk_fixture_add_person (&f->desk, "Omar", COMMS_ROLE_OFFICER);
  f->manager = desk_fixture_add_person (&f->desk, "Mina", COMMS_ROLE_MANAGER);
  f->second = desk_fixture_add_person (&f->desk, "Saad", COMMS_ROLE_MANAGER);
  f->lawyer = desk_fixture_add_person (&f->desk, "Laila", COMMS_ROLE_OFFICER);
  set_policy (f, "legal_reviewer_id", f->lawyer);
  set_policy (f, "duty_officer_id", f->second);
  desk_fixture_act_as (&f->desk, f->officer);
  f->post =
    desk_fixture_add_post (&f->desk, account, "The inquiry begins. https://mohr.example.org/order",
                           "2026-12-10T15:00");
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  desk_fixture_close (&f->desk);
}

static gpointer
load_signing (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) id, error);
  CommsSigning *signing = g_new0 (CommsSigning, 1);

  g_assert_true (comms_signing_load (tx, post, signing, error));
  return signing;
}

/* "1 of 2": with what is missing by name, and whether it is done or would be. */
static void
assert_signing (Fixture *f, gint64 person, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree CommsSigning *signing = NULL;
  g_autofree char *words = NULL;

  desk_fixture_act_as (&f->desk, person);
  signing = comms_desk_run_sync (f->desk.desk, load_signing, &f->post, &error);
  g_assert_no_error (error);
  words =
    g_strdup_printf ("%u of %u%s%s%s%s", signing->n_signed, signing->n_needed,
                     signing->lacks_legal ? ", legal" : "", signing->lacks_duty ? ", duty" : "",
                     signing->done ? ", done" : "", signing->completes ? ", completes" : "");
  g_assert_cmpstr (words, ==, expected);
}

static void
must (Fixture *f, gint64 person, CommsIdFunc func)
{
  g_autoptr (GError) error = NULL;

  desk_fixture_act_as (&f->desk, person);
  comms_desk_run_id_sync (f->desk.desk, func, f->post, &error);
  g_assert_no_error (error);
}

static void
mark_legal (Fixture *f)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (&f->desk, f->post);

  g_object_set (post, "legal", TRUE, NULL);
  desk_fixture_save (&f->desk, comms_posts_save, post);
}

static gboolean
submit_urgent (CommsTx *tx, gint64 id, GError **error)
{
  return comms_posts_submit_urgent (tx, id, "Flood in the north", error);
}

static void
test_one (Fixture *f, gconstpointer unused)
{
  assert_signing (f, f->manager, "0 of 1, completes");
  must (f, f->manager, comms_posts_approve);
  assert_signing (f, f->manager, "1 of 1, done, completes");
}

/* One of two is not enough, and the second is. */
static void
test_two (Fixture *f, gconstpointer unused)
{
  set_policy (f, "approvals", 2);
  must (f, f->officer, comms_posts_submit);
  assert_signing (f, f->manager, "0 of 2");
  must (f, f->manager, comms_posts_approve);
  assert_signing (f, f->second, "1 of 2, completes");
  must (f, f->second, comms_posts_approve);
  assert_signing (f, f->second, "2 of 2, done, completes");
}

/* As many managers as there are do not take the place of the legal reviewer. */
static void
test_legal (Fixture *f, gconstpointer unused)
{
  mark_legal (f);
  must (f, f->officer, comms_posts_submit);
  assert_signing (f, f->manager, "0 of 2, legal");
  must (f, f->manager, comms_posts_approve);
  assert_signing (f, f->second, "1 of 2, legal");
  must (f, f->second, comms_posts_approve);
  assert_signing (f, f->lawyer, "1 of 2, legal, completes");
  must (f, f->lawyer, comms_posts_approve);
  assert_signing (f, f->lawyer, "2 of 2, done, completes");
}

/* The duty officer's alone is enough, on a desk with two levels as well; a manager's is not. */
static void
test_urgent (Fixture *f, gconstpointer unused)
{
  set_policy (f, "approvals", 2);
  must (f, f->officer, submit_urgent);
  assert_signing (f, f->manager, "0 of 1, duty");
  must (f, f->manager, comms_posts_approve);
  assert_signing (f, f->second, "0 of 1, duty, completes");
  must (f, f->second, comms_posts_approve);
  assert_signing (f, f->second, "1 of 1, done, completes");
}

/* What is urgent and legal still needs the legal reviewer. */
static void
test_urgent_legal (Fixture *f, gconstpointer unused)
{
  mark_legal (f);
  must (f, f->officer, submit_urgent);
  assert_signing (f, f->second, "0 of 2, legal, duty");
  must (f, f->second, comms_posts_approve);
  assert_signing (f, f->lawyer, "1 of 2, legal, completes");
  must (f, f->lawyer, comms_posts_approve);
  assert_signing (f, f->lawyer, "2 of 2, done, completes");
}

/* One who has both tasks does both with one signature. */
static void
test_urgent_legal_one (Fixture *f, gconstpointer unused)
{
  set_policy (f, "duty_officer_id", f->lawyer);
  mark_legal (f);
  must (f, f->officer, submit_urgent);
  assert_signing (f, f->lawyer, "0 of 1, legal, completes");
  assert_signing (f, f->manager, "0 of 1, legal");
  must (f, f->lawyer, comms_posts_approve);
  assert_signing (f, f->lawyer, "1 of 1, done, completes");
}

/* Under what they wrote themselves nobody's name counts, whoever began the post. */
static void
test_writer (Fixture *f, gconstpointer unused)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE post SET writer_id = %" G_GINT64_FORMAT, f->manager);

  set_policy (f, "approvals", 2);
  must (f, f->officer, comms_posts_submit);
  must (f, f->manager, comms_posts_approve);
  assert_signing (f, f->second, "1 of 2, completes");
  desk_fixture_execute (&f->desk, sql);
  assert_signing (f, f->second, "0 of 2");
}

/* Where nobody has to sign, nothing is missing. */
static void
test_none (Fixture *f, gconstpointer unused)
{
  set_policy (f, "approvals", 0);
  assert_signing (f, f->officer, "1 of 1, done, completes");
}

/* What was signed and then changed is signed no more. */
static void
test_changed (Fixture *f, gconstpointer unused)
{
  g_autoptr (CommsPost) post = NULL;

  set_policy (f, "approvals", 2);
  must (f, f->officer, comms_posts_submit);
  must (f, f->manager, comms_posts_approve);
  desk_fixture_act_as (&f->desk, f->officer);
  post = desk_fixture_load_post (&f->desk, f->post);
  g_object_set (post, "text", "Other words. https://mohr.example.org/order", NULL);
  desk_fixture_save (&f->desk, comms_posts_save, post);
  assert_signing (f, f->second, "0 of 2");
}

#define ADD(name, func) g_test_add ("/signing/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("one", test_one);
  ADD ("two", test_two);
  ADD ("legal", test_legal);
  ADD ("urgent", test_urgent);
  ADD ("urgent-legal", test_urgent_legal);
  ADD ("urgent-legal-one", test_urgent_legal_one);
  ADD ("writer", test_writer);
  ADD ("none", test_none);
  ADD ("changed", test_changed);

  return g_test_run ();
}
