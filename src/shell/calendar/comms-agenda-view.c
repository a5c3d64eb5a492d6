/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-agenda-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "comms-calendar-card.h"
#include "comms-calendar-input.h"
#include "comms-marks.h"
#include "comms-paint.h"
#include "comms-template.h"

struct _CommsAgendaView
{
  GtkWidget parent_instance;

  GListStore *items;
  CommsCalendarData *data; /* that the items are of */
  GPtrArray *rows;         /* GtkListItem, those that have a widget with an item */
  guint target;            /* the day to scroll to, once the sizes are known */
  guint scroll_id;

  GtkWidget *scroller;
  GtkListView *list;
  GtkNoSelection *model;
  GtkWidget *empty;
};

G_DEFINE_FINAL_TYPE (CommsAgendaView, comms_agenda_view, GTK_TYPE_WIDGET)

static char *
heading_dup_text (CommsCalendarData *data, guint day)
{
  CommsOccasion *occasion = comms_calendar_data_occasion (data, day);
  g_autofree char *date = comms_format_day (data->zone, comms_calendar_day_start (data->zone, day));

  if (occasion == NULL)
    return g_steal_pointer (&date);
  /* Translators: a day and the occasion that falls on it: Thursday 10 December, Human Rights Day */
  return g_strdup_printf (C_ ("calendar", "%s, %s"), date, comms_calendar_occasion_name (occasion));
}

/* Rows: over the first card of a day stands the day. */

static CommsCalendarCard *
row_card (GtkListItem *row)
{
  return COMMS_CALENDAR_CARD (gtk_widget_get_last_child (gtk_list_item_get_child (row)));
}

static gboolean
is_first_of_day (CommsAgendaView *self, CommsCalendarItem *item, guint position)
{
  g_autoptr (CommsCalendarItem) before = NULL;

  if (position == 0)
    return TRUE;
  before = g_list_model_get_item (G_LIST_MODEL (self->items), position - 1);
  return before->day != item->day;
}

static void
setup_row_cb (CommsAgendaView *self, GtkListItem *row, GtkSignalListItemFactory *factory)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *heading = gtk_label_new (NULL);

  g_assert (COMMS_IS_AGENDA_VIEW (self));

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_ellipsize (GTK_LABEL (heading), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_top (heading, 12);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), comms_calendar_card_new (COMMS_CARD_WIDE));
  gtk_list_item_set_child (row, box);
  /* The card has the focus and the presses. */
  gtk_list_item_set_activatable (row, FALSE);
  gtk_list_item_set_selectable (row, FALSE);
  /* From GTK 4.12 on the row would take it otherwise. */
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (row), "focusable") != NULL)
    g_object_set (row, "focusable", FALSE, NULL);
}

static void
bind_row_cb (CommsAgendaView *self, GtkListItem *row, GtkSignalListItemFactory *factory)
{
  CommsCalendarItem *item = gtk_list_item_get_item (row);
  GtkWidget *heading = gtk_widget_get_first_child (gtk_list_item_get_child (row));
  g_autofree char *text = heading_dup_text (self->data, item->day);
  guint today = comms_calendar_day_of (self->data->zone, self->data->now, NULL);

  g_assert (COMMS_IS_AGENDA_VIEW (self));

  gtk_label_set_text (GTK_LABEL (heading), text);
  gtk_widget_set_visible (heading, is_first_of_day (self, item, gtk_list_item_get_position (row)));
  comms_widget_toggle_class (heading, "today", item->day == today);
  comms_calendar_card_set_item (row_card (row), item, self->data->now);
  g_ptr_array_add (self->rows, row);
}

static void
unbind_row_cb (CommsAgendaView *self, GtkListItem *row, GtkSignalListItemFactory *factory)
{
  g_assert (COMMS_IS_AGENDA_VIEW (self));

  g_ptr_array_remove_fast (self->rows, row);
  comms_calendar_card_set_item (row_card (row), NULL, 0);
}

static GtkListItem *
find_row (CommsAgendaView *self, guint position)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkListItem *row = g_ptr_array_index (self->rows, i);

      if (gtk_list_item_get_position (row) == position)
        return row;
    }
  return NULL;
}

static void
show_position (CommsAgendaView *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

/* Scrolling */

/* The position of the first card on that day or after it, or of the last one. */
static guint
find_day (CommsAgendaView *self, guint day)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CommsCalendarItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (item->day >= day)
        return i;
    }
  return n - 1;
}

/* What lies above the part that is shown comes to its top, what lies below to its bottom: the day
 * is to stand at the top. */
static gboolean
scroll_cb (gpointer data)
{
  CommsAgendaView *self = data;
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));

  self->scroll_id = 0;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) == 0)
    return G_SOURCE_REMOVE;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  show_position (self, find_day (self, self->target));
  return G_SOURCE_REMOVE;
}

static void
comms_agenda_view_dispose (GObject *object)
{
  CommsAgendaView *self = COMMS_AGENDA_VIEW (object);

  g_clear_handle_id (&self->scroll_id, g_source_remove);
  /* The rows let go of their items while what they are kept in is still there. */
  if (self->model != NULL)
    gtk_no_selection_set_model (self->model, NULL);
  comms_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_AGENDA_VIEW);
  g_clear_object (&self->items);
  G_OBJECT_CLASS (comms_agenda_view_parent_class)->dispose (object);
}

static void
comms_agenda_view_finalize (GObject *object)
{
  CommsAgendaView *self = COMMS_AGENDA_VIEW (object);

  g_clear_pointer (&self->data, comms_calendar_data_unref);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (comms_agenda_view_parent_class)->finalize (object);
}

static void
comms_agenda_view_class_init (CommsAgendaViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_agenda_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_agenda_view_finalize;

  g_type_ensure (ADW_TYPE_CLAMP_SCROLLABLE);
  gtk_widget_class_set_css_name (widget_class, "agenda");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-agenda-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsAgendaView, scroller);
  gtk_widget_class_bind_template_child (widget_class, CommsAgendaView, list);
  gtk_widget_class_bind_template_child (widget_class, CommsAgendaView, model);
  gtk_widget_class_bind_template_child (widget_class, CommsAgendaView, empty);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_row_cb);
}

static gboolean
step_cb (GtkWidget *list, GVariant *direction, gpointer user_data)
{
  return gtk_widget_child_focus (list, (GtkDirectionType) g_variant_get_int32 (direction));
}

/* The list would give the focus to its rows, which take none, and keep Page Up and Page Down from
 * the calendar. */
static void
add_keys (GtkWidget *list)
{
  static const struct
  {
    guint keys[2];
    GtkDirectionType direction;
    const char *action;
  } bindings[] = {
    { { GDK_KEY_Up, GDK_KEY_KP_Up }, GTK_DIR_UP, NULL },
    { { GDK_KEY_Down, GDK_KEY_KP_Down }, GTK_DIR_DOWN, NULL },
    { { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up }, 0, "calendar.previous" },
    { { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down }, 0, "calendar.next" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < 2 * G_N_ELEMENTS (bindings); i++)
    {
      const char *name = bindings[i / 2].action;
      GtkShortcutAction *action =
        name != NULL ? gtk_named_action_new (name) : gtk_callback_action_new (step_cb, NULL, NULL);
      GtkShortcut *shortcut =
        gtk_shortcut_new (gtk_keyval_trigger_new (bindings[i / 2].keys[i % 2], 0), action);

      if (name == NULL)
        gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (bindings[i / 2].direction));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_widget_add_controller (list, controller);
}

static void
comms_agenda_view_init (CommsAgendaView *self)
{
  self->items = g_list_store_new (COMMS_TYPE_CALENDAR_ITEM);
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_no_selection_set_model (self->model, G_LIST_MODEL (self->items));
  add_keys (GTK_WIDGET (self->list));
  comms_calendar_input_attach (GTK_WIDGET (self));
}

void
comms_agenda_view_fill (CommsAgendaView *self,
                        CommsCalendarData *data,
                        GPtrArray *items,
                        CommsCalendarRange range)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  g_autoptr (CommsCalendarItem) focused = NULL;
  CommsCalendarCard *card;

  g_return_if_fail (COMMS_IS_AGENDA_VIEW (self));

  card = comms_calendar_card_focused (GTK_WIDGET (self));
  if (card != NULL)
    focused = g_object_ref (comms_calendar_card_get_item (card));
  for (guint i = 0; i < items->len; i++)
    {
      CommsCalendarItem *item = g_ptr_array_index (items, i);

      if (item->day >= range.first && item->day < range.first + range.n_days)
        g_ptr_array_add (shown, item);
    }
  g_clear_pointer (&self->data, comms_calendar_data_unref);
  self->data = comms_calendar_data_ref (data);
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       shown->pdata, shown->len);
  gtk_widget_set_visible (self->empty, shown->len == 0);
  gtk_widget_set_visible (self->scroller, shown->len > 0);
  if (focused != NULL)
    comms_agenda_view_focus_item (self, focused);
}

gboolean
comms_agenda_view_focus_item (CommsAgendaView *self, CommsCalendarItem *item)
{
  guint n;

  g_return_val_if_fail (COMMS_IS_AGENDA_VIEW (self), FALSE);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CommsCalendarItem) other = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      GtkListItem *row;

      if (!comms_calendar_item_is_same (item, other))
        continue;
      show_position (self, i);
      row = find_row (self, i);
      return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row_card (row)));
    }
  return FALSE;
}

void
comms_agenda_view_show_day (CommsAgendaView *self, guint day)
{
  g_return_if_fail (COMMS_IS_AGENDA_VIEW (self));

  self->target = day;
  if (self->scroll_id == 0)
    self->scroll_id = g_idle_add_full (G_PRIORITY_LOW, scroll_cb, self, NULL);
}
