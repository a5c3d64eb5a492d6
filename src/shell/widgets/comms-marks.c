/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-marks.h"

#include "comms-enum-types.h"
#include "comms-words.h"

#define N_COLOURS 6

typedef struct
{
  const char *icon_name;
  const char *css_class;
} Mark;

static const Mark states[] = {
  [COMMS_POST_STATE_DRAFT] = { "state-draft-symbolic", "state-draft" },
  [COMMS_POST_STATE_IN_REVIEW] = { "state-in-review-symbolic", "state-in-review" },
  [COMMS_POST_STATE_APPROVED] = { "state-approved-symbolic", "state-approved" },
  [COMMS_POST_STATE_QUEUED] = { "state-queued-symbolic", "state-queued" },
  [COMMS_POST_STATE_SENDING] = { "state-sending-symbolic", "state-sending" },
  [COMMS_POST_STATE_POSTED] = { "state-posted-symbolic", "state-posted" },
  [COMMS_POST_STATE_REFUSED] = { "state-refused-symbolic", "state-refused" },
  [COMMS_POST_STATE_UNKNOWN] = { "state-unknown-symbolic", "state-unknown" },
  [COMMS_POST_STATE_MISSED] = { "state-missed-symbolic", "state-missed" },
  [COMMS_POST_STATE_CANCELLED] = { "state-cancelled-symbolic", "state-cancelled" },
};

static const Mark kinds[] = {
  [COMMS_TARGET_KIND_JOURNALIST] = { "kind-journalist-symbolic", "kind-journalist" },
  [COMMS_TARGET_KIND_DECISION_MAKER] = { "kind-decision-maker-symbolic", "kind-decision-maker" },
  [COMMS_TARGET_KIND_POLICY_MAKER] = { "kind-policy-maker-symbolic", "kind-policy-maker" },
  [COMMS_TARGET_KIND_PEER] = { "kind-peer-symbolic", "kind-peer" },
};

static const char *const account_classes[N_COLOURS] = {
  "account-1", "account-2", "account-3", "account-4", "account-5", "account-6",
};

struct _CommsStateLabel
{
  GtkWidget parent_instance;

  CommsPostState state;
  char *word;
  GtkWidget *image;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (CommsStateLabel, comms_state_label, GTK_TYPE_WIDGET)

enum
{
  PROP_STATE = 1,
  PROP_WORD,
  PROP_SHRINK,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
comms_state_label_update (CommsStateLabel *self)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), comms_state_icon_name (self->state));
  gtk_label_set_label (GTK_LABEL (self->label),
                       self->word != NULL ? self->word : comms_post_state_word (self->state));
}

static void
comms_state_label_set_word (CommsStateLabel *self,
                            const char      *word)
{
  if (g_strcmp0 (self->word, word) == 0)
    return;
  g_free (self->word);
  self->word = g_strdup (word);
  comms_state_label_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORD]);
}

static void
comms_state_label_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  CommsStateLabel *self = COMMS_STATE_LABEL (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_WORD:
      g_value_set_string (value, self->word);
      break;
    case PROP_SHRINK:
      g_value_set_boolean (value, gtk_label_get_ellipsize (GTK_LABEL (self->label)) !=
                                    PANGO_ELLIPSIZE_NONE);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_state_label_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  CommsStateLabel *self = COMMS_STATE_LABEL (object);

  switch (prop_id)
    {
    case PROP_STATE:
      comms_state_label_set_state (self, g_value_get_enum (value));
      break;
    case PROP_WORD:
      comms_state_label_set_word (self, g_value_get_string (value));
      break;
    case PROP_SHRINK:
      gtk_label_set_ellipsize (GTK_LABEL (self->label), g_value_get_boolean (value)
                                                          ? PANGO_ELLIPSIZE_END
                                                          : PANGO_ELLIPSIZE_NONE);
      gtk_image_set_pixel_size (GTK_IMAGE (self->image), g_value_get_boolean (value) ? 10 : 12);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_state_label_dispose (GObject *object)
{
  CommsStateLabel *self = COMMS_STATE_LABEL (object);

  g_clear_pointer (&self->image, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->word, g_free);

  G_OBJECT_CLASS (comms_state_label_parent_class)->dispose (object);
}

static void
comms_state_label_class_init (CommsStateLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = comms_state_label_dispose;
  object_class->get_property = comms_state_label_get_property;
  object_class->set_property = comms_state_label_set_property;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, COMMS_TYPE_POST_STATE,
                                              COMMS_POST_STATE_DRAFT, flags);
  properties[PROP_WORD] = g_param_spec_string ("word", NULL, NULL, NULL, flags);
  /* A smaller shape, and a word that may be cut where there is no room for it. */
  properties[PROP_SHRINK] =
    g_param_spec_boolean ("shrink", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "mark");
}

static void
comms_state_label_init (CommsStateLabel *self)
{
  self->image = gtk_image_new ();
  self->label = gtk_label_new (NULL);
  gtk_image_set_pixel_size (GTK_IMAGE (self->image), 12);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), comms_state_css_class (self->state));
  comms_state_label_update (self);
}

/**
 * comms_state_label_new:
 *
 * Returns: (transfer floating): a label for @state
 */
GtkWidget *
comms_state_label_new (CommsPostState state)
{
  return g_object_new (COMMS_TYPE_STATE_LABEL, "state", state, NULL);
}

/**
 * comms_state_label_set_state:
 *
 * Shows another state.
 */
void
comms_state_label_set_state (CommsStateLabel *self,
                             CommsPostState   state)
{
  g_return_if_fail (COMMS_IS_STATE_LABEL (self));

  if (self->state == state)
    return;
  gtk_widget_remove_css_class (GTK_WIDGET (self), comms_state_css_class (self->state));
  self->state = state;
  gtk_widget_add_css_class (GTK_WIDGET (self), comms_state_css_class (state));
  comms_state_label_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * comms_state_label_set_post:
 *
 * Shows how @post stands. What was withdrawn is not out any more.
 */
void
comms_state_label_set_post (CommsStateLabel *self, CommsPost *post)
{
  gboolean withdrawn = post->withdrawn_at != 0;

  g_return_if_fail (COMMS_IS_STATE_LABEL (self));

  comms_state_label_set_state (self, withdrawn ? COMMS_POST_STATE_CANCELLED : post->state);
  comms_state_label_set_word (self, withdrawn ? comms_post_word (post) : NULL);
}

/**
 * comms_state_icon_name:
 *
 * Returns: (transfer none): the shape of @state, a symbolic icon
 */
const char *
comms_state_icon_name (CommsPostState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);

  return states[state].icon_name;
}

/**
 * comms_state_css_class:
 *
 * Returns: (transfer none): the class that gives it its colour
 */
const char *
comms_state_css_class (CommsPostState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);

  return states[state].css_class;
}

/**
 * comms_target_kind_icon:
 *
 * Returns: (transfer none): the shape of @kind, a symbolic icon
 */
const char *
comms_target_kind_icon (CommsTargetKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind].icon_name;
}

/**
 * comms_target_kind_css:
 *
 * Returns: (transfer none): the class that gives it its colour
 */
const char *
comms_target_kind_css (CommsTargetKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind].css_class;
}

/**
 * comms_account_css_class:
 * @colour: 1 to 6; anything else is taken for 1
 *
 * Returns: (transfer none): the class that gives a widget the colour of an account
 */
const char *
comms_account_css_class (gint64 colour)
{
  return account_classes[colour >= 1 && colour <= N_COLOURS ? colour - 1 : 0];
}

/**
 * comms_widget_set_account:
 *
 * Gives @widget the colour of an account in the place of the one it had.
 */
void
comms_widget_set_account (GtkWidget *widget,
                          gint64     colour)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  for (guint i = 0; i < N_COLOURS; i++)
    gtk_widget_remove_css_class (widget, account_classes[i]);
  gtk_widget_add_css_class (widget, comms_account_css_class (colour));
}

/**
 * comms_swatch_new:
 *
 * Returns: (transfer floating): the square of an account's colour
 */
GtkWidget *
comms_swatch_new (gint64 colour,
                  int    size)
{
  GtkWidget *swatch = g_object_new (GTK_TYPE_BOX, "accessible-role",
                                    GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_set_size_request (swatch, size, size);
  gtk_widget_set_halign (swatch, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (swatch, "swatch");
  comms_widget_set_account (swatch, colour);
  return swatch;
}

/**
 * comms_kind_label_new:
 *
 * Returns: (transfer floating): the class of a target as shape and word
 */
GtkWidget *
comms_kind_label_new (CommsTargetKind kind)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *image = gtk_image_new_from_icon_name (comms_target_kind_icon (kind));

  gtk_image_set_pixel_size (GTK_IMAGE (image), 12);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), gtk_label_new (comms_target_kind_word (kind)));
  gtk_widget_add_css_class (box, "mark");
  gtk_widget_add_css_class (box, comms_target_kind_css (kind));
  return box;
}

/**
 * comms_engagement_icon_name:
 *
 * Returns: the icon of a kind of exchange
 */
const char *
comms_engagement_icon_name (CommsEngagementKind kind)
{
  static const char *const icons[] = {
    [COMMS_ENGAGEMENT_KIND_CONTACT] = "mail-unread-symbolic",
    [COMMS_ENGAGEMENT_KIND_QUESTION] = "dialog-question-symbolic",
    [COMMS_ENGAGEMENT_KIND_REPLY] = "mail-reply-sender-symbolic",
    [COMMS_ENGAGEMENT_KIND_INTERVIEW] = "audio-input-microphone-symbolic",
    [COMMS_ENGAGEMENT_KIND_COVERAGE] = "x-office-document-symbolic",
    [COMMS_ENGAGEMENT_KIND_PITCH] = "document-edit-symbolic",
    [COMMS_ENGAGEMENT_KIND_EMBARGO_COPY] = "embargo-symbolic",
    [COMMS_ENGAGEMENT_KIND_POST] = "state-posted-symbolic",
    [COMMS_ENGAGEMENT_KIND_LIKE] = "starred-symbolic",
    [COMMS_ENGAGEMENT_KIND_LISTING] = "view-list-symbolic",
  };

  g_return_val_if_fail (kind < G_N_ELEMENTS (icons), icons[0]);

  return icons[kind];
}

/* An outcome is shown by the shape and colour of the state of a post that is most like it. */
static CommsPostState
state_of_outcome (CommsOutcome outcome)
{
  switch (outcome)
    {
    case COMMS_OUTCOME_OPEN:
      return COMMS_POST_STATE_QUEUED;
    case COMMS_OUTCOME_ANSWERED:
    case COMMS_OUTCOME_HELD:
      return COMMS_POST_STATE_POSTED;
    case COMMS_OUTCOME_MISSED:
      return COMMS_POST_STATE_MISSED;
    case COMMS_OUTCOME_LEFT:
      return COMMS_POST_STATE_CANCELLED;
    case COMMS_OUTCOME_NOTED:
    default:
      return COMMS_POST_STATE_DRAFT;
    }
}

/**
 * comms_outcome_show:
 * @word: (nullable): instead of the word for @outcome
 *
 * Shows what came of an exchange in a state label.
 */
void
comms_outcome_show (CommsStateLabel *label,
                    CommsOutcome     outcome,
                    const char      *word)
{
  comms_state_label_set_state (label, state_of_outcome (outcome));
  g_object_set (label, "word", word != NULL ? word : comms_outcome_word (outcome), NULL);
}

/**
 * comms_elsewhere_label_new:
 *
 * Returns: (transfer floating): a small label with what comms_format_elsewhere() says
 */
GtkWidget *
comms_elsewhere_label_new (const char *zone,
                           const char *own,
                           gint64      instant)
{
  g_autofree char *text = comms_format_elsewhere (zone, own, instant);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "secondary");
  comms_label_set_tabular (GTK_LABEL (label));
  return label;
}

/**
 * comms_label_set_tabular:
 *
 * Makes the digits of @label equally wide.
 */
void
comms_label_set_tabular (GtkLabel *label)
{
  g_autoptr (PangoAttrList) attributes = NULL;

  g_return_if_fail (GTK_IS_LABEL (label));

  attributes = gtk_label_get_attributes (label) != NULL
                 ? pango_attr_list_copy (gtk_label_get_attributes (label))
                 : pango_attr_list_new ();
  pango_attr_list_change (attributes, pango_attr_font_features_new ("tnum=1"));
  gtk_label_set_attributes (label, attributes);
}
