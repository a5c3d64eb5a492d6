/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-carry.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-accounts.h"
#include "comms-checks.h"
#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-post-group.h"
#include "comms-post-rules.h"
#include "comms-posts-private.h"
#include "comms-record-table.h"
#include "comms-target.h"
#include "comms-zone.h"

/* A draft whose time is over leaves at the second quarter from now: time to read it. */
#define QUARTER_MS (15 * 60 * G_GINT64_CONSTANT (1000))

/* Where the directory keeps a person's handle on each network. */
static const struct
{
  const char *network;
  const char *property;
  const char *where;
} handles[] = {
  { "x", "x-handle", "WHERE deleted_at = 0 AND lower (x_handle) = lower (?) LIMIT 1" },
  { "mastodon", "mastodon-handle",
    "WHERE deleted_at = 0 AND lower (mastodon_handle) = lower (?) LIMIT 1" },
  { "bluesky", "bluesky-handle",
    "WHERE deleted_at = 0 AND lower (bluesky_handle) = lower (?) LIMIT 1" },
};

/* --- words --- */

static gsize
row_of (const CommsAccount *account)
{
  for (gsize i = 0; i < G_N_ELEMENTS (handles); i++)
    if (g_strcmp0 (handles[i].network, account->network) == 0)
      return i;
  return 0;
}

/* Whom @handle means on @account's network, as @other's network says it: by the handle there, or by
 * name. Nobody of the same handle who is somebody else is called. (transfer full) */
static char *
dup_mention (
  CommsTx *tx, CommsAccount *account, CommsAccount *other, const char *handle, GError **error)
{
  g_autoptr (GPtrArray) people =
    comms_record_table_select (tx->db, COMMS_TYPE_TARGET, error, handles[row_of (account)].where,
                               "s", handle);
  g_autofree char *there = NULL;
  CommsTarget *person;

  if (people == NULL)
    return NULL;
  if (people->len == 0)
    return g_strdup (handle);
  person = g_ptr_array_index (people, 0);
  g_object_get (person, handles[row_of (other)].property, &there, NULL);
  if (there != NULL && *there != '\0')
    return g_strconcat ("@", there, NULL);
  return g_strdup (person->name != NULL ? person->name : handle);
}

/* The text with its mentions as @other's network writes them. (transfer full) */
static char *
dup_words (CommsTx *tx, CommsPost *post, CommsAccount *account, CommsAccount *other, GError **error)
{
  g_autoptr (GString) text = g_string_new (post->text);
  const CommsTextMeasure measure = comms_account_measure (account);
  g_auto (CommsTextCheck) check = { 0 };

  comms_text_check (text->str, measure.rule, &measure.options, &check);
  for (guint i = check.entities->len; i > 0; i--)
    {
      const CommsEntity *entity = &g_array_index (check.entities, CommsEntity, i - 1);
      g_autofree char *handle = NULL;
      g_autofree char *said = NULL;

      if (entity->kind != COMMS_ENTITY_MENTION)
        continue;
      handle = g_strndup (text->str + entity->start + 1, entity->end - entity->start - 1);
      said = dup_mention (tx, account, other, handle, error);
      if (said == NULL)
        return NULL;
      g_string_erase (text, (gssize) entity->start, (gssize) (entity->end - entity->start));
      g_string_insert (text, (gssize) entity->start, said);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* In words and at a time of its own. */
static gboolean
fill_carrier (CommsTx *tx, CommsPost *post, CommsPost *carrier, CommsAccount *other, GError **error)
{
  g_autoptr (CommsAccount) account = comms_post_rules_account (tx, post, error);
  const CommsPostContext context = { .account = other, .policy = tx->policy, .now = tx->stamp.now };
  const CommsTextMeasure measure = comms_account_measure (other);
  g_auto (CommsTextCheck) check = { 0 };
  g_autofree char *words = NULL;
  g_autofree char *wall = NULL;

  words = account != NULL ? dup_words (tx, post, account, other, error) : NULL;
  if (words == NULL)
    return FALSE;
  g_object_set (carrier, "text", words, "language", post->language, "own-wording", TRUE, "legal",
                post->legal || carrier->legal, "carries-id",
                comms_record_get_id (COMMS_RECORD (post)), NULL);
  comms_text_check (words, measure.rule, &measure.options, &check);
  if (!check.valid)
    comms_fix_post (COMMS_FIX_SHORTEN, carrier, &context);
  if (post->due_at == 0 || post->due_at > tx->stamp.now)
    return TRUE;
  wall = comms_zone_to_wall (tx->policy->zone, (tx->stamp.now / QUARTER_MS + 2) * QUARTER_MS);
  g_object_set (carrier, "due-wall", wall, "due-zone", tx->policy->zone, NULL);
  return TRUE;
}

/* --- the act --- */

static gboolean
check_carried (CommsPost *post, GError **error)
{
  if (post->deleted_at == 0 &&
      (post->state == COMMS_POST_STATE_QUEUED || post->state == COMMS_POST_STATE_MISSED ||
       post->state == COMMS_POST_STATE_REFUSED))
    return TRUE;

  g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_STATE,
                       C_ ("carry",
                           "Only a post that waits in the queue, was missed or was refused "
                           "is carried by another network. Add the other account to a "
                           "draft in the compose pane instead."));
  return FALSE;
}

static gboolean
audit (CommsTx *tx, CommsPost *post, CommsAccount *other, GError **error)
{
  g_autofree char *note = comms_posts_dup_note (tx, post, NULL);
  g_autofree char *to = g_strconcat ("@", other->handle, NULL);

  return comms_tx_audit (tx, COMMS_SUBJECT_POST, comms_record_get_id (COMMS_RECORD (post)), "carry",
                         NULL, to, note, error);
}

gboolean
comms_posts_carry (CommsTx *tx, gint64 id, gint64 account_id, gint64 *added, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);
  g_autoptr (CommsAccount) other = NULL;
  g_autoptr (CommsPost) carrier = NULL;
  gint64 carrier_id = 0;

  if (post == NULL || !check_carried (post, error))
    return FALSE;
  other = comms_accounts_load (tx, account_id, error);
  if (other == NULL || !comms_post_group_add (tx, id, account_id, &carrier_id, error))
    return FALSE;
  carrier = comms_posts_load (tx, carrier_id, error);
  if (carrier == NULL || !fill_carrier (tx, post, carrier, other, error) ||
      !comms_posts_save (tx, carrier, error) ||
      !comms_posts_keep_writer (tx, carrier, post, error) || !audit (tx, post, other, error))
    return FALSE;
  if (added != NULL)
    *added = carrier_id;
  return TRUE;
}

gboolean
comms_posts_carrier (CommsTx *tx, gint64 id, CommsPost **carrier, GError **error)
{
  g_autoptr (GPtrArray) posts =
    comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                               "WHERE carries_id = ? AND deleted_at = 0 AND state <> 'cancelled'"
                               " ORDER BY posted_at DESC, id LIMIT 1",
                               "i", id);

  *carrier = posts != NULL && posts->len > 0 ? g_object_ref (g_ptr_array_index (posts, 0)) : NULL;
  return posts != NULL;
}

char *
comms_posts_dup_carried (CommsTx *tx, gint64 id)
{
  g_autoptr (CommsPost) carrier = NULL;
  g_autoptr (CommsAccount) account = NULL;

  if (!comms_posts_carrier (tx, id, &carrier, NULL) || carrier == NULL)
    return NULL;
  account = comms_post_rules_account (tx, carrier, NULL);
  if (account == NULL)
    return NULL;
  switch ((int) carrier->state)
    {
    case COMMS_POST_STATE_POSTED:
      /* Translators: %s is a handle */
      return g_strdup_printf (C_ ("carry", "@%s carried it."), account->handle);
    case COMMS_POST_STATE_DRAFT:
    case COMMS_POST_STATE_IN_REVIEW:
    case COMMS_POST_STATE_APPROVED:
      /* Translators: %s is a handle */
      return g_strdup_printf (C_ ("carry", "A draft for @%s is to carry it."), account->handle);
    default:
      /* Translators: %s is a handle */
      return g_strdup_printf (C_ ("carry", "@%s carries it."), account->handle);
    }
}
