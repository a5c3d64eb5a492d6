/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-cascade.h"
#include "comms-desk.h"
#include "comms-release.h"
#include "comms-twins.h"

G_BEGIN_DECLS

/**
 * CommsReleaseData:
 * @release: the release
 * @accounts: the desk's (element-type CommsAccount)
 * @people: the desk's (element-type CommsPerson)
 * @coverage: its parts and their posts (element-type CommsCoverage)
 * @versions: newest first (element-type CommsReleaseVersion)
 * @policy: the desk's rules
 * @now: when it was read
 *
 * What the release page shows, read in one transaction.
 */
typedef struct
{
  CommsRelease *release;
  GPtrArray *accounts;
  GPtrArray *people;
  GPtrArray *coverage;
  GPtrArray *versions;
  CommsTwin *twin; /* the same in the other language, or NULL */
  CommsPolicy *policy;
  gint64 now;
} CommsReleaseData;

/* Of the release with that id, or, where that is 0, around @draft, which is copied. */
void               comms_release_data_load_async  (CommsDesk           *desk,
                                                   gint64               id,
                                                   CommsRelease        *draft,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
CommsReleaseData * comms_release_data_load_finish (CommsDesk           *desk,
                                                   GAsyncResult        *result,
                                                   GError             **error);
void               comms_release_data_free        (CommsReleaseData    *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsReleaseData, comms_release_data_free)

/* The name of the person with that id, or NULL. Not owned. */
const char       * comms_release_data_person      (CommsReleaseData    *data,
                                                   gint64               id);
/* The post of a part, or NULL. Not owned. */
CommsPost        * comms_release_data_post        (CommsReleaseData    *data,
                                                   CommsPart            part,
                                                   int                  index);
/* The account that its posts go out from unless told: the one of its language. Not owned. */
CommsAccount     * comms_release_data_account     (CommsReleaseData    *data);

/* The whole release as plain text, as it would be handed out. (transfer full) */
char             * comms_release_dup_plain_text   (CommsRelease        *release);

G_END_DECLS
