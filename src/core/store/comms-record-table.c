/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-record-table.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-audit-entry.h"
#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-post.h"
#include "comms-record-table-private.h"
#include "comms-release.h"
#include "comms-search-index.h"
#include "comms-store.h"
#include "comms-target-table-private.h"
#include "comms-target.h"
#include "comms-words.h"

/* What is put together once for each class of records. Never freed. */
typedef struct
{
  char *select; /* up to the tail */
  char *insert;
  char *update;
  char *table;
  char **columns; /* one a field, quoted */
  CommsSubject subject;
  const CommsField *fields;
  guint n_fields;
  GEnumClass **enums; /* one a field, NULL for what is no enumeration */
} CommsPlan;

/* Tables that are part of another kind's story. Every other table has the name of its kind. */
static const struct
{
  const char *table;
  CommsSubject subject;
} parts[] = {
  { "abbreviation", COMMS_SUBJECT_HOUSE_STYLE },
  { "advice_rule", COMMS_SUBJECT_HOUSE_STYLE },
  { "approval", COMMS_SUBJECT_POST },
  { "approved_line", COMMS_SUBJECT_HOUSE_STYLE },
  { "attempt", COMMS_SUBJECT_POST },
  { "comment", COMMS_SUBJECT_POST },
  { "hashtag", COMMS_SUBJECT_HOUSE_STYLE },
  { "link_check", COMMS_SUBJECT_LINK },
  { "media", COMMS_SUBJECT_POST },
  { "metric", COMMS_SUBJECT_METRIC },
  { "protected_name", COMMS_SUBJECT_HOUSE_STYLE },
  { "tariff", COMMS_SUBJECT_POLICY },
  { "voice_card", COMMS_SUBJECT_HOUSE_STYLE },
  { "release_version", COMMS_SUBJECT_RELEASE },
  { "audit_entry", COMMS_SUBJECT_DESK },
};

/* What else is to be done after a row was saved. */
static const struct
{
  GType (*type) (void);
  gboolean (*after_save) (CommsDb *db, CommsRecord *record, GError **error);
} followers[] = {
  { comms_release_get_type, comms_search_index_release },
  { comms_target_get_type, comms_target_table_after_save },
};

/* "CommsReleaseVersion" is kept in "release_version". */
static char *
dup_table_name (GType type)
{
  const char *name = g_type_name (type) + strlen ("Comms");
  GString *table = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    {
      if (g_ascii_isupper (*p) && p != name)
        g_string_append_c (table, '_');
      g_string_append_c (table, g_ascii_tolower (*p));
    }
  return g_string_free (table, FALSE);
}

static CommsSubject
subject_of_table (const char *table)
{
  int subject = COMMS_SUBJECT_DESK;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (table, parts[i].table))
      return parts[i].subject;

  if (!comms_enum_from_nick (COMMS_TYPE_SUBJECT, table, &subject))
    g_assert_not_reached ();
  return subject;
}

static char *
dup_column (const CommsField *field)
{
  g_autofree char *name = g_strdelimit (g_strdup (field->name), "-", '_');

  return g_strdup_printf ("\"%s\"", name);
}

static CommsPlan *
plan_new (GType type)
{
  CommsPlan *plan = g_new0 (CommsPlan, 1);
  char *table = dup_table_name (type);
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);
  g_autoptr (GString) settings = g_string_new (NULL);

  plan->table = table;
  plan->subject = subject_of_table (table);
  plan->fields = comms_record_fields (type, &plan->n_fields);
  plan->enums = g_new0 (GEnumClass *, plan->n_fields);
  plan->columns = g_new0 (char *, plan->n_fields);
  for (guint i = 0; i < plan->n_fields; i++)
    {
      const char *column = plan->columns[i] = dup_column (&plan->fields[i]);
      const char *comma = i > 0 ? ", " : "";

      g_string_append_printf (columns, "%s%s", comma, column);
      g_string_append_printf (marks, "%s?", comma);
      g_string_append_printf (settings, "%s%s = ?", comma, column);
      if (plan->fields[i].kind == COMMS_FIELD_ENUM)
        plan->enums[i] = g_type_class_ref (plan->fields[i].enum_type ());
    }

  plan->select = g_strdup_printf ("SELECT id, %s FROM \"%s\"", columns->str, table);
  plan->insert =
    g_strdup_printf ("INSERT INTO \"%s\" (%s) VALUES (%s)", table, columns->str, marks->str);
  plan->update = g_strdup_printf ("UPDATE \"%s\" SET %s WHERE id = ?", table, settings->str);
  return plan;
}

/* Each store has a thread of its own, so several may ask at once. */
static const CommsPlan *
plan_of (GType type)
{
  static GMutex mutex;
  static GHashTable *plans;
  CommsPlan *plan;

  g_assert (g_type_is_a (type, COMMS_TYPE_RECORD));

  g_mutex_lock (&mutex);
  if (plans == NULL)
    plans = g_hash_table_new (NULL, NULL);
  plan = g_hash_table_lookup (plans, GSIZE_TO_POINTER (type));
  if (plan == NULL)
    {
      plan = plan_new (type);
      g_hash_table_insert (plans, GSIZE_TO_POINTER (type), plan);
    }
  g_mutex_unlock (&mutex);
  return plan;
}

/* Reading */

static gboolean
read_enum (CommsDb *db, GEnumClass *klass, const char *nick, int *value, GError **error)
{
  GEnumValue *found = nick != NULL ? g_enum_get_value_by_nick (klass, nick) : NULL;

  if (found == NULL)
    {
      comms_db_set_error (db, COMMS_STORE_ERROR_DAMAGED, error);
      return FALSE;
    }
  *value = found->value;
  return TRUE;
}

/* Writes into the fresh record's memory: nobody can be listening to it yet, and a long list is
 * read several times as fast as by setting properties. */
static gboolean
read_field (
  CommsDb *db, CommsRows *rows, const CommsPlan *plan, guint i, gpointer record, GError **error)
{
  gpointer address = G_STRUCT_MEMBER_P (record, plan->fields[i].offset);
  int column = (int) i + 1;
  const char *text;

  switch (plan->fields[i].kind)
    {
    case COMMS_FIELD_TEXT:
      *(char **) address = g_strdup (comms_rows_get_text (rows, column));
      return TRUE;
    case COMMS_FIELD_LIST:
      text = comms_rows_get_text (rows, column);
      *(char ***) address = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
      return TRUE;
    case COMMS_FIELD_INT:
    case COMMS_FIELD_INSTANT:
      *(gint64 *) address = comms_rows_get_int (rows, column);
      return TRUE;
    case COMMS_FIELD_BOOL:
      *(gboolean *) address = comms_rows_get_int (rows, column) != 0;
      return TRUE;
    case COMMS_FIELD_ENUM:
      return read_enum (db, plan->enums[i], comms_rows_get_text (rows, column), address, error);
    default:
      g_assert_not_reached ();
    }
}

static CommsRecord *
read_record (CommsDb *db, CommsRows *rows, const CommsPlan *plan, GType type, GError **error)
{
  g_autoptr (CommsRecord) record = g_object_new (type, NULL);

  comms_record_set_id (record, comms_rows_get_int (rows, 0));
  for (guint i = 0; i < plan->n_fields; i++)
    if (!read_field (db, rows, plan, i, record, error))
      return NULL;
  return g_steal_pointer (&record);
}

static GPtrArray *
read_all (CommsDb *db,
          GType type,
          const char *tail,
          const CommsValue *values,
          guint n_values,
          GError **error)
{
  const CommsPlan *plan = plan_of (type);
  g_autofree char *sql = g_strconcat (plan->select, " ", tail, NULL);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CommsRows) rows = NULL;
  GError *local_error = NULL;

  rows = comms_db_query_values (db, sql, values, n_values, error);
  if (rows == NULL)
    return NULL;

  while (comms_rows_next (rows, &local_error))
    {
      CommsRecord *record = read_record (db, rows, plan, type, &local_error);

      if (record == NULL)
        break;
      g_ptr_array_add (records, record);
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return g_steal_pointer (&records);
}

/* Writing */

static char *
dup_list (const char *const *items)
{
  return items != NULL && items[0] != NULL ? g_strjoinv ("\n", (char **) items) : NULL;
}

/* @keep owns what was made for the value. */
static CommsValue
field_value (const CommsPlan *plan, guint i, gconstpointer record, GPtrArray *keep)
{
  gconstpointer address = G_STRUCT_MEMBER_P (record, plan->fields[i].offset);
  CommsValue value = { .type = 'i' };

  switch (plan->fields[i].kind)
    {
    case COMMS_FIELD_TEXT:
      value.type = 's';
      value.s = *(char *const *) address;
      break;
    case COMMS_FIELD_LIST:
      value.type = 's';
      value.s = dup_list (*(const char *const *const *) address);
      g_ptr_array_add (keep, (char *) value.s);
      break;
    case COMMS_FIELD_INT:
    case COMMS_FIELD_INSTANT:
      value.i = *(const gint64 *) address;
      break;
    case COMMS_FIELD_BOOL:
      value.i = *(const gboolean *) address ? 1 : 0;
      break;
    case COMMS_FIELD_ENUM:
      value.type = 's';
      value.s = g_enum_get_value (plan->enums[i], *(const int *) address)->value_nick;
      break;
    default:
      g_assert_not_reached ();
    }
  return value;
}

static gboolean
write_row (CommsDb *db, const CommsPlan *plan, CommsRecord *record, GError **error)
{
  g_autoptr (GPtrArray) keep = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) values = g_array_new (FALSE, TRUE, sizeof (CommsValue));
  CommsValue id = { .type = 'i', .i = comms_record_get_id (record) };

  for (guint i = 0; i < plan->n_fields; i++)
    {
      CommsValue value = field_value (plan, i, record, keep);

      g_array_append_val (values, value);
    }
  if (id.i != 0)
    g_array_append_val (values, id);

  return comms_db_exec_values (db, id.i != 0 ? plan->update : plan->insert,
                               (const CommsValue *) (gpointer) values->data, values->len, error);
}

/* Fields as they stand in @record, and the statement that writes them to its row. */
static char *
dup_changes (
  const CommsPlan *plan, gconstpointer before, CommsRecord *record, GArray *values, GPtrArray *keep)
{
  GString *sql = g_string_new (NULL);
  const CommsValue id = { .type = 'i', .i = comms_record_get_id (record) };

  g_string_append_printf (sql, "UPDATE \"%s\" SET", plan->table);
  for (guint i = 0; i < plan->n_fields; i++)
    {
      CommsValue value;

      if (comms_record_field_equal (&plan->fields[i], before, record))
        continue;
      value = field_value (plan, i, record, keep);
      g_string_append_printf (sql, "%s %s = ?", values->len > 0 ? "," : "", plan->columns[i]);
      g_array_append_val (values, value);
    }
  g_string_append (sql, " WHERE id = ?");
  g_array_append_val (values, id);
  return g_string_free (sql, FALSE);
}

static gboolean
write_changes (
  CommsDb *db, const CommsPlan *plan, gconstpointer before, CommsRecord *record, GError **error)
{
  g_autoptr (GPtrArray) keep = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) values = g_array_new (FALSE, TRUE, sizeof (CommsValue));
  g_autofree char *sql = dup_changes (plan, before, record, values, keep);

  return values->len == 1 ||
         comms_db_exec_values (db, sql, (const CommsValue *) (gpointer) values->data, values->len,
                               error);
}

static void
set_not_found (GError **error)
{
  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_NOT_FOUND,
                       C_ ("error", "That is not in this desk any more. Look at the list again."));
}

static gboolean
follow (CommsDb *db, const CommsPlan *plan, CommsRecord *record, GError **error)
{
  comms_store_mark_changed (db, plan->subject);
  for (gsize i = 0; i < G_N_ELEMENTS (followers); i++)
    if (G_TYPE_CHECK_INSTANCE_TYPE (record, followers[i].type ()))
      return followers[i].after_save (db, record, error);
  return TRUE;
}

gboolean
comms_record_table_write (CommsDb *db, CommsRecord *record, GError **error)
{
  const CommsPlan *plan = plan_of (G_OBJECT_TYPE (record));
  const gint64 id = comms_record_get_id (record);
  /* The row as it stands, so that only the difference need be written. */
  g_autoptr (GObject) kept = comms_db_cache_dup (comms_db_get_cache (db), plan->table, id);

  if (kept != NULL)
    return write_changes (db, plan, kept, record, error) && follow (db, plan, record, error);
  if (!write_row (db, plan, record, error))
    return FALSE;

  if (id == 0)
    comms_record_set_id (record, comms_db_last_id (db));
  else if (comms_db_n_changed (db) == 0)
    {
      set_not_found (error);
      return FALSE;
    }

  return follow (db, plan, record, error);
}

gboolean
comms_record_table_write_changes (CommsDb *db,
                                  gconstpointer before,
                                  CommsRecord *record,
                                  GError **error)
{
  const CommsPlan *plan = plan_of (G_OBJECT_TYPE (record));

  g_return_val_if_fail (comms_record_get_id ((CommsRecord *) before) ==
                          comms_record_get_id (record),
                        FALSE);

  return write_changes (db, plan, before, record, error) && follow (db, plan, record, error);
}

gboolean
comms_record_table_save (CommsDb *db, CommsRecord *record, GError **error)
{
  g_return_val_if_fail (COMMS_IS_RECORD (record), FALSE);
  /* These have tables of their own, which hold their rules. */
  g_return_val_if_fail (!COMMS_IS_AUDIT_ENTRY (record), FALSE);
  g_return_val_if_fail (!COMMS_IS_POST (record) || comms_record_get_id (record) == 0, FALSE);

  return comms_record_table_write (db, record, error);
}

gpointer
comms_record_table_load (CommsDb *db, GType type, gint64 id, GError **error)
{
  const CommsValue value = { .type = 'i', .i = id };
  g_autoptr (GObject) kept =
    comms_db_cache_dup (comms_db_get_cache (db), plan_of (type)->table, id);
  g_autoptr (GPtrArray) records = NULL;

  if (kept != NULL)
    return comms_record_copy (kept);
  records = read_all (db, type, "WHERE id = ?", &value, 1, error);
  if (records == NULL)
    return NULL;

  if (records->len == 0)
    {
      set_not_found (error);
      return NULL;
    }
  return g_object_ref (g_ptr_array_index (records, 0));
}

gpointer
comms_record_table_share (CommsDb *db, GType type, gint64 id, GError **error)
{
  const CommsPlan *plan = plan_of (type);
  CommsDbCache *cache = comms_db_get_cache (db);
  GObject *row = comms_db_cache_dup (cache, plan->table, id);

  if (row != NULL)
    return row;
  row = comms_record_table_load (db, type, id, error);
  if (row != NULL)
    comms_db_cache_put (cache, plan->table, id, row);
  return row;
}

GPtrArray *
comms_record_table_select_values (CommsDb *db,
                                  GType type,
                                  const char *tail,
                                  const CommsValue *values,
                                  guint n_values,
                                  GError **error)
{
  return read_all (db, type, tail, values, n_values, error);
}

GPtrArray *
comms_record_table_select (
  CommsDb *db, GType type, GError **error, const char *tail, const char *types, ...)
{
  g_autoptr (GArray) values = NULL;
  va_list arguments;

  va_start (arguments, types);
  values = comms_values_new (types, arguments);
  va_end (arguments);
  return read_all (db, type, tail, (const CommsValue *) (gpointer) values->data, values->len,
                   error);
}
