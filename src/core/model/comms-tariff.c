/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-tariff.h"

G_DEFINE_FINAL_TYPE (CommsTariff, comms_tariff, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsTariff, network, "network", TEXT),
  COMMS_FIELD (CommsTariff, item, "item", TEXT),
  COMMS_FIELD (CommsTariff, micros, "micros", INT),
  COMMS_FIELD (CommsTariff, valid_from, "valid-from", INSTANT),
  COMMS_FIELD (CommsTariff, source, "source", TEXT),
};

static void
comms_tariff_class_init (CommsTariffClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_tariff_init (CommsTariff *self)
{
}

CommsTariff *
comms_tariff_new (void)
{
  return g_object_new (COMMS_TYPE_TARIFF, NULL);
}
