/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-post-body.h"

#include "comms-network.h"
#include "comms-paint.h"
#include "comms-post-markup.h"
#include "comms-post-pictures.h"
#include "comms-post-settings.h"
#include "comms-words.h"

struct _CommsPostBody
{
  GtkBox parent_instance;

  GtkLabel *reply_label;
  GtkLabel *warning_label;
  GtkLabel *text_label;
  GtkLabel *repliers_label;
  GtkLabel *language_label;
  AdwBin *media_bin;

  char *text;
  char *media_hash; /* of the pictures that it shows */
};

G_DEFINE_FINAL_TYPE (CommsPostBody, comms_post_body, GTK_TYPE_BOX)

static void
comms_post_body_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_POST_BODY);

  G_OBJECT_CLASS (comms_post_body_parent_class)->dispose (object);
}

static void
comms_post_body_finalize (GObject *object)
{
  CommsPostBody *self = COMMS_POST_BODY (object);

  g_free (self->text);
  g_free (self->media_hash);

  G_OBJECT_CLASS (comms_post_body_parent_class)->finalize (object);
}

static void
comms_post_body_class_init (CommsPostBodyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_post_body_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_post_body_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-post-body.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsPostBody, reply_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPostBody, warning_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPostBody, text_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPostBody, repliers_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPostBody, language_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPostBody, media_bin);
}

static void
comms_post_body_init (CommsPostBody *self)
{
  self->text = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The further parts of a thread answer the part before them, which shows. */
static void
fill_answers (CommsPostBody *self, CommsPost *post)
{
  const CommsRepliers repliers = comms_post_get_repliers (post);
  const gboolean is_reply =
    post->thread_position <= 1 && post->reply_to != NULL && *post->reply_to != '\0';
  /* Translators: above the text of a post; %s is the address of another post */
  g_autofree char *reply =
    is_reply ? g_strdup_printf (C_ ("re-read", "Answers %s"), post->reply_to) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->reply_label), is_reply);
  gtk_label_set_label (self->reply_label, is_reply ? reply : "");
  gtk_widget_set_visible (GTK_WIDGET (self->repliers_label), repliers != COMMS_REPLIERS_EVERYONE);
  gtk_label_set_label (self->repliers_label, comms_repliers_sentence (repliers));
}

/* Mastodon alone hides a post behind its warning. */
static void
fill_warning (CommsPostBody *self, CommsPost *post, CommsAccount *account)
{
  gboolean has_warning = post->content_warning != NULL && *post->content_warning != '\0' &&
                         account != NULL && g_strcmp0 (account->network, "mastodon") == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->warning_label), has_warning);
  gtk_label_set_label (self->warning_label, has_warning ? post->content_warning : "");
}

/* The network is told it, and a reader's program reads the text aloud in it. */
static void
fill_language (CommsPostBody *self, CommsPost *post)
{
  const gboolean is_said = post->language != NULL && *post->language != '\0';
  g_autofree char *word = is_said ? comms_language_dup_word (post->language) : NULL;
  /* Translators: under the text of a post; %s is a language, such as "Urdu" */
  g_autofree char *label =
    is_said ? g_strdup_printf (C_ ("re-read", "Language: %s"), word) : g_strdup ("");

  gtk_label_set_label (self->language_label, label);
  gtk_widget_set_visible (GTK_WIDGET (self->language_label), is_said);
  comms_widget_toggle_class (GTK_WIDGET (self->text_label), "urdu",
                             g_strcmp0 (post->language, "ur") == 0);
}

/* The same pictures are not decoded again each time that the desk changes. */
static void
fill_media (CommsPostBody *self, CommsPost *post, GPtrArray *media)
{
  const gboolean has_media = adw_bin_get_child (self->media_bin) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->media_bin), media->len > 0);
  if (has_media == (media->len > 0) && g_strcmp0 (self->media_hash, post->media_hash) == 0)
    return;
  g_free (self->media_hash);
  self->media_hash = g_strdup (post->media_hash);
  adw_bin_set_child (self->media_bin, media->len > 0 ? comms_post_pictures_new (media) : NULL);
}

void
comms_post_body_set_post (CommsPostBody *self,
                          CommsPost *post,
                          CommsAccount *account,
                          GPtrArray *media)
{
  g_return_if_fail (COMMS_IS_POST_BODY (self));
  g_return_if_fail (COMMS_IS_POST (post));
  g_return_if_fail (media != NULL);

  g_free (self->text);
  self->text = g_strdup (post->text != NULL ? post->text : "");
  fill_answers (self, post);
  fill_warning (self, post, account);
  fill_language (self, post);
  fill_media (self, post, media);
}

void
comms_post_body_restyle (CommsPostBody *self, gboolean rtl)
{
  g_autofree char *markup = NULL;

  g_return_if_fail (COMMS_IS_POST_BODY (self));

  markup = comms_post_dup_markup (GTK_WIDGET (self), self->text, rtl);
  gtk_label_set_markup (self->text_label, markup);
  /* It begins where its direction begins. */
  gtk_widget_set_direction (GTK_WIDGET (self->text_label),
                            rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
}

void
comms_widget_set_network (GtkWidget *widget, const char *network)
{
  guint n_networks;
  const CommsNetworkInfo *networks = comms_networks (&n_networks);

  g_return_if_fail (GTK_IS_WIDGET (widget));

  for (guint i = 0; i < n_networks; i++)
    {
      g_autofree char *class = g_strconcat ("network-", networks[i].key, NULL);

      comms_widget_toggle_class (widget, class, g_strcmp0 (network, networks[i].key) == 0);
    }
}
