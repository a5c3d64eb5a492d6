/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <string.h>

#include "comms-bluesky-ids.h"

#define PREFIX "at://"
#define COLLECTION "app.bsky.feed.post"
#define TID_LENGTH 13
#define MAX_AUTHORITY 253
#define MAX_KEY 512

static const char tid_letters[] = "234567abcdefghijklmnopqrstuvwxyz";
static const char base32_letters[] = "abcdefghijklmnopqrstuvwxyz234567";

char *
comms_bluesky_dup_tid (gint64 microseconds, guint clock)
{
  guint64 value = ((guint64) microseconds & G_GUINT64_CONSTANT (0x1fffffffffffff)) << 10;
  char *tid = g_malloc (TID_LENGTH + 1);

  g_return_val_if_fail (clock < 1024, NULL);

  value |= clock;
  for (guint i = TID_LENGTH; i > 0; i--)
    {
      tid[i - 1] = tid_letters[value & 31];
      value >>= 5;
    }
  tid[TID_LENGTH] = '\0';
  return tid;
}

char *
comms_bluesky_next_tid (gint64 now_ms)
{
  static gint64 last;
  /* Two desks of one account choose another microsecond and another clock. Drawn once: MAX() would
   * draw for the comparison and again for the value. */
  const gint64 drawn = now_ms * 1000 + g_random_int_range (0, 1000);

  last = MAX (last + 1, drawn);
  return comms_bluesky_dup_tid (last, (guint) g_random_int_range (0, 1024));
}

gboolean
comms_bluesky_is_tid (const char *text)
{
  return text != NULL && strlen (text) == TID_LENGTH && strspn (text, tid_letters) == TID_LENGTH &&
         strchr ("234567abcdefghij", text[0]) != NULL;
}

char *
comms_bluesky_dup_cid (GBytes *bytes)
{
  guint8 cid[36] = { 0x01, 0x55, 0x12, 0x20 };
  gsize length = 32;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  GString *text = g_string_new ("b");
  guint buffer = 0;
  guint n_bits = 0;

  g_checksum_update (checksum, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  g_checksum_get_digest (checksum, cid + 4, &length);
  for (guint i = 0; i < sizeof cid; i++)
    {
      buffer = (buffer << 8 | cid[i]) & 0xfff;
      for (n_bits += 8; n_bits >= 5; n_bits -= 5)
        g_string_append_c (text, base32_letters[buffer >> (n_bits - 5) & 31]);
    }
  if (n_bits > 0)
    g_string_append_c (text, base32_letters[buffer << (5 - n_bits) & 31]);
  return g_string_free (text, FALSE);
}

gboolean
comms_bluesky_is_did (const char *text)
{
  return text != NULL &&
         (g_str_has_prefix (text, "did:plc:") || g_str_has_prefix (text, "did:web:")) &&
         strlen (text) > 8 && strlen (text) <= MAX_AUTHORITY &&
         strspn (text, G_CSET_a_2_z G_CSET_A_2_Z "0123456789._:%-") == strlen (text);
}

char *
comms_bluesky_dup_uri (const char *repo, const char *key)
{
  return g_strdup_printf (PREFIX "%s/" COLLECTION "/%s", repo, key);
}

static gboolean
is_plain (const char *text, gsize most)
{
  return *text != '\0' && strlen (text) <= most &&
         strspn (text, G_CSET_a_2_z G_CSET_A_2_Z "0123456789._:~-") == strlen (text);
}

gboolean
comms_bluesky_parse_record_uri (const char *uri, const char *collection, char **repo, char **key)
{
  g_auto (GStrv) parts = NULL;

  if (uri == NULL || !g_str_has_prefix (uri, PREFIX))
    return FALSE;
  parts = g_strsplit (uri + strlen (PREFIX), "/", 4);
  if (g_strv_length (parts) != 3 || !is_plain (parts[0], MAX_AUTHORITY) ||
      !g_str_equal (parts[1], collection) || !is_plain (parts[2], MAX_KEY))
    return FALSE;

  if (repo != NULL)
    *repo = g_strdup (parts[0]);
  if (key != NULL)
    *key = g_strdup (parts[2]);
  return TRUE;
}

gboolean
comms_bluesky_parse_uri (const char *uri, char **repo, char **key)
{
  return comms_bluesky_parse_record_uri (uri, COLLECTION, repo, key);
}

gboolean
comms_bluesky_is_uri (const char *uri)
{
  return comms_bluesky_parse_uri (uri, NULL, NULL);
}
