/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "comms-http.h"
#include "comms-image.h"
#include "comms-network.h"
#include "comms-problem.h"

G_BEGIN_DECLS

/* What a subclass may ask of its base class. */

const char     * comms_network_get_handle      (CommsNetwork *self);
const char     * comms_network_get_user_id     (CommsNetwork *self);
/* Without a "/" at its end. */
const char     * comms_network_get_api_base    (CommsNetwork *self);
gboolean         comms_network_is_loopback     (CommsNetwork *self);
/* The host with its port, as a sentence names the place. */
const char     * comms_network_get_host        (CommsNetwork *self);
/* Whether reading is recorded as allowed; always on this computer. */
gboolean         comms_network_may_read        (CommsNetwork *self);
gint64           comms_network_now             (CommsNetwork *self);
const CommsNetworkAnswers * comms_network_get_answers (CommsNetwork *self);
/* What the account knows of its network's limits, with the usual ones where it knows none. */
const CommsNetworkLimits * comms_network_get_limits (CommsNetwork *self);
void             comms_network_set_limits      (CommsNetwork *self,
                                                const CommsNetworkLimits *limits);

/**
 * CommsAsk:
 * @method: NULL for "GET"
 * @path: begins with "/", and may have a query
 * @json: the body, or NULL
 * @body: the body where it is no JSON, or NULL
 * @type: of @body
 * @headers: names and values in turn, ended by NULL; or NULL
 * @anonymous: without the account's token
 *
 * One question to the network. The caller keeps what it points to.
 */
typedef struct
{
  const char *method;
  const char *path;
  const char *json;
  GBytes *body;
  const char *type;
  const char *const *headers;
  gboolean anonymous;
} CommsAsk;

/* The next step of a task: asks again, waits, or returns on @task. @http is borrowed. */
typedef void     (*CommsAskThen) (CommsNetwork *self, GTask *task, CommsHttpReply *http);
typedef void     (*CommsWaitThen) (CommsNetwork *self, GTask *task);

/* Asks once, with the account's token, which is looked up for it and wiped after it. A token
 * that is too old is replaced and the question repeated, once; nothing else ever is. @task is a
 * task of a network; @then is not called where there is no token or where it was cancelled
 * before anything was written: the task then ends with that error. */
void             comms_network_ask             (GTask *task, const CommsAsk *ask,
                                                CommsAskThen then);

/* Goes on after so many seconds, or at once with the task's end where it is cancelled. */
void             comms_network_wait            (GTask *task, guint seconds, CommsWaitThen then);

/* Parses an answer. @root is to be freed; NULL where it is no JSON. */
JsonObject     * comms_network_parse           (CommsHttpReply *http, JsonNode **root);

/* The object of a frozen body, for changing; an empty one where it is damaged. (transfer full) */
JsonNode       * comms_network_parse_frozen    (const char *body);

/* Whether @post says something: words, or one of @media, which may be NULL; else
 * COMMS_ERROR_INVALID. */
gboolean         comms_network_check_words     (CommsPost *post, GPtrArray *media, GError **error);
/* Whether the network takes so many and such files; else COMMS_ERROR_INVALID. @media may be
 * NULL. */
gboolean         comms_network_check_media     (CommsNetwork *self, GPtrArray *media,
                                                GError **error);
/* Goes on with the bytes of @media as they are sent: without position and camera data, and no
 * larger than the network takes; @max_bytes is a lower limit still, or 0. The same each time. Ends
 * the task with COMMS_ERROR_INVALID where that cannot be. @bytes is borrowed. */
typedef void     (*CommsFitThen) (CommsNetwork *self, GTask *task, GBytes *bytes,
                                  const CommsImageInfo *info);
void             comms_network_fit             (GTask *task, CommsMedia *media, gint64 max_bytes,
                                                CommsFitThen then);

/* Ends an identify; where @id or @handle is NULL, with an error. @name may be NULL. */
void             comms_network_return_identity (GTask *task, const char *id, const char *handle,
                                                const char *name);

/* Ends a create. @reply is taken. */
void             comms_network_return_reply    (GTask *task, CommsReply *reply);

/* Whether a request that is no create was taken. FALSE after the task has ended. */
gboolean         comms_network_check           (GTask *task, CommsHttpReply *http);

/* The same for what is asked for before an act, and cannot have done anything: where it is unclear
 * what came of it, that is a no for now. */
gboolean         comms_network_check_before    (GTask *task, CommsHttpReply *http);

/* Ends a task whose answer makes no sense. */
void             comms_network_return_unclear  (GTask *task);

/* Ends an act. Each text is copied, and may be NULL but for @remote_id. */
void             comms_network_return_act      (GTask *task, const char *remote_id,
                                                const char *undo_id, const char *handle,
                                                gboolean already);

/* Ends an act where the account has no list that is called @list. */
void             comms_network_return_no_list  (GTask *task, const char *list);

/**
 * CommsPager:
 * @read_page: looks at a page; FALSE where it makes no sense. Sets @next to the path of the next
 *   one, (transfer full), or leaves it where that is not needed
 * @done: goes on after the last
 *
 * Several pages, one after the other: what the data of a task begins with that asks for them.
 */
typedef struct
{
  gboolean (*read_page) (CommsNetwork *self, GTask *task, CommsHttpReply *http, char **next);
  CommsWaitThen done;
  guint n_pages;
} CommsPager;

/* Asks for pages from @path on, no more of them than any account should have. */
void             comms_network_ask_pages       (GTask *task, const char *path);

/* A list of notices that is being read. */
typedef struct
{
  CommsPager pager;
  GPtrArray *found;
  guint limit;
} CommsNotices;

/* Begins to read them: @read_page adds what it finds, up to the limit. */
void             comms_network_read_notices    (GTask *task, const char *path, guint limit,
                                                gboolean (*read_page) (CommsNetwork *self,
                                                                       GTask *task,
                                                                       CommsHttpReply *http,
                                                                       char **next));
/* Nothing is added to a list that is full. @link is taken; @text may be NULL. */
void             comms_notices_add             (CommsNotices *notices, CommsNoticeKind kind,
                                                gint64 at, const char *handle, char *link,
                                                const char *text);
gboolean         comms_notices_are_full        (CommsNotices *notices);

G_END_DECLS
