/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-history.h"

#include "comms-window.h"

#define MOST_STEPS 100

typedef struct
{
  char *label;
  CommsHistoryFunc undo;
  CommsHistoryFunc redo;
  gpointer data;
  GDestroyNotify data_free;
} Step;

/**
 * CommsHistory:
 *
 * Two stacks of steps. Signal "pushed" (label): something can be undone that could not before.
 * Properties "can-undo" and "can-redo".
 */
struct _CommsHistory
{
  GObject parent_instance;

  CommsDesk *desk;
  GQueue done;   /* of Step, newest first */
  GQueue undone; /* of Step, newest first */
};

G_DEFINE_FINAL_TYPE (CommsHistory, comms_history, G_TYPE_OBJECT)

enum
{
  PROP_CAN_UNDO = 1,
  PROP_CAN_REDO,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint pushed_signal;

static void
step_free (gpointer data)
{
  Step *step = data;

  if (step->data_free != NULL)
    step->data_free (step->data);
  g_free (step->label);
  g_free (step);
}

static void
comms_history_notify (CommsHistory *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
}

static void
comms_history_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CommsHistory *self = COMMS_HISTORY (object);

  switch (prop_id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, comms_history_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, comms_history_can_redo (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_history_finalize (GObject *object)
{
  CommsHistory *self = COMMS_HISTORY (object);

  g_queue_clear_full (&self->done, step_free);
  g_queue_clear_full (&self->undone, step_free);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (comms_history_parent_class)->finalize (object);
}

static void
comms_history_class_init (CommsHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = comms_history_get_property;
  object_class->finalize = comms_history_finalize;

  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  pushed_signal = g_signal_new ("pushed", COMMS_TYPE_HISTORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
comms_history_init (CommsHistory *self)
{
  g_queue_init (&self->done);
  g_queue_init (&self->undone);
}

/**
 * comms_history_new:
 *
 * Returns: (transfer full): an empty history of @desk
 */
CommsHistory *
comms_history_new (CommsDesk *desk)
{
  CommsHistory *self;

  g_return_val_if_fail (COMMS_IS_DESK (desk), NULL);

  self = g_object_new (COMMS_TYPE_HISTORY, NULL);
  self->desk = g_object_ref (desk);
  return self;
}

/**
 * comms_history_of:
 *
 * Returns: (transfer none): the history of the window that @widget is in, or that its window, such
 *   as that of the preferences, stands over
 */
CommsHistory *
comms_history_of (GtkWidget *widget)
{
  gpointer window;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  window = gtk_widget_get_root (widget);
  while (GTK_IS_WINDOW (window) && !COMMS_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  g_return_val_if_fail (COMMS_IS_WINDOW (window), NULL);

  return comms_window_get_history (window);
}

/**
 * comms_history_push:
 * @label: the sentence of the toast
 * @undo: takes it back
 * @redo: (nullable): does it again
 * @data: (transfer full): for both
 *
 * Something was done that can be undone. What was undone before can no longer be redone.
 */
void
comms_history_push (CommsHistory *self,
                    const char *label,
                    CommsHistoryFunc undo,
                    CommsHistoryFunc redo,
                    gpointer data,
                    GDestroyNotify data_free)
{
  Step *step;

  g_return_if_fail (COMMS_IS_HISTORY (self));
  g_return_if_fail (label != NULL);
  g_return_if_fail (undo != NULL);

  step = g_new0 (Step, 1);
  step->label = g_strdup (label);
  step->undo = undo;
  step->redo = redo;
  step->data = data;
  step->data_free = data_free;

  g_queue_clear_full (&self->undone, step_free);
  g_queue_push_head (&self->done, step);
  if (self->done.length > MOST_STEPS)
    step_free (g_queue_pop_tail (&self->done));
  comms_history_notify (self);
  g_signal_emit (self, pushed_signal, 0, label);
}

/**
 * comms_history_can_undo:
 */
gboolean
comms_history_can_undo (CommsHistory *self)
{
  g_return_val_if_fail (COMMS_IS_HISTORY (self), FALSE);

  return self->done.length > 0;
}

/**
 * comms_history_can_redo:
 */
gboolean
comms_history_can_redo (CommsHistory *self)
{
  g_return_val_if_fail (COMMS_IS_HISTORY (self), FALSE);

  return self->undone.length > 0;
}

/**
 * comms_history_undo:
 *
 * Takes back what was done last. Does nothing where there is nothing.
 */
void
comms_history_undo (CommsHistory *self)
{
  Step *step;

  g_return_if_fail (COMMS_IS_HISTORY (self));

  step = g_queue_pop_head (&self->done);
  if (step == NULL)
    return;
  step->undo (self->desk, step->data);
  if (step->redo != NULL)
    g_queue_push_head (&self->undone, step);
  else
    step_free (step);
  comms_history_notify (self);
}

/**
 * comms_history_redo:
 *
 * Does again what was undone last. Does nothing where there is nothing.
 */
void
comms_history_redo (CommsHistory *self)
{
  Step *step;

  g_return_if_fail (COMMS_IS_HISTORY (self));

  step = g_queue_pop_head (&self->undone);
  if (step == NULL)
    return;
  step->redo (self->desk, step->data);
  g_queue_push_head (&self->done, step);
  comms_history_notify (self);
}
