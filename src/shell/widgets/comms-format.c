/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-marks.h"

#include <glib/gi18n-lib.h>

#include "comms-words.h"
#include "comms-zone.h"

#define MINUTE (G_GINT64_CONSTANT (60) * 1000)
#define HOUR (60 * MINUTE)

/* The names come from the translation and not from the C library, whose locale for the
 * interface's language may not be installed. */
static const char *const days[] = {
  NC_ ("day", "Monday"), NC_ ("day", "Tuesday"),  NC_ ("day", "Wednesday"), NC_ ("day", "Thursday"),
  NC_ ("day", "Friday"), NC_ ("day", "Saturday"), NC_ ("day", "Sunday"),
};

static const char *const short_days[] = {
  NC_ ("short day", "Mon"), NC_ ("short day", "Tue"), NC_ ("short day", "Wed"),
  NC_ ("short day", "Thu"), NC_ ("short day", "Fri"), NC_ ("short day", "Sat"),
  NC_ ("short day", "Sun"),
};

static const char *const months[] = {
  NC_ ("month", "January"),   NC_ ("month", "February"), NC_ ("month", "March"),
  NC_ ("month", "April"),     NC_ ("month", "May"),      NC_ ("month", "June"),
  NC_ ("month", "July"),      NC_ ("month", "August"),   NC_ ("month", "September"),
  NC_ ("month", "October"),   NC_ ("month", "November"), NC_ ("month", "December"),
};

static const char *const short_months[] = {
  NC_ ("short month", "Jan"), NC_ ("short month", "Feb"), NC_ ("short month", "Mar"),
  NC_ ("short month", "Apr"), NC_ ("short month", "May"), NC_ ("short month", "Jun"),
  NC_ ("short month", "Jul"), NC_ ("short month", "Aug"), NC_ ("short month", "Sep"),
  NC_ ("short month", "Oct"), NC_ ("short month", "Nov"), NC_ ("short month", "Dec"),
};

static const char *
localised_name (const char *context,
                const char *name)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, context, name);
}

/* What a directive of comms_format_date() stands for; NULL where it is GLib's affair. */
static const char *
directive_name (GDateTime *date,
                char       directive)
{
  switch (directive)
    {
    case 'A':
      return localised_name ("day", days[g_date_time_get_day_of_week (date) - 1]);
    case 'a':
      return localised_name ("short day", short_days[g_date_time_get_day_of_week (date) - 1]);
    case 'B':
      return localised_name ("month", months[g_date_time_get_month (date) - 1]);
    case 'b':
      return localised_name ("short month", short_months[g_date_time_get_month (date) - 1]);
    default:
      return NULL;
    }
}

/* The end of the word that begins at @text, and whether it has Latin letters. */
static const char *
word_end (const char *text,
          gboolean   *latin)
{
  *latin = FALSE;
  for (; *text != '\0' && *text != ' '; text++)
    *latin |= g_ascii_isalpha (*text);
  return text;
}

/* How many isolates @text opens with its next character: 1, 0, or -1 where it closes one. */
static int
isolates (const char *text)
{
  if (strncmp (text, "\u2066", 3) == 0 || strncmp (text, "\u2067", 3) == 0
      || strncmp (text, "\u2068", 3) == 0)
    return 1;
  return strncmp (text, "\u2069", 3) == 0 ? -1 : 0;
}

/**
 * comms_format_digits:
 *
 * Words with Latin letters, such as handles and addresses, keep their digits; so does what stands
 * in an isolate, since a translation puts what is quoted, or is to be typed, into one.
 *
 * Returns: (transfer full): @text with the digits of the interface's language
 */
char *
comms_format_digits (const char *text)
{
  /* Translators: the ten digits from zero that your language writes. */
  const char *own = C_("digits", "0123456789");
  const char *end = text;
  gboolean latin = FALSE;
  int depth = 0;
  GString *result;

  g_return_val_if_fail (text != NULL, NULL);

  if (*own == '0' || g_utf8_strlen (own, -1) != 10)
    return g_strdup (text);

  result = g_string_sized_new (strlen (text) + 16);
  for (; *text != '\0'; text++)
    {
      if (text >= end)
        end = word_end (*text == ' ' ? text + 1 : text, &latin);
      depth = MAX (depth + isolates (text), 0);
      if (g_ascii_isdigit (*text) && !latin && depth == 0)
        g_string_append_unichar (
          result, g_utf8_get_char (g_utf8_offset_to_pointer (own, g_ascii_digit_value (*text))));
      else
        g_string_append_c (result, *text);
    }
  return g_string_free (result, FALSE);
}

/**
 * comms_format_part:
 *
 * Returns: (transfer full): the part's name, Quote 2
 */
char *
comms_format_part (CommsPart part,
                   int       index)
{
  g_autofree char *word = comms_part_dup_word (part, index);

  return comms_format_digits (word);
}

/**
 * comms_format_date:
 * @pattern: as for g_date_time_format(); the names of days and months are translated
 *
 * Returns: (transfer full): the instant in the zone, as @pattern says
 */
char *
comms_format_date (const char *pattern,
                   const char *zone,
                   gint64      instant)
{
  g_autoptr (GDateTime) date = comms_zone_date_time (zone, instant);
  g_autoptr (GString) named = g_string_new (NULL);
  g_autofree char *formatted = NULL;

  g_return_val_if_fail (pattern != NULL, NULL);

  for (const char *p = pattern; *p != '\0'; p++)
    {
      const char *name = p[0] == '%' && p[1] != '\0' ? directive_name (date, p[1]) : NULL;

      if (name != NULL)
        g_string_append (named, name);
      else
        g_string_append_c (named, *p);
      if (name != NULL)
        p++;
    }
  formatted = g_date_time_format (date, named->str);
  return comms_format_digits (formatted);
}

/**
 * comms_format_time:
 *
 * Returns: (transfer full): the time of day, 15:00
 */
char *
comms_format_time (const char *zone,
                   gint64      instant)
{
  /* Translators: a time of day, as g_date_time_format() takes it. */
  return comms_format_date (C_("date", "%H:%M"), zone, instant);
}

/**
 * comms_format_day:
 *
 * Returns: (transfer full): the day in full words, Thursday 10 December
 */
char *
comms_format_day (const char *zone,
                  gint64      instant)
{
  /* Translators: Thursday 10 December. %A and %B are the names from this translation. */
  return comms_format_date (C_("date", "%A %-e %B"), zone, instant);
}

/**
 * comms_format_day_short:
 *
 * Returns: (transfer full): the day in short, Thu 10 Dec
 */
char *
comms_format_day_short (const char *zone,
                        gint64      instant)
{
  /* Translators: Thu 10 Dec. */
  return comms_format_date (C_("date", "%a %-e %b"), zone, instant);
}

/**
 * comms_format_planned:
 *
 * Returns: (transfer full): day and time by the calendar, also where that day is near, so that
 *   those under each other read alike: Thu 10 Dec, 15:00
 */
char *
comms_format_planned (const char *zone,
                      gint64      instant)
{
  /* Translators: Thu 10 Dec, 15:00. */
  return comms_format_date (C_("date", "%a %-e %b, %H:%M"), zone, instant);
}

/**
 * comms_format_elsewhere:
 *
 * Returns: (transfer full): what the clock in @zone shows, with the day where it is another one
 *   than in the desk's @own zone: Geneva 06:00, or New York 23:37, Mon 30 Nov
 */
char *
comms_format_elsewhere (const char *zone,
                        const char *own,
                        gint64      instant)
{
  g_autofree char *city = comms_zone_dup_city (zone);
  g_autofree char *time = comms_format_time (zone, instant);
  g_autofree char *day = comms_format_day_short (zone, instant);
  g_autofree char *own_day = comms_format_day_short (own, instant);

  if (g_str_equal (day, own_day))
    /* Translators: a city and the time of day there */
    return g_strdup_printf (C_("time elsewhere", "%s %s"), city, time);
  /* Translators: a city, and the time and day there */
  return g_strdup_printf (C_("time elsewhere", "%s %s, %s"), city, time, day);
}

/**
 * comms_format_moment:
 *
 * Returns: (transfer full): day and time as one says them, today 15:00
 */
char *
comms_format_moment (const char *zone,
                     gint64      instant,
                     gint64      now)
{
  if (instant >= comms_zone_day_start (zone, now, 2) ||
      instant < comms_zone_day_start (zone, now, -1))
    return comms_format_planned (zone, instant);
  if (instant >= comms_zone_day_start (zone, now, 1))
    /* Translators: a time of tomorrow. */
    return comms_format_date (C_("date", "tomorrow %H:%M"), zone, instant);
  if (instant >= comms_zone_day_start (zone, now, 0))
    /* Translators: a time of today. */
    return comms_format_date (C_("date", "today %H:%M"), zone, instant);
  /* Translators: a time of yesterday. */
  return comms_format_date (C_("date", "yesterday %H:%M"), zone, instant);
}

/**
 * comms_format_moment_first:
 *
 * Returns: (transfer full): the same where a sentence or a line begins with it, Today 15:00
 */
char *
comms_format_moment_first (const char *zone,
                           gint64      instant,
                           gint64      now)
{
  g_autofree char *moment = comms_format_moment (zone, instant, now);
  char first[7] = { 0 };

  g_unichar_to_utf8 (g_unichar_totitle (g_utf8_get_char (moment)), first);
  return g_strconcat (first, g_utf8_next_char (moment), NULL);
}

/**
 * comms_format_span:
 *
 * Returns: (transfer full): how long that is, to the minute, 22 h 20 min
 */
char *
comms_format_span (gint64 milliseconds)
{
  gint64 hours = milliseconds / HOUR;
  gint64 minutes = milliseconds % HOUR / MINUTE;
  g_autofree char *text = NULL;

  if (hours >= 48)
    text = g_strdup_printf (ngettext ("%d day", "%d days", (gulong) (hours / 24)),
                            (int) (hours / 24));
  else if (hours > 0 && minutes > 0)
    /* Translators: hours and minutes. */
    text = g_strdup_printf (C_("span", "%d h %d min"), (int) hours, (int) minutes);
  else if (hours > 0)
    text = g_strdup_printf (C_("span", "%d h"), (int) hours);
  else
    text = g_strdup_printf (C_("span", "%d min"), (int) minutes);
  return comms_format_digits (text);
}

/**
 * comms_format_number:
 *
 * Returns: (transfer full): @number in groups of three, in the digits of the interface's language
 */
char *
comms_format_number (gint64 number)
{
  g_autofree char *plain = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  g_autoptr (GString) grouped = g_string_new (plain);

  for (gssize i = (gssize) grouped->len - 3; i > (number < 0 ? 1 : 0); i -= 3)
    /* Translators: what stands between thousands and hundreds. */
    g_string_insert (grouped, i, C_("digits", ","));
  return comms_format_digits (grouped->str);
}
