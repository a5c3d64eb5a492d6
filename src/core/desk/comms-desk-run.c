/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-audit-table.h"
#include "comms-audit-words.h"
#include "comms-desk.h"
#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-likeness.h"
#include "comms-record-table.h"

/* What runs a piece of work on the store's thread, for any shape of it and for the two commonest,
 * and what every piece of work checks. */

#define POLICY_ID 1

/* One piece of work on its way to the store's thread and back. */
typedef struct
{
  CommsTxFunc func;
  gpointer data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
  CommsClock *clock;
  gint64 person_id;
  gboolean practice;
  CommsLikeness *likeness;
} Work;

static Work *
work_new (CommsDesk *self, gint64 person_id, CommsTxFunc func, gpointer data)
{
  Work *work = g_new0 (Work, 1);

  work->func = func;
  work->data = data;
  work->clock = g_object_ref (comms_desk_get_clock (self));
  work->person_id = person_id;
  work->practice = comms_desk_is_practice (self);
  work->likeness = comms_likeness_ref (comms_desk_get_likeness (self));
  return work;
}

static void
work_free (Work *work)
{
  if (work->data_free != NULL)
    work->data_free (work->data);
  g_object_unref (work->clock);
  comms_likeness_unref (work->likeness);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

/* On the store's thread. */
static gpointer
work_run (CommsDb *db, gpointer data, GError **error)
{
  Work *work = data;
  CommsTx tx = { .db = db, .practice = work->practice, .likeness = work->likeness };
  g_autoptr (CommsPolicy) policy = NULL;
  g_autoptr (CommsPerson) person = NULL;

  policy = comms_record_table_share (db, COMMS_TYPE_POLICY, POLICY_ID, error);
  if (policy == NULL)
    return NULL;
  if (work->person_id != 0)
    {
      person = comms_record_table_share (db, COMMS_TYPE_PERSON, work->person_id, error);
      if (person == NULL)
        return NULL;
    }

  tx.policy = policy;
  tx.person = person;
  tx.stamp.actor_id = work->person_id;
  tx.stamp.actor = person != NULL ? person->name : "Comms Desk";
  tx.stamp.now = comms_clock_now (work->clock);
  return work->func (&tx, work->data, error);
}

static void
work_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Work *work = g_task_get_task_data (task);
  gpointer value;

  value = comms_store_run_finish (COMMS_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, value, work->result_free);
}

static void
run_as_async (CommsDesk *self,
              gint64 person_id,
              CommsTxFunc func,
              gpointer data,
              GDestroyNotify data_free,
              GDestroyNotify result_free,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Work *work = work_new (self, person_id, func, data);

  work->data_free = data_free;
  work->result_free = result_free;
  g_task_set_source_tag (task, comms_desk_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  /* What the desk does by itself is short, and comes in bursts. What is cancelled in the middle
   * would take the others along. */
  comms_store_run_async (comms_desk_get_store (self),
                         person_id == 0 && cancellable == NULL ? COMMS_STORE_COMMIT_TOGETHER
                                                               : COMMS_STORE_COMMIT_ALONE,
                         work_run, work, NULL, result_free, cancellable, work_done_cb,
                         g_steal_pointer (&task));
}

static gint64
acting_id (CommsDesk *self)
{
  return comms_record_get_id (COMMS_RECORD (comms_desk_get_person (self)));
}

void
comms_desk_run_async (CommsDesk *self,
                      CommsTxFunc func,
                      gpointer data,
                      GDestroyNotify data_free,
                      GDestroyNotify result_free,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (COMMS_IS_DESK (self));
  g_return_if_fail (func != NULL);

  run_as_async (self, acting_id (self), func, data, data_free, result_free, cancellable, callback,
                user_data);
}

void
comms_desk_run_unattended_async (CommsDesk *self,
                                 CommsTxFunc func,
                                 gpointer data,
                                 GDestroyNotify data_free,
                                 GDestroyNotify result_free,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (COMMS_IS_DESK (self));
  g_return_if_fail (func != NULL);

  run_as_async (self, 0, func, data, data_free, result_free, cancellable, callback, user_data);
}

gpointer
comms_desk_run_finish (CommsDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gpointer
comms_desk_run_as_sync (
  CommsDesk *self, gint64 person_id, CommsTxFunc func, gpointer data, GError **error)
{
  g_autoptr (Work) work = work_new (self, person_id, func, data);

  return comms_store_run_sync (comms_desk_get_store (self), work_run, work, error);
}

gpointer
comms_desk_run_sync (CommsDesk *self, CommsTxFunc func, gpointer data, GError **error)
{
  g_return_val_if_fail (COMMS_IS_DESK (self), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  return comms_desk_run_as_sync (self, acting_id (self), func, data, error);
}

/* Something done to the row with an id. */

typedef struct
{
  CommsIdFunc func;
  gint64 id;
} IdWork;

static gpointer
id_work_run (CommsTx *tx, gpointer data, GError **error)
{
  IdWork *work = data;

  return GINT_TO_POINTER (work->func (tx, work->id, error));
}

void
comms_desk_run_id_async (CommsDesk *self,
                         CommsIdFunc func,
                         gint64 id,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  IdWork *work;

  g_return_if_fail (func != NULL);

  work = g_new0 (IdWork, 1);
  work->func = func;
  work->id = id;
  comms_desk_run_async (self, id_work_run, work, g_free, NULL, cancellable, callback, user_data);
}

gboolean
comms_desk_run_id_finish (CommsDesk *self, GAsyncResult *result, GError **error)
{
  return GPOINTER_TO_INT (comms_desk_run_finish (self, result, error));
}

gboolean
comms_desk_run_id_sync (CommsDesk *self, CommsIdFunc func, gint64 id, GError **error)
{
  IdWork work = { func, id };

  g_return_val_if_fail (func != NULL, FALSE);

  return GPOINTER_TO_INT (comms_desk_run_sync (self, id_work_run, &work, error));
}

/* A record saved. The store's thread works on a copy of the record. What the work set on it besides
 * (the id, the version, the state) is carried over to the caller's record when it is done, but not
 * over what was typed into that in the meantime. */
typedef struct
{
  CommsRecordFunc func;
  CommsRecord *record; /* the caller's */
  CommsRecord *before;
  CommsRecord *after;
} RecordWork;

static RecordWork *
record_work_new (CommsRecordFunc func, gpointer record)
{
  RecordWork *work = g_new0 (RecordWork, 1);

  work->func = func;
  work->record = g_object_ref (record);
  work->before = comms_record_copy (record);
  work->after = comms_record_copy (record);
  return work;
}

static void
record_work_free (RecordWork *work)
{
  g_clear_object (&work->record);
  g_clear_object (&work->before);
  g_clear_object (&work->after);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecordWork, record_work_free)

static gpointer
record_work_run (CommsTx *tx, gpointer data, GError **error)
{
  RecordWork *work = data;

  return GINT_TO_POINTER (work->func (tx, work->after, error));
}

static void
record_work_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RecordWork *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (!GPOINTER_TO_INT (comms_desk_run_finish (COMMS_DESK (source), result, &error)))
    {
      g_task_return_error (task, error);
      return;
    }
  comms_record_merge (work->record, work->before, work->after);
  g_task_return_boolean (task, TRUE);
}

gboolean
comms_desk_run_is_stale (GAsyncResult *result)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)));
}

void
comms_desk_run_record_async (CommsDesk *self,
                             CommsRecordFunc func,
                             gpointer record,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  RecordWork *work;

  g_return_if_fail (func != NULL);
  g_return_if_fail (COMMS_IS_RECORD (record));

  work = record_work_new (func, record);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, comms_desk_run_record_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, (GDestroyNotify) record_work_free);
  comms_desk_run_async (self, record_work_run, work, NULL, NULL, cancellable, record_work_done_cb,
                        g_steal_pointer (&task));
}

gboolean
comms_desk_run_record_finish (CommsDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
comms_desk_run_record_sync (CommsDesk *self, CommsRecordFunc func, gpointer record, GError **error)
{
  g_autoptr (RecordWork) work = NULL;

  g_return_val_if_fail (func != NULL, FALSE);
  g_return_val_if_fail (COMMS_IS_RECORD (record), FALSE);

  work = record_work_new (func, record);
  if (!GPOINTER_TO_INT (comms_desk_run_sync (self, record_work_run, work, error)))
    return FALSE;
  comms_record_merge (work->record, work->before, work->after);
  return TRUE;
}

/* Checks. */

gboolean
comms_tx_check_active (CommsTx *tx, GError **error)
{
  if (tx->person == NULL || tx->person->active)
    return TRUE;

  g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_ROLE,
               /* Translators: %s is a person's name */
               C_ ("desk", "%s no longer works at this desk and may only read; a manager can make "
                           "the name active again."),
               tx->person->name);
  return FALSE;
}

gboolean
comms_tx_check_manager (CommsTx *tx, GError **error)
{
  if (!comms_tx_check_active (tx, error))
    return FALSE;
  if (tx->person == NULL || tx->person->role == COMMS_ROLE_MANAGER)
    return TRUE;

  g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_ROLE,
                       C_ ("desk", "Only a manager may do this; ask one of the desk’s managers."));
  return FALSE;
}

gboolean
comms_tx_audit (CommsTx *tx,
                CommsSubject subject,
                gint64 subject_id,
                const char *action,
                const char *from_value,
                const char *to_value,
                const char *note,
                GError **error)
{
  /* Whoever reads the log has a sentence for it. */
  g_return_val_if_fail (comms_audit_has_words (subject, action), FALSE);

  return comms_audit_table_append (tx->db, &tx->stamp, subject, subject_id, action, from_value,
                                   to_value, note, error);
}
