/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-prefs-test.h"

#include <libsoup/soup.h>

#include "comms-preferences.h"

GtkWidget *
comms_prefs_test_find_toplevel (GType type)
{
  g_autoptr (GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

GtkWidget *
comms_prefs_test_open (CommsShellTest *test, const char *page)
{
  GtkWidget *window;

  comms_preferences_present (GTK_WINDOW (test->window), test->desk, page);
  window = comms_prefs_test_find_toplevel (COMMS_TYPE_PREFERENCES);
  g_assert_nonnull (window);
  gtk_widget_remove_css_class (window, "solid-csd");
  gtk_test_widget_wait_for_draw (window);
  comms_shell_test_settle (test);
  return window;
}

static gboolean
is_shown (gpointer data)
{
  const char **what = data; /* the window's address, then a label's text */

  return comms_shell_test_find (GTK_WIDGET (what[0]), GTK_TYPE_LABEL, what[1]) != NULL;
}

void
comms_prefs_test_wait_for (GtkWidget *window, const char *text)
{
  const char *what[] = { (const char *) window, text };

  comms_shell_test_wait (is_shown, what);
}

static gboolean
has_uri (gpointer data)
{
  return comms_connect_assistant_get_uri (data) != NULL;
}

CommsConnectAssistant *
comms_prefs_test_connect (GtkWidget *window, CommsFakeX *server, gint64 id)
{
  GtkWidget *assistant;

  gtk_widget_activate_action (window, "prefs.connect", "x", id);
  assistant = comms_shell_test_find (window, COMMS_TYPE_CONNECT_ASSISTANT, NULL);
  g_assert_nonnull (assistant);
  comms_connect_assistant_set_server (COMMS_CONNECT_ASSISTANT (assistant),
                                      comms_fake_x_get_uri (server));
  return COMMS_CONNECT_ASSISTANT (assistant);
}

void
comms_prefs_test_come_back (CommsConnectAssistant *assistant, const char *answer)
{
  g_autoptr (SoupSession) browser = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GHashTable) query = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *back = NULL;

  comms_shell_test_wait (has_uri, assistant);
  uri = g_uri_parse (comms_connect_assistant_get_uri (assistant), G_URI_FLAGS_NONE, NULL);
  query = soup_form_decode (g_uri_get_query (uri));
  back = g_strdup_printf ("%s?%s&state=%s", (char *) g_hash_table_lookup (query, "redirect_uri"),
                          answer, (char *) g_hash_table_lookup (query, "state"));
  message = soup_message_new ("GET", back);
  soup_session_send_async (browser, message, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  while (soup_message_get_status (message) == 0)
    g_main_context_iteration (NULL, TRUE);
}

void
comms_prefs_test_type (GtkWidget *window, const char *row, const char *text)
{
  GtkWidget *entry = comms_shell_test_find (window, ADW_TYPE_ENTRY_ROW, row);

  g_assert_nonnull (entry);
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}
