/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Reads bytes, however broken, as a document of the kind that the first of them chooses, and asserts
 * that it is read whole or refused with one sentence. */
void run_document_readers (const guint8 *data, gsize size);
