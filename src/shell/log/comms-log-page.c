/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-log-page.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-entry-view.h"
#include "comms-log-line.h"
#include "comms-log-list.h"
#include "comms-log.h"
#include "comms-marks.h"
#include "comms-review-queue.h"
#include "comms-words.h"
#include "comms-zone.h"

struct _CommsLogPage
{
  CommsPage parent_instance;

  CommsLogList *entries;
  GPtrArray *people; /* of the desk, in the order of the drop-down */

  GtkSearchEntry *search;
  GtkToggleButton *everything;
  GtkToggleButton *engagements;
  GtkToggleButton *posts;
  GtkToggleButton *missed;
  GtkDropDown *period;
  GtkDropDown *person;
  GtkDropDown *kind;
  GtkStack *stack;
  GtkListView *list;
  GtkSingleSelection *selection;
  GtkRevealer *detail;
  CommsEntryView *entry;
  GtkWidget *verdict_bar;
  GtkImage *verdict_icon;
  GtkLabel *verdict;
  GtkButton *show_broken;
  GtkButton *verify;
  GtkWidget *review_side;
  CommsReviewQueue *review;
};

G_DEFINE_FINAL_TYPE (CommsLogPage, comms_log_page, COMMS_TYPE_PAGE)

static CommsLogKind
chosen_kind (CommsLogPage *self)
{
  if (gtk_toggle_button_get_active (self->engagements))
    return COMMS_LOG_ENGAGEMENTS;
  if (gtk_toggle_button_get_active (self->posts))
    return COMMS_LOG_POSTS;
  if (gtk_toggle_button_get_active (self->missed))
    return COMMS_LOG_MISSED;
  return COMMS_LOG_ALL;
}

/* The drop-down says everything, today, seven days, thirty days. */
static gint64
chosen_start (CommsLogPage *self)
{
  static const int days[] = { 0, 0, -6, -29 };
  CommsDesk *desk = comms_page_get_desk (COMMS_PAGE (self));
  guint period = gtk_drop_down_get_selected (self->period);

  if (period == 0 || period >= G_N_ELEMENTS (days))
    return 0;
  return comms_zone_day_start (comms_desk_get_policy (desk)->zone, comms_desk_now (desk), days[period]);
}

static gint64
chosen_person (CommsLogPage *self)
{
  guint person = gtk_drop_down_get_selected (self->person);

  if (person == 0 || self->people == NULL || person > self->people->len)
    return 0;
  return comms_record_get_id (self->people->pdata[person - 1]);
}

static void
refresh (CommsLogPage *self)
{
  guint kind = gtk_drop_down_get_selected (self->kind);
  CommsLogQuery query = {
    .kind = chosen_kind (self),
    .from = chosen_start (self),
    .actor_id = chosen_person (self),
    .classes = kind == 0 || kind == GTK_INVALID_LIST_POSITION ? 0 : 1u << (kind - 1),
    .search = gtk_editable_get_text (GTK_EDITABLE (self->search)),
  };

  comms_log_list_set_query (self->entries, &query);
}

static void
query_changed_cb (CommsLogPage *self)
{
  if (self->entries != NULL)
    refresh (self);
}

/* Four chips of which one is always pressed. */
static void
chip_toggled_cb (CommsLogPage    *self,
                 GtkToggleButton *chip)
{
  if (gtk_toggle_button_get_active (chip))
    query_changed_cb (self);
}

static void
show_all_cb (CommsLogPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_drop_down_set_selected (self->period, 0);
  gtk_drop_down_set_selected (self->person, 0);
  gtk_drop_down_set_selected (self->kind, 0);
  gtk_toggle_button_set_active (self->everything, TRUE);
}

static void
items_changed_cb (CommsLogPage *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->entries)) == 0;

  gtk_stack_set_visible_child_name (self->stack,
                                    empty && !comms_log_list_get_loading (self->entries) ? "no-match"
                                                                                         : "list");
}

static void
failed_cb (CommsLogPage *self,
           const GError *error)
{
  comms_show_error (GTK_WIDGET (self), error);
}

static void
show_entry (CommsLogPage    *self,
            CommsAuditEntry *entry)
{
  comms_entry_view_show (self->entry, entry, comms_page_get_desk (COMMS_PAGE (self)));
  gtk_revealer_set_reveal_child (self->detail, TRUE);
}

static void
activated_cb (CommsLogPage *self,
              guint         position)
{
  g_autoptr (CommsLogRow) row = g_list_model_get_item (G_LIST_MODEL (self->entries), position);
  CommsAuditEntry *entry = row != NULL ? comms_log_row_get_entry (row) : NULL;

  if (entry != NULL)
    show_entry (self, entry);
}

static void
close_detail_cb (CommsLogPage *self)
{
  gtk_revealer_set_reveal_child (self->detail, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static gpointer
load_entry (CommsTx  *tx,
            gpointer  id,
            GError  **error)
{
  return comms_log_load (tx, id, 1, error);
}

static void
entry_loaded_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (CommsLogPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = comms_desk_run_finish (COMMS_DESK (object), result, &error);

  if (entries == NULL)
    comms_show_error (GTK_WIDGET (self), error);
  else if (entries->len > 0)
    show_entry (self, entries->pdata[0]);
}

static void
show_verdict (CommsLogPage          *self,
              const CommsLogVerdict *verdict)
{
  CommsDesk *desk = comms_page_get_desk (COMMS_PAGE (self));
  const char *zone = comms_desk_get_policy (desk)->zone;
  g_autofree char *count = comms_format_number (verdict->n_entries);
  g_autofree char *broken_id = comms_format_number (verdict->broken_id);
  g_autofree char *text = NULL;
  gboolean broken = verdict->broken_id != 0;

  if (broken)
    /* Translators: the number of an entry of the log */
    text = g_strdup_printf (C_ ("log", "Broken at entry %s: it was changed after it was written. Compare "
                                       "it with a backup."),
                            broken_id);
  else
    {
      g_autofree char *since = comms_format_day_short (zone, verdict->first_at);
      g_autofree char *time = comms_format_time (zone, comms_desk_now (desk));

      /* Translators: a number of entries, a date, a time of today */
      text = g_strdup_printf (C_ ("log", "Unbroken: %s entries from %s, verified today %s"), count, since,
                              time);
    }
  gtk_label_set_label (self->verdict, text);
  gtk_image_set_from_icon_name (self->verdict_icon,
                                broken ? "state-refused-symbolic" : "state-posted-symbolic");
  gtk_widget_remove_css_class (self->verdict_bar, broken ? "unbroken" : "broken");
  gtk_widget_add_css_class (self->verdict_bar, broken ? "broken" : "unbroken");
  gtk_widget_set_visible (GTK_WIDGET (self->show_broken), broken);
  if (broken)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->show_broken), "x", verdict->broken_id);
}

static void
verified_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (CommsLogPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree CommsLogVerdict *verdict = comms_desk_run_finish (COMMS_DESK (object), result, &error);

  gtk_widget_set_sensitive (GTK_WIDGET (self->verify), TRUE);
  if (verdict == NULL)
    comms_show_error (GTK_WIDGET (self), error);
  else
    show_verdict (self, verdict);
}

static void
verify_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  CommsLogPage *self = COMMS_LOG_PAGE (widget);

  gtk_widget_set_sensitive (GTK_WIDGET (self->verify), FALSE);
  gtk_label_set_label (self->verdict, C_ ("log", "Reading the whole log…"));
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), comms_log_verify, NULL, NULL, g_free,
                        comms_page_get_cancellable (COMMS_PAGE (self)), verified_cb,
                        g_object_ref (self));
}

static gpointer
load_people (CommsTx  *tx,
             gpointer  unused,
             GError  **error)
{
  return comms_people_list (tx, error);
}

static void
people_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CommsLogPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) people = comms_desk_run_finish (COMMS_DESK (object), result, &error);

  if (people == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  gtk_string_list_append (names, C_ ("filter", "Anyone"));
  for (guint i = 0; i < people->len; i++)
    gtk_string_list_append (names, COMMS_PERSON (people->pdata[i])->name);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  self->people = g_steal_pointer (&people);
  gtk_drop_down_set_model (self->person, G_LIST_MODEL (names));
}

static void
refresh_people (CommsLogPage *self)
{
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), load_people, NULL, NULL,
                        (GDestroyNotify) g_ptr_array_unref,
                        comms_page_get_cancellable (COMMS_PAGE (self)), people_cb, g_object_ref (self));
}

/* Only a manager reviews; in a narrow window the queue gives way to the log. */
static void
arrange (CommsLogPage *self)
{
  CommsPerson *person = comms_desk_get_person (comms_page_get_desk (COMMS_PAGE (self)));
  gboolean manager = person != NULL && person->role == COMMS_ROLE_MANAGER;

  gtk_widget_set_visible (self->review_side, manager && !comms_page_get_folded (COMMS_PAGE (self)));
  comms_page_set_count (COMMS_PAGE (self), manager ? comms_review_queue_get_count (self->review) : 0,
                        FALSE);
}

static void
setup_line_cb (CommsLogPage             *self,
               GtkListItem              *item,
               GtkSignalListItemFactory *factory)
{
  gtk_list_item_set_child (item, comms_log_line_new (comms_page_get_desk (COMMS_PAGE (self))));
}

static void
bind_line_cb (CommsLogPage             *self,
              GtkListItem              *item,
              GtkSignalListItemFactory *factory)
{
  comms_log_line_set_row (COMMS_LOG_LINE (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_line_cb (CommsLogPage             *self,
                GtkListItem              *item,
                GtkSignalListItemFactory *factory)
{
  comms_log_line_set_row (COMMS_LOG_LINE (gtk_list_item_get_child (item)), NULL);
}

static void
comms_log_page_changed (CommsPage   *page,
                        CommsSubject subject)
{
  CommsLogPage *self = COMMS_LOG_PAGE (page);

  if (subject == COMMS_SUBJECT_PERSON)
    refresh_people (self);
  if (subject == COMMS_SUBJECT_PERSON || subject == COMMS_SUBJECT_ENGAGEMENT)
    comms_review_queue_refresh (self->review, comms_page_get_desk (page),
                                comms_page_get_cancellable (page));
}

static gboolean
comms_log_page_search (CommsPage *page)
{
  CommsLogPage *self = COMMS_LOG_PAGE (page);

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
  return TRUE;
}

static void
fill_kinds (CommsLogPage *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  gtk_string_list_append (words, C_ ("filter", "Any class"));
  for (CommsTargetKind kind = 0; kind <= COMMS_TARGET_KIND_PEER; kind++)
    gtk_string_list_append (words, comms_target_kind_word (kind));
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (words));
}

static void
comms_log_page_constructed (GObject *object)
{
  CommsLogPage *self = COMMS_LOG_PAGE (object);
  CommsDesk *desk = comms_page_get_desk (COMMS_PAGE (self));

  G_OBJECT_CLASS (comms_log_page_parent_class)->constructed (object);

  self->entries = comms_log_list_new (desk);
  g_signal_connect_object (self->entries, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entries, "notify::loading", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entries, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->entries));
  g_signal_connect_object (desk, "notify::person", G_CALLBACK (arrange), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::folded", G_CALLBACK (arrange), NULL);
  g_signal_connect_object (self->review, "notify::count", G_CALLBACK (arrange), self, G_CONNECT_SWAPPED);
  refresh (self);
  refresh_people (self);
  comms_review_queue_refresh (self->review, desk, comms_page_get_cancellable (COMMS_PAGE (self)));
  arrange (self);
}

static void
comms_log_page_dispose (GObject *object)
{
  CommsLogPage *self = COMMS_LOG_PAGE (object);

  if (self->selection != NULL)
    gtk_single_selection_set_model (self->selection, NULL);
  g_clear_object (&self->entries);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_LOG_PAGE);

  G_OBJECT_CLASS (comms_log_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, search);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, everything);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, engagements);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, posts);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, missed);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, period);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, person);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, kind);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, list);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, selection);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, detail);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, entry);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, verdict_bar);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, verdict);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, show_broken);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, verify);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, review_side);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, review);
  gtk_widget_class_bind_template_callback (widget_class, query_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, chip_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_detail_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_line_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_line_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_line_cb);
}

static void
comms_log_page_class_init (CommsLogPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CommsPageClass *page_class = COMMS_PAGE_CLASS (klass);

  object_class->constructed = comms_log_page_constructed;
  object_class->dispose = comms_log_page_dispose;
  page_class->changed = comms_log_page_changed;
  page_class->search = comms_log_page_search;

  g_type_ensure (COMMS_TYPE_ENTRY_VIEW);
  g_type_ensure (COMMS_TYPE_REVIEW_QUEUE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-log-page.ui");
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "log.verify", NULL, verify_cb);
}

static void
comms_log_page_init (CommsLogPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_kinds (self);
}

void
comms_log_page_open (CommsLogPage *self,
                     gint64        entry_id)
{
  g_return_if_fail (COMMS_IS_LOG_PAGE (self));

  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), load_entry,
                        g_memdup2 (&entry_id, sizeof entry_id), g_free,
                        (GDestroyNotify) g_ptr_array_unref,
                        comms_page_get_cancellable (COMMS_PAGE (self)), entry_loaded_cb,
                        g_object_ref (self));
}
