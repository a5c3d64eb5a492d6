/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-accounts.h"
#include "comms-calendar-data.h"
#include "comms-calendar-page.h"
#include "comms-day-column.h"
#include "comms-filter-chips.h"
#include "comms-marks.h"
#include "comms-month-grid.h"
#include "comms-posts.h"
#include "comms-shell-test.h"
#include "comms-undated-tray.h"
#include "comms-zone.h"

#define ZONE "Asia/Karachi"

static guint
julian (int year,
        int month,
        int day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

static CommsCalendarPage *
calendar (CommsShellTest *test)
{
  return COMMS_CALENDAR_PAGE (comms_window_get_page (test->window, "calendar"));
}

/* The view may be another one that was left by the test before. */
static void
open_month (CommsShellTest *test)
{
  comms_shell_test_open (test, "calendar", 1280, 800);
  g_object_set (calendar (test), "view", "month", NULL);
  comms_shell_test_settle (test);
}

static CommsMonthGrid *
grid (CommsShellTest *test)
{
  return COMMS_MONTH_GRID (
    comms_shell_test_find (GTK_WIDGET (calendar (test)), COMMS_TYPE_MONTH_GRID, NULL));
}

static CommsFilterChips *
chips (CommsShellTest *test)
{
  return COMMS_FILTER_CHIPS (
    comms_shell_test_find (GTK_WIDGET (calendar (test)), COMMS_TYPE_FILTER_CHIPS, NULL));
}

static CommsCalendarData *
read_december (CommsShellTest *test)
{
  CommsCalendarRange range = comms_month_grid_range (julian (2026, 12, 9));
  g_autoptr (GError) error = NULL;
  CommsCalendarData *data = comms_desk_run_sync (test->desk, comms_calendar_data_load, &range,
                                                 &error);

  g_assert_no_error (error);
  data->clock = g_object_ref (test->clock);
  return data;
}

/* A draft that may go anywhere: planned after today, of no release under embargo. */
static CommsCalendarItem *
some_draft (CommsCalendarData *data)
{
  for (guint i = 0; i < data->items->len; i++)
    {
      CommsCalendarItem *item = g_ptr_array_index (data->items, i);

      if (item->post != NULL && item->post->state == COMMS_POST_STATE_DRAFT &&
          item->day > julian (2026, 12, 15) && item->day < julian (2026, 12, 23) &&
          comms_calendar_item_embargo (item, data->now) == 0)
        return item;
    }
  g_assert_not_reached ();
}

static char *
wall_of (CommsShellTest    *test,
         CommsCalendarItem *item)
{
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsCalendarData) data = read_december (test);

  for (int undated = 0; undated < 2; undated++)
    {
      GPtrArray *items = undated ? data->undated : data->items;

      for (guint i = 0; i < items->len; i++)
        if (comms_calendar_item_is_same (item, g_ptr_array_index (items, i)))
          return g_strdup (((CommsCalendarItem *) g_ptr_array_index (items, i))->post->due_wall);
    }
  return NULL;
}

/* "2026-12-16T10:00" some days on. */
static char *
wall_days_on (const char *wall,
              int         days)
{
  gint64 at = 0;

  g_assert_true (comms_zone_to_instant (ZONE, wall, &at, NULL, NULL));
  return comms_zone_to_wall (ZONE, at + days * G_GINT64_CONSTANT (86400000));
}

static void
assert_wall (CommsShellTest    *test,
             CommsCalendarItem *item,
             const char        *from,
             int                days)
{
  g_autofree char *is = wall_of (test, item);
  g_autofree char *wanted = wall_days_on (from, days);

  g_assert_cmpstr (is, ==, wanted);
}

/* The item whose card has the focus. */
static CommsCalendarItem *
focused (CommsShellTest *test)
{
  CommsCalendarCard *card = comms_calendar_card_focused (GTK_WIDGET (test->window));

  return card != NULL ? comms_calendar_card_get_item (card) : NULL;
}

static void
do_action (CommsShellTest *test,
           const char     *name)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), name, NULL));
  comms_shell_test_settle (test);
}

static void
test_months (void)
{
  static const struct
  {
    int year, month, first_year, first_month, first_day;
    guint n_days;
  } cases[] = {
    { 2026, 12, 2026, 11, 30, 35 }, { 2027, 2, 2027, 2, 1, 28 },  { 2026, 8, 2026, 7, 27, 42 },
    { 2024, 2, 2024, 1, 29, 35 },   { 2027, 1, 2026, 12, 28, 35 }, { 2023, 1, 2022, 12, 26, 42 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int day = 1; day <= 28; day += 27)
      {
        CommsCalendarRange range =
          comms_month_grid_range (julian (cases[i].year, cases[i].month, day));

        g_assert_cmpuint (range.first, ==, julian (cases[i].first_year, cases[i].first_month,
                                                   cases[i].first_day));
        g_assert_cmpuint (range.n_days, ==, cases[i].n_days);
      }
}

static void
test_targets (void)
{
  static const char *const slots[] = { "10:00", "15:00", NULL };
  const guint day = julian (2026, 12, 10);
  const gint64 ten = comms_calendar_instant (ZONE, day, 600);
  const gint64 noon = comms_calendar_instant (ZONE, day, 720);
  const struct
  {
    CommsMove move;
    gint64 at, earliest, target;
  } cases[] = {
    { { COMMS_MOVE_TO_DAY, day + 1, 0 }, ten, 0, ten + G_GINT64_CONSTANT (86400000) },
    { { COMMS_MOVE_TO_DAY, day, 0 }, 0, noon, comms_calendar_instant (ZONE, day, 900) },
    { { COMMS_MOVE_TO_DAY, day, 0 }, 0, 0, ten },
    { { COMMS_MOVE_TO_MINUTE, day, 720 }, ten, 0, noon },
    { { COMMS_MOVE_BY_DAYS, 0, -10 }, ten, 0, ten - 10 * G_GINT64_CONSTANT (86400000) },
    { { COMMS_MOVE_BY_MINUTES, 0, 120 }, ten, 0, noon },
    { { COMMS_MOVE_UNDATE, 0, 0 }, ten, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (comms_move_target (&cases[i].move, ZONE, slots, cases[i].at,
                                        cases[i].earliest),
                     ==, cases[i].target);
}

/* Where the clocks change, a move by days keeps the time of day. */
static void
test_targets_across_the_change_of_clocks (void)
{
  const guint day = julian (2026, 3, 28);
  gint64 at = comms_calendar_instant ("Europe/Zurich", day, 600);
  CommsMove move = { COMMS_MOVE_BY_DAYS, 0, 1 };

  g_assert_cmpint (comms_move_target (&move, "Europe/Zurich", NULL, at, 0), ==,
                   at + G_GINT64_CONSTANT (23) * 3600 * 1000);
}

static void
test_spoken (void)
{
  g_autoptr (CommsPost) post = comms_post_new ();
  g_autoptr (CommsAccount) account = comms_account_new ();
  g_autoptr (CommsCalendarItem) item = NULL;
  g_autoptr (GtkWidget) label = g_object_ref_sink (comms_state_label_new (COMMS_POST_STATE_DRAFT));
  g_autofree char *spoken = NULL;
  g_autofree char *word = NULL;

  g_object_set (account, "handle", "mohr_example", NULL);
  g_object_set (post, "text", "\n ۱۳۶ اضلاع\nmore", "due-at",
                comms_calendar_instant (ZONE, julian (2026, 12, 10), 900), NULL);
  item = comms_calendar_item_new_post (post, NULL, account, NULL, ZONE);
  item->number = 2;
  item->total = 5;
  spoken = comms_calendar_item_dup_spoken (item);
  g_assert_cmpstr (spoken, ==, "Thursday 10 December, 15:00, draft, at mohr_example, 2 of 5");
  g_free (spoken);
  post->state = COMMS_POST_STATE_POSTED;
  post->withdrawn_at = 1;
  spoken = comms_calendar_item_dup_spoken (item);
  g_assert_cmpstr (spoken, ==, "Thursday 10 December, 15:00, withdrawn, at mohr_example, 2 of 5");
  comms_state_label_set_post (COMMS_STATE_LABEL (label), post);
  g_object_get (label, "word", &word, NULL);
  g_assert_cmpstr (word, ==, "Withdrawn");
  g_assert_cmpstr (item->line, ==, "۱۳۶ اضلاع");
  g_assert_true (item->rtl);
}

static void
test_move_by_key (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsCalendarData) data = NULL;
  CommsCalendarItem *draft;
  g_autofree char *from = NULL;

  open_month (&test);
  data = read_december (&test);
  draft = some_draft (data);
  from = g_strdup (draft->post->due_wall);

  g_assert_true (comms_month_grid_focus_item (grid (&test), draft));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Right, GDK_ALT_MASK));
  comms_shell_test_settle (&test);
  assert_wall (&test, draft, from, 1);
  g_assert_true (comms_calendar_item_is_same (draft, focused (&test)));

  /* Two presses in haste are two days. */
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Right, GDK_ALT_MASK));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Down, GDK_ALT_MASK));
  comms_shell_test_settle (&test);
  assert_wall (&test, draft, from, 9);
  g_assert_true (comms_calendar_item_is_same (draft, focused (&test)));

  do_action (&test, "win.undo");
  do_action (&test, "win.undo");
  do_action (&test, "win.undo");
  assert_wall (&test, draft, from, 0);
  do_action (&test, "win.redo");
  assert_wall (&test, draft, from, 1);
  comms_shell_test_close (&test);
}

static void
test_move_by_drag (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsCalendarData) data = NULL;
  CommsCalendarItem *draft;
  CommsMove move = { COMMS_MOVE_TO_DAY, julian (2026, 12, 28), 0 };
  CommsMove back = { COMMS_MOVE_TO_DAY, julian (2026, 12, 2), 0 };
  CommsMove undate = { COMMS_MOVE_UNDATE, 0, 0 };
  g_autofree char *from = NULL;
  g_autofree char *wall = NULL;
  g_autofree char *slot = NULL;

  open_month (&test);
  data = read_december (&test);
  draft = some_draft (data);
  from = g_strdup (draft->post->due_wall);

  g_assert_true (comms_calendar_page_move (calendar (&test), draft, &move));
  comms_shell_test_settle (&test);
  assert_wall (&test, draft, from, (int) (move.day - draft->day));

  /* What is over is refused, and nothing changes. */
  g_assert_false (comms_calendar_page_move (calendar (&test), draft, &back));
  comms_shell_test_settle (&test);
  assert_wall (&test, draft, from, (int) (move.day - draft->day));

  g_assert_true (comms_calendar_page_move (calendar (&test), draft, &undate));
  comms_shell_test_settle (&test);
  wall = wall_of (&test, draft);
  g_assert_null (wall);

  do_action (&test, "win.undo");
  do_action (&test, "win.undo");
  assert_wall (&test, draft, from, 0);
  comms_shell_test_close (&test);
}

/* A release that is still to appear, as it is now. */
static CommsCalendarItem *
some_release (CommsCalendarData *data, gint64 id)
{
  for (guint i = 0; i < data->items->len; i++)
    {
      CommsCalendarItem *item = g_ptr_array_index (data->items, i);

      if (item->post == NULL && comms_calendar_item_can_move (item) && item->at > data->now &&
          (id == 0 || comms_record_get_id (COMMS_RECORD (item->release)) == id))
        return item;
    }
  g_assert_not_reached ();
}

static void
assert_release_days_on (CommsShellTest    *test,
                        CommsCalendarItem *release,
                        int                days)
{
  g_autoptr (CommsCalendarData) data = read_december (test);
  CommsCalendarItem *now =
    some_release (data, comms_record_get_id (COMMS_RECORD (release->release)));

  g_assert_cmpint (now->day, ==, (int) release->day + days);
  g_assert_cmpint (now->minute, ==, release->minute);
  g_assert_cmpint (now->release->embargo_at, ==, release->release->embargo_at);
}

/* A release goes to another day by key and by drag; its embargo stays, and holds it back. */
static void
test_move_release (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsCalendarData) data = NULL;
  CommsCalendarItem *release;
  CommsMove over = { COMMS_MOVE_TO_DAY, julian (2026, 12, 2), 0 };
  CommsMove undate = { COMMS_MOVE_UNDATE, 0, 0 };
  CommsMove later = { COMMS_MOVE_TO_DAY, 0, 0 };

  open_month (&test);
  data = read_december (&test);
  release = some_release (data, 0);
  later.day = release->day + 3;

  g_assert_true (comms_month_grid_focus_item (grid (&test), release));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Right, GDK_ALT_MASK));
  comms_shell_test_settle (&test);
  assert_release_days_on (&test, release, 1);
  do_action (&test, "win.undo");
  comms_shell_test_settle (&test);
  assert_release_days_on (&test, release, 0);

  g_assert_true (comms_calendar_page_move (calendar (&test), release, &later));
  comms_shell_test_settle (&test);
  assert_release_days_on (&test, release, 3);
  g_assert_false (comms_calendar_page_move (calendar (&test), release, &over));
  g_assert_false (comms_calendar_page_move (calendar (&test), release, &undate));
  assert_release_days_on (&test, release, 3);
  comms_shell_test_close (&test);
}

static void
test_undated_finds_a_slot (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsCalendarData) data = NULL;
  CommsCalendarItem *item;
  CommsMove move = { COMMS_MOVE_TO_DAY, julian (2026, 12, 29), 0 };
  g_autofree char *wall = NULL;

  open_month (&test);
  data = read_december (&test);
  item = g_ptr_array_index (data->undated, 0);
  g_assert_true (comms_calendar_page_move (calendar (&test), item, &move));
  comms_shell_test_settle (&test);
  wall = wall_of (&test, item);
  g_assert_true (g_str_has_prefix (wall, "2026-12-29T"));
  g_assert_true (g_str_has_suffix (wall, data->slots[0]));
  comms_shell_test_close (&test);
}

static void
test_embargo_refuses (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsCalendarData) data = NULL;
  gboolean found = FALSE;

  open_month (&test);
  data = read_december (&test);
  for (guint i = 0; i < data->items->len && !found; i++)
    {
      CommsCalendarItem *item = g_ptr_array_index (data->items, i);
      gint64 lift = comms_calendar_item_embargo (item, data->now);
      CommsMove move = { COMMS_MOVE_TO_MINUTE, julian (2026, 12, 11), 600 };
      g_autofree char *refusal = NULL;

      if (lift == 0 || !comms_calendar_item_can_move (item))
        continue;
      refusal = comms_move_dup_refusal (&move, item, data, data->now);
      g_assert_nonnull (refusal);
      if (item->post == NULL)
        {
          g_assert_true (g_str_has_prefix (refusal, "Its embargo lifts"));
          continue;
        }
      found = TRUE;
      g_assert_true (g_str_has_prefix (refusal, "The embargo lifts"));
      g_assert_nonnull (g_strstr_len (refusal, -1, "The first free time is"));
      g_assert_false (comms_calendar_page_move (calendar (&test), item, &move));
    }
  g_assert_true (found);
  comms_shell_test_close (&test);
}

static void
test_bin (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsCalendarData) data = NULL;
  CommsCalendarItem *draft;
  g_autofree char *from = NULL;
  g_autofree char *wall = NULL;

  open_month (&test);
  data = read_december (&test);
  draft = some_draft (data);
  from = g_strdup (draft->post->due_wall);
  comms_month_grid_focus_item (grid (&test), draft);
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Delete, 0));
  comms_shell_test_settle (&test);
  wall = wall_of (&test, draft);
  g_assert_null (wall);
  do_action (&test, "win.undo");
  assert_wall (&test, draft, from, 0);
  comms_shell_test_close (&test);
}

/* How many items all cells of the month hold together. */
static guint
items_in_grid (CommsShellTest *test)
{
  CommsCalendarRange range = comms_month_grid_range (julian (2026, 12, 9));
  guint n = 0;

  for (guint day = range.first; day < range.first + range.n_days; day++)
    n += comms_month_cell_n_items (comms_month_grid_get_cell (grid (test), day));
  return n;
}

static void
test_chips (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsCalendarData) data = NULL;

  open_month (&test);
  data = read_december (&test);
  for (int kind = 0; kind < COMMS_N_CALENDAR_KINDS; kind++)
    {
      CommsCalendarFilter filter = { kind, 0 };
      g_autoptr (GPtrArray) items = comms_calendar_filter_apply (&filter, data->items);

      comms_filter_chips_choose (chips (&test), kind, 0);
      g_assert_cmpuint (items_in_grid (&test), ==, items->len);
    }

  /* No account has op-eds of its own: nothing is left, and the page says so. */
  comms_filter_chips_choose (chips (&test), COMMS_CALENDAR_OP_EDS,
                             comms_record_get_id (g_ptr_array_index (data->accounts, 0)));
  g_assert_cmpuint (items_in_grid (&test), ==, 0);
  comms_shell_test_settle (&test);
  comms_shell_test_click (GTK_WIDGET (calendar (&test)), "Show All");
  g_assert_cmpuint (items_in_grid (&test), ==, data->items->len);
  comms_shell_test_close (&test);
}

/* A day of the month before stands in the grid, and the focus may go there: the month that is
 * shown stays. */
static void
test_neighbouring_month (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsCalendarData) data = NULL;
  CommsMove move = { COMMS_MOVE_TO_DAY, julian (2026, 12, 30), 0 };

  open_month (&test);
  data = read_december (&test);
  comms_month_grid_set_day (grid (&test), julian (2026, 11, 30), TRUE);
  g_assert_true (comms_calendar_page_move (calendar (&test), some_draft (data), &move));
  comms_shell_test_settle (&test);
  g_assert_cmpuint (items_in_grid (&test), ==, data->items->len);

  comms_month_grid_set_day (grid (&test), julian (2026, 11, 30), TRUE);
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Page_Down, 0));
  comms_shell_test_settle (&test);
  g_assert_nonnull (comms_month_grid_get_cell (grid (&test), julian (2027, 1, 31)));
  comms_shell_test_close (&test);
}

static void
test_search (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *entry;

  open_month (&test);
  do_action (&test, "win.search");
  entry = comms_shell_test_find (GTK_WIDGET (calendar (&test)), GTK_TYPE_SEARCH_ENTRY, NULL);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (test.window)), entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), "COURTS  moved");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_cmpuint (items_in_grid (&test), ==, 1);
  gtk_editable_set_text (GTK_EDITABLE (entry), "no such word");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_cmpuint (items_in_grid (&test), ==, 0);
  g_signal_emit_by_name (entry, "stop-search");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_cmpuint (items_in_grid (&test), >, 10);
  comms_shell_test_close (&test);
}

/* The menu is about the card that it came up on, though the focus is in the menu. */
static void
test_context_menu (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsCalendarData) data = NULL;
  CommsCalendarItem *draft;
  GtkWidget *item;
  g_autofree char *from = NULL;

  open_month (&test);
  data = read_december (&test);
  draft = some_draft (data);
  from = g_strdup (draft->post->due_wall);
  comms_month_grid_focus_item (grid (&test), draft);
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_F10, GDK_SHIFT_MASK));
  comms_shell_test_settle (&test);
  item = comms_shell_test_find (GTK_WIDGET (calendar (&test)), GTK_TYPE_LABEL, "A Day _Later");
  g_assert_nonnull (item);
  g_signal_emit_by_name (gtk_widget_get_parent (item), "clicked");
  comms_shell_test_settle (&test);
  assert_wall (&test, draft, from, 1);
  comms_shell_test_close (&test);
}

static void
test_accessible (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsCalendarData) data = NULL;
  CommsCalendarCard *card;
  g_autofree char *spoken = NULL;

  open_month (&test);
  data = read_december (&test);
  comms_month_grid_focus_item (grid (&test), some_draft (data));
  card = comms_calendar_card_focused (GTK_WIDGET (test.window));
  spoken = comms_calendar_item_dup_spoken (comms_calendar_card_get_item (card));
  gtk_test_accessible_assert_role (GTK_WIDGET (card), GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (GTK_WIDGET (card), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken);
  comms_shell_test_close (&test);
}

static void
test_arrows (void)
{
  CommsShellTest test = { 0 };

  open_month (&test);
  comms_month_grid_set_day (grid (&test), julian (2026, 12, 12), TRUE);
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Right, 0));
  g_assert_cmpuint (comms_month_grid_get_day (grid (&test)), ==, julian (2026, 12, 13));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Down, 0));
  g_assert_cmpuint (comms_month_grid_get_day (grid (&test)), ==, julian (2026, 12, 20));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Home, 0));
  g_assert_cmpuint (comms_month_grid_get_day (grid (&test)), ==, julian (2026, 12, 14));

  /* Every card of a full day is reached, whether it is in sight or not. */
  for (guint i = 1; i < comms_month_cell_n_items (
                          comms_month_grid_get_cell (grid (&test), julian (2026, 12, 14)));
       i++)
    {
      g_assert_true (comms_shell_test_key (&test, GDK_KEY_Down, 0));
      comms_shell_test_settle (&test);
      g_assert_nonnull (focused (&test));
      g_assert_cmpuint (focused (&test)->day, ==, julian (2026, 12, 14));
    }
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Down, 0));
  g_assert_cmpuint (comms_month_grid_get_day (grid (&test)), ==, julian (2026, 12, 21));

  /* Beyond the last day of the grid lies the next month. */
  comms_month_grid_set_day (grid (&test), julian (2027, 1, 3), TRUE);
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Right, 0));
  comms_shell_test_settle (&test);
  g_assert_cmpuint (comms_month_grid_get_day (grid (&test)), ==, julian (2027, 1, 4));
  g_assert_nonnull (comms_month_grid_get_cell (grid (&test), julian (2027, 1, 31)));
  comms_shell_test_close (&test);
}

/* Enter on a day without cards opens the day; Alt and the arrows go by quarters of an hour there. */
static void
test_day (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsCalendarData) data = NULL;
  CommsCalendarItem *draft;
  CommsMove move = { COMMS_MOVE_TO_MINUTE, julian (2026, 12, 31), 600 };
  g_autofree char *view = NULL;
  g_autofree char *wall = NULL;

  open_month (&test);
  data = read_december (&test);
  draft = some_draft (data);
  comms_month_grid_set_day (grid (&test), julian (2026, 12, 31), TRUE);
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Return, 0));
  comms_shell_test_settle (&test);
  g_object_get (calendar (&test), "view", &view, NULL);
  g_assert_cmpstr (view, ==, "day");

  g_assert_true (comms_calendar_page_move (calendar (&test), draft, &move));
  comms_shell_test_settle (&test);
  g_assert_true (comms_calendar_item_is_same (draft, focused (&test)));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Down, GDK_ALT_MASK));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Down, GDK_ALT_MASK));
  comms_shell_test_settle (&test);
  wall = wall_of (&test, draft);
  g_assert_cmpstr (wall, ==, "2026-12-31T10:30");
  comms_shell_test_close (&test);
}

static gpointer
add_crowd (CommsTx   *tx,
           gpointer   data,
           GError   **error)
{
  g_autoptr (GPtrArray) accounts = comms_accounts_list (tx, error);

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *text = g_strdup_printf ("Bulletin %u", i);
      g_autoptr (CommsPost) post =
        g_object_new (COMMS_TYPE_POST, "account-id",
                      comms_record_get_id (g_ptr_array_index (accounts, 0)), "text", text,
                      "language", "en", "due-at", *(gint64 *) data, NULL);

      if (!comms_posts_save (tx, post, error))
        return NULL;
    }
  return tx;
}

/* No more cards than can be told apart, and how many posts are left over. */
static void
test_crowded_minute (void)
{
  CommsShellTest test = { 0 };
  guint day = julian (2027, 2, 10);
  gint64 due_at = comms_calendar_instant (ZONE, day, 11 * 60);
  GtkWidget *column;
  g_autoptr (GError) error = NULL;

  open_month (&test);
  g_assert_nonnull (comms_desk_run_sync (test.desk, add_crowd, &due_at, &error));
  g_assert_no_error (error);
  comms_calendar_page_show_day (calendar (&test), day);
  g_object_set (calendar (&test), "view", "day", NULL);
  comms_shell_test_settle (&test);
  column = comms_shell_test_find (GTK_WIDGET (calendar (&test)), COMMS_TYPE_DAY_COLUMN, NULL);
  g_assert_nonnull (comms_shell_test_find (column, GTK_TYPE_LABEL, "Bulletin 23"));
  g_assert_null (comms_shell_test_find (column, GTK_TYPE_LABEL, "Bulletin 24"));
  g_assert_nonnull (comms_shell_test_find (column, GTK_TYPE_LABEL, "\u200e+6"));
  comms_shell_test_shot (GTK_WIDGET (test.window), "calendar-crowd");
  comms_calendar_page_show_day (calendar (&test), day + 1);
  comms_shell_test_settle (&test);
  g_assert_null (comms_shell_test_find (column, GTK_TYPE_LABEL, "\u200e+6"));
  comms_shell_test_close (&test);
}

static void
test_pages_through_months (void)
{
  CommsShellTest test = { 0 };

  open_month (&test);
  comms_calendar_page_show_day (calendar (&test), julian (2027, 1, 31));
  comms_shell_test_settle (&test);
  gtk_widget_grab_focus (GTK_WIDGET (grid (&test)));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Page_Down, 0));
  comms_shell_test_settle (&test);
  g_assert_cmpuint (comms_month_grid_get_day (grid (&test)), ==, julian (2027, 2, 28));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Page_Up, 0));
  comms_shell_test_settle (&test);
  g_assert_cmpuint (comms_month_grid_get_day (grid (&test)), ==, julian (2027, 1, 28));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_t, 0));
  comms_shell_test_settle (&test);
  g_assert_cmpuint (comms_month_grid_get_day (grid (&test)), ==, julian (2026, 12, 9));
  comms_shell_test_close (&test);
}

/* T gives today the focus also when a card has it that both months show. */
static void
test_today_from_a_card (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsCalendarData) data = NULL;
  CommsCalendarItem *draft;
  CommsMove move = { COMMS_MOVE_TO_MINUTE, julian (2026, 12, 31), 600 };

  open_month (&test);
  data = read_december (&test);
  draft = some_draft (data);
  g_assert_true (comms_calendar_page_move (calendar (&test), draft, &move));
  comms_shell_test_settle (&test);
  comms_calendar_page_show_day (calendar (&test), julian (2027, 1, 5));
  comms_shell_test_settle (&test);
  g_assert_true (comms_month_grid_focus_item (grid (&test), draft));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_t, 0));
  comms_shell_test_settle (&test);
  g_assert_cmpuint (comms_month_grid_get_day (grid (&test)), ==, julian (2026, 12, 9));
  comms_shell_test_close (&test);
}

/* A week has seven days with their cards, and is gone through by weeks. */
static void
test_week (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsCalendarData) data = NULL;
  CommsCalendarItem *draft;
  CommsMove move = { COMMS_MOVE_TO_MINUTE, julian (2026, 12, 31), 600 };

  open_month (&test);
  data = read_december (&test);
  draft = some_draft (data);
  g_object_set (calendar (&test), "view", "week", NULL);
  comms_shell_test_settle (&test);
  g_assert_nonnull (comms_month_grid_get_cell (grid (&test), julian (2026, 12, 7)));
  g_assert_nonnull (comms_month_grid_get_cell (grid (&test), julian (2026, 12, 13)));
  g_assert_null (comms_month_grid_get_cell (grid (&test), julian (2026, 12, 14)));
  g_assert_cmpuint (comms_month_cell_n_items (
                      comms_month_grid_get_cell (grid (&test), julian (2026, 12, 9))), >, 0);

  gtk_widget_grab_focus (GTK_WIDGET (grid (&test)));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Page_Down, 0));
  comms_shell_test_settle (&test);
  g_assert_cmpuint (comms_month_grid_get_day (grid (&test)), ==, julian (2026, 12, 16));
  g_assert_null (comms_month_grid_get_cell (grid (&test), julian (2026, 12, 13)));

  /* What is moved out of the week is followed there. */
  g_assert_true (comms_calendar_page_move (calendar (&test), draft, &move));
  comms_shell_test_settle (&test);
  g_assert_nonnull (comms_month_grid_get_cell (grid (&test), julian (2026, 12, 31)));
  g_assert_true (comms_calendar_item_is_same (draft, focused (&test)));
  comms_shell_test_close (&test);
}

static void
test_right_to_left (void)
{
  GtkTextDirection direction = gtk_widget_get_default_direction ();
  CommsShellTest test = { 0 };
  double monday, tuesday, y;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  open_month (&test);
  gtk_widget_translate_coordinates (
    GTK_WIDGET (comms_month_grid_get_cell (grid (&test), julian (2026, 12, 7))),
    GTK_WIDGET (grid (&test)), 0, 0, &monday, &y);
  gtk_widget_translate_coordinates (
    GTK_WIDGET (comms_month_grid_get_cell (grid (&test), julian (2026, 12, 8))),
    GTK_WIDGET (grid (&test)), 0, 0, &tuesday, &y);
  g_assert_cmpfloat (monday, >, tuesday);

  comms_month_grid_set_day (grid (&test), julian (2026, 12, 8), TRUE);
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Left, 0));
  g_assert_cmpuint (comms_month_grid_get_day (grid (&test)), ==, julian (2026, 12, 9));
  comms_shell_test_close (&test);
  gtk_widget_set_default_direction (direction);
}

/* Every view at a wide and at a narrow size: a wrong measure is a warning, and fatal. */
static void
test_looks (gconstpointer data)
{
  static const char *const views[] = { "month", "week", "day", "agenda" };
  int width = GPOINTER_TO_INT (data);
  CommsShellTest test = { 0 };

  comms_shell_test_open (&test, "calendar", width, 800);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autofree char *name = g_strdup_printf ("calendar-%s-%d", views[i], width);
      int minimum;

      g_object_set (calendar (&test), "view", views[i], NULL);
      comms_shell_test_settle (&test);
      comms_shell_test_shot (GTK_WIDGET (test.window), name);
      gtk_widget_measure (GTK_WIDGET (calendar (&test)), GTK_ORIENTATION_HORIZONTAL, -1, &minimum,
                          NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, width < 720 ? 360 : 720);
    }
  comms_shell_test_close (&test);
}

/* The pane takes its width from the month, not from the window. */
static void
test_beside_the_pane (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsCalendarData) data = NULL;

  open_month (&test);
  data = read_december (&test);
  comms_month_grid_focus_item (grid (&test), some_draft (data));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Return, 0));
  comms_shell_test_settle (&test);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (test.window)), ==, 1280);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (grid (&test))), <, 760);
  comms_shell_test_shot (GTK_WIDGET (test.window), "calendar-pane");

  /* Closed again, the focus is where it was. */
  g_assert_null (focused (&test));
  g_signal_emit_by_name (comms_window_get_page (test.window, "compose"), "close");
  comms_shell_test_settle (&test);
  g_assert_nonnull (focused (&test));
  comms_shell_test_close (&test);
}

int
main (int   argc,
      char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/calendar/months", test_months);
  g_test_add_func ("/calendar/targets", test_targets);
  g_test_add_func ("/calendar/targets/clock-change", test_targets_across_the_change_of_clocks);
  g_test_add_func ("/calendar/spoken", test_spoken);
  g_test_add_func ("/calendar/move/key", test_move_by_key);
  g_test_add_func ("/calendar/move/drag", test_move_by_drag);
  g_test_add_func ("/calendar/move/release", test_move_release);
  g_test_add_func ("/calendar/move/undated", test_undated_finds_a_slot);
  g_test_add_func ("/calendar/move/embargo", test_embargo_refuses);
  g_test_add_func ("/calendar/bin", test_bin);
  g_test_add_func ("/calendar/chips", test_chips);
  g_test_add_func ("/calendar/neighbouring-month", test_neighbouring_month);
  g_test_add_func ("/calendar/search", test_search);
  g_test_add_func ("/calendar/context-menu", test_context_menu);
  g_test_add_func ("/calendar/accessible", test_accessible);
  g_test_add_func ("/calendar/arrows", test_arrows);
  g_test_add_func ("/calendar/day", test_day);
  g_test_add_func ("/calendar/day/crowded", test_crowded_minute);
  g_test_add_func ("/calendar/pages-through-months", test_pages_through_months);
  g_test_add_func ("/calendar/today-from-a-card", test_today_from_a_card);
  g_test_add_func ("/calendar/week", test_week);
  g_test_add_func ("/calendar/right-to-left", test_right_to_left);
  g_test_add_func ("/calendar/looks/pane", test_beside_the_pane);
  g_test_add_data_func ("/calendar/looks/wide", GINT_TO_POINTER (1280), test_looks);
  g_test_add_data_func ("/calendar/looks/narrow", GINT_TO_POINTER (400), test_looks);

  return g_test_run ();
}
