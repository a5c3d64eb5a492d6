/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-record.h"

typedef struct
{
  gint64 id;
} CommsRecordPrivate;

enum
{
  PROP_ID = 1,
  PROP_FIRST_FIELD,
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CommsRecord, comms_record, G_TYPE_OBJECT)

static GParamSpec *id_property;

static gpointer
field_address (gconstpointer     record,
               const CommsField *field)
{
  return G_STRUCT_MEMBER_P (record, field->offset);
}

static const CommsField *
field_of_property (CommsRecord *self,
                   guint        prop_id)
{
  CommsRecordClass *klass = COMMS_RECORD_GET_CLASS (self);

  g_assert (prop_id - PROP_FIRST_FIELD < klass->n_fields);

  return &klass->fields[prop_id - PROP_FIRST_FIELD];
}

static GParamSpec *
field_param_spec (const CommsField *field)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  switch (field->kind)
    {
    case COMMS_FIELD_TEXT:
      return g_param_spec_string (field->name, NULL, NULL, NULL, flags);
    case COMMS_FIELD_LIST:
      return g_param_spec_boxed (field->name, NULL, NULL, G_TYPE_STRV, flags);
    case COMMS_FIELD_INT:
    case COMMS_FIELD_INSTANT:
      return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    case COMMS_FIELD_BOOL:
      return g_param_spec_boolean (field->name, NULL, NULL, FALSE, flags);
    case COMMS_FIELD_ENUM:
      return g_param_spec_enum (field->name, NULL, NULL, field->enum_type (), 0, flags);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
lists_equal (const char *const *a,
             const char *const *b)
{
  static const char *const empty[] = { NULL };

  return g_strv_equal (a != NULL ? a : empty, b != NULL ? b : empty);
}

gboolean
comms_record_field_equal (const CommsField *field,
                          gconstpointer     a,
                          gconstpointer     b)
{
  gconstpointer p = field_address (a, field);
  gconstpointer q = field_address (b, field);

  switch (field->kind)
    {
    case COMMS_FIELD_TEXT:
      return g_strcmp0 (*(char *const *) p, *(char *const *) q) == 0;
    case COMMS_FIELD_LIST:
      return lists_equal (*(const char *const *const *) p, *(const char *const *const *) q);
    case COMMS_FIELD_INT:
    case COMMS_FIELD_INSTANT:
      return *(const gint64 *) p == *(const gint64 *) q;
    case COMMS_FIELD_BOOL:
    case COMMS_FIELD_ENUM:
      return *(const int *) p == *(const int *) q;
    default:
      g_assert_not_reached ();
    }
}

static void
comms_record_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  CommsRecord *self = COMMS_RECORD (object);
  const CommsField *field;
  gconstpointer address;

  if (pspec == id_property)
    {
      g_value_set_int64 (value, comms_record_get_id (self));
      return;
    }

  field = field_of_property (self, prop_id);
  address = field_address (self, field);
  switch (field->kind)
    {
    case COMMS_FIELD_TEXT:
      g_value_set_string (value, *(char *const *) address);
      break;
    case COMMS_FIELD_LIST:
      g_value_set_boxed (value, *(char **const *) address);
      break;
    case COMMS_FIELD_INT:
    case COMMS_FIELD_INSTANT:
      g_value_set_int64 (value, *(const gint64 *) address);
      break;
    case COMMS_FIELD_BOOL:
      g_value_set_boolean (value, *(const gboolean *) address);
      break;
    case COMMS_FIELD_ENUM:
      g_value_set_enum (value, *(const int *) address);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
comms_record_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  CommsRecord *self = COMMS_RECORD (object);
  const CommsField *field;
  gpointer address;

  if (pspec == id_property)
    {
      comms_record_set_id (self, g_value_get_int64 (value));
      return;
    }

  field = field_of_property (self, prop_id);
  address = field_address (self, field);
  switch (field->kind)
    {
    /* What is set may be what stands there: it is copied before that is freed. */
    case COMMS_FIELD_TEXT:
      {
        g_autofree char *before = *(char **) address;

        *(char **) address = g_value_dup_string (value);
        break;
      }
    case COMMS_FIELD_LIST:
      {
        g_auto (GStrv) before = *(char ***) address;

        *(char ***) address = g_value_dup_boxed (value);
        break;
      }
    case COMMS_FIELD_INT:
    case COMMS_FIELD_INSTANT:
      *(gint64 *) address = g_value_get_int64 (value);
      break;
    case COMMS_FIELD_BOOL:
      *(gboolean *) address = g_value_get_boolean (value);
      break;
    case COMMS_FIELD_ENUM:
      *(int *) address = g_value_get_enum (value);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
comms_record_finalize (GObject *object)
{
  CommsRecordClass *klass = COMMS_RECORD_GET_CLASS (object);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      gpointer address = field_address (object, &klass->fields[i]);

      if (klass->fields[i].kind == COMMS_FIELD_TEXT)
        g_clear_pointer ((char **) address, g_free);
      else if (klass->fields[i].kind == COMMS_FIELD_LIST)
        g_clear_pointer ((char ***) address, g_strfreev);
    }

  G_OBJECT_CLASS (comms_record_parent_class)->finalize (object);
}

static void
comms_record_class_init (CommsRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = comms_record_get_property;
  object_class->set_property = comms_record_set_property;
  object_class->finalize = comms_record_finalize;

  id_property = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0,
                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, PROP_ID, id_property);
}

static void
comms_record_init (CommsRecord *self)
{
}

void
comms_record_class_set_fields (CommsRecordClass *klass,
                               const CommsField *fields,
                               guint             n_fields)
{
  g_return_if_fail (COMMS_IS_RECORD_CLASS (klass));

  /* GObject clears these two for each new class. */
  G_OBJECT_CLASS (klass)->get_property = comms_record_get_property;
  G_OBJECT_CLASS (klass)->set_property = comms_record_set_property;
  klass->fields = fields;
  klass->n_fields = n_fields;
  for (guint i = 0; i < n_fields; i++)
    g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_FIRST_FIELD + i,
                                     field_param_spec (&fields[i]));
}

gint64
comms_record_get_id (CommsRecord *self)
{
  CommsRecordPrivate *priv = comms_record_get_instance_private (self);

  g_return_val_if_fail (COMMS_IS_RECORD (self), 0);

  return priv->id;
}

void
comms_record_set_id (CommsRecord *self,
                     gint64       id)
{
  CommsRecordPrivate *priv = comms_record_get_instance_private (self);

  g_return_if_fail (COMMS_IS_RECORD (self));

  if (priv->id == id)
    return;
  priv->id = id;
  g_object_notify_by_pspec (G_OBJECT (self), id_property);
}

const CommsField *
comms_record_fields (GType  type,
                     guint *n_fields)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);
  CommsRecordClass *record_class = COMMS_RECORD_CLASS (klass);

  *n_fields = record_class->n_fields;
  return record_class->fields;
}

static void
copy_field (const CommsField *field,
            gpointer          to,
            gconstpointer     from)
{
  gpointer p = G_STRUCT_MEMBER_P (to, field->offset);
  gconstpointer q = field_address (from, field);

  switch (field->kind)
    {
    case COMMS_FIELD_TEXT:
      *(char **) p = g_strdup (*(char *const *) q);
      break;
    case COMMS_FIELD_LIST:
      *(char ***) p = g_strdupv (*(char **const *) q);
      break;
    case COMMS_FIELD_INT:
    case COMMS_FIELD_INSTANT:
      *(gint64 *) p = *(const gint64 *) q;
      break;
    case COMMS_FIELD_BOOL:
    case COMMS_FIELD_ENUM:
      *(int *) p = *(const int *) q;
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Nobody can be listening to the copy yet, so its properties need not be set. */
gpointer
comms_record_copy (gconstpointer record)
{
  CommsRecordClass *klass;
  CommsRecord *copy;

  g_return_val_if_fail (COMMS_IS_RECORD ((gpointer) record), NULL);

  klass = COMMS_RECORD_GET_CLASS ((gpointer) record);
  copy = g_object_new (G_OBJECT_TYPE (record), NULL);
  comms_record_set_id (copy, comms_record_get_id ((CommsRecord *) record));
  for (guint i = 0; i < klass->n_fields; i++)
    copy_field (&klass->fields[i], copy, record);
  return copy;
}

gboolean
comms_record_equal (gconstpointer a,
                    gconstpointer b)
{
  CommsRecordClass *klass;

  g_return_val_if_fail (COMMS_IS_RECORD ((gpointer) a), FALSE);
  g_return_val_if_fail (G_OBJECT_TYPE (a) == G_OBJECT_TYPE (b), FALSE);

  klass = COMMS_RECORD_GET_CLASS ((gpointer) a);
  for (guint i = 0; i < klass->n_fields; i++)
    if (!comms_record_field_equal (&klass->fields[i], a, b))
      return FALSE;

  return comms_record_get_id ((CommsRecord *) a) == comms_record_get_id ((CommsRecord *) b);
}

void
comms_record_copy_property (gpointer      record,
                            gconstpointer from,
                            const char   *name)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_return_if_fail (COMMS_IS_RECORD (record));
  g_return_if_fail (G_OBJECT_TYPE (record) == G_OBJECT_TYPE (from));

  g_object_get_property ((GObject *) from, name, &value);
  g_object_set_property (record, name, &value);
}

void
comms_record_assign (gpointer      record,
                     gconstpointer from)
{
  CommsRecordClass *klass;

  g_return_if_fail (COMMS_IS_RECORD (record));
  g_return_if_fail (G_OBJECT_TYPE (record) == G_OBJECT_TYPE (from));

  klass = COMMS_RECORD_GET_CLASS (record);
  g_object_freeze_notify (record);
  for (guint i = 0; i < klass->n_fields; i++)
    if (!comms_record_field_equal (&klass->fields[i], record, from))
      comms_record_copy_property (record, from, klass->fields[i].name);
  g_object_thaw_notify (record);
}

void
comms_record_merge (gpointer      record,
                    gconstpointer before,
                    gconstpointer after)
{
  CommsRecordClass *klass;

  g_return_if_fail (COMMS_IS_RECORD (record));
  g_return_if_fail (G_OBJECT_TYPE (record) == G_OBJECT_TYPE (before));
  g_return_if_fail (G_OBJECT_TYPE (record) == G_OBJECT_TYPE (after));

  klass = COMMS_RECORD_GET_CLASS (record);
  g_object_freeze_notify (record);
  comms_record_set_id (record, comms_record_get_id ((CommsRecord *) after));
  for (guint i = 0; i < klass->n_fields; i++)
    if (!comms_record_field_equal (&klass->fields[i], before, after) &&
        comms_record_field_equal (&klass->fields[i], record, before))
      comms_record_copy_property (record, after, klass->fields[i].name);
  g_object_thaw_notify (record);
}
