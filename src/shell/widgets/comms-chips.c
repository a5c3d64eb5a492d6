/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-chips.h"

#include "comms-marks.h"
#include "comms-wrap-layout.h"

typedef struct
{
  GtkToggleButton *button;
  GtkLabel *count;
} Chip;

struct _CommsChips
{
  GtkWidget parent_instance;

  gboolean combine;
  gboolean choosing; /* some are being toggled in the wake of another */
  GArray *chips;
};

enum
{
  PROP_COMBINE = 1,
  N_PROPS,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CommsChips, comms_chips, GTK_TYPE_WIDGET)

static GtkToggleButton *
nth_button (CommsChips *self,
            guint       index)
{
  return g_array_index (self->chips, Chip, index).button;
}

/* Takes the others along: one chip only, or all of them but the first, or the first for none. */
static void
settle (CommsChips      *self,
        GtkToggleButton *chosen)
{
  gboolean active = gtk_toggle_button_get_active (chosen);
  gboolean first = chosen == nth_button (self, 0);

  for (guint i = 1; i < self->chips->len; i++)
    if (active && nth_button (self, i) != chosen && (first || !self->combine))
      gtk_toggle_button_set_active (nth_button (self, i), FALSE);
  gtk_toggle_button_set_active (nth_button (self, 0), comms_chips_get_chosen (self) == 0);
}

static void
toggled_cb (CommsChips      *self,
            GtkToggleButton *button)
{
  g_assert (COMMS_IS_CHIPS (self));

  if (self->choosing)
    return;
  self->choosing = TRUE;
  settle (self, button);
  self->choosing = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
comms_chips_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  CommsChips *self = COMMS_CHIPS (object);

  switch (prop_id)
    {
    case PROP_COMBINE:
      g_value_set_boolean (value, self->combine);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_chips_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  CommsChips *self = COMMS_CHIPS (object);

  switch (prop_id)
    {
    case PROP_COMBINE:
      self->combine = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_chips_dispose (GObject *object)
{
  CommsChips *self = COMMS_CHIPS (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->chips, g_array_unref);

  G_OBJECT_CLASS (comms_chips_parent_class)->dispose (object);
}

static void
comms_chips_class_init (CommsChipsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = comms_chips_get_property;
  object_class->set_property = comms_chips_set_property;
  object_class->dispose = comms_chips_dispose;

  properties[PROP_COMBINE] = g_param_spec_boolean (
    "combine", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] =
    g_signal_new ("changed", COMMS_TYPE_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, COMMS_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
comms_chips_init (CommsChips *self)
{
  self->chips = g_array_new (FALSE, FALSE, sizeof (Chip));
}

/* (transfer floating) */
static GtkWidget *
new_face (const char *word,
          const char *icon_name,
          const char *css_class,
          GtkLabel  **count)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (word);

  if (icon_name != NULL)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

      gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
      gtk_widget_add_css_class (icon, css_class);
      gtk_widget_add_css_class (label, css_class);
      gtk_widget_add_css_class (label, "chip-class");
      gtk_box_append (GTK_BOX (box), icon);
    }
  *count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_visible (GTK_WIDGET (*count), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (*count), "chip-count");
  comms_label_set_tabular (*count);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (*count));
  return box;
}

void
comms_chips_add (CommsChips *self,
                 const char *word,
                 const char *icon_name,
                 const char *css_class)
{
  Chip chip = { .button = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ()) };

  g_return_if_fail (COMMS_IS_CHIPS (self));

  gtk_button_set_child (GTK_BUTTON (chip.button), new_face (word, icon_name, css_class, &chip.count));
  gtk_widget_add_css_class (GTK_WIDGET (chip.button), "chip");
  gtk_toggle_button_set_active (chip.button, self->chips->len == 0);
  g_signal_connect_object (chip.button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (chip.button), GTK_WIDGET (self));
  g_array_append_val (self->chips, chip);
}

void
comms_chips_set_count (CommsChips *self,
                       guint       index,
                       gint64      count)
{
  g_autofree char *number = comms_format_number (count);
  GtkLabel *label;

  g_return_if_fail (COMMS_IS_CHIPS (self));
  g_return_if_fail (index < self->chips->len);

  label = g_array_index (self->chips, Chip, index).count;
  gtk_label_set_label (label, number);
  gtk_widget_set_visible (GTK_WIDGET (label), TRUE);
}

guint
comms_chips_get_chosen (CommsChips *self)
{
  guint chosen = 0;

  g_return_val_if_fail (COMMS_IS_CHIPS (self), 0);

  for (guint i = 1; i < self->chips->len; i++)
    if (gtk_toggle_button_get_active (nth_button (self, i)))
      chosen |= 1u << i;
  return chosen;
}

void
comms_chips_choose_all (CommsChips *self)
{
  g_return_if_fail (COMMS_IS_CHIPS (self));

  gtk_toggle_button_set_active (nth_button (self, 0), TRUE);
}
