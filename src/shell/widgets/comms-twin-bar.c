/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-twin-bar.h"

#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-twin-acts.h"
#include "comms-words.h"

/* Differences that are shown at once: a document and one that is not its translation have dozens.
 */
#define AT_ONCE 3

struct _CommsTwinBar
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *state;
  GtkLabel *text;
  GtkLabel *differences;
  GtkExpander *more;
  GtkLabel *more_differences;
  GtkButton *still_right_button;

  CommsDesk *desk; /* not owned: it outlives the window */
  CommsSubject subject;
  gint64 id;
  gint64 twin_id;
  gint64 since;
  gboolean show_text;
  gboolean show_differences;
};

enum
{
  PROP_SHOW_TEXT = 1,
  PROP_SHOW_DIFFERENCES,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (CommsTwinBar, comms_twin_bar, ADW_TYPE_BIN)

static void
show (GtkLabel *label, const char *words)
{
  gtk_label_set_label (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
}

static void
fill_state (CommsTwinBar *self, CommsTwin *twin, gint64 now)
{
  CommsPolicy *policy = comms_desk_get_policy (self->desk);
  g_autofree char *stale = NULL;
  g_autofree char *words = NULL;

  if (twin->stale_since != 0)
    {
      stale = comms_twin_dup_stale (twin->stale_since, policy->zone, now);
      words = comms_format_digits (stale);
    }
  else if (twin->twin_stale_since != 0)
    words = g_strdup (C_ ("twin", "It has still to follow this one"));
  show (self->state, words);
}

/* In its own direction, at the side where that begins. */
static void
fill_text (CommsTwinBar *self, CommsTwin *twin)
{
  gboolean rtl = comms_text_is_rtl (twin->text);

  gtk_widget_set_direction (GTK_WIDGET (self->text), rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  show (self->text, self->show_text ? twin->text : NULL);
}

static void
fill_differences (CommsTwinBar *self, CommsTwin *twin)
{
  guint n = self->show_differences ? twin->differences->len : 0;
  guint rest = n > AT_ONCE ? n - AT_ONCE : 0;
  g_autofree char *first = comms_twin_dup_differences (twin, 0, MIN (n, AT_ONCE));
  g_autofree char *others = comms_twin_dup_differences (twin, AT_ONCE, rest);
  g_autofree char *number = comms_format_number (rest);
  /* Translators: %s is a number of figures and dates in which two texts differ */
  g_autofree char *more =
    g_strdup_printf (ngettext ("and %s more", "and %s more", (gulong) rest), number);

  show (self->differences, first);
  show (self->more_differences, others);
  gtk_expander_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), rest > 0);
}

void
comms_twin_bar_set (CommsTwinBar *self, CommsDesk *desk, gint64 id, CommsTwin *twin, gint64 now)
{
  g_autofree char *language = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (COMMS_IS_TWIN_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), twin != NULL);
  if (twin == NULL)
    return;
  if (self->twin_id != twin->id)
    gtk_expander_set_expanded (self->more, FALSE);
  self->desk = desk;
  self->subject = twin->subject;
  self->id = id;
  self->twin_id = twin->id;
  self->since = twin->stale_since;
  language = comms_language_dup_word (twin->language);
  /* Translators: %s is a language */
  title = g_strdup_printf (C_ ("twin", "Its twin in %s"), language);
  show (self->title, title);
  fill_state (self, twin, now);
  fill_text (self, twin);
  fill_differences (self, twin);
  gtk_widget_set_visible (GTK_WIDGET (self->still_right_button), self->since != 0);
}

static void
open_cb (CommsTwinBar *self)
{
  g_assert (COMMS_IS_TWIN_BAR (self));

  gtk_widget_activate_action (GTK_WIDGET (self),
                              self->subject == COMMS_SUBJECT_POST ? "win.open-post"
                                                                  : "win.open-release",
                              "x", self->twin_id);
}

static void
untie_cb (CommsTwinBar *self)
{
  g_assert (COMMS_IS_TWIN_BAR (self));

  comms_twin_acts_untie (GTK_WIDGET (self), self->desk, self->subject, self->id, self->twin_id);
}

static void
still_right_cb (CommsTwinBar *self)
{
  g_assert (COMMS_IS_TWIN_BAR (self));

  if (self->since != 0)
    comms_twin_acts_still_right (GTK_WIDGET (self), self->desk, self->subject, self->id,
                                 self->since);
}

static void
comms_twin_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SHOW_TEXT)
    g_value_set_boolean (value, COMMS_TWIN_BAR (object)->show_text);
  else if (id == PROP_SHOW_DIFFERENCES)
    g_value_set_boolean (value, COMMS_TWIN_BAR (object)->show_differences);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
comms_twin_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SHOW_TEXT)
    COMMS_TWIN_BAR (object)->show_text = g_value_get_boolean (value);
  else if (id == PROP_SHOW_DIFFERENCES)
    COMMS_TWIN_BAR (object)->show_differences = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
comms_twin_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_TWIN_BAR);

  G_OBJECT_CLASS (comms_twin_bar_parent_class)->dispose (object);
}

static void
comms_twin_bar_class_init (CommsTwinBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = comms_twin_bar_get_property;
  object_class->set_property = comms_twin_bar_set_property;
  object_class->dispose = comms_twin_bar_dispose;
  props[PROP_SHOW_TEXT] = g_param_spec_boolean ("show-text", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_SHOW_DIFFERENCES] = g_param_spec_boolean ("show-differences", NULL, NULL, TRUE,
                                                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-twin-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsTwinBar, title);
  gtk_widget_class_bind_template_child (widget_class, CommsTwinBar, state);
  gtk_widget_class_bind_template_child (widget_class, CommsTwinBar, text);
  gtk_widget_class_bind_template_child (widget_class, CommsTwinBar, differences);
  gtk_widget_class_bind_template_child (widget_class, CommsTwinBar, more);
  gtk_widget_class_bind_template_child (widget_class, CommsTwinBar, more_differences);
  gtk_widget_class_bind_template_child (widget_class, CommsTwinBar, still_right_button);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, untie_cb);
  gtk_widget_class_bind_template_callback (widget_class, still_right_cb);
}

static void
comms_twin_bar_init (CommsTwinBar *self)
{
  self->show_differences = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
