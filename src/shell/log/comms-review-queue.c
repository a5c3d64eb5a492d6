/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-review-queue.h"

#include <glib/gi18n-lib.h>

#include "comms-log.h"
#include "comms-marks.h"
#include "comms-page.h"
#include "comms-review-card.h"
#include "comms-targets.h"
#include "comms-template.h"

/* So many cards are shown; the next ones come when these are decided. */
#define QUEUE_LENGTH 20

struct _CommsReviewQueue
{
  GtkWidget parent_instance;

  CommsDesk *desk;
  GCancellable *cancellable;
  guint count;

  GtkLabel *number;
  GtkListBox *list;
  GtkLabel *empty;
};

enum
{
  PROP_COUNT = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CommsReviewQueue, comms_review_queue, GTK_TYPE_WIDGET)

/* What waits: the engagements, and beside each the name of the person, or NULL. */
typedef struct
{
  GPtrArray *engagements;
  GPtrArray *names;
} Waiting;

static void
waiting_free (Waiting *waiting)
{
  g_clear_pointer (&waiting->engagements, g_ptr_array_unref);
  g_clear_pointer (&waiting->names, g_ptr_array_unref);
  g_free (waiting);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Waiting, waiting_free)

typedef struct
{
  gint64 id;
  CommsReview review;
  char *comment;
} Decision;

static void
decision_free (gpointer data)
{
  Decision *decision = data;

  g_free (decision->comment);
  g_free (decision);
}

static gpointer
load_waiting (CommsTx  *tx,
              gpointer  unused,
              GError  **error)
{
  g_autoptr (Waiting) waiting = g_new0 (Waiting, 1);

  waiting->names = g_ptr_array_new_with_free_func (g_free);
  waiting->engagements = comms_log_to_review (tx, QUEUE_LENGTH, error);
  if (waiting->engagements == NULL)
    return NULL;
  for (guint i = 0; i < waiting->engagements->len; i++)
    {
      CommsEngagement *engagement = waiting->engagements->pdata[i];
      g_autoptr (CommsTarget) target = NULL;

      if (engagement->target_id != 0)
        target = comms_targets_load (tx, engagement->target_id, NULL);
      g_ptr_array_add (waiting->names, target != NULL ? g_strdup (target->name) : NULL);
    }
  return g_steal_pointer (&waiting);
}

static gpointer
decide (CommsTx  *tx,
        gpointer  data,
        GError  **error)
{
  Decision *decision = data;

  return GINT_TO_POINTER (comms_log_review (tx, decision->id, decision->review, decision->comment,
                                            error));
}

static void
decided_done_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (CommsReviewQueue) self = user_data;
  g_autoptr (GError) error = NULL;

  if (comms_desk_run_finish (COMMS_DESK (object), result, &error) == NULL)
    comms_show_error (GTK_WIDGET (self), error);
}

static void
decided_cb (CommsReviewQueue *self,
            gint64            id,
            gboolean          signed_off,
            const char       *comment)
{
  Decision *decision = g_new0 (Decision, 1);

  decision->id = id;
  decision->review = signed_off ? COMMS_REVIEW_SIGNED_OFF : COMMS_REVIEW_RETURNED;
  decision->comment = g_strdup (comment);
  comms_desk_run_async (self->desk, decide, decision, decision_free, NULL, self->cancellable,
                        decided_done_cb, g_object_ref (self));
}

static void
show_waiting (CommsReviewQueue *self,
              Waiting          *waiting)
{
  g_autofree char *number = comms_format_number (waiting->engagements->len);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < waiting->engagements->len; i++)
    {
      GtkWidget *card = comms_review_card_new (waiting->engagements->pdata[i], waiting->names->pdata[i],
                                               self->desk);

      g_signal_connect_swapped (card, "decided", G_CALLBACK (decided_cb), self);
      gtk_list_box_append (self->list, card);
    }

  gtk_label_set_label (self->number, number);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), waiting->engagements->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), waiting->engagements->len > 0);
  self->count = waiting->engagements->len;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

static void
waiting_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CommsReviewQueue) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Waiting) waiting = NULL;

  waiting = comms_desk_run_finish (COMMS_DESK (object), result, &error);
  if (waiting == NULL)
    comms_show_error (GTK_WIDGET (self), error);
  else
    show_waiting (self, waiting);
}

static CommsReviewCard *
focused_card (CommsReviewQueue *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return focus != NULL ? COMMS_REVIEW_CARD (gtk_widget_get_ancestor (focus, COMMS_TYPE_REVIEW_CARD))
                       : NULL;
}

/* A letter is a command only where nothing is being written. */
static gboolean
writing (CommsReviewQueue *self)
{
  return GTK_IS_TEXT (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))));
}

static gboolean
key_cb (GtkWidget *widget,
        GVariant  *args,
        gpointer   user_data)
{
  CommsReviewQueue *self = COMMS_REVIEW_QUEUE (widget);
  CommsReviewCard *card = focused_card (self);
  const char *key;

  if (card == NULL || writing (self))
    return GDK_EVENT_PROPAGATE;

  g_variant_get (args, "(&s)", &key);
  if (g_str_equal (key, "a"))
    comms_review_card_sign_off (card);
  else if (g_str_equal (key, "c"))
    comms_review_card_comment (card);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_DOWN);
  return GDK_EVENT_STOP;
}

static void
comms_review_queue_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  CommsReviewQueue *self = COMMS_REVIEW_QUEUE (object);

  switch (prop_id)
    {
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_review_queue_dispose (GObject *object)
{
  CommsReviewQueue *self = COMMS_REVIEW_QUEUE (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->cancellable);
  comms_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_REVIEW_QUEUE);

  G_OBJECT_CLASS (comms_review_queue_parent_class)->dispose (object);
}

static void
comms_review_queue_class_init (CommsReviewQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = comms_review_queue_get_property;
  object_class->dispose = comms_review_queue_dispose;

  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-review-queue.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsReviewQueue, number);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewQueue, list);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewQueue, empty);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_a, 0, key_cb, "(s)", "a");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, 0, key_cb, "(s)", "c");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_n, 0, key_cb, "(s)", "n");
}

static void
comms_review_queue_init (CommsReviewQueue *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
comms_review_queue_refresh (CommsReviewQueue *self,
                            CommsDesk        *desk,
                            GCancellable     *cancellable)
{
  g_return_if_fail (COMMS_IS_REVIEW_QUEUE (self));

  g_set_object (&self->desk, desk);
  g_set_object (&self->cancellable, cancellable);
  comms_desk_run_async (desk, load_waiting, NULL, NULL, (GDestroyNotify) waiting_free, cancellable,
                        waiting_cb, g_object_ref (self));
}

guint
comms_review_queue_get_count (CommsReviewQueue *self)
{
  g_return_val_if_fail (COMMS_IS_REVIEW_QUEUE (self), 0);

  return self->count;
}
