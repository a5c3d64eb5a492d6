/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-publisher.h"

#include "comms-desk-private.h"
#include "comms-lane.h"
#include "comms-lease-table.h"
#include "comms-metrics.h"
#include "comms-outbox.h"
#include "comms-posts.h"

#define MINUTE_MS (60 * 1000)
#define QUARTER_MS (15 * MINUTE_MS)

struct _CommsPublisher
{
  GObject parent_instance;

  CommsDesk *desk;
  char *holder;        /* the name of this sender in the store's leases */
  GHashTable *lanes;   /* account id to CommsLane */
  GHashTable *looking; /* posts that are being looked for */
  guint n_busy;

  gboolean started;
  gboolean scanning; /* a pass of its own is on its way to the store */
  gboolean scan_again;
  GCancellable *cancellable;
  gulong changed_id;
  guint timer_id;
  gint64 next_due;
  gint64 next_wake;
  gint64 read_at; /* when to look for figures that are due */
  gboolean reading;
};

G_DEFINE_FINAL_TYPE (CommsPublisher, comms_publisher, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_DESK,
  PROP_NEXT_DUE,
  PROP_NEXT_WAKE,
  PROP_BUSY,
  N_PROPERTIES,
};

enum
{
  SETTLED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static void run_own_pass (CommsPublisher *self);

/* Sleeping. */

static gboolean
timer_cb (gpointer user_data)
{
  CommsPublisher *self = user_data;

  self->timer_id = 0;
  comms_store_check_elsewhere (comms_desk_get_store (self->desk));
  run_own_pass (self);
  return G_SOURCE_REMOVE;
}

/* The clock may be set, the computer may sleep, and another process may queue a post: the desk
 * looks again at each full minute, together with the clocks on the screen. */
static void
sleep_until (CommsPublisher *self, gint64 wake)
{
  const gint64 now = comms_desk_now (self->desk);
  gint64 delay = MINUTE_MS - now % MINUTE_MS;

  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (!self->started)
    return;
  if (wake != 0)
    delay = CLAMP (wake - now, 0, delay);
  self->timer_id = g_timeout_add ((guint) delay, timer_cb, self);
}

/* Lanes. */

static void
set_busy (CommsPublisher *self, int change)
{
  const gboolean was_busy = self->n_busy > 0;

  self->n_busy += (guint) change;
  if (was_busy != (self->n_busy > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
lane_settled_cb (CommsPublisher *self, gint64 post_id)
{
  g_signal_emit (self, signals[SETTLED], 0, post_id);
}

static CommsLane *
get_lane (CommsPublisher *self, gint64 account_id)
{
  CommsLane *lane = g_hash_table_lookup (self->lanes, &account_id);

  if (lane == NULL)
    {
      lane = comms_lane_new (self->desk, account_id, self->holder);
      g_signal_connect_object (lane, "settled", G_CALLBACK (lane_settled_cb), self,
                               G_CONNECT_SWAPPED);
      g_hash_table_insert (self->lanes, g_memdup2 (&account_id, sizeof account_id), lane);
    }
  return lane;
}

/* A pass: a scan, then every account that has something to do, all at the same time. */

typedef struct
{
  gboolean own;     /* not asked for by anyone */
  gboolean counted; /* among what keeps the publisher busy */
  guint n_pending;
  guint n_tried;
} Pass;

static void
pass_step_done (GTask *task)
{
  Pass *pass = g_task_get_task_data (task);

  if (--pass->n_pending > 0)
    return;
  if (pass->counted)
    set_busy (g_task_get_source_object (task), -1);
  g_task_return_int (task, pass->n_tried);
}

static void
pass_sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Pass *pass = g_task_get_task_data (task);
  const gssize n_tried = comms_lane_do_finish (COMMS_LANE (source), result, NULL);

  /* What one account could not do is no reason to stop the others: its posts say it. */
  if (n_tried > 0)
    pass->n_tried += (guint) n_tried;
  pass_step_done (task);
}

typedef struct
{
  GTask *task;
  gint64 post_id;
} PassLook;

static void
pass_looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree PassLook *look = user_data;
  g_autoptr (GTask) task = look->task;
  CommsPublisher *self = g_task_get_source_object (task);

  comms_lane_do_finish (COMMS_LANE (source), result, NULL);
  g_hash_table_remove (self->looking, &look->post_id);
  pass_step_done (task);
}

static void
pass_send (GTask *task, gint64 account_id)
{
  CommsPublisher *self = g_task_get_source_object (task);
  Pass *pass = g_task_get_task_data (task);
  CommsLane *lane = get_lane (self, account_id);

  /* A lane that sends goes on until nothing is due; one that does something else sends after it. */
  if (pass->own && comms_lane_is_sending (lane))
    return;
  pass->n_pending++;
  comms_lane_do_async (lane, COMMS_LANE_SEND_DUE, 0, NULL, g_task_get_cancellable (task),
                       pass_sent_cb, g_object_ref (task));
}

static void
pass_look (GTask *task, const CommsOutboxLook *what)
{
  CommsPublisher *self = g_task_get_source_object (task);
  Pass *pass = g_task_get_task_data (task);
  PassLook *look;

  if (!g_hash_table_add (self->looking, g_memdup2 (&what->post_id, sizeof what->post_id)))
    return;
  look = g_new (PassLook, 1);
  look->task = g_object_ref (task);
  look->post_id = what->post_id;
  pass->n_pending++;
  comms_lane_do_async (get_lane (self, what->account_id), COMMS_LANE_LOOK, what->post_id, NULL,
                       g_task_get_cancellable (task), pass_looked_cb, look);
}

static void
set_next_due (CommsPublisher *self, gint64 next_due)
{
  if (self->next_due == next_due)
    return;
  self->next_due = next_due;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_DUE]);
}

static void
set_next_wake (CommsPublisher *self, gint64 next_wake)
{
  if (self->next_wake == next_wake)
    return;
  self->next_wake = next_wake;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_WAKE]);
}

static void
figures_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPublisher) self = user_data;
  g_autoptr (GError) error = NULL;

  /* Nobody waits for them: what went wrong is tried again in a quarter of an hour. */
  if (comms_metrics_read_finish (COMMS_DESK (source), result, &error) < 0)
    g_debug ("Figures were not read: %s", error->message);
  self->reading = FALSE;
}

/* Figures are for a moment in which nothing is sent or about to be. */
static void
read_figures (CommsPublisher *self)
{
  const gint64 now = comms_desk_now (self->desk);

  if (!self->started || self->reading || self->n_busy > 0 || now < self->read_at ||
      (self->next_due != 0 && self->next_due < now + MINUTE_MS))
    return;
  self->read_at = now - now % QUARTER_MS + QUARTER_MS;
  self->reading = TRUE;
  comms_metrics_read_async (self->desk, 0, 0, self->cancellable, figures_read_cb,
                            g_object_ref (self));
}

static void
own_scan_done (CommsPublisher *self, Pass *pass)
{
  if (!pass->own)
    return;
  self->scanning = FALSE;
  if (self->scan_again)
    run_own_pass (self);
}

/* Looking whether there is something to do is not yet doing it. */
static void
count_pass (CommsPublisher *self, Pass *pass, gboolean works)
{
  if (pass->counted || !works)
    return;
  pass->counted = TRUE;
  set_busy (self, 1);
}

static void
pass_scanned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsPublisher *self = g_task_get_source_object (task);
  Pass *pass = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CommsOutboxScan) scan = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  sleep_until (self, scan != NULL ? scan->next_wake : 0);
  if (scan == NULL)
    {
      if (pass->counted)
        set_busy (self, -1);
      own_scan_done (self, pass);
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < scan->changed_ids->len; i++)
    g_signal_emit (self, signals[SETTLED], 0, g_array_index (scan->changed_ids, gint64, i));
  set_next_due (self, scan->next_due);
  set_next_wake (self, scan->next_wake);

  pass->n_pending = 1;
  for (guint i = 0; i < scan->account_ids->len; i++)
    pass_send (task, g_array_index (scan->account_ids, gint64, i));
  for (guint i = 0; i < scan->looks->len; i++)
    pass_look (task, &g_array_index (scan->looks, CommsOutboxLook, i));
  count_pass (self, pass, pass->n_pending > 1);
  read_figures (self);
  own_scan_done (self, pass);
  pass_step_done (task);
}

static void
run_pass (CommsPublisher *self,
          gboolean own,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Pass *pass = g_new0 (Pass, 1);

  pass->own = own;
  g_task_set_source_tag (task, comms_publisher_send_due_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, pass, g_free);
  count_pass (self, pass, !own);
  comms_desk_run_unattended_async (self->desk, comms_outbox_scan, NULL, NULL,
                                   (GDestroyNotify) comms_outbox_scan_free, NULL, pass_scanned_cb,
                                   task);
}

/* By itself, one scan at a time. */
static void
run_own_pass (CommsPublisher *self)
{
  if (!self->started)
    return;
  self->scan_again = self->scanning;
  if (self->scanning)
    return;
  self->scanning = TRUE;
  run_pass (self, TRUE, self->cancellable, NULL, NULL);
}

static void
desk_changed_cb (CommsPublisher *self, CommsSubject subject)
{
  if (subject == COMMS_SUBJECT_POST || subject == COMMS_SUBJECT_ACCOUNT ||
      subject == COMMS_SUBJECT_POLICY)
    run_own_pass (self);
}

/* One post, for someone who waits. */

typedef struct
{
  CommsLaneKind kind;
  gint64 post_id;
  char *reason;
} Request;

static void
request_free (Request *request)
{
  g_free (request->reason);
  g_free (request);
}

static void
request_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  set_busy (g_task_get_source_object (task), -1);
  if (comms_lane_do_finish (COMMS_LANE (source), result, &error) < 0)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static gpointer
find_account_run (CommsTx *tx, gpointer data, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, ((Request *) data)->post_id, error);

  return post != NULL ? g_memdup2 (&post->account_id, sizeof post->account_id) : NULL;
}

static void
request_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsPublisher *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree gint64 *account_id = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (account_id == NULL)
    {
      set_busy (self, -1);
      g_task_return_error (task, error);
      return;
    }
  comms_lane_do_async (get_lane (self, *account_id), request->kind, request->post_id,
                       request->reason, g_task_get_cancellable (task), request_done_cb,
                       g_object_ref (task));
}

static void
request_async (CommsPublisher *self,
               CommsLaneKind kind,
               gint64 post_id,
               const char *reason,
               gpointer tag,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->kind = kind;
  request->post_id = post_id;
  request->reason = g_strdup (reason);
  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  set_busy (self, 1);
  comms_desk_run_unattended_async (self->desk, find_account_run, request, NULL, g_free, NULL,
                                   request_found_cb, task);
}

/* The object. */

static void
comms_publisher_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CommsPublisher *self = COMMS_PUBLISHER (object);

  switch (prop_id)
    {
    case PROP_DESK:
      g_value_set_object (value, self->desk);
      break;
    case PROP_NEXT_DUE:
      g_value_set_int64 (value, self->next_due);
      break;
    case PROP_NEXT_WAKE:
      g_value_set_int64 (value, self->next_wake);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->n_busy > 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_publisher_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  CommsPublisher *self = COMMS_PUBLISHER (object);

  switch (prop_id)
    {
    case PROP_DESK:
      self->desk = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_publisher_dispose (GObject *object)
{
  CommsPublisher *self = COMMS_PUBLISHER (object);

  comms_publisher_stop (self);
  g_hash_table_remove_all (self->lanes);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (comms_publisher_parent_class)->dispose (object);
}

static void
comms_publisher_finalize (GObject *object)
{
  CommsPublisher *self = COMMS_PUBLISHER (object);

  g_clear_pointer (&self->lanes, g_hash_table_unref);
  g_clear_pointer (&self->looking, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_free (self->holder);

  G_OBJECT_CLASS (comms_publisher_parent_class)->finalize (object);
}

static void
comms_publisher_class_init (CommsPublisherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = comms_publisher_get_property;
  object_class->set_property = comms_publisher_set_property;
  object_class->dispose = comms_publisher_dispose;
  object_class->finalize = comms_publisher_finalize;

  properties[PROP_DESK] =
    g_param_spec_object ("desk", NULL, NULL, COMMS_TYPE_DESK,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NEXT_DUE] = g_param_spec_int64 ("next-due", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_NEXT_WAKE] =
    g_param_spec_int64 ("next-wake", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
comms_publisher_init (CommsPublisher *self)
{
  self->holder = comms_lease_table_dup_holder ();
  self->lanes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->looking = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

CommsPublisher *
comms_publisher_new (CommsDesk *desk)
{
  g_return_val_if_fail (COMMS_IS_DESK (desk), NULL);

  return g_object_new (COMMS_TYPE_PUBLISHER, "desk", desk, NULL);
}

void
comms_publisher_start (CommsPublisher *self)
{
  g_return_if_fail (COMMS_IS_PUBLISHER (self));

  if (self->started)
    return;
  self->started = TRUE;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->changed_id =
    g_signal_connect_swapped (self->desk, "changed", G_CALLBACK (desk_changed_cb), self);
  run_own_pass (self);
}

void
comms_publisher_stop (CommsPublisher *self)
{
  g_return_if_fail (COMMS_IS_PUBLISHER (self));

  self->started = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->desk != NULL)
    g_clear_signal_handler (&self->changed_id, self->desk);
}

void
comms_publisher_send_due_async (CommsPublisher *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (COMMS_IS_PUBLISHER (self));

  run_pass (self, FALSE, cancellable, callback, user_data);
}

guint
comms_publisher_send_due_finish (CommsPublisher *self, GAsyncResult *result, GError **error)
{
  gssize n_tried;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  n_tried = g_task_propagate_int (G_TASK (result), error);
  return n_tried > 0 ? (guint) n_tried : 0;
}

void
comms_publisher_send_async (CommsPublisher *self,
                            gint64 post_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (COMMS_IS_PUBLISHER (self));

  request_async (self, COMMS_LANE_SEND_ONE, post_id, NULL, comms_publisher_send_async, cancellable,
                 callback, user_data);
}

gboolean
comms_publisher_send_finish (CommsPublisher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
comms_publisher_reconcile_async (CommsPublisher *self,
                                 gint64 post_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (COMMS_IS_PUBLISHER (self));

  request_async (self, COMMS_LANE_LOOK, post_id, NULL, comms_publisher_reconcile_async, cancellable,
                 callback, user_data);
}

gboolean
comms_publisher_reconcile_finish (CommsPublisher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
comms_publisher_withdraw_async (CommsPublisher *self,
                                gint64 post_id,
                                const char *reason,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (COMMS_IS_PUBLISHER (self));

  request_async (self, COMMS_LANE_WITHDRAW, post_id, reason, comms_publisher_withdraw_async,
                 cancellable, callback, user_data);
}

gboolean
comms_publisher_withdraw_finish (CommsPublisher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
