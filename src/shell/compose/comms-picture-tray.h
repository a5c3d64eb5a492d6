/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-desk.h"
#include "comms-media-desk.h"

G_BEGIN_DECLS

/**
 * CommsPictureTray:
 *
 * The pictures of a post, one below the other, each with its words beside it. It takes files and
 * pictures that are dropped or pasted, makes them ready, and refuses in a sentence what the
 * account does not take.
 *
 * Signals: "changed" (sentence): a picture came, went or moved, and why, for Undo; "written": the
 * words of one changed.
 */
#define COMMS_TYPE_PICTURE_TRAY (comms_picture_tray_get_type ())
G_DECLARE_FINAL_TYPE (CommsPictureTray, comms_picture_tray, COMMS, PICTURE_TRAY, GtkWidget)

/* Shows these (element-type CommsMedia), by those of before where they are the same; their bytes
 * are read from @desk where they are needed. @account may be NULL. */
void        comms_picture_tray_set         (CommsPictureTray *self,
                                            CommsDesk        *desk,
                                            GPtrArray        *media,
                                            CommsAccount     *account,
                                            gboolean          editable);
/* As they are now: copies, with the bytes of those that are new. (transfer full)
 * (element-type CommsMedia) */
GPtrArray * comms_picture_tray_dup_media   (CommsPictureTray *self);
/* Shows none any more; what is still being made ready is not added, and it says so. */
void        comms_picture_tray_forget      (CommsPictureTray *self);
/* Whether a file is still being made ready. */
gboolean    comms_picture_tray_is_busy     (CommsPictureTray *self);
void        comms_picture_tray_add_file    (CommsPictureTray *self,
                                            GFile            *file);
void        comms_picture_tray_add_texture (CommsPictureTray *self,
                                            GdkTexture       *texture);
/* Asks for a file. */
void        comms_picture_tray_ask         (CommsPictureTray *self);
/* Files and pictures that are dropped on @widget go into the tray. */
void        comms_picture_tray_accept_on   (CommsPictureTray *self,
                                            GtkWidget        *widget);
/* Takes what the clipboard holds, if that is a picture or files: FALSE where it is not. */
gboolean    comms_picture_tray_paste       (CommsPictureTray *self,
                                            GdkClipboard     *clipboard);
/* Puts the cursor into the first words that are missing. */
void        comms_picture_tray_write       (CommsPictureTray *self);

G_END_DECLS
