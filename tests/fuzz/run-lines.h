/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Puts bytes, however broken, through the reader of "comms check --json", whole and in two pieces,
 * and asserts that each line gets its answer, one line of JSON. */
void run_lines (const guint8 *data, gsize size);
