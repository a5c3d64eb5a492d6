/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "comms-count.h"

#define LIMIT 280
#define FAMILY "👨‍👩‍👧‍👦"

static char *
repeat (const char *text, guint n)
{
  GString *out = g_string_new (NULL);

  while (n-- > 0)
    g_string_append (out, text);
  return g_string_free (out, FALSE);
}

static void
test_weights (void)
{
  static const struct
  {
    const char *text;
    int weight;
  } rows[] = {
    { "This is a test.", 15 },
    { "", 0 },
    { "Hi http://test.co", 26 },
    { "http://test.com", 23 },
    { "https://test.com", 23 },
    { "test.com", 23 },
    { "Test https://test.com test https://test.com test.com test", 86 },
    { "😷👾😡🔥💩", 10 },
    { "H🐱☺" FAMILY, 7 },
    { "🙋🏽👨‍🎤", 4 },
    { "A\xcc\x81"
      "B",
      2 },
    { "A\u05e9\u05bc\u05c1", 4 },
    /* Composes although its parts do not stand side by side. */
    { "\u1fb3\u0301", 2 },
    { "q\u0323\u0301e\u0301", 4 },
    { "\u212b", 1 },
    { "\u0958", 2 },
    { "\u1112\u1161\u11ab", 2 },
    { "저찀쯿쿿", 8 },
    { "\U00010000\U0010fffd", 4 },
    { "\u2000\u200b\u200c\u200d‐–—‘’“”‟′‷", 14 },
    /* Narrow to the eye, two to X. */
    { "…", 2 },
    { "€", 2 },
    { "•", 2 },
    { "™", 2 },
    { "→", 2 },
    { "\u202f", 2 },
    { "\u200e\u200f", 4 },
    { "\u2068\u2069", 4 },
    /* Urdu letters, marks and joiners are single; presentation forms are not. */
    { "انسانی حقوق کا عالمی دن", 23 },
    { "می\u200cخواہم", 8 },
    { "ﷺ", 2 },
    { "ﻻ", 2 },
    { "﷽", 2 },
    { "ؐ", 1 },
    { "۱۲۳۔", 4 },
    /* Emoji. */
    { "❤️", 2 },
    { "❤", 2 },
    { "☺️", 2 },
    { "☺︎", 4 },
    { "©", 1 },
    { "©️", 2 },
    { "™️", 2 },
    { "1️⃣", 2 },
    { "#⃣", 2 },
    { "12", 2 },
    { "🇵🇰", 2 },
    { "🇵🇰🇨🇭", 4 },
    { "🇵", 2 },
    { "🇿🇿", 4 },
    { "🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2 },
    { "🏳️‍🌈", 2 },
    { "🏴‍☠️", 2 },
    { "👁‍🗨", 2 },
    { "👁️‍🗨️", 5 },
    { "👩🏽‍⚖️", 2 },
    { "👨‍❤️‍💋‍👨", 2 },
    { "🧑🏻‍🤝‍🧑🏿", 8 },
    { "🏃🏽‍♀️", 2 },
    { "🏃‍♀️‍➡️", 5 },
    { "🐻‍❄️", 5 },
    { "👩‍🦰", 2 },
    { "😀🏽", 4 },
    { "😀‍😀", 5 },
    { "👋🏽", 2 },
    { "Unicode 10.0 emoji: 🤪; 🧕; 🧕🏾; 🏴󠁧󠁢󠁥󠁮󠁧󠁿", 34 },
    { "Unicode 9.0 emoji: 🤠; 💃; 💃🏾", 29 },
    { "ABC\u202a\uffffABC\ufffe", 12 },
    { "\u2066\u202ahttp://foobar.پاکستان/\u202c\u2069", 31 },
    { "ZWJ: क्ष -> क्\u200dष; ZWNJ: क्ष -> क्\u200cष", 35 },
    { "randomurlrandomurlrandomurlrandomurlrandomurlrandomurlrandomurls.com", 68 },
    /* Handles and hashtags are plain text. */
    { "@example_secretary #HumanRightsDay $PKR", 39 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (comms_text_count (rows[i].text, LIMIT).weight, ==, rows[i].weight);
    }
  g_assert_cmpint (comms_text_count (NULL, LIMIT).weight, ==, 0);
}

static void
test_validity (void)
{
  g_autofree char *han = repeat ("故", 160);
  g_autofree char *letters = repeat ("x", 257);
  g_autofree char *tail = repeat ("y", 100);
  g_autofree char *links = repeat ("https://www.twitter.com/aloha ", 10);
  g_autofree char *linked = g_strconcat (letters, "https://mohr.example.org/", tail, NULL);
  g_autofree char *spaced = g_strconcat (letters + 1, " https://mohr.example.org/", tail, NULL);
  const struct
  {
    const char *text;
    int weight;
    gboolean valid;
  } rows[] = {
    { "", 0, FALSE },
    { " \n\t\u00a0", 4, FALSE },
    { "Fine", 4, TRUE },
    { "Mark \ufeff inside", 14, FALSE },
    { "Mark \uffff inside", 14, FALSE },
    { "bad \xff byte", 10, FALSE },
    { han, 320, FALSE },
    { links, 240, TRUE },
    { spaced, 280, TRUE }, /* R6 */
    /* A letter before it: no link, every letter counts. */
    { linked, 257 + 25 + 100, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CommsCount count = comms_text_count (rows[i].text, LIMIT);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (count.weight, ==, rows[i].weight);
      g_assert_cmpint (count.valid, ==, rows[i].valid);
    }
}

static void
test_fits (void)
{
  static const struct
  {
    const char *text;
    int limit;
    gsize fits;
  } rows[] = {
    { "abcdef", 6, 6 },
    { "abcdef", 5, 5 },
    { "abcdef", 0, 0 },
    { "پاکستان", 3, 6 },
    { "ab" FAMILY "cd", 3, 2 },
    { "ab" FAMILY "cd", 4, 2 + sizeof FAMILY - 1 },
    { "see https://mohr.example.org/a/long/path now", 20, 4 },
    { "see https://mohr.example.org/a/long/path now", 27, 40 },
    { "see https://mohr.example.org/a/long/path now", 28, 41 },
    { "e\xcc\x81"
      "e\xcc\x81",
      1, 3 },
    { "q\xcc\x81"
      "q\xcc\x81",
      3, 3 },
    { "🇵🇰🇵🇰", 3, 8 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s in %d", rows[i].text, rows[i].limit);
      g_assert_cmpuint (comms_text_count (rows[i].text, rows[i].limit).fits, ==, rows[i].fits);
    }
}

/* The entities of @text, each with a sign for its kind, parted by spaces. */
static char *
list_entities (const char *text)
{
  static const char *const signs[] = { "m:", "h:", "c:", "u:", "l:" };
  g_autoptr (GArray) entities = comms_text_find_entities (text);
  GString *list = g_string_new (NULL);
  gsize last = 0;

  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      g_assert_cmpuint (entity->start, >=, last);
      g_assert_cmpuint (entity->end, >, entity->start);
      last = entity->end;
      g_string_append_printf (list, "%s%s%.*s", i > 0 ? " " : "", signs[entity->kind],
                              (int) (entity->end - entity->start), text + entity->start);
    }
  return g_string_free (list, FALSE);
}

typedef struct
{
  const char *text;
  const char *entities;
} EntityRow;

static void
check_entities (const EntityRow *rows, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *found = list_entities (rows[i].text);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (found, ==, rows[i].entities);
    }
}

static void
test_urls (void)
{
  static const EntityRow rows[] = {
    { "text http://foobar.com/#", "u:http://foobar.com/#" },
    { "see gov.example.org/report.", "u:gov.example.org/report" },
    { "text http://somehost.com:3000", "u:http://somehost.com:3000" },
    { "text http://xo.com/~matthew+%ff-,.;x", "u:http://xo.com/~matthew+%ff-,.;x" },
    { "(http://en.wikipedia.org/wiki/Primer_(film))",
      "u:http://en.wikipedia.org/wiki/Primer_(film)" },
    { "http://a.com/t_(Version_(Edited))/ x", "u:http://a.com/t_(Version_(Edited))/" },
    { "http://a.com/x_(open", "u:http://a.com/x_" },
    { "http://a.com/system(v=VS.100).aspx", "u:http://a.com/system(v=VS.100).aspx" },
    { "http://✪df.ws/ejp", "u:http://✪df.ws/ejp" },
    { "http://chilp.it/?77e8fd", "u:http://chilp.it/?77e8fd" },
    { "http://domain-dash_2314352345_dfasd.foo-cow_4352.com", "" },
    { "http://no-tld http://tld-too-short.x", "" },
    { "http://domain.com-that-you-should", "" },
    { "http://foo.com?#foo text", "u:http://foo.com?#foo" },
    { "foo.com foo.net foo.org foo.edu foo.gov",
      "u:foo.com u:foo.net u:foo.org u:foo.edu u:foo.gov" },
    { "foo.baz foo.co.jp www.foo.co.uk foo.comm foo.govedu", "u:foo.co.jp u:www.foo.co.uk" },
    { "t.co/abcde bit.ly/abcde", "u:t.co/abcde u:bit.ly/abcde" },
    { "@user Try http:// example.com/path", "m:@user u:example.com/path" },
    { "これは日本語です。example.com/path/index.html中国語example.com/path한국",
      "u:example.com/path/index.html u:example.com/path" },
    { "http://twitter.com/これは日本語です。example.com中国語http://t.co/abcde한국twitter.com",
      "u:http://twitter.com/ u:example.com u:http://t.co/abcde u:twitter.com" },
    { "http://twitter.com/Русские_слова", "u:http://twitter.com/Русские_слова" },
    { "http://sub_domain-dash.twitter.com", "u:http://sub_domain-dash.twitter.com" },
    { "http://a_b.c-d.com", "u:http://a_b.c-d.com" },
    { "http://-leadingdash.twitter.com", "" },
    { "http://trailingdash-.twitter.com", "" },
    { "http://twitter_underscore.com http://twitter.c_o_m", "" },
    { "http://www.foo.com/foo/path-with-period./", "u:http://www.foo.com/foo/path-with-period./" },
    { "test ELPAÍS.com", "u:ELPAÍS.com" },
    { "http://twitter.com/.", "u:http://twitter.com/" },
    { "http://example.com/path.........", "u:http://example.com/path" },
    { "http://example.com/,,,,,,", "u:http://example.com/" },
    { "$http://twitter.com $twitter.com $t.co/abcde", "c:$http c:$t.co" },
    { "@http://test.com #http://test.com @t.co/abcde", "m:@t" },
    { "tar.bz2 john.doe.gov@mail.com john@mail.com", "" },
    { "-foo.com _foo.com .foo.com /foo.com", "" },
    { "http://t.co/pbY2NfTZ's http://t.co/2vYHpAc5; http://t.co/TKLp64dY.x http://t.co/8t7G3ddS#a",
      "u:http://t.co/pbY2NfTZ u:http://t.co/2vYHpAc5 u:http://t.co/TKLp64dY "
      "u:http://t.co/8t7G3ddS" },
    { "https://t.co/aaaaaaaaaabbbbbbbbbbccccccccccddddddddddX", "" },
    { "http://xn--ls8h.XN--ls8h.la/", "u:http://xn--ls8h.XN--ls8h.la/" },
    { "http://foobar.みんな/ http://foobar.中国/ http://foobar.پاکستان/",
      "u:http://foobar.みんな/ u:http://foobar.中国/ u:http://foobar.پاکستان/" },
    { "HTTPS://MOHR.GOV.PK/News", "u:HTTPS://MOHR.GOV.PK/News" },
    { "وزارت https://mohr.example.org/urdu۔", "u:https://mohr.example.org/urdu" },
    { "رپورٹ mohr.gov.pk پر", "u:mohr.gov.pk" },
    /* A country's domain needs neither a scheme nor a path. */
    { "twitter.jp日本語it.so中国語foo.jp it.so", "u:twitter.jp u:it.so u:foo.jp u:it.so" },
    { "ftp://www.example.com/", "" },
    { "a.aaa a.zw a.museum a.vermögensberatung a.онлайн a.한국 a.onion a.gov.uk a.nosuch",
      "u:a.aaa u:a.zw u:a.museum u:a.vermögensberatung u:a.онлайн u:a.한국 u:a.onion u:a.gov.uk" },
    { "3.5 million, e.g. two, U.N. and 12.30", "" },
    { "“https://mohr.example.org/a”", "u:https://mohr.example.org/a" },
  };

  check_entities (rows, G_N_ELEMENTS (rows));
}

static void
test_url_limits (void)
{
  g_autofree char *label = repeat ("a", 63);
  g_autofree char *path = repeat ("b", 4096);
  g_autofree char *fits = g_strconcat ("http://", label, ".com", NULL);
  g_autofree char *label_too_long = g_strconcat ("http://", label, "a.com", NULL);
  g_autofree char *kana = repeat ("あいうえおかきくけこ", 6);
  g_autofree char *kana_fits = g_strdup_printf ("http://%.*s.com", 52 * 3, kana);
  g_autofree char *kana_too_long = g_strdup_printf ("http://%.*s.com", 53 * 3, kana);
  g_autofree char *too_long = g_strconcat ("http://a.com/", path, NULL);
  /* twitter-text counts the scheme twice. */
  g_autofree char *longest = g_strndup (too_long, 4096 - strlen ("http://"));

  g_assert_cmpint (comms_text_count (fits, LIMIT).weight, ==, 23);
  g_assert_cmpint (comms_text_count (label_too_long, LIMIT).weight, ==, 7 + 64 + 4);
  g_assert_cmpint (comms_text_count (kana_fits, LIMIT).weight, ==, 23);
  g_assert_cmpint (comms_text_count (kana_too_long, LIMIT).weight, ==, 7 + 53 * 2 + 4);
  g_assert_cmpint (comms_text_count (longest, LIMIT).weight, ==, 23);
  g_assert_cmpint (comms_text_count (too_long, LIMIT).weight, ==, 13 + 4096);
}

static void
test_tags (void)
{
  static const EntityRow rows[] = {
    { "@username yo", "m:@username" },
    { "の@usernameに", "m:@username" },
    { "Status: @_@ (cc: @username)", "m:@username" },
    { "@aliceìnheiro", "" },
    { "@username email me @test@example.com", "m:@username" },
    { "RT@username RT:@mention rt @test", "m:@username m:@mention m:@test" },
    { "f!@kn f@@kn f#@kn f$@kn f%@kn f&@kn f*@kn f@kn", "" },
    { "@username/list-name is, @other/7list", "l:@username/list-name m:@other" },
    { "＠fullwidth", "m:＠fullwidth" },
    { "@abcdefghijklmnopqrstu", "m:@abcdefghijklmnopqrst" },
    { "a #hashtag here #hashtag1 #1hashtag", "h:#hashtag h:#hashtag1 h:#1hashtag" },
    { "the #16 bus #0", "" },
    { "(#one )#two ’#three’#four", "h:#one h:#two h:#three h:#four" },
    { "#mañana #café #münchen #트위터 #ашок", "h:#mañana h:#café h:#münchen h:#트위터 h:#ашок" },
    { "日本語#日本語 a#b &#b", "" },
    { "#انسانی_حقوق #یومِ_آزادی، #۱۴اگست۔", "h:#انسانی_حقوق h:#یومِ_آزادی h:#۱۴اگست" },
    { "#می\u200cخواہم", "h:#می\u200cخواہم" },
    { "#one#two", "" },
    { "http://twitter.com/#hashtag", "u:http://twitter.com/#hashtag" },
    { "🇵🇰#Pakistan ❤️#love", "h:#Pakistan h:#love" },
    { "$PKR and $BRK.A, $ABCDEFG $1", "c:$PKR c:$BRK.A" },
    { "x$PKR", "" },
  };

  check_entities (rows, G_N_ELEMENTS (rows));
}

/* Positions are those of the text as given, however it is composed. */
static void
test_positions (void)
{
  static const EntityRow rows[] = {
    { "cafe\xcc\x81 https://a.org/x #cafe\xcc\x81 end", "u:https://a.org/x h:#cafe\xcc\x81" },
    { "ا\u0653ج #ا\u0653زادی", "h:#ا\u0653زادی" },
  };

  check_entities (rows, G_N_ELEMENTS (rows));
}

/* What makes regular expressions run for ever must not take long. */
static void
test_is_linear (void)
{
  static const char *const pieces[] = { "a.",      "http://", "a.com/((",  "@a", "#a",
                                        "a_b-.",   "\u0301",  "http://ü.", "🇵",  "👩\u200d",
                                        "x.com?!", "/(",      "www.é-" };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree char *text = repeat (pieces[i], 50000);
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GArray) entities = comms_text_find_entities (text);

      comms_text_count (text, LIMIT);
      g_test_message ("%s: %" G_GINT64_FORMAT " ms", pieces[i],
                      (g_get_monotonic_time () - start) / 1000);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
    }
}

static void
test_has_link (void)
{
  static const struct
  {
    const char *text;
    gboolean has;
  } rows[] = {
    { "Read https://a.example.org/page today", TRUE },
    { "https://a.example.org/page", TRUE },
    { "(https://a.example.org/page).", TRUE },
    { "Watch https://a.example.org/page/film", FALSE },
    { "Watch https://a.example.org/pages", FALSE },
    { "a.example.org/page", FALSE },
    { "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (comms_text_has_link (rows[i].text, "https://a.example.org/page"), ==,
                       rows[i].has);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/count/weights", test_weights);
  g_test_add_func ("/count/validity", test_validity);
  g_test_add_func ("/count/fits", test_fits);
  g_test_add_func ("/entities/urls", test_urls);
  g_test_add_func ("/entities/url-limits", test_url_limits);
  g_test_add_func ("/entities/tags", test_tags);
  g_test_add_func ("/entities/positions", test_positions);
  g_test_add_func ("/count/is-linear", test_is_linear);
  g_test_add_func ("/count/has-link", test_has_link);
  return g_test_run ();
}
