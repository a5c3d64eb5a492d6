/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-compose-pane-private.h"

#include "comms-error.h"
#include "comms-posts.h"
#include "comms-undo.h"

/* Words are kept as soon as the text is: two seconds are promised. */
#define PAUSE_MS 1000

typedef struct
{
  CommsComposePane *pane;
  GPtrArray *media;
  char *done; /* the sentence of the toast, NULL for words alone */
  GPtrArray *before;
  gint64 id;
  gboolean saved; /* what was written beside them */
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_object_unref (errand->pane);
  g_clear_pointer (&errand->media, g_ptr_array_unref);
  g_clear_pointer (&errand->before, g_ptr_array_unref);
  g_free (errand->done);
  g_free (errand);
}

static CommsMedia *
find_in (GPtrArray *media, CommsMedia *item)
{
  for (guint i = 0; i < media->len; i++)
    if (g_strcmp0 (((CommsMedia *) g_ptr_array_index (media, i))->sha256, item->sha256) == 0)
      return g_ptr_array_index (media, i);
  return NULL;
}

/* The desk forgets the bytes of a picture that no post has any more, so they are kept for Undo. */
static gboolean
remember_bytes (CommsTx *tx, Errand *errand, GError **error)
{
  for (guint i = 0; i < errand->before->len; i++)
    {
      CommsMedia *item = g_ptr_array_index (errand->before, i);
      g_autoptr (GBytes) bytes = NULL;

      if (item->bytes != NULL || find_in (errand->media, item) != NULL)
        continue;
      bytes = comms_media_bytes (tx, item->sha256, error);
      if (bytes == NULL)
        return FALSE;
      comms_media_set_bytes (item, bytes);
    }
  return TRUE;
}

/* The id that a new post gets is known when its pictures are in the store. */
static gboolean
keep_media (CommsTx *tx, gpointer record, gpointer data, GError **error)
{
  Errand *errand = data;

  errand->id = comms_record_get_id (record);
  errand->saved = TRUE;
  return remember_bytes (tx, errand, error) &&
         comms_media_turn (tx, record, errand->before, errand->media, error);
}

static gboolean
put_media (CommsTx *tx, gint64 id, GPtrArray *now, GPtrArray *then, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);

  return post != NULL && comms_media_turn (tx, post, now, then, error);
}

/* Words that somebody else has written over are not lost: they stay in the tray, and the pane asks
 * which are to be kept. Where the clash is one of the text, the pictures follow when that is
 * settled. */
static void
take_failure (CommsComposePane *self, Errand *errand, const GError *error)
{
  if (!g_error_matches (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE))
    {
      g_clear_pointer (&self->media_kept, g_ptr_array_unref);
      self->media_kept = g_ptr_array_ref (errand->before);
      comms_undo_show_error (error);
      /* Words stay in the tray; a picture that the post has not taken does not. */
      if (errand->done != NULL)
        comms_compose_pane_reload (self);
      return;
    }
  if (errand->saved)
    {
      if (self->media_base == NULL)
        self->media_base = g_ptr_array_ref (errand->before);
      comms_undo_show_error (error);
    }
  else if (!self->media_waits)
    {
      self->media_waits = TRUE;
      g_clear_pointer (&self->media_kept, g_ptr_array_unref);
      self->media_kept = g_ptr_array_ref (errand->before);
    }
  comms_compose_pane_reload (self);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Errand *errand = user_data;
  g_autoptr (CommsComposePane) self = g_object_ref (errand->pane);
  g_autoptr (GError) error = NULL;
  gboolean shown = self->saver == COMMS_SAVER (source);

  /* Another post may be shown by now. */
  if (shown)
    self->media_running--;
  if (!comms_saver_run_finish (COMMS_SAVER (source), result, &error))
    {
      if (shown)
        take_failure (self, errand, error);
      else
        comms_undo_show_error (error);
      return;
    }
  if (errand->done != NULL && errand->id == comms_compose_pane_get_id (self) && errand->id != 0)
    comms_compose_undo_push_lists (self, errand->done, errand->id, put_media, errand->before,
                                   errand->media);
}

static void
keep (CommsComposePane *self, const char *done)
{
  Errand *errand;

  g_clear_handle_id (&self->media_source, g_source_remove);
  if (self->media_waits)
    return;
  errand = g_new0 (Errand, 1);
  errand->pane = g_object_ref (self);
  errand->media = comms_picture_tray_dup_media (self->tray);
  errand->before = self->media_kept != NULL ? g_ptr_array_ref (self->media_kept)
                                            : g_ptr_array_new_with_free_func (g_object_unref);
  errand->done = g_strdup (done);
  g_clear_pointer (&self->media_kept, g_ptr_array_unref);
  self->media_kept = g_ptr_array_ref (errand->media);
  self->media_running++;
  comms_saver_run_async (self->saver, keep_media, errand, errand_free, kept_cb, errand);
}

static gboolean
pause_cb (gpointer user_data)
{
  CommsComposePane *self = user_data;

  self->media_source = 0;
  keep (self, NULL);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (CommsComposePane *self, const char *done)
{
  g_assert (COMMS_IS_COMPOSE_PANE (self));

  if (self->data == NULL)
    return;
  keep (self, done);
  comms_compose_facts_update (self);
  comms_compose_actions_update (self);
}

static void
written_cb (CommsComposePane *self)
{
  g_assert (COMMS_IS_COMPOSE_PANE (self));

  if (self->data == NULL)
    return;
  if (self->media_source == 0)
    self->media_source = g_timeout_add (PAUSE_MS, pause_cb, self);
  comms_compose_facts_update (self);
  comms_compose_actions_update (self);
}

/* A picture in the clipboard is no text: the text view is not asked. */
static void
paste_cb (CommsComposePane *self)
{
  GtkWidget *widget = GTK_WIDGET (self->text);

  g_assert (COMMS_IS_COMPOSE_PANE (self));

  if (comms_picture_tray_paste (self->tray, gtk_widget_get_clipboard (widget)))
    g_signal_stop_emission_by_name (self->text, "paste-clipboard");
}

void
comms_compose_media_fill (CommsComposePane *self, gboolean open)
{
  if (self->media_waits && self->theirs == NULL)
    {
      self->media_waits = FALSE;
      keep (self, NULL);
    }
  /* What is on its way to the store is newer than what was read, and what waits for a choice is not
   * lost to it. */
  if (self->media_base != NULL || self->media_waits || self->media_source != 0 ||
      self->media_running > 0 || comms_picture_tray_is_busy (self->tray))
    return;
  comms_picture_tray_set (self->tray, comms_page_get_desk (COMMS_PAGE (self)), self->data->media,
                          self->data->context->account, open);
  g_clear_pointer (&self->media_kept, g_ptr_array_unref);
  self->media_kept = comms_picture_tray_dup_media (self->tray);
}

void
comms_compose_media_flush (CommsComposePane *self)
{
  if (self->media_source != 0)
    keep (self, NULL);
}

void
comms_compose_media_forget (CommsComposePane *self)
{
  g_clear_handle_id (&self->media_source, g_source_remove);
  g_clear_pointer (&self->media_kept, g_ptr_array_unref);
  self->media_running = 0;
  g_clear_pointer (&self->media_base, g_ptr_array_unref);
  self->media_waits = FALSE;
  comms_picture_tray_forget (self->tray);
}

struct _CommsMediaLeft
{
  GPtrArray *shown;
  GPtrArray *kept;
  GPtrArray *base;
  gboolean waits;
};

CommsMediaLeft *
comms_compose_media_leave (CommsComposePane *self)
{
  CommsMediaLeft *left;

  if (self->media_base == NULL && !self->media_waits)
    return NULL;
  left = g_new0 (CommsMediaLeft, 1);
  left->shown = comms_picture_tray_dup_media (self->tray);
  left->kept = g_steal_pointer (&self->media_kept);
  left->base = g_steal_pointer (&self->media_base);
  left->waits = self->media_waits;
  return left;
}

void
comms_compose_media_left_free (CommsMediaLeft *left)
{
  g_ptr_array_unref (left->shown);
  g_clear_pointer (&left->kept, g_ptr_array_unref);
  g_clear_pointer (&left->base, g_ptr_array_unref);
  g_free (left);
}

/* Its account is known when that is settled, and they are filled in anew. */
void
comms_compose_media_come_back (CommsComposePane *self, CommsMediaLeft *left)
{
  self->media_kept = g_steal_pointer (&left->kept);
  self->media_base = g_steal_pointer (&left->base);
  self->media_waits = left->waits;
  comms_picture_tray_set (self->tray, comms_page_get_desk (COMMS_PAGE (self)), left->shown, NULL,
                          TRUE);
}

static const char *
alt_of (CommsMedia *item)
{
  return item != NULL && item->alt != NULL ? item->alt : "";
}

char *
comms_compose_media_dup_theirs (CommsComposePane *self)
{
  g_autoptr (GPtrArray) media = comms_picture_tray_dup_media (self->tray);

  for (guint i = 0; self->media_base != NULL && i < media->len; i++)
    {
      CommsMedia *mine = g_ptr_array_index (media, i);
      CommsMedia *theirs = find_in (self->data->media, mine);
      const char *was = alt_of (find_in (self->media_base, mine));

      if (theirs != NULL && !g_str_equal (alt_of (mine), was) &&
          !g_str_equal (alt_of (theirs), was) && !g_str_equal (alt_of (mine), alt_of (theirs)))
        return g_strdup (alt_of (theirs));
    }
  /* They have taken it out, or come to the same words. */
  g_clear_pointer (&self->media_base, g_ptr_array_unref);
  return NULL;
}

/* Over the words that are known now. What was not described here is as they have it, and a picture
 * that they have added is none of the choice. */
void
comms_compose_media_keep_mine (CommsComposePane *self)
{
  g_autoptr (GPtrArray) base = g_steal_pointer (&self->media_base);
  g_autoptr (GPtrArray) mine = comms_picture_tray_dup_media (self->tray);

  if (base == NULL)
    return;
  g_clear_pointer (&self->media_kept, g_ptr_array_unref);
  self->media_kept = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < mine->len; i++)
    {
      CommsMedia *item = g_ptr_array_index (mine, i);
      CommsMedia *theirs = find_in (self->data->media, item);

      if (theirs == NULL)
        continue;
      g_ptr_array_add (self->media_kept, g_object_ref (theirs));
      if (g_str_equal (alt_of (item), alt_of (find_in (base, item))))
        g_object_set (item, "alt", theirs->alt, NULL);
    }
  comms_picture_tray_set (self->tray, comms_page_get_desk (COMMS_PAGE (self)), mine,
                          self->data->context->account, comms_compose_pane_is_open (self));
  keep (self, NULL);
}

void
comms_compose_media_take_theirs (CommsComposePane *self)
{
  g_clear_pointer (&self->media_base, g_ptr_array_unref);
  g_clear_handle_id (&self->media_source, g_source_remove);
}

char *
comms_compose_media_dup_problem (CommsComposePane *self)
{
  g_autoptr (GPtrArray) media = comms_picture_tray_dup_media (self->tray);

  return comms_media_dup_problem (media, self->data->context->account);
}

void
comms_compose_media_init (CommsComposePane *self)
{
  comms_picture_tray_accept_on (self->tray, GTK_WIDGET (self));
  g_signal_connect_object (self->tray, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tray, "written", G_CALLBACK (written_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->text, "paste-clipboard", G_CALLBACK (paste_cb), self,
                           G_CONNECT_SWAPPED);
}
