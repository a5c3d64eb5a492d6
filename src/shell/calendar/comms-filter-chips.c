/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-filter-chips.h"

#include <glib/gi18n-lib.h>

#include "comms-fit.h"
#include "comms-marks.h"

/* One row a chip. */
static const struct
{
  const char *label;
  const char *icon_name;
} kinds[COMMS_N_CALENDAR_KINDS] = {
  [COMMS_CALENDAR_ALL] = { NC_ ("calendar filter", "All"), NULL },
  [COMMS_CALENDAR_POSTS] = { NC_ ("calendar filter", "Posts"), NULL },
  [COMMS_CALENDAR_RELEASES] = { NC_ ("calendar filter", "Releases"), NULL },
  [COMMS_CALENDAR_OP_EDS] = { NC_ ("calendar filter", "Op-eds"), NULL },
  [COMMS_CALENDAR_IN_REVIEW] = { NC_ ("calendar filter", "In review"),
                                 "state-in-review-symbolic" },
  [COMMS_CALENDAR_URDU] = { NC_ ("calendar filter", "Urdu"), NULL },
};

struct _CommsFilterChips
{
  GtkWidget parent_instance;

  CommsCalendarFilter filter;
  GtkToggleButton *chips[COMMS_N_CALENDAR_KINDS];
  GtkLabel *counts[COMMS_N_CALENDAR_KINDS];
  GtkToggleButton *search_button;
  GtkEditable *search_entry;
  GtkWidget *account_button;
  GSimpleAction *account_action;
};

G_DEFINE_FINAL_TYPE (CommsFilterChips, comms_filter_chips, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
word_of (CommsCalendarKind kind)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "calendar filter", kinds[kind].label);
}

static void
toggled_cb (CommsFilterChips *self,
            GtkToggleButton  *chip)
{
  if (!gtk_toggle_button_get_active (chip))
    return;
  for (int kind = 0; kind < COMMS_N_CALENDAR_KINDS; kind++)
    if (self->chips[kind] == chip)
      self->filter.kind = kind;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
account_cb (GSimpleAction *action,
            GVariant      *state,
            gpointer       user_data)
{
  CommsFilterChips *self = user_data;

  g_simple_action_set_state (action, state);
  self->filter.account_id = g_variant_get_int64 (state);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
search_changed_cb (CommsFilterChips *self)
{
  g_autofree char *line = comms_text_clean_line (gtk_editable_get_text (self->search_entry));

  g_clear_pointer (&self->filter.search, g_free);
  if (*line != '\0')
    self->filter.search = comms_text_fold (line);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
search_toggled_cb (CommsFilterChips *self)
{
  gboolean active = gtk_toggle_button_get_active (self->search_button);

  gtk_widget_set_visible (GTK_WIDGET (self->search_entry), active);
  if (active)
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  else
    gtk_editable_set_text (self->search_entry, "");
}

static void
stop_search_cb (CommsFilterChips *self)
{
  gtk_toggle_button_set_active (self->search_button, FALSE);
}

static void
comms_filter_chips_finalize (GObject *object)
{
  g_free (COMMS_FILTER_CHIPS (object)->filter.search);
  G_OBJECT_CLASS (comms_filter_chips_parent_class)->finalize (object);
}

static void
comms_filter_chips_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&COMMS_FILTER_CHIPS (object)->account_action);
  G_OBJECT_CLASS (comms_filter_chips_parent_class)->dispose (object);
}

static void
comms_filter_chips_class_init (CommsFilterChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_filter_chips_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_filter_chips_finalize;
  signals[CHANGED] = g_signal_new ("changed", COMMS_TYPE_FILTER_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_chip (CommsFilterChips *self,
          int               kind)
{
  GtkWidget *chip = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *count = gtk_label_new (NULL);

  if (kinds[kind].icon_name != NULL)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name (kinds[kind].icon_name);

      gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
      gtk_widget_add_css_class (icon, comms_state_css_class (COMMS_POST_STATE_IN_REVIEW));
      gtk_box_append (GTK_BOX (box), icon);
    }
  gtk_box_append (GTK_BOX (box), gtk_label_new (word_of (kind)));
  gtk_box_append (GTK_BOX (box), count);
  gtk_widget_add_css_class (count, "numeric");
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_parent (chip, GTK_WIDGET (self));
  self->chips[kind] = GTK_TOGGLE_BUTTON (chip);
  self->counts[kind] = GTK_LABEL (count);
  if (kind > 0)
    gtk_toggle_button_set_group (self->chips[kind], self->chips[0]);
  else
    gtk_toggle_button_set_active (self->chips[kind], TRUE);
  g_signal_connect_object (chip, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
}

static void
add_search (CommsFilterChips *self)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *entry = gtk_search_entry_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), "system-search-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "chip-search");
  gtk_widget_set_tooltip_text (button, C_("calendar filter", "Search the Calendar (Ctrl+F)"));
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  gtk_widget_set_visible (entry, FALSE);
  gtk_widget_set_parent (entry, GTK_WIDGET (self));
  self->search_button = GTK_TOGGLE_BUTTON (button);
  self->search_entry = GTK_EDITABLE (entry);
  g_signal_connect_object (button, "toggled", G_CALLBACK (search_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "stop-search", G_CALLBACK (stop_search_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
add_account_button (CommsFilterChips *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->account_action = g_simple_action_new_stateful ("account", G_VARIANT_TYPE_INT64,
                                                       g_variant_new_int64 (0));
  g_signal_connect_object (self->account_action, "change-state", G_CALLBACK (account_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (self->account_action));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "filter", G_ACTION_GROUP (group));

  self->account_button = gtk_menu_button_new ();
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->account_button), TRUE);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->account_button),
                             C_("calendar filter", "Account"));
  gtk_widget_add_css_class (self->account_button, "chip-menu");
  gtk_widget_set_parent (self->account_button, GTK_WIDGET (self));
}

static void
comms_filter_chips_init (CommsFilterChips *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  add_search (self);
  for (int kind = 0; kind < COMMS_N_CALENDAR_KINDS; kind++)
    add_chip (self, kind);
  add_account_button (self);
}

const CommsCalendarFilter *
comms_filter_chips_get (CommsFilterChips *self)
{
  g_return_val_if_fail (COMMS_IS_FILTER_CHIPS (self), NULL);

  return &self->filter;
}

void
comms_filter_chips_choose (CommsFilterChips  *self,
                           CommsCalendarKind  kind,
                           gint64             account_id)
{
  g_return_if_fail (COMMS_IS_FILTER_CHIPS (self));
  g_return_if_fail (kind < COMMS_N_CALENDAR_KINDS);

  if (self->filter.account_id != account_id)
    g_action_change_state (G_ACTION (self->account_action), g_variant_new_int64 (account_id));
  gtk_toggle_button_set_active (self->search_button, FALSE);
  gtk_toggle_button_set_active (self->chips[kind], TRUE);
}

void
comms_filter_chips_search (CommsFilterChips *self)
{
  g_return_if_fail (COMMS_IS_FILTER_CHIPS (self));

  gtk_toggle_button_set_active (self->search_button, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
append_account (GMenu      *menu,
                const char *label,
                gint64      id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "filter.account", "x", id);
  g_menu_append_item (menu, item);
}

static void
update_accounts (CommsFilterChips        *self,
                 const CommsCalendarData *data)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  const char *chosen = C_("calendar filter", "Account");

  append_account (menu, C_("calendar filter", "All Accounts"), 0);
  for (guint i = 0; i < data->accounts->len; i++)
    {
      CommsAccount *account = g_ptr_array_index (data->accounts, i);
      gint64 id = comms_record_get_id (COMMS_RECORD (account));

      append_account (menu, account->name != NULL ? account->name : account->handle, id);
      if (id == self->filter.account_id && account->name != NULL)
        chosen = account->name;
    }
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->account_button), G_MENU_MODEL (menu));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->account_button), chosen);
}

void
comms_filter_chips_update (CommsFilterChips        *self,
                           const CommsCalendarData *data)
{
  guint counts[COMMS_N_CALENDAR_KINDS];

  g_return_if_fail (COMMS_IS_FILTER_CHIPS (self));

  comms_calendar_filter_count (&self->filter, data, counts);
  for (int kind = 0; kind < COMMS_N_CALENDAR_KINDS; kind++)
    {
      g_autofree char *number = comms_format_number (counts[kind]);

      gtk_label_set_text (self->counts[kind], number);
    }
  update_accounts (self, data);
}

const char *
comms_filter_chips_word (CommsFilterChips *self)
{
  g_return_val_if_fail (COMMS_IS_FILTER_CHIPS (self), NULL);

  return word_of (self->filter.kind);
}
