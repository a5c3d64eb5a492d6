/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-prefs-rows.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-page.h"

typedef struct
{
  GtkWidget *page;
  void (*again) (gpointer page);
} Saving;

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Saving *saving = user_data;
  g_autoptr (GtkWidget) page = saving->page;
  g_autoptr (GError) error = NULL;

  if (comms_desk_run_record_finish (COMMS_DESK (source), result, &error))
    return;
  comms_show_error (page, error);
  if (saving->again != NULL)
    saving->again (page);
}

/**
 * comms_prefs_row:
 * @subtitle: (nullable): what it means
 * @suffix: (nullable): what is set
 *
 * Returns: (transfer floating): a row with a setting at its end
 */
GtkWidget *
comms_prefs_row (const char *title,
                 const char *subtitle,
                 GtkWidget  *suffix)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (suffix == NULL)
    return row;
  gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), suffix);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), suffix);
  gtk_accessible_update_property (GTK_ACCESSIBLE (suffix), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  return row;
}

/**
 * comms_prefs_entry_row:
 * @text: (nullable): what stands in it
 *
 * Returns: (transfer floating): a row with a text that is applied
 */
GtkWidget *
comms_prefs_entry_row (const char *title,
                       const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  return row;
}

/**
 * comms_prefs_group:
 * @title: (nullable): over the group
 * @description: (nullable): under the title
 *
 * Returns: (transfer none): a new group of @page
 */
AdwPreferencesGroup *
comms_prefs_group (GtkWidget  *page,
                   const char *title,
                   const char *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  if (title != NULL)
    adw_preferences_group_set_title (group, title);
  if (description != NULL)
    adw_preferences_group_set_description (group, description);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
  return group;
}

/**
 * comms_prefs_set_policy:
 * @property: of CommsPolicy
 * @value: (transfer full): for it
 * @again: fills the page anew where the rules were not kept
 *
 * Sets one field of the desk's rules.
 */
void
comms_prefs_set_policy (GtkWidget  *page,
                        CommsDesk  *desk,
                        const char *property,
                        GValue     *value,
                        void      (*again) (gpointer page))
{
  g_autoptr (CommsPolicy) policy = comms_record_copy (comms_desk_get_policy (desk));
  Saving *saving = g_new0 (Saving, 1);

  g_object_set_property (G_OBJECT (policy), property, value);
  g_value_unset (value);
  saving->page = g_object_ref (page);
  saving->again = again;
  comms_desk_run_record_async (desk, comms_policy_save, policy, NULL, saved_cb, saving);
}

/**
 * comms_prefs_why_not:
 *
 * Returns: (transfer none) (nullable): why whoever acts may not change the desk's rules
 */
const char *
comms_prefs_why_not (CommsDesk *desk)
{
  CommsPerson *person = comms_desk_get_person (desk);

  if (person != NULL && person->role == COMMS_ROLE_MANAGER)
    return NULL;
  return C_("preferences", "Only a manager can change this.");
}
