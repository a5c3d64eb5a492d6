/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-audit-table.h"
#include "comms-audit-words.h"
#include "comms-error.h"
#include "comms-log-list.h"
#include "comms-log-table.h"
#include "comms-log.h"
#include "comms-post.h"
#include "comms-record-list.h"
#include "comms-targets.h"
#include "comms-zone.h"
#include "desk-fixture.h"

static CommsEngagement *
engagement_new (const char *summary)
{
  return g_object_new (COMMS_TYPE_ENGAGEMENT, "summary", summary, "kind",
                       COMMS_ENGAGEMENT_KIND_QUESTION, "channel", COMMS_CHANNEL_EMAIL, NULL);
}

static gint64
id_of (gpointer record)
{
  return comms_record_get_id (record);
}

static gpointer
load_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_log_load_engagement (tx, *(gint64 *) data, error);
}

static CommsEngagement *
reload (DeskFixture *f, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CommsEngagement *engagement = comms_desk_run_sync (f->desk, load_func, &id, &error);

  g_assert_no_error (error);
  return engagement;
}

static gpointer
sentences_func (CommsTx *tx, gpointer data, GError **error)
{
  const CommsLogQuery *query = data;
  g_autoptr (GArray) ids = comms_log_ids (tx, query, error);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);

  if (ids == NULL)
    return NULL;
  entries = comms_log_load (tx, (const gint64 *) (gpointer) ids->data, ids->len, error);
  for (guint i = 0; i < entries->len; i++)
    {
      g_autofree char *sentence = comms_audit_dup_sentence (g_ptr_array_index (entries, i));

      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", sentence);
    }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static void
assert_log (DeskFixture *f, CommsLogQuery query, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *lines = comms_desk_run_sync (f->desk, sentences_func, &query, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (lines, ==, expected);
}

static void
test_engagement (void)
{
  DeskFixture f;
  g_autoptr (CommsTarget) target = g_object_new (COMMS_TYPE_TARGET, "name", "Zoya Paras", "kind",
                                                 COMMS_TARGET_KIND_JOURNALIST, NULL);
  g_autoptr (CommsEngagement) engagement = engagement_new ("How many units?");
  g_autoptr (CommsEngagement) saved = NULL;

  desk_fixture_open (&f, FALSE);
  desk_fixture_save (&f, comms_targets_save, target);
  g_object_set (engagement, "target-id", id_of (target), NULL);
  desk_fixture_save (&f, comms_log_save_engagement, engagement);
  saved = reload (&f, id_of (engagement));
  g_assert_cmpint (saved->at, ==, comms_desk_now (f.desk));
  g_assert_cmpint (saved->person_id, ==, id_of (comms_desk_get_person (f.desk)));
  g_assert_cmpint (saved->review, ==, COMMS_REVIEW_WAITING);

  g_object_set (saved, "outcome", COMMS_OUTCOME_ANSWERED, NULL);
  desk_fixture_save (&f, comms_log_save_engagement, saved);
  desk_fixture_save (&f, comms_log_save_engagement, saved);
  assert_log (&f, (CommsLogQuery){ .kind = COMMS_LOG_ENGAGEMENTS },
              "settled with Zoya Paras as Answered: How many units?\n"
              "took a question from Zoya Paras: How many units?");
  assert_log (&f, (CommsLogQuery){ .search = "zoya unit", .classes = 1u << COMMS_TARGET_KIND_PEER },
              "");
  assert_log (&f,
              (CommsLogQuery){ .search = "units", .classes = 1u << COMMS_TARGET_KIND_JOURNALIST },
              "settled with Zoya Paras as Answered: How many units?\n"
              "took a question from Zoya Paras: How many units?");
  desk_fixture_close (&f);
}

static void
assert_invalid (DeskFixture *f, CommsEngagement *engagement)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
    comms_desk_run_record_sync (f->desk, comms_log_save_engagement, engagement, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
}

static void
test_incomplete (void)
{
  DeskFixture f;
  g_autoptr (CommsEngagement) silent = engagement_new (" ");
  g_autoptr (CommsEngagement) left = engagement_new ("Abuse");

  desk_fixture_open (&f, FALSE);
  assert_invalid (&f, silent);
  g_object_set (left, "outcome", COMMS_OUTCOME_LEFT, NULL);
  assert_invalid (&f, left);
  g_object_set (left, "reason", "No question in it", NULL);
  desk_fixture_save (&f, comms_log_save_engagement, left);
  desk_fixture_close (&f);
}

typedef struct
{
  gint64 id;
  CommsReview review;
  const char *comment;
} Review;

static gpointer
review_func (CommsTx *tx, gpointer data, GError **error)
{
  Review *work = data;

  return GINT_TO_POINTER (comms_log_review (tx, work->id, work->review, work->comment, error));
}

static void
test_review (void)
{
  DeskFixture f;
  g_autoptr (CommsEngagement) engagement = engagement_new ("An interview");
  g_autoptr (CommsEngagement) saved = NULL;
  g_autoptr (GError) error = NULL;
  Review review = { 0, COMMS_REVIEW_SIGNED_OFF, NULL };
  gint64 manager;

  desk_fixture_open (&f, TRUE);
  manager = id_of (comms_desk_get_person (f.desk));
  desk_fixture_act_as (&f, desk_fixture_add_person (&f, "Amna", COMMS_ROLE_OFFICER));
  desk_fixture_save (&f, comms_log_save_engagement, engagement);
  review.id = id_of (engagement);
  g_assert_null (comms_desk_run_sync (f.desk, review_func, &review, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_ROLE);
  g_clear_error (&error);

  desk_fixture_act_as (&f, manager);
  review.review = COMMS_REVIEW_RETURNED;
  g_assert_null (comms_desk_run_sync (f.desk, review_func, &review, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_clear_error (&error);
  review.comment = "Which programme?";
  g_assert_nonnull (comms_desk_run_sync (f.desk, review_func, &review, &error));
  assert_log (&f, (CommsLogQuery){ .kind = COMMS_LOG_ENGAGEMENTS, .actor_id = manager },
              "returned the entry: Which programme?");

  /* Whoever mends it, shows it again; a signature is for what stood there. */
  saved = reload (&f, review.id);
  g_assert_cmpint (saved->review, ==, COMMS_REVIEW_RETURNED);
  g_object_set (saved, "summary", "An interview with Radio Indus", NULL);
  desk_fixture_save (&f, comms_log_save_engagement, saved);
  g_assert_cmpint (desk_fixture_count (&f, "engagement WHERE review = 'waiting'"), ==, 1);
  desk_fixture_close (&f);
}

static gpointer
verify_with_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_log_verify (tx, NULL, error);
}

static gpointer
forge_func (CommsTx *tx, gpointer data, GError **error)
{
  return GINT_TO_POINTER (
    comms_db_exec_script (tx->db,
                          "DROP TRIGGER audit_entry_never_changes;"
                          "UPDATE audit_entry SET note = 'forged' WHERE id = 2",
                          error));
}

static void
test_verify (void)
{
  DeskFixture f;
  g_autoptr (CommsEngagement) engagement = engagement_new ("A question");
  g_autofree CommsLogVerdict *whole = NULL;
  g_autofree CommsLogVerdict *broken = NULL;
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  desk_fixture_save (&f, comms_log_save_engagement, engagement);
  whole = comms_desk_run_sync (f.desk, verify_with_func, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (whole->broken_id, ==, 0);
  g_assert_cmpint (whole->n_entries, ==, 3);
  g_assert_cmpint (whole->first_at, ==, comms_desk_now (f.desk));

  comms_desk_run_sync (f.desk, forge_func, NULL, &error);
  g_assert_no_error (error);
  broken = comms_desk_run_sync (f.desk, verify_with_func, NULL, &error);
  g_assert_cmpint (broken->broken_id, ==, 2);
  desk_fixture_close (&f);
}

static void
test_sentences (void)
{
  static const struct
  {
    CommsSubject subject;
    const char *action;
    const char *from;
    const char *to;
    const char *note;
    const char *sentence;
  } cases[] = {
    { COMMS_SUBJECT_POST, "approve", "in-review", "approved", "Two years ago…\n@mohr_example",
      "approved “Two years ago…” for @mohr_example" },
    { COMMS_SUBJECT_POST, "approve", "in-review", "approved", "Two years ago…",
      "approved “Two years ago…”" },
    { COMMS_SUBJECT_POST, "move", "2026-12-10T15:00", "2026-12-11T10:00", "Two years",
      "moved “Two years” from Thu 10 Dec, 15:00 to Fri 11 Dec, 10:00" },
    { COMMS_SUBJECT_POST, "move", NULL, "2026-12-11T10:00", "Two years",
      "set “Two years” to Fri 11 Dec, 10:00" },
    { COMMS_SUBJECT_POST, "move", "2026-12-10T15:00", NULL, "Two years",
      "took “Two years” off the calendar" },
    { COMMS_SUBJECT_POST, "refused", "sending", "refused", "Text\n@a\nX: the same text",
      "was refused “Text” by @a: X: the same text" },
    { COMMS_SUBJECT_RELEASE, "stage", "review", "approved", "Scorecard",
      "moved “Scorecard” from Review to Approved" },
    { COMMS_SUBJECT_TARGET, "import", "3", "1200", NULL, "imported people: 3 changed, 1200 new" },
    { COMMS_SUBJECT_PERSON, "edit", "officer", "manager", "Amna",
      "changed Amna’s role from Officer to Manager" },
    { COMMS_SUBJECT_POLICY, "edit", "0", "500000", "x-cap-micros",
      "changed the rule “Most that a month may cost, in dollars” from 0.00 to 0.50" },
    { COMMS_SUBJECT_POLICY, "edit", NULL, "Hira Manzar", "duty-officer-id",
      "set the rule “Duty officer” to Hira Manzar" },
    { COMMS_SUBJECT_POLICY, "edit", "1", "2", "of-a-later-version",
      "changed the rule “of-a-later-version” from 1 to 2" },
    { COMMS_SUBJECT_POLICY, "pause", NULL, NULL, "\n\nA day of mourning",
      "paused all sending: A day of mourning" },
    /* Braces in what people write are theirs. */
    { COMMS_SUBJECT_RELEASE, "add", NULL, NULL, "{to} whom", "began “{to} whom”" },
    /* From a later version of the program, or with less than any sentence needs. */
    { COMMS_SUBJECT_POST, "frobnicate", NULL, NULL, "Text", "changed “Text”" },
    { COMMS_SUBJECT_POST, "approve", NULL, NULL, NULL, "made a change" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CommsAuditEntry) entry =
        g_object_new (COMMS_TYPE_AUDIT_ENTRY, "subject", cases[i].subject, "action",
                      cases[i].action, "from-value", cases[i].from, "to-value", cases[i].to, "note",
                      cases[i].note, NULL);
      g_autofree char *sentence = comms_audit_dup_sentence (entry);

      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

static void
test_notes (void)
{
  g_autofree char *whole = comms_audit_dup_note ("A\nB", "@x", "why\tnot");
  g_autofree char *middle = comms_audit_dup_note ("A", NULL, "why");
  g_autofree char *only = comms_audit_dup_note ("A", NULL, NULL);
  g_autofree char *post = comms_audit_dup_post_note ("Some words", "mohr", NULL);

  g_assert_cmpstr (whole, ==, "A B\n@x\nwhy not");
  g_assert_cmpstr (middle, ==, "A\n\nwhy");
  g_assert_cmpstr (only, ==, "A");
  g_assert_cmpstr (post, ==, "Some words\n@mohr");
}

/* Lists. */

static CommsPost *
post_new (gint64 id, const char *text)
{
  return g_object_new (COMMS_TYPE_POST, "id", id, "text", text, NULL);
}

static GPtrArray *
posts_of (const char *ids)
{
  GPtrArray *posts = g_ptr_array_new_with_free_func (g_object_unref);

  for (const char *p = ids; *p != '\0'; p++)
    g_ptr_array_add (posts, post_new (*p - 'a' + 1, ids));
  return posts;
}

static char *
spell (GListModel *model)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (CommsRecord) record = g_list_model_get_item (model, i);

      g_string_append_c (ids, (char) ('a' + comms_record_get_id (record) - 1));
    }
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

/* Does to a string what a bound list does to its rows. */
static void
mirror_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  GString *mirror = user_data;

  g_string_erase (mirror, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (CommsRecord) record = g_list_model_get_item (model, position + i);

      g_string_insert_c (mirror, position + i, (char) ('a' + comms_record_get_id (record) - 1));
    }
}

static void
test_record_list (void)
{
  static const char *const steps[] = { "abc", "abcd",   "xabcd",  "acd",  "dca",
                                       "",    "qwerty", "ytrewq", "wert", "wxertz" };
  g_autoptr (CommsRecordList) list = comms_record_list_new (COMMS_TYPE_POST);
  g_autoptr (GString) mirror = g_string_new (NULL);

  g_signal_connect (list, "items-changed", G_CALLBACK (mirror_cb), mirror);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GPtrArray) posts = posts_of (steps[i]);
      g_autofree char *spelt = NULL;

      comms_record_list_refill (list, posts);
      spelt = spell (G_LIST_MODEL (list));
      g_assert_cmpstr (spelt, ==, steps[i]);
      g_assert_cmpstr (mirror->str, ==, steps[i]);
      for (guint j = 0; j < posts->len; j++)
        g_assert_cmpstr (((CommsPost *) comms_record_list_find (list, steps[i][j] - 'a' + 1, NULL))
                           ->text,
                         ==, steps[i]);
    }
}

static void
count_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
test_record_list_keeps_objects (void)
{
  g_autoptr (CommsRecordList) list = comms_record_list_new (COMMS_TYPE_POST);
  g_autoptr (GPtrArray) before = posts_of ("abc");
  g_autoptr (GPtrArray) after = posts_of ("abc");
  CommsPost *second;
  guint n_changes = 0;
  guint position = 0;

  comms_record_list_refill (list, before);
  second = comms_record_list_find (list, 2, &position);
  g_assert_cmpuint (position, ==, 1);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_cb), &n_changes);
  g_object_set (g_ptr_array_index (after, 1), "text", "New words", NULL);
  comms_record_list_refill (list, after);
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_true (comms_record_list_find (list, 2, NULL) == second);
  g_assert_cmpstr (second->text, ==, "New words");
  g_assert_null (comms_record_list_find (list, 9, NULL));
}

static gpointer
append_many_func (CommsTx *tx, gpointer data, GError **error)
{
  int n = GPOINTER_TO_INT (data);
  gint64 start = comms_zone_day_start (tx->policy->zone, tx->stamp.now, 0);

  for (int i = 0; i < n; i++)
    {
      /* A hundred a day. */
      CommsStamp stamp = { 1, "Amna", start + i / 100 * G_GINT64_CONSTANT (86400000) + i };

      if (!comms_audit_table_append (tx->db, &stamp, COMMS_SUBJECT_TARGET, 1, "add", NULL, NULL,
                                     "Zoya", error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

static void
append_many (DeskFixture *f, int n)
{
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (f->desk, append_many_func, GINT_TO_POINTER (n), &error);
  g_assert_no_error (error);
}

static void
wait_loaded (CommsLogList *list)
{
  while (comms_log_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
}

static CommsLogRow *
wait_row (CommsLogList *list, guint position)
{
  CommsLogRow *row = g_list_model_get_item (G_LIST_MODEL (list), position);

  while (comms_log_row_get_entry (row) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return row;
}

static gpointer
count_func (CommsTx *tx, gpointer search, GError **error)
{
  const CommsLogFilter filter = { .search = search };
  g_autoptr (GArray) ids = comms_log_table_ids (tx->db, &filter, error);

  return ids != NULL ? GUINT_TO_POINTER (ids->len + 1) : NULL;
}

/* Their words are written down some at a time, and yet none is missing. */
static void
test_every_entry_is_found (void)
{
  static const int numbers[] = { 1, 1, 253, 1, 2, 300, 700 };
  DeskFixture f;
  guint n = 0;

  desk_fixture_open (&f, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      append_many (&f, numbers[i]);
      n += (guint) numbers[i];
      g_assert_cmpuint (
        GPOINTER_TO_UINT (comms_desk_run_sync (f.desk, count_func, (gpointer) "zoy", NULL)), ==,
        n + 1);
    }
  desk_fixture_close (&f);
}

static void
test_log_list (void)
{
  DeskFixture f;
  CommsLogList *list;
  const CommsLogQuery query = { .search = "Zoya" };
  guint n_changes = 0;

  desk_fixture_open (&f, FALSE);
  append_many (&f, 3000);
  list = comms_log_list_new (f.desk);
  comms_log_list_set_query (list, &query);
  g_assert_true (comms_log_list_get_loading (list));
  wait_loaded (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3000);

  /* Scrolling over all of it asks for every row and keeps only so many; what is on the screen
   * comes first. */
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (CommsLogRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_cmpint (comms_log_row_get_id (row), >, 0);
    }
  for (guint i = 0; i < 3000; i += 50)
    {
      g_autoptr (CommsLogRow) row = wait_row (list, i);

      g_assert_cmpint (id_of (comms_log_row_get_entry (row)), ==, comms_log_row_get_id (row));
      g_assert_cmpint (comms_log_row_get_starts_day (row), ==, i % 100 == 0);
    }

  /* New entries come to the top by themselves. */
  g_signal_connect (list, "items-changed", G_CALLBACK (count_cb), &n_changes);
  append_many (&f, 2);
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) < 3002)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_changes, ==, 1);

  g_object_add_weak_pointer (G_OBJECT (list), (gpointer *) &list);
  g_object_unref (list);
  while (list != NULL)
    g_main_context_iteration (NULL, TRUE);
  desk_fixture_close (&f);
}

/* Another query at once: the first one's answer does not come after it. */
static void
test_log_list_changes_its_mind (void)
{
  DeskFixture f;
  g_autoptr (CommsLogList) list = NULL;

  desk_fixture_open (&f, FALSE);
  append_many (&f, 10);
  list = comms_log_list_new (f.desk);
  comms_log_list_set_query (list, &(CommsLogQuery){ .search = "Zoya" });
  comms_log_list_set_query (list, &(CommsLogQuery){ .search = "nobody" });
  wait_loaded (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  comms_log_list_set_query (list, &(CommsLogQuery){ 0 });
  wait_loaded (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 12);
  g_object_run_dispose (G_OBJECT (list));
  g_clear_object (&list);
  desk_fixture_close (&f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log/engagement", test_engagement);
  g_test_add_func ("/log/incomplete", test_incomplete);
  g_test_add_func ("/log/review", test_review);
  g_test_add_func ("/log/verify", test_verify);
  g_test_add_func ("/log/sentences", test_sentences);
  g_test_add_func ("/log/notes", test_notes);
  g_test_add_func ("/log/record-list", test_record_list);
  g_test_add_func ("/log/record-list-keeps-objects", test_record_list_keeps_objects);
  g_test_add_func ("/log/every-entry-is-found", test_every_entry_is_found);
  g_test_add_func ("/log/list", test_log_list);
  g_test_add_func ("/log/list-changes-its-mind", test_log_list_changes_its_mind);
  return g_test_run ();
}
