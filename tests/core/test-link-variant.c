/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-error.h"
#include "comms-link-variant.h"
#include "comms-release-links.h"
#include "comms-releases.h"
#include "comms-zone.h"
#include "desk-fixture.h"

#define ZONE "Asia/Karachi"
#define PAGE "https://example.org/page"

/* What a person writes, and the line that is kept; NULL where that is refused. */
static const struct
{
  const char *written;
  const char *kept;
} lines[] = {
  { "17-24 video https://example.org/film", "17:00-24:00 video https://example.org/film" },
  { "17:00-00:00 video https://example.org/film", "17:00-24:00 video https://example.org/film" },
  { " 9-12  on  the phone\thttps://example.org/l ",
    "09:00-12:00 on the phone https://example.org/l" },
  { "22-6 https://example.org/night", "22:00-06:00 https://example.org/night" },
  { "24-3 example.org/night", "00:00-03:00 example.org/night" },
  { "0-24 all day https://example.org", "00:00-24:00 all day https://example.org" },
  { "17-24 ویڈیو https://example.org/فلم", "17:00-24:00 ویڈیو https://example.org/فلم" },
  { "", NULL },
  { "https://example.org/film", NULL },
  { "video https://example.org/film", NULL },
  { "17-24", NULL },
  { "17-24 video", NULL },
  { "17-17 video https://example.org/film", NULL },
  { "17-25 video https://example.org/film", NULL },
  { "17:30-24:00 video https://example.org/film", NULL },
  { "-1-24 video https://example.org/film", NULL },
  { "17 - 24 video https://example.org/film", NULL },
  { "17-24x video https://example.org/film", NULL },
  { "117-24 video https://example.org/film", NULL },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *trimmed = g_strstrip (g_strdup (lines[i].written));
      g_autoptr (GError) error = NULL;
      g_autoptr (CommsLinkVariant) variant = comms_link_variant_parse (trimmed, &error);
      g_autofree char *kept = variant != NULL ? comms_link_variant_format (variant) : NULL;

      g_test_message ("%s", lines[i].written);
      g_assert_cmpstr (kept, ==, lines[i].kept);
      if (lines[i].kept == NULL)
        g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
    }
}

static void
assert_at (CommsRelease *release, const char *zone, const char *wall, const char *link)
{
  g_autoptr (GError) error = NULL;
  gint64 at;

  g_assert_true (comms_zone_to_instant (zone, wall, &at, NULL, &error));
  g_test_message ("%s", wall);
  g_assert_cmpstr (comms_release_link_at (release, ZONE, at), ==, link);
}

static void
test_hours (void)
{
  const char *const variants[] = { "06:00-22:00 light https://example.org/light",
                                   "17:00-24:00 video https://example.org/film",
                                   "22:00-02:00 https://example.org/night", NULL };
  g_autoptr (CommsRelease) release =
    g_object_new (COMMS_TYPE_RELEASE, "link", PAGE, "link-variants", variants, NULL);
  g_autoptr (GPtrArray) links = comms_release_links (release);
  g_autofree char *word = comms_release_dup_link_word (release, "https://example.org/film");
  g_autofree char *hours = comms_release_dup_link_word (release, "https://example.org/night");

  assert_at (release, ZONE, "2026-12-10T05:59", PAGE);
  assert_at (release, ZONE, "2026-12-10T06:00", "https://example.org/light");
  assert_at (release, ZONE, "2026-12-10T11:00", "https://example.org/light");
  assert_at (release, ZONE, "2026-12-10T16:59", "https://example.org/light");
  /* Of two that are open, the one that began last. */
  assert_at (release, ZONE, "2026-12-10T17:00", "https://example.org/film");
  assert_at (release, ZONE, "2026-12-10T20:00", "https://example.org/film");
  assert_at (release, ZONE, "2026-12-10T23:59", "https://example.org/night");
  assert_at (release, ZONE, "2026-12-11T01:59", "https://example.org/night");
  assert_at (release, ZONE, "2026-12-11T02:00", PAGE);
  /* The hours are those of the desk, in whatever zone the post was planned. */
  assert_at (release, "Europe/London", "2026-12-10T12:00", "https://example.org/film");
  g_assert_cmpstr (comms_release_link_at (release, ZONE, 0), ==, PAGE);
  g_assert_cmpuint (links->len, ==, 4);
  g_assert_cmpstr (g_ptr_array_index (links, 0), ==, PAGE);
  g_assert_cmpstr (word, ==, "video");
  g_assert_cmpstr (hours, ==, "22:00 to 02:00");
  g_assert_null (comms_release_dup_link_word (release, PAGE));
  g_assert_true (comms_release_has_link (release, "https://example.org/night"));
  g_assert_false (comms_release_has_link (release, "https://example.org/other"));
}

/* Saved as they are kept, each once; what is none is refused; a change of them is a version, and
 * goes back with it. */
static void
test_saved (void)
{
  const char *const written[] = { "17-24 video https://example.org/film", "",
                                  "17:00-00:00 video https://example.org/film", NULL };
  const char *const wrong[] = { "evening https://example.org/film", NULL };
  DeskFixture desk;
  g_autoptr (CommsRelease) release =
    g_object_new (COMMS_TYPE_RELEASE, "headline", "Who is counted", "link", PAGE, NULL);
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&desk, TRUE);
  desk_fixture_save (&desk, comms_releases_save, release);
  g_object_set (release, "link-variants", written, NULL);
  desk_fixture_save (&desk, comms_releases_save, release);
  g_assert_cmpuint (g_strv_length (release->link_variants), ==, 1);
  g_assert_cmpstr (release->link_variants[0], ==, "17:00-24:00 video https://example.org/film");
  g_object_set (release, "link-variants", wrong, NULL);
  g_assert_false (comms_desk_run_record_sync (desk.desk, comms_releases_save, release, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, wrong[0]));
  desk_fixture_close (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link-variant/parse", test_parse);
  g_test_add_func ("/link-variant/hours", test_hours);
  g_test_add_func ("/link-variant/saved", test_saved);
  return g_test_run ();
}
