/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-foot-line.h"

#include <glib/gi18n-lib.h>

#include "comms-connections.h"
#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-page.h"
#include "comms-posts.h"
#include "comms-zone.h"

#define MINUTE (60 * 1000)
#define HOLD_CHARACTERS 24

struct _CommsFootLine
{
  AdwBin parent_instance;

  CommsDesk *desk;
  CommsPublisher *publisher;
  GListModel *accounts;
  GPtrArray *holds; /* of CommsPost, the one that leaves first at the front */
  GCancellable *cancellable;
  gboolean folded;
  guint minute_source;
  guint second_source;

  GtkBox *clocks;
  GtkBox *connections;
  GtkWidget *hold;
  GtkLabel *hold_label;
  GtkButton *hold_button;
  GtkWidget *next;
  GtkLabel *next_label;
};

G_DEFINE_FINAL_TYPE (CommsFootLine, comms_foot_line, ADW_TYPE_BIN)

enum
{
  PROP_FOLDED = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint minute_signal;

static void comms_foot_line_update_hold (CommsFootLine *self);

static void
box_clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
append_clock (CommsFootLine *self,
              const char    *zone,
              gint64         now,
              gboolean       own)
{
  g_autofree char *city = comms_zone_dup_city (zone);
  g_autofree char *time = comms_format_time (zone, now);
  /* Translators: a clock: the city, then the time there. */
  g_autofree char *text = g_strdup_printf (C_("clock", "%s %s"), city, time);
  GtkWidget *label = gtk_label_new (text);

  if (!own)
    gtk_box_append (self->clocks, gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_widget_add_css_class (label, own ? "own-clock" : "secondary");
  comms_label_set_tabular (GTK_LABEL (label));
  gtk_box_append (self->clocks, label);
}

static void
comms_foot_line_update_clocks (CommsFootLine *self)
{
  CommsPolicy *policy = comms_desk_get_policy (self->desk);
  gint64 now = comms_desk_now (self->desk);

  box_clear (self->clocks);
  append_clock (self, policy->zone, now, TRUE);
  for (char **zone = policy->audience_zones; !self->folded && zone != NULL && *zone != NULL; zone++)
    if (g_strcmp0 (*zone, policy->zone) != 0)
      append_clock (self, *zone, now, FALSE);
}

/* When the next post leaves; shorter where there is little room. */
static char *
next_text (CommsFootLine *self,
           gint64         due)
{
  const char *zone = comms_desk_get_policy (self->desk)->zone;
  gint64 now = comms_desk_now (self->desk);
  gboolean today = due < comms_zone_day_start (zone, now, 1);
  g_autofree char *moment = comms_format_moment (zone, due, now);
  g_autofree char *time = comms_format_time (zone, due);
  g_autofree char *span = comms_format_span (MAX (due - now, 0));

  if (due - now < MINUTE)
    /* Translators: when the next post leaves: 15:00. */
    return g_strdup_printf (C_("foot line", "Next send %s, any moment"), time);
  if (self->folded && !today)
    return g_steal_pointer (&moment);
  if (self->folded)
    /* Translators: when the next post leaves: 15:00, in 58 min. */
    return g_strdup_printf (C_("foot line", "%s, in %s"), time, span);
  if (!today)
    /* Translators: when the next post leaves: tomorrow 15:00. */
    return g_strdup_printf (C_("foot line", "Next send %s"), moment);
  /* Translators: when the next post leaves, and how long that is from now */
  return g_strdup_printf (C_("foot line", "Next send %s, in %s"), time, span);
}

static void
comms_foot_line_update_next (CommsFootLine *self)
{
  g_autofree char *text = NULL;
  gint64 due = 0;

  /* While all sending is paused nothing leaves at a time that could be told. */
  if (comms_desk_get_policy (self->desk)->paused_reason == NULL)
    g_object_get (self->publisher, "next-due", &due, NULL);
  gtk_widget_set_visible (self->next, due > 0);
  if (due <= 0)
    return;
  text = next_text (self, due);
  gtk_label_set_label (self->next_label, text);
}

static void
comms_foot_line_update_connections (CommsFootLine *self)
{
  box_clear (self->connections);
  comms_connections_fill (self->connections, self->desk, self->accounts, self->folded);
}

static void
comms_foot_line_update (CommsFootLine *self)
{
  comms_foot_line_update_clocks (self);
  comms_foot_line_update_next (self);
  comms_foot_line_update_connections (self);
}

static gboolean
comms_foot_line_minute_cb (gpointer user_data)
{
  CommsFootLine *self = user_data;
  gint64 now = comms_desk_now (self->desk);

  /* Set anew each time, or it would drift off the minute. */
  self->minute_source =
    g_timeout_add ((guint) (MINUTE - now % MINUTE), comms_foot_line_minute_cb, self);
  comms_foot_line_update_clocks (self);
  comms_foot_line_update_next (self);
  g_signal_emit (self, minute_signal, 0);
  return G_SOURCE_REMOVE;
}

static gboolean
comms_foot_line_second_cb (gpointer user_data)
{
  CommsFootLine *self = user_data;

  comms_foot_line_update_hold (self);
  return self->second_source != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Those whose hold is over are on their way. */
static void
comms_foot_line_drop_left (CommsFootLine *self)
{
  gint64 now = comms_desk_now (self->desk);

  while (self->holds->len > 0 &&
         ((CommsPost *) g_ptr_array_index (self->holds, 0))->hold_until <= now)
    g_ptr_array_remove_index (self->holds, 0);
}

static char *
hold_text (CommsPost *post,
           guint      n_holds,
           gint64     now)
{
  g_autofree char *excerpt = comms_text_excerpt (post->text, HOLD_CHARACTERS);
  int seconds = (int) ((post->hold_until - now + 999) / 1000);
  g_autofree char *text = NULL;

  if (n_holds > 1)
    /* Translators: the post on hold, its seconds, and how many others are on hold. */
    text = g_strdup_printf (C_("foot line", "Holding “%s” %d s, and %u more"), excerpt, seconds,
                            n_holds - 1);
  else
    text = g_strdup_printf (C_("foot line", "Holding “%s” %d s"), excerpt, seconds);
  return comms_format_digits (text);
}

static void
comms_foot_line_update_hold (CommsFootLine *self)
{
  g_autofree char *text = NULL;

  comms_foot_line_drop_left (self);
  gtk_widget_set_visible (self->hold, self->holds->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->connections), self->holds->len == 0);
  if (self->holds->len == 0)
    {
      g_clear_handle_id (&self->second_source, g_source_remove);
      return;
    }

  text = hold_text (g_ptr_array_index (self->holds, 0), self->holds->len,
                    comms_desk_now (self->desk));
  gtk_label_set_label (self->hold_label, text);
  if (self->second_source == 0)
    self->second_source = g_timeout_add_seconds (1, comms_foot_line_second_cb, self);
}

static int
compare_holds (gconstpointer a,
               gconstpointer b)
{
  const CommsPost *p = *(CommsPost *const *) a;
  const CommsPost *q = *(CommsPost *const *) b;

  return (p->hold_until > q->hold_until) - (p->hold_until < q->hold_until);
}

static gpointer
list_held (CommsTx   *tx,
           gpointer   data,
           GError   **error)
{
  const CommsPostQuery query = { .states = 1u << COMMS_POST_STATE_QUEUED,
                                 .held_after = tx->stamp.now };

  return comms_posts_list (tx, &query, error);
}

static void
held_listed_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (CommsFootLine) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) posts = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (posts == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  g_ptr_array_sort (posts, compare_holds);
  g_clear_pointer (&self->holds, g_ptr_array_unref);
  self->holds = g_steal_pointer (&posts);
  comms_foot_line_update_hold (self);
}

static void
comms_foot_line_desk_changed_cb (CommsFootLine *self,
                                 CommsSubject   subject)
{
  g_assert (COMMS_IS_FOOT_LINE (self));

  if (subject == COMMS_SUBJECT_POST)
    comms_desk_run_async (self->desk, list_held, NULL, NULL,
                          (GDestroyNotify) g_ptr_array_unref, self->cancellable, held_listed_cb,
                          g_object_ref (self));
}

typedef struct
{
  CommsFootLine *self;
  gint64 id;
} Unqueue;

static void
unqueued_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autofree Unqueue *unqueue = user_data;
  g_autoptr (CommsFootLine) self = unqueue->self;
  g_autoptr (GError) error = NULL;

  if (!comms_desk_run_id_finish (COMMS_DESK (source), result, &error))
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-post", "x", unqueue->id);
}

static void
hold_clicked_cb (CommsFootLine *self)
{
  g_assert (COMMS_IS_FOOT_LINE (self));

  comms_foot_line_undo (self);
}

static void
comms_foot_line_set_folded (CommsFootLine *self,
                            gboolean       folded)
{
  if (self->folded == folded)
    return;
  self->folded = folded;
  if (self->desk != NULL)
    comms_foot_line_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
comms_foot_line_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, COMMS_FOOT_LINE (object)->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_foot_line_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_FOLDED:
      comms_foot_line_set_folded (COMMS_FOOT_LINE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_foot_line_dispose (GObject *object)
{
  CommsFootLine *self = COMMS_FOOT_LINE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->minute_source, g_source_remove);
  g_clear_handle_id (&self->second_source, g_source_remove);
  g_clear_pointer (&self->holds, g_ptr_array_unref);
  g_clear_object (&self->accounts);
  g_clear_object (&self->publisher);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_FOOT_LINE);

  G_OBJECT_CLASS (comms_foot_line_parent_class)->dispose (object);
}

static void
comms_foot_line_finalize (GObject *object)
{
  g_clear_object (&COMMS_FOOT_LINE (object)->cancellable);

  G_OBJECT_CLASS (comms_foot_line_parent_class)->finalize (object);
}

static void
comms_foot_line_class_init (CommsFootLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = comms_foot_line_dispose;
  object_class->finalize = comms_foot_line_finalize;
  object_class->get_property = comms_foot_line_get_property;
  object_class->set_property = comms_foot_line_set_property;

  properties[PROP_FOLDED] =
    g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  minute_signal = g_signal_new ("minute", COMMS_TYPE_FOOT_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-foot-line.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsFootLine, clocks);
  gtk_widget_class_bind_template_child (widget_class, CommsFootLine, connections);
  gtk_widget_class_bind_template_child (widget_class, CommsFootLine, hold);
  gtk_widget_class_bind_template_child (widget_class, CommsFootLine, hold_label);
  gtk_widget_class_bind_template_child (widget_class, CommsFootLine, hold_button);
  gtk_widget_class_bind_template_child (widget_class, CommsFootLine, next);
  gtk_widget_class_bind_template_child (widget_class, CommsFootLine, next_label);
  gtk_widget_class_bind_template_callback (widget_class, hold_clicked_cb);
}

static void
comms_foot_line_init (CommsFootLine *self)
{
  self->cancellable = g_cancellable_new ();
  self->holds = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  comms_label_set_tabular (self->hold_label);
  comms_label_set_tabular (self->next_label);
}

/**
 * comms_foot_line_bind:
 * @accounts: of CommsAccount
 *
 * Shows them, once.
 */
void
comms_foot_line_bind (CommsFootLine  *self,
                      CommsDesk      *desk,
                      CommsPublisher *publisher,
                      GListModel     *accounts)
{
  g_return_if_fail (COMMS_IS_FOOT_LINE (self));
  g_return_if_fail (COMMS_IS_DESK (desk));
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  self->publisher = g_object_ref (publisher);
  self->accounts = g_object_ref (accounts);
  g_signal_connect_object (desk, "changed", G_CALLBACK (comms_foot_line_desk_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::policy", G_CALLBACK (comms_foot_line_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (publisher, "notify::next-due",
                           G_CALLBACK (comms_foot_line_update_next), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (accounts, "items-changed",
                           G_CALLBACK (comms_foot_line_update_connections), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "notify::connectivity",
                           G_CALLBACK (comms_foot_line_update_connections), self,
                           G_CONNECT_SWAPPED);
  comms_foot_line_update (self);
  comms_foot_line_desk_changed_cb (self, COMMS_SUBJECT_POST);
  self->minute_source = g_timeout_add (
    (guint) (MINUTE - comms_desk_now (desk) % MINUTE), comms_foot_line_minute_cb, self);
}

/**
 * comms_foot_line_undo:
 *
 * Takes the post that would leave first back from its hold, and opens it.
 *
 * Returns: %FALSE where none is on hold
 */
gboolean
comms_foot_line_undo (CommsFootLine *self)
{
  Unqueue *unqueue;

  g_return_val_if_fail (COMMS_IS_FOOT_LINE (self), FALSE);

  comms_foot_line_drop_left (self);
  if (self->holds->len == 0)
    return FALSE;

  unqueue = g_new0 (Unqueue, 1);
  unqueue->self = g_object_ref (self);
  unqueue->id = comms_record_get_id (g_ptr_array_index (self->holds, 0));
  comms_desk_run_id_async (self->desk, comms_posts_unqueue, unqueue->id, self->cancellable,
                           unqueued_cb, unqueue);
  return TRUE;
}
