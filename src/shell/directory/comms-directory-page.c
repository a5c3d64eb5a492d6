/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-directory-page.h"

#include <glib/gi18n-lib.h>

#include "comms-chips.h"
#include "comms-directory-data.h"
#include "comms-directory-files.h"
#include "comms-import-view.h"
#include "comms-marks.h"
#include "comms-person-view.h"
#include "comms-record-list.h"
#include "comms-target-editor.h"
#include "comms-target-row.h"
#include "comms-undo.h"
#include "comms-words.h"

/* The list begins with so many people, and grows by as many when asked to. */
#define LIST_STEP 100

struct _CommsDirectoryPage
{
  CommsPage parent_instance;

  CommsRecordList *people;
  CommsTarget *shown;
  CommsTarget *edited; /* as it was before the form was opened; NULL while there is none */
  gint64 wanted;       /* who is to be shown as soon as they are loaded */
  GCancellable *query;
  guint limit;
  gboolean nobody;  /* the directory is empty */
  gboolean marking; /* a row is selected because of who is shown, not the other way round */

  GtkStack *stack;
  GtkWidget *import;
  GtkWidget *list_side;
  GtkWidget *person_side;
  GtkSearchEntry *search;
  GtkWidget *search_key;
  CommsChips *chips;
  GtkDropDown *order;
  GtkStack *list_stack;
  GtkListBox *list;
  GtkButton *more;
  GtkLabel *no_match;
  GtkStack *person_stack;
  GtkWidget *choose;
  CommsPersonView *person;
  CommsTargetEditor *editor;
  CommsImportView *import_view;
  GtkWidget *person_back;
};

G_DEFINE_FINAL_TYPE (CommsDirectoryPage, comms_directory_page, COMMS_TYPE_PAGE)

static void show_person (CommsDirectoryPage *self, gint64 id);
static void begin_edit (CommsDirectoryPage *self, CommsTarget *before, CommsTarget *text);

/* The classes in the order of their chips, after the one that stands for all: short ones first, so
 * that they make two lines. */
static const CommsTargetKind kinds[] = {
  COMMS_TARGET_KIND_JOURNALIST,
  COMMS_TARGET_KIND_PEER,
  COMMS_TARGET_KIND_DECISION_MAKER,
  COMMS_TARGET_KIND_POLICY_MAKER,
};

static guint
chosen_kinds (CommsDirectoryPage *self)
{
  guint chips = comms_chips_get_chosen (self->chips);
  guint chosen = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (chips & (2u << i))
      chosen |= 1u << kinds[i];
  return chosen;
}

static gboolean
is_open (CommsDirectoryPage *self,
         const char         *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->person_stack), name) == 0;
}

/* Puts the focus where it is never out of place. */
static void
focus_search (CommsDirectoryPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
show_counts (CommsDirectoryPage         *self,
             const CommsDirectoryCounts *counts)
{
  g_autofree char *number = comms_format_number (counts->n_people);
  g_autofree char *subtitle = NULL;
  guint total = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      comms_chips_set_count (self->chips, i + 1, counts->kinds[kinds[i]]);
      total += counts->kinds[kinds[i]];
    }
  comms_chips_set_count (self->chips, 0, total);

  /* Translators: how many people the directory has */
  subtitle = g_strdup_printf (ngettext ("%s person", "%s people", counts->n_people), number);
  comms_page_set_title (COMMS_PAGE (self), C_ ("navigation", "Directory"), subtitle);
}

/* "Journalist, Peer" (transfer full) */
static char *
dup_kinds (guint chosen)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (CommsTargetKind kind = 0; kind <= COMMS_TARGET_KIND_PEER; kind++)
    if (chosen & (1u << kind))
      g_string_append_printf (words, "%s%s", words->len > 0 ? C_ ("between classes", ", ") : "",
                              comms_target_kind_word (kind));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* What hides the others: the words that were searched for, the classes that were chosen, or both. */
static char *
dup_no_match (CommsDirectoryPage         *self,
              const CommsDirectoryCounts *counts)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *classes = dup_kinds (chosen_kinds (self));
  guint n_hidden = 0;
  g_autofree char *number = NULL;

  for (CommsTargetKind kind = 0; kind <= COMMS_TARGET_KIND_PEER; kind++)
    n_hidden += counts->kinds[kind];
  number = comms_format_number (n_hidden);
  if (n_hidden == 0)
    /* Translators: the words that were searched for */
    return g_markup_printf_escaped (C_ ("directory", "No one matches <b>%s</b>."), words);
  if (*words == '\0')
    /* Translators: classes of people, and how many people are in none of them */
    return g_markup_printf_escaped (ngettext ("No one matches; <b>%s</b> hides %s person.",
                                              "No one matches; <b>%s</b> hides %s people.", n_hidden),
                                    classes, number);
  /* Translators: classes of people, the words that were searched for, and how many people match the
   * words but not the classes */
  return g_markup_printf_escaped (
    ngettext ("No one matches; <b>%s</b> and <b>%s</b> hide %s person.",
              "No one matches; <b>%s</b> and <b>%s</b> hide %s people.", n_hidden),
    classes, words, number);
}

static guint
count_found (CommsDirectoryPage         *self,
             const CommsDirectoryCounts *counts)
{
  guint chosen = chosen_kinds (self);
  guint n_found = 0;

  for (CommsTargetKind kind = 0; kind <= COMMS_TARGET_KIND_PEER; kind++)
    if (chosen == 0 || chosen & (1u << kind))
      n_found += counts->kinds[kind];
  return n_found;
}

/* The row of whoever is shown is the selected one, where the list has it. */
static void
mark_shown (CommsDirectoryPage *self)
{
  guint position;
  gint64 id = self->shown != NULL ? comms_record_get_id (COMMS_RECORD (self->shown)) : 0;

  self->marking = TRUE;
  if (id != 0 && comms_record_list_find (self->people, id, &position) != NULL)
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) position));
  else
    gtk_list_box_unselect_all (self->list);
  self->marking = FALSE;
}

/* Narrow, only one of the two sides is there; of an empty directory there is no person to choose. */
static void
arrange (CommsDirectoryPage *self)
{
  gboolean folded = comms_page_get_folded (COMMS_PAGE (self));
  gboolean person = !is_open (self, "none");

  gtk_widget_set_visible (self->list_side, !folded || !person);
  gtk_widget_set_visible (self->person_side, person || (!folded && !self->nobody));
  gtk_widget_set_visible (self->person_back, folded);
  gtk_widget_set_visible (self->import, !folded);
}

/* How many there are, and what stands in the place of an empty list. */
static void
show_numbers (CommsDirectoryPage         *self,
              const CommsDirectoryCounts *counts)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->people));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_widget_set_visible (GTK_WIDGET (self->more), count_found (self, counts) > n_shown);
  show_counts (self, counts);
  self->nobody = counts->n_people == 0;
  gtk_widget_set_visible (self->choose, n_shown > 0);
  arrange (self);
  if (self->nobody)
    gtk_stack_set_visible_child_name (self->list_stack, "empty");
  else if (n_shown == 0)
    {
      g_autofree char *text = dup_no_match (self, counts);

      gtk_label_set_markup (self->no_match, text);
      gtk_stack_set_visible_child_name (self->list_stack, "no-match");
    }
  if (root != NULL && gtk_root_get_focus (root) == NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus_search (self);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CommsDirectoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree CommsDirectoryCounts *counts =
    comms_desk_run_finish (COMMS_DESK (object), result, &error);

  if (counts == NULL)
    comms_show_error (GTK_WIDGET (self), error);
  else if (!comms_desk_run_is_stale (result))
    show_numbers (self, counts);
}

/* (transfer full) */
static CommsDirectoryQuery *
new_query (CommsDirectoryPage *self)
{
  CommsDirectoryQuery *query = g_new0 (CommsDirectoryQuery, 1);

  query->search = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  query->kinds = chosen_kinds (self);
  query->order = gtk_drop_down_get_selected (self->order) == 1 ? COMMS_TARGET_ORDER_LAST_CONTACT
                                                               : COMMS_TARGET_ORDER_NAME;
  query->limit = self->limit;
  return query;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CommsDirectoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = comms_desk_run_finish (COMMS_DESK (object), result, &error);

  if (people == NULL)
    comms_show_error (GTK_WIDGET (self), error);
  if (people == NULL || comms_desk_run_is_stale (result))
    return;
  comms_record_list_refill (self->people, people);
  if (people->len > 0)
    gtk_stack_set_visible_child_name (self->list_stack, "list");
  mark_shown (self);
  comms_desk_run_async (COMMS_DESK (object), comms_directory_load_counts, new_query (self),
                        (GDestroyNotify) comms_directory_query_free, g_free, self->query,
                        counted_cb, g_object_ref (self));
}

/* A query that is overtaken by the next keystroke is given up. */
static void
refresh (CommsDirectoryPage *self)
{
  g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
  self->query = g_cancellable_new ();

  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), comms_directory_load_people,
                        new_query (self), (GDestroyNotify) comms_directory_query_free,
                        (GDestroyNotify) g_ptr_array_unref, self->query, loaded_cb,
                        g_object_ref (self));
}

static void
query_changed_cb (CommsDirectoryPage *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));

  gtk_widget_set_visible (self->search_key, *words == '\0');
  self->limit = LIST_STEP;
  refresh (self);
}

static void
show_all_cb (CommsDirectoryPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  comms_chips_choose_all (self->chips);
  focus_search (self);
}

static void
stop_search_cb (CommsDirectoryPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
more_cb (CommsDirectoryPage *self)
{
  self->limit += LIST_STEP;
  refresh (self);
}

static void
show_nobody (CommsDirectoryPage *self)
{
  self->wanted = 0;
  g_clear_object (&self->shown);
  gtk_stack_set_visible_child_name (self->person_stack, "none");
  mark_shown (self);
  arrange (self);
}

static void
close_person (CommsDirectoryPage *self)
{
  show_nobody (self);
  focus_search (self);
}

static void
person_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (CommsDirectoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsDirectoryPerson) person = NULL;

  person = comms_desk_run_finish (COMMS_DESK (object), result, &error);
  if (person == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  if (comms_record_get_id (COMMS_RECORD (person->target)) != self->wanted)
    return;
  if (person->target->deleted_at != 0)
    {
      close_person (self);
      return;
    }
  g_set_object (&self->shown, person->target);
  comms_person_view_show (self->person, person->target, person->engagements, COMMS_DESK (object));
  gtk_stack_set_visible_child_name (self->person_stack, "person");
  mark_shown (self);
  arrange (self);
}

static void
show_person (CommsDirectoryPage *self,
             gint64              id)
{
  self->wanted = id;
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), comms_directory_load_person,
                        g_memdup2 (&id, sizeof id), g_free,
                        (GDestroyNotify) comms_directory_person_free,
                        comms_page_get_cancellable (COMMS_PAGE (self)), person_loaded_cb,
                        g_object_ref (self));
}

/* An edit on its way to the desk. */
typedef struct
{
  CommsDirectoryPage *self;
  CommsTarget *before;
  CommsTarget *after;
} Edit;

static void
edit_free (Edit *edit)
{
  g_clear_object (&edit->self);
  g_clear_object (&edit->before);
  g_clear_object (&edit->after);
  g_free (edit);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Edit, edit_free)

/* Someone who was new goes into the bin; anyone else becomes who they were. */
static void
push_edit (Edit *edit)
{
  GtkWidget *widget = GTK_WIDGET (edit->self);
  gint64 id = comms_record_get_id (COMMS_RECORD (edit->after));
  gboolean is_new = comms_record_get_id (COMMS_RECORD (edit->before)) == 0;
  /* Translators: the name of a person */
  g_autofree char *label = g_strdup_printf (is_new ? C_ ("undo", "Added %s")
                                                   : C_ ("undo", "Changed the facts about %s"),
                                            edit->after->name);

  if (gtk_widget_get_root (widget) == NULL)
    return;
  if (is_new)
    comms_undo_push_ids (widget, label, comms_targets_bin, comms_targets_unbin, &id, 1);
  else
    comms_undo_push_record (widget, label, comms_targets_save, edit->before, edit->after);
}

/* What could not be kept stands in the form again. */
static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Edit) edit = user_data;
  CommsDirectoryPage *self = edit->self;
  g_autoptr (GError) error = NULL;

  if (!comms_desk_run_record_finish (COMMS_DESK (object), result, &error))
    {
      comms_show_error (GTK_WIDGET (self), error);
      if (self->edited == NULL)
        begin_edit (self, edit->before, edit->after);
      return;
    }
  push_edit (edit);
  if (self->edited == NULL && self->wanted == comms_record_get_id (COMMS_RECORD (edit->before)))
    show_person (self, comms_record_get_id (COMMS_RECORD (edit->after)));
}

/* Whether the form says something that can be kept, or nothing new. */
static gboolean
may_leave (CommsDirectoryPage *self)
{
  g_autoptr (CommsTarget) target = NULL;

  if (self->edited == NULL)
    return TRUE;
  target = comms_target_editor_dup_target (self->editor);
  if (target->name != NULL || comms_record_equal (target, self->edited))
    return TRUE;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s",
                              C_ ("directory", "Write the name of the person or of the office."));
  comms_target_editor_focus_name (self->editor);
  return FALSE;
}

/* Whichever way the form is left, what it says is kept; Undo brings back what was there before.
 * An edit that has begun is finished, even when its page is closed. */
static void
keep_edit (CommsDirectoryPage *self)
{
  g_autoptr (CommsTarget) before = g_steal_pointer (&self->edited);
  g_autoptr (CommsTarget) target = NULL;
  Edit *edit;

  if (before == NULL)
    return;
  target = comms_target_editor_dup_target (self->editor);
  if (target->name == NULL || comms_record_equal (target, before))
    return;
  edit = g_new0 (Edit, 1);
  edit->self = g_object_ref (self);
  edit->before = g_steal_pointer (&before);
  edit->after = g_object_ref (target);
  comms_desk_run_record_async (comms_page_get_desk (COMMS_PAGE (self)), comms_targets_save, target, NULL,
                               saved_cb, edit);
}

/* Out of the form, back to whoever was there before it. */
static void
leave_editor (CommsDirectoryPage *self)
{
  gboolean known = comms_record_get_id (COMMS_RECORD (self->edited)) != 0;

  keep_edit (self);
  if (known && self->shown != NULL)
    {
      self->wanted = comms_record_get_id (COMMS_RECORD (self->shown));
      gtk_stack_set_visible_child_name (self->person_stack, "person");
    }
  else
    show_nobody (self);
}

static void
done_cb (CommsDirectoryPage *self)
{
  if (self->edited == NULL || !may_leave (self))
    return;
  leave_editor (self);
  if (self->shown != NULL)
    comms_person_view_focus (self->person);
  else
    focus_search (self);
}

/* Another page has come in front of it. */
static void
editor_unmap_cb (CommsDirectoryPage *self)
{
  g_autoptr (CommsTarget) target = NULL;

  if (self->edited == NULL)
    return;
  target = comms_target_editor_dup_target (self->editor);
  if (target->name != NULL)
    leave_editor (self);
}

/* @text is what the form begins with; what it ends with is compared with @before. */
static void
begin_edit (CommsDirectoryPage *self,
            CommsTarget        *before,
            CommsTarget        *text)
{
  self->wanted = 0;
  comms_target_editor_edit (self->editor, text);
  g_set_object (&self->edited, before);
  gtk_stack_set_visible_child_name (self->person_stack, "editor");
  arrange (self);
  comms_target_editor_focus_name (self->editor);
}

static void
edit_cb (CommsDirectoryPage *self)
{
  if (self->shown != NULL)
    begin_edit (self, self->shown, self->shown);
}

static void
choose_row (CommsDirectoryPage *self,
            GtkListBoxRow      *row)
{
  CommsTarget *target = comms_target_row_get_target (COMMS_TARGET_ROW (row));

  if (may_leave (self))
    {
      keep_edit (self);
      show_person (self, comms_record_get_id (COMMS_RECORD (target)));
    }
}

/* Narrow, the list would go away under the arrow keys: there a row is opened, not walked over. */
static void
row_selected_cb (CommsDirectoryPage *self,
                 GtkListBoxRow      *row)
{
  if (row != NULL && !self->marking && !comms_page_get_folded (COMMS_PAGE (self)))
    choose_row (self, row);
}

static void
row_activated_cb (CommsDirectoryPage *self,
                  GtkListBoxRow      *row)
{
  if (comms_page_get_folded (COMMS_PAGE (self)))
    choose_row (self, row);
}

static gboolean
focus_list (CommsDirectoryPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row == NULL)
    return FALSE;
  gtk_list_box_select_row (self->list, row);
  return gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
search_activate_cb (CommsDirectoryPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  row_activated_cb (self, row);
}

static gboolean
keynav_failed_cb (CommsDirectoryPage *self,
                  GtkDirectionType    direction)
{
  if (direction != GTK_DIR_UP)
    return FALSE;
  focus_search (self);
  return TRUE;
}

static gboolean
down_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  CommsDirectoryPage *self = COMMS_DIRECTORY_PAGE (widget);

  return gtk_widget_get_focus_child (GTK_WIDGET (self->search)) != NULL && focus_list (self);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  CommsDirectoryPage *self = COMMS_DIRECTORY_PAGE (widget);

  if (is_open (self, "editor"))
    done_cb (self);
  else if (is_open (self, "person") && comms_page_get_folded (COMMS_PAGE (self)))
    close_person (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
person_back_cb (CommsDirectoryPage *self)
{
  if (is_open (self, "editor"))
    done_cb (self);
  else
    close_person (self);
}

static void
binned_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Edit) edit = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = comms_record_get_id (COMMS_RECORD (edit->before));
  /* Translators: the name of a person */
  g_autofree char *label = g_strdup_printf (C_ ("undo", "Put %s into the bin"), edit->before->name);

  if (!comms_desk_run_id_finish (COMMS_DESK (object), result, &error))
    comms_show_error (GTK_WIDGET (edit->self), error);
  else if (gtk_widget_get_root (GTK_WIDGET (edit->self)) != NULL)
    comms_undo_push_ids (GTK_WIDGET (edit->self), label, comms_targets_unbin, comms_targets_bin, &id, 1);
}

static void
bin_cb (CommsDirectoryPage *self)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->self = g_object_ref (self);
  edit->before = g_steal_pointer (&self->edited);
  close_person (self);
  comms_desk_run_id_async (comms_page_get_desk (COMMS_PAGE (self)), comms_targets_bin,
                           comms_record_get_id (COMMS_RECORD (edit->before)), NULL, binned_cb, edit);
}

static void
enable_import (CommsDirectoryPage *self,
               gboolean            enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "directory.import", enabled);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "directory.export", enabled);
}

static void
import_done_cb (CommsDirectoryPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "people");
  enable_import (self, TRUE);
  focus_search (self);
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  return comms_target_row_new (item);
}

static void
comms_directory_page_changed (CommsPage   *page,
                              CommsSubject subject)
{
  CommsDirectoryPage *self = COMMS_DIRECTORY_PAGE (page);

  if (subject != COMMS_SUBJECT_TARGET && subject != COMMS_SUBJECT_ENGAGEMENT)
    return;
  refresh (self);
  if (self->shown != NULL && is_open (self, "person"))
    show_person (self, comms_record_get_id (COMMS_RECORD (self->shown)));
}

/* Who is looked for is typed at once; narrow, that would bring up a keyboard on the screen. */
static void
comms_directory_page_shown (CommsPage *page)
{
  CommsDirectoryPage *self = COMMS_DIRECTORY_PAGE (page);

  if (!comms_page_get_folded (page) && !is_open (self, "editor"))
    focus_search (self);
}

static gboolean
comms_directory_page_search (CommsPage *page)
{
  CommsDirectoryPage *self = COMMS_DIRECTORY_PAGE (page);

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "people") || !may_leave (self))
    return FALSE;
  if (comms_page_get_folded (page) && !is_open (self, "none"))
    person_back_cb (self);
  focus_search (self);
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
  return TRUE;
}

static void
comms_directory_page_constructed (GObject *object)
{
  CommsDirectoryPage *self = COMMS_DIRECTORY_PAGE (object);

  G_OBJECT_CLASS (comms_directory_page_parent_class)->constructed (object);

  g_signal_connect (self, "notify::folded", G_CALLBACK (arrange), NULL);
  arrange (self);
  refresh (self);
}

static void
comms_directory_page_dispose (GObject *object)
{
  CommsDirectoryPage *self = COMMS_DIRECTORY_PAGE (object);

  g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
  g_clear_object (&self->people);
  g_clear_object (&self->shown);
  g_clear_object (&self->edited);
  gtk_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_DIRECTORY_PAGE);

  G_OBJECT_CLASS (comms_directory_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, import);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, list_side);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, person_side);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, search);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, search_key);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, chips);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, order);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, list);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, more);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, no_match);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, person_stack);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, choose);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, person);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, editor);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, import_view);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, person_back);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, query_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, keynav_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, editor_unmap_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, bin_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_done_cb);
}

static void
comms_directory_page_class_init (CommsDirectoryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CommsPageClass *page_class = COMMS_PAGE_CLASS (klass);

  object_class->constructed = comms_directory_page_constructed;
  object_class->dispose = comms_directory_page_dispose;
  page_class->changed = comms_directory_page_changed;
  page_class->shown = comms_directory_page_shown;
  page_class->search = comms_directory_page_search;

  g_type_ensure (COMMS_TYPE_CHIPS);
  g_type_ensure (COMMS_TYPE_PERSON_VIEW);
  g_type_ensure (COMMS_TYPE_TARGET_EDITOR);
  g_type_ensure (COMMS_TYPE_IMPORT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-directory-page.ui");
  bind_template (widget_class);
  bind_callbacks (widget_class);
  gtk_widget_class_install_action (widget_class, "directory.import", NULL,
                                   comms_directory_import_cb);
  gtk_widget_class_install_action (widget_class, "directory.export", NULL,
                                   comms_directory_export_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, down_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Down, 0, down_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
comms_directory_page_init (CommsDirectoryPage *self)
{
  self->limit = LIST_STEP;
  self->people = comms_record_list_new (COMMS_TYPE_TARGET);
  gtk_widget_init_template (GTK_WIDGET (self));
  comms_chips_add (self->chips, C_ ("filter", "All"), NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    comms_chips_add (self->chips, comms_target_kind_word (kinds[i]), comms_target_kind_icon (kinds[i]),
                     comms_target_kind_css (kinds[i]));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->people), create_row_cb, NULL, NULL);
}

void
comms_directory_page_open (CommsDirectoryPage *self,
                           gint64              target_id)
{
  g_autoptr (CommsTarget) target = NULL;

  g_return_if_fail (COMMS_IS_DIRECTORY_PAGE (self));

  if (!may_leave (self))
    return;
  keep_edit (self);
  if (target_id != 0)
    {
      show_person (self, target_id);
      return;
    }
  target = comms_target_new ();
  begin_edit (self, target, target);
}

void
comms_directory_page_import (CommsDirectoryPage *self,
                             GFile              *file)
{
  g_return_if_fail (COMMS_IS_DIRECTORY_PAGE (self));

  enable_import (self, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "import");
  comms_import_view_begin (self->import_view, comms_page_get_desk (COMMS_PAGE (self)), file,
                           comms_page_get_cancellable (COMMS_PAGE (self)));
}

void
comms_directory_page_export (CommsDirectoryPage *self,
                             GFile              *file)
{
  g_return_if_fail (COMMS_IS_DIRECTORY_PAGE (self));

  comms_directory_export (COMMS_PAGE (self), new_query (self), file);
}
