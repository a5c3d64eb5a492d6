/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-enums.h"
#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsPost:
 * @release_id: the document it comes from, or 0
 * @part: which part of that document
 * @part_index: for a quote: which, counted from 0
 * @account_id: the account that it goes out from
 * @language: BCP 47 tag of its text
 * @text: as it will be sent, byte for byte
 * @no_link: a person chose that it carries no link (R5)
 * @reply_to: the network's id of the post that it answers
 * @thread_id: the id of the thread's first post, or 0
 * @thread_position: counted from 1 within the thread, 0 outside one
 * @state: where it stands
 * @due_at: when it is to leave; 0 for an undated draft
 * @due_wall: wall time of that
 * @due_zone: zone of that
 * @hold_until: a queued post does not leave before; Undo brings it back until then
 * @author_id: who drafted it
 * @reviewer_id: who approved it, the last of them where several did
 * @approved_at: when
 * @approved_hash: hex SHA-256 of what was approved (design, decision 4)
 * @approved_from: start of the time window that was approved
 * @approved_until: its end, exclusive
 * @rereader_id: who re-read it before it was queued (R15)
 * @reread_at: when
 * @attempt: how often sending was begun
 * @network_key: what makes a repeat recognisable to the network, where it can
 * @retry_at: not to be tried again before
 * @remote_id: the network's id of it
 * @remote_url: where a person finds it
 * @posted_at: when the network took it
 * @problem: why it is refused, unknown or missed, as a sentence
 * @problem_code: the same for programs, such as "duplicate" or "timeout"
 * @version: counts the changes of its text from 1
 * @created_at: when it was begun
 * @updated_at: when it was last changed
 * @deleted_at: when it was put into the bin; only what never left may be
 * @media_hash: hex SHA-256 over its pictures and their words in order, or NULL without any
 * @lead_id: the post of another network whose wording it takes, or 0
 * @own_wording: it has a lead, and words of its own
 * @twin_id: the same post in the other language, or 0
 * @stale_since: since when its twin says something else, until a person looked; 0 for not
 * @queued_from: of one in the queue: where it stood before the act that queued it, for Undo
 * @line_id: the approved line that it was made from, or 0 (R34)
 * @dismissed: codes of the advice that a person decided against, for this text
 * @reply_settings: who may answer on X: "following", "mentionedUsers", "subscribers", "verified", or NULL for all
 * @content_warning: what stands before the text on Mastodon, or NULL
 * @legal: needs a legal approver and the link to the full text (R69)
 * @urgent: went through the urgent lane (R84)
 * @reviewed_text: what it said when a reviewer last decided
 * @reviewed_version: its version then
 * @by_hand: a person posted it in the browser (G3)
 * @cost_micros: what sending it cost, in millionths of a US dollar
 * @withdrawn_at: when it was taken off the network; the record stays (R17)
 * @withdrawn_by: who approved that
 * @withdraw_asked_by: who asked for it, or 0
 * @withdraw_reason: why
 * @corrects_id: the post that this one corrects, or 0
 * @carries_id: the post of another network that it stands for while that cannot go out, or 0 (G9)
 * @writer_id: whose words it says, beside @author_id's: who last changed what an approval signs, or, of
 *   words that were taken from another post, whose they are there
 *
 * One post on one account: the outbox's row. A thread is several of them with one thread id.
 *
 * A planned time stands three times: the instant, the wall time it was planned at
 * ("2026-12-10T15:00") and the IANA zone of that wall time. The instant is always computed from
 * the other two (comms-zone.h).
 */
#define COMMS_TYPE_POST (comms_post_get_type ())
G_DECLARE_FINAL_TYPE (CommsPost, comms_post, COMMS, POST, CommsRecord)

struct _CommsPost
{
  CommsRecord parent_instance;

  gint64 release_id;
  CommsPart part;
  gint64 part_index;
  gint64 account_id;
  char *language;
  char *text;
  gboolean no_link;
  char *reply_to;
  gint64 thread_id;
  gint64 thread_position;
  CommsPostState state;
  gint64 due_at;
  char *due_wall;
  char *due_zone;
  gint64 hold_until;
  gint64 author_id;
  gint64 reviewer_id;
  gint64 approved_at;
  char *approved_hash;
  gint64 approved_from;
  gint64 approved_until;
  gint64 rereader_id;
  gint64 reread_at;
  gint64 attempt;
  char *network_key;
  gint64 retry_at;
  char *remote_id;
  char *remote_url;
  gint64 posted_at;
  char *problem;
  char *problem_code;
  gint64 version;
  gint64 created_at;
  gint64 updated_at;
  gint64 deleted_at;
  char *media_hash;
  gint64 lead_id;
  gboolean own_wording;
  gint64 twin_id;
  gint64 stale_since;
  CommsPostState queued_from;
  gint64 line_id;
  char **dismissed;
  char *reply_settings;
  char *content_warning;
  gboolean legal;
  gboolean urgent;
  char *reviewed_text;
  gint64 reviewed_version;
  gboolean by_hand;
  gint64 cost_micros;
  gint64 withdrawn_at;
  gint64 withdrawn_by;
  gint64 withdraw_asked_by;
  char *withdraw_reason;
  gint64 corrects_id;
  gint64 carries_id;
  gint64 writer_id;
};

CommsPost * comms_post_new (void);

/* Whether its words are that person's own, who does not approve them then. */
gboolean    comms_post_is_by (CommsPost *self,
                              gint64     person_id);

/* Whether the outbox allows the step from one state to the other. */
gboolean    comms_post_state_may_become (CommsPostState from,
                                         CommsPostState to);

/* Whether a person may still change the text: it has not left and is not leaving. */
gboolean    comms_post_state_is_open    (CommsPostState state);

/* The hex SHA-256 that an approval signs: over text, language, account, the post that it
 * answers, place in the thread, the time window, its pictures with their words, content warning
 * and who may answer (design, decision 4). (transfer full) */
char      * comms_post_dup_hash         (CommsPost     *self,
                                         gint64         from,
                                         gint64         until);

/* What a person has before their eyes who re-reads it, to compare with what they saw before: all
 * that an approval signs, and its planned time. (transfer full) */
char      * comms_post_dup_seen         (CommsPost     *self);

/* Whether the two are sent alike: by the same account, with the same words, pictures and settings. */
gboolean    comms_post_is_sent_alike    (CommsPost     *self,
                                         CommsPost     *other);

G_END_DECLS
