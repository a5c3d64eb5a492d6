/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-log-page.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-chips.h"
#include "comms-entry-view.h"
#include "comms-fold-bin.h"
#include "comms-log-data.h"
#include "comms-log-line.h"
#include "comms-log-list.h"
#include "comms-log.h"
#include "comms-marks.h"
#include "comms-paint.h"
#include "comms-review-queue.h"
#include "comms-words.h"
#include "comms-zone.h"

struct _CommsLogPage
{
  CommsPage parent_instance;

  CommsLogList *entries;
  GPtrArray *people; /* of the desk, in the order of the drop-down */

  GCancellable *counting;
  gint64 shown_id; /* of the entry that is open; 0 for none */

  GtkToggleButton *review_toggle;
  GtkWidget *log_side;
  CommsFoldBin *filter_room;
  GtkBox *filters;
  GtkBox *choices;
  GtkSearchEntry *search;
  CommsChips *chips;
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
  GtkSpinner *spinner;
  GtkLabel *verdict;
  GtkButton *show_broken;
  GtkWidget *review_side;
  CommsFoldBin *room;
  CommsReviewQueue *review;
};

G_DEFINE_FINAL_TYPE (CommsLogPage, comms_log_page, COMMS_TYPE_PAGE)

/* The chips stand in the order of the kinds. */
static CommsLogKind
chosen_kind (CommsLogPage *self)
{
  guint chosen = comms_chips_get_chosen (self->chips);

  return chosen != 0 ? (CommsLogKind) g_bit_nth_lsf (chosen, -1) : COMMS_LOG_ALL;
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

static CommsLogQuery
chosen_query (CommsLogPage *self)
{
  guint kind = gtk_drop_down_get_selected (self->kind);

  return (CommsLogQuery){
    .kind = chosen_kind (self),
    .from = chosen_start (self),
    .actor_id = chosen_person (self),
    .classes = kind == 0 || kind == GTK_INVALID_LIST_POSITION ? 0 : 1u << (kind - 1),
    .search = gtk_editable_get_text (GTK_EDITABLE (self->search)),
  };
}

/* How wide the filters are in one line depends on the face, the language and the counts. */
static void
measure_filters (CommsLogPage *self)
{
  int search, choices;

  if (comms_page_get_folded (COMMS_PAGE (self)))
    return;
  gtk_widget_measure (GTK_WIDGET (self->search), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &search,
                      NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->choices), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &choices,
                      NULL, NULL);
  g_object_set (self->filter_room, "threshold",
                search + gtk_box_get_spacing (self->filters) + choices +
                  gtk_widget_get_margin_start (GTK_WIDGET (self->filters)) +
                  gtk_widget_get_margin_end (GTK_WIDGET (self->filters)),
                NULL);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CommsLogPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree CommsLogCounts *counts = comms_desk_run_finish (COMMS_DESK (object), result, &error);

  if (counts == NULL)
    comms_show_error (GTK_WIDGET (self), error);
  if (counts == NULL || comms_desk_run_is_stale (result))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (counts->counts); i++)
    comms_chips_set_count (self->chips, i, counts->counts[i]);
  measure_filters (self);
}

/* Counting a million entries takes longer than listing them, so that it comes after, and is given
 * up for whatever is asked next. */
static void
count (CommsLogPage *self)
{
  CommsLogQuery query = chosen_query (self);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  self->counting = g_cancellable_new ();
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), comms_log_load_counts,
                        comms_log_request_new (&query), (GDestroyNotify) comms_log_request_free, g_free,
                        self->counting, counted_cb, g_object_ref (self));
}

static void
refresh (CommsLogPage *self)
{
  CommsLogQuery query = chosen_query (self);

  g_cancellable_cancel (self->counting);
  comms_log_list_set_query (self->entries, &query);
}

static void
query_changed_cb (CommsLogPage *self)
{
  if (self->entries != NULL)
    refresh (self);
}

static void
show_all_cb (CommsLogPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_drop_down_set_selected (self->period, 0);
  gtk_drop_down_set_selected (self->person, 0);
  gtk_drop_down_set_selected (self->kind, 0);
  comms_chips_choose_all (self->chips);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
stop_search_cb (CommsLogPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

/* The widget keeps the line that is at the top where it is; whoever reads the newest entries wants
 * the newer ones above them, too. */
static void
stay_at_top_cb (gpointer user_data)
{
  g_autoptr (CommsLogPage) self = user_data;

  if (self->list != NULL && self->entries != NULL &&
      g_list_model_get_n_items (G_LIST_MODEL (self->entries)) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
}

static void
stay_at_top (CommsLogPage *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));

  if (adjustment != NULL && gtk_adjustment_get_value (adjustment) < 1)
    g_idle_add_once (stay_at_top_cb, g_object_ref (self));
}

static void
show_found (CommsLogPage *self)
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
items_changed_cb (CommsLogPage *self)
{
  stay_at_top (self);
  show_found (self);
}

static void
loading_cb (CommsLogPage *self)
{
  show_found (self);
  if (!comms_log_list_get_loading (self->entries))
    count (self);
}

static void
show_entry (CommsLogPage    *self,
            CommsAuditEntry *entry)
{
  self->shown_id = comms_record_get_id (COMMS_RECORD (entry));
  comms_entry_view_show (self->entry, entry, comms_page_get_desk (COMMS_PAGE (self)));
  gtk_revealer_set_reveal_child (self->detail, TRUE);
}

/* The selected entry is the open one; the arrow keys leaf through them. */
static void
selected_cb (CommsLogPage *self)
{
  CommsLogRow *row = gtk_single_selection_get_selected_item (self->selection);
  CommsAuditEntry *entry = row != NULL ? comms_log_row_get_entry (row) : NULL;

  if (entry != NULL)
    show_entry (self, entry);
  else if (row != NULL)
    comms_log_page_open (self, comms_log_row_get_id (row));
}

static void
close_detail_cb (CommsLogPage *self)
{
  self->shown_id = 0;
  gtk_revealer_set_reveal_child (self->detail, FALSE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  CommsLogPage *self = COMMS_LOG_PAGE (widget);

  if (!gtk_revealer_get_reveal_child (self->detail))
    return GDK_EVENT_PROPAGATE;
  close_detail_cb (self);
  return GDK_EVENT_STOP;
}

static gboolean
down_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  CommsLogPage *self = COMMS_LOG_PAGE (widget);

  return gtk_widget_get_focus_child (GTK_WIDGET (self->search)) != NULL &&
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
  else if (entries->len > 0 && comms_record_get_id (entries->pdata[0]) == self->shown_id)
    show_entry (self, entries->pdata[0]);
}

/* (transfer full) */
static char *
dup_verdict (CommsLogPage          *self,
             const CommsLogVerdict *verdict)
{
  CommsDesk *desk = comms_page_get_desk (COMMS_PAGE (self));
  const char *zone = comms_desk_get_policy (desk)->zone;
  g_autofree char *count = comms_format_number (verdict->n_entries);
  g_autofree char *broken_id = comms_format_number (verdict->broken_id);
  g_autofree char *since = comms_format_day_short (zone, verdict->first_at);
  g_autofree char *time = comms_format_time (zone, comms_desk_now (desk));

  if (verdict->broken_id != 0)
    /* Translators: the number of an entry of the log */
    return g_strdup_printf (C_ ("log", "<b>Broken at entry %s:</b> it was changed after it was written. "
                                       "Compare it with a backup."),
                            broken_id);
  /* Translators: a number of entries, a date, a time of today */
  return g_strdup_printf (ngettext ("<b>Unbroken:</b> %s entry from %s, verified today %s",
                                    "<b>Unbroken:</b> %s entries from %s, verified today %s",
                                    (gulong) verdict->n_entries),
                          count, since, time);
}

static void
show_verdict (CommsLogPage          *self,
              const CommsLogVerdict *verdict)
{
  gboolean broken = verdict->broken_id != 0;
  g_autofree char *text = dup_verdict (self, verdict);

  gtk_label_set_markup (self->verdict, text);
  gtk_image_set_from_icon_name (self->verdict_icon,
                                broken ? "state-refused-symbolic" : "state-posted-symbolic");
  comms_widget_toggle_class (self->verdict_bar, "broken", broken);
  comms_widget_toggle_class (self->verdict_bar, "unbroken", !broken);
  gtk_widget_set_visible (GTK_WIDGET (self->show_broken), broken);
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

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "log.verify", TRUE);
  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict_icon), TRUE);
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

  gtk_widget_action_set_enabled (widget, "log.verify", FALSE);
  gtk_spinner_set_spinning (self->spinner, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict_icon), FALSE);
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
choose_person (CommsLogPage *self,
               gint64        id)
{
  for (guint i = 0; i < self->people->len; i++)
    if (comms_record_get_id (self->people->pdata[i]) == id)
      gtk_drop_down_set_selected (self->person, i + 1);
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
  gint64 chosen;

  if (people == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  gtk_string_list_append (names, C_ ("filter", "Anyone"));
  for (guint i = 0; i < people->len; i++)
    gtk_string_list_append (names, COMMS_PERSON (people->pdata[i])->name);
  chosen = chosen_person (self);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  self->people = g_steal_pointer (&people);
  gtk_drop_down_set_model (self->person, G_LIST_MODEL (names));
  choose_person (self, chosen);
}

static void
refresh_people (CommsLogPage *self)
{
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), load_people, NULL, NULL,
                        (GDestroyNotify) g_ptr_array_unref,
                        comms_page_get_cancellable (COMMS_PAGE (self)), people_cb, g_object_ref (self));
}

/* Only a manager reviews; where there is no room for both, either the queue or the log is there. */
static void
arrange (CommsLogPage *self)
{
  CommsPerson *person = comms_desk_get_person (comms_page_get_desk (COMMS_PAGE (self)));
  gboolean manager = person != NULL && person->role == COMMS_ROLE_MANAGER;
  gboolean folded = comms_page_get_folded (COMMS_PAGE (self));
  gboolean one = comms_fold_bin_get_folded (self->room);
  gboolean review = manager && (!one || gtk_toggle_button_get_active (self->review_toggle));

  gtk_widget_set_visible (GTK_WIDGET (self->review_toggle), manager && one);
  gtk_widget_set_visible (self->review_side, review);
  gtk_widget_set_visible (self->log_side, !one || !review);
  gtk_widget_set_hexpand (self->review_side, one);
  comms_widget_toggle_class (self->review_side, "review-side", !one);
  /* The search has a line of its own before the chips would need two. */
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->filters),
                                  folded || comms_fold_bin_get_folded (self->filter_room)
                                    ? GTK_ORIENTATION_VERTICAL
                                    : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->choices),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
show_waiting (CommsLogPage *self)
{
  CommsPerson *person = comms_desk_get_person (comms_page_get_desk (COMMS_PAGE (self)));
  gboolean manager = person != NULL && person->role == COMMS_ROLE_MANAGER;
  guint n = comms_review_queue_get_count (self->review);
  g_autofree char *number = comms_format_number (n);
  /* Translators: how many entries wait for the manager's review */
  g_autofree char *label = g_strdup_printf (C_ ("log", "To review: %s"), number);

  gtk_button_set_label (GTK_BUTTON (self->review_toggle), label);
  comms_page_set_count (COMMS_PAGE (self), manager ? n : 0, FALSE);
}

static void
person_changed_cb (CommsLogPage *self)
{
  arrange (self);
  show_waiting (self);
}

static void
setup_line_cb (CommsLogPage             *self,
               GtkListItem              *item,
               GtkSignalListItemFactory *factory)
{
  GtkWidget *line = comms_log_line_new (comms_page_get_desk (COMMS_PAGE (self)));

  g_object_bind_property (self, "folded", line, "folded", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, line);
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
  if (!comms_log_list_get_loading (self->entries))
    count (self);
}

static gboolean
comms_log_page_search (CommsPage *page)
{
  CommsLogPage *self = COMMS_LOG_PAGE (page);

  gtk_toggle_button_set_active (self->review_toggle, FALSE);
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
  g_signal_connect_object (self->entries, "notify::loading", G_CALLBACK (loading_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entries, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::person", G_CALLBACK (person_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::folded", G_CALLBACK (arrange), NULL);
  g_signal_connect_object (self->review, "notify::count", G_CALLBACK (show_waiting), self,
                           G_CONNECT_SWAPPED);
  refresh_people (self);
  comms_review_queue_refresh (self->review, desk, comms_page_get_cancellable (COMMS_PAGE (self)));
  person_changed_cb (self);
}

/* The page is made for its count before it is looked at; two hundred lines would be too much for
 * that. */
static void
comms_log_page_shown (CommsPage *page)
{
  CommsLogPage *self = COMMS_LOG_PAGE (page);

  if (gtk_single_selection_get_model (self->selection) != NULL)
    return;
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->entries));
  refresh (self);
}

static void
comms_log_page_dispose (GObject *object)
{
  CommsLogPage *self = COMMS_LOG_PAGE (object);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
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
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, review_toggle);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, log_side);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, room);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, filters);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, choices);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, filter_room);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, search);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, chips);
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
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, review_side);
  gtk_widget_class_bind_template_child (widget_class, CommsLogPage, review);
  gtk_widget_class_bind_template_callback (widget_class, query_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_detail_cb);
  gtk_widget_class_bind_template_callback (widget_class, arrange);
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
  page_class->shown = comms_log_page_shown;
  page_class->search = comms_log_page_search;

  g_type_ensure (COMMS_TYPE_CHIPS);
  g_type_ensure (COMMS_TYPE_FOLD_BIN);
  g_type_ensure (COMMS_TYPE_ENTRY_VIEW);
  g_type_ensure (COMMS_TYPE_REVIEW_QUEUE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-log-page.ui");
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "log.verify", NULL, verify_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, down_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Down, 0, down_cb, NULL);
}

static void
comms_log_page_init (CommsLogPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  comms_chips_add (self->chips, C_ ("filter", "All"), NULL, NULL);
  comms_chips_add (self->chips, C_ ("filter", "Engagements"), NULL, NULL);
  comms_chips_add (self->chips, C_ ("filter", "Posts"), NULL, NULL);
  comms_chips_add (self->chips, C_ ("filter", "Missed"), NULL, NULL);
  fill_kinds (self);
}

void
comms_log_page_open (CommsLogPage *self,
                     gint64        entry_id)
{
  g_return_if_fail (COMMS_IS_LOG_PAGE (self));

  self->shown_id = entry_id;
  gtk_toggle_button_set_active (self->review_toggle, FALSE);
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), load_entry,
                        g_memdup2 (&entry_id, sizeof entry_id), g_free,
                        (GDestroyNotify) g_ptr_array_unref,
                        comms_page_get_cancellable (COMMS_PAGE (self)), entry_loaded_cb,
                        g_object_ref (self));
}

gpointer
comms_log_page_count (CommsTx  *tx,
                      gpointer  unused,
                      GError  **error)
{
  g_autoptr (GPtrArray) waiting = NULL;
  CommsPageCount *count;

  if (tx->person->role == COMMS_ROLE_MANAGER)
    {
      waiting = comms_log_to_review (tx, COMMS_REVIEW_QUEUE_LENGTH, error);
      if (waiting == NULL)
        return NULL;
    }
  count = g_new0 (CommsPageCount, 1);
  count->n = waiting != NULL ? waiting->len : 0;
  return count;
}
