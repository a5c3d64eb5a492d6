/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-twin-acts.h"

#include "comms-history.h"
#include "comms-posts.h"
#include "comms-twins.h"
#include "comms-undo.h"

/* An act, and what it takes to do it and take it back. */
typedef struct
{
  CommsSubject subject;
  gint64 id;
  gint64 twin_id;
  gint64 since;
} Act;

static void
run (CommsDesk *desk, CommsTxFunc func, const Act *act)
{
  comms_undo_run (desk, func, g_memdup2 (act, sizeof *act), g_free);
}

/* --- still right --- */

static gpointer
say_right (CommsTx *tx, gpointer data, GError **error)
{
  Act *act = data;

  return GINT_TO_POINTER (comms_twins_still_right (tx, act->subject, act->id, error));
}

static gpointer
say_stale (CommsTx *tx, gpointer data, GError **error)
{
  Act *act = data;

  return GINT_TO_POINTER (comms_twins_stale_again (tx, act->subject, act->id, act->since, error));
}

static void
undo_right (CommsDesk *desk, gpointer data)
{
  run (desk, say_stale, data);
}

static void
redo_right (CommsDesk *desk, gpointer data)
{
  run (desk, say_right, data);
}

void
comms_twin_acts_still_right (
  GtkWidget *widget, CommsDesk *desk, CommsSubject subject, gint64 id, gint64 since)
{
  Act act = { .subject = subject, .id = id, .since = since };

  g_return_if_fail (since > 0);

  run (desk, say_right, &act);
  comms_history_push (comms_history_of (widget), C_ ("twin", "Compared with its twin: still right."),
                      undo_right, redo_right, g_memdup2 (&act, sizeof act), g_free);
}

/* --- untying --- */

static gpointer
untie (CommsTx *tx, gpointer data, GError **error)
{
  Act *act = data;

  return GINT_TO_POINTER (comms_twins_untie (tx, act->subject, act->id, error));
}

static gpointer
tie (CommsTx *tx, gpointer data, GError **error)
{
  Act *act = data;

  return GINT_TO_POINTER (comms_twins_tie (tx, act->subject, act->id, act->twin_id, error));
}

static void
undo_untie (CommsDesk *desk, gpointer data)
{
  run (desk, tie, data);
}

static void
redo_untie (CommsDesk *desk, gpointer data)
{
  run (desk, untie, data);
}

void
comms_twin_acts_untie (
  GtkWidget *widget, CommsDesk *desk, CommsSubject subject, gint64 id, gint64 twin_id)
{
  Act act = { .subject = subject, .id = id, .twin_id = twin_id };

  run (desk, untie, &act);
  comms_history_push (comms_history_of (widget), C_ ("twin", "Untied from its twin."), undo_untie,
                      redo_untie, g_memdup2 (&act, sizeof act), g_free);
}

/* --- a new one --- */

/* One that is there is opened. */
static gpointer
make (CommsTx *tx, gpointer data, GError **error)
{
  Act *act = data;
  g_autoptr (CommsPost) post = comms_posts_load (tx, act->id, error);
  g_autoptr (CommsTwin) twin = NULL;
  g_autofree Act *made = NULL;

  if (post == NULL || !comms_twins_load (tx, post, &twin, error))
    return NULL;
  made = g_memdup2 (act, sizeof *act);
  made->since = twin == NULL ? tx->stamp.now : 0;
  made->twin_id = twin != NULL ? twin->id : comms_twins_make_post (tx, act->id, NULL, error);
  return made->twin_id != 0 ? g_steal_pointer (&made) : NULL;
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree Act *made = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (made == NULL)
    {
      comms_undo_show_error (error);
      return;
    }
  if (gtk_widget_get_root (widget) == NULL)
    return;
  if (made->since != 0)
    comms_undo_push_ids (widget, C_ ("twin", "Twin drafted. Compare the two, then say that it is "
                                             "right."),
                         comms_posts_bin, comms_posts_unbin, &made->twin_id, 1);
  gtk_widget_activate_action (widget, "win.open-post", "x", made->twin_id);
}

void
comms_twin_acts_make (GtkWidget *widget, CommsDesk *desk, gint64 id)
{
  Act act = { .subject = COMMS_SUBJECT_POST, .id = id };

  comms_desk_run_async (desk, make, g_memdup2 (&act, sizeof act), g_free, g_free, NULL, made_cb,
                        g_object_ref (widget));
}
