/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Reads bytes, however broken, as somebody's list of people, and asserts that each row is read whole
 * or said to be broken, that each cell is taken or refused with one sentence, and that what the
 * desk writes it can read again. */
void run_csv (const guint8 *data, gsize size);
