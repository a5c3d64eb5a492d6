/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-db-gathered.h"

typedef struct
{
  CommsDbFunc func;
  gpointer data;
  GDestroyNotify data_free;
} Late;

struct _CommsDbGathered
{
  guint marks;
  GArray *late; /* of Late */

  /* What there was of these at the savepoint. */
  guint marks_before;
  guint n_late_before;
};

static void
late_clear (gpointer data)
{
  Late *late = data;

  if (late->data_free != NULL)
    late->data_free (late->data);
}

CommsDbGathered *
comms_db_gathered_new (void)
{
  CommsDbGathered *self = g_new0 (CommsDbGathered, 1);

  self->late = g_array_new (FALSE, FALSE, sizeof (Late));
  g_array_set_clear_func (self->late, late_clear);
  return self;
}

void
comms_db_gathered_free (CommsDbGathered *self)
{
  g_array_unref (self->late);
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

void
comms_db_gathered_add_late (CommsDbGathered *self,
                            CommsDbFunc func,
                            gpointer data,
                            GDestroyNotify data_free)
{
  const Late late = { func, data, data_free };

  g_array_append_val (self->late, late);
}

gboolean
comms_db_gathered_do_late (CommsDbGathered *self, CommsDb *db, GError **error)
{
  for (guint i = 0; i < self->late->len; i++)
    {
      const Late late = g_array_index (self->late, Late, i);

      if (!late.func (db, late.data, error))
        return FALSE;
    }
  g_array_set_size (self->late, 0);
  return TRUE;
}

void
comms_db_gathered_clear (CommsDbGathered *self)
{
  self->marks = 0;
  g_array_set_size (self->late, 0);
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
  g_array_set_size (self->late, self->n_late_before);
}
