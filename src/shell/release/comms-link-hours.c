/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-link-hours.h"

#include "comms-fit.h"
#include "comms-link-variant.h"
#include "comms-marks.h"
#include "comms-template.h"
#include "comms-when-button.h"
#include "comms-zone.h"

/* What a new row says: the hours of reading at home. */
#define FROM_NEW 17
#define UNTIL_NEW 24

#define LINK_WIDTH 26
#define LABEL_WIDTH 9

/* The widgets of one variant, kept by its box. */
typedef struct
{
  GtkWidget *box;
  GtkEntry *label;
  GtkEntry *link;
  GtkDropDown *from;
  GtkDropDown *until;
} Row;

struct _CommsLinkHours
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GtkBox *rows;
  GtkLabel *hint_label;
  GtkButton *add_button;

  GPtrArray *list; /* of Row, in order */
  char *zone;
  gboolean filling;
  gboolean is_changed; /* since the popover was shown */
};

G_DEFINE_FINAL_TYPE (CommsLinkHours, comms_link_hours, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  FINISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- reading the rows --- */

/* What the row says; NULL where that is no link with its hours. (transfer full) */
static CommsLinkVariant *
read_row (const Row *row)
{
  g_autofree char *label =
    comms_text_clean_line (gtk_editable_get_text (GTK_EDITABLE (row->label)));
  g_autofree char *link = comms_text_clean_line (gtk_editable_get_text (GTK_EDITABLE (row->link)));
  const CommsLinkVariant said = { (int) gtk_drop_down_get_selected (row->from),
                                  (int) gtk_drop_down_get_selected (row->until) + 1, label, link };
  g_autofree char *line = NULL;

  if (*link == '\0' || strchr (link, ' ') != NULL)
    return NULL;
  line = comms_link_variant_format (&said);
  return comms_link_variant_parse (line, NULL);
}

char **
comms_link_hours_dup_lines (CommsLinkHours *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  g_return_val_if_fail (COMMS_IS_LINK_HOURS (self), NULL);

  for (guint i = 0; i < self->list->len; i++)
    {
      g_autoptr (CommsLinkVariant) variant = read_row (g_ptr_array_index (self->list, i));
      g_autofree char *line = variant != NULL ? comms_link_variant_format (variant) : NULL;

      if (line != NULL)
        g_strv_builder_add (lines, line);
    }
  return g_strv_builder_end (lines);
}

/* --- words --- */

/* "+ video, 17:00 to 24:00". (transfer full) */
static char *
dup_word (const CommsLinkVariant *variant)
{
  g_autofree char *from = g_strdup_printf ("%02d:00", variant->from);
  g_autofree char *until = g_strdup_printf ("%02d:00", variant->until);
  g_autofree char *from_shown = comms_format_digits (from);
  g_autofree char *until_shown = comms_format_digits (until);

  if (*variant->label == '\0')
    /* Translators: the hours of a link besides the first: "+ 17:00 to 24:00" */
    return g_strdup_printf (C_ ("release", "+ %s to %s"), from_shown, until_shown);
  /* Translators: a link besides the first and its hours: "+ video, 17:00 to 24:00" */
  return g_strdup_printf (C_ ("release", "+ %s, %s to %s"), variant->label, from_shown,
                          until_shown);
}

static void
update_button (CommsLinkHours *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->list->len; i++)
    {
      g_autoptr (CommsLinkVariant) variant = read_row (g_ptr_array_index (self->list, i));

      if (variant != NULL)
        g_ptr_array_add (words, dup_word (variant));
    }
  if (words->len == 0)
    g_ptr_array_add (words, g_strdup (C_ ("release", "The Same Link at Every Hour")));
  g_ptr_array_add (words, NULL);
  text = g_strjoinv ("  ", (char **) words->pdata);
  gtk_label_set_label (self->label, text);
}

/* What is wrong with a row, or how the hours are meant. */
static void
update_hint (CommsLinkHours *self)
{
  g_autofree char *city = comms_zone_dup_city (self->zone != NULL ? self->zone : "UTC");
  g_autofree char *hint = NULL;
  gboolean whole = TRUE;

  for (guint i = 0; i < self->list->len; i++)
    {
      const Row *row = g_ptr_array_index (self->list, i);
      g_autoptr (CommsLinkVariant) variant = read_row (row);

      if (variant == NULL)
        gtk_widget_add_css_class (GTK_WIDGET (row->link), "error");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (row->link), "error");
      whole = whole && variant != NULL;
    }
  if (!whole)
    hint =
      g_strdup (C_ ("release", "A row is kept once it has a web address, and hours that are not "
                               "the same."));
  else if (self->list->len == 0)
    /* Translators: %s is a city */
    hint = g_strdup_printf (C_ ("release", "Every post carries the link above. Add one for certain "
                                           "hours, such as a light page by day or a film in the "
                                           "evening. Hours are those of %s."),
                            city);
  else
    /* Translators: %s is a city */
    hint =
      g_strdup_printf (C_ ("release", "Posts that leave within the hours carry this link. Hours "
                                      "are those of %s; of two that are open at once, the one "
                                      "that began last counts."),
                       city);
  gtk_label_set_label (self->hint_label, hint);
}

/* --- rows --- */

static void
edited_cb (CommsLinkHours *self)
{
  g_assert (COMMS_IS_LINK_HOURS (self));

  if (self->filling)
    return;
  self->is_changed = TRUE;
  update_button (self);
  update_hint (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static Row *
row_of (CommsLinkHours *self, GtkWidget *box, guint *index)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      Row *row = g_ptr_array_index (self->list, i);

      if (row->box == box)
        {
          *index = i;
          return row;
        }
    }
  return NULL;
}

/* The keyboard goes on where the row was. */
static void
remove_cb (CommsLinkHours *self, GtkButton *button)
{
  guint index = 0;
  Row *row = row_of (self, gtk_widget_get_parent (GTK_WIDGET (button)), &index);

  g_assert (COMMS_IS_LINK_HOURS (self));

  if (row == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->add_button));
  gtk_box_remove (self->rows, row->box);
  g_ptr_array_remove_index (self->list, index);
  edited_cb (self);
}

static GtkEntry *
add_entry (CommsLinkHours *self, Row *row, const char *name, int width, gboolean fills)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), width);
  gtk_widget_set_hexpand (entry, fills);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row->box), entry);
  return GTK_ENTRY (entry);
}

/* Twenty-four hours, the first of them @first. */
static GtkDropDown *
add_hours (CommsLinkHours *self, Row *row, const char *name, int first)
{
  g_autoptr (GtkStringList) hours = gtk_string_list_new (NULL);
  GtkWidget *drop;

  for (int i = 0; i < 24; i++)
    {
      g_autofree char *hour = g_strdup_printf ("%02d:00", first + i);

      gtk_string_list_take (hours, comms_format_digits (hour));
    }
  drop = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&hours)), NULL);
  gtk_widget_set_tooltip_text (drop, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (drop, "notify::selected", G_CALLBACK (edited_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row->box), drop);
  return GTK_DROP_DOWN (drop);
}

static void
add_remove_button (CommsLinkHours *self, Row *row)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_tooltip_text (button, C_ ("release", "Remove This Link"));
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row->box), button);
}

static Row *
add_row (CommsLinkHours *self, const CommsLinkVariant *variant)
{
  Row *row = g_new0 (Row, 1);

  row->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  row->label = add_entry (self, row, C_ ("release", "Light, video…"), LABEL_WIDTH, FALSE);
  row->link = add_entry (self, row, C_ ("release", "Web address"), LINK_WIDTH, TRUE);
  gtk_entry_set_input_purpose (row->link, GTK_INPUT_PURPOSE_URL);
  row->from = add_hours (self, row, C_ ("release", "From this hour on"), 0);
  row->until = add_hours (self, row, C_ ("release", "Up to this hour"), 1);
  add_remove_button (self, row);
  gtk_editable_set_text (GTK_EDITABLE (row->label), variant->label);
  gtk_editable_set_text (GTK_EDITABLE (row->link), variant->link);
  gtk_drop_down_set_selected (row->from, (guint) variant->from);
  gtk_drop_down_set_selected (row->until, (guint) variant->until - 1);
  gtk_box_append (self->rows, row->box);
  g_ptr_array_add (self->list, row);
  return row;
}

static void
empty (CommsLinkHours *self)
{
  for (guint i = 0; i < self->list->len; i++)
    gtk_box_remove (self->rows, ((Row *) g_ptr_array_index (self->list, i))->box);
  g_ptr_array_set_size (self->list, 0);
}

/* --- callbacks --- */

static void
add_cb (CommsLinkHours *self)
{
  char none[] = "";
  const CommsLinkVariant fresh = { FROM_NEW, UNTIL_NEW, none, none };
  Row *row;

  g_assert (COMMS_IS_LINK_HOURS (self));

  self->filling = TRUE;
  row = add_row (self, &fresh);
  self->filling = FALSE;
  update_hint (self);
  gtk_widget_grab_focus (GTK_WIDGET (row->label));
}

static void
shown_cb (CommsLinkHours *self)
{
  g_assert (COMMS_IS_LINK_HOURS (self));

  self->is_changed = FALSE;
  update_hint (self);
}

static void
closed_cb (CommsLinkHours *self)
{
  g_assert (COMMS_IS_LINK_HOURS (self));

  if (self->is_changed)
    g_signal_emit (self, signals[FINISHED], 0);
  self->is_changed = FALSE;
}

/* --- class --- */

static void
comms_link_hours_dispose (GObject *object)
{
  CommsLinkHours *self = COMMS_LINK_HOURS (object);

  self->filling = TRUE;
  if (self->list != NULL)
    g_ptr_array_set_size (self->list, 0);
  comms_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_LINK_HOURS);
  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_clear_pointer (&self->zone, g_free);

  G_OBJECT_CLASS (comms_link_hours_parent_class)->dispose (object);
}

static void
comms_link_hours_class_init (CommsLinkHoursClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_link_hours_dispose;
  signals[CHANGED] = g_signal_new ("changed", COMMS_TYPE_LINK_HOURS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[FINISHED] = g_signal_new ("finished", COMMS_TYPE_LINK_HOURS, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-link-hours.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsLinkHours, button);
  gtk_widget_class_bind_template_child (widget_class, CommsLinkHours, label);
  gtk_widget_class_bind_template_child (widget_class, CommsLinkHours, popover);
  gtk_widget_class_bind_template_child (widget_class, CommsLinkHours, rows);
  gtk_widget_class_bind_template_child (widget_class, CommsLinkHours, hint_label);
  gtk_widget_class_bind_template_child (widget_class, CommsLinkHours, add_button);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
}

static void
comms_link_hours_init (CommsLinkHours *self)
{
  self->list = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  comms_menu_button_fill (self->button);
  update_button (self);
}

void
comms_link_hours_set (CommsLinkHours *self, const char *const *lines, const char *zone)
{
  static const char *const none[] = { NULL };
  g_auto (GStrv) shown = NULL;

  g_return_if_fail (COMMS_IS_LINK_HOURS (self));

  g_free (self->zone);
  self->zone = g_strdup (zone);
  shown = comms_link_hours_dup_lines (self);
  if (g_strv_equal ((const char *const *) shown, lines != NULL ? lines : none))
    return;

  self->filling = TRUE;
  empty (self);
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_autoptr (CommsLinkVariant) variant = comms_link_variant_parse (lines[i], NULL);

      if (variant != NULL)
        add_row (self, variant);
    }
  self->filling = FALSE;
  update_button (self);
  update_hint (self);
}
