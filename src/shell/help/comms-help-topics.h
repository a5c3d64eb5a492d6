/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A topic of the help. Title and paragraphs are translatable, with context "help"; a paragraph
 * that starts with "# " is a heading, one with "• " an item. */
typedef struct
{
  const char *key;
  const char *title;
  const char *const *paragraphs;
} CommsHelpTopic;

const CommsHelpTopic * comms_help_topics (guint *n_topics);

G_END_DECLS
