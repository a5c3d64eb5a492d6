/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <string.h>

#include "comms-net-json.h"

/* json-glib recurses, so that a text of brackets alone would use up the stack. No network's
 * answers are nested more than ten deep. */
#define MAX_DEPTH 64
#define MAX_ID_DIGITS 19
#define MAX_WORD 64

static gboolean
is_too_deep (const char *text, gsize length)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        in_string = !in_string;
      else if (!in_string && (text[i] == '[' || text[i] == '{'))
        {
          if (++depth > MAX_DEPTH)
            return TRUE;
        }
      else if (!in_string && (text[i] == ']' || text[i] == '}') && depth > 0)
        depth--;
    }
  return FALSE;
}

JsonNode *
comms_net_json_parse_to_change (const char *text, gssize length)
{
  g_autoptr (JsonParser) parser = NULL;

  if (text == NULL)
    return NULL;
  if (length < 0)
    length = (gssize) strlen (text);
  if (length == 0 || !g_utf8_validate (text, length, NULL) || is_too_deep (text, (gsize) length))
    return NULL;

  parser = json_parser_new ();
  return json_parser_load_from_data (parser, text, length, NULL) ? json_parser_steal_root (parser)
                                                                 : NULL;
}

/* Sealed here, not by the parser: that of Debian 13 leaves a root that is a mere word or number as
 * it is, and then falls over it. */
JsonNode *
comms_net_json_parse (const char *text, gssize length)
{
  JsonNode *root = comms_net_json_parse_to_change (text, length);

  if (root != NULL)
    json_node_seal (root);
  return root;
}

JsonObject *
comms_net_json_root (JsonNode *root)
{
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

JsonArray *
comms_net_json_list (JsonNode *root)
{
  return root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
}

static JsonNode *
get_member (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

const char *
comms_net_json_string (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
             json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

JsonObject *
comms_net_json_object (JsonObject *object, const char *name)
{
  return comms_net_json_root (get_member (object, name));
}

JsonArray *
comms_net_json_array (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

gboolean
comms_net_json_has (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

gint64
comms_net_json_int (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
             json_node_get_value_type (node) == G_TYPE_INT64
           ? json_node_get_int (node)
           : 0;
}

gint64
comms_net_json_time (JsonObject *object, const char *name)
{
  const char *text = comms_net_json_string (object, name);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  return time != NULL
           ? g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000
           : 0;
}

guint
comms_net_json_n (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

JsonObject *
comms_net_json_element (JsonArray *array, guint index)
{
  return index < comms_net_json_n (array)
           ? comms_net_json_root (json_array_get_element (array, index))
           : NULL;
}

gboolean
comms_net_is_id (const char *text)
{
  gsize n_digits = text != NULL ? strspn (text, "0123456789") : 0;

  return n_digits > 0 && n_digits <= MAX_ID_DIGITS && text[n_digits] == '\0';
}

gboolean
comms_net_is_word (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  return length > 0 && length <= MAX_WORD &&
         strspn (text, G_CSET_a_2_z G_CSET_A_2_Z "0123456789_-") == length;
}

const char *
comms_net_json_id (JsonObject *object, const char *name)
{
  const char *id = comms_net_json_string (object, name);

  return comms_net_is_id (id) ? id : NULL;
}

void
comms_net_json_add (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

char *
comms_net_json_print (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}
