/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What every fake server does with the wire. Inside the folder only. */

/* Listens on loopback, with TLS where there is a @certificate. @uri says where. (transfer full) */
SoupServer * comms_fake_listen      (GTlsCertificate *certificate, SoupServerCallback func,
                                     gpointer user_data, char **uri);

/* Writes @bytes as they are, then closes the connection. */
void         comms_fake_drop        (SoupServerMessage *message, const char *bytes);

/* Answers the Date header by a time in milliseconds. */
void         comms_fake_set_date    (SoupServerMessage *message, gint64 now);
/* Answers with headers: lines "Name: value" parted by "\n", or NULL. */
void         comms_fake_set_headers (SoupServerMessage *message, const char *lines);

/* What was asked for: "/path?query". (transfer full) */
char       * comms_fake_dup_target  (SoupServerMessage *message);

G_END_DECLS
