/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Puts bytes, however broken, through every function on texts, and asserts what each of them
 * promises of its result. */
void run_text_functions (const guint8 *data, gsize size);
