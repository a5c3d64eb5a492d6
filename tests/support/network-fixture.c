/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "network-fixture.h"

void
network_fixture_open (NetworkFixture *self, const char *network)
{
  *self = (NetworkFixture){ .network = comms_fake_network_new (network) };
  desk_fixture_open (&self->desk, FALSE);
  comms_fake_network_set_clock (self->network, self->desk.clock);
  self->account_id =
    desk_fixture_add_account_on (&self->desk, network, "mohr_example",
                                 comms_fake_network_get_user (self->network),
                                 comms_fake_network_get_uri (self->network), NETWORK_FIXTURE_TOKEN);
}

void
network_fixture_close (NetworkFixture *self)
{
  desk_fixture_close (&self->desk);
  g_clear_pointer (&self->network, comms_fake_network_free);
}

CommsAccount *
network_fixture_account (NetworkFixture *self)
{
  return desk_fixture_load_account (&self->desk, self->account_id);
}

void
network_fixture_allow_reading (NetworkFixture *self, const char *by)
{
  g_autofree char *sql = by != NULL
                           ? g_strdup_printf ("UPDATE account SET reading_confirmed_by = '%s'", by)
                           : g_strdup ("UPDATE account SET reading_confirmed_by = NULL");

  desk_fixture_execute (&self->desk, sql);
}
