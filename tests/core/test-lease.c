/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-account.h"
#include "comms-lease-table.h"
#include "comms-record-table.h"
#include "comms-test-store.h"

/* Who may send from an account. */

#define MINUTE_MS (G_GINT64_CONSTANT (60) * 1000)
#define HOLDER "this process"

static CommsDb *
desk_new (const char *folder)
{
  CommsDb *db = comms_test_db_new (folder);
  g_autoptr (CommsAccount) account =
    g_object_new (COMMS_TYPE_ACCOUNT, "handle", "mohr_example", NULL);
  g_autoptr (GError) error = NULL;

  comms_record_table_save (db, COMMS_RECORD (account), &error);
  g_assert_no_error (error);
  return db;
}

static gboolean
take (CommsDb *db, const char *holder, gint64 now)
{
  g_autoptr (GError) error = NULL;
  gboolean held;

  comms_lease_table_take (db, 1, holder, now, now + MINUTE_MS, &held, &error);
  g_assert_no_error (error);
  return held;
}

static void
test_lease (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = desk_new (folder);
  const gint64 now = COMMS_TEST_NOW;

  g_assert_true (take (db, HOLDER, now));
  g_assert_true (take (db, HOLDER, now + 1));
  g_assert_false (take (db, "another", now + MINUTE_MS));
  g_assert_true (take (db, "another", now + 1 + MINUTE_MS));
  g_assert_false (take (db, HOLDER, now + 2 + MINUTE_MS));

  /* Nobody gives up what another has. */
  g_assert_true (comms_lease_table_give_up (db, 1, HOLDER, NULL));
  g_assert_false (take (db, HOLDER, now + 2 + MINUTE_MS));
  g_assert_true (comms_lease_table_give_up (db, 1, "another", NULL));
  g_assert_true (take (db, HOLDER, now + 2 + MINUTE_MS));
}

/* The lease of a process that is gone ends with it; whoever else is not known to be gone keeps it.
 */
static void
test_lease_of_the_dead (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = desk_new (folder);
  g_autofree char *alive = comms_lease_table_dup_holder ();
  g_auto (GStrv) parts = g_strsplit (alive, " ", -1);
  g_autofree char *dead = NULL;
  g_autofree char *elsewhere = NULL;

  g_assert_cmpuint (g_strv_length (parts), ==, 5);
  elsewhere = g_strjoin (" ", "another-start", parts[1], parts[2], "1", parts[4], NULL);
  dead = g_strjoin (" ", parts[0], parts[1], parts[2], "1", parts[4], NULL);

  g_assert_true (take (db, alive, COMMS_TEST_NOW));
  g_assert_false (take (db, HOLDER, COMMS_TEST_NOW));
  g_assert_true (comms_lease_table_give_up (db, 1, alive, NULL));
  g_assert_true (take (db, elsewhere, COMMS_TEST_NOW));
  g_assert_false (take (db, HOLDER, COMMS_TEST_NOW));
  g_assert_true (comms_lease_table_give_up (db, 1, elsewhere, NULL));
  /* The number is that of this process, which began at another time. */
  g_assert_true (take (db, dead, COMMS_TEST_NOW));
  g_assert_true (take (db, HOLDER, COMMS_TEST_NOW));
  g_assert_false (take (db, alive, COMMS_TEST_NOW));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lease/take", test_lease);
  g_test_add_func ("/lease/of-the-dead", test_lease_of_the_dead);
  return g_test_run ();
}
