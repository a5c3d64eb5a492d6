/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-post-rules.h"

#include "comms-accounts.h"
#include "comms-desk-private.h"
#include "comms-approval-table.h"
#include "comms-cost.h"
#include "comms-error.h"
#include "comms-post-barriers.h"
#include "comms-fit.h"
#include "comms-media-desk.h"
#include "comms-post-settings.h"
#include "comms-record-table.h"
#include "comms-release.h"
#include "comms-twins-private.h"
#include "comms-words.h"
#include "comms-zone.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))
#define TWIN_EXCERPT 40

/* How far back one text on several accounts of X matters. */
#define TWIN_DAYS 90

#define STATE(nick) (1u << COMMS_POST_STATE_##nick)

/* Nobody has it in hand but the desk's people. */
#define OPEN_STATES                                                                                \
  (STATE (DRAFT) | STATE (IN_REVIEW) | STATE (APPROVED) | STATE (QUEUED) | STATE (REFUSED) |       \
   STATE (MISSED) | STATE (CANCELLED))

typedef gboolean (*Check) (CommsTx *tx, CommsPost *post, GError **error);

static void
set_rule (GError **error, CommsRuleError code, const char *sentence)
{
  g_set_error_literal (error, COMMS_RULE_ERROR, (int) code, sentence);
}

char *
comms_tx_dup_time (CommsTx *tx, gint64 instant)
{
  g_autoptr (GDateTime) time = comms_zone_date_time (tx->policy->zone, instant);

  /* Translators: a date and time inside a sentence, as for strftime: "Thu 10 Dec, 15:00". */
  return g_date_time_format (time, C_ ("date", "%a %-d %b, %H:%M"));
}

gboolean
comms_post_rules_approve_own (CommsTx *tx)
{
  return tx->policy->single_person || tx->policy->approvals == 0;
}

const char *
comms_post_rules_capacity (CommsTx *tx, CommsPost *post)
{
  if (post->legal && tx->stamp.actor_id != 0 && tx->stamp.actor_id == tx->policy->legal_reviewer_id)
    return "legal";
  if (post->urgent && tx->stamp.actor_id != 0 && tx->stamp.actor_id == tx->policy->duty_officer_id)
    return "duty";
  return "manager";
}

gboolean
comms_post_rules_is_approved (CommsPost *post)
{
  g_autofree char *hash = NULL;

  if (post->approved_hash == NULL)
    return FALSE;
  if (post->due_at != 0 &&
      (post->due_at < post->approved_from || post->due_at >= post->approved_until))
    return FALSE;
  hash = comms_post_dup_hash (post, post->approved_from, post->approved_until);
  return g_str_equal (hash, post->approved_hash);
}

void
comms_post_rules_window (CommsTx *tx, CommsPost *post, gint64 *from, gint64 *until)
{
  if (post->due_at == 0)
    {
      *from = tx->stamp.now;
      *until = tx->stamp.now + DAY_MS;
      return;
    }
  *from = comms_zone_day_start (tx->policy->zone, post->due_at, 0);
  *until = comms_zone_day_start (tx->policy->zone, post->due_at, 1);
}

gint64
comms_post_rules_leave_at (CommsPost *post)
{
  return MAX (post->due_at, post->hold_until);
}

CommsAccount *
comms_post_rules_account (CommsTx *tx, CommsPost *post, GError **error)
{
  if (post->account_id == 0)
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("post rule", "This post has no account yet; choose the account that "
                                            "it is to go out from."));
      return NULL;
    }
  return comms_record_table_load (tx->db, COMMS_TYPE_ACCOUNT, post->account_id, error);
}

/* The checks. */

static const char *
state_sentence (CommsPostState state)
{
  switch (state)
    {
    case COMMS_POST_STATE_DRAFT:
      return C_ ("post rule", "This post is a draft; re-read and schedule it, or submit it for "
                              "review, first.");
    case COMMS_POST_STATE_IN_REVIEW:
      return C_ ("post rule", "This post waits for a manager’s review; it has to be approved or "
                              "returned first.");
    case COMMS_POST_STATE_APPROVED:
      return C_ ("post rule", "This post is approved; return it to a draft first if it must "
                              "change.");
    case COMMS_POST_STATE_QUEUED:
      return C_ ("post rule", "This post is queued; take it back from the queue first.");
    case COMMS_POST_STATE_SENDING:
      return C_ ("post rule", "This post is being sent at this moment; wait for the outcome.");
    case COMMS_POST_STATE_POSTED:
      return C_ ("post rule", "This post is published and its record stays as it is; write a new "
                              "post, or withdraw this one.");
    case COMMS_POST_STATE_REFUSED:
      return C_ ("post rule", "The network refused this post; make it a draft again, mend it, and "
                              "schedule it anew.");
    case COMMS_POST_STATE_UNKNOWN:
      return C_ ("post rule", "Nobody knows yet whether this post is out; look at the account and "
                              "say whether it is there.");
    case COMMS_POST_STATE_MISSED:
      return C_ ("post rule", "This post missed its time; send it now, give it another time, or "
                              "let it go.");
    case COMMS_POST_STATE_CANCELLED:
      return C_ ("post rule", "This post was let go; make it a draft again first.");
    default:
      g_assert_not_reached ();
    }
}

static gboolean
check_not_binned (CommsTx *tx, CommsPost *post, GError **error)
{
  if (post->deleted_at == 0)
    return TRUE;

  set_rule (error, COMMS_RULE_STATE,
            C_ ("post rule", "This post is in the bin; take it out of the bin first."));
  return FALSE;
}

static gboolean
check_never_left (CommsTx *tx, CommsPost *post, GError **error)
{
  if (post->attempt == 0 || post->state == COMMS_POST_STATE_REFUSED)
    return TRUE;

  set_rule (error, COMMS_RULE_STATE,
            C_ ("post rule", "This post was on its way out once, so its record has to stay; let it "
                             "go instead."));
  return FALSE;
}

static gboolean
check_text (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (CommsAccount) account = NULL;
  g_autofree char *line = comms_text_clean_line (post->text != NULL ? post->text : "");
  g_auto (CommsTextCheck) check = { 0 };
  CommsTextMeasure measure;

  if (*line == '\0')
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("post rule", "This post says nothing yet; write its text first."));
      return FALSE;
    }
  account = comms_post_rules_account (tx, post, error);
  if (account == NULL)
    return FALSE;

  measure = comms_account_measure (account);
  measure.options.warning = post->content_warning;
  comms_text_check (post->text, measure.rule, &measure.options, &check);
  if (check.length > check.limit)
    {
      g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_LIMIT,
                   /* Translators: a number of characters, a handle, and how many fit */
                   ngettext ("This post is %d character too long for @%s, which allows %d; "
                             "shorten it.",
                             "This post is %d characters too long for @%s, which allows %d; "
                             "shorten it.",
                             (gulong) (check.length - check.limit)),
                   check.length - check.limit, account->handle, check.limit);
      return FALSE;
    }
  if (!check.valid)
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("post rule", "This post has characters that no network takes; paste "
                                            "its text again as plain text."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_account (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (CommsAccount) account = comms_post_rules_account (tx, post, error);

  if (account == NULL)
    return FALSE;
  /* What its network does not know would be left out of what was approved. */
  if (account->state != COMMS_ACCOUNT_STATE_REMOVED)
    return comms_post_check_settings (post, account, error);

  g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE,
               /* Translators: %s is a handle */
               C_ ("post rule", "@%s is signed out of this desk; connect it again, or choose "
                                "another account."),
               account->handle);
  return FALSE;
}

static gboolean
check_not_past (CommsTx *tx, gint64 due, GError **error)
{
  g_autofree char *now = NULL;

  if (due >= tx->stamp.now)
    return TRUE;

  now = comms_tx_dup_time (tx, tx->stamp.now + MINUTE_MS);
  g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_TIME,
               /* Translators: %s is a date and time */
               C_ ("post rule", "That time has passed; the first one that is still free to take is "
                                "%s."),
               now);
  return FALSE;
}

static gboolean
check_embargo_at (CommsTx *tx, CommsPost *post, gint64 at, GError **error)
{
  g_autoptr (CommsRelease) release = NULL;
  g_autofree char *lift = NULL;

  if (post->release_id == 0)
    return TRUE;
  release = comms_record_table_load (tx->db, COMMS_TYPE_RELEASE, post->release_id, error);
  if (release == NULL)
    return FALSE;
  if (release->embargo_at == 0 || at >= release->embargo_at)
    return TRUE;

  lift = comms_tx_dup_time (tx, release->embargo_at);
  g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_EMBARGO,
               /* Translators: the title of a document, then a date and time */
               C_ ("post rule", "“%s” is under embargo; none of its posts may go out before %s."),
               release->title != NULL ? release->title : release->headline, lift);
  return FALSE;
}

gboolean
comms_post_rules_check_due (CommsTx *tx, CommsPost *post, gint64 due, GError **error)
{
  return check_not_past (tx, due, error) && check_embargo_at (tx, post, due, error);
}

static gboolean
check_due (CommsTx *tx, CommsPost *post, GError **error)
{
  if (post->due_at == 0)
    {
      set_rule (error, COMMS_RULE_TIME,
                C_ ("post rule", "This post has no time yet; give it one, or send it now."));
      return FALSE;
    }
  return comms_post_rules_check_due (tx, post, post->due_at, error);
}

/* An undated post meets the embargo when it gets its time. */
static gboolean
check_due_if_any (CommsTx *tx, CommsPost *post, GError **error)
{
  return post->due_at == 0 || comms_post_rules_check_due (tx, post, post->due_at, error);
}

/* Whether there is a time that the post does not have yet in the store: that it may be moved to. */
static gboolean
check_new_due (CommsTx *tx, CommsPost *post, GError **error)
{
  const gint64 id = comms_record_get_id (COMMS_RECORD (post));
  g_autoptr (CommsPost) row = NULL;

  if (post->due_at == 0)
    return TRUE;
  if (id != 0)
    {
      row = comms_record_table_load (tx->db, COMMS_TYPE_POST, id, error);
      if (row == NULL)
        return FALSE;
      if (row->due_at == post->due_at)
        return TRUE;
    }
  return comms_post_rules_check_due (tx, post, post->due_at, error);
}

static gboolean
check_embargo_now (CommsTx *tx, CommsPost *post, GError **error)
{
  return check_embargo_at (tx, post, tx->stamp.now, error);
}

static gboolean
check_twin (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (GPtrArray) twins = NULL;
  g_autofree char *excerpt = NULL;
  g_autofree char *time = NULL;
  CommsPost *twin;

  twins = comms_record_table_select (
    tx->db, COMMS_TYPE_POST, error,
    "WHERE account_id = ? AND id <> ? AND deleted_at = 0 AND trim(text) = trim(?) "
    "AND state IN ('queued', 'sending', 'posted', 'unknown') ORDER BY due_at DESC LIMIT 1",
    "iis", post->account_id, comms_record_get_id (COMMS_RECORD (post)), post->text);
  if (twins == NULL)
    return FALSE;
  if (twins->len == 0)
    return TRUE;

  twin = g_ptr_array_index (twins, 0);
  excerpt = comms_text_excerpt (twin->text, TWIN_EXCERPT);
  time = comms_tx_dup_time (tx, twin->posted_at != 0 ? twin->posted_at : twin->due_at);
  g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_DUPLICATE,
               /* Translators: the first words of a post, then its date and time */
               C_ ("post rule", "This account says “%s” already, on %s; change the wording of one "
                                "of the two."),
               excerpt, time);
  return FALSE;
}

/* One text from several accounts on X is what X takes for a campaign of machines (G4). Other
 * networks may have it. */
static gboolean
check_other_accounts (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (GPtrArray) twins = NULL;
  g_autoptr (CommsAccount) other = NULL;

  twins = comms_record_table_select (
    tx->db, COMMS_TYPE_POST, error,
    "WHERE account_id IN (SELECT id FROM account WHERE network = 'x' AND id <> ?1)"
    " AND EXISTS (SELECT 1 FROM account WHERE network = 'x' AND id = ?1)"
    " AND due_at >= ?2 AND deleted_at = 0 AND trim(text) = trim(?3)"
    " AND state IN ('queued', 'sending', 'posted', 'unknown') ORDER BY due_at DESC LIMIT 1",
    "iis", post->account_id, tx->stamp.now - TWIN_DAYS * DAY_MS, post->text);
  if (twins == NULL)
    return FALSE;
  if (twins->len == 0)
    return TRUE;

  other = comms_post_rules_account (tx, g_ptr_array_index (twins, 0), error);
  if (other == NULL)
    return FALSE;
  g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_DUPLICATE,
               /* Translators: %s is a handle */
               C_ ("post rule", "@%s says the same on X, which forbids one text from several "
                                "accounts; write it anew for this one."),
               other->handle);
  return FALSE;
}

/* Whoever reads the two must read the same in both. */
static gboolean
check_not_stale (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (CommsPost) twin = NULL;
  g_autofree char *language = NULL;
  g_autofree char *time = NULL;

  if (post->stale_since == 0)
    return TRUE;
  if (!comms_twins_find (tx, post, (gpointer *) &twin, error))
    return FALSE;
  if (twin == NULL)
    return TRUE;
  language = comms_language_dup_word (twin->language);
  time = comms_tx_dup_time (tx, post->stale_since);
  g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_TWIN,
               /* Translators: a language, then a date and time */
               C_ ("post rule", "This post is stale: its twin in %s says something else since %s. "
                                "Compare the two, then say that this one is still right."),
               language, time);
  return FALSE;
}

static gboolean
check_may_approve (CommsTx *tx, CommsPost *post, GError **error)
{
  if (tx->person == NULL || (comms_post_rules_approve_own (tx) && !post->legal))
    return TRUE;
  if (tx->person->role != COMMS_ROLE_MANAGER &&
      g_str_equal (comms_post_rules_capacity (tx, post), "manager"))
    {
      set_rule (error, COMMS_RULE_ROLE,
                post->state == COMMS_POST_STATE_IN_REVIEW
                  ? C_ ("post rule", "Only a manager approves posts; this one waits for one.")
                  : C_ ("post rule", "Only a manager approves posts; submit this one for review."));
      return FALSE;
    }
  if (!comms_post_is_by (post, tx->stamp.actor_id))
    return TRUE;
  set_rule (error, COMMS_RULE_APPROVAL,
            post->author_id == tx->stamp.actor_id
              ? C_ ("post rule", "You wrote this post, so another manager has to approve it.")
              : C_ ("post rule", "These are your own words: you changed this post last. Another "
                                 "manager has to approve it."));
  return FALSE;
}

/* Each person signs once: two approvals are two people's. */
static gboolean
check_not_signed (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (GPtrArray) approvals = NULL;

  if (!comms_post_rules_is_approved (post))
    return TRUE;
  approvals = comms_approval_table_list (tx->db, comms_record_get_id (COMMS_RECORD (post)),
                                         post->approved_hash, error);
  if (approvals == NULL)
    return FALSE;
  for (guint i = 0; i < approvals->len; i++)
    if (((CommsApproval *) g_ptr_array_index (approvals, i))->person_id == tx->stamp.actor_id)
      {
        set_rule (error, COMMS_RULE_APPROVAL,
                  C_ ("post rule", "You have approved this post already; another person has to "
                                   "approve it as well."));
        return FALSE;
      }
  return TRUE;
}

/* Whether somebody is there for a task with @post: named, at the desk still, and not the one whose
 * words it says. @nobody and @own_words say why not. */
static gboolean
check_named (CommsTx *tx,
             CommsPost *post,
             gint64 person_id,
             CommsRuleError rule,
             const char *nobody,
             const char *own_words,
             GError **error)
{
  g_autoptr (CommsPerson) person =
    person_id != 0 ? comms_record_table_share (tx->db, COMMS_TYPE_PERSON, person_id, NULL) : NULL;
  const gboolean there = person != NULL && person->active && person_id != post->author_id;

  if (there && !comms_post_is_by (post, person_id))
    return TRUE;
  set_rule (error, rule, there ? own_words : nobody);
  return FALSE;
}

static gboolean
check_legal_reviewer (CommsTx *tx, CommsPost *post, GError **error)
{
  return !post->legal ||
         check_named (tx, post, tx->policy->legal_reviewer_id, COMMS_RULE_APPROVAL,
                      C_ ("post rule",
                          "A post that is marked as legal needs a legal reviewer other than its "
                          "author; a manager names one under Preferences."),
                      C_ ("post rule",
                          "These are the legal reviewer’s own words: the reviewer changed this "
                          "post last. Somebody else has to write it anew, or a manager names "
                          "another legal reviewer under Preferences."),
                      error);
}

/* What the reviewer has signed holds, whatever became of the reviewer since. */
static gboolean
check_legal_signature (CommsTx *tx, CommsPost *post, GError **error)
{
  gint64 n_legal = 0;

  if (post->legal && comms_post_rules_is_approved (post) &&
      !comms_approval_table_count (tx->db, post, 0, "legal", &n_legal, error))
    return FALSE;
  return n_legal > 0 || check_legal_reviewer (tx, post, error);
}

static gboolean
check_duty_officer (CommsTx *tx, CommsPost *post, GError **error)
{
  return check_named (
    tx, post, tx->policy->duty_officer_id, COMMS_RULE_ROLE,
    C_ ("post rule", "The urgent lane needs a duty officer other than the author; a manager "
                     "names one under Preferences."),
    C_ ("post rule",
        "These are the duty officer’s own words: the officer changed this post last. Submit it for "
        "review by a manager, or a manager names another duty officer under Preferences."),
    error);
}

/* A freeze holds from the first step on, and not only at the last (design, decision 4). */
static gboolean
check_not_frozen (CommsTx *tx, CommsPost *post, GError **error)
{
  return comms_post_barriers_not_frozen (tx->db, error);
}

/* Who may send a post back to draft: a manager, and its author. */
static gboolean
check_may_return (CommsTx *tx, CommsPost *post, GError **error)
{
  if (tx->person == NULL || tx->person->role == COMMS_ROLE_MANAGER ||
      post->author_id == tx->stamp.actor_id || comms_post_rules_approve_own (tx))
    return TRUE;

  set_rule (error, COMMS_RULE_ROLE,
            C_ ("post rule", "Only a manager or the author returns a post; ask one of them."));
  return FALSE;
}

static gboolean
check_may_withdraw (CommsTx *tx, CommsPost *post, GError **error)
{
  return comms_post_rules_approve_own (tx) || comms_tx_check_manager (tx, error);
}

static gboolean
check_not_withdrawn (CommsTx *tx, CommsPost *post, GError **error)
{
  if (post->withdrawn_at == 0)
    return TRUE;
  set_rule (error, COMMS_RULE_STATE,
            C_ ("outbox", "This post is withdrawn already; there is nothing more to do."));
  return FALSE;
}

/* Two people, unless the desk has one. */
static gboolean
check_withdraw_two (CommsTx *tx, CommsPost *post, GError **error)
{
  if (comms_post_rules_approve_own (tx))
    return TRUE;
  if (post->withdraw_asked_by == 0)
    set_rule (error, COMMS_RULE_APPROVAL,
              C_ ("outbox", "Withdrawing a post takes two people: one asks and says why, and a "
                            "manager does it. Ask for it first."));
  else if (post->withdraw_asked_by == tx->stamp.actor_id)
    set_rule (error, COMMS_RULE_APPROVAL,
              C_ ("outbox", "You asked to withdraw this post, so another manager has to do it."));
  else
    return TRUE;
  return FALSE;
}

/* Whoever asked may take it back, a manager may refuse it. */
static gboolean
check_may_keep (CommsTx *tx, CommsPost *post, GError **error)
{
  if (post->withdraw_asked_by != 0)
    return post->withdraw_asked_by == tx->stamp.actor_id || comms_tx_check_manager (tx, error);
  set_rule (error, COMMS_RULE_STATE, C_ ("outbox", "Nobody has asked to withdraw this post."));
  return FALSE;
}

static void
set_approval_error (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autofree char *hash = NULL;
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;

  if (post->approved_hash == NULL)
    {
      set_rule (error, COMMS_RULE_APPROVAL,
                C_ ("post rule", "This post is not approved; submit it for review, and a manager "
                                 "who did not write it will look at it."));
      return;
    }
  hash = comms_post_dup_hash (post, post->approved_from, post->approved_until);
  if (g_str_equal (hash, post->approved_hash))
    {
      from = comms_tx_dup_time (tx, post->approved_from);
      until = comms_tx_dup_time (tx, post->approved_until);
      g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_APPROVAL,
                   /* Translators: two dates with times */
                   C_ ("post rule", "This post is approved to leave from %s until %s. Schedule it "
                                    "for its time, or have it approved again for another."),
                   from, until);
      return;
    }
  set_rule (error, COMMS_RULE_APPROVAL,
            C_ ("post rule", "This post was changed after it was approved; submit it for review "
                             "again."));
}

static gboolean
check_approved (CommsTx *tx, CommsPost *post, GError **error)
{
  /* Signed as it is; the store knows whether by all that it needs. */
  if (comms_post_rules_is_approved (post))
    return comms_post_barriers_approved (tx->db, post, post->due_at, error);

  set_approval_error (tx, post, error);
  return FALSE;
}

/* Signed as it is, whenever that is for: who posts by hand chooses the moment. */
static gboolean
check_signed (CommsTx *tx, CommsPost *post, GError **error)
{
  if (post->approved_hash != NULL)
    return comms_post_barriers_approved (tx->db, post, 0, error);

  set_approval_error (tx, post, error);
  return FALSE;
}

static gboolean
check_approved_or_own (CommsTx *tx, CommsPost *post, GError **error)
{
  return (comms_post_rules_approve_own (tx) && !post->legal) || check_approved (tx, post, error);
}

/* As the last one, for leaving now instead of at the planned time. */
static gboolean
check_approved_for_now (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (CommsPost) now = comms_record_copy (post);

  g_object_set (now, "due-at", tx->stamp.now, NULL);
  return check_approved_or_own (tx, now, error);
}

static gboolean
check_cap_now (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (CommsPost) now = comms_record_copy (post);

  g_object_set (now, "due-at", tx->stamp.now, NULL);
  return comms_cost_check_cap (tx, now, error);
}

/* Nobody is left out of what a picture shows (C22). */
static gboolean
check_media (CommsTx *tx, CommsPost *post, GError **error)
{
  return post->media_hash == NULL || comms_media_check_ready (tx, post, error);
}

gboolean
comms_post_rules_check_ready (CommsTx *tx, CommsPost *post, GError **error)
{
  return check_account (tx, post, error) && check_text (tx, post, error) &&
         check_media (tx, post, error);
}

/* A row a verb: from which states, and what else must hold, in the order in which a person would
 * want to hear of it. */
static const struct
{
  guint states;
  Check checks[12];
} rules[] = {
  [COMMS_POST_VERB_EDIT] = { OPEN_STATES, { check_not_binned } },
  [COMMS_POST_VERB_SUBMIT] = { STATE (DRAFT),
                               { check_not_binned, check_account, check_text, check_media,
                                 check_legal_reviewer } },
  [COMMS_POST_VERB_SUBMIT_URGENT] = { STATE (DRAFT),
                                      { check_not_binned, check_duty_officer, check_account,
                                        check_text, check_media, check_legal_reviewer } },
  [COMMS_POST_VERB_APPROVE] = { STATE (DRAFT) | STATE (IN_REVIEW),
                                { check_not_binned, check_not_frozen, check_may_approve,
                                  check_not_signed, check_legal_signature, check_account,
                                  check_text, check_media, check_not_stale, check_due_if_any } },
  [COMMS_POST_VERB_REVIEW] = { STATE (IN_REVIEW),
                               { check_not_binned, check_may_approve, check_not_signed } },
  [COMMS_POST_VERB_RETURN] = { STATE (IN_REVIEW) | STATE (APPROVED),
                               { check_not_binned, check_may_return } },
  [COMMS_POST_VERB_QUEUE] = { STATE (DRAFT) | STATE (IN_REVIEW) | STATE (APPROVED) | STATE (MISSED),
                              { check_not_binned, check_not_frozen, check_account, check_text,
                                check_media, check_due, check_not_stale, check_approved_or_own,
                                check_twin, check_other_accounts, comms_cost_check_cap } },
  [COMMS_POST_VERB_SEND] = { STATE (DRAFT) | STATE (IN_REVIEW) | STATE (APPROVED) | STATE (MISSED),
                             { check_not_binned, check_not_frozen, check_account, check_text,
                               check_media, check_embargo_now, check_not_stale,
                               check_approved_for_now, check_twin, check_other_accounts,
                               check_cap_now } },
  [COMMS_POST_VERB_UNQUEUE] = { STATE (QUEUED), { NULL } },
  [COMMS_POST_VERB_MOVE] = { OPEN_STATES & ~STATE (CANCELLED),
                             { check_not_binned, check_new_due } },
  [COMMS_POST_VERB_CANCEL] = { OPEN_STATES & ~STATE (CANCELLED), { check_not_binned } },
  [COMMS_POST_VERB_REOPEN] = { STATE (REFUSED) | STATE (MISSED) | STATE (CANCELLED),
                               { check_not_binned } },
  [COMMS_POST_VERB_BIN] = { OPEN_STATES & ~STATE (QUEUED), { check_not_binned, check_never_left } },
  [COMMS_POST_VERB_SETTLE] = { STATE (UNKNOWN), { NULL } },
  [COMMS_POST_VERB_BY_HAND] = { STATE (APPROVED) | STATE (REFUSED) | STATE (MISSED),
                                { check_not_binned, check_signed, check_embargo_now } },
  [COMMS_POST_VERB_ASK_WITHDRAW] = { STATE (POSTED), { check_not_withdrawn } },
  [COMMS_POST_VERB_KEEP] = { STATE (POSTED), { check_not_withdrawn, check_may_keep } },
  [COMMS_POST_VERB_WITHDRAW] = { STATE (POSTED),
                                 { check_may_withdraw, check_not_withdrawn, check_withdraw_two } },
};

gboolean
comms_post_rules_check (CommsTx *tx, CommsPost *post, CommsPostVerb verb, GError **error)
{
  g_assert (verb < G_N_ELEMENTS (rules));

  if (!comms_tx_check_active (tx, error))
    return FALSE;
  if ((rules[verb].states & (1u << post->state)) == 0)
    {
      set_rule (error, COMMS_RULE_STATE, state_sentence (post->state));
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (rules[verb].checks) && rules[verb].checks[i] != NULL; i++)
    if (!rules[verb].checks[i](tx, post, error))
      return FALSE;
  return TRUE;
}
