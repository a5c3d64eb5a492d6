/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-coverage-strip.h"

#include "comms-cascade.h"
#include "comms-marks.h"
#include "comms-words.h"

struct _CommsCoverageStrip
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (CommsCoverageStrip, comms_coverage_strip, GTK_TYPE_WIDGET)

/* Short enough for a cell of 48 pixels. (transfer full) */
static char *
dup_short_word (const CommsCoverage *part)
{
  g_autofree char *quote = NULL;

  switch (part->part)
    {
    case COMMS_PART_HEADLINE:
      /* Translators: the headline of a release, in at most five letters */
      return g_strdup (C_ ("short part", "Head"));
    case COMMS_PART_SUBHEAD:
      /* Translators: the subhead of a release, in at most five letters */
      return g_strdup (C_ ("short part", "Sub"));
    case COMMS_PART_LEDE:
      /* Translators: the opening paragraph of a release, in at most five letters */
      return g_strdup (C_ ("short part", "Lede"));
    case COMMS_PART_QUOTE:
      /* Translators: a numbered quote of a release, in at most five letters */
      quote = g_strdup_printf (C_ ("short part", "Quo %d"), part->part_index + 1);
      return comms_format_digits (quote);
    case COMMS_PART_CONCLUSION:
      /* Translators: the closing paragraph of a release, in at most six letters */
      return g_strdup (C_ ("short part", "Concl."));
    case COMMS_PART_NONE:
    default:
      return g_strdup ("");
    }
}

static CommsAccount *
find_account (GPtrArray *accounts, gint64 id)
{
  for (guint i = 0; i < accounts->len; i++)
    if (comms_record_get_id (g_ptr_array_index (accounts, i)) == id)
      return g_ptr_array_index (accounts, i);
  return NULL;
}

/* "Lede, draft, @mohr_example": what the cell means. (transfer full) */
static char *
dup_meaning (const CommsCoverage *part, CommsAccount *account)
{
  g_autofree char *word = comms_format_part (part->part, part->part_index);

  if (part->post == NULL)
    /* Translators: %s is a part of a release, such as "Quote 2" */
    return g_strdup_printf (C_ ("coverage", "%s: unused"), word);
  if (account == NULL)
    /* Translators: a part of a release and the state of its post */
    return g_strdup_printf (C_ ("coverage", "%s: %s"), word, comms_post_word (part->post));
  /* Translators: a part of a release, the state of its post, the handle of its account */
  return g_strdup_printf (C_ ("coverage", "%s: %s, @%s"), word, comms_post_word (part->post),
                          account->handle);
}

static GtkWidget *
new_cell (const CommsCoverage *part, GPtrArray *accounts)
{
  GtkWidget *cell = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  CommsPostState state = part->post != NULL ? part->post->state : COMMS_POST_STATE_CANCELLED;
  CommsAccount *account =
    part->post != NULL ? find_account (accounts, part->post->account_id) : NULL;
  GtkWidget *image = gtk_image_new_from_icon_name (comms_state_icon_name (state));
  g_autofree char *word = dup_short_word (part);
  g_autofree char *meaning = dup_meaning (part, account);
  GtkWidget *label = gtk_label_new (word);

  gtk_widget_add_css_class (cell, "coverage-cell");
  gtk_widget_add_css_class (cell, "flat");
  gtk_widget_add_css_class (image, comms_state_css_class (state));
  gtk_widget_add_css_class (label, "caption");
  gtk_image_set_pixel_size (GTK_IMAGE (image), 12);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (cell), box);
  gtk_widget_set_hexpand (cell, TRUE);
  gtk_widget_set_tooltip_text (cell, meaning);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, meaning,
                                  -1);
  if (account != NULL)
    comms_widget_set_account (cell, account->colour);
  if (part->post != NULL)
    {
      gtk_widget_add_css_class (cell, "used");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (cell), "win.open-post");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (cell), "x",
                                        comms_record_get_id (COMMS_RECORD (part->post)));
    }
  else
    gtk_widget_set_sensitive (cell, FALSE);
  return cell;
}

static void
clear (CommsCoverageStrip *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
comms_coverage_strip_dispose (GObject *object)
{
  clear (COMMS_COVERAGE_STRIP (object));

  G_OBJECT_CLASS (comms_coverage_strip_parent_class)->dispose (object);
}

static void
comms_coverage_strip_class_init (CommsCoverageStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = comms_coverage_strip_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "coveragestrip");
}

static void
comms_coverage_strip_init (CommsCoverageStrip *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 4);
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (layout), TRUE);
}

void
comms_coverage_strip_set (CommsCoverageStrip *self, GPtrArray *coverage, GPtrArray *accounts)
{
  g_return_if_fail (COMMS_IS_COVERAGE_STRIP (self));

  clear (self);
  for (guint i = 0; i < coverage->len; i++)
    gtk_widget_set_parent (new_cell (g_ptr_array_index (coverage, i), accounts), GTK_WIDGET (self));
}

char *
comms_coverage_dup_summary (GPtrArray *coverage)
{
  guint n_used = 0;
  g_autofree char *text = NULL;

  g_return_val_if_fail (coverage != NULL, NULL);

  for (guint i = 0; i < coverage->len; i++)
    n_used += ((CommsCoverage *) g_ptr_array_index (coverage, i))->post != NULL;
  if (coverage->len == 0)
    return g_strdup (C_ ("coverage", "no parts yet"));
  if (n_used == coverage->len)
    text = g_strdup_printf (ngettext ("the one part is used", "all %u parts are used",
                                      coverage->len),
                            coverage->len);
  else
    /* Translators: how many parts of a release have a post */
    text = g_strdup_printf (ngettext ("%u of %u part used", "%u of %u parts used", coverage->len),
                            n_used, coverage->len);
  return comms_format_digits (text);
}
