/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-review-queue.h"

#include <glib/gi18n-lib.h>

#include "comms-log.h"
#include "comms-marks.h"
#include "comms-page.h"
#include "comms-record-list.h"
#include "comms-review-card.h"
#include "comms-single-keys.h"
#include "comms-targets.h"
#include "comms-template.h"

struct _CommsReviewQueue
{
  GtkWidget parent_instance;

  CommsDesk *desk;
  GCancellable *cancellable;
  CommsRecordList *waiting;
  GHashTable *targets; /* gint64 id of an engagement -> CommsTarget */

  GtkLabel *number;
  GtkWidget *keys;
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

/* What waits: the engagements, and beside each whom it was with, or NULL. */
typedef struct
{
  GPtrArray *engagements;
  GPtrArray *targets;
} Waiting;

static void
waiting_free (Waiting *waiting)
{
  g_clear_pointer (&waiting->engagements, g_ptr_array_unref);
  g_clear_pointer (&waiting->targets, g_ptr_array_unref);
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

static void
unref_target (gpointer target)
{
  g_clear_object (&target);
}

static gpointer
load_waiting (CommsTx  *tx,
              gpointer  unused,
              GError  **error)
{
  g_autoptr (Waiting) waiting = g_new0 (Waiting, 1);

  waiting->targets = g_ptr_array_new_with_free_func (unref_target);
  waiting->engagements = comms_log_to_review (tx, COMMS_REVIEW_QUEUE_LENGTH, error);
  if (waiting->engagements == NULL)
    return NULL;
  for (guint i = 0; i < waiting->engagements->len; i++)
    {
      CommsEngagement *engagement = waiting->engagements->pdata[i];
      CommsTarget *target = NULL;

      if (engagement->target_id != 0)
        target = comms_targets_load (tx, engagement->target_id, NULL);
      g_ptr_array_add (waiting->targets, target);
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

static GtkWidget *
create_card_cb (gpointer item,
                gpointer user_data)
{
  CommsReviewQueue *self = user_data;
  gint64 id = comms_record_get_id (item);
  GtkWidget *card = comms_review_card_new (item, g_hash_table_lookup (self->targets, &id), self->desk);

  g_signal_connect_object (card, "decided", G_CALLBACK (decided_cb), self, G_CONNECT_SWAPPED);
  return card;
}

static CommsReviewCard *
nth_card (CommsReviewQueue *self,
          int               n)
{
  GtkListBoxRow *row = n >= 0 ? gtk_list_box_get_row_at_index (self->list, n) : NULL;

  return row != NULL ? COMMS_REVIEW_CARD (row) : NULL;
}

static CommsReviewCard *
focused_card (CommsReviewQueue *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *card = focus != NULL ? gtk_widget_get_ancestor (focus, COMMS_TYPE_REVIEW_CARD) : NULL;

  return card != NULL && gtk_widget_is_ancestor (card, GTK_WIDGET (self)) ? COMMS_REVIEW_CARD (card)
                                                                          : NULL;
}

static void
keep_targets (CommsReviewQueue *self,
              Waiting          *waiting)
{
  g_hash_table_remove_all (self->targets);
  for (guint i = 0; i < waiting->engagements->len; i++)
    {
      gint64 id = comms_record_get_id (waiting->engagements->pdata[i]);

      if (waiting->targets->pdata[i] != NULL)
        g_hash_table_insert (self->targets, g_memdup2 (&id, sizeof id),
                             g_object_ref (waiting->targets->pdata[i]));
    }
}

/* Where the card with the focus goes, the one that comes after it has it then. */
static void
show_waiting (CommsReviewQueue *self,
              Waiting          *waiting)
{
  guint n = waiting->engagements->len;
  g_autofree char *number = comms_format_number (n);
  CommsReviewCard *card = focused_card (self);
  int index = card != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (card)) : -1;

  keep_targets (self, waiting);
  comms_record_list_refill (self->waiting, waiting->engagements);
  gtk_label_set_label (self->number, number);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), n == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (self->keys, n > 0 && comms_single_keys_are_on ());
  card = nth_card (self, MIN (MAX (index, 0), (int) n - 1));
  if (card != NULL)
    comms_review_card_open (card);
  if (card != NULL && index >= 0 && focused_card (self) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (card));
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

/* A letter is a command only where nothing is being written. */
static gboolean
writing (CommsReviewQueue *self)
{
  return GTK_IS_TEXT (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))));
}

static void
focus_next (CommsReviewQueue *self,
            CommsReviewCard  *card)
{
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (card));
  CommsReviewCard *next = nth_card (self, index + 1);

  gtk_widget_grab_focus (GTK_WIDGET (next != NULL ? next : nth_card (self, 0)));
}

static gboolean
key_cb (GtkWidget *widget,
        GVariant  *args,
        gpointer   user_data)
{
  CommsReviewQueue *self = COMMS_REVIEW_QUEUE (widget);
  CommsReviewCard *card = focused_card (self);
  const char *key;

  if (card == NULL || writing (self) || !comms_single_keys_are_on ())
    return GDK_EVENT_PROPAGATE;

  g_variant_get (args, "(&s)", &key);
  if (g_str_equal (key, "a"))
    comms_review_card_sign_off (card);
  else if (g_str_equal (key, "c"))
    comms_review_card_comment (card);
  else
    focus_next (self, card);
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
      g_value_set_uint (value, comms_review_queue_get_count (self));
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
  g_clear_object (&self->waiting);
  g_clear_pointer (&self->targets, g_hash_table_unref);
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
  gtk_widget_class_bind_template_child (widget_class, CommsReviewQueue, keys);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewQueue, list);
  gtk_widget_class_bind_template_child (widget_class, CommsReviewQueue, empty);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_a, 0, key_cb, "(s)", "a");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, 0, key_cb, "(s)", "c");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_n, 0, key_cb, "(s)", "n");
}

static void
comms_review_queue_init (CommsReviewQueue *self)
{
  self->waiting = comms_record_list_new (COMMS_TYPE_ENGAGEMENT);
  self->targets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->waiting), create_card_cb, self, NULL);
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

  return g_list_model_get_n_items (G_LIST_MODEL (self->waiting));
}
