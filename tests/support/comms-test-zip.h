/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A zip container in memory. Pairs of a name and a text, ended by NULL. */
GBytes * comms_test_zip     (const char *name,
                             ...) G_GNUC_NULL_TERMINATED;

/* The least of a Word and of an OpenDocument text around what stands in their body. */
GBytes * comms_test_docx    (const char *body);
GBytes * comms_test_odt     (const char *body);

/* A container whose one member needs a password. */
GBytes * comms_test_zip_locked (const char *name,
                                const char *text);

/* A container whose one member unpacks to @size zeros. */
GBytes * comms_test_zip_bomb (const char *name,
                              gsize       size);

G_END_DECLS
