/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-network-private.h"
#include "comms-x.h"

G_BEGIN_DECLS

extern const CommsNetworkAnswers comms_x_answers;

/**
 * CommsXCreate:
 * @body: as it was frozen
 * @media: (element-type CommsMedia): in order
 * @ids: what X calls those that are uploaded
 * @bytes: of the one that is being uploaded, as they are sent
 * @mime: what it is
 * @id: what X calls it
 * @segment: of the film that is being uploaded
 * @n_tries: of that segment
 *
 * The data of a create's task.
 */
typedef struct
{
  JsonNode *body;
  GPtrArray *media;
  GPtrArray *ids;
  GBytes *bytes;
  const char *mime;
  char *id;
  guint segment;
  guint n_tries;
} CommsXCreate;

/* Uploads what of the create's pictures and films is not up yet, each with its words, and goes
 * on; ends the task with a reply where X does not take one. */
void         comms_x_upload           (CommsNetwork *self, GTask *task);
/* The next step, in comms-x.c. */
void         comms_x_send             (CommsNetwork *self, GTask *task);

/* X has no key that would make a repeated create harmless, so a post of unknown outcome is
 * looked for in the account's own timeline (networks, section 4). */
void         comms_x_reconcile        (CommsNetwork *network, GTask *task, const char *body,
                                       const char *key, gint64 started_at,
                                       const char *const *bound_ids);

/* What X counts for posts (networks, section 1.6). */
void         comms_x_metrics          (CommsNetwork *network, GTask *task,
                                       const char *const *remote_ids);

/* The name of the parameter that chooses a post's fields: X renamed it once (section 1.5). */
const char * comms_x_get_fields_name  (CommsX *self);
gboolean     comms_x_has_old_names    (CommsX *self);
/* Whether @http refuses that parameter by its name; the new one is used from then on. */
gboolean     comms_x_learn_names      (CommsX *self, CommsHttpReply *http);

/* Whether reading is allowed; else ends the task. */
gboolean     comms_x_may_read         (CommsNetwork *network, GTask *task);

G_END_DECLS
