-- What the page of a release shows: rows, each a JSON array of texts, for report.awk, and the numbers of the charts for
-- gnuplot. No markup is made here. Run in a working folder with words.csv, headlines.csv and settings.us.
.output said.tables
CREATE TEMP TABLE setting (region TEXT, version TEXT);
.import --schema temp --ascii settings.us setting
.import --schema temp --csv words.csv word
.import --schema temp --csv headlines.csv headline
-- once more, as a read that fails is no error here
.import --schema temp --csv words.csv word_again
.import --schema temp --csv headlines.csv headline_again
-- what cannot be done without is said as the name of what failed
CREATE TEMP TABLE must (
    release INTEGER CONSTRAINT "dataset.db: no release in it" CHECK (release = 1),
    word INTEGER CONSTRAINT "words.csv: no columns key and word" CHECK (word = 2),
    headline INTEGER CONSTRAINT "headlines.csv: no column indicator" CHECK (headline = 1),
    word_whole INTEGER CONSTRAINT "words.csv: not read to its end" CHECK (word_whole),
    headline_whole INTEGER CONSTRAINT "headlines.csv: not read to its end" CHECK (headline_whole),
    setting INTEGER CONSTRAINT "settings: not read" CHECK (setting = 1));
INSERT INTO must VALUES ((SELECT count(*) FROM current),
    (SELECT count(*) FROM pragma_table_info('word') WHERE name IN ('key', 'word')),
    (SELECT count(*) FROM pragma_table_info('headline') WHERE name = 'indicator'),
    (SELECT count(*) FROM word) = (SELECT count(*) FROM word_again),
    (SELECT count(*) FROM headline) = (SELECT count(*) FROM headline_again),
    (SELECT count(*) FROM setting));
CREATE TEMP TABLE now AS
    SELECT r.*, (SELECT coalesce(region, '') FROM setting) AS region FROM current AS r;
-- the files of the release; name is the indicator with its item, place the order of what is worst
CREATE TEMP VIEW source AS
    SELECT *, CAST(nights AS INTEGER) AS night, CASE state WHEN 'refused' THEN 1 WHEN 'held' THEN 2 WHEN 'changed' THEN 3
        WHEN 'new' THEN 4 WHEN 'withdrawn' THEN 5 WHEN 'gone' THEN 6 WHEN 'unchanged' THEN 8 ELSE 7 END AS place
    FROM sources WHERE release = (SELECT release FROM now);
CREATE TEMP VIEW alert AS
    SELECT rowid AS id, *, indicator || CASE item WHEN '' THEN '' ELSE ' / ' || item END AS name,
        coalesce(extra ->> 'what', text) AS what, CASE severity WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END AS place
    FROM alerts WHERE release = (SELECT release FROM now);
CREATE TEMP VIEW finding AS
    SELECT rowid AS id, *, indicator || CASE item WHEN '' THEN '' ELSE ' / ' || item END AS name,
        CASE severity WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END AS place
    FROM findings WHERE release = (SELECT release FROM now);
CREATE TEMP VIEW conflict AS
    SELECT rowid AS id, *, indicator || CASE item WHEN '' THEN '' ELSE ' / ' || item END AS name
    FROM conflicts WHERE release = (SELECT release FROM now);
CREATE TEMP VIEW reject AS SELECT * FROM rejects WHERE release = (SELECT release FROM now);
CREATE TEMP VIEW stage AS SELECT rowid AS id, * FROM stages WHERE release = (SELECT release FROM now);
-- difference is exact; relative, in percent, is for people and for the order
CREATE TEMP TABLE revised AS
    SELECT *, indicator || CASE item WHEN '' THEN '' ELSE ' / ' || item END AS name,
        CASE WHEN old_value <> '' AND new_value <> '' AND old_unit = new_unit THEN decimal_sub(new_value, old_value) ELSE '' END
            AS difference,
        CASE WHEN old_value <> '' AND new_value <> '' AND old_unit = new_unit AND CAST(old_value AS REAL) <> 0
            THEN 100 * (CAST(new_value AS REAL) - CAST(old_value AS REAL)) / abs(CAST(old_value AS REAL)) END AS relative
    FROM revisions WHERE release = (SELECT release FROM now WHERE previous IS NOT NULL);
CREATE TEMP TABLE change AS
    SELECT kind, count(*) AS number
    FROM changes WHERE release = (SELECT release FROM now WHERE previous IS NOT NULL) GROUP BY kind;

-- ---------------------------------------------------------------------------------------------------------------------
-- The targets, the worst first; n counts those that are drawn.

CREATE TEMP TABLE target AS
SELECT rowid AS id, *, indicator || CASE item WHEN '' THEN '' ELSE ' / ' || item END AS name,
    CASE verdict WHEN 'missed' THEN 1 WHEN 'at risk' THEN 2 WHEN 'behind' THEN 3 WHEN 'on course' THEN 4 WHEN 'met' THEN 5
        ELSE 6 END AS place,
    -- of the figures that are computed, as zb-track writes them
    max(CASE WHEN instr(value, '.') THEN length(value) - instr(value, '.') ELSE 0 END,
        CASE WHEN instr(latest, '.') THEN length(latest) - instr(latest, '.') ELSE 0 END) + 2 AS places
FROM targets WHERE release = (SELECT release FROM now);

-- The months of a period, counted from the year 0: December 2020 is 12 * 2020 + 11.
CREATE TEMP TABLE span AS
WITH one(period) AS (
    SELECT period FROM target UNION SELECT base_period FROM target UNION SELECT latest_period FROM target
), two AS (
    SELECT period, substr(period, 1, instr(period || '/', '/') - 1) AS a, substr(period, instr(period, '/') + 1) AS b
    FROM one
)
SELECT period,
    12 * substr(a, 1, 4) + CASE
        WHEN a GLOB '[0-9][0-9][0-9][0-9]' THEN 0
        WHEN a GLOB '[0-9][0-9][0-9][0-9]-H[12]' THEN 6 * substr(a, 7) - 6
        WHEN a GLOB '[0-9][0-9][0-9][0-9]-Q[1-4]' THEN 3 * substr(a, 7) - 3
        WHEN a GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]*' THEN substr(a, 6, 2) - 1 END AS starts,
    12 * substr(b, 1, 4) + CASE
        WHEN b GLOB '[0-9][0-9][0-9][0-9]' THEN 11
        WHEN b GLOB '[0-9][0-9][0-9][0-9]-H[12]' THEN 6 * substr(b, 7) - 1
        WHEN b GLOB '[0-9][0-9][0-9][0-9]-Q[1-4]' THEN 3 * substr(b, 7) - 1
        WHEN b GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]*' THEN substr(b, 6, 2) - 1 END AS ends
FROM two;

-- As zb-track(1) does: from the base, a year's growth from the month before its period, a sum from before its first
-- year. Without a latest figure it says no path; what it would be is drawn from the base.
CREATE TEMP TABLE ways AS
WITH known AS (
    SELECT t.*, CASE
            WHEN path <> '' THEN path
            WHEN base = '' OR measure NOT IN ('level', 'share', 'rank') THEN ''
            WHEN (bound = 'ge' AND decimal_cmp(base, value) >= 0)
                OR (bound IN ('le', 'lt') AND decimal_cmp(base, value) <= 0) THEN 'limit'
            WHEN measure = 'level' AND unit NOT IN ('%', '‰') AND base > 0 AND value > 0 THEN 'growth'
            ELSE 'straight' END AS kind
    FROM (SELECT target.*, CAST(base AS REAL) AS base_number, CAST(value AS REAL) AS value_number FROM target) AS t
), ranged AS (
    SELECT k.*, CASE WHEN k.kind = 'sum' OR k.measure = 'growth' THEN p.starts - 1 ELSE b.ends END AS first, p.ends AS last,
        l.ends AS now
    FROM known AS k
    LEFT JOIN span AS p ON p.period = k.period
    LEFT JOIN span AS b ON b.period = k.base_period
    LEFT JOIN span AS l ON l.period = k.latest_period AND k.latest <> ''
    WHERE k.kind <> ''
)
SELECT row_number() OVER (ORDER BY place, id) AS n, *
FROM ranged
WHERE last > first AND last - first <= 1200 AND abs(value_number) < 1e15 AND abs(base_number) < 1e15;
CREATE TEMP TABLE way AS SELECT * FROM ways WHERE n <= 36;
CREATE INDEX temp.way_n ON way (n);

CREATE TEMP TABLE expected AS
WITH RECURSIVE month(n, at) AS (
    SELECT n, first FROM way UNION ALL
    SELECT month.n, at + 1 FROM month JOIN way USING (n) WHERE at < last
), part AS (
    SELECT way.*, at, CAST(at - first AS REAL) / (last - first) AS t FROM month JOIN way USING (n)
)
SELECT n, at, places, CASE kind
        WHEN 'growth' THEN pow(base_number, 1 - t) * pow(value_number, t)
        WHEN 'straight' THEN base_number + (value_number - base_number) * t
        WHEN 'sum' THEN value_number * t
        ELSE value_number END AS number,
    CASE WHEN at = now THEN expected ELSE '' END AS text
FROM part;

-- The figures so far, one a month: of whole years, and of parts of a year where the latest is one, as then it is no flow.
CREATE TEMP TABLE measured AS
WITH level AS (
    SELECT way.n, way.measure AS kind_of, s.unit AS unit_of,
        CAST(substr(s.ends, 1, 4) * 12 + substr(s.ends, 6, 2) - 1 AS INTEGER) AS at,
        s.value, s.number, s.bound, s.frequency, s.resolution, s.id
    FROM way
    JOIN series AS s ON s.indicator = way.indicator AND s.region = way.region AND s.item = way.item
        AND s.measure = CASE way.measure WHEN 'cagr' THEN 'level' ELSE way.measure END
        AND (way.measure = 'cagr' OR s.unit = way.unit)
        AND (way.measure NOT IN ('share', 'rank') OR s.against = way.against)
    WHERE s.bound IN ('', 'approx') AND s.status NOT IN ('target', 'estimate', 'suppressed') AND s.value <> ''
        AND substr(s.ends, 1, 4) * 12 + substr(s.ends, 6, 2) - 1 BETWEEN way.first AND coalesce(way.now, way.first)
        AND CASE
            WHEN way.measure = 'growth' THEN s.starts = printf('%04d-%02d-01', (way.first + 1) / 12, (way.first + 1) % 12 + 1)
            WHEN way.kind = 'sum' OR way.measure = 'cagr' OR length(way.latest_period) = 4 THEN s.frequency = 'year'
            ELSE s.frequency IN ('year', 'half-year', 'quarter', 'month') END
), best AS (
    SELECT * FROM (
        SELECT *, row_number() OVER (PARTITION BY n, unit_of, at
            ORDER BY bound, length(frequency), CAST(resolution AS REAL), id DESC) AS place
        FROM level)
    WHERE place = 1
), summed AS (
    SELECT best.n, at, decimal_sum(best.value) OVER (PARTITION BY best.n ORDER BY at) AS value
    FROM best JOIN way USING (n) WHERE kind = 'sum' AND at > first
), risen AS (
    SELECT b.n, b.at, printf('%.2f', 100 * (pow(b.number / a.number, 12.0 / (b.at - a.at)) - 1)) AS value
    FROM best AS b JOIN way USING (n) JOIN best AS a ON a.n = b.n AND a.at = way.first AND a.unit_of = b.unit_of
    WHERE b.kind_of = 'cagr' AND b.at > a.at AND a.number > 0 AND b.number > 0
), found AS (
    SELECT best.n, at, best.value FROM best JOIN way USING (n) WHERE way.kind <> 'sum' AND kind_of <> 'cagr'
    UNION ALL SELECT n, at, value FROM summed
    UNION ALL SELECT n, at, min(value) FROM risen GROUP BY n, at
    -- what zb-track took is what it says
    UNION ALL SELECT n, first, base FROM way WHERE base <> ''
    UNION ALL SELECT n, now, latest FROM way WHERE now IS NOT NULL
), last AS (
    SELECT n, at, value, row_number() OVER (PARTITION BY n, at) AS place, count(*) OVER (PARTITION BY n, at) AS of FROM found
)
SELECT n, at, value, CAST(value AS REAL) AS number FROM last WHERE place = of AND abs(CAST(value AS REAL)) < 1e15;

-- ---------------------------------------------------------------------------------------------------------------------
-- The charts' numbers. A year is at its end: 2020 is the end of December 2020.

CREATE TEMP VIEW scale AS
SELECT n, first, last, low - pad AS low, high + 1.6 * pad AS high,
    CASE WHEN last - first < 24 THEN 1 ELSE max(1, (last - first) / 12 / 6) END AS step
FROM (SELECT *, CASE WHEN high - low > 1e-9 * abs(high) THEN (high - low) * 0.12 WHEN high = 0 THEN 1
        ELSE abs(high) * 0.1 END AS pad
    FROM (SELECT n, min(number) AS low, max(number) AS high
        FROM (SELECT n, number FROM expected UNION ALL SELECT n, number FROM measured) GROUP BY n)
    JOIN way USING (n));
-- what gnuplot reads, in files whose last line says how many bytes are before it
CREATE TEMP TABLE blocks (file TEXT, n INTEGER, k INTEGER, line TEXT);
INSERT INTO blocks
    SELECT 'gp', 0, 0, printf('charts = %d', count(*)) FROM way
    UNION ALL SELECT 'gp', 0, 1, printf('array first[%d]; array last[%d]; array low[%d]; array high[%d]; array step[%d]', c, c, c, c, c)
        FROM (SELECT count(*) AS c FROM way) WHERE c > 0
    UNION ALL SELECT 'gp', n, 0, printf('first[%d] = %.6f; last[%d] = %.6f; low[%d] = %.15g; high[%d] = %.15g; step[%d] = %d',
        n, (first + 1) / 12.0 - 1, n, (last + 1) / 12.0 - 1, n, low, n, high, n, step) FROM scale
    UNION ALL SELECT 'path', n, at, printf('%.6f%s%.15g', (at + 1) / 12.0 - 1, char(9), number) FROM expected
    UNION ALL SELECT 'goal', n, 0, printf('%.6f%s%.15g', (last + 1) / 12.0 - 1, char(9), value_number) FROM way
    UNION ALL SELECT 'actual', n, at, printf('%.6f%s%.15g', (at + 1) / 12.0 - 1, char(9), number) FROM measured
    UNION ALL SELECT 'labels', n, 1, printf('%.6f%s%.15g%s@end', (last + 1) / 12.0 - 1, char(9), value_number, char(9)) FROM way
    UNION ALL SELECT 'labels', n, 2, printf('%.6f%s%.15g%s@last', (at + 1) / 12.0 - 1, char(9), number, char(9))
        FROM measured JOIN way USING (n) WHERE at = now AND now < last;
-- a block that has no point must be there
INSERT INTO blocks
    SELECT 'actual', n, 0, 'NaN' || char(9) || 'NaN' FROM way WHERE n NOT IN (SELECT n FROM measured);
INSERT INTO blocks
    SELECT file, n, 1000000, char(10) FROM (SELECT DISTINCT file, n FROM blocks WHERE file <> 'gp');
CREATE TEMP VIEW block_end AS
    SELECT file, printf('# end %d', sum(length(CAST(line AS BLOB)) + 1)) AS line FROM blocks GROUP BY file
    UNION ALL SELECT column1, '# end 0' FROM (VALUES ('path'), ('goal'), ('actual'), ('labels'))
        WHERE column1 NOT IN (SELECT file FROM blocks);
.headers off
.mode list
.output charts.gp
SELECT line FROM blocks WHERE file = 'gp' ORDER BY n, k;
SELECT line FROM block_end WHERE file = 'gp';
.output path.tsv
SELECT line FROM blocks WHERE file = 'path' ORDER BY n, k;
SELECT line FROM block_end WHERE file = 'path';
.output goal.tsv
SELECT line FROM blocks WHERE file = 'goal' ORDER BY n, k;
SELECT line FROM block_end WHERE file = 'goal';
.output actual.tsv
SELECT line FROM blocks WHERE file = 'actual' ORDER BY n, k;
SELECT line FROM block_end WHERE file = 'actual';
.output labels.tsv
SELECT line FROM blocks WHERE file = 'labels' ORDER BY n, k;
SELECT line FROM block_end WHERE file = 'labels';

-- ---------------------------------------------------------------------------------------------------------------------
-- The headlines: for each the last figure of the first frequency that has one.

.output said.tables
-- A column that the file does not have is that of none, which is empty.
CREATE TEMP TABLE asked AS
WITH none AS (
    SELECT '' AS title, '' AS region, '' AS item, '' AS measure, '' AS unit, '' AS frequency
), full AS (
    SELECT h.rowid AS n, h.indicator,
        (SELECT title FROM headline AS x WHERE x.rowid = h.rowid) AS title,
        (SELECT region FROM headline AS x WHERE x.rowid = h.rowid) AS place,
        (SELECT item FROM headline AS x WHERE x.rowid = h.rowid) AS item,
        (SELECT measure FROM headline AS x WHERE x.rowid = h.rowid) AS measure,
        (SELECT unit FROM headline AS x WHERE x.rowid = h.rowid) AS unit,
        (SELECT frequency FROM headline AS x WHERE x.rowid = h.rowid) AS frequency
    FROM none CROSS JOIN headline AS h
)
SELECT n, coalesce(title, '') AS title, coalesce(nullif(place, ''), region) AS region, indicator, coalesce(item, '') AS item,
    coalesce(nullif(measure, ''), 'level') AS measure, coalesce(unit, '') AS unit, coalesce(frequency, '') AS frequency
FROM full, now
WHERE coalesce(indicator, '') <> '';
CREATE TEMP TABLE told AS
SELECT a.n, s.*, CASE s.frequency WHEN 'year' THEN 1 WHEN 'to date' THEN 1 WHEN 'half-year' THEN 2 WHEN 'quarter' THEN 3
    WHEN 'month' THEN 4 WHEN 'day' THEN 5 ELSE 6 END AS place
FROM asked AS a
JOIN series AS s ON s.indicator = a.indicator AND s.region = a.region AND s.item = a.item AND s.measure = a.measure
WHERE (a.unit = '' OR s.unit = a.unit) AND s.status NOT IN ('target', 'estimate', 'suppressed') AND s.value <> ''
    AND s.ends IS NOT NULL
    AND (a.frequency = '' OR s.frequency = a.frequency OR (a.frequency = 'year' AND s.frequency = 'to date'));
CREATE TEMP TABLE news AS
SELECT * FROM (
    SELECT *, row_number() OVER (PARTITION BY n ORDER BY place, ends DESC, frequency DESC,
        basis NOT IN ('', 'year before'), extra, id DESC) AS first FROM told)
WHERE first = 1;
-- what is drawn: of the year to date, the same months of other years, or whole years where that is one alone
CREATE TEMP TABLE line AS
WITH alike AS (
    SELECT t.n, t.period, t.ends, t.value, t.number, t.frequency, count(*) OVER (PARTITION BY t.n, t.frequency) AS of,
        row_number() OVER (PARTITION BY t.n, t.frequency, t.ends ORDER BY t.id DESC) AS again, w.frequency AS wanted
    FROM told AS t JOIN news AS w ON w.n = t.n AND w.unit = t.unit AND w.basis = t.basis AND w.extra = t.extra
    WHERE t.frequency = w.frequency AND (w.frequency <> 'to date' OR substr(t.ends, 6, 2) = substr(w.ends, 6, 2))
        OR w.frequency = 'to date' AND t.frequency = 'year'
), drawn AS (
    SELECT *, row_number() OVER (PARTITION BY n ORDER BY ends DESC) AS back FROM alike
    WHERE again = 1 AND (frequency = wanted AND (of > 1 OR wanted <> 'to date')
        OR frequency <> wanted AND NOT EXISTS (
            SELECT 1 FROM alike AS b WHERE b.n = alike.n AND b.frequency = b.wanted AND b.of > 1))
)
SELECT * FROM drawn WHERE back <= 60 AND abs(number) < 1e15;
CREATE TEMP TABLE growth AS
SELECT w.n, g.value, g.unit, g.derived, g.against,
    row_number() OVER (PARTITION BY w.n ORDER BY g.basis <> 'year before', g.derived, g.id DESC) AS first
FROM news AS w
JOIN series AS g ON g.indicator = w.indicator AND g.region = w.region AND g.period = w.period AND g.item = w.item
    AND g.measure = 'growth'
WHERE w.measure = 'level' AND g.extra = w.extra AND g.value <> '' AND g.status NOT IN ('target', 'estimate', 'suppressed');

CREATE TEMP TABLE page (row TEXT);
INSERT INTO page SELECT json_array('word', coalesce("key", ''), coalesce(word, '')) FROM word;
INSERT INTO page SELECT json_array('page', region, release, date, coalesce(previous, ''), (SELECT version FROM setting)) FROM now;

-- ---------------------------------------------------------------------------------------------------------------------
-- Summary

INSERT INTO page SELECT json_array('section', 'summary');
INSERT INTO page SELECT json_array('facts');
INSERT INTO page SELECT json_array('fact', 'observations', coalesce(n.observations, 0) || '',
    CASE WHEN n.observations <> p.observations THEN printf('%+d', n.observations - p.observations) ELSE '' END)
FROM now AS n LEFT JOIN releases AS p ON p.release = n.previous;
INSERT INTO page SELECT json_array('fact', 'arrived', count(*) || '', '') FROM source WHERE state IN ('new', 'changed');
INSERT INTO page SELECT json_array('fact', 'missing', count(*) || '', '') FROM source WHERE state IN ('refused', 'held');
INSERT INTO page SELECT json_array('fact', 'revised', count(*) || '', '') FROM revised;
INSERT INTO page SELECT json_array('fact', 'alerts', count(*) || '', '') FROM alert;
INSERT INTO page SELECT json_array('fact', 'behind', count(*) || '', '') FROM target WHERE place <= 3;
INSERT INTO page SELECT json_array('end');
INSERT INTO page SELECT json_array('looks');
INSERT INTO page SELECT json_array('look', iif(night > 1, 'error', 'warning'), 'arrivals', state || iif(night > 1, '.again', ''), path, nights || '',
    reason,
    -- as a shell takes it
    iif(source GLOB '*[^-A-Za-z0-9_./]*', '''' || replace(source, '''', '''\''''') || '''', source))
FROM source WHERE state IN ('refused', 'held')
ORDER BY night DESC, state DESC, path LIMIT 10;
INSERT INTO page SELECT json_array('look', 'warning', 'arrivals', 'more', count(*) - 10 || '')
FROM source WHERE state IN ('refused', 'held') HAVING count(*) > 10;
INSERT INTO page SELECT json_array('look', severity, 'alerts', 'alerts', count(*) || '', severity)
FROM alert GROUP BY place, severity ORDER BY place, severity;
INSERT INTO page SELECT json_array('look', severity, 'findings', 'findings', count(*) || '', severity)
FROM finding GROUP BY place, severity ORDER BY place, severity;
INSERT INTO page SELECT json_array('look', 'warning', 'targets', 'targets', count(*) || '', verdict)
FROM target WHERE place <= 3 GROUP BY place ORDER BY place;
INSERT INTO page SELECT json_array('look', 'note', 'revisions', 'revisions', count(*) || '') FROM revised HAVING count(*) > 0;
INSERT INTO page SELECT json_array('look', 'note', 'rejects', 'rejects', count(*) || '') FROM reject HAVING count(*) > 0;
INSERT INTO page SELECT json_array('end');

-- ---------------------------------------------------------------------------------------------------------------------
-- Headlines

INSERT INTO page SELECT json_array('section', 'headlines');
INSERT INTO page SELECT json_array('headlines');
INSERT INTO page SELECT json_array('headline', a.title, a.region, a.indicator, w.value, coalesce(w.unit, a.unit), w.bound, w.status, w.derived,
    w.period, g.value, g.unit, g.against, g.derived, w.source, w.line || '',
    (SELECT group_concat(printf('%d:%.15g', julianday(ends), number), ' ') FROM (SELECT * FROM line WHERE n = a.n ORDER BY ends)),
    (SELECT period FROM line WHERE n = a.n ORDER BY ends LIMIT 1),
    (SELECT period FROM line WHERE n = a.n ORDER BY ends DESC LIMIT 1),
    (SELECT value FROM line WHERE n = a.n ORDER BY number, ends LIMIT 1),
    (SELECT period FROM line WHERE n = a.n ORDER BY number, ends LIMIT 1),
    (SELECT value FROM line WHERE n = a.n ORDER BY number DESC, ends LIMIT 1),
    (SELECT period FROM line WHERE n = a.n ORDER BY number DESC, ends LIMIT 1))
FROM asked AS a LEFT JOIN news AS w ON w.n = a.n LEFT JOIN growth AS g ON g.n = a.n AND g.first = 1
ORDER BY a.n;
INSERT INTO page SELECT json_array('end');

-- ---------------------------------------------------------------------------------------------------------------------
-- Targets

INSERT INTO page SELECT json_array('section', 'targets');
INSERT INTO page SELECT json_array('counts', 'verdict');
INSERT INTO page SELECT json_array('count', verdict, count(*) || '') FROM target GROUP BY place, verdict ORDER BY place, verdict;
INSERT INTO page SELECT json_array('end');
INSERT INTO page SELECT json_array('table', 'targets', 'indicator:place', 'indicator:name', 'measure:word', 'verdict:badge', 'period:period',
    'target:bound', 'target:figure', 'unit:unit', 'latest:figure', 'latest_period:period', 'expected:figure', 'gap:figure',
    'done:figure', 'elapsed:figure', 'needed:figure', 'needed_unit:unit', 'source:source');
INSERT INTO page SELECT json_array('row', region, name, measure, verdict, period, bound, value, unit, latest, latest_period, expected, gap,
    done, elapsed, needed, needed_unit, source || ':' || line)
FROM target ORDER BY place, id LIMIT 200;
INSERT INTO page SELECT json_array('end', count(*) || '', 'progress.csv') FROM target;
INSERT INTO page SELECT json_array('charts', count(*) || '', (SELECT count(*) FROM ways) || '', (SELECT count(*) FROM way) || '') FROM target;
INSERT INTO page SELECT row FROM (
    SELECT n, 0 AS k, json_array('chart', n || '', region, name, measure, against, period, bound, value, unit, base, base_period,
        latest, latest_period, expected, gap, needed, needed_unit, verdict, kind, source || ':' || line, inputs) AS row
    FROM way
    UNION ALL
    -- whole years, the base, the time of the latest figure, and the end
    SELECT e.n, e.at, json_array('point', printf(iif(e.at % 12 = 11, '%04d', '%04d-%02d'), e.at / 12, e.at % 12 + 1),
        CASE WHEN e.text <> '' THEN e.text WHEN way.kind IN ('limit', 'rate') OR e.at = way.last THEN way.value
            WHEN e.at = way.first AND way.base <> '' THEN way.base ELSE printf('%.*f', e.places, e.number) END,
        m.value)
    FROM expected AS e JOIN way USING (n) LEFT JOIN measured AS m ON m.n = e.n AND m.at = e.at
    WHERE e.at IN (way.first, way.now, way.last) OR e.at % 12 = 11 OR m.n IS NOT NULL
    UNION ALL SELECT n, 1000000, json_array('end') FROM way
) ORDER BY n, k;
INSERT INTO page SELECT json_array('end');

-- ---------------------------------------------------------------------------------------------------------------------
-- Alerts and findings

INSERT INTO page SELECT json_array('section', 'alerts');
INSERT INTO page SELECT json_array('table', 'alerts', 'level:badge', 'rule:word', 'indicator:place', 'indicator:name', 'period:period',
    'measure:word', 'value:bound', 'value:figure', 'unit:unit', 'found:figure', 'unit:unit', 'low:figure', 'high:figure',
    'source:source', 'what:english', 'inputs:inputs');
INSERT INTO page SELECT json_array('row', severity, rule, region, name, period, measure, bound, value, unit, extra ->> 'found', extra ->> 'found_unit',
    extra ->> 'expected_low', extra ->> 'expected_high', iif(source = '', '', source || ':' || line), what, extra ->> 'inputs')
FROM alert ORDER BY place, severity, id LIMIT 100;
INSERT INTO page SELECT json_array('end', count(*) || '', 'alerts.csv') FROM alert;

INSERT INTO page SELECT json_array('section', 'findings');
INSERT INTO page SELECT json_array('table', 'findings', 'severity:badge', 'rule:word', 'indicator:place', 'indicator:name', 'period:period',
    'measure:word', 'value:bound', 'value:figure', 'unit:unit', 'low:figure', 'high:figure', 'source:source', 'what:english',
    'inputs:inputs');
INSERT INTO page SELECT json_array('row', severity, rule, region, name, period, measure, bound, value, unit, expected_low, expected_high,
    source || ':' || line, what, inputs)
FROM finding ORDER BY place, severity, id LIMIT 100;
INSERT INTO page SELECT json_array('end', count(*) || '', 'findings.csv') FROM finding;

-- ---------------------------------------------------------------------------------------------------------------------
-- What arrived

INSERT INTO page SELECT json_array('section', 'arrivals');
INSERT INTO page SELECT json_array('counts', 'state');
INSERT INTO page SELECT json_array('count', state, count(*) || '') FROM source GROUP BY place, state ORDER BY place, state;
INSERT INTO page SELECT json_array('end');
INSERT INTO page SELECT json_array('table', 'arrivals', 'path:name', 'state:badge', 'nights:count', 'theme:text', 'records:count',
    'rejected:count', 'usual:count', 'delivered:text', 'reason:english');
INSERT INTO page SELECT json_array('row', path, state, iif(night = 0, '', nights || ''), theme, records || '', rejected || '', usual || '',
    delivered, reason)
FROM source WHERE place < 8 ORDER BY place, night DESC, path LIMIT 100;
INSERT INTO page SELECT json_array('end', count(*) || '', 'sources.csv') FROM source WHERE place < 8;
-- what is missing by the calendar, or came late
INSERT INTO page SELECT json_array('late');
INSERT INTO page SELECT json_array('row', severity, iif(status = 'missing', 'missing', 'late'), name, period,
    coalesce(extra ->> 'found', '') || coalesce(extra ->> 'found_unit', ''))
FROM (
    -- several rules may say so
    SELECT *, row_number() OVER (PARTITION BY region, name, period ORDER BY place, id) AS first
    FROM alert WHERE status = 'missing' OR what LIKE '% was due on %')
WHERE first = 1
ORDER BY place, severity, id LIMIT 50;
INSERT INTO page SELECT json_array('end');

-- ---------------------------------------------------------------------------------------------------------------------
-- Revisions

INSERT INTO page SELECT json_array('section', 'revisions');
INSERT INTO page SELECT json_array('since', previous) FROM now;
INSERT INTO page SELECT json_array('counts', 'change');
INSERT INTO page SELECT json_array('count', kind, number || '') FROM change ORDER BY kind;
INSERT INTO page SELECT json_array('end');
INSERT INTO page SELECT json_array('table', 'revisions', 'indicator:place', 'indicator:name', 'period:period', 'measure:word', 'old:bound',
    'old:figure', 'old_unit:unit', 'new:bound', 'new:figure', 'new_unit:unit', 'difference:figure', 'relative:percent',
    'status:change', 'old_source:source', 'new_source:source');
INSERT INTO page SELECT json_array('row', region, name, period, measure, old_bound, old_value, old_unit, new_bound, new_value, new_unit,
    difference, iif(relative IS NULL, '', printf('%+.2f', relative)),
    iif(old_status = new_status, '', old_status || '/' || new_status), old_source || ':' || old_line, new_source || ':' || new_line)
FROM revised ORDER BY abs(relative) DESC NULLS FIRST, indicator, region, period, id LIMIT 50;
INSERT INTO page SELECT json_array('end', count(*) || '', 'dataset.db') FROM revised;

-- ---------------------------------------------------------------------------------------------------------------------
-- Refused rows, conflicts, stages

-- a reason without its column and the bytes that it is about, as in rejects/summary.csv
CREATE TEMP TABLE refused AS
WITH reason AS (
    SELECT file, iif(reason GLOB 'column [0-9]*: *', substr(reason, instr(reason, ': ') + 2), reason) AS reason, line, "row"
    FROM reject
)
SELECT file, iif(instr(reason, ': '), substr(reason, 1, instr(reason, ': ') - 1), reason) AS kind, count(*) AS rows,
    min(CAST(line AS INTEGER)) AS line, "row"
FROM reason GROUP BY file, kind;
INSERT INTO page SELECT json_array('section', 'rejects');
INSERT INTO page SELECT json_array('table', 'rejects', 'file:name', 'reason:english', 'rows:count', 'first_line:count', 'row:long');
INSERT INTO page SELECT json_array('row', file, kind, rows || '', line || '', "row") FROM refused ORDER BY rows DESC, file, line, kind LIMIT 50;
INSERT INTO page SELECT json_array('end', count(*) || '', 'rejects/summary.csv') FROM refused;

INSERT INTO page SELECT json_array('section', 'conflicts');
INSERT INTO page SELECT json_array('counts', 'kind');
INSERT INTO page SELECT json_array('count', kind, count(*) || '') FROM conflict GROUP BY kind ORDER BY kind;
INSERT INTO page SELECT json_array('end');
INSERT INTO page SELECT json_array('table', 'conflicts', 'indicator:place', 'indicator:name', 'period:period', 'measure:word', 'kind:badge',
    'kept:bound', 'kept:figure', 'other:bound', 'other:figure', 'unit:unit', 'difference:figure', 'relative:percent',
    'source:source', 'other_source:source');
INSERT INTO page SELECT json_array('row', region, name, period, measure, kind, bound, value, other_bound, other_value, unit, difference,
    relative, source || ':' || line, other_source || ':' || other_line)
FROM conflict ORDER BY abs(CAST(relative AS REAL)) DESC, id LIMIT 20;
INSERT INTO page SELECT json_array('end', count(*) || '', 'conflicts.csv') FROM conflict;

INSERT INTO page SELECT json_array('section', 'stages');
INSERT INTO page SELECT json_array('table', 'stages', 'stage:name', 'exit:count', 'in:count', 'out:count', 'refused:count');
INSERT INTO page SELECT json_array('row', stage, status || '', "in" || '', "out" || '', refused || '') FROM stage ORDER BY id;
INSERT INTO page SELECT json_array('end', count(*) || '', 'stages.csv') FROM stage;

-- the command that traces the first headline, as a shell takes it
INSERT INTO page SELECT json_array('trace', '''' || replace(region, '''', '''\''''') || '''', '''' || replace(indicator, '''', '''\''''') || '''',
    period, '''' || replace(item, '''', '''\''''') || '''')
FROM news ORDER BY n LIMIT 1;
-- the last row says how many bytes are before it
.output rows
SELECT row FROM page ORDER BY rowid;
SELECT json_array('end', sum(length(CAST(row AS BLOB)) + 1)) FROM page;
.output
