/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsToday"

#include "config.h"

#include "comms-cadence-row.h"

#include <adwaita.h>

#include "comms-cadence-bar.h"
#include "comms-marks.h"
#include "comms-today-words.h"

struct _CommsCadenceRow
{
  GtkListBoxRow parent_instance;

  AdwBin *swatch;
  GtkLabel *handle;
  GtkLabel *words;
  CommsCadenceBar *bar;
};

G_DEFINE_FINAL_TYPE (CommsCadenceRow, comms_cadence_row, GTK_TYPE_LIST_BOX_ROW)

static void
comms_cadence_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_CADENCE_ROW);
  G_OBJECT_CLASS (comms_cadence_row_parent_class)->dispose (object);
}

static void
comms_cadence_row_class_init (CommsCadenceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_cadence_row_dispose;
  g_type_ensure (ADW_TYPE_BIN);
  g_type_ensure (COMMS_TYPE_CADENCE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-cadence-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsCadenceRow, swatch);
  gtk_widget_class_bind_template_child (widget_class, CommsCadenceRow, handle);
  gtk_widget_class_bind_template_child (widget_class, CommsCadenceRow, words);
  gtk_widget_class_bind_template_child (widget_class, CommsCadenceRow, bar);
}

static void
comms_cadence_row_init (CommsCadenceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
comms_cadence_row_new (const CommsTodayCadence *cadence,
                       const CommsTodayData    *data)
{
  CommsCadenceRow *self = g_object_new (COMMS_TYPE_CADENCE_ROW, NULL);
  g_autofree char *handle = comms_today_handle (cadence->account);
  g_autofree char *words = comms_today_cadence_words (cadence, data);

  adw_bin_set_child (self->swatch, comms_swatch_new (cadence->account->colour, 12));
  gtk_label_set_text (self->handle, handle);
  gtk_label_set_text (self->words, words);
  comms_cadence_bar_set (self->bar, cadence->n_posted, cadence->n_planned, data->posts_low,
                         data->posts_high, words);
  comms_widget_set_account (GTK_WIDGET (self->bar), cadence->account->colour);
  return GTK_WIDGET (self);
}
