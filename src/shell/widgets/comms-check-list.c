/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-check-list.h"
#include "comms-marks.h"

struct _CommsCheckList
{
  GtkWidget parent_instance;

  GtkListBox *list;
  gboolean boxes;
};

G_DEFINE_FINAL_TYPE (CommsCheckList, comms_check_list, GTK_TYPE_WIDGET)

enum
{
  PROP_BOXES = 1,
  N_PROPERTIES,
};

enum
{
  FIX,
  DISMISS,
  COMPARE,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

const char *
comms_check_icon_name (CommsCheckLevel level)
{
  static const char *const names[] = {
    [COMMS_CHECK_BLOCKS] = "state-refused-symbolic",
    [COMMS_CHECK_WARNS] = "state-missed-symbolic",
    [COMMS_CHECK_HINTS] = "check-hint-symbolic",
    [COMMS_CHECK_FINE] = "object-select-symbolic",
  };

  g_return_val_if_fail ((guint) level < G_N_ELEMENTS (names), NULL);

  return names[level];
}

const char *
comms_check_css_class (CommsCheckLevel level)
{
  static const char *const classes[] = {
    [COMMS_CHECK_BLOCKS] = "state-refused",
    [COMMS_CHECK_WARNS] = "state-missed",
    [COMMS_CHECK_HINTS] = "check-hint",
    [COMMS_CHECK_FINE] = "state-posted",
  };

  g_return_val_if_fail ((guint) level < G_N_ELEMENTS (classes), NULL);

  return classes[level];
}

/* The word that a screen reader says for the shape. */
static const char *
level_word (CommsCheckLevel level)
{
  static const char *const words[] = {
    [COMMS_CHECK_BLOCKS] = NC_ ("check level", "Blocks"),
    [COMMS_CHECK_WARNS] = NC_ ("check level", "Warning"),
    [COMMS_CHECK_HINTS] = NC_ ("check level", "Hint"),
    [COMMS_CHECK_FINE] = NC_ ("check level", "In order"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "check level", words[level]);
}

char *
comms_checks_dup_summary (GPtrArray *checks)
{
  guint n_blocks = 0;
  guint n_others = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < checks->len; i++)
    {
      CommsCheck *check = g_ptr_array_index (checks, i);

      n_blocks += check->level == COMMS_CHECK_BLOCKS;
      n_others += check->level == COMMS_CHECK_WARNS || check->level == COMMS_CHECK_HINTS;
    }
  if (n_blocks > 0)
    text = g_strdup_printf (ngettext ("%u thing blocks", "%u things block", n_blocks), n_blocks);
  else if (n_others > 0)
    text = g_strdup_printf (ngettext ("%u to look at, nothing blocks",
                                      "%u to look at, nothing blocks", n_others),
                            n_others);
  else
    return g_strdup (C_ ("check", "all in order"));
  return comms_format_digits (text);
}

/* Which check the button belongs to: rows stand in the order of the checks. */
static guint
index_of (GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);

  return (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
}

static void
fix_clicked_cb (CommsCheckList *self, GtkWidget *button)
{
  gpointer kind = g_object_get_data (G_OBJECT (button), "kind");
  gpointer fix = g_object_get_data (G_OBJECT (button), "fix");

  g_assert (COMMS_IS_CHECK_LIST (self));

  g_signal_emit (self, signals[FIX], 0, GPOINTER_TO_UINT (kind), GPOINTER_TO_UINT (fix),
                 index_of (button));
}

static void
dismiss_clicked_cb (CommsCheckList *self, GtkWidget *button)
{
  g_signal_emit (self, signals[DISMISS], 0, index_of (button));
}

static void
compare_clicked_cb (CommsCheckList *self, GtkWidget *button)
{
  g_signal_emit (self, signals[COMPARE], 0, index_of (button));
}

static GtkWidget *
new_fix_button (CommsCheckList *self, const CommsCheck *check, CommsFix fix)
{
  GtkWidget *button = gtk_button_new_with_label (comms_fix_label (fix));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "kind", GUINT_TO_POINTER (check->kind));
  g_object_set_data (G_OBJECT (button), "fix", GUINT_TO_POINTER (fix));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  check->sentence, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (fix_clicked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
new_shape (CommsCheckList *self, const CommsCheck *check)
{
  GtkWidget *image;

  if (self->boxes)
    {
      image = gtk_image_new_from_icon_name (
        check->level == COMMS_CHECK_FINE ? "check-ticked-symbolic" : "check-open-symbolic");
      gtk_widget_add_css_class (image,
                                check->level == COMMS_CHECK_FINE ? "state-posted" : "state-missed");
    }
  else
    {
      image = gtk_image_new_from_icon_name (comms_check_icon_name (check->level));
      gtk_widget_add_css_class (image, comms_check_css_class (check->level));
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  level_word (check->level), -1);
  return image;
}

static void
add_button (CommsCheckList *self,
            GtkWidget *box,
            GtkWidget *button,
            const CommsCheck *check,
            GCallback clicked)
{
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  check->sentence, -1);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
}

/* A person may decide against it, and think again. */
static void
add_dismiss_button (CommsCheckList *self, GtkWidget *box, const CommsCheck *check)
{
  GtkWidget *button = gtk_button_new_from_icon_name (check->dismissed ? "edit-undo-symbolic"
                                                                      : "window-close-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "row-tool");
  gtk_widget_set_tooltip_text (button, check->dismissed ? C_ ("check", "Look at This Again")
                                                        : C_ ("check", "It Is Fine in This Post"));
  add_button (self, box, button, check, G_CALLBACK (dismiss_clicked_cb));
}

static GtkWidget *
new_row (CommsCheckList *self, const CommsCheck *check, gboolean fixable)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autofree char *sentence = comms_format_digits (check->sentence);
  GtkWidget *label = gtk_label_new (sentence);

  gtk_widget_add_css_class (box, "check-row");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), new_shape (self, check));
  gtk_box_append (GTK_BOX (box), label);
  if (fixable && check->other_fix != COMMS_FIX_NONE)
    {
      GtkWidget *other = new_fix_button (self, check, check->other_fix);

      gtk_widget_add_css_class (other, "flat");
      gtk_box_append (GTK_BOX (box), other);
    }
  if (fixable && check->fix != COMMS_FIX_NONE)
    gtk_box_append (GTK_BOX (box), new_fix_button (self, check, check->fix));
  if (check->twin_id != 0 && check->fix == COMMS_FIX_NONE && check->level != COMMS_CHECK_FINE)
    add_button (self, box, gtk_button_new_with_label (C_ ("check", "Compare")), check,
                G_CALLBACK (compare_clicked_cb));
  /* Of two remedies one is the decision against it. */
  if (fixable && check->other_fix == COMMS_FIX_NONE &&
      (check->dismissed || (check->may_dismiss && check->level != COMMS_CHECK_FINE)))
    add_dismiss_button (self, box, check);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

/* What makes two rows look the same. (transfer full) */
static char *
dup_signature (const CommsCheck *check, gboolean fixable)
{
  return g_strdup_printf ("%d %d %d %d %d %d %d %s", check->kind, check->level, check->fix,
                          check->other_fix, fixable, check->dismissed, check->twin_id != 0,
                          check->sentence);
}

static void
comms_check_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CommsCheckList *self = COMMS_CHECK_LIST (object);

  switch (prop_id)
    {
    case PROP_BOXES:
      g_value_set_boolean (value, self->boxes);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_check_list_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  CommsCheckList *self = COMMS_CHECK_LIST (object);

  switch (prop_id)
    {
    case PROP_BOXES:
      self->boxes = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_check_list_dispose (GObject *object)
{
  CommsCheckList *self = COMMS_CHECK_LIST (object);

  if (self->list != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->list)));

  G_OBJECT_CLASS (comms_check_list_parent_class)->dispose (object);
}

static void
comms_check_list_class_init (CommsCheckListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = comms_check_list_get_property;
  object_class->set_property = comms_check_list_set_property;
  object_class->dispose = comms_check_list_dispose;

  properties[PROP_BOXES] =
    g_param_spec_boolean ("boxes", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[FIX] = g_signal_new ("fix", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_UINT);
  signals[DISMISS] = g_signal_new ("dismiss", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[COMPARE] = g_signal_new ("compare", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
comms_check_list_init (CommsCheckList *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
}

void
comms_check_list_set_checks (CommsCheckList *self, GPtrArray *checks, gboolean fixable)
{
  GtkListBoxRow *row;

  g_return_if_fail (COMMS_IS_CHECK_LIST (self));
  g_return_if_fail (checks != NULL);

  for (guint i = 0; i < checks->len; i++)
    {
      const CommsCheck *check = g_ptr_array_index (checks, i);
      g_autofree char *signature = dup_signature (check, fixable);
      GtkWidget *fresh;

      row = gtk_list_box_get_row_at_index (self->list, (int) i);
      if (row != NULL &&
          g_strcmp0 (g_object_get_data (G_OBJECT (row), "signature"), signature) == 0)
        continue;
      fresh = new_row (self, check, fixable);
      g_object_set_data_full (G_OBJECT (fresh), "signature", g_steal_pointer (&signature), g_free);
      if (row != NULL)
        gtk_list_box_remove (self->list, GTK_WIDGET (row));
      gtk_list_box_insert (self->list, fresh, (int) i);
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, (int) checks->len)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self), checks->len > 0);
}
