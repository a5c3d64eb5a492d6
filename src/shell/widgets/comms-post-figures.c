/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-post-figures.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-cost.h"
#include "comms-cost-words.h"
#include "comms-error.h"
#include "comms-marks.h"
#include "comms-metrics.h"

/* Columns of readings beside the one with the names; what the schedule makes. */
#define SHOWN_READINGS 4

struct _CommsPostFigures
{
  AdwBin parent_instance;

  GtkLabel *figures_label;
  GtkLabel *hint_label;
  GtkButton *read_button;
  GtkButton *accounts_button;
  GtkExpander *expander;
  GtkGrid *table;

  CommsDesk *desk;
  CommsPost *post;
  char *why_not; /* the desk does not read from its account */
  gulong changed_id;
  GCancellable *cancellable;
  gboolean reading;
};

G_DEFINE_FINAL_TYPE (CommsPostFigures, comms_post_figures, ADW_TYPE_BIN)

/* What it shows. */
typedef struct
{
  gint64 post_id;
  gint64 account_id;
  GPtrArray *series;
  gint64 price;
} Figures;

static void
figures_free (Figures *figures)
{
  g_clear_pointer (&figures->series, g_ptr_array_unref);
  g_free (figures);
}

static gpointer
load_func (CommsTx *tx, gpointer data, GError **error)
{
  const Figures *wanted = data;
  Figures *figures = g_memdup2 (wanted, sizeof *wanted);
  g_autoptr (GPtrArray) tariffs = comms_tariffs_list (tx, error);
  g_autoptr (CommsAccount) account = NULL;

  figures->series =
    tariffs != NULL ? comms_metrics_list (tx, figures->post_id, error) : NULL;
  account = figures->series != NULL ? comms_accounts_load (tx, figures->account_id, error) : NULL;
  if (account == NULL)
    {
      figures_free (figures);
      return NULL;
    }
  figures->price = comms_cost_of_reading (tariffs, account, tx->stamp.now);
  return figures;
}

/* The table: a row for each figure that was ever told, a column for each of the last readings. */

static const struct
{
  const char *name;
  gsize offset;
} rows[] = {
  { NC_ ("figures", "Likes"), G_STRUCT_OFFSET (CommsMetric, likes) },
  { NC_ ("figures", "Reposts"), G_STRUCT_OFFSET (CommsMetric, reposts) },
  { NC_ ("figures", "Replies"), G_STRUCT_OFFSET (CommsMetric, replies) },
  { NC_ ("figures", "Quotes"), G_STRUCT_OFFSET (CommsMetric, quotes) },
  { NC_ ("figures", "Bookmarks"), G_STRUCT_OFFSET (CommsMetric, bookmarks) },
  { NC_ ("figures", "Views"), G_STRUCT_OFFSET (CommsMetric, impressions) },
};

static void
attach (CommsPostFigures *self, const char *text, gboolean head, int column, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_widget_set_hexpand (label, column > 0);
  gtk_widget_add_css_class (label, "caption");
  if (head)
    gtk_widget_add_css_class (label, "secondary");
  comms_label_set_tabular (GTK_LABEL (label));
  gtk_grid_attach (self->table, label, column, row, 1, 1);
}

static void
attach_row (CommsPostFigures *self, GPtrArray *series, guint first, gsize index, int row)
{
  attach (self, g_dpgettext2 (GETTEXT_PACKAGE, "figures", rows[index].name), TRUE, 0, row);
  for (guint i = first; i < series->len; i++)
    {
      gint64 n = G_STRUCT_MEMBER (gint64, g_ptr_array_index (series, i), rows[index].offset);
      /* Translators: in a table of figures: the network did not tell this one */
      g_autofree char *number =
        n >= 0 ? comms_format_number (n) : g_strdup (C_ ("figures", "–"));

      attach (self, number, FALSE, (int) (i - first) + 1, row);
    }
}

static gboolean
was_told (GPtrArray *series, guint first, gsize offset)
{
  for (guint i = first; i < series->len; i++)
    if (G_STRUCT_MEMBER (gint64, g_ptr_array_index (series, i), offset) >= 0)
      return TRUE;
  return FALSE;
}

static void
fill_table (CommsPostFigures *self, GPtrArray *series)
{
  const char *zone = comms_desk_get_policy (self->desk)->zone;
  const guint first = series->len > SHOWN_READINGS ? series->len - SHOWN_READINGS : 0;
  GtkWidget *child;
  int row = 1;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->table))) != NULL)
    gtk_grid_remove (self->table, child);
  for (guint i = first; i < series->len; i++)
    {
      CommsMetric *metric = g_ptr_array_index (series, i);
      /* Translators: the head of a narrow column: a day, under it a time: 9 Dec, 14:02 */
      g_autofree char *at = comms_format_date (C_ ("date", "%-d %b\n%H:%M"), zone, metric->at);

      attach (self, at, TRUE, (int) (i - first) + 1, 0);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (was_told (series, first, rows[i].offset))
      attach_row (self, series, first, i, row++);
  gtk_widget_set_visible (GTK_WIDGET (self->expander), row > 1 && series->len > 1);
}

static void
set_hint (CommsPostFigures *self, const char *hint)
{
  gtk_label_set_label (self->hint_label, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), hint != NULL && *hint != '\0');
}

/* When it is read next, what to do about one that is gone, or why nothing is read. (transfer full) */
static char *
dup_hint (CommsPostFigures *self, CommsMetric *last)
{
  const gint64 now = comms_desk_now (self->desk);
  gint64 due = comms_metrics_next_due (self->post->posted_at, last != NULL ? last->at : 0);
  g_autofree char *at = NULL;

  if (last != NULL && last->gone)
    return g_strdup (C_ ("figures", "The network no longer knows this post. Look at the account; "
                                    "where it was taken off on purpose, withdraw it here with the "
                                    "reason."));
  if (self->why_not != NULL)
    return g_strdup (self->why_not);
  if (due == 0)
    return NULL;
  at = comms_format_moment (comms_desk_get_policy (self->desk)->zone, MAX (due, now), now);
  /* Translators: %s is a day and time */
  return g_strdup_printf (C_ ("figures", "Next reading: %s"), at);
}

static void
fill (CommsPostFigures *self, Figures *figures)
{
  CommsMetric *last = figures->series->len > 0
                        ? g_ptr_array_index (figures->series, figures->series->len - 1)
                        : NULL;
  g_autofree char *hint = dup_hint (self, last);
  g_autofree char *price = NULL;
  g_autofree char *tooltip = NULL;
  g_autofree char *line = NULL;

  if (last != NULL)
    line = comms_format_metric (last, comms_desk_get_policy (self->desk)->zone,
                                comms_desk_now (self->desk));
  else
    line = g_strdup (C_ ("figures", "No figures yet"));
  gtk_label_set_label (self->figures_label, line);
  set_hint (self, hint);
  if (figures->price > 0)
    {
      price = comms_format_money (figures->price);
      /* Translators: %s is a sum of money */
      tooltip = g_strdup_printf (C_ ("figures", "Asks the network; costs %s"), price);
    }
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->read_button), tooltip);
  fill_table (self, figures->series);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPostFigures) self = user_data;
  g_autoptr (GError) error = NULL;
  Figures *figures = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (figures != NULL && self->post != NULL &&
      figures->post_id == comms_record_get_id (COMMS_RECORD (self->post)))
    fill (self, figures);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_hint (self, error->message);
  g_clear_pointer (&figures, figures_free);
}

static void
load (CommsPostFigures *self)
{
  Figures *wanted = g_new0 (Figures, 1);

  wanted->post_id = comms_record_get_id (COMMS_RECORD (self->post));
  wanted->account_id = self->post->account_id;
  comms_desk_run_async (self->desk, load_func, wanted, g_free, (GDestroyNotify) figures_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

static void
changed_cb (CommsPostFigures *self, CommsSubject subject)
{
  g_assert (COMMS_IS_POST_FIGURES (self));

  if (subject == COMMS_SUBJECT_METRIC && self->post != NULL)
    load (self);
}

/* Reading. */

static void
set_reading (CommsPostFigures *self, gboolean reading)
{
  self->reading = reading;
  gtk_widget_set_sensitive (GTK_WIDGET (self->read_button), !reading);
  gtk_button_set_label (self->read_button,
                        reading ? C_ ("figures", "Reading…") : C_ ("figures", "Read Now"));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPostFigures) self = user_data;
  g_autoptr (GError) error = NULL;

  if (comms_metrics_read_finish (COMMS_DESK (source), result, &error) < 0)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      set_hint (self, error->message);
    }
  set_reading (self, FALSE);
}

static void
read_clicked_cb (CommsPostFigures *self)
{
  g_assert (COMMS_IS_POST_FIGURES (self));

  if (self->reading || self->post == NULL)
    return;
  set_reading (self, TRUE);
  comms_metrics_read_async (self->desk, 0, comms_record_get_id (COMMS_RECORD (self->post)),
                            self->cancellable, read_cb, g_object_ref (self));
}

static void
forget (CommsPostFigures *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->desk != NULL)
    g_clear_signal_handler (&self->changed_id, self->desk);
  g_clear_object (&self->desk);
  g_clear_object (&self->post);
  g_clear_pointer (&self->why_not, g_free);
}

static void
comms_post_figures_dispose (GObject *object)
{
  forget (COMMS_POST_FIGURES (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_POST_FIGURES);

  G_OBJECT_CLASS (comms_post_figures_parent_class)->dispose (object);
}

static void
comms_post_figures_class_init (CommsPostFiguresClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_post_figures_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-post-figures.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsPostFigures, figures_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPostFigures, hint_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPostFigures, read_button);
  gtk_widget_class_bind_template_child (widget_class, CommsPostFigures, accounts_button);
  gtk_widget_class_bind_template_child (widget_class, CommsPostFigures, expander);
  gtk_widget_class_bind_template_child (widget_class, CommsPostFigures, table);
  gtk_widget_class_bind_template_callback (widget_class, read_clicked_cb);
}

static void
comms_post_figures_init (CommsPostFigures *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static gboolean
shows_same (CommsPostFigures *self, CommsDesk *desk, CommsPost *post, const char *why_not)
{
  return self->post != NULL && self->desk == desk &&
         comms_record_get_id (COMMS_RECORD (self->post)) ==
           comms_record_get_id (COMMS_RECORD (post)) &&
         self->post->posted_at == post->posted_at && g_strcmp0 (self->why_not, why_not) == 0;
}

void
comms_post_figures_set (CommsPostFigures *self,
                        CommsDesk *desk,
                        CommsPost *post,
                        CommsAccount *account)
{
  gboolean shown;
  g_autofree char *why_not = NULL;

  g_return_if_fail (COMMS_IS_POST_FIGURES (self));
  g_return_if_fail (COMMS_IS_DESK (desk));
  g_return_if_fail (COMMS_IS_POST (post));

  shown = post->state == COMMS_POST_STATE_POSTED && post->withdrawn_at == 0 && account != NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), shown);
  if (!shown)
    {
      forget (self);
      return;
    }
  why_not = comms_metrics_dup_why_not (account);
  if (shows_same (self, desk, post, why_not))
    return;

  forget (self);
  self->desk = g_object_ref (desk);
  self->post = g_object_ref (post);
  self->why_not = g_steal_pointer (&why_not);
  self->cancellable = g_cancellable_new ();
  self->changed_id =
    g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  set_reading (self, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->read_button), self->why_not == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->accounts_button), self->why_not != NULL);
  gtk_label_set_label (self->figures_label, "");
  gtk_widget_set_visible (GTK_WIDGET (self->expander), FALSE);
  set_hint (self, NULL);
  load (self);
}

char *
comms_format_metric (CommsMetric *metric, const char *zone, gint64 now)
{
  g_autofree char *words = NULL;
  g_autofree char *digits = NULL;
  g_autofree char *at = NULL;

  g_return_val_if_fail (COMMS_IS_METRIC (metric), NULL);

  words = comms_metrics_dup_words (metric);
  digits = comms_format_digits (words);
  at = comms_format_moment (zone, metric->at, now);
  /* Translators: the figures of a post, and when they were read: a day and time */
  return g_strdup_printf (C_ ("figures", "%s · read %s"), digits, at);
}
