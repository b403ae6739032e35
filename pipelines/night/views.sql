-- The indices of dataset.db, and its views: the usual questions. Run after each load, so that a database made by an
-- earlier version has them too.

CREATE INDEX IF NOT EXISTS history_thing ON history (indicator, region, period, item, measure, value);
CREATE INDEX IF NOT EXISTS history_source ON history (source);
CREATE INDEX IF NOT EXISTS history_first ON history (first_release);
CREATE INDEX IF NOT EXISTS history_last ON history (last_release) WHERE last_release IS NOT NULL;
CREATE INDEX IF NOT EXISTS history_replaces ON history (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX IF NOT EXISTS sources_release ON sources (release, path);
CREATE INDEX IF NOT EXISTS findings_release ON findings (release, indicator);
CREATE INDEX IF NOT EXISTS alerts_release ON alerts (release, indicator);
CREATE INDEX IF NOT EXISTS targets_release ON targets (release, indicator);
CREATE INDEX IF NOT EXISTS conflicts_release ON conflicts (release, indicator);
CREATE INDEX IF NOT EXISTS rejects_release ON rejects (release, file);
CREATE INDEX IF NOT EXISTS stages_release ON stages (release);

-- current: the last release
DROP VIEW IF EXISTS current;
CREATE VIEW current AS
    SELECT * FROM releases ORDER BY number DESC LIMIT 1;

-- observations: what is published now. number is value as a binary floating point number, for charts and sums that need
-- not be exact; NULL where there is no figure.
DROP VIEW IF EXISTS observations;
CREATE VIEW observations AS
    SELECT *, CASE WHEN value <> '' THEN CAST(value AS REAL) END AS number
    FROM history
    WHERE last_release IS NULL;

-- as_of: every observation with every release in which it held. WHERE release = '2026-11-24.1' is the data set as of then.
DROP VIEW IF EXISTS as_of;
CREATE VIEW as_of AS
    SELECT r.release, h.*, CASE WHEN h.value <> '' THEN CAST(h.value AS REAL) END AS number
    FROM releases r
    CROSS JOIN history h
    WHERE r.number >= (SELECT number FROM releases WHERE release = h.first_release)
        AND (h.last_release IS NULL OR r.number <= (SELECT number FROM releases WHERE release = h.last_release));

-- changes: what each release did to the one before it. kind is
--   new       nothing was published for this before
--   revised   the figure is another: value, unit, bound or status
--   resourced the figure is the same, but not where it was read or what else is said of it
--   returned  the figure is the same, but the release before had none
--   gone      it is not published any more
-- The first release is no change.
DROP VIEW IF EXISTS changes;
CREATE VIEW changes AS
    SELECT r.release, r.previous,
        CASE WHEN o.id IS NULL THEN 'new'
            WHEN (o.value, o.unit, o.bound, o.status) IS NOT (h.value, h.unit, h.bound, h.status) THEN 'revised'
            WHEN o.last_release IS NOT r.previous THEN 'returned'
            ELSE 'resourced' END AS kind,
        h.id, o.id AS old_id,
        h.region, h.indicator, h.item, h.period, h.measure, h.against,
        o.value AS old_value, h.value AS new_value, o.unit AS old_unit, h.unit AS new_unit,
        o.bound AS old_bound, h.bound AS new_bound, o.status AS old_status, h.status AS new_status,
        o.source AS old_source, h.source AS new_source, o.line AS old_line, h.line AS new_line,
        o.derived AS old_derived, h.derived AS new_derived, h.extra
    FROM releases r
    JOIN history h ON h.first_release = r.release
    LEFT JOIN history o ON o.id = h.replaces
    WHERE r.previous IS NOT NULL
    UNION ALL
    SELECT r.release, r.previous, 'gone', NULL, o.id,
        o.region, o.indicator, o.item, o.period, o.measure, o.against,
        o.value, NULL, o.unit, NULL, o.bound, NULL, o.status, NULL, o.source, NULL, o.line, NULL, o.derived, NULL, o.extra
    FROM releases r
    JOIN history o ON o.last_release = r.previous
    WHERE NOT EXISTS (SELECT 1 FROM history h WHERE h.replaces = o.id AND h.first_release = r.release);

-- revisions: figures that became others, with the release that had the old one last and the one that has the new one first
DROP VIEW IF EXISTS revisions;
CREATE VIEW revisions AS
    SELECT h.first_release AS release, o.last_release AS old_release,
        h.region, h.indicator, h.item, h.period, h.measure, h.against,
        o.value AS old_value, h.value AS new_value, o.unit AS old_unit, h.unit AS new_unit,
        o.bound AS old_bound, h.bound AS new_bound, o.status AS old_status, h.status AS new_status,
        o.source AS old_source, h.source AS new_source, o.line AS old_line, h.line AS new_line,
        o.derived AS old_derived, h.derived AS new_derived, h.extra, h.id, o.id AS old_id
    FROM history h
    JOIN history o ON o.id = h.replaces
    WHERE (o.value, o.unit, o.bound, o.status) IS NOT (h.value, h.unit, h.bound, h.status);

-- series: what is published now, to be drawn over time: ORDER BY ends. frequency tells apart what must not share a line;
-- starts and ends are the first and last day of the period. basis is what it is measured against: a whole, a field, a
-- period, or 'year before'.
DROP VIEW IF EXISTS series;
CREATE VIEW series AS
    WITH spans AS (
        SELECT *,
            -- first and last part of the period; a span of years or months has two
            substr(period, 1, instr(period || '/', '/') - 1) AS a,
            substr(period, instr(period, '/') + 1) AS b
        FROM observations
        WHERE period GLOB '[0-9][0-9][0-9][0-9]' OR period GLOB '[0-9][0-9][0-9][0-9][-/]*'
    ), days AS (
        SELECT *,
            CASE
                WHEN instr(period, '/') THEN CASE
                    WHEN length(a) = 4 THEN 'years' WHEN substr(a, 6, 2) = '01' THEN 'to date' ELSE 'months' END
                WHEN length(a) = 4 THEN 'year'
                WHEN a LIKE '____-H_' THEN 'half-year'
                WHEN a LIKE '____-Q_' THEN 'quarter'
                WHEN length(a) = 7 THEN 'month'
                WHEN length(a) = 10 THEN 'day'
            END AS frequency,
            CASE WHEN measure IN ('growth', 'change', 'multiple') AND length(against) = length(period)
                AND against GLOB '[0-9][0-9][0-9][0-9]*' AND substr(against, 1, 4) + 1 = CAST(substr(period, 1, 4) AS INTEGER)
                AND (substr(against, 5, 4) = substr(period, 5, 4))
                THEN 'year before' ELSE against END AS basis,
            date(CASE
                WHEN length(a) = 4 THEN a || '-01-01'
                WHEN a LIKE '____-H_' THEN substr(a, 1, 5) || printf('%02d', substr(a, 7) * 6 - 5) || '-01'
                WHEN a LIKE '____-Q_' THEN substr(a, 1, 5) || printf('%02d', substr(a, 7) * 3 - 2) || '-01'
                WHEN length(a) = 7 THEN a || '-01'
                ELSE a
            END) AS starts,
            CASE
                WHEN length(b) = 4 THEN date(b || '-12-31')
                WHEN b LIKE '____-H_' THEN date(substr(b, 1, 5) || printf('%02d', substr(b, 7) * 6) || '-01', '+1 month', '-1 day')
                WHEN b LIKE '____-Q_' THEN date(substr(b, 1, 5) || printf('%02d', substr(b, 7) * 3) || '-01', '+1 month', '-1 day')
                WHEN length(b) = 7 THEN date(b || '-01', '+1 month', '-1 day')
                ELSE date(b)
            END AS ends
        FROM spans
    )
    SELECT region, region_code, indicator, indicator_code, item, measure, basis, frequency, unit, period, starts, ends, against,
        value, number, bound, status, resolution, derived, source, line, extra, id
    FROM days;

-- latest: the last figure of each series that is no target
DROP VIEW IF EXISTS latest;
CREATE VIEW latest AS
    SELECT * FROM (
        SELECT *, row_number() OVER (
            PARTITION BY region, indicator, item, measure, basis, frequency, unit, extra ORDER BY ends DESC, id DESC) AS place
        FROM series
        WHERE status NOT IN ('target', 'estimate'))
    WHERE place = 1;

-- The other files of the last release.
DROP VIEW IF EXISTS sources_now;
CREATE VIEW sources_now AS SELECT * FROM sources WHERE release = (SELECT release FROM current);
DROP VIEW IF EXISTS findings_now;
CREATE VIEW findings_now AS SELECT * FROM findings WHERE release = (SELECT release FROM current);
DROP VIEW IF EXISTS alerts_now;
CREATE VIEW alerts_now AS SELECT * FROM alerts WHERE release = (SELECT release FROM current);
DROP VIEW IF EXISTS targets_now;
CREATE VIEW targets_now AS SELECT * FROM targets WHERE release = (SELECT release FROM current);
DROP VIEW IF EXISTS conflicts_now;
CREATE VIEW conflicts_now AS SELECT * FROM conflicts WHERE release = (SELECT release FROM current);
DROP VIEW IF EXISTS rejects_now;
CREATE VIEW rejects_now AS SELECT * FROM rejects WHERE release = (SELECT release FROM current);
DROP VIEW IF EXISTS stages_now;
CREATE VIEW stages_now AS SELECT * FROM stages WHERE release = (SELECT release FROM current);
