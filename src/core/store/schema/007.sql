-- SPDX-License-Identifier: GPL-3.0-or-later
-- What each month has cost so far (G2), so that a post which is about to leave is held against the cap
-- without adding up all that left before it. The rows of post and metric stay what it is reckoned
-- from: whatever writes them brings it along.

-- The month is the network's, in UTC: '2026-12'.
CREATE TABLE month_cost (
  month TEXT PRIMARY KEY,
  posts_micros INTEGER NOT NULL DEFAULT 0,
  reading_micros INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

INSERT INTO month_cost (month, posts_micros, reading_micros)
SELECT month, sum(posts), sum(reading)
FROM (SELECT strftime('%Y-%m', posted_at / 1000, 'unixepoch') AS month, cost_micros AS posts,
             0 AS reading
      FROM post WHERE posted_at <> 0 AND cost_micros <> 0
      UNION ALL
      SELECT strftime('%Y-%m', at / 1000, 'unixepoch'), 0, cost_micros
      FROM metric WHERE cost_micros <> 0)
GROUP BY month;

CREATE TRIGGER month_cost_counts_a_post AFTER INSERT ON post
WHEN new.posted_at <> 0 AND new.cost_micros <> 0
BEGIN
  INSERT INTO month_cost (month, posts_micros)
  VALUES (strftime('%Y-%m', new.posted_at / 1000, 'unixepoch'), new.cost_micros)
  ON CONFLICT (month) DO UPDATE SET posts_micros = posts_micros + excluded.posts_micros;
END;

CREATE TRIGGER month_cost_follows_a_post AFTER UPDATE OF posted_at, cost_micros ON post
WHEN new.posted_at <> old.posted_at OR new.cost_micros <> old.cost_micros
BEGIN
  INSERT INTO month_cost (month, posts_micros)
  SELECT strftime('%Y-%m', old.posted_at / 1000, 'unixepoch'), -old.cost_micros
  WHERE old.posted_at <> 0 AND old.cost_micros <> 0
  ON CONFLICT (month) DO UPDATE SET posts_micros = posts_micros + excluded.posts_micros;
  INSERT INTO month_cost (month, posts_micros)
  SELECT strftime('%Y-%m', new.posted_at / 1000, 'unixepoch'), new.cost_micros
  WHERE new.posted_at <> 0 AND new.cost_micros <> 0
  ON CONFLICT (month) DO UPDATE SET posts_micros = posts_micros + excluded.posts_micros;
END;

-- A figure never changes.
CREATE TRIGGER month_cost_counts_a_reading AFTER INSERT ON metric WHEN new.cost_micros <> 0
BEGIN
  INSERT INTO month_cost (month, reading_micros)
  VALUES (strftime('%Y-%m', new.at / 1000, 'unixepoch'), new.cost_micros)
  ON CONFLICT (month) DO UPDATE SET reading_micros = reading_micros + excluded.reading_micros;
END;
