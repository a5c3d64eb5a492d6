/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-pause-popover.h"

#include "comms-fit.h"

struct _CommsPausePopover
{
  GtkPopover parent_instance;

  GtkWidget *about;
  GtkEditable *reason;
  GtkWidget *now;
  GtkWidget *hint;
  GtkLabel *paused_label;
  GtkWidget *resume;
  GtkWidget *resume_hint;

  char *paused; /* the reason that all sending is paused for, or NULL */
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

/* Of the pause that the person saw, and of no other. */
static void
resume_cb (CommsPausePopover *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.resume", "s", self->paused);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
comms_pause_popover_finalize (GObject *object)
{
  g_free (COMMS_PAUSE_POPOVER (object)->paused);

  G_OBJECT_CLASS (comms_pause_popover_parent_class)->finalize (object);
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
  G_OBJECT_CLASS (klass)->finalize = comms_pause_popover_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-pause-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsPausePopover, about);
  gtk_widget_class_bind_template_child (widget_class, CommsPausePopover, reason);
  gtk_widget_class_bind_template_child (widget_class, CommsPausePopover, now);
  gtk_widget_class_bind_template_child (widget_class, CommsPausePopover, hint);
  gtk_widget_class_bind_template_child (widget_class, CommsPausePopover, paused_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPausePopover, resume);
  gtk_widget_class_bind_template_child (widget_class, CommsPausePopover, resume_hint);
  gtk_widget_class_bind_template_callback (widget_class, resume_cb);
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

void
comms_pause_popover_set_paused (CommsPausePopover *self, const char *reason, gboolean may_resume)
{
  g_autofree char *sentence = NULL;
  g_autofree char *typed = NULL;

  g_return_if_fail (COMMS_IS_PAUSE_POPOVER (self));

  g_free (self->paused);
  self->paused = g_strdup (reason);
  /* Translators: %s is the reason that a person gave */
  sentence = g_strdup_printf (C_ ("connection", "All sending is paused: “%s”"), reason);
  gtk_label_set_label (self->paused_label, reason != NULL ? sentence : "");
  typed = comms_text_clean_line (gtk_editable_get_text (self->reason));
  gtk_widget_set_visible (GTK_WIDGET (self->paused_label), reason != NULL);
  gtk_widget_set_visible (self->resume, reason != NULL);
  gtk_widget_set_sensitive (self->resume, may_resume);
  gtk_widget_set_visible (self->resume_hint, reason != NULL && !may_resume);
  gtk_widget_set_visible (self->about, reason == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason == NULL);
  gtk_widget_set_visible (self->now, reason == NULL);
  gtk_widget_set_visible (self->hint, reason == NULL && *typed == '\0');
}
