/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-style-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-account.h"
#include "comms-fit.h"
#include "comms-house-style.h"
#include "comms-page.h"
#include "comms-prefs-rows.h"
#include "comms-words.h"
#include "comms-zone.h"

typedef enum
{
  FIELD_TEXT,
  FIELD_LIST, /* several, parted by semicolons */
  FIELD_DATE, /* the day that is the last, as 2026-12-31 */
  FIELD_LANGUAGE,
  FIELD_ACCOUNT,
} FieldKind;

typedef struct
{
  const char *property;
  const char *label;
  FieldKind kind;
} Field;

#define MOST_FIELDS 5

/* What the desk has lists of. */
static const struct
{
  GType (*type) (void);
  const char *title;
  const char *description;
  const char *empty;
  const char *add;
  gboolean managed;
  Field fields[MOST_FIELDS];
} lists[COMMS_STYLE_N_KINDS] = {
  { comms_hashtag_get_type,
    NC_ ("house style", "Hashtags"),
    NC_ ("house style", "Offered while a post is written, with their twin in the other language"),
    NC_ ("house style", "No hashtags yet. Add those that your posts use."),
    NC_ ("house style", "Add a hashtag"),
    FALSE,
    { { "tag", NC_ ("house style", "Hashtag"), FIELD_TEXT },
      { "twin", NC_ ("house style", "In the other language"), FIELD_TEXT },
      { "meaning", NC_ ("house style", "What it stands for"), FIELD_TEXT },
      { "used-by", NC_ ("house style", "Who uses it"), FIELD_TEXT } } },
  { comms_abbreviation_get_type,
    NC_ ("house style", "Abbreviations"),
    NC_ ("house style", "Shorter forms that are hinted at, never put in by themselves"),
    NC_ ("house style", "No abbreviations yet."),
    NC_ ("house style", "Add an abbreviation"),
    FALSE,
    { { "long-form", NC_ ("house style", "Long form"), FIELD_TEXT },
      { "short-form", NC_ ("house style", "Short form; none to leave the words out"),
        FIELD_TEXT } } },
  { comms_approved_line_get_type,
    NC_ ("house style", "Approved lines"),
    NC_ ("house style", "Cleared answers. Whoever saves a line clears it."),
    NC_ ("house style", "No approved lines yet."),
    NC_ ("house style", "Add a line"),
    TRUE,
    { { "topic", NC_ ("house style", "What it answers"), FIELD_TEXT },
      { "text", NC_ ("house style", "The line"), FIELD_TEXT },
      { "valid-until", NC_ ("house style", "Last day, as 2026-12-31; none for ever"),
        FIELD_DATE } } },
  { comms_voice_card_get_type,
    NC_ ("house style", "Voices"),
    NC_ ("house style", "How each account speaks in each language, shown beside the text"),
    NC_ ("house style", "No voices yet."),
    NC_ ("house style", "Add a voice"),
    FALSE,
    { { "account-id", NC_ ("house style", "Account"), FIELD_ACCOUNT },
      { "language", NC_ ("house style", "Language"), FIELD_LANGUAGE },
      { "tone", NC_ ("house style", "Tone"), FIELD_TEXT },
      { "says", NC_ ("house style", "Likes to say; parted by semicolons"), FIELD_LIST },
      { "avoids", NC_ ("house style", "Never says; parted by semicolons"), FIELD_LIST } } },
  { comms_protected_name_get_type,
    NC_ ("house style", "Protected names"),
    NC_ ("house style", "Names of children, victims and witnesses that may not appear"),
    NC_ ("house style", "No protected names yet."),
    NC_ ("house style", "Add a name"),
    FALSE,
    { { "name", NC_ ("house style", "Name"), FIELD_TEXT },
      { "other-forms", NC_ ("house style", "Other spellings; parted by semicolons"), FIELD_LIST },
      { "reason", NC_ ("house style", "Why"), FIELD_TEXT } } },
};

struct _CommsStyleRow
{
  AdwExpanderRow parent_instance;

  CommsDesk *desk;
  CommsStyleList list;
  CommsRecord *record;
  GPtrArray *accounts;
  gboolean filling;

  GtkWidget *fields[MOST_FIELDS];
};

G_DEFINE_FINAL_TYPE (CommsStyleRow, comms_style_row, ADW_TYPE_EXPANDER_ROW)

static const char *const languages[] = { "en", "ur" };

static const char *
word (const char *text)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "house style", text);
}

GType
comms_style_list_type (CommsStyleList list)
{
  return lists[list].type ();
}

const char *
comms_style_list_title (CommsStyleList list)
{
  return word (lists[list].title);
}

const char *
comms_style_list_description (CommsStyleList list)
{
  return word (lists[list].description);
}

const char *
comms_style_list_empty (CommsStyleList list)
{
  return word (lists[list].empty);
}

gboolean
comms_style_list_is_managed (CommsStyleList list)
{
  return lists[list].managed;
}

/* --- fields to texts and back --- */

/* A list in the record is an array, or a text with a point a line. */
static char *
dup_list (gpointer record, const char *property)
{
  GParamSpec *spec = g_object_class_find_property (G_OBJECT_GET_CLASS (record), property);
  g_auto (GStrv) items = NULL;
  g_autofree char *text = NULL;

  if (spec->value_type == G_TYPE_STRV)
    g_object_get (record, property, &items, NULL);
  else
    {
      g_object_get (record, property, &text, NULL);
      items = g_strsplit (text != NULL ? text : "", "\n", 0);
    }
  return items != NULL ? g_strjoinv ("; ", items) : g_strdup ("");
}

static void
set_list (gpointer record, const char *property, const char *text)
{
  GParamSpec *spec = g_object_class_find_property (G_OBJECT_GET_CLASS (record), property);
  g_auto (GStrv) parts = g_strsplit_set (text, ";؛", 0);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) items = NULL;
  g_autofree char *lines = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (builder, parts[i]);
  items = g_strv_builder_end (builder);
  lines = g_strjoinv ("\n", items);
  if (spec->value_type == G_TYPE_STRV)
    g_object_set (record, property, *items != NULL ? items : NULL, NULL);
  else
    g_object_set (record, property, *lines != '\0' ? lines : NULL, NULL);
}

static char *
dup_date (CommsStyleRow *self, const char *property)
{
  g_autoptr (GDateTime) time = NULL;
  gint64 instant;

  g_object_get (self->record, property, &instant, NULL);
  if (instant == 0)
    return g_strdup ("");
  time = comms_zone_date_time (comms_desk_get_policy (self->desk)->zone, instant - 1);
  return g_date_time_format (time, "%Y-%m-%d");
}

/* The end of the day; FALSE where the text is no day. */
static gboolean
set_date (CommsStyleRow *self, gpointer record, const char *property, const char *text)
{
  const char *zone = comms_desk_get_policy (self->desk)->zone;
  g_autofree char *wall = g_strdup_printf ("%sT00:00", text);
  gint64 start = 0;

  if (*text != '\0' && !comms_zone_to_instant (zone, wall, &start, NULL, NULL))
    return FALSE;
  g_object_set (record, property,
                *text != '\0' ? comms_zone_day_start (zone, start, 1) : G_GINT64_CONSTANT (0),
                NULL);
  return TRUE;
}

static char *
dup_field (CommsStyleRow *self, const Field *field)
{
  char *text = NULL;

  if (field->kind == FIELD_LIST)
    return dup_list (self->record, field->property);
  if (field->kind == FIELD_DATE)
    return dup_date (self, field->property);
  g_object_get (self->record, field->property, &text, NULL);
  return text != NULL ? text : g_strdup ("");
}

static guint
account_index (CommsStyleRow *self, gint64 id)
{
  for (guint i = 0; i < self->accounts->len; i++)
    if (comms_record_get_id (g_ptr_array_index (self->accounts, i)) == id)
      return i;
  return 0;
}

static void
show_field (CommsStyleRow *self, const Field *field, GtkWidget *widget)
{
  g_autofree char *text = NULL;
  gint64 id;

  switch (field->kind)
    {
    case FIELD_ACCOUNT:
      g_object_get (self->record, field->property, &id, NULL);
      adw_combo_row_set_selected (ADW_COMBO_ROW (widget), account_index (self, id));
      break;
    case FIELD_LANGUAGE:
      g_object_get (self->record, field->property, &text, NULL);
      adw_combo_row_set_selected (ADW_COMBO_ROW (widget), g_strcmp0 (text, "ur") == 0);
      break;
    case FIELD_TEXT:
    case FIELD_LIST:
    case FIELD_DATE:
    default:
      text = dup_field (self, field);
      comms_prefs_entry_fill (widget, text);
    }
}

/* FALSE, having said so, where what is written makes no sense. */
static gboolean
read_field (CommsStyleRow *self, gpointer record, const Field *field, GtkWidget *widget)
{
  g_autoptr (GError) error = NULL;
  const char *text;
  guint selected;

  if (field->kind == FIELD_ACCOUNT || field->kind == FIELD_LANGUAGE)
    {
      selected = adw_combo_row_get_selected (ADW_COMBO_ROW (widget));
      if (field->kind == FIELD_LANGUAGE)
        g_object_set (record, field->property, languages[MIN (selected, 1)], NULL);
      else if (selected < self->accounts->len)
        g_object_set (record, field->property,
                      comms_record_get_id (g_ptr_array_index (self->accounts, selected)), NULL);
      return TRUE;
    }
  text = gtk_editable_get_text (GTK_EDITABLE (widget));
  if (field->kind == FIELD_LIST)
    set_list (record, field->property, text);
  else if (field->kind == FIELD_TEXT)
    g_object_set (record, field->property, *text != '\0' ? text : NULL, NULL);
  else if (!set_date (self, record, field->property, text))
    {
      error =
        g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                     C_ ("house style", "“%s” is no day; write it as in “2026-12-31”."), text);
      comms_show_error (GTK_WIDGET (self), error);
      return FALSE;
    }
  return TRUE;
}

/* --- the row --- */

static gboolean
is_new (CommsStyleRow *self)
{
  return comms_record_get_id (self->record) == 0;
}

static char *
dup_subtitle (CommsStyleRow *self)
{
  if (COMMS_IS_HASHTAG (self->record))
    {
      CommsHashtag *hashtag = COMMS_HASHTAG (self->record);

      if (comms_hashtag_is_old (hashtag, comms_desk_now (self->desk)))
        return g_strdup (C_ ("house style", "Not looked at for 90 days"));
      return g_strdup (hashtag->twin != NULL ? hashtag->twin : hashtag->meaning);
    }
  if (COMMS_IS_ABBREVIATION (self->record))
    return COMMS_ABBREVIATION (self->record)->short_form != NULL
             ? g_strdup (COMMS_ABBREVIATION (self->record)->short_form)
             : g_strdup (C_ ("house style", "Can be left out"));
  if (COMMS_IS_APPROVED_LINE (self->record))
    {
      CommsApprovedLine *line = COMMS_APPROVED_LINE (self->record);

      if (line->valid_until != 0 && line->valid_until <= comms_desk_now (self->desk))
        return g_strdup (C_ ("house style", "Out of date"));
      return comms_text_excerpt (line->text, 80);
    }
  if (COMMS_IS_VOICE_CARD (self->record))
    return g_strdup (COMMS_VOICE_CARD (self->record)->tone);
  return g_strdup (COMMS_PROTECTED_NAME (self->record)->reason);
}

static char *
dup_title (CommsStyleRow *self)
{
  CommsVoiceCard *card;
  g_autofree char *language = NULL;

  if (!COMMS_IS_VOICE_CARD (self->record) || self->accounts->len == 0)
    return comms_house_style_dup_title (self->record);
  card = COMMS_VOICE_CARD (self->record);
  language = comms_language_dup_word (card->language);
  /* Translators: an account and a language: “Ministry, English · Urdu” */
  return g_strdup_printf (C_ ("house style", "%s · %s"),
                          COMMS_ACCOUNT (g_ptr_array_index (self->accounts,
                                                            account_index (self, card->account_id)))
                            ->name,
                          language);
}

static void
comms_style_row_fill (CommsStyleRow *self)
{
  const Field *fields = lists[self->list].fields;

  self->filling = TRUE;
  if (is_new (self))
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), word (lists[self->list].add));
  else
    {
      g_autofree char *title = dup_title (self);
      g_autofree char *subtitle = dup_subtitle (self);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle != NULL ? subtitle : "");
    }
  for (guint i = 0; i < MOST_FIELDS && self->fields[i] != NULL; i++)
    show_field (self, &fields[i], self->fields[i]);
  self->filling = FALSE;
}

/* --- saving, with a way back --- */

typedef struct
{
  CommsStyleRow *row;
  char *sentence;
  CommsRecordFunc undo;
  CommsRecord *record; /* what undo is for; the saved one itself where it is new */
  CommsDesk *desk;
} Step;

static void
step_free (gpointer data, GClosure *unused)
{
  Step *step = data;

  g_clear_object (&step->row);
  g_clear_object (&step->record);
  g_clear_object (&step->desk);
  g_free (step->sentence);
  g_free (step);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) overlay = user_data;
  g_autoptr (GError) error = NULL;

  if (!comms_desk_run_record_finish (COMMS_DESK (source), result, &error))
    comms_show_error (overlay, error);
}

static void
undo_clicked_cb (AdwToast *toast, Step *step)
{
  GtkWidget *overlay = g_object_get_data (G_OBJECT (toast), "overlay");

  comms_desk_run_record_async (step->desk, step->undo, step->record, NULL, undone_cb,
                               g_object_ref (overlay));
}

static void
step_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Step *step = user_data;
  GtkWidget *widget = GTK_WIDGET (step->row);
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  g_autoptr (GError) error = NULL;

  if (!comms_desk_run_record_finish (COMMS_DESK (source), result, &error))
    {
      comms_show_error (widget, error);
      if (!is_new (step->row))
        comms_style_row_fill (step->row);
    }
  else if (overlay != NULL)
    {
      AdwToast *toast = adw_toast_new (step->sentence);

      adw_toast_set_button_label (toast, C_ ("house style", "Undo"));
      g_object_set_data (G_OBJECT (toast), "overlay", overlay);
      g_clear_object (&step->row);
      g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), step, step_free,
                             0);
      adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
      return;
    }
  step_free (step, NULL);
}

/* Takes @undo_record; NULL for @record itself. */
static void
run_step (CommsStyleRow *self,
          CommsRecordFunc func,
          CommsRecord *record,
          CommsRecordFunc undo,
          CommsRecord *undo_record,
          const char *sentence)
{
  Step *step = g_new0 (Step, 1);

  step->row = g_object_ref (self);
  step->desk = g_object_ref (self->desk);
  step->sentence = g_strdup (sentence);
  step->undo = undo;
  step->record = undo_record != NULL ? undo_record : g_object_ref (record);
  comms_desk_run_record_async (self->desk, func, record, NULL, step_done_cb, step);
}

static void
comms_style_row_save (CommsStyleRow *self)
{
  const Field *fields = lists[self->list].fields;
  g_autoptr (CommsRecord) record = comms_record_copy (self->record);

  for (guint i = 0; i < MOST_FIELDS && self->fields[i] != NULL; i++)
    if (!read_field (self, record, &fields[i], self->fields[i]))
      return;
  for (guint i = 0; !is_new (self) && i < MOST_FIELDS && self->fields[i] != NULL; i++)
    if (ADW_IS_ENTRY_ROW (self->fields[i]))
      comms_prefs_entry_sent (self->fields[i]);
  if (is_new (self))
    run_step (self, comms_house_style_save, record, comms_house_style_remove, NULL,
              C_ ("house style", "Added."));
  else if (!comms_record_equal (record, self->record))
    run_step (self, comms_house_style_save, record, comms_house_style_save,
              comms_record_copy (self->record), C_ ("house style", "Changed."));
}

static void
changed_cb (CommsStyleRow *self)
{
  g_assert (COMMS_IS_STYLE_ROW (self));

  if (!self->filling && !is_new (self))
    comms_style_row_save (self);
}

static void
remove_clicked_cb (CommsStyleRow *self)
{
  g_autoptr (CommsRecord) record = comms_record_copy (self->record);

  g_assert (COMMS_IS_STYLE_ROW (self));

  run_step (self, comms_house_style_remove, record, comms_house_style_put_back,
            comms_record_copy (self->record), C_ ("house style", "Removed."));
}

static void
checked_clicked_cb (CommsStyleRow *self)
{
  g_autoptr (CommsRecord) record = comms_record_copy (self->record);

  g_assert (COMMS_IS_STYLE_ROW (self));

  run_step (self, comms_house_style_checked, record, comms_house_style_save,
            comms_record_copy (self->record), C_ ("house style", "Looked at today."));
}

/* --- making it --- */

static GtkWidget *
combo_row_new (CommsStyleRow *self, const Field *field)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), word (field->label));
  for (guint i = 0; field->kind == FIELD_ACCOUNT && i < self->accounts->len; i++)
    {
      CommsAccount *account = g_ptr_array_index (self->accounts, i);

      gtk_string_list_append (names, account->name != NULL ? account->name : account->handle);
    }
  for (guint i = 0; field->kind == FIELD_LANGUAGE && i < G_N_ELEMENTS (languages); i++)
    gtk_string_list_take (names, comms_language_dup_word (languages[i]));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
entry_row_new (CommsStyleRow *self, const Field *field)
{
  GtkWidget *row = comms_prefs_entry_row (word (field->label), NULL);

  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), !is_new (self));
  g_signal_connect_object (row, "apply", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
add_button (CommsStyleRow *self, const char *title, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), comms_prefs_row (title, NULL, button));
}

static void
add_fields (CommsStyleRow *self)
{
  const Field *fields = lists[self->list].fields;

  for (guint i = 0; i < MOST_FIELDS && fields[i].property != NULL; i++)
    {
      gboolean combo = fields[i].kind == FIELD_ACCOUNT || fields[i].kind == FIELD_LANGUAGE;

      self->fields[i] = combo ? combo_row_new (self, &fields[i]) : entry_row_new (self, &fields[i]);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->fields[i]);
    }
  if (is_new (self))
    {
      add_button (self, C_ ("house style", "It counts for all posts at once"),
                  C_ ("house style", "Add"), G_CALLBACK (comms_style_row_save));
      return;
    }
  if (self->list == COMMS_STYLE_HASHTAGS)
    add_button (self, C_ ("house style", "Looked today at what is said under it"),
                C_ ("house style", "Looked"), G_CALLBACK (checked_clicked_cb));
  add_button (self, C_ ("house style", "Take it off the list"), C_ ("house style", "Remove"),
              G_CALLBACK (remove_clicked_cb));
}

static void
comms_style_row_dispose (GObject *object)
{
  CommsStyleRow *self = COMMS_STYLE_ROW (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->record);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);

  G_OBJECT_CLASS (comms_style_row_parent_class)->dispose (object);
}

static void
comms_style_row_class_init (CommsStyleRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_style_row_dispose;
}

static void
comms_style_row_init (CommsStyleRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

GtkWidget *
comms_style_row_new (CommsDesk *desk, CommsStyleList list, gpointer record, GPtrArray *accounts)
{
  CommsStyleRow *self = g_object_new (COMMS_TYPE_STYLE_ROW, NULL);

  self->desk = g_object_ref (desk);
  self->list = list;
  self->accounts = g_ptr_array_ref (accounts);
  self->record = record != NULL ? g_object_ref (record) : g_object_new (lists[list].type (), NULL);
  add_fields (self);
  if (record != NULL)
    g_signal_connect_object (record, "notify", G_CALLBACK (comms_style_row_fill), self,
                             G_CONNECT_SWAPPED);
  comms_style_row_fill (self);
  return GTK_WIDGET (self);
}

gboolean
comms_style_row_matches (CommsStyleRow *self, const char *folded)
{
  const Field *fields = lists[self->list].fields;

  if (*folded == '\0')
    return TRUE;
  for (guint i = 0; i < MOST_FIELDS && fields[i].property != NULL; i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *own = NULL;

      if (fields[i].kind == FIELD_ACCOUNT)
        continue;
      text = dup_field (self, &fields[i]);
      own = comms_text_fold (text);
      if (strstr (own, folded) != NULL)
        return TRUE;
    }
  return FALSE;
}
