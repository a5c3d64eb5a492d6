/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-account.h"
#include "comms-desk.h"

G_BEGIN_DECLS

/* The brake of one account, as rows of its expander: it is pulled with a reason, which stands in the
 * log, and let go; both can be undone. */
typedef struct _CommsAccountPause CommsAccountPause;

/* Adds the rows to @row, which owns them and what is returned. */
CommsAccountPause * comms_account_pause_new  (AdwExpanderRow    *row,
                                              CommsDesk         *desk,
                                              CommsAccount      *account);
/* The account has changed. */
void                comms_account_pause_fill (CommsAccountPause *self);

G_END_DECLS
