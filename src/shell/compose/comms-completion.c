/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-completion.h"

#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-rows.h"
#include "comms-targets.h"
#include "comms-words.h"

#define PAUSE_MS 60
#define MOST 7
#define MOST_LETTERS 40
#define LIST_WIDTH 300 /* in pixels */

struct _CommsCompletion
{
  GObject parent_instance;

  GtkTextView *view; /* not owned */
  CommsDesk *desk;
  GtkWidget *popover;
  GtkListBox *list;
  char *network;
  char *language;
  gint64 account_id;         /* that it goes out from */
  const GPtrArray *accounts; /* the desk's own */
  const CommsHouseStyle *style;
  gint64 now;
  char *word; /* what is asked for, with its "@" or "#" */
  char *left; /* what a person closed the list at */
  guint source;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CommsCompletion, comms_completion, G_TYPE_OBJECT)

/* --- the word at the cursor --- */

static gboolean
is_in_word (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '_' || c == '-' || c == '.';
}

/* From its "@" or "#" to the cursor. FALSE where the cursor is in no such word. */
static gboolean
find_word (CommsCompletion *self, GtkTextIter *start, GtkTextIter *end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter before;

  gtk_text_buffer_get_iter_at_mark (buffer, end, gtk_text_buffer_get_insert (buffer));
  *start = *end;
  for (int i = 0; i < MOST_LETTERS && gtk_text_iter_backward_char (start); i++)
    {
      gunichar c = gtk_text_iter_get_char (start);

      if (c == '@' || c == '#')
        {
          before = *start;
          /* Within a word it is an address or a part of a link. */
          return !gtk_text_iter_backward_char (&before) ||
                 !is_in_word (gtk_text_iter_get_char (&before));
        }
      if (!is_in_word (c))
        return FALSE;
    }
  return FALSE;
}

static char *
dup_word (CommsCompletion *self)
{
  GtkTextIter start, end;

  if (!find_word (self, &start, &end))
    return NULL;
  return gtk_text_iter_get_text (&start, &end);
}

/* --- rows --- */

static GtkWidget *
new_row (const char *insert, const char *title, const char *note, GtkWidget *mark)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  if (mark != NULL)
    gtk_box_append (GTK_BOX (line), mark);
  gtk_box_append (GTK_BOX (box), line);
  if (note != NULL && *note != '\0')
    {
      GtkWidget *second = gtk_label_new (note);

      gtk_label_set_xalign (GTK_LABEL (second), 0);
      gtk_label_set_wrap (GTK_LABEL (second), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (second), 34);
      gtk_widget_add_css_class (second, "caption");
      gtk_widget_add_css_class (second, "secondary");
      gtk_box_append (GTK_BOX (box), second);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  /* What cannot be inserted says why and is passed over. */
  gtk_widget_set_sensitive (row, insert != NULL);
  g_object_set_data_full (G_OBJECT (row), "insert", g_strdup (insert), g_free);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static const char *
handle_of (CommsCompletion *self, CommsTarget *target)
{
  const char *handle = g_strcmp0 (self->network, "mastodon") == 0  ? target->mastodon_handle
                       : g_strcmp0 (self->network, "bluesky") == 0 ? target->bluesky_handle
                                                                   : target->x_handle;

  return handle != NULL && *handle != '\0' ? handle : NULL;
}

/* Why somebody is better not mentioned, or NULL. */
static const char *
warning_of (CommsTarget *target)
{
  if (target->do_not_contact)
    return C_ ("completion", "Asked not to be contacted: better not mentioned");
  if (target->posture == COMMS_POSTURE_LURKER)
    return C_ ("completion", "Reads and stays silent: better not mentioned");
  return NULL;
}

static char *
dup_note (CommsCompletion *self, CommsTarget *target)
{
  const char *warning = warning_of (target);
  const char *handle = handle_of (self, target);
  g_autofree char *shown = NULL;

  if (handle == NULL)
    return g_strdup (C_ ("completion", "No handle on this network in the directory"));
  shown = g_strconcat ("@", handle, NULL);
  if (warning != NULL)
    /* Translators: a handle, then why that person is better not mentioned */
    return g_strdup_printf (C_ ("completion", "%s: %s"), shown, warning);
  if (target->organisation != NULL && *target->organisation != '\0')
    /* Translators: a handle, then an organisation; in Urdu with the comma "، " */
    return g_strdup_printf (C_ ("completion", "%s · %s"), shown, target->organisation);
  return g_steal_pointer (&shown);
}

static GtkWidget *
new_mark (CommsTarget *target)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *posture = gtk_label_new (comms_posture_word (target->posture));

  gtk_widget_add_css_class (posture, "caption");
  gtk_widget_add_css_class (posture, warning_of (target) != NULL ? "state-missed" : "secondary");
  /* What nobody knows is not worth its room. */
  gtk_widget_set_visible (posture, target->posture != COMMS_POSTURE_UNSPECIFIED);
  gtk_box_append (GTK_BOX (box), comms_kind_label_new (target->kind));
  gtk_box_append (GTK_BOX (box), posture);
  return box;
}

static GtkWidget *
new_person_row (CommsCompletion *self, CommsTarget *target)
{
  const char *handle = handle_of (self, target);
  g_autofree char *insert = handle != NULL ? g_strconcat ("@", handle, NULL) : NULL;
  g_autofree char *note = dup_note (self, target);

  return new_row (insert, target->name, note, new_mark (target));
}

/* What one account says another of the desk may repeat: they are mentioned more than anybody. */
static gboolean
is_own (CommsCompletion *self, CommsAccount *account, const char *folded)
{
  g_autofree char *handle = comms_text_fold (account->handle != NULL ? account->handle : "");
  g_autofree char *name = comms_text_fold (account->name != NULL ? account->name : "");

  return comms_record_get_id (COMMS_RECORD (account)) != self->account_id &&
         account->state != COMMS_ACCOUNT_STATE_REMOVED &&
         g_strcmp0 (account->network, self->network) == 0 && *handle != '\0' &&
         (strstr (handle, folded) != NULL || g_str_has_prefix (name, folded));
}

static void
list_own (CommsCompletion *self, const char *word)
{
  g_autofree char *folded = comms_text_fold (word + 1);

  for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++)
    {
      CommsAccount *account = g_ptr_array_index (self->accounts, i);
      g_autofree char *insert = g_strconcat ("@", account->handle, NULL);

      if (is_own (self, account, folded))
        gtk_list_box_append (self->list, new_row (insert, account->name, insert, NULL));
    }
}

static char *
dup_tag_note (CommsCompletion *self, CommsHashtag *hashtag, const char *other)
{
  g_autoptr (GString) note = g_string_new (hashtag->meaning);
  const char *between = C_ ("between facts", " · ");

  if (hashtag->used_by != NULL && *hashtag->used_by != '\0')
    g_string_append_printf (note, "%s%s", note->len > 0 ? between : "", hashtag->used_by);
  if (other != NULL && *other != '\0')
    {
      /* Translators: %s is the same hashtag in the other language */
      g_autofree char *twin = g_strdup_printf (C_ ("completion", "twin %s"), other);

      g_string_append_printf (note, "%s%s", note->len > 0 ? between : "", twin);
    }
  return g_string_free (g_steal_pointer (&note), FALSE);
}

static GtkWidget *
new_tag_row (CommsCompletion *self, CommsHashtag *hashtag, gboolean twin)
{
  const char *tag = twin ? hashtag->twin : hashtag->tag;
  g_autofree char *note = dup_tag_note (self, hashtag, twin ? hashtag->tag : hashtag->twin);
  GtkWidget *mark = NULL;

  if (comms_hashtag_is_old (hashtag, self->now))
    {
      mark = gtk_label_new (C_ ("completion", "Check again"));
      gtk_widget_add_css_class (mark, "caption");
      gtk_widget_add_css_class (mark, "state-missed");
    }
  return new_row (tag, tag, note, mark);
}

/* --- the list --- */

/* A popover reckons its height as if its shadow gave the content more width: notes that need two
 * lines would lose one. So the width is fixed. */
static GtkWidget *
new_frame (GtkListBox *list)
{
  GtkWidget *clamp = adw_clamp_new ();

  gtk_widget_set_size_request (GTK_WIDGET (list), LIST_WIDTH, -1);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), LIST_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), LIST_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (list));
  return clamp;
}

static void
hide (CommsCompletion *self)
{
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
place (CommsCompletion *self)
{
  GtkTextIter start, end;
  GdkRectangle where;

  if (!find_word (self, &start, &end))
    return;
  gtk_text_view_get_iter_location (self->view, &start, &where);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, where.x, where.y,
                                         &where.x, &where.y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &where);
}

static GtkListBoxRow *
usable_row (CommsCompletion *self, int from, int step)
{
  GtkListBoxRow *row;

  for (int i = from; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i += step)
    if (gtk_widget_get_sensitive (GTK_WIDGET (row)))
      return row;
  return NULL;
}

static void
show (CommsCompletion *self)
{
  GtkListBoxRow *first = usable_row (self, 0, 1);

  if (gtk_list_box_get_row_at_index (self->list, 0) == NULL)
    {
      hide (self);
      return;
    }
  gtk_list_box_select_row (self->list, first);
  place (self);
  if (gtk_widget_get_visible (self->popover))
    gtk_popover_present (GTK_POPOVER (self->popover));
  else
    gtk_popover_popup (GTK_POPOVER (self->popover));
}

static gboolean
begins (const char *folded_tag, const char *folded)
{
  return folded_tag != NULL && g_str_has_prefix (folded_tag, folded);
}

/* Those of the draft's language first. */
static void
list_tags (CommsCompletion *self, const char *word)
{
  g_autofree char *folded = comms_text_fold (word + 1);
  guint n = 0;

  comms_list_box_empty (self->list);
  for (int own = 1; own >= 0; own--)
    for (guint i = 0; i < self->style->hashtags->len && n < MOST; i++)
      {
        CommsHashtag *hashtag = g_ptr_array_index (self->style->hashtags, i);
        gboolean is_own = g_strcmp0 (hashtag->language, self->language) == 0;
        gboolean twin = !is_own && hashtag->twin != NULL && *hashtag->twin != '\0';
        g_autofree char *tag = comms_text_fold (hashtag->tag + 1);
        g_autofree char *other = hashtag->twin != NULL && *hashtag->twin != '\0'
                                   ? comms_text_fold (hashtag->twin + 1)
                                   : NULL;

        if (is_own != own || (!begins (tag, folded) && !begins (other, folded)))
          continue;
        /* The one that was begun is offered, or the one for the language of the draft. */
        twin = twin && (*folded == '\0' || begins (other, folded));
        gtk_list_box_append (self->list, new_tag_row (self, hashtag, twin));
        n++;
      }
  show (self);
}

static gpointer
find_people (CommsTx *tx, gpointer data, GError **error)
{
  CommsTargetQuery query = { .search = data, .limit = MOST };

  return comms_targets_list (tx, &query, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsCompletion) self = user_data;
  g_autoptr (GPtrArray) people = comms_desk_run_finish (COMMS_DESK (source), result, NULL);
  g_autofree char *word = NULL;

  /* The word may be another one by now. */
  if (people == NULL || comms_desk_run_is_stale (result) || self->popover == NULL)
    return;
  word = dup_word (self);
  if (g_strcmp0 (word, self->word) != 0)
    return;
  comms_list_box_empty (self->list);
  list_own (self, word);
  for (guint i = 0; i < people->len; i++)
    gtk_list_box_append (self->list, new_person_row (self, g_ptr_array_index (people, i)));
  show (self);
}

static gboolean
ask_cb (gpointer user_data)
{
  CommsCompletion *self = user_data;

  self->source = 0;
  if (self->word[0] == '#')
    {
      list_tags (self, self->word);
      return G_SOURCE_REMOVE;
    }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  comms_desk_run_async (self->desk, find_people, g_strdup (self->word + 1), g_free,
                        (GDestroyNotify) g_ptr_array_unref, self->cancellable, found_cb,
                        g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* A single "@" asks for nobody yet: everyone would be meant. */
static gboolean
is_worth_asking (CommsCompletion *self, const char *word)
{
  return word != NULL && self->style != NULL && (word[0] == '#' || word[1] != '\0') &&
         g_strcmp0 (word, self->left) != 0;
}

static void
look (CommsCompletion *self)
{
  g_autofree char *word = NULL;

  if (self->popover == NULL || !gtk_text_view_get_editable (self->view) ||
      !gtk_widget_is_focus (GTK_WIDGET (self->view)))
    return;
  word = dup_word (self);
  if (!is_worth_asking (self, word))
    {
      g_clear_handle_id (&self->source, g_source_remove);
      hide (self);
      return;
    }
  if (g_strcmp0 (word, self->word) == 0 && comms_completion_is_open (self))
    return;
  g_free (self->word);
  self->word = g_steal_pointer (&word);
  g_clear_pointer (&self->left, g_free);
  if (self->source == 0)
    self->source = g_timeout_add (PAUSE_MS, ask_cb, self);
}

/* --- choosing --- */

static void
choose (CommsCompletion *self, GtkListBoxRow *row)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  const char *insert = g_object_get_data (G_OBJECT (row), "insert");
  g_autofree char *whole = NULL;
  GtkTextIter start, end;

  hide (self);
  if (insert == NULL || !find_word (self, &start, &end))
    return;
  whole = g_strconcat (insert, g_unichar_isspace (gtk_text_iter_get_char (&end)) ? "" : " ", NULL);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, whole, -1);
  gtk_text_buffer_end_user_action (buffer);
}

static void
step (CommsCompletion *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int from = row != NULL ? gtk_list_box_row_get_index (row) + by : 0;

  row = usable_row (self, from, by);
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        CommsCompletion *self)
{
  GtkListBoxRow *row;

  if (!comms_completion_is_open (self) ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return FALSE;
  row = gtk_list_box_get_selected_row (self->list);
  switch (key)
    {
    case GDK_KEY_Up:
      step (self, -1);
      return TRUE;
    case GDK_KEY_Down:
      step (self, 1);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Tab:
      if (row == NULL)
        return FALSE;
      choose (self, row);
      return TRUE;
    case GDK_KEY_Escape:
      g_free (self->left);
      self->left = g_strdup (self->word);
      hide (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
row_activated_cb (CommsCompletion *self, GtkListBoxRow *row)
{
  choose (self, row);
}

static void
comms_completion_dispose (GObject *object)
{
  comms_completion_close (COMMS_COMPLETION (object));

  G_OBJECT_CLASS (comms_completion_parent_class)->dispose (object);
}

static void
comms_completion_finalize (GObject *object)
{
  CommsCompletion *self = COMMS_COMPLETION (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->cancellable);
  g_free (self->network);
  g_free (self->language);
  g_free (self->word);
  g_free (self->left);

  G_OBJECT_CLASS (comms_completion_parent_class)->finalize (object);
}

static void
comms_completion_class_init (CommsCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_completion_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_completion_finalize;
}

static void
comms_completion_init (CommsCompletion *self)
{
}

CommsCompletion *
comms_completion_new (GtkTextView *view, CommsDesk *desk)
{
  CommsCompletion *self;
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);
  g_return_val_if_fail (COMMS_IS_DESK (desk), NULL);

  self = g_object_new (COMMS_TYPE_COMPLETION, NULL);
  self->view = view;
  self->desk = g_object_ref (desk);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "popover-list");
  gtk_widget_set_focusable (GTK_WIDGET (self->list), FALSE);
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_popover_set_child (GTK_POPOVER (self->popover), new_frame (self->list));
  gtk_widget_set_parent (self->popover, GTK_WIDGET (view));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (view), "notify::cursor-position",
                           G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
  g_signal_connect_object (focus, "leave", G_CALLBACK (hide), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), focus);
  return self;
}

void
comms_completion_set_context (CommsCompletion *self,
                              CommsAccount *account,
                              const GPtrArray *accounts,
                              const char *language,
                              const CommsHouseStyle *style,
                              gint64 now)
{
  g_return_if_fail (COMMS_IS_COMPLETION (self));

  g_free (self->network);
  self->network = g_strdup (account != NULL ? account->network : "x");
  self->account_id = account != NULL ? comms_record_get_id (COMMS_RECORD (account)) : 0;
  self->accounts = accounts;
  g_free (self->language);
  self->language = g_strdup (language);
  self->style = style;
  self->now = now;
  if (style == NULL)
    {
      g_clear_handle_id (&self->source, g_source_remove);
      hide (self);
    }
}

gboolean
comms_completion_is_open (CommsCompletion *self)
{
  g_return_val_if_fail (COMMS_IS_COMPLETION (self), FALSE);

  return self->popover != NULL && gtk_widget_get_visible (self->popover);
}

void
comms_completion_close (CommsCompletion *self)
{
  g_return_if_fail (COMMS_IS_COMPLETION (self));

  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  self->style = NULL;
  self->accounts = NULL;
  g_clear_pointer (&self->popover, gtk_widget_unparent);
}
