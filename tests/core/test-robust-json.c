/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "run-json.h"

#define RUNS 600
#define N_WAYS 36

/* What networks answer when all is well, or said properly that it is not; each for one job. */
static const struct
{
  guint8 way;
  const char *answers;
} cases[] = {
  { 0, "200{\"data\":{\"id\":\"2244994945\",\"name\":\"N\",\"username\":\"MoHR_test\"}}" },
  { 1, "200{\"id\":\"109\",\"username\":\"MoHR_test\",\"acct\":\"MoHR_test\",\"display_name"
    "\":\"N\"}" },
  { 2, "200{\"did\":\"did:plc:ewvi7nxzyoun6zhxrhs64oiz\",\"handle\":\"a.bsky.social\"}\n200{"
    "\"did\":\"did:plc:ewvi7nxzyoun6zhxrhs64oiz\",\"handle\":\"a.b\",\"displayName\":\"N"
    "\"}" },
  { 4, "200{\"configuration\":{\"statuses\":{\"max_characters\":500,\"max_media_attachments"
    "\":4,\"characters_reserved_per_url\":23},\"media_attachments\":{\"image_size_limit\""
    ":16777216,\"image_matrix_limit\":33177600,\"video_size_limit\":103809024,\"descripti"
    "on_limit\":1500}}}" },
  { 6, "200{\"data\":[{\"id\":\"12\",\"public_metrics\":{\"like_count\":1,\"retweet_count\":"
    "2,\"reply_count\":3,\"quote_count\":1,\"impression_count\":9,\"bookmark_count\":1}}]"
    ",\"errors\":[{\"type\":\"https://api.twitter.com/2/problems/resource-not-found\",\"r"
    "esource_id\":\"1942384719238471\",\"value\":\"1\"}]}" },
  { 7, "200[{\"id\":\"12\",\"favourites_count\":1,\"reblogs_count\":2,\"replies_count\":3,\""
    "quotes_count\":4}]\n404{\"error\":\"gone\"}" },
  { 8, "200{\"posts\":[{\"uri\":\"at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3"
    "k2akpfmzfc2a\",\"likeCount\":1,\"repostCount\":2,\"replyCount\":3,\"quoteCount\":1}]"
    "}\n400{\"error\":\"RecordNotFound\",\"message\":\"x\"}" },
  { 10, "200{\"statuses\":[{\"id\":\"109348573\",\"url\":\"u\"}]}" },
  { 11, "200{\"did\":\"did:plc:ewvi7nxzyoun6zhxrhs64oiz\"}" },
  { 12, "200{\"data\":{\"deleted\":true}}" },
  { 15, "200{\"data\":[{\"id\":\"15\",\"text\":\"A headline of @name, #tag https://t.co/a\","
    "\"created_at\":\"2023-11-14T22:13:20.000Z\",\"referenced_tweets\":[{\"type\":\"repli"
    "ed_to\",\"id\":\"12\"}],\"entities\":{\"urls\":[{\"url\":\"https://t.co/a\",\"expand"
    "ed_url\":\"https://mohr.gov.pk/a\"}]},\"note_tweet\":{\"text\":\"x\"}}],\"meta\":{\""
    "next_token\":\"abc\",\"result_count\":1}}\n200{\"meta\":{\"result_count\":0}}" },
  { 16, "200[{\"id\":\"15\",\"url\":\"https://m/1\",\"created_at\":\"2023-11-14T22:13:20.000Z"
    "\",\"content\":\"<p>A headline of <a>@name</a>, #tag https://mohr.gov.pk/a</p>\",\"a"
    "pplication\":{\"name\":\"Comms Desk\"},\"reblog\":null}]\n200{\"id\":\"15\",\"text\""
    ":\"A headline of @name, #tag https://mohr.gov.pk/a\",\"spoiler_text\":\"\"}" },
  { 17, "200{\"uri\":\"at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3k2akpfmzfc2a"
    "\",\"cid\":\"bafy\",\"value\":{\"text\":\"A headline of @name, #tag https://mohr.gov"
    ".pk/a\"}}\n400{\"error\":\"RecordNotFound\"}" },
  { 18, "201{\"data\":{\"id\":\"15\",\"text\":\"x\"}}" },
  { 18, "403{\"title\":\"Forbidden\",\"detail\":\"You are not allowed to create a Tweet with "
    "duplicate content.\",\"type\":\"about:blank/client-forbidden\",\"errors\":[{\"code\""
    ":453,\"message\":\"x\"}]}" },
  { 19, "200{\"id\":\"15\",\"url\":\"https://m/1\"}" },
  { 20, "200{\"uri\":\"at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3k2akpfmzfc2a"
    "\",\"cid\":\"bafy\"}" },
  { 23, "200{\"did\":\"did:plc:ewvi7nxzyoun6zhxrhs64oiz\"}\n200{\"did\":\"did:plc:ewvi7nxzyou"
    "n6zhxrhs64oiz\"}\n200{\"uri\":\"at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed."
    "post/3k2akpfmzfc2a\",\"cid\":\"bafyreib\",\"value\":{\"reply\":{\"root\":{\"uri\":\""
    "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3k2akpfmzfc2a\",\"cid\":\"b"
    "\"}}}}\n200<html><head><title>T</title><meta property=\"og:title\" content=\"x\"><me"
    "ta property=\"og:image\" content=\"http://127.0.0.1/i.png\"></head>\n200" },
  { 25, "200[{\"type\":\"mention\",\"created_at\":\"2023-11-14T22:13:20.000Z\",\"account\":{\"acct"
    "\":\"name@mastodon.example\"},\"status\":{\"url\":\"https://m/1\",\"content\":\"<p>Who</p"
    ">\",\"in_reply_to_account_id\":\"109\"}},{\"type\":\"severed\"}]" },
  { 26, "200{\"cursor\":\"a\",\"notifications\":[{\"uri\":\"at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/ap"
    "p.bsky.feed.post/3k2akpfmzfc2a\",\"author\":{\"handle\":\"a.b\"},\"reason\":\"reply\",\"reco"
    "rd\":{\"text\":\"Who\"},\"indexedAt\":\"2023-11-14T22:13:20.000Z\"}]}\n200{\"notifications\":"
    "[]}" },
  { 28, "200{\"id\":\"109348573\",\"account\":{\"acct\":\"name\"}}" },
  { 29, "200{\"posts\":[{\"uri\":\"u\",\"cid\":\"bafy\",\"author\":{\"handle\":\"a.b\"},\"viewer\":{}}]}"
    "\n200{\"uri\":\"at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.like/3k2akpfmzfc2a\"}" },
  { 32, "200{\"posts\":[{\"viewer\":{\"like\":\"at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed"
    ".like/3k2akpfmzfc2a\"}}]}\n200{}" },
  { 34, "200[{\"id\":\"12\",\"title\":\"Journalists\"}]\n404{}\n200{\"accounts\":[{\"id\":\"7\",\"acct\":"
    "\"name@mastodon.example\"}]}\n422{}\n200[{\"id\":\"12\"}]" },
  { 35, "200{\"did\":\"did:plc:a\"}\n200{\"lists\":[{\"uri\":\"at://l\",\"name\":\"Journalists\",\"purp"
    "ose\":\"app.bsky.graph.defs#curatelist\"}]}\n200{\"items\":[{\"subject\":{\"did\":\"did:plc:b"
    "\"},\"uri\":\"at://i\"}]}\n200{\"uri\":\"at://did:plc:a/app.bsky.graph.listitem/3k\"}" },
};

static const char *const pieces[] = {
  "{",       "}",       "[",        "]",       ",",          ":",         "\"",      "null",
  "true",    "-1",      "1e99",     "\\u0000", "\\ud800",    "\n",        "\n404",   "\n500",
  "\n200",   "\xff",    "\"id\":",  "\"12\"",  "\"data\":",  "\"text\":", "[]",      "{}",
  "\"errors\":[", "99999999999999999999", "\"uri\":\"at://", "\"error\":\"", "<p>", "&amp;",
};

static void
run (guint8 way, const char *answers, gsize size)
{
  g_autofree guint8 *bytes = g_malloc (size + 1);

  bytes[0] = way;
  if (size > 0)
    memcpy (bytes + 1, answers, size);
  run_json (bytes, size + 1);
}

static void
test_whole (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint8 way = 0; way < N_WAYS; way++)
      run (way, cases[i].answers, strlen (cases[i].answers));
}

/* An answer with something of it replaced, or broken off. */
static void
test_broken (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1952);

  for (guint i = 0; i < RUNS; i++)
    {
      const guint which = i % G_N_ELEMENTS (cases);
      g_autoptr (GString) text = g_string_new (cases[which].answers);

      for (int n = g_rand_int_range (random, 1, 4); n > 0; n--)
        {
          const gsize at = (gsize) g_rand_int_range (random, 0, (int) text->len + 1);
          const gsize length = (gsize) g_rand_int_range (random, 0, 12);

          g_string_erase (text, (gssize) at, (gssize) MIN (length, text->len - at));
          g_string_insert (text, (gssize) at,
                           pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
        }
      if (i % 5 == 0)
        g_string_truncate (text, (gsize) g_rand_int_range (random, 0, (int) text->len + 1));
      run (cases[which].way, text->str, text->len);
    }
}

static void
test_pieces (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1953);

  for (guint i = 0; i < RUNS; i++)
    {
      g_autoptr (GString) text = g_string_new ("200");

      for (int n = g_rand_int_range (random, 0, 30); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      run (i % N_WAYS, text->str, text->len);
    }
}

/* Links that each make two of one, forty times over, are a short answer but no long text. */
static void
test_growing_links (void)
{
  g_autoptr (GString) post = g_string_new ("{\"text\":\"aa\",\"entities\":{\"urls\":[");

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (post, "%s{\"url\":\"a\",\"expanded_url\":\"aa\"}", i > 0 ? "," : "");
  g_string_append (post, "]}}");
  run (0, post->str, post->len);
}

static void
test_edges (void)
{
  run_json ((const guint8 *) "", 0);
  for (guint8 way = 0; way < N_WAYS; way++)
    {
      run (way, "", 0);
      run (way, "200\n200\n200", 11);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/robust-json/edges", test_edges);
  g_test_add_func ("/robust-json/whole", test_whole);
  g_test_add_func ("/robust-json/broken", test_broken);
  g_test_add_func ("/robust-json/pieces", test_pieces);
  g_test_add_func ("/robust-json/growing-links", test_growing_links);
  return g_test_run ();
}
