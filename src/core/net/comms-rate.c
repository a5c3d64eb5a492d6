/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <string.h>

#include "comms-network-private.h"
#include "comms-problem.h"

#define SECOND G_GINT64_CONSTANT (1000)
#define WAIT_LEAST (60 * SECOND)
#define WAIT_USUAL (15 * 60 * SECOND)
#define WAIT_MOST (31 * 24 * 3600 * SECOND)
#define SKEW (60 * SECOND)

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

static gint64
parse_iso (const char *text)
{
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * SECOND : 0;
}

static gint64
read_reset (const CommsRateHeaders *row, CommsHttpReply *http)
{
  const char *text = comms_http_reply_header (http, row->reset);

  return row->iso ? parse_iso (text) : parse_seconds (text);
}

/* -1 where there is none. */
static gint64
read_number (CommsHttpReply *http, const char *name)
{
  const char *text = comms_http_reply_header (http, name);
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &number, NULL)
           ? (gint64) number
           : -1;
}

/* An instant of the server's clock by ours. A small difference is the time that the answer
 * took. */
static gint64
to_our_clock (CommsHttpReply *http, gint64 instant, gint64 now)
{
  const gint64 skew = http->date > 0 ? http->date - now : 0;

  return instant - (ABS (skew) > SKEW ? skew : 0);
}

void
comms_rate_read (CommsNetwork *network, CommsHttpReply *http, CommsReply *reply)
{
  const CommsNetworkAnswers *answers = comms_network_get_answers (network);

  reply->status = (int) http->status;
  reply->server_time = http->date;
  reply->request_id = g_strdup (comms_http_reply_header (http, answers->request_id));
  reply->limit = reply->remaining = -1;
  /* Of several windows the one counts that is used up first. */
  for (const CommsRateHeaders *row = answers->rates; row->limit != NULL; row++)
    {
      const gint64 remaining = read_number (http, row->remaining);
      const gint64 reset = read_reset (row, http);

      if (remaining < 0 || (reply->remaining >= 0 && remaining >= reply->remaining))
        continue;
      reply->remaining = remaining;
      reply->limit = read_number (http, row->limit);
      reply->reset_at = reset > 0 ? to_our_clock (http, reset, comms_network_now (network)) : 0;
    }
}

/* When the limit is lifted by the network's clock: the latest reset of what is used up. */
static gint64
find_reset (const CommsRateHeaders *rows, CommsHttpReply *http)
{
  gint64 latest = 0;

  for (const CommsRateHeaders *row = rows; row->limit != NULL; row++)
    {
      if (read_number (http, row->remaining) <= 0)
        latest = MAX (latest, read_reset (row, http));
    }
  return latest;
}

/* How long the longest window is of what is used up: it is over then at the latest. */
static gint64
find_window (const CommsRateHeaders *rows, CommsHttpReply *http)
{
  gint64 longest = 0;

  for (const CommsRateHeaders *row = rows; row->limit != NULL; row++)
    {
      const char *policy = row->policy != NULL ? comms_http_reply_header (http, row->policy) : NULL;
      const char *window = policy != NULL ? strstr (policy, ";w=") : NULL;

      if (window != NULL && read_number (http, row->remaining) <= 0)
        longest = MAX (longest, parse_seconds (window + strlen (";w=")));
    }
  return longest;
}

gint64
comms_rate_find_end (CommsNetwork *network, CommsHttpReply *http)
{
  const CommsRateHeaders *rows = comms_network_get_answers (network)->rates;
  const gint64 now = comms_network_now (network);
  const gint64 reset = find_reset (rows, http);
  const gint64 window = find_window (rows, http);
  gint64 wait = reset > 0    ? to_our_clock (http, reset, now) - now
                : window > 0 ? window
                             : WAIT_USUAL;

  wait = MAX (wait, parse_seconds (comms_http_reply_header (http, "retry-after")));
  return now + CLAMP (wait, WAIT_LEAST, WAIT_MOST);
}
