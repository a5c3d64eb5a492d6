/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-cascade.h"
#include "comms-count.h"
#include "comms-document.h"
#include "comms-fit.h"
#include "comms-posts.h"
#include "comms-release-split.h"
#include "comms-releases.h"
#include "comms-sentences.h"
#include "desk-fixture.h"

/* From a release as an office sends it to a day of drafts, for every release of the fixtures: what
 * is promised of a cascade holds for each (requirements, part D, idea 1). */

#define FILM "https://mohr.example.org/film"

typedef struct
{
  DeskFixture desk;
  CommsRelease *release;
  CommsAccount *account;
} Fixture;

static gpointer
from_split_func (CommsTx *tx, gpointer data, GError **error)
{
  CommsDocument *document = data;
  g_autoptr (CommsSplit) split = comms_split_propose (document->blocks);

  return comms_releases_from_split (tx, COMMS_RELEASE_KIND_PRESS_RELEASE, document->language, NULL,
                                    split, error);
}

static gpointer
run_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_cascade_run (tx, data, error);
}

static gpointer
variants_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_cascade_variants (tx, data, error);
}

static void
set_up (Fixture *f, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsDocument) document =
    comms_document_load (file, COMMS_DOCUMENT_AUTO, NULL, &error);
  gint64 account_id;

  g_assert_no_error (error);
  memset (f, 0, sizeof *f);
  desk_fixture_open (&f->desk, FALSE);
  account_id =
    desk_fixture_add_account (&f->desk, "mohr_example", "1001", "http://127.0.0.1:1", "token");
  f->account = desk_fixture_load_account (&f->desk, account_id);
  f->release = comms_desk_run_sync (f->desk.desk, from_split_func, document, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f)
{
  g_clear_object (&f->release);
  g_clear_object (&f->account);
  desk_fixture_close (&f->desk);
}

static GPtrArray *
run (Fixture *f, int day)
{
  CommsCascadeRequest request = { comms_record_get_id (COMMS_RECORD (f->release)),
                                  comms_record_get_id (COMMS_RECORD (f->account)), 2026, 12, day };
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = comms_desk_run_sync (f->desk.desk, run_func, &request, &error);

  g_assert_no_error (error);
  return rows;
}

/* What the post says besides its link and hashtags. */
static char *
dup_words (const char *text)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text);
  g_autofree char *words = g_strdup (text);

  for (guint i = entities->len; i > 0; i--)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i - 1);

      if (entity->kind == COMMS_ENTITY_URL || entity->kind == COMMS_ENTITY_HASHTAG)
        memset (words + entity->start, ' ', entity->end - entity->start);
    }
  return comms_text_clean_line (words);
}

static guint
count_kind (const char *text, CommsEntityKind kind)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text);
  guint n = 0;

  for (guint i = 0; i < entities->len; i++)
    n += g_array_index (entities, CommsEntity, i).kind == kind;
  return n;
}

static gboolean
ends_well (const char *words)
{
  const char *p = words + strlen (words);

  while (p > words && comms_char_closes (g_utf8_get_char (g_utf8_prev_char (p))))
    p = g_utf8_prev_char (p);
  return p > words && comms_char_ends (g_utf8_get_char (g_utf8_prev_char (p)));
}

/* A quotation that is opened is closed, and somebody says it. */
static void
check_quotation (const char *words)
{
  CommsQuotation quotation;
  gsize outside = 0, at = 0;
  gboolean any = FALSE;

  while (comms_find_quotation (words, at, &quotation))
    {
      g_assert_false (quotation.open);
      outside += comms_count_words (words, at, quotation.start);
      at = quotation.end;
      any = TRUE;
    }
  outside += comms_count_words (words, at, strlen (words));
  if (any)
    g_assert_cmpuint (outside, >=, 2);
}

static void
check_text (Fixture *f, CommsPart part, const char *text)
{
  const CommsTextMeasure measure = comms_account_measure (f->account);
  g_auto (CommsTextCheck) check = { 0 };
  g_autofree char *words = dup_words (text);

  g_test_message ("%d: %s", (int) part, text);
  comms_text_check (text, measure.rule, &measure.options, &check);
  g_assert_true (check.valid);
  g_assert_true (comms_text_has_link (text, f->release->link) || comms_text_has_link (text, FILM));
  g_assert_cmpuint (count_kind (text, COMMS_ENTITY_URL), <=, 2);
  g_assert_cmpuint (count_kind (text, COMMS_ENTITY_HASHTAG), <=, 2);
  g_assert_cmpuint (g_utf8_strlen (words, -1), >=, 25);
  check_quotation (words);
  if (part != COMMS_PART_HEADLINE && part != COMMS_PART_SUBHEAD)
    g_assert_true (ends_well (words));
}

static void
assert_unlike (GPtrArray *texts, double limit)
{
  for (guint i = 0; i < texts->len; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpfloat (comms_text_similarity (g_ptr_array_index (texts, i),
                                                g_ptr_array_index (texts, j)),
                         <, limit);
}

/* Five good drafts on one day, where a second link lets them all have one (R70). */
static void
check_day (Fixture *f)
{
  const char *const variants[] = { "17-24 video " FILM, NULL };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  g_object_set (f->release, "link-variants", variants, NULL);
  desk_fixture_save (&f->desk, comms_releases_save, f->release);
  rows = run (f, 10);
  for (guint i = 0; i < rows->len; i++)
    {
      const CommsCascadeRow *row = g_ptr_array_index (rows, i);

      if (row->verdict != COMMS_CASCADE_DRAFT)
        continue;
      check_text (f, row->part, row->text);
      g_ptr_array_add (texts, row->text);
    }
  g_assert_cmpuint (texts->len, ==, 5);
  assert_unlike (texts, COMMS_TEXT_ALIKE);
}

/* Every post can be said in at least two other ways, each as good. */
static void
check_variants (Fixture *f)
{
  g_autoptr (GPtrArray) rows = run (f, 10);

  for (guint i = 0; i < rows->len; i++)
    {
      const CommsCascadeRow *row = g_ptr_array_index (rows, i);
      CommsVariantRequest request = { .post_id = row->post_id };
      g_autoptr (GPtrArray) variants = NULL;
      g_autoptr (GPtrArray) again = NULL;
      g_autoptr (GPtrArray) texts = g_ptr_array_new ();
      g_autoptr (GError) error = NULL;

      if (row->verdict != COMMS_CASCADE_USED)
        continue;
      variants = comms_desk_run_sync (f->desk.desk, variants_func, &request, &error);
      again = comms_desk_run_sync (f->desk.desk, variants_func, &request, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (variants->len, >=, 2);
      g_assert_cmpuint (variants->len, ==, again->len);
      g_ptr_array_add (texts, row->text);
      for (guint j = 0; j < variants->len; j++)
        {
          const CommsVariant *variant = g_ptr_array_index (variants, j);

          check_text (f, COMMS_PART_LEDE, variant->text);
          g_assert_cmpstr (variant->text, ==,
                           ((CommsVariant *) g_ptr_array_index (again, j))->text);
          g_ptr_array_add (texts, variant->text);
        }
      assert_unlike (texts, COMMS_TEXT_ALIKE);
    }
}

/* Applied again, the split of a release gives the same release. */
static void
check_split (Fixture *f)
{
  g_autoptr (CommsSplit) split = comms_split_from_release (f->release);
  g_autoptr (CommsRelease) copy = comms_record_copy (f->release);

  comms_split_apply (split, copy);
  g_assert_cmpstr (copy->headline, ==, f->release->headline);
  g_assert_cmpstr (copy->subhead, ==, f->release->subhead);
  g_assert_cmpstr (copy->lede, ==, f->release->lede);
  g_assert_cmpstr (copy->body, ==, f->release->body);
  g_assert_cmpstr (copy->conclusion, ==, f->release->conclusion);
  g_assert_true (
    g_strv_equal ((const char *const *) copy->quotes, (const char *const *) f->release->quotes));
  /* The matter has no office around it. */
  g_assert_null (strstr (f->release->lede, "2026:"));
  g_assert_null (strstr (f->release->conclusion, "051-92"));
}

static void
test_release (gconstpointer path)
{
  Fixture f;

  set_up (&f, path);
  check_split (&f);
  check_day (&f);
  check_variants (&f);
  tear_down (&f);
}

static void
test_short (gconstpointer path)
{
  Fixture f;

  set_up (&f, path);
  g_object_set (f.account, "character-limit", G_GINT64_CONSTANT (160), NULL);
  desk_fixture_save (&f.desk, comms_accounts_save, f.account);
  check_day (&f);
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  folder = g_test_build_filename (G_TEST_DIST, "fixtures", "releases", NULL);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test = g_strconcat ("/drafts/", name, NULL);
      g_autofree char *short_test = g_strconcat ("/short-drafts/", name, NULL);

      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
      g_test_add_data_func (test, paths->pdata[paths->len - 1], test_release);
      g_test_add_data_func (short_test, paths->pdata[paths->len - 1], test_short);
    }
  return g_test_run ();
}
