/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-clock.h"

G_BEGIN_DECLS

/**
 * CommsFakeX:
 *
 * A server that gives the answers of a script, in turn, and writes down what it was asked. It
 * knows nothing of X: a case says exactly what comes over the wire.
 */
typedef struct _CommsFakeX CommsFakeX;

typedef struct
{
  char *method;
  char *path; /* with the query */
  char *authorization;
  char *user_agent;
  char *content_type;
  char *body;
} CommsFakeRequest;

CommsFakeX * comms_fake_x_new           (void);
/* With TLS, and a certificate that nobody trusts. */
CommsFakeX * comms_fake_x_new_untrusted (void);
void         comms_fake_x_free          (CommsFakeX *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsFakeX, comms_fake_x_free)

/* "http://127.0.0.1:PORT" */
const char * comms_fake_x_get_uri    (CommsFakeX *self);

/* By which the Date header is set; the computer's unless told. */
void         comms_fake_x_set_clock  (CommsFakeX *self, CommsClock *clock);

/* The next answers. @headers: lines "Name: value" parted by "\n", or NULL. */
void         comms_fake_x_answer     (CommsFakeX *self, guint status, const char *type,
                                      const char *headers, const char *body);
/* The next answers leave together, when @n_requests have come. */
void         comms_fake_x_answer_together (CommsFakeX *self, guint n_requests);
/* Writes @bytes as they are, then closes the connection. */
void         comms_fake_x_drop       (CommsFakeX *self, const char *bytes);
/* Never answers. */
void         comms_fake_x_hang       (CommsFakeX *self);

guint                    comms_fake_x_n_requests (CommsFakeX *self);
const CommsFakeRequest * comms_fake_x_request    (CommsFakeX *self, guint index);

G_END_DECLS
