/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-log-list.h"

#include "comms-zone.h"

/* Rows that are kept, ten times what a window shows; and how many are read at once. */
#define MAX_ROWS 2000
#define BATCH 256

struct _CommsLogRow
{
  GObject parent_instance;

  gint64 id;
  CommsAuditEntry *entry;
  gboolean starts_day;
};

enum
{
  ROW_PROP_ENTRY = 1,
  ROW_PROP_STARTS_DAY,
  N_ROW_PROPS,
};

static GParamSpec *row_properties[N_ROW_PROPS];

G_DEFINE_FINAL_TYPE (CommsLogRow, comms_log_row, G_TYPE_OBJECT)

struct _CommsLogList
{
  GObject parent_instance;

  CommsDesk *desk;
  CommsLogQuery query;
  char *search;
  GArray *ids;       /* gint64, descending */
  GQueue rows;       /* CommsLogRow, the one asked for last at the head */
  GHashTable *links; /* id to its GList in "rows" */
  GArray *wanted;    /* ids of rows without an entry, the one asked for last at the end */
  guint fetch_id;
  gboolean fetching;
  gboolean loading;
  gboolean refreshing;
  gboolean stale;            /* the desk changed while it was being read */
  GCancellable *reading;     /* of this query's ids */
  GCancellable *cancellable; /* of all that is read, for as long as the list lives */
};

enum
{
  PROP_LOADING = 1,
  N_PROPS,
};

enum
{
  FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void comms_log_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CommsLogList,
                               comms_log_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, comms_log_list_model_init))

static void
comms_log_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CommsLogRow *self = COMMS_LOG_ROW (object);

  switch (prop_id)
    {
    case ROW_PROP_ENTRY:
      g_value_set_object (value, self->entry);
      break;
    case ROW_PROP_STARTS_DAY:
      g_value_set_boolean (value, self->starts_day);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_log_row_finalize (GObject *object)
{
  g_clear_object (&COMMS_LOG_ROW (object)->entry);

  G_OBJECT_CLASS (comms_log_row_parent_class)->finalize (object);
}

static void
comms_log_row_class_init (CommsLogRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = comms_log_row_get_property;
  object_class->finalize = comms_log_row_finalize;

  row_properties[ROW_PROP_ENTRY] = g_param_spec_object ("entry", NULL, NULL, COMMS_TYPE_AUDIT_ENTRY,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  row_properties[ROW_PROP_STARTS_DAY] =
    g_param_spec_boolean ("starts-day", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_ROW_PROPS, row_properties);
}

static void
comms_log_row_init (CommsLogRow *self)
{
}

gint64
comms_log_row_get_id (CommsLogRow *self)
{
  g_return_val_if_fail (COMMS_IS_LOG_ROW (self), 0);

  return self->id;
}

CommsAuditEntry *
comms_log_row_get_entry (CommsLogRow *self)
{
  g_return_val_if_fail (COMMS_IS_LOG_ROW (self), NULL);

  return self->entry;
}

gboolean
comms_log_row_get_starts_day (CommsLogRow *self)
{
  g_return_val_if_fail (COMMS_IS_LOG_ROW (self), FALSE);

  return self->starts_day;
}

static void
set_starts_day (CommsLogRow *row, gboolean starts_day)
{
  if (row->starts_day == starts_day)
    return;
  row->starts_day = starts_day;
  g_object_notify_by_pspec (G_OBJECT (row), row_properties[ROW_PROP_STARTS_DAY]);
}

static gint64
id_at (CommsLogList *self, guint position)
{
  return g_array_index (self->ids, gint64, position);
}

/* The ids go down. */
static gboolean
find_id (CommsLogList *self, gint64 id, guint *position)
{
  guint low = 0;
  guint high = self->ids->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (id_at (self, middle) > id)
        low = middle + 1;
      else
        high = middle;
    }
  *position = low;
  return low < self->ids->len && id_at (self, low) == id;
}

/* The row where it is kept, without counting as asked for. */
static CommsLogRow *
peek_row (CommsLogList *self, guint position)
{
  GList *link;
  gint64 id;

  if (position >= self->ids->len)
    return NULL;
  id = id_at (self, position);
  link = g_hash_table_lookup (self->links, &id);

  return link != NULL ? link->data : NULL;
}

static void
update_day (CommsLogList *self, guint position)
{
  const char *zone = comms_desk_get_policy (self->desk)->zone;
  CommsLogRow *row = peek_row (self, position);
  CommsLogRow *newer = position > 0 ? peek_row (self, position - 1) : NULL;

  if (row == NULL || row->entry == NULL)
    return;
  if (position == 0)
    set_starts_day (row, TRUE);
  else if (newer != NULL && newer->entry != NULL)
    set_starts_day (row, comms_zone_day_start (zone, row->entry->at, 0) !=
                           comms_zone_day_start (zone, newer->entry->at, 0));
}

static void
report (CommsLogList *self, GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
take_entry (CommsLogList *self, CommsAuditEntry *entry)
{
  guint position;
  CommsLogRow *row;

  if (!find_id (self, comms_record_get_id (COMMS_RECORD (entry)), &position))
    return;
  row = peek_row (self, position);
  if (row != NULL && g_set_object (&row->entry, entry))
    g_object_notify_by_pspec (G_OBJECT (row), row_properties[ROW_PROP_ENTRY]);
  update_day (self, position);
  update_day (self, position + 1);
}

static gpointer
fetch_func (CommsTx *tx, gpointer data, GError **error)
{
  GArray *ids = data;

  return comms_log_load (tx, (const gint64 *) (gpointer) ids->data, ids->len, error);
}

static void fetch_soon (CommsLogList *self);

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsLogList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  self->fetching = FALSE;
  entries = comms_desk_run_finish (COMMS_DESK (source), result, &error);
  if (entries == NULL)
    {
      report (self, error);
      return;
    }
  for (guint i = 0; i < entries->len; i++)
    take_entry (self, g_ptr_array_index (entries, i));
  fetch_soon (self);
}

/* What was asked for last is on the screen now. */
static GArray *
take_batch (CommsLogList *self)
{
  GArray *batch = g_array_new (FALSE, FALSE, sizeof (gint64));

  while (self->wanted->len > 0 && batch->len < BATCH)
    {
      gint64 id = g_array_index (self->wanted, gint64, self->wanted->len - 1);

      g_array_set_size (self->wanted, self->wanted->len - 1);
      if (g_hash_table_contains (self->links, &id))
        g_array_append_val (batch, id);
    }

  return batch;
}

static gboolean
fetch_cb (gpointer user_data)
{
  CommsLogList *self = user_data;
  g_autoptr (GArray) batch = take_batch (self);

  self->fetch_id = 0;
  if (batch->len == 0)
    return G_SOURCE_REMOVE;

  self->fetching = TRUE;
  comms_desk_run_async (self->desk, fetch_func, g_steal_pointer (&batch),
                        (GDestroyNotify) g_array_unref, (GDestroyNotify) g_ptr_array_unref,
                        self->cancellable, fetched_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* In an idle, so that the rows of one frame are read together. */
static void
fetch_soon (CommsLogList *self)
{
  if (self->wanted->len > 0 && !self->fetching && self->fetch_id == 0 &&
      !g_cancellable_is_cancelled (self->cancellable))
    self->fetch_id = g_idle_add_full (G_PRIORITY_DEFAULT, fetch_cb, self, NULL);
}

static void
forget_oldest (CommsLogList *self)
{
  g_autoptr (CommsLogRow) row = g_queue_pop_tail (&self->rows);

  g_hash_table_remove (self->links, &row->id);
}

/* The row at @position, made and asked for where it is not kept. */
static CommsLogRow *
need_row (CommsLogList *self, guint position)
{
  gint64 id = id_at (self, position);
  GList *link = g_hash_table_lookup (self->links, &id);
  CommsLogRow *row;

  if (link != NULL)
    {
      g_queue_unlink (&self->rows, link);
      g_queue_push_head_link (&self->rows, link);
      return link->data;
    }

  row = g_object_new (COMMS_TYPE_LOG_ROW, NULL);
  row->id = id;
  g_queue_push_head (&self->rows, row);
  g_hash_table_insert (self->links, &row->id, self->rows.head);
  if (self->rows.length > MAX_ROWS)
    forget_oldest (self);
  g_array_append_val (self->wanted, id);
  fetch_soon (self);
  return row;
}

static GType
comms_log_list_get_item_type (GListModel *model)
{
  return COMMS_TYPE_LOG_ROW;
}

static guint
comms_log_list_get_n_items (GListModel *model)
{
  return COMMS_LOG_LIST (model)->ids->len;
}

static gpointer
comms_log_list_get_item (GListModel *model, guint position)
{
  CommsLogList *self = COMMS_LOG_LIST (model);
  CommsLogRow *row;

  if (position >= self->ids->len)
    return NULL;
  /* Whether it starts a day depends on the one before it. */
  if (position > 0)
    need_row (self, position - 1);
  row = need_row (self, position);
  update_day (self, position);

  return g_object_ref (row);
}

static void
comms_log_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = comms_log_list_get_item_type;
  iface->get_n_items = comms_log_list_get_n_items;
  iface->get_item = comms_log_list_get_item;
}

static void
set_loading (CommsLogList *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* Only what lies between the ends that both have in common is reported changed. */
static void
replace_ids (CommsLogList *self, GArray *ids)
{
  g_autoptr (GArray) before = g_steal_pointer (&self->ids);
  guint shorter = MIN (before->len, ids->len);
  guint head = 0;
  guint tail = 0;

  while (head < shorter &&
         g_array_index (before, gint64, head) == g_array_index (ids, gint64, head))
    head++;
  while (tail < shorter - head && g_array_index (before, gint64, before->len - 1 - tail) ==
                                    g_array_index (ids, gint64, ids->len - 1 - tail))
    tail++;

  self->ids = g_array_ref (ids);
  g_list_model_items_changed (G_LIST_MODEL (self), head, before->len - head - tail,
                              ids->len - head - tail);
}

static void
add_newer (CommsLogList *self, GArray *newer)
{
  if (newer->len == 0)
    return;
  g_array_prepend_vals (self->ids, newer->data, newer->len);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, newer->len);
  update_day (self, newer->len);
}

/* A query that the store's thread can keep. */
typedef struct
{
  CommsLogQuery query;
  char *search;
} CommsLogRead;

static void
comms_log_read_free (CommsLogRead *read)
{
  g_free (read->search);
  g_free (read);
}

static gpointer
read_func (CommsTx *tx, gpointer data, GError **error)
{
  CommsLogRead *read = data;

  read->query.search = read->search;
  return comms_log_ids (tx, &read->query, error);
}

static void
read_ids (CommsLogList *self, gint64 after, GAsyncReadyCallback callback)
{
  CommsLogRead *read = g_new0 (CommsLogRead, 1);

  read->query = self->query;
  read->query.after = after;
  read->search = g_strdup (self->search);
  comms_desk_run_async (self->desk, read_func, read, (GDestroyNotify) comms_log_read_free,
                        (GDestroyNotify) g_array_unref, self->reading, callback,
                        g_object_ref (self));
}

static void refresh (CommsLogList *self);

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsLogList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) newer = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (comms_desk_run_is_stale (result))
    return;
  self->refreshing = FALSE;
  if (newer == NULL)
    report (self, error);
  else
    add_newer (self, newer);
  if (self->stale)
    refresh (self);
}

/* Entries are never changed and their ids only grow, so what is new is all that can differ. */
static void
refresh (CommsLogList *self)
{
  self->stale = self->loading || self->refreshing;
  if (self->stale)
    return;
  self->refreshing = TRUE;
  read_ids (self, self->ids->len > 0 ? id_at (self, 0) : 0, refreshed_cb);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsLogList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (comms_desk_run_is_stale (result))
    return;
  if (ids == NULL)
    report (self, error);
  else
    replace_ids (self, ids);
  set_loading (self, FALSE);
  if (self->stale)
    refresh (self);
}

static void
comms_log_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CommsLogList *self = COMMS_LOG_LIST (object);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
comms_log_list_dispose (GObject *object)
{
  CommsLogList *self = COMMS_LOG_LIST (object);

  g_cancellable_cancel (self->reading);
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->fetch_id, g_source_remove);
  g_hash_table_remove_all (self->links);
  g_queue_clear_full (&self->rows, g_object_unref);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (comms_log_list_parent_class)->dispose (object);
}

static void
comms_log_list_finalize (GObject *object)
{
  CommsLogList *self = COMMS_LOG_LIST (object);

  g_clear_object (&self->reading);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->links, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->wanted, g_array_unref);
  g_clear_pointer (&self->search, g_free);

  G_OBJECT_CLASS (comms_log_list_parent_class)->finalize (object);
}

static void
comms_log_list_class_init (CommsLogListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = comms_log_list_get_property;
  object_class->dispose = comms_log_list_dispose;
  object_class->finalize = comms_log_list_finalize;

  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
comms_log_list_init (CommsLogList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->links = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->reading = g_cancellable_new ();
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->rows);
}

CommsLogList *
comms_log_list_new (CommsDesk *desk)
{
  CommsLogList *self;

  g_return_val_if_fail (COMMS_IS_DESK (desk), NULL);

  self = g_object_new (COMMS_TYPE_LOG_LIST, NULL);
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return self;
}

void
comms_log_list_set_query (CommsLogList *self, const CommsLogQuery *query)
{
  g_return_if_fail (COMMS_IS_LOG_LIST (self));
  g_return_if_fail (query != NULL);

  g_cancellable_cancel (self->reading);
  g_object_unref (self->reading);
  self->reading = g_cancellable_new ();
  self->refreshing = FALSE;
  self->stale = FALSE;

  self->query = *query;
  self->query.search = NULL;
  g_free (self->search);
  self->search = g_strdup (query->search);
  set_loading (self, TRUE);
  read_ids (self, 0, loaded_cb);
}

gboolean
comms_log_list_get_loading (CommsLogList *self)
{
  g_return_val_if_fail (COMMS_IS_LOG_LIST (self), FALSE);

  return self->loading;
}
