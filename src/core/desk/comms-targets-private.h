/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-targets.h"

G_BEGIN_DECLS

/* A handle as it is kept: without the "@", and without the address of a page that shows it. */
char     * comms_target_dup_handle (const char   *text);

/* Who has that handle on the network of @channel, whatever its case; @target is NULL where nobody of
 * the directory has. (transfer full) */
gboolean   comms_targets_find_handle (CommsTx      *tx,
                                      CommsChannel  channel,
                                      const char   *handle,
                                      CommsTarget **target,
                                      GError      **error);

/* Cleans the facts, and refuses with COMMS_ERROR_INVALID someone without a name. */
gboolean   comms_target_complete   (CommsTx      *tx,
                                    CommsTarget  *target,
                                    GError      **error);

G_END_DECLS
