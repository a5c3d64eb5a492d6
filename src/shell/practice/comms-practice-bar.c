/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-practice-bar.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-fold-bin.h"
#include "comms-page.h"
#include "comms-practice-server.h"
#include "comms-practice.h"
#include "comms-words.h"

struct _CommsPracticeBar
{
  AdwBin parent_instance;

  CommsDesk *desk;
  CommsPracticeServer *server;
  GCancellable *cancellable;
  GtkWidget *fault_rows[COMMS_PRACTICE_FAULT_DROP + 1];

  CommsFoldBin *fold;
  GtkWidget *sentence;
  GtkWidget *act_as;
  GtkMenuButton *person_button;
  GtkLabel *person_label;
  GtkMenuButton *fault_button;
  GtkLabel *fault_label;
  GtkBox *faults;
  GtkToggleButton *rate_once;
  GtkToggleButton *rate_always;
  GtkToggleButton *rate_one_in_five;
};

G_DEFINE_FINAL_TYPE (CommsPracticeBar, comms_practice_bar, ADW_TYPE_BIN)

/* Translators: what the practice network does with the next posts: as a row of its menu, what
 * that means, and in "Next post: ...". */
static const struct
{
  const char *title;
  const char *note;
  const char *next;
} faults[] = {
  [COMMS_PRACTICE_FAULT_NONE] = {
    NC_ ("fault", "Everything works"),
    NC_ ("fault", "posts arrive at once"),
    NC_ ("fault", "Next post: arrives") },
  [COMMS_PRACTICE_FAULT_SLOW] = {
    NC_ ("fault", "Slow answer"),
    NC_ ("fault", "30 seconds, then the post is there"),
    NC_ ("fault", "Next post: slow answer") },
  [COMMS_PRACTICE_FAULT_TIMEOUT] = {
    NC_ ("fault", "Posted, but no answer"),
    NC_ ("fault", "becomes Unknown: what do you do?"),
    NC_ ("fault", "Next post: no answer") },
  [COMMS_PRACTICE_FAULT_SIGN_IN] = {
    NC_ ("fault", "Sign-in has run out"),
    NC_ ("fault", "error 401, and the account must be connected again"),
    NC_ ("fault", "Next post: sign-in has run out") },
  [COMMS_PRACTICE_FAULT_CREDIT] = {
    NC_ ("fault", "Out of credit"),
    NC_ ("fault", "error 402"),
    NC_ ("fault", "Next post: out of credit") },
  [COMMS_PRACTICE_FAULT_DUPLICATE] = {
    NC_ ("fault", "Same text twice"),
    NC_ ("fault", "error 403, refused"),
    NC_ ("fault", "Next post: same text twice") },
  [COMMS_PRACTICE_FAULT_LIMIT] = {
    NC_ ("fault", "Too many posts"),
    NC_ ("fault", "error 429, waits 15 minutes"),
    NC_ ("fault", "Next post: too many posts") },
  [COMMS_PRACTICE_FAULT_SERVER] = {
    NC_ ("fault", "Broken page"),
    NC_ ("fault", "error 500 with a web page"),
    NC_ ("fault", "Next post: broken page") },
  [COMMS_PRACTICE_FAULT_DROP] = {
    NC_ ("fault", "Connection drops"),
    NC_ ("fault", "half-way through sending"),
    NC_ ("fault", "Next post: connection drops") },
};

static const char *
fault_words (const char *words)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "fault", words);
}

static CommsPracticeRate
chosen_rate (CommsPracticeBar *self)
{
  if (gtk_toggle_button_get_active (self->rate_always))
    return COMMS_PRACTICE_ALWAYS;
  if (gtk_toggle_button_get_active (self->rate_one_in_five))
    return COMMS_PRACTICE_ONE_IN_FIVE;
  return COMMS_PRACTICE_ONCE;
}

static CommsPracticeFault
chosen_fault (CommsPracticeBar *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->fault_rows); i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->fault_rows[i])))
      return i;
  return COMMS_PRACTICE_FAULT_NONE;
}

static void
comms_practice_bar_update_label (CommsPracticeBar *self)
{
  CommsPracticeFault fault = chosen_fault (self);

  gtk_label_set_label (self->fault_label,
                       fault_words (comms_fold_bin_get_folded (self->fold) ? faults[fault].title
                                                                           : faults[fault].next));
}

static void
choice_toggled_cb (CommsPracticeBar *self)
{
  g_assert (COMMS_IS_PRACTICE_BAR (self));

  comms_practice_bar_update_label (self);
  if (self->server != NULL)
    comms_practice_server_set_fault (self->server, chosen_fault (self), chosen_rate (self));
}

static GtkWidget *
fault_row_new (CommsPracticeFault fault)
{
  GtkWidget *row = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (fault_words (faults[fault].title));
  GtkWidget *note = gtk_label_new (fault_words (faults[fault].note));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, "secondary");
  gtk_widget_add_css_class (title, "fault-title");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), note);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (row), box);
  gtk_widget_add_css_class (row, "fault");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title,
                                  NULL, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, note, NULL, -1);
  return row;
}

static void
comms_practice_bar_make_rows (CommsPracticeBar *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->fault_rows); i++)
    {
      self->fault_rows[i] = fault_row_new (i);
      if (i > 0)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (self->fault_rows[i]),
                                    GTK_CHECK_BUTTON (self->fault_rows[0]));
      gtk_box_append (self->faults, self->fault_rows[i]);
    }
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->fault_rows[0]), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (self->fault_rows); i++)
    g_signal_connect_object (self->fault_rows[i], "toggled", G_CALLBACK (choice_toggled_cb), self,
                             G_CONNECT_SWAPPED);
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

/* Narrow, the stripes and the flask must do, and the shortest words. */
static void
folded_notify_cb (CommsPracticeBar *self)
{
  gboolean folded = comms_fold_bin_get_folded (self->fold);

  g_assert (COMMS_IS_PRACTICE_BAR (self));

  gtk_widget_set_visible (self->sentence, !folded);
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
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, fold);
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, sentence);
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, act_as);
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, person_button);
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, person_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, fault_button);
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, fault_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, faults);
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, rate_once);
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, rate_always);
  gtk_widget_class_bind_template_child (widget_class, CommsPracticeBar, rate_one_in_five);
  gtk_widget_class_bind_template_callback (widget_class, choice_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_notify_cb);
}

static void
comms_practice_bar_init (CommsPracticeBar *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  comms_practice_bar_make_rows (self);
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
  desk_changed_cb (self, COMMS_SUBJECT_PERSON);
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

  state_path =
    comms_practice_state_path (comms_store_get_path (comms_desk_get_store (self->desk)));
  self->server = comms_practice_server_new (state_path, 0, &error);
  if (self->server != NULL)
    uri = g_strdup (comms_practice_server_get_uri (self->server));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
    uri = comms_practice_bar_join (self, state_path);
  if (uri != NULL)
    g_clear_error (&error);
  if (uri == NULL || !comms_practice_attach (self->desk, uri, &error))
    {
      if (error != NULL)
        comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  choice_toggled_cb (self);
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
