/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-diff.h"

#include "comms-fit.h"
#include "comms-paint.h"

static void
insert_background (PangoAttrList *attributes, const GdkRGBA *colour, guint from, guint until)
{
  PangoAttribute *background = pango_attr_background_new ((guint16) (colour->red * G_MAXUINT16),
                                                          (guint16) (colour->green * G_MAXUINT16),
                                                          (guint16) (colour->blue * G_MAXUINT16));
  PangoAttribute *alpha = pango_attr_background_alpha_new ((guint16) (colour->alpha * G_MAXUINT16));

  background->start_index = alpha->start_index = from;
  background->end_index = alpha->end_index = until;
  pango_attr_list_insert (attributes, background);
  pango_attr_list_insert (attributes, alpha);
}

static void
insert_line (PangoAttrList *attributes, PangoAttribute *line, guint from, guint until)
{
  line->start_index = from;
  line->end_index = until;
  pango_attr_list_insert (attributes, line);
}

void
comms_label_show_diff (GtkLabel *label, const char *before, const char *after)
{
  g_autoptr (GPtrArray) pieces = comms_text_diff (before, after);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GdkRGBA gone, new;

  comms_widget_lookup_colour (GTK_WIDGET (label), "diff_gone", &gone);
  comms_widget_lookup_colour (GTK_WIDGET (label), "diff_new", &new);
  for (guint i = 0; i < pieces->len; i++)
    {
      CommsDiff *piece = pieces->pdata[i];
      guint from;

      /* What came in place of something stands apart from it. */
      if (piece->kind == COMMS_DIFF_ADDED && i > 0 &&
          ((CommsDiff *) pieces->pdata[i - 1])->kind == COMMS_DIFF_REMOVED)
        g_string_append (text, "\u2009");
      from = text->len;
      g_string_append (text, piece->text);
      if (piece->kind == COMMS_DIFF_SAME)
        continue;
      insert_background (attributes, piece->kind == COMMS_DIFF_REMOVED ? &gone : &new, from,
                         text->len);
      insert_line (attributes,
                   piece->kind == COMMS_DIFF_REMOVED
                     ? pango_attr_strikethrough_new (TRUE)
                     : pango_attr_underline_new (PANGO_UNDERLINE_SINGLE),
                   from, text->len);
    }
  gtk_label_set_label (label, text->str);
  gtk_label_set_attributes (label, attributes);
}
