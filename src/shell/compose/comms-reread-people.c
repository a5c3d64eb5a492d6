/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-reread-page-private.h"

#include "comms-marks.h"
#include "comms-reread-rows.h"
#include "comms-rows.h"

/* Nobody has signed what it says now. */
static void
add_missing_approval (CommsRereadPage *self)
{
  CommsPolicy *policy = self->data->context->policy;

  if (self->all->approvals->len > 0 || policy->single_person || policy->approvals == 0)
    return;
  comms_reread_add_person (self->people_list, comms_state_label_new (self->data->post->state),
                           C_ ("re-read", "Not approved yet"),
                           C_ ("re-read", "a manager who did not write it approves it"));
}

void
comms_reread_fill_diff (CommsRereadPage *self)
{
  comms_reread_show_diff (GTK_WIDGET (self->diff_box), self->diff_title, self->diff_label,
                          self->data->post);
}

void
comms_reread_fill_people (CommsRereadPage *self)
{
  CommsPost *post = self->data->post;
  CommsPerson *person = comms_desk_get_person (comms_page_get_desk (COMMS_PAGE (self)));
  g_autofree char *author = comms_reread_dup_person (self->data, post->author_id);
  g_autofree char *reader =
    comms_reread_dup_person (self->data,
                             person != NULL ? comms_record_get_id (COMMS_RECORD (person)) : 0);
  /* Translators: %s is a person and their role */
  g_autofree char *now = g_strdup_printf (C_ ("re-read", "%s, now"), reader);

  comms_list_box_empty (self->people_list);
  comms_reread_add_approvals (self->people_list, self->data, self->all->approvals);
  add_missing_approval (self);
  comms_reread_add_person (self->people_list,
                           comms_reread_role_label_new (C_ ("re-read", "Drafted by")), author,
                           NULL);
  comms_reread_add_person (self->people_list,
                           comms_reread_role_label_new (C_ ("re-read", "Re-reading")), now, NULL);
  comms_reread_fill_diff (self);
}
