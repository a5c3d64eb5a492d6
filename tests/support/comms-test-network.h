/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-network.h"

G_BEGIN_DECLS

#define COMMS_TEST_TOKEN "Zm9yLXRlc3RzLW9ubHk"
#define COMMS_TEST_USER_ID "2244994945"
#define COMMS_TEST_HANDLE "MoHR_test"

/* An account whose API is at @api_base. (transfer full) */
CommsAccount  * comms_test_account       (const char *api_base);

CommsAccount  * comms_test_account_on    (const char *network, const char *user_id,
                                          const char *api_base);

/* Its network, which waits without taking time, with COMMS_TEST_TOKEN as its token. (transfer full) */
CommsNetwork  * comms_test_network       (const char *api_base);
CommsNetwork  * comms_test_network_on    (const char *key, const char *user_id,
                                          const char *api_base);

/* A PNG of so many pixels. (transfer full) */
GBytes        * comms_test_png           (int width, int height);
/* One that does not compress, three bytes a pixel; the same each time. (transfer full) */
GBytes        * comms_test_noise         (int width, int height);
/* Something that looks like a film, of so many bytes. (transfer full) */
GBytes        * comms_test_film          (gsize size);
/* (transfer full) */
CommsMedia    * comms_test_media         (const char *mime, GBytes *bytes, const char *alt);

/* The network's calls, waited for. (transfer full) */
char          * comms_test_freeze        (CommsNetwork *network, const char *text,
                                          const char *reply_to);
char          * comms_test_freeze_post   (CommsNetwork *network, CommsPost *post, GPtrArray *media,
                                          const char *reply_to, GError **error);
CommsReply    * comms_test_create_with   (CommsNetwork *network, const char *body,
                                          GPtrArray *media, const char *key);
GPtrArray     * comms_test_metrics       (CommsNetwork *network, const char *const *ids,
                                          GError **error);
CommsNetworkLimits * comms_test_limits   (CommsNetwork *network, GError **error);
char          * comms_test_find_post     (CommsNetwork *network, const char *url, GError **error);
CommsReply    * comms_test_create        (CommsNetwork *network, const char *body);
CommsReply    * comms_test_reconcile     (CommsNetwork *network, const char *body,
                                          gint64 started_at, const char *const *bound_ids,
                                          GError **error);
gboolean        comms_test_withdraw      (CommsNetwork *network, const char *remote_id,
                                          GError **error);
GPtrArray     * comms_test_notices       (CommsNetwork *network, guint limit, GError **error);
CommsAct      * comms_test_like          (CommsNetwork *network, const char *remote_id,
                                          GError **error);
CommsAct      * comms_test_unlike        (CommsNetwork *network, const char *remote_id,
                                          const char *undo_id, GError **error);
CommsAct      * comms_test_list_add      (CommsNetwork *network, const char *list,
                                          const char *handle, GError **error);
CommsIdentity * comms_test_identify      (CommsNetwork *network, GError **error);

G_END_DECLS
