/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-record-list.h"

struct _CommsRecordList
{
  GObject parent_instance;

  GType item_type;
  GPtrArray *records;
};

static void comms_record_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CommsRecordList,
                               comms_record_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      comms_record_list_model_init))

static gint64
id_at (GPtrArray *records, guint position)
{
  return comms_record_get_id (g_ptr_array_index (records, position));
}

/* Ids to positions in @records, as GUINT_TO_POINTER. */
static GHashTable *
index_ids (GPtrArray *records)
{
  GHashTable *index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < records->len; i++)
    {
      gint64 id = id_at (records, i);

      g_hash_table_insert (index, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (i));
    }

  return index;
}

static gboolean
has_id (GHashTable *index, gint64 id)
{
  return g_hash_table_contains (index, &id);
}

static void
remove_run (CommsRecordList *self, guint position, guint length)
{
  g_ptr_array_remove_range (self->records, position, length);
  g_list_model_items_changed (G_LIST_MODEL (self), position, length, 0);
}

/* From the end, so that the positions before stay what they are. */
static void
remove_missing (CommsRecordList *self, GHashTable *wanted)
{
  for (guint end = self->records->len; end > 0;)
    {
      guint start = end;

      while (start > 0 && !has_id (wanted, id_at (self->records, start - 1)))
        start--;
      if (start < end)
        remove_run (self, start, end - start);
      end = start > 0 ? start - 1 : 0;
    }
}

/* Inserts those from @position on that are new, as one run; its length. */
static guint
insert_run (CommsRecordList *self, guint position, GPtrArray *records, GHashTable *present)
{
  guint length = 0;

  while (position + length < records->len && !has_id (present, id_at (records, position + length)))
    {
      g_ptr_array_insert (self->records, (int) (position + length),
                          g_object_ref (g_ptr_array_index (records, position + length)));
      length++;
    }
  if (length > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, 0, length);

  return length;
}

/* Moves the record with that id, which stands further on, up to @position. */
static void
pull_up (CommsRecordList *self, guint position, gint64 id)
{
  g_autoptr (CommsRecord) record = NULL;
  guint from = position;

  while (id_at (self->records, from) != id)
    from++;
  record = g_object_ref (g_ptr_array_index (self->records, from));
  remove_run (self, from, 1);
  g_ptr_array_insert (self->records, (int) position, g_steal_pointer (&record));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static GType
comms_record_list_get_item_type (GListModel *model)
{
  return COMMS_RECORD_LIST (model)->item_type;
}

static guint
comms_record_list_get_n_items (GListModel *model)
{
  return COMMS_RECORD_LIST (model)->records->len;
}

static gpointer
comms_record_list_get_item (GListModel *model, guint position)
{
  CommsRecordList *self = COMMS_RECORD_LIST (model);

  if (position >= self->records->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->records, position));
}

static void
comms_record_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = comms_record_list_get_item_type;
  iface->get_n_items = comms_record_list_get_n_items;
  iface->get_item = comms_record_list_get_item;
}

static void
comms_record_list_finalize (GObject *object)
{
  CommsRecordList *self = COMMS_RECORD_LIST (object);

  g_clear_pointer (&self->records, g_ptr_array_unref);

  G_OBJECT_CLASS (comms_record_list_parent_class)->finalize (object);
}

static void
comms_record_list_class_init (CommsRecordListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = comms_record_list_finalize;
}

static void
comms_record_list_init (CommsRecordList *self)
{
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
}

CommsRecordList *
comms_record_list_new (GType item_type)
{
  CommsRecordList *self;

  g_return_val_if_fail (g_type_is_a (item_type, COMMS_TYPE_RECORD), NULL);

  self = g_object_new (COMMS_TYPE_RECORD_LIST, NULL);
  self->item_type = item_type;
  return self;
}

void
comms_record_list_refill (CommsRecordList *self, GPtrArray *records)
{
  g_autoptr (GHashTable) wanted = NULL;
  g_autoptr (GHashTable) present = NULL;

  g_return_if_fail (COMMS_IS_RECORD_LIST (self));
  g_return_if_fail (records != NULL);

  wanted = index_ids (records);
  remove_missing (self, wanted);
  present = index_ids (self->records);

  for (guint i = 0; i < records->len;)
    {
      guint n_inserted = insert_run (self, i, records, present);

      i += n_inserted;
      if (n_inserted > 0)
        continue;
      if (id_at (self->records, i) != id_at (records, i))
        pull_up (self, i, id_at (records, i));
      comms_record_assign (g_ptr_array_index (self->records, i), g_ptr_array_index (records, i));
      i++;
    }
}

gpointer
comms_record_list_find (CommsRecordList *self, gint64 id, guint *position)
{
  g_return_val_if_fail (COMMS_IS_RECORD_LIST (self), NULL);

  for (guint i = 0; i < self->records->len; i++)
    {
      if (id_at (self->records, i) != id)
        continue;
      if (position != NULL)
        *position = i;
      return g_ptr_array_index (self->records, i);
    }

  return NULL;
}
