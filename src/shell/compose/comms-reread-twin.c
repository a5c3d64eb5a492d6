/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-reread-page-private.h"

#include "comms-fit.h"
#include "comms-history.h"
#include "comms-marks.h"
#include "comms-twins.h"
#include "comms-undo.h"
#include "comms-words.h"

/* What was said of a post, and how it was before. */
typedef struct
{
  gint64 id;
  gint64 since;
} Said;

static void
fill_state (CommsRereadPage *self, CommsTwin *twin)
{
  CommsPostContext *context = self->data->context;
  g_autofree char *stale = NULL;

  if (twin->stale_since != 0)
    stale = comms_twin_dup_stale (twin->stale_since, context->policy->zone, context->now);
  else if (twin->twin_stale_since != 0)
    stale = g_strdup (C_ ("twin", "It has still to follow this one"));
  gtk_widget_set_visible (GTK_WIDGET (self->twin_state), stale != NULL);
  gtk_label_set_label (self->twin_state, stale != NULL ? stale : "");
}

/* The twin under the post: what it says, and which figures the two do not both say. */
void
comms_reread_fill_twin (CommsRereadPage *self)
{
  CommsTwin *twin = self->data->twin;
  g_autofree char *language = NULL;
  g_autofree char *title = NULL;
  g_autofree char *differences = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->twin_box), twin != NULL);
  if (twin == NULL)
    return;
  language = comms_language_dup_word (twin->language);
  /* Translators: %s is a language */
  title = g_strdup_printf (C_ ("twin", "Its twin in %s"), language);
  differences = comms_twin_dup_differences (twin);
  gtk_label_set_label (self->twin_title, title);
  gtk_label_set_label (self->twin_text, twin->text);
  gtk_label_set_xalign (self->twin_text,
                        comms_text_is_rtl (twin->text) ==
                            (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
                          ? 0
                          : 1);
  gtk_label_set_label (self->twin_differences, differences != NULL ? differences : "");
  gtk_widget_set_visible (GTK_WIDGET (self->twin_differences), differences != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->still_right_button), twin->stale_since != 0);
  fill_state (self, twin);
}

/* --- still right --- */

static gpointer
say_stale (CommsTx *tx, gpointer data, GError **error)
{
  Said *said = data;

  return GINT_TO_POINTER (
    comms_twins_stale_again (tx, COMMS_SUBJECT_POST, said->id, said->since, error));
}

static gpointer
say_right (CommsTx *tx, gpointer data, GError **error)
{
  Said *said = data;

  return GINT_TO_POINTER (comms_twins_still_right (tx, COMMS_SUBJECT_POST, said->id, error));
}

static void
reported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  comms_desk_run_finish (COMMS_DESK (source), result, &error);
  if (error != NULL)
    comms_undo_show_error (error);
}

static void
undo_right (CommsDesk *desk, gpointer data)
{
  comms_desk_run_async (desk, say_stale, g_memdup2 (data, sizeof (Said)), g_free, NULL, NULL,
                        reported_cb, NULL);
}

static void
redo_right (CommsDesk *desk, gpointer data)
{
  comms_desk_run_async (desk, say_right, g_memdup2 (data, sizeof (Said)), g_free, NULL, NULL,
                        reported_cb, NULL);
}

void
comms_reread_still_right (CommsRereadPage *self)
{
  Said said = { self->id, self->data->post->stale_since };

  redo_right (comms_page_get_desk (COMMS_PAGE (self)), &said);
  comms_history_push (comms_history_of (GTK_WIDGET (self)),
                      C_ ("twin", "Compared with its twin: still right."), undo_right, redo_right,
                      g_memdup2 (&said, sizeof said), g_free);
}
