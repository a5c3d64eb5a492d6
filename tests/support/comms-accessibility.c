/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <unistd.h>

#include "comms-accessibility.h"

#include "comms-test-async.h"

#define ACCESSIBLE "org.a11y.atspi.Accessible"
#define TEXT "org.a11y.atspi.Text"
#define REGISTRY "org.a11y.atspi.Registry"
#define ROOT "/org/a11y/atspi/accessible/root"

struct _CommsAccessibility
{
  GDBusConnection *bus;
  char *program; /* the name of this one on it */
  GString *events;
  guint subscription;
};

/* GTK answers out of the main loop, so nothing is asked synchronously. NULL where it is an error:
 * a widget may go while it is looked at. */
static GVariant *
call (GDBusConnection *bus,
      const char *name,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *parameters)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_dbus_connection_call (bus, name, path, interface, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return g_dbus_connection_call_finish (bus, result, NULL);
}

static void
event_cb (GDBusConnection *bus,
          const char *sender,
          const char *path,
          const char *interface,
          const char *name,
          GVariant *parameters,
          gpointer user_data)
{
  CommsAccessibility *self = user_data;
  g_autofree char *text = g_variant_print (parameters, FALSE);

  g_string_append_printf (self->events, "%s %s\n", name, text);
}

static GDBusConnection *
connect_bus (void)
{
  g_autoptr (GDBusConnection) session = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;
  const char *address;
  GDBusConnection *bus;

  session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  reply = call (session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", NULL);
  g_assert_nonnull (reply);
  g_variant_get (reply, "(&s)", &address);
  bus = g_dbus_connection_new_for_address_sync (address,
                                                G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                NULL, NULL, &error);
  g_assert_no_error (error);
  return bus;
}

static gboolean
is_this_program (CommsAccessibility *self, const char *name)
{
  g_autoptr (GVariant) reply =
    call (self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
          "GetConnectionUnixProcessID", g_variant_new ("(s)", name));
  guint32 pid = 0;

  if (reply != NULL)
    g_variant_get (reply, "(u)", &pid);
  return pid == (guint32) getpid ();
}

/* It says its name to the registry after its first window, and not at once. */
static void
find_program (CommsAccessibility *self)
{
  while (self->program == NULL)
    {
      g_autoptr (GVariant) reply =
        call (self->bus, REGISTRY, ROOT, ACCESSIBLE, "GetChildren", NULL);
      g_autoptr (GVariantIter) iter = NULL;
      const char *name;

      g_assert_nonnull (reply);
      g_variant_get (reply, "(a(so))", &iter);
      while (self->program == NULL && g_variant_iter_next (iter, "(&s&o)", &name, NULL))
        {
          if (is_this_program (self, name))
            self->program = g_strdup (name);
        }
    }
}

CommsAccessibility *
comms_accessibility_new (void)
{
  CommsAccessibility *self = g_new0 (CommsAccessibility, 1);
  g_autoptr (GVariant) reply = NULL;

  self->bus = connect_bus ();
  self->events = g_string_new (NULL);
  self->subscription =
    g_dbus_connection_signal_subscribe (self->bus, NULL, "org.a11y.atspi.Event.Object", NULL, NULL,
                                        NULL, G_DBUS_SIGNAL_FLAGS_NONE, event_cb, self, NULL);
  reply = call (self->bus, REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent",
                g_variant_new ("(s)", "object:"));
  find_program (self);
  return self;
}

void
comms_accessibility_free (CommsAccessibility *self)
{
  g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  g_object_unref (self->bus);
  g_free (self->program);
  g_string_free (self->events, TRUE);
  g_free (self);
}

/* All widgets are asked at once; an answer with children asks those. */
typedef struct
{
  CommsAccessibility *self;
  GString *tree;
  guint n_pending;
} Walk;

static void
ask (Walk *walk,
     const char *path,
     const char *interface,
     const char *method,
     GVariant *parameters,
     GAsyncReadyCallback callback)
{
  walk->n_pending++;
  g_dbus_connection_call (walk->self->bus, walk->self->program, path, interface, method, parameters,
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, callback, walk);
}

static void visit (Walk *walk, const char *path);

static void
children_cb (GObject *bus, GAsyncResult *result, gpointer user_data)
{
  Walk *walk = user_data;
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, NULL);
  g_autoptr (GVariantIter) iter = NULL;
  const char *path;

  walk->n_pending--;
  if (reply == NULL)
    return;
  g_variant_get (reply, "(a(so))", &iter);
  while (g_variant_iter_next (iter, "(&s&o)", NULL, &path))
    visit (walk, path);
}

/* What a widget does not have, and what is gone meanwhile, is an error. */
static void
append_cb (GObject *bus, GAsyncResult *result, gpointer user_data)
{
  Walk *walk = user_data;
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, NULL);
  g_autofree char *text = reply != NULL ? g_variant_print (reply, FALSE) : NULL;

  walk->n_pending--;
  if (text != NULL)
    g_string_append_printf (walk->tree, "%s\n", text);
}

/* Name, description, and whatever else is a property; values are numbers. */
static void
visit (Walk *walk, const char *path)
{
  ask (walk, path, "org.freedesktop.DBus.Properties", "GetAll", g_variant_new ("(s)", ACCESSIBLE),
       append_cb);
  ask (walk, path, TEXT, "GetText", g_variant_new ("(ii)", 0, G_MAXINT32), append_cb);
  ask (walk, path, ACCESSIBLE, "GetChildren", NULL, children_cb);
}

char *
comms_accessibility_dup_tree (CommsAccessibility *self)
{
  Walk walk = { .self = self, .tree = g_string_new (NULL) };

  visit (&walk, ROOT);
  while (walk.n_pending > 0)
    g_main_context_iteration (NULL, TRUE);
  return g_string_free (walk.tree, FALSE);
}

char *
comms_accessibility_dup_events (CommsAccessibility *self)
{
  /* Events are told in the order of calls: what was before this one has come with it. */
  g_autoptr (GVariant) reply = call (self->bus, self->program, ROOT, ACCESSIBLE, "GetRole", NULL);
  char *events;

  events = g_string_free (self->events, FALSE);
  self->events = g_string_new (NULL);
  return events;
}
