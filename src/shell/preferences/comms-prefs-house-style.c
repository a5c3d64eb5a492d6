/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-prefs-house-style.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-fit.h"
#include "comms-house-style.h"
#include "comms-page.h"
#include "comms-prefs-rows.h"
#include "comms-record-list.h"
#include "comms-style-row.h"

struct _CommsPrefsHouseStyle
{
  AdwPreferencesPage parent_instance;

  CommsDesk *desk;
  GPtrArray *accounts;
  GCancellable *cancellable;
  CommsRecordList *records[COMMS_STYLE_N_KINDS];
  GPtrArray *rows[COMMS_STYLE_N_KINDS];

  GtkWidget *search;
  AdwPreferencesGroup *groups[COMMS_STYLE_N_KINDS];
  GtkWidget *empty[COMMS_STYLE_N_KINDS];
};

G_DEFINE_FINAL_TYPE (CommsPrefsHouseStyle, comms_prefs_house_style, ADW_TYPE_PREFERENCES_PAGE)

/* All of it, read in one transaction. */
typedef struct
{
  GPtrArray *accounts;
  GPtrArray *lists[COMMS_STYLE_N_KINDS];
} Loaded;

static void
loaded_free (Loaded *loaded)
{
  g_clear_pointer (&loaded->accounts, g_ptr_array_unref);
  for (guint i = 0; i < COMMS_STYLE_N_KINDS; i++)
    g_clear_pointer (&loaded->lists[i], g_ptr_array_unref);
  g_free (loaded);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

static gpointer
load (CommsTx *tx, gpointer unused, GError **error)
{
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);

  loaded->accounts = comms_accounts_list (tx, error);
  if (loaded->accounts == NULL)
    return NULL;
  for (guint i = 0; i < COMMS_STYLE_N_KINDS; i++)
    {
      loaded->lists[i] = comms_house_style_list (tx, comms_style_list_type (i), error);
      if (loaded->lists[i] == NULL)
        return NULL;
    }
  return g_steal_pointer (&loaded);
}

/* --- what is shown --- */

static void
filter (CommsPrefsHouseStyle *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *folded = comms_text_fold (text);

  for (guint list = 0; list < COMMS_STYLE_N_KINDS; list++)
    {
      guint n_shown = 0;
      guint n = self->rows[list]->len;

      for (guint i = 0; i < n; i++)
        {
          GtkWidget *row = g_ptr_array_index (self->rows[list], i);
          /* The last is for a new one. */
          gboolean shown =
            i + 1 == n ? *folded == '\0' : comms_style_row_matches (COMMS_STYLE_ROW (row), folded);

          gtk_widget_set_visible (row, shown);
          n_shown += i + 1 < n && shown;
        }
      gtk_widget_set_visible (self->empty[list], n_shown == 0 && *folded == '\0');
      gtk_widget_set_visible (GTK_WIDGET (self->groups[list]), n_shown > 0 || *folded == '\0');
    }
}

static void
add_row (CommsPrefsHouseStyle *self, CommsStyleList list, gpointer record)
{
  GtkWidget *row = comms_style_row_new (self->desk, list, record, self->accounts);

  adw_preferences_group_add (self->groups[list], row);
  g_ptr_array_add (self->rows[list], row);
}

/* A change of one stays within its row; only a new one makes them all anew. */
static void
items_changed_cb (
  CommsPrefsHouseStyle *self, guint position, guint removed, guint added, GListModel *model)
{
  CommsStyleList list = 0;

  g_assert (COMMS_IS_PREFS_HOUSE_STYLE (self));

  while (G_LIST_MODEL (self->records[list]) != model)
    list++;
  for (guint i = 0; i < self->rows[list]->len; i++)
    adw_preferences_group_remove (self->groups[list], g_ptr_array_index (self->rows[list], i));
  g_ptr_array_set_size (self->rows[list], 0);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (CommsRecord) record = g_list_model_get_item (model, i);

      add_row (self, list, record);
    }
  add_row (self, list, NULL);
  filter (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPrefsHouseStyle) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Loaded) loaded = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (self->desk == NULL)
    return;
  if (loaded == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  g_ptr_array_unref (self->accounts);
  self->accounts = g_ptr_array_ref (loaded->accounts);
  for (guint i = 0; i < COMMS_STYLE_N_KINDS; i++)
    {
      gboolean first = self->rows[i]->len == 0;

      comms_record_list_refill (self->records[i], loaded->lists[i]);
      if (first && self->rows[i]->len == 0)
        add_row (self, i, NULL);
    }
  filter (self);
}

static void
desk_changed_cb (CommsPrefsHouseStyle *self, CommsSubject subject)
{
  g_assert (COMMS_IS_PREFS_HOUSE_STYLE (self));

  if (subject == COMMS_SUBJECT_HOUSE_STYLE)
    comms_desk_run_async (self->desk, load, NULL, NULL, (GDestroyNotify) loaded_free,
                          self->cancellable, loaded_cb, g_object_ref (self));
}

/* Everyone may look, and change what is not the manager's. */
static void
allow (CommsPrefsHouseStyle *self)
{
  const char *why_not = comms_prefs_why_not (self->desk);

  for (guint i = 0; i < COMMS_STYLE_N_KINDS; i++)
    {
      gboolean off = comms_style_list_is_managed (i) && why_not != NULL;

      gtk_widget_set_sensitive (GTK_WIDGET (self->groups[i]), !off);
      adw_preferences_group_set_description (self->groups[i],
                                             off ? why_not : comms_style_list_description (i));
    }
}

/* --- the page --- */

static void
comms_prefs_house_style_dispose (GObject *object)
{
  CommsPrefsHouseStyle *self = COMMS_PREFS_HOUSE_STYLE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);
  for (guint i = 0; i < COMMS_STYLE_N_KINDS; i++)
    g_clear_object (&self->records[i]);

  G_OBJECT_CLASS (comms_prefs_house_style_parent_class)->dispose (object);
}

static void
comms_prefs_house_style_finalize (GObject *object)
{
  CommsPrefsHouseStyle *self = COMMS_PREFS_HOUSE_STYLE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  for (guint i = 0; i < COMMS_STYLE_N_KINDS; i++)
    g_clear_pointer (&self->rows[i], g_ptr_array_unref);

  G_OBJECT_CLASS (comms_prefs_house_style_parent_class)->finalize (object);
}

static void
comms_prefs_house_style_class_init (CommsPrefsHouseStyleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_prefs_house_style_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_prefs_house_style_finalize;
}

static void
add_group (CommsPrefsHouseStyle *self, CommsStyleList list)
{
  self->records[list] = comms_record_list_new (comms_style_list_type (list));
  self->rows[list] = g_ptr_array_new ();
  self->groups[list] = comms_prefs_group (GTK_WIDGET (self), comms_style_list_title (list), NULL);
  self->empty[list] = comms_prefs_row (comms_style_list_empty (list), NULL, NULL);
  gtk_widget_add_css_class (self->empty[list], "dim-label");
  adw_preferences_group_add (self->groups[list], self->empty[list]);
  g_signal_connect_object (self->records[list], "items-changed", G_CALLBACK (items_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

static void
comms_prefs_house_style_init (CommsPrefsHouseStyle *self)
{
  AdwPreferencesGroup *top;

  self->cancellable = g_cancellable_new ();
  self->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), C_ ("preferences", "House Style"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "document-edit-symbolic");
  top = comms_prefs_group (GTK_WIDGET (self), NULL, NULL);
  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", C_ ("house style", "Search the house style"),
                NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("house style", "Search the house style"), -1);
  adw_preferences_group_add (top, self->search);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (filter), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < COMMS_STYLE_N_KINDS; i++)
    add_group (self, i);
}

/**
 * comms_prefs_house_style_new:
 *
 * Returns: (transfer floating): the page of the house style
 */
GtkWidget *
comms_prefs_house_style_new (CommsDesk *desk)
{
  CommsPrefsHouseStyle *self = g_object_new (COMMS_TYPE_PREFS_HOUSE_STYLE, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::person", G_CALLBACK (allow), self, G_CONNECT_SWAPPED);
  allow (self);
  desk_changed_cb (self, COMMS_SUBJECT_HOUSE_STYLE);
  return GTK_WIDGET (self);
}
