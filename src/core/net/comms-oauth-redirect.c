/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "comms-oauth-redirect.h"

#include "comms-network.h"
#include "comms-secrets.h"

#define PATH "/callback"
#define MINUTES 10
#define MAX_WORD 60

struct _CommsRedirect
{
  GObject parent_instance;

  SoupServer *soup;
  char *uri;
  char *state;
  GTask *task; /* who waits */
  GSource *clock;
  GCancellable *cancellable;
  gulong cancelled_id;
};

G_DEFINE_FINAL_TYPE (CommsRedirect, comms_redirect, G_TYPE_OBJECT)

/* The wait is over. (transfer full) */
static GTask *
take_task (CommsRedirect *self)
{
  if (self->clock != NULL)
    g_source_destroy (self->clock);
  g_clear_pointer (&self->clock, g_source_unref);
  if (self->cancellable != NULL)
    g_signal_handler_disconnect (self->cancellable, self->cancelled_id);
  g_clear_object (&self->cancellable);
  return g_steal_pointer (&self->task);
}

static void
refuse (CommsRedirect *self, char *sentence)
{
  g_autoptr (GTask) task = take_task (self);

  if (task != NULL)
    g_task_return_new_error (task, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED, "%s", sentence);
  g_free (sentence);
}

/* An error's name comes from outside, and stands in a sentence. */
static gboolean
is_word (const char *text)
{
  return text != NULL && *text != '\0' && strlen (text) <= MAX_WORD &&
         text[strspn (text, "abcdefghijklmnopqrstuvwxyz_0123456789")] == '\0';
}

/* Whether an answer from the browser is one that goes on. */
static gboolean
take_answer (CommsRedirect *self, GHashTable *query)
{
  const char *state = query != NULL ? g_hash_table_lookup (query, "state") : NULL;
  const char *problem = query != NULL ? g_hash_table_lookup (query, "error") : NULL;
  const char *code = query != NULL ? g_hash_table_lookup (query, "code") : NULL;
  GTask *task;

  if (self->task == NULL)
    return FALSE;
  if (g_strcmp0 (state, self->state) != 0)
    refuse (self, g_strdup (C_ ("sign-in", "What the browser brought back does not belong to this "
                                           "sign-in, so it was not used. Start again.")));
  else if (g_strcmp0 (problem, "access_denied") == 0)
    refuse (self, g_strdup (C_ ("sign-in", "The sign-in was declined in the browser. Start again "
                                           "and allow it there.")));
  else if (problem != NULL || code == NULL || *code == '\0')
    refuse (self,
            /* Translators: %s is a word for programs, such as invalid_scope */
            g_strdup_printf (C_ ("sign-in", "The network did not allow the sign-in (%s). Ask "
                                            "whoever manages the ministry’s access there."),
                             is_word (problem) ? problem : "no_code"));
  else
    {
      task = take_task (self);
      g_task_return_pointer (task, g_strdup (code), (GDestroyNotify) comms_secret_free);
      g_object_unref (task);
      return TRUE;
    }
  return FALSE;
}

/* The page that the browser shows then. Nothing from outside stands in it. */
static char *
dup_page (gboolean good)
{
  /* Translators: write "rtl" where the language runs from right to left */
  const gboolean mirrored = g_strcmp0 (C_ ("sign-in page", "ltr"), "rtl") == 0;
  const char *title =
    good ? C_ ("sign-in page", "Back to the desk") : C_ ("sign-in page", "Not signed in");
  const char *text = good ? C_ ("sign-in page", "Comms Desk finishes the sign-in now. You can "
                                                "close this page.")
                          : C_ ("sign-in page", "Comms Desk says why. You can close this page.");
  g_autofree char *safe_title = g_markup_escape_text (title, -1);
  g_autofree char *safe_text = g_markup_escape_text (text, -1);

  return g_strdup_printf ("<!DOCTYPE html>\n<html dir=\"%s\"><head><meta charset=\"utf-8\">"
                          "<title>Comms Desk</title><style>body{font:1.1em sans-serif;"
                          "max-width:30em;margin:15vh auto;padding:0 1em}</style></head>"
                          "<body><h1>%s</h1><p>%s</p></body></html>\n",
                          mirrored ? "rtl" : "ltr", safe_title, safe_text);
}

static void
respond (SoupServerMessage *message, guint status, gboolean good)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  char *page = dup_page (good);

  soup_server_message_set_status (message, status, NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'");
  soup_message_headers_replace (headers, "Connection", "close");
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_TAKE, page,
                                    strlen (page));
}

static gboolean
disconnect_cb (gpointer user_data)
{
  soup_server_disconnect (COMMS_REDIRECT (user_data)->soup);
  return G_SOURCE_REMOVE;
}

/* One answer was given: nobody is listened to any more. Not within the signal, whose emission the
 * server goes on with. */
static void
finished_cb (SoupServerMessage *message, gpointer user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, disconnect_cb, user_data, g_object_unref);
}

static void
request_cb (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  CommsRedirect *self = user_data;
  gboolean good;

  /* A browser asks for pictures of its own accord. */
  if (g_strcmp0 (soup_server_message_get_method (message), "GET") != 0 ||
      g_strcmp0 (path, PATH) != 0 || self->task == NULL)
    {
      soup_server_message_set_status (message, 404, NULL);
      return;
    }
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), g_object_ref (self));
  good = take_answer (self, query);
  respond (message, good ? 200 : 400, good);
}

static gboolean
expired_cb (gpointer user_data)
{
  refuse (user_data, g_strdup_printf (ngettext ("Nobody signed in within %d minute. Start again.",
                                                "Nobody signed in within %d minutes. Start again.",
                                                MINUTES),
                                      MINUTES));
  return G_SOURCE_REMOVE;
}

/* In the main context, since a cancellable may not be let go of in its own signal. */
static gboolean
cancelled_idle_cb (gpointer user_data)
{
  g_autoptr (GTask) task = take_task (user_data);

  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s",
                             C_ ("sign-in", "The sign-in was cancelled."));
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, CommsRedirect *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, cancelled_idle_cb, g_object_ref (self), g_object_unref);
}

static gboolean
listen_on (CommsRedirect *self, guint16 port, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSList) listeners = NULL;

  if (!soup_server_listen (self->soup, address, 0, error))
    return FALSE;
  listeners = soup_server_get_listeners (self->soup);
  bound = g_socket_get_local_address (listeners->data, error);
  if (bound == NULL)
    return FALSE;
  self->uri = g_strdup_printf ("http://127.0.0.1:%u" PATH,
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  return TRUE;
}

static gboolean
listen_on_first (CommsRedirect *self, const guint16 *ports, GError **error)
{
  for (guint i = 0; ports[i] != 0; i++)
    {
      g_autoptr (GError) local_error = NULL;

      if (listen_on (self, ports[i], &local_error))
        return TRUE;
      if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
        g_debug ("Port %u: %s", ports[i], local_error->message);
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE,
                       C_ ("sign-in", "Other programs use all the ports of this computer that the "
                                      "sign-in may come back to. Close the other sign-ins and "
                                      "try again."));
  return FALSE;
}

CommsRedirect *
comms_redirect_new (const guint16 *ports, const char *fixed_uri, GError **error)
{
  g_autoptr (CommsRedirect) self = g_object_new (COMMS_TYPE_REDIRECT, NULL);

  g_return_val_if_fail (ports != NULL || fixed_uri != NULL, NULL);

  if (fixed_uri != NULL)
    self->uri = g_strdup (fixed_uri);
  else if (!listen_on_first (self, ports, error))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
comms_redirect_get_uri (CommsRedirect *self)
{
  g_return_val_if_fail (COMMS_IS_REDIRECT (self), NULL);

  return self->uri;
}

void
comms_redirect_wait_async (CommsRedirect *self,
                           const char *state,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (COMMS_IS_REDIRECT (self));
  g_return_if_fail (self->task == NULL && state != NULL);

  self->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->task, comms_redirect_wait_async);
  g_free (self->state);
  self->state = g_strdup (state);
  self->clock = g_timeout_source_new_seconds (MINUTES * 60);
  g_source_set_callback (self->clock, expired_cb, self, NULL);
  g_source_attach (self->clock, g_main_context_get_thread_default ());
  if (cancellable == NULL)
    return;
  self->cancellable = g_object_ref (cancellable);
  self->cancelled_id = g_signal_connect (cancellable, "cancelled", G_CALLBACK (cancelled_cb), self);
  if (g_cancellable_is_cancelled (cancellable))
    cancelled_cb (cancellable, self);
}

char *
comms_redirect_wait_finish (CommsRedirect *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
paste_uri (CommsRedirect *self, const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *query = uri != NULL ? g_uri_get_query (uri) : NULL;
  g_autoptr (GHashTable) values = NULL;

  if (query == NULL)
    return FALSE;
  values = soup_form_decode (query);
  take_answer (self, values);
  return TRUE;
}

void
comms_redirect_paste (CommsRedirect *self, const char *text)
{
  g_autoptr (GTask) task = NULL;
  GString *code;

  g_return_if_fail (COMMS_IS_REDIRECT (self));
  g_return_if_fail (text != NULL);

  if (self->task == NULL)
    return;
  code = g_string_sized_new (strlen (text) + 1);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (!g_unichar_isspace (g_utf8_get_char (at)))
        g_string_append_unichar (code, g_utf8_get_char (at));
    }
  if (!paste_uri (self, code->str))
    {
      task = take_task (self);
      g_task_return_pointer (task, g_strdup (code->str), (GDestroyNotify) comms_secret_free);
    }
  comms_secret_free (g_string_free (code, FALSE));
}

static void
comms_redirect_dispose (GObject *object)
{
  CommsRedirect *self = COMMS_REDIRECT (object);

  g_assert (self->task == NULL); /* it holds a reference */
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);

  G_OBJECT_CLASS (comms_redirect_parent_class)->dispose (object);
}

static void
comms_redirect_finalize (GObject *object)
{
  CommsRedirect *self = COMMS_REDIRECT (object);

  g_free (self->uri);
  g_free (self->state);

  G_OBJECT_CLASS (comms_redirect_parent_class)->finalize (object);
}

static void
comms_redirect_class_init (CommsRedirectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = comms_redirect_dispose;
  object_class->finalize = comms_redirect_finalize;
}

static void
comms_redirect_init (CommsRedirect *self)
{
  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);
}
