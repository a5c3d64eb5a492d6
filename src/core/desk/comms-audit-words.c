/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-audit-words.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-enum-types.h"
#include "comms-fit.h"
#include "comms-log.h"
#include "comms-words.h"
#include "comms-zone.h"

/* As much of a text as stands in a line of the log. */
#define EXCERPT_LENGTH 60

/* A sentence is followed by poorer ones for entries that do not have all that it says. */
typedef struct
{
  CommsSubject subject;
  const char *action;
  const char *sentences[3];
} CommsAuditWords;

/* Translators: these are lines of the log. The name of who did it stands before each of them, in a
 * column of its own. {what}, {where}, {why}, {from} and {to} stay as they are: they are replaced.
 */
static const CommsAuditWords words[] = {
  { COMMS_SUBJECT_DESK, "create", { NC_ ("log entry", "opened this desk") } },
  { COMMS_SUBJECT_DESK,
    "restore",
    { NC_ ("log entry", "restored the desk from the backup of {to}"),
      NC_ ("log entry", "restored the desk from a backup") } },
  { COMMS_SUBJECT_DESK, "act-as", { NC_ ("log entry", "went on as {what}, for practice") } },

  { COMMS_SUBJECT_RELEASE, "add", { NC_ ("log entry", "began “{what}”") } },
  { COMMS_SUBJECT_RELEASE,
    "edit",
    { NC_ ("log entry", "changed “{what}”: {why}"), NC_ ("log entry", "changed “{what}”") } },
  { COMMS_SUBJECT_RELEASE, "details", { NC_ ("log entry", "changed the details of “{what}”") } },
  { COMMS_SUBJECT_RELEASE, "stage", { NC_ ("log entry", "moved “{what}” from {from} to {to}") } },
  { COMMS_SUBJECT_RELEASE,
    "embargo",
    { NC_ ("log entry", "set the embargo of “{what}” to {to}"),
      NC_ ("log entry", "lifted the embargo of “{what}”") } },
  { COMMS_SUBJECT_RELEASE, "revert", { NC_ ("log entry", "put back version {to} of “{what}”") } },
  { COMMS_SUBJECT_RELEASE,
    "cascade",
    { NC_ ("log entry", "made the day’s posts of “{what}” for {where}") } },
  { COMMS_SUBJECT_RELEASE, "bin", { NC_ ("log entry", "put “{what}” into the bin") } },
  { COMMS_SUBJECT_RELEASE, "unbin", { NC_ ("log entry", "took “{what}” out of the bin") } },
  { COMMS_SUBJECT_RELEASE, "tie", { NC_ ("log entry", "tied “{what}” to its twin") } },
  { COMMS_SUBJECT_RELEASE, "untie", { NC_ ("log entry", "untied “{what}” from its twin") } },
  { COMMS_SUBJECT_RELEASE, "stale", { NC_ ("log entry", "made “{what}” stale by a change in its twin") } },
  { COMMS_SUBJECT_RELEASE,
    "stale-again",
    { NC_ ("log entry", "took back that “{what}” is still right beside its twin") } },
  { COMMS_SUBJECT_RELEASE,
    "still-right",
    { NC_ ("log entry", "compared “{what}” with its twin: still right") } },

  { COMMS_SUBJECT_RELEASE,
    "move",
    { NC_ ("log entry", "moved “{what}” from {from} to {to}"),
      NC_ ("log entry", "set “{what}” to {to}"),
      NC_ ("log entry", "took “{what}” off the calendar") } },
  { COMMS_SUBJECT_RELEASE,
    "replan",
    { NC_ ("log entry", "kept “{what}” at {to}, by the new rules of its time zone"),
      NC_ ("log entry", "kept the embargo of “{what}”, by the new rules of its time zone") } },

  { COMMS_SUBJECT_POST,
    "add",
    { NC_ ("log entry", "drafted “{what}” for {where}"), NC_ ("log entry", "drafted “{what}”") } },
  { COMMS_SUBJECT_POST,
    "edit",
    { NC_ ("log entry", "changed “{what}” for {where}"), NC_ ("log entry", "changed “{what}”") } },
  { COMMS_SUBJECT_POST,
    "void",
    { NC_ ("log entry", "lost the approval of “{what}” for {where}: {why}"),
      NC_ ("log entry", "lost the approval of “{what}” for {where} by a change"),
      NC_ ("log entry", "lost the approval of “{what}” by a change") } },
  { COMMS_SUBJECT_POST,
    "carry",
    { NC_ ("log entry", "let {to} carry “{what}”, which is for {where}"),
      NC_ ("log entry", "let {to} carry “{what}”") } },
  { COMMS_SUBJECT_POST,
    "submit",
    { NC_ ("log entry", "asked for a review of “{what}” for {where}"),
      NC_ ("log entry", "asked for a review of “{what}”") } },
  { COMMS_SUBJECT_POST,
    "approve",
    { NC_ ("log entry", "approved “{what}” for {where}"),
      NC_ ("log entry", "approved “{what}”") } },
  { COMMS_SUBJECT_POST,
    "approve-part",
    { NC_ ("log entry", "approved “{what}” for {where}, which needs one more approval"),
      NC_ ("log entry", "approved “{what}”, which needs one more approval") } },
  { COMMS_SUBJECT_POST,
    "approve-urgent",
    { NC_ ("log entry", "approved “{what}” for {where} as duty officer"),
      NC_ ("log entry", "approved “{what}” as duty officer") } },
  { COMMS_SUBJECT_POST,
    "submit-urgent",
    { NC_ ("log entry", "asked the duty officer for “{what}” for {where}: {why}"),
      NC_ ("log entry", "asked the duty officer for “{what}”: {why}"),
      NC_ ("log entry", "asked the duty officer for “{what}”") } },
  { COMMS_SUBJECT_POST,
    "comment",
    { NC_ ("log entry", "commented on “{what}” for {where}: {why}"),
      NC_ ("log entry", "commented on “{what}”: {why}"),
      NC_ ("log entry", "commented on “{what}”") } },
  { COMMS_SUBJECT_POST,
    "return",
    { NC_ ("log entry", "returned “{what}” for {where}: {why}"),
      NC_ ("log entry", "returned “{what}” for {where}"),
      NC_ ("log entry", "returned “{what}”") } },
  { COMMS_SUBJECT_POST,
    "queue",
    { NC_ ("log entry", "re-read and scheduled “{what}” for {where}"),
      NC_ ("log entry", "re-read and scheduled “{what}”") } },
  { COMMS_SUBJECT_POST,
    "unqueue",
    { NC_ ("log entry", "took “{what}” for {where} back from the queue"),
      NC_ ("log entry", "took “{what}” back from the queue") } },
  { COMMS_SUBJECT_POST,
    "move",
    { NC_ ("log entry", "moved “{what}” from {from} to {to}"),
      NC_ ("log entry", "set “{what}” to {to}"),
      NC_ ("log entry", "took “{what}” off the calendar") } },
  { COMMS_SUBJECT_POST,
    "replan",
    { NC_ ("log entry", "kept “{what}” at {to}, by the new rules of its time zone") } },
  { COMMS_SUBJECT_POST,
    "cancel",
    { NC_ ("log entry", "cancelled “{what}” for {where}"),
      NC_ ("log entry", "cancelled “{what}”") } },
  { COMMS_SUBJECT_POST,
    "reopen",
    { NC_ ("log entry", "made “{what}” for {where} a draft again"),
      NC_ ("log entry", "made “{what}” a draft again") } },
  { COMMS_SUBJECT_POST,
    "bin",
    { NC_ ("log entry", "put “{what}” for {where} into the bin"),
      NC_ ("log entry", "put “{what}” into the bin") } },
  { COMMS_SUBJECT_POST,
    "unbin",
    { NC_ ("log entry", "took “{what}” for {where} out of the bin"),
      NC_ ("log entry", "took “{what}” out of the bin") } },
  { COMMS_SUBJECT_POST, "legal", { NC_ ("log entry", "marked “{what}” as legal") } },
  { COMMS_SUBJECT_POST,
    "not-legal",
    { NC_ ("log entry", "took the mark as legal off “{what}”") } },
  { COMMS_SUBJECT_POST, "tie", { NC_ ("log entry", "tied “{what}” to its twin") } },
  { COMMS_SUBJECT_POST, "untie", { NC_ ("log entry", "untied “{what}” from its twin") } },
  { COMMS_SUBJECT_POST, "stale", { NC_ ("log entry", "made “{what}” stale by a change in its twin") } },
  { COMMS_SUBJECT_POST,
    "stale-again",
    { NC_ ("log entry", "took back that “{what}” is still right beside its twin") } },
  { COMMS_SUBJECT_POST,
    "still-right",
    { NC_ ("log entry", "compared “{what}” with its twin: still right") } },
  { COMMS_SUBJECT_POST,
    "send",
    { NC_ ("log entry", "began to send “{what}” to {where}"),
      NC_ ("log entry", "began to send “{what}”") } },
  { COMMS_SUBJECT_POST,
    "posted",
    { NC_ ("log entry", "posted “{what}” to {where}"), NC_ ("log entry", "posted “{what}”") } },
  { COMMS_SUBJECT_POST,
    "late-answer",
    { NC_ ("log entry", "heard late that “{what}” is out on {where}, as {to}"),
      NC_ ("log entry", "heard late that “{what}” is out, as {to}") } },
  { COMMS_SUBJECT_POST,
    "refused",
    { NC_ ("log entry", "was refused “{what}” by {where}: {why}"),
      NC_ ("log entry", "was refused “{what}” for {where}"),
      NC_ ("log entry", "was refused “{what}”") } },
  { COMMS_SUBJECT_POST,
    "unknown",
    { NC_ ("log entry", "got no answer to “{what}” for {where}: {why}"),
      NC_ ("log entry", "got no answer to “{what}” for {where}"),
      NC_ ("log entry", "got no answer to “{what}”") } },
  { COMMS_SUBJECT_POST,
    "missed",
    { NC_ ("log entry", "missed “{what}” for {where}: {why}"),
      NC_ ("log entry", "missed “{what}” for {where}"), NC_ ("log entry", "missed “{what}”") } },
  { COMMS_SUBJECT_POST,
    "hold",
    { NC_ ("log entry", "waits with “{what}” for {where}: {why}"),
      NC_ ("log entry", "waits with “{what}” for {where}"),
      NC_ ("log entry", "waits with “{what}”") } },
  { COMMS_SUBJECT_POST,
    "by-hand",
    { NC_ ("log entry", "posted “{what}” by hand on {where}"),
      NC_ ("log entry", "posted “{what}” by hand") } },
  { COMMS_SUBJECT_POST,
    "requeue",
    { NC_ ("log entry", "looked, did not find “{what}” on {where}, and sends it again"),
      NC_ ("log entry", "looked, did not find “{what}”, and sends it again") } },
  { COMMS_SUBJECT_POST,
    "settle-posted",
    { NC_ ("log entry", "looked, and found “{what}” on {where}"),
      NC_ ("log entry", "looked, and found “{what}” posted") } },
  { COMMS_SUBJECT_POST,
    "settle-not",
    { NC_ ("log entry", "looked, and did not find “{what}” on {where}"),
      NC_ ("log entry", "looked, and did not find “{what}”") } },
  { COMMS_SUBJECT_POST,
    "ask-withdraw",
    { NC_ ("log entry", "asked to withdraw “{what}” from {where}: {why}"),
      NC_ ("log entry", "asked to withdraw “{what}”: {why}"),
      NC_ ("log entry", "asked to withdraw “{what}”") } },
  { COMMS_SUBJECT_POST,
    "keep",
    { NC_ ("log entry", "decided that “{what}” stays: {why}"),
      NC_ ("log entry", "decided that “{what}” stays") } },
  { COMMS_SUBJECT_POST,
    "withdraw",
    { NC_ ("log entry", "withdrew “{what}” from {where}: {why}"),
      NC_ ("log entry", "withdrew “{what}” from {where}"),
      NC_ ("log entry", "withdrew “{what}”") } },

  { COMMS_SUBJECT_POST,
    "no-link",
    { NC_ ("log entry", "left “{what}” for {where} without a link, on purpose"),
      NC_ ("log entry", "left “{what}” without a link, on purpose") } },
  { COMMS_SUBJECT_POST,
    "dismiss",
    { NC_ ("log entry", "decided against advice for “{what}” for {where}: {why}"),
      NC_ ("log entry", "decided against advice for “{what}”: {why}") } },
  { COMMS_SUBJECT_POST,
    "heed",
    { NC_ ("log entry", "took back a decision against advice for “{what}” for {where}: {why}"),
      NC_ ("log entry", "took back a decision against advice for “{what}”: {why}") } },

  { COMMS_SUBJECT_ACCOUNT,
    "add",
    { NC_ ("log entry", "connected {where}, “{what}”"), NC_ ("log entry", "connected “{what}”") } },
  { COMMS_SUBJECT_ACCOUNT,
    "edit",
    { NC_ ("log entry", "changed the account “{what}”: {why}"),
      NC_ ("log entry", "changed the account “{what}”") } },
  { COMMS_SUBJECT_ACCOUNT,
    "check",
    { NC_ ("log entry", "found the sign-in of “{what}” in order") } },
  { COMMS_SUBJECT_ACCOUNT,
    "sign-in",
    { NC_ ("log entry", "found that “{what}” has to be signed in again") } },
  { COMMS_SUBJECT_ACCOUNT,
    "pause",
    { NC_ ("log entry", "paused “{what}”: {why}"), NC_ ("log entry", "paused “{what}”") } },
  { COMMS_SUBJECT_ACCOUNT,
    "owner",
    { /* Translators: {to} is a person, {what} an account */
      NC_ ("log entry", "made {to} answer for the account “{what}”"),
      NC_ ("log entry", "left the account “{what}” with nobody who answers for it") } },
  { COMMS_SUBJECT_ACCOUNT,
    "renew",
    { NC_ ("log entry", "signed in again to {where}, “{what}”"),
      NC_ ("log entry", "signed in again to “{what}”") } },
  { COMMS_SUBJECT_ACCOUNT,
    "reading",
    { NC_ ("log entry", "allowed reading from “{what}”, which {to} confirmed"),
      NC_ ("log entry", "switched reading from “{what}” off") } },
  { COMMS_SUBJECT_ACCOUNT,
    "rename",
    { NC_ ("log entry", "found that “{what}” is called {where} on its network now"),
      NC_ ("log entry", "found that “{what}” has another name on its network now") } },
  { COMMS_SUBJECT_ACCOUNT, "resume", { NC_ ("log entry", "let “{what}” send again") } },
  { COMMS_SUBJECT_ACCOUNT,
    "remove",
    { NC_ ("log entry", "signed out of {where}, “{what}”"),
      NC_ ("log entry", "signed out of “{what}”") } },

  { COMMS_SUBJECT_TARGET,
    "add",
    { NC_ ("log entry", "added {what}, {where}"), NC_ ("log entry", "added {what}") } },
  { COMMS_SUBJECT_TARGET,
    "edit",
    { NC_ ("log entry", "changed the facts about {what}, {where}"),
      NC_ ("log entry", "changed the facts about {what}") } },
  { COMMS_SUBJECT_TARGET, "bin", { NC_ ("log entry", "put {what} into the bin") } },
  { COMMS_SUBJECT_TARGET, "unbin", { NC_ ("log entry", "took {what} out of the bin") } },
  { COMMS_SUBJECT_TARGET,
    "import",
    { NC_ ("log entry", "imported people: {from} changed, {to} new") } },

  { COMMS_SUBJECT_ENGAGEMENT,
    "log-contact",
    { NC_ ("log entry", "spoke with {where}: {what}"),
      NC_ ("log entry", "noted a contact: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "log-question",
    { NC_ ("log entry", "took a question from {where}: {what}"),
      NC_ ("log entry", "took a question: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "log-reply",
    { NC_ ("log entry", "answered {where}: {what}"),
      NC_ ("log entry", "noted an answer: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "log-interview",
    { NC_ ("log entry", "noted an interview with {where}: {what}"),
      NC_ ("log entry", "noted an interview: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "log-coverage",
    { NC_ ("log entry", "noted coverage by {where}: {what}"),
      NC_ ("log entry", "noted coverage: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "log-pitch",
    { NC_ ("log entry", "pitched to {where}: {what}"),
      NC_ ("log entry", "noted a pitch: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "log-embargo-copy",
    { NC_ ("log entry", "gave an embargo copy to {where}: {what}"),
      NC_ ("log entry", "gave an embargo copy: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "log-post",
    { NC_ ("log entry", "posted by hand to {where}: {what}"),
      NC_ ("log entry", "noted a post: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT, "log-like", { NC_ ("log entry", "noted a like: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "log-listing",
    { NC_ ("log entry", "noted a place on a list: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT, "take-back", { NC_ ("log entry", "took back: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "edit",
    { NC_ ("log entry", "corrected the entry about {where}: {what}"),
      NC_ ("log entry", "corrected the entry: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "outcome",
    { NC_ ("log entry", "settled with {where} as {to}: {what}"),
      NC_ ("log entry", "settled as {to}: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "sign-off",
    { NC_ ("log entry", "signed off the entry about {where}: {what}"),
      NC_ ("log entry", "signed off the entry: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "return",
    { NC_ ("log entry", "returned the entry about {where}: {why}"),
      NC_ ("log entry", "returned the entry: {why}") } },

  { COMMS_SUBJECT_OCCASION, "add", { NC_ ("log entry", "added the day “{what}”") } },
  { COMMS_SUBJECT_OCCASION, "edit", { NC_ ("log entry", "changed the day “{what}”") } },
  { COMMS_SUBJECT_PERSON,
    "add",
    { NC_ ("log entry", "added {what} to the desk as {to}"),
      NC_ ("log entry", "added {what} to the desk") } },
  { COMMS_SUBJECT_PERSON,
    "edit",
    { NC_ ("log entry", "changed {what}’s role from {from} to {to}"),
      NC_ ("log entry", "changed {what}’s place at the desk") } },
  { COMMS_SUBJECT_POLICY,
    "edit",
    { NC_ ("log entry", "changed the rule “{what}” from {from} to {to}"),
      NC_ ("log entry", "set the rule “{what}” to {to}"),
      NC_ ("log entry", "cleared the rule “{what}”") } },
  { COMMS_SUBJECT_POLICY,
    "pause",
    { NC_ ("log entry", "paused all sending: {why}"), NC_ ("log entry", "paused all sending") } },
  { COMMS_SUBJECT_POLICY,
    "tariff",
    { /* Translators: {what} is what a network asks money for, {to} the sum */
      NC_ ("log entry", "set the price of “{what}” to {to}") } },
  { COMMS_SUBJECT_POLICY, "resume", { NC_ ("log entry", "let sending go on") } },

  { COMMS_SUBJECT_HOUSE_STYLE,
    "add",
    { NC_ ("log entry", "added “{what}” to the house style") } },
  { COMMS_SUBJECT_HOUSE_STYLE,
    "edit",
    { NC_ ("log entry", "changed “{what}” in the house style") } },
  { COMMS_SUBJECT_HOUSE_STYLE,
    "remove",
    { NC_ ("log entry", "removed “{what}” from the house style") } },
  { COMMS_SUBJECT_HOUSE_STYLE,
    "level",
    { NC_ ("log entry", "set the advice “{what}” from {from} to {to}") } },
};

/* What the braces stand for. */
typedef struct
{
  const char *name;
  char *value;
} CommsAuditSlot;

enum
{
  SLOT_WHAT,
  SLOT_WHERE,
  SLOT_WHY,
  SLOT_FROM,
  SLOT_TO,
  N_SLOTS,
};

static const CommsAuditWords *
find_words (CommsSubject subject, const char *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].subject == subject && g_strcmp0 (words[i].action, action) == 0)
      return &words[i];

  return NULL;
}

static const char *
enum_word (CommsSubject subject, const char *value)
{
  int number;

  if (subject == COMMS_SUBJECT_POST && comms_enum_from_nick (COMMS_TYPE_POST_STATE, value, &number))
    return comms_post_state_word (number);
  if (subject == COMMS_SUBJECT_RELEASE &&
      comms_enum_from_nick (COMMS_TYPE_RELEASE_STAGE, value, &number))
    return comms_release_stage_word (number);
  if (subject == COMMS_SUBJECT_ENGAGEMENT &&
      comms_enum_from_nick (COMMS_TYPE_OUTCOME, value, &number))
    return comms_outcome_word (number);
  if (subject == COMMS_SUBJECT_PERSON && comms_enum_from_nick (COMMS_TYPE_ROLE, value, &number))
    return comms_role_word (number);

  return NULL;
}

/* "2026-12-10T15:00" as a person writes it, or NULL where it is no wall time. */
static char *
dup_time_word (const char *value)
{
  g_autoptr (GDateTime) time = NULL;
  gint64 instant;

  if (strlen (value) != strlen ("2026-12-10T15:00") || value[10] != 'T' ||
      !comms_zone_to_instant ("UTC", value, &instant, NULL, NULL))
    return NULL;

  time = comms_zone_date_time ("UTC", instant);
  /* Translators: date and time in a line of the log, as for strftime: "Thu 10 Dec, 15:00". */
  return g_date_time_format (time, C_ ("date", "%a %-d %b, %H:%M"));
}

static char *
dup_value_word (CommsSubject subject, const char *value)
{
  const char *word;
  char *time;

  if (value == NULL || *value == '\0')
    return NULL;
  word = enum_word (subject, value);
  if (word != NULL)
    return g_strdup (word);
  time = dup_time_word (value);
  if (time != NULL)
    return time;

  return comms_text_excerpt (value, EXCERPT_LENGTH);
}

/* The rules of the desk, by the words that the preferences have for them. */
static const struct
{
  const char *property;
  const char *context;
  const char *word;
} rules[] = {
  { "zone", "preferences", NC_ ("preferences", "Time zone") },
  { "audience-zones", "preferences",
    NC_ ("preferences", "Audiences, whose time is shown beside it") },
  { "slots", "preferences", NC_ ("preferences", "Times of a day’s posts") },
  { "single-person", "preferences", NC_ ("preferences", "One person works here") },
  { "approvals", "preferences", NC_ ("preferences", "Who answers for a post") },
  { "hold-seconds", "preferences", NC_ ("preferences", "Hold before sending") },
  { "grace-minutes", "preferences", NC_ ("preferences", "Grace") },
  { "spacing-seconds", "preferences", NC_ ("preferences", "Least time between two posts") },
  { "posts-low", "preferences", NC_ ("preferences", "Fewest posts a day") },
  { "posts-high", "preferences", NC_ ("preferences", "Most posts a day") },
  { "link-uses", "preferences", NC_ ("preferences", "Uses of one link a day") },
  { "hashtags-high", "preferences", NC_ ("preferences", "Most hashtags in a post") },
  { "legal-reviewer-id", "preferences", NC_ ("preferences", "Legal reviewer") },
  { "duty-officer-id", "preferences", NC_ ("preferences", "Duty officer") },
  { "x-client-id", "account", NC_ ("account", "The ministry’s client id at X") },
  { "x-cap-micros", "preferences", NC_ ("preferences", "Most that a month may cost, in dollars") },
};

/* (transfer full) */
static char *
dup_rule_word (const char *property)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_strcmp0 (rules[i].property, property) == 0)
      return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, rules[i].context, rules[i].word));
  return g_strdup (property);
}

/* The cap is kept in millionths of a dollar. */
static void
replace_cap (char **value)
{
  char *dollars;

  if (*value == NULL)
    return;
  dollars = g_strdup_printf ("%.2f", (double) g_ascii_strtoll (*value, NULL, 10) / 1e6);
  g_free (*value);
  *value = dollars;
}

/* What a rule of the desk is called, and its values as the preferences show them. */
static void
read_rule (CommsAuditEntry *entry, CommsAuditSlot *slots)
{
  char *property = slots[SLOT_WHAT].value;

  if (entry->subject != COMMS_SUBJECT_POLICY || g_strcmp0 (entry->action, "edit") != 0)
    return;
  if (g_strcmp0 (property, "x-cap-micros") == 0)
    {
      replace_cap (&slots[SLOT_FROM].value);
      replace_cap (&slots[SLOT_TO].value);
    }
  slots[SLOT_WHAT].value = dup_rule_word (property);
  g_free (property);
}

static const CommsAuditSlot *
slot_at (const char *template, const CommsAuditSlot *slots, gsize *length)
{
  for (guint i = 0; i < N_SLOTS; i++)
    {
      *length = strlen (slots[i].name);
      if (strncmp (template, slots[i].name, *length) == 0)
        return &slots[i];
    }

  return NULL;
}

/* NULL where the template says more than the entry has. */
static char *
fill (const char *template, const CommsAuditSlot *slots)
{
  g_autoptr (GString) sentence = g_string_new (NULL);

  for (const char *p = template; *p != '\0';)
    {
      gsize length;
      const CommsAuditSlot *slot = *p == '{' ? slot_at (p, slots, &length) : NULL;

      if (slot == NULL)
        {
          g_string_append_c (sentence, *p++);
          continue;
        }
      if (slot->value == NULL)
        return NULL;
      g_string_append (sentence, slot->value);
      p += length;
    }

  return g_string_free (g_steal_pointer (&sentence), FALSE);
}

static char *
dup_line (char *const *lines, guint index)
{
  if (index >= g_strv_length ((char **) lines) || *lines[index] == '\0')
    return NULL;

  return g_strdup (lines[index]);
}

static void
clear_slots (CommsAuditSlot *slots)
{
  for (guint i = 0; i < N_SLOTS; i++)
    g_clear_pointer (&slots[i].value, g_free);
}

char *
comms_audit_dup_sentence (CommsAuditEntry *entry)
{
  const CommsAuditWords *row;
  g_auto (GStrv) lines = NULL;
  CommsAuditSlot slots[N_SLOTS] = {
    { "{what}" }, { "{where}" }, { "{why}" }, { "{from}" }, { "{to}" },
  };
  char *sentence = NULL;

  g_return_val_if_fail (COMMS_IS_AUDIT_ENTRY (entry), NULL);

  lines = g_strsplit (entry->note != NULL ? entry->note : "", "\n", 3);
  slots[SLOT_WHAT].value = dup_line (lines, 0);
  slots[SLOT_WHERE].value = dup_line (lines, 1);
  slots[SLOT_WHY].value = dup_line (lines, 2);
  slots[SLOT_FROM].value = dup_value_word (entry->subject, entry->from_value);
  slots[SLOT_TO].value = dup_value_word (entry->subject, entry->to_value);

  read_rule (entry, slots);

  row = find_words (entry->subject, entry->action);
  for (guint i = 0; row != NULL && sentence == NULL && i < G_N_ELEMENTS (row->sentences); i++)
    if (row->sentences[i] != NULL)
      sentence = fill (g_dpgettext2 (GETTEXT_PACKAGE, "log entry", row->sentences[i]), slots);
  /* An entry of a later version of the program, or one that says less than any sentence. */
  if (sentence == NULL)
    sentence = slots[SLOT_WHAT].value != NULL ? fill (C_ ("log entry", "changed “{what}”"), slots)
                                              : g_strdup (C_ ("log entry", "made a change"));
  clear_slots (slots);
  return sentence;
}

static void
append_line (GString *note, const char *line)
{
  g_autofree char *clean = comms_text_clean_line (line != NULL ? line : "");

  g_string_append (note, clean);
}

char *
comms_audit_dup_note (const char *what, const char *where, const char *why)
{
  g_autoptr (GString) note = g_string_new (NULL);

  append_line (note, what);
  if (where != NULL || why != NULL)
    {
      g_string_append_c (note, '\n');
      append_line (note, where);
    }
  if (why != NULL)
    {
      g_string_append_c (note, '\n');
      append_line (note, why);
    }
  return g_string_free (g_steal_pointer (&note), FALSE);
}

char *
comms_audit_dup_post_note (const char *text, const char *handle, const char *why)
{
  g_autofree char *what = comms_text_excerpt (text != NULL ? text : "", EXCERPT_LENGTH);
  g_autofree char *where = handle != NULL ? g_strconcat ("@", handle, NULL) : NULL;

  return comms_audit_dup_note (what, where, why);
}

gboolean
comms_audit_has_words (CommsSubject subject, const char *action)
{
  return find_words (subject, action) != NULL;
}
