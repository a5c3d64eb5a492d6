/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A publisher in a process of its own, which kills itself at some step of sending. It is the same
 * program as the test, so that main() begins with publisher_child_is(). */

gboolean      publisher_child_is    (int argc, char *argv[]);
int           publisher_child_main  (char *argv[]);

/* One pass over a fixture's desk at @path, with its keyring, at an instant that stands still. It
 * dies, by SIGKILL, at the @count th time that @step comes (comms-outbox.h, comms-file-secrets.h);
 * at "in-flight" @count milliseconds after a create has begun, at "any-time" @count milliseconds
 * after its start; at "never" not. With "drain" it makes passes until nothing is queued. */
GSubprocess * publisher_child_start (const char *path, gint64 now, const char *step, int count);

/* Runs the main loop until it has ended. TRUE where it was killed; it must not end in another way
 * than that or well. */
gboolean      publisher_child_wait  (GSubprocess *child);

G_END_DECLS
