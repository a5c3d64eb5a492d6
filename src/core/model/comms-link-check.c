/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-link-check.h"

G_DEFINE_FINAL_TYPE (CommsLinkCheck, comms_link_check, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsLinkCheck, url, "url", TEXT),
  COMMS_FIELD (CommsLinkCheck, status, "status", INT),
  COMMS_FIELD (CommsLinkCheck, title, "title", TEXT),
  COMMS_FIELD (CommsLinkCheck, problem, "problem", TEXT),
  COMMS_FIELD (CommsLinkCheck, final_url, "final-url", TEXT),
  COMMS_FIELD (CommsLinkCheck, checked_at, "checked-at", INSTANT),
};

static void
comms_link_check_class_init (CommsLinkCheckClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_link_check_init (CommsLinkCheck *self)
{
}

CommsLinkCheck *
comms_link_check_new (void)
{
  return g_object_new (COMMS_TYPE_LINK_CHECK, NULL);
}
