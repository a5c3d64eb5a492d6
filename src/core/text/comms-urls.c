/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-scan.h"
#include "comms-tlds.h"

#include <string.h>

/* Finds what X makes a link of: with a scheme, or without one where the host ends in a
 * top-level domain that it knows. */

#define URL_LENGTH_MAX 4096
#define LABEL_LENGTH_MAX 63
#define SHORTENED_LENGTH_MAX 40
#define DEFAULT_SCHEME_LENGTH 8 /* of "https://" */

typedef gboolean (*CharTest) (gunichar c);

typedef struct
{
  const gunichar *chars;
  gsize length;
  gsize *hosts;      /* for each place: where a host that starts here ends, or 0 */
  gsize *wide_hosts; /* the same with labels of any script, which need a scheme; or NULL */
} UrlScan;

static gboolean
is_ascii_alnum (gunichar c)
{
  return c < 0x80 && g_ascii_isalnum ((char) c);
}

static gboolean
is_label_char (gunichar c)
{
  return is_ascii_alnum (c) || comms_char_is_latin_accent (c);
}

static gboolean
is_wide_label_char (gunichar c)
{
  if (c < 0x80)
    return is_ascii_alnum (c);
  return !(c >= 0x2000 && c <= 0x206f) && !g_unichar_isspace (c) && !g_unichar_iscntrl (c)
         && g_unichar_type (c) != G_UNICODE_SPACE_SEPARATOR && c != 0xfeff && c != 0xfffe
         && c != 0xffff;
}

static gboolean
is_one_of (gunichar    c,
           const char *set)
{
  return c != 0 && c < 0x80 && strchr (set, (int) c) != NULL;
}

static gboolean
is_cyrillic (gunichar c)
{
  return c >= 0x400 && c <= 0x4ff;
}

static gboolean
is_path_char (gunichar c)
{
  return is_label_char (c) || is_cyrillic (c) || c == 0x2013
         || is_one_of (c, "!*';:=+,.$/%#[]-_~|&@");
}

static gboolean
is_path_end (gunichar c)
{
  return is_label_char (c) || is_cyrillic (c) || is_one_of (c, "=_#/-+");
}

static gboolean
is_query_char (gunichar c)
{
  return is_ascii_alnum (c) || is_one_of (c, "!?*'();:&=+$/%#[]-_.,~|@");
}

static gboolean
is_query_end (gunichar c)
{
  return is_ascii_alnum (c) || is_one_of (c, "-_&=#/");
}

/* Where the top-level domain that starts at @start ends, or 0. */
static gsize
find_tld_end (const gunichar *chars,
              gsize           length,
              gsize           start)
{
  char name[COMMS_TLD_MAX * 6 + 1];
  gsize ends[COMMS_TLD_MAX];
  gsize n = 0, size = 0;

  while (n < COMMS_TLD_MAX && start + n < length && is_wide_label_char (chars[start + n]))
    {
      size += g_unichar_to_utf8 (g_unichar_tolower (chars[start + n]), name + size);
      ends[n++] = size;
    }
  for (; n > 0; n--)
    {
      gunichar next = start + n < length ? chars[start + n] : ' ';

      name[ends[n - 1]] = '\0';
      if (!is_ascii_alnum (next) && !is_one_of (next, "@+-") && comms_tld_is_known (name))
        return start + n;
    }
  return 0;
}

/* The same for an encoded one, such as "xn--p1ai". */
static gsize
find_punycode_end (const gunichar *chars,
                   gsize           length,
                   gsize           start)
{
  static const char prefix[] = "xn--";
  gsize end = start;

  for (gsize i = 0; prefix[i] != '\0'; i++, end++)
    if (end >= length || chars[end] >= 0x80
        || g_ascii_tolower ((char) chars[end]) != prefix[i])
      return 0;
  while (end < length && (is_ascii_alnum (chars[end]) || chars[end] == '-'))
    end++;
  return end > start + strlen (prefix) ? end : 0;
}

/* Goes from the end to the start, so that each place needs only what is known of the label
 * after its own: however many dots there are, the time stays linear. */
static gsize *
find_hosts (const gunichar *chars,
            gsize           length,
            CharTest        is_label)
{
  gsize *hosts = g_new0 (gsize, length + 1);
  gsize label_end = length, underscore = length, tld_end = 0;

  for (gsize i = length; i-- > 0;)
    {
      if (chars[i] == '_')
        underscore = i;
      else if (chars[i] != '-' && !is_label (chars[i]))
        {
          label_end = underscore = i;
          tld_end = 0;
          if (chars[i] == '.')
            tld_end = find_tld_end (chars, length, i + 1);
          if (chars[i] == '.' && tld_end == 0)
            tld_end = find_punycode_end (chars, length, i + 1);
          continue;
        }
      if (!is_label (chars[i]) || label_end == length || chars[label_end] != '.'
          || !is_label (chars[label_end - 1]))
        continue;
      if (hosts[label_end + 1] != 0)
        hosts[i] = hosts[label_end + 1];
      else if (underscore >= label_end)
        hosts[i] = tld_end;
    }
  return hosts;
}

/* The length of "http://" or "https://" at @start, or 0. */
static gsize
scheme_length (const UrlScan *scan,
               gsize          start)
{
  static const char *const schemes[] = { "http://", "https://" };

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize n = strlen (schemes[i]), matched = 0;

      while (matched < n && start + matched < scan->length && scan->chars[start + matched] < 0x80
             && g_ascii_tolower ((char) scan->chars[start + matched]) == schemes[i][matched])
        matched++;
      if (matched == n)
        return n;
    }
  return 0;
}

static gsize
skip_path_chars (const UrlScan *scan,
                 gsize          at)
{
  while (at < scan->length && is_path_char (scan->chars[at]))
    at++;
  return at;
}

/* Where the parentheses that open at @start close, or 0; they nest once and are not empty. */
static gsize
find_parentheses_end (const UrlScan *scan,
                      gsize          start)
{
  gsize at = skip_path_chars (scan, start + 1);
  gboolean filled = at > start + 1;

  if (at < scan->length && scan->chars[at] == '(')
    {
      gsize inner = skip_path_chars (scan, at + 1);

      if (inner == at + 1 || inner >= scan->length || scan->chars[inner] != ')')
        return 0;
      filled = TRUE;
      at = skip_path_chars (scan, inner + 1);
    }
  return filled && at < scan->length && scan->chars[at] == ')' ? at + 1 : 0;
}

/* Where the path that starts with the "/" at @start ends: punctuation at its end is not part
 * of it, parentheses are where they balance. */
static gsize
find_path_end (const UrlScan *scan,
               gsize          start)
{
  gsize at = start + 1, end = start + 1;

  while (at < scan->length)
    {
      if (is_path_char (scan->chars[at]))
        {
          at++;
          if (is_path_end (scan->chars[at - 1]))
            end = at;
        }
      else if (scan->chars[at] == '(')
        {
          gsize closed = find_parentheses_end (scan, at);

          if (closed == 0)
            break;
          at = end = closed;
        }
      else
        break;
    }
  return end;
}

static gsize
find_query_end (const UrlScan *scan,
                gsize          start)
{
  gsize end = start;

  for (gsize at = start + 1; at < scan->length && is_query_char (scan->chars[at]); at++)
    if (is_query_end (scan->chars[at]))
      end = at + 1;
  return end;
}

/* Port, path and query after the host that ends at @at. */
static gsize
find_rest_end (const UrlScan *scan,
               gsize          at)
{
  static const char digits[] = "0123456789";

  if (at + 1 < scan->length && scan->chars[at] == ':' && is_one_of (scan->chars[at + 1], digits))
    for (at++; at < scan->length && is_one_of (scan->chars[at], digits);)
      at++;
  if (at < scan->length && scan->chars[at] == '/')
    at = find_path_end (scan, at);
  if (at < scan->length && scan->chars[at] == '?')
    at = find_query_end (scan, at);
  return at;
}

/* Whether no label of a host is longer than the name system allows. */
static gboolean
has_short_labels (const char *host,
                  glong       length)
{
  glong label = 0;

  for (glong i = 0; i < length; i++, host = g_utf8_next_char (host))
    {
      label = *host == '.' ? 0 : label + 1;
      if (label > LABEL_LENGTH_MAX)
        return FALSE;
    }
  return TRUE;
}

/* The length that the host has when it is encoded, or 0 where it is no valid one. */
static gsize
encoded_host_length (const UrlScan *scan,
                     gsize          start,
                     gsize          end)
{
  g_autofree char *host = g_ucs4_to_utf8 (scan->chars + start, end - start, NULL, NULL, NULL);
  g_autofree char *encoded = NULL;

  /* Encoding makes no label shorter, and takes long for long ones. */
  if (host == NULL || !has_short_labels (host, end - start))
    return 0;
  encoded = g_hostname_to_ascii (host);
  return encoded != NULL && has_short_labels (encoded, strlen (encoded)) ? strlen (encoded) : 0;
}

/* X's own short links have no path beyond their one word. Returns the new end, or 0 where it
 * is too long to be one. */
static gsize
cut_short_link (const UrlScan *scan,
                gsize          host,
                gsize          host_end,
                gsize          end)
{
  static const char name[] = "t.co";
  gsize word;

  if (host_end - host != strlen (name) || end < host_end + 2 || scan->chars[host_end] != '/'
      || !is_ascii_alnum (scan->chars[host_end + 1]))
    return end;
  for (gsize i = 0; name[i] != '\0'; i++)
    if (scan->chars[host + i] >= 0x80
        || g_ascii_tolower ((char) scan->chars[host + i]) != name[i])
      return end;

  for (word = host_end + 1; word < end && is_ascii_alnum (scan->chars[word]);)
    word++;
  if (word - host_end - 1 > SHORTENED_LENGTH_MAX)
    return 0;
  return word < scan->length && scan->chars[word] == '?' ? find_query_end (scan, word) : word;
}

static gboolean
may_precede (gunichar c)
{
  return !is_ascii_alnum (c) && !is_one_of (c, "@$#") && c != 0xff20 && c != 0xff03 && c != 0xfffe
         && c != 0xfeff && c != 0xffff;
}

/* Appends what starts at @start, if it is a URL. Returns the place after what was looked at,
 * or 0 where nothing like a URL starts. */
static gsize
take_url (const UrlScan *scan,
          gsize          start,
          GArray        *urls)
{
  gsize scheme = scheme_length (scan, start);
  gsize host = start + scheme;
  gsize host_end = scan->hosts[host], end, encoded, length;
  CommsSpan span = { .start = start };

  if (host_end == 0 && scheme > 0 && scan->wide_hosts != NULL)
    host_end = scan->wide_hosts[host];
  if (host_end == 0)
    return 0;

  end = find_rest_end (scan, host_end);
  if (scheme == 0 && start > 0 && is_one_of (scan->chars[start - 1], "-_./"))
    return end;
  span.end = scheme > 0 ? cut_short_link (scan, host, host_end, end) : end;
  encoded = encoded_host_length (scan, host, host_end);
  length = end - start + encoded - (host_end - host) + (scheme == 0 ? DEFAULT_SCHEME_LENGTH : 0);
  if (span.end > 0 && encoded > 0 && length <= URL_LENGTH_MAX)
    g_array_append_val (urls, span);
  return end;
}

static gboolean
has_char (const CommsScan *scan,
          gunichar         c)
{
  for (gsize i = 0; i < scan->length; i++)
    if (scan->chars[i] == c)
      return TRUE;
  return FALSE;
}

GArray *
comms_scan_find_urls (const CommsScan *scan)
{
  GArray *urls = g_array_new (FALSE, FALSE, sizeof (CommsSpan));
  UrlScan url_scan = { .chars = scan->chars, .length = scan->length };
  g_autofree gsize *hosts = NULL;
  g_autofree gsize *wide_hosts = NULL;

  if (!has_char (scan, '.'))
    return urls;
  url_scan.hosts = hosts = find_hosts (scan->chars, scan->length, is_label_char);
  if (has_char (scan, ':'))
    url_scan.wide_hosts = wide_hosts
      = find_hosts (scan->chars, scan->length, is_wide_label_char);

  for (gsize at = 0; at < scan->length;)
    {
      gsize end = at == 0 || may_precede (scan->chars[at - 1]) ? take_url (&url_scan, at, urls) : 0;

      /* A link is set off by at least one character from the one before. */
      at = end > 0 ? end + 1 : at + 1;
    }
  return urls;
}
