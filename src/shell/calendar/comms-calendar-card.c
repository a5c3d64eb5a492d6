/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-calendar-card.h"

#include <glib/gi18n-lib.h>

#include "comms-marks.h"
#include "comms-paint.h"
#include "comms-post-figures.h"
#include "comms-template.h"
#include "comms-words.h"

/* Within this, a wide card has room for the account and the language beside its state. */
#define ACCOUNT_WIDTH 230

struct _CommsCalendarCard
{
  GtkWidget parent_instance;

  CommsCardStyle style;
  CommsCalendarItem *item;
  gint64 lift;            /* of the embargo that it shows, or 0 */

  GtkWidget *head;
  GtkImage *icon;
  GtkLabel *time;
  CommsStateLabel *state;
  GtkLabel *title;
  GtkWidget *stale;
  GtkWidget *lock;
  GtkLabel *text;
  GtkLabel *handle;       /* only on a wide one */
  GtkLabel *language;
  gboolean narrow;        /* a wide one that has too little room for those two */
  guint narrow_source;
};

G_DEFINE_FINAL_TYPE (CommsCalendarCard, comms_calendar_card, GTK_TYPE_WIDGET)

static const char *
release_icon_name (CommsReleaseKind kind)
{
  switch (kind)
    {
    case COMMS_RELEASE_KIND_OP_ED:
      return "document-edit-symbolic";
    case COMMS_RELEASE_KIND_LETTER:
      return "mail-unread-symbolic";
    case COMMS_RELEASE_KIND_PRESS_RELEASE:
    case COMMS_RELEASE_KIND_REPORT:
    case COMMS_RELEASE_KIND_STATEMENT:
    default:
      return "release-symbolic";
    }
}

/* The words of the interface, in its direction. */
static void
set_words (GtkLabel   *label,
           const char *words)
{
  gtk_widget_set_direction (GTK_WIDGET (label), gtk_widget_get_default_direction ());
  comms_widget_toggle_class (GTK_WIDGET (label), "naskh", FALSE);
  gtk_label_set_attributes (label, NULL);
  gtk_label_set_text (label, words);
}

/* A text in its own direction and with the letters of its own language, whichever the window
 * has. */
static void
set_text (GtkLabel   *label,
          const char *text,
          gboolean    rtl,
          const char *language)
{
  g_autoptr (PangoAttrList) attributes = NULL;

  if (language != NULL)
    {
      attributes = pango_attr_list_new ();
      pango_attr_list_insert (attributes,
                              pango_attr_language_new (pango_language_from_string (language)));
    }
  gtk_widget_set_direction (GTK_WIDGET (label), rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  comms_widget_toggle_class (GTK_WIDGET (label), "naskh", rtl);
  gtk_label_set_attributes (label, attributes);
  gtk_label_set_text (label, text);
}

/* Account and language yield to the time and the state: the stripe and the text tell them too. */
static void
show_account (CommsCalendarCard *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->handle),
                          !self->narrow && *gtk_label_get_text (self->handle) != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->language),
                          !self->narrow && *gtk_label_get_text (self->language) != '\0');
}

static void
fill_wide (CommsCalendarCard *self)
{
  CommsPost *post = self->item->post;
  const char *tag = post != NULL ? post->language : self->item->release->language;
  g_autofree char *handle = comms_calendar_item_dup_handle (self->item);
  g_autofree char *upper = g_ascii_strup (tag != NULL ? tag : "", -1);

  gtk_label_set_text (self->handle, handle);
  gtk_label_set_text (self->language, upper);
  show_account (self);
}

/* A wide card also says which part it is; a post that stands by itself says nothing there. */
static void
fill_part (CommsCalendarCard *self)
{
  CommsPost *post = self->item->post;
  g_autofree char *part = NULL;

  if (post->part != COMMS_PART_NONE)
    part = comms_format_part (post->part, (int) post->part_index);
  set_words (self->title, part != NULL ? part : "");
}

static void
fill_post (CommsCalendarCard *self)
{
  CommsCalendarItem *item = self->item;
  CommsPost *post = item->post;

  gtk_widget_set_visible (GTK_WIDGET (self->time), item->at != 0);
  if (item->at != 0)
    {
      g_autofree char *time = comms_format_time (item->zone, item->at);

      gtk_label_set_text (self->time, time);
    }
  comms_state_label_set_post (self->state, post);
  set_text (self->text, item->line, item->rtl, post->language);
  comms_widget_set_account (GTK_WIDGET (self), item->account != NULL ? item->account->colour : 0);
  if (self->style == COMMS_CARD_WIDE)
    fill_part (self);
}

/* What the release is, and beside the lock, when it opens. */
static void
fill_kind (CommsCalendarCard *self,
           gint64             now)
{
  const char *kind = comms_release_kind_word (self->item->release->kind);
  gint64 lift = comms_calendar_item_embargo (self->item, now);
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  if (lift != 0)
    {
      time = comms_format_moment (self->item->zone, lift, now);
      /* Translators: what a release is, and a time: Press release, embargo until tomorrow 10:00 */
      text = g_strdup_printf (C_("calendar", "%s, embargo until %s"), kind, time);
    }
  set_words (self->text, text != NULL ? text : kind);
}

static void
fill_release (CommsCalendarCard *self,
              gint64             now)
{
  CommsCalendarItem *item = self->item;

  gtk_image_set_from_icon_name (self->icon, release_icon_name (item->release->kind));
  set_text (self->title, item->line, item->rtl, item->release->language);
  if (self->style == COMMS_CARD_WIDE)
    fill_kind (self, now);
  comms_widget_set_account (GTK_WIDGET (self), 0);
}

/* Drafts have an outline and no tint: they stand back until someone answers for them. */
static gboolean
has_tint (CommsPost *post)
{
  return post->state != COMMS_POST_STATE_DRAFT && post->state != COMMS_POST_STATE_CANCELLED &&
         post->withdrawn_at == 0;
}

static void
fill (CommsCalendarCard *self,
      gint64             now)
{
  gboolean is_post = self->item->post != NULL;
  gboolean wide = self->style == COMMS_CARD_WIDE;
  g_autofree char *spoken = comms_calendar_item_dup_spoken (self->item);

  gtk_widget_set_visible (GTK_WIDGET (self->icon), !is_post);
  gtk_widget_set_visible (GTK_WIDGET (self->time), is_post);
  gtk_widget_set_visible (GTK_WIDGET (self->state), is_post);
  gtk_widget_set_visible (GTK_WIDGET (self->title), !is_post || wide);
  gtk_widget_set_visible (GTK_WIDGET (self->text), is_post || wide);
  gtk_widget_set_visible (self->stale, is_post && self->item->post->stale_since != 0);
  gtk_widget_set_visible (self->lock,
                          !is_post && comms_calendar_item_embargo (self->item, now) != 0);
  comms_widget_toggle_class (GTK_WIDGET (self), "release", !is_post);
  comms_widget_toggle_class (GTK_WIDGET (self), "stripe", is_post);
  comms_widget_toggle_class (GTK_WIDGET (self), "tint", is_post && has_tint (self->item->post));
  if (is_post)
    fill_post (self);
  else
    fill_release (self, now);
  if (wide)
    fill_wide (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->item->line, -1);
}

static GtkWidget *
append_words (GtkWidget  *box,
              const char *words,
              gboolean    small)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (small)
    gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
tooltip_new (CommsCalendarItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *body;
  g_autofree char *spoken = comms_calendar_item_dup_spoken (item);
  g_autofree char *figures =
    item->metric != NULL ? comms_format_metric (item->metric, item->zone, 0) : NULL;

  append_words (box, spoken, TRUE);
  body = append_words (box, item->post != NULL ? item->post->text : item->line, FALSE);
  if (figures != NULL)
    append_words (box, figures, TRUE);
  gtk_widget_set_direction (body, item->rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  return box;
}

static gboolean
comms_calendar_card_query_tooltip (GtkWidget  *widget,
                                   int         x,
                                   int         y,
                                   gboolean    keyboard,
                                   GtkTooltip *tooltip)
{
  CommsCalendarCard *self = COMMS_CALENDAR_CARD (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  /* Not over the card's own menu. */
  if (self->item == NULL ||
      (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL))
    return FALSE;
  gtk_tooltip_set_custom (tooltip, tooltip_new (self->item));
  return TRUE;
}

/* A card may be narrower than its words: what does not fit is cut at the end of the line. */
static void
comms_calendar_card_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  CommsCalendarCard *self = COMMS_CALENDAR_CARD (widget);
  int head, text, spare;

  gtk_widget_measure (self->head, orientation, -1, &spare, &head, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->text), orientation, -1, &spare, &text, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 0;
      *natural = MAX (head, text);
    }
  else
    *minimum = *natural = head + text;
}

static void
allocate_line (GtkWidget *widget,
               GtkWidget *child,
               int        width,
               int        y,
               int       *height)
{
  int minimum, natural;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  *height = 0;
  if (!gtk_widget_get_visible (child))
    return;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
  *height = natural;
  gtk_widget_size_allocate (child,
                            &(GtkAllocation){ rtl ? MIN (0, width - minimum) : 0, y,
                                              MAX (width, minimum), natural },
                            -1);
}

static gboolean
narrow_cb (gpointer user_data)
{
  CommsCalendarCard *self = user_data;

  self->narrow_source = 0;
  self->narrow = !self->narrow;
  show_account (self);
  return G_SOURCE_REMOVE;
}

/* Showing or hiding within size_allocate() would allocate again from inside it. */
static void
check_room (CommsCalendarCard *self,
            int                width)
{
  gboolean narrow = width < ACCOUNT_WIDTH;

  if (narrow == self->narrow)
    g_clear_handle_id (&self->narrow_source, g_source_remove);
  else if (self->narrow_source == 0)
    self->narrow_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, narrow_cb, self, NULL);
}

static void
comms_calendar_card_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  CommsCalendarCard *self = COMMS_CALENDAR_CARD (widget);
  int head, text;

  if (self->style == COMMS_CARD_WIDE)
    check_room (self, width);
  allocate_line (widget, self->head, width, 0, &head);
  allocate_line (widget, GTK_WIDGET (self->text), width, head, &text);
}

static void
comms_calendar_card_dispose (GObject *object)
{
  CommsCalendarCard *self = COMMS_CALENDAR_CARD (object);

  g_clear_handle_id (&self->narrow_source, g_source_remove);
  g_clear_object (&self->item);
  comms_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_CALENDAR_CARD);
  G_OBJECT_CLASS (comms_calendar_card_parent_class)->dispose (object);
}

static void
comms_calendar_card_class_init (CommsCalendarCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = comms_calendar_card_dispose;
  widget_class->measure = comms_calendar_card_measure;
  widget_class->size_allocate = comms_calendar_card_size_allocate;
  widget_class->query_tooltip = comms_calendar_card_query_tooltip;

  g_type_ensure (COMMS_TYPE_STATE_LABEL);
  gtk_widget_class_set_css_name (widget_class, "calendarcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-calendar-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarCard, head);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarCard, icon);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarCard, time);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarCard, state);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarCard, title);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarCard, stale);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarCard, lock);
  gtk_widget_class_bind_template_child (widget_class, CommsCalendarCard, text);
}

static void
comms_calendar_card_init (CommsCalendarCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkLabel *
append_label (CommsCalendarCard *self,
              const char        *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (self->head), label);
  return GTK_LABEL (label);
}

GtkWidget *
comms_calendar_card_new (CommsCardStyle style)
{
  static const char *const classes[] = { "compact", "tray", "wide" };
  CommsCalendarCard *self = g_object_new (COMMS_TYPE_CALENDAR_CARD, NULL);

  self->style = style;
  gtk_widget_add_css_class (GTK_WIDGET (self), classes[style]);
  if (style == COMMS_CARD_WIDE)
    {
      gtk_box_set_spacing (GTK_BOX (self->head), 6);
      self->handle = append_label (self, "secondary");
      self->language = append_label (self, "tag");
    }
  return GTK_WIDGET (self);
}

void
comms_calendar_card_set_item (CommsCalendarCard *self,
                              CommsCalendarItem *item,
                              gint64             now)
{
  gint64 lift;
  gboolean same;

  g_return_if_fail (COMMS_IS_CALENDAR_CARD (self));

  /* After each change of the desk every item is a new object, and nearly all say the same. */
  lift = item != NULL ? comms_calendar_item_embargo (item, now) : 0;
  same = self->item != NULL && item != NULL && lift == self->lift &&
         comms_calendar_item_equal (self->item, item);
  self->lift = lift;
  if (g_set_object (&self->item, item) && item != NULL && !same)
    fill (self, now);
}

CommsCalendarItem *
comms_calendar_card_get_item (CommsCalendarCard *self)
{
  g_return_val_if_fail (COMMS_IS_CALENDAR_CARD (self), NULL);

  return self->item;
}

CommsCalendarCard *
comms_calendar_card_at (GtkWidget *view,
                        double     x,
                        double     y)
{
  GtkWidget *picked = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  GtkWidget *card = NULL;

  if (picked != NULL)
    card = gtk_widget_get_ancestor (picked, COMMS_TYPE_CALENDAR_CARD);
  return card != NULL ? COMMS_CALENDAR_CARD (card) : NULL;
}

CommsCalendarCard *
comms_calendar_card_focused (GtkWidget *view)
{
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !COMMS_IS_CALENDAR_CARD (focus) || !gtk_widget_is_ancestor (focus, view))
    return NULL;
  return COMMS_CALENDAR_CARD (focus);
}
