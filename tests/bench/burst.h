/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"

G_BEGIN_DECLS

/* What is measured with: a desk with many posts due on several accounts, and the network that they
 * go to, in a process of its own. */
#define BURST_N_ACCOUNTS 10
#define BURST_N_POSTS 1000

/* The server. The program itself is started again for it, with the arguments "serve" and @delay, and
 * calls burst_server_run() then.
 * @delay: milliseconds, 0 for at once. @uri: (out) (transfer full). The network takes no text twice:
 * one server for each run. */
GSubprocess *burst_start_server (guint delay, char **uri);

/* The token of account @n, from 0 on. (transfer full) */
char *burst_dup_token (guint n);
/* The text of post @n: no two alike, so that the desk's advice has nothing to say of them.
 * (transfer full) */
char *burst_dup_text (guint n);

typedef struct
{
  char *folder;
  CommsDesk *desk;
  gint64 accounts[BURST_N_ACCOUNTS];
  guint n_posts;
  gint64 due_at; /* 0: at once */
} BurstDesk;

/* A new desk with the accounts of the server at @uri, and no hold before a post leaves. */
void burst_desk_open (BurstDesk *self, CommsClock *clock, const char *uri);
void burst_desk_close (BurstDesk *self);
/* Puts posts in the queue, on one account after the other. @due_at: UTC milliseconds, 0 for at
 * once. */
void burst_desk_queue (BurstDesk *self, guint n_posts, gint64 due_at);

/* A GAsyncReadyCallback that keeps the result in its user_data, and what waits for it there. */
void burst_keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *burst_wait_for (GAsyncResult **result);

G_END_DECLS
