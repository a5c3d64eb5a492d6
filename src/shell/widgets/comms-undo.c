/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-undo.h"

#include "comms-history.h"
#include "comms-page.h"
#include "comms-window.h"

typedef struct
{
  CommsIdFunc undo;
  CommsIdFunc redo;
  GArray *ids; /* of gint64 */
} Ids;

typedef struct
{
  CommsRecordFunc save;
  gpointer before;
  gpointer after;
} Saved;

/* One transaction over all the ids, so that it is taken back as a whole. */
typedef struct
{
  CommsIdFunc func;
  GArray *ids;
} Work;

static void
ids_free (gpointer data)
{
  Ids *step = data;

  g_array_unref (step->ids);
  g_free (step);
}

static void
saved_free (gpointer data)
{
  Saved *step = data;

  g_clear_object (&step->before);
  g_clear_object (&step->after);
  g_free (step);
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_array_unref (work->ids);
  g_free (work);
}

static gpointer
run_work (CommsTx *tx, gpointer data, GError **error)
{
  Work *work = data;

  for (guint i = 0; i < work->ids->len; i++)
    if (!work->func (tx, g_array_index (work->ids, gint64, i), error))
      return NULL;
  return GINT_TO_POINTER (TRUE);
}

static void
run_ids (CommsDesk *desk, CommsIdFunc func, GArray *ids)
{
  Work *work = g_new0 (Work, 1);

  work->func = func;
  work->ids = g_array_copy (ids);
  comms_undo_run (desk, run_work, work, work_free);
}

static void
undo_ids (CommsDesk *desk, gpointer data)
{
  Ids *step = data;

  run_ids (desk, step->undo, step->ids);
}

static void
redo_ids (CommsDesk *desk, gpointer data)
{
  Ids *step = data;

  run_ids (desk, step->redo, step->ids);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!comms_desk_run_record_finish (COMMS_DESK (source), result, &error))
    comms_undo_show_error (error);
}

static void
undo_saved (CommsDesk *desk, gpointer data)
{
  Saved *step = data;

  comms_desk_run_record_async (desk, step->save, step->before, NULL, saved_cb, NULL);
}

static void
redo_saved (CommsDesk *desk, gpointer data)
{
  Saved *step = data;

  comms_desk_run_record_async (desk, step->save, step->after, NULL, saved_cb, NULL);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  comms_desk_run_finish (COMMS_DESK (source), result, &error);
  if (error != NULL)
    comms_undo_show_error (error);
}

void
comms_undo_run (CommsDesk *desk, CommsTxFunc func, gpointer data, GDestroyNotify data_free)
{
  comms_desk_run_async (desk, func, data, data_free, NULL, NULL, ran_cb, NULL);
}

void
comms_undo_push_ids (GtkWidget *widget,
                     const char *label,
                     CommsIdFunc undo,
                     CommsIdFunc redo,
                     const gint64 *ids,
                     guint n_ids)
{
  Ids *step;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (undo != NULL);

  step = g_new0 (Ids, 1);
  step->undo = undo;
  step->redo = redo;
  step->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (step->ids, ids, n_ids);
  comms_history_push (comms_history_of (widget), label, undo_ids, redo != NULL ? redo_ids : NULL,
                      step, ids_free);
}

void
comms_undo_push_record (
  GtkWidget *widget, const char *label, CommsRecordFunc save, gpointer before, gpointer after)
{
  Saved *step;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (save != NULL);

  step = g_new0 (Saved, 1);
  step->save = save;
  step->before = comms_record_copy (before);
  step->after = comms_record_copy (after);
  comms_history_push (comms_history_of (widget), label, undo_saved, redo_saved, step, saved_free);
}

GtkWidget *
comms_undo_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (COMMS_IS_WINDOW (window))
        return window; /* GTK owns it */
    }
  return NULL;
}

void
comms_undo_show_error (const GError *error)
{
  GtkWidget *window = comms_undo_window ();

  g_return_if_fail (error != NULL);

  if (window != NULL)
    comms_show_error (window, error);
  else
    g_message ("%s", error->message);
}
