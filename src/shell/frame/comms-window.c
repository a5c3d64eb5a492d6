/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-window-private.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-language.h"
#include "comms-marks.h"
#include "comms-page-item.h"
#include "comms-practice-bar.h"

#define PANE_WIDEST 480

G_DEFINE_FINAL_TYPE (CommsWindow, comms_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_DESK = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static AdwToast *
toast_new (const char *sentence)
{
  g_autofree char *words = comms_format_digits (sentence);
  /* A toast reads markup. */
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  return adw_toast_new (escaped);
}

static void
undo_toast_dismissed_cb (CommsWindow *self,
                         AdwToast    *toast)
{
  g_assert (COMMS_IS_WINDOW (self));

  if (self->undo_toast == toast)
    self->undo_toast = NULL;
}

static void
history_pushed_cb (CommsWindow *self,
                   const char  *label)
{
  AdwToast *toast = toast_new (label);

  g_assert (COMMS_IS_WINDOW (self));

  if (self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
  self->undo_toast = toast;
  adw_toast_set_button_label (toast, C_("undo", "Undo"));
  adw_toast_set_action_name (toast, "win.undo");
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (undo_toast_dismissed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * comms_window_set_account:
 * @account: (nullable): that new posts use from now on
 */
void
comms_window_set_account (CommsWindow  *self,
                          CommsAccount *account)
{
  GHashTableIter iter;
  gpointer page;

  g_set_object (&self->account, account);
  comms_navigation_select_account (self->navigation, account);
  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &page))
    g_object_set (page, "account", account, NULL);
}

static gpointer
list_accounts (CommsTx  *tx,
               gpointer  data,
               GError  **error)
{
  return comms_accounts_list (tx, error);
}

/* The account in use may have been removed, or be the first that there is. */
static void
keep_account (CommsWindow *self)
{
  g_autoptr (CommsAccount) first = g_list_model_get_item (G_LIST_MODEL (self->accounts), 0);
  CommsAccount *same = NULL;

  if (self->account != NULL)
    same = comms_record_list_find (self->accounts,
                                   comms_record_get_id (COMMS_RECORD (self->account)), NULL);
  comms_window_set_account (self, same != NULL ? same : first);
}

static void
accounts_listed_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (CommsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (accounts == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  comms_record_list_refill (self->accounts, accounts);
  keep_account (self);
}

/* The pills of pages that are not there yet. */
static gboolean
count_cb (gpointer user_data)
{
  CommsWindow *self = user_data;

  self->count_source = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (CommsPageItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      comms_page_item_recount (item, self->desk, self->cancellable);
    }
  return G_SOURCE_REMOVE;
}

/* Once for all that has changed. */
static void
recount (CommsWindow *self)
{
  if (self->count_source == 0)
    self->count_source = g_idle_add (count_cb, self);
}

static void
list_accounts_again (CommsWindow *self)
{
  comms_desk_run_async (self->desk, list_accounts, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                        self->cancellable, accounts_listed_cb, g_object_ref (self));
}

static void
desk_changed_cb (CommsWindow  *self,
                 CommsSubject  subject)
{
  g_assert (COMMS_IS_WINDOW (self));

  recount (self);
  if (subject == COMMS_SUBJECT_ACCOUNT)
    list_accounts_again (self);
}

static void
policy_notify_cb (CommsWindow *self)
{
  g_assert (COMMS_IS_WINDOW (self));

  comms_window_update_actions (self);
}

static void
is_active_notify_cb (CommsWindow *self)
{
  g_assert (COMMS_IS_WINDOW (self));

  if (self->desk != NULL && gtk_window_is_active (GTK_WINDOW (self)))
    comms_store_check_elsewhere (comms_desk_get_store (self->desk));
}

/* The pages say times that pass, such as "in 58 min". */
static void
minute_cb (CommsWindow *self)
{
  CommsPage *page;

  g_assert (COMMS_IS_WINDOW (self));

  comms_store_check_elsewhere (comms_desk_get_store (self->desk));
  recount (self);
  page = comms_window_visible_page (self);
  if (page != NULL && COMMS_PAGE_GET_CLASS (page)->shown != NULL)
    COMMS_PAGE_GET_CLASS (page)->shown (page);
}

static void
folded_notify_cb (CommsWindow *self)
{
  g_assert (COMMS_IS_WINDOW (self));

  comms_window_layout (self);
}

/* The pane can be drawn wider, up to a width that a text is still read at. */
static void
position_notify_cb (CommsWindow *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->columns));
  int position = gtk_paned_get_position (self->columns);

  g_assert (COMMS_IS_WINDOW (self));

  if (gtk_widget_get_visible (self->pane) && !comms_fold_bin_get_folded (self->fold) &&
      width - position > PANE_WIDEST && width > PANE_WIDEST)
    gtk_paned_set_position (self->columns, width - PANE_WIDEST);
}

/* What can wait until the window is on screen: the practice network, the publisher, the counts of
 * the other pages. */
static gboolean
start_cb (gpointer user_data)
{
  CommsWindow *self = user_data;

  self->start_source = 0;
  if (self->notice != NULL)
    comms_practice_bar_start (COMMS_PRACTICE_BAR (self->notice));
  self->notices = comms_notices_new (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))),
                                     self->desk, self->publisher);
  comms_publisher_start (self->publisher);
  recount (self);
  return G_SOURCE_REMOVE;
}

static void
fill_items (CommsWindow *self)
{
  guint n_pages;
  const CommsPageInfo *pages = comms_pages (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    if (pages[i].place == COMMS_PLACE_NAVIGATION)
      {
        g_autoptr (CommsPageItem) item = comms_page_item_new (&pages[i]);

        g_list_store_append (self->items, item);
      }
}

static void
comms_window_set_desk (CommsWindow *self)
{
  self->history = comms_history_new (self->desk);
  self->publisher = comms_publisher_new (self->desk);
  fill_items (self);
  comms_navigation_bind (self->navigation, self->desk, G_LIST_MODEL (self->items));
  comms_switcher_bind (self->switcher, G_LIST_MODEL (self->items));

  g_signal_connect_object (self->history, "pushed", G_CALLBACK (history_pushed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (desk_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "notify::person", G_CALLBACK (recount), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "notify::policy", G_CALLBACK (policy_notify_cb), self,
                           G_CONNECT_SWAPPED);
  comms_window_watch_trouble (self);
}

/* The window stands on the screen with all that does not come from the desk. The page follows at
 * once, and then the rest. */
static void
after_paint_cb (CommsWindow   *self,
                GdkFrameClock *clock)
{
  g_assert (COMMS_IS_WINDOW (self));

  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, self);
  self->painted = TRUE;
  if (comms_desk_is_practice (self->desk))
    self->notice = g_object_ref_sink (comms_practice_bar_new (self->desk));
  comms_navigation_fill (self->navigation, G_LIST_MODEL (self->accounts));
  comms_foot_line_bind (self->foot_line, self->desk, self->publisher,
                        G_LIST_MODEL (self->accounts));
  if (self->first_page != NULL && self->trail->len == 0)
    comms_window_show_page (self, self->first_page);
  list_accounts_again (self);
  self->start_source = g_timeout_add_full (G_PRIORITY_LOW, 100, start_cb, self, NULL);
}

static void
comms_window_realize (GtkWidget *widget)
{
  CommsWindow *self = COMMS_WINDOW (widget);

  GTK_WIDGET_CLASS (comms_window_parent_class)->realize (widget);

  if (self->desk != NULL && !self->painted)
    g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint",
                             G_CALLBACK (after_paint_cb), self, G_CONNECT_SWAPPED);
}

static void
comms_window_constructed (GObject *object)
{
  CommsWindow *self = COMMS_WINDOW (object);

  G_OBJECT_CLASS (comms_window_parent_class)->constructed (object);

  comms_language_style (GTK_WIDGET (self));
  comms_window_add_actions (self);
  if (self->desk != NULL)
    comms_window_set_desk (self);
}

/* The desk is measured once the window is there, and drawn with its first frame: so the window
 * comes up earlier. */
static void
comms_window_map (GtkWidget *widget)
{
  CommsWindow *self = COMMS_WINDOW (widget);

  GTK_WIDGET_CLASS (comms_window_parent_class)->map (widget);

  if (self->desk != NULL)
    gtk_stack_set_visible_child_name (self->mode, "desk");
}

static void
comms_window_dispose (GObject *object)
{
  CommsWindow *self = COMMS_WINDOW (object);

  comms_window_stop (self);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->trail, g_ptr_array_unref);
  g_clear_pointer (&self->pause_popover, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_WINDOW);
  g_clear_object (&self->notice);
  g_clear_object (&self->items);
  g_clear_object (&self->accounts);
  g_clear_object (&self->account);
  g_clear_object (&self->notices);
  g_clear_object (&self->publisher);
  g_clear_object (&self->history);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (comms_window_parent_class)->dispose (object);
}

static void
comms_window_finalize (GObject *object)
{
  g_clear_object (&COMMS_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (comms_window_parent_class)->finalize (object);
}

static void
comms_window_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_DESK:
      g_value_set_object (value, COMMS_WINDOW (object)->desk);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_window_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_DESK:
      COMMS_WINDOW (object)->desk = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* In the bubble phase, unlike the application's accelerators: a text field that has something of
 * its own to undo comes first. */
static void
add_bindings (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "win.redo", NULL);
}

static void
comms_window_class_init (CommsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = comms_window_constructed;
  object_class->dispose = comms_window_dispose;
  object_class->finalize = comms_window_finalize;
  object_class->get_property = comms_window_get_property;
  object_class->set_property = comms_window_set_property;
  widget_class->realize = comms_window_realize;
  widget_class->map = comms_window_map;

  properties[PROP_DESK] =
    g_param_spec_object ("desk", NULL, NULL, COMMS_TYPE_DESK,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (COMMS_TYPE_FOLD_BIN);
  g_type_ensure (COMMS_TYPE_FOOT_LINE);
  g_type_ensure (COMMS_TYPE_NAVIGATION);
  g_type_ensure (COMMS_TYPE_SWITCHER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CommsWindow, mode);
  gtk_widget_class_bind_template_child (widget_class, CommsWindow, fold);
  gtk_widget_class_bind_template_child (widget_class, CommsWindow, body);
  gtk_widget_class_bind_template_child (widget_class, CommsWindow, columns);
  gtk_widget_class_bind_template_child (widget_class, CommsWindow, page_fold);
  gtk_widget_class_bind_template_child (widget_class, CommsWindow, navigation);
  gtk_widget_class_bind_template_child (widget_class, CommsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CommsWindow, blank);
  gtk_widget_class_bind_template_child (widget_class, CommsWindow, pane);
  gtk_widget_class_bind_template_child (widget_class, CommsWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, CommsWindow, foot_line);
  gtk_widget_class_bind_template_callback (widget_class, folded_notify_cb);
  gtk_widget_class_bind_template_callback (widget_class, is_active_notify_cb);
  gtk_widget_class_bind_template_callback (widget_class, minute_cb);
  gtk_widget_class_bind_template_callback (widget_class, position_notify_cb);
  add_bindings (widget_class);
}

static void
comms_window_init (CommsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->items = g_list_store_new (COMMS_TYPE_PAGE_ITEM);
  self->accounts = comms_record_list_new (COMMS_TYPE_ACCOUNT);
  self->pages = g_hash_table_new (g_str_hash, g_str_equal);
  self->trail = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  comms_window_add_drop (self);
}

/**
 * comms_window_new:
 * @desk: (nullable): what it shows
 *
 * Returns: (transfer none): a window of @application, not on screen yet
 */
CommsWindow *
comms_window_new (GtkApplication *application,
                  CommsDesk      *desk)
{
  return g_object_new (COMMS_TYPE_WINDOW, "application", application, "desk", desk, NULL);
}

/**
 * comms_window_get_desk:
 *
 * Returns: (transfer none) (nullable): what it shows
 */
CommsDesk *
comms_window_get_desk (CommsWindow *self)
{
  g_return_val_if_fail (COMMS_IS_WINDOW (self), NULL);

  return self->desk;
}

/**
 * comms_window_get_history:
 *
 * Returns: (transfer none) (nullable): what can be undone in it
 */
CommsHistory *
comms_window_get_history (CommsWindow *self)
{
  g_return_val_if_fail (COMMS_IS_WINDOW (self), NULL);

  return self->history;
}

/**
 * comms_window_show:
 * @widget: what there is to see before there is a desk
 *
 * Shows it in the place of what was shown.
 */
void
comms_window_show (CommsWindow *self,
                   GtkWidget   *widget)
{
  GtkWidget *old;

  g_return_if_fail (COMMS_IS_WINDOW (self));
  g_return_if_fail (self->desk == NULL);

  old = gtk_stack_get_child_by_name (self->mode, "before");
  if (old != NULL)
    gtk_stack_remove (self->mode, old);
  gtk_stack_add_named (self->mode, widget, "before");
  gtk_stack_set_visible_child (self->mode, widget);
}

/* GTK 4.8 goes on to show the tooltip under the pointer where a window has gone meanwhile, and
 * finds no surface. With nothing under the pointer it lets go of it at once. */
static void
let_tooltip_go (CommsWindow *self)
{
  if (!gtk_widget_get_realized (GTK_WIDGET (self)))
    return;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
}

/**
 * comms_window_stop:
 *
 * Ends what works in the background. To be called before the window goes.
 */
void
comms_window_stop (CommsWindow *self)
{
  g_return_if_fail (COMMS_IS_WINDOW (self));

  let_tooltip_go (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->start_source, g_source_remove);
  g_clear_handle_id (&self->count_source, g_source_remove);
  if (self->publisher != NULL)
    comms_publisher_stop (self->publisher);
  if (self->notice != NULL)
    comms_practice_bar_stop (COMMS_PRACTICE_BAR (self->notice));
}

/**
 * comms_window_notify:
 *
 * Says @sentence in a toast.
 */
void
comms_window_notify (CommsWindow *self,
                     const char  *sentence)
{
  AdwToast *toast;

  g_return_if_fail (COMMS_IS_WINDOW (self));
  g_return_if_fail (sentence != NULL);

  toast = toast_new (sentence);
  /* It answers what was just done, and does not wait for an Undo to go away. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toasts, toast);
}
