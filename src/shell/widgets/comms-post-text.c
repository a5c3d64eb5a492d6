/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "comms-post-text.h"

#include "comms-count.h"

struct _CommsPostText
{
  GtkTextView parent_instance;

  int limit;
  GtkTextTag *tags[COMMS_ENTITY_URL + 1];
  GtkTextTag *over;
  GtkTextTag *whole; /* no hyphen stands where a long word breaks: a network shows none */
  guint colours_source;
  guint resize_source;
  int known_height;
};

G_DEFINE_FINAL_TYPE (CommsPostText, comms_post_text, GTK_TYPE_TEXT_VIEW)

static void
apply_bytes (CommsPostText *self, GtkTextTag *tag, const char *text, gsize start, gsize end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_offset (buffer, &from,
                                      (int) g_utf8_pointer_to_offset (text, text + start));
  gtk_text_buffer_get_iter_at_offset (buffer, &to,
                                      (int) g_utf8_pointer_to_offset (text, text + end));
  gtk_text_buffer_apply_tag (buffer, tag, &from, &to);
}

static void
mark_up (CommsPostText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  g_autofree char *text = comms_post_text_dup_text (self);
  g_autoptr (GArray) entities = comms_text_find_entities (text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_all_tags (buffer, &start, &end);
  gtk_text_buffer_apply_tag (buffer, self->whole, &start, &end);
  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      apply_bytes (self, self->tags[entity->kind], text, entity->start, entity->end);
    }
  if (self->limit > 0)
    {
      CommsCount count = comms_text_count (text, self->limit);

      if (count.weight > self->limit)
        apply_bytes (self, self->over, text, count.fits, strlen (text));
    }
}

static void
set_colours (CommsPostText *self)
{
  GdkRGBA accent, hashtag, over;

  comms_widget_named_colour (GTK_WIDGET (self), "accent_color", &accent);
  comms_widget_named_colour (GTK_WIDGET (self), "desk_hashtag", &hashtag);
  comms_widget_named_colour (GTK_WIDGET (self), "error_color", &over);
  g_object_set (self->tags[COMMS_ENTITY_MENTION], "foreground-rgba", &accent, NULL);
  g_object_set (self->tags[COMMS_ENTITY_URL], "foreground-rgba", &accent, NULL);
  g_object_set (self->tags[COMMS_ENTITY_HASHTAG], "foreground-rgba", &hashtag, NULL);
  g_object_set (self->tags[COMMS_ENTITY_CASHTAG], "foreground-rgba", &hashtag, NULL);
  g_object_set (self->over, "underline-rgba", &over, "foreground-rgba", &over, NULL);
}

static gboolean
set_colours_cb (gpointer user_data)
{
  CommsPostText *self = user_data;

  self->colours_source = 0;
  set_colours (self);
  return G_SOURCE_REMOVE;
}

/* The style manager tells before the style sheets are loaded anew. */
static void
style_changed_cb (CommsPostText *self)
{
  g_assert (COMMS_IS_POST_TEXT (self));

  if (self->colours_source == 0)
    self->colours_source = g_idle_add (set_colours_cb, self);
}

static void
buffer_changed_cb (CommsPostText *self)
{
  g_assert (COMMS_IS_POST_TEXT (self));

  mark_up (self);
}

static void
comms_post_text_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (comms_post_text_parent_class)->realize (widget);
  set_colours (COMMS_POST_TEXT (widget));
}

static gboolean
resize_cb (gpointer user_data)
{
  CommsPostText *self = user_data;

  self->resize_source = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* A text of one line has its height only after it was first laid out, and GTK 4.8 does not tell:
 * the size that was measured before stays, which is none. */
static void
comms_post_text_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CommsPostText *self = COMMS_POST_TEXT (widget);
  GtkWidgetClass *parent = GTK_WIDGET_CLASS (comms_post_text_parent_class);
  int least, natural;

  parent->size_allocate (widget, width, height, baseline);
  parent->measure (widget, GTK_ORIENTATION_VERTICAL, width, &least, &natural, NULL, NULL);
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

  g_clear_handle_id (&self->colours_source, g_source_remove);
  g_clear_handle_id (&self->resize_source, g_source_remove);

  G_OBJECT_CLASS (comms_post_text_parent_class)->dispose (object);
}

static void
comms_post_text_class_init (CommsPostTextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_post_text_dispose;
  GTK_WIDGET_CLASS (klass)->realize = comms_post_text_realize;
  GTK_WIDGET_CLASS (klass)->size_allocate = comms_post_text_size_allocate;
}

static void
comms_post_text_init (CommsPostText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->tags[COMMS_ENTITY_MENTION] =
    gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
  self->tags[COMMS_ENTITY_HASHTAG] =
    gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
  self->tags[COMMS_ENTITY_CASHTAG] =
    gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
  self->tags[COMMS_ENTITY_URL] =
    gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_SINGLE, NULL);
  self->whole = gtk_text_buffer_create_tag (buffer, NULL, "insert-hyphens", FALSE, NULL);
  self->over = gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);

  g_signal_connect_object (buffer, "changed", G_CALLBACK (buffer_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
comms_post_text_set_limit (CommsPostText *self, int limit)
{
  g_return_if_fail (COMMS_IS_POST_TEXT (self));

  if (self->limit == limit)
    return;
  self->limit = limit;
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

void
comms_widget_named_colour (GtkWidget *widget, const char *name, GdkRGBA *colour)
{
  GtkStyleContext *context;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  context = gtk_widget_get_style_context (widget);
  if (!gtk_style_context_lookup_color (context, name, colour))
    gtk_style_context_get_color (context, colour);
}
