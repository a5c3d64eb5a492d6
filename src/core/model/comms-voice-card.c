/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-voice-card.h"

G_DEFINE_FINAL_TYPE (CommsVoiceCard, comms_voice_card, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsVoiceCard, account_id, "account-id", INT),
  COMMS_FIELD (CommsVoiceCard, language, "language", TEXT),
  COMMS_FIELD (CommsVoiceCard, tone, "tone", TEXT),
  COMMS_FIELD (CommsVoiceCard, says, "says", TEXT),
  COMMS_FIELD (CommsVoiceCard, avoids, "avoids", TEXT),
};

static void
comms_voice_card_class_init (CommsVoiceCardClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_voice_card_init (CommsVoiceCard *self)
{
}

CommsVoiceCard *
comms_voice_card_new (void)
{
  return g_object_new (COMMS_TYPE_VOICE_CARD, NULL);
}
