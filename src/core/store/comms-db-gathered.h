/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-db.h"

G_BEGIN_DECLS

/**
 * CommsDbGathered:
 *
 * What a transaction has gathered beside its rows: the kinds that it changed, the work that is to be
 * done right before the commit, and what was put off until there is time. Part of a CommsDb, and used
 * by its thread only.
 */
typedef struct _CommsDbGathered CommsDbGathered;

CommsDbGathered * comms_db_gathered_new           (void);
void              comms_db_gathered_free          (CommsDbGathered *self);

void              comms_db_gathered_mark          (CommsDbGathered *self,
                                                   guint            bit);
/* The marks so far; there are none from here on. */
guint             comms_db_gathered_take_marks    (CommsDbGathered *self);

/* Once, however often it is asked for. */
void              comms_db_gathered_add_late      (CommsDbGathered *self,
                                                   CommsDbFunc      func);
gboolean          comms_db_gathered_do_late       (CommsDbGathered *self,
                                                   CommsDb         *db,
                                                   GError         **error);

/* Of no transaction: it outlives them all, until it is done, well or not. */
void              comms_db_gathered_put_off       (CommsDbGathered *self,
                                                   CommsDbFunc      func);
gboolean          comms_db_gathered_has_put_off   (CommsDbGathered *self);
gboolean          comms_db_gathered_do_put_off    (CommsDbGathered *self,
                                                   CommsDb         *db,
                                                   GError         **error);

/* Forgets everything of this transaction, or what has come since the savepoint. */
void              comms_db_gathered_clear         (CommsDbGathered *self);
void              comms_db_gathered_set_savepoint (CommsDbGathered *self);
void              comms_db_gathered_rollback      (CommsDbGathered *self);

G_END_DECLS
