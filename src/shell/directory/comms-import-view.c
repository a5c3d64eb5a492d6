/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-import-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "comms-marks.h"
#include "comms-page.h"
#include "comms-rows.h"
#include "comms-targets.h"
#include "comms-template.h"

/* So many broken lines are listed; the rest is counted. */
#define MAX_PROBLEMS 100

struct _CommsImportView
{
  GtkWidget parent_instance;

  CommsDesk *desk;
  GFile *file;
  GCancellable *cancellable;
  CommsImportReport *report;

  GtkStack *stack;
  GtkLabel *title;
  GtkLabel *summary;
  GtkLabel *ignored;
  GtkWidget *problems_box;
  GtkLabel *problems_title;
  GtkListBox *problems;
  GtkLabel *problems_rest;
  GtkButton *import;
  GtkButton *leave;
};

enum
{
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CommsImportView, comms_import_view, GTK_TYPE_WIDGET)

static void
end (CommsImportView *self)
{
  g_clear_pointer (&self->report, comms_import_report_free);
  g_signal_emit (self, signals[DONE], 0);
}

static char *
dup_summary (CommsImportReport *report)
{
  g_autofree char *n_new = comms_format_number (report->n_new);
  g_autofree char *n_changed = comms_format_number (report->n_changed);
  g_autofree char *n_same = comms_format_number (report->n_same);

  /* Translators: three numbers */
  return g_strdup_printf (C_ ("import", "New people: %s. Changed: %s. Already as in the file: %s."), n_new,
                          n_changed, n_same);
}

static void
add_problem (CommsImportView    *self,
             CommsImportProblem *problem)
{
  g_autofree char *line = comms_format_number (problem->line);
  /* Translators: the number of a line in a file */
  g_autofree char *title = g_strdup_printf (C_ ("import", "Line %s"), line);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), problem->sentence);
  gtk_list_box_append (self->problems, row);
}

static void
show_rest (CommsImportView *self,
           guint            n_rest)
{
  g_autofree char *count = comms_format_number (n_rest);
  g_autofree char *text = NULL;

  /* Translators: how many broken lines of a file are not listed */
  text = g_strdup_printf (ngettext ("and %s further line", "and %s further lines", n_rest), count);
  gtk_label_set_label (self->problems_rest, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problems_rest), n_rest > 0);
}

static void
show_problems (CommsImportView *self,
               GPtrArray       *problems)
{
  g_autofree char *count = comms_format_number (problems->len);
  g_autofree char *title = NULL;
  guint n_shown = MIN (problems->len, MAX_PROBLEMS);

  comms_list_box_empty (self->problems);
  for (guint i = 0; i < n_shown; i++)
    add_problem (self, problems->pdata[i]);
  show_rest (self, problems->len - n_shown);

  /* Translators: how many lines of a file cannot be used */
  title = g_strdup_printf (ngettext ("%s line is left out", "%s lines are left out", problems->len), count);
  gtk_label_set_label (self->problems_title, title);
  gtk_widget_set_visible (self->problems_box, problems->len > 0);
}

static void
show_ignored (CommsImportView *self)
{
  g_autofree char *columns = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->ignored), self->report->ignored != NULL);
  if (self->report->ignored == NULL)
    return;
  columns = g_strjoinv (C_ ("between columns", ", "), self->report->ignored);
  /* Translators: the names of columns of a file */
  text = g_strdup_printf (C_ ("import", "The desk has no place for these columns: %s."), columns);
  gtk_label_set_label (self->ignored, text);
}

static void
show_report (CommsImportView *self)
{
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *summary = dup_summary (self->report);
  gboolean something = self->report->n_new + self->report->n_changed > 0;
  /* Translators: the name of a file */
  g_autofree char *title = g_strdup_printf (C_ ("import", "Import “%s”"), shown);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->summary, summary);
  show_ignored (self);
  show_problems (self, self->report->problems);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import), something);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->import),
                               something ? NULL : C_ ("import", "The file would change nothing"));
  gtk_stack_set_visible_child_name (self->stack, "report");
  gtk_widget_grab_focus (GTK_WIDGET (something ? self->import : self->leave));
}

static gpointer
write_report (CommsTx  *tx,
              gpointer  report,
              GError  **error)
{
  return GINT_TO_POINTER (comms_targets_import (tx, report, error));
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CommsImportView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;
  g_autofree char *sentence = NULL;
  guint n;

  if (comms_desk_run_finish (COMMS_DESK (object), result, &error) == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      end (self);
      return;
    }
  n = self->report->n_new + self->report->n_changed;
  number = comms_format_number (n);
  /* Translators: how many people were imported */
  sentence = g_strdup_printf (ngettext ("Imported %s person", "Imported %s people", n), number);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s", sentence);
  end (self);
}

/* An import that has begun is finished, even when its page is closed. */
static void
import_cb (CommsImportView *self)
{
  g_assert (self->report != NULL);

  gtk_stack_set_visible_child_name (self->stack, "working");
  comms_desk_run_async (self->desk, write_report, self->report, NULL, NULL, NULL, written_cb,
                        g_object_ref (self));
}

static void
leave_cb (CommsImportView *self)
{
  end (self);
}

static gpointer
read_report (CommsTx  *tx,
             gpointer  csv,
             GError  **error)
{
  return comms_targets_read_csv (tx, csv, error);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (CommsImportView) self = user_data;
  g_autoptr (GError) error = NULL;

  self->report = comms_desk_run_finish (COMMS_DESK (object), result, &error);
  if (self->report != NULL)
    {
      show_report (self);
      return;
    }
  comms_show_error (GTK_WIDGET (self), error);
  end (self);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CommsImportView) self = user_data;
  g_autoptr (GError) error = NULL;
  GBytes *csv = g_file_load_bytes_finish (G_FILE (object), result, NULL, &error);

  if (csv == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      end (self);
      return;
    }
  comms_desk_run_async (self->desk, read_report, csv, (GDestroyNotify) g_bytes_unref,
                        (GDestroyNotify) comms_import_report_free, self->cancellable, read_cb,
                        g_object_ref (self));
}

static void
comms_import_view_dispose (GObject *object)
{
  CommsImportView *self = COMMS_IMPORT_VIEW (object);

  g_clear_pointer (&self->report, comms_import_report_free);
  g_clear_object (&self->desk);
  g_clear_object (&self->file);
  g_clear_object (&self->cancellable);
  comms_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_IMPORT_VIEW);

  G_OBJECT_CLASS (comms_import_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CommsImportView, stack);
  gtk_widget_class_bind_template_child (widget_class, CommsImportView, title);
  gtk_widget_class_bind_template_child (widget_class, CommsImportView, summary);
  gtk_widget_class_bind_template_child (widget_class, CommsImportView, ignored);
  gtk_widget_class_bind_template_child (widget_class, CommsImportView, problems_box);
  gtk_widget_class_bind_template_child (widget_class, CommsImportView, problems_title);
  gtk_widget_class_bind_template_child (widget_class, CommsImportView, problems);
  gtk_widget_class_bind_template_child (widget_class, CommsImportView, problems_rest);
  gtk_widget_class_bind_template_child (widget_class, CommsImportView, import);
  gtk_widget_class_bind_template_child (widget_class, CommsImportView, leave);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
}

static void
comms_import_view_class_init (CommsImportViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_import_view_dispose;

  signals[DONE] = g_signal_new ("done", COMMS_TYPE_IMPORT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-import-view.ui");
  bind_template (widget_class);
}

static void
comms_import_view_init (CommsImportView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
comms_import_view_begin (CommsImportView *self,
                         CommsDesk       *desk,
                         GFile           *file,
                         GCancellable    *cancellable)
{
  g_return_if_fail (COMMS_IS_IMPORT_VIEW (self));
  g_return_if_fail (self->report == NULL);

  g_set_object (&self->desk, desk);
  g_set_object (&self->file, file);
  g_set_object (&self->cancellable, cancellable);
  gtk_stack_set_visible_child_name (self->stack, "working");
  g_file_load_bytes_async (file, cancellable, loaded_cb, g_object_ref (self));
}
