/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-fit.h"
#include "comms-sentences.h"
#include "comms-split.h"

#include <string.h>

/* The split as a value, and what a person does to it. The proposal is in comms-split-propose.c. */

static void
row_free (gpointer data)
{
  CommsSplitRow *row = data;

  g_free (row->text);
  g_free (row);
}

static CommsSplitRow *
row_at (const CommsSplit *self,
        guint             index)
{
  return g_ptr_array_index (self->rows, index);
}

/* Whether the part has its place in the order of a release. */
static gboolean
is_ordered (CommsSplitPart part)
{
  return part <= COMMS_SPLIT_CONCLUSION;
}

/* Each row that is a quote is one of its own. */
static void
number_quotes (CommsSplit *self)
{
  int n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      CommsSplitRow *row = row_at (self, i);

      row->part_index = row->part == COMMS_SPLIT_QUOTE ? n++ : 0;
    }
}

CommsSplit *
comms_split_new (void)
{
  CommsSplit *self = g_new0 (CommsSplit, 1);

  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->hashtags = g_new0 (char *, 1);
  return self;
}

CommsSplitRow *
comms_split_add (CommsSplit    *self,
                 CommsSplitPart part,
                 const char    *text)
{
  CommsSplitRow *row = g_new0 (CommsSplitRow, 1);

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  row->text = g_strdup (text);
  row->part = part;
  g_ptr_array_add (self->rows, row);
  number_quotes (self);
  return row;
}

CommsSplit *
comms_split_copy (const CommsSplit *self)
{
  CommsSplit *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = comms_split_new ();
  for (guint i = 0; i < self->rows->len; i++)
    {
      const CommsSplitRow *row = row_at (self, i);

      comms_split_add (copy, row->part, row->text)->pulled = row->pulled;
    }
  copy->link = g_strdup (self->link);
  g_strfreev (copy->hashtags);
  copy->hashtags = g_strdupv (self->hashtags);
  return copy;
}

void
comms_split_free (CommsSplit *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_free (self->link);
  g_strfreev (self->hashtags);
  g_free (self);
}

gboolean
comms_split_equal (const CommsSplit *a,
                   const CommsSplit *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->rows->len != b->rows->len || g_strcmp0 (a->link, b->link) != 0
      || !g_strv_equal ((const char *const *) a->hashtags, (const char *const *) b->hashtags))
    return FALSE;
  for (guint i = 0; i < a->rows->len; i++)
    {
      const CommsSplitRow *one = row_at (a, i), *other = row_at (b, i);

      if (one->part != other->part || one->pulled != other->pulled
          || strcmp (one->text, other->text) != 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
comms_split_may_assign (const CommsSplit *self,
                        guint             index,
                        CommsSplitPart    part)
{
  g_return_val_if_fail (self != NULL && index < self->rows->len, FALSE);

  return part < COMMS_SPLIT_N_PARTS && (!row_at (self, index)->pulled || !is_ordered (part));
}

gboolean
comms_split_assign (CommsSplit    *self,
                    guint          index,
                    CommsSplitPart part)
{
  if (!comms_split_may_assign (self, index, part) || row_at (self, index)->part == part)
    return FALSE;

  row_at (self, index)->part = part;
  for (guint i = 0; i < self->rows->len && is_ordered (part); i++)
    {
      CommsSplitRow *row = row_at (self, i);

      if (is_ordered (row->part)
          && ((i < index && row->part > part) || (i > index && row->part < part)))
        row->part = part;
    }
  number_quotes (self);
  return TRUE;
}

gboolean
comms_split_has_border (const CommsSplit *self,
                        guint             index)
{
  const CommsSplitRow *above, *below;

  g_return_val_if_fail (self != NULL, FALSE);

  if (index == 0 || index >= self->rows->len)
    return FALSE;
  above = row_at (self, index - 1);
  below = row_at (self, index);
  return above->part != below->part || above->part_index != below->part_index
         || above->pulled != below->pulled;
}

gboolean
comms_split_move_border (CommsSplit *self,
                         guint       index,
                         int         n_rows)
{
  gboolean changed = FALSE;
  CommsSplitPart part;

  if (!comms_split_has_border (self, index))
    return FALSE;

  part = row_at (self, n_rows > 0 ? index - 1 : index)->part;
  for (int i = 0; i < ABS (n_rows); i++)
    {
      int passed = n_rows > 0 ? (int) index + i : (int) index - 1 - i;

      if (passed < 0 || passed >= (int) self->rows->len)
        break;
      changed = comms_split_assign (self, (guint) passed, part) || changed;
    }
  return changed;
}

gboolean
comms_split_cut (CommsSplit *self,
                 guint       index,
                 gsize       at)
{
  CommsSplitRow *row, *rest;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_return_val_if_fail (self != NULL && index < self->rows->len, FALSE);

  row = row_at (self, index);
  if (at > strlen (row->text) || !g_utf8_validate (row->text, (gssize) at, NULL))
    return FALSE;
  first = g_strstrip (g_strndup (row->text, at));
  second = g_strstrip (g_strdup (row->text + at));
  if (*first == '\0' || *second == '\0')
    return FALSE;

  rest = g_new0 (CommsSplitRow, 1);
  rest->text = g_steal_pointer (&second);
  rest->part = row->part;
  rest->pulled = row->pulled;
  g_ptr_array_insert (self->rows, (int) index + 1, rest);
  g_free (row->text);
  row->text = g_steal_pointer (&first);
  number_quotes (self);
  return TRUE;
}

gboolean
comms_split_join (CommsSplit *self,
                  guint       index)
{
  CommsSplitRow *row, *below;
  char *joined;

  g_return_val_if_fail (self != NULL && index < self->rows->len, FALSE);

  if (index + 1 >= self->rows->len)
    return FALSE;
  row = row_at (self, index);
  below = row_at (self, index + 1);
  if (row->pulled || below->pulled)
    return FALSE;

  joined = g_strconcat (row->text, " ", below->text, NULL);
  g_free (row->text);
  row->text = joined;
  g_ptr_array_remove_index (self->rows, index + 1);
  number_quotes (self);
  return TRUE;
}

char *
comms_split_dup_part (const CommsSplit *self,
                      CommsSplitPart    part,
                      int               part_index)
{
  const char *between = part <= COMMS_SPLIT_SUBHEAD ? " " : "\n\n";
  GString *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const CommsSplitRow *row = row_at (self, i);

      if (row->part != part || row->part_index != part_index
          || (row->pulled && part == COMMS_SPLIT_LEFT_OUT))
        continue;
      if (text == NULL)
        text = g_string_new (row->text);
      else
        g_string_append_printf (text, "%s%s", between, row->text);
    }
  return text != NULL ? g_string_free (text, FALSE) : NULL;
}

char **
comms_split_dup_quotes (const CommsSplit *self)
{
  GPtrArray *quotes = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    if (row_at (self, i)->part == COMMS_SPLIT_QUOTE)
      g_ptr_array_add (quotes, g_strdup (row_at (self, i)->text));
  g_ptr_array_add (quotes, NULL);
  return (char **) g_ptr_array_free (quotes, FALSE);
}

guint
comms_split_count (const CommsSplit *self,
                   CommsSplitPart    part)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->rows->len; i++)
    n += row_at (self, i)->part == part;
  return n;
}
