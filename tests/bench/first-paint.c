/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs a program on the X display and measures it from outside, so that any program can be its
 * peer:
 *
 *   first-paint [--settle=MS] [--watch=MS] PROGRAM [ARGUMENT...]
 *
 * prints "paint_ms pss_kib wakes cpu_ms": milliseconds from the start of the process to the first
 * drawing in a window of its own; after --settle milliseconds the memory that it has to itself
 * (PSS, over the process and its children); within --watch milliseconds after that how often
 * it woke from its sleep; and the milliseconds of the processor up to the first drawing, which
 * also mean something where others keep the machine busy. Then the program is ended. */

#include <glib-unix.h>
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>

#define LEAST_SIZE 200
#define SAMPLE_MS 250
#define QUIET_MS 1000
#define PATIENCE_US (30 * G_USEC_PER_SEC)

static int settle_ms = 0;
static int watch_ms = 0;

static const GOptionEntry options[] = {
  { "settle", 0, 0, G_OPTION_ARG_INT, &settle_ms, "Wait so long before memory is read", "MS" },
  { "watch", 0, 0, G_OPTION_ARG_INT, &watch_ms, "Count wakes for so long", "MS" },
  { NULL },
};

static pid_t
start (char **argv)
{
  pid_t pid = fork ();

  if (pid != 0)
    return pid;
  setpgid (0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  execvp (argv[0], argv);
  _exit (127);
}

/* Waits for a window of a certain size to be mapped, then for the first damage in it. */
static gboolean
wait_for_paint (Display *display,
                int      damage_event,
                gint64   deadline)
{
  Damage damage = None;

  while (g_get_monotonic_time () < deadline)
    {
      XEvent event;

      if (XPending (display) == 0)
        {
          g_usleep (200);
          continue;
        }
      XNextEvent (display, &event);
      if (event.type == damage_event + XDamageNotify)
        return TRUE;
      if (event.type == MapNotify && damage == None)
        {
          XWindowAttributes attributes;

          if (XGetWindowAttributes (display, event.xmap.window, &attributes) &&
              attributes.width >= LEAST_SIZE && attributes.height >= LEAST_SIZE)
            damage = XDamageCreate (display, event.xmap.window, XDamageReportNonEmpty);
        }
    }
  return FALSE;
}

static long
read_number (const char *path,
             const char *key)
{
  g_autofree char *contents = NULL;
  const char *found;

  if (!g_file_get_contents (path, &contents, NULL, NULL))
    return 0;
  found = strstr (contents, key);
  return found != NULL ? strtol (found + strlen (key), NULL, 10) : 0;
}

/* Calls @func for every process of the group. */
static long
sum_group (pid_t group,
           long (*func) (const char *proc))
{
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  const char *name;
  long sum = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_ascii_isdigit (*name) && getpgid ((pid_t) atoi (name)) == group)
      {
        g_autofree char *proc = g_build_filename ("/proc", name, NULL);

        sum += func (proc);
      }
  return sum;
}

static long
proc_pss (const char *proc)
{
  g_autofree char *path = g_build_filename (proc, "smaps_rollup", NULL);

  return read_number (path, "\nPss:");
}

static long
proc_wakes (const char *proc)
{
  g_autofree char *tasks = g_build_filename (proc, "task", NULL);
  g_autoptr (GDir) dir = g_dir_open (tasks, 0, NULL);
  const char *name;
  long sum = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (tasks, name, "status", NULL);

      sum += read_number (path, "\nvoluntary_ctxt_switches:");
    }
  return sum;
}

/* Of all threads of the process, also those that are gone. */
static double
proc_cpu_ms (pid_t pid)
{
  struct timespec time;
  clockid_t clock;

  if (clock_getcpuclockid (pid, &clock) != 0 || clock_gettime (clock, &time) != 0)
    return 0;
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

/* How often the group rose from its sleep: what its threads do together, the store's after the
 * window's, is one wake of the processor, also where a busy machine makes them wait in between. */
static long
count_wakes (pid_t group)
{
  long before = sum_group (group, proc_wakes);
  int quiet_ms = QUIET_MS;
  long n = 0;

  for (int ms = 0; ms < watch_ms; ms += SAMPLE_MS)
    {
      long now;

      g_usleep (SAMPLE_MS * 1000);
      now = sum_group (group, proc_wakes);
      n += now != before && quiet_ms >= QUIET_MS;
      quiet_ms = now != before ? 0 : quiet_ms + SAMPLE_MS;
      before = now;
    }
  return n;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("PROGRAM [ARGUMENT...]");
  g_autoptr (GError) error = NULL;
  Display *display;
  gint64 started;
  double paint_ms, cpu_ms;
  long pss, wakes;
  int damage_event, damage_error;
  pid_t pid;

  g_option_context_add_main_entries (context, options, NULL);
  g_option_context_set_strict_posix (context, TRUE);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc < 2)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "Which program?");
      return 2;
    }

  display = XOpenDisplay (NULL);
  if (display == NULL || !XDamageQueryExtension (display, &damage_event, &damage_error))
    {
      g_printerr ("There is no X display with the damage extension.\n");
      return 1;
    }
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XSync (display, False);

  started = g_get_monotonic_time ();
  pid = start (argv + 1);
  if (!wait_for_paint (display, damage_event, started + PATIENCE_US))
    {
      g_printerr ("%s drew nothing.\n", argv[1]);
      kill (-pid, SIGKILL);
      return 1;
    }
  paint_ms = (double) (g_get_monotonic_time () - started) / 1000.0;
  cpu_ms = proc_cpu_ms (pid);

  g_usleep ((gulong) settle_ms * 1000);
  pss = sum_group (pid, proc_pss);
  wakes = count_wakes (pid);

  kill (-pid, SIGKILL);
  waitpid (pid, NULL, 0);
  printf ("%.1f %ld %ld %.1f\n", paint_ms, pss, wakes, cpu_ms);
  return 0;
}
