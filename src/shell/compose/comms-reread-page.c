/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-reread-page-private.h"

#include "comms-cascade.h"
#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-reread-band.h"
#include "comms-reread-columns.h"
#include "comms-restyle.h"
#include "comms-zone.h"

G_DEFINE_FINAL_TYPE (CommsRereadPage, comms_reread_page, COMMS_TYPE_PAGE)

/* --- the whole --- */

/* "Post 3 of 5 from “District scorecard”". (transfer full) */
static char *
dup_subtitle (CommsComposeData *data)
{
  guint n_posts = 0;
  guint own = 0;
  CommsRelease *release = data->context->release;
  g_autofree char *title = NULL;
  g_autofree char *nth = NULL;
  g_autofree char *n = NULL;

  for (guint i = 0; data->coverage != NULL && i < data->coverage->len; i++)
    {
      CommsCoverage *part = g_ptr_array_index (data->coverage, i);

      n_posts += part->post != NULL;
      if (part->part == data->post->part && part->part_index == data->post->part_index)
        own = n_posts;
    }
  if (own == 0)
    return comms_compose_data_dup_source (data);
  title = comms_text_excerpt (release->title != NULL ? release->title : "", 40);
  nth = comms_format_number (own);
  n = comms_format_number (n_posts);
  /* Translators: the post's number, the number of posts, the title of their release */
  return g_strdup_printf (C_ ("re-read", "Post %s of %s from “%s”"), nth, n, title);
}

static void
fill (CommsRereadPage *self)
{
  g_autofree char *subtitle = dup_subtitle (self->data);
  g_autoptr (GPtrArray) checks = comms_checks_of_post (self->data->post, self->data->context);
  g_autofree char *summary = comms_checks_dup_summary (checks);

  comms_page_set_title (COMMS_PAGE (self), C_ ("post", "Re-read"), subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->columns), self->data->context->account != NULL);
  comms_reread_band_set (self->band, self->data, self->now);
  if (self->data->context->account != NULL)
    {
      comms_reread_cards_fill (self->cards, self->all);
      comms_twin_bar_set (self->twin_bar, comms_page_get_desk (COMMS_PAGE (self)), self->id,
                          self->data->twin, self->data->context->now);
      comms_reread_fill_times (self);
      comms_reread_fill_people (self);
    }
  gtk_label_set_label (self->checks_label, summary);
  comms_check_list_set_checks (self->check_list, checks, FALSE);
  comms_reread_update_actions (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsRereadPage) self = user_data;
  g_autoptr (CommsRereadData) data = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  data = comms_reread_data_load_finish (COMMS_DESK (source), result, &error);
  if (data == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  if (comms_record_get_id (COMMS_RECORD (data->own->data->post)) != self->id)
    return;
  g_clear_pointer (&self->all, comms_reread_data_free);
  self->all = g_steal_pointer (&data);
  self->data = self->all->own->data;
  if (self->data->post->due_at == 0)
    self->now = TRUE;
  rows = comms_reread_data_rows (self->all);
  comms_read_check_show (self->read_check, rows);
  fill (self);
  comms_reread_data_look (self->all, comms_page_get_desk (COMMS_PAGE (self)), self->asked_links,
                          comms_page_get_cancellable (COMMS_PAGE (self)));
}

static void
reload (CommsRereadPage *self)
{
  if (self->id != 0)
    comms_reread_data_load_async (comms_page_get_desk (COMMS_PAGE (self)), self->id,
                                  comms_page_get_cancellable (COMMS_PAGE (self)), loaded_cb,
                                  g_object_ref (self));
}

/* --- callbacks --- */

static void
read_cb (CommsRereadPage *self)
{
  g_assert (COMMS_IS_REREAD_PAGE (self));

  if (self->data != NULL)
    comms_reread_update_actions (self);
}

static void
folded_cb (CommsRereadPage *self)
{
  gboolean folded = comms_page_get_folded (COMMS_PAGE (self));

  g_assert (COMMS_IS_REREAD_PAGE (self));

  comms_reread_band_set_folded (self->band, folded);
  comms_reread_columns_fold (self->columns, self->side_clamp, GTK_WIDGET (self->side), folded);
  gtk_widget_set_visible (GTK_WIDGET (self->key_label), !folded);
}

/* One column is still wide enough for a line with the buttons. */
static void
narrow_cb (CommsRereadPage *self)
{
  gboolean narrow = comms_fold_bin_get_folded (self->actions_fold);
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  g_assert (COMMS_IS_REREAD_PAGE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->actions), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->practice_box), orientation);
  /* Every line here is one less of the text that is to be read. */
  gtk_widget_set_visible (self->practice_icon, !narrow);
  gtk_widget_set_halign (GTK_WIDGET (self->buttons), narrow ? GTK_ALIGN_FILL : GTK_ALIGN_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->go_button), narrow);
  gtk_label_set_xalign (self->hint_label, narrow ? 0 : 1);
}

static void
colours_cb (gpointer widget)
{
  CommsRereadPage *self = widget;

  if (self->data == NULL)
    return;
  comms_reread_cards_restyle (self->cards);
  comms_reread_fill_diff (self);
}

/* --- overrides --- */

static void
comms_reread_page_changed (CommsPage *page, CommsSubject subject)
{
  reload (COMMS_REREAD_PAGE (page));
}

/* Time has gone on: what was fine may be over. */
static void
comms_reread_page_shown (CommsPage *page)
{
  reload (COMMS_REREAD_PAGE (page));
}

/* Another person may do other things. */
static void
comms_reread_page_constructed (GObject *object)
{
  CommsDesk *desk = comms_page_get_desk (COMMS_PAGE (object));

  G_OBJECT_CLASS (comms_reread_page_parent_class)->constructed (object);
  g_signal_connect_object (desk, "notify::person", G_CALLBACK (reload), object, G_CONNECT_SWAPPED);
}

static void
comms_reread_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_REREAD_PAGE);

  G_OBJECT_CLASS (comms_reread_page_parent_class)->dispose (object);
}

static void
comms_reread_page_finalize (GObject *object)
{
  CommsRereadPage *self = COMMS_REREAD_PAGE (object);

  self->data = NULL;
  g_clear_pointer (&self->all, comms_reread_data_free);
  g_clear_pointer (&self->asked_links, g_hash_table_unref);

  G_OBJECT_CLASS (comms_reread_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, band);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, columns);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, cards);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, twin_bar);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, diff_box);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, diff_title);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, diff_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, side_clamp);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, side);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, times_title);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, times_list);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, checks_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, check_list);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, people_list);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, practice_box);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, practice_icon);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, practice_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, practice_button);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, actions_fold);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, actions);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, read_check);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, hint_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, change_button);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, go_button);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, go_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadPage, key_label);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
}

static void
comms_reread_page_class_init (CommsRereadPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = comms_reread_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = comms_reread_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_reread_page_finalize;
  COMMS_PAGE_CLASS (klass)->changed = comms_reread_page_changed;
  COMMS_PAGE_CLASS (klass)->shown = comms_reread_page_shown;

  g_type_ensure (COMMS_TYPE_CHECK_LIST);
  g_type_ensure (COMMS_TYPE_FOLD_BIN);
  g_type_ensure (COMMS_TYPE_READ_CHECK);
  g_type_ensure (COMMS_TYPE_REREAD_BAND);
  g_type_ensure (COMMS_TYPE_TWIN_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-reread-page.ui");
  bind_template (widget_class);
  comms_reread_actions_init (widget_class);
}

static void
comms_reread_page_init (CommsRereadPage *self)
{
  self->asked_links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::folded", G_CALLBACK (folded_cb), NULL);
  comms_widget_follow_style (GTK_WIDGET (self), colours_cb);
  folded_cb (self);
  narrow_cb (self);
}

/* --- public --- */

void
comms_reread_page_open (CommsRereadPage *self, gint64 id, gboolean now)
{
  g_return_if_fail (COMMS_IS_REREAD_PAGE (self));
  g_return_if_fail (id > 0);

  self->id = id;
  self->now = now;
  self->busy = FALSE;
  self->data = NULL;
  g_clear_pointer (&self->all, comms_reread_data_free);
  g_hash_table_remove_all (self->asked_links);
  comms_read_check_begin (self->read_check);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  comms_reread_update_actions (self);
  reload (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->read_check));
}
