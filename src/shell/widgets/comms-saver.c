/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-saver.h"

#include "comms-error.h"

/* Two seconds are promised: one after the last key, and never more than so many after the first. */
#define PAUSE_MS 1000
#define MOST_MS 1700
#define RETRY_MS 5000

struct _CommsSaver
{
  GObject parent_instance;

  CommsDesk *desk;
  CommsRecordFunc save;
  gpointer record;
  CommsSaveState state;
  GError *error;
  guint source;
  gint64 dirty_since; /* g_get_monotonic_time(), 0 while clean */
  gboolean dirty;
  gboolean running;
  GQueue errands; /* of GTask: each when what runs is done */
  GQueue waiting; /* of GTask: until nothing is left */
};

G_DEFINE_FINAL_TYPE (CommsSaver, comms_saver, G_TYPE_OBJECT)

enum
{
  STATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static guint n_at_work;

static void start (CommsSaver *self);
static void errand_start (CommsSaver *self, GTask *task);

/* A program whose last window has gone goes on until this is done. */
static void
begin_work (void)
{
  GApplication *application = g_application_get_default ();

  n_at_work++;
  if (application != NULL)
    g_application_hold (application);
}

static void
end_work (void)
{
  GApplication *application = g_application_get_default ();

  n_at_work--;
  if (application != NULL)
    g_application_release (application);
}

guint
comms_saver_n_at_work (void)
{
  return n_at_work;
}

static void
task_gone_cb (gpointer unused, GObject *task)
{
  end_work ();
}

/* It is at work until its callback has begun what comes next. */
static GTask *
task_new (CommsSaver *self,
          gpointer tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  begin_work ();
  g_object_weak_ref (G_OBJECT (task), task_gone_cb, NULL);
  return task;
}

static void
set_state (CommsSaver *self, CommsSaveState state)
{
  if (self->state == state && state != COMMS_SAVE_SAVED)
    return;
  self->state = state;
  g_signal_emit (self, signals[STATE], 0);
}

static void
answer_waiting (CommsSaver *self, const GError *error)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->waiting)) != NULL)
    {
      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
}

static gboolean
due_cb (gpointer user_data)
{
  CommsSaver *self = user_data;

  self->source = 0;
  start (self);
  return G_SOURCE_REMOVE;
}

static void
arm (CommsSaver *self, guint milliseconds)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (milliseconds, due_cb, self);
}

/* Something is done: what waits for its turn comes next. */
static void
go_on (CommsSaver *self)
{
  GTask *errand = g_queue_pop_head (&self->errands);

  if (errand != NULL)
    errand_start (self, errand);
  else if (self->dirty && self->error == NULL)
    start (self);
  else
    {
      if (self->error == NULL)
        set_state (self, COMMS_SAVE_SAVED);
      answer_waiting (self, self->error);
    }
}

/* What a rule refuses it refuses the next time as well, and so is what somebody else has written
 * over; a full disk may have room again. */
static void
take_failure (CommsSaver *self, GError *error)
{
  gboolean hopeless = error->domain == COMMS_RULE_ERROR || error->domain == COMMS_ERROR ||
                      g_error_matches (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE);

  self->error = error;
  self->dirty = TRUE;
  if (!hopeless)
    arm (self, RETRY_MS);
  set_state (self, COMMS_SAVE_FAILED);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsSaver) self = user_data;
  GError *error = NULL;

  g_assert (COMMS_IS_SAVER (self));

  self->running = FALSE;
  if (!comms_desk_run_record_finish (COMMS_DESK (source), result, &error))
    take_failure (self, error);
  go_on (self);
  end_work ();
}

static void
start (CommsSaver *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->running || !self->dirty)
    return;
  begin_work ();
  self->running = TRUE;
  self->dirty = FALSE;
  self->dirty_since = 0;
  g_clear_error (&self->error);
  /* No cancellable: what a person wrote is saved, whatever becomes of the page. */
  comms_desk_run_record_async (self->desk, self->save, self->record, NULL, saved_cb,
                               g_object_ref (self));
}

static void
comms_saver_dispose (GObject *object)
{
  CommsSaver *self = COMMS_SAVER (object);

  g_clear_handle_id (&self->source, g_source_remove);

  G_OBJECT_CLASS (comms_saver_parent_class)->dispose (object);
}

static void
comms_saver_finalize (GObject *object)
{
  CommsSaver *self = COMMS_SAVER (object);

  g_assert (g_queue_is_empty (&self->errands));
  g_assert (g_queue_is_empty (&self->waiting));
  g_clear_object (&self->record);
  g_clear_object (&self->desk);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (comms_saver_parent_class)->finalize (object);
}

static void
comms_saver_class_init (CommsSaverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = comms_saver_dispose;
  object_class->finalize = comms_saver_finalize;

  signals[STATE] = g_signal_new ("state", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
comms_saver_init (CommsSaver *self)
{
  g_queue_init (&self->errands);
  g_queue_init (&self->waiting);
}

CommsSaver *
comms_saver_new (CommsDesk *desk, CommsRecordFunc save, gpointer record)
{
  CommsSaver *self;

  g_return_val_if_fail (COMMS_IS_DESK (desk), NULL);
  g_return_val_if_fail (save != NULL, NULL);
  g_return_val_if_fail (COMMS_IS_RECORD (record), NULL);

  self = g_object_new (COMMS_TYPE_SAVER, NULL);
  self->desk = g_object_ref (desk);
  self->save = save;
  self->record = g_object_ref (record);
  return self;
}

void
comms_saver_touch (CommsSaver *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 left;

  g_return_if_fail (COMMS_IS_SAVER (self));

  self->dirty = TRUE;
  if (self->dirty_since == 0)
    self->dirty_since = now;
  left = MOST_MS - (now - self->dirty_since) / 1000;
  arm (self, (guint) CLAMP (left, 0, PAUSE_MS));
  set_state (self, COMMS_SAVE_PENDING);
}

void
comms_saver_flush (CommsSaver *self)
{
  g_return_if_fail (COMMS_IS_SAVER (self));

  start (self);
}

void
comms_saver_drop (CommsSaver *self)
{
  g_return_if_fail (COMMS_IS_SAVER (self));

  g_clear_handle_id (&self->source, g_source_remove);
  self->dirty = FALSE;
  self->dirty_since = 0;
}

CommsSaveState
comms_saver_get_state (CommsSaver *self)
{
  g_return_val_if_fail (COMMS_IS_SAVER (self), COMMS_SAVE_CLEAN);

  return self->state;
}

CommsDesk *
comms_saver_get_desk (CommsSaver *self)
{
  g_return_val_if_fail (COMMS_IS_SAVER (self), NULL);

  return self->desk;
}

const GError *
comms_saver_get_error (CommsSaver *self)
{
  g_return_val_if_fail (COMMS_IS_SAVER (self), NULL);

  return self->error;
}

gboolean
comms_saver_is_dirty (CommsSaver *self)
{
  g_return_val_if_fail (COMMS_IS_SAVER (self), FALSE);

  return self->dirty || self->running;
}

void
comms_saver_flush_async (CommsSaver *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (COMMS_IS_SAVER (self));

  task = task_new (self, comms_saver_flush_async, cancellable, callback, user_data);
  if (!self->dirty && !self->running)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  start (self);
}

gboolean
comms_saver_flush_finish (CommsSaver *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- something else with the record --- */

typedef struct
{
  CommsSaverFunc func;
  CommsRecordFunc save;
  gpointer data;
  GDestroyNotify data_free;
  gpointer before;
  gpointer after;
  gboolean dirty;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  if (errand->data_free != NULL)
    errand->data_free (errand->data);
  g_clear_object (&errand->before);
  g_clear_object (&errand->after);
  g_free (errand);
}

static gpointer
errand_work (CommsTx *tx, gpointer data, GError **error)
{
  Errand *errand = data;
  gboolean unsaved = errand->dirty || comms_record_get_id (errand->after) == 0;

  return GINT_TO_POINTER ((!unsaved || errand->save (tx, errand->after, error)) &&
                          errand->func (tx, errand->after, errand->data, error));
}

/* What could not be done leaves behind what was to be saved with it. */
static void
errand_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSaver *self = g_task_get_source_object (task);
  Errand *errand = g_task_get_task_data (task);
  GError *error = NULL;

  self->running = FALSE;
  if (GPOINTER_TO_INT (comms_desk_run_finish (COMMS_DESK (source), result, &error)))
    comms_record_merge (self->record, errand->before, errand->after);
  else
    {
      self->dirty = self->dirty || errand->dirty;
      answer_waiting (self, error);
    }
  go_on (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes @task. What could not be saved before is tried again with it. */
static void
errand_start (CommsSaver *self, GTask *task)
{
  Errand *errand = g_task_get_task_data (task);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_error (&self->error);
  errand->dirty = self->dirty;
  errand->before = comms_record_copy (self->record);
  errand->after = comms_record_copy (self->record);
  self->running = TRUE;
  self->dirty = FALSE;
  self->dirty_since = 0;
  comms_desk_run_async (self->desk, errand_work, errand, NULL, NULL, NULL, errand_done_cb, task);
}

void
comms_saver_run_async (CommsSaver *self,
                       CommsSaverFunc func,
                       gpointer data,
                       GDestroyNotify data_free,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task;
  Errand *errand;

  g_return_if_fail (COMMS_IS_SAVER (self));
  g_return_if_fail (func != NULL);

  errand = g_new0 (Errand, 1);
  errand->func = func;
  errand->save = self->save;
  errand->data = data;
  errand->data_free = data_free;
  task = task_new (self, comms_saver_run_async, NULL, callback, user_data);
  g_task_set_task_data (task, errand, errand_free);
  if (self->running)
    g_queue_push_tail (&self->errands, task);
  else
    errand_start (self, task);
}

gboolean
comms_saver_run_finish (CommsSaver *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
