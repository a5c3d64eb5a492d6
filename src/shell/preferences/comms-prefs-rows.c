/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-prefs-rows.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-fit.h"
#include "comms-page.h"

typedef struct
{
  GtkWidget *page;
  void (*again) (gpointer page);
} Saving;

/* One field that is set. */
typedef struct
{
  GType type; /* of the record */
  gint64 id;
  char *property;
  GValue value;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->property);
  g_value_unset (&change->value);
  g_free (change);
}

static CommsPerson *
load_person (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) people = comms_people_list (tx, error);

  for (guint i = 0; people != NULL && i < people->len; i++)
    if (comms_record_get_id (g_ptr_array_index (people, i)) == id)
      return g_object_ref (g_ptr_array_index (people, i));
  return NULL;
}

/* Over the row as it is in this transaction. */
static gpointer
change_func (CommsTx *tx, gpointer data, GError **error)
{
  Change *change = data;
  CommsRecordFunc save = comms_policy_save;
  g_autoptr (CommsRecord) record = NULL;

  if (change->type == COMMS_TYPE_ACCOUNT)
    {
      record = COMMS_RECORD (comms_accounts_load (tx, change->id, error));
      save = comms_accounts_save;
    }
  else if (change->type == COMMS_TYPE_PERSON)
    {
      record = COMMS_RECORD (load_person (tx, change->id, error));
      save = comms_people_save;
    }
  else
    record = comms_record_copy (tx->policy);
  if (record == NULL)
    return NULL;
  g_object_set_property (G_OBJECT (record), change->property, &change->value);
  return GINT_TO_POINTER (save (tx, record, error));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Saving *saving = user_data;
  g_autoptr (GtkWidget) page = saving->page;
  g_autoptr (GError) error = NULL;

  if (comms_desk_run_finish (COMMS_DESK (source), result, &error) != NULL)
    return;
  if (error != NULL)
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
comms_prefs_row (const char *title, const char *subtitle, GtkWidget *suffix)
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

/* What is typed into a row stays while the desk changes: nothing but what was last shown there, or
 * sent from there, is written over. */
static void
keep_shown (GtkWidget *editable)
{
  g_object_set_data_full (G_OBJECT (editable), "shown",
                          g_strdup (gtk_editable_get_text (GTK_EDITABLE (editable))), g_free);
}

static gboolean
is_typed (GtkWidget *editable)
{
  return g_strcmp0 (g_object_get_data (G_OBJECT (editable), "shown"),
                    gtk_editable_get_text (GTK_EDITABLE (editable))) != 0;
}

/**
 * comms_prefs_entry_sent:
 * @entry: whose text is on its way into the desk
 *
 * Lets what the desk makes of it be shown there, be it that it was refused. An entry that is
 * applied does so by itself.
 */
void
comms_prefs_entry_sent (GtkWidget *entry)
{
  g_autofree char *line = comms_text_clean_line (gtk_editable_get_text (GTK_EDITABLE (entry)));

  if (!g_str_equal (line, gtk_editable_get_text (GTK_EDITABLE (entry))))
    gtk_editable_set_text (GTK_EDITABLE (entry), line);
  keep_shown (entry);
}

/**
 * comms_prefs_entry_row:
 * @text: (nullable): what stands in it
 *
 * Returns: (transfer floating): a row with a text that is applied
 */
GtkWidget *
comms_prefs_entry_row (const char *title, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  keep_shown (row);
  g_signal_connect (row, "apply", G_CALLBACK (comms_prefs_entry_sent), NULL);
  return row;
}

/**
 * comms_prefs_spin_new:
 *
 * Returns: (transfer floating): a number that is kept as soon as it is set
 */
GtkWidget *
comms_prefs_spin_new (double lower, double upper, guint digits)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (lower, upper, 1);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), digits);
  keep_shown (spin);
  g_signal_connect (spin, "value-changed", G_CALLBACK (keep_shown), NULL);
  return spin;
}

/**
 * comms_prefs_group:
 * @title: (nullable): over the group
 * @description: (nullable): under the title
 *
 * Returns: (transfer none): a new group of @page
 */
AdwPreferencesGroup *
comms_prefs_group (GtkWidget *page, const char *title, const char *description)
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
 * comms_prefs_entry_fill:
 * @text: (nullable): what stands in the desk
 *
 * Shows @text in @entry, unless a person has written something else there since it was shown last.
 */
void
comms_prefs_entry_fill (GtkWidget *entry, const char *text)
{
  const char *written = gtk_editable_get_text (GTK_EDITABLE (entry));
  const char *wanted = text != NULL ? text : "";

  if (is_typed (entry) && !g_str_equal (written, wanted))
    return;
  if (!g_str_equal (written, wanted))
    gtk_editable_set_text (GTK_EDITABLE (entry), wanted);
  keep_shown (entry);
}

/**
 * comms_prefs_spin_fill:
 * @value: what stands in the desk
 *
 * The same with a number of comms_prefs_spin_new().
 */
void
comms_prefs_spin_fill (GtkWidget *spin, double value)
{
  if (is_typed (spin))
    return;
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  keep_shown (spin);
}

/**
 * comms_prefs_set_record:
 * @record: the rules, an account or a person, as they were shown
 * @property: of it
 * @value: (transfer full): for it
 * @again: fills the page anew where it was not kept
 *
 * Sets one field.
 */
void
comms_prefs_set_record (GtkWidget *page,
                        CommsDesk *desk,
                        gpointer record,
                        const char *property,
                        GValue *value,
                        void (*again) (gpointer page))
{
  Change *change = g_new0 (Change, 1);
  Saving *saving = g_new0 (Saving, 1);

  change->type = G_OBJECT_TYPE (record);
  change->id = comms_record_get_id (record);
  change->property = g_strdup (property);
  change->value = *value;
  *value = (GValue) G_VALUE_INIT;
  saving->page = g_object_ref (page);
  saving->again = again;
  comms_desk_run_async (desk, change_func, change, change_free, NULL, NULL, saved_cb, saving);
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
comms_prefs_set_policy (GtkWidget *page,
                        CommsDesk *desk,
                        const char *property,
                        GValue *value,
                        void (*again) (gpointer page))
{
  comms_prefs_set_record (page, desk, comms_desk_get_policy (desk), property, value, again);
}

/**
 * comms_prefs_set_string:
 * @string: (nullable): for it
 *
 * Sets one field that is a text.
 */
void
comms_prefs_set_string (GtkWidget *page,
                        CommsDesk *desk,
                        gpointer record,
                        const char *property,
                        const char *string,
                        void (*again) (gpointer page))
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, string);
  comms_prefs_set_record (page, desk, record, property, &value, again);
}

/**
 * comms_prefs_set_number:
 *
 * Sets one field that is a number, such as the id of a person.
 */
void
comms_prefs_set_number (GtkWidget *page,
                        CommsDesk *desk,
                        gpointer record,
                        const char *property,
                        gint64 number,
                        void (*again) (gpointer page))
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT64);
  g_value_set_int64 (&value, number);
  comms_prefs_set_record (page, desk, record, property, &value, again);
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
  return C_ ("preferences", "Only a manager can change this.");
}
