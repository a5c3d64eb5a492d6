/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-day-side.h"

#include <glib/gi18n-lib.h>

#include "comms-cost-words.h"
#include "comms-coverage-strip.h"
#include "comms-day-side-data.h"
#include "comms-marks.h"
#include "comms-page.h"
#include "comms-posts.h"
#include "comms-release-links.h"
#include "comms-rows.h"
#include "comms-template.h"
#include "comms-undo.h"
#include "comms-words.h"

#define TIME_WIDTH 44
/* From here on two posts count as the same (R3). */
#define TOO_ALIKE 80

struct _CommsDaySide
{
  GtkWidget parent_instance;

  CommsDesk *desk;
  guint day;
  GPtrArray *releases;    /* of CommsRelease, the one with the most posts first */
  gint64 release_id;
  CommsDaySideData *data; /* NULL while loading */
  GCancellable *loading;
  gboolean filling;

  GtkDropDown *release_drop;
  GtkLabel *title_label;
  GtkLabel *subtitle_label;
  GtkLabel *coverage_label;
  CommsCoverageStrip *strip;
  GtkListBox *parts;
  GtkLabel *reason_label;
  GtkBox *facts;
  GtkButton *release_button;
  GtkButton *read_button;
};

G_DEFINE_FINAL_TYPE (CommsDaySide, comms_day_side, GTK_TYPE_WIDGET)

/* --- parts --- */

/* Why a part of the release gets no draft that day; NULL where it does. (transfer full) */
static char *
dup_reason (CommsDaySide          *self,
            const CommsCascadeRow *row)
{
  g_autofree char *due = NULL;

  if (row == NULL)
    return g_strdup (C_("day", "Draft is off: connect an account first."));
  if (row->due_at != 0)
    due = comms_format_moment (self->data->zone, row->due_at, self->data->now);
  switch (row->verdict)
    {
    case COMMS_CASCADE_DRAFT:
    case COMMS_CASCADE_USED:
      return NULL;
    case COMMS_CASCADE_DAY_FULL:
      if (due == NULL)
        return g_strdup (C_("day", "Draft is off: the day is full. Move a post first."));
      /* Translators: a day and time */
      return g_strdup_printf (C_("day", "Draft is off: the day is full. Move a post, or take %s."),
                              due);
    case COMMS_CASCADE_TOO_ALIKE:
      return g_strdup (C_("day", "Draft is off: it says what another post says."));
    case COMMS_CASCADE_NO_TIME:
    default:
      return g_strdup (C_("day", "Draft is off: no time is left that day."));
    }
}

typedef struct
{
  CommsCascadeRequest request;
  GPtrArray *choices;
} DraftJob;

static void
draft_job_free (gpointer data)
{
  DraftJob *job = data;

  g_ptr_array_unref (job->choices);
  g_free (job);
}

static gpointer
make_draft (CommsTx  *tx,
            gpointer  data,
            GError  **error)
{
  DraftJob *job = data;

  return comms_cascade_make (tx, &job->request, job->choices, error);
}

static void
drafted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CommsDaySide) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (rows == NULL)
    {
      comms_undo_show_error (error);
      return;
    }
  for (guint i = 0; i < rows->len && gtk_widget_get_root (GTK_WIDGET (self)) != NULL; i++)
    {
      CommsCascadeRow *row = g_ptr_array_index (rows, i);

      if (row->verdict == COMMS_CASCADE_DRAFT && row->post_id != 0)
        comms_undo_push_ids (GTK_WIDGET (self), C_("day", "Draft made."), comms_posts_bin,
                             comms_posts_unbin, &row->post_id, 1);
    }
}

static void
draft_cb (CommsDaySide *self,
          GtkButton    *button)
{
  DraftJob *job = g_new0 (DraftJob, 1);
  CommsCascadeChoice *choice = g_new0 (CommsCascadeChoice, 1);
  GDate date;

  g_assert (COMMS_IS_DAY_SIDE (self));

  choice->part = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "part"));
  choice->part_index = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "index"));
  job->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) comms_cascade_choice_free);
  g_ptr_array_add (job->choices, choice);
  g_date_set_julian (&date, self->day);
  job->request.release_id = self->release_id;
  job->request.account_id = self->data->account_id;
  job->request.year = g_date_get_year (&date);
  job->request.month = (int) g_date_get_month (&date);
  job->request.day = g_date_get_day (&date);
  comms_desk_run_async (self->desk, make_draft, job, draft_job_free,
                        (GDestroyNotify) g_ptr_array_unref, NULL, drafted_cb, g_object_ref (self));
}

static GtkWidget *
draft_button_new (CommsDaySide        *self,
                  const CommsCoverage *part)
{
  GtkWidget *button = gtk_button_new_with_label (C_("day", "Draft"));
  const CommsCascadeRow *row =
    comms_day_side_data_plan (self->data, part->part, part->part_index);
  g_autofree char *reason = dup_reason (self, row);

  g_object_set_data (G_OBJECT (button), "part", GINT_TO_POINTER ((int) part->part));
  g_object_set_data (G_OBJECT (button), "index", GINT_TO_POINTER (part->part_index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (draft_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (button, "small-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, reason == NULL);
  if (reason != NULL)
    {
      gtk_label_set_label (self->reason_label, reason);
      gtk_widget_set_visible (GTK_WIDGET (self->reason_label), TRUE);
    }
  return button;
}

/* "10:00", or "Fri 18:00" on another day. */
static char *
dup_time (CommsDaySide *self,
          CommsPost    *post)
{
  gint64 at = post->posted_at != 0 ? post->posted_at : post->due_at;

  if (at == 0)
    return g_strdup ("\u2013");
  if (comms_calendar_day_of (self->data->zone, at, NULL) == self->day)
    return comms_format_time (self->data->zone, at);
  return comms_format_date (C_("date", "%a %H:%M"), self->data->zone, at);
}

static GtkWidget *
part_row_new (CommsDaySide        *self,
              const CommsCoverage *part)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autofree char *name = comms_format_part (part->part, part->part_index);
  g_autofree char *time = part->post != NULL ? dup_time (self, part->post) : g_strdup ("\u2013");
  /* Translators: %s is a part of a release, such as "Quote 2" */
  g_autofree char *unused = g_strdup_printf (C_("day", "%s, unused"), name);
  GtkWidget *time_label = gtk_label_new (time);
  GtkWidget *name_label = gtk_label_new (part->post != NULL ? name : unused);

  comms_label_set_tabular (GTK_LABEL (time_label));
  gtk_label_set_xalign (GTK_LABEL (time_label), 0);
  gtk_widget_set_size_request (time_label, TIME_WIDTH, -1);
  gtk_widget_add_css_class (time_label, "heading");
  gtk_label_set_xalign (GTK_LABEL (name_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name_label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name_label, TRUE);
  gtk_box_append (GTK_BOX (box), time_label);
  gtk_box_append (GTK_BOX (box), name_label);
  gtk_box_append (GTK_BOX (box), part->post != NULL ? comms_state_label_new (part->post->state)
                                                    : draft_button_new (self, part));
  gtk_widget_add_css_class (box, "fact-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), part->post != NULL);
  if (part->post != NULL)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x",
                                        comms_record_get_id (COMMS_RECORD (part->post)));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-post");
    }
  return row;
}

/* --- facts --- */

static void
add_fact (CommsDaySide *self,
          const char   *name,
          const char   *value)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *name_label = gtk_label_new (name);
  GtkWidget *value_label = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (name_label), 0);
  gtk_label_set_wrap (GTK_LABEL (name_label), TRUE);
  gtk_widget_set_hexpand (name_label, TRUE);
  gtk_widget_add_css_class (value_label, "heading");
  gtk_box_append (GTK_BOX (box), name_label);
  gtk_box_append (GTK_BOX (box), value_label);
  gtk_box_append (self->facts, box);
}

/* "2 of 3". (transfer full) */
static char *
dup_of (guint is,
        guint may)
{
  g_autofree char *first = comms_format_number (is);
  g_autofree char *second = comms_format_number (may);

  /* Translators: so many of so many, such as "2 of 3" */
  return g_strdup_printf (C_("fact", "%s of %s"), first, second);
}

/* How often the link of that index stands that day. */
static void
add_link_fact (CommsDaySide *self,
               guint         index)
{
  CommsDaySideData *data = self->data;
  g_autofree char *uses = dup_of (g_array_index (data->link_uses, guint, index),
                                  data->link_uses_max);
  g_autofree char *word
    = comms_release_dup_link_word (data->release, g_ptr_array_index (data->links, index));
  g_autofree char *shown = word != NULL ? comms_format_digits (word) : NULL;
  g_autofree char *name = NULL;

  name = shown != NULL
           /* Translators: what a link is called, such as "video" or "17:00 to 24:00" */
           ? g_strdup_printf (C_("day", "Its link “%s” that day"), shown)
           : g_strdup (C_("day", "Its link that day"));
  add_fact (self, name, uses);
}

static void
fill_facts (CommsDaySide *self)
{
  CommsDaySideData *data = self->data;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_box_remove (self->facts, child);
  for (guint i = 0; i < data->links->len; i++)
    add_link_fact (self, i);
  if (data->closest >= 0)
    {
      g_autofree char *is = comms_format_number ((gint64) (data->closest * 100 + 0.5));
      g_autofree char *may = comms_format_number (TOO_ALIKE);
      /* Translators: two percentages: how alike two posts are, and how alike they may be */
      g_autofree char *text = g_strdup_printf (C_("day", "%s%% of %s%%"), is, may);

      add_fact (self, C_("day", "Wording, closest pair"), text);
    }
  if (data->cost > 0)
    {
      g_autofree char *words = comms_format_money (data->cost);

      add_fact (self, C_("day", "Cost of the day"), words);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->facts),
                          gtk_widget_get_first_child (GTK_WIDGET (self->facts)) != NULL);
}

/* --- what is left to read --- */

/* (transfer full): of gint64 */
static GArray *
dup_unread (CommsDaySide *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; self->data != NULL && i < self->data->coverage->len; i++)
    {
      CommsPost *post = ((CommsCoverage *) g_ptr_array_index (self->data->coverage, i))->post;
      gint64 id = post != NULL ? comms_record_get_id (COMMS_RECORD (post)) : 0;

      if (post != NULL && post->due_at > self->data->now &&
          (post->state == COMMS_POST_STATE_DRAFT || post->state == COMMS_POST_STATE_IN_REVIEW ||
           post->state == COMMS_POST_STATE_APPROVED))
        g_array_append_val (ids, id);
    }
  return ids;
}

static void
read_cb (CommsDaySide *self)
{
  g_autoptr (GArray) ids = dup_unread (self);

  g_assert (COMMS_IS_DAY_SIDE (self));

  gtk_widget_activate_action_variant (
    GTK_WIDGET (self), "win.reread-day",
    g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len, sizeof (gint64)));
}

/* --- showing --- */

static void
fill_head (CommsDaySide *self)
{
  CommsRelease *release = self->data->release;
  const char *kind = comms_release_kind_word (release->kind);
  g_autofree char *named = NULL;
  g_autofree char *subtitle = NULL;

  named = release->number != NULL && *release->number != '\0'
            /* Translators: the kind of a document and its number */
            ? g_strdup_printf (C_("release", "%s %s"), kind, release->number)
            : g_strdup (kind);
  subtitle = self->data->owner != NULL
               /* Translators: the kind and number of a document, and its owner */
               ? g_strdup_printf (C_("release", "%s · %s"), named, self->data->owner)
               : g_strdup (named);
  gtk_label_set_label (self->title_label, release->title != NULL ? release->title : "");
  gtk_label_set_label (self->subtitle_label, subtitle);
}

static void
fill (CommsDaySide *self)
{
  g_autofree char *summary = comms_coverage_dup_summary (self->data->coverage);
  g_autoptr (GArray) unread = dup_unread (self);
  g_autofree char *number = comms_format_number (unread->len);
  /* Translators: %s is a number of posts; a button */
  g_autofree char *label =
    g_strdup_printf (ngettext ("Re-read %s Post", "Re-read %s Posts", unread->len), number);

  fill_head (self);
  gtk_label_set_label (self->coverage_label, summary);
  comms_coverage_strip_set (self->strip, self->data->coverage, self->data->accounts);
  comms_list_box_empty (self->parts);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), FALSE);
  for (guint i = 0; i < self->data->coverage->len; i++)
    gtk_list_box_append (self->parts,
                         part_row_new (self, g_ptr_array_index (self->data->coverage, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->parts), self->data->coverage->len > 0);
  fill_facts (self);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->release_button), "x", self->release_id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->release_button), "win.open-release");
  gtk_button_set_label (self->read_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->read_button), unread->len > 0);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CommsDaySide) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean stale = comms_desk_run_is_stale (result);
  g_autoptr (CommsDaySideData) data = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (stale || self->release_id == 0)
    return;
  if (data == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->data, comms_day_side_data_free);
  self->data = g_steal_pointer (&data);
  fill (self);
}

static void
reload (CommsDaySide *self)
{
  CommsDaySideRequest *request = g_new0 (CommsDaySideRequest, 1);

  request->release_id = self->release_id;
  request->day = self->day;
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  comms_desk_run_async (self->desk, comms_day_side_data_load, request, g_free,
                        (GDestroyNotify) comms_day_side_data_free, self->loading, loaded_cb,
                        g_object_ref (self));
}

static void
release_chosen_cb (CommsDaySide *self)
{
  guint selected = gtk_drop_down_get_selected (self->release_drop);

  g_assert (COMMS_IS_DAY_SIDE (self));

  if (self->filling || self->releases == NULL || selected >= self->releases->len)
    return;
  self->release_id = comms_record_get_id (g_ptr_array_index (self->releases, selected));
  reload (self);
}

/* --- overrides --- */

static void
comms_day_side_dispose (GObject *object)
{
  CommsDaySide *self = COMMS_DAY_SIDE (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->release_id = 0;
  comms_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_DAY_SIDE);

  G_OBJECT_CLASS (comms_day_side_parent_class)->dispose (object);
}

static void
comms_day_side_finalize (GObject *object)
{
  CommsDaySide *self = COMMS_DAY_SIDE (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->releases, g_ptr_array_unref);
  g_clear_pointer (&self->data, comms_day_side_data_free);

  G_OBJECT_CLASS (comms_day_side_parent_class)->finalize (object);
}

static void
comms_day_side_class_init (CommsDaySideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_day_side_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_day_side_finalize;

  g_type_ensure (COMMS_TYPE_COVERAGE_STRIP);
  gtk_widget_class_set_css_name (widget_class, "dayside");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-day-side.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsDaySide, release_drop);
  gtk_widget_class_bind_template_child (widget_class, CommsDaySide, title_label);
  gtk_widget_class_bind_template_child (widget_class, CommsDaySide, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, CommsDaySide, coverage_label);
  gtk_widget_class_bind_template_child (widget_class, CommsDaySide, strip);
  gtk_widget_class_bind_template_child (widget_class, CommsDaySide, parts);
  gtk_widget_class_bind_template_child (widget_class, CommsDaySide, reason_label);
  gtk_widget_class_bind_template_child (widget_class, CommsDaySide, facts);
  gtk_widget_class_bind_template_child (widget_class, CommsDaySide, release_button);
  gtk_widget_class_bind_template_child (widget_class, CommsDaySide, read_button);
  gtk_widget_class_bind_template_callback (widget_class, release_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
}

static void
comms_day_side_init (CommsDaySide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* --- filling --- */

static guint
position_of (GPtrArray *releases,
             gint64     id)
{
  for (guint i = 0; i < releases->len; i++)
    if (comms_record_get_id (g_ptr_array_index (releases, i)) == id)
      return i;
  return G_MAXUINT;
}

static guint
count_posts (GPtrArray    *items,
             guint         day,
             CommsRelease *release)
{
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    {
      CommsCalendarItem *item = g_ptr_array_index (items, i);

      n += item->day == day && item->post != NULL && item->release != NULL &&
           comms_record_get_id (COMMS_RECORD (item->release)) ==
             comms_record_get_id (COMMS_RECORD (release));
    }
  return n;
}

/* (transfer full) (element-type CommsRelease) */
static GPtrArray *
releases_of (GPtrArray *items,
             guint      day)
{
  GPtrArray *releases = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    {
      CommsCalendarItem *item = g_ptr_array_index (items, i);
      guint at = 0;

      if (item->day != day || item->release == NULL ||
          position_of (releases, comms_record_get_id (COMMS_RECORD (item->release))) != G_MAXUINT)
        continue;
      while (at < releases->len && count_posts (items, day, g_ptr_array_index (releases, at)) >=
                                     count_posts (items, day, item->release))
        at++;
      g_ptr_array_insert (releases, (int) at, g_object_ref (item->release));
    }
  return releases;
}

static void
fill_drop (CommsDaySide *self,
           guint         selected)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->releases->len; i++)
    {
      CommsRelease *release = g_ptr_array_index (self->releases, i);

      gtk_string_list_append (titles, release->title != NULL ? release->title : "");
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->release_drop, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->release_drop, selected);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->release_drop), self->releases->len > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->title_label), self->releases->len == 1);
}

gboolean
comms_day_side_fill (CommsDaySide *self,
                     CommsDesk    *desk,
                     GPtrArray    *items,
                     guint         day)
{
  guint selected;

  g_return_val_if_fail (COMMS_IS_DAY_SIDE (self), FALSE);

  g_set_object (&self->desk, desk);
  g_clear_pointer (&self->releases, g_ptr_array_unref);
  self->releases = releases_of (items, day);
  selected = day == self->day ? position_of (self->releases, self->release_id) : G_MAXUINT;
  self->day = day;
  if (self->releases->len == 0)
    {
      self->release_id = 0;
      return FALSE;
    }
  if (selected == G_MAXUINT)
    selected = 0;
  self->release_id = comms_record_get_id (g_ptr_array_index (self->releases, selected));
  fill_drop (self, selected);
  reload (self);
  return TRUE;
}
