/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-practice-private.h"

#include "comms-account.h"
#include "comms-audit-table.h"
#include "comms-net-json.h"
#include "comms-person.h"
#include "comms-practice-resources.h"
#include "comms-words.h"
#include "comms-zone.h"

/* What the pieces of the practice desk's content share: reading, time, the log, the network. */

#define RESOURCE_PREFIX "/org/mohr/CommsDesk/practice/"
#define MINUTE G_GINT64_CONSTANT (60000)
#define HOUR (60 * MINUTE)

/* Nothing made up happens while people sleep. */
#define WAKING_HOUR 7
#define SLEEPING_HOUR 22

/* With less of the day left, the practice release appears tomorrow. */
#define LAUNCH_HOUR 9
#define LAST_LAUNCH_HOUR 16

JsonNode *
comms_practice_load (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PREFIX, name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (comms_practice_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  JsonNode *root;
  gsize length;
  const char *text;

  g_assert (bytes != NULL);
  text = g_bytes_get_data (bytes, &length);
  root = comms_net_json_parse (text, (gssize) length);
  g_assert (root != NULL);
  return root;
}

const char *
comms_practice_get (JsonObject *object, const char *member)
{
  return json_object_get_string_member_with_default (object, member, NULL);
}

static char **
dup_strings (JsonArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));

  return g_strv_builder_end (builder);
}

static void
set_enum (gpointer record, const CommsField *field, const char *nick)
{
  int value;

  if (!comms_enum_from_nick (field->enum_type (), nick, &value))
    g_error ("The practice desk’s content has no such %s: %s", field->name, nick);
  g_object_set (record, field->name, value, NULL);
}

static void
set_field (gpointer record, const CommsField *field, JsonNode *node)
{
  g_auto (GStrv) strings = NULL;
  g_autofree char *paragraphs = NULL;

  switch (field->kind)
    {
    case COMMS_FIELD_TEXT:
      if (JSON_NODE_HOLDS_ARRAY (node))
        {
          strings = dup_strings (json_node_get_array (node));
          paragraphs = g_strjoinv ("\n\n", strings);
        }
      g_object_set (record, field->name,
                    paragraphs != NULL ? paragraphs : json_node_get_string (node), NULL);
      break;
    case COMMS_FIELD_LIST:
      strings = dup_strings (json_node_get_array (node));
      g_object_set (record, field->name, strings, NULL);
      break;
    case COMMS_FIELD_INT:
    case COMMS_FIELD_INSTANT:
      g_object_set (record, field->name, json_node_get_int (node), NULL);
      break;
    case COMMS_FIELD_BOOL:
      g_object_set (record, field->name, json_node_get_boolean (node), NULL);
      break;
    case COMMS_FIELD_ENUM:
      set_enum (record, field, json_node_get_string (node));
      break;
    default:
      g_assert_not_reached ();
    }
}

void
comms_practice_set_fields (gpointer record, JsonObject *object)
{
  guint n_fields;
  const CommsField *fields = comms_record_fields (G_OBJECT_TYPE (record), &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *member = g_strdelimit (g_strdup (fields[i].name), "-", '_');

      if (json_object_has_member (object, member))
        set_field (record, &fields[i], json_object_get_member (object, member));
    }
}

gint64
comms_practice_id (GHashTable *records, const char *key)
{
  CommsRecord *record = key != NULL ? g_hash_table_lookup (records, key) : NULL;

  return record != NULL ? comms_record_get_id (record) : 0;
}

/* Time. */

static gboolean
is_weekend (GDateTime *date)
{
  return g_date_time_get_day_of_week (date) > 5;
}

/* The date that many working days from today. */
static GDateTime *
working_day (CommsPracticeFill *self, int days)
{
  GDateTime *date = comms_zone_date_time (self->tx.policy->zone, self->now);
  int step = days > 0 ? 1 : -1;

  while (days != 0)
    {
      GDateTime *next = g_date_time_add_days (date, step);

      g_date_time_unref (date);
      date = next;
      if (!is_weekend (date))
        days -= step;
    }
  return date;
}

static gint64
wall_instant (CommsPracticeFill *self, GDateTime *date, const char *time)
{
  g_autofree char *day = g_date_time_format (date, "%Y-%m-%d");
  g_autofree char *wall = g_strdup_printf ("%sT%s", day, time);
  gint64 instant = 0;

  if (!comms_zone_to_instant (self->tx.policy->zone, wall, &instant, NULL, NULL))
    g_error ("The practice desk’s content has no such time: %s", time);
  return instant;
}

/* So many minutes from now. What would be in the night is moved on to the next morning, or back to
 * the evening before, still in its order. */
static gint64
minutes_from_now (CommsPracticeFill *self, gint64 minutes)
{
  const char *zone = self->tx.policy->zone;
  gint64 instant = (self->now / MINUTE + minutes) * MINUTE;
  g_autoptr (GDateTime) date = NULL;
  gint64 start;
  int hour;

  if (minutes > 0)
    instant = (instant + 5 * MINUTE - 1) / (5 * MINUTE) * (5 * MINUTE);
  date = comms_zone_date_time (zone, instant);
  hour = g_date_time_get_hour (date);
  start = comms_zone_day_start (zone, instant, 0);
  if (hour >= WAKING_HOUR && hour < SLEEPING_HOUR)
    return instant;
  if (minutes > 0)
    return comms_zone_day_start (zone, instant, hour < WAKING_HOUR ? 0 : 1) +
           (WAKING_HOUR + 2) * HOUR + minutes / 5 * 5 * MINUTE / 2;
  return (hour < WAKING_HOUR ? start - 24 * HOUR : start) + (SLEEPING_HOUR - 1) * HOUR +
         minutes * MINUTE / 2;
}

gint64
comms_practice_time (CommsPracticeFill *self, JsonObject *when)
{
  g_autoptr (GDateTime) date = NULL;

  if (json_object_has_member (when, "ago"))
    return minutes_from_now (self, -json_object_get_int_member (when, "ago"));
  if (json_object_has_member (when, "in"))
    return minutes_from_now (self, json_object_get_int_member (when, "in"));

  date = working_day (self, (int) json_object_get_int_member (when, "day"));
  return wall_instant (self, date, json_object_get_string_member (when, "time"));
}

gint64
comms_practice_launch_time (CommsPracticeFill *self)
{
  const char *zone = self->tx.policy->zone;
  g_autoptr (GDateTime) date = comms_zone_date_time (zone, self->now);
  gboolean tomorrow = g_date_time_get_hour (date) >= LAST_LAUNCH_HOUR;

  return comms_zone_day_start (zone, self->now, tomorrow ? 1 : 0) + LAUNCH_HOUR * HOUR;
}

/* The log. */

typedef struct
{
  gint64 at;
  const char *actor; /* a key of the people */
  CommsSubject subject;
  gint64 subject_id;
  const char *action;
  const char *from_value;
  const char *to_value;
  char *note;
} Event;

static void
event_free (gpointer data)
{
  Event *event = data;

  g_free (event->note);
  g_free (event);
}

void
comms_practice_note (CommsPracticeFill *self,
                     gint64 at,
                     const char *actor,
                     CommsSubject subject,
                     gint64 subject_id,
                     const char *action,
                     const char *from_value,
                     const char *to_value,
                     char *note)
{
  Event *event = g_new0 (Event, 1);

  event->at = MIN (at, self->now);
  /* What was read goes with its file. */
  event->actor = g_intern_string (actor);
  event->subject = subject;
  event->subject_id = subject_id;
  event->action = action;
  event->from_value = g_intern_string (from_value);
  event->to_value = g_intern_string (to_value);
  event->note = note;
  if (self->events == NULL)
    self->events = g_ptr_array_new_with_free_func (event_free);
  g_ptr_array_add (self->events, event);
}

/* Sorting a pointer array keeps the order of equals. */
static int
compare_events (gconstpointer a, gconstpointer b)
{
  const Event *first = *(Event *const *) a;
  const Event *second = *(Event *const *) b;

  return (first->at > second->at) - (first->at < second->at);
}

static CommsStamp
stamp_of (CommsPracticeFill *self, Event *event)
{
  CommsPerson *person =
    event->actor != NULL ? g_hash_table_lookup (self->people, event->actor) : NULL;

  if (person == NULL)
    return (CommsStamp){ 0, "Comms Desk", event->at };
  return (CommsStamp){ comms_record_get_id (COMMS_RECORD (person)), person->name, event->at };
}

gboolean
comms_practice_write_log (CommsPracticeFill *self, GError **error)
{
  g_ptr_array_sort (self->events, compare_events);
  for (guint i = 0; i < self->events->len; i++)
    {
      Event *event = g_ptr_array_index (self->events, i);
      CommsStamp stamp = stamp_of (self, event);

      if (!comms_audit_table_append (self->tx.db, &stamp, event->subject, event->subject_id,
                                     event->action, event->from_value, event->to_value, event->note,
                                     error))
        return FALSE;
    }

  return TRUE;
}

/* The network. */

char *
comms_practice_dup_token (const char *user_id)
{
  return g_strconcat ("practice-", user_id, NULL);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* The practice network reads this file when it starts for the first time. */
void
comms_practice_network_begin (CommsPracticeFill *self)
{
  JsonBuilder *builder = self->network = json_builder_new ();
  GHashTableIter iter;
  gpointer value;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, 1);
  json_builder_set_member_name (builder, "accounts");
  json_builder_begin_array (builder);
  g_hash_table_iter_init (&iter, self->accounts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      CommsAccount *account = value;
      g_autofree char *token = comms_practice_dup_token (account->user_id);

      json_builder_begin_object (builder);
      add_string (builder, "user_id", account->user_id);
      add_string (builder, "handle", account->handle);
      add_string (builder, "display_name", account->display_name);
      add_string (builder, "token", token);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "posts");
  json_builder_begin_array (builder);
}

static const char *
user_id_of (CommsPracticeFill *self, gint64 account_id)
{
  GHashTableIter iter;
  gpointer account;

  g_hash_table_iter_init (&iter, self->accounts);
  while (g_hash_table_iter_next (&iter, NULL, &account))
    if (comms_record_get_id (account) == account_id)
      return COMMS_ACCOUNT (account)->user_id;

  return NULL;
}

void
comms_practice_network_add (CommsPracticeFill *self,
                            CommsPost *post,
                            const char *remote_id,
                            gint64 at)
{
  json_builder_begin_object (self->network);
  add_string (self->network, "id", remote_id);
  add_string (self->network, "user_id", user_id_of (self, post->account_id));
  add_string (self->network, "text", post->text);
  json_builder_set_member_name (self->network, "created_at");
  json_builder_add_int_value (self->network, at);
  json_builder_end_object (self->network);
}

char *
comms_practice_network_end (CommsPracticeFill *self)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_array (self->network);
  json_builder_end_object (self->network);
  root = json_builder_get_root (self->network);
  return json_to_string (root, FALSE);
}
