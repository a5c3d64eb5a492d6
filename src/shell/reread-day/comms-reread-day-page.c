/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-reread-day-page.h"

#include "comms-link-checks.h"
#include "comms-marks.h"
#include "comms-network.h"
#include "comms-posts.h"
#include "comms-read-check.h"
#include "comms-reread-day-card.h"
#include "comms-reread-day-data.h"
#include "comms-undo.h"
#include "comms-restyle.h"

struct _CommsRereadDayPage
{
  CommsPage parent_instance;

  GtkBox *band;
  GtkLabel *handle_label;
  GtkLabel *account_label;
  GtkLabel *when_label;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkBox *cards;
  GtkBox *actions;
  CommsReadCheck *read_check;
  GtkLabel *hint_label;
  GtkButton *go_button;
  GtkLabel *go_label;
  GtkLabel *key_label;

  GArray *ids;   /* gint64 */
  CommsDay *day; /* NULL while loading */
  gboolean busy;
  GHashTable *asked_links; /* those of the posts that were looked at since it opened */
};

G_DEFINE_FINAL_TYPE (CommsRereadDayPage, comms_reread_day_page, COMMS_TYPE_PAGE)

/* --- what is on the page --- */

static CommsDayPost *
post_at (CommsDay *day, guint i)
{
  return g_ptr_array_index (day->posts, i);
}

/* (transfer container) (element-type CommsPost) */
static GPtrArray *
dup_rows (CommsDay *day)
{
  GPtrArray *rows = g_ptr_array_sized_new (day->posts->len);

  for (guint i = 0; i < day->posts->len; i++)
    g_ptr_array_add (rows, post_at (day, i)->post);
  return rows;
}

static guint
count_joining (CommsDay *day, CommsDayWay way)
{
  guint n = 0;

  for (guint i = 0; i < day->posts->len; i++)
    n += comms_day_post_joins (post_at (day, i), way);
  return n;
}

/* The one account of all, or NULL where there are several. */
static CommsAccount *
single_account (CommsDay *day)
{
  CommsAccount *account = NULL;

  for (guint i = 0; i < day->posts->len; i++)
    {
      CommsAccount *other = post_at (day, i)->context->account;

      if (other == NULL || (account != NULL && comms_record_get_id (COMMS_RECORD (account)) !=
                                                 comms_record_get_id (COMMS_RECORD (other))))
        return NULL;
      account = other;
    }
  return account;
}

/* --- showing --- */

static void
fill_band (CommsRereadDayPage *self)
{
  CommsAccount *account = single_account (self->day);
  guint n = self->day->posts->len;
  g_autofree char *number = comms_format_number (n);
  g_autofree char *count = NULL;
  g_autofree char *handle = NULL;
  g_autofree char *subtitle = NULL;

  count = g_strdup_printf (ngettext ("%s post", "%s posts", n), number);
  gtk_label_set_label (self->when_label, count);
  if (account == NULL)
    {
      comms_widget_set_account (GTK_WIDGET (self->band), 6);
      gtk_label_set_label (self->handle_label, C_ ("re-read", "Several accounts"));
      gtk_label_set_label (self->account_label, C_ ("re-read", "each post names its own"));
      return;
    }
  handle = g_strconcat ("@", account->handle, NULL);
  subtitle = g_strdup_printf (C_ ("re-read", "%s · public, to everyone"),
                              account->name != NULL ? account->name : "");
  comms_widget_set_account (GTK_WIDGET (self->band), account->colour);
  gtk_label_set_label (self->handle_label, handle);
  gtk_label_set_label (self->account_label, subtitle);
}

static void
fill_cards (CommsRereadDayPage *self)
{
  CommsDayWay way = comms_day_way (self->day);
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards));

  for (guint i = 0; i < self->day->posts->len; i++)
    {
      CommsDayPost *item = post_at (self->day, i);

      if (card == NULL)
        {
          card = comms_reread_day_card_new ();
          gtk_box_append (self->cards, card);
        }
      /* Its colours are known once it stands in the window. */
      comms_reread_day_card_set_post (COMMS_REREAD_DAY_CARD (card), item, self->day,
                                      comms_day_post_joins (item, way));
      card = gtk_widget_get_next_sibling (card);
    }
  while (card != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (card);

      gtk_box_remove (self->cards, card);
      card = next;
    }
}

static gboolean
approves_any (CommsDay *day)
{
  for (guint i = 0; i < day->posts->len; i++)
    if (post_at (day, i)->way == COMMS_DAY_WAY_APPROVE_AND_QUEUE)
      return TRUE;
  return FALSE;
}

/* (transfer full) */
static char *
dup_label (CommsRereadDayPage *self, CommsDayWay way)
{
  guint n = self->day != NULL ? count_joining (self->day, way) : 0;
  g_autofree char *number = comms_format_number (n);

  if (self->day == NULL)
    return g_strdup ("");
  if (way == COMMS_DAY_WAY_SUBMIT)
    /* Translators: %s is a number of posts */
    return g_strdup_printf (ngettext ("Submit %s for Review", "Submit %s for Review", n), number);
  if (approves_any (self->day))
    /* Translators: %s is a number of posts */
    return g_strdup_printf (ngettext ("Approve and Schedule %s", "Approve and Schedule All %s", n),
                            number);
  if (comms_desk_is_practice (comms_page_get_desk (COMMS_PAGE (self))))
    /* Translators: %s is a number of posts, on a practice desk */
    return g_strdup_printf (ngettext ("Practise Scheduling %s", "Practise Scheduling All %s", n),
                            number);
  /* Translators: %s is a number of posts */
  return g_strdup_printf (ngettext ("Schedule %s", "Schedule All %s", n), number);
}

static const char *
hint (CommsRereadDayPage *self, CommsDayWay way)
{
  if (self->day == NULL || self->day->posts->len == 0)
    return "";
  if (way == COMMS_DAY_WAY_NOTHING)
    return C_ ("re-read", "None of them can be scheduled; each says why.");
  if (!gtk_check_button_get_active (GTK_CHECK_BUTTON (self->read_check)))
    return C_ ("re-read", "Tick first that you have read them.");
  if (count_joining (self->day, way) < self->day->posts->len)
    return C_ ("re-read", "The others say why they are left out.");
  return way == COMMS_DAY_WAY_SUBMIT
           ? C_ ("re-read", "a manager approves them, then they can be scheduled")
           : C_ ("re-read", "all of them or none, with Undo");
}

static void
update_actions (CommsRereadDayPage *self)
{
  CommsDayWay way = self->day != NULL ? comms_day_way (self->day) : COMMS_DAY_WAY_NOTHING;
  g_autofree char *label = dup_label (self, way);

  gtk_label_set_label (self->go_label, label);
  gtk_label_set_label (self->hint_label, hint (self, way));
  gtk_widget_set_visible (GTK_WIDGET (self->actions),
                          self->day != NULL && self->day->posts->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reread-day.go",
                                 !self->busy && way != COMMS_DAY_WAY_NOTHING &&
                                   gtk_check_button_get_active (
                                     GTK_CHECK_BUTTON (self->read_check)));
}

static void
fill (CommsRereadDayPage *self)
{
  gboolean empty = self->day->posts->len == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "nothing" : "posts");
  gtk_widget_set_visible (GTK_WIDGET (self->band), !empty);
  if (!empty)
    fill_band (self);
  fill_cards (self);
  update_actions (self);
}

/* --- loading --- */

/* What is seen there changes the desk, and then this page. */
static void
look_at_links (CommsRereadDayPage *self)
{
  for (guint i = 0; i < self->day->posts->len; i++)
    comms_links_look (comms_page_get_desk (COMMS_PAGE (self)), post_at (self->day, i)->post->text,
                      -1, self->asked_links, comms_page_get_cancellable (COMMS_PAGE (self)));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsRereadDayPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsDay) day = comms_desk_run_finish (COMMS_DESK (source), result, &error);
  g_autoptr (GPtrArray) rows = NULL;

  if (day == NULL)
    {
      comms_show_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->day, comms_day_free);
  self->day = g_steal_pointer (&day);
  rows = dup_rows (self->day);
  comms_read_check_show (self->read_check, rows);
  fill (self);
  look_at_links (self);
}

static void
reload (CommsRereadDayPage *self)
{
  if (self->ids->len > 0)
    comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), comms_day_load,
                          g_array_copy (self->ids), (GDestroyNotify) g_array_unref,
                          (GDestroyNotify) comms_day_free,
                          comms_page_get_cancellable (COMMS_PAGE (self)), loaded_cb,
                          g_object_ref (self));
}

/* --- deciding --- */

/* What a person decided, as one transaction. */
typedef struct
{
  GArray *ids;      /* gint64 */
  GArray *versions; /* gint64, which were read */
  GArray *approve;  /* gint64, those of @ids that they approve by it */
  gboolean submit;
} Decision;

typedef struct
{
  CommsRereadDayPage *self;
  GArray *ids;
  gboolean submitted;
} Pending;

static void
decision_free (gpointer data)
{
  Decision *decision = data;

  g_array_unref (decision->ids);
  g_array_unref (decision->versions);
  g_array_unref (decision->approve);
  g_free (decision);
}

static void
pending_free (Pending *pending)
{
  g_object_unref (pending->self);
  g_array_unref (pending->ids);
  g_free (pending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pending, pending_free)

/* An approval makes a new version: what was read is looked at before. */
static gpointer
decide (CommsTx *tx, gpointer data, GError **error)
{
  Decision *decision = data;
  const gint64 *ids = (const gint64 *) (gpointer) decision->ids->data;
  const gint64 *versions = (const gint64 *) (gpointer) decision->versions->data;
  guint n = decision->ids->len;

  if (decision->submit)
    return GINT_TO_POINTER (comms_posts_submit_set (tx, ids, versions, n, error));
  for (guint i = 0; i < n; i++)
    if (!comms_posts_check_read (tx, ids[i], versions[i], error))
      return NULL;
  for (guint i = 0; i < decision->approve->len; i++)
    if (!comms_posts_approve (tx, g_array_index (decision->approve, gint64, i), error))
      return NULL;
  return GINT_TO_POINTER (comms_posts_queue_set (tx, ids, NULL, n, error));
}

static void
tell (CommsRereadDayPage *self, Pending *pending)
{
  guint n = pending->ids->len;
  g_autofree char *number = comms_format_number (n);
  g_autofree char *done = NULL;

  if (pending->submitted)
    {
      done = g_strdup_printf (ngettext ("%s post submitted for review.",
                                        "%s posts submitted for review.", n),
                              number);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s", done);
      return;
    }
  done = g_strdup_printf (ngettext ("%s post scheduled.", "%s posts scheduled.", n), number);
  comms_undo_push_ids (GTK_WIDGET (self), done, comms_posts_undo_queue, NULL,
                       (const gint64 *) (gpointer) pending->ids->data, n);
}

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Pending) pending = user_data;
  CommsRereadDayPage *self = pending->self;
  g_autoptr (GError) error = NULL;

  self->busy = FALSE;
  comms_desk_run_finish (COMMS_DESK (source), result, &error);
  if (error != NULL)
    {
      comms_undo_show_error (error);
      reload (self);
      return;
    }
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  tell (self, pending);
  if (self->day != NULL && pending->ids->len < self->day->posts->len)
    reload (self);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
add_post (Decision *decision, CommsDayPost *item)
{
  gint64 id = comms_record_get_id (COMMS_RECORD (item->post));

  g_array_append_val (decision->ids, id);
  g_array_append_val (decision->versions, item->post->version);
  if (item->way == COMMS_DAY_WAY_APPROVE_AND_QUEUE)
    g_array_append_val (decision->approve, id);
}

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsRereadDayPage *self = COMMS_REREAD_DAY_PAGE (widget);
  CommsDayWay way = comms_day_way (self->day);
  Decision *decision = g_new0 (Decision, 1);
  Pending *pending = g_new0 (Pending, 1);

  decision->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  decision->versions = g_array_new (FALSE, FALSE, sizeof (gint64));
  decision->approve = g_array_new (FALSE, FALSE, sizeof (gint64));
  decision->submit = way == COMMS_DAY_WAY_SUBMIT;
  for (guint i = 0; i < self->day->posts->len; i++)
    if (comms_day_post_joins (post_at (self->day, i), way))
      add_post (decision, post_at (self->day, i));
  pending->self = g_object_ref (self);
  pending->ids = g_array_copy (decision->ids);
  pending->submitted = decision->submit;
  self->busy = TRUE;
  update_actions (self);
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), decide, decision, decision_free,
                        NULL, NULL, decided_cb, pending);
}

/* --- callbacks --- */

static void
read_cb (CommsRereadDayPage *self)
{
  g_assert (COMMS_IS_REREAD_DAY_PAGE (self));

  update_actions (self);
}

static void
folded_cb (CommsRereadDayPage *self)
{
  gboolean folded = comms_page_get_folded (COMMS_PAGE (self));
  GtkOrientation orientation = folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  g_assert (COMMS_IS_REREAD_DAY_PAGE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->band), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->actions), orientation);
  gtk_label_set_xalign (self->when_label, folded ? 0 : 1);
  gtk_label_set_xalign (self->hint_label, folded ? 0 : 1);
  gtk_widget_set_visible (GTK_WIDGET (self->key_label), !folded);
  gtk_widget_remove_css_class (GTK_WIDGET (self->handle_label), folded ? "title-1" : "title-2");
  gtk_widget_add_css_class (GTK_WIDGET (self->handle_label), folded ? "title-2" : "title-1");
  gtk_widget_set_margin_start (GTK_WIDGET (self->cards), folded ? 12 : 20);
  gtk_widget_set_margin_end (GTK_WIDGET (self->cards), folded ? 12 : 20);
}

static void
colours_cb (gpointer widget)
{
  CommsRereadDayPage *self = widget;

  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards)); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    comms_reread_day_card_recolour (COMMS_REREAD_DAY_CARD (card));
}

/* --- overrides --- */

static void
comms_reread_day_page_changed (CommsPage *page, CommsSubject subject)
{
  /* Nothing of them stands on a card, and reading the day reads its pictures. */
  if (subject == COMMS_SUBJECT_TARGET || subject == COMMS_SUBJECT_ENGAGEMENT ||
      subject == COMMS_SUBJECT_METRIC)
    return;
  reload (COMMS_REREAD_DAY_PAGE (page));
}

/* Time has gone on: what was fine may be over. */
static void
comms_reread_day_page_shown (CommsPage *page)
{
  reload (COMMS_REREAD_DAY_PAGE (page));
}

static void
comms_reread_day_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (comms_reread_day_page_parent_class)->constructed (object);
  g_signal_connect_object (comms_page_get_desk (COMMS_PAGE (object)), "notify::person",
                           G_CALLBACK (reload), object, G_CONNECT_SWAPPED);
}

static void
comms_reread_day_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_REREAD_DAY_PAGE);

  G_OBJECT_CLASS (comms_reread_day_page_parent_class)->dispose (object);
}

static void
comms_reread_day_page_finalize (GObject *object)
{
  CommsRereadDayPage *self = COMMS_REREAD_DAY_PAGE (object);

  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->day, comms_day_free);
  g_clear_pointer (&self->asked_links, g_hash_table_unref);

  G_OBJECT_CLASS (comms_reread_day_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayPage, band);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayPage, handle_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayPage, account_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayPage, when_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayPage, cards);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayPage, actions);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayPage, read_check);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayPage, hint_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayPage, go_button);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayPage, go_label);
  gtk_widget_class_bind_template_child (widget_class, CommsRereadDayPage, key_label);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
}

static void
comms_reread_day_page_class_init (CommsRereadDayPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CommsPageClass *page_class = COMMS_PAGE_CLASS (klass);

  object_class->constructed = comms_reread_day_page_constructed;
  object_class->dispose = comms_reread_day_page_dispose;
  object_class->finalize = comms_reread_day_page_finalize;
  page_class->changed = comms_reread_day_page_changed;
  page_class->shown = comms_reread_day_page_shown;

  g_type_ensure (COMMS_TYPE_READ_CHECK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-reread-day-page.ui");
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "reread-day.go", NULL, go_action);
}

static void
comms_reread_day_page_init (CommsRereadDayPage *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->asked_links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::folded", G_CALLBACK (folded_cb), NULL);
  comms_widget_follow_style (GTK_WIDGET (self), colours_cb);
  folded_cb (self);
  update_actions (self);
}

/* --- public --- */

void
comms_reread_day_page_open (CommsRereadDayPage *self, const gint64 *ids, gsize n_ids)
{
  g_return_if_fail (COMMS_IS_REREAD_DAY_PAGE (self));

  g_array_set_size (self->ids, 0);
  g_array_append_vals (self->ids, ids, (guint) n_ids);
  g_clear_pointer (&self->day, comms_day_free);
  g_hash_table_remove_all (self->asked_links);
  comms_read_check_begin (self->read_check);
  update_actions (self);
  reload (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->read_check));
}
