/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-fault-menu.h"

#include <glib/gi18n-lib.h>

struct _CommsFaultMenu
{
  GtkPopover parent_instance;

  GtkWidget *rows[COMMS_PRACTICE_FAULT_DROP + 1];

  GtkBox *faults;
  GtkToggleButton *rate_once;
  GtkToggleButton *rate_always;
  GtkToggleButton *rate_one_in_five;
};

G_DEFINE_FINAL_TYPE (CommsFaultMenu, comms_fault_menu, GTK_TYPE_POPOVER)

static guint chosen_signal;

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
    NC_ ("fault", "error 403, and the desk looks whether it is out"),
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

static void
toggled_cb (CommsFaultMenu *self)
{
  g_assert (COMMS_IS_FAULT_MENU (self));

  g_signal_emit (self, chosen_signal, 0);
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
comms_fault_menu_make_rows (CommsFaultMenu *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->rows); i++)
    {
      self->rows[i] = fault_row_new (i);
      if (i > 0)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (self->rows[i]),
                                    GTK_CHECK_BUTTON (self->rows[0]));
      gtk_box_append (self->faults, self->rows[i]);
    }
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->rows[0]), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (self->rows); i++)
    g_signal_connect_object (self->rows[i], "toggled", G_CALLBACK (toggled_cb), self,
                             G_CONNECT_SWAPPED);
}

static void
comms_fault_menu_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_FAULT_MENU);

  G_OBJECT_CLASS (comms_fault_menu_parent_class)->dispose (object);
}

static void
comms_fault_menu_class_init (CommsFaultMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_fault_menu_dispose;
  chosen_signal = g_signal_new ("chosen", COMMS_TYPE_FAULT_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-fault-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsFaultMenu, faults);
  gtk_widget_class_bind_template_child (widget_class, CommsFaultMenu, rate_once);
  gtk_widget_class_bind_template_child (widget_class, CommsFaultMenu, rate_always);
  gtk_widget_class_bind_template_child (widget_class, CommsFaultMenu, rate_one_in_five);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
comms_fault_menu_init (CommsFaultMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  comms_fault_menu_make_rows (self);
}

/**
 * comms_fault_menu_new:
 *
 * Returns: (transfer floating): the menu, where everything works
 */
GtkWidget *
comms_fault_menu_new (void)
{
  return g_object_new (COMMS_TYPE_FAULT_MENU, NULL);
}

/**
 * comms_fault_menu_get_fault:
 *
 * Returns: what is chosen
 */
CommsPracticeFault
comms_fault_menu_get_fault (CommsFaultMenu *self)
{
  g_return_val_if_fail (COMMS_IS_FAULT_MENU (self), COMMS_PRACTICE_FAULT_NONE);

  for (guint i = 0; i < G_N_ELEMENTS (self->rows); i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->rows[i])))
      return i;
  return COMMS_PRACTICE_FAULT_NONE;
}

/**
 * comms_fault_menu_set_fault:
 *
 * Shows that it is chosen.
 */
void
comms_fault_menu_set_fault (CommsFaultMenu     *self,
                            CommsPracticeFault  fault)
{
  g_return_if_fail (COMMS_IS_FAULT_MENU (self));
  g_return_if_fail (fault < G_N_ELEMENTS (self->rows));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->rows[fault]), TRUE);
}

/**
 * comms_fault_menu_get_rate:
 *
 * Returns: how often it happens
 */
CommsPracticeRate
comms_fault_menu_get_rate (CommsFaultMenu *self)
{
  g_return_val_if_fail (COMMS_IS_FAULT_MENU (self), COMMS_PRACTICE_ONCE);

  if (gtk_toggle_button_get_active (self->rate_always))
    return COMMS_PRACTICE_ALWAYS;
  if (gtk_toggle_button_get_active (self->rate_one_in_five))
    return COMMS_PRACTICE_ONE_IN_FIVE;
  return COMMS_PRACTICE_ONCE;
}

/**
 * comms_fault_title:
 *
 * Returns: (transfer none): the fault in a few words
 */
const char *
comms_fault_title (CommsPracticeFault fault)
{
  g_return_val_if_fail (fault < G_N_ELEMENTS (faults), NULL);

  return fault_words (faults[fault].title);
}

/**
 * comms_fault_next:
 *
 * Returns: (transfer none): what happens to the next post
 */
const char *
comms_fault_next (CommsPracticeFault fault)
{
  g_return_val_if_fail (fault < G_N_ELEMENTS (faults), NULL);

  return fault_words (faults[fault].next);
}
