/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-db.h"
#include "comms-stamp.h"

G_BEGIN_DECLS

/* What the tests of the store share. */

/* 10 December 2026, 12:00 in Karachi. */
#define COMMS_TEST_NOW G_GINT64_CONSTANT (1796886000000)

extern const CommsStamp comms_test_stamp;

/* A new folder for the files of one test, and its end. (transfer full) */
char    * comms_test_folder_new  (void);
void      comms_test_folder_free (char *folder);

typedef char CommsTestFolder;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsTestFolder, comms_test_folder_free)

/* An empty desk, "desk.db" in @folder, with a transaction begun. */
CommsDb * comms_test_db_new      (const char *folder);

/* How many files the folder has, NULL-safe. */
guint     comms_test_count_files (const char *folder);

G_END_DECLS
