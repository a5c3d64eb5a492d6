/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsAbbreviation:
 * @language: BCP 47 tag of the texts that it is for
 * @long_form: as it is written out
 * @short_form: what may stand in its place; empty for words that can be left out
 *
 * A house abbreviation: a way to say something in fewer characters (R14).
 */
#define COMMS_TYPE_ABBREVIATION (comms_abbreviation_get_type ())
G_DECLARE_FINAL_TYPE (CommsAbbreviation, comms_abbreviation, COMMS, ABBREVIATION, CommsRecord)

struct _CommsAbbreviation
{
  CommsRecord parent_instance;

  char *language;
  char *long_form;
  char *short_form;
};

CommsAbbreviation * comms_abbreviation_new (void);

G_END_DECLS
