/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* To call an asynchronous function as if it were not: pass comms_test_result_cb() and the
 * address of a GAsyncResult pointer that is NULL, then wait for it. (transfer full) */
void           comms_test_result_cb (GObject *object, GAsyncResult *result, gpointer user_data);
GAsyncResult * comms_test_wait      (GAsyncResult **result);

G_END_DECLS
