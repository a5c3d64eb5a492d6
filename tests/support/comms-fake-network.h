/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "comms-clock.h"

G_BEGIN_DECLS

/**
 * CommsFakeNetwork:
 *
 * A server on loopback that keeps posts as X, Mastodon or Bluesky does, and fails where it is told
 * to. What it keeps is the truth that a test of the sender is judged by. It answers on the main
 * context that it was made in.
 */
typedef struct _CommsFakeNetwork CommsFakeNetwork;

/**
 * CommsFakeFault:
 * @COMMS_FAKE_FAULT_DROP_BEFORE: nothing is done, and the connection breaks
 * @COMMS_FAKE_FAULT_DROP_AFTER: it is done, and the connection breaks
 * @COMMS_FAKE_FAULT_CUT_AFTER: it is done, and the answer breaks off
 * @COMMS_FAKE_FAULT_HANG_AFTER: it is done, and no answer ever comes
 * @COMMS_FAKE_FAULT_ERROR_BEFORE: nothing is done, and a page says 503
 * @COMMS_FAKE_FAULT_ERROR_AFTER: it is done, and a page says 502
 * @COMMS_FAKE_FAULT_LIMIT: nothing is done, and the answer is 429
 *
 * What goes wrong with one request. HANG_AFTER is not among those of a seed.
 */
typedef enum
{
  COMMS_FAKE_FAULT_NONE,
  COMMS_FAKE_FAULT_DROP_BEFORE,
  COMMS_FAKE_FAULT_DROP_AFTER,
  COMMS_FAKE_FAULT_CUT_AFTER,
  COMMS_FAKE_FAULT_ERROR_BEFORE,
  COMMS_FAKE_FAULT_ERROR_AFTER,
  COMMS_FAKE_FAULT_LIMIT,
  COMMS_FAKE_FAULT_HANG_AFTER,
} CommsFakeFault;

/* Ways in which servers differ; all off, and 0, unless set. */
typedef struct
{
  gboolean ignores_key;  /* Mastodon: takes no notice of the idempotency key */
  gboolean is_old;       /* Mastodon: no version 2 of the instance, no batches, no source */
  gboolean new_names;    /* X: post.fields, and the new members */
  gboolean hides_posts;  /* X: keeps what it takes, but shows none of it */
  int characters;        /* Mastodon: limit of a post; 0 for 500 */
  gsize image_bytes;     /* Bluesky: limit of a picture in a record; 0 for 2000000 */
  guint processing;      /* how often a file is said to be worked on still */
  gboolean processing_fails;
  guint blobs_lost;      /* Bluesky: how many records find their files gone */
  gboolean no_blobs;     /* Bluesky: takes no files */
  gboolean lags;         /* Bluesky: does not show yet what the account likes */
  gboolean no_rights;    /* Mastodon: the token is for posting alone */
} CommsFakeWays;

/* @network: "x", "mastodon" or "bluesky". */
CommsFakeNetwork * comms_fake_network_new        (const char *network);
void               comms_fake_network_free       (CommsFakeNetwork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsFakeNetwork, comms_fake_network_free)

/* "http://127.0.0.1:PORT", and the id of its one account. */
const char       * comms_fake_network_get_uri    (CommsFakeNetwork *self);
const char       * comms_fake_network_get_user   (CommsFakeNetwork *self);
CommsFakeWays    * comms_fake_network_get_ways   (CommsFakeNetwork *self);
/* By which posts are dated and the Date header is set; the computer's unless told. */
void               comms_fake_network_set_clock  (CommsFakeNetwork *self, CommsClock *clock);

/* Faults for the next requests that begin with @match, such as "POST /2/tweets", one each. */
void               comms_fake_network_fault      (CommsFakeNetwork *self, const char *match,
                                                  CommsFakeFault fault);
/* An answer in place of its own; nothing is done. @headers: lines "Name: value", or NULL. */
void               comms_fake_network_answer     (CommsFakeNetwork *self, const char *match,
                                                  guint status, const char *type,
                                                  const char *headers, const char *body);
/* The same with bytes, which are taken. */
void               comms_fake_network_serve      (CommsFakeNetwork *self, const char *match,
                                                  const char *type, GBytes *bytes);
/* From now on @per_thousand of all requests fail in some way; the same seed, the same ways. */
void               comms_fake_network_seed       (CommsFakeNetwork *self, guint32 seed,
                                                  guint per_thousand);

/* A person signs in: what the keyring keeps of it. From now on nothing else counts as a sign-in
 * until it is renewed. (transfer full) */
char             * comms_fake_network_dup_sign_in (CommsFakeNetwork *self);
/* The token counts no more; @for_good, or at Mastodon, it cannot be renewed either. */
void               comms_fake_network_end_session (CommsFakeNetwork *self, gboolean for_good);
/* Whether @sign_in, which may be NULL, could still be renewed. */
gboolean           comms_fake_network_can_renew   (CommsFakeNetwork *self, const char *sign_in);

/* Where a test looks on: called with each request's "POST /path?query", before anything is done,
 * and when it is, before the answer leaves. */
typedef void (*CommsFakeWatch) (const char *line, gboolean done, gpointer data);
void               comms_fake_network_set_watch   (CommsFakeNetwork *self, CommsFakeWatch watch,
                                                   gpointer data);

/* Forgets the faults and answers that nobody has asked for yet. */
void               comms_fake_network_forget     (CommsFakeNetwork *self);

/* What stands there, from the server's own record: posts that were not taken off again; how many
 * of them say the same as another in answer to the same; how many creates were asked for. */
guint              comms_fake_network_n_posts    (CommsFakeNetwork *self);
guint              comms_fake_network_n_doubles  (CommsFakeNetwork *self);
guint              comms_fake_network_n_creates  (CommsFakeNetwork *self);
gboolean           comms_fake_network_has_post   (CommsFakeNetwork *self, const char *text);
/* The words for the pictures of the post with @text, or NULL where it has none. (transfer full) */
char             * comms_fake_network_dup_alt    (CommsFakeNetwork *self, const char *text);
/* The ids of what stands there, oldest first. (transfer full) */
char            ** comms_fake_network_dup_ids    (CommsFakeNetwork *self);
/* How often the account likes @subject there, or has it on a list: by the network's id. */
guint              comms_fake_network_n_marks    (CommsFakeNetwork *self, const char *kind,
                                                  const char *subject);
/* A post that another program made. */
void               comms_fake_network_add_post   (CommsFakeNetwork *self, const char *text);

/* What it was asked: requests that begin with @match. */
typedef struct
{
  char *line; /* "GET /path?query" */
  char *authorization;
  char *user_agent;
  char *type;
  char *key;  /* the idempotency key */
  GBytes *body;
} CommsFakeAsked;

guint                  comms_fake_network_n_asked (CommsFakeNetwork *self, const char *match);
const CommsFakeAsked * comms_fake_network_asked   (CommsFakeNetwork *self, const char *match,
                                                   guint index);

G_END_DECLS
