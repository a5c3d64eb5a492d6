/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-read-check.h"

#include "comms-post.h"

struct _CommsReadCheck
{
  GtkCheckButton parent_instance;

  char *shown; /* what is before the person's eyes; NULL for nothing yet */
};

G_DEFINE_FINAL_TYPE (CommsReadCheck, comms_read_check, GTK_TYPE_CHECK_BUTTON)

static void
comms_read_check_finalize (GObject *object)
{
  g_free (COMMS_READ_CHECK (object)->shown);

  G_OBJECT_CLASS (comms_read_check_parent_class)->finalize (object);
}

static void
comms_read_check_class_init (CommsReadCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = comms_read_check_finalize;
}

static void
comms_read_check_init (CommsReadCheck *self)
{
}

void
comms_read_check_begin (CommsReadCheck *self)
{
  g_return_if_fail (COMMS_IS_READ_CHECK (self));

  g_clear_pointer (&self->shown, g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self), FALSE);
}

void
comms_read_check_show (CommsReadCheck *self, GPtrArray *posts)
{
  g_autoptr (GString) shown = g_string_new (NULL);

  g_return_if_fail (COMMS_IS_READ_CHECK (self));
  g_return_if_fail (posts != NULL);

  for (guint i = 0; i < posts->len; i++)
    {
      g_autofree char *seen = comms_post_dup_seen (g_ptr_array_index (posts, i));

      g_string_append_printf (shown, "%s\n", seen);
    }
  if (g_strcmp0 (self->shown, shown->str) == 0)
    return;
  g_free (self->shown);
  self->shown = g_string_free (g_steal_pointer (&shown), FALSE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self), FALSE);
}
