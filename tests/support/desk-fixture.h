/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-desk.h"
#include "comms-post.h"

G_BEGIN_DECLS

/**
 * DeskFixture:
 *
 * A desk in a folder of its own, with a keyring there, at a time that stands still: Wednesday 9
 * December 2026, 14:02 in Islamabad. A practice desk, where a test acts as several people, unless told otherwise.
 */
typedef struct
{
  char *folder;
  char *path;
  CommsClock *clock;
  CommsSecrets *secrets;
  CommsDesk *desk;
} DeskFixture;

void        desk_fixture_open        (DeskFixture *self, gboolean practice);
/* The practice desk with its whole content, made at @now, or at the fixture's time for 0. */
void        desk_fixture_open_practice (DeskFixture *self, gint64 now);
/* Closes the desk and opens the same file again, as the next start of the program does. */
void        desk_fixture_reopen      (DeskFixture *self);
void        desk_fixture_close       (DeskFixture *self);

void        desk_fixture_advance     (DeskFixture *self, int seconds);

/* Several people, who approve each other's posts. */
void        desk_fixture_need_approval (DeskFixture *self);
gint64      desk_fixture_add_person  (DeskFixture *self, const char *name, CommsRole role);
void        desk_fixture_act_as      (DeskFixture *self, gint64 person_id);

/* An account on the network at @api_base, with its token in the keyring. */
gint64      desk_fixture_add_account (DeskFixture *self, const char *handle, const char *user_id,
                                      const char *api_base, const char *token);

/* The same on any network. */
gint64      desk_fixture_add_account_on (DeskFixture *self, const char *network,
                                         const char *handle, const char *user_id,
                                         const char *api_base, const char *token);

/* A draft, planned for @wall in the desk's zone, or undated. */
gint64      desk_fixture_add_post    (DeskFixture *self, gint64 account_id, const char *text,
                                      const char *wall);
/* Queues it for its time, which must work, or may be refused. */
void        desk_fixture_queue       (DeskFixture *self, gint64 id);
gboolean    desk_fixture_try_queue   (DeskFixture *self, gint64 id, GError **error);
/* (transfer full) */
CommsPost * desk_fixture_load_post   (DeskFixture *self, gint64 id);
CommsAccount * desk_fixture_load_account (DeskFixture *self, gint64 id);
CommsPostState desk_fixture_state    (DeskFixture *self, gint64 id);

/* How many rows "SELECT count(*) FROM @tail" counts. */
gint64      desk_fixture_count       (DeskFixture *self, const char *tail);

/* Runs one statement past all rules, as a stranger's hand in the file does. */
void        desk_fixture_execute     (DeskFixture *self, const char *sql);

/* Saves a record as a desk function does, which must work. */
void        desk_fixture_save        (DeskFixture *self, CommsRecordFunc func, gpointer record);

/* Runs the main loop until *@flag is set. */
void        desk_fixture_wait        (gboolean *flag);

G_END_DECLS
