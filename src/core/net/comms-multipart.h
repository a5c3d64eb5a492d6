/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A form with a file in it (RFC 7578). @fields: names and values in turn, ended by NULL. @type
 * is set to the content type, with the boundary. (transfer full) */
GBytes * comms_multipart (const char *const *fields, const char *file_field, const char *mime,
                          GBytes *bytes, char **type);

G_END_DECLS
