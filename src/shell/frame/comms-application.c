/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-application.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "comms-autostart.h"
#include "comms-background.h"
#include "comms-closing.h"
#include "comms-help-window.h"
#include "comms-language.h"
#include "comms-preferences.h"
#include "comms-shell-about.h"
#include "comms-trouble.h"
#include "comms-welcome.h"
#include "comms-window.h"

#define SCHEMA "org.mohr.CommsDesk"

struct _CommsApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  CommsBackground *background;
  GPtrArray *stores; /* of GWeakRef: of the desks that were opened */
  guint notices_watch;
  guint term_source;
  gboolean takes_notices; /* somebody shows them */
  char *page; /* that the next window shows first */
  gint64 post_id; /* that the window of the desk at @post_path opens, or 0 */
  char *post_path;
  gboolean quitting;
  gboolean windowless; /* the next desk to open goes on without a window */
  char *first_path;
  CommsOpenMode first_mode;
  struct _Opening *opening; /* that was begun before GTK was there */
};

G_DEFINE_FINAL_TYPE (CommsApplication, comms_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "desk", 'd', G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, NULL,
    N_("Open the desk in FILE"), N_("FILE") },
  { "practice", 'p', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL,
    N_("Open the practice desk"), NULL },
  { "page", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, NULL,
    N_("Show a page: today, calendar, directory or log"), N_("PAGE") },
  { "background", 'b', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL,
    N_("Send what waits at the desk that was open last, without a window"), NULL },
  { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL,
    N_("Say which version this is"), NULL },
  { NULL },
};

static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "app.quit", { "<Control>q" } },
  { "app.preferences::desk", { "<Control>comma" } },
  { "app.shortcuts", { "<Control>question", "<Control>slash" } },
  { "app.help::", { "F1" } },
  { "window.close", { "<Control>w" } },
  { "win.new-post::", { "<Control>n" } },
  { "win.new-release", { "<Control><Shift>n" } },
  { "win.search", { "<Control>f", "<Control>k" } },
  { "win.back", { "<Alt>Left" } },
  { "win.pause", { "<Control><Shift>p" } },
  { "win.backup", { "<Control><Shift>s" } },
  { "win.practice-fault", { "F8" } },
};

/* What is kept between two starts */

static GSettings *
settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  /* GSettings aborts the program where the schema is not installed. */
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA, TRUE);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static char *
setting_dup (CommsApplication *self,
             const char       *key)
{
  return self->settings != NULL ? g_settings_get_string (self->settings, key) : g_strdup ("");
}

static void
setting_set (CommsApplication *self,
             const char       *key,
             const char       *value)
{
  if (self->settings != NULL)
    g_settings_set_string (self->settings, key, value);
}

static void
window_restore_size (CommsApplication *self,
                     GtkWindow        *window)
{
  if (self->settings == NULL)
    {
      gtk_window_set_default_size (window, 1280, 800);
      return;
    }
  gtk_window_set_default_size (window, g_settings_get_int (self->settings, "width"),
                               g_settings_get_int (self->settings, "height"));
  if (g_settings_get_boolean (self->settings, "maximized"))
    gtk_window_maximize (window);
}

static void
window_save_state (CommsApplication *self,
                   CommsWindow      *window)
{
  int width;
  int height;

  if (self->settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_settings_set_int (self->settings, "width", width);
  g_settings_set_int (self->settings, "height", height);
  g_settings_set_boolean (self->settings, "maximized",
                          gtk_window_is_maximized (GTK_WINDOW (window)));
  if (comms_window_get_page_key (window) != NULL)
    g_settings_set_string (self->settings, "page", comms_window_get_page_key (window));
}

/* The practice network ends with its window. */
static gboolean
keeps_sending (CommsApplication *self,
               CommsDesk        *desk)
{
  return desk != NULL && !comms_desk_is_practice (desk) && !self->quitting &&
         (self->settings == NULL || g_settings_get_boolean (self->settings, "keep-sending"));
}

static gboolean
window_close_request_cb (CommsApplication *self,
                         CommsWindow      *window)
{
  g_assert (COMMS_IS_APPLICATION (self));

  window_save_state (self, window);
  comms_window_stop (window);
  if (keeps_sending (self, comms_window_get_desk (window)))
    comms_background_keep (self->background, comms_window_get_desk (window));
  return FALSE;
}

/* Windows */

static CommsWindow *
window_new (CommsApplication *self,
            CommsDesk        *desk)
{
  CommsWindow *window = comms_window_new (GTK_APPLICATION (self), desk);

  window_restore_size (self, GTK_WINDOW (window));
  g_signal_connect_object (window, "close-request", G_CALLBACK (window_close_request_cb), self,
                           G_CONNECT_SWAPPED);
  return window;
}

/* Another desk may be opening: only the one that it is of has it. */
static void
window_open_post (CommsApplication *self,
                  CommsWindow      *window)
{
  CommsStore *store = comms_desk_get_store (comms_window_get_desk (window));

  if (self->post_id == 0 || g_strcmp0 (comms_store_get_path (store), self->post_path) != 0)
    return;
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-post", "x", self->post_id);
  self->post_id = 0;
  g_clear_pointer (&self->post_path, g_free);
}

static void
window_show_first_page (CommsApplication *self,
                        CommsWindow      *window,
                        const char       *key)
{
  guint n_pages;
  const CommsPageInfo *pages = comms_pages (&n_pages);

  if (key != NULL)
    comms_window_show_page (window, key);
  if (comms_window_get_page_key (window) == NULL && n_pages > 0)
    comms_window_show_page (window, pages[0].key);
  window_open_post (self, window);
}

/* Takes the place of @old, which goes. */
static void
window_replace (CommsWindow *window,
                CommsWindow *old)
{
  int width;
  int height;

  if (old != NULL)
    {
      gtk_window_get_default_size (GTK_WINDOW (old), &width, &height);
      gtk_window_set_default_size (GTK_WINDOW (window), width, height);
      comms_window_stop (old);
    }
  gtk_window_present (GTK_WINDOW (window));
  if (old != NULL)
    gtk_window_destroy (GTK_WINDOW (old));
}

static CommsWindow *
find_window (CommsApplication *self,
             const char       *path)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      CommsDesk *desk = COMMS_IS_WINDOW (l->data) ? comms_window_get_desk (l->data) : NULL;

      if (desk != NULL &&
          g_strcmp0 (comms_store_get_path (comms_desk_get_store (desk)), path) == 0)
        return l->data;
    }
  return NULL;
}

/* A window without a desk, to say something in. */
static CommsWindow *
bare_window (CommsApplication *self,
             GtkWindow        *from)
{
  if (from != NULL && COMMS_IS_WINDOW (from) && comms_window_get_desk (COMMS_WINDOW (from)) == NULL)
    return COMMS_WINDOW (from);
  return window_new (self, NULL);
}

static void
show_welcome (CommsApplication *self,
              GtkWindow        *from)
{
  CommsWindow *window = bare_window (self, from);

  comms_window_show (window, comms_welcome_new ());
  gtk_window_present (GTK_WINDOW (window));
}

typedef struct _Opening
{
  CommsApplication *self;
  GtkWindow *from; /* weak */
  char *path;
  gboolean windowless;
} Opening;

static void
opening_free (Opening *opening)
{
  g_clear_weak_pointer (&opening->from);
  g_application_release (G_APPLICATION (opening->self));
  g_object_unref (opening->self);
  g_free (opening->path);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Opening) opening = user_data;
  CommsApplication *self = opening->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsDesk) desk = comms_opener_open_finish (result, &error);
  g_autofree char *last_page = setting_dup (self, "page");
  CommsWindow *window;

  if (self->opening == opening)
    self->opening = NULL;
  if (desk != NULL)
    comms_closing_remember (self->stores, comms_desk_get_store (desk));
  if (desk == NULL && opening->windowless)
    {
      g_warning ("%s", error->message);
      return;
    }
  if (desk == NULL)
    {
      window = bare_window (self, opening->from);
      comms_window_show (window, comms_trouble_new (opening->path, error));
      gtk_window_present (GTK_WINDOW (window));
      return;
    }
  if (opening->windowless)
    {
      comms_background_keep (self->background, desk);
      return;
    }
  setting_set (self, "last-desk", opening->path);
  comms_background_end (self->background, opening->path);
  window = window_new (self, desk);
  window_replace (window, opening->from != NULL ? bare_window (self, opening->from) : NULL);
  window_show_first_page (self, window, self->page != NULL ? self->page : last_page);
  g_clear_pointer (&self->page, g_free);
}

static Opening *
begin_opening (CommsApplication *self,
               const char       *path,
               CommsOpenMode     mode)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->self = g_object_ref (self);
  opening->path = g_strdup (path);
  opening->windowless = self->windowless;
  self->windowless = FALSE;
  /* Nothing else keeps the program alive until there is a window. */
  g_application_hold (G_APPLICATION (self));
  comms_opener_open_async (path, mode, NULL, opened_cb, opening);
  return opening;
}

/**
 * comms_application_open:
 * @path: of the desk
 * @from: (nullable): a window; where it shows no desk, it goes
 *
 * Opens a desk in a window of its own, or goes to the window where it is open.
 */
void
comms_application_open (CommsApplication *self,
                        const char       *path,
                        CommsOpenMode     mode,
                        GtkWindow        *from)
{
  CommsWindow *window;
  Opening *opening;

  g_return_if_fail (COMMS_IS_APPLICATION (self));
  g_return_if_fail (path != NULL);

  window = find_window (self, path);
  if (window != NULL)
    {
      window_show_first_page (self, window, self->page);
      g_clear_pointer (&self->page, g_free);
      gtk_window_present (GTK_WINDOW (window));
      return;
    }
  if (self->opening != NULL && g_str_equal (self->opening->path, path))
    return;

  opening = begin_opening (self, path, mode);
  if (from != NULL && COMMS_IS_WINDOW (from) && comms_window_get_desk (COMMS_WINDOW (from)) == NULL)
    g_set_weak_pointer (&opening->from, from);
}

/**
 * comms_application_settings:
 *
 * Returns: (transfer none) (nullable): what is kept between two starts
 */
GSettings *
comms_application_settings (CommsApplication *self)
{
  g_return_val_if_fail (COMMS_IS_APPLICATION (self), NULL);

  return self->settings;
}

/**
 * comms_application_tell:
 * @notice: (nullable): %NULL takes back what was told under @id
 *
 * Tells the desktop, where somebody shows notices.
 */
void
comms_application_tell (CommsApplication *self,
                        const char       *id,
                        GNotification    *notice)
{
  g_return_if_fail (COMMS_IS_APPLICATION (self));

  if (!self->takes_notices)
    return;
  if (notice != NULL)
    g_application_send_notification (G_APPLICATION (self), id, notice);
  else
    g_application_withdraw_notification (G_APPLICATION (self), id);
}

static void
notices_appeared_cb (GDBusConnection *connection,
                     const char      *name,
                     const char      *owner,
                     gpointer         user_data)
{
  COMMS_APPLICATION (user_data)->takes_notices = TRUE;
}

static void
notices_vanished_cb (GDBusConnection *connection,
                     const char      *name,
                     gpointer         user_data)
{
  COMMS_APPLICATION (user_data)->takes_notices = FALSE;
}

/**
 * comms_application_n_background:
 *
 * Returns: how many desks go on sending without a window
 */
guint
comms_application_n_background (CommsApplication *self)
{
  g_return_val_if_fail (COMMS_IS_APPLICATION (self), 0);

  return comms_background_size (self->background);
}

/* Actions */

static GtkWindow *
active_window (CommsApplication *self)
{
  return gtk_application_get_active_window (GTK_APPLICATION (self));
}

static CommsDesk *
active_desk (CommsApplication *self)
{
  GtkWindow *window = active_window (self);

  return COMMS_IS_WINDOW (window) ? comms_window_get_desk (COMMS_WINDOW (window)) : NULL;
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  CommsApplication *self = user_data;
  GList *windows = g_list_copy (gtk_application_get_windows (user_data));

  self->quitting = TRUE;
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
  comms_background_end (self->background, NULL);
  self->quitting = FALSE;
}

static void
open_post_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  CommsApplication *self = user_data;
  const char *path;

  g_variant_get (parameter, "(^&ayx)", &path, &self->post_id);
  g_free (self->post_path);
  self->post_path = g_strdup (path);
  comms_application_open (self, path, COMMS_OPEN_EXISTING, NULL);
}

static void
end_background_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  CommsApplication *self = user_data;

  comms_background_end (self->background, NULL);
}

static void
welcome_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  show_welcome (user_data, NULL);
}

static void
practice_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  g_autofree char *path = comms_desk_default_path (TRUE);

  comms_application_open (user_data, path, COMMS_OPEN_PRACTICE, active_window (user_data));
}

static void
empty_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  g_autofree char *path = comms_desk_default_path (FALSE);

  comms_application_open (user_data, path, COMMS_OPEN_NEW, active_window (user_data));
}

static void
open_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  comms_application_open (user_data, g_variant_get_bytestring (parameter), COMMS_OPEN_EXISTING,
                          active_window (user_data));
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  CommsDesk *desk = active_desk (user_data);

  if (desk != NULL)
    comms_preferences_present (active_window (user_data), desk,
                               g_variant_get_string (parameter, NULL));
}

static void
help_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  comms_help_window_present (GTK_APPLICATION (user_data), g_variant_get_string (parameter, NULL));
}

static void
shortcuts_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  comms_shell_show_shortcuts (active_window (user_data));
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  comms_shell_show_about (active_window (user_data));
}

/* The same desks at the same pages, in the language of now. */
static void
rebuild_windows (CommsApplication *self)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *l = windows; l != NULL; l = l->next)
    {
      CommsWindow *old = l->data;
      CommsWindow *window;

      if (!COMMS_IS_WINDOW (old))
        {
          gtk_window_destroy (GTK_WINDOW (old));
          continue;
        }
      comms_window_stop (old);
      window = window_new (self, comms_window_get_desk (old));
      if (comms_window_get_desk (old) != NULL)
        window_show_first_page (self, window, comms_window_get_page_key (old));
      else
        comms_window_show (window, comms_welcome_new ());
      window_replace (window, old);
    }
  g_list_free (windows);
}

static void
language_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  CommsApplication *self = user_data;

  setting_set (self, "language", g_variant_get_string (parameter, NULL));
  g_simple_action_set_state (action, parameter);
  comms_language_use (g_variant_get_string (parameter, NULL));
  comms_language_direct ();
  rebuild_windows (self);
}

static const GActionEntry entries[] = {
  { "quit", quit_cb },
  { "welcome", welcome_cb },
  { "practice", practice_cb },
  { "empty", empty_cb },
  { "open", open_cb, "ay" },
  { "preferences", preferences_cb, "s" },
  { "help", help_cb, "s" },
  { "shortcuts", shortcuts_cb },
  { "about", about_cb },
  { "open-post", open_post_cb, "(ayx)" },
  { "end-background", end_background_cb },
  { "language", language_cb, "s", "''" },
};

static void
comms_application_add_accels (CommsApplication *self)
{
  guint n_pages;
  const CommsPageInfo *pages = comms_pages (&n_pages);

  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           accels[i].accels);
  /* Those of the navigation come first. */
  for (guint i = 0; i < n_pages && i < 9; i++)
    if (pages[i].place == COMMS_PLACE_NAVIGATION)
      {
        g_autofree char *action = g_strconcat ("win.show-page::", pages[i].key, NULL);
        g_autofree char *alt = g_strdup_printf ("<Alt>%u", i + 1);
        g_autofree char *control = g_strdup_printf ("<Control>%u", i + 1);
        const char *const list[] = { alt, control, NULL };

        gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, list);
      }
}

/* The switches of the preferences. */
static void
comms_application_add_settings (CommsApplication *self)
{
  static const char *const keys[] = { "keep-sending", "notify-posted", "notify-problems",
                                      "single-keys" };
  g_autoptr (GAction) autostart = comms_autostart_action_new ();

  g_action_map_add_action (G_ACTION_MAP (self), autostart);
  for (guint i = 0; self->settings != NULL && i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (self->settings, keys[i]);

      g_action_map_add_action (G_ACTION_MAP (self), action);
    }
}

/* The first time it ends like by Ctrl+Q; the second time at once. */
static gboolean
term_cb (gpointer user_data)
{
  CommsApplication *self = user_data;

  self->term_source = 0;
  g_action_group_activate_action (G_ACTION_GROUP (self), "quit", NULL);
  return G_SOURCE_REMOVE;
}

/* Starting */

/* Which desk it will be is known before GTK is there: opening it takes its thread as long as GTK
 * takes this one. */
static int
comms_application_handle_local_options (GApplication *application,
                                        GVariantDict *given)
{
  CommsApplication *self = COMMS_APPLICATION (application);
  const char *path = NULL;

  if (g_variant_dict_contains (given, "version"))
    {
      g_print ("comms-desk %s\n", PACKAGE_VERSION);
      return 0;
    }
  if (g_application_get_flags (application) & G_APPLICATION_IS_SERVICE)
    return -1;
  g_clear_pointer (&self->first_path, g_free);
  self->first_mode = COMMS_OPEN_EXISTING;
  if (g_variant_dict_lookup (given, "desk", "^&ay", &path))
    self->first_path = g_canonicalize_filename (path, NULL);
  else if (g_variant_dict_contains (given, "practice"))
    self->first_path = comms_desk_default_path (TRUE);
  else
    self->first_path = setting_dup (self, "last-desk");
  if (g_variant_dict_contains (given, "practice"))
    self->first_mode = COMMS_OPEN_PRACTICE;
  if (g_variant_dict_contains (given, "background"))
    g_clear_pointer (&self->first_path, g_free);
  return -1;
}

static void
comms_application_startup (GApplication *application)
{
  CommsApplication *self = COMMS_APPLICATION (application);
  g_autofree char *language = setting_dup (self, "language");
  GAction *action;

  if (self->first_path != NULL && g_file_test (self->first_path, G_FILE_TEST_EXISTS))
    self->opening = begin_opening (self, self->first_path, self->first_mode);

  G_APPLICATION_CLASS (comms_application_parent_class)->startup (application);

  comms_language_direct ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  action = g_action_map_lookup_action (G_ACTION_MAP (self), "language");
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (language));
  self->notices_watch =
    g_bus_watch_name (G_BUS_TYPE_SESSION, "org.freedesktop.Notifications",
                      G_BUS_NAME_WATCHER_FLAGS_AUTO_START, notices_appeared_cb,
                      notices_vanished_cb, self, NULL);
  self->term_source = g_unix_signal_add (SIGTERM, term_cb, self);
  comms_application_add_settings (self);
  comms_application_add_accels (self);
}

static void
comms_application_shutdown (GApplication *application)
{
  CommsApplication *self = COMMS_APPLICATION (application);

  comms_background_end (self->background, NULL);
  comms_closing_finish (GTK_APPLICATION (self), self->stores);
  g_clear_handle_id (&self->term_source, g_source_remove);
  g_clear_handle_id (&self->notices_watch, g_bus_unwatch_name);

  G_APPLICATION_CLASS (comms_application_parent_class)->shutdown (application);
}

static void
comms_application_activate (GApplication *application)
{
  CommsApplication *self = COMMS_APPLICATION (application);
  g_autofree char *last = setting_dup (self, "last-desk");
  GtkWindow *window = active_window (self);

  if (window != NULL)
    gtk_window_present (window);
  else if (*last != '\0' && g_file_test (last, G_FILE_TEST_EXISTS))
    comms_application_open (self, last, COMMS_OPEN_EXISTING, NULL);
  else
    show_welcome (self, NULL);
}

/* Without a window, unless there is one, which does the same. */
static void
comms_application_go_on (CommsApplication *self)
{
  g_autofree char *last = setting_dup (self, "last-desk");

  if (*last == '\0' || !g_file_test (last, G_FILE_TEST_EXISTS) || find_window (self, last) != NULL)
    return;
  self->windowless = TRUE;
  begin_opening (self, last, COMMS_OPEN_EXISTING);
}

static int
comms_application_command_line (GApplication            *application,
                                GApplicationCommandLine *command_line)
{
  CommsApplication *self = COMMS_APPLICATION (application);
  GVariantDict *given = g_application_command_line_get_options_dict (command_line);
  const char *path = NULL;
  const char *page = NULL;

  if (g_variant_dict_lookup (given, "page", "&s", &page))
    {
      g_free (self->page);
      self->page = g_strdup (page);
    }
  if (g_variant_dict_lookup (given, "desk", "^&ay", &path))
    {
      g_autoptr (GFile) file =
        g_application_command_line_create_file_for_arg (command_line, path);

      comms_application_open (self, g_file_peek_path (file), COMMS_OPEN_EXISTING, NULL);
    }
  else if (g_variant_dict_contains (given, "background"))
    comms_application_go_on (self);
  else if (g_variant_dict_contains (given, "practice"))
    g_action_group_activate_action (G_ACTION_GROUP (self), "practice", NULL);
  else
    g_application_activate (application);
  return 0;
}

static void
comms_application_finalize (GObject *object)
{
  CommsApplication *self = COMMS_APPLICATION (object);

  g_clear_object (&self->background);
  g_clear_pointer (&self->stores, g_ptr_array_unref);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->page, g_free);
  g_clear_pointer (&self->post_path, g_free);
  g_clear_pointer (&self->first_path, g_free);

  G_OBJECT_CLASS (comms_application_parent_class)->finalize (object);
}

static void
comms_application_class_init (CommsApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = comms_application_finalize;
  application_class->handle_local_options = comms_application_handle_local_options;
  application_class->startup = comms_application_startup;
  application_class->shutdown = comms_application_shutdown;
  application_class->activate = comms_application_activate;
  application_class->command_line = comms_application_command_line;
}

static void
comms_application_init (CommsApplication *self)
{
  g_autofree char *language = NULL;

  self->settings = settings_new ();
  self->stores = comms_closing_stores_new ();
  self->background = comms_background_new (G_APPLICATION (self));
  /* Before GTK reads the locale, and before the options are translated. */
  language = setting_dup (self, "language");
  comms_language_use (language);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), NULL);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * comms_application_new:
 *
 * Returns: (transfer full): the program
 */
CommsApplication *
comms_application_new (void)
{
  return g_object_new (COMMS_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", "/org/mohr/CommsDesk",
                       NULL);
}
