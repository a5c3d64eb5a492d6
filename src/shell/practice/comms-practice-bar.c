/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-practice-bar.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-fault-menu.h"
#include "comms-fold-bin.h"
#include "comms-page.h"
#include "comms-practice.h"
#include "comms-words.h"

struct _CommsPracticeBar
{
  AdwBin parent_instance;

  CommsDesk *desk;
  CommsPracticeServer *server;
  GCancellable *cancellable;
  CommsPracticeFault fault;
  gboolean choosing; /* the menu tells the server, not the other way round */

  CommsFoldBin *narrow;
  CommsFoldBin *fold;
  GtkWidget *sentence;
  GtkWidget *act_as;
  GtkMenuButton *person_button;
  GtkLabel *person_label;
  GtkMenuButton *fault_button;
  GtkLabel *fault_label;
};

G_DEFINE_FINAL_TYPE (CommsPracticeBar, comms_practice_bar, ADW_TYPE_BIN)

static void
comms_practice_bar_update_label (CommsPracticeBar *self)
{
  gtk_label_set_label (self->fault_label, comms_fold_bin_get_folded (self->fold)
                                            ? comms_fault_title (self->fault)
                                            : comms_fault_next (self->fault));
}

static void
fault_chosen_cb (CommsPracticeBar *self,
                 CommsFaultMenu   *menu)
{
  g_assert (COMMS_IS_PRACTICE_BAR (self));

  if (self->choosing)
    return;
  self->fault = comms_fault_menu_get_fault (menu);
  comms_practice_bar_update_label (self);
  self->choosing = TRUE;
  if (self->server != NULL)
    comms_practice_server_set_fault (self->server, self->fault, comms_fault_menu_get_rate (menu));
  self->choosing = FALSE;
}

/* A failure that happens once is over after it; and a test may choose another. */
static void
fault_changed_cb (CommsPracticeBar *self)
{
  GtkPopover *menu;

  g_assert (COMMS_IS_PRACTICE_BAR (self));

  if (self->choosing)
    return;
  self->fault = comms_practice_server_get_fault (self->server, NULL);
  comms_practice_bar_update_label (self);
  menu = gtk_menu_button_get_popover (self->fault_button);
  self->choosing = TRUE;
  if (menu != NULL)
    comms_fault_menu_set_fault (COMMS_FAULT_MENU (menu), self->fault);
  self->choosing = FALSE;
}

/* Made once it is opened: few start the program to choose a failure. */
static void
create_fault_menu_cb (GtkMenuButton *button,
                      gpointer       user_data)
{
  GtkWidget *menu;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  menu = comms_fault_menu_new ();
  comms_fault_menu_set_fault (COMMS_FAULT_MENU (menu), COMMS_PRACTICE_BAR (user_data)->fault);
  g_signal_connect_object (menu, "chosen", G_CALLBACK (fault_chosen_cb), user_data,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, menu);
}

/* Who one acts as */

static char *
person_dup_label (CommsPerson *person)
{
  /* Translators: a person and their role: Hira Manzar, Manager. */
  return g_strdup_printf (C_("person", "%s, %s"), person->name, comms_role_word (person->role));
}

static void
person_notify_cb (CommsPracticeBar *self)
{
  CommsPerson *person = comms_desk_get_person (self->desk);
  g_autofree char *label = NULL;

  g_assert (COMMS_IS_PRACTICE_BAR (self));

  if (person == NULL)
    return;
  label = person_dup_label (person);
  gtk_label_set_label (self->person_label,
                       comms_fold_bin_get_folded (self->fold) ? person->name : label);
}

/* Narrow, the shortest words must do. */
static void
folded_notify_cb (CommsPracticeBar *self)
{
  gboolean folded = comms_fold_bin_get_folded (self->fold);

  g_assert (COMMS_IS_PRACTICE_BAR (self));

  gtk_widget_set_visible (self->sentence, !comms_fold_bin_get_folded (self->narrow));
  gtk_widget_set_visible (self->act_as, !folded);
  comms_practice_bar_update_label (self);
  if (self->desk != NULL)
    person_notify_cb (self);
}

static gpointer
list_people (CommsTx  *tx,
             gpointer  data,
             GError  **error)
{
  return comms_people_list (tx, error);
}

static void
people_listed_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (CommsPracticeBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = comms_desk_run_finish (COMMS_DESK (source), result, &error);
  g_autoptr (GMenu) menu = g_menu_new ();

  if (people == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  for (guint i = 0; i < people->len; i++)
    {
      CommsPerson *person = g_ptr_array_index (people, i);
      g_autofree char *label = person_dup_label (person);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      if (!person->active)
        continue;
      g_menu_item_set_action_and_target (item, "win.act-as", "x",
                                         comms_record_get_id (COMMS_RECORD (person)));
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->person_button, G_MENU_MODEL (menu));
}

static void
desk_changed_cb (CommsPracticeBar *self,
                 CommsSubject      subject)
{
  g_assert (COMMS_IS_PRACTICE_BAR (self));

  if (subject == COMMS_SUBJECT_PERSON)
    comms_desk_run_async (self->desk, list_people, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                          self->cancellable, people_listed_cb, g_object_ref (self));
}

static void
comms_practice_bar_dispose (GObject *object)
{
  CommsPracticeBar *self = COMMS_PRACTICE_BAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->server);
  g_clear_object (&self->desk);
  /* The bin must not look for a child that the template has taken away. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_PRACTICE_BAR);

  G_OBJECT_CLASS (comms_practice_bar_parent_class)->dispose (object);
}

static void
comms_practice_bar_finalize (GObject *object)
{
  g_clear_object (&COMMS_PRACTICE_BAR (object)->cancellable);

  G_OBJECT_CLASS (comms_practice_bar_parent_class)->finalize (object);
}

static void
comms_practice_bar_class_init (CommsPracticeBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = comms_practice_bar_dispose;
  object_class->finalize = comms_practice_bar_finalize;
  g_type_ensure (COMMS_TYPE_FOLD_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-practice-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, narrow);
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, fold);
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, sentence);
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, act_as);
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, person_button);
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, person_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, fault_button);
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, fault_label);
  gtk_widget_class_bind_template_callback (widget_class, folded_notify_cb);
}

static void
comms_practice_bar_init (CommsPracticeBar *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->fault_button, create_fault_menu_cb, self, NULL);
  comms_practice_bar_update_label (self);
}

/**
 * comms_practice_bar_new:
 *
 * Returns: (transfer floating): the bar of a practice desk
 */
GtkWidget *
comms_practice_bar_new (CommsDesk *desk)
{
  CommsPracticeBar *self;

  g_return_val_if_fail (COMMS_IS_DESK (desk), NULL);

  self = g_object_new (COMMS_TYPE_PRACTICE_BAR, NULL);
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "notify::person", G_CALLBACK (person_notify_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
  person_notify_cb (self);
  return GTK_WIDGET (self);
}

/* Another program serves this desk already: its failures are chosen there. */
static char *
comms_practice_bar_join (CommsPracticeBar *self,
                         const char       *state_path)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->fault_button), FALSE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->fault_button),
                               C_("fault", "Another program runs the practice network; choose "
                                           "there what it does."));
  return comms_practice_server_running_at (state_path);
}

/**
 * comms_practice_bar_start:
 *
 * Starts the practice network, or joins the one that runs, and tells the desk where it is.
 */
void
comms_practice_bar_start (CommsPracticeBar *self)
{
  g_autofree char *state_path = NULL;
  g_autofree char *uri = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (COMMS_IS_PRACTICE_BAR (self));

  desk_changed_cb (self, COMMS_SUBJECT_PERSON);
  state_path =
    comms_practice_state_path (comms_store_get_path (comms_desk_get_store (self->desk)));
  self->server = comms_practice_server_new (state_path, 0, &error);
  if (self->server != NULL)
    {
      g_signal_connect_object (self->server, "fault-changed", G_CALLBACK (fault_changed_cb), self,
                               G_CONNECT_SWAPPED);
      uri = g_strdup (comms_practice_server_get_uri (self->server));
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
    uri = comms_practice_bar_join (self, state_path);
  if (uri != NULL)
    g_clear_error (&error);
  if (uri != NULL)
    comms_practice_attach (self->desk, uri, &error);
  if (error != NULL)
    comms_show_error (GTK_WIDGET (self), error);
}

/**
 * comms_practice_bar_stop:
 *
 * Ends the practice network.
 */
void
comms_practice_bar_stop (CommsPracticeBar *self)
{
  g_return_if_fail (COMMS_IS_PRACTICE_BAR (self));

  g_clear_object (&self->server);
}

/**
 * comms_practice_bar_popup:
 *
 * Opens the menu of failures.
 */
void
comms_practice_bar_popup (CommsPracticeBar *self)
{
  g_return_if_fail (COMMS_IS_PRACTICE_BAR (self));

  gtk_menu_button_popup (self->fault_button);
}
