/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-clock.h"
#include "comms-network.h"
#include "comms-secrets.h"

G_BEGIN_DECLS

/* The addresses that the ministry registers at X, in the order in which they are tried. Below the
 * ports that the system gives out by itself. */
#define COMMS_SIGN_IN_PORT_1 23971
#define COMMS_SIGN_IN_PORT_2 26683
#define COMMS_SIGN_IN_PORT_3 28657
#define COMMS_SIGN_IN_REDIRECT_URI(port) "http://127.0.0.1:" G_STRINGIFY (port) "/callback"

/**
 * CommsSignInRequest:
 * @network: a key of the table of networks
 * @server: a Mastodon server, "ministry.social" or as an address; the PDS for Bluesky, or NULL to
 *   find it; NULL for X. An address with plain http only on this computer
 * @client_id: the ministry's client id at X
 * @handle: the account, with or without "@"; needed for Bluesky alone, where it may be an e-mail
 *   address if @server is set
 * @password: an app password of Bluesky
 * @keep_password: leave it in the keyring, so that a sign-in that ended is begun anew by itself
 * @by_hand: no browser of this computer comes back: the person pastes what it shows
 * @another: the browser may be signed in with an account that is connected already
 * @engage: ask for the right to like and to keep lists too, where a network has one for that
 * @loopback_only: as on a practice desk
 * @ports: where the browser comes back to, ended by 0; NULL for the three that are registered
 *
 * What is known before a sign-in.
 */
typedef struct
{
  const char *network;
  const char *server;
  const char *client_id;
  const char *handle;
  const char *password;
  gboolean keep_password;
  gboolean by_hand;
  gboolean another;
  gboolean engage;
  gboolean loopback_only;
  const guint16 *ports;
} CommsSignInRequest;

/**
 * CommsGrant:
 *
 * What a sign-in brought: whose it is, and the tokens, which nobody else sees.
 */
typedef struct _CommsGrant CommsGrant;

CommsGrant          * comms_grant_ref          (CommsGrant *grant);
void                  comms_grant_unref        (CommsGrant *grant);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsGrant, comms_grant_unref)

const CommsIdentity * comms_grant_get_identity (CommsGrant *grant);
/* Sets what the network said of itself and of the account: network, address, user id, handle,
 * display name, scopes, limits, when it was signed in and until when that lasts. */
void                  comms_grant_fill         (CommsGrant *grant, CommsAccount *account);
/* Puts the tokens into the keyring, and reads them back. */
void                  comms_grant_keep_async   (CommsGrant *grant, CommsSecrets *secrets,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
gboolean              comms_grant_keep_finish  (CommsSecrets *secrets, GAsyncResult *result,
                                                GError **error);

/* Ends at the network what nobody wants after all, without a word where the network cannot be told.
 * What was kept is left alone. @callback, which may be NULL, is for a program that ends then. */
void                  comms_grant_discard_async (CommsGrant *grant, GAsyncReadyCallback callback,
                                                 gpointer user_data);
void                  comms_grant_discard_finish (GAsyncResult *result);

/**
 * CommsSignIn:
 *
 * One sign-in, from nothing to a grant (networks, sections 1.1, 2.1 and 3.1).
 *
 * Signal "browse" (const char *uri, gboolean by_hand): the person has to go to @uri in a
 * browser; @by_hand: and to paste what it shows there. It may come a second time, where a
 * server does not know the desk any more.
 */
#define COMMS_TYPE_SIGN_IN (comms_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (CommsSignIn, comms_sign_in, COMMS, SIGN_IN, GObject)

/* COMMS_ERROR_INVALID or COMMS_NET_ERROR_ADDRESS where @request makes no sense, with what to do
 * about it. (transfer full) */
CommsSignIn * comms_sign_in_new        (const CommsSignInRequest *request, CommsSecrets *secrets,
                                        CommsClock *clock, GError **error);

/* Runs it, once. Cancelling it is always safe. COMMS_NET_ERROR_REFUSED where the network or the
 * person said no; the others of COMMS_NET_ERROR where it may be tried again. */
void          comms_sign_in_run_async  (CommsSignIn *self, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
CommsGrant  * comms_sign_in_run_finish (CommsSignIn *self, GAsyncResult *result, GError **error);

/* What the person pasted: a code, or the address that the browser ended at. Nothing happens
 * unless the sign-in waits for it. */
void          comms_sign_in_paste      (CommsSignIn *self, const char *text);

/* Ends the sign-in of @account at the network and forgets its tokens. That the network could not
 * be told is no error: the result says whether it was. An error where the keyring still has
 * them. */
void          comms_sign_out_async     (CommsAccount *account, CommsSecrets *secrets,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean      comms_sign_out_finish    (CommsSecrets *secrets, GAsyncResult *result,
                                        gboolean *told, GError **error);

G_END_DECLS
