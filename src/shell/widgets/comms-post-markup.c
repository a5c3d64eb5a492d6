/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <string.h>

#include "comms-post-markup.h"

#include "comms-count.h"
#include "comms-fit.h"
#include "comms-post-text.h"

#define LRM "\u200e"
#define RLM "\u200f"
#define FIRST_STRONG_ISOLATE "\u2068"
#define POP_ISOLATE "\u2069"

/* What the entity says, as markup: a link is not broken behind its scheme. */
static char *
dup_words (const char *text, const CommsEntity *entity)
{
  g_autofree char *piece = g_strndup (text + entity->start, entity->end - entity->start);
  gsize n_head = entity->kind == COMMS_ENTITY_URL ? comms_link_head_length (piece) : 0;
  const char *rest =
    g_utf8_offset_to_pointer (piece, MIN ((glong) n_head, g_utf8_strlen (piece, -1)));
  g_autofree char *head = g_strndup (piece, (gsize) (rest - piece));

  return *head != '\0'
           ? g_markup_printf_escaped ("<span allow_breaks=\"false\">%s</span>%s", head, rest)
           : g_markup_escape_text (piece, -1);
}

static void
append_entity (GtkWidget *widget, GString *markup, const char *text, const CommsEntity *entity)
{
  gboolean hashtag = entity->kind == COMMS_ENTITY_HASHTAG || entity->kind == COMMS_ENTITY_CASHTAG;
  g_autofree char *words = dup_words (text, entity);
  GdkRGBA colour;

  comms_widget_named_colour (widget, hashtag ? "desk_hashtag" : "accent_color", &colour);
  g_string_append_printf (markup,
                          FIRST_STRONG_ISOLATE
                          "<span color=\"#%02x%02x%02x\" %s>%s</span>" POP_ISOLATE,
                          (guint) (colour.red * 255), (guint) (colour.green * 255),
                          (guint) (colour.blue * 255),
                          entity->kind == COMMS_ENTITY_URL ? "underline=\"single\""
                                                           : "weight=\"bold\"",
                          words);
}

/* Escapes a piece of the text; each of its paragraphs begins with @mark. */
static void
append_plain (GString *markup, const char *text, gsize length, const char *mark)
{
  g_autofree char *piece = g_strndup (text, length);
  g_autofree char *escaped = g_markup_escape_text (piece, -1);
  g_auto (GStrv) lines = g_strsplit (escaped, "\n", -1);
  g_autofree char *line_start = g_strconcat ("\n", mark, NULL);
  g_autofree char *joined = g_strjoinv (line_start, lines);

  g_string_append (markup, joined);
}

char *
comms_post_dup_markup (GtkWidget *widget, const char *text, gboolean rtl)
{
  const char *mark = rtl ? RLM : LRM;
  g_autoptr (GArray) entities = NULL;
  GString *markup = g_string_new (mark);
  gsize at = 0;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  if (text == NULL)
    return g_string_free (markup, FALSE);
  entities = comms_text_find_entities (text);
  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      append_plain (markup, text + at, entity->start - at, mark);
      append_entity (widget, markup, text, entity);
      at = entity->end;
    }
  append_plain (markup, text + at, strlen (text) - at, mark);
  return g_string_free (markup, FALSE);
}

void
comms_label_follow_text (GtkLabel *label, const char *text)
{
  gboolean rtl;

  g_return_if_fail (GTK_IS_LABEL (label));

  rtl = gtk_widget_get_direction (GTK_WIDGET (label)) == GTK_TEXT_DIR_RTL;
  gtk_label_set_xalign (label, text != NULL && comms_text_is_rtl (text) != rtl ? 1 : 0);
}
