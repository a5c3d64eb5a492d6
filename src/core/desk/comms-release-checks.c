/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-checks.h"

#include "comms-count.h"
#include "comms-fit.h"
#include "comms-release-links.h"

typedef struct
{
  CommsRelease *release;
  CommsPolicy *policy;
  const char *const *handles;
  int limit;
} Look;

/* @bad is the sentence where something is to be done, @fine where not. */
static void
add (GPtrArray *checks,
     CommsCheckKind kind,
     gboolean in_order,
     CommsCheckLevel level,
     CommsFix fix,
     const char *fine,
     const char *bad)
{
  CommsCheck *check = g_new0 (CommsCheck, 1);

  check->kind = kind;
  check->level = in_order ? COMMS_CHECK_FINE : level;
  check->fix = in_order ? COMMS_FIX_NONE : fix;
  check->code = check->source = "";
  check->sentence = g_strdup (in_order ? fine : bad);
  g_ptr_array_add (checks, check);
}

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

/* Everything that a reader sees below the headline. */
static char *
dup_whole (CommsRelease *release)
{
  return g_strjoin ("\n", release->lede != NULL ? release->lede : "",
                    release->body != NULL ? release->body : "",
                    release->conclusion != NULL ? release->conclusion : "", NULL);
}

static void
look_at_headline (const Look *look, GPtrArray *checks)
{
  CommsRelease *release = look->release;
  g_autofree char *sample = NULL;
  g_autofree char *bad = NULL;
  CommsCount count;

  if (!is_set (release->headline))
    {
      add (checks, COMMS_CHECK_HEADLINE, FALSE, COMMS_CHECK_WARNS, COMMS_FIX_WRITE, NULL,
           C_ ("release check", "A headline: the first post is made of it"));
      return;
    }
  sample = g_strconcat (release->headline, is_set (release->link) ? "\n" : NULL,
                        is_set (release->link) ? release->link : NULL, NULL);
  count = comms_text_count (sample, look->limit);
  bad = g_strdup_printf (ngettext ("The headline is %d character too long for a post",
                                   "The headline is %d characters too long for a post",
                                   (gulong) MAX (count.weight - look->limit, 0)),
                         count.weight - look->limit);
  add (checks, COMMS_CHECK_HEADLINE, count.weight <= look->limit, COMMS_CHECK_WARNS,
       COMMS_FIX_WRITE,
       is_set (release->link) ? C_ ("release check", "The headline fits a post with its link")
                              : C_ ("release check", "The headline fits a post"),
       bad);
}

static void
look_at_link (const Look *look, GPtrArray *checks)
{
  g_autoptr (GPtrArray) links = comms_release_links (look->release);
  gboolean valid = is_set (look->release->link);

  for (guint i = 0; i < links->len; i++)
    valid &= comms_checks_count (g_ptr_array_index (links, i), COMMS_ENTITY_URL) == 1;

  add (checks, COMMS_CHECK_LINK, valid, COMMS_CHECK_WARNS, COMMS_FIX_WRITE,
       C_ ("release check", "A link that every post carries"),
       is_set (look->release->link)
         ? C_ ("release check", "The link is not a web address")
         : C_ ("release check", "A link, so that every post leads somewhere"));
}

static void
look_at_hashtags (const Look *look, GPtrArray *checks)
{
  guint n = look->release->hashtags != NULL ? g_strv_length (look->release->hashtags) : 0;

  add (checks, COMMS_CHECK_HASHTAGS, n > 0, COMMS_CHECK_HINTS, COMMS_FIX_WRITE,
       C_ ("release check", "Hashtags for the posts"),
       C_ ("release check", "One or two hashtags for the posts"));
}

static void
look_at_quotes (const Look *look, GPtrArray *checks)
{
  guint n = look->release->quotes != NULL ? g_strv_length (look->release->quotes) : 0;

  add (checks, COMMS_CHECK_QUOTES, n > 0, COMMS_CHECK_HINTS, COMMS_FIX_WRITE,
       C_ ("release check", "A quote that can stand alone"),
       C_ ("release check", "A quote that can stand alone, with its speaker"));
}

static void
look_at_handle (const Look *look, GPtrArray *checks)
{
  g_autofree char *whole = dup_whole (look->release);
  gboolean found = FALSE;

  if (look->handles == NULL || look->handles[0] == NULL)
    return;
  for (guint i = 0; look->handles[i] != NULL && !found; i++)
    {
      g_autofree char *mention = g_strconcat ("@", look->handles[i], NULL);

      found = strstr (whole, mention) != NULL;
    }
  add (checks, COMMS_CHECK_HANDLE, found, COMMS_CHECK_WARNS, COMMS_FIX_ADD_HANDLE,
       C_ ("release check", "A handle of the Ministry in the text"),
       C_ ("release check", "A handle of the Ministry in the text"));
}

/* An e-mail address, or a telephone number of at least seven digits. */
static gboolean
has_contact (const char *text)
{
  return g_regex_match_simple ("[\\w.+-]+@[\\w-]+\\.[\\w.-]+|\\+?\\d([\\s().-]?\\d){6,}", text, 0,
                               0);
}

static void
look_at_contact (const Look *look, GPtrArray *checks)
{
  g_autofree char *whole = dup_whole (look->release);

  add (checks, COMMS_CHECK_CONTACT, has_contact (whole), COMMS_CHECK_WARNS, COMMS_FIX_WRITE,
       C_ ("release check", "A contact for the press"),
       C_ ("release check", "A contact for the press: an email address or a telephone number"));
}

static void
look_at_embargo (const Look *look, GPtrArray *checks)
{
  CommsRelease *release = look->release;

  if (release->embargo_at == 0 || release->publish_at == 0)
    return;
  add (checks, COMMS_CHECK_EMBARGO, release->publish_at >= release->embargo_at, COMMS_CHECK_WARNS,
       COMMS_FIX_TIME, C_ ("release check", "It appears when the embargo has lifted"),
       C_ ("release check", "It would appear before its embargo lifts"));
}

static void
look_at_control (const Look *look, GPtrArray *checks)
{
  g_autofree char *whole = dup_whole (look->release);
  guint n = 0;
  g_autofree char *clean = comms_text_clean (whole, -1, &n);

  if (n > 0)
    add (checks, COMMS_CHECK_CONTROL, FALSE, COMMS_CHECK_WARNS, COMMS_FIX_CLEAN, NULL,
         C_ ("release check", "There are invisible control characters in the text"));
}

GPtrArray *
comms_checks_of_release (CommsRelease *release,
                         CommsPolicy *policy,
                         const char *const *handles,
                         int limit)
{
  static void (*const looks[]) (const Look *, GPtrArray *) = {
    look_at_headline, look_at_link,    look_at_hashtags, look_at_quotes,
    look_at_handle,   look_at_contact, look_at_embargo,  look_at_control,
  };
  GPtrArray *checks;
  Look look = { release, policy, handles, limit };

  g_return_val_if_fail (COMMS_IS_RELEASE (release), NULL);
  g_return_val_if_fail (COMMS_IS_POLICY (policy), NULL);

  checks = g_ptr_array_new_with_free_func ((GDestroyNotify) comms_check_free);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    looks[i](&look, checks);
  return checks;
}
