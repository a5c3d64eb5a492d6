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

#define W(sentence) NC_ ("log entry", sentence)

/* Translators: these are lines of the log. The name of who did it stands before each of them, in a
 * column of its own. {what}, {where}, {why}, {from} and {to} stay as they are: they are replaced.
 */
static const CommsAuditWords words[] = {
  { COMMS_SUBJECT_DESK, "create", { W ("opened this desk") } },
  { COMMS_SUBJECT_DESK,
    "restore",
    { W ("restored the desk from the backup of {to}"), W ("restored the desk from a backup") } },
  { COMMS_SUBJECT_DESK, "act-as", { W ("went on as {what}, for practice") } },

  { COMMS_SUBJECT_RELEASE, "add", { W ("began “{what}”") } },
  { COMMS_SUBJECT_RELEASE, "edit", { W ("changed “{what}”: {why}"), W ("changed “{what}”") } },
  { COMMS_SUBJECT_RELEASE, "stage", { W ("moved “{what}” from {from} to {to}") } },
  { COMMS_SUBJECT_RELEASE,
    "embargo",
    { W ("set the embargo of “{what}” to {to}"), W ("lifted the embargo of “{what}”") } },
  { COMMS_SUBJECT_RELEASE, "revert", { W ("put back version {to} of “{what}”") } },
  { COMMS_SUBJECT_RELEASE, "cascade", { W ("made the day’s posts of “{what}” for {where}") } },
  { COMMS_SUBJECT_RELEASE, "bin", { W ("put “{what}” into the bin") } },
  { COMMS_SUBJECT_RELEASE, "unbin", { W ("took “{what}” out of the bin") } },

  { COMMS_SUBJECT_POST, "add", { W ("drafted “{what}” for {where}"), W ("drafted “{what}”") } },
  { COMMS_SUBJECT_POST, "edit", { W ("changed “{what}” for {where}"), W ("changed “{what}”") } },
  { COMMS_SUBJECT_POST,
    "void",
    { W ("lost the approval of “{what}” for {where}: {why}"),
      W ("lost the approval of “{what}” for {where} by a change"),
      W ("lost the approval of “{what}” by a change") } },
  { COMMS_SUBJECT_POST,
    "submit",
    { W ("asked for a review of “{what}” for {where}"), W ("asked for a review of “{what}”") } },
  { COMMS_SUBJECT_POST,
    "approve",
    { W ("approved “{what}” for {where}"), W ("approved “{what}”") } },
  { COMMS_SUBJECT_POST,
    "return",
    { W ("returned “{what}” for {where}: {why}"), W ("returned “{what}” for {where}"),
      W ("returned “{what}”") } },
  { COMMS_SUBJECT_POST,
    "queue",
    { W ("re-read and scheduled “{what}” for {where}"), W ("re-read and scheduled “{what}”") } },
  { COMMS_SUBJECT_POST,
    "unqueue",
    { W ("took “{what}” for {where} back from the queue"),
      W ("took “{what}” back from the queue") } },
  { COMMS_SUBJECT_POST,
    "move",
    { W ("moved “{what}” from {from} to {to}"), W ("set “{what}” to {to}"),
      W ("took “{what}” off the calendar") } },
  { COMMS_SUBJECT_POST,
    "cancel",
    { W ("cancelled “{what}” for {where}"), W ("cancelled “{what}”") } },
  { COMMS_SUBJECT_POST,
    "reopen",
    { W ("made “{what}” for {where} a draft again"), W ("made “{what}” a draft again") } },
  { COMMS_SUBJECT_POST,
    "bin",
    { W ("put “{what}” for {where} into the bin"), W ("put “{what}” into the bin") } },
  { COMMS_SUBJECT_POST,
    "unbin",
    { W ("took “{what}” for {where} out of the bin"), W ("took “{what}” out of the bin") } },
  { COMMS_SUBJECT_POST,
    "send",
    { W ("began to send “{what}” to {where}"), W ("began to send “{what}”") } },
  { COMMS_SUBJECT_POST, "posted", { W ("posted “{what}” to {where}"), W ("posted “{what}”") } },
  { COMMS_SUBJECT_POST,
    "refused",
    { W ("was refused “{what}” by {where}: {why}"), W ("was refused “{what}” for {where}"),
      W ("was refused “{what}”") } },
  { COMMS_SUBJECT_POST,
    "unknown",
    { W ("got no answer to “{what}” for {where}: {why}"),
      W ("got no answer to “{what}” for {where}"), W ("got no answer to “{what}”") } },
  { COMMS_SUBJECT_POST,
    "missed",
    { W ("missed “{what}” for {where}: {why}"), W ("missed “{what}” for {where}"),
      W ("missed “{what}”") } },
  { COMMS_SUBJECT_POST,
    "hold",
    { W ("waits with “{what}” for {where}: {why}"), W ("waits with “{what}” for {where}"),
      W ("waits with “{what}”") } },
  { COMMS_SUBJECT_POST,
    "settle-posted",
    { W ("looked, and found “{what}” on {where}"), W ("looked, and found “{what}” posted") } },
  { COMMS_SUBJECT_POST,
    "settle-not",
    { W ("looked, and did not find “{what}” on {where}"),
      W ("looked, and did not find “{what}”") } },
  { COMMS_SUBJECT_POST,
    "withdraw",
    { W ("withdrew “{what}” from {where}: {why}"), W ("withdrew “{what}” from {where}"),
      W ("withdrew “{what}”") } },

  { COMMS_SUBJECT_ACCOUNT, "add", { W ("connected {where}, “{what}”"), W ("connected “{what}”") } },
  { COMMS_SUBJECT_ACCOUNT,
    "edit",
    { W ("changed the account “{what}”: {why}"), W ("changed the account “{what}”") } },
  { COMMS_SUBJECT_ACCOUNT, "check", { W ("found the sign-in of “{what}” in order") } },
  { COMMS_SUBJECT_ACCOUNT, "sign-in", { W ("found that “{what}” has to be signed in again") } },
  { COMMS_SUBJECT_ACCOUNT, "pause", { W ("paused “{what}”: {why}"), W ("paused “{what}”") } },
  { COMMS_SUBJECT_ACCOUNT, "resume", { W ("let “{what}” send again") } },
  { COMMS_SUBJECT_ACCOUNT,
    "remove",
    { W ("signed out of {where}, “{what}”"), W ("signed out of “{what}”") } },

  { COMMS_SUBJECT_TARGET, "add", { W ("added {what}, {where}"), W ("added {what}") } },
  { COMMS_SUBJECT_TARGET,
    "edit",
    { W ("changed the facts about {what}, {where}"), W ("changed the facts about {what}") } },
  { COMMS_SUBJECT_TARGET, "bin", { W ("put {what} into the bin") } },
  { COMMS_SUBJECT_TARGET, "unbin", { W ("took {what} out of the bin") } },
  { COMMS_SUBJECT_TARGET, "import", { W ("imported people: {from} changed, {to} new") } },

  { COMMS_SUBJECT_ENGAGEMENT,
    "log-contact",
    { W ("spoke with {where}: {what}"), W ("noted a contact: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "log-question",
    { W ("took a question from {where}: {what}"), W ("took a question: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "log-reply",
    { W ("answered {where}: {what}"), W ("noted an answer: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "log-interview",
    { W ("noted an interview with {where}: {what}"), W ("noted an interview: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "log-coverage",
    { W ("noted coverage by {where}: {what}"), W ("noted coverage: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "log-pitch",
    { W ("pitched to {where}: {what}"), W ("noted a pitch: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "log-embargo-copy",
    { W ("gave an embargo copy to {where}: {what}"), W ("gave an embargo copy: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "log-post",
    { W ("posted by hand to {where}: {what}"), W ("noted a post: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "edit",
    { W ("corrected the entry about {where}: {what}"), W ("corrected the entry: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "outcome",
    { W ("settled with {where} as {to}: {what}"), W ("settled as {to}: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "sign-off",
    { W ("signed off the entry about {where}: {what}"), W ("signed off the entry: {what}") } },
  { COMMS_SUBJECT_ENGAGEMENT,
    "return",
    { W ("returned the entry about {where}: {why}"), W ("returned the entry: {why}") } },

  { COMMS_SUBJECT_OCCASION, "add", { W ("added the day “{what}”") } },
  { COMMS_SUBJECT_OCCASION, "edit", { W ("changed the day “{what}”") } },
  { COMMS_SUBJECT_PERSON,
    "add",
    { W ("added {what} to the desk as {to}"), W ("added {what} to the desk") } },
  { COMMS_SUBJECT_PERSON,
    "edit",
    { W ("changed {what}’s role from {from} to {to}"), W ("changed {what}’s place at the desk") } },
  { COMMS_SUBJECT_POLICY,
    "edit",
    { W ("changed the rule “{what}” from {from} to {to}"), W ("set the rule “{what}” to {to}"),
      W ("cleared the rule “{what}”") } },
  { COMMS_SUBJECT_POLICY, "pause", { W ("paused all sending: {why}"), W ("paused all sending") } },
  { COMMS_SUBJECT_POLICY, "resume", { W ("let sending go on") } },
};

#undef W

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
