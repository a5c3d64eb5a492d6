/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include "comms-cli.h"

#include <json-glib/json-glib.h>

#include "comms-words.h"

/* Instants are written as RFC 3339 in UTC: for programs, and the same on every computer. */
static char *
format_instant (gint64 instant)
{
  g_autoptr (GDateTime) date_time = NULL;

  if (instant == 0)
    return NULL;
  date_time = g_date_time_new_from_unix_utc (instant / 1000);
  return g_date_time_format (date_time, "%Y-%m-%dT%H:%M:%SZ");
}

static char *
format_field (gpointer          record,
              const CommsField *field)
{
  gconstpointer address = G_STRUCT_MEMBER_P (record, field->offset);

  switch (field->kind)
    {
    case COMMS_FIELD_TEXT:
      return g_strdup (*(char *const *) address);
    case COMMS_FIELD_LIST:
      return *(char **const *) address != NULL ? g_strjoinv (" ", *(char **const *) address) : NULL;
    case COMMS_FIELD_INT:
      return g_strdup_printf ("%" G_GINT64_FORMAT, *(const gint64 *) address);
    case COMMS_FIELD_INSTANT:
      return format_instant (*(const gint64 *) address);
    case COMMS_FIELD_BOOL:
      return g_strdup (*(const gboolean *) address ? "yes" : "no");
    case COMMS_FIELD_ENUM:
      return g_strdup (comms_enum_nick (field->enum_type (), *(const int *) address));
    default:
      g_assert_not_reached ();
    }
}

static void
add_json_list (JsonBuilder       *builder,
               const char *const *items)
{
  json_builder_begin_array (builder);
  for (guint i = 0; items != NULL && items[i] != NULL; i++)
    json_builder_add_string_value (builder, items[i]);
  json_builder_end_array (builder);
}

static void
add_json_field (JsonBuilder      *builder,
                gpointer          record,
                const CommsField *field)
{
  gconstpointer address = G_STRUCT_MEMBER_P (record, field->offset);

  json_builder_set_member_name (builder, field->name);
  switch (field->kind)
    {
    case COMMS_FIELD_LIST:
      add_json_list (builder, *(const char *const *const *) address);
      break;
    case COMMS_FIELD_INT:
      json_builder_add_int_value (builder, *(const gint64 *) address);
      break;
    case COMMS_FIELD_BOOL:
      json_builder_add_boolean_value (builder, *(const gboolean *) address);
      break;
    case COMMS_FIELD_TEXT:
    case COMMS_FIELD_INSTANT:
    case COMMS_FIELD_ENUM:
      {
        g_autofree char *text = format_field (record, field);

        if (text != NULL)
          json_builder_add_string_value (builder, text);
        else
          json_builder_add_null_value (builder);
      }
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *line = json_to_string (root, FALSE);

  g_print ("%s\n", line);
}

static void
print_record_json (gpointer record)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint n_fields;
  const CommsField *fields = comms_record_fields (G_OBJECT_TYPE (record), &n_fields);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_int_value (builder, comms_record_get_id (record));
  for (guint i = 0; i < n_fields; i++)
    add_json_field (builder, record, &fields[i]);
  json_builder_end_object (builder);
  print_json (builder);
}

static const CommsField *
find_field (gpointer    record,
            const char *name)
{
  guint n_fields;
  const CommsField *fields = comms_record_fields (G_OBJECT_TYPE (record), &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].name, name))
      return &fields[i];

  g_assert_not_reached ();
}

/* A text of several lines stands on one, so that a row stays a row. */
static char *
dup_cell (gpointer    record,
          const char *column)
{
  g_autofree char *text = format_field (record, find_field (record, column));

  if (text == NULL || *text == '\0')
    return g_strdup ("-");
  g_strdelimit (text, "\n\r\t", ' ');
  return g_steal_pointer (&text);
}

static void
print_cell (const char *text,
            glong       width)
{
  glong pad = width - g_utf8_strlen (text, -1);

  g_print ("%s%*s", text, (int) MAX (pad, 0), "");
}

static void
print_table (GPtrArray         *records,
             const char *const *columns)
{
  guint n_columns = g_strv_length ((char **) columns);
  g_autofree glong *widths = g_new0 (glong, n_columns);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint row = 0; row < records->len; row++)
    for (guint i = 0; i < n_columns; i++)
      {
        char *cell = dup_cell (records->pdata[row], columns[i]);

        widths[i] = MAX (widths[i], g_utf8_strlen (cell, -1));
        g_ptr_array_add (cells, cell);
      }

  for (guint row = 0; row < records->len; row++)
    {
      g_print ("%6" G_GINT64_FORMAT, comms_record_get_id (records->pdata[row]));
      for (guint i = 0; i < n_columns; i++)
        {
          g_print ("  ");
          print_cell (cells->pdata[row * n_columns + i], i + 1 < n_columns ? widths[i] : 0);
        }
      g_print ("\n");
    }
}

void
comms_cli_print_records (CommsCli          *cli,
                         GPtrArray         *records,
                         const char *const *columns)
{
  if (!cli->json)
    {
      print_table (records, columns);
      return;
    }

  for (guint i = 0; i < records->len; i++)
    print_record_json (records->pdata[i]);
}

void
comms_cli_print_record (CommsCli *cli,
                        gpointer  record)
{
  guint n_fields;
  const CommsField *fields = comms_record_fields (G_OBJECT_TYPE (record), &n_fields);

  if (cli->json)
    {
      print_record_json (record);
      return;
    }

  g_print ("%-18s %" G_GINT64_FORMAT "\n", "id", comms_record_get_id (record));
  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *text = format_field (record, &fields[i]);

      if (text != NULL && *text != '\0')
        g_print ("%-18s %s\n", fields[i].name, text);
    }
}

void
comms_cli_print_values (CommsCli *cli,
                        ...)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GString) line = g_string_new (NULL);
  const char *name;
  va_list args;

  json_builder_begin_object (builder);
  va_start (args, cli);
  while ((name = va_arg (args, const char *)) != NULL)
    {
      const char *text = va_arg (args, const char *);

      json_builder_set_member_name (builder, name);
      if (text != NULL)
        json_builder_add_string_value (builder, text);
      else
        json_builder_add_null_value (builder);
      if (text != NULL)
        g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", text);
    }
  va_end (args);
  json_builder_end_object (builder);

  if (cli->json)
    print_json (builder);
  else
    g_print ("%s\n", line->str);
}
