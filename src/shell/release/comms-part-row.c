/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-part-row.h"

#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-post-text.h"
#include "comms-words.h"

#define NAME_WIDTH 90

struct _CommsPartRow
{
  GtkWidget parent_instance;

  CommsPart part;
  int index;
  gboolean filling;

  GtkLabel *name_label;
  CommsStateLabel *state_label;
  CommsPostText *text;
  GtkLabel *words_label;    /* of the body */
  GtkButton *remove_button; /* of a quote */
};

G_DEFINE_FINAL_TYPE (CommsPartRow, comms_part_row, GTK_TYPE_WIDGET)

enum
{
  EDITED,
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The type of its role (mock-ups, "release-editor"). */
static const char *
role_class (CommsPart part)
{
  switch (part)
    {
    case COMMS_PART_HEADLINE:
      return "part-headline";
    case COMMS_PART_SUBHEAD:
      return "part-subhead";
    case COMMS_PART_LEDE:
      return "part-lede";
    case COMMS_PART_QUOTE:
      return "part-quote";
    case COMMS_PART_CONCLUSION:
    case COMMS_PART_NONE:
    default:
      return "part-body";
    }
}

static gboolean
is_one_line (CommsPart part)
{
  return part == COMMS_PART_HEADLINE || part == COMMS_PART_SUBHEAD || part == COMMS_PART_QUOTE;
}

/* (transfer full) */
static char *
dup_name (CommsPartRow *self)
{
  if (self->part == COMMS_PART_NONE)
    return g_strdup (C_ ("part", "Body"));
  return comms_format_part (self->part, self->index);
}

static void
update_name (CommsPartRow *self)
{
  g_autofree char *name = dup_name (self);

  gtk_label_set_label (self->name_label, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static guint
count_words (const char *text)
{
  g_auto (GStrv) words = g_regex_split_simple ("\\s+", text, 0, 0);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    n += words[i][0] != '\0';
  return n;
}

static void
update_words (CommsPartRow *self)
{
  g_autofree char *text = comms_post_text_dup_text (self->text);
  guint n = count_words (text);
  g_autofree char *number = comms_format_number (n);
  g_autofree char *label = NULL;

  if (self->words_label == NULL)
    return;
  label = g_strdup_printf (ngettext ("%s word", "%s words", n), number);
  gtk_label_set_label (self->words_label, label);
  gtk_widget_set_visible (GTK_WIDGET (self->words_label), n > 0);
}

static void
text_changed_cb (CommsPartRow *self)
{
  g_assert (COMMS_IS_PART_ROW (self));

  update_words (self);
  if (!self->filling)
    g_signal_emit (self, signals[EDITED], 0);
}

static void
remove_cb (CommsPartRow *self)
{
  g_assert (COMMS_IS_PART_ROW (self));

  g_signal_emit (self, signals[REMOVED], 0);
}

static gboolean
key_cb (CommsPartRow *self,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        GtkEventControllerKey *controller)
{
  gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;

  g_assert (COMMS_IS_PART_ROW (self));

  if (!enter || !is_one_line (self->part) || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                          GTK_DIR_TAB_FORWARD);
  return TRUE;
}

static void
comms_part_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (comms_part_row_parent_class)->dispose (object);
}

static void
comms_part_row_class_init (CommsPartRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_part_row_dispose;
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "partrow");
}

static void
comms_part_row_init (CommsPartRow *self)
{
}

static GtkWidget *
new_name_column (CommsPartRow *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->name_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->name_label, 0);
  gtk_label_set_wrap (self->name_label, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->name_label), "part-name");
  self->state_label = COMMS_STATE_LABEL (comms_state_label_new (COMMS_POST_STATE_CANCELLED));
  gtk_widget_set_halign (GTK_WIDGET (self->state_label), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->name_label));
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->state_label));
  gtk_widget_set_size_request (column, NAME_WIDTH, -1);
  gtk_widget_set_valign (column, GTK_ALIGN_START);
  return column;
}

static GtkWidget *
new_text_column (CommsPartRow *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkTextView *view;

  self->text = g_object_new (COMMS_TYPE_POST_TEXT, NULL);
  view = GTK_TEXT_VIEW (self->text);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_pixels_inside_wrap (view, 2);
  gtk_widget_add_css_class (GTK_WIDGET (view), "post-text");
  gtk_widget_add_css_class (GTK_WIDGET (view), role_class (self->part));
  gtk_widget_set_hexpand (column, TRUE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
  g_signal_connect_object (gtk_text_view_get_buffer (view), "changed", G_CALLBACK (text_changed_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (view));
  if (self->part == COMMS_PART_NONE)
    {
      self->words_label = GTK_LABEL (gtk_label_new (NULL));
      gtk_label_set_xalign (self->words_label, 0);
      gtk_widget_add_css_class (GTK_WIDGET (self->words_label), "caption");
      gtk_widget_add_css_class (GTK_WIDGET (self->words_label), "secondary");
      gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->words_label));
    }
  return column;
}

GtkWidget *
comms_part_row_new (CommsPart part, int index)
{
  CommsPartRow *self = g_object_new (COMMS_TYPE_PART_ROW, NULL);

  self->part = part;
  self->index = index;
  gtk_widget_set_parent (new_name_column (self), GTK_WIDGET (self));
  gtk_widget_set_parent (new_text_column (self), GTK_WIDGET (self));
  if (part == COMMS_PART_QUOTE)
    {
      self->remove_button = GTK_BUTTON (gtk_button_new_from_icon_name ("part-remove-symbolic"));
      gtk_widget_add_css_class (GTK_WIDGET (self->remove_button), "flat");
      gtk_widget_set_valign (GTK_WIDGET (self->remove_button), GTK_ALIGN_START);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->remove_button),
                                   C_ ("release", "Remove the Quote"));
      g_signal_connect_object (self->remove_button, "clicked", G_CALLBACK (remove_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_widget_set_parent (GTK_WIDGET (self->remove_button), GTK_WIDGET (self));
    }
  update_name (self);
  update_words (self);
  comms_part_row_set_post (self, NULL, "UTC", 0);
  return GTK_WIDGET (self);
}

CommsPart
comms_part_row_get_part (CommsPartRow *self)
{
  g_return_val_if_fail (COMMS_IS_PART_ROW (self), COMMS_PART_NONE);

  return self->part;
}

void
comms_part_row_set_index (CommsPartRow *self, int index)
{
  g_return_if_fail (COMMS_IS_PART_ROW (self));

  self->index = index;
  update_name (self);
}

char *
comms_part_row_dup_text (CommsPartRow *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (COMMS_IS_PART_ROW (self), NULL);

  text = comms_post_text_dup_text (self->text);
  return is_one_line (self->part) ? comms_text_clean_line (text) : g_steal_pointer (&text);
}

void
comms_part_row_set_text (CommsPartRow *self, const char *text)
{
  g_autofree char *old = NULL;
  g_autofree char *clean_old = NULL;

  g_return_if_fail (COMMS_IS_PART_ROW (self));

  /* The store cleans what it keeps; that is no reason to move the cursor of who is typing. */
  old = comms_part_row_dup_text (self);
  clean_old = comms_text_clean (old, -1, NULL);
  if (g_strcmp0 (old, text != NULL ? text : "") == 0 ||
      g_strcmp0 (clean_old, text != NULL ? text : "") == 0)
    return;
  self->filling = TRUE;
  comms_post_text_set_text (self->text, text, FALSE);
  self->filling = FALSE;
}

void
comms_part_row_set_language (CommsPartRow *self, const char *language)
{
  g_return_if_fail (COMMS_IS_PART_ROW (self));

  if (g_strcmp0 (language, "ur") == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->text), "urdu");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->text), "urdu");
}

void
comms_part_row_set_post (CommsPartRow *self, CommsPost *post, const char *zone, gint64 now)
{
  g_autofree char *word = NULL;
  gint64 at;

  g_return_if_fail (COMMS_IS_PART_ROW (self));

  if (post == NULL)
    {
      comms_state_label_set_state (self->state_label, COMMS_POST_STATE_CANCELLED);
      g_object_set (self->state_label, "word",
                    self->part == COMMS_PART_NONE ? C_ ("part", "Not posted")
                                                  : C_ ("part", "Unused"),
                    NULL);
      return;
    }
  at = post->posted_at != 0 ? post->posted_at : post->due_at;
  comms_state_label_set_post (self->state_label, post);
  if (at != 0)
    word = comms_format_date (C_ ("date", "%a %H:%M"), zone, at);
  g_object_set (self->state_label, "word", word, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state_label), comms_post_word (post));
}

void
comms_part_row_focus (CommsPartRow *self)
{
  g_return_if_fail (COMMS_IS_PART_ROW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}
