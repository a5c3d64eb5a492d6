/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-text-check.h"

G_BEGIN_DECLS

/* What stands behind comms_text_check(): each network's rule is one of these functions, and they
 * give their figures in @check, whose @limit is already set. */
void comms_text_check_x        (const char             *text,
                                const CommsTextOptions *options,
                                CommsTextCheck         *check);
void comms_text_check_mastodon (const char             *text,
                                const CommsTextOptions *options,
                                CommsTextCheck         *check);
void comms_text_check_bluesky  (const char             *text,
                                const CommsTextOptions *options,
                                CommsTextCheck         *check);
void comms_text_check_sms      (const char             *text,
                                const CommsTextOptions *options,
                                CommsTextCheck         *check);

/* Adds a problem, and takes @sentence; an error makes the text invalid. */
void comms_text_check_take     (CommsTextCheck         *check,
                                const char             *code,
                                CommsTextSeverity       severity,
                                char                   *sentence);

G_END_DECLS
