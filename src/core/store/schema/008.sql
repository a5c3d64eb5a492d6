-- SPDX-License-Identifier: GPL-3.0-or-later
-- Nobody approves their own words: whose a post's are, beside whoever began it. Of what was there
-- before, nobody knows better than that its author wrote it.
ALTER TABLE post ADD COLUMN writer_id INTEGER NOT NULL DEFAULT 0;
UPDATE post SET writer_id = author_id;

-- As before, and the writer stays as well. Of the columns it is only asked where one of them is written:
-- what the network says of a post is most of what is written of it then.
DROP TRIGGER post_stays_as_it_left;
CREATE TRIGGER post_stays_as_it_left
BEFORE UPDATE OF id, text, language, account_id, release_id, reply_to, thread_id, thread_position,
                 author_id, writer_id, deleted_at ON post
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
  OR NEW.writer_id IS DISTINCT FROM OLD.writer_id
  OR NEW.deleted_at IS DISTINCT FROM OLD.deleted_at)
BEGIN
  SELECT RAISE (ABORT, 'a post that left stays as it left');
END;

-- The urgent lane ends with its round.
UPDATE post SET urgent = 0 WHERE urgent <> 0 AND state IN ('draft', 'cancelled');
