/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-prefs-cost.h"

#include <glib/gi18n-lib.h>

#include "comms-cost.h"
#include "comms-cost-words.h"
#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-network.h"
#include "comms-page.h"
#include "comms-prefs-rows.h"

#define MICROS 1000000.0
#define HIGHEST_CAP 100000

struct _CommsPrefsCost
{
  AdwPreferencesPage parent_instance;

  CommsDesk *desk;
  GCancellable *cancellable;
  gboolean filling;

  AdwPreferencesGroup *month_group;
  GtkWidget *cap;
  GtkWidget *month_row;
  GtkLevelBar *level;
  AdwPreferencesGroup *price_group;
  GPtrArray *price_rows; /* of GtkWidget, not owned */
  GtkWidget *add;        /* AdwExpanderRow */
  GtkWidget *item;
  GtkWidget *price;
  GtkWidget *source;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (CommsPrefsCost, comms_prefs_cost, ADW_TYPE_PREFERENCES_PAGE)

/* What is paid for, in the table's words. */
static const struct
{
  const char *key;
  const char *name;
} items[] = {
  { "post", NC_ ("price", "A post without a link") },
  { "post-with-link", NC_ ("price", "A post with a link") },
  { "media-text", NC_ ("price", "The alt text of a picture") },
  { "read", NC_ ("price", "Reading the figures of a post") },
  { "read-own", NC_ ("price", "Reading the account’s own timeline") },
};

static const char *
item_name (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    if (g_strcmp0 (items[i].key, key) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "price", items[i].name);
  return key;
}

/* Loading. */

typedef struct
{
  CommsCost cost;
  GPtrArray *tariffs;
} Sums;

static void
sums_free (Sums *sums)
{
  g_clear_pointer (&sums->tariffs, g_ptr_array_unref);
  g_free (sums);
}

static gpointer
load_func (CommsTx *tx, gpointer unused, GError **error)
{
  Sums *sums = g_new0 (Sums, 1);

  sums->tariffs = comms_tariffs_list (tx, error);
  if (sums->tariffs != NULL && comms_cost_month (tx, tx->stamp.now, &sums->cost, error))
    return sums;
  sums_free (sums);
  return NULL;
}

static void
fill_month (CommsPrefsCost *self, const CommsCost *cost)
{
  g_autofree char *words = comms_cost_dup_month (cost);
  g_autofree char *warning = comms_cost_dup_warning (cost);
  g_autofree char *read = comms_format_money (cost->month_read);
  g_autofree char *reading = NULL;

  if (cost->month_read > 0)
    /* Translators: %s is a sum of money */
    reading = g_strdup_printf (C_ ("cost", "Of it, %s for reading figures"), read);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->month_row), words);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->month_row),
                               warning != NULL ? warning : reading);
  gtk_widget_set_visible (GTK_WIDGET (self->level), cost->cap > 0);
  if (cost->cap > 0)
    gtk_level_bar_set_value (self->level, MIN ((double) (cost->month_spent + cost->month_planned) /
                                                 (double) cost->cap,
                                               1.0));
}

static void
add_price_row (CommsPrefsCost *self, CommsTariff *tariff)
{
  const CommsNetworkInfo *info = comms_network_info (tariff->network);
  g_autofree char *price = comms_format_money (tariff->micros);
  g_autofree char *from = comms_format_date (C_ ("date", "%-d %B %Y"), "UTC", tariff->valid_from);
  g_autofree char *subtitle = NULL;
  GtkWidget *label = gtk_label_new (price);
  GtkWidget *row;

  if (tariff->source != NULL)
    /* Translators: a network, the day that a price holds from, where the price was read */
    subtitle = g_strdup_printf (C_ ("price", "%s, from %s. Source: %s"),
                                info != NULL ? info->name : tariff->network, from, tariff->source);
  else
    /* Translators: a network, the day that a price holds from */
    subtitle = g_strdup_printf (C_ ("price", "%s, from %s"),
                                info != NULL ? info->name : tariff->network, from);
  row = comms_prefs_row (item_name (tariff->item), subtitle, NULL);
  comms_label_set_tabular (GTK_LABEL (label));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (self->price_group, row);
  g_ptr_array_add (self->price_rows, row);
}

static void
fill_prices (CommsPrefsCost *self, GPtrArray *tariffs)
{
  for (guint i = 0; i < self->price_rows->len; i++)
    adw_preferences_group_remove (self->price_group, g_ptr_array_index (self->price_rows, i));
  g_ptr_array_set_size (self->price_rows, 0);
  for (guint i = 0; i < tariffs->len; i++)
    add_price_row (self, g_ptr_array_index (tariffs, i));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPrefsCost) self = user_data;
  g_autoptr (GError) error = NULL;
  Sums *sums = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (sums != NULL && self->desk != NULL)
    {
      fill_month (self, &sums->cost);
      fill_prices (self, sums->tariffs);
    }
  g_clear_pointer (&sums, sums_free);
}

static void
load_sums (CommsPrefsCost *self)
{
  comms_desk_run_async (self->desk, load_func, NULL, NULL, (GDestroyNotify) sums_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

static void
fill (CommsPrefsCost *self)
{
  const char *why_not = comms_prefs_why_not (self->desk);

  self->filling = TRUE;
  comms_prefs_spin_fill (self->cap,
                         (double) comms_desk_get_policy (self->desk)->x_cap_micros / MICROS);
  gtk_widget_set_sensitive (self->cap, why_not == NULL);
  gtk_widget_set_tooltip_text (self->cap, why_not);
  gtk_widget_set_sensitive (self->add, why_not == NULL);
  adw_preferences_group_set_description (self->price_group, why_not);
  self->filling = FALSE;
}

static void
fill_again (gpointer page)
{
  CommsPrefsCost *self = page;

  if (self->desk != NULL)
    fill (self);
}

static void
changed_cb (CommsPrefsCost *self, CommsSubject subject)
{
  g_assert (COMMS_IS_PREFS_COST (self));

  if (subject == COMMS_SUBJECT_POST || subject == COMMS_SUBJECT_POLICY ||
      subject == COMMS_SUBJECT_METRIC)
    load_sums (self);
}

/* Changing. */

static void
cap_changed_cb (CommsPrefsCost *self)
{
  GValue value = G_VALUE_INIT;

  g_assert (COMMS_IS_PREFS_COST (self));

  if (self->filling)
    return;
  g_value_init (&value, G_TYPE_INT64);
  g_value_set_int64 (&value,
                     (gint64) (gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->cap)) * MICROS +
                               0.5));
  comms_prefs_set_policy (GTK_WIDGET (self), self->desk, "x-cap-micros", &value, fill_again);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPrefsCost) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!comms_desk_run_record_finish (COMMS_DESK (source), result, &error))
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  if (self->desk == NULL)
    return;
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->add), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->source), "");
}

static void
save_clicked_cb (CommsPrefsCost *self)
{
  const guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->item));
  g_autofree char *source =
    comms_text_clean_line (gtk_editable_get_text (GTK_EDITABLE (self->source)));
  g_autoptr (CommsTariff) tariff = NULL;

  g_assert (COMMS_IS_PREFS_COST (self));

  if (selected >= G_N_ELEMENTS (items))
    return;
  tariff =
    g_object_new (COMMS_TYPE_TARIFF, "network", "x", "item", items[selected].key, "micros",
                  (gint64) (gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->price)) * MICROS +
                            0.5),
                  "valid-from", comms_desk_now (self->desk), "source",
                  *source != '\0' ? source : NULL, NULL);
  comms_desk_run_record_async (self->desk, comms_tariffs_add, tariff, NULL, saved_cb,
                               g_object_ref (self));
}

/* The object. */

static void
comms_prefs_cost_dispose (GObject *object)
{
  CommsPrefsCost *self = COMMS_PREFS_COST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (comms_prefs_cost_parent_class)->dispose (object);
}

static void
comms_prefs_cost_finalize (GObject *object)
{
  CommsPrefsCost *self = COMMS_PREFS_COST (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->price_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (comms_prefs_cost_parent_class)->finalize (object);
}

static void
comms_prefs_cost_class_init (CommsPrefsCostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = comms_prefs_cost_dispose;
  object_class->finalize = comms_prefs_cost_finalize;
}

static void
make_month (CommsPrefsCost *self)
{
  self->month_group =
    comms_prefs_group (GTK_WIDGET (self), C_ ("preferences", "Cost on X"),
                       C_ ("preferences", "X asks money for each post and for each reading. Months "
                                          "are X’s, in UTC."));
  self->cap = comms_prefs_spin_new (0, HIGHEST_CAP, 2);
  adw_preferences_group_add (
    self->month_group,
    comms_prefs_row (C_ ("preferences", "Most that a month may cost, in dollars"),
                     C_ ("preferences", "At the cap, nothing that costs money is queued or read "
                                        "until a manager raises it or the month ends. 0: no cap"),
                     self->cap));
  self->month_row = comms_prefs_row ("", NULL, NULL);
  self->level = GTK_LEVEL_BAR (gtk_level_bar_new ());
  /* A full bar is nothing to be glad of. */
  gtk_level_bar_remove_offset_value (self->level, GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (self->level, GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (self->level, GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->level), 96, -1);
  gtk_widget_set_valign (GTK_WIDGET (self->level), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->level), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("preferences", "Part of the cap that is spent or planned"),
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->month_row), GTK_WIDGET (self->level));
  adw_preferences_group_add (self->month_group, self->month_row);
  g_signal_connect_object (self->cap, "value-changed", G_CALLBACK (cap_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static GtkWidget *
make_item_row (void)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    gtk_string_list_append (names, item_name (items[i].key));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), C_ ("preferences", "What it is for"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  return row;
}

/* A price holds from the moment that it is added; what was sent before keeps its own. */
static void
make_prices (CommsPrefsCost *self)
{
  GtkWidget *row;

  self->price_group = comms_prefs_group (GTK_WIDGET (self), C_ ("preferences", "Prices"), NULL);
  self->add = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->add), C_ ("preferences", "Add Price…"));
  self->item = make_item_row ();
  self->price = gtk_spin_button_new_with_range (0, 1000, 0.001);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (self->price), 3);
  self->source = comms_prefs_entry_row (C_ ("preferences", "Where the price was read"), NULL);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->source), FALSE);
  self->save = gtk_button_new_with_label (C_ ("preferences", "Add Price"));
  row = comms_prefs_row (C_ ("preferences", "It holds from now on; the old ones stay in the table"),
                         NULL, self->save);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->add), self->item);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->add),
                            comms_prefs_row (C_ ("preferences", "Price, in dollars"), NULL,
                                             self->price));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->add), self->source);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->add), row);
  adw_preferences_group_add (self->price_group, self->add);
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_clicked_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
comms_prefs_cost_init (CommsPrefsCost *self)
{
  self->cancellable = g_cancellable_new ();
  self->price_rows = g_ptr_array_new ();
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), C_ ("preferences", "Cost"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self),
                                      "accessories-calculator-symbolic");
  make_month (self);
  make_prices (self);
}

/**
 * comms_prefs_cost_new:
 *
 * Returns: (transfer floating): the page about what X costs
 */
GtkWidget *
comms_prefs_cost_new (CommsDesk *desk)
{
  CommsPrefsCost *self = g_object_new (COMMS_TYPE_PREFS_COST, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "notify", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  fill (self);
  load_sums (self);
  return GTK_WIDGET (self);
}
