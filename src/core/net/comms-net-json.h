/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* JSON from outside. Nothing here warns or aborts, whatever stands in it: a member that is
 * missing, null or of another type is NULL, and each function takes NULL for "not there". */

/* The root of a text that is JSON and not too deep, or NULL. @length may be -1. */
JsonNode   * comms_net_json_parse        (const char *text, gssize length);
/* The same, not sealed. (transfer full) */
JsonNode   * comms_net_json_parse_to_change (const char *text, gssize length);

JsonObject * comms_net_json_root         (JsonNode *root);
JsonArray  * comms_net_json_list         (JsonNode *root);
const char * comms_net_json_string       (JsonObject *object, const char *name);
JsonObject * comms_net_json_object       (JsonObject *object, const char *name);
JsonArray  * comms_net_json_array        (JsonObject *object, const char *name);
gboolean     comms_net_json_has          (JsonObject *object, const char *name);
/* 0 where it is no whole number. */
gint64       comms_net_json_int          (JsonObject *object, const char *name);
/* An ISO 8601 time as UTC milliseconds; 0 where it is none. */
gint64       comms_net_json_time         (JsonObject *object, const char *name);

guint        comms_net_json_n            (JsonArray *array);
JsonObject * comms_net_json_element      (JsonArray *array, guint index);

/* A string that is an id of X's: 1 to 19 digits; else NULL. */
const char * comms_net_json_id           (JsonObject *object, const char *name);
gboolean     comms_net_is_id             (const char *text);

/* What may stand in a path as an id of a network whose ids are opaque. */
gboolean     comms_net_is_word           (const char *text);

/* Adds a member; NULL adds nothing. */
void         comms_net_json_add          (JsonBuilder *builder, const char *name, const char *text);

/* One line, no blanks. (transfer full) */
char       * comms_net_json_print        (JsonBuilder *builder);

G_END_DECLS
