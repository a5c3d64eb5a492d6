/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "comms-accounts.h"
#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-record-table.h"
#include "comms-test-async.h"
#include "desk-fixture.h"

static void
test_new_desk (void)
{
  DeskFixture f = { 0 };
  const char *const slots[] = { "10:00", "12:30", "15:00", "18:00", "21:00", NULL };
  CommsPolicy *policy;

  desk_fixture_open (&f, FALSE);
  policy = comms_desk_get_policy (f.desk);
  g_assert_cmpstr (policy->zone, ==, "Asia/Karachi");
  g_assert_cmpstrv (policy->slots, slots);
  g_assert_cmpint (policy->hold_seconds, ==, 30);
  g_assert_true (policy->single_person);
  g_assert_false (comms_desk_is_practice (f.desk));
  g_assert_cmpstr (comms_desk_get_person (f.desk)->login, ==, g_get_user_name ());
  g_assert_cmpint (comms_desk_get_person (f.desk)->role, ==, COMMS_ROLE_MANAGER);
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry"), ==, 2);
  g_assert_cmpint (desk_fixture_count (&f, "occasion"), >, 10);

  /* Opening it again adds nothing. */
  desk_fixture_reopen (&f);
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry"), ==, 2);
  g_assert_cmpint (desk_fixture_count (&f, "person"), ==, 1);
  desk_fixture_close (&f);
}

static void
test_missing_desk (void)
{
  g_autoptr (CommsClock) clock = comms_system_clock_new ();
  g_autoptr (CommsSecrets) secrets = comms_memory_secrets_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (comms_desk_open ("/nonexistent/ministry.desk", FALSE, clock, secrets, &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_MISSING);
}

static void
test_open_async (void)
{
  DeskFixture f = { 0 };
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CommsDesk) other = NULL;
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  comms_desk_open_async (f.path, FALSE, f.clock, f.secrets, NULL, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  other = comms_desk_open_finish (result, &error);
  g_assert_no_error (error);
  g_assert_true (
    comms_record_equal (comms_desk_get_person (other), comms_desk_get_person (f.desk)));
  g_clear_object (&result);
  g_clear_object (&other);
  desk_fixture_close (&f);
}

/* A colleague whom the desk does not know becomes an officer, with an entry. */
static void
test_unknown_person (void)
{
  DeskFixture f = { 0 };
  g_autoptr (CommsPerson) me = NULL;

  desk_fixture_open (&f, FALSE);
  me = comms_record_copy (comms_desk_get_person (f.desk));
  g_object_set (me, "login", "someone-else", NULL);
  desk_fixture_save (&f, comms_people_save, me);

  desk_fixture_reopen (&f);
  g_assert_cmpint (comms_desk_get_person (f.desk)->role, ==, COMMS_ROLE_OFFICER);
  g_assert_cmpint (desk_fixture_count (&f, "person"), ==, 2);
  g_assert_cmpint (desk_fixture_count (&f,
                                       "audit_entry WHERE subject = 'person' AND action = 'add' "
                                       "AND to_value = 'officer'"),
                   ==, 1);
  desk_fixture_close (&f);
}

static void
test_practice (void)
{
  DeskFixture f = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 officer;

  desk_fixture_open (&f, TRUE);
  g_assert_true (comms_desk_is_practice (f.desk));
  officer = desk_fixture_add_person (&f, "Sana Tariq", COMMS_ROLE_OFFICER);
  desk_fixture_act_as (&f, officer);
  g_assert_cmpstr (comms_desk_get_person (f.desk)->name, ==, "Sana Tariq");
  g_assert_false (comms_desk_act_as (f.desk, 77, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* The mark stays with the file. */
  desk_fixture_reopen (&f);
  g_assert_true (comms_desk_is_practice (f.desk));
  desk_fixture_close (&f);
}

static void
test_act_as_only_for_practice (void)
{
  DeskFixture f = { 0 };
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  g_assert_false (comms_desk_act_as (f.desk, 1, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_PRACTICE);
  desk_fixture_close (&f);
}

static gpointer
fail_run (CommsTx *tx, gpointer data, GError **error)
{
  g_assert_true (comms_tx_audit (tx, COMMS_SUBJECT_DESK, 0, "create", NULL, NULL, NULL, NULL));
  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_FAILED, "no");
  return NULL;
}

static void
test_failure_rolls_back (void)
{
  DeskFixture f = { 0 };
  g_autoptr (GError) error = NULL;
  const gint64 expected = 2;

  desk_fixture_open (&f, FALSE);
  g_assert_null (comms_desk_run_sync (f.desk, fail_run, NULL, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_FAILED);
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry"), ==, expected);
  desk_fixture_close (&f);
}

static void
changed_cb (CommsDesk *desk, CommsSubject subject, gpointer user_data)
{
  if (subject == COMMS_SUBJECT_POLICY)
    {
      /* The property is there before the signal. */
      g_assert_cmpint (comms_desk_get_policy (desk)->hold_seconds, ==, 45);
      *(gboolean *) user_data = TRUE;
    }
}

static void
notify_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
test_policy_is_refreshed (void)
{
  DeskFixture f = { 0 };
  g_autoptr (CommsPolicy) policy = NULL;
  gboolean changed = FALSE;
  guint n_notified = 0;

  desk_fixture_open (&f, FALSE);
  g_signal_connect (f.desk, "changed", G_CALLBACK (changed_cb), &changed);
  g_signal_connect (f.desk, "notify::policy", G_CALLBACK (notify_cb), &n_notified);
  policy = comms_record_copy (comms_desk_get_policy (f.desk));
  g_object_set (policy, "hold-seconds", G_GINT64_CONSTANT (45), NULL);
  desk_fixture_save (&f, comms_policy_save, policy);
  desk_fixture_wait (&changed);
  g_assert_cmpuint (n_notified, ==, 1);
  desk_fixture_close (&f);
}

/* Who reads again for each of the changes has read the last of them. */
typedef struct
{
  guint n_made;
  guint n_told;
  gboolean knows; /* what there is */
  guint known;
} Burst;

static void
count_cb (CommsDesk *desk, CommsSubject subject, gpointer user_data)
{
  Burst *burst = user_data;

  /* A new desk has others to tell of. */
  if (subject != COMMS_SUBJECT_POST)
    return;
  burst->n_told++;
  burst->known = burst->n_made;
  burst->knows = TRUE;
}

static gpointer
mark_run (CommsTx *tx, gpointer data, GError **error)
{
  comms_store_mark_changed (tx->db, COMMS_SUBJECT_POST);
  return tx;
}

static void
make_change (DeskFixture *f, Burst *burst)
{
  burst->n_made++;
  burst->knows = FALSE;
  g_assert_nonnull (comms_desk_run_sync (f->desk, mark_run, NULL, NULL));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_burst_is_told_together (void)
{
  DeskFixture f = { 0 };
  Burst burst = { 0 };
  gint64 begin;

  desk_fixture_open (&f, FALSE);
  g_signal_connect (f.desk, "changed", G_CALLBACK (count_cb), &burst);
  begin = g_get_monotonic_time ();
  for (guint i = 0; i < 4; i++)
    {
      make_change (&f, &burst);
      g_assert_cmpuint (burst.known, ==, burst.n_made);
    }
  for (guint i = 0; i < 200; i++)
    make_change (&f, &burst);
  /* Four times a second. */
  g_assert_cmpint (burst.n_told, <=, 17 + (g_get_monotonic_time () - begin) * 4 / G_USEC_PER_SEC);
  comms_desk_tell (f.desk);
  g_assert_cmpuint (burst.known, ==, burst.n_made);
  make_change (&f, &burst);
  desk_fixture_wait (&burst.knows);
  g_assert_cmpuint (burst.known, ==, burst.n_made);
  desk_fixture_close (&f);
}

static void
test_record_async_gets_its_id (void)
{
  DeskFixture f = { 0 };
  g_autoptr (CommsPerson) person = g_object_new (COMMS_TYPE_PERSON, "name", "  Sana \n Tariq ",
                                                 "role", COMMS_ROLE_OFFICER, "active", TRUE, NULL);
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  comms_desk_run_record_async (f.desk, comms_people_save, person, NULL, comms_test_result_cb,
                               &pending);
  /* Typed while it is being saved. */
  g_object_set (person, "name", "Sana Tariq Khan", NULL);
  result = comms_test_wait (&pending);
  g_assert_true (comms_desk_run_record_finish (f.desk, result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (comms_record_get_id (COMMS_RECORD (person)), ==, 2);
  g_assert_cmpstr (person->name, ==, "Sana Tariq Khan");
  g_clear_object (&result);
  desk_fixture_close (&f);
}

static void
refuse_policy (DeskFixture *f, CommsPolicy *policy)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (comms_desk_run_record_sync (f->desk, comms_policy_save, policy, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
}

/* A task goes to who is there; who leaves with one keeps no other rule from being changed. */
static void
test_tasks (void)
{
  DeskFixture f;
  g_autoptr (CommsPolicy) policy = NULL;
  g_autoptr (CommsPerson) person = NULL;
  gint64 id;

  desk_fixture_open (&f, TRUE);
  id = desk_fixture_add_person (&f, "Hira Manzar", COMMS_ROLE_MANAGER);
  desk_fixture_execute (&f, "UPDATE person SET active = 0 WHERE name = 'Hira Manzar'");
  policy = comms_record_copy (comms_desk_get_policy (f.desk));
  g_object_set (policy, "duty-officer-id", id, NULL);
  refuse_policy (&f, policy);
  desk_fixture_execute (&f, "UPDATE person SET active = 1");
  desk_fixture_save (&f, comms_policy_save, policy);
  desk_fixture_execute (&f, "UPDATE person SET active = 0 WHERE name = 'Hira Manzar'");
  g_object_set (policy, "grace-minutes", G_GINT64_CONSTANT (5), NULL);
  desk_fixture_save (&f, comms_policy_save, policy);
  desk_fixture_close (&f);
}

static void
test_cap_range (void)
{
  DeskFixture f;
  g_autoptr (CommsPolicy) policy = NULL;

  desk_fixture_open (&f, TRUE);
  policy = comms_record_copy (comms_desk_get_policy (f.desk));
  g_object_set (policy, "x-cap-micros", G_GINT64_CONSTANT (-1), NULL);
  refuse_policy (&f, policy);
  g_object_set (policy, "x-cap-micros", G_GINT64_CONSTANT (1000001) * 1000000, NULL);
  refuse_policy (&f, policy);
  g_object_set (policy, "x-cap-micros", G_GINT64_CONSTANT (1000000) * 1000000, NULL);
  desk_fixture_save (&f, comms_policy_save, policy);
  desk_fixture_close (&f);
}

/* The two fields behind how many sign go together. */
static void
test_levels (void)
{
  g_autoptr (CommsPolicy) policy = comms_policy_new ();

  for (CommsApprovalLevel level = COMMS_APPROVAL_LEVEL_ONE_PERSON;
       level <= COMMS_APPROVAL_LEVEL_TWO; level++)
    {
      comms_policy_set_level (policy, level);
      g_assert_cmpint (comms_policy_get_level (policy), ==, level);
      g_assert_cmpint (policy->approvals, ==, MAX ((int) level - 1, 0));
    }
  g_assert_false (policy->single_person);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/new", test_new_desk);
  g_test_add_func ("/desk/missing", test_missing_desk);
  g_test_add_func ("/desk/open-async", test_open_async);
  g_test_add_func ("/desk/unknown-person", test_unknown_person);
  g_test_add_func ("/desk/practice", test_practice);
  g_test_add_func ("/desk/act-as-only-for-practice", test_act_as_only_for_practice);
  g_test_add_func ("/desk/failure-rolls-back", test_failure_rolls_back);
  g_test_add_func ("/desk/policy-is-refreshed", test_policy_is_refreshed);
  g_test_add_func ("/desk/tasks", test_tasks);
  g_test_add_func ("/desk/cap-range", test_cap_range);
  g_test_add_func ("/desk/levels", test_levels);
  g_test_add_func ("/desk/burst-is-told-together", test_burst_is_told_together);
  g_test_add_func ("/desk/record-async-gets-its-id", test_record_async_gets_its_id);
  return g_test_run ();
}
