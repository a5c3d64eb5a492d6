/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <string.h>

#include "comms-problem.h"

#include "comms-error.h"
#include "comms-net-json.h"
#include "comms-network-private.h"
#include "comms-secrets.h"

#define SECOND G_GINT64_CONSTANT (1000)
#define RETRY_SOON (60 * SECOND)
#define MAX_DETAIL 500

/* What follows from each problem when a post was being sent. */
static const struct
{
  CommsVerdict verdict;
  const char *code;
  CommsNetError error;
} consequences[COMMS_N_PROBLEMS] = {
  [COMMS_PROBLEM_NONE] = { COMMS_VERDICT_UNKNOWN, "server", COMMS_NET_ERROR_UNCLEAR },
  [COMMS_PROBLEM_INVALID] = { COMMS_VERDICT_REFUSED, "refused", COMMS_NET_ERROR_REFUSED },
  [COMMS_PROBLEM_MEDIA] = { COMMS_VERDICT_REFUSED, "media", COMMS_NET_ERROR_REFUSED },
  [COMMS_PROBLEM_MEDIA_BUSY] = { COMMS_VERDICT_HELD, "media-busy", COMMS_NET_ERROR_LIMITED },
  [COMMS_PROBLEM_SIGN_IN] = { COMMS_VERDICT_HELD, "sign-in", COMMS_NET_ERROR_SIGN_IN },
  [COMMS_PROBLEM_EXPIRED] = { COMMS_VERDICT_HELD, "sign-in", COMMS_NET_ERROR_SIGN_IN },
  [COMMS_PROBLEM_CREDIT] = { COMMS_VERDICT_HELD, "credit", COMMS_NET_ERROR_LIMITED },
  [COMMS_PROBLEM_DUPLICATE] = { COMMS_VERDICT_DUPLICATE, "duplicate", COMMS_NET_ERROR_REFUSED },
  [COMMS_PROBLEM_TAKEN] = { COMMS_VERDICT_UNKNOWN, "unclear", COMMS_NET_ERROR_REFUSED },
  [COMMS_PROBLEM_REPLY] = { COMMS_VERDICT_REFUSED, "reply", COMMS_NET_ERROR_REFUSED },
  [COMMS_PROBLEM_ACCESS] = { COMMS_VERDICT_REFUSED, "refused", COMMS_NET_ERROR_REFUSED },
  [COMMS_PROBLEM_SUSPENDED] = { COMMS_VERDICT_REFUSED, "refused", COMMS_NET_ERROR_REFUSED },
  [COMMS_PROBLEM_NOT_ALLOWED] = { COMMS_VERDICT_REFUSED, "refused", COMMS_NET_ERROR_REFUSED },
  [COMMS_PROBLEM_NOT_FOUND] = { COMMS_VERDICT_REFUSED, "refused", COMMS_NET_ERROR_REFUSED },
  [COMMS_PROBLEM_TOO_LARGE] = { COMMS_VERDICT_REFUSED, "refused", COMMS_NET_ERROR_REFUSED },
  [COMMS_PROBLEM_LIMIT] = { COMMS_VERDICT_HELD, "limit", COMMS_NET_ERROR_LIMITED },
  [COMMS_PROBLEM_SERVER] = { COMMS_VERDICT_UNKNOWN, "server", COMMS_NET_ERROR_UNCLEAR },
  [COMMS_PROBLEM_UNREADABLE] = { COMMS_VERDICT_UNKNOWN, "server", COMMS_NET_ERROR_UNCLEAR },
  [COMMS_PROBLEM_UNREACHABLE] = { COMMS_VERDICT_HELD, "unreachable", COMMS_NET_ERROR_UNREACHABLE },
  [COMMS_PROBLEM_NO_ADDRESS] = { COMMS_VERDICT_HELD, "no-address", COMMS_NET_ERROR_UNREACHABLE },
  [COMMS_PROBLEM_NO_PROXY] = { COMMS_VERDICT_HELD, "proxy", COMMS_NET_ERROR_UNREACHABLE },
  [COMMS_PROBLEM_PORTAL] = { COMMS_VERDICT_HELD, "portal", COMMS_NET_ERROR_UNREACHABLE },
  [COMMS_PROBLEM_UNSAFE] = { COMMS_VERDICT_HELD, "tls", COMMS_NET_ERROR_UNREACHABLE },
  [COMMS_PROBLEM_TIMEOUT] = { COMMS_VERDICT_UNKNOWN, "timeout", COMMS_NET_ERROR_UNCLEAR },
  [COMMS_PROBLEM_DROPPED] = { COMMS_VERDICT_UNKNOWN, "dropped", COMMS_NET_ERROR_UNCLEAR },
  [COMMS_PROBLEM_STOPPED] = { COMMS_VERDICT_UNKNOWN, "dropped", COMMS_NET_ERROR_UNCLEAR },
};

/* A network's own account of a problem, whichever of its shapes it has. */
typedef struct
{
  JsonNode *root;
  JsonObject *problem; /* the object itself */
  JsonObject *first;   /* the first of its "errors" */
} Words;

static void
words_init (Words *words, CommsHttpReply *http)
{
  gsize size;
  const char *data = g_bytes_get_data (http->body, &size);

  words->root = comms_net_json_parse (data, (gssize) size);
  words->problem = comms_net_json_root (words->root);
  words->first = comms_net_json_element (comms_net_json_array (words->problem, "errors"), 0);
}

static void
words_clear (Words *words)
{
  g_clear_pointer (&words->root, json_node_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static const char *
words_find (const Words *words, const char *name)
{
  const char *text = comms_net_json_string (words->problem, name);

  return text != NULL ? text : comms_net_json_string (words->first, name);
}

/* The sentence for the record: one line, valid, not endless. */
static char *
words_dup_detail (const Words *words)
{
  static const char *const names[] = { "detail", "message", "error_description", "title", "error" };
  const char *found = NULL;
  g_autofree char *valid = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names) && found == NULL; i++)
    found = words_find (words, names[i]);
  if (found == NULL)
    return NULL;

  valid = g_utf8_make_valid (found, -1);
  g_strdelimit (valid, "\r\n\t", ' ');
  return g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_DETAIL));
}

static gboolean
words_say (const Words *words, const char *what)
{
  g_autofree char *detail = words_dup_detail (words);
  g_autofree char *lower = detail != NULL ? g_ascii_strdown (detail, -1) : NULL;

  return lower != NULL && strstr (lower, what) != NULL;
}

/* Problem types moved from one host to another, so only their last part counts. */
static gboolean
words_have_type (const Words *words, const char *what)
{
  const char *type = words_find (words, "type");
  const char *slash = type != NULL ? strrchr (type, '/') : NULL;

  return g_strcmp0 (slash != NULL ? slash + 1 : type, what) == 0;
}

static gboolean
row_fits (const CommsProblemRow *row, guint status, const Words *words)
{
  if (row->status != 0 && row->status != status)
    return FALSE;

  switch (row->where)
    {
    case COMMS_PROBLEM_WHERE_WORDS:
      return words_say (words, row->what);
    case COMMS_PROBLEM_WHERE_TYPE:
      return words_have_type (words, row->what);
    case COMMS_PROBLEM_WHERE_NAME:
      return g_strcmp0 (comms_net_json_string (words->problem, "error"), row->what) == 0;
    case COMMS_PROBLEM_WHERE_CODE:
      return comms_net_json_int (words->first, "code") == g_ascii_strtoll (row->what, NULL, 10);
    case COMMS_PROBLEM_WHERE_ANY:
    default:
      return TRUE;
    }
}

static CommsProblem
find_refusal (const CommsNetworkAnswers *answers, guint status, const Words *words)
{
  for (guint i = 0; i < answers->n_problems; i++)
    {
      if (row_fits (&answers->problems[i], status, words))
        return answers->problems[i].problem;
    }

  switch (status)
    {
    case 401:
      return COMMS_PROBLEM_EXPIRED;
    case 403:
      return COMMS_PROBLEM_NOT_ALLOWED;
    case 404:
    case 410:
      return COMMS_PROBLEM_NOT_FOUND;
    case 408:
      return COMMS_PROBLEM_TIMEOUT;
    case 413:
      return COMMS_PROBLEM_TOO_LARGE;
    case 429:
      return COMMS_PROBLEM_LIMIT;
    case 511:
      return COMMS_PROBLEM_PORTAL;
    default:
      return status < 500 ? COMMS_PROBLEM_INVALID : COMMS_PROBLEM_SERVER;
    }
}

static CommsProblem
find_failure (CommsHttpReply *http)
{
  if (http->captive)
    return COMMS_PROBLEM_PORTAL;

  switch (http->outcome)
    {
    case COMMS_HTTP_UNREACHABLE:
      return COMMS_PROBLEM_UNREACHABLE;
    case COMMS_HTTP_NO_ADDRESS:
      return COMMS_PROBLEM_NO_ADDRESS;
    case COMMS_HTTP_NO_PROXY:
      return COMMS_PROBLEM_NO_PROXY;
    case COMMS_HTTP_UNSAFE:
      return COMMS_PROBLEM_UNSAFE;
    case COMMS_HTTP_TIMED_OUT:
      return COMMS_PROBLEM_TIMEOUT;
    case COMMS_HTTP_STOPPED:
      return COMMS_PROBLEM_STOPPED;
    case COMMS_HTTP_DROPPED:
    case COMMS_HTTP_ANSWERED:
    default:
      return COMMS_PROBLEM_DROPPED;
    }
}

/* A page where data should be: the network that this computer sits in puts its own before. A
 * create is not judged so, since what took it is not known. */
static gboolean
is_page (CommsHttpReply *http, const Words *words)
{
  const char *type = comms_http_reply_header (http, "content-type");

  return words->root == NULL && type != NULL && g_str_has_prefix (type, "text/html");
}

static CommsProblem
find_with_words (const CommsNetworkAnswers *answers,
                 CommsHttpReply *http,
                 CommsStage stage,
                 const Words *words)
{
  /* A status of 4xx is a no also where its body broke off; nothing else is certain then. */
  if (http->status >= 400 && http->status < 500)
    return find_refusal (answers, http->status, words);
  if (http->outcome != COMMS_HTTP_ANSWERED)
    return find_failure (http);
  if (http->status >= 500)
    return find_refusal (answers, http->status, words);
  if (stage != COMMS_STAGE_CREATE && is_page (http, words))
    return COMMS_PROBLEM_PORTAL;
  return http->status >= 200 && http->status < 300 ? COMMS_PROBLEM_NONE : COMMS_PROBLEM_UNREADABLE;
}

CommsProblem
comms_problem_find (const CommsNetworkAnswers *answers, CommsHttpReply *http, CommsStage stage)
{
  g_auto (Words) words = { 0 };

  words_init (&words, http);
  return find_with_words (answers, http, stage, &words);
}

static gint64
find_retry (CommsNetwork *network, CommsHttpReply *http, CommsProblem problem, CommsStage stage)
{
  const CommsVerdict verdict = consequences[problem].verdict;

  if (problem == COMMS_PROBLEM_LIMIT)
    return comms_rate_find_end (network, http);
  if (consequences[problem].error == COMMS_NET_ERROR_UNREACHABLE ||
      problem == COMMS_PROBLEM_MEDIA_BUSY ||
      (stage == COMMS_STAGE_PREPARE && verdict == COMMS_VERDICT_UNKNOWN))
    return comms_network_now (network) + RETRY_SOON;
  return 0;
}

static CommsVerdict
find_verdict (CommsProblem problem, CommsStage stage)
{
  CommsVerdict verdict = consequences[problem].verdict;

  /* Before the create was sent, nothing of it can be out. */
  return stage == COMMS_STAGE_PREPARE && verdict == COMMS_VERDICT_UNKNOWN ? COMMS_VERDICT_HELD
                                                                          : verdict;
}

CommsReply *
comms_problem_reply_as (CommsNetwork *network,
                        CommsHttpReply *http,
                        CommsStage stage,
                        CommsProblem problem)
{
  g_auto (Words) words = { 0 };
  CommsReply *reply = g_new0 (CommsReply, 1);

  words_init (&words, http);
  reply->verdict = find_verdict (problem, stage);
  reply->code = g_strdup (consequences[problem].code);
  reply->sentence = comms_problem_dup_sentence (network, problem, stage, http->tls_errors);
  reply->detail = words_dup_detail (&words);
  if (reply->detail == NULL)
    reply->detail = g_strdup (http->detail);
  reply->retry_at = find_retry (network, http, problem, stage);
  comms_rate_read (network, http, reply);
  return reply;
}

CommsReply *
comms_problem_reply (CommsNetwork *network, CommsHttpReply *http, CommsStage stage)
{
  return comms_problem_reply_as (network, http, stage,
                                 comms_problem_find (comms_network_get_answers (network), http,
                                                     stage));
}

CommsReply *
comms_problem_reply_posted (CommsNetwork *network, CommsHttpReply *http, char *id, char *url)
{
  CommsReply *reply = g_new0 (CommsReply, 1);

  reply->verdict = COMMS_VERDICT_POSTED;
  reply->remote_id = id;
  reply->remote_url = url;
  comms_rate_read (network, http, reply);
  return reply;
}

/* The problem that an error of our own stands for. */
static CommsProblem
problem_of_error (const GError *error)
{
  if (error->domain == COMMS_SECRETS_ERROR)
    return COMMS_PROBLEM_SIGN_IN;
  if (error->domain == COMMS_ERROR)
    return COMMS_PROBLEM_MEDIA;
  for (guint i = COMMS_PROBLEM_INVALID; i < COMMS_N_PROBLEMS; i++)
    {
      if (error->domain == COMMS_NET_ERROR && consequences[i].verdict != COMMS_VERDICT_UNKNOWN &&
          (int) consequences[i].error == error->code)
        return (CommsProblem) i;
    }
  return COMMS_PROBLEM_UNREACHABLE;
}

CommsReply *
comms_problem_reply_of_error (CommsNetwork *network, const GError *error)
{
  const CommsProblem problem = problem_of_error (error);
  CommsReply *reply = g_new0 (CommsReply, 1);

  reply->verdict = find_verdict (problem, COMMS_STAGE_PREPARE);
  reply->code = g_strdup (consequences[problem].code);
  reply->sentence = g_strdup (error->message);
  reply->limit = reply->remaining = -1;
  if (reply->verdict == COMMS_VERDICT_HELD && problem != COMMS_PROBLEM_SIGN_IN)
    reply->retry_at = comms_network_now (network) + RETRY_SOON;
  return reply;
}

gboolean
comms_reply_is_offline (const CommsReply *reply)
{
  for (guint i = 0; i < COMMS_N_PROBLEMS; i++)
    {
      if (consequences[i].error == COMMS_NET_ERROR_UNREACHABLE &&
          g_strcmp0 (consequences[i].code, reply->code) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
comms_problem_check (CommsNetwork *network, CommsHttpReply *http, GError **error)
{
  const CommsProblem problem =
    comms_problem_find (comms_network_get_answers (network), http, COMMS_STAGE_ASK);
  g_autofree char *sentence = NULL;

  if (problem == COMMS_PROBLEM_NONE)
    return TRUE;

  if (problem == COMMS_PROBLEM_LIMIT)
    sentence =
      comms_problem_dup_limit_sentence (network,
                                        (guint) ((comms_rate_find_end (network, http) -
                                                  comms_network_now (network) + 60 * SECOND - 1) /
                                                 (60 * SECOND)));
  else
    sentence = comms_problem_dup_sentence (network, problem, COMMS_STAGE_ASK, http->tls_errors);
  g_set_error_literal (error, COMMS_NET_ERROR, (int) consequences[problem].error, sentence);
  return FALSE;
}

void
comms_problem_set_unclear (CommsNetwork *network, GError **error)
{
  g_autofree char *sentence =
    comms_problem_dup_sentence (network, COMMS_PROBLEM_UNREADABLE, COMMS_STAGE_ASK, 0);

  g_set_error_literal (error, COMMS_NET_ERROR, COMMS_NET_ERROR_UNCLEAR, sentence);
}
