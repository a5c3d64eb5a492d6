/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-enums.h"
#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsTarget:
 * @kind: who they are to the desk
 * @name: as they write it
 * @organisation: outlet, ministry, party, institution
 * @role: their post in it
 * @beat: their subjects
 * @city: where they work
 * @languages: BCP 47 tags
 * @x_handle: without the "@"
 * @mastodon_handle: user@server
 * @bluesky_handle: a domain name
 * @email: address
 * @telephone: number
 * @prefers: how they like to be reached
 * @deadline: when they close, in their words
 * @posture: active or lurking (R27)
 * @do_not_contact: they asked not to be contacted (R99)
 * @permission: what they agreed to, when and how (R99)
 * @source: where these facts come from
 * @notes: what a colleague should know
 * @contacted_at: the last real exchange; kept by the store
 * @created_at: when they were added
 * @updated_at: when they were last changed
 * @deleted_at: when they were put into the bin
 *
 * A person or an office of the directory: journalist, decision maker, policy maker or peer
 * (R22, R26 to R28). Nothing in it is inferred: each fact names its source (G7).
 */
#define COMMS_TYPE_TARGET (comms_target_get_type ())
G_DECLARE_FINAL_TYPE (CommsTarget, comms_target, COMMS, TARGET, CommsRecord)

struct _CommsTarget
{
  CommsRecord parent_instance;

  CommsTargetKind kind;
  char *name;
  char *organisation;
  char *role;
  char *beat;
  char *city;
  char **languages;
  char *x_handle;
  char *mastodon_handle;
  char *bluesky_handle;
  char *email;
  char *telephone;
  CommsChannel prefers;
  char *deadline;
  CommsPosture posture;
  gboolean do_not_contact;
  char *permission;
  char *source;
  char *notes;
  gint64 contacted_at;
  gint64 created_at;
  gint64 updated_at;
  gint64 deleted_at;
};

CommsTarget * comms_target_new (void);

G_END_DECLS
