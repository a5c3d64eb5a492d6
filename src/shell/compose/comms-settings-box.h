/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-post.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsSettingsBox:
 *
 * What stands on a post beside its words: the post that it answers, the warning before it, and who
 * may answer it, each where the account's network has such a thing. The signal "changed" says that a
 * person has changed the post.
 */
#define COMMS_TYPE_SETTINGS_BOX (comms_settings_box_get_type ())
G_DECLARE_FINAL_TYPE (CommsSettingsBox, comms_settings_box, COMMS, SETTINGS_BOX, GtkBox)

/* Shows @post, which is changed in place. @open: whether it can be written in. FALSE where there is
 * nothing to set, as without an @account. */
gboolean   comms_settings_box_set         (CommsSettingsBox *self,
                                           CommsPost        *post,
                                           CommsAccount     *account,
                                           gboolean          open);

/* Takes over an id that is still being typed: before the post is left, or something is done with
 * it. */
void       comms_settings_box_commit      (CommsSettingsBox *self);

/* Shows nothing more. */
void       comms_settings_box_forget      (CommsSettingsBox *self);

/* Whether anything is set, or tried to. */
gboolean   comms_settings_box_is_used     (CommsSettingsBox *self);

/* Why the post cannot go out with what stands here, or NULL. (transfer full) */
char     * comms_settings_box_dup_problem (CommsSettingsBox *self);

void       comms_settings_box_focus       (CommsSettingsBox *self);

G_END_DECLS
