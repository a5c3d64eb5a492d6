/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-closing.h"

#include "comms-saver.h"
#include "comms-window.h"

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

GPtrArray *
comms_closing_stores_new (void)
{
  return g_ptr_array_new_with_free_func (weak_ref_free);
}

void
comms_closing_remember (GPtrArray *stores, CommsStore *store)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_return_if_fail (COMMS_IS_STORE (store));

  for (guint i = stores->len; i > 0; i--)
    {
      g_autoptr (CommsStore) old = g_weak_ref_get (g_ptr_array_index (stores, i - 1));

      if (old == NULL)
        g_ptr_array_remove_index_fast (stores, i - 1);
    }
  g_weak_ref_init (ref, store);
  g_ptr_array_add (stores, ref);
}

static gpointer
ref_window (gconstpointer window, gpointer unused)
{
  return g_object_ref ((gpointer) window);
}

/* Where the session ends nobody has closed them. Some go with others. */
static void
let_windows_go (GtkApplication *application)
{
  GList *windows = g_list_copy_deep (gtk_application_get_windows (application), ref_window, NULL);

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (COMMS_IS_WINDOW (l->data))
        comms_window_stop (l->data);
      gtk_window_destroy (l->data);
    }
  g_list_free_full (windows, g_object_unref);
}

void
comms_closing_finish (GtkApplication *application, GPtrArray *stores)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  let_windows_go (application);
  while (comms_saver_n_at_work () > 0)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < stores->len; i++)
    {
      g_autoptr (CommsStore) store = g_weak_ref_get (g_ptr_array_index (stores, i));

      if (store != NULL)
        comms_store_close (store);
    }
}
