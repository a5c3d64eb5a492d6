/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-release-page-private.h"

#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-releases.h"
#include "comms-undo.h"
#include "comms-words.h"

#define N_KINDS (COMMS_RELEASE_KIND_STATEMENT + 1)

G_DEFINE_FINAL_TYPE (CommsReleasePage, comms_release_page, COMMS_TYPE_PAGE)

/* What a person changes here; the rest of the record is the desk's. */
static const char *const edited[] = {
  "kind",         "number",     "title",         "language",     "owner-id",
  "headline",     "subhead",    "lede",          "body",         "quotes",
  "conclusion",   "link",       "link-variants", "hashtags",     "embargo-wall",
  "embargo-zone", "embargo-at", "publish-wall",  "publish-zone", "publish-at",
};

/* Whether that property is not what it was when it was read. */
static gboolean
is_changed (gpointer read, gpointer now, const char *name)
{
  g_autoptr (CommsRecord) probe = comms_record_copy (read);

  comms_record_copy_property (probe, now, name);
  return !comms_record_equal (probe, read);
}

/* --- the head --- */

static void
fill_title (CommsReleasePage *self)
{
  CommsRelease *release = self->release;
  const char *owner = comms_release_data_person (self->data, release->owner_id);
  const char *kind = comms_release_kind_word (release->kind);
  g_autofree char *named = NULL;
  g_autofree char *subtitle = NULL;
  const char *title = release->title != NULL && *release->title != '\0' ? release->title
                      : release->headline != NULL && *release->headline != '\0'
                        ? release->headline
                        : C_ ("release", "New Release");

  named = release->number != NULL && *release->number != '\0'
            /* Translators: the kind of a document and its number */
            ? g_strdup_printf (C_ ("release", "%s %s"), kind, release->number)
            : g_strdup (kind);
  subtitle = owner != NULL
               /* Translators: the kind and number of a document, and its owner */
               ? g_strdup_printf (C_ ("release", "%s · %s"), named, owner)
               : g_strdup (named);
  adw_window_title_set_title (self->title_label, title);
  adw_window_title_set_subtitle (self->title_label, subtitle);
  comms_page_set_title (COMMS_PAGE (self), title, subtitle);
}

static void
fill_owner (CommsReleasePage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < self->data->people->len; i++)
    {
      CommsPerson *person = g_ptr_array_index (self->data->people, i);

      gtk_string_list_append (names, person->name);
      if (comms_record_get_id (COMMS_RECORD (person)) == self->release->owner_id)
        selected = i;
    }
  gtk_drop_down_set_model (self->owner_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->owner_drop, selected);
}

/* Leaves alone what says the same, and with it the cursor. */
static void
set_entry (GtkEntry *entry, const char *text)
{
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (entry)), text != NULL ? text : "") != 0)
    gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
}

static void
fill_details (CommsReleasePage *self)
{
  set_entry (self->title_entry, self->release->title);
  set_entry (self->number_entry, self->release->number);
  gtk_drop_down_set_selected (self->kind_drop, self->release->kind);
  fill_owner (self);
}

/* An officer brings it to review; to sign it, and to take the signature back, is the manager's. */
static int
last_stage (CommsReleasePage *self)
{
  CommsPerson *person = comms_desk_get_person (comms_page_get_desk (COMMS_PAGE (self)));

  if (person == NULL || person->role == COMMS_ROLE_MANAGER)
    return COMMS_RELEASE_STAGE_ARCHIVED;
  return self->release->stage < COMMS_RELEASE_STAGE_APPROVED ? COMMS_RELEASE_STAGE_REVIEW : -1;
}

static void
fill_stages (CommsReleasePage *self)
{
  g_autofree char *moment = NULL;
  g_autofree char *embargo = NULL;

  if (self->release->embargo_at > self->data->now)
    {
      moment =
        comms_format_moment (self->data->policy->zone, self->release->embargo_at, self->data->now);
      /* Translators: %s is a day and time */
      embargo = g_strdup_printf (C_ ("release stage", "Embargoed to %s"), moment);
    }
  comms_stage_line_set (self->stage_line, self->release->stage, last_stage (self), embargo);
}

/* --- facts --- */

/* (transfer full) */
static char **
split_hashtags (const char *text)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();
  g_auto (GStrv) words = g_regex_split_simple ("[\\s,،]+", text, 0, 0);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = words[i];

      while (*word == '#')
        word++;
      if (*word != '\0')
        g_ptr_array_add (tags, g_strconcat ("#", word, NULL));
    }
  g_ptr_array_add (tags, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&tags), FALSE);
}

static void
fill_hashtags (CommsReleasePage *self)
{
  static char *none[] = { NULL };
  g_auto (GStrv) shown =
    split_hashtags (gtk_editable_get_text (GTK_EDITABLE (self->hashtags_entry)));
  char **kept = self->release->hashtags != NULL ? self->release->hashtags : none;
  g_autofree char *joined = NULL;

  if (g_strv_equal ((const char *const *) shown, (const char *const *) kept))
    return;
  joined = g_strjoinv (" ", kept);
  set_entry (self->hashtags_entry, joined);
}

static void
fill_when (CommsReleasePage *self, CommsWhenButton *button, const char *wall, const char *zone)
{
  CommsPolicy *policy = self->data->policy;

  comms_when_button_set_today (button, self->data->now);
  comms_when_button_set_zones (button, policy->zone, (const char *const *) policy->audience_zones);
  comms_when_button_set_plan (button, wall, zone);
}

static void
fill_note (CommsReleasePage *self)
{
  const char *note = NULL;

  if (comms_record_get_id (COMMS_RECORD (self->release)) == 0)
    note = C_ ("release", "It saves itself as soon as it has a headline");
  else if (self->release->stage == COMMS_RELEASE_STAGE_APPROVED)
    note = C_ ("release", "Editing voids the approval");
  comms_saved_label_set_note (self->saved_label, note);
}

void
comms_release_page_fill (CommsReleasePage *self)
{
  self->filling = TRUE;
  fill_title (self);
  fill_details (self);
  fill_stages (self);
  comms_language_drop_set_language (self->language_drop, self->release->language);
  set_entry (self->link_entry, self->release->link);
  comms_link_hours_set (self->link_hours, (const char *const *) self->release->link_variants,
                        self->data->policy->zone);
  fill_hashtags (self);
  fill_when (self, self->embargo_button, self->release->embargo_wall, self->release->embargo_zone);
  fill_when (self, self->publish_button, self->release->publish_wall, self->release->publish_zone);
  comms_release_parts_fill (self);
  comms_release_side_fill (self);
  fill_note (self);
  comms_release_actions_update (self);
  self->filling = FALSE;
}

/* --- loading and saving --- */

static gboolean
can_be_found (CommsRelease *release)
{
  g_autofree char *headline = comms_text_clean_line (release->headline);
  g_autofree char *title = comms_text_clean_line (release->title);

  return *headline != '\0' || *title != '\0';
}

void
comms_release_page_touch (CommsReleasePage *self)
{
  comms_release_side_update_checks (self);
  fill_title (self);
  comms_release_actions_update (self);
  if (comms_record_get_id (COMMS_RECORD (self->release)) != 0 || can_be_found (self->release))
    comms_saver_touch (self->saver);
}

/* What a person has changed and not saved yet stays; the rest is as the desk has it now, also
 * where somebody else has changed it. */
static void
keep_edits (CommsReleasePage *self, CommsRelease *fresh)
{
  for (guint i = 0; i < G_N_ELEMENTS (edited); i++)
    if (is_changed (self->data->release, self->release, edited[i]))
      comms_record_copy_property (fresh, self->release, edited[i]);
  comms_record_assign (self->release, fresh);
}

static void
take_data (CommsReleasePage *self, CommsReleaseData *data)
{
  g_autoptr (CommsRelease) fresh = comms_record_copy (data->release);

  if (self->data == NULL || !comms_saver_is_dirty (self->saver))
    comms_record_assign (self->release, fresh);
  else
    keep_edits (self, fresh);
  g_clear_pointer (&self->data, comms_release_data_free);
  self->data = data;
  comms_release_page_fill (self);
  if (self->unsaved)
    comms_release_page_touch (self);
  self->unsaved = FALSE;
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "nothing") == 0)
    gtk_stack_set_visible_child_name (self->stack, "editor");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsReleasePage) self = user_data;
  g_autoptr (CommsReleaseData) data = NULL;
  g_autoptr (GError) error = NULL;

  data = comms_release_data_load_finish (COMMS_DESK (source), result, &error);
  if (data == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  if (self->release == NULL || comms_record_get_id (COMMS_RECORD (self->release)) !=
                                 comms_record_get_id (COMMS_RECORD (data->release)))
    return;
  take_data (self, g_steal_pointer (&data));
}

void
comms_release_page_reload (CommsReleasePage *self)
{
  if (self->release == NULL)
    return;
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  comms_release_data_load_async (comms_page_get_desk (COMMS_PAGE (self)),
                                 comms_record_get_id (COMMS_RECORD (self->release)), self->release,
                                 self->loading, loaded_cb, g_object_ref (self));
}

void
comms_release_page_forget (CommsReleasePage *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->saver != NULL)
    comms_saver_flush (self->saver);
  comms_saved_label_follow (self->saved_label, NULL);
  comms_plan_view_forget (self->plan_view);
  self->unsaved = FALSE;
  g_clear_object (&self->before_links);
  g_clear_object (&self->saver);
  g_clear_object (&self->release);
  g_clear_pointer (&self->data, comms_release_data_free);
  comms_release_actions_update (self);
}

/* What was new has an id now, and with it things around it that can be read. */
static void
saver_state_cb (CommsReleasePage *self)
{
  g_assert (COMMS_IS_RELEASE_PAGE (self));

  if (self->data != NULL && comms_saver_get_state (self->saver) == COMMS_SAVE_SAVED &&
      comms_record_get_id (COMMS_RECORD (self->data->release)) !=
        comms_record_get_id (COMMS_RECORD (self->release)))
    comms_release_page_reload (self);
}

void
comms_release_page_begin (CommsReleasePage *self, CommsRelease *release, gboolean unsaved)
{
  CommsDesk *desk = comms_page_get_desk (COMMS_PAGE (self));

  comms_release_page_forget (self);
  self->release = release;
  self->unsaved = unsaved;
  self->saver = comms_saver_new (desk, comms_releases_save, release);
  g_signal_connect_object (self->saver, "state", G_CALLBACK (saver_state_cb), self,
                           G_CONNECT_SWAPPED);
  comms_saved_label_follow (self->saved_label, self->saver);
  comms_release_page_reload (self);
}

/* --- callbacks --- */

CommsRelease *
comms_release_page_new_release (CommsReleasePage *self, CommsReleaseKind kind)
{
  CommsPerson *person = comms_desk_get_person (comms_page_get_desk (COMMS_PAGE (self)));
  CommsAccount *account = comms_page_get_account (COMMS_PAGE (self));

  return g_object_new (COMMS_TYPE_RELEASE, "kind", kind, "stage", COMMS_RELEASE_STAGE_DRAFTING,
                       "language",
                       account != NULL && account->language != NULL ? account->language : "en",
                       "owner-id", person != NULL ? comms_record_get_id (COMMS_RECORD (person)) : 0,
                       NULL);
}

static void
kind_activated_cb (CommsReleasePage *self, GtkListBoxRow *row)
{
  g_assert (COMMS_IS_RELEASE_PAGE (self));

  comms_release_page_begin (self,
                            comms_release_page_new_release (self, gtk_list_box_row_get_index (row)),
                            FALSE);
  gtk_stack_set_visible_child_name (self->stack, "editor");
  comms_part_row_focus (comms_release_parts_find (self, COMMS_PART_HEADLINE));
}

static void
stage_chosen_cb (CommsReleasePage *self, guint stage)
{
  g_assert (COMMS_IS_RELEASE_PAGE (self));

  comms_release_actions_set_stage (self, stage);
}

static gboolean
is_used (CommsReleasePage *self)
{
  return !self->filling && self->data != NULL;
}

static void
details_changed_cb (CommsReleasePage *self)
{
  guint owner = gtk_drop_down_get_selected (self->owner_drop);

  g_assert (COMMS_IS_RELEASE_PAGE (self));

  if (!is_used (self))
    return;
  g_object_set (self->release, "title", gtk_editable_get_text (GTK_EDITABLE (self->title_entry)),
                "number", gtk_editable_get_text (GTK_EDITABLE (self->number_entry)), "kind",
                gtk_drop_down_get_selected (self->kind_drop), NULL);
  if (owner < self->data->people->len)
    g_object_set (self->release, "owner-id",
                  comms_record_get_id (g_ptr_array_index (self->data->people, owner)), NULL);
  comms_release_page_touch (self);
}

static void
language_changed_cb (CommsReleasePage *self)
{
  g_assert (COMMS_IS_RELEASE_PAGE (self));

  if (!is_used (self))
    return;
  g_object_set (self->release, "language", comms_language_drop_get_language (self->language_drop),
                NULL);
  for (guint i = 0; i < self->rows->len; i++)
    comms_part_row_set_language (g_ptr_array_index (self->rows, i), self->release->language);
  comms_release_page_touch (self);
}

static void
link_changed_cb (CommsReleasePage *self)
{
  g_autofree char *link =
    comms_text_clean_line (gtk_editable_get_text (GTK_EDITABLE (self->link_entry)));

  g_assert (COMMS_IS_RELEASE_PAGE (self));

  if (!is_used (self))
    return;
  g_object_set (self->release, "link", link, NULL);
  comms_release_page_touch (self);
}

static void
link_hours_changed_cb (CommsReleasePage *self)
{
  g_auto (GStrv) lines = comms_link_hours_dup_lines (self->link_hours);

  g_assert (COMMS_IS_RELEASE_PAGE (self));

  if (!is_used (self))
    return;
  if (self->before_links == NULL)
    self->before_links = comms_record_copy (self->release);
  g_object_set (self->release, "link-variants", lines, NULL);
  comms_release_page_touch (self);
}

/* Whatever was done to the links while they were open is one step. */
static void
link_hours_finished_cb (CommsReleasePage *self)
{
  g_autoptr (CommsRelease) before = g_steal_pointer (&self->before_links);

  g_assert (COMMS_IS_RELEASE_PAGE (self));

  if (before != NULL && comms_record_get_id (COMMS_RECORD (before)) != 0 &&
      is_changed (before, self->release, "link-variants"))
    comms_undo_push_record (GTK_WIDGET (self), C_ ("release", "Links by the hour changed."),
                            comms_releases_save, before, self->release);
}

static void
hashtags_changed_cb (CommsReleasePage *self)
{
  g_auto (GStrv) tags =
    split_hashtags (gtk_editable_get_text (GTK_EDITABLE (self->hashtags_entry)));

  g_assert (COMMS_IS_RELEASE_PAGE (self));

  if (!is_used (self))
    return;
  g_object_set (self->release, "hashtags", tags, NULL);
  comms_release_page_touch (self);
}

static void
times_changed_cb (CommsReleasePage *self)
{
  g_assert (COMMS_IS_RELEASE_PAGE (self));

  if (!is_used (self))
    return;
  g_object_set (self->release, "embargo-wall", comms_when_button_get_wall (self->embargo_button),
                "embargo-zone", comms_when_button_get_zone (self->embargo_button), "embargo-at",
                comms_when_button_get_instant (self->embargo_button), "publish-wall",
                comms_when_button_get_wall (self->publish_button), "publish-zone",
                comms_when_button_get_zone (self->publish_button), "publish-at",
                comms_when_button_get_instant (self->publish_button), NULL);
  fill_stages (self);
  comms_release_page_touch (self);
}

static void
fix_cb (CommsReleasePage *self, guint kind, guint fix)
{
  g_assert (COMMS_IS_RELEASE_PAGE (self));

  comms_release_side_fix (self, kind, fix);
}

static void
split_used_cb (CommsReleasePage *self)
{
  g_assert (COMMS_IS_RELEASE_PAGE (self));

  comms_release_import_use (self);
}

static void
split_cancelled_cb (CommsReleasePage *self)
{
  g_assert (COMMS_IS_RELEASE_PAGE (self));

  comms_release_import_cancel (self);
}

static void
plan_closed_cb (CommsReleasePage *self)
{
  g_assert (COMMS_IS_RELEASE_PAGE (self));

  comms_release_actions_close_view (self);
}

/* Without the side there is room for them beside each other for a while yet. */
static void
facts_folded_cb (CommsReleasePage *self)
{
  GtkOrientation orientation = comms_fold_bin_get_folded (self->facts_fold)
                                 ? GTK_ORIENTATION_VERTICAL
                                 : GTK_ORIENTATION_HORIZONTAL;

  g_assert (COMMS_IS_RELEASE_PAGE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->facts_first), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->facts_second), orientation);
}

/* When narrow, the side stands under the text and scrolls with it. */
static void
folded_cb (CommsReleasePage *self)
{
  gboolean folded = comms_page_get_folded (COMMS_PAGE (self));
  g_autoptr (GtkWidget) side = g_object_ref (GTK_WIDGET (self->side));

  g_assert (COMMS_IS_RELEASE_PAGE (self));

  if (folded == (gtk_widget_get_parent (side) == GTK_WIDGET (self->left)))
    return;
  if (folded)
    {
      gtk_scrolled_window_set_child (self->side_scroller, NULL);
      gtk_box_append (self->left, side);
    }
  else
    {
      gtk_box_remove (self->left, side);
      gtk_scrolled_window_set_child (self->side_scroller, side);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->side_scroller), !folded);
  gtk_widget_set_visible (GTK_WIDGET (self->export_button), !folded);
  gtk_widget_set_margin_start (GTK_WIDGET (self->left), folded ? 12 : 20);
  gtk_widget_set_margin_end (GTK_WIDGET (self->left), folded ? 12 : 20);
  comms_stage_line_set_folded (self->stage_line, folded);
  comms_plan_view_set_folded (self->plan_view, folded);
  comms_split_view_set_folded (self->split_view, folded);
}

/* --- overrides --- */

static void
comms_release_page_changed (CommsPage *page, CommsSubject subject)
{
  if (subject == COMMS_SUBJECT_TARGET || subject == COMMS_SUBJECT_ENGAGEMENT)
    return;
  comms_release_page_reload (COMMS_RELEASE_PAGE (page));
  /* It is read again when it is opened, and when the page is shown. */
  if (gtk_widget_get_mapped (GTK_WIDGET (COMMS_RELEASE_PAGE (page)->plan_view)))
    comms_plan_view_reload (COMMS_RELEASE_PAGE (page)->plan_view);
}

static void
comms_release_page_shown (CommsPage *page)
{
  comms_release_page_reload (COMMS_RELEASE_PAGE (page));
  comms_plan_view_reload (COMMS_RELEASE_PAGE (page)->plan_view);
}

static void
comms_release_page_unmap (GtkWidget *widget)
{
  CommsReleasePage *self = COMMS_RELEASE_PAGE (widget);

  if (self->saver != NULL)
    comms_saver_flush (self->saver);
  GTK_WIDGET_CLASS (comms_release_page_parent_class)->unmap (widget);
}

/* Another person may do other things. */
static void
comms_release_page_constructed (GObject *object)
{
  CommsDesk *desk = comms_page_get_desk (COMMS_PAGE (object));

  G_OBJECT_CLASS (comms_release_page_parent_class)->constructed (object);
  g_signal_connect_object (desk, "notify::person", G_CALLBACK (comms_release_page_reload), object,
                           G_CONNECT_SWAPPED);
}

static void
comms_release_page_dispose (GObject *object)
{
  CommsReleasePage *self = COMMS_RELEASE_PAGE (object);

  if (self->saved_label != NULL)
    comms_release_page_forget (self);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->import_title, g_free);
  g_clear_pointer (&self->import_language, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_RELEASE_PAGE);

  G_OBJECT_CLASS (comms_release_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, details_button);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, title_label);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, title_entry);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, number_entry);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, kind_drop);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, owner_drop);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, stack);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, kind_list);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, facts_fold);
  gtk_widget_class_bind_template_callback (widget_class, facts_folded_cb);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, stage_line);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, left_scroller);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, left);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, facts_first);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, facts_second);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, language_drop);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, link_entry);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, link_hours);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, hashtags_entry);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, embargo_button);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, publish_button);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, parts_box);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, action_bar);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, saved_label);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, export_button);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, cascade_button);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, plan_view);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, split_view);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, side_scroller);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, side);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, coverage_label);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, coverage_strip);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, checks_label);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, check_list);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, twin_bar);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, versions_box);
  gtk_widget_class_bind_template_child (widget_class, CommsReleasePage, version_list);
  gtk_widget_class_bind_template_callback (widget_class, kind_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stage_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, details_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_hours_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_hours_finished_cb);
  gtk_widget_class_bind_template_callback (widget_class, hashtags_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, times_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, fix_cb);
  gtk_widget_class_bind_template_callback (widget_class, plan_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, split_used_cb);
  gtk_widget_class_bind_template_callback (widget_class, split_cancelled_cb);
}

static void
comms_release_page_class_init (CommsReleasePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = comms_release_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = comms_release_page_dispose;
  widget_class->unmap = comms_release_page_unmap;
  COMMS_PAGE_CLASS (klass)->changed = comms_release_page_changed;
  COMMS_PAGE_CLASS (klass)->shown = comms_release_page_shown;

  g_type_ensure (COMMS_TYPE_PLAN_VIEW);
  g_type_ensure (COMMS_TYPE_TWIN_BAR);
  g_type_ensure (COMMS_TYPE_SPLIT_VIEW);
  g_type_ensure (COMMS_TYPE_CHECK_LIST);
  g_type_ensure (COMMS_TYPE_COVERAGE_STRIP);
  g_type_ensure (COMMS_TYPE_FOLD_BIN);
  g_type_ensure (COMMS_TYPE_LANGUAGE_DROP);
  g_type_ensure (COMMS_TYPE_LINK_HOURS);
  g_type_ensure (COMMS_TYPE_SAVED_LABEL);
  g_type_ensure (COMMS_TYPE_STAGE_LINE);
  g_type_ensure (COMMS_TYPE_WHEN_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-release-page.ui");
  bind_template (widget_class);
  comms_release_actions_init (widget_class);
  comms_release_import_class_init (widget_class);
}

static void
init_kinds (CommsReleasePage *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);

  self->filling = TRUE;
  for (int i = 0; i < N_KINDS; i++)
    {
      GtkWidget *label = gtk_label_new (comms_release_kind_word (i));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "kind-choice");
      gtk_list_box_append (self->kind_list, label);
      gtk_string_list_append (kinds, comms_release_kind_word (i));
    }
  gtk_drop_down_set_model (self->kind_drop, G_LIST_MODEL (kinds));
  self->filling = FALSE;
}

static void
comms_release_page_init (CommsReleasePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  init_kinds (self);
  comms_release_parts_init (self);
  comms_release_import_init (self);
  g_signal_connect (self, "notify::folded", G_CALLBACK (folded_cb), NULL);
  comms_release_actions_update (self);
}

/* --- public --- */

static void
open_new (CommsReleasePage *self)
{
  comms_release_page_forget (self);
  adw_window_title_set_title (self->title_label, C_ ("release", "New Release"));
  adw_window_title_set_subtitle (self->title_label, "");
  comms_page_set_title (COMMS_PAGE (self), C_ ("release", "New Release"), NULL);
  gtk_stack_set_visible_child_name (self->stack, "kind");
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->kind_list, 0)));
}

void
comms_release_page_open_file (CommsReleasePage *self, GFile *file)
{
  g_return_if_fail (COMMS_IS_RELEASE_PAGE (self));
  g_return_if_fail (G_IS_FILE (file));

  comms_release_page_open (self, 0);
  comms_release_import_file (self, file);
}

void
comms_release_page_open (CommsReleasePage *self, gint64 id)
{
  CommsRelease *release;

  g_return_if_fail (COMMS_IS_RELEASE_PAGE (self));
  g_return_if_fail (id >= 0);

  if (id != 0 && comms_release_page_get_id (self) == id)
    {
      comms_release_page_reload (self);
      return;
    }
  comms_split_view_clear (self->split_view);
  if (id == 0)
    {
      open_new (self);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "nothing");
  release = comms_release_new ();
  comms_record_set_id (COMMS_RECORD (release), id);
  comms_release_page_begin (self, release, FALSE);
}

gint64
comms_release_page_get_id (CommsReleasePage *self)
{
  g_return_val_if_fail (COMMS_IS_RELEASE_PAGE (self), 0);

  return self->release != NULL ? comms_record_get_id (COMMS_RECORD (self->release)) : 0;
}
