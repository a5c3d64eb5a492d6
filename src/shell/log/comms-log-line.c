/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-log-line.h"

#include <glib/gi18n-lib.h>

#include "comms-enum-types.h"
#include "comms-log.h"
#include "comms-marks.h"
#include "comms-template.h"
#include "comms-words.h"

struct _CommsLogLine
{
  GtkWidget parent_instance;

  CommsDesk *desk;
  CommsLogRow *row;

  GtkLabel *day;
  GtkLabel *time;
  GtkImage *icon;
  GtkLabel *actor;
  GtkLabel *sentence;
  CommsStateLabel *state;
};

G_DEFINE_FINAL_TYPE (CommsLogLine, comms_log_line, GTK_TYPE_WIDGET)

static const char *
icon_of (CommsSubject subject)
{
  switch (subject)
    {
    case COMMS_SUBJECT_RELEASE:
      return "release-symbolic";
    case COMMS_SUBJECT_POST:
      return "state-sending-symbolic";
    case COMMS_SUBJECT_ACCOUNT:
      return "keyring-symbolic";
    case COMMS_SUBJECT_TARGET:
    case COMMS_SUBJECT_PERSON:
      return "page-directory-symbolic";
    case COMMS_SUBJECT_ENGAGEMENT:
      return "mail-unread-symbolic";
    case COMMS_SUBJECT_OCCASION:
      return "page-calendar-symbolic";
    case COMMS_SUBJECT_POLICY:
      return "check-ticked-symbolic";
    case COMMS_SUBJECT_DESK:
    default:
      return "page-log-symbolic";
    }
}

static void
show_state (CommsLogLine    *self,
            CommsAuditEntry *entry)
{
  int state;
  gboolean known = entry->subject == COMMS_SUBJECT_POST && entry->to_value != NULL &&
                   comms_enum_from_nick (COMMS_TYPE_POST_STATE, entry->to_value, &state);

  gtk_widget_set_visible (GTK_WIDGET (self->state), known);
  if (known)
    comms_state_label_set_state (self->state, (CommsPostState) state);
}

static void
show_day (CommsLogLine    *self,
          CommsAuditEntry *entry,
          const char      *zone)
{
  g_autofree char *day = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->day), comms_log_row_get_starts_day (self->row));
  if (!comms_log_row_get_starts_day (self->row))
    return;
  /* Translators: the heading of a day in the log, as for strftime */
  day = comms_format_date (C_ ("date", "%A %-d %B %Y"), zone, entry->at);
  gtk_label_set_label (self->day, day);
}

static void
update (CommsLogLine *self)
{
  CommsAuditEntry *entry = comms_log_row_get_entry (self->row);
  const char *zone = comms_desk_get_policy (self->desk)->zone;
  g_autofree char *time = NULL;
  g_autofree char *sentence = NULL;

  if (entry == NULL)
    {
      gtk_label_set_label (self->sentence, "");
      return;
    }
  time = comms_format_time (zone, entry->at);
  sentence = comms_audit_dup_sentence (entry);
  show_day (self, entry, zone);
  gtk_label_set_label (self->time, time);
  gtk_image_set_from_icon_name (self->icon, icon_of (entry->subject));
  gtk_label_set_label (self->actor, entry->actor_id != 0 ? entry->actor : C_ ("actor", "The desk"));
  gtk_label_set_label (self->sentence, sentence);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->sentence), sentence);
  show_state (self, entry);
}

static void
comms_log_line_dispose (GObject *object)
{
  CommsLogLine *self = COMMS_LOG_LINE (object);

  comms_log_line_set_row (self, NULL);
  g_clear_object (&self->desk);
  comms_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_LOG_LINE);

  G_OBJECT_CLASS (comms_log_line_parent_class)->dispose (object);
}

static void
comms_log_line_class_init (CommsLogLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_log_line_dispose;

  g_type_ensure (COMMS_TYPE_STATE_LABEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-log-line.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsLogLine, day);
  gtk_widget_class_bind_template_child (widget_class, CommsLogLine, time);
  gtk_widget_class_bind_template_child (widget_class, CommsLogLine, icon);
  gtk_widget_class_bind_template_child (widget_class, CommsLogLine, actor);
  gtk_widget_class_bind_template_child (widget_class, CommsLogLine, sentence);
  gtk_widget_class_bind_template_child (widget_class, CommsLogLine, state);
}

static void
comms_log_line_init (CommsLogLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
comms_log_line_new (CommsDesk *desk)
{
  CommsLogLine *self = g_object_new (COMMS_TYPE_LOG_LINE, NULL);

  self->desk = g_object_ref (desk);
  return GTK_WIDGET (self);
}

void
comms_log_line_set_row (CommsLogLine *self,
                        CommsLogRow  *row)
{
  g_return_if_fail (COMMS_IS_LOG_LINE (self));

  if (self->row == row)
    return;
  if (self->row != NULL)
    g_signal_handlers_disconnect_by_func (self->row, update, self);
  g_set_object (&self->row, row);
  if (row == NULL)
    return;
  g_signal_connect_swapped (row, "notify", G_CALLBACK (update), self);
  update (self);
}
