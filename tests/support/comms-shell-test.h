/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-application.h"
#include "comms-window.h"

G_BEGIN_DECLS

/**
 * CommsShellTest:
 *
 * The real window on a practice desk in a folder of its own, at a time that stands still:
 * Wednesday 9 December 2026, 14:02 in Islamabad.
 */
typedef struct
{
  char *folder;
  char *path;
  CommsClock *clock;
  CommsSecrets *secrets;
  CommsDesk *desk;
  CommsApplication *application;
  CommsWindow *window;
} CommsShellTest;

/* The first line of main(): GTK without animations, in the language of $COMMS_TEST_LANGUAGE. */
void        comms_shell_test_init    (int             *argc,
                                      char          ***argv);

/* The program, registered but not running. */
CommsApplication * comms_shell_test_application (void);

/* Opens the window at @page, NULL for the first, and waits until it is drawn. */
void        comms_shell_test_open    (CommsShellTest  *self,
                                      const char      *page,
                                      int              width,
                                      int              height);
/* The same on a new desk with nothing in it. */
void        comms_shell_test_open_empty (CommsShellTest *self,
                                      const char      *page,
                                      int              width,
                                      int              height);
/* Closes it; it and everything in it must be gone then. */
void        comms_shell_test_close   (CommsShellTest  *self);

/* Works off what is due, and then waits until it is drawn. */
void        comms_shell_test_settle  (CommsShellTest  *self);

/* Waits for a condition, at most ten seconds; fails where it does not come. */
typedef gboolean (*CommsShellCondition) (gpointer data);
void        comms_shell_test_wait    (CommsShellCondition  condition,
                                      gpointer             data);

/* The first visible widget of that type under @root, whose label, title or text is @label where
 * that is not NULL; NULL where there is none. */
GtkWidget * comms_shell_test_find    (GtkWidget       *root,
                                      GType            type,
                                      const char      *label);
/* The same, which must be there; presses it. */
void        comms_shell_test_click   (GtkWidget       *root,
                                      const char      *label);

/* Presses a key: what the widget with the focus, or the first of those around it, has bound to it
 * happens. Accelerators of the application are not looked at. FALSE where nothing is bound. */
gboolean    comms_shell_test_key     (CommsShellTest  *self,
                                      guint            key,
                                      GdkModifierType  modifiers);

/* Saves a picture of @widget as NAME.png in $COMMS_SHOTS, where that is set. */
void        comms_shell_test_shot    (GtkWidget       *widget,
                                      const char      *name);

G_END_DECLS
