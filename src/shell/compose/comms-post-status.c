/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-post-status.h"

#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-network.h"
#include "comms-post-figures.h"
#include "comms-template.h"

struct _CommsPostStatus
{
  GtkWidget parent_instance;

  CommsStateLabel *state_label;
  GtkLabel *sentence_label;
  GtkLinkButton *link_button;
  CommsPostFigures *figures;
  GtkBox *buttons;
  GtkLabel *reason_label;
  GtkRevealer *form;
  GtkLabel *form_label;
  GtkEntry *form_entry;
  GtkButton *form_button;
  GtkButton *leave_button;
  GtkLabel *form_hint;

  gint64 post_id;
  CommsPostState state;
  const char *form_verb;
  char *network;
  char *reason; /* for which a withdrawal was asked, or NULL */
  char *urgent_why_not;
  gboolean draft;
  char *signature; /* of what is shown: the same is not built again */
};

G_DEFINE_FINAL_TYPE (CommsPostStatus, comms_post_status, GTK_TYPE_WIDGET)

enum
{
  ACT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What can be done in which state. @rule is the verb of comms_posts_why_not(). */
typedef struct
{
  guint states;
  const char *verb;
  const char *rule;
  const char *label;
  gboolean suggested;
  gboolean (*fits) (CommsComposeData *data); /* or NULL */
} Choice;

#define STATE(nick) (1u << COMMS_POST_STATE_##nick)

/* Whether one act is enough: the desk has one person. */
static gboolean
is_alone (CommsComposeData *data)
{
  CommsPolicy *policy = data->context->policy;

  return policy->single_person || policy->approvals == 0;
}

static gboolean
may_be_asked_for (CommsComposeData *data)
{
  return data->post->withdrawn_at == 0 && data->post->withdraw_asked_by == 0 && !is_alone (data);
}

static gboolean
is_asked_for (CommsComposeData *data)
{
  return data->post->withdrawn_at == 0 && data->post->withdraw_asked_by != 0;
}

static gboolean
may_be_withdrawn (CommsComposeData *data)
{
  return data->post->withdrawn_at == 0 && (data->post->withdraw_asked_by != 0 || is_alone (data));
}

static gboolean
is_withdrawn (CommsComposeData *data)
{
  return data->post->withdrawn_at != 0;
}

static gboolean
is_out (CommsComposeData *data)
{
  return data->post->withdrawn_at == 0;
}

/* X refuses a reply to whoever did not call for it: a person may still give it (G3). */
static gboolean
is_refused_reply (CommsComposeData *data)
{
  return g_strcmp0 (data->post->problem_code, "reply") == 0;
}

/* What is queued waits for it. */
static gboolean
needs_sign_in (CommsComposeData *data)
{
  CommsAccount *account = data->context->account;

  return account != NULL && account->state == COMMS_ACCOUNT_STATE_SIGN_IN;
}

/* Nothing else is decided before that. */
static gboolean
has_clash (CommsComposeData *data)
{
  return data->clash != NULL;
}

static const Choice choices[] = {
  { ~0u, "keep-mine", "edit", NC_ ("post status", "Keep Mine"), FALSE, has_clash },
  { ~0u, "take-theirs", NULL, NC_ ("post status", "Take Theirs"), FALSE, has_clash },
  { STATE (REFUSED), "copy-open", NULL, NC_ ("post status", "Copy Text and Open in Browser"), TRUE,
    is_refused_reply },
  { STATE (REFUSED), "by-hand", "by-hand", NC_ ("post status", "It Is Out at…"), FALSE,
    is_refused_reply },
  { STATE (IN_REVIEW), "return", "return", NC_ ("post status", "Return to Draft and Edit"), FALSE },
  { STATE (QUEUED), "connect", NULL, NC_ ("post status", "Connect Again…"), TRUE, needs_sign_in },
  { STATE (QUEUED), "take-back", "unqueue", NC_ ("post status", "Take Back"), FALSE },
  { STATE (UNKNOWN), "look", "settle", NC_ ("post status", "Look Again"), TRUE },
  { STATE (UNKNOWN), "settle-posted", "settle", NC_ ("post status", "It Is Out…"), FALSE },
  { STATE (UNKNOWN), "settle-not", "settle", NC_ ("post status", "It Is Not Out"), FALSE },
  { STATE (REFUSED) | STATE (MISSED) | STATE (CANCELLED), "reopen", "reopen",
    NC_ ("post status", "Write It Anew"), TRUE },
  { STATE (REFUSED) | STATE (MISSED), "let-go", "cancel", NC_ ("post status", "Let It Go"), FALSE },
  { STATE (POSTED), "ask-withdraw", "ask-withdraw", NC_ ("post status", "Ask to Withdraw…"), FALSE,
    may_be_asked_for },
  { STATE (POSTED), "withdraw", "withdraw", NC_ ("post status", "Withdraw…"), FALSE,
    may_be_withdrawn },
  { STATE (POSTED), "keep", "keep", NC_ ("post status", "Keep It"), FALSE, is_asked_for },
  { STATE (POSTED), "correct", NULL, NC_ ("post status", "Correct…"), FALSE, is_out },
  { STATE (POSTED), "correct", NULL, NC_ ("post status", "Open Correction"), TRUE, is_withdrawn },
};

/* What became of one that went out. (transfer full) */
static char *
dup_out (CommsComposeData *data)
{
  CommsPost *post = data->post;
  const char *zone = data->context->policy->zone;
  const char *nobody = C_ ("person", "nobody");
  const char *asker = comms_compose_data_person (data, post->withdraw_asked_by);
  const char *doer = comms_compose_data_person (data, post->withdrawn_by);
  g_autofree char *posted = comms_format_moment (zone, post->posted_at, data->context->now);
  g_autofree char *gone = comms_format_moment (zone, post->withdrawn_at, data->context->now);

  if (post->withdrawn_at != 0 && asker != NULL)
    /* Translators: a day and time, who did it, who asked for it, and why */
    return g_strdup_printf (C_ ("post status", "Withdrawn %s by %s, as %s asked: “%s”. This is the "
                                               "record of it."),
                            gone, doer != NULL ? doer : nobody, asker, post->withdraw_reason);
  if (post->withdrawn_at != 0)
    /* Translators: a day and time, who did it, and why */
    return g_strdup_printf (C_ ("post status", "Withdrawn %s by %s: “%s”. This is the record of "
                                               "it."),
                            gone, doer != NULL ? doer : nobody, post->withdraw_reason);
  if (asker != NULL)
    /* Translators: a day and time, a person, and why */
    return g_strdup_printf (C_ ("post status", "Out since %s. %s asks to withdraw it: “%s”."),
                            posted, asker, post->withdraw_reason);
  /* Translators: %s is a day and time */
  return g_strdup_printf (C_ ("post status", "Out since %s. What is out cannot be changed."),
                          posted);
}

/* (transfer full) */
static char *
dup_state (CommsComposeData *data)
{
  CommsPost *post = data->post;
  const char *zone = data->context->policy->zone;
  g_autofree char *due = comms_format_moment (zone, post->due_at, data->context->now);
  const char *reviewer = comms_compose_data_person (data, post->reviewer_id);
  const char *on_duty =
    post->urgent ? comms_compose_data_person (data, data->context->policy->duty_officer_id) : NULL;

  switch (post->state)
    {
    case COMMS_POST_STATE_IN_REVIEW:
      if (on_duty != NULL)
        /* Translators: %s is a person */
        return g_strdup_printf (
          C_ ("post status", "It is urgent and waits for %s, the duty officer, or a manager. "
                             "It is locked meanwhile; editing returns it to draft."),
          on_duty);
      return g_strdup (
        C_ ("post status",
            "It waits for a manager and is locked meanwhile. Editing returns it to draft."));
    case COMMS_POST_STATE_APPROVED:
      if (reviewer == NULL)
        return g_strdup (C_ ("post status", "A change voids the approval."));
      /* Translators: %s is a person */
      return g_strdup_printf (C_ ("post status", "Approved by %s. A change voids the approval."),
                              reviewer);
    case COMMS_POST_STATE_QUEUED:
      if (needs_sign_in (data))
        /* Translators: %s is a handle */
        return g_strdup_printf (C_ ("post status", "It waits until @%s is connected again. If that "
                                                   "comes too late, it is missed and stays here."),
                                data->context->account->handle);
      if (data->obstacle != NULL)
        return g_strdup (data->obstacle);
      if (post->due_at <= data->context->now)
        return g_strdup (C_ ("post status", "It leaves any moment. A change takes it out of the "
                                            "queue."));
      /* Translators: %s is a day and time */
      return g_strdup_printf (C_ ("post status",
                                  "It leaves %s. A change takes it out of the queue."),
                              due);
    case COMMS_POST_STATE_SENDING:
      return g_strdup (C_ ("post status", "It is on its way now and cannot be changed."));
    case COMMS_POST_STATE_POSTED:
      return dup_out (data);
    case COMMS_POST_STATE_UNKNOWN:
      return g_strdup (post->problem != NULL
                         ? post->problem
                         : C_ ("post status", "Nobody knows yet whether it is out. Look at the "
                                              "network before you decide."));
    case COMMS_POST_STATE_REFUSED:
    case COMMS_POST_STATE_MISSED:
      return g_strdup (post->problem != NULL
                         ? post->problem
                         : C_ ("post status", "It did not go out at its time."));
    case COMMS_POST_STATE_CANCELLED:
      return g_strdup (C_ ("post status", "It was let go and will not be sent."));
    case COMMS_POST_STATE_DRAFT:
    default:
      return g_strdup ("");
    }
}

/* How it stands, and that another account carries it. (transfer full) */
static char *
dup_sentence (CommsComposeData *data)
{
  g_autofree char *state = dup_state (data);

  if (data->clash != NULL)
    return g_strdup (data->clash);
  return data->carried != NULL && *state != '\0' ? g_strconcat (state, " ", data->carried, NULL)
                                                 : g_steal_pointer (&state);
}

/* What needs words first. */
typedef struct
{
  const char *verb;
  const char *label; /* of the button, with the network */
  const char *words; /* what goes into the entry */
  gboolean needed;
  gboolean destructive;
} Form;

static const Form forms[] = {
  { "settle-posted", NC_ ("post status", "Record It as Posted"), NC_ ("post status", "Address"),
    FALSE, FALSE },
  { "by-hand", NC_ ("post status", "Record It as Done by Hand"), NC_ ("post status", "Address"),
    TRUE, FALSE },
  { "submit-urgent", NC_ ("post status", "Submit as Urgent"), NC_ ("post status", "Reason"), TRUE,
    FALSE },
  { "ask-withdraw", NC_ ("post status", "Ask to Withdraw"), NC_ ("post status", "Reason"), TRUE,
    FALSE },
  { "withdraw", NC_ ("post status", "Withdraw for Good"), NC_ ("post status", "Reason"), TRUE,
    TRUE },
};

static const Form *
find_form (const char *verb)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].verb, verb))
      return &forms[i];
  return NULL;
}

/* What follows from it. (transfer full) */
static char *
dup_consequences (CommsPostStatus *self, const char *verb)
{
  if (g_str_equal (verb, "withdraw"))
    /* Translators: %s is a network, such as "X" */
    return g_strdup_printf (
      C_ ("post status", "It disappears from %s, and whoever has seen or copied it keeps it. The "
                         "record here stays, with the reason and your name, and a correction is "
                         "begun. It cannot be put back."),
      self->network);
  if (g_str_equal (verb, "ask-withdraw"))
    /* Translators: %s is a network, such as "X" */
    return g_strdup_printf (C_ ("post status", "A manager decides whether it disappears from %s. "
                                               "Until then it stays out."),
                            self->network);
  if (g_str_equal (verb, "submit-urgent"))
    return g_strdup (self->urgent_why_not != NULL
                       ? self->urgent_why_not
                       : C_ ("post status", "The duty officer’s approval alone is enough. The log "
                                            "keeps why it was urgent."));
  if (g_str_equal (verb, "by-hand"))
    return g_strdup (C_ ("post status", "Open the post in the browser, copy its address and put it "
                                        "here."));
  /* Translators: %s is a network, such as "X" */
  return g_strdup_printf (C_ ("post status", "Put the post’s address on %s here, if you have it."),
                          self->network);
}

static void
choice_clicked_cb (CommsPostStatus *self, GtkButton *button)
{
  const char *verb = g_object_get_data (G_OBJECT (button), "verb");

  g_assert (COMMS_IS_POST_STATUS (self));

  if (find_form (verb) != NULL)
    comms_post_status_ask (self, verb);
  else
    g_signal_emit (self, signals[ACT], 0, verb, "");
}

static void
add_choice (CommsPostStatus *self, const Choice *choice, CommsComposeData *data)
{
  GtkWidget *button =
    gtk_button_new_with_label (g_dpgettext2 (GETTEXT_PACKAGE, "post status", choice->label));
  const char *why_not =
    choice->rule != NULL ? comms_compose_data_why_not (data, choice->rule) : NULL;

  g_object_set_data (G_OBJECT (button), "verb", (gpointer) choice->verb);
  gtk_widget_set_sensitive (button, why_not == NULL);
  gtk_widget_set_tooltip_text (button, why_not);
  if (choice->suggested && why_not == NULL)
    gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_object (button, "clicked", G_CALLBACK (choice_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->buttons, button);
  if (why_not != NULL)
    gtk_label_set_label (self->reason_label, why_not);
}

/* More than two would not fit beside each other. */
static void
fill_buttons (CommsPostStatus *self, CommsComposeData *data)
{
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))) != NULL)
    gtk_box_remove (self->buttons, child);
  gtk_label_set_label (self->reason_label, "");
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if ((choices[i].states & (1u << data->post->state)) != 0 &&
        (choices[i].fits == NULL || choices[i].fits (data)) &&
        (choices[i].fits == has_clash) == has_clash (data))
      {
        add_choice (self, &choices[i], data);
        n++;
      }
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  n > 2 ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label),
                          *gtk_label_get_label (self->reason_label) != '\0');
}

static void
update_form (CommsPostStatus *self)
{
  const Form *form = find_form (self->form_verb);
  g_autofree char *words =
    comms_text_clean_line (gtk_editable_get_text (GTK_EDITABLE (self->form_entry)));
  gboolean off = g_strcmp0 (self->form_verb, "submit-urgent") == 0 && self->urgent_why_not != NULL;
  gboolean ready = !off && (form == NULL || !form->needed || *words != '\0');

  gtk_widget_set_sensitive (GTK_WIDGET (self->form_button), ready);
  gtk_label_set_label (self->form_hint,
                       g_strcmp0 (self->form_verb, "by-hand") == 0
                         ? C_ ("post status", "Write the address first.")
                         : C_ ("post status", "Write the reason first: it goes into the log."));
  gtk_widget_set_visible (GTK_WIDGET (self->form_hint), !ready && !off);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form_entry), !off);
}

static void
form_changed_cb (CommsPostStatus *self)
{
  g_assert (COMMS_IS_POST_STATUS (self));

  update_form (self);
}

static void
form_do_cb (CommsPostStatus *self)
{
  g_autofree char *words =
    comms_text_clean_line (gtk_editable_get_text (GTK_EDITABLE (self->form_entry)));
  const char *verb = self->form_verb;

  g_assert (COMMS_IS_POST_STATUS (self));

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->form_button)))
    return;
  comms_post_status_close (self);
  g_signal_emit (self, signals[ACT], 0, verb, words);
}

static void
form_leave_cb (CommsPostStatus *self)
{
  g_assert (COMMS_IS_POST_STATUS (self));

  comms_post_status_close (self);
}

static void
comms_post_status_dispose (GObject *object)
{
  comms_widget_dispose_template (GTK_WIDGET (object), COMMS_TYPE_POST_STATUS);

  G_OBJECT_CLASS (comms_post_status_parent_class)->dispose (object);
}

static void
comms_post_status_finalize (GObject *object)
{
  CommsPostStatus *self = COMMS_POST_STATUS (object);

  g_clear_pointer (&self->network, g_free);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->urgent_why_not, g_free);
  g_clear_pointer (&self->signature, g_free);

  G_OBJECT_CLASS (comms_post_status_parent_class)->finalize (object);
}

static void
comms_post_status_class_init (CommsPostStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = comms_post_status_dispose;
  object_class->finalize = comms_post_status_finalize;

  signals[ACT] = g_signal_new ("act", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  g_type_ensure (COMMS_TYPE_POST_FIGURES);
  g_type_ensure (COMMS_TYPE_STATE_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mohr/CommsDesk/ui/comms-post-status.ui");
  gtk_widget_class_bind_template_child (widget_class, CommsPostStatus, state_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPostStatus, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPostStatus, link_button);
  gtk_widget_class_bind_template_child (widget_class, CommsPostStatus, figures);
  gtk_widget_class_bind_template_child (widget_class, CommsPostStatus, buttons);
  gtk_widget_class_bind_template_child (widget_class, CommsPostStatus, reason_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPostStatus, form);
  gtk_widget_class_bind_template_child (widget_class, CommsPostStatus, form_label);
  gtk_widget_class_bind_template_child (widget_class, CommsPostStatus, form_entry);
  gtk_widget_class_bind_template_child (widget_class, CommsPostStatus, form_button);
  gtk_widget_class_bind_template_child (widget_class, CommsPostStatus, leave_button);
  gtk_widget_class_bind_template_child (widget_class, CommsPostStatus, form_hint);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_do_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_leave_cb);
}

static void
comms_post_status_init (CommsPostStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What is being written there is for this post as it stands, whatever else is told of it. */
static void
settle_form (CommsPostStatus *self, CommsPost *post)
{
  const gint64 id = comms_record_get_id (COMMS_RECORD (post));

  if (self->post_id != id || self->state != post->state || post->withdrawn_at != 0)
    comms_post_status_close (self);
  else if (gtk_revealer_get_reveal_child (self->form))
    update_form (self);
  self->post_id = id;
  self->state = post->state;
}

void
comms_post_status_set (CommsPostStatus *self, CommsDesk *desk, CommsComposeData *data)
{
  CommsPost *post;
  const CommsNetworkInfo *info = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *signature = NULL;

  g_return_if_fail (COMMS_IS_POST_STATUS (self));
  g_return_if_fail (data != NULL);

  post = data->post;
  self->draft = post->state == COMMS_POST_STATE_DRAFT && data->clash == NULL;
  g_free (self->urgent_why_not);
  self->urgent_why_not = g_strdup (comms_compose_data_why_not (data, "submit-urgent"));
  gtk_widget_set_visible (GTK_WIDGET (self),
                          !self->draft || gtk_revealer_get_reveal_child (self->form));
  comms_post_figures_set (self->figures, desk, post, data->context->account);
  sentence = dup_sentence (data);
  signature =
    g_strdup_printf ("%" G_GINT64_FORMAT " %d %s %s %d", comms_record_get_id (COMMS_RECORD (post)),
                     post->state, sentence, post->remote_url, g_hash_table_size (data->why_not));
  if (g_strcmp0 (signature, self->signature) == 0)
    return;
  g_free (self->signature);
  self->signature = g_steal_pointer (&signature);

  if (data->context->account != NULL)
    info = comms_network_info (data->context->account->network);
  g_free (self->network);
  self->network = g_strdup (info != NULL ? info->name : "");
  g_free (self->reason);
  self->reason = g_strdup (post->withdraw_reason);
  comms_state_label_set_post (self->state_label, post);
  gtk_label_set_label (self->sentence_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->sentence_label), *sentence != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->link_button),
                          post->remote_url != NULL && post->withdrawn_at == 0);
  if (post->remote_url != NULL)
    {
      /* Translators: %s is a network, such as "X" */
      g_autofree char *label = g_strdup_printf (C_ ("post status", "Show on %s"), self->network);

      gtk_link_button_set_uri (self->link_button, post->remote_url);
      gtk_button_set_label (GTK_BUTTON (self->link_button), label);
    }
  fill_buttons (self, data);
  settle_form (self, post);
}

void
comms_post_status_ask (CommsPostStatus *self, const char *verb)
{
  const Form *form;
  g_autofree char *label = NULL;
  const char *words;

  g_return_if_fail (COMMS_IS_POST_STATUS (self));

  form = find_form (verb);
  g_return_if_fail (form != NULL);
  self->form_verb = form->verb;
  label = dup_consequences (self, verb);
  words = g_dpgettext2 (GETTEXT_PACKAGE, "post status", form->words);
  gtk_label_set_label (self->form_label, label);
  gtk_button_set_label (self->form_button,
                        g_dpgettext2 (GETTEXT_PACKAGE, "post status", form->label));
  if (form->destructive)
    gtk_widget_add_css_class (GTK_WIDGET (self->form_button), "destructive-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->form_button), "destructive-action");
  gtk_entry_set_placeholder_text (self->form_entry, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->form_entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  /* The reason of whoever asked is the reason, unless the one who does it has another. */
  gtk_editable_set_text (GTK_EDITABLE (self->form_entry),
                         form->destructive && self->reason != NULL ? self->reason : "");
  update_form (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->form), TRUE);
  gtk_revealer_set_reveal_child (self->form, TRUE);
  /* Where nothing can be written the keys still leave the button that led here. */
  if (!gtk_widget_is_sensitive (GTK_WIDGET (self->form_entry)))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->leave_button));
      return;
    }
  /* A reason that is there already is gone on with, and not written over. */
  gtk_entry_grab_focus_without_selecting (self->form_entry);
  gtk_editable_set_position (GTK_EDITABLE (self->form_entry), -1);
}

gboolean
comms_post_status_close (CommsPostStatus *self)
{
  gboolean was_open;

  g_return_val_if_fail (COMMS_IS_POST_STATUS (self), FALSE);

  was_open = gtk_revealer_get_reveal_child (self->form);
  gtk_revealer_set_reveal_child (self->form, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->form), FALSE);
  if (self->draft)
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  return was_open;
}
