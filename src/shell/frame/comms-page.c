/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-page.h"

#include <glib/gi18n-lib.h>

#include "comms-error.h"
#include "comms-marks.h"
#include "comms-menu.h"

typedef struct
{
  CommsDesk *desk;
  CommsAccount *account;
  GCancellable *cancellable;
  char *title;
  char *subtitle;
  guint count;
  gboolean urgent;
  gboolean folded;
  gboolean has_band;
  gboolean counts; /* has ever set a count, and keeps it right when it is not on screen */
  guint pending; /* set of 1 << CommsSubject that changed while it was not on screen */
  GtkWidget *notice;

  GtkWidget *column;
  GtkWidget *header;
  GtkWidget *window_title;
  GtkWidget *menu_button;
  GtkWidget *back_button;
  GtkWidget *back_label;
  GtkWidget *search_button;
  GtkWidget *band;
} CommsPagePrivate;

static void comms_page_buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (CommsPage, comms_page, ADW_TYPE_BIN,
                                  G_ADD_PRIVATE (CommsPage)
                                  G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                         comms_page_buildable_init))

enum
{
  PROP_DESK = 1,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_ACCOUNT,
  PROP_COUNT,
  PROP_URGENT,
  PROP_FOLDED,
  PROP_BAND,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static GtkBuildableIface *parent_buildable;

static void
comms_page_update_band (CommsPage *self)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (self);

  gtk_widget_set_visible (priv->band,
                          priv->has_band && priv->account != NULL && priv->notice == NULL);
  if (priv->account != NULL)
    comms_widget_set_account (priv->band, priv->account->colour);
}

static void
comms_page_update_title (CommsPage *self)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (self);

  adw_window_title_set_title (ADW_WINDOW_TITLE (priv->window_title),
                              priv->title != NULL ? priv->title : "");
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (priv->window_title),
                                 priv->subtitle != NULL ? priv->subtitle : "");
}

static void
comms_page_set_account (CommsPage    *self,
                        CommsAccount *account)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (self);

  if (!g_set_object (&priv->account, account))
    return;
  comms_page_update_band (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

static void
comms_page_set_folded (CommsPage *self,
                       gboolean   folded)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (self);

  if (priv->folded == folded)
    return;
  priv->folded = folded;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
comms_page_tell (CommsPage    *self,
                 CommsSubject  subject)
{
  if (COMMS_PAGE_GET_CLASS (self)->changed != NULL)
    COMMS_PAGE_GET_CLASS (self)->changed (self, subject);
}

static void
comms_page_desk_changed_cb (CommsPage    *self,
                            CommsSubject  subject,
                            CommsDesk    *desk)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (self);

  g_assert (COMMS_IS_PAGE (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)) || priv->counts)
    comms_page_tell (self, subject);
  else
    priv->pending |= 1u << subject;
}

static void
comms_page_map (GtkWidget *widget)
{
  CommsPage *self = COMMS_PAGE (widget);
  CommsPagePrivate *priv = comms_page_get_instance_private (self);
  guint pending = priv->pending;

  GTK_WIDGET_CLASS (comms_page_parent_class)->map (widget);

  priv->pending = 0;
  for (guint subject = 0; pending >> subject != 0; subject++)
    if (pending & 1u << subject)
      comms_page_tell (self, subject);
  if (COMMS_PAGE_GET_CLASS (self)->shown != NULL)
    COMMS_PAGE_GET_CLASS (self)->shown (self);
}

/* In a narrow window a button of icon and word shows its icon; the word is its tooltip. */
static void
header_button_fold_cb (GtkButton  *button,
                       GParamSpec *pspec,
                       CommsPage  *self)
{
  GtkWidget *content = g_object_get_data (G_OBJECT (button), "wide-content");
  const char *icon_name = adw_button_content_get_icon_name (ADW_BUTTON_CONTENT (content));

  if (comms_page_get_folded (self))
    gtk_button_set_icon_name (button, icon_name);
  else if (gtk_button_get_child (button) != content)
    gtk_button_set_child (button, content);
}

static void
comms_page_add_to_header (CommsPage *self,
                          GtkWidget *child)
{
  GtkWidget *content = GTK_IS_BUTTON (child) ? gtk_button_get_child (GTK_BUTTON (child)) : NULL;

  if (content == NULL || !ADW_IS_BUTTON_CONTENT (content))
    return;
  g_object_set_data_full (G_OBJECT (child), "wide-content", g_object_ref (content),
                          g_object_unref);
  if (gtk_widget_get_tooltip_text (child) == NULL)
    {
      g_autofree char *plain = NULL;

      pango_parse_markup (adw_button_content_get_label (ADW_BUTTON_CONTENT (content)), -1, '_',
                          NULL, &plain, NULL, NULL);
      gtk_widget_set_tooltip_text (child, plain);
    }
  g_signal_connect_object (self, "notify::folded", G_CALLBACK (header_button_fold_cb), child,
                           G_CONNECT_SWAPPED);
}

static void
comms_page_add_child (GtkBuildable *buildable,
                      GtkBuilder   *builder,
                      GObject      *child,
                      const char   *type)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (COMMS_PAGE (buildable));

  if (g_strcmp0 (type, "start") == 0 || g_strcmp0 (type, "end") == 0)
    comms_page_add_to_header (COMMS_PAGE (buildable), GTK_WIDGET (child));
  if (g_strcmp0 (type, "start") == 0)
    adw_header_bar_pack_start (ADW_HEADER_BAR (priv->header), GTK_WIDGET (child));
  else if (g_strcmp0 (type, "end") == 0)
    adw_header_bar_pack_end (ADW_HEADER_BAR (priv->header), GTK_WIDGET (child));
  else if (g_strcmp0 (type, "title") == 0)
    adw_header_bar_set_title_widget (ADW_HEADER_BAR (priv->header), GTK_WIDGET (child));
  else if (type == NULL && GTK_IS_WIDGET (child) && child != G_OBJECT (priv->column))
    gtk_box_append (GTK_BOX (priv->column), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
comms_page_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = comms_page_add_child;
}

static void
comms_page_constructed (GObject *object)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (COMMS_PAGE (object));

  if (priv->desk != NULL)
    g_signal_connect_object (priv->desk, "changed", G_CALLBACK (comms_page_desk_changed_cb), object,
                             G_CONNECT_SWAPPED);

  G_OBJECT_CLASS (comms_page_parent_class)->constructed (object);
}

static void
comms_page_dispose (GObject *object)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (COMMS_PAGE (object));

  g_cancellable_cancel (priv->cancellable);
  priv->notice = NULL;
  g_clear_object (&priv->account);

  G_OBJECT_CLASS (comms_page_parent_class)->dispose (object);
}

static void
comms_page_finalize (GObject *object)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (COMMS_PAGE (object));

  g_clear_object (&priv->window_title);
  g_clear_object (&priv->cancellable);
  g_clear_object (&priv->desk);
  g_clear_pointer (&priv->title, g_free);
  g_clear_pointer (&priv->subtitle, g_free);

  G_OBJECT_CLASS (comms_page_parent_class)->finalize (object);
}

static void
comms_page_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (COMMS_PAGE (object));

  switch (prop_id)
    {
    case PROP_DESK:
      g_value_set_object (value, priv->desk);
      break;
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, priv->subtitle);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, priv->account);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, priv->count);
      break;
    case PROP_URGENT:
      g_value_set_boolean (value, priv->urgent);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, priv->folded);
      break;
    case PROP_BAND:
      g_value_set_boolean (value, priv->has_band);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_page_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  CommsPage *self = COMMS_PAGE (object);
  CommsPagePrivate *priv = comms_page_get_instance_private (self);

  switch (prop_id)
    {
    case PROP_DESK:
      priv->desk = g_value_dup_object (value);
      break;
    case PROP_TITLE:
      comms_page_set_title (self, g_value_get_string (value), priv->subtitle);
      break;
    case PROP_SUBTITLE:
      comms_page_set_title (self, priv->title, g_value_get_string (value));
      break;
    case PROP_ACCOUNT:
      comms_page_set_account (self, g_value_get_object (value));
      break;
    case PROP_FOLDED:
      comms_page_set_folded (self, g_value_get_boolean (value));
      break;
    case PROP_BAND:
      priv->has_band = g_value_get_boolean (value);
      comms_page_update_band (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_page_install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_DESK] =
    g_param_spec_object ("desk", NULL, NULL, COMMS_TYPE_DESK,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_ACCOUNT] =
    g_param_spec_object ("account", NULL, NULL, COMMS_TYPE_ACCOUNT, flags);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_URGENT] = g_param_spec_boolean ("urgent", NULL, NULL, FALSE, readable);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  properties[PROP_BAND] = g_param_spec_boolean ("band", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
comms_page_class_init (CommsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = comms_page_constructed;
  object_class->dispose = comms_page_dispose;
  object_class->finalize = comms_page_finalize;
  object_class->get_property = comms_page_get_property;
  object_class->set_property = comms_page_set_property;
  widget_class->map = comms_page_map;
  comms_page_install_properties (object_class);
}

static void
comms_page_make_back (CommsPage *self)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  priv->back_label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (priv->back_label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-previous-symbolic"));
  gtk_box_append (GTK_BOX (box), priv->back_label);
  priv->back_button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (priv->back_button), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->back_button), "win.back");
  gtk_widget_set_visible (priv->back_button, FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (priv->header), priv->back_button);
  g_object_bind_property (self, "folded", priv->back_label, "visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
}

static void
comms_page_make_header (CommsPage *self)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (self);
  priv->header = adw_header_bar_new ();
  gtk_widget_add_css_class (priv->header, "flat");
  /* Kept also where a page puts a title of its own in its place. */
  priv->window_title = g_object_ref_sink (adw_window_title_new ("", ""));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (priv->header), priv->window_title);

  priv->menu_button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (priv->menu_button), "open-menu-symbolic");
  gtk_widget_set_tooltip_text (priv->menu_button, C_("navigation", "Main Menu"));
  gtk_widget_set_visible (priv->menu_button, FALSE);
  comms_menu_button_lazy (GTK_MENU_BUTTON (priv->menu_button), "primary");
  adw_header_bar_pack_start (ADW_HEADER_BAR (priv->header), priv->menu_button);
  comms_page_make_back (self);

  priv->search_button = gtk_button_new_from_icon_name ("system-search-symbolic");
  gtk_widget_set_tooltip_text (priv->search_button, C_("navigation", "Search"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->search_button), "win.search");
  gtk_widget_set_visible (priv->search_button, FALSE);
  adw_header_bar_pack_end (ADW_HEADER_BAR (priv->header), priv->search_button);
}

static void
comms_page_init (CommsPage *self)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (self);

  priv->cancellable = g_cancellable_new ();
  priv->has_band = TRUE;
  priv->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  comms_page_make_header (self);
  priv->band = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (priv->band, "account-band");
  gtk_widget_set_visible (priv->band, FALSE);
  gtk_box_append (GTK_BOX (priv->column), priv->header);
  gtk_box_append (GTK_BOX (priv->column), priv->band);
  adw_bin_set_child (ADW_BIN (self), priv->column);
  gtk_widget_add_css_class (GTK_WIDGET (self), "page");
}

/**
 * comms_page_get_desk:
 *
 * Returns: (transfer none): the desk that it shows
 */
CommsDesk *
comms_page_get_desk (CommsPage *self)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (self);

  g_return_val_if_fail (COMMS_IS_PAGE (self), NULL);

  return priv->desk;
}

/**
 * comms_page_get_cancellable:
 *
 * Returns: (transfer none): is cancelled when the page is disposed of
 */
GCancellable *
comms_page_get_cancellable (CommsPage *self)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (self);

  g_return_val_if_fail (COMMS_IS_PAGE (self), NULL);

  return priv->cancellable;
}

/**
 * comms_page_set_count:
 * @count: how many things on it need a person
 * @urgent: whether one of them cannot wait
 *
 * Sets the pill in the navigation; 0 takes it away.
 */
void
comms_page_set_count (CommsPage *self,
                      guint      count,
                      gboolean   urgent)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (self);

  g_return_if_fail (COMMS_IS_PAGE (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (priv->count != count)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
  if (priv->urgent != urgent)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URGENT]);
  priv->counts = TRUE;
  priv->count = count;
  priv->urgent = urgent;
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * comms_page_get_folded:
 *
 * Returns: whether the window is narrow
 */
gboolean
comms_page_get_folded (CommsPage *self)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (self);

  g_return_val_if_fail (COMMS_IS_PAGE (self), FALSE);

  return priv->folded;
}

/**
 * comms_page_set_title:
 *
 * Sets both lines of the header bar; either may be %NULL.
 */
void
comms_page_set_title (CommsPage  *self,
                      const char *title,
                      const char *subtitle)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (self);
  g_autofree char *old_title = NULL;
  g_autofree char *old_subtitle = NULL;

  g_return_if_fail (COMMS_IS_PAGE (self));

  old_title = g_steal_pointer (&priv->title);
  old_subtitle = g_steal_pointer (&priv->subtitle);
  priv->title = g_strdup (title);
  priv->subtitle = g_strdup (subtitle);
  comms_page_update_title (self);
  if (g_strcmp0 (old_title, priv->title) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  if (g_strcmp0 (old_subtitle, priv->subtitle) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBTITLE]);
}

/**
 * comms_page_get_account:
 *
 * Returns: (transfer none) (nullable): the account that a new post would use
 */
CommsAccount *
comms_page_get_account (CommsPage *self)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (self);

  g_return_val_if_fail (COMMS_IS_PAGE (self), NULL);

  return priv->account;
}

/**
 * comms_page_set_edges:
 * @first: nothing of the window stands before it
 * @last: nothing of the window stands after it
 *
 * The first column shows the window's start buttons, and the primary menu where there is no
 * navigation; the last one its end buttons.
 */
void
comms_page_set_edges (CommsPage *self,
                      gboolean   first,
                      gboolean   last)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (self);
  gboolean pushed;

  g_return_if_fail (COMMS_IS_PAGE (self));

  pushed = gtk_widget_get_visible (priv->back_button);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (priv->header), first);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (priv->header), last);
  gtk_widget_set_visible (priv->menu_button, first && !pushed);
  gtk_widget_set_visible (priv->search_button, first && !pushed);
}

/**
 * comms_page_set_back:
 * @title: (nullable): where Back leads; %NULL for no Back button
 *
 * To be called before comms_page_set_edges().
 */
void
comms_page_set_back (CommsPage  *self,
                     const char *title)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (self);

  g_return_if_fail (COMMS_IS_PAGE (self));

  gtk_widget_set_visible (priv->back_button, title != NULL);
  gtk_label_set_label (GTK_LABEL (priv->back_label), title != NULL ? title : "");
  gtk_widget_set_tooltip_text (priv->back_button, C_("navigation", "Back"));
}

/**
 * comms_page_set_notice:
 * @notice: (nullable): a bar to stand under the header bar
 *
 * Puts @notice there, or takes away what stood there.
 */
void
comms_page_set_notice (CommsPage *self,
                       GtkWidget *notice)
{
  CommsPagePrivate *priv = comms_page_get_instance_private (self);

  g_return_if_fail (COMMS_IS_PAGE (self));
  g_return_if_fail (notice == NULL || GTK_IS_WIDGET (notice));

  if (priv->notice == notice)
    return;
  if (priv->notice != NULL)
    gtk_box_remove (GTK_BOX (priv->column), priv->notice);
  priv->notice = notice;
  if (notice != NULL)
    gtk_box_insert_child_after (GTK_BOX (priv->column), notice, priv->band);
  comms_page_update_band (self);
}

/**
 * comms_page_search:
 *
 * Puts the focus into the page's search.
 *
 * Returns: %FALSE where it has none
 */
gboolean
comms_page_search (CommsPage *self)
{
  g_return_val_if_fail (COMMS_IS_PAGE (self), FALSE);

  if (COMMS_PAGE_GET_CLASS (self)->search == NULL)
    return FALSE;
  return COMMS_PAGE_GET_CLASS (self)->search (self);
}

/**
 * comms_show_error:
 * @widget: any widget within the window
 *
 * Shows the sentence of an error in a toast, unless it was a cancellation.
 */
void
comms_show_error (GtkWidget    *widget,
                  const GError *error)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_activate_action (widget, "win.notify", "s", error->message);
}
