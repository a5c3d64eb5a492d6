/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-abbreviation.h"

G_DEFINE_FINAL_TYPE (CommsAbbreviation, comms_abbreviation, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsAbbreviation, language, "language", TEXT),
  COMMS_FIELD (CommsAbbreviation, long_form, "long-form", TEXT),
  COMMS_FIELD (CommsAbbreviation, short_form, "short-form", TEXT),
};

static void
comms_abbreviation_class_init (CommsAbbreviationClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_abbreviation_init (CommsAbbreviation *self)
{
}

CommsAbbreviation *
comms_abbreviation_new (void)
{
  return g_object_new (COMMS_TYPE_ABBREVIATION, NULL);
}
