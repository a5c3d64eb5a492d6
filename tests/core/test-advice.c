/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-checks.h"
#include "comms-error.h"
#include "comms-fake-network.h"
#include "comms-link-check.h"
#include "comms-link-checks.h"
#include "comms-media.h"
#include "comms-occasion.h"
#include "comms-posts.h"
#include "comms-record-table.h"
#include "comms-voice-card.h"
#include "desk-fixture.h"

/* A desk with a house style, and a context for a post of its English account on 10 December. */
typedef struct
{
  DeskFixture desk;
  CommsPost *post;
  CommsPostContext *context;
} Fixture;

static gpointer
fill (CommsTx *tx, gpointer unused, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

#define ADD(...) g_ptr_array_add (records, g_object_new (__VA_ARGS__, NULL))
  ADD (COMMS_TYPE_HASHTAG, "tag", "#ChildProtection", "twin", "#بچوں_کا_تحفظ", "language", "en",
       "checked-at", tx->stamp.now);
  ADD (COMMS_TYPE_HASHTAG, "tag", "#EndChildLabour", "language", "en", "checked-at",
       G_GINT64_CONSTANT (1));
  ADD (COMMS_TYPE_ABBREVIATION, "language", "en", "long-form", "the Ministry of Human Rights",
       "short-form", "MoHR");
  ADD (COMMS_TYPE_ABBREVIATION, "language", "en", "long-form", "very");
  ADD (COMMS_TYPE_ABBREVIATION, "language", "ur", "long-form", "وزارتِ انسانی حقوق", "short-form",
       "وزارت");
  {
    static const char *const forms[] = { "مہرالنساء تالپر", NULL };

    ADD (COMMS_TYPE_PROTECTED_NAME, "name", "Mehrunisa Talpar", "other-forms", forms);
  }
  ADD (COMMS_TYPE_TARGET, "name", "Lurking Minister", "x-handle", "lurk_example", "posture",
       COMMS_POSTURE_LURKER);
  ADD (COMMS_TYPE_TARGET, "name", "Silent Editor", "x-handle", "Silent_Example", "do-not-contact",
       TRUE, "permission", "wrote on 3 May");
  ADD (COMMS_TYPE_TARGET, "name", "Busy Editor", "x-handle", "busy_example", "posture",
       COMMS_POSTURE_ACTIVE);
  ADD (COMMS_TYPE_LINK_CHECK, "url", "https://example.org/gone", "status", G_GINT64_CONSTANT (404),
       "checked-at", tx->stamp.now);
  ADD (COMMS_TYPE_LINK_CHECK, "url", "https://example.org/there", "status", G_GINT64_CONSTANT (200),
       "checked-at", tx->stamp.now);
#undef ADD
  for (guint i = 0; i < records->len; i++)
    if (!comms_record_table_save (tx->db, g_ptr_array_index (records, i), error))
      return NULL;
  return GINT_TO_POINTER (TRUE);
}

static gpointer
load_context (CommsTx *tx, gpointer post, GError **error)
{
  return comms_post_context_load (tx, post, error);
}

static void
fixture_open (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  gint64 account;

  desk_fixture_open (&self->desk, TRUE);
  account = desk_fixture_add_account (&self->desk, "mohr_example", "1", "http://127.0.0.1:1", "t");
  comms_desk_run_sync (self->desk.desk, fill, NULL, &error);
  g_assert_no_error (error);
  self->post = g_object_new (COMMS_TYPE_POST, "language", "en", "account-id", account, "due-wall",
                             "2026-12-11T15:00", "due-zone", "Asia/Karachi", "due-at",
                             comms_desk_now (self->desk.desk) + 49 * 3600 * 1000, NULL);
  self->context = comms_desk_run_sync (self->desk.desk, load_context, self->post, &error);
  g_assert_no_error (error);
  self->context->release = g_object_new (
    COMMS_TYPE_RELEASE, "link", "https://example.org/a", "headline", "97 of 136 districts", "body",
    "It reached 1,200 children and 71 per cent of 12 lakh families on 10 December 2026.", NULL);
}

static void
fixture_close (Fixture *self)
{
  comms_post_context_free (self->context);
  g_clear_object (&self->post);
  desk_fixture_close (&self->desk);
}

static CommsCheck *
find (GPtrArray *checks, const char *code)
{
  for (guint i = 0; i < checks->len; i++)
    {
      CommsCheck *check = g_ptr_array_index (checks, i);

      if (g_str_equal (check->code, code) && check->level < COMMS_CHECK_FINE)
        return check;
    }
  return NULL;
}

/* What is noticed in @bad, not in @good, and what the fix makes of @bad. */
typedef struct
{
  const char *code;
  const char *language;
  const char *bad;
  const char *good;
  const char *mended;
} Row;

static const Row rows[] = {
  { "text", "en", "", "Counted.", NULL },
  { "link", "en", "A child who is counted", "Counted https://example.org/a",
    "A child who is counted\nhttps://example.org/a" },
  { "link", "ur", "ہر بچہ", "ہر بچہ https://example.org/a", "ہر بچہ\nhttps://example.org/a" },
  { "link-dead", "en", "Read https://example.org/gone", "Read https://example.org/there", NULL },
  { "hashtags", "en", "All #One #Two #Three", "All #One #Two", "All #One #Two" },
  { "hashtags", "ur", "سب #ایک #دو #تین", "سب #ایک #دو", "سب #ایک #دو" },
  { "hashtag-twin", "ur", "ہر بچہ #ChildProtection", "ہر بچہ #بچوں_کا_تحفظ",
    "ہر بچہ #بچوں_کا_تحفظ" },
  { "hashtag-twin", "en", "Every child #بچوں_کا_تحفظ", "Every child #childprotection",
    "Every child #ChildProtection" },
  { "hashtag-old", "en", "See #endchildlabour", "See #ChildProtection", NULL },
  { "language", "en", "ہر بچہ", "Every child", "ہر بچہ" },
  { "account-language", "ur", "ہر بچہ", "Every child", NULL },
  { "figures", "en", "It is 98 of 136", "It is 97 of 136", NULL },
  { "figures", "en", "It reached 1,201 children", "It reached 1200 children, ۱۲۰۰", NULL },
  { "figures", "en", "71 per cent of 1.3 million", "71% of 1.2 million", NULL },
  { "figures", "ur", "۹۸ اضلاع", "۹۷ اضلاع", NULL },
  { "dates", "en", "On 11 December", "On 10 December", NULL },
  { "dates", "ur", "۱۱ دسمبر کو", "۱۰ دسمبر کو", NULL },
  { "lurker", "en", "Thank you @Lurk_example", "Thank you @busy_example", NULL },
  { "no-contact", "en", "Thank you @silent_example", "Thank you @busy_example", NULL },
  { "reply", "en", "@busy_example asked us", "Yes @busy_example asked us",
    ".@busy_example asked us" },
  { "reply", "ur", "@busy_example نے پوچھا", "جی @busy_example نے پوچھا",
    ".@busy_example نے پوچھا" },
  { "presentation-forms", "ur", "ﻭﺯﺍﺭﺕ", "وزارت", "وزارت" },
  { "direction-marks", "ur", "وزارت\u200f", "وزارت", "وزارت" },
  { "capitals", "en", "EVERY CHILD IS COUNTED. READ MORE", "Every child. MoHR, UN and NGO read it",
    "Every child is counted. Read more" },
  { "shorter", "en", "Ask the ministry of human rights", "Ask the Ministry", "Ask MoHR" },
  { "shorter", "ur", "وزارت انسانی حقوق نے کہا", "وزارت نے کہا", "وزارت نے کہا" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  Fixture fixture = { 0 };
  g_autoptr (GPtrArray) bad = NULL;
  g_autoptr (GPtrArray) good = NULL;
  CommsCheck *check;

  fixture_open (&fixture);
  g_object_set (fixture.post, "language", row->language, "text", row->good, NULL);
  good = comms_checks_of_post (fixture.post, fixture.context);
  check = find (good, row->code);
  if (check != NULL)
    g_error ("“%s” is no %s: %s", row->good, row->code, check->sentence);
  g_object_set (fixture.post, "text", row->bad, NULL);
  bad = comms_checks_of_post (fixture.post, fixture.context);
  check = find (bad, row->code);
  if (check == NULL)
    g_error ("“%s” is %s", row->bad, row->code);
  g_assert_cmpuint (check->end, <=, strlen (row->bad));
  g_assert_cmpuint (check->start, <=, check->end);
  g_assert_cmpstr (check->source, !=, NULL);
  if (row->mended != NULL)
    {
      g_assert_nonnull (comms_fix_label (check->fix));
      g_assert_true (comms_fix_check (check, check->fix, fixture.post, fixture.context));
      g_assert_cmpstr (fixture.post->text, ==, row->mended);
    }
  fixture_close (&fixture);
}

/* --- harm --- */

/* Planted: a hard identifier or a name is caught by its code; what only looks like one, with NULL,
 * is a false alarm where anything is said. */
static const struct
{
  const char *text;
  const char *code;
} harms[] = {
  { "His card is 35202-1234567-1.", "id-card" },
  { "CNIC 35202 1234567 1", "id-card" },
  { "Card 3520212345671 was used", "id-card" },
  { "Card 35202–1234567–1", "id-card" },
  { "شناختی کارڈ ۳۵۲۰۲-۱۲۳۴۵۶۷-۱ ہے", "id-card" },
  { "کارڈ ٣٥٢٠٢-١٢٣٤٥٦٧-١", "id-card" },
  { "کارڈ نمبر ۳۵۲۰۲۱۲۳۴۵۶۷۱", "id-card" },
  { "Card 35202-12345671", "id-card" },
  { "Call 0300 1234567", "telephone" },
  { "Call 0300-1234567 now", "telephone" },
  { "Call 03001234567", "telephone" },
  { "Call +92 300 1234567", "telephone" },
  { "Call +92-51-9201234", "telephone" },
  { "Call 00923001234567", "telephone" },
  { "Call 051-9201234", "telephone" },
  { "Call (042) 3578 1234", "telephone" },
  { "فون ۰۳۰۰-۱۲۳۴۵۶۷ پر", "telephone" },
  { "فون ٠٣٠٠١٢٣٤٥٦٧", "telephone" },
  { "Her number is +44 20 7946 0958", "telephone" },
  { "FIR No. 123/2026 was lodged", "case-number" },
  { "F.I.R. No 45", "case-number" },
  { "FIR 99/24 at the station", "case-number" },
  { "W.P. No. 1234 of 2026", "case-number" },
  { "Writ Petition No. 77/2025", "case-number" },
  { "Complaint No. 5512 was closed", "case-number" },
  { "Crl. Appeal No. 12", "case-number" },
  { "مقدمہ نمبر ۱۲۳ میں", "case-number" },
  { "ایف آئی آر نمبر ۴۵/۲۶", "case-number" },
  { "رٹ پٹیشن نمبر 1234", "case-number" },
  { "شکایت نمبر ۵۵۱۲", "case-number" },
  { "Write to amna.z@example.org", "email" },
  { "Write to hira_manzar@mail.example.com.", "email" },
  { "ای میل amna@example.org", "email" },
  { "We met Mehrunisa Talpar today", "protected-name" },
  { "MEHRUNISA TALPAR's case", "protected-name" },
  { "#MehrunisaTalpar", "protected-name" },
  { "#Mehrunisa_Talpar", "protected-name" },
  { "We met Mehrunissa Talpur today", "protected-name" },
  { "مہرالنساء تالپر کا مقدمہ", "protected-name" },
  { "مهرالنساء تالپر", "protected-name" },
  { "The victim, Zarina Lashkar, was heard", "at-risk" },
  { "14-year-old Gulab Noor came home", "at-risk" },
  { "A survivor named Zarina spoke", "at-risk" },
  { "Kamran Buriro, a witness in the case", "at-risk" },
  { "متاثرہ لڑکی زرینہ ولد کامران", "at-risk" },
  { "۱۲ سالہ بچی نامی زرینہ", "at-risk" },
  { "کمسن زرینہ بنت کامران", "at-risk" },
  { "Missing: girl Zarina Lashkar", "at-risk" },
  { "aged 9, Gulab Noor", "at-risk" },
  { "Miss Zarina, a survivor of acid attack", "at-risk" },
  /* Near misses. */
  { "Call the helpline 1099", NULL },
  { "Call 0800-12345 for free", NULL },
  { "From 10.12.2026 to 12.12.2026", NULL },
  { "On 2026-12-10 at 15:00", NULL },
  { "Rs 1,200,000 for 12,345 families", NULL },
  { "https://example.org/3520212345671", NULL },
  { "ISBN 978-969-35-1234-5", NULL },
  { "Post 1902000000000000101", NULL },
  { "Write to press@example.org or info.desk@example.org", NULL },
  { "In any case, 12 districts agreed", NULL },
  { "Every complaint gets a number. 12 are open", NULL },
  { "ہر شکایت کو نمبر ملتا ہے", NULL },
  { "The National Commission on the Rights of Child met victims", NULL },
  { "Prime Minister Kamran Buriro opened the unit", NULL },
  { "Zainab Alert Act protects every child", NULL },
  { "A 10-year plan by Kamran Buriro", NULL },
  { "۹۷ اضلاع میں ہیلپ لائن 1099", NULL },
  { "Talpar is a town", NULL },
  { "05-12-2026 10:30 in Lahore", NULL },
  { "2025-2026 saw 41 units", NULL },
};

static const char *const harm_codes[] = { "id-card",     "telephone",      "email",
                                          "case-number", "protected-name", "at-risk" };

static void
test_harms (void)
{
  Fixture fixture = { 0 };
  guint n_missed = 0, n_false = 0;

  fixture_open (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (harms); i++)
    {
      g_autoptr (GPtrArray) checks = NULL;

      g_object_set (fixture.post, "text", harms[i].text, NULL);
      checks = comms_checks_of_post (fixture.post, fixture.context);
      if (harms[i].code != NULL && find (checks, harms[i].code) == NULL)
        {
          n_missed++;
          g_test_message ("missed %s: %s", harms[i].code, harms[i].text);
        }
      for (guint c = 0; c < G_N_ELEMENTS (harm_codes); c++)
        if (find (checks, harm_codes[c]) != NULL && g_strcmp0 (harms[i].code, harm_codes[c]) != 0)
          {
            n_false++;
            g_test_message ("false alarm, %s: %s", harm_codes[c], harms[i].text);
          }
    }
  g_test_message ("%u texts: %u missed, %u false alarms", (guint) G_N_ELEMENTS (harms), n_missed,
                  n_false);
  g_assert_cmpuint (n_missed, ==, 0);
  g_assert_cmpuint (n_false, ==, 0);
  fixture_close (&fixture);
}

/* --- what is tied to the post --- */

static void
test_ties (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GPtrArray) checks = NULL;
  g_autoptr (GPtrArray) part = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) mended = NULL;
  CommsMedia *picture = g_object_new (COMMS_TYPE_MEDIA, "has-position", TRUE, NULL);

  fixture_open (&fixture);
  fixture.context->media = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (fixture.context->media, picture);
  fixture.context->line =
    g_object_new (COMMS_TYPE_APPROVED_LINE, "valid-until", fixture.post->due_at - 1, NULL);
  fixture.context->twin = g_object_new (COMMS_TYPE_POST, "text", "۹۷ اضلاع", NULL);
  comms_record_set_id (COMMS_RECORD (fixture.context->twin), 77);
  g_object_set (fixture.post, "text", "96 districts", "legal", TRUE, "stale-since",
                fixture.context->now, NULL);
  checks = comms_checks_of_post (fixture.post, fixture.context);
  g_assert_nonnull (find (checks, "picture-position"));
  g_assert_cmpint (find (checks, "alt-text")->level, ==, COMMS_CHECK_BLOCKS);
  /* The store holds it as a rule: nobody can decide against it. */
  g_assert_false (find (checks, "alt-text")->may_dismiss);
  g_assert_nonnull (find (checks, "line-expired"));
  g_assert_cmpint (find (checks, "twin-stale")->twin_id, ==, 77);
  g_assert_cmpint (find (checks, "twin-figures")->twin_id, ==, 77);
  g_assert_nonnull (find (checks, "legal-link"));

  /* A thread has it in its first part. */
  g_object_set (fixture.post, "thread-id", G_GINT64_CONSTANT (1), "thread-position",
                G_GINT64_CONSTANT (2), "no-link", TRUE, NULL);
  part = comms_checks_of_post (fixture.post, fixture.context);
  g_assert_null (find (part, "legal-link"));
  g_object_set (fixture.post, "thread-position", G_GINT64_CONSTANT (1), NULL);
  first = comms_checks_of_post (fixture.post, fixture.context);
  g_assert_nonnull (find (first, "legal-link"));
  g_object_set (fixture.post, "thread-id", G_GINT64_CONSTANT (0), "thread-position",
                G_GINT64_CONSTANT (0), "no-link", FALSE, NULL);

  g_object_set (picture, "has-position", FALSE, "alt", "A door", NULL);
  g_object_set (fixture.context->line, "valid-until", fixture.post->due_at + 1, NULL);
  g_object_set (fixture.post, "text", "97 districts https://example.org/a", "stale-since",
                G_GINT64_CONSTANT (0), NULL);
  mended = comms_checks_of_post (fixture.post, fixture.context);
  g_assert_null (find (mended, "picture-position"));
  g_assert_null (find (mended, "alt-text"));
  g_assert_null (find (mended, "line-expired"));
  g_assert_null (find (mended, "twin-stale"));
  g_assert_null (find (mended, "twin-figures"));
  g_assert_null (find (mended, "legal-link"));
  fixture_close (&fixture);
}

/* On its day, and neither before nor after (R8). */
static void
test_occasion (void)
{
  static const struct
  {
    int days;
    const char *language;
    const char *expected;
  } days[] = {
    { 0, "en", "Rights for all\n#UnitedAgainstCorruption" },
    { 1, "en", "Rights for all\n#HumanRightsDay" },
    { 1, "ur", "Rights for all\n#انسانی_حقوق_کا_دن" },
    { 2, "en", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      Fixture fixture = { 0 };
      g_autoptr (GPtrArray) checks = NULL;
      CommsCheck *check;

      fixture_open (&fixture);
      g_object_set (fixture.post, "text", "Rights for all", "language", days[i].language, "due-at",
                    fixture.context->now + days[i].days * 24 * 3600 * G_GINT64_CONSTANT (1000),
                    NULL);
      checks = comms_checks_of_post (fixture.post, fixture.context);
      check = find (checks, "occasion");
      g_assert_cmpint (check != NULL, ==, days[i].expected != NULL);
      if (check != NULL)
        {
          g_assert_true (comms_fix_check (check, check->fix, fixture.post, fixture.context));
          g_assert_cmpstr (fixture.post->text, ==, days[i].expected);
        }
      fixture_close (&fixture);
    }
}

/* Two days that have one hashtag are one hint, which says whose day it is and not what the post is
 * for. */
static void
test_occasion_once (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GPtrArray) checks = NULL;
  guint n = 0;

  fixture_open (&fixture);
  g_ptr_array_add (fixture.context->style->occasions,
                   g_object_new (COMMS_TYPE_OCCASION, "name", "Our Human Rights Day", "month",
                                 G_GINT64_CONSTANT (12), "day", G_GINT64_CONSTANT (10), "hashtag",
                                 "#humanrightsday", NULL));
  g_object_set (fixture.post, "text", "Rights for all", "due-at",
                fixture.context->now + 24 * 3600 * G_GINT64_CONSTANT (1000), NULL);
  checks = comms_checks_of_post (fixture.post, fixture.context);
  for (guint i = 0; i < checks->len; i++)
    {
      CommsCheck *check = g_ptr_array_index (checks, i);

      if (check->kind != COMMS_CHECK_OCCASION)
        continue;
      n++;
      g_assert_cmpstr (check->sentence, ==,
                       "The day it leaves is Human Rights Day; its hashtag is #HumanRightsDay.");
    }
  g_assert_cmpint (n, ==, 1);
  fixture_close (&fixture);
}

/* --- likeness --- */

static void
test_alike (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GPtrArray) checks = NULL;
  g_autoptr (GPtrArray) other = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id, second;

  fixture_open (&fixture);
  second = desk_fixture_add_account (&fixture.desk, "second", "2", "http://127.0.0.1:1", "t");
  id = desk_fixture_add_post (&fixture.desk, fixture.post->account_id,
                              "Two years ago, 41 districts had a child protection unit; today it "
                              "is 97 of 136 districts of the country",
                              "2026-12-20T10:00");
  desk_fixture_add_post (&fixture.desk, second,
                         "Every district has named one officer who answers "
                         "for its figures and corrections",
                         "2026-12-20T10:00");
  g_clear_pointer (&fixture.context, comms_post_context_free);
  fixture.context = comms_desk_run_sync (fixture.desk.desk, load_context, fixture.post, &error);
  g_assert_no_error (error);
  g_object_set (fixture.post, "text",
                "Two years ago, 41 districts had a child protection unit; now it is 97 of 136 "
                "districts of the country",
                NULL);
  checks = comms_checks_of_post (fixture.post, fixture.context);
  g_assert_cmpint (find (checks, "alike")->twin_id, ==, id);
  g_assert_null (find (checks, "alike-elsewhere"));

  g_object_set (fixture.post, "text",
                "Every district has named one officer who answers for its figures and "
                "corrections",
                NULL);
  other = comms_checks_of_post (fixture.post, fixture.context);
  g_assert_null (find (other, "alike"));
  g_assert_nonnull (find (other, "alike-elsewhere"));
  fixture_close (&fixture);
}

/* --- deciding --- */

typedef struct
{
  gint64 id;
  const char *code;
  gboolean dismissed;
} Decision;

static gpointer
decide (CommsTx *tx, gpointer data, GError **error)
{
  Decision *decision = data;

  return GINT_TO_POINTER (
    comms_advice_dismiss (tx, decision->id, decision->code, decision->dismissed, error));
}

static void
test_dismiss (void)
{
  Fixture fixture = { 0 };
  g_autoptr (CommsPost) row = NULL;
  g_autoptr (CommsPost) after = NULL;
  g_autoptr (GPtrArray) checks = NULL;
  g_autoptr (GError) error = NULL;
  Decision decision = { 0, "telephone", TRUE };

  fixture_open (&fixture);
  decision.id =
    desk_fixture_add_post (&fixture.desk, fixture.post->account_id, "Call 0300 1234567", NULL);
  comms_desk_run_sync (fixture.desk.desk, decide, &decision, &error);
  g_assert_no_error (error);
  row = desk_fixture_load_post (&fixture.desk, decision.id);
  checks = comms_checks_of_post (row, fixture.context);
  g_assert_null (find (checks, "telephone"));
  g_assert_cmpint (desk_fixture_count (&fixture.desk, "audit_entry WHERE action = 'dismiss'"), ==,
                   1);

  g_object_set (row, "text", "Call 0300 7654321", NULL);
  desk_fixture_save (&fixture.desk, comms_posts_save, row);
  after = desk_fixture_load_post (&fixture.desk, decision.id);
  g_assert_null (after->dismissed);

  decision.code = "length";
  comms_desk_run_sync (fixture.desk.desk, decide, &decision, &error);
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  fixture_close (&fixture);
}

static gpointer
set_level (CommsTx *tx, gpointer kind, GError **error)
{
  return GINT_TO_POINTER (
    comms_advice_set_level (tx, GPOINTER_TO_UINT (kind), COMMS_CHECK_OFF, error));
}

static void
test_levels (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GPtrArray) checks = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refused = NULL;

  fixture_open (&fixture);
  comms_desk_run_sync (fixture.desk.desk, set_level, GUINT_TO_POINTER (COMMS_CHECK_TELEPHONE),
                       &error);
  g_assert_no_error (error);
  comms_desk_run_sync (fixture.desk.desk, set_level, GUINT_TO_POINTER (COMMS_CHECK_LENGTH),
                       &refused);
  g_assert_error (refused, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_clear_pointer (&fixture.context, comms_post_context_free);
  fixture.context = comms_desk_run_sync (fixture.desk.desk, load_context, fixture.post, &error);
  g_object_set (fixture.post, "text", "Call 0300 1234567, card 35202-1234567-1", NULL);
  checks = comms_checks_of_post (fixture.post, fixture.context);
  g_assert_null (find (checks, "telephone"));
  g_assert_nonnull (find (checks, "id-card"));
  fixture_close (&fixture);
}

/* --- links --- */

static void
test_title (void)
{
  static const struct
  {
    const char *html;
    const char *title;
  } pages[] = {
    { "<html><head><title> A\n door &amp; a key </title></head></html>", "A door & a key" },
    { "<title>ہر بچہ</title>", "ہر بچہ" },
    { "<html><body><svg><title>Drawn</title></svg></body></html>", NULL },
    { "<html><head><title></title>", NULL },
    { "{\"title\": 1}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *page = g_strconcat ("<meta charset=\"utf-8\">", pages[i].html, NULL);
      g_autofree char *title = comms_html_dup_title (page, strlen (page));

      g_assert_cmpstr (title, ==, pages[i].title);
    }
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(CommsLinkCheck **) user_data = comms_link_check_finish (COMMS_DESK (source), result, &error);
  g_assert_no_error (error);
}

/* A practice desk asks nobody outside this computer, and a port where nobody listens does not
 * answer. */
static void
test_link_check (void)
{
  static const char *const urls[] = { "https://example.org/a", "example.org/b",
                                      "http://127.0.0.1:1/c" };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      Fixture fixture = { 0 };
      g_autoptr (CommsLinkCheck) check = NULL;

      fixture_open (&fixture);
      comms_link_check_async (fixture.desk.desk, urls[i], NULL, checked_cb, &check);
      while (check == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (check->status, ==, 0);
      g_assert_nonnull (check->problem);
      g_assert_cmpint (check->checked_at != 0, ==, i == 2);
      g_clear_object (&check);
      fixture_close (&fixture);
    }
}

/* What a page is called is kept, and is not asked for again that day. */
static void
test_link_title (void)
{
  Fixture fixture = { 0 };
  g_autoptr (CommsFakeNetwork) server = comms_fake_network_new ("x");
  g_autofree char *url = g_strconcat (comms_fake_network_get_uri (server), "/scorecard", NULL);

  fixture_open (&fixture);
  comms_fake_network_answer (server, "GET /scorecard", 200, "text/html", NULL,
                             "<title>District\nscorecard</title><p>97");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (CommsLinkCheck) check = NULL;

      comms_link_check_async (fixture.desk.desk, url, NULL, checked_cb, &check);
      while (check == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (check->status, ==, 200);
      g_assert_cmpstr (check->title, ==, "District scorecard");
      g_assert_null (check->problem);
    }
  fixture_close (&fixture);
}

/* Each link is looked at once, and not while it is being written. */
static void
test_links_look (void)
{
  static const char *const text = "One https://example.org/a and https://example.org/b";
  Fixture fixture = { 0 };
  g_autoptr (GHashTable) asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  fixture_open (&fixture);
  comms_links_look (fixture.desk.desk, text, strlen (text), asked, NULL);
  g_assert_cmpint (g_hash_table_size (asked), ==, 1);
  g_assert_true (g_hash_table_contains (asked, "https://example.org/a"));
  comms_links_look (fixture.desk.desk, text, -1, asked, NULL);
  g_assert_cmpint (g_hash_table_size (asked), ==, 2);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fixture_close (&fixture);
}

/* A document's own page may appear with it: until then that it is not there does not block. */
static void
test_page_to_come (void)
{
  static const struct
  {
    const char *link;
    gint64 embargo; /* seconds after the look; 0 for none */
    CommsReleaseStage stage;
    CommsCheckLevel level;
  } cases[] = {
    { "https://example.org/gone", 60, COMMS_RELEASE_STAGE_APPROVED, COMMS_CHECK_WARNS },
    { "https://example.org/gone", -60, COMMS_RELEASE_STAGE_APPROVED, COMMS_CHECK_BLOCKS },
    { "https://example.org/gone", 0, COMMS_RELEASE_STAGE_APPROVED, COMMS_CHECK_WARNS },
    { "https://example.org/gone", 0, COMMS_RELEASE_STAGE_PUBLISHED, COMMS_CHECK_BLOCKS },
    { "https://example.org/a", 60, COMMS_RELEASE_STAGE_APPROVED, COMMS_CHECK_BLOCKS },
  };
  Fixture fixture = { 0 };

  fixture_open (&fixture);
  g_object_set (fixture.post, "text", "97 of 136 districts https://example.org/gone", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 at =
        cases[i].embargo != 0 ? comms_desk_now (fixture.desk.desk) + cases[i].embargo * 1000 : 0;
      g_autoptr (GPtrArray) checks = NULL;
      CommsCheck *check;

      g_object_set (fixture.context->release, "link", cases[i].link, "stage", cases[i].stage,
                    "embargo-at", at, NULL);
      checks = comms_checks_of_post (fixture.post, fixture.context);
      check = find (checks, "link-dead");
      g_assert_nonnull (check);
      g_assert_cmpint (check->level, ==, cases[i].level);
    }
  fixture_close (&fixture);
}

static void
test_house_style (void)
{
  Fixture fixture = { 0 };
  g_autoptr (CommsHashtag) hashtag = g_object_new (COMMS_TYPE_HASHTAG, "tag", "Rights_2026", NULL);
  g_autoptr (CommsHashtag) same = g_object_new (COMMS_TYPE_HASHTAG, "tag", "#Rights_2026", NULL);
  g_autoptr (CommsHashtag) none = g_object_new (COMMS_TYPE_HASHTAG, "tag", "two words", NULL);
  g_autoptr (CommsAbbreviation) longer =
    g_object_new (COMMS_TYPE_ABBREVIATION, "long-form", "UN", "short-form", "United Nations", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsVoiceCard) voice = g_object_new (
    COMMS_TYPE_VOICE_CARD, "account-id", G_GINT64_CONSTANT (1), "language", "en", "tone", "plain",
    NULL);
  g_autoptr (CommsVoiceCard) other_voice = g_object_new (
    COMMS_TYPE_VOICE_CARD, "account-id", G_GINT64_CONSTANT (1), "language", "en", "tone", "loud",
    NULL);
  gpointer wrong[] = { same, none, longer, other_voice };

  fixture_open (&fixture);
  desk_fixture_save (&fixture.desk, comms_house_style_save, voice);
  desk_fixture_save (&fixture.desk, comms_house_style_save, hashtag);
  g_assert_cmpstr (hashtag->tag, ==, "#Rights_2026");
  g_assert_cmpstr (hashtag->language, ==, "en");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (
        comms_desk_run_record_sync (fixture.desk.desk, comms_house_style_save, wrong[i], &error));
      g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
      g_clear_error (&error);
    }
  desk_fixture_save (&fixture.desk, comms_house_style_remove, hashtag);
  g_assert_cmpint (desk_fixture_count (&fixture.desk,
                                       "hashtag WHERE tag = '#Rights_2026' AND deleted_at = 0"),
                   ==, 0);
  desk_fixture_save (&fixture.desk, comms_house_style_put_back, hashtag);
  g_assert_cmpint (desk_fixture_count (&fixture.desk,
                                       "hashtag WHERE tag = '#Rights_2026' AND deleted_at = 0"),
                   ==, 1);
  fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/advice/row/%u-%s", i + 1, rows[i].code);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/advice/harms", test_harms);
  g_test_add_func ("/advice/ties", test_ties);
  g_test_add_func ("/advice/occasion", test_occasion);
  g_test_add_func ("/advice/occasion-once", test_occasion_once);
  g_test_add_func ("/advice/alike", test_alike);
  g_test_add_func ("/advice/dismiss", test_dismiss);
  g_test_add_func ("/advice/levels", test_levels);
  g_test_add_func ("/advice/title", test_title);
  g_test_add_func ("/advice/link-check", test_link_check);
  g_test_add_func ("/advice/link-title", test_link_title);
  g_test_add_func ("/advice/links-look", test_links_look);
  g_test_add_func ("/advice/page-to-come", test_page_to_come);
  g_test_add_func ("/advice/house-style", test_house_style);
  return g_test_run ();
}
