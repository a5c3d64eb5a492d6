/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-stage-line.h"

#include "comms-words.h"

struct _CommsStageLine
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkBox *line;
  GtkMenuButton *menu;
  GtkBox *menu_box;
  gboolean folded;
};

G_DEFINE_FINAL_TYPE (CommsStageLine, comms_stage_line, GTK_TYPE_WIDGET)

enum
{
  CHOOSE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
clicked_cb (CommsStageLine *self, GtkButton *button)
{
  guint stage = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "stage"));

  g_assert (COMMS_IS_STAGE_LINE (self));

  gtk_menu_button_popdown (self->menu);
  g_signal_emit (self, signals[CHOOSE], 0, stage);
}

static GtkWidget *
new_mark (const char *icon_name, const char *word, const char *css_class)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = gtk_image_new_from_icon_name (icon_name);
  GtkWidget *label = gtk_label_new (word);

  gtk_image_set_pixel_size (GTK_IMAGE (image), 13);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, css_class);
  return box;
}

/* What has been is ticked, what is stands out, what comes is dashed. */
static GtkWidget *
new_stage (CommsStageLine *self,
           CommsReleaseStage stage,
           CommsReleaseStage now,
           int last,
           gboolean embargoed)
{
  GtkWidget *button = gtk_button_new ();
  gboolean current = stage == now && !embargoed;
  const char *word = comms_release_stage_word (stage);

  gtk_button_set_child (GTK_BUTTON (button), new_mark (current        ? "state-approved-symbolic"
                                                       : stage <= now ? "state-posted-symbolic"
                                                                      : "state-draft-symbolic",
                                                       word,
                                                       current        ? "stage-now"
                                                       : stage <= now ? "stage-done"
                                                                      : "stage-later"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "stage");
  g_object_set_data (G_OBJECT (button), "stage", GUINT_TO_POINTER (stage));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_SELECTED, stage == now,
                               -1);
  if (stage == now)
    gtk_widget_set_tooltip_text (button, C_ ("release stage", "It stands here"));
  else if ((int) stage > last)
    {
      gtk_widget_set_sensitive (button, FALSE);
      gtk_widget_set_tooltip_text (button, C_ ("release stage", "Only a manager may set this"));
    }
  else
    g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
new_dash (void)
{
  GtkWidget *dash = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_set_valign (dash, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (dash, "stage-dash");
  return dash;
}

static void
update_fold (CommsStageLine *self)
{
  gtk_widget_set_visible (self->scroller, !self->folded);
  gtk_widget_set_visible (GTK_WIDGET (self->menu), self->folded);
}

static void
comms_stage_line_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (comms_stage_line_parent_class)->dispose (object);
}

static void
comms_stage_line_class_init (CommsStageLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_stage_line_dispose;
  signals[CHOOSE] = g_signal_new ("choose", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "stageline");
}

static void
comms_stage_line_init (CommsStageLine *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->line = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4));
  self->scroller = gtk_scrolled_window_new ();
  /* A long language scrolls the line rather than widening the window. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->line));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));

  self->menu = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->menu_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  gtk_menu_button_set_always_show_arrow (self->menu, TRUE);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->menu_box));
  gtk_menu_button_set_popover (self->menu, popover);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
  update_fold (self);
}

void
comms_stage_line_set (CommsStageLine *self,
                      CommsReleaseStage stage,
                      int last,
                      const char *embargo)
{
  gboolean embargoed = embargo != NULL && stage == COMMS_RELEASE_STAGE_APPROVED;

  g_return_if_fail (COMMS_IS_STAGE_LINE (self));

  clear (self->line);
  clear (self->menu_box);
  for (int i = COMMS_RELEASE_STAGE_IDEA; i <= COMMS_RELEASE_STAGE_ARCHIVED; i++)
    {
      if (i > COMMS_RELEASE_STAGE_IDEA)
        gtk_box_append (self->line, new_dash ());
      if (i == COMMS_RELEASE_STAGE_PUBLISHED && embargo != NULL)
        {
          gtk_box_append (self->line, new_mark ("embargo-symbolic", embargo,
                                                embargoed ? "stage-now" : "stage-later"));
          gtk_box_append (self->line, new_dash ());
        }
      gtk_box_append (self->line, new_stage (self, i, stage, last, embargoed));
      gtk_box_append (self->menu_box, new_stage (self, i, stage, last, embargoed));
    }
  gtk_menu_button_set_label (self->menu, embargoed ? embargo : comms_release_stage_word (stage));
}

void
comms_stage_line_set_folded (CommsStageLine *self, gboolean folded)
{
  g_return_if_fail (COMMS_IS_STAGE_LINE (self));

  self->folded = folded;
  update_fold (self);
}
