/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include "comms-cli.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-error.h"
#include "comms-fit.h"
#include "comms-practice-server.h"
#include "comms-practice.h"
#include "comms-words.h"
#include "comms-zone.h"

#define STDIN_LIMIT (16 * 1024 * 1024)

char *
comms_cli_dup_path (CommsCli *cli, gboolean practice)
{
  return cli->desk_path != NULL ? g_strdup (cli->desk_path) : comms_desk_default_path (practice);
}

static gpointer
list_people (CommsTx *tx, gpointer unused, GError **error)
{
  return comms_people_list (tx, error);
}

static gpointer
list_accounts (CommsTx *tx, gpointer unused, GError **error)
{
  return comms_accounts_list (tx, error);
}

static gboolean
is_id_of (gpointer record, const char *word)
{
  guint64 id;

  return g_ascii_string_to_unsigned (word, 10, 1, G_MAXINT64, &id, NULL) &&
         comms_record_get_id (record) == (gint64) id;
}

/* How well a word names something: 0 for not at all, else the less the better. */
typedef guint (*RankFunc) (gpointer record, const char *word);

/* Those that @word names best. (transfer container) */
static GPtrArray *
find_best (GPtrArray *records, RankFunc rank, const char *word)
{
  GPtrArray *found = g_ptr_array_new ();
  guint best = G_MAXUINT;

  for (guint i = 0; i < records->len; i++)
    {
      const guint here = rank (records->pdata[i], word);

      if (here == 0 || here > best)
        continue;
      if (here < best)
        g_ptr_array_set_size (found, 0);
      best = here;
      g_ptr_array_add (found, records->pdata[i]);
    }
  return found;
}

/* "3 Ali Khan, 5 Ali Raza". (transfer full) */
static char *
dup_choices (GPtrArray *found, char *(*dup_name) (gpointer record))
{
  g_autoptr (GString) choices = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *name = dup_name (found->pdata[i]);

      g_string_append_printf (choices, "%s%" G_GINT64_FORMAT " %s", i > 0 ? ", " : "",
                              comms_record_get_id (found->pdata[i]), name);
    }
  return g_string_free (g_steal_pointer (&choices), FALSE);
}

/* The one that @word names; nobody is guessed at. @unknown says that there is none, of a word. */
static gpointer
find_one (GPtrArray *records,
          RankFunc rank,
          char *(*dup_name) (gpointer record),
          const char *word,
          const char *unknown,
          GError **error)
{
  g_autoptr (GPtrArray) found = find_best (records, rank, word);
  g_autofree char *choices = NULL;

  if (found->len == 1)
    return g_object_ref (found->pdata[0]);
  if (found->len == 0)
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_NOT_FOUND, unknown);
      return NULL;
    }
  choices = dup_choices (found, dup_name);
  g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
               /* Translators: what was typed, and what it may mean: “3 Ali Khan, 5 Ali Raza” */
               C_ ("cli", "“%s” may be each of these: %s. Name the one that is meant by its id."),
               word, choices);
  return NULL;
}

/* Whoever works here comes before whoever left. */
static guint
rank_person (gpointer record, const char *word)
{
  CommsPerson *person = record;
  const char *written = person->name != NULL ? person->name : "";
  g_autofree char *wanted = g_utf8_casefold (word, -1);
  g_autofree char *name = g_utf8_casefold (written, -1);
  const guint gone = person->active ? 0 : 10;

  if (is_id_of (record, word))
    return 1;
  if (g_str_equal (name, wanted))
    return gone + 2;
  if (g_strcmp0 (person->login, word) == 0)
    return gone + 3;
  if (*wanted != '\0' && g_str_has_prefix (name, wanted) && name[strlen (wanted)] == ' ')
    return gone + 4;
  return 0;
}

static char *
dup_person_name (gpointer record)
{
  return g_strdup (COMMS_PERSON (record)->name);
}

CommsPerson *
comms_cli_find_person (CommsCli *cli, const char *word, GError **error)
{
  g_autoptr (GPtrArray) people = comms_desk_run_sync (cli->desk, list_people, NULL, error);
  g_autofree char *unknown = NULL;

  if (people == NULL)
    return NULL;
  unknown = g_strdup_printf (C_ ("cli", "Nobody at this desk is called “%s”. Its people stand in "
                                        "Preferences, People."),
                             word);
  return find_one (people, rank_person, dup_person_name, word, unknown, error);
}

static gboolean
act_as (CommsCli *cli, GError **error)
{
  g_autoptr (CommsPerson) person = NULL;

  if (cli->as == NULL)
    return TRUE;

  person = comms_cli_find_person (cli, cli->as, error);
  return person != NULL &&
         comms_desk_act_as (cli->desk, comms_record_get_id (COMMS_RECORD (person)), error);
}

gboolean
comms_cli_open (CommsCli *cli, GError **error)
{
  g_autofree char *path = comms_cli_dup_path (cli, FALSE);
  g_autoptr (CommsClock) clock = comms_system_clock_new ();
  g_autoptr (CommsSecrets) secrets = comms_secret_service_new ();

  g_assert (cli->desk == NULL);

  cli->desk = comms_desk_open (path, cli->desk_path == NULL, clock, secrets, error);
  return cli->desk != NULL && act_as (cli, error);
}

static char *
find_practice_network (CommsCli *cli, GError **error)
{
  g_autofree char *state =
    comms_practice_state_path (comms_store_get_path (comms_desk_get_store (cli->desk)));
  g_autofree char *uri = comms_practice_server_running_at (state);
  CommsPracticeServer *server;

  if (uri != NULL)
    return g_steal_pointer (&uri);

  server = comms_practice_server_new (state, 0, error);
  if (server == NULL)
    return NULL;
  cli->network = G_OBJECT (server);
  return g_strdup (comms_practice_server_get_uri (server));
}

gboolean
comms_cli_open_network (CommsCli *cli, GError **error)
{
  g_autofree char *uri = NULL;

  if (!comms_cli_open (cli, error))
    return FALSE;
  if (!comms_desk_is_practice (cli->desk))
    return TRUE;

  uri = find_practice_network (cli, error);
  return uri != NULL && comms_practice_attach (cli->desk, uri, error);
}

void
comms_cli_wait_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
comms_cli_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

char *
comms_cli_read_stdin (gsize *length, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[65536];
  gssize n;

  while ((n = read (STDIN_FILENO, buffer, sizeof buffer)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 || text->len + (gsize) n > STDIN_LIMIT)
        {
          g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                       C_ ("cli", "Standard input could not be read whole: %s"),
                       n < 0 ? g_strerror (errno) : C_ ("cli", "it is over 16 MiB."));
          return NULL;
        }
      g_string_append_len (text, buffer, n);
    }

  if (length != NULL)
    *length = text->len;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
comms_cli_read_words (GError **error)
{
  gsize length;
  g_autofree char *text = comms_cli_read_stdin (&length, error);
  const char *end;

  if (text == NULL)
    return NULL;
  /* A zero within is taken out with the other control characters. */
  for (const char *at = text; !g_utf8_validate (at, (gssize) (text + length - at), &end);
       at = end + 1)
    if (*end != '\0')
      {
        g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                             C_ ("cli",
                                 "The text is not in UTF-8. Save it as UTF-8, or paste it again."));
        return NULL;
      }
  return comms_text_clean (text, (gssize) length, NULL);
}

gboolean
comms_cli_parse_id (const char *text, gint64 *id, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &number, NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   C_ ("cli", "“%s” is no id; the lists show ids in their first column."), text);
      return FALSE;
    }

  *id = (gint64) number;
  return TRUE;
}

gboolean
comms_cli_run_id (CommsCli *cli, const char *word, CommsIdFunc func, GError **error)
{
  gint64 id;

  return comms_cli_parse_id (word, &id, error) && comms_cli_open (cli, error) &&
         comms_desk_run_id_sync (cli->desk, func, id, error);
}

char *
comms_cli_parse_wall (CommsCli *cli, const char *text, const char *zone, GError **error)
{
  g_autofree char *wall = NULL;
  g_autoptr (GError) reason = NULL;
  gint64 instant;

  if (g_str_equal (text, "now"))
    return comms_zone_to_wall (zone, comms_desk_now (cli->desk));

  wall = g_strdelimit (g_strdup (text), " ", 'T');
  if (comms_zone_to_instant (zone, wall, &instant, NULL, &reason))
    return g_steal_pointer (&wall);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, reason->message);
  return NULL;
}

gboolean
comms_cli_parse_plan (
  CommsCli *cli, const char *at, const char *zone_name, char **wall, char **zone, GError **error)
{
  if (zone_name != NULL && !comms_zone_exists (zone_name))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   C_ ("cli", "This computer knows no time zone “%s”; an example is Asia/Karachi."),
                   zone_name);
      return FALSE;
    }
  *zone = g_strdup (zone_name != NULL ? zone_name : comms_desk_get_policy (cli->desk)->zone);
  *wall = at != NULL ? comms_cli_parse_wall (cli, at, *zone, error) : NULL;
  return at == NULL || *wall != NULL;
}

/* An id means one account, whatever the others are called; "@" before a handle that is a number
 * says that it is none. */
static guint
rank_account (gpointer record, const char *word)
{
  CommsAccount *account = record;
  const char *handle = *word == '@' ? word + 1 : word;

  if (is_id_of (record, word))
    return 1;
  if (account->handle != NULL && g_ascii_strcasecmp (account->handle, handle) == 0)
    return 2;
  return g_strcmp0 (account->name, word) == 0 ? 3 : 0;
}

static char *
dup_account_name (gpointer record)
{
  CommsAccount *account = record;
  const CommsNetworkInfo *network = comms_network_info (account->network);

  /* Translators: a handle, and the name of a network */
  return g_strdup_printf (C_ ("cli", "@%s on %s"), account->handle,
                          network != NULL ? network->name : account->network);
}

CommsAccount *
comms_cli_find_account (CommsCli *cli, const char *word, GError **error)
{
  g_autoptr (GPtrArray) accounts = NULL;
  g_autofree char *unknown = NULL;

  accounts = comms_desk_run_sync (cli->desk, list_accounts, NULL, error);
  if (accounts == NULL)
    return NULL;
  unknown =
    g_strdup_printf (C_ ("cli", "This desk has no account “%s”. See them with: comms account list"),
                     word);
  return find_one (accounts, rank_account, dup_account_name, word, unknown, error);
}

gboolean
comms_cli_parse_dollars (const char *text, gint64 *micros, GError **error)
{
  char *end = NULL;
  double dollars = g_ascii_strtod (text, &end);

  /* Within what can be counted in micros; how much is allowed, the desk says. */
  if (end != text && *end == '\0' && dollars > -1e12 && dollars < 1e12)
    {
      *micros = (gint64) (dollars * 1e6 + (dollars < 0 ? -0.5 : 0.5));
      return TRUE;
    }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               /* Translators: %s is what was typed */
               C_ ("cli", "“%s” is no price; write it in dollars, such as 0.015."), text);
  return FALSE;
}

static char *
list_nicks (GType type)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  g_autoptr (GString) nicks = g_string_new (NULL);

  for (guint i = 0; i < klass->n_values; i++)
    g_string_append_printf (nicks, "%s%s", i > 0 ? ", " : "", klass->values[i].value_nick);
  return g_string_free (g_steal_pointer (&nicks), FALSE);
}

gboolean
comms_cli_parse_enum (GType type, const char *text, int fallback, int *value, GError **error)
{
  g_autofree char *nicks = NULL;

  *value = fallback;
  if (text == NULL || comms_enum_from_nick (type, text, value))
    return TRUE;

  nicks = list_nicks (type);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               C_ ("cli", "“%s” is not known here; it can be: %s"), text, nicks);
  return FALSE;
}
