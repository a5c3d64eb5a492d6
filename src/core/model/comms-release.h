/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-enums.h"
#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsRelease:
 * @kind: what it is
 * @stage: where it stands
 * @number: the registry number, such as MoHR/PR/2026-118
 * @title: a short working title for lists and cards
 * @language: BCP 47 tag of its text, such as "en" or "ur"
 * @owner_id: the person who answers for it
 * @twin_id: the same document in the other language
 * @stale_since: since when its twin says something else, until a person looked; 0 for not
 * @headline: one line
 * @subhead: one line
 * @lede: the opening paragraph
 * @body: paragraphs, parted by an empty line
 * @quotes: pull-quotes with their attribution
 * @conclusion: the closing paragraph
 * @link: the page that every post links to (R5)
 * @link_variants: links in its place within some hours of the day, a line each as
 *   comms-link-variant.h says (R70)
 * @hashtags: with their "#", the most wanted first
 * @embargo_at: no post of it may leave before
 * @embargo_wall: wall time of the embargo
 * @embargo_zone: zone of the embargo
 * @publish_at: when it appears
 * @publish_wall: wall time of its appearance
 * @publish_zone: zone of its appearance
 * @version: counts the saved versions from 1
 * @created_at: when it was begun
 * @updated_at: when it was last changed
 * @deleted_at: when it was put into the bin
 *
 * A source document: press release, op-ed, report, letter or statement (R1). Posts are made of
 * its parts, and none of them may go out before its embargo lifts.
 *
 * A planned time stands three times: the instant, the wall time it was planned at
 * ("2026-12-10T15:00") and the IANA zone of that wall time. The instant is always computed from
 * the other two (comms-zone.h).
 */
#define COMMS_TYPE_RELEASE (comms_release_get_type ())
G_DECLARE_FINAL_TYPE (CommsRelease, comms_release, COMMS, RELEASE, CommsRecord)

struct _CommsRelease
{
  CommsRecord parent_instance;

  CommsReleaseKind kind;
  CommsReleaseStage stage;
  char *number;
  char *title;
  char *language;
  gint64 owner_id;
  gint64 twin_id;
  gint64 stale_since;
  char *headline;
  char *subhead;
  char *lede;
  char *body;
  char **quotes;
  char *conclusion;
  char *link;
  char **link_variants;
  char **hashtags;
  gint64 embargo_at;
  char *embargo_wall;
  char *embargo_zone;
  gint64 publish_at;
  char *publish_wall;
  char *publish_zone;
  gint64 version;
  gint64 created_at;
  gint64 updated_at;
  gint64 deleted_at;
};

CommsRelease *comms_release_new (void);

G_END_DECLS
