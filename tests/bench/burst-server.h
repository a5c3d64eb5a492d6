/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Serves on loopback as X does to who posts, with as little of the processors as can be: takes each
 * text once, from anybody with a token of burst_dup_token(). Says on standard output where, and does
 * not return. @delay: milliseconds before each answer. */
void burst_server_run (guint delay) G_GNUC_NORETURN;

G_END_DECLS
