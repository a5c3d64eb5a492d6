/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsToday"

#include "config.h"

#include "comms-pause-button.h"

#include "comms-fit.h"

struct _CommsPauseButton
{
  AdwBin parent_instance;

  GtkPopover *popover;
  GtkEditable *reason;
  GtkWidget *now;
  GtkWidget *hint;
};

G_DEFINE_FINAL_TYPE (CommsPauseButton, comms_pause_button, ADW_TYPE_BIN)

static void
reason_changed_cb (CommsPauseButton *self)
{
  g_autofree char *reason = comms_text_clean_line (gtk_editable_get_text (self->reason));

  gtk_widget_set_sensitive (self->now, *reason != '\0');
  gtk_widget_set_visible (self->hint, *reason == '\0');
}

static void
pause_cb (CommsPauseButton *self)
{
  g_autofree char *reason = comms_text_clean_line (gtk_editable_get_text (self->reason));

  if (*reason == '\0')
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "today.pause", "s", reason);
  gtk_editable_set_text (self->reason, "");
  gtk_popover_popdown (self->popover);
}

static void
comms_pause_button_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_PAUSE_BUTTON);
  G_OBJECT_CLASS (comms_pause_button_parent_class)->dispose (object);
}

static void
comms_pause_button_class_init (CommsPauseButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_pause_button_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-pause-button.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsPauseButton, popover);
  gtk_widget_class_bind_template_child (widget_class, CommsPauseButton, reason);
  gtk_widget_class_bind_template_child (widget_class, CommsPauseButton, now);
  gtk_widget_class_bind_template_child (widget_class, CommsPauseButton, hint);
  gtk_widget_class_bind_template_callback (widget_class, reason_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pause_cb);
}

static void
comms_pause_button_init (CommsPauseButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
