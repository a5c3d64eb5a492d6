/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "publisher-fixture.h"

#include "comms-test-async.h"
#include "comms-zone.h"

static void
settled_cb (CommsPublisher *publisher, gint64 post_id, gpointer user_data)
{
  g_array_append_val ((GArray *) user_data, post_id);
}

static void
new_publisher (PublisherFixture *self)
{
  self->publisher = comms_publisher_new (self->desk.desk);
  g_signal_connect (self->publisher, "settled", G_CALLBACK (settled_cb), self->settled);
}

void
publisher_fixture_open (PublisherFixture *self, gboolean practice)
{
  self->x = comms_fake_x_new ();
  desk_fixture_open (&self->desk, practice);
  comms_fake_x_set_clock (self->x, self->desk.clock);
  self->account_id = desk_fixture_add_account (&self->desk, "mohr_example", "1001",
                                               comms_fake_x_get_uri (self->x), "token-of-mohr");
  self->settled = g_array_new (FALSE, FALSE, sizeof (gint64));
  new_publisher (self);
}

void
publisher_fixture_close (PublisherFixture *self)
{
  g_clear_object (&self->publisher);
  desk_fixture_close (&self->desk);
  g_clear_pointer (&self->x, comms_fake_x_free);
  g_clear_pointer (&self->settled, g_array_unref);
}

void
publisher_fixture_created (PublisherFixture *self, const char *id)
{
  g_autofree char *body = g_strdup_printf ("{\"data\":{\"id\":\"%s\",\"text\":\"x\"}}", id);

  comms_fake_x_answer (self->x, 201, "application/json", NULL, body);
}

gint64
publisher_fixture_queued (PublisherFixture *self, const char *text, const char *wall)
{
  const gint64 id = desk_fixture_add_post (&self->desk, self->account_id, text, wall);

  desk_fixture_queue (&self->desk, id);
  return id;
}

guint
publisher_send_due (CommsPublisher *publisher)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_tried;

  comms_publisher_send_due_async (publisher, NULL, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  n_tried = comms_publisher_send_due_finish (publisher, result, &error);
  g_assert_no_error (error);
  return n_tried;
}

guint
publisher_fixture_send_due (PublisherFixture *self)
{
  return publisher_send_due (self->publisher);
}

CommsAccount *
publisher_fixture_account (PublisherFixture *self)
{
  return desk_fixture_load_account (&self->desk, self->account_id);
}

void
publisher_fixture_timeline (PublisherFixture *self, const char *body)
{
  comms_fake_x_answer (self->x, 200, "application/json", NULL, body);
}

gint64
publisher_fixture_unknown (PublisherFixture *self, const char *text)
{
  const gint64 in_five_minutes = comms_desk_now (self->desk.desk) + 5 * 60 * 1000;
  g_autofree char *wall = comms_zone_to_wall ("Asia/Karachi", in_five_minutes);
  const gint64 id = publisher_fixture_queued (self, text, wall);

  desk_fixture_advance (&self->desk, 5 * 60);
  comms_fake_x_drop (self->x, "");
  publisher_fixture_send_due (self);
  g_assert_cmpint (desk_fixture_state (&self->desk, id), ==, COMMS_POST_STATE_UNKNOWN);
  return id;
}
