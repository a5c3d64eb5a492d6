/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CommsAccessibility:
 *
 * What a screen reader, or whoever else is on the accessibility bus, hears of this program: over
 * the bus itself, as they do. GTK must have been started with GTK_A11Y=atspi. It fails the test
 * where there is no such bus.
 */
typedef struct _CommsAccessibility CommsAccessibility;

CommsAccessibility * comms_accessibility_new   (void);
void                 comms_accessibility_free  (CommsAccessibility *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsAccessibility, comms_accessibility_free)

/* Every line that is told of all windows as they are now: names, descriptions
 * and texts, in no order. (transfer full) */
char               * comms_accessibility_dup_tree   (CommsAccessibility *self);
/* What was told of by itself since the last time that this was asked, such as keys being typed.
 * (transfer full) */
char               * comms_accessibility_dup_events (CommsAccessibility *self);

G_END_DECLS
