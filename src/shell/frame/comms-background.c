/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-background.h"

#include <glib/gi18n-lib.h>

#include "comms-application.h"
#include "comms-marks.h"
#include "comms-notices.h"

#define NOTICE_ID "background"

/* One desk. */
typedef struct
{
  CommsBackground *owner; /* not owned */
  CommsDesk *desk;
  CommsPublisher *publisher;
  CommsNotices *notices;
  gboolean told;
} Keeping;

struct _CommsBackground
{
  GObject parent_instance;

  GApplication *application; /* not owned: it owns this */
  GPtrArray *keepings;
};

G_DEFINE_FINAL_TYPE (CommsBackground, comms_background, G_TYPE_OBJECT)

static void
keeping_free (Keeping *keeping)
{
  comms_publisher_stop (keeping->publisher);
  g_signal_handlers_disconnect_by_data (keeping->publisher, keeping);
  comms_application_tell (COMMS_APPLICATION (keeping->owner->application), NOTICE_ID, NULL);
  g_application_release (keeping->owner->application);
  g_object_unref (keeping->notices);
  g_object_unref (keeping->publisher);
  g_object_unref (keeping->desk);
  g_free (keeping);
}

/* So that nobody wonders why the program is still there, or trusts that it is when it is not. */
static void
tell (Keeping *keeping,
      gint64   next_due)
{
  const char *path = comms_store_get_path (comms_desk_get_store (keeping->desk));
  g_autoptr (GNotification) notice =
    g_notification_new (C_("notice", "Comms Desk goes on sending"));
  g_autofree char *time =
    comms_format_time (comms_desk_get_policy (keeping->desk)->zone, next_due);
  /* Translators: %s is a time of day. */
  g_autofree char *body =
    g_strdup_printf (C_("notice", "The next post leaves at %s. What is not sent when you stop it "
                                  "waits in the queue, and is missed if it waits too long."),
                     time);

  if (keeping->told)
    return;
  keeping->told = TRUE;
  g_notification_set_body (notice, body);
  g_notification_set_default_action_and_target (notice, "app.open", "^ay", path);
  g_notification_add_button_with_target (notice, C_("notice", "Open"), "app.open", "^ay", path);
  g_notification_add_button (notice, C_("notice", "Stop Sending"), "app.end-background");
  comms_application_tell (COMMS_APPLICATION (keeping->owner->application), NOTICE_ID, notice);
}

static void
publisher_notify_cb (Keeping *keeping)
{
  gint64 next_due;
  gint64 next_wake;
  gboolean busy;

  g_object_get (keeping->publisher, "next-due", &next_due, "next-wake", &next_wake, "busy", &busy,
                NULL);
  if (next_due != 0)
    tell (keeping, next_due);
  if (!busy && next_wake == 0)
    g_ptr_array_remove (keeping->owner->keepings, keeping);
}

static void
first_pass_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (CommsBackground) self = user_data;
  g_autoptr (GError) error = NULL;

  comms_publisher_send_due_finish (COMMS_PUBLISHER (source), result, &error);
  /* It may have been ended meanwhile. */
  for (guint i = 0; i < self->keepings->len; i++)
    {
      Keeping *keeping = g_ptr_array_index (self->keepings, i);

      if (keeping->publisher != COMMS_PUBLISHER (source))
        continue;
      g_signal_connect_swapped (keeping->publisher, "notify", G_CALLBACK (publisher_notify_cb),
                                keeping);
      /* What could not be looked at is looked at again, and not let go. */
      if (error == NULL)
        publisher_notify_cb (keeping);
      return;
    }
}

/**
 * comms_background_keep:
 *
 * Goes on sending what waits at @desk, which no window shows any more.
 */
void
comms_background_keep (CommsBackground *self,
                       CommsDesk       *desk)
{
  Keeping *keeping;

  g_return_if_fail (COMMS_IS_BACKGROUND (self));
  g_return_if_fail (COMMS_IS_DESK (desk));

  comms_background_end (self, comms_store_get_path (comms_desk_get_store (desk)));
  g_application_hold (self->application);
  keeping = g_new0 (Keeping, 1);
  keeping->owner = self;
  keeping->desk = g_object_ref (desk);
  keeping->publisher = comms_publisher_new (desk);
  keeping->notices = comms_notices_new (self->application, desk, keeping->publisher);
  g_ptr_array_add (self->keepings, keeping);
  comms_publisher_start (keeping->publisher);
  comms_publisher_send_due_async (keeping->publisher, NULL, first_pass_cb, g_object_ref (self));
}

/**
 * comms_background_end:
 * @path: (nullable): of a desk; all of them where it is %NULL
 *
 * Sends no more without a window.
 */
void
comms_background_end (CommsBackground *self,
                      const char      *path)
{
  g_return_if_fail (COMMS_IS_BACKGROUND (self));

  for (guint i = self->keepings->len; i > 0; i--)
    {
      Keeping *keeping = g_ptr_array_index (self->keepings, i - 1);
      CommsStore *store = comms_desk_get_store (keeping->desk);

      if (path == NULL || g_strcmp0 (comms_store_get_path (store), path) == 0)
        g_ptr_array_remove_index (self->keepings, i - 1);
    }
}

/**
 * comms_background_size:
 *
 * Returns: how many desks go on without a window
 */
guint
comms_background_size (CommsBackground *self)
{
  g_return_val_if_fail (COMMS_IS_BACKGROUND (self), 0);

  return self->keepings->len;
}

static void
comms_background_finalize (GObject *object)
{
  CommsBackground *self = COMMS_BACKGROUND (object);

  g_ptr_array_unref (self->keepings);

  G_OBJECT_CLASS (comms_background_parent_class)->finalize (object);
}

static void
comms_background_class_init (CommsBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = comms_background_finalize;
}

static void
comms_background_init (CommsBackground *self)
{
  self->keepings = g_ptr_array_new_with_free_func ((GDestroyNotify) keeping_free);
}

/**
 * comms_background_new:
 *
 * Returns: (transfer full): for @application, which keeps it
 */
CommsBackground *
comms_background_new (GApplication *application)
{
  CommsBackground *self = g_object_new (COMMS_TYPE_BACKGROUND, NULL);

  self->application = application;
  return self;
}
