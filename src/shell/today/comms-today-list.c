/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsToday"

#include "config.h"

#include "comms-today-list.h"

#include <glib/gi18n-lib.h>

#include "comms-marks.h"
#include "comms-template.h"
#include "comms-today-row.h"

#define MAX_SHOWN 6

struct _CommsTodayList
{
  GtkWidget parent_instance;

  char *title;
  char *empty_text;
  gboolean expanded;      /* the person asked for all rows */
  GtkWidget *more_row;    /* asks for them */

  GtkListBox *box;
  GtkLabel *count_label;
  GtkLabel *caption_label;
};

G_DEFINE_FINAL_TYPE (CommsTodayList, comms_today_list, GTK_TYPE_WIDGET)

enum
{
  PROP_TITLE = 1,
  PROP_EMPTY_TEXT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  ROW_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
row_activated_cb (CommsTodayList *self,
                  GtkListBoxRow  *row)
{
  if (GTK_WIDGET (row) == self->more_row)
    self->expanded = TRUE;
  if (COMMS_IS_TODAY_ROW (row))
    comms_today_row_do_first (COMMS_TODAY_ROW (row));
  g_signal_emit (self, signals[ROW_ACTIVATED], 0, row);
}

static void
comms_today_list_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  CommsTodayList *self = COMMS_TODAY_LIST (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_EMPTY_TEXT:
      g_value_set_string (value, self->empty_text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_today_list_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  CommsTodayList *self = COMMS_TODAY_LIST (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      self->title, -1);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_EMPTY_TEXT:
      g_free (self->empty_text);
      self->empty_text = g_value_dup_string (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_today_list_dispose (GObject *object)
{
  comms_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_TODAY_LIST);
  G_OBJECT_CLASS (comms_today_list_parent_class)->dispose (object);
}

static void
comms_today_list_finalize (GObject *object)
{
  CommsTodayList *self = COMMS_TODAY_LIST (object);

  g_free (self->title);
  g_free (self->empty_text);
  G_OBJECT_CLASS (comms_today_list_parent_class)->finalize (object);
}

static void
comms_today_list_class_init (CommsTodayListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = comms_today_list_get_property;
  object_class->set_property = comms_today_list_set_property;
  object_class->dispose = comms_today_list_dispose;
  object_class->finalize = comms_today_list_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_TEXT] = g_param_spec_string ("empty-text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ROW_ACTIVATED] =
    g_signal_new ("row-activated", COMMS_TYPE_TODAY_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, GTK_TYPE_LIST_BOX_ROW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-today-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsTodayList, box);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayList, count_label);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayList, caption_label);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
comms_today_list_init (CommsTodayList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_count (CommsTodayList *self,
           guint           count)
{
  g_autofree char *number = comms_format_number (count);

  gtk_label_set_text (self->count_label, number);
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), count > 0);
}

/* Rows */

static GtkWidget *
row_at (CommsTodayList *self,
        guint           index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->box, (int) index);

  return row != NULL ? GTK_WIDGET (row) : NULL;
}

static gint64
id_of (GtkWidget *row)
{
  return COMMS_IS_TODAY_ROW (row) ? comms_today_row_get_id (COMMS_TODAY_ROW (row)) : 0;
}

/* The row of the post, brought to @index: one that is there already moves up, so that what stands
 * in its place is left for later or taken away at the end. */
static GtkWidget *
row_for (CommsTodayList *self,
         CommsPost      *post,
         guint           index)
{
  gint64 id = comms_record_get_id (COMMS_RECORD (post));
  GtkWidget *row;

  for (guint i = index; (row = row_at (self, i)) != NULL; i++)
    {
      if (id_of (row) != id)
        continue;
      if (i == index)
        return row;
      g_object_ref (row);
      gtk_list_box_remove (self->box, row);
      gtk_list_box_insert (self->box, row, (int) index);
      g_object_unref (row);
      return row;
    }
  row = comms_today_row_new ();
  gtk_list_box_insert (self->box, row, (int) index);
  return row;
}

static void
remove_from (CommsTodayList *self,
             guint           index)
{
  GtkWidget *row;

  while ((row = row_at (self, index)) != NULL)
    gtk_list_box_remove (self->box, row);
}

static void
add_more_row (CommsTodayList *self,
              guint           n_more)
{
  g_autofree char *number = comms_format_number (n_more);
  /* Translators: how many more rows a list has */
  g_autofree char *text = g_strdup_printf (C_("today", "Show %s More"), number);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "empty-row");
  self->more_row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->more_row), label);
  gtk_list_box_append (self->box, self->more_row);
}

/* The index of the row in which the focus is, or -1. */
static int
focused_index (CommsTodayList *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self->box));

  return GTK_IS_LIST_BOX_ROW (child) ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (child)) : -1;
}

/* Where the row with the focus went away, the one in its place gets it, else the one before. */
static void
restore_focus (CommsTodayList *self,
               int             index)
{
  GtkWidget *row;

  if (index < 0 || gtk_widget_get_focus_child (GTK_WIDGET (self->box)) != NULL)
    return;
  row = row_at (self, (guint) index);
  if (row == NULL && index > 0)
    row = row_at (self, (guint) index - 1);
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

void
comms_today_list_fill_posts (CommsTodayList       *self,
                             GPtrArray            *posts,
                             const CommsTodayData *data,
                             gboolean              folded,
                             const CommsTodayPost *urgent)
{
  guint n_shown;
  int focused;

  g_return_if_fail (COMMS_IS_TODAY_LIST (self));

  /* One more than is shown is shown as well: the row that says so would be as high. */
  n_shown = self->expanded || posts->len <= MAX_SHOWN + 1 ? posts->len : MAX_SHOWN;
  focused = focused_index (self);
  if (self->more_row != NULL)
    gtk_list_box_remove (self->box, self->more_row);
  self->more_row = NULL;
  for (guint i = 0; i < n_shown; i++)
    {
      CommsTodayPost *post = g_ptr_array_index (posts, i);

      comms_today_row_fill (COMMS_TODAY_ROW (row_for (self, post->post, i)), post, data, folded,
                            post == urgent);
    }
  remove_from (self, n_shown);
  if (n_shown < posts->len)
    add_more_row (self, posts->len - n_shown);
  set_count (self, posts->len);
  restore_focus (self, focused);
}

void
comms_today_list_fill (CommsTodayList       *self,
                       GPtrArray            *things,
                       const CommsTodayData *data,
                       CommsTodayRowFunc     make_row)
{
  int focused;

  g_return_if_fail (COMMS_IS_TODAY_LIST (self));

  focused = focused_index (self);
  remove_from (self, 0);
  for (guint i = 0; i < things->len; i++)
    gtk_list_box_append (self->box, make_row (g_ptr_array_index (things, i), data));
  restore_focus (self, focused);
}

void
comms_today_list_set_caption (CommsTodayList *self,
                              const char     *caption)
{
  g_return_if_fail (COMMS_IS_TODAY_LIST (self));

  gtk_label_set_text (self->caption_label, caption);
}
