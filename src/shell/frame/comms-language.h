/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The languages of the interface: each has its translation in po/, and may have a face and a
 * direction of its own. A new one is a row in comms-language.c. */
typedef struct
{
  const char *tag;       /* "ur" */
  const char *name;      /* in the language itself */
  const char *locale;    /* for the C library, where it is installed */
  const char *css_class; /* of every window, or NULL */
  gboolean rtl;
} CommsLanguage;

const CommsLanguage * comms_languages        (guint      *n_languages);
/* The one that is in use. */
const CommsLanguage * comms_language_now     (void);

/* Speaks @tag from now on, "" or NULL: what the system speaks. What is on screen has to be made
 * anew. */
void                  comms_language_use     (const char *tag);
/* Direction of what is made from now on; after gtk_init(). */
void                  comms_language_direct  (void);
/* Gives a window the face of the language. */
void                  comms_language_style   (GtkWidget  *window);

G_END_DECLS
