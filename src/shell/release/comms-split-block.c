/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-split-block.h"

#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-paint.h"
#include "comms-post-markup.h"
#include "comms-sentences.h"
#include "comms-when-button.h"

#define NAME_WIDTH 116

/* How the parts are called, and which type and colour they have. */
static const struct
{
  const char *word;
  const char *css_class;
  const char *role;
} parts[COMMS_SPLIT_N_PARTS] = {
  [COMMS_SPLIT_HEADLINE] = { NC_ ("split part", "Headline"), "headline", "part-headline" },
  [COMMS_SPLIT_SUBHEAD] = { NC_ ("split part", "Subhead"), "subhead", "part-subhead" },
  [COMMS_SPLIT_LEDE] = { NC_ ("split part", "Lede"), "lede", "part-lede" },
  [COMMS_SPLIT_BODY] = { NC_ ("split part", "Body"), "body", "part-body" },
  [COMMS_SPLIT_CONCLUSION] = { NC_ ("split part", "Conclusion"), "conclusion", "part-body" },
  [COMMS_SPLIT_QUOTE] = { NC_ ("split part", "Quote"), "quote", "part-pulled" },
  [COMMS_SPLIT_LEFT_OUT] = { NC_ ("split part", "Left Out"), "left-out", "part-body" },
};

struct _CommsSplitBlock
{
  GtkWidget parent_instance;

  guint index;
  CommsSplitPart part;
  gboolean can_cut;
  gboolean can_join;
  gboolean may[COMMS_SPLIT_N_PARTS];

  GtkMenuButton *button;
  GtkLabel *name_label;
  GtkWidget *stripe;
  GtkWidget *column;
  GtkLabel *pulled_label;
  GtkLabel *text_label;
};

G_DEFINE_FINAL_TYPE (CommsSplitBlock, comms_split_block, GTK_TYPE_WIDGET)

char *
comms_split_part_dup_word (CommsSplitPart part, int part_index)
{
  g_return_val_if_fail (part < COMMS_SPLIT_N_PARTS, NULL);

  if (part == COMMS_SPLIT_QUOTE)
    return comms_format_part (COMMS_PART_QUOTE, part_index);
  return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "split part", parts[part].word));
}

/* --- the menu --- */

static void
add_part (CommsSplitBlock *self, GMenu *menu, CommsSplitPart part)
{
  g_autoptr (GMenuItem) item =
    g_menu_item_new (g_dpgettext2 (GETTEXT_PACKAGE, "split part", parts[part].word), NULL);

  g_menu_item_set_action_and_target (item, "split.take", "(uu)", self->index, (guint) part);
  g_menu_append_item (menu, item);
}

static void
add_edit (CommsSplitBlock *self, GMenu *menu, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "u", self->index);
  g_menu_append_item (menu, item);
}

static void
popup_cb (GtkMenuButton *button, gpointer user_data)
{
  CommsSplitBlock *self = user_data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) take = g_menu_new ();
  g_autoptr (GMenu) edit = g_menu_new ();

  for (CommsSplitPart part = 0; part < COMMS_SPLIT_N_PARTS; part++)
    if (self->may[part])
      add_part (self, take, part);
  if (self->can_cut)
    add_edit (self, edit, C_ ("split menu", "Cut after the First Sentence"), "split.cut");
  if (self->can_join)
    add_edit (self, edit, C_ ("split menu", "Join with the Next Block"), "split.join");
  g_menu_append_section (menu, C_ ("split menu", "This Is"), G_MENU_MODEL (take));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (edit));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* --- overrides --- */

static void
comms_split_block_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (comms_split_block_parent_class)->dispose (object);
}

static void
comms_split_block_class_init (CommsSplitBlockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_split_block_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "splitblock");
}

static GtkWidget *
new_button (CommsSplitBlock *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("pan-down-symbolic");

  self->name_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->name_label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->name_label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->name_label), "part-name");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->name_label));
  gtk_box_append (GTK_BOX (box), arrow);
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, box);
  comms_menu_button_fill (self->button);
  gtk_menu_button_set_create_popup_func (self->button, popup_cb, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "split-name");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_START);
  gtk_widget_set_size_request (GTK_WIDGET (self->button), NAME_WIDTH, -1);
  return GTK_WIDGET (self->button);
}

static void
comms_split_block_init (CommsSplitBlock *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->column = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->stripe = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->stripe, "split-stripe");
  self->pulled_label = GTK_LABEL (gtk_label_new (C_ ("split", "words of the text above")));
  gtk_label_set_xalign (self->pulled_label, 0);
  gtk_label_set_wrap (self->pulled_label, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->pulled_label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->pulled_label), "secondary");
  self->text_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->text_label, TRUE);
  gtk_label_set_wrap_mode (self->text_label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->text_label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->text_label), TRUE);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->text_label));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->pulled_label));
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (self->column), new_button (self));
  gtk_box_append (GTK_BOX (self->column), texts);
  gtk_widget_set_parent (self->stripe, GTK_WIDGET (self));
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
}

/* --- public --- */

GtkWidget *
comms_split_block_new (guint index)
{
  CommsSplitBlock *self = g_object_new (COMMS_TYPE_SPLIT_BLOCK, NULL);

  self->index = index;
  return GTK_WIDGET (self);
}

static void
note_choices (CommsSplitBlock *self, const CommsSplit *split, const CommsSplitRow *row)
{
  const CommsSplitRow *next =
    self->index + 1 < split->rows->len ? g_ptr_array_index (split->rows, self->index + 1) : NULL;
  gsize end = comms_sentence_end (row->text, 0);

  for (CommsSplitPart part = 0; part < COMMS_SPLIT_N_PARTS; part++)
    self->may[part] = comms_split_may_assign (split, self->index, part);
  self->can_cut = row->text[comms_skip_space (row->text, end)] != '\0';
  self->can_join = next != NULL && !row->pulled && !next->pulled;
}

static void
show_part (CommsSplitBlock *self, CommsSplitPart part)
{
  for (CommsSplitPart i = 0; i < COMMS_SPLIT_N_PARTS; i++)
    {
      comms_widget_toggle_class (self->stripe, parts[i].css_class, i == part);
      if (!g_str_equal (parts[i].role, parts[part].role))
        gtk_widget_remove_css_class (GTK_WIDGET (self->text_label), parts[i].role);
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->text_label), parts[part].role);
  comms_widget_toggle_class (GTK_WIDGET (self->text_label), "secondary",
                             part == COMMS_SPLIT_LEFT_OUT);
}

void
comms_split_block_show (CommsSplitBlock *self,
                        const CommsSplit *split,
                        gboolean first,
                        const char *language)
{
  const CommsSplitRow *row;
  g_autofree char *word = NULL;
  g_autofree char *excerpt = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (COMMS_IS_SPLIT_BLOCK (self));
  g_return_if_fail (self->index < split->rows->len);

  row = g_ptr_array_index (split->rows, self->index);
  word = comms_split_part_dup_word (row->part, row->part_index);
  excerpt = comms_text_excerpt (row->text, 40);
  /* Translators: a part of a release, such as "Headline", and the beginning of its text */
  spoken = g_strdup_printf (C_ ("split", "%s: %s"), word, excerpt);
  self->part = row->part;
  note_choices (self, split, row);
  show_part (self, row->part);
  gtk_label_set_label (self->name_label, word);
  comms_widget_toggle_class (GTK_WIDGET (self->name_label), "further", !first);
  gtk_label_set_label (self->text_label, row->text);
  comms_label_follow_text (self->text_label, row->text);
  comms_widget_toggle_class (GTK_WIDGET (self->text_label), "urdu",
                             g_strcmp0 (language, "ur") == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->pulled_label), row->pulled);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

void
comms_split_block_set_folded (CommsSplitBlock *self, gboolean folded)
{
  g_return_if_fail (COMMS_IS_SPLIT_BLOCK (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->column),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (GTK_WIDGET (self->button), folded ? GTK_ALIGN_START : GTK_ALIGN_FILL);
}
