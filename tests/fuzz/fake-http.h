/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Stands in for comms-http.c where the answers are to come from bytes at hand: nothing is sent, and
 * each request gets the next of @answers, "STATUS BODY" each; after the last one, no connection.
 * Borrowed until the next call. */
void fake_http_set_answers (char **answers);
