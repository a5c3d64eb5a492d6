/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-error.h"
#include "comms-log.h"
#include "comms-lease-table.h"
#include "comms-post-table.h"
#include "comms-posts.h"
#include "comms-releases.h"
#include "comms-twins.h"
#include "comms-zone.h"
#include "desk-fixture.h"

/* The fixture's now is Wednesday 9 December 2026, 14:02. */
#define TOMORROW "2026-12-10T10:00"
#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))

typedef struct
{
  DeskFixture desk;
  gint64 english; /* accounts */
  gint64 urdu;
} Fixture;

static void
set_language (Fixture *f, gint64 id, const char *language)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE account SET language = '%s' WHERE id = %" G_GINT64_FORMAT, language,
                     id);

  desk_fixture_execute (&f->desk, sql);
}

static void
set_up (Fixture *f)
{
  memset (f, 0, sizeof *f);
  desk_fixture_open (&f->desk, TRUE);
  f->english =
    desk_fixture_add_account (&f->desk, "mohr_example", "1001", "http://127.0.0.1:1", "token");
  f->urdu = desk_fixture_add_account (&f->desk, "mohr_urdu", "1002", "http://127.0.0.1:1", "token");
  set_language (f, f->english, "en");
  set_language (f, f->urdu, "ur");
}

static void
tear_down (Fixture *f)
{
  desk_fixture_close (&f->desk);
}

/* What is done to two, by name. */

typedef enum
{
  TIE,
  UNTIE,
  STILL_RIGHT,
  MAKE,
} Act;

typedef struct
{
  Act act;
  CommsSubject subject;
  gint64 id;
  gint64 twin_id;
} Work;

static gpointer
work_run (CommsTx *tx, gpointer data, GError **error)
{
  Work *work = data;

  switch (work->act)
    {
    case TIE:
      return GINT_TO_POINTER (comms_twins_tie (tx, work->subject, work->id, work->twin_id, error));
    case UNTIE:
      return GINT_TO_POINTER (comms_twins_untie (tx, work->subject, work->id, error));
    case STILL_RIGHT:
      return GINT_TO_POINTER (comms_twins_still_right (tx, work->subject, work->id, error));
    case MAKE:
      work->twin_id = comms_twins_make_post (tx, work->id, NULL, error);
      return GINT_TO_POINTER (work->twin_id != 0);
    default:
      g_assert_not_reached ();
    }
}

static void
must (Fixture *f, Act act, CommsSubject subject, gint64 id, gint64 twin_id)
{
  Work work = { act, subject, id, twin_id };
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (f->desk.desk, work_run, &work, &error);
  g_assert_no_error (error);
}

static void
must_not (Fixture *f, Act act, gint64 id, gint64 twin_id, GQuark domain, int code)
{
  Work work = { act, COMMS_SUBJECT_POST, id, twin_id };
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (f->desk.desk, work_run, &work, &error);
  g_assert_error (error, domain, code);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static gint64
make_twin (Fixture *f, gint64 id)
{
  Work work = { MAKE, COMMS_SUBJECT_POST, id, 0 };
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (f->desk.desk, work_run, &work, &error);
  g_assert_no_error (error);
  return work.twin_id;
}

static gint64
add (Fixture *f, gint64 account_id, const char *language, const char *text)
{
  const gint64 id = desk_fixture_add_post (&f->desk, account_id, text, TOMORROW);
  g_autoptr (CommsPost) post = desk_fixture_load_post (&f->desk, id);

  g_object_set (post, "language", language, NULL);
  desk_fixture_save (&f->desk, comms_posts_save, post);
  return id;
}

static void
rewrite (Fixture *f, gint64 id, const char *text)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (&f->desk, id);

  g_object_set (post, "text", text, NULL);
  desk_fixture_save (&f->desk, comms_posts_save, post);
}

static gint64
stale_since (Fixture *f, gint64 id)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (&f->desk, id);

  return post->stale_since;
}

static gboolean
queue (CommsTx *tx, gint64 id, GError **error)
{
  return comms_posts_queue (tx, id, FALSE, error);
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

static gpointer
load_twin_run (CommsTx *tx, gpointer data, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) data, error);
  CommsTwin *twin = NULL;

  return post != NULL && comms_twins_load (tx, post, &twin, error) ? twin : NULL;
}

static CommsTwin *
load_twin (Fixture *f, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CommsTwin *twin = comms_desk_run_sync (f->desk.desk, load_twin_run, &id, &error);

  g_assert_no_error (error);
  return twin;
}

/* The check of the requirement: a figure changes in English, and the Urdu one cannot be sent. */
static void
test_stale (void)
{
  Fixture f;
  gint64 english;
  gint64 urdu;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsTwin) twin = NULL;
  g_autofree char *differences = NULL;
  g_autofree char *stale = NULL;

  set_up (&f);
  english = add (&f, f.english, "en", "1,200 cases in 41 districts");
  urdu = add (&f, f.urdu, "ur", "۴۱ اضلاع میں ۱٬۲۰۰ مقدمات");
  must (&f, TIE, COMMS_SUBJECT_POST, english, urdu);
  g_assert_cmpint (count_audit (&f, english, "tie"), ==, 1);
  g_assert_cmpint (count_audit (&f, urdu, "tie"), ==, 1);
  g_assert_cmpint (stale_since (&f, urdu), ==, 0);

  rewrite (&f, english, "1,250 cases in 41 districts");
  g_assert_cmpint (stale_since (&f, urdu), ==, comms_desk_now (f.desk.desk));
  g_assert_cmpint (stale_since (&f, english), ==, 0);
  g_assert_cmpint (count_audit (&f, urdu, "stale"), ==, 1);
  g_assert_false (comms_desk_run_id_sync (f.desk.desk, queue, urdu, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_TWIN);
  g_clear_error (&error);
  g_assert_false (comms_desk_run_id_sync (f.desk.desk, comms_posts_approve, urdu, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_TWIN);
  g_clear_error (&error);

  twin = load_twin (&f, urdu);
  differences = comms_twin_dup_differences (twin, 0, 3);
  g_assert_cmpstr (differences, ==,
                   "\u200e\u2068۱٬۲۰۰\u2069 in Urdu, \u20681,250\u2069 in English");
  g_assert_null (comms_twin_dup_differences (twin, 1, 3));
  stale = comms_twin_dup_stale (twin->stale_since, "Asia/Karachi", comms_desk_now (f.desk.desk));
  g_assert_cmpstr (stale, ==, "Stale since 14:02");

  /* Catching up leaves the first one as right as it was, and does not say that this one is. */
  desk_fixture_advance (&f.desk, 60);
  rewrite (&f, urdu, "۴۱ اضلاع میں ۱٬۲۵۰ مقدمات");
  g_assert_cmpint (stale_since (&f, english), ==, 0);
  g_assert_cmpint (stale_since (&f, urdu), !=, 0);
  must (&f, STILL_RIGHT, COMMS_SUBJECT_POST, urdu, 0);
  g_assert_cmpint (count_audit (&f, urdu, "still-right"), ==, 1);
  g_assert_true (comms_desk_run_id_sync (f.desk.desk, queue, urdu, &error));
  g_assert_no_error (error);

  /* Then the Urdu one leads. */
  rewrite (&f, urdu, "۴۱ اضلاع میں ۱٬۳۰۰ مقدمات");
  g_assert_cmpint (stale_since (&f, english), !=, 0);
  tear_down (&f);
}

/* Times and accounts are each one's own. */
static void
test_only_words_make_stale (void)
{
  Fixture f;
  gint64 english;
  gint64 urdu;
  g_autoptr (CommsPost) post = NULL;

  set_up (&f);
  english = add (&f, f.english, "en", "One");
  urdu = add (&f, f.urdu, "ur", "ایک");
  must (&f, TIE, COMMS_SUBJECT_POST, english, urdu);
  post = desk_fixture_load_post (&f.desk, english);
  g_object_set (post, "due-wall", "2026-12-11T10:00", NULL);
  desk_fixture_save (&f.desk, comms_posts_save, post);
  g_assert_cmpint (stale_since (&f, urdu), ==, 0);
  tear_down (&f);
}

static gpointer
begin_attempt_run (CommsTx *tx, gpointer data, GError **error)
{
  CommsPost *post = data;
  gboolean held;

  if (!comms_lease_table_take (tx->db, post->account_id, "test", tx->stamp.now,
                               tx->stamp.now + MINUTE_MS, &held, error))
    return NULL;
  return comms_post_table_begin_attempt (tx->db, &tx->stamp, post, "test", "{}", NULL, error);
}

/* One that waits in the queue does not leave, whoever asks: the store's own rule. */
static void
test_queued_does_not_leave (void)
{
  Fixture f;
  gint64 english;
  gint64 urdu;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsAttempt) attempt = NULL;

  set_up (&f);
  english = add (&f, f.english, "en", "41 districts");
  urdu = add (&f, f.urdu, "ur", "۴۱ اضلاع");
  must (&f, TIE, COMMS_SUBJECT_POST, english, urdu);
  comms_desk_run_id_sync (f.desk.desk, queue, urdu, &error);
  g_assert_no_error (error);
  rewrite (&f, english, "42 districts");
  g_assert_cmpint (desk_fixture_state (&f.desk, urdu), ==, COMMS_POST_STATE_QUEUED);

  desk_fixture_advance (&f.desk, 20 * 60 * 60);
  post = desk_fixture_load_post (&f.desk, urdu);
  attempt = comms_desk_run_sync (f.desk.desk, begin_attempt_run, post, &error);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_TWIN);
  g_clear_error (&error);

  must (&f, STILL_RIGHT, COMMS_SUBJECT_POST, urdu, 0);
  g_clear_object (&post);
  post = desk_fixture_load_post (&f.desk, urdu);
  attempt = comms_desk_run_sync (f.desk.desk, begin_attempt_run, post, &error);
  g_assert_no_error (error);
  tear_down (&f);
}

static void
test_both_need_approval (void)
{
  Fixture f;
  gint64 english;
  gint64 urdu;
  gint64 officer;
  const gint64 zero = 0;
  gint64 manager;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  manager = comms_record_get_id (COMMS_RECORD (comms_desk_get_person (f.desk.desk)));
  officer = desk_fixture_add_person (&f.desk, "Sana Tariq", COMMS_ROLE_OFFICER);
  desk_fixture_need_approval (&f.desk);
  desk_fixture_act_as (&f.desk, officer);
  english = add (&f, f.english, "en", "41 districts");
  urdu = add (&f, f.urdu, "ur", "۴۱ اضلاع");
  must (&f, TIE, COMMS_SUBJECT_POST, english, urdu);
  desk_fixture_act_as (&f.desk, manager);
  comms_desk_run_id_sync (f.desk.desk, comms_posts_approve, english, &error);
  g_assert_no_error (error);
  desk_fixture_act_as (&f.desk, officer);
  comms_desk_run_id_sync (f.desk.desk, queue, english, &error);
  g_assert_no_error (error);
  g_assert_false (comms_desk_run_id_sync (f.desk.desk, queue, urdu, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_APPROVAL);
  g_assert_cmpint (zero, ==, stale_since (&f, urdu));
  tear_down (&f);
}

static void
test_tie (void)
{
  Fixture f;
  gint64 one;
  gint64 two;
  gint64 three;
  gint64 same;

  set_up (&f);
  one = add (&f, f.english, "en", "One");
  same = add (&f, f.english, "en", "Same language");
  two = add (&f, f.urdu, "ur", "دو");
  three = add (&f, f.urdu, "ur", "تین");
  must_not (&f, TIE, one, same, COMMS_ERROR, COMMS_ERROR_INVALID);
  must_not (&f, TIE, one, 4711, COMMS_ERROR, COMMS_ERROR_NOT_FOUND);
  must (&f, TIE, COMMS_SUBJECT_POST, one, two);
  must (&f, TIE, COMMS_SUBJECT_POST, two, one);
  must_not (&f, TIE, one, three, COMMS_RULE_ERROR, COMMS_RULE_STATE);
  must_not (&f, MAKE, one, 0, COMMS_RULE_ERROR, COMMS_RULE_STATE);

  rewrite (&f, one, "One and a half");
  must (&f, UNTIE, COMMS_SUBJECT_POST, two, 0);
  g_assert_cmpint (stale_since (&f, two), ==, 0);
  g_assert_null (load_twin (&f, one));
  must (&f, TIE, COMMS_SUBJECT_POST, one, three);
  tear_down (&f);
}

/* One in the bin holds nobody up. */
static void
test_binned_twin (void)
{
  Fixture f;
  gint64 english;
  gint64 urdu;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  english = add (&f, f.english, "en", "41");
  urdu = add (&f, f.urdu, "ur", "۴۱");
  must (&f, TIE, COMMS_SUBJECT_POST, english, urdu);
  rewrite (&f, english, "42");
  comms_desk_run_id_sync (f.desk.desk, comms_posts_bin, english, &error);
  g_assert_no_error (error);
  comms_desk_run_id_sync (f.desk.desk, queue, urdu, &error);
  g_assert_no_error (error);
  tear_down (&f);
}

static gint64
add_release (Fixture *f, const char *language, const char *headline)
{
  static const char *const hashtags[] = { "#HumanRightsDay", NULL };
  g_autoptr (CommsRelease) release =
    g_object_new (COMMS_TYPE_RELEASE, "language", language, "headline", headline, "link",
                  "https://mohr.example.org/118", "hashtags", hashtags, NULL);

  desk_fixture_save (&f->desk, comms_releases_save, release);
  return comms_record_get_id (COMMS_RECORD (release));
}

static gpointer
load_release_run (CommsTx *tx, gpointer data, GError **error)
{
  return comms_releases_load (tx, *(gint64 *) data, error);
}

static CommsRelease *
load_release (Fixture *f, gint64 id)
{
  return comms_desk_run_sync (f->desk.desk, load_release_run, &id, NULL);
}

/* One mechanism: documents too. */
static void
test_releases (void)
{
  Fixture f;
  gint64 english;
  gint64 urdu;
  g_autoptr (CommsRelease) release = NULL;
  g_autoptr (CommsRelease) twin = NULL;

  set_up (&f);
  english = add_release (&f, "en", "41 districts");
  urdu = add_release (&f, "ur", "۴۱ اضلاع");
  must (&f, TIE, COMMS_SUBJECT_RELEASE, english, urdu);
  release = load_release (&f, english);
  g_object_set (release, "headline", "42 districts", NULL);
  desk_fixture_save (&f.desk, comms_releases_save, release);
  twin = load_release (&f, urdu);
  g_assert_cmpint (twin->stale_since, ==, comms_desk_now (f.desk.desk));

  /* An editor that was open meanwhile does not say that it is right. */
  g_object_set (twin, "stale-since", G_GINT64_CONSTANT (0), "headline", "۴۲ اضلاع", NULL);
  desk_fixture_save (&f.desk, comms_releases_save, twin);
  g_clear_object (&twin);
  twin = load_release (&f, urdu);
  g_assert_cmpint (twin->stale_since, !=, 0);
  must (&f, STILL_RIGHT, COMMS_SUBJECT_RELEASE, urdu, 0);
  g_clear_object (&twin);
  twin = load_release (&f, urdu);
  g_assert_cmpint (twin->stale_since, ==, 0);
  tear_down (&f);
}

static void
test_make (void)
{
  Fixture f;
  gint64 english;
  gint64 id;
  gint64 twin_id;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsPost) twin = NULL;

  set_up (&f);
  english = add_release (&f, "en", "41 districts");
  must (&f, TIE, COMMS_SUBJECT_RELEASE, english, add_release (&f, "ur", "۴۱ اضلاع"));
  id = add (&f, f.english, "en", "41 districts");
  post = desk_fixture_load_post (&f.desk, id);
  g_object_set (post, "release-id", english, "part", COMMS_PART_HEADLINE, "legal", TRUE, NULL);
  desk_fixture_save (&f.desk, comms_posts_save, post);

  twin_id = make_twin (&f, id);
  twin = desk_fixture_load_post (&f.desk, twin_id);
  g_assert_cmpstr (twin->language, ==, "ur");
  g_assert_cmpstr (twin->text, ==, "۴۱ اضلاع\nhttps://mohr.example.org/118\n#HumanRightsDay");
  g_assert_cmpint (twin->account_id, ==, f.urdu);
  g_assert_cmpint (twin->twin_id, ==, id);
  g_assert_cmpstr (twin->due_wall, ==, TOMORROW);
  g_assert_cmpint (twin->part, ==, COMMS_PART_HEADLINE);
  /* The law is the same in both (R69). */
  g_assert_true (twin->legal);
  /* Nobody has compared the two yet. */
  g_assert_cmpint (twin->stale_since, !=, 0);
  g_assert_cmpint (stale_since (&f, id), ==, 0);

  /* Without a document, and back to English, it is to be written. */
  id = add (&f, f.urdu, "ur", "ایک");
  g_clear_object (&twin);
  twin = desk_fixture_load_post (&f.desk, make_twin (&f, id));
  g_assert_cmpstr (twin->language, ==, "en");
  g_assert_cmpint (twin->account_id, ==, f.english);
  g_assert_cmpstr (twin->text, ==, "");
  g_assert_false (twin->legal);
  rewrite (&f, comms_record_get_id (COMMS_RECORD (twin)), "One");
  g_assert_cmpint (stale_since (&f, id), ==, 0);
  tear_down (&f);
}

static void
set_legal (Fixture *f, gint64 id, gboolean legal)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (&f->desk, id);

  g_object_set (post, "legal", legal, NULL);
  desk_fixture_save (&f->desk, comms_posts_save, post);
}

static gboolean
is_legal (Fixture *f, gint64 id)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (&f->desk, id);

  return post->legal;
}

/* The law is the same in both whenever the mark is set (R69); nobody has to compare them again. */
static void
test_legal (void)
{
  Fixture f;
  gint64 id;
  gint64 twin_id;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  id = add (&f, f.english, "en", "One");
  twin_id = add (&f, f.urdu, "ur", "ایک");
  must (&f, TIE, COMMS_SUBJECT_POST, id, twin_id);
  desk_fixture_queue (&f.desk, twin_id);
  set_legal (&f, id, TRUE);
  g_assert_true (is_legal (&f, twin_id));
  g_assert_cmpint (desk_fixture_state (&f.desk, twin_id), ==, COMMS_POST_STATE_DRAFT);
  g_assert_cmpint (stale_since (&f, twin_id), ==, 0);
  g_assert_cmpint (desk_fixture_count (&f.desk, "audit_entry WHERE action = 'legal'"), ==, 2);

  /* It is taken off one by one. */
  set_legal (&f, id, FALSE);
  g_assert_true (is_legal (&f, twin_id));
  set_legal (&f, twin_id, FALSE);

  /* What has left stays as it left; what is in the bin may come back. */
  desk_fixture_execute (&f.desk, "UPDATE post SET state = 'posted' WHERE language = 'ur'");
  set_legal (&f, id, TRUE);
  g_assert_false (is_legal (&f, twin_id));
  set_legal (&f, id, FALSE);
  twin_id = add (&f, f.urdu, "ur", "دو");
  must (&f, UNTIE, COMMS_SUBJECT_POST, id, 0);
  must (&f, TIE, COMMS_SUBJECT_POST, id, twin_id);
  g_assert_true (comms_desk_run_id_sync (f.desk.desk, comms_posts_bin, twin_id, &error));
  set_legal (&f, id, TRUE);
  g_assert_true (is_legal (&f, twin_id));
  tear_down (&f);
}

/* What follows a post is translated as well: its twin is marked with it. */
static void
test_legal_of_a_follower (void)
{
  Fixture f;
  gint64 lead;
  gint64 follower;
  gint64 twin_id;
  g_autofree char *sql = NULL;

  set_up (&f);
  lead = add (&f, f.english, "en", "One");
  follower = add (&f, f.english, "en", "Two");
  twin_id = add (&f, f.urdu, "ur", "ایک");
  sql = g_strdup_printf ("UPDATE post SET lead_id = %d WHERE id = %d", (int) lead, (int) follower);
  desk_fixture_execute (&f.desk, sql);
  must (&f, TIE, COMMS_SUBJECT_POST, follower, twin_id);
  set_legal (&f, lead, TRUE);
  g_assert_true (is_legal (&f, follower));
  g_assert_true (is_legal (&f, twin_id));
  tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/twins/stale", test_stale);
  g_test_add_func ("/twins/only-words-make-stale", test_only_words_make_stale);
  g_test_add_func ("/twins/queued-does-not-leave", test_queued_does_not_leave);
  g_test_add_func ("/twins/both-need-approval", test_both_need_approval);
  g_test_add_func ("/twins/tie", test_tie);
  g_test_add_func ("/twins/binned-twin", test_binned_twin);
  g_test_add_func ("/twins/releases", test_releases);
  g_test_add_func ("/twins/make", test_make);
  g_test_add_func ("/twins/legal", test_legal);
  g_test_add_func ("/twins/legal-of-a-follower", test_legal_of_a_follower);
  return g_test_run ();
}
