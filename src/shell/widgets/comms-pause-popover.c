/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-pause-popover.h"

#include "comms-fit.h"

struct _CommsPausePopover
{
  GtkPopover parent_instance;

  GtkEditable *reason;
  GtkWidget *now;
  GtkWidget *hint;
};

G_DEFINE_FINAL_TYPE (CommsPausePopover, comms_pause_popover, GTK_TYPE_POPOVER)

static void
reason_changed_cb (CommsPausePopover *self)
{
  g_autofree char *reason = comms_text_clean_line (gtk_editable_get_text (self->reason));

  gtk_widget_set_sensitive (self->now, *reason != '\0');
  gtk_widget_set_visible (self->hint, *reason == '\0');
}

static void
pause_cb (CommsPausePopover *self)
{
  g_autofree char *reason = comms_text_clean_line (gtk_editable_get_text (self->reason));

  if (*reason == '\0')
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.pause-because", "s", reason);
  gtk_editable_set_text (self->reason, "");
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
comms_pause_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_PAUSE_POPOVER);
  G_OBJECT_CLASS (comms_pause_popover_parent_class)->dispose (object);
}

static void
comms_pause_popover_class_init (CommsPausePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_pause_popover_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-pause-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsPausePopover, reason);
  gtk_widget_class_bind_template_child (widget_class, CommsPausePopover, now);
  gtk_widget_class_bind_template_child (widget_class, CommsPausePopover, hint);
  gtk_widget_class_bind_template_callback (widget_class, reason_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pause_cb);
}

static void
comms_pause_popover_init (CommsPausePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
comms_pause_popover_new (void)
{
  return g_object_new (COMMS_TYPE_PAUSE_POPOVER, NULL);
}
