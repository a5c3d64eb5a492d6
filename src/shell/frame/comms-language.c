/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-language.h"

#include <fontconfig/fontconfig.h>
#include <glib/gi18n-lib.h>
#include <locale.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcPattern, FcPatternDestroy)

#define NASTALIQ "Noto Nastaliq Urdu"
#define NASKH "Noto Naskh Arabic"

static const CommsLanguage languages[] = {
  { "en", "English", "en_GB.UTF-8", NULL, FALSE },
  { "ur", "اردو", "ur_PK.UTF-8", "urdu", TRUE },
};

/* What the system speaks, from before it was overridden. */
static char *system_language;
static gboolean started;

/* GLib asks only once, at the first string, whether there is a translation at all, and would
 * then never translate again. In the locale "C" it always says yes. */
static void
start_translating (void)
{
  g_autofree char *locale = g_strdup (setlocale (LC_MESSAGES, NULL));

  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  setlocale (LC_MESSAGES, "C");
  g_dgettext (GETTEXT_PACKAGE, "Comms Desk");
  setlocale (LC_MESSAGES, locale);
  system_language = g_strdup (g_getenv ("LANGUAGE"));
  started = TRUE;
}

static const CommsLanguage *
find_language (const char *tag)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (tag != NULL && strcmp (languages[i].tag, tag) == 0)
      return &languages[i];
  return NULL;
}

/* Translations are not looked for in the locale "C". */
static void
leave_c_locale (void)
{
  const char *locale = setlocale (LC_MESSAGES, NULL);

  if (g_strcmp0 (locale, "C") == 0 || g_strcmp0 (locale, "POSIX") == 0)
    setlocale (LC_ALL, "C.UTF-8");
}

/**
 * comms_languages:
 *
 * Returns: (transfer none): the languages that the interface speaks
 */
const CommsLanguage *
comms_languages (guint *n_languages)
{
  *n_languages = G_N_ELEMENTS (languages);
  return languages;
}

/**
 * comms_language_now:
 *
 * Returns: (transfer none): the language that is in use
 */
const CommsLanguage *
comms_language_now (void)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      const CommsLanguage *language = find_language (names[i]);

      if (language != NULL)
        return language;
    }
  return &languages[0];
}

/**
 * comms_language_use:
 * @tag: (nullable): "ur", or "" for what the system speaks
 *
 * Speaks that language from now on.
 */
void
comms_language_use (const char *tag)
{
  const CommsLanguage *language = find_language (tag);

  setlocale (LC_ALL, "");
  if (!started)
    start_translating ();
  if (language != NULL)
    {
      g_setenv ("LANGUAGE", language->tag, TRUE);
      if (language != &languages[0])
        setlocale (LC_ALL, language->locale);
    }
  else if (system_language != NULL)
    g_setenv ("LANGUAGE", system_language, TRUE);
  else if (g_getenv ("LANGUAGE") != NULL)
    g_unsetenv ("LANGUAGE");
  leave_c_locale ();
  /* Forgets the strings that were looked up in the other language. */
  textdomain (GETTEXT_PACKAGE);
}

/* Nastaliq stands so tall that it is set smaller than the Latin letters beside it. CSS has one
 * size for all faces of a text; fontconfig has one for each face. */
static void
scale_nastaliq (void)
{
  static const char rule[] =
    "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig>"
    "<match target='font'><test name='family'><string>" NASTALIQ "</string></test>"
    "<edit name='pixelsize' mode='assign'>"
    "<times><name>pixelsize</name><double>0.86</double></times></edit></match></fontconfig>";

  FcConfigParseAndLoadFromMemory (FcConfigGetCurrent (), (const FcChar8 *) rule, FcFalse);
}

/* The face that a family stands for. A generic one, such as "Sans", has to be told by its own name:
 * as a mere alias it would yield to the Arabic face after it, down to digits and commas. */
static char *
dup_face (const char *family)
{
  g_autoptr (FcPattern) pattern = FcPatternCreate ();
  g_autoptr (FcPattern) match = NULL;
  FcResult result;
  FcChar8 *name;

  FcPatternAddString (pattern, FC_FAMILY, (const FcChar8 *) family);
  /* It is the face for Latin letters that is asked for, in whatever language. */
  FcPatternAddString (pattern, FC_LANG, (const FcChar8 *) "en");
  FcConfigSubstitute (NULL, pattern, FcMatchPattern);
  FcDefaultSubstitute (pattern);
  match = FcFontMatch (NULL, pattern, &result);
  if (match == NULL || FcPatternGetString (match, FC_FAMILY, 0, &name) != FcResultMatch)
    return g_strdup (family);
  return g_strdup ((const char *) name);
}

/* The person's own face for Latin letters, and after it ours for Arabic ones: without a choice,
 * whichever comes first is taken, and no face for Urdu does. */
static void
faces_changed_cb (GtkSettings    *settings,
                  GParamSpec     *pspec,
                  GtkCssProvider *provider)
{
  g_autofree char *name = NULL;
  g_autofree char *css = NULL;
  PangoFontDescription *font;
  g_autofree char *face = NULL;
  const char *family;

  g_object_get (settings, "gtk-font-name", &name, NULL);
  font = pango_font_description_from_string (name != NULL ? name : "");
  family = pango_font_description_get_family (font);
  face = dup_face (family != NULL ? family : "Sans");
  css = g_strdup_printf ("window, popover, tooltip, .naskh { font-family: \"%1$s\", \"" NASKH "\"; }"
                         ".urdu, .urdu popover { font-family: \"%1$s\", \"" NASTALIQ "\"; }"
                         ".urdu .naskh, .urdu .pill-count, .urdu monthcell > .number, "
                         ".urdu .day-head .city { font-family: \"%1$s\", \"" NASKH "\"; }",
                         face);
  gtk_css_provider_load_from_data (provider, css, -1);
  pango_font_description_free (font);
}

static void
choose_faces (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  scale_nastaliq ();
  g_signal_connect_object (settings, "notify::gtk-font-name", G_CALLBACK (faces_changed_cb),
                           provider, 0);
  faces_changed_cb (settings, NULL, provider);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/**
 * comms_language_direct:
 *
 * Sets the direction of what is made from now on, and at first the faces.
 */
void
comms_language_direct (void)
{
  static gboolean faces_chosen;

  if (!faces_chosen)
    choose_faces ();
  faces_chosen = TRUE;
  gtk_widget_set_default_direction (comms_language_now ()->rtl ? GTK_TEXT_DIR_RTL
                                                               : GTK_TEXT_DIR_LTR);
}

/**
 * comms_language_style:
 *
 * Gives @window the face of the language.
 */
void
comms_language_style (GtkWidget *window)
{
  g_return_if_fail (GTK_IS_WIDGET (window));

  if (comms_language_now ()->css_class != NULL)
    gtk_widget_add_css_class (window, comms_language_now ()->css_class);
}
