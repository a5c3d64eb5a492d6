/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-entry-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-diff.h"
#include "comms-enum-types.h"
#include "comms-fold-bin.h"
#include "comms-log.h"
#include "comms-marks.h"
#include "comms-template.h"
#include "comms-words.h"

struct _CommsEntryView
{
  GtkWidget parent_instance;

  char *from; /* the text before and after, while there are words to show */
  char *to;

  CommsFoldBin *room;
  GtkOrientable *head;
  GtkLabel *title;
  GtkButton *open;
  GtkWidget *change;
  GtkLabel *words;
  GtkWidget *signed_row;
  GtkLabel *hash;
  GtkLabel *before;
};

G_DEFINE_FINAL_TYPE (CommsEntryView, comms_entry_view, GTK_TYPE_WIDGET)

/* Whether the value is the nick of a state, a stage, an outcome or a role, which has a word of its
 * own in the entry's line. */
static gboolean
is_nick (CommsSubject  subject,
         const char   *value)
{
  const struct
  {
    CommsSubject subject;
    GType type;
  } nicks[] = {
    { COMMS_SUBJECT_POST, COMMS_TYPE_POST_STATE },
    { COMMS_SUBJECT_RELEASE, COMMS_TYPE_RELEASE_STAGE },
    { COMMS_SUBJECT_ENGAGEMENT, COMMS_TYPE_OUTCOME },
    { COMMS_SUBJECT_PERSON, COMMS_TYPE_ROLE },
  };
  int number;

  for (guint i = 0; value != NULL && i < G_N_ELEMENTS (nicks); i++)
    if (nicks[i].subject == subject && comms_enum_from_nick (nicks[i].type, value, &number))
      return TRUE;
  return FALSE;
}

/* States are told by the entry's own line; of a text or a rule that was edited the words are shown. */
static gboolean
has_words (CommsAuditEntry *entry)
{
  if (g_strcmp0 (entry->action, "edit") != 0 || is_nick (entry->subject, entry->to_value))
    return FALSE;
  return (entry->from_value != NULL && *entry->from_value != '\0') ||
         (entry->to_value != NULL && *entry->to_value != '\0');
}

static void
show_words (CommsEntryView  *self,
            CommsAuditEntry *entry)
{
  gboolean words = has_words (entry);

  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->to, g_free);
  gtk_widget_set_visible (self->change, words);
  if (!words)
    return;
  self->from = g_strdup (entry->from_value != NULL ? entry->from_value : "");
  self->to = g_strdup (entry->to_value != NULL ? entry->to_value : "");
  comms_label_show_diff (self->words, self->from, self->to);
}

static void
comms_entry_view_css_changed (GtkWidget         *widget,
                              GtkCssStyleChange *change)
{
  CommsEntryView *self = COMMS_ENTRY_VIEW (widget);

  GTK_WIDGET_CLASS (comms_entry_view_parent_class)->css_changed (widget, change);
  if (self->to != NULL)
    comms_label_show_diff (self->words, self->from, self->to);
}

/* A hash as a person compares it: its beginning and its end. */
static char *
dup_short_hash (gint64      id,
                const char *hash)
{
  g_autofree char *number = comms_format_number (id);
  gsize length = hash != NULL ? strlen (hash) : 0;

  if (length < 16)
    return g_strdup (number);
  return g_strdup_printf ("%s  %.4s %.4s %.4s … %s", number, hash, hash + 4, hash + 8, hash + length - 4);
}

static void
show_open (CommsEntryView  *self,
           CommsAuditEntry *entry)
{
  static const struct
  {
    CommsSubject subject;
    const char *action;
    const char *label;
  } targets[] = {
    { COMMS_SUBJECT_POST, "win.open-post", NC_ ("log", "Open Post") },
    { COMMS_SUBJECT_RELEASE, "win.open-release", NC_ ("log", "Open Release") },
    { COMMS_SUBJECT_TARGET, "win.open-target", NC_ ("log", "Open Person") },
  };

  gtk_widget_set_visible (GTK_WIDGET (self->open), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    if (targets[i].subject == entry->subject && entry->subject_id != 0)
      {
        gtk_button_set_label (self->open, g_dpgettext2 (GETTEXT_PACKAGE, "log", targets[i].label));
        gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open), "x", entry->subject_id);
        gtk_actionable_set_action_name (GTK_ACTIONABLE (self->open), targets[i].action);
        gtk_widget_set_visible (GTK_WIDGET (self->open), TRUE);
      }
}

/* Beside a button a narrow sentence would be a column of single words. */
static void
folded_cb (CommsEntryView *self)
{
  gboolean folded = comms_fold_bin_get_folded (self->room);

  gtk_orientable_set_orientation (self->head, folded ? GTK_ORIENTATION_VERTICAL
                                                     : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (GTK_WIDGET (self->open), folded ? GTK_ALIGN_START : GTK_ALIGN_FILL);
}

static void
comms_entry_view_dispose (GObject *object)
{
  comms_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_ENTRY_VIEW);

  G_OBJECT_CLASS (comms_entry_view_parent_class)->dispose (object);
}

static void
comms_entry_view_finalize (GObject *object)
{
  CommsEntryView *self = COMMS_ENTRY_VIEW (object);

  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->to, g_free);

  G_OBJECT_CLASS (comms_entry_view_parent_class)->finalize (object);
}

static void
comms_entry_view_class_init (CommsEntryViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_entry_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_entry_view_finalize;
  widget_class->css_changed = comms_entry_view_css_changed;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  g_type_ensure (COMMS_TYPE_FOLD_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-entry-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsEntryView, room);
  gtk_widget_class_bind_template_child (widget_class, CommsEntryView, head);
  gtk_widget_class_bind_template_child (widget_class, CommsEntryView, title);
  gtk_widget_class_bind_template_child (widget_class, CommsEntryView, open);
  gtk_widget_class_bind_template_child (widget_class, CommsEntryView, change);
  gtk_widget_class_bind_template_child (widget_class, CommsEntryView, words);
  gtk_widget_class_bind_template_child (widget_class, CommsEntryView, signed_row);
  gtk_widget_class_bind_template_child (widget_class, CommsEntryView, hash);
  gtk_widget_class_bind_template_child (widget_class, CommsEntryView, before);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
}

static void
comms_entry_view_init (CommsEntryView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
comms_entry_view_show (CommsEntryView  *self,
                       CommsAuditEntry *entry,
                       CommsDesk       *desk)
{
  const char *zone = comms_desk_get_policy (desk)->zone;
  gint64 id = comms_record_get_id (COMMS_RECORD (entry));
  g_autofree char *moment = comms_format_moment_first (zone, entry->at, comms_desk_now (desk));
  g_autofree char *sentence = comms_audit_dup_sentence (entry);
  g_autofree char *title = NULL;
  g_autofree char *hash = dup_short_hash (id, entry->hash);
  g_autofree char *before = id > 1 ? dup_short_hash (id - 1, entry->before)
                                   : g_strdup (C_ ("log", "nothing: it is the first"));

  /* Translators: when, who, and what they did */
  title = g_strdup_printf (C_ ("log", "%s: %s %s"), moment,
                           entry->actor_id != 0 ? entry->actor : C_ ("actor", "The desk"), sentence);
  gtk_label_set_label (self->title, title);
  show_words (self, entry);
  show_open (self, entry);
  gtk_widget_set_visible (self->signed_row, entry->subject == COMMS_SUBJECT_POST &&
                                              g_strcmp0 (entry->action, "approve") == 0);
  gtk_label_set_label (self->hash, hash);
  gtk_label_set_label (self->before, before);
}
