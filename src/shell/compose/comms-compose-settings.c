/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-compose-pane-private.h"

/* Few posts answer another one or hide behind a warning: what says so stands under the text where
 * it is used or asked for. */

static void
settings_changed_cb (CommsComposePane *self)
{
  g_assert (COMMS_IS_COMPOSE_PANE (self));

  if (self->filling || self->data == NULL)
    return;
  /* A warning counts as part of the text. */
  comms_compose_facts_set_rule (self);
  comms_compose_pane_touch (self);
}

static void
settings_asked_for_cb (CommsComposePane *self)
{
  g_assert (COMMS_IS_COMPOSE_PANE (self));

  if (!self->filling && gtk_toggle_button_get_active (self->settings_button))
    comms_settings_box_focus (self->settings);
}

void
comms_compose_settings_fill (CommsComposePane *self, gboolean open)
{
  g_autofree char *before = g_strdup (self->post->reply_to);
  const gboolean any =
    comms_settings_box_set (self->settings, self->post, self->data->context->account, open);
  const gboolean used = comms_settings_box_is_used (self->settings);

  /* What another account's network knows is taken over then. */
  if (g_strcmp0 (before, self->post->reply_to) != 0)
    comms_saver_touch (self->saver);
  gtk_widget_set_visible (GTK_WIDGET (self->settings_button), any);
  if (used || !open || !any || self->fresh)
    gtk_toggle_button_set_active (self->settings_button, used);
  /* What is used is not put out of sight. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->settings_button), open && !used);
}

void
comms_compose_settings_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, settings_button);
  gtk_widget_class_bind_template_child (widget_class, CommsComposePane, settings);
}

void
comms_compose_settings_init (CommsComposePane *self)
{
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (settings_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings_button, "notify::active",
                           G_CALLBACK (settings_asked_for_cb), self, G_CONNECT_SWAPPED);
}
