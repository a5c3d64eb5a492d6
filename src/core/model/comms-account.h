/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-enums.h"
#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsAccount:
 * @network: a key of the table of networks, such as "x"
 * @name: what the desk calls it, such as "Ministry, English"
 * @display_name: the name that the network shows
 * @handle: without the "@"
 * @user_id: the network's id of the account, which never changes
 * @api_base: where the network's API is; plain http only to a loopback address
 * @colour: 1 to 6: blue, green, purple, orange, brown, slate
 * @language: the language that it usually speaks
 * @character_limit: weighted characters a post may have
 * @owner_id: the person who answers for it
 * @permission_number: the paper that allows it
 * @permission_until: when that paper expires; 0 for never
 * @reading_confirmed_by: who confirmed that reading is allowed (G1); NULL: never read
 * @profile: "self-serve" or "enterprise"
 * @state: whether it may send
 * @paused_until: while paused: until when, 0 for until a person acts
 * @pause_reason: why, as a sentence
 * @checked_at: when its token was last seen to work
 * @created_at: when it was connected
 * @scopes: what the network allows the token
 * @token_until: when the token has to be refreshed; 0 where it does not expire
 * @signed_in_at: when a person last signed in
 * @reading_confirmed_at: when reading was confirmed
 * @official_confirmed_by: who confirmed that it is no personal account (C19)
 * @official_confirmed_at: when
 * @url_length: what a link counts for there; 0 for what the network's rule says
 * @media_max: pictures a post may have there; 0 likewise, as below
 * @image_bytes_max: bytes of a picture
 * @video_bytes_max: bytes of a video
 * @alt_max: characters of the words for a picture
 * @rate_limit: calls that the network allows in its window, as it last said
 * @rate_remaining: how many of them are left
 * @rate_reset_at: when the window ends
 * @clock_skew: milliseconds that the network's clock is ahead of this computer's
 *
 * An account on a network. It holds no secret: the token lies in the keyring under network, host
 * and user id, which stay when a handle changes.
 */
#define COMMS_TYPE_ACCOUNT (comms_account_get_type ())
G_DECLARE_FINAL_TYPE (CommsAccount, comms_account, COMMS, ACCOUNT, CommsRecord)

struct _CommsAccount
{
  CommsRecord parent_instance;

  char *network;
  char *name;
  char *display_name;
  char *handle;
  char *user_id;
  char *api_base;
  gint64 colour;
  char *language;
  gint64 character_limit;
  gint64 owner_id;
  char *permission_number;
  gint64 permission_until;
  char *reading_confirmed_by;
  char *profile;
  CommsAccountState state;
  gint64 paused_until;
  char *pause_reason;
  gint64 checked_at;
  gint64 created_at;
  char **scopes;
  gint64 token_until;
  gint64 signed_in_at;
  gint64 reading_confirmed_at;
  char *official_confirmed_by;
  gint64 official_confirmed_at;
  gint64 url_length;
  gint64 media_max;
  gint64 image_bytes_max;
  gint64 video_bytes_max;
  gint64 alt_max;
  gint64 rate_limit;
  gint64 rate_remaining;
  gint64 rate_reset_at;
  gint64 clock_skew;
};

CommsAccount * comms_account_new      (void);

/**
 * comms_account_sends_as:
 *
 * Returns: whether a post from @self leaves as one from @other does: to the same server, from the
 *   same account of it, with the same leave to read there
 */
gboolean       comms_account_sends_as (CommsAccount *self, CommsAccount *other);

G_END_DECLS
