/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-fit.h"
#include "comms-sentences.h"
#include "comms-split-lines.h"

#include <string.h>

#define LABEL_LENGTH_MAX 60
#define LETTERHEAD_LENGTH_MAX 60
#define OFFICE_LENGTH_MAX 160

/* What stands above a headline and says nothing of the matter. */
static const char *const labels[] = {
  "press release",   "for immediate release", "for release",  "news release",       "media release",
  "press note",      "press statement",       "media statement", "media advisory",  "pr no",
  "handout",         "embargo",               "strictly embargoed", "not for release",
  "پریس ریلیز",      "پریس نوٹ",              "فوری اجرا",    "برائے اشاعت",        "برائے فوری اشاعت",
  "ہینڈ آؤٹ",        "اخباری بیان",           "خبر نامہ",     "فوری اشاعت کے لیے",
};

/* What opens the part after the text proper: ends, notes, contacts, who we are. A longer
 * paragraph that starts so is an ordinary one, unless what it starts with is set off by a
 * colon. */
static const struct
{
  const char *start;
  gsize length_max;
  gboolean is_mark; /* says only that the text ends */
} closings[] = {
  { "###", 12, TRUE },         { "***", 12, TRUE },        { "* * *", 12, TRUE },
  { "# # #", 12, TRUE },       { "ends", 6, TRUE },        { "-ends-", 12, TRUE },
  { "- ends -", 12, TRUE },    { "-end-", 12, TRUE },      { "-30-", 12, TRUE },
  { "ختم شد", 12, TRUE },      { "notes to editor", 60 },  { "notes for editor", 60 },
  { "note to editor", 60 },    { "editor's note", 60 },    { "media contact", 60 },
  { "press contact", 60 },     { "contact", 60 },          { "about the ", 60 },
  { "about us", 60 },          { "about mohr", 60 },       { "follow us", 160 },
  { "رابطہ", 60 },             { "رابطے", 60 },            { "تعارف", 60 },
  { "ایڈیٹر", 60 },            { "وزارت کے بارے میں", 60 }, { "ہمارے بارے میں", 60 },
  { "for further information", 1000 }, { "for more information", 1000 },
  { "for further details", 1000 },     { "for media", 1000 },
  { "for press queries", 1000 },       { "مزید معلومات", 1000 },
  { "مزید تفصیلات کے لیے رابطہ", 1000 },
};

#define MONTHS_ENGLISH                                                                             \
  "(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"              \
  "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?"
#define MONTHS_URDU                                                                                \
  "(?:جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر)"
#define DIGIT "[0-9۰-۹٠-٩]"
#define WEEKDAY                                                                                    \
  "(?:(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day)[,،]?\\s+"                                    \
  "|(?:بروز\\s+)?(?:پیر|سوموار|منگل|بدھ|جمعرات|جمعہ|ہفتہ|اتوار)[,،]?\\s+)?"
#define YEAR "(?:[ ,،]*" DIGIT "{4}\\s?ء?)?"
#define DATE                                                                                       \
  "(?:the\\s+)?" WEEKDAY "(?:" DIGIT "{1,2}(?:st|nd|rd|th)?\\s+(?:" MONTHS_ENGLISH "|" MONTHS_URDU \
  ")" YEAR "|" MONTHS_ENGLISH "\\s+" DIGIT "{1,2}(?:st|nd|rd|th)?" YEAR ")"
#define CITIES                                                                                     \
  "(?i:islamabad|rawalpindi|lahore|karachi|peshawar|quetta|multan|faisalabad|gilgit|skardu|"       \
  "muzaffarabad|hyderabad|sukkur|geneva|new york|london|brussels)"                                 \
  "|اسلام آباد|راولپنڈی|لاہور|کراچی|پشاور|کوئٹہ|ملتان|فیصل آباد|گلگت|سکردو|مظفر آباد|مظفرآباد|"     \
  "حیدر آباد|حیدرآباد|سکھر|جنیوا|نیویارک|لندن"
#define WORD_CITY "\\p{Lu}[\\p{L}.’'-]*(?: \\p{Lu}[\\p{L}.’'-]*){0,2}"
#define WORD_CITY_URDU "\\p{Arabic}+(?: \\p{Arabic}+){0,2}"
#define AGENCY "(?:\\s*\\([^()]{1,24}\\))?"
#define STOP "\\s*[:.,،۔)–—-]+\\s*"
#define NO_CITY "(?!(?i:on|in|at|today|yesterday|this|the|by|from|since|until|every)\\b|آج|اس|یہ|گزشتہ)"

/* Where and when, in the order of how sure they are. */
#define DATELINE                                                                                   \
  "^\\(?(?:"                                                                                       \
  NO_CITY "(?:" WORD_CITY "|" WORD_CITY_URDU ")(?:[,،]\\s+" WORD_CITY ")?" AGENCY                  \
  "\\s*[,،:(–—.-]+\\s*" DATE AGENCY STOP                                                           \
  "|" DATE STOP                                                                                    \
  "|(?:" CITIES ")" AGENCY "\\s*(?::|\\s[–—-]+\\s|—|–|--)\\s*"                                     \
  "|\\p{Lu}{4,}(?: \\p{Lu}{3,})?" AGENCY "\\s*(?::\\s|\\s[–—-]+\\s|—|–|--)\\s*"                    \
  ")"

/* Telephone, e-mail and what a mail program writes above a text. Of a folded line. */
#define OFFICE                                                                                     \
  "\\b(?:tel|telephone|phone|ph|mobile|cell|fax|e-?mail|whatsapp)\\b.*(?:[0-9]{4}|@)"              \
  "|(?:فون|موبایل|فیکس|واٹس ایپ|ای میل).*(?:[0-9]{4}|@)"                                \
  "|^(?:from|to|cc|bcc|sent|date|attachments?|ref|reference|file no|no|f\\. ?no|dated)\\s*[.:]"    \
  "|^(?:page )?[0-9]{1,3}(?: (?:of|/) ?[0-9]{1,3})?$|^[-–] ?[0-9]{1,3} ?[-–]$"                     \
  "|^[(]?(?:more|more follows|continued)[)]?[. …]*$|^[_=*~-]{3,}$"

static gsize
count_chars (const char *text)
{
  return (gsize) g_utf8_strlen (text, -1);
}

/* A pattern of this file, compiled once. */
static GRegex *
compiled (gsize      *once,
          const char *pattern)
{
  if (g_once_init_enter (once))
    g_once_init_leave (once, (gsize) g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL));
  return (GRegex *) *once;
}

/* Whether @text starts with @start, as readers compare. */
static gboolean
starts_with (const char *text,
             const char *start)
{
  g_autofree char *folded = comms_text_fold (text);
  g_autofree char *folded_start = comms_text_fold (start);

  return g_str_has_prefix (folded, folded_start);
}

static guint
count_words (const char *line)
{
  guint n = 0;

  for (const char *p = line; *p != '\0'; n++)
    {
      p += strcspn (p, " ");
      p += strspn (p, " ");
    }
  return n;
}

gboolean
comms_line_ends_sentence (const char *line)
{
  const char *p = line + strlen (line);

  while (p > line)
    {
      gunichar c;

      p = g_utf8_prev_char (p);
      c = g_utf8_get_char (p);
      if (!comms_char_closes (c))
        return comms_char_ends (c);
    }
  return FALSE;
}

gboolean
comms_line_has_number (const char *line,
                       gsize       n)
{
  g_autofree char *folded = comms_text_fold (line);
  gsize found = 0;

  for (const char *p = folded; *p != '\0'; p++)
    {
      found = g_ascii_isdigit (*p) ? found + 1 : 0;
      if (found == n)
        return TRUE;
    }
  return FALSE;
}

static gboolean
starts_with_label (const char *line)
{
  const char *p = line;

  while (*p != '\0' && !g_unichar_isalnum (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (starts_with (p, labels[i]))
      return TRUE;
  return FALSE;
}

gboolean
comms_line_is_label (const char *line)
{
  return count_chars (line) <= LABEL_LENGTH_MAX && starts_with_label (line)
         && comms_line_label_length (line) == 0;
}

gsize
comms_line_label_length (const char *line)
{
  static gsize once;
  const char *colon = strpbrk (line, ":");
  g_autofree char *label = NULL;
  gsize length;

  if (colon == NULL)
    return 0;
  label = g_strndup (line, colon - line);
  length = comms_skip_space (line, colon + 1 - line);
  /* What follows a label with a colon is its number or its time, unless it is as long as a
   * headline. */
  if (count_chars (label) > LABEL_LENGTH_MAX || count_words (line + length) < 4
      || g_regex_match (compiled (&once, "^(?:" DATE "|[0-9۰-۹])"), line + length, 0, NULL))
    return 0;
  return starts_with_label (label) || starts_with (label, "subject") || starts_with (label, "re")
             || starts_with (label, "fwd") || starts_with (label, "fw")
             || starts_with (label, "موضوع") || starts_with (label, "عنوان")
           ? (count_words (label) <= 4 ? length : 0)
           : 0;
}

gboolean
comms_line_is_date (const char *line)
{
  static gsize once;

  return count_chars (line) <= LABEL_LENGTH_MAX && !comms_line_ends_sentence (line)
         && comms_line_has_number (line, 4)
         && g_regex_match (compiled (&once, "\\b" DATE "|" DIGIT "{1,2}[./-]" DIGIT "{1,2}[./-]"
                                     DIGIT "{4}"), line, 0, NULL);
}

/* Whether all words begin with a capital letter, but for the small ones. */
static gboolean
is_name (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  static const char *const small[] = { "of", "and", "for", "the", "on", "&", "" };

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean is_small = FALSE;

      for (gsize j = 0; j < G_N_ELEMENTS (small); j++)
        is_small = is_small || strcmp (words[i], small[j]) == 0;
      if (!is_small && g_unichar_islower (g_utf8_get_char (words[i])))
        return FALSE;
    }
  return TRUE;
}

gboolean
comms_line_is_letterhead (const char *line)
{
  static const struct
  {
    const char *start;
    guint n_words; /* with more, it says something */
  } heads[] = {
    { "government of", 6 },     { "ministry of", 6 },      { "office of", 9 },
    { "islamic republic", 4 },  { "press information", 5 }, { "department of", 6 },
    { "directorate", 7 },       { "media wing", 6 },       { "public relations", 5 },
    { "(media", 4 },            { "حکومت", 3 },            { "وزارت", 4 },
    { "دفتر", 5 },              { "میڈیا ونگ", 5 },        { "اسلامی جمہوریہ", 4 },
    { "محکمہ", 4 },             { "پریس انفارمیشن", 4 },   { "شعبہ", 5 },
  };

  if (count_chars (line) > LETTERHEAD_LENGTH_MAX || comms_line_ends_sentence (line)
      || !is_name (line))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    if (count_words (line) <= heads[i].n_words && starts_with (line, heads[i].start)
        && strstr (line, " نے ") == NULL && strstr (line, " کا ") == NULL)
      return TRUE;
  return FALSE;
}

gboolean
comms_line_is_office (const char *line)
{
  static gsize once;
  g_autofree char *folded = NULL;

  if (count_chars (line) > OFFICE_LENGTH_MAX
      || (comms_line_ends_sentence (line) && count_chars (line) > LABEL_LENGTH_MAX))
    return FALSE;
  folded = comms_text_fold (line);
  return comms_line_label_length (line) == 0
         && g_regex_match (compiled (&once, OFFICE), folded, 0, NULL);
}

static gboolean
is_city (const char *line)
{
  static gsize once;

  return g_regex_match (compiled (&once, "^(?:" CITIES ")[.,:،۔]?$"), line, 0, NULL);
}

gboolean
comms_line_is_head (const char *line)
{
  return comms_line_is_label (line) || comms_line_is_date (line) || comms_line_is_office (line)
         || comms_line_is_letterhead (line) || is_city (line)
         || comms_line_dateline_length (line) == strlen (line);
}

/* The entry of the table of closings, or -1. */
static int
find_closing (const char *line)
{
  gsize length = count_chars (line);
  const char *colon = g_utf8_strchr (line, -1, ':');
  gsize heading = colon != NULL ? (gsize) g_utf8_strlen (line, colon - line) : length;

  for (gsize i = 0; i < G_N_ELEMENTS (closings); i++)
    if (MIN (length, heading) <= closings[i].length_max && starts_with (line, closings[i].start))
      return (int) i;
  return -1;
}

gboolean
comms_line_is_closing (const char *line)
{
  return find_closing (line) >= 0;
}

gboolean
comms_line_is_mere_label (const char *line)
{
  int closing = find_closing (line);

  if (closing >= 0)
    return closings[closing].is_mark;
  return comms_line_is_label (line) && !comms_line_has_number (line, 1);
}

gsize
comms_line_dateline_length (const char *line)
{
  static gsize once;
  /* Where and when stands in a few words; the rest is not searched. */
  g_autofree char *start = g_utf8_substring (line, 0, MIN (count_chars (line), 120));
  g_autoptr (GMatchInfo) match = NULL;
  int end = 0;

  if (!g_regex_match (compiled (&once, DATELINE), start, 0, &match)
      || !g_match_info_fetch_pos (match, 0, NULL, &end))
    return 0;
  return (gsize) end;
}
