/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Gives bytes, however broken, to what reads the networks' answers, and asserts what the desk
 * makes of them. The first byte chooses the network and the job; the rest, cut at line ends, is
 * what the server says, one answer after the other: a status of three digits, then the body. */
void run_json (const guint8 *data, gsize size);
