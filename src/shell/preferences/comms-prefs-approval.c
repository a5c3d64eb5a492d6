/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-prefs-approval.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-page.h"
#include "comms-person-drop.h"
#include "comms-prefs-rows.h"

/* How many sign a post. Translators: a choice, and what it means. */
static const struct
{
  const char *title;
  const char *subtitle;
} levels[] = {
  [COMMS_APPROVAL_LEVEL_ONE_PERSON] = { NC_ ("preferences", "One person works here"),
                                        NC_ ("preferences",
                                             "Re-reading approves it; you may approve what you "
                                             "wrote") },
  [COMMS_APPROVAL_LEVEL_NONE] = { NC_ ("preferences", "No approval"),
                                  NC_ ("preferences",
                                       "Several people work here; whoever re-reads a post may send "
                                       "it") },
  [COMMS_APPROVAL_LEVEL_ONE] = { NC_ ("preferences", "Two people for each post"),
                                 NC_ ("preferences",
                                      "A manager approves what someone else wrote; any change "
                                      "takes the approval "
                                      "away") },
  [COMMS_APPROVAL_LEVEL_TWO] = { NC_ ("preferences", "Three people for each post"),
                                 NC_ ("preferences",
                                      "Two managers approve what someone else wrote") },
};

/* Who has a part of their own. Translators: a task, and what it means. */
static const struct
{
  const char *property;
  const char *title;
  const char *subtitle;
} tasks[] = {
  { "legal-reviewer-id", NC_ ("preferences", "Legal reviewer"),
    NC_ ("preferences", "Signs what is marked as legal, besides the others") },
  { "duty-officer-id", NC_ ("preferences", "Duty officer"),
    NC_ ("preferences", "Approves alone what is submitted as urgent; the log keeps the reason") },
};

struct _CommsPrefsApproval
{
  AdwPreferencesPage parent_instance;

  CommsDesk *desk;
  gboolean filling;

  AdwPreferencesGroup *group;
  AdwPreferencesGroup *task_group;
  GtkWidget *checks[G_N_ELEMENTS (levels)];
  CommsPersonDrop *drops[G_N_ELEMENTS (tasks)];
};

G_DEFINE_FINAL_TYPE (CommsPrefsApproval, comms_prefs_approval, ADW_TYPE_PREFERENCES_PAGE)

static void
comms_prefs_approval_fill (CommsPrefsApproval *self)
{
  CommsPolicy *policy = comms_desk_get_policy (self->desk);
  const char *why_not = comms_prefs_why_not (self->desk);
  const CommsApprovalLevel level = comms_policy_get_level (policy);

  self->filling = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[level]), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      gint64 id;

      g_object_get (policy, tasks[i].property, &id, NULL);
      comms_person_drop_set_id (self->drops[i], id);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->group), why_not == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->task_group), why_not == NULL);
  adw_preferences_group_set_description (self->group, why_not);
  self->filling = FALSE;
}

/* --- tasks --- */

static void
task_cb (CommsPrefsApproval *self, GParamSpec *pspec, CommsPersonDrop *drop)
{
  const guint task = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (drop), "task"));

  g_assert (COMMS_IS_PREFS_APPROVAL (self));

  comms_prefs_set_number (GTK_WIDGET (self), self->desk, comms_desk_get_policy (self->desk),
                          tasks[task].property, comms_person_drop_get_id (drop),
                          (void (*) (gpointer)) comms_prefs_approval_fill);
}

/* --- levels --- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPrefsApproval) self = user_data;
  g_autoptr (GError) error = NULL;

  comms_desk_run_finish (COMMS_DESK (source), result, &error);
  if (error == NULL)
    return;
  comms_show_error (GTK_WIDGET (self), error);
  if (self->desk != NULL)
    comms_prefs_approval_fill (self);
}

/* Over the rules as they are in this transaction, so that nobody's change is lost. */
static gpointer
set_level (CommsTx *tx, gpointer level, GError **error)
{
  g_autoptr (CommsPolicy) policy = comms_record_copy (tx->policy);

  comms_policy_set_level (policy, (CommsApprovalLevel) GPOINTER_TO_UINT (level));
  return GINT_TO_POINTER (comms_policy_save (tx, policy, error));
}

static void
toggled_cb (CommsPrefsApproval *self, GtkCheckButton *check)
{
  g_assert (COMMS_IS_PREFS_APPROVAL (self));

  if (!self->filling && gtk_check_button_get_active (check))
    comms_desk_run_async (self->desk, set_level, g_object_get_data (G_OBJECT (check), "level"),
                          NULL, NULL, NULL, saved_cb, g_object_ref (self));
}

static void
add_level (CommsPrefsApproval *self, guint i)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row =
    comms_prefs_row (g_dpgettext2 (GETTEXT_PACKAGE, "preferences", levels[i].title),
                     g_dpgettext2 (GETTEXT_PACKAGE, "preferences", levels[i].subtitle), NULL);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (check), "level", GUINT_TO_POINTER (i));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->group, row);
  if (i > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (self->checks[0]));
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  self->checks[i] = check;
}

static void
add_task (CommsPrefsApproval *self, guint i)
{
  GtkWidget *drop = comms_person_drop_new (self->desk);

  g_object_set_data (G_OBJECT (drop), "task", GUINT_TO_POINTER (i));
  g_signal_connect_object (drop, "notify::person-id", G_CALLBACK (task_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->task_group,
                             comms_prefs_row (g_dpgettext2 (GETTEXT_PACKAGE, "preferences",
                                                            tasks[i].title),
                                              g_dpgettext2 (GETTEXT_PACKAGE, "preferences",
                                                            tasks[i].subtitle),
                                              drop));
  self->drops[i] = COMMS_PERSON_DROP (drop);
}

/* --- overrides --- */

static void
comms_prefs_approval_dispose (GObject *object)
{
  CommsPrefsApproval *self = COMMS_PREFS_APPROVAL (object);

  g_clear_object (&self->desk);

  G_OBJECT_CLASS (comms_prefs_approval_parent_class)->dispose (object);
}

static void
comms_prefs_approval_class_init (CommsPrefsApprovalClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_prefs_approval_dispose;
}

static void
comms_prefs_approval_init (CommsPrefsApproval *self)
{
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), C_ ("preferences", "Approval"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "state-approved-symbolic");
  self->group =
    comms_prefs_group (GTK_WIDGET (self), C_ ("preferences", "Who answers for a post"), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    add_level (self, i);
  self->task_group = comms_prefs_group (GTK_WIDGET (self), C_ ("preferences", "By name"),
                                        C_ ("preferences", "Nobody signs what they wrote."));
}

/**
 * comms_prefs_approval_new:
 *
 * Returns: (transfer floating): the page about approval
 */
GtkWidget *
comms_prefs_approval_new (CommsDesk *desk)
{
  CommsPrefsApproval *self = g_object_new (COMMS_TYPE_PREFS_APPROVAL, NULL);

  self->desk = g_object_ref (desk);
  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    add_task (self, i);
  g_signal_connect_object (desk, "notify", G_CALLBACK (comms_prefs_approval_fill), self,
                           G_CONNECT_SWAPPED);
  comms_prefs_approval_fill (self);
  return GTK_WIDGET (self);
}
