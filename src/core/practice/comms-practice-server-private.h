/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "comms-net-json.h"
#include "comms-practice-server.h"
#include "comms-practice-state.h"

G_BEGIN_DECLS

struct _CommsPracticeServer
{
  GObject parent_instance;

  SoupServer *soup;
  CommsPracticeState *state;
  CommsClock *clock;
  char *uri;
  CommsPracticeFault fault;
  CommsPracticeRate rate;
  guint delay;
  guint n_requests;
  guint n_creates;
  guint n_media;
  guint n_chances; /* creates since the fault was chosen */
  GList *waits;    /* answers that are kept back */
};

/* Answers. Each takes the body. */
void       comms_practice_respond           (SoupServerMessage *message, guint status,
                                             const char *type, char *body);
void       comms_practice_respond_json      (SoupServerMessage *message, guint status,
                                             char *body);
void       comms_practice_respond_problem   (SoupServerMessage *message, guint status,
                                             const char *title, const char *detail);
void       comms_practice_respond_not_found (SoupServerMessage *message);
void       comms_practice_respond_invalid   (SoupServerMessage *message, const char *parameter,
                                             const char *detail);

/* The request's body, or NULL where it is no JSON. (transfer full) */
JsonNode * comms_practice_parse_body        (SoupServerMessage *message);

/* The account whose token the request has, or NULL after a 401. */
CommsPracticeAccount * comms_practice_authenticate (CommsPracticeServer *self,
                                                    SoupServerMessage *message);

/* X's own paths. */
void       comms_practice_create_post       (CommsPracticeServer *self,
                                             SoupServerMessage *message);
void       comms_practice_delete_post       (CommsPracticeServer *self,
                                             SoupServerMessage *message, const char *id);
void       comms_practice_list_posts        (CommsPracticeServer *self,
                                             SoupServerMessage *message, const char *user_id,
                                             GHashTable *query);
void       comms_practice_show_posts         (CommsPracticeServer *self,
                                             SoupServerMessage *message, GHashTable *query);
void       comms_practice_show_user         (CommsPracticeServer *self,
                                             SoupServerMessage *message);

/* What lies under "2/media"; FALSE where there is no such thing. */
gboolean   comms_practice_take_media        (CommsPracticeServer *self,
                                             SoupServerMessage *message, char **parts);

/* The page for people, and the control path. */
void       comms_practice_show_page         (CommsPracticeServer *self,
                                             SoupServerMessage *message, const char *id);
void       comms_practice_show_state        (CommsPracticeServer *self,
                                             SoupServerMessage *message);
void       comms_practice_choose_fault      (CommsPracticeServer *self,
                                             SoupServerMessage *message);
void       comms_practice_take_account      (CommsPracticeServer *self,
                                             SoupServerMessage *message);

/* Forgets every answer that is kept back. */
void       comms_practice_end_waits         (CommsPracticeServer *self);

G_END_DECLS
