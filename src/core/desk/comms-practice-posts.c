/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-practice-private.h"

#include "comms-account.h"
#include "comms-approval-table.h"
#include "comms-attempt.h"
#include "comms-audit-words.h"
#include "comms-enum-types.h"
#include "comms-post-rules.h"
#include "comms-posts-private.h"
#include "comms-record-table.h"
#include "comms-release.h"
#include "comms-words.h"
#include "comms-zone.h"

/* The practice desk's posts, each with the history that its state needs: data/practice/posts.json.
 */

#define SECOND G_GINT64_CONSTANT (1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)

/* X's ids count the milliseconds since this instant, and have 22 bits more. */
#define ID_EPOCH G_GINT64_CONSTANT (1288834974657)

/* A post on its way, and how far back its story begins. */
typedef struct
{
  CommsPracticeFill *fill;
  CommsPost *post;
  CommsAccount *account;
  const char *author;
  gint64 end;     /* the due time, or now where that has not come */
  gint64 created; /* a day or so before */
} Story;

static void
note (
  Story *story, gint64 at, const char *actor, const char *action, int from, int to, const char *why)
{
  comms_practice_note (story->fill, at, actor, COMMS_SUBJECT_POST,
                       comms_record_get_id (COMMS_RECORD (story->post)), action,
                       from >= 0 ? comms_enum_nick (COMMS_TYPE_POST_STATE, from) : NULL,
                       comms_enum_nick (COMMS_TYPE_POST_STATE, to),
                       comms_audit_dup_post_note (story->post->text, story->account->handle, why));
}

static gboolean
has_been (CommsPostState state, CommsPostState step)
{
  switch (state)
    {
    case COMMS_POST_STATE_REFUSED:
    case COMMS_POST_STATE_UNKNOWN:
    case COMMS_POST_STATE_POSTED:
      return TRUE;
    case COMMS_POST_STATE_MISSED:
      return step <= COMMS_POST_STATE_QUEUED;
    case COMMS_POST_STATE_CANCELLED:
      return FALSE;
    default:
      return state >= step;
    }
}

/* Who signed, when, and for which day; then who re-read it. */
static void
sign (Story *story)
{
  CommsPost *post = story->post;
  gint64 from;
  gint64 until;
  g_autofree char *hash = NULL;

  if (!has_been (post->state, COMMS_POST_STATE_APPROVED))
    return;
  comms_post_rules_window (&story->fill->tx, post, &from, &until);
  hash = comms_post_dup_hash (post, from, until);
  g_object_set (post, "reviewer-id", comms_practice_id (story->fill->people, "hira"), "approved-at",
                story->created + 5 * HOUR, "approved-from", from, "approved-until", until,
                "approved-hash", hash, NULL);

  if (has_been (post->state, COMMS_POST_STATE_QUEUED))
    g_object_set (post, "rereader-id", comms_practice_id (story->fill->people, story->author),
                  "reread-at", story->end - 4 * HOUR, "hold-until",
                  story->end - 4 * HOUR + 30 * SECOND, NULL);
}

static gboolean
save_signature (Story *story, GError **error)
{
  CommsPost *post = story->post;
  const CommsStamp stamp = { .now = post->approved_at, .actor_id = post->reviewer_id };

  return post->approved_hash == NULL ||
         comms_approval_table_sign (story->fill->tx.db, &stamp,
                                    comms_record_get_id (COMMS_RECORD (post)), post->approved_hash,
                                    post->version, "manager", error);
}

static gboolean
was_tried (CommsPostState state)
{
  return state == COMMS_POST_STATE_POSTED || state == COMMS_POST_STATE_REFUSED ||
         state == COMMS_POST_STATE_UNKNOWN;
}

static char *
dup_remote_id (Story *story)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, (story->end + SECOND - ID_EPOCH) << 22);
}

static void
send_post (Story *story)
{
  CommsPost *post = story->post;
  g_autofree char *id = dup_remote_id (story);
  g_autofree char *url = NULL;

  if (was_tried (post->state))
    g_object_set (post, "attempt", G_GINT64_CONSTANT (1), NULL);
  /* What X never answered is out nevertheless. */
  if (post->state == COMMS_POST_STATE_POSTED || post->state == COMMS_POST_STATE_UNKNOWN)
    comms_practice_network_add (story->fill, post, id, story->end + SECOND);
  if (post->state != COMMS_POST_STATE_POSTED)
    return;

  url = g_strdup_printf ("https://x.example.org/%s/status/%s", story->account->handle, id);
  g_object_set (post, "remote-id", id, "remote-url", url, "posted-at", story->end + SECOND, NULL);
}

static gboolean
save_attempt (Story *story, GError **error)
{
  CommsPost *post = story->post;
  const gint64 status = post->state == COMMS_POST_STATE_POSTED    ? 201
                        : post->state == COMMS_POST_STATE_REFUSED ? 403
                                                                  : 0;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (CommsAttempt) attempt = NULL;
  g_autofree char *body = NULL;

  if (!was_tried (post->state))
    return TRUE;
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "text");
  json_builder_add_string_value (builder, post->text);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  body = json_to_string (root, FALSE);
  attempt = g_object_new (COMMS_TYPE_ATTEMPT, "post-id", comms_record_get_id (COMMS_RECORD (post)),
                          "number", G_GINT64_CONSTANT (1), "body", body, "started-at", story->end,
                          "ended-at", story->end + (status != 0 ? SECOND : MINUTE), "outcome",
                          comms_enum_nick (COMMS_TYPE_POST_STATE, post->state), "status", status,
                          "detail", post->problem, NULL);
  return comms_record_table_save (story->fill->tx.db, COMMS_RECORD (attempt), error);
}

static void
note_way_to_queue (Story *story)
{
  CommsPostState state = story->post->state;

  note (story, story->created, story->author, "add", -1, COMMS_POST_STATE_DRAFT, NULL);
  if (state == COMMS_POST_STATE_CANCELLED)
    note (story, story->created + 3 * HOUR, story->author, "cancel", COMMS_POST_STATE_DRAFT, state,
          NULL);
  if (has_been (state, COMMS_POST_STATE_IN_REVIEW))
    note (story, story->created + 2 * HOUR, story->author, "submit", COMMS_POST_STATE_DRAFT,
          COMMS_POST_STATE_IN_REVIEW, NULL);
  if (has_been (state, COMMS_POST_STATE_APPROVED))
    note (story, story->created + 5 * HOUR, "hira", "approve", COMMS_POST_STATE_IN_REVIEW,
          COMMS_POST_STATE_APPROVED, NULL);
  if (has_been (state, COMMS_POST_STATE_QUEUED))
    note (story, story->end - 4 * HOUR, story->author, "queue", COMMS_POST_STATE_APPROVED,
          COMMS_POST_STATE_QUEUED, NULL);
}

static void
note_outcome (Story *story)
{
  CommsPost *post = story->post;
  const gint64 grace = story->fill->tx.policy->grace_minutes * MINUTE;

  if (was_tried (post->state))
    note (story, story->end, NULL, "send", COMMS_POST_STATE_QUEUED, COMMS_POST_STATE_SENDING, NULL);
  if (post->state == COMMS_POST_STATE_POSTED)
    note (story, story->end + SECOND, NULL, "posted", COMMS_POST_STATE_SENDING, post->state, NULL);
  else if (was_tried (post->state))
    note (story, story->end + (post->state == COMMS_POST_STATE_UNKNOWN ? MINUTE : SECOND), NULL,
          post->state == COMMS_POST_STATE_UNKNOWN ? "unknown" : "refused", COMMS_POST_STATE_SENDING,
          post->state, post->problem);
  else if (post->state == COMMS_POST_STATE_MISSED)
    note (story, story->end + grace, NULL, "missed", COMMS_POST_STATE_QUEUED, post->state,
          post->problem);
}

static void
set_due (CommsPracticeFill *fill, CommsPost *post, JsonObject *object)
{
  gint64 due_at;
  g_autofree char *wall = NULL;

  if (!json_object_has_member (object, "when"))
    return;
  due_at = comms_practice_time (fill, json_object_get_object_member (object, "when"));
  wall = comms_zone_to_wall (fill->tx.policy->zone, due_at);
  g_object_set (post, "due-at", due_at, "due-wall", wall, "due-zone", fill->tx.policy->zone, NULL);
}

static const char *
author_of (const char *account)
{
  if (g_str_equal (account, "ur"))
    return "sana";
  return g_str_equal (account, "pr") ? "bilal" : "amna";
}

static CommsPost *
read_post (Story *story, JsonObject *object, guint number)
{
  CommsPracticeFill *fill = story->fill;
  const char *account = comms_practice_get (object, "account");
  CommsPost *post =
    g_object_new (COMMS_TYPE_POST, "version", G_GINT64_CONSTANT (1), "release-id",
                  comms_practice_id (fill->releases, comms_practice_get (object, "release")), NULL);

  story->account = g_hash_table_lookup (fill->accounts, account);
  story->author = author_of (account);
  if (!json_object_has_member (object, "state"))
    g_object_set (post, "state", COMMS_POST_STATE_POSTED, NULL);
  comms_practice_set_fields (post, object);
  if (json_object_has_member (object, "index"))
    g_object_set (post, "part-index", json_object_get_int_member (object, "index"), NULL);
  set_due (fill, post, object);

  story->end = post->due_at != 0 ? MIN (post->due_at, fill->now) : fill->now;
  story->created = story->end - 26 * HOUR - (number % 11) * 17 * MINUTE;
  g_object_set (post, "account-id", comms_record_get_id (COMMS_RECORD (story->account)), "language",
                story->account->language, "author-id",
                comms_practice_id (fill->people, story->author), "writer-id",
                comms_practice_id (fill->people, story->author), "created-at", story->created,
                "updated-at", story->created, NULL);
  return post;
}

static gboolean
fill_post (CommsPracticeFill *fill, JsonObject *object, guint number, GError **error)
{
  Story story = { .fill = fill };
  g_autoptr (CommsPost) post = read_post (&story, object, number);

  story.post = post;
  sign (&story);
  send_post (&story);
  if (!comms_record_table_save (fill->tx.db, COMMS_RECORD (post), error) ||
      !save_signature (&story, error) || !save_attempt (&story, error))
    return FALSE;
  note_way_to_queue (&story);
  note_outcome (&story);
  return post->state != COMMS_POST_STATE_POSTED ||
         comms_posts_add_engagement (&fill->tx, post, error);
}

gboolean
comms_practice_fill_posts (CommsPracticeFill *self, GError **error)
{
  g_autoptr (JsonNode) root = comms_practice_load ("posts.json");
  JsonArray *posts = json_object_get_array_member (json_node_get_object (root), "posts");

  for (guint i = 0; i < json_array_get_length (posts); i++)
    if (!fill_post (self, json_array_get_object_element (posts, i), i, error))
      return FALSE;

  return TRUE;
}
