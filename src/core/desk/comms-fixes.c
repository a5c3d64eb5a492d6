/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-checks.h"

#include "comms-accounts.h"
#include "comms-count.h"
#include "comms-text-check.h"
#include "comms-fit.h"
#include "comms-release-links.h"
#include "comms-zone.h"

#define MINUTE (60 * 1000LL)
#define QUARTER (15 * MINUTE)

/* The remedies of comms-checks.h. They change the record; who calls them saves it. */

/* The label of each, and what the toast says after it. */
static const struct
{
  const char *label;
  const char *done;
} fixes[] = {
  [COMMS_FIX_NONE] = { NULL, NC_ ("fixed", "Done.") },
  [COMMS_FIX_SHORTEN] = { NC_ ("fix", "Shorten"), NC_ ("fixed", "Shortened to what fits.") },
  [COMMS_FIX_CLEAN] = { NC_ ("fix", "Remove"), NC_ ("fixed", "Control characters removed.") },
  [COMMS_FIX_TIME] = { NC_ ("fix", "Move"),
                       NC_ ("fixed", "Moved to the first time that is allowed.") },
  [COMMS_FIX_ADD_LINK] = { NC_ ("fix", "Add Link"), NC_ ("fixed", "Link added.") },
  /* Translators: a post without a link, on purpose */
  [COMMS_FIX_LEAVE_LINK] = { NC_ ("fix", "No Link"), NC_ ("fixed", "No link, on purpose.") },
  /* Translators: another of the release's links than the one that the post has */
  [COMMS_FIX_OTHER_LINK] = { NC_ ("fix", "Use the Other Link"), NC_ ("fixed", "Link exchanged.") },
  [COMMS_FIX_FEWER_HASHTAGS] = { NC_ ("fix", "Use Fewer"),
                                 NC_ ("fixed", "The first hashtags stay.") },
  [COMMS_FIX_LANGUAGE] = { NC_ ("fix", "Change"), NC_ ("fixed", "Language changed.") },
  [COMMS_FIX_WRITE] = { NC_ ("fix", "Write"), NC_ ("fixed", "Done.") },
  [COMMS_FIX_ADD_HANDLE] = { NC_ ("fix", "Insert"), NC_ ("fixed", "Done.") },
  [COMMS_FIX_REPLACE] = { NC_ ("fix", "Replace"), NC_ ("fixed", "Words replaced.") },
  [COMMS_FIX_ADD_HASHTAG] = { NC_ ("fix", "Add"), NC_ ("fixed", "Hashtag added.") },
  [COMMS_FIX_LETTERS] = { NC_ ("fix", "Use Letters"), NC_ ("fixed", "Written with letters.") },
  [COMMS_FIX_MARKS] = { NC_ ("fix", "Remove"), NC_ ("fixed", "Direction marks removed.") },
  [COMMS_FIX_CASE] = { NC_ ("fix", "Use Small Letters"),
                       NC_ ("fixed", "Written in small letters.") },
};

const char *
comms_fix_label (CommsFix fix)
{
  g_return_val_if_fail ((guint) fix < G_N_ELEMENTS (fixes), NULL);

  return fixes[fix].label != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, "fix", fixes[fix].label) : NULL;
}

const char *
comms_fix_done (CommsFix fix)
{
  g_return_val_if_fail ((guint) fix < G_N_ELEMENTS (fixes), NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "fixed", fixes[fix].done);
}

static gboolean
set_text (CommsPost *post, const char *text)
{
  if (g_strcmp0 (post->text, text) == 0)
    return FALSE;
  g_object_set (post, "text", text, NULL);
  return TRUE;
}

static char *
dup_entity (const char *text, const CommsEntity *entity)
{
  return g_strndup (text + entity->start, entity->end - entity->start);
}

/* Where the links and hashtags begin that close the text. */
static gsize
find_tail (const char *text)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text);
  gsize tail = strlen (text);

  for (guint i = entities->len; i > 0; i--)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i - 1);
      g_autofree char *between = g_strndup (text + entity->end, tail - entity->end);

      if (entity->kind != COMMS_ENTITY_URL && entity->kind != COMMS_ENTITY_HASHTAG)
        break;
      if (*g_strstrip (between) != '\0')
        break;
      tail = entity->start;
    }
  return tail;
}

static gboolean
shorten (CommsPost *post, const CommsPostContext *context)
{
  gsize tail = find_tail (post->text);
  g_autofree char *body = g_strndup (post->text, tail);
  g_autoptr (GArray) entities = comms_text_find_entities (post->text + tail);
  g_autoptr (GPtrArray) hashtags = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *link = NULL;
  g_autofree char *fitted = NULL;
  CommsTextMeasure measure;

  if (context->account == NULL)
    return FALSE;
  measure = comms_account_measure (context->account);
  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      if (entity->kind == COMMS_ENTITY_HASHTAG)
        g_ptr_array_add (hashtags, dup_entity (post->text + tail, entity));
      else if (link == NULL)
        link = dup_entity (post->text + tail, entity);
    }
  g_ptr_array_add (hashtags, NULL);
  fitted = comms_text_fit (g_strstrip (body), link, (const char *const *) hashtags->pdata,
                           hashtags->len - 1, &measure);
  return set_text (post, fitted);
}

static gboolean
clean (CommsPost *post)
{
  g_autofree char *text = comms_text_clean (post->text, -1, NULL);

  return set_text (post, text);
}

static gboolean
move (CommsPost *post, const CommsPostContext *context)
{
  const char *zone = post->due_zone != NULL ? post->due_zone : context->policy->zone;
  gint64 first = (context->now / QUARTER + 2) * QUARTER;
  g_autofree char *wall = NULL;
  gint64 due;

  if (context->release != NULL)
    first = MAX (first, context->release->embargo_at);
  wall = comms_zone_to_wall (zone, first);
  if (!comms_zone_to_instant (zone, wall, &due, NULL, NULL))
    return FALSE;
  g_object_set (post, "due-at", due, "due-wall", wall, "due-zone", zone, NULL);
  return TRUE;
}

/* Text without white space at its end, then @more after a space or a new line. */
static void
append_part (GString *text, const char *more)
{
  while (text->len > 0 && g_ascii_isspace (text->str[text->len - 1]))
    g_string_truncate (text, text->len - 1);
  if (*more == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, more);
}

static gboolean
add_link (CommsPost *post, const CommsPostContext *context)
{
  const char *old = post->text != NULL ? post->text : "";
  gsize tail = find_tail (old);
  g_autoptr (GString) text = g_string_new_len (old, (gssize) tail);

  const char *link =
    context->release != NULL
      ? comms_release_link_at (context->release, context->policy->zone, post->due_at)
      : NULL;

  if (link == NULL)
    return FALSE;
  append_part (text, link);
  append_part (text, old + tail);
  g_object_set (post, "no-link", FALSE, NULL);
  return set_text (post, text->str);
}

/* Cuts a piece out, with the white space before it. */
static void
cut (GString *text, gsize start, gsize end)
{
  while (start > 0 && g_ascii_isspace (text->str[start - 1]))
    start--;
  g_string_erase (text, (gssize) start, (gssize) (end - start));
}

static gboolean
leave_link (CommsPost *post)
{
  g_autoptr (GString) text = g_string_new (post->text);
  g_autoptr (GArray) entities = comms_text_find_entities (text->str);

  for (guint i = entities->len; i > 0; i--)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i - 1);

      if (entity->kind == COMMS_ENTITY_URL)
        cut (text, entity->start, entity->end);
    }
  g_object_set (post, "no-link", TRUE, NULL);
  set_text (post, g_strchug (text->str));
  return TRUE;
}

/* The first ones stay. Of the others, those that close the text go, and those within a sentence
 * lose their sign only. */
static gboolean
fewer_hashtags (CommsPost *post, const CommsPostContext *context)
{
  g_autoptr (GString) text = g_string_new (post->text);
  g_autoptr (GArray) entities = comms_text_find_entities (text->str);
  guint n = comms_checks_count (text->str, COMMS_ENTITY_HASHTAG);
  gsize tail = find_tail (text->str);

  for (guint i = entities->len; i > 0 && n > context->policy->hashtags_high; i--)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i - 1);

      if (entity->kind != COMMS_ENTITY_HASHTAG)
        continue;
      if (entity->start >= tail)
        cut (text, entity->start, entity->end);
      else
        g_string_erase (text, (gssize) entity->start,
                        g_utf8_next_char (text->str + entity->start) - text->str -
                          (gssize) entity->start);
      n--;
    }
  return set_text (post, text->str);
}

static gboolean
change_language (CommsPost *post)
{
  const char *language = comms_text_is_rtl (post->text) ? "ur" : "en";

  if (g_strcmp0 (post->language, language) == 0)
    return FALSE;
  g_object_set (post, "language", language, NULL);
  return TRUE;
}

static gboolean
use_letters (CommsPost *post)
{
  g_autofree char *text = comms_text_normalise_presentation_forms (post->text, FALSE, NULL, NULL);

  return set_text (post, text);
}

static gboolean
remove_marks (CommsPost *post)
{
  g_autofree char *text = comms_text_strip_direction_marks (post->text, NULL, NULL);

  return set_text (post, text);
}

static gboolean
is_in_entity (GArray *entities, gsize at)
{
  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      if (at >= entity->start && at < entity->end)
        return TRUE;
    }
  return FALSE;
}

/* Sentences begin with a capital letter; links, names and hashtags stay as they are. */
static gboolean
use_small_letters (CommsPost *post)
{
  g_autoptr (GArray) entities = comms_text_find_entities (post->text);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean begins = TRUE;

  for (const char *p = post->text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean stays = begins || is_in_entity (entities, (gsize) (p - post->text));

      g_string_append_unichar (text, stays ? c : g_unichar_tolower (c));
      if (g_unichar_isalnum (c))
        begins = FALSE;
      else if (c == '.' || c == '!' || c == '?' || c == '\n')
        begins = TRUE;
    }
  return set_text (post, text->str);
}

static gboolean
replace_span (const CommsCheck *check, CommsPost *post)
{
  g_autoptr (GString) text = g_string_new (post->text);

  if (check->end > text->len || check->replacement == NULL)
    return FALSE;
  g_string_erase (text, (gssize) check->start, (gssize) (check->end - check->start));
  g_string_insert (text, (gssize) check->start, check->replacement);
  return set_text (post, text->str);
}

/* Beside the hashtags that close the text, else on a line of its own. */
static gboolean
add_hashtag (const CommsCheck *check, CommsPost *post)
{
  g_autoptr (GString) text = g_string_new (post->text);
  g_autoptr (GArray) entities = comms_text_find_entities (post->text);
  gboolean beside = FALSE;

  if (check->replacement == NULL)
    return FALSE;
  while (text->len > 0 && g_ascii_isspace (text->str[text->len - 1]))
    g_string_truncate (text, text->len - 1);
  if (entities->len > 0)
    {
      const CommsEntity *last = &g_array_index (entities, CommsEntity, entities->len - 1);

      beside = last->kind == COMMS_ENTITY_HASHTAG && last->end == text->len;
    }
  if (text->len > 0)
    g_string_append_c (text, beside ? ' ' : '\n');
  g_string_append (text, check->replacement);
  return set_text (post, text->str);
}

gboolean
comms_fix_check (const CommsCheck *check,
                 CommsFix fix,
                 CommsPost *post,
                 const CommsPostContext *context)
{
  g_return_val_if_fail (check != NULL, FALSE);
  g_return_val_if_fail (COMMS_IS_POST (post), FALSE);

  if (post->text == NULL)
    g_object_set (post, "text", "", NULL);
  if (fix == COMMS_FIX_REPLACE || fix == COMMS_FIX_OTHER_LINK)
    return replace_span (check, post);
  if (fix == COMMS_FIX_ADD_HASHTAG)
    return add_hashtag (check, post);
  return comms_fix_post (fix, post, context);
}

gboolean
comms_fix_post (CommsFix fix, CommsPost *post, const CommsPostContext *context)
{
  g_return_val_if_fail (COMMS_IS_POST (post), FALSE);
  g_return_val_if_fail (context != NULL, FALSE);

  if (post->text == NULL)
    g_object_set (post, "text", "", NULL);
  switch (fix)
    {
    case COMMS_FIX_SHORTEN:
      return shorten (post, context);
    case COMMS_FIX_CLEAN:
      return clean (post);
    case COMMS_FIX_TIME:
      return move (post, context);
    case COMMS_FIX_ADD_LINK:
      return add_link (post, context);
    case COMMS_FIX_LEAVE_LINK:
      return leave_link (post);
    case COMMS_FIX_FEWER_HASHTAGS:
      return fewer_hashtags (post, context);
    case COMMS_FIX_LANGUAGE:
      return change_language (post);
    case COMMS_FIX_LETTERS:
      return use_letters (post);
    case COMMS_FIX_MARKS:
      return remove_marks (post);
    case COMMS_FIX_CASE:
      return use_small_letters (post);
    case COMMS_FIX_NONE:
    case COMMS_FIX_REPLACE:
    case COMMS_FIX_OTHER_LINK:
    case COMMS_FIX_ADD_HASHTAG:
    case COMMS_FIX_WRITE:
    case COMMS_FIX_ADD_HANDLE:
    default:
      return FALSE;
    }
}
