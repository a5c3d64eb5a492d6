/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-document.h"

/* A document that is dropped anywhere in the window becomes a release, unless what lies under the
 * pointer takes it. */

static CommsDocumentType
type_of (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  const char *dot = name != NULL ? strrchr (name, '.') : NULL;

  return dot != NULL ? comms_document_type_from_suffix (dot) : COMMS_DOCUMENT_AUTO;
}

static gboolean
drop_cb (CommsWindow  *self,
         const GValue *value)
{
  GFile *file = g_value_get_object (value);
  g_autofree char *uri = NULL;

  g_assert (COMMS_IS_WINDOW (self));

  if (self->desk == NULL || file == NULL)
    return FALSE;
  if (type_of (file) == COMMS_DOCUMENT_AUTO)
    {
      g_autofree char *name = g_file_get_basename (file);
      /* Translators: %s is the name of a file */
      g_autofree char *sentence =
        g_strdup_printf (C_("release", "“%s” is no text that a release can be made of. Drop a Word, "
                                       "OpenDocument, web, Markdown or text file."),
                         name);

      comms_window_notify (self, sentence);
      return FALSE;
    }
  uri = g_file_get_uri (file);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.import-release", "s", uri);
  return TRUE;
}

/**
 * comms_window_add_drop:
 *
 * Lets files be dropped on the window.
 */
void
comms_window_add_drop (CommsWindow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  g_signal_connect_object (drop, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->stack), GTK_EVENT_CONTROLLER (drop));
}
