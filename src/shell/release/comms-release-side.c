/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-release-page-private.h"

#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-network.h"
#include "comms-release-version.h"
#include "comms-releases.h"
#include "comms-undo.h"

/* What a post may hold where no account says so. */
#define USUAL_LIMIT 280

/* The column beside the text: coverage, what is missing, versions. */

/* The handles of the desk's accounts. (transfer container) */
static GPtrArray *
list_handles (CommsReleasePage *self)
{
  GPtrArray *handles = g_ptr_array_new ();

  for (guint i = 0; i < self->data->accounts->len; i++)
    g_ptr_array_add (handles,
                     ((CommsAccount *) g_ptr_array_index (self->data->accounts, i))->handle);
  g_ptr_array_add (handles, NULL);
  return handles;
}

void
comms_release_side_update_checks (CommsReleasePage *self)
{
  g_autoptr (GPtrArray) handles = list_handles (self);
  g_autoptr (GPtrArray) checks = NULL;
  CommsAccount *account = comms_release_data_account (self->data);
  int limit =
    account != NULL && account->character_limit > 0 ? (int) account->character_limit : USUAL_LIMIT;
  g_autofree char *done = NULL;
  g_autofree char *all = NULL;
  g_autofree char *summary = NULL;
  guint n_done = 0;

  checks = comms_checks_of_release (self->release, self->data->policy,
                                    (const char *const *) handles->pdata, limit);
  for (guint i = 0; i < checks->len; i++)
    n_done += ((CommsCheck *) g_ptr_array_index (checks, i))->level == COMMS_CHECK_FINE;
  done = comms_format_number (n_done);
  all = comms_format_number (checks->len);
  /* Translators: so many of so many, such as "2 of 3" */
  summary = g_strdup_printf (C_ ("fact", "%s of %s"), done, all);
  gtk_label_set_label (self->checks_label, summary);
  comms_check_list_set_checks (self->check_list, checks, TRUE);
}

static void
use_version_cb (CommsReleasePage *self, GtkButton *button)
{
  gint64 *number = g_object_get_data (G_OBJECT (button), "number");

  g_assert (COMMS_IS_RELEASE_PAGE (self));

  comms_release_actions_revert (self, *number);
}

static GtkWidget *
new_use_button (CommsReleasePage *self, gint64 number)
{
  GtkWidget *button = gtk_button_new_with_label (C_ ("release version", "Use This Version"));

  g_object_set_data_full (G_OBJECT (button), "number", g_memdup2 (&number, sizeof number), g_free);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "small-button");
  g_signal_connect_object (button, "clicked", G_CALLBACK (use_version_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
new_version_row (CommsReleasePage *self, CommsReleaseVersion *version, gboolean newest)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *number = comms_format_number (version->number);
  g_autofree char *at =
    comms_format_moment (self->data->policy->zone, version->at, self->data->now);
  const char *who = comms_release_data_person (self->data, version->person_id);
  /* Translators: a person, and a day and time */
  g_autofree char *detail =
    who != NULL ? g_strdup_printf (C_ ("release version", "%s, %s"), who, at) : g_strdup (at);
  GtkWidget *labels[] = {
    gtk_label_new (number),
    gtk_label_new (version->summary != NULL ? version->summary : ""),
    gtk_label_new (detail),
  };

  gtk_widget_set_size_request (labels[0], 20, -1);
  gtk_widget_set_valign (labels[0], GTK_ALIGN_START);
  gtk_widget_add_css_class (labels[0], "heading");
  for (guint i = 1; i < G_N_ELEMENTS (labels); i++)
    {
      gtk_label_set_xalign (GTK_LABEL (labels[i]), 0);
      gtk_label_set_wrap (GTK_LABEL (labels[i]), TRUE);
      gtk_box_append (GTK_BOX (lines), labels[i]);
    }
  gtk_widget_add_css_class (labels[2], "caption");
  gtk_widget_add_css_class (labels[2], "secondary");
  gtk_widget_set_hexpand (lines, TRUE);
  if (!newest)
    gtk_box_append (GTK_BOX (lines), new_use_button (self, version->number));
  gtk_box_append (GTK_BOX (box), labels[0]);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_widget_add_css_class (box, "fact-row");
  if (newest)
    gtk_widget_add_css_class (row, "current-version");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

/* (transfer full) */
static char *
dup_versions_signature (CommsReleasePage *self)
{
  GString *signature = g_string_new (NULL);

  for (guint i = 0; i < self->data->versions->len; i++)
    {
      CommsReleaseVersion *version = g_ptr_array_index (self->data->versions, i);

      g_string_append_printf (signature, "%" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT "\n",
                              version->number, version->summary, version->at);
    }
  return g_string_free (signature, FALSE);
}

static void
fill_versions (CommsReleasePage *self)
{
  g_autofree char *signature = dup_versions_signature (self);
  GtkListBoxRow *row;

  gtk_widget_set_visible (GTK_WIDGET (self->versions_box), self->data->versions->len > 0);
  if (g_strcmp0 (g_object_get_data (G_OBJECT (self->version_list), "signature"), signature) == 0)
    return;
  while ((row = gtk_list_box_get_row_at_index (self->version_list, 0)) != NULL)
    gtk_list_box_remove (self->version_list, GTK_WIDGET (row));
  for (guint i = 0; i < self->data->versions->len; i++)
    gtk_list_box_append (self->version_list,
                         new_version_row (self, g_ptr_array_index (self->data->versions, i),
                                          i == 0));
  g_object_set_data_full (G_OBJECT (self->version_list), "signature", g_steal_pointer (&signature),
                          g_free);
}

void
comms_release_side_fill (CommsReleasePage *self)
{
  g_autofree char *summary = comms_coverage_dup_summary (self->data->coverage);

  gtk_label_set_label (self->coverage_label, summary);
  comms_coverage_strip_set (self->coverage_strip, self->data->coverage, self->data->accounts);
  comms_release_side_update_checks (self);
  comms_twin_bar_set (self->twin_bar, comms_page_get_desk (COMMS_PAGE (self)),
                      comms_record_get_id (COMMS_RECORD (self->release)), self->data->twin,
                      self->data->now);
  fill_versions (self);
}

/* --- remedies --- */

/* "X: @mohr_example": the same in every language. */
static void
add_handle (CommsReleasePage *self)
{
  CommsAccount *account = comms_release_data_account (self->data);
  const CommsNetworkInfo *info = account != NULL ? comms_network_info (account->network) : NULL;
  const char *old = self->release->body;
  g_autofree char *body = NULL;

  if (account == NULL)
    return;
  body = g_strdup_printf ("%s%s%s: @%s", old != NULL ? old : "",
                          old != NULL && *old != '\0' ? "\n\n" : "",
                          info != NULL ? info->name : account->network, account->handle);
  g_object_set (self->release, "body", body, NULL);
}

static void
clean (CommsRelease *release)
{
  static const char *const texts[] = { "headline", "subhead", "lede", "body", "conclusion" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *clean_text = NULL;

      g_object_get (release, texts[i], &text, NULL);
      clean_text = comms_text_clean (text != NULL ? text : "", -1, NULL);
      g_object_set (release, texts[i], clean_text, NULL);
    }
}

/* Puts the cursor where a person has to write. */
static void
go_to (CommsReleasePage *self, CommsCheckKind kind)
{
  switch ((int) kind)
    {
    case COMMS_CHECK_HEADLINE:
      comms_part_row_focus (comms_release_parts_find (self, COMMS_PART_HEADLINE));
      break;
    case COMMS_CHECK_LINK:
      gtk_widget_grab_focus (GTK_WIDGET (self->link_entry));
      break;
    case COMMS_CHECK_HASHTAGS:
      gtk_widget_grab_focus (GTK_WIDGET (self->hashtags_entry));
      break;
    case COMMS_CHECK_QUOTES:
      comms_release_parts_add_quote (self);
      break;
    default:
      comms_part_row_focus (comms_release_parts_find (self, COMMS_PART_NONE));
      break;
    }
}

void
comms_release_side_fix (CommsReleasePage *self, CommsCheckKind kind, CommsFix fix)
{
  g_autoptr (CommsRelease) before = comms_record_copy (self->release);
  const char *done;

  switch ((int) fix)
    {
    case COMMS_FIX_ADD_HANDLE:
      add_handle (self);
      done = C_ ("fixed", "Handle inserted at the end of the body.");
      break;
    case COMMS_FIX_CLEAN:
      clean (self->release);
      done = C_ ("fixed", "Control characters removed.");
      break;
    case COMMS_FIX_TIME:
      g_object_set (self->release, "publish-wall", self->release->embargo_wall, "publish-zone",
                    self->release->embargo_zone, "publish-at", self->release->embargo_at, NULL);
      done = C_ ("fixed", "It appears when the embargo lifts.");
      break;
    default:
      go_to (self, kind);
      return;
    }
  comms_release_page_fill (self);
  comms_release_page_touch (self);
  if (comms_record_get_id (COMMS_RECORD (before)) != 0)
    comms_undo_push_record (GTK_WIDGET (self), done, comms_releases_save, before, self->release);
}
