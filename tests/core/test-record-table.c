/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-abbreviation.h"
#include "comms-account.h"
#include "comms-advice-rule.h"
#include "comms-approval.h"
#include "comms-approved-line.h"
#include "comms-attempt.h"
#include "comms-audit-entry.h"
#include "comms-comment.h"
#include "comms-engagement.h"
#include "comms-error.h"
#include "comms-hashtag.h"
#include "comms-link-check.h"
#include "comms-metric.h"
#include "comms-occasion.h"
#include "comms-person.h"
#include "comms-policy.h"
#include "comms-post.h"
#include "comms-protected-name.h"
#include "comms-record-table.h"
#include "comms-release-version.h"
#include "comms-release.h"
#include "comms-store.h"
#include "comms-tariff.h"
#include "comms-target.h"
#include "comms-test-store.h"
#include "comms-voice-card.h"

/* What has a rule against being written here has none about its columns. */
static GType (*const types[]) (void) = {
  comms_account_get_type,        comms_engagement_get_type,    comms_occasion_get_type,
  comms_person_get_type,         comms_policy_get_type,        comms_release_get_type,
  comms_post_get_type,           comms_target_get_type,        comms_release_version_get_type,
  comms_approval_get_type,       comms_attempt_get_type,       comms_abbreviation_get_type,
  comms_advice_rule_get_type,    comms_approved_line_get_type, comms_comment_get_type,
  comms_hashtag_get_type,        comms_link_check_get_type,    comms_metric_get_type,
  comms_protected_name_get_type, comms_tariff_get_type,        comms_voice_card_get_type,
};

/* A value of its own for each property. */
static void
fill (CommsRecord *record, gint64 seed)
{
  static const char *const items[] = { "Asia/Karachi", "", "یورپ" };
  guint n_fields;
  const CommsField *fields = comms_record_fields (G_OBJECT_TYPE (record), &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *text = g_strdup_printf ("“%s”\n%" G_GINT64_FORMAT, fields[i].name, seed);
      const char *const list[] = { items[0], text[0] != '\0' ? items[1] : NULL, items[2], NULL };

      switch (fields[i].kind)
        {
        case COMMS_FIELD_TEXT:
          g_object_set (record, fields[i].name, text, NULL);
          break;
        case COMMS_FIELD_LIST:
          g_object_set (record, fields[i].name, list, NULL);
          break;
        case COMMS_FIELD_INT:
        case COMMS_FIELD_INSTANT:
          g_object_set (record, fields[i].name, seed * 100 + i, NULL);
          break;
        case COMMS_FIELD_BOOL:
          g_object_set (record, fields[i].name, TRUE, NULL);
          break;
        case COMMS_FIELD_ENUM:
          g_object_set (record, fields[i].name, 1, NULL);
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

/* Whether a row of that type cannot stand without a post. */
static gboolean
is_of_a_post (GType type)
{
  return type == COMMS_TYPE_APPROVAL || type == COMMS_TYPE_ATTEMPT || type == COMMS_TYPE_COMMENT ||
         type == COMMS_TYPE_METRIC;
}

/* What a part of another kind's story must belong to. */
static gint64
add_parent (CommsDb *db, GType type)
{
  g_autoptr (CommsRecord) parent = g_object_new (type, NULL);
  g_autoptr (GError) error = NULL;

  comms_record_table_save (db, parent, &error);
  g_assert_no_error (error);
  return comms_record_get_id (parent);
}

static CommsRecord *
new_record (CommsDb *db, GType type, gint64 seed)
{
  CommsRecord *record = g_object_new (type, NULL);

  fill (record, seed);
  if (is_of_a_post (type))
    g_object_set (record, "post-id", add_parent (db, COMMS_TYPE_POST), NULL);
  if (type == COMMS_TYPE_RELEASE_VERSION)
    g_object_set (record, "release-id", add_parent (db, COMMS_TYPE_RELEASE), NULL);
  return record;
}

static void
test_every_field_comes_back (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = comms_test_db_new (folder);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GType type = types[i]();
      g_autoptr (CommsRecord) full = new_record (db, type, (gint64) i + 1);
      g_autoptr (CommsRecord) loaded = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (comms_record_table_save (db, full, &error));
      g_assert_no_error (error);
      g_assert_cmpint (comms_record_get_id (full), >, 0);
      loaded = comms_record_table_load (db, type, comms_record_get_id (full), &error);
      g_assert_no_error (error);
      g_assert_true (comms_record_equal (full, loaded));
    }
}

static void
test_empty_record_comes_back (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = comms_test_db_new (folder);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GType type = types[i]();
      g_autoptr (CommsRecord) empty = g_object_new (type, NULL);
      g_autoptr (CommsRecord) loaded = NULL;

      if (is_of_a_post (type) || type == COMMS_TYPE_RELEASE_VERSION)
        continue;
      g_assert_true (comms_record_table_save (db, empty, NULL));
      loaded = comms_record_table_load (db, type, comms_record_get_id (empty), NULL);
      g_assert_true (comms_record_equal (empty, loaded));
    }
}

static void
test_update (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = comms_test_db_new (folder);
  g_autoptr (CommsRecord) one = new_record (db, COMMS_TYPE_PERSON, 1);
  g_autoptr (CommsRecord) other = new_record (db, COMMS_TYPE_PERSON, 2);
  g_autoptr (GPtrArray) people = NULL;

  g_assert_true (comms_record_table_save (db, one, NULL));
  g_assert_true (comms_record_table_save (db, other, NULL));
  g_object_set (one, "name", "Bilal Ahmed", "active", FALSE, "login", NULL, NULL);
  g_assert_true (comms_record_table_save (db, one, NULL));

  people = comms_record_table_select (db, COMMS_TYPE_PERSON, NULL, "WHERE id > ? ORDER BY id", "i",
                                      (gint64) 0);
  g_assert_cmpuint (people->len, ==, 2);
  g_assert_true (comms_record_equal (one, g_ptr_array_index (people, 0)));
  g_assert_true (comms_record_equal (other, g_ptr_array_index (people, 1)));
}

static void
test_not_found (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = comms_test_db_new (folder);
  g_autoptr (CommsPerson) person = comms_person_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (comms_record_table_load (db, COMMS_TYPE_PERSON, 9, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_NOT_FOUND);
  g_clear_error (&error);

  comms_record_set_id (COMMS_RECORD (person), 9);
  g_assert_false (comms_record_table_save (db, COMMS_RECORD (person), &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_NOT_FOUND);
}

static void
test_unknown_nick (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = comms_test_db_new (folder);
  g_autoptr (GError) error = NULL;

  comms_db_exec_script (db, "INSERT INTO person (id, role) VALUES (1, 'magician')", NULL);
  g_assert_null (comms_record_table_load (db, COMMS_TYPE_PERSON, 1, &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_DAMAGED);
}

static void
test_marks_its_kind (void)
{
  static const struct
  {
    GType (*type) (void);
    CommsSubject subject;
  } rows[] = {
    { comms_release_get_type, COMMS_SUBJECT_RELEASE },
    { comms_release_version_get_type, COMMS_SUBJECT_RELEASE },
    { comms_post_get_type, COMMS_SUBJECT_POST },
    { comms_attempt_get_type, COMMS_SUBJECT_POST },
    { comms_account_get_type, COMMS_SUBJECT_ACCOUNT },
    { comms_target_get_type, COMMS_SUBJECT_TARGET },
    { comms_engagement_get_type, COMMS_SUBJECT_ENGAGEMENT },
    { comms_occasion_get_type, COMMS_SUBJECT_OCCASION },
    { comms_person_get_type, COMMS_SUBJECT_PERSON },
    { comms_policy_get_type, COMMS_SUBJECT_POLICY },
  };
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = comms_test_db_new (folder);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CommsRecord) record = new_record (db, rows[i].type (), (gint64) i);

      comms_db_take_marks (db);
      g_assert_true (comms_record_table_save (db, record, NULL));
      g_assert_cmpuint (comms_db_take_marks (db), ==, 1u << rows[i].subject);
    }
}

static void
test_one_policy (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = comms_test_db_new (folder);
  g_autoptr (CommsPolicy) policy = comms_policy_new ();
  g_autoptr (CommsPolicy) second = comms_policy_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (comms_record_table_save (db, COMMS_RECORD (policy), &error));
  g_assert_cmpint (comms_record_get_id (COMMS_RECORD (policy)), ==, 1);
  g_assert_false (comms_record_table_save (db, COMMS_RECORD (second), &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_FAILED);
}

/* A version of a release that is not there, and one that is to be changed. */
static void
test_versions_are_kept (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = comms_test_db_new (folder);
  g_autoptr (CommsRecord) version = new_record (db, COMMS_TYPE_RELEASE_VERSION, 1);
  g_autoptr (CommsRecord) orphan = new_record (db, COMMS_TYPE_RELEASE_VERSION, 2);

  g_assert_true (comms_record_table_save (db, version, NULL));
  g_object_set (version, "content", "other words", NULL);
  g_assert_false (comms_record_table_save (db, version, NULL));
  g_object_set (orphan, "release-id", G_GINT64_CONSTANT (99), NULL);
  g_assert_false (comms_record_table_save (db, orphan, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record-table/every-field-comes-back", test_every_field_comes_back);
  g_test_add_func ("/record-table/empty-record-comes-back", test_empty_record_comes_back);
  g_test_add_func ("/record-table/update", test_update);
  g_test_add_func ("/record-table/not-found", test_not_found);
  g_test_add_func ("/record-table/unknown-nick", test_unknown_nick);
  g_test_add_func ("/record-table/marks-its-kind", test_marks_its_kind);
  g_test_add_func ("/record-table/one-policy", test_one_policy);
  g_test_add_func ("/record-table/versions-are-kept", test_versions_are_kept);

  return g_test_run ();
}
