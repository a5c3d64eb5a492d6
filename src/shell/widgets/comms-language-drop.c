/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-language-drop.h"

#include "comms-words.h"

struct _CommsLanguageDrop
{
  GtkWidget parent_instance;

  GtkDropDown *drop;
  GtkStringList *tags;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CommsLanguageDrop, comms_language_drop, GTK_TYPE_WIDGET)

enum
{
  PROP_LANGUAGE = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

/* What a desk in Pakistan writes in; another language of a record is added when it comes. */
static const char *const usual[] = { "en", "ur", "pa", "ps", "sd", "bal", "ar", "fr", NULL };

/* "EN": a badge that is the same in every interface language. */
static char *
dup_badge (const char *tag)
{
  return g_ascii_strup (tag, (gssize) MIN (strcspn (tag, "-"), 3));
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *badge = gtk_label_new (NULL);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (badge, "language-badge");
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *badge = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *label = gtk_widget_get_next_sibling (badge);
  const char *tag = gtk_string_object_get_string (gtk_list_item_get_item (item));
  g_autofree char *short_tag = dup_badge (tag);
  g_autofree char *word = comms_language_dup_word (tag);

  gtk_label_set_label (GTK_LABEL (badge), short_tag);
  gtk_label_set_label (GTK_LABEL (label), word);
}

static void
selected_cb (CommsLanguageDrop *self)
{
  g_assert (COMMS_IS_LANGUAGE_DROP (self));

  if (!self->filling)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LANGUAGE]);
}

static void
comms_language_drop_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CommsLanguageDrop *self = COMMS_LANGUAGE_DROP (object);

  switch (prop_id)
    {
    case PROP_LANGUAGE:
      g_value_set_string (value, comms_language_drop_get_language (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_language_drop_set_property (GObject *object,
                                  guint prop_id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  CommsLanguageDrop *self = COMMS_LANGUAGE_DROP (object);

  switch (prop_id)
    {
    case PROP_LANGUAGE:
      comms_language_drop_set_language (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_language_drop_dispose (GObject *object)
{
  CommsLanguageDrop *self = COMMS_LANGUAGE_DROP (object);

  if (self->drop != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->drop)));
  g_clear_object (&self->tags);

  G_OBJECT_CLASS (comms_language_drop_parent_class)->dispose (object);
}

static void
comms_language_drop_class_init (CommsLanguageDropClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = comms_language_drop_get_property;
  object_class->set_property = comms_language_drop_set_property;
  object_class->dispose = comms_language_drop_dispose;

  properties[PROP_LANGUAGE] =
    g_param_spec_string ("language", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
comms_language_drop_init (CommsLanguageDrop *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->tags = gtk_string_list_new (usual);
  self->drop = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->tags)), NULL));
  gtk_drop_down_set_factory (self->drop, factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("text", "Language"), -1);
  g_signal_connect_object (self->drop, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self->drop), GTK_WIDGET (self));
}

const char *
comms_language_drop_get_language (CommsLanguageDrop *self)
{
  guint selected;

  g_return_val_if_fail (COMMS_IS_LANGUAGE_DROP (self), NULL);

  selected = gtk_drop_down_get_selected (self->drop);
  return selected != GTK_INVALID_LIST_POSITION ? gtk_string_list_get_string (self->tags, selected)
                                               : NULL;
}

void
comms_language_drop_set_language (CommsLanguageDrop *self, const char *language)
{
  const char *tag = language != NULL && *language != '\0' ? language : usual[0];
  guint n_tags, position;

  g_return_if_fail (COMMS_IS_LANGUAGE_DROP (self));

  n_tags = g_list_model_get_n_items (G_LIST_MODEL (self->tags));
  for (position = 0; position < n_tags; position++)
    if (g_str_equal (gtk_string_list_get_string (self->tags, position), tag))
      break;
  self->filling = TRUE;
  if (position == n_tags)
    gtk_string_list_append (self->tags, tag);
  gtk_drop_down_set_selected (self->drop, position);
  self->filling = FALSE;
}
