-- SPDX-License-Identifier: GPL-3.0-or-later
-- Composing: pictures, wordings for several networks, twins, and the house style.

-- The bytes of pictures and videos, each once.
CREATE TABLE media_bytes (
  sha256 TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE media (
  id INTEGER PRIMARY KEY,
  post_id INTEGER NOT NULL REFERENCES post (id),
  position INTEGER NOT NULL DEFAULT 0,
  sha256 TEXT NOT NULL REFERENCES media_bytes (sha256),
  mime TEXT,
  name TEXT,
  size INTEGER NOT NULL DEFAULT 0,
  width INTEGER NOT NULL DEFAULT 0,
  height INTEGER NOT NULL DEFAULT 0,
  has_position INTEGER NOT NULL DEFAULT 0,
  alt TEXT
) STRICT;

CREATE UNIQUE INDEX media_position ON media (post_id, position);
CREATE INDEX media_hash ON media (sha256);

CREATE TABLE hashtag (
  id INTEGER PRIMARY KEY,
  tag TEXT,
  language TEXT,
  twin TEXT,
  meaning TEXT,
  used_by TEXT,
  checked_at INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL DEFAULT 0,
  deleted_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE abbreviation (
  id INTEGER PRIMARY KEY,
  language TEXT,
  long_form TEXT,
  short_form TEXT
) STRICT;

CREATE TABLE approved_line (
  id INTEGER PRIMARY KEY,
  language TEXT,
  topic TEXT,
  text TEXT,
  release_id INTEGER NOT NULL DEFAULT 0,
  approver_id INTEGER NOT NULL DEFAULT 0,
  approved_at INTEGER NOT NULL DEFAULT 0,
  valid_until INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL DEFAULT 0,
  deleted_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE voice_card (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL DEFAULT 0,
  language TEXT,
  tone TEXT,
  says TEXT,
  avoids TEXT
) STRICT;

CREATE TABLE protected_name (
  id INTEGER PRIMARY KEY,
  name TEXT,
  other_forms TEXT,
  reason TEXT,
  created_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE advice_rule (
  id INTEGER PRIMARY KEY,
  code TEXT,
  level TEXT
) STRICT;

CREATE TABLE link_check (
  id INTEGER PRIMARY KEY,
  url TEXT,
  status INTEGER NOT NULL DEFAULT 0,
  title TEXT,
  problem TEXT,
  final_url TEXT,
  checked_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX voice_card_of ON voice_card (account_id, language);
CREATE UNIQUE INDEX advice_rule_code ON advice_rule (code);
CREATE UNIQUE INDEX link_check_url ON link_check (url);
CREATE INDEX hashtag_tag ON hashtag (tag) WHERE deleted_at = 0;

ALTER TABLE post ADD COLUMN media_hash TEXT;
ALTER TABLE post ADD COLUMN lead_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN own_wording INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN twin_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN stale_since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN queued_from TEXT NOT NULL DEFAULT 'draft';
ALTER TABLE post ADD COLUMN line_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN dismissed TEXT;
ALTER TABLE "release" ADD COLUMN stale_since INTEGER NOT NULL DEFAULT 0;
-- What was changed since, for whoever keeps posts at hand.
CREATE INDEX post_updated ON post (updated_at, id);
CREATE INDEX post_lead ON post (lead_id) WHERE lead_id <> 0;
CREATE INDEX post_twin ON post (twin_id) WHERE twin_id <> 0;

-- What left keeps its pictures, and their words.
CREATE TRIGGER media_is_added_to_what_is_open BEFORE INSERT ON media
WHEN (SELECT state FROM post WHERE id = NEW.post_id) IN ('sending', 'posted', 'unknown')
BEGIN
  SELECT RAISE (ABORT, 'a post that left keeps its pictures');
END;

CREATE TRIGGER media_stays_with_what_left BEFORE UPDATE ON media
WHEN (SELECT state FROM post WHERE id = OLD.post_id) IN ('sending', 'posted', 'unknown')
BEGIN
  SELECT RAISE (ABORT, 'a post that left keeps its pictures');
END;

CREATE TRIGGER media_never_goes_from_what_left BEFORE DELETE ON media
WHEN (SELECT state FROM post WHERE id = OLD.post_id) IN ('sending', 'posted', 'unknown')
BEGIN
  SELECT RAISE (ABORT, 'a post that left keeps its pictures');
END;

CREATE TRIGGER media_bytes_never_change BEFORE UPDATE ON media_bytes
BEGIN
  SELECT RAISE (ABORT, 'the bytes of a picture never change');
END;

CREATE TRIGGER post_keeps_its_pictures BEFORE UPDATE OF media_hash ON post
WHEN OLD.state IN ('sending', 'posted', 'unknown') AND NEW.media_hash IS DISTINCT FROM OLD.media_hash
BEGIN
  SELECT RAISE (ABORT, 'a post that left stays as it left');
END;
