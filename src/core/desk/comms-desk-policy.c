/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-accounts.h"

#include "comms-audit-words.h"
#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-record-table.h"
#include "comms-zone.h"

/* The rules of the desk, and the brake on all of it. */

static const struct
{
  const char *name;
  gint64 low;
  gint64 high;
} ranges[] = {
  { "approvals", 0, 2 },      { "hold-seconds", 0, 3600 },    { "grace-minutes", 0, 24 * 60 },
  { "posts-low", 0, 100 },    { "posts-high", 1, 100 },       { "link-uses", 0, 100 },
  { "hashtags-high", 0, 30 }, { "spacing-seconds", 0, 3600 },
};

#define CAP_MICROS_MAX (G_GINT64_CONSTANT (1000000) * 1000000)

static gboolean
check_ranges (CommsPolicy *policy, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      gint64 value;

      g_object_get (policy, ranges[i].name, &value, NULL);
      if (value >= ranges[i].low && value <= ranges[i].high)
        continue;
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   /* Translators: the name of a rule such as hold-seconds, then numbers */
                   C_ ("policy", "The rule “%s” cannot be %d; choose a number from %d to %d."),
                   ranges[i].name, (int) CLAMP (value, G_MININT, G_MAXINT), (int) ranges[i].low,
                   (int) ranges[i].high);
      return FALSE;
    }
  if (policy->posts_low <= policy->posts_high)
    return TRUE;

  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                       C_ ("policy", "The least number of posts a day is above the greatest; make "
                                     "it smaller."));
  return FALSE;
}

static gboolean
check_cap (CommsPolicy *policy, GError **error)
{
  if (policy->x_cap_micros >= 0 && policy->x_cap_micros <= CAP_MICROS_MAX)
    return TRUE;

  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                       C_ ("policy", "What a month may cost is between nothing and a million "
                                     "dollars; write it in dollars, such as 20, or 0 for no cap."));
  return FALSE;
}

gboolean
comms_people_check_named (CommsTx *tx, gint64 before, gint64 person_id, GError **error)
{
  g_autoptr (CommsPerson) person = NULL;

  if (person_id == 0 || person_id == before)
    return TRUE;
  person = comms_record_table_load (tx->db, COMMS_TYPE_PERSON, person_id, error);
  if (person == NULL || person->active)
    return person != NULL;

  g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
               /* Translators: %s is a person's name */
               C_ ("policy", "%s works at this desk no more; name somebody who does."),
               person->name);
  return FALSE;
}

static gboolean
check_tasks (CommsTx *tx, CommsPolicy *policy, GError **error)
{
  return comms_people_check_named (tx, tx->policy->duty_officer_id, policy->duty_officer_id,
                                   error) &&
         comms_people_check_named (tx, tx->policy->legal_reviewer_id, policy->legal_reviewer_id,
                                   error);
}

static gboolean
check_zone (const char *zone, GError **error)
{
  if (zone != NULL && comms_zone_exists (zone))
    return TRUE;

  g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
               /* Translators: %s is the name of a time zone */
               C_ ("policy", "This computer does not know the time zone “%s”; write it as in "
                             "“Asia/Karachi”."),
               zone != NULL ? zone : "");
  return FALSE;
}

static gboolean
check_zones (CommsPolicy *policy, GError **error)
{
  if (!check_zone (policy->zone, error))
    return FALSE;
  for (guint i = 0; policy->audience_zones != NULL && policy->audience_zones[i] != NULL; i++)
    if (!check_zone (policy->audience_zones[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
is_slot (const char *slot)
{
  return g_regex_match_simple ("^([01][0-9]|2[0-3]):[0-5][0-9]$", slot, 0, 0);
}

static gboolean
check_slots (CommsPolicy *policy, GError **error)
{
  for (guint i = 0; policy->slots != NULL && policy->slots[i] != NULL; i++)
    if (!is_slot (policy->slots[i]))
      {
        g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                     /* Translators: %s is what was typed */
                     C_ ("policy", "“%s” is no time of day; write it as in “09:30”."),
                     policy->slots[i]);
        return FALSE;
      }
  return TRUE;
}

/* Who is named is kept by name: NULL for nobody. (transfer full) */
static char *
dup_named (CommsTx *tx, gint64 person_id)
{
  g_autoptr (CommsPerson) person =
    person_id != 0 ? comms_record_table_load (tx->db, COMMS_TYPE_PERSON, person_id, NULL) : NULL;

  return person != NULL ? g_strdup (person->name) : NULL;
}

/* A field's value as the log keeps it. (transfer full) */
static char *
dup_value (CommsTx *tx, CommsPolicy *policy, const CommsField *field)
{
  gconstpointer address = G_STRUCT_MEMBER_P (policy, field->offset);

  switch (field->kind)
    {
    case COMMS_FIELD_TEXT:
      return g_strdup (*(char *const *) address);
    case COMMS_FIELD_LIST:
      return *(char **const *) address != NULL ? g_strjoinv (", ", *(char **const *) address)
                                               : NULL;
    case COMMS_FIELD_BOOL:
      return g_strdup (*(const gboolean *) address ? "yes" : "no");
    case COMMS_FIELD_INT:
      if (field->offset == G_STRUCT_OFFSET (CommsPolicy, duty_officer_id) ||
          field->offset == G_STRUCT_OFFSET (CommsPolicy, legal_reviewer_id))
        return dup_named (tx, *(const gint64 *) address);
      G_GNUC_FALLTHROUGH;
    case COMMS_FIELD_INSTANT:
      return g_strdup_printf ("%" G_GINT64_FORMAT, *(const gint64 *) address);
    case COMMS_FIELD_ENUM:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
audit_changes (CommsTx *tx, CommsPolicy *before, CommsPolicy *after, GError **error)
{
  guint n_fields;
  const CommsField *fields = comms_record_fields (COMMS_TYPE_POLICY, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *from = dup_value (tx, before, &fields[i]);
      g_autofree char *to = dup_value (tx, after, &fields[i]);
      g_autofree char *note = comms_audit_dup_note (fields[i].name, NULL, NULL);

      if (g_strcmp0 (from, to) != 0 &&
          !comms_tx_audit (tx, COMMS_SUBJECT_POLICY, comms_record_get_id (COMMS_RECORD (after)),
                           "edit", from, to, note, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
comms_policy_save (CommsTx *tx, gpointer record, GError **error)
{
  CommsPolicy *policy = record;

  g_return_val_if_fail (COMMS_IS_POLICY (record), FALSE);

  if (!comms_tx_check_manager (tx, error) || !check_ranges (policy, error) ||
      !check_cap (policy, error) || !check_tasks (tx, policy, error) ||
      !check_zones (policy, error) || !check_slots (policy, error))
    return FALSE;

  comms_record_set_id (record, comms_record_get_id (COMMS_RECORD (tx->policy)));
  g_object_set (policy, "paused-reason", tx->policy->paused_reason, "paused-at",
                tx->policy->paused_at, NULL);
  return comms_record_table_save (tx->db, record, error) &&
         audit_changes (tx, tx->policy, policy, error);
}

/* Anyone pulls the brake; a manager lets it go. */
gboolean
comms_policy_pause (CommsTx *tx, const char *reason, GError **error)
{
  g_autoptr (CommsPolicy) policy = comms_record_copy (tx->policy);
  g_autofree char *note = comms_audit_dup_note (NULL, NULL, reason);
  const gboolean allowed =
    reason != NULL ? comms_tx_check_active (tx, error) : comms_tx_check_manager (tx, error);

  if (!allowed)
    return FALSE;
  if (reason != NULL && strspn (reason, " \t\n") == strlen (reason))
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("policy", "A pause of all sending needs a reason; write why nothing "
                                         "may leave."));
      return FALSE;
    }
  if (reason == NULL && policy->paused_reason == NULL)
    return TRUE;
  g_object_set (policy, "paused-reason", reason, "paused-at",
                reason != NULL ? tx->stamp.now : G_GINT64_CONSTANT (0), NULL);
  return comms_record_table_save (tx->db, COMMS_RECORD (policy), error) &&
         comms_tx_audit (tx, COMMS_SUBJECT_POLICY, comms_record_get_id (COMMS_RECORD (policy)),
                         reason != NULL ? "pause" : "resume", tx->policy->paused_reason, reason,
                         note, error);
}
