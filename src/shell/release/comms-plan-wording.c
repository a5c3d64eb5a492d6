/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-plan-wording.h"

#include "comms-marks.h"
#include "comms-page.h"

typedef struct
{
  CommsVariantRequest request;
  char *wall;
} VariantJob;

static void
variant_job_free (gpointer data)
{
  VariantJob *job = data;

  g_free (job->wall);
  g_free (job);
}

static gpointer
find_variants (CommsTx *tx, gpointer data, GError **error)
{
  VariantJob *job = data;

  return comms_cascade_variants (tx, &job->request, error);
}

/* The plan's own wording, then the others, and from the beginning again. */
static void
show_next (CommsPlanRow *row, GPtrArray *texts)
{
  guint at = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "wording"));
  guint next = (at + 1) % texts->len;
  g_autofree char *number = comms_format_number (next + 1);
  g_autofree char *all = comms_format_number (texts->len);
  /* Translators: which wording of how many */
  g_autofree char *note = g_strdup_printf (C_ ("plan", "wording %s of %s"), number, all);

  g_object_set_data (G_OBJECT (row), "wording", GUINT_TO_POINTER (next));
  comms_plan_row_set_text (row, g_ptr_array_index (texts, next));
  comms_plan_row_set_wording (row, note);
}

/* What stands in the row, which may be among them, and the others. (transfer full)
 * (element-type utf8) */
static GPtrArray *
texts_of (CommsPlanRow *row, GPtrArray *variants)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (texts, comms_plan_row_dup_text (row));
  for (guint i = 0; i < variants->len; i++)
    {
      const char *text = ((CommsVariant *) g_ptr_array_index (variants, i))->text;

      if (!g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
        g_ptr_array_add (texts, g_strdup (text));
    }
  return texts;
}

static void
variants_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPlanRow) row = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) variants = comms_desk_run_finish (COMMS_DESK (source), result, &error);
  g_autoptr (GPtrArray) texts = NULL;

  if (gtk_widget_get_root (GTK_WIDGET (row)) == NULL)
    return;
  if (variants == NULL)
    {
      comms_show_error (GTK_WIDGET (row), error);
      return;
    }
  texts = texts_of (row, variants);
  if (texts->len < 2)
    {
      gtk_widget_activate_action (GTK_WIDGET (row), "win.notify", "s",
                                  C_ ("plan", "The release says it in no other words that fit. "
                                              "Edit the text here."));
      return;
    }
  show_next (row, texts);
  g_object_set_data_full (G_OBJECT (row), "wordings", g_steal_pointer (&texts),
                          (GDestroyNotify) g_ptr_array_unref);
}

void
comms_plan_wording_next (CommsPlanRow *row,
                         CommsDesk *desk,
                         gint64 release_id,
                         gint64 account_id,
                         GCancellable *cancellable)
{
  GPtrArray *texts;
  VariantJob *job;

  g_return_if_fail (COMMS_IS_PLAN_ROW (row));

  texts = g_object_get_data (G_OBJECT (row), "wordings");
  if (texts != NULL)
    {
      show_next (row, texts);
      return;
    }
  job = g_new0 (VariantJob, 1);
  job->wall = g_strdup (comms_plan_row_get_wall (row));
  job->request.release_id = release_id;
  job->request.part = comms_plan_row_get_part (row, &job->request.part_index);
  job->request.account_id = account_id;
  job->request.due_wall = job->wall;
  comms_desk_run_async (desk, find_variants, job, variant_job_free,
                        (GDestroyNotify) g_ptr_array_unref, cancellable, variants_cb,
                        g_object_ref (row));
}
