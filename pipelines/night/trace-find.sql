-- Which figures are meant (temporary table figure), with the inputs of the derived ones, and which files of the state
-- tell of them. What was asked lies in files beside. The first line of the answer is "found", or what there is instead.

CREATE TEMP TABLE asked AS
    SELECT CAST(readfile('region') AS TEXT) AS region, CAST(readfile('indicator') AS TEXT) AS indicator,
        CAST(readfile('period') AS TEXT) AS period, CAST(readfile('item') AS TEXT) AS item,
        CAST(readfile('given') AS INTEGER) = 4 AS has_item,
        coalesce(nullif(CAST(readfile('release') AS TEXT), ''), (SELECT release FROM current)) AS release;
.import --csv --schema temp coded.csv coded
CREATE TEMP TABLE regions AS
    SELECT region AS name FROM asked UNION SELECT region FROM coded
    UNION SELECT h.region FROM history h JOIN asked ON h.region_code = asked.region AND asked.region GLOB '[0-9]*';
CREATE TEMP TABLE indicators AS
    SELECT indicator AS name FROM asked UNION SELECT indicator FROM coded
    UNION SELECT h.indicator FROM history h JOIN asked ON h.indicator_code = asked.indicator AND asked.indicator GLOB '[A-Z]*';

-- figure: those that were asked for (of is NULL), then the inputs of those that were derived
CREATE TEMP TABLE figure AS
    SELECT row_number() OVER (ORDER BY measure <> 'level', measure, item, against, unit, status, a.id) AS n, NULL AS of, a.*
    FROM as_of a
    WHERE release = (SELECT release FROM asked)
        AND indicator IN (SELECT name FROM indicators) AND region IN (SELECT name FROM regions)
        AND period = (SELECT period FROM asked)
        AND (item = (SELECT item FROM asked) OR NOT (SELECT has_item FROM asked));
-- names as published that are no other names of the same: all has to be looked through
INSERT INTO figure
    SELECT row_number() OVER (ORDER BY measure <> 'level', measure, item, against, unit, status, a.id), NULL, a.*
    FROM as_of a
    WHERE NOT EXISTS (SELECT 1 FROM figure)
        AND release = (SELECT release FROM asked)
        AND (published IN (SELECT indicator FROM asked) OR indicator IN (SELECT name FROM indicators))
        AND (published_region IN (SELECT region FROM asked) OR region IN (SELECT name FROM regions))
        AND period = (SELECT period FROM asked)
        AND (item = (SELECT item FROM asked) OR NOT (SELECT has_item FROM asked));
-- A formula names its figures as PERIOD (SOURCE:LINE). Of several figures there the one of the same thing is meant; of a
-- share, also one of the whole.
INSERT INTO figure
    SELECT (SELECT count(*) FROM figure) + row_number() OVER (ORDER BY f_n, at), f_n, release, id, region, region_code,
        indicator, indicator_code, item, period, measure, against, value, unit, bound, status, resolution, source, line,
        text, sources, derived, published, published_region, extra, first_release, last_release, replaces, number
    FROM (
        SELECT f.n AS f_n, a.*,
            instr(' ' || replace(f.derived, '(', '( '),
                ' ' || a.period || ' ( ' || replace(a.source, '(', '( ') || ':' || a.line || ')') AS at,
            row_number() OVER (
                PARTITION BY f.n, a.period, a.source, a.line, f.measure = 'share' AND (a.indicator, a.item) IS NOT (f.indicator, f.item)
                ORDER BY (a.indicator, a.item) IS (f.indicator, f.item) DESC, a.extra = f.extra DESC, a.id) AS rank
        FROM figure f
        JOIN as_of a ON a.release = f.release AND a.region = f.region
            AND a.indicator IN (f.indicator, f.against)
        WHERE f.of IS NULL AND f.derived <> ''
            AND a.derived = '' AND a.measure = 'level' AND a.status <> 'target' AND a.status <> 'estimate'
            AND (f.measure = 'share' OR (a.indicator, a.item) IS (f.indicator, f.item))
            AND instr(' ' || replace(f.derived, '(', '( '),
                ' ' || a.period || ' ( ' || replace(a.source, '(', '( ') || ':' || a.line || ')'))
    WHERE rank = 1;

-- The sources that they were read from, and those of the release that may say the same.
CREATE TEMP TABLE origin AS
    SELECT row_number() OVER (ORDER BY f.source) AS n, f.source AS file, s.*,
        -- delivered is of what lies in the inbox; what is used may be older
        (SELECT min(o.delivered) FROM sources o WHERE o.path = s.path AND o.sha256 = s.used AND o.sha256 <> '') AS taken
    FROM (SELECT DISTINCT source FROM figure) f
    LEFT JOIN sources s ON s.release = (SELECT release FROM asked) AND s.path = f.source;
-- What the files of the state say of them: kind is records, units or coded, the stage that the row is from.
CREATE TEMP TABLE row(kind, source, line INTEGER, text, region, indicator, item, period, measure, against, value, unit,
    bound, published);

-- What is there instead, the nearest first: names that share most of their characters.
CREATE TEMP VIEW letters AS
    WITH RECURSIVE at(i, name) AS (
        SELECT 1, indicator FROM asked UNION ALL SELECT i + 1, name FROM at WHERE i < length(name))
    SELECT DISTINCT substr(name, i, 1) AS letter FROM at;
CREATE TEMP TABLE there AS
    SELECT DISTINCT region, indicator, item, period FROM as_of
    WHERE NOT EXISTS (SELECT 1 FROM figure) AND release = (SELECT release FROM asked)
        AND (region IN (SELECT name FROM regions) OR published_region IN (SELECT region FROM asked));
.mode list
-- else what is missing, and the words of the message, which trace has, parted by \037
SELECT replace(CASE
    WHEN EXISTS (SELECT 1 FROM figure) THEN 'found'
    WHEN NOT EXISTS (SELECT 1 FROM releases WHERE release = (SELECT release FROM asked))
        THEN 'release' || char(31) || (SELECT release FROM asked) || char(31)
            || (SELECT group_concat(release, ', ') FROM (SELECT release FROM releases ORDER BY number DESC LIMIT 10))
    WHEN NOT EXISTS (SELECT 1 FROM there)
        THEN 'region' || char(31) || (SELECT region || char(31) || release FROM asked) || char(31)
            || coalesce((SELECT group_concat(region, ', ') FROM (
                SELECT region FROM as_of WHERE release = (SELECT release FROM asked)
                GROUP BY region ORDER BY count(*) DESC, region LIMIT 10)), CAST(readfile('nothing') AS TEXT))
    WHEN NOT EXISTS (SELECT 1 FROM there WHERE indicator IN (SELECT name FROM indicators))
        THEN 'indicator' || char(31) || (SELECT region || char(31) || indicator FROM asked) || char(31)
            || (SELECT group_concat(indicator, ', ') FROM (
                SELECT indicator FROM there GROUP BY indicator
                ORDER BY (SELECT count(*) FROM letters WHERE instr(indicator, letter)) * 2 - length(indicator) DESC, indicator
                LIMIT 8))
    WHEN NOT EXISTS (SELECT 1 FROM there WHERE indicator IN (SELECT name FROM indicators)
            AND period = (SELECT period FROM asked))
        THEN 'period' || char(31) || (SELECT region || ' ' || indicator || char(31) || period FROM asked) || char(31)
            || (SELECT group_concat(period, ', ') FROM (
                SELECT DISTINCT period FROM there WHERE indicator IN (SELECT name FROM indicators)
                ORDER BY abs(substr(period, 1, 4) - substr((SELECT period FROM asked), 1, 4)), period LIMIT 12))
    ELSE 'item' || char(31) || (SELECT region || ' ' || indicator || ' ' || period || char(31) || item FROM asked) || char(31)
        || (SELECT group_concat(CASE item WHEN '' THEN CAST(readfile('total') AS TEXT) ELSE item END, ', ') FROM (
            SELECT DISTINCT item FROM there WHERE indicator IN (SELECT name FROM indicators)
                AND period = (SELECT period FROM asked) ORDER BY item LIMIT 12))
    END, char(10), ' ');
SELECT 'origin ' || n FROM origin ORDER BY n;
.once written
SELECT writefile(n || '.path', file), writefile(n || '.used', coalesce(used, '')),
    writefile(n || '.result', coalesce(result, '')),
    writefile(n || '.lines', (SELECT group_concat(line, char(10)) FROM figure WHERE source = file)) FROM origin;
.once written
SELECT writefile('indicators', (SELECT group_concat(indicator, char(10)) || char(10) FROM (SELECT DISTINCT indicator FROM figure))),
    writefile('regions', (SELECT group_concat(region, char(10)) || char(10) FROM (SELECT DISTINCT region FROM figure))),
    writefile('periods', (SELECT group_concat(period, char(10)) || char(10) FROM (SELECT DISTINCT period FROM figure))),
    writefile('coded', (SELECT group_concat(result || '/observations.csv', char(0)) FROM sources
        WHERE release = (SELECT release FROM asked) AND result <> ''));
