/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-marks.h"
#include "comms-saver.h"

struct _CommsSavedLabel
{
  GtkWidget parent_instance;

  GtkImage *image;
  GtkLabel *label;
  GSignalGroup *signals;
  CommsDesk *desk;
  char *note;
};

G_DEFINE_FINAL_TYPE (CommsSavedLabel, comms_saved_label, GTK_TYPE_WIDGET)

/* (transfer full) */
static char *
dup_saved (CommsSavedLabel *self, CommsDesk *desk)
{
  g_autofree char *time =
    comms_format_time (comms_desk_get_policy (desk)->zone, comms_desk_now (desk));

  if (self->note == NULL)
    /* Translators: %s is a time of day */
    return g_strdup_printf (C_ ("saved word", "Saved %s"), time);
  /* Translators: a time of day, and a sentence such as "Editing voids the approval" */
  return g_strdup_printf (C_ ("saved word", "Saved %s. %s"), time, self->note);
}

static char *
dup_word (CommsSavedLabel *self, CommsSaver *saver)
{
  const GError *error = comms_saver_get_error (saver);

  switch (comms_saver_get_state (saver))
    {
    case COMMS_SAVE_PENDING:
      return g_strdup (C_ ("saved word", "Saving"));
    case COMMS_SAVE_SAVED:
      return dup_saved (self, self->desk);
    case COMMS_SAVE_FAILED:
      return g_strdup_printf (C_ ("saved word", "Not saved: %s"),
                              error != NULL ? error->message : "");
    case COMMS_SAVE_CLEAN:
    default:
      return g_strdup (self->note != NULL ? self->note : "");
    }
}

static void
update (CommsSavedLabel *self)
{
  g_autoptr (CommsSaver) saver = g_signal_group_dup_target (self->signals);
  CommsSaveState state = saver != NULL ? comms_saver_get_state (saver) : COMMS_SAVE_CLEAN;
  g_autofree char *word = saver != NULL ? dup_word (self, saver) : g_strdup (self->note);

  gtk_label_set_label (self->label, word != NULL ? word : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), word);
  gtk_image_set_from_icon_name (self->image, state == COMMS_SAVE_FAILED ? "state-missed-symbolic"
                                                                        : "object-select-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (self->image),
                          state == COMMS_SAVE_SAVED || state == COMMS_SAVE_FAILED);
  if (state == COMMS_SAVE_FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (self), "state-missed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "state-missed");
}

static void
comms_saved_label_dispose (GObject *object)
{
  CommsSavedLabel *self = COMMS_SAVED_LABEL (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->signals);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (comms_saved_label_parent_class)->dispose (object);
}

static void
comms_saved_label_finalize (GObject *object)
{
  g_clear_pointer (&COMMS_SAVED_LABEL (object)->note, g_free);

  G_OBJECT_CLASS (comms_saved_label_parent_class)->finalize (object);
}

static void
comms_saved_label_class_init (CommsSavedLabelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_saved_label_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_saved_label_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
comms_saved_label_init (CommsSavedLabel *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->image = GTK_IMAGE (gtk_image_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_natural_wrap_mode (self->label, GTK_NATURAL_WRAP_NONE);
  gtk_label_set_lines (self->label, 2);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self), "secondary");
  gtk_widget_set_parent (GTK_WIDGET (self->image), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));

  self->signals = g_signal_group_new (COMMS_TYPE_SAVER);
  g_signal_group_connect_swapped (self->signals, "state", G_CALLBACK (update), self);
  update (self);
}

void
comms_saved_label_follow (CommsSavedLabel *self, CommsSaver *saver)
{
  g_return_if_fail (COMMS_IS_SAVED_LABEL (self));

  if (saver != NULL)
    g_set_object (&self->desk, comms_saver_get_desk (saver));
  g_signal_group_set_target (self->signals, saver);
  update (self);
}

void
comms_saved_label_set_note (CommsSavedLabel *self, const char *note)
{
  g_return_if_fail (COMMS_IS_SAVED_LABEL (self));

  if (g_strcmp0 (self->note, note) == 0)
    return;
  g_free (self->note);
  self->note = g_strdup (note);
  update (self);
}
