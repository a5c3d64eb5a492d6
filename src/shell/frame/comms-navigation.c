/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-navigation.h"

#include <glib/gi18n-lib.h>

#include "comms-marks.h"
#include "comms-menu.h"
#include "comms-page-item.h"
#include "comms-rows.h"
#include "comms-rows.h"
#include "comms-words.h"

struct _CommsNavigation
{
  AdwBin parent_instance;

  CommsDesk *desk;

  GtkMenuButton *menu_button;
  GtkWidget *practice_tag;
  GtkListBox *pages;
  GtkWidget *accounts_title;
  GtkListBox *accounts;
  AdwAvatar *avatar;
  GtkWidget *person;
  GtkLabel *person_name;
  GtkLabel *person_role;
};

G_DEFINE_FINAL_TYPE (CommsNavigation, comms_navigation, ADW_TYPE_BIN)

static GtkWidget *
row_label_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static GtkWidget *
create_page_row_cb (gpointer item,
                    gpointer user_data)
{
  CommsPageItem *page = COMMS_PAGE_ITEM (item);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (page->info->icon_name));
  gtk_box_append (GTK_BOX (box), row_label_new (comms_page_item_get_title (page)));
  gtk_box_append (GTK_BOX (box), comms_page_item_new_pill (page));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-page");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", page->info->key);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  comms_page_item_get_title (page), -1);
  g_object_set_data (G_OBJECT (row), "page-key", (gpointer) page->info->key);
  return row;
}

static void
account_notify_cb (GtkWidget    *box,
                   GParamSpec   *pspec,
                   CommsAccount *account)
{
  GtkWidget *swatch = gtk_widget_get_first_child (box);

  comms_widget_set_account (swatch, account->colour);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (swatch)), account->name);
  gtk_widget_set_tooltip_text (box, account->handle);
}

static GtkWidget *
create_account_row_cb (gpointer item,
                       gpointer user_data)
{
  CommsAccount *account = COMMS_ACCOUNT (item);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_box_append (GTK_BOX (box), comms_swatch_new (account->colour, 12));
  gtk_box_append (GTK_BOX (box), row_label_new (account->name));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.use-account");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x",
                                    comms_record_get_id (COMMS_RECORD (account)));
  g_signal_connect_object (account, "notify", G_CALLBACK (account_notify_cb), box,
                           G_CONNECT_SWAPPED);
  account_notify_cb (box, NULL, account);
  return row;
}

static void
person_notify_cb (CommsNavigation *self)
{
  CommsPerson *person = comms_desk_get_person (self->desk);

  g_assert (COMMS_IS_NAVIGATION (self));

  if (person == NULL)
    return;
  comms_avatar_set_name (self->avatar, person->name);
  gtk_label_set_label (self->person_name, person->name);
  gtk_label_set_label (self->person_role, comms_role_word (person->role));
}

static void
accounts_changed_cb (CommsNavigation *self,
                     guint            position,
                     guint            removed,
                     guint            added,
                     GListModel      *accounts)
{
  g_assert (COMMS_IS_NAVIGATION (self));

  gtk_widget_set_visible (self->accounts_title, g_list_model_get_n_items (accounts) > 0);
}

static void
comms_navigation_dispose (GObject *object)
{
  CommsNavigation *self = COMMS_NAVIGATION (object);

  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_NAVIGATION);

  G_OBJECT_CLASS (comms_navigation_parent_class)->dispose (object);
}

static void
comms_navigation_class_init (CommsNavigationClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_navigation_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-navigation.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsNavigation, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CommsNavigation, practice_tag);
  gtk_widget_class_bind_template_child (widget_class, CommsNavigation, pages);
  gtk_widget_class_bind_template_child (widget_class, CommsNavigation, accounts_title);
  gtk_widget_class_bind_template_child (widget_class, CommsNavigation, accounts);
  gtk_widget_class_bind_template_child (widget_class, CommsNavigation, avatar);
  gtk_widget_class_bind_template_child (widget_class, CommsNavigation, person);
  gtk_widget_class_bind_template_child (widget_class, CommsNavigation, person_name);
  gtk_widget_class_bind_template_child (widget_class, CommsNavigation, person_role);
}

static void
comms_navigation_init (CommsNavigation *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  comms_menu_button_lazy (self->menu_button, "primary");
}

/**
 * comms_navigation_bind:
 * @items: of CommsPageItem
 *
 * Shows them, once.
 */
void
comms_navigation_bind (CommsNavigation *self,
                       CommsDesk       *desk,
                       GListModel      *items)
{
  g_return_if_fail (COMMS_IS_NAVIGATION (self));
  g_return_if_fail (COMMS_IS_DESK (desk));
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  gtk_widget_set_visible (self->practice_tag, comms_desk_is_practice (desk));
  gtk_list_box_bind_model (self->pages, items, create_page_row_cb, NULL, NULL);
}

/**
 * comms_navigation_fill:
 * @accounts: of CommsAccount
 *
 * Shows them and the acting person, once, after comms_navigation_bind().
 */
void
comms_navigation_fill (CommsNavigation *self,
                       GListModel      *accounts)
{
  g_return_if_fail (COMMS_IS_NAVIGATION (self));
  g_return_if_fail (self->desk != NULL);

  gtk_list_box_bind_model (self->accounts, accounts, create_account_row_cb, NULL, NULL);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "notify::person", G_CALLBACK (person_notify_cb), self,
                           G_CONNECT_SWAPPED);
  accounts_changed_cb (self, 0, 0, 0, accounts);
  person_notify_cb (self);
  gtk_widget_set_visible (self->person, TRUE);
}

/**
 * comms_navigation_select_page:
 * @key: (nullable): of the page; %NULL marks none
 */
void
comms_navigation_select_page (CommsNavigation *self,
                              const char      *key)
{
  g_return_if_fail (COMMS_IS_NAVIGATION (self));

  gtk_list_box_unselect_all (self->pages);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (key != NULL && g_strcmp0 (key, g_object_get_data (G_OBJECT (row), "page-key")) == 0)
      gtk_list_box_select_row (self->pages, GTK_LIST_BOX_ROW (row));
}

/**
 * comms_navigation_select_account:
 * @account: (nullable): that new posts use
 */
void
comms_navigation_select_account (CommsNavigation *self,
                                 CommsAccount    *account)
{
  g_return_if_fail (COMMS_IS_NAVIGATION (self));

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->accounts)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GVariant *id = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (row));

      if (account != NULL &&
          g_variant_get_int64 (id) == comms_record_get_id (COMMS_RECORD (account)))
        gtk_widget_add_css_class (row, "current");
      else
        gtk_widget_remove_css_class (row, "current");
    }
}
