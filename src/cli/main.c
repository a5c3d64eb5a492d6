/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <locale.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-cli.h"
#include "comms-error.h"

/* The table of commands. */
static const CommsCommand *const groups[] = {
  comms_practice_commands, comms_release_commands, comms_cascade_commands, comms_account_commands,
  comms_draft_commands,    comms_edit_commands,    comms_post_commands,    comms_publish_commands,
  comms_target_commands,   comms_log_commands,     comms_backup_commands,  comms_check_commands,
  comms_cost_commands,     comms_twin_commands,    comms_style_commands,   comms_review_commands,
  comms_metrics_commands,  comms_engage_commands,  comms_carry_commands,   comms_outbox_commands,
  comms_policy_commands,
};

static CommsCli cli;
static gboolean show_version;

static const GOptionEntry global_options[] = {
  { "desk", 0, 0, G_OPTION_ARG_FILENAME, &cli.desk_path,
    NC_ ("cli", "The desk file; without it, your own desk"), NC_ ("cli", "FILE") },
  { "as", 0, 0, G_OPTION_ARG_STRING, &cli.as,
    NC_ ("cli", "Act as this person; on a practice desk only"), NC_ ("cli", "PERSON") },
  { "json", 0, 0, G_OPTION_ARG_NONE, &cli.json, NC_ ("cli", "Print one JSON object a line"), NULL },
  { NULL },
};

static const GOptionEntry version_option[] = {
  { "version", 0, 0, G_OPTION_ARG_NONE, &show_version, NC_ ("cli", "Print the version"), NULL },
  { NULL },
};

/* --help translates with the context that the entries carry. */
static const char *
translate_cb (const char *text, gpointer user_data)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "cli", text);
}

/* What to do about what the system says of a file, which says only what and where; NULL for an
 * error of the desk, which says all of it. */
static const char *
remedy (const GError *error)
{
  int code;

  if (error->domain == G_FILE_ERROR)
    code = (int) g_io_error_from_file_error (error->code);
  else if (error->domain == G_IO_ERROR)
    code = error->code;
  else
    return NULL;

  switch (code)
    {
    case G_IO_ERROR_NOT_FOUND:
      return C_ ("cli", "Look whether its name and folder are right.");
    case G_IO_ERROR_IS_DIRECTORY:
      return C_ ("cli", "Name a file, not a folder.");
    case G_IO_ERROR_NO_SPACE:
      return C_ ("cli", "Make room on that disk, and do it again.");
    case G_IO_ERROR_PERMISSION_DENIED:
    case G_IO_ERROR_READ_ONLY:
      return C_ ("cli", "Choose another place, or ask for access to this one.");
    default:
      return NULL;
    }
}

static CommsCliStatus
fail (const GError *error)
{
  const char *what_to_do = remedy (error);

  if (what_to_do != NULL)
    g_printerr ("comms: %s. %s\n", error->message, what_to_do);
  else
    g_printerr ("comms: %s\n", error->message);

  if (error->domain == COMMS_RULE_ERROR)
    return COMMS_CLI_REFUSED;
  return error->domain == G_OPTION_ERROR ? COMMS_CLI_USAGE : COMMS_CLI_FAILED;
}

static void
print_overview (void)
{
  g_print ("%s\n\n", C_ ("cli", "Usage: comms [--desk=FILE] [--as=PERSON] [--json] COMMAND ..."));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const CommsCommand *command = groups[i]; command->name != NULL; command++)
      {
        g_autofree char *usage = g_strconcat (command->name, command->parameters != NULL ? " " : "",
                                              command->parameters, NULL);

        g_print ("  %-34s %s\n", usage, translate_cb (command->summary, NULL));
      }
  g_print ("\n%s\n%s\n", C_ ("cli", "“comms COMMAND --help” says more about one of them."),
           C_ ("cli",
               "Exit status: 0 done, 1 failed, 2 wrong usage, 3 refused by a rule of the desk."));
}

static GOptionContext *
new_context (const char *parameters, const GOptionEntry *options)
{
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);

  g_option_context_set_translate_func (context, translate_cb, NULL, NULL);
  if (options != NULL)
    g_option_context_add_main_entries (context, options, NULL);
  g_option_context_add_main_entries (context, global_options, NULL);
  /* The context translates its summary, but each group its own options. */
  g_option_group_set_translate_func (g_option_context_get_main_group (context), translate_cb, NULL,
                                     NULL);
  return g_steal_pointer (&context);
}

/* How many words of @args spell the command's name: 0 where they do not. */
static guint
match_command (const CommsCommand *command, char **args)
{
  g_auto (GStrv) words = g_strsplit (command->name, " ", -1);
  guint n = 0;

  for (; words[n] != NULL; n++)
    if (args[n] == NULL || !g_str_equal (args[n], words[n]))
      return 0;
  return n;
}

/* The longest name that fits wins: "publish" is a command, "post add" is another. */
static const CommsCommand *
find_command (char **args, guint *n_words)
{
  const CommsCommand *found = NULL;

  *n_words = 0;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const CommsCommand *command = groups[i]; command->name != NULL; command++)
      {
        guint n = match_command (command, args);

        if (n <= *n_words)
          continue;
        *n_words = n;
        found = command;
      }
  return found;
}

static gboolean
check_parameters (const CommsCommand *command, char **args, GError **error)
{
  if (command->n_parameters < 0 || g_strv_length (args) == (guint) command->n_parameters)
    return TRUE;

  /* Translators: the words are a command line as it should be. */
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               C_ ("cli", "That is not how it is used. Usage: comms %s %s"), command->name,
               command->parameters != NULL ? command->parameters : "");
  return FALSE;
}

/* @args is the program's name, the command's words, and what follows. */
static CommsCliStatus
run_command (const CommsCommand *command, guint n_words, char **args)
{
  g_autofree char *synopsis =
    g_strconcat (command->name, command->parameters != NULL ? " " : "", command->parameters, NULL);
  g_autoptr (GOptionContext) context = new_context (synopsis, command->options);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parsed = g_strdupv (args);

  g_option_context_set_summary (context, command->summary);
  if (!g_option_context_parse_strv (context, &parsed, &error) ||
      !check_parameters (command, parsed + 1 + n_words, &error) ||
      !command->run (&cli, parsed + 1 + n_words, &error))
    return fail (error);

  return COMMS_CLI_DONE;
}

/* Options that stand before the command, so that it can be found behind them. */
static char **
take_global_options (char **argv, GError **error)
{
  g_autoptr (GOptionContext) context = new_context ("COMMAND", version_option);
  g_auto (GStrv) args = g_strdupv (argv);

  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_help_enabled (context, FALSE);
  if (!g_option_context_parse_strv (context, &args, error))
    return NULL;
  return g_steal_pointer (&args);
}

/* The commands that begin with that word, parted by commas; NULL where none does. (transfer full)
 */
static char *
dup_commands (const char *word)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *prefix = g_strconcat (word, " ", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const CommsCommand *command = groups[i]; command->name != NULL; command++)
      if (g_str_has_prefix (command->name, prefix))
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", command->name);
  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

static CommsCliStatus
fail_unknown (char **args)
{
  g_autofree char *names = dup_commands (args[1]);

  if (names != NULL)
    /* Translators: a word, and the commands that begin with it */
    g_printerr (C_ ("cli", "comms: “%s” is no whole command. It can be: %s\n"), args[1], names);
  else
    g_printerr (C_ ("cli", "comms: “%s” is no command. See: comms --help\n"), args[1]);
  return COMMS_CLI_USAGE;
}

static gboolean
wants_overview (char **args)
{
  return args[1] == NULL || g_str_equal (args[1], "help") || g_str_equal (args[1], "--help") ||
         g_str_equal (args[1], "-h");
}

static gboolean
starts_with_help (char **argv)
{
  return argv[1] != NULL && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"));
}

static CommsCliStatus
run (char **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) args = NULL;
  const CommsCommand *command;
  guint n_words;

  args = starts_with_help (argv) ? g_strdupv (argv) : take_global_options (argv, &error);
  if (args == NULL)
    return fail (error);
  if (show_version)
    {
      g_print ("comms %s\n", PACKAGE_VERSION);
      return COMMS_CLI_DONE;
    }
  if (wants_overview (args))
    {
      print_overview ();
      return args[1] != NULL ? COMMS_CLI_DONE : COMMS_CLI_USAGE;
    }

  command = find_command (args + 1, &n_words);
  if (command == NULL)
    return fail_unknown (args);
  return run_command (command, n_words, args);
}

int
main (int argc, char *argv[])
{
  CommsCliStatus status;
  g_auto (GStrv) args = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  args = g_strdupv (argv);
  status = run (args);
  g_clear_object (&cli.desk);
  g_clear_object (&cli.network);
  g_free (cli.desk_path);
  g_free (cli.as);
  return (int) status;
}
