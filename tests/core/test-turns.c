/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-error.h"
#include "comms-media-desk.h"
#include "comms-threads.h"
#include "desk-fixture.h"

/* A step with the parts of a thread or the pictures of a post, which somebody else may have changed
 * since they were read: it changes what it is about, and writes over nobody's words. */

typedef struct
{
  DeskFixture desk;
  gint64 id;
} Fixture;

static void
set_up (Fixture *f)
{
  gint64 account;

  memset (f, 0, sizeof *f);
  desk_fixture_open (&f->desk, TRUE);
  account = desk_fixture_add_account (&f->desk, "mohr_example", "1001", "http://127.0.0.1:1", "t");
  f->id = desk_fixture_add_post (&f->desk, account, "One.", "2026-12-10T10:00");
}

typedef struct
{
  gint64 id;
  GPtrArray *from;
  GPtrArray *to;
} Work;

/* --- threads --- */

static gpointer
set_thread (CommsTx *tx, gpointer data, GError **error)
{
  Work *work = data;

  return GINT_TO_POINTER (comms_threads_set (tx, work->id, work->to, error));
}

static gpointer
dup_thread (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (GPtrArray) posts = comms_threads_list (tx, *(gint64 *) id, error);
  GString *said = g_string_new (NULL);

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    g_string_append_printf (said, "%s%s", i > 0 ? "|" : "",
                            ((CommsPost *) g_ptr_array_index (posts, i))->text);
  return g_string_free (said, FALSE);
}

static void
assert_thread (Fixture *f, const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = comms_desk_run_sync (f->desk.desk, dup_thread, &f->id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (said, ==, wanted);
}

/* As somebody read them: @text is what the step makes of the part, @was what it was then. */
static void
add_part (GPtrArray *parts, gint64 id, const char *text, const char *was)
{
  CommsThreadPart *part = comms_thread_part_new (id, text);

  part->was = g_strdup (was);
  g_ptr_array_add (parts, part);
}

/* Takes @parts. Gives the id of the second. */
static gint64
set_parts (Fixture *f, GPtrArray *parts, GError **error)
{
  Work work = { f->id, NULL, parts };
  gint64 second;

  comms_desk_run_sync (f->desk.desk, set_thread, &work, error);
  second = ((CommsThreadPart *) g_ptr_array_index (parts, 1))->id;
  g_ptr_array_unref (parts);
  return second;
}

static GPtrArray *
new_parts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) comms_thread_part_free);
}

static void
test_thread (void)
{
  Fixture f;
  GPtrArray *parts = new_parts ();
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;
  gint64 second;

  set_up (&f);
  add_part (parts, f.id, "One.", "One.");
  add_part (parts, 0, "Two.", NULL);
  second = set_parts (&f, parts, &error);
  g_assert_no_error (error);
  post = desk_fixture_load_post (&f.desk, second);
  g_object_set (post, "text", "Two, anew.", NULL);
  desk_fixture_save (&f.desk, comms_posts_save, post);

  /* Moved. */
  parts = new_parts ();
  add_part (parts, second, "Two.", "Two.");
  add_part (parts, f.id, "One.", "One.");
  set_parts (&f, parts, &error);
  g_assert_no_error (error);
  assert_thread (&f, "Two, anew.|One.");

  /* Numbered, and without numbers again. */
  parts = new_parts ();
  add_part (parts, second, "Two. 1/2", "Two.");
  add_part (parts, f.id, "One. 2/2", "One.");
  set_parts (&f, parts, &error);
  g_assert_no_error (error);
  assert_thread (&f, "Two, anew. 1/2|One. 2/2");
  parts = new_parts ();
  add_part (parts, second, "Two.", "Two. 1/2");
  add_part (parts, f.id, "One.", "One. 2/2");
  set_parts (&f, parts, &error);
  g_assert_no_error (error);
  assert_thread (&f, "Two, anew.|One.");

  /* Written over. */
  parts = new_parts ();
  add_part (parts, f.id, "One.", "One.");
  add_part (parts, second, "Shorter.", "Two.");
  set_parts (&f, parts, &error);
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE);
  assert_thread (&f, "Two, anew.|One.");
  desk_fixture_close (&f.desk);
}

/* --- pictures --- */

/* "a=A door|b=" (transfer full) */
static GPtrArray *
new_media (const char *said)
{
  GPtrArray *media = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) items = g_strsplit (said, "|", -1);

  for (guint i = 0; items[i] != NULL; i++)
    {
      g_auto (GStrv) halves = g_strsplit (items[i], "=", 2);
      g_autoptr (GBytes) bytes = g_bytes_new (halves[0], strlen (halves[0]));
      CommsMedia *item = g_object_new (COMMS_TYPE_MEDIA, "name", halves[0], "mime", "image/png",
                                       "alt", halves[1], NULL);

      comms_media_set_bytes (item, bytes);
      g_ptr_array_add (media, item);
    }
  return media;
}

static gpointer
turn (CommsTx *tx, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (CommsPost) post = comms_posts_load (tx, work->id, error);

  return GINT_TO_POINTER (
    post != NULL && (work->from != NULL ? comms_media_turn (tx, post, work->from, work->to, error)
                                        : comms_media_set (tx, post, work->to, error)));
}

static gpointer
dup_media (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (GPtrArray) media = comms_media_of_post (tx, *(gint64 *) id, FALSE, error);
  GString *said = g_string_new (NULL);

  for (guint i = 0; media != NULL && i < media->len; i++)
    {
      CommsMedia *item = g_ptr_array_index (media, i);

      g_string_append_printf (said, "%s%s=%s", i > 0 ? "|" : "", item->name,
                              item->alt != NULL ? item->alt : "");
    }
  return g_string_free (said, FALSE);
}

/* What becomes of the pictures @now by the step from @from to @to; @wanted is NULL where it is
 * refused. */
static void
check_media (const char *now, const char *from, const char *to, const char *wanted)
{
  Fixture f;
  g_autoptr (GPtrArray) before = new_media (now);
  g_autoptr (GPtrArray) read = new_media (from);
  g_autoptr (GPtrArray) made = new_media (to);
  Work setting = { 0, NULL, before };
  Work turning = { 0, read, made };
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  setting.id = turning.id = f.id;
  comms_desk_run_sync (f.desk.desk, turn, &setting, &error);
  g_assert_no_error (error);
  comms_desk_run_sync (f.desk.desk, turn, &turning, &error);
  if (wanted == NULL)
    g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE);
  else
    g_assert_no_error (error);
  said = comms_desk_run_sync (f.desk.desk, dup_media, &f.id, NULL);
  g_assert_cmpstr (said, ==, wanted != NULL ? wanted : now);
  desk_fixture_close (&f.desk);
}

static void
test_media (void)
{
  /* Moved and described: the words are those of now, and so is the order. */
  check_media ("a=A|b=B", "a=|b=", "b=|a=", "b=B|a=A");
  check_media ("b=|a=", "a=|b=", "a=A|b=", "b=|a=A");
  check_media ("a=A", "a=", "a=A", "a=A");
  check_media ("a=Theirs", "a=", "a=Mine", NULL);
  /* Added and removed: what was added since stays, and what was described since, too. */
  check_media ("a=|c=C", "a=", "a=|b=", "a=|b=|c=C");
  check_media ("a=|b=|c=C", "a=|b=", "a=", "a=|c=C");
  check_media ("a=|b=B", "a=|b=", "a=", NULL);
  check_media ("b=B", "a=|b=B", "b=B|a=", "b=B");
  check_media ("b=B", "a=|b=B", "a=A|b=B", NULL);
  /* Two with the same bytes are two. */
  check_media ("a=1|a=2", "a=1|a=2", "a=1|a=3", "a=1|a=3");
  check_media ("a=1|a=2", "a=1", "a=1|b=", "a=1|b=|a=2");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/turns/thread", test_thread);
  g_test_add_func ("/turns/media", test_media);

  return g_test_run ();
}
