/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

#include "comms-oauth.h"

#include "comms-network.h"
#include "comms-problem.h"
#include "comms-secrets.h"

#define TIMEOUT (60 * 1000)
#define RANDOM_BYTES 32
#define FORM_TYPE "application/x-www-form-urlencoded"

void
comms_call_clear (CommsCall *call)
{
  g_clear_pointer (&call->method, g_free);
  g_clear_pointer (&call->uri, g_free);
  g_clear_pointer (&call->token, comms_secret_free);
  g_clear_pointer (&call->body, g_bytes_unref);
}

static void
call_begin (CommsCall *call, const char *method, const char *base, const char *path)
{
  comms_call_clear (call);
  call->method = g_strdup (method);
  call->uri = g_strconcat (base, path, NULL);
  call->type = NULL;
  call->brings_secrets = FALSE;
}

void
comms_call_plain (
  CommsCall *call, const char *method, const char *base, const char *path, const char *token)
{
  g_return_if_fail (call != NULL && method != NULL && base != NULL && path != NULL);

  call_begin (call, method, base, path);
  call->token = g_strdup (token);
}

/* "name=value&…". A GString that grows leaves its old memory behind, so it is sized first. */
static char *
dup_form (va_list args)
{
  va_list again;
  gsize size = 1;
  GString *form;

  va_copy (again, args);
  for (const char *name = va_arg (again, const char *); name != NULL;
       name = va_arg (again, const char *))
    {
      const char *value = va_arg (again, const char *);

      size += value != NULL ? strlen (name) + 3 * strlen (value) + 2 : 0;
    }
  va_end (again);

  form = g_string_sized_new (size);
  for (const char *name = va_arg (args, const char *); name != NULL;
       name = va_arg (args, const char *))
    {
      const char *value = va_arg (args, const char *);

      if (value == NULL)
        continue;
      if (form->len > 0)
        g_string_append_c (form, '&');
      g_string_append (form, name);
      g_string_append_c (form, '=');
      g_string_append_uri_escaped (form, value, NULL, FALSE);
    }
  return g_string_free (form, FALSE);
}

void
comms_call_form (CommsCall *call, const char *base, const char *path, ...)
{
  va_list args;
  char *form;

  g_return_if_fail (call != NULL && base != NULL && path != NULL);

  call_begin (call, "POST", base, path);
  va_start (args, path);
  form = dup_form (args);
  va_end (args);
  call->type = FORM_TYPE;
  call->body = comms_http_secret_bytes (form);
  comms_secret_free (form);
}

void
comms_call_json (CommsCall *call, const char *base, const char *path, const char *json)
{
  g_return_if_fail (call != NULL && base != NULL && path != NULL && json != NULL);

  call_begin (call, "POST", base, path);
  call->body = comms_http_secret_bytes (json);
}

void
comms_call_send_async (CommsHttp *http,
                       const CommsCall *call,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  const CommsHttpRequest request = {
    .method = call->method,
    .uri = call->uri,
    .token = call->token,
    .brings_secrets = call->brings_secrets,
    .type = call->type,
    .body = call->body,
    .timeout = TIMEOUT,
  };

  comms_http_request_async (http, &request, cancellable, callback, user_data);
}

/* RFC 4648, section 5, without padding. */
static char *
dup_base64url (const guint8 *bytes, gsize length)
{
  char *text = g_base64_encode (bytes, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

char *
comms_oauth_random (void)
{
  guint8 bytes[RANDOM_BYTES];
  char *word;

  /* The kernel gives up to 256 bytes whole, and only fails before it was ever seeded. */
  if (getrandom (bytes, sizeof bytes, 0) != (gssize) sizeof bytes)
    g_error ("The computer gives no random bytes.");
  word = dup_base64url (bytes, sizeof bytes);
  explicit_bzero (bytes, sizeof bytes);
  return word;
}

char *
comms_oauth_challenge (const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_return_val_if_fail (verifier != NULL, NULL);

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  return dup_base64url (digest, length);
}

char *
comms_oauth_dup_uri (const char *endpoint, ...)
{
  va_list args;
  g_autofree char *query = NULL;

  g_return_val_if_fail (endpoint != NULL, NULL);

  va_start (args, endpoint);
  query = dup_form (args);
  va_end (args);
  return g_strconcat (endpoint, strchr (endpoint, '?') != NULL ? "&" : "?", query, NULL);
}

static void
set_limited (CommsHttpReply *reply, const char *host, GError **error)
{
  const char *after = comms_http_reply_header (reply, "retry-after");
  const guint64 seconds = after != NULL ? g_ascii_strtoull (after, NULL, 10) : 0;
  const gulong minutes = (gulong) CLAMP (seconds / 60 + 1, 1, 24 * 60);

  g_set_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_LIMITED,
               /* Translators: %s is a host name, %lu a number of minutes */
               ngettext ("%s takes no more sign-ins for now. Try again in %lu minute.",
                         "%s takes no more sign-ins for now. Try again in %lu minutes.", minutes),
               host, minutes);
}

void
comms_oauth_set_unclear (const char *host, GError **error)
{
  g_set_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_UNCLEAR,
               /* Translators: %s is a host name */
               C_ ("sign-in", "%s gave an answer that makes no sense. Try again in a while."),
               host);
}

gboolean
comms_oauth_answered (CommsHttpReply *reply, const char *host, GError **error)
{
  const CommsNetworkAnswers answers = { .name = host };
  g_autofree char *sentence = NULL;
  CommsProblem problem;

  if (reply->outcome == COMMS_HTTP_ANSWERED && reply->status == 429)
    {
      set_limited (reply, host, error);
      return FALSE;
    }
  if (reply->outcome == COMMS_HTTP_ANSWERED && reply->status < 500)
    return TRUE;
  problem = comms_problem_find (&answers, reply, COMMS_STAGE_ASK);
  sentence = comms_problem_dup_host_sentence (host, reply, problem);
  g_set_error_literal (error, COMMS_NET_ERROR,
                       reply->outcome < COMMS_HTTP_TIMED_OUT &&
                           reply->outcome != COMMS_HTTP_ANSWERED
                         ? COMMS_NET_ERROR_UNREACHABLE
                         : COMMS_NET_ERROR_UNCLEAR,
                       sentence);
  return FALSE;
}

char *
comms_oauth_dup_host (const char *uri)
{
  g_autoptr (GUri) parsed = uri != NULL ? g_uri_parse (uri, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;
  int port = parsed != NULL ? g_uri_get_port (parsed) : -1;
  g_autofree char *name = NULL;
  int usual;

  if (host == NULL)
    return g_strdup ("");
  usual = g_strcmp0 (g_uri_get_scheme (parsed), "https") == 0 ? 443 : 80;
  name = g_strdup_printf (strchr (host, ':') != NULL ? "[%s]" : "%s", host);
  return port <= 0 || port == usual ? g_steal_pointer (&name)
                                    : g_strdup_printf ("%s:%d", name, port);
}
