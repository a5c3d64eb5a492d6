/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsLinkCheck:
 * @url: the link
 * @status: HTTP status, or 0 where there was no answer
 * @title: of the page, or NULL
 * @problem: why it could not be fetched, as a sentence, or NULL
 * @final_url: where it led to, or NULL
 * @checked_at: when
 *
 * What was last seen at a link (R67).
 */
#define COMMS_TYPE_LINK_CHECK (comms_link_check_get_type ())
G_DECLARE_FINAL_TYPE (CommsLinkCheck, comms_link_check, COMMS, LINK_CHECK, CommsRecord)

struct _CommsLinkCheck
{
  CommsRecord parent_instance;

  char *url;
  gint64 status;
  char *title;
  char *problem;
  char *final_url;
  gint64 checked_at;
};

CommsLinkCheck * comms_link_check_new (void);

G_END_DECLS
