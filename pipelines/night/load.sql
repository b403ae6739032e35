-- From the records of a release (view incoming, made by `database`) to the history: rows that are there already stay as
-- they are, those that are gone are closed, new ones are opened and told whom they replace.
-- Needs the temporary tables argument(release, date) and last(release, id).

-- What is there already: the same in every column. Both sides by row, so that two identical rows cause no change.
CREATE TEMP TABLE same AS
    SELECT i.place, h.id
    FROM incoming i
    CROSS JOIN history h
    WHERE h.indicator = i.indicator AND h.region = i.region AND h.period = i.period AND h.item = i.item
        AND h.measure = i.measure AND h.last_release IS NULL
        AND h.value = i.value AND h.unit = i.unit AND h.against = i.against AND h.source = i.source AND h.line = i.line
        AND h.bound = i.bound AND h.status = i.status AND h.resolution = i.resolution AND h.text = i.text
        AND h.sources = i.sources AND h.derived = i.derived AND h.extra = i.extra
        AND h.region_code = i.region_code AND h.indicator_code = i.indicator_code
        AND h.published = i.published AND h.published_region = i.published_region;
CREATE TEMP TABLE kept(id INTEGER PRIMARY KEY);
INSERT OR IGNORE INTO kept SELECT id FROM same;
CREATE TEMP TABLE known(place INTEGER PRIMARY KEY);
INSERT OR IGNORE INTO known SELECT place FROM same;
DROP TABLE same;

CREATE TEMP TABLE closed(id INTEGER PRIMARY KEY);
INSERT INTO closed
    SELECT id FROM history
    WHERE last_release IS NULL AND id NOT IN (SELECT id FROM kept);
UPDATE history SET last_release = (SELECT release FROM last) WHERE id IN (SELECT id FROM closed);

INSERT INTO history (region, region_code, indicator, indicator_code, item, period, measure, against, value, unit, bound,
        status, resolution, source, line, text, sources, derived, published, published_region, extra, first_release)
    SELECT region, region_code, indicator, indicator_code, item, period, measure, against, value, unit, bound,
        status, resolution, source, line, text, sources, derived, published, published_region, extra,
        (SELECT release FROM argument)
    FROM incoming
    WHERE place NOT IN (SELECT place FROM known)
    ORDER BY place;

-- The closed and the opened rows of one thing are a pair. A thing is what it is for zb-merge(1): codes stand for names,
-- a provisional figure and the final one are the same thing, a target is another.
CREATE TEMP VIEW thing AS
    SELECT id,
        CASE region_code WHEN '' THEN region ELSE region_code END AS place,
        CASE indicator_code WHEN '' THEN indicator ELSE indicator_code END AS what,
        item, period, measure, against,
        CASE WHEN status IN ('target', 'estimate') THEN status ELSE '' END AS stage,
        unit, extra
    FROM main.history;
CREATE TEMP TABLE pair(id INTEGER PRIMARY KEY, old INTEGER NOT NULL UNIQUE);

-- 1. of those that are the same in unit and all columns beside it, the first with the first, the second with the second
CREATE TEMP TABLE gone AS
    SELECT *, row_number() OVER (
        PARTITION BY what, place, item, period, measure, against, stage, unit, extra ORDER BY id) AS n
    FROM thing WHERE id IN (SELECT id FROM closed);
CREATE INDEX gone_thing ON gone (what, place, period, item, measure, against, stage, unit, extra, n);
CREATE TEMP TABLE come AS
    SELECT *, row_number() OVER (
        PARTITION BY what, place, item, period, measure, against, stage, unit, extra ORDER BY id) AS n
    FROM thing WHERE id > (SELECT id FROM last) AND EXISTS (SELECT 1 FROM closed);
INSERT INTO pair
    SELECT c.id, g.id
    FROM come c
    CROSS JOIN gone g
    WHERE g.what = c.what AND g.place = c.place AND g.period = c.period AND g.item = c.item AND g.measure = c.measure
        AND g.against = c.against AND g.stage = c.stage AND g.unit = c.unit AND g.extra = c.extra AND g.n = c.n;

-- 2. of the others, where only one is gone and only one has come
DELETE FROM gone WHERE id IN (SELECT old FROM pair);
DELETE FROM come WHERE id IN (SELECT id FROM pair);
INSERT INTO pair
    SELECT c.id, g.id
    FROM (SELECT * FROM come GROUP BY what, place, item, period, measure, against, stage HAVING count(*) = 1) c
    CROSS JOIN (SELECT * FROM gone GROUP BY what, place, item, period, measure, against, stage HAVING count(*) = 1) g
    WHERE g.what = c.what AND g.place = c.place AND g.period = c.period AND g.item = c.item AND g.measure = c.measure
        AND g.against = c.against AND g.stage = c.stage;
UPDATE history SET replaces = (SELECT old FROM pair WHERE pair.id = history.id)
    WHERE id IN (SELECT id FROM pair);

-- 3. and what was published before, but not in the last release
UPDATE history AS h SET replaces = (
        SELECT max(o.id)
        FROM history o
        WHERE o.indicator = h.indicator AND o.region = h.region AND o.period = h.period AND o.item = h.item
            AND o.measure = h.measure AND o.against = h.against AND o.unit = h.unit AND o.extra = h.extra
            AND (o.status IN ('target', 'estimate') OR h.status IN ('target', 'estimate')) <= (o.status = h.status)
            AND o.id <= (SELECT id FROM last) AND o.last_release IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM history x WHERE x.replaces = o.id))
    WHERE h.id > (SELECT id FROM last) AND h.replaces IS NULL
        AND EXISTS (SELECT 1 FROM history WHERE last_release IS NOT NULL AND last_release <> (SELECT release FROM last));
