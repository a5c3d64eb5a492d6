/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "comms-post-text.h"
#include "comms-restyle.h"

struct _CommsPostText
{
  GtkTextView parent_instance;

  CommsTextRule rule;
  CommsTextOptions options;
  gboolean limited;
  CommsTextCheck check;
  GArray *shown;    /* of Shown: the entities that have their tags */
  int shown_length; /* of the text then, in characters */
  gboolean has_problems;
  gboolean has_spans;
  GtkTextTag *tags[COMMS_N_ENTITY_KINDS];
  GtkTextTag *together; /* a link is not broken behind its scheme */
  GtkTextTag *over;
  GtkTextTag *refused;
  GtkTextTag *warned;
  GtkTextTag *blocked;
  GtkTextTag *whole; /* no hyphen stands where a long word breaks: a network shows none */
  guint resize_source;
  guint grow_source;
  int known_height;
};

G_DEFINE_FINAL_TYPE (CommsPostText, comms_post_text, GTK_TYPE_TEXT_VIEW)

/* An entity in characters. */
typedef struct
{
  CommsEntityKind kind;
  int start;
  int end;
  int together; /* how much of its head stays in one line */
} Shown;

static GtkTextBuffer *
buffer_of (CommsPostText *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
}

static void
apply (CommsPostText *self, GtkTextTag *tag, int start, int end)
{
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_offset (buffer_of (self), &from, start);
  gtk_text_buffer_get_iter_at_offset (buffer_of (self), &to, end);
  gtk_text_buffer_apply_tag (buffer_of (self), tag, &from, &to);
}

static void
apply_bytes (CommsPostText *self, GtkTextTag *tag, const char *text, gsize start, gsize end)
{
  int from = (int) g_utf8_pointer_to_offset (text, text + start);

  apply (self, tag, from, from + (int) g_utf8_pointer_to_offset (text + start, text + end));
}

/* Lays out the text anew even where the tag is nowhere. */
static void
remove_tag (CommsPostText *self, GtkTextTag *tag)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer_of (self), &start, &end);
  gtk_text_buffer_remove_tag (buffer_of (self), tag, &start, &end);
}

/* The entities in characters, in one pass over the text. */
static GArray *
in_characters (const char *text, GArray *entities)
{
  GArray *shown = g_array_sized_new (FALSE, FALSE, sizeof (Shown), entities->len);
  gsize at = 0;
  int offset = 0;

  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);
      Shown one = { .kind = entity->kind };

      offset += (int) g_utf8_pointer_to_offset (text + at, text + entity->start);
      one.start = offset;
      offset += (int) g_utf8_pointer_to_offset (text + entity->start, text + entity->end);
      one.end = offset;
      if (entity->kind == COMMS_ENTITY_URL)
        one.together = (int) comms_link_head_length (text + entity->start);
      at = entity->end;
      g_array_append_val (shown, one);
    }
  return shown;
}

static gboolean
same_entity (const Shown *old, const Shown *now, int moved)
{
  return old->kind == now->kind && old->start + moved == now->start && old->end + moved == now->end;
}

static void
tag_between (CommsPostText *self, GArray *now, guint head, guint tail, int length)
{
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_offset (buffer_of (self), &from,
                                      head > 0 ? g_array_index (now, Shown, head - 1).end : 0);
  gtk_text_buffer_get_iter_at_offset (buffer_of (self), &to,
                                      tail > 0 ? g_array_index (now, Shown, now->len - tail).start
                                               : length);
  for (guint i = 0; i < G_N_ELEMENTS (self->tags); i++)
    gtk_text_buffer_remove_tag (buffer_of (self), self->tags[i], &from, &to);
  gtk_text_buffer_remove_tag (buffer_of (self), self->together, &from, &to);
  for (guint i = head; i < now->len - tail; i++)
    {
      const Shown *one = &g_array_index (now, Shown, i);

      apply (self, self->tags[one->kind], one->start, one->end);
      if (one->together > 0)
        apply (self, self->together, one->start, MIN (one->start + one->together, one->end));
    }
}

/* Tags move with the text that they are on. So only what lies between the entities that are as they
 * were, at the head and at the tail, is tagged anew: in a long text that is the paragraph that is
 * being written. */
static void
show_entities (CommsPostText *self, GArray *now, int length)
{
  GArray *old = self->shown;
  int moved = length - self->shown_length;
  guint head = 0;
  guint tail = 0;

  while (head < MIN (old->len, now->len) &&
         same_entity (&g_array_index (old, Shown, head), &g_array_index (now, Shown, head), 0))
    head++;
  while (tail < MIN (old->len, now->len) - head &&
         same_entity (&g_array_index (old, Shown, old->len - 1 - tail),
                      &g_array_index (now, Shown, now->len - 1 - tail), moved))
    tail++;
  if (head + tail < MAX (old->len, now->len))
    tag_between (self, now, head, tail, length);
  g_array_unref (self->shown);
  self->shown = now;
  self->shown_length = length;
}

static void
show_problems (CommsPostText *self, const char *text)
{
  GArray *problems = self->check.problems;

  if (self->has_problems)
    {
      remove_tag (self, self->over);
      remove_tag (self, self->refused);
    }
  self->has_problems = (self->limited && self->check.length > self->check.limit) ||
                       (problems != NULL && problems->len > 0);
  if (self->limited && self->check.length > self->check.limit)
    apply_bytes (self, self->over, text, self->check.fits, strlen (text));
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const CommsTextProblem *problem = &g_array_index (problems, CommsTextProblem, i);

      if (problem->end > problem->start && problem->severity == COMMS_TEXT_ERROR &&
          !g_str_equal (problem->code, "too-long"))
        apply_bytes (self, self->refused, text, problem->start, problem->end);
    }
}

static void
mark_up (CommsPostText *self)
{
  g_autofree char *text = comms_post_text_dup_text (self);
  int length = gtk_text_buffer_get_char_count (buffer_of (self));

  comms_text_check (text, self->rule, &self->options, &self->check);
  show_entities (self, in_characters (text, self->check.entities), length);
  show_problems (self, text);
}

void
comms_post_text_set_spans (CommsPostText *self, const CommsTextSpan *spans, guint n_spans)
{
  g_autofree char *text = NULL;

  g_return_if_fail (COMMS_IS_POST_TEXT (self));

  if (self->has_spans)
    {
      remove_tag (self, self->warned);
      remove_tag (self, self->blocked);
    }
  self->has_spans = n_spans > 0;
  if (n_spans == 0)
    return;
  text = comms_post_text_dup_text (self);
  for (guint i = 0; i < n_spans; i++)
    if (spans[i].end <= strlen (text))
      apply_bytes (self, spans[i].blocks ? self->blocked : self->warned, text, spans[i].start,
                   spans[i].end);
}

const CommsTextCheck *
comms_post_text_get_check (CommsPostText *self)
{
  g_return_val_if_fail (COMMS_IS_POST_TEXT (self), NULL);

  return &self->check;
}

static void
set_colours (CommsPostText *self)
{
  GdkRGBA accent, hashtag, over, warning;

  comms_widget_named_colour (GTK_WIDGET (self), "accent_color", &accent);
  comms_widget_named_colour (GTK_WIDGET (self), "desk_hashtag", &hashtag);
  comms_widget_named_colour (GTK_WIDGET (self), "error_color", &over);
  comms_widget_named_colour (GTK_WIDGET (self), "desk_warning", &warning);
  g_object_set (self->tags[COMMS_ENTITY_MENTION], "foreground-rgba", &accent, NULL);
  g_object_set (self->tags[COMMS_ENTITY_URL], "foreground-rgba", &accent, NULL);
  g_object_set (self->tags[COMMS_ENTITY_HASHTAG], "foreground-rgba", &hashtag, NULL);
  g_object_set (self->tags[COMMS_ENTITY_CASHTAG], "foreground-rgba", &hashtag, NULL);
  g_object_set (self->over, "underline-rgba", &over, "foreground-rgba", &over, NULL);
  g_object_set (self->refused, "underline-rgba", &over, "foreground-rgba", &over, NULL);
  g_object_set (self->warned, "underline-rgba", &warning, NULL);
  g_object_set (self->blocked, "underline-rgba", &over, NULL);
}

static void
set_colours_cb (gpointer widget)
{
  CommsPostText *self = widget;

  set_colours (self);
}

static void
inserted_cb (CommsPostText *self, GtkTextIter *end, const char *text, int n_bytes)
{
  GtkTextIter start = *end;

  g_assert (COMMS_IS_POST_TEXT (self));

  gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (text, n_bytes));
  gtk_text_buffer_apply_tag (buffer_of (self), self->whole, &start, end);
}

static void
comms_post_text_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (comms_post_text_parent_class)->realize (widget);
  set_colours (COMMS_POST_TEXT (widget));
}

static int
natural_height (CommsPostText *self, int width)
{
  int least, natural;

  GTK_WIDGET_CLASS (comms_post_text_parent_class)
    ->measure (GTK_WIDGET (self), GTK_ORIENTATION_VERTICAL, width, &least, &natural, NULL, NULL);
  return natural;
}

static gboolean
resize_cb (gpointer user_data)
{
  CommsPostText *self = user_data;

  self->resize_source = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* Once the new lines are laid out, which GTK does before it draws. */
static gboolean
grow_cb (gpointer user_data)
{
  CommsPostText *self = user_data;
  int natural = natural_height (self, gtk_widget_get_width (GTK_WIDGET (self)));

  self->grow_source = 0;
  if (natural != self->known_height)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  self->known_height = natural;
  return G_SOURCE_REMOVE;
}

static void
buffer_changed_cb (CommsPostText *self)
{
  g_assert (COMMS_IS_POST_TEXT (self));

  mark_up (self);
  if (self->grow_source == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->grow_source = g_idle_add_full (G_PRIORITY_LOW, grow_cb, self, NULL);
}

/* A text has its height only after it was first laid out, and GTK 4.8 does not tell: the size that
 * was measured before stays, which is none. */
static void
comms_post_text_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CommsPostText *self = COMMS_POST_TEXT (widget);
  int natural;

  GTK_WIDGET_CLASS (comms_post_text_parent_class)->size_allocate (widget, width, height, baseline);
  natural = natural_height (self, width);
  if (natural == self->known_height || natural == height)
    return;
  self->known_height = natural;
  if (self->resize_source == 0)
    self->resize_source = g_idle_add (resize_cb, self);
}

static void
comms_post_text_dispose (GObject *object)
{
  CommsPostText *self = COMMS_POST_TEXT (object);

  g_clear_handle_id (&self->resize_source, g_source_remove);
  g_clear_handle_id (&self->grow_source, g_source_remove);

  G_OBJECT_CLASS (comms_post_text_parent_class)->dispose (object);
}

static void
comms_post_text_finalize (GObject *object)
{
  CommsPostText *self = COMMS_POST_TEXT (object);

  comms_text_check_clear (&self->check);
  g_clear_pointer (&self->shown, g_array_unref);
  g_free ((char *) self->options.warning);

  G_OBJECT_CLASS (comms_post_text_parent_class)->finalize (object);
}

static void
comms_post_text_class_init (CommsPostTextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_post_text_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_post_text_finalize;
  GTK_WIDGET_CLASS (klass)->realize = comms_post_text_realize;
  GTK_WIDGET_CLASS (klass)->size_allocate = comms_post_text_size_allocate;
}

static void
comms_post_text_init (CommsPostText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  self->tags[COMMS_ENTITY_MENTION] =
    gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
  self->tags[COMMS_ENTITY_LIST] = self->tags[COMMS_ENTITY_MENTION];
  self->tags[COMMS_ENTITY_HASHTAG] =
    gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
  self->tags[COMMS_ENTITY_CASHTAG] =
    gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
  self->tags[COMMS_ENTITY_URL] =
    gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_SINGLE, NULL);
  self->together = gtk_text_buffer_create_tag (buffer, NULL, "allow-breaks", FALSE, NULL);
  self->shown = g_array_new (FALSE, FALSE, sizeof (Shown));
  self->warned =
    gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  self->blocked =
    gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  self->refused =
    gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  self->whole = gtk_text_buffer_create_tag (buffer, NULL, "insert-hyphens", FALSE, NULL);
  self->over = gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);

  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (inserted_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (buffer_changed_cb), self,
                           G_CONNECT_SWAPPED);
  comms_widget_follow_style (GTK_WIDGET (self), set_colours_cb);
}

void
comms_post_text_set_rule (CommsPostText *self, CommsTextRule rule, const CommsTextOptions *options)
{
  static const CommsTextOptions none = { 0 };

  g_return_if_fail (COMMS_IS_POST_TEXT (self));
  g_return_if_fail (rule < COMMS_TEXT_N_RULES);

  if (options == NULL)
    options = &none;
  if (self->limited && self->rule == rule && self->options.limit == options->limit &&
      self->options.url_length == options->url_length &&
      g_strcmp0 (self->options.warning, options->warning) == 0)
    return;
  g_free ((char *) self->options.warning);
  self->options = *options;
  self->options.warning = g_strdup (options->warning);
  self->rule = rule;
  self->limited = TRUE;
  mark_up (self);
}

void
comms_post_text_set_limit (CommsPostText *self, int limit)
{
  const CommsTextOptions options = { .limit = limit };

  g_return_if_fail (COMMS_IS_POST_TEXT (self));

  comms_post_text_set_rule (self, COMMS_TEXT_RULE_X, &options);
  self->limited = limit > 0;
  mark_up (self);
}

void
comms_post_text_set_text (CommsPostText *self, const char *text, gboolean undoable)
{
  GtkTextBuffer *buffer;
  g_autofree char *old = NULL;

  g_return_if_fail (COMMS_IS_POST_TEXT (self));

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  old = comms_post_text_dup_text (self);
  if (g_strcmp0 (old, text != NULL ? text : "") == 0)
    return;
  if (undoable)
    {
      GtkTextIter start, end;

      gtk_text_buffer_begin_user_action (buffer);
      gtk_text_buffer_get_bounds (buffer, &start, &end);
      gtk_text_buffer_delete (buffer, &start, &end);
      gtk_text_buffer_insert (buffer, &start, text != NULL ? text : "", -1);
      gtk_text_buffer_end_user_action (buffer);
      return;
    }
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
  gtk_text_buffer_end_irreversible_action (buffer);
}

char *
comms_post_text_dup_text (CommsPostText *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  g_return_val_if_fail (COMMS_IS_POST_TEXT (self), NULL);

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

gsize
comms_link_head_length (const char *link)
{
  const char *host;

  g_return_val_if_fail (link != NULL, 0);

  if (g_ascii_strncasecmp (link, "http", strlen ("http")) != 0)
    return 0;
  host = strstr (link, "://");
  /* Only ASCII stands before it, so that these are characters too. */
  return host != NULL && host - link <= (gssize) strlen ("https")
           ? (gsize) (host - link) + strlen ("://") + 1
           : 0;
}

void
comms_widget_named_colour (GtkWidget *widget, const char *name, GdkRGBA *colour)
{
  GtkStyleContext *context;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  context = gtk_widget_get_style_context (widget);
  if (!gtk_style_context_lookup_color (context, name, colour))
    gtk_style_context_get_color (context, colour);
}
