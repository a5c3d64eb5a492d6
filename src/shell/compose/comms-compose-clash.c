/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-compose-pane-private.h"

#include "comms-error.h"
#include "comms-undo.h"

/* Two people at one post. What only one of them has changed is taken together; where both have
 * changed the same, nothing is written over: the one in front of the pane sees what the other wrote
 * and chooses. The same where a step was taken with the post, which words saved after it would
 * undo. Until then the post keeps the version and the state that it was read with, which the store
 * refuses. */

/* What a person changes here; the rest of the record is the desk's. */
static const char *const edited[] = {
  "text",     "language", "account-id", "no-link", "line-id",  "due-at",          "due-wall",
  "due-zone", "part",     "part-index", "legal",   "reply-to", "content-warning", "reply-settings",
};

/* A time is one thing, whatever of it differs. */
static gboolean
differs (CommsPost *a, CommsPost *b, const char *name)
{
  g_autoptr (CommsPost) probe = NULL;

  if (g_str_has_prefix (name, "due-"))
    return a->due_at != b->due_at || g_strcmp0 (a->due_wall, b->due_wall) != 0 ||
           g_strcmp0 (a->due_zone, b->due_zone) != 0;
  probe = comms_record_copy (a);
  comms_record_copy_property (probe, b, name);
  return !comms_record_equal (probe, a);
}

/* Changed here, and not as they have it. */
static gboolean
is_mine (CommsComposePane *self, CommsPost *theirs, const char *name)
{
  return differs (self->base, self->post, name) && differs (self->post, theirs, name);
}

static gboolean
is_clash (CommsComposePane *self, CommsPost *theirs, const char *name)
{
  return is_mine (self, theirs, name) && differs (self->base, theirs, name);
}

/* They have taken a step with the post that what was changed here would undo; words make it a
 * draft, so that one to a draft is none of these. */
static gboolean
is_step (CommsComposePane *self, CommsPost *theirs)
{
  if (theirs->state == self->post->state || theirs->state == COMMS_POST_STATE_DRAFT)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (edited); i++)
    if (is_mine (self, theirs, edited[i]))
      return TRUE;
  return FALSE;
}

static gboolean
clashes (CommsComposePane *self, CommsPost *read)
{
  for (guint i = 0; i < G_N_ELEMENTS (edited); i++)
    if (is_clash (self, read, edited[i]))
      return TRUE;
  return is_step (self, read);
}

static void
set_base (CommsComposePane *self, CommsPost *base)
{
  g_clear_object (&self->theirs);
  g_clear_object (&self->base);
  self->base = comms_record_copy (base);
}

/* The saver stopped at what somebody else had saved. */
static gboolean
was_stale (CommsComposePane *self)
{
  return comms_saver_get_state (self->saver) == COMMS_SAVE_FAILED &&
         g_error_matches (comms_saver_get_error (self->saver), COMMS_STORE_ERROR,
                          COMMS_STORE_ERROR_STALE);
}

/* What only they have changed is settled, and as they change it further. */
static void
begin_clash (CommsComposePane *self, CommsPost *theirs, CommsPost *together)
{
  g_set_object (&self->theirs, theirs);
  g_object_set (together, "version", self->post->version, "state", self->post->state, NULL);
  comms_record_assign (self->post, together);
  for (guint i = 0; i < G_N_ELEMENTS (edited); i++)
    if (!is_clash (self, theirs, edited[i]))
      comms_record_copy_property (self->base, theirs, edited[i]);
}

void
comms_compose_clash_take (CommsComposePane *self, CommsPost *read)
{
  g_autoptr (CommsPost) fresh = NULL;

  /* Of one that was never saved, nothing was read. */
  if (comms_record_get_id (COMMS_RECORD (read)) == 0)
    return;
  if (self->base == NULL || !comms_saver_is_dirty (self->saver))
    {
      comms_record_assign (self->post, read);
      set_base (self, read);
      return;
    }
  /* What the saver has stored carries its version: what is written next began with that. */
  if (read->version == self->post->version && read->version != self->base->version)
    set_base (self, read);
  fresh = comms_record_copy (read);
  for (guint i = 0; i < G_N_ELEMENTS (edited); i++)
    if (differs (self->base, self->post, edited[i]))
      comms_record_copy_property (fresh, self->post, edited[i]);
  if (clashes (self, read))
    {
      begin_clash (self, read, fresh);
      return;
    }
  comms_record_assign (self->post, fresh);
  set_base (self, read);
  if (was_stale (self))
    comms_saver_touch (self->saver);
}

static const char *
who (CommsComposePane *self)
{
  const char *name = comms_compose_data_person (self->data, self->data->changed_by);

  return name != NULL ? name : C_ ("post status", "Someone else");
}

char *
comms_compose_clash_dup_sentence (CommsComposePane *self)
{
  g_autofree char *alt = NULL;

  if (self->theirs != NULL && is_clash (self, self->theirs, "text"))
    return g_strdup_printf (
      /* Translators: a person, then what they wrote */
      C_ ("post status", "%s has changed the same words meanwhile, to “%s”. Yours are not saved "
                         "until you choose."),
      who (self), self->theirs->text != NULL ? self->theirs->text : "");
  if (self->theirs != NULL && is_step (self, self->theirs))
    return g_strdup_printf (
      /* Translators: %s is a person; how the post stands is shown beside it */
      C_ ("post status", "%s has taken this post a step further meanwhile. What you changed is not "
                         "saved until you choose; kept, it can make the post a draft again."),
      who (self));
  if (self->theirs != NULL)
    return g_strdup_printf (
      /* Translators: %s is a person */
      C_ ("post status", "%s has changed the same of this post meanwhile, in another way. Yours is "
                         "not saved until you choose."),
      who (self));
  alt = comms_compose_media_dup_theirs (self);
  if (alt == NULL)
    return NULL;
  return g_strdup_printf (
    /* Translators: a person, then the words that they wrote about a picture */
    C_ ("post status", "%s has described the same picture meanwhile, as “%s”. Your words are not "
                       "saved until you choose."),
    who (self), alt);
}

gboolean
comms_compose_clash_is_open (CommsComposePane *self)
{
  return self->data != NULL && self->data->clash != NULL;
}

static void
end_clash (CommsComposePane *self)
{
  g_clear_pointer (&self->data->clash, g_free);
  comms_compose_pane_fill (self);
  comms_compose_pane_touch (self);
  comms_saver_flush (self->saver);
}

void
comms_compose_clash_keep_mine (CommsComposePane *self)
{
  g_autoptr (CommsPost) theirs = g_steal_pointer (&self->theirs);

  if (!comms_compose_clash_is_open (self))
    return;
  if (theirs != NULL)
    {
      g_object_set (self->post, "version", theirs->version, "state", theirs->state, NULL);
      set_base (self, theirs);
    }
  comms_compose_media_keep_mine (self);
  end_clash (self);
}

/* What was written here comes back with Undo. */
void
comms_compose_clash_take_theirs (CommsComposePane *self)
{
  g_autoptr (CommsPost) theirs = g_steal_pointer (&self->theirs);

  if (!comms_compose_clash_is_open (self))
    return;
  if (theirs != NULL)
    {
      g_autoptr (CommsPost) taken = comms_record_copy (self->post);
      const gboolean all = is_step (self, theirs);

      for (guint i = 0; i < G_N_ELEMENTS (edited); i++)
        if (all || is_clash (self, theirs, edited[i]))
          comms_record_copy_property (taken, theirs, edited[i]);
      g_object_set (taken, "version", theirs->version, "state", theirs->state, NULL);
      comms_record_assign (self->post, taken);
      set_base (self, theirs);
      self->filling = TRUE;
      comms_post_text_set_text (self->text, self->post->text, TRUE);
      self->filling = FALSE;
    }
  comms_compose_media_take_theirs (self);
  end_clash (self);
}

/* --- what could not be saved when its post was left --- */

typedef struct
{
  CommsPost *post; /* NULL where it was saved */
  CommsPost *base;
  CommsMediaLeft *media; /* or NULL */
} Left;

static void
left_free (gpointer data)
{
  Left *left = data;

  g_clear_object (&left->post);
  g_clear_object (&left->base);
  g_clear_pointer (&left->media, comms_compose_media_left_free);
  g_free (left);
}

GHashTable *
comms_compose_clash_new_left (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, left_free);
}

typedef struct
{
  CommsComposePane *pane;
  Left *left;
} Leaving;

static void
left_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Leaving *leaving = user_data;
  g_autoptr (CommsComposePane) self = leaving->pane;
  g_autoptr (GError) error = NULL;
  Left *left = leaving->left;
  gint64 id = comms_record_get_id (COMMS_RECORD (left->post));

  if (!comms_saver_flush_finish (COMMS_SAVER (source), result, &error))
    comms_undo_show_error (error);
  /* What a rule refuses it refuses later as well. */
  if (error == NULL || error->domain != COMMS_STORE_ERROR)
    g_clear_object (&left->post);
  if (id != 0 && (left->post != NULL || left->media != NULL))
    g_hash_table_replace (self->left, g_memdup2 (&id, sizeof id), left);
  else
    left_free (left);
}

void
comms_compose_clash_leave (CommsComposePane *self)
{
  g_autoptr (CommsPost) base = g_steal_pointer (&self->base);
  CommsMediaLeft *media = comms_compose_media_leave (self);
  Leaving *leaving;

  g_clear_object (&self->theirs);
  if (media == NULL && (self->saver == NULL || base == NULL || !comms_saver_is_dirty (self->saver)))
    return;
  leaving = g_new0 (Leaving, 1);
  leaving->pane = g_object_ref (self);
  leaving->left = g_new0 (Left, 1);
  leaving->left->post = g_object_ref (self->post);
  leaving->left->base = g_steal_pointer (&base);
  leaving->left->media = media;
  comms_saver_flush_async (self->saver, NULL, left_cb, leaving);
}

void
comms_compose_clash_come_back (CommsComposePane *self)
{
  gint64 id = comms_compose_pane_get_id (self);
  Left *left = g_hash_table_lookup (self->left, &id);

  if (left == NULL)
    return;
  if (left->post != NULL)
    {
      comms_record_assign (self->post, left->post);
      g_set_object (&self->base, left->base);
      comms_saver_touch (self->saver);
    }
  if (left->media != NULL)
    comms_compose_media_come_back (self, left->media);
  g_hash_table_remove (self->left, &id);
}
