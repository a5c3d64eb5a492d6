/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-prefs-approval.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-page.h"
#include "comms-prefs-rows.h"

struct _CommsPrefsApproval
{
  AdwPreferencesPage parent_instance;

  CommsDesk *desk;
  gboolean filling;

  AdwPreferencesGroup *group;
  GtkWidget *one;
  GtkWidget *two;
};

G_DEFINE_FINAL_TYPE (CommsPrefsApproval, comms_prefs_approval, ADW_TYPE_PREFERENCES_PAGE)

static void
comms_prefs_approval_fill (CommsPrefsApproval *self)
{
  CommsPolicy *policy = comms_desk_get_policy (self->desk);
  gboolean one = policy->single_person || policy->approvals == 0;
  const char *why_not = comms_prefs_why_not (self->desk);

  self->filling = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (one ? self->one : self->two), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->group), why_not == NULL);
  adw_preferences_group_set_description (self->group, why_not);
  self->filling = FALSE;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (CommsPrefsApproval) self = user_data;
  g_autoptr (GError) error = NULL;

  if (comms_desk_run_record_finish (COMMS_DESK (source), result, &error))
    return;
  comms_show_error (GTK_WIDGET (self), error);
  if (self->desk != NULL)
    comms_prefs_approval_fill (self);
}

static void
toggled_cb (CommsPrefsApproval *self)
{
  gboolean one = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->one));
  g_autoptr (CommsPolicy) policy = NULL;

  g_assert (COMMS_IS_PREFS_APPROVAL (self));

  if (self->filling)
    return;
  policy = comms_record_copy (comms_desk_get_policy (self->desk));
  g_object_set (policy, "single-person", one, "approvals", (gint64) (one ? 0 : 1), NULL);
  comms_desk_run_record_async (self->desk, comms_policy_save, policy, NULL, saved_cb,
                               g_object_ref (self));
}

static GtkWidget *
add_choice (CommsPrefsApproval *self,
            const char         *title,
            const char         *subtitle)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = comms_prefs_row (title, subtitle, NULL);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->group, row);
  return check;
}

static void
comms_prefs_approval_dispose (GObject *object)
{
  g_clear_object (&COMMS_PREFS_APPROVAL (object)->desk);

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
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), C_("preferences", "Approval"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "state-approved-symbolic");
  self->group =
    comms_prefs_group (GTK_WIDGET (self), C_("preferences", "Who answers for a post"), NULL);
  self->one = add_choice (self, C_("preferences", "One person works here"),
                          C_("preferences", "Re-reading approves it; you may approve what you "
                                            "wrote"));
  self->two = add_choice (self, C_("preferences", "Two people for each post"),
                          C_("preferences", "A manager approves what someone else wrote; any change "
                                            "takes the approval away"));
  gtk_check_button_set_group (GTK_CHECK_BUTTON (self->two), GTK_CHECK_BUTTON (self->one));
  g_signal_connect_object (self->one, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
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
  g_signal_connect_object (desk, "notify", G_CALLBACK (comms_prefs_approval_fill), self,
                           G_CONNECT_SWAPPED);
  comms_prefs_approval_fill (self);
  return GTK_WIDGET (self);
}
