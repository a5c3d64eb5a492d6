-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first shape of a desk file. Steps are numbered and never changed once they were released:
-- a later shape is a further file. The number of the last step is PRAGMA user_version.
--
-- A table has the columns of its record's table of fields. Instants are UTC milliseconds, "none"
-- and "never" are 0, enumerations are their nicks, lists have one item a line.

PRAGMA application_id = 1129137995; -- "CMDK"

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT
) STRICT;

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  name TEXT,
  login TEXT,
  role TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE policy (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  zone TEXT,
  audience_zones TEXT,
  slots TEXT,
  single_person INTEGER NOT NULL DEFAULT 0,
  approvals INTEGER NOT NULL DEFAULT 0,
  hold_seconds INTEGER NOT NULL DEFAULT 0,
  grace_minutes INTEGER NOT NULL DEFAULT 0,
  posts_low INTEGER NOT NULL DEFAULT 0,
  posts_high INTEGER NOT NULL DEFAULT 0,
  link_uses INTEGER NOT NULL DEFAULT 0,
  hashtags_high INTEGER NOT NULL DEFAULT 0,
  paused_reason TEXT,
  paused_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  network TEXT,
  name TEXT,
  display_name TEXT,
  handle TEXT,
  user_id TEXT,
  api_base TEXT,
  colour INTEGER NOT NULL DEFAULT 0,
  language TEXT,
  character_limit INTEGER NOT NULL DEFAULT 0,
  owner_id INTEGER NOT NULL DEFAULT 0,
  permission_number TEXT,
  permission_until INTEGER NOT NULL DEFAULT 0,
  reading_confirmed_by TEXT,
  profile TEXT,
  state TEXT NOT NULL,
  paused_until INTEGER NOT NULL DEFAULT 0,
  pause_reason TEXT,
  checked_at INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE "release" (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  stage TEXT NOT NULL,
  number TEXT,
  title TEXT,
  language TEXT,
  owner_id INTEGER NOT NULL DEFAULT 0,
  twin_id INTEGER NOT NULL DEFAULT 0,
  headline TEXT,
  subhead TEXT,
  lede TEXT,
  body TEXT,
  quotes TEXT,
  conclusion TEXT,
  link TEXT,
  evening_link TEXT,
  hashtags TEXT,
  embargo_at INTEGER NOT NULL DEFAULT 0,
  embargo_wall TEXT,
  embargo_zone TEXT,
  publish_at INTEGER NOT NULL DEFAULT 0,
  publish_wall TEXT,
  publish_zone TEXT,
  version INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL DEFAULT 0,
  deleted_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE release_version (
  id INTEGER PRIMARY KEY,
  release_id INTEGER NOT NULL REFERENCES "release" (id),
  number INTEGER NOT NULL,
  at INTEGER NOT NULL DEFAULT 0,
  person_id INTEGER NOT NULL DEFAULT 0,
  summary TEXT,
  content TEXT
) STRICT;

CREATE TABLE post (
  id INTEGER PRIMARY KEY,
  release_id INTEGER NOT NULL DEFAULT 0,
  part TEXT NOT NULL,
  part_index INTEGER NOT NULL DEFAULT 0,
  account_id INTEGER NOT NULL DEFAULT 0,
  language TEXT,
  text TEXT,
  no_link INTEGER NOT NULL DEFAULT 0,
  reply_to TEXT,
  thread_id INTEGER NOT NULL DEFAULT 0,
  thread_position INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL,
  due_at INTEGER NOT NULL DEFAULT 0,
  due_wall TEXT,
  due_zone TEXT,
  hold_until INTEGER NOT NULL DEFAULT 0,
  author_id INTEGER NOT NULL DEFAULT 0,
  reviewer_id INTEGER NOT NULL DEFAULT 0,
  approved_at INTEGER NOT NULL DEFAULT 0,
  approved_hash TEXT,
  approved_from INTEGER NOT NULL DEFAULT 0,
  approved_until INTEGER NOT NULL DEFAULT 0,
  rereader_id INTEGER NOT NULL DEFAULT 0,
  reread_at INTEGER NOT NULL DEFAULT 0,
  attempt INTEGER NOT NULL DEFAULT 0,
  network_key TEXT,
  retry_at INTEGER NOT NULL DEFAULT 0,
  remote_id TEXT,
  remote_url TEXT,
  posted_at INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  problem_code TEXT,
  version INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL DEFAULT 0,
  deleted_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE attempt (
  id INTEGER PRIMARY KEY,
  post_id INTEGER NOT NULL REFERENCES post (id),
  number INTEGER NOT NULL,
  body TEXT,
  network_key TEXT,
  started_at INTEGER NOT NULL DEFAULT 0,
  ended_at INTEGER NOT NULL DEFAULT 0,
  outcome TEXT,
  status INTEGER NOT NULL DEFAULT 0,
  request_id TEXT,
  detail TEXT
) STRICT;

CREATE TABLE target (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT,
  organisation TEXT,
  role TEXT,
  beat TEXT,
  city TEXT,
  languages TEXT,
  x_handle TEXT,
  mastodon_handle TEXT,
  bluesky_handle TEXT,
  email TEXT,
  telephone TEXT,
  prefers TEXT NOT NULL,
  deadline TEXT,
  posture TEXT NOT NULL,
  do_not_contact INTEGER NOT NULL DEFAULT 0,
  permission TEXT,
  source TEXT,
  notes TEXT,
  contacted_at INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL DEFAULT 0,
  deleted_at INTEGER NOT NULL DEFAULT 0,
  sort_key TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE engagement (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL DEFAULT 0,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL,
  target_id INTEGER NOT NULL DEFAULT 0,
  person_id INTEGER NOT NULL DEFAULT 0,
  post_id INTEGER NOT NULL DEFAULT 0,
  release_id INTEGER NOT NULL DEFAULT 0,
  summary TEXT,
  link TEXT,
  outcome TEXT NOT NULL,
  reason TEXT,
  deadline_at INTEGER NOT NULL DEFAULT 0,
  review TEXT NOT NULL,
  reviewer_id INTEGER NOT NULL DEFAULT 0,
  review_comment TEXT,
  created_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE occasion (
  id INTEGER PRIMARY KEY,
  name TEXT,
  name_ur TEXT,
  scope TEXT NOT NULL,
  month INTEGER NOT NULL DEFAULT 0,
  day INTEGER NOT NULL DEFAULT 0,
  year INTEGER NOT NULL DEFAULT 0,
  hashtag TEXT,
  hashtag_ur TEXT,
  lead_days INTEGER NOT NULL DEFAULT 0,
  note TEXT
) STRICT;

CREATE TABLE audit_entry (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL DEFAULT 0,
  actor_id INTEGER NOT NULL DEFAULT 0,
  actor TEXT,
  subject TEXT NOT NULL,
  subject_id INTEGER NOT NULL DEFAULT 0,
  action TEXT,
  from_value TEXT,
  to_value TEXT,
  note TEXT,
  "before" TEXT,
  hash TEXT
) STRICT;

-- Who may send from an account, until when (design, decision 3).
CREATE TABLE lease (
  account_id INTEGER PRIMARY KEY REFERENCES account (id),
  holder TEXT NOT NULL,
  until INTEGER NOT NULL
) STRICT;

CREATE INDEX release_twin ON "release" (twin_id) WHERE twin_id <> 0;
CREATE UNIQUE INDEX release_version_number ON release_version (release_id, number);
CREATE INDEX post_due ON post (due_at);
CREATE INDEX post_posted ON post (posted_at);
CREATE INDEX post_state ON post (state, due_at);
CREATE INDEX post_account ON post (account_id, due_at);
CREATE INDEX post_release ON post (release_id);
CREATE INDEX post_thread ON post (thread_id, thread_position) WHERE thread_id <> 0;
CREATE UNIQUE INDEX attempt_number ON attempt (post_id, number);
CREATE INDEX target_name ON target (sort_key, id) WHERE deleted_at = 0;
CREATE INDEX target_contacted ON target (contacted_at DESC, sort_key, id) WHERE deleted_at = 0;
CREATE INDEX engagement_target ON engagement (target_id, at);
CREATE INDEX engagement_at ON engagement (at);
CREATE INDEX engagement_review ON engagement (review, at);
CREATE INDEX engagement_deadline ON engagement (outcome, deadline_at) WHERE deadline_at <> 0;
CREATE INDEX engagement_post ON engagement (post_id) WHERE post_id <> 0;
CREATE INDEX audit_at ON audit_entry (at);
CREATE INDEX audit_subject ON audit_entry (subject, subject_id);
CREATE INDEX audit_actor ON audit_entry (actor_id);

-- What follows is SQLite's own.

-- Words for searching, folded by comms_text_fold(); written by comms-search-index.c. The log's has
-- no content of its own, since its entries never change.
CREATE VIRTUAL TABLE release_search USING fts5 (
  words, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');
CREATE VIRTUAL TABLE target_search USING fts5 (
  words, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');
CREATE VIRTUAL TABLE audit_search USING fts5 (
  words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3', content = '');

-- The log is only ever added to (design, decision 5).
CREATE TRIGGER audit_entry_is_added_at_the_end BEFORE INSERT ON audit_entry
WHEN NEW.id <= (SELECT max (id) FROM audit_entry)
BEGIN
  SELECT RAISE (ABORT, 'an audit entry is added at the end');
END;

CREATE TRIGGER audit_entry_never_changes BEFORE UPDATE ON audit_entry
BEGIN
  SELECT RAISE (ABORT, 'an audit entry never changes');
END;

CREATE TRIGGER audit_entry_never_goes BEFORE DELETE ON audit_entry
BEGIN
  SELECT RAISE (ABORT, 'an audit entry never goes');
END;

CREATE TRIGGER release_version_never_changes BEFORE UPDATE ON release_version
BEGIN
  SELECT RAISE (ABORT, 'a version never changes');
END;

CREATE TRIGGER release_version_never_goes BEFORE DELETE ON release_version
BEGIN
  SELECT RAISE (ABORT, 'a version never goes');
END;

-- A try is written down before it is made, and closed once.
CREATE TRIGGER attempt_is_closed_once BEFORE UPDATE ON attempt
WHEN OLD.ended_at <> 0
  OR NEW.id IS DISTINCT FROM OLD.id
  OR NEW.post_id IS DISTINCT FROM OLD.post_id
  OR NEW.number IS DISTINCT FROM OLD.number
  OR NEW.body IS DISTINCT FROM OLD.body
  OR NEW.network_key IS DISTINCT FROM OLD.network_key
  OR NEW.started_at IS DISTINCT FROM OLD.started_at
BEGIN
  SELECT RAISE (ABORT, 'a try is closed once');
END;

CREATE TRIGGER attempt_never_goes BEFORE DELETE ON attempt
BEGIN
  SELECT RAISE (ABORT, 'a try never goes');
END;

-- What left, or may have left, stays as it left, and stays.
CREATE TRIGGER post_never_goes BEFORE DELETE ON post
WHEN OLD.attempt > 0 OR OLD.state IN ('sending', 'posted', 'unknown')
BEGIN
  SELECT RAISE (ABORT, 'a post that left never goes');
END;

CREATE TRIGGER post_stays_as_it_left BEFORE UPDATE ON post
WHEN OLD.state IN ('sending', 'posted', 'unknown')
 AND (NEW.id IS DISTINCT FROM OLD.id
  OR NEW.text IS DISTINCT FROM OLD.text
  OR NEW.language IS DISTINCT FROM OLD.language
  OR NEW.account_id IS DISTINCT FROM OLD.account_id
  OR NEW.release_id IS DISTINCT FROM OLD.release_id
  OR NEW.reply_to IS DISTINCT FROM OLD.reply_to
  OR NEW.thread_id IS DISTINCT FROM OLD.thread_id
  OR NEW.thread_position IS DISTINCT FROM OLD.thread_position
  OR NEW.author_id IS DISTINCT FROM OLD.author_id
  OR NEW.deleted_at IS DISTINCT FROM OLD.deleted_at)
BEGIN
  SELECT RAISE (ABORT, 'a post that left stays as it left');
END;

CREATE TRIGGER post_stays_posted BEFORE UPDATE OF state ON post
WHEN OLD.state = 'posted' AND NEW.state <> 'posted'
BEGIN
  SELECT RAISE (ABORT, 'a post that left stays posted');
END;

CREATE TRIGGER post_is_sent_from_the_queue BEFORE UPDATE OF state ON post
WHEN NEW.state = 'sending' AND OLD.state <> 'sending'
 AND (OLD.state <> 'queued' OR NEW.attempt <> OLD.attempt + 1 OR NEW.approved_hash IS NULL)
BEGIN
  SELECT RAISE (ABORT, 'only a queued post is sent');
END;
