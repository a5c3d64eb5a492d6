/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-error.h"
#include "comms-log.h"
#include "comms-targets.h"
#include "desk-fixture.h"

typedef struct
{
  const char *csv;
  gssize length;
} Csv;

static gpointer
read_func (CommsTx *tx, gpointer data, GError **error)
{
  Csv *csv = data;
  g_autoptr (GBytes) bytes =
    g_bytes_new (csv->csv, csv->length < 0 ? strlen (csv->csv) : (gsize) csv->length);

  return comms_targets_read_csv (tx, bytes, error);
}

static CommsImportReport *
read_csv (DeskFixture *f, const char *text, GError **error)
{
  Csv csv = { text, -1 };

  return comms_desk_run_sync (f->desk, read_func, &csv, error);
}

static gpointer
import_func (CommsTx *tx, gpointer data, GError **error)
{
  return GINT_TO_POINTER (comms_targets_import (tx, data, error));
}

static void
import (DeskFixture *f, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsImportReport) report = read_csv (f, text, &error);

  g_assert_no_error (error);
  comms_desk_run_sync (f->desk, import_func, report, &error);
  g_assert_no_error (error);
}

static gpointer
list_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_targets_list (tx, data, error);
}

static GPtrArray *
search (DeskFixture *f, const char *words, guint classes)
{
  CommsTargetQuery query = { .search = words, .classes = classes };
  g_autoptr (GError) error = NULL;
  GPtrArray *targets = comms_desk_run_sync (f->desk, list_func, &query, &error);

  g_assert_no_error (error);
  return targets;
}

static void
assert_found (DeskFixture *f, const char *words, guint classes, guint n)
{
  g_autoptr (GPtrArray) targets = search (f, words, classes);

  g_test_message ("%s", words);
  g_assert_cmpuint (targets->len, ==, n);
}

static const char people[] =
  "name,class,organisation,beat,city,languages,x,email\n"
  "Zoya Paras,journalist,Daily Margalla,\"child protection, courts\",Islamabad,en ur,@example_zoya,"
  "zoya@margalla.example.org\n"
  "Haroon Tal,Journalist,Radio Indus,health,Lahore,Urdu;Punjabi,https://x.com/example_haroon,\n"
  "Farida Khosh,Policy maker,Planning,data,Lahore,English,,farida@planning.example.org\n";

static void
test_import (void)
{
  DeskFixture f;
  g_autoptr (GPtrArray) targets = NULL;
  CommsTarget *zoya;

  desk_fixture_open (&f, FALSE);
  import (&f, people);
  g_assert_cmpint (desk_fixture_count (&f, "target"), ==, 3);
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry WHERE action = 'import'"), ==, 1);

  targets = search (&f, "zoya", 0);
  g_assert_cmpuint (targets->len, ==, 1);
  zoya = g_ptr_array_index (targets, 0);
  g_assert_cmpstr (zoya->x_handle, ==, "example_zoya");
  g_assert_cmpstr (zoya->beat, ==, "child protection, courts");
  g_assert_cmpuint (g_strv_length (zoya->languages), ==, 2);
  g_assert_cmpstr (zoya->languages[1], ==, "ur");
  g_assert_nonnull (zoya->source);

  assert_found (&f, "lahore health", 0, 1);
  assert_found (&f, "lahore", 0, 2);
  assert_found (&f, "lahore", 1u << COMMS_TARGET_KIND_POLICY_MAKER, 1);
  assert_found (&f, "nobody", 0, 0);
  desk_fixture_close (&f);
}

/* What is in the directory is changed where a cell says something, and only there. */
static void
test_known_people (void)
{
  DeskFixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsImportReport) report = NULL;
  g_autoptr (GPtrArray) targets = NULL;

  desk_fixture_open (&f, FALSE);
  import (&f, people);
  report = read_csv (&f,
                     "Name;Kind;Outlet;City;Twitter;E-mail\n"
                     "Z. Paras;journalist;;Karachi;;ZOYA@margalla.example.org\n"
                     "Haroon Tal;journalist;Radio Indus;;;\n"
                     "Somebody Else;peer;Centre;Quetta;EXAMPLE_HAROON;\n"
                     "New Person;peer;Centre;Quetta;;\n",
                     &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_new, ==, 1);
  g_assert_cmpuint (report->n_changed, ==, 1);
  g_assert_cmpuint (report->n_same, ==, 1);
  g_assert_cmpuint (report->problems->len, ==, 1);
  g_assert_cmpuint (((CommsImportProblem *) g_ptr_array_index (report->problems, 0))->line, ==, 4);

  comms_desk_run_sync (f.desk, import_func, report, &error);
  g_assert_no_error (error);
  targets = search (&f, "paras", 0);
  g_assert_cmpuint (targets->len, ==, 1);
  g_assert_cmpstr (((CommsTarget *) g_ptr_array_index (targets, 0))->name, ==, "Z. Paras");
  g_assert_cmpstr (((CommsTarget *) g_ptr_array_index (targets, 0))->organisation, ==,
                   "Daily Margalla");
  g_assert_cmpstr (((CommsTarget *) g_ptr_array_index (targets, 0))->city, ==, "Karachi");
  desk_fixture_close (&f);
}

static void
test_wrong_columns (void)
{
  static const struct
  {
    const char *csv;
    const char *says;
  } cases[] = {
    { "", "empty" },
    { "Vorname,Ort\nAda,London\n", "Vorname, Ort" },
    { "Vorname,Ort\nAda,London\n", "organisation" },
    { "name,city\nAda,London\n", "class" },
    { "name,class,name\nAda,peer,Ada\n", "twice" },
    { "name,class,Religion\nAda,peer,none\n", "Religion" },
    { "name,class,ethnic origin\nAda,peer,x\n", "ethnic origin" },
    { "name,class,political_views\nAda,peer,x\n", "political_views" },
    { "name,class,health\nAda,peer,x\n", "health" },
    { "name,class,مذہب\nAda,peer,x\n", "مذہب" },
    { "\"name,class\nAda,peer\n", "broken" },
    { "just some words\nand more of them\n", "just some words" },
  };
  DeskFixture f;

  desk_fixture_open (&f, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CommsImportReport) report = read_csv (&f, cases[i].csv, &error);

      g_assert_null (report);
      g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
  desk_fixture_close (&f);
}

static void
test_unknown_columns (void)
{
  DeskFixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsImportReport) report = NULL;

  desk_fixture_open (&f, FALSE);
  report = read_csv (&f, "name,class,shoe size,sector,\nAda,peer,38,third,\n", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_new, ==, 1);
  g_assert_cmpuint (g_strv_length (report->ignored), ==, 2);
  g_assert_cmpstr (report->ignored[0], ==, "shoe size");
  desk_fixture_close (&f);
}

static void
test_broken_lines (void)
{
  static const char csv[] = "name,class,email,languages,do not contact\n"
                            "A,peer,,,\n"
                            "B,baker,,,\n"
                            "C,peer,no address,,\n"
                            "D,,,,\n"
                            ",peer,,,\n"
                            "F,peer,,Klingonese,\n"
                            "G,peer,,,perhaps\n"
                            "\"H,peer,,,\n"
                            "I,peer,,,,,\n"
                            "A,peer,,,\n"
                            "K,peer,k@example.org,ur,yes\n";
  DeskFixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsImportReport) report = NULL;

  desk_fixture_open (&f, FALSE);
  report = read_csv (&f, csv, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_new, ==, 2);
  g_assert_cmpuint (report->problems->len, ==, 9);
  for (guint i = 0; i < report->problems->len; i++)
    {
      CommsImportProblem *problem = g_ptr_array_index (report->problems, i);

      g_test_message ("%u: %s", problem->line, problem->sentence);
      g_assert_cmpuint (problem->line, ==, i + 3);
    }
  desk_fixture_close (&f);
}

/* Someone else changes one of the people between the dry run and the import: nothing is written. */
static void
test_all_or_nothing (void)
{
  DeskFixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsImportReport) report = NULL;
  g_autoptr (GPtrArray) targets = NULL;
  g_autoptr (CommsTarget) zoya = NULL;

  desk_fixture_open (&f, FALSE);
  import (&f, people);
  report =
    read_csv (&f, "name,class,email\nNew One,peer,\nZ,journalist,zoya@margalla.example.org\n",
              &error);
  g_assert_no_error (error);

  targets = search (&f, "zoya", 0);
  zoya = comms_record_copy (g_ptr_array_index (targets, 0));
  desk_fixture_advance (&f, 5);
  g_object_set (zoya, "city", "Quetta", NULL);
  desk_fixture_save (&f, comms_targets_save, zoya);

  g_assert_null (comms_desk_run_sync (f.desk, import_func, report, &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE);
  g_assert_cmpint (desk_fixture_count (&f, "target"), ==, 3);
  desk_fixture_close (&f);
}

static gpointer
export_func (CommsTx *tx, gpointer data, GError **error)
{
  CommsTargetQuery query = { 0 };

  return comms_targets_export_csv (tx, &query, error);
}

static void
test_round_trip (void)
{
  DeskFixture f;
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *again = NULL;
  g_autoptr (CommsImportReport) report = NULL;
  g_autoptr (CommsTarget) target =
    g_object_new (COMMS_TYPE_TARGET, "kind", COMMS_TARGET_KIND_PEER, "name", "=HYPERLINK(\"x\")",
                  "x-handle", "@sana", "telephone", "+92 51 555 0110", "notes",
                  "Two lines,\nand a \"quotation\"", "city", "لاہور", "do-not-contact", TRUE,
                  "prefers", COMMS_CHANNEL_MEETING, "posture", COMMS_POSTURE_LURKER, NULL);

  desk_fixture_open (&f, FALSE);
  import (&f, people);
  desk_fixture_save (&f, comms_targets_save, target);

  csv = comms_desk_run_sync (f.desk, export_func, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (csv, "'=HYPERLINK"));
  g_assert_nonnull (strstr (csv, ",sana,"));
  report = read_csv (&f, csv, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpuint (report->n_same, ==, 4);
  g_assert_cmpuint (report->n_new, ==, 0);
  g_assert_cmpuint (report->n_changed, ==, 0);
  desk_fixture_close (&f);
}

/* A large file with everything that is wrong in it at once. */
static void
test_large_file (void)
{
  const guint n = g_test_slow () || g_test_perf () ? 100000 : 20000;
  DeskFixture f;
  g_autoptr (GString) csv =
    g_string_new ("\xef\xbb\xbfname;class;organisation;city;email;x;notes\r\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsImportReport) report = NULL;
  gint64 start;

  for (guint i = 0; i < n; i++)
    if (i == n / 2)
      g_string_append (csv, "\"Broken;peer;;;;;\r\n");
    else if (i == n / 2 + 1)
      g_string_append (csv, "Jos\xe9;peer;;Lima;;;\r\n");
    else
      g_string_append_printf (csv, "Person %u;%s;Office %u;لاہور;p%u@example.org;p_%u;\r\n", i,
                              i % 2 != 0 ? "journalist" : "peer", i % 100, i, i);

  desk_fixture_open (&f, FALSE);
  start = g_get_monotonic_time ();
  report = read_csv (&f, csv->str, &error);
  g_assert_no_error (error);
  g_test_message ("read %u rows in %d ms", n, (int) ((g_get_monotonic_time () - start) / 1000));
  g_assert_cmpuint (report->n_new, ==, n - 2);
  g_assert_cmpuint (report->problems->len, ==, 2);
  g_assert_cmpuint (((CommsImportProblem *) g_ptr_array_index (report->problems, 0))->line, ==,
                    n / 2 + 2);

  start = g_get_monotonic_time ();
  comms_desk_run_sync (f.desk, import_func, report, &error);
  g_assert_no_error (error);
  g_test_message ("wrote them in %d ms", (int) ((g_get_monotonic_time () - start) / 1000));
  g_assert_cmpint (desk_fixture_count (&f, "target"), ==, n - 2);
  desk_fixture_close (&f);
}

static gpointer
touch_func (CommsTx *tx, gpointer data, GError **error)
{
  g_autoptr (CommsEngagement) engagement =
    g_object_new (COMMS_TYPE_ENGAGEMENT, "target-id", *(gint64 *) data, "summary", "Spoke", NULL);

  return GINT_TO_POINTER (comms_log_save_engagement (tx, engagement, error));
}

/* The desk keeps the last contact; whoever saves an older copy does not undo it. */
static void
test_contact_is_kept (void)
{
  DeskFixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsTarget) target =
    g_object_new (COMMS_TYPE_TARGET, "name", "Zoya", "kind", COMMS_TARGET_KIND_JOURNALIST, NULL);
  gint64 id;

  desk_fixture_open (&f, FALSE);
  desk_fixture_save (&f, comms_targets_save, target);
  id = comms_record_get_id (COMMS_RECORD (target));
  comms_desk_run_sync (f.desk, touch_func, &id, &error);
  g_assert_no_error (error);
  g_object_set (target, "city", "Lahore", NULL);
  desk_fixture_save (&f, comms_targets_save, target);
  g_assert_cmpint (desk_fixture_count (&f, "target WHERE contacted_at > 0 AND city = 'Lahore'"), ==,
                   1);
  desk_fixture_close (&f);
}

static void
test_bin (void)
{
  DeskFixture f;
  g_autoptr (GError) error = NULL;

  desk_fixture_open (&f, FALSE);
  import (&f, people);
  g_assert_true (comms_desk_run_id_sync (f.desk, comms_targets_bin, 1, &error));
  assert_found (&f, "zoya", 0, 0);
  assert_found (&f, NULL, 0, 2);
  g_assert_true (comms_desk_run_id_sync (f.desk, comms_targets_unbin, 1, &error));
  assert_found (&f, "zoya", 0, 1);
  desk_fixture_close (&f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/targets/import", test_import);
  g_test_add_func ("/targets/known-people", test_known_people);
  g_test_add_func ("/targets/wrong-columns", test_wrong_columns);
  g_test_add_func ("/targets/unknown-columns", test_unknown_columns);
  g_test_add_func ("/targets/broken-lines", test_broken_lines);
  g_test_add_func ("/targets/all-or-nothing", test_all_or_nothing);
  g_test_add_func ("/targets/round-trip", test_round_trip);
  g_test_add_func ("/targets/large-file", test_large_file);
  g_test_add_func ("/targets/contact-is-kept", test_contact_is_kept);
  g_test_add_func ("/targets/bin", test_bin);
  return g_test_run ();
}
