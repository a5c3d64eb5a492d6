/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-import-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "comms-marks.h"
#include "comms-template.h"

/* So many broken lines are listed; the rest is counted. */
#define MAX_PROBLEMS 100

struct _CommsImportView
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *summary;
  GtkWidget *problems_box;
  GtkLabel *problems_title;
  GtkListBox *problems;
  GtkButton *import;
};

enum
{
  DECIDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CommsImportView, comms_import_view, GTK_TYPE_WIDGET)

static void
import_cb (CommsImportView *self)
{
  g_signal_emit (self, signals[DECIDED], 0, TRUE);
}

static void
leave_cb (CommsImportView *self)
{
  g_signal_emit (self, signals[DECIDED], 0, FALSE);
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
show_problems (CommsImportView *self,
               GPtrArray       *problems)
{
  g_autofree char *count = comms_format_number (problems->len);
  g_autofree char *title = NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->problems, 0)) != NULL)
    gtk_list_box_remove (self->problems, GTK_WIDGET (row));
  for (guint i = 0; i < MIN (problems->len, MAX_PROBLEMS); i++)
    add_problem (self, problems->pdata[i]);

  /* Translators: how many lines of a file cannot be used */
  title = g_strdup_printf (ngettext ("%s line is left out", "%s lines are left out", problems->len), count);
  gtk_label_set_label (self->problems_title, title);
  gtk_widget_set_visible (self->problems_box, problems->len > 0);
}

static void
comms_import_view_dispose (GObject *object)
{
  comms_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_IMPORT_VIEW);

  G_OBJECT_CLASS (comms_import_view_parent_class)->dispose (object);
}

static void
comms_import_view_class_init (CommsImportViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_import_view_dispose;

  signals[DECIDED] = g_signal_new ("decided", COMMS_TYPE_IMPORT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-import-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsImportView, title);
  gtk_widget_class_bind_template_child (widget_class, CommsImportView, summary);
  gtk_widget_class_bind_template_child (widget_class, CommsImportView, problems_box);
  gtk_widget_class_bind_template_child (widget_class, CommsImportView, problems_title);
  gtk_widget_class_bind_template_child (widget_class, CommsImportView, problems);
  gtk_widget_class_bind_template_child (widget_class, CommsImportView, import);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
}

static void
comms_import_view_init (CommsImportView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
comms_import_view_show (CommsImportView   *self,
                        const char        *name,
                        CommsImportReport *report)
{
  g_autofree char *title = NULL;
  g_autofree char *summary = NULL;

  g_return_if_fail (COMMS_IS_IMPORT_VIEW (self));

  /* Translators: the name of a file */
  title = g_strdup_printf (C_ ("import", "Import “%s”"), name);
  summary = dup_summary (report);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->summary, summary);
  show_problems (self, report->problems);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import), report->n_new + report->n_changed > 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->import));
}
