/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-accounts.h"
#include "comms-cost-words.h"
#include "comms-metrics.h"
#include "comms-network.h"
#include "comms-post-figures.h"
#include "comms-posts.h"
#include "comms-preferences.h"
#include "comms-shell-test.h"

#define HOUR (G_GINT64_CONSTANT (60) * 60 * 1000)

/* The sentences of the cap. */
static const struct
{
  CommsCost cost;
  const char *warning;
} warnings[] = {
  { { .month_spent = 50000000 }, NULL },
  { { .month_spent = 10000000, .month_planned = 5990000, .cap = 20000000 }, NULL },
  { { .month_spent = 10000000, .month_planned = 6000000, .cap = 20000000 },
    "X takes $16.00 of the month’s cap of $20.00." },
  { { .month_spent = 15000000, .month_planned = 6000000, .cap = 20000000 },
    "X would take $21.00, above the month’s cap of $20.00: raise the cap, leave links out, or plan "
    "for the next month." },
};

static void
test_cost_words (void)
{
  const CommsCost cost = { .month_spent = 1400000, .month_planned = 10000000, .cap = 20000000 };
  const CommsCost open = { .month_planned = 1000000 };
  const gint64 december = G_GINT64_CONSTANT (1796806800000);
  g_autofree char *plan = comms_cost_dup_plan (5, 1000000, &cost, december);
  g_autofree char *one = comms_cost_dup_plan (1, 200000, &open, december);

  g_assert_cmpstr (plan, ==, "5 posts, $1.00; December: $11.40 of $20.00");
  g_assert_cmpstr (one, ==, "1 post, $0.20; December: $1.00");
  g_assert_null (comms_cost_dup_plan (5, 0, &cost, december));
  for (gsize i = 0; i < G_N_ELEMENTS (warnings); i++)
    {
      g_autofree char *warning = comms_cost_dup_warning (&warnings[i].cost);

      g_assert_cmpstr (warning, ==, warnings[i].warning);
    }
}

/* A post that is out, read twice: an hour and a day after. */

static gpointer
find_posted (CommsTx *tx, gpointer unused, GError **error)
{
  const CommsPostQuery query = { .states = 1u << COMMS_POST_STATE_POSTED };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);

  return posts != NULL && posts->len > 0 ? g_object_ref (g_ptr_array_index (posts, 0)) : NULL;
}

typedef struct
{
  CommsPost *post;
  gint64 likes;
  gboolean gone;
} Answer;

static gpointer
answer_func (CommsTx *tx, gpointer data, GError **error)
{
  const Answer *answer = data;
  CommsMetricsStep *step = comms_metrics_step_new (0, 0);
  CommsMetrics *told = g_new (CommsMetrics, 1);

  *told = (CommsMetrics){ g_strdup (answer->post->remote_id), answer->likes, 3, 2, 1, 900, -1,
                          answer->gone };
  step->account = comms_accounts_load (tx, answer->post->account_id, error);
  step->posts = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (step->posts, g_object_ref (answer->post));
  step->found = g_ptr_array_new_with_free_func ((GDestroyNotify) comms_metrics_free);
  g_ptr_array_add (step->found, told);
  g_assert_nonnull (comms_metrics_end (tx, step, error));
  comms_metrics_step_free (step);
  return (gpointer) answer;
}

static void
answer (CommsShellTest *test, CommsPost *post, gint64 likes, gboolean gone)
{
  Answer told = { post, likes, gone };
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (test->desk, answer_func, &told, &error);
  g_assert_no_error (error);
}

static GtkWidget *
open_figures (CommsShellTest *test, CommsPost *post)
{
  GtkWidget *figures;

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.open-post", "x",
                              comms_record_get_id (COMMS_RECORD (post)));
  comms_shell_test_settle (test);
  figures =
    comms_shell_test_find (GTK_WIDGET (test->window), COMMS_TYPE_POST_FIGURES, NULL);
  g_assert_nonnull (figures);
  return figures;
}

typedef struct
{
  GtkWidget *root;
  const char *words;
} Wanted;

static gboolean
label_begins (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), words))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (label_begins (child, words))
      return TRUE;
  return FALSE;
}

static gboolean
says (gpointer data)
{
  const Wanted *wanted = data;

  return label_begins (wanted->root, wanted->words);
}

static void
wait_for (GtkWidget *root, const char *words)
{
  Wanted wanted = { root, words };

  comms_shell_test_wait (says, &wanted);
}

/* The line, and by the keyboard the table under it; then one that is gone. */
static void
test_series (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  GtkWidget *figures;
  GtkWidget *expander;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  post = comms_desk_run_sync (test.desk, find_posted, NULL, NULL);
  answer (&test, post, 12, FALSE);
  answer (&test, post, 40, FALSE);
  figures = open_figures (&test, post);
  wait_for (figures, "40 likes, 3 reposts, 2 replies, 1 quote, 900 views · read today");
  expander = comms_shell_test_find (figures, GTK_TYPE_EXPANDER, NULL);
  g_assert_nonnull (expander);
  gtk_widget_grab_focus (expander);
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_space, 0));
  comms_shell_test_settle (&test);
  g_assert_true (gtk_expander_get_expanded (GTK_EXPANDER (expander)));
  g_assert_true (label_begins (figures, "Views"));
  g_assert_true (label_begins (figures, "12"));
  comms_shell_test_shot (GTK_WIDGET (test.window), "figures");

  answer (&test, post, -1, TRUE);
  wait_for (figures, "Not there any more");
  g_assert_true (label_begins (figures, "The network no longer knows this post."));
  comms_shell_test_close (&test);
}

static gpointer
forbid_func (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsAccount) account = comms_accounts_load (tx, *(gint64 *) id, error);

  g_object_set (account, "reading-confirmed-by", NULL, NULL);
  return comms_accounts_save (tx, account, error) ? id : NULL;
}

static gpointer
find_manager (CommsTx *tx, gpointer unused, GError **error)
{
  g_autoptr (GPtrArray) people = comms_people_list (tx, error);

  for (guint i = 0; people != NULL && i < people->len; i++)
    if (((CommsPerson *) g_ptr_array_index (people, i))->role == COMMS_ROLE_MANAGER)
      return g_object_ref (g_ptr_array_index (people, i));
  return NULL;
}

static void
act_as_manager (CommsShellTest *test)
{
  g_autoptr (CommsPerson) manager = comms_desk_run_sync (test->desk, find_manager, NULL, NULL);
  g_autoptr (GError) error = NULL;

  comms_desk_act_as (test->desk, comms_record_get_id (COMMS_RECORD (manager)), &error);
  g_assert_no_error (error);
}

/* Where reading is off: why, and where to switch it on; no button that would do nothing. */
static void
test_off (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *figures;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  act_as_manager (&test);
  post = comms_desk_run_sync (test.desk, find_posted, NULL, NULL);
  g_assert_nonnull (comms_desk_run_sync (test.desk, forbid_func, &post->account_id, &error));
  figures = open_figures (&test, post);
  wait_for (figures, "Reading from X is off for @");
  g_assert_nonnull (comms_shell_test_find (figures, GTK_TYPE_BUTTON, "Show Accounts"));
  g_assert_null (comms_shell_test_find (figures, GTK_TYPE_BUTTON, "Read Now"));
  comms_shell_test_close (&test);
}

/* The page of the preferences; the cap is a manager's. */
static void
test_preferences (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *preferences = NULL;
  g_autoptr (GListModel) windows = NULL;

  comms_shell_test_open (&test, "today", 1280, 800);
  act_as_manager (&test);
  comms_preferences_present (GTK_WINDOW (test.window), test.desk, "cost");
  comms_shell_test_settle (&test);
  windows = g_object_ref (gtk_window_get_toplevels ());
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (COMMS_IS_PREFERENCES (window))
        preferences = window;
    }
  g_assert_nonnull (preferences);
  wait_for (preferences, "This month: ");
  wait_for (preferences, "A post with a link");
  comms_shell_test_shot (preferences, "cost");
  gtk_window_destroy (GTK_WINDOW (preferences));
  comms_shell_test_close (&test);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);
  g_test_add_func ("/figures/cost-words", test_cost_words);
  g_test_add_func ("/figures/series", test_series);
  g_test_add_func ("/figures/off", test_off);
  g_test_add_func ("/figures/preferences", test_preferences);
  return g_test_run ();
}
