/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-network.h"

G_BEGIN_DECLS

#define COMMS_TEST_TOKEN "Zm9yLXRlc3RzLW9ubHk"
#define COMMS_TEST_USER_ID "2244994945"
#define COMMS_TEST_HANDLE "MoHR_test"

/* An account whose API is at @api_base. (transfer full) */
CommsAccount  * comms_test_account       (const char *api_base);

/* Its network, with COMMS_TEST_TOKEN as its token. (transfer full) */
CommsNetwork  * comms_test_network       (const char *api_base);

/* The network's calls, waited for. (transfer full) */
char          * comms_test_freeze        (CommsNetwork *network, const char *text,
                                          const char *reply_to);
CommsReply    * comms_test_create        (CommsNetwork *network, const char *body);
CommsReply    * comms_test_reconcile     (CommsNetwork *network, const char *body,
                                          gint64 started_at, const char *const *bound_ids,
                                          GError **error);
gboolean        comms_test_withdraw      (CommsNetwork *network, const char *remote_id,
                                          GError **error);
CommsIdentity * comms_test_identify      (CommsNetwork *network, GError **error);

G_END_DECLS
