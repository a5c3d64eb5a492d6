/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <gtk/gtk.h>

#include "comms-application.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr (CommsApplication) application = NULL;

  /* The locale is the application's affair: the person may have chosen a language. */
  gtk_disable_setlocale ();
  application = comms_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
