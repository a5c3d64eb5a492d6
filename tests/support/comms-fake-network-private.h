/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "comms-fake-network.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *text;
  char *parent;  /* or NULL */
  char *key;     /* or NULL */
  char *warning; /* or NULL */
  char *record;  /* Bluesky: as JSON */
  char *alt;     /* the words for its pictures, or NULL where it has none */
  gint64 created_at;
  gint64 key_until;
  gboolean gone;
} CommsFakePost;

typedef struct
{
  char *id;
  char *alt;
  char *mime;
  gsize size;
  gsize expected;
  guint n_looks;
  gboolean ready;
} CommsFakeFile;

/* A like, or somebody on a list. */
typedef struct
{
  char *id;
  char *kind; /* "like" or "listing" */
  char *subject;
} CommsFakeMark;

/* The sign-in that counts; without @access anybody may do anything. */
typedef struct
{
  char *access;
  char *refresh;    /* or NULL */
  char *used;       /* the renewal token before it, or NULL */
  guint n_pairs;
  gboolean expired; /* @access counts no more */
  gboolean over;    /* nor does @refresh */
} CommsFakeSession;

/* One request, for whoever answers it. */
typedef struct
{
  CommsFakeNetwork *server;
  SoupServerMessage *message;
  const char *method;
  const char *path;
  GHashTable *query; /* or NULL */
  GBytes *body;
  const char *type;
} CommsFakeCall;

typedef void (*CommsFakeAnswer) (CommsFakeCall *call);

struct _CommsFakeNetwork
{
  SoupServer *soup;
  char *uri;
  const char *user;
  CommsFakeAnswer answer;
  const char *create; /* the line of a create */
  CommsFakeWays ways;
  CommsClock *clock;
  GQueue *steps;
  GRand *rand;
  guint per_thousand;
  GPtrArray *asked;
  GPtrArray *posts;
  GPtrArray *files;
  GPtrArray *marks;
  GPtrArray *hanging;
  guint64 last_id;
  CommsFakeSession session;
  CommsFakeWatch watch;
  gpointer watch_data;
};

/* Answers with JSON, of printf's form. */
void            comms_fake_say          (CommsFakeCall *call, guint status, const char *format,
                                         ...) G_GNUC_PRINTF (3, 4);
/* The body's object; NULL where it has none. @root is to be freed. */
JsonObject    * comms_fake_parse        (CommsFakeCall *call, JsonNode **root);
const char    * comms_fake_get_string   (JsonObject *object, const char *name);
/* What follows @prefix in the path up to @suffix, or NULL. (transfer full) */
char          * comms_fake_dup_between  (CommsFakeCall *call, const char *prefix,
                                         const char *suffix);
const char    * comms_fake_get_query    (CommsFakeCall *call, const char *name);
/* A string as JSON, with its quotes. (transfer full) */
char          * comms_fake_dup_quoted   (const char *text);
char          * comms_fake_dup_time     (gint64 ms);
gint64          comms_fake_now          (CommsFakeNetwork *self);

CommsFakePost * comms_fake_post_add     (CommsFakeNetwork *self, char *id, const char *text,
                                         const char *parent);
CommsFakePost * comms_fake_post_find    (CommsFakeNetwork *self, const char *id);
CommsFakeFile * comms_fake_file_add     (CommsFakeNetwork *self, const char *prefix);
CommsFakeFile * comms_fake_file_find    (CommsFakeNetwork *self, const char *id);
/* @id is taken; NULL where the network has none for it. */
void            comms_fake_mark_add     (CommsFakeNetwork *self, const char *kind,
                                         const char *subject, char *id);
/* The latest, or NULL. */
CommsFakeMark * comms_fake_mark_find    (CommsFakeNetwork *self, const char *kind,
                                         const char *subject);
/* Takes away those of that kind with that subject or that id, either of which may be NULL. */
void            comms_fake_mark_remove  (CommsFakeNetwork *self, const char *kind,
                                         const char *subject, const char *id);

/* The words for the first of the files with @ids; NULL where there are none. (transfer full) */
char          * comms_fake_dup_alt      (CommsFakeNetwork *self, JsonArray *ids);
/* The file of a form, with what stands in its @alt_field; sets size, kind and words. */
gboolean        comms_fake_file_read    (CommsFakeCall *call, CommsFakeFile *file,
                                         const char *field, const char *alt_field);

/* Whether it was a renewal, or had no sign-in that counts, and is answered. */
gboolean        comms_fake_session_answer       (CommsFakeCall *call);
void            comms_fake_session_clear        (CommsFakeSession *session);
void            comms_fake_x_answer_call        (CommsFakeCall *call);
void            comms_fake_mastodon_answer_call (CommsFakeCall *call);
void            comms_fake_bluesky_answer_call  (CommsFakeCall *call);

G_END_DECLS
