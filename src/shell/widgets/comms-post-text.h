/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-text-check.h"

G_BEGIN_DECLS

/**
 * CommsPostText:
 *
 * A text view that shows what a network makes of the text: handles, hashtags and links stand
 * out, and what is over the limit or refused is marked. Each paragraph runs in the direction of its
 * first strong letter.
 */
#define COMMS_TYPE_POST_TEXT (comms_post_text_get_type ())
G_DECLARE_FINAL_TYPE (CommsPostText, comms_post_text, COMMS, POST_TEXT, GtkTextView)

/* What is over so many weighted characters is marked; 0 for no limit. */
void   comms_post_text_set_limit (CommsPostText *self,
                                  int            limit);
/* The same under the rule of another network; @options may be NULL, and its warning is copied. */
void   comms_post_text_set_rule  (CommsPostText          *self,
                                  CommsTextRule           rule,
                                  const CommsTextOptions *options);
/* What the rule makes of the text as it stands. Not owned; until the next change. */
const CommsTextCheck * comms_post_text_get_check (CommsPostText *self);

/* A piece of the text that advice is about, in bytes. */
typedef struct
{
  gsize start;
  gsize end;
  gboolean blocks;
} CommsTextSpan;

/* Underlines those pieces in place of those of before. */
void   comms_post_text_set_spans (CommsPostText       *self,
                                  const CommsTextSpan *spans,
                                  guint                n_spans);

/* Replaces the whole text; as one step that can be undone with @undoable, else forgetting what
 * could be undone. Leaves an equal text alone. */
void   comms_post_text_set_text  (CommsPostText *self,
                                  const char    *text,
                                  gboolean       undoable);
/* (transfer full) */
char * comms_post_text_dup_text  (CommsPostText *self);

/* How many bytes at the head of a link, its scheme and what follows at once, stay in one line: a
 * line that ends in "https://" says nothing. 0 where it has no scheme. */
gsize  comms_link_head_length    (const char    *link);

/* The colour that the theme has under that name, or the widget's own. */
void   comms_widget_named_colour (GtkWidget     *widget,
                                  const char    *name,
                                  GdkRGBA       *colour);

G_END_DECLS
