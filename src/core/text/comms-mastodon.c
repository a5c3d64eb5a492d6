/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-text-rules.h"

void
comms_text_check_mastodon (const CommsTextOptions *options,
                           CommsTextScratch       *scratch,
                           CommsTextCheck         *check)
{
  comms_text_check_x (options, scratch, check);
}
void
comms_text_check_bluesky (const CommsTextOptions *options,
                           CommsTextScratch       *scratch,
                           CommsTextCheck         *check)
{
  comms_text_check_x (options, scratch, check);
}
