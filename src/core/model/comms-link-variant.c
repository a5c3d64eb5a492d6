/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-link-variant.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-error.h"

/* Reads "9", "09" or "09:00" at @text; NULL where no whole hour stands there, else what follows. */
static const char *
read_hour (const char *text, int *hour)
{
  const char *at = text;

  for (*hour = 0; g_ascii_isdigit (*at) && at - text < 2; at++)
    *hour = *hour * 10 + g_ascii_digit_value (*at);
  if (at == text || *hour > 24)
    return NULL;
  if (g_str_has_prefix (at, ":00"))
    at += strlen (":00");
  return g_ascii_isdigit (*at) || *at == ':' ? NULL : at;
}

/* A window that has at least one hour. */
static gboolean
read_window (const char *text, CommsLinkVariant *self)
{
  const char *at = read_hour (text, &self->from);

  if (at == NULL || *at != '-' || read_hour (at + 1, &self->until) == NULL ||
      *read_hour (at + 1, &self->until) != '\0')
    return FALSE;
  self->from %= 24;
  if (self->until == 0)
    self->until = 24;
  return self->from != self->until;
}

/* With a scheme, or at least with a dot inside: what a migrated desk has may be no more
 * (schema/006.sql). */
static gboolean
is_link (const char *text)
{
  const char *dot = strchr (text + 1, '.');

  return g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://") ||
         (dot != NULL && dot[1] != '\0');
}

CommsLinkVariant *
comms_link_variant_parse (const char *line, GError **error)
{
  g_autoptr (CommsLinkVariant) self = g_new0 (CommsLinkVariant, 1);
  g_auto (GStrv) words = NULL;
  guint n;

  g_return_val_if_fail (line != NULL, NULL);

  words = g_regex_split_simple ("\\s+", line, 0, 0);
  n = g_strv_length (words);
  if (n < 2 || !read_window (words[0], self))
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   C_ ("link variant", "“%s” is no link with its hours. Write the hours, what it "
                                       "is and the link, such as “17-24 video "
                                       "https://example.org/film”."),
                   line);
      return NULL;
    }
  if (!is_link (words[n - 1]))
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   /* Translators: what should have been a web address, and the line it stands in */
                   C_ ("link variant", "“%s” in “%s” is no link. Write it whole, such as "
                                       "https://example.org/film."),
                   words[n - 1], line);
      return NULL;
    }
  self->link = g_strdup (words[n - 1]);
  g_clear_pointer (&words[n - 1], g_free);
  self->label = g_strjoinv (" ", words + 1);
  return g_steal_pointer (&self);
}

char *
comms_link_variant_format (const CommsLinkVariant *self)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (self != NULL && self->link != NULL, NULL);

  words = g_regex_split_simple ("\\s+", self->label != NULL ? self->label : "", 0, 0);
  label = g_strjoinv (" ", words);
  g_strstrip (label);
  return g_strdup_printf ("%02d:00-%02d:00 %s%s%s", self->from, self->until, label,
                          *label != '\0' ? " " : "", self->link);
}

void
comms_link_variant_free (CommsLinkVariant *self)
{
  g_free (self->label);
  g_free (self->link);
  g_free (self);
}

int
comms_link_variant_age (const CommsLinkVariant *self, int hour)
{
  int age, length;

  g_return_val_if_fail (self != NULL, -1);

  age = (hour - self->from + 24) % 24;
  length = (self->until - self->from + 24) % 24;
  return length == 0 || age < length ? age : -1;
}
