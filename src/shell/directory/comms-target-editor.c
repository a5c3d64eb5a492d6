/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-target-editor.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-enum-types.h"
#include "comms-fit.h"
#include "comms-rows.h"
#include "comms-template.h"
#include "comms-words.h"

struct _CommsTargetEditor
{
  GtkWidget parent_instance;

  CommsTarget *target;

  AdwComboRow *kind;
  AdwEntryRow *name;
  AdwEntryRow *organisation;
  AdwEntryRow *role;
  AdwEntryRow *beat;
  AdwEntryRow *city;
  AdwEntryRow *languages;
  AdwEntryRow *deadline;
  AdwComboRow *prefers;
  AdwComboRow *posture;
  AdwEntryRow *x_handle;
  AdwEntryRow *mastodon_handle;
  AdwEntryRow *bluesky_handle;
  AdwEntryRow *email;
  AdwEntryRow *telephone;
  AdwEntryRow *source;
  AdwEntryRow *permission;
  GtkSwitch *do_not_contact;
  GtkTextBuffer *notes;
  GtkButton *bin;
};

enum
{
  DONE,
  BIN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CommsTargetEditor, comms_target_editor, GTK_TYPE_WIDGET)

/* The entries of the form: where each lies, and which field of the person it shows. */
static const struct
{
  goffset offset;
  const char *field;
} entries[] = {
#define ENTRY(member, name) { G_STRUCT_OFFSET (CommsTargetEditor, member), name }
  ENTRY (name, "name"),
  ENTRY (organisation, "organisation"),
  ENTRY (role, "role"),
  ENTRY (beat, "beat"),
  ENTRY (city, "city"),
  ENTRY (deadline, "deadline"),
  ENTRY (x_handle, "x-handle"),
  ENTRY (mastodon_handle, "mastodon-handle"),
  ENTRY (bluesky_handle, "bluesky-handle"),
  ENTRY (email, "email"),
  ENTRY (telephone, "telephone"),
  ENTRY (source, "source"),
  ENTRY (permission, "permission"),
#undef ENTRY
};

static GtkEditable *
nth_entry (CommsTargetEditor *self,
           guint              i)
{
  return GTK_EDITABLE (G_STRUCT_MEMBER (GtkWidget *, self, entries[i].offset));
}

static const char *
kind_word (int value)
{
  return comms_target_kind_word ((CommsTargetKind) value);
}

static const char *
channel_word (int value)
{
  return comms_channel_word ((CommsChannel) value);
}

static const char *
posture_word (int value)
{
  return comms_posture_word ((CommsPosture) value);
}

/* Tags stand in the form as one line, "en, ur". */
static char **
split_languages (const char *line)
{
  g_auto (GStrv) parts = g_strsplit_set (line, ",; ", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (builder, parts[i]);
  return g_strv_builder_end (builder);
}

static void
done_cb (CommsTargetEditor *self)
{
  g_signal_emit (self, signals[DONE], 0);
}

static void
bin_cb (CommsTargetEditor *self)
{
  g_signal_emit (self, signals[BIN], 0);
}

static void
comms_target_editor_dispose (GObject *object)
{
  CommsTargetEditor *self = COMMS_TARGET_EDITOR (object);

  g_clear_object (&self->target);
  comms_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_TARGET_EDITOR);

  G_OBJECT_CLASS (comms_target_editor_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, kind);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, name);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, organisation);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, role);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, beat);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, city);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, languages);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, deadline);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, prefers);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, posture);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, x_handle);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, mastodon_handle);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, bluesky_handle);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, email);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, telephone);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, source);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, permission);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, do_not_contact);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, notes);
  gtk_widget_class_bind_template_child (widget_class, CommsTargetEditor, bin);
}

static void
comms_target_editor_class_init (CommsTargetEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_target_editor_dispose;

  signals[DONE] = g_signal_new ("done", COMMS_TYPE_TARGET_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  signals[BIN] = g_signal_new ("bin", COMMS_TYPE_TARGET_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-target-editor.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, bin_cb);
}

static void
comms_target_editor_init (CommsTargetEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  comms_combo_row_fill (self->kind, COMMS_TARGET_KIND_PEER + 1, kind_word);
  comms_combo_row_fill (self->prefers, COMMS_CHANNEL_OTHER + 1, channel_word);
  comms_combo_row_fill (self->posture, COMMS_POSTURE_LURKER + 1, posture_word);
}

void
comms_target_editor_edit (CommsTargetEditor *self,
                          CommsTarget       *target)
{
  g_autofree char *languages = NULL;

  g_return_if_fail (COMMS_IS_TARGET_EDITOR (self));
  g_return_if_fail (COMMS_IS_TARGET (target));

  g_set_object (&self->target, target);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autofree char *text = NULL;

      g_object_get (target, entries[i].field, &text, NULL);
      gtk_editable_set_text (nth_entry (self, i), text != NULL ? text : "");
    }
  languages = target->languages != NULL ? g_strjoinv (", ", target->languages) : g_strdup ("");
  gtk_editable_set_text (GTK_EDITABLE (self->languages), languages);
  gtk_text_buffer_set_text (self->notes, target->notes != NULL ? target->notes : "", -1);
  adw_combo_row_set_selected (self->kind, target->kind);
  adw_combo_row_set_selected (self->prefers, target->prefers);
  adw_combo_row_set_selected (self->posture, target->posture);
  gtk_switch_set_active (self->do_not_contact, target->do_not_contact);
  gtk_widget_set_visible (GTK_WIDGET (self->bin), comms_record_get_id (COMMS_RECORD (target)) != 0);
}

void
comms_target_editor_focus_name (CommsTargetEditor *self)
{
  g_return_if_fail (COMMS_IS_TARGET_EDITOR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

/* What is empty is not there. */
static void
take_text (CommsTarget *target,
           const char  *field,
           const char  *text)
{
  g_object_set (target, field, *text != '\0' ? text : NULL, NULL);
}

static void
take_entries (CommsTargetEditor *self,
              CommsTarget       *target)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autofree char *text = comms_text_clean_line (gtk_editable_get_text (nth_entry (self, i)));
      gboolean handle = g_str_has_suffix (entries[i].field, "-handle");

      take_text (target, entries[i].field, handle && *text == '@' ? text + 1 : text);
    }
}

CommsTarget *
comms_target_editor_dup_target (CommsTargetEditor *self)
{
  g_autoptr (CommsTarget) target = NULL;
  g_auto (GStrv) languages = NULL;
  g_autofree char *notes = NULL;

  g_return_val_if_fail (COMMS_IS_TARGET_EDITOR (self), NULL);

  target = comms_record_copy (self->target);
  take_entries (self, target);
  languages = split_languages (gtk_editable_get_text (GTK_EDITABLE (self->languages)));
  notes = comms_buffer_dup_text (self->notes);
  take_text (target, "notes", notes);
  g_object_set (target, "kind", (int) adw_combo_row_get_selected (self->kind), "prefers",
                (int) adw_combo_row_get_selected (self->prefers), "posture",
                (int) adw_combo_row_get_selected (self->posture), "do-not-contact",
                gtk_switch_get_active (self->do_not_contact), "languages",
                *languages != NULL ? languages : NULL, NULL);
  return g_steal_pointer (&target);
}
