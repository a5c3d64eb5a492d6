/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-preferences.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-connect-assistant.h"
#include "comms-fold-bin.h"
#include "comms-language.h"
#include "comms-marks.h"
#include "comms-page.h"
#include "comms-prefs-advice.h"
#include "comms-prefs-approval.h"
#include "comms-prefs-cost.h"
#include "comms-prefs-desk.h"
#include "comms-prefs-house-style.h"
#include "comms-prefs-program.h"
#include "comms-prefs-records.h"

struct _CommsPreferences
{
  AdwWindow parent_instance;

  CommsDesk *desk;

  AdwToastOverlay *toasts;
  GtkStack *frames;
  CommsFoldBin *fold;
  GtkStack *title;
  GtkWidget *switcher;
  GtkWidget *narrow_title;
  AdwViewStack *stack;
};

G_DEFINE_FINAL_TYPE (CommsPreferences, comms_preferences, ADW_TYPE_WINDOW)

/* The assistant takes the place of the pages until it is over. */

static gpointer
load_account (CommsTx  *tx,
              gpointer  data,
              GError  **error)
{
  return comms_accounts_load (tx, *(gint64 *) data, error);
}

static void
show_assistant (CommsPreferences *self,
                CommsAccount     *account)
{
  GtkWidget *assistant = comms_connect_assistant_new (self->desk, account);

  gtk_stack_add_named (self->frames, assistant, "assistant");
  gtk_stack_set_visible_child (self->frames, assistant);
  gtk_widget_child_focus (assistant, GTK_DIR_TAB_FORWARD);
}

static void
account_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (CommsPreferences) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsAccount) account = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (self->desk == NULL)
    return;
  if (account == NULL)
    comms_show_error (GTK_WIDGET (self), error);
  else if (gtk_stack_get_child_by_name (self->frames, "assistant") == NULL)
    show_assistant (self, account);
}

static void
connect_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  CommsPreferences *self = COMMS_PREFERENCES (widget);
  gint64 id = g_variant_get_int64 (parameter);

  if (gtk_stack_get_child_by_name (self->frames, "assistant") != NULL)
    return;
  if (id == 0)
    show_assistant (self, NULL);
  else
    comms_desk_run_async (self->desk, load_account, g_memdup2 (&id, sizeof id), g_free,
                          g_object_unref, NULL, account_loaded_cb, g_object_ref (self));
}

static void
back_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  CommsPreferences *self = COMMS_PREFERENCES (widget);
  GtkWidget *assistant = gtk_stack_get_child_by_name (self->frames, "assistant");

  if (assistant == NULL)
    return;
  gtk_stack_set_visible_child_name (self->frames, "pages");
  gtk_stack_remove (self->frames, assistant);
  gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

/* The pages use the same action as those of the window, so that they need not know where they are. */
static void
notify_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  CommsPreferences *self = COMMS_PREFERENCES (widget);
  g_autofree char *words = comms_format_digits (g_variant_get_string (parameter, NULL));
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

static void
folded_notify_cb (CommsPreferences *self)
{
  gboolean folded = comms_fold_bin_get_folded (self->fold);

  g_assert (COMMS_IS_PREFERENCES (self));

  gtk_stack_set_visible_child (self->title, folded ? self->narrow_title : self->switcher);
}

static void
comms_preferences_dispose (GObject *object)
{
  CommsPreferences *self = COMMS_PREFERENCES (object);

  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_PREFERENCES);

  G_OBJECT_CLASS (comms_preferences_parent_class)->dispose (object);
}

static void
comms_preferences_class_init (CommsPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_preferences_dispose;
  g_type_ensure (COMMS_TYPE_FOLD_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsPreferences, toasts);
  gtk_widget_class_bind_template_child (widget_class, CommsPreferences, fold);
  gtk_widget_class_bind_template_child (widget_class, CommsPreferences, title);
  gtk_widget_class_bind_template_child (widget_class, CommsPreferences, switcher);
  gtk_widget_class_bind_template_child (widget_class, CommsPreferences, narrow_title);
  gtk_widget_class_bind_template_child (widget_class, CommsPreferences, stack);
  gtk_widget_class_bind_template_callback (widget_class, folded_notify_cb);
  gtk_widget_class_bind_template_child (widget_class, CommsPreferences, frames);
  gtk_widget_class_install_action (widget_class, "win.notify", "s", notify_cb);
  gtk_widget_class_install_action (widget_class, "prefs.connect", "x", connect_cb);
  gtk_widget_class_install_action (widget_class, "prefs.back", NULL, back_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
comms_preferences_init (CommsPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  comms_language_style (GTK_WIDGET (self));
}

static void
add_page (CommsPreferences *self,
          GtkWidget        *page,
          const char       *name)
{
  AdwPreferencesPage *preferences = ADW_PREFERENCES_PAGE (page);

  adw_view_stack_add_titled_with_icon (self->stack, page, name,
                                       adw_preferences_page_get_title (preferences),
                                       adw_preferences_page_get_icon_name (preferences));
}

static CommsPreferences *
comms_preferences_new (GtkWindow *parent,
                       CommsDesk *desk)
{
  CommsPreferences *self =
    g_object_new (COMMS_TYPE_PREFERENCES, "transient-for", parent, "application",
                  gtk_window_get_application (parent), NULL);

  self->desk = g_object_ref (desk);
  add_page (self, comms_prefs_desk_new (desk), "desk");
  add_page (self, comms_prefs_accounts_new (desk), "accounts");
  add_page (self, comms_prefs_people_new (desk), "people");
  add_page (self, comms_prefs_approval_new (desk), "approval");
  add_page (self, comms_prefs_cost_new (desk), "cost");
  add_page (self, comms_prefs_house_style_new (desk), "house-style");
  add_page (self, comms_prefs_advice_new (desk), "advice");
  add_page (self, comms_prefs_program_new (), "program");
  return self;
}

static CommsPreferences *
find_window (GtkWindow *parent,
             CommsDesk *desk)
{
  GtkApplication *application = gtk_window_get_application (parent);

  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    if (COMMS_IS_PREFERENCES (l->data) && COMMS_PREFERENCES (l->data)->desk == desk)
      return l->data;
  return NULL;
}

/**
 * comms_preferences_present:
 * @page: "desk", "accounts", "people", "approval", "house-style", "advice" or "program"
 *
 * Shows that page of the desk's preferences.
 */
void
comms_preferences_present (GtkWindow  *parent,
                           CommsDesk  *desk,
                           const char *page)
{
  CommsPreferences *self;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (COMMS_IS_DESK (desk));

  self = find_window (parent, desk);
  if (self == NULL)
    self = comms_preferences_new (parent, desk);
  if (adw_view_stack_get_child_by_name (self->stack, page) != NULL)
    adw_view_stack_set_visible_child_name (self->stack, page);
  gtk_window_present (GTK_WINDOW (self));
}
