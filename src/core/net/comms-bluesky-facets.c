/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <string.h>

#include "comms-bluesky-facets.h"

#include "comms-text-check.h"

#define FACET "app.bsky.richtext.facet#"
#define MAX_TAG_BYTES 640

/* A name here is a domain (AT Protocol, "Handle"). */
static char *
dup_handle (const char *text, const CommsEntity *entity)
{
  const char *name = g_utf8_next_char (text + entity->start);

  return g_ascii_strdown (name, (gssize) entity->end - (name - text));
}

static char *
dup_link (const char *text, const CommsEntity *entity)
{
  g_autofree char *link = g_strndup (text + entity->start, entity->end - entity->start);
  const char *scheme = g_uri_peek_scheme (link); /* in lower case */

  return scheme != NULL && (g_str_equal (scheme, "http") || g_str_equal (scheme, "https"))
           ? g_steal_pointer (&link)
           : g_strconcat ("https://", link, NULL);
}

static GArray *
find_entities (const char *text)
{
  g_auto (CommsTextCheck) check = { 0 };

  comms_text_check (text, COMMS_TEXT_RULE_BLUESKY, NULL, &check);
  return g_array_ref (check.entities);
}

char **
comms_bluesky_find_handles (const char *text)
{
  g_autoptr (GArray) entities = find_entities (text);
  g_autoptr (GPtrArray) handles = g_ptr_array_new ();

  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);
      char *handle = entity->kind == COMMS_ENTITY_MENTION ? dup_handle (text, entity) : NULL;

      if (handle != NULL && !g_ptr_array_find_with_equal_func (handles, handle, g_str_equal, NULL))
        g_ptr_array_add (handles, handle);
      else
        g_free (handle);
    }
  g_ptr_array_add (handles, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&handles), FALSE);
}

char *
comms_bluesky_find_link (const char *text)
{
  g_autoptr (GArray) entities = find_entities (text);

  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      if (entity->kind == COMMS_ENTITY_URL)
        return dup_link (text, entity);
    }
  return NULL;
}

static void
add_facet (
  JsonArray *facets, gsize start, gsize end, const char *type, const char *name, const char *value)
{
  JsonObject *facet = json_object_new ();
  JsonObject *index = json_object_new ();
  JsonObject *feature = json_object_new ();
  JsonArray *features = json_array_new ();

  json_object_set_int_member (index, "byteStart", (gint64) start);
  json_object_set_int_member (index, "byteEnd", (gint64) end);
  json_object_set_string_member (feature, "$type", type);
  json_object_set_string_member (feature, name, value);
  json_array_add_object_element (features, feature);
  json_object_set_object_member (facet, "index", index);
  json_object_set_array_member (facet, "features", features);
  json_array_add_object_element (facets, facet);
}

/* Returns where the facet ends, or the entity's start where it became none. */
static gsize
add_entity (JsonArray *facets, const char *text, const CommsEntity *entity, GHashTable *dids)
{
  const gsize end = entity->end;

  if (entity->kind == COMMS_ENTITY_URL)
    {
      g_autofree char *link = dup_link (text, entity);

      add_facet (facets, entity->start, end, FACET "link", "uri", link);
      return end;
    }
  if (entity->kind == COMMS_ENTITY_HASHTAG)
    {
      /* Without its sign, which may be three bytes long. */
      const char *tag = g_utf8_next_char (text + entity->start);
      g_autofree char *name = g_strndup (tag, end - (gsize) (tag - text));

      if (strlen (name) > MAX_TAG_BYTES)
        return entity->start;
      add_facet (facets, entity->start, end, FACET "tag", "tag", name);
      return end;
    }
  if (entity->kind == COMMS_ENTITY_MENTION)
    {
      g_autofree char *handle = dup_handle (text, entity);
      const char *did = g_hash_table_lookup (dids, handle);

      if (did == NULL)
        return entity->start;
      add_facet (facets, entity->start, end, FACET "mention", "did", did);
      return end;
    }
  return entity->start;
}

JsonArray *
comms_bluesky_facets_new (const char *text, GHashTable *dids)
{
  g_autoptr (GArray) entities = find_entities (text);
  JsonArray *facets = json_array_new ();
  gsize done = 0;

  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      if (entity->start >= done)
        done = add_entity (facets, text, entity, dids);
    }
  return facets;
}
