/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-directory-page.h"

#include <glib/gi18n-lib.h>

#include "comms-directory-data.h"
#include "comms-directory-import.h"
#include "comms-history.h"
#include "comms-import-view.h"
#include "comms-marks.h"
#include "comms-person-view.h"
#include "comms-record-list.h"
#include "comms-target-editor.h"
#include "comms-target-row.h"
#include "comms-words.h"

/* The list begins with so many people, and grows by as many when asked to. */
#define LIST_STEP 100

struct _CommsDirectoryPage
{
  CommsPage parent_instance;

  CommsRecordList *people;
  CommsTarget *shown;
  CommsTarget *edited; /* as it was before the form was opened */
  GCancellable *query;
  guint limit;

  GtkStack *stack;
  GtkPaned *paned;
  GtkWidget *list_side;
  GtkWidget *person_side;
  GtkSearchEntry *search;
  GtkToggleButton *all;
  GtkToggleButton *journalist;
  GtkToggleButton *decision_maker;
  GtkToggleButton *policy_maker;
  GtkToggleButton *peer;
  GtkDropDown *order;
  GtkStack *list_stack;
  GtkListBox *list;
  GtkButton *more;
  GtkLabel *no_match;
  GtkStack *person_stack;
  CommsPersonView *person;
  CommsTargetEditor *editor;
  CommsImportView *import_view;
  GtkWidget *person_back;
};

G_DEFINE_FINAL_TYPE (CommsDirectoryPage, comms_directory_page, COMMS_TYPE_PAGE)

static void refresh (CommsDirectoryPage *self);
static void show_person (CommsDirectoryPage *self, gint64 id);

static GtkToggleButton *
chip_of (CommsDirectoryPage *self,
         CommsTargetKind kind)
{
  switch (kind)
    {
    case COMMS_TARGET_KIND_JOURNALIST:
      return self->journalist;
    case COMMS_TARGET_KIND_DECISION_MAKER:
      return self->decision_maker;
    case COMMS_TARGET_KIND_POLICY_MAKER:
      return self->policy_maker;
    case COMMS_TARGET_KIND_PEER:
      return self->peer;
    default:
      g_assert_not_reached ();
    }
}

static guint
chosen_kinds (CommsDirectoryPage *self)
{
  guint kinds = 0;

  for (CommsTargetKind kind = 0; kind <= COMMS_TARGET_KIND_PEER; kind++)
    if (gtk_toggle_button_get_active (chip_of (self, kind)))
      kinds |= 1u << kind;
  return kinds;
}

static void
set_chip (GtkToggleButton *chip,
          const char      *word,
          guint            count)
{
  g_autofree char *number = comms_format_number (count);
  /* Translators: a filter and how many it finds: "Journalist 176" */
  g_autofree char *label = g_strdup_printf (C_ ("filter", "%s %s"), word, number);

  gtk_button_set_label (GTK_BUTTON (chip), label);
}

static void
show_counts (CommsDirectoryPage           *self,
             const CommsDirectoryResult *page)
{
  g_autofree char *number = NULL;
  g_autofree char *subtitle = NULL;
  guint total = 0;

  for (CommsTargetKind kind = 0; kind <= COMMS_TARGET_KIND_PEER; kind++)
    {
      set_chip (chip_of (self, kind), comms_target_kind_word (kind), page->counts[kind]);
      total += page->counts[kind];
    }
  set_chip (self->all, C_ ("filter", "All"), total);

  number = comms_format_number (page->n_people);
  /* Translators: how many people the directory has */
  subtitle = g_strdup_printf (ngettext ("%s person", "%s people", page->n_people), number);
  comms_page_set_title (COMMS_PAGE (self), C_ ("navigation", "Directory"), subtitle);
}

/* Says what hides the others: the words that were searched for, or the classes that were chosen. */
static void
show_no_match (CommsDirectoryPage           *self,
               const CommsDirectoryResult *page)
{
  g_autofree char *number = comms_format_number (page->n_people);
  g_autofree char *text = NULL;

  text = g_strdup_printf (ngettext ("No one matches. Search and filters hide %s person.",
                                    "No one matches. Search and filters hide %s people.", page->n_people),
                          number);
  gtk_label_set_label (self->no_match, text);
}

static void
show_list (CommsDirectoryPage           *self,
           const CommsDirectoryResult *page)
{
  comms_record_list_refill (self->people, page->targets);
  gtk_widget_set_visible (GTK_WIDGET (self->more), page->targets->len == self->limit);
  show_counts (self, page);
  if (page->n_people == 0)
    gtk_stack_set_visible_child_name (self->list_stack, "empty");
  else if (page->targets->len == 0)
    {
      show_no_match (self, page);
      gtk_stack_set_visible_child_name (self->list_stack, "no-match");
    }
  else
    gtk_stack_set_visible_child_name (self->list_stack, "list");
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CommsDirectoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsDirectoryResult) page = NULL;

  page = comms_desk_run_finish (COMMS_DESK (object), result, &error);
  if (page == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  show_list (self, page);
}

/* A query that is overtaken by the next keystroke is given up. */
static void
refresh (CommsDirectoryPage *self)
{
  CommsDirectoryQuery *query = g_new0 (CommsDirectoryQuery, 1);

  g_cancellable_cancel (self->query);
  g_set_object (&self->query, NULL);
  self->query = g_cancellable_new ();

  query->search = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  query->kinds = chosen_kinds (self);
  query->order = gtk_drop_down_get_selected (self->order) == 1 ? COMMS_TARGET_ORDER_LAST_CONTACT
                                                               : COMMS_TARGET_ORDER_NAME;
  query->limit = self->limit;
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), comms_directory_load_result, query,
                        (GDestroyNotify) comms_directory_query_free,
                        (GDestroyNotify) comms_directory_result_free, self->query, loaded_cb,
                        g_object_ref (self));
}

static void
query_changed_cb (CommsDirectoryPage *self)
{
  self->limit = LIST_STEP;
  refresh (self);
}

static void
chip_toggled_cb (CommsDirectoryPage  *self,
                 GtkToggleButton *chip)
{
  guint kinds = chosen_kinds (self);

  if (chip == self->all && gtk_toggle_button_get_active (chip))
    for (CommsTargetKind kind = 0; kind <= COMMS_TARGET_KIND_PEER; kind++)
      gtk_toggle_button_set_active (chip_of (self, kind), FALSE);
  else
    gtk_toggle_button_set_active (self->all, kinds == 0);
  query_changed_cb (self);
}

static void
show_all_cb (CommsDirectoryPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_toggle_button_set_active (self->all, TRUE);
}

static void
more_cb (CommsDirectoryPage *self)
{
  self->limit += LIST_STEP;
  refresh (self);
}

/* Narrow, only one of the two sides is there. */
static void
arrange (CommsDirectoryPage *self)
{
  gboolean folded = comms_page_get_folded (COMMS_PAGE (self));
  gboolean person = self->shown != NULL;

  gtk_widget_set_visible (self->list_side, !folded || !person);
  gtk_widget_set_visible (self->person_side, !folded || person);
  gtk_widget_set_visible (self->person_back, folded);
  comms_person_view_set_folded (self->person, folded);
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
  g_set_object (&self->shown, person->target);
  comms_person_view_show (self->person, person->target, person->engagements, COMMS_DESK (object));
  gtk_stack_set_visible_child_name (self->person_stack, "person");
  arrange (self);
}

static void
show_person (CommsDirectoryPage *self,
             gint64          id)
{
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), comms_directory_load_person,
                        g_memdup2 (&id, sizeof id), g_free,
                        (GDestroyNotify) comms_directory_person_free,
                        comms_page_get_cancellable (COMMS_PAGE (self)), person_loaded_cb,
                        g_object_ref (self));
}

static void
row_selected_cb (CommsDirectoryPage *self,
                 GtkListBoxRow  *row)
{
  if (row != NULL)
    show_person (self, comms_record_get_id (COMMS_RECORD (
                         comms_target_row_get_target (COMMS_TARGET_ROW (row)))));
}

static void
person_back_cb (CommsDirectoryPage *self)
{
  g_clear_object (&self->shown);
  gtk_list_box_unselect_all (self->list);
  gtk_stack_set_visible_child_name (self->person_stack, "none");
  arrange (self);
}

static void
edit_cb (CommsDirectoryPage *self)
{
  if (self->shown == NULL)
    return;
  comms_target_editor_edit (self->editor, self->shown);
  gtk_stack_set_visible_child_name (self->person_stack, "editor");
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (CommsDirectoryPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!comms_desk_run_record_finish (COMMS_DESK (object), result, &error))
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  comms_directory_push_edit (GTK_WIDGET (self), self->edited, self->shown);
  show_person (self, comms_record_get_id (COMMS_RECORD (self->shown)));
}

static void
leave_editor (CommsDirectoryPage *self)
{
  if (self->shown == NULL || comms_record_get_id (COMMS_RECORD (self->shown)) == 0)
    person_back_cb (self);
  else
    gtk_stack_set_visible_child_name (self->person_stack, "person");
}

/* Leaving the form keeps what it says; Undo brings back what was there before. */
static void
edited_cb (CommsDirectoryPage *self)
{
  g_autoptr (CommsTarget) target = comms_target_editor_dup_target (self->editor);

  if (target == NULL || comms_record_equal (target, self->shown))
    {
      leave_editor (self);
      return;
    }
  g_set_object (&self->edited, self->shown);
  g_set_object (&self->shown, target);
  comms_desk_run_record_async (comms_page_get_desk (COMMS_PAGE (self)), comms_targets_save, target,
                               comms_page_get_cancellable (COMMS_PAGE (self)), saved_cb,
                               g_object_ref (self));
}

static void
binned_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CommsDirectoryPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!comms_desk_run_id_finish (COMMS_DESK (object), result, &error))
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  comms_directory_push_bin (GTK_WIDGET (self), self->shown);
  person_back_cb (self);
}

static void
bin_cb (CommsDirectoryPage *self)
{
  comms_desk_run_id_async (comms_page_get_desk (COMMS_PAGE (self)), comms_targets_bin,
                           comms_record_get_id (COMMS_RECORD (self->shown)),
                           comms_page_get_cancellable (COMMS_PAGE (self)), binned_cb,
                           g_object_ref (self));
}

static void
import_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  CommsDirectoryPage *self = COMMS_DIRECTORY_PAGE (widget);

  comms_directory_import (COMMS_PAGE (self), self->stack, self->import_view);
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  return comms_target_row_new (item);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  CommsDirectoryPage *self = COMMS_DIRECTORY_PAGE (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->person_stack), "editor") != 0)
    return GDK_EVENT_PROPAGATE;
  edited_cb (self);
  return GDK_EVENT_STOP;
}

static void
comms_directory_page_changed (CommsPage   *page,
                         CommsSubject subject)
{
  CommsDirectoryPage *self = COMMS_DIRECTORY_PAGE (page);
  const char *visible = gtk_stack_get_visible_child_name (self->person_stack);

  if (subject != COMMS_SUBJECT_TARGET && subject != COMMS_SUBJECT_ENGAGEMENT)
    return;
  refresh (self);
  if (self->shown != NULL && g_strcmp0 (visible, "person") == 0)
    show_person (self, comms_record_get_id (COMMS_RECORD (self->shown)));
}

static gboolean
comms_directory_page_search (CommsPage *page)
{
  CommsDirectoryPage *self = COMMS_DIRECTORY_PAGE (page);

  if (comms_page_get_folded (page))
    person_back_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
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
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, paned);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, list_side);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, person_side);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, search);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, all);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, journalist);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, decision_maker);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, policy_maker);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, peer);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, order);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, list);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, more);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, no_match);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, person_stack);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, person);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, editor);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, import_view);
  gtk_widget_class_bind_template_child (widget_class, CommsDirectoryPage, person_back);
  gtk_widget_class_bind_template_callback (widget_class, query_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, chip_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, bin_cb);
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
  page_class->search = comms_directory_page_search;

  g_type_ensure (COMMS_TYPE_PERSON_VIEW);
  g_type_ensure (COMMS_TYPE_TARGET_EDITOR);
  g_type_ensure (COMMS_TYPE_IMPORT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-directory-page.ui");
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "directory.import", NULL, import_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
comms_directory_page_init (CommsDirectoryPage *self)
{
  self->limit = LIST_STEP;
  self->people = comms_record_list_new (COMMS_TYPE_TARGET);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->people), create_row_cb, NULL, NULL);
}

void
comms_directory_page_open (CommsDirectoryPage *self,
                      gint64          target_id)
{
  g_autoptr (CommsTarget) target = NULL;

  g_return_if_fail (COMMS_IS_DIRECTORY_PAGE (self));

  gtk_stack_set_visible_child_name (self->stack, "people");
  if (target_id != 0)
    {
      show_person (self, target_id);
      return;
    }
  target = comms_target_new ();
  g_set_object (&self->shown, target);
  arrange (self);
  edit_cb (self);
}
