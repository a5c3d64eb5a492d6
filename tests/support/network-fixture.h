/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-fake-network.h"
#include "desk-fixture.h"

G_BEGIN_DECLS

/**
 * NetworkFixture:
 *
 * A real desk, not a practice desk, with one account, @mohr_example, on a server that keeps posts
 * as X, Mastodon or Bluesky does, and tells the desk's time.
 */
typedef struct
{
  DeskFixture desk;
  CommsFakeNetwork *network;
  gint64 account_id;
} NetworkFixture;

#define NETWORK_FIXTURE_TOKEN "Zm9yLXRlc3RzLW9ubHk"

void           network_fixture_open    (NetworkFixture *self, const char *network);
void           network_fixture_close   (NetworkFixture *self);

/* (transfer full) */
CommsAccount * network_fixture_account (NetworkFixture *self);

/* The account may be read because @by confirmed it, or with NULL may not. */
void           network_fixture_allow_reading (NetworkFixture *self, const char *by);

G_END_DECLS
