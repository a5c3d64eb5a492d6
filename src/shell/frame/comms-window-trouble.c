/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-window-private.h"

#include <glib/gi18n-lib.h>

/* The button stands below, where there is room for it in a narrow window too. */
static GtkWidget *
words_new (const char *sentence)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *backup = gtk_button_new_with_mnemonic (C_("trouble", "_Back Up Elsewhere…"));
  GtkWidget *title = gtk_label_new (C_("trouble", "Today’s backup was not made"));
  GtkWidget *reason = gtk_label_new (sentence);

  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (reason), 0);
  gtk_label_set_wrap (GTK_LABEL (reason), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (reason), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (reason), GTK_NATURAL_WRAP_NONE);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), title);
  gtk_widget_set_halign (backup, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (backup), "win.backup");
  gtk_box_append (GTK_BOX (box), reason);
  gtk_box_append (GTK_BOX (box), backup);
  return box;
}

static void
close_cb (CommsWindow *self)
{
  gtk_box_remove (self->body, self->trouble);
  self->trouble = NULL;
}

static GtkWidget *
bar_new (CommsWindow *self,
         const char  *sentence)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *image = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *dismiss = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (bar, "trouble-bar");
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_widget_set_valign (dismiss, GTK_ALIGN_START);
  gtk_widget_add_css_class (dismiss, "flat");
  gtk_widget_set_tooltip_text (dismiss, C_("trouble", "Close"));
  g_signal_connect_object (dismiss, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), image);
  gtk_box_append (GTK_BOX (bar), words_new (sentence));
  gtk_box_append (GTK_BOX (bar), dismiss);
  return bar;
}

/* It stays until somebody has read it: whoever never hears of it has no backup on the day that they
 * need one. */
static void
backup_failed_cb (CommsWindow *self,
                  const char  *sentence)
{
  g_assert (COMMS_IS_WINDOW (self));

  if (self->trouble != NULL)
    gtk_box_remove (self->body, self->trouble);
  self->trouble = bar_new (self, sentence);
  gtk_box_insert_child_after (self->body, self->trouble,
                              gtk_widget_get_first_child (GTK_WIDGET (self->body)));
}

void
comms_window_watch_trouble (CommsWindow *self)
{
  g_signal_connect_object (comms_desk_get_store (self->desk), "backup-failed",
                           G_CALLBACK (backup_failed_cb), self, G_CONNECT_SWAPPED);
}
