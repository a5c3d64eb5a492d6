/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-reread-band.h"

#include "comms-marks.h"
#include "comms-zone.h"

struct _CommsRereadBand
{
  GtkBox parent_instance;

  GtkLabel *badge_label;
  GtkLabel *handle_label;
  GtkLabel *account_label;
  GtkBox *when_box;
  GtkLabel *when_label;
  GtkLabel *until_label;
};

G_DEFINE_FINAL_TYPE (CommsRereadBand, comms_reread_band, GTK_TYPE_BOX)

static void
fill_when (CommsRereadBand *self, CommsComposeData *data, gboolean now)
{
  CommsPost *post = data->post;
  CommsPolicy *policy = data->context->policy;
  g_autofree char *day = comms_format_day (policy->zone, post->due_at);
  g_autofree char *time = comms_format_time (policy->zone, post->due_at);
  g_autofree char *city = comms_zone_dup_city (policy->zone);
  g_autofree char *span = comms_format_span (MAX (post->due_at - data->context->now, 0));
  g_autofree char *when = NULL;
  g_autofree char *until = NULL;

  if (!now && post->due_at == 0)
    {
      when = g_strdup (C_ ("re-read", "No time yet"));
      until = g_strdup (C_ ("re-read", "it gets one when it is scheduled"));
    }
  else if (now)
    {
      g_autofree char *seconds = comms_format_number (policy->hold_seconds);

      when = g_strdup (C_ ("re-read", "Now"));
      /* Translators: %s is a number of seconds */
      until = g_strdup_printf (ngettext ("after %s second on hold", "after %s seconds on hold",
                                         (gulong) policy->hold_seconds),
                               seconds);
    }
  else
    {
      /* Translators: a day, and a time of day */
      when = g_strdup_printf (C_ ("re-read", "%s, %s"), day, time);
      until = post->due_at < data->context->now
                /* Translators: a city */
                ? g_strdup_printf (C_ ("re-read", "%s · its time is over"), city)
                /* Translators: a city, and a span of time such as "22 h 20 min" */
                : g_strdup_printf (C_ ("re-read", "%s · in %s"), city, span);
    }
  gtk_label_set_label (self->when_label, when);
  gtk_label_set_label (self->until_label, until);
}

static void
comms_reread_band_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_REREAD_BAND);

  G_OBJECT_CLASS (comms_reread_band_parent_class)->dispose (object);
}

static void
comms_reread_band_class_init (CommsRereadBandClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_reread_band_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-reread-band.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsRereadBand, badge_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadBand, handle_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadBand, account_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadBand, when_box);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadBand, when_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadBand, until_label);
}

static void
comms_reread_band_init (CommsRereadBand *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
comms_reread_band_set (CommsRereadBand *self, CommsComposeData *data, gboolean now)
{
  CommsAccount *account;
  g_autofree char *handle = NULL;
  g_autofree char *badge = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *whole = NULL;

  g_return_if_fail (COMMS_IS_REREAD_BAND (self));
  g_return_if_fail (data != NULL);

  account = data->context->account;
  gtk_widget_set_visible (GTK_WIDGET (self), account != NULL);
  if (account == NULL)
    return;
  handle = g_strconcat ("@", account->handle, NULL);
  badge = g_ascii_strup (account->language != NULL ? account->language : "", 2);
  subtitle = comms_account_dup_subtitle (account);
  /* Translators: the network and name of an account */
  whole = g_strdup_printf (C_ ("re-read", "%s · public, to everyone"), subtitle);
  comms_widget_set_account (GTK_WIDGET (self), account->colour);
  gtk_label_set_label (self->handle_label, handle);
  gtk_label_set_label (self->account_label, whole);
  gtk_label_set_label (self->badge_label, badge);
  gtk_widget_set_visible (GTK_WIDGET (self->badge_label), *badge != '\0');
  fill_when (self, data, now);
}

void
comms_reread_band_set_folded (CommsRereadBand *self, gboolean folded)
{
  g_return_if_fail (COMMS_IS_REREAD_BAND (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self), folded ? 4 : 16);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->when_box), folded ? 9 : 0);
  gtk_label_set_xalign (self->when_label, folded ? 0 : 1);
  gtk_label_set_xalign (self->until_label, folded ? 0 : 1);
  /* A long handle is not broken where it can stand in one line. */
  gtk_widget_remove_css_class (GTK_WIDGET (self->handle_label), folded ? "title-1" : "title-2");
  gtk_widget_add_css_class (GTK_WIDGET (self->handle_label), folded ? "title-2" : "title-1");
}
