/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <enchant.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-spelling.h"

#define PAUSE_MS 250
#define MOST_SUGGESTIONS 6

struct _CommsSpelling
{
  GObject parent_instance;

  GtkTextView *view; /* not owned */
  EnchantBroker *broker;
  EnchantDict *dictionary;
  char *language;
  GtkTextTag *tag;
  GtkTextMark *from; /* the paragraphs between these are to be looked at */
  GtkTextMark *to;
  GtkTextMark *word; /* where the menu was asked for */
  GMenu *menu;
  GSimpleActionGroup *actions;
  guint source;
};

G_DEFINE_FINAL_TYPE (CommsSpelling, comms_spelling, G_TYPE_OBJECT)

static GtkTextBuffer *
buffer_of (CommsSpelling *self)
{
  return gtk_text_view_get_buffer (self->view);
}

/* --- words --- */

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019;
}

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_ismark (c) || is_apostrophe (c) || c == 0x200c;
}

/* Between two white spaces: a handle, a tag, a link, an address or a number is no word. */
static gboolean
is_prose (const char *token, gsize length)
{
  for (const char *p = token; p < token + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);

      if (c == '@' || c == '#' || c == '_' || c == '/' || g_unichar_isdigit (c))
        return FALSE;
      if (c == '.' && next < token + length && g_unichar_isalpha (g_utf8_get_char (next)))
        return FALSE;
    }
  return TRUE;
}

/* Dictionaries know the straight apostrophe. */
static gboolean
is_known (CommsSpelling *self, const char *word, gsize length)
{
  g_autofree char *copy = g_strndup (word, length);
  g_auto (GStrv) pieces = g_strsplit (copy, "\xe2\x80\x99", -1);
  g_autofree char *plain = g_strjoinv ("'", pieces);

  return enchant_dict_check (self->dictionary, plain, -1) <= 0;
}

static void
underline (CommsSpelling *self, int start, int end)
{
  GtkTextIter from, to, cursor;

  gtk_text_buffer_get_iter_at_offset (buffer_of (self), &from, start);
  gtk_text_buffer_get_iter_at_offset (buffer_of (self), &to, end);
  gtk_text_buffer_get_iter_at_mark (buffer_of (self), &cursor,
                                    gtk_text_buffer_get_insert (buffer_of (self)));
  /* It is still being written. */
  if (gtk_text_iter_equal (&cursor, &to) && gtk_widget_is_focus (GTK_WIDGET (self->view)))
    return;
  gtk_text_buffer_apply_tag (buffer_of (self), self->tag, &from, &to);
}

/* The words of a token; @offset is where it begins, in characters. */
static void
check_token (CommsSpelling *self, const char *token, gsize length, int offset)
{
  const char *p = token;
  const char *end = token + length;

  if (!is_prose (token, length))
    return;
  while (p < end)
    {
      const char *start;
      const char *stop;

      while (p < end && (!is_letter (g_utf8_get_char (p)) || is_apostrophe (g_utf8_get_char (p))))
        p = g_utf8_next_char (p);
      start = p;
      while (p < end && is_letter (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      stop = p;
      while (stop > start && is_apostrophe (g_utf8_get_char (g_utf8_prev_char (stop))))
        stop = g_utf8_prev_char (stop);
      if (stop > start && !is_known (self, start, (gsize) (stop - start)))
        underline (self, offset + (int) g_utf8_pointer_to_offset (token, start),
                   offset + (int) g_utf8_pointer_to_offset (token, stop));
    }
}

static void
check_between (CommsSpelling *self, GtkTextIter *start, GtkTextIter *end)
{
  g_autofree char *text = gtk_text_iter_get_slice (start, end);
  int offset = gtk_text_iter_get_offset (start);
  const char *p = text;

  gtk_text_buffer_remove_tag (buffer_of (self), self->tag, start, end);
  while (*p != '\0')
    {
      const char *token;
      int at;

      while (*p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
        {
          p = g_utf8_next_char (p);
          offset++;
        }
      token = p;
      at = offset;
      while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
        {
          p = g_utf8_next_char (p);
          offset++;
        }
      if (p > token)
        check_token (self, token, (gsize) (p - token), at);
    }
}

static gboolean
check_cb (gpointer user_data)
{
  CommsSpelling *self = user_data;
  GtkTextIter start, end;

  self->source = 0;
  gtk_text_buffer_get_iter_at_mark (buffer_of (self), &start, self->from);
  gtk_text_buffer_get_iter_at_mark (buffer_of (self), &end, self->to);
  gtk_text_iter_set_line_offset (&start, 0);
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  if (self->dictionary != NULL)
    check_between (self, &start, &end);
  gtk_text_buffer_move_mark (buffer_of (self), self->from, &end);
  gtk_text_buffer_move_mark (buffer_of (self), self->to, &end);
  return G_SOURCE_REMOVE;
}

/* What is between @start and @end is looked at as well. */
static void
note_change (CommsSpelling *self, const GtkTextIter *start, const GtkTextIter *end)
{
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_mark (buffer_of (self), &from, self->from);
  gtk_text_buffer_get_iter_at_mark (buffer_of (self), &to, self->to);
  if (self->source == 0 || gtk_text_iter_compare (start, &from) < 0)
    gtk_text_buffer_move_mark (buffer_of (self), self->from, start);
  if (self->source == 0 || gtk_text_iter_compare (end, &to) > 0)
    gtk_text_buffer_move_mark (buffer_of (self), self->to, end);
  if (self->source == 0 && self->dictionary != NULL)
    self->source = g_timeout_add (PAUSE_MS, check_cb, self);
}

static void
inserted_cb (CommsSpelling *self, GtkTextIter *end, const char *text, int n_bytes)
{
  GtkTextIter start = *end;

  gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (text, n_bytes));
  note_change (self, &start, end);
}

static void
deleted_cb (CommsSpelling *self, GtkTextIter *start, GtkTextIter *end)
{
  note_change (self, start, start);
}

static void
check_all (CommsSpelling *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer_of (self), &start, &end);
  gtk_text_buffer_remove_tag (buffer_of (self), self->tag, &start, &end);
  note_change (self, &start, &end);
}

/* --- the menu --- */

static gboolean
find_marked (CommsSpelling *self, GtkTextIter *start, GtkTextIter *end)
{
  gtk_text_buffer_get_iter_at_mark (buffer_of (self), start, self->word);
  if (!gtk_text_iter_has_tag (start, self->tag) && !gtk_text_iter_ends_tag (start, self->tag))
    return FALSE;
  *end = *start;
  if (!gtk_text_iter_starts_tag (start, self->tag))
    gtk_text_iter_backward_to_tag_toggle (start, self->tag);
  if (!gtk_text_iter_ends_tag (end, self->tag))
    gtk_text_iter_forward_to_tag_toggle (end, self->tag);
  return TRUE;
}

static void
add_suggestions (CommsSpelling *self, const char *word)
{
  g_autoptr (GMenu) section = g_menu_new ();
  size_t n = 0;
  char **suggestions = enchant_dict_suggest (self->dictionary, word, -1, &n);

  for (size_t i = 0; i < n && i < MOST_SUGGESTIONS; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (suggestions[i], NULL);

      g_menu_item_set_action_and_target (item, "spelling.correct", "s", suggestions[i]);
      g_menu_append_item (section, item);
    }
  if (suggestions != NULL)
    enchant_dict_free_string_list (self->dictionary, suggestions);
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (section));
}

static void
fill_menu (CommsSpelling *self)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autofree char *word = NULL;
  GtkTextIter start, end;

  g_menu_remove_all (self->menu);
  if (self->dictionary == NULL || !find_marked (self, &start, &end))
    return;
  word = gtk_text_iter_get_text (&start, &end);
  add_suggestions (self, word);
  g_menu_append (section, C_ ("spelling", "_Add to the Dictionary"), "spelling.add");
  g_menu_append (section, C_ ("spelling", "_Ignore"), "spelling.ignore");
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (section));
}

static void
correct_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CommsSpelling *self = user_data;
  GtkTextIter start, end;

  if (!gtk_text_view_get_editable (self->view) || !find_marked (self, &start, &end))
    return;
  gtk_text_buffer_begin_user_action (buffer_of (self));
  gtk_text_buffer_delete (buffer_of (self), &start, &end);
  gtk_text_buffer_insert (buffer_of (self), &start, g_variant_get_string (parameter, NULL), -1);
  gtk_text_buffer_end_user_action (buffer_of (self));
}

static void
know_word (CommsSpelling *self, gboolean always)
{
  g_autofree char *word = NULL;
  GtkTextIter start, end;

  if (self->dictionary == NULL || !find_marked (self, &start, &end))
    return;
  word = gtk_text_iter_get_text (&start, &end);
  if (always)
    enchant_dict_add (self->dictionary, word, -1);
  else
    enchant_dict_add_to_session (self->dictionary, word, -1);
  check_all (self);
}

static void
add_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  know_word (user_data, TRUE);
}

static void
ignore_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  know_word (user_data, FALSE);
}

/* Before the view shows its menu: for the word under the pointer. */
static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, CommsSpelling *self)
{
  GtkTextIter where;
  int bx, by;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &bx,
                                         &by);
  gtk_text_view_get_iter_at_location (self->view, &where, bx, by);
  gtk_text_buffer_move_mark (buffer_of (self), self->word, &where);
  fill_menu (self);
}

/* The same by the keyboard, for the word at the cursor. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        CommsSpelling *self)
{
  GtkTextIter where;

  if (key != GDK_KEY_Menu && (key != GDK_KEY_F10 || (state & GDK_SHIFT_MASK) == 0))
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (buffer_of (self), &where,
                                    gtk_text_buffer_get_insert (buffer_of (self)));
  gtk_text_buffer_move_mark (buffer_of (self), self->word, &where);
  fill_menu (self);
  return FALSE;
}

/* --- the whole --- */

static void
drop_dictionary (CommsSpelling *self)
{
  if (self->dictionary != NULL)
    enchant_broker_free_dict (self->broker, self->dictionary);
  self->dictionary = NULL;
}

/* A ministry in Pakistan writes British English, where there is a dictionary for it. */
static EnchantDict *
find_dictionary (CommsSpelling *self, const char *language)
{
  static const char *const english[] = { "en_GB", "en_US", "en" };
  EnchantDict *dictionary = NULL;
  g_autofree char *regional = NULL;

  if (g_str_equal (language, "en"))
    {
      for (gsize i = 0; dictionary == NULL && i < G_N_ELEMENTS (english); i++)
        dictionary = enchant_broker_request_dict (self->broker, english[i]);
      return dictionary;
    }
  regional = g_strconcat (language, "_PK", NULL);
  dictionary = enchant_broker_request_dict (self->broker, regional);
  return dictionary != NULL ? dictionary : enchant_broker_request_dict (self->broker, language);
}

gboolean
comms_spelling_set_language (CommsSpelling *self, const char *language)
{
  g_return_val_if_fail (COMMS_IS_SPELLING (self), FALSE);

  if (g_strcmp0 (self->language, language) == 0)
    return self->dictionary != NULL;
  g_free (self->language);
  self->language = g_strdup (language);
  drop_dictionary (self);
  if (language != NULL && *language != '\0')
    self->dictionary = find_dictionary (self, language);
  check_all (self);
  return self->dictionary != NULL;
}

static void
comms_spelling_dispose (GObject *object)
{
  CommsSpelling *self = COMMS_SPELLING (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->view != NULL)
    {
      gtk_text_view_set_extra_menu (self->view, NULL);
      gtk_widget_insert_action_group (GTK_WIDGET (self->view), "spelling", NULL);
    }
  self->view = NULL;

  G_OBJECT_CLASS (comms_spelling_parent_class)->dispose (object);
}

static void
comms_spelling_finalize (GObject *object)
{
  CommsSpelling *self = COMMS_SPELLING (object);

  drop_dictionary (self);
  enchant_broker_free (self->broker);
  g_clear_object (&self->menu);
  g_clear_object (&self->actions);
  g_free (self->language);

  G_OBJECT_CLASS (comms_spelling_parent_class)->finalize (object);
}

static void
comms_spelling_class_init (CommsSpellingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_spelling_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_spelling_finalize;
}

static void
comms_spelling_init (CommsSpelling *self)
{
  self->broker = enchant_broker_init ();
  self->menu = g_menu_new ();
  self->actions = g_simple_action_group_new ();
}

static void
add_controllers (CommsSpelling *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

CommsSpelling *
comms_spelling_new (GtkTextView *view)
{
  static const GActionEntry entries[] = {
    { "correct", correct_action, "s" },
    { "add", add_action },
    { "ignore", ignore_action },
  };
  CommsSpelling *self;
  GtkTextBuffer *buffer;
  GtkTextIter start;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (COMMS_TYPE_SPELLING, NULL);
  self->view = view;
  buffer = buffer_of (self);
  gtk_text_buffer_get_start_iter (buffer, &start);
  self->from = gtk_text_buffer_create_mark (buffer, NULL, &start, TRUE);
  self->to = gtk_text_buffer_create_mark (buffer, NULL, &start, FALSE);
  self->word = gtk_text_buffer_create_mark (buffer, NULL, &start, TRUE);
  self->tag =
    gtk_text_buffer_create_tag (buffer, "spelling", "underline", PANGO_UNDERLINE_ERROR, NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "spelling", G_ACTION_GROUP (self->actions));
  gtk_text_view_set_extra_menu (view, G_MENU_MODEL (self->menu));
  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (inserted_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (buffer, "delete-range", G_CALLBACK (deleted_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  add_controllers (self);
  return self;
}
