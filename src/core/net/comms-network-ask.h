/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-clock.h"
#include "comms-http.h"
#include "comms-network.h"
#include "comms-session.h"

G_BEGIN_DECLS

/**
 * CommsAsker:
 * @waited: seconds that were waited
 * @brake: once it is cancelled, no further request of a create is sent
 *
 * What a network needs to ask: the part of #CommsNetwork that comms-network-ask.c works on.
 */
typedef struct
{
  char *network;
  const char *handle;
  char *api_base;
  char *host;
  gboolean loopback;
  guint timeout;
  guint waited;
  gint64 skew; /* of the network's clock, where an answer told it */
  gboolean has_skew;
  CommsSession *session;
  CommsClock *clock;
  CommsHttp *http;
  GCancellable *brake;
} CommsAsker;

void         comms_asker_init        (CommsAsker *asker);
void         comms_asker_clear       (CommsAsker *asker);
CommsAsker * comms_network_get_asker (CommsNetwork *self);

G_END_DECLS
