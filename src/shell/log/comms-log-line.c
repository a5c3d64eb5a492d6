/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-log-line.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-enum-types.h"
#include "comms-fit.h"
#include "comms-log.h"
#include "comms-marks.h"
#include "comms-paint.h"
#include "comms-template.h"
#include "comms-words.h"
#include "comms-zone.h"

/* Signs without a shape: marks that have a direction, and what isolates a quotation. */
#define LRM "\u200e"
#define RLM "\u200f"
#define FSI "\u2068"
#define PDI "\u2069"

struct _CommsLogLine
{
  GtkWidget parent_instance;

  CommsDesk *desk;
  CommsLogRow *row;

  gboolean folded;

  GtkLabel *day;
  GtkBox *line;
  GtkLabel *time;
  GtkImage *icon;
  GtkLabel *actor;
  GtkLabel *sentence;
  CommsStateLabel *state;
  CommsStateLabel *upper_state; /* in its place where the line is two lines */
};

enum
{
  PROP_FOLDED = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CommsLogLine, comms_log_line, GTK_TYPE_WIDGET)

/* An exchange has the icon of its kind, which its action names: "log-question". */
static const char *
icon_of (CommsAuditEntry *entry)
{
  static const char *const icons[] = {
    [COMMS_SUBJECT_RELEASE] = "release-symbolic",
    [COMMS_SUBJECT_POST] = "state-sending-symbolic",
    [COMMS_SUBJECT_ACCOUNT] = "keyring-symbolic",
    [COMMS_SUBJECT_TARGET] = "page-directory-symbolic",
    [COMMS_SUBJECT_PERSON] = "page-directory-symbolic",
    [COMMS_SUBJECT_ENGAGEMENT] = "tick-symbolic",
    [COMMS_SUBJECT_OCCASION] = "page-calendar-symbolic",
    [COMMS_SUBJECT_POLICY] = "check-ticked-symbolic",
  };
  int kind;

  if (entry->subject == COMMS_SUBJECT_ENGAGEMENT && entry->action != NULL &&
      g_str_has_prefix (entry->action, "log-") &&
      comms_enum_from_nick (COMMS_TYPE_ENGAGEMENT_KIND, entry->action + strlen ("log-"), &kind))
    return comms_engagement_icon_name (kind);
  if (entry->subject >= G_N_ELEMENTS (icons) || icons[entry->subject] == NULL)
    return "page-log-symbolic";
  return icons[entry->subject];
}

/* The state that the entry tells of; FALSE where there is none. */
static gboolean
show_state_in (CommsStateLabel *label,
               CommsAuditEntry *entry)
{
  int value;

  if (entry->to_value == NULL)
    return FALSE;
  if (entry->subject == COMMS_SUBJECT_POST &&
      comms_enum_from_nick (COMMS_TYPE_POST_STATE, entry->to_value, &value))
    {
      comms_state_label_set_state (label, value);
      g_object_set (label, "word", NULL, NULL);
      return TRUE;
    }
  if (entry->subject == COMMS_SUBJECT_ENGAGEMENT &&
      comms_enum_from_nick (COMMS_TYPE_OUTCOME, entry->to_value, &value) && value != COMMS_OUTCOME_NOTED)
    {
      comms_outcome_show (label, value, NULL);
      return TRUE;
    }
  return FALSE;
}

static void
show_state (CommsLogLine    *self,
            CommsAuditEntry *entry)
{
  CommsStateLabel *shown = self->folded ? self->upper_state : self->state;
  CommsStateLabel *hidden = self->folded ? self->state : self->upper_state;

  gtk_widget_set_visible (GTK_WIDGET (shown), show_state_in (shown, entry));
  gtk_widget_set_visible (GTK_WIDGET (hidden), FALSE);
}

/* "Today, Wednesday 9 December" (transfer full) */
static char *
dup_day (const char *zone,
         gint64      at,
         gint64      now)
{
  g_autofree char *day = comms_format_day (zone, at);

  if (at >= comms_zone_day_start (zone, now, 0))
    /* Translators: a day such as "Wednesday 9 December" */
    return g_strdup_printf (C_ ("log", "Today, %s"), day);
  if (at >= comms_zone_day_start (zone, now, -1))
    /* Translators: a day such as "Tuesday 8 December" */
    return g_strdup_printf (C_ ("log", "Yesterday, %s"), day);
  /* Translators: the heading of a day in the log, as for strftime */
  return comms_format_date (C_ ("date", "%A %-d %B %Y"), zone, at);
}

static void
show_day (CommsLogLine    *self,
          CommsAuditEntry *entry,
          const char      *zone)
{
  gboolean starts = comms_log_row_get_starts_day (self->row);
  g_autofree char *day = starts ? dup_day (zone, entry->at, comms_desk_now (self->desk)) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->day), starts);
  gtk_label_set_label (self->day, day != NULL ? day : "");
}

/* The line is used again for an entry that is still on its way. */
static void
show_nothing (CommsLogLine *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->day), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->state), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->upper_state), FALSE);
  gtk_label_set_label (self->time, "");
  gtk_label_set_label (self->actor, "");
  gtk_label_set_label (self->sentence, "");
  gtk_image_clear (self->icon);
}

/* An ellipsis runs in the direction of all that it stands for. A sentence that ends in words of the
 * other direction takes marks of theirs around them; else the ellipsis would stand before their
 * beginning instead of where they go on. (transfer full) */
static char *
dup_closed (const char *sentence)
{
  const char *quoted = g_str_has_suffix (sentence, PDI) ? g_strrstr (sentence, FSI) : NULL;
  const char *word = strrchr (sentence, ' ');
  g_autofree char *before = NULL;
  const char *mark;

  if (quoted != NULL)
    {
      before = g_strndup (sentence, (gsize) (quoted - sentence));
      mark = comms_text_is_rtl (quoted) ? RLM : LRM;
      return g_strconcat (before, mark, quoted, mark, NULL);
    }
  if (word != NULL && comms_text_is_rtl (word) && !comms_text_is_rtl (sentence))
    return g_strconcat (sentence, RLM, NULL);
  return g_strdup (sentence);
}

static void
update (CommsLogLine *self)
{
  CommsAuditEntry *entry = comms_log_row_get_entry (self->row);
  const char *zone = comms_desk_get_policy (self->desk)->zone;
  g_autofree char *time = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *closed = NULL;

  if (entry == NULL)
    {
      show_nothing (self);
      return;
    }
  time = comms_format_time (zone, entry->at);
  sentence = comms_audit_dup_sentence (entry);
  show_day (self, entry, zone);
  gtk_label_set_label (self->time, time);
  gtk_image_set_from_icon_name (self->icon, icon_of (entry));
  gtk_label_set_label (self->actor, entry->actor_id != 0 ? entry->actor : C_ ("actor", "The desk"));
  closed = dup_closed (sentence);
  gtk_label_set_label (self->sentence, closed);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->sentence), sentence);
  show_state (self, entry);
}

/* Narrow, the sentence has a line of its own. */
static void
set_folded (CommsLogLine *self,
            gboolean      folded)
{
  if (self->folded == folded)
    return;
  self->folded = folded;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->line),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->line, folded ? 0 : 12);
  comms_widget_toggle_class (GTK_WIDGET (self->line), "folded", folded);
  gtk_label_set_width_chars (self->actor, folded ? -1 : 14);
  gtk_label_set_max_width_chars (self->actor, folded ? -1 : 14);
  gtk_widget_set_hexpand (GTK_WIDGET (self->actor), folded);
  if (self->row != NULL)
    update (self);
}

static void
comms_log_line_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  CommsLogLine *self = COMMS_LOG_LINE (object);

  switch (prop_id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_log_line_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  CommsLogLine *self = COMMS_LOG_LINE (object);

  switch (prop_id)
    {
    case PROP_FOLDED:
      set_folded (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
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
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = comms_log_line_get_property;
  object_class->set_property = comms_log_line_set_property;
  object_class->dispose = comms_log_line_dispose;

  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (COMMS_TYPE_STATE_LABEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-log-line.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsLogLine, day);
  gtk_widget_class_bind_template_child (widget_class, CommsLogLine, line);
  gtk_widget_class_bind_template_child (widget_class, CommsLogLine, time);
  gtk_widget_class_bind_template_child (widget_class, CommsLogLine, icon);
  gtk_widget_class_bind_template_child (widget_class, CommsLogLine, actor);
  gtk_widget_class_bind_template_child (widget_class, CommsLogLine, sentence);
  gtk_widget_class_bind_template_child (widget_class, CommsLogLine, state);
  gtk_widget_class_bind_template_child (widget_class, CommsLogLine, upper_state);
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
