-- SPDX-License-Identifier: GPL-3.0-or-later
-- Accounts and the outbox: signing in, reviews by two, cost, figures, withdrawal.

CREATE TABLE metric (
  id INTEGER PRIMARY KEY,
  post_id INTEGER NOT NULL REFERENCES post (id),
  at INTEGER NOT NULL DEFAULT 0,
  likes INTEGER NOT NULL DEFAULT 0,
  reposts INTEGER NOT NULL DEFAULT 0,
  replies INTEGER NOT NULL DEFAULT 0,
  quotes INTEGER NOT NULL DEFAULT 0,
  bookmarks INTEGER NOT NULL DEFAULT 0,
  impressions INTEGER NOT NULL DEFAULT 0,
  gone INTEGER NOT NULL DEFAULT 0,
  cost_micros INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE tariff (
  id INTEGER PRIMARY KEY,
  network TEXT,
  item TEXT,
  micros INTEGER NOT NULL DEFAULT 0,
  valid_from INTEGER NOT NULL DEFAULT 0,
  source TEXT
) STRICT;

CREATE TABLE approval (
  id INTEGER PRIMARY KEY,
  post_id INTEGER NOT NULL REFERENCES post (id),
  person_id INTEGER NOT NULL DEFAULT 0,
  at INTEGER NOT NULL DEFAULT 0,
  hash TEXT,
  version INTEGER NOT NULL DEFAULT 0,
  capacity TEXT,
  voided_at INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What was approved before there were signatures of their own.
INSERT INTO approval (post_id, person_id, at, hash, version, capacity)
SELECT id, reviewer_id, approved_at, approved_hash, version, 'manager' FROM post
WHERE approved_hash IS NOT NULL AND reviewer_id <> 0;

CREATE INDEX approval_post ON approval (post_id, hash);

-- A signature is only ever taken back, once.
CREATE TRIGGER approval_never_changes BEFORE UPDATE ON approval
WHEN OLD.voided_at <> 0
  OR NEW.id IS DISTINCT FROM OLD.id
  OR NEW.post_id IS DISTINCT FROM OLD.post_id
  OR NEW.person_id IS DISTINCT FROM OLD.person_id
  OR NEW.at IS DISTINCT FROM OLD.at
  OR NEW.hash IS DISTINCT FROM OLD.hash
  OR NEW.version IS DISTINCT FROM OLD.version
  OR NEW.capacity IS DISTINCT FROM OLD.capacity
BEGIN
  SELECT RAISE (ABORT, 'a signature never changes');
END;

CREATE TRIGGER approval_never_goes BEFORE DELETE ON approval
BEGIN
  SELECT RAISE (ABORT, 'a signature never goes');
END;

CREATE TABLE comment (
  id INTEGER PRIMARY KEY,
  post_id INTEGER NOT NULL REFERENCES post (id),
  person_id INTEGER NOT NULL DEFAULT 0,
  at INTEGER NOT NULL DEFAULT 0,
  text TEXT,
  version INTEGER NOT NULL DEFAULT 0,
  settled_at INTEGER NOT NULL DEFAULT 0
) STRICT;

-- X's prices as they were read in November 2026, from the day that its API has been paid by use.
INSERT INTO tariff (network, item, micros, valid_from, source) VALUES
  ('x', 'post', 15000, 1767225600000, 'X API pricing page, November 2026'),
  ('x', 'post-with-link', 200000, 1767225600000, 'X API pricing page, November 2026'),
  ('x', 'media-text', 5000, 1767225600000, 'X API pricing page, November 2026'),
  ('x', 'read-own', 1000, 1767225600000, 'X API pricing page, November 2026'),
  ('x', 'read', 5000, 1767225600000, 'X API pricing page, November 2026');

CREATE INDEX metric_post ON metric (post_id, at);
CREATE INDEX comment_post ON comment (post_id, at);

ALTER TABLE account ADD COLUMN scopes TEXT;
ALTER TABLE account ADD COLUMN token_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN signed_in_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN reading_confirmed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN official_confirmed_by TEXT;
ALTER TABLE account ADD COLUMN official_confirmed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN url_length INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN media_max INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN image_bytes_max INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN video_bytes_max INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN alt_max INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN rate_limit INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN rate_remaining INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN rate_reset_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN clock_skew INTEGER NOT NULL DEFAULT 0;

ALTER TABLE policy ADD COLUMN x_client_id TEXT;
ALTER TABLE policy ADD COLUMN x_cap_micros INTEGER NOT NULL DEFAULT 0;
ALTER TABLE policy ADD COLUMN spacing_seconds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE policy ADD COLUMN duty_officer_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE policy ADD COLUMN legal_reviewer_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE policy ADD COLUMN requeue_absent INTEGER NOT NULL DEFAULT 0;

ALTER TABLE post ADD COLUMN reply_settings TEXT;
ALTER TABLE post ADD COLUMN content_warning TEXT;
ALTER TABLE post ADD COLUMN legal INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN reviewed_text TEXT;
ALTER TABLE post ADD COLUMN reviewed_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN cost_micros INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN withdrawn_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN withdrawn_by INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN withdraw_asked_by INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN withdraw_reason TEXT;
ALTER TABLE post ADD COLUMN corrects_id INTEGER NOT NULL DEFAULT 0;
CREATE INDEX post_corrects ON post (corrects_id) WHERE corrects_id <> 0;

-- What the network counted stays as it was counted.
CREATE TRIGGER metric_never_changes BEFORE UPDATE ON metric
BEGIN
  SELECT RAISE (ABORT, 'a figure never changes');
END;
