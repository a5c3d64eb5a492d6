/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-target-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "comms-marks.h"
#include "comms-rows.h"

struct _CommsTargetRow
{
  GtkListBoxRow parent_instance;

  CommsTarget *target;

  AdwAvatar *avatar;
  GtkLabel *name;
  GtkBox *line;
  GtkLabel *facts;
  GtkWidget *kind;
};

G_DEFINE_FINAL_TYPE (CommsTargetRow, comms_target_row, GTK_TYPE_LIST_BOX_ROW)

char *
comms_target_dup_line (CommsTarget *target)
{
  const char *parts[] = { target->organisation, target->beat, target->city };
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      /* Translators: stands between two facts about a person; in Urdu the comma "، " */
      g_string_append_printf (line, "%s%s", line->len > 0 ? C_ ("between facts", " · ") : "", parts[i]);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static void
update (CommsTargetRow *self)
{
  g_autofree char *facts = comms_target_dup_line (self->target);

  comms_avatar_set_name (self->avatar, self->target->name);
  gtk_label_set_label (self->name, self->target->name);
  gtk_label_set_label (self->facts, facts);
  if (self->kind != NULL)
    gtk_box_remove (self->line, self->kind);
  self->kind = comms_kind_label_new (self->target->kind);
  gtk_box_prepend (self->line, self->kind);
}

static void
comms_target_row_dispose (GObject *object)
{
  CommsTargetRow *self = COMMS_TARGET_ROW (object);

  g_clear_object (&self->target);
  gtk_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_TARGET_ROW);

  G_OBJECT_CLASS (comms_target_row_parent_class)->dispose (object);
}

static void
comms_target_row_class_init (CommsTargetRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_target_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-target-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsTargetRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetRow, name);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetRow, line);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetRow, facts);
}

static void
comms_target_row_init (CommsTargetRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
comms_target_row_new (CommsTarget *target)
{
  CommsTargetRow *self = g_object_new (COMMS_TYPE_TARGET_ROW, NULL);

  self->target = g_object_ref (target);
  g_signal_connect_object (target, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

CommsTarget *
comms_target_row_get_target (CommsTargetRow *self)
{
  g_return_val_if_fail (COMMS_IS_TARGET_ROW (self), NULL);

  return self->target;
}
