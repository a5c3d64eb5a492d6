/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-person-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "comms-engagement.h"
#include "comms-fold-bin.h"
#include "comms-marks.h"
#include "comms-rows.h"
#include "comms-target-row.h"
#include "comms-template.h"
#include "comms-timeline-row.h"
#include "comms-words.h"

/* So many exchanges are shown before a person asks for the earlier ones. */
#define TIMELINE_ROWS 8

struct _CommsPersonView
{
  GtkWidget parent_instance;

  CommsTarget *target;
  GPtrArray *engagements;
  CommsDesk *desk;

  CommsFoldBin *room;
  GtkBox *head;
  GtkBox *columns;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkBox *line;
  GtkLabel *organisation;
  GtkButton *log_contact;
  GtkLabel *advice;
  GtkListBox *facts;
  GtkListBox *permission;
  GtkLabel *n_exchanges;
  GtkBox *timeline;
  GtkButton *earlier;
  GtkLabel *no_exchange;
  GtkWidget *kind;
};

enum
{
  EDIT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CommsPersonView, comms_person_view, GTK_TYPE_WIDGET)

/* How each class is best engaged (R26 to R28, R22). */
static const char *
advice_for (CommsTargetKind kind)
{
  switch (kind)
    {
    case COMMS_TARGET_KIND_JOURNALIST:
      return C_ ("advice", "<b>How to engage a journalist:</b> most willing of all to answer. Bring a "
                           "figure, a link and a name; reply before the deadline.");
    case COMMS_TARGET_KIND_DECISION_MAKER:
      return C_ ("advice", "<b>How to engage a decision maker:</b> rarely and on their own subjects. "
                           "Say what you ask for in one sentence; journalists will be reading.");
    case COMMS_TARGET_KIND_POLICY_MAKER:
      return C_ ("advice", "<b>How to engage a policy maker:</b> with evidence they can use. Mention "
                           "those who take part; serve those who only read, without naming them.");
    case COMMS_TARGET_KIND_PEER:
      return C_ ("advice", "<b>How to engage a peer:</b> follow, repost by hand what you stand behind, "
                           "and tell them early what you plan.");
    default:
      g_assert_not_reached ();
    }
}

/* @note stands under the value; @css_class is the value's. Both may be NULL. */
static void
add_fact_full (GtkListBox *list,
               const char *name,
               const char *value,
               const char *note,
               const char *css_class)
{
  g_autoptr (GtkBuilder) builder = NULL;
  GtkLabel *value_label, *note_label;

  if (value == NULL || *value == '\0')
    return;
  builder = gtk_builder_new_from_resource ("/org/mohr/CommsDesk/ui/comms-fact-row.ui");
  value_label = GTK_LABEL (gtk_builder_get_object (builder, "value"));
  note_label = GTK_LABEL (gtk_builder_get_object (builder, "note"));
  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "name")), name);
  gtk_label_set_label (value_label, value);
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (value_label), css_class);
  gtk_label_set_label (note_label, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (note_label), note != NULL);
  gtk_list_box_append (list, GTK_WIDGET (gtk_builder_get_object (builder, "row")));
}

static void
add_fact (GtkListBox *list,
          const char *name,
          const char *value)
{
  add_fact_full (list, name, value, NULL, NULL);
}

/* A handle is Latin text, whatever runs around it: isolated, so that its "@" stays in front. */
static void
add_handle (GtkListBox *list,
            const char *name,
            const char *handle)
{
  g_autofree char *isolated = NULL;

  if (handle == NULL || *handle == '\0')
    return;
  isolated = g_strconcat ("\u2066@", handle, "\u2069", NULL);
  add_fact_full (list, name, isolated, NULL, "handle");
}

static char *
dup_languages (char **tags)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      g_autofree char *word = comms_language_dup_word (tags[i]);

      g_string_append_printf (line, "%s%s", i > 0 ? C_ ("between languages", ", ") : "", word);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static void
fill_facts (CommsPersonView *self)
{
  CommsTarget *target = self->target;
  g_autofree char *languages = dup_languages (target->languages);

  comms_list_box_empty (self->facts);
  add_fact (self->facts, C_ ("fact", "Organisation"), target->organisation);
  add_fact (self->facts, C_ ("fact", "Post"), target->role);
  add_fact (self->facts, C_ ("fact", "Subjects"), target->beat);
  add_fact (self->facts, C_ ("fact", "City"), target->city);
  add_fact (self->facts, C_ ("fact", "Languages"), languages);
  add_fact (self->facts, C_ ("fact", "Deadline"), target->deadline);
  add_fact (self->facts, C_ ("fact", "Prefers"), comms_channel_word (target->prefers));
  if (target->posture != COMMS_POSTURE_UNSPECIFIED)
    add_fact (self->facts, C_ ("fact", "Posture"), comms_posture_word (target->posture));
  add_handle (self->facts, C_ ("fact", "X"), target->x_handle);
  add_handle (self->facts, C_ ("fact", "Mastodon"), target->mastodon_handle);
  add_handle (self->facts, C_ ("fact", "Bluesky"), target->bluesky_handle);
  add_fact (self->facts, C_ ("fact", "Email"), target->email);
  add_fact (self->facts, C_ ("fact", "Telephone"), target->telephone);
  add_fact (self->facts, C_ ("fact", "Notes"), target->notes);
  add_fact (self->facts, C_ ("fact", "Source"),
            target->source != NULL && *target->source != '\0'
              ? target->source
              : C_ ("fact", "not written down: add where these facts come from"));
}

static CommsEngagement *
last_embargo_copy (GPtrArray *engagements)
{
  for (guint i = 0; i < engagements->len; i++)
    if (COMMS_ENGAGEMENT (engagements->pdata[i])->kind == COMMS_ENGAGEMENT_KIND_EMBARGO_COPY)
      return engagements->pdata[i];
  return NULL;
}

static void
fill_permission (CommsPersonView *self,
                 GPtrArray       *engagements,
                 CommsDesk       *desk)
{
  CommsTarget *target = self->target;
  CommsEngagement *copy = last_embargo_copy (engagements);
  gboolean agreed = target->permission != NULL && *target->permission != '\0';

  comms_list_box_empty (self->permission);
  if (target->do_not_contact)
    add_fact_full (self->permission, C_ ("fact", "May write"),
                   C_ ("permission", "No: asked not to be contacted"),
                   agreed ? target->permission : NULL, NULL);
  else
    add_fact (self->permission, C_ ("fact", "May write"),
              agreed ? target->permission : C_ ("permission", "Not asked yet"));
  if (copy != NULL)
    {
      g_autofree char *when =
        comms_format_moment (comms_desk_get_policy (desk)->zone, copy->at, comms_desk_now (desk));

      add_fact_full (self->permission, C_ ("fact", "Embargo"), copy->summary, when, NULL);
    }
}

/* Only the latest exchanges are rows of their own from the beginning. */
static void
fill_timeline (CommsPersonView *self,
               guint            n_rows)
{
  const char *zone = comms_desk_get_policy (self->desk)->zone;
  GtkWidget *child;
  guint n_earlier;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->timeline))) != NULL)
    gtk_box_remove (self->timeline, child);
  n_rows = MIN (n_rows, self->engagements->len);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (GtkWidget) row =
        comms_timeline_row_new (self->engagements->pdata[i], zone, comms_desk_now (self->desk));

      gtk_box_append (self->timeline, row);
    }
  n_earlier = self->engagements->len - n_rows;
  gtk_widget_set_visible (GTK_WIDGET (self->earlier), n_earlier > 0);
  if (n_earlier > 0)
    {
      g_autofree char *number = comms_format_number (n_earlier);
      /* Translators: so many earlier exchanges */
      g_autofree char *label = g_strdup_printf (ngettext ("%s earlier", "%s earlier", n_earlier), number);

      gtk_button_set_label (self->earlier, label);
    }
}

static void
earlier_cb (CommsPersonView *self)
{
  fill_timeline (self, G_MAXUINT);
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_BACKWARD);
}

/* "Daily Margalla, Islamabad" (transfer full) */
static char *
dup_place (CommsTarget *target)
{
  const char *organisation = target->organisation != NULL ? target->organisation : "";

  /* "United Nations office, Islamabad" has named it. */
  if (target->city == NULL || g_str_has_suffix (organisation, target->city))
    return g_strdup (organisation);
  if (*organisation == '\0')
    return g_strdup (target->city);
  /* Translators: an organisation and a city */
  return g_strdup_printf (C_ ("person", "%s, %s"), organisation, target->city);
}

static void
fill_head (CommsPersonView *self)
{
  CommsTarget *target = self->target;
  g_autofree char *place = NULL;

  comms_avatar_set_name (self->avatar, target->name);
  gtk_label_set_label (self->name, target->name);
  place = dup_place (target);
  gtk_label_set_label (self->organisation, place);
  if (self->kind != NULL)
    gtk_box_remove (self->line, self->kind);
  self->kind = comms_kind_label_new (target->kind);
  gtk_box_prepend (self->line, self->kind);
  gtk_label_set_markup (self->advice, advice_for (target->kind));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->log_contact), "x",
                                    comms_record_get_id (COMMS_RECORD (target)));
}

static void
edit_cb (CommsPersonView *self)
{
  g_signal_emit (self, signals[EDIT], 0);
}

/* Where there is little room, what stands beside each other goes one under the other. */
static void
folded_cb (CommsPersonView *self)
{
  gboolean folded = comms_fold_bin_get_folded (self->room);
  GtkOrientation orientation = folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head), orientation);
  gtk_box_set_homogeneous (self->columns, !folded);
}

static void
comms_person_view_dispose (GObject *object)
{
  CommsPersonView *self = COMMS_PERSON_VIEW (object);

  g_clear_object (&self->target);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->engagements, g_ptr_array_unref);
  comms_widget_dispose_template (GTK_WIDGET (self), COMMS_TYPE_PERSON_VIEW);

  G_OBJECT_CLASS (comms_person_view_parent_class)->dispose (object);
}

static void
comms_person_view_class_init (CommsPersonViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = comms_person_view_dispose;

  signals[EDIT] = g_signal_new ("edit", COMMS_TYPE_PERSON_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  g_type_ensure (COMMS_TYPE_FOLD_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-person-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsPersonView, room);
  gtk_widget_class_bind_template_child (widget_class, CommsPersonView, head);
  gtk_widget_class_bind_template_child (widget_class, CommsPersonView, columns);
  gtk_widget_class_bind_template_child (widget_class, CommsPersonView, avatar);
  gtk_widget_class_bind_template_child (widget_class, CommsPersonView, name);
  gtk_widget_class_bind_template_child (widget_class, CommsPersonView, line);
  gtk_widget_class_bind_template_child (widget_class, CommsPersonView, organisation);
  gtk_widget_class_bind_template_child (widget_class, CommsPersonView, log_contact);
  gtk_widget_class_bind_template_child (widget_class, CommsPersonView, advice);
  gtk_widget_class_bind_template_child (widget_class, CommsPersonView, facts);
  gtk_widget_class_bind_template_child (widget_class, CommsPersonView, permission);
  gtk_widget_class_bind_template_child (widget_class, CommsPersonView, n_exchanges);
  gtk_widget_class_bind_template_child (widget_class, CommsPersonView, timeline);
  gtk_widget_class_bind_template_child (widget_class, CommsPersonView, earlier);
  gtk_widget_class_bind_template_child (widget_class, CommsPersonView, no_exchange);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, earlier_cb);
}

static void
comms_person_view_init (CommsPersonView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
comms_person_view_show (CommsPersonView *self,
                        CommsTarget     *target,
                        GPtrArray       *engagements,
                        CommsDesk       *desk)
{
  g_autofree char *count = NULL;

  g_return_if_fail (COMMS_IS_PERSON_VIEW (self));
  g_return_if_fail (COMMS_IS_TARGET (target));

  g_set_object (&self->target, target);
  g_set_object (&self->desk, desk);
  g_clear_pointer (&self->engagements, g_ptr_array_unref);
  self->engagements = g_ptr_array_ref (engagements);
  count = comms_format_number (engagements->len);
  fill_head (self);
  fill_facts (self);
  fill_permission (self, engagements, desk);
  fill_timeline (self, TIMELINE_ROWS);
  gtk_label_set_label (self->n_exchanges, count);
  gtk_widget_set_visible (GTK_WIDGET (self->n_exchanges), engagements->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->no_exchange), engagements->len == 0);
}

void
comms_person_view_focus (CommsPersonView *self)
{
  g_return_if_fail (COMMS_IS_PERSON_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->log_contact));
}
