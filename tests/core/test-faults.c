/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-network.h"

#include "comms-fake-network.h"
#include "comms-test-async.h"
#include "comms-test-network.h"

/* A sender that keeps to the rules (networks, section 4), on servers where a third of all requests
 * fails in some way: every post is there in the end, and none twice. */

#define NOW G_GINT64_CONSTANT (1795000000000)
#define N_POSTS 60
#define PER_THOUSAND 330
#define MAX_STEPS 200

typedef struct
{
  CommsFakeNetwork *fake;
  CommsNetwork *network;
  CommsClock *clock;
  GPtrArray *bound; /* ids of posts that are settled, without the NULL at the end */
} Sender;

static const char *const networks[] = { "x", "mastodon", "bluesky" };

static CommsReply *
look (Sender *self, const char *body, gint64 started_at)
{
  g_autoptr (GPtrArray) bound = g_ptr_array_new ();

  g_ptr_array_extend (bound, self->bound, NULL, NULL);
  g_ptr_array_add (bound, NULL);
  return comms_test_reconcile (self->network, body, started_at, (const char *const *) bound->pdata,
                               NULL);
}

/* Looks until it is certain. TRUE where the post is out. */
static gboolean
settle (Sender *self, const char *body, gint64 started_at)
{
  for (guint i = 0; i < MAX_STEPS; i++)
    {
      g_autoptr (CommsReply) reply = look (self, body, started_at);

      comms_fixed_clock_advance (COMMS_FIXED_CLOCK (self->clock), 10 * 1000);
      if (reply == NULL)
        continue;
      g_assert_cmpint (reply->verdict, !=, COMMS_VERDICT_UNKNOWN);
      if (reply->verdict == COMMS_VERDICT_POSTED)
        g_ptr_array_add (self->bound, g_strdup (reply->remote_id));
      return reply->verdict == COMMS_VERDICT_POSTED;
    }
  g_assert_not_reached ();
}

/* Tries until it is out; whatever is not certain is looked for before the next try. */
static void
send_one (Sender *self, const char *text, GPtrArray *media)
{
  g_autofree char *body = comms_test_freeze (self->network, text, NULL);

  for (guint i = 0; i < MAX_STEPS; i++)
    {
      const gint64 started_at = comms_clock_now (self->clock);
      g_autoptr (CommsReply) reply = comms_test_create_with (self->network, body, media, text);

      comms_fixed_clock_advance (COMMS_FIXED_CLOCK (self->clock), 1000);
      switch (reply->verdict)
        {
        case COMMS_VERDICT_POSTED:
          g_ptr_array_add (self->bound, g_strdup (reply->remote_id));
          return;
        case COMMS_VERDICT_UNKNOWN:
        case COMMS_VERDICT_DUPLICATE:
          if (settle (self, body, started_at))
            return;
          break;
        case COMMS_VERDICT_HELD:
          g_assert_cmpint (reply->retry_at, >, 0);
          if (reply->retry_at > comms_clock_now (self->clock))
            comms_fixed_clock_set (COMMS_FIXED_CLOCK (self->clock), reply->retry_at);
          break;
        case COMMS_VERDICT_REFUSED:
        default:
          g_error ("Refused: %s", reply->sentence);
        }
    }
  g_assert_not_reached ();
}

static void
test_campaign (gconstpointer data)
{
  const guint index = GPOINTER_TO_UINT (data);
  const char *name = networks[index % G_N_ELEMENTS (networks)];
  Sender self = { 0 };
  g_autoptr (GPtrArray) media = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) png = comms_test_png (8, 6);

  self.fake = comms_fake_network_new (name);
  self.clock = comms_fixed_clock_new (NOW);
  self.bound = g_ptr_array_new_with_free_func (g_free);
  self.network = comms_test_network_on (name, comms_fake_network_get_user (self.fake),
                                        comms_fake_network_get_uri (self.fake));
  comms_fake_network_set_clock (self.fake, self.clock);
  comms_network_set_clock (self.network, self.clock);
  g_ptr_array_add (media, comms_test_media ("image/png", png, "A hall"));
  comms_fake_network_get_ways (self.fake)->ignores_key = index >= G_N_ELEMENTS (networks);
  comms_fake_network_get_ways (self.fake)->new_names = index >= G_N_ELEMENTS (networks);
  comms_fake_network_get_ways (self.fake)->processing = 1;
  comms_fake_network_seed (self.fake, index + 7, PER_THOUSAND);

  for (guint i = 0; i < N_POSTS; i++)
    {
      g_autofree char *text = g_strdup_printf ("Post %u & <more>", i);

      send_one (&self, text, i % 5 == 0 ? media : NULL);
      g_assert_true (comms_fake_network_has_post (self.fake, text));
    }
  g_assert_cmpuint (comms_fake_network_n_posts (self.fake), ==, N_POSTS);
  g_assert_cmpuint (comms_fake_network_n_doubles (self.fake), ==, 0);
  g_assert_cmpuint (comms_fake_network_n_creates (self.fake), >, N_POSTS);
  g_test_message ("%s: %u creates for %u posts", name, comms_fake_network_n_creates (self.fake),
                  N_POSTS);

  g_object_unref (self.network);
  g_object_unref (self.clock);
  g_ptr_array_unref (self.bound);
  comms_fake_network_free (self.fake);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < 2 * G_N_ELEMENTS (networks); i++)
    {
      g_autofree char *path =
        g_strdup_printf ("/faults/%s/%u", networks[i % G_N_ELEMENTS (networks)],
                         i / (guint) G_N_ELEMENTS (networks));

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_campaign);
    }
  return g_test_run ();
}
