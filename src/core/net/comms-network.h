/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-clock.h"
#include "comms-media.h"
#include "comms-post.h"
#include "comms-secrets.h"
#include "comms-text-check.h"

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
 * CommsNetworkLimits:
 * @characters: a post may have, by the network's rule
 * @url_length: what a link counts; 0 for its own length
 * @media_max: pictures of one post
 * @image_bytes: of a picture
 * @image_pixels: of a picture, width times height; 0 for any
 * @video_bytes: of a video; 0 where there is none
 * @alt_max: characters of the words for a picture
 *
 * What a network allows. X and Bluesky say it once for all, Mastodon for each server.
 */
typedef struct
{
  int characters;
  int url_length;
  int media_max;
  gint64 image_bytes;
  gint64 image_pixels;
  gint64 video_bytes;
  int alt_max;
} CommsNetworkLimits;

/**
 * CommsReply:
 * @code: for programs. Nothing was sent: "unreachable", "no-address", "proxy", "portal", "tls"
 *   (all HELD, tried again by itself), "sign-in", "credit", "limit", "media-busy"; "timeout",
 *   "dropped" and "server" where the verdict is HELD. It may be out: "timeout", "dropped",
 *   "server", "unclear". A no: "refused", "reply" (the network takes no such reply from a
 *   program, a person may send it by hand), "media", "duplicate". After a look: "absent",
 *   "unclear"
 * @sentence: for a person, translated: what happened and what to do
 * @detail: the network's own words, secrets cut
 * @body: where the network made it send something else than the frozen body (a smaller
 *   picture): what it sent last; else NULL
 * @status: HTTP status, or 0
 * @retry_at: UTC milliseconds, or 0
 * @server_time: the reply's Date, UTC milliseconds, or 0
 * @limit: requests that the network allows in the window that is used up first, or -1
 * @remaining: how many of them are left, or -1
 * @reset_at: when that window ends, by our clock, or 0
 * @limits: what the account's server allows, where it was asked anew because of this; else NULL
 *
 * The outcome of a try: plain data, without secrets.
 */
typedef struct
{
  CommsVerdict verdict;
  char *remote_id;
  char *remote_url;
  char *code;
  char *sentence;
  char *detail;
  char *body;
  char *request_id;
  int status;
  gint64 retry_at;
  gint64 server_time;
  gint64 limit;
  gint64 remaining;
  gint64 reset_at;
  CommsNetworkLimits *limits;
} CommsReply;

void comms_reply_free (CommsReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsReply, comms_reply_free)

/* Whether the network was not reached, for whatever reason, so that nothing was sent. */
gboolean comms_reply_is_offline (const CommsReply *reply);

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
 * CommsMetrics:
 *
 * What a network counts for a post. -1 is "it does not say".
 */
typedef struct
{
  char *remote_id;
  gint64 likes;
  gint64 reposts;
  gint64 replies;
  gint64 quotes;
  gint64 impressions;
  gint64 bookmarks;
  gboolean gone; /* the network says that it is not there any more */
} CommsMetrics;

void comms_metrics_free (CommsMetrics *metrics);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsMetrics, comms_metrics_free)

/**
 * CommsNoticeKind:
 *
 * What somebody did toward an account that its desk wants to see: R19, R26.
 */
typedef enum
{
  COMMS_NOTICE_MENTION,
  COMMS_NOTICE_REPLY,
  COMMS_NOTICE_QUOTE,
  COMMS_NOTICE_REPOST,
} CommsNoticeKind;

/**
 * CommsNotice:
 * @kind: what was done
 * @at: when, UTC milliseconds, or 0
 * @handle: who did it
 * @link: the post that says it; of a repost, the one that was reposted; or NULL
 * @text: what it says, on one line: to be shown, not to be kept (G6)
 *
 * What a network tells of others.
 */
typedef struct
{
  CommsNoticeKind kind;
  gint64 at;
  char *handle;
  char *link;
  char *text;
} CommsNotice;

void comms_notice_free (CommsNotice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsNotice, comms_notice_free)

/**
 * CommsAct:
 * @remote_id: what the network calls the post or the person
 * @undo_id: what it needs besides to take it back, or NULL
 * @handle: whose post it is, or who; NULL where it does not say
 * @already: it was so before, and nothing was written
 *
 * What came of an act toward one post or one person.
 */
typedef struct
{
  char *remote_id;
  char *undo_id;
  char *handle;
  gboolean already;
} CommsAct;

void comms_act_free (CommsAct *act);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsAct, comms_act_free)

/**
 * CommsNetworkSupports:
 *
 * What a network can do beyond a text.
 */
typedef enum
{
  COMMS_NETWORK_SUPPORTS_VIDEO = 1 << 0,
  COMMS_NETWORK_SUPPORTS_CONTENT_WARNING = 1 << 1,
  COMMS_NETWORK_SUPPORTS_REPLY_SETTINGS = 1 << 2,
  COMMS_NETWORK_SUPPORTS_IMPRESSIONS = 1 << 3,
  /* A repeat under the same key makes no second post. */
  COMMS_NETWORK_SUPPORTS_KEY = 1 << 4,
  /* Reading costs money or needs an entitlement (G1): off until it is confirmed. */
  COMMS_NETWORK_SUPPORTS_PAID_READING = 1 << 5,
  /* Every server has its own address and its own limits. */
  COMMS_NETWORK_SUPPORTS_SERVERS = 1 << 6,
  /* The desk reads there what others do toward the account. */
  COMMS_NETWORK_SUPPORTS_NOTICES = 1 << 7,
  /* The desk likes a post there. */
  COMMS_NETWORK_SUPPORTS_LIKES = 1 << 8,
  /* The desk puts somebody on a list there. */
  COMMS_NETWORK_SUPPORTS_LISTS = 1 << 9,
} CommsNetworkSupports;

/**
 * CommsNetwork:
 *
 * One account on one network: what the desk can ask of it. Each network is a subclass and a
 * row in the table of comms-networks.c; nothing else knows its name.
 *
 * A subclass does each job on a #GTask that its base class made, borrowed, of which it takes a
 * reference for as long as it needs it (comms-network-private.h).
 */
#define COMMS_TYPE_NETWORK (comms_network_get_type ())
G_DECLARE_DERIVABLE_TYPE (CommsNetwork, comms_network, COMMS, NETWORK, GObject)

struct _CommsNetworkClass
{
  GObjectClass parent_class;

  gconstpointer answers; /* CommsNetworkAnswers */

  void   (*freeze)       (CommsNetwork *self, GTask *task, CommsPost *post, GPtrArray *media,
                          const char *reply_to);
  void   (*create)       (CommsNetwork *self, GTask *task, const char *body, GPtrArray *media,
                          const char *key);
  void   (*reconcile)    (CommsNetwork *self, GTask *task, const char *body, const char *key,
                          gint64 started_at, const char *const *bound_ids);
  void   (*withdraw)     (CommsNetwork *self, GTask *task, const char *remote_id);
  void   (*identify)     (CommsNetwork *self, GTask *task);
  void   (*metrics)      (CommsNetwork *self, GTask *task, const char *const *remote_ids);
  void   (*limits)       (CommsNetwork *self, GTask *task);
  void   (*find_post)    (CommsNetwork *self, GTask *task, const char *reference);
  char * (*dup_post_url) (CommsNetwork *self, const char *remote_id);
  /* NULL where the table says that the network does not support it. */
  void   (*notices)      (CommsNetwork *self, GTask *task, guint limit);
  void   (*like)         (CommsNetwork *self, GTask *task, const char *remote_id);
  void   (*unlike)       (CommsNetwork *self, GTask *task, const char *remote_id,
                          const char *undo_id);
  void   (*list_add)     (CommsNetwork *self, GTask *task, const char *list, const char *handle);
};

/* The network of @account, COMMS_ERROR_INVALID where there is no such network,
 * COMMS_NET_ERROR_ADDRESS where its address is neither https nor loopback, or where
 * @loopback_only is set and it is not loopback. Keeps a copy of what it needs of the account.
 * (transfer full) */
CommsNetwork  * comms_network_new              (CommsAccount *account, CommsSecrets *secrets,
                                                gboolean loopback_only, GError **error);

/* The request body for a post, frozen: what is stored before the first try and sent in each.
 * @media: (nullable) (element-type CommsMedia): with their bytes, in order. @reply_to is the
 * network's id of the post answered or of the thread's part before, or NULL.
 *
 * Asks the network where the body needs what only it knows (who a mention is, what a reply
 * answers). An error of COMMS_NET_ERROR or COMMS_SECRETS_ERROR may be over at the next try;
 * COMMS_ERROR_INVALID is for good. */
void            comms_network_freeze_async     (CommsNetwork *self, CommsPost *post,
                                                GPtrArray *media, const char *reply_to,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
char          * comms_network_freeze_finish    (CommsNetwork *self, GAsyncResult *result,
                                                GError **error);

/* Sends a frozen body, once. @media are those of the freeze; they are uploaded first, which may
 * be repeated safely: an outcome before the create itself is HELD or REFUSED. @key is the
 * post's network key, the same in each try. An error is set only where the call was cancelled
 * before anything was written; everything else is a verdict. */
void            comms_network_create_async     (CommsNetwork *self, const char *body,
                                                GPtrArray *media, const char *key,
                                                GCancellable *cancellable,
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

/* Reads what the network counts, in as few requests as it takes. COMMS_NET_ERROR_REFUSED where
 * reading is not allowed. */
void            comms_network_metrics_async    (CommsNetwork *self, const char *const *remote_ids,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
/* A row for each post that the network told of, in any order. (transfer full) (element-type
 * CommsMetrics) */
GPtrArray     * comms_network_metrics_finish   (CommsNetwork *self, GAsyncResult *result,
                                                GError **error);

/* Reads what the account's server allows; at once where the network says it once for all. */
void            comms_network_limits_async     (CommsNetwork *self, GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full): free it with g_free() */
CommsNetworkLimits * comms_network_limits_finish (CommsNetwork *self, GAsyncResult *result,
                                                  GError **error);

/* The id, as this account has to name it, of the post at a web address that a person copied.
 * COMMS_ERROR_INVALID where it is no post's address on this network. */
void            comms_network_find_post_async  (CommsNetwork *self, const char *url,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
char          * comms_network_find_post_finish (CommsNetwork *self, GAsyncResult *result,
                                                GError **error);

/* Where a person sees a post of this account; NULL where that cannot be told from its id.
 * (transfer full) */
char          * comms_network_dup_post_url     (CommsNetwork *self, const char *remote_id);

/* What others do toward the account: mentions, replies, quotes and reposts, the newest first, no
 * more than @limit. COMMS_NET_ERROR_REFUSED where the desk cannot read that there. */
void            comms_network_notices_async    (CommsNetwork *self, guint limit,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) (element-type CommsNotice) */
GPtrArray     * comms_network_notices_finish   (CommsNetwork *self, GAsyncResult *result,
                                                GError **error);

/* Likes one post, by the id that comms_network_find_post_async() found, or takes a like back:
 * @undo_id is what the like gave, or NULL. Liking what is liked, and taking back what is not, is
 * no error. COMMS_NET_ERROR_UNCLEAR alone says that it may be done; it may be asked for again. */
void            comms_network_like_async       (CommsNetwork *self, const char *remote_id,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
void            comms_network_unlike_async     (CommsNetwork *self, const char *remote_id,
                                                const char *undo_id, GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
/* Puts @handle, with or without "@", on the account's own list of the name or the id @list.
 * COMMS_ERROR_INVALID where there is no such list or account. */
void            comms_network_list_add_async   (CommsNetwork *self, const char *list,
                                                const char *handle, GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
/* The end of any of the three. (transfer full) */
CommsAct      * comms_network_act_finish       (CommsNetwork *self, GAsyncResult *result,
                                                GError **error);

/* Why the desk does not do that on the network of @key, with what a person does instead; NULL where
 * it does. @what is NOTICES, LIKES or LISTS. (transfer full) */
char          * comms_network_dup_why_cannot   (const char *key, CommsNetworkSupports what);

/* The secret key of an account's session. Its strings live as long as @account. @host must be
 * freed by the caller. */
void            comms_network_session_key      (CommsAccount *account, CommsSecretKey *key,
                                                char **host);

/* The secret that stands under that key, for a token. (transfer full); free it with
 * comms_secret_free(). */
char          * comms_network_session_secret   (const char *token);

/* The clock by which a wait is reckoned, and how long one request may take, in milliseconds. The
 * computer's clock and a minute unless told. */
void            comms_network_set_clock        (CommsNetwork *self, CommsClock *clock);
void            comms_network_set_timeout      (CommsNetwork *self, guint milliseconds);
/* How long a second of waiting lasts that a network asks for, in milliseconds; 1000 unless a test,
 * which has no time, says another one for all networks. */
void            comms_network_use_second       (guint milliseconds);

/* What is looked at before each request of a create, or NULL: once @brake is cancelled, a create ends
 * as one that was cancelled before anything was written. Unlike its cancellable, this leaves a
 * request alone that has begun, so that the create itself still has its outcome. */
void            comms_network_set_brake        (CommsNetwork *self, GCancellable *brake);

/* How many seconds a network made this object wait in all. */
guint           comms_network_get_waited       (CommsNetwork *self);

/* How far the network's clock is ahead of ours, by the latest answer that told its time, in
 * milliseconds. FALSE where none did. */
gboolean        comms_network_get_skew         (CommsNetwork *self, gint64 *skew);

/* One row of the table of networks. */
typedef struct
{
  const char *key;            /* "x" */
  const char *name;           /* "X" */
  const char *api_base;       /* where its API is unless the account says otherwise; or NULL */
  int character_limit;
  GType (*type) (void);
  const char *web_base;       /* where a person sees its accounts; NULL: at the API's address */
  const char *profile_path;   /* with one %s for the handle */
  CommsTextRule text_rule;
  CommsChannel channel;       /* under which the log has what was said there */
  CommsNetworkSupports supports;
  CommsNetworkLimits limits;  /* the usual ones */
  const char *const *image_types;
  const char *const *video_types;
  /* What of a web address names the post; NULL where it is no address of a post there. */
  char * (*parse_post_url) (GUri *uri);
  /* The id of a post of @account by such an address, as the network itself would have told it; NULL
   * where the address does not say. */
  char * (*parse_own_url) (CommsAccount *account, GUri *uri);
  /* Whether a word can be the id of a post there. */
  gboolean (*is_post_id) (const char *text);
} CommsNetworkInfo;

const CommsNetworkInfo * comms_networks         (guint        *n_networks);
const CommsNetworkInfo * comms_network_info     (const char   *key);

/* Where a person sees the account in a browser; NULL on the practice network, which shows no
 * accounts, and for an unknown network. (transfer full) */
char                   * comms_network_dup_profile_url (CommsAccount *account);

/* What of the web address of a post names it, without asking the network: on X its id. To
 * answer it from an account, comms_network_find_post_async() is what is wanted. (transfer full) */
char                   * comms_network_parse_post_url (const char *key, const char *url,
                                                       GError **error);

/* Whether what a person named a post by is its web address, and not its id. */
gboolean                 comms_network_is_address (const char *reference);

/* Whether that can name a post of the network, by web address or id, as far as it can be told
 * without asking; COMMS_ERROR_INVALID says what to paste instead. */
gboolean                 comms_network_check_reference (const char *key, const char *reference,
                                                        GError    **error);

/* Whether the host of @uri is a loopback address or "localhost", for every program that reads
 * it: never where it has a user name. */
gboolean                 comms_uri_is_loopback  (const char   *uri);

/* Whether the page at @from may send the desk on to @to, by a forwarding or a picture: by https, and
 * to this computer only from this computer, for no page elsewhere is to have it asked. A NULL @from
 * is a person. */
gboolean                 comms_uri_may_lead_to  (const char   *from,
                                                 const char   *to);

G_END_DECLS
