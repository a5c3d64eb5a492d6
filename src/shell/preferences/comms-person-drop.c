/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-person-drop.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-person.h"
#include "comms-undo.h"

struct _CommsPersonDrop
{
  AdwBin parent_instance;

  CommsDesk *desk;
  GCancellable *cancellable;
  GtkWidget *drop;
  GPtrArray *people; /* of CommsPerson, also those who left; NULL while loading */
  GArray *ids;       /* of gint64: those in the list, in its order */
  gint64 id;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CommsPersonDrop, comms_person_drop, ADW_TYPE_BIN)

enum
{
  PROP_PERSON_ID = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void
add (CommsPersonDrop *self, GtkStringList *names, gint64 id, const char *name)
{
  g_array_append_val (self->ids, id);
  gtk_string_list_append (names, name);
}

static void
add_person (CommsPersonDrop *self, GtkStringList *names, CommsPerson *person)
{
  const gint64 id = comms_record_get_id (COMMS_RECORD (person));
  /* Translators: %s is a person's name */
  g_autofree char *gone =
    g_strdup_printf (C_ ("preferences", "%s (no longer works here)"), person->name);

  if (person->active || id == self->id)
    add (self, names, id, person->active ? person->name : gone);
}

static void
fill (CommsPersonDrop *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  self->filling = TRUE;
  g_array_set_size (self->ids, 0);
  add (self, names, 0, C_ ("preferences", "Nobody"));
  for (guint i = 0; self->people != NULL && i < self->people->len; i++)
    add_person (self, names, g_ptr_array_index (self->people, i));
  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == self->id)
      selected = i;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->drop), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop), selected);
  gtk_widget_set_sensitive (self->drop, self->people != NULL);
  self->filling = FALSE;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPersonDrop) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (self->desk == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (people == NULL)
    {
      comms_undo_show_error (error);
      return;
    }
  g_clear_pointer (&self->people, g_ptr_array_unref);
  self->people = g_steal_pointer (&people);
  fill (self);
}

static gpointer
list_people (CommsTx *tx, gpointer unused, GError **error)
{
  return comms_people_list (tx, error);
}

static void
list (CommsPersonDrop *self)
{
  comms_desk_run_async (self->desk, list_people, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                        self->cancellable, listed_cb, g_object_ref (self));
}

static void
desk_changed_cb (CommsPersonDrop *self, CommsSubject subject)
{
  g_assert (COMMS_IS_PERSON_DROP (self));

  if (subject == COMMS_SUBJECT_PERSON)
    list (self);
}

static void
selected_cb (CommsPersonDrop *self)
{
  const guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop));

  g_assert (COMMS_IS_PERSON_DROP (self));

  if (self->filling || selected >= self->ids->len)
    return;
  self->id = g_array_index (self->ids, gint64, selected);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON_ID]);
}

static void
comms_person_drop_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PERSON_ID)
    g_value_set_int64 (value, COMMS_PERSON_DROP (object)->id);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
comms_person_drop_dispose (GObject *object)
{
  CommsPersonDrop *self = COMMS_PERSON_DROP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (comms_person_drop_parent_class)->dispose (object);
}

static void
comms_person_drop_finalize (GObject *object)
{
  CommsPersonDrop *self = COMMS_PERSON_DROP (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_array_unref (self->ids);

  G_OBJECT_CLASS (comms_person_drop_parent_class)->finalize (object);
}

static void
comms_person_drop_class_init (CommsPersonDropClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = comms_person_drop_get_property;
  object_class->dispose = comms_person_drop_dispose;
  object_class->finalize = comms_person_drop_finalize;

  properties[PROP_PERSON_ID] =
    g_param_spec_int64 ("person-id", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
comms_person_drop_init (CommsPersonDrop *self)
{
  self->cancellable = g_cancellable_new ();
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->drop = gtk_drop_down_new (NULL, NULL);
  g_signal_connect_object (self->drop, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), self->drop);
}

/**
 * comms_person_drop_new:
 *
 * Returns: (transfer floating): the choice among the people of @desk
 */
GtkWidget *
comms_person_drop_new (CommsDesk *desk)
{
  CommsPersonDrop *self = g_object_new (COMMS_TYPE_PERSON_DROP, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
  fill (self);
  list (self);
  return GTK_WIDGET (self);
}

gint64
comms_person_drop_get_id (CommsPersonDrop *self)
{
  g_return_val_if_fail (COMMS_IS_PERSON_DROP (self), 0);

  return self->id;
}

void
comms_person_drop_set_id (CommsPersonDrop *self, gint64 id)
{
  g_return_if_fail (COMMS_IS_PERSON_DROP (self));

  if (self->id == id)
    return;
  self->id = id;
  fill (self);
}
