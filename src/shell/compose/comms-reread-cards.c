/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-reread-cards.h"

#include "comms-reread-card.h"
#include "comms-undo.h"
#include "comms-words.h"

/* What it is among several, or NULL where it stands alone. (transfer full) */
static char *
dup_heading (CommsRereadData *all, CommsRereadPost *post)
{
  CommsAccount *account = post->data->context->account;
  g_autofree char *subtitle = NULL;

  if (post->part > 0 && !post->joins)
    /* Translators: the number of a part of a thread, of how many, and its state: "Posted" */
    return g_strdup_printf (C_ ("re-read", "Part %d of %d, not decided here: %s"), (int) post->part,
                            (int) post->n_parts, comms_post_state_word (post->data->post->state));
  if (post->part > 0)
    /* Translators: the number of a part of a thread, and of how many */
    return g_strdup_printf (C_ ("re-read", "Part %d of %d"), (int) post->part, (int) post->n_parts);
  if (all->posts->len == 1)
    return NULL;
  subtitle = comms_account_dup_subtitle (account);
  if (post->data->post->lead_id == 0)
    return g_steal_pointer (&subtitle);
  return g_strdup_printf (post->data->post->own_wording
                            /* Translators: the network and name of an account */
                            ? C_ ("re-read", "%s, in words of its own")
                            /* Translators: the network and name of an account */
                            : C_ ("re-read", "%s, in the same words"),
                          subtitle);
}

/* The pair of toggles on the first turns them all. */
static void
direction_cb (CommsRereadCard *card)
{
  gboolean rtl;

  g_object_get (card, "rtl", &rtl, NULL);
  for (GtkWidget *other = gtk_widget_get_next_sibling (GTK_WIDGET (card)); other != NULL;
       other = gtk_widget_get_next_sibling (other))
    g_object_set (other, "rtl", rtl, NULL);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    comms_undo_show_error (error);
}

static void
open_link_cb (CommsRereadCard *card, const char *link)
{
  gboolean has_scheme = strstr (link, "://") != NULL;
  g_autofree char *uri = g_strconcat (has_scheme ? "" : "https://", link, NULL);

  g_app_info_launch_default_for_uri_async (uri, NULL, NULL, opened_cb, NULL);
}

static GtkWidget *
add_card (GtkBox *cards)
{
  GtkWidget *card = comms_reread_card_new ();
  gboolean first = gtk_widget_get_first_child (GTK_WIDGET (cards)) == NULL;

  g_object_set (card, "toggles", first, NULL);
  g_signal_connect (card, "open-link", G_CALLBACK (open_link_cb), NULL);
  if (first)
    g_signal_connect (card, "notify::rtl", G_CALLBACK (direction_cb), NULL);
  gtk_box_append (cards, card);
  return card;
}

void
comms_reread_cards_fill (GtkBox *cards, CommsRereadData *all)
{
  GtkWidget *card;

  g_return_if_fail (GTK_IS_BOX (cards));
  g_return_if_fail (all != NULL);

  card = gtk_widget_get_first_child (GTK_WIDGET (cards));
  for (guint i = 0; i < all->posts->len; i++)
    {
      CommsRereadPost *post = g_ptr_array_index (all->posts, i);
      g_autofree char *heading = NULL;

      if (post->data->context->account == NULL)
        continue;
      if (card == NULL)
        card = add_card (cards);
      heading = dup_heading (all, post);
      comms_reread_card_set_post (COMMS_REREAD_CARD (card), post, heading);
      card = gtk_widget_get_next_sibling (card);
    }
  while (card != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (card);

      gtk_box_remove (cards, card);
      card = next;
    }
}

void
comms_reread_cards_restyle (GtkBox *cards)
{
  g_return_if_fail (GTK_IS_BOX (cards));

  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (cards)); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    comms_reread_card_restyle (COMMS_REREAD_CARD (card));
}
