/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsToday"

#include "config.h"

#include "comms-today-page.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-cadence-row.h"
#include "comms-carry.h"
#include "comms-coming-row.h"
#include "comms-marks.h"
#include "comms-paint.h"
#include "comms-cost-words.h"
#include "comms-pause-popover.h"
#include "comms-posts.h"
#include "comms-today-data.h"
#include "comms-today-list.h"
#include "comms-two-columns.h"
#include "comms-undo.h"
#include "comms-withdrawals.h"
#include "comms-week-strip.h"

struct _CommsTodayPage
{
  CommsPage parent_instance;

  CommsTodayData *data;   /* NULL before the first reading */
  gboolean loading;
  gboolean load_again;

  AdwButtonContent *new_post;
  GtkStack *stack;
  GtkWidget *columns;
  GtkOrientable *begin;
  GtkWidget *connect;
  GtkWidget *pause_button;
  GtkWidget *paused_bar;
  GtkLabel *paused_label;
  GtkWidget *cost_bar;
  GtkLabel *cost_label;
  GtkWidget *resume;
  GtkWidget *resume_hint;
  CommsTodayList *decisions;
  CommsTodayList *waiting;
  CommsWeekStrip *week;
  CommsTodayList *cadence;
  CommsTodayList *deadlines;
  CommsTodayList *occasions;
};

G_DEFINE_FINAL_TYPE (CommsTodayPage, comms_today_page, COMMS_TYPE_PAGE)

/* Filling */

static void
fill_pause (CommsTodayPage *self)
{
  const CommsTodayData *data = self->data;
  gboolean paused = data->paused_reason != NULL;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->paused_bar, paused);
  gtk_widget_set_visible (self->pause_button,
                          !paused && !comms_page_get_folded (COMMS_PAGE (self)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "today.resume", paused && data->may_resume);
  gtk_widget_set_visible (self->resume_hint, !data->may_resume);
  if (!paused)
    return;
  time = comms_format_moment (data->zone, data->paused_at, data->now);
  /* Translators: a time, such as “today 13:20”, and the reason that a person gave */
  text = g_strdup_printf (C_("today", "All sending is paused since %s: “%s”"), time,
                          data->paused_reason);
  gtk_label_set_text (self->paused_label, text);
}

/* Four fifths of what X may cost are spoken for, or more than it may (G2). */
static void
fill_cost (CommsTodayPage *self)
{
  g_autofree char *warning = comms_cost_dup_warning (&self->data->cost);

  gtk_widget_set_visible (self->cost_bar, warning != NULL);
  gtk_label_set_label (self->cost_label, warning != NULL ? warning : "");
}

static GtkWidget *
cadence_row (gconstpointer         thing,
             const CommsTodayData *data)
{
  return comms_cadence_row_new (thing, data);
}

static GtkWidget *
deadline_row (gconstpointer         thing,
              const CommsTodayData *data)
{
  return comms_coming_row_new_deadline (thing, data);
}

static GtkWidget *
occasion_row (gconstpointer         thing,
              const CommsTodayData *data)
{
  return comms_coming_row_new_occasion (thing, data);
}

static void
fill_goal (CommsTodayPage *self)
{
  g_autofree char *low = comms_format_number (self->data->posts_low);
  g_autofree char *high = comms_format_number (self->data->posts_high);
  /* Translators: how many posts a day are good: “3 to 5 a day” */
  g_autofree char *text = g_strdup_printf (C_("cadence", "%s to %s a day"), low, high);

  comms_today_list_set_caption (self->cadence, text);
}

static gboolean
is_empty (const CommsTodayData *data)
{
  if (data->decisions->len + data->waiting->len + data->deadlines->len > 0)
    return FALSE;
  for (guint i = 0; i < data->cadence->len; i++)
    {
      const CommsTodayCadence *cadence = g_ptr_array_index (data->cadence, i);

      if (cadence->n_posted + cadence->n_planned > 0)
        return FALSE;
    }
  for (int day = 0; day < COMMS_TODAY_DAYS; day++)
    if (data->day_posts[day] > 0)
      return FALSE;
  return TRUE;
}

static void
fill_title (CommsTodayPage *self)
{
  gboolean folded = comms_page_get_folded (COMMS_PAGE (self));
  /* Translators: a date in full, and for a narrow window without the year */
  const char *pattern = folded ? C_("date", "%A %-e %B") : C_("date", "%A %-e %B %Y");
  g_autofree char *date = comms_format_date (pattern, self->data->zone, self->data->now);

  comms_page_set_title (COMMS_PAGE (self), C_("today", "Today"), date);
  adw_button_content_set_label (self->new_post, folded ? "" : C_("today", "New Post"));
}

static void
fill (CommsTodayPage *self)
{
  CommsTodayData *data = self->data;
  gboolean folded = comms_page_get_folded (COMMS_PAGE (self));
  CommsTodayPost *urgent;

  if (data == NULL)
    return;
  urgent = comms_today_data_urgent (data);
  fill_title (self);
  fill_pause (self);
  fill_cost (self);
  fill_goal (self);
  comms_today_list_fill_posts (self->decisions, data->decisions, data, folded, urgent);
  comms_today_list_fill_posts (self->waiting, data->waiting, data, folded, urgent);
  comms_today_list_fill (self->cadence, data->cadence, data, cadence_row);
  comms_today_list_fill (self->deadlines, data->deadlines, data, deadline_row);
  comms_today_list_fill (self->occasions, data->occasions, data, occasion_row);
  comms_week_strip_fill (self->week, data);
  gtk_widget_set_visible (self->connect, data->cadence->len == 0);
  gtk_stack_set_visible_child_name (self->stack, is_empty (data) ? "empty" : "lists");
  comms_page_set_count (COMMS_PAGE (self), data->decisions->len + data->waiting->len,
                        data->decisions->len > 0);
}

/* Reading */

static void load (CommsTodayPage *self);

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CommsTodayPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsTodayData) data = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  self->loading = FALSE;
  if (data == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->data, comms_today_data_free);
  self->data = g_steal_pointer (&data);
  fill (self);
  if (self->load_again)
    load (self);
}

/* One reading at a time; what is asked for meanwhile is read right after. */
static void
load (CommsTodayPage *self)
{
  self->load_again = self->loading;
  if (self->loading)
    return;
  self->loading = TRUE;
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), comms_today_data_load, NULL, NULL,
                        (GDestroyNotify) comms_today_data_free,
                        comms_page_get_cancellable (COMMS_PAGE (self)), loaded_cb,
                        g_object_ref (self));
}

/* Actions */

/* Something done to a post by its id, and what follows when it worked. */
typedef struct
{
  CommsTodayPage *page;
  gint64 id;
  const char *label;      /* for Undo, or NULL */
  CommsIdFunc undo;
  CommsIdFunc redo;
  gboolean open;          /* show it in the compose pane then */
} Deed;

static void
deed_free (gpointer data)
{
  Deed *deed = data;

  g_object_unref (deed->page);
  g_free (deed);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_free)

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Deed) deed = user_data;
  g_autoptr (GError) error = NULL;
  GtkWidget *widget = GTK_WIDGET (deed->page);

  if (!comms_desk_run_id_finish (COMMS_DESK (source), result, &error))
    {
      comms_show_error (widget, error);
      return;
    }
  if (gtk_widget_get_root (widget) == NULL)
    return;
  if (deed->undo != NULL)
    comms_undo_push_ids (widget, deed->label, deed->undo, deed->redo, &deed->id, 1);
  if (deed->open)
    gtk_widget_activate_action (widget, "win.open-post", "x", deed->id);
}

static void
do_deed (CommsTodayPage *self,
         CommsIdFunc     func,
         const Deed     *what)
{
  Deed *deed = g_memdup2 (what, sizeof *what);

  deed->page = g_object_ref (self);
  comms_desk_run_id_async (comms_page_get_desk (COMMS_PAGE (self)), func, deed->id, NULL, done_cb,
                           deed);
}

/* A post that was let go comes back as a draft: whether it may still leave is to be looked at. */
static void
let_go_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  do_deed (COMMS_TODAY_PAGE (widget), comms_posts_cancel,
           &(Deed){ .id = g_variant_get_int64 (parameter),
                    .label = C_("undo", "Let go"),
                    .undo = comms_posts_undo_cancel,
                    .redo = comms_posts_cancel });
}

static void
edit_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  do_deed (COMMS_TODAY_PAGE (widget), comms_posts_reopen,
           &(Deed){ .id = g_variant_get_int64 (parameter), .open = TRUE });
}

static gboolean
keep (CommsTx  *tx,
      gint64    id,
      GError  **error)
{
  return comms_withdrawals_refuse (tx, id, NULL, error);
}

static void
keep_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  do_deed (COMMS_TODAY_PAGE (widget), keep, &(Deed){ .id = g_variant_get_int64 (parameter) });
}

static void
settle_not_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  do_deed (COMMS_TODAY_PAGE (widget), comms_posts_settle_not,
           &(Deed){ .id = g_variant_get_int64 (parameter) });
}

/* A post for another account, on its way to the store's thread, and what came of it. */
typedef struct
{
  gint64 id;
  gint64 account_id;
  gint64 added;
} Carry;

static gpointer
carry_in_tx (CommsTx  *tx,
             gpointer  data,
             GError  **error)
{
  Carry *carry = data;

  if (!comms_posts_carry (tx, carry->id, carry->account_id, &carry->added, error))
    return NULL;
  return g_memdup2 (&carry->added, sizeof carry->added);
}

/* The draft opens: its words are to be read before they go anywhere. */
static void
carried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CommsTodayPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *added = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (added == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  comms_undo_push_ids (GTK_WIDGET (self), C_("undo", "Drafted for another network"),
                       comms_posts_bin, comms_posts_unbin, added, 1);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-post", "x", *added);
}

static void
carry_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  Carry *carry = g_new0 (Carry, 1);

  g_variant_get (parameter, "(xx)", &carry->id, &carry->account_id);
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (widget)), carry_in_tx, carry, g_free,
                        g_free, NULL, carried_cb, g_object_ref (widget));
}

/* What goes to the store's thread besides an id. */
typedef struct
{
  gint64 id;
  char *text;
} IdAndText;

static void
id_and_text_free (gpointer data)
{
  IdAndText *self = data;

  g_free (self->text);
  g_free (self);
}

static gpointer
settle_posted_in_tx (CommsTx  *tx,
                     gpointer  data,
                     GError  **error)
{
  const IdAndText *what = data;

  comms_posts_settle_posted (tx, what->id, what->text, error);
  return NULL;
}

static gpointer
pause_in_tx (CommsTx  *tx,
             gpointer  data,
             GError  **error)
{
  const IdAndText *what = data;

  comms_policy_pause (tx, what->text, error);
  return NULL;
}

static void
worked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;

  comms_desk_run_finish (COMMS_DESK (source), result, &error);
  if (error != NULL)
    comms_show_error (widget, error);
}

static void
run_with_text (GtkWidget   *widget,
               CommsTxFunc  func,
               gint64       id,
               const char  *text)
{
  IdAndText *what = g_new0 (IdAndText, 1);

  what->id = id;
  what->text = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (widget)), func, what, id_and_text_free,
                        NULL, NULL, worked_cb, g_object_ref (widget));
}

static void
settle_posted_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  gint64 id;
  const char *url;

  g_variant_get (parameter, "(x&s)", &id, &url);
  run_with_text (widget, settle_posted_in_tx, id, url);
}

static void
resume_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  run_with_text (widget, pause_in_tx, 0, NULL);
}

/* Callbacks and overrides */

/* "Show 4 More" was pressed, perhaps. */
static void
row_activated_cb (CommsTodayPage *self)
{
  fill (self);
}

static void
folded_cb (CommsTodayPage *self)
{
  gboolean folded = comms_page_get_folded (COMMS_PAGE (self));

  comms_widget_toggle_class (self->columns, "folded", folded);
  gtk_orientable_set_orientation (self->begin, folded ? GTK_ORIENTATION_VERTICAL
                                                      : GTK_ORIENTATION_HORIZONTAL);
  fill (self);
}

static void
comms_today_page_changed (CommsPage    *page,
                          CommsSubject  subject)
{
  if (subject != COMMS_SUBJECT_TARGET)
    load (COMMS_TODAY_PAGE (page));
}

static void
comms_today_page_shown (CommsPage *page)
{
  load (COMMS_TODAY_PAGE (page));
}

static void
comms_today_page_constructed (GObject *object)
{
  CommsTodayPage *self = COMMS_TODAY_PAGE (object);

  G_OBJECT_CLASS (comms_today_page_parent_class)->constructed (object);
  g_signal_connect (self, "notify::folded", G_CALLBACK (folded_cb), NULL);
  g_signal_connect_object (comms_page_get_desk (COMMS_PAGE (self)), "notify::person",
                           G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
}

static void
comms_today_page_dispose (GObject *object)
{
  CommsTodayPage *self = COMMS_TODAY_PAGE (object);

  g_clear_pointer (&self->data, comms_today_data_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_TODAY_PAGE);
  G_OBJECT_CLASS (comms_today_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (COMMS_TYPE_PAUSE_POPOVER);
  g_type_ensure (COMMS_TYPE_TODAY_LIST);
  g_type_ensure (COMMS_TYPE_TWO_COLUMNS);
  g_type_ensure (COMMS_TYPE_WEEK_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, new_post);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, columns);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, begin);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, connect);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, pause_button);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, paused_bar);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, paused_label);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, cost_bar);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, cost_label);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, resume);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, resume_hint);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, decisions);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, week);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, cadence);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, deadlines);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayPage, occasions);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
comms_today_page_class_init (CommsTodayPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CommsPageClass *page_class = COMMS_PAGE_CLASS (klass);

  object_class->constructed = comms_today_page_constructed;
  object_class->dispose = comms_today_page_dispose;
  page_class->changed = comms_today_page_changed;
  page_class->shown = comms_today_page_shown;

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "today.let-go", "x", let_go_cb);
  gtk_widget_class_install_action (widget_class, "today.edit", "x", edit_cb);
  gtk_widget_class_install_action (widget_class, "today.settle-posted", "(xs)", settle_posted_cb);
  gtk_widget_class_install_action (widget_class, "today.keep", "x", keep_cb);
  gtk_widget_class_install_action (widget_class, "today.carry", "(xx)", carry_cb);
  gtk_widget_class_install_action (widget_class, "today.settle-not", "x", settle_not_cb);
  gtk_widget_class_install_action (widget_class, "today.resume", NULL, resume_cb);
}

static void
comms_today_page_init (CommsTodayPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

gpointer
comms_today_page_count (CommsTx  *tx,
                        gpointer  unused,
                        GError  **error)
{
  g_autoptr (CommsTodayData) data = comms_today_data_load (tx, NULL, error);
  CommsPageCount *count;

  if (data == NULL)
    return NULL;
  count = g_new0 (CommsPageCount, 1);
  count->n = data->decisions->len + data->waiting->len;
  count->urgent = data->decisions->len > 0;
  return count;
}
