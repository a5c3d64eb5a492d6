/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-shell-test.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "comms-language.h"
#include "comms-practice.h"

/* 2026-12-09 14:02 in Asia/Karachi */
#define NOW G_GINT64_CONSTANT (1796806920000)
#define LONGEST (120 * G_USEC_PER_SEC)

/* A real desk looks where links lead. Whatever would leave this computer goes to a port where
 * nobody listens. */
typedef GSimpleProxyResolver TestProxies;
typedef GSimpleProxyResolverClass TestProxiesClass;

GType test_proxies_get_type (void);

static gboolean
test_proxies_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static void
test_proxies_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = test_proxies_is_supported;
}

G_DEFINE_TYPE_WITH_CODE (TestProxies, test_proxies, G_TYPE_SIMPLE_PROXY_RESOLVER,
                         G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, test_proxies_iface_init))

static void
test_proxies_class_init (TestProxiesClass *klass)
{
}

static void
test_proxies_init (TestProxies *self)
{
  const char *loopback[] = { "127.0.0.0/8", "::1", "localhost", NULL };

  g_simple_proxy_resolver_set_default_proxy (self, "http://127.0.0.1:1");
  g_simple_proxy_resolver_set_ignore_hosts (self, (char **) loopback);
}

static void
stay_here (void)
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "comms-test", TRUE);
  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, test_proxies_get_type (),
                                  "comms-test", 100);
}

void
comms_shell_test_init (int *argc, char ***argv)
{
  stay_here ();
  gtk_disable_setlocale ();
  comms_language_use (g_getenv ("COMMS_TEST_LANGUAGE"));
  /* The translations of the build tree. */
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("COMMS_TEST_LOCALEDIR"));
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  comms_language_direct ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink",
                FALSE, "gtk-font-name", "Cantarell 11", "gtk-decoration-layout", ":close", NULL);
  if (g_strcmp0 (g_getenv ("COMMS_TEST_STYLE"), "dark") == 0)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        ADW_COLOR_SCHEME_FORCE_DARK);
}

/* One for the whole program: its name can be taken only once. */
CommsApplication *
comms_shell_test_application (void)
{
  static CommsApplication *application;
  g_autoptr (GError) error = NULL;

  if (application != NULL)
    return application;
  application = comms_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  return application;
}

static void
draw (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  gtk_widget_queue_draw (widget);
  gtk_test_widget_wait_for_draw (widget);
}

static gboolean
do_nothing (CommsTx *tx, gint64 id, GError **error)
{
  return TRUE;
}

void
comms_shell_test_settle (CommsShellTest *self)
{
  /* Whatever the store's thread still has to say has been asked before this. */
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 5; i++)
    {
      comms_desk_run_id_sync (self->desk, do_nothing, 0, &error);
      g_assert_no_error (error);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      comms_desk_tell (self->desk);
      draw (GTK_WIDGET (self->window));
    }
}

static void
prepare (CommsShellTest *self, const char *name)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("comms-shell-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, name, NULL);
  self->clock = comms_fixed_clock_new (NOW);
  self->secrets = comms_memory_secrets_new ();
}

static void
open_window (CommsShellTest *self, const char *page, int width, int height)
{
  guint n_pages;
  const CommsPageInfo *pages = comms_pages (&n_pages);

  self->application = comms_shell_test_application ();
  self->window = comms_window_new (GTK_APPLICATION (self->application), self->desk);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  gtk_widget_remove_css_class (GTK_WIDGET (self->window), "solid-csd");
  comms_window_show_page (self->window, page != NULL ? page : pages[0].key);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  comms_shell_test_settle (self);
}

void
comms_shell_test_open (CommsShellTest *self, const char *page, int width, int height)
{
  g_autoptr (GError) error = NULL;

  prepare (self, "practice.desk");
  self->desk = comms_practice_create (self->path, self->clock, self->secrets, &error);
  g_assert_no_error (error);
  open_window (self, page, width, height);
}

void
comms_shell_test_open_empty (CommsShellTest *self, const char *page, int width, int height)
{
  g_autoptr (GError) error = NULL;

  prepare (self, "empty.desk");
  self->desk = comms_desk_open (self->path, TRUE, self->clock, self->secrets, &error);
  g_assert_no_error (error);
  open_window (self, page, width, height);
}

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
comms_shell_test_close (CommsShellTest *self)
{
  gpointer window = self->window;

  g_object_add_weak_pointer (G_OBJECT (self->window), &window);
  comms_window_stop (self->window);
  gtk_window_destroy (GTK_WINDOW (self->window));
  comms_shell_test_wait (is_null, &window);
  comms_store_close (comms_desk_get_store (self->desk));
  g_clear_object (&self->desk);
  g_clear_object (&self->secrets);
  g_clear_object (&self->clock);
  remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->path, g_free);
}

static gboolean
timeout_cb (gpointer user_data)
{
  gboolean *late = user_data;

  *late = TRUE;
  return G_SOURCE_REMOVE;
}

void
comms_shell_test_wait (CommsShellCondition condition, gpointer data)
{
  gboolean late = FALSE;
  guint source = g_timeout_add (LONGEST / 1000, timeout_cb, &late);

  while (!condition (data) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (source);
}

static gboolean
has_label (GtkWidget *widget, const char *label)
{
  static const char *const names[] = { "label", "title", "text" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), names[i]);
      g_autofree char *text = NULL;

      if (pspec == NULL || pspec->value_type != G_TYPE_STRING)
        continue;
      g_object_get (widget, names[i], &text, NULL);
      if (g_strcmp0 (text, label) == 0)
        return TRUE;
    }
  return FALSE;
}

GtkWidget *
comms_shell_test_find (GtkWidget *root, GType type, const char *label)
{
  if (!gtk_widget_get_visible (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (label == NULL || has_label (root, label)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = comms_shell_test_find (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
comms_shell_test_click (GtkWidget *root, const char *label)
{
  GtkWidget *button = comms_shell_test_find (root, GTK_TYPE_BUTTON, label);

  if (button == NULL)
    {
      GtkWidget *inner = comms_shell_test_find (root, GTK_TYPE_LABEL, label);

      button = inner != NULL ? gtk_widget_get_ancestor (inner, GTK_TYPE_BUTTON) : NULL;
    }
  if (button == NULL)
    g_error ("There is no button “%s”", label);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/* One shortcut may have several keys. */
static gboolean
is_triggered_by (GtkShortcutTrigger *trigger, GtkShortcutTrigger *key)
{
  GtkAlternativeTrigger *either = NULL;

  if (!GTK_IS_ALTERNATIVE_TRIGGER (trigger))
    return gtk_shortcut_trigger_equal (trigger, key);
  either = GTK_ALTERNATIVE_TRIGGER (trigger);
  return is_triggered_by (gtk_alternative_trigger_get_first (either), key) ||
         is_triggered_by (gtk_alternative_trigger_get_second (either), key);
}

static gboolean
press_in (GtkWidget *widget, GtkShortcutTrigger *trigger)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);

          if (is_triggered_by (gtk_shortcut_get_trigger (shortcut), trigger) &&
              gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                            gtk_shortcut_get_arguments (shortcut)))
            return TRUE;
        }
    }
  return FALSE;
}

gboolean
comms_shell_test_key (CommsShellTest *self, guint key, GdkModifierType modifiers)
{
  g_autoptr (GtkShortcutTrigger) trigger = gtk_keyval_trigger_new (key, modifiers);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  for (GtkWidget *widget = focus; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (press_in (widget, trigger))
      return TRUE;
  return FALSE;
}

void
comms_shell_test_shot (GtkWidget *widget, const char *name)
{
  const char *folder = g_getenv ("COMMS_SHOTS");
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GskRenderer *renderer;

  if (folder == NULL)
    return;
  draw (widget);
  paintable = gtk_widget_paintable_new (widget);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  texture =
    gsk_renderer_render_texture (renderer, node,
                                 &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                      (float) gtk_widget_get_height (widget)));
  g_mkdir_with_parents (folder, 0755);
  file = g_strconcat (name, ".png", NULL);
  path = g_build_filename (folder, file, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
