/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-secret-row.h"

#include <string.h>

#include "comms-secrets.h"

#define DOT "\xe2\x80\xa2"

struct _CommsSecretRow
{
  AdwEntryRow parent_instance;

  char *secret; /* as many characters as there are dots */
};

G_DEFINE_FINAL_TYPE (CommsSecretRow, comms_secret_row, ADW_TYPE_ENTRY_ROW)

/* Puts @size bytes of @chars in the place of the characters from @start to @end. A text that grows
 * would leave its old memory behind. */
static void
replace (CommsSecretRow *self, int start, int end, const char *chars, gsize size)
{
  const char *from = g_utf8_offset_to_pointer (self->secret, start);
  const char *to = g_utf8_offset_to_pointer (self->secret, end);
  const gsize before = (gsize) (from - self->secret);
  char *secret = g_malloc (before + size + strlen (to) + 1);

  memcpy (secret, self->secret, before);
  memcpy (secret + before, chars, size);
  strcpy (secret + before + size, to);
  comms_secret_free (self->secret);
  self->secret = secret;
}

static void
insert_text_cb (
  GtkEditable *text, const char *chars, int length, int *position, CommsSecretRow *self)
{
  const gsize size = length < 0 ? strlen (chars) : (gsize) length;
  g_autoptr (GString) dots = g_string_new (NULL);

  g_assert (COMMS_IS_SECRET_ROW (self));

  replace (self, *position, *position, chars, size);
  for (glong n = g_utf8_strlen (chars, (gssize) size); n > 0; n--)
    g_string_append (dots, DOT);
  g_signal_handlers_block_by_func (text, insert_text_cb, self);
  gtk_editable_insert_text (text, dots->str, (int) dots->len, position);
  g_signal_handlers_unblock_by_func (text, insert_text_cb, self);
  g_signal_stop_emission_by_name (text, "insert-text");
}

static void
delete_text_cb (GtkEditable *text, int start, int end, CommsSecretRow *self)
{
  const int length = (int) g_utf8_strlen (self->secret, -1);

  g_assert (COMMS_IS_SECRET_ROW (self));

  replace (self, MIN (start, length), end < 0 ? length : CLAMP (end, start, length), "", 0);
}

static void
comms_secret_row_finalize (GObject *object)
{
  comms_secret_free (COMMS_SECRET_ROW (object)->secret);

  G_OBJECT_CLASS (comms_secret_row_parent_class)->finalize (object);
}

static void
comms_secret_row_class_init (CommsSecretRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = comms_secret_row_finalize;
}

static void
comms_secret_row_init (CommsSecretRow *self)
{
  GtkText *text = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self)));

  self->secret = g_strdup ("");
  /* Taking back would bring back dots. */
  gtk_editable_set_enable_undo (GTK_EDITABLE (self), FALSE);
  gtk_text_set_visibility (text, FALSE);
  gtk_text_set_input_purpose (text, GTK_INPUT_PURPOSE_PASSWORD);
  gtk_text_set_input_hints (text, GTK_INPUT_HINT_PRIVATE | GTK_INPUT_HINT_NO_SPELLCHECK);
  g_signal_connect_object (text, "insert-text", G_CALLBACK (insert_text_cb), self, 0);
  g_signal_connect_object (text, "delete-text", G_CALLBACK (delete_text_cb), self, 0);
}

char *
comms_secret_row_dup_secret (CommsSecretRow *self)
{
  g_return_val_if_fail (COMMS_IS_SECRET_ROW (self), NULL);

  return g_strstrip (g_strdup (self->secret));
}
