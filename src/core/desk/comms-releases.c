/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-releases.h"

#include <glib/gi18n-lib.h>

#include "comms-audit-words.h"
#include "comms-desk-private.h"
#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-fit.h"
#include "comms-log-table.h"
#include "comms-record-table.h"
#include "comms-release-links.h"
#include "comms-release-split.h"
#include "comms-release-table.h"
#include "comms-release-version.h"
#include "comms-releases-private.h"
#include "comms-twins-private.h"
#include "comms-words.h"
#include "comms-zone.h"

/* As much of a headline as makes a working title. */
#define TITLE_LENGTH 48

/* Whoever does not save for so long has finished a change. */
#define PAUSE_MS (5 * 60 * G_GINT64_CONSTANT (1000))

/* What a version keeps, by property. */
typedef struct
{
  const char *property;
  gboolean is_list;
  const char *word;
} CommsVersionField;

static const CommsVersionField version_fields[] = {
  { "headline", FALSE, NC_ ("part of a release", "headline") },
  { "subhead", FALSE, NC_ ("part of a release", "subhead") },
  { "lede", FALSE, NC_ ("part of a release", "lede") },
  { "quotes", TRUE, NC_ ("part of a release", "quotes") },
  { "body", FALSE, NC_ ("part of a release", "body") },
  { "conclusion", FALSE, NC_ ("part of a release", "conclusion") },
  { "link", FALSE, NC_ ("part of a release", "link") },
  { "link-variants", TRUE, NC_ ("part of a release", "links by the hour") },
  { "hashtags", TRUE, NC_ ("part of a release", "hashtags") },
};

static gint64
release_id (CommsRelease *release)
{
  return comms_record_get_id (COMMS_RECORD (release));
}

static const char *
release_name (CommsRelease *release)
{
  if (release->title != NULL && *release->title != '\0')
    return release->title;

  return release->headline != NULL ? release->headline : "";
}

static gboolean
audit (CommsTx *tx,
       CommsRelease *release,
       const char *action,
       const char *from,
       const char *to,
       const char *why,
       GError **error)
{
  g_autofree char *note = comms_audit_dup_note (release_name (release), NULL, why);

  return comms_tx_audit (tx, COMMS_SUBJECT_RELEASE, release_id (release), action, from, to, note,
                         error);
}

/* Never NULL, so that a part that was emptied equals one that never was. */
static char *
dup_field (CommsRelease *release, const CommsVersionField *field)
{
  g_auto (GStrv) list = NULL;
  char *text = NULL;

  if (field->is_list)
    {
      g_object_get (release, field->property, &list, NULL);
      return list != NULL ? g_strjoinv ("\n", list) : g_strdup ("");
    }
  g_object_get (release, field->property, &text, NULL);
  return text != NULL ? text : g_strdup ("");
}

static void
set_field (CommsRelease *release, const CommsVersionField *field, const char *text)
{
  g_auto (GStrv) list = NULL;

  if (field->is_list)
    {
      list = *text != '\0' ? g_strsplit (text, "\n", -1) : g_new0 (char *, 1);
      g_object_set (release, field->property, list, NULL);
      return;
    }
  g_object_set (release, field->property, *text != '\0' ? text : NULL, NULL);
}

char *
comms_release_dup_content (CommsRelease *release)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  g_autoptr (GVariant) content = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (version_fields); i++)
    {
      g_autofree char *text = dup_field (release, &version_fields[i]);

      if (*text != '\0')
        g_variant_builder_add (&builder, "{ss}", version_fields[i].property, text);
    }
  content = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (content, FALSE);
}

/* The parts that differ, as a list of words, or NULL where none does. */
static char *
dup_changes (CommsRelease *before, CommsRelease *release)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (version_fields); i++)
    {
      g_autofree char *old = dup_field (before, &version_fields[i]);
      g_autofree char *new = dup_field (release, &version_fields[i]);

      if (!g_str_equal (old, new))
        g_ptr_array_add (changed, (gpointer) g_dpgettext2 (GETTEXT_PACKAGE, "part of a release",
                                                           version_fields[i].word));
    }
  if (changed->len == 0)
    return NULL;

  g_ptr_array_add (changed, NULL);
  /* Translators: stands between the items of a list: "headline, lede". */
  return g_strjoinv (C_ ("between items of a list", ", "), (char **) changed->pdata);
}

static gboolean
last_version (CommsTx *tx, gint64 id, CommsReleaseVersion **version, GError **error)
{
  g_autoptr (GPtrArray) versions =
    comms_record_table_select (tx->db, COMMS_TYPE_RELEASE_VERSION, error,
                               "WHERE release_id = ? ORDER BY number DESC LIMIT 1", "i", id);

  if (versions == NULL)
    return FALSE;
  if (versions->len > 0)
    *version = g_object_ref (g_ptr_array_index (versions, 0));
  return TRUE;
}

static gboolean
read_content (CommsRelease *release, CommsReleaseVersion *version, GError **error)
{
  g_autoptr (GVariant) content =
    g_variant_parse (G_VARIANT_TYPE ("a{ss}"), version->content, NULL, NULL, error);

  if (content == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (version_fields); i++)
    {
      const char *text = "";

      g_variant_lookup (content, version_fields[i].property, "&s", &text);
      set_field (release, &version_fields[i], text);
    }
  return TRUE;
}

/* What @release says now, as the version with its number; @last is the one before, or NULL. */
static CommsReleaseVersion *
make_version (CommsTx *tx, CommsRelease *release, CommsReleaseVersion *last, GError **error)
{
  g_autoptr (CommsAuditEntry) entry = NULL;
  g_autoptr (CommsRelease) before = comms_release_new ();
  g_autofree char *content = comms_release_dup_content (release);
  g_autofree char *summary = NULL;
  g_autoptr (GError) local_error = NULL;

  entry = comms_log_table_last (tx->db, COMMS_SUBJECT_RELEASE, release_id (release), &local_error);
  if (local_error != NULL || (last != NULL && !read_content (before, last, &local_error)))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  summary = last != NULL ? dup_changes (before, release)
                         : g_strdup (C_ ("release version", "First version"));
  return g_object_new (COMMS_TYPE_RELEASE_VERSION, "release-id", release_id (release), "number",
                       release->version, "at", release->updated_at, "person-id",
                       entry != NULL ? entry->actor_id : release->owner_id, "summary", summary,
                       "content", content, NULL);
}

/* Keeps what @release says now under the number of its version, where that is not kept yet: its
 * version is finished, and nothing changes a version that is kept. */
static gboolean
keep_version (CommsTx *tx, CommsRelease *release, const char *summary, GError **error)
{
  g_autoptr (CommsReleaseVersion) last = NULL;
  g_autoptr (CommsReleaseVersion) version = NULL;

  if (!last_version (tx, release_id (release), &last, error))
    return FALSE;
  if (last != NULL && last->number >= release->version)
    return TRUE;
  version = make_version (tx, release, last, error);
  if (version == NULL)
    return FALSE;
  if (summary != NULL)
    g_object_set (version, "summary", summary, NULL);
  return comms_record_table_save (tx->db, COMMS_RECORD (version), error);
}

static void
clean_text (CommsRelease *release, const char *property)
{
  g_autofree char *text = NULL;
  g_autofree char *clean = NULL;

  g_object_get (release, property, &text, NULL);
  if (text == NULL)
    return;
  clean = comms_text_clean (text, -1, NULL);
  if (!g_str_equal (clean, text))
    g_object_set (release, property, clean, NULL);
}

static void
clean_list (CommsRelease *release, const char *property, const char *prefix)
{
  g_autoptr (GPtrArray) clean = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) list = NULL;

  g_object_get (release, property, &list, NULL);
  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    {
      char *line = comms_text_clean_line (list[i]);

      if (*line == '\0' || g_str_equal (line, prefix))
        g_free (line);
      else if (g_str_has_prefix (line, prefix))
        g_ptr_array_add (clean, line);
      else
        {
          g_ptr_array_add (clean, g_strconcat (prefix, line, NULL));
          g_free (line);
        }
    }
  g_ptr_array_add (clean, NULL);
  if (list == NULL ||
      !g_strv_equal ((const char *const *) list, (const char *const *) clean->pdata))
    g_object_set (release, property, clean->pdata, NULL);
}

/* Whatever way a text came in, what is kept has no control characters. */
static void
clean_parts (CommsRelease *release)
{
  static const char *const texts[] = { "title", "headline", "subhead",    "lede",
                                       "body",  "number",   "conclusion", "link" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    clean_text (release, texts[i]);
  clean_list (release, "quotes", "");
  clean_list (release, "hashtags", "#");
}

/* A plan's instant always follows from its wall time and zone. */
static gboolean
compute_instant (CommsTx *tx,
                 CommsRelease *release,
                 const char *wall,
                 const char *zone,
                 const char *property,
                 const char *zone_property,
                 GError **error)
{
  gint64 instant = 0;

  if (wall != NULL && *wall != '\0')
    {
      if (zone == NULL || *zone == '\0')
        zone = tx->policy->zone;
      if (!comms_zone_to_instant (zone, wall, &instant, NULL, error))
        return FALSE;
      g_object_set (release, zone_property, zone, NULL);
    }
  g_object_set (release, property, instant, NULL);
  return TRUE;
}

static gboolean
compute_instants (CommsTx *tx, CommsRelease *release, GError **error)
{
  return compute_instant (tx, release, release->embargo_wall, release->embargo_zone, "embargo-at",
                          "embargo-zone", error) &&
         compute_instant (tx, release, release->publish_wall, release->publish_zone, "publish-at",
                          "publish-zone", error);
}

static gboolean
complete (CommsTx *tx, CommsRelease *release, GError **error)
{
  clean_parts (release);
  if (!comms_release_clean_links (release, error))
    return FALSE;
  if (release->title == NULL || *release->title == '\0')
    {
      g_autofree char *title =
        comms_text_excerpt (release->headline != NULL ? release->headline : "", TITLE_LENGTH);

      g_object_set (release, "title", title, NULL);
    }
  if (release->title == NULL || *release->title == '\0')
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("release", "A release needs a headline or a title to be found "
                                          "again. Write one of them."));
      return FALSE;
    }
  if (release->language == NULL || *release->language == '\0')
    g_object_set (release, "language", "en", NULL);

  return compute_instants (tx, release, error);
}

static gboolean
check_stage (CommsTx *tx, CommsReleaseStage stage, GError **error)
{
  return stage < COMMS_RELEASE_STAGE_APPROVED || comms_tx_check_manager (tx, error);
}

static const char *
stage_nick (CommsReleaseStage stage)
{
  return comms_enum_nick (COMMS_TYPE_RELEASE_STAGE, stage);
}

static gboolean
save_new (CommsTx *tx, CommsRelease *release, GError **error)
{
  if (!check_stage (tx, release->stage, error))
    return FALSE;
  if (release->owner_id == 0)
    g_object_set (release, "owner-id", tx->stamp.actor_id, NULL);
  g_object_set (release, "version", G_GINT64_CONSTANT (1), "created-at", tx->stamp.now,
                "updated-at", tx->stamp.now, NULL);

  return comms_record_table_save (tx->db, COMMS_RECORD (release), error) &&
         audit (tx, release, "add", NULL, stage_nick (release->stage), NULL, error);
}

/* What was approved is no longer what it says: a manager looks again. */
static gboolean
void_approval (CommsTx *tx, CommsRelease *release, GError **error)
{
  if (release->stage != COMMS_RELEASE_STAGE_APPROVED)
    return TRUE;

  g_object_set (release, "stage", COMMS_RELEASE_STAGE_REVIEW, NULL);
  return audit (tx, release, "stage", stage_nick (COMMS_RELEASE_STAGE_APPROVED),
                stage_nick (COMMS_RELEASE_STAGE_REVIEW), NULL, error);
}

/* Whether the same person is still at the same change, of which @action is in the log already. */
static gboolean
goes_on (CommsTx *tx, CommsRelease *before, const char *action, gboolean *result, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CommsAuditEntry) last =
    comms_log_table_last (tx->db, COMMS_SUBJECT_RELEASE, release_id (before), &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *result = last != NULL && g_strcmp0 (last->action, action) == 0 &&
            last->actor_id == tx->stamp.actor_id && tx->stamp.now - before->updated_at < PAUSE_MS;
  return TRUE;
}

static gboolean
begin_version (CommsTx *tx, CommsRelease *before, CommsRelease *release, GError **error)
{
  if (!keep_version (tx, before, NULL, error) || !void_approval (tx, release, error))
    return FALSE;

  g_object_set (release, "version", before->version + 1, NULL);
  return TRUE;
}

static gboolean
save_changed (CommsTx *tx, CommsRelease *before, CommsRelease *release, GError **error)
{
  g_autofree char *changes = dup_changes (before, release);
  const char *action = changes != NULL ? "edit" : "details";
  gboolean same_change;

  /* These change by their own functions only. */
  g_object_set (release, "stage", before->stage, "version", before->version, "created-at",
                before->created_at, "deleted-at", before->deleted_at, "updated-at",
                before->updated_at, "twin-id", before->twin_id, "stale-since", before->stale_since,
                NULL);
  if (comms_record_equal (before, release))
    return TRUE;
  if (!goes_on (tx, before, action, &same_change, error))
    return FALSE;
  if (changes != NULL && !same_change && !begin_version (tx, before, release, error))
    return FALSE;
  if (before->embargo_at != release->embargo_at &&
      !audit (tx, release, "embargo", before->embargo_wall, release->embargo_wall, NULL, error))
    return FALSE;

  g_object_set (release, "updated-at", tx->stamp.now, NULL);
  return comms_record_table_save (tx->db, COMMS_RECORD (release), error) &&
         (same_change || audit (tx, release, action, NULL, NULL, changes, error)) &&
         (changes == NULL || comms_twins_changed (tx, release, error));
}

gboolean
comms_releases_save (CommsTx *tx, gpointer release, GError **error)
{
  g_autoptr (CommsRelease) before = NULL;

  g_return_val_if_fail (COMMS_IS_RELEASE (release), FALSE);

  if (!comms_tx_check_active (tx, error) || !complete (tx, release, error))
    return FALSE;
  if (release_id (release) == 0)
    return save_new (tx, release, error);

  before = comms_releases_load (tx, release_id (release), error);
  return before != NULL && save_changed (tx, before, release, error);
}

/* Whether it may appear at its time, which has just been changed. */
static gboolean
check_appearance (CommsTx *tx, CommsRelease *release, GError **error)
{
  const char *sentence = NULL;

  if (release->deleted_at != 0)
    sentence = C_ ("release", "It is in the bin. Take it out before you move it.");
  else if (release->stage >= COMMS_RELEASE_STAGE_PUBLISHED)
    sentence = C_ ("release", "It has appeared already and stays on its day.");
  else if (release->publish_at != 0 && release->publish_at < tx->stamp.now)
    sentence = C_ ("release", "That time is over. Choose a later one.");
  else if (release->publish_at != 0 && release->publish_at < release->embargo_at)
    sentence =
      C_ ("release", "It would appear before its embargo lifts. Move the embargo first, on "
                     "the release’s page.");
  if (sentence != NULL)
    g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_STATE, sentence);
  return sentence == NULL;
}

gboolean
comms_releases_move (CommsTx *tx, gint64 id, const char *wall, const char *zone, GError **error)
{
  g_autoptr (CommsRelease) release = NULL;
  g_autofree char *old_wall = NULL;

  if (!comms_tx_check_active (tx, error))
    return FALSE;
  release = comms_releases_load (tx, id, error);
  if (release == NULL)
    return FALSE;

  old_wall = g_strdup (release->publish_wall);
  g_object_set (release, "publish-wall", wall, "publish-zone", wall != NULL ? zone : NULL, NULL);
  if (!compute_instant (tx, release, release->publish_wall, release->publish_zone, "publish-at",
                        "publish-zone", error) ||
      !check_appearance (tx, release, error))
    return FALSE;
  if (g_strcmp0 (old_wall, wall) == 0)
    return TRUE;
  g_object_set (release, "updated-at", tx->stamp.now, NULL);
  return comms_record_table_save (tx->db, COMMS_RECORD (release), error) &&
         audit (tx, release, "move", old_wall, wall, NULL, error);
}

gboolean
comms_releases_replan (CommsTx *tx, CommsRelease *release, GError **error)
{
  if (!compute_instants (tx, release, error))
    return FALSE;
  g_object_set (release, "updated-at", tx->stamp.now, NULL);
  return comms_record_table_save (tx->db, COMMS_RECORD (release), error) &&
         audit (tx, release, "replan", NULL, release->publish_wall, NULL, error);
}

CommsRelease *
comms_releases_load (CommsTx *tx, gint64 id, GError **error)
{
  return comms_record_table_load (tx->db, COMMS_TYPE_RELEASE, id, error);
}

static gboolean
set_deleted (CommsTx *tx, gint64 id, gint64 deleted_at, const char *action, GError **error)
{
  g_autoptr (CommsRelease) release = NULL;

  if (!comms_tx_check_active (tx, error))
    return FALSE;
  release = comms_releases_load (tx, id, error);
  if (release == NULL)
    return FALSE;
  if ((release->deleted_at != 0) == (deleted_at != 0))
    return TRUE;

  g_object_set (release, "deleted-at", deleted_at, NULL);
  return comms_record_table_save (tx->db, COMMS_RECORD (release), error) &&
         audit (tx, release, action, NULL, NULL, NULL, error);
}

gboolean
comms_releases_bin (CommsTx *tx, gint64 id, GError **error)
{
  return set_deleted (tx, id, tx->stamp.now, "bin", error);
}

gboolean
comms_releases_unbin (CommsTx *tx, gint64 id, GError **error)
{
  return set_deleted (tx, id, 0, "unbin", error);
}

gboolean
comms_releases_set_stage (CommsTx *tx, gint64 id, CommsReleaseStage stage, GError **error)
{
  g_autoptr (CommsRelease) release = NULL;
  CommsReleaseStage before;

  if (!comms_tx_check_active (tx, error) || !check_stage (tx, stage, error))
    return FALSE;
  release = comms_releases_load (tx, id, error);
  if (release == NULL)
    return FALSE;
  before = release->stage;
  /* Taking a signature back is as much as giving it. */
  if (before == stage || !check_stage (tx, before, error))
    return before == stage;

  g_object_set (release, "stage", stage, "updated-at", tx->stamp.now, NULL);
  if (stage == COMMS_RELEASE_STAGE_PUBLISHED && release->publish_at == 0)
    {
      g_autofree char *wall = comms_zone_to_wall (tx->policy->zone, tx->stamp.now);

      g_object_set (release, "publish-at", tx->stamp.now, "publish-wall", wall, "publish-zone",
                    tx->policy->zone, NULL);
    }
  /* What was put to review, or signed, stands as a version. */
  return keep_version (tx, release, NULL, error) &&
         comms_record_table_save (tx->db, COMMS_RECORD (release), error) &&
         audit (tx, release, "stage", stage_nick (before), stage_nick (stage), NULL, error);
}

GPtrArray *
comms_releases_list (CommsTx *tx, gint64 from, gint64 until, const char *search, GError **error)
{
  return comms_release_table_find (tx->db, from, until, search, error);
}

GPtrArray *
comms_releases_versions (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsRelease) release = comms_releases_load (tx, id, error);
  g_autoptr (GPtrArray) versions = NULL;
  CommsReleaseVersion *last;
  CommsReleaseVersion *current;

  if (release == NULL)
    return NULL;
  versions = comms_record_table_select (tx->db, COMMS_TYPE_RELEASE_VERSION, error,
                                        "WHERE release_id = ? ORDER BY number DESC", "i", id);
  if (versions == NULL)
    return NULL;
  last = versions->len > 0 ? g_ptr_array_index (versions, 0) : NULL;
  if (last == NULL || last->number < release->version)
    {
      current = make_version (tx, release, last, error);
      if (current == NULL)
        return NULL;
      g_ptr_array_insert (versions, 0, current);
    }
  return g_steal_pointer (&versions);
}

static CommsReleaseVersion *
load_version (CommsTx *tx, CommsRelease *release, gint64 number, GError **error)
{
  g_autoptr (GPtrArray) versions =
    comms_record_table_select (tx->db, COMMS_TYPE_RELEASE_VERSION, error,
                               "WHERE release_id = ? AND number = ?", "ii", release_id (release),
                               number);

  if (versions == NULL)
    return NULL;
  if (versions->len > 0)
    return g_object_ref (g_ptr_array_index (versions, 0));

  g_set_error (error, COMMS_ERROR, COMMS_ERROR_NOT_FOUND,
               /* Translators: the title of a release, and a number */
               C_ ("release", "“%s” has no version %d to go back to. Its versions are listed on "
                              "its page."),
               release_name (release), (int) number);
  return NULL;
}

gboolean
comms_releases_revert (CommsTx *tx, gint64 id, gint64 number, GError **error)
{
  g_autoptr (CommsRelease) release = NULL;
  g_autoptr (CommsRelease) before = NULL;
  g_autoptr (CommsReleaseVersion) version = NULL;
  g_autofree char *to = g_strdup_printf ("%d", (int) number);
  g_autofree char *summary = NULL;

  if (!comms_tx_check_active (tx, error))
    return FALSE;
  release = comms_releases_load (tx, id, error);
  if (release == NULL)
    return FALSE;
  before = comms_record_copy (release);
  if (number == release->version)
    return TRUE;
  version = load_version (tx, release, number, error);
  if (version == NULL || !read_content (release, version, error))
    return FALSE;

  /* Translators: what a saved version is; %d is the number of an earlier one. */
  summary = g_strdup_printf (C_ ("release version", "Version %d put back"), (int) number);
  if (!begin_version (tx, before, release, error))
    return FALSE;
  g_object_set (release, "updated-at", tx->stamp.now, NULL);
  return comms_record_table_save (tx->db, COMMS_RECORD (release), error) &&
         audit (tx, release, "revert", NULL, to, NULL, error) &&
         keep_version (tx, release, summary, error) && comms_twins_changed (tx, release, error);
}

CommsRelease *
comms_releases_from_split (CommsTx *tx,
                           CommsReleaseKind kind,
                           const char *language,
                           const char *title,
                           const CommsSplit *split,
                           GError **error)
{
  g_autoptr (CommsRelease) release = NULL;

  g_return_val_if_fail (language != NULL && split != NULL, NULL);

  if (split->rows->len == 0)
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("release", "There is no text to make a release of. Paste or choose "
                                          "one that begins with its headline."));
      return NULL;
    }

  release = g_object_new (COMMS_TYPE_RELEASE, "kind", kind, "stage", COMMS_RELEASE_STAGE_DRAFTING,
                          "language", language, "title", title, NULL);
  comms_split_apply (split, release);
  return comms_releases_save (tx, release, error) ? g_steal_pointer (&release) : NULL;
}

const char *
comms_release_part_text (CommsRelease *release, CommsPart part, int index)
{
  const char *text = NULL;

  g_return_val_if_fail (COMMS_IS_RELEASE (release), NULL);

  switch (part)
    {
    case COMMS_PART_HEADLINE:
      text = release->headline;
      break;
    case COMMS_PART_SUBHEAD:
      text = release->subhead;
      break;
    case COMMS_PART_LEDE:
      text = release->lede;
      break;
    case COMMS_PART_QUOTE:
      if (release->quotes != NULL && index >= 0 && (guint) index < g_strv_length (release->quotes))
        text = release->quotes[index];
      break;
    case COMMS_PART_CONCLUSION:
      text = release->conclusion;
      break;
    case COMMS_PART_NONE:
    default:
      break;
    }

  return text != NULL && *text != '\0' ? text : NULL;
}
