/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-plan-row.h"

#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-paint.h"
#include "comms-post-text.h"
#include "comms-template.h"
#include "comms-wrap-layout.h"

/* Between the text and its frame, in pixels. */
#define FRAME_MARGIN 9

struct _CommsPlanRow
{
  GtkWidget parent_instance;

  CommsPart part;
  int part_index;
  CommsCascadeVerdict verdict;
  char *planned; /* the text of the plan */
  char *wall;
  char *note; /* which wording it is */
  CommsTextRule rule;
  int limit;
  gboolean filling;
  gboolean valid;
  CommsTextCheck counted;

  GtkStack *choice;
  GtkCheckButton *check;
  GtkWidget *no_choice;
  GtkBox *head;
  GtkLabel *time_label;
  GtkLabel *part_label;
  CommsStateLabel *state_label;
  GtkLabel *reason_label;
  GtkBox *frame;
  CommsPostText *text;
  GtkBox *foot;
  GtkLabel *count_label;
  GtkButton *another_button;
  GtkButton *open_button;
};

G_DEFINE_FINAL_TYPE (CommsPlanRow, comms_plan_row, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  ANOTHER,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- words --- */

/* Why it is not a draft like the others; NULL where it is one. (transfer full) */
static char *
dup_reason (const CommsCascadeRow *row, const CommsPlanStyle *style)
{
  g_autofree char *due = row->due_at != 0 ? comms_format_planned (style->zone, row->due_at) : NULL;

  switch (row->verdict)
    {
    case COMMS_CASCADE_DRAFT:
      if (row->next_day)
        return g_strdup (C_ ("plan", "On the day after: the link stands often enough on the day "
                                     "before."));
      if (row->link_word == NULL)
        return NULL;
      /* Translators: what one of the release's links is called, such as "video" */
      return g_strdup_printf (C_ ("plan", "With its link “%s”."), row->link_word);
    case COMMS_CASCADE_USED:
      return NULL;
    case COMMS_CASCADE_DAY_FULL:
      if (due == NULL)
        return g_strdup (C_ ("plan", "The day is full. Choose another day for it."));
      /* Translators: %s is a day and time */
      return g_strdup_printf (C_ ("plan", "The day is full. %s would be free: choose that day for "
                                          "it."),
                              due);
    case COMMS_CASCADE_NO_TIME:
      return g_strdup (C_ ("plan", "No time is left that day. Choose another day for it."));
    case COMMS_CASCADE_TOO_ALIKE:
      return g_strdup (C_ ("plan", "It says what another post says. Word it differently in the "
                                   "release."));
    default:
      return g_strdup (C_ ("plan", "It cannot become a post as it is."));
    }
}

static void
update_count (CommsPlanRow *self)
{
  g_autofree char *length = comms_format_number (self->counted.length);
  g_autofree char *limit = comms_format_number (self->counted.limit);
  int over = self->counted.length - self->counted.limit;
  g_autofree char *words = NULL;
  g_autofree char *all = NULL;

  if (over > 0)
    {
      g_autofree char *number = comms_format_number (over);

      /* Translators: by how many characters a text is too long */
      words = g_strdup_printf (ngettext ("%s too long", "%s too long", (gulong) over), number);
    }
  else
    /* Translators: how many characters a text has, and how many it may have */
    words = g_strdup_printf (C_ ("plan", "%s of %s"), length, limit);
  all = self->note != NULL
          /* Translators: the length of a text, and which wording of several it is */
          ? g_strdup_printf (C_ ("plan", "%s, %s"), words, self->note)
          : g_steal_pointer (&words);
  gtk_label_set_label (self->count_label, all);
  comms_widget_toggle_class (GTK_WIDGET (self->count_label), "error", over > 0);
}

static void
count (CommsPlanRow *self)
{
  g_autofree char *text = comms_post_text_dup_text (self->text);
  CommsTextOptions options = { .limit = self->limit };

  comms_text_check (text, self->rule, &options, &self->counted);
  self->valid = self->counted.valid;
  update_count (self);
}

/* --- callbacks --- */

static void
toggled_cb (CommsPlanRow *self)
{
  g_assert (COMMS_IS_PLAN_ROW (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->frame), comms_plan_row_is_chosen (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->foot), comms_plan_row_is_chosen (self));
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
another_cb (CommsPlanRow *self)
{
  g_assert (COMMS_IS_PLAN_ROW (self));

  g_signal_emit (self, signals[ANOTHER], 0);
}

static void
text_changed_cb (CommsPlanRow *self)
{
  g_assert (COMMS_IS_PLAN_ROW (self));

  if (self->filling)
    return;
  g_clear_pointer (&self->note, g_free);
  count (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- overrides --- */

static void
comms_plan_row_dispose (GObject *object)
{
  comms_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_PLAN_ROW);

  G_OBJECT_CLASS (comms_plan_row_parent_class)->dispose (object);
}

static void
comms_plan_row_finalize (GObject *object)
{
  CommsPlanRow *self = COMMS_PLAN_ROW (object);

  g_free (self->planned);
  g_free (self->wall);
  g_free (self->note);
  comms_text_check_clear (&self->counted);

  G_OBJECT_CLASS (comms_plan_row_parent_class)->finalize (object);
}

static void
comms_plan_row_class_init (CommsPlanRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_plan_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_plan_row_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[ANOTHER] = g_signal_new ("another", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (COMMS_TYPE_WRAP_LAYOUT);
  g_type_ensure (COMMS_TYPE_STATE_LABEL);
  g_type_ensure (COMMS_TYPE_POST_TEXT);
  gtk_widget_class_set_css_name (widget_class, "planrow");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-plan-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsPlanRow, choice);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanRow, check);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanRow, no_choice);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanRow, head);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanRow, time_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanRow, part_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanRow, reason_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanRow, frame);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanRow, text);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanRow, foot);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanRow, count_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanRow, another_button);
  gtk_widget_class_bind_template_child (widget_class, CommsPlanRow, open_button);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, another_cb);
}

static void
comms_plan_row_init (CommsPlanRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), "changed",
                           G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
}

/* --- filling --- */

static void
fill_times (CommsPlanRow *self,
            const CommsCascadeRow *row,
            CommsPost *post,
            const CommsPlanStyle *style)
{
  gboolean planned = row->verdict == COMMS_CASCADE_DRAFT || row->verdict == COMMS_CASCADE_USED;
  gint64 at = post != NULL && post->posted_at != 0 ? post->posted_at : row->due_at;
  g_autofree char *moment = NULL;

  if (!planned || at == 0)
    {
      gtk_label_set_label (self->time_label, "\u2013");
      return;
    }
  moment = comms_format_planned (style->zone, at);
  gtk_label_set_label (self->time_label, moment);
  for (guint i = 0; style->zones != NULL && style->zones[i] != NULL; i++)
    if (!g_str_equal (style->zones[i], style->zone))
      gtk_box_append (self->head, comms_elsewhere_label_new (style->zones[i], style->zone, at));
}

static void
fill_state (CommsPlanRow *self, const CommsCascadeRow *row, CommsPost *post)
{
  CommsPostState state = COMMS_POST_STATE_CANCELLED;

  if (post != NULL)
    state = post->state;
  else if (row->verdict == COMMS_CASCADE_DRAFT)
    state = COMMS_POST_STATE_DRAFT;
  comms_state_label_set_state (self->state_label, state);
  if (row->verdict == COMMS_CASCADE_USED && post == NULL)
    g_object_set (self->state_label, "word", C_ ("plan", "Has its post"), NULL);
  else if (row->verdict != COMMS_CASCADE_DRAFT && post == NULL)
    g_object_set (self->state_label, "word", C_ ("plan", "Left out"), NULL);
}

static void
fill (CommsPlanRow *self, const CommsCascadeRow *row, CommsPost *post, const CommsPlanStyle *style)
{
  gboolean draft = row->verdict == COMMS_CASCADE_DRAFT;
  g_autofree char *name = comms_format_part (row->part, row->part_index);
  g_autofree char *reason = dup_reason (row, style);

  gtk_label_set_label (self->part_label, name);
  fill_times (self, row, post, style);
  fill_state (self, row, post);
  gtk_label_set_label (self->reason_label, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), reason != NULL);
  gtk_check_button_set_active (self->check, draft);
  gtk_stack_set_visible_child (self->choice, draft ? GTK_WIDGET (self->check) : self->no_choice);
  gtk_widget_set_visible (GTK_WIDGET (self->foot), draft);
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), post != NULL);
  if (post != NULL)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open_button), "x",
                                        comms_record_get_id (COMMS_RECORD (post)));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->open_button), "win.open-post");
    }
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->text), draft);
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (self->text), draft);
  comms_widget_toggle_class (GTK_WIDGET (self->frame), "plain", !draft);
  /* Without its frame the text stands under the words above it. */
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->text), draft ? FRAME_MARGIN : 0);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->text), draft ? FRAME_MARGIN : 0);
  comms_widget_toggle_class (GTK_WIDGET (self->text), "urdu",
                             g_strcmp0 (style->language, "ur") == 0);
  comms_post_text_set_limit (self->text, draft ? style->limit : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

/* --- public --- */

GtkWidget *
comms_plan_row_new (const CommsCascadeRow *row, CommsPost *post, const CommsPlanStyle *style)
{
  CommsPlanRow *self = g_object_new (COMMS_TYPE_PLAN_ROW, NULL);
  const char *text = post != NULL && post->text != NULL ? post->text : row->text;

  self->part = row->part;
  self->part_index = row->part_index;
  self->verdict = row->verdict;
  self->planned = g_strdup (text != NULL ? text : "");
  self->wall = g_strdup (row->due_wall);
  self->rule = style->rule;
  self->limit = style->limit;
  self->filling = TRUE;
  fill (self, row, post, style);
  self->filling = FALSE;
  comms_plan_row_set_text (self, self->planned);
  return GTK_WIDGET (self);
}

CommsPart
comms_plan_row_get_part (CommsPlanRow *self, int *index)
{
  g_return_val_if_fail (COMMS_IS_PLAN_ROW (self), COMMS_PART_NONE);

  *index = self->part_index;
  return self->part;
}

const char *
comms_plan_row_get_wall (CommsPlanRow *self)
{
  g_return_val_if_fail (COMMS_IS_PLAN_ROW (self), NULL);

  return self->wall;
}

gboolean
comms_plan_row_is_chosen (CommsPlanRow *self)
{
  g_return_val_if_fail (COMMS_IS_PLAN_ROW (self), FALSE);

  return self->verdict == COMMS_CASCADE_DRAFT && gtk_check_button_get_active (self->check);
}

void
comms_plan_row_set_chosen (CommsPlanRow *self, gboolean chosen)
{
  g_return_if_fail (COMMS_IS_PLAN_ROW (self));

  self->filling = TRUE;
  gtk_check_button_set_active (self->check, chosen && self->verdict == COMMS_CASCADE_DRAFT);
  self->filling = FALSE;
}

gboolean
comms_plan_row_is_valid (CommsPlanRow *self)
{
  g_return_val_if_fail (COMMS_IS_PLAN_ROW (self), FALSE);

  return self->valid;
}

char *
comms_plan_row_dup_text (CommsPlanRow *self)
{
  g_return_val_if_fail (COMMS_IS_PLAN_ROW (self), NULL);

  return comms_post_text_dup_text (self->text);
}

gboolean
comms_plan_row_is_edited (CommsPlanRow *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (COMMS_IS_PLAN_ROW (self), FALSE);

  text = comms_post_text_dup_text (self->text);
  return self->verdict == COMMS_CASCADE_DRAFT && !g_str_equal (text, self->planned);
}

void
comms_plan_row_set_text (CommsPlanRow *self, const char *text)
{
  g_return_if_fail (COMMS_IS_PLAN_ROW (self));

  self->filling = TRUE;
  comms_post_text_set_text (self->text, text, TRUE);
  self->filling = FALSE;
  count (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
comms_plan_row_set_wording (CommsPlanRow *self, const char *note)
{
  g_return_if_fail (COMMS_IS_PLAN_ROW (self));

  g_free (self->note);
  self->note = g_strdup (note);
  update_count (self);
}
