/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-fold-bin.h"

/* Nothing may ask for more than the narrowest window has. */
#define NARROWEST 320

struct _CommsFoldBin
{
  GtkWidget parent_instance;

  GtkWidget *child;
  int threshold;
  gboolean folded;
  guint fold_source;
};

static void comms_fold_bin_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CommsFoldBin, comms_fold_bin, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      comms_fold_bin_buildable_init))

enum
{
  PROP_CHILD = 1,
  PROP_THRESHOLD,
  PROP_FOLDED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static GtkBuildableIface *parent_buildable;

/* Changing what is visible within size_allocate() would allocate again from inside it. */
static gboolean
comms_fold_bin_fold_cb (gpointer user_data)
{
  CommsFoldBin *self = user_data;

  self->fold_source = 0;
  self->folded = !self->folded;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
  return G_SOURCE_REMOVE;
}

static void
comms_fold_bin_check (CommsFoldBin *self,
                      int           width)
{
  gboolean folded = width < self->threshold;

  if (folded == self->folded)
    g_clear_handle_id (&self->fold_source, g_source_remove);
  else if (self->fold_source == 0)
    self->fold_source =
      g_idle_add_full (G_PRIORITY_HIGH_IDLE, comms_fold_bin_fold_cb, self, NULL);
}

static GtkSizeRequestMode
comms_fold_bin_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
comms_fold_bin_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  CommsFoldBin *self = COMMS_FOLD_BIN (widget);
  int least = 0;

  if (self->child == NULL || !gtk_widget_should_layout (self->child))
    return;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  /* Its width does not follow its height, as a label's in Nastaliq does a little. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    for_size = -1;
  else if (for_size >= 0)
    for_size = MAX (for_size, least);
  gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, NARROWEST);
}

static void
comms_fold_bin_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  CommsFoldBin *self = COMMS_FOLD_BIN (widget);
  int least;

  comms_fold_bin_check (self, width);
  if (self->child == NULL || !gtk_widget_should_layout (self->child))
    return;

  /* Until it has folded, the content may be wider than the place for it. */
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_allocate (self->child, MAX (width, least), height, baseline, NULL);
}

static void
comms_fold_bin_set_child (CommsFoldBin *self,
                          GtkWidget    *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
comms_fold_bin_add_child (GtkBuildable *buildable,
                          GtkBuilder   *builder,
                          GObject      *child,
                          const char   *type)
{
  if (GTK_IS_WIDGET (child))
    comms_fold_bin_set_child (COMMS_FOLD_BIN (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
comms_fold_bin_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = comms_fold_bin_add_child;
}

static void
comms_fold_bin_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  CommsFoldBin *self = COMMS_FOLD_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_THRESHOLD:
      g_value_set_int (value, self->threshold);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_fold_bin_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  CommsFoldBin *self = COMMS_FOLD_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      comms_fold_bin_set_child (self, g_value_get_object (value));
      break;
    case PROP_THRESHOLD:
      self->threshold = g_value_get_int (value);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_fold_bin_dispose (GObject *object)
{
  CommsFoldBin *self = COMMS_FOLD_BIN (object);

  g_clear_handle_id (&self->fold_source, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (comms_fold_bin_parent_class)->dispose (object);
}

static void
comms_fold_bin_class_init (CommsFoldBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = comms_fold_bin_dispose;
  object_class->get_property = comms_fold_bin_get_property;
  object_class->set_property = comms_fold_bin_set_property;
  widget_class->get_request_mode = comms_fold_bin_get_request_mode;
  widget_class->measure = comms_fold_bin_measure;
  widget_class->size_allocate = comms_fold_bin_size_allocate;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_THRESHOLD] = g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, 0,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
comms_fold_bin_init (CommsFoldBin *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * comms_fold_bin_get_folded:
 *
 * Returns: whether it is narrower than its threshold
 */
gboolean
comms_fold_bin_get_folded (CommsFoldBin *self)
{
  g_return_val_if_fail (COMMS_IS_FOLD_BIN (self), FALSE);

  return self->folded;
}
