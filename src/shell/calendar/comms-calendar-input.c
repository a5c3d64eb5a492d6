/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-calendar-input.h"

#include "comms-calendar-page.h"

static CommsCalendarPage *
page_of (GtkWidget *view)
{
  GtkWidget *page = gtk_widget_get_ancestor (view, COMMS_TYPE_CALENDAR_PAGE);

  return page != NULL ? COMMS_CALENDAR_PAGE (page) : NULL;
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            GtkWidget       *view)
{
  CommsCalendarCard *card = comms_calendar_card_at (view, x, y);
  CommsCalendarPage *page = page_of (view);
  double page_x, page_y;

  if (card != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (card));
  if (page == NULL ||
      gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) != GDK_BUTTON_SECONDARY)
    return;
  gtk_widget_translate_coordinates (view, GTK_WIDGET (page), x, y, &page_x, &page_y);
  comms_calendar_page_popup (page, page_x, page_y);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             GtkWidget       *view)
{
  if (n_press == 1 && comms_calendar_card_at (view, x, y) != NULL &&
      gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_PRIMARY)
    gtk_widget_activate_action (view, "calendar.open", NULL);
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 GtkWidget     *view)
{
  CommsCalendarCard *card = comms_calendar_card_at (view, x, y);
  CommsCalendarItem *item = card != NULL ? comms_calendar_card_get_item (card) : NULL;
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GdkPaintable) picture = NULL;

  /* What cannot move is not taken along; the keys and the menu say why. */
  if (item == NULL || !comms_calendar_item_can_move (item))
    return NULL;
  paintable = gtk_widget_paintable_new (GTK_WIDGET (card));
  picture = gdk_paintable_get_current_image (paintable);
  gtk_drag_source_set_icon (source, picture, 8, 8);
  g_object_set_data_full (G_OBJECT (source), "card", g_object_ref (card), g_object_unref);
  return gdk_content_provider_new_typed (COMMS_TYPE_CALENDAR_ITEM, item);
}

/* The original stays where it is, set back, until the drag has ended. */
static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               GtkWidget     *view)
{
  gtk_widget_add_css_class (g_object_get_data (G_OBJECT (source), "card"), "dragged");
}

static void
drag_end_cb (GtkDragSource *source,
             GdkDrag       *drag,
             gboolean       delete_data,
             GtkWidget     *view)
{
  GtkWidget *card = g_object_get_data (G_OBJECT (source), "card");

  if (card != NULL)
    gtk_widget_remove_css_class (card, "dragged");
  g_object_set_data (G_OBJECT (source), "card", NULL);
}

/**
 * comms_calendar_input_attach:
 *
 * Gives @view, which holds cards, its gestures.
 */
void
comms_calendar_input_attach (GtkWidget *view)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkDragSource *drag = gtk_drag_source_new ();

  g_return_if_fail (GTK_IS_WIDGET (view));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), view);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), view);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (click));

  gtk_drag_source_set_actions (drag, GDK_ACTION_MOVE);
  g_signal_connect (drag, "prepare", G_CALLBACK (drag_prepare_cb), view);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), view);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), view);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (drag));
}

gboolean
comms_calendar_input_drop (GtkWidget         *view,
                           CommsCalendarItem *item,
                           const CommsMove   *move)
{
  CommsCalendarPage *page = page_of (view);

  return page != NULL && comms_calendar_page_move (page, item, move);
}
