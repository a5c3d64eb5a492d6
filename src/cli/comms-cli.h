/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-desk.h"

G_BEGIN_DECLS

/* Exit statuses (design, "The CLI is part of the product"). */
typedef enum
{
  COMMS_CLI_DONE = 0,
  COMMS_CLI_FAILED = 1,
  COMMS_CLI_USAGE = 2,
  COMMS_CLI_REFUSED = 3,
} CommsCliStatus;

/**
 * CommsCli:
 *
 * One run of the program: what was asked for all commands, and the desk once it is open.
 */
typedef struct
{
  char *desk_path; /* --desk, or NULL */
  char *as;        /* --as, or NULL */
  gboolean json;   /* --json */

  CommsDesk *desk;
  GObject *network; /* the practice network, where this process had to start it */
} CommsCli;

/**
 * CommsCommand:
 * @name: "post add"
 * @parameters: what follows it besides options, such as "POST", or NULL
 * @summary: one translatable sentence, context "cli"
 * @options: its own options, or NULL
 * @n_parameters: how many it takes, -1 for any number
 * @run: does it. @args are its parameters
 *
 * One row of the table of commands.
 */
typedef struct
{
  const char *name;
  const char *parameters;
  const char *summary;
  const GOptionEntry *options;
  int n_parameters;
  gboolean (*run) (CommsCli *cli, char **args, GError **error);
} CommsCommand;

/* Each command file gives its rows, ended by a row without a name. */
extern const CommsCommand comms_practice_commands[];
extern const CommsCommand comms_release_commands[];
extern const CommsCommand comms_carry_commands[];
extern const CommsCommand comms_cascade_commands[];
extern const CommsCommand comms_account_commands[];
extern const CommsCommand comms_engage_commands[];
extern const CommsCommand comms_cost_commands[];
extern const CommsCommand comms_metrics_commands[];
extern const CommsCommand comms_outbox_commands[];
extern const CommsCommand comms_draft_commands[];
extern const CommsCommand comms_edit_commands[];
extern const CommsCommand comms_post_commands[];
extern const CommsCommand comms_policy_commands[];
extern const CommsCommand comms_twin_commands[];
extern const CommsCommand comms_publish_commands[];
extern const CommsCommand comms_style_commands[];
extern const CommsCommand comms_review_commands[];
extern const CommsCommand comms_target_commands[];
extern const CommsCommand comms_log_commands[];
extern const CommsCommand comms_backup_commands[];
extern const CommsCommand comms_check_commands[];

/* The path of the desk that is meant: --desk, else the user's own. (transfer full) */
char          * comms_cli_dup_path      (CommsCli     *cli,
                                         gboolean      practice);

/* Opens the desk, and acts as --as says. The user's own desk is made where there is none yet; one
 * that was named must exist. */
gboolean        comms_cli_open          (CommsCli     *cli,
                                         GError      **error);

/* The same, and on a practice desk makes sure that its network answers: finds the one that runs,
 * or starts it in this process. */
gboolean        comms_cli_open_network  (CommsCli     *cli,
                                         GError      **error);

/* Waits for an asynchronous call that was given comms_cli_wait_cb() and the address of a NULL
 * result. The caller owns the result that is then there. */
void            comms_cli_wait          (GAsyncResult **result);
void            comms_cli_wait_cb       (GObject      *object,
                                         GAsyncResult *result,
                                         gpointer      user_data);

/* A text for people on standard input, without control characters. COMMS_ERROR_INVALID where it is not
 * in UTF-8. (transfer full) */
char          * comms_cli_read_words    (GError      **error);

/* Standard input to its end, at most 16 MiB. */
char          * comms_cli_read_stdin    (gsize        *length,
                                         GError      **error);

/* A positive number; anything else is wrong usage. */
gboolean        comms_cli_parse_id      (const char   *text,
                                         gint64       *id,
                                         GError      **error);

/* Opens the desk and does the one thing to the row that @word is the id of. */
gboolean        comms_cli_run_id        (CommsCli     *cli,
                                         const char   *word,
                                         CommsIdFunc   func,
                                         GError      **error);

/* "2026-12-10T15:00", "2026-12-10 15:00" or "now" as a wall time of the zone. (transfer full) */
char          * comms_cli_parse_wall    (CommsCli     *cli,
                                         const char   *text,
                                         const char   *zone,
                                         GError      **error);

/* When something is planned: @at as for comms_cli_parse_wall(), NULL where it has no time, and then
 * @wall is NULL; in @zone_name, or the desk's own zone where that is NULL. (transfer full) */
gboolean        comms_cli_parse_plan    (CommsCli     *cli,
                                         const char   *at,
                                         const char   *zone_name,
                                         char        **wall,
                                         char        **zone,
                                         GError      **error);

/* Somebody who works at the desk, by id, name, account of the operating system, or first name;
 * COMMS_ERROR_INVALID where that may be several. (transfer full) */
CommsPerson   * comms_cli_find_person   (CommsCli     *cli,
                                         const char   *word,
                                         GError      **error);

/* An account by handle (with or without "@"), id or name; COMMS_ERROR_INVALID where that may be several.
 * (transfer full) */
CommsAccount  * comms_cli_find_account  (CommsCli     *cli,
                                         const char   *word,
                                         GError      **error);

/* A sum of money in dollars, such as "0.015", in micros; anything else is wrong usage. */
gboolean        comms_cli_parse_dollars (const char   *text,
                                         gint64       *micros,
                                         GError      **error);

/* A value of an enumeration by nick; anything else is wrong usage, and the error lists the nicks. @text
 * may be NULL: then @fallback. */
gboolean        comms_cli_parse_enum    (GType         type,
                                         const char   *text,
                                         int           fallback,
                                         int          *value,
                                         GError      **error);

/* Prints records: as JSON every field, else the fields named in @columns, in columns. */
void            comms_cli_print_records (CommsCli          *cli,
                                         GPtrArray         *records,
                                         const char *const *columns);

/* Prints one record whole, a field a line. */
void            comms_cli_print_record  (CommsCli     *cli,
                                         gpointer      record);

/* Prints named values as one JSON object, or as a line of the values alone. Pairs of a name and a
 * text, ended by NULL; a text may be NULL. */
void            comms_cli_print_values  (CommsCli     *cli,
                                         ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
