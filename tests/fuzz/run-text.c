/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run-text.h"

#include <string.h>

#include "comms-count.h"
#include "comms-fit.h"
#include "comms-split.h"
#include "comms-text-check.h"

static void
check_text (char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_free (text);
}

static void
check_entities (const char *text)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text);
  gsize last = 0;

  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      g_assert_cmpuint (entity->start, >=, last);
      g_assert_cmpuint (entity->end, >, entity->start);
      g_assert_cmpuint (entity->end, <=, strlen (text));
      last = entity->end;
    }
}

static void
check_count (const char *text,
             int         limit)
{
  CommsCount count = comms_text_count (text, limit);

  g_assert_cmpint (count.weight, >=, 0);
  g_assert_cmpuint (count.fits, <=, strlen (text));
  if (count.weight <= limit)
    g_assert_cmpuint (count.fits, ==, strlen (text));
  if (count.valid)
    g_assert_true (count.weight <= limit && g_utf8_validate (text, -1, NULL));
  if (g_utf8_validate (text, -1, NULL))
    g_assert_true (g_utf8_validate (text, count.fits, NULL));
}

/* The same of every rule, for bytes that may hold zeros. */
static void
check_rules (const guint8 *data,
             gsize         size,
             int           limit)
{
  g_auto (CommsTextCheck) check = { 0 };
  CommsTextOptions options = { .limit = limit, .size = size };

  for (guint rule = 0; rule < COMMS_TEXT_N_RULES; rule++)
    {
      gsize last = 0;

      comms_text_check (size > 0 ? (const char *) data : NULL, rule, &options, &check);
      g_assert_cmpint (check.length, >=, 0);
      g_assert_cmpuint (check.fits, <=, size);
      for (guint i = 0; i < check.entities->len; i++)
        {
          const CommsEntity *entity = &g_array_index (check.entities, CommsEntity, i);

          g_assert_cmpuint (entity->start, >=, last);
          g_assert_cmpuint (entity->end, >, entity->start);
          g_assert_cmpuint (entity->end, <=, size);
          g_assert_cmpuint (entity->char_end - entity->char_start, <=, entity->end - entity->start);
          last = entity->end;
        }
      for (guint i = 0; i < check.problems->len; i++)
        g_assert_true (
          g_utf8_validate (g_array_index (check.problems, CommsTextProblem, i).sentence, -1, NULL));
    }
}

static void
check_forms (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  guint n_changed = 0, again = 0;
  g_autofree char *letters = comms_text_normalise_presentation_forms (valid, TRUE, &n_changed, NULL);
  g_autofree char *stripped = comms_text_strip_direction_marks (letters, NULL, NULL);

  check_text (comms_text_normalise_presentation_forms (letters, TRUE, &again, NULL));
  g_assert_cmpuint (again, ==, 0);
  check_text (comms_text_strip_direction_marks (stripped, &again, NULL));
  g_assert_cmpuint (again, ==, 0);
}

static void
check_fit (const char *text,
           int         limit)
{
  const char *const hashtags[] = { "#HumanRightsDay", text, "#پاکستان", NULL };
  const CommsTextMeasure measure = { limit % COMMS_TEXT_N_RULES, { .limit = MAX (limit, 1) } };
  g_autofree char *post
    = comms_text_fit (text, "https://mohr.example.org/a", hashtags, 2, &measure);
  g_autofree char *wild = comms_text_fit (text, text, hashtags, 3, &measure);
  g_auto (CommsTextCheck) check = { 0 };

  g_assert_true (g_utf8_validate (post, -1, NULL));
  g_assert_true (g_utf8_validate (wild, -1, NULL));
  comms_text_check (post, measure.rule, &measure.options, &check);
  g_assert_cmpuint (check.fits, ==, strlen (post));
  comms_text_check (wild, measure.rule, &measure.options, &check);
  g_assert_cmpuint (check.fits, ==, strlen (wild));
}

/* What may be done to a split leaves it lawful, and a copy as it was. */
static void
check_split (const char *text)
{
  g_autoptr (CommsSplit) split = comms_split_propose_text (text);
  g_autoptr (CommsSplit) copy = comms_split_copy (split);
  CommsSplitPart last = COMMS_SPLIT_HEADLINE;

  g_assert_true (comms_split_equal (split, copy));
  for (guint i = 0; i < copy->rows->len && i < split->rows->len; i++)
    {
      comms_split_assign (copy, i, (CommsSplitPart) (strlen (text) + i) % COMMS_SPLIT_N_PARTS);
      comms_split_move_border (copy, i, (int) (strlen (text) % 5) - 2);
      comms_split_cut (copy, i, strlen (text) / 2);
      comms_split_join (copy, i);
    }
  for (guint i = 0; i < copy->rows->len; i++)
    {
      const CommsSplitRow *row = g_ptr_array_index (copy->rows, i);

      check_text (g_strdup (row->text));
      g_assert_cmpstr (row->text, !=, "");
      if (row->part > COMMS_SPLIT_CONCLUSION)
        continue;
      g_assert_cmpint (row->part, >=, last);
      last = row->part;
    }
  check_text (g_strjoinv ("", split->hashtags));
  if (split->link != NULL)
    check_text (g_strdup (split->link));
}

static void
check_diff (const char *before,
            const char *after)
{
  g_autoptr (GPtrArray) pieces = comms_text_diff (before, after);
  g_autoptr (GString) old = g_string_new (NULL);
  g_autoptr (GString) new = g_string_new (NULL);
  g_autofree char *valid_before = g_utf8_make_valid (before, -1);
  g_autofree char *valid_after = g_utf8_make_valid (after, -1);

  for (guint i = 0; i < pieces->len; i++)
    {
      const CommsDiff *piece = g_ptr_array_index (pieces, i);

      check_text (g_strdup (piece->text));
      if (piece->kind != COMMS_DIFF_ADDED)
        g_string_append (old, piece->text);
      if (piece->kind != COMMS_DIFF_REMOVED)
        g_string_append (new, piece->text);
    }
  g_assert_cmpstr (old->str, ==, valid_before);
  g_assert_cmpstr (new->str, ==, valid_after);
}

static void
check_clean (const guint8 *data,
             gsize         size)
{
  guint removed = 0, removed_again = 0;
  g_autofree char *clean = comms_text_clean ((const char *) data, size, &removed);
  g_autofree char *again = comms_text_clean (clean, -1, &removed_again);

  g_assert_true (g_utf8_validate (clean, -1, NULL));
  g_assert_cmpuint (removed, <=, size);
  g_assert_cmpuint (removed_again, ==, 0);
  g_assert_cmpstr (clean, ==, again);
}

static void
check_fold (const char *text)
{
  char *folded = comms_text_fold (text);
  g_autofree char *again = comms_text_fold (folded);

  g_assert_cmpstr (folded, ==, again);
  check_text (folded);
}

void
run_text_functions (const guint8 *data,
                    gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *other = g_strndup (text, strlen (text) / 2);
  int limit = size > 0 ? data[0] * 2 : 280;
  double similarity = comms_text_similarity (text, other);

  check_clean (data, size);
  check_fold (text);
  check_entities (text);
  check_count (text, limit);
  check_count (text, G_MAXINT);
  check_rules (data, size, limit);
  check_forms (text);
  check_fit (text, limit);
  check_split (text);
  check_diff (text, other);
  check_diff (other, text);
  check_text (comms_text_clean_line (text));
  check_text (comms_text_excerpt (text, limit / 8));
  comms_text_is_rtl (text);
  g_assert_true (similarity >= 0.0 && similarity <= 1.0);
}
