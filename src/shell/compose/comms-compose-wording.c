/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-compose-pane-private.h"

#include "comms-cascade.h"
#include "comms-fit.h"
#include "comms-rows.h"
#include "comms-undo.h"

/* Other words for the post, out of the sentences of its document, and another part of it: looked
 * for when they are asked for. */

static gpointer
find (CommsTx *tx, gpointer data, GError **error)
{
  return comms_cascade_variants (tx, data, error);
}

static GtkWidget *
new_row (CommsVariant *variant)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (variant->text);

  gtk_label_set_xalign (GTK_LABEL (label), comms_text_is_rtl (variant->text) ? 1 : 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 38);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  return row;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsComposePane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) variants = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (variants == NULL)
    {
      comms_undo_show_error (error);
      return;
    }
  if (self->data == NULL || self->wording_list == NULL)
    return;
  comms_list_box_empty (self->wording_list);
  for (guint i = 0; i < variants->len; i++)
    gtk_list_box_append (self->wording_list, new_row (g_ptr_array_index (variants, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->wording_none), variants->len == 0);
}

static void
shown_cb (CommsComposePane *self)
{
  CommsVariantRequest request = { .post_id = comms_compose_pane_get_id (self) };

  g_assert (COMMS_IS_COMPOSE_PANE (self));

  if (self->data == NULL || request.post_id == 0)
    return;
  comms_list_box_empty (self->wording_list);
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), find,
                        g_memdup2 (&request, sizeof request), g_free,
                        (GDestroyNotify) g_ptr_array_unref, NULL, found_cb, g_object_ref (self));
}

static void
activated_cb (CommsComposePane *self, GtkListBoxRow *row)
{
  const char *text = gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (row)));
  g_autoptr (CommsPost) before = comms_record_copy (self->post);
  g_autofree char *words = g_strdup (text);

  g_assert (COMMS_IS_COMPOSE_PANE (self));

  gtk_menu_button_popdown (self->wording_button);
  comms_post_text_set_text (self->text, words, TRUE);
  comms_compose_undo_push_edit (self, C_ ("post", "Other words, out of the document."), before);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

/* --- another part --- */

typedef struct
{
  CommsComposePane *pane;
  gint64 id;
  CommsPart part;
  int part_index;
  char *text;
} Pick;

static void
pick_free (gpointer data)
{
  Pick *pick = data;

  g_object_unref (pick->pane);
  g_free (pick->text);
  g_free (pick);
}

static gboolean
find_part (CommsTx *tx, gpointer record, gpointer data, GError **error)
{
  Pick *pick = data;

  pick->id = comms_record_get_id (record);
  pick->text = comms_cascade_part_text (tx, pick->id, pick->part, pick->part_index, error);
  return pick->text != NULL;
}

static void
part_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pick *pick = user_data;
  g_autoptr (CommsComposePane) self = g_object_ref (pick->pane);
  g_autoptr (CommsPost) before = NULL;
  g_autoptr (GError) error = NULL;

  if (!comms_saver_run_finish (COMMS_SAVER (source), result, &error))
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  if (self->data == NULL || comms_compose_pane_get_id (self) != pick->id)
    return;
  before = comms_record_copy (self->post);
  g_object_set (self->post, "part", pick->part, "part-index", (gint64) pick->part_index, NULL);
  comms_post_text_set_text (self->text, pick->text, TRUE);
  comms_compose_undo_push_edit (self, C_ ("post", "Another part of the document."), before);
  comms_compose_pane_touch (self);
  /* Which parts are used is read again after the save. */
  comms_saver_flush (self->saver);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
use_part_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (widget);
  Pick *pick;
  int part;

  if (self->data == NULL)
    return;
  pick = g_new0 (Pick, 1);
  pick->pane = g_object_ref (self);
  g_variant_get (parameter, "(ii)", &part, &pick->part_index);
  pick->part = (CommsPart) part;
  comms_saver_run_async (self->saver, find_part, pick, pick_free, part_found_cb, pick);
}

void
comms_compose_wording_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "post.use-part", "(ii)", use_part_action);
}

void
comms_compose_wording_fill (CommsComposePane *self, gboolean open)
{
  gtk_widget_set_visible (GTK_WIDGET (self->wording_button),
                          open && self->post->release_id != 0 &&
                            comms_compose_pane_get_id (self) != 0);
}

void
comms_compose_wording_init (CommsComposePane *self)
{
  g_signal_connect_object (gtk_menu_button_get_popover (self->wording_button), "show",
                           G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->wording_list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
}
