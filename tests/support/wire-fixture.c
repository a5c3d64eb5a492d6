/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire-fixture.h"

#include <string.h>

#include "comms-test-network.h"

/* Where the answer never comes. */
#define TIMEOUT_MS 300

const WireFault wire_faults[6] = {
  { "drop-before", COMMS_FAKE_FAULT_DROP_BEFORE, "dropped", FALSE },
  { "drop-after", COMMS_FAKE_FAULT_DROP_AFTER, "dropped", TRUE },
  { "cut-after", COMMS_FAKE_FAULT_CUT_AFTER, "dropped", TRUE },
  { "hang-after", COMMS_FAKE_FAULT_HANG_AFTER, "timeout", TRUE },
  { "error-before", COMMS_FAKE_FAULT_ERROR_BEFORE, "server", FALSE },
  { "error-after", COMMS_FAKE_FAULT_ERROR_AFTER, "server", TRUE },
};

void
wire_fixture_open (WireFixture *self, const char *network, gint64 now)
{
  self->fake = comms_fake_network_new (network);
  self->clock = comms_fixed_clock_new (now);
  comms_fake_network_set_clock (self->fake, self->clock);
  self->network = comms_test_network_on (network, comms_fake_network_get_user (self->fake),
                                         comms_fake_network_get_uri (self->fake));
  comms_network_set_clock (self->network, self->clock);
}

void
wire_fixture_close (WireFixture *self)
{
  g_clear_object (&self->network);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->fake, comms_fake_network_free);
}

CommsReply *
wire_fixture_try (WireFixture *self, const char *body, GPtrArray *media, const char *key)
{
  CommsReply *reply = comms_test_create_with (self->network, body, media, key);

  if (reply->verdict != COMMS_VERDICT_POSTED)
    {
      g_assert_nonnull (reply->sentence);
      g_assert_null (strchr (reply->sentence, '{'));
      g_assert_null (strstr (reply->sentence, COMMS_TEST_TOKEN));
    }
  return reply;
}

CommsReply *
wire_fixture_look (WireFixture *self, const char *body, gint64 started_at)
{
  g_autoptr (GError) error = NULL;
  CommsReply *look = comms_test_reconcile (self->network, body, started_at, NULL, &error);

  g_assert_no_error (error);
  return look;
}

char *
wire_fixture_dup_sent (WireFixture *self, const char *match, guint index)
{
  const CommsFakeAsked *asked = comms_fake_network_asked (self->fake, match, index);

  return g_strndup (g_bytes_get_data (asked->body, NULL), g_bytes_get_size (asked->body));
}

void
wire_fixture_lose (
  WireFixture *self, const char *create, const WireFault *fault, const char *body, const char *key)
{
  g_autoptr (CommsReply) reply = NULL;

  comms_network_set_timeout (self->network, TIMEOUT_MS);
  comms_fake_network_fault (self->fake, create, fault->fault);
  reply = wire_fixture_try (self, body, NULL, key);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_UNKNOWN);
  g_assert_cmpstr (reply->code, ==, fault->code);
}

void
wire_fixture_find (WireFixture *self, const WireFault *fault, const char *body, gint64 started_at)
{
  g_autoptr (CommsReply) look = wire_fixture_look (self, body, started_at);

  g_assert_cmpint (look->verdict, ==, fault->stored ? COMMS_VERDICT_POSTED : COMMS_VERDICT_REFUSED);
  g_assert_cmpstr (look->code, ==, fault->stored ? NULL : "absent");
}
