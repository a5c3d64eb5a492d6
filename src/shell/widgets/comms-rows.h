/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What several forms and lists do with their rows. */

/* Fills a combo row with the words of an enumeration: those of the values 0 to @n - 1. */
void   comms_combo_row_fill   (AdwComboRow  *row,
                               guint         n,
                               const char *(*word) (int value));

/* Takes all rows out of a list that is not bound to a model. */
void   comms_list_box_empty   (GtkListBox   *list);

/* The text of a buffer, clean and without spaces around it. (transfer full) */
char * comms_buffer_dup_text  (GtkTextBuffer *buffer);

/* Initials of a person or an office: what stands in brackets gives none, and Arabic script gives
 * one letter, since two would join. */
void   comms_avatar_set_name  (AdwAvatar    *avatar,
                               const char   *name);

G_END_DECLS
