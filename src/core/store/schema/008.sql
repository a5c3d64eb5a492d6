-- SPDX-License-Identifier: GPL-3.0-or-later
-- Nobody approves their own words: whose a post's are, beside whoever began it. Of what was there
-- before, nobody knows better than that its author wrote it.
ALTER TABLE post ADD COLUMN writer_id INTEGER NOT NULL DEFAULT 0;
UPDATE post SET writer_id = author_id;

CREATE TRIGGER post_keeps_its_writer BEFORE UPDATE OF writer_id ON post
WHEN OLD.state IN ('sending', 'posted', 'unknown') AND NEW.writer_id IS DISTINCT FROM OLD.writer_id
BEGIN
  SELECT RAISE (ABORT, 'a post that left stays as it left');
END;

-- The urgent lane ends with its round.
UPDATE post SET urgent = 0 WHERE urgent <> 0 AND state IN ('draft', 'cancelled');
