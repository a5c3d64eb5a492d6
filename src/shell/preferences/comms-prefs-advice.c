/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-prefs-advice.h"

#include <glib/gi18n-lib.h>

#include "comms-advice.h"
#include "comms-page.h"
#include "comms-prefs-rows.h"

struct _CommsPrefsAdvice
{
  AdwPreferencesPage parent_instance;

  CommsDesk *desk;
  GCancellable *cancellable;
  gboolean filling;

  AdwPreferencesGroup *group;
  GtkWidget *drops[COMMS_CHECK_N_OF_POST];
};

G_DEFINE_FINAL_TYPE (CommsPrefsAdvice, comms_prefs_advice, ADW_TYPE_PREFERENCES_PAGE)

/* As they stand in the drop-down. */
static const CommsCheckLevel levels[] = { COMMS_CHECK_OFF, COMMS_CHECK_HINTS, COMMS_CHECK_WARNS,
                                          COMMS_CHECK_BLOCKS };

static void
select_level (CommsPrefsAdvice *self, guint kind, CommsCheckLevel level)
{
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (levels[i] == level)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drops[kind]), i);
}

static gpointer
load (CommsTx *tx, gpointer unused, GError **error)
{
  return comms_advice_levels_load (tx, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPrefsAdvice) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree CommsAdviceLevels *set = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (self->desk == NULL)
    return;
  if (set == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  self->filling = TRUE;
  for (guint i = 0; i < COMMS_CHECK_N_OF_POST; i++)
    select_level (self, i, set->levels[i]);
  self->filling = FALSE;
}

static void
desk_changed_cb (CommsPrefsAdvice *self, CommsSubject subject)
{
  g_assert (COMMS_IS_PREFS_ADVICE (self));

  if (subject == COMMS_SUBJECT_HOUSE_STYLE)
    comms_desk_run_async (self->desk, load, NULL, NULL, g_free, self->cancellable, loaded_cb,
                          g_object_ref (self));
}

typedef struct
{
  CommsCheckKind kind;
  CommsCheckLevel level;
} Setting;

static gpointer
set_level (CommsTx *tx, gpointer data, GError **error)
{
  Setting *setting = data;

  return GINT_TO_POINTER (comms_advice_set_level (tx, setting->kind, setting->level, error));
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsPrefsAdvice) self = user_data;
  g_autoptr (GError) error = NULL;

  comms_desk_run_finish (COMMS_DESK (source), result, &error);
  if (error == NULL || self->desk == NULL)
    return;
  comms_show_error (GTK_WIDGET (self), error);
  desk_changed_cb (self, COMMS_SUBJECT_HOUSE_STYLE);
}

static void
selected_cb (CommsPrefsAdvice *self, GParamSpec *pspec, GtkDropDown *drop)
{
  Setting *setting;

  g_assert (COMMS_IS_PREFS_ADVICE (self));

  if (self->filling)
    return;
  setting = g_new0 (Setting, 1);
  setting->kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (drop), "kind"));
  setting->level = levels[MIN (gtk_drop_down_get_selected (drop), G_N_ELEMENTS (levels) - 1)];
  comms_desk_run_async (self->desk, set_level, setting, g_free, NULL, NULL, set_cb,
                        g_object_ref (self));
}

/* A manager sets them; the rules of the store nobody. */
static void
allow (CommsPrefsAdvice *self)
{
  const char *why_not = comms_prefs_why_not (self->desk);

  adw_preferences_group_set_description (
    self->group, why_not != NULL ? why_not
                                 : C_ ("preferences",
                                       "A hint stands at the end of the list, a warning before it; "
                                       "what blocks must be mended, or decided against, before "
                                       "the post can go out."));
  for (guint i = 0; i < COMMS_CHECK_N_OF_POST; i++)
    gtk_widget_set_sensitive (self->drops[i],
                              why_not == NULL && comms_advice_why_fixed (i) == NULL);
}

static void
comms_prefs_advice_dispose (GObject *object)
{
  CommsPrefsAdvice *self = COMMS_PREFS_ADVICE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (comms_prefs_advice_parent_class)->dispose (object);
}

static void
comms_prefs_advice_finalize (GObject *object)
{
  g_clear_object (&COMMS_PREFS_ADVICE (object)->cancellable);

  G_OBJECT_CLASS (comms_prefs_advice_parent_class)->finalize (object);
}

static void
comms_prefs_advice_class_init (CommsPrefsAdviceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_prefs_advice_dispose;
  G_OBJECT_CLASS (klass)->finalize = comms_prefs_advice_finalize;
}

static void
add_row (CommsPrefsAdvice *self, guint kind)
{
  const char *const words[] = { C_ ("advice level", "Off"), C_ ("advice level", "Hint"),
                                C_ ("advice level", "Warning"), C_ ("advice level", "Blocks"),
                                NULL };
  const char *why_fixed = comms_advice_why_fixed (kind);
  GtkWidget *row;

  self->drops[kind] = gtk_drop_down_new_from_strings (words);
  g_object_set_data (G_OBJECT (self->drops[kind]), "kind", GUINT_TO_POINTER (kind));
  row = comms_prefs_row (comms_advice_sentence (kind), why_fixed, self->drops[kind]);
  adw_preferences_group_add (self->group, row);
  g_signal_connect_object (self->drops[kind], "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
comms_prefs_advice_init (CommsPrefsAdvice *self)
{
  self->cancellable = g_cancellable_new ();
  self->filling = TRUE;
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), C_ ("preferences", "Advice"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "check-hint-symbolic");
  self->group =
    comms_prefs_group (GTK_WIDGET (self), C_ ("preferences", "What is noticed in a post"), NULL);
  for (guint i = 0; i < COMMS_CHECK_N_OF_POST; i++)
    {
      add_row (self, i);
      select_level (self, i, comms_advice_get (i)->level);
    }
  self->filling = FALSE;
}

/**
 * comms_prefs_advice_new:
 *
 * Returns: (transfer floating): the page about what is noticed in posts
 */
GtkWidget *
comms_prefs_advice_new (CommsDesk *desk)
{
  CommsPrefsAdvice *self = g_object_new (COMMS_TYPE_PREFS_ADVICE, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::person", G_CALLBACK (allow), self, G_CONNECT_SWAPPED);
  allow (self);
  desk_changed_cb (self, COMMS_SUBJECT_HOUSE_STYLE);
  return GTK_WIDGET (self);
}
