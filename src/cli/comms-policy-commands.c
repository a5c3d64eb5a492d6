/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-accounts.h"
#include "comms-enum-types.h"
#include "comms-error.h"

/* The rules of the desk: what the preferences window sets. */

/* Those that are a number. */
typedef enum
{
  RULE_GRACE,
  RULE_HOLD,
  RULE_SPACING,
  RULE_POSTS_LOW,
  RULE_POSTS_HIGH,
  RULE_LINK_USES,
  RULE_HASHTAGS,
} Rule;

static const char *const rule_properties[] = {
  [RULE_GRACE] = "grace-minutes",     [RULE_HOLD] = "hold-seconds",
  [RULE_SPACING] = "spacing-seconds", [RULE_POSTS_LOW] = "posts-low",
  [RULE_POSTS_HIGH] = "posts-high",   [RULE_LINK_USES] = "link-uses",
  [RULE_HASHTAGS] = "hashtags-high",
};

static char *option_rules[G_N_ELEMENTS (rule_properties)];
static char *option_approvals;
static char *option_duty_officer;
static gboolean option_no_duty_officer;
static char *option_legal_reviewer;
static gboolean option_no_legal_reviewer;
static char *option_cap;
static char *option_zone;
static char **option_audience_zones;
static char **option_slots;
static char *option_requeue;
static char *option_client_id;

static const GOptionEntry set_options[] = {
  { "approvals", 0, 0, G_OPTION_ARG_STRING, &option_approvals,
    NC_ ("cli", "How many others sign a post: one-person (you alone work here), none, one or two"),
    NC_ ("cli", "LEVEL") },
  { "duty-officer", 0, 0, G_OPTION_ARG_STRING, &option_duty_officer,
    NC_ ("cli", "Who approves alone what is submitted as urgent"), NC_ ("cli", "PERSON") },
  { "no-duty-officer", 0, 0, G_OPTION_ARG_NONE, &option_no_duty_officer, NC_ ("cli", "Nobody does"),
    NULL },
  { "legal-reviewer", 0, 0, G_OPTION_ARG_STRING, &option_legal_reviewer,
    NC_ ("cli", "Who signs what is marked as legal"), NC_ ("cli", "PERSON") },
  { "no-legal-reviewer", 0, 0, G_OPTION_ARG_NONE, &option_no_legal_reviewer,
    NC_ ("cli", "Nobody does"), NULL },
  { "cap", 0, 0, G_OPTION_ARG_STRING, &option_cap,
    NC_ ("cli", "What a month may cost on X; 0 for no cap"), NC_ ("cli", "DOLLARS") },
  { "grace", 0, 0, G_OPTION_ARG_STRING, &option_rules[RULE_GRACE],
    NC_ ("cli", "How late a post may leave by itself; later, a person decides"),
    NC_ ("cli", "MINUTES") },
  { "hold", 0, 0, G_OPTION_ARG_STRING, &option_rules[RULE_HOLD],
    NC_ ("cli", "How long a sent post can be taken back in the window"), NC_ ("cli", "SECONDS") },
  { "spacing", 0, 0, G_OPTION_ARG_STRING, &option_rules[RULE_SPACING],
    NC_ ("cli", "The least time between two posts of an account"), NC_ ("cli", "SECONDS") },
  { "posts-low", 0, 0, G_OPTION_ARG_STRING, &option_rules[RULE_POSTS_LOW],
    NC_ ("cli", "Fewer posts a day than this is too few"), NC_ ("cli", "N") },
  { "posts-high", 0, 0, G_OPTION_ARG_STRING, &option_rules[RULE_POSTS_HIGH],
    NC_ ("cli", "More posts a day than this is too many"), NC_ ("cli", "N") },
  { "link-uses", 0, 0, G_OPTION_ARG_STRING, &option_rules[RULE_LINK_USES],
    NC_ ("cli", "How often one link may stand in a day"), NC_ ("cli", "N") },
  { "hashtags", 0, 0, G_OPTION_ARG_STRING, &option_rules[RULE_HASHTAGS],
    NC_ ("cli", "More hashtags in a post than this is too many"), NC_ ("cli", "N") },
  { "zone", 0, 0, G_OPTION_ARG_STRING, &option_zone,
    NC_ ("cli", "The time zone of the desk’s own day"), NC_ ("cli", "ZONE") },
  { "audience-zone", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_audience_zones,
    NC_ ("cli", "The time zone of an audience; may be given again"), NC_ ("cli", "ZONE") },
  { "slot", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_slots,
    NC_ ("cli", "A time of day for a post, such as 09:30; may be given again"),
    NC_ ("cli", "TIME") },
  { "requeue-absent", 0, 0, G_OPTION_ARG_STRING, &option_requeue,
    NC_ ("cli", "Whether a post that is certainly not out is sent again: yes or no"),
    NC_ ("cli", "YES|NO") },
  { "x-client-id", 0, 0, G_OPTION_ARG_STRING, &option_client_id,
    NC_ ("cli", "The ministry’s client id at X"), NC_ ("cli", "ID") },
  { NULL },
};

/* What is set, beside what is said in words that need no reading. */
typedef struct
{
  int level; /* -1: as it is */
  gint64 cap;
  gint64 duty_officer;
  gint64 legal_reviewer;
  gboolean requeue;
  gint64 numbers[G_N_ELEMENTS (rule_properties)];
} NewRules;

static gboolean
policy_show (CommsCli *cli, char **args, GError **error)
{
  if (!comms_cli_open (cli, error))
    return FALSE;

  comms_cli_print_record (cli, comms_desk_get_policy (cli->desk));
  return TRUE;
}

static gboolean
usage_error (const char *sentence, GError **error)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, sentence);
  return FALSE;
}

static gboolean
is_anything_set (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (option_rules); i++)
    if (option_rules[i] != NULL)
      return TRUE;
  return option_approvals != NULL || option_duty_officer != NULL || option_no_duty_officer ||
         option_legal_reviewer != NULL || option_no_legal_reviewer || option_cap != NULL ||
         option_zone != NULL || option_audience_zones != NULL || option_slots != NULL ||
         option_requeue != NULL || option_client_id != NULL;
}

static gboolean
check_options (GError **error)
{
  if (!is_anything_set ())
    return usage_error (C_ ("cli", "Say which rule is to change. See: comms policy set --help"),
                        error);
  if ((option_duty_officer != NULL && option_no_duty_officer) ||
      (option_legal_reviewer != NULL && option_no_legal_reviewer))
    return usage_error (C_ ("cli", "A task has somebody or nobody; give one of the two options."),
                        error);
  if (option_requeue != NULL && !g_str_equal (option_requeue, "yes") &&
      !g_str_equal (option_requeue, "no"))
    return usage_error (C_ ("cli", "A post that is not out is sent again or not: say yes or no."),
                        error);
  return TRUE;
}

/* The number of each rule that is given one; which are allowed, the desk says. */
static gboolean
parse_numbers (NewRules *rules, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (option_rules); i++)
    if (option_rules[i] != NULL && !g_ascii_string_to_signed (option_rules[i], 10, G_MININT,
                                                              G_MAXINT, &rules->numbers[i], NULL))
      {
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                     /* Translators: what was typed, and the name of a rule such as hold-seconds */
                     C_ ("cli", "“%s” is no whole number, and the rule “%s” is one."),
                     option_rules[i], rule_properties[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
parse_person (CommsCli *cli, const char *word, gint64 *id, GError **error)
{
  g_autoptr (CommsPerson) person = NULL;

  if (word == NULL)
    return TRUE;
  person = comms_cli_find_person (cli, word, error);
  if (person == NULL)
    return FALSE;
  *id = comms_record_get_id (COMMS_RECORD (person));
  return TRUE;
}

static gboolean
parse_rules (CommsCli *cli, NewRules *rules, GError **error)
{
  return comms_cli_parse_enum (COMMS_TYPE_APPROVAL_LEVEL, option_approvals, -1, &rules->level,
                               error) &&
         parse_numbers (rules, error) &&
         (option_cap == NULL || comms_cli_parse_dollars (option_cap, &rules->cap, error)) &&
         parse_person (cli, option_duty_officer, &rules->duty_officer, error) &&
         parse_person (cli, option_legal_reviewer, &rules->legal_reviewer, error);
}

static void
set_texts (CommsPolicy *policy)
{
  if (option_zone != NULL)
    g_object_set (policy, "zone", option_zone, NULL);
  if (option_audience_zones != NULL)
    g_object_set (policy, "audience-zones", option_audience_zones, NULL);
  if (option_slots != NULL)
    g_object_set (policy, "slots", option_slots, NULL);
  if (option_client_id != NULL)
    g_object_set (policy, "x-client-id", *option_client_id != '\0' ? option_client_id : NULL, NULL);
  if (option_requeue != NULL)
    g_object_set (policy, "requeue-absent", g_str_equal (option_requeue, "yes"), NULL);
}

static void
set_tasks (CommsPolicy *policy, const NewRules *rules)
{
  if (option_duty_officer != NULL || option_no_duty_officer)
    g_object_set (policy, "duty-officer-id", rules->duty_officer, NULL);
  if (option_legal_reviewer != NULL || option_no_legal_reviewer)
    g_object_set (policy, "legal-reviewer-id", rules->legal_reviewer, NULL);
}

/* Over the rules as they are in this transaction, so that nobody's change is lost. */
static gpointer
set_func (CommsTx *tx, gpointer data, GError **error)
{
  const NewRules *rules = data;
  g_autoptr (CommsPolicy) policy = comms_record_copy (tx->policy);

  if (rules->level >= 0)
    comms_policy_set_level (policy, (CommsApprovalLevel) rules->level);
  if (option_cap != NULL)
    g_object_set (policy, "x-cap-micros", rules->cap, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (option_rules); i++)
    if (option_rules[i] != NULL)
      g_object_set (policy, rule_properties[i], rules->numbers[i], NULL);
  set_tasks (policy, rules);
  set_texts (policy);
  return GINT_TO_POINTER (comms_policy_save (tx, policy, error));
}

static gboolean
policy_set (CommsCli *cli, char **args, GError **error)
{
  NewRules rules = { 0 };

  return check_options (error) && comms_cli_open (cli, error) && parse_rules (cli, &rules, error) &&
         comms_desk_run_sync (cli->desk, set_func, &rules, error) != NULL;
}

const CommsCommand comms_policy_commands[] = {
  { "policy", NULL, NC_ ("cli", "Show the rules of the desk"), NULL, 0, policy_show },
  { "policy set", NULL, NC_ ("cli", "Change rules of the desk; managers only"), set_options, 0,
    policy_set },
  { NULL },
};
