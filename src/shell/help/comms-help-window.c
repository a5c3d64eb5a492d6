/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-help-window.h"

#include <glib/gi18n-lib.h>

#include "comms-fold-bin.h"
#include "comms-help-topics.h"
#include "comms-language.h"

struct _CommsHelpWindow
{
  AdwWindow parent_instance;

  CommsFoldBin *fold;
  GtkWidget *list_side;
  GtkWidget *text_side;
  GtkWidget *back;
  GtkListBox *topics;
  GtkScrolledWindow *scroller;
  GtkBox *text;
  AdwWindowTitle *title;
  gboolean reading; /* when narrow: the text is on screen, not the list */
};

G_DEFINE_FINAL_TYPE (CommsHelpWindow, comms_help_window, ADW_TYPE_WINDOW)

static const char *
help_words (const char *words)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "help", words);
}

static GtkWidget *
paragraph_new (const char *text)
{
  gboolean heading = g_str_has_prefix (text, "# ");
  gboolean item = g_str_has_prefix (text, "• ");
  GtkWidget *label = gtk_label_new (heading ? text + 2 : text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (heading)
    gtk_widget_add_css_class (label, "heading");
  if (heading)
    gtk_widget_set_margin_top (label, 12);
  if (item)
    gtk_widget_set_margin_start (label, 12);
  return label;
}

static void
show_topic (CommsHelpWindow      *self,
            const CommsHelpTopic *topic)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->text))) != NULL)
    gtk_box_remove (self->text, child);
  for (guint i = 0; topic->paragraphs[i] != NULL; i++)
    gtk_box_append (self->text, paragraph_new (help_words (topic->paragraphs[i])));
  adw_window_title_set_title (self->title, help_words (topic->title));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
comms_help_window_layout (CommsHelpWindow *self)
{
  gboolean folded = comms_fold_bin_get_folded (self->fold);

  gtk_widget_set_visible (self->list_side, !folded || !self->reading);
  gtk_widget_set_visible (self->text_side, !folded || self->reading);
  gtk_widget_set_hexpand (self->list_side, folded);
  gtk_widget_set_visible (self->back, folded);
}

static void
folded_notify_cb (CommsHelpWindow *self)
{
  g_assert (COMMS_IS_HELP_WINDOW (self));

  comms_help_window_layout (self);
}

static void
back_clicked_cb (CommsHelpWindow *self)
{
  g_assert (COMMS_IS_HELP_WINDOW (self));

  self->reading = FALSE;
  comms_help_window_layout (self);
}

static void
row_selected_cb (CommsHelpWindow *self,
                 GtkListBoxRow   *row)
{
  guint n_topics;
  const CommsHelpTopic *topics = comms_help_topics (&n_topics);

  g_assert (COMMS_IS_HELP_WINDOW (self));

  if (row != NULL)
    show_topic (self, &topics[gtk_list_box_row_get_index (row)]);
}

static void
row_activated_cb (CommsHelpWindow *self)
{
  g_assert (COMMS_IS_HELP_WINDOW (self));

  self->reading = TRUE;
  comms_help_window_layout (self);
}

static void
comms_help_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_HELP_WINDOW);

  G_OBJECT_CLASS (comms_help_window_parent_class)->dispose (object);
}

static void
comms_help_window_class_init (CommsHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_help_window_dispose;
  g_type_ensure (COMMS_TYPE_FOLD_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsHelpWindow, fold);
  gtk_widget_class_bind_template_child (widget_class, CommsHelpWindow, list_side);
  gtk_widget_class_bind_template_child (widget_class, CommsHelpWindow, text_side);
  gtk_widget_class_bind_template_child (widget_class, CommsHelpWindow, back);
  gtk_widget_class_bind_template_child (widget_class, CommsHelpWindow, topics);
  gtk_widget_class_bind_template_child (widget_class, CommsHelpWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, CommsHelpWindow, text);
  gtk_widget_class_bind_template_child (widget_class, CommsHelpWindow, title);
  gtk_widget_class_bind_template_callback (widget_class, folded_notify_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
comms_help_window_init (CommsHelpWindow *self)
{
  guint n_topics;
  const CommsHelpTopic *topics = comms_help_topics (&n_topics);

  gtk_widget_init_template (GTK_WIDGET (self));
  comms_language_style (GTK_WIDGET (self));
  for (guint i = 0; i < n_topics; i++)
    {
      GtkWidget *label = gtk_label_new (help_words (topics[i].title));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_append (self->topics, label);
    }
}

static CommsHelpWindow *
find_window (GtkApplication *application)
{
  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    if (COMMS_IS_HELP_WINDOW (l->data))
      return l->data;
  return NULL;
}

static int
topic_index (const char *key)
{
  guint n_topics;
  const CommsHelpTopic *topics = comms_help_topics (&n_topics);

  for (guint i = 0; i < n_topics; i++)
    if (g_strcmp0 (topics[i].key, key) == 0)
      return (int) i;
  return -1;
}

/**
 * comms_help_window_present:
 * @topic: key of a topic; "" for the first, or the one that is open
 *
 * Shows a topic in the one help window there is.
 */
void
comms_help_window_present (GtkApplication *application,
                           const char     *topic)
{
  CommsHelpWindow *self = find_window (application);
  int index = topic_index (topic);

  if (self == NULL)
    self = g_object_new (COMMS_TYPE_HELP_WINDOW, "application", application, NULL);
  if (index < 0 && gtk_list_box_get_selected_row (self->topics) == NULL)
    index = 0;
  if (index >= 0)
    gtk_list_box_select_row (self->topics, gtk_list_box_get_row_at_index (self->topics, index));
  self->reading = topic_index (topic) >= 0;
  comms_help_window_layout (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->topics)));
}
