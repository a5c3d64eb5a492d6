/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cascade-result.h"

#include "comms-cascade.h"
#include "comms-fit.h"
#include "comms-marks.h"

#define EXCERPT 60

struct _CommsCascadeResult
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *summary_label;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CommsCascadeResult, comms_cascade_result, GTK_TYPE_WIDGET)

static guint
count (GPtrArray *rows, CommsCascadeVerdict verdict)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    n += ((CommsCascadeRow *) g_ptr_array_index (rows, i))->verdict == verdict;
  return n;
}

char *
comms_cascade_dup_summary (GPtrArray *rows)
{
  guint n_made;
  guint n_used;
  g_autofree char *made = NULL;
  g_autofree char *used = NULL;

  g_return_val_if_fail (rows != NULL, NULL);

  n_made = count (rows, COMMS_CASCADE_DRAFT);
  n_used = count (rows, COMMS_CASCADE_USED);
  made = comms_format_number (n_made);
  used = comms_format_number (n_used);
  if (n_made == 0 && n_used == rows->len)
    return g_strdup (C_ ("cascade", "Every part has its post already."));
  if (n_made == 0)
    return g_strdup (C_ ("cascade", "No draft was made; the reasons stand here."));
  if (n_used == 0)
    return g_strdup_printf (ngettext ("%s draft made.", "%s drafts made.", n_made), made);
  /* Translators: a number of drafts, and a number of parts; the plural is that of the drafts */
  return g_strdup_printf (ngettext ("%s draft made; %s had their post already.",
                                    "%s drafts made; %s had their post already.", n_made),
                          made, used);
}

/* (transfer full) */
static char *
dup_words (const CommsCascadeRow *row, const char *zone, gint64 now)
{
  g_autofree char *due = row->due_at != 0 ? comms_format_moment (zone, row->due_at, now) : NULL;

  switch (row->verdict)
    {
    case COMMS_CASCADE_DRAFT:
      if (row->next_day)
        /* Translators: %s is a day and time */
        return g_strdup_printf (C_ ("cascade", "%s, since the link stands often enough the day before"),
                                due);
      return g_strdup (due);
    case COMMS_CASCADE_USED:
      if (due == NULL)
        return g_strdup (C_ ("cascade", "has its post already"));
      /* Translators: %s is a day and time */
      return g_strdup_printf (C_ ("cascade", "has its post already, %s"), due);
    case COMMS_CASCADE_DAY_FULL:
      if (due == NULL)
        return g_strdup (C_ ("cascade", "the day is full"));
      /* Translators: %s is a day and time */
      return g_strdup_printf (C_ ("cascade", "the day is full; %s would be free"), due);
    case COMMS_CASCADE_NO_TIME:
      return g_strdup (C_ ("cascade", "no time is left that day; choose another one"));
    case COMMS_CASCADE_TOO_ALIKE:
      return g_strdup (C_ ("cascade", "says what another part says; word it differently"));
    default:
      g_assert_not_reached ();
    }
}

static GtkWidget *
new_state (const CommsCascadeRow *row)
{
  GtkWidget *label = comms_state_label_new (
    row->verdict == COMMS_CASCADE_DRAFT ? COMMS_POST_STATE_DRAFT : COMMS_POST_STATE_CANCELLED);

  if (row->verdict == COMMS_CASCADE_USED)
    {
      comms_state_label_set_state (COMMS_STATE_LABEL (label), COMMS_POST_STATE_APPROVED);
      g_object_set (label, "word", C_ ("cascade", "Used"), NULL);
    }
  else if (row->verdict != COMMS_CASCADE_DRAFT)
    g_object_set (label, "word", C_ ("cascade", "Left out"), NULL);
  gtk_widget_set_size_request (label, 84, -1);
  gtk_widget_set_halign (label, GTK_ALIGN_START);
  return label;
}

static GtkWidget *
new_row (const CommsCascadeRow *part, const char *zone, gint64 now)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *name = comms_format_part (part->part, part->part_index);
  g_autofree char *words = dup_words (part, zone, now);
  g_autofree char *excerpt = comms_text_excerpt (part->text != NULL ? part->text : "", EXCERPT);
  g_autofree char *one_line = comms_text_clean_line (excerpt);
  /* Translators: a part of a release, and what became of it */
  g_autofree char *first = g_strdup_printf (C_ ("cascade", "%s: %s"), name, words);
  GtkWidget *first_label = gtk_label_new (first);
  GtkWidget *second_label = gtk_label_new (one_line);

  gtk_label_set_xalign (GTK_LABEL (first_label), 0);
  gtk_label_set_wrap (GTK_LABEL (first_label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (second_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (second_label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (second_label, "caption");
  gtk_widget_add_css_class (second_label, "secondary");
  gtk_box_append (GTK_BOX (lines), first_label);
  gtk_box_append (GTK_BOX (lines), second_label);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (box), new_state (part));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_widget_add_css_class (box, "fact-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), part->post_id != 0);
  if (part->post_id != 0)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-post");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", part->post_id);
    }
  return row;
}

static void
close_cb (CommsCascadeResult *self)
{
  g_assert (COMMS_IS_CASCADE_RESULT (self));

  comms_cascade_result_hide (self);
}

static void
comms_cascade_result_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (comms_cascade_result_parent_class)->dispose (object);
}

static void
comms_cascade_result_class_init (CommsCascadeResultClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_cascade_result_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
comms_cascade_result_init (CommsCascadeResult *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->summary_label = GTK_LABEL (gtk_label_new (NULL));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_label_set_xalign (self->summary_label, 0);
  gtk_label_set_wrap (self->summary_label, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->summary_label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->summary_label), "heading");
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_set_tooltip_text (close, C_ ("cascade", "Close the List"));
  g_signal_connect_object (close, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 300);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->summary_label));
  gtk_box_append (GTK_BOX (head), close);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_add_css_class (box, "cascade-result");
  gtk_revealer_set_transition_type (self->revealer, GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_child (self->revealer, box);
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->revealer), GTK_WIDGET (self));
}

void
comms_cascade_result_show (CommsCascadeResult *self, GPtrArray *rows, const char *zone, gint64 now)
{
  g_autofree char *summary = NULL;
  GtkListBoxRow *row;

  g_return_if_fail (COMMS_IS_CASCADE_RESULT (self));

  summary = comms_cascade_dup_summary (rows);
  gtk_label_set_label (self->summary_label, summary);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (self->list, new_row (g_ptr_array_index (rows, i), zone, now));
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
}

gboolean
comms_cascade_result_hide (CommsCascadeResult *self)
{
  g_return_val_if_fail (COMMS_IS_CASCADE_RESULT (self), FALSE);

  if (!gtk_revealer_get_reveal_child (self->revealer))
    return FALSE;
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), FALSE);
  return TRUE;
}
