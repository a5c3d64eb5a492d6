/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "comms-plan-view.h"

#include "comms-cost-words.h"
#include "comms-marks.h"
#include "comms-page.h"
#include "comms-paint.h"
#include "comms-plan-data.h"
#include "comms-plan-row.h"
#include "comms-plan-wording.h"
#include "comms-posts.h"
#include "comms-template.h"
#include "comms-undo.h"
#include "comms-wrap-layout.h"
#include "comms-zone.h"

struct _CommsPlanView
{
  GtkWidget parent_instance;

  CommsDesk *desk;
  CommsRelease *release;
  CommsPolicy *policy;
  GPtrArray *accounts;
  gint64 release_id;
  gint64 now;
  CommsPlan *plan;  /* NULL while there is none */
  GPtrArray *rows;  /* of CommsPlanRow, in order */
  GHashTable *left; /* of gint64 release: the rows that were edited there and left (GPtrArray) */
  GCancellable *loading;
  gboolean filling;
  gboolean busy;
  gboolean asked; /* a person waits for what comes next */

  GtkScrolledWindow *scroller;
  GtkBox *column;
  GtkLabel *summary_label;
  GtkLabel *cost_label;
  GtkDropDown *account_drop;
  GtkMenuButton *day_button;
  GtkPopover *day_popover;
  GtkCalendar *day_calendar;
  GtkBox *zones_box;
  GtkBox *list;
  GtkBox *bar;
  GtkLabel *hint_label;
  GtkButton *reread_button;
  GtkButton *make_button;
};

G_DEFINE_FINAL_TYPE (CommsPlanView, comms_plan_view, GTK_TYPE_WIDGET)

enum
{
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- what was chosen --- */

static CommsAccount *
chosen_account (CommsPlanView *self)
{
  guint selected = gtk_drop_down_get_selected (self->account_drop);

  return self->accounts != NULL && selected < self->accounts->len
           ? g_ptr_array_index (self->accounts, selected)
           : NULL;
}

/* The audiences whose chips are pressed. (transfer full) */
static char **
dup_zones (CommsPlanView *self)
{
  g_autoptr (GPtrArray) zones = g_ptr_array_new ();

  for (GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->zones_box)); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)))
      g_ptr_array_add (zones, g_strdup (g_object_get_data (G_OBJECT (chip), "zone")));
  g_ptr_array_add (zones, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&zones), FALSE);
}

static CommsPlanJob *
new_job (CommsPlanView *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->day_calendar);
  g_auto (GStrv) zones = dup_zones (self);
  CommsCascadeRequest request = { .release_id = self->release_id };

  request.account_id = comms_record_get_id (COMMS_RECORD (chosen_account (self)));
  g_date_time_get_ymd (day, &request.year, &request.month, &request.day);
  return comms_plan_job_new (&request, (const char *const *) zones);
}

static guint
count_chosen (CommsPlanView *self, gboolean *all_valid)
{
  guint n = 0;

  *all_valid = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      CommsPlanRow *row = g_ptr_array_index (self->rows, i);

      if (!comms_plan_row_is_chosen (row))
        continue;
      n++;
      *all_valid = *all_valid && comms_plan_row_is_valid (row);
    }
  return n;
}

/* The posts of this release that a person has to read before they go. (transfer full) */
static GArray *
dup_unread (CommsPlanView *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; self->plan != NULL && i < self->plan->coverage->len; i++)
    {
      CommsPost *post = ((CommsCoverage *) g_ptr_array_index (self->plan->coverage, i))->post;
      gint64 id = post != NULL ? comms_record_get_id (COMMS_RECORD (post)) : 0;

      if (post != NULL && post->due_at > self->plan->now &&
          (post->state == COMMS_POST_STATE_DRAFT || post->state == COMMS_POST_STATE_IN_REVIEW ||
           post->state == COMMS_POST_STATE_APPROVED))
        g_array_append_val (ids, id);
    }
  return ids;
}

/* --- words --- */

static guint
count_verdict (CommsPlanView *self, CommsCascadeVerdict verdict)
{
  guint n = 0;

  for (guint i = 0; self->plan != NULL && i < self->plan->rows->len; i++)
    n += ((CommsCascadeRow *) g_ptr_array_index (self->plan->rows, i))->verdict == verdict;
  return n;
}

/* (transfer full) */
static char *
dup_summary (CommsPlanView *self)
{
  guint n_used = count_verdict (self, COMMS_CASCADE_USED);
  guint n_new = count_verdict (self, COMMS_CASCADE_DRAFT);
  g_autofree char *used = comms_format_number (n_used);
  g_autofree char *fresh = comms_format_number (n_new);

  if (self->plan == NULL)
    return g_strdup ("");
  if (n_used == self->plan->rows->len)
    return g_strdup (C_ ("plan", "Every part has its post already."));
  if (n_used == 0)
    return g_strdup (C_ ("plan", "One post a part, each with the link. Leave out or reword what "
                                 "you like; nothing is sent before it was re-read."));
  if (n_new == 0)
    return g_strdup_printf (ngettext ("%s part has its post already; nothing more fits that day.",
                                      "%s parts have their post already; nothing more fits that "
                                      "day.",
                                      n_used),
                            used);
  /* Translators: two numbers of parts; the plural is that of the first */
  return g_strdup_printf (ngettext ("%s part has its post already; only the gaps are filled, with "
                                    "%s more.",
                                    "%s parts have their post already; only the gaps are filled, "
                                    "with %s more.",
                                    n_used),
                          used, fresh);
}

/* What the chosen posts cost, and their month with them (G2). */
static void
update_cost (CommsPlanView *self)
{
  CommsAccount *account = chosen_account (self);
  g_autoptr (CommsPost) post = comms_post_new ();
  g_autofree char *words = NULL;
  g_autofree char *warning = NULL;
  g_autofree char *whole = NULL;
  gint64 micros = 0;
  guint n = 0;
  CommsCost cost;

  for (guint i = 0; self->plan != NULL && account != NULL && i < self->rows->len; i++)
    {
      CommsPlanRow *row = g_ptr_array_index (self->rows, i);
      g_autofree char *text = comms_plan_row_dup_text (row);

      if (!comms_plan_row_is_chosen (row))
        continue;
      n++;
      g_object_set (post, "text", text, NULL);
      micros += comms_cost_of_post (self->plan->tariffs, post, account, 0, self->plan->day_at);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->cost_label), micros > 0);
  if (micros == 0)
    return;
  cost = self->plan->cost;
  cost.month_planned += micros;
  words = comms_cost_dup_plan (n, micros, &cost, self->plan->day_at);
  warning = comms_cost_dup_warning (&cost);
  whole = warning != NULL ? g_strjoin ("\n", words, warning, NULL) : g_steal_pointer (&words);
  gtk_label_set_label (self->cost_label, whole);
}

static void
update_buttons (CommsPlanView *self)
{
  g_autoptr (GArray) unread = dup_unread (self);
  gboolean valid;
  guint n = count_chosen (self, &valid);
  g_autofree char *number = comms_format_number (n);
  g_autofree char *label = NULL;
  const char *hint = "";

  update_cost (self);
  /* Translators: %s is a number; a button */
  label = g_strdup_printf (ngettext ("Make %s Draft", "Make %s Drafts", n), number);
  if (self->plan == NULL)
    hint = "";
  else if (chosen_account (self) == NULL)
    hint = C_ ("plan", "Connect an account first: posts go out from one.");
  else if (n == 0 && unread->len == 0)
    hint = C_ ("plan", "There is nothing to make: tick a part, or choose another day.");
  else if (n > 0 && !valid)
    hint = C_ ("plan", "A text is empty or too long: shorten it, or leave it out.");
  gtk_label_set_label (self->hint_label, hint);
  gtk_button_set_label (self->make_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->make_button), n > 0 || unread->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->reread_button), unread->len > 0);
  comms_widget_toggle_class (GTK_WIDGET (self->make_button), "suggested-action", TRUE);
  comms_widget_toggle_class (GTK_WIDGET (self->reread_button), "suggested-action", n == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plan.make",
                                 !self->busy && self->plan != NULL && n > 0 && valid);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plan.reread", !self->busy && unread->len > 0);
}

static void
update_day (CommsPlanView *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->day_calendar);
  gint64 start =
    comms_zone_date_start (self->policy->zone, g_date_time_get_year (day),
                           g_date_time_get_month (day), g_date_time_get_day_of_month (day));
  g_autofree char *label = comms_format_day (self->policy->zone, start);

  gtk_menu_button_set_label (self->day_button, label);
}

/* --- showing --- */

static CommsPlanRow *
find_row (GPtrArray *rows, CommsPart part, int part_index)
{
  for (guint i = 0; i < rows->len; i++)
    {
      int index;

      if (comms_plan_row_get_part (g_ptr_array_index (rows, i), &index) == part &&
          index == part_index)
        return g_ptr_array_index (rows, i);
    }
  return NULL;
}

static CommsTextRule
rule_of (CommsAccount *account)
{
  CommsTextRule rule = COMMS_TEXT_RULE_X;

  if (account != NULL && account->network != NULL)
    comms_text_rule_from_nick (account->network, &rule);
  return rule;
}

/* What a person has left out or edited stays, whatever else has changed. */
static void
keep_choices (CommsPlanRow *row, CommsPlanRow *old)
{
  g_autofree char *text = NULL;

  if (old == NULL)
    return;
  if (comms_plan_row_is_edited (old))
    {
      text = comms_plan_row_dup_text (old);
      comms_plan_row_set_text (row, text);
    }
  if (g_object_get_data (G_OBJECT (old), "left-out") == NULL)
    return;
  comms_plan_row_set_chosen (row, FALSE);
  g_object_set_data (G_OBJECT (row), "left-out", GINT_TO_POINTER (TRUE));
}

static void
row_changed_cb (CommsPlanView *self, CommsPlanRow *row)
{
  g_assert (COMMS_IS_PLAN_VIEW (self));

  g_object_set_data (G_OBJECT (row), "left-out", GINT_TO_POINTER (!comms_plan_row_is_chosen (row)));
  update_buttons (self);
}

static void
another_cb (CommsPlanView *self, CommsPlanRow *row)
{
  CommsAccount *account = chosen_account (self);

  g_assert (COMMS_IS_PLAN_VIEW (self));

  if (account != NULL)
    comms_plan_wording_next (row, self->desk, self->release_id,
                             comms_record_get_id (COMMS_RECORD (account)), self->loading);
}

static void
add_row (CommsPlanView *self, CommsCascadeRow *part, const CommsPlanStyle *style, GPtrArray *old)
{
  CommsPost *post = comms_plan_find_post (self->plan, part->part, part->part_index);
  GtkWidget *row =
    comms_plan_row_new (part, part->verdict == COMMS_CASCADE_USED ? post : NULL, style);

  keep_choices (COMMS_PLAN_ROW (row), find_row (old, part->part, part->part_index));
  g_signal_connect_object (row, "changed", G_CALLBACK (row_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "another", G_CALLBACK (another_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->list, row);
  g_ptr_array_add (self->rows, g_object_ref (row));
}

static void
clear_rows (CommsPlanView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    gtk_box_remove (self->list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
fill (CommsPlanView *self)
{
  CommsAccount *account = chosen_account (self);
  g_auto (GStrv) zones = dup_zones (self);
  GPtrArray *left = g_hash_table_lookup (self->left, &self->release_id);
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *summary = dup_summary (self);
  CommsPlanStyle style = { .zone = self->policy->zone,
                           .zones = (const char *const *) zones,
                           .rule = rule_of (account),
                           .limit = account != NULL ? (int) account->character_limit : 0,
                           .language = self->release->language };

  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_add (old, g_object_ref (g_ptr_array_index (self->rows, i)));
  for (guint i = 0; left != NULL && i < left->len; i++)
    g_ptr_array_add (old, g_object_ref (g_ptr_array_index (left, i)));
  g_hash_table_remove (self->left, &self->release_id);
  clear_rows (self);
  for (guint i = 0; i < self->plan->rows->len; i++)
    add_row (self, g_ptr_array_index (self->plan->rows, i), &style, old);
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->rows->len > 0);
  gtk_label_set_label (self->summary_label, summary);
  update_buttons (self);
}

/* The focus goes to the next step only where a person has just asked for one. */
static void
take_plan (CommsPlanView *self, CommsPlan *plan)
{
  g_clear_pointer (&self->plan, comms_plan_free);
  self->plan = plan;
  fill (self);
  if (!self->asked)
    return;
  self->asked = FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (gtk_widget_get_visible (GTK_WIDGET (self->make_button))
                                       ? self->make_button
                                       : self->reread_button));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPlanView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsPlan) plan = NULL;
  gboolean stale = comms_desk_run_is_stale (result);

  plan = comms_desk_run_finish (COMMS_DESK (source), result, &error);
  if (stale || self->release_id == 0)
    return;
  if (plan != NULL)
    {
      take_plan (self, g_steal_pointer (&plan));
      return;
    }
  clear_rows (self);
  g_clear_pointer (&self->plan, comms_plan_free);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  gtk_label_set_label (self->summary_label, error->message);
  update_buttons (self);
}

void
comms_plan_view_reload (CommsPlanView *self)
{
  g_return_if_fail (COMMS_IS_PLAN_VIEW (self));

  if (self->release_id == 0 || chosen_account (self) == NULL || self->busy)
    return;
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  comms_desk_run_async (self->desk, comms_plan_load, new_job (self),
                        (GDestroyNotify) comms_plan_job_free, (GDestroyNotify) comms_plan_free,
                        self->loading, loaded_cb, g_object_ref (self));
}

/* --- making --- */

/* (transfer full) (element-type CommsCascadeChoice) */
static GPtrArray *
dup_choices (CommsPlanView *self)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) comms_cascade_choice_free);

  for (guint i = 0; i < self->rows->len; i++)
    {
      CommsPlanRow *row = g_ptr_array_index (self->rows, i);
      CommsCascadeChoice *choice;

      if (!comms_plan_row_is_chosen (row))
        continue;
      choice = g_new0 (CommsCascadeChoice, 1);
      choice->part = comms_plan_row_get_part (row, &choice->part_index);
      choice->text = comms_plan_row_dup_text (row);
      g_ptr_array_add (choices, choice);
    }
  return choices;
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPlanView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsPlan) plan = comms_desk_run_finish (COMMS_DESK (source), result, &error);
  g_autofree char *summary = NULL;
  const gint64 *ids;
  guint n_made;

  self->busy = FALSE;
  if (plan == NULL)
    {
      comms_undo_show_error (error);
      comms_plan_view_reload (self);
      return;
    }
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  n_made = plan->made->len;
  ids = (const gint64 *) (gpointer) plan->made->data;
  summary = comms_plan_dup_made (n_made, count_verdict (self, COMMS_CASCADE_USED));
  if (n_made > 0)
    comms_undo_push_ids (GTK_WIDGET (self), summary, comms_posts_bin, comms_posts_unbin, ids,
                         n_made);
  if (self->release_id != 0)
    take_plan (self, g_steal_pointer (&plan));
}

static void
make_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsPlanView *self = COMMS_PLAN_VIEW (widget);
  CommsPlanJob *job = new_job (self);

  job->choices = dup_choices (self);
  self->busy = TRUE;
  self->asked = TRUE;
  update_buttons (self);
  comms_desk_run_async (self->desk, comms_plan_make, job, (GDestroyNotify) comms_plan_job_free,
                        (GDestroyNotify) comms_plan_free, NULL, made_cb, g_object_ref (self));
}

static void
reread_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GArray) ids = dup_unread (COMMS_PLAN_VIEW (widget));

  gtk_widget_activate_action_variant (widget, "win.reread-day",
                                      g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data,
                                                                 ids->len, sizeof (gint64)));
}

/* Whichever of the two is the next step. */
static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsPlanView *self = COMMS_PLAN_VIEW (widget);
  gboolean make = gtk_widget_get_visible (GTK_WIDGET (self->make_button));

  gtk_widget_activate_action (widget, make ? "plan.make" : "plan.reread", NULL);
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[CLOSED], 0);
}

/* --- callbacks --- */

static void
choice_changed_cb (CommsPlanView *self)
{
  g_assert (COMMS_IS_PLAN_VIEW (self));

  if (!self->filling)
    comms_plan_view_reload (self);
}

static void
day_selected_cb (CommsPlanView *self)
{
  g_assert (COMMS_IS_PLAN_VIEW (self));

  if (self->filling)
    return;
  gtk_popover_popdown (self->day_popover);
  update_day (self);
  comms_plan_view_reload (self);
}

/* --- overrides --- */

static void
comms_plan_view_dispose (GObject *object)
{
  CommsPlanView *self = COMMS_PLAN_VIEW (object);

  if (self->list != NULL)
    comms_plan_view_forget (self);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->left, g_hash_table_unref);
  comms_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_PLAN_VIEW);

  G_OBJECT_CLASS (comms_plan_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CommsPlanView, scroller);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanView, column);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanView, summary_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanView, cost_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanView, account_drop);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanView, day_button);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanView, day_popover);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanView, day_calendar);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanView, zones_box);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanView, list);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanView, bar);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanView, hint_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanView, reread_button);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanView, make_button);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
}

static void
comms_plan_view_class_init (CommsPlanViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_plan_view_dispose;

  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (COMMS_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "planview");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-plan-view.ui");
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "plan.make", NULL, make_action);
  gtk_widget_class_install_action (widget_class, "plan.reread", NULL, reread_action);
  gtk_widget_class_install_action (widget_class, "plan.go", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "plan.close", NULL, close_action);
}

static void
comms_plan_view_init (CommsPlanView *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->left =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* --- opening --- */

static void
add_zone_chip (CommsPlanView *self, const char *zone)
{
  g_autofree char *city = comms_zone_dup_city (zone);
  GtkWidget *chip = gtk_toggle_button_new_with_label (city);

  gtk_widget_add_css_class (chip, "chip");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
  gtk_widget_set_tooltip_text (chip, C_ ("plan", "Prefer times at which people there are awake"));
  g_object_set_data_full (G_OBJECT (chip), "zone", g_strdup (zone), g_free);
  g_signal_connect_object (chip, "toggled", G_CALLBACK (choice_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->zones_box, chip);
}

static void
propose_zones (CommsPlanView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->zones_box))) != NULL)
    gtk_box_remove (self->zones_box, child);
  for (guint i = 0; self->policy->audience_zones != NULL && self->policy->audience_zones[i] != NULL;
       i++)
    if (!g_str_equal (self->policy->audience_zones[i], self->policy->zone))
      add_zone_chip (self, self->policy->audience_zones[i]);
}

static void
propose_account (CommsPlanView *self, CommsAccount *usual)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < self->accounts->len; i++)
    {
      CommsAccount *account = g_ptr_array_index (self->accounts, i);
      g_autofree char *name = g_strconcat ("@", account->handle, NULL);

      gtk_string_list_append (names, name);
      if (account == usual)
        selected = i;
    }
  gtk_drop_down_set_model (self->account_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->account_drop, selected);
}

/* The release's own day, or the first that has a time left, and never before the embargo lifts. */
static void
propose_day (CommsPlanView *self)
{
  gint64 at = MAX (MAX (self->now, self->release->embargo_at), self->release->publish_at);
  g_autoptr (GDateTime) day =
    comms_zone_date_time (self->policy->zone, comms_cascade_first_day (self->policy, at));

  gtk_calendar_select_day (self->day_calendar, day);
  update_day (self);
}

void
comms_plan_view_open (CommsPlanView *self,
                      CommsDesk *desk,
                      CommsRelease *release,
                      CommsReleaseData *data)
{
  gint64 id = comms_record_get_id (COMMS_RECORD (release));
  gboolean same = self->release_id == id;

  g_return_if_fail (COMMS_IS_PLAN_VIEW (self));
  g_return_if_fail (id != 0);

  if (!same)
    comms_plan_view_forget (self);
  g_set_object (&self->desk, desk);
  g_clear_object (&self->release);
  self->release = comms_record_copy (release);
  g_set_object (&self->policy, data->policy);
  self->release_id = id;
  self->now = data->now;
  if (!same)
    {
      self->filling = TRUE;
      self->accounts = g_ptr_array_ref (data->accounts);
      propose_account (self, comms_release_data_account (data));
      propose_zones (self);
      propose_day (self);
      self->filling = FALSE;
    }
  self->asked = TRUE;
  update_buttons (self);
  comms_plan_view_reload (self);
}

gboolean
comms_plan_view_is_edited (CommsPlanView *self)
{
  g_return_val_if_fail (COMMS_IS_PLAN_VIEW (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    if (comms_plan_row_is_edited (g_ptr_array_index (self->rows, i)))
      return TRUE;
  return FALSE;
}

/* What was written by hand is there again when the plan of its release is. */
static void
keep_left (CommsPlanView *self)
{
  GPtrArray *left;

  if (self->release_id == 0 || !comms_plan_view_is_edited (self))
    return;
  left = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_add (left, g_object_ref (g_ptr_array_index (self->rows, i)));
  g_hash_table_replace (self->left, g_memdup2 (&self->release_id, sizeof self->release_id), left);
}

void
comms_plan_view_forget (CommsPlanView *self)
{
  g_return_if_fail (COMMS_IS_PLAN_VIEW (self));

  keep_left (self);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  clear_rows (self);
  self->release_id = 0;
  g_clear_pointer (&self->plan, comms_plan_free);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_object (&self->release);
  g_clear_object (&self->policy);
  g_clear_object (&self->desk);
}

void
comms_plan_view_set_folded (CommsPlanView *self, gboolean folded)
{
  g_return_if_fail (COMMS_IS_PLAN_VIEW (self));

  gtk_widget_set_margin_start (GTK_WIDGET (self->column), folded ? 12 : 20);
  gtk_widget_set_margin_end (GTK_WIDGET (self->column), folded ? 12 : 20);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bar),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}
