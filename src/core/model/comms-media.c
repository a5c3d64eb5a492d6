/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-media.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (CommsMedia, comms_media, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsMedia, post_id, "post-id", INT),
  COMMS_FIELD (CommsMedia, position, "position", INT),
  COMMS_FIELD (CommsMedia, sha256, "sha256", TEXT),
  COMMS_FIELD (CommsMedia, mime, "mime", TEXT),
  COMMS_FIELD (CommsMedia, name, "name", TEXT),
  COMMS_FIELD (CommsMedia, size, "size", INT),
  COMMS_FIELD (CommsMedia, width, "width", INT),
  COMMS_FIELD (CommsMedia, height, "height", INT),
  COMMS_FIELD (CommsMedia, has_position, "has-position", BOOL),
  COMMS_FIELD (CommsMedia, alt, "alt", TEXT),
};

static void
comms_media_finalize (GObject *object)
{
  CommsMedia *self = COMMS_MEDIA (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);

  G_OBJECT_CLASS (comms_media_parent_class)->finalize (object);
}

static void
comms_media_class_init (CommsMediaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = comms_media_finalize;
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_media_init (CommsMedia *self)
{
}

CommsMedia *
comms_media_new (void)
{
  return g_object_new (COMMS_TYPE_MEDIA, NULL);
}

void
comms_media_set_bytes (CommsMedia *self, GBytes *bytes)
{
  g_autofree char *sha256 = NULL;

  g_return_if_fail (COMMS_IS_MEDIA (self));
  g_return_if_fail (bytes != NULL);

  g_bytes_ref (bytes);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = bytes;
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_object_set (self, "sha256", sha256, "size", (gint64) g_bytes_get_size (bytes), NULL);
}

char *
comms_media_dup_hash (GPtrArray *media)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_return_val_if_fail (media != NULL, NULL);

  if (media->len == 0)
    return NULL;

  for (guint i = 0; i < media->len; i++)
    {
      CommsMedia *item = g_ptr_array_index (media, i);
      /* The length stands before the words, so that no two lists hash alike. */
      g_autofree char *signed_text = g_strdup_printf ("%s %" G_GSIZE_FORMAT ":%s", item->sha256,
                                                      item->alt != NULL ? strlen (item->alt) : 0,
                                                      item->alt != NULL ? item->alt : "");

      g_checksum_update (checksum, (const guchar *) signed_text, -1);
    }
  return g_strdup (g_checksum_get_string (checksum));
}
