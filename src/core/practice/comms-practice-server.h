/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "comms-clock.h"

G_BEGIN_DECLS

/**
 * CommsPracticeFault:
 *
 * What the practice network does with the next posts. The nicks are the words of the control
 * path and of the CLI.
 */
typedef enum
{
  COMMS_PRACTICE_FAULT_NONE,       /* posts arrive at once */
  COMMS_PRACTICE_FAULT_SLOW,       /* 30 seconds, then the post is there */
  COMMS_PRACTICE_FAULT_TIMEOUT,    /* stored, but never answered */
  COMMS_PRACTICE_FAULT_SIGN_IN,    /* 401 */
  COMMS_PRACTICE_FAULT_CREDIT,     /* 402 */
  COMMS_PRACTICE_FAULT_DUPLICATE,  /* 403, duplicate content */
  COMMS_PRACTICE_FAULT_LIMIT,      /* 429 with a reset in 15 minutes */
  COMMS_PRACTICE_FAULT_SERVER,     /* 500 with a page of HTML */
  COMMS_PRACTICE_FAULT_DROP,       /* stored, but the connection drops half-way in the answer */
} CommsPracticeFault;

/* How often the chosen fault happens: "once", "always", "one-in-five". */
typedef enum
{
  COMMS_PRACTICE_ONCE,
  COMMS_PRACTICE_ALWAYS,
  COMMS_PRACTICE_ONE_IN_FIVE,
} CommsPracticeRate;

/**
 * CommsPracticeServer:
 *
 * A network that exists only on this computer: a server on a loopback port that speaks X's own
 * wire format (networks, section 1), keeps what was posted in a file beside the desk, and fails
 * on demand. It refuses an equal text on one account as X does, and answers only requests that
 * were meant for a loopback address. A post has a page for people at /HANDLE/status/ID. Control
 * path, JSON:
 *
 *   GET  /practice/state             {"posts":[{"id","user_id","text","created_at"}...],
 *                                     "requests":N,"creates":N,"fault":NICK,"rate":NICK}
 *   POST /practice/fault             {"fault":NICK,"rate":NICK}
 *   POST /practice/accounts          {"user_id","handle","display_name","token"}
 *
 * Signal "fault-changed" when another fault was chosen, or one that happens once is over.
 */
#define COMMS_TYPE_PRACTICE_SERVER (comms_practice_server_get_type ())
G_DECLARE_FINAL_TYPE (CommsPracticeServer, comms_practice_server, COMMS, PRACTICE_SERVER, GObject)

/* Starts serving on 127.0.0.1; @port 0 takes any. @state_path is the file that keeps its posts,
 * or NULL to forget. Only one server uses a state file at a time: where another does already,
 * fails with G_IO_ERROR_BUSY and comms_practice_server_running_at() tells its address. */
CommsPracticeServer * comms_practice_server_new          (const char            *state_path,
                                                          guint16                port,
                                                          GError               **error);

/* The address of the server that holds @state_path now, or NULL. (transfer full) */
char                * comms_practice_server_running_at   (const char            *state_path);

/* "http://127.0.0.1:PORT" */
const char          * comms_practice_server_get_uri      (CommsPracticeServer   *self);

/* Makes an account known to it, with the token that it takes. */
void                  comms_practice_server_add_account  (CommsPracticeServer   *self,
                                                          const char            *user_id,
                                                          const char            *handle,
                                                          const char            *display_name,
                                                          const char            *token);
void                  comms_practice_server_set_fault    (CommsPracticeServer   *self,
                                                          CommsPracticeFault     fault,
                                                          CommsPracticeRate      rate);
CommsPracticeFault    comms_practice_server_get_fault    (CommsPracticeServer   *self,
                                                          CommsPracticeRate     *rate);
/* How long "slow" waits; 30,000 ms unless told. */
void                  comms_practice_server_set_delay    (CommsPracticeServer   *self,
                                                          guint                  milliseconds);
/* The clock of its answers and of its posts' ids; the computer's unless told. */
void                  comms_practice_server_set_clock    (CommsPracticeServer   *self,
                                                          CommsClock            *clock);
/* Posts that stand there now, and requests to create one that came in, whatever came of them. */
guint                 comms_practice_server_get_n_posts  (CommsPracticeServer   *self);
guint                 comms_practice_server_get_n_creates(CommsPracticeServer   *self);

const char          * comms_practice_fault_nick          (CommsPracticeFault     fault);
gboolean              comms_practice_fault_from_nick     (const char            *nick,
                                                          CommsPracticeFault    *fault);
const char          * comms_practice_rate_nick           (CommsPracticeRate      rate);
gboolean              comms_practice_rate_from_nick      (const char            *nick,
                                                          CommsPracticeRate     *rate);

G_END_DECLS
