/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include <string.h>

#include "comms-punycode.h"
#include "comms-scan.h"
#include "comms-tlds.h"

/* Finds what X makes a link of: with a scheme, or without one where the host ends in a
 * top-level domain that it knows. It decides as the expressions of twitter-text 3.1.0 do, down to
 * what these do with halves of surrogate pairs, but in time that grows with the text alone. */

#define URL_LENGTH_MAX 4096
#define LABEL_LENGTH_MAX 63
#define SHORTENED_LENGTH_MAX 40
#define DEFAULT_SCHEME_LENGTH 8 /* of "https://" */

/* A link that was found, before it is known to be good. */
typedef struct
{
  gsize start;
  gsize host;
  gsize host_end;
  gsize path_end; /* 0 without a path */
  gsize end;
} Url;

static gboolean
is_one_of (guint16     unit,
           const char *set)
{
  return unit != 0 && unit < 0x80 && strchr (set, unit) != NULL;
}

static gboolean
is_digit (guint16 unit)
{
  return unit >= '0' && unit <= '9';
}

static gboolean
is_query_char (guint16 unit)
{
  return comms_unit_is_alnum (unit) || is_one_of (unit, "!?*'@();:&=+$/%#[]-_.,~|");
}

static gboolean
is_query_end (guint16 unit)
{
  return comms_unit_is_alnum (unit) || is_one_of (unit, "-_&=#/");
}

static gboolean
is (const CommsScan *scan,
    gsize            at,
    guint            classes)
{
  return (scan->classes[at] & classes) != 0;
}

static gboolean
starts_with (const CommsScan *scan,
             gsize            start,
             const char      *word)
{
  for (gsize i = 0; word[i] != '\0'; i++)
    if (scan->units[start + i] >= 0x80
        || g_ascii_tolower ((char) scan->units[start + i]) != word[i])
      return FALSE;
  return TRUE;
}

/* Where an encoded top-level domain such as "xn--p1ai" ends, or 0. */
static gsize
find_punycode_end (const CommsScan *scan,
                   gsize            start,
                   gsize            end)
{
  gsize at = start + strlen ("xn--");

  if (at >= end || !starts_with (scan, start, "xn--"))
    return 0;
  while (at < end && (comms_unit_is_alnum (scan->units[at]) || scan->units[at] == '-'))
    at++;
  return at > start + strlen ("xn--") ? at : 0;
}

static gsize
find_domain_end (const CommsScan *scan,
                 gsize            start,
                 gsize            end)
{
  gsize found;

  if (start >= end || !is (scan, start, COMMS_UNIT_HOST))
    return 0;
  found = comms_tld_find_end (scan->units, start, end);
  return found > 0 ? found : find_punycode_end (scan, start, end);
}

static gboolean
is_host_char (const CommsScan *scan,
              gsize            at)
{
  guint16 unit = scan->units[at];

  return is (scan, at, COMMS_UNIT_HOST) || unit == '-' || unit == '_' || unit == '.';
}

/* Fills in @hosts from @start to @end, which is a whole run of what hosts are made of, and tells
 * whether there is any. Goes from the end to the start, so that each place needs only what is known
 * of the label after its own: however many dots there are, the time stays linear. */
static gboolean
find_hosts (CommsScan *scan,
            gsize      start,
            gsize      end)
{
  gsize label_end = end, underscore = end, domain_end = 0;
  gboolean found = FALSE;

  for (gsize i = end; i-- > start;)
    {
      scan->hosts[i] = 0;
      if (scan->units[i] == '.')
        {
          label_end = underscore = i;
          domain_end = find_domain_end (scan, i + 1, scan->length);
          found |= domain_end > 0;
          continue;
        }
      if (scan->units[i] == '_')
        underscore = i;
      if (!is (scan, i, COMMS_UNIT_HOST) || label_end == end
          || !is (scan, label_end - 1, COMMS_UNIT_HOST))
        continue;
      if (label_end + 1 < end && scan->hosts[label_end + 1] != 0)
        scan->hosts[i] = scan->hosts[label_end + 1];
      else if (underscore >= label_end)
        scan->hosts[i] = (guint32) domain_end;
    }
  return found;
}

/* The length of the scheme that ends before @host, or 0. */
static gsize
scheme_length_before (const CommsScan *scan,
                      gsize            host)
{
  static const char *const schemes[] = { "https://", "http://" };

  if (host < 7 || scan->units[host - 1] != '/')
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (host >= strlen (schemes[i]) && starts_with (scan, host - strlen (schemes[i]), schemes[i]))
      return strlen (schemes[i]);
  return 0;
}

static gsize
skip_path_chars (const CommsScan *scan,
                 gsize            at)
{
  while (is (scan, at, COMMS_UNIT_PATH))
    at++;
  return at;
}

/* Where the parentheses that open at @start close, or 0; they nest once and are not empty. */
static gsize
find_parentheses_end (const CommsScan *scan,
                      gsize            start)
{
  gsize at = skip_path_chars (scan, start + 1);
  gboolean filled = at > start + 1;

  if (scan->units[at] == '(')
    {
      gsize inner = skip_path_chars (scan, at + 1);

      if (inner == at + 1 || scan->units[inner] != ')')
        return 0;
      filled = TRUE;
      at = skip_path_chars (scan, inner + 1);
    }
  return filled && scan->units[at] == ')' ? at + 1 : 0;
}

/* Where the path that starts with the "/" at @start ends: punctuation at its end is not part
 * of it, and parentheses only where they balance and no punctuation stands before them. */
static gsize
find_path_end (const CommsScan *scan,
               gsize            start)
{
  gsize at = start + 1, end = start + 1;

  while (at < scan->length)
    {
      if (is (scan, at, COMMS_UNIT_PATH))
        {
          at++;
          if (is (scan, at - 1, COMMS_UNIT_PATH_END))
            end = at;
        }
      else if (scan->units[at] == '(')
        {
          gsize closed = find_parentheses_end (scan, at);

          if (closed == 0)
            break;
          if (end == at)
            end = closed;
          at = closed;
        }
      else
        break;
    }
  return end;
}

static gsize
find_query_end (const CommsScan *scan,
                gsize            start)
{
  gsize end = start;

  for (gsize at = start + 1; is_query_char (scan->units[at]); at++)
    if (is_query_end (scan->units[at]))
      end = at + 1;
  return end;
}

/* Finds port, path and query after the host. */
static void
find_rest (const CommsScan *scan,
           Url             *url)
{
  gsize at = url->host_end;

  if (scan->units[at] == ':' && is_digit (scan->units[at + 1]))
    for (at++; is_digit (scan->units[at]);)
      at++;
  url->path_end = 0;
  if (scan->units[at] == '/')
    url->path_end = at = find_path_end (scan, at);
  if (scan->units[at] == '?')
    at = find_query_end (scan, at);
  url->end = at;
}

/* The first place from @from on where the units from @start to @end stand: twitter-text looks for
 * its piece again, and may find it sooner. */
static gsize
find_same (const CommsScan *scan,
           gsize            from,
           gsize            start,
           gsize            end)
{
  while (from < start
         && memcmp (scan->units + from, scan->units + start, (end - start) * sizeof *scan->units) != 0)
    from++;
  return from;
}

/* The longest Latin host that starts where @at is, or is no host at all; moves @at past it. */
static gsize
take_latin_host (const CommsScan *scan,
                 gsize           *at,
                 gsize            limit)
{
  gsize label = *at, end = 0;

  for (; *at < limit; (*at)++)
    {
      if (is (scan, *at, COMMS_UNIT_LATIN_HOST))
        continue;
      if (scan->units[*at] != '.' || *at == label)
        break;
      label = *at + 1;
      end = MAX (end, find_domain_end (scan, label, limit));
    }
  return end;
}

/* Whether the whole host is Latin, as nearly every one is. */
static gboolean
is_latin_host (const CommsScan *scan,
               const Url       *url)
{
  for (gsize at = url->host; at < url->host_end; at++)
    if (!is (scan, at, COMMS_UNIT_LATIN_HOST) && scan->units[at] != '.')
      return FALSE;
  return TRUE;
}

/* A host without a scheme is a link only as far as it is Latin; of several such pieces each is
 * one, and what follows the host belongs to the last. */
static void
append_latin_hosts (const CommsScan *scan,
                    const Url       *url,
                    GArray          *spans)
{
  CommsSpan span = { .kind = COMMS_ENTITY_URL };
  gsize last_end = url->host;
  guint n = spans->len;

  for (gsize at = url->host; at < url->host_end;)
    {
      gsize start = at;
      gsize end = take_latin_host (scan, &at, url->host_end);

      if (end == 0)
        {
          at = MAX (at, start + 1);
          continue;
        }
      span.start = (guint32) find_same (scan, last_end, start, end);
      span.skipped = (guint32) (end - start);
      span.end = span.start + span.skipped;
      last_end = span.end;
      g_array_append_val (spans, span);
      at = end;
    }
  if (spans->len == n || url->path_end == 0)
    return;

  /* The link's text is then the piece and what follows the host, even where something of the
   * host lies between; and as many units as that has are passed over when counting. */
  g_array_index (spans, CommsSpan, spans->len - 1).end = (guint32) url->end;
  g_array_index (spans, CommsSpan, spans->len - 1).skipped += (guint32) (url->end - url->host_end);
}

/* Whether the name system can have the host, by the length of its labels. */
static gboolean
is_good_host (const CommsScan *scan,
              const Url       *url)
{
  for (gsize start = url->host, end; start < url->host_end; start = end + 1)
    {
      for (end = start; end < url->host_end && scan->units[end] != '.';)
        end++;
      if (comms_punycode_label_length (scan->units + start, end - start) > LABEL_LENGTH_MAX)
        return FALSE;
    }
  return TRUE;
}

/* An encoded host must have a Latin piece that is one. */
static gboolean
is_good_encoding (const CommsScan *scan,
                  const Url       *url)
{
  gsize at = url->host;

  if (scan->units[at] != 'x' || scan->units[at + 1] != 'n' || scan->units[at + 2] != '-'
      || scan->units[at + 3] != '-')
    return TRUE;
  while (at < url->host_end)
    {
      gsize start = at;

      if (take_latin_host (scan, &at, url->host_end) > 0)
        return TRUE;
      at = MAX (at, start + 1);
    }
  return FALSE;
}

/* X's own short links have no path beyond their one word. Returns the new end, or 0 where it
 * is too long to be one. */
static gsize
cut_short_link (const CommsScan *scan,
                const Url       *url)
{
  gsize word = url->host + strlen ("t.co/");

  if (!starts_with (scan, url->host, "t.co/") || !comms_unit_is_alnum (scan->units[word]))
    return url->end;
  while (comms_unit_is_alnum (scan->units[word]))
    word++;
  if (word - url->host - strlen ("t.co/") > SHORTENED_LENGTH_MAX)
    return 0;
  return scan->units[word] == '?' ? find_query_end (scan, word) : word;
}

static void
append_url (const CommsScan *scan,
            const Url       *url,
            GArray          *spans)
{
  gsize scheme = url->host - url->start;
  CommsSpan span = { .start = (guint32) url->start, .kind = COMMS_ENTITY_URL };

  /* twitter-text counts the scheme twice. */
  if (url->end - url->start + (scheme > 0 ? scheme : DEFAULT_SCHEME_LENGTH) > URL_LENGTH_MAX
      || !is_good_encoding (scan, url) || !is_good_host (scan, url))
    return;
  if (scheme == 0)
    {
      if (url->start > 0 && is_one_of (scan->units[url->start - 1], "-_./"))
        return;
      if (!is_latin_host (scan, url))
        {
          append_latin_hosts (scan, url, spans);
          return;
        }
    }
  if (scheme > 0)
    span.end = (guint32) cut_short_link (scan, url);
  else
    span.end = (guint32) (url->path_end > 0 ? url->end : url->host_end);
  span.skipped = span.end - span.start;
  if (span.end > 0)
    g_array_append_val (spans, span);
}

/* Takes the link that starts at @start, with a scheme where @host is another place, if there is
 * one, and moves @from to where the next may be looked for. */
static gboolean
take_url (const CommsScan *scan,
          gsize            start,
          gsize            host,
          gsize           *from,
          GArray          *spans)
{
  Url url = { .start = start, .host = host, .host_end = scan->hosts[host] };

  if (url.host_end == 0)
    return FALSE;
  find_rest (scan, &url);
  append_url (scan, &url, spans);
  *from = url.end;
  return TRUE;
}

/* Whether a link may start at @at. It takes the character before it along, so that no two of them
 * touch; only at the very start there may be none. */
static gboolean
may_start (const CommsScan *scan,
           gsize            at,
           gsize            from)
{
  return at == 0 || (at > from && is (scan, at - 1, COMMS_UNIT_BEFORE_URL));
}

/* Looks for links whose host starts between @start and @end, a run of what hosts are made of,
 * after @from, where the last link ended. */
static void
take_urls (const CommsScan *scan,
           gsize            start,
           gsize            end,
           gsize           *from,
           GArray          *spans)
{
  gsize scheme = scheme_length_before (scan, start);

  if (scheme > 0 && may_start (scan, start - scheme, *from))
    take_url (scan, start - scheme, start, from, spans);
  for (gsize at = MAX (start, *from + 1); at < end; at = MAX (at + 1, *from + 1))
    {
      if (may_start (scan, at, *from) && take_url (scan, at, at, from, spans))
        continue;
      /* With no character before it only after one that has the first for it. */
      if (at == 1 && start == 0)
        take_url (scan, 0, 0, from, spans);
    }
}

/**
 * comms_scan_find_urls:
 * @scan: a text
 * @spans: CommsSpan are appended here
 */
void
comms_scan_find_urls (CommsScan *scan,
                      GArray    *spans)
{
  gsize from = 0, done = 0;

  for (gsize i = 0; i < scan->n_marks; i++)
    {
      gsize dot = scan->marks[i], start, end;

      /* Most dots end a sentence. */
      if (dot < done || scan->units[dot] != '.' || !is (scan, dot + 1, COMMS_UNIT_HOST))
        continue;
      if (scan->hosts == NULL)
        scan->hosts = g_new0 (guint32, scan->size);
      for (start = dot; start > done && is_host_char (scan, start - 1);)
        start--;
      for (end = dot + 1; end < scan->length && is_host_char (scan, end);)
        end++;
      if (find_hosts (scan, start, end))
        take_urls (scan, start, end, &from, spans);
      done = end;
    }
}
