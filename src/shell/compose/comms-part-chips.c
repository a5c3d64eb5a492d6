/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-part-chips.h"

#include "comms-cascade.h"
#include "comms-marks.h"
#include "comms-words.h"

/* So many stand in the row; the others behind "+2". */
#define MOST_CHIPS 4

struct _CommsPartChips
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (CommsPartChips, comms_part_chips, GTK_TYPE_WIDGET)

static gboolean
is_own_part (const CommsCoverage *part, CommsPost *post)
{
  return part->part == post->part && part->part_index == post->part_index;
}

static GtkWidget *
new_chip (const CommsCoverage *part, CommsPost *post, gboolean open)
{
  g_autofree char *word = comms_format_part (part->part, part->part_index);
  GtkWidget *chip = gtk_button_new_with_label (word);

  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, "part-chip");
  if (is_own_part (part, post))
    {
      gtk_widget_add_css_class (chip, "current");
      gtk_accessible_update_state (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_STATE_SELECTED, TRUE, -1);
      gtk_widget_set_tooltip_text (chip, C_ ("part", "This post"));
    }
  else if (part->post != NULL)
    {
      gtk_widget_set_tooltip_text (chip, comms_post_word (part->post));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (chip), "win.open-post");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (chip), "x",
                                        comms_record_get_id (COMMS_RECORD (part->post)));
    }
  else if (open)
    {
      gtk_widget_set_tooltip_text (chip, C_ ("part", "Not used yet. Let this post say it"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (chip), "post.use-part");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (chip), "(ii)", (int) part->part,
                                        part->part_index);
    }
  else
    {
      gtk_widget_set_sensitive (chip, FALSE);
      gtk_widget_set_tooltip_text (chip, C_ ("part", "Not used: it has no post"));
    }
  return chip;
}

static GtkWidget *
new_more_button (GPtrArray *hidden)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *number = comms_format_number (hidden->len);
  /* Translators: so many more parts */
  g_autofree char *label = g_strdup_printf (C_ ("part", "+%s"), number);

  for (guint i = 0; i < hidden->len; i++)
    gtk_box_append (GTK_BOX (box), g_ptr_array_index (hidden, i));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), label);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_tooltip_text (button, C_ ("part", "Other parts"));
  gtk_widget_add_css_class (button, "more-chips");
  return button;
}

static void
clear (CommsPartChips *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
comms_part_chips_dispose (GObject *object)
{
  clear (COMMS_PART_CHIPS (object));

  G_OBJECT_CLASS (comms_part_chips_parent_class)->dispose (object);
}

static void
comms_part_chips_class_init (CommsPartChipsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_part_chips_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
comms_part_chips_init (CommsPartChips *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 5);
}

/* The row starts so that the post's own part is in it. */
static guint
first_shown (CommsComposeData *data)
{
  guint n = data->coverage->len;

  for (guint i = 0; i < n; i++)
    if (is_own_part (g_ptr_array_index (data->coverage, i), data->post))
      return i < MOST_CHIPS ? 0 : MIN (i, n - MOST_CHIPS);
  return 0;
}

void
comms_part_chips_set (CommsPartChips *self, CommsComposeData *data, gboolean open)
{
  g_autoptr (GPtrArray) hidden = g_ptr_array_new ();
  GtkWidget *word;
  guint first;

  g_return_if_fail (COMMS_IS_PART_CHIPS (self));

  clear (self);
  gtk_widget_set_visible (GTK_WIDGET (self), data->coverage != NULL && data->coverage->len > 0);
  if (data->coverage == NULL)
    return;

  word = gtk_label_new (C_ ("part", "Part"));
  gtk_widget_add_css_class (word, "caption");
  gtk_widget_add_css_class (word, "secondary");
  gtk_widget_set_parent (word, GTK_WIDGET (self));
  first = first_shown (data);
  for (guint i = 0; i < data->coverage->len; i++)
    {
      GtkWidget *chip = new_chip (g_ptr_array_index (data->coverage, i), data->post, open);

      if (i >= first && i < first + MOST_CHIPS)
        gtk_widget_set_parent (chip, GTK_WIDGET (self));
      else
        g_ptr_array_add (hidden, chip);
    }
  if (hidden->len > 0)
    gtk_widget_set_parent (new_more_button (hidden), GTK_WIDGET (self));
}
