/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-contact-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-engagement.h"
#include "comms-fit.h"
#include "comms-log.h"
#include "comms-marks.h"
#include "comms-targets.h"
#include "comms-words.h"
#include "comms-zone.h"

/* So many people are proposed while a name is typed. */
#define N_PROPOSALS 6

struct _CommsContactPage
{
  CommsPage parent_instance;

  gint64 target_id;
  GCancellable *query;

  AdwEntryRow *who;
  GtkListBox *proposals;
  AdwComboRow *kind;
  AdwComboRow *channel;
  AdwEntryRow *when;
  GtkTextBuffer *summary;
  AdwEntryRow *link;
  AdwComboRow *outcome;
  AdwEntryRow *reason;
  AdwEntryRow *deadline;
  GtkLabel *problem;
  GtkButton *save;
};

G_DEFINE_FINAL_TYPE (CommsContactPage, comms_contact_page, COMMS_TYPE_PAGE)

static void
fill_words (AdwComboRow *row,
            guint        n,
            const char *(*word) (int value))
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (list, word ((int) i));
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

/* A post is logged by the desk itself, so it is no kind to choose. */
static const char *
kind_word (int value)
{
  return comms_engagement_kind_word ((CommsEngagementKind) value);
}

static const char *
channel_word (int value)
{
  return comms_channel_word ((CommsChannel) value);
}

static const char *
outcome_word (int value)
{
  return comms_outcome_word ((CommsOutcome) value);
}

static const char *
own_zone (CommsContactPage *self)
{
  return comms_desk_get_policy (comms_page_get_desk (COMMS_PAGE (self)))->zone;
}

static char *
dup_summary (CommsContactPage *self)
{
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->summary, &start, &end);
  text = gtk_text_buffer_get_text (self->summary, &start, &end, FALSE);
  return g_strstrip (comms_text_clean (text, -1, NULL));
}

/* A time stands in the form as "2026-12-10 15:00"; empty is 0. */
static gboolean
parse_time (CommsContactPage *self,
            AdwEntryRow      *row,
            gint64           *instant)
{
  g_autofree char *wall = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));

  *instant = 0;
  g_strdelimit (g_strstrip (wall), " ", 'T');
  return *wall == '\0' || comms_zone_to_instant (own_zone (self), wall, instant, NULL, NULL);
}

/* Why it cannot be saved yet, or NULL. */
static const char *
find_problem (CommsContactPage *self,
              gint64           *at,
              gint64           *deadline)
{
  CommsOutcome outcome = adw_combo_row_get_selected (self->outcome);
  g_autofree char *summary = dup_summary (self);

  if (!parse_time (self, self->when, at) || *at == 0)
    return C_ ("contact", "Write the time as 2026-12-10 15:00.");
  if (!parse_time (self, self->deadline, deadline))
    return C_ ("contact", "Write the deadline as 2026-12-10 17:00, or leave it empty.");
  if (*summary == '\0')
    return C_ ("contact", "Write what was said, in a sentence.");
  if (outcome == COMMS_OUTCOME_LEFT && *gtk_editable_get_text (GTK_EDITABLE (self->reason)) == '\0')
    return C_ ("contact", "Say why it was left: leaving is a choice that has a reason.");
  return NULL;
}

static void
check (CommsContactPage *self)
{
  CommsOutcome outcome = adw_combo_row_get_selected (self->outcome);
  gint64 at, deadline;
  const char *problem = find_problem (self, &at, &deadline);

  gtk_widget_set_visible (GTK_WIDGET (self->reason), outcome == COMMS_OUTCOME_LEFT);
  gtk_widget_set_visible (GTK_WIDGET (self->deadline), outcome == COMMS_OUTCOME_OPEN);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), problem == NULL);
}

static CommsEngagement *
dup_engagement (CommsContactPage *self)
{
  g_autoptr (CommsEngagement) engagement = comms_engagement_new ();
  g_autofree char *summary = dup_summary (self);
  gint64 at, deadline;

  if (find_problem (self, &at, &deadline) != NULL)
    return NULL;
  g_object_set (engagement, "at", at, "target-id", self->target_id, "kind",
                (int) adw_combo_row_get_selected (self->kind), "channel",
                (int) adw_combo_row_get_selected (self->channel), "outcome",
                (int) adw_combo_row_get_selected (self->outcome), "summary", summary, "link",
                gtk_editable_get_text (GTK_EDITABLE (self->link)), NULL);
  if (engagement->outcome == COMMS_OUTCOME_LEFT)
    g_object_set (engagement, "reason", gtk_editable_get_text (GTK_EDITABLE (self->reason)), NULL);
  if (engagement->outcome == COMMS_OUTCOME_OPEN)
    g_object_set (engagement, "deadline-at", deadline, NULL);
  return g_steal_pointer (&engagement);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (CommsContactPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!comms_desk_run_record_finish (COMMS_DESK (object), result, &error))
    {
      comms_show_error (GTK_WIDGET (self), error);
      gtk_widget_set_sensitive (GTK_WIDGET (self->save), TRUE);
      return;
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s", C_ ("contact", "Written into the log"));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
save_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  CommsContactPage *self = COMMS_CONTACT_PAGE (widget);
  g_autoptr (CommsEngagement) engagement = dup_engagement (self);

  if (engagement == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), FALSE);
  comms_desk_run_record_async (comms_page_get_desk (COMMS_PAGE (self)), comms_log_save_engagement,
                               engagement, comms_page_get_cancellable (COMMS_PAGE (self)), saved_cb,
                               g_object_ref (self));
}

static void
choose (CommsContactPage *self,
        CommsTarget      *target)
{
  self->target_id = comms_record_get_id (COMMS_RECORD (target));
  gtk_editable_set_text (GTK_EDITABLE (self->who), target->name);
  adw_combo_row_set_selected (self->channel, target->prefers);
  gtk_widget_set_visible (GTK_WIDGET (self->proposals), FALSE);
}

static void
proposal_activated_cb (CommsContactPage *self,
                       GtkListBoxRow    *row)
{
  choose (self, g_object_get_data (G_OBJECT (row), "target"));
  gtk_widget_grab_focus (GTK_WIDGET (self->kind));
}

static void
propose (CommsContactPage *self,
         CommsTarget      *target)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), target->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               target->organisation != NULL ? target->organisation : "");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "target", g_object_ref (target), g_object_unref);
  gtk_list_box_append (self->proposals, row);
}

static gpointer
find_targets (CommsTx  *tx,
              gpointer  search,
              GError  **error)
{
  CommsTargetQuery query = { .search = search, .limit = N_PROPOSALS };

  return comms_targets_list (tx, &query, error);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (CommsContactPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) targets = comms_desk_run_finish (COMMS_DESK (object), result, &error);
  GtkListBoxRow *row;

  if (targets == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  while ((row = gtk_list_box_get_row_at_index (self->proposals, 0)) != NULL)
    gtk_list_box_remove (self->proposals, GTK_WIDGET (row));
  for (guint i = 0; i < targets->len; i++)
    propose (self, targets->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->proposals), targets->len > 0);
}

/* Typing a name unties the entry from the person that was chosen, and proposes others. */
static void
who_changed_cb (CommsContactPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->who));

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      gtk_widget_get_focus_child (GTK_WIDGET (self->who)) == NULL)
    return;
  self->target_id = 0;
  g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
  if (*text == '\0')
    {
      gtk_widget_set_visible (GTK_WIDGET (self->proposals), FALSE);
      return;
    }
  self->query = g_cancellable_new ();
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), find_targets, g_strdup (text), g_free,
                        (GDestroyNotify) g_ptr_array_unref, self->query, found_cb, g_object_ref (self));
}

static gpointer
load_target (CommsTx  *tx,
             gpointer  id,
             GError  **error)
{
  return comms_targets_load (tx, *(gint64 *) id, error);
}

static void
target_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CommsContactPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsTarget) target = comms_desk_run_finish (COMMS_DESK (object), result, &error);

  if (target == NULL)
    comms_show_error (GTK_WIDGET (self), error);
  else
    choose (self, target);
}

static void
comms_contact_page_dispose (GObject *object)
{
  CommsContactPage *self = COMMS_CONTACT_PAGE (object);

  g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
  gtk_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_CONTACT_PAGE);

  G_OBJECT_CLASS (comms_contact_page_parent_class)->dispose (object);
}

static void
comms_contact_page_class_init (CommsContactPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_contact_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-contact-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, who);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, proposals);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, kind);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, channel);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, when);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, summary);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, link);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, reason);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, deadline);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, problem);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, save);
  gtk_widget_class_bind_template_callback (widget_class, check);
  gtk_widget_class_bind_template_callback (widget_class, who_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, proposal_activated_cb);
  gtk_widget_class_install_action (widget_class, "contact.save", NULL, save_cb);
}

static void
comms_contact_page_init (CommsContactPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_words (self->kind, COMMS_ENGAGEMENT_KIND_POST, kind_word);
  fill_words (self->channel, COMMS_CHANNEL_OTHER + 1, channel_word);
  fill_words (self->outcome, COMMS_OUTCOME_MISSED + 1, outcome_word);
}

/* The page is kept between entries; each begins with an empty form. */
static void
empty_form (CommsContactPage *self)
{
  self->target_id = 0;
  gtk_editable_set_text (GTK_EDITABLE (self->who), "");
  gtk_editable_set_text (GTK_EDITABLE (self->link), "");
  gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
  gtk_editable_set_text (GTK_EDITABLE (self->deadline), "");
  gtk_text_buffer_set_text (self->summary, "", 0);
  adw_combo_row_set_selected (self->kind, COMMS_ENGAGEMENT_KIND_CONTACT);
  adw_combo_row_set_selected (self->channel, COMMS_CHANNEL_EMAIL);
  adw_combo_row_set_selected (self->outcome, COMMS_OUTCOME_NOTED);
  gtk_widget_set_visible (GTK_WIDGET (self->proposals), FALSE);
}

void
comms_contact_page_open (CommsContactPage *self,
                         gint64            target_id)
{
  CommsDesk *desk;
  g_autofree char *wall = NULL;

  g_return_if_fail (COMMS_IS_CONTACT_PAGE (self));

  desk = comms_page_get_desk (COMMS_PAGE (self));
  empty_form (self);
  wall = comms_zone_to_wall (own_zone (self), comms_desk_now (desk));
  gtk_editable_set_text (GTK_EDITABLE (self->when), g_strdelimit (wall, "T", ' '));
  check (self);
  if (target_id == 0)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->who));
      return;
    }
  comms_desk_run_async (desk, load_target, g_memdup2 (&target_id, sizeof target_id), g_free,
                        g_object_unref, comms_page_get_cancellable (COMMS_PAGE (self)), target_cb,
                        g_object_ref (self));
}
