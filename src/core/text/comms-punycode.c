/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-punycode.h"

#include <string.h>

#include "comms-units.h"

/* GLib's own encoder prepares names first, and so has other lengths than X. */

#define LABEL_LENGTH_MAX 63
#define BASE 36u
#define T_MIN 1u
#define T_MAX 26u
#define SKEW 38u
#define DAMP 700u

static guint
adapt (guint    delta,
       guint    n,
       gboolean first)
{
  guint k = 0;

  delta = first ? delta / DAMP : delta / 2;
  for (delta += delta / n; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE)
    delta /= BASE - T_MIN;
  return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

/* How many digits the number takes. */
static gsize
count_digits (guint delta,
              guint bias)
{
  gsize n = 1;

  for (guint k = BASE;; k += BASE, n++)
    {
      guint t = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;

      if (delta < t)
        return n;
      delta = (delta - t) / (BASE - t);
    }
}

/* The next character that is not in ASCII: the lowest of those from @least on. */
static gunichar
find_lowest (const gunichar *chars,
             gsize           n,
             gunichar        least)
{
  gunichar lowest = G_MAXUINT32;

  for (gsize i = 0; i < n; i++)
    if (chars[i] >= least && chars[i] < lowest)
      lowest = chars[i];
  return lowest;
}

/* RFC 3492, section 6.3, of at most 63 characters: no number overflows. */
static gsize
encoded_length (const gunichar *chars,
                gsize           n)
{
  guint delta = 0, bias = 72, done = 0, basic;
  gunichar next = 0x80;
  gsize length;

  for (gsize i = 0; i < n; i++)
    done += chars[i] < 0x80;
  basic = done;
  length = basic > 0 ? basic + 1 : 0;
  for (; done < n; delta++, next++)
    {
      gunichar lowest = find_lowest (chars, n, next);

      delta += (lowest - next) * (done + 1);
      next = lowest;
      for (gsize i = 0; i < n; i++)
        {
          delta += chars[i] < next;
          if (chars[i] != next)
            continue;
          length += count_digits (delta, bias);
          bias = adapt (delta, done + 1, done == basic);
          delta = 0;
          done++;
        }
    }
  return length;
}

/* A label without the dots that stand for "." in East Asia. */
static gsize
part_length (const gunichar *chars,
             gsize           n)
{
  for (gsize i = 0; i < n; i++)
    if (chars[i] > 0x7f)
      return strlen ("xn--") + encoded_length (chars, n);
  return n;
}

static gboolean
is_dot (gunichar c)
{
  return c == 0x3002 || c == 0xff0e || c == 0xff61;
}

gsize
comms_punycode_label_length (const guint16 *label,
                             gsize          length)
{
  gunichar chars[LABEL_LENGTH_MAX + 1];
  gsize n = 0, total = 0;

  while (n < length && label[n] < 0x80)
    n++;
  if (n == length)
    return length;
  n = 0;
  for (gsize i = 0; i < length; i++)
    {
      /* Every character takes at least a place. */
      if (n > LABEL_LENGTH_MAX)
        return n;
      if (i + 1 < length && comms_unit_is_high (label[i]) && comms_unit_is_low (label[i + 1]))
        {
          chars[n++] = 0x10000 + (((gunichar) label[i] - 0xd800) << 10) + (label[i + 1] - 0xdc00u);
          i++;
        }
      else
        chars[n++] = label[i];
    }
  if (n > LABEL_LENGTH_MAX)
    return n;
  for (gsize start = 0, end; start <= n; start = end + 1)
    {
      for (end = start; end < n && !is_dot (chars[end]);)
        end++;
      total += part_length (chars + start, end - start) + (end < n ? 1 : 0);
    }
  return total;
}
