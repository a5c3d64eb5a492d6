/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-cascade.h"
#include "comms-count.h"
#include "comms-error.h"
#include "comms-posts.h"
#include "comms-releases.h"
#include "comms-zone.h"
#include "desk-fixture.h"

/* The fixture's now is Wednesday 9 December 2026, 14:02 in Islamabad. */
#define ZONE "Asia/Karachi"
#define LINK "https://mohr.example.org/scorecard"
#define FILM "https://mohr.example.org/film"
#define LIGHT "https://mohr.example.org/light"
#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))

typedef struct
{
  DeskFixture desk;
  CommsRelease *release;
  gint64 account_id;
} Fixture;

static CommsRelease *
make_release (void)
{
  const char *const quotes[] = {
    "“A child who is counted is a child who can be protected,” the Secretary said.",
    "“In the 39 districts that remain, we have eighteen months,” said the Director General.", NULL
  };
  const char *const variants[] = { "17-24 video " FILM, NULL };
  const char *const hashtags[] = { "#HumanRightsDay", "#Pakistan", "#Children", NULL };

  return g_object_new (
    COMMS_TYPE_RELEASE, "headline", "First district scorecard shows where a child is safest",
    "subhead", "136 districts, 22 indicators, every figure open to the public", "lede",
    "Two years ago, 41 districts had a child-protection unit. Today it is 97 of 136.", "quotes",
    quotes, "conclusion", "The next edition appears on 8 March. Districts may correct a figure.",
    "link", LINK, "link-variants", variants, "hashtags", hashtags, "language", "en", NULL);
}

static void
set_up (Fixture *f)
{
  memset (f, 0, sizeof *f);
  desk_fixture_open (&f->desk, FALSE);
  f->account_id =
    desk_fixture_add_account (&f->desk, "mohr_example", "1001", "http://127.0.0.1:1", "token");
  f->release = make_release ();
  desk_fixture_save (&f->desk, comms_releases_save, f->release);
}

static void
tear_down (Fixture *f)
{
  g_clear_object (&f->release);
  desk_fixture_close (&f->desk);
}

static gpointer
plan_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_cascade_plan (tx, data, error);
}

static gpointer
run_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_cascade_run (tx, data, error);
}

static GPtrArray *
cascade (Fixture *f, CommsTxFunc func, int day, GError **error)
{
  CommsCascadeRequest request = { comms_record_get_id (COMMS_RECORD (f->release)), f->account_id,
                                  2026, 12, day };

  return comms_desk_run_sync (f->desk.desk, func, &request, error);
}

static GPtrArray *
must (Fixture *f, CommsTxFunc func, int day)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = cascade (f, func, day, &error);

  g_assert_no_error (error);
  return rows;
}

static CommsCascadeRow *
row_at (GPtrArray *rows, guint i)
{
  g_assert_cmpuint (i, <, rows->len);
  return g_ptr_array_index (rows, i);
}

/* The plan as a line of wall times, or the reason why a part has none. */
static char *
summary (GPtrArray *rows)
{
  static const char *const reasons[] = { NULL, "used", "full", "late", "alike" };
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      CommsCascadeRow *row = row_at (rows, i);
      const char *time = row->due_wall != NULL ? row->due_wall + strlen ("2026-12-") : "";

      if (row->verdict == COMMS_CASCADE_DRAFT)
        g_string_append_printf (line, "%s ", time);
      else
        g_string_append_printf (line, "%s ", reasons[row->verdict]);
    }
  return g_strchomp (g_string_free (g_steal_pointer (&line), FALSE));
}

#define assert_plan(f, func, day, expected)                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GPtrArray) plan_rows = must (f, func, day);                                         \
    g_autofree char *plan_line = summary (plan_rows);                                              \
    g_assert_cmpstr (plan_line, ==, expected);                                                     \
  }                                                                                                \
  G_STMT_END

static void
test_day (void)
{
  Fixture f;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *line = NULL;
  guint n_links = 0;

  set_up (&f);
  rows = must (&f, plan_func, 10);
  line = summary (rows);
  g_assert_cmpstr (line, ==, "10T10:00 10T12:30 10T15:00 10T18:00 10T21:00 full");
  g_assert_cmpint (desk_fixture_count (&f.desk, "post"), ==, 0);

  for (guint i = 0; i < 5; i++)
    {
      CommsCascadeRow *row = row_at (rows, i);
      gboolean has_link = strstr (row->text, LINK) != NULL;
      gboolean evening = strcmp (row->due_wall, "2026-12-10T17:00") >= 0;

      g_assert_true (comms_text_count (row->text, 280).valid);
      g_assert_true (has_link != evening);
      g_assert_true (has_link || strstr (row->text, FILM) != NULL);
      g_assert_cmpstr (row->link_word, ==, evening ? "video" : NULL);
      g_assert_false (row->next_day);
      g_assert_nonnull (strstr (row->text, "#HumanRightsDay"));
      g_assert_null (strstr (row->text, "#Children"));
      n_links += has_link;
    }
  g_assert_cmpuint (n_links, ==, 3);
  /* What the day has no room for is proposed for the next. */
  g_assert_cmpstr (row_at (rows, 5)->due_wall, ==, "2026-12-11T10:00");
  tear_down (&f);
}

static void
test_run_and_again (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (CommsPost) post = NULL;

  set_up (&f);
  rows = must (&f, run_func, 10);
  g_assert_cmpint (desk_fixture_count (&f.desk, "post"), ==, 5);
  post = desk_fixture_load_post (&f.desk, row_at (rows, 2)->post_id);
  g_assert_cmpint (post->part, ==, COMMS_PART_LEDE);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_DRAFT);
  g_assert_cmpstr (post->due_wall, ==, "2026-12-10T15:00");
  g_assert_cmpstr (post->due_zone, ==, ZONE);
  g_assert_cmpstr (post->language, ==, "en");
  g_assert_cmpint (post->author_id, ==,
                   comms_record_get_id (COMMS_RECORD (comms_desk_get_person (f.desk.desk))));

  assert_plan (&f, run_func, 10, "used used used used used full");
  g_assert_cmpint (desk_fixture_count (&f.desk, "post"), ==, 5);
  g_assert_cmpint (desk_fixture_count (&f.desk, "audit_entry WHERE action = 'cascade'"), ==, 1);

  /* A part whose post was thrown away or cancelled is a gap, and its slot is free. */
  g_assert_true (
    comms_desk_run_id_sync (f.desk.desk, comms_posts_bin, row_at (rows, 1)->post_id, &error));
  g_assert_true (
    comms_desk_run_id_sync (f.desk.desk, comms_posts_cancel, row_at (rows, 3)->post_id, &error));
  assert_plan (&f, run_func, 10, "used 10T12:30 used 10T18:00 used full");
  g_assert_cmpint (desk_fixture_count (&f.desk, "post WHERE deleted_at = 0"), ==, 6);

  /* The part that was left over goes on the next day. */
  assert_plan (&f, run_func, 11, "used used used used used 11T10:00");
  tear_down (&f);
}

/* Two slots are over: what is left of the day is shared out. */
static void
test_today (void)
{
  Fixture f;

  set_up (&f);
  assert_plan (&f, plan_func, 9, "09T14:10 09T15:45 09T17:20 09T18:55 09T20:30 full");
  /* 20:02: there is no slot but one, and little time. */
  desk_fixture_advance (&f.desk, 6 * 60 * 60);
  assert_plan (&f, plan_func, 9, "09T20:10 09T20:35 09T20:55 09T21:20 09T21:40 full");
  desk_fixture_advance (&f.desk, 85 * 60);
  assert_plan (&f, plan_func, 9, "09T21:35 09T21:55 late late late late");
  desk_fixture_advance (&f.desk, 60 * 60);
  assert_plan (&f, plan_func, 9, "late late late late late late");
  tear_down (&f);
}

/* What is proposed is a day on which there is something to propose. */
static void
test_first_day (void)
{
  Fixture f;
  CommsPolicy *policy;
  gint64 today, tomorrow;

  set_up (&f);
  policy = comms_desk_get_policy (f.desk.desk);
  today = comms_zone_date_start (policy->zone, 2026, 12, 9);
  tomorrow = comms_zone_date_start (policy->zone, 2026, 12, 10);
  g_assert_cmpint (comms_cascade_first_day (policy, today), ==, today);
  /* The last slot is at 21:00. */
  g_assert_cmpint (comms_cascade_first_day (policy, today + (20 * 60 + 59) * MINUTE_MS), ==, today);
  g_assert_cmpint (comms_cascade_first_day (policy, today + 21 * 60 * MINUTE_MS), ==, tomorrow);
  g_assert_cmpint (comms_cascade_first_day (policy, tomorrow - 1), ==, tomorrow);
  tear_down (&f);
}

static void
assert_plan_for (Fixture *f, const char *const *zones, int day, const char *expected)
{
  CommsCascadeRequest request = {
    comms_record_get_id (COMMS_RECORD (f->release)), f->account_id, 2026, 12, day, zones
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = comms_desk_run_sync (f->desk.desk, plan_func, &request, &error);
  g_autofree char *line = NULL;

  g_assert_no_error (error);
  line = summary (rows);
  g_assert_cmpstr (line, ==, expected);
}

/* Hours at which the audience is awake come first: New York from 17:00, Geneva from 11:00 on. */
static void
test_audience (void)
{
  const char *const new_york[] = { "America/New_York", NULL };
  const char *const both[] = { "America/New_York", "Europe/Zurich", NULL };
  const char *const geneva[] = { "Europe/Zurich", NULL };
  const char *const tokyo[] = { "Asia/Tokyo", NULL };
  Fixture f;

  set_up (&f);
  /* As many parts as slots: all are taken. */
  assert_plan_for (&f, new_york, 10, "10T10:00 10T12:30 10T15:00 10T18:00 10T21:00 full");
  /* What is left of the day is shared out within those hours. */
  assert_plan_for (&f, new_york, 9, "09T17:00 09T18:00 09T19:00 09T20:00 09T21:00 full");
  assert_plan_for (&f, both, 9, "09T17:00 09T18:00 09T19:00 09T20:00 09T21:00 full");
  assert_plan_for (&f, geneva, 9, "09T14:10 09T15:45 09T17:20 09T18:55 09T20:30 full");

  g_object_set (f.release, "quotes", NULL, "subhead", NULL, NULL);
  desk_fixture_save (&f.desk, comms_releases_save, f.release);
  assert_plan_for (&f, NULL, 10, "10T10:00 10T12:30 10T15:00");
  assert_plan_for (&f, new_york, 10, "10T10:00 10T18:00 10T21:00");
  assert_plan_for (&f, both, 10, "10T12:30 10T18:00 10T21:00");
  assert_plan_for (&f, geneva, 10, "10T12:30 10T15:00 10T18:00");
  assert_plan_for (&f, tokyo, 10, "10T10:00 10T12:30 10T15:00");
  tear_down (&f);
}

/* Posts know their quote by its place; where the quotes change places, what was said is not said
 * again. */
static void
test_quotes_moved (void)
{
  Fixture f;
  g_auto (GStrv) quotes = NULL;
  char *first;

  set_up (&f);
  g_object_unref (g_steal_pointer (&f.release));
  f.release = make_release ();
  g_object_set (f.release, "subhead", NULL, "lede", NULL, "conclusion", NULL, NULL);
  desk_fixture_save (&f.desk, comms_releases_save, f.release);
  assert_plan (&f, run_func, 10, "10T10:00 10T12:30 10T15:00");

  quotes = g_new0 (char *, 4);
  first = g_strdup ("“Something that nobody has said before today,” said Hira Manzar.");
  quotes[0] = first;
  quotes[1] = g_strdup (f.release->quotes[1]);
  quotes[2] = g_strdup (f.release->quotes[0]);
  g_object_set (f.release, "quotes", quotes, NULL);
  desk_fixture_save (&f.desk, comms_releases_save, f.release);
  assert_plan (&f, plan_func, 11, "used used used alike");
  tear_down (&f);
}

static void
test_past_day (void)
{
  Fixture f;

  set_up (&f);
  assert_plan (&f, plan_func, 8, "late late late late late late");
  tear_down (&f);
}

static void
test_embargo (void)
{
  Fixture f;

  set_up (&f);
  g_object_set (f.release, "embargo-wall", "2026-12-10T13:00", "embargo-zone", ZONE, NULL);
  desk_fixture_save (&f.desk, comms_releases_save, f.release);
  assert_plan (&f, plan_func, 9, "late late late late late late");
  assert_plan (&f, plan_func, 10, "10T13:00 10T14:50 10T16:40 10T18:25 10T20:15 full");
  /* In another zone it is the same instant. */
  g_object_set (f.release, "embargo-wall", "2026-12-10T09:00", "embargo-zone", "Europe/Zurich",
                NULL);
  desk_fixture_save (&f.desk, comms_releases_save, f.release);
  assert_plan (&f, plan_func, 10, "10T13:00 10T14:50 10T16:40 10T18:25 10T20:15 full");
  tear_down (&f);
}

static void
test_appearance (void)
{
  Fixture f;

  set_up (&f);
  g_object_set (f.release, "publish-wall", "2026-12-10T12:00", "publish-zone", ZONE, NULL);
  desk_fixture_save (&f.desk, comms_releases_save, f.release);
  assert_plan (&f, plan_func, 10, "10T12:00 10T14:00 10T16:00 10T18:00 10T20:00 full");
  tear_down (&f);
}

/* What the account says already that day counts, keeps its time and uses up the link. */
static void
test_other_posts (void)
{
  Fixture f;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *line = NULL;

  set_up (&f);
  desk_fixture_add_post (&f.desk, f.account_id, "Something else. " LINK, "2026-12-10T12:25");
  desk_fixture_add_post (&f.desk, f.account_id, "And another thing. " LINK, "2026-12-10T20:45");
  rows = must (&f, plan_func, 10);
  line = summary (rows);
  g_assert_cmpstr (line, ==, "10T10:00 10T15:00 10T18:00 full full full");
  g_assert_nonnull (strstr (row_at (rows, 0)->text, LINK));
  g_assert_nonnull (strstr (row_at (rows, 1)->text, FILM));
  tear_down (&f);
}

/* One link stands three times a day; what it keeps from the day goes on the day after, with it. */
static void
test_one_link (void)
{
  Fixture f;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *line = NULL;

  set_up (&f);
  g_object_set (f.release, "link-variants", NULL, NULL);
  desk_fixture_save (&f.desk, comms_releases_save, f.release);
  rows = must (&f, run_func, 10);
  line = summary (rows);
  g_assert_cmpstr (line, ==, "10T10:00 10T12:30 10T15:00 11T10:00 11T12:30 11T15:00");
  for (guint i = 0; i < rows->len; i++)
    {
      g_assert_nonnull (strstr (row_at (rows, i)->text, LINK));
      g_assert_cmpint (row_at (rows, i)->next_day, ==, i >= 3);
    }
  assert_plan (&f, run_func, 10, "used used used used used used");
  g_assert_cmpint (desk_fixture_count (&f.desk, "post"), ==, 6);
  tear_down (&f);
}

/* R70: an 11:00 slot proposes the light link and 20:00 the video; the one for between, the page. */
static void
test_variants (void)
{
  const char *const variants[] = { "06:00-12:00 light " LIGHT, "17-24 video " FILM, NULL };
  Fixture f;
  g_autoptr (GPtrArray) rows = NULL;

  set_up (&f);
  g_object_set (f.release, "link-variants", variants, NULL);
  desk_fixture_save (&f.desk, comms_releases_save, f.release);
  rows = must (&f, plan_func, 10);
  g_assert_nonnull (strstr (row_at (rows, 0)->text, LIGHT));
  g_assert_cmpstr (row_at (rows, 0)->link_word, ==, "light");
  g_assert_nonnull (strstr (row_at (rows, 1)->text, LINK));
  g_assert_null (row_at (rows, 1)->link_word);
  g_assert_nonnull (strstr (row_at (rows, 2)->text, LINK));
  g_assert_nonnull (strstr (row_at (rows, 3)->text, FILM));
  g_assert_nonnull (strstr (row_at (rows, 4)->text, FILM));
  tear_down (&f);
}

static void
test_full_day (void)
{
  Fixture f;

  set_up (&f);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *text = g_strdup_printf ("Number %d of the day, on a matter of its own", i);
      g_autofree char *wall = g_strdup_printf ("2026-12-10T%02d:00", 9 + i);

      desk_fixture_add_post (&f.desk, f.account_id, text, wall);
    }
  assert_plan (&f, run_func, 10, "full full full full full full");
  g_assert_cmpint (desk_fixture_count (&f.desk, "post"), ==, 5);
  tear_down (&f);
}

static void
test_too_alike (void)
{
  const char *const quotes[] = { "First district scorecard shows where a child is the safest.",
                                 NULL };
  Fixture f;

  set_up (&f);
  g_object_set (f.release, "quotes", quotes, NULL);
  desk_fixture_save (&f.desk, comms_releases_save, f.release);
  assert_plan (&f, run_func, 10, "10T10:00 10T12:30 10T15:00 alike 10T18:00");
  tear_down (&f);
}

static void
test_urdu (void)
{
  Fixture f;
  g_autoptr (GPtrArray) rows = NULL;
  const char *const hashtags[] = { "#انسانی_حقوق", "#پاکستان", NULL };
  g_autoptr (GString) lede = g_string_new (NULL);

  for (int i = 0; i < 12; i++)
    g_string_append (lede, "دو سال پہلے اکتالیس اضلاع میں بچوں کے تحفظ کا یونٹ تھا۔ ");
  set_up (&f);
  g_object_set (f.release, "language", "ur", "headline", "بچوں کے تحفظ کا پہلا ضلعی اسکور کارڈ",
                "subhead", NULL, "lede", lede->str, "quotes", NULL, "conclusion", NULL, "hashtags",
                hashtags, NULL);
  desk_fixture_save (&f.desk, comms_releases_save, f.release);
  rows = must (&f, run_func, 10);
  g_assert_cmpuint (rows->len, ==, 2);
  for (guint i = 0; i < rows->len; i++)
    {
      g_assert_true (comms_text_count (row_at (rows, i)->text, 280).valid);
      g_assert_nonnull (strstr (row_at (rows, i)->text, LINK));
      g_assert_nonnull (strstr (row_at (rows, i)->text, "#انسانی_حقوق"));
    }
  tear_down (&f);
}

static void
test_refusals (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsRelease) bare = g_object_new (COMMS_TYPE_RELEASE, "title", "Only an idea", NULL);

  set_up (&f);
  g_assert_true (comms_desk_run_id_sync (f.desk.desk, comms_releases_bin,
                                         comms_record_get_id (COMMS_RECORD (f.release)), &error));
  g_assert_null (cascade (&f, plan_func, 10, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE);
  g_clear_error (&error);

  desk_fixture_save (&f.desk, comms_releases_save, bare);
  g_set_object (&f.release, bare);
  g_assert_null (cascade (&f, plan_func, 10, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_clear_error (&error);

  f.account_id = 77;
  g_assert_null (cascade (&f, plan_func, 10, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_NOT_FOUND);
  tear_down (&f);
}

static gpointer
coverage_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_cascade_coverage (tx, *(gint64 *) data, error);
}

static void
test_coverage (void)
{
  static const CommsPart parts[] = {
    COMMS_PART_HEADLINE, COMMS_PART_SUBHEAD, COMMS_PART_LEDE,
    COMMS_PART_QUOTE,    COMMS_PART_QUOTE,   COMMS_PART_CONCLUSION
  };
  Fixture f;
  gint64 id;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) coverage = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  id = comms_record_get_id (COMMS_RECORD (f.release));
  rows = must (&f, run_func, 10);
  g_assert_true (
    comms_desk_run_id_sync (f.desk.desk, comms_posts_cancel, row_at (rows, 2)->post_id, &error));
  coverage = comms_desk_run_sync (f.desk.desk, coverage_func, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (coverage->len, ==, G_N_ELEMENTS (parts));
  for (guint i = 0; i < coverage->len; i++)
    {
      CommsCoverage *cell = g_ptr_array_index (coverage, i);

      g_assert_cmpint (cell->part, ==, parts[i]);
      g_assert_cmpint (cell->part_index, ==, i == 4 ? 1 : 0);
      g_assert_true ((cell->post != NULL) == (i != 2 && i != 5));
    }
  tear_down (&f);
}

/* The day on which the clocks change has its own slots, and they stay at their wall times. */
static void
test_clock_change (void)
{
  Fixture f;
  g_autoptr (CommsPolicy) policy = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  CommsCascadeRequest request = { .year = 2027, .month = 3, .day = 28 };
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  set_up (&f);
  policy = comms_record_copy (comms_desk_get_policy (f.desk.desk));
  g_object_set (policy, "zone", "Europe/Zurich", NULL);
  desk_fixture_save (&f.desk, comms_policy_save, policy);
  request.release_id = comms_record_get_id (COMMS_RECORD (f.release));
  request.account_id = f.account_id;
  rows = comms_desk_run_sync (f.desk.desk, plan_func, &request, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (row_at (rows, 0)->due_wall, ==, "2027-03-28T10:00");
  g_assert_cmpint (row_at (rows, 0)->due_at, ==,
                   comms_zone_date_start ("Europe/Zurich", 2027, 3, 28) + 9 * 60 * MINUTE_MS);
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cascade/day", test_day);
  g_test_add_func ("/cascade/run-and-again", test_run_and_again);
  g_test_add_func ("/cascade/today", test_today);
  g_test_add_func ("/cascade/first-day", test_first_day);
  g_test_add_func ("/cascade/audience", test_audience);
  g_test_add_func ("/cascade/quotes-moved", test_quotes_moved);
  g_test_add_func ("/cascade/past-day", test_past_day);
  g_test_add_func ("/cascade/embargo", test_embargo);
  g_test_add_func ("/cascade/appearance", test_appearance);
  g_test_add_func ("/cascade/other-posts", test_other_posts);
  g_test_add_func ("/cascade/full-day", test_full_day);
  g_test_add_func ("/cascade/one-link", test_one_link);
  g_test_add_func ("/cascade/variants-by-hour", test_variants);
  g_test_add_func ("/cascade/too-alike", test_too_alike);
  g_test_add_func ("/cascade/urdu", test_urdu);
  g_test_add_func ("/cascade/refusals", test_refusals);
  g_test_add_func ("/cascade/coverage", test_coverage);
  g_test_add_func ("/cascade/clock-change", test_clock_change);
  return g_test_run ();
}
