/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-agenda-view.h"
#include "comms-calendar-card.h"
#include "comms-calendar-page.h"
#include "comms-month-grid.h"
#include "comms-shell-test.h"

#define ZONE "Asia/Karachi"
#define N_DAYS 31
#define PER_DAY 60

/* What a list makes at most, however long it is. */
#define MOST_ROWS 250

typedef struct
{
  CommsShellTest shell;
  CommsAgendaView *view;
  CommsCalendarData *data;
  CommsCalendarRange range;
  GPtrArray *items;
} Fixture;

static guint
first_of_december (void)
{
  g_autoptr (GDate) date = g_date_new_dmy (1, G_DATE_DECEMBER, 2026);

  return g_date_get_julian (date);
}

/* The agenda of a crowded month. */
static void
set_up (Fixture *f, guint per_day)
{
  CommsCalendarRange read = comms_month_grid_range (first_of_december ());
  g_autoptr (GError) error = NULL;
  GtkWidget *page;

  memset (f, 0, sizeof *f);
  comms_shell_test_open (&f->shell, "calendar", 1280, 800);
  page = GTK_WIDGET (comms_window_get_page (f->shell.window, "calendar"));
  g_object_set (page, "view", "agenda", NULL);
  comms_shell_test_settle (&f->shell);
  f->view = COMMS_AGENDA_VIEW (comms_shell_test_find (page, COMMS_TYPE_AGENDA_VIEW, NULL));
  f->data = comms_desk_run_sync (f->shell.desk, comms_calendar_data_load, &read, &error);
  g_assert_no_error (error);
  f->range.first = first_of_december ();
  f->range.n_days = N_DAYS;
  f->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < N_DAYS * per_day; i++)
    {
      g_autoptr (CommsPost) post = comms_post_new ();
      const guint day = f->range.first + i / per_day;

      comms_record_set_id (COMMS_RECORD (post), i + 1);
      g_object_set (post, "text", "One of many", "due-at", comms_calendar_instant (ZONE, day, 600),
                    NULL);
      g_ptr_array_add (f->items, comms_calendar_item_new_post (post, NULL, NULL, NULL, ZONE));
    }
  comms_agenda_view_fill (f->view, f->data, f->items, f->range);
  comms_shell_test_settle (&f->shell);
}

static void
tear_down (Fixture *f)
{
  g_ptr_array_unref (f->items);
  comms_calendar_data_unref (f->data);
  comms_shell_test_close (&f->shell);
}

static guint
count_cards (GtkWidget *root)
{
  guint n = COMMS_IS_CALENDAR_CARD (root);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_cards (child);
  return n;
}

static CommsCalendarItem *
focused (Fixture *f)
{
  CommsCalendarCard *card = comms_calendar_card_focused (GTK_WIDGET (f->view));

  return card != NULL ? comms_calendar_card_get_item (card) : NULL;
}

/* What it costs does not grow with the month. */
static void
test_crowded (void)
{
  Fixture f;

  set_up (&f, PER_DAY);
  g_assert_cmpuint (count_cards (GTK_WIDGET (f.view)), >, 0);
  g_assert_cmpuint (count_cards (GTK_WIDGET (f.view)), <=, MOST_ROWS);
  tear_down (&f);
}

/* A card far down is found, and keeps the focus when the month is read again. */
static void
test_focus (void)
{
  Fixture f;
  CommsCalendarItem *last;

  set_up (&f, PER_DAY);
  last = g_ptr_array_index (f.items, f.items->len - 1);
  g_assert_true (comms_agenda_view_focus_item (f.view, last));
  comms_shell_test_settle (&f.shell);
  g_assert_true (comms_calendar_item_is_same (focused (&f), last));
  comms_agenda_view_fill (f.view, f.data, f.items, f.range);
  comms_shell_test_settle (&f.shell);
  g_assert_nonnull (focused (&f));
  g_assert_true (comms_calendar_item_is_same (focused (&f), last));
  tear_down (&f);
}

/* The arrows go from card to card, over the days. */
static void
test_keys (void)
{
  Fixture f;

  set_up (&f, 2);
  g_assert_true (comms_agenda_view_focus_item (f.view, g_ptr_array_index (f.items, 0)));
  comms_shell_test_settle (&f.shell);
  for (guint i = 1; i < 5; i++)
    {
      g_assert_true (comms_shell_test_key (&f.shell, GDK_KEY_Down, 0));
      comms_shell_test_settle (&f.shell);
      g_assert_true (comms_calendar_item_is_same (focused (&f), g_ptr_array_index (f.items, i)));
    }
  g_assert_true (comms_shell_test_key (&f.shell, GDK_KEY_Up, 0));
  comms_shell_test_settle (&f.shell);
  g_assert_true (comms_calendar_item_is_same (focused (&f), g_ptr_array_index (f.items, 3)));
  tear_down (&f);
}

/* The day that is asked for stands at the top, with its date over it. */
static void
test_show_day (void)
{
  Fixture f;
  GtkWidget *heading;
  GtkWidget *view;
  graphene_point_t point;

  set_up (&f, PER_DAY);
  view = GTK_WIDGET (f.view);
  comms_agenda_view_show_day (f.view, f.range.first + 14);
  comms_shell_test_settle (&f.shell);
  comms_shell_test_shot (GTK_WIDGET (f.shell.window), "agenda-day");
  heading = comms_shell_test_find (view, GTK_TYPE_LABEL, "Tuesday 15 December");
  g_assert_nonnull (heading);
  g_assert_true (gtk_widget_compute_point (heading, view, &GRAPHENE_POINT_INIT (0, 0), &point));
  g_assert_cmpfloat (point.y, >=, 0);
  g_assert_cmpfloat (point.y, <, 40);
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/agenda/crowded", test_crowded);
  g_test_add_func ("/agenda/focus", test_focus);
  g_test_add_func ("/agenda/keys", test_keys);
  g_test_add_func ("/agenda/show-day", test_show_day);

  return g_test_run ();
}
