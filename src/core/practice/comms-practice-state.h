/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *user_id;
  char *handle;
  char *display_name;
  char *token;
} CommsPracticeAccount;

typedef struct
{
  char *id;
  char *user_id;
  char *text;
  char *reply_to; /* or NULL */
  gint64 created_at;
} CommsPracticePost;

typedef struct _CommsPracticeFile CommsPracticeFile;

/**
 * CommsPracticeState:
 * @accounts: (element-type CommsPracticeAccount)
 * @posts: (element-type CommsPracticePost): oldest first
 *
 * What the practice network remembers, and the file that it remembers it in. A lock beside that
 * file is held while the state lives, and goes with the process whichever way that ends.
 */
typedef struct
{
  GPtrArray *accounts;
  GPtrArray *posts;

  /* private */
  CommsPracticeFile *file;
  int lock_fd;
  guint64 last_id;
  guint64 generation;
} CommsPracticeState;

/* Takes the lock and reads the file; without @path, remembers nothing. G_IO_ERROR_BUSY where
 * another holds the lock. */
CommsPracticeState   * comms_practice_state_new        (const char *path, GError **error);
void                   comms_practice_state_free       (CommsPracticeState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsPracticeState, comms_practice_state_free)

/* Lets others learn at which address the state is served. */
gboolean               comms_practice_state_announce   (CommsPracticeState *self, const char *uri,
                                                        GError **error);
char                 * comms_practice_state_dup_holder (const char *path);

CommsPracticeAccount * comms_practice_state_by_token   (CommsPracticeState *self,
                                                        const char *token);
CommsPracticeAccount * comms_practice_state_by_user_id (CommsPracticeState *self,
                                                        const char *user_id);
CommsPracticePost    * comms_practice_state_by_id      (CommsPracticeState *self, const char *id);
gboolean               comms_practice_state_has_text   (CommsPracticeState *self,
                                                        const char *user_id, const char *text);

/* Whether anything changed by it. */
gboolean               comms_practice_state_set_account(CommsPracticeState *self,
                                                        const char *user_id, const char *handle,
                                                        const char *display_name,
                                                        const char *token);
CommsPracticePost    * comms_practice_state_add_post   (CommsPracticeState *self,
                                                        const char *user_id, const char *text,
                                                        const char *reply_to, gint64 now);
void                   comms_practice_state_remove_post(CommsPracticeState *self, const char *id);

/* Writes the file, as a whole and to the disk. */
gboolean               comms_practice_state_save       (CommsPracticeState *self, GError **error);
/* The same on a thread; @user_data must keep @self alive until @callback is called. */
void                   comms_practice_state_save_async (CommsPracticeState *self,
                                                        GAsyncReadyCallback callback,
                                                        gpointer user_data);
gboolean               comms_practice_state_save_finish(GAsyncResult *result, GError **error);

G_END_DECLS
