/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-text-check.h"


#include <glib/gi18n-lib.h>

#include "comms-text-rules.h"

typedef void (*CheckFunc) (const CommsTextOptions *options, CommsTextScratch *scratch, CommsTextCheck *check);

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
      check->scratch = g_new0 (CommsTextScratch, 1);
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

static void
tell_length (CommsTextCheck *check)
{
  int over = check->length - check->limit;

  comms_text_check_take (
    check, "too-long", COMMS_TEXT_ERROR,
    /* Translators: the counter of a text, such as 291 of 280. */
    g_strdup_printf (ngettext ("This is %d character too long: %d of %d. Shorten it.",
                               "This is %d characters too long: %d of %d. Shorten it.", (gulong) over),
                     over, check->length, check->limit));
}

/* What no length can mend. */
static void
tell_content (const CommsScan *scan,
              CommsTextRule    rule,
              CommsTextCheck  *check)
{
  if (scan->damaged)
    comms_text_check_take (check, "encoding", COMMS_TEXT_ERROR,
                           g_strdup (C_ ("text-check", "This is no text in UTF-8. Paste it again "
                                                       "from a program that writes UTF-8.")));
  if (comms_scan_is_blank (scan))
    comms_text_check_take (check, "empty", COMMS_TEXT_ERROR,
                           g_strdup (C_ ("text-check", "There is no text yet. Write some.")));
  if (rule == COMMS_TEXT_RULE_X && (scan->seen & COMMS_UNIT_REFUSED) != 0)
    comms_text_check_take (check, "characters", COMMS_TEXT_ERROR,
                           g_strdup (C_ ("text-check", "This has an invisible character that X refuses "
                                                       "(U+FEFF, U+FFFE or U+FFFF). Paste the text "
                                                       "again, and the desk removes it.")));
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
  CommsTextScratch *scratch;

  g_return_if_fail (rule < COMMS_TEXT_N_RULES);
  g_return_if_fail (check != NULL);

  if (options == NULL)
    options = &none;
  reset (check);
  scratch = check->scratch;
  comms_text_scratch_take (scratch, text != NULL ? text : "",
                           options->size > 0 ? (gssize) options->size : -1);
  check->limit = options->limit > 0 ? options->limit : rules[rule].limit;
  rules[rule].check (options, scratch, check);
  if (scratch->scan.damaged || comms_scan_is_blank (&scratch->scan)
      || (scratch->scan.seen & COMMS_UNIT_REFUSED) != 0)
    tell_content (&scratch->scan, rule, check);
  if (check->length > check->limit)
    tell_length (check);
}

void
comms_text_check_clear (CommsTextCheck *check)
{
  g_return_if_fail (check != NULL);

  g_clear_pointer (&check->entities, g_array_unref);
  g_clear_pointer (&check->problems, g_array_unref);
  if (check->scratch != NULL)
    comms_text_scratch_clear (check->scratch);
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
comms_text_check_x (const CommsTextOptions *options,
                    CommsTextScratch       *scratch,
                    CommsTextCheck         *check)
{
  CommsCount count = comms_text_weigh (scratch, check->limit, options->url_length);

  comms_scan_find_entities (&scratch->scan, scratch->urls, scratch->spans);
  comms_text_place_spans (&scratch->scan, scratch->spans, check->entities);
  check->length = count.weight;
  check->fits = count.fits;
}
