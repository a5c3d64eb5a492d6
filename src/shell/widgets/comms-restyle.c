/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsWidgets"

#include "config.h"

#include "comms-restyle.h"

#include <adwaita.h>

typedef struct
{
  GtkWidget *widget; /* not owned: it owns this */
  CommsRestyleFunc func;
  guint source;
} Restyle;

static void
restyle_free (gpointer data)
{
  Restyle *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  g_free (self);
}

static gboolean
restyle_cb (gpointer user_data)
{
  Restyle *self = user_data;

  self->source = 0;
  self->func (self->widget);
  return G_SOURCE_REMOVE;
}

static Restyle *
restyle_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "comms-restyle");
}

/* The style manager tells before the style sheets are loaded anew. */
static void
style_changed_cb (GtkWidget *widget)
{
  Restyle *self = restyle_of (widget);

  if (self != NULL && self->source == 0)
    self->source = g_idle_add (restyle_cb, self);
}

static void
destroy_cb (GtkWidget *widget)
{
  g_object_set_data (G_OBJECT (widget), "comms-restyle", NULL);
}

/**
 * comms_widget_follow_style:
 *
 * Calls @func after each change of the style.
 */
void
comms_widget_follow_style (GtkWidget        *widget,
                           CommsRestyleFunc  func)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  Restyle *self = g_new0 (Restyle, 1);

  self->widget = widget;
  self->func = func;
  g_object_set_data_full (G_OBJECT (widget), "comms-restyle", self, restyle_free);
  g_signal_connect (widget, "destroy", G_CALLBACK (destroy_cb), NULL);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (style_changed_cb), widget,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (style_changed_cb), widget,
                           G_CONNECT_SWAPPED);
}
