/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-release-data.h"

G_BEGIN_DECLS

/**
 * CommsPlanView:
 *
 * A day's posts out of one release (R2), as a plan that is looked through before there is any
 * draft: for which account, day and audiences; when each part goes out, how it is worded, and why
 * a part is left out. "Make 5 Drafts" makes what is ticked; "Re-read All" leads on.
 *
 * Signal "closed" when a person goes back to the release.
 */
#define COMMS_TYPE_PLAN_VIEW (comms_plan_view_get_type ())
G_DECLARE_FINAL_TYPE (CommsPlanView, comms_plan_view, COMMS, PLAN_VIEW, GtkWidget)

/* Plans @release, which must be in the store; @data is what was read around it. What a person has chosen and edited for
 * the same release stays. */
void comms_plan_view_open       (CommsPlanView    *self,
                                 CommsDesk        *desk,
                                 CommsRelease     *release,
                                 CommsReleaseData *data);
/* Something at the desk has changed. */
void comms_plan_view_reload     (CommsPlanView    *self);
/* Forgets the release. */
void comms_plan_view_forget     (CommsPlanView    *self);
void comms_plan_view_set_folded (CommsPlanView    *self,
                                 gboolean          folded);

G_END_DECLS
