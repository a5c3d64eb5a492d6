/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "comms-fake-x.h"
#include "comms-sign-in.h"

G_BEGIN_DECLS

#define SIGN_IN_FIXTURE_NOW G_GINT64_CONSTANT (1796806920000)

/**
 * SignInFixture:
 * @last_uri: where the person was sent
 * @page: what the browser showed in the end
 * @answer: what the browser brings back; %s is the state
 * @paste: what the person pastes in its place
 *
 * A server that follows a script, a keyring, and a person with a browser.
 */
typedef struct
{
  CommsFakeX *server;
  CommsSecrets *secrets;
  CommsClock *clock;
  SoupSession *browser;
  guint16 ports[4];
  CommsSignIn *sign_in;
  guint n_trips;
  char *last_uri;
  char *page;
  const char *answer;
  const char *paste;
} SignInFixture;

void         sign_in_fixture_set_up      (SignInFixture *self, gconstpointer data);
void         sign_in_fixture_tear_down   (SignInFixture *self, gconstpointer data);

/* A port that is free now; with @keep, one that stays taken as long as that lives. */
guint16      sign_in_fixture_find_port   (GSocket **keep);
/* (transfer full) */
char       * sign_in_fixture_query_value (const char *uri, const char *name);

/* Signs in; the server of @request is the fixture's unless it has one. (transfer full) */
CommsGrant * sign_in_fixture_run         (SignInFixture *self, CommsSignInRequest *request,
                                          GError **error);
const CommsFakeRequest * sign_in_fixture_asked (SignInFixture *self, guint index);

/* The keyring. (transfer full) */
void         sign_in_fixture_keep        (SignInFixture *self, CommsGrant *grant);
char       * sign_in_fixture_lookup      (SignInFixture *self, CommsAccount *account,
                                          const char *kind);
/* A sign-in that came to nothing leaves nothing in it. */
void         sign_in_fixture_assert_nothing_kept (SignInFixture *self, const char *network,
                                                  const char *user_id);

G_END_DECLS
