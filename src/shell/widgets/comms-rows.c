/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-rows.h"

#include "comms-fit.h"

void
comms_combo_row_fill (AdwComboRow *row,
                      guint        n,
                      const char *(*word) (int value))
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  g_return_if_fail (ADW_IS_COMBO_ROW (row));

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (list, word ((int) i));
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

void
comms_list_box_empty (GtkListBox *list)
{
  GtkListBoxRow *row;

  g_return_if_fail (GTK_IS_LIST_BOX (list));

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

char *
comms_buffer_dup_text (GtkTextBuffer *buffer)
{
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), NULL);

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return g_strstrip (comms_text_clean (text, -1, NULL));
}

/* AdwAvatar takes the first letters of the first and of the last word; so the last word that
 * begins with a letter must be the last. */
static char *
dup_initials_source (const char *name)
{
  g_auto (GStrv) words = g_strsplit_set (name, " \t,-", -1);
  const char *first = NULL;
  const char *last = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!g_unichar_isalpha (g_utf8_get_char (words[i])))
        continue;
      first = first != NULL ? first : words[i];
      last = words[i];
    }
  if (first == NULL)
    return g_strdup (name);
  if (first == last || g_unichar_get_script (g_utf8_get_char (first)) == G_UNICODE_SCRIPT_ARABIC)
    return g_strdup (first);
  return g_strjoin (" ", first, last, NULL);
}

void
comms_avatar_set_name (AdwAvatar  *avatar,
                       const char *name)
{
  g_autofree char *source = NULL;

  g_return_if_fail (ADW_IS_AVATAR (avatar));

  source = dup_initials_source (name != NULL ? name : "");
  adw_avatar_set_text (avatar, source);
}
