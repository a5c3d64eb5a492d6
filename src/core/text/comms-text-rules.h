/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-text-check.h"
#include "comms-weight.h"

G_BEGIN_DECLS

/* What stands behind comms_text_check(): each network's rule is one of these functions, and they
 * read what @scratch has scanned, and give their figures in @check, whose @limit is already set. */
void comms_text_check_x        (const CommsTextOptions *options,
                                CommsTextScratch       *scratch,
                                CommsTextCheck         *check);
void comms_text_check_mastodon (const CommsTextOptions *options,
                                CommsTextScratch       *scratch,
                                CommsTextCheck         *check);
void comms_text_check_bluesky  (const CommsTextOptions *options,
                                CommsTextScratch       *scratch,
                                CommsTextCheck         *check);
void comms_text_check_sms      (const CommsTextOptions *options,
                                CommsTextScratch       *scratch,
                                CommsTextCheck         *check);

/* Adds a problem, and takes @sentence; an error makes the text invalid. */
void comms_text_check_take     (CommsTextCheck         *check,
                                const char             *code,
                                CommsTextSeverity       severity,
                                char                   *sentence);

G_END_DECLS
