/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsPractice"

#include "config.h"

#include <libsoup/soup.h>

#include "comms-practice-server-private.h"

/* Pictures and videos: X takes them before the post, gives each an id, and is told what it shows.
 * The practice network looks at none and keeps none. */

#define FIRST_ID G_GUINT64_CONSTANT (1900000000000000000)

static gboolean
is_post_of (SoupServerMessage *message, char **parts, guint n_parts, const char *last)
{
  return g_str_equal (soup_server_message_get_method (message), "POST") &&
         g_strv_length (parts) == n_parts && g_str_equal (parts[n_parts - 1], last);
}

static void
respond_id (SoupServerMessage *message, const char *id)
{
  comms_practice_respond_json (message, SOUP_STATUS_OK,
                               g_strdup_printf ("{\"data\":{\"id\":\"%s\"}}", id));
}

static void
respond_new_id (CommsPracticeServer *self, SoupServerMessage *message)
{
  g_autofree char *id = g_strdup_printf ("%" G_GUINT64_FORMAT, FIRST_ID + ++self->n_media);

  respond_id (message, id);
}

/* Whether that is the id of one that was begun; else answers that it is not. */
static gboolean
check_id (CommsPracticeServer *self, SoupServerMessage *message, const char *id)
{
  guint64 number;

  if (g_ascii_string_to_unsigned (id, 10, FIRST_ID, FIRST_ID + self->n_media, &number, NULL) &&
      number > FIRST_ID)
    return TRUE;
  comms_practice_respond_not_found (message);
  return FALSE;
}

static void
describe (CommsPracticeServer *self, SoupServerMessage *message)
{
  g_autoptr (JsonNode) root = comms_practice_parse_body (message);
  const char *id = comms_net_json_id (comms_net_json_root (root), "id");

  if (id == NULL)
    comms_practice_respond_invalid (message, "id", "Your request must have the id of a media.");
  else if (check_id (self, message, id))
    respond_id (message, id);
}

gboolean
comms_practice_take_media (CommsPracticeServer *self, SoupServerMessage *message, char **parts)
{
  const gboolean whole = is_post_of (message, parts, 3, "upload");
  const gboolean begin = is_post_of (message, parts, 4, "initialize");
  const gboolean more = is_post_of (message, parts, 5, "append");
  const gboolean end = is_post_of (message, parts, 5, "finalize");
  const gboolean words = is_post_of (message, parts, 3, "metadata");

  if (!whole && !begin && !more && !end && !words)
    return FALSE;
  if (comms_practice_authenticate (self, message) == NULL)
    return TRUE;
  if (whole || begin)
    respond_new_id (self, message);
  else if (words)
    describe (self, message);
  else if (check_id (self, message, parts[3]))
    respond_id (message, parts[3]);
  return TRUE;
}
