/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include "comms-draft-options.h"

#include <glib/gi18n-lib.h>

#include "comms-fit.h"
#include "comms-media-file.h"

CommsDraftOptions comms_draft_options;

typedef struct
{
  char *file;
  char *alt; /* NULL until it is said */
} Named;

static GArray *all_named;

static void
clear_named (gpointer data)
{
  Named *named = data;

  g_free (named->file);
  g_free (named->alt);
}

gboolean
comms_draft_media_cb (const char *name, const char *value, gpointer unused, GError **error)
{
  Named named = { .file = g_strdup (value) };

  if (all_named == NULL)
    {
      all_named = g_array_new (FALSE, FALSE, sizeof (Named));
      g_array_set_clear_func (all_named, clear_named);
    }
  g_array_append_val (all_named, named);
  return TRUE;
}

gboolean
comms_draft_alt_cb (const char *name, const char *value, gpointer unused, GError **error)
{
  Named *last =
    comms_draft_has_media () ? &g_array_index (all_named, Named, all_named->len - 1) : NULL;

  if (last != NULL && last->alt == NULL)
    {
      last->alt = comms_text_clean (value, -1, NULL);
      return TRUE;
    }
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       last == NULL
                         ? C_ ("cli", "Of which picture? Name it with --media before its --alt.")
                         : C_ ("cli", "A picture has one alt text; name the next picture with "
                                      "--media before its --alt."));
  return FALSE;
}

gboolean
comms_draft_has_media (void)
{
  return all_named != NULL && all_named->len > 0;
}

GPtrArray *
comms_draft_read_media (CommsAccount *account, GError **error)
{
  const CommsMediaLimits limits = comms_media_limits (account);
  g_autoptr (GPtrArray) media = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; all_named != NULL && i < all_named->len; i++)
    {
      const Named *named = &g_array_index (all_named, Named, i);
      /* Never an address: nothing is fetched from the network for it. */
      g_autoptr (GFile) file = g_file_new_for_path (named->file);
      CommsMedia *item = comms_media_read_file (file, &limits, NULL, NULL, error);

      if (item == NULL)
        return NULL;
      g_object_set (item, "alt", named->alt, NULL);
      g_ptr_array_add (media, item);
    }
  return g_steal_pointer (&media);
}

char *
comms_draft_read_text (GError **error)
{
  g_autofree char *text = comms_cli_read_words (error);

  return text != NULL ? g_strdup (g_strstrip (text)) : NULL;
}

GPtrArray *
comms_draft_find_accounts (CommsCli *cli, char **words, GError **error)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      CommsAccount *account = comms_cli_find_account (cli, words[i], error);

      if (account == NULL)
        return NULL;
      g_ptr_array_add (accounts, account);
    }
  return g_steal_pointer (&accounts);
}

void
comms_draft_print_ids (CommsCli *cli, GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (ids, gint64, i));

      comms_cli_print_values (cli, "id", id, NULL);
    }
}
