/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-compose-pane-private.h"

#include "comms-error.h"
#include "comms-marks.h"
#include "comms-posts.h"
#include "comms-thread-text.h"
#include "comms-threads.h"
#include "comms-undo.h"

#define COUNT_MS 250

/* The thread that the post is a part of: chips for its parts, and what can be done with them. Each
 * part is a post of its own, and the one on screen is open. */

typedef struct
{
  CommsComposePane *pane;
  GPtrArray *before; /* of CommsThreadPart */
  GPtrArray *after;
  const char *done;
  guint show; /* which part is open then */
  gint64 id;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_object_unref (errand->pane);
  g_ptr_array_unref (errand->before);
  g_ptr_array_unref (errand->after);
  g_free (errand);
}

static GPtrArray *
new_parts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) comms_thread_part_free);
}

/* As it is before the step. */
static CommsThreadPart *
part_now (gint64 id, const char *text)
{
  CommsThreadPart *part = comms_thread_part_new (id, text);

  part->was = g_strdup (text != NULL ? text : "");
  return part;
}

/* As they are, the one on screen with what was typed, which is saved before. */
static GPtrArray *
parts_now (CommsComposePane *self)
{
  gint64 own = comms_compose_pane_get_id (self);
  GPtrArray *parts = new_parts ();

  for (guint i = 0; i < self->data->thread->len; i++)
    {
      CommsPost *post = g_ptr_array_index (self->data->thread, i);
      gint64 id = comms_record_get_id (COMMS_RECORD (post));

      g_ptr_array_add (parts, part_now (id, id == own ? self->post->text : post->text));
    }
  if (parts->len == 0)
    g_ptr_array_add (parts, part_now (own, self->post->text));
  return parts;
}

static GPtrArray *
copy_parts (GPtrArray *parts)
{
  GPtrArray *copy = new_parts ();

  for (guint i = 0; i < parts->len; i++)
    g_ptr_array_add (copy, comms_thread_part_copy (g_ptr_array_index (parts, i)));
  return copy;
}

static guint
own_place (CommsComposePane *self, GPtrArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    if (((CommsThreadPart *) g_ptr_array_index (parts, i))->id == comms_compose_pane_get_id (self))
      return i;
  return 0;
}

/* --- numbers --- */

static gboolean
any_numbered (GPtrArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    {
      CommsThreadPart *part = g_ptr_array_index (parts, i);

      if (part->text != NULL && comms_thread_text_is_numbered (part->text))
        return TRUE;
    }
  return FALSE;
}

static void
number_parts (GPtrArray *parts, gboolean numbered)
{
  for (guint i = 0; i < parts->len; i++)
    {
      CommsThreadPart *part = g_ptr_array_index (parts, i);
      g_autofree char *old = g_steal_pointer (&part->text);

      part->text = numbered && parts->len > 1
                     ? comms_thread_text_number (old != NULL ? old : "", i + 1, parts->len)
                     : comms_thread_text_strip (old != NULL ? old : "");
    }
}

/* --- doing --- */

static CommsThreadPart *
find_part (GPtrArray *parts, gint64 id)
{
  for (guint i = 0; i < parts->len; i++)
    if (((CommsThreadPart *) g_ptr_array_index (parts, i))->id == id)
      return g_ptr_array_index (parts, i);
  return NULL;
}

/* What goes with a step back, and was written in since, is not to go unseen. */
static gboolean
check_untouched (CommsTx *tx, CommsThreadPart *part, GError **error)
{
  g_autoptr (CommsPost) row = comms_posts_load (tx, part->id, error);

  if (row == NULL)
    return FALSE;
  if (g_strcmp0 (row->text != NULL ? row->text : "", part->text != NULL ? part->text : "") == 0)
    return TRUE;

  g_set_error_literal (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE,
                       C_ ("thread", "A part that this would remove was written in since, so it "
                                     "stays as it is now."));
  return FALSE;
}

/* A part that is in both says which thread is meant. Words come from the store, but for those that
 * the step itself has changed. */
static gboolean
put_parts (CommsTx *tx, gint64 id, GPtrArray *now, GPtrArray *then, GError **error)
{
  g_autoptr (GPtrArray) parts = copy_parts (then);

  for (guint i = 0; i < parts->len; i++)
    {
      CommsThreadPart *part = g_ptr_array_index (parts, i);
      CommsThreadPart *other = find_part (now, part->id);

      g_free (part->was);
      part->was = g_strdup (other != NULL ? other->text : part->text);
    }
  for (guint i = 0; i < now->len; i++)
    {
      CommsThreadPart *part = g_ptr_array_index (now, i);

      if (find_part (then, part->id) == NULL && !check_untouched (tx, part, error))
        return FALSE;
    }
  return comms_threads_set (tx, ((CommsThreadPart *) g_ptr_array_index (now, 0))->id, parts, error);
}

static gboolean
set_parts (CommsTx *tx, gpointer record, gpointer data, GError **error)
{
  Errand *errand = data;
  g_autoptr (CommsPost) row = NULL;

  /* A post that was new a moment ago has its id now. */
  for (guint i = 0; i < errand->after->len; i++)
    {
      CommsThreadPart *part = g_ptr_array_index (errand->after, i);
      CommsThreadPart *old = i < errand->before->len ? g_ptr_array_index (errand->before, i) : NULL;

      if (old != NULL && i == 0 && old->id == 0)
        old->id = part->id = comms_record_get_id (record);
    }
  errand->id = comms_record_get_id (record);
  if (!comms_threads_set (tx, errand->id, errand->after, error))
    return FALSE;
  row = comms_posts_load (tx, errand->id, error);
  if (row == NULL)
    return FALSE;
  comms_record_assign (record, row);
  return TRUE;
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Errand *errand = user_data;
  g_autoptr (CommsComposePane) self = g_object_ref (errand->pane);
  g_autoptr (GError) error = NULL;
  CommsThreadPart *shown;

  if (!comms_saver_run_finish (COMMS_SAVER (source), result, &error))
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  comms_compose_undo_push_lists (self, errand->done, errand->id, put_parts, errand->before,
                                 errand->after);
  /* The button that was pressed may be gone now: the writing goes on. */
  self->fresh = TRUE;
  shown = g_ptr_array_index (errand->after, MIN (errand->show, errand->after->len - 1));
  if (shown->id != comms_compose_pane_get_id (self))
    comms_compose_pane_open (self, shown->id);
  else
    comms_compose_pane_reload (self);
}

/* Takes @after. */
static void
run_change (CommsComposePane *self, GPtrArray *after, guint show, const char *done)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->pane = g_object_ref (self);
  errand->before = parts_now (self);
  errand->after = after;
  errand->show = show;
  errand->done = done;
  comms_saver_run_async (self->saver, set_parts, errand, errand_free, set_cb, errand);
}

/* The same where the parts stay numbered. Takes @after. */
static void
change (CommsComposePane *self, GPtrArray *after, guint show, const char *done)
{
  g_autoptr (GPtrArray) before = parts_now (self);

  if (any_numbered (before))
    number_parts (after, TRUE);
  run_change (self, after, show, done);
}

/* --- actions --- */

static void
split_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (widget);
  g_auto (GStrv) texts = comms_compose_thread_split (self);
  GPtrArray *after;
  guint place;

  if (texts[0] == NULL || texts[1] == NULL)
    return;
  after = parts_now (self);
  place = own_place (self, after);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      CommsThreadPart *part = g_ptr_array_index (after, place);

      if (i == 0)
        {
          g_free (part->text);
          part->text = g_strdup (texts[0]);
        }
      else
        g_ptr_array_insert (after, (int) (place + i), comms_thread_part_new (0, texts[i]));
    }
  change (self, after, place, C_ ("thread", "Split into a thread."));
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (widget);
  GPtrArray *after = parts_now (self);
  guint place = own_place (self, after) + 1;

  g_ptr_array_insert (after, (int) place, comms_thread_part_new (0, ""));
  change (self, after, place, C_ ("thread", "Part added."));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (widget);
  GPtrArray *after = parts_now (self);
  guint place = own_place (self, after);

  if (after->len < 2)
    {
      g_ptr_array_unref (after);
      return;
    }
  g_ptr_array_remove_index (after, place);
  change (self, after, place > 0 ? place - 1 : 0, C_ ("thread", "Part removed."));
}

static void
move (CommsComposePane *self, int by)
{
  GPtrArray *after = parts_now (self);
  int place = (int) own_place (self, after);
  gpointer part;

  if (place + by < 0 || place + by >= (int) after->len)
    {
      g_ptr_array_unref (after);
      return;
    }
  part = g_ptr_array_steal_index (after, (guint) place);
  g_ptr_array_insert (after, place + by, part);
  change (self, after, (guint) (place + by), C_ ("thread", "Part moved."));
}

static void
earlier_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move (COMMS_COMPOSE_PANE (widget), -1);
}

static void
later_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move (COMMS_COMPOSE_PANE (widget), 1);
}

static void
number_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (widget);
  GPtrArray *after = parts_now (self);
  gboolean numbered = any_numbered (after);

  number_parts (after, !numbered);
  run_change (self, after, own_place (self, after),
              numbered ? C_ ("thread", "Numbers removed.") : C_ ("thread", "Parts numbered."));
}

static void
chip_clicked_cb (CommsComposePane *self, GtkButton *chip)
{
  comms_compose_pane_open (self, *(gint64 *) g_object_get_data (G_OBJECT (chip), "id"));
}

/* --- what is shown --- */

static GtkWidget *
new_chip (CommsComposePane *self, CommsPost *post, guint place)
{
  g_autofree char *number = comms_format_number (place + 1);
  g_autofree char *all = comms_format_number (self->data->thread->len);
  /* Translators: a part of a thread, and how many there are: "2/4" */
  g_autofree char *label = g_strdup_printf (C_ ("thread", "%s/%s"), number, all);
  GtkWidget *chip = gtk_button_new_with_label (label);
  gint64 id = comms_record_get_id (COMMS_RECORD (post));

  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, "part-chip");
  gtk_widget_set_tooltip_text (chip, post->text);
  g_object_set_data_full (G_OBJECT (chip), "id", g_memdup2 (&id, sizeof id), g_free);
  if (id == comms_compose_pane_get_id (self))
    {
      gtk_widget_add_css_class (chip, "current");
      gtk_accessible_update_state (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_STATE_SELECTED, TRUE, -1);
    }
  else
    g_signal_connect_object (chip, "clicked", G_CALLBACK (chip_clicked_cb), self,
                             G_CONNECT_SWAPPED);
  return chip;
}

void
comms_compose_thread_fill (CommsComposePane *self, gboolean open)
{
  GPtrArray *thread = self->data->thread;
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *child;
  guint place = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->thread_chips))) != NULL)
    gtk_flow_box_remove (self->thread_chips, child);
  for (guint i = 0; i < thread->len; i++)
    {
      CommsPost *post = g_ptr_array_index (thread, i);

      gtk_flow_box_append (self->thread_chips, new_chip (self, post, i));
      if (comms_record_get_id (COMMS_RECORD (post)) == comms_compose_pane_get_id (self))
        place = i;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->thread_box), thread->len > 1);
  gtk_widget_action_set_enabled (widget, "post.thread-split", open);
  gtk_widget_action_set_enabled (widget, "post.thread-add", open && self->data->group->len < 2);
  gtk_widget_action_set_enabled (widget, "post.thread-remove", open && thread->len > 1);
  gtk_widget_action_set_enabled (widget, "post.thread-earlier", open && place > 0);
  gtk_widget_action_set_enabled (widget, "post.thread-later", open && place + 1 < thread->len);
  gtk_widget_action_set_enabled (widget, "post.thread-number", open && thread->len > 1);
}

char **
comms_compose_thread_split (CommsComposePane *self)
{
  CommsAccount *account = self->data->context->account;
  CommsTextOptions options = { 0 };
  CommsTextRule rule = COMMS_TEXT_RULE_X;

  if (account != NULL)
    {
      comms_text_rule_from_nick (account->network, &rule);
      options.limit = (int) account->character_limit;
      options.url_length = (int) account->url_length;
    }
  return comms_thread_text_split (self->post->text != NULL ? self->post->text : "", rule, &options,
                                  gtk_check_button_get_active (self->number_check));
}

static void
count_parts (CommsComposePane *self)
{
  g_auto (GStrv) texts = comms_compose_thread_split (self);
  g_autofree char *number = comms_format_number (g_strv_length (texts));
  /* Translators: %s is a number of parts */
  g_autofree char *label = g_strdup_printf (C_ ("thread", "Split into a Thread of %s"), number);

  gtk_button_set_label (self->split_button, label);
}

static gboolean
count_cb (gpointer user_data)
{
  CommsComposePane *self = user_data;

  self->split_source = 0;
  if (self->data != NULL)
    count_parts (self);
  return G_SOURCE_REMOVE;
}

void
comms_compose_thread_offer (CommsComposePane *self)
{
  const CommsTextCheck *check = comms_post_text_get_check (self->text);
  gboolean offered = self->data->context->account != NULL && check->length > check->limit &&
                     self->data->group->len < 2 && comms_post_state_is_open (self->post->state);
  gboolean shown = gtk_widget_get_visible (GTK_WIDGET (self->split_box));

  g_clear_handle_id (&self->split_source, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self->split_box), offered);
  if (!offered)
    return;
  /* How many parts a long text has takes longer than a key may. */
  if (shown && !self->filling)
    self->split_source = g_timeout_add (COUNT_MS, count_cb, self);
  else
    count_parts (self);
}

static void
numbered_cb (CommsComposePane *self)
{
  if (self->data != NULL)
    count_parts (self);
}

void
comms_compose_thread_init (CommsComposePane *self)
{
  g_signal_connect_object (self->number_check, "toggled", G_CALLBACK (numbered_cb), self,
                           G_CONNECT_SWAPPED);
}

void
comms_compose_thread_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "post.thread-split", NULL, split_action);
  gtk_widget_class_install_action (widget_class, "post.thread-add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "post.thread-remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "post.thread-earlier", NULL, earlier_action);
  gtk_widget_class_install_action (widget_class, "post.thread-later", NULL, later_action);
  gtk_widget_class_install_action (widget_class, "post.thread-number", NULL, number_action);
}
