/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-store.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "comms-backup.h"
#include "comms-enum-types.h"
#include "comms-schema.h"

/* Up to this size a desk is looked through when it is opened: some ten milliseconds. */
#define SMALL_DESK_BYTES (4 * 1024 * 1024)

/* How long after a desk was opened its day's backup begins. */
#define OPENING_TIME (10 * G_TIME_SPAN_SECOND)

/* How much is committed together at the most. More would have all senders wait for the disk, and
 * then the disk for all of them. */
#define GROUP_JOBS 5

/* How long a commit waits for company: what comes in a burst comes within that, the disk takes
 * several times as long, and nobody notices it. */
#define COMPANY_TIME 100 /* microseconds */

/* How long nothing is to have come before what was put off is done. */
#define QUIET_TIME (100 * G_TIME_SPAN_MILLISECOND)

/* All of the program's threads with a database are in this file: the store's own, which takes
 * work first in, first out, and one that makes the day's backup beside it. */

struct _CommsStore
{
  GObject parent_instance;

  char *path;
  CommsClock *clock;
  GMainContext *context;

  GThread *thread;
  GAsyncQueue *jobs;
  GThread *backup_thread;
  int backup_is_running;
  gint64 backup_not_before; /* monotonic */

  /* Only on the store's thread. */
  CommsDb *db;
  gint64 data_version;
  gboolean is_known; /* what the other process has committed is of this version, or an older one */

  GMutex mutex;
  GCond job_is_done;
  GCond backup_may_start; /* because the store is closed */
  gboolean is_closed;
  guint changed; /* a bit for each subject */
  GSource *changed_source;
};

/* One piece of work. It belongs to the queue, then to the thread, then to its waiter or, for
 * what has a task, to the idle that completes it. */
typedef struct
{
  CommsStoreFunc func;
  gpointer data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
  GTask *task;
  gpointer result;
  GError *error;
  gboolean is_grouped; /* may share a commit with its neighbours in the queue */
  gboolean is_last;
  gboolean is_done;
} CommsJob;

enum
{
  CHANGED,
  BACKUP_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CommsStore, comms_store, G_TYPE_OBJECT)

/* The "changed" signal */

static void
emit_changed (CommsStore *self)
{
  guint changed;

  g_mutex_lock (&self->mutex);
  changed = self->changed;
  self->changed = 0;
  g_clear_pointer (&self->changed_source, g_source_unref);
  g_mutex_unlock (&self->mutex);

  for (guint subject = 0; changed >> subject != 0; subject++)
    if (changed & (1u << subject))
      g_signal_emit (self, signals[CHANGED], 0, subject);
}

static gboolean
changed_cb (gpointer user_data)
{
  g_autoptr (CommsStore) self = g_weak_ref_get (user_data);

  if (self != NULL)
    emit_changed (self);
  return G_SOURCE_REMOVE;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* The idle does not hold the store: in a program without a loop it never comes, and the store
 * is to be closed all the same. */
static void
note_changed (CommsStore *self, guint subjects)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GWeakRef *ref;

  self->changed |= subjects;
  if (subjects == 0 || self->changed_source != NULL || self->is_closed)
    return;

  ref = g_new0 (GWeakRef, 1);
  g_weak_ref_init (ref, self);
  self->changed_source = g_idle_source_new ();
  g_source_set_priority (self->changed_source, G_PRIORITY_HIGH_IDLE);
  g_source_set_static_name (self->changed_source, "[comms-store] changed");
  g_source_set_callback (self->changed_source, changed_cb, ref, weak_ref_free);
  g_source_attach (self->changed_source, self->context);
}

static guint
every_subject (void)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (COMMS_TYPE_SUBJECT);

  return (1u << klass->n_values) - 1;
}

/* Work, on the store's thread */

/* What another process has committed since is noticed with the next piece of work, whatever that
 * is. If it was a newer version of the program, this one must not write any more. */
static gboolean
look_elsewhere (CommsStore *self, GError **error)
{
  gint64 data_version;
  gint64 version;

  if (!comms_db_query_int (self->db, &data_version, 0, error, "PRAGMA data_version", ""))
    return FALSE;
  if (data_version != self->data_version)
    {
      comms_db_cache_drop (comms_db_get_cache (self->db));
      if (self->data_version != 0)
        note_changed (self, every_subject ());
      self->data_version = data_version;
      self->is_known = FALSE;
    }
  if (!self->is_known)
    self->is_known = comms_schema_check (self->db, g_strv_length ((char **) comms_schema_steps ()),
                                         &version, error);
  return self->is_known;
}

static gboolean
call (CommsStore *self, CommsJob *job)
{
  GCancellable *cancellable = job->task != NULL ? g_task_get_cancellable (job->task) : NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, &job->error))
    return FALSE;
  if (job->func == NULL)
    return TRUE;

  /* A commit is not to be cancelled half way. */
  comms_db_set_cancellable (self->db, cancellable);
  job->result = job->func (self->db, job->data, &job->error);
  comms_db_set_cancellable (self->db, NULL);
  return job->error == NULL;
}

/* One of a group: its error takes back what it wrote itself, and nothing else. A disk that is
 * full takes the whole transaction, and so the group. */
static gboolean
call_in_group (CommsStore *self, CommsJob *job, GError **error)
{
  if (!comms_db_set_savepoint (self->db, error))
    return FALSE;
  if (call (self, job))
    return comms_db_release_savepoint (self->db, error);
  if (comms_db_rollback_to_savepoint (self->db, NULL))
    return TRUE;
  g_propagate_error (error, g_error_copy (job->error));
  return FALSE;
}

static gboolean
call_all (CommsStore *self, GPtrArray *group, GError **error)
{
  for (guint i = 0; i < group->len; i++)
    if (!call_in_group (self, g_ptr_array_index (group, i), error))
      return FALSE;
  return TRUE;
}

/* Whether the group is in the file. FALSE without @error where it is one that failed by itself. */
static gboolean
transact (CommsStore *self, GPtrArray *group, GError **error)
{
  if (!comms_db_begin (self->db, error))
    return FALSE;

  if (look_elsewhere (self, error) &&
      (group->len == 1 ? call (self, g_ptr_array_index (group, 0))
                       : call_all (self, group, error)) &&
      comms_db_commit (self->db, error))
    {
      note_changed (self, comms_db_take_marks (self->db));
      return TRUE;
    }
  comms_db_rollback (self->db);
  return FALSE;
}

static void
job_free (CommsJob *job)
{
  if (job->data_free != NULL)
    job->data_free (job->data);
  g_clear_error (&job->error);
  g_clear_object (&job->task);
  g_free (job);
}

static gboolean
complete_cb (gpointer user_data)
{
  CommsJob *job = user_data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), job->result_free);
  return G_SOURCE_REMOVE;
}

/* The task, which holds the store, is let go of where it was made and never on the store's own
 * thread: the last unref waits for that thread. */
static void
complete_task (CommsJob *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_static_name (source, "[comms-store] complete");
  g_source_set_callback (source, complete_cb, job, (GDestroyNotify) job_free);
  g_source_attach (source, g_task_get_context (job->task));
}

/* What was made by work that is not in the file is of no use. */
static void
drop_result (CommsJob *job)
{
  gpointer result = g_steal_pointer (&job->result);

  if (result != NULL && job->result_free != NULL)
    job->result_free (result);
}

/* @error is of the whole group, NULL where that was committed. */
static void
complete (CommsStore *self, CommsJob *job, const GError *error)
{
  if (job->error == NULL && error != NULL)
    job->error = g_error_copy (error);
  if (job->error != NULL)
    drop_result (job);

  if (job->task != NULL)
    complete_task (job);
  else if (job->func == NULL)
    job_free (job);
  else
    {
      g_mutex_lock (&self->mutex);
      job->is_done = TRUE;
      g_cond_broadcast (&self->job_is_done);
      g_mutex_unlock (&self->mutex);
    }
}

/* Puts @first and what comes right behind it, where they may be committed together, in @group.
 * Returns the one that comes after them, or NULL where nothing waits. */
static CommsJob *
take_group (CommsStore *self, CommsJob *first, GPtrArray *group)
{
  CommsJob *next = first;

  do
    {
      g_ptr_array_add (group, next);
      next = first->is_grouped && group->len < GROUP_JOBS
               ? g_async_queue_timeout_pop (self->jobs, COMPANY_TIME)
               : NULL;
    }
  while (next != NULL && next->is_grouped);
  return next;
}

static gpointer
put_off_func (CommsDb *db, gpointer unused, GError **error)
{
  comms_db_do_put_off (db, error);
  return NULL;
}

/* Where it fails, whoever needs it does it, and hears why not. */
static void
do_put_off (CommsStore *self)
{
  CommsJob job = { .func = put_off_func };
  g_autoptr (GPtrArray) group = g_ptr_array_new ();

  g_ptr_array_add (group, &job);
  transact (self, group, NULL);
  g_clear_error (&job.error);
}

/* What was put off has its time when nothing comes, or nothing will. */
static CommsJob *
wait_for_job (CommsStore *self)
{
  CommsJob *next = NULL;

  if (comms_db_has_put_off (self->db))
    {
      next = g_async_queue_timeout_pop (self->jobs, QUIET_TIME);
      if (next == NULL || next->is_last)
        do_put_off (self);
    }
  return next != NULL ? next : g_async_queue_pop (self->jobs);
}

static gpointer
thread_func (gpointer user_data)
{
  CommsStore *self = user_data;
  g_autoptr (GPtrArray) group = g_ptr_array_new ();
  CommsJob *next = g_async_queue_pop (self->jobs);

  comms_db_adopt (self->db);
  while (!next->is_last)
    {
      g_autoptr (GError) error = NULL;

      g_ptr_array_set_size (group, 0);
      next = take_group (self, next, group);
      transact (self, group, &error);
      for (guint i = 0; i < group->len; i++)
        complete (self, g_ptr_array_index (group, i), error);
      if (next == NULL)
        next = wait_for_job (self);
    }

  job_free (next);
  g_clear_pointer (&self->db, comms_db_close);
  return NULL;
}

/* FALSE where the store is closed. */
static gboolean
push (CommsStore *self, CommsJob *job)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->is_closed)
    return FALSE;
  self->is_closed = job->is_last;
  if (self->is_closed)
    g_cond_broadcast (&self->backup_may_start);
  g_async_queue_push (self->jobs, job);
  return TRUE;
}

static void
set_closed_error (GError **error)
{
  g_set_error_literal (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_FAILED,
                       C_ ("error", "The desk is closed. Open it again."));
}

/* The day's backup, on a thread and a connection of its own: a large desk takes a second to
 * copy, and nobody is to wait for that. */

typedef struct
{
  GWeakRef store;
  char *sentence;
} CommsTrouble;

static gboolean
backup_failed_cb (gpointer user_data)
{
  CommsTrouble *trouble = user_data;
  g_autoptr (CommsStore) self = g_weak_ref_get (&trouble->store);

  if (self != NULL)
    g_signal_emit (self, signals[BACKUP_FAILED], 0, trouble->sentence);
  return G_SOURCE_REMOVE;
}

static void
trouble_free (gpointer data)
{
  CommsTrouble *trouble = data;

  g_weak_ref_clear (&trouble->store);
  g_free (trouble->sentence);
  g_free (trouble);
}

static void
report_trouble (CommsStore *self, const GError *error)
{
  CommsTrouble *trouble = g_new0 (CommsTrouble, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_weak_ref_init (&trouble->store, self);
  trouble->sentence = g_strdup (error->message);
  g_source_set_static_name (source, "[comms-store] backup failed");
  g_source_set_callback (source, backup_failed_cb, trouble, trouble_free);
  g_source_attach (source, self->context);
}

/* When a desk opens, the disk has better things to do; when it closes, somebody waits. */
static void
wait_for_quiet (CommsStore *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (!self->is_closed &&
         g_cond_wait_until (&self->backup_may_start, &self->mutex, self->backup_not_before))
    ;
}

static gpointer
backup_thread_func (gpointer user_data)
{
  CommsStore *self = user_data;
  g_autoptr (CommsDb) db = NULL;
  g_autoptr (GError) error = NULL;

  wait_for_quiet (self);
  db = comms_db_open_to_read (self->path, &error);
  if (db != NULL && comms_backup_make (db, comms_clock_now (self->clock), 0, &error))
    comms_backup_rotate (self->path);
  else
    report_trouble (self, error);

  g_atomic_int_set (&self->backup_is_running, FALSE);
  return NULL;
}

static void
back_up_if_due (CommsStore *self, gint64 delay)
{
  if (g_atomic_int_get (&self->backup_is_running) ||
      !comms_backup_is_due (self->path, comms_clock_now (self->clock)))
    return;

  g_clear_pointer (&self->backup_thread, g_thread_join);
  g_atomic_int_set (&self->backup_is_running, TRUE);
  self->backup_not_before = g_get_monotonic_time () + delay;
  self->backup_thread = g_thread_new ("comms-backup", backup_thread_func, self);
}

/* Opening */

/* A small desk is looked through at once. The check of a large one is that of the day's backup:
 * its copy is checked before it counts. */
static gboolean
check_small (CommsDb *db, GError **error)
{
  GStatBuf status;

  if (g_stat (comms_db_get_path (db), &status) != 0 || status.st_size > SMALL_DESK_BYTES)
    return TRUE;
  return comms_db_check (db, error);
}

static gboolean
back_up_cb (CommsDb *db, int version, gpointer data, GError **error)
{
  return comms_backup_make (db, comms_clock_now (data), version, error);
}

static CommsDb *
open_db (const char *path, gboolean create, CommsClock *clock, GError **error)
{
  g_autoptr (CommsDb) db = comms_db_open (path, create, error);

  if (db == NULL || !check_small (db, error) ||
      !comms_schema_migrate (db, comms_schema_steps (), back_up_cb, clock, error))
    return NULL;
  return g_steal_pointer (&db);
}

static void
comms_store_dispose (GObject *object)
{
  comms_store_close (COMMS_STORE (object));

  G_OBJECT_CLASS (comms_store_parent_class)->dispose (object);
}

static void
comms_store_finalize (GObject *object)
{
  CommsStore *self = COMMS_STORE (object);

  g_async_queue_unref (self->jobs);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->clock);
  g_free (self->path);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->job_is_done);
  g_cond_clear (&self->backup_may_start);

  G_OBJECT_CLASS (comms_store_parent_class)->finalize (object);
}

static void
comms_store_class_init (CommsStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = comms_store_dispose;
  object_class->finalize = comms_store_finalize;

  signals[CHANGED] = g_signal_new ("changed", COMMS_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, COMMS_TYPE_SUBJECT);
  signals[BACKUP_FAILED] = g_signal_new ("backup-failed", COMMS_TYPE_STORE, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
comms_store_init (CommsStore *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->job_is_done);
  g_cond_init (&self->backup_may_start);
  self->jobs = g_async_queue_new ();
}

/* Public functions */

CommsStore *
comms_store_open (const char *path, gboolean create, CommsClock *clock, GError **error)
{
  g_autofree char *whole_path = NULL;
  CommsStore *self;
  CommsDb *db;
  gboolean is_new;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (COMMS_IS_CLOCK (clock), NULL);

  whole_path = g_canonicalize_filename (path, NULL);
  is_new = create && !g_file_test (whole_path, G_FILE_TEST_EXISTS);
  db = open_db (whole_path, create, clock, error);
  if (db == NULL)
    {
      if (is_new)
        g_unlink (whole_path);
      return NULL;
    }

  self = g_object_new (COMMS_TYPE_STORE, NULL);
  self->path = g_steal_pointer (&whole_path);
  self->clock = g_object_ref (clock);
  self->context = g_main_context_ref_thread_default ();
  self->db = db;
  self->thread = g_thread_new ("comms-store", thread_func, self);
  if (!is_new)
    back_up_if_due (self, OPENING_TIME);
  return self;
}

void
comms_store_run_async (CommsStore *self,
                       CommsStoreCommit commit,
                       CommsStoreFunc func,
                       gpointer data,
                       GDestroyNotify data_free,
                       GDestroyNotify result_free,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  CommsJob *job;

  g_return_if_fail (COMMS_IS_STORE (self));
  g_return_if_fail (func != NULL);

  job = g_new0 (CommsJob, 1);
  job->is_grouped = commit == COMMS_STORE_COMMIT_TOGETHER;
  job->func = func;
  job->data = data;
  job->data_free = data_free;
  job->result_free = result_free;
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, comms_store_run_async);
  /* What was committed is reported as such, even if it is cancelled right after. */
  g_task_set_check_cancellable (job->task, FALSE);

  if (!push (self, job))
    {
      set_closed_error (&job->error);
      complete_task (job);
    }
}

gpointer
comms_store_run_finish (CommsStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, comms_store_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gpointer
comms_store_run_sync (CommsStore *self, CommsStoreFunc func, gpointer data, GError **error)
{
  CommsJob job = { .func = func, .data = data };

  g_return_val_if_fail (COMMS_IS_STORE (self), NULL);
  g_return_val_if_fail (func != NULL, NULL);
  g_return_val_if_fail (self->thread != g_thread_self (), NULL);

  if (!push (self, &job))
    {
      set_closed_error (error);
      return NULL;
    }

  g_mutex_lock (&self->mutex);
  while (!job.is_done)
    g_cond_wait (&self->job_is_done, &self->mutex);
  g_mutex_unlock (&self->mutex);

  if (job.error != NULL)
    g_propagate_error (error, job.error);
  return job.result;
}

void
comms_store_mark_changed (CommsDb *db, CommsSubject subject)
{
  comms_db_mark (db, 1u << subject);
}

void
comms_store_check_elsewhere (CommsStore *self)
{
  CommsJob *job;

  g_return_if_fail (COMMS_IS_STORE (self));

  job = g_new0 (CommsJob, 1);
  if (!push (self, job))
    {
      job_free (job);
      return;
    }
  back_up_if_due (self, 0);
}

const char *
comms_store_get_path (CommsStore *self)
{
  g_return_val_if_fail (COMMS_IS_STORE (self), NULL);

  return self->path;
}

gboolean
comms_store_backup (CommsStore *self, const char *path, GError **error)
{
  g_autoptr (CommsDb) db = NULL;

  g_return_val_if_fail (COMMS_IS_STORE (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  db = comms_db_open_to_read (self->path, error);
  return db != NULL && comms_db_copy_to (db, path, error);
}

char *
comms_store_find_backup (const char *path, gint64 *at, GError **error)
{
  return comms_backup_find (path, at, error);
}

gboolean
comms_store_restore (const char *path, const char *backup, CommsClock *clock, GError **error)
{
  g_return_val_if_fail (COMMS_IS_CLOCK (clock), FALSE);

  return comms_backup_restore (path, backup, comms_clock_now (clock), error);
}

void
comms_store_close (CommsStore *self)
{
  CommsJob *last;

  g_return_if_fail (COMMS_IS_STORE (self));

  if (self->thread == NULL)
    return;
  g_return_if_fail (self->thread != g_thread_self ());

  last = g_new0 (CommsJob, 1);
  last->is_last = TRUE;
  push (self, last);
  g_clear_pointer (&self->backup_thread, g_thread_join);
  g_clear_pointer (&self->thread, g_thread_join);

  if (self->changed_source != NULL)
    g_source_destroy (self->changed_source);
  g_clear_pointer (&self->changed_source, g_source_unref);
}
