/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsToday"

#include "config.h"

#include "comms-decide-popover.h"

#include <glib/gi18n-lib.h>

#include "comms-network.h"
#include "comms-publisher.h"

struct _CommsDecidePopover
{
  GtkPopover parent_instance;

  CommsDesk *desk;
  CommsPublisher *publisher;
  GCancellable *cancellable;
  gint64 id;

  GtkLabel *problem;
  GtkWidget *look;
  GtkSpinner *spinner;
  GtkLabel *look_label;
  GtkLabel *result;
  GtkWidget *link;
  GtkEditable *address;
};

G_DEFINE_FINAL_TYPE (CommsDecidePopover, comms_decide_popover, GTK_TYPE_POPOVER)

static void
say (CommsDecidePopover *self,
     const char         *sentence)
{
  gtk_label_set_text (self->result, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->result), TRUE);
}

/* Where it was certain, the post is settled and its row goes away with this popover. */
static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CommsDecidePopover) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean settled = comms_publisher_reconcile_finish (COMMS_PUBLISHER (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_sensitive (self->look, TRUE);
  if (settled)
    gtk_popover_popdown (GTK_POPOVER (self));
  else if (error != NULL)
    say (self, error->message);
  else
    say (self, C_("decide", "The network could not tell. Look in the browser, then say what you "
                            "saw."));
}

static void
look_cb (CommsDecidePopover *self)
{
  gtk_widget_set_sensitive (self->look, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->result), FALSE);
  gtk_spinner_start (self->spinner);
  comms_publisher_reconcile_async (self->publisher, self->id, self->cancellable, looked_cb,
                                   g_object_ref (self));
}

static void
out_cb (CommsDecidePopover *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "today.settle-posted", "(xs)", self->id,
                              gtk_editable_get_text (self->address));
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
not_out_cb (CommsDecidePopover *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "today.settle-not", "x", self->id);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
comms_decide_popover_dispose (GObject *object)
{
  CommsDecidePopover *self = COMMS_DECIDE_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->publisher);
  gtk_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_DECIDE_POPOVER);
  G_OBJECT_CLASS (comms_decide_popover_parent_class)->dispose (object);
}

static void
comms_decide_popover_finalize (GObject *object)
{
  g_object_unref (COMMS_DECIDE_POPOVER (object)->cancellable);
  G_OBJECT_CLASS (comms_decide_popover_parent_class)->finalize (object);
}

static void
comms_decide_popover_class_init (CommsDecidePopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = comms_decide_popover_dispose;
  object_class->finalize = comms_decide_popover_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-decide-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsDecidePopover, problem);
  gtk_widget_class_bind_template_child (widget_class, CommsDecidePopover, look);
  gtk_widget_class_bind_template_child (widget_class, CommsDecidePopover, spinner);
  gtk_widget_class_bind_template_child (widget_class, CommsDecidePopover, look_label);
  gtk_widget_class_bind_template_child (widget_class, CommsDecidePopover, result);
  gtk_widget_class_bind_template_child (widget_class, CommsDecidePopover, link);
  gtk_widget_class_bind_template_child (widget_class, CommsDecidePopover, address);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
  gtk_widget_class_bind_template_callback (widget_class, out_cb);
  gtk_widget_class_bind_template_callback (widget_class, not_out_cb);
}

static void
comms_decide_popover_init (CommsDecidePopover *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_look (CommsDecidePopover *self,
           CommsAccount       *account)
{
  const CommsNetworkInfo *info = account != NULL ? comms_network_info (account->network) : NULL;
  g_autofree char *url = account != NULL ? comms_network_dup_profile_url (account) : NULL;
  g_autofree char *label = NULL;

  /* Translators: the name of a network, such as “X” */
  label = g_strdup_printf (C_("decide", "Look on %s"), info != NULL ? info->name : "");
  gtk_label_set_text (self->look_label, label);
  gtk_widget_set_visible (self->look, info != NULL);
  gtk_widget_set_visible (self->link, url != NULL);
  if (url != NULL)
    gtk_link_button_set_uri (GTK_LINK_BUTTON (self->link), url);
}

GtkWidget *
comms_decide_popover_new (CommsTodayPage *page,
                          CommsPost      *post,
                          CommsAccount   *account)
{
  CommsDecidePopover *self;

  g_return_val_if_fail (COMMS_IS_TODAY_PAGE (page), NULL);
  g_return_val_if_fail (COMMS_IS_POST (post), NULL);

  self = g_object_new (COMMS_TYPE_DECIDE_POPOVER, NULL);
  self->desk = g_object_ref (comms_page_get_desk (COMMS_PAGE (page)));
  self->publisher = comms_publisher_new (self->desk);
  self->id = comms_record_get_id (COMMS_RECORD (post));
  gtk_label_set_text (self->problem, post->problem != NULL ? post->problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), post->problem != NULL);
  fill_look (self, account);
  return GTK_WIDGET (self);
}
