/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsPractice"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "comms-practice-state.h"

#include "comms-net-json.h"

#define FILE_VERSION 1
#define FILE_MODE 0600
#define FOLDER_MODE 0700
#define MAX_ADDRESS 128

/* X makes its ids of the time: milliseconds since this instant, above 22 other bits. */
#define SNOWFLAKE_EPOCH G_GINT64_CONSTANT (1288834974657)
#define SNOWFLAKE_SHIFT 22

/* The file, which threads write in turn. */
struct _CommsPracticeFile
{
  char *path;
  GMutex lock;
  guint64 written; /* the generation that stands in it */
};

static CommsPracticeFile *
file_new (const char *path)
{
  CommsPracticeFile *file = g_atomic_rc_box_new0 (CommsPracticeFile);

  file->path = g_strdup (path);
  g_mutex_init (&file->lock);
  return file;
}

static void
file_clear (CommsPracticeFile *file)
{
  g_free (file->path);
  g_mutex_clear (&file->lock);
}

static void
file_unref (CommsPracticeFile *file)
{
  g_atomic_rc_box_release_full (file, (GDestroyNotify) file_clear);
}

static void
account_free (CommsPracticeAccount *account)
{
  g_free (account->user_id);
  g_free (account->handle);
  g_free (account->display_name);
  g_free (account->token);
  g_free (account);
}

static void
post_free (CommsPracticePost *post)
{
  g_free (post->id);
  g_free (post->user_id);
  g_free (post->text);
  g_free (post->reply_to);
  g_free (post);
}

void
comms_practice_state_free (CommsPracticeState *self)
{
  if (self == NULL)
    return;

  if (self->lock_fd >= 0)
    {
      /* Who reads it next must not take an address of before for one of now. */
      if (ftruncate (self->lock_fd, 0) != 0)
        g_debug ("The lock file keeps its address: %s", g_strerror (errno));
      close (self->lock_fd);
    }
  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->posts);
  g_clear_pointer (&self->file, file_unref);
  g_free (self);
}

static char *
dup_lock_path (const char *path)
{
  return g_strconcat (path, ".lock", NULL);
}

static void
set_file_error (GError **error, int code, const char *path)
{
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code),
               /* Translators: the first %s is a file, the second the system's own message. */
               C_ ("practice network", "The practice network cannot use its file “%s”: %s. Check "
                                       "that the folder may be written to."),
               path, g_strerror (code));
}

/* An open file description lock: it ends with the process, and, unlike flock(), can be asked
 * after without being taken. */
static gboolean
take_lock (CommsPracticeState *self, GError **error)
{
  g_autofree char *path = dup_lock_path (self->file->path);
  g_autofree char *folder = g_path_get_dirname (path);
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  g_mkdir_with_parents (folder, FOLDER_MODE);
  self->lock_fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, FILE_MODE);
  if (self->lock_fd < 0)
    {
      set_file_error (error, errno, path);
      return FALSE;
    }
  if (fcntl (self->lock_fd, F_OFD_SETLK, &lock) == 0)
    return ftruncate (self->lock_fd, 0) == 0;

  if (errno == EAGAIN || errno == EACCES)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                 /* Translators: %s is a file. */
                 C_ ("practice network", "Another practice network uses “%s” already. Use that "
                                         "one, or stop it first."),
                 self->file->path);
  else
    set_file_error (error, errno, path);
  g_close (self->lock_fd, NULL);
  self->lock_fd = -1;
  return FALSE;
}

char *
comms_practice_state_dup_holder (const char *path)
{
  g_autofree char *lock_path = dup_lock_path (path);
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  char address[MAX_ADDRESS + 1] = "";
  gssize length = 0;
  int fd = g_open (lock_path, O_RDONLY | O_CLOEXEC, 0);

  if (fd < 0)
    return NULL;
  if (fcntl (fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK)
    length = read (fd, address, MAX_ADDRESS);
  close (fd);
  return length > 0 ? g_strdup (g_strchomp (address)) : NULL;
}

gboolean
comms_practice_state_announce (CommsPracticeState *self, const char *uri, GError **error)
{
  gsize length = strlen (uri);

  if (self->lock_fd < 0)
    return TRUE;
  if (pwrite (self->lock_fd, uri, length, 0) == (gssize) length)
    return TRUE;

  set_file_error (error, errno, self->file->path);
  return FALSE;
}

static void
read_account (CommsPracticeState *self, JsonObject *object)
{
  const char *user_id = comms_net_json_id (object, "user_id");
  const char *handle = comms_net_json_string (object, "handle");
  const char *token = comms_net_json_string (object, "token");

  if (user_id != NULL && handle != NULL && token != NULL)
    comms_practice_state_set_account (self, user_id, handle,
                                      comms_net_json_string (object, "display_name"), token);
}

static void
read_post (CommsPracticeState *self, JsonObject *object)
{
  CommsPracticePost *post;

  if (comms_net_json_id (object, "id") == NULL || comms_net_json_id (object, "user_id") == NULL ||
      comms_net_json_string (object, "text") == NULL)
    return;

  post = g_new0 (CommsPracticePost, 1);
  post->id = g_strdup (comms_net_json_id (object, "id"));
  post->user_id = g_strdup (comms_net_json_id (object, "user_id"));
  post->text = g_strdup (comms_net_json_string (object, "text"));
  post->reply_to = g_strdup (comms_net_json_id (object, "reply_to"));
  post->created_at = comms_net_json_int (object, "created_at");
  g_ptr_array_add (self->posts, post);
  self->last_id = MAX (self->last_id, g_ascii_strtoull (post->id, NULL, 10));
}

static gboolean
read_file (CommsPracticeState *self, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *file;
  JsonArray *list;
  gsize length;

  if (!g_file_get_contents (self->file->path, &text, &length, &why))
    {
      if (g_error_matches (why, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return TRUE;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, why->message);
      return FALSE;
    }

  root = comms_net_json_parse (text, (gssize) length);
  file = comms_net_json_root (root);
  if (comms_net_json_int (file, "version") != FILE_VERSION)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   /* Translators: %s is a file. */
                   C_ ("practice network", "The practice network’s file “%s” is damaged. Move it "
                                           "away to begin with an empty one."),
                   self->file->path);
      return FALSE;
    }

  list = comms_net_json_array (file, "accounts");
  for (guint i = 0; i < comms_net_json_n (list); i++)
    read_account (self, comms_net_json_element (list, i));
  list = comms_net_json_array (file, "posts");
  for (guint i = 0; i < comms_net_json_n (list); i++)
    read_post (self, comms_net_json_element (list, i));
  if (comms_net_json_id (file, "last_id") != NULL)
    self->last_id =
      MAX (self->last_id, g_ascii_strtoull (comms_net_json_id (file, "last_id"), NULL, 10));
  return TRUE;
}

CommsPracticeState *
comms_practice_state_new (const char *path, GError **error)
{
  g_autoptr (CommsPracticeState) self = g_new0 (CommsPracticeState, 1);

  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) account_free);
  self->posts = g_ptr_array_new_with_free_func ((GDestroyNotify) post_free);
  self->file = path != NULL ? file_new (path) : NULL;
  self->lock_fd = -1;
  if (path != NULL && (!take_lock (self, error) || !read_file (self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

CommsPracticeAccount *
comms_practice_state_by_token (CommsPracticeState *self, const char *token)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      CommsPracticeAccount *account = g_ptr_array_index (self->accounts, i);

      if (g_strcmp0 (account->token, token) == 0)
        return account;
    }
  return NULL;
}

CommsPracticeAccount *
comms_practice_state_by_user_id (CommsPracticeState *self, const char *user_id)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      CommsPracticeAccount *account = g_ptr_array_index (self->accounts, i);

      if (g_strcmp0 (account->user_id, user_id) == 0)
        return account;
    }
  return NULL;
}

CommsPracticePost *
comms_practice_state_by_id (CommsPracticeState *self, const char *id)
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      CommsPracticePost *post = g_ptr_array_index (self->posts, i);

      if (g_strcmp0 (post->id, id) == 0)
        return post;
    }
  return NULL;
}

/* ASCII is composed as it stands. */
static gboolean
is_composed (const char *text, const char *composed)
{
  g_autofree char *own = NULL;

  if (g_str_equal (text, composed))
    return TRUE;
  if (g_str_is_ascii (text))
    return FALSE;
  own = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  return g_strcmp0 (own, composed) == 0;
}

gboolean
comms_practice_state_has_text (CommsPracticeState *self, const char *user_id, const char *text)
{
  g_autofree char *wanted = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);

  for (guint i = 0; wanted != NULL && i < self->posts->len; i++)
    {
      const CommsPracticePost *post = g_ptr_array_index (self->posts, i);

      if (g_str_equal (post->user_id, user_id) && is_composed (post->text, wanted))
        return TRUE;
    }
  return FALSE;
}

gboolean
comms_practice_state_set_account (CommsPracticeState *self,
                                  const char *user_id,
                                  const char *handle,
                                  const char *display_name,
                                  const char *token)
{
  CommsPracticeAccount *account = comms_practice_state_by_user_id (self, user_id);
  const char *name = display_name != NULL && *display_name != '\0' ? display_name : handle;

  if (account != NULL && g_str_equal (account->handle, handle) &&
      g_str_equal (account->display_name, name) && g_str_equal (account->token, token))
    return FALSE;
  if (account != NULL)
    g_ptr_array_remove (self->accounts, account);

  account = g_new0 (CommsPracticeAccount, 1);
  account->user_id = g_strdup (user_id);
  account->handle = g_strdup (handle);
  account->display_name = g_strdup (name);
  account->token = g_strdup (token);
  g_ptr_array_add (self->accounts, account);
  return TRUE;
}

CommsPracticePost *
comms_practice_state_add_post (
  CommsPracticeState *self, const char *user_id, const char *text, const char *reply_to, gint64 now)
{
  CommsPracticePost *post = g_new0 (CommsPracticePost, 1);
  gint64 age = MAX (now - SNOWFLAKE_EPOCH, 0);

  self->last_id = MAX (self->last_id + 1, (guint64) age << SNOWFLAKE_SHIFT);
  post->id = g_strdup_printf ("%" G_GUINT64_FORMAT, self->last_id);
  post->user_id = g_strdup (user_id);
  post->text = g_strdup (text);
  post->reply_to = g_strdup (reply_to);
  post->created_at = now;
  g_ptr_array_add (self->posts, post);
  return post;
}

void
comms_practice_state_remove_post (CommsPracticeState *self, const char *id)
{
  CommsPracticePost *post = comms_practice_state_by_id (self, id);

  if (post != NULL)
    g_ptr_array_remove (self->posts, post);
}

static void
add_member (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_accounts (JsonBuilder *builder, GPtrArray *accounts)
{
  json_builder_set_member_name (builder, "accounts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < accounts->len; i++)
    {
      CommsPracticeAccount *account = g_ptr_array_index (accounts, i);

      json_builder_begin_object (builder);
      add_member (builder, "user_id", account->user_id);
      add_member (builder, "handle", account->handle);
      add_member (builder, "display_name", account->display_name);
      add_member (builder, "token", account->token);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_posts (JsonBuilder *builder, GPtrArray *posts)
{
  json_builder_set_member_name (builder, "posts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < posts->len; i++)
    {
      CommsPracticePost *post = g_ptr_array_index (posts, i);

      json_builder_begin_object (builder);
      add_member (builder, "id", post->id);
      add_member (builder, "user_id", post->user_id);
      add_member (builder, "text", post->text);
      add_member (builder, "reply_to", post->reply_to);
      json_builder_set_member_name (builder, "created_at");
      json_builder_add_int_value (builder, post->created_at);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static char *
dup_file_text (CommsPracticeState *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *last_id = g_strdup_printf ("%" G_GUINT64_FORMAT, self->last_id);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, FILE_VERSION);
  add_member (builder, "last_id", last_id);
  add_accounts (builder, self->accounts);
  add_posts (builder, self->posts);
  json_builder_end_object (builder);
  return comms_net_json_print (builder);
}

/* The state at one moment, for whichever thread writes it. */
typedef struct
{
  CommsPracticeFile *file;
  guint64 generation;
  char *text;
} Snapshot;

static Snapshot *
snapshot_new (CommsPracticeState *self)
{
  Snapshot *snapshot = g_new0 (Snapshot, 1);

  snapshot->file = g_atomic_rc_box_acquire (self->file);
  snapshot->generation = ++self->generation;
  snapshot->text = dup_file_text (self);
  return snapshot;
}

static void
snapshot_free (Snapshot *snapshot)
{
  file_unref (snapshot->file);
  g_free (snapshot->text);
  g_free (snapshot);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Snapshot, snapshot_free)

/* An older state never goes over a newer one, which holds all that the older did. */
static gboolean
snapshot_write (Snapshot *snapshot, GError **error)
{
  CommsPracticeFile *file = snapshot->file;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&file->lock);

  if (snapshot->generation < file->written)
    return TRUE;
  if (!g_file_set_contents_full (file->path, snapshot->text, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 FILE_MODE, error))
    return FALSE;

  file->written = snapshot->generation;
  return TRUE;
}

gboolean
comms_practice_state_save (CommsPracticeState *self, GError **error)
{
  g_autoptr (Snapshot) snapshot = NULL;

  if (self->file == NULL)
    return TRUE;

  snapshot = snapshot_new (self);
  return snapshot_write (snapshot, error);
}

static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (snapshot_write (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
comms_practice_state_save_async (CommsPracticeState *self,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, comms_practice_state_save_async);
  if (self->file == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_task_set_task_data (task, snapshot_new (self), (GDestroyNotify) snapshot_free);
  g_task_run_in_thread (task, save_thread);
}

gboolean
comms_practice_state_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
