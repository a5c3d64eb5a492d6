/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include "comms-check-lines.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

/* JSON-GLib's parser calls itself for each bracket; deeper than this is no text to check. */
#define DEPTH_MAX 64

struct _CommsCheckLines
{
  CommsTextRule rule;
  CommsTextOptions options;
  CommsTextCheck check;
  GString *line; /* what came of a line whose end has not come yet */
  GString *text;
};

/* The first place of what a string of JSON cannot hold as it is, or @end. Eight bytes at a time. */
static const char *
find_special (const char *p,
              const char *end)
{
  const guint64 ones = 0x0101010101010101, tops = 0x8080808080808080;

  for (; end - p >= 8; p += 8)
    {
      guint64 word, quote, slash;

      memcpy (&word, p, sizeof word);
      quote = word ^ (ones * '"');
      slash = word ^ (ones * '\\');
      if ((((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((word - ones * 0x20) & ~word)) & tops)
        break;
    }
  while (p < end && *p != '"' && *p != '\\' && (guchar) *p >= 0x20)
    p++;
  return p;
}

/* ---- reading ---- */

static const char *
skip_space (const char *p,
            const char *end)
{
  while (p < end && (*p == ' ' || *p == '\t' || *p == '\r'))
    p++;
  return p;
}

/* The number that four hexadecimal digits at @p are, or -1. */
static int
parse_hex (const char *p,
           const char *end)
{
  int value = 0;

  if (end - p < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

/* Appends the character of a "\\u" whose digits start at @p. Returns what follows, or NULL where
 * it is no character. */
static const char *
take_code (const char *p,
           const char *end,
           GString    *text)
{
  int unit = parse_hex (p, end), low;

  if (unit < 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return NULL;
  if (unit < 0xd800 || unit > 0xdfff)
    {
      char utf8[6];

      g_string_append_len (text, utf8, g_unichar_to_utf8 ((gunichar) unit, utf8));
      return p + 4;
    }
  if (end - p < 10 || p[4] != '\\' || p[5] != 'u')
    return NULL;
  low = parse_hex (p + 6, end);
  if (low < 0xdc00 || low > 0xdfff)
    return NULL;
  g_string_append_unichar (text, 0x10000 + (((gunichar) unit - 0xd800) << 10) + ((gunichar) low - 0xdc00));
  return p + 10;
}

static const char *
take_escape (const char *p,
             const char *end,
             GString    *text)
{
  static const char names[] = "\"\\/bfnrt", chars[] = "\"\\/\b\f\n\r\t";
  const char *name;

  if (p >= end)
    return NULL;
  if (*p == 'u')
    return take_code (p + 1, end, text);
  name = *p != '\0' ? strchr (names, *p) : NULL;
  if (name == NULL)
    return NULL;
  g_string_append_c (text, chars[name - names]);
  return p + 1;
}

/* Appends the string whose first character is at @p. Returns what follows its quotation mark, or
 * NULL where it is none. */
static const char *
take_string (const char *p,
             const char *end,
             GString    *text)
{
  for (;;)
    {
      const char *run = p;

      p = find_special (p, end);
      g_string_append_len (text, run, p - run);
      if (p >= end || (guchar) *p < 0x20)
        return NULL;
      if (*p == '"')
        return p + 1;
      p = take_escape (p + 1, end, text);
      if (p == NULL)
        return NULL;
    }
}

/* Reads {"text": "..."}, which is all that most lines are. Gives in @found and @size the text where
 * it stands, or in @text where it has escapes. */
static gboolean
parse_plain (const char  *p,
             const char  *end,
             GString     *text,
             const char **found,
             gsize       *size)
{
  static const char key[] = "\"text\"";

  p = skip_space (p, end);
  if (p >= end || *p != '{')
    return FALSE;
  p = skip_space (p + 1, end);
  if ((gsize) (end - p) < strlen (key) || memcmp (p, key, strlen (key)) != 0)
    return FALSE;
  p = skip_space (p + strlen (key), end);
  if (p >= end || *p != ':')
    return FALSE;
  p = skip_space (p + 1, end);
  if (p >= end || *p != '"')
    return FALSE;
  *found = p + 1;
  p = find_special (p + 1, end);
  if (p < end && *p == '"')
    {
      *size = (gsize) (p - *found);
      p++;
    }
  else
    {
      p = take_string (*found, end, text);
      *found = text->str;
      *size = text->len;
    }
  if (p == NULL)
    return FALSE;
  p = skip_space (p, end);
  return p < end && *p == '}' && skip_space (p + 1, end) == end;
}

static gboolean
is_deep (const char *p,
         const char *end)
{
  guint depth = 0;

  for (; p < end; p++)
    if (*p == '{' || *p == '[')
      depth++;
  return depth > DEPTH_MAX;
}

/* Reads an object that has other members too. */
static gboolean
parse_object (const char *p,
              const char *end,
              GString    *text)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonNode *root, *member;

  if (is_deep (p, end) || !g_utf8_validate (p, end - p, NULL))
    return FALSE;
  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, p, end - p, NULL))
    return FALSE;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  member = json_object_get_member (json_node_get_object (root), "text");
  if (member == NULL || !JSON_NODE_HOLDS_VALUE (member) ||
      json_node_get_value_type (member) != G_TYPE_STRING)
    return FALSE;
  g_string_append (text, json_node_get_string (member));
  return TRUE;
}

/* ---- writing ----
 *
 * Into room that is made beforehand: no piece of an answer is longer than what is reckoned for it. */

#define ANSWER_ROOM 256
#define ENTITY_ROOM 128
#define BYTE_ROOM 6 /* of "\u0001" */

#define PUT(out, literal) (memcpy (out, literal, sizeof (literal) - 1), (out) + sizeof (literal) - 1)

static char *
put (char       *out,
     const char *text)
{
  gsize n = strlen (text);

  memcpy (out, text, n);
  return out + n;
}

static char *
put_escaped (char  *out,
             guchar c)
{
  static const char digits[] = "0123456789abcdef";

  if (c >= 0x20)
    {
      *out++ = '\\';
      *out++ = (char) c;
      return out;
    }
  out = PUT (out, "\\u00");
  *out++ = digits[c >> 4];
  *out++ = digits[c & 15];
  return out;
}

static char *
put_string (char       *out,
            const char *text,
            gsize       size)
{
  const char *end = text + size;

  *out++ = '"';
  while (text < end)
    {
      const char *special = find_special (text, end);

      memcpy (out, text, (gsize) (special - text));
      out += special - text;
      text = special;
      if (text < end)
        out = put_escaped (out, (guchar) *text++);
    }
  *out++ = '"';
  return out;
}

static char *
put_number (char  *out,
            gint64 number)
{
  char digits[24];
  char *p = digits + sizeof digits;
  guint64 rest = number < 0 ? -(guint64) number : (guint64) number;

  do
    *--p = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (number < 0)
    *--p = '-';
  memcpy (out, p, (gsize) (digits + sizeof digits - p));
  return out + (digits + sizeof digits - p);
}

/* A list is its owner and its own name. */
static char *
put_list (char       *out,
          const char *handle,
          gsize       size)
{
  const char *slash = memchr (handle, '/', size);

  out = put_string (out, handle, (gsize) (slash - handle));
  out = PUT (out, ",\"list\":");
  return put_string (out, slash + 1, size - (gsize) (slash + 1 - handle));
}

static char *
put_entity (char              *out,
            const char        *text,
            const char        *member,
            const CommsEntity *entity)
{
  const char *start = text + entity->start;
  gsize sign = 0;

  /* The sign in front, one character of ASCII or its wide form, is not part of the name. */
  if (entity->kind != COMMS_ENTITY_URL)
    sign = (gsize) (g_utf8_next_char (start) - start);
  out = put (out, member);
  if (entity->kind == COMMS_ENTITY_LIST)
    out = put_list (out, start + sign, entity->end - entity->start - sign);
  else
    out = put_string (out, start + sign, entity->end - entity->start - sign);
  out = PUT (out, ",\"start\":");
  out = put_number (out, (gint64) entity->char_start);
  out = PUT (out, ",\"end\":");
  out = put_number (out, (gint64) entity->char_end);
  *out++ = '}';
  return out;
}

/* Those of one kind, with what is before the name. */
static char *
put_entities (char           *out,
              const char     *text,
              const GArray   *entities,
              CommsEntityKind kind,
              const char     *member)
{
  gboolean first = TRUE;

  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      if (entity->kind != kind)
        continue;
      if (!first)
        *out++ = ',';
      first = FALSE;
      out = put_entity (out, text, member, entity);
    }
  return out;
}

static char *
put_all_entities (char         *out,
                  const char   *text,
                  const GArray *entities)
{
  out = PUT (out, ",\"mentions\":[");
  out = put_entities (out, text, entities, COMMS_ENTITY_MENTION, "{\"handle\":");
  out = PUT (out, "],\"lists\":[");
  out = put_entities (out, text, entities, COMMS_ENTITY_LIST, "{\"handle\":");
  out = PUT (out, "],\"hashtags\":[");
  out = put_entities (out, text, entities, COMMS_ENTITY_HASHTAG, "{\"tag\":");
  out = PUT (out, "],\"cashtags\":[");
  out = put_entities (out, text, entities, COMMS_ENTITY_CASHTAG, "{\"tag\":");
  out = PUT (out, "],\"urls\":[");
  out = put_entities (out, text, entities, COMMS_ENTITY_URL, "{\"url\":");
  *out++ = ']';
  return out;
}

static char *
put_problem (char                   *out,
             const CommsTextProblem *problem)
{
  static const char *const severities[] = { "note", "warning", "error" };

  out = PUT (out, "{\"code\":\"");
  out = put (out, problem->code);
  out = PUT (out, "\",\"severity\":\"");
  out = put (out, severities[problem->severity]);
  out = PUT (out, "\",\"message\":");
  out = put_string (out, problem->sentence, strlen (problem->sentence));
  *out++ = '}';
  return out;
}

/* How long the answer can become. */
static gsize
reckon (const char           *text,
        const CommsTextCheck *check)
{
  gsize room = ANSWER_ROOM;

  for (guint i = 0; i < check->entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (check->entities, CommsEntity, i);

      room += ENTITY_ROOM + BYTE_ROOM * (entity->end - entity->start);
    }
  for (guint i = 0; i < check->problems->len; i++)
    room += ENTITY_ROOM
            + BYTE_ROOM * strlen (g_array_index (check->problems, CommsTextProblem, i).sentence);
  return room;
}

static void
append_check (GString              *answers,
              const char           *text,
              const CommsTextCheck *check)
{
  gsize length = answers->len;
  char *out;

  g_string_set_size (answers, length + reckon (text, check));
  out = answers->str + length;
  out = PUT (out, "{\"length\":");
  out = put_number (out, check->length);
  out = PUT (out, ",\"limit\":");
  out = put_number (out, check->limit);
  out = put (out, check->valid ? ",\"valid\":true" : ",\"valid\":false");
  out = put_all_entities (out, text, check->entities);
  out = PUT (out, ",\"problems\":[");
  for (guint i = 0; i < check->problems->len; i++)
    {
      if (i > 0)
        *out++ = ',';
      out = put_problem (out, &g_array_index (check->problems, CommsTextProblem, i));
    }
  out = PUT (out, "]}\n");
  g_string_truncate (answers, (gsize) (out - answers->str));
}

/* ---- lines ---- */

/* A line that is no question gets an answer all the same, so that answers stay in step. */
static void
refuse_line (CommsCheckLines *self,
             GString         *out)
{
  const char *sentence
    = C_ ("cli", "This line is no JSON object with a text. Write {\"text\": \"…\"} on one line.");
  CommsTextProblem problem = { "input", COMMS_TEXT_ERROR, g_strdup (sentence), 0, 0 };

  self->options.size = 0;
  comms_text_check (NULL, self->rule, &self->options, &self->check);
  g_array_set_size (self->check.problems, 0);
  g_array_append_val (self->check.problems, problem);
  append_check (out, "", &self->check);
}

/* What stands in a broken text is quoted with a "?" for each bad byte, as it was counted. Returns
 * the text, in @copy where it had to be mended. */
static const char *
mend_where_broken (const CommsTextCheck *check,
                   const char           *text,
                   gsize                 size,
                   GString              *copy)
{
  const char *bad;
  gboolean broken = FALSE;

  for (guint i = 0; i < check->problems->len; i++)
    broken |= g_str_equal (g_array_index (check->problems, CommsTextProblem, i).code, "encoding");
  if (!broken)
    return text;
  if (text != copy->str)
    {
      g_string_truncate (copy, 0);
      g_string_append_len (copy, text, (gssize) size);
    }
  while (!g_utf8_validate_len (copy->str, copy->len, &bad))
    copy->str[bad - copy->str] = '?';
  return copy->str;
}

static void
answer_line (CommsCheckLines *self,
             const char      *line,
             gsize            size,
             GString         *out)
{
  const char *end = line + size, *text = "";
  gsize text_size = 0;

  g_string_truncate (self->text, 0);
  if (!parse_plain (line, end, self->text, &text, &text_size))
    {
      g_string_truncate (self->text, 0);
      if (!parse_object (line, end, self->text))
        {
          refuse_line (self, out);
          return;
        }
      text = self->text->str;
      text_size = self->text->len;
    }
  self->options.size = text_size;
  comms_text_check (text_size > 0 ? text : "", self->rule, &self->options, &self->check);
  if (self->check.problems->len > 0)
    text = mend_where_broken (&self->check, text, text_size, self->text);
  append_check (out, text, &self->check);
}

CommsCheckLines *
comms_check_lines_new (CommsTextRule           rule,
                       const CommsTextOptions *options)
{
  CommsCheckLines *self = g_new0 (CommsCheckLines, 1);

  self->rule = rule;
  self->options = *options;
  self->line = g_string_new (NULL);
  self->text = g_string_new (NULL);
  return self;
}

void
comms_check_lines_free (CommsCheckLines *self)
{
  comms_text_check_clear (&self->check);
  g_string_free (self->line, TRUE);
  g_string_free (self->text, TRUE);
  g_free (self);
}

void
comms_check_lines_feed (CommsCheckLines *self,
                        const char      *data,
                        gsize            size,
                        GString         *out)
{
  const char *end = data + size, *newline;

  while ((newline = memchr (data, '\n', (gsize) (end - data))) != NULL)
    {
      if (self->line->len > 0)
        {
          g_string_append_len (self->line, data, newline - data);
          answer_line (self, self->line->str, self->line->len, out);
          g_string_truncate (self->line, 0);
        }
      else
        answer_line (self, data, (gsize) (newline - data), out);
      data = newline + 1;
    }
  g_string_append_len (self->line, data, end - data);
}

void
comms_check_lines_end (CommsCheckLines *self,
                       GString         *out)
{
  if (self->line->len > 0)
    answer_line (self, self->line->str, self->line->len, out);
  g_string_truncate (self->line, 0);
}
