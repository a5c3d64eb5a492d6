/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-post-settings.h"

#include <glib/gi18n-lib.h>

#include "comms-error.h"
#include "comms-fit.h"
#include "comms-network.h"

static const struct
{
  const char *word; /* as X itself calls it (networks, 1.2), and a post keeps it */
  const char *label;
  const char *sentence;
} repliers_words[] = {
  [COMMS_REPLIERS_EVERYONE] = { NULL, NC_ ("repliers", "Everyone"),
                                NC_ ("repliers", "Everyone may answer.") },
  [COMMS_REPLIERS_FOLLOWING] = { "following", NC_ ("repliers", "Whom the account follows"),
                                 NC_ ("repliers",
                                      "Only accounts that this one follows may answer.") },
  [COMMS_REPLIERS_MENTIONED] = { "mentionedUsers", NC_ ("repliers", "Whom the post mentions"),
                                 NC_ ("repliers",
                                      "Only accounts that the post mentions may answer.") },
  [COMMS_REPLIERS_SUBSCRIBERS] = { "subscribers", NC_ ("repliers", "Subscribers"),
                                   NC_ ("repliers", "Only subscribers may answer.") },
  [COMMS_REPLIERS_VERIFIED] = { "verified", NC_ ("repliers", "Verified accounts"),
                                NC_ ("repliers", "Only verified accounts may answer.") },
};

CommsRepliers
comms_post_get_repliers (CommsPost *post)
{
  g_return_val_if_fail (COMMS_IS_POST (post), COMMS_REPLIERS_EVERYONE);

  for (guint i = 0; i < G_N_ELEMENTS (repliers_words); i++)
    if (g_strcmp0 (repliers_words[i].word, post->reply_settings) == 0)
      return (CommsRepliers) i;
  return COMMS_REPLIERS_EVERYONE;
}

const char *
comms_repliers_label (CommsRepliers repliers)
{
  g_return_val_if_fail (repliers < G_N_ELEMENTS (repliers_words), NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "repliers", repliers_words[repliers].label);
}

const char *
comms_repliers_sentence (CommsRepliers repliers)
{
  g_return_val_if_fail (repliers < G_N_ELEMENTS (repliers_words), NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "repliers", repliers_words[repliers].sentence);
}

static gboolean
supports (CommsAccount *account, CommsNetworkSupports what)
{
  const CommsNetworkInfo *info = comms_network_info (account->network);

  return info != NULL && (info->supports & what) != 0;
}

gboolean
comms_account_has_warnings (CommsAccount *account)
{
  g_return_val_if_fail (COMMS_IS_ACCOUNT (account), FALSE);

  return supports (account, COMMS_NETWORK_SUPPORTS_CONTENT_WARNING);
}

gboolean
comms_account_has_repliers (CommsAccount *account)
{
  g_return_val_if_fail (COMMS_IS_ACCOUNT (account), FALSE);

  return supports (account, COMMS_NETWORK_SUPPORTS_REPLY_SETTINGS);
}

static gboolean
is_said (const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
check_reply_to (CommsAccount *account, const char *reference, GError **error)
{
  return !is_said (reference) || comms_network_check_reference (account->network, reference, error);
}

static gboolean
check_supported (CommsAccount *account, CommsNetworkSupports what, GError **error)
{
  g_autofree char *why_not = comms_network_dup_why_cannot (account->network, what);

  if (why_not == NULL)
    return TRUE;
  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID, why_not);
  return FALSE;
}

static gboolean
check_warning (CommsAccount *account, const char *text, GError **error)
{
  return !is_said (text) ||
         check_supported (account, COMMS_NETWORK_SUPPORTS_CONTENT_WARNING, error);
}

/* @word: as the network calls them. */
static gboolean
check_repliers (CommsAccount *account, const char *word, GError **error)
{
  return !is_said (word) || check_supported (account, COMMS_NETWORK_SUPPORTS_REPLY_SETTINGS, error);
}

gboolean
comms_post_set_reply_to (CommsPost *post,
                         CommsAccount *account,
                         const char *reference,
                         GError **error)
{
  g_autofree char *clean = NULL;

  g_return_val_if_fail (COMMS_IS_POST (post), FALSE);
  g_return_val_if_fail (COMMS_IS_ACCOUNT (account), FALSE);

  clean = comms_text_clean_line (reference != NULL ? reference : "");
  if (!check_reply_to (account, clean, error))
    return FALSE;
  g_object_set (post, "reply-to", *clean != '\0' ? clean : NULL, NULL);
  return TRUE;
}

gboolean
comms_post_set_content_warning (CommsPost *post,
                                CommsAccount *account,
                                const char *text,
                                GError **error)
{
  g_autofree char *clean = NULL;

  g_return_val_if_fail (COMMS_IS_POST (post), FALSE);
  g_return_val_if_fail (COMMS_IS_ACCOUNT (account), FALSE);

  clean = comms_text_clean_line (text != NULL ? text : "");
  if (!check_warning (account, clean, error))
    return FALSE;
  g_object_set (post, "content-warning", *clean != '\0' ? clean : NULL, NULL);
  return TRUE;
}

gboolean
comms_post_set_repliers (CommsPost *post,
                         CommsAccount *account,
                         CommsRepliers repliers,
                         GError **error)
{
  g_return_val_if_fail (COMMS_IS_POST (post), FALSE);
  g_return_val_if_fail (COMMS_IS_ACCOUNT (account), FALSE);
  g_return_val_if_fail (repliers < G_N_ELEMENTS (repliers_words), FALSE);

  if (!check_repliers (account, repliers_words[repliers].word, error))
    return FALSE;
  g_object_set (post, "reply-settings", repliers_words[repliers].word, NULL);
  return TRUE;
}

gboolean
comms_post_check_settings (CommsPost *post, CommsAccount *account, GError **error)
{
  g_return_val_if_fail (COMMS_IS_POST (post), FALSE);
  g_return_val_if_fail (COMMS_IS_ACCOUNT (account), FALSE);

  /* The further parts of a thread answer the part before them. */
  return (post->thread_position > 1 || check_reply_to (account, post->reply_to, error)) &&
         check_warning (account, post->content_warning, error) &&
         check_repliers (account, post->reply_settings, error);
}
