/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-store-error.h"

#include <errno.h>

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (comms - store - error - quark, comms_store_error)

/* Translators: in these sentences, %s is the path of a desk file. */
static const char *const sentences[] = {
  [COMMS_STORE_ERROR_NEWER] =
    NC_ ("error",
         "The desk “%s” was written by a newer version of this program. Install that "
         "version to open it."),
  [COMMS_STORE_ERROR_DAMAGED] =
    NC_ ("error",
         "The desk “%s” is damaged or is not a desk. Restore its newest backup, or choose "
         "another file."),
  [COMMS_STORE_ERROR_READ_ONLY] =
    NC_ ("error",
         "The desk “%s” may not be changed by you. Ask for the right to write the file and "
         "its folder, or work on a copy."),
  [COMMS_STORE_ERROR_FULL] =
    NC_ ("error",
         "There is no room left for the desk “%s”, so nothing was changed. Free some space "
         "on its disk and try again."),
  [COMMS_STORE_ERROR_BUSY] =
    NC_ ("error",
         "Another program is writing to the desk “%s”, so nothing was changed. Try again "
         "in a moment."),
  [COMMS_STORE_ERROR_MISSING] =
    NC_ ("error", "There is no desk “%s”. Choose another file, or create a desk there."),
  [COMMS_STORE_ERROR_STALE] =
    NC_ ("error",
         "Someone else has changed this in the desk “%s” in the meantime. Look at it "
         "again."),
};

void
comms_store_error_set (GError **error, CommsStoreError code, const char *path, const char *reason)
{
  g_autofree char *name = g_filename_display_name (path);

  if (code == COMMS_STORE_ERROR_FAILED)
    g_set_error (error, COMMS_STORE_ERROR, (int) code,
                 /* Translators: first the path of a desk file, then the database's or the system's
                  * own message, which may be in English. */
                 C_ ("error", "The desk “%s” could not do this and changed nothing: %s."), name,
                 reason);
  else
    {
      g_autoptr (GString) sentence = NULL;

      sentence = g_string_new (g_dpgettext2 (GETTEXT_PACKAGE, "error", sentences[code]));
      g_string_replace (sentence, "%s", name, 1);
      g_set_error_literal (error, COMMS_STORE_ERROR, (int) code, sentence->str);
    }
}

static CommsStoreError
code_of_errno (int number)
{
  switch (number)
    {
    case ENOENT:
    case ENOTDIR:
      return COMMS_STORE_ERROR_MISSING;
    case EACCES:
    case EPERM:
    case EROFS:
      return COMMS_STORE_ERROR_READ_ONLY;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return COMMS_STORE_ERROR_FULL;
    default:
      return COMMS_STORE_ERROR_FAILED;
    }
}

void
comms_store_error_set_errno (GError **error, int number, const char *path)
{
  comms_store_error_set (error, code_of_errno (number), path, g_strerror (number));
}
