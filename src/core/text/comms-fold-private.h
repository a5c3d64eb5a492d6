/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How one character folds: most become one character or none, and few several. */
typedef struct
{
  gunichar one;  /* 0 where it is dropped */
  char *several; /* UTF-8, where it is not one */
  guint8 word : 1;
  guint8 upper : 1;
  guint8 lower : 1;
  guint8 digit : 1;
  guint8 latin : 1;
} CommsFolded;

/* Not owned. */
const CommsFolded * comms_folded_get    (gunichar           c);
void                comms_folded_append (const CommsFolded *self,
                                         GString           *text);

G_END_DECLS
