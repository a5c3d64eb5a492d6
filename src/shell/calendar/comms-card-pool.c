/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-card-pool.h"

struct _CommsCardPool
{
  CommsCardStyle style;
  GPtrArray *cards;
  guint n_used;
};

CommsCardPool *
comms_card_pool_new (CommsCardStyle style)
{
  CommsCardPool *self = g_new0 (CommsCardPool, 1);

  self->style = style;
  self->cards = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
comms_card_pool_free (CommsCardPool *self)
{
  g_ptr_array_unref (self->cards);
  g_free (self);
}

void
comms_card_pool_begin (CommsCardPool *self)
{
  self->n_used = 0;
}

GtkWidget *
comms_card_pool_next (CommsCardPool     *self,
                      CommsCalendarItem *item,
                      gint64             now)
{
  GtkWidget *card;

  if (self->n_used == self->cards->len)
    g_ptr_array_add (self->cards, g_object_ref_sink (comms_calendar_card_new (self->style)));
  card = g_ptr_array_index (self->cards, self->n_used++);
  comms_calendar_card_set_item (COMMS_CALENDAR_CARD (card), item, now);
  gtk_widget_set_visible (card, TRUE);
  return card;
}

void
comms_card_pool_end (CommsCardPool *self)
{
  for (guint i = self->n_used; i < self->cards->len; i++)
    {
      GtkWidget *card = g_ptr_array_index (self->cards, i);

      comms_calendar_card_set_item (COMMS_CALENDAR_CARD (card), NULL, 0);
      gtk_widget_set_visible (card, FALSE);
    }
}

guint
comms_card_pool_n_cards (CommsCardPool *self)
{
  return self->n_used;
}

GtkWidget *
comms_card_pool_get (CommsCardPool *self,
                     guint          index)
{
  g_return_val_if_fail (index < self->n_used, NULL);

  return g_ptr_array_index (self->cards, index);
}

GtkWidget *
comms_card_pool_find (CommsCardPool     *self,
                      CommsCalendarItem *item)
{
  for (guint i = 0; i < self->n_used; i++)
    {
      CommsCalendarCard *card = g_ptr_array_index (self->cards, i);

      if (comms_calendar_item_is_same (item, comms_calendar_card_get_item (card)))
        return GTK_WIDGET (card);
    }
  return NULL;
}

CommsCalendarItem *
comms_card_pool_dup_focused (CommsCardPool *self)
{
  for (guint i = 0; i < self->n_used; i++)
    if (gtk_widget_is_focus (g_ptr_array_index (self->cards, i)))
      return g_object_ref (comms_calendar_card_get_item (g_ptr_array_index (self->cards, i)));
  return NULL;
}
