/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-audit-words.h"
#include "comms-cascade.h"
#include "comms-count.h"
#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-log.h"
#include "comms-occasion.h"
#include "comms-post-rules.h"
#include "comms-posts.h"
#include "comms-practice-server.h"
#include "comms-practice.h"
#include "comms-publisher.h"
#include "comms-record-table.h"
#include "comms-releases.h"
#include "comms-target.h"
#include "comms-test-async.h"
#include "comms-words.h"
#include "comms-zone.h"
#include "desk-fixture.h"

#define ZONE "Asia/Karachi"

/* Runs @func on the desk's thread; it must work. */
static gpointer
run (DeskFixture *f, CommsTxFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gpointer result = comms_desk_run_sync (f->desk, func, data, &error);

  g_assert_no_error (error);
  return result;
}

static gpointer
list_posts_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_posts_list (tx, data, error);
}

static gpointer
list_releases_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_releases_list (tx, 0, 0, data, error);
}

static gpointer
list_accounts_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_accounts_list (tx, error);
}

static GPtrArray *
all_posts (DeskFixture *f)
{
  CommsPostQuery query = { 0 };

  return run (f, list_posts_func, &query);
}

static void
test_content (void)
{
  DeskFixture f;
  g_autoptr (GPtrArray) posts = NULL;
  g_autoptr (GPtrArray) releases = NULL;
  guint states[COMMS_POST_STATE_CANCELLED + 1] = { 0 };
  guint kinds[COMMS_RELEASE_KIND_STATEMENT + 1] = { 0 };
  guint n_undated = 0;
  guint n_urdu = 0;

  desk_fixture_open_practice (&f, 0);
  g_assert_true (comms_desk_is_practice (f.desk));
  g_assert_cmpstr (comms_desk_get_person (f.desk)->name, ==, "Amna Zarvan");

  posts = all_posts (&f);
  g_assert_cmpuint (posts->len, >=, 80);
  for (guint i = 0; i < posts->len; i++)
    {
      CommsPost *post = g_ptr_array_index (posts, i);

      states[post->state]++;
      n_undated += post->due_at == 0;
      n_urdu += g_str_equal (post->language, "ur");
    }
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (i != COMMS_POST_STATE_SENDING)
      g_assert_cmpuint (states[i], >, 0);
  g_assert_cmpuint (n_undated, ==, 6);
  g_assert_cmpuint (n_urdu, >=, 19);

  releases = run (&f, list_releases_func, NULL);
  g_assert_cmpuint (releases->len, >=, 8);
  for (guint i = 0; i < releases->len; i++)
    kinds[((CommsRelease *) g_ptr_array_index (releases, i))->kind]++;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpuint (kinds[i], >, 0);

  g_assert_cmpint (desk_fixture_count (&f, "target WHERE source IS NOT NULL"), ==, 40);
  g_assert_cmpint (desk_fixture_count (&f, "(SELECT DISTINCT kind FROM target)"), ==, 4);
  g_assert_cmpint (desk_fixture_count (&f, "engagement WHERE review = 'waiting'"), >=, 3);
  g_assert_cmpint (desk_fixture_count (&f, "engagement WHERE outcome = 'open' AND deadline_at > 0"),
                   >=, 3);
  g_assert_cmpint (desk_fixture_count (&f, "release_version"), >=, 3);
  desk_fixture_close (&f);
}

static gpointer
load_log_func (CommsTx *tx, gpointer data, GError **error)
{
  CommsLogQuery query = { 0 };
  g_autoptr (GArray) ids = comms_log_ids (tx, &query, error);

  if (ids == NULL)
    return NULL;
  return comms_log_load (tx, (const gint64 *) (gpointer) ids->data, ids->len, error);
}

static void
test_log (void)
{
  DeskFixture f;
  g_autofree CommsLogVerdict *verdict = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  desk_fixture_open_practice (&f, 0);
  verdict = run (&f, comms_log_verify, NULL);
  g_assert_cmpint (verdict->broken_id, ==, 0);
  g_assert_cmpint (verdict->n_entries, >, 250);

  entries = run (&f, load_log_func, NULL);
  g_assert_cmpuint (entries->len, ==, verdict->n_entries);
  for (guint i = 0; i < entries->len; i++)
    {
      CommsAuditEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *sentence = comms_audit_dup_sentence (entry);

      g_assert_cmpint (entry->at, <=, comms_desk_now (f.desk));
      if (i > 0)
        g_assert_cmpint (((CommsAuditEntry *) g_ptr_array_index (entries, i - 1))->at, >=,
                         entry->at);
      g_test_message ("%s %s", entry->actor, sentence);
      g_assert_true (comms_audit_has_words (entry->subject, entry->action));
      g_assert_null (strchr (sentence, '{'));
      g_assert_nonnull (entry->actor);
    }
  desk_fixture_close (&f);
}

/* What is planned lies ahead, what is past is settled, and nothing breaks the desk's own rules. */
static void
check_post (DeskFixture *f, CommsPost *post)
{
  CommsCount count = comms_text_count (post->text, 280);
  g_autoptr (GArray) entities = comms_text_find_entities (post->text);
  gint64 now = comms_desk_now (f->desk);
  guint n_hashtags = 0;

  g_test_message ("%s %s", comms_enum_nick (COMMS_TYPE_POST_STATE, post->state), post->text);
  g_assert_true (count.valid);
  for (guint i = 0; i < entities->len; i++)
    n_hashtags += g_array_index (entities, CommsEntity, i).kind == COMMS_ENTITY_HASHTAG;
  g_assert_cmpuint (n_hashtags, <=, 2);

  if (post->due_at != 0 && post->state <= COMMS_POST_STATE_QUEUED)
    g_assert_cmpint (post->due_at, >, now);
  if (post->state > COMMS_POST_STATE_QUEUED && post->state < COMMS_POST_STATE_CANCELLED)
    g_assert_cmpint (post->due_at, <=, now);
  if (post->state == COMMS_POST_STATE_APPROVED || post->state == COMMS_POST_STATE_QUEUED ||
      post->state == COMMS_POST_STATE_POSTED)
    {
      g_assert_true (comms_post_rules_is_approved (post));
      g_assert_cmpint (post->reviewer_id, !=, post->author_id);
    }
}

static guint
count_day (GPtrArray *posts, gint64 account_id, gint64 start)
{
  gint64 end = comms_zone_day_start (ZONE, start, 1);
  guint n = 0;

  for (guint i = 0; i < posts->len; i++)
    {
      CommsPost *post = g_ptr_array_index (posts, i);

      n += post->account_id == account_id && post->due_at >= start && post->due_at < end;
    }

  return n;
}

static void
check_days (DeskFixture *f, GPtrArray *posts)
{
  for (int day = -16; day <= 22; day++)
    for (gint64 account_id = 1; account_id <= 3; account_id++)
      {
        gint64 start = comms_zone_day_start (ZONE, comms_desk_now (f->desk), day);

        g_test_message ("day %d, account %d", day, (int) account_id);
        g_assert_cmpuint (count_day (posts, account_id, start), <=, 5);
      }
}

static CommsRelease *
find_release (DeskFixture *f, const char *search)
{
  g_autoptr (GPtrArray) releases = run (f, list_releases_func, (gpointer) search);

  for (guint i = 0; i < releases->len; i++)
    {
      CommsRelease *release = g_ptr_array_index (releases, i);

      if (release->kind == COMMS_RELEASE_KIND_PRESS_RELEASE && strstr (release->headline, search))
        return g_object_ref (release);
    }
  g_assert_not_reached ();
}

static gpointer
plan_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_cascade_plan (tx, data, error);
}

/* The release that a newcomer makes the first day's posts of. */
static void
check_launch (DeskFixture *f)
{
  g_autoptr (CommsRelease) release = find_release (f, "First district scorecard");
  g_autoptr (GDateTime) date = comms_zone_date_time (ZONE, release->publish_at);
  CommsCascadeRequest request = {
    .release_id = comms_record_get_id (COMMS_RECORD (release)),
    .account_id = 1,
    .year = g_date_time_get_year (date),
    .month = g_date_time_get_month (date),
    .day = g_date_time_get_day_of_month (date),
  };
  g_autoptr (GPtrArray) rows = run (f, plan_func, &request);
  guint n_drafts = 0;

  g_assert_cmpuint (rows->len, ==, 7);
  for (guint i = 0; i < rows->len; i++)
    n_drafts += ((CommsCascadeRow *) g_ptr_array_index (rows, i))->verdict == COMMS_CASCADE_DRAFT;
  g_assert_cmpuint (n_drafts, ==, 5);
}

static void
test_any_hour (void)
{
  static const char *const walls[] = {
    "2026-12-09T14:02", "2026-12-09T00:05", "2026-12-10T03:30", "2026-12-11T06:59",
    "2026-12-12T09:00", "2026-12-13T11:45", "2026-12-14T15:59", "2026-12-15T16:00",
    "2026-12-16T19:20", "2026-12-18T21:59", "2026-12-31T23:58", "2028-02-28T22:30",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (walls); i++)
    {
      DeskFixture f;
      g_autoptr (GPtrArray) posts = NULL;
      gint64 now = 0;

      g_test_message ("%s", walls[i]);
      g_assert_true (comms_zone_to_instant (ZONE, walls[i], &now, NULL, NULL));
      desk_fixture_open_practice (&f, now);
      posts = all_posts (&f);
      for (guint j = 0; j < posts->len; j++)
        check_post (&f, g_ptr_array_index (posts, j));
      check_days (&f, posts);
      check_launch (&f);
      desk_fixture_close (&f);
    }
}

static void
check_token (DeskFixture *f, CommsAccount *account)
{
  CommsSecrets *secrets = comms_desk_get_secrets (f->desk);
  g_autofree char *expected = g_strconcat ("practice-", account->user_id, NULL);
  g_autofree char *expected_secret = comms_network_session_secret (expected);
  g_autofree char *host = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  char *secret;
  CommsSecretKey key;

  comms_network_session_key (account, &key, &host);
  comms_secrets_lookup_async (secrets, &key, NULL, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  secret = comms_secrets_lookup_finish (secrets, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected_secret);
  comms_secret_free (secret);
}

static void
test_attach (void)
{
  DeskFixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = NULL;

  desk_fixture_open_practice (&f, 0);
  g_assert_false (comms_practice_attach (f.desk, "https://api.example.org", &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_PRACTICE);
  g_clear_error (&error);

  g_assert_true (comms_practice_attach (f.desk, "http://127.0.0.1:4321", &error));
  g_assert_no_error (error);
  accounts = run (&f, list_accounts_func, NULL);
  g_assert_cmpuint (accounts->len, ==, 3);
  for (guint i = 0; i < accounts->len; i++)
    {
      CommsAccount *account = g_ptr_array_index (accounts, i);

      g_assert_cmpstr (account->api_base, ==, "http://127.0.0.1:4321");
      check_token (&f, account);
    }
  desk_fixture_close (&f);
}

static void
test_real_desk_is_not_attached (void)
{
  DeskFixture f;
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  g_assert_false (comms_practice_attach (f.desk, "http://127.0.0.1:4321", &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_PRACTICE);
  desk_fixture_close (&f);
}

/* The network knows the accounts, and has what was posted, and what it never answered. */
static void
test_network_file (void)
{
  DeskFixture f;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsPracticeServer) server = NULL;
  gint64 n_posted;

  desk_fixture_open_practice (&f, 0);
  n_posted = desk_fixture_count (&f, "post WHERE state IN ('posted', 'unknown')");
  path = comms_practice_state_path (f.path);
  server = comms_practice_server_new (path, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (comms_practice_server_get_n_posts (server), ==, n_posted);
  g_clear_object (&server);
  desk_fixture_close (&f);
}

static gpointer
run_cascade_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_cascade_run (tx, data, error);
}

static gpointer
queue_now_func (CommsTx *tx, gpointer data, GError **error)
{
  return GINT_TO_POINTER (comms_posts_queue (tx, *(gint64 *) data, TRUE, error));
}

static void
do_as (DeskFixture *f, gint64 person, CommsIdFunc func, gint64 post_id)
{
  g_autoptr (GError) error = NULL;

  desk_fixture_act_as (f, person);
  comms_desk_run_id_sync (f->desk, func, post_id, &error);
  g_assert_no_error (error);
}

static void
send_due (DeskFixture *f)
{
  g_autoptr (CommsPublisher) publisher = comms_publisher_new (f->desk);
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  comms_publisher_send_due_async (publisher, NULL, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  comms_publisher_send_due_finish (publisher, result, &error);
  g_assert_no_error (error);
}

/* What a newcomer does first: the day's posts out of the release, and one of them sent. */
static void
test_flow (void)
{
  DeskFixture f;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsPracticeServer) server = NULL;
  g_autoptr (CommsRelease) release = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  CommsCascadeRequest request = { .account_id = 1, .year = 2026, .month = 12, .day = 9 };
  gint64 post_id;
  gint64 manager;
  guint n_posts;

  desk_fixture_open_practice (&f, 0);
  path = comms_practice_state_path (f.path);
  server = comms_practice_server_new (path, 0, &error);
  g_assert_no_error (error);
  n_posts = comms_practice_server_get_n_posts (server);
  g_assert_true (comms_practice_attach (f.desk, comms_practice_server_get_uri (server), &error));

  release = find_release (&f, "First district scorecard");
  request.release_id = comms_record_get_id (COMMS_RECORD (release));
  rows = run (&f, run_cascade_func, &request);
  post_id = ((CommsCascadeRow *) g_ptr_array_index (rows, 0))->post_id;
  g_assert_cmpint (post_id, >, 0);

  manager = desk_fixture_count (&f, "person WHERE id <= (SELECT id FROM person WHERE name = 'Hira "
                                    "Manzar')");
  do_as (&f, 1, comms_posts_submit, post_id);
  do_as (&f, manager, comms_posts_approve, post_id);
  desk_fixture_act_as (&f, 1);
  run (&f, queue_now_func, &post_id);
  desk_fixture_advance (&f, 31);
  send_due (&f);
  g_assert_cmpint (desk_fixture_state (&f, post_id), ==, COMMS_POST_STATE_POSTED);
  g_assert_cmpuint (comms_practice_server_get_n_posts (server), ==, n_posts + 1);
  g_clear_object (&server);
  desk_fixture_close (&f);
}

static void
test_existing_file_stays (void)
{
  DeskFixture f;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;

  desk_fixture_open (&f, FALSE);
  path = g_build_filename (f.folder, "letter.txt", NULL);
  g_assert_true (g_file_set_contents (path, "Dear reader", -1, NULL));
  g_assert_null (comms_practice_create (path, f.clock, f.secrets, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "Dear reader");
  desk_fixture_close (&f);
}

static gpointer
list_occasions_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_occasions_list (tx, error);
}

static void
test_occasions (void)
{
  static const struct
  {
    int month;
    int day;
    const char *hashtag;
  } wanted[] = {
    { 8, 14, "#Aug14" },
    { 12, 10, "#HumanRightsDay" },
    { 3, 8, "#IWD" },
    { 12, 25, "#QuaidDay" },
  };
  DeskFixture f;
  g_autoptr (GPtrArray) occasions = NULL;

  desk_fixture_open_practice (&f, 0);
  occasions = run (&f, list_occasions_func, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < occasions->len; j++)
        {
          CommsOccasion *occasion = g_ptr_array_index (occasions, j);

          g_assert_nonnull (occasion->name_ur);
          g_assert_true (g_str_has_prefix (occasion->hashtag_ur, "#"));
          found |= occasion->month == wanted[i].month && occasion->day == wanted[i].day &&
                   g_str_equal (occasion->hashtag, wanted[i].hashtag);
        }
      g_assert_true (found);
    }
  desk_fixture_close (&f);
}

static void
test_fast (void)
{
  DeskFixture f;
  gint64 start = g_get_monotonic_time ();

  desk_fixture_open_practice (&f, 0);
  g_test_message ("made in %d ms", (int) ((g_get_monotonic_time () - start) / 1000));
  desk_fixture_close (&f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice-desk/content", test_content);
  g_test_add_func ("/practice-desk/log", test_log);
  g_test_add_func ("/practice-desk/any-hour", test_any_hour);
  g_test_add_func ("/practice-desk/attach", test_attach);
  g_test_add_func ("/practice-desk/real-desk-is-not-attached", test_real_desk_is_not_attached);
  g_test_add_func ("/practice-desk/network-file", test_network_file);
  g_test_add_func ("/practice-desk/flow", test_flow);
  g_test_add_func ("/practice-desk/existing-file-stays", test_existing_file_stays);
  g_test_add_func ("/practice-desk/occasions", test_occasions);
  g_test_add_func ("/practice-desk/fast", test_fast);
  return g_test_run ();
}
