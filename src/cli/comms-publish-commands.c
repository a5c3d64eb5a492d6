/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <signal.h>
#include <stdio.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-posts.h"
#include "comms-publisher.h"
#include "comms-words.h"

static gboolean option_due;
static gboolean option_watch;

static const GOptionEntry options[] = {
  { "due", 0, 0, G_OPTION_ARG_NONE, &option_due, NC_ ("cli", "Send what is due now, and end"),
    NULL },
  { "watch", 0, 0, G_OPTION_ARG_NONE, &option_watch,
    NC_ ("cli", "Go on sending what becomes due, until it is told to end"), NULL },
  { NULL },
};

/* Watching */

static gpointer
load_post (CommsTx *tx, gpointer data, GError **error)
{
  return comms_posts_load (tx, *(gint64 *) data, error);
}

static void
settled_cb (CommsCli *cli, gint64 post_id)
{
  g_autoptr (CommsPost) post = comms_desk_run_sync (cli->desk, load_post, &post_id, NULL);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, post_id);

  if (post != NULL)
    comms_cli_print_values (cli, "id", id, "state",
                            comms_enum_nick (COMMS_TYPE_POST_STATE, post->state), "problem",
                            post->problem, NULL);
  /* Whoever reads a pipe wants to know now. */
  fflush (stdout);
}

static gboolean
end_cb (gpointer ended)
{
  *(gboolean *) ended = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
is_busy (CommsPublisher *publisher)
{
  gboolean busy;

  g_object_get (publisher, "busy", &busy, NULL);
  return busy;
}

/* What is on its way when it is told to end still gets its outcome. */
static void
watch (CommsCli *cli)
{
  g_autoptr (CommsPublisher) publisher = comms_publisher_new (cli->desk);
  gboolean ended = FALSE;
  const guint sources[] = { g_unix_signal_add (SIGTERM, end_cb, &ended),
                            g_unix_signal_add (SIGINT, end_cb, &ended) };

  g_signal_connect_swapped (publisher, "settled", G_CALLBACK (settled_cb), cli);
  comms_publisher_start (publisher);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);
  comms_publisher_stop (publisher);
  while (is_busy (publisher))
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
}

static gboolean
send_due (CommsCli *cli, GError **error)
{
  g_autoptr (CommsPublisher) publisher = comms_publisher_new (cli->desk);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *n_tried = NULL;

  comms_publisher_send_due_async (publisher, NULL, comms_cli_wait_cb, &result);
  comms_cli_wait (&result);
  n_tried = g_strdup_printf ("%u", comms_publisher_send_due_finish (publisher, result, &failure));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  comms_cli_print_values (cli, "tried", n_tried, NULL);
  return TRUE;
}

static gboolean
publish (CommsCli *cli, char **args, GError **error)
{
  if (option_due == option_watch)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           C_ ("cli", "Say what to publish: comms publish --due, or comms publish "
                                      "--watch"));
      return FALSE;
    }
  if (!comms_cli_open_network (cli, error))
    return FALSE;
  if (option_due)
    return send_due (cli, error);
  watch (cli);
  return TRUE;
}

const CommsCommand comms_publish_commands[] = {
  { "publish", NULL,
    NC_ ("cli", "Send what is due; for timers, with --due, or without end, with --watch"), options,
    0, publish },
  { NULL },
};
