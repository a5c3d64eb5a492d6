/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-targets-columns.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-csv.h"
#include "comms-enum-types.h"
#include "comms-fit.h"
#include "comms-targets-private.h"
#include "comms-words.h"

typedef gboolean (*ReadFunc) (CommsTarget *target,
                              const char *property,
                              const char *cell,
                              char **problem);
typedef char *(*WriteFunc) (CommsTarget *target, const char *property);

typedef struct
{
  const char *name;
  const char *property;
  const char *const *aliases; /* as comms_column_dup_key() writes them */
  ReadFunc read;
  WriteFunc write;
} Column;

/* Letters and digits alone, folded. */
static char *
dup_key (const char *text)
{
  g_autofree char *folded = comms_text_fold (text);
  g_autoptr (GString) key = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (key, g_utf8_get_char (p));

  return g_string_free (g_steal_pointer (&key), FALSE);
}

/* Most cells are plain, and a long list has a million of them. */
static gboolean
is_plain (const char *cell)
{
  char before = ' ';

  for (const char *p = cell; *p != '\0'; p++)
    {
      if (*p < ' ' || *p > '~' || (*p == ' ' && before == ' '))
        return FALSE;
      before = *p;
    }

  return before != ' ' && *cell != '\'';
}

/* The apostrophe may come to the front only by cleaning; it is taken away then too, so that the
 * same is read from what was read. */
static char *
dup_line (const char *cell)
{
  g_autofree char *plain = NULL;
  g_autofree char *line = NULL;

  if (is_plain (cell))
    return g_strdup (cell);
  plain = comms_csv_dup_plain (cell);
  line = comms_text_clean_line (plain);
  return comms_csv_dup_plain (line);
}

static gboolean
read_line (CommsTarget *target, const char *property, const char *cell, char **problem)
{
  g_autofree char *line = dup_line (cell);

  g_object_set (target, property, line, NULL);
  return TRUE;
}

static gboolean
read_text (CommsTarget *target, const char *property, const char *cell, char **problem)
{
  g_autofree char *plain = comms_csv_dup_plain (cell);
  g_autofree char *text = comms_text_clean (plain, -1, NULL);

  g_object_set (target, property, text, NULL);
  return TRUE;
}

static gboolean
read_handle (CommsTarget *target, const char *property, const char *cell, char **problem)
{
  g_autofree char *line = dup_line (cell);
  g_autofree char *handle = comms_target_dup_handle (line);

  if (*handle == '\0' || strpbrk (handle, " ,;") != NULL)
    {
      *problem = g_strdup_printf (C_ ("import", "“%s” is no handle. Write one name without spaces, "
                                                "or leave the cell empty."),
                                  cell);
      return FALSE;
    }
  g_object_set (target, property, handle, NULL);
  return TRUE;
}

static gboolean
read_email (CommsTarget *target, const char *property, const char *cell, char **problem)
{
  g_autofree char *line = dup_line (cell);
  const char *at = strchr (line, '@');

  if (at == NULL || at == line || at[1] == '\0' || strpbrk (line, " ,;<>") != NULL)
    {
      *problem = g_strdup_printf (C_ ("import", "“%s” is no email address. Write one as "
                                                "name@example.org, or leave the cell empty."),
                                  cell);
      return FALSE;
    }
  g_object_set (target, property, line, NULL);
  return TRUE;
}

/* A class, channel or posture by its nick or by its word, in English or as the interface says it.
 */
static gboolean
find_value (GType type, const char *cell, const char *(*word_of) (int value), int *value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  g_autofree char *key = NULL;

  /* As the export writes it. */
  if (comms_enum_from_nick (type, cell, value))
    return TRUE;

  key = dup_key (cell);
  for (guint i = 0; i < klass->n_values; i++)
    {
      g_autofree char *nick = dup_key (klass->values[i].value_nick);
      g_autofree char *plural = g_strconcat (nick, "s", NULL);
      g_autofree char *word = dup_key (word_of (klass->values[i].value));

      *value = klass->values[i].value;
      if (g_str_equal (key, nick) || g_str_equal (key, plural) || g_str_equal (key, word))
        return TRUE;
    }

  return FALSE;
}

static const char *
class_word (int value)
{
  return comms_target_kind_word ((CommsTargetKind) value);
}

static const char *
channel_word (int value)
{
  return comms_channel_word ((CommsChannel) value);
}

static const char *
posture_word (int value)
{
  return comms_posture_word ((CommsPosture) value);
}

static gboolean
read_class (CommsTarget *target, const char *property, const char *cell, char **problem)
{
  int value;

  if (find_value (COMMS_TYPE_TARGET_KIND, cell, class_word, &value))
    {
      g_object_set (target, property, value, NULL);
      return TRUE;
    }
  *problem = g_strdup_printf (C_ ("import", "“%s” is no class. Write journalist, decision-maker, "
                                            "policy-maker or peer."),
                              cell);
  return FALSE;
}

static gboolean
read_channel (CommsTarget *target, const char *property, const char *cell, char **problem)
{
  int value;

  if (find_value (COMMS_TYPE_CHANNEL, cell, channel_word, &value))
    {
      g_object_set (target, property, value, NULL);
      return TRUE;
    }
  *problem = g_strdup_printf (C_ ("import", "“%s” is no way to reach someone. Write x, mastodon, "
                                            "bluesky, email, telephone, meeting, letter, press or "
                                            "other."),
                              cell);
  return FALSE;
}

static gboolean
read_posture (CommsTarget *target, const char *property, const char *cell, char **problem)
{
  int value;

  if (find_value (COMMS_TYPE_POSTURE, cell, posture_word, &value))
    {
      g_object_set (target, property, value, NULL);
      return TRUE;
    }
  *problem = g_strdup_printf (C_ ("import", "“%s” is no posture. Write active, lurker or "
                                            "unspecified."),
                              cell);
  return FALSE;
}

static gboolean
read_yes (CommsTarget *target, const char *property, const char *cell, char **problem)
{
  static const char *const yes[] = { "yes", "y", "true", "1", "x", "ہاں", NULL };
  static const char *const no[] = { "no", "n", "false", "0", "نہیں", NULL };
  g_autofree char *line = dup_line (cell);
  g_autofree char *folded = g_utf8_strdown (line, -1);
  gboolean value = g_strv_contains (yes, folded);

  if (!value && !g_strv_contains (no, folded))
    {
      *problem = g_strdup_printf (C_ ("import", "“%s” is neither yes nor no."), cell);
      return FALSE;
    }
  g_object_set (target, property, value, NULL);
  return TRUE;
}

/* The tag of a language by its tag or its name. */
static const char *
find_language (const char *word)
{
  static const struct
  {
    const char *tag;
    const char *names[3];
  } languages[] = {
    { "en", { "english", "انگریزی" } },  { "ur", { "urdu", "اردو" } },
    { "pa", { "punjabi", "پنجابی" } },   { "sd", { "sindhi", "سندھی" } },
    { "ps", { "pashto", "پشتو" } },      { "bal", { "balochi", "بلوچی" } },
    { "skr", { "saraiki", "سرائیکی" } }, { "ar", { "arabic", "عربی" } },
    { "fr", { "french", NULL } },        { "de", { "german", NULL } },
    { "es", { "spanish", NULL } },       { "zh", { "chinese", NULL } },
  };
  g_autofree char *key = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (word, languages[i].tag))
      return languages[i].tag;

  key = dup_key (word);
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      if (g_str_equal (key, languages[i].tag))
        return languages[i].tag;
      for (guint j = 0; languages[i].names[j] != NULL; j++)
        {
          g_autofree char *name = dup_key (languages[i].names[j]);

          if (g_str_equal (key, name))
            return languages[i].tag;
        }
    }

  return NULL;
}

static gboolean
is_tag (const char *word)
{
  gsize length = strspn (word, "abcdefghijklmnopqrstuvwxyz");

  return length >= 2 && length <= 3 && (word[length] == '\0' || word[length] == '-');
}

static gboolean
read_languages (CommsTarget *target, const char *property, const char *cell, char **problem)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();
  g_auto (GStrv) words = NULL;
  g_autofree char *line = dup_line (cell);

  words = g_strsplit_set (line, ",;/| ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *tag = *words[i] != '\0' ? find_language (words[i]) : "";

      if (tag == NULL && is_tag (words[i]))
        tag = words[i];
      if (tag == NULL)
        {
          *problem = g_strdup_printf (C_ ("import", "The desk does not know the language “%s”. "
                                                    "Write its code, such as en or ur."),
                                      words[i]);
          return FALSE;
        }
      if (*tag != '\0')
        g_ptr_array_add (tags, (gpointer) tag);
    }
  g_ptr_array_add (tags, NULL);
  g_object_set (target, property, tags->pdata, NULL);
  return TRUE;
}

static char *
write_line (CommsTarget *target, const char *property)
{
  char *text = NULL;

  g_object_get (target, property, &text, NULL);
  return text != NULL ? text : g_strdup ("");
}

static char *
write_class (CommsTarget *target, const char *property)
{
  return g_strdup (comms_enum_nick (COMMS_TYPE_TARGET_KIND, target->kind));
}

static char *
write_channel (CommsTarget *target, const char *property)
{
  return g_strdup (comms_enum_nick (COMMS_TYPE_CHANNEL, target->prefers));
}

static char *
write_posture (CommsTarget *target, const char *property)
{
  return g_strdup (comms_enum_nick (COMMS_TYPE_POSTURE, target->posture));
}

static char *
write_yes (CommsTarget *target, const char *property)
{
  return g_strdup (target->do_not_contact ? "yes" : "no");
}

static char *
write_languages (CommsTarget *target, const char *property)
{
  return target->languages != NULL ? g_strjoinv (" ", target->languages) : g_strdup ("");
}

#define ALIASES(...)                                                                               \
  (const char *const[])                                                                            \
  {                                                                                                \
    __VA_ARGS__, NULL                                                                              \
  }

/* The names are those of the export; the aliases are what other people's lists say. */
static const Column columns[COMMS_N_COLUMNS] = {
  [COMMS_COLUMN_NAME] = { "name", "name", ALIASES ("fullname", "person", "نام"), read_line,
                          write_line },
  [COMMS_COLUMN_CLASS] = { "class", "kind", ALIASES ("kind", "type", "category", "قسم"), read_class,
                           write_class },
  [COMMS_COLUMN_ORGANISATION] = { "organisation", "organisation",
                                  ALIASES ("organization",
                                           "outlet",
                                           "ministry",
                                           "institution",
                                           "ادارہ"),
                                  read_line, write_line },
  [COMMS_COLUMN_ROLE] = { "role", "role", ALIASES ("position", "designation", "jobtitle", "عہدہ"),
                          read_line, write_line },
  [COMMS_COLUMN_BEAT] = { "beat", "beat", ALIASES ("subjects", "subject", "topics", "موضوع"),
                          read_line, write_line },
  [COMMS_COLUMN_CITY] = { "city", "city", ALIASES ("town", "شہر"), read_line, write_line },
  [COMMS_COLUMN_LANGUAGES] = { "languages", "languages", ALIASES ("language", "زبان"),
                               read_languages, write_languages },
  [COMMS_COLUMN_X] = { "x", "x-handle", ALIASES ("xhandle", "twitter", "twitterhandle", "handle"),
                       read_handle, write_line },
  [COMMS_COLUMN_MASTODON] = { "mastodon", "mastodon-handle", ALIASES ("mastodonhandle"),
                              read_handle, write_line },
  [COMMS_COLUMN_BLUESKY] = { "bluesky", "bluesky-handle", ALIASES ("blueskyhandle"), read_handle,
                             write_line },
  [COMMS_COLUMN_EMAIL] = { "email", "email", ALIASES ("mail", "emailaddress", "ایمیل"), read_email,
                           write_line },
  [COMMS_COLUMN_TELEPHONE] = { "telephone", "telephone", ALIASES ("phone", "mobile", "tel", "فون"),
                               read_line, write_line },
  [COMMS_COLUMN_PREFERS] = { "prefers", "prefers", ALIASES ("channel", "preferredchannel"),
                             read_channel, write_channel },
  [COMMS_COLUMN_DEADLINE] = { "deadline", "deadline", ALIASES ("deadlines"), read_line,
                              write_line },
  [COMMS_COLUMN_POSTURE] = { "posture", "posture", ALIASES ("activity"), read_posture,
                             write_posture },
  [COMMS_COLUMN_DO_NOT_CONTACT] = { "do-not-contact", "do-not-contact", ALIASES ("dnc"), read_yes,
                                    write_yes },
  [COMMS_COLUMN_PERMISSION] = { "permission", "permission", ALIASES ("consent"), read_text,
                                write_line },
  [COMMS_COLUMN_SOURCE] = { "source", "source", ALIASES ("sources", "ماخذ"), read_line,
                            write_line },
  [COMMS_COLUMN_NOTES] = { "notes", "notes", ALIASES ("note", "remarks"), read_text, write_line },
};

CommsColumn
comms_column_find (const char *heading)
{
  g_autofree char *key = dup_key (heading);

  for (guint i = 0; i < COMMS_N_COLUMNS; i++)
    {
      g_autofree char *name = dup_key (columns[i].name);

      if (g_str_equal (key, name))
        return i;
      for (guint j = 0; columns[i].aliases[j] != NULL; j++)
        {
          g_autofree char *alias = dup_key (columns[i].aliases[j]);

          if (g_str_equal (key, alias))
            return i;
        }
    }

  return COMMS_N_COLUMNS;
}

const char *
comms_column_name (CommsColumn column)
{
  g_return_val_if_fail (column < COMMS_N_COLUMNS, NULL);

  return columns[column].name;
}

gboolean
comms_column_is_forbidden (const char *heading)
{
  /* The beginnings of words, those with a full stop whole words. */
  static const char *const beginnings[] = {
    "relig",  "faith.",  "sect.",    "caste.",  "ethnic",  "race.",   "racial",
    "tribe.", "politic", "health",   "medical", "disabil", "diagnos", "sexual",
    "union.", "crime.",  "criminal", "convict", "مذہب",    "فرقہ",    "مسلک",
    "ذات.",   "نسل",     "سیاس",     "صحت",     "بیمار",   "جرم",     "جنسی",
  };
  g_autofree char *folded = comms_text_fold (heading);
  g_auto (GStrv) words = g_strsplit_set (folded, " -_/,.()", -1);

  for (guint i = 0; words[i] != NULL; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (beginnings); j++)
      {
        g_autofree char *whole = g_strconcat (words[i], ".", NULL);
        g_autofree char *beginning = comms_text_fold (beginnings[j]);

        if (*words[i] != '\0' && g_str_has_prefix (whole, beginning))
          return TRUE;
      }

  return FALSE;
}

gboolean
comms_column_read (CommsColumn column, CommsTarget *target, const char *cell, char **problem)
{
  g_return_val_if_fail (column < COMMS_N_COLUMNS, FALSE);

  return columns[column].read (target, columns[column].property, cell, problem);
}

char *
comms_column_write (CommsColumn column, CommsTarget *target)
{
  g_return_val_if_fail (column < COMMS_N_COLUMNS, NULL);

  return columns[column].write (target, columns[column].property);
}
