-- SPDX-License-Identifier: GPL-3.0-or-later
-- Links by the hour, and posts that stand for one whose network is out of reach.

-- A link of a release has any number of variants, each with its hours (R70). What was the evening's
-- link is the one from 17:00 on.
ALTER TABLE "release" ADD COLUMN link_variants TEXT;
UPDATE "release" SET link_variants = '17:00-24:00 ' || trim(evening_link)
WHERE (trim(evening_link) LIKE 'http%://_%' OR trim(evening_link) LIKE '_%._%')
  AND trim(evening_link) NOT LIKE '% %';
ALTER TABLE "release" DROP COLUMN evening_link;

-- A version goes on saying what it said, in the words of today.
DROP TRIGGER release_version_never_changes;
UPDATE release_version
SET content = replace(replace(content, '''evening-link'': ''', '''link-variants'': ''17:00-24:00 '),
                      '''evening-link'': "', '''link-variants'': "17:00-24:00 ')
WHERE content LIKE '%''evening-link'':%';
CREATE TRIGGER release_version_never_changes BEFORE UPDATE ON release_version
BEGIN
  SELECT RAISE (ABORT, 'a version never changes');
END;

ALTER TABLE post ADD COLUMN carries_id INTEGER NOT NULL DEFAULT 0;
CREATE INDEX post_carries ON post (carries_id) WHERE carries_id <> 0;
