/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-fake-network.h"
#include "comms-network.h"

G_BEGIN_DECLS

/**
 * WireFixture:
 *
 * A network of the desk and the server that it talks to, without a desk: both tell the same time,
 * which stands still.
 */
typedef struct
{
  CommsFakeNetwork *fake;
  CommsNetwork *network;
  CommsClock *clock;
} WireFixture;

void         wire_fixture_open     (WireFixture *self, const char *network, gint64 now);
void         wire_fixture_close    (WireFixture *self);

/* Creates @body. What has no clear yes has a sentence, and in it neither the answer nor the token.
 * @media and @key may be NULL. (transfer full) */
CommsReply * wire_fixture_try      (WireFixture *self, const char *body, GPtrArray *media,
                                    const char *key);
/* Looks whether @body, begun at @started_at, is out, which must work. (transfer full) */
CommsReply * wire_fixture_look     (WireFixture *self, const char *body, gint64 started_at);

/* The body of the request @index of those that begin with @match. (transfer full) */
char       * wire_fixture_dup_sent (WireFixture *self, const char *match, guint index);

/* Every way to lose the outcome of a create, and whether the post is there all the same. */
typedef struct
{
  const char *name;
  CommsFakeFault fault;
  const char *code;
  gboolean stored;
} WireFault;

extern const WireFault wire_faults[6];

/* Creates @body by a request that begins with @create, and loses the outcome. */
void         wire_fixture_lose     (WireFixture *self, const char *create, const WireFault *fault,
                                    const char *body, const char *key);
/* A look tells what has become of it. */
void         wire_fixture_find     (WireFixture *self, const WireFault *fault, const char *body,
                                    gint64 started_at);

G_END_DECLS
