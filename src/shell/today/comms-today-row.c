/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsToday"

#include "config.h"

#include "comms-today-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "comms-decide-popover.h"
#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-paint.h"
#include "comms-today-page.h"
#include "comms-today-words.h"
#include "comms-words.h"
#include "comms-twins.h"

struct _CommsTodayRow
{
  GtkListBoxRow parent_instance;

  CommsPost *post;
  CommsAccount *account;
  gboolean folded;
  gboolean commented;
  GPtrArray *others;      /* accounts that could carry it, or NULL */
  GtkWidget *first;       /* the button that activating the row presses */

  CommsStateLabel *state;
  CommsStateLabel *narrow_state;
  AdwBin *swatch;
  GtkLabel *title;
  GtkLabel *time;
  GtkLabel *facts;
  GtkBox *buttons;
};

G_DEFINE_FINAL_TYPE (CommsTodayRow, comms_today_row, GTK_TYPE_LIST_BOX_ROW)

static GtkWidget *
add_button (CommsTodayRow *self,
            const char    *label,
            const char    *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x",
                                    comms_today_row_get_id (self));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (self->buttons, button);
  return button;
}

/* The ellipsis says that something follows; an arrow would say it twice. */
static GtkWidget *
menu_button_new (const char *label)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), gtk_label_new (label));
  return button;
}

static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       user_data)
{
  CommsTodayRow *self = user_data;
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), COMMS_TYPE_TODAY_PAGE);

  if (page != NULL)
    gtk_menu_button_set_popover (button, comms_decide_popover_new (COMMS_TODAY_PAGE (page),
                                                                   self->post, self->account));
}

static void
add_decide_button (CommsTodayRow *self)
{
  self->first = menu_button_new (self->folded ? C_("today", "Decide…")
                                              : C_("today", "Check and Decide…"));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->first), create_popover_cb, self,
                                         NULL);
  gtk_box_append (self->buttons, self->first);
}

static void
append_item (GMenu      *menu,
             const char *label,
             const char *action,
             gint64      id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "x", id);
  g_menu_append_item (menu, item);
}

/* In a narrow window one button leads to both answers. */
static void
add_missed_buttons (CommsTodayRow *self)
{
  g_autoptr (GMenu) menu = NULL;
  gint64 id = comms_today_row_get_id (self);

  if (!self->folded)
    {
      gtk_widget_add_css_class (add_button (self, C_("today", "Let It Go"), "today.let-go"),
                                "flat");
      self->first = add_button (self, C_("today", "Re-read and Send…"), "win.reread-now");
      return;
    }
  menu = g_menu_new ();
  append_item (menu, C_("today", "Re-read and Send…"), "win.reread-now", id);
  append_item (menu, C_("today", "Let It Go"), "today.let-go", id);
  self->first = menu_button_new (C_("today", "Decide…"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->first), G_MENU_MODEL (menu));
  gtk_box_append (self->buttons, self->first);
}

/* The consequences stand beside the verb, in the compose pane. */
static void
add_withdraw_buttons (CommsTodayRow *self)
{
  g_autoptr (GMenu) menu = NULL;
  gint64 id = comms_today_row_get_id (self);

  if (!self->folded)
    {
      gtk_widget_add_css_class (add_button (self, C_ ("today", "Keep"), "today.keep"), "flat");
      self->first = add_button (self, C_ ("today", "Withdraw…"), "win.withdraw-post");
      return;
    }
  menu = g_menu_new ();
  append_item (menu, C_ ("today", "Withdraw…"), "win.withdraw-post", id);
  append_item (menu, C_ ("today", "Keep"), "today.keep", id);
  self->first = menu_button_new (C_ ("today", "Decide…"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->first), G_MENU_MODEL (menu));
  gtk_box_append (self->buttons, self->first);
}

/* Translators: %s is the handle of an account on another network, for which a draft is made */
#define WRITE_FOR NC_ ("today", "Write for @%s")

/* Where its own network is out of reach, another carries it (G9). */
static GMenu *
carry_menu_new (CommsTodayRow *self)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < self->others->len; i++)
    {
      CommsAccount *account = g_ptr_array_index (self->others, i);
      g_autofree char *label =
        g_strdup_printf (g_dpgettext2 (GETTEXT_PACKAGE, "today", WRITE_FOR), account->handle);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "today.carry", "(xx)", comms_today_row_get_id (self),
                                         comms_record_get_id (COMMS_RECORD (account)));
      g_menu_append_item (menu, item);
    }
  return menu;
}

static void
add_carry_buttons (CommsTodayRow *self)
{
  CommsAccount *account = g_ptr_array_index (self->others, 0);
  g_autoptr (GMenu) menu = NULL;
  g_autofree char *label = NULL;

  if (!self->folded)
    gtk_widget_add_css_class (add_button (self, C_ ("today", "Open"), "win.open-post"), "flat");
  if (!self->folded && self->others->len == 1)
    {
      label = g_strdup_printf (g_dpgettext2 (GETTEXT_PACKAGE, "today", WRITE_FOR), account->handle);
      self->first = gtk_button_new_with_label (label);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->first), "(xx)",
                                        comms_today_row_get_id (self),
                                        comms_record_get_id (COMMS_RECORD (account)));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->first), "today.carry");
      gtk_box_append (self->buttons, self->first);
      return;
    }
  menu = carry_menu_new (self);
  if (self->folded)
    append_item (menu, C_ ("today", "Open"), "win.open-post", comms_today_row_get_id (self));
  self->first = menu_button_new (self->folded ? C_ ("today", "Decide…")
                                              : C_ ("today", "Another Network…"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->first), G_MENU_MODEL (menu));
  gtk_box_append (self->buttons, self->first);
}

static void
add_buttons (CommsTodayRow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))) != NULL)
    gtk_box_remove (self->buttons, child);
  switch ((int) self->post->state)
    {
    case COMMS_POST_STATE_UNKNOWN:
      add_decide_button (self);
      break;
    case COMMS_POST_STATE_MISSED:
      add_missed_buttons (self);
      break;
    case COMMS_POST_STATE_REFUSED:
      /* A reply that the network refused may still be given by hand, approved as it is (G3). */
      if (g_strcmp0 (self->post->problem_code, "reply") == 0)
        self->first = add_button (self, C_ ("today", "Open"), "win.open-post");
      else
        self->first = add_button (self, C_ ("today", "Edit"), "today.edit");
      break;
    case COMMS_POST_STATE_IN_REVIEW:
      self->first = add_button (self, C_("today", "Review"), "win.review");
      break;
    case COMMS_POST_STATE_APPROVED:
      self->first = add_button (self, C_("today", "Re-read…"), "win.reread");
      break;
    case COMMS_POST_STATE_POSTED:
      add_withdraw_buttons (self);
      break;
    case COMMS_POST_STATE_QUEUED:
      if (self->post->stale_since != 0)
        self->first = add_button (self, C_ ("today", "Compare…"), "win.reread");
      else if (self->others != NULL)
        add_carry_buttons (self);
      else
        self->first = add_button (self, C_ ("today", "Open"), "win.open-post");
      break;
    default:
      if (self->commented)
        self->first = add_button (self, C_ ("today", "Read Comments"), "win.review");
      else
        self->first = add_button (self, C_("today", "Edit"), "win.open-post");
    }
}

static void
comms_today_row_dispose (GObject *object)
{
  CommsTodayRow *self = COMMS_TODAY_ROW (object);

  g_clear_object (&self->post);
  g_clear_object (&self->account);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  self->first = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_TODAY_ROW);
  G_OBJECT_CLASS (comms_today_row_parent_class)->dispose (object);
}

static void
comms_today_row_class_init (CommsTodayRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_today_row_dispose;
  g_type_ensure (ADW_TYPE_BIN);
  g_type_ensure (COMMS_TYPE_STATE_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-today-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsTodayRow, state);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayRow, narrow_state);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayRow, swatch);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayRow, title);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayRow, time);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayRow, facts);
  gtk_widget_class_bind_template_child (widget_class, CommsTodayRow, buttons);
}

static void
comms_today_row_init (CommsTodayRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
comms_today_row_new (void)
{
  return g_object_new (COMMS_TYPE_TODAY_ROW, NULL);
}

gint64
comms_today_row_get_id (CommsTodayRow *self)
{
  g_return_val_if_fail (COMMS_IS_TODAY_ROW (self), 0);

  return self->post != NULL ? comms_record_get_id (COMMS_RECORD (self->post)) : 0;
}

/* Its twin was changed after it: that is what a person has to look at first. */
static void
show_stale (CommsTodayRow *self, CommsPost *post, const CommsTodayData *data)
{
  g_autofree char *stale = comms_twin_dup_stale (post->stale_since, data->zone, data->now);
  g_autofree char *words = comms_format_digits (stale);

  /* The sign of what is late, which is as amber. */
  comms_state_label_set_state (self->state, COMMS_POST_STATE_MISSED);
  comms_state_label_set_state (self->narrow_state, COMMS_POST_STATE_MISSED);
  g_object_set (self->state, "word", words, NULL);
  g_object_set (self->narrow_state, "word", words, NULL);
}

static void
fill_labels (CommsTodayRow        *self,
             const CommsTodayPost *post,
             const CommsTodayData *data)
{
  CommsPostState state = post->post->state;
  gboolean with_time = state == COMMS_POST_STATE_UNKNOWN || state == COMMS_POST_STATE_MISSED ||
                       state == COMMS_POST_STATE_REFUSED;
  g_autofree char *title = comms_today_post_title (post);
  g_autofree char *time =
    with_time && !self->folded ? comms_today_post_time (post, data) : NULL;
  g_autofree char *facts = comms_today_post_facts (post, data, self->folded);
  g_autofree char *timed = comms_today_join (time, facts);
  g_autofree char *spoken = NULL;

  comms_state_label_set_state (self->state, state);
  comms_state_label_set_state (self->narrow_state, state);
  g_object_set (self->state, "word", NULL, NULL);
  g_object_set (self->narrow_state, "word", NULL, NULL);
  if (post->post->stale_since != 0)
    show_stale (self, post->post, data);
  gtk_widget_set_visible (GTK_WIDGET (self->state), !self->folded);
  gtk_widget_set_visible (GTK_WIDGET (self->narrow_state), self->folded);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->time, time != NULL ? time : "");
  gtk_widget_set_visible (GTK_WIDGET (self->time), time != NULL);
  /* An Urdu window has its own face for it; elsewhere the one that keeps to the height of a row. */
  comms_widget_toggle_class (GTK_WIDGET (self->title), "naskh",
                             gtk_widget_get_default_direction () == GTK_TEXT_DIR_LTR &&
                               post->post->text != NULL && comms_text_is_rtl (post->post->text));
  gtk_label_set_text (self->facts, facts);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->facts), facts);
  /* Translators: what a screen reader says of a post: its state, its first line, facts */
  spoken = g_strdup_printf (C_("spoken row", "%s: %s, %s"), comms_post_state_word (state), title,
                            timed);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

/* Whether both, which may be NULL, are of the same accounts. */
static gboolean
same_accounts (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return a == b;
  for (guint i = 0; i < a->len; i++)
    if (!comms_record_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return TRUE;
}

void
comms_today_row_fill (CommsTodayRow        *self,
                      const CommsTodayPost *post,
                      const CommsTodayData *data,
                      gboolean              folded,
                      gboolean              suggested)
{
  gboolean same;

  g_return_if_fail (COMMS_IS_TODAY_ROW (self));

  same = self->post != NULL && same_accounts (self->others, post->others) &&
         self->folded == folded && self->commented == post->commented &&
         self->post->state == post->post->state &&
         g_strcmp0 (self->post->problem_code, post->post->problem_code) == 0 &&
         (self->post->stale_since != 0) == (post->post->stale_since != 0) &&
         comms_today_row_get_id (self) == comms_record_get_id (COMMS_RECORD (post->post));
  g_set_object (&self->post, post->post);
  g_set_object (&self->account, post->account);
  self->folded = folded;
  self->commented = post->commented;
  g_clear_pointer (&self->others, g_ptr_array_unref);
  self->others = post->others != NULL ? g_ptr_array_ref (post->others) : NULL;
  fill_labels (self, post, data);
  adw_bin_set_child (self->swatch,
                     post->account != NULL ? comms_swatch_new (post->account->colour, 10) : NULL);
  if (!same)
    add_buttons (self);
  comms_widget_toggle_class (self->first, "suggested-action", suggested);
}

void
comms_today_row_do_first (CommsTodayRow *self)
{
  g_return_if_fail (COMMS_IS_TODAY_ROW (self));

  if (GTK_IS_MENU_BUTTON (self->first))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->first));
  else
    gtk_widget_activate (self->first);
}
