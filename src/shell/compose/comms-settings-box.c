/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-settings-box.h"

#include <adwaita.h>

#include "comms-enum-types.h"
#include "comms-fit.h"
#include "comms-network.h"
#include "comms-paint.h"
#include "comms-post-settings.h"

struct _CommsSettingsBox
{
  GtkBox parent_instance;

  AdwEntryRow *reply_row;
  AdwEntryRow *warning_row;
  AdwComboRow *repliers_row;
  GtkLabel *problem_label;

  CommsPost *post; /* the caller's */
  CommsAccount *account;
  gboolean naming; /* an id is being typed, and is not taken over yet */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CommsSettingsBox, comms_settings_box, GTK_TYPE_BOX)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_said (const char *text)
{
  return text != NULL && *text != '\0';
}

static const char *
text_of (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
is_typed_in (AdwEntryRow *row)
{
  return (gtk_widget_get_state_flags (GTK_WIDGET (row)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

/* What is being typed stays as it is where it says the same: a space at its end may become one
 * between two words. */
static void
fill_entry (AdwEntryRow *row, const char *value)
{
  const char *text = value != NULL ? value : "";
  g_autofree char *shown = comms_text_clean_line (text_of (row));

  if (g_str_equal (text_of (row), text) || (is_typed_in (row) && g_str_equal (shown, text)))
    return;
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static gboolean
names_post (CommsSettingsBox *self, const char *reference)
{
  return !is_said (reference) ||
         comms_network_check_reference (self->account->network, reference, NULL);
}

/* Which of the rows the sentence is about. */
static void
mark_rows (CommsSettingsBox *self)
{
  CommsPost *post = self->post;
  const gboolean no_post = !self->naming && !names_post (self, post->reply_to);
  const gboolean no_warnings =
    is_said (post->content_warning) && !comms_account_has_warnings (self->account);

  comms_widget_toggle_class (GTK_WIDGET (self->reply_row), "error", no_post);
  comms_widget_toggle_class (GTK_WIDGET (self->warning_row), "error", no_warnings);
}

/* What was on the post before another account was chosen for it, or what is written now. */
static void
show_problem (CommsSettingsBox *self)
{
  g_autofree char *problem = comms_settings_box_dup_problem (self);

  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  mark_rows (self);
}

static void
changed (CommsSettingsBox *self)
{
  show_problem (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The post keeps what stands in the row, right or wrong: what is wrong is not lost, and the desk
 * lets nothing go out with it. But whoever types has not said yet whether the digits there are the
 * id of a post or the beginning of something, and as an id they would count at once: until they are
 * @done, the post keeps what it had. */
static void
take_reply (CommsSettingsBox *self, gboolean done)
{
  g_autofree char *text = comms_text_clean_line (text_of (self->reply_row));

  self->naming =
    !done && is_said (text) && !comms_network_is_address (text) && names_post (self, text);
  if (!self->naming)
    g_object_set (self->post, "reply-to", *text != '\0' ? text : NULL, NULL);
}

static void
reply_changed_cb (CommsSettingsBox *self)
{
  g_assert (COMMS_IS_SETTINGS_BOX (self));

  if (self->filling || self->account == NULL)
    return;
  take_reply (self, !is_typed_in (self->reply_row));
  changed (self);
}

/* Left, or Enter. */
static void
reply_done_cb (CommsSettingsBox *self)
{
  g_assert (COMMS_IS_SETTINGS_BOX (self));

  comms_settings_box_commit (self);
}

static void
warning_changed_cb (CommsSettingsBox *self)
{
  g_assert (COMMS_IS_SETTINGS_BOX (self));

  if (self->filling || self->account == NULL)
    return;
  /* Where the network has none, the row is there to empty it. */
  if (!comms_post_set_content_warning (self->post, self->account, text_of (self->warning_row),
                                       NULL))
    g_object_set (self->post, "content-warning", text_of (self->warning_row), NULL);
  changed (self);
}

static void
repliers_changed_cb (CommsSettingsBox *self)
{
  const CommsRepliers repliers = adw_combo_row_get_selected (self->repliers_row);

  g_assert (COMMS_IS_SETTINGS_BOX (self));

  if (self->filling || self->account == NULL)
    return;
  /* There the row can only be set back. */
  if (comms_post_set_repliers (self->post, self->account, repliers, NULL))
    changed (self);
  else
    adw_combo_row_set_selected (self->repliers_row, comms_post_get_repliers (self->post));
}

/* What the network does not know is there as long as it stands on the post, to be taken off. */
static gboolean
show_rows (CommsSettingsBox *self)
{
  CommsPost *post = self->post;
  /* The further parts of a thread answer the part before them. */
  const gboolean replies = post->thread_position <= 1;
  const gboolean warns =
    comms_account_has_warnings (self->account) || is_said (post->content_warning);
  const gboolean chooses = comms_account_has_repliers (self->account) ||
                           comms_post_get_repliers (post) != COMMS_REPLIERS_EVERYONE;

  gtk_widget_set_visible (GTK_WIDGET (self->reply_row), replies);
  gtk_widget_set_visible (GTK_WIDGET (self->warning_row), warns);
  gtk_widget_set_visible (GTK_WIDGET (self->repliers_row), chooses);
  return replies || warns || chooses;
}

static void
fill_rows (CommsSettingsBox *self, gboolean open)
{
  CommsPost *post = self->post;

  self->filling = TRUE;
  if (!self->naming)
    fill_entry (self->reply_row, post->reply_to);
  fill_entry (self->warning_row, post->content_warning);
  adw_combo_row_set_selected (self->repliers_row, comms_post_get_repliers (post));
  self->filling = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->reply_row), open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->warning_row), open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->repliers_row), open);
}

static void
comms_settings_box_dispose (GObject *object)
{
  comms_settings_box_forget (COMMS_SETTINGS_BOX (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_SETTINGS_BOX);

  G_OBJECT_CLASS (comms_settings_box_parent_class)->dispose (object);
}

static void
comms_settings_box_class_init (CommsSettingsBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_settings_box_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-settings-box.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsSettingsBox, reply_row);
  gtk_widget_class_bind_template_child (widget_class, CommsSettingsBox, warning_row);
  gtk_widget_class_bind_template_child (widget_class, CommsSettingsBox, repliers_row);
  gtk_widget_class_bind_template_child (widget_class, CommsSettingsBox, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, reply_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reply_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, warning_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, repliers_changed_cb);
}

static void
comms_settings_box_init (CommsSettingsBox *self)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (COMMS_TYPE_REPLIERS);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < klass->n_values; i++)
    gtk_string_list_append (labels, comms_repliers_label (i));
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->repliers_row, G_LIST_MODEL (labels));
  self->filling = FALSE;
}

/* --- public --- */

gboolean
comms_settings_box_set (CommsSettingsBox *self,
                        CommsPost *post,
                        CommsAccount *account,
                        gboolean open)
{
  g_return_val_if_fail (COMMS_IS_SETTINGS_BOX (self), FALSE);
  g_return_val_if_fail (COMMS_IS_POST (post), FALSE);
  g_return_val_if_fail (account == NULL || COMMS_IS_ACCOUNT (account), FALSE);

  /* Nobody can go on typing in what is locked: it shows what is kept. */
  if (post != self->post || !open)
    self->naming = FALSE;
  g_set_object (&self->post, post);
  g_set_object (&self->account, account);
  if (account == NULL)
    {
      if (self->naming)
        take_reply (self, TRUE);
      return FALSE;
    }
  /* What could be an id on one network is none on another. */
  if (self->naming)
    take_reply (self, FALSE);
  fill_rows (self, open);
  show_problem (self);
  return show_rows (self);
}

void
comms_settings_box_commit (CommsSettingsBox *self)
{
  g_return_if_fail (COMMS_IS_SETTINGS_BOX (self));

  if (!self->naming)
    return;
  take_reply (self, TRUE);
  changed (self);
}

void
comms_settings_box_forget (CommsSettingsBox *self)
{
  g_return_if_fail (COMMS_IS_SETTINGS_BOX (self));

  self->naming = FALSE;
  g_clear_object (&self->account);
  g_clear_object (&self->post);
}

gboolean
comms_settings_box_is_used (CommsSettingsBox *self)
{
  g_return_val_if_fail (COMMS_IS_SETTINGS_BOX (self), FALSE);

  if (self->post == NULL || self->account == NULL)
    return FALSE;
  return self->naming || is_said (self->post->content_warning) ||
         comms_post_get_repliers (self->post) != COMMS_REPLIERS_EVERYONE ||
         (is_said (self->post->reply_to) && self->post->thread_position <= 1);
}

char *
comms_settings_box_dup_problem (CommsSettingsBox *self)
{
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (COMMS_IS_SETTINGS_BOX (self), NULL);

  if (self->account == NULL)
    return NULL;
  post = comms_record_copy (self->post);
  /* With what is being typed, which is taken over before anything is done with the post. */
  if (self->naming)
    comms_post_set_reply_to (post, self->account, text_of (self->reply_row), NULL);
  if (comms_post_check_settings (post, self->account, &error))
    return NULL;
  return g_strdup (error->message);
}

void
comms_settings_box_focus (CommsSettingsBox *self)
{
  g_return_if_fail (COMMS_IS_SETTINGS_BOX (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self->reply_row)))
    gtk_widget_grab_focus (GTK_WIDGET (self->reply_row));
  else if (gtk_widget_get_visible (GTK_WIDGET (self->warning_row)))
    gtk_widget_grab_focus (GTK_WIDGET (self->warning_row));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->repliers_row));
}
