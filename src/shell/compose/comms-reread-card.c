/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-reread-card.h"

#include "comms-count.h"
#include "comms-fit.h"
#include "comms-link-check.h"
#include "comms-marks.h"
#include "comms-media.h"
#include "comms-network.h"
#include "comms-paint.h"
#include "comms-post-body.h"
#include "comms-post-pictures.h"
#include "comms-release-links.h"

struct _CommsRereadCard
{
  AdwBin parent_instance;

  GtkLabel *heading_label;
  GtkBox *card;
  AdwAvatar *avatar;
  GtkLabel *display_name_label;
  GtkLabel *small_handle_label;
  GtkBox *toggle_box;
  GtkToggleButton *ltr_button;
  GtkToggleButton *rtl_button;
  CommsPostBody *body;
  GtkBox *alt_box;
  GtkBox *link_box;
  GtkLabel *link_title_label;
  GtkLabel *link_label;

  char *text;
  char *link;
  gboolean toggles;
};

enum
{
  PROP_RTL = 1,
  PROP_TOGGLES,
  N_PROPS,
};

enum
{
  OPEN_LINK,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CommsRereadCard, comms_reread_card, ADW_TYPE_BIN)

static gboolean
is_rtl (CommsRereadCard *self)
{
  return gtk_toggle_button_get_active (self->rtl_button);
}

static void
set_rtl (CommsRereadCard *self, gboolean rtl)
{
  gtk_toggle_button_set_active (rtl ? self->rtl_button : self->ltr_button, TRUE);
}

void
comms_reread_card_restyle (CommsRereadCard *self)
{
  g_return_if_fail (COMMS_IS_REREAD_CARD (self));

  comms_post_body_restyle (self->body, is_rtl (self));
}

/* --- filling --- */

static void
fill_account (CommsRereadCard *self, CommsAccount *account)
{
  const char *name = account->display_name != NULL ? account->display_name : account->name;
  g_autofree char *handle = g_strconcat ("@", account->handle, NULL);
  /* What stands in brackets has no initial. */
  g_autofree char *plain_name = g_strndup (name, strcspn (name, "("));

  adw_avatar_set_text (self->avatar, plain_name);
  gtk_label_set_label (self->display_name_label, name);
  gtk_label_set_label (self->small_handle_label, handle);
  comms_widget_set_network (GTK_WIDGET (self->card), account->network);
}

/* The first link of a text, or NULL. */
static char *
dup_link (const char *text)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text);

  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      if (entity->kind == COMMS_ENTITY_URL)
        return g_strndup (text + entity->start, entity->end - entity->start);
    }
  return NULL;
}

/* What the page behind the link is called, as far as anybody looked. */
static char *
dup_link_title (CommsRereadCard *self, CommsPostContext *context, CommsLinkCheck *seen)
{
  CommsRelease *release = context->release;

  if (seen != NULL && seen->title != NULL && *seen->title != '\0')
    /* Translators: %s is the title of a web page */
    return g_strdup_printf (C_ ("re-read", "The link opens: “%s”"), seen->title);
  if (seen != NULL && (seen->status == 404 || seen->status == 410))
    return g_strdup (C_ ("re-read", "There is no page at the link"));
  if (seen != NULL && seen->status >= 400)
    {
      g_autofree char *status = comms_format_number (seen->status);

      /* Translators: %s is the number of an HTTP status, such as 503 */
      return g_strdup_printf (C_ ("re-read", "The link does not open: its server answers %s"),
                              status);
    }
  if (seen != NULL && seen->problem != NULL)
    /* Translators: %s is a sentence that says why a web page could not be fetched */
    return g_strdup_printf (C_ ("re-read", "The link does not open: %s"), seen->problem);
  if (release != NULL && comms_release_has_link (release, self->link))
    /* Translators: %s is the title of a release */
    return g_strdup_printf (C_ ("re-read", "The link leads to “%s”"),
                            release->title != NULL ? release->title : release->headline);
  return g_strdup (release != NULL
                     ? C_ ("re-read", "The link leads to another page than the release’s")
                     : C_ ("re-read", "The link leads here:"));
}

/* Where it leads, and when that was looked at. */
static char *
dup_link_line (CommsRereadCard *self, CommsPostContext *context, CommsLinkCheck *seen)
{
  g_autofree char *at = NULL;

  if (seen == NULL || seen->checked_at == 0)
    /* Translators: %s is a web address */
    return g_strdup_printf (C_ ("re-read", "%s · its page was not fetched"), self->link);
  at = comms_format_moment (context->policy->zone, seen->checked_at, context->now);
  /* Translators: a web address, then a day and time */
  return g_strdup_printf (C_ ("re-read", "%s · looked at %s"), self->link, at);
}

static void
fill_link (CommsRereadCard *self, CommsPostContext *context)
{
  CommsLinkCheck *seen = NULL;
  g_autofree char *title = NULL;
  g_autofree char *line = NULL;

  g_clear_pointer (&self->link, g_free);
  self->link = dup_link (self->text);
  gtk_widget_set_visible (GTK_WIDGET (self->link_box), self->link != NULL);
  if (self->link == NULL)
    return;
  if (context->link_checks != NULL)
    seen = g_hash_table_lookup (context->link_checks, self->link);
  title = dup_link_title (self, context, seen);
  line = dup_link_line (self, context, seen);
  gtk_label_set_label (self->link_title_label, title);
  gtk_label_set_label (self->link_label, line);
  comms_widget_toggle_class (GTK_WIDGET (self->link_title_label), "stale",
                             seen != NULL && (seen->problem != NULL || seen->status >= 400));
}

void
comms_reread_card_set_post (CommsRereadCard *self, CommsRereadPost *post, const char *heading)
{
  CommsPost *row;
  CommsAccount *account;

  g_return_if_fail (COMMS_IS_REREAD_CARD (self));
  g_return_if_fail (post != NULL && post->data->context->account != NULL);

  row = post->data->post;
  account = post->data->context->account;
  g_free (self->text);
  self->text = g_strdup (row->text != NULL ? row->text : "");
  gtk_label_set_label (self->heading_label, heading != NULL ? heading : "");
  gtk_widget_set_visible (GTK_WIDGET (self->heading_label), heading != NULL);
  fill_account (self, account);
  comms_post_body_set_post (self->body, row, account, post->media);
  comms_post_pictures_fill_alts (self->alt_box, post->media);
  fill_link (self, post->data->context);
  set_rtl (self, comms_text_is_rtl (self->text));
  comms_reread_card_restyle (self);
}

/* --- callbacks --- */

static void
direction_cb (CommsRereadCard *self)
{
  g_assert (COMMS_IS_REREAD_CARD (self));

  comms_reread_card_restyle (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RTL]);
}

static void
open_link_cb (CommsRereadCard *self)
{
  g_assert (COMMS_IS_REREAD_CARD (self));

  g_signal_emit (self, signals[OPEN_LINK], 0, self->link);
}

/* --- overrides --- */

static void
comms_reread_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CommsRereadCard *self = COMMS_REREAD_CARD (object);

  if (id == PROP_RTL)
    g_value_set_boolean (value, is_rtl (self));
  else if (id == PROP_TOGGLES)
    g_value_set_boolean (value, self->toggles);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
comms_reread_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CommsRereadCard *self = COMMS_REREAD_CARD (object);

  if (id == PROP_RTL)
    set_rtl (self, g_value_get_boolean (value));
  else if (id == PROP_TOGGLES)
    {
      self->toggles = g_value_get_boolean (value);
      gtk_widget_set_visible (GTK_WIDGET (self->toggle_box), self->toggles);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
comms_reread_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_REREAD_CARD);

  G_OBJECT_CLASS (comms_reread_card_parent_class)->dispose (object);
}

static void
comms_reread_card_finalize (GObject *object)
{
  CommsRereadCard *self = COMMS_REREAD_CARD (object);

  g_free (self->text);
  g_free (self->link);

  G_OBJECT_CLASS (comms_reread_card_parent_class)->finalize (object);
}

static void
comms_reread_card_class_init (CommsRereadCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = comms_reread_card_get_property;
  object_class->set_property = comms_reread_card_set_property;
  object_class->dispose = comms_reread_card_dispose;
  object_class->finalize = comms_reread_card_finalize;
  props[PROP_RTL] =
    g_param_spec_boolean ("rtl", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_TOGGLES] =
    g_param_spec_boolean ("toggles", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[OPEN_LINK] = g_signal_new ("open-link", COMMS_TYPE_REREAD_CARD, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (COMMS_TYPE_POST_BODY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-reread-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsRereadCard, heading_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadCard, card);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadCard, avatar);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadCard, display_name_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadCard, small_handle_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadCard, toggle_box);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadCard, ltr_button);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadCard, rtl_button);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadCard, body);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadCard, alt_box);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadCard, link_box);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadCard, link_title_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadCard, link_label);
  gtk_widget_class_bind_template_callback (widget_class, direction_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_link_cb);
}

static void
comms_reread_card_init (CommsRereadCard *self)
{
  self->toggles = TRUE;
  self->text = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
comms_reread_card_new (void)
{
  return g_object_new (COMMS_TYPE_REREAD_CARD, NULL);
}
