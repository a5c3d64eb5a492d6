/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CommsFieldKind:
 * @COMMS_FIELD_TEXT: a UTF-8 string, or NULL
 * @COMMS_FIELD_LIST: a NULL-terminated array of one-line UTF-8 strings, or NULL
 * @COMMS_FIELD_INT: a gint64; ids are of this kind, 0 meaning none
 * @COMMS_FIELD_INSTANT: a gint64, UTC milliseconds since 1970, 0 meaning never
 * @COMMS_FIELD_BOOL: a gboolean
 * @COMMS_FIELD_ENUM: a registered enumeration, kept by its nick
 *
 * What a field of a record can hold.
 */
typedef enum
{
  COMMS_FIELD_TEXT,
  COMMS_FIELD_LIST,
  COMMS_FIELD_INT,
  COMMS_FIELD_INSTANT,
  COMMS_FIELD_BOOL,
  COMMS_FIELD_ENUM,
} CommsFieldKind;

/**
 * CommsField:
 * @name: the property's name; the column in the store has the same, with "_" for "-"
 * @kind: what it holds
 * @offset: where it lies in the instance
 * @enum_type: for COMMS_FIELD_ENUM, the get_type function
 *
 * One row of a record's table of fields. The property, the column, the JSON member
 * and the copy of a record all come from this row.
 */
typedef struct
{
  const char *name;
  CommsFieldKind kind;
  goffset offset;
  GType (*enum_type) (void);
} CommsField;

#define COMMS_FIELD(Type, member, property_name, Kind) \
  { property_name, COMMS_FIELD_##Kind, G_STRUCT_OFFSET (Type, member), NULL }
#define COMMS_ENUM_FIELD(Type, member, property_name, type_function) \
  { property_name, COMMS_FIELD_ENUM, G_STRUCT_OFFSET (Type, member), type_function }

/**
 * CommsRecord:
 * @id: the row's id in the store, 0 while it was never saved
 *
 * Base of every object that the store keeps as a row. A subclass is a struct and a
 * table of fields. Fields are read straight from the struct; they are written with
 * g_object_set(), so that whoever is bound to them hears of it. A record belongs to
 * one thread at a time: hand over a copy or give the only reference away.
 */
#define COMMS_TYPE_RECORD (comms_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (CommsRecord, comms_record, COMMS, RECORD, GObject)

struct _CommsRecordClass
{
  GObjectClass parent_class;

  const CommsField *fields;
  guint n_fields;
};

/* Called in class_init of a subclass: installs a property for each field.
 * @fields must live as long as the program. */
void               comms_record_class_set_fields (CommsRecordClass *klass,
                                                  const CommsField *fields,
                                                  guint             n_fields);

gint64             comms_record_get_id           (CommsRecord      *self);
void               comms_record_set_id           (CommsRecord      *self,
                                                  gint64            id);

/* The table of fields of @type, a subclass of CommsRecord. Owned by the class. */
const CommsField * comms_record_fields           (GType             type,
                                                  guint            *n_fields);

/* A new record of the same type with the same id and fields. (transfer full) */
gpointer           comms_record_copy             (gconstpointer     record);

/* Whether two records of one type agree in id and in every field. */
/* Whether two records of one type have the same value in @field, one of that type's. */
gboolean           comms_record_field_equal      (const CommsField *field,
                                                  gconstpointer     a,
                                                  gconstpointer     b);

gboolean           comms_record_equal            (gconstpointer     a,
                                                  gconstpointer     b);

/* Copies every field, but not the id, that differs, with notification. */
void               comms_record_assign           (gpointer          record,
                                                  gconstpointer     from);

/* Copies one property between two records of one type. */
void               comms_record_copy_property    (gpointer          record,
                                                  gconstpointer     from,
                                                  const char       *name);

/* Carries over what became of a copy: each field that differs between @before and @after, and the
 * id, is set on @record, but not where @record no longer says what @before said. */
void               comms_record_merge            (gpointer          record,
                                                  gconstpointer     before,
                                                  gconstpointer     after);

G_END_DECLS
