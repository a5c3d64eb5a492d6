/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsTariff:
 * @network: a key of the table of networks
 * @item: "post", "post-with-link", "media-text", "read-own", "read"
 * @micros: millionths of a US dollar
 * @valid_from: from when on
 * @source: where the price was read
 *
 * What a network asks for one act from a day on (G2). Prices move: a new one is a further row.
 */
#define COMMS_TYPE_TARIFF (comms_tariff_get_type ())
G_DECLARE_FINAL_TYPE (CommsTariff, comms_tariff, COMMS, TARIFF, CommsRecord)

struct _CommsTariff
{
  CommsRecord parent_instance;

  char *network;
  char *item;
  gint64 micros;
  gint64 valid_from;
  char *source;
};

CommsTariff * comms_tariff_new (void);

G_END_DECLS
