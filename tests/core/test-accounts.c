/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-error.h"
#include "comms-fake-x.h"
#include "comms-network.h"
#include "comms-record-table.h"
#include "comms-test-async.h"
#include "comms-zone.h"
#include "desk-fixture.h"

#define LOOPBACK "http://127.0.0.1:1"

static CommsAccount *
account_new (const char *handle, const char *user_id, const char *api_base)
{
  return g_object_new (COMMS_TYPE_ACCOUNT, "network", "x", "handle", handle, "user-id", user_id,
                       "api-base", api_base, NULL);
}

static void
connect_account (DeskFixture *f, CommsAccount *account, const char *token, GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  comms_accounts_connect_async (f->desk, account, token, NULL, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  comms_accounts_connect_finish (f->desk, result, error);
}

static CommsIdentity *
test_account (DeskFixture *f, gint64 id, GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  comms_accounts_test_async (f->desk, id, NULL, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  return comms_accounts_test_finish (f->desk, result, error);
}

static void
remove_account (DeskFixture *f, gint64 id, GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  comms_accounts_remove_async (f->desk, id, NULL, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  comms_accounts_remove_finish (f->desk, result, NULL, error);
}

static char *
lookup_secret (DeskFixture *f, CommsAccount *account, GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *host = NULL;
  CommsSecretKey key;

  comms_network_session_key (account, &key, &host);
  comms_secrets_lookup_async (f->secrets, &key, NULL, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  return comms_secrets_lookup_finish (f->secrets, result, error);
}

static void
test_connect (void)
{
  DeskFixture f = { 0 };
  g_autoptr (CommsAccount) account = account_new (" @mohr_example ", "1001", NULL);
  g_autofree char *secret = NULL;
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  connect_account (&f, account, "token-of-mohr", &error);
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID); /* nobody said that it is official */
  g_clear_error (&error);
  g_object_set (account, "official-confirmed-by", "whoever", NULL);
  connect_account (&f, account, "token-of-mohr", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (account->official_confirmed_by, ==, comms_desk_get_person (f.desk)->name);
  g_assert_cmpint (account->official_confirmed_at, ==, comms_desk_now (f.desk));
  g_assert_cmpint (account->signed_in_at, ==, comms_desk_now (f.desk));
  g_assert_cmpint (comms_record_get_id (COMMS_RECORD (account)), ==, 1);
  g_assert_cmpstr (account->handle, ==, "mohr_example");
  g_assert_cmpstr (account->name, ==, "mohr_example");
  g_assert_cmpstr (account->api_base, ==, "https://api.x.com");
  g_assert_cmpint (account->character_limit, ==, 280);
  g_assert_cmpint (account->colour, ==, 1);
  g_assert_null (account->reading_confirmed_by);
  secret = lookup_secret (&f, account, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, "{\"access_token\":\"token-of-mohr\"}");

  /* No copy of the token lies in the desk. */
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry WHERE note LIKE '%token-of%' OR to_value "
                                           "LIKE '%token-of%'"),
                   ==, 0);
  desk_fixture_close (&f);
}

typedef struct
{
  const char *name;
  const char *network;
  const char *handle;
  const char *user_id;
  const char *api_base;
  const char *token;
  gboolean practice;
  gboolean rule;
} Refused;

static const Refused refused[] = {
  { "network", "orkut", "a", "1", LOOPBACK, "t", FALSE, FALSE },
  { "handle", "x", " @ ", "1", LOOPBACK, "t", FALSE, FALSE },
  { "user-id", "x", "a", NULL, LOOPBACK, "t", FALSE, FALSE },
  { "plain-http", "x", "a", "1", "http://api.x.com", "t", FALSE, FALSE },
  { "no-address", "x", "a", "1", "api.x.com", "t", FALSE, FALSE },
  { "no-token", "x", "a", "1", LOOPBACK, "", FALSE, FALSE },
  { "practice-reaches-out", "x", "a", "1", "https://api.x.com", "t", TRUE, TRUE },
  { "practice-look-alike", "x", "a", "1", "http://127.0.0.1.example.com", "t", TRUE, TRUE },
};

static void
test_refused (gconstpointer data)
{
  const Refused *row = data;
  DeskFixture f = { 0 };
  g_autoptr (CommsAccount) account = account_new (row->handle, row->user_id, row->api_base);
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, row->practice);
  g_object_set (account, "network", row->network, NULL);
  connect_account (&f, account, row->token, &error);
  if (row->rule)
    g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_PRACTICE);
  else
    g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_cmpint (desk_fixture_count (&f, "account"), ==, 0);
  desk_fixture_close (&f);
}

static void
test_only_managers (void)
{
  DeskFixture f = { 0 };
  g_autoptr (CommsAccount) account = account_new ("a", "1", LOOPBACK);
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, TRUE);
  desk_fixture_act_as (&f, desk_fixture_add_person (&f, "Sana Tariq", COMMS_ROLE_OFFICER));
  connect_account (&f, account, "token", &error);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_ROLE);
  desk_fixture_close (&f);
}

static void
test_remove_and_connect_again (void)
{
  DeskFixture f = { 0 };
  g_autoptr (CommsAccount) account = account_new ("mohr_example", "1001", LOOPBACK);
  g_autoptr (CommsAccount) twin = account_new ("mohr_example", "1001", LOOPBACK);
  g_autoptr (CommsAccount) row = NULL;
  g_autofree char *secret = NULL;
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  connect_account (&f, account, "token", &error);
  g_assert_no_error (error);
  connect_account (&f, twin, "token", &error);
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_clear_error (&error);

  remove_account (&f, 1, &error);
  g_assert_no_error (error);
  g_assert_null (lookup_secret (&f, account, &error));
  g_assert_error (error, COMMS_SECRETS_ERROR, COMMS_SECRETS_ERROR_MISSING);
  g_clear_error (&error);
  row = desk_fixture_load_account (&f, 1);
  g_assert_cmpint (row->state, ==, COMMS_ACCOUNT_STATE_REMOVED);

  /* The same account comes back into the row that its posts name. */
  connect_account (&f, twin, "token", &error);
  g_assert_no_error (error);
  g_assert_cmpint (comms_record_get_id (COMMS_RECORD (twin)), ==, 1);
  g_assert_cmpint (twin->state, ==, COMMS_ACCOUNT_STATE_READY);
  g_assert_cmpint (desk_fixture_count (&f, "account"), ==, 1);
  desk_fixture_close (&f);
}

typedef struct
{
  const char *name;
  guint status;
  const char *body;
  GQuark (*domain) (void);
  int code;
  CommsAccountState state;
} Tested;

static const Tested tested[] = {
  { "works", 200, "{\"data\":{\"id\":\"1001\",\"username\":\"mohr_example\",\"name\":\"MoHR\"}}",
    NULL, 0, COMMS_ACCOUNT_STATE_READY },
  { "of-another", 200, "{\"data\":{\"id\":\"2002\",\"username\":\"someone\",\"name\":\"S\"}}",
    comms_net_error_quark, COMMS_NET_ERROR_SIGN_IN, COMMS_ACCOUNT_STATE_SIGN_IN },
  { "no-longer-taken", 401, "{\"title\":\"Unauthorized\"}", comms_net_error_quark,
    COMMS_NET_ERROR_SIGN_IN, COMMS_ACCOUNT_STATE_SIGN_IN },
  { "network-is-ill", 503, "<html>", comms_net_error_quark, COMMS_NET_ERROR_UNCLEAR,
    COMMS_ACCOUNT_STATE_READY },
};

static void
test_tested (gconstpointer data)
{
  const Tested *row = data;
  DeskFixture f = { 0 };
  g_autoptr (CommsFakeX) x = comms_fake_x_new ();
  g_autoptr (CommsIdentity) identity = NULL;
  g_autoptr (CommsAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  desk_fixture_open (&f, FALSE);
  id = desk_fixture_add_account (&f, "mohr_example", "1001", comms_fake_x_get_uri (x), "token");
  comms_fake_x_answer (x, row->status, "application/json", NULL, row->body);
  identity = test_account (&f, id, &error);
  account = desk_fixture_load_account (&f, id);
  g_assert_cmpint (account->state, ==, row->state);
  if (row->domain == NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (identity->user_id, ==, "1001");
      g_assert_cmpstr (account->display_name, ==, "MoHR");
      g_assert_cmpint (account->checked_at, ==, comms_desk_now (f.desk));
    }
  else
    {
      g_assert_error (error, row->domain (), row->code);
      g_assert_null (identity);
    }
  desk_fixture_close (&f);
}

/* A new token ends the sign-in that was asked for. */
static void
test_sign_in_again (void)
{
  DeskFixture f = { 0 };
  g_autoptr (CommsFakeX) x = comms_fake_x_new ();
  g_autoptr (CommsAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  desk_fixture_open (&f, FALSE);
  id = desk_fixture_add_account (&f, "mohr_example", "1001", comms_fake_x_get_uri (x), "old");
  comms_fake_x_answer (x, 401, "application/json", NULL, "{\"title\":\"Unauthorized\"}");
  g_assert_null (test_account (&f, id, NULL));
  account = desk_fixture_load_account (&f, id);
  g_assert_nonnull (account->pause_reason);
  connect_account (&f, account, "new", &error);
  g_assert_no_error (error);
  g_assert_cmpint (account->state, ==, COMMS_ACCOUNT_STATE_READY);
  g_assert_null (account->pause_reason);
  desk_fixture_close (&f);
}

typedef struct
{
  gint64 id;
  const char *reason;
} Pause;

static gpointer
pause_account_run (CommsTx *tx, gpointer data, GError **error)
{
  Pause *pause = data;

  return GINT_TO_POINTER (comms_accounts_pause (tx, pause->id, pause->reason, error));
}

static void
test_pause_account (void)
{
  DeskFixture f = { 0 };
  Pause pause = { 1, "Somebody else has the password" };
  g_autoptr (CommsAccount) account = NULL;

  desk_fixture_open (&f, FALSE);
  desk_fixture_add_account (&f, "mohr_example", "1001", LOOPBACK, "token");
  g_assert_nonnull (comms_desk_run_sync (f.desk, pause_account_run, &pause, NULL));

  /* Saving its settings does not let it go on. */
  account = desk_fixture_load_account (&f, 1);
  g_object_set (account, "state", COMMS_ACCOUNT_STATE_READY, "name", "Ministry", NULL);
  desk_fixture_save (&f, comms_accounts_save, account);
  g_assert_cmpint (account->state, ==, COMMS_ACCOUNT_STATE_PAUSED);
  pause.reason = NULL;
  g_assert_nonnull (comms_desk_run_sync (f.desk, pause_account_run, &pause, NULL));
  g_assert_cmpint (desk_fixture_count (&f, "account WHERE state = 'ready' AND name = 'Ministry'"),
                   ==, 1);
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry WHERE subject = 'account'"), ==, 4);
  desk_fixture_close (&f);
}

/* A person also stops what waits for the network already, and is who stopped it from then on. */
static void
test_pause_waiting_account (void)
{
  DeskFixture f = { 0 };
  Pause pause = { 1, "Somebody else has the password" };

  desk_fixture_open (&f, FALSE);
  desk_fixture_add_account (&f, "mohr_example", "1001", LOOPBACK, "token");
  desk_fixture_execute (&f, "UPDATE account SET state = 'paused', paused_until = 1796806920000");
  g_assert_nonnull (comms_desk_run_sync (f.desk, pause_account_run, &pause, NULL));
  g_assert_cmpint (desk_fixture_count (&f, "account WHERE paused_until = 0"), ==, 1);
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry WHERE action = 'pause'"), ==, 1);
  desk_fixture_close (&f);
}

/* Anyone stops an account; a manager lets it go on, or who stopped it. */
static void
test_resume_account (void)
{
  DeskFixture f = { 0 };
  Pause pause = { 1, "Somebody else has the password" }, resume = { 1, NULL };
  g_autoptr (GError) error = NULL;
  gint64 sana, usman;

  desk_fixture_open (&f, TRUE);
  desk_fixture_add_account (&f, "mohr_example", "1001", LOOPBACK, "token");
  sana = desk_fixture_add_person (&f, "Sana Tariq", COMMS_ROLE_OFFICER);
  usman = desk_fixture_add_person (&f, "Usman Ghani", COMMS_ROLE_OFFICER);

  desk_fixture_act_as (&f, sana);
  g_assert_nonnull (comms_desk_run_sync (f.desk, pause_account_run, &pause, NULL));
  desk_fixture_act_as (&f, usman);
  g_assert_null (comms_desk_run_sync (f.desk, pause_account_run, &resume, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_ROLE);
  desk_fixture_act_as (&f, sana);
  g_assert_nonnull (comms_desk_run_sync (f.desk, pause_account_run, &resume, NULL));

  g_assert_nonnull (comms_desk_run_sync (f.desk, pause_account_run, &pause, NULL));
  desk_fixture_act_as (&f, 1);
  g_assert_nonnull (comms_desk_run_sync (f.desk, pause_account_run, &resume, NULL));
  g_assert_cmpint (desk_fixture_count (&f, "account WHERE state = 'ready'"), ==, 1);
  desk_fixture_close (&f);
}

/* Asking the network whose the token is does not let an account go on that somebody paused, nor
 * forgets the pause where the token is no good any more. */
static void
test_pause_outlives_test (void)
{
  DeskFixture f = { 0 };
  g_autoptr (CommsFakeX) x = comms_fake_x_new ();
  g_autoptr (CommsIdentity) identity = NULL;
  g_autoptr (CommsAccount) good = NULL;
  g_autoptr (CommsAccount) bad = NULL;
  g_autoptr (GError) error = NULL;
  Pause pause = { 1, "Somebody else has the password" };

  desk_fixture_open (&f, FALSE);
  desk_fixture_add_account (&f, "mohr_example", "1001", comms_fake_x_get_uri (x), "token");
  g_assert_nonnull (comms_desk_run_sync (f.desk, pause_account_run, &pause, NULL));

  comms_fake_x_answer (x, 200, "application/json", NULL,
                       "{\"data\":{\"id\":\"1001\",\"username\":\"mohr_example\"}}");
  identity = test_account (&f, 1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (identity);
  good = desk_fixture_load_account (&f, 1);
  g_assert_cmpint (good->state, ==, COMMS_ACCOUNT_STATE_PAUSED);
  g_assert_cmpstr (good->pause_reason, ==, pause.reason);

  comms_fake_x_answer (x, 401, "application/json", NULL, "{\"title\":\"Unauthorized\"}");
  g_assert_null (test_account (&f, 1, &error));
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN);
  bad = desk_fixture_load_account (&f, 1);
  g_assert_cmpint (bad->state, ==, COMMS_ACCOUNT_STATE_PAUSED);
  desk_fixture_close (&f);
}

/* Posts name the row: it may not turn into another account of the network under them. */
static void
test_stays_who_it_is (void)
{
  DeskFixture f = { 0 };
  g_autoptr (CommsAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  desk_fixture_add_account (&f, "mohr_example", "1001", LOOPBACK, "token");
  account = desk_fixture_load_account (&f, 1);
  g_object_set (account, "user-id", "1002", NULL);
  g_assert_false (comms_desk_run_record_sync (f.desk, comms_accounts_save, account, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_assert_cmpint (desk_fixture_count (&f, "account WHERE user_id = '1001'"), ==, 1);
  desk_fixture_close (&f);
}

/* People and rules. */

static gboolean
try_save (DeskFixture *f, CommsRecordFunc func, gpointer record, GError **error)
{
  return comms_desk_run_record_sync (f->desk, func, record, error);
}

static void
test_people (void)
{
  DeskFixture f = { 0 };
  g_autoptr (CommsPerson) me = NULL;
  g_autoptr (CommsPerson) nameless = g_object_new (COMMS_TYPE_PERSON, "name", " \n", NULL);
  g_autoptr (CommsPerson) same_login =
    g_object_new (COMMS_TYPE_PERSON, "name", "Other", "login", g_get_user_name (), NULL);
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  g_assert_false (try_save (&f, comms_people_save, nameless, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (try_save (&f, comms_people_save, same_login, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_clear_error (&error);

  /* Somebody has to be left who may. */
  me = comms_record_copy (comms_desk_get_person (f.desk));
  g_object_set (me, "role", COMMS_ROLE_OFFICER, NULL);
  g_assert_false (try_save (&f, comms_people_save, me, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_ROLE);
  g_clear_error (&error);
  desk_fixture_add_person (&f, "Bilal Ahmed", COMMS_ROLE_MANAGER);
  desk_fixture_save (&f, comms_people_save, me);
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry WHERE action = 'edit' "
                                           "AND from_value = 'manager' AND to_value = 'officer'"),
                   ==, 1);

  /* And whoever may not is told. */
  g_object_set (me, "role", COMMS_ROLE_MANAGER, NULL);
  g_assert_false (try_save (&f, comms_people_save, me, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_ROLE);
  desk_fixture_close (&f);
}

static void
test_policy (void)
{
  const struct
  {
    const char *property;
    gint64 number;
    const char *text;
  } wrong[] = {
    { "approvals", 3, NULL }, { "hold-seconds", -1, NULL },   { "posts-high", 0, NULL },
    { "posts-low", 9, NULL }, { "zone", 0, "Asia/Atlantis" },
  };
  const char *const bad_slots[] = { "10:00", "25:00", NULL };
  const char *const slots[] = { "09:00", "17:00", NULL };
  DeskFixture f = { 0 };
  g_autoptr (CommsPolicy) policy = NULL;
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (CommsPolicy) bad = comms_record_copy (comms_desk_get_policy (f.desk));

      g_test_message ("%s", wrong[i].property);
      if (wrong[i].text != NULL)
        g_object_set (bad, wrong[i].property, wrong[i].text, NULL);
      else
        g_object_set (bad, wrong[i].property, wrong[i].number, NULL);
      g_assert_false (try_save (&f, comms_policy_save, bad, &error));
      g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
      g_clear_error (&error);
    }
  policy = comms_record_copy (comms_desk_get_policy (f.desk));
  g_object_set (policy, "slots", bad_slots, NULL);
  g_assert_false (try_save (&f, comms_policy_save, policy, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);

  /* One entry for each rule that changed. */
  g_object_set (policy, "slots", slots, "hold-seconds", G_GINT64_CONSTANT (10), NULL);
  desk_fixture_save (&f, comms_policy_save, policy);
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry WHERE subject = 'policy'"), ==, 2);
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry WHERE note = 'hold-seconds' "
                                           "AND from_value = '30' AND to_value = '10'"),
                   ==, 1);
  desk_fixture_close (&f);
}

static gpointer
pause_run (CommsTx *tx, gpointer data, GError **error)
{
  return GINT_TO_POINTER (comms_policy_pause (tx, data, error));
}

/* Anyone pulls the brake, a manager lets it go. */
static void
test_pause (void)
{
  DeskFixture f = { 0 };
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, TRUE);
  desk_fixture_act_as (&f, desk_fixture_add_person (&f, "Sana Tariq", COMMS_ROLE_OFFICER));
  g_assert_nonnull (comms_desk_run_sync (f.desk, pause_run, (gpointer) "Earthquake", &error));
  g_assert_null (comms_desk_run_sync (f.desk, pause_run, NULL, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_ROLE);
  g_clear_error (&error);
  desk_fixture_act_as (&f, 1);
  g_assert_nonnull (comms_desk_run_sync (f.desk, pause_run, NULL, &error));
  g_assert_cmpint (desk_fixture_count (&f, "policy WHERE paused_reason IS NULL AND paused_at = 0"),
                   ==, 1);
  desk_fixture_close (&f);
}

static void
test_occasions (void)
{
  const gint64 now = comms_zone_date_start ("Asia/Karachi", 2026, 12, 9) + 14 * 3600 * 1000;
  const struct
  {
    int year, month, day;
    int next_year, next_month, next_day; /* 0: never again */
  } cases[] = {
    { 0, 12, 10, 2026, 12, 10 }, { 0, 12, 9, 2026, 12, 9 },    { 0, 12, 8, 2027, 12, 8 },
    { 0, 2, 29, 2028, 2, 29 },   { 2027, 3, 20, 2027, 3, 20 }, { 2026, 3, 20, 0, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CommsOccasion) occasion =
        g_object_new (COMMS_TYPE_OCCASION, "year", (gint64) cases[i].year, "month",
                      (gint64) cases[i].month, "day", (gint64) cases[i].day, NULL);
      const gint64 expected = cases[i].next_year == 0
                                ? 0
                                : comms_zone_date_start ("Asia/Karachi", cases[i].next_year,
                                                         cases[i].next_month, cases[i].next_day);

      g_assert_cmpint (comms_occasion_next (occasion, "Asia/Karachi", now), ==, expected);
    }
}

/* Signing in: the desk's part. The network's own is in test-sign-in.c. */

#define OURS "2244994945"

/* The browser: back with a code. */
static void
browse_cb (CommsSignIn *sign_in, const char *uri, gboolean by_hand)
{
  const char *state = strstr (uri, "state=");
  g_autofree char *back = g_strdup_printf ("http://127.0.0.1/?code=c&%s", state);

  comms_sign_in_paste (sign_in, back);
}

/* A sign-in to X at @server, as @handle, with the number @user_id. */
static CommsGrant *
sign_in (DeskFixture *f, CommsFakeX *server, const char *handle, const char *user_id)
{
  const CommsSignInRequest request = { .network = "x",
                                       .server = comms_fake_x_get_uri (server),
                                       .client_id = "ministry" };
  g_autofree char *me =
    g_strdup_printf ("{\"data\":{\"id\":\"%s\",\"username\":\"%s\",\"name\":\"MoHR\"}}", user_id,
                     handle);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CommsSignIn) sign_in = NULL;
  g_autoptr (GError) error = NULL;
  CommsGrant *grant;

  comms_fake_x_answer (server, 200, "application/json", NULL,
                       "{\"access_token\":\"planted-access\",\"expires_in\":7200,"
                       "\"refresh_token\":\"planted-refresh\"}");
  comms_fake_x_answer (server, 200, "application/json", NULL, me);
  sign_in = comms_accounts_sign_in_new (f->desk, &request, &error);
  g_assert_no_error (error);
  g_signal_connect (sign_in, "browse", G_CALLBACK (browse_cb), NULL);
  comms_sign_in_run_async (sign_in, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  grant = comms_sign_in_run_finish (sign_in, result, &error);
  g_assert_no_error (error);
  return grant;
}

static void
adopt (DeskFixture *f, CommsAccount *account, CommsGrant *grant, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_accounts_adopt_async (f->desk, account, grant, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  comms_accounts_adopt_finish (f->desk, result, error);
}

static void
renew (DeskFixture *f, gint64 id, CommsGrant *grant, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_accounts_renew_async (f->desk, id, grant, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  comms_accounts_renew_finish (f->desk, result, error);
}

/* Once, again under another handle, and never as somebody else. */
static void
test_adopt (void)
{
  DeskFixture f = { 0 };
  g_autoptr (CommsFakeX) server = comms_fake_x_new ();
  g_autoptr (CommsAccount) account = comms_account_new ();
  g_autoptr (CommsAccount) twice = comms_account_new ();
  g_autoptr (CommsAccount) row = NULL;
  g_autoptr (CommsGrant) first = NULL;
  g_autoptr (CommsGrant) renamed = NULL;
  g_autoptr (CommsGrant) other = NULL;
  g_autofree char *secret = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  desk_fixture_open (&f, FALSE);
  first = sign_in (&f, server, "mohr_example", OURS);
  g_object_set (account, "name", "Ministry", "colour", (gint64) 3, "reading-confirmed-by", "Legal",
                NULL);
  adopt (&f, account, first, &error);
  g_assert_no_error (error);
  id = comms_record_get_id (COMMS_RECORD (account));
  g_assert_cmpint (id, !=, 0);
  g_assert_cmpstr (account->handle, ==, "mohr_example");
  g_assert_cmpstr (account->user_id, ==, OURS);
  g_assert_cmpint (account->colour, ==, 3);
  g_assert_cmpint (account->reading_confirmed_at, ==, comms_desk_now (f.desk));
  secret = lookup_secret (&f, account, &error);
  g_assert_nonnull (strstr (secret, "planted-refresh"));

  renamed = sign_in (&f, server, "rights_example", OURS);
  desk_fixture_execute (&f, "UPDATE account SET state = 'sign-in'");
  renew (&f, id, renamed, &error);
  g_assert_no_error (error);
  row = desk_fixture_load_account (&f, id);
  g_assert_cmpstr (row->handle, ==, "rights_example");
  g_assert_cmpstr (row->name, ==, "Ministry");
  g_assert_cmpint (row->state, ==, COMMS_ACCOUNT_STATE_READY);
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry WHERE action = 'rename'"), ==, 1);

  adopt (&f, twice, renamed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (comms_record_get_id (COMMS_RECORD (twice)), ==, id);
  g_assert_cmpint (desk_fixture_count (&f, "account"), ==, 1);

  other = sign_in (&f, server, "else_example", "5");
  renew (&f, id, other, &error);
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_assert_cmpint (desk_fixture_count (&f, "account WHERE handle = 'rights_example'"), ==, 1);
  desk_fixture_close (&f);
}

/* Removing tells the network, and forgets. */
static void
test_sign_out (void)
{
  DeskFixture f = { 0 };
  g_autoptr (CommsFakeX) server = comms_fake_x_new ();
  g_autoptr (CommsAccount) account = comms_account_new ();
  g_autoptr (CommsGrant) grant = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *secret = NULL;
  g_autoptr (GError) error = NULL;
  gboolean told = FALSE;

  desk_fixture_open (&f, FALSE);
  grant = sign_in (&f, server, "mohr_example", OURS);
  adopt (&f, account, grant, &error);
  g_assert_no_error (error);
  comms_fake_x_answer (server, 200, "application/json", NULL, "{}");
  comms_fake_x_answer (server, 200, "application/json", NULL, "{}");
  comms_accounts_remove_async (f.desk, comms_record_get_id (COMMS_RECORD (account)), NULL,
                               comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  g_assert_true (comms_accounts_remove_finish (f.desk, result, &told, &error));
  g_assert_true (told);
  g_clear_object (&result);
  g_assert_cmpstr (comms_fake_x_request (server, 2)->path, ==, "/2/oauth2/revoke");
  secret = lookup_secret (&f, account, &error);
  g_assert_null (secret);
  desk_fixture_close (&f);
}

/* On X nothing begins before a manager has entered the ministry's client id. */
static void
test_client_id (void)
{
  DeskFixture f = { 0 };
  const CommsSignInRequest request = { .network = "x" };
  g_autoptr (CommsSignIn) without = NULL;
  g_autoptr (CommsSignIn) with = NULL;
  g_autoptr (CommsPolicy) policy = NULL;
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  without = comms_accounts_sign_in_new (f.desk, &request, &error);
  g_assert_null (without);
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_clear_error (&error);
  policy = comms_record_copy (comms_desk_get_policy (f.desk));
  g_object_set (policy, "x-client-id", "bWluaXN0cnk", NULL);
  desk_fixture_save (&f, comms_policy_save, policy);
  while (comms_desk_get_policy (f.desk)->x_client_id == NULL)
    g_main_context_iteration (NULL, TRUE);
  with = comms_accounts_sign_in_new (f.desk, &request, &error);
  g_assert_no_error (error);
  g_assert_nonnull (with);
  desk_fixture_close (&f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/accounts/connect", test_connect);
  g_test_add_func ("/accounts/adopt", test_adopt);
  g_test_add_func ("/accounts/sign-out", test_sign_out);
  g_test_add_func ("/accounts/client-id", test_client_id);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/accounts/refused/", refused[i].name, NULL);

      g_test_add_data_func (path, &refused[i], test_refused);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (tested); i++)
    {
      g_autofree char *path = g_strconcat ("/accounts/tested/", tested[i].name, NULL);

      g_test_add_data_func (path, &tested[i], test_tested);
    }
  g_test_add_func ("/accounts/only-managers", test_only_managers);
  g_test_add_func ("/accounts/remove-and-connect-again", test_remove_and_connect_again);
  g_test_add_func ("/accounts/sign-in-again", test_sign_in_again);
  g_test_add_func ("/accounts/pause", test_pause_account);
  g_test_add_func ("/accounts/pause-waiting", test_pause_waiting_account);
  g_test_add_func ("/accounts/resume", test_resume_account);
  g_test_add_func ("/accounts/pause-outlives-test", test_pause_outlives_test);
  g_test_add_func ("/accounts/stays-who-it-is", test_stays_who_it_is);
  g_test_add_func ("/people/rules", test_people);
  g_test_add_func ("/policy/rules", test_policy);
  g_test_add_func ("/policy/pause", test_pause);
  g_test_add_func ("/occasions/next", test_occasions);
  return g_test_run ();
}
