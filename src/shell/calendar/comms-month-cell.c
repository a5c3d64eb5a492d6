/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-month-cell.h"

#include <glib/gi18n-lib.h>

#include "comms-marks.h"
#include "comms-paint.h"
#include "comms-pips.h"
#include "comms-template.h"

#define PADDING 3
#define CARD_GAP 2
#define HEAD_HEIGHT 20

/* No cell is ever so high that more cards than this fit. */
#define MAX_CARDS 16
/* Cards made before the height is known. */
#define FIRST_CARDS 3

struct _CommsMonthCell
{
  GtkWidget parent_instance;

  guint day;
  gboolean compact;
  GPtrArray *items;       /* of the day, in order */
  GPtrArray *cards;       /* widgets, made as they are needed; owned as children */
  guint offset;           /* the item that the first card shows */
  guint n_shown;
  guint capacity;         /* how many fitted when some did not; 0 where that is not known */
  gint64 now;
  guint grow_id;

  GtkLabel *number;
  CommsPips *pips;
  GtkInscription *more;
  GtkLabel *occasion;
};

G_DEFINE_FINAL_TYPE (CommsMonthCell, comms_month_cell, GTK_TYPE_WIDGET)

/* How many cards to fill at first: what is out of sight costs nothing. */
static guint
first_cards (CommsMonthCell *self)
{
  return self->capacity > 0 ? self->capacity + 1 : FIRST_CARDS;
}

/* Shows the items from the offset on through @n cards, as far as there are items. */
static void
fill_cards (CommsMonthCell *self,
            guint           n)
{
  guint left = self->compact ? 0 : self->items->len - self->offset;
  guint wanted = MIN (left, MIN (n, MAX_CARDS));

  while (self->cards->len < wanted)
    {
      GtkWidget *card = comms_calendar_card_new (COMMS_CARD_COMPACT);

      gtk_widget_set_parent (card, GTK_WIDGET (self));
      g_ptr_array_add (self->cards, card);
    }
  for (guint i = 0; i < self->cards->len; i++)
    {
      CommsCalendarCard *card = g_ptr_array_index (self->cards, i);
      CommsCalendarItem *item = i < wanted ? g_ptr_array_index (self->items, self->offset + i)
                                           : NULL;

      comms_calendar_card_set_item (card, item, self->now);
      gtk_widget_set_visible (GTK_WIDGET (card), item != NULL);
    }
}

static gboolean
grow_cb (gpointer data)
{
  CommsMonthCell *self = data;

  self->grow_id = 0;
  fill_cards (self, self->n_shown + FIRST_CARDS);
  return G_SOURCE_REMOVE;
}

/* Making a widget while sizes are given out is not allowed: it happens right after. */
static void
want_more_cards (CommsMonthCell *self)
{
  if (self->grow_id == 0 && self->n_shown < MAX_CARDS)
    self->grow_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, grow_cb, self, NULL);
}

static void
place (GtkWidget *child,
       GtkWidget *cell,
       int        x,
       int        y,
       int        width,
       int        height)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  width = MAX (width, minimum);
  if (gtk_widget_get_direction (cell) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (cell) - x - width;
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, height }, -1);
}

static int
natural (GtkWidget      *child,
         GtkOrientation  orientation)
{
  int size;

  gtk_widget_measure (child, orientation, -1, NULL, &size, NULL, NULL);
  return size;
}

/* The head: number at the start, pips and "+n" at the end. The pips give way first; in a compact
 * cell they have a line of their own. */
static void
allocate_head (CommsMonthCell *self,
               int             width)
{
  GtkWidget *cell = GTK_WIDGET (self);
  int number = natural (GTK_WIDGET (self->number), GTK_ORIENTATION_HORIZONTAL);
  int number_height = natural (GTK_WIDGET (self->number), GTK_ORIENTATION_VERTICAL);
  int pips = natural (GTK_WIDGET (self->pips), GTK_ORIENTATION_HORIZONTAL);
  int pips_height = natural (GTK_WIDGET (self->pips), GTK_ORIENTATION_VERTICAL);
  int more = 0;
  guint hidden = self->compact ? 0 : self->items->len - self->n_shown;
  g_autofree char *text = NULL;

  place (GTK_WIDGET (self->number), cell, PADDING, (HEAD_HEIGHT - number_height) / 2, number,
         number_height);
  if (hidden > 0)
    {
      g_autofree char *digits = comms_format_number (hidden);

      more = natural (GTK_WIDGET (self->more), GTK_ORIENTATION_HORIZONTAL);
      /* Translators: how many more cards a day has than fit into its square; keep it very short.
       * The invisible mark in front keeps the sign where it is. */
      text = g_strdup_printf (C_("month", "\u200e+%s"), digits);
    }
  /* GTK 4.8 cannot read an inscription without a text to a screen reader. */
  gtk_inscription_set_text (self->more, text != NULL ? text : "");
  gtk_widget_set_child_visible (GTK_WIDGET (self->more), hidden > 0);
  if (hidden > 0)
    place (GTK_WIDGET (self->more), cell, width - PADDING - more, 0, more, HEAD_HEIGHT);

  if (self->compact)
    {
      gtk_widget_set_child_visible (GTK_WIDGET (self->pips), TRUE);
      place (GTK_WIDGET (self->pips), cell, 2 * PADDING, HEAD_HEIGHT, pips, pips_height);
      return;
    }
  gtk_widget_set_child_visible (GTK_WIDGET (self->pips),
                                number + pips + more + 4 * PADDING <= width);
  place (GTK_WIDGET (self->pips), cell, width - 2 * PADDING - more - pips,
         (HEAD_HEIGHT - pips_height) / 2, pips, pips_height);
}

/* The room above the cards. */
static int
top_of_cards (CommsMonthCell *self)
{
  GtkWidget *occasion = GTK_WIDGET (self->occasion);

  if (!gtk_widget_get_visible (occasion))
    return HEAD_HEIGHT;
  return HEAD_HEIGHT + natural (occasion, GTK_ORIENTATION_VERTICAL) + CARD_GAP;
}

/* In a compact cell a strip at the bottom, whose words are in the list of the day. */
static int
allocate_occasion (CommsMonthCell *self,
                   int             width,
                   int             height)
{
  GtkWidget *occasion = GTK_WIDGET (self->occasion);
  int strip;

  if (!gtk_widget_get_visible (occasion))
    return HEAD_HEIGHT;
  strip = natural (occasion, GTK_ORIENTATION_VERTICAL);
  place (occasion, GTK_WIDGET (self), PADDING, self->compact ? height - strip - 2 : HEAD_HEIGHT,
         width - 2 * PADDING, strip);
  return top_of_cards (self);
}

static void
allocate_cards (CommsMonthCell *self,
                int             width,
                int             height,
                int             y)
{
  guint in_use = 0;

  while (in_use < self->cards->len &&
         gtk_widget_get_visible (g_ptr_array_index (self->cards, in_use)))
    in_use++;
  self->n_shown = 0;
  for (guint i = 0; i < in_use; i++)
    {
      GtkWidget *card = g_ptr_array_index (self->cards, i);
      int card_height = natural (card, GTK_ORIENTATION_VERTICAL);
      /* The focus cannot be on what is out of sight. */
      gboolean fits = y + card_height <= height - 1 || gtk_widget_is_focus (card);

      gtk_widget_set_child_visible (card, fits);
      if (!fits)
        {
          self->capacity = MAX (self->n_shown, 1);
          /* None after it either: what is in sight is a run without gaps. */
          for (guint rest = i + 1; rest < in_use; rest++)
            gtk_widget_set_child_visible (g_ptr_array_index (self->cards, rest), FALSE);
          return;
        }
      place (card, GTK_WIDGET (self), PADDING, y, width - 2 * PADDING, card_height);
      y += card_height + CARD_GAP;
      self->n_shown++;
    }
  self->capacity = 0;
  if (!self->compact && self->offset + in_use < self->items->len)
    want_more_cards (self);
}

static void
comms_month_cell_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  CommsMonthCell *self = COMMS_MONTH_CELL (widget);

  allocate_cards (self, width, height, allocate_occasion (self, width, height));
  allocate_head (self, width);
}

static void
comms_month_cell_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural_size,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 2 * HEAD_HEIGHT;
      *natural_size = 6 * HEAD_HEIGHT;
    }
  else
    {
      *minimum = 2 * HEAD_HEIGHT;
      *natural_size = COMMS_MONTH_CELL (widget)->compact ? 2 * HEAD_HEIGHT : 5 * HEAD_HEIGHT;
    }
}

static void
comms_month_cell_dispose (GObject *object)
{
  CommsMonthCell *self = COMMS_MONTH_CELL (object);

  g_clear_handle_id (&self->grow_id, g_source_remove);
  for (guint i = 0; i < self->cards->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->cards, i));
  g_ptr_array_set_size (self->cards, 0);
  comms_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_MONTH_CELL);
  G_OBJECT_CLASS (comms_month_cell_parent_class)->dispose (object);
}

static void
comms_month_cell_finalize (GObject *object)
{
  CommsMonthCell *self = COMMS_MONTH_CELL (object);

  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->cards);
  G_OBJECT_CLASS (comms_month_cell_parent_class)->finalize (object);
}

static void
comms_month_cell_class_init (CommsMonthCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = comms_month_cell_dispose;
  object_class->finalize = comms_month_cell_finalize;
  widget_class->measure = comms_month_cell_measure;
  widget_class->size_allocate = comms_month_cell_size_allocate;

  g_type_ensure (COMMS_TYPE_PIPS);
  gtk_widget_class_set_css_name (widget_class, "monthcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-month-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsMonthCell, number);
  gtk_widget_class_bind_template_child (widget_class, CommsMonthCell, pips);
  gtk_widget_class_bind_template_child (widget_class, CommsMonthCell, more);
  gtk_widget_class_bind_template_child (widget_class, CommsMonthCell, occasion);
}

static void
comms_month_cell_init (CommsMonthCell *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->cards = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
comms_month_cell_new (void)
{
  return g_object_new (COMMS_TYPE_MONTH_CELL, NULL);
}

/* The number alone, with the month's name on its first day and on the first of the grid. */
static char *
number_dup_text (guint    day,
                 gboolean with_month)
{
  /* Translators: a day and the short name of its month in the grid: 1 Dec. */
  const char *pattern = with_month ? C_("date", "%-e %b") : "%-e";

  return comms_format_date (pattern, "UTC", comms_calendar_day_start ("UTC", day));
}

void
comms_month_cell_set_day (CommsMonthCell *self,
                          guint           day,
                          GDateMonth      month,
                          gboolean        first_of_grid)
{
  GDate date;
  GDateWeekday weekday;
  g_autofree char *text = NULL;

  g_return_if_fail (COMMS_IS_MONTH_CELL (self));

  self->day = day;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  weekday = g_date_get_weekday (&date);
  text = number_dup_text (day, first_of_grid || g_date_get_day (&date) == 1);
  gtk_label_set_text (self->number, text);
  comms_widget_toggle_class (GTK_WIDGET (self), "other-month", g_date_get_month (&date) != month);
  comms_widget_toggle_class (GTK_WIDGET (self), "weekend",
                weekday == G_DATE_SATURDAY || weekday == G_DATE_SUNDAY);
}

guint
comms_month_cell_get_day (CommsMonthCell *self)
{
  g_return_val_if_fail (COMMS_IS_MONTH_CELL (self), 0);

  return self->day;
}

void
comms_month_cell_set_today (CommsMonthCell *self,
                            gboolean        is_today)
{
  g_return_if_fail (COMMS_IS_MONTH_CELL (self));

  comms_widget_toggle_class (GTK_WIDGET (self), "today", is_today);
}

void
comms_month_cell_set_compact (CommsMonthCell *self,
                              gboolean        compact)
{
  g_return_if_fail (COMMS_IS_MONTH_CELL (self));

  if (self->compact == compact)
    return;
  self->compact = compact;
  comms_widget_toggle_class (GTK_WIDGET (self), "compact", compact);
  fill_cards (self, first_cards (self));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
fill_occasion (CommsMonthCell    *self,
               CommsCalendarData *data)
{
  CommsOccasion *occasion = comms_calendar_data_occasion (data, self->day);

  gtk_widget_set_visible (GTK_WIDGET (self->occasion), occasion != NULL);
  if (occasion != NULL)
    gtk_label_set_text (self->occasion,
                        self->compact ? NULL : comms_calendar_occasion_name (occasion));
}

static void
fill_spoken (CommsMonthCell    *self,
             CommsCalendarData *data,
             guint              n_posts)
{
  g_autofree char *day = comms_format_day (data->zone,
                                           comms_calendar_day_start (data->zone, self->day));
  g_autofree char *text = NULL;
  g_autofree char *spoken = NULL;

  /* Translators: what a screen reader says of a day of the month: “Thursday 10 December, 5
   * posts” */
  text = g_strdup_printf (ngettext ("%s, %u post", "%s, %u posts", n_posts), day, n_posts);
  spoken = comms_format_digits (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

/* Whether the post counts towards the cadence: it went out, or is meant to. */
static gboolean
counts (CommsCalendarItem *item)
{
  return item->post != NULL && item->post->state != COMMS_POST_STATE_CANCELLED &&
         item->post->state != COMMS_POST_STATE_REFUSED &&
         item->post->state != COMMS_POST_STATE_MISSED;
}

guint
comms_month_cell_fill (CommsMonthCell    *self,
                       CommsCalendarData *data,
                       GPtrArray         *items,
                       guint              start)
{
  guint n_posts = 0;

  g_return_val_if_fail (COMMS_IS_MONTH_CELL (self), start);

  g_ptr_array_set_size (self->items, 0);
  for (; start < items->len; start++)
    {
      CommsCalendarItem *item = g_ptr_array_index (items, start);

      if (item->day > self->day)
        break;
      if (item->day < self->day)
        continue;
      g_ptr_array_add (self->items, g_object_ref (item));
      n_posts += counts (item);
    }
  self->now = data->now;
  self->offset = MIN (self->offset, self->items->len > 0 ? self->items->len - 1 : 0);
  if (self->items->len <= self->n_shown)
    self->offset = 0;
  fill_occasion (self, data);
  fill_spoken (self, data, n_posts);
  comms_pips_set (self->pips, n_posts, data->posts_low);
  fill_cards (self, first_cards (self));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return start;
}

guint
comms_month_cell_n_items (CommsMonthCell *self)
{
  g_return_val_if_fail (COMMS_IS_MONTH_CELL (self), 0);

  return self->items->len;
}

CommsCalendarItem *
comms_month_cell_get_item (CommsMonthCell *self,
                           guint           index)
{
  g_return_val_if_fail (COMMS_IS_MONTH_CELL (self) && index < self->items->len, NULL);

  return g_ptr_array_index (self->items, index);
}

int
comms_month_cell_get_focused (CommsMonthCell *self)
{
  CommsCalendarCard *card = comms_calendar_card_focused (GTK_WIDGET (self));
  guint index;

  if (card == NULL ||
      !g_ptr_array_find (self->items, comms_calendar_card_get_item (card), &index))
    return -1;
  return (int) index;
}

/* Whether the item is in sight as far as the window on the items stands now. */
static gboolean
reaches (CommsMonthCell *self,
         guint           index)
{
  int y = top_of_cards (self);

  if (index == self->offset)
    return TRUE;
  if (index - self->offset >= self->cards->len)
    return FALSE;
  for (guint i = 0; i <= index - self->offset; i++)
    y += natural (g_ptr_array_index (self->cards, i), GTK_ORIENTATION_VERTICAL) + CARD_GAP;
  return y - CARD_GAP < gtk_widget_get_height (GTK_WIDGET (self));
}

void
comms_month_cell_focus_item (CommsMonthCell *self,
                             int             index)
{
  GtkWidget *card;

  g_return_if_fail (COMMS_IS_MONTH_CELL (self));

  if (index < 0 || self->items->len == 0 || self->compact)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self));
      return;
    }
  index = MIN (index, (int) self->items->len - 1);
  if ((guint) index < self->offset)
    self->offset = (guint) index;
  fill_cards (self, (guint) index - self->offset + FIRST_CARDS);
  while (!reaches (self, (guint) index))
    {
      self->offset++;
      fill_cards (self, (guint) index - self->offset + FIRST_CARDS);
    }

  card = g_ptr_array_index (self->cards, (guint) index - self->offset);
  gtk_widget_set_child_visible (card, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_grab_focus (card);
}

gboolean
comms_month_cell_in_head (CommsMonthCell *self,
                          double          y)
{
  return y < HEAD_HEIGHT;
}
