/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-text-check.h"

#include <string.h>
#include <unigbrk.h>

#include <glib/gi18n-lib.h>

#include "comms-text-rules.h"

typedef void (*CheckFunc) (const char *text, const CommsTextOptions *options, CommsTextCheck *check);

/* The table of rules. */
static const struct
{
  const char *nick;
  int limit;
  CheckFunc check;
} rules[COMMS_TEXT_N_RULES] = {
  [COMMS_TEXT_RULE_X] = { "x", 280, comms_text_check_x },
  [COMMS_TEXT_RULE_MASTODON] = { "mastodon", 500, comms_text_check_mastodon },
  [COMMS_TEXT_RULE_BLUESKY] = { "bluesky", 300, comms_text_check_bluesky },
  [COMMS_TEXT_RULE_SMS] = { "sms", 160, comms_text_check_sms },
};

static void
clear_problem (gpointer data)
{
  g_free (((CommsTextProblem *) data)->sentence);
}

static void
reset (CommsTextCheck *check)
{
  if (check->entities == NULL)
    {
      check->entities = g_array_new (FALSE, FALSE, sizeof (CommsEntity));
      check->problems = g_array_new (FALSE, FALSE, sizeof (CommsTextProblem));
      g_array_set_clear_func (check->problems, clear_problem);
    }
  g_array_set_size (check->entities, 0);
  g_array_set_size (check->problems, 0);
  check->length = 0;
  check->valid = TRUE;
  check->fits = 0;
  check->parts = 1;
  check->unicode = FALSE;
}

void
comms_text_check_take (CommsTextCheck   *check,
                       const char       *code,
                       CommsTextSeverity severity,
                       char             *sentence)
{
  CommsTextProblem problem = { code, severity, sentence, 0, 0 };

  g_array_append_val (check->problems, problem);
  if (severity == COMMS_TEXT_ERROR)
    check->valid = FALSE;
}

static gboolean
is_blank (const char *text)
{
  const char *p = text;

  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return *p == '\0';
}

static void
tell_length (CommsTextCheck *check)
{
  int over = check->length - check->limit;

  if (over <= 0)
    return;
  comms_text_check_take (
    check, "too-long", COMMS_TEXT_ERROR,
    /* Translators: the counter of a text, such as 291 of 280. */
    g_strdup_printf (ngettext ("This is %d character too long: %d of %d. Shorten it.",
                               "This is %d characters too long: %d of %d. Shorten it.", (gulong) over),
                     over, check->length, check->limit));
}

/* A copy in which every byte that is no UTF-8 is a "?", so that offsets stay. */
static char *
replace_bad_bytes (const char *text)
{
  char *copy = g_strdup (text);
  const char *bad = copy;

  while (!g_utf8_validate (bad, -1, &bad))
    copy[bad - copy] = '?';
  return copy;
}

/**
 * comms_text_check:
 * @text: (nullable): what is to be posted
 * @rule: where
 * @options: (nullable): the account's own limits
 * @check: the answer; zeros, or what an earlier call left
 *
 * A text that is no UTF-8 is counted with a "?" for each bad byte, and is not valid.
 */
void
comms_text_check (const char             *text,
                  CommsTextRule           rule,
                  const CommsTextOptions *options,
                  CommsTextCheck         *check)
{
  static const CommsTextOptions none = { 0 };
  g_autofree char *mended = NULL;

  g_return_if_fail (rule < COMMS_TEXT_N_RULES);
  g_return_if_fail (check != NULL);

  reset (check);
  if (text == NULL)
    text = "";
  if (options == NULL)
    options = &none;
  if (!g_utf8_validate (text, -1, NULL))
    {
      text = mended = replace_bad_bytes (text);
      comms_text_check_take (check, "encoding", COMMS_TEXT_ERROR,
                             g_strdup (C_ ("text-check", "This is no text in UTF-8. Paste it again "
                                                         "from a program that writes UTF-8.")));
    }
  if (is_blank (text))
    comms_text_check_take (check, "empty", COMMS_TEXT_ERROR,
                           g_strdup (C_ ("text-check", "There is no text yet. Write some.")));
  check->limit = options->limit > 0 ? options->limit : rules[rule].limit;
  rules[rule].check (text, options, check);
  tell_length (check);
}

void
comms_text_check_clear (CommsTextCheck *check)
{
  g_return_if_fail (check != NULL);

  g_clear_pointer (&check->entities, g_array_unref);
  g_clear_pointer (&check->problems, g_array_unref);
  g_clear_pointer (&check->scratch, g_free);
}

const char *
comms_text_rule_to_nick (CommsTextRule rule)
{
  g_return_val_if_fail (rule < COMMS_TEXT_N_RULES, NULL);

  return rules[rule].nick;
}

gboolean
comms_text_rule_from_nick (const char    *nick,
                           CommsTextRule *rule)
{
  g_return_val_if_fail (nick != NULL, FALSE);

  for (guint i = 0; i < COMMS_TEXT_N_RULES; i++)
    if (g_str_equal (rules[i].nick, nick))
      {
        *rule = (CommsTextRule) i;
        return TRUE;
      }
  return FALSE;
}

void
comms_text_check_x (const char             *text,
                    const CommsTextOptions *options,
                    CommsTextCheck         *check)
{
  CommsCount count = comms_text_count (text, check->limit);
  g_autoptr (GArray) entities = comms_text_find_entities (text);

  check->length = count.weight;
  check->fits = count.fits;
  g_array_append_vals (check->entities, entities->data, entities->len);
}

/* How many graphemes, and in @fits the bytes of the first @limit of them. */
static int
count_graphemes (const char *text,
                 int         limit,
                 gsize      *fits)
{
  const uint8_t *p = (const uint8_t *) text, *end = p + strlen (text);
  int n = 0;

  *fits = 0;
  while (p < end)
    {
      p = u8_grapheme_next (p, end);
      if (++n <= limit)
        *fits = (gsize) ((const char *) p - text);
    }
  return n;
}

void
comms_text_check_mastodon (const char             *text,
                           const CommsTextOptions *options,
                           CommsTextCheck         *check)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text);

  check->length = count_graphemes (text, check->limit, &check->fits);
  g_array_append_vals (check->entities, entities->data, entities->len);
}

void
comms_text_check_bluesky (const char             *text,
                          const CommsTextOptions *options,
                          CommsTextCheck         *check)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text);

  check->length = count_graphemes (text, check->limit, &check->fits);
  g_array_append_vals (check->entities, entities->data, entities->len);
}
