/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-error.h"
#include "comms-release-version.h"
#include "comms-releases.h"
#include "desk-fixture.h"

#define PAUSE_SECONDS (6 * 60)

static CommsRelease *
add_release (DeskFixture *f)
{
  CommsRelease *release = g_object_new (COMMS_TYPE_RELEASE, "headline", "A headline", "lede",
                                        "The opening paragraph.", "language", "en", NULL);

  desk_fixture_save (f, comms_releases_save, release);
  return release;
}

static gint64
id_of (CommsRelease *release)
{
  return comms_record_get_id (COMMS_RECORD (release));
}

static gpointer
load_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_releases_load (tx, *(gint64 *) data, error);
}

static CommsRelease *
reload (DeskFixture *f, CommsRelease *release)
{
  gint64 id = id_of (release);
  g_autoptr (GError) error = NULL;
  CommsRelease *loaded = comms_desk_run_sync (f->desk, load_func, &id, &error);

  g_assert_no_error (error);
  return loaded;
}

static gpointer
versions_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_releases_versions (tx, *(gint64 *) data, error);
}

/* The versions as "number:summary", newest first. */
static void
assert_versions (DeskFixture *f, CommsRelease *release, const char *expected)
{
  gint64 id = id_of (release);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions = comms_desk_run_sync (f->desk, versions_func, &id, &error);
  g_autoptr (GString) line = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < versions->len; i++)
    {
      CommsReleaseVersion *version = g_ptr_array_index (versions, i);

      g_string_append_printf (line, "%s%d:%s", i > 0 ? "; " : "", (int) version->number,
                              version->summary);
    }
  g_assert_cmpstr (line->str, ==, expected);
}

static void
set_text (DeskFixture *f, CommsRelease *release, const char *property, const char *text)
{
  g_object_set (release, property, text, NULL);
  desk_fixture_save (f, comms_releases_save, release);
}

static void
test_versions (void)
{
  const char *const quotes[] = { "“One.”", "“Two.”", NULL };
  DeskFixture f;
  g_autoptr (CommsRelease) release = NULL;

  desk_fixture_open (&f, FALSE);
  release = add_release (&f);
  assert_versions (&f, release, "1:First version");

  set_text (&f, release, "headline", "A better headline");
  assert_versions (&f, release, "2:headline; 1:First version");

  /* Without a pause it is one change. */
  desk_fixture_advance (&f, 2);
  set_text (&f, release, "headline", "A better headline still");
  set_text (&f, release, "conclusion", "The end.");
  assert_versions (&f, release, "2:headline, conclusion; 1:First version");
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry WHERE action = 'edit'"), ==, 1);

  desk_fixture_advance (&f, PAUSE_SECONDS);
  g_object_set (release, "quotes", quotes, NULL);
  desk_fixture_save (&f, comms_releases_save, release);
  assert_versions (&f, release, "3:quotes; 2:headline, conclusion; 1:First version");

  /* What is no part makes none. */
  desk_fixture_advance (&f, PAUSE_SECONDS);
  set_text (&f, release, "number", "MoHR/PR/1");
  desk_fixture_save (&f, comms_releases_save, release);
  assert_versions (&f, release, "3:quotes; 2:headline, conclusion; 1:First version");
  desk_fixture_close (&f);
}

static void
test_two_people (void)
{
  DeskFixture f;
  g_autoptr (CommsRelease) release = NULL;
  gint64 first;
  gint64 second;

  desk_fixture_open (&f, TRUE);
  first = comms_record_get_id (COMMS_RECORD (comms_desk_get_person (f.desk)));
  second = desk_fixture_add_person (&f, "Kamil", COMMS_ROLE_MANAGER);
  release = add_release (&f);
  set_text (&f, release, "lede", "Mine.");
  desk_fixture_act_as (&f, second);
  set_text (&f, release, "lede", "Yours.");
  desk_fixture_act_as (&f, first);
  set_text (&f, release, "lede", "Ours.");
  assert_versions (&f, release, "4:lede; 3:lede; 2:lede; 1:First version");
  desk_fixture_close (&f);
}

static gpointer
revert_func (CommsTx *tx, gpointer data, GError **error)
{
  return GINT_TO_POINTER (comms_releases_revert (tx, 1, GPOINTER_TO_INT (data), error));
}

static void
test_revert (void)
{
  const char *const hashtags[] = { "#One", NULL };
  DeskFixture f;
  g_autoptr (CommsRelease) release = NULL;
  g_autoptr (CommsRelease) now = NULL;
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  release = add_release (&f);
  g_object_set (release, "headline", "Worse", "hashtags", hashtags, NULL);
  desk_fixture_save (&f, comms_releases_save, release);

  g_assert_nonnull (comms_desk_run_sync (f.desk, revert_func, GINT_TO_POINTER (1), &error));
  g_assert_no_error (error);
  now = reload (&f, release);
  g_assert_cmpstr (now->headline, ==, "A headline");
  g_assert_true (now->hashtags == NULL || now->hashtags[0] == NULL);
  assert_versions (&f, release, "3:Version 1 put back; 2:headline, hashtags; 1:First version");

  g_assert_null (comms_desk_run_sync (f.desk, revert_func, GINT_TO_POINTER (9), &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_NOT_FOUND);
  desk_fixture_close (&f);
}

typedef struct
{
  gint64 id;
  CommsReleaseStage stage;
} Stage;

static gpointer
stage_func (CommsTx *tx, gpointer data, GError **error)
{
  Stage *work = data;

  return GINT_TO_POINTER (comms_releases_set_stage (tx, work->id, work->stage, error));
}

static gboolean
set_stage (DeskFixture *f, CommsRelease *release, CommsReleaseStage stage, GError **error)
{
  Stage work = { id_of (release), stage };

  return comms_desk_run_sync (f->desk, stage_func, &work, error) != NULL;
}

static void
test_stages (void)
{
  DeskFixture f;
  g_autoptr (CommsRelease) release = NULL;
  g_autoptr (CommsRelease) now = NULL;
  g_autoptr (GError) error = NULL;
  gint64 manager;
  gint64 officer;

  desk_fixture_open (&f, TRUE);
  manager = comms_record_get_id (COMMS_RECORD (comms_desk_get_person (f.desk)));
  officer = desk_fixture_add_person (&f, "Amna", COMMS_ROLE_OFFICER);
  desk_fixture_act_as (&f, officer);
  release = add_release (&f);
  g_assert_true (set_stage (&f, release, COMMS_RELEASE_STAGE_REVIEW, &error));
  g_assert_false (set_stage (&f, release, COMMS_RELEASE_STAGE_APPROVED, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_ROLE);
  g_clear_error (&error);

  desk_fixture_act_as (&f, manager);
  g_assert_true (set_stage (&f, release, COMMS_RELEASE_STAGE_APPROVED, &error));
  desk_fixture_act_as (&f, officer);
  g_assert_false (set_stage (&f, release, COMMS_RELEASE_STAGE_DRAFTING, &error));
  g_clear_error (&error);

  /* Saving does not sign; a changed part takes the signature away. */
  g_object_set (release, "stage", COMMS_RELEASE_STAGE_PUBLISHED, NULL);
  set_text (&f, release, "number", "MoHR/PR/2");
  now = reload (&f, release);
  g_assert_cmpint (now->stage, ==, COMMS_RELEASE_STAGE_APPROVED);
  set_text (&f, release, "lede", "Changed after the signature.");
  g_clear_object (&now);
  now = reload (&f, release);
  g_assert_cmpint (now->stage, ==, COMMS_RELEASE_STAGE_REVIEW);
  desk_fixture_close (&f);
}

static void
test_published_has_a_time (void)
{
  DeskFixture f;
  g_autoptr (CommsRelease) release = NULL;
  g_autoptr (CommsRelease) now = NULL;
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  release = add_release (&f);
  g_assert_true (set_stage (&f, release, COMMS_RELEASE_STAGE_PUBLISHED, &error));
  now = reload (&f, release);
  g_assert_cmpint (now->publish_at, ==, comms_desk_now (f.desk));
  g_assert_cmpstr (now->publish_wall, ==, "2026-12-09T14:02");
  desk_fixture_close (&f);
}

static void
test_embargo (void)
{
  DeskFixture f;
  g_autoptr (CommsRelease) release = NULL;
  g_autoptr (CommsRelease) now = NULL;
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  release = add_release (&f);
  set_text (&f, release, "embargo-wall", "2026-12-10T10:00");
  now = reload (&f, release);
  g_assert_cmpstr (now->embargo_zone, ==, "Asia/Karachi");
  g_assert_cmpint (now->embargo_at, ==, G_GINT64_CONSTANT (1796878800000));
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry WHERE action = 'embargo'"), ==, 1);

  g_object_set (release, "embargo-wall", "tomorrow", NULL);
  g_assert_false (comms_desk_run_record_sync (f.desk, comms_releases_save, release, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  desk_fixture_close (&f);
}

typedef struct
{
  gint64 id;
  const char *wall;
} Move;

static gpointer
move_func (CommsTx *tx, gpointer data, GError **error)
{
  Move *move = data;

  return GINT_TO_POINTER (
    comms_releases_move (tx, move->id, move->wall, "Asia/Karachi", error));
}

/* The fixture's now is Wednesday 9 December 2026, 14:02. */
static void
test_move (void)
{
  static const struct
  {
    const char *wall;
    gboolean allowed;
  } cases[] = {
    { "2026-12-11T09:00", TRUE },  { "2026-12-09T14:00", FALSE }, { "2026-12-09T18:00", FALSE },
    { "2026-12-10T10:00", TRUE },  { NULL, TRUE },
  };
  DeskFixture f;
  g_autoptr (CommsRelease) release = NULL;

  desk_fixture_open (&f, FALSE);
  release = add_release (&f);
  set_text (&f, release, "embargo-wall", "2026-12-10T10:00");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Move move = { id_of (release), cases[i].wall };
      g_autoptr (GError) error = NULL;
      g_autoptr (CommsRelease) now = NULL;
      gboolean moved = comms_desk_run_sync (f.desk, move_func, &move, &error) != NULL;

      g_assert_cmpint (moved, ==, cases[i].allowed);
      g_assert_cmpint (moved, ==, error == NULL);
      now = reload (&f, release);
      g_assert_cmpstr (now->embargo_wall, ==, "2026-12-10T10:00");
      if (moved)
        g_assert_cmpstr (now->publish_wall, ==, cases[i].wall);
    }
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry WHERE action = 'move'"), ==, 3);
  desk_fixture_close (&f);
}

static gpointer
from_text_func (CommsTx *tx, gpointer data, GError **error)
{
  g_autoptr (CommsSplit) split = comms_split_propose_text (data);

  return comms_releases_from_split (tx, COMMS_RELEASE_KIND_PRESS_RELEASE, "en", NULL, split, error);
}

static void
test_from_text (void)
{
  static const char pasted[] =
    "First district\013 scorecard shows where a child is safest\r\n\r\n"
    "136 districts, 22 indicators\r\n\r\n"
    "Two years ago, 41 districts had a unit.\007 Today it is 97.\r\n\r\n"
    "\342\200\256The scorecard covers registration at birth, shelters and "
    "courts.\r\n\r\n"
    "\342\200\234A child who is counted can be protected,\342\200\235 the "
    "Secretary said.\r\n\r\n"
    "The next edition appears on 8 March.\r\n";
  DeskFixture f;
  g_autoptr (CommsRelease) release = NULL;
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  release = comms_desk_run_sync (f.desk, from_text_func, (gpointer) pasted, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id_of (release), >, 0);
  g_assert_nonnull (strstr (release->headline, "First district"));
  g_assert_null (strchr (release->headline, '\013'));
  g_assert_null (strchr (release->lede, '\007'));
  g_assert_null (strstr (release->body != NULL ? release->body : "", "\342\200\256"));
  g_assert_nonnull (comms_release_part_text (release, COMMS_PART_QUOTE, 0));
  g_assert_null (comms_release_part_text (release, COMMS_PART_QUOTE, 1));

  g_assert_null (comms_desk_run_sync (f.desk, from_text_func, (gpointer) " \r\n\007\t ", &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  desk_fixture_close (&f);
}

static gpointer
list_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_releases_list (tx, 0, 0, data, error);
}

static void
assert_found (DeskFixture *f, const char *search, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = comms_desk_run_sync (f->desk, list_func, (gpointer) search, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, n);
}

static void
test_list (void)
{
  DeskFixture f;
  g_autoptr (CommsRelease) release = NULL;
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  release = add_release (&f);
  assert_found (&f, NULL, 1);
  assert_found (&f, "open para", 1);
  assert_found (&f, "closing", 0);
  g_assert_true (comms_desk_run_id_sync (f.desk, comms_releases_bin, id_of (release), &error));
  assert_found (&f, NULL, 0);
  g_assert_true (comms_desk_run_id_sync (f.desk, comms_releases_unbin, id_of (release), &error));
  assert_found (&f, "headline", 1);
  desk_fixture_close (&f);
}

static void
test_nameless (void)
{
  DeskFixture f;
  g_autoptr (CommsRelease) release = comms_release_new ();
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  g_assert_false (comms_desk_run_record_sync (f.desk, comms_releases_save, release, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  desk_fixture_close (&f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/releases/versions", test_versions);
  g_test_add_func ("/releases/two-people", test_two_people);
  g_test_add_func ("/releases/revert", test_revert);
  g_test_add_func ("/releases/stages", test_stages);
  g_test_add_func ("/releases/published-has-a-time", test_published_has_a_time);
  g_test_add_func ("/releases/embargo", test_embargo);
  g_test_add_func ("/releases/move", test_move);
  g_test_add_func ("/releases/from-text", test_from_text);
  g_test_add_func ("/releases/list", test_list);
  g_test_add_func ("/releases/nameless", test_nameless);
  return g_test_run ();
}
