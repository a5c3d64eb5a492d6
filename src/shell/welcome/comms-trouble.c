/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-trouble.h"

#include <glib/gi18n-lib.h>

#include "comms-clock.h"
#include "comms-marks.h"
#include "comms-menu.h"
#include "comms-open-file.h"
#include "comms-opener.h"
#include "comms-page.h"
#include "comms-zone.h"

struct _CommsTrouble
{
  AdwBin parent_instance;

  char *path;
  char *backup;
  GCancellable *cancellable;

  GtkMenuButton *menu_button;
  AdwStatusPage *status;
  GtkWidget *searching;
  GtkLabel *backup_label;
  GtkWidget *backup_button;
  GtkWidget *again_button;
};

G_DEFINE_FINAL_TYPE (CommsTrouble, comms_trouble, ADW_TYPE_BIN)

static const char *
trouble_title (const GError *error)
{
  if (error->domain == COMMS_STORE_ERROR)
    switch ((CommsStoreError) error->code)
      {
      case COMMS_STORE_ERROR_NEWER:
        return C_("trouble", "This Desk Is From a Newer Version");
      case COMMS_STORE_ERROR_DAMAGED:
        return C_("trouble", "This Desk Is Damaged");
      case COMMS_STORE_ERROR_READ_ONLY:
        return C_("trouble", "This Desk May Not Be Written");
      case COMMS_STORE_ERROR_FULL:
        return C_("trouble", "The Disk Is Full");
      case COMMS_STORE_ERROR_BUSY:
        return C_("trouble", "Another Program Holds This Desk");
      case COMMS_STORE_ERROR_MISSING:
        return C_("trouble", "This Desk Is Not There");
      case COMMS_STORE_ERROR_FAILED:
      case COMMS_STORE_ERROR_STALE:
        break;
      }
  return C_("trouble", "This Desk Could Not Be Opened");
}

static void
show_backup (CommsTrouble *self,
             gint64        at)
{
  g_autofree char *zone = comms_zone_dup_local ();
  g_autofree char *moment = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (CommsClock) clock = comms_system_clock_new ();

  gtk_widget_set_visible (GTK_WIDGET (self->backup_label), TRUE);
  if (self->backup == NULL)
    {
      gtk_label_set_label (self->backup_label, C_("trouble", "No backup of it was found that is "
                                                             "whole."));
      return;
    }
  moment = comms_format_moment (zone, at, comms_clock_now (clock));
  /* Translators: the time of the backup. */
  sentence = g_strdup_printf (C_("trouble", "The newest backup that is whole is from %s. What is "
                                            "there now is kept beside it."),
                              moment);
  gtk_label_set_label (self->backup_label, sentence);
  gtk_widget_set_visible (self->backup_button, TRUE);
  gtk_widget_grab_focus (self->backup_button);
}

static void
backup_found_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (CommsTrouble) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 at = 0;

  self->backup = comms_opener_find_backup_finish (result, &at, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_visible (self->searching, FALSE);
  show_backup (self, at);
}

static void
open_again (CommsTrouble *self)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "app.open",
                                      g_variant_new_bytestring (self->path));
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (CommsTrouble) self = user_data;
  g_autoptr (GError) error = NULL;

  if (comms_opener_restore_finish (result, &error))
    {
      open_again (self);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->backup_button, TRUE);
  gtk_label_set_label (self->backup_label, error->message);
}

static void
backup_clicked_cb (CommsTrouble *self)
{
  g_assert (COMMS_IS_TROUBLE (self));

  gtk_widget_set_sensitive (self->backup_button, FALSE);
  comms_opener_restore_async (self->path, self->backup, self->cancellable, restored_cb,
                              g_object_ref (self));
}

static void
again_clicked_cb (CommsTrouble *self)
{
  g_assert (COMMS_IS_TROUBLE (self));

  open_again (self);
}

static void
other_clicked_cb (CommsTrouble *self)
{
  g_assert (COMMS_IS_TROUBLE (self));

  comms_open_file_ask (GTK_WIDGET (self));
}

static void
comms_trouble_dispose (GObject *object)
{
  CommsTrouble *self = COMMS_TROUBLE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_TROUBLE);

  G_OBJECT_CLASS (comms_trouble_parent_class)->dispose (object);
}

static void
comms_trouble_finalize (GObject *object)
{
  CommsTrouble *self = COMMS_TROUBLE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->backup, g_free);

  G_OBJECT_CLASS (comms_trouble_parent_class)->finalize (object);
}

static void
comms_trouble_class_init (CommsTroubleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = comms_trouble_dispose;
  object_class->finalize = comms_trouble_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-trouble.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsTrouble, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CommsTrouble, status);
  gtk_widget_class_bind_template_child (widget_class, CommsTrouble, searching);
  gtk_widget_class_bind_template_child (widget_class, CommsTrouble, backup_label);
  gtk_widget_class_bind_template_child (widget_class, CommsTrouble, backup_button);
  gtk_widget_class_bind_template_child (widget_class, CommsTrouble, again_button);
  gtk_widget_class_bind_template_callback (widget_class, backup_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_clicked_cb);
}

static void
comms_trouble_init (CommsTrouble *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  comms_menu_button_lazy (self->menu_button, "welcome");
}

/**
 * comms_trouble_new:
 * @path: of the desk
 * @error: why it could not be opened
 *
 * Returns: (transfer floating): what to do about it
 */
GtkWidget *
comms_trouble_new (const char   *path,
                   const GError *error)
{
  CommsTrouble *self;
  g_autofree char *escaped = NULL;
  gboolean damaged;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error != NULL, NULL);

  self = g_object_new (COMMS_TYPE_TROUBLE, NULL);
  self->path = g_strdup (path);
  damaged = g_error_matches (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_DAMAGED);
  escaped = g_markup_escape_text (error->message, -1);
  adw_status_page_set_title (self->status, trouble_title (error));
  adw_status_page_set_description (self->status, escaped);
  gtk_widget_set_visible (self->again_button, !damaged);
  gtk_widget_set_visible (self->searching, damaged);
  if (damaged)
    comms_opener_find_backup_async (path, self->cancellable, backup_found_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
