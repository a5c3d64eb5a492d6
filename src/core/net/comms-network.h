/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-clock.h"
#include "comms-post.h"
#include "comms-secrets.h"

G_BEGIN_DECLS

/**
 * CommsNetError:
 * @COMMS_NET_ERROR_UNREACHABLE: nothing was written: DNS, connection or TLS failed
 * @COMMS_NET_ERROR_SIGN_IN: the token is not taken any more
 * @COMMS_NET_ERROR_REFUSED: the network said no for good
 * @COMMS_NET_ERROR_LIMITED: the network said not now
 * @COMMS_NET_ERROR_UNCLEAR: no clear answer
 * @COMMS_NET_ERROR_ADDRESS: the address may not be talked to
 */
#define COMMS_NET_ERROR (comms_net_error_quark ())
GQuark comms_net_error_quark (void);
typedef enum
{
  COMMS_NET_ERROR_UNREACHABLE,
  COMMS_NET_ERROR_SIGN_IN,
  COMMS_NET_ERROR_REFUSED,
  COMMS_NET_ERROR_LIMITED,
  COMMS_NET_ERROR_UNCLEAR,
  COMMS_NET_ERROR_ADDRESS,
} CommsNetError;

/**
 * CommsVerdict:
 * @COMMS_VERDICT_POSTED: certain yes: the network gave an id
 * @COMMS_VERDICT_REFUSED: certain no, and trying again will not help
 * @COMMS_VERDICT_HELD: certain no, and it may be tried again at "retry_at", or, where that is
 *   0, when a person has acted (signed in, paid)
 * @COMMS_VERDICT_DUPLICATE: certain no, because an equal post stands there already
 * @COMMS_VERDICT_UNKNOWN: it may be out; it must not be tried again before it is reconciled
 *
 * What is known after a try at sending (networks, section 4).
 */
typedef enum
{
  COMMS_VERDICT_POSTED,
  COMMS_VERDICT_REFUSED,
  COMMS_VERDICT_HELD,
  COMMS_VERDICT_DUPLICATE,
  COMMS_VERDICT_UNKNOWN,
} CommsVerdict;

/**
 * CommsReply:
 *
 * The outcome of a try: plain data, without secrets.
 */
typedef struct
{
  CommsVerdict verdict;
  char *remote_id;
  char *remote_url;
  char *code;         /* for programs: "timeout", "dropped", "sign-in", "credit", "duplicate",
                       * "limit", "server", "refused", "unreachable"; after a look: "absent",
                       * "unclear" */
  char *sentence;     /* for a person, translated: what happened and what to do */
  char *detail;       /* the network's own words, secrets cut */
  char *request_id;
  int status;         /* HTTP status, or 0 */
  gint64 retry_at;    /* UTC milliseconds, or 0 */
  gint64 server_time; /* the reply's Date, UTC milliseconds, or 0 */
} CommsReply;

void comms_reply_free (CommsReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsReply, comms_reply_free)

/**
 * CommsIdentity:
 *
 * Who a token belongs to.
 */
typedef struct
{
  char *user_id;
  char *handle;
  char *display_name;
} CommsIdentity;

void comms_identity_free (CommsIdentity *identity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsIdentity, comms_identity_free)

/**
 * CommsNetwork:
 *
 * One account on one network: what the desk can ask of it. Each network is a subclass and a
 * row in the table of comms-networks.c; nothing else knows its name.
 */
#define COMMS_TYPE_NETWORK (comms_network_get_type ())
G_DECLARE_DERIVABLE_TYPE (CommsNetwork, comms_network, COMMS, NETWORK, GObject)

struct _CommsNetworkClass
{
  GObjectClass parent_class;

  char *          (*freeze)           (CommsNetwork *self, CommsPost *post, const char *reply_to,
                                       GError **error);
  void            (*create_async)     (CommsNetwork *self, const char *body, const char *key,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
  CommsReply *    (*create_finish)    (CommsNetwork *self, GAsyncResult *result, GError **error);
  void            (*reconcile_async)  (CommsNetwork *self, const char *body, const char *key,
                                       gint64 started_at, const char *const *bound_ids,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
  CommsReply *    (*reconcile_finish) (CommsNetwork *self, GAsyncResult *result, GError **error);
  void            (*withdraw_async)   (CommsNetwork *self, const char *remote_id,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
  gboolean        (*withdraw_finish)  (CommsNetwork *self, GAsyncResult *result, GError **error);
  void            (*identify_async)   (CommsNetwork *self, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
  CommsIdentity * (*identify_finish)  (CommsNetwork *self, GAsyncResult *result, GError **error);
};

/* The network of @account, COMMS_ERROR_INVALID where there is no such network,
 * COMMS_NET_ERROR_ADDRESS where its address is neither https nor loopback, or where
 * @loopback_only is set and it is not loopback. Keeps a copy of what it needs of the account.
 * (transfer full) */
CommsNetwork  * comms_network_new              (CommsAccount *account, CommsSecrets *secrets,
                                                gboolean loopback_only, GError **error);

/* The request body for a post, frozen: what is stored before the first try and sent in each.
 * @reply_to is the network's id of the post answered or of the thread's part before, or NULL.
 * (transfer full) */
char          * comms_network_freeze           (CommsNetwork *self, CommsPost *post,
                                                const char *reply_to, GError **error);

/* Sends a frozen body once. Never repeats a request by itself. An error is set only where the
 * call was cancelled before anything was written; everything else is a verdict. */
void            comms_network_create_async     (CommsNetwork *self, const char *body,
                                                const char *key, GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
CommsReply    * comms_network_create_finish    (CommsNetwork *self, GAsyncResult *result,
                                                GError **error);

/* Looks whether a body of unknown outcome is out. POSTED with its id, REFUSED where the search
 * was complete and found nothing, UNKNOWN where it could not tell. @bound_ids are the remote
 * ids that belong to other posts. An error where reading failed or is not allowed. */
void            comms_network_reconcile_async  (CommsNetwork *self, const char *body,
                                                const char *key, gint64 started_at,
                                                const char *const *bound_ids,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
CommsReply    * comms_network_reconcile_finish (CommsNetwork *self, GAsyncResult *result,
                                                GError **error);

/* Takes a post off the network. One that is gone already counts as done. */
void            comms_network_withdraw_async   (CommsNetwork *self, const char *remote_id,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
gboolean        comms_network_withdraw_finish  (CommsNetwork *self, GAsyncResult *result,
                                                GError **error);

/* Asks whose the token is. */
void            comms_network_identify_async   (CommsNetwork *self, GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
CommsIdentity * comms_network_identify_finish  (CommsNetwork *self, GAsyncResult *result,
                                                GError **error);

/* The secret key of an account's session. Its strings live as long as @account. @host must be
 * freed by the caller. */
void            comms_network_session_key      (CommsAccount *account, CommsSecretKey *key,
                                                char **host);

/* The secret that stands under that key, for a token. (transfer full); free it with
 * comms_secret_free(). */
char          * comms_network_session_secret   (const char *token);

/* The clock by which a wait is reckoned, and how long one request may take, in milliseconds.
 * The computer's clock and a minute unless told. */
void            comms_network_set_clock        (CommsNetwork *self, CommsClock *clock);
void            comms_network_set_timeout      (CommsNetwork *self, guint milliseconds);

/* One row of the table of networks. */
typedef struct
{
  const char *key;            /* "x" */
  const char *name;           /* "X" */
  const char *api_base;       /* where its API is unless the account says otherwise */
  int character_limit;
  GType (*type) (void);
  const char *web_base;       /* where a person sees its accounts */
} CommsNetworkInfo;

const CommsNetworkInfo * comms_networks         (guint        *n_networks);
const CommsNetworkInfo * comms_network_info     (const char   *key);

/* Where a person sees the account in a browser; NULL on the practice network, which shows no
 * accounts, and for an unknown network. (transfer full) */
char                   * comms_network_dup_profile_url (CommsAccount *account);

/* Whether the host of @uri is a loopback address or "localhost", for every program that reads
 * it: never where it has a user name. */
gboolean                 comms_uri_is_loopback  (const char   *uri);

G_END_DECLS
