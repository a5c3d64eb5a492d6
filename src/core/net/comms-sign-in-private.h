/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "comms-oauth-redirect.h"
#include "comms-oauth.h"
#include "comms-session-secret.h"
#include "comms-sign-in.h"

G_BEGIN_DECLS

/* Inside the folder only: what a network's sign-in works with. */

struct _CommsGrant
{
  char *network;
  char *api_base;
  CommsIdentity *identity;
  char **scopes;
  CommsSessionSecret *session;
  char *app_password; /* JSON, or NULL */
  char *client;       /* JSON of the desk's registration at the server, or NULL */
  gint64 token_until;
  gboolean kept; /* the keyring has it */
};

struct _CommsSignIn
{
  GObject parent_instance;

  char *network;
  char *api_base; /* without "/" at its end */
  char *host;
  char *client_id;
  char *client_secret;
  char *handle;
  char *password;
  gboolean keep_password;
  gboolean by_hand;
  gboolean engage;
  gboolean another;
  gboolean loopback_only;
  gboolean found; /* the server need not be looked for */
  guint16 *ports;

  CommsSecrets *secrets;
  CommsClock *clock;
  CommsHttp *http;

  CommsRedirect *redirect;
  char *state;
  char *verifier;
  char *authorize_uri; /* of a Mastodon server */
  char *token_uri;
  gboolean challenge; /* it knows PKCE */
  gboolean profile;   /* it knows the narrow scope for whose the account is */
  guint n_clients;    /* registrations in this run */

  CommsGrant *grant;
};

/* Each takes over @task, whose source is the sign-in, and returns a CommsGrant on it. */
void comms_x_sign_in        (GTask *task);
void comms_mastodon_sign_in (GTask *task);
void comms_bluesky_sign_in  (GTask *task);

/* Makes new secrets for one trip to the browser, listens, sends the person to @endpoint with
 * @scope, and calls @next with the redirect when they are back. @extra is a further name of the
 * query with the value "true", or NULL. Ends @task where it cannot. */
void comms_sign_in_browse   (GTask *task, const char *endpoint, const char *scope,
                             const char *extra, GAsyncReadyCallback next);

/* The JSON of an answer; NULL where it is none. The object lives as long as @node. */
JsonObject * comms_sign_in_parse (CommsHttpReply *reply, JsonNode **node);

/* The word under "error" in an answer; never NULL. (transfer full) */
char * comms_sign_in_dup_problem (CommsHttpReply *reply);

/* The reply of a call, or NULL after @task has ended with what went wrong. */
CommsHttpReply * comms_sign_in_take_reply (GTask *task, GObject *http, GAsyncResult *result);

/* The code that the browser brought back, or NULL after @task has ended with what went wrong.
 * Free with comms_secret_free(). */
char * comms_sign_in_take_code (GTask *task, GObject *redirect, GAsyncResult *result);

/* Whether @scopes hold @scope, or the wider one that it is part of: "write" for
 * "write:statuses". */
gboolean comms_sign_in_has_scope (char **scopes, const char *scope);

/* Ends @task with the grant. */
void comms_sign_in_done     (GTask *task);
void comms_sign_in_fail     (GTask *task, CommsNetError code, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

/* Ends the sign-in of a network: sets up to two calls, of which the first is sent first. */
void comms_x_sign_out        (CommsCall *calls, const char *api_base,
                              const CommsSessionSecret *session);
void comms_bluesky_sign_out  (CommsCall *calls, const char *api_base,
                              const CommsSessionSecret *session);
/* @client: what the keyring has of the desk's registration, or NULL. */
void comms_mastodon_sign_out (CommsCall *calls, const char *api_base,
                              const CommsSessionSecret *session, const char *client);

G_END_DECLS
