/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsOpenMode:
 * @COMMS_OPEN_EXISTING: the desk must be there
 * @COMMS_OPEN_NEW: an empty one where there is none
 * @COMMS_OPEN_PRACTICE: a practice desk where there is none
 */
typedef enum
{
  COMMS_OPEN_EXISTING,
  COMMS_OPEN_NEW,
  COMMS_OPEN_PRACTICE,
} CommsOpenMode;

/* Opens the desk at @path, with the keyring, or for a practice desk with secrets that are kept
 * in memory. */
void        comms_opener_open_async     (const char          *path,
                                         CommsOpenMode        mode,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
CommsDesk * comms_opener_open_finish    (GAsyncResult        *result,
                                         GError             **error);

/* Puts the newest good backup in the place of the desk at @path. */
void        comms_opener_restore_async  (const char          *path,
                                         const char          *backup,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
gboolean    comms_opener_restore_finish (GAsyncResult        *result,
                                         GError             **error);

/* The newest good backup of the desk at @path, and its time. */
void        comms_opener_find_backup_async  (const char          *path,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
char      * comms_opener_find_backup_finish (GAsyncResult        *result,
                                             gint64              *at,
                                             GError             **error);

G_END_DECLS
