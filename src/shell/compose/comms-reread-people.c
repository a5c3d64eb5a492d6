/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-reread-page-private.h"

#include "comms-approval.h"
#include "comms-diff.h"
#include "comms-marks.h"
#include "comms-words.h"

void
comms_reread_clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
add_person (CommsRereadPage *self, GtkWidget *first, const char *name, const char *detail)
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
  gtk_list_box_append (self->people_list, row);
}

static GtkWidget *
new_role_label (const char *role)
{
  GtkWidget *label = gtk_label_new (role);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "secondary");
  return label;
}

/* "Hira Manzar, Manager". (transfer full) */
static char *
dup_person (CommsComposeData *data, gint64 id)
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

/* A row for each who signed what it says now. */
static void
add_approvals (CommsRereadPage *self)
{
  CommsPolicy *policy = self->data->context->policy;
  GPtrArray *approvals = self->all->approvals;

  for (guint i = 0; i < approvals->len; i++)
    {
      CommsApproval *approval = g_ptr_array_index (approvals, i);
      g_autofree char *name = dup_person (self->data, approval->person_id);
      g_autofree char *at =
        comms_format_moment (policy->zone, approval->at, self->data->context->now);
      g_autofree char *version = comms_format_number (approval->version);
      /* Translators: the number of the post's version, a day and time */
      g_autofree char *detail =
        g_strdup_printf (self->data->post->media_hash != NULL
                           ? C_ ("re-read", "version %s, %s · this text, picture and time")
                           : C_ ("re-read", "version %s, %s · this text and time"),
                         version, at);

      add_person (self, comms_state_label_new (COMMS_POST_STATE_APPROVED), name, detail);
    }
}

/* Nobody has signed what it says now. */
static void
add_missing_approval (CommsRereadPage *self)
{
  CommsPolicy *policy = self->data->context->policy;

  if (self->all->approvals->len > 0 || policy->single_person || policy->approvals == 0)
    return;
  add_person (self, comms_state_label_new (self->data->post->state),
              C_ ("re-read", "Not approved yet"),
              C_ ("re-read", "a manager who did not write it approves it"));
}

/* What a reviewer saw last, beside what it says now. */
void
comms_reread_fill_diff (CommsRereadPage *self)
{
  CommsPost *post = self->data->post;
  gboolean changed =
    post->reviewed_text != NULL && g_strcmp0 (post->reviewed_text, post->text) != 0;
  g_autofree char *version = comms_format_number (post->reviewed_version);
  g_autofree char *title = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->diff_box), changed);
  if (!changed)
    return;
  /* Translators: %s is the number of a version */
  title = g_strdup_printf (C_ ("re-read", "Changed since version %s was reviewed"), version);
  gtk_label_set_label (self->diff_title, title);
  comms_label_show_diff (self->diff_label, post->reviewed_text, post->text);
  gtk_label_set_xalign (self->diff_label, 0);
}

void
comms_reread_fill_people (CommsRereadPage *self)
{
  CommsPost *post = self->data->post;
  CommsPerson *person = comms_desk_get_person (comms_page_get_desk (COMMS_PAGE (self)));
  g_autofree char *author = dup_person (self->data, post->author_id);
  g_autofree char *reader =
    dup_person (self->data, person != NULL ? comms_record_get_id (COMMS_RECORD (person)) : 0);
  /* Translators: %s is a person and their role */
  g_autofree char *now = g_strdup_printf (C_ ("re-read", "%s, now"), reader);

  comms_reread_clear_list (self->people_list);
  add_approvals (self);
  add_missing_approval (self);
  add_person (self, new_role_label (C_ ("re-read", "Drafted by")), author, NULL);
  add_person (self, new_role_label (C_ ("re-read", "Re-reading")), now, NULL);
  comms_reread_fill_diff (self);
}
