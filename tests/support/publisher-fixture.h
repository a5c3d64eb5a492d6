/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-fake-x.h"
#include "comms-publisher.h"
#include "desk-fixture.h"

G_BEGIN_DECLS

/* A practice desk, a network that follows a script, and the publisher between them. */

typedef struct
{
  DeskFixture desk;
  CommsFakeX *x;
  gint64 account_id;
  CommsPublisher *publisher;
  GArray *settled;
} PublisherFixture;

/* A timeline of one post. */
#define TIMELINE(text)                                                                             \
  "{\"data\":[{\"id\":\"1866000000000000009\",\"text\":\"" text                                    \
  "\"}],\"meta\":{\"result_count\":1}}"

void           publisher_fixture_open     (PublisherFixture *self, gboolean practice);
void           publisher_fixture_close    (PublisherFixture *self);

/* What the network says next: created with that id; this timeline. */
void           publisher_fixture_created  (PublisherFixture *self, const char *id);
void           publisher_fixture_timeline (PublisherFixture *self, const char *body);

/* A post that is queued for @wall; one of unknown outcome. */
gint64         publisher_fixture_queued   (PublisherFixture *self, const char *text,
                                           const char *wall);
gint64         publisher_fixture_unknown  (PublisherFixture *self, const char *text);

/* One pass, of any publisher and of the fixture's; the number of posts that were tried. */
guint          publisher_send_due         (CommsPublisher *publisher);
guint          publisher_fixture_send_due (PublisherFixture *self);

CommsAccount * publisher_fixture_account  (PublisherFixture *self);

G_END_DECLS
