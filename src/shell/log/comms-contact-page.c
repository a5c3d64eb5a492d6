/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-contact-page.h"

#include <glib/gi18n-lib.h>

#include "comms-engagement.h"
#include "comms-fit.h"
#include "comms-log.h"
#include "comms-marks.h"
#include "comms-rows.h"
#include "comms-targets.h"
#include "comms-when-button.h"
#include "comms-words.h"
#include "comms-zone.h"

/* So many people are proposed while a name is typed. */
#define N_PROPOSALS 6

struct _CommsContactPage
{
  CommsPage parent_instance;

  gint64 target_id;
  gint64 opened_for; /* whom it was opened for, 0 for nobody yet */
  GHashTable *begun; /* of gint64 @opened_for: what was begun there and not saved yet (Begun) */
  GCancellable *query;
  gboolean filling; /* the name is set, not typed */

  AdwEntryRow *who;
  GtkListBox *proposals;
  AdwComboRow *kind;
  AdwComboRow *channel;
  CommsWhenButton *when;
  GtkTextBuffer *summary;
  GtkWidget *text;
  AdwEntryRow *link;
  AdwComboRow *outcome;
  AdwEntryRow *reason;
  GtkWidget *deadline_row;
  CommsWhenButton *deadline;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (CommsContactPage, comms_contact_page, COMMS_TYPE_PAGE)

/* A form that a person left before it was saved. */
typedef struct
{
  CommsEngagement *engagement;
  char *who;
  char *reason;
} Begun;

static void
begun_free (gpointer data)
{
  Begun *begun = data;

  g_object_unref (begun->engagement);
  g_free (begun->who);
  g_free (begun->reason);
  g_free (begun);
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

/* Why it cannot be saved yet, or NULL. */
static const char *
find_problem (CommsContactPage *self)
{
  CommsOutcome outcome = adw_combo_row_get_selected (self->outcome);
  g_autofree char *summary = comms_buffer_dup_text (self->summary);

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
  const char *problem = find_problem (self);

  gtk_widget_set_visible (GTK_WIDGET (self->reason), outcome == COMMS_OUTCOME_LEFT);
  gtk_widget_set_visible (self->deadline_row, outcome == COMMS_OUTCOME_OPEN);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contact.save", problem == NULL);
}

static CommsEngagement *
dup_engagement (CommsContactPage *self)
{
  g_autoptr (CommsEngagement) engagement = comms_engagement_new ();
  g_autofree char *summary = comms_buffer_dup_text (self->summary);
  g_autofree char *link = comms_text_clean_line (gtk_editable_get_text (GTK_EDITABLE (self->link)));
  g_autofree char *reason =
    comms_text_clean_line (gtk_editable_get_text (GTK_EDITABLE (self->reason)));

  g_object_set (engagement, "at", comms_when_button_get_instant (self->when), "target-id",
                self->target_id, "kind", (int) adw_combo_row_get_selected (self->kind), "channel",
                (int) adw_combo_row_get_selected (self->channel), "outcome",
                (int) adw_combo_row_get_selected (self->outcome), "summary", summary, "link",
                *link != '\0' ? link : NULL, NULL);
  if (engagement->outcome == COMMS_OUTCOME_LEFT)
    g_object_set (engagement, "reason", reason, NULL);
  if (engagement->outcome == COMMS_OUTCOME_OPEN)
    g_object_set (engagement, "deadline-at", comms_when_button_get_instant (self->deadline), NULL);
  return g_steal_pointer (&engagement);
}

static void
set_name (CommsContactPage *self, const char *name)
{
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->who), name);
  self->filling = FALSE;
}

static void
stop_proposing (CommsContactPage *self)
{
  g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
  gtk_widget_set_visible (GTK_WIDGET (self->proposals), FALSE);
}

/* The page is kept between entries; each begins with an empty form. */
static void
empty_form (CommsContactPage *self)
{
  self->target_id = 0;
  stop_proposing (self);
  set_name (self, "");
  gtk_editable_set_text (GTK_EDITABLE (self->link), "");
  gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
  gtk_text_buffer_set_text (self->summary, "", 0);
  adw_combo_row_set_selected (self->kind, COMMS_ENGAGEMENT_KIND_CONTACT);
  adw_combo_row_set_selected (self->channel, COMMS_CHANNEL_EMAIL);
  adw_combo_row_set_selected (self->outcome, COMMS_OUTCOME_NOTED);
}

/* An entry on its way into the log. */
typedef struct
{
  CommsContactPage *self;
  gint64 opened_for;
  CommsEngagement *engagement; /* as it was written */
} Pending;

static void
pending_free (Pending *pending)
{
  g_object_unref (pending->self);
  g_object_unref (pending->engagement);
  g_free (pending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pending, pending_free)

/* Whether the form still stands as it was saved. */
static gboolean
stands (Pending *pending)
{
  g_autoptr (CommsEngagement) written = NULL;

  if (pending->self->opened_for != pending->opened_for)
    return FALSE;
  written = dup_engagement (pending->self);
  return comms_record_equal (written, pending->engagement);
}

/* It is in the log now; what was written since, or for somebody else, stays. */
static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Pending) pending = user_data;
  g_autoptr (GError) error = NULL;
  CommsContactPage *self = pending->self;
  Begun *begun;

  if (!comms_desk_run_record_finish (COMMS_DESK (object), result, &error))
    {
      comms_show_error (GTK_WIDGET (self), error);
      check (self);
      return;
    }
  begun = g_hash_table_lookup (self->begun, &pending->opened_for);
  if (begun != NULL && comms_record_equal (begun->engagement, pending->engagement))
    g_hash_table_remove (self->begun, &pending->opened_for);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s",
                              C_ ("contact", "Written into the log"));
  if (!stands (pending))
    {
      check (self);
      return;
    }
  empty_form (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
save_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  CommsContactPage *self = COMMS_CONTACT_PAGE (widget);
  g_autoptr (CommsEngagement) engagement = dup_engagement (self);
  Pending *pending = g_new0 (Pending, 1);

  pending->self = g_object_ref (self);
  pending->opened_for = self->opened_for;
  pending->engagement = comms_record_copy (engagement);
  gtk_widget_action_set_enabled (widget, "contact.save", FALSE);
  comms_desk_run_record_async (comms_page_get_desk (COMMS_PAGE (self)), comms_log_save_engagement,
                               engagement, NULL, saved_cb, pending);
}

static void
choose (CommsContactPage *self, CommsTarget *target)
{
  self->target_id = comms_record_get_id (COMMS_RECORD (target));
  set_name (self, target->name);
  adw_combo_row_set_selected (self->channel, target->prefers);
  gtk_widget_set_visible (GTK_WIDGET (self->proposals), FALSE);
}

static void
proposal_activated_cb (CommsContactPage *self, GtkListBoxRow *row)
{
  choose (self, g_object_get_data (G_OBJECT (row), "target"));
  gtk_widget_grab_focus (self->text);
}

static void
propose (CommsContactPage *self, CommsTarget *target)
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
find_targets (CommsTx *tx, gpointer search, GError **error)
{
  CommsTargetQuery query = { .search = search, .limit = N_PROPOSALS };

  return comms_targets_list (tx, &query, error);
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsContactPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) targets = comms_desk_run_finish (COMMS_DESK (object), result, &error);

  if (targets == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  if (comms_desk_run_is_stale (result))
    return;
  comms_list_box_empty (self->proposals);
  for (guint i = 0; i < targets->len; i++)
    propose (self, targets->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->proposals), targets->len > 0);
}

/* Typing a name unties the entry from the person that was chosen, and proposes others. */
static void
who_changed_cb (CommsContactPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->who));

  if (self->filling)
    return;
  self->target_id = 0;
  stop_proposing (self);
  if (*text == '\0')
    return;
  self->query = g_cancellable_new ();
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), find_targets, g_strdup (text),
                        g_free, (GDestroyNotify) g_ptr_array_unref, self->query, found_cb,
                        g_object_ref (self));
}

static gpointer
load_target (CommsTx *tx, gpointer id, GError **error)
{
  return comms_targets_load (tx, *(gint64 *) id, error);
}

static void
target_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsContactPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsTarget) target = comms_desk_run_finish (COMMS_DESK (object), result, &error);

  if (target == NULL)
    comms_show_error (GTK_WIDGET (self), error);
  else if (comms_record_get_id (COMMS_RECORD (target)) == self->opened_for)
    {
      choose (self, target);
      gtk_widget_grab_focus (self->text);
    }
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
comms_contact_page_finalize (GObject *object)
{
  g_hash_table_unref (COMMS_CONTACT_PAGE (object)->begun);

  G_OBJECT_CLASS (comms_contact_page_parent_class)->finalize (object);
}

static void
comms_contact_page_class_init (CommsContactPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_contact_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_contact_page_finalize;

  g_type_ensure (COMMS_TYPE_WHEN_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-contact-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, who);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, proposals);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, kind);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, channel);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, when);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, summary);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, text);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, link);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, reason);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, deadline);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, deadline_row);
  gtk_widget_class_bind_template_child (widget_class, CommsContactPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, check);
  gtk_widget_class_bind_template_callback (widget_class, who_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, proposal_activated_cb);
  gtk_widget_class_install_action (widget_class, "contact.save", NULL, save_cb);
}

static void
comms_contact_page_init (CommsContactPage *self)
{
  self->begun = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, begun_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  comms_combo_row_fill (self->kind, COMMS_ENGAGEMENT_KIND_POST, kind_word);
  comms_combo_row_fill (self->channel, COMMS_CHANNEL_OTHER + 1, channel_word);
  comms_combo_row_fill (self->outcome, COMMS_OUTCOME_MISSED + 1, outcome_word);
}

static void
set_time (CommsContactPage *self, CommsWhenButton *button, gint64 instant)
{
  CommsDesk *desk = comms_page_get_desk (COMMS_PAGE (self));
  CommsPolicy *policy = comms_desk_get_policy (desk);
  g_autofree char *wall = instant != 0 ? comms_zone_to_wall (policy->zone, instant) : NULL;

  comms_when_button_set_today (button, comms_desk_now (desk));
  comms_when_button_set_zones (button, policy->zone, (const char *const *) policy->audience_zones);
  comms_when_button_set_plan (button, wall, policy->zone);
}

/* What was begun for somebody is there again when they are written about again. */
static void
keep_begun (CommsContactPage *self)
{
  Begun *begun = g_new0 (Begun, 1);

  begun->engagement = dup_engagement (self);
  begun->who = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->who)));
  begun->reason = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason)));
  if (*begun->engagement->summary == '\0' && begun->engagement->link == NULL &&
      *begun->reason == '\0')
    {
      g_hash_table_remove (self->begun, &self->opened_for);
      begun_free (begun);
      return;
    }
  g_hash_table_replace (self->begun, g_memdup2 (&self->opened_for, sizeof self->opened_for), begun);
}

static void
restore_begun (CommsContactPage *self, Begun *begun)
{
  CommsEngagement *engagement = begun->engagement;

  self->target_id = engagement->target_id;
  set_name (self, begun->who);
  gtk_editable_set_text (GTK_EDITABLE (self->link),
                         engagement->link != NULL ? engagement->link : "");
  gtk_editable_set_text (GTK_EDITABLE (self->reason), begun->reason);
  gtk_text_buffer_set_text (self->summary, engagement->summary, -1);
  adw_combo_row_set_selected (self->kind, engagement->kind);
  adw_combo_row_set_selected (self->channel, engagement->channel);
  adw_combo_row_set_selected (self->outcome, engagement->outcome);
  set_time (self, self->when, engagement->at);
  set_time (self, self->deadline, engagement->deadline_at);
}

void
comms_contact_page_open (CommsContactPage *self, gint64 target_id)
{
  CommsDesk *desk;
  Begun *begun;

  g_return_if_fail (COMMS_IS_CONTACT_PAGE (self));

  desk = comms_page_get_desk (COMMS_PAGE (self));
  keep_begun (self);
  self->opened_for = target_id;
  empty_form (self);
  set_time (self, self->when, comms_desk_now (desk));
  set_time (self, self->deadline, 0);
  begun = g_hash_table_lookup (self->begun, &target_id);
  if (begun != NULL)
    restore_begun (self, begun);
  check (self);
  if (begun != NULL)
    {
      gtk_widget_grab_focus (self->text);
      return;
    }
  if (target_id == 0)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->who));
      return;
    }
  comms_desk_run_async (desk, load_target, g_memdup2 (&target_id, sizeof target_id), g_free,
                        g_object_unref, comms_page_get_cancellable (COMMS_PAGE (self)), target_cb,
                        g_object_ref (self));
}
