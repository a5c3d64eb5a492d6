/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-engage.h"
#include "comms-error.h"
#include "comms-log.h"
#include "comms-network.h"
#include "comms-targets.h"
#include "comms-test-async.h"
#include "network-fixture.h"

/* Liking, and putting on lists, from the desk: what the log has of it. Numbers are those of the
 * cases in the networks' fact sheet, section 7. */

#define JSON "application/json"
#define M_LINK "https://social.example/@someone/77"
#define B_LINK "https://bsky.app/profile/did:plc:dawn/post/3mto7z36o222b"
#define B_POST "at://did:plc:dawn/app.bsky.feed.post/3mto7z36o222b"
#define CREATE "POST /xrpc/com.atproto.repo.createRecord"

/* The end of an act. Without @error it must work. */
static CommsEngagement *
finish (NetworkFixture *f, GAsyncResult **pending, GError **error)
{
  g_autoptr (GAsyncResult) result = comms_test_wait (pending);
  g_autoptr (GError) problem = NULL;
  CommsEngagement *entry = comms_engage_finish (f->desk.desk, result, &problem);

  if (error == NULL)
    g_assert_no_error (problem);
  else if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return entry;
}

static CommsEngagement *
like (NetworkFixture *f, const char *link, GError **error)
{
  GAsyncResult *pending = NULL;

  comms_engage_like_async (f->desk.desk, f->account_id, link, NULL, comms_test_result_cb, &pending);
  return finish (f, &pending, error);
}

static CommsEngagement *
unlike (NetworkFixture *f, const char *link, GError **error)
{
  GAsyncResult *pending = NULL;

  comms_engage_unlike_async (f->desk.desk, f->account_id, link, NULL, comms_test_result_cb,
                             &pending);
  return finish (f, &pending, error);
}

static CommsEngagement *
list_add (NetworkFixture *f, const char *list, const char *handle, GError **error)
{
  GAsyncResult *pending = NULL;

  comms_engage_list_add_async (f->desk.desk, f->account_id, list, handle, NULL,
                               comms_test_result_cb, &pending);
  return finish (f, &pending, error);
}

static GPtrArray *
mentions (NetworkFixture *f, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_engage_mentions_async (f->desk.desk, f->account_id, 20, NULL, comms_test_result_cb,
                               &result);
  result = comms_test_wait (&result);
  return comms_engage_mentions_finish (f->desk.desk, result, error);
}

static gint64
id_of (gpointer record)
{
  return comms_record_get_id (COMMS_RECORD (record));
}

static gpointer
load_run (CommsTx *tx, gpointer id, GError **error)
{
  return comms_log_load_engagement (tx, *(gint64 *) id, error);
}

/* The row as it is in the file. */
static CommsEngagement *
stored (NetworkFixture *f, CommsEngagement *entry)
{
  gint64 id = id_of (entry);
  g_autoptr (GError) error = NULL;
  CommsEngagement *row = comms_desk_run_sync (f->desk.desk, load_run, &id, &error);

  g_assert_no_error (error);
  return row;
}

static gpointer
verify_run (CommsTx *tx, gpointer unused, GError **error)
{
  return comms_log_verify (tx, NULL, error);
}

static void
assert_unbroken (NetworkFixture *f)
{
  g_autofree CommsLogVerdict *verdict = comms_desk_run_sync (f->desk.desk, verify_run, NULL, NULL);

  g_assert_cmpint (verdict->broken_id, ==, 0);
}

static gint64
n_entries (NetworkFixture *f)
{
  return desk_fixture_count (&f->desk, "engagement");
}

/* How many entries the audit log has of something that was done. */
static gint64
n_audited (NetworkFixture *f, const char *action)
{
  g_autofree char *tail =
    g_strdup_printf ("audit_entry WHERE subject = 'engagement' AND actor_id <> 0 AND action = '%s'",
                     action);

  return desk_fixture_count (&f->desk, tail);
}

static CommsTarget *
add_target (NetworkFixture *f, const char *property, const char *handle, gboolean do_not_contact)
{
  CommsTarget *target =
    g_object_new (COMMS_TYPE_TARGET, "name", "Zaib Nawan", "source", "Her own card", property,
                  handle, "do-not-contact", do_not_contact, NULL);

  desk_fixture_save (&f->desk, comms_targets_save, target);
  return target;
}

/* Bluesky 25: a like, the same again, and taken back by the key that was kept. */
static void
test_like (void)
{
  NetworkFixture f;
  g_autoptr (CommsTarget) target = NULL;
  g_autoptr (CommsEngagement) entry = NULL;
  g_autoptr (CommsEngagement) again = NULL;
  g_autoptr (CommsEngagement) back = NULL;
  g_autoptr (CommsEngagement) row = NULL;
  const CommsFakeAsked *asked;

  network_fixture_open (&f, "bluesky");
  target = add_target (&f, "bluesky-handle", "Dawn.example", FALSE);
  entry = like (&f, " " B_LINK " ", NULL);
  row = stored (&f, entry);
  g_assert_cmpint (row->kind, ==, COMMS_ENGAGEMENT_KIND_LIKE);
  g_assert_cmpint (row->channel, ==, COMMS_CHANNEL_BLUESKY);
  g_assert_cmpint (row->outcome, ==, COMMS_OUTCOME_NOTED);
  g_assert_cmpint (row->review, ==, COMMS_REVIEW_WAITING);
  g_assert_cmpint (row->account_id, ==, f.account_id);
  g_assert_cmpint (row->target_id, ==, id_of (target));
  g_assert_cmpint (row->person_id, ==, id_of (comms_desk_get_person (f.desk.desk)));
  g_assert_cmpint (row->at, ==, comms_desk_now (f.desk.desk));
  g_assert_cmpstr (row->link, ==, B_LINK);
  g_assert_cmpstr (row->remote_id, ==, B_POST);
  g_assert_true (g_str_has_prefix (row->undo_id, "at://did:plc:mohrtest/app.bsky.feed.like/"));
  g_assert_cmpstr (row->summary, ==, "@mohr_example likes a post of @dawn.example");
  g_assert_cmpint (n_audited (&f, "log-like"), ==, 1);
  /* A like is no contact. */
  g_assert_cmpint (desk_fixture_count (&f.desk, "target WHERE contacted_at <> 0"), ==, 0);

  again = like (&f, B_LINK, NULL);
  g_assert_cmpint (id_of (again), ==, id_of (entry));
  g_assert_cmpint (n_entries (&f), ==, 1);
  g_assert_cmpint (n_audited (&f, "log-like"), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_marks (f.network, "like", B_POST), ==, 1);

  desk_fixture_advance (&f.desk, 60);
  back = unlike (&f, B_LINK, NULL);
  g_assert_cmpint (id_of (back), ==, id_of (entry));
  g_clear_object (&row);
  row = stored (&f, entry);
  g_assert_cmpint (row->undone_at, ==, comms_desk_now (f.desk.desk));
  g_assert_cmpint (n_audited (&f, "take-back"), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_marks (f.network, "like", B_POST), ==, 0);
  asked = comms_fake_network_asked (f.network, "POST /xrpc/com.atproto.repo.deleteRecord", 0);
  g_assert_nonnull (memmem (g_bytes_get_data (asked->body, NULL), g_bytes_get_size (asked->body),
                            strrchr (row->undo_id, '/') + 1, 13));
  assert_unbroken (&f);
  network_fixture_close (&f);
}

/* The network shows likes late: what was kept last takes back what is there. */
static void
test_like_replaced (void)
{
  NetworkFixture f;
  g_autoptr (CommsEngagement) entry = NULL;
  g_autoptr (CommsEngagement) again = NULL;
  g_autoptr (CommsEngagement) row = NULL;
  g_autoptr (CommsEngagement) back = NULL;

  network_fixture_open (&f, "bluesky");
  comms_fake_network_get_ways (f.network)->lags = TRUE;
  entry = like (&f, B_LINK, NULL);
  again = like (&f, B_LINK, NULL);
  row = stored (&f, entry);
  g_assert_cmpint (n_entries (&f), ==, 1);
  g_assert_cmpstr (row->undo_id, !=, entry->undo_id);
  g_assert_cmpstr (row->undo_id, ==, again->undo_id);
  back = unlike (&f, B_LINK, NULL);
  g_assert_cmpuint (comms_fake_network_n_marks (f.network, "like", B_POST), ==, 0);
  network_fixture_close (&f);
}

/* Bluesky 25: a limit leaves nothing behind but the sentence. */
static void
test_like_limited (void)
{
  NetworkFixture f;
  g_autoptr (GError) error = NULL;
  g_autofree char *headers = NULL;

  network_fixture_open (&f, "bluesky");
  headers = g_strdup_printf ("RateLimit-Limit: 5000\nRateLimit-Remaining: 0\n"
                             "RateLimit-Reset: %" G_GINT64_FORMAT "\nRateLimit-Policy: 5000;w=3600",
                             comms_desk_now (f.desk.desk) / 1000 + 1800);
  comms_fake_network_answer (f.network, CREATE, 429, JSON, headers,
                             "{\"error\":\"RateLimitExceeded\"}");
  g_assert_null (like (&f, B_LINK, &error));
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_LIMITED);
  g_assert_nonnull (strstr (error->message, "30 minutes"));
  g_assert_cmpint (n_entries (&f), ==, 0);
  g_assert_cmpint (desk_fixture_count (&f.desk, "audit_entry WHERE subject = 'engagement'"), ==, 0);
  network_fixture_close (&f);
}

/* It may be done: the log has it as open, with why, and a second try settles it. */
static void
test_like_in_doubt (void)
{
  NetworkFixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsEngagement) entry = NULL;
  g_autoptr (CommsEngagement) row = NULL;

  network_fixture_open (&f, "mastodon");
  for (guint i = 0; i < 2; i++)
    {
      comms_fake_network_fault (f.network, "POST /api/v1/statuses/", COMMS_FAKE_FAULT_DROP_AFTER);
      g_assert_null (like (&f, M_LINK, &error));
      g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_UNCLEAR);
      g_clear_error (&error);
    }
  g_assert_cmpint (desk_fixture_count (&f.desk, "engagement WHERE outcome = 'open' AND kind = "
                                                "'like' AND remote_id = '4077' AND reason <> ''"),
                   ==, 1);
  entry = like (&f, M_LINK, NULL);
  row = stored (&f, entry);
  g_assert_cmpint (row->outcome, ==, COMMS_OUTCOME_NOTED);
  g_assert_null (row->reason);
  g_assert_cmpint (n_entries (&f), ==, 1);
  g_assert_cmpint (n_audited (&f, "log-like"), ==, 1);
  g_assert_cmpint (n_audited (&f, "outcome"), ==, 1);
  network_fixture_close (&f);
}

/* Taken back before it was certain whether it was given: nothing is open any more. */
static void
test_unlike_in_doubt (void)
{
  NetworkFixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsEngagement) back = NULL;
  g_autoptr (CommsEngagement) row = NULL;

  network_fixture_open (&f, "mastodon");
  comms_fake_network_fault (f.network, "POST /api/v1/statuses/", COMMS_FAKE_FAULT_DROP_AFTER);
  g_assert_null (like (&f, M_LINK, &error));
  g_clear_error (&error);
  back = unlike (&f, M_LINK, NULL);
  row = stored (&f, back);
  g_assert_cmpint (row->outcome, ==, COMMS_OUTCOME_NOTED);
  g_assert_null (row->reason);
  g_assert_cmpint (row->undone_at, ==, comms_desk_now (f.desk.desk));
  g_assert_cmpint (n_entries (&f), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_marks (f.network, "like", "4077"), ==, 0);
  network_fixture_close (&f);
}

/* What was clear stays so, whatever a second try comes to. */
static void
test_like_stays_clear (void)
{
  NetworkFixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsEngagement) entry = NULL;
  g_autoptr (CommsEngagement) row = NULL;

  network_fixture_open (&f, "mastodon");
  entry = like (&f, M_LINK, NULL);
  comms_fake_network_fault (f.network, "POST /api/v1/statuses/", COMMS_FAKE_FAULT_DROP_AFTER);
  g_assert_null (like (&f, M_LINK, &error));
  row = stored (&f, entry);
  g_assert_cmpint (row->outcome, ==, COMMS_OUTCOME_NOTED);
  network_fixture_close (&f);
}

/* Taken back here, given elsewhere; and what was never given. */
static void
test_unlike_unknown (void)
{
  NetworkFixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsEngagement) entry = NULL;
  g_autoptr (CommsEngagement) row = NULL;

  network_fixture_open (&f, "bluesky");
  g_assert_null (unlike (&f, B_LINK, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE);
  g_clear_error (&error);
  g_assert_cmpint (n_entries (&f), ==, 0);

  entry = like (&f, B_LINK, NULL);
  desk_fixture_execute (&f.desk, "DELETE FROM engagement");
  g_clear_object (&entry);
  entry = unlike (&f, B_LINK, NULL);
  row = stored (&f, entry);
  g_assert_cmpint (row->undone_at, ==, comms_desk_now (f.desk.desk));
  g_assert_cmpstr (row->summary, ==, "@mohr_example took back its like of a post");
  g_assert_cmpuint (comms_fake_network_n_marks (f.network, "like", B_POST), ==, 0);
  network_fixture_close (&f);
}

/* Mastodon 25: not followed, 404; on it already, 422. */
static void
test_list (void)
{
  NetworkFixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsEngagement) entry = NULL;
  g_autoptr (CommsEngagement) again = NULL;
  g_autoptr (CommsEngagement) row = NULL;

  network_fixture_open (&f, "mastodon");
  g_assert_null (list_add (&f, "Journalists", "@geo@press.example", &error));
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (n_entries (&f), ==, 0);

  entry = list_add (&f, "Journalists", "@dawn@press.example", NULL);
  row = stored (&f, entry);
  g_assert_cmpint (row->kind, ==, COMMS_ENGAGEMENT_KIND_LISTING);
  g_assert_cmpint (row->channel, ==, COMMS_CHANNEL_MASTODON);
  g_assert_cmpint (row->outcome, ==, COMMS_OUTCOME_NOTED);
  g_assert_cmpstr (row->remote_id, ==, "201");
  g_assert_cmpstr (row->undo_id, ==, "12");
  g_assert_cmpstr (row->summary, ==,
                   "@mohr_example put @dawn@press.example on its list “Journalists”");
  g_assert_cmpint (n_audited (&f, "log-listing"), ==, 1);
  again = list_add (&f, "Journalists", "dawn@press.example", NULL);
  g_assert_cmpint (id_of (again), ==, id_of (entry));
  g_assert_cmpint (n_entries (&f), ==, 1);
  g_assert_cmpint (n_audited (&f, "log-listing"), ==, 1);
  assert_unbroken (&f);
  network_fixture_close (&f);
}

/* It may be done, and what the network calls the person is not known yet. */
static void
test_list_in_doubt (void)
{
  NetworkFixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsEngagement) entry = NULL;
  g_autoptr (CommsEngagement) row = NULL;

  network_fixture_open (&f, "mastodon");
  comms_fake_network_fault (f.network, "POST /api/v1/lists/", COMMS_FAKE_FAULT_DROP_AFTER);
  g_assert_null (list_add (&f, "Journalists", "dawn@press.example", &error));
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_UNCLEAR);
  g_clear_error (&error);
  g_assert_cmpint (desk_fixture_count (&f.desk, "engagement WHERE outcome = 'open'"), ==, 1);
  entry = list_add (&f, "Journalists", "dawn@press.example", NULL);
  row = stored (&f, entry);
  g_assert_cmpstr (row->remote_id, ==, "201");
  g_assert_cmpint (row->outcome, ==, COMMS_OUTCOME_NOTED);
  g_assert_cmpint (n_entries (&f), ==, 1);
  network_fixture_close (&f);
}

/* Whoever asked not to be contacted is on no list, and the network is not even asked (R99). */
static void
test_list_no_contact (void)
{
  NetworkFixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsTarget) target = NULL;

  network_fixture_open (&f, "mastodon");
  target = add_target (&f, "mastodon-handle", "dawn@press.example", TRUE);
  g_assert_null (list_add (&f, "Journalists", "@Dawn@press.example", &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE);
  g_assert_nonnull (strstr (error->message, "Zaib Nawan"));
  g_assert_cmpuint (comms_fake_network_n_asked (f.network, "GET /api/v1/lists"), ==, 0);
  network_fixture_close (&f);
}

static const struct
{
  const char *name;
  const char *sql;
  CommsRuleError rule;
  const char *words;
} barred[] = {
  { "all-paused", "UPDATE policy SET paused_reason = 'A day of mourning', paused_at = 1",
    COMMS_RULE_PAUSED, "A day of mourning" },
  { "paused-by-person",
    "UPDATE account SET state = 'paused', paused_until = 0, pause_reason = 'Hacked'",
    COMMS_RULE_PAUSED, "Hacked" },
  { "signed-out", "UPDATE account SET state = 'sign-in'", COMMS_RULE_STATE, "signed in" },
  { "removed", "UPDATE account SET state = 'removed'", COMMS_RULE_STATE, "signed in" },
  { "left", "UPDATE person SET active = 0", COMMS_RULE_ROLE, "no longer works" },
};

/* What a rule says no to asks nothing of the network, and leaves nothing in the log. */
static void
test_barred (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  NetworkFixture f;
  g_autoptr (GError) like_error = NULL;
  g_autoptr (GError) unlike_error = NULL;
  g_autoptr (GError) list_error = NULL;

  network_fixture_open (&f, "mastodon");
  desk_fixture_execute (&f.desk, barred[i].sql);
  g_assert_null (like (&f, M_LINK, &like_error));
  g_assert_null (unlike (&f, M_LINK, &unlike_error));
  g_assert_null (list_add (&f, "Journalists", "dawn@press.example", &list_error));
  g_assert_error (like_error, COMMS_RULE_ERROR, (int) barred[i].rule);
  g_assert_error (unlike_error, COMMS_RULE_ERROR, (int) barred[i].rule);
  g_assert_error (list_error, COMMS_RULE_ERROR, (int) barred[i].rule);
  g_assert_nonnull (strstr (like_error->message, barred[i].words));
  g_assert_cmpuint (comms_fake_network_n_asked (f.network, "GET /api/v2/search"), ==, 0);
  g_assert_cmpuint (comms_fake_network_n_asked (f.network, "GET /api/v1/lists"), ==, 0);
  g_assert_cmpint (n_entries (&f), ==, 0);
  network_fixture_close (&f);
}

/* A pause that is over by itself bars nothing. */
static void
test_pause_over (void)
{
  NetworkFixture f;
  g_autoptr (CommsEngagement) entry = NULL;

  network_fixture_open (&f, "mastodon");
  desk_fixture_execute (&f.desk, "UPDATE account SET state = 'paused', paused_until = 1");
  entry = like (&f, M_LINK, NULL);
  network_fixture_close (&f);
}

/* X is none of them, with the sentence that says so; not even with its reading allowed. */
static void
test_cannot (void)
{
  NetworkFixture f;
  g_autoptr (GError) error = NULL;

  network_fixture_open (&f, "x");
  network_fixture_allow_reading (&f, "S. Haider");
  g_assert_null (like (&f, "https://x.com/dawn/status/17", &error));
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Like it on X itself"));
  g_clear_error (&error);
  g_assert_null (list_add (&f, "Journalists", "dawn", &error));
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (mentions (&f, &error));
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "on X itself"));
  g_assert_cmpint (n_entries (&f), ==, 0);
  network_fixture_close (&f);
}

/* A link of another network, and a post that is not there. */
static void
test_wrong_link (void)
{
  NetworkFixture f;
  g_autoptr (GError) error = NULL;

  network_fixture_open (&f, "bluesky");
  g_assert_null (like (&f, M_LINK, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (like (&f, "https://bsky.app/profile/nobody.example/post/3k", &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_assert_cmpuint (comms_fake_network_n_asked (f.network, CREATE), ==, 0);
  network_fixture_close (&f);
}

/* Mastodon 24: off until it is allowed; then page after page, and nothing of it is kept. */
static void
test_mentions (void)
{
  NetworkFixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notices = NULL;
  g_autofree char *links = NULL;

  network_fixture_open (&f, "mastodon");
  g_assert_null (mentions (&f, &error));
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Reading is off"));
  g_clear_error (&error);
  g_assert_cmpuint (comms_fake_network_n_asked (f.network, "GET /api/v1/notifications"), ==, 0);

  network_fixture_allow_reading (&f, "S. Haider");
  /* Reading goes on while nothing is sent. */
  desk_fixture_execute (&f.desk, "UPDATE policy SET paused_reason = 'Mourning', paused_at = 1");
  links = g_strdup_printf ("Link: <%s/api/v1/notifications?max_id=7>; rel=\"next\"",
                           comms_fake_network_get_uri (f.network));
  comms_fake_network_answer (f.network, "GET /api/v1/notifications", 200, JSON, links,
                             "[{\"type\":\"mention\",\"account\":{\"acct\":\"a@b.example\"},"
                             "\"status\":{\"content\":\"Secret words\"}},{\"type\":\"severed\"}]");
  comms_fake_network_answer (f.network, "GET /api/v1/notifications", 200, JSON, NULL,
                             "[{\"type\":\"reblog\",\"account\":{\"acct\":\"c@d.example\"}}]");
  notices = mentions (&f, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notices->len, ==, 2);
  g_assert_cmpint (n_entries (&f), ==, 0);
  g_assert_cmpint (desk_fixture_count (&f.desk, "target"), ==, 0);
  g_assert_cmpint (desk_fixture_count (&f.desk, "audit_entry WHERE note LIKE '%Secret%'"), ==, 0);
  network_fixture_close (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engage/like", test_like);
  g_test_add_func ("/engage/like-replaced", test_like_replaced);
  g_test_add_func ("/engage/like-limited", test_like_limited);
  g_test_add_func ("/engage/like-in-doubt", test_like_in_doubt);
  g_test_add_func ("/engage/unlike-in-doubt", test_unlike_in_doubt);
  g_test_add_func ("/engage/like-stays-clear", test_like_stays_clear);
  g_test_add_func ("/engage/unlike-unknown", test_unlike_unknown);
  g_test_add_func ("/engage/list", test_list);
  g_test_add_func ("/engage/list-in-doubt", test_list_in_doubt);
  g_test_add_func ("/engage/list-no-contact", test_list_no_contact);
  for (gsize i = 0; i < G_N_ELEMENTS (barred); i++)
    {
      g_autofree char *path = g_strconcat ("/engage/barred/", barred[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_barred);
    }
  g_test_add_func ("/engage/pause-over", test_pause_over);
  g_test_add_func ("/engage/cannot", test_cannot);
  g_test_add_func ("/engage/wrong-link", test_wrong_link);
  g_test_add_func ("/engage/mentions", test_mentions);
  return g_test_run ();
}
