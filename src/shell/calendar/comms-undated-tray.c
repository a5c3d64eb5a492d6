/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-undated-tray.h"

#include "comms-calendar-card.h"
#include "comms-calendar-input.h"
#include "comms-card-pool.h"
#include "comms-marks.h"
#include "comms-template.h"

struct _CommsUndatedTray
{
  GtkWidget parent_instance;

  CommsCardPool *pool;

  GtkToggleButton *toggle;
  GtkImage *arrow;
  GtkLabel *count;
  GtkWidget *scroller;
  GtkBox *box;
  GtkWidget *empty;
};

G_DEFINE_FINAL_TYPE (CommsUndatedTray, comms_undated_tray, GTK_TYPE_WIDGET)

enum
{
  PROP_UNFOLDED = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
toggled_cb (CommsUndatedTray *self)
{
  gboolean active = gtk_toggle_button_get_active (self->toggle);

  gtk_image_set_from_icon_name (self->arrow, active ? "pan-down-symbolic" : "pan-end-symbolic");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNFOLDED]);
}

static GdkDragAction
drop_enter_cb (GtkDropTarget *target,
               double         x,
               double         y,
               GtkWidget     *tray)
{
  gtk_widget_add_css_class (tray, "drop");
  return GDK_ACTION_MOVE;
}

static void
drop_leave_cb (GtkDropTarget *target,
               GtkWidget     *tray)
{
  gtk_widget_remove_css_class (tray, "drop");
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         GtkWidget     *tray)
{
  CommsCalendarItem *item = g_value_get_object (value);

  gtk_widget_remove_css_class (tray, "drop");
  return item->at != 0 &&
         comms_calendar_input_drop (tray, item, &(CommsMove){ COMMS_MOVE_UNDATE, 0, 0 });
}

static void
comms_undated_tray_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  CommsUndatedTray *self = COMMS_UNDATED_TRAY (object);

  switch (prop_id)
    {
    case PROP_UNFOLDED:
      g_value_set_boolean (value, gtk_toggle_button_get_active (self->toggle));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_undated_tray_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  CommsUndatedTray *self = COMMS_UNDATED_TRAY (object);

  switch (prop_id)
    {
    case PROP_UNFOLDED:
      gtk_toggle_button_set_active (self->toggle, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_undated_tray_dispose (GObject *object)
{
  CommsUndatedTray *self = COMMS_UNDATED_TRAY (object);

  g_clear_pointer (&self->pool, comms_card_pool_free);
  comms_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_UNDATED_TRAY);
  G_OBJECT_CLASS (comms_undated_tray_parent_class)->dispose (object);
}

static void
comms_undated_tray_class_init (CommsUndatedTrayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = comms_undated_tray_dispose;
  object_class->get_property = comms_undated_tray_get_property;
  object_class->set_property = comms_undated_tray_set_property;

  properties[PROP_UNFOLDED] =
    g_param_spec_boolean ("unfolded", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "undatedtray");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-undated-tray.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsUndatedTray, toggle);
  gtk_widget_class_bind_template_child (widget_class, CommsUndatedTray, arrow);
  gtk_widget_class_bind_template_child (widget_class, CommsUndatedTray, count);
  gtk_widget_class_bind_template_child (widget_class, CommsUndatedTray, scroller);
  gtk_widget_class_bind_template_child (widget_class, CommsUndatedTray, box);
  gtk_widget_class_bind_template_child (widget_class, CommsUndatedTray, empty);
}

static void
comms_undated_tray_init (CommsUndatedTray *self)
{
  GtkDropTarget *target = gtk_drop_target_new (COMMS_TYPE_CALENDAR_ITEM, GDK_ACTION_MOVE);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->pool = comms_card_pool_new (COMMS_CARD_TRAY);
  g_signal_connect_object (self->toggle, "notify::active", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);

  g_signal_connect (target, "enter", G_CALLBACK (drop_enter_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (drop_leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  comms_calendar_input_attach (GTK_WIDGET (self));
}

void
comms_undated_tray_fill (CommsUndatedTray  *self,
                         CommsCalendarData *data,
                         GPtrArray         *items)
{
  g_autofree char *count = NULL;
  g_autoptr (CommsCalendarItem) focused = NULL;

  g_return_if_fail (COMMS_IS_UNDATED_TRAY (self));

  focused = comms_card_pool_dup_focused (self->pool);
  count = comms_format_number (items->len);
  gtk_label_set_text (self->count, count);
  gtk_widget_set_visible (self->empty, items->len == 0);
  comms_card_pool_begin (self->pool);
  for (guint i = 0; i < items->len; i++)
    {
      GtkWidget *card = comms_card_pool_next (self->pool, g_ptr_array_index (items, i), data->now);

      if (gtk_widget_get_parent (card) == NULL)
        {
          gtk_widget_set_size_request (card, 146, -1);
          gtk_widget_set_valign (card, GTK_ALIGN_CENTER);
          gtk_box_append (self->box, card);
        }
    }
  comms_card_pool_end (self->pool);
  if (focused != NULL && !comms_undated_tray_focus_item (self, focused))
    gtk_widget_grab_focus (GTK_WIDGET (self->toggle));
}

gboolean
comms_undated_tray_focus_item (CommsUndatedTray  *self,
                               CommsCalendarItem *item)
{
  GtkWidget *card;

  g_return_val_if_fail (COMMS_IS_UNDATED_TRAY (self), FALSE);

  card = comms_card_pool_find (self->pool, item);
  return card != NULL && gtk_widget_grab_focus (card);
}
