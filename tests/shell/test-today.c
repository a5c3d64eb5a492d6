/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-cadence-bar.h"
#include "comms-posts.h"
#include "comms-shell-test.h"
#include "comms-today-data.h"
#include "comms-today-row.h"

static CommsTodayData *
read_today (CommsShellTest *test)
{
  g_autoptr (GError) error = NULL;
  CommsTodayData *data = comms_desk_run_sync (test->desk, comms_today_data_load, NULL, &error);

  g_assert_no_error (error);
  return data;
}

/* How many rows of posts of that state are on screen. */
static guint
count_rows (GtkWidget      *root,
            CommsPostState  state,
            CommsTodayData *data)
{
  guint n = 0;

  if (COMMS_IS_TODAY_ROW (root))
    {
      gint64 id = comms_today_row_get_id (COMMS_TODAY_ROW (root));

      for (int list = 0; list < 2; list++)
        {
          GPtrArray *posts = list == 0 ? data->decisions : data->waiting;

          for (guint i = 0; i < posts->len; i++)
            {
              CommsTodayPost *post = g_ptr_array_index (posts, i);

              n += comms_record_get_id (COMMS_RECORD (post->post)) == id &&
                   post->post->state == state;
            }
        }
      return n;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child, state, data);
  return n;
}

static GtkWidget *
today_page (CommsShellTest *test)
{
  return GTK_WIDGET (comms_window_get_page (test->window, "today"));
}

static guint
count_class (GtkWidget  *root,
             const char *name)
{
  guint n = gtk_widget_get_mapped (root) && gtk_widget_has_css_class (root, name);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_class (child, name);
  return n;
}

static void
test_shows_what_the_desk_holds (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsTodayData) data = NULL;
  guint count;

  comms_shell_test_open (&test, "today", 1280, 800);
  data = read_today (&test);
  g_assert_cmpuint (data->decisions->len, >, 0);
  g_assert_cmpuint (data->waiting->len, >, 0);
  for (guint i = 0; i < data->decisions->len; i++)
    {
      CommsTodayPost *post = g_ptr_array_index (data->decisions, i);

      g_assert_cmpuint (count_rows (today_page (&test), post->post->state, data), >, 0);
    }
  g_object_get (today_page (&test), "count", &count, NULL);
  g_assert_cmpuint (count, ==, data->decisions->len + data->waiting->len);
  g_assert_cmpuint (count_class (today_page (&test), "suggested-action"), ==, 1);
  comms_shell_test_shot (GTK_WIDGET (test.window), "today");
  comms_shell_test_close (&test);
}

static void
test_narrow (void)
{
  CommsShellTest test = { 0 };
  int minimum;

  comms_shell_test_open (&test, "today", 400, 800);
  g_assert_true (comms_page_get_folded (COMMS_PAGE (today_page (&test))));
  gtk_widget_measure (today_page (&test), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);
  comms_shell_test_shot (GTK_WIDGET (test.window), "today-narrow");
  comms_shell_test_close (&test);
}

int
main (int   argc,
      char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/today/shows-what-the-desk-holds", test_shows_what_the_desk_holds);
  g_test_add_func ("/today/narrow", test_narrow);

  return g_test_run ();
}
