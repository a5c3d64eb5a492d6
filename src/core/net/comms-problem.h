/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "comms-http.h"
#include "comms-network.h"

G_BEGIN_DECLS

/* The one place where what a network answers, or does not, becomes the desk's own words
 * (networks, section 4). Each network brings a table of what its answers mean. */

typedef enum
{
  COMMS_PROBLEM_NONE,
  COMMS_PROBLEM_INVALID,
  COMMS_PROBLEM_MEDIA,
  COMMS_PROBLEM_MEDIA_BUSY,
  COMMS_PROBLEM_SIGN_IN,
  COMMS_PROBLEM_EXPIRED, /* the token is too old; a new one may do */
  COMMS_PROBLEM_CREDIT,
  COMMS_PROBLEM_DUPLICATE,
  COMMS_PROBLEM_TAKEN, /* something else stands where the post should */
  COMMS_PROBLEM_REPLY,
  COMMS_PROBLEM_ACCESS,
  COMMS_PROBLEM_SUSPENDED,
  COMMS_PROBLEM_NOT_ALLOWED,
  COMMS_PROBLEM_NOT_FOUND,
  COMMS_PROBLEM_TOO_LARGE,
  COMMS_PROBLEM_LIMIT,
  COMMS_PROBLEM_SERVER,
  COMMS_PROBLEM_UNREADABLE,
  COMMS_PROBLEM_UNREACHABLE,
  COMMS_PROBLEM_NO_ADDRESS,
  COMMS_PROBLEM_NO_PROXY,
  COMMS_PROBLEM_PORTAL,
  COMMS_PROBLEM_UNSAFE,
  COMMS_PROBLEM_TIMEOUT,
  COMMS_PROBLEM_DROPPED,
  COMMS_PROBLEM_STOPPED,
  COMMS_N_PROBLEMS,
} CommsProblem;

/**
 * CommsProblemWhere:
 * @COMMS_PROBLEM_WHERE_ANY: whatever the answer says
 * @COMMS_PROBLEM_WHERE_WORDS: its sentence has these words, in any case
 * @COMMS_PROBLEM_WHERE_TYPE: the last part of its problem type is this
 * @COMMS_PROBLEM_WHERE_NAME: its "error" is this name
 * @COMMS_PROBLEM_WHERE_CODE: the "code" of its first error is this number
 */
typedef enum
{
  COMMS_PROBLEM_WHERE_ANY,
  COMMS_PROBLEM_WHERE_WORDS,
  COMMS_PROBLEM_WHERE_TYPE,
  COMMS_PROBLEM_WHERE_NAME,
  COMMS_PROBLEM_WHERE_CODE,
} CommsProblemWhere;

/* A row of a network's table; the first that fits counts. @status 0 fits any of 4xx and 5xx. */
typedef struct
{
  guint status;
  CommsProblemWhere where;
  const char *what;
  CommsProblem problem;
} CommsProblemRow;

/* The headers in which a network tells how much may still be asked; the last row has no name. */
typedef struct
{
  const char *limit;
  const char *remaining;
  const char *reset;
  gboolean iso; /* the reset is an ISO 8601 time, else seconds since 1970 */
  const char *policy; /* "5000;w=3600": how long the window is, in seconds; or NULL */
} CommsRateHeaders;

/* What all of a network's answers have in common. */
typedef struct
{
  const char *name; /* as a sentence calls it */
  const CommsProblemRow *problems;
  guint n_problems;
  const CommsRateHeaders *rates;
  const char *request_id; /* lower-case name of a header */
} CommsNetworkAnswers;

/* When a request was made that failed. */
typedef enum
{
  COMMS_STAGE_PREPARE, /* before the create itself: nothing can be out */
  COMMS_STAGE_CREATE,
  COMMS_STAGE_ASK,     /* no sending at all */
} CommsStage;

CommsProblem comms_problem_find     (const CommsNetworkAnswers *answers, CommsHttpReply *http,
                                     CommsStage stage);

/* What a try at sending came to that gave no id. (transfer full) */
CommsReply * comms_problem_reply    (CommsNetwork *network, CommsHttpReply *http,
                                     CommsStage stage);
/* The same for a problem that the answer alone does not tell. (transfer full) */
CommsReply * comms_problem_reply_as (CommsNetwork *network, CommsHttpReply *http,
                                     CommsStage stage, CommsProblem problem);
/* The same for a create that ended before it was written. (transfer full) */
CommsReply * comms_problem_reply_of_error (CommsNetwork *network, const GError *error);

/* A certain yes. @id and @url are taken. (transfer full) */
CommsReply * comms_problem_reply_posted (CommsNetwork *network, CommsHttpReply *http, char *id,
                                         char *url);

/* Whether a request that is no create was taken; else sets @error. */
gboolean     comms_problem_check    (CommsNetwork *network, CommsHttpReply *http, GError **error);

/* An answer that makes no sense. */
void         comms_problem_set_unclear (CommsNetwork *network, GError **error);

/* The sentence that a person reads. (transfer full) */
char       * comms_problem_dup_sentence (CommsNetwork *network, CommsProblem problem,
                                         CommsStage stage, GTlsCertificateFlags tls_errors);

/* The same for a limit that is over in @minutes. (transfer full) */
char       * comms_problem_dup_limit_sentence (CommsNetwork *network, guint minutes);

/* The same for a host that was asked for no account's sake, as in a sign-in. (transfer full) */
char       * comms_problem_dup_host_sentence (const char *host, CommsHttpReply *http,
                                              CommsProblem problem);

/* Fills in what the answer's headers tell of the budget, of the server's clock and of itself. */
void         comms_rate_read        (CommsNetwork *network, CommsHttpReply *http,
                                     CommsReply *reply);
/* The instant by our clock at which a limit is over. */
gint64       comms_rate_find_end    (CommsNetwork *network, CommsHttpReply *http);

G_END_DECLS
