/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsVoiceCard:
 * @account_id: whose voice
 * @language: BCP 47 tag
 * @tone: in a few words, such as "plain, warm, never ironic"
 * @says: what it likes to say, a point a line
 * @avoids: what it never says, a point a line
 *
 * How an account speaks in a language (R104), shown beside the text that is written for it.
 */
#define COMMS_TYPE_VOICE_CARD (comms_voice_card_get_type ())
G_DECLARE_FINAL_TYPE (CommsVoiceCard, comms_voice_card, COMMS, VOICE_CARD, CommsRecord)

struct _CommsVoiceCard
{
  CommsRecord parent_instance;

  gint64 account_id;
  char *language;
  char *tone;
  char *says;
  char *avoids;
};

CommsVoiceCard * comms_voice_card_new (void);

G_END_DECLS
