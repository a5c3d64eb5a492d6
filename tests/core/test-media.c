/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-accounts.h"
#include "comms-error.h"
#include "comms-media-desk.h"
#include "comms-posts.h"
#include "comms-record-table.h"
#include "desk-fixture.h"

#define TOMORROW "2026-12-10T10:00"

typedef struct
{
  DeskFixture desk;
  gint64 account_id;
  gint64 post_id;
} Fixture;

static void
set_up (Fixture *f)
{
  memset (f, 0, sizeof *f);
  desk_fixture_open (&f->desk, TRUE);
  f->account_id =
    desk_fixture_add_account (&f->desk, "mohr_example", "1001", "http://127.0.0.1:1", "token");
  f->post_id = desk_fixture_add_post (&f->desk, f->account_id, "Two children at a door.", TOMORROW);
}

static CommsMedia *
new_item (const char *name, const char *mime, const char *alt)
{
  CommsMedia *media = comms_media_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (name, strlen (name));

  comms_media_set_bytes (media, bytes);
  g_object_set (media, "name", name, "mime", mime, "alt", alt, NULL);
  return media;
}

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

typedef struct
{
  gint64 post_id;
  GPtrArray *media;
  gboolean with_bytes;
} Work;

static gpointer
set_media (CommsTx *tx, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (CommsPost) post = comms_posts_load (tx, work->post_id, error);

  return GINT_TO_POINTER (post != NULL && comms_media_set (tx, post, work->media, error));
}

static gpointer
list_media (CommsTx *tx, gpointer data, GError **error)
{
  Work *work = data;

  return comms_media_of_post (tx, work->post_id, work->with_bytes, error);
}

static void
set_on (Fixture *f, GPtrArray *media)
{
  Work work = { f->post_id, media, FALSE };
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (f->desk.desk, set_media, &work, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list_of (Fixture *f)
{
  Work work = { f->post_id, NULL, TRUE };
  g_autoptr (GError) error = NULL;
  GPtrArray *media = comms_desk_run_sync (f->desk.desk, list_media, &work, &error);

  g_assert_no_error (error);
  return media;
}

/* They are there after the desk was opened again, in order and with their words. */
static void
test_kept (void)
{
  Fixture f;
  g_autoptr (GPtrArray) media = new_list ();
  g_autoptr (GPtrArray) kept = NULL;
  CommsMedia *second;

  set_up (&f);
  g_ptr_array_add (media, new_item ("a.jpg", "image/jpeg", "A door"));
  g_ptr_array_add (media, new_item ("b.png", "image/png", "A window"));
  set_on (&f, media);
  desk_fixture_reopen (&f.desk);
  kept = list_of (&f);
  g_assert_cmpuint (kept->len, ==, 2);
  second = g_ptr_array_index (kept, 1);
  g_assert_cmpstr (second->alt, ==, "A window");
  g_assert_cmpstr (second->name, ==, "b.png");
  g_assert_cmpmem (g_bytes_get_data (second->bytes, NULL), g_bytes_get_size (second->bytes),
                   "b.png", 5);
  desk_fixture_close (&f.desk);
}

/* Another order, other words, another picture: each takes an approval back; the same does not. */
static void
test_voids (void)
{
  Fixture f;
  g_autoptr (GPtrArray) media = new_list ();
  g_autoptr (GError) error = NULL;

  set_up (&f);
  g_ptr_array_add (media, new_item ("a.jpg", "image/jpeg", "A door"));
  set_on (&f, media);
  g_assert_true (desk_fixture_try_queue (&f.desk, f.post_id, &error));
  g_assert_no_error (error);
  set_on (&f, media);
  g_assert_cmpint (desk_fixture_state (&f.desk, f.post_id), ==, COMMS_POST_STATE_QUEUED);
  g_object_set (g_ptr_array_index (media, 0), "alt", "A yellow door", NULL);
  set_on (&f, media);
  g_assert_cmpint (desk_fixture_state (&f.desk, f.post_id), ==, COMMS_POST_STATE_DRAFT);
  desk_fixture_close (&f.desk);
}

/* Without words for who cannot see it nothing goes on. */
static void
test_needs_words (void)
{
  Fixture f;
  g_autoptr (GPtrArray) media = new_list ();
  g_autoptr (GError) error = NULL;

  set_up (&f);
  g_ptr_array_add (media, new_item ("a.jpg", "image/jpeg", "  "));
  set_on (&f, media);
  g_assert_false (desk_fixture_try_queue (&f.desk, f.post_id, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_LIMIT);
  g_assert_nonnull (strstr (error->message, "a.jpg"));
  desk_fixture_close (&f.desk);
}

static const struct
{
  const char *network;
  const char *there[5];
  const char *mime;
  gint64 size;
  gboolean refused;
} refusals[] = {
  { "x", { NULL }, "image/jpeg", 100, FALSE },
  { "x", { "image/png", "image/png", "image/png" }, "image/jpeg", 100, FALSE },
  { "x", { "image/png", "image/png", "image/png", "image/png" }, "image/jpeg", 100, TRUE },
  { "x", { NULL }, "image/jpeg", 50000000, FALSE },
  { "x", { NULL }, "video/mp4", 1000, FALSE },
  { "x", { "image/png" }, "video/mp4", 1000, TRUE },
  { "x", { "video/mp4" }, "image/png", 1000, TRUE },
  { "mastodon", { NULL }, "video/mp4", 200000000, TRUE },
  { "bluesky", { NULL }, "video/mp4", 1000, TRUE },
  { NULL, { NULL }, "image/webp", 1000, FALSE },
};

static void
test_refusals (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GPtrArray) media = new_list ();
      g_autoptr (CommsMedia) item = new_item ("c", refusals[i].mime, NULL);
      g_autoptr (CommsAccount) account = NULL;
      g_autofree char *sentence = NULL;

      if (refusals[i].network != NULL)
        account = g_object_new (COMMS_TYPE_ACCOUNT, "network", refusals[i].network, NULL);
      g_object_set (item, "size", refusals[i].size, NULL);
      for (gsize j = 0; refusals[i].there[j] != NULL; j++)
        g_ptr_array_add (media, new_item ("d", refusals[i].there[j], "words"));
      sentence = comms_media_dup_refusal (media, item, account);
      g_test_message ("%zu: %s", i, sentence);
      g_assert_cmpint (sentence != NULL, ==, refusals[i].refused);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/media/kept", test_kept);
  g_test_add_func ("/media/voids", test_voids);
  g_test_add_func ("/media/needs-words", test_needs_words);
  g_test_add_func ("/media/refusals", test_refusals);

  return g_test_run ();
}
