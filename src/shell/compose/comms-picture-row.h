/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-media-desk.h"

G_BEGIN_DECLS

/**
 * CommsPictureRow:
 *
 * One picture of a post: the picture, and beside it the words for who cannot see it (C22). Another
 * row can be dropped onto it; Alt+Up and Alt+Down move it as well, and so does its menu.
 *
 * Signals: "changed" when its words were; "remove"; "move" (int): by so many places.
 */
#define COMMS_TYPE_PICTURE_ROW (comms_picture_row_get_type ())
G_DECLARE_FINAL_TYPE (CommsPictureRow, comms_picture_row, COMMS, PICTURE_ROW, GtkWidget)

GtkWidget  * comms_picture_row_new         (void);
/* Shows @media, which stays the caller's to keep and to change; its words go into it as they are
 * written. @original is the size of the file that it came from, 0 where that is not known. */
void         comms_picture_row_set         (CommsPictureRow *self,
                                            CommsMedia      *media,
                                            guint            alt_max,
                                            gint64           original,
                                            gboolean         editable);
/* Which place of how many it has: from 0. */
void         comms_picture_row_set_place   (CommsPictureRow *self,
                                            guint            place,
                                            guint            n_places);
void         comms_picture_row_set_texture (CommsPictureRow *self,
                                            GdkPaintable    *picture);
/* Puts the cursor into the words. */
void         comms_picture_row_write       (CommsPictureRow *self);

G_END_DECLS
