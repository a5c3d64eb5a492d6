/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-page-item.h"

#include <glib/gi18n-lib.h>

#include "comms-marks.h"

G_DEFINE_FINAL_TYPE (CommsPageItem, comms_page_item, G_TYPE_OBJECT)

enum
{
  PROP_COUNT = 1,
  PROP_URGENT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
comms_page_item_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  CommsPageItem *self = COMMS_PAGE_ITEM (object);

  switch (prop_id)
    {
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    case PROP_URGENT:
      g_value_set_boolean (value, self->urgent);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_page_item_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  CommsPageItem *self = COMMS_PAGE_ITEM (object);

  switch (prop_id)
    {
    case PROP_COUNT:
      self->count = g_value_get_uint (value);
      break;
    case PROP_URGENT:
      self->urgent = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_page_item_finalize (GObject *object)
{
  g_clear_weak_pointer (&COMMS_PAGE_ITEM (object)->page);

  G_OBJECT_CLASS (comms_page_item_parent_class)->finalize (object);
}

static void
comms_page_item_class_init (CommsPageItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = comms_page_item_finalize;
  object_class->get_property = comms_page_item_get_property;
  object_class->set_property = comms_page_item_set_property;

  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_URGENT] = g_param_spec_boolean ("urgent", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
comms_page_item_init (CommsPageItem *self)
{
}

static void
comms_page_item_notify_cb (GtkLabel      *pill,
                           GParamSpec    *pspec,
                           CommsPageItem *self)
{
  g_autofree char *number = comms_format_number (self->count);

  g_assert (GTK_IS_LABEL (pill));
  g_assert (COMMS_IS_PAGE_ITEM (self));

  gtk_label_set_label (pill, number);
  gtk_widget_set_visible (GTK_WIDGET (pill), self->count > 0);
  if (self->urgent)
    gtk_widget_add_css_class (GTK_WIDGET (pill), "urgent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (pill), "urgent");
}

/**
 * comms_page_item_new:
 *
 * Returns: (transfer full): the item of a row of the table of pages
 */
CommsPageItem *
comms_page_item_new (const CommsPageInfo *info)
{
  CommsPageItem *self;

  g_return_val_if_fail (info != NULL, NULL);

  self = g_object_new (COMMS_TYPE_PAGE_ITEM, NULL);
  self->info = info;
  return self;
}

/**
 * comms_page_item_get_title:
 *
 * Returns: (transfer none): the title of the page in the interface's language
 */
const char *
comms_page_item_get_title (CommsPageItem *self)
{
  g_return_val_if_fail (COMMS_IS_PAGE_ITEM (self), NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "navigation", self->info->title);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CommsPageItem) self = user_data;
  g_autofree CommsPageCount *count = comms_desk_run_finish (COMMS_DESK (source), result, NULL);

  /* Where counting failed, the pill stays as it was until the next change. */
  if (count != NULL && self->page == NULL)
    g_object_set (self, "count", count->n, "urgent", count->urgent, NULL);
}

/**
 * comms_page_item_recount:
 *
 * Counts what needs a person, for as long as there is no page to do so.
 */
void
comms_page_item_recount (CommsPageItem *self,
                         CommsDesk     *desk,
                         GCancellable  *cancellable)
{
  g_return_if_fail (COMMS_IS_PAGE_ITEM (self));
  g_return_if_fail (COMMS_IS_DESK (desk));

  if (self->info->count == NULL || self->page != NULL)
    return;
  comms_desk_run_async (desk, self->info->count, NULL, NULL, g_free, cancellable, counted_cb,
                        g_object_ref (self));
}

/**
 * comms_page_item_set_page:
 * @page: that counts from now on
 */
void
comms_page_item_set_page (CommsPageItem *self,
                          CommsPage     *page)
{
  g_return_if_fail (COMMS_IS_PAGE_ITEM (self));
  g_return_if_fail (COMMS_IS_PAGE (page));
  g_return_if_fail (self->page == NULL);

  g_set_weak_pointer (&self->page, page);
  /* It has yet to read what it counts. */
  if (self->info->count != NULL)
    comms_page_set_count (page, self->count, self->urgent);
  g_object_bind_property (page, "count", self, "count", G_BINDING_SYNC_CREATE);
  g_object_bind_property (page, "urgent", self, "urgent", G_BINDING_SYNC_CREATE);
}

/**
 * comms_page_item_new_pill:
 *
 * Returns: (transfer floating): a label that shows the count, hidden while it is zero
 */
GtkWidget *
comms_page_item_new_pill (CommsPageItem *self)
{
  GtkWidget *pill;

  g_return_val_if_fail (COMMS_IS_PAGE_ITEM (self), NULL);

  pill = gtk_label_new (NULL);
  gtk_widget_add_css_class (pill, "pill-count");
  gtk_widget_add_css_class (pill, "naskh");
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  comms_label_set_tabular (GTK_LABEL (pill));
  g_signal_connect_object (self, "notify", G_CALLBACK (comms_page_item_notify_cb), pill,
                           G_CONNECT_SWAPPED);
  comms_page_item_notify_cb (GTK_LABEL (pill), NULL, self);
  return pill;
}
