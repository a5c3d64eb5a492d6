/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-cli.h"

G_BEGIN_DECLS

/* What may be said of a post on the command line, where it is added and where it is changed. */
typedef struct
{
  char *language;
  char *reply_to;
  char *warning;
  char *replies;
  gboolean legal;
  gboolean no_link;
  char *at;
  char *zone;
} CommsDraftOptions;

extern CommsDraftOptions comms_draft_options;

/* --media=FILE and --alt=TEXT, each as often as there are pictures: a text says what the picture
 * before it shows. */
gboolean
comms_draft_media_cb (const char *name, const char *value, gpointer unused, GError **error);
gboolean comms_draft_alt_cb (const char *name, const char *value, gpointer unused, GError **error);

#define COMMS_DRAFT_OPTIONS                                                                        \
  { "media",                                                                                       \
    0,                                                                                             \
    G_OPTION_FLAG_FILENAME,                                                                        \
    G_OPTION_ARG_CALLBACK,                                                                         \
    (gpointer) comms_draft_media_cb,                                                               \
    NC_ ("cli", "A picture or video; may be given again"),                                         \
    NC_ ("cli", "FILE") },                                                                         \
    { "alt",                                                                                       \
      0,                                                                                           \
      0,                                                                                           \
      G_OPTION_ARG_CALLBACK,                                                                       \
      (gpointer) comms_draft_alt_cb,                                                               \
      NC_ ("cli", "What the picture before it shows, for who cannot see it"),                      \
      NC_ ("cli", "TEXT") },                                                                       \
    { "language",                                                                                  \
      0,                                                                                           \
      0,                                                                                           \
      G_OPTION_ARG_STRING,                                                                         \
      &comms_draft_options.language,                                                               \
      NC_ ("cli", "The language of its text; without it, the account’s"),                          \
      NC_ ("cli", "TAG") },                                                                        \
    { "reply-to",                                                                                  \
      0,                                                                                           \
      0,                                                                                           \
      G_OPTION_ARG_STRING,                                                                         \
      &comms_draft_options.reply_to,                                                               \
      NC_ ("cli", "The post that it answers, on its network"),                                     \
      NC_ ("cli", "LINK|ID") },                                                                    \
    { "warning",                                                                                   \
      0,                                                                                           \
      0,                                                                                           \
      G_OPTION_ARG_STRING,                                                                         \
      &comms_draft_options.warning,                                                                \
      NC_ ("cli", "A content warning, on Mastodon"),                                               \
      NC_ ("cli", "TEXT") },                                                                       \
    { "replies",                                                                                   \
      0,                                                                                           \
      0,                                                                                           \
      G_OPTION_ARG_STRING,                                                                         \
      &comms_draft_options.replies,                                                                \
      NC_ ("cli", "Who may reply on X: everyone, following, mentioned, subscribers or verified"),  \
      NC_ ("cli", "WHO") },                                                                        \
    { "legal",                                                                                     \
      0,                                                                                           \
      0,                                                                                           \
      G_OPTION_ARG_NONE,                                                                           \
      &comms_draft_options.legal,                                                                  \
      NC_ ("cli", "A legal reviewer has to approve it as well"),                                   \
      NULL },                                                                                      \
    { "no-link",                                                                                   \
      0,                                                                                           \
      0,                                                                                           \
      G_OPTION_ARG_NONE,                                                                           \
      &comms_draft_options.no_link,                                                                \
      NC_ ("cli", "It carries no link on purpose"),                                                \
      NULL },                                                                                      \
    { "at",                                                                                        \
      0,                                                                                           \
      0,                                                                                           \
      G_OPTION_ARG_STRING,                                                                         \
      &comms_draft_options.at,                                                                     \
      NC_ ("cli", "When it is to leave"),                                                          \
      NC_ ("cli", "“DATE TIME”") },                                                                \
  {                                                                                                \
    "zone", 0, 0, G_OPTION_ARG_STRING, &comms_draft_options.zone,                                  \
      NC_ ("cli", "The time zone of that time; without it, the desk’s own"), NC_ ("cli", "ZONE")   \
  }

/* Whether a picture was named. */
gboolean comms_draft_has_media (void);

/* Those that were named, as @account sends them and each with its words; none where none was named.
 * The error says which file is wrong. (transfer full) (element-type CommsMedia) */
GPtrArray *comms_draft_read_media (CommsAccount *account, GError **error);

/* The text on standard input, without what stands around it. (transfer full) */
char *comms_draft_read_text (GError **error);

/* The accounts that @words, which may be NULL, name. (transfer full) (element-type CommsAccount) */
GPtrArray *comms_draft_find_accounts (CommsCli *cli, char **words, GError **error);

/* The ids of what was added, a line each. (element-type gint64) */
void comms_draft_print_ids (CommsCli *cli, GArray *ids);

G_END_DECLS
