/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-occasion.h"

#include "comms-enum-types.h"

G_DEFINE_FINAL_TYPE (CommsOccasion, comms_occasion, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsOccasion, name, "name", TEXT),
  COMMS_FIELD (CommsOccasion, name_ur, "name-ur", TEXT),
  COMMS_ENUM_FIELD (CommsOccasion, scope, "scope", comms_scope_get_type),
  COMMS_FIELD (CommsOccasion, month, "month", INT),
  COMMS_FIELD (CommsOccasion, day, "day", INT),
  COMMS_FIELD (CommsOccasion, year, "year", INT),
  COMMS_FIELD (CommsOccasion, hashtag, "hashtag", TEXT),
  COMMS_FIELD (CommsOccasion, hashtag_ur, "hashtag-ur", TEXT),
  COMMS_FIELD (CommsOccasion, lead_days, "lead-days", INT),
  COMMS_FIELD (CommsOccasion, note, "note", TEXT),
};

static void
comms_occasion_class_init (CommsOccasionClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_occasion_init (CommsOccasion *self)
{
}

CommsOccasion *
comms_occasion_new (void)
{
  return g_object_new (COMMS_TYPE_OCCASION, NULL);
}
