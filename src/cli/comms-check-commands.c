/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-check-lines.h"
#include "comms-error.h"
#include "comms-text-check.h"

#define CHUNK (64 * 1024)

static char *network;
static int limit;

static const GOptionEntry check_options[] = {
  { "network", 0, 0, G_OPTION_ARG_STRING, &network,
    NC_ ("cli", "Whose rules: x, mastodon, bluesky or sms"), NC_ ("cli", "NETWORK") },
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit,
    NC_ ("cli", "How long it may be; without it, what the network allows"), NC_ ("cli", "N") },
  { NULL },
};

static gboolean
write_out (GString *out,
           GError **error)
{
  gsize done = 0;

  while (done < out->len)
    {
      gssize n = write (STDOUT_FILENO, out->str + done, out->len - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, COMMS_ERROR, COMMS_ERROR_FAILED,
                       C_ ("cli", "The answers could not be written: %s"), g_strerror (errno));
          return FALSE;
        }
      done += (gsize) n;
    }
  g_string_truncate (out, 0);
  return TRUE;
}

/* Answers line by line, and never keeps an answer back while it waits for more. */
static gboolean
check_lines (CommsTextRule           rule,
             const CommsTextOptions *options,
             GError                **error)
{
  g_autoptr (CommsCheckLines) lines = comms_check_lines_new (rule, options);
  g_autoptr (GString) out = g_string_sized_new (4 * CHUNK);
  g_autofree char *chunk = g_malloc (CHUNK);
  gssize n;

  while ((n = read (STDIN_FILENO, chunk, CHUNK)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, COMMS_ERROR, COMMS_ERROR_FAILED,
                       C_ ("cli", "Standard input could not be read: %s"), g_strerror (errno));
          return FALSE;
        }
      comms_check_lines_feed (lines, chunk, (gsize) n, out);
      if (!write_out (out, error))
        return FALSE;
    }
  comms_check_lines_end (lines, out);
  return write_out (out, error);
}

static gboolean
check_text (CommsTextRule     rule,
            CommsTextOptions *options,
            GError          **error)
{
  g_auto (CommsTextCheck) check = { 0 };
  g_autofree char *text = comms_cli_read_stdin (&options->size, error);

  if (text == NULL)
    return FALSE;

  /* A file ends its last line; a post does not. */
  if (options->size > 0 && text[options->size - 1] == '\n')
    text[--options->size] = '\0';
  comms_text_check (text, rule, options, &check);
  /* Translators: how long a text is, and how long it may be. */
  g_print (C_ ("cli", "%d of %d\n"), check.length, check.limit);
  for (guint i = 0; i < check.problems->len; i++)
    g_print ("%s\n", g_array_index (check.problems, CommsTextProblem, i).sentence);
  if (check.valid)
    return TRUE;

  g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_LIMIT, "%s",
               C_ ("cli", "This text cannot be posted as it is."));
  return FALSE;
}

static gboolean
check (CommsCli *cli,
       char    **args,
       GError  **error)
{
  CommsTextOptions options = { .limit = limit };
  CommsTextRule rule = COMMS_TEXT_RULE_X;

  if (network != NULL && !comms_text_rule_from_nick (network, &rule))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   C_ ("cli", "“%s” is no network here; it can be: x, mastodon, bluesky, sms"), network);
      return FALSE;
    }
  if (limit < 0)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s",
                   C_ ("cli", "A limit is a number above 0."));
      return FALSE;
    }
  return cli->json ? check_lines (rule, &options, error) : check_text (rule, &options, error);
}

const CommsCommand comms_check_commands[] = {
  { "check", NULL, NC_ ("cli", "Check a text on standard input as a network counts it"), check_options,
    0, check },
  { NULL },
};
