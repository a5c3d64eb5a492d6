/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"

#include "comms-accounts-private.h"
#include "comms-audit-words.h"
#include "comms-desk-private.h"
#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-record-table.h"
#include "comms-words.h"

#define N_COLOURS 6

/* What a person sets; the rest is what the network said last. */
static const char *const settings[] = {
  "network",
  "name",
  "handle",
  "user-id",
  "api-base",
  "colour",
  "language",
  "character-limit",
  "owner-id",
  "permission-number",
  "permission-until",
  "reading-confirmed-by",
  "profile",
  "display-name",
  "official-confirmed-by",
};

static void
set_invalid (GError **error, const char *sentence)
{
  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID, sentence);
}

gboolean
comms_accounts_audit (CommsTx *tx,
                      CommsAccount *account,
                      const char *action,
                      const char *from_value,
                      const char *to_value,
                      const char *why,
                      GError **error)
{
  g_autofree char *where = g_strconcat ("@", account->handle, NULL);
  g_autofree char *note = comms_audit_dup_note (account->name, where, why);

  return comms_tx_audit (tx, COMMS_SUBJECT_ACCOUNT, comms_record_get_id (COMMS_RECORD (account)),
                         action, from_value, to_value, note, error);
}

/* The colour that the fewest accounts have. */
static gboolean
pick_colour (CommsTx *tx, gint64 *colour, GError **error)
{
  g_autoptr (GPtrArray) accounts = comms_accounts_list (tx, error);
  guint n_uses[N_COLOURS + 1] = { 0 };

  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      CommsAccount *account = g_ptr_array_index (accounts, i);

      if (account->colour >= 1 && account->colour <= N_COLOURS)
        n_uses[account->colour]++;
    }
  *colour = 1;
  for (gint64 i = 2; i <= N_COLOURS; i++)
    if (n_uses[i] < n_uses[*colour])
      *colour = i;
  return TRUE;
}

static gboolean
fill_in (CommsTx *tx, CommsAccount *account, GError **error)
{
  const CommsNetworkInfo *info = comms_network_info (account->network);
  g_autofree char *handle = NULL;
  gint64 colour = account->colour;

  if (info == NULL)
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   C_ ("network", "There is no network “%s”. Choose one that the desk knows."),
                   account->network != NULL ? account->network : "");
      return FALSE;
    }
  handle = g_strstrip (g_strdup (account->handle != NULL ? account->handle : ""));
  if (*handle == '@')
    memmove (handle, handle + 1, strlen (handle));
  if (*handle == '\0')
    {
      set_invalid (error, C_ ("account", "The account has no handle; write it as in "
                                         "@ministry_example."));
      return FALSE;
    }
  if (account->user_id == NULL || *account->user_id == '\0')
    {
      set_invalid (error, C_ ("account", "The account has no user number; copy it from the "
                                         "network’s developer page."));
      return FALSE;
    }
  if (!(colour >= 1 && colour <= N_COLOURS) && !pick_colour (tx, &colour, error))
    return FALSE;

  g_object_set (account, "handle", handle, "colour", colour, NULL);
  if (account->name == NULL || *account->name == '\0')
    g_object_set (account, "name", handle, NULL);
  if (account->api_base == NULL || *account->api_base == '\0')
    g_object_set (account, "api-base", info->api_base, NULL);
  if (account->character_limit <= 0)
    g_object_set (account, "character-limit", (gint64) info->character_limit, NULL);
  if (account->language == NULL || *account->language == '\0')
    g_object_set (account, "language", "en", NULL);
  if (account->profile == NULL || *account->profile == '\0')
    g_object_set (account, "profile", "self-serve", NULL);
  return TRUE;
}

/* A practice desk never reaches out, and nothing travels unprotected. */
static gboolean
check_address (CommsTx *tx, CommsAccount *account, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (account->api_base, G_URI_FLAGS_NONE, NULL);

  if (tx->practice && !comms_uri_is_loopback (account->api_base))
    {
      g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_PRACTICE,
                           C_ ("account", "A practice desk talks only to the practice network on "
                                          "this computer; connect this account on your own desk."));
      return FALSE;
    }
  if (uri != NULL &&
      (g_str_equal (g_uri_get_scheme (uri), "https") || comms_uri_is_loopback (account->api_base)))
    return TRUE;

  g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
               /* Translators: %s is a web address */
               C_ ("account", "“%s” is not a safe address for a network; it has to begin with "
                              "“https://”."),
               account->api_base);
  return FALSE;
}

CommsAccount *
comms_accounts_find_same (CommsTx *tx, CommsAccount *account, GError **error)
{
  g_autoptr (GPtrArray) same =
    comms_record_table_select (tx->db, COMMS_TYPE_ACCOUNT, error,
                               "WHERE network = ? AND user_id = ? AND api_base = ? AND id <> ?",
                               "sssi", account->network, account->user_id, account->api_base,
                               comms_record_get_id (COMMS_RECORD (account)));

  return same != NULL && same->len > 0 ? g_object_ref (g_ptr_array_index (same, 0)) : NULL;
}

/* One that was removed is connected again in its old row, since posts name that. */
static gboolean
adopt_same (CommsTx *tx, CommsAccount *account, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CommsAccount) same = comms_accounts_find_same (tx, account, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (same == NULL)
    return TRUE;
  if (same->state != COMMS_ACCOUNT_STATE_REMOVED ||
      comms_record_get_id (COMMS_RECORD (account)) != 0)
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   /* Translators: %s is a handle */
                   C_ ("account", "This account is at the desk already, as @%s; open it there."),
                   same->handle);
      return FALSE;
    }
  comms_record_set_id (COMMS_RECORD (account), comms_record_get_id (COMMS_RECORD (same)));
  g_object_set (account, "created-at", same->created_at, NULL);
  return TRUE;
}

/* A person's own account is never the desk's: somebody says that it is the ministry's (C19). */
static gboolean
check_official (CommsAccount *account, GError **error)
{
  if (comms_record_get_id (COMMS_RECORD (account)) != 0 ||
      (account->api_base != NULL && comms_uri_is_loopback (account->api_base)) ||
      (account->official_confirmed_by != NULL && *account->official_confirmed_by != '\0'))
    return TRUE;
  if (account->handle == NULL)
    set_invalid (error, C_ ("account", "Confirm that this is an official account of the ministry. "
                                       "Personal accounts are not connected."));
  else
    g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                 /* Translators: %s is a handle */
                 C_ ("account", "Confirm that @%s is an official account of the ministry. Personal "
                                "accounts are not connected."),
                 account->handle);
  return FALSE;
}

gboolean
comms_accounts_may_connect (CommsTx *tx, gpointer account, GError **error)
{
  g_return_val_if_fail (COMMS_IS_ACCOUNT (account), FALSE);

  return comms_tx_check_manager (tx, error) && check_official (account, error);
}

gboolean
comms_accounts_check (CommsTx *tx, CommsAccount *account, GError **error)
{
  return comms_tx_check_manager (tx, error) && fill_in (tx, account, error) &&
         check_address (tx, account, error) && adopt_same (tx, account, error) &&
         check_official (account, error);
}

/* Posts were approved for the account that the row names. */
static gboolean
check_same_account (CommsAccount *row, CommsAccount *account, GError **error)
{
  if (g_strcmp0 (row->network, account->network) == 0 &&
      g_strcmp0 (row->user_id, account->user_id) == 0)
    return TRUE;

  g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
               /* Translators: %s is a handle */
               C_ ("account", "That user number is another account than @%s, whose posts are "
                              "planned here; connect it as an account of its own."),
               row->handle);
  return FALSE;
}

/* Who acts is on record where a person says that an account is the ministry's own, and when it was
 * said that it may be read. */
static void
stamp_confirmations (CommsTx *tx, CommsAccount *row, const char *reading, const char *official)
{
  if (g_strcmp0 (row->reading_confirmed_by, reading) != 0)
    g_object_set (row, "reading-confirmed-at",
                  row->reading_confirmed_by != NULL ? tx->stamp.now : (gint64) 0, NULL);
  if (g_strcmp0 (row->official_confirmed_by, official) == 0)
    return;
  if (official != NULL || row->official_confirmed_by == NULL)
    g_object_set (row, "official-confirmed-by", official, NULL);
  else
    g_object_set (row, "official-confirmed-by", tx->person != NULL ? tx->person->name : NULL,
                  "official-confirmed-at", tx->stamp.now, NULL);
}

/* Reading is a matter of contract (G1): who allowed it stands in the log by itself. */
static gboolean
audit_reading (CommsTx *tx, CommsAccount *row, const char *reading, GError **error)
{
  return g_strcmp0 (row->reading_confirmed_by, reading) == 0 ||
         comms_accounts_audit (tx, row, "reading", reading, row->reading_confirmed_by, NULL, error);
}

/* Who answers for it is asked when something went wrong: the log keeps whom that was. (transfer
 * full) */
static char *
dup_owner (CommsTx *tx, gint64 id)
{
  g_autoptr (CommsPerson) person =
    id != 0 ? comms_record_table_load (tx->db, COMMS_TYPE_PERSON, id, NULL) : NULL;

  return person != NULL ? g_strdup (person->name) : NULL;
}

static gboolean
audit_owner (CommsTx *tx, CommsAccount *before, CommsAccount *row, GError **error)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (row->owner_id == before->owner_id)
    return TRUE;
  from = dup_owner (tx, before->owner_id);
  to = dup_owner (tx, row->owner_id);
  return comms_accounts_audit (tx, row, "owner", from, to, NULL, error);
}

/* The row as it was, or what a new account begins with. */
static CommsAccount *
load_before (CommsTx *tx, CommsAccount *account, GError **error)
{
  const gint64 id = comms_record_get_id (COMMS_RECORD (account));
  g_autoptr (CommsAccount) before =
    id != 0 ? comms_accounts_load (tx, id, error) : comms_account_new ();

  if (before == NULL || (id != 0 && !check_same_account (before, account, error)) ||
      !comms_people_check_named (tx, before->owner_id, account->owner_id, error))
    return NULL;
  return g_steal_pointer (&before);
}

/* What is not a setting stays as it was. */
static CommsAccount *
merged_row (CommsTx *tx, CommsAccount *before, CommsAccount *account)
{
  CommsAccount *row = comms_record_copy (before);

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    comms_record_copy_property (row, account, settings[i]);
  stamp_confirmations (tx, row, before->reading_confirmed_by, before->official_confirmed_by);
  if (comms_record_get_id (COMMS_RECORD (before)) == 0)
    g_object_set (row, "created-at", tx->stamp.now, NULL);
  if (before->state == COMMS_ACCOUNT_STATE_REMOVED)
    g_object_set (row, "state", COMMS_ACCOUNT_STATE_READY, NULL);
  return row;
}

gboolean
comms_accounts_save (CommsTx *tx, gpointer record, GError **error)
{
  CommsAccount *account = record;
  g_autoptr (CommsAccount) before = NULL;
  g_autoptr (CommsAccount) row = NULL;
  gboolean is_added;

  g_return_val_if_fail (COMMS_IS_ACCOUNT (record), FALSE);

  if (!comms_accounts_check (tx, account, error))
    return FALSE;
  before = load_before (tx, account, error);
  if (before == NULL)
    return FALSE;
  is_added = comms_record_get_id (COMMS_RECORD (before)) == 0 ||
             before->state == COMMS_ACCOUNT_STATE_REMOVED;
  row = merged_row (tx, before, account);
  if (!comms_record_table_save (tx->db, COMMS_RECORD (row), error) ||
      !comms_accounts_audit (tx, row, is_added ? "add" : "edit", NULL, NULL, NULL, error) ||
      !audit_reading (tx, row, before->reading_confirmed_by, error) ||
      (!is_added && !audit_owner (tx, before, row, error)))
    return FALSE;

  comms_record_assign (account, row);
  comms_record_set_id (record, comms_record_get_id (COMMS_RECORD (row)));
  return TRUE;
}

gboolean
comms_accounts_take_name (
  CommsTx *tx, CommsAccount *account, const char *handle, const char *display_name, GError **error)
{
  g_autofree char *before = g_strdup (account->handle);

  g_object_set (account, "display-name", display_name, NULL);
  if (handle == NULL || *handle == '\0' || g_strcmp0 (before, handle) == 0)
    return TRUE;
  g_object_set (account, "handle", handle, NULL);
  return comms_accounts_audit (tx, account, "rename", before, handle, NULL, error);
}

void
comms_accounts_take_limits (CommsAccount *account, const CommsNetworkLimits *limits)
{
  g_object_set (account, "character-limit", (gint64) limits->characters, "url-length",
                (gint64) limits->url_length, "media-max", (gint64) limits->media_max,
                "image-bytes-max", limits->image_bytes, "video-bytes-max", limits->video_bytes,
                "alt-max", (gint64) limits->alt_max, NULL);
}

CommsAccount *
comms_accounts_load (CommsTx *tx, gint64 id, GError **error)
{
  return comms_record_table_load (tx->db, COMMS_TYPE_ACCOUNT, id, error);
}

GPtrArray *
comms_accounts_list (CommsTx *tx, GError **error)
{
  return comms_record_table_select (tx->db, COMMS_TYPE_ACCOUNT, error,
                                    "WHERE state <> 'removed' ORDER BY id", "");
}

/* What a person paused has no end of its own. */
gboolean
comms_accounts_is_paused_by_person (CommsAccount *account)
{
  return account->state == COMMS_ACCOUNT_STATE_PAUSED && account->paused_until == 0;
}

gboolean
comms_accounts_set_state (CommsTx *tx,
                          CommsAccount *account,
                          CommsAccountState state,
                          gint64 until,
                          const char *reason,
                          GError **error)
{
  static const char *const actions[] = {
    [COMMS_ACCOUNT_STATE_READY] = "resume",
    [COMMS_ACCOUNT_STATE_SIGN_IN] = "sign-in",
    [COMMS_ACCOUNT_STATE_PAUSED] = "pause",
    [COMMS_ACCOUNT_STATE_REMOVED] = "remove",
  };
  const CommsAccountState from = account->state;
  const gboolean was_paused_by_person = comms_accounts_is_paused_by_person (account);

  g_object_set (account, "state", state, "paused-until", until, "pause-reason", reason, NULL);
  if (!comms_record_table_save (tx->db, COMMS_RECORD (account), error))
    return FALSE;
  /* A person stops also what waits already, and then it waits for a person. */
  if (from == state && was_paused_by_person == comms_accounts_is_paused_by_person (account))
    return TRUE;
  return comms_accounts_audit (tx, account, actions[state],
                               comms_enum_nick (COMMS_TYPE_ACCOUNT_STATE, from),
                               comms_enum_nick (COMMS_TYPE_ACCOUNT_STATE, state), reason, error);
}

/* Whoever stopped an account may let it go on, and a manager: not somebody who does not know why it
 * was stopped. */
static gboolean
check_resume (CommsTx *tx, gint64 id, GError **error)
{
  gint64 paused_by = 0;

  if (!comms_db_query_int (tx->db, &paused_by, 0, error,
                           "SELECT coalesce(max(actor_id), 0) FROM audit_entry WHERE id = "
                           "(SELECT max(id) FROM audit_entry WHERE subject = 'account' "
                           "AND subject_id = ? AND action = 'pause')",
                           "i", id))
    return FALSE;
  if (paused_by != 0 && paused_by == tx->stamp.actor_id)
    return comms_tx_check_active (tx, error);
  return comms_tx_check_manager (tx, error);
}

char *
comms_accounts_why_not_resume (CommsTx *tx, gint64 id)
{
  g_autoptr (GError) error = NULL;

  return check_resume (tx, id, &error) ? NULL : g_strdup (error->message);
}

gboolean
comms_accounts_pause (CommsTx *tx, gint64 id, const char *reason, GError **error)
{
  g_autoptr (CommsAccount) account = NULL;
  CommsAccountState wanted =
    reason != NULL ? COMMS_ACCOUNT_STATE_PAUSED : COMMS_ACCOUNT_STATE_READY;

  if (!comms_tx_check_active (tx, error))
    return FALSE;
  if (reason != NULL && strspn (reason, " \t\n") == strlen (reason))
    {
      set_invalid (error, C_ ("account", "A pause of an account needs a reason; write why nothing "
                                         "may leave from it."));
      return FALSE;
    }
  account = comms_accounts_load (tx, id, error);
  if (account == NULL)
    return FALSE;
  if (wanted == COMMS_ACCOUNT_STATE_READY && comms_accounts_is_paused_by_person (account) &&
      !check_resume (tx, id, error))
    return FALSE;
  if (account->state != COMMS_ACCOUNT_STATE_READY && account->state != COMMS_ACCOUNT_STATE_PAUSED)
    {
      g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE,
                   /* Translators: %s is a handle */
                   C_ ("account", "@%s is not signed in; sign it in again under Accounts."),
                   account->handle);
      return FALSE;
    }
  return comms_accounts_set_state (tx, account, wanted, 0, reason, error);
}

CommsTextMeasure
comms_account_measure (CommsAccount *account)
{
  const CommsNetworkInfo *network;
  CommsTextMeasure measure = { .rule = COMMS_TEXT_RULE_X };

  g_return_val_if_fail (COMMS_IS_ACCOUNT (account), measure);

  network = comms_network_info (account->network);
  if (network != NULL)
    measure.rule = network->text_rule;
  measure.options.limit = (int) CLAMP (account->character_limit, 0, G_MAXINT);
  measure.options.url_length = (int) CLAMP (account->url_length, 0, G_MAXINT);
  return measure;
}
