/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a key press costs: the counter and all advice for a post of 280 characters and a text of
 * 25,000, in a desk with 60,000 posts of the same account.
 *   advice DESK    fills a copy of the practice desk; prints both in milliseconds of the processor
 */
#include "config.h"

#include <locale.h>
#include <time.h>

#include "comms-accounts.h"
#include "comms-checks.h"
#include "comms-post.h"
#include "comms-record-table.h"

#define N_POSTS 60000
#define DAY (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static const char *const words[] = {
  "the",       "ministry", "publishes", "district", "figures", "on",       "children", "who",
  "were",      "counted",  "school",    "health",   "rights",  "province", "today",    "every",
  "complaint", "gets",     "a",         "number",   "and",     "an",       "answer",   "within",
  "days",      "وزارت",    "نے",        "اضلاع",    "کے",      "اعداد",    "جاری",     "کیے",
  "ہر",        "شکایت",    "کو",        "جواب",     "ملتا",    "ہے",       "بچوں",     "حقوق",
};

/* One word in two is of those that every text has. */
static char *
make_text (GRand *rand, guint n_words)
{
  static const char *const syllables[] = { "ka", "lo", "mi", "ra", "tu", "se",
                                           "no", "di", "پا", "را", "سی", "نو" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_words; i++)
    {
      if (i > 0)
        g_string_append_c (text, ' ');
      if (g_rand_boolean (rand))
        g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      else
        for (guint s = 0; s < 3; s++)
          g_string_append (text, syllables[g_rand_int_range (rand, 0, G_N_ELEMENTS (syllables))]);
    }
  g_string_append_printf (text, " https://example.org/%u #Rights", g_rand_int_range (rand, 0, 999));
  return g_string_free (text, FALSE);
}

static gpointer
fill (CommsTx *tx, gpointer unused, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GPtrArray) accounts = comms_accounts_list (tx, error);

  for (guint i = 0; accounts != NULL && i < N_POSTS; i++)
    {
      g_autofree char *text = make_text (rand, 38);
      /* Fifteen a day, in the years before. */
      gint64 at = tx->stamp.now - DAY - (gint64) i * DAY / 15;
      g_autoptr (CommsPost) post =
        g_object_new (COMMS_TYPE_POST, "text", text, "language", "en", "account-id",
                      comms_record_get_id (g_ptr_array_index (accounts, 0)), "due-at", at,
                      "due-zone", tx->policy->zone, "author-id", tx->stamp.actor_id, "updated-at",
                      at, "version", G_GINT64_CONSTANT (1), NULL);

      if (!comms_record_table_save (tx->db, COMMS_RECORD (post), error))
        return NULL;
    }
  return g_steal_pointer (&accounts);
}

static gpointer
read_on (CommsTx *tx, gpointer more, GError **error)
{
  return GINT_TO_POINTER (comms_likeness_read (tx->likeness, tx, 5000, more, error));
}

static gpointer
load (CommsTx *tx, gpointer post, GError **error)
{
  return comms_post_context_load (tx, post, error);
}

static double
now_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

/* The median over key presses that make the text a letter longer. */
static double
time_keys (CommsPost *post, CommsPostContext *context, guint n_words)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  g_autofree char *text = make_text (rand, n_words);
  double times[101];

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *longer = g_strdup_printf ("%s %c", text, 'a' + (int) (i % 26));
      g_autoptr (GPtrArray) checks = NULL;
      double start;

      g_object_set (post, "text", longer, NULL);
      start = now_ms ();
      checks = comms_checks_of_post (post, context);
      times[i] = now_ms () - start;
    }
  qsort (times, G_N_ELEMENTS (times), sizeof (double), compare);
  return times[G_N_ELEMENTS (times) / 2];
}

int
main (int argc, char **argv)
{
  g_autoptr (CommsClock) clock = comms_system_clock_new ();
  g_autoptr (CommsSecrets) secrets = comms_memory_secrets_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsDesk) desk = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsPostContext) context = NULL;
  gboolean more = TRUE;

  setlocale (LC_ALL, "");
  if (argc < 2)
    return 2;
  desk = comms_desk_open (argv[1], FALSE, clock, secrets, &error);
  if (desk != NULL)
    accounts = comms_desk_run_sync (desk, fill, NULL, &error);
  while (error == NULL && more)
    comms_desk_run_sync (desk, read_on, &more, &error);
  if (error == NULL)
    {
      post = g_object_new (COMMS_TYPE_POST, "language", "en", "account-id",
                           comms_record_get_id (g_ptr_array_index (accounts, 0)), "release-id",
                           G_GINT64_CONSTANT (1), "due-at", comms_desk_now (desk) + DAY, NULL);
      context = comms_desk_run_sync (desk, load, post, &error);
    }
  if (error != NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_print ("%.2f %.2f\n", time_keys (post, context, 38), time_keys (post, context, 4400));
  return 0;
}
