/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-switcher.h"

#include "comms-page-item.h"

struct _CommsSwitcher
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (CommsSwitcher, comms_switcher, GTK_TYPE_WIDGET)

static GtkWidget *
button_new (CommsPageItem *item)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new (comms_page_item_get_title (item));
  GtkWidget *pill = comms_page_item_new_pill (item);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (item->info->icon_name));
  gtk_box_append (GTK_BOX (box), label);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), box);
  gtk_widget_set_halign (pill, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (pill, GTK_ALIGN_START);
  gtk_widget_set_margin_start (pill, 28);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), pill);
  gtk_button_set_child (GTK_BUTTON (button), overlay);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-page");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", item->info->key);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  comms_page_item_get_title (item), -1);
  g_object_set_data (G_OBJECT (button), "page-key", (gpointer) item->info->key);
  return button;
}

static void
comms_switcher_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (comms_switcher_parent_class)->dispose (object);
}

static void
comms_switcher_class_init (CommsSwitcherClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_switcher_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
comms_switcher_init (CommsSwitcher *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (layout), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "switcher");
}

/**
 * comms_switcher_bind:
 * @items: of CommsPageItem
 *
 * Shows them, once.
 */
void
comms_switcher_bind (CommsSwitcher *self,
                     GListModel    *items)
{
  g_return_if_fail (COMMS_IS_SWITCHER (self));
  g_return_if_fail (G_IS_LIST_MODEL (items));

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (CommsPageItem) item = g_list_model_get_item (items, i);

      gtk_widget_set_parent (button_new (item), GTK_WIDGET (self));
    }
}

/**
 * comms_switcher_select_page:
 * @key: (nullable): of the page; %NULL marks none
 */
void
comms_switcher_select_page (CommsSwitcher *self,
                            const char    *key)
{
  g_return_if_fail (COMMS_IS_SWITCHER (self));

  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    {
      gboolean selected =
        key != NULL && g_strcmp0 (key, g_object_get_data (G_OBJECT (button), "page-key")) == 0;

      if (selected)
        gtk_widget_add_css_class (button, "selected");
      else
        gtk_widget_remove_css_class (button, "selected");
      gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_SELECTED,
                                   selected, -1);
    }
}
