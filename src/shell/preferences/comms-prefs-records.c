/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-prefs-records.h"

#include <glib/gi18n-lib.h>

#include "comms-account-row.h"
#include "comms-accounts.h"
#include "comms-page.h"
#include "comms-person-row.h"
#include "comms-prefs-rows.h"
#include "comms-record-list.h"

/* What there are several of: how they are listed and what a row of one is; a row of NULL is for
 * a new one. */
typedef struct
{
  const char *title;
  const char *icon_name;
  const char *group_title;
  CommsSubject subject;
  GType (*type) (void);
  CommsTxFunc list;
  GtkWidget *(*row_new) (CommsDesk *desk, gpointer record);
  gboolean rows_allow; /* each row knows what is for managers alone */
} Kind;

struct _CommsPrefsRecords
{
  AdwPreferencesPage parent_instance;

  const Kind *kind;
  CommsDesk *desk;
  CommsRecordList *records;
  GCancellable *cancellable;
  GPtrArray *rows;

  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (CommsPrefsRecords, comms_prefs_records, ADW_TYPE_PREFERENCES_PAGE)

static gpointer
list_accounts (CommsTx *tx, gpointer data, GError **error)
{
  return comms_accounts_list (tx, error);
}

static gpointer
list_people (CommsTx *tx, gpointer data, GError **error)
{
  return comms_people_list (tx, error);
}

/* A practice desk has the accounts of its own network. */
static GtkWidget *
connect_row_new (CommsDesk *desk)
{
  const gboolean practice = comms_desk_is_practice (desk);
  GtkWidget *row =
    comms_prefs_row (C_ ("account", "Connect an account"),
                     practice
                       ? C_ ("account", "A practice desk has made-up accounts alone; connect "
                                        "real ones on your own desk")
                       : NULL,
                     gtk_image_new_from_icon_name ("go-next-symbolic"));

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", G_GINT64_CONSTANT (0));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "prefs.connect");
  gtk_widget_set_sensitive (row, !practice && comms_prefs_why_not (desk) == NULL);
  return row;
}

static GtkWidget *
account_row_new (CommsDesk *desk, gpointer record)
{
  return record != NULL ? comms_account_row_new (desk, record) : connect_row_new (desk);
}

static GtkWidget *
person_row_new (CommsDesk *desk, gpointer record)
{
  return comms_person_row_new (desk, record);
}

static const Kind accounts_kind = {
  NC_ ("preferences", "Accounts"),
  "keyring-symbolic",
  NC_ ("preferences", "Accounts that this desk sends from"),
  COMMS_SUBJECT_ACCOUNT,
  comms_account_get_type,
  list_accounts,
  account_row_new,
  TRUE,
};

static const Kind people_kind = {
  NC_ ("preferences", "People"),
  "page-directory-symbolic",
  NC_ ("preferences", "Who works at this desk"),
  COMMS_SUBJECT_PERSON,
  comms_person_get_type,
  list_people,
  person_row_new,
  FALSE,
};

static void
add_row (CommsPrefsRecords *self, gpointer record)
{
  GtkWidget *row = self->kind->row_new (self->desk, record);

  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

/* A change of one stays within its row; only a new one makes them all anew. */
static void
items_changed_cb (CommsPrefsRecords *self)
{
  g_assert (COMMS_IS_PREFS_RECORDS (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->records)); i++)
    {
      g_autoptr (CommsRecord) record = g_list_model_get_item (G_LIST_MODEL (self->records), i);

      add_row (self, record);
    }
  add_row (self, NULL);
}

static void
records_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPrefsRecords) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (records == NULL)
    comms_show_error (GTK_WIDGET (self), error);
  else
    comms_record_list_refill (self->records, records);
}

static void
desk_changed_cb (CommsPrefsRecords *self, CommsSubject subject)
{
  g_assert (COMMS_IS_PREFS_RECORDS (self));

  if (subject == self->kind->subject)
    comms_desk_run_async (self->desk, self->kind->list, NULL, NULL,
                          (GDestroyNotify) g_ptr_array_unref, self->cancellable, records_listed_cb,
                          g_object_ref (self));
}

static void
comms_prefs_records_allow (CommsPrefsRecords *self)
{
  const char *why_not = comms_prefs_why_not (self->desk);

  gtk_widget_set_sensitive (GTK_WIDGET (self->group), why_not == NULL || self->kind->rows_allow);
  if (self->kind->rows_allow && self->rows->len > 0)
    gtk_widget_set_sensitive (g_ptr_array_index (self->rows, self->rows->len - 1),
                              why_not == NULL && !comms_desk_is_practice (self->desk));
  adw_preferences_group_set_description (self->group, why_not);
}

static void
comms_prefs_records_dispose (GObject *object)
{
  CommsPrefsRecords *self = COMMS_PREFS_RECORDS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->records);

  G_OBJECT_CLASS (comms_prefs_records_parent_class)->dispose (object);
}

static void
comms_prefs_records_finalize (GObject *object)
{
  CommsPrefsRecords *self = COMMS_PREFS_RECORDS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (comms_prefs_records_parent_class)->finalize (object);
}

static void
comms_prefs_records_class_init (CommsPrefsRecordsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_prefs_records_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_prefs_records_finalize;
}

static void
comms_prefs_records_init (CommsPrefsRecords *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
}

static GtkWidget *
comms_prefs_records_new (CommsDesk *desk, const Kind *kind)
{
  CommsPrefsRecords *self = g_object_new (COMMS_TYPE_PREFS_RECORDS, NULL);

  self->kind = kind;
  self->desk = g_object_ref (desk);
  self->records = comms_record_list_new (kind->type ());
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self),
                                  g_dpgettext2 (GETTEXT_PACKAGE, "preferences", kind->title));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), kind->icon_name);
  self->group =
    comms_prefs_group (GTK_WIDGET (self),
                       g_dpgettext2 (GETTEXT_PACKAGE, "preferences", kind->group_title), NULL);
  g_signal_connect_object (self->records, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::person", G_CALLBACK (comms_prefs_records_allow), self,
                           G_CONNECT_SWAPPED);
  comms_prefs_records_allow (self);
  items_changed_cb (self);
  desk_changed_cb (self, kind->subject);
  return GTK_WIDGET (self);
}

/**
 * comms_prefs_accounts_new:
 *
 * Returns: (transfer floating): the page of the desk's accounts
 */
GtkWidget *
comms_prefs_accounts_new (CommsDesk *desk)
{
  return comms_prefs_records_new (desk, &accounts_kind);
}

/**
 * comms_prefs_people_new:
 *
 * Returns: (transfer floating): the page of the desk's people
 */
GtkWidget *
comms_prefs_people_new (CommsDesk *desk)
{
  return comms_prefs_records_new (desk, &people_kind);
}
