/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-enums.h"
#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsOccasion:
 * @name: in English
 * @name_ur: in Urdu
 * @scope: whose day it is
 * @month: 1 to 12
 * @day: 1 to 31
 * @year: only in this year, or 0 for every year
 * @hashtag: with its "#"
 * @hashtag_ur: its Urdu twin
 * @lead_days: how many days before it the desk begins to remind
 * @note: who uses it, when it was checked
 *
 * A day that comes every year, with the hashtag that belongs to it (R8, R66).
 */
#define COMMS_TYPE_OCCASION (comms_occasion_get_type ())
G_DECLARE_FINAL_TYPE (CommsOccasion, comms_occasion, COMMS, OCCASION, CommsRecord)

struct _CommsOccasion
{
  CommsRecord parent_instance;

  char *name;
  char *name_ur;
  CommsScope scope;
  gint64 month;
  gint64 day;
  gint64 year;
  char *hashtag;
  char *hashtag_ur;
  gint64 lead_days;
  char *note;
};

CommsOccasion * comms_occasion_new (void);

G_END_DECLS
