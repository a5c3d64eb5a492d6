/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-attempt.h"
#include "comms-desk.h"
#include "comms-network.h"
#include "comms-post.h"

G_BEGIN_DECLS

/* What the publisher does in the store, one transaction each: the steps between which the program
 * may die without losing or doubling a post (networks, section 4). Inside the folder only. */

typedef struct
{
  gint64 post_id;
  gint64 account_id;
} CommsOutboxLook;

/**
 * CommsOutboxScan:
 * @account_ids: accounts with something to send or to put right now (gint64)
 * @looks: posts of unknown outcome that are to be looked for now (CommsOutboxLook)
 * @changed_ids: posts that missed their time just now (gint64)
 * @next_due: when the next queued post is to leave, 0 for none
 * @next_wake: when the outbox has more to do by itself, 0 for never
 *
 * What there is to do.
 */
typedef struct
{
  GArray *account_ids;
  GArray *looks;
  GArray *changed_ids;
  gint64 next_due;
  gint64 next_wake;
} CommsOutboxScan;

void               comms_outbox_scan_free   (CommsOutboxScan *scan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsOutboxScan, comms_outbox_scan_free)

/**
 * CommsOutboxStep:
 *
 * One post on its way. Handed to one thread after the other.
 */
typedef struct _CommsOutboxStep CommsOutboxStep;

struct _CommsOutboxStep
{
  /* What is wanted: the account's next post, or the post with that id. */
  gint64 account_id;
  gint64 post_id;
  char *holder;
  GHashTable *skip;       /* ids that had their turn in this pass */
  char *reason;           /* for a withdrawal */
  gint64 skew;            /* for a measured clock */

  /* What was found. */
  gboolean held;          /* the account's lease is ours */
  gint64 leased_until;    /* as far as is known */
  GArray *changed_ids;    /* posts that an earlier process left in "sending" */
  CommsPost *post;        /* NULL: there is none */
  CommsAccount *account;
  GPtrArray *media;       /* CommsMedia with their bytes, or NULL */
  char *reply_to;         /* an id, or an address that a person pasted */
  char *wait_code;        /* it may not leave now: "rule" or "clock"; "problem" says why */
  char **bound_ids;
  gint64 started_at;

  /* How it went. */
  char *body;             /* frozen; what was found already where an earlier try may have arrived */
  CommsAttempt *attempt;
  CommsReply *reply;
  char *problem;          /* no body could be made of it */
  CommsOutboxStep *next;  /* what is taken or looked at in the same transaction, or NULL */
};

CommsOutboxStep  * comms_outbox_step_new    (gint64 account_id, gint64 post_id,
                                             const char *holder);
void               comms_outbox_step_free   (CommsOutboxStep *step);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsOutboxStep, comms_outbox_step_free)
/* Forgets what was found, for the next post of the account. */
void               comms_outbox_step_reset  (CommsOutboxStep *step);
/* A step for the account's next post, "next" of @step, which keeps it. */
void               comms_outbox_step_follow (CommsOutboxStep *step);

/* CommsTxFunc: @data is NULL for the first, a CommsOutboxStep for the others, whose result only
 * says that they worked. */

/* Finds what there is to do; queued posts that are too late become missed. */
gpointer           comms_outbox_scan        (CommsTx *tx, gpointer unused, GError **error);
/* Takes the lease, settles what was left in "sending", and finds the post that is next. */
gpointer           comms_outbox_take        (CommsTx *tx, gpointer step, GError **error);
/* Commits the post as "sending" with its frozen body; looks which is "next", where there is such a
 * step. */
gpointer           comms_outbox_begin       (CommsTx *tx, gpointer step, GError **error);
/* Commits the outcome that the reply says. */
gpointer           comms_outbox_end         (CommsTx *tx, gpointer step, GError **error);
/* The same, and takes "next". Where either fails, neither is done. */
gpointer           comms_outbox_end_and_take(CommsTx *tx, gpointer step, GError **error);
/* The same, and begins "next", which was looked at when this one began and has its body. */
gpointer           comms_outbox_end_and_begin (CommsTx *tx, gpointer step, GError **error);
/* Where ending failed because the post was settled meanwhile: writes down that it is out after all. */
gpointer           comms_outbox_note_late_answer (CommsTx *tx, gpointer step, GError **error);
/* The post can never leave as it is: "problem" says why. */
gpointer           comms_outbox_refuse      (CommsTx *tx, gpointer step, GError **error);
/* The post may not leave now: "problem" or "reply" says why, and it stays queued. */
gpointer           comms_outbox_note_problem(CommsTx *tx, gpointer step, GError **error);
/* Writes down how far the computer's clock is from the network's: "skew". */
gpointer           comms_outbox_note_skew   (CommsTx *tx, gpointer step, GError **error);
/* While a network takes its time: the result is COMMS_OUTBOX_STOPPED where a person has stopped the
 * desk or the account meanwhile, or settled the post of "attempt", in whichever process. The second keeps the lease as well, the third
 * gives it up. */
#define COMMS_OUTBOX_STOPPED 2
gpointer           comms_outbox_listen      (CommsTx *tx, gpointer step, GError **error);
gpointer           comms_outbox_renew       (CommsTx *tx, gpointer step, GError **error);
gpointer           comms_outbox_give_up     (CommsTx *tx, gpointer step, GError **error);

/* Loads a post of unknown outcome with all that a search for it needs; commits what was found. */
gpointer           comms_outbox_look_begin  (CommsTx *tx, gpointer step, GError **error);
gpointer           comms_outbox_look_end    (CommsTx *tx, gpointer step, GError **error);

/* Loads a posted one to be withdrawn; commits that it was. */
gpointer           comms_outbox_withdraw_begin (CommsTx *tx, gpointer step, GError **error);
gpointer           comms_outbox_withdraw_end   (CommsTx *tx, gpointer step, GError **error);

/* Where a test looks on: called with the name of each step, on whichever thread takes it. */
typedef void (*CommsOutboxWatch) (const char *step, gpointer data);
G_GNUC_INTERNAL void comms_outbox_set_watch (CommsOutboxWatch watch, gpointer data);
G_GNUC_INTERNAL void comms_outbox_at        (const char *step);

G_END_DECLS
