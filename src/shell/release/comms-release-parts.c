/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-release-page-private.h"

#include "comms-fit.h"
#include "comms-releases.h"
#include "comms-undo.h"

/* The text of a release as rows, one a part. */

static const struct
{
  CommsPart part;
  const char *property;
} single_parts[] = {
  { COMMS_PART_HEADLINE, "headline" },
  { COMMS_PART_SUBHEAD, "subhead" },
  { COMMS_PART_LEDE, "lede" },
  { COMMS_PART_NONE, "body" },
  { COMMS_PART_CONCLUSION, "conclusion" },
};

static const char *
property_of (CommsPart part)
{
  for (guint i = 0; i < G_N_ELEMENTS (single_parts); i++)
    if (single_parts[i].part == part)
      return single_parts[i].property;
  return NULL;
}

/* The quotes on screen that say something. (transfer full) (element-type utf8) */
static GPtrArray *
dup_quotes (CommsReleasePage *self)
{
  GPtrArray *quotes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->rows->len; i++)
    {
      CommsPartRow *row = g_ptr_array_index (self->rows, i);
      g_autofree char *text = comms_part_row_dup_text (row);

      if (comms_part_row_get_part (row) == COMMS_PART_QUOTE && *text != '\0')
        g_ptr_array_add (quotes, g_steal_pointer (&text));
    }
  g_ptr_array_add (quotes, NULL);
  return quotes;
}

static void
edited_cb (CommsReleasePage *self, CommsPartRow *row)
{
  g_assert (COMMS_IS_RELEASE_PAGE (self));

  if (self->filling || self->release == NULL)
    return;
  if (comms_part_row_get_part (row) == COMMS_PART_QUOTE)
    {
      g_autoptr (GPtrArray) quotes = dup_quotes (self);

      g_object_set (self->release, "quotes", quotes->pdata, NULL);
    }
  else
    {
      g_autofree char *text = comms_part_row_dup_text (row);

      g_object_set (self->release, property_of (comms_part_row_get_part (row)), text, NULL);
    }
  comms_release_page_touch (self);
}

static guint
count_quote_rows (CommsReleasePage *self)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += comms_part_row_get_part (g_ptr_array_index (self->rows, i)) == COMMS_PART_QUOTE;
  return n;
}

/* The quotes are numbered as they stand. */
static void
number_quotes (CommsReleasePage *self)
{
  int index = 0;

  for (guint i = 0; i < self->rows->len; i++)
    if (comms_part_row_get_part (g_ptr_array_index (self->rows, i)) == COMMS_PART_QUOTE)
      comms_part_row_set_index (g_ptr_array_index (self->rows, i), index++);
}

static void
remove_row (CommsReleasePage *self, CommsPartRow *row)
{
  gtk_box_remove (self->parts_box, GTK_WIDGET (row));
  g_ptr_array_remove (self->rows, row);
  number_quotes (self);
}

static void
removed_cb (CommsReleasePage *self, CommsPartRow *row)
{
  g_autoptr (CommsRelease) before = NULL;
  g_autoptr (GPtrArray) quotes = NULL;
  g_autofree char *text = comms_part_row_dup_text (row);

  g_assert (COMMS_IS_RELEASE_PAGE (self));

  before = comms_record_copy (self->release);
  remove_row (self, row);
  if (*text == '\0')
    return;
  quotes = dup_quotes (self);
  g_object_set (self->release, "quotes", quotes->pdata, NULL);
  comms_release_page_touch (self);
  if (comms_record_get_id (COMMS_RECORD (before)) != 0)
    comms_undo_push_record (GTK_WIDGET (self), C_ ("release", "Quote removed."),
                            comms_releases_save, before, self->release);
}

static CommsPartRow *
add_row (CommsReleasePage *self, CommsPart part, int index, GtkWidget *after, guint position)
{
  GtkWidget *row = comms_part_row_new (part, index);

  g_signal_connect_object (row, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  if (self->release != NULL)
    comms_part_row_set_language (COMMS_PART_ROW (row), self->release->language);
  gtk_box_insert_child_after (self->parts_box, row, after);
  g_ptr_array_insert (self->rows, (int) position, row);
  return COMMS_PART_ROW (row);
}

CommsPartRow *
comms_release_parts_find (CommsReleasePage *self, CommsPart part)
{
  for (guint i = self->rows->len; i > 0; i--)
    if (comms_part_row_get_part (g_ptr_array_index (self->rows, i - 1)) == part)
      return g_ptr_array_index (self->rows, i - 1);
  return NULL;
}

/* Behind the last quote, or behind the lede. */
static CommsPartRow *
append_quote (CommsReleasePage *self)
{
  guint n = count_quote_rows (self);
  CommsPartRow *before =
    comms_release_parts_find (self, n > 0 ? COMMS_PART_QUOTE : COMMS_PART_LEDE);
  guint position;

  g_ptr_array_find (self->rows, before, &position);
  return add_row (self, COMMS_PART_QUOTE, (int) n, GTK_WIDGET (before), position + 1);
}

void
comms_release_parts_add_quote (CommsReleasePage *self)
{
  CommsPartRow *last = comms_release_parts_find (self, COMMS_PART_QUOTE);
  g_autofree char *text = last != NULL ? comms_part_row_dup_text (last) : NULL;

  /* An empty one that is there already is as good as a new one. */
  if (last == NULL || *text != '\0')
    last = append_quote (self);
  comms_part_row_focus (last);
}

static void
add_quote_cb (CommsReleasePage *self)
{
  g_assert (COMMS_IS_RELEASE_PAGE (self));

  comms_release_parts_add_quote (self);
}

static gboolean
quotes_agree (CommsReleasePage *self)
{
  static const char *const none[] = { NULL };
  g_autoptr (GPtrArray) shown = dup_quotes (self);
  const char *const *kept = (const char *const *) self->release->quotes;

  return g_strv_equal ((const char *const *) shown->pdata, kept != NULL ? kept : none);
}

/* Rows that say the same stay, so that an empty one that was just added is not lost. */
static void
fill_quotes (CommsReleasePage *self)
{
  guint n = self->release->quotes != NULL ? g_strv_length (self->release->quotes) : 0;
  guint at = 0;

  if (quotes_agree (self))
    return;
  while (count_quote_rows (self) > n)
    remove_row (self, comms_release_parts_find (self, COMMS_PART_QUOTE));
  while (count_quote_rows (self) < n)
    append_quote (self);
  for (guint i = 0; i < self->rows->len; i++)
    if (comms_part_row_get_part (g_ptr_array_index (self->rows, i)) == COMMS_PART_QUOTE)
      comms_part_row_set_text (g_ptr_array_index (self->rows, i), self->release->quotes[at++]);
}

static void
fill_posts (CommsReleasePage *self)
{
  const char *zone = self->data->policy->zone;
  int quote = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      CommsPartRow *row = g_ptr_array_index (self->rows, i);
      CommsPart part = comms_part_row_get_part (row);
      int index = part == COMMS_PART_QUOTE ? quote++ : 0;
      CommsPost *post =
        part != COMMS_PART_NONE ? comms_release_data_post (self->data, part, index) : NULL;

      comms_part_row_set_post (row, post, zone, self->data->now);
      comms_part_row_set_language (row, self->release->language);
    }
}

void
comms_release_parts_fill (CommsReleasePage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (single_parts); i++)
    {
      g_autofree char *text = NULL;

      g_object_get (self->release, single_parts[i].property, &text, NULL);
      comms_part_row_set_text (comms_release_parts_find (self, single_parts[i].part), text);
    }
  fill_quotes (self);
  fill_posts (self);
}

void
comms_release_parts_init (CommsReleasePage *self)
{
  GtkWidget *after = NULL;

  self->rows = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (single_parts); i++)
    {
      after = GTK_WIDGET (add_row (self, single_parts[i].part, 0, after, i));
      if (single_parts[i].part != COMMS_PART_LEDE)
        continue;
      self->add_quote = gtk_button_new_with_label (C_ ("release", "Add a Quote"));
      gtk_widget_add_css_class (self->add_quote, "flat");
      gtk_widget_add_css_class (self->add_quote, "add-quote");
      gtk_widget_set_halign (self->add_quote, GTK_ALIGN_START);
      g_signal_connect_object (self->add_quote, "clicked", G_CALLBACK (add_quote_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_insert_child_after (self->parts_box, self->add_quote, after);
      after = self->add_quote;
    }
}
