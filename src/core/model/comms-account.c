/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-account.h"

#include "comms-enum-types.h"

G_DEFINE_FINAL_TYPE (CommsAccount, comms_account, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsAccount, network, "network", TEXT),
  COMMS_FIELD (CommsAccount, name, "name", TEXT),
  COMMS_FIELD (CommsAccount, display_name, "display-name", TEXT),
  COMMS_FIELD (CommsAccount, handle, "handle", TEXT),
  COMMS_FIELD (CommsAccount, user_id, "user-id", TEXT),
  COMMS_FIELD (CommsAccount, api_base, "api-base", TEXT),
  COMMS_FIELD (CommsAccount, colour, "colour", INT),
  COMMS_FIELD (CommsAccount, language, "language", TEXT),
  COMMS_FIELD (CommsAccount, character_limit, "character-limit", INT),
  COMMS_FIELD (CommsAccount, owner_id, "owner-id", INT),
  COMMS_FIELD (CommsAccount, permission_number, "permission-number", TEXT),
  COMMS_FIELD (CommsAccount, permission_until, "permission-until", INSTANT),
  COMMS_FIELD (CommsAccount, reading_confirmed_by, "reading-confirmed-by", TEXT),
  COMMS_FIELD (CommsAccount, profile, "profile", TEXT),
  COMMS_ENUM_FIELD (CommsAccount, state, "state", comms_account_state_get_type),
  COMMS_FIELD (CommsAccount, paused_until, "paused-until", INSTANT),
  COMMS_FIELD (CommsAccount, pause_reason, "pause-reason", TEXT),
  COMMS_FIELD (CommsAccount, checked_at, "checked-at", INSTANT),
  COMMS_FIELD (CommsAccount, created_at, "created-at", INSTANT),
  COMMS_FIELD (CommsAccount, scopes, "scopes", LIST),
  COMMS_FIELD (CommsAccount, token_until, "token-until", INSTANT),
  COMMS_FIELD (CommsAccount, signed_in_at, "signed-in-at", INSTANT),
  COMMS_FIELD (CommsAccount, reading_confirmed_at, "reading-confirmed-at", INSTANT),
  COMMS_FIELD (CommsAccount, official_confirmed_by, "official-confirmed-by", TEXT),
  COMMS_FIELD (CommsAccount, official_confirmed_at, "official-confirmed-at", INSTANT),
  COMMS_FIELD (CommsAccount, url_length, "url-length", INT),
  COMMS_FIELD (CommsAccount, media_max, "media-max", INT),
  COMMS_FIELD (CommsAccount, image_bytes_max, "image-bytes-max", INT),
  COMMS_FIELD (CommsAccount, video_bytes_max, "video-bytes-max", INT),
  COMMS_FIELD (CommsAccount, alt_max, "alt-max", INT),
  COMMS_FIELD (CommsAccount, rate_limit, "rate-limit", INT),
  COMMS_FIELD (CommsAccount, rate_remaining, "rate-remaining", INT),
  COMMS_FIELD (CommsAccount, rate_reset_at, "rate-reset-at", INSTANT),
  COMMS_FIELD (CommsAccount, clock_skew, "clock-skew", INT),
};

static void
comms_account_class_init (CommsAccountClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_account_init (CommsAccount *self)
{
}

CommsAccount *
comms_account_new (void)
{
  return g_object_new (COMMS_TYPE_ACCOUNT, NULL);
}

gboolean
comms_account_sends_as (CommsAccount *self, CommsAccount *other)
{
  g_return_val_if_fail (COMMS_IS_ACCOUNT (self) && COMMS_IS_ACCOUNT (other), FALSE);

  return g_strcmp0 (self->network, other->network) == 0 &&
         g_strcmp0 (self->api_base, other->api_base) == 0 &&
         g_strcmp0 (self->user_id, other->user_id) == 0 &&
         g_strcmp0 (self->handle, other->handle) == 0 &&
         g_strcmp0 (self->reading_confirmed_by, other->reading_confirmed_by) == 0;
}
