/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-release-page-private.h"

#include "comms-history.h"
#include "comms-marks.h"
#include "comms-posts.h"
#include "comms-releases.h"
#include "comms-undo.h"
#include "comms-words.h"

/* What is done with a release beside writing it. Each waits until its last words are in the
 * store. */

typedef struct
{
  CommsReleasePage *self;
  CommsIdFunc func;
  CommsIdFunc undo;
  const char *done;
  gint64 id;
} Step;

static void
step_free (Step *step)
{
  g_object_unref (step->self);
  g_free (step);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

static Step *
step_new (CommsReleasePage *self)
{
  Step *step = g_new0 (Step, 1);

  step->self = g_object_ref (self);
  return step;
}

/* Whether everything is saved; tells the error where not. */
static gboolean
saved (Step *step, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  if (!comms_saver_flush_finish (COMMS_SAVER (source), result, &error))
    {
      comms_undo_show_error (error);
      return FALSE;
    }
  step->id = comms_release_page_get_id (step->self);
  return step->id != 0 && gtk_widget_get_root (GTK_WIDGET (step->self)) != NULL;
}

/* --- the day's posts --- */

static void
cascade_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  CommsReleasePage *self = step->self;

  if (!saved (step, source, result) || self->data == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, "plan");
  comms_plan_view_open (self->plan_view, comms_page_get_desk (COMMS_PAGE (self)), self->release,
                        self->data);
}

static gboolean
shows (CommsReleasePage *self, const char *view)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), view) == 0;
}

gboolean
comms_release_actions_close_view (CommsReleasePage *self)
{
  if (comms_release_import_cancel (self))
    return TRUE;
  if (!shows (self, "plan"))
    return FALSE;
  comms_plan_view_forget (self->plan_view);
  gtk_stack_set_visible_child_name (self->stack, "editor");
  gtk_widget_grab_focus (GTK_WIDGET (self->cascade_button));
  return TRUE;
}

/* --- stages and versions --- */

typedef struct
{
  gint64 id;
  gint64 before;
  gint64 after;
  CommsTxFunc func;
  gboolean back;
} Change;

static gpointer
run_stage (CommsTx *tx, gpointer data, GError **error)
{
  Change *change = data;
  gint64 stage = change->back ? change->before : change->after;

  return GINT_TO_POINTER (
    comms_releases_set_stage (tx, change->id, (CommsReleaseStage) stage, error));
}

static gpointer
run_revert (CommsTx *tx, gpointer data, GError **error)
{
  Change *change = data;
  gint64 number = change->back ? change->before : change->after;

  return GINT_TO_POINTER (comms_releases_revert (tx, change->id, number, error));
}

static Change *
change_copy (const Change *change, gboolean back)
{
  Change *copy = g_memdup2 (change, sizeof *change);

  copy->back = back;
  return copy;
}

static void
undo_change (CommsDesk *desk, gpointer data)
{
  const Change *change = data;

  comms_undo_run (desk, change->func, change_copy (change, TRUE), g_free);
}

static void
redo_change (CommsDesk *desk, gpointer data)
{
  const Change *change = data;

  comms_undo_run (desk, change->func, change_copy (change, FALSE), g_free);
}

typedef struct
{
  CommsReleasePage *self;
  Change change;
  char *done;
} Changing;

static void
changing_free (Changing *changing)
{
  g_object_unref (changing->self);
  g_free (changing->done);
  g_free (changing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Changing, changing_free)

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Changing) changing = user_data;
  g_autoptr (GError) error = NULL;

  comms_desk_run_finish (COMMS_DESK (source), result, &error);
  if (error != NULL)
    {
      comms_undo_show_error (error);
      comms_release_page_reload (changing->self);
      return;
    }
  if (gtk_widget_get_root (GTK_WIDGET (changing->self)) != NULL)
    comms_history_push (comms_history_of (GTK_WIDGET (changing->self)), changing->done, undo_change,
                        redo_change, g_memdup2 (&changing->change, sizeof (Change)), g_free);
}

static void
change_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Changing) changing = user_data;
  CommsDesk *desk = comms_page_get_desk (COMMS_PAGE (changing->self));
  Change change;
  g_autoptr (GError) error = NULL;

  if (!comms_saver_flush_finish (COMMS_SAVER (source), result, &error))
    {
      comms_undo_show_error (error);
      return;
    }
  changing->change.id = comms_release_page_get_id (changing->self);
  change = changing->change;
  if (change.id != 0)
    comms_desk_run_async (desk, change.func, change_copy (&change, FALSE), g_free, NULL, NULL,
                          changed_cb, g_steal_pointer (&changing));
}

/* Takes @done. */
static void
begin_change (CommsReleasePage *self, CommsTxFunc func, gint64 before, gint64 after, char *done)
{
  Changing *changing = g_new0 (Changing, 1);

  changing->self = g_object_ref (self);
  changing->change.func = func;
  changing->change.before = before;
  changing->change.after = after;
  changing->done = done;
  comms_saver_flush_async (self->saver, NULL, change_saved_cb, changing);
}

void
comms_release_actions_set_stage (CommsReleasePage *self, CommsReleaseStage stage)
{
  if (self->data == NULL)
    return;
  /* Translators: %s is a stage of a release, such as "Review" */
  begin_change (self, run_stage, self->release->stage, stage,
                g_strdup_printf (C_ ("release", "It now stands at “%s”."),
                                 comms_release_stage_word (stage)));
}

void
comms_release_actions_revert (CommsReleasePage *self, gint64 number)
{
  g_autofree char *text = comms_format_number (number);

  if (self->data == NULL)
    return;
  /* Translators: %s is the number of a version */
  begin_change (self, run_revert, self->release->version, number,
                g_strdup_printf (C_ ("release", "Version %s is in use again."), text));
}

/* --- bin --- */

static void
binned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GError) error = NULL;

  if (!comms_desk_run_id_finish (COMMS_DESK (source), result, &error))
    {
      comms_undo_show_error (error);
      return;
    }
  if (gtk_widget_get_root (GTK_WIDGET (step->self)) == NULL)
    return;
  comms_undo_push_ids (GTK_WIDGET (step->self), C_ ("release", "Release moved to the bin."),
                       comms_releases_unbin, comms_releases_bin, &step->id, 1);
  comms_release_page_forget (step->self);
  gtk_widget_activate_action (GTK_WIDGET (step->self), "win.back", NULL);
}

static void
bin_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  CommsDesk *desk = comms_page_get_desk (COMMS_PAGE (step->self));
  gint64 id;

  if (!saved (step, source, result))
    return;
  id = step->id;
  comms_desk_run_id_async (desk, comms_releases_bin, id, NULL, binned_cb, g_steal_pointer (&step));
}

/* --- export --- */

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *done = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      comms_undo_show_error (error);
      return;
    }
  /* Translators: %s is the name of a file */
  done = g_strdup_printf (C_ ("release", "Exported as “%s”."), name);
  gtk_widget_activate_action (widget, "win.notify", "s", done);
}

static void
export_chosen_cb (CommsReleasePage *self, int response, GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_assert (COMMS_IS_RELEASE_PAGE (self));

  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (chooser));
  g_object_unref (chooser);
  if (response != GTK_RESPONSE_ACCEPT || file == NULL || self->release == NULL)
    return;
  text = comms_release_dup_plain_text (self->release);
  bytes = g_bytes_new (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                       exported_cb, g_object_ref (self));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsReleasePage *self = COMMS_RELEASE_PAGE (widget);
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (C_ ("release", "Export the Release"),
                                 GTK_WINDOW (gtk_widget_get_root (widget)),
                                 GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  /* Translators: the proposed name of a file; %s is the title of a release */
  g_autofree char *file_name =
    g_strdup_printf (C_ ("release", "%s.txt"),
                     self->release->title != NULL ? self->release->title : "");

  g_strdelimit (file_name, "/\\", '-');
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), file_name);
  g_signal_connect_object (chooser, "response", G_CALLBACK (export_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* --- actions --- */

/* Shows the plan first; on the plan, takes its next step. */
static void
cascade_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsReleasePage *self = COMMS_RELEASE_PAGE (widget);

  if (shows (self, "split"))
    gtk_widget_activate_action (GTK_WIDGET (self->split_view), "split.use", NULL);
  else if (shows (self, "plan"))
    gtk_widget_activate_action (GTK_WIDGET (self->plan_view), "plan.go", NULL);
  else if (shows (self, "editor"))
    comms_saver_flush_async (self->saver, NULL, cascade_saved_cb, step_new (self));
}

static void
bin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsReleasePage *self = COMMS_RELEASE_PAGE (widget);

  if (comms_release_page_get_id (self) != 0)
    {
      comms_saver_flush_async (self->saver, NULL, bin_saved_cb, step_new (self));
      return;
    }
  comms_saver_drop (self->saver);
  gtk_widget_activate_action (widget, "win.back", NULL);
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsReleasePage *self = COMMS_RELEASE_PAGE (widget);

  if (!comms_release_actions_close_view (self))
    gtk_widget_activate_action (widget, "win.back", NULL);
}

void
comms_release_actions_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "release.cascade", NULL, cascade_action);
  gtk_widget_class_install_action (widget_class, "release.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "release.bin", NULL, bin_action);
  gtk_widget_class_install_action (widget_class, "release.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "release.close", NULL);
}

/* Why there is no plan to be made; NULL where there is one. */
static const char *
why_no_plan (CommsReleasePage *self)
{
  if (self->data == NULL)
    return NULL;
  if (self->data->accounts->len == 0)
    return C_ ("release", "Connect an account first: posts go out from one.");
  return NULL;
}

void
comms_release_actions_update (CommsReleasePage *self)
{
  static const char *const names[] = { "release.export", "release.bin", "release.split-again" };
  gboolean open = self->data != NULL && !shows (self, "split");
  gboolean splitting = shows (self, "split");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "release.paste-whole", !splitting);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "release.open-file", !splitting);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "release.cascade",
                                 splitting || (open && why_no_plan (self) == NULL));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->cascade_button), why_no_plan (self));
}
