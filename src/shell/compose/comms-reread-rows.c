/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-reread-rows.h"

#include "comms-approval.h"
#include "comms-diff.h"
#include "comms-marks.h"
#include "comms-words.h"

void
comms_reread_add_person (GtkListBox *list, GtkWidget *first, const char *name, const char *detail)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name_label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (name_label), 0);
  gtk_label_set_wrap (GTK_LABEL (name_label), TRUE);
  gtk_box_append (GTK_BOX (names), name_label);
  gtk_widget_set_valign (names, GTK_ALIGN_CENTER);
  if (detail != NULL)
    {
      GtkWidget *detail_label = gtk_label_new (detail);

      gtk_label_set_xalign (GTK_LABEL (detail_label), 0);
      gtk_label_set_wrap (GTK_LABEL (detail_label), TRUE);
      gtk_widget_add_css_class (detail_label, "caption");
      gtk_widget_add_css_class (detail_label, "secondary");
      gtk_box_append (GTK_BOX (names), detail_label);
      gtk_widget_add_css_class (name_label, "heading");
    }
  gtk_widget_set_size_request (first, 84, -1);
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), names);
  gtk_widget_add_css_class (box, "fact-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (list, row);
}

GtkWidget *
comms_reread_role_label_new (const char *role)
{
  GtkWidget *label = gtk_label_new (role);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "secondary");
  return label;
}

char *
comms_reread_dup_person (CommsComposeData *data, gint64 id)
{
  for (guint i = 0; i < data->people->len; i++)
    {
      CommsPerson *person = g_ptr_array_index (data->people, i);

      if (comms_record_get_id (COMMS_RECORD (person)) == id)
        /* Translators: a person and their role */
        return g_strdup_printf (C_ ("person", "%s, %s"), person->name,
                                comms_role_word (person->role));
    }
  return g_strdup (C_ ("person", "nobody"));
}

/* What exactly was signed, when, and in which capacity. (transfer full) */
static char *
dup_signed (CommsComposeData *data, CommsApproval *approval)
{
  g_autofree char *version = comms_format_number (approval->version);
  g_autofree char *at =
    comms_format_moment (data->context->policy->zone, approval->at, data->context->now);

  if (g_strcmp0 (approval->capacity, "legal") == 0)
    /* Translators: the number of the post's version, a day and time */
    return g_strdup_printf (C_ ("re-read", "as legal reviewer, version %s, %s"), version, at);
  if (g_strcmp0 (approval->capacity, "duty") == 0)
    /* Translators: the number of the post's version, a day and time */
    return g_strdup_printf (C_ ("re-read", "as duty officer, version %s, %s"), version, at);
  if (data->post->media_hash != NULL)
    /* Translators: the number of the post's version, a day and time */
    return g_strdup_printf (C_ ("re-read", "version %s, %s · this text, picture and time"), version,
                            at);
  /* Translators: the number of the post's version, a day and time */
  return g_strdup_printf (C_ ("re-read", "version %s, %s · this text and time"), version, at);
}

void
comms_reread_add_approvals (GtkListBox *list, CommsComposeData *data, GPtrArray *approvals)
{
  for (guint i = 0; i < approvals->len; i++)
    {
      CommsApproval *approval = g_ptr_array_index (approvals, i);
      g_autofree char *name = comms_reread_dup_person (data, approval->person_id);
      g_autofree char *detail = dup_signed (data, approval);

      comms_reread_add_person (list, comms_state_label_new (COMMS_POST_STATE_APPROVED), name,
                               detail);
    }
}

void
comms_reread_show_diff (GtkWidget *box, GtkLabel *title_label, GtkLabel *label, CommsPost *post)
{
  gboolean changed =
    post->reviewed_text != NULL && g_strcmp0 (post->reviewed_text, post->text) != 0;
  g_autofree char *version = comms_format_number (post->reviewed_version);
  g_autofree char *title = NULL;

  gtk_widget_set_visible (box, changed);
  if (!changed)
    return;
  /* Translators: %s is the number of a version */
  title = g_strdup_printf (C_ ("re-read", "Changed since version %s was reviewed"), version);
  gtk_label_set_label (title_label, title);
  comms_label_show_diff (label, post->reviewed_text, post->text);
  gtk_label_set_xalign (label, 0);
}
