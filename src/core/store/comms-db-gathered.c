/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-db-gathered.h"

struct _CommsDbGathered
{
  guint marks;
  GPtrArray *late;    /* of CommsDbFunc */
  GPtrArray *put_off; /* of CommsDbFunc */

  /* What there was of these at the savepoint. */
  guint marks_before;
  guint n_late_before;
};

CommsDbGathered *
comms_db_gathered_new (void)
{
  CommsDbGathered *self = g_new0 (CommsDbGathered, 1);

  self->late = g_ptr_array_new ();
  self->put_off = g_ptr_array_new ();
  return self;
}

void
comms_db_gathered_free (CommsDbGathered *self)
{
  g_ptr_array_unref (self->late);
  g_ptr_array_unref (self->put_off);
  g_free (self);
}

void
comms_db_gathered_mark (CommsDbGathered *self, guint bit)
{
  self->marks |= bit;
}

guint
comms_db_gathered_take_marks (CommsDbGathered *self)
{
  const guint marks = self->marks;

  self->marks = 0;
  return marks;
}

static void
add (GPtrArray *funcs, CommsDbFunc func)
{
  if (!g_ptr_array_find (funcs, func, NULL))
    g_ptr_array_add (funcs, func);
}

static gboolean
do_all (GPtrArray *funcs, CommsDb *db, GError **error)
{
  for (guint i = 0; i < funcs->len; i++)
    {
      const CommsDbFunc func = (CommsDbFunc) g_ptr_array_index (funcs, i);

      if (!func (db, error))
        return FALSE;
    }
  g_ptr_array_set_size (funcs, 0);
  return TRUE;
}

void
comms_db_gathered_add_late (CommsDbGathered *self, CommsDbFunc func)
{
  add (self->late, func);
}

gboolean
comms_db_gathered_do_late (CommsDbGathered *self, CommsDb *db, GError **error)
{
  return do_all (self->late, db, error);
}

void
comms_db_gathered_put_off (CommsDbGathered *self, CommsDbFunc func)
{
  add (self->put_off, func);
}

gboolean
comms_db_gathered_has_put_off (CommsDbGathered *self)
{
  return self->put_off->len > 0;
}

gboolean
comms_db_gathered_do_put_off (CommsDbGathered *self, CommsDb *db, GError **error)
{
  g_autoptr (GPtrArray) funcs = g_steal_pointer (&self->put_off);

  self->put_off = g_ptr_array_new ();
  return do_all (funcs, db, error);
}

void
comms_db_gathered_clear (CommsDbGathered *self)
{
  self->marks = 0;
  g_ptr_array_set_size (self->late, 0);
}

void
comms_db_gathered_set_savepoint (CommsDbGathered *self)
{
  self->marks_before = self->marks;
  self->n_late_before = self->late->len;
}

void
comms_db_gathered_rollback (CommsDbGathered *self)
{
  self->marks = self->marks_before;
  g_ptr_array_set_size (self->late, (int) self->n_late_before);
}
