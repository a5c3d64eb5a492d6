/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-audit-table.h"
#include "comms-audit-words.h"
#include "comms-desk.h"
#include "comms-desk-private.h"
#include "comms-error.h"

/* The runners for the two commonest shapes of work, and what every piece of work checks. */

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

/* The store's thread works on a copy of the record. What the work set on it besides (the id, the
 * version, the state) is carried over to the caller's record when it is done, but not over what
 * was typed into that in the meantime. */
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
