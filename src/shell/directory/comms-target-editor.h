/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-target.h"

G_BEGIN_DECLS

/**
 * CommsTargetEditor:
 *
 * The facts of a person as a form. Signal "done": the person is finished, what stands in the form
 * is to be kept. "bin": they are to be put into the bin.
 */
#define COMMS_TYPE_TARGET_EDITOR (comms_target_editor_get_type ())
G_DECLARE_FINAL_TYPE (CommsTargetEditor, comms_target_editor, COMMS, TARGET_EDITOR, GtkWidget)

void          comms_target_editor_edit        (CommsTargetEditor *self,
                                               CommsTarget       *target);

void          comms_target_editor_focus_name  (CommsTargetEditor *self);

/* The person with what stands in the form; the name may be missing. (transfer full) */
CommsTarget * comms_target_editor_dup_target  (CommsTargetEditor *self);

G_END_DECLS
