/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-x-errors.h"

#include "comms-net-json.h"
#include "comms-network-private.h"

#define SECOND G_GINT64_CONSTANT (1000)
#define RETRY_UNREACHABLE (60 * SECOND)
#define RETRY_LIMIT_LEAST (60 * SECOND)
#define RETRY_LIMIT_USUAL (15 * 60 * SECOND)
#define RETRY_LIMIT_MOST (31 * 24 * 3600 * SECOND)
#define SKEW (60 * SECOND)
#define MAX_DETAIL 500

/* What went wrong; what follows from it stands in the table below. */
typedef enum
{
  PROBLEM_NONE,
  PROBLEM_INVALID,
  PROBLEM_SIGN_IN,
  PROBLEM_CREDIT,
  PROBLEM_DUPLICATE,
  PROBLEM_REPLY,
  PROBLEM_ACCESS,
  PROBLEM_SUSPENDED,
  PROBLEM_NOT_ALLOWED,
  PROBLEM_NOT_FOUND,
  PROBLEM_TOO_LARGE,
  PROBLEM_LIMIT,
  PROBLEM_SERVER,
  PROBLEM_UNREADABLE,
  PROBLEM_UNREACHABLE,
  PROBLEM_UNSAFE,
  PROBLEM_TIMEOUT,
  PROBLEM_DROPPED,
  PROBLEM_STOPPED,
} Problem;

static const struct
{
  CommsVerdict verdict;
  const char *code;
  CommsNetError error;
} consequences[] = {
  [PROBLEM_NONE] = { COMMS_VERDICT_UNKNOWN, "server", COMMS_NET_ERROR_UNCLEAR },
  [PROBLEM_INVALID] = { COMMS_VERDICT_REFUSED, "refused", COMMS_NET_ERROR_REFUSED },
  [PROBLEM_SIGN_IN] = { COMMS_VERDICT_HELD, "sign-in", COMMS_NET_ERROR_SIGN_IN },
  [PROBLEM_CREDIT] = { COMMS_VERDICT_HELD, "credit", COMMS_NET_ERROR_LIMITED },
  [PROBLEM_DUPLICATE] = { COMMS_VERDICT_DUPLICATE, "duplicate", COMMS_NET_ERROR_REFUSED },
  [PROBLEM_REPLY] = { COMMS_VERDICT_REFUSED, "refused", COMMS_NET_ERROR_REFUSED },
  [PROBLEM_ACCESS] = { COMMS_VERDICT_REFUSED, "refused", COMMS_NET_ERROR_REFUSED },
  [PROBLEM_SUSPENDED] = { COMMS_VERDICT_REFUSED, "refused", COMMS_NET_ERROR_REFUSED },
  [PROBLEM_NOT_ALLOWED] = { COMMS_VERDICT_REFUSED, "refused", COMMS_NET_ERROR_REFUSED },
  [PROBLEM_NOT_FOUND] = { COMMS_VERDICT_REFUSED, "refused", COMMS_NET_ERROR_REFUSED },
  [PROBLEM_TOO_LARGE] = { COMMS_VERDICT_REFUSED, "refused", COMMS_NET_ERROR_REFUSED },
  [PROBLEM_LIMIT] = { COMMS_VERDICT_HELD, "limit", COMMS_NET_ERROR_LIMITED },
  [PROBLEM_SERVER] = { COMMS_VERDICT_UNKNOWN, "server", COMMS_NET_ERROR_UNCLEAR },
  [PROBLEM_UNREADABLE] = { COMMS_VERDICT_UNKNOWN, "server", COMMS_NET_ERROR_UNCLEAR },
  [PROBLEM_UNREACHABLE] = { COMMS_VERDICT_HELD, "unreachable", COMMS_NET_ERROR_UNREACHABLE },
  [PROBLEM_UNSAFE] = { COMMS_VERDICT_HELD, "unreachable", COMMS_NET_ERROR_UNREACHABLE },
  [PROBLEM_TIMEOUT] = { COMMS_VERDICT_UNKNOWN, "timeout", COMMS_NET_ERROR_UNCLEAR },
  [PROBLEM_DROPPED] = { COMMS_VERDICT_UNKNOWN, "dropped", COMMS_NET_ERROR_UNCLEAR },
  [PROBLEM_STOPPED] = { COMMS_VERDICT_UNKNOWN, "dropped", COMMS_NET_ERROR_UNCLEAR },
};

/* X's own account of a problem, whichever of its shapes it has. */
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
words_find (Words *words, const char *name)
{
  const char *text = comms_net_json_string (words->problem, name);

  return text != NULL ? text : comms_net_json_string (words->first, name);
}

/* The sentence for the record: one line, valid, not endless. */
static char *
words_dup_detail (Words *words)
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
words_say (Words *words, const char *what)
{
  g_autofree char *detail = words_dup_detail (words);
  g_autofree char *lower = detail != NULL ? g_ascii_strdown (detail, -1) : NULL;

  return lower != NULL && strstr (lower, what) != NULL;
}

/* Problem types moved from one host to another, so only their last part counts. */
static gboolean
words_have_type (Words *words, const char *what)
{
  const char *type = words_find (words, "type");
  const char *slash = type != NULL ? strrchr (type, '/') : NULL;

  return g_strcmp0 (slash != NULL ? slash + 1 : type, what) == 0;
}

static Problem
find_forbidden (Words *words)
{
  if (words_say (words, "duplicate content"))
    return PROBLEM_DUPLICATE;
  if (words_have_type (words, "client-forbidden") ||
      words_have_type (words, "oauth1-permissions") ||
      words_have_type (words, "unsupported-authentication") ||
      comms_net_json_int (words->first, "code") == 453)
    return PROBLEM_ACCESS;
  if (words_say (words, "suspended"))
    return PROBLEM_SUSPENDED;
  if (words_say (words, "reply") || words_say (words, "replies"))
    return PROBLEM_REPLY;
  return PROBLEM_NOT_ALLOWED;
}

static Problem
find_refusal (guint status, Words *words)
{
  switch (status)
    {
    case 401:
      return PROBLEM_SIGN_IN;
    case 402:
      return PROBLEM_CREDIT;
    case 403:
      return find_forbidden (words);
    case 404:
      return PROBLEM_NOT_FOUND;
    case 408:
      return PROBLEM_TIMEOUT;
    case 413:
      return PROBLEM_TOO_LARGE;
    case 429:
      return PROBLEM_LIMIT;
    default:
      return PROBLEM_INVALID;
    }
}

/* A status of 4xx is a no also where its body broke off; nothing else is certain then. */
static Problem
find_problem (CommsHttpReply *http, Words *words)
{
  if (http->status >= 400 && http->status < 500)
    return find_refusal (http->status, words);

  switch (http->outcome)
    {
    case COMMS_HTTP_UNREACHABLE:
      return PROBLEM_UNREACHABLE;
    case COMMS_HTTP_UNSAFE:
      return PROBLEM_UNSAFE;
    case COMMS_HTTP_TIMED_OUT:
      return PROBLEM_TIMEOUT;
    case COMMS_HTTP_DROPPED:
      return PROBLEM_DROPPED;
    case COMMS_HTTP_STOPPED:
      return PROBLEM_STOPPED;
    case COMMS_HTTP_ANSWERED:
    default:
      break;
    }

  if (http->status >= 200 && http->status < 300)
    return PROBLEM_NONE;
  return http->status >= 500 ? PROBLEM_SERVER : PROBLEM_UNREADABLE;
}

/* What a person reads about a post that did not go out, or may have. */
static char *
dup_create_sentence (CommsNetwork *network, Problem problem)
{
  const char *handle = comms_network_get_handle (network);

  switch (problem)
    {
    case PROBLEM_SIGN_IN:
      /* Translators: %s is the handle of an account. "X" is the name of a network. */
      return g_strdup_printf (C_ ("sending", "X no longer accepts the sign-in of @%s, so the post "
                                             "was not sent. Connect the account again; the post "
                                             "waits until then."),
                              handle);
    case PROBLEM_CREDIT:
      return g_strdup_printf (C_ ("sending", "X sends nothing more for @%s because its credit is "
                                             "used up. Add credit in X’s developer console; the "
                                             "post waits until then."),
                              handle);
    case PROBLEM_DUPLICATE:
      return g_strdup_printf (C_ ("sending", "X did not take the post, because @%s has one with "
                                             "exactly this text already. Look at the account "
                                             "before you change anything."),
                              handle);
    case PROBLEM_REPLY:
      return g_strdup (C_ ("sending", "X does not allow this reply to be sent from the desk. Copy "
                                      "the text and reply on X itself."));
    case PROBLEM_ACCESS:
      return g_strdup_printf (C_ ("sending", "X does not let @%s post with its present access. "
                                             "Ask whoever manages that access at X to allow "
                                             "writing."),
                              handle);
    case PROBLEM_SUSPENDED:
      return g_strdup_printf (C_ ("sending", "X has suspended @%s, so the post was not sent. Sign "
                                             "in on X itself to see why."),
                              handle);
    case PROBLEM_NOT_ALLOWED:
      return g_strdup_printf (C_ ("sending", "X did not allow this post. Shorten it if it is "
                                             "long, or look on X whether @%s may post."),
                              handle);
    case PROBLEM_NOT_FOUND:
      return g_strdup (C_ ("sending", "X did not find the post that this one replies to, or the "
                                      "account’s address is wrong. Check both."));
    case PROBLEM_TOO_LARGE:
      return g_strdup (
        C_ ("sending", "The post is too large for X. Shorten it and send it again."));
    case PROBLEM_LIMIT:
      return g_strdup_printf (C_ ("sending", "X takes no more posts from @%s for now. The desk "
                                             "sends this one as soon as X takes posts again."),
                              handle);
    case PROBLEM_UNREACHABLE:
      /* Translators: %s is a host name. */
      return g_strdup_printf (C_ ("sending", "%s cannot be reached, so the post was not sent. "
                                             "Check the connection; the desk tries again in a "
                                             "minute."),
                              comms_network_get_host (network));
    case PROBLEM_UNSAFE:
      return g_strdup_printf (C_ ("sending", "The connection to %s is not secure, so the post was "
                                             "not sent. Check the computer’s date and its "
                                             "network; the desk tries again in a minute."),
                              comms_network_get_host (network));
    case PROBLEM_TIMEOUT:
      return g_strdup (C_ ("sending", "X did not answer in time, so the post may be out. The desk "
                                      "looks on X before it sends anything again."));
    case PROBLEM_DROPPED:
      return g_strdup (C_ ("sending", "The connection to X broke off, so the post may be out. The "
                                      "desk looks on X before it sends anything again."));
    case PROBLEM_STOPPED:
      return g_strdup (C_ ("sending", "Sending was stopped after it had begun, so the post may be "
                                      "out. The desk looks on X before it sends anything again."));
    case PROBLEM_SERVER:
    case PROBLEM_UNREADABLE:
    case PROBLEM_NONE:
      return g_strdup (C_ ("sending", "X had a fault of its own, so the post may be out. The desk "
                                      "looks on X before it sends anything again."));
    case PROBLEM_INVALID:
    default:
      return g_strdup (C_ ("sending", "X does not accept the post as it is. Change the text and "
                                      "send it again."));
    }
}

/* What a person reads about anything else that was asked of X. */
static char *
dup_sentence (CommsNetwork *network, Problem problem)
{
  const char *handle = comms_network_get_handle (network);

  switch (problem)
    {
    case PROBLEM_SIGN_IN:
      /* Translators: %s is the handle of an account. "X" is the name of a network. */
      return g_strdup_printf (C_ ("network", "X no longer accepts the sign-in of @%s. Connect the "
                                             "account again."),
                              handle);
    case PROBLEM_CREDIT:
      return g_strdup_printf (C_ ("network", "The credit of @%s at X is used up. Add credit in X’s "
                                             "developer console and try again."),
                              handle);
    case PROBLEM_ACCESS:
      return g_strdup_printf (C_ ("network", "X does not allow this with the present access of "
                                             "@%s. Ask whoever manages that access at X."),
                              handle);
    case PROBLEM_SUSPENDED:
      return g_strdup_printf (C_ ("network", "X has suspended @%s. Sign in on X itself to see "
                                             "why."),
                              handle);
    case PROBLEM_NOT_FOUND:
      /* Translators: %s is a host name. */
      return g_strdup_printf (C_ ("network", "%s does not know what was asked for. Check the "
                                             "account’s address and its number."),
                              comms_network_get_host (network));
    case PROBLEM_LIMIT:
      return g_strdup_printf (C_ ("network", "X answers no more questions from @%s for now. Try "
                                             "again in a quarter of an hour."),
                              handle);
    case PROBLEM_UNREACHABLE:
      return g_strdup_printf (C_ ("network", "%s cannot be reached. Check the connection and try "
                                             "again."),
                              comms_network_get_host (network));
    case PROBLEM_UNSAFE:
      return g_strdup_printf (C_ ("network", "The connection to %s is not secure, so it was not "
                                             "used. Check the computer’s date and its network."),
                              comms_network_get_host (network));
    case PROBLEM_TIMEOUT:
    case PROBLEM_DROPPED:
    case PROBLEM_STOPPED:
      return g_strdup_printf (C_ ("network", "%s did not answer. Check the connection and try "
                                             "again."),
                              comms_network_get_host (network));
    case PROBLEM_SERVER:
    case PROBLEM_UNREADABLE:
    case PROBLEM_NONE:
      return g_strdup (C_ ("network", "X had a fault of its own. Try again in a while."));
    case PROBLEM_INVALID:
    case PROBLEM_DUPLICATE:
    case PROBLEM_REPLY:
    case PROBLEM_NOT_ALLOWED:
    case PROBLEM_TOO_LARGE:
    default:
      return g_strdup_printf (C_ ("network", "X does not allow this for @%s. Look at the account "
                                             "on X itself."),
                              handle);
    }
}

static gint64
parse_seconds (const char *text)
{
  guint64 seconds;

  return text != NULL &&
             g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32 * G_GUINT64_CONSTANT (4), &seconds,
                                         NULL)
           ? (gint64) seconds * SECOND
           : 0;
}

/* When the limit is lifted by X's clock: the latest reset of the windows that are used up. */
static gint64
find_reset (CommsHttpReply *http)
{
  static const char *const windows[] = { "x-rate-limit", "x-app-limit-24hour",
                                         "x-user-limit-24hour" };
  gint64 latest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    {
      g_autofree char *remaining = g_strconcat (windows[i], "-remaining", NULL);
      g_autofree char *reset = g_strconcat (windows[i], "-reset", NULL);
      const char *left = comms_http_reply_header (http, remaining);

      if (left == NULL || g_str_equal (left, "0"))
        latest = MAX (latest, parse_seconds (comms_http_reply_header (http, reset)));
    }
  return latest;
}

/* The instant by our clock at which a limit is over. */
static gint64
find_limit_end (CommsHttpReply *http, gint64 now)
{
  gint64 reset = find_reset (http);
  gint64 skew = http->date > 0 ? http->date - now : 0;
  gint64 wait = RETRY_LIMIT_USUAL;

  /* A small difference between the clocks is the time that the answer took. */
  if (reset > 0)
    wait = reset - now - (ABS (skew) > SKEW ? skew : 0);
  wait = MAX (wait, parse_seconds (comms_http_reply_header (http, "retry-after")));
  return now + CLAMP (wait, RETRY_LIMIT_LEAST, RETRY_LIMIT_MOST);
}

static gint64
find_retry (CommsNetwork *network, CommsHttpReply *http, Problem problem)
{
  switch ((int) problem)
    {
    case PROBLEM_LIMIT:
      return find_limit_end (http, comms_network_now (network));
    case PROBLEM_UNREACHABLE:
    case PROBLEM_UNSAFE:
      return comms_network_now (network) + RETRY_UNREACHABLE;
    default:
      return 0;
    }
}

CommsReply *
comms_x_reply_new (CommsNetwork *network, CommsHttpReply *http)
{
  g_auto (Words) words = { 0 };
  CommsReply *reply = g_new0 (CommsReply, 1);
  Problem problem;

  words_init (&words, http);
  problem = find_problem (http, &words);
  reply->verdict = consequences[problem].verdict;
  reply->code = g_strdup (consequences[problem].code);
  reply->sentence = dup_create_sentence (network, problem);
  reply->detail = words_dup_detail (&words);
  if (reply->detail == NULL)
    reply->detail = g_strdup (http->detail);
  reply->request_id = g_strdup (comms_http_reply_header (http, "x-transaction-id"));
  reply->status = (int) http->status;
  reply->retry_at = find_retry (network, http, problem);
  reply->server_time = http->date;
  return reply;
}

gboolean
comms_x_check (CommsNetwork *network, CommsHttpReply *http, GError **error)
{
  g_auto (Words) words = { 0 };
  g_autofree char *sentence = NULL;
  Problem problem;

  words_init (&words, http);
  problem = find_problem (http, &words);
  if (problem == PROBLEM_NONE)
    return TRUE;

  sentence = dup_sentence (network, problem);
  g_set_error_literal (error, COMMS_NET_ERROR, (int) consequences[problem].error, sentence);
  return FALSE;
}

void
comms_x_set_unclear (GError **error)
{
  g_set_error_literal (error, COMMS_NET_ERROR, COMMS_NET_ERROR_UNCLEAR,
                       C_ ("network", "X had a fault of its own. Try again in a while."));
}
