/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-secrets.h"

G_BEGIN_DECLS

/* A keyring in a folder, which outlives the process that wrote to it, as a person's does, and is
 * the same for several. The folder need not be there yet. (transfer full) */
CommsSecrets * comms_file_secrets_new       (const char *folder);

/* Where a test looks on: called with "keeping" before a secret is written, with "kept" after. */
typedef void (*CommsFileSecretsWatch) (const char *step, gpointer data);
void           comms_file_secrets_set_watch (CommsFileSecretsWatch watch, gpointer data);

G_END_DECLS
