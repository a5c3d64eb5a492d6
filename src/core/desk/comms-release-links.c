/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-release-links.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-fit.h"
#include "comms-link-variant.h"
#include "comms-zone.h"

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

static const char *const *
variants_of (CommsRelease *release)
{
  static const char *const none[] = { NULL };

  return release->link_variants != NULL ? (const char *const *) release->link_variants : none;
}

/* The link in a line, which closes it. */
static const char *
link_in (const char *line)
{
  const char *space = strrchr (line, ' ');

  return space != NULL ? space + 1 : line;
}

const char *
comms_release_link_at (CommsRelease *release, const char *zone, gint64 at)
{
  const char *const *lines = variants_of (release);
  g_autoptr (GDateTime) time = at != 0 ? comms_zone_date_time (zone, at) : NULL;
  const char *link = is_set (release->link) ? release->link : NULL;
  int youngest = G_MAXINT;

  for (guint i = 0; time != NULL && lines[i] != NULL; i++)
    {
      g_autoptr (CommsLinkVariant) variant = comms_link_variant_parse (lines[i], NULL);
      int age =
        variant != NULL ? comms_link_variant_age (variant, g_date_time_get_hour (time)) : -1;

      if (age < 0 || age >= youngest)
        continue;
      youngest = age;
      link = link_in (lines[i]);
    }
  return link;
}

char *
comms_release_dup_link_word (CommsRelease *release, const char *link)
{
  const char *const *lines = variants_of (release);

  for (guint i = 0; link != NULL && lines[i] != NULL; i++)
    {
      g_autoptr (CommsLinkVariant) variant = comms_link_variant_parse (lines[i], NULL);

      if (variant == NULL || !g_str_equal (variant->link, link) ||
          g_strcmp0 (release->link, link) == 0)
        continue;
      if (is_set (variant->label))
        return g_steal_pointer (&variant->label);
      /* Translators: two hours of the day, such as "17:00 to 24:00" */
      return g_strdup_printf (C_ ("link variant", "%02d:00 to %02d:00"), variant->from,
                              variant->until);
    }
  return NULL;
}

GPtrArray *
comms_release_links (CommsRelease *release)
{
  GPtrArray *links = g_ptr_array_new_with_free_func (g_free);
  const char *const *lines = variants_of (release);

  if (is_set (release->link))
    g_ptr_array_add (links, g_strdup (release->link));
  for (guint i = 0; lines[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (links, link_in (lines[i]), g_str_equal, NULL))
      g_ptr_array_add (links, g_strdup (link_in (lines[i])));
  return links;
}

gboolean
comms_release_has_link (CommsRelease *release, const char *link)
{
  g_autoptr (GPtrArray) links = comms_release_links (release);

  return link != NULL && g_ptr_array_find_with_equal_func (links, link, g_str_equal, NULL);
}

gboolean
comms_release_clean_links (CommsRelease *release, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *const *lines = variants_of (release);
  g_auto (GStrv) clean = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = comms_text_clean_line (lines[i]);
      g_autoptr (CommsLinkVariant) variant = NULL;
      g_autofree char *kept = NULL;

      if (*line == '\0')
        continue;
      variant = comms_link_variant_parse (line, error);
      if (variant == NULL)
        return FALSE;
      kept = comms_link_variant_format (variant);
      if (g_hash_table_add (seen, g_strdup (kept)))
        g_strv_builder_add (builder, kept);
    }
  clean = g_strv_builder_end (builder);
  if (!g_strv_equal ((const char *const *) clean, lines))
    g_object_set (release, "link-variants", clean, NULL);
  return TRUE;
}
