/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-match.h"

#include "comms-network-private.h"

char *
comms_match_dup_replaced (const char *text, const char *pattern, const char *with)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  char *replaced;

  g_assert (regex != NULL);

  replaced = g_regex_replace_literal (regex, text, -1, 0, with, 0, NULL);
  return replaced != NULL ? replaced : g_strdup (text);
}

char *
comms_match_dup_canonical (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *nfc = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  g_autofree char *bare = comms_match_dup_replaced (nfc, "\\bhttps?://", "");
  g_autofree char *spaced = comms_match_dup_replaced (bare, "\\s+", " ");
  g_autofree char *canonical = NULL;

  g_strstrip (spaced);
  canonical = comms_match_dup_replaced (spaced, "/(?= |$)", "");
  return g_steal_pointer (&canonical);
}

/* What two texts have in common that may be the same: letters and digits outside links. */
static char *
dup_loose (const char *canonical)
{
  g_autofree char *without_links = comms_match_dup_replaced (canonical, "\\S*\\w\\.\\w\\S*", "");
  g_autofree char *folded = g_utf8_casefold (without_links, -1);

  return comms_match_dup_replaced (folded, "[^\\p{L}\\p{N}]+", "");
}

CommsMatch
comms_match_compare (const char *remote, const char *wanted)
{
  g_autofree char *remote_loose = NULL;
  g_autofree char *wanted_loose = NULL;

  if (g_str_equal (remote, wanted))
    return *wanted != '\0' ? COMMS_MATCH_SAME : COMMS_MATCH_ALIKE;

  remote_loose = dup_loose (remote);
  wanted_loose = dup_loose (wanted);
  return g_str_equal (remote_loose, wanted_loose) ? COMMS_MATCH_ALIKE : COMMS_MATCH_NONE;
}

void
comms_search_clear (CommsSearch *look)
{
  g_clear_pointer (&look->id, g_free);
  g_clear_pointer (&look->url, g_free);
  look->n_same = 0;
  look->alike = FALSE;
}

void
comms_search_add (CommsSearch *look, CommsMatch match, const char *id, const char *url)
{
  if (match == COMMS_MATCH_ALIKE)
    look->alike = TRUE;
  if (match != COMMS_MATCH_SAME)
    return;

  look->n_same++;
  g_free (look->id);
  g_free (look->url);
  look->id = g_strdup (id);
  look->url = g_strdup (url);
}

static char *
dup_sentence (CommsNetwork *network, const char *sentence)
{
  GString *text = g_string_new (sentence);

  g_string_replace (text, "{network}", comms_network_get_answers (network)->name, 0);
  return g_string_free (text, FALSE);
}

CommsReply *
comms_search_reply (CommsNetwork *network, CommsSearch *look)
{
  CommsReply *reply = g_new0 (CommsReply, 1);

  reply->limit = reply->remaining = -1;
  if (look->n_same == 1)
    {
      reply->verdict = COMMS_VERDICT_POSTED;
      reply->remote_id = g_strdup (look->id);
      reply->remote_url = g_strdup (look->url);
      return reply;
    }
  if (look->n_same == 0 && !look->alike && !look->unsure)
    {
      reply->verdict = COMMS_VERDICT_REFUSED;
      reply->code = g_strdup ("absent");
      reply->sentence = dup_sentence (
        /* Translators: leave {network} as it is; it becomes the name of a network. */
        network, C_ ("sending", "The post is not on {network}: the desk looked through the "
                                "account. It can be sent again."));
      return reply;
    }

  reply->verdict = COMMS_VERDICT_UNKNOWN;
  reply->code = g_strdup ("unclear");
  reply->sentence = dup_sentence (
    network,
    look->unsure
      ? C_ ("sending", "The desk could not look through all of the account. Look on {network} "
                       "whether the post is out, and say so here.")
      : C_ ("sending", "{network} has more than one post that may be this one. Look there which it "
                       "is, and say so here."));
  return reply;
}
