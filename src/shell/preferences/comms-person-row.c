/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-person-row.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-page.h"
#include "comms-prefs-rows.h"
#include "comms-words.h"

struct _CommsPersonRow
{
  AdwExpanderRow parent_instance;

  CommsDesk *desk;
  CommsPerson *person;
  gboolean filling;

  GtkWidget *name;
  GtkWidget *login;
  GtkWidget *role;
  GtkWidget *active;
};

G_DEFINE_FINAL_TYPE (CommsPersonRow, comms_person_row, ADW_TYPE_EXPANDER_ROW)

static gboolean
is_new (CommsPersonRow *self)
{
  return comms_record_get_id (COMMS_RECORD (self->person)) == 0;
}

static void
comms_person_row_fill (CommsPersonRow *self)
{
  g_assert (COMMS_IS_PERSON_ROW (self));

  self->filling = TRUE;
  if (!is_new (self))
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), self->person->name);
      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                     self->person->active ? comms_role_word (self->person->role)
                                                          : C_ ("person", "No longer works here"));
    }
  comms_prefs_entry_fill (self->name, self->person->name);
  comms_prefs_entry_fill (self->login, self->person->login);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->role), self->person->role);
  gtk_switch_set_active (GTK_SWITCH (self->active), self->person->active);
  self->filling = FALSE;
}

/* It was not kept. */
static void
fill_again (gpointer row)
{
  if (COMMS_PERSON_ROW (row)->person != NULL)
    comms_person_row_fill (row);
}

/* Whoever was added stands in the list now; else what was written stays to be mended. */
static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPersonRow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!comms_desk_run_record_finish (COMMS_DESK (source), result, &error))
    comms_show_error (GTK_WIDGET (self), error);
  else
    fill_again (self);
}

static const char *
get_login (CommsPersonRow *self)
{
  const char *login = gtk_editable_get_text (GTK_EDITABLE (self->login));

  return *login != '\0' ? login : NULL;
}

static void
set_string (CommsPersonRow *self, const char *property, const char *string)
{
  if (!self->filling && !is_new (self))
    comms_prefs_set_string (GTK_WIDGET (self), self->desk, self->person, property, string,
                            fill_again);
}

static void
name_cb (CommsPersonRow *self)
{
  g_assert (COMMS_IS_PERSON_ROW (self));

  set_string (self, "name", gtk_editable_get_text (GTK_EDITABLE (self->name)));
}

static void
login_cb (CommsPersonRow *self)
{
  g_assert (COMMS_IS_PERSON_ROW (self));

  set_string (self, "login", get_login (self));
}

static void
role_cb (CommsPersonRow *self)
{
  g_assert (COMMS_IS_PERSON_ROW (self));

  if (!self->filling && !is_new (self))
    comms_prefs_set_number (GTK_WIDGET (self), self->desk, self->person, "role",
                            adw_combo_row_get_selected (ADW_COMBO_ROW (self->role)), fill_again);
}

static void
active_cb (CommsPersonRow *self)
{
  GValue value = G_VALUE_INIT;

  g_assert (COMMS_IS_PERSON_ROW (self));

  if (self->filling || is_new (self))
    return;
  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, gtk_switch_get_active (GTK_SWITCH (self->active)));
  comms_prefs_set_record (GTK_WIDGET (self), self->desk, self->person, "active", &value,
                          fill_again);
}

static void
add_clicked_cb (CommsPersonRow *self)
{
  g_autoptr (CommsPerson) person = comms_record_copy (self->person);

  g_assert (COMMS_IS_PERSON_ROW (self));

  comms_prefs_entry_sent (self->name);
  comms_prefs_entry_sent (self->login);
  g_object_set (person, "name", gtk_editable_get_text (GTK_EDITABLE (self->name)), "login",
                get_login (self), "role",
                (int) adw_combo_row_get_selected (ADW_COMBO_ROW (self->role)), "active",
                gtk_switch_get_active (GTK_SWITCH (self->active)), NULL);
  comms_desk_run_record_async (self->desk, comms_people_save, person, NULL, saved_cb,
                               g_object_ref (self));
}

static void
comms_person_row_dispose (GObject *object)
{
  CommsPersonRow *self = COMMS_PERSON_ROW (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->person);

  G_OBJECT_CLASS (comms_person_row_parent_class)->dispose (object);
}

static void
comms_person_row_class_init (CommsPersonRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_person_row_dispose;
}

static GtkWidget *
role_row_new (void)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) roles = gtk_string_list_new (NULL);

  for (int role = COMMS_ROLE_OFFICER; role <= COMMS_ROLE_TRANSLATOR; role++)
    gtk_string_list_append (roles, comms_role_word (role));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), C_ ("person", "Role"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (roles));
  return row;
}

static void
comms_person_row_init (CommsPersonRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->name = comms_prefs_entry_row (C_ ("person", "Name"), NULL);
  self->login = comms_prefs_entry_row (C_ ("person", "Signs in to the computer as"), NULL);
  self->role = role_row_new ();
  self->active = gtk_switch_new ();
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->name);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->login);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->role);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self),
                            comms_prefs_row (C_ ("person", "Works here"), NULL, self->active));
  g_signal_connect_object (self->name, "apply", G_CALLBACK (name_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->login, "apply", G_CALLBACK (login_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->role, "notify::selected", G_CALLBACK (role_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->active, "notify::active", G_CALLBACK (active_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
comms_person_row_add_button (CommsPersonRow *self)
{
  GtkWidget *button = gtk_button_new_with_label (C_ ("person", "Add"));

  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_clicked_cb), self, G_CONNECT_SWAPPED);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->name), FALSE);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->login), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), C_ ("person", "Add a person"));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self),
                            comms_prefs_row (C_ ("person", "They can act as soon as they sign in"),
                                             NULL, button));
}

/**
 * comms_person_row_new:
 * @person: (nullable): %NULL for a new one
 *
 * Returns: (transfer floating): the row of a person
 */
GtkWidget *
comms_person_row_new (CommsDesk *desk, CommsPerson *person)
{
  CommsPersonRow *self = g_object_new (COMMS_TYPE_PERSON_ROW, NULL);

  self->desk = g_object_ref (desk);
  if (person != NULL)
    {
      self->person = g_object_ref (person);
      g_signal_connect_object (person, "notify", G_CALLBACK (comms_person_row_fill), self,
                               G_CONNECT_SWAPPED);
    }
  else
    {
      self->person = comms_person_new ();
      g_object_set (self->person, "active", TRUE, NULL);
      comms_person_row_add_button (self);
    }
  comms_person_row_fill (self);
  return GTK_WIDGET (self);
}
