/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-window-private.h"

#include <glib/gi18n-lib.h>

#include "comms-page-item.h"

#define PANE_WIDTH 364

/* Under this, a page folds that does not say otherwise. */
#define PAGE_WIDTH 580

static const CommsPageInfo *
page_info (const char *key)
{
  guint n_pages;
  const CommsPageInfo *pages = comms_pages (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    if (g_strcmp0 (pages[i].key, key) == 0)
      return &pages[i];
  return NULL;
}

static CommsPageItem *
find_item (CommsWindow         *self,
           const CommsPageInfo *info)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (CommsPageItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (item->info == info)
        return item;
    }
  return NULL;
}

static void
pane_close_cb (CommsWindow *self)
{
  g_assert (COMMS_IS_WINDOW (self));

  comms_window_close_pane (self);
}

/* Puts a new page where it belongs, out of sight. */
static void
place_page (CommsWindow         *self,
            CommsPage           *page,
            const CommsPageInfo *info)
{
  CommsPageItem *item = find_item (self, info);

  if (info->place == COMMS_PLACE_PANE)
    {
      adw_bin_set_child (ADW_BIN (self->pane), GTK_WIDGET (page));
      g_signal_connect_object (page, "close", G_CALLBACK (pane_close_cb), self, G_CONNECT_SWAPPED);
      g_object_bind_property (self->fold, "folded", page, "folded", G_BINDING_SYNC_CREATE);
      return;
    }
  gtk_stack_add_named (self->stack, GTK_WIDGET (page), info->key);
  g_object_bind_property (self->page_fold, "folded", page, "folded", G_BINDING_SYNC_CREATE);
  if (item != NULL)
    comms_page_item_set_page (item, page);
}

/**
 * comms_window_get_page:
 * @key: of a row of the table of pages
 *
 * Returns: (transfer none) (nullable): the page, made where it does not exist yet
 */
CommsPage *
comms_window_get_page (CommsWindow *self,
                       const char  *key)
{
  const CommsPageInfo *info = page_info (key);
  CommsPage *page;

  g_return_val_if_fail (COMMS_IS_WINDOW (self), NULL);

  if (info == NULL || self->desk == NULL)
    return NULL;

  page = g_hash_table_lookup (self->pages, info->key);
  if (page != NULL)
    return page;

  page = g_object_new (info->type (), "desk", self->desk, "account", self->account, NULL);
  g_hash_table_insert (self->pages, (gpointer) info->key, page);
  place_page (self, page, info);
  return page;
}

static const CommsPageInfo *
trail_last (CommsWindow *self)
{
  return self->trail->len > 0 ? g_ptr_array_index (self->trail, self->trail->len - 1) : NULL;
}

/* What Back leads to, in words; NULL where there is nothing to go back to. */
static const char *
back_title (CommsWindow *self)
{
  const CommsPageInfo *info;

  if (self->trail->len < 2)
    return NULL;
  info = g_ptr_array_index (self->trail, self->trail->len - 2);
  return g_dpgettext2 (GETTEXT_PACKAGE, "navigation", info->title);
}

static gboolean
pane_is_open (CommsWindow *self)
{
  return gtk_widget_get_visible (self->pane);
}

/* The practice bar stands in the page that is on screen. */
static void
move_notice (CommsWindow *self,
             CommsPage   *page)
{
  GHashTableIter iter;
  gpointer other;

  if (self->notice == NULL)
    return;
  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &other))
    if (other != page)
      comms_page_set_notice (other, NULL);
  if (page != NULL)
    comms_page_set_notice (page, self->notice);
}

static CommsPage *
pane_page (CommsWindow *self)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self->pane));

  return child != NULL ? COMMS_PAGE (child) : NULL;
}

/**
 * comms_window_layout:
 *
 * Shows and hides the columns for the window's width and what is open.
 */
void
comms_window_layout (CommsWindow *self)
{
  const CommsPageInfo *last = trail_last (self);
  gboolean folded = comms_fold_bin_get_folded (self->fold);
  gboolean pane_only = folded && pane_is_open (self);
  CommsPage *page;

  g_assert (COMMS_IS_WINDOW (self));

  if (last == NULL)
    return;
  page = g_hash_table_lookup (self->pages, last->key);
  if (folded)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  g_object_set (self->page_fold, "threshold", last->fold_width > 0 ? last->fold_width : PAGE_WIDTH,
                NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->navigation), !folded);
  gtk_widget_set_visible (GTK_WIDGET (self->page_fold), !pane_only);
  gtk_widget_set_visible (GTK_WIDGET (self->switcher),
                          folded && !pane_only && self->trail->len == 1);
  gtk_widget_set_visible (GTK_WIDGET (self->foot_line), !pane_only);
  gtk_widget_set_size_request (self->pane, folded ? -1 : PANE_WIDTH, -1);
  gtk_widget_set_hexpand (self->pane, folded);

  comms_page_set_back (page, back_title (self));
  comms_page_set_edges (page, folded, !pane_is_open (self));
  if (pane_page (self) != NULL)
    {
      comms_page_set_back (pane_page (self), folded ? C_("navigation", "Back") : NULL);
      comms_page_set_edges (pane_page (self), folded, TRUE);
    }
  move_notice (self, pane_only ? pane_page (self) : page);
  comms_window_update_actions (self);
}

static void
show_last (CommsWindow *self)
{
  const CommsPageInfo *first = g_ptr_array_index (self->trail, 0);
  const CommsPageInfo *last = trail_last (self);

  gtk_stack_set_visible_child (self->stack,
                               GTK_WIDGET (comms_window_get_page (self, last->key)));
  if (self->blank != NULL)
    gtk_stack_remove (self->stack, g_steal_pointer (&self->blank));
  comms_navigation_select_page (self->navigation, first->key);
  comms_switcher_select_page (self->switcher, first->key);
  comms_window_layout (self);
}

static void
forget_later (CommsWindow         *self,
              const CommsPageInfo *info)
{
  guint position;

  if (g_ptr_array_find (self->trail, info, &position))
    g_ptr_array_remove_range (self->trail, position, self->trail->len - position);
}

/**
 * comms_window_open_page:
 * @key: of a row of the table of pages
 *
 * Brings it on screen, where its kind belongs.
 */
void
comms_window_open_page (CommsWindow *self,
                        const char  *key)
{
  const CommsPageInfo *info = page_info (key);

  g_return_if_fail (COMMS_IS_WINDOW (self));

  if (info == NULL || comms_window_get_page (self, key) == NULL)
    return;

  if (info->place == COMMS_PLACE_PANE)
    {
      gtk_widget_set_visible (self->pane, TRUE);
      comms_window_layout (self);
      return;
    }
  if (info->place == COMMS_PLACE_NAVIGATION)
    g_ptr_array_set_size (self->trail, 0);
  else
    forget_later (self, info);
  g_ptr_array_add (self->trail, (gpointer) info);
  /* A page that was pushed has the window to itself: it is about one thing. */
  if (comms_fold_bin_get_folded (self->fold) || info->place == COMMS_PLACE_PUSHED)
    gtk_widget_set_visible (self->pane, FALSE);
  show_last (self);
}

/**
 * comms_window_show_page:
 * @key: of a page of the navigation
 *
 * Goes to that page. A window that is not on screen yet comes there without it first, which is
 * sooner.
 */
void
comms_window_show_page (CommsWindow *self,
                        const char  *key)
{
  const CommsPageInfo *info = page_info (key);

  g_return_if_fail (COMMS_IS_WINDOW (self));

  if (info == NULL || info->place != COMMS_PLACE_NAVIGATION)
    return;
  if (self->painted)
    {
      comms_window_open_page (self, key);
      return;
    }
  self->first_page = info->key;
  comms_navigation_select_page (self->navigation, info->key);
}

/**
 * comms_window_close_pane:
 *
 * Hides the pane and puts the focus back into the page.
 */
void
comms_window_close_pane (CommsWindow *self)
{
  g_return_if_fail (COMMS_IS_WINDOW (self));

  if (!pane_is_open (self))
    return;
  gtk_widget_set_visible (self->pane, FALSE);
  comms_window_layout (self);
  gtk_widget_grab_focus (gtk_stack_get_visible_child (self->stack));
}

/**
 * comms_window_can_go_back:
 *
 * Returns: whether comms_window_back() would leave something
 */
gboolean
comms_window_can_go_back (CommsWindow *self)
{
  g_return_val_if_fail (COMMS_IS_WINDOW (self), FALSE);

  return self->trail->len > 1 || (comms_fold_bin_get_folded (self->fold) && pane_is_open (self));
}

/**
 * comms_window_back:
 *
 * Leaves what is on top: in a narrow window the pane, else the page that was pushed last.
 *
 * Returns: %FALSE where there was nothing to leave
 */
gboolean
comms_window_back (CommsWindow *self)
{
  g_return_val_if_fail (COMMS_IS_WINDOW (self), FALSE);

  if (comms_fold_bin_get_folded (self->fold) && pane_is_open (self))
    {
      comms_window_close_pane (self);
      return TRUE;
    }
  if (self->trail->len < 2)
    return FALSE;
  g_ptr_array_remove_index (self->trail, self->trail->len - 1);
  show_last (self);
  return TRUE;
}

/**
 * comms_window_visible_page:
 *
 * Returns: (transfer none) (nullable): the page that is on screen, the pane where it has the focus
 */
CommsPage *
comms_window_visible_page (CommsWindow *self)
{
  const CommsPageInfo *last = trail_last (self);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (pane_is_open (self) && focus != NULL && gtk_widget_is_ancestor (focus, self->pane))
    return pane_page (self);
  return last != NULL ? g_hash_table_lookup (self->pages, last->key) : NULL;
}

/**
 * comms_window_get_page_key:
 *
 * Returns: (transfer none) (nullable): key of the navigation's page that is on screen, or under
 * what is
 */
const char *
comms_window_get_page_key (CommsWindow *self)
{
  g_return_val_if_fail (COMMS_IS_WINDOW (self), NULL);

  if (self->trail->len == 0)
    return self->first_page;
  return ((const CommsPageInfo *) g_ptr_array_index (self->trail, 0))->key;
}
