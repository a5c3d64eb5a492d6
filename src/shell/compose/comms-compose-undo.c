/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-compose-pane-private.h"

#include "comms-error.h"
#include "comms-posts.h"
#include "comms-undo.h"

/* Ctrl+Z in the pane takes back the last thing first, whether it was typed or done. The text view
 * keeps what was typed and the window's history what was done; where one follows the other is
 * known by the text as it stood when something was done. */

static const char *
text_of (CommsComposePane *self)
{
  return self->post != NULL && self->post->text != NULL ? self->post->text : "";
}

/* The text before and after something was done: the same, unless that was a change of the text. */
typedef struct
{
  char *before;
  char *after;
} Mark;

static void
mark_free (gpointer data)
{
  Mark *mark = data;

  g_free (mark->before);
  g_free (mark->after);
  g_free (mark);
}

static Mark *
last_of (GPtrArray *stack)
{
  return stack->len > 0 ? g_ptr_array_index (stack, stack->len - 1) : NULL;
}

static void
pass_on (GPtrArray *from, GPtrArray *to)
{
  if (from->len > 0)
    g_ptr_array_add (to, g_ptr_array_steal_index (from, from->len - 1));
}

static void
add_mark (CommsComposePane *self, const char *before)
{
  Mark *mark = g_new0 (Mark, 1);

  mark->before = g_strdup (before != NULL ? before : "");
  mark->after = g_strdup (text_of (self));
  g_ptr_array_add (self->done_at, mark);
  g_ptr_array_set_size (self->undone_at, 0);
}

void
comms_compose_undo_forget (CommsComposePane *self)
{
  g_ptr_array_set_size (self->done_at, 0);
  g_ptr_array_set_size (self->undone_at, 0);
}

static void
push (CommsComposePane *self,
      const char *text_before,
      const char *label,
      CommsHistoryFunc undo,
      CommsHistoryFunc redo,
      gpointer data,
      GDestroyNotify data_free)
{
  GtkWidget *window = comms_undo_window ();

  if (window == NULL)
    {
      data_free (data);
      return;
    }
  add_mark (self, text_before);
  comms_history_push (comms_history_of (window), label, undo, redo, data, data_free);
}

void
comms_compose_undo_push_id (
  CommsComposePane *self, const char *label, CommsIdFunc undo, CommsIdFunc redo, gint64 id)
{
  GtkWidget *window = comms_undo_window ();

  if (window == NULL)
    return;
  add_mark (self, text_of (self));
  comms_undo_push_ids (window, label, undo, redo, &id, 1);
}

/* What a reviewer reads stays as it is read. */
static gboolean
check_unlocked (CommsPost *row, GError **error)
{
  if (row->state != COMMS_POST_STATE_IN_REVIEW)
    return TRUE;

  g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_STATE,
                       /* Translators: where Undo or Redo would change a post */
                       C_ ("post", "This post is in review, so it stays as it is now. Return it to "
                                   "draft first."));
  return FALSE;
}

/* --- what hangs on a post --- */

typedef struct
{
  gint64 id;
  CommsListPut put;
  GPtrArray *before;
  GPtrArray *after;
  gboolean back;
} Lists;

static Lists *
lists_new (gint64 id, CommsListPut put, GPtrArray *before, GPtrArray *after, gboolean back)
{
  Lists *lists = g_new0 (Lists, 1);

  lists->id = id;
  lists->put = put;
  lists->before = g_ptr_array_ref (before);
  lists->after = g_ptr_array_ref (after);
  lists->back = back;
  return lists;
}

static void
lists_free (gpointer data)
{
  Lists *lists = data;

  g_ptr_array_unref (lists->before);
  g_ptr_array_unref (lists->after);
  g_free (lists);
}

static gpointer
put_list (CommsTx *tx, gpointer data, GError **error)
{
  Lists *lists = data;
  g_autoptr (CommsPost) row = comms_posts_load (tx, lists->id, error);

  if (row == NULL || !check_unlocked (row, error))
    return NULL;
  return GINT_TO_POINTER (lists->back
                            ? lists->put (tx, lists->id, lists->after, lists->before, error)
                            : lists->put (tx, lists->id, lists->before, lists->after, error));
}

static void
run_lists (CommsDesk *desk, Lists *step, gboolean back)
{
  comms_undo_run (desk, put_list, lists_new (step->id, step->put, step->before, step->after, back),
                  lists_free);
}

static void
undo_lists (CommsDesk *desk, gpointer data)
{
  run_lists (desk, data, TRUE);
}

static void
redo_lists (CommsDesk *desk, gpointer data)
{
  run_lists (desk, data, FALSE);
}

void
comms_compose_undo_push_lists (CommsComposePane *self,
                               const char *label,
                               gint64 id,
                               CommsListPut put,
                               GPtrArray *before,
                               GPtrArray *after)
{
  push (self, text_of (self), label, undo_lists, redo_lists,
        lists_new (id, put, before, after, FALSE), lists_free);
}

/* --- a post as it was --- */

typedef struct
{
  GWeakRef pane;
  CommsPost *before;
  CommsPost *after;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_weak_ref_clear (&edit->pane);
  g_clear_object (&edit->before);
  g_clear_object (&edit->after);
  g_free (edit);
}

static gboolean
is_time (const CommsField *field)
{
  return g_str_has_prefix (field->name, "due-");
}

/* The step from @from to @to on @post, and nothing else of it. What was set since stays as it is
 * now; FALSE where that is part of the step. */
static gboolean
turn_post (CommsPost *post, CommsPost *from, CommsPost *to, GError **error)
{
  guint n_fields;
  const CommsField *fields = comms_record_fields (COMMS_TYPE_POST, &n_fields);
  /* A time is one thing, whatever of it differs. */
  const gboolean moves = from->due_at != to->due_at;
  const gboolean moved_since = post->due_at != from->due_at;
  gboolean whole = TRUE;

  for (guint i = 0; i < n_fields; i++)
    {
      const CommsField *field = &fields[i];
      const gboolean differs =
        is_time (field) ? moves : !comms_record_field_equal (field, from, to);
      const gboolean set_since =
        is_time (field) ? moved_since : !comms_record_field_equal (field, post, from);

      if (differs && set_since)
        whole = FALSE;
      else if (differs)
        comms_record_copy_property (post, to, field->name);
    }
  if (!whole)
    g_set_error_literal (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE,
                         /* Translators: where what Undo or Redo would turn back was written over */
                         C_ ("post", "This was changed since, so it stays as it is now."));
  return whole;
}

typedef struct
{
  CommsPost *from;
  CommsPost *to;
} Turn;

static void
turn_free (gpointer data)
{
  Turn *turn = data;

  g_object_unref (turn->from);
  g_object_unref (turn->to);
  g_free (turn);
}

/* On the post as it is by then, whoever has changed it. */
static gpointer
turn_row (CommsTx *tx, gpointer data, GError **error)
{
  Turn *turn = data;
  g_autoptr (CommsPost) row =
    comms_posts_load (tx, comms_record_get_id (COMMS_RECORD (turn->to)), error);

  return GINT_TO_POINTER (row != NULL && check_unlocked (row, error) &&
                          turn_post (row, turn->from, turn->to, error) &&
                          comms_posts_save (tx, row, error));
}

static void
turn_stored (CommsDesk *desk, CommsPost *from, CommsPost *to)
{
  Turn *turn = g_new0 (Turn, 1);

  /* The desk works in a thread of its own. */
  turn->from = comms_record_copy (from);
  turn->to = comms_record_copy (to);
  comms_undo_run (desk, turn_row, turn, turn_free);
}

static void
turn_shown (CommsComposePane *self, CommsPost *from, CommsPost *to, gboolean back)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  g_autoptr (CommsPost) turned = comms_record_copy (self->post);
  g_autoptr (GError) error = NULL;

  if (!turn_post (turned, from, to, &error))
    comms_undo_show_error (error);
  if (g_strcmp0 (from->text, to->text) != 0)
    {
      if (back)
        gtk_text_buffer_undo (buffer);
      else
        gtk_text_buffer_redo (buffer);
    }
  comms_record_assign (self->post, turned);
  comms_compose_pane_fill (self);
  comms_compose_pane_touch (self);
}

/* Where the post is open as @from, by the text view's own undo, so that what was typed before can
 * be taken back after it; else in the store. */
static void
turn (CommsDesk *desk, Edit *edit, CommsPost *from, CommsPost *to, gboolean back)
{
  g_autoptr (CommsComposePane) self = g_weak_ref_get (&edit->pane);

  if (self == NULL || self->data == NULL || !comms_compose_pane_is_open (self) ||
      comms_compose_pane_get_id (self) != comms_record_get_id (COMMS_RECORD (to)) ||
      g_strcmp0 (text_of (self), from->text) != 0)
    turn_stored (desk, from, to);
  else
    turn_shown (self, from, to, back);
}

static void
undo_edit (CommsDesk *desk, gpointer data)
{
  Edit *edit = data;

  turn (desk, edit, edit->after, edit->before, TRUE);
}

static void
redo_edit (CommsDesk *desk, gpointer data)
{
  Edit *edit = data;

  turn (desk, edit, edit->before, edit->after, FALSE);
}

void
comms_compose_undo_push_edit (CommsComposePane *self, const char *label, CommsPost *before)
{
  Edit *edit = g_new0 (Edit, 1);

  g_weak_ref_init (&edit->pane, self);
  edit->before = comms_record_copy (before);
  edit->after = comms_record_copy (self->post);
  push (self, before->text, label, undo_edit, redo_edit, edit, edit_free);
}

/* --- keys --- */

static GtkWidget *
get_focus (CommsComposePane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

/* An entry has an order of its own. */
static gboolean
is_in_entry (CommsComposePane *self)
{
  return GTK_IS_TEXT (get_focus (self));
}

/* Where the cursor is in words of another kind, such as alt text, those come first. A text view
 * goes back and forth also where it does not let anybody write. */
static GtkTextBuffer *
other_buffer (CommsComposePane *self)
{
  GtkWidget *focus = get_focus (self);

  if (!GTK_IS_TEXT_VIEW (focus) || focus == GTK_WIDGET (self->text) ||
      !gtk_text_view_get_editable (GTK_TEXT_VIEW (focus)))
    return NULL;
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus));
}

/* Whether what was done last was typed. It stays while the post is locked, and so does what was
 * done before it. */
static gboolean
was_typed (CommsComposePane *self, const char *text_then, gboolean can)
{
  return can && (text_then == NULL || !g_str_equal (text_then, text_of (self)));
}

static gboolean
is_locked (CommsComposePane *self)
{
  return !gtk_text_view_get_editable (GTK_TEXT_VIEW (self->text));
}

/* What was typed since comes to the store before something that was done is turned there: it counts
 * as written since, or as taken back already. */
static void
turn_history (CommsComposePane *self, GPtrArray *from, GPtrArray *to, const char *action)
{
  pass_on (from, to);
  if (self->saver != NULL)
    {
      comms_compose_media_flush (self);
      comms_saver_flush (self->saver);
    }
  gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (widget);
  GtkTextBuffer *other = other_buffer (self);
  Mark *mark = last_of (self->done_at);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  gboolean typed =
    was_typed (self, mark != NULL ? mark->after : NULL, gtk_text_buffer_get_can_undo (buffer));

  if (is_in_entry (self))
    gtk_widget_activate_action (get_focus (self), "text.undo", NULL);
  else if (other != NULL && gtk_text_buffer_get_can_undo (other))
    gtk_text_buffer_undo (other);
  else if (typed && is_locked (self))
    gtk_widget_error_bell (widget);
  else if (typed)
    gtk_text_buffer_undo (buffer);
  else
    turn_history (self, self->done_at, self->undone_at, "win.undo");
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (widget);
  GtkTextBuffer *other = other_buffer (self);
  Mark *mark = last_of (self->undone_at);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  gboolean typed =
    was_typed (self, mark != NULL ? mark->before : NULL, gtk_text_buffer_get_can_redo (buffer));

  if (is_in_entry (self))
    gtk_widget_activate_action (get_focus (self), "text.redo", NULL);
  else if (other != NULL && gtk_text_buffer_get_can_redo (other))
    gtk_text_buffer_redo (other);
  else if (typed && is_locked (self))
    gtk_widget_error_bell (widget);
  else if (typed)
    gtk_text_buffer_redo (buffer);
  else
    turn_history (self, self->undone_at, self->done_at, "win.redo");
}

GPtrArray *
comms_compose_undo_new_marks (void)
{
  return g_ptr_array_new_with_free_func (mark_free);
}

void
comms_compose_undo_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "post.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "post.redo", NULL, redo_action);
}
