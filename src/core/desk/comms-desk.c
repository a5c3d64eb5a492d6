/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-desk.h"

#include "comms-desk-private.h"
#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-likeness.h"
#include "comms-replan.h"
#include "comms-zone.h"

/* How many changes in a row are told at once, and how long after that between two: so long is also
 * what one of them counts. */
#define TOLD_AT_ONCE 16
#define TELL_INTERVAL_MS 250

struct _CommsDesk
{
  GObject parent_instance;

  CommsStore *store;
  CommsSecrets *secrets;
  CommsClock *clock;
  gboolean practice;
  CommsPerson *person;
  CommsPolicy *policy;
  GCancellable *cancellable;
  CommsLikeness *likeness;

  gint64 quiet_at; /* monotonic: when what was told counts no more */
  guint untold;    /* a bit for each subject */
  guint tell_id;
};

G_DEFINE_FINAL_TYPE (CommsDesk, comms_desk, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PERSON,
  PROP_POLICY,
  N_PROPERTIES,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

/* The person and the policy as they stand in the store now. */
typedef struct
{
  CommsPerson *person;
  CommsPolicy *policy;
} Facts;

static void
facts_free (Facts *facts)
{
  g_clear_object (&facts->person);
  g_clear_object (&facts->policy);
  g_free (facts);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Facts, facts_free)

static gpointer
facts_load (CommsTx *tx, gpointer unused, GError **error)
{
  Facts *facts = g_new0 (Facts, 1);

  facts->person = comms_record_copy (tx->person);
  facts->policy = comms_record_copy (tx->policy);
  return facts;
}

static void
set_facts (CommsDesk *self, Facts *facts)
{
  if (!comms_record_equal (self->policy, facts->policy))
    {
      comms_record_assign (self->policy, facts->policy);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POLICY]);
    }
  if (!comms_record_equal (self->person, facts->person))
    {
      g_set_object (&self->person, facts->person);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON]);
    }
}

typedef struct
{
  GWeakRef desk;
  CommsSubject subject;
} Refresh;

static void
refresh_free (Refresh *refresh)
{
  g_weak_ref_clear (&refresh->desk);
  g_free (refresh);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Refresh, refresh_free)

static void
facts_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Refresh) refresh = user_data;
  g_autoptr (CommsDesk) self = g_weak_ref_get (&refresh->desk);
  g_autoptr (Facts) facts = NULL;

  /* Where reading failed, the next change or the next start reads again; what is written checks
   * the rows themselves. */
  facts = comms_desk_run_finish (COMMS_DESK (source), result, NULL);
  if (self == NULL)
    return;
  if (facts != NULL && comms_record_get_id (COMMS_RECORD (facts->person)) ==
                         comms_record_get_id (COMMS_RECORD (self->person)))
    set_facts (self, facts);
  g_signal_emit (self, signals[CHANGED], 0, refresh->subject);
}

/* Telling, as a bucket that fills with each change and leaks as time goes by. */

static gboolean
tell_cb (gpointer user_data)
{
  CommsDesk *self = user_data;

  self->quiet_at += TELL_INTERVAL_MS * 1000;
  comms_desk_tell (self);
  return G_SOURCE_REMOVE;
}

static void
tell_soon (CommsDesk *self, CommsSubject subject)
{
  const gint64 now = g_get_monotonic_time ();

  self->untold |= 1u << subject;
  if (self->tell_id != 0)
    return;
  self->quiet_at = MAX (self->quiet_at, now);
  if (self->quiet_at - now >= TOLD_AT_ONCE * TELL_INTERVAL_MS * 1000)
    self->tell_id = g_timeout_add (TELL_INTERVAL_MS, tell_cb, self);
  else
    tell_cb (self);
}

static void
store_changed_cb (CommsDesk *self, CommsSubject subject)
{
  Refresh *refresh;

  if (subject != COMMS_SUBJECT_PERSON && subject != COMMS_SUBJECT_POLICY)
    {
      tell_soon (self, subject);
      return;
    }

  /* Whoever hears of a change of these reads the properties: they come first. */
  refresh = g_new0 (Refresh, 1);
  g_weak_ref_init (&refresh->desk, self);
  refresh->subject = subject;
  comms_desk_run_async (self, facts_load, NULL, NULL, (GDestroyNotify) facts_free,
                        self->cancellable, facts_loaded_cb, refresh);
}

static void
comms_desk_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CommsDesk *self = COMMS_DESK (object);

  switch (prop_id)
    {
    case PROP_PERSON:
      g_value_set_object (value, self->person);
      break;
    case PROP_POLICY:
      g_value_set_object (value, self->policy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_desk_dispose (GObject *object)
{
  CommsDesk *self = COMMS_DESK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tell_id, g_source_remove);
  if (self->store != NULL)
    comms_store_close (self->store);
  g_clear_object (&self->store);
  g_clear_object (&self->secrets);
  g_clear_object (&self->clock);
  g_clear_object (&self->person);
  g_clear_object (&self->policy);

  G_OBJECT_CLASS (comms_desk_parent_class)->dispose (object);
}

static void
comms_desk_finalize (GObject *object)
{
  g_clear_object (&COMMS_DESK (object)->cancellable);
  g_clear_pointer (&COMMS_DESK (object)->likeness, comms_likeness_unref);

  G_OBJECT_CLASS (comms_desk_parent_class)->finalize (object);
}

static void
comms_desk_class_init (CommsDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = comms_desk_get_property;
  object_class->dispose = comms_desk_dispose;
  object_class->finalize = comms_desk_finalize;

  properties[PROP_PERSON] = g_param_spec_object ("person", NULL, NULL, COMMS_TYPE_PERSON, flags);
  properties[PROP_POLICY] = g_param_spec_object ("policy", NULL, NULL, COMMS_TYPE_POLICY, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, COMMS_TYPE_SUBJECT);
}

static void
comms_desk_init (CommsDesk *self)
{
  self->cancellable = g_cancellable_new ();
  self->likeness = comms_likeness_new ();
}

/* Opening. */

typedef struct
{
  char *path;
  gboolean create;
  CommsClock *clock;
  CommsSecrets *secrets;
} Opening;

static Opening *
opening_new (const char *path, gboolean create, CommsClock *clock, CommsSecrets *secrets)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->path = g_strdup (path);
  opening->create = create;
  opening->clock = g_object_ref (clock);
  opening->secrets = g_object_ref (secrets);
  return opening;
}

static void
opening_free (Opening *opening)
{
  g_free (opening->path);
  g_object_unref (opening->clock);
  g_object_unref (opening->secrets);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

typedef struct
{
  CommsDeskOwner owner;
  CommsDeskSetup setup;
  gint64 now;
} SettingUp;

static gpointer
set_up (CommsDb *db, gpointer data, GError **error)
{
  SettingUp *work = data;

  return GINT_TO_POINTER (comms_desk_set_up (db, &work->owner, work->now, &work->setup, error));
}

static const char *
os_person_name (void)
{
  const char *name = g_get_real_name ();

  /* GLib's word for an account without a real name. */
  if (name == NULL || *name == '\0' || g_str_equal (name, "Unknown"))
    return g_get_user_name ();
  return name;
}

static Facts *
read_facts (CommsDesk *self, gint64 person_id, GError **error)
{
  return comms_desk_run_as_sync (self, person_id, facts_load, NULL, error);
}

/* Before anything is sent or shown by an instant that is no longer that of its wall time. */
static gboolean
replan (CommsDesk *self, GError **error)
{
  return comms_desk_run_as_sync (self, 0, comms_replan, NULL, error) != NULL;
}

/* The tokens of a practice desk are made up: they must not come near the keyring, nor need one. */
static void
keep_practice_from_keyring (CommsDesk *self)
{
  g_autoptr (CommsSecrets) memory = NULL;

  if (!self->practice)
    return;
  memory = comms_memory_secrets_new ();
  g_set_object (&self->secrets, memory);
}

static CommsDesk *
open_desk (Opening *opening, GError **error)
{
  g_autoptr (CommsDesk) self = g_object_new (COMMS_TYPE_DESK, NULL);
  g_autofree char *zone = comms_zone_dup_local ();
  g_autoptr (Facts) facts = NULL;
  SettingUp work = {
    .owner = { g_get_user_name (), os_person_name (), zone },
    .now = comms_clock_now (opening->clock),
  };

  self->clock = g_object_ref (opening->clock);
  self->secrets = g_object_ref (opening->secrets);
  self->store = comms_store_open (opening->path, opening->create, self->clock, error);
  if (self->store == NULL)
    return NULL;
  if (!comms_store_run_sync (self->store, set_up, &work, error))
    return NULL;
  self->practice = work.setup.practice;
  keep_practice_from_keyring (self);
  if (!replan (self, error))
    return NULL;
  facts = read_facts (self, work.setup.person_id, error);
  if (facts == NULL)
    return NULL;
  self->person = g_object_ref (facts->person);
  self->policy = g_object_ref (facts->policy);

  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return g_steal_pointer (&self);
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  CommsDesk *desk = open_desk (data, &error);

  if (desk == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, desk, g_object_unref);
}

CommsDesk *
comms_desk_open (
  const char *path, gboolean create, CommsClock *clock, CommsSecrets *secrets, GError **error)
{
  g_autoptr (Opening) opening = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (COMMS_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (COMMS_IS_SECRETS (secrets), NULL);

  opening = opening_new (path, create, clock, secrets);
  return open_desk (opening, error);
}

void
comms_desk_open_async (const char *path,
                       gboolean create,
                       CommsClock *clock,
                       CommsSecrets *secrets,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (path != NULL);
  g_return_if_fail (COMMS_IS_CLOCK (clock));
  g_return_if_fail (COMMS_IS_SECRETS (secrets));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, comms_desk_open_async);
  g_task_set_task_data (task, opening_new (path, create, clock, secrets),
                        (GDestroyNotify) opening_free);
  g_task_run_in_thread (task, open_thread);
}

CommsDesk *
comms_desk_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
comms_desk_default_path (gboolean practice)
{
  return g_build_filename (g_get_user_data_dir (), "comms-desk",
                           practice ? "practice.desk" : "ministry.desk", NULL);
}

void
comms_desk_tell (CommsDesk *self)
{
  guint untold;

  g_return_if_fail (COMMS_IS_DESK (self));

  untold = self->untold;
  self->untold = 0;
  g_clear_handle_id (&self->tell_id, g_source_remove);
  for (guint subject = 0; untold >> subject != 0; subject++)
    if (untold & (1u << subject))
      g_signal_emit (self, signals[CHANGED], 0, subject);
}

CommsStore *
comms_desk_get_store (CommsDesk *self)
{
  g_return_val_if_fail (COMMS_IS_DESK (self), NULL);

  return self->store;
}

CommsSecrets *
comms_desk_get_secrets (CommsDesk *self)
{
  g_return_val_if_fail (COMMS_IS_DESK (self), NULL);

  return self->secrets;
}

CommsClock *
comms_desk_get_clock (CommsDesk *self)
{
  g_return_val_if_fail (COMMS_IS_DESK (self), NULL);

  return self->clock;
}

gint64
comms_desk_now (CommsDesk *self)
{
  g_return_val_if_fail (COMMS_IS_DESK (self), 0);

  return comms_clock_now (self->clock);
}

gboolean
comms_desk_is_practice (CommsDesk *self)
{
  g_return_val_if_fail (COMMS_IS_DESK (self), FALSE);

  return self->practice;
}

CommsPerson *
comms_desk_get_person (CommsDesk *self)
{
  g_return_val_if_fail (COMMS_IS_DESK (self), NULL);

  return self->person;
}

CommsPolicy *
comms_desk_get_policy (CommsDesk *self)
{
  g_return_val_if_fail (COMMS_IS_DESK (self), NULL);

  return self->policy;
}

CommsLikeness *
comms_desk_get_likeness (CommsDesk *self)
{
  g_return_val_if_fail (COMMS_IS_DESK (self), NULL);

  return self->likeness;
}

gboolean
comms_desk_act_as (CommsDesk *self, gint64 person_id, GError **error)
{
  g_autoptr (Facts) facts = NULL;

  g_return_val_if_fail (COMMS_IS_DESK (self), FALSE);
  g_return_val_if_fail (person_id > 0, FALSE);

  if (!self->practice)
    {
      g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_PRACTICE,
                           C_ ("desk", "Only on a practice desk can you act as someone else; here "
                                       "you are the account of this computer that you signed in "
                                       "with."));
      return FALSE;
    }
  facts = read_facts (self, person_id, error);
  if (facts == NULL)
    return FALSE;
  set_facts (self, facts);
  return TRUE;
}
