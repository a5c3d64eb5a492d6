/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-release-page-private.h"

#include "comms-dialogs.h"
#include "comms-document.h"
#include "comms-error.h"
#include "comms-release-split.h"
#include "comms-releases.h"
#include "comms-undo.h"

/* A whole text that comes from elsewhere, by file, drop or paste: read and split on a thread of its
 * own, looked through in the split view, and then taken over. */

/* --- reading --- */

typedef struct
{
  GFile *file; /* or */
  char *text;
} Source;

typedef struct
{
  CommsSplit *split;
  char *title;
  char *language;
  char *note;
} Import;

static void
source_free (gpointer data)
{
  Source *source = data;

  g_clear_object (&source->file);
  g_free (source->text);
  g_free (source);
}

static void
import_free (gpointer data)
{
  Import *import = data;

  g_clear_pointer (&import->split, comms_split_free);
  g_free (import->title);
  g_free (import->language);
  g_free (import->note);
  g_free (import);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, import_free)

static Import *
read_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (CommsDocument) document =
    comms_document_load (file, COMMS_DOCUMENT_AUTO, cancellable, error);
  Import *import;

  if (document == NULL)
    return NULL;
  import = g_new0 (Import, 1);
  import->split = comms_split_propose (document->blocks);
  import->title = g_strdup (document->title);
  import->language = g_strdup (document->language);
  import->note = g_strdup (document->note);
  return import;
}

static Import *
read_text (const char *text, GError **error)
{
  g_autoptr (CommsSplit) split = comms_split_propose_text (text);
  Import *import;

  if (split->rows->len == 0)
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("release", "There is no text on the clipboard. Copy the release "
                                          "first, then paste it here."));
      return NULL;
    }
  import = g_new0 (Import, 1);
  import->split = g_steal_pointer (&split);
  import->language = g_strdup (comms_text_guess_language (text));
  return import;
}

static void
read_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Source *source = data;
  GError *error = NULL;
  Import *import = source->file != NULL ? read_file (source->file, cancellable, &error)
                                        : read_text (source->text, &error);

  if (import != NULL)
    g_task_return_pointer (task, import, import_free);
  else
    g_task_return_error (task, error);
}

static void
show_view (CommsReleasePage *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  comms_release_actions_update (self);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  CommsReleasePage *self = COMMS_RELEASE_PAGE (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (Import) import = g_task_propagate_pointer (G_TASK (result), &error);

  if (import == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  g_free (self->import_title);
  g_free (self->import_language);
  self->import_title = g_steal_pointer (&import->title);
  self->import_language = g_steal_pointer (&import->language);
  show_view (self, "split");
  comms_split_view_set (self->split_view, import->split, import->note, self->import_language);
}

/* Takes @source. */
static void
read_source (CommsReleasePage *self, Source *source)
{
  g_autoptr (GTask) task =
    g_task_new (self, comms_page_get_cancellable (COMMS_PAGE (self)), read_cb, NULL);

  g_task_set_source_tag (task, read_source);
  g_task_set_task_data (task, source, source_free);
  g_task_run_in_thread (task, read_thread);
}

void
comms_release_import_file (CommsReleasePage *self, GFile *file)
{
  Source *source = g_new0 (Source, 1);

  source->file = g_object_ref (file);
  read_source (self, source);
}

void
comms_release_import_text (CommsReleasePage *self, const char *text)
{
  Source *source = g_new0 (Source, 1);

  source->text = g_strdup (text != NULL ? text : "");
  read_source (self, source);
}

/* --- taking over --- */

/* The release that is on screen gets the parts, as one step that can be undone. */
static void
replace_parts (CommsReleasePage *self)
{
  g_autoptr (CommsRelease) before = comms_record_copy (self->release);

  comms_split_apply (comms_split_view_get (self->split_view), self->release);
  comms_release_page_fill (self);
  comms_release_page_touch (self);
  if (comms_record_get_id (COMMS_RECORD (before)) != 0)
    comms_undo_push_record (GTK_WIDGET (self), C_ ("release", "Text split into its parts."),
                            comms_releases_save, before, self->release);
}

static void
make_release (CommsReleasePage *self)
{
  CommsRelease *release = comms_release_page_new_release (self, COMMS_RELEASE_KIND_PRESS_RELEASE);

  if (self->import_language != NULL)
    g_object_set (release, "language", self->import_language, NULL);
  if (self->import_title != NULL)
    g_object_set (release, "title", self->import_title, NULL);
  comms_split_apply (comms_split_view_get (self->split_view), release);
  comms_release_page_begin (self, release, TRUE);
}

void
comms_release_import_use (CommsReleasePage *self)
{
  if (comms_split_view_get (self->split_view) == NULL)
    return;
  if (self->release != NULL && self->data != NULL)
    replace_parts (self);
  else
    make_release (self);
  show_view (self, "editor");
  comms_split_view_clear (self->split_view);
  comms_part_row_focus (comms_release_parts_find (self, COMMS_PART_HEADLINE));
}

gboolean
comms_release_import_cancel (CommsReleasePage *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "split") != 0)
    return FALSE;
  comms_split_view_clear (self->split_view);
  show_view (self, self->release != NULL ? "editor" : "kind");
  gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
  return TRUE;
}

/* --- where it comes from --- */

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsReleasePage) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    comms_release_import_text (self, text);
}

static void
paste_whole_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget),
                                 comms_page_get_cancellable (COMMS_PAGE (widget)), pasted_cb,
                                 g_object_ref (widget));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsReleasePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = comms_dialogs_file_finish (result, &error);

  if (file != NULL)
    comms_release_import_file (self, file);
  else
    comms_show_error (GTK_WIDGET (self), error);
}

static void
open_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *patterns = g_strjoinv (";", (char **) comms_document_patterns);

  comms_dialogs_open_file_async (GTK_WINDOW (gtk_widget_get_root (widget)),
                                 C_ ("release", "Choose the Text of the Release"),
                                 C_ ("release", "Documents"), patterns,
                                 comms_page_get_cancellable (COMMS_PAGE (widget)), chosen_cb,
                                 g_object_ref (widget));
}

static void
split_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsReleasePage *self = COMMS_RELEASE_PAGE (widget);
  g_autoptr (CommsSplit) split = comms_split_from_release (self->release);

  if (split->rows->len == 0)
    {
      gtk_widget_activate_action (widget, "win.notify", "s",
                                  C_ ("release", "There is no text yet to split."));
      return;
    }
  g_clear_pointer (&self->import_title, g_free);
  show_view (self, "split");
  comms_split_view_set (self->split_view, split, NULL, self->release->language);
}

static gboolean
drop_cb (CommsReleasePage *self, const GValue *value, double x, double y, GtkDropTarget *target)
{
  g_assert (COMMS_IS_RELEASE_PAGE (self));

  if (G_VALUE_HOLDS (value, G_TYPE_FILE))
    comms_release_import_file (self, g_value_get_object (value));
  else
    comms_release_import_text (self, g_value_get_string (value));
  return TRUE;
}

void
comms_release_import_init (CommsReleasePage *self)
{
  GType types[] = { G_TYPE_FILE, G_TYPE_STRING };
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (drop, types, G_N_ELEMENTS (types));
  g_signal_connect_object (drop, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->stack), GTK_EVENT_CONTROLLER (drop));
}

/* Ctrl+V reaches the page only where no text takes it. */
void
comms_release_import_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "release.paste-whole", NULL, paste_whole_action);
  gtk_widget_class_install_action (widget_class, "release.open-file", NULL, open_file_action);
  gtk_widget_class_install_action (widget_class, "release.split-again", NULL, split_again_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK,
                                       "release.paste-whole", NULL);
}
