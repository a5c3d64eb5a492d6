/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-calendar-move.h"

#include <glib/gi18n-lib.h>

#include "comms-history.h"
#include "comms-marks.h"
#include "comms-page.h"
#include "comms-posts.h"
#include "comms-releases.h"
#include "comms-undo.h"
#include "comms-zone.h"

/* What is asked of the store's thread, and what it answers. */
typedef struct
{
  gint64 id;
  gboolean is_post;
  CommsMove move;
} MoveRequest;

/* A move that was made: both ends, to go there and back. */
typedef struct
{
  gint64 id;
  gboolean is_post;
  char *from_wall;
  char *from_zone;
  char *to_wall;
  char *to_zone;
  gint64 to_at;
  char *zone;
  gboolean approval_void;
  gboolean embargo_stays;
} Moved;

/* One leg of a move that is undone or redone. */
typedef struct
{
  gint64 id;
  gboolean is_post;
  char *wall;
  char *zone;
} Leg;

static void
moved_free (gpointer data)
{
  Moved *moved = data;

  g_free (moved->from_wall);
  g_free (moved->from_zone);
  g_free (moved->to_wall);
  g_free (moved->to_zone);
  g_free (moved->zone);
  g_free (moved);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Moved, moved_free)

static void
leg_free (gpointer data)
{
  Leg *leg = data;

  g_free (leg->wall);
  g_free (leg->zone);
  g_free (leg);
}

/* When the embargo of the post's release lifts, or 0. */
static gint64
embargo_of (CommsTx   *tx,
            CommsPost *post)
{
  g_autoptr (CommsRelease) release = NULL;

  if (post->release_id != 0)
    release = comms_releases_load (tx, post->release_id, NULL);
  return release != NULL ? release->embargo_at : 0;
}

/* Notes where the post now stands, in @moved. */
static gboolean
note_outcome (CommsTx       *tx,
              Moved         *moved,
              CommsPostState before,
              GError       **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, moved->id, error);

  if (post == NULL)
    return FALSE;
  moved->to_at = post->due_at;
  moved->approval_void = before != COMMS_POST_STATE_DRAFT && post->state == COMMS_POST_STATE_DRAFT;
  return TRUE;
}

/* Where it goes, in the zone that it was planned in. */
static void
note_target (Moved      *moved,
             const char *own_zone,
             const char *wall,
             const char *zone,
             gint64      target)
{
  moved->zone = g_strdup (own_zone);
  moved->from_wall = g_strdup (wall);
  moved->from_zone = g_strdup (zone);
  moved->to_zone = g_strdup (zone != NULL && *zone != '\0' ? zone : own_zone);
  moved->to_wall = target != 0 ? comms_zone_to_wall (moved->to_zone, target) : NULL;
  moved->to_at = target;
}

/* Reckons the new time from where the post stands now, and moves it there. */
static gboolean
move_post (CommsTx           *tx,
           const MoveRequest *request,
           Moved             *moved,
           GError           **error)
{
  const char *zone = tx->policy->zone;
  g_autoptr (CommsPost) post = comms_posts_load (tx, request->id, error);
  gint64 target;

  if (post == NULL)
    return FALSE;
  target = comms_move_target (&request->move, zone, (const char *const *) tx->policy->slots,
                              post->due_at, MAX (tx->stamp.now, embargo_of (tx, post)));
  note_target (moved, zone, post->due_wall, post->due_zone, target);
  return comms_posts_move (tx, moved->id, moved->to_wall, moved->to_zone, error) &&
         note_outcome (tx, moved, post->state, error);
}

/* The same for a release, which stands on the day of its embargo, or on that it was begun on, while
 * it has no date. */
static gboolean
move_release (CommsTx           *tx,
              const MoveRequest *request,
              Moved             *moved,
              GError           **error)
{
  const char *zone = tx->policy->zone;
  g_autoptr (CommsRelease) release = comms_releases_load (tx, request->id, error);
  gint64 at, target;

  if (release == NULL)
    return FALSE;
  at = release->publish_at != 0   ? release->publish_at
       : release->embargo_at != 0 ? release->embargo_at
                                  : release->created_at;
  target = comms_move_target (&request->move, zone, (const char *const *) tx->policy->slots, at,
                              MAX (tx->stamp.now, release->embargo_at));
  note_target (moved, zone, release->publish_wall, release->publish_zone, target);
  moved->embargo_stays = release->embargo_at > tx->stamp.now;
  return comms_releases_move (tx, moved->id, moved->to_wall, moved->to_zone, error);
}

/* CommsTxFunc */
static gpointer
move_in_tx (CommsTx  *tx,
            gpointer  data,
            GError  **error)
{
  const MoveRequest *request = data;
  g_autoptr (Moved) moved = g_new0 (Moved, 1);

  moved->id = request->id;
  moved->is_post = request->is_post;
  if (!(request->is_post ? move_post : move_release) (tx, request, moved, error))
    return NULL;
  return g_steal_pointer (&moved);
}

/* CommsTxFunc: one leg of an undo. */
static gpointer
leg_in_tx (CommsTx  *tx,
           gpointer  data,
           GError  **error)
{
  const Leg *leg = data;

  (leg->is_post ? comms_posts_move : comms_releases_move) (tx, leg->id, leg->wall, leg->zone, error);
  return NULL;
}

static char *
release_dup_label (const Moved *moved)
{
  g_autofree char *day = comms_format_day (moved->zone, moved->to_at);
  g_autofree char *time = comms_format_time (moved->zone, moved->to_at);

  if (moved->embargo_stays)
    /* Translators: a day and a time of day */
    return g_strdup_printf (C_("undo", "It appears %s, %s; its embargo stays"), day, time);
  /* Translators: a day and a time of day */
  return g_strdup_printf (C_("undo", "It appears %s, %s; its posts stay"), day, time);
}

static char *
moved_dup_label (const Moved *moved)
{
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (!moved->is_post)
    return release_dup_label (moved);
  if (moved->to_at == 0)
    return g_strdup (C_("undo", "Moved to the undated posts"));
  day = comms_format_day (moved->zone, moved->to_at);
  time = comms_format_time (moved->zone, moved->to_at);
  if (moved->approval_void)
    /* Translators: a day and a time of day */
    return g_strdup_printf (C_("undo", "Moved to %s, %s; it needs a new approval"), day, time);
  /* Translators: a day and a time of day */
  return g_strdup_printf (C_("undo", "Moved to %s, %s"), day, time);
}

static void
run_leg (CommsDesk  *desk,
         Moved      *moved,
         const char *wall,
         const char *zone)
{
  Leg *leg = g_new0 (Leg, 1);

  leg->id = moved->id;
  leg->is_post = moved->is_post;
  leg->wall = g_strdup (wall);
  leg->zone = g_strdup (zone);
  comms_undo_run (desk, leg_in_tx, leg, leg_free);
}

static void
undo_move_cb (CommsDesk *desk,
              gpointer   data)
{
  Moved *moved = data;

  run_leg (desk, moved, moved->from_wall, moved->from_zone);
}

static void
redo_move_cb (CommsDesk *desk,
              gpointer   data)
{
  Moved *moved = data;

  run_leg (desk, moved, moved->to_wall, moved->to_zone);
}

/* Who asked for a move. */
typedef struct
{
  GtkWidget *widget;
  CommsMovedFunc moved;
} MoveCall;

static void
move_call_free (gpointer data)
{
  MoveCall *call = data;

  g_object_unref (call->widget);
  g_free (call);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MoveCall, move_call_free)

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MoveCall) call = user_data;
  GtkWidget *widget = call->widget;
  g_autoptr (GError) error = NULL;
  g_autoptr (Moved) moved = comms_desk_run_finish (COMMS_DESK (source), result, &error);
  g_autofree char *label = NULL;

  call->moved (widget, moved != NULL ? moved->to_at : -1);
  if (moved == NULL)
    {
      comms_show_error (widget, error);
      return;
    }
  if (gtk_widget_get_root (widget) == NULL)
    return;
  label = moved_dup_label (moved);
  comms_history_push (comms_history_of (widget), label, undo_move_cb, redo_move_cb,
                      g_steal_pointer (&moved), moved_free);
}

/* Who asked for the bin, and for what. */
typedef struct
{
  GtkWidget *widget;
  gint64 id;
  gboolean is_post;
} BinCall;

static void
bin_call_free (gpointer data)
{
  BinCall *call = data;

  g_object_unref (call->widget);
  g_free (call);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BinCall, bin_call_free)

static void
binned_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (BinCall) call = user_data;
  g_autoptr (GError) error = NULL;

  if (!comms_desk_run_id_finish (COMMS_DESK (source), result, &error))
    comms_show_error (call->widget, error);
  else if (gtk_widget_get_root (call->widget) != NULL)
    comms_undo_push_ids (call->widget, C_("undo", "Put into the bin"),
                         call->is_post ? comms_posts_unbin : comms_releases_unbin,
                         call->is_post ? comms_posts_bin : comms_releases_bin, &call->id, 1);
}

void
comms_calendar_move (GtkWidget         *widget,
                     CommsDesk         *desk,
                     CommsCalendarItem *item,
                     const CommsMove   *move,
                     CommsMovedFunc     moved)
{
  MoveRequest *request;
  MoveCall *call;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (COMMS_IS_CALENDAR_ITEM (item));

  request = g_new0 (MoveRequest, 1);
  request->is_post = item->post != NULL;
  request->id = comms_record_get_id (request->is_post ? COMMS_RECORD (item->post)
                                                      : COMMS_RECORD (item->release));
  request->move = *move;
  call = g_new0 (MoveCall, 1);
  call->widget = g_object_ref (widget);
  call->moved = moved;
  comms_desk_run_async (desk, move_in_tx, request, g_free, moved_free, NULL, moved_cb, call);
}

void
comms_calendar_bin (GtkWidget         *widget,
                    CommsDesk         *desk,
                    CommsCalendarItem *item)
{
  BinCall *call;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (COMMS_IS_CALENDAR_ITEM (item));

  call = g_new0 (BinCall, 1);
  call->widget = g_object_ref (widget);
  call->is_post = item->post != NULL;
  call->id = comms_record_get_id (call->is_post ? COMMS_RECORD (item->post)
                                                : COMMS_RECORD (item->release));
  comms_desk_run_id_async (desk, call->is_post ? comms_posts_bin : comms_releases_bin, call->id,
                           NULL, binned_cb, call);
}
