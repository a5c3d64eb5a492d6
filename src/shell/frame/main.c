/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <gtk/gtk.h>
#include <malloc.h>

#include "comms-application.h"

/* From this size on, memory goes back to the system when it is freed. Left to itself the C library
 * raises the mark with the first frame that is drawn, and keeps megabytes between small pieces. */
#define LARGE_BLOCK (64 * 1024)

int
main (int   argc,
      char *argv[])
{
  g_autoptr (CommsApplication) application = NULL;

#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, LARGE_BLOCK);
#endif
  /* The locale is the application's affair: the person may have chosen a language. */
  gtk_disable_setlocale ();
  application = comms_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
