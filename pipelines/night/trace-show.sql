-- What became of each figure, step by step (temporary table step): behind trace-find.sql and the rows of the state.

-- The row that zb-units wrote, and the record: the same but for what these filters and zb-code change.
CREATE TEMP TABLE came AS SELECT n, NULL AS units, NULL AS record FROM figure WHERE derived = '';
UPDATE came SET units = (
    SELECT u.rowid FROM row u JOIN figure f ON f.n = came.n
    WHERE u.kind = 'units' AND u.source = f.source AND u.line = f.line AND u.text = f.text AND u.item = f.item
        AND u.period = f.period AND u.measure = f.measure AND u.value = f.value AND u.unit = f.unit
        AND u.indicator = CASE f.published WHEN '' THEN f.indicator ELSE f.published END
    ORDER BY u.against = f.against DESC, u.rowid LIMIT 1);
-- of several in one line that differ in value only, the one in the same place
CREATE TEMP VIEW placed AS
    SELECT rowid AS id, kind, source, line, text, region, indicator, item, period, measure, against,
        row_number() OVER (PARTITION BY kind, source, line, text, region, indicator, item, period, measure, against
            ORDER BY rowid) AS place
    FROM row WHERE kind <> 'coded';
UPDATE came SET record = (
    SELECT r.id FROM placed r JOIN placed u USING (source, line, text, region, indicator, item, period, measure, against, place)
    WHERE r.kind = 'records' AND u.kind = 'units' AND u.id = came.units);

CREATE TEMP TABLE step(figure INTEGER, place INTEGER, step, value, unit, source, line, file, text, note);

INSERT INTO step
    SELECT n, 1, 'published', value, unit, source, line, NULL, text,
        'in ' || release || ', as it is since ' || first_release
            || coalesce(nullif(' until ' || last_release, ' until ' || release), '')
            || CASE WHEN of IS NULL THEN '' ELSE ', for the figure above' END
    FROM figure;
-- what stood there before: the rows that it replaced, and those that they replaced
INSERT INTO step
    WITH RECURSIVE before(n, depth, id) AS (
        SELECT n, 1, replaces FROM figure WHERE replaces IS NOT NULL
        UNION ALL
        SELECT n, depth + 1, h.replaces FROM before b JOIN history h ON h.id = b.id WHERE h.replaces IS NOT NULL)
    SELECT b.n, 2, 'before', h.value, h.unit, h.source, h.line, NULL, h.text,
        'from ' || h.first_release || ' to ' || h.last_release
    FROM before b JOIN history h ON h.id = b.id
    ORDER BY b.n, b.depth;
-- what came of it, where it is told as of an earlier release
INSERT INTO step
    WITH RECURSIVE after(n, depth, id) AS (
        SELECT f.n, 1, h.id FROM figure f JOIN history h ON h.replaces = f.id
        UNION ALL
        SELECT n, depth + 1, h.id FROM after a JOIN history h ON h.replaces = a.id)
    SELECT a.n, 2, 'after', h.value, h.unit, h.source, h.line, NULL, h.text,
        'from ' || h.first_release || coalesce(' to ' || h.last_release, ', and still')
    FROM after a JOIN history h ON h.id = a.id
    ORDER BY a.n, a.depth;
INSERT INTO step
    SELECT n, 3, 'read from', value, unit, source, line, NULL, text, NULL FROM figure WHERE derived = '';
INSERT INTO step
    SELECT f.n, 3, 'delivered', NULL, NULL, f.source, NULL, NULL, NULL,
        CASE WHEN o.path IS NULL THEN 'sources of this release do not name it'
            ELSE coalesce(o.taken, o.delivered) || ', sha256 ' || CASE o.used WHEN '' THEN o.sha256 ELSE o.used END
                || CASE WHEN o.used NOT IN ('', o.sha256) AND o.sha256 <> ''
                    THEN '; what lies there since ' || o.delivered || ' is ' || o.state
                WHEN o.state = 'gone' THEN '; gone from the inbox' ELSE '' END
        END
    FROM figure f JOIN origin o ON o.file = f.source
    WHERE f.derived = '';
INSERT INTO step
    WITH RECURSIVE copies(n, rest, file) AS (
        SELECT n, CAST(readfile(n || '.copies') AS TEXT), NULL FROM origin
        UNION ALL
        SELECT n, substr(rest, instr(rest, char(10)) + 1), substr(rest, 1, instr(rest, char(10)) - 1)
        FROM copies WHERE rest <> '')
    SELECT f.n, 4, 'copy', NULL, NULL, f.source, NULL, c.file, NULL, NULL
    FROM figure f JOIN origin o ON o.file = f.source JOIN copies c ON c.n = o.n AND c.file IS NOT NULL
    WHERE f.derived = '';
INSERT INTO step
    SELECT f.n, 5, 'opened', NULL, NULL, f.source, f.line, NULL,
        CAST(readfile(o.n || '.' || f.line || '.line') AS TEXT), NULL
    FROM figure f JOIN origin o ON o.file = f.source
    WHERE f.derived = '' AND readfile(o.n || '.' || f.line || '.line') IS NOT NULL;
INSERT INTO step
    SELECT c.n, 6, 'record', r.value, r.unit, r.source, r.line, NULL, r.text,
        r.region || ' ' || r.indicator || CASE r.item WHEN '' THEN '' ELSE '/' || r.item END || ' ' || r.period || ' '
            || r.measure || CASE r.against WHEN '' THEN '' ELSE ' against ' || r.against END
    FROM came c JOIN row r ON r.rowid = c.record;
INSERT INTO step
    SELECT c.n, 7, 'units', u.value, u.unit, u.source, u.line, NULL, NULL,
        CASE WHEN r.rowid IS NULL THEN 'the record is not to be found'
            WHEN r.unit = u.unit AND r.value = u.value THEN 'as published'
            ELSE r.value || r.unit || ' is ' || u.value || u.unit END
    FROM came c JOIN row u ON u.rowid = c.units LEFT JOIN row r ON r.rowid = c.record;
INSERT INTO step
    SELECT n, 8, 'code', NULL, NULL, NULL, NULL, NULL, NULL,
        CASE published WHEN '' THEN indicator ELSE published || ' is ' || indicator END
            || CASE indicator_code WHEN '' THEN ', not in the dictionary' ELSE ', ' || indicator_code END
            || '; ' || CASE published_region WHEN '' THEN region ELSE published_region || ' is ' || region END
            || CASE region_code WHEN '' THEN ', not in the dictionary' ELSE ', ' || region_code END
    FROM figure WHERE derived = '';
INSERT INTO step
    SELECT n, 9, 'merge', NULL, NULL, NULL, NULL, NULL, NULL,
        sources || CASE sources WHEN 1 THEN ' source gives it' ELSE ' sources agree' END
    FROM figure WHERE derived = '' AND sources <> '';
-- who else gives a figure for the same thing: those that are no conflict agree
CREATE TEMP TABLE rival AS
    SELECT f.n, c.* FROM figure f JOIN conflicts c ON c.release = f.release AND c.indicator = f.indicator
        AND c.region = f.region AND c.period = f.period AND c.item = f.item AND c.measure = f.measure
        AND c.against = f.against AND c.unit = f.unit AND c.value = f.value AND c.source = f.source;
INSERT INTO step
    SELECT DISTINCT f.n, 10, 'agrees', c.value, c.unit, c.source, c.line, NULL, c.text, c.bound
    FROM figure f JOIN row c ON c.kind = 'coded' AND c.indicator = f.indicator AND c.region = f.region
        AND c.period = f.period AND c.item = f.item AND c.measure = f.measure AND c.against = f.against AND c.unit = f.unit
    WHERE f.derived = '' AND (c.source, c.line) IS NOT (f.source, f.line)
        AND NOT EXISTS (SELECT 1 FROM rival r WHERE r.n = f.n AND r.other_source = c.source AND r.other_value = c.value);
INSERT INTO step
    SELECT n, 11, kind, other_value, unit, other_source, other_line, NULL, NULL,
        CASE kind WHEN 'derived' THEN 'would follow from others' WHEN 'revision' THEN 'of an earlier release of the source'
            ELSE 'not taken' END
            || CASE difference WHEN '' THEN '' ELSE ', it differs by ' || difference || unit END
            || CASE relative WHEN '' THEN '' ELSE ' (' || relative || '%)' END
    FROM rival;
INSERT INTO step
    SELECT n, 12, 'formula', NULL, NULL, NULL, NULL, NULL, derived, NULL FROM figure WHERE derived <> '';
INSERT INTO step
    SELECT f.n, 13, 'target', t.value, t.unit, NULL, NULL, NULL, NULL,
        t.verdict || CASE t.latest WHEN '' THEN '' ELSE ': ' || t.latest || ' in ' || t.latest_period END
            || CASE t.expected WHEN '' THEN '' ELSE ', expected by then ' || t.expected END
    FROM figure f JOIN targets t ON t.release = f.release AND t.indicator = f.indicator AND t.region = f.region
        AND t.period = f.period AND t.item = f.item AND t.measure = f.measure AND t.against = f.against
        AND t.unit = f.unit AND t.bound = f.bound AND t.source = f.source AND t.line = f.line
    WHERE f.status = 'target';
-- findings about it, or about another figure of the indicator that it was compared with
INSERT INTO step
    SELECT f.n, 14, 'finding', t.value, t.unit, t.source, t.line, NULL, t.what, t.severity || ', ' || t.rule
            || CASE WHEN (t.period, t.item, t.measure, t.against) IS (f.period, f.item, f.measure, f.against) THEN ''
                ELSE ', of ' || t.period || ' ' || t.measure END
    FROM figure f JOIN findings t ON t.release = f.release AND t.indicator = f.indicator AND t.region = f.region
    WHERE (t.period, t.item, t.measure, t.against, t.value) IS (f.period, f.item, f.measure, f.against, f.value)
        OR (f.measure = 'level' AND t.item = f.item AND instr('|' || t.inputs || '|', '|' || f.source || ':' || f.line || '|')
            AND (t.period = f.period OR t.against = f.period OR instr(t.period || '/', f.period || '/')));
INSERT INTO step
    SELECT f.n, 15, 'alert', t.value, t.unit, t.source, t.line, NULL, coalesce(t.extra ->> 'what', t.text),
        t.severity || ', ' || t.rule
    FROM figure f JOIN alerts t ON t.release = f.release AND t.indicator = f.indicator AND t.region = f.region
        AND t.period = f.period AND t.item = f.item AND t.measure = f.measure;

.mode csv
.headers on
.once records.csv
SELECT f.n AS figure, f.of, s.step, f.region, f.indicator, f.item, f.period, f.measure, f.against, s.value, s.unit,
    s.source, s.line, s.text, s.file, s.note
FROM step s JOIN figure f ON f.n = s.figure
ORDER BY coalesce(f.of, f.n), f.of IS NOT NULL, f.n, s.place, s.rowid;
.headers off
.mode list
.once text
SELECT group_concat(said, char(10)) FROM (
    SELECT CASE WHEN f.of IS NULL THEN '' ELSE '    ' END || said AS said
    FROM figure f JOIN (
        SELECT n, 0 AS place, 0 AS id,
            CASE WHEN of IS NULL AND n > 1 THEN char(10) ELSE '' END
            || region || ' ' || indicator || CASE item WHEN '' THEN '' ELSE '/' || item END || ' ' || period || ' ' || measure
            || CASE against WHEN '' THEN '' ELSE ' against ' || against END || ': '
            || CASE bound WHEN '' THEN '' ELSE bound || ' ' END || value || unit || ' (' || status
            || CASE resolution WHEN '' THEN '' ELSE ', to ' || resolution END || ')' AS said
        FROM figure
        UNION ALL
        SELECT figure, place, rowid, '  ' || printf('%-10s', step) || CASE step
            WHEN 'published' THEN note
            WHEN 'read from' THEN source || ':' || line || CASE text WHEN '' THEN '' ELSE ': ' || text END
            WHEN 'copy' THEN file
            WHEN 'opened' THEN substr(text, 1, 300) || CASE WHEN length(text) > 300 THEN ' ...' ELSE '' END
            WHEN 'record' THEN note || ': ' || value || unit
            WHEN 'formula' THEN text
            WHEN 'agrees' THEN CASE note WHEN '' THEN '' ELSE note || ' ' END || value || unit || ' ' || source || ':' || line
            WHEN 'before' THEN value || unit || ' ' || source || ':' || line || ' ' || note
            WHEN 'after' THEN value || unit || ' ' || source || ':' || line || ' ' || note
            WHEN 'conflict' THEN value || unit || ' ' || source || ':' || line || ' ' || note
            WHEN 'revision' THEN value || unit || ' ' || source || ':' || line || ' ' || note
            WHEN 'derived' THEN value || unit || ' ' || source || ':' || line || ' ' || note
            WHEN 'finding' THEN note || ', ' || source || ':' || line || ': ' || text
            WHEN 'alert' THEN note || CASE text WHEN '' THEN '' ELSE ': ' || text END
            ELSE note END
        FROM step) s ON s.n = f.n
    ORDER BY coalesce(f.of, f.n), f.of IS NOT NULL, f.n, s.place, s.id);
