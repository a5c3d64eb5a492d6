/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-network-private.h"

G_BEGIN_DECLS

typedef struct _CommsReading CommsReading;

/**
 * CommsReadingKind:
 * @batch: posts of one question
 * @is_id: whether it is an id of this network; what is none is left out
 * @dup_batch_path: the question for @n_ids posts. (transfer full)
 * @read_batch: adds what is in the answer; FALSE where it makes no sense
 * @ask_again: whether the question has to be put anew in other words, or NULL
 * @has_batches: FALSE where the answer says that the server cannot be asked for several, or NULL
 * @dup_single_path: the question for a post that a batch did not tell of, or NULL where a batch
 *   tells of all. (transfer full)
 * @read_single: adds what is in the answer; FALSE where it is an error
 *
 * How a network's counts are read: in batches, then one by one what was missing.
 */
typedef struct
{
  guint batch;
  gboolean (*is_id) (const char *id);
  char *(*dup_batch_path) (CommsNetwork *network, char **ids, guint n_ids);
  gboolean (*read_batch) (CommsReading *reading, JsonNode *root);
  gboolean (*ask_again) (CommsNetwork *network, CommsHttpReply *http);
  gboolean (*has_batches) (CommsHttpReply *http);
  char *(*dup_single_path) (CommsNetwork *network, const char *id);
  gboolean (*read_single) (CommsReading *reading, const char *id, CommsHttpReply *http);
} CommsReadingKind;

void           comms_reading_start (GTask *task, const CommsReadingKind *kind,
                                    const char *const *remote_ids);

/* A row with nothing said in it yet. */
CommsMetrics * comms_reading_add   (CommsReading *reading, const char *id);
/* The first of the names that there is, or -1; @other_name may be NULL. */
gint64         comms_reading_count (JsonObject *counts, const char *name, const char *other_name);

G_END_DECLS
