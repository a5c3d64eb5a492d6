/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-prefs-program.h"

#include <glib/gi18n-lib.h>

#include "comms-language.h"

static void
add_language (AdwPreferencesGroup *group,
              GtkCheckButton     **first,
              const char          *title,
              const char          *tag)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  /* The state of the action ticks the right one. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (check), "app.language");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (check), "s", tag);
  if (*first != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), *first);
  else
    *first = GTK_CHECK_BUTTON (check);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (group, row);
}

typedef struct
{
  const char *action;
  const char *title;
  const char *subtitle;
} Switch;

/* Translators: what the program does without its window: title, what it means. */
static const Switch background_switches[] = {
  { "app.keep-sending", NC_ ("preferences", "Go on sending after the window is closed"),
    NC_ ("preferences", "As long as something is queued; a notice says so") },
  { "app.autostart", NC_ ("preferences", "Start with the session"),
    NC_ ("preferences", "Sends what is queued, without a window") },
  { "app.notify-posted", NC_ ("preferences", "Tell of posts that are out"),
    NC_ ("preferences", "While another window is in front") },
  { "app.notify-problems", NC_ ("preferences", "Tell of posts that are refused, unknown or missed"),
    NULL },
};

/* Translators: title, what it means. */
static const Switch key_switches[] = {
  { "app.single-keys", NC_ ("preferences", "Single-key shortcuts"),
    NC_ ("preferences", "A letter alone, such as A to sign off in the log or N for a new post in "
                        "the calendar; every act has a button as well") },
};

static GtkWidget *
switches_group_new (const char   *title,
                    const Switch *switches,
                    guint         n_switches)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (guint i = 0; i < n_switches; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *toggle = gtk_switch_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     g_dpgettext2 (GETTEXT_PACKAGE, "preferences", switches[i].title));
      if (switches[i].subtitle != NULL)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                                     g_dpgettext2 (GETTEXT_PACKAGE, "preferences", switches[i].subtitle));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (toggle), switches[i].action);
      gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  return group;
}

/**
 * comms_prefs_program_new:
 *
 * Returns: (transfer floating): the page of what the program does for this person, at any desk
 */
GtkWidget *
comms_prefs_program_new (void)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkCheckButton *first = NULL;
  guint n_languages;
  const CommsLanguage *languages = comms_languages (&n_languages);

  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), C_("preferences", "Program"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page),
                                      "preferences-system-symbolic");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group),
                                   C_("preferences", "The program speaks"));
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (group),
    C_("preferences", "It changes at once. A draft keeps its own language."));
  add_language (ADW_PREFERENCES_GROUP (group), &first,
                C_("preferences", "The language of the computer"), "");
  for (guint i = 0; i < n_languages; i++)
    add_language (ADW_PREFERENCES_GROUP (group), &first, languages[i].name, languages[i].tag);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  group = switches_group_new (C_("preferences", "Without the window"), background_switches,
                              G_N_ELEMENTS (background_switches));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  group = switches_group_new (C_("preferences", "Keyboard"), key_switches,
                              G_N_ELEMENTS (key_switches));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return page;
}
