/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include <string.h>

#include "comms-post.h"

#include "comms-enum-types.h"

G_DEFINE_FINAL_TYPE (CommsPost, comms_post, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsPost, release_id, "release-id", INT),
  COMMS_ENUM_FIELD (CommsPost, part, "part", comms_part_get_type),
  COMMS_FIELD (CommsPost, part_index, "part-index", INT),
  COMMS_FIELD (CommsPost, account_id, "account-id", INT),
  COMMS_FIELD (CommsPost, language, "language", TEXT),
  COMMS_FIELD (CommsPost, text, "text", TEXT),
  COMMS_FIELD (CommsPost, no_link, "no-link", BOOL),
  COMMS_FIELD (CommsPost, reply_to, "reply-to", TEXT),
  COMMS_FIELD (CommsPost, thread_id, "thread-id", INT),
  COMMS_FIELD (CommsPost, thread_position, "thread-position", INT),
  COMMS_ENUM_FIELD (CommsPost, state, "state", comms_post_state_get_type),
  COMMS_FIELD (CommsPost, due_at, "due-at", INSTANT),
  COMMS_FIELD (CommsPost, due_wall, "due-wall", TEXT),
  COMMS_FIELD (CommsPost, due_zone, "due-zone", TEXT),
  COMMS_FIELD (CommsPost, hold_until, "hold-until", INSTANT),
  COMMS_FIELD (CommsPost, author_id, "author-id", INT),
  COMMS_FIELD (CommsPost, reviewer_id, "reviewer-id", INT),
  COMMS_FIELD (CommsPost, approved_at, "approved-at", INSTANT),
  COMMS_FIELD (CommsPost, approved_hash, "approved-hash", TEXT),
  COMMS_FIELD (CommsPost, approved_from, "approved-from", INSTANT),
  COMMS_FIELD (CommsPost, approved_until, "approved-until", INSTANT),
  COMMS_FIELD (CommsPost, rereader_id, "rereader-id", INT),
  COMMS_FIELD (CommsPost, reread_at, "reread-at", INSTANT),
  COMMS_FIELD (CommsPost, attempt, "attempt", INT),
  COMMS_FIELD (CommsPost, network_key, "network-key", TEXT),
  COMMS_FIELD (CommsPost, retry_at, "retry-at", INSTANT),
  COMMS_FIELD (CommsPost, remote_id, "remote-id", TEXT),
  COMMS_FIELD (CommsPost, remote_url, "remote-url", TEXT),
  COMMS_FIELD (CommsPost, posted_at, "posted-at", INSTANT),
  COMMS_FIELD (CommsPost, problem, "problem", TEXT),
  COMMS_FIELD (CommsPost, problem_code, "problem-code", TEXT),
  COMMS_FIELD (CommsPost, version, "version", INT),
  COMMS_FIELD (CommsPost, created_at, "created-at", INSTANT),
  COMMS_FIELD (CommsPost, updated_at, "updated-at", INSTANT),
  COMMS_FIELD (CommsPost, deleted_at, "deleted-at", INSTANT),
  COMMS_FIELD (CommsPost, media_hash, "media-hash", TEXT),
  COMMS_FIELD (CommsPost, lead_id, "lead-id", INT),
  COMMS_FIELD (CommsPost, own_wording, "own-wording", BOOL),
  COMMS_FIELD (CommsPost, twin_id, "twin-id", INT),
  COMMS_FIELD (CommsPost, stale_since, "stale-since", INSTANT),
  COMMS_ENUM_FIELD (CommsPost, queued_from, "queued-from", comms_post_state_get_type),
  COMMS_FIELD (CommsPost, line_id, "line-id", INT),
  COMMS_FIELD (CommsPost, dismissed, "dismissed", LIST),
  COMMS_FIELD (CommsPost, reply_settings, "reply-settings", TEXT),
  COMMS_FIELD (CommsPost, content_warning, "content-warning", TEXT),
  COMMS_FIELD (CommsPost, legal, "legal", BOOL),
  COMMS_FIELD (CommsPost, urgent, "urgent", BOOL),
  COMMS_FIELD (CommsPost, reviewed_text, "reviewed-text", TEXT),
  COMMS_FIELD (CommsPost, reviewed_version, "reviewed-version", INT),
  COMMS_FIELD (CommsPost, by_hand, "by-hand", BOOL),
  COMMS_FIELD (CommsPost, cost_micros, "cost-micros", INT),
  COMMS_FIELD (CommsPost, withdrawn_at, "withdrawn-at", INSTANT),
  COMMS_FIELD (CommsPost, withdrawn_by, "withdrawn-by", INT),
  COMMS_FIELD (CommsPost, withdraw_asked_by, "withdraw-asked-by", INT),
  COMMS_FIELD (CommsPost, withdraw_reason, "withdraw-reason", TEXT),
  COMMS_FIELD (CommsPost, corrects_id, "corrects-id", INT),
  COMMS_FIELD (CommsPost, carries_id, "carries-id", INT),
  COMMS_FIELD (CommsPost, writer_id, "writer-id", INT),
};

static void
comms_post_class_init (CommsPostClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_post_init (CommsPost *self)
{
}

CommsPost *
comms_post_new (void)
{
  return g_object_new (COMMS_TYPE_POST, NULL);
}

gboolean
comms_post_is_by (CommsPost *self, gint64 person_id)
{
  g_return_val_if_fail (COMMS_IS_POST (self), FALSE);

  return person_id == self->author_id || person_id == self->writer_id;
}

#define STATE(nick) (1u << COMMS_POST_STATE_##nick)

/* For each state, the set of states that may follow. */
static const guint next_states[] = {
  [COMMS_POST_STATE_DRAFT] = STATE (IN_REVIEW) | STATE (APPROVED) | STATE (CANCELLED),
  [COMMS_POST_STATE_IN_REVIEW] = STATE (DRAFT) | STATE (APPROVED) | STATE (CANCELLED),
  [COMMS_POST_STATE_APPROVED] = STATE (DRAFT) | STATE (QUEUED) | STATE (POSTED) | STATE (CANCELLED),
  [COMMS_POST_STATE_QUEUED] = STATE (DRAFT) | STATE (IN_REVIEW) | STATE (APPROVED) |
                              STATE (SENDING) | STATE (MISSED) | STATE (REFUSED) |
                              STATE (CANCELLED),
  [COMMS_POST_STATE_SENDING] = STATE (QUEUED) | STATE (POSTED) | STATE (REFUSED) | STATE (UNKNOWN),
  [COMMS_POST_STATE_POSTED] = 0,
  [COMMS_POST_STATE_REFUSED] = STATE (DRAFT) | STATE (POSTED) | STATE (CANCELLED),
  [COMMS_POST_STATE_UNKNOWN] = STATE (POSTED) | STATE (QUEUED) | STATE (DRAFT) | STATE (CANCELLED),
  [COMMS_POST_STATE_MISSED] =
    STATE (DRAFT) | STATE (APPROVED) | STATE (QUEUED) | STATE (POSTED) | STATE (CANCELLED),
  [COMMS_POST_STATE_CANCELLED] = STATE (DRAFT),
};

gboolean
comms_post_state_may_become (CommsPostState from, CommsPostState to)
{
  g_return_val_if_fail (from < G_N_ELEMENTS (next_states), FALSE);

  return (next_states[from] & (1u << to)) != 0;
}

gboolean
comms_post_state_is_open (CommsPostState state)
{
  return state != COMMS_POST_STATE_SENDING && state != COMMS_POST_STATE_POSTED &&
         state != COMMS_POST_STATE_UNKNOWN;
}

/* Each field is preceded by its length, so that no two different posts hash alike. */
static void
hash_text (GChecksum *checksum, const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;
  g_autofree char *prefix = g_strdup_printf ("%" G_GSIZE_FORMAT ":", length);

  g_checksum_update (checksum, (const guchar *) prefix, -1);
  if (length > 0)
    g_checksum_update (checksum, (const guchar *) text, (gssize) length);
}

static void
hash_number (GChecksum *checksum, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  hash_text (checksum, text);
}

/* What came later than the first approvals were signed: without it, they hold. */
static void
hash_extra (GChecksum *checksum, const char *name, const char *text)
{
  if (text == NULL)
    return;
  hash_text (checksum, name);
  hash_text (checksum, text);
}

char *
comms_post_dup_hash (CommsPost *self, gint64 from, gint64 until)
{
  g_autoptr (GChecksum) checksum = NULL;

  g_return_val_if_fail (COMMS_IS_POST (self), NULL);

  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  hash_text (checksum, self->text);
  hash_text (checksum, self->language);
  hash_number (checksum, self->account_id);
  hash_text (checksum, self->reply_to);
  hash_number (checksum, self->thread_id);
  hash_number (checksum, self->thread_position);
  hash_number (checksum, from);
  hash_number (checksum, until);
  hash_extra (checksum, "media", self->media_hash);
  hash_extra (checksum, "warning", self->content_warning);
  hash_extra (checksum, "replies", self->reply_settings);
  return g_strdup (g_checksum_get_string (checksum));
}

char *
comms_post_dup_seen (CommsPost *self)
{
  g_autofree char *hash = NULL;

  g_return_val_if_fail (COMMS_IS_POST (self), NULL);

  hash = comms_post_dup_hash (self, self->due_at, self->due_at);
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s", comms_record_get_id (COMMS_RECORD (self)),
                          hash);
}

gboolean
comms_post_is_sent_alike (CommsPost *self, CommsPost *other)
{
  g_autofree char *hash = comms_post_dup_hash (self, 0, 0);
  g_autofree char *other_hash = comms_post_dup_hash (other, 0, 0);

  return g_str_equal (hash, other_hash);
}
