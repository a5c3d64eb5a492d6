/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsTest"

#include "config.h"

#include "comms-test-store.h"

#include <glib/gstdio.h>

#include "comms-schema.h"

const CommsStamp comms_test_stamp = { 7, "Ayesha Khan", COMMS_TEST_NOW };

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

char *
comms_test_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("comms-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
comms_test_folder_free (char *folder)
{
  if (folder == NULL)
    return;
  remove_tree (folder);
  g_free (folder);
}

CommsDb *
comms_test_db_new (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "desk.db", NULL);
  g_autoptr (GError) error = NULL;
  CommsDb *db;

  db = comms_db_open (path, TRUE, &error);
  g_assert_no_error (error);
  comms_schema_migrate (db, comms_schema_steps (), NULL, NULL, &error);
  g_assert_no_error (error);
  comms_db_begin (db, &error);
  g_assert_no_error (error);
  return db;
}

guint
comms_test_count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}
