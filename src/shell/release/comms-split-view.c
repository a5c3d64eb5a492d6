/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "comms-split-view.h"

#include "comms-marks.h"
#include "comms-sentences.h"
#include "comms-split-block.h"
#include "comms-split-border.h"
#include "comms-template.h"

/* How near a border the pointer has to be to take it, and how near the edge it scrolls. */
#define REACH 9
#define EDGE 28

struct _CommsSplitView
{
  GtkWidget parent_instance;

  CommsSplit *split;
  char *language;
  GPtrArray *past;    /* of CommsSplit: what Undo brings back */
  GPtrArray *future;  /* what Redo brings back */
  GPtrArray *blocks;  /* of CommsSplitBlock, one a row */
  GPtrArray *borders; /* of CommsSplitBorder, one above each row but the first */
  CommsSplit *before; /* while a border is dragged */
  guint dragged;      /* which */
  gboolean folded;

  GtkScrolledWindow *scroller;
  GtkBox *column;
  GtkLabel *note_label;
  GtkBox *list;
  GtkBox *bar;
  GtkLabel *summary_label;
  GtkButton *undo_button;
  GtkButton *use_button;
};

G_DEFINE_FINAL_TYPE (CommsSplitView, comms_split_view, GTK_TYPE_WIDGET)

enum
{
  USE,
  CANCELLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- showing --- */

static CommsSplitRow *
row_at (CommsSplitView *self, guint i)
{
  return g_ptr_array_index (self->split->rows, i);
}

/* A border that no move changes is none to take. */
static gboolean
can_move (CommsSplitView *self, guint index)
{
  for (int by = -1; by <= 1; by += 2)
    {
      g_autoptr (CommsSplit) probe = comms_split_copy (self->split);

      if (comms_split_move_border (probe, index, by))
        return TRUE;
    }
  return FALSE;
}

static void
show_border (CommsSplitView *self, guint index)
{
  GtkWidget *border = g_ptr_array_index (self->borders, index - 1);
  gboolean there = comms_split_has_border (self->split, index) && can_move (self, index);
  g_autofree char *above = NULL;
  g_autofree char *below = NULL;

  gtk_widget_set_visible (border, there);
  if (!there)
    return;
  above = comms_split_part_dup_word (row_at (self, index - 1)->part,
                                     row_at (self, index - 1)->part_index);
  below = comms_split_part_dup_word (row_at (self, index)->part, row_at (self, index)->part_index);
  comms_split_border_set_names (COMMS_SPLIT_BORDER (border), above, below);
}

static void
update_summary (CommsSplitView *self)
{
  static const CommsSplitPart single[] = { COMMS_SPLIT_HEADLINE, COMMS_SPLIT_SUBHEAD,
                                           COMMS_SPLIT_LEDE, COMMS_SPLIT_CONCLUSION };
  guint n = comms_split_count (self->split, COMMS_SPLIT_QUOTE);
  gboolean named = comms_split_count (self->split, COMMS_SPLIT_HEADLINE) > 0;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (single); i++)
    n += comms_split_count (self->split, single[i]) > 0;
  number = comms_format_number (n);
  text =
    named
      ? g_strdup_printf (ngettext ("%s part that can be a post", "%s parts that can be posts", n),
                         number)
      : g_strdup (C_ ("split", "Choose first which block is the headline."));
  gtk_label_set_label (self->summary_label, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "split.use", named);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "split.undo", self->past->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "split.redo", self->future->len > 0);
}

static void
add_row (CommsSplitView *self, guint i)
{
  GtkWidget *block = comms_split_block_new (i);

  if (i > 0)
    {
      GtkWidget *border = comms_split_border_new (i);

      gtk_box_append (self->list, border);
      g_ptr_array_add (self->borders, border);
    }
  comms_split_block_set_folded (COMMS_SPLIT_BLOCK (block), self->folded);
  gtk_box_append (self->list, block);
  g_ptr_array_add (self->blocks, block);
}

static void move_border_cb (CommsSplitView *self, int by, CommsSplitBorder *border);

/* As many widgets as there are rows; what shows them stays, and with it the focus. */
static void
fit_rows (CommsSplitView *self)
{
  guint n = self->split != NULL ? self->split->rows->len : 0;

  while (self->blocks->len > n)
    {
      gtk_box_remove (self->list, g_ptr_array_steal_index (self->blocks, self->blocks->len - 1));
      if (self->borders->len > 0)
        gtk_box_remove (self->list,
                        g_ptr_array_steal_index (self->borders, self->borders->len - 1));
    }
  while (self->blocks->len < n)
    {
      add_row (self, self->blocks->len);
      if (self->borders->len > 0 && self->borders->len + 1 == self->blocks->len)
        g_signal_connect_object (g_ptr_array_index (self->borders, self->borders->len - 1), "move",
                                 G_CALLBACK (move_border_cb), self, G_CONNECT_SWAPPED);
    }
}

static void
fill (CommsSplitView *self)
{
  fit_rows (self);
  if (self->split == NULL)
    return;
  for (guint i = 0; i < self->split->rows->len; i++)
    {
      comms_split_block_show (g_ptr_array_index (self->blocks, i), self->split,
                              i == 0 || comms_split_has_border (self->split, i), self->language);
      if (i > 0)
        show_border (self, i);
    }
  update_summary (self);
}

/* --- steps that can be undone --- */

/* Takes @before. */
static void
push (CommsSplitView *self, CommsSplit *before)
{
  g_ptr_array_add (self->past, before);
  g_ptr_array_set_size (self->future, 0);
  fill (self);
}

static void
step (CommsSplitView *self, GPtrArray *from, GPtrArray *to)
{
  if (from->len == 0 || self->split == NULL)
    return;
  g_ptr_array_add (to, self->split);
  self->split = g_ptr_array_steal_index (from, from->len - 1);
  fill (self);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsSplitView *self = COMMS_SPLIT_VIEW (widget);

  step (self, self->past, self->future);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsSplitView *self = COMMS_SPLIT_VIEW (widget);

  step (self, self->future, self->past);
}

static void
take_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsSplitView *self = COMMS_SPLIT_VIEW (widget);
  g_autoptr (CommsSplit) before = NULL;
  guint index, part;

  g_variant_get (parameter, "(uu)", &index, &part);
  if (self->split == NULL || index >= self->split->rows->len)
    return;
  before = comms_split_copy (self->split);
  if (comms_split_assign (self->split, index, part))
    push (self, g_steal_pointer (&before));
}

static void
cut_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsSplitView *self = COMMS_SPLIT_VIEW (widget);
  guint index = g_variant_get_uint32 (parameter);
  g_autoptr (CommsSplit) before = NULL;

  if (self->split == NULL || index >= self->split->rows->len)
    return;
  before = comms_split_copy (self->split);
  if (comms_split_cut (self->split, index, comms_sentence_end (row_at (self, index)->text, 0)))
    push (self, g_steal_pointer (&before));
}

static void
join_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsSplitView *self = COMMS_SPLIT_VIEW (widget);
  guint index = g_variant_get_uint32 (parameter);
  g_autoptr (CommsSplit) before = NULL;

  if (self->split == NULL || index >= self->split->rows->len)
    return;
  before = comms_split_copy (self->split);
  if (comms_split_join (self->split, index))
    push (self, g_steal_pointer (&before));
}

static void
use_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[USE], 0);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[CANCELLED], 0);
}

/* --- borders by key --- */

/* The visible border that is nearest to @index. */
static GtkWidget *
nearest_border (CommsSplitView *self, int index)
{
  for (int away = 0; away < (int) self->borders->len + 1; away++)
    for (int side = -1; side <= 1; side += 2)
      {
        int at = index + side * away - 1;

        if (at >= 0 && at < (int) self->borders->len &&
            gtk_widget_get_visible (g_ptr_array_index (self->borders, (guint) at)))
          return g_ptr_array_index (self->borders, (guint) at);
      }
  return NULL;
}

static void
move_border_cb (CommsSplitView *self, int by, CommsSplitBorder *border)
{
  guint index = comms_split_border_get_index (border);
  g_autoptr (CommsSplit) before = comms_split_copy (self->split);
  GtkWidget *next;

  g_assert (COMMS_IS_SPLIT_VIEW (self));

  if (!comms_split_move_border (self->split, index, by))
    {
      gtk_widget_error_bell (GTK_WIDGET (border));
      return;
    }
  push (self, g_steal_pointer (&before));
  next = nearest_border (self, (int) index + by);
  if (next != NULL)
    gtk_widget_grab_focus (next);
}

/* --- borders by pointer --- */

/* Where row @index begins, from the top of the list. */
static double
top_of (CommsSplitView *self, guint index)
{
  GtkWidget *block = g_ptr_array_index (self->blocks, MIN (index, self->blocks->len - 1));
  double x, y;

  gtk_widget_translate_coordinates (block, GTK_WIDGET (self->list), 0, 0, &x, &y);
  return index < self->blocks->len ? y : y + gtk_widget_get_height (block);
}

/* The row whose beginning is nearest to @y. */
static guint
boundary_at (CommsSplitView *self, double y)
{
  guint best = 1;

  for (guint i = 1; i <= self->blocks->len; i++)
    if (ABS (top_of (self, i) - y) < ABS (top_of (self, best) - y))
      best = i;
  return best;
}

static void
drag_begin_cb (CommsSplitView *self, double x, double y, GtkGestureDrag *gesture)
{
  g_assert (COMMS_IS_SPLIT_VIEW (self));

  for (guint i = 0; i < self->borders->len; i++)
    {
      GtkWidget *border = g_ptr_array_index (self->borders, i);
      double bx, by;

      if (!gtk_widget_get_visible (border))
        continue;
      gtk_widget_translate_coordinates (border, GTK_WIDGET (self->list), 0, 0, &bx, &by);
      by += gtk_widget_get_height (border) / 2.0;
      if (ABS (by - y) > REACH)
        continue;
      self->dragged = i + 1;
      self->before = comms_split_copy (self->split);
      gtk_widget_grab_focus (border);
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

/* Near an edge of what is visible, the list comes along. */
static void
scroll_along (CommsSplitView *self, double y)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double sx, sy;

  gtk_widget_translate_coordinates (GTK_WIDGET (self->list), GTK_WIDGET (self->scroller), 0, y, &sx,
                                    &sy);
  if (sy < EDGE)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - (EDGE - sy));
  else if (sy > gtk_widget_get_height (GTK_WIDGET (self->scroller)) - EDGE)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + EDGE);
}

static void
drag_update_cb (CommsSplitView *self, double dx, double dy, GtkGestureDrag *gesture)
{
  CommsSplit *moved;
  double x, y;
  guint to;

  g_assert (COMMS_IS_SPLIT_VIEW (self));

  if (self->before == NULL)
    return;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  y += dy;
  scroll_along (self, y);
  to = boundary_at (self, y);
  moved = comms_split_copy (self->before);
  comms_split_move_border (moved, self->dragged, (int) to - (int) self->dragged);
  if (comms_split_equal (moved, self->split))
    {
      comms_split_free (moved);
      return;
    }
  g_clear_pointer (&self->split, comms_split_free);
  self->split = moved;
  fill (self);
}

static void
drag_end_cb (CommsSplitView *self)
{
  GtkWidget *border;

  g_assert (COMMS_IS_SPLIT_VIEW (self));

  if (self->before == NULL)
    return;
  if (comms_split_equal (self->before, self->split))
    g_clear_pointer (&self->before, comms_split_free);
  else
    push (self, g_steal_pointer (&self->before));
  border = nearest_border (self, (int) self->dragged);
  if (border != NULL && !gtk_widget_has_focus (border))
    gtk_widget_grab_focus (border);
}

/* Puts the border back. */
static void
drag_cancel_cb (CommsSplitView *self)
{
  g_assert (COMMS_IS_SPLIT_VIEW (self));

  if (self->before == NULL)
    return;
  g_clear_pointer (&self->split, comms_split_free);
  self->split = g_steal_pointer (&self->before);
  fill (self);
}

/* --- overrides --- */

static void
comms_split_view_dispose (GObject *object)
{
  comms_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_SPLIT_VIEW);

  G_OBJECT_CLASS (comms_split_view_parent_class)->dispose (object);
}

static void
comms_split_view_finalize (GObject *object)
{
  CommsSplitView *self = COMMS_SPLIT_VIEW (object);

  g_clear_pointer (&self->split, comms_split_free);
  g_clear_pointer (&self->before, comms_split_free);
  g_ptr_array_unref (self->past);
  g_ptr_array_unref (self->future);
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->borders);
  g_free (self->language);

  G_OBJECT_CLASS (comms_split_view_parent_class)->finalize (object);
}

static void
comms_split_view_class_init (CommsSplitViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_split_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_split_view_finalize;

  signals[USE] = g_signal_new ("use", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  signals[CANCELLED] = g_signal_new ("cancelled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "splitview");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-split-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsSplitView, scroller);
  gtk_widget_class_bind_template_child (widget_class, CommsSplitView, column);
  gtk_widget_class_bind_template_child (widget_class, CommsSplitView, note_label);
  gtk_widget_class_bind_template_child (widget_class, CommsSplitView, list);
  gtk_widget_class_bind_template_child (widget_class, CommsSplitView, bar);
  gtk_widget_class_bind_template_child (widget_class, CommsSplitView, summary_label);
  gtk_widget_class_bind_template_child (widget_class, CommsSplitView, undo_button);
  gtk_widget_class_bind_template_child (widget_class, CommsSplitView, use_button);
  gtk_widget_class_install_action (widget_class, "split.take", "(uu)", take_action);
  gtk_widget_class_install_action (widget_class, "split.cut", "u", cut_action);
  gtk_widget_class_install_action (widget_class, "split.join", "u", join_action);
  gtk_widget_class_install_action (widget_class, "split.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "split.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "split.use", NULL, use_action);
  gtk_widget_class_install_action (widget_class, "split.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "split.undo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "split.redo", NULL);
}

static void
comms_split_view_init (CommsSplitView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->past = g_ptr_array_new_with_free_func ((GDestroyNotify) comms_split_free);
  self->future = g_ptr_array_new_with_free_func ((GDestroyNotify) comms_split_free);
  self->blocks = g_ptr_array_new ();
  self->borders = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_end_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "cancel", G_CALLBACK (drag_cancel_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (drag));
}

/* --- public --- */

void
comms_split_view_set (CommsSplitView *self,
                      const CommsSplit *split,
                      const char *note,
                      const char *language)
{
  g_return_if_fail (COMMS_IS_SPLIT_VIEW (self));
  g_return_if_fail (split != NULL);

  comms_split_view_clear (self);
  self->split = comms_split_copy (split);
  self->language = g_strdup (language);
  gtk_label_set_label (self->note_label, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), note != NULL);
  fill (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->use_button));
}

const CommsSplit *
comms_split_view_get (CommsSplitView *self)
{
  g_return_val_if_fail (COMMS_IS_SPLIT_VIEW (self), NULL);

  return self->split;
}

void
comms_split_view_clear (CommsSplitView *self)
{
  g_return_if_fail (COMMS_IS_SPLIT_VIEW (self));

  g_clear_pointer (&self->split, comms_split_free);
  g_clear_pointer (&self->before, comms_split_free);
  g_clear_pointer (&self->language, g_free);
  g_ptr_array_set_size (self->past, 0);
  g_ptr_array_set_size (self->future, 0);
  fill (self);
}

void
comms_split_view_set_folded (CommsSplitView *self, gboolean folded)
{
  g_return_if_fail (COMMS_IS_SPLIT_VIEW (self));

  self->folded = folded;
  for (guint i = 0; i < self->blocks->len; i++)
    comms_split_block_set_folded (g_ptr_array_index (self->blocks, i), folded);
  gtk_widget_set_margin_start (GTK_WIDGET (self->column), folded ? 12 : 20);
  gtk_widget_set_margin_end (GTK_WIDGET (self->column), folded ? 12 : 20);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bar),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}
