-- SPDX-License-Identifier: GPL-3.0-or-later
-- What an account does on its network towards one post or one person, and how that is taken back.

ALTER TABLE engagement ADD COLUMN account_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE engagement ADD COLUMN remote_id TEXT;
ALTER TABLE engagement ADD COLUMN undo_id TEXT;
ALTER TABLE engagement ADD COLUMN undone_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX engagement_remote ON engagement (account_id, remote_id) WHERE account_id <> 0;
