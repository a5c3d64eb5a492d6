/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-welcome.h"

#include "comms-language.h"
#include "comms-menu.h"
#include "comms-open-file.h"

struct _CommsWelcome
{
  AdwBin parent_instance;

  GtkWidget *promise;
  GtkMenuButton *menu_button;
  GtkMenuButton *language_button;
  GtkButton *other_language;
};

G_DEFINE_FINAL_TYPE (CommsWelcome, comms_welcome, ADW_TYPE_BIN)

static void
open_clicked_cb (CommsWelcome *self)
{
  g_assert (COMMS_IS_WELCOME (self));

  comms_open_file_ask (GTK_WIDGET (self));
}

/* All languages in a menu, and one click away the one that a newcomer most likely looks for. */
static void
comms_welcome_fill_languages (CommsWelcome *self)
{
  const CommsLanguage *now = comms_language_now ();
  const CommsLanguage *other = NULL;
  guint n_languages;
  const CommsLanguage *languages = comms_languages (&n_languages);
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < n_languages; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (languages[i].name, NULL);

      g_menu_item_set_action_and_target (item, "app.language", "s", languages[i].tag);
      g_menu_append_item (menu, item);
      if (other == NULL && &languages[i] != now)
        other = &languages[i];
    }
  gtk_menu_button_set_menu_model (self->language_button, G_MENU_MODEL (menu));
  gtk_menu_button_set_label (self->language_button, now->name);
  if (other == NULL)
    return;
  gtk_button_set_label (self->other_language, other->name);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->other_language), "s", other->tag);
  gtk_widget_set_visible (GTK_WIDGET (self->other_language), TRUE);
  if (other->css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->other_language), other->css_class);
}

static void
comms_welcome_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_WELCOME);

  G_OBJECT_CLASS (comms_welcome_parent_class)->dispose (object);
}

static void
comms_welcome_class_init (CommsWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_welcome_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsWelcome, promise);
  gtk_widget_class_bind_template_child (widget_class, CommsWelcome, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CommsWelcome, language_button);
  gtk_widget_class_bind_template_child (widget_class, CommsWelcome, other_language);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
}

static void
comms_welcome_init (CommsWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  comms_menu_button_lazy (self->menu_button, "welcome");
  comms_welcome_fill_languages (self);
}

/**
 * comms_welcome_new:
 *
 * Returns: (transfer floating): what a new user sees first
 */
GtkWidget *
comms_welcome_new (void)
{
  return g_object_new (COMMS_TYPE_WELCOME, NULL);
}
