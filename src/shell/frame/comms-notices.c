/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-notices.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-application.h"
#include "comms-fit.h"
#include "comms-posts.h"

#define EXCERPT_LENGTH 90

struct _CommsNotices
{
  GObject parent_instance;

  GApplication *application; /* weak: it owns the windows, and they own this */
  CommsDesk *desk;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CommsNotices, comms_notices, G_TYPE_OBJECT)

/* A post and the handle of its account, as they are when its try has an outcome. */
typedef struct
{
  gint64 id;
  CommsPost *post;
  char *handle;
} Outcome;

static void
outcome_free (Outcome *outcome)
{
  g_clear_object (&outcome->post);
  g_free (outcome->handle);
  g_free (outcome);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outcome, outcome_free)

static gpointer
load_outcome (CommsTx  *tx,
              gpointer  data,
              GError  **error)
{
  g_autoptr (Outcome) outcome = g_new0 (Outcome, 1);
  g_autoptr (CommsAccount) account = NULL;

  outcome->post = comms_posts_load (tx, *(gint64 *) data, error);
  account = outcome->post != NULL
              ? comms_accounts_load (tx, outcome->post->account_id, error)
              : NULL;
  if (account == NULL)
    return NULL;
  outcome->handle = g_strdup (account->handle);
  return g_steal_pointer (&outcome);
}

/* NULL for a state that is none to tell of. Translators: %s is the handle of an account. */
static char *
notice_title (CommsPostState state,
              const char    *handle)
{
  switch ((int) state)
    {
    case COMMS_POST_STATE_POSTED:
      return g_strdup_printf (C_("notice", "Posted from @%s"), handle);
    case COMMS_POST_STATE_REFUSED:
      return g_strdup_printf (C_("notice", "Refused: a post of @%s"), handle);
    case COMMS_POST_STATE_UNKNOWN:
      return g_strdup_printf (C_("notice", "Not known whether it is out: a post of @%s"), handle);
    case COMMS_POST_STATE_MISSED:
      return g_strdup_printf (C_("notice", "Missed its time: a post of @%s"), handle);
    default:
      return NULL;
    }
}

static char *
notice_body (CommsDesk *desk,
             CommsPost *post)
{
  g_autofree char *excerpt = comms_text_excerpt (post->text != NULL ? post->text : "",
                                                 EXCERPT_LENGTH);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  g_ptr_array_add (lines, excerpt);
  if (post->state != COMMS_POST_STATE_POSTED && post->problem != NULL)
    g_ptr_array_add (lines, post->problem);
  if (comms_desk_is_practice (desk))
    g_ptr_array_add (lines, (gpointer) C_("notice", "Practice desk: nothing left this computer."));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/**
 * comms_notice_of_post:
 * @handle: of its account, without the "@"
 *
 * Returns: (transfer full) (nullable): what the desktop is told of it
 */
GNotification *
comms_notice_of_post (CommsDesk  *desk,
                      CommsPost  *post,
                      const char *handle)
{
  g_autofree char *title = notice_title (post->state, handle);
  g_autofree char *body = notice_body (desk, post);
  GNotification *notice;

  if (title == NULL)
    return NULL;
  notice = g_notification_new (title);
  g_notification_set_body (notice, body);
  g_notification_set_priority (notice, post->state == COMMS_POST_STATE_POSTED
                                         ? G_NOTIFICATION_PRIORITY_NORMAL
                                         : G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action_and_target (
    notice, "app.open-post", "(^ayx)", comms_store_get_path (comms_desk_get_store (desk)),
    comms_record_get_id (COMMS_RECORD (post)));
  return notice;
}

/* Whoever looks at the window sees the post change there. */
static gboolean
is_wanted (CommsNotices *self,
           CommsPost    *post)
{
  GSettings *settings = comms_application_settings (COMMS_APPLICATION (self->application));
  GtkWindow *window =
    gtk_application_get_active_window (GTK_APPLICATION (self->application));

  if (post->state != COMMS_POST_STATE_POSTED)
    return settings == NULL || g_settings_get_boolean (settings, "notify-problems");
  if (settings != NULL && !g_settings_get_boolean (settings, "notify-posted"))
    return FALSE;
  return window == NULL || !gtk_window_is_active (window);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CommsNotices) self = user_data;
  g_autoptr (Outcome) outcome = comms_desk_run_finish (COMMS_DESK (source), result, NULL);
  g_autoptr (GNotification) notice = NULL;
  g_autofree char *id = NULL;

  if (outcome == NULL || self->application == NULL || !is_wanted (self, outcome->post))
    return;
  notice = comms_notice_of_post (self->desk, outcome->post, outcome->handle);
  if (notice == NULL)
    return;
  /* A later outcome of the same post takes the place of the earlier one. */
  id = g_strdup_printf ("post-%" G_GINT64_FORMAT,
                        comms_record_get_id (COMMS_RECORD (outcome->post)));
  comms_application_tell (COMMS_APPLICATION (self->application), id, notice);
}

static void
settled_cb (CommsNotices *self,
            gint64        post_id)
{
  g_assert (COMMS_IS_NOTICES (self));

  comms_desk_run_async (self->desk, load_outcome, g_memdup2 (&post_id, sizeof post_id), g_free,
                        (GDestroyNotify) outcome_free, self->cancellable, loaded_cb,
                        g_object_ref (self));
}

static void
comms_notices_dispose (GObject *object)
{
  CommsNotices *self = COMMS_NOTICES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->application);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (comms_notices_parent_class)->dispose (object);
}

static void
comms_notices_class_init (CommsNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_notices_dispose;
}

static void
comms_notices_init (CommsNotices *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * comms_notices_new:
 *
 * Returns: (transfer full): tells of every post that @publisher settles
 */
CommsNotices *
comms_notices_new (GApplication   *application,
                   CommsDesk      *desk,
                   CommsPublisher *publisher)
{
  CommsNotices *self = g_object_new (COMMS_TYPE_NOTICES, NULL);

  g_set_weak_pointer (&self->application, application);
  self->desk = g_object_ref (desk);
  g_signal_connect_object (publisher, "settled", G_CALLBACK (settled_cb), self, G_CONNECT_SWAPPED);
  return self;
}
