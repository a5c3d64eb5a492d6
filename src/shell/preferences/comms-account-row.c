/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-account-row.h"

#include <glib/gi18n-lib.h>

#include "comms-account-pause.h"
#include "comms-accounts.h"
#include "comms-fit.h"
#include "comms-language-drop.h"
#include "comms-marks.h"
#include "comms-network.h"
#include "comms-page.h"
#include "comms-person-drop.h"
#include "comms-prefs-rows.h"
#include "comms-words.h"

struct _CommsAccountRow
{
  AdwExpanderRow parent_instance;

  CommsDesk *desk;
  CommsAccount *account;
  GCancellable *cancellable;
  gboolean filling;

  GtkWidget *swatch;
  GtkWidget *name;
  GtkWidget *colour;
  GtkWidget *language;
  GtkWidget *owner;
  GtkWidget *permission;
  GtkWidget *profile;
  GtkWidget *reading_row;
  GtkWidget *reading_switch;
  GtkWidget *reading; /* who confirmed it */
  GtkWidget *test;
  GtkWidget *test_button;
  GtkWidget *again_button;
  char *tested;         /* what the last test said, or NULL */
  gint64 tested_signed; /* the sign-in that it was about */
  CommsAccountPause *pause;
  GPtrArray *managed; /* the rows that are for managers, not owned */
  GtkWidget *remove;
  GtkWidget *really;
};

G_DEFINE_FINAL_TYPE (CommsAccountRow, comms_account_row, ADW_TYPE_EXPANDER_ROW)

/* Since when the sign-in stands, and what is wrong with it. */
static void
comms_account_row_tell_age (CommsAccountRow *self)
{
  CommsAccount *account = self->account;
  const gint64 age = comms_desk_now (self->desk) - account->signed_in_at;
  const gulong days = (gulong) (MAX (age, 0) / (24 * 60 * 60 * 1000));
  g_autofree char *sentence = NULL;

  if (account->state == COMMS_ACCOUNT_STATE_SIGN_IN && account->pause_reason != NULL)
    sentence = g_strdup (account->pause_reason);
  else if (self->tested != NULL && self->tested_signed == account->signed_in_at)
    sentence = g_strdup (self->tested);
  else if (account->signed_in_at == 0)
    sentence =
      g_strdup (C_ ("account", "Testing asks the network whose sign-in it is, and posts nothing"));
  else if (days == 0)
    sentence = g_strdup (C_ ("account", "Signed in today"));
  else
    sentence =
      g_strdup_printf (ngettext ("Signed in %lu day ago", "Signed in %lu days ago", days), days);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->test), sentence);
}

/* Whether the desk may read from the account, who says so and since when (G1). */
static void
comms_account_row_fill_reading (CommsAccountRow *self)
{
  CommsAccount *account = self->account;
  const CommsNetworkInfo *info = comms_network_info (account->network);
  const gboolean on = account->reading_confirmed_by != NULL;
  const char *why_not = comms_prefs_why_not (self->desk);
  g_autofree char *day = NULL;
  g_autofree char *sentence = NULL;

  if (on)
    {
      day = comms_format_day_short (comms_desk_get_policy (self->desk)->zone,
                                    account->reading_confirmed_at);
      if (account->reading_confirmed_at == 0)
        /* Translators: %s is a person or an office */
        sentence =
          g_strdup_printf (C_ ("account", "On. Confirmed by %s"), account->reading_confirmed_by);
      else
        /* Translators: a person or an office, then a day */
        sentence = g_strdup_printf (C_ ("account", "On. Confirmed by %s on %s"),
                                    account->reading_confirmed_by, day);
    }
  else if (info != NULL && (info->supports & COMMS_NETWORK_SUPPORTS_PAID_READING) != 0)
    /* Translators: %s is a network */
    sentence = g_strdup_printf (C_ ("account", "Off: the desk only writes. %s asks governments for "
                                               "an Enterprise plan that names who reads; switch it "
                                               "on once the ministry has one."),
                                info->name);
  else
    sentence =
      g_strdup (C_ ("account", "Off: the desk only writes, and has no figures of its posts"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->reading_row), sentence);
  gtk_switch_set_active (GTK_SWITCH (self->reading_switch), on);
  gtk_widget_set_sensitive (self->reading_switch, why_not == NULL);
  gtk_widget_set_tooltip_text (self->reading_switch, why_not);
  gtk_widget_set_visible (self->reading, on);
  gtk_widget_set_sensitive (self->reading, why_not == NULL);
}

/* Whether it may send, and what its network said that a person should know before it bites. */
static char *
dup_subtitle (CommsAccountRow *self)
{
  CommsAccount *account = self->account;
  g_autofree char *clock = comms_account_dup_clock_warning (account);
  g_autofree char *rate = comms_account_dup_rate_warning (account, comms_desk_now (self->desk),
                                                          comms_desk_get_policy (self->desk)->zone);
  g_autoptr (GString) subtitle = g_string_new (NULL);

  /* Translators: an account: its handle, then whether it may send. */
  g_string_append_printf (subtitle, C_ ("account", "@%s: %s"), account->handle,
                          comms_account_state_word (account->state));
  if (clock != NULL)
    g_string_append_printf (subtitle, "\n%s", clock);
  if (rate != NULL)
    g_string_append_printf (subtitle, "\n%s", rate);
  return comms_format_digits (subtitle->str);
}

static void
comms_account_row_fill (CommsAccountRow *self)
{
  CommsAccount *account = self->account;
  g_autofree char *subtitle = dup_subtitle (self);

  g_assert (COMMS_IS_ACCOUNT_ROW (self));

  self->filling = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), account->name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  comms_widget_set_account (self->swatch, account->colour);
  comms_prefs_entry_fill (self->name, account->name);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->colour), (guint) account->colour - 1);
  comms_language_drop_set_language (COMMS_LANGUAGE_DROP (self->language), account->language);
  comms_person_drop_set_id (COMMS_PERSON_DROP (self->owner), account->owner_id);
  comms_prefs_entry_fill (self->permission, account->permission_number);
  comms_prefs_entry_fill (self->reading, account->reading_confirmed_by);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->profile),
                              g_strcmp0 (account->profile, "enterprise") == 0 ? 1 : 0);
  gtk_widget_set_visible (self->profile, g_strcmp0 (account->network, "x") == 0);
  comms_account_row_fill_reading (self);
  comms_account_row_tell_age (self);
  comms_account_pause_fill (self->pause);
  for (guint i = 0; i < self->managed->len; i++)
    gtk_widget_set_sensitive (g_ptr_array_index (self->managed, i),
                              comms_prefs_why_not (self->desk) == NULL);
  if (account->state == COMMS_ACCOUNT_STATE_SIGN_IN)
    gtk_widget_add_css_class (self->again_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->again_button, "suggested-action");
  self->filling = FALSE;
}

/* It was not kept. */
static void
fill_again (gpointer row)
{
  if (COMMS_ACCOUNT_ROW (row)->account != NULL)
    comms_account_row_fill (row);
}

/* What stands in an entry, or NULL for nothing. */
static char *
dup_entry (GtkWidget *entry)
{
  g_autofree char *line = comms_text_clean_line (gtk_editable_get_text (GTK_EDITABLE (entry)));

  return *line != '\0' ? g_steal_pointer (&line) : NULL;
}

/* Who confirmed reading: whoever switches it on, unless another is named. */
static char *
dup_reading (CommsAccountRow *self)
{
  CommsPerson *person = comms_desk_get_person (self->desk);
  g_autofree char *named = dup_entry (self->reading);

  if (!gtk_switch_get_active (GTK_SWITCH (self->reading_switch)))
    return NULL;
  return named != NULL || person == NULL ? g_steal_pointer (&named) : g_strdup (person->name);
}

static void
set_string (CommsAccountRow *self, const char *property, const char *string)
{
  if (!self->filling)
    comms_prefs_set_string (GTK_WIDGET (self), self->desk, self->account, property, string,
                            fill_again);
}

static void
set_number (CommsAccountRow *self, const char *property, gint64 number)
{
  if (!self->filling)
    comms_prefs_set_number (GTK_WIDGET (self), self->desk, self->account, property, number,
                            fill_again);
}

static void
name_cb (CommsAccountRow *self)
{
  g_assert (COMMS_IS_ACCOUNT_ROW (self));

  set_string (self, "name", gtk_editable_get_text (GTK_EDITABLE (self->name)));
}

static void
colour_cb (CommsAccountRow *self)
{
  g_assert (COMMS_IS_ACCOUNT_ROW (self));

  set_number (self, "colour",
              (gint64) adw_combo_row_get_selected (ADW_COMBO_ROW (self->colour)) + 1);
}

static void
language_cb (CommsAccountRow *self)
{
  g_assert (COMMS_IS_ACCOUNT_ROW (self));

  set_string (self, "language",
              comms_language_drop_get_language (COMMS_LANGUAGE_DROP (self->language)));
}

static void
owner_cb (CommsAccountRow *self)
{
  g_assert (COMMS_IS_ACCOUNT_ROW (self));

  set_number (self, "owner-id", comms_person_drop_get_id (COMMS_PERSON_DROP (self->owner)));
}

static void
permission_cb (CommsAccountRow *self)
{
  g_autofree char *permission = dup_entry (self->permission);

  g_assert (COMMS_IS_ACCOUNT_ROW (self));

  set_string (self, "permission-number", permission);
}

static void
reading_cb (CommsAccountRow *self)
{
  g_autofree char *reading = dup_reading (self);

  g_assert (COMMS_IS_ACCOUNT_ROW (self));

  set_string (self, "reading-confirmed-by", reading);
}

static void
profile_cb (CommsAccountRow *self)
{
  g_assert (COMMS_IS_ACCOUNT_ROW (self));

  set_string (self, "profile",
              adw_combo_row_get_selected (ADW_COMBO_ROW (self->profile)) == 1 ? "enterprise"
                                                                              : "self-serve");
}

/* Testing */

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsAccountRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsIdentity) identity =
    comms_accounts_test_finish (COMMS_DESK (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->test_button, TRUE);
  if (self->account == NULL)
    return;
  if (identity != NULL)
    sentence =
      g_strdup_printf (C_ ("account", "Works: the network knows it as @%s."), identity->handle);
  /* It stays until the next sign-in: what the test wrote down fills the row again. */
  g_free (self->tested);
  self->tested = g_strdup (identity != NULL ? sentence : error->message);
  self->tested_signed = self->account->signed_in_at;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->test), self->tested);
}

static void
again_clicked_cb (CommsAccountRow *self)
{
  g_assert (COMMS_IS_ACCOUNT_ROW (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "prefs.connect", "x",
                              comms_record_get_id (COMMS_RECORD (self->account)));
}

static void
test_clicked_cb (CommsAccountRow *self)
{
  g_assert (COMMS_IS_ACCOUNT_ROW (self));

  gtk_widget_set_sensitive (self->test_button, FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->test),
                               C_ ("account", "Asking the network whose sign-in it is…"));
  comms_accounts_test_async (self->desk, comms_record_get_id (COMMS_RECORD (self->account)),
                             self->cancellable, tested_cb, g_object_ref (self));
}

/* Removing */

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsAccountRow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean told = TRUE;

  if (!comms_accounts_remove_finish (COMMS_DESK (source), result, &told, &error))
    comms_show_error (GTK_WIDGET (self), error);
  else if (!told)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s",
                                C_ ("account", "The network could not be told; end the sign-in "
                                               "there as well."));
}

static void
show_remove (CommsAccountRow *self, gboolean really)
{
  gtk_widget_set_visible (self->remove, !really);
  gtk_widget_set_visible (self->really, really);
}

static void
remove_clicked_cb (CommsAccountRow *self)
{
  g_assert (COMMS_IS_ACCOUNT_ROW (self));

  show_remove (self, TRUE);
}

static void
keep_clicked_cb (CommsAccountRow *self)
{
  g_assert (COMMS_IS_ACCOUNT_ROW (self));

  show_remove (self, FALSE);
}

static void
really_clicked_cb (CommsAccountRow *self)
{
  g_assert (COMMS_IS_ACCOUNT_ROW (self));

  show_remove (self, FALSE);
  comms_accounts_remove_async (self->desk, comms_record_get_id (COMMS_RECORD (self->account)),
                               self->cancellable, removed_cb, g_object_ref (self));
}

static void
comms_account_row_dispose (GObject *object)
{
  CommsAccountRow *self = COMMS_ACCOUNT_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (comms_account_row_parent_class)->dispose (object);
}

static void
comms_account_row_finalize (GObject *object)
{
  g_clear_object (&COMMS_ACCOUNT_ROW (object)->cancellable);
  g_clear_pointer (&COMMS_ACCOUNT_ROW (object)->tested, g_free);
  g_clear_pointer (&COMMS_ACCOUNT_ROW (object)->managed, g_ptr_array_unref);

  G_OBJECT_CLASS (comms_account_row_parent_class)->finalize (object);
}

static void
comms_account_row_class_init (CommsAccountRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_account_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_account_row_finalize;
}

static GtkWidget *
button_new (CommsAccountRow *self, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

/* For managers alone; anyone pulls the brake, whose rows are not among these. */
static void
add_row (CommsAccountRow *self, GtkWidget *row)
{
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->managed, row);
}

/* Two steps: the second says what will happen, and names it. */
static void
comms_account_row_make_remove (CommsAccountRow *self)
{
  GtkWidget *really =
    button_new (self, C_ ("account", "Remove Account"), G_CALLBACK (really_clicked_cb));

  gtk_widget_add_css_class (really, "destructive-action");
  self->remove =
    comms_prefs_row (C_ ("account", "Remove this account"), NULL,
                     button_new (self, C_ ("account", "Remove…"), G_CALLBACK (remove_clicked_cb)));
  self->really =
    comms_prefs_row (C_ ("account", "Remove it from this desk?"),
                     C_ ("account", "Its sign-in is forgotten and its planned posts no longer go "
                                    "out. What it posted "
                                    "stays on the network and in the log."),
                     button_new (self, C_ ("account", "Keep"), G_CALLBACK (keep_clicked_cb)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->really), really);
  gtk_widget_set_visible (self->really, FALSE);
  add_row (self, self->remove);
  add_row (self, self->really);
}

/* What allows the account, and the desk to write from it and to read (G1). */
static void
comms_account_row_make_papers (CommsAccountRow *self)
{
  const char *const profiles[] = { C_ ("account", "Self-serve"), C_ ("account", "Enterprise"),
                                   NULL };
  g_autoptr (GtkStringList) names = gtk_string_list_new (profiles);

  self->permission = comms_prefs_entry_row (C_ ("account", "Number of the permission paper"), NULL);
  self->profile = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->profile),
                                 C_ ("account", "The ministry’s access at X"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->profile), G_LIST_MODEL (names));
  self->reading_switch = gtk_switch_new ();
  self->reading_row =
    comms_prefs_row (C_ ("account", "Reading allowed"), NULL, self->reading_switch);
  self->reading =
    comms_prefs_entry_row (C_ ("account", "Who confirmed it, and under which plan"), NULL);
  add_row (self, self->permission);
  add_row (self, self->profile);
  add_row (self, self->reading_row);
  add_row (self, self->reading);
  g_signal_connect_object (self->permission, "apply", G_CALLBACK (permission_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reading, "apply", G_CALLBACK (reading_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reading_switch, "notify::active", G_CALLBACK (reading_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->profile, "notify::selected", G_CALLBACK (profile_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Time has gone on since: what the network said may be over. */
static void
map_cb (CommsAccountRow *self)
{
  if (self->account != NULL)
    comms_account_row_fill (self);
}

static void
comms_account_row_init (CommsAccountRow *self)
{
  self->cancellable = g_cancellable_new ();
  self->managed = g_ptr_array_new ();
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->swatch = comms_swatch_new (1, 12);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), self->swatch);
  self->name = comms_prefs_entry_row (C_ ("account", "What the desk calls it"), NULL);
  self->colour = comms_account_colour_row ();
  self->language = g_object_new (COMMS_TYPE_LANGUAGE_DROP, NULL);
  self->test_button = button_new (self, C_ ("account", "Test"), G_CALLBACK (test_clicked_cb));
  self->test =
    comms_prefs_row (C_ ("account", "Sign-in"),
                     C_ ("account",
                         "Testing asks the network whose sign-in it is, and posts nothing"),
                     self->test_button);
  self->again_button =
    button_new (self, C_ ("account", "Sign In Again"), G_CALLBACK (again_clicked_cb));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->test), self->again_button);
}

/* The rows in their order; some ask the desk what there is to choose from. */
static void
comms_account_row_make (CommsAccountRow *self)
{
  self->owner = comms_person_drop_new (self->desk);
  add_row (self, self->name);
  add_row (self, self->colour);
  add_row (self, comms_prefs_row (C_ ("account", "Usual language"), NULL, self->language));
  add_row (self, comms_prefs_row (C_ ("account", "Who answers for it"), NULL, self->owner));
  comms_account_row_make_papers (self);
  add_row (self, self->test);
  self->pause = comms_account_pause_new (ADW_EXPANDER_ROW (self), self->desk, self->account);
  comms_account_row_make_remove (self);

  g_signal_connect_object (self->name, "apply", G_CALLBACK (name_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->colour, "notify::selected", G_CALLBACK (colour_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->language, "notify::language", G_CALLBACK (language_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->owner, "notify::person-id", G_CALLBACK (owner_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * comms_account_row_new:
 *
 * Returns: (transfer floating): the row of an account
 */
GtkWidget *
comms_account_row_new (CommsDesk *desk, CommsAccount *account)
{
  CommsAccountRow *self = g_object_new (COMMS_TYPE_ACCOUNT_ROW, NULL);

  self->desk = g_object_ref (desk);
  self->account = g_object_ref (account);
  comms_account_row_make (self);
  g_signal_connect_object (account, "notify", G_CALLBACK (comms_account_row_fill), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::person", G_CALLBACK (comms_account_row_fill), self,
                           G_CONNECT_SWAPPED);
  comms_account_row_fill (self);
  return GTK_WIDGET (self);
}

/**
 * comms_account_colour_row:
 *
 * Returns: (transfer floating): a choice of the six colours, by name
 */
GtkWidget *
comms_account_colour_row (void)
{
  GtkWidget *row = adw_combo_row_new ();
  const char *const names[] = {
    C_ ("colour", "Blue"),
    C_ ("colour", "Green"),
    C_ ("colour", "Purple"),
    C_ ("colour", "Orange"),
    C_ ("colour", "Brown"),
    C_ ("colour", "Slate"),
    NULL,
  };
  g_autoptr (GtkStringList) colours = gtk_string_list_new (names);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), C_ ("account", "Colour"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (colours));
  return row;
}
