/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-enums.h"
#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsReleaseVersion:
 * @release_id: the release
 * @number: counted from 1
 * @at: when
 * @person_id: who
 * @summary: what changed, in a few words
 * @content: the parts, as a GVariant text of type a{ss}
 *
 * What a release said when it was saved.
 */
#define COMMS_TYPE_RELEASE_VERSION (comms_release_version_get_type ())
G_DECLARE_FINAL_TYPE (CommsReleaseVersion, comms_release_version, COMMS, RELEASE_VERSION, CommsRecord)

struct _CommsReleaseVersion
{
  CommsRecord parent_instance;

  gint64 release_id;
  gint64 number;
  gint64 at;
  gint64 person_id;
  char *summary;
  char *content;
};

CommsReleaseVersion * comms_release_version_new (void);

G_END_DECLS
