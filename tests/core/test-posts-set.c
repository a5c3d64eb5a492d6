/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-cascade.h"
#include "comms-posts.h"
#include "comms-releases.h"
#include "desk-fixture.h"

/* Several posts at once: the drafts of a plan that were chosen, and what was re-read together. */

typedef struct
{
  DeskFixture desk;
  gint64 account_id;
  gint64 ids[3];
  gint64 versions[3];
} Fixture;

static void
set_up (Fixture *f)
{
  static const char *const walls[] = { "2026-12-10T10:00", "2026-12-10T12:30", "2026-12-10T15:00" };
  static const char *const texts[] = { "The wells of the north run", "Schools open in March",
                                       "A helpline in six languages" };

  memset (f, 0, sizeof *f);
  desk_fixture_open (&f->desk, FALSE);
  f->account_id =
    desk_fixture_add_account (&f->desk, "mohr_example", "1001", "http://127.0.0.1:1", "token");
  for (guint i = 0; i < G_N_ELEMENTS (walls); i++)
    {
      g_autoptr (CommsPost) post = NULL;

      f->ids[i] = desk_fixture_add_post (&f->desk, f->account_id, texts[i], walls[i]);
      post = desk_fixture_load_post (&f->desk, f->ids[i]);
      f->versions[i] = post->version;
    }
}

static gpointer
queue_func (CommsTx *tx, gpointer data, GError **error)
{
  Fixture *f = data;

  return GINT_TO_POINTER (comms_posts_queue_set (tx, f->ids, f->versions, 3, error));
}

static void
assert_states (Fixture *f, CommsPostState state)
{
  for (guint i = 0; i < G_N_ELEMENTS (f->ids); i++)
    g_assert_cmpint (desk_fixture_state (&f->desk, f->ids[i]), ==, state);
}

/* Each is recorded as re-read by the person. */
static void
test_queue_all (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  g_assert_nonnull (comms_desk_run_sync (f.desk.desk, queue_func, &f, &error));
  g_assert_no_error (error);
  assert_states (&f, COMMS_POST_STATE_QUEUED);
  for (guint i = 0; i < G_N_ELEMENTS (f.ids); i++)
    {
      g_autoptr (CommsPost) post = desk_fixture_load_post (&f.desk, f.ids[i]);

      g_assert_cmpint (post->rereader_id, ==,
                       comms_record_get_id (COMMS_RECORD (comms_desk_get_person (f.desk.desk))));
      g_assert_cmpint (post->reread_at, !=, 0);
    }
  desk_fixture_close (&f.desk);
}

/* What somebody changed meanwhile stops all of them, and is named. */
static void
test_queue_none (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  f.versions[2]--;
  g_assert_null (comms_desk_run_sync (f.desk.desk, queue_func, &f, &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE);
  g_assert_nonnull (strstr (error->message, "A helpline in six languages"));
  assert_states (&f, COMMS_POST_STATE_DRAFT);
  desk_fixture_close (&f.desk);
}

typedef struct
{
  CommsCascadeRequest request;
  GPtrArray *choices;
} Making;

static gpointer
make_func (CommsTx *tx, gpointer data, GError **error)
{
  Making *making = data;

  return comms_cascade_make (tx, &making->request, making->choices, error);
}

static void
add_choice (GPtrArray *choices, CommsPart part, const char *text)
{
  CommsCascadeChoice *choice = g_new0 (CommsCascadeChoice, 1);

  choice->part = part;
  choice->text = g_strdup (text);
  g_ptr_array_add (choices, choice);
}

/* Only what was chosen, in the wording that was chosen, at the time of the plan. */
static void
test_choices (void)
{
  Fixture f;
  Making making = { 0 };
  g_autoptr (CommsRelease) release =
    g_object_new (COMMS_TYPE_RELEASE, "headline", "Water is back in eleven villages", "subhead",
                  "Pumps run since Monday", "lede", "It took two years and nine wells.", "link",
                  "https://mohr.example.org/water", "language", "en", NULL);
  g_autoptr (GPtrArray) choices =
    g_ptr_array_new_with_free_func ((GDestroyNotify) comms_cascade_choice_free);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;
  CommsCascadeRow *row;

  set_up (&f);
  desk_fixture_save (&f.desk, comms_releases_save, release);
  add_choice (choices, COMMS_PART_HEADLINE, NULL);
  add_choice (choices, COMMS_PART_LEDE, "Nine wells in two years. https://mohr.example.org/water");
  making.request.release_id = comms_record_get_id (COMMS_RECORD (release));
  making.request.account_id = f.account_id;
  making.request.year = 2026;
  making.request.month = 12;
  making.request.day = 14;
  making.choices = choices;
  rows = comms_desk_run_sync (f.desk.desk, make_func, &making, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpint (((CommsCascadeRow *) g_ptr_array_index (rows, 0))->post_id, !=, 0);
  g_assert_cmpint (((CommsCascadeRow *) g_ptr_array_index (rows, 1))->post_id, ==, 0);
  row = g_ptr_array_index (rows, 2);
  post = desk_fixture_load_post (&f.desk, row->post_id);
  g_assert_cmpstr (post->text, ==, "Nine wells in two years. https://mohr.example.org/water");
  g_assert_cmpstr (post->due_wall, ==, row->due_wall);
  desk_fixture_close (&f.desk);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/posts-set/queue-all", test_queue_all);
  g_test_add_func ("/posts-set/queue-none", test_queue_none);
  g_test_add_func ("/posts-set/choices", test_choices);
  return g_test_run ();
}
