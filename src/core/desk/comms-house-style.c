/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-house-style.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-audit-words.h"
#include "comms-count.h"
#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-fit.h"
#include "comms-record-table.h"
#include "comms-store.h"

/* One kind of record of the house style. */
typedef struct
{
  GType (*type) (void);
  const char *table;
  const char *order;
  const char *title; /* the property that names it */
  const char *same;  /* of another row that would be the same one */
  gboolean bin;      /* has "deleted-at" */
  gboolean by_manager;
  gboolean (*settle) (CommsTx *tx, gpointer record, GError **error);
} Kind;

/* --- what a record must have --- */

static gboolean
fail (GError **error, const char *sentence)
{
  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID, sentence);
  return FALSE;
}

/* A line of text without white space around it; what is empty becomes NULL. */
static void
tidy (gpointer record, const char *property)
{
  g_autofree char *text = NULL;
  g_autofree char *clean = NULL;

  g_object_get (record, property, &text, NULL);
  clean = comms_text_clean_line (text);
  g_object_set (record, property, *clean != '\0' ? clean : NULL, NULL);
}

/* As a hashtag with its sign, or NULL where it is none. (transfer full) */
static char *
dup_tag (const char *text)
{
  g_autofree char *tag =
    text == NULL || *text == '#' ? g_strdup (text) : g_strconcat ("#", text, NULL);
  g_autoptr (GArray) entities = comms_text_find_entities (tag != NULL ? tag : "");
  const CommsEntity *only = &g_array_index (entities, CommsEntity, 0);

  if (entities->len != 1 || only->kind != COMMS_ENTITY_HASHTAG || only->start != 0 ||
      only->end != strlen (tag))
    return NULL;
  return g_steal_pointer (&tag);
}

static gboolean
settle_tag (gpointer record, const char *property, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *tag = NULL;

  tidy (record, property);
  g_object_get (record, property, &text, NULL);
  tag = dup_tag (text);
  if (tag == NULL && text != NULL)
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   C_ ("house style", "“%s” is no hashtag; write letters and digits without "
                                      "spaces."),
                   text);
      return FALSE;
    }
  g_object_set (record, property, tag, NULL);
  return TRUE;
}

static gboolean
settle_hashtag (CommsTx *tx, gpointer record, GError **error)
{
  CommsHashtag *hashtag = record;

  if (!settle_tag (record, "tag", error) || !settle_tag (record, "twin", error))
    return FALSE;
  if (hashtag->tag == NULL)
    return fail (error, C_ ("house style", "The hashtag is missing; write it."));
  if (hashtag->language == NULL)
    g_object_set (hashtag, "language", comms_text_is_rtl (hashtag->tag + 1) ? "ur" : "en", NULL);
  if (hashtag->created_at == 0)
    g_object_set (hashtag, "created-at", tx->stamp.now, NULL);
  return TRUE;
}

static gboolean
settle_abbreviation (CommsTx *tx, gpointer record, GError **error)
{
  CommsAbbreviation *abbreviation = record;

  tidy (record, "long-form");
  tidy (record, "short-form");
  if (abbreviation->long_form == NULL)
    return fail (error, C_ ("house style", "The long form is missing; write what is to be made "
                                           "shorter."));
  if (abbreviation->language == NULL)
    g_object_set (record, "language", comms_text_is_rtl (abbreviation->long_form) ? "ur" : "en",
                  NULL);
  if (abbreviation->short_form != NULL && comms_text_count (abbreviation->short_form, 0).weight >=
                                            comms_text_count (abbreviation->long_form, 0).weight)
    return fail (error, C_ ("house style", "The short form is not shorter; write a shorter one, or "
                                           "none to leave the words out."));
  return TRUE;
}

static gboolean
settle_line (CommsTx *tx, gpointer record, GError **error)
{
  CommsApprovedLine *line = record;
  g_autofree char *text = comms_text_clean (line->text, -1, NULL);

  tidy (record, "topic");
  g_strstrip (text);
  if (*text == '\0')
    return fail (error, C_ ("house style", "The line has no text; write what may be said."));
  g_object_set (record, "text", text, NULL);
  if (line->language == NULL)
    g_object_set (record, "language", comms_text_is_rtl (text) ? "ur" : "en", NULL);
  if (line->created_at == 0)
    g_object_set (record, "created-at", tx->stamp.now, NULL);
  /* Who saves it clears it. */
  g_object_set (record, "approver-id", tx->stamp.actor_id, "approved-at", tx->stamp.now, NULL);
  return TRUE;
}

static gboolean
settle_voice (CommsTx *tx, gpointer record, GError **error)
{
  CommsVoiceCard *card = record;
  gint64 n;

  if (card->account_id == 0 || card->language == NULL)
    return fail (error, C_ ("house style", "Whose voice is it? Choose an account and a language."));
  if (!comms_db_query_int (tx->db, &n, 0, error,
                           "SELECT count(*) FROM voice_card WHERE account_id = ? AND language = ? "
                           "AND id <> ?",
                           "isi", card->account_id, card->language, comms_record_get_id (record)))
    return FALSE;
  return n == 0 || fail (error, C_ ("house style", "The account has a voice in that language "
                                                   "already; change that one."));
}

static gboolean
settle_name (CommsTx *tx, gpointer record, GError **error)
{
  CommsProtectedName *name = record;

  tidy (record, "name");
  tidy (record, "reason");
  if (name->name == NULL)
    return fail (error, C_ ("house style", "The name is missing; write it."));
  if (name->created_at == 0)
    g_object_set (record, "created-at", tx->stamp.now, NULL);
  return TRUE;
}

static const Kind kinds[] = {
  { comms_hashtag_get_type, "hashtag", "WHERE deleted_at = 0 ORDER BY tag", "tag",
    "tag = ? AND deleted_at = 0", TRUE, FALSE, settle_hashtag },
  { comms_abbreviation_get_type, "abbreviation", "ORDER BY language, long_form", "long-form",
    "long_form = ?", FALSE, FALSE, settle_abbreviation },
  { comms_approved_line_get_type, "approved_line", "WHERE deleted_at = 0 ORDER BY topic, id",
    "topic", NULL, TRUE, TRUE, settle_line },
  { comms_voice_card_get_type, "voice_card", "ORDER BY account_id, language", "tone", NULL, FALSE,
    FALSE, settle_voice },
  { comms_protected_name_get_type, "protected_name", "ORDER BY name", "name", "name = ?", FALSE,
    FALSE, settle_name },
};

static const Kind *
kind_of (GType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].type () == type)
      return &kinds[i];
  g_return_val_if_reached (NULL);
}

char *
comms_house_style_dup_title (gpointer record)
{
  const Kind *kind = kind_of (G_OBJECT_TYPE (record));
  char *title = NULL;

  if (kind != NULL)
    g_object_get (record, kind->title, &title, NULL);
  if (title == NULL && COMMS_IS_APPROVED_LINE (record))
    title = comms_text_excerpt (COMMS_APPROVED_LINE (record)->text, 60);
  if (title == NULL && COMMS_IS_VOICE_CARD (record))
    title = g_strdup (COMMS_VOICE_CARD (record)->says);
  return title != NULL ? title : g_strdup ("");
}

/* --- the records --- */

GPtrArray *
comms_house_style_list (CommsTx *tx, GType type, GError **error)
{
  const Kind *kind = kind_of (type);

  g_return_val_if_fail (kind != NULL, NULL);

  return comms_record_table_select (tx->db, type, error, kind->order, "");
}

static gboolean
check_rights (CommsTx *tx, const Kind *kind, gboolean manager, GError **error)
{
  return kind->by_manager || manager ? comms_tx_check_manager (tx, error)
                                     : comms_tx_check_active (tx, error);
}

static gboolean
check_only (CommsTx *tx, const Kind *kind, gpointer record, GError **error)
{
  g_autofree char *title = NULL;
  g_autofree char *sql = NULL;
  gint64 n;

  if (kind->same == NULL)
    return TRUE;
  title = comms_house_style_dup_title (record);
  sql = g_strdup_printf ("SELECT count(*) FROM %s WHERE %s AND id <> ?", kind->table, kind->same);
  if (!comms_db_query_int (tx->db, &n, 0, error, sql, "si", title, comms_record_get_id (record)))
    return FALSE;
  if (n == 0)
    return TRUE;
  g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
               C_ ("house style", "“%s” is there already; change that one."), title);
  return FALSE;
}

/* A name that may not appear does not stand in the log either. */
static gboolean
audit (CommsTx *tx, gpointer record, const char *action, GError **error)
{
  g_autofree char *title = comms_house_style_dup_title (record);
  g_autofree char *note =
    comms_audit_dup_note (COMMS_IS_PROTECTED_NAME (record) ? C_ ("house style", "a protected name")
                                                           : title,
                          NULL, NULL);

  return comms_tx_audit (tx, COMMS_SUBJECT_HOUSE_STYLE, comms_record_get_id (record), action, NULL,
                         NULL, note, error);
}

gboolean
comms_house_style_save (CommsTx *tx, gpointer record, GError **error)
{
  const Kind *kind = kind_of (G_OBJECT_TYPE (record));
  gint64 id = comms_record_get_id (record);
  g_autoptr (CommsRecord) before = NULL;

  g_return_val_if_fail (kind != NULL, FALSE);

  if (!check_rights (tx, kind, FALSE, error))
    return FALSE;
  if (id != 0)
    {
      before = comms_record_table_load (tx->db, G_OBJECT_TYPE (record), id, error);
      if (before == NULL)
        return FALSE;
      if (comms_record_equal (before, record))
        return TRUE;
    }
  return kind->settle (tx, record, error) && check_only (tx, kind, record, error) &&
         comms_record_table_save (tx->db, record, error) &&
         audit (tx, record, id == 0 ? "add" : "edit", error);
}

gboolean
comms_house_style_remove (CommsTx *tx, gpointer record, GError **error)
{
  const Kind *kind = kind_of (G_OBJECT_TYPE (record));
  g_autofree char *sql = NULL;

  g_return_val_if_fail (kind != NULL, FALSE);

  if (!check_rights (tx, kind, COMMS_IS_PROTECTED_NAME (record), error))
    return FALSE;
  if (kind->bin)
    {
      g_object_set (record, "deleted-at", tx->stamp.now, NULL);
      return comms_record_table_save (tx->db, record, error) && audit (tx, record, "remove", error);
    }
  sql = g_strdup_printf ("DELETE FROM %s WHERE id = ?", kind->table);
  if (!comms_db_exec (tx->db, error, sql, "i", comms_record_get_id (record)))
    return FALSE;
  comms_store_mark_changed (tx->db, COMMS_SUBJECT_HOUSE_STYLE);
  return audit (tx, record, "remove", error);
}

gboolean
comms_house_style_put_back (CommsTx *tx, gpointer record, GError **error)
{
  const Kind *kind = kind_of (G_OBJECT_TYPE (record));

  g_return_val_if_fail (kind != NULL, FALSE);

  if (kind->bin)
    g_object_set (record, "deleted-at", G_GINT64_CONSTANT (0), NULL);
  else
    comms_record_set_id (record, 0);
  return comms_house_style_save (tx, record, error);
}

gboolean
comms_house_style_checked (CommsTx *tx, gpointer hashtag, GError **error)
{
  g_return_val_if_fail (COMMS_IS_HASHTAG (hashtag), FALSE);

  g_object_set (hashtag, "checked-at", tx->stamp.now, NULL);
  return comms_house_style_save (tx, hashtag, error);
}

/* What is said in any office; the desk's own abbreviations are for its people to add. */
gboolean
comms_house_style_seed (CommsTx *tx, GError **error)
{
  static const struct
  {
    const char *language;
    const char *long_form;
    const char *short_form;
  } common[] = {
    { "en", "Government of Pakistan", "GoP" },
    { "en", "United Nations", "UN" },
    { "en", "non-governmental organisations", "NGOs" },
    { "en", "non-governmental organisation", "NGO" },
    { "en", "European Union", "EU" },
    { "en", "in order to", "to" },
    { "en", "as well as", "and" },
    { "en", "at this point in time", "now" },
    { "en", "due to the fact that", "because" },
    { "en", "with regard to", "on" },
    { "en", "a large number of", "many" },
    { "en", "in the event that", "if" },
    { "en", "per cent", "%" },
    { "en", "very", "" },
    { "en", "really", "" },
    { "en", "currently", "" },
    { "ur", "حکومتِ پاکستان", "حکومت" },
    { "ur", "غیر سرکاری تنظیمیں", "این جی اوز" },
    { "ur", "غیر سرکاری تنظیم", "این جی او" },
    { "ur", "کے حوالے سے", "پر" },
    { "ur", "اس وجہ سے کہ", "کیونکہ" },
    { "ur", "اس مقصد کے لیے کہ", "تاکہ" },
    { "ur", "کی ایک بڑی تعداد", "بہت سے" },
    { "ur", "فی صد", "٪" },
    { "ur", "درحقیقت", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    {
      g_autoptr (CommsAbbreviation) abbreviation =
        g_object_new (COMMS_TYPE_ABBREVIATION, "language", common[i].language, "long-form",
                      common[i].long_form, "short-form",
                      *common[i].short_form != '\0' ? common[i].short_form : NULL, NULL);

      if (!comms_record_table_save (tx->db, COMMS_RECORD (abbreviation), error))
        return FALSE;
    }
  return TRUE;
}
